use serde_json::json;

use super::create::Made;
use crate::bench::{Bench, key, with};
use crate::reply::Reply;

/// The same once more, under another key.
pub async fn run(bench: &Bench, made: &Made, settled: &Reply) {
    let rules = ["duplicate.status", "duplicate.id"];
    match settled.text_of("status") {
        "connected" | "attention" => {}
        _ => return bench.skip(&rules, "the connection does not work, and only one that does is in the way"),
    }
    let renamed = with(made.body.clone(), "/name", Some(json!("The same again")));
    let mut bodies = vec![renamed.clone()];
    if let Some(domain) = &bench.options.values.tenant_domain {
        bodies.push(with(renamed, "/tenantId", Some(json!(domain))));
    }
    for body in bodies {
        let reply = bench.create(&key(), &body).await;
        let refused = reply.status == 409 && reply.problem() == "already-connected";
        bench.check("duplicate.status", refused, &reply);
        if refused {
            bench.check("duplicate.id", reply.text_of("connectionId") == made.id, &reply);
        }
    }
}
