use serde::{Deserialize, Serialize};

use super::Shown;

/// The role that a connection was made with: what the profile called it at that time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleRef {
    /// The display name of the role in the admin's tenant.
    pub name: Shown,
    /// The profile's version of it, when it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Shown>,
}
