use azure_connect::contract::{Connection, ConnectionList, Status};
use serde_json::json;

use super::stage::{API, Stage, key};

#[tokio::test]
async fn a_good_connection_is_accepted_shown_and_connected() {
    let stage = Stage::new().await;
    let created = stage.post(&key(1), &stage.body()).await;
    assert_eq!((created.status, &created.body["status"]), (202, &json!("verifying")), "{created:?}");
    assert_eq!(created.header("location"), format!("{API}/{}", created.id()));
    assert!(!created.header("etag").is_empty() && !created.header("retry-after").is_empty());
    let reply = stage.settled(&created.id()).await;
    assert_eq!((reply.status, &reply.body["status"]), (200, &json!("connected")), "{reply:?}");
    for id in ["token", "tenant", "subscription", "permissions", "secret-expiry", "role-version"] {
        assert_eq!(reply.check(id), ("pass".into(), String::new()), "{id}");
    }
    assert_eq!(reply.header("retry-after"), "");
    assert_ne!(reply.header("etag"), created.header("etag"));
    let hint = &stage.values.client_secret[..3];
    assert_eq!(
        reply.body["credential"],
        json!({ "kind": "secret", "hint": hint, "expiresOn": "2999-12-31" })
    );
    assert_eq!(reply.body["extras"], json!({ "teams": ["t1"] }));
    let read: Connection = serde_json::from_value(reply.body).unwrap();
    assert_eq!(
        (read.status, read.tenant_id.unwrap().to_string()),
        (Status::Connected, stage.values.tenant_id.to_string())
    );
}

#[tokio::test]
async fn a_wrong_secret_fails_and_is_replaced_in_place() {
    let stage = Stage::new().await;
    let mut body = stage.body();
    body["credential"]["clientSecret"] = json!("b5d2e8f1-0c3a-4697-9d4e-8a1b7c6f5e20");
    let created = stage.post(&key(1), &body).await;
    let reply = stage.settled(&created.id()).await;
    assert_eq!(reply.body["status"], "failed");
    assert_eq!(reply.check("token"), ("fail".into(), "AADSTS7000215".into()));
    let token = &reply.body["checks"][0];
    assert!(token["detail"].as_str().unwrap().starts_with("AADSTS7000215: Invalid client secret provided."));
    assert!(token["traceId"].is_string());
    assert_eq!(reply.check("permissions").0, "skipped");
    let replaced = stage.put(&created.id(), &key(2), &stage.body()).await;
    assert_eq!((replaced.status, replaced.id()), (202, created.id()), "{replaced:?}");
    assert_eq!(replaced.body["createdAt"], created.body["createdAt"]);
    assert_eq!(stage.settled(&created.id()).await.body["status"], "connected");
    let again = stage.put(&created.id(), &key(3), &stage.body()).await;
    assert_eq!(
        (again.status, again.problem()),
        (409, "not-replaceable".into()),
        "one that worked is not replaced"
    );
}

#[tokio::test]
async fn a_domain_becomes_the_guid_before_anything_is_answered() {
    let stage = Stage::new().await;
    let mut body = stage.body();
    body["tenantId"] = json!(stage.values.tenant_domain);
    let created = stage.post(&key(1), &body).await;
    assert_eq!((created.status, &created.body["tenantId"]), (202, &json!(stage.values.tenant_id)));
    // So that the failure below meets the next request, not this verification.
    stage.settled(&created.id()).await;
    body["tenantId"] = json!("nowhere.example");
    let refused = stage.post(&key(2), &body).await;
    assert_eq!((refused.status, refused.fields()), (422, vec!["/tenantId tenant-not-found".into()]));
    stage.knob("/knobs", json!({ "fail": { "next": 1, "service": "login" } })).await;
    body["tenantId"] = json!(stage.values.tenant_domain);
    let later = stage.post(&key(3), &body).await;
    assert_eq!((later.status, later.problem()), (503, "azure-unreachable".into()));
    assert!(!later.header("retry-after").is_empty());
}

