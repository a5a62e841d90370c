use std::fmt::Write;
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use ring::signature::{
    RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, RsaParameters, UnparsedPublicKey,
};
use x509_parser::prelude::{FromDer, X509Certificate};

use crate::guid::Guid;

/// A certificate of an app registration: who has its private key signs in as the app.
#[derive(Clone, Debug)]
pub struct Certificate {
    pub key_id: Guid,
    pub display_name: Option<String>,
    /// The certificate, DER.
    pub der: Vec<u8>,
    /// The key in it, as its bit string.
    key: Vec<u8>,
    /// From the certificate, unless the one who uploaded it said less.
    pub begins: SystemTime,
    pub expires: SystemTime,
    /// From when on the token endpoint takes it.
    pub effective: SystemTime,
}

impl Certificate {
    /// Reads base64 of DER, or PEM.
    pub fn parse(text: &str, effective: SystemTime) -> Option<Self> {
        let armoured = text.split_once("-----BEGIN CERTIFICATE-----");
        let base64 = match armoured {
            Some((_, rest)) => rest.split_once("-----END CERTIFICATE-----")?.0,
            None => text,
        };
        let base64: String = base64.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        let der = STANDARD.decode(base64).ok()?;
        let (rest, read) = X509Certificate::from_der(&der).ok()?;
        let name = read.subject().iter_common_name().next().and_then(|name| name.as_str().ok());
        let moment = |seconds: i64| {
            u64::try_from(seconds).ok().map(|seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
        };
        let whole = rest.is_empty();
        whole.then_some(Self {
            key_id: Guid::random(),
            display_name: name.map(|name| format!("CN={name}")),
            key: read.public_key().subject_public_key.data.to_vec(),
            begins: moment(read.validity().not_before.timestamp())?,
            expires: moment(read.validity().not_after.timestamp())?,
            effective,
            der: der.clone(),
        })
    }

    /// The SHA-1 thumbprint as the portal shows it: hexadecimal, upper case.
    pub fn thumbprint(&self) -> String {
        hex(digest(&SHA1_FOR_LEGACY_USE_ONLY, &self.der).as_ref())
    }

    /// Whether a token's header means this certificate, by `x5t` or by `x5t#S256`.
    pub fn is_named(&self, sha1: Option<&str>, sha256: Option<&str>) -> bool {
        let is = |name: Option<&str>, algorithm| {
            name.and_then(|name| URL_SAFE_NO_PAD.decode(name.trim_end_matches('=')).ok())
                .is_some_and(|name| name == digest(algorithm, &self.der).as_ref())
        };
        is(sha256, &SHA256) || (sha256.is_none() && is(sha1, &SHA1_FOR_LEGACY_USE_ONLY))
    }

    /// Whether a signature after RS256 or PS256 is the certificate's.
    pub fn signed(&self, algorithm: &str, message: &[u8], signature: &[u8]) -> bool {
        let algorithm: &RsaParameters = match algorithm {
            "PS256" => &RSA_PSS_2048_8192_SHA256,
            _ => &RSA_PKCS1_2048_8192_SHA256,
        };
        UnparsedPublicKey::new(algorithm, &self.key).verify(message, signature).is_ok()
    }
}

/// Bytes as the portal shows a thumbprint.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02X}");
        text
    })
}
