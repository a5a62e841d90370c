use serde::Serialize;
use serde::ser::Serializer;

use super::Shown;
use crate::json::{FromJson, Node, Writer, through_node};

/// One thing that the host looks at before it calls a connection connected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// What is looked at.
    pub id: CheckId,
    /// The scope that is looked at, as an ARM path; checks of the whole connection have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Shown>,
    /// How it stands.
    pub state: CheckState,
    /// The actions of the role that the credential does not have, as Azure writes them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Shown>,
    /// The cause by name, as the catalogue of explanations knows it: `AADSTS7000215`,
    /// `AuthorizationFailed`, or one of the host's own such as `role-not-assigned`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Shown>,
    /// What Azure said, in its own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<Shown>,
    /// Microsoft's trace id, for a support request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace_id: Option<Shown>,
    /// Seconds until the host looks again, when the state is `waiting`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_seconds: Option<u32>,
    /// Seconds until the host stops looking, when the state is `waiting`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline_seconds: Option<u32>,
}

impl Check {
    /// A check without any news but its state.
    pub fn new(id: CheckId, state: CheckState) -> Self {
        Self {
            id,
            scope: None,
            state,
            missing: Vec::new(),
            code: None,
            detail: None,
            trace_id: None,
            retry_after_seconds: None,
            deadline_seconds: None,
        }
    }
}

/// What a [`Check`] looks at.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CheckId {
    /// `token`: the credential signs in.
    Token,
    /// `tenant`: the directory exists and is the one that the subscription belongs to.
    Tenant,
    /// `subscription`: the credential sees the scope.
    Subscription,
    /// `permissions`: the credential may do on the scope what the platform's role says.
    Permissions,
    /// `secret-expiry`: the credential lasts for a while.
    SecretExpiry,
    /// `role-version`: the role is the one of the platform's present profile.
    RoleVersion,
    /// A check that this version does not know, by its id.
    Other(Shown),
}

impl CheckId {
    /// The id as it is written in JSON, and as text tables know it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Token => "token",
            Self::Tenant => "tenant",
            Self::Subscription => "subscription",
            Self::Permissions => "permissions",
            Self::SecretExpiry => "secret-expiry",
            Self::RoleVersion => "role-version",
            Self::Other(id) => id.as_str(),
        }
    }
}

impl From<Shown> for CheckId {
    fn from(id: Shown) -> Self {
        match id.as_str() {
            "token" => Self::Token,
            "tenant" => Self::Tenant,
            "subscription" => Self::Subscription,
            "permissions" => Self::Permissions,
            "secret-expiry" => Self::SecretExpiry,
            "role-version" => Self::RoleVersion,
            _ => Self::Other(id),
        }
    }
}

impl Serialize for CheckId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl FromJson for CheckId {
    fn from_json(node: Node) -> Option<Self> {
        Shown::from_json(node).map(Self::from)
    }
}

/// How a [`Check`] stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckState {
    /// Not begun.
    Pending,
    /// Under way.
    Running,
    /// Azure has not spread the news yet; the host looks again by itself.
    Waiting,
    /// Good.
    Pass,
    /// Good, with something to know.
    Warn,
    /// Wrong; somebody has to act.
    Fail,
    /// Not looked at, because another check decides or the profile does not ask.
    Skipped,
    /// A state that this version does not know.
    Unknown,
}

impl CheckState {
    /// Every state that there is a word for.
    const ALL: [Self; 7] =
        [Self::Pending, Self::Running, Self::Waiting, Self::Pass, Self::Warn, Self::Fail, Self::Skipped];

    /// Whether the host will change it by itself.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Pending | Self::Running | Self::Waiting)
    }

    /// The state as it is written in JSON, and as text tables know it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Running => "running",
            Self::Waiting => "waiting",
            Self::Pass => "pass",
            Self::Warn => "warn",
            Self::Fail => "fail",
            Self::Skipped => "skipped",
            Self::Unknown => "unknown",
        }
    }
}

impl FromJson for CheckState {
    fn from_json(node: Node) -> Option<Self> {
        let word = node.text()?;
        Some(Self::ALL.into_iter().find(|state| state.as_str() == word).unwrap_or(Self::Unknown))
    }
}

impl FromJson for Check {
    fn from_json(node: Node) -> Option<Self> {
        let mut members = node.members()?;
        let check = Self {
            id: CheckId::from_json(members.take("id"))?,
            scope: members.optional("scope"),
            state: CheckState::from_json(members.take("state"))?,
            missing: members.items("missing", 2000),
            code: members.optional("code"),
            detail: members.optional("detail"),
            trace_id: members.optional("traceId"),
            retry_after_seconds: members.seconds("retryAfterSeconds"),
            deadline_seconds: members.seconds("deadlineSeconds"),
        };
        members.whole(check)
    }
}

through_node!(CheckId, CheckState, Check);

impl crate::json::Members {
    /// A number of seconds that may be left out.
    fn seconds(&mut self, key: &str) -> Option<u32> {
        self.number(key).map(|seconds| u32::try_from(seconds).unwrap_or(u32::MAX))
    }
}

impl Check {
    pub(crate) fn write(&self, json: &mut Writer<'_>) {
        json.open_object();
        json.member("id", self.id.as_str());
        json.optional("scope", self.scope.as_ref().map(Shown::as_str));
        json.member("state", self.state.as_str());
        if !self.missing.is_empty() {
            json.texts("missing", &self.missing);
        }
        for (key, shown) in [("code", &self.code), ("detail", &self.detail), ("traceId", &self.trace_id)] {
            json.optional(key, shown.as_ref().map(Shown::as_str));
        }
        for (key, seconds) in
            [("retryAfterSeconds", self.retry_after_seconds), ("deadlineSeconds", self.deadline_seconds)]
        {
            if let Some(seconds) = seconds {
                json.key(key).number(seconds.into());
            }
        }
        json.close_object();
    }
}

#[cfg(test)]
mod tests {
    use super::{Check, CheckId, CheckState};

    #[test]
    fn a_check_reads_and_writes_as_documented() {
        let json = r#"{"id":"permissions","scope":"/subscriptions/x","state":"fail","missing":["Microsoft.Compute/disks/write"],"code":"c","detail":"d","traceId":"t"}"#;
        let check: Check = serde_json::from_str(json).unwrap();
        assert_eq!(check.id, CheckId::Permissions);
        assert_eq!(serde_json::to_string(&check).unwrap(), json);
    }

    #[test]
    fn news_from_a_later_version_is_kept_or_marked() {
        let json = r#"{"id":"quota","state":"paused","more":{"deep":[1]},"retryAfterSeconds":20}"#;
        let check: Check = serde_json::from_str(json).unwrap();
        assert_eq!((check.id.as_str(), check.state), ("quota", CheckState::Unknown));
        assert!(!check.state.is_open());
    }

    #[test]
    fn a_long_list_of_missing_actions_is_cut() {
        let missing = vec!["a"; 5000];
        let json = serde_json::json!({ "id": "token", "state": "fail", "missing": missing }).to_string();
        assert_eq!(serde_json::from_str::<Check>(&json).unwrap().missing.len(), 2000);
    }
}
