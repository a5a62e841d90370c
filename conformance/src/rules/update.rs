use serde_json::{Value, json};
use uuid::Uuid;

use super::create::Made;
use super::settle;
use crate::bench::Bench;
use crate::client::Ask;
use crate::reply::Reply;

const RULES: [&str; 10] = [
    "update.name",
    "update.etag",
    "update.stale",
    "update.null",
    "update.keeps",
    "update.media",
    "update.fixed",
    "update.unknown",
    "update.missing",
    "update.credential",
];

/// `PATCH {endpoint}/{id}`.
pub async fn run(bench: &Bench, made: &Made, settled: &Reply) {
    let id = made.id.as_str();
    let before = settle::until(bench, id).await;
    let tag = before.header("etag").to_owned();
    let name = format!("Conformance {}", &Uuid::new_v4().to_string()[..8]);
    let renamed = bench.client.ask(matching(Ask::update(id, &json!({ "name": name })), &tag)).await;
    if !bench.offers("update", &renamed, &RULES) {
        return;
    }
    bench.check("update.name", renamed.status == 200 && renamed.text_of("name") == name, &renamed);
    let after = bench.read(id).await;
    bench.client.check("update.etag", after.header("etag") != tag, || format!("{tag:?} before and after"));
    for member in ["clientId", "tenantId", "scopes", "extras", "credential", "role"] {
        let (had, has) = (&before.body[member], &after.body[member]);
        bench.client.check("update.keeps", had == has, || format!("{member}: {has} after {had}"));
    }
    if tag.is_empty() {
        bench.skip(&["update.stale"], "there is no ETag");
    } else {
        let stale = bench.client.ask(matching(Ask::update(id, &json!({ "name": "Too late" })), &tag)).await;
        bench.check("update.stale", stale.status == 412, &stale);
        let now = bench.read(id).await;
        bench.check("update.stale", now.text_of("name") != "Too late", &now);
    }
    let nameless = bench.client.ask(Ask::update(id, &json!({ "name": null }))).await;
    bench.check("update.null", nameless.status == 200 && nameless.body["name"].is_null(), &nameless);
    let plain = Ask::update(id, &json!({})).json(&json!({ "name": "As JSON" }));
    let reply = bench.client.ask(plain).await;
    bench.check("update.media", reply.status == 415, &reply);
    for (rule, member, value) in [
        ("update.fixed", "clientId", json!(Uuid::new_v4().to_string())),
        ("update.fixed", "tenantId", json!(Uuid::new_v4().to_string())),
        ("update.fixed", "cloud", json!("AzureChinaCloud")),
        ("update.unknown", "nmae", json!("x")),
    ] {
        let patch = Value::Object([(member.to_owned(), value)].into_iter().collect());
        let reply = bench.client.ask(Ask::update(id, &patch)).await;
        bench.check(rule, reply.status == 422 && reply.names(&format!("/{member}")), &reply);
    }
    let unknown = bench.client.ask(Ask::update(&Uuid::new_v4().to_string(), &json!({ "name": "x" }))).await;
    bench.check("update.missing", unknown.status == 404, &unknown);
    credential(bench, id, settled).await;
}

async fn credential(bench: &Bench, id: &str, settled: &Reply) {
    if settled.text_of("status") != "connected" {
        return bench.skip(&["update.credential"], "there is no connection that works");
    }
    let wrong = bench.hopeless()["credential"].clone();
    let reply = bench.client.ask(Ask::update(id, &json!({ "credential": wrong }))).await;
    bench.check("update.credential", reply.status == 422 && reply.names("/credential"), &reply);
    let after = bench.read(id).await;
    for member in ["status", "credential"] {
        let (had, has) = (&settled.body[member], &after.body[member]);
        bench.client.check("update.credential", had == has, || {
            format!("{member}: {has} after {had}, though the new credential was refused")
        });
    }
}

fn matching(ask: Ask, tag: &str) -> Ask {
    if tag.is_empty() { ask } else { ask.header("If-Match", tag) }
}
