//! Connections by certificate: the host keeps the private key, the app registration has the certificate.

use azure_connect::azure::Date;
use serde_json::{Value, json};

use crate::stage::{API, Reply, Stage, key};

async fn stage() -> Stage {
    Stage::offering(
        |profile| profile["endpoint"]["operations"] = json!(["create", "read", "replace", "certificate"]),
        |config| {
            config.deadline_seconds = 3;
            config.account_header = Some("x-account".parse().unwrap());
        },
    )
    .await
}

async fn certificate(stage: &Stage, account: &str) -> Value {
    let url = stage.url(&format!("{API}/certificate"));
    stage.send(stage.http.get(url).header("x-account", account)).await.body
}

async fn post(stage: &Stage, account: &str, number: u8, thumbprint: &Value) -> Reply {
    let mut body = stage.body();
    body["credential"] = json!({ "kind": "certificate", "thumbprint": thumbprint });
    let post = stage.http.post(stage.url(API)).header("Idempotency-Key", key(number)).json(&body);
    stage.send(post.header("x-account", account)).await
}

async fn settled(stage: &Stage, account: &str, id: &str) -> Reply {
    loop {
        let url = stage.url(&format!("{API}/{id}"));
        let reply = stage.send(stage.http.get(url).header("x-account", account)).await;
        if reply.body["status"] != "verifying" {
            return reply;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

/// The day it is in so many days.
fn day(from_now: i64) -> Date {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    Date::from_unix_days(i64::try_from(now / 86_400).unwrap() + from_now)
}

#[tokio::test]
async fn an_app_with_the_hosts_certificate_connects_without_a_secret() {
    let mut stage = stage().await;
    let shown = certificate(&stage, "a").await;
    let pem = shown["pem"].as_str().unwrap();
    assert!(pem.starts_with("-----BEGIN CERTIFICATE-----\n") && !pem.contains("PRIVATE"), "{pem}");
    let uploaded = stage.knob("/certificate", json!({ "pem": pem })).await;
    assert_eq!(shown["thumbprint"], uploaded["thumbprint"], "the portal shows the same");
    stage.restart().await;
    assert_eq!(certificate(&stage, "a").await, shown, "made once");
    let made = post(&stage, "a", 1, &shown["thumbprint"]).await;
    assert_eq!(made.status, 202, "{made:?}");
    let reply = settled(&stage, "a", &made.id()).await;
    assert_eq!(reply.body["status"], "connected", "{reply:?}");
    assert_eq!(reply.check("secret-expiry").0, "pass");
    let expires: Date = reply.body["credential"]["expiresOn"].as_str().unwrap().parse().unwrap();
    let left = day(0).days_until(expires);
    assert!((364..=365).contains(&left), "{left} days");
    let hint = &reply.body["credential"]["hint"];
    assert_eq!((hint, &reply.body["credential"]["kind"]), (&shown["thumbprint"], &json!("certificate")));
}

#[tokio::test]
async fn only_the_accounts_own_certificate_is_taken() {
    let stage = stage().await;
    let (first, second) = (certificate(&stage, "a").await, certificate(&stage, "b").await);
    assert_ne!(first["thumbprint"], second["thumbprint"]);
    for thumbprint in [&second["thumbprint"], &json!("ab".repeat(20))] {
        let refused = post(&stage, "a", 1, thumbprint).await;
        assert_eq!((refused.status, refused.fields()), (422, vec!["/credential/thumbprint unknown".into()]));
    }
    // The same in lower case, as other tools write it.
    let lower = json!(first["thumbprint"].as_str().unwrap().to_lowercase());
    assert_eq!(post(&stage, "a", 2, &lower).await.status, 202);
}

#[tokio::test]
async fn one_that_was_not_uploaded_is_waited_for_and_then_refused_by_azures_code() {
    let stage = stage().await;
    let shown = certificate(&stage, "a").await;
    let made = post(&stage, "a", 1, &shown["thumbprint"]).await;
    let reply = settled(&stage, "a", &made.id()).await;
    assert_eq!(reply.body["status"], "failed");
    assert_eq!(reply.check("token"), ("fail".into(), "AADSTS700027".into()), "{reply:?}");
}

#[tokio::test]
async fn clocks_that_differ_are_waited_for_until_they_agree() {
    let stage = stage().await;
    let shown = certificate(&stage, "a").await;
    stage.knob("/certificate", json!({ "pem": shown["pem"] })).await;
    // Behind by little is nobody's trouble: Entra's five minutes and the host's one.
    stage.knob("/knobs", json!({ "clockSkewSeconds": -340 })).await;
    let made = post(&stage, "a", 1, &shown["thumbprint"]).await;
    assert_eq!(settled(&stage, "a", &made.id()).await.body["status"], "connected");

    stage.knob("/knobs", json!({ "clockSkewSeconds": -3600 })).await;
    let url = stage.url(&format!("{API}/{}/verify", made.id()));
    stage.send(stage.http.post(url).header("x-account", "a")).await;
    loop {
        let url = stage.url(&format!("{API}/{}", made.id()));
        let reply = stage.send(stage.http.get(url).header("x-account", "a")).await;
        assert_eq!(reply.body["status"], "verifying", "{reply:?}");
        if reply.check("token") == ("waiting".into(), "AADSTS700024".into()) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    stage.knob("/knobs", json!({ "clockSkewSeconds": 0 })).await;
    assert_eq!(settled(&stage, "a", &made.id()).await.body["status"], "connected");
}

#[tokio::test]
async fn a_new_one_is_made_in_time_and_the_old_one_goes_on() {
    let stage = stage().await;
    let first = certificate(&stage, "a").await;
    stage.knob("/certificate", json!({ "pem": first["pem"] })).await;
    let made = post(&stage, "a", 1, &first["thumbprint"]).await;
    assert_eq!(settled(&stage, "a", &made.id()).await.body["status"], "connected");
    let age =
        async |days| stage.execute(format!("UPDATE certificates SET expires_on = '{}'", day(days))).await;
    age(60).await;
    assert_eq!(certificate(&stage, "a").await, first);
    age(59).await;
    let second = certificate(&stage, "a").await;
    assert_ne!(second["thumbprint"], first["thumbprint"]);
    assert_eq!(certificate(&stage, "a").await, second);

    let url = stage.url(&format!("{API}/{}", made.id()));
    let verify = stage.http.post(format!("{url}/verify")).header("x-account", "a");
    assert_eq!(stage.send(verify).await.status, 202);
    assert_eq!(settled(&stage, "a", &made.id()).await.body["status"], "connected", "by the old one");
    let patch = async || {
        let body = json!({ "credential": { "kind": "certificate", "thumbprint": second["thumbprint"] } });
        let patch = stage.http.patch(&url).header("x-account", "a").body(body.to_string());
        stage.send(patch.header("Content-Type", "application/merge-patch+json")).await
    };
    assert_eq!(patch().await.fields(), ["/credential AADSTS700027"], "not uploaded yet");
    stage.knob("/certificate", json!({ "pem": second["pem"] })).await;
    assert_eq!(patch().await.status, 202);
    let reply = settled(&stage, "a", &made.id()).await;
    assert_eq!(
        (&reply.body["status"], &reply.body["credential"]["hint"]),
        (&json!("connected"), &second["thumbprint"])
    );

    age(-1).await;
    assert_ne!(certificate(&stage, "a").await, second);
    for (old, code) in [(&first, "unknown"), (&second, "past")] {
        let refused = post(&stage, "a", 2, &old["thumbprint"]).await;
        assert_eq!(
            refused.fields(),
            [format!("/credential/thumbprint {code}")],
            "the unused one is forgotten"
        );
    }
}

#[tokio::test]
async fn a_platform_that_does_not_offer_it_has_none() {
    let stage = Stage::new().await;
    let reply = stage.send(stage.http.get(stage.url(&format!("{API}/certificate")))).await;
    assert_eq!((reply.status, reply.problem()), (404, "no-such-operation".into()));
    let mut body = stage.body();
    body["credential"] = json!({ "kind": "certificate", "thumbprint": "ab".repeat(20) });
    assert_eq!(stage.post(&key(1), &body).await.fields(), ["/credential/kind not-offered"]);
}
