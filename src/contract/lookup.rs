//! The optional operation `lookup`: what Azure tells everybody of a directory and of a subscription.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::azure::{Cloud, SubscriptionId, Tenant, TenantId};
use crate::json::{FromJson, Node, through_node};

/// What is asked: `GET {endpoint}/lookup?cloud=…&tenant=…&subscription=…`, one of the last two at
/// least. Nothing in it is secret, and each value has passed the grammar of its type, so that it is
/// safe in a URL as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookupQuery {
    /// The cloud to ask in.
    pub cloud: Cloud,
    /// The directory, by GUID or by domain.
    pub tenant: Option<Tenant>,
    /// The subscription.
    pub subscription: Option<SubscriptionId>,
}

impl LookupQuery {
    /// Asks nothing yet.
    pub const fn new(cloud: Cloud) -> Self {
        Self { cloud, tenant: None, subscription: None }
    }

    /// The query of the URL, without its question mark.
    pub fn to_query(&self) -> String {
        let mut query = ["cloud=", self.cloud.name()].concat();
        let mut add = |name: &str, value: String| {
            query.push_str(name);
            query.push_str(&value);
        };
        if let Some(tenant) = &self.tenant {
            add("&tenant=", tenant.to_string());
        }
        if let Some(subscription) = self.subscription {
            add("&subscription=", subscription.to_string());
        }
        query
    }
}

/// What came of it. What was not asked for has no finding.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Lookup {
    /// The directory that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant: Option<Finding>,
    /// The subscription that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subscription: Option<Finding>,
}

/// What Azure says of one value: `{"state": "found", "tenantId": "…"}`, `{"state": "unknown"}` or
/// `{"state": "unconfirmed"}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It exists. For a domain this is the directory's id, for a subscription the directory that it
    /// belongs to.
    Found(TenantId),
    /// Azure was asked and knows no such thing.
    Unknown,
    /// Nobody could tell: no answer, or none that can be read. Never a reason to stop anybody.
    Unconfirmed,
}

impl Finding {
    /// The directory, if it was found.
    pub const fn tenant(self) -> Option<TenantId> {
        match self {
            Self::Found(tenant) => Some(tenant),
            Self::Unknown | Self::Unconfirmed => None,
        }
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (state, tenant) = match self {
            Self::Found(tenant) => ("found", Some(tenant)),
            Self::Unknown => ("unknown", None),
            Self::Unconfirmed => ("unconfirmed", None),
        };
        let mut object = serializer.serialize_struct("Finding", 1 + usize::from(tenant.is_some()))?;
        object.serialize_field("state", state)?;
        if let Some(tenant) = tenant {
            object.serialize_field("tenantId", tenant)?;
        }
        object.end()
    }
}

impl FromJson for Finding {
    /// A state that this version does not know, and one that says `found` without an id that can be
    /// one, tell nothing.
    fn from_json(node: Node) -> Option<Self> {
        let mut members = node.members()?;
        let state = members.text("state").unwrap_or_default();
        let tenant = members.text("tenantId").and_then(|id| id.parse().ok());
        Some(match (state.as_str(), tenant) {
            ("found", Some(tenant)) => Self::Found(tenant),
            ("unknown", _) => Self::Unknown,
            _ => Self::Unconfirmed,
        })
    }
}

impl FromJson for Lookup {
    fn from_json(node: Node) -> Option<Self> {
        let mut members = node.members()?;
        let lookup =
            Self { tenant: members.optional("tenant"), subscription: members.optional("subscription") };
        members.whole(lookup)
    }
}

through_node!(Finding, Lookup);

#[cfg(test)]
mod tests {
    use super::{Finding, Lookup, LookupQuery};
    use crate::azure::Cloud;

    const TENANT: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";
    const SUBSCRIPTION: &str = "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";

    #[test]
    fn a_query_names_what_is_asked_and_nothing_else() {
        let mut query = LookupQuery::new(Cloud::AzureUSGovernment);
        assert_eq!(query.to_query(), "cloud=AzureUSGovernment");
        query.tenant = "contoso.com".parse().ok();
        query.subscription = SUBSCRIPTION.parse().ok();
        assert_eq!(
            query.to_query(),
            format!("cloud=AzureUSGovernment&tenant=contoso.com&subscription={SUBSCRIPTION}")
        );
    }

    #[test]
    fn what_is_written_is_read_again() {
        let found = Finding::Found(TENANT.parse().unwrap());
        for (lookup, json) in [
            (Lookup::default(), "{}".to_owned()),
            (
                Lookup { tenant: Some(found), subscription: Some(Finding::Unknown) },
                format!(
                    r#"{{"tenant":{{"state":"found","tenantId":"{TENANT}"}},"subscription":{{"state":"unknown"}}}}"#
                ),
            ),
            (
                Lookup { tenant: Some(Finding::Unconfirmed), subscription: None },
                r#"{"tenant":{"state":"unconfirmed"}}"#.to_owned(),
            ),
        ] {
            assert_eq!(serde_json::to_string(&lookup).unwrap(), json);
            assert_eq!(serde_json::from_str::<Lookup>(&json).unwrap(), lookup);
        }
    }

    #[test]
    fn what_is_no_certain_word_is_no_certainty() {
        for json in [
            r#"{"tenant":{"state":"found"}}"#,
            r#"{"tenant":{"state":"found","tenantId":"contoso.com"}}"#,
            r#"{"tenant":{"state":"found","tenantId":"00000000-0000-0000-0000-000000000000"}}"#,
            r#"{"tenant":{"state":"perhaps","tenantId":"5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61"}}"#,
            r#"{"tenant":{}}"#,
        ] {
            let lookup: Lookup = serde_json::from_str(json).unwrap();
            assert_eq!(lookup.tenant, Some(Finding::Unconfirmed), "{json}");
            assert_eq!(lookup.subscription, None);
        }
        assert!(serde_json::from_str::<Lookup>("[]").is_err());
    }
}
