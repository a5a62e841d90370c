//! The value of a placeholder.

use super::{Template, Values};
use crate::azure::{Date, Scope};
use crate::contract::ExtraValue;
use crate::profile::requests::{Filter, Name, Piece, Slot, Text};

/// The value of a placeholder, never the secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Resolved {
    Text(String),
    List(Vec<String>),
    Number(i64),
}

impl Resolved {
    /// As it stands within other text.
    fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::List(list) => list.join(","),
            Self::Number(number) => number.to_string(),
        }
    }
}

impl Template {
    /// The value of a placeholder; nothing where it has none. The secret has none here.
    pub(super) fn resolve(&self, slot: &Slot, values: &Values) -> Option<Resolved> {
        let mut value = self.plain(&slot.name, values);
        for filter in &slot.filters {
            value = match (filter, value) {
                (Filter::Or(text), None) => Some(Resolved::Text(text.to_string())),
                (Filter::List, None) => Some(Resolved::List(Vec::new())),
                (_, None) => None,
                (filter, Some(value)) => self.filtered(filter, value),
            };
        }
        value
    }

    fn filtered(&self, filter: &Filter, value: Resolved) -> Option<Resolved> {
        let each = |change: &dyn Fn(&str) -> Option<String>| match &value {
            Resolved::List(list) => {
                list.iter().map(|text| change(text)).collect::<Option<_>>().map(Resolved::List)
            }
            other => change(&other.clone().into_text()).map(Resolved::Text),
        };
        match filter {
            Filter::Rfc3339 => each(&|day| Some([day, "T23:59:00.000Z"].concat())),
            Filter::Unix => {
                let Resolved::Text(day) = &value else { return None };
                let day: Date = day.parse().ok()?;
                Some(Resolved::Number(day.to_unix_days() * 86_400 + 86_340))
            }
            Filter::Lower => each(&|text| Some(text.to_ascii_lowercase())),
            Filter::Upper => each(&|text| Some(text.to_ascii_uppercase())),
            Filter::Map(map) => each(&|text| self.requests.maps.theirs(map, text).map(str::to_owned)),
            Filter::First => match value {
                Resolved::List(list) => list.into_iter().next().map(Resolved::Text),
                other => Some(other),
            },
            Filter::Join => Some(Resolved::Text(value.into_text())),
            Filter::List => Some(match value {
                Resolved::List(list) => Resolved::List(list),
                other => Resolved::List(vec![other.into_text()]),
            }),
            Filter::Or(_) => Some(value),
        }
    }

    fn plain(&self, name: &Name, values: &Values) -> Option<Resolved> {
        let subscriptions = || {
            let ids = values.scopes.iter().filter_map(|scope| match scope {
                Scope::Subscription(id) => Some(id.to_string()),
                Scope::ManagementGroup(_) => None,
            });
            ids.collect::<Vec<_>>()
        };
        let list = |list: Vec<String>| (!list.is_empty()).then_some(Resolved::List(list));
        let text = match name {
            Name::ClientSecret => None,
            Name::TenantId => values.tenant_id.as_deref().map(str::to_owned),
            Name::ClientId => values.client_id.as_deref().map(str::to_owned),
            Name::ExpiresOn => values.expires_on.map(|day| day.to_string()),
            Name::SubscriptionId => subscriptions().into_iter().next(),
            Name::SubscriptionIds => return list(subscriptions()),
            Name::ManagementGroupId => values.scopes.iter().find_map(|scope| match scope {
                Scope::ManagementGroup(id) => Some(id.to_string()),
                Scope::Subscription(_) => None,
            }),
            Name::Scope => values.scopes.first().map(Scope::to_string),
            Name::Scopes => return list(values.scopes.iter().map(Scope::to_string).collect()),
            Name::Cloud => values.cloud.map(|cloud| cloud.name().to_owned()),
            Name::Name => values.name.as_deref().map(str::to_owned),
            Name::Credential => values.kind.map(|kind| kind.as_str().to_owned()),
            Name::Thumbprint => values.thumbprint.as_deref().map(str::to_owned),
            Name::RoleName => values.role.as_ref().map(|role| role.name.as_str().to_owned()),
            Name::RoleVersion => {
                let version = values.role.as_ref().and_then(|role| role.version.as_ref());
                version.map(|version| version.as_str().to_owned())
            }
            Name::Id => values.id.as_deref().map(str::to_owned),
            Name::Task => values.task.as_deref().map(str::to_owned),
            Name::Param(name) => self.param(name).map(str::to_owned),
            Name::Extra(name) => match values.extras.get(name)? {
                ExtraValue::Text(text) => Some(text.to_string()),
                ExtraValue::List(list) => {
                    return Some(Resolved::List(list.iter().map(|text| text.to_string()).collect()));
                }
            },
        };
        text.map(Resolved::Text)
    }

    /// A text with its values; nothing where one of them has none.
    pub(super) fn text(&self, text: &Text, values: &Values) -> Option<String> {
        self.joined(text, values, &|value| value)
    }

    /// The same, with each value changed before it is put in.
    pub(super) fn joined(
        &self,
        text: &Text,
        values: &Values,
        change: &dyn Fn(String) -> String,
    ) -> Option<String> {
        let mut joined = String::new();
        for piece in text.pieces() {
            match piece {
                Piece::Literal(literal) => joined.push_str(literal),
                Piece::Slot(slot) => joined.push_str(&change(self.resolve(slot, values)?.into_text())),
            }
        }
        Some(joined)
    }
}
