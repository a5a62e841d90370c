//! What an answer does to the screens about connections.

use crate::contract::{CheckState, Connection, ConnectionId, Status};
use crate::exchange::{Failure, FailureKind, FieldError, Outcome, Place, Reply};

use super::super::settle::{field_of, refusal_of, refusal_of_error};
use super::super::{Complaint, Effect, Explanation, Focus, KnownApp, Refusal, Wizard, WizardEvent};
use super::{CareRequest, CareState, Notice, Subject, Task};

impl Wizard {
    /// Takes in a page of the list.
    pub(in crate::wizard) fn care_listed(&mut self, connections: &[Connection]) -> Vec<Effect> {
        self.care.unlisted = false;
        let mut effects = Vec::new();
        for connection in connections {
            self.care.note(connection);
            effects.extend(self.warn_of_expiry(connection));
        }
        effects
    }

    /// Tells the host page, once for each connection, that its credential ends soon.
    fn warn_of_expiry(&mut self, connection: &Connection) -> Option<Effect> {
        if connection.status == Status::Failed
            || !self.is_expiring(connection)
            || self.care.expiring.contains(&connection.id)
        {
            return None;
        }
        self.care.expiring.push(connection.id.clone());
        let days = self.days_left_of(connection)?;
        Some(Effect::Notify(WizardEvent::Expiring { id: connection.id.as_str().into(), days }))
    }

    fn looked_at(&mut self, id: &ConnectionId) -> Option<&mut Subject> {
        self.care.subject_mut().filter(|subject| subject.id == *id)
    }

    pub(super) fn care_read(&mut self, id: &ConnectionId, outcome: Outcome<Connection>) -> Vec<Effect> {
        if self.looked_at(id).is_none_or(|subject| {
            matches!(subject.state, CareState::Sending { .. } | CareState::Gone | CareState::Removed)
        }) {
            return Vec::new();
        }
        match outcome {
            Ok(reply) => self.care_seen(reply),
            Err(failure) => self.care_missed(id, &failure),
        }
    }

    /// The connection as the platform sees it now.
    fn care_seen(&mut self, reply: Reply<Connection>) -> Vec<Effect> {
        let Reply { value: connection, etag, .. } = reply;
        let mut effects = Vec::new();
        self.care.note(&connection);
        self.known_anew();
        effects.extend(self.warn_of_expiry(&connection));
        let Some(subject) = self.care.subject_mut() else { return effects };
        let known = subject.connection.replace(Box::new(connection.clone()));
        let first = known.is_none();
        let news = known
            .as_deref()
            .is_none_or(|known| known.status != connection.status || known.checks != connection.checks);
        subject.etag = etag.map(Into::into);
        subject.trouble = false;
        if matches!(subject.state, CareState::Refused(_)) && subject.task.is_none() {
            subject.state = CareState::Idle;
        }
        if connection.status == Status::Verifying && !subject.paused {
            let id = subject.id.clone();
            effects.push(Effect::Care(CareRequest::Read { id, now: false }));
        }
        if subject.task.is_none() || first {
            self.forget_fields();
        }
        if news && !first {
            effects.push(Effect::Notify(WizardEvent::Status {
                id: connection.id.as_str().into(),
                status: connection.status,
                checks: connection.checks,
            }));
        }
        effects
    }

    fn care_missed(&mut self, id: &ConnectionId, failure: &Failure) -> Vec<Effect> {
        let refusal = refusal_of(failure);
        if *failure.kind() == FailureKind::NotFound {
            self.care.forget(id);
            self.known_anew();
            if let Some(subject) = self.looked_at(id) {
                subject.state = CareState::Gone;
            }
            return vec![Effect::Focus(Focus::Heading)];
        }
        let Some(subject) = self.looked_at(id) else { return Vec::new() };
        let closed = matches!(refusal, Refusal::SignedOut | Refusal::Forbidden);
        if subject.connection.is_some() && !closed {
            // What was seen last stays on the screen; the shell asks again, more and more slowly.
            subject.trouble = true;
            return Vec::new();
        }
        self.care_refused(refusal)
    }

    pub(super) fn care_changed(&mut self, id: &ConnectionId, outcome: Outcome<Connection>) -> Vec<Effect> {
        if !self.care.is_sending() || self.looked_at(id).is_none() {
            return Vec::new();
        }
        match outcome {
            Ok(reply) => self.care_done(reply),
            Err(failure) => self.care_failed(id, failure),
        }
    }

