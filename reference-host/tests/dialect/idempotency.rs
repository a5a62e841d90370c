use serde_json::json;

use super::stage::{API, Stage, key};

#[tokio::test]
async fn a_retry_gets_the_first_answer_and_makes_nothing() {
    let stage = Stage::new().await;
    let first = stage.post(&key(1), &stage.body()).await;
    stage.settled(&first.id()).await;
    let again = stage.post(&key(1), &stage.body()).await;
    assert_eq!((again.status, &again.body), (first.status, &first.body));
    for name in ["location", "etag", "retry-after", "content-type"] {
        assert_eq!(again.header(name), first.header(name), "{name}");
    }
    let list = stage.send(stage.http.get(stage.url(API))).await;
    assert_eq!(list.body["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn another_body_under_the_key_is_refused() {
    let stage = Stage::new().await;
    stage.post(&key(1), &stage.body()).await;
    let mut other = stage.body();
    other["name"] = json!("Other");
    let refused = stage.post(&key(1), &other).await;
    assert_eq!((refused.status, refused.problem()), (422, "key-reused".into()));
}

#[tokio::test]
async fn two_at_once_make_one() {
    let stage = Stage::new().await;
    // Slow enough that one comes while the other resolves its domain.
    stage.knob("/knobs", json!({ "latencyMs": 1500 })).await;
    let mut body = stage.body();
    body["tenantId"] = json!(stage.values.tenant_domain);
    let key = key(1);
    let (one, two) = tokio::join!(stage.post(&key, &body), stage.post(&key, &body));
    let (made, refused) = if one.status == 202 { (one, two) } else { (two, one) };
    assert_eq!((made.status, refused.status, refused.problem()), (202, 409, "in-progress".into()));
    assert!(!refused.header("retry-after").is_empty());
    assert_eq!(stage.post(&key, &body).await.id(), made.id());
}

#[tokio::test]
async fn only_successes_are_remembered() {
    let stage = Stage::new().await;
    let mut bad = stage.body();
    bad["tenantId"] = json!("undefined");
    assert_eq!(stage.post(&key(1), &bad).await.status, 422);
    assert_eq!(stage.post(&key(1), &stage.body()).await.status, 202, "the key is free after a refusal");
}

#[tokio::test]
async fn a_key_belongs_to_its_path_and_has_to_be_a_uuid() {
    let stage = Stage::new().await;
    let mut wrong = stage.body();
    wrong["credential"]["clientSecret"] = json!("b5d2e8f1-0c3a-4697-9d4e-8a1b7c6f5e20");
    let created = stage.post(&key(1), &wrong).await;
    stage.settled(&created.id()).await;
    assert_eq!(stage.put(&created.id(), &key(1), &stage.body()).await.status, 202);
    for bad in ["", "1", "00000000-0000-0000-0000-000000000000"] {
        let refused = stage.post(bad, &stage.body()).await;
        assert_eq!((refused.status, refused.problem()), (400, "idempotency-key".into()), "{bad}");
    }
    let none = stage.send(stage.http.post(stage.url(API)).json(&stage.body())).await;
    assert_eq!(none.problem(), "idempotency-key");
}