#[tokio::test]
async fn the_same_connection_is_there_once_unless_it_failed() {
    let stage = Stage::new().await;
    let mut wrong = stage.body();
    wrong["credential"]["clientSecret"] = json!("b5d2e8f1-0c3a-4697-9d4e-8a1b7c6f5e20");
    let failed = stage.post(&key(1), &wrong).await;
    stage.settled(&failed.id()).await;
    let created = stage.post(&key(2), &stage.body()).await;
    assert_eq!(created.status, 202, "a failed one is not in the way");
    stage.settled(&created.id()).await;
    let mut same = stage.body();
    same["name"] = json!("Another name");
    let refused = stage.post(&key(3), &same).await;
    assert_eq!((refused.status, refused.problem()), (409, "already-connected".into()));
    assert_eq!(refused.body["connectionId"], created.id());
    let refused = stage.put(&failed.id(), &key(4), &same).await;
    assert_eq!(
        (refused.problem(), &refused.body["connectionId"]),
        ("already-connected".into(), &json!(created.id()))
    );
    let refused = stage.send(stage.http.post(stage.url(&format!("{API}/{}/verify", failed.id())))).await;
    assert_eq!(refused.problem(), "already-connected");
    same["scopes"] = json!([format!("/subscriptions/{}", stage.values.other_subscription_id)]);
    assert_eq!(stage.post(&key(5), &same).await.status, 202, "another set of scopes is another connection");
}

#[tokio::test]
async fn connections_are_listed_verified_again_and_removed() {
    let stage = Stage::new().await;
    let created = stage.post(&key(1), &stage.body()).await;
    stage.settled(&created.id()).await;
    let list = stage.send(stage.http.get(stage.url(API))).await;
    let list: ConnectionList = serde_json::from_value(list.body).unwrap();
    assert_eq!((list.items.len(), list.next), (1, None));
    stage.knob("/expire-secret", json!({})).await;
    let verify = stage.send(stage.http.post(stage.url(&format!("{API}/{}/verify", created.id())))).await;
    assert_eq!((verify.status, &verify.body["status"]), (202, &json!("verifying")));
    let reply = stage.settled(&created.id()).await;
    assert_eq!(reply.body["status"], "attention", "one that worked needs a hand");
    assert_eq!(reply.check("token"), ("fail".into(), "AADSTS7000222".into()));
    let url = stage.url(&format!("{API}/{}", created.id()));
    assert_eq!(stage.send(stage.http.delete(&url)).await.status, 204);
    assert_eq!(stage.send(stage.http.delete(&url)).await.problem(), "not-found");
    assert_eq!(stage.get(&created.id()).await.problem(), "not-found");
}

#[tokio::test]
async fn a_long_list_comes_in_pages() {
    let stage = Stage::with(|config| config.account_header = Some("x-account".parse().unwrap())).await;
    for number in 0..103_u32 {
        let mut body = stage.body();
        body["scopes"] = json!([format!("/subscriptions/9a3c1b7e-2f44-4c0a-8e51-7d2b6c5a{number:04x}")]);
        body["credential"]["clientSecret"] = json!("b5d2e8f1-0c3a-4697-9d4e-8a1b7c6f5e20");
        let key = format!("5f0c1d2e-3b4a-4c5d-8e6f-7a8b9c0d{number:04x}");
        let request = stage.http.post(stage.url(API)).header("x-account", "a").header("Idempotency-Key", key);
        assert_eq!(stage.send(request.json(&body)).await.status, 202);
    }
    let (mut seen, mut next) = (std::collections::BTreeSet::new(), Some(String::new()));
    while let Some(query) = next {
        let request = stage.http.get(stage.url(&format!("{API}{query}"))).header("x-account", "a");
        let page: ConnectionList = serde_json::from_value(stage.send(request).await.body).unwrap();
        seen.extend(page.items.iter().map(|item| item.id.to_string()));
        next = page.next.map(|next| next.to_string());
    }
    assert_eq!(seen.len(), 103);
}
