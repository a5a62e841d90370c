use std::sync::PoisonError;

use azure_connect::contract::IdempotencyKey;
use sqlx::{Any, Row, Transaction};

use super::Store;
use crate::account::Account;
use crate::clock::Moment;

/// Where the answer to one request is kept: under account, method, path and key.
#[derive(Clone, Debug)]
pub struct Slot {
    pub account: Account,
    pub method: &'static str,
    pub path: String,
    pub key: IdempotencyKey,
}

impl Slot {
    /// No part but the last can hold a space.
    fn name(&self) -> String {
        format!("{} {} {} {}", self.account.as_str(), self.method, self.key, self.path)
    }
}

/// An answer that is given again to the same request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

/// What is known of a request when it arrives.
#[derive(Debug, PartialEq, Eq)]
pub enum Begin {
    /// Nothing: it is the first, and has to be finished or released.
    New,
    /// It was answered.
    Again(Answer),
    /// It came with another body.
    Reused,
    /// It is being answered.
    InProgress,
}

/// How long an answer is kept.
const KEPT_SECONDS: i64 = 24 * 3600;

impl Store {
    /// Takes the slot, or says what is in it. One that nobody works at any more, because its host was killed or
    /// lost its database, is taken over: what fills it looks again whether it is empty.
    pub async fn begin(&self, slot: &Slot, digest: &str) -> Result<Begin, sqlx::Error> {
        let now = Moment::now().0;
        // By itself: two of these, in two transactions that wait for each other's keys, would never end.
        sqlx::query("DELETE FROM idempotency WHERE created_at < $1")
            .bind(now - KEPT_SECONDS)
            .execute(self.pool()?)
            .await?;
        let mut transaction = self.pool()?.begin().await?;
        let taken = sqlx::query(
            "INSERT INTO idempotency (account, method, path, key, digest, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        )
        .bind(slot.account.as_str())
        .bind(slot.method)
        .bind(slot.path.as_str())
        .bind(slot.key.to_string())
        .bind(digest)
        .bind(now)
        .execute(&mut *transaction)
        .await?;
        let begin = match taken.rows_affected() {
            1 => Begin::New,
            _ => known(&mut transaction, slot, digest).await?,
        };
        transaction.commit().await?;
        let mut work = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(match begin {
            Begin::New => {
                work.insert(slot.name());
                Begin::New
            }
            Begin::InProgress if work.insert(slot.name()) => Begin::New,
            other => other,
        })
    }

    /// Nobody works at the slot any more: it is filled.
    pub fn leave(&self, slot: &Slot) {
        self.work.lock().unwrap_or_else(PoisonError::into_inner).remove(&slot.name());
    }

    /// Gives the slot back after a refusal: only successes are remembered.
    pub async fn release(&self, slot: &Slot) -> Result<(), sqlx::Error> {
        self.leave(slot);
        sqlx::query(
            "DELETE FROM idempotency WHERE account = $1 AND method = $2 AND path = $3 AND key = $4 AND status IS NULL",
        )
        .bind(slot.account.as_str())
        .bind(slot.method)
        .bind(slot.path.as_str())
        .bind(slot.key.to_string())
        .execute(self.pool()?)
        .await
        .map(drop)
    }
}

async fn known(
    transaction: &mut Transaction<'_, Any>,
    slot: &Slot,
    digest: &str,
) -> Result<Begin, sqlx::Error> {
    let row = sqlx::query(
        "SELECT digest, status, headers, body FROM idempotency \
         WHERE account = $1 AND method = $2 AND path = $3 AND key = $4",
    )
    .bind(slot.account.as_str())
    .bind(slot.method)
    .bind(slot.path.as_str())
    .bind(slot.key.to_string())
    .fetch_optional(&mut **transaction)
    .await?;
    // Released between the two statements: this request's work finds no slot to fill, and comes again.
    let Some(row) = row else {
        return Ok(Begin::InProgress);
    };
    if row.try_get::<String, _>("digest")? != digest {
        return Ok(Begin::Reused);
    }
    let Some(status) = row.try_get::<Option<i64>, _>("status")? else {
        return Ok(Begin::InProgress);
    };
    let headers = row.try_get::<Option<String>, _>("headers")?.unwrap_or_default();
    Ok(Begin::Again(Answer {
        status: u16::try_from(status).map_err(|error| sqlx::Error::Decode(error.into()))?,
        headers: serde_json::from_str(&headers).map_err(|error| sqlx::Error::Decode(error.into()))?,
        body: row.try_get::<Option<String>, _>("body")?.unwrap_or_default(),
    }))
}

/// Fills the slot, first of all in the transaction that does what the answer says. False when it is not empty
/// any more: another host was faster, and nothing may be done.
pub async fn finish(
    transaction: &mut Transaction<'_, Any>,
    slot: &Slot,
    answer: &Answer,
) -> Result<bool, sqlx::Error> {
    let headers =
        serde_json::to_string(&answer.headers).map_err(|error| sqlx::Error::Encode(error.into()))?;
    sqlx::query(
        "UPDATE idempotency SET status = $5, headers = $6, body = $7 \
         WHERE account = $1 AND method = $2 AND path = $3 AND key = $4 AND status IS NULL",
    )
    .bind(slot.account.as_str())
    .bind(slot.method)
    .bind(slot.path.as_str())
    .bind(slot.key.to_string())
    .bind(i64::from(answer.status))
    .bind(headers)
    .bind(answer.body.as_str())
    .execute(&mut **transaction)
    .await
    .map(|done| done.rows_affected() == 1)
}
