use azure_connect::azure::role::Permission;
use azure_connect::azure::role::grants::effective;
use azure_connect::profile::{Profile, Role};

/// What the platform needs to be able to do, by its own profile.
#[derive(Debug, PartialEq, Eq)]
pub enum Needs {
    /// These operations.
    Operations(Box<Permission>),
    /// Some role: what a built-in role allows is Microsoft's to say.
    SomeRole,
    /// Nothing that is checked.
    Nothing,
}

impl Needs {
    /// Reads them out of the profile.
    pub fn of(profile: &Profile) -> Self {
        match &profile.role {
            None => Self::Nothing,
            Some(Role::BuiltIn(_)) => Self::SomeRole,
            Some(Role::Custom(role)) => Self::Operations(Box::new(Permission {
                actions: role.actions.clone(),
                not_actions: role.not_actions.clone(),
                data_actions: role.data_actions.clone(),
                not_data_actions: role.not_data_actions.clone(),
            })),
        }
    }

    /// The operations that are needed and not granted.
    pub fn missing(&self, granted: &[Permission]) -> Vec<String> {
        match self {
            Self::Operations(needed) => effective(granted).missing(needed),
            Self::SomeRole | Self::Nothing => Vec::new(),
        }
    }
}
