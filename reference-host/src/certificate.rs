//! Certificates that app registrations take in place of a secret.
//!
//! Each account has a key pair of its own, or one customer could connect another's subscription by nothing but
//! its IDs. The private key is made here, sealed by the vault, and never leaves the host.

use azure_connect::azure::{ClientId, Date};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use rcgen::{CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose};
use rsa::RsaPrivateKey;
use rsa::pkcs1::DecodeRsaPrivateKey;
use rsa::pkcs8::EncodePrivateKey;
use serde::Serialize;
use sha1::Sha1;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use tokio::sync::Mutex;
use zeroize::Zeroizing;

use crate::account::Account;
use crate::clock::{Moment, today};
use crate::federation::{KeyError, KeyText, LIFETIME, SKEW, new_key};
use crate::host::Shared;
use crate::problem::Refusal;
use crate::random;

/// For how many days a new one is good.
const DAYS: i64 = 365;
/// With fewer days left, who asks gets a new one.
const RENEWED: i64 = 60;
/// Who makes one, makes the only one.
static MAKING: Mutex<()> = Mutex::const_new(());

/// A certificate of an account as it is kept.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// Counts the account's certificates.
    pub number: i64,
    /// SHA-1 as the portal shows it: 40 hexadecimal digits in upper case.
    pub thumbprint: String,
    pub pem: String,
    /// The last day on which it is good.
    pub expires_on: Date,
    /// The private key, sealed.
    pub sealed: String,
}

impl Certificate {
    /// The certificate that an account is to upload: its newest, or a new one when there is none that lasts.
    pub async fn of(shared: &Shared, account: &Account) -> Result<Self, Refusal> {
        if let Some(known) = shared.store.newest_certificate(account).await?.filter(Self::lasts) {
            return Ok(known);
        }
        let _one_by_one = MAKING.lock().await;
        let last = shared.store.newest_certificate(account).await?;
        if let Some(known) = last.clone().filter(Self::lasts) {
            return Ok(known);
        }
        let number = last.map_or(1, |last| last.number + 1);
        let name = shared.platform.profile.platform.name.to_string();
        // A few tenths of a second of arithmetic, once a year.
        let made = tokio::task::spawn_blocking(move || make(&name)).await;
        let (key, pem, expires_on) =
            made.map_err(|_| Refusal::internal())?.map_err(|_| Refusal::internal())?;
        let thumbprint = der(&pem).map(|der| thumbprint(&der)).unwrap_or_default();
        let sealed = shared.vault.seal(account.as_str(), &place(&thumbprint), &key);
        let made = Self { number, thumbprint, pem, expires_on, sealed };
        shared.store.add_certificate(account, &made).await?;
        shared.store.forget_certificates(account, today()).await?;
        // Read back: of two hosts that make one at once, one has written.
        Ok(shared.store.newest_certificate(account).await?.unwrap_or(made))
    }

    fn lasts(&self) -> bool {
        today().days_until(self.expires_on) >= RENEWED
    }

    /// An assertion that signs in as an app to which the certificate was uploaded. `audience` is the token endpoint.
    /// PS256 with `x5t#S256`, as Microsoft's own libraries sign.
    pub fn assertion(
        &self,
        shared: &Shared,
        account: &Account,
        client: ClientId,
        audience: &str,
    ) -> Result<Zeroizing<String>, KeyError> {
        #[derive(Serialize)]
        struct Claims<'a> {
            aud: &'a str,
            iss: &'a str,
            sub: &'a str,
            jti: String,
            iat: i64,
            nbf: i64,
            exp: i64,
        }
        let key = shared.vault.open(account.as_str(), &place(&self.thumbprint), &self.sealed);
        let key = key.map_err(|_| KeyError::new())?;
        let key = Zeroizing::new(URL_SAFE_NO_PAD.decode(key.as_bytes()).map_err(|_| KeyError::new())?);
        let (client, now) = (client.to_string(), Moment::now().0);
        let claims = Claims {
            aud: audience,
            iss: &client,
            sub: &client,
            jti: random::guid().to_string(),
            iat: now - SKEW,
            nbf: now - SKEW,
            exp: now + LIFETIME,
        };
        let name = Sha256::digest(der(&self.pem).ok_or_else(KeyError::new)?);
        let header = Header { x5t_s256: Some(URL_SAFE_NO_PAD.encode(name)), ..Header::new(Algorithm::PS256) };
        let assertion = jsonwebtoken::encode(&header, &claims, &EncodingKey::from_rsa_der(&key));
        assertion.map(Zeroizing::new).map_err(|_| KeyError::new())
    }
}

/// What a private key is sealed for, beside the account. No connection has such an id.
fn place(thumbprint: &str) -> String {
    format!("certificate {thumbprint}")
}

/// A key of 2048 bits and a certificate around it, signed with itself.
fn make(name: &str) -> Result<(KeyText, String, Date), KeyError> {
    let key = new_key()?;
    let der = Zeroizing::new(URL_SAFE_NO_PAD.decode(key.as_bytes()).map_err(|_| KeyError::new())?);
    let pkcs8 = RsaPrivateKey::from_pkcs1_der(&der).map_err(|_| KeyError::new())?;
    let pkcs8 = pkcs8.to_pkcs8_der().map_err(|_| KeyError::new())?;
    let pair = KeyPair::try_from(pkcs8.as_bytes()).map_err(|_| KeyError::new())?;

    let now = Moment::now().0;
    let last_day = now.div_euclid(86_400) + DAYS;
    let moment = |seconds| OffsetDateTime::from_unix_timestamp(seconds).map_err(|_| KeyError::new());
    let mut wish = CertificateParams::new(Vec::<String>::new()).map_err(|_| KeyError::new())?;
    // X.520 has room for 64 characters.
    wish.distinguished_name.push(DnType::CommonName, name.chars().take(64).collect::<String>());
    wish.is_ca = IsCa::ExplicitNoCa;
    wish.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    wish.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    // A clock that runs behind ours must not find it too new.
    wish.not_before = moment(now - 3_600)?;
    wish.not_after = moment((last_day + 1) * 86_400 - 1)?;
    let certificate = wish.self_signed(&pair).map_err(|_| KeyError::new())?;
    Ok((key, certificate.pem().replace('\r', ""), Date::from_unix_days(last_day)))
}

/// The bytes inside the armour.
fn der(pem: &str) -> Option<Vec<u8>> {
    let base64: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    STANDARD.decode(base64).ok()
}

fn thumbprint(der: &[u8]) -> String {
    Sha1::digest(der).iter().map(|byte| format!("{byte:02X}")).collect()
}
