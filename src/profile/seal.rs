//! The public key that a secret is sealed for.

use super::ProfileError;
use super::object::object;
use serde::Deserialize;

/// Sealing: the secret is encrypted in the browser (JWE compact, RSA-OAEP-256 with A256GCM).
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// The platform's public key. Required.
    #[serde(deserialize_with = "object")]
    pub jwk: SealKey,
}

/// A public RSA key as a JSON web key (RFC 7517). A member of a private key (`d`, `p`, …) is an unknown key
/// here, so a private key that was published by mistake is refused.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[serde(deny_unknown_fields)]
pub struct SealKey {
    /// The key type, `RSA`. Required.
    #[cfg_attr(feature = "schema", schemars(extend("const" = "RSA")))]
    pub kty: String,
    /// The modulus, base64url, from 2048 to 8192 bits. Required.
    #[cfg_attr(feature = "schema", schemars(length(min = 342, max = 1366)))]
    pub n: String,
    /// The public exponent, base64url. Required; almost always `AQAB`.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 12)))]
    pub e: String,
    /// The key's name, put in the sealed message's header. Default: none.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 200)))]
    pub kid: Option<String>,
    /// The algorithm, `RSA-OAEP-256`. Default: that.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["RSA-OAEP-256", null])))]
    pub alg: Option<String>,
    /// The use, `enc`. Default: that.
    #[serde(default, rename = "use")]
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["enc", null])))]
    pub usage: Option<String>,
    /// What browsers add when they export a key. Not looked at.
    #[serde(default)]
    pub key_ops: Vec<String>,
    /// What browsers add when they export a key. Not looked at.
    #[serde(default)]
    pub ext: bool,
}

impl Seal {
    pub(super) fn check(&self) -> Result<(), ProfileError> {
        let key = &self.jwk;
        let refusal = if key.kty != "RSA" {
            ("credential.seal.jwk.kty", "must be RSA")
        } else if !is_base64url(&key.n) || !(342..=1366).contains(&key.n.len()) {
            ("credential.seal.jwk.n", "must be the base64url of a modulus of 2048 to 8192 bits")
        } else if !is_base64url(&key.e) || !(1..=12).contains(&key.e.len()) {
            ("credential.seal.jwk.e", "must be the base64url of a public exponent")
        } else if key.kid.as_deref().is_some_and(|kid| super::line::refusal(kid, super::line::LINE).is_some())
        {
            ("credential.seal.jwk.kid", "must be one line of at most 200 characters")
        } else if key.alg.as_deref().is_some_and(|alg| alg != "RSA-OAEP-256") {
            ("credential.seal.jwk.alg", "must be RSA-OAEP-256")
        } else if key.usage.as_deref().is_some_and(|usage| usage != "enc") {
            ("credential.seal.jwk.use", "must be enc")
        } else {
            return Ok(());
        };
        Err(ProfileError::bad(refusal.0, refusal.1))
    }
}

fn is_base64url(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
