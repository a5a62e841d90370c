//! What one caller can take from the others.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::stage::{API, Stage, key};

/// Sends these bytes, pauses, and reads until the host hangs up.
async fn raw(stage: &Stage, text: &str) -> (String, Duration) {
    let address = stage.host.url().strip_prefix("http://").unwrap().to_owned();
    let mut stream = TcpStream::connect(&address).await.unwrap();
    let begin = Instant::now();
    stream.write_all(text.replace("{host}", &address).as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut answer)).await;
    assert!(read.is_ok(), "the host keeps the connection");
    (String::from_utf8_lossy(&answer).into_owned(), begin.elapsed())
}

fn problem(answer: &str) -> Value {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{answer}"));
    assert!(head.contains("content-type: application/problem+json"), "{answer}");
    serde_json::from_str(body).unwrap()
}

#[tokio::test]
async fn a_body_that_is_too_large_is_not_read() {
    let stage = Stage::with(|config| config.limits.body_bytes = 2000).await;
    let mut body = stage.body();
    body["name"] = json!("x".repeat(3000));
    let refused = stage.post(&key(1), &body).await;
    assert_eq!((refused.status, refused.problem()), (413, "too-large".into()));
    let head = format!(
        "POST {API} HTTP/1.1\r\nhost: {{host}}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
    );
    let (answer, _) = raw(&stage, &format!("{head}fff\r\n{}", "x".repeat(4095))).await;
    assert_eq!(problem(&answer)["status"], 413);
    assert_eq!(stage.post(&key(1), &stage.body()).await.status, 202);
}

#[tokio::test]
async fn who_dribbles_is_hung_up_on() {
    let stage = Stage::with(|config| {
        (config.limits.head_seconds, config.limits.body_seconds) = (1, 1);
    })
    .await;
    let (answer, took) = raw(&stage, "GET /healthz HTTP/1.1\r\nhost: {host}\r\nx-a: ").await;
    assert!(answer.is_empty() && took < Duration::from_secs(10), "{took:?} {answer}");
    let (answer, _) = raw(&stage, "").await;
    assert!(answer.is_empty(), "{answer}");
    let head = format!(
        "POST {API} HTTP/1.1\r\nhost: {{host}}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{{"
    );
    let (answer, took) = raw(&stage, &head).await;
    assert!(took < Duration::from_secs(10), "{took:?}");
    let problem = problem(&answer);
    assert_eq!((&problem["status"], &problem["type"]), (&json!(408), &json!("/problems/body-too-slow")));
    assert!(answer.to_ascii_lowercase().contains("connection: close"), "{answer}");
}

#[tokio::test]
async fn an_answer_that_takes_too_long_can_be_asked_for_again() {
    let stage = Stage::with(|config| {
        (config.limits.request_seconds, config.limits.body_seconds) = (1, 1);
    })
    .await;
    stage.knob("/knobs", json!({ "latencyMs": 3000 })).await;
    let mut body = stage.body();
    body["tenantId"] = json!(stage.values.tenant_domain);
    let slow = stage.post(&key(1), &body).await;
    assert_eq!((slow.status, slow.problem()), (503, "too-slow".into()));
    assert!(!slow.header("retry-after").is_empty());
    let made = loop {
        let reply = stage.post(&key(1), &body).await;
        if reply.status == 202 {
            break reply;
        }
        assert!([409, 503].contains(&reply.status), "{reply:?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    let list = stage.send(stage.http.get(stage.url(API))).await;
    assert_eq!(list.body["items"].as_array().unwrap().len(), 1);
    assert_eq!(list.body["items"][0]["id"], made.id());
}

#[tokio::test]
async fn an_account_that_asks_too_often_waits() {
    let stage = Stage::with(|config| {
        config.account_header = Some("x-account".parse().unwrap());
        config.limits.account_per_minute = 6;
    })
    .await;
    let ask =
        async |account: &str| stage.send(stage.http.get(stage.url(API)).header("x-account", account)).await;
    for _ in 0..6 {
        assert_eq!(ask("acme").await.status, 200);
    }
    let refused = ask("acme").await;
    assert_eq!((refused.status, refused.problem()), (429, "too-many".into()));
    assert!((1..=10).contains(&refused.header("retry-after").parse::<u32>().unwrap()));
    assert_eq!(ask("globex").await.status, 200, "the others do not");
}

#[tokio::test]
async fn an_application_is_tried_so_often_and_a_retry_is_free() {
    let stage = Stage::with(|config| {
        config.account_header = Some("x-account".parse().unwrap());
        config.limits.client_per_minute = 2;
    })
    .await;
    let post = async |account: &str, number: u8, scope: &dyn std::fmt::Display| {
        let mut body = stage.body();
        body["scopes"] = json!([format!("/subscriptions/{scope}")]);
        let request = stage.http.post(stage.url(API)).header("x-account", account);
        stage.send(request.header("Idempotency-Key", key(number)).json(&body)).await
    };
    let (one, two) = (stage.values.subscription_id, stage.values.other_subscription_id);
    assert_eq!(post("acme", 1, &one).await.status, 202);
    assert_eq!(post("acme", 2, &two).await.status, 202);
    assert_eq!(post("acme", 1, &one).await.status, 202, "answered from memory");
    let refused = post("acme", 3, &stage.values.unassigned_subscription_id).await;
    assert_eq!((refused.status, refused.problem()), (429, "too-many".into()));
    assert!(!refused.header("retry-after").is_empty());
    let id = post("acme", 1, &one).await.id();
    let verify = stage.http.post(stage.url(&format!("{API}/{id}/verify"))).header("x-account", "acme");
    assert_eq!(stage.send(verify).await.status, 429, "verifying again tries it, too");
    assert_eq!(post("globex", 1, &one).await.status, 202, "nobody else's tries count");
}

#[tokio::test]
async fn readiness_tells_what_is_wrong() {
    let mut stage = Stage::new().await;
    let ready = stage.send(stage.http.get(stage.url("/readyz"))).await;
    assert_eq!((ready.status, ready.body), (200, json!({ "status": "ready" })));
    std::fs::remove_file(stage.directory.path().join("key")).unwrap();
    stage.restart().await;
    let not = stage.send(stage.http.get(stage.url("/readyz"))).await;
    assert_eq!((not.status, not.body), (503, json!({ "status": "key" })));
    assert_eq!(stage.send(stage.http.get(stage.url("/healthz"))).await.status, 200);
}
