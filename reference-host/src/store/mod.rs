//! The database, and what may be written when.
//!
//! One SQL for SQLite and Postgres; the URL says which. Every statement that reads or changes a connection
//! names the account, all but those of the host's own verification.

mod certificates;
mod change;
mod deliveries;
mod fault;
mod file;
mod idempotency;
mod row;
mod sealed;

use std::collections::HashSet;
use std::path::Path;
use std::str::FromStr;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use azure_connect::azure::{ClientId, TenantId};
use azure_connect::contract::ConnectionId;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::MigrateError;
use sqlx::{Any, AnyPool, Executor, Transaction};
use tokio::sync::Notify;

use crate::account::Account;
use crate::clock::Moment;
use crate::connection::Record;
use crate::log::event;

pub use deliveries::{Delivery, Tale};
pub use fault::Fault;
use file::DatabaseFile;
pub use idempotency::{Answer, Begin, Slot};

/// The host's memory.
#[derive(Debug)]
pub struct Store {
    /// Asked for by [`Self::pool`], which looks whether it still leads to the database.
    connections: AnyPool,
    file: Option<DatabaseFile>,
    /// The slots that this host works at.
    work: Mutex<HashSet<String>>,
    /// Where somebody wants to know what becomes of credentials: rung when there is news.
    news: Option<Notify>,
}

/// How long a connection to the database is waited for, and a lock on it.
const PATIENCE: Duration = Duration::from_secs(8);
/// How long a start waits for a database that is locked, or not there yet.
const START: Duration = Duration::from_secs(30);
/// SQLite's own waiting for another process's lock, and Postgres's for another session's.
const SQLITE: [&str; 3] =
    ["PRAGMA busy_timeout = 4000", "PRAGMA journal_mode = WAL", "PRAGMA secure_delete = ON"];
const POSTGRES: [&str; 2] = ["SET lock_timeout = '4s'", "SET statement_timeout = '10s'"];

/// What came of a write that had to find things as they were.
#[derive(Debug, PartialEq, Eq)]
pub enum Written {
    Done,
    /// Another request or verification was faster.
    Stale,
    /// The account has the same connection under this id.
    Duplicate(ConnectionId),
}

impl Store {
    /// Opens the database, makes it when it is a file that is not there, and brings it up to date. `tells`: what
    /// becomes of credentials is noted down for somebody who wants to know.
    pub async fn open(url: &str, tells: bool) -> Result<Self, sqlx::Error> {
        sqlx::any::install_default_drivers();
        let sqlite = url.strip_prefix("sqlite:").map(|rest| rest.trim_start_matches("//"));
        let path = sqlite.filter(|path| !path.starts_with(':'));
        let path = path.map(|path| Path::new(path.split('?').next().unwrap_or(path)));
        if let Some(path) = path {
            file::prepare(path).map_err(sqlx::Error::Io)?;
        }
        let until = Instant::now() + START;
        let connections = loop {
            match Self::connect(url, sqlite.is_some()).await {
                Err(error) if Fault::of(&error).passes && Instant::now() < until => {
                    event!(warn, "waiting for the database", kind = Fault::of(&error).kind);
                    tokio::time::sleep(Duration::from_millis(500)).await;
                }
                outcome => break outcome?,
            }
        };
        let file = path.map(DatabaseFile::new).transpose().map_err(sqlx::Error::Io)?;
        Ok(Self { connections, file, work: Mutex::default(), news: tells.then(Notify::new) })
    }

