use axum::Extension;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use azure_connect::contract::{ConnectionList, Shown};
use serde::Deserialize;

use super::read::find;
use crate::account::Account;
use crate::connection::Record;
use crate::host::Shared;
use crate::problem::Refusal;
use crate::store::Answer;

const PAGE: usize = 100;

/// Where a page begins.
#[derive(Deserialize)]
pub struct Page {
    after: Option<String>,
}

/// `GET {endpoint}`, oldest first, a hundred at a time.
pub async fn list(
    State(shared): State<Shared>,
    Extension(account): Extension<Account>,
    Query(page): Query<Page>,
) -> Result<Answer, Refusal> {
    let after = match &page.after {
        Some(id) => Some(find(&shared, &account, id).await?),
        None => None,
    };
    // One more than a page tells whether there is a next one.
    let mut records = shared.store.list(&account, after.as_ref(), PAGE as i64 + 1).await?;
    let more = records.len() > PAGE;
    records.truncate(PAGE);
    let next = records.last().filter(|_| more).map(|record| Shown::new(&format!("?after={}", record.id)));
    let list = ConnectionList { items: records.iter().map(Record::view).collect(), next };
    let body = serde_json::to_string(&list).unwrap_or_default();
    Ok(Answer { status: StatusCode::OK.as_u16(), headers: Vec::new(), body })
}
