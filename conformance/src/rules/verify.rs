use uuid::Uuid;

use super::create::Made;
use super::settle;
use crate::bench::Bench;
use crate::client::{Ask, under};

const RULES: [&str; 3] = ["verify.status", "verify.unknown", "verify.ends"];

/// `POST {endpoint}/{id}/verify`.
pub async fn run(bench: &Bench, made: &Made) {
    let at = |id: &str| Ask::post(format!("{}/verify", under(id)));
    let reply = bench.client.ask(at(&made.id)).await;
    if !bench.offers("verify", &reply, &RULES) {
        return;
    }
    bench.check("verify.status", reply.status == 202 && reply.id() == Some(made.id.as_str()), &reply);
    let unknown = bench.client.ask(at(&Uuid::new_v4().to_string())).await;
    bench.check("verify.unknown", unknown.status == 404, &unknown);
    let settled = settle::until(bench, &made.id).await;
    bench.check("verify.ends", settled.is_success() && settled.body["status"] != "verifying", &settled);
}
