use serde::{Deserialize, Serialize};

/// What a test or a curious person may set: `GET` and `POST /_sim/knobs`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Knobs {
    /// How long a new role assignment takes to become effective; fractions are allowed.
    pub propagation_seconds: f64,
    /// A token sees the assignments that were effective when it was issued, and no later ones.
    pub token_snapshots: bool,
    /// What ARM says to somebody without a role on the scope.
    pub without_role: WithoutRole,
    /// Added to every answer of Entra and ARM.
    pub latency_ms: u64,
    /// The next answers are 429.
    pub throttle: Throttle,
    /// The next answers are a server error.
    pub fail: Fail,
    /// Resource providers that this cloud does not have; a role naming one is refused.
    pub unknown_providers: Vec<String>,
}

/// What ARM says to somebody without a role on the scope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WithoutRole {
    /// 403 `AuthorizationFailed`.
    #[default]
    Forbidden,
    /// The subscription is shown; its permissions are an empty list.
    Empty,
    /// 404 `SubscriptionNotFound`.
    NotFound,
}

/// Which of the simulated services a failure concerns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Service {
    /// All of them.
    #[default]
    All,
    /// Entra's.
    Login,
    /// Azure Resource Manager.
    Arm,
}

/// The next answers are 429 with `Retry-After`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Throttle {
    /// How many.
    pub next: u32,
    /// What `Retry-After` says.
    pub retry_after_seconds: u32,
    /// Whose.
    pub service: Service,
}

/// The next answers are a server error.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Fail {
    /// How many.
    pub next: u32,
    /// Which status; 500 when it is none of 500 to 599.
    pub status: u16,
    /// Whose.
    pub service: Service,
}

impl Service {
    /// Whether a request for `other` is concerned.
    pub fn covers(self, other: Self) -> bool {
        self == Self::All || self == other
    }
}
