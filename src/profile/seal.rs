//! The public key that a secret is sealed for.

use super::ProfileError;
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
    pub(super) fn read(place: Place) -> Result<Self, ProfileError> {
        Ok(Self { jwk: SealKey::read(place.object(&["jwk"])?.need("jwk")?)? })
    }
}

impl SealKey {
    fn read(place: Place) -> Result<Self, ProfileError> {
        let mut object = place.object(&["kty", "n", "e", "kid", "alg", "use", "key_ops", "ext"])?;
        Ok(Self {
            kty: object.need("kty")?.parse(|kty| only(kty, "RSA", "must be RSA"))?,
            n: object.need("n")?.parse(|n| base64url(n, 342, 1366))?,
            e: object.need("e")?.parse(|e| base64url(e, 1, 12))?,
            kid: object.take_optional("kid").map(|kid| kid.line(LINE)).transpose()?,
            alg: object
                .take_optional("alg")
                .map(|alg| alg.parse(|alg| only(alg, "RSA-OAEP-256", "must be RSA-OAEP-256")))
                .transpose()?,
            usage: object
                .take_optional("use")
                .map(|usage| usage.parse(|usage| only(usage, "enc", "must be enc")))
                .transpose()?,
            key_ops: object.take("key_ops").map_or(Ok(Vec::new()), Place::texts)?,
            ext: object.take("ext").map_or(Ok(false), Place::flag)?,
        })
    }
}

fn only(text: String, wanted: &str, refusal: &'static str) -> Result<String, &'static str> {
    if text == wanted { Ok(text) } else { Err(refusal) }
}

fn base64url(text: String, least: usize, most: usize) -> Result<String, &'static str> {
    if !text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
        Err("must be base64url without padding")
    } else if (least..=most).contains(&text.len()) {
        Ok(text)
    } else {
        Err("is not of a length that keys have")
    }
}
