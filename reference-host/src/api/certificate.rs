use axum::extract::State;
use axum::{Extension, Json};
use azure_connect::contract::{PublicCertificate, Shown};
use azure_connect::profile::CredentialKind;

use crate::account::Account;
use crate::certificate::Certificate;
use crate::host::Shared;
use crate::problem::Refusal;

/// `GET {endpoint}/certificate`: what this account uploads to its app registration. The key pair is made when it is
/// first asked for, and again when the last one is about to expire.
pub async fn certificate(
    State(shared): State<Shared>,
    Extension(account): Extension<Account>,
) -> Result<Json<PublicCertificate>, Refusal> {
    if !shared.platform.profile.credential_kinds().any(|kind| kind == CredentialKind::Certificate) {
        return Err(Refusal::no_such_operation());
    }
    let certificate = Certificate::of(&shared, &account).await?;
    Ok(Json(PublicCertificate {
        pem: Shown::new(&certificate.pem),
        thumbprint: Shown::new(&certificate.thumbprint),
    }))
}
