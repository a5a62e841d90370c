use std::time::Duration;

use super::list;
use crate::bench::{Bench, key};
use crate::client::{Ask, under};

const RULES: [&str; 4] = ["delete.status", "delete.gone", "delete.list", "delete.verifying"];

/// `DELETE {endpoint}/{id}`.
pub async fn run(bench: &Bench) {
    let created = bench.create(&key(), &bench.hopeless()).await;
    let Some(id) = created.id() else { return bench.skip(&RULES, "no connection could be made") };
    let reply = bench.client.ask(Ask::delete(under(id))).await;
    if !bench.offers("delete", &reply, &RULES) {
        return;
    }
    bench.check("delete.verifying", reply.status == 204, &reply);
    let made = bench.made();
    for id in &made {
        if Some(id.as_str()) != created.id() {
            let reply = bench.client.ask(Ask::delete(under(id))).await;
            bench.check("delete.status", reply.status == 204 && reply.text.is_empty(), &reply);
        }
    }
    let Some(last) = made.first() else { return };
    for reply in [bench.read(last).await, bench.client.ask(Ask::delete(under(last))).await] {
        bench.check("delete.gone", reply.status == 404, &reply);
    }
    // A verification that was under way has had its chance to write.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let late = bench.read(id).await;
    bench.check("delete.verifying", late.status == 404, &late);
    made.iter().for_each(|id| bench.forget(id));
    let first = bench.client.ask(Ask::get("")).await;
    if bench.offers("list", &first, &["delete.list"]) {
        let ids = list::walk(bench, first, false).await.unwrap_or_default();
        let back = ids.iter().find(|id| made.contains(id));
        bench.client.check("delete.list", back.is_none(), || format!("{:?}, which was removed", back));
    }
}

/// Removes what is left, where that is offered.
pub async fn clear(bench: &Bench) {
    for id in bench.made() {
        let reply = bench.client.ask(Ask::delete(under(&id))).await;
        if reply.is_success() {
            bench.forget(&id);
        } else {
            return;
        }
    }
}
