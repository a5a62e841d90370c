//! The host as an issuer of tokens that an app registration can be told to trust.
//!
//! Entra reads the public key from `{issuer}/.well-known/openid-configuration`, so the issuer has to be an
//! address that it can reach. The subject tells the platform's accounts apart: it is made here from the
//! account and the host's key and is never taken from a browser, or one customer could connect another's
//! subscription.

use std::fmt;

use azure_connect::azure::{ClientId, Cloud};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use rsa::pkcs1::{DecodeRsaPrivateKey, EncodeRsaPrivateKey};
use rsa::traits::PublicKeyParts;
use rsa::{RsaPrivateKey, RsaPublicKey};
use serde::Serialize;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::clock::Moment;
use crate::random;

/// How long an assertion is good, in seconds: it is used at once.
pub const LIFETIME: i64 = 600;
/// A clock that runs behind ours by this many seconds must not refuse an assertion; Entra grants some minutes itself.
pub const SKEW: i64 = 60;

/// What signs assertions.
pub struct Issuer {
    url: String,
    key: EncodingKey,
    public: RsaPublicKey,
    key_id: String,
}

impl fmt::Debug for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Issuer").field("url", &self.url).finish_non_exhaustive()
    }
}

/// The key cannot be used.
#[derive(Debug)]
pub struct KeyError(());

impl KeyError {
    pub(crate) fn new() -> Self {
        Self(())
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the signing key cannot be read or made")
    }
}

impl std::error::Error for KeyError {}

/// A private key as it is sealed: PKCS#1, base64.
pub type KeyText = Zeroizing<String>;

/// A new private key of 2048 bits.
pub fn new_key() -> Result<KeyText, KeyError> {
    let key = RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048).map_err(|_| KeyError(()))?;
    let der = key.to_pkcs1_der().map_err(|_| KeyError(()))?;
    Ok(Zeroizing::new(URL_SAFE_NO_PAD.encode(der.as_bytes())))
}

/// The audience that Entra wants in an assertion (entra-docs, workload identity federation, by cloud).
pub const fn audience(cloud: Cloud) -> &'static str {
    match cloud {
        Cloud::AzureCloud => "api://AzureADTokenExchange",
        Cloud::AzureUSGovernment => "api://AzureADTokenExchangeUSGov",
        Cloud::AzureChinaCloud => "api://AzureADTokenExchangeChina",
    }
}

#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'static str,
    jti: String,
    iat: i64,
    nbf: i64,
    exp: i64,
    /// Not read by Entra: whom the assertion is meant to sign in, for who reads a log.
    client: String,
}

impl Issuer {
    /// The issuer at an address, with a key that [`new_key`] made.
    pub fn new(url: &str, key: &KeyText) -> Result<Self, KeyError> {
        let der = Zeroizing::new(URL_SAFE_NO_PAD.decode(key.as_bytes()).map_err(|_| KeyError(()))?);
        let public = RsaPrivateKey::from_pkcs1_der(&der).map_err(|_| KeyError(()))?.to_public_key();
        let digest = Sha256::digest(public.n().to_bytes_be());
        let key_id = URL_SAFE_NO_PAD.encode(digest.get(..12).unwrap_or_default());
        Ok(Self { url: url.to_owned(), key: EncodingKey::from_rsa_der(&der), public, key_id })
    }

    /// The issuer's address, exactly as it stands in its tokens.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// An assertion that signs in as an app which trusts this subject.
    pub fn assertion(
        &self,
        subject: &str,
        client: ClientId,
        cloud: Cloud,
    ) -> Result<Zeroizing<String>, KeyError> {
        let now = Moment::now().0;
        let claims = Claims {
            iss: &self.url,
            sub: subject,
            aud: audience(cloud),
            jti: random::guid().to_string(),
            iat: now - SKEW,
            nbf: now - SKEW,
            exp: now + LIFETIME,
            client: client.to_string(),
        };
        let header = Header { kid: Some(self.key_id.clone()), ..Header::new(Algorithm::RS256) };
        jsonwebtoken::encode(&header, &claims, &self.key).map(Zeroizing::new).map_err(|_| KeyError(()))
    }

    /// `{issuer}/.well-known/openid-configuration`.
    pub fn configuration(&self) -> serde_json::Value {
        serde_json::json!({
            "issuer": self.url,
            "jwks_uri": format!("{}/.well-known/jwks.json", self.url),
            "response_types_supported": ["id_token"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        })
    }

    /// `{issuer}/.well-known/jwks.json`.
    pub fn keys(&self) -> serde_json::Value {
        let number = |bytes: Vec<u8>| URL_SAFE_NO_PAD.encode(bytes);
        serde_json::json!({ "keys": [{
            "kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.key_id,
            "n": number(self.public.n().to_bytes_be()), "e": number(self.public.e().to_bytes_be()),
        }] })
    }
}
