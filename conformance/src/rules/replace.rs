use uuid::Uuid;

use super::create::Made;
use super::settle;
use crate::bench::{Bench, key};
use crate::client::Ask;
use crate::reply::Reply;

const RULES: [&str; 4] = ["replace.status", "replace.retry", "replace.connected", "replace.unknown"];

/// `PUT {endpoint}/{id}`.
pub async fn run(bench: &Bench, made: &Made, settled: &Reply) {
    let created = bench.create(&key(), &bench.hopeless()).await;
    let Some(id) = created.id() else { return bench.skip(&RULES, "no connection could be made") };
    let failed = settle::until(bench, id).await;
    let values = &bench.options.values;
    let body = match values.other_subscription_id.as_ref().filter(|_| !values.made_up) {
        Some(other) => values.body(other, &values.client_secret),
        None => bench.hopeless(),
    };
    let put = key();
    let reply = bench.client.ask(Ask::replace(id, &put, &body)).await;
    if !bench.offers("replace", &reply, &RULES) {
        return;
    }
    if failed.text_of("status") == "failed" {
        let kept = matches!(reply.status, 200 | 202) && reply.id() == Some(id);
        bench.check("replace.status", kept, &reply);
        let again = bench.client.ask(Ask::replace(id, &put, &body)).await;
        bench.check("replace.retry", again.id() == Some(id), &again);
    } else {
        bench.skip(&["replace.status", "replace.retry"], "a connection with a made-up secret did not fail");
    }
    let unknown = Uuid::new_v4().to_string();
    let reply = bench.client.ask(Ask::replace(&unknown, &key(), &bench.hopeless())).await;
    bench.check("replace.unknown", reply.status == 404, &reply);
    if settled.text_of("status") == "connected" {
        let reply = bench.client.ask(Ask::replace(&made.id, &key(), &made.body)).await;
        bench.check("replace.connected", reply.status == 409, &reply);
    } else {
        bench.skip(&["replace.connected"], "there is no connection that works");
    }
}
