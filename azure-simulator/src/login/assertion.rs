//! A federated client shows a token of somebody else's.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::fault::Fault;
use crate::application::Application;
use crate::credential::FederatedCredential;
use crate::world::World;

const BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// Clocks may differ by this many seconds.
const LEEWAY: u64 = 300;
const SEE: &str = "https://learn.microsoft.com/entra/workload-id/workload-identity-federation";

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    exp: u64,
    nbf: Option<u64>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

impl Audience {
    fn contains(&self, audience: &str) -> bool {
        match self {
            Self::One(one) => one == audience,
            Self::Many(many) => many.iter().any(|one| one == audience),
        }
    }
}

/// Whether the assertion is one that a federated credential of the application waits for: well formed, in its
/// time, of the right issuer, subject and audience to the letter, and signed by the issuer.
pub fn check(world: &World, application: &Application, kind: &str, jwt: &str) -> Result<(), Fault> {
    if kind != BEARER {
        let message = "The request body must contain the following parameter: 'client_assertion_type' with the value 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'.";
        return Err(Fault::new("invalid_request", 900_144, message.into()));
    }
    let malformed = || Fault::new("invalid_request", 50_027, "JWT token is invalid or malformed.".into());
    let (message, signature) = jwt.rsplit_once('.').ok_or_else(malformed)?;
    let (header, claims) = message.split_once('.').ok_or_else(malformed)?;
    let header: Header = decode(header).ok_or_else(malformed)?;
    let claims: Claims = decode(claims).ok_or_else(malformed)?;
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| malformed())?;
    if header.alg != "RS256" {
        return Err(Fault::client(
            5_002_738,
            format!(
                "Invalid JWT token. '{}' is not a supported signature algorithm. Supported signing algorithms are: 'RS256'",
                header.alg
            ),
        ));
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    if claims.exp + LEEWAY < now || claims.nbf.is_some_and(|begin| begin > now + LEEWAY) {
        return Err(Fault::client(
            700_024,
            "Client assertion is not within its valid time range. Review the documentation at https://docs.microsoft.com/azure/active-directory/develop/active-directory-certificate-credentials .".into(),
        ));
    }
    matching(&application.federated, &claims)?;
    let Some(issuer) = world.issuers.iter().find(|issuer| issuer.issuer == claims.iss) else {
        return Err(Fault::client(
            501_661,
            format!(
                "Request to External OIDC endpoint failed. (The simulator asks nobody: tell it the keys of '{}' by POST /_sim/issuer.)",
                claims.iss
            ),
        ));
    };
    let mut keys = issuer.jwks.named(header.kid.as_deref()).peekable();
    let reason = match keys.peek() {
        None => "The key was not found.",
        Some(_) => "The provided signature value did not match the expected signature value.",
    };
    match keys.any(|key| key.signed(message.as_bytes(), &signature)) {
        true => Ok(()),
        false => Err(Fault::client(
            700_027,
            format!("Client assertion failed signature validation. [Reason - {reason}]"),
        )),
    }
}

/// Says which of the three differs, as Entra does.
fn matching(credentials: &[FederatedCredential], claims: &Claims) -> Result<(), Fault> {
    let now = SystemTime::now();
    let of_issuer = || credentials.iter().filter(|c| c.effective <= now && c.issuer == claims.iss);
    let of_subject = || of_issuer().filter(|c| c.subject == claims.sub);
    if of_subject().any(|c| claims.aud.contains(&c.audience)) {
        return Ok(());
    }
    let sentence = |what: &str, value: &str| {
        format!("No matching federated identity record found for presented assertion {what} '{value}'.")
    };
    let check = "Check your federated identity credential Subject, Audience and Issuer against the presented assertion.";
    let (code, message) = if of_subject().next().is_some() {
        let audience = match &claims.aud {
            Audience::One(one) => one.clone(),
            Audience::Many(many) => many.join(","),
        };
        (700_212, format!("{} {check} {SEE}", sentence("audience", &audience)))
    } else if of_issuer().any(|c| c.subject.eq_ignore_ascii_case(&claims.sub)) {
        (
            7_002_138,
            format!(
                "{} The subject matches with case-insensitive comparison, but not with case-sensitive comparison. {check} {SEE}",
                sentence("subject", &claims.sub)
            ),
        )
    } else if of_issuer().next().is_some() {
        (700_213, format!("{} {check} {SEE}", sentence("subject", &claims.sub)))
    } else {
        (700_211, format!("{} {check} {SEE}", sentence("issuer", &claims.iss)))
    };
    Err(Fault::client(code, message))
}

fn decode<T: DeserializeOwned>(part: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}