    async fn connect(url: &str, is_sqlite: bool) -> Result<AnyPool, sqlx::Error> {
        let settings = if is_sqlite { &SQLITE[..] } else { &POSTGRES[..] };
        // SQLite has one writer: more connections would only wait for each other, or fail.
        let most = if is_sqlite { 1 } else { 8 };
        let pool = AnyPoolOptions::new()
            .max_connections(most)
            .min_connections(1)
            .acquire_timeout(PATIENCE)
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    for setting in settings {
                        connection.execute(*setting).await?;
                    }
                    Ok(())
                })
            })
            .connect_with(AnyConnectOptions::from_str(url)?)
            .await?;
        sqlx::migrate!("./migrations").run(&pool).await.map_err(|error| match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error,
            other => other.into(),
        })?;
        Ok(pool)
    }

    /// The connections, as long as they lead to the database that was opened: what is written into a file that
    /// was moved or removed is lost.
    fn pool(&self) -> Result<&AnyPool, sqlx::Error> {
        match &self.file {
            Some(file) if !file.is_there() => Err(sqlx::Error::Io(std::io::ErrorKind::NotFound.into())),
            _ => Ok(&self.connections),
        }
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), sqlx::Error> {
        sqlx::query("SELECT 1").execute(self.pool()?).await.map(drop)
    }

    /// Whether something could be written. Nothing is.
    pub async fn can_write(&self) -> Result<(), sqlx::Error> {
        let mut transaction = self.pool()?.begin().await?;
        sqlx::query("DELETE FROM idempotency WHERE created_at < 0").execute(&mut *transaction).await?;
        transaction.rollback().await
    }

    /// Closes all connections to the database.
    pub async fn close(&self) {
        self.connections.close().await;
    }

    /// What the key has sealed at the first start.
    pub async fn key_check(&self) -> Result<Option<String>, sqlx::Error> {
        sqlx::query_scalar("SELECT sealed FROM key_check WHERE id = 1").fetch_optional(self.pool()?).await
    }

    /// Keeps what the key has sealed, unless another start was faster.
    pub async fn add_key_check(&self, sealed: &str) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO key_check (id, sealed, created_at) VALUES (1, $1, $2) ON CONFLICT DO NOTHING",
        )
        .bind(sealed)
        .bind(Moment::now().0)
        .execute(self.pool()?)
        .await
        .map(drop)
    }

    /// The sealed key that signs assertions.
    pub async fn signing_key(&self) -> Result<Option<String>, sqlx::Error> {
        sqlx::query_scalar("SELECT sealed FROM signing_key WHERE id = 1").fetch_optional(self.pool()?).await
    }

    /// Keeps a sealed key, unless there is one already.
    pub async fn add_signing_key(&self, sealed: &str) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO signing_key (id, sealed, created_at) VALUES (1, $1, $2) ON CONFLICT DO NOTHING",
        )
        .bind(sealed)
        .bind(Moment::now().0)
        .execute(self.pool()?)
        .await
        .map(drop)
    }

    /// A connection of an account.
    pub async fn find(&self, account: &Account, id: &ConnectionId) -> Result<Option<Record>, sqlx::Error> {
        sqlx::query("SELECT * FROM connections WHERE account = $1 AND id = $2")
            .bind(account.as_str())
            .bind(id.as_str())
            .fetch_optional(self.pool()?)
            .await?
            .map(|row| row::read(&row))
            .transpose()
    }

    /// The connections of an account after a given one, oldest first.
    pub async fn list(
        &self,
        account: &Account,
        after: Option<&Record>,
        limit: i64,
    ) -> Result<Vec<Record>, sqlx::Error> {
        let (moment, id) = after.map_or((i64::MIN, ""), |record| (record.created_at.0, record.id.as_str()));
        sqlx::query(
            "SELECT * FROM connections WHERE account = $1 AND (created_at > $2 OR created_at = $2 AND id > $3) \
             ORDER BY created_at, id LIMIT $4",
        )
        .bind(account.as_str())
        .bind(moment)
        .bind(id)
        .bind(limit)
        .fetch_all(self.pool()?)
        .await?
        .iter()
        .map(row::read)
        .collect()
    }

    /// Connections whose verification was under way when the host stopped.
    pub async fn verifying(&self) -> Result<Vec<Record>, sqlx::Error> {
        let rows = sqlx::query("SELECT * FROM connections WHERE status = 'verifying'")
            .fetch_all(self.pool()?)
            .await?;
        rows.iter().map(row::read).collect()
    }

    /// The same connection of the account, failed ones and `except` aside.
    pub async fn same(
        &self,
        account: &Account,
        tenant: TenantId,
        client: ClientId,
        scope_set: &str,
        except: Option<&ConnectionId>,
    ) -> Result<Option<ConnectionId>, sqlx::Error> {
        let id: Option<String> = sqlx::query_scalar(
            "SELECT id FROM connections WHERE account = $1 AND tenant_id = $2 AND client_id = $3 \
             AND scope_set = $4 AND status <> 'failed' AND id <> $5",
        )
        .bind(account.as_str())
        .bind(tenant.to_string())
        .bind(client.to_string())
        .bind(scope_set)
        .bind(except.map_or("", ConnectionId::as_str))
        .fetch_optional(self.pool()?)
        .await?;
        id.map(|id| ConnectionId::parse(&id).map_err(|error| sqlx::Error::Decode(error.into()))).transpose()
    }

    /// Keeps a new connection and the answer to its request, both or neither.
    pub async fn insert(
        &self,
        record: &Record,
        slot: &Slot,
        answer: &Answer,
    ) -> Result<Written, sqlx::Error> {
        let mut transaction = self.pool()?.begin().await?;
        if !idempotency::finish(&mut transaction, slot, answer).await? {
            return Ok(Written::Stale);
        }
        match row::insert(&mut transaction, record).await {
            Ok(()) => {}
            Err(error) if is_duplicate(&error) => return self.duplicate_of(transaction, record).await,
            Err(error) => return Err(error),
        }
        transaction.commit().await?;
        Ok(Written::Done)
    }

    /// Replaces a connection that has never been connected and is still at the revision before the
    /// record's, together with the answer to its request.
    pub async fn replace(
        &self,
        record: &Record,
        slot: &Slot,
        answer: &Answer,
    ) -> Result<Written, sqlx::Error> {
        let mut transaction = self.pool()?.begin().await?;
        if !idempotency::finish(&mut transaction, slot, answer).await? {
            return Ok(Written::Stale);
        }
        match row::replace(&mut transaction, record).await {
            Ok(true) => {}
            Ok(false) => return Ok(Written::Stale),
            Err(error) if is_duplicate(&error) => return self.duplicate_of(transaction, record).await,
            Err(error) => return Err(error),
        }
        transaction.commit().await?;
        Ok(Written::Done)
    }

    /// Keeps a record whose revision was raised by one.
    pub async fn update(&self, record: &Record) -> Result<Written, sqlx::Error> {
        self.change(record, None).await
    }

    /// Forgets a connection and its credential.
    pub async fn delete(&self, account: &Account, id: &ConnectionId) -> Result<bool, sqlx::Error> {
        let mut transaction = self.pool()?.begin().await?;
        self.note_removal(&mut transaction, account, id).await?;
        let done = sqlx::query("DELETE FROM connections WHERE account = $1 AND id = $2")
            .bind(account.as_str())
            .bind(id.as_str())
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        self.ring();
        Ok(done.rows_affected() == 1)
    }

    async fn duplicate_of(
        &self,
        transaction: Transaction<'_, Any>,
        record: &Record,
    ) -> Result<Written, sqlx::Error> {
        transaction.rollback().await?;
        let set = record.scope_set();
        let same =
            self.same(&record.account, record.tenant_id, record.client_id, &set, Some(&record.id)).await?;
        Ok(same.map_or(Written::Stale, Written::Duplicate))
    }
}

fn is_duplicate(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|error| error.is_unique_violation())
}
