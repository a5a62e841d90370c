//! `PATCH`: what of a connection can change, and what stays when a change is refused.

use serde_json::{Value, json};

use super::stage::{API, Reply, Stage, key};

/// A connected connection, and its id.
async fn connected(stage: &Stage) -> String {
    let created = stage.post(&key(1), &stage.body()).await;
    let reply = stage.settled(&created.id()).await;
    assert_eq!(reply.body["status"], "connected", "{reply:?}");
    created.id()
}

/// A new secret of the seeded app, as an admin makes one.
async fn new_secret(stage: &Stage) -> String {
    stage.knob("/secret", json!({})).await["clientSecret"].as_str().unwrap().to_owned()
}

fn secret(value: &str) -> Value {
    json!({ "credential": { "kind": "secret", "clientSecret": value, "expiresOn": "2999-01-31" } })
}

async fn verify(stage: &Stage, id: &str) -> Reply {
    let verify = stage.send(stage.http.post(stage.url(&format!("{API}/{id}/verify")))).await;
    assert_eq!(verify.status, 202, "{verify:?}");
    stage.settled(id).await
}

#[tokio::test]
async fn name_and_extras_change_at_once() {
    let stage = Stage::new().await;
    let id = connected(&stage).await;
    let before = stage.get(&id).await;
    let changed = stage.patch(&id, &json!({ "name": "Second name", "extras": { "teams": ["t2"] } })).await;
    assert_eq!((changed.status, &changed.body["name"]), (200, &json!("Second name")), "{changed:?}");
    assert_eq!(changed.body["extras"], json!({ "teams": ["t2"] }));
    assert_eq!(
        (&changed.body["status"], &changed.body["checks"]),
        (&json!("connected"), &before.body["checks"])
    );
    assert_ne!(changed.header("etag"), before.header("etag"));
    assert_eq!(stage.get(&id).await.body, changed.body);
    let bare = stage.patch(&id, &json!({ "name": null, "extras": { "teams": null } })).await;
    assert_eq!((bare.body.get("name"), &bare.body["extras"]), (None, &json!({})));
    let asked = stage.asked().await.len();
    assert_eq!(stage.patch(&id, &json!({})).await.status, 200);
    assert_eq!(stage.asked().await.len(), asked, "nobody asked Azure");
}

#[tokio::test]
async fn what_cannot_change_is_refused_whole() {
    let stage = Stage::new().await;
    let id = connected(&stage).await;
    let before = stage.get(&id).await.body;
    for (patch, fields) in [
        (json!({ "name": "x", "tenantId": stage.values.other_tenant_id }), vec!["/tenantId fixed"]),
        (json!({ "clientId": 1, "cloud": "AzureCloud" }), vec!["/clientId fixed", "/cloud fixed"]),
        (json!({ "colour": "red" }), vec!["/colour unknown"]),
        (
            json!({ "extras": { "teams": ["t9"], "x": "y" } }),
            vec!["/extras/teams not-offered", "/extras/x unknown"],
        ),
        (json!({ "scopes": [] }), vec!["/scopes missing"]),
        (
            json!({ "scopes": [format!("/subscriptions/{}", stage.values.tenant_id)] }),
            vec!["/scopes/0 same-as-tenant"],
        ),
        (json!({ "credential": { "kind": "password" } }), vec!["/credential/kind unknown"]),
        (json!({ "credential": { "kind": "federated" } }), vec!["/credential/kind not-offered"]),
        (
            json!({ "credential": { "kind": "secret", "clientSecret": "x", "expiresOn": "2020-01-01" } }),
            vec!["/credential/expiresOn past"],
        ),
    ] {
        let refused = stage.patch(&id, &patch).await;
        assert_eq!(
            (refused.status, refused.fields()),
            (422, fields.iter().map(|f| (*f).into()).collect()),
            "{patch}"
        );
    }
    let url = stage.url(&format!("{API}/{id}"));
    let refused = stage.send(stage.http.patch(&url).json(&json!({ "name": "x" }))).await;
    assert_eq!((refused.status, refused.problem()), (415, "content-type".into()));
    assert_eq!(refused.header("accept-patch"), "application/merge-patch+json");
    assert_eq!(stage.patch("no-such-id", &json!({ "colour": 1 })).await.problem(), "not-found");
    assert_eq!(stage.get(&id).await.body, before);
}

