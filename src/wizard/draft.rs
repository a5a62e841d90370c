use crate::azure::{ClientId, Cloud, Date, ManagementGroupId, SubscriptionId, Tenant, looks_like_secret};
use crate::contract::{ConnectionId, ExtraValue, Extras};
use crate::json::{self, FromJson, Node, Writer};
use crate::profile::{CredentialKind, Extra, Route};

use super::{Answers, MOST_SUBSCRIPTIONS, Step, Target};

/// How long a draft is good for, in milliseconds: a day.
const LIFE_MS: f64 = 24.0 * 60.0 * 60.0 * 1000.0;

/// What survives a reload of the tab: values that parsed as their type. It has no place for a secret.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    step: Box<str>,
    route: Option<Box<str>>,
    cloud: Option<Cloud>,
    kind: Option<Box<str>>,
    tenant: Option<Box<str>>,
    client: Option<ClientId>,
    target: Option<Box<str>>,
    subscriptions: Vec<SubscriptionId>,
    group: Option<ManagementGroupId>,
    expiry: Option<Date>,
    name: Option<Box<str>>,
    extras: Extras,
    connection: Option<ConnectionId>,
}

impl Draft {
    /// Keeps what parsed.
    pub(super) fn of(
        step: Step,
        route: Route,
        answers: &Answers,
        asked: &[Extra],
        connection: Option<&ConnectionId>,
    ) -> Self {
        Self {
            step: step.id().into(),
            route: Some(route.name().into()),
            cloud: Some(answers.cloud),
            kind: Some(answers.kind.name().into()),
            tenant: answers.tenant.value().map(|tenant| tenant.to_string().into()),
            client: answers.client.value().copied(),
            target: Some(answers.target.name().into()),
            subscriptions: answers.subscription_ids(),
            group: answers.group.value().filter(|group| !looks_like_secret(group.as_str())).cloned(),
            expiry: answers.expiry.value().map(|expiry| expiry.date()),
            name: answers.name.value().filter(|name| !looks_like_secret(name)).cloned(),
            extras: answers.extras.values(asked),
            connection: connection.cloned(),
        }
    }

    /// The draft as text, stamped with the time of day in milliseconds since 1970.
    pub fn to_json(&self, now_ms: f64) -> String {
        let mut text = Vec::new();
        let mut json = Writer::new(&mut text);
        json.open_object();
        json.key("savedAt").number(now_ms as u64);
        json.member("step", &self.step);
        json.optional("route", self.route.as_deref());
        json.optional("cloud", self.cloud.map(Cloud::name));
        json.optional("credential", self.kind.as_deref());
        json.optional("tenant", self.tenant.as_deref());
        json.optional("client", self.client.map(|id| id.to_string()).as_deref());
        json.optional("target", self.target.as_deref());
        let ids: Vec<Box<str>> = self.subscriptions.iter().map(|id| id.to_string().into()).collect();
        json.texts("subscriptions", &ids);
        json.optional("group", self.group.as_ref().map(ManagementGroupId::as_str));
        json.optional("expiry", self.expiry.map(|date| date.to_string()).as_deref());
        json.optional("name", self.name.as_deref());
        json.key("extras").open_object();
        for (name, value) in &self.extras {
            value.write(name, &mut json);
        }
        json.close_object();
        json.optional("connection", self.connection.as_ref().map(ConnectionId::as_str));
        json.close_object();
        String::from_utf8(text).unwrap_or_default()
    }

    /// Reads a draft; nothing where the text is none, is older than a day or comes from the future.
    pub fn from_json(json: &str, now_ms: f64) -> Option<Self> {
        let mut members = json::parse(json).ok().and_then(Node::members)?;
        let age = now_ms - members.number("savedAt")? as f64;
        let draft = Self {
            step: members.text("step").unwrap_or_default().into(),
            route: members.text("route").map(Into::into),
            cloud: members.optional("cloud"),
            kind: members.text("credential").map(Into::into),
            tenant: members.text("tenant").map(Into::into),
            client: members.optional("client"),
            target: members.text("target").map(Into::into),
            subscriptions: members.items("subscriptions", MOST_SUBSCRIPTIONS),
            group: members.optional("group"),
            expiry: members.optional("expiry"),
            name: members.text("name").map(Into::into),
            extras: extras(members.take("extras")),
            connection: members.optional("connection"),
        };
        members.whole(draft).filter(|_| (0.0..LIFE_MS).contains(&age))
    }

    pub(super) fn step(&self) -> Option<Step> {
        Step::from_id(&self.step)
    }

    pub(super) fn route(&self) -> Option<Route> {
        let name = self.route.as_deref()?;
        Route::ALL.iter().copied().find(|route| route.name() == name)
    }

    pub(super) fn cloud(&self) -> Option<Cloud> {
        self.cloud
    }

    pub(super) fn kind(&self) -> Option<CredentialKind> {
        let name = self.kind.as_deref()?;
        CredentialKind::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    pub(super) fn target(&self) -> Option<Target> {
        let name = self.target.as_deref()?;
        Target::ALL.into_iter().find(|target| target.name() == name)
    }

    pub(super) fn subscriptions(&self) -> &[SubscriptionId] {
        &self.subscriptions
    }

    pub(super) fn extras(&self) -> &Extras {
        &self.extras
    }

    pub(super) fn connection(&self) -> Option<&ConnectionId> {
        self.connection.as_ref()
    }

    /// The typed values, as field texts.
    pub(super) fn texts(&self) -> impl Iterator<Item = (crate::azure::Field, Box<str>)> {
        use crate::azure::Field;
        let tenant = self.tenant.as_deref().filter(|text| Tenant::parse(text).is_ok());
        [
            (Field::Tenant, tenant.map(Into::into)),
            (Field::Client, self.client.map(|id| id.to_string().into())),
            (Field::ManagementGroup, self.group.as_ref().map(|group| group.as_str().into())),
            (Field::Expiry, self.expiry.map(|date| date.to_string().into())),
            (Field::Name, self.name.clone()),
        ]
        .into_iter()
        .filter_map(|(field, text)| Some((field, text?)))
    }
}

/// The platform's own fields; what does not read is left out.
fn extras(node: Node) -> Extras {
    let mut extras = Extras::new();
    for (name, node) in node.members().map(|members| members.rest()).unwrap_or_default() {
        if let Some(value) = ExtraValue::from_json(node) {
            extras.insert(name.into(), value);
        }
    }
    extras
}
