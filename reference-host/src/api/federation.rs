use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::{Extension, Json};
use azure_connect::azure::Cloud;
use azure_connect::contract::{Federation, FieldProblem, Shown};
use serde::Deserialize;

use super::words::explain;
use crate::account::Account;
use crate::federation::{Issuer, audience};
use crate::host::Shared;
use crate::problem::Refusal;

/// Which cloud is asked about. Left out, it is the first one of the profile.
#[derive(Deserialize)]
pub struct Question {
    cloud: Option<String>,
}

/// `GET {endpoint}/federation?cloud=…`: what this account's app registration is to trust. Each cloud wants
/// an audience of its own.
pub async fn federation(
    State(shared): State<Shared>,
    Extension(account): Extension<Account>,
    question: Result<Query<Question>, QueryRejection>,
) -> Result<Json<Federation>, Refusal> {
    let issuer = issuer(&shared)?;
    let Ok(Query(question)) = question else { return Err(Refusal::query()) };
    let offered = &shared.platform.profile.clouds;
    let cloud = match question.cloud.as_deref() {
        None => offered.first().copied(),
        Some(name) => name.parse::<Cloud>().ok().filter(|cloud| offered.contains(cloud)),
    };
    let cloud = cloud.ok_or_else(|| {
        let problem =
            FieldProblem { pointer: "/cloud".into(), code: "not-offered".into(), ..FieldProblem::default() };
        Refusal::fields(explain(vec![problem]))
    })?;
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
