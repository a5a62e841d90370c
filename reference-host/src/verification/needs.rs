use azure_connect::azure::role::Permission;
use azure_connect::azure::role::grants::effective;
use azure_connect::profile::{CustomRole, Profile, Role};

use crate::connection::Record;

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

/// The profile's role is another one than the connection's.
#[derive(Debug, PartialEq, Eq)]
pub struct Outdated {
    /// The version that the connection was made with, and the profile's.
    pub versions: (String, String),
    /// What the profile's role allows, and the one of that time did not.
    pub added: Vec<String>,
}

impl Needs {
    /// What a connection has to allow: the role as it was when it was made. A role that has grown since is something to
    /// know; it does not break what works.
    pub fn of(profile: &Profile, record: &Record) -> Self {
        match &record.role_snapshot {
            Some(then) if Outdated::of(profile, record).is_some() => Self::Operations(then.clone()),
            _ => Self::now(profile),
        }
    }

    /// What a connection that is made today has to allow.
    pub fn now(profile: &Profile) -> Self {
        match &profile.role {
            None => Self::Nothing,
            Some(Role::BuiltIn(_)) => Self::SomeRole,
            Some(Role::Custom(role)) => Self::Operations(Box::new(permission(role))),
        }
    }

    /// The operations that are needed and not granted.
    pub fn missing(&self, granted: &[Permission]) -> Vec<String> {
        match self {
            Self::Operations(needed) => effective(granted).missing(needed),
            Self::SomeRole | Self::Nothing => Vec::new(),
        }
    }

    /// The same over several lists, of which the best counts: ARM does not say which subscription lies below which
    /// management group.
    pub fn least_missing(&self, granted: &[Vec<Permission>]) -> Vec<String> {
        granted.iter().map(|list| self.missing(list)).min_by_key(Vec::len).unwrap_or_default()
    }
}

impl Outdated {
    /// Nothing, when the versions are the same or are not kept.
    pub fn of(profile: &Profile, record: &Record) -> Option<Self> {
        let Some(Role::Custom(role)) = &profile.role else { return None };
        let then = record.role.as_ref()?.version.as_ref()?.as_str();
        let now = role.version.as_deref().filter(|now| *now != then)?;
        let added = record.role_snapshot.as_ref().map(|snapshot| {
            let before = effective(std::slice::from_ref(snapshot.as_ref()));
            before.missing(&permission(role))
        });
        Some(Self { versions: (then.to_owned(), now.to_owned()), added: added.unwrap_or_default() })
    }
}

/// The profile's role as a connection keeps it that names its present version.
pub fn snapshot(profile: &Profile, version: Option<&str>) -> Option<Box<Permission>> {
    match &profile.role {
        Some(Role::Custom(role)) if role.version.is_some() && role.version.as_deref() == version => {
            Some(Box::new(permission(role)))
        }
        _ => None,
    }
}

fn permission(role: &CustomRole) -> Permission {
    Permission {
        actions: role.actions.clone(),
        not_actions: role.not_actions.clone(),
        data_actions: role.data_actions.clone(),
        not_data_actions: role.not_data_actions.clone(),
    }
}
