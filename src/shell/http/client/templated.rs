//! The methods of the client where the endpoint speaks another dialect.
//!
//! They answer with connections like the others, so whoever calls them need not know: a test that the platform runs is
//! a check of a connection that is being verified, and is asked about whenever the connection is.

use gloo_net::http::Method;
use js_sys::{Date, Math};

use super::{Client, Errand};
use crate::contract::{
    Check, CheckId, CheckState, Connection, ConnectionId, ConnectionList, IdempotencyKey, Status,
};
use crate::exchange::{Answer, Attempts, Echo, Failure, FailureKind, Limits, Next, Outcome, Parcel, Reply};
use crate::profile::requests::{self, AnswerShape, Retry};
use crate::shell::http::Stop;
use crate::template::{Consigned, Consignment, Letter, Run, RunState, TaskState, Template, Values};

/// Sent once: a second one could make a second connection.
const ONCE: Limits = Limits { attempts: 1, ..Limits::WRITE };

/// A letter on its way.
struct Post<'a> {
    operation: &'static str,
    letter: Option<&'a Letter>,
    shape: &'a AnswerShape,
    limits: Limits,
    key: Option<IdempotencyKey>,
    echo: &'a Echo,
}

impl Client {
    /// Tests, sends, looks up: all that a submission or a change comes to.
    pub(super) async fn consign(
        &self,
        template: &Template,
        parcel: &Parcel,
        stop: &Stop,
    ) -> Outcome<Connection> {
        let consignment = parcel.consignment().ok_or_else(nowhere)?;
        let makes = consignment.makes;
        let shape = template.answer_to(makes).ok_or_else(nowhere)?;
        let create = makes == Consigned::Create;
        if create && self.0.unsure.get() && template.can_look_up() {
            if let Some(found) = self.look_for(template, &consignment.values, stop).await? {
                return Ok(self.saved(template, consignment, found));
            }
            self.0.unsure.set(false);
        }
        if let Some(test) = &consignment.test {
            self.test_before(template, test, parcel.echo(), stop).await?;
        }
        let retry = template.requests().retry;
        let again = retry == Retry::Key || consignment.letter.method.is_idempotent();
        let mut attempts = Attempts::new(self.0.write);
        loop {
            let began = Date::now();
            let post = Post {
                operation: match makes {
                    Consigned::Create => "create",
                    Consigned::Replace => "replace",
                    Consigned::Update { .. } => "update",
                },
                letter: Some(&consignment.letter),
                shape,
                limits: if again { self.0.write } else { ONCE },
                key: (retry == Retry::Key).then(|| parcel.key()),
                echo: parcel.echo(),
            };
            let answer = self.post(post, stop).await;
            let failure = match answer
                .and_then(|answer| template.read_connection(answer, shape, Some(&consignment.values)))
            {
                Ok(reply) => return Ok(self.saved(template, consignment, reply)),
                Err(failure) => failure,
            };
            if !create || again || !failure.is_ambiguous() {
                return Err(failure);
            }
            self.0.unsure.set(true);
            if !template.can_look_up() {
                return Err(failure.unsure());
            }
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let took_ms = (Date::now() - began) as u64;
            let next = attempts.heard(failure.heard(), took_ms, Math::random());
            if let Next::Wait(ms) = next
                && retry == Retry::Lookup
                && !stop.wait(ms).await
            {
                return Err(failure);
            }
            match self.look_for(template, &consignment.values, stop).await {
                Ok(Some(found)) => return Ok(self.saved(template, consignment, found)),
                Ok(None) if retry == Retry::Lookup && matches!(next, Next::Wait(_)) => {
                    if let Some(told) = &self.0.on_wait {
                        told(&failure, 0);
                    }
                }
                // Nobody has seen it, and before another try it is looked for once more.
                _ => return Err(failure),
            }
        }
    }

    /// What was saved, with what is known of its test.
    fn saved(
        &self,
        template: &Template,
        consignment: &Consignment,
        mut reply: Reply<Connection>,
    ) -> Reply<Connection> {
        let makes = consignment.makes;
        if makes == Consigned::Create {
            self.0.unsure.set(false);
        }
        if consignment.test.is_some() {
            let tested = CheckId::Other("tested".into());
            reply.value.checks.insert(0, Check::new(tested, CheckState::Pass));
        }
        if template.is_tested_after(makes) {
            let first = !matches!(makes, Consigned::Update { .. });
            self.begin(&mut reply, first);
        } else {
            self.lay_over(&mut reply.value);
        }
        reply
    }

