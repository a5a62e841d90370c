//! A federated client shows a token of somebody else's.

use std::time::SystemTime;

use super::assertion::{Assertion, Audience, Claims};
use super::fault::Fault;
use crate::application::Application;
use crate::credential::FederatedCredential;
use crate::world::World;

const SEE: &str = "https://learn.microsoft.com/entra/workload-id/workload-identity-federation";

/// Whether the assertion is one that a federated credential of the application waits for: of the right issuer,
/// subject and audience to the letter, and signed by the issuer.
pub fn check(world: &World, application: &Application, assertion: &Assertion<'_>) -> Result<(), Fault> {
    let Assertion { header, claims, message, signature } = assertion;
    assertion.signed_by_one_of(&["RS256"])?;
    assertion.timely(world)?;
    matching(&application.federated, claims)?;
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
    match keys.any(|key| key.signed(message.as_bytes(), signature)) {
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
