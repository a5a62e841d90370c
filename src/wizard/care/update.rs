//! What is done on the screens about connections.

use crate::azure::Field;
use crate::contract::{Change, ConnectionId};
use crate::profile::Operation;

use super::super::{Complaint, Effect, Focus, Phase, Refusal, Step, StepSet, Target, Wizard, WizardEvent};
use super::subject::{answers_of, scopes_of};
use super::{Away, CareMessage, CareRequest, CareState, Screen, Subject, Task};

impl Wizard {
    pub(in crate::wizard) fn take_care(&mut self, message: CareMessage) -> Vec<Effect> {
        match message {
            CareMessage::OpenList if !self.is_busy() => self.open_list(),
            CareMessage::Open(id) if !self.is_busy() => self.open_one(id),
            CareMessage::Back if !self.is_busy() => self.care_back(),
            CareMessage::Leave if !self.is_busy() => self.leave_care(),
            CareMessage::Begin(task) if !self.is_busy() => self.begin_task(task),
            CareMessage::Save if !self.is_busy() => self.save(),
            CareMessage::Verify if !self.is_busy() => self.verify(),
            CareMessage::Repair if !self.is_busy() => self.repair(),
            CareMessage::OpenList
            | CareMessage::Open(_)
            | CareMessage::Back
            | CareMessage::Leave
            | CareMessage::Begin(_)
            | CareMessage::Save
            | CareMessage::Verify
            | CareMessage::Repair => Vec::new(),
            CareMessage::Reload => self.reload(),
            CareMessage::Pause(pause) => self.pause_care(pause),
            CareMessage::Noticed => {
                if let Some(subject) = self.care.subject_mut() {
                    subject.notice = None;
                }
                vec![Effect::Focus(Focus::Heading)]
            }
            CareMessage::ListEnded(whole) => {
                self.care.unlisted = !whole;
                Vec::new()
            }
            CareMessage::Read(id, outcome) => self.care_read(&id, *outcome),
            CareMessage::Changed(id, outcome) => self.care_changed(&id, *outcome),
            CareMessage::Removed(id, outcome) => self.care_removed(&id, outcome.map_err(|failure| *failure)),
        }
    }

    /// Puts the wizard's own answers away. A secret that was typed does not wait for them to come back.
    fn put_away(&mut self) -> Vec<Effect> {
        if self.care.away.is_some() {
            return Vec::new();
        }
        let fresh = self.fresh;
        self.forget_secret();
        self.fresh = fresh || self.is_by_secret();
        self.leave_paste();
        self.care.away = Some(Away {
            answers: self.answers.clone(),
            complaints: core::mem::take(&mut self.complaints),
            tried: core::mem::take(&mut self.tried),
        });
        vec![Effect::ClearSecret, Effect::HideSecret]
    }

    fn open_list(&mut self) -> Vec<Effect> {
        if !self.offers(Operation::List) {
            return self.leave_care();
        }
        let mut effects = self.put_away();
        self.forget_fields();
        self.care.screen = Some(Screen::List);
        effects.extend([Effect::CancelCare, Effect::Focus(Focus::Heading)]);
        effects
    }

    fn open_one(&mut self, id: ConnectionId) -> Vec<Effect> {
        let mut effects = self.put_away();
        let known = self.care.connections.iter().find(|known| known.id == id).cloned();
        self.care.screen = Some(Screen::One(Box::new(Subject::new(id.clone(), known))));
        self.forget_fields();
        effects.extend([
            Effect::CancelCare,
            Effect::Care(CareRequest::Read { id, now: true }),
            Effect::Focus(Focus::Heading),
        ]);
        effects
    }

    /// The fields show the connection that is looked at, and nothing is wrong with them.
    pub(super) fn forget_fields(&mut self) {
        let today = self.answers.today();
        if let Some(connection) = self.care.subject().and_then(|subject| subject.connection.as_deref()) {
            self.answers = answers_of(connection, &self.profile.extras, today);
        }
        self.complaints.clear();
        self.extra_complaints.clear();
        self.tried = StepSet::default();
    }

