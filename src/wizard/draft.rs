use serde::{Deserialize, Serialize};

use crate::azure::{ClientId, Cloud, Date, SubscriptionId, Tenant, looks_like_secret};
use crate::contract::ConnectionId;
use crate::profile::Route;

use super::{Answers, Step};

/// How long a draft is good for, in milliseconds: a day.
const LIFE_MS: f64 = 24.0 * 60.0 * 60.0 * 1000.0;

/// What survives a reload of the tab: values that parsed as their type. It has no place for a secret.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Draft {
    /// When it was kept, in milliseconds since 1970.
    saved_at: f64,
    step: Box<str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    route: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cloud: Option<Cloud>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tenant: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client: Option<ClientId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subscription: Option<SubscriptionId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expiry: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    connection: Option<ConnectionId>,
}

impl Draft {
    /// Keeps what parsed.
    pub(super) fn of(step: Step, route: Route, answers: &Answers, connection: Option<&ConnectionId>) -> Self {
        Self {
            saved_at: 0.0,
            step: step.id().into(),
            route: Some(route.name().into()),
            cloud: Some(answers.cloud),
            tenant: answers.tenant.value().map(|tenant| tenant.to_string().into()),
            client: answers.client.value().copied(),
            subscription: answers.subscription.value().copied(),
            expiry: answers.expiry.value().map(|expiry| expiry.date()),
            name: answers.name.value().filter(|name| !looks_like_secret(name)).cloned(),
            connection: connection.cloned(),
        }
    }

    /// The draft as text, stamped with the time of day in milliseconds since 1970.
    pub fn to_json(&self, now_ms: f64) -> String {
        let stamped = Self { saved_at: now_ms, ..self.clone() };
        serde_json::to_string(&stamped).unwrap_or_default()
    }

    /// Reads a draft; nothing where the text is none, is older than a day or comes from the future.
    pub fn from_json(json: &str, now_ms: f64) -> Option<Self> {
        let draft: Self = serde_json::from_str(json).ok()?;
        let age = now_ms - draft.saved_at;
        (0.0..LIFE_MS).contains(&age).then_some(draft)
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
            (Field::Subscription, self.subscription.map(|id| id.to_string().into())),
            (Field::Expiry, self.expiry.map(|date| date.to_string().into())),
            (Field::Name, self.name.clone()),
        ]
        .into_iter()
        .filter_map(|(field, text)| Some((field, text?)))
    }
}
