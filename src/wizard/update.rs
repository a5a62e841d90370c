use std::rc::Rc;

use crate::azure::{Date, Field};
use crate::contract::{ConnectionId, RoleRef, Submission};
use crate::profile::{self, CredentialKind, ExpiryRule, Profile, Role, Route, SubscriptionRule};

use super::certificate::Paper;
use super::federation::Trust;
use super::itinerary::{nearest_route, offered_routes};
use super::lookup::{Cause, LookUps};
use super::paste::Paste;
use super::{
    Answers, Care, Complaint, Draft, Effect, ExitReason, ExtraComplaint, Focus, Itinerary, KnownApp, Message,
    Operation, Phase, Refusal, ReviewLine, RoleDesk, ScriptDesk, SecretVerdict, Step, StepSet,
    SubscriptionMessage, Task, Watch, WizardEvent,
};

/// The wizard's whole state, but for the secret, which stays in its field.
#[derive(Debug)]
pub struct Wizard {
    pub(super) profile: Rc<Profile>,
    route: Route,
    /// The route that was chosen; another one is taken while the cloud does not have it.
    wanted: Route,
    itinerary: Itinerary,
    step: Step,
    visited: StepSet,
    /// Steps whose Continue found something wrong: their fields are re-checked while typing.
    pub(super) tried: StepSet,
    /// “Change …” was followed: Continue leads back to the answers.
    returning: bool,
    pub(super) answers: Answers,
    pub(super) complaints: Vec<Complaint>,
    /// What is wrong with the platform's own questions.
    pub(super) extra_complaints: Vec<ExtraComplaint>,
    /// How many subscriptions after the first are drawn.
    pub(super) subscriptions_shown: usize,
    pub(super) phase: Phase,
    /// The connection that this wizard made, as long as it was never connected.
    pub(super) connection: Option<ConnectionId>,
    /// Whether the next submission is a new one, with a new idempotency key.
    pub(super) fresh: bool,
    pub(super) announced: bool,
    /// What the platform was connected with before.
    pub(super) known: Vec<KnownApp>,
    /// What was looked up.
    pub(super) lookups: LookUps,
    /// What the step of the role holds.
    pub(super) desk: RoleDesk,
    /// What the routes with a script hold.
    pub(super) scripts: ScriptDesk,
    restored: bool,
    /// What the platform says of itself to a federated credential.
    pub(super) trust: Trust,
    /// The certificate of the platform.
    pub(super) paper: Paper,
    /// What was pasted from Azure last.
    pub(super) paste: Paste,
    /// The screens about connections that there are.
    pub(super) care: Care,
}

impl Wizard {
    /// A wizard at its first step.
    pub fn new(profile: Rc<Profile>, today: Date) -> Self {
        let cloud = profile.clouds.first().copied().unwrap_or_default();
        let wanted = profile.routes.first().copied().unwrap_or(Route::Existing);
        let route = nearest_route(&profile, cloud, wanted);
        let itinerary = Itinerary::new(&profile, route);
        let step = itinerary.first();
        let mut visited = StepSet::default();
        visited.insert(step);
        let mut answers = Answers::new(cloud, today);
        answers.kind = profile.credential_kinds().next().unwrap_or(CredentialKind::Secret);
        Self {
            route,
            wanted,
            itinerary,
            step,
            visited,
            tried: StepSet::default(),
            returning: false,
            answers,
            complaints: Vec::new(),
            extra_complaints: Vec::new(),
            subscriptions_shown: super::subscriptions::PAGE,
            phase: Phase::Review,
            connection: None,
            fresh: true,
            announced: false,
            known: Vec::new(),
            lookups: LookUps::default(),
            desk: RoleDesk::default(),
            scripts: ScriptDesk::default(),
            restored: false,
            trust: Trust::default(),
            paper: Paper::default(),
            paste: Paste::default(),
            care: Care::default(),
            profile,
        }
    }

