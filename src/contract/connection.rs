use serde::Serialize;

use super::{Check, ConnectionId, CredentialView, Extras, RoleRef, Shown, extras};
use crate::json::{FromJson, Node, through_node};

/// A connection as a host describes it. Only `id` and `status` are indispensable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Connection {
    /// The host's name for it.
    pub id: ConnectionId,
    /// The admin's name for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Shown>,
    /// How it stands as a whole.
    pub status: Status,
    /// The cloud, by its az name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloud: Option<Shown>,
    /// The directory, always as a GUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant_id: Option<Shown>,
    /// The application.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<Shown>,
    /// What is connected, as ARM paths.
    pub scopes: Vec<Shown>,
    /// What the host says of its credential.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential: Option<CredentialView>,
    /// The role that it was made with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<RoleRef>,
    /// The platform's own fields.
    pub extras: Extras,
    /// What the host looked at, in the order in which it is shown.
    pub checks: Vec<Check>,
    /// When it was made, RFC 3339 in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Shown>,
    /// When it last changed, RFC 3339 in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Shown>,
}

/// How a [`Connection`] stands as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The host is looking, or waits for Azure to spread the news.
    Verifying,
    /// It works.
    Connected,
    /// It worked, and something needs a hand now.
    Attention,
    /// It has never worked as it is.
    Failed,
    /// A status that this version does not know.
    Unknown,
}

impl Status {
    /// The status as it is written in JSON, and as text tables know it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verifying => "verifying",
            Self::Connected => "connected",
            Self::Attention => "attention",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }
}

/// One page of connections: `GET {endpoint}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConnectionList {
    /// The connections of this account.
    pub items: Vec<Connection>,
    /// Where the list goes on: a reference relative to the endpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Shown>,
}

impl FromJson for Status {
    fn from_json(node: Node) -> Option<Self> {
        let word = node.text()?;
        let known = [Self::Verifying, Self::Connected, Self::Attention, Self::Failed];
        Some(known.into_iter().find(|status| status.as_str() == word).unwrap_or(Self::Unknown))
    }
}

// Lists are cut, so that a host cannot fill the page's memory.
impl FromJson for Connection {
    fn from_json(node: Node) -> Option<Self> {
        let mut members = node.members()?;
        let connection = Self {
            id: ConnectionId::from_json(members.take("id"))?,
            name: members.optional("name"),
            status: Status::from_json(members.take("status"))?,
            cloud: members.optional("cloud"),
            tenant_id: members.optional("tenantId"),
            client_id: members.optional("clientId"),
            scopes: members.items("scopes", 2000),
            credential: members.optional("credential"),
            role: members.optional("role"),
            extras: match members.take("extras") {
                Node::Null => Extras::new(),
                node => extras::read(node)?,
            },
            checks: members.items("checks", 10_000),
            created_at: members.optional("createdAt"),
            updated_at: members.optional("updatedAt"),
        };
        members.whole(connection)
    }
}

impl FromJson for ConnectionList {
    fn from_json(node: Node) -> Option<Self> {
        let mut members = node.members()?;
        if !members.has("items") {
            return None;
        }
        let list = Self { items: members.items("items", 1000), next: members.optional("next") };
        members.whole(list)
    }
}

through_node!(Status, Connection, ConnectionList);

#[cfg(test)]
mod tests {
    use super::{Connection, ConnectionList, Status};

    const DOCUMENTED: &str = r#"{"id":"c1","name":"Production","status":"verifying","cloud":"AzureCloud",
        "tenantId":"6f1d2f0e-3a5b-4a7e-9a55-8b1f0a6f2c11","clientId":"0d6b8a8e-52d8-4f43-8d0c-6f1e4d8f9c22",
        "scopes":["/subscriptions/9a3c1b7e-2f44-4c0a-8e51-7d2b6c5a4f33"],
        "credential":{"kind":"secret","hint":"3RK","expiresOn":"2027-05-31"},
        "role":{"name":"Demo","version":"2026-11"},"extras":{"teams":["t1"]},
        "checks":[{"id":"token","state":"pass"},
          {"id":"subscription","scope":"/subscriptions/9a3c1b7e-2f44-4c0a-8e51-7d2b6c5a4f33","state":"waiting","retryAfterSeconds":20,"deadlineSeconds":540}],
        "createdAt":"2026-11-21T02:00:00Z","updatedAt":"2026-11-21T02:00:05Z"}"#;

    #[test]
    fn the_documented_answer_survives_a_round_trip() {
        let connection: Connection = serde_json::from_str(DOCUMENTED).unwrap();
        assert_eq!(connection.checks[1].deadline_seconds, Some(540));
        let again: serde_json::Value = serde_json::to_value(&connection).unwrap();
        assert_eq!(again, serde_json::from_str::<serde_json::Value>(DOCUMENTED).unwrap());
    }

    #[test]
    fn an_integrator_may_answer_with_id_and_status_alone() {
        let connection: Connection =
            serde_json::from_str(r#"{"id":"1","status":"connected","_links":{"self":"/1"}}"#).unwrap();
        assert_eq!(connection.status, Status::Connected);
        assert!(connection.checks.is_empty());
    }

    #[test]
    fn a_status_from_a_later_version_is_unknown_not_an_error() {
        let connection: Connection = serde_json::from_str(r#"{"id":"1","status":"hibernating"}"#).unwrap();
        assert_eq!(connection.status, Status::Unknown);
    }

    #[test]
    fn without_an_id_there_is_no_connection() {
        for json in [
            r#"{"status":"connected"}"#,
            r#"{"id":"../x","status":"connected"}"#,
            r#"{"id":1,"status":"failed"}"#,
        ] {
            assert!(serde_json::from_str::<Connection>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn a_list_needs_its_items() {
        assert!(serde_json::from_str::<ConnectionList>("{}").is_err());
        let list: ConnectionList = serde_json::from_str(r#"{"items":[],"next":"?after=c1"}"#).unwrap();
        assert_eq!(list.next.unwrap().as_str(), "?after=c1");
    }
}
