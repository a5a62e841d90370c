//! Tells the platform's own backend what becomes of credentials, when this host is its sidecar.
//!
//! What is to be told is noted down in the transaction that makes it true, and told until somebody took it: at
//! least once, in order for each connection, signed by the rules of Standard Webhooks (standardwebhooks.com), for
//! which there are receivers in every language.

use std::collections::HashSet;
use std::fmt;
use std::time::Duration;

use azure_connect::contract::{Connection, CredentialKind};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use reqwest::redirect::Policy;
use serde::Serialize;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::clock::Moment;
use crate::config::is_loopback;
use crate::host::Shared;
use crate::log::event;
use crate::store::{Delivery, Fault, Tale};

/// Whom to tell.
#[derive(Clone)]
pub struct HookConfig {
    /// Where each credential is posted: `https`, or `http` on loopback.
    pub url: String,
    /// What each delivery is signed with: `whsec_` and base64 of at least 24 bytes.
    pub secret: Zeroizing<String>,
}

impl HookConfig {
    /// The bytes of the secret, when it is long enough.
    pub(crate) fn key(&self) -> Option<Zeroizing<Vec<u8>>> {
        let text = self.secret.strip_prefix("whsec_").unwrap_or(&self.secret);
        let key = Zeroizing::new(STANDARD.decode(text).ok()?);
        (key.len() >= 24).then_some(key)
    }
}

impl fmt::Debug for HookConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HookConfig").field("url", &self.url).finish_non_exhaustive()
    }
}

/// The way to whoever wants to know.
pub struct Hook {
    http: reqwest::Client,
    url: String,
    key: Zeroizing<Vec<u8>>,
}

/// Between two looks when nothing rang, in case another host noted something down.
const LOOK: Duration = Duration::from_secs(15);
/// The longest pause between two attempts, in seconds.
const LONGEST: u32 = 300;

/// What is told. The credential is what the connection has at that moment.
#[derive(Serialize)]
struct Message<'a> {
    #[serde(rename = "type")]
    tale: &'static str,
    timestamp: String,
    data: Data<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Data<'a> {
    account: &'a str,
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    connection: Option<Connection>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credential: Option<CredentialText<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CredentialText<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_secret: Option<&'a str>,
}

