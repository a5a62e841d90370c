//! What Azure tells everybody of a directory and of a subscription, asked while the admin goes on.
//!
//! What is to be asked follows from the answers as they stand, so that typing, pasting, a draft and “Use
//! this app” all lead to the same. Nothing waits for it. An answer is kept for its value, whenever it comes.

use crate::azure::{Cloud, Field, SubscriptionId, Tenant, TenantId, conflict, is_microsofts_own};
use crate::contract::{Finding, Lookup, LookupQuery};
use crate::profile::{Discovery, Operation};

use super::{Answer, Complaint, Effect, Focus, Message, Target, Wizard};

/// More values than anybody tries on one form.
const MOST: usize = 64;

/// So many subscriptions of one connection are looked up, each with a question of its own.
const LOOKED_UP: usize = 30;

/// Who is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolver {
    /// The platform's endpoint.
    Host,
    /// The cloud's own sign-in host, by the browser. It tells a domain's directory and nothing else.
    Browser,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Who is asked.
    pub by: Resolver,
    /// What.
    pub query: LookupQuery,
}

/// What the wizard can do about a value at one click.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Take the subscription's directory for the directory of the app.
    Directory(TenantId),
    /// Go over to the cloud that a value is from.
    Cloud(Cloud),
}

/// What is known of the directory or subscription in a field, beyond its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Insight {
    /// Somebody is being asked.
    Asking,
    /// The directory of this domain.
    Directory(TenantId),
    /// The subscription belongs to the directory in the other field.
    SameDirectory,
}

/// Why it is time to look around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// Somebody types: more may come, so a question can wait for a pause.
    Typing,
    /// An answer came, perhaps of an earlier question. It ends nobody's pause.
    Answer,
    /// Somebody went on, or did something else with values that are whole.
    Act,
}

/// Everything that was found so far.
#[derive(Clone, Debug, Default)]
pub(super) struct LookUps {
    asked: Option<Question>,
    /// Whether it still waits for a pause of somebody who is typing.
    paused: bool,
    tenants: Vec<(Cloud, Tenant, Finding)>,
    subscriptions: Vec<(Cloud, SubscriptionId, Finding)>,
    /// Fields whose text came from a cloud, as its addresses say.
    clouds: Vec<(Field, Cloud)>,
    /// What is certainly wrong by what was found.
    pub(super) complaints: Vec<Complaint>,
}

impl LookUps {
    fn tenant(&self, cloud: Cloud, tenant: &Tenant) -> Option<Finding> {
        let known = self.tenants.iter().find(|(at, known, _)| *at == cloud && known == tenant);
        known.map(|(_, _, finding)| *finding)
    }

    fn subscription(&self, cloud: Cloud, id: SubscriptionId) -> Option<Finding> {
        let known = self.subscriptions.iter().find(|(at, known, _)| (*at, *known) == (cloud, id));
        known.map(|(_, _, finding)| *finding)
    }

    /// Keeps an answer for the values that it is about. What was not answered nobody could tell.
    fn keep(&mut self, question: &Question, lookup: &Lookup) {
        let LookupQuery { cloud, tenant, subscription } = &question.query;
        if let Some(tenant) = tenant {
            self.tenants.retain(|(at, known, _)| at != cloud || known != tenant);
            make_room(&mut self.tenants);
            let finding = lookup.tenant.unwrap_or(Finding::Unconfirmed);
            self.tenants.push((*cloud, tenant.clone(), finding));
        }
        if let Some(id) = *subscription {
            self.subscriptions.retain(|(at, known, _)| at != cloud || *known != id);
            make_room(&mut self.subscriptions);
            let finding = lookup.subscription.unwrap_or(Finding::Unconfirmed);
            self.subscriptions.push((*cloud, id, finding));
        }
    }

    /// Whoever types a value anew may have it looked up anew.
    fn forget_failures(&mut self) {
        self.tenants.retain(|(_, _, finding)| *finding != Finding::Unconfirmed);
        self.subscriptions.retain(|(_, _, finding)| *finding != Finding::Unconfirmed);
    }
}

fn make_room<T>(list: &mut Vec<T>) {
    if list.len() >= MOST {
        list.remove(0);
    }
}

