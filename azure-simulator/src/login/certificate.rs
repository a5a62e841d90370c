//! A client shows a token that it signed with the private key of one of its certificates.

use std::time::SystemTime;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::assertion::Assertion;
use super::fault::Fault;
use crate::application::Application;
use crate::certificate::{Certificate, hex};
use crate::directory::Tenant;
use crate::when;
use crate::world::World;

const SEE: &str = "Review the documentation at https://docs.microsoft.com/azure/active-directory/develop/active-directory-certificate-credentials .";

/// Whether the assertion is by the application itself, for this directory's token endpoint, in its time, and signed
/// with the key of a certificate that is uploaded.
pub fn check(
    world: &World,
    (tenant, urls): (&Tenant, &[String]),
    application: &Application,
    assertion: &Assertion<'_>,
) -> Result<(), Fault> {
    let Assertion { header, claims, message, signature } = assertion;
    let (x5t, x5t_sha256) = (header.x5t.as_deref(), header.x5t_sha256.as_deref());
    let Some(named) = x5t_sha256.or(x5t) else {
        return Err(Fault::client(
            50_027,
            "Invalid JWT token. No certificate thumbprint specified in token header.".into(),
        ));
    };
    assertion.signed_by_one_of(&["RS256", "PS256"])?;
    let id = application.app_id.to_string();
    if ![&claims.iss, &claims.sub].into_iter().all(|claim| claim.eq_ignore_ascii_case(&id)) {
        return Err(Fault::client(
            700_021,
            format!("Client assertion application identifier doesn't match 'client_id' parameter. {SEE}"),
        ));
    }
    let thumbprint = URL_SAFE_NO_PAD.decode(named.trim_end_matches('=')).map(|bytes| hex(&bytes));
    let thumbprint = thumbprint.unwrap_or_default();
    let now = world.clock();
    let known = application
        .certificates
        .iter()
        .find(|one| one.effective <= SystemTime::now() && one.is_named(x5t, x5t_sha256));
    let Some(certificate) = known else {
        return Err(Fault::client(
            700_027,
            format!(
                "The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '{thumbprint}', Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '{id}'. Review the documentation at https://docs.microsoft.com/en-us/graph/deployments to determine the corresponding service endpoint and https://docs.microsoft.com/en-us/graph/api/application-get?view=graph-rest-1.0&tabs=http to build a query request URL, such as 'https://graph.microsoft.com/beta/applications/{id}']."
            ),
        ));
    };
    if now < certificate.begins || certificate.expires < now {
        return Err(bad_signature(certificate, "The key used is expired."));
    }
    if !certificate.signed(&header.alg, message.as_bytes(), signature) {
        let why = "The provided signature value did not match the expected signature value.";
        return Err(bad_signature(certificate, why));
    }
    if !audiences(tenant, urls).any(|audience| claims.aud.contains(&audience)) {
        return Err(Fault::client(
            700_023,
            format!("Client assertion audience claim does not match Realm issuer. {SEE}"),
        ));
    }
    assertion.timely(world)
}

fn bad_signature(certificate: &Certificate, reason: &str) -> Fault {
    let Certificate { begins, expires, .. } = certificate;
    Fault::client(
        700_027,
        format!(
            "Client assertion contains an invalid signature. [Reason - {reason}, Thumbprint of key used by client: '{}', Found key 'Start={}, End={}']",
            certificate.thumbprint(),
            when::iso_seconds(*begins),
            when::iso_seconds(*expires)
        ),
    )
}

/// What a client may say that its assertion is for: the directory's token endpoint, or its issuer, under any of the
/// simulator's addresses or Microsoft's own.
fn audiences(tenant: &Tenant, urls: &[String]) -> impl Iterator<Item = String> {
    let bases = urls.iter().flat_map(|url| [format!("{url}/login"), url.clone()]);
    let bases = bases.chain(["https://login.microsoftonline.com".to_owned()]);
    let names: Vec<String> =
        tenant.domains.iter().map(|domain| (*domain).to_owned()).chain([tenant.id.to_string()]).collect();
    bases.flat_map(move |base| {
        let names = names.clone();
        names
            .into_iter()
            .flat_map(move |name| [format!("{base}/{name}/oauth2/v2.0/token"), format!("{base}/{name}/v2.0")])
    })
}
