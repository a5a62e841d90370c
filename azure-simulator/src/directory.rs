use crate::guid::Guid;

/// A directory (tenant).
#[derive(Clone, Debug)]
pub struct Tenant {
    pub id: Guid,
    pub display_name: &'static str,
    /// Its verified domains, lower case.
    pub domains: Vec<&'static str>,
}

/// A subscription and the management groups above it.
#[derive(Clone, Debug)]
pub struct Subscription {
    pub id: Guid,
    pub tenant: Guid,
    pub display_name: &'static str,
    pub management_groups: Vec<&'static str>,
}
