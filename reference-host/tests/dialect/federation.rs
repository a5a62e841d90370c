//! Connections without a secret: the app registration trusts the host's own tokens.

use azure_simulator::Values;
use serde_json::{Value, json};

use crate::stage::{API, Reply, Stage, key};

/// A stage whose profile offers federated credentials, and whose simulator knows the host's key.
async fn stage() -> Stage {
    let stage = Stage::offering(
        |profile| {
            profile["endpoint"]["operations"] = json!(["create", "read", "replace", "federation"]);
            profile["clouds"] = json!(["AzureCloud", "AzureUSGovernment"]);
        },
        |config| {
            config.deadline_seconds = 3;
            config.account_header = Some("x-account".parse().unwrap());
        },
    )
    .await;
    let jwks = public(&stage, "jwks.json").await;
    stage.knob("/issuer", json!({ "issuer": stage.host.url(), "jwks": jwks })).await;
    stage
}

async fn public(stage: &Stage, name: &str) -> Value {
    let url = stage.url(&format!("/.well-known/{name}"));
    stage.http.get(url).send().await.unwrap().json().await.unwrap()
}

async fn federation(stage: &Stage, account: &str) -> Value {
    let url = stage.url(&format!("{API}/federation"));
    stage.send(stage.http.get(url).header("x-account", account)).await.body
}

async fn connect(stage: &Stage, account: &str, number: u8) -> Reply {
    let mut body = stage.body();
    body["credential"] = json!({ "kind": "federated" });
    let post = stage.http.post(stage.url(API)).header("Idempotency-Key", key(number)).json(&body);
    let made = stage.send(post.header("x-account", account)).await;
    assert_eq!(made.status, 202, "{made:?}");
    loop {
        let url = stage.url(&format!("{API}/{}", made.id()));
        let reply = stage.send(stage.http.get(url).header("x-account", account)).await;
        if reply.body["status"] != "verifying" {
            return reply;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn an_app_that_trusts_the_host_connects_without_a_secret() {
    let stage = stage().await;
    let configuration = public(&stage, "openid-configuration").await;
    assert_eq!(configuration["issuer"], stage.host.url());
    assert_eq!(configuration["jwks_uri"], stage.url("/.well-known/jwks.json"));
    let federation = federation(&stage, "a").await;
    assert_eq!(federation["issuer"], stage.host.url());
    assert_eq!(federation["audience"], "api://AzureADTokenExchange");
    stage.knob("/trust", federation).await;
    let reply = connect(&stage, "a", 1).await;
    assert_eq!(reply.body["status"], "connected", "{reply:?}");
    assert_eq!(reply.body["credential"], json!({ "kind": "federated" }));
    assert_eq!(reply.check("secret-expiry").0, "skipped");
    let Values { client_secret, .. } = &stage.values;
    assert!(!reply.body.to_string().contains(client_secret.as_str()));
}

#[tokio::test]
async fn another_account_cannot_connect_with_the_ids_of_the_first() {
    let stage = stage().await;
    let (first, second) = (federation(&stage, "a").await, federation(&stage, "b").await);
    assert_ne!(first["subject"], second["subject"]);
    assert_eq!(first, federation(&stage, "a").await, "the same for ever");
    stage.knob("/trust", first).await;
    assert_eq!(connect(&stage, "a", 1).await.body["status"], "connected");
    let reply = connect(&stage, "b", 2).await;
    assert_eq!(reply.body["status"], "failed");
    assert_eq!(reply.check("token"), ("fail".into(), "AADSTS700213".into()), "{reply:?}");
}

#[tokio::test]
async fn each_cloud_that_is_offered_has_an_audience_of_its_own() {
    let stage = stage().await;
    let ask = async |query: &str| {
        let url = stage.url(&format!("{API}/federation{query}"));
        stage.send(stage.http.get(url).header("x-account", "a")).await
    };
    let (first, other) = (ask("?cloud=AzureCloud").await.body, ask("?cloud=AzureUSGovernment").await.body);
    assert_eq!(first, federation(&stage, "a").await);
    assert_eq!(other["audience"], "api://AzureADTokenExchangeUSGov");
    assert_eq!((&other["issuer"], &other["subject"]), (&first["issuer"], &first["subject"]));
    for query in ["?cloud=AzureChinaCloud", "?cloud=", "?cloud=../x"] {
        assert_eq!(ask(query).await.fields(), ["/cloud not-offered"], "{query}");
    }
}

#[tokio::test]
async fn a_restart_keeps_the_key() {
    let mut stage = stage().await;
    let before = public(&stage, "jwks.json").await;
    assert_eq!(before["keys"].as_array().map(Vec::len), Some(1));
    assert!(before["keys"][0].get("d").is_none(), "the private half stays");
    stage.restart().await;
    assert_eq!(public(&stage, "jwks.json").await, before);
}

#[tokio::test]
async fn a_platform_that_does_not_offer_it_has_no_issuer() {
    let stage = Stage::new().await;
    let reply = stage.send(stage.http.get(stage.url(&format!("{API}/federation")))).await;
    assert_eq!((reply.status, reply.problem()), (404, "no-such-operation".into()));
    let mut body = stage.body();
    body["credential"] = json!({ "kind": "federated" });
    assert_eq!(stage.post(&key(1), &body).await.fields(), ["/credential/kind not-offered"]);
}
