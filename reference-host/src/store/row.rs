use azure_connect::contract::{ConnectionId, Status};
use serde::de::DeserializeOwned;
use sqlx::any::AnyRow;
use sqlx::{Any, Row, Transaction};

use crate::account::Account;
use crate::clock::Moment;
use crate::connection::{Credential, Record};

/// A record out of its row. What the database holds was written here, so anything else is damage.
pub fn read(row: &AnyRow) -> Result<Record, sqlx::Error> {
    let text = |column| row.try_get::<String, _>(column);
    let optional = |column| row.try_get::<Option<String>, _>(column);
    let number = |column| row.try_get::<i64, _>(column);
    let moment = |column| row.try_get::<Option<i64>, _>(column).map(|seconds| seconds.map(Moment));
    Ok(Record {
        id: ConnectionId::parse(&text("id")?).map_err(damaged)?,
        account: Account::parse(&text("account")?).ok_or_else(|| damaged("account"))?,
        cloud: text("cloud")?.parse().map_err(damaged)?,
        tenant_id: text("tenant_id")?.parse().map_err(damaged)?,
        client_id: text("client_id")?.parse().map_err(damaged)?,
        scopes: json(&text("scopes")?)?,
        name: optional("name")?,
        status: json(&format!("\"{}\"", text("status")?))?,
        ever_connected: number("ever_connected")? != 0,
        credential: Credential {
            kind: json(&format!("\"{}\"", text("credential_kind")?))?,
            hint: optional("credential_hint")?.unwrap_or_default(),
            expires_on: optional("credential_expires_on")?
                .map(|date| date.parse().map_err(damaged))
                .transpose()?,
            sealed: optional("credential_sealed")?.unwrap_or_default(),
        },
        role: optional("role")?.map(|role| json(&role)).transpose()?,
        role_snapshot: optional("role_snapshot")?.map(|role| json(&role)).transpose()?,
        extras: json(&text("extras")?)?,
        checks: json(&text("checks")?)?,
        attempt: number("attempt")?,
        look_at: moment("look_at")?,
        deadline_at: moment("deadline_at")?,
        revision: number("revision")?,
        created_at: Moment(number("created_at")?),
        updated_at: Moment(number("updated_at")?),
    })
}

fn json<T: DeserializeOwned>(text: &str) -> Result<T, sqlx::Error> {
    serde_json::from_str(text).map_err(damaged)
}

fn damaged(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> sqlx::Error {
    sqlx::Error::Decode(error.into())
}

fn written<T: serde::Serialize>(value: &T) -> Result<String, sqlx::Error> {
    serde_json::to_string(value).map_err(|error| sqlx::Error::Encode(error.into()))
}

/// Binds the columns from `cloud` on, in their order in the statements below.
macro_rules! bind_columns {
    ($query:expr, $record:expr) => {{
        let record: &Record = $record;
        $query
            .bind(record.cloud.name())
            .bind(record.tenant_id.to_string())
            .bind(record.client_id.to_string())
            .bind(written(&record.scopes)?)
            .bind(record.scope_set())
            .bind(record.name.clone())
            .bind(Status::as_str(record.status))
            .bind(i64::from(record.ever_connected))
            .bind(record.credential.kind.as_str())
            .bind(record.credential.hint.clone())
            .bind(record.credential.expires_on.map(|date| date.to_string()))
            .bind(record.credential.sealed.clone())
            .bind(record.role.as_ref().map(written).transpose()?)
            .bind(written(&record.extras)?)
            .bind(written(&record.checks)?)
            .bind(record.attempt)
            .bind(record.look_at.map(|moment| moment.0))
            .bind(record.deadline_at.map(|moment| moment.0))
            .bind(record.revision)
            .bind(record.created_at.0)
            .bind(record.updated_at.0)
            .bind(record.role_snapshot.as_ref().map(written).transpose()?)
    }};
}

/// Adds a record.
pub async fn insert(transaction: &mut Transaction<'_, Any>, record: &Record) -> Result<(), sqlx::Error> {
    let query = sqlx::query(
        "INSERT INTO connections (id, account, cloud, tenant_id, client_id, scopes, scope_set, name, status, \
         ever_connected, credential_kind, credential_hint, credential_expires_on, credential_sealed, role, extras, \
         checks, attempt, look_at, deadline_at, revision, created_at, updated_at, role_snapshot) VALUES \
         ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)",
    )
    .bind(record.id.as_str())
    .bind(record.account.as_str());
    bind_columns!(query, record).execute(&mut **transaction).await.map(drop)
}

const UPDATE: &str = "UPDATE connections SET cloud = $3, tenant_id = $4, client_id = $5, scopes = $6, scope_set = $7, \
     name = $8, status = $9, ever_connected = $10, credential_kind = $11, credential_hint = $12, \
     credential_expires_on = $13, credential_sealed = $14, role = $15, extras = $16, checks = $17, attempt = $18, \
     look_at = $19, deadline_at = $20, revision = $21, created_at = $22, updated_at = $23, role_snapshot = $24 \
     WHERE id = $1 AND account = $2 AND revision = $21 - 1";

/// Writes a record over its revision before; whether that was still there.
pub async fn update(transaction: &mut Transaction<'_, Any>, record: &Record) -> Result<bool, sqlx::Error> {
    let query = sqlx::query(UPDATE).bind(record.id.as_str()).bind(record.account.as_str());
    let done = bind_columns!(query, record).execute(&mut **transaction).await?;
    Ok(done.rows_affected() == 1)
}

/// The same, for a connection that has never been connected only.
pub async fn replace(transaction: &mut Transaction<'_, Any>, record: &Record) -> Result<bool, sqlx::Error> {
    let free: Option<i64> =
        sqlx::query_scalar("SELECT ever_connected FROM connections WHERE id = $1 AND account = $2")
            .bind(record.id.as_str())
            .bind(record.account.as_str())
            .fetch_optional(&mut **transaction)
            .await?;
    match free {
        // The revision rises with `ever_connected`, so the update below still finds out.
        Some(0) => update(transaction, record).await,
        _ => Ok(false),
    }
}
