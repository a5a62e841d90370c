use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use azure_connect::contract::ConnectionId;

use super::reply;
use crate::account::Account;
use crate::connection::Record;
use crate::host::Shared;
use crate::problem::Refusal;
use crate::store::Answer;

/// `GET {endpoint}/{id}`.
pub async fn read(
    State(shared): State<Shared>,
    Extension(account): Extension<Account>,
    Path(id): Path<String>,
) -> Result<Answer, Refusal> {
    Ok(reply::show(StatusCode::OK, &find(&shared, &account, &id).await?))
}

/// A connection of the account; that of another account is as unknown as one that never was.
pub async fn find(shared: &Shared, account: &Account, id: &str) -> Result<Record, Refusal> {
    let id = ConnectionId::parse(id).map_err(|_| Refusal::not_found())?;
    shared.store.find(account, &id).await?.ok_or_else(Refusal::not_found)
}
