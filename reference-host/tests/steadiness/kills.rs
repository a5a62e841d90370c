//! `kill -9` at moments that are spread over the whole of an act.

use std::time::Duration;

use serde_json::json;
use tokio::time::sleep;

use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn killed_in_the_middle_of_a_submission_it_keeps_it_once() {
    let world = World::new(&[]).await;
    world.knob("/knobs", json!({ "latencyMs": 200 })).await;
    let body = world.body_by_domain();
    let mut host = world.start().await;
    let mut answered = 0;
    for (number, delay) in [0, 60, 120, 190, 200, 210, 220, 240, 280, 400].into_iter().enumerate() {
        let account = format!("killed-{number}");
        let (first, ()) = tokio::join!(world.post(&account, 1, &body), async {
            sleep(Duration::from_millis(delay)).await;
            host.kill().await;
        });
        host = world.start().await;
        let second = world.insist(&account, 1, &body).await;
        if let Some(first) = first.filter(|first| first.status == 202) {
            answered += 1;
            assert_eq!(first.id(), second.id(), "what was answered is still so");
        }
        world.has_just(&account, &second.id()).await;
    }
    assert!((1..10).contains(&answered), "some came through and some did not: {answered}");
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_in_the_middle_of_a_verification_it_goes_on() {
    let world = World::new(&[]).await;
    let mut host = world.start().await;
    for (number, delay) in [0, 50, 150, 300, 450, 700].into_iter().enumerate() {
        world.knob("/knobs", json!({ "latencyMs": 150 })).await;
        let account = format!("killed-{number}");
        let made = world.insist(&account, 1, &world.body()).await;
        sleep(Duration::from_millis(delay)).await;
        host.kill().await;
        host = world.start().await;
        world.has_just(&account, &made.id()).await;
        assert_eq!(world.insist(&account, 1, &world.body()).await.id(), made.id());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_it_waits_for_a_role_it_waits_on() {
    let world = World::new(&[]).await;
    let host = world.start().await;
    let scope = format!("/subscriptions/{}", world.values.unassigned_subscription_id);
    let mut body = world.body();
    body["scopes"] = json!([scope]);
    let made = world.insist("waits", 1, &body).await;
    let waiting = |body: &serde_json::Value| {
        body["checks"].as_array().unwrap().iter().any(|check| check["state"] == "waiting")
    };
    let before = world.until("waits", &made.id(), waiting).await;
    host.kill().await;
    let _host = world.start().await;
    let after = world.until("waits", &made.id(), waiting).await;
    let deadline = |body: &serde_json::Value| {
        let checks = body["checks"].as_array().unwrap();
        checks.iter().find_map(|check| check["deadlineSeconds"].as_u64()).unwrap()
    };
    assert!(deadline(&after) <= deadline(&before), "the clock was not set back");
    world.knob("/assign", json!({ "scope": scope })).await;
    world.has_just("waits", &made.id()).await;
}