    /// The connection that these values make, if it is in the list.
    async fn look_for(
        &self,
        template: &Template,
        values: &Values,
        stop: &Stop,
    ) -> Result<Option<Reply<Connection>>, Failure> {
        let list = self.list_by(template, stop).await?;
        let found = list.value.items.into_iter().find(|connection| values.match_connection(connection));
        Ok(found.map(bare))
    }

    /// Has the platform try a credential, and waits for what comes of it.
    async fn test_before(
        &self,
        template: &Template,
        letter: &Letter,
        echo: &Echo,
        stop: &Stop,
    ) -> Result<(), Failure> {
        let test = template.requests().test.as_ref().ok_or_else(nowhere)?;
        let post = Post {
            operation: "test",
            letter: Some(letter),
            shape: &test.request.answer,
            limits: ONCE,
            key: None,
            echo,
        };
        let answer = self.post(post, stop).await?;
        let Some(poll) = &test.poll else { return Ok(()) };
        let task = template.read_task(answer, poll)?;
        let since = Date::now();
        loop {
            if !stop.wait(u64::from(poll.every) * 1000).await {
                return Err(Failure::silence(FailureKind::Stopped));
            }
            let state = self.ask_task(template, poll, &task, None, echo, Limits::READ, stop).await?;
            match state.value {
                TaskState::Passed => return Ok(()),
                TaskState::Failed(words) => return Err(Failure::told(words)),
                TaskState::Running if Date::now() - since >= f64::from(poll.give_up) * 1000.0 => {
                    return Err(Failure::silence(FailureKind::TimedOut));
                }
                TaskState::Running => {}
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    async fn ask_task(
        &self,
        template: &Template,
        poll: &requests::Poll,
        task: &str,
        id: Option<&str>,
        echo: &Echo,
        limits: Limits,
        stop: &Stop,
    ) -> Outcome<TaskState> {
        let letter = template.poll(task, id);
        let shape = &poll.request.answer;
        let post = Post { operation: "poll", letter: letter.as_ref(), shape, limits, key: None, echo };
        template.read_state(self.post(post, stop).await?, poll)
    }

    /// Reads a connection, or asks how its test goes while it runs.
    pub(super) async fn poll_by(
        &self,
        template: &Template,
        id: &ConnectionId,
        echo: &Echo,
        stop: &Stop,
    ) -> Outcome<Connection> {
        let run = self.0.runs.borrow().iter().find(|run| run.connection().id == *id).cloned();
        let Some(mut run) = run.filter(|run| *run.state() != RunState::Ended) else {
            return self.read_by(template, id, echo, Limits::POLL, stop).await;
        };
        let test = template.requests().test.as_ref().ok_or_else(nowhere)?;
        let poll = test.poll.as_ref();
        let overdue = poll.is_some_and(|poll| run.is_overdue(poll.give_up, now()));
        match run.state().clone() {
            _ if overdue => run.give_up(),
            RunState::Running(task) => {
                let poll = poll.ok_or_else(nowhere)?;
                let state =
                    self.ask_task(template, poll, &task, Some(id.as_str()), echo, Limits::POLL, stop).await;
                match told(state.map(|reply| reply.value))? {
                    Ok(state) => run.heard(state),
                    Err(words) => run.heard(words),
                }
            }
            _ => {
                let letter = template.test(id.as_str());
                let shape = &test.request.answer;
                let post =
                    Post { operation: "test", letter: letter.as_ref(), shape, limits: ONCE, key: None, echo };
                let answer = self.post(post, stop).await;
                let task = match (answer, poll) {
                    (Ok(answer), Some(poll)) => template.read_task(answer, poll).map(Some),
                    (Ok(_), None) => Ok(None),
                    (Err(failure), _) => Err(failure),
                };
                match told(task)? {
                    Ok(Some(task)) => run.began(task),
                    Ok(None) => run.heard(TaskState::Passed),
                    Err(words) => run.heard(words),
                }
            }
        }
        let running = run.connection().status == Status::Verifying;
        let mut reply = bare(run.connection().clone());
        reply.retry_after_ms = poll.filter(|_| running).map(|poll| u64::from(poll.every) * 1000);
        self.keep(run);
        Ok(reply)
    }

    /// Reads a connection where there is a request for that, else finds it in the list.
    pub(super) async fn read_by(
        &self,
        template: &Template,
        id: &ConnectionId,
        echo: &Echo,
        limits: Limits,
        stop: &Stop,
    ) -> Outcome<Connection> {
        let mut reply = match &template.requests().read {
            Some(request) => {
                let letter = template.read(id.as_str());
                let shape = &request.answer;
                let post =
                    Post { operation: "read", letter: letter.as_ref(), shape, limits, key: None, echo };
                template.read_connection(self.post(post, stop).await?, shape, None)?
            }
            None => {
                let list = self.list_by(template, stop).await?.value.items;
                let found = list.into_iter().find(|connection| connection.id == *id);
                bare(found.ok_or_else(|| Failure::silence(FailureKind::NotFound))?)
            }
        };
        self.lay_over(&mut reply.value);
        Ok(reply)
    }

    pub(super) async fn list_by(&self, template: &Template, stop: &Stop) -> Outcome<ConnectionList> {
        let request = template.requests().list.as_ref().ok_or_else(nowhere)?;
        let letter = template.list();
        let shape = &request.answer;
        let echo = &Echo::none();
        let post =
            Post { operation: "list", letter: letter.as_ref(), shape, limits: Limits::READ, key: None, echo };
        template.read_list(self.post(post, stop).await?, shape)
    }

    /// Begins a test of a connection that is there; it is asked about by polling.
    pub(super) async fn verify_by(
        &self,
        template: &Template,
        id: &ConnectionId,
        stop: &Stop,
    ) -> Outcome<Connection> {
        self.0.runs.borrow_mut().retain(|run| run.connection().id != *id);
        let mut reply = self.read_by(template, id, &Echo::none(), Limits::READ, stop).await?;
        self.begin(&mut reply, false);
        Ok(reply)
    }

    /// Removes a connection. One that is gone already is removed.
    pub(super) async fn delete_by(
        &self,
        template: &Template,
        id: &ConnectionId,
        stop: &Stop,
    ) -> Result<(), Failure> {
        let request = template.requests().delete.as_ref().ok_or_else(nowhere)?;
        let letter = template.delete(id.as_str());
        let limits = if request.method.is_idempotent() { self.0.write } else { ONCE };
        let echo = &Echo::none();
        let shape = &request.answer;
        let post = Post { operation: "delete", letter: letter.as_ref(), shape, limits, key: None, echo };
        match self.post(post, stop).await {
            // What is removed says nothing any more.
            Err(failure) if *failure.kind() != FailureKind::NotFound && failure.status() != 204 => {
                Err(failure)
            }
            _ => {
                self.0.runs.borrow_mut().retain(|run| run.connection().id != *id);
                Ok(())
            }
        }
    }

    async fn post(&self, post: Post<'_>, stop: &Stop) -> Result<Answer, Failure> {
        let letter = post.letter.ok_or_else(nowhere)?;
        let url = self.0.endpoint.below(&letter.path, &letter.query).ok_or_else(nowhere)?;
        let method = match letter.method {
            requests::Method::Get => Method::GET,
            requests::Method::Post => Method::POST,
            requests::Method::Put => Method::PUT,
            requests::Method::Patch => Method::PATCH,
            requests::Method::Delete => Method::DELETE,
        };
        let errand = Errand {
            method,
            body: letter.body.as_ref().map(|body| body.as_slice()),
            key: post.key,
            headers: &letter.headers,
            shape: Some(post.shape),
            ..Errand::read(post.operation, post.limits)
        };
        self.fetch(&errand, post.echo, &url, stop).await
    }

    /// A test is to be called at the next question.
    fn begin(&self, reply: &mut Reply<Connection>, first: bool) {
        let run = Run::new(reply.value.clone(), first, now());
        reply.value = run.connection().clone();
        // It is called at once.
        reply.retry_after_ms = Some(0);
        self.keep(run);
    }

    fn keep(&self, run: Run) {
        let mut runs = self.0.runs.borrow_mut();
        runs.retain(|other| other.connection().id != run.connection().id);
        runs.push(run);
    }

    /// What a test came to on this page still holds.
    fn lay_over(&self, connection: &mut Connection) {
        let runs = self.0.runs.borrow();
        if let Some(run) = runs.iter().find(|run| run.connection().id == connection.id) {
            run.lay_over(connection);
        }
    }
}

/// A failure that is the test's own result: the platform said no.
fn told<T>(outcome: Result<T, Failure>) -> Result<Result<T, TaskState>, Failure> {
    match outcome {
        Ok(value) => Ok(Ok(value)),
        Err(failure) => match failure.kind() {
            FailureKind::Refused | FailureKind::Fields(_) | FailureKind::NotFound => {
                let words = failure.problem().and_then(|problem| problem.detail.clone());
                Ok(Err(TaskState::Failed(words)))
            }
            _ => Err(failure),
        },
    }
}

/// A request that cannot be made: nothing was sent.
fn nowhere() -> Failure {
    Failure::told(None)
}

fn bare(value: Connection) -> Reply<Connection> {
    Reply { value, created: false, retry_after_ms: None, etag: None }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn now() -> u64 {
    Date::now() as u64
}