    fn care_done(&mut self, reply: Reply<Connection>) -> Vec<Effect> {
        let mut effects = vec![Effect::ClearSecret];
        if let Some(subject) = self.care.subject_mut() {
            let old = subject.connection.as_ref().and_then(|connection| connection.credential.clone());
            let task = subject.task.take();
            subject.notice = match task {
                Some(Task::Rename | Task::Extras) => Some(Notice::Saved),
                Some(Task::AddSubscription) => Some(Notice::Added),
                Some(Task::Credential(_)) => Some(Notice::Credential { old }),
                Some(Task::UpdateRole | Task::Remove) | None => None,
            };
            subject.state = CareState::Idle;
            subject.fresh = true;
            subject.paused = false;
            if subject.notice.is_some() {
                let id = subject.id.as_str().into();
                effects.push(Effect::Notify(WizardEvent::Updated { id }));
            }
        }
        effects.extend(self.care_seen(reply));
        self.forget_fields();
        effects.push(Effect::Focus(Focus::Heading));
        effects
    }

    fn care_failed(&mut self, id: &ConnectionId, failure: Failure) -> Vec<Effect> {
        match failure.kind() {
            FailureKind::NotFound => {
                if let Some(subject) = self.looked_at(id) {
                    subject.state = CareState::Idle;
                }
                self.care_missed(id, &failure)
            }
            // Somebody else was faster: nothing was overwritten, and this is how it stands now.
            FailureKind::Stale => {
                let id = id.clone();
                if let Some(subject) = self.care.subject_mut() {
                    subject.state = CareState::Idle;
                    subject.notice = Some(Notice::Stale);
                    subject.fresh = true;
                }
                vec![Effect::Care(CareRequest::Read { id, now: true }), Effect::Focus(Focus::Heading)]
            }
            FailureKind::Fields(errors) => self.care_refused_fields(errors, &failure),
            _ => {
                let effects = self.care_refused(refusal_of(&failure));
                if let Some(subject) = self.care.subject_mut() {
                    subject.fresh |= !failure.is_ambiguous();
                }
                effects
            }
        }
    }

    /// What was refused is said at its field; what has none, on the screen itself.
    fn care_refused_fields(&mut self, errors: &[FieldError], failure: &Failure) -> Vec<Effect> {
        let asked = self.fields(self.step());
        let mut elsewhere: Option<CareState> = None;
        for error in errors {
            if let Place::Extra(name) = &error.place
                && self.asks_extras(self.step())
                && self.refuse_extra(name.as_str(), &error.code, error.detail.as_str())
            {
                continue;
            }
            if error.place == Place::Thumbprint {
                self.forget_certificate();
            }
            let code = Explanation::of_kind(&error.code, self.kind().name());
            let code = if &*code.code == "unknown" { error.code.clone() } else { code.code };
            match field_of(&error.place).filter(|field| asked.contains(field)) {
                Some(field) => {
                    let mut complaint = Complaint::new(field, &code).said_by_host();
                    if !error.detail.is_empty() {
                        complaint = complaint.with("detail", error.detail.as_str());
                    }
                    self.put(complaint);
                }
                None if error.place == Place::Credential => {
                    let detail = error.detail.as_str().into();
                    elsewhere = Some(CareState::NotAccepted { code, detail });
                }
                None => {
                    elsewhere = elsewhere.or(Some(CareState::Refused(refusal_of_error(error))));
                }
            }
        }
        let retriable = failure.is_retriable();
        let event = Effect::Notify(WizardEvent::Failed { problem: failure.code().into(), retriable });
        let at_fields = self.has_complaints(self.step());
        if let Some(subject) = self.care.subject_mut() {
            subject.fresh = true;
            subject.state = elsewhere.filter(|_| !at_fields).unwrap_or_default();
        }
        vec![event, Effect::Focus(if at_fields { Focus::Problems } else { Focus::Heading })]
    }

    pub(super) fn care_removed(&mut self, id: &ConnectionId, outcome: Result<(), Failure>) -> Vec<Effect> {
        if !self.care.is_sending() || self.looked_at(id).is_none() {
            return Vec::new();
        }
        match outcome {
            Ok(()) => {
                self.care.forget(id);
                self.known_anew();
                if let Some(subject) = self.looked_at(id) {
                    subject.state = CareState::Removed;
                }
                vec![
                    Effect::Notify(WizardEvent::Removed { id: id.as_str().into() }),
                    Effect::Focus(Focus::Heading),
                ]
            }
            Err(failure) => self.care_failed(id, failure),
        }
    }

    /// What the wizard offers to use again follows from what there is.
    pub(in crate::wizard) fn known_anew(&mut self) {
        self.known.clear();
        for connection in &self.care.connections {
            KnownApp::note(&mut self.known, connection);
        }
        let clouds = &self.profile.clouds;
        self.known.retain(|app| clouds.contains(&app.cloud));
    }

    /// How many checks of a connection need somebody's hand.
    pub fn troubles_of(&self, connection: &Connection) -> usize {
        let bad = |state| matches!(state, CheckState::Fail | CheckState::Warn);
        connection.checks.iter().filter(|check| bad(check.state)).count()
    }
}