    fn care_back(&mut self) -> Vec<Effect> {
        let list = self.offers(Operation::List);
        let Some(subject) = self.care.subject_mut() else { return self.leave_care() };
        let over = matches!(subject.state, CareState::Gone | CareState::Removed);
        if subject.task.is_some() && !over {
            subject.task = None;
            subject.state = CareState::Idle;
            subject.fresh = true;
            self.forget_fields();
            return vec![Effect::ClearSecret, Effect::HideSecret, Effect::Focus(Focus::Heading)];
        }
        if list { self.open_list() } else { self.leave_care() }
    }

    /// Back to the wizard, whose answers are as they were.
    pub(super) fn leave_care(&mut self) -> Vec<Effect> {
        if !self.close_care() {
            return Vec::new();
        }
        let mut effects = vec![Effect::CancelCare, Effect::ClearSecret, Effect::HideSecret];
        if matches!(self.phase, Phase::Done(_)) {
            // What was connected is in the list: the wizard is for the next one.
            effects.extend(self.start_over());
        } else {
            effects.extend([Effect::Focus(Focus::Heading), Effect::Notify(self.step_event())]);
        }
        effects
    }

    /// Closes these screens, and says whether one was open.
    pub(in crate::wizard) fn close_care(&mut self) -> bool {
        let Some(away) = self.care.away.take() else { return false };
        self.care.screen = None;
        self.answers = away.answers;
        self.complaints = away.complaints;
        self.tried = away.tried;
        true
    }

    fn begin_task(&mut self, task: Task) -> Vec<Effect> {
        if !self.tasks().contains(&task) {
            return Vec::new();
        }
        self.forget_fields();
        if let Some(subject) = self.care.subject_mut() {
            subject.task = Some(task);
            subject.state = CareState::Idle;
            subject.notice = None;
            subject.fresh = true;
        }
        match task {
            Task::AddSubscription => {
                // The connection's own ones are not asked for again.
                self.answers.target = Target::Subscriptions;
                self.set_subscriptions(core::iter::empty());
            }
            Task::Credential(kind) => self.answers.kind = kind,
            Task::Rename | Task::Extras | Task::UpdateRole | Task::Remove => {}
        }
        let field = task.fields(&self.profile).first().copied();
        let focus = field.filter(|_| task == Task::Rename).map_or(Focus::Heading, Focus::Field);
        vec![Effect::ClearSecret, Effect::HideSecret, Effect::Focus(focus)]
    }

    /// The task's own button.
    pub(in crate::wizard) fn save(&mut self) -> Vec<Effect> {
        let Some(task) = self.care.task() else { return Vec::new() };
        self.complaints.retain(|complaint| !complaint.from_host);
        self.answers.tidy();
        if self.check(self.step()) {
            self.tried.insert(self.step());
            return vec![Effect::Focus(Focus::Problems)];
        }
        if matches!(task, Task::Credential(_)) && self.lacks_certificate() {
            let mut effects = self.ask_certificate();
            effects.push(Effect::Focus(Focus::Heading));
            return effects;
        }
        let Some(request) = self.request_of(task) else {
            return vec![Effect::Focus(Focus::Problems)];
        };
        if let Some(subject) = self.care.subject_mut() {
            subject.state = CareState::Sending { retrying: false };
            subject.fresh = false;
            subject.paused = false;
        }
        vec![Effect::HideSecret, Effect::CancelCare, Effect::Care(request), Effect::Focus(Focus::Heading)]
    }

