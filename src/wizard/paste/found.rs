use crate::azure::{Cloud, SubscriptionId, TenantId};

/// A subscription of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundSubscription {
    /// Its id.
    pub id: SubscriptionId,
    /// Its name.
    pub name: Option<String>,
    /// Its directory.
    pub tenant: Option<TenantId>,
    /// Its cloud.
    pub cloud: Option<Cloud>,
    /// Whether it can be used.
    pub enabled: bool,
    /// Whether it is the tool's default.
    pub is_default: bool,
}
