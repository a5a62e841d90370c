//! What a paste holds.

use super::{Note, Source};
use crate::azure::{
    ClientId, ClientSecret, Cloud, Date, Field, ManagementGroupId, SubscriptionId, Tenant, TenantId,
};

/// What was found in a text: for each field at most one value, where it came from, what several values
/// contend for, what is missing.
///
/// Nothing of the text is kept but these values. `Debug` shows no part of the secret.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Pasted {
    /// The cloud, where a name, an address or an endpoint says it.
    pub cloud: Option<Found<Cloud>>,
    /// The directory: by its id where that is there, else by its domain.
    pub tenant: Option<Found<Tenant>>,
    /// The app registration.
    pub client: Option<Found<ClientId>>,
    /// The secret's value. Move it to where it is needed; it is wiped when it is dropped.
    pub secret: Option<Found<ClientSecret>>,
    /// The day on which the secret expires. May have passed: a note says so.
    pub expiry: Option<Found<Date>>,
    /// The subscriptions, each once, in the order of the text. Several are a choice for the admin: one of
    /// them is the connection's, and only where two names for *the* subscription contradict each other is
    /// there an [`Ambiguity`] besides.
    pub subscriptions: Vec<FoundSubscription>,
    /// Where the first subscription stood.
    pub subscriptions_source: Option<Source>,
    /// The management groups, each once.
    pub management_groups: Vec<Found<ManagementGroupId>>,
    /// Keys for which there are several different values: none of them is in its place above.
    pub ambiguous: Vec<Ambiguity>,
    /// Which of tenant, client, secret and subscription (or management group) are neither there nor
    /// ambiguous, in the order of [`Field::ALL`].
    pub missing: Vec<Field>,
    /// Remarks, in the order of the text, each once.
    pub notes: Vec<Note>,
    /// Whether a whole and unchanged hand-back line was in the text.
    pub is_hand_back: bool,
}

impl Pasted {
    /// Whether nothing was found that fills a field or asks a question.
    pub fn is_empty(&self) -> bool {
        self.cloud.is_none()
            && self.tenant.is_none()
            && self.client.is_none()
            && self.secret.is_none()
            && self.expiry.is_none()
            && self.subscriptions.is_empty()
            && self.management_groups.is_empty()
            && self.ambiguous.is_empty()
    }
}

/// A value and where it stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// What it was taken from.
    pub source: Source,
    /// The line, from 1.
    pub line: usize,
}

/// A subscription of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundSubscription {
    /// Its id.
    pub id: SubscriptionId,
    /// Its name, as Azure has it.
    pub name: Option<String>,
    /// The directory that it trusts.
    pub tenant: Option<TenantId>,
    /// Its cloud.
    pub cloud: Option<Cloud>,
    /// Whether it can be used; true where nothing says otherwise.
    pub enabled: bool,
    /// Whether it is the tool's default.
    pub is_default: bool,
}

/// Several different values for one key. None is picked by guess.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ambiguity {
    /// The field; nothing for the cloud.
    pub field: Option<Field>,
    /// Two or more, in the order of the text; of very many the first hundred.
    pub candidates: Vec<Candidate>,
}

impl Ambiguity {
    /// The key, as in JSON: `tenantId`, …, `cloud`.
    pub fn key(&self) -> &'static str {
        self.field.map_or("cloud", Field::id)
    }
}

/// One of several values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its canonical text. Of a secret no more than [`ClientSecret::hint`].
    pub text: Box<str>,
    /// What it was taken from.
    pub source: Source,
    /// The line, from 1.
    pub line: usize,
}

#[cfg(test)]
mod tests {
    use crate::paste::sample::paste;

    #[test]
    fn one_value_or_question_is_something() {
        for text in [
            "https://portal.azure.cn",
            "Tenant ID: @tenant",
            "Client ID: @client",
            "@secret",
            "Secret expires: 2027-01-31",
            "/subscriptions/@subscription",
            "managementGroups/platform",
            "ARM_TENANT_ID=@tenant\nARM_TENANT_ID=@other-tenant",
        ] {
            assert!(!paste(text).is_empty(), "{text}");
        }
        for text in ["", "words", "@any"] {
            assert!(paste(text).is_empty(), "{text}");
        }
        let question = paste("ARM_TENANT_ID=@tenant\nARM_TENANT_ID=@other-tenant");
        assert_eq!(question.ambiguous[0].key(), "tenantId");
        let question = paste("ARM_ENVIRONMENT=china\nARM_ENVIRONMENT=usgovernment");
        assert_eq!(question.ambiguous[0].key(), "cloud");
    }
}