impl Wizard {
    /// A field was filled: which cloud its text names, and another try at what could not be confirmed.
    pub(super) fn retyped(&mut self, field: Field, text: &str) {
        if matches!(field, Field::Tenant | Field::Subscription) {
            self.lookups.forget_failures();
        }
        self.lookups.clouds.retain(|(other, _)| *other != field);
        self.lookups.clouds.extend(Cloud::mentioned_in(text).map(|cloud| (field, cloud)));
    }

    /// After whatever happened: asks what is to be asked now, in place of what was asked before.
    pub(super) fn look_around(&mut self, cause: Cause, effects: &mut Vec<Effect>) {
        let wanted = self.question();
        let typing = cause == Cause::Typing;
        let hurry = self.lookups.paused && cause == Cause::Act && wanted.is_some();
        if wanted != self.lookups.asked || hurry {
            self.lookups.paused = typing;
            self.lookups.asked = wanted.clone();
            effects.push(Effect::LookUp { question: wanted.map(Box::new), pause: typing });
        }
        self.weigh();
    }

    /// What the answers leave open, and who is to be asked.
    fn question(&self) -> Option<Question> {
        let answers = &self.answers;
        let cloud = answers.cloud;
        let host = self.profile.endpoint.has(Operation::Lookup);
        let by_browser = self.profile.discovery == Discovery::Browser;
        if self.profile.discovery == Discovery::Off || !(host || by_browser) {
            return None;
        }
        let tenant = answers.tenant.value()?;
        let subscriptions = match answers.target {
            Target::Subscriptions if host => answers.subscription_ids(),
            _ => Vec::new(),
        };
        let both = subscriptions.first();
        let unknown = |id: &&SubscriptionId| self.lookups.subscription(cloud, **id).is_none();
        let subscription = subscriptions.iter().take(LOOKED_UP).find(unknown).copied();
        let is_domain = tenant.id().is_none();
        let open = self.lookups.tenant(cloud, tenant).is_none();
        let query = LookupQuery::new(cloud);
        let named = Some(tenant.clone());
        if by_browser && is_domain && open {
            return Some(Question { by: Resolver::Browser, query: LookupQuery { tenant: named, ..query } });
        }
        let tenant = named.filter(|_| open && !by_browser && (is_domain || both.is_some()));
        if tenant.is_none() && subscription.is_none() {
            return None;
        }
        Some(Question { by: Resolver::Host, query: LookupQuery { cloud, tenant, subscription } })
    }

    /// An answer came. It counts for its values, whether they are still in the fields or not.
    pub(super) fn looked_up(&mut self, question: &Question, lookup: &Lookup) -> Vec<Effect> {
        self.lookups.keep(question, lookup);
        if self.lookups.asked.as_ref() == Some(question) {
            self.lookups.asked = None;
            self.lookups.paused = false;
        }
        Vec::new()
    }

    fn tenant_finding(&self) -> Option<Finding> {
        self.lookups.tenant(self.answers.cloud, self.answers.tenant.value()?)
    }

    fn subscription_finding(&self, at: usize) -> Option<Finding> {
        self.lookups.subscription(self.answers.cloud, *self.answers.subscription_at(at)?.value()?)
    }

    /// The directory's id: as it was entered, or as it was found for the domain that was entered.
    pub fn tenant_id(&self) -> Option<TenantId> {
        self.answers.tenant.value()?.id().or_else(|| self.tenant_finding()?.tenant())
    }

    /// The directory, by its id where that is known.
    pub fn directory(&self) -> Option<Tenant> {
        self.tenant_id().map(Tenant::Id).or_else(|| self.answers.tenant.value().cloned())
    }

    /// The directory for somebody who reads: the domain that was entered and its id.
    pub fn directory_shown(&self) -> Option<String> {
        let tenant = self.answers.tenant.value()?;
        match self.tenant_id().filter(|_| tenant.id().is_none()) {
            Some(id) => Some([&tenant.to_string(), " (", &*id.to_string(), ")"].concat()),
            None => Some(tenant.to_string()),
        }
    }

    /// The subscription's directory, where it is another one than the app's.
    fn other_directory(&self, at: usize) -> Option<TenantId> {
        let owner = self.subscription_finding(at)?.tenant()?;
        // Where there is no such directory at all, that is what is wrong.
        let own = self.tenant_id().filter(|_| self.tenant_finding() != Some(Finding::Unknown))?;
        (own != owner).then_some(owner)
    }

