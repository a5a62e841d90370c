use azure_connect::contract::IdempotencyKey;

use super::Store;
use crate::account::Account;
use crate::clock::Moment;

/// How long a use is remembered: longer than anything sealed is taken, and as long as answers are kept.
const KEPT_SECONDS: i64 = 24 * 3600;

impl Store {
    /// Whether a sealed secret comes for the first time, or once more with the same request.
    pub async fn first_use(
        &self,
        account: &Account,
        jti: IdempotencyKey,
        digest: &str,
    ) -> Result<bool, sqlx::Error> {
        let now = Moment::now().0;
        sqlx::query("DELETE FROM sealed_once WHERE created_at < $1")
            .bind(now - KEPT_SECONDS)
            .execute(self.pool()?)
            .await?;
        sqlx::query(
            "INSERT INTO sealed_once (account, jti, digest, created_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT DO NOTHING",
        )
        .bind(account.as_str())
        .bind(jti.to_string())
        .bind(digest)
        .bind(now)
        .execute(self.pool()?)
        .await?;
        let first: Option<String> =
            sqlx::query_scalar("SELECT digest FROM sealed_once WHERE account = $1 AND jti = $2")
                .bind(account.as_str())
                .bind(jti.to_string())
                .fetch_optional(self.pool()?)
                .await?;
        Ok(first.as_deref() == Some(digest))
    }
}
