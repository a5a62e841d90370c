//! SIGTERM and SIGINT: what was begun is finished, what is left is gone on with.

use std::time::{Duration, Instant};

use serde_json::json;
use tokio::time::sleep;

use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn asked_to_stop_it_answers_what_was_asked() {
    let world = World::new(&[]).await;
    for (number, signal) in ["TERM", "INT"].into_iter().enumerate() {
        world.knob("/knobs", json!({ "latencyMs": 0 })).await;
        let host = world.start().await;
        world.knob("/knobs", json!({ "latencyMs": 900 })).await;
        let account = format!("stops-{number}");
        let body = world.body_by_domain();
        let (answer, code) = tokio::join!(world.post(&account, 1, &body), async {
            sleep(Duration::from_millis(300)).await;
            host.signal(signal);
            sleep(Duration::from_millis(200)).await;
            assert!(world.get(&account, "/readyz").await.is_none(), "it listens no more");
            host.gone().await
        });
        let answer = answer.expect("answered while stopping");
        assert_eq!((answer.status, code), (202, Some(0)), "{signal} {answer:?}");
        world.knob("/knobs", json!({ "latencyMs": 0 })).await;
        let host = world.start().await;
        world.has_just(&account, &answer.id()).await;
        host.kill().await;
    }
    let log = world.log();
    assert!(log.contains("\"stopping\"") && log.contains("\"stopped\""), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn asked_to_stop_in_a_verification_it_is_quick_and_goes_on_later() {
    let world = World::new(&[]).await;
    let host = world.start().await;
    let scope = format!("/subscriptions/{}", world.values.unassigned_subscription_id);
    let mut body = world.body();
    body["scopes"] = json!([scope]);
    let made = world.insist("stops", 1, &body).await;
    world.knob("/knobs", json!({ "latencyMs": 300 })).await;
    sleep(Duration::from_millis(700)).await;
    let begin = Instant::now();
    host.signal("TERM");
    assert_eq!(host.gone().await, Some(0));
    assert!(begin.elapsed() < Duration::from_secs(8), "{:?}", begin.elapsed());
    world.knob("/assign", json!({ "scope": scope })).await;
    let _host = world.start().await;
    world.has_just("stops", &made.id()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_never_finishes_does_not_keep_it() {
    use tokio::io::AsyncWriteExt;
    let world = World::new(&[("AC_STOP_SECONDS", "1")]).await;
    let host = world.start().await;
    let address = host.url.strip_prefix("http://").unwrap().to_owned();
    let mut stream = tokio::net::TcpStream::connect(&address).await.unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: {address}\r\nx-account: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{{",
        crate::world::API
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    sleep(Duration::from_millis(200)).await;
    let begin = Instant::now();
    host.signal("TERM");
    assert_eq!(host.gone().await, Some(0));
    assert!(begin.elapsed() < Duration::from_secs(6), "{:?}", begin.elapsed());
}
