use crate::contract::Shown;

/// Where in the form a refused value stands: what a JSON pointer of a problem means to an admin.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The directory.
    Tenant,
    /// The application.
    Client,
    /// The secret's value.
    Secret,
    /// The day on which the secret expires.
    Expiry,
    /// The thumbprint of a certificate.
    Thumbprint,
    /// The credential as a whole, or its kind.
    Credential,
    /// What is connected: the scope with this number, or all of them.
    Scope(Option<u32>),
    /// The connection's name.
    Name,
    /// The cloud.
    Cloud,
    /// The role.
    Role,
    /// One of the platform's own fields, by its name.
    Extra(Shown),
    /// No place in particular.
    Whole,
}

impl Place {
    /// Reads a JSON pointer into the body of a submission. A pointer that leads nowhere concerns
    /// the whole: its words have to be shown all the same.
    pub fn of_pointer(pointer: &str) -> Self {
        // Some libraries write the pointer as a URI fragment.
        let pointer = pointer.strip_prefix('#').unwrap_or(pointer);
        let mut parts = pointer.split('/').skip(1);
        match (parts.next(), parts.next()) {
            (Some("tenantId"), None) => Self::Tenant,
            (Some("clientId"), None) => Self::Client,
            (Some("name"), None) => Self::Name,
            (Some("cloud"), None) => Self::Cloud,
            (Some("credential"), Some("clientSecret")) => Self::Secret,
            // How it was sealed. What is in the fields is not what is wrong, so no field is to be changed.
            (Some("credential"), Some("jwe")) => Self::Whole,
            (Some("credential"), Some("expiresOn")) => Self::Expiry,
            (Some("credential"), Some("thumbprint")) => Self::Thumbprint,
            (Some("credential"), _) => Self::Credential,
            (Some("scopes"), number) => Self::Scope(number.and_then(|number| number.parse().ok())),
            (Some("role"), _) => Self::Role,
            (Some("extras"), Some(name)) => Self::Extra(Shown::new(name)),
            _ => Self::Whole,
        }
    }

    /// The stable key, as texts and events know it: for values that Azure gave, the key of the
    /// wire format.
    pub fn id(&self) -> &str {
        match self {
            Self::Tenant => "tenantId",
            Self::Client => "clientId",
            Self::Secret => "clientSecret",
            Self::Expiry => "expiresOn",
            Self::Thumbprint => "thumbprint",
            Self::Credential => "credential",
            Self::Scope(_) => "scopes",
            Self::Name => "name",
            Self::Cloud => "cloud",
            Self::Role => "role",
            Self::Extra(name) => name.as_str(),
            Self::Whole => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn every_pointer_of_the_dialect_has_its_place() {
        for (pointer, place) in [
            ("/tenantId", Place::Tenant),
            ("/clientId", Place::Client),
            ("/credential/clientSecret", Place::Secret),
            ("/credential/jwe", Place::Whole),
            ("/credential/expiresOn", Place::Expiry),
            ("/credential/thumbprint", Place::Thumbprint),
            ("/credential", Place::Credential),
            ("/credential/kind", Place::Credential),
            ("/scopes", Place::Scope(None)),
            ("/scopes/0", Place::Scope(Some(0))),
            ("/scopes/-", Place::Scope(None)),
            ("/scopes/17/x", Place::Scope(Some(17))),
            ("/name", Place::Name),
            ("/cloud", Place::Cloud),
            ("/role/version", Place::Role),
            ("/extras/teams", Place::Extra("teams".into())),
            ("/extras/teams/0", Place::Extra("teams".into())),
            ("#/tenantId", Place::Tenant),
        ] {
            assert_eq!(Place::of_pointer(pointer), place, "{pointer}");
        }
    }

    #[test]
    fn what_leads_nowhere_concerns_the_whole() {
        for pointer in
            ["", "/", "tenantId", "/TenantId", "/tenantId/x", "/unknown", "/extras", "//tenantId", "/scope/0"]
        {
            assert_eq!(Place::of_pointer(pointer), Place::Whole, "{pointer}");
        }
    }
}
