//! What the four keys are called where a platform takes them by hand.

use super::place::Place;
use crate::azure::Field;
use std::collections::BTreeMap;

/// The longest name of a key, in characters.
const LONGEST: usize = 100;

/// The names of the keys that the admin carries to the platform, by what they hold: `tenantId`, `clientId`,
/// `clientSecret`, `subscriptionId`. What is not named keeps the name that Azure's own libraries read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(serde::Serialize))]
pub struct EnvKeys(BTreeMap<String, String>);

impl EnvKeys {
    /// The fields that a key stands for, in the order in which they are handed over.
    pub const FIELDS: [Field; 4] = [Field::Tenant, Field::Client, Field::Secret, Field::Subscription];

    pub(super) fn read(place: Place<'_>) -> Self {
        let keys = Self(place.table(|key, name| {
            if !Self::FIELDS.iter().any(|field| field.id() == key) {
                return Some("is none of: tenantId, clientId, clientSecret, subscriptionId");
            }
            let is_name = name.len() <= LONGEST
                && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
                && name.bytes().next().is_some_and(|b| !b.is_ascii_digit());
            (!is_name).then_some("must be the name of a variable: letters, digits and `_`, no digit first")
        }));
        let [tenant, client, secret, subscription] = Self::FIELDS.map(|field| keys.name(field));
        if [client, secret, subscription].contains(&tenant)
            || [secret, subscription].contains(&client)
            || secret == subscription
        {
            place.refuse("gives two keys the same name");
        }
        keys
    }

    /// The name of the key for a field.
    pub fn name(&self, field: Field) -> &str {
        let own = self.0.get(field.id()).map(String::as_str);
        own.unwrap_or(match field {
            Field::Tenant => "AZURE_TENANT_ID",
            Field::Client => "AZURE_CLIENT_ID",
            Field::Secret => "AZURE_CLIENT_SECRET",
            _ => "AZURE_SUBSCRIPTION_ID",
        })
    }
}
