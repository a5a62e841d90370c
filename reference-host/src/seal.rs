//! Opens what the wizard has sealed: JWE compact, RSA-OAEP-256 with A256GCM, and nothing else.
//!
//! The numbers are the crates': RSA is `rsa`'s, AES is `ring`'s. What is written here is the frame around them
//! (RFC 7516): five parts, a header that has to name these two algorithms and no extension.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use azure_connect::profile::SealKey;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use rsa::pkcs1::DecodeRsaPrivateKey;
use rsa::pkcs8::DecodePrivateKey;
use rsa::rand_core::OsRng;
use rsa::traits::PublicKeyParts;
use rsa::{BigUint, Oaep, RsaPrivateKey};
use serde::Deserialize;
use sha2::Sha256;
use tokio::time::Instant;
use zeroize::{Zeroize, Zeroizing};

use crate::config::Key;

/// The longest message that is opened, in characters. A secret with all that is sealed beside it takes a tenth of it,
/// and RSA with 8192 bits 1,366 more.
pub const LONGEST: usize = 8_192;
/// A message that does not open is answered at a multiple of this time, so that how long it took says nothing of why:
/// the arithmetic of `rsa` does not always take as long (RUSTSEC-2023-0071).
const BEAT: Duration = Duration::from_millis(250);
/// Shorter keys are no protection.
const LEAST_BITS: usize = 2_048;
const TAG: usize = 16;

/// The private keys that open sealed secrets: one, or several while one takes the place of another.
pub struct SealKeys(Vec<Named>);

struct Named {
    name: Option<String>,
    key: RsaPrivateKey,
}

impl fmt::Debug for SealKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|key| &key.name)).finish()
    }
}

/// A key that cannot be used.
#[derive(Debug)]
pub struct SealKeyError(&'static str);

impl fmt::Display for SealKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for SealKeyError {}

/// Why a message was not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealFault {
    /// It is longer than any that the wizard makes.
    TooLarge,
    /// Its header names other algorithms, an extension, or cannot be read.
    Header,
    /// It is for a key that is not here.
    Key,
    /// It was changed on the way, or is for another key of this name.
    Damaged,
}

impl SealFault {
    /// The stable name, as a problem has it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "seal-too-large",
            Self::Header => "seal-header",
            Self::Key => "seal-key",
            Self::Damaged => "seal-damaged",
        }
    }
}

/// A private key as JOSE writes it (RFC 7517, RFC 7518 section 6.3).
#[derive(Deserialize)]
struct Jwk {
    kty: String,
    kid: Option<String>,
    alg: Option<String>,
    n: String,
    e: String,
    d: Option<String>,
    p: Option<String>,
    q: Option<String>,
}

impl Drop for Jwk {
    fn drop(&mut self) {
        for part in [&mut self.d, &mut self.p, &mut self.q] {
            part.zeroize();
        }
    }
}

#[derive(Deserialize)]
struct JwkSet {
    keys: Vec<Jwk>,
}

/// The protected header. Other members than these may be there, but none that changes how it is read.
#[derive(Deserialize)]
struct Header {
    alg: String,
    enc: String,
    kid: Option<String>,
    zip: Option<serde_json::Value>,
    crit: Option<serde_json::Value>,
}

