//! The values that an admin brings back from Azure, by name.

/// One value of a connection. Its [`id`](Field::id) is the key in JSON, texts and events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Directory (tenant) ID.
    Tenant,
    /// Application (client) ID.
    Client,
    /// Client secret value.
    Secret,
    /// The day the secret expires.
    Expiry,
    /// Subscription ID.
    Subscription,
    /// Management group ID.
    ManagementGroup,
    /// The name that the admin gives the connection.
    Name,
}

impl Field {
    /// Every field, in the order in which the wizard asks.
    pub const ALL: [Field; 7] = [
        Field::Tenant,
        Field::Client,
        Field::Secret,
        Field::Expiry,
        Field::Subscription,
        Field::ManagementGroup,
        Field::Name,
    ];

    /// The stable key, as in the wire format: `tenantId`, `clientId`, …
    pub const fn id(self) -> &'static str {
        match self {
            Field::Tenant => "tenantId",
            Field::Client => "clientId",
            Field::Secret => "clientSecret",
            Field::Expiry => "expiresOn",
            Field::Subscription => "subscriptionId",
            Field::ManagementGroup => "managementGroupId",
            Field::Name => "name",
        }
    }

    /// The field with this key.
    pub fn from_id(id: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::Field;

    #[test]
    fn every_id_leads_back_to_its_field() {
        for field in Field::ALL {
            assert_eq!(Field::from_id(field.id()), Some(field));
        }
        assert_eq!(Field::from_id("tenant"), None);
    }
}
