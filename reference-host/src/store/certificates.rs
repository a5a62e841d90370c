use azure_connect::azure::Date;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::Store;
use crate::account::Account;
use crate::certificate::Certificate;
use crate::clock::Moment;

impl Store {
    /// The newest certificate of an account.
    pub async fn newest_certificate(&self, account: &Account) -> Result<Option<Certificate>, sqlx::Error> {
        sqlx::query("SELECT * FROM certificates WHERE account = $1 ORDER BY number DESC LIMIT 1")
            .bind(account.as_str())
            .fetch_optional(self.pool()?)
            .await?
            .map(|row| read(&row))
            .transpose()
    }

    /// The certificate of an account that has this thumbprint.
    pub async fn certificate(
        &self,
        account: &Account,
        thumbprint: &str,
    ) -> Result<Option<Certificate>, sqlx::Error> {
        sqlx::query("SELECT * FROM certificates WHERE account = $1 AND thumbprint = $2")
            .bind(account.as_str())
            .bind(thumbprint)
            .fetch_optional(self.pool()?)
            .await?
            .map(|row| read(&row))
            .transpose()
    }

    /// Forgets the certificates of an account that are over and that no connection uses.
    pub async fn forget_certificates(&self, account: &Account, today: Date) -> Result<(), sqlx::Error> {
        // Days are compared as they are written: year first.
        sqlx::query(
            "DELETE FROM certificates WHERE account = $1 AND expires_on < $2 AND thumbprint NOT IN \
             (SELECT credential_hint FROM connections WHERE account = $1 AND credential_kind = 'certificate')",
        )
        .bind(account.as_str())
        .bind(today.to_string())
        .execute(self.pool()?)
        .await
        .map(drop)
    }

    /// Keeps a certificate, unless another host was faster with one of this number.
    pub async fn add_certificate(
        &self,
        account: &Account,
        certificate: &Certificate,
    ) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO certificates (account, number, thumbprint, pem, expires_on, sealed, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        )
        .bind(account.as_str())
        .bind(certificate.number)
        .bind(certificate.thumbprint.as_str())
        .bind(certificate.pem.as_str())
        .bind(certificate.expires_on.to_string())
        .bind(certificate.sealed.as_str())
        .bind(Moment::now().0)
        .execute(self.pool()?)
        .await
        .map(drop)
    }
}

fn read(row: &AnyRow) -> Result<Certificate, sqlx::Error> {
    let text = |column| row.try_get::<String, _>(column);
    Ok(Certificate {
        number: row.try_get("number")?,
        thumbprint: text("thumbprint")?,
        pem: text("pem")?,
        expires_on: text("expires_on")?.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))?,
        sealed: text("sealed")?,
    })
}
