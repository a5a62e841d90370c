use serde_json::json;

use super::stage::{API, Stage, key};

#[tokio::test]
async fn a_role_that_is_not_there_yet_is_waited_for() {
    for without_role in ["forbidden", "empty", "not-found"] {
        let stage = Stage::new().await;
        stage.knob("/knobs", json!({ "withoutRole": without_role, "tokenSnapshots": true })).await;
        let scope = format!("/subscriptions/{}", stage.values.unassigned_subscription_id);
        let mut body = stage.body();
        body["scopes"] = json!([scope]);
        let created = stage.post(&key(1), &body).await;
        let waits = |reply: &super::stage::Reply| {
            reply.body["checks"].as_array().unwrap().iter().any(|check| check["state"] == "waiting")
        };
        let reply = stage.until(&created.id(), waits).await;
        assert_eq!(reply.body["status"], "verifying");
        assert_eq!(reply.check("token").0, "pass");
        let checks = reply.body["checks"].as_array().unwrap();
        let waiting = checks.iter().find(|check| check["state"] == "waiting").unwrap();
        assert!(waiting["deadlineSeconds"].as_u64().unwrap() > 1, "{waiting}");
        assert!(waiting["retryAfterSeconds"].as_u64().is_some() && waiting["code"].is_string(), "{waiting}");
        assert!(!reply.header("retry-after").is_empty());
        stage.knob("/knobs", json!({ "propagationSeconds": 0.5 })).await;
        stage.knob("/assign", json!({ "scope": scope })).await;
        let reply = stage.settled(&created.id()).await;
        assert_eq!(reply.body["status"], "connected", "{without_role} {reply:?}");
        let tokens = stage.asked().await.iter().filter(|line| line.ends_with("/token")).count();
        assert!(tokens >= 2, "each round signs in anew");
    }
}

#[tokio::test]
async fn waiting_ends_at_the_deadline() {
    let stage = Stage::with(|config| config.deadline_seconds = 2).await;
    let mut body = stage.body();
    body["scopes"] = json!([format!("/subscriptions/{}", stage.values.unassigned_subscription_id)]);
    let created = stage.post(&key(1), &body).await;
    let reply = stage.settled(&created.id()).await;
    assert_eq!(reply.body["status"], "failed");
    assert_eq!(reply.check("subscription"), ("fail".into(), "AuthorizationFailed".into()));
    assert_eq!(reply.check("permissions").0, "skipped");
    assert!(
        reply.body["checks"].as_array().unwrap().iter().all(|check| check.get("deadlineSeconds").is_none())
    );
}

#[tokio::test]
async fn missing_actions_are_named() {
    let stage = Stage::new().await;
    let scope = format!("/subscriptions/{}", stage.values.unassigned_subscription_id);
    stage.knob("/assign", json!({ "scope": scope, "roleName": "Reader" })).await;
    let mut body = stage.body();
    body["scopes"] = json!([scope]);
    let created = stage.post(&key(1), &body).await;
    let reply = stage.settled(&created.id()).await;
    assert_eq!(reply.body["status"], "failed");
    assert_eq!(reply.check("subscription").0, "pass");
    assert_eq!(reply.check("permissions"), ("fail".into(), "permissions-missing".into()));
    let checks = reply.body["checks"].as_array().unwrap();
    let missing = &checks.iter().find(|check| check["id"] == "permissions").unwrap()["missing"];
    assert_eq!(*missing, json!(["Microsoft.Compute/virtualMachines/*", "Microsoft.Compute/disks/write"]));
}

#[tokio::test]
async fn a_subscription_of_another_directory_is_told_by_the_challenge() {
    let stage = Stage::new().await;
    let mut body = stage.body();
    let scope = format!("/subscriptions/{}", stage.values.foreign_subscription_id);
    body["scopes"] = json!([scope]);
    let created = stage.post(&key(1), &body).await;
    let reply = stage.settled(&created.id()).await;
    assert_eq!(reply.body["status"], "failed");
    assert_eq!(reply.check("tenant"), ("fail".into(), "tenant-mismatch".into()));
    assert_eq!(reply.check("token").0, "pass", "what is right is said, too");
    let checks = reply.body["checks"].as_array().unwrap();
    let tenant = checks.iter().find(|check| check["id"] == "tenant").unwrap();
    assert_eq!(tenant["scope"], scope);
    assert!(tenant["detail"].as_str().unwrap().contains(&stage.values.other_tenant_id.to_string()));
}

#[tokio::test]
async fn a_directory_that_does_not_exist_fails_as_such() {
    let stage = Stage::new().await;
    let mut body = stage.body();
    body["tenantId"] = json!("b4f7e0a6-9d21-4c38-8e5b-1f3a6c7d2e90");
    let created = stage.post(&key(1), &body).await;
    let reply = stage.settled(&created.id()).await;
    assert_eq!(reply.check("tenant"), ("fail".into(), "AADSTS90002".into()));
    assert_eq!(reply.check("token").0, "skipped");
}

