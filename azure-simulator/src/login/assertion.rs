//! What a client shows in place of a secret: a token that it signed itself, or one of somebody else's.

use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::fault::Fault;
use super::{certificate, federated};
use crate::application::Application;
use crate::directory::Tenant;
use crate::when;
use crate::world::World;

const BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// Clocks may differ by this many seconds.
const LEEWAY: Duration = Duration::from_secs(300);

/// An assertion, taken apart.
pub struct Assertion<'a> {
    pub header: Header,
    pub claims: Claims,
    /// What was signed.
    pub message: &'a str,
    pub signature: Vec<u8>,
}

/// The part of a token's header that is looked at.
#[derive(Deserialize)]
pub struct Header {
    pub alg: String,
    pub kid: Option<String>,
    pub x5t: Option<String>,
    #[serde(rename = "x5t#S256")]
    pub x5t_sha256: Option<String>,
}

/// The claims that are looked at.
#[derive(Deserialize)]
pub struct Claims {
    pub iss: String,
    pub sub: String,
    pub aud: Audience,
    /// Some clients write fractions of seconds.
    exp: f64,
    nbf: Option<f64>,
}

/// Whom a token is for.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Audience {
    One(String),
    Many(Vec<String>),
}

impl Audience {
    pub fn contains(&self, audience: &str) -> bool {
        match self {
            Self::One(one) => one == audience,
            Self::Many(many) => many.iter().any(|one| one == audience),
        }
    }
}

/// Whether the assertion lets the application in: by one of its certificates, when the application is the issuer or
/// a certificate is named, else by a federated credential.
pub fn check(
    world: &World,
    (tenant, urls): (&Tenant, &[String]),
    application: &Application,
    kind: &str,
    jwt: &str,
) -> Result<(), Fault> {
    if kind != BEARER {
        let message = "The request body must contain the following parameter: 'client_assertion_type' with the value 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'.";
        return Err(Fault::new("invalid_request", 900_144, message.into()));
    }
    let assertion = Assertion::read(jwt)
        .ok_or_else(|| Fault::new("invalid_request", 50_027, "JWT token is invalid or malformed.".into()))?;
    let Header { x5t, x5t_sha256, .. } = &assertion.header;
    let own = assertion.claims.iss.eq_ignore_ascii_case(&application.app_id.to_string());
    match own || x5t.is_some() || x5t_sha256.is_some() {
        true => certificate::check(world, (tenant, urls), application, &assertion),
        false => federated::check(world, application, &assertion),
    }
}

impl<'a> Assertion<'a> {
    fn read(jwt: &'a str) -> Option<Self> {
        let (message, signature) = jwt.rsplit_once('.')?;
        let (header, claims) = message.split_once('.')?;
        Some(Self {
            header: decode(header)?,
            claims: decode(claims)?,
            message,
            signature: URL_SAFE_NO_PAD.decode(signature).ok()?,
        })
    }

    /// Refuses what is signed in another way.
    pub fn signed_by_one_of(&self, algorithms: &[&str]) -> Result<(), Fault> {
        let alg = self.header.alg.as_str();
        match algorithms.contains(&alg) {
            true => Ok(()),
            false => Err(Fault::client(
                5_002_738,
                format!(
                    "Invalid JWT token. '{alg}' is not a supported signature algorithm. Supported signing algorithms are: '{}'",
                    algorithms.join(", ")
                ),
            )),
        }
    }

    /// Refuses what is not good yet or any more, by the clock of the world.
    pub fn timely(&self, world: &World) -> Result<(), Fault> {
        let now = world.clock();
        let moment =
            |seconds: f64| SystemTime::UNIX_EPOCH + Duration::try_from_secs_f64(seconds).unwrap_or_default();
        let begins = moment(self.claims.nbf.unwrap_or_default());
        let expires = moment(self.claims.exp);
        if begins <= now + LEEWAY && now <= expires + LEEWAY {
            return Ok(());
        }
        Err(Fault::client(
            700_024,
            format!(
                "Client assertion is not within its valid time range. Current time: {}, assertion valid from {}, expiry time of assertion {}. Review the documentation at https://docs.microsoft.com/azure/active-directory/develop/active-directory-certificate-credentials .",
                when::iso(now),
                when::iso(begins),
                when::iso(expires)
            ),
        ))
    }
}

fn decode<T: DeserializeOwned>(part: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}