    /// Puts down what is certainly wrong by what was found, and takes back what no longer is.
    fn weigh(&mut self) {
        let mut found = Vec::new();
        if self.tenant_finding() == Some(Finding::Unknown) {
            let tenant = self.answers.tenant.value().map(ToString::to_string).unwrap_or_default();
            let several = self.profile.clouds.len() > 1;
            let code = if several { "unknown-directory-here" } else { "unknown-directory" };
            let complaint = Complaint::new(Field::Tenant, code).with("tenant", &tenant);
            found.push(complaint.with("in-cloud", self.answers.cloud.name()));
        }
        let places = match self.answers.target {
            Target::Subscriptions => self.answers.subscription_count(),
            Target::ManagementGroup => 0,
        };
        for at in 0..places {
            let Some(owner) = self.other_directory(at) else { continue };
            let complaint = Complaint::new(Field::Subscription, "other-directory")
                .at(at)
                .with("other-field", Field::Tenant.id())
                .with("tenant", &self.directory_shown().unwrap_or_default())
                .with("owner", &owner.to_string());
            found.push(complaint);
        }
        if places > 1 {
            for (at, first) in self.answers.repeated_subscriptions() {
                let complaint = Complaint::new(Field::Subscription, "repeated").at(at);
                found.push(complaint.with("number", &(first + 1).to_string()));
            }
        }
        // A domain hides what two equal ids show.
        if self.answers.conflict().is_none()
            && let Some(conflict) = self.conflict()
        {
            for (field, other) in [(conflict.first, conflict.second), (conflict.second, conflict.first)] {
                let complaint = Complaint::new(field, conflict.kind.code()).with("other-field", other.id());
                if field != Field::Subscription {
                    found.push(complaint);
                    continue;
                }
                let same = |answer: &Answer<SubscriptionId>| {
                    let id = answer.value().map(|id| id.guid());
                    id.is_some() && id == self.tenant_id().map(|id| id.guid())
                };
                let places = self.answers.subscriptions().enumerate();
                let places = places.filter(|(_, answer)| same(answer));
                found.extend(places.map(|(at, _)| complaint.clone().at(at)));
            }
        }
        let before = core::mem::replace(&mut self.lookups.complaints, found);
        let now = &self.lookups.complaints;
        self.complaints.retain(|complaint| !before.contains(complaint) || now.contains(complaint));
    }

    /// Two fields that cannot both be right, by the directory's id where only its domain was entered.
    pub(super) fn conflict(&self) -> Option<conflict::Conflict> {
        let subscriptions = match self.answers.target {
            Target::Subscriptions => self.answers.subscription_ids(),
            Target::ManagementGroup => Vec::new(),
        };
        conflict::find(self.directory().as_ref(), self.answers.client.value().copied(), &subscriptions)
    }

    /// Where nobody resolves a domain, only an id will do.
    pub(super) fn wants_id(&self, field: Field) -> Option<Complaint> {
        let domain = field == Field::Tenant && self.answers.tenant.value()?.id().is_none();
        (domain && self.takes_ids_only()).then(|| Complaint::new(field, "needs-id"))
    }

    /// Whether a domain is no use for the directory.
    pub fn takes_ids_only(&self) -> bool {
        self.profile.discovery == Discovery::Off
    }

    /// What is certainly wrong with a field, by what was found.
    pub fn found_wrong(&self, field: Field) -> Option<&Complaint> {
        self.lookups.complaints.iter().find(|complaint| complaint.field == field)
    }

    /// The same of one of several subscriptions.
    pub(super) fn found_wrong_at(&self, field: Field, at: usize) -> Option<&Complaint> {
        self.lookups.complaints.iter().find(|complaint| (complaint.field, complaint.at) == (field, at))
    }

    /// What is doubtful about a field, by what was found or could not be.
    pub fn found_doubtful(&self, field: Field) -> Option<Complaint> {
        let asked = match field {
            Field::Tenant => self.tenant_finding(),
            Field::Subscription => self.subscription_finding(0),
            _ => None,
        };
        asked.and_then(|_| self.lookup_doubt(field))
    }

