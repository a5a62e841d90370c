use std::time::{Duration, SystemTime, UNIX_EPOCH};

use azure_connect::contract::{ConnectionId, Status};
use sqlx::{Any, Row, Transaction};

use super::Store;
use crate::account::Account;
use crate::clock::Moment;
use crate::connection::Record;
use crate::random;

/// What happened to a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tale {
    /// The connection became `connected`.
    Connected,
    /// A connection that has been `connected` has another credential.
    Credential,
    /// The connection is no more.
    Removed,
}

impl Tale {
    const ALL: [Self; 3] = [Self::Connected, Self::Credential, Self::Removed];

    /// Its name in a delivery.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Connected => "connection.connected",
            Self::Credential => "connection.credential",
            Self::Removed => "connection.removed",
        }
    }
}

/// Something that has still to be told.
#[derive(Clone, Debug)]
pub struct Delivery {
    pub id: String,
    pub account: Account,
    pub connection: ConnectionId,
    pub tale: Tale,
    pub attempts: i64,
}

impl Store {
    /// Notes down what a change means for whoever uses the credential, in the transaction that makes it and
    /// before it is made.
    pub(super) async fn note_change(
        &self,
        transaction: &mut Transaction<'_, Any>,
        record: &Record,
    ) -> Result<(), sqlx::Error> {
        if self.news.is_none() {
            return Ok(());
        }
        let before = sqlx::query(
            "SELECT status, ever_connected, credential_kind, credential_sealed FROM connections \
             WHERE account = $1 AND id = $2",
        )
        .bind(record.account.as_str())
        .bind(record.id.as_str())
        .fetch_optional(&mut **transaction)
        .await?;
        let Some(before) = before else { return Ok(()) };
        let was_connected = before.try_get::<String, _>("status")? == Status::Connected.as_str();
        let same_credential = before.try_get::<String, _>("credential_kind")?
            == record.credential.kind.as_str()
            && before.try_get::<Option<String>, _>("credential_sealed")?.unwrap_or_default()
                == record.credential.sealed;
        let tale = if record.status == Status::Connected && !was_connected {
            Tale::Connected
        } else if before.try_get::<i64, _>("ever_connected")? != 0 && !same_credential {
            Tale::Credential
        } else {
            return Ok(());
        };
        note(transaction, &record.account, &record.id, tale).await
    }

    /// Notes down that a connection goes, if it was ever told of.
    pub(super) async fn note_removal(
        &self,
        transaction: &mut Transaction<'_, Any>,
        account: &Account,
        id: &ConnectionId,
    ) -> Result<(), sqlx::Error> {
        if self.news.is_none() {
            return Ok(());
        }
        let known: Option<i64> =
            sqlx::query_scalar("SELECT ever_connected FROM connections WHERE account = $1 AND id = $2")
                .bind(account.as_str())
                .bind(id.as_str())
                .fetch_optional(&mut **transaction)
                .await?;
        if known.is_some_and(|known| known != 0) {
            note(transaction, account, id, Tale::Removed).await?;
        }
        Ok(())
    }

    /// Says that there may be something to tell.
    pub(super) fn ring(&self) {
        if let Some(news) = &self.news {
            news.notify_one();
        }
    }

    /// Waits until there may be something new to tell, for so long at most.
    pub async fn news(&self, most: Duration) {
        if let Some(news) = &self.news {
            // Waiting longer than that is no failure.
            let _ = tokio::time::timeout(most, news.notified()).await;
        }
    }

    /// What is to be told now, in the order in which it happened.
    pub async fn due(&self) -> Result<Vec<Delivery>, sqlx::Error> {
        let rows = sqlx::query(
            "SELECT id, account, connection, event, attempts FROM deliveries AS due WHERE next_at <= $1 \
             AND NOT EXISTS (SELECT 1 FROM deliveries AS earlier WHERE earlier.connection = due.connection \
             AND earlier.created_at < due.created_at AND earlier.next_at > $1) ORDER BY created_at LIMIT 50",
        )
        .bind(Moment::now().0)
        .fetch_all(self.pool()?)
        .await?;
        rows.iter()
            .map(|row| {
                let text = |column| row.try_get::<String, _>(column);
                let damaged = || sqlx::Error::Decode("deliveries".into());
                let event = text("event")?;
                Ok(Delivery {
                    id: text("id")?,
                    account: Account::parse(&text("account")?).ok_or_else(damaged)?,
                    connection: ConnectionId::parse(&text("connection")?).map_err(|_| damaged())?,
                    tale: Tale::ALL.into_iter().find(|tale| tale.as_str() == event).ok_or_else(damaged)?,
                    attempts: row.try_get("attempts")?,
                })
            })
            .collect()
    }

    /// It was told, or is not worth telling any more.
    pub async fn told(&self, delivery: &Delivery) -> Result<(), sqlx::Error> {
        sqlx::query("DELETE FROM deliveries WHERE id = $1")
            .bind(delivery.id.as_str())
            .execute(self.pool()?)
            .await
            .map(drop)
    }

    /// Nobody took it: again later.
    pub async fn put_off(&self, delivery: &Delivery, seconds: u32) -> Result<(), sqlx::Error> {
        sqlx::query("UPDATE deliveries SET attempts = attempts + 1, next_at = $2 WHERE id = $1")
            .bind(delivery.id.as_str())
            .bind(Moment::now().plus(seconds).0)
            .execute(self.pool()?)
            .await
            .map(drop)
    }
}

async fn note(
    transaction: &mut Transaction<'_, Any>,
    account: &Account,
    id: &ConnectionId,
    tale: Tale,
) -> Result<(), sqlx::Error> {
    let micros = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_micros());
    sqlx::query(
        "INSERT INTO deliveries (id, account, connection, event, attempts, next_at, created_at) \
         VALUES ($1, $2, $3, $4, 0, $5, $6)",
    )
    .bind(random::guid().to_string())
    .bind(account.as_str())
    .bind(id.as_str())
    .bind(tale.as_str())
    .bind(Moment::now().0)
    .bind(i64::try_from(micros).unwrap_or(i64::MAX))
    .execute(&mut **transaction)
    .await
    .map(drop)
}