    fn request_of(&mut self, task: Task) -> Option<CareRequest> {
        let subject = self.care.subject()?;
        let (id, etag, fresh) = (subject.id.clone(), subject.etag.clone(), subject.fresh);
        let change = match task {
            Task::Remove => return Some(CareRequest::Delete(id)),
            Task::UpdateRole => return Some(CareRequest::Verify(id)),
            Task::Credential(_) => Change::default(),
            Task::Rename => {
                let name = self.answers.name.value().cloned().unwrap_or_default();
                Change { name: Some(name), ..Change::default() }
            }
            Task::AddSubscription => {
                let mut scopes = scopes_of(subject.connection.as_deref()?);
                let new = self.answers.scopes();
                let wrong = if new.is_empty() {
                    Some("empty")
                } else {
                    new.iter().any(|scope| scopes.contains(scope)).then_some("already-here")
                };
                if let Some(code) = wrong {
                    self.put(Complaint::new(Field::Subscription, code));
                    return None;
                }
                scopes.extend(new);
                Change { scopes: Some(scopes), ..Change::default() }
            }
            Task::Extras => {
                let extras = self.answers.extras.values(&self.profile.extras);
                let had = subject.connection.as_deref().map(|connection| &connection.extras);
                let asked = self.profile.extras.iter().map(|extra| extra.name.as_str());
                let gone = asked.filter(|name| had.is_some_and(|had| had.contains_key(*name)));
                let gone = gone.filter(|name| !extras.contains_key(*name)).map(Into::into).collect();
                Change { extras: Some(extras), cleared_extras: gone, ..Change::default() }
            }
        };
        let credential = matches!(task, Task::Credential(_));
        Some(CareRequest::Update { id, etag, change, credential, fresh })
    }

    fn verify(&mut self) -> Vec<Effect> {
        let asks = self.offers(Operation::Verify);
        let Some(subject) = self.care.subject_mut().filter(|_| asks) else { return self.reload() };
        subject.state = CareState::Sending { retrying: false };
        subject.notice = None;
        subject.paused = false;
        let id = subject.id.clone();
        vec![Effect::CancelCare, Effect::Care(CareRequest::Verify(id)), Effect::Focus(Focus::Heading)]
    }

    fn reload(&mut self) -> Vec<Effect> {
        match self.care.subject_mut() {
            Some(subject) => {
                subject.state = CareState::Idle;
                subject.paused = false;
                let id = subject.id.clone();
                vec![Effect::CancelCare, Effect::Care(CareRequest::Read { id, now: true })]
            }
            None => vec![Effect::Care(CareRequest::List)],
        }
    }

    fn pause_care(&mut self, pause: bool) -> Vec<Effect> {
        let Some(subject) = self.care.subject_mut().filter(|subject| subject.paused != pause) else {
            return Vec::new();
        };
        subject.paused = pause;
        let id = subject.id.clone();
        vec![if pause { Effect::CancelCare } else { Effect::Care(CareRequest::Read { id, now: true }) }]
    }

    /// A connection that never worked goes back into the wizard, which sends it once more under its id.
    fn repair(&mut self) -> Vec<Effect> {
        let Some(connection) = self.care.subject().and_then(|subject| subject.connection.clone()) else {
            return Vec::new();
        };
        if !self.can_repair(&connection) {
            return Vec::new();
        }
        let answers = answers_of(&connection, &self.profile.extras, self.answers.today());
        self.phase = Phase::Review;
        let mut effects = self.leave_care();
        // Only the step that it leads to is news, and its route is the one that the connection's cloud has.
        effects.retain(|effect| !matches!(effect, Effect::Notify(_)));
        self.answers = answers;
        self.stay_on_offer();
        self.complaints.clear();
        self.fresh = true;
        self.connection = Some(connection.id.clone());
        for step in self.itinerary().clone().steps() {
            self.visit(*step);
        }
        effects.extend(self.show(Step::Credential, Focus::Heading));
        effects
    }

    /// The host page said no, or the address is none that a secret may go to.
    pub(in crate::wizard) fn care_refused(&mut self, refusal: Refusal) -> Vec<Effect> {
        let event = WizardEvent::Failed { problem: refusal.code().into(), retriable: refusal.is_retriable() };
        if let Some(subject) = self.care.subject_mut() {
            subject.fresh |= !refusal.is_ambiguous();
            subject.state = CareState::Refused(refusal);
        }
        vec![Effect::Notify(event), Effect::Focus(Focus::Heading)]
    }

    pub(in crate::wizard) fn care_retries(&mut self) {
        if let Some(CareState::Sending { retrying }) =
            self.care.subject_mut().map(|subject| &mut subject.state)
        {
            *retrying = true;
        }
    }

    /// The name that the connection has, where a task could change it.
    pub(in crate::wizard) fn care_name(&self) -> &str {
        let connection = self.care.subject().and_then(|subject| subject.connection.as_deref());
        connection.and_then(|connection| connection.name.as_ref()).map_or("", |name| name.as_str())
    }
}
