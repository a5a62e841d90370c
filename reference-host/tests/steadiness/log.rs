use serde_json::{Value, json};

use crate::world::{API, World, uuid};

#[tokio::test(flavor = "multi_thread")]
async fn wherever_a_secret_is_put_the_log_does_not_have_it() {
    let world = World::new(&[]).await;
    let host = world.start().await;
    let secret = world.values.client_secret.clone();
    let send = async |request: reqwest::RequestBuilder| {
        // Answers may quote nothing either; that is looked at in `send`.
        world.send(request).await
    };
    let made = world.insist("a", 1, &world.body()).await;
    world.has_just("a", &made.id()).await;
    send(world.request("GET", "a", &format!("{API}/{secret}"))).await;
    send(world.request("GET", "a", &format!("{API}?after={secret}"))).await;
    send(world.request("GET", "a", &format!("/{secret}"))).await;
    send(world.request("GET", &secret, API)).await;
    send(world.request("POST", "a", API).header("Idempotency-Key", &secret).json(&world.body())).await;
    send(world.request("POST", "a", API).header("Idempotency-Key", uuid(2)).body(secret.clone())).await;
    send(world.request("GET", "a", API).header("origin", &secret).header("cookie", format!("sid={secret}")))
        .await;
    send(world.request("GET", "a", API).bearer_auth(&secret)).await;
    for field in ["tenantId", "clientId", "cloud", "name", "scopes", "role", "extras", "version"] {
        let mut body = world.body();
        body[field] = json!(secret);
        send(world.request("POST", "a", API).header("Idempotency-Key", uuid(3)).json(&body)).await;
    }
    host.signal("TERM");
    assert_eq!(host.gone().await, Some(0));
    let log = world.log();
    assert!(!log.contains(&secret), "a secret is in the log");
    assert!(log.contains("\"verified\"") && log.contains(&made.id()), "what may be said is said: {log}");
    assert!(log.lines().count() > 15);
    for line in log.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        assert!(line["level"].is_string() && line["fields"]["message"].is_string(), "{line}");
        assert!(line["target"].as_str().unwrap().starts_with("reference_host"), "{line}");
    }
}
