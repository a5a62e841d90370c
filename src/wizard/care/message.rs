use crate::contract::{Change, Connection, ConnectionId};
use crate::exchange::{Failure, Outcome};

use super::Task;

/// What happened on a screen about connections.
#[derive(Debug)]
pub enum CareMessage {
    /// Show the list.
    OpenList,
    /// Show this connection.
    Open(ConnectionId),
    /// One screen back.
    Back,
    /// Back to the wizard, to make a connection.
    Leave,
    /// Begin to do something to the connection.
    Begin(Task),
    /// Do it.
    Save,
    /// Have the platform run its checks again.
    Verify,
    /// Ask for the connection again, or for the list.
    Reload,
    /// Stop asking while the platform verifies; or go on.
    Pause(bool),
    /// It never worked: correct its answers in the wizard, and send it once more.
    Repair,
    /// “Done” on what was said of a task.
    Noticed,
    /// All connections were listed; or they could not be.
    ListEnded(bool),
    /// What came of asking for the connection.
    Read(ConnectionId, Box<Outcome<Connection>>),
    /// What came of a change, or of asking for a verification.
    Changed(ConnectionId, Box<Outcome<Connection>>),
    /// What came of removing it.
    Removed(ConnectionId, Result<(), Box<Failure>>),
}

/// A request about connections that there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CareRequest {
    /// All connections of the account.
    List,
    /// One connection.
    Read {
        /// Which one.
        id: ConnectionId,
        /// Whether to ask at once; else after the pace's pause.
        now: bool,
    },
    /// A change.
    Update {
        /// Of which one.
        id: ConnectionId,
        /// The version that the change is about.
        etag: Option<Box<str>>,
        /// What changes, all but the credential.
        change: Change,
        /// Whether the credential in the fields goes along.
        credential: bool,
        /// Whether this is a new submission, so a new idempotency key.
        fresh: bool,
    },
    /// Run the checks again.
    Verify(ConnectionId),
    /// Remove it.
    Delete(ConnectionId),
}

impl CareRequest {
    /// What `ac-submit` calls it; questions are not announced.
    pub const fn announced(&self) -> Option<&'static str> {
        match self {
            Self::Update { .. } => Some("update"),
            Self::Delete(_) => Some("delete"),
            Self::List | Self::Read { .. } | Self::Verify(_) => None,
        }
    }
}
