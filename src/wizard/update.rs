//! What a message does to the wizard.

use std::rc::Rc;

use crate::azure::Field;
use crate::profile::Route;

use super::itinerary::nearest_route;
use super::lookup::Cause;
use super::{
    Complaint, Draft, Effect, ExitReason, Focus, Itinerary, Message, Phase, Refusal, SecretVerdict, Step,
    SubscriptionMessage, Task, Wizard, WizardEvent,
};

impl Wizard {
    /// Takes in what happened, and says what is to be done.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        if !matches!(&message, Message::Role(message) if message.only_looks()) {
            self.desk.forget_file();
        }
        let cause = match &message {
            Message::Typed(..) | Message::Subscriptions(SubscriptionMessage::Typed(..)) => Cause::Typing,
            Message::LookedUp(_) | Message::Begun | Message::Federated(..) | Message::Certified(_) => {
                Cause::Answer
            }
            _ => Cause::Act,
        };
        let mut effects = self.take_in(message);
        if self.phase.is_done() {
            // What is connected is not to be taken up again after a reload.
            effects.retain(|effect| !matches!(effect, Effect::SaveDraft));
        }
        if !self.care.is_open() {
            self.stay_on_offer();
        }
        if !self.care.is_open() || self.care.task() == Some(Task::AddSubscription) {
            self.look_around(cause, &mut effects);
        }
        self.ask_for_trust(&mut effects);
        self.ask_for_certificate(&mut effects);
        effects
    }

    pub(super) fn take_in(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::ChooseRoute(route) => self.choose_route(route),
            Message::ChooseCloud(cloud) => {
                self.fresh = true;
                self.answers.cloud = cloud;
                vec![Effect::SaveDraft]
            }
            Message::ChooseKind(kind) => self.choose_kind(kind),
            Message::ChooseTarget(target) => self.choose_target(target),
            Message::Subscriptions(message) => self.at_the_subscriptions(message),
            Message::Extra(message) => self.at_the_extras(message),
            Message::GoOnWithWorking => self.go_on_with_working(),
            Message::Typed(field, text) => self.type_in(field, &text),
            Message::SecretTyped(verdict) => {
                self.secret_left_paste();
                self.answers.secret = verdict;
                self.changed(Field::Secret);
                Vec::new()
            }
            Message::SecretInsisted(insisted, verdict) => {
                self.answers.secret_insisted = insisted;
                self.answers.secret = verdict;
                self.changed(Field::Secret);
                Vec::new()
            }
            Message::Continue if self.care.is_open() && !self.is_busy() => self.save(),
            Message::Continue if !self.is_busy() => self.go_on(),
            Message::Back if !self.is_busy() => match self.itinerary.before(self.step) {
                Some(step) => self.show(step, Focus::Heading),
                None => Vec::new(),
            },
            Message::GoTo(step) if !self.is_busy() => {
                let step = self.itinerary.home_of(step);
                let focus = if self.has_complaints(step) { Focus::Problems } else { Focus::Heading };
                if !self.visited.contains(step) {
                    return Vec::new();
                }
                let mends = self.step == Step::Connect && self.has_complaints(step);
                let effects = self.show(step, focus);
                self.returning = mends;
                effects
            }
            Message::Change(field) if !self.is_busy() => self.change(field, Focus::Field(field)),
            Message::ChangeExtra(at) if !self.is_busy() => self.change(Field::Name, Focus::Extra(at)),
            Message::ChangeKind if !self.is_busy() => self.mend(Step::Credential, Focus::Heading),
            Message::Connect if !self.is_busy() => self.connect(),
            Message::Continue | Message::Back | Message::GoTo(_) | Message::Connect => Vec::new(),
            Message::Change(_) | Message::ChangeExtra(_) | Message::ChangeKind => Vec::new(),
            Message::HeldBack if self.care.is_open() => self.care_refused(Refusal::HeldBack),
            Message::HeldBack => self.not_sent(Refusal::HeldBack),
            Message::Unsafe if self.care.is_open() => self.care_refused(Refusal::Unsafe),
            Message::Unsafe => self.not_sent(Refusal::Unsafe),
            Message::NotSealed if self.care.is_open() => self.care_refused(Refusal::NotSealed),
            Message::NotSealed => self.not_sent(Refusal::NotSealed),
            Message::Retrying => {
                if let Phase::Sending { retrying } = &mut self.phase {
                    *retrying = true;
                    // The attempt before may have been taken all the same, whatever comes of the last one.
                    self.unsettled = true;
                }
                self.care_retries();
                Vec::new()
            }
            Message::Sent(outcome) => self.sent(*outcome),
            Message::Polled(outcome) => self.polled(*outcome),
            Message::Listed(connections) => self.listed(&connections),
            Message::Reuse(at) => self.reuse(at),
            Message::RegisterNew => self.register_new(),
            // Looking around is all that they are for.
            Message::Paused | Message::Begun => Vec::new(),
            Message::Federated(cloud, outcome) => self.introduced(cloud, *outcome),
            Message::AskFederation => self.ask_trust_again(),
            Message::Certified(outcome) => self.certified(*outcome),
            Message::AskCertificate => self.ask_certificate(),
            Message::LookedUp(answer) => self.looked_up(&answer.0, &answer.1),
            Message::TakeOffer(field) => self.take_offer(field),
            Message::Role(message) => self.at_the_role(message),
            Message::Care(message) => self.take_care(message),
            Message::Script(message) => self.at_the_script(message),
            Message::KeysTaken => self.keys_taken(),
            Message::Stop => self.stop(),
            Message::Pause(paused) => self.pause(paused),
            Message::CheckAgain => self.check_again(),
            Message::OpenExisting => self.open_existing(),
            Message::Dismiss => {
                self.phase = Phase::Review;
                vec![Effect::Focus(Focus::Heading)]
            }
            Message::StartOver => self.start_over(),
            Message::Restore(draft) => self.restore(&draft),
            Message::Pasted(haul) => self.take(*haul),
            Message::Paste(act) => self.act_on_paste(act),
            Message::Exit(reason) => self.exit(reason),
        }
    }

    fn choose_route(&mut self, route: Route) -> Vec<Effect> {
        if !self.routes().any(|offered| offered == route) || self.is_busy() {
            return Vec::new();
        }
        self.wanted = route;
        self.go_by(route);
        vec![Effect::SaveDraft]
    }

    /// Marks a step as one that can be gone to.
    pub(super) fn visit(&mut self, step: Step) {
        self.visited.insert(step);
    }

    fn go_by(&mut self, route: Route) {
        self.route = route;
        self.itinerary = Itinerary::new(&self.profile, route);
        if self.itinerary.position(self.step).is_none() {
            self.step = self.itinerary.home_of(self.step);
        }
    }

    /// After whatever happened: another cloud may not have the chosen route, or have it again.
    pub(super) fn stay_on_offer(&mut self) {
        let route = nearest_route(&self.profile, self.answers.cloud, self.wanted);
        if route != self.route && !self.is_busy() {
            self.go_by(route);
        }
    }

    pub(super) fn type_in(&mut self, field: Field, text: &str) -> Vec<Effect> {
        if field == Field::Subscription {
            return self.type_subscription(0, text);
        }
        self.answers.type_in(field, text);
        self.retyped(field, text);
        self.changed(field);
        // A secret in another field was not kept, so its complaint cannot wait for Continue.
        if let Some(complaint) = self.answers.complaint(field).filter(Complaint::is_secret_like) {
            self.put(complaint);
        }
        vec![Effect::SaveDraft]
    }

    /// A field changed: what the platform said of it is void, what we say is said anew.
    pub(super) fn changed(&mut self, field: Field) {
        self.entered();
        self.complaints.retain(|complaint| complaint.field != field);
        self.paste.from_other.retain(|other| *other != field);
        if let Some(step) = self.asking_for(field).filter(|step| self.tried.contains(*step)) {
            self.check(step);
        }
    }

    /// What was entered is another one: it is sent as a submission of its own, whatever became of the last one.
    pub(super) fn entered(&mut self) {
        match self.care.subject_mut() {
            Some(subject) => subject.fresh = true,
            None => self.fresh = true,
        }
    }

    /// The secret's field is empty from now on.
    pub(super) fn forget_secret(&mut self) {
        self.answers.secret = SecretVerdict::Empty;
        self.answers.secret_insisted = false;
        self.changed(Field::Secret);
    }

    fn go_on(&mut self) -> Vec<Effect> {
        if self.step == Step::Connect {
            return Vec::new();
        }
        self.complaints.retain(|complaint| !complaint.from_host);
        if self.check(self.step) {
            self.tried.insert(self.step);
            return vec![Effect::Focus(Focus::Problems)];
        }
        self.tried.remove(self.step);
        self.answers.tidy();
        let next = if core::mem::take(&mut self.returning) {
            Some(Step::Connect)
        } else {
            self.itinerary.after(self.step)
        };
        next.map_or_else(Vec::new, |step| self.show(step, Focus::Heading))
    }

    fn change(&mut self, field: Field, focus: Focus) -> Vec<Effect> {
        let Some(step) = self.asking_for(field) else { return Vec::new() };
        let effects = self.show(step, focus);
        self.returning = true;
        effects
    }

    /// Shows a step on which something is to be put right; Continue leads back to the answers.
    pub(super) fn mend(&mut self, step: Step, focus: Focus) -> Vec<Effect> {
        let effects = self.show(step, focus);
        self.returning = true;
        effects
    }

    /// Shows a step. Where the last step had ended without a connection, it is up for checking again.
    pub(super) fn show(&mut self, step: Step, focus: Focus) -> Vec<Effect> {
        if step != self.step {
            self.leave_paste();
        }
        self.step = step;
        self.returning = false;
        self.visited.insert(step);
        if !self.is_busy() && !matches!(self.phase, Phase::Done(_)) {
            self.phase = Phase::Review;
        }
        vec![Effect::HideSecret, Effect::SaveDraft, Effect::Focus(focus), Effect::Notify(self.step_event())]
    }

    pub(super) fn start_over(&mut self) -> Vec<Effect> {
        let today = self.answers.today();
        let known = core::mem::take(&mut self.known);
        let trust = core::mem::take(&mut self.trust);
        let paper = core::mem::take(&mut self.paper);
        let care = core::mem::take(&mut self.care);
        *self = Self { known, trust, paper, care, ..Self::new(Rc::clone(&self.profile), today) };
        vec![
            Effect::CancelRequests,
            Effect::ClearSecret,
            Effect::ClearDraft,
            Effect::Focus(Focus::Heading),
            Effect::Notify(self.step_event()),
        ]
    }

    fn restore(&mut self, draft: &Draft) -> Vec<Effect> {
        // Which routes there are depends on the cloud.
        if let Some(cloud) = draft.cloud().filter(|cloud| self.profile.clouds.contains(cloud)) {
            self.answers.cloud = cloud;
        }
        if let Some(kind) = draft.kind().filter(|kind| self.kinds().any(|offered| offered == *kind)) {
            self.answers.kind = kind;
        }
        if let Some(route) = draft.route() {
            self.choose_route(route);
        }
        if let Some(target) = draft.target().filter(|_| self.has_targets()) {
            self.answers.target = target;
        }
        let room = if self.takes_many() { usize::MAX } else { 1 };
        let ids = draft.subscriptions().iter().take(room).map(|id| id.to_string().into());
        self.set_subscriptions(ids.collect::<Vec<_>>().into_iter());
        self.restored |= !draft.subscriptions().is_empty();
        self.answers.extras.take(&self.profile.extras, draft.extras());
        for (field, text) in draft.texts() {
            self.answers.type_in(field, &text);
            self.restored = true;
        }
        let step = draft.step().map_or(self.step, |step| self.itinerary.home_of(step));
        for earlier in self.itinerary.steps().iter().copied().take_while(|earlier| *earlier <= step) {
            self.visited.insert(earlier);
        }
        self.restored |= step != self.step;
        self.step = step;
        // A connection that was made and never stood is replaced later, not doubled.
        self.connection = draft.connection().cloned();
        match &self.connection {
            Some(id) if self.step == Step::Connect => self.watch(id.clone()),
            _ => Vec::new(),
        }
    }

    /// The admin leaves, the page may show the wizard again. The secret does not stay for that; what
    /// the platform verifies goes on, and the host page hears how it ends.
    fn exit(&mut self, reason: ExitReason) -> Vec<Effect> {
        let caring = self.close_care();
        let done = self.phase.is_done();
        let reason = if done && reason == ExitReason::Closed { ExitReason::Finished } else { reason };
        let fresh = self.fresh;
        self.forget_secret();
        // What goes without it is the same submission when the wizard is shown again.
        self.fresh = fresh || self.is_by_secret();
        let mut effects = vec![Effect::ClearSecret];
        if caring {
            effects.push(Effect::CancelCare);
        }
        if matches!(self.phase, Phase::Sending { .. }) {
            self.phase = Phase::Review;
            effects.push(Effect::CancelRequests);
        }
        self.leave_keys(&mut effects);
        effects.push(Effect::Notify(WizardEvent::Exit { reason, step: self.step.id() }));
        effects
    }
}
