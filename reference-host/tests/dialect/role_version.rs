//! The platform's role grows after a connection was made with it.

use serde_json::{Value, json};

use super::stage::{API, Reply, Stage, key};

const ADDED: &str = "Microsoft.Compute/snapshots/write";

/// The host starts again with a newer role in its profile.
async fn grow(stage: &mut Stage) {
    let path = &stage.config.profile;
    let mut profile: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let role = &mut profile["role"]["custom"];
    role["version"] = json!("2027-01");
    role["actions"].as_array_mut().unwrap().push(json!(ADDED));
    std::fs::write(path, profile.to_string()).unwrap();
    stage.restart().await;
}

async fn verify(stage: &Stage, id: &str) -> Reply {
    let verify = stage.send(stage.http.post(stage.url(&format!("{API}/{id}/verify")))).await;
    assert_eq!(verify.status, 202, "{verify:?}");
    stage.settled(id).await
}

fn version(reply: &Reply) -> &Value {
    let checks = reply.body["checks"].as_array().unwrap();
    checks.iter().find(|check| check["id"] == "role-version").unwrap_or_else(|| panic!("{reply:?}"))
}

#[tokio::test]
async fn a_role_that_has_grown_is_something_to_know_until_azure_grants_it() {
    let mut stage = Stage::offering(|_| {}, |_| {}).await;
    let created = stage.post(&key(1), &stage.body()).await;
    let id = created.id();
    assert_eq!(stage.settled(&id).await.check("role-version").0, "pass");
    grow(&mut stage).await;
    let reply = verify(&stage, &id).await;
    assert_eq!(reply.body["status"], "connected", "what works goes on working: {reply:?}");
    assert_eq!(reply.check("permissions").0, "pass");
    let expected = json!({
        "id": "role-version", "state": "warn", "code": "role-outdated", "detail": "2026-11 -> 2027-01", "missing": [ADDED],
    });
    assert_eq!((version(&reply), &reply.body["role"]["version"]), (&expected, &json!("2026-11")));

    // Somebody who connects today has to have it all.
    let mut today = stage.body();
    today["scopes"] = json!([format!("/subscriptions/{}", stage.values.other_subscription_id)]);
    today["role"]["version"] = json!("2027-01");
    let second = stage.post(&key(2), &today).await;
    let reply = stage.settled(&second.id()).await;
    assert_eq!(reply.check("permissions"), ("fail".into(), "permissions-missing".into()), "{reply:?}");

    // The admin brings the role up to date; here with a second one beside it.
    stage.knob("/role", json!({ "name": "More", "actions": [ADDED] })).await;
    let scope = format!("/subscriptions/{}", stage.values.subscription_id);
    stage.knob("/assign", json!({ "scope": scope, "roleName": "More" })).await;
    let reply = verify(&stage, &id).await;
    assert_eq!(version(&reply), &json!({ "id": "role-version", "state": "pass" }), "{reply:?}");
    assert_eq!(reply.body["role"]["version"], "2027-01", "it is a connection of the new version now");
    stage.knob("/unassign", json!({ "scope": scope })).await;
    stage.knob("/assign", json!({ "scope": scope, "roleName": "Test platform role" })).await;
    let reply = verify(&stage, &id).await;
    assert_eq!(reply.body["status"], "attention", "and has to stay one");
    let checks = reply.body["checks"].as_array().unwrap();
    let permissions = checks.iter().find(|check| check["id"] == "permissions").unwrap();
    assert_eq!(permissions["missing"], json!([ADDED]));
}

#[tokio::test]
async fn what_azure_cannot_say_now_leaves_the_warning() {
    let mut stage = Stage::offering(|_| {}, |_| {}).await;
    let created = stage.post(&key(1), &stage.body()).await;
    stage.settled(&created.id()).await;
    grow(&mut stage).await;
    stage.knob("/expire-secret", json!({})).await;
    let reply = verify(&stage, &created.id()).await;
    assert_eq!((reply.body["status"].as_str(), reply.check("token").0.as_str()), (Some("attention"), "fail"));
    assert_eq!((&version(&reply)["state"], &version(&reply)["missing"]), (&json!("warn"), &json!([ADDED])));
}

#[tokio::test]
async fn a_page_with_an_older_profile_connects_what_is_granted_anyway() {
    let stage = Stage::new().await;
    let mut body = stage.body();
    body["role"]["version"] = json!("2025-01");
    let created = stage.post(&key(1), &body).await;
    assert_eq!(created.check("role-version"), ("pending".into(), "role-outdated".into()));
    let reply = stage.settled(&created.id()).await;
    assert_eq!(
        (&reply.body["status"], version(&reply)["state"].as_str()),
        (&json!("connected"), Some("pass"))
    );
    assert_eq!(reply.body["role"]["version"], "2026-11");
}