impl SealKeys {
    /// Reads the operator's key or keys.
    ///
    /// # Errors
    /// When it is neither PEM nor JWK, or a key that nothing should be sealed for.
    pub fn read(key: &Key) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let text = match key {
            Key::Text(text) => text.clone(),
            Key::File(path) => Zeroizing::new(std::fs::read_to_string(Path::new(path))?),
        };
        Ok(Self::parse(&text)?)
    }

    /// A private key in PEM (PKCS#8 or PKCS#1), as a JWK, or several as a JWK set. One without a name opens what is for
    /// any name.
    fn parse(text: &str) -> Result<Self, SealKeyError> {
        let text = text.trim();
        let keys = if text.starts_with('{') {
            let unreadable =
                |_| SealKeyError("this JSON is neither a private RSA key (JWK) nor a set of them");
            match serde_json::from_str::<JwkSet>(text) {
                Ok(set) => set.keys,
                Err(_) => vec![serde_json::from_str::<Jwk>(text).map_err(unreadable)?],
            }
            .iter()
            .map(Named::of_jwk)
            .collect::<Result<Vec<_>, _>>()?
        } else {
            let key = RsaPrivateKey::from_pkcs8_pem(text).ok();
            let key = key.or_else(|| RsaPrivateKey::from_pkcs1_pem(text).ok());
            vec![Named { name: None, key: key.ok_or(SealKeyError("no private RSA key in PEM and no JWK"))? }]
        };
        if keys.is_empty() {
            return Err(SealKeyError("a set of no keys"));
        }
        if keys.iter().any(|key| key.key.n().bits() < LEAST_BITS) {
            return Err(SealKeyError("a key of less than 2048 bits"));
        }
        Ok(Self(keys))
    }

    /// Whether what is sealed for this public key can be opened.
    pub fn fit(&self, public: &SealKey) -> bool {
        let number =
            |text: &str| URL_SAFE_NO_PAD.decode(text).ok().map(|bytes| BigUint::from_bytes_be(&bytes));
        let (n, e) = (number(&public.n), number(&public.e));
        self.named(public.kid.as_deref())
            .is_some_and(|named| Some(named.key.n()) == n.as_ref() && Some(named.key.e()) == e.as_ref())
    }

    /// The key of a name, else the one without.
    fn named(&self, name: Option<&str>) -> Option<&Named> {
        let same = self.0.iter().find(|key| key.name.is_some() && key.name.as_deref() == name);
        let only = || match &*self.0 {
            // Whoever has one key need not say which.
            [only] if name.is_none() => Some(only),
            keys => keys.iter().find(|key| key.name.is_none()),
        };
        same.or_else(only)
    }

    /// Opens a message. One that does not open takes until the next beat.
    pub async fn open(self: &std::sync::Arc<Self>, jwe: &str) -> Result<Zeroizing<Vec<u8>>, SealFault> {
        if jwe.len() > LONGEST {
            return Err(SealFault::TooLarge);
        }
        let began = Instant::now();
        let (keys, text) = (std::sync::Arc::clone(self), jwe.to_owned());
        // Some milliseconds of arithmetic.
        let opened = tokio::task::spawn_blocking(move || keys.open_now(&text)).await;
        let opened = opened.unwrap_or(Err(SealFault::Damaged));
        if opened.is_err() {
            let beats = began.elapsed().as_millis() / BEAT.as_millis() + 1;
            tokio::time::sleep_until(began + BEAT * u32::try_from(beats).unwrap_or(1)).await;
        }
        opened
    }

    fn open_now(&self, jwe: &str) -> Result<Zeroizing<Vec<u8>>, SealFault> {
        let parts: Vec<&str> = jwe.split('.').collect();
        let [protected, wrapped, iv, content, tag] = parts[..] else { return Err(SealFault::Header) };
        let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).map_err(|_| SealFault::Damaged);
        let header = URL_SAFE_NO_PAD.decode(protected).map_err(|_| SealFault::Header)?;
        let header: Header = serde_json::from_slice(&header).map_err(|_| SealFault::Header)?;
        if header.alg != "RSA-OAEP-256"
            || header.enc != "A256GCM"
            || header.zip.is_some()
            || header.crit.is_some()
        {
            return Err(SealFault::Header);
        }
        let key = &self.named(header.kid.as_deref()).ok_or(SealFault::Key)?.key;
        let wrapped = bytes(wrapped)?;
        let content_key = key
            .decrypt_blinded(&mut OsRng, Oaep::new::<Sha256>(), &wrapped)
            .map(Zeroizing::new)
            .map_err(|_| SealFault::Damaged)?;
        let content_key = UnboundKey::new(&AES_256_GCM, &content_key).map_err(|_| SealFault::Damaged)?;
        let nonce = Nonce::try_assume_unique_for_key(&bytes(iv)?).map_err(|_| SealFault::Damaged)?;
        let tag = bytes(tag)?;
        if tag.len() != TAG {
            return Err(SealFault::Damaged);
        }
        let mut sealed = Zeroizing::new(bytes(content)?);
        // Its capacity first: a vector that grows leaves its old half in memory. It is still sealed, and stays so.
        sealed.extend_from_slice(&tag);
        let opened = LessSafeKey::new(content_key)
            .open_in_place(nonce, Aad::from(protected.as_bytes()), &mut sealed)
            .map_err(|_| SealFault::Damaged)?
            .len();
        sealed.truncate(opened);
        Ok(sealed)
    }
}

