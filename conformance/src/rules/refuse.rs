use serde_json::{Value, json};

use crate::bench::{Bench, key, with};
use crate::client::Ask;

/// Bodies that cannot be meant.
pub async fn run(bench: &Bench) {
    let fields: [(&'static str, &str, Value); 16] = [
        ("refuse.version", "/version", json!(2)),
        ("refuse.cloud", "/cloud", json!("AzureGermanCloud")),
        ("refuse.tenant", "/tenantId", json!("undefined")),
        ("refuse.tenant", "/tenantId", json!("contoso.com/../common")),
        ("refuse.client", "/clientId", json!("not-a-guid")),
        ("refuse.client", "/clientId", json!("00000000-0000-0000-0000-000000000000")),
        ("refuse.kind", "/credential/kind", json!("password")),
        ("refuse.secret", "/credential/clientSecret", json!("")),
        ("refuse.expiry", "/credential/expiresOn", json!("tomorrow")),
        ("refuse.scope", "/scopes/0", json!("/subscriptions/x")),
        ("refuse.scope", "/scopes/0", json!("/")),
        ("refuse.scopes", "/scopes", json!([])),
        ("refuse.type", "/clientId", json!(7)),
        ("refuse.type", "/scopes", json!("/subscriptions")),
        ("refuse.type", "/credential", json!("secret")),
        ("refuse.type", "/extras", json!(["a"])),
    ];
    let missing =
        ["/version", "/cloud", "/tenantId", "/clientId", "/credential", "/credential/kind", "/scopes"];
    let fields = fields.into_iter().map(|(rule, pointer, value)| (rule, pointer, Some(value)));
    for (rule, pointer, value) in fields.chain(missing.map(|pointer| ("refuse.missing", pointer, None))) {
        let written = value.as_ref().map_or("nothing".to_owned(), Value::to_string);
        let reply = bench.create(&key(), &with(bench.hopeless(), pointer, value)).await;
        let kept = reply.status == 422 && reply.names(pointer);
        bench.client.check(rule, kept, || format!("{} with {written} at {pointer}", reply.came()));
    }
    let bad = ["/cloud", "/tenantId", "/clientId"];
    let body = bad.iter().fold(bench.hopeless(), |body, pointer| with(body, pointer, Some(json!("x"))));
    let reply = bench.create(&key(), &body).await;
    bench.check("refuse.together", bad.iter().all(|pointer| reply.names(pointer)), &reply);
    for body in ["{\"version\":1,", "[]", ""] {
        let ask = Ask::post("").header("Idempotency-Key", &key()).content("application/json", body.into());
        let reply = bench.client.ask(ask).await;
        bench.client.check("refuse.json", matches!(reply.status, 400 | 422), || {
            format!("{} with the body {body:?}", reply.came())
        });
    }
    let body = bench.hopeless().to_string();
    let ask = Ask::post("").header("Idempotency-Key", &key()).content("text/plain", body.into());
    let reply = bench.client.ask(ask).await;
    bench.remember(&reply);
    bench.check("refuse.media", reply.status == 415, &reply);
}
