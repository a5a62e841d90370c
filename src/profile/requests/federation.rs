//! What a federated credential has to say, where the platform knows it beforehand.

use super::text::Text;
use super::usage::Usage;
use crate::profile::place::Place;

/// The three values of a federated credential, made of `${param.NAME}` and `${cloud}`. The page gets the params from
/// its own backend: the subject has to be one that only this account has.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields))]
pub struct FederationTexts {
    /// The issuer of the platform's tokens. Required.
    pub issuer: Text,
    /// The subject. It must have a `${param.NAME}`, or every account would have the same. Required.
    pub subject: Text,
    /// The audience. Default: the cloud's own, `api://AzureADTokenExchange` in the public one.
    #[cfg_attr(feature = "schema", serde(default))]
    pub audience: Option<Text>,
}

impl FederationTexts {
    pub(super) fn read(place: Place<'_>, usage: &Usage<'_>) -> Self {
        let object = place.object(&["issuer", "subject", "audience"]);
        let subject = object.need("subject");
        let texts = Self {
            issuer: usage.text(&object.need("issuer")),
            subject: usage.text(&subject),
            audience: object.optional("audience").map(|place| usage.text(&place)),
        };
        if !texts.subject.slots().any(|slot| matches!(slot.name, super::Name::Param(_))) {
            subject.refuse("must have a `${param.NAME}`: with one subject for all, one account could use another's connection");
        }
        texts
    }

    /// The texts.
    pub fn texts(&self) -> Vec<&Text> {
        [&self.issuer, &self.subject].into_iter().chain(&self.audience).collect()
    }
}