/// Why a delivery did not arrive.
struct Untold(&'static str, u16);

impl Hook {
    /// A client for the receiver.
    pub fn new(config: &HookConfig) -> Result<Self, reqwest::Error> {
        let mut builder = reqwest::Client::builder()
            .redirect(Policy::none())
            .connect_timeout(Duration::from_secs(5))
            .timeout(Duration::from_secs(10))
            .user_agent("azure-connect-reference-host");
        if url::Url::parse(&config.url).is_ok_and(|url| is_loopback(&url)) {
            builder = builder.no_proxy();
        }
        Ok(Self { http: builder.build()?, url: config.url.clone(), key: config.key().unwrap_or_default() })
    }

    /// Tells what there is to tell, for as long as the host runs.
    pub fn start(self, shared: &Shared) {
        let mine = shared.clone();
        shared.tasks.spawn(async move {
            while !mine.stopping.is_cancelled() {
                let pause = match self.round(&mine).await {
                    Ok(pause) => pause,
                    Err(error) => {
                        let fault = Fault::of(&error);
                        event!(error, "deliveries cannot be read", kind = fault.kind, code = fault.code);
                        Duration::from_secs(5)
                    }
                };
                tokio::select! {
                    () = mine.stopping.cancelled() => return,
                    () = mine.store.news(pause) => {}
                }
            }
        });
    }

    /// Tells all that is due, one after the other; says when to look again at the latest.
    async fn round(&self, shared: &Shared) -> Result<Duration, sqlx::Error> {
        let mut pause = LOOK;
        // What comes later to a connection must not overtake what did not arrive.
        let mut held = HashSet::new();
        for delivery in shared.store.due().await? {
            if shared.stopping.is_cancelled() || held.contains(&delivery.connection) {
                continue;
            }
            match self.tell(shared, &delivery).await? {
                Ok(()) => {
                    shared.store.told(&delivery).await?;
                    event!(info, "told", connection = delivery.connection, event = delivery.tale.as_str());
                }
                Err(Untold(why, status)) => {
                    let seconds = patience(delivery.attempts);
                    shared.store.put_off(&delivery, seconds).await?;
                    pause = pause.min(Duration::from_secs(u64::from(seconds)));
                    event!(
                        warn,
                        "not told",
                        connection = delivery.connection.clone(),
                        event = delivery.tale.as_str(),
                        why = why,
                        status = status
                    );
                    held.insert(delivery.connection);
                }
            }
        }
        Ok(pause)
    }

    /// Tells one thing.
    async fn tell(&self, shared: &Shared, delivery: &Delivery) -> Result<Result<(), Untold>, sqlx::Error> {
        let record = shared.store.find(&delivery.account, &delivery.connection).await?;
        let account = delivery.account.as_str();
        let mut secret = None;
        if let Some(record) = &record
            && record.credential.kind == CredentialKind::Secret
        {
            match shared.vault.open(account, record.id.as_str(), &record.credential.sealed) {
                Ok(opened) => secret = Some(opened),
                Err(_) => return Ok(Err(Untold("credential-unreadable", 0))),
            }
        }
        let record = match (delivery.tale, record) {
            (Tale::Removed, _) => None,
            // It went away since; that is told in its turn.
            (_, None) => return Ok(Ok(())),
            (_, record) => record,
        };
        let message = Message {
            tale: delivery.tale.as_str(),
            timestamp: Moment::now().rfc3339(),
            data: Data {
                account,
                id: delivery.connection.as_str(),
                credential: record.as_ref().map(|record| CredentialText {
                    kind: record.credential.kind.as_str(),
                    client_secret: secret.as_ref().map(|secret| secret.as_str()),
                }),
                connection: record.map(|record| record.view()),
            },
        };
        // Texts for keys, so this cannot fail.
        let body = Zeroizing::new(serde_json::to_vec(&message).unwrap_or_default());
        Ok(self.post(&delivery.id, &body).await)
    }

    async fn post(&self, id: &str, body: &[u8]) -> Result<(), Untold> {
        let timestamp = Moment::now().0.to_string();
        let signature = signature(&self.key, id, &timestamp, body);
        let sent = self
            .http
            .post(&self.url)
            .header("content-type", "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", &timestamp)
            .header("webhook-signature", signature)
            .body(body.to_vec())
            .send()
            .await;
        match sent {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) => Err(Untold("refused", answer.status().as_u16())),
            Err(_) => Err(Untold("unreachable", 0)),
        }
    }
}

/// `v1,` and the base64 of an HMAC-SHA256 over `id.timestamp.body`.
fn signature(key: &[u8], id: &str, timestamp: &str, body: &[u8]) -> String {
    // HMAC takes keys of any length.
    let Ok(mut mac) = <Hmac<Sha256> as Mac>::new_from_slice(key) else { return String::new() };
    for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
        mac.update(part);
    }
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

/// Seconds until the next attempt: 1, 2, 4 … up to [`LONGEST`].
fn patience(attempts: i64) -> u32 {
    u32::try_from(attempts)
        .ok()
        .and_then(|attempts| 1_u32.checked_shl(attempts))
        .unwrap_or(LONGEST)
        .min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::{HookConfig, patience, signature};
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    #[test]
    fn signed_as_the_standard_has_it() {
        // The example of the specification's own libraries.
        let key = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signed = signature(&key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b"{\"test\": 2432232314}");
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn pauses_grow_to_five_minutes() {
        let pauses: Vec<u32> = [0, 1, 2, 8, 9, 40, 1000].into_iter().map(patience).collect();
        assert_eq!(pauses, [1, 2, 4, 256, 300, 300, 300]);
    }

    #[test]
    fn a_secret_is_long_and_not_printed() {
        let config =
            |secret: &str| HookConfig { url: "https://a.example".into(), secret: secret.to_owned().into() };
        assert!(config("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").key().is_some());
        assert!(config("whsec_c2hvcnQ=").key().is_none() && config("").key().is_none());
        assert!(!format!("{:?}", config("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).contains("MfKQ"));
    }
}