    /// The platform's profile.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The routes to choose from, in the chosen cloud.
    pub fn routes(&self) -> impl Iterator<Item = Route> + '_ {
        offered_routes(&self.profile, self.answers.cloud)
    }

    /// The chosen route.
    pub fn route(&self) -> Route {
        self.route
    }

    /// The steps of the chosen route.
    pub fn itinerary(&self) -> &Itinerary {
        &self.itinerary
    }

    /// The current step.
    pub fn step(&self) -> Step {
        self.step
    }

    /// Whether a step was visited, so that it can be gone to.
    pub fn was_visited(&self, step: Step) -> bool {
        self.visited.contains(step)
    }

    /// What was entered.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// Where the last step stands.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// What is wrong on the current step, in the order of its fields.
    pub fn complaints(&self) -> impl Iterator<Item = &Complaint> {
        let fields = self.fields(self.step);
        fields
            .into_iter()
            .flat_map(|field| self.complaints.iter().filter(move |complaint| complaint.field == field))
    }

    /// What is wrong with a field, as far as it is to be shown by now.
    pub fn complaint(&self, field: Field) -> Option<&Complaint> {
        let own = self.complaints.iter().find(|complaint| complaint.field == field && complaint.at == 0);
        own.or_else(|| self.found_wrong_at(field, 0))
    }

    /// Whether a draft of this tab filled the fields.
    pub fn was_restored(&self) -> bool {
        self.restored
    }

    /// Whether a request or a verification is under way, so that nothing else can be begun.
    pub fn is_busy(&self) -> bool {
        matches!(self.phase, Phase::Sending { .. } | Phase::Watching(_)) || self.care.is_sending()
    }

    /// Whether leaving would lose something.
    pub fn has_unsaved(&self) -> bool {
        if let Some(task) = self.care.task() {
            return task.fields(&self.profile).into_iter().any(|field| match field {
                Field::Name => self.answers.name.text() != self.care_name(),
                field => !self.answers.is_empty(field),
            });
        }
        !self.care.is_open()
            && !matches!(self.phase, Phase::Done(_))
            && (Field::ALL.into_iter().any(|field| !self.answers.is_empty(field))
                || self.profile.extras.iter().any(|extra| !self.answers.extras.is_empty(&extra.name)))
    }

    /// The fields that a step asks for.
    pub fn fields(&self, step: Step) -> Vec<Field> {
        // On the screens about connections there are no steps, and no fields but those of the task.
        if self.care.is_open() {
            return self.care.task().map_or_else(Vec::new, |task| task.fields(&self.profile));
        }
        let at_once = self.route.asks_at_once();
        let mut fields = Vec::with_capacity(6);
        if step == Step::App || (at_once && step == Step::Credential) {
            // The order of the portal's Overview page.
            fields.extend([Field::Client, Field::Tenant]);
        }
        if step == Step::Credential && self.is_by_secret() {
            fields.push(Field::Secret);
            if self.profile.credential.expiry != ExpiryRule::Hidden {
                fields.push(Field::Expiry);
            }
        }
        if step == Step::Subscription || (at_once && step == Step::Credential) {
            fields.extend([self.answers.target.field(), Field::Name]);
        }
        fields
    }

    /// The step of this route that asks for a field.
    pub(super) fn asking_for(&self, field: Field) -> Option<Step> {
        self.itinerary.steps().iter().copied().find(|step| self.fields(*step).contains(&field))
    }

    /// Whether a field may stay empty.
    pub fn is_optional(&self, field: Field) -> bool {
        match field {
            Field::Name => true,
            Field::Expiry => self.profile.credential.expiry != ExpiryRule::Required,
            Field::Subscription => self.profile.scope.subscriptions == SubscriptionRule::Optional,
            Field::Tenant | Field::Client | Field::Secret | Field::ManagementGroup => false,
        }
    }

    /// The page of answers.
    pub fn review(&self) -> Vec<ReviewLine> {
        let steps = self.itinerary.steps().iter().copied();
        steps
            .flat_map(|step| self.fields(step).into_iter().map(move |field| (step, field)))
            .map(|(step, field)| {
                let good = self.answers.is_good(field);
                let value = (good && field != Field::Secret).then(|| self.shown(field));
                let good = good && self.found_wrong(field).is_none();
                let good = good || (self.answers.is_empty(field) && self.is_optional(field));
                let from_other = self.is_from_other(field);
                let more = if field == Field::Subscription { self.more_shown() } else { Vec::new() };
                ReviewLine { field, value, more, good, step, from_other }
            })
            .collect()
    }

    /// The subscriptions after the first, for somebody who reads them.
    fn more_shown(&self) -> Vec<Box<str>> {
        self.answers.subscription_ids().iter().skip(1).map(|id| id.to_string().into()).collect()
    }

    /// The text of a good field, for somebody who reads it.
    fn shown(&self, field: Field) -> Box<str> {
        let directory = if field == Field::Tenant { self.directory_shown() } else { None };
        directory.map_or_else(|| self.answers.text(field).into(), Into::into)
    }

    /// What is to be sent, if all of it is there. The secret is added at the edge.
    pub fn submission(&self) -> Option<Submission> {
        let answers = &self.answers;
        Some(Submission {
            cloud: answers.cloud,
            tenant_id: self.directory()?,
            client_id: *answers.client.value()?,
            name: answers.name.value().cloned(),
            scopes: answers.scopes(),
            role: self.profile.role.as_ref().map(|role| RoleRef {
                name: self.role_name().unwrap_or_default().into(),
                version: match role {
                    Role::Custom(custom) => custom.version.as_deref().map(Into::into),
                    Role::BuiltIn(_) => None,
                },
            }),
            extras: answers.extras.values(&self.profile.extras),
        })
    }

    /// The draft of this state.
    pub fn draft(&self) -> Draft {
        let answers = self.care.away.as_ref().map_or(&self.answers, |away| &away.answers);
        Draft::of(self.step, self.route, answers, &self.profile.extras, self.connection.as_ref())
    }

    /// The event that tells which step is shown.
    pub fn step_event(&self) -> WizardEvent {
        WizardEvent::Step {
            step: self.step.id(),
            index: self.itinerary.position(self.step).unwrap_or(0) + 1,
            total: self.itinerary.steps().len(),
        }
    }

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
            Message::HeldBack => self.refuse(Refusal::HeldBack),
            Message::Unsafe if self.care.is_open() => self.care_refused(Refusal::Unsafe),
            Message::Unsafe => self.refuse(Refusal::Unsafe),
            Message::Retrying => {
                if let Phase::Sending { retrying } = &mut self.phase {
                    *retrying = true;
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
    fn stay_on_offer(&mut self) {
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
        self.fresh = true;
        self.complaints.retain(|complaint| complaint.field != field);
        self.paste.from_other.retain(|other| *other != field);
        if let Some(step) = self.asking_for(field).filter(|step| self.tried.contains(*step)) {
            self.check(step);
        }
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

    fn connect(&mut self) -> Vec<Effect> {
        if self.step != Step::Connect {
            return Vec::new();
        }
        self.complaints.retain(|complaint| !complaint.from_host);
        self.answers.tidy();
        let wrong = self.itinerary.clone().steps().iter().copied().find(|step| self.check(*step));
        if let Some(step) = wrong {
            self.tried.insert(step);
            return self.mend(step, Focus::Problems);
        }
        if self.lacks_certificate() {
            let mut effects = self.ask_certificate();
            effects.extend(self.mend(Step::Credential, Focus::Heading));
            return effects;
        }
        let replace = self.profile.endpoint.has(profile::Operation::Replace);
        let operation = match &self.connection {
            Some(id) if replace => Operation::Replace(id.clone()),
            _ => Operation::Create,
        };
        self.phase = Phase::Sending { retrying: false };
        let fresh = core::mem::replace(&mut self.fresh, false);
        vec![Effect::HideSecret, Effect::Submit { operation, fresh }, Effect::Focus(Focus::Heading)]
    }

    /// Shows a step on which something is to be put right; Continue leads back to the answers.
    pub(super) fn mend(&mut self, step: Step, focus: Focus) -> Vec<Effect> {
        let effects = self.show(step, focus);
        self.returning = true;
        effects
    }

    /// Whatever is shown, the last step is where requests end.
    pub(super) fn go_to_connect(&mut self) {
        self.step = Step::Connect;
        self.visited.insert(Step::Connect);
    }

    /// Puts a complaint at its field, in place of what stood there.
    pub(super) fn put(&mut self, complaint: Complaint) {
        self.complaints.retain(|other| (other.field, other.at) != (complaint.field, complaint.at));
        self.complaints.push(complaint);
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

    pub(super) fn has_complaints(&self, step: Step) -> bool {
        let fields = self.fields(step);
        self.complaints.iter().any(|complaint| fields.contains(&complaint.field))
            || (self.asks_extras(step) && !self.extra_complaints.is_empty())
    }

    /// Checks a step's fields, keeps what is wrong, and says whether anything is.
    pub(super) fn check(&mut self, step: Step) -> bool {
        let fields = self.fields(step);
        self.complaints.retain(|complaint| complaint.from_host || !fields.contains(&complaint.field));
        let conflict = self.conflict();
        let mut wrong = self.asks_extras(step) && self.check_extras();
        for field in fields {
            if field == Field::Subscription {
                wrong |= self.check_subscriptions();
                continue;
            }
            let empty = self.answers.is_empty(field) && !self.is_optional(field);
            // A secret that was typed here is gone: an optional field is as good as empty then.
            let own = self.answers.complaint(field);
            let own = own.filter(|complaint| !(complaint.is_secret_like() && self.is_optional(field)));
            let complaint = own.or_else(|| empty.then(|| Complaint::new(field, "empty")));
            let complaint = complaint.or_else(|| {
                let conflict =
                    conflict.filter(|conflict| conflict.first == field || conflict.second == field)?;
                let other = if conflict.first == field { conflict.second } else { conflict.first };
                Some(Complaint::new(field, conflict.kind.code()).with("other-field", other.id()))
            });
            let complaint = complaint.or_else(|| self.found_wrong(field).cloned());
            let complaint = complaint.or_else(|| self.wants_id(field));
            if let Some(complaint) = complaint {
                wrong = true;
                self.put(complaint);
            }
        }
        wrong
    }

    /// Each subscription by itself.
    fn check_subscriptions(&mut self) -> bool {
        let field = Field::Subscription;
        let directory = self.directory();
        let wrong = (0..self.answers.subscription_count()).filter_map(|at| {
            let own = self.wrong_subscription(at, directory.as_ref());
            own.or_else(|| self.found_wrong_at(field, at).cloned())
        });
        let wrong: Vec<_> = wrong.collect();
        let any = !wrong.is_empty();
        wrong.into_iter().for_each(|complaint| self.put(complaint));
        any
    }

    fn stop(&mut self) -> Vec<Effect> {
        if self.care.is_sending() {
            let mut effects = vec![Effect::CancelCare];
            effects.extend(self.care_refused(Refusal::Stopped));
            return effects;
        }
        if matches!(self.phase, Phase::Sending { .. }) {
            let mut effects = vec![Effect::CancelRequests];
            effects.extend(self.refuse(Refusal::Stopped));
            return effects;
        }
        Vec::new()
    }

    fn pause(&mut self, pause: bool) -> Vec<Effect> {
        let Phase::Watching(watch) = &mut self.phase else { return Vec::new() };
        if watch.paused == pause {
            return Vec::new();
        }
        watch.paused = pause;
        if pause {
            vec![Effect::CancelRequests]
        } else {
            vec![Effect::Poll { id: watch.id.clone(), now: true }]
        }
    }

    pub(super) fn check_again(&mut self) -> Vec<Effect> {
        if let Phase::Watching(watch) = &mut self.phase {
            watch.paused = false;
            return vec![Effect::CancelRequests, Effect::Poll { id: watch.id.clone(), now: true }];
        }
        // After a failure the same answers go out again: a role may have been assigned meanwhile.
        self.fresh = true;
        self.connect()
    }

    fn open_existing(&mut self) -> Vec<Effect> {
        let Phase::Refused(Refusal::AlreadyConnected(Some(id))) = &self.phase else { return Vec::new() };
        let id = id.clone();
        self.watch(id)
    }

    pub(super) fn watch(&mut self, id: ConnectionId) -> Vec<Effect> {
        self.phase =
            Phase::Watching(Watch { connection: None, id: id.clone(), paused: false, trouble: false });
        vec![Effect::Poll { id, now: true }, Effect::Focus(Focus::Heading)]
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
        let done = matches!(self.phase, Phase::Done(_));
        let reason = if done && reason == ExitReason::Closed { ExitReason::Finished } else { reason };
        self.answers.secret = SecretVerdict::Empty;
        self.answers.secret_insisted = false;
        self.changed(Field::Secret);
        let mut effects = vec![Effect::ClearSecret];
        if caring {
            effects.push(Effect::CancelCare);
        }
        if matches!(self.phase, Phase::Sending { .. }) {
            self.phase = Phase::Review;
            effects.push(Effect::CancelRequests);
        }
        effects.push(Effect::Notify(WizardEvent::Exit { reason, step: self.step.id() }));
        effects
    }
}
