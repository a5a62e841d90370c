//! The public key that a secret is sealed for.
//!
//! The first screen needs none of it, so [`Profile`] keeps the text ([`SealText`]), and the wasm reads it once all of
//! it is there, before anything is sent. Native code refuses a bad one with the profile.

use super::line::LINE;
use super::place::{Faults, Place};
use super::requests::{Name, Piece, Text};
use super::{Profile, ProfileError};
use crate::json;

/// Sealing: the secret is encrypted in the browser (JWE compact, RSA-OAEP-256 with A256GCM) and opened by the platform.
/// Not with the dialects `template` and `env`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields))]
pub struct Seal {
    /// The platform's public key. Required.
    pub jwk: SealKey,
    /// Whose the sealed secret is: the id of the account at the platform, which the endpoint compares with the account
    /// that is signed in, so that what was sealed for one account is of no use to another. A text, or one with
    /// `${param.NAME}` for what the page gives in `params`. Default: `${param.accountId}`.
    #[cfg_attr(feature = "schema", serde(default = "account"))]
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 200)))]
    pub audience: Text,
}

/// The default of `audience`.
fn account() -> Text {
    Text::parse("${param.accountId}").unwrap_or_default()
}

/// The text of a profile that has a [`Seal`]: it is read when it is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealText(Box<str>);

impl SealText {
    pub(super) fn new(profile: &str) -> Self {
        Self(profile.into())
    }

    /// Reads the key and the audience of a profile that has them.
    ///
    /// # Errors
    /// The first thing that is wrong, with the path to it.
    pub fn read(&self, profile: &Profile) -> Result<Seal, ProfileError> {
        let faults = Faults::default();
        // It is a profile, so it can be read.
        let node = json::parse(&self.0).ok();
        let place = Place { faults: &faults, path: String::new(), node: node.as_ref() };
        let node = place.member("credential").and_then(|place| place.member("seal"));
        let Some(place) = node else { return Err(ProfileError::bad(PLACE, "is not there")) };
        let seal = Seal::read(place, profile);
        faults.first().map_or(Ok(seal), Err)
    }
}

const PLACE: &str = "credential.seal";

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
    pub(super) fn read(place: Place<'_>, profile: &Profile) -> Self {
        if profile.endpoint.is_env() {
            place.refuse("has nothing to seal with the dialect `env`: nothing is sent");
        }
        let object = place.object(&["jwk", "audience"]);
        let jwk = SealKey::read(object.need("jwk"));
        let Some(place) = object.optional("audience") else { return Self { jwk, audience: account() } };
        let audience = Text::parse(&place.line(LINE)).unwrap_or_else(|refusal| {
            place.refuse(&refusal);
            Text::default()
        });
        for slot in audience.slots() {
            if !matches!(slot.name, Name::Param(_)) || !slot.filters.is_empty() {
                place.refuse("may have `${param.NAME}` in it, and no other placeholder");
            }
        }
        Self { jwk, audience }
    }

    /// The audience on a page that gave these `params`.
    ///
    /// # Errors
    /// Names the param that the page did not give, or gave empty.
    pub fn audience(&self, params: &[(String, String)]) -> Result<String, ProfileError> {
        let mut audience = String::new();
        for piece in self.audience.pieces() {
            match piece {
                Piece::Literal(text) => audience.push_str(text),
                Piece::Slot(slot) => {
                    let Name::Param(wanted) = &slot.name else { continue };
                    let given = params.iter().find(|(name, value)| **name == **wanted && !value.is_empty());
                    let Some((_, value)) = given else {
                        let detail = ["has `param.", wanted, "`, which the page did not give in `params`"];
                        return Err(ProfileError::bad("credential.seal.audience", &detail.concat()));
                    };
                    audience.push_str(value);
                }
            }
        }
        Ok(audience)
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
