//! Beside a platform's own backend, which is told of each credential.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use serde_json::{Value, json};

use crate::world::{API, World};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// The platform's backend: what it was told, and whether it takes it.
#[derive(Clone, Default)]
struct Backend(Arc<Mutex<Told>>);

#[derive(Default)]
struct Told {
    takes: bool,
    /// Delivery id and message of each attempt, and whether it was taken.
    attempts: Vec<(String, Value, bool)>,
}

async fn hear(State(backend): State<Backend>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    let (id, moment) = (header("webhook-id"), header("webhook-timestamp"));
    let key = STANDARD.decode(SECRET.strip_prefix("whsec_").unwrap()).unwrap();
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&key).unwrap();
    mac.update(format!("{id}.{moment}.").as_bytes());
    mac.update(&body);
    assert_eq!(header("webhook-signature"), format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())));
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    assert!(now.abs_diff(moment.parse().unwrap()) < 60);
    let mut told = backend.0.lock().unwrap();
    let takes = told.takes;
    told.attempts.push((id, serde_json::from_slice(&body).unwrap(), takes));
    if takes { StatusCode::NO_CONTENT } else { StatusCode::INTERNAL_SERVER_ERROR }
}

impl Backend {
    async fn start(&self) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/azure-credentials", listener.local_addr().unwrap());
        let router = Router::new().route("/azure-credentials", post(hear)).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        url
    }

    fn takes(&self, takes: bool) {
        self.0.lock().unwrap().takes = takes;
    }

    /// Waits for so many attempts, taken or not.
    async fn attempts(&self, taken: bool, count: usize) -> Vec<(String, Value)> {
        let begin = Instant::now();
        loop {
            let found: Vec<_> = {
                let told = self.0.lock().unwrap();
                let chosen = told.attempts.iter().filter(|attempt| attempt.2 == taken);
                chosen.map(|(id, message, _)| (id.clone(), message.clone())).collect()
            };
            if found.len() >= count {
                return found;
            }
            assert!(begin.elapsed() < Duration::from_secs(40), "{found:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_backend_is_told_of_each_credential_until_it_has_taken_it() {
    let backend = Backend::default();
    let url = backend.start().await;
    let world = World::new(&[("AC_CREDENTIAL_HOOK_URL", &url), ("AC_CREDENTIAL_HOOK_SECRET", SECRET)]).await;
    let host = world.start().await;

    let mut wrong = world.body();
    wrong["credential"]["clientSecret"] = json!("b5d2e8f1-0c3a-4697-9d4e-8a1b7c6f5e20");
    let failed = world.insist("globex", 1, &wrong).await;
    world.until("globex", &failed.id(), |body| body["status"] == "failed").await;

    let made = world.insist("acme", 1, &world.body()).await;
    world.has_just("acme", &made.id()).await;
    let refused = backend.attempts(false, 2).await;
    host.kill().await;
    let _host = world.start().await;
    backend.takes(true);
    let taken = backend.attempts(true, 1).await;
    let (id, message) = &taken[0];
    assert!(refused.iter().all(|attempt| attempt.0 == *id), "each attempt names the same delivery");
    assert_eq!(message["type"], "connection.connected");
    assert_eq!((&message["data"]["account"], &message["data"]["id"]), (&json!("acme"), &json!(made.id())));
    assert_eq!(
        message["data"]["credential"],
        json!({ "kind": "secret", "clientSecret": world.values.client_secret })
    );
    let connection = &message["data"]["connection"];
    assert_eq!(
        (&connection["status"], &connection["tenantId"]),
        (&json!("connected"), &json!(world.values.tenant_id))
    );

    let new_secret = world.knob("/secret", json!({})).await["clientSecret"].as_str().unwrap().to_owned();
    let patch =
        json!({ "credential": { "kind": "secret", "clientSecret": new_secret, "expiresOn": "2999-12-31" } });
    let path = format!("{API}/{}", made.id());
    let request =
        world.request("PATCH", "acme", &path).header("content-type", "application/merge-patch+json");
    let changed = world.send(request.body(patch.to_string())).await.unwrap();
    assert_eq!(changed.status, 202, "{changed:?}");
    world.has_just("acme", &made.id()).await;
    let taken = backend.attempts(true, 3).await;
    let types: Vec<_> = taken.iter().map(|(_, message)| message["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["connection.connected", "connection.credential", "connection.connected"]);
    for (_, message) in &taken[1..] {
        assert_eq!(message["data"]["credential"]["clientSecret"], new_secret);
    }
    assert!(!world.log().contains(&new_secret));

    let removed = world.send(world.request("DELETE", "acme", &format!("{API}/{}", made.id()))).await.unwrap();
    assert_eq!(removed.status, 204);
    let taken = backend.attempts(true, 4).await;
    assert_ne!(taken[3].0, *id);
    assert_eq!(taken[3].1["type"], "connection.removed");
    assert_eq!(taken[3].1["data"], json!({ "account": "acme", "id": made.id() }));

    // Nothing is told of what never worked.
    world.send(world.request("DELETE", "globex", &format!("{API}/{}", failed.id()))).await.unwrap();
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert!(backend.attempts(true, 2).await.iter().all(|(_, message)| message["data"]["account"] == "acme"));
    assert!(world.log().contains("\"told\"") && world.log().contains("\"not told\""), "{}", world.log());
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_backend_is_away_removal_does_not_overtake() {
    let backend = Backend::default();
    let url = backend.start().await;
    let world = World::new(&[("AC_CREDENTIAL_HOOK_URL", &url), ("AC_CREDENTIAL_HOOK_SECRET", SECRET)]).await;
    let _host = world.start().await;
    let made = world.insist("acme", 1, &world.body()).await;
    world.has_just("acme", &made.id()).await;
    backend.attempts(false, 1).await;
    world.send(world.request("DELETE", "acme", &format!("{API}/{}", made.id()))).await.unwrap();
    backend.takes(true);
    let taken = backend.attempts(true, 1).await;
    assert_eq!(taken[0].1["type"], "connection.removed", "what is gone is not told any more");
}

#[test]
fn a_hook_is_https_or_loopback_and_has_a_secret() {
    let config = |url: &str, secret: &str| {
        let mut config = reference_host::Config::local(
            "sqlite::memory:".into(),
            reference_host::Key::File("key".into()),
            "p.json".into(),
        );
        config.hook = Some(reference_host::HookConfig { url: url.into(), secret: secret.to_owned().into() });
        config.check().is_ok()
    };
    assert!(config("http://127.0.0.1:3000/hook?token=1", SECRET) && config("https://a.example/hook", SECRET));
    assert!(!config("http://a.example/hook", SECRET) && !config("https://u:p@a.example/hook", SECRET));
    assert!(!config("https://a.example/hook", "") && !config("https://a.example/hook", "whsec_c2hvcnQ="));
}
