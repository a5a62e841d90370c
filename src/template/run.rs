use super::TaskState;
use crate::contract::{Check, CheckId, CheckState, Connection, Shown, Status};

/// A test of a connection that is saved: it is asked about again and again, until it has ended or nobody waits any more.
#[derive(Clone, Debug)]
pub struct Run {
    connection: Connection,
    /// What the connection is if the test fails.
    failed: Status,
    state: RunState,
    since_ms: u64,
}

/// How far a [`Run`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunState {
    /// The test was not called yet.
    New,
    /// It is running under this name.
    Running(Box<str>),
    /// It has passed, failed, or was given up.
    Ended,
}

impl Run {
    /// A test to be called, of a connection that was just sent (`first`) or that has worked before.
    pub fn new(connection: Connection, first: bool, now_ms: u64) -> Self {
        let failed = if first { Status::Failed } else { Status::Attention };
        let mut run = Self { connection, failed, state: RunState::New, since_ms: now_ms };
        run.connection.status = Status::Verifying;
        run.set(check(CheckState::Running));
        run
    }

    /// The connection as it stands.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// How far it is.
    pub fn state(&self) -> &RunState {
        &self.state
    }

    /// Whether the patience is spent.
    pub fn is_overdue(&self, give_up_seconds: u16, now_ms: u64) -> bool {
        now_ms.saturating_sub(self.since_ms) >= u64::from(give_up_seconds) * 1000
    }

    /// The test was called and is waited for.
    pub fn began(&mut self, task: Box<str>) {
        self.state = RunState::Running(task);
    }

    /// The test was answered.
    pub fn heard(&mut self, state: TaskState) {
        match state {
            TaskState::Running => {}
            TaskState::Passed => self.end(Status::Connected, check(CheckState::Pass)),
            TaskState::Failed(words) => {
                let code = words.as_ref().and_then(|words| azure_code(words.as_str()));
                let code = code.unwrap_or_else(|| Shown::new("test-failed"));
                let check = Check { code: Some(code), detail: words, ..check(CheckState::Fail) };
                self.end(self.failed, check);
            }
        }
    }

    /// Nobody waits any more.
    pub fn give_up(&mut self) {
        let check = Check { code: Some("test-unfinished".into()), ..check(CheckState::Fail) };
        self.end(self.failed, check);
    }

    /// The connection was read anew: what the test came to still holds.
    pub fn lay_over(&self, connection: &mut Connection) {
        connection.status = self.connection.status;
        connection.checks.clone_from(&self.connection.checks);
    }

    fn end(&mut self, status: Status, check: Check) {
        self.connection.status = status;
        self.set(check);
        self.state = RunState::Ended;
    }

    fn set(&mut self, check: Check) {
        self.connection.checks.retain(|other| other.id != check.id);
        self.connection.checks.push(check);
    }
}

fn check(state: CheckState) -> Check {
    Check::new(CheckId::Other("tested".into()), state)
}

/// The code of Entra in a text: `AADSTS7000215: Invalid client secret provided.`
pub(super) fn azure_code(text: &str) -> Option<Shown> {
    let at = text.find("AADSTS")?;
    let code = text.get(at..)?;
    let end = code.bytes().skip(6).position(|b| !b.is_ascii_digit()).map_or(code.len(), |end| end + 6);
    (7..=20).contains(&end).then(|| Shown::new(code.get(..end).unwrap_or_default()))
}