#[tokio::test]
async fn who_has_seen_another_version_is_told() {
    let stage = Stage::new().await;
    let id = connected(&stage).await;
    let seen = stage.get(&id).await.header("etag").to_owned();
    let first = stage.patch_if(&id, &seen, &json!({ "name": "First" })).await;
    assert_eq!(first.status, 200, "{first:?}");
    for tag in [seen.as_str(), "W/\"1\"", "nonsense", ""] {
        let second = stage.patch_if(&id, tag, &json!({ "name": "Second" })).await;
        assert_eq!((second.status, second.problem()), (412, "stale".into()), "{tag}");
    }
    assert_eq!(stage.get(&id).await.body["name"], "First");
    for tag in ["*", &format!("\"0\", {}", first.header("etag"))] {
        let again = stage.patch_if(&id, tag, &json!({ "name": "First" })).await;
        assert_eq!(again.status, if tag == "*" { 200 } else { 412 }, "{tag}: the first one changed it");
    }
}

#[tokio::test]
async fn a_new_secret_signs_in_before_the_old_one_goes() {
    let stage = Stage::new().await;
    let id = connected(&stage).await;
    let before = (stage.get(&id).await, stage.column(&id, "credential_sealed").await);
    let refused = stage.patch(&id, &secret("Zq18Q~wrong-but-well-formed.secret_0123456")).await;
    assert_eq!((refused.status, refused.problem()), (422, "credential-refused".into()), "{refused:?}");
    assert_eq!(refused.fields(), ["/credential/clientSecret AADSTS7000215"]);
    assert!(refused.body["traceId"].is_string() && refused.body["errors"][0]["detail"].is_string());
    let after = (stage.get(&id).await, stage.column(&id, "credential_sealed").await);
    assert_eq!(
        (&after.0.body, after.0.header("etag"), &after.1),
        (&before.0.body, before.0.header("etag"), &before.1)
    );
    assert_eq!(verify(&stage, &id).await.body["status"], "connected", "the old one still signs in");

    stage.knob("/knobs", json!({ "fail": { "next": 1, "status": 503, "service": "login" } })).await;
    let value = new_secret(&stage).await;
    let later = stage.patch(&id, &secret(&value)).await;
    assert_eq!((later.status, later.problem()), (503, "azure-unreachable".into()));
    assert!(!later.header("retry-after").is_empty());
    stage
        .knob("/knobs", json!({ "throttle": { "next": 1, "retryAfterSeconds": 7, "service": "login" } }))
        .await;
    let later = stage.patch(&id, &secret(&value)).await;
    assert_eq!((later.status, later.header("retry-after")), (503, "7"), "as Azure asked for");
    assert_eq!(stage.column(&id, "credential_sealed").await, before.1);

    let changed = stage.patch(&id, &secret(&value)).await;
    assert_eq!((changed.status, &changed.body["status"]), (202, &json!("verifying")), "{changed:?}");
    assert_eq!(changed.header("location"), format!("{API}/{id}"));
    let shown = json!({ "kind": "secret", "hint": &value[..3], "expiresOn": "2999-01-31" });
    assert_eq!(changed.body["credential"], shown);
    assert_eq!(stage.settled(&id).await.body["status"], "connected");
    assert_ne!(stage.column(&id, "credential_sealed").await, before.1);
}

