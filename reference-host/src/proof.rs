use azure_connect::contract::CredentialKind;
use azure_connect::exchange::Echo;
use zeroize::Zeroizing;

use crate::azure::SignIn;
use crate::connection::Record;
use crate::host::Shared;

/// What a connection shows when it signs in: the secret, or an assertion that was made for this one time.
pub enum Proof {
    Secret(Zeroizing<String>),
    Assertion(Zeroizing<String>),
}

impl Proof {
    /// The proof of a connection; none when its credential cannot be read any more.
    pub async fn of(shared: &Shared, record: &Record) -> Result<Option<Self>, sqlx::Error> {
        let account = &record.account;
        Ok(match record.credential.kind {
            CredentialKind::Federated => {
                let subject = shared.vault.subject(account.as_str());
                let issuer = shared.issuer.as_ref();
                let made =
                    issuer.and_then(|issuer| issuer.assertion(&subject, record.client_id, record.cloud).ok());
                made.map(Self::Assertion)
            }
            CredentialKind::Certificate => {
                let certificate = shared.store.certificate(account, &record.credential.hint).await?;
                let audience = shared.azure.token_url(record.cloud, record.tenant_id);
                let made = certificate.and_then(|certificate| {
                    certificate.assertion(shared, account, record.client_id, &audience).ok()
                });
                made.map(Self::Assertion)
            }
            CredentialKind::Secret | CredentialKind::Unknown => {
                let secret =
                    shared.vault.open(account.as_str(), record.id.as_str(), &record.credential.sealed);
                secret.ok().map(Self::Secret)
            }
        })
    }

    /// As it goes into the request.
    pub fn sign_in(&self) -> SignIn<'_> {
        match self {
            Self::Secret(secret) => SignIn::Secret(secret),
            Self::Assertion(assertion) => SignIn::Assertion(assertion),
        }
    }

    /// Takes it out of what Azure said, should it ever be in there.
    pub fn echo(&self) -> Echo {
        match self {
            Self::Secret(text) | Self::Assertion(text) => Echo::of(text),
        }
    }
}
