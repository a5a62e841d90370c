use axum::extract::State;
use axum::{Extension, Json};
use azure_connect::contract::{Federation, Shown};

use crate::account::Account;
use crate::federation::{Issuer, audience};
use crate::host::Shared;
use crate::problem::Refusal;

/// `GET {endpoint}/federation`: what this account's app registration is to trust.
pub async fn federation(
    State(shared): State<Shared>,
    Extension(account): Extension<Account>,
) -> Result<Json<Federation>, Refusal> {
    let issuer = issuer(&shared)?;
    let cloud = shared.platform.profile.clouds.first().copied().unwrap_or_default();
    Ok(Json(Federation {
        issuer: Shown::new(issuer.url()),
        subject: Shown::new(&shared.vault.subject(account.as_str())),
        audience: Shown::new(audience(cloud)),
    }))
}

/// `GET /.well-known/openid-configuration`, for Entra.
pub async fn configuration(State(shared): State<Shared>) -> Result<Json<serde_json::Value>, Refusal> {
    Ok(Json(issuer(&shared)?.configuration()))
}

/// `GET /.well-known/jwks.json`, for Entra.
pub async fn keys(State(shared): State<Shared>) -> Result<Json<serde_json::Value>, Refusal> {
    Ok(Json(issuer(&shared)?.keys()))
}

fn issuer(shared: &Shared) -> Result<&Issuer, Refusal> {
    shared.issuer.as_ref().ok_or_else(Refusal::no_such_operation)
}
