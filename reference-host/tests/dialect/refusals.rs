use serde_json::json;

use super::stage::{API, Stage, key};

#[tokio::test]
async fn every_bad_field_is_named_at_once() {
    let stage = Stage::new().await;
    let body = json!({
        "version": 1, "cloud": "AzureGermanCloud", "tenantId": "undefined", "clientId": "x",
        "credential": { "kind": "secret", "clientSecret": "" }, "scopes": ["/subscriptions/sdfsd", "/"],
    });
    let refused = stage.post(&key(1), &body).await;
    assert_eq!((refused.status, refused.problem()), (422, "invalid".into()));
    let fields = refused.fields();
    let pointers: Vec<&str> = fields.iter().map(|field| field.split(' ').next().unwrap()).collect();
    assert_eq!(
        pointers,
        ["/cloud", "/tenantId", "/clientId", "/credential/clientSecret", "/scopes/0", "/scopes/1"]
    );
    let errors = refused.body["errors"].as_array().unwrap();
    assert!(errors.iter().all(|error| !error["detail"].as_str().unwrap().is_empty()));
}

#[tokio::test]
async fn what_the_profile_does_not_offer_is_refused() {
    let stage = Stage::new().await;
    let tenant = stage.values.tenant_id.to_string();
    let mut body = stage.body();
    body["credential"]["expiresOn"] = json!("2020-01-01");
    body["scopes"] = json!([format!("/subscriptions/{tenant}")]);
    body["extras"] = json!({ "teams": ["t1", "t9"], "colour": "red" });
    let refused = stage.post(&key(1), &body).await;
    assert_eq!(
        refused.fields(),
        [
            "/scopes/0 same-as-tenant",
            "/extras/colour unknown",
            "/extras/teams not-offered",
            "/credential/expiresOn past"
        ]
    );
    for credential in
        [json!({ "kind": "federated" }), json!({ "kind": "sealed", "of": "secret", "jwe": "a.b.c.d.e" })]
    {
        let mut body = stage.body();
        body["credential"] = credential;
        assert_eq!(stage.post(&key(2), &body).await.fields(), ["/credential/kind not-offered"]);
    }
}

#[tokio::test]
async fn what_is_no_json_is_refused_before_it_is_read() {
    let stage = Stage::new().await;
    let send = async |kind: &str, body: String| {
        let request =
            stage.http.post(stage.url(API)).header("Idempotency-Key", key(1)).header("content-type", kind);
        stage.send(request.body(body)).await
    };
    let body = stage.body().to_string();
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""] {
        let refused = send(kind, body.clone()).await;
        assert_eq!((refused.status, refused.problem()), (415, "content-type".into()), "{kind}");
    }
    assert_eq!(send("application/json", "[1".into()).await.problem(), "not-json");
    let large = send("application/json", format!("{{\"a\":\"{}\"}}", "x".repeat(200_000))).await;
    assert_eq!((large.status, large.problem()), (413, "too-large".into()));
    assert_eq!(send("application/json; charset=utf-8", body).await.status, 202);
}

#[tokio::test]
async fn unknown_paths_and_methods_are_problems_too() {
    let stage = Stage::new().await;
    let reply = stage.get("no-such-id").await;
    assert_eq!((reply.status, reply.problem()), (404, "not-found".into()));
    assert_eq!(stage.get("%2e%2e").await.status, 404);
    assert_eq!(stage.put("no-such-id", &key(1), &json!({})).await.problem(), "not-found");
    let reply = stage.send(stage.http.patch(stage.url(API))).await;
    assert_eq!((reply.status, reply.problem()), (405, "method".into()));
    let reply = stage.send(stage.http.get(stage.url("/api/azure/nothing"))).await;
    assert_eq!((reply.status, reply.problem()), (404, "no-such-operation".into()));
}
