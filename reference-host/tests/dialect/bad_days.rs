//! What happens in Azure to connections that worked.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::stage::{API, Reply, Stage, key};

fn scope(id: impl std::fmt::Display) -> String {
    format!("/subscriptions/{id}")
}

/// A connection of two subscriptions, and which they are.
async fn connected(stage: &Stage) -> (String, String, String) {
    let (first, second) = (scope(stage.values.subscription_id), scope(stage.values.other_subscription_id));
    let mut body = stage.body();
    body["scopes"] = json!([first, second]);
    let created = stage.post(&key(1), &body).await;
    let reply = stage.settled(&created.id()).await;
    assert_eq!(reply.body["status"], "connected", "{reply:?}");
    (created.id(), first, second)
}

async fn start(stage: &Stage, id: &str) {
    let verify = stage.send(stage.http.post(stage.url(&format!("{API}/{id}/verify")))).await;
    assert_eq!(verify.status, 202, "{verify:?}");
}

async fn verify(stage: &Stage, id: &str) -> Reply {
    start(stage, id).await;
    stage.settled(id).await
}

fn check<'a>(reply: &'a Reply, id: &str, at: &str) -> &'a Value {
    let checks = reply.body["checks"].as_array().unwrap();
    let found = checks.iter().find(|check| check["id"] == id && check["scope"] == at);
    found.unwrap_or_else(|| panic!("{id} {at}: {reply:?}"))
}

#[tokio::test]
async fn a_subscription_that_moved_to_another_directory_leaves_the_others() {
    let stage = Stage::new().await;
    let (id, moved, stayed) = connected(&stage).await;
    stage.knob("/transfer", json!({})).await;
    let reply = verify(&stage, &id).await;
    assert_eq!(reply.body["status"], "attention", "{reply:?}");
    let tenant = check(&reply, "tenant", &moved);
    assert_eq!((&tenant["state"], &tenant["code"]), (&json!("fail"), &json!("tenant-mismatch")));
    assert!(tenant["detail"].as_str().unwrap().contains(&stage.values.other_tenant_id.to_string()));
    assert_eq!(
        (reply.at("subscription", &moved), reply.at("permissions", &moved)),
        ("skipped".into(), "skipped".into())
    );
    assert_eq!(
        (reply.at("subscription", &stayed), reply.at("permissions", &stayed)),
        ("pass".into(), "pass".into())
    );
    assert_eq!(reply.check("token").0, "pass");
}

#[tokio::test]
async fn a_role_that_was_cut_down_is_said_by_its_missing_actions() {
    let stage = Stage::new().await;
    let (id, first, second) = connected(&stage).await;
    stage.knob("/unassign", json!({ "scope": first })).await;
    stage.knob("/assign", json!({ "scope": first, "roleName": "Reader" })).await;
    let reply = verify(&stage, &id).await;
    assert_eq!(reply.body["status"], "attention", "{reply:?}");
    let missing = json!(["Microsoft.Compute/virtualMachines/*", "Microsoft.Compute/disks/write"]);
    assert_eq!(check(&reply, "permissions", &first)["missing"], missing);
    assert_eq!(reply.at("permissions", &second), "pass");
    stage.knob("/assign", json!({ "scope": first })).await;
    assert_eq!(verify(&stage, &id).await.body["status"], "connected", "given back");
}

#[tokio::test]
async fn a_role_that_was_taken_away_is_waited_for_and_then_missed() {
    for (without_role, id_of, code) in
        [("forbidden", "subscription", "AuthorizationFailed"), ("empty", "permissions", "permissions-empty")]
    {
        let stage = Stage::with(|config| config.deadline_seconds = 2).await;
        let (id, first, second) = connected(&stage).await;
        stage.knob("/knobs", json!({ "withoutRole": without_role })).await;
        stage.knob("/unassign", json!({ "scope": first })).await;
        start(&stage, &id).await;
        stage.until(&id, |reply| reply.at(id_of, &first) == "waiting").await;
        let reply = stage.settled(&id).await;
        assert_eq!(reply.body["status"], "attention", "{reply:?}");
        let failed = check(&reply, id_of, &first);
        assert_eq!((&failed["state"], &failed["code"]), (&json!("fail"), &json!(code)));
        let needed = if without_role == "empty" { 5 } else { 0 };
        assert_eq!(failed["missing"].as_array().map_or(0, Vec::len), needed, "{failed}");
        assert_eq!(reply.at("permissions", &second), "pass");
    }
}