impl Named {
    fn of_jwk(jwk: &Jwk) -> Result<Self, SealKeyError> {
        if jwk.kty != "RSA" || jwk.alg.as_deref().is_some_and(|alg| alg != "RSA-OAEP-256") {
            return Err(SealKeyError("a JWK that is not for RSA-OAEP-256"));
        }
        let number = |text: &str| {
            let bytes = URL_SAFE_NO_PAD.decode(text).map(Zeroizing::new).ok()?;
            Some(BigUint::from_bytes_be(&bytes))
        };
        let secret = |text: &Option<String>| text.as_deref().and_then(number);
        let (Some(n), Some(e), Some(d), Some(p), Some(q)) =
            (number(&jwk.n), number(&jwk.e), secret(&jwk.d), secret(&jwk.p), secret(&jwk.q))
        else {
            return Err(SealKeyError("a JWK without its private parts d, p and q"));
        };
        let key = RsaPrivateKey::from_components(n, e, d, vec![p, q]);
        let key = key.and_then(|key| key.validate().map(|()| key));
        let key = key.map_err(|_| SealKeyError("a JWK whose parts do not fit together"))?;
        Ok(Self { name: jwk.kid.clone(), key })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::{SealFault, SealKeys};

    macro_rules! fixture {
        ($name:literal) => {
            include_str!(concat!("../tests/fixtures/sealed/", $name))
        };
    }
    const JWK: &str = fixture!("key.jwk.json");
    const BY_JOSE: &str = fixture!("by-jose.jwe");

    fn keys(text: &str) -> Arc<SealKeys> {
        Arc::new(SealKeys::parse(text).unwrap())
    }

    async fn open(keys: &Arc<SealKeys>, jwe: &str) -> Result<String, SealFault> {
        keys.open(jwe.trim()).await.map(|text| String::from_utf8(text.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn what_other_libraries_sealed_opens_with_every_writing_of_the_key() {
        let set = format!("{{\"keys\":[{JWK}]}}");
        for text in [fixture!("key.pem"), fixture!("key.pkcs1.pem"), JWK, &set] {
            let keys = keys(text);
            assert_eq!(open(&keys, BY_JOSE).await.unwrap(), r#"{"made":"by jose"}"#);
            assert_eq!(open(&keys, fixture!("by-joserfc.jwe")).await.unwrap(), r#"{"made":"by joserfc"}"#);
            assert_eq!(open(&keys, fixture!("unnamed.jwe")).await.unwrap(), r#"{"made":"by jose"}"#);
        }
    }

    #[tokio::test]
    async fn other_algorithms_and_extensions_are_refused() {
        let keys = keys(JWK);
        for jwe in [fixture!("rsa-oaep-sha1.jwe"), fixture!("a128gcm.jwe"), "", "a.b.c.d", "e30.a.b.c.d"] {
            assert_eq!(open(&keys, jwe).await, Err(SealFault::Header), "{jwe}");
        }
        let (_, rest) = BY_JOSE.trim().split_once('.').unwrap();
        for header in [
            r#"{"alg":"dir","enc":"A256GCM"}"#,
            r#"{"alg":"RSA-OAEP-256","enc":"A256GCM","zip":"DEF"}"#,
            r#"{"alg":"RSA-OAEP-256","enc":"A256GCM","crit":["exp"]}"#,
            r#"["RSA-OAEP-256","A256GCM"]"#,
        ] {
            let jwe = format!("{}.{rest}", URL_SAFE_NO_PAD.encode(header));
            assert_eq!(open(&keys, &jwe).await, Err(SealFault::Header), "{header}");
        }
    }

    #[tokio::test]
    async fn every_part_is_protected() {
        let keys = keys(JWK);
        let parts: Vec<&str> = BY_JOSE.trim().split('.').collect();
        for at in 1..5 {
            let other = if parts[at].starts_with('A') { "B" } else { "A" };
            let changed = [other, &parts[at][1..]].concat();
            let mut parts = parts.clone();
            parts[at] = &changed;
            assert_eq!(open(&keys, &parts.join(".")).await, Err(SealFault::Damaged), "part {at}");
        }
        // The header stays readable, and is another.
        let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"test-1" }"#);
        let mut other = parts;
        other[0] = &header;
        assert_eq!(open(&keys, &other.join(".")).await, Err(SealFault::Damaged));
        let long = [BY_JOSE.trim(), &"A".repeat(super::LONGEST)].concat();
        assert_eq!(open(&keys, &long).await, Err(SealFault::TooLarge));
    }

    #[tokio::test]
    async fn while_keys_change_the_name_says_which_one_opens() {
        let other = JWK.replace("test-1", "test-2");
        let both = keys(&format!("{{\"keys\":[{other},{JWK}]}}"));
        assert!(open(&both, BY_JOSE).await.is_ok());
        assert_eq!(open(&both, fixture!("unnamed.jwe")).await, Err(SealFault::Key), "which of the two?");
        assert_eq!(open(&keys(&other), BY_JOSE).await, Err(SealFault::Key));
    }

    #[tokio::test]
    async fn what_does_not_open_takes_until_the_next_beat() {
        let keys = keys(JWK);
        let began = std::time::Instant::now();
        assert!(open(&keys, fixture!("a128gcm.jwe")).await.is_err());
        assert!(began.elapsed() >= super::BEAT);
    }

    #[test]
    fn bad_keys_are_refused_and_no_key_is_printed() {
        for text in [
            "",
            "x",
            "{}",
            "{\"keys\":[]}",
            &JWK.replace("\"d\"", "\"dd\""),
            &JWK.replace("RSA-OAEP-256", "RS256"),
        ] {
            assert!(SealKeys::parse(text).is_err(), "{text}");
        }
        let n = JWK.find("\"n\": \"").unwrap() + 6;
        let mut broken = JWK.to_owned();
        broken.replace_range(n + 5..n + 6, if &JWK[n + 5..n + 6] == "A" { "B" } else { "A" });
        assert!(SealKeys::parse(&broken).is_err());
        assert_eq!(format!("{:?}", SealKeys::parse(JWK).unwrap()), r#"[Some("test-1")]"#);
    }
}
