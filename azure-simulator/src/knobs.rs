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
    /// How long a new app registration is unknown to Graph's lists and to sign-in.
    pub application_seconds: f64,
    /// How long a new service principal is unknown to Graph's lists, to sign-in and to ARM.
    pub principal_seconds: f64,
    /// How long a new secret, certificate or federated credential is unknown to sign-in.
    pub credential_seconds: f64,
    /// How far Entra's clock is ahead of everybody else's when it looks at an assertion; behind, when negative.
    pub clock_skew_seconds: i64,
    /// How many requests of ARM an access token is good for, then it has expired; any number, when 0.
    pub token_requests: u32,
    /// The user who answers device codes; the admin, when empty.
    pub sign_in: String,
    /// Users without a directory role may not register apps.
    pub only_admins_register_apps: bool,
    /// What the directory's app management policy says of secrets.
    pub secret_policy: SecretPolicy,
    /// The first characters of new secrets, three at most; random, when empty.
    pub secret_start: String,
    /// How many objects Graph puts on a page; 100, when 0.
    pub graph_page_size: usize,
    /// Added to every answer of Entra, Graph and ARM.
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

/// A directory's rules for the secrets of its apps.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct SecretPolicy {
    /// No app may have secrets.
    pub refuse: bool,
    /// How long a secret may live, in days; any time, when 0.
    pub max_days: u32,
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
    /// Microsoft Graph.
    Graph,
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