#[tokio::test]
async fn a_token_that_expires_in_the_middle_is_renewed() {
    let stage = Stage::new().await;
    let (id, ..) = connected(&stage).await;
    let tokens = async || stage.asked().await.iter().filter(|line| line.ends_with("/token")).count();
    let before = tokens().await;
    stage.knob("/knobs", json!({ "tokenRequests": 1 })).await;
    let reply = verify(&stage, &id).await;
    assert_eq!(reply.body["status"], "connected", "{reply:?}");
    assert_eq!(tokens().await - before, 4, "one for each of the four questions");
}

#[tokio::test]
async fn a_sign_in_that_fails_in_the_middle_is_waited_for() {
    let stage = Stage::new().await;
    let (id, ..) = connected(&stage).await;
    // Each round signs in once at its beginning, and for each token that has expired.
    stage.knob("/knobs", json!({ "tokenRequests": 1, "latencyMs": 400 })).await;
    start(&stage, &id).await;
    stage.until(&id, |reply| reply.check("token").0 == "pass").await;
    stage.knob("/knobs", json!({ "fail": { "next": 1, "status": 503, "service": "login" } })).await;
    let waits = |reply: &Reply| reply.body["checks"].to_string().contains("azure-error");
    let reply = stage.until(&id, waits).await;
    assert_eq!(reply.body["status"], "verifying");
    stage.knob("/knobs", json!({ "latencyMs": 0 })).await;
    assert_eq!(stage.settled(&id).await.body["status"], "connected");
}

#[tokio::test]
async fn azure_is_left_alone_for_as_long_as_it_asks() {
    let stage = Stage::new().await;
    let (id, first, second) = connected(&stage).await;
    // Two go to the questions whose subscriptions these are, which nobody waits for.
    let throttle = json!({ "next": 3, "retryAfterSeconds": 4, "service": "arm" });
    stage.knob("/knobs", json!({ "throttle": throttle })).await;
    let begin = Instant::now();
    start(&stage, &id).await;
    let reply = stage.until(&id, |reply| reply.at("subscription", &first) == "waiting").await;
    let waiting = check(&reply, "subscription", &first);
    assert_eq!(waiting["code"], "throttled");
    assert!(waiting["retryAfterSeconds"].as_u64().unwrap() >= 2, "{waiting}");
    assert_eq!(reply.at("subscription", &second), "pending", "nothing more is asked");
    let asked = stage.asked().await.len();
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(stage.asked().await.len(), asked);
    assert_eq!(stage.settled(&id).await.body["status"], "connected");
    assert!(begin.elapsed() >= Duration::from_secs(3), "{:?}", begin.elapsed());
}

#[tokio::test]
async fn a_management_group_and_a_subscription_are_looked_at_one_by_one() {
    let stage = Stage::with(|config| config.deadline_seconds = 2).await;
    let group =
        format!("/providers/Microsoft.Management/managementGroups/{}", stage.values.management_group_id);
    let bad = scope(stage.values.unassigned_subscription_id);
    let mut body = stage.body();
    body["scopes"] = json!([group, bad]);
    let created = stage.post(&key(1), &body).await;
    let reply = stage.settled(&created.id()).await;
    assert_eq!(reply.body["status"], "failed", "it has never worked: {reply:?}");
    assert_eq!(
        (reply.at("subscription", &group), reply.at("permissions", &group)),
        ("pass".into(), "pass".into())
    );
    assert_eq!(
        (reply.at("subscription", &bad), reply.at("permissions", &bad)),
        ("fail".into(), "skipped".into())
    );
    for each in [&stage.values.subscription_id, &stage.values.other_subscription_id] {
        stage.knob("/unassign", json!({ "scope": scope(each) })).await;
    }
    let reply = verify(&stage, &created.id()).await;
    let failed = check(&reply, "subscription", &group);
    assert_eq!(
        (&failed["state"], &failed["code"]),
        (&json!("fail"), &json!("subscriptions-empty")),
        "{reply:?}"
    );
}