#[tokio::test]
async fn of_two_that_rotate_the_secret_exactly_one_wins() {
    let stage = Stage::new().await;
    let id = connected(&stage).await;
    let (one, two) = (new_secret(&stage).await, new_secret(&stage).await);
    for with_tag in [false, true] {
        let seen = stage.get(&id).await.header("etag").to_owned();
        stage.knob("/knobs", json!({ "latencyMs": 400 })).await;
        let tag = if with_tag { seen.as_str() } else { "*" };
        let (one_patch, two_patch) = (secret(&one), secret(&two));
        let (first, second) = match with_tag {
            true => tokio::join!(stage.patch_if(&id, tag, &one_patch), stage.patch_if(&id, tag, &two_patch)),
            false => tokio::join!(stage.patch(&id, &one_patch), stage.patch(&id, &two_patch)),
        };
        stage.knob("/knobs", json!({ "latencyMs": 0 })).await;
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [202, 412], "{first:?} {second:?}");
        let (loser, winner) = if first.status == 202 { (second, &one) } else { (first, &two) };
        assert_eq!(loser.problem(), "stale");
        let reply = stage.settled(&id).await;
        assert_eq!(
            (&reply.body["status"], &reply.body["credential"]["hint"]),
            (&json!("connected"), &json!(winner[..3]))
        );
    }
}

#[tokio::test]
async fn a_connection_moves_from_a_secret_to_trust_and_to_a_certificate_in_place() {
    let stage = Stage::offering(
        |profile| {
            profile["endpoint"]["operations"] =
                json!(["create", "read", "update", "federation", "certificate"]);
        },
        |_| {},
    )
    .await;
    let id = connected(&stage).await;
    let get = async |path: &str| stage.send(stage.http.get(stage.url(path))).await.body;
    let federated = json!({ "credential": { "kind": "federated" } });
    let refused = stage.patch(&id, &federated).await;
    assert_eq!(refused.fields(), ["/credential AADSTS700211"], "nothing was set up yet");
    assert_eq!(verify(&stage, &id).await.body["status"], "connected", "by the secret");
    let jwks = get("/.well-known/jwks.json").await;
    stage.knob("/issuer", json!({ "issuer": stage.host.url(), "jwks": jwks })).await;
    stage.knob("/trust", get(&format!("{API}/federation")).await).await;
    let moved = stage.patch(&id, &federated).await;
    assert_eq!(
        (moved.status, &moved.body["credential"]),
        (202, &json!({ "kind": "federated" })),
        "{moved:?}"
    );
    let reply = stage.settled(&id).await;
    assert_eq!(
        (&reply.body["status"], reply.check("secret-expiry").0.as_str()),
        (&json!("connected"), "skipped")
    );
    assert_eq!(stage.column(&id, "credential_sealed").await, "", "the secret is forgotten");

    let shown = get(&format!("{API}/certificate")).await;
    let by_certificate =
        json!({ "credential": { "kind": "certificate", "thumbprint": shown["thumbprint"] } });
    let refused = stage.patch(&id, &by_certificate).await;
    assert_eq!(
        (refused.problem(), refused.fields()),
        ("credential-refused".into(), vec!["/credential AADSTS700027".into()])
    );
    stage.knob("/certificate", json!({ "pem": shown["pem"] })).await;
    assert_eq!(stage.patch(&id, &by_certificate).await.status, 202);
    let reply = stage.settled(&id).await;
    assert_eq!(
        (&reply.body["status"], &reply.body["credential"]["kind"]),
        (&json!("connected"), &json!("certificate"))
    );
}

#[tokio::test]
async fn a_subscription_is_added_and_what_fails_there_leaves_the_rest() {
    let stage = Stage::with(|config| config.deadline_seconds = 2).await;
    let id = connected(&stage).await;
    let scope = |id: &dyn std::fmt::Display| format!("/subscriptions/{id}");
    let (good, bad) = (scope(&stage.values.subscription_id), scope(&stage.values.unassigned_subscription_id));
    let changed = stage.patch(&id, &json!({ "scopes": [bad, good] })).await;
    assert_eq!((changed.status, &changed.body["status"]), (202, &json!("verifying")), "{changed:?}");
    let reply = stage.settled(&id).await;
    assert_eq!(reply.body["status"], "attention", "it has worked before: {reply:?}");
    assert_eq!(
        (reply.at("subscription", &good), reply.at("permissions", &good)),
        ("pass".into(), "pass".into())
    );
    assert_eq!(
        (reply.at("subscription", &bad), reply.at("permissions", &bad)),
        ("fail".into(), "skipped".into())
    );
    let same = stage
        .patch(
            &id,
            &json!({ "scopes": [good.to_uppercase().replace("SUBSCRIPTIONS", "subscriptions"), bad] }),
        )
        .await;
    assert_eq!(same.status, 200, "the same set is nothing new: {same:?}");
    assert_eq!(stage.patch(&id, &json!({ "scopes": [good] })).await.status, 202);
    assert_eq!(stage.settled(&id).await.body["status"], "connected");

    let mut other = stage.body();
    other["scopes"] = json!([scope(&stage.values.other_subscription_id)]);
    let second = stage.post(&key(2), &other).await;
    stage.settled(&second.id()).await;
    let refused = stage.patch(&second.id(), &json!({ "scopes": [good] })).await;
    assert_eq!(
        (refused.status, refused.problem(), &refused.body["connectionId"]),
        (409, "already-connected".into(), &json!(id))
    );
}

