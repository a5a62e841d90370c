use std::collections::BTreeSet;

use serde_json::json;

use crate::bench::{Bench, key, with};
use crate::reply::Reply;

/// What comes more than once under one `Idempotency-Key`.
pub async fn run(bench: &Bench) {
    again(bench).await;
    at_once(bench).await;
    let (key, body) = (key(), bench.hopeless());
    let refused = bench.create(&key, &with(body.clone(), "/clientId", Some(json!("undefined")))).await;
    if refused.is_success() {
        return bench.skip(&["retry.refused"], "a bad body was not refused");
    }
    let reply = bench.create(&key, &body).await;
    bench.check("retry.refused", reply.is_success(), &reply);
}

async fn again(bench: &Bench) {
    let (key, body) = (key(), bench.hopeless());
    let first = bench.create(&key, &body).await;
    let Some(id) = first.id() else {
        return bench.skip(&["retry.same", "retry.other-body"], "no connection could be made");
    };
    let second = bench.create(&key, &body).await;
    bench.check("retry.same", second.id() == Some(id), &second);
    let other = bench.create(&key, &with(body, "/name", Some(json!("Another name")))).await;
    bench.check("retry.other-body", other.status == 422 && other.problem() == "key-reused", &other);
}

async fn at_once(bench: &Bench) {
    let (key, body) = (key(), bench.hopeless());
    let one = || bench.create(&key, &body);
    let (a, b, c, d) = tokio::join!(one(), one(), one(), one());
    let last = one().await;
    let replies = [a, b, c, d, last];
    let ids: BTreeSet<&str> = replies.iter().filter_map(Reply::id).collect();
    bench.client.check("retry.once", ids.len() == 1, || format!("{} connections from one key", ids.len()));
    let busy: Vec<&Reply> = replies.iter().filter(|reply| !reply.is_success()).collect();
    if busy.is_empty() {
        bench.skip(&["retry.in-progress"], "each was answered before the next one came");
    }
    for reply in busy {
        let kept = reply.status == 409 && reply.problem() == "in-progress" && reply.retry_after().is_some();
        bench.check("retry.in-progress", kept, reply);
    }
}
