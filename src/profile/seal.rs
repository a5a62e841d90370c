//! The public key that a secret is sealed for.

use super::line::LINE;
use super::place::Place;

/// Sealing: the secret is encrypted in the browser (JWE compact, RSA-OAEP-256 with A256GCM).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields))]
pub struct Seal {
    /// The platform's public key. Required.
    pub jwk: SealKey,
}

/// A public RSA key as a JSON web key (RFC 7517). A member of a private key (`d`, `p`, …) is an unknown key
/// here, so a private key that was published by mistake is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields))]
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
    #[cfg_attr(feature = "schema", serde(default))]
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 200)))]
    pub kid: Option<String>,
    /// The algorithm, `RSA-OAEP-256`. Default: that.
    #[cfg_attr(feature = "schema", serde(default))]
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["RSA-OAEP-256", null])))]
    pub alg: Option<String>,
    /// The use, `enc`. Default: that.
    #[cfg_attr(feature = "schema", serde(default, rename = "use"))]
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["enc", null])))]
    pub usage: Option<String>,
    /// What browsers add when they export a key. Not looked at.
    #[cfg_attr(feature = "schema", serde(default))]
    pub key_ops: Vec<String>,
    /// What browsers add when they export a key. Not looked at.
    #[cfg_attr(feature = "schema", serde(default))]
    pub ext: bool,
}

impl Seal {
    pub(super) fn read(place: Place<'_>) -> Self {
        Self { jwk: SealKey::read(place.object(&["jwk"]).need("jwk")) }
    }
}

impl SealKey {
    fn read(place: Place<'_>) -> Self {
        let object = place.object(&["kty", "n", "e", "kid", "alg", "use", "key_ops", "ext"]);
        Self {
            kty: object.grammar("kty", |kty| only(kty, "RSA", "must be RSA")),
            n: object.grammar("n", |n| base64url(n, 342, 1366)),
            e: object.grammar("e", |e| base64url(e, 1, 12)),
            kid: object.optional_line("kid", LINE),
            alg: object.optional_grammar("alg", |alg| only(alg, "RSA-OAEP-256", "must be RSA-OAEP-256")),
            usage: object.optional_grammar("use", |usage| only(usage, "enc", "must be enc")),
            key_ops: object.texts("key_ops"),
            ext: object.flag("ext"),
        }
    }
}

fn only(text: &str, wanted: &str, refusal: &'static str) -> Result<(), &'static str> {
    if text == wanted { Ok(()) } else { Err(refusal) }
}

fn base64url(text: &str, least: usize, most: usize) -> Result<(), &'static str> {
    if !text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
        Err("must be base64url without padding")
    } else if (least..=most).contains(&text.len()) {
        Ok(())
    } else {
        Err("is not of a length that keys have")
    }
}
