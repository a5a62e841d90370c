use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use azure_connect::contract::ConnectionId;

use crate::account::Account;
use crate::host::Shared;
use crate::problem::Refusal;

/// `DELETE {endpoint}/{id}`: the connection and its credential are forgotten here; Azure is left as it is.
pub async fn remove(
    State(shared): State<Shared>,
    Extension(account): Extension<Account>,
    Path(id): Path<String>,
) -> Result<StatusCode, Refusal> {
    let id = ConnectionId::parse(&id).map_err(|_| Refusal::not_found())?;
    match shared.store.delete(&account, &id).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Refusal::not_found()),
    }
}
