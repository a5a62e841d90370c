use axum::http::HeaderMap;
use azure_connect::contract::IdempotencyKey;
use zeroize::Zeroizing;

use crate::host::Shared;
use crate::problem::Refusal;
use crate::store::{Answer, Begin, Slot};

/// The key of a request that has to have one.
pub fn key(headers: &HeaderMap) -> Result<IdempotencyKey, Refusal> {
    optional_key(headers)?.ok_or_else(Refusal::key_required)
}

/// The key of a request, if it has one.
pub fn optional_key(headers: &HeaderMap) -> Result<Option<IdempotencyKey>, Refusal> {
    let mut values = headers.get_all(IdempotencyKey::HEADER).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => {
            let key = value.to_str().ok().and_then(|text| IdempotencyKey::parse(text).ok());
            key.map(Some).ok_or_else(Refusal::key_required)
        }
        _ => Err(Refusal::key_required()),
    }
}

/// Does it once for each key, and gives the same answer again. Without a slot it is just done.
pub async fn once<W, F>(
    shared: Shared,
    slot: impl Into<Option<Slot>>,
    content: Zeroizing<Vec<u8>>,
    work: W,
) -> Result<Answer, Refusal>
where
    W: FnOnce(Shared, Zeroizing<Vec<u8>>) -> F + Send + 'static,
    F: Future<Output = Result<Answer, Refusal>> + Send,
{
    let slot: Option<Slot> = slot.into();
    if let Some(slot) = &slot {
        match shared.store.begin(slot, &shared.vault.digest(&content)).await? {
            Begin::Again(answer) => return Ok(answer),
            Begin::Reused => return Err(Refusal::key_reused()),
            Begin::InProgress => return Err(Refusal::in_progress()),
            Begin::New => {}
        }
    }
    // In a task of its own: when the browser goes away, the slot is filled or given back all the same.
    let mine = shared.clone();
    let task = shared.tasks.run(async move {
        let outcome = work(mine.clone(), content).await;
        match (&outcome, &slot) {
            (Err(_), Some(slot)) => mine.store.release(slot).await?,
            (Ok(_), Some(slot)) => mine.store.leave(slot),
            (_, None) => {}
        }
        outcome
    });
    task.await.unwrap_or_else(|| Err(Refusal::internal()))
}
