use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::read::find;
use super::reply;
use crate::account::Account;
use crate::clock::Moment;
use crate::host::Shared;
use crate::problem::Refusal;
use crate::store::{Answer, Written};
use crate::verification;

/// `POST {endpoint}/{id}/verify`: looks at everything again, whatever it was that was known.
pub async fn verify(
    State(shared): State<Shared>,
    Extension(account): Extension<Account>,
    Path(id): Path<String>,
) -> Result<Answer, Refusal> {
    shared.paces.verification(&account, find(&shared, &account, &id).await?.client_id)?;
    // A verification that goes on writes now and then; the second try finds its latest revision.
    for _ in 0..TRIES {
        let mut record = find(&shared, &account, &id).await?;
        verification::restart(&shared, &mut record);
        record.revision += 1;
        record.updated_at = Moment::now();
        match shared.store.update(&record).await? {
            Written::Done => {
                verification::start(&shared, &record);
                return Ok(reply::show(StatusCode::ACCEPTED, &record));
            }
            Written::Duplicate(other) => return Err(Refusal::already_connected(other)),
            Written::Stale => {}
        }
    }
    Err(Refusal::in_progress())
}

/// How often a write is tried that another one was faster than.
pub const TRIES: usize = 5;
