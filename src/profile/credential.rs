//! How the platform will sign in as the app.

use super::choice::choice;
use super::place::Place;
use super::{Endpoint, Operation, SealText};

/// How the platform will sign in as the app.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields, default, rename_all = "camelCase"))]
pub struct Credential {
    /// The kinds of credential, in the order in which they are offered. `federated` needs the endpoint's
    /// operation `federation`, `certificate` needs `certificate`: without it the kind is not offered.
    /// Default: `["secret"]`.
    #[cfg_attr(feature = "schema", schemars(length(min = 1), extend("uniqueItems" = true)))]
    pub kinds: Vec<CredentialKind>,
    /// For how many days a new client secret is to be made, 1 to 730 (24 months, the longest that the portal
    /// offers). Default: 180, the portal's own recommendation.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 730)))]
    pub secret_lifetime_days: u16,
    /// Whether the wizard asks when the secret expires. Default: `required`.
    pub expiry: ExpiryRule,
    /// The public key that the secret is sealed for before it leaves the browser. Default: none, the secret
    /// travels inside TLS only. See docs/sealing.md.
    #[cfg_attr(feature = "schema", serde(skip_serializing))]
    #[cfg_attr(feature = "schema", schemars(with = "Option<super::Seal>", transform = super::schema::readable))]
    pub seal: Option<SealText>,
}

impl Default for Credential {
    fn default() -> Self {
        Self {
            kinds: vec![CredentialKind::Secret],
            secret_lifetime_days: 180,
            expiry: ExpiryRule::default(),
            seal: None,
        }
    }
}

impl Credential {
    pub(super) fn read(place: Option<Place<'_>>, endpoint: &Endpoint) -> Self {
        let mut credential = Self::default();
        let Some(place) = place else { return credential };
        let object = place.object(&["kinds", "secretLifetimeDays", "expiry", "seal"]);
        if let Some(kinds) = CredentialKind::read_list(&object, "kinds") {
            credential.kinds = kinds;
            if !credential.kinds.iter().any(|kind| kind.is_served_by(endpoint)) {
                object.place_of("kinds").refuse(NONE_LEFT);
            }
        }
        if let Some(days) = object.get("secretLifetimeDays") {
            credential.secret_lifetime_days = days.number(1, 730);
        }
        credential.expiry = ExpiryRule::read(&object, "expiry").unwrap_or_default();
        // The document's text takes the place of this one.
        credential.seal = object.optional("seal").map(|_| SealText::new(""));
        credential
    }
}

const NONE_LEFT: &str = "leaves nothing to offer: `federated` needs `federation` in endpoint.operations, \
                         `certificate` needs `certificate`";

/// A kind of credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize),
    serde(rename_all = "kebab-case")
)]
pub enum CredentialKind {
    /// A client secret, copied from the portal.
    Secret,
    /// A federated credential: trust in the platform's own tokens, nothing to copy or to expire.
    Federated,
    /// A certificate whose private key never leaves the platform.
    Certificate,
}

choice!(CredentialKind { Secret: "secret", Federated: "federated", Certificate: "certificate" });

impl CredentialKind {
    /// Whether the endpoint has what this kind needs.
    pub(super) fn is_served_by(self, endpoint: &Endpoint) -> bool {
        match self {
            Self::Secret => true,
            Self::Federated => endpoint.has(Operation::Federation),
            Self::Certificate => endpoint.has(Operation::Certificate),
        }
    }
}

/// Whether the wizard asks when the secret expires.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize),
    serde(rename_all = "kebab-case")
)]
pub enum ExpiryRule {
    /// It asks, and wants an answer.
    #[default]
    Required,
    /// It asks, and takes no answer too.
    Optional,
    /// It does not ask.
    Hidden,
}

choice!(ExpiryRule { Required: "required", Optional: "optional", Hidden: "hidden" });
