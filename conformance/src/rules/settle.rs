use std::time::{Duration, Instant};

use super::create::Made;
use crate::bench::Bench;
use crate::reply::Reply;
use crate::shape;

/// What becomes of a connection, from look to look.
pub async fn run(bench: &Bench, made: &Made) -> Reply {
    let first = bench.read(&made.id).await;
    let settled = until(bench, &made.id).await;
    let ends = settled.is_success() && settled.body["status"] != "verifying";
    bench.client.check("settle.ends", ends, || {
        format!("{} after {} s", settled.came(), bench.options.patience.as_secs())
    });
    if !ends {
        return settled;
    }
    let (before, after) = (first.header("etag"), settled.header("etag"));
    if first.body["status"] == settled.body["status"] {
        bench.skip(&["settle.etag"], "it was settled at the first look");
    } else {
        bench.client.check("settle.etag", !after.is_empty() && before != after, || {
            format!("{after:?} for {} after {before:?} for {}", settled.body["status"], first.body["status"])
        });
    }
    let again = bench.read(&made.id).await;
    let tag = again.header("etag");
    bench.client.check("read.etag", !tag.is_empty() && tag == after, || {
        if tag.is_empty() {
            "no ETag".to_owned()
        } else {
            format!("{tag:?} after {after:?} without a change")
        }
    });
    settled
}

/// Looks until the verification is over, or patience is, and checks each answer. The last one.
pub async fn until(bench: &Bench, id: &str) -> Reply {
    let patience = bench.options.patience;
    let until = Instant::now() + patience;
    let mut wait = Duration::from_millis(100);
    loop {
        let reply = bench.read(id).await;
        look(bench, &reply);
        let over = !reply.is_success() || reply.body["status"] != "verifying";
        if over || Instant::now() >= until {
            return reply;
        }
        // What the host asks for, but never so long that a short patience sees one answer only.
        let asked = reply.retry_after().map_or(wait, Duration::from_secs);
        tokio::time::sleep(asked.min(patience.max(Duration::from_secs(1)) / 10)).await;
        wait = (wait * 2).min(Duration::from_secs(15));
    }
}

fn look(bench: &Bench, reply: &Reply) {
    if !reply.is_success() {
        return;
    }
    let fault = shape::fault("Connection", &reply.body);
    bench.client.check("settle.shape", fault.is_none(), || {
        format!("{} in {}", fault.as_deref().unwrap_or_default(), reply.came())
    });
    let Some(checks) = reply.body["checks"].as_array().filter(|checks| !checks.is_empty()) else { return };
    let open = checks.iter().any(|check| {
        ["pending", "running", "waiting"].contains(&check["state"].as_str().unwrap_or_default())
    });
    let status = reply.text_of("status");
    bench.client.check("settle.open", open == (status == "verifying"), || {
        format!("{status} with {} in {}", if open { "an open check" } else { "no open check" }, reply.came())
    });
    if ["failed", "attention"].contains(&status) {
        let failed = checks.iter().any(|check| check["state"] == "fail");
        bench.client.check("settle.reason", failed, || format!("{status} without a failed check"));
    }
}
