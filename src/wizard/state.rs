use std::rc::Rc;

use crate::azure::{Date, Field};
use crate::contract::{ConnectionId, RoleRef, Submission};
use crate::profile::{CredentialKind, ExpiryRule, Profile, Role, Route, SubscriptionRule};

use crate::template::Changes;

use super::certificate::Paper;
use super::federation::Trust;
use super::itinerary::{nearest_route, offered_routes};
use super::lookup::LookUps;
use super::paste::Paste;
use super::{
    Answers, Care, Complaint, Draft, ExtraComplaint, Itinerary, KnownApp, Phase, ReviewLine, RoleDesk,
    ScriptDesk, Step, StepSet, WizardEvent,
};

/// The wizard's whole state, but for the secret, which stays in its field.
#[derive(Debug)]
pub struct Wizard {
    pub(super) profile: Rc<Profile>,
    pub(super) route: Route,
    /// The route that was chosen; another one is taken while the cloud does not have it.
    pub(super) wanted: Route,
    pub(super) itinerary: Itinerary,
    pub(super) step: Step,
    pub(super) visited: StepSet,
    /// Steps whose Continue found something wrong: their fields are re-checked while typing.
    pub(super) tried: StepSet,
    /// “Change …” was followed: Continue leads back to the answers.
    pub(super) returning: bool,
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
    /// Whether the one that was begun last is a new one.
    pub(super) begun_anew: bool,
    /// Whether it may have arrived, although no answer said so.
    pub(super) unsettled: bool,
    pub(super) announced: bool,
    /// What the platform was connected with before.
    pub(super) known: Vec<KnownApp>,
    /// What was looked up.
    pub(super) lookups: LookUps,
    /// What the step of the role holds.
    pub(super) desk: RoleDesk,
    /// What the routes with a script hold.
    pub(super) scripts: ScriptDesk,
    pub(super) restored: bool,
    /// What the platform says of itself to a federated credential.
    pub(super) trust: Trust,
    /// The certificate of the platform.
    pub(super) paper: Paper,
    /// What was pasted from Azure last.
    pub(super) paste: Paste,
    /// The screens about connections that there are.
    pub(super) care: Care,
    /// What can be changed of a connection.
    pub(super) changes: Changes,
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
            begun_anew: false,
            unsettled: false,
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
            changes: Changes::default(),
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
            && !self.phase.is_done()
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
}