    /// A remark that does not stop anybody, by what was found or by where the text is from.
    pub(super) fn lookup_doubt(&self, field: Field) -> Option<Complaint> {
        let doubt = |code| Complaint::new(field, code);
        if let Some(cloud) = self.foreign_cloud(field) {
            let offered = self.profile.clouds.contains(&cloud);
            let code = if offered { "other-cloud" } else { "cloud-not-offered" };
            return Some(doubt(code).with("in-cloud", cloud.name()));
        }
        if let Some(wanted) = self.wants_id(field) {
            return self.complaint(field).is_none().then_some(wanted);
        }
        let tenant = self.answers.tenant.value();
        match field {
            Field::Tenant if self.tenant_id().is_some_and(is_microsofts_own) => Some(doubt("microsoft")),
            Field::Tenant if tenant.is_some_and(|tenant| tenant.id().is_none()) => {
                let unsure = self.tenant_finding() == Some(Finding::Unconfirmed);
                unsure.then(|| {
                    doubt("unconfirmed").with("tenant", &tenant.map_or_else(String::new, ToString::to_string))
                })
            }
            Field::Subscription => self.unknown_subscription(0),
            _ => None,
        }
    }

    /// A subscription that its cloud does not know: it may be new.
    pub(super) fn unknown_subscription(&self, at: usize) -> Option<Complaint> {
        let unknown = self.subscription_finding(at) == Some(Finding::Unknown);
        let doubt = Complaint::new(Field::Subscription, "unknown-subscription").at(at);
        unknown.then(|| doubt.with("in-cloud", self.answers.cloud.name()))
    }

    /// The cloud that a field's text names, where another one is chosen.
    fn foreign_cloud(&self, field: Field) -> Option<Cloud> {
        let (_, cloud) = self.lookups.clouds.iter().find(|(other, _)| *other == field)?;
        (*cloud != self.answers.cloud && !self.answers.is_empty(field)).then_some(*cloud)
    }

    /// What can be done about a field's value at one click.
    pub fn offer(&self, field: Field) -> Option<Offer> {
        if let Some(cloud) = self.foreign_cloud(field) {
            return self.profile.clouds.contains(&cloud).then_some(Offer::Cloud(cloud));
        }
        let owner = self.subscription_finding(0)?.tenant()?;
        match field {
            // In the portal both IDs of the app are copied from one page, so there it is the
            // subscription that is another one. A name that was typed may well be the wrong one.
            Field::Subscription => {
                let typed = self.route().asks_at_once() || self.answers.tenant.value()?.id().is_none();
                self.other_directory(0).filter(|_| typed).map(Offer::Directory)
            }
            Field::Tenant => {
                let unknown = self.tenant_finding() == Some(Finding::Unknown);
                unknown.then_some(Offer::Directory(owner))
            }
            _ => None,
        }
    }

    /// Whether the subscription's complaint is that it is in another directory: the list of the app's
    /// own directory then helps.
    pub fn needs_own_subscriptions(&self, field: Field) -> bool {
        field == Field::Subscription && self.other_directory(0).is_some()
    }

    /// What is known of a field's value beyond its shape.
    pub fn insight(&self, field: Field) -> Option<Insight> {
        match field {
            Field::Tenant => {
                let tenant = self.answers.tenant.value().filter(|tenant| tenant.id().is_none())?;
                let asked = self.lookups.asked.as_ref();
                if asked.is_some_and(|question| question.query.tenant.as_ref() == Some(tenant)) {
                    return Some(Insight::Asking);
                }
                self.tenant_finding()?.tenant().map(Insight::Directory)
            }
            Field::Subscription => self.subscription_insight(0),
            _ => None,
        }
    }

    /// The same of one of several subscriptions.
    pub fn subscription_insight(&self, at: usize) -> Option<Insight> {
        let owner = self.subscription_finding(at)?.tenant()?;
        (self.tenant_id() == Some(owner)).then_some(Insight::SameDirectory)
    }

    /// Takes an offer that stands at a field.
    pub(super) fn take_offer(&mut self, field: Field) -> Vec<Effect> {
        match self.offer(field).filter(|_| !self.is_busy()) {
            Some(Offer::Directory(owner)) => {
                let mut effects = self.type_in(Field::Tenant, &owner.to_string());
                effects.push(Effect::Focus(Focus::Field(field)));
                effects
            }
            Some(Offer::Cloud(cloud)) => {
                let mut effects = self.take_in(Message::ChooseCloud(cloud));
                effects.push(Effect::Focus(Focus::Field(field)));
                effects
            }
            None => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