#[tokio::test]
async fn a_management_group_is_seen_by_its_subscriptions() {
    let stage = Stage::new().await;
    let mut body = stage.body();
    body["scopes"] = json!([format!(
        "/providers/Microsoft.Management/managementGroups/{}",
        stage.values.management_group_id
    )]);
    let created = stage.post(&key(1), &body).await;
    let reply = stage.settled(&created.id()).await;
    assert_eq!(reply.body["status"], "connected", "{reply:?}");
}

#[tokio::test]
async fn many_scopes_are_looked_at_one_by_one() {
    let stage = Stage::with(|config| config.deadline_seconds = 1).await;
    let mut body = stage.body();
    let scope = |id: &dyn std::fmt::Display| format!("/subscriptions/{id}");
    body["scopes"] =
        json!([scope(&stage.values.unassigned_subscription_id), scope(&stage.values.subscription_id)]);
    let created = stage.post(&key(1), &body).await;
    let reply = stage.settled(&created.id()).await;
    let state = |id: &str, at: &str| {
        let checks = reply.body["checks"].as_array().unwrap();
        let check = checks.iter().find(|check| check["id"] == id && check["scope"] == at);
        check.unwrap_or_else(|| panic!("{reply:?}"))["state"].clone()
    };
    let (bad, good) = (scope(&stage.values.unassigned_subscription_id), scope(&stage.values.subscription_id));
    assert_eq!((state("subscription", &good), state("permissions", &good)), (json!("pass"), json!("pass")));
    assert_eq!((state("subscription", &bad), state("permissions", &bad)), (json!("fail"), json!("skipped")));
}

#[tokio::test]
async fn azure_may_be_slow_throttled_and_down_for_a_while() {
    let stage = Stage::new().await;
    stage
        .knob("/knobs", json!({ "fail": { "next": 2, "status": 503, "service": "login" }, "throttle": { "next": 2, "retryAfterSeconds": 1, "service": "arm" } }))
        .await;
    let created = stage.post(&key(1), &stage.body()).await;
    let reply = stage.settled(&created.id()).await;
    assert_eq!(reply.body["status"], "connected", "{reply:?}");
}

#[tokio::test]
async fn a_restart_goes_on_with_what_was_verified() {
    let mut stage = Stage::new().await;
    let scope = format!("/subscriptions/{}", stage.values.unassigned_subscription_id);
    let mut body = stage.body();
    body["scopes"] = json!([scope]);
    let created = stage.post(&key(1), &body).await;
    stage.until(&created.id(), |reply| reply.check("subscription").0 == "waiting").await;
    stage.restart().await;
    assert_eq!(stage.get(&created.id()).await.check("token").0, "pass", "what was known is still known");
    stage.knob("/assign", json!({ "scope": scope })).await;
    assert_eq!(stage.settled(&created.id()).await.body["status"], "connected");
    let again = stage.post(&key(1), &body).await;
    assert_eq!((again.status, again.id()), (202, created.id()), "keys survive, too");
}

#[tokio::test]
async fn a_secret_near_its_end_is_a_warning() {
    let stage = Stage::new().await;
    let today =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs() / 86_400;
    let soon = azure_connect::azure::Date::from_unix_days(i64::try_from(today).unwrap() + 10);
    let mut body = stage.body();
    body["credential"]["expiresOn"] = json!(soon.to_string());
    let created = stage.post(&key(1), &body).await;
    let reply = stage.settled(&created.id()).await;
    assert_eq!(reply.body["status"], "connected");
    assert_eq!(reply.check("secret-expiry"), ("warn".into(), "secret-expires-soon".into()));
}

#[tokio::test]
async fn a_replaced_connection_is_not_written_by_its_old_verification() {
    let stage = Stage::new().await;
    let mut body = stage.body();
    body["scopes"] = json!([format!("/subscriptions/{}", stage.values.unassigned_subscription_id)]);
    let created = stage.post(&key(1), &body).await;
    stage.until(&created.id(), |reply| reply.check("subscription").0 == "waiting").await;
    assert_eq!(stage.put(&created.id(), &key(2), &stage.body()).await.status, 202);
    let reply = stage.settled(&created.id()).await;
    assert_eq!(reply.body["status"], "connected");
    // Past the moment at which the old one would have looked again.
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    let later = stage.get(&created.id()).await;
    assert_eq!((&later.body, later.header("etag")), (&reply.body, reply.header("etag")));
    let list = stage.send(stage.http.get(stage.url(API))).await;
    assert_eq!(list.body["items"].as_array().unwrap().len(), 1);
}