#[tokio::test]
async fn a_rename_does_not_disturb_a_verification_and_a_removal_ends_it() {
    let stage = Stage::new().await;
    let scope = format!("/subscriptions/{}", stage.values.unassigned_subscription_id);
    let mut body = stage.body();
    body["scopes"] = json!([scope]);
    let created = stage.post(&key(1), &body).await;
    stage.until(&created.id(), |reply| reply.check("subscription").0 == "waiting").await;
    // While a round is under way: it has read the record and has not written yet.
    stage.knob("/knobs", json!({ "latencyMs": 200 })).await;
    for number in 0..12 {
        let renamed = stage.patch(&created.id(), &json!({ "name": format!("Name {number}") })).await;
        assert_eq!((renamed.status, &renamed.body["status"]), (200, &json!("verifying")), "{renamed:?}");
        tokio::time::sleep(std::time::Duration::from_millis(120)).await;
    }
    stage.knob("/knobs", json!({ "latencyMs": 0 })).await;
    stage.knob("/assign", json!({ "scope": scope })).await;
    let reply = stage.settled(&created.id()).await;
    assert_eq!((&reply.body["status"], &reply.body["name"]), (&json!("connected"), &json!("Name 11")));

    stage.knob("/knobs", json!({ "latencyMs": 300 })).await;
    let url = stage.url(&format!("{API}/{}", created.id()));
    assert_eq!(stage.send(stage.http.post(format!("{url}/verify"))).await.status, 202);
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    assert_eq!(stage.send(stage.http.delete(&url)).await.status, 204);
    tokio::time::sleep(std::time::Duration::from_millis(800)).await;
    assert_eq!(stage.get(&created.id()).await.problem(), "not-found", "a verification brings nothing back");
    let asked = stage.asked().await.len();
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    assert_eq!(stage.asked().await.len(), asked, "and does not go on");
}

#[tokio::test]
async fn a_removal_during_the_trial_of_a_secret_wins() {
    let stage = Stage::new().await;
    let id = connected(&stage).await;
    let value = new_secret(&stage).await;
    stage.knob("/knobs", json!({ "latencyMs": 400 })).await;
    let patch = secret(&value);
    let remove = async {
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
        stage.send(stage.http.delete(stage.url(&format!("{API}/{id}")))).await
    };
    let (patched, removed) = tokio::join!(stage.patch(&id, &patch), remove);
    assert_eq!((removed.status, patched.status), (204, 404), "{patched:?}");
    assert_eq!(stage.get(&id).await.problem(), "not-found");
}

#[tokio::test]
async fn a_retry_of_a_change_gets_the_first_answer() {
    let stage = Stage::new().await;
    let id = connected(&stage).await;
    let url = stage.url(&format!("{API}/{id}"));
    let send = async |patch: &Value| {
        let request = stage.http.patch(&url).header("Idempotency-Key", key(7)).body(patch.to_string());
        stage.send(request.header("content-type", "application/merge-patch+json")).await
    };
    let value = new_secret(&stage).await;
    let first = send(&secret(&value)).await;
    stage.settled(&id).await;
    let again = send(&secret(&value)).await;
    assert_eq!((again.status, &again.body), (first.status, &first.body));
    assert_eq!(send(&json!({ "name": "x" })).await.problem(), "key-reused");
}
