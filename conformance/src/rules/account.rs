use super::create::Made;
use super::{federation, list};
use crate::bench::Bench;
use crate::client::{Ask, under};

const RULES: [&str; 6] = [
    "account.read",
    "account.key",
    "account.list",
    "account.change",
    "account.federation",
    "account.certificate",
];

/// What another account of the platform may see and do: nothing.
pub async fn run(bench: &Bench, made: &Made) {
    if !bench.client.has_other() {
        return bench.skip(&RULES, "no header of another account was given");
    }
    let id = made.id.as_str();
    let read = bench.client.ask(Ask::get(under(id)).by_other()).await;
    bench.check("account.read", read.status == 404, &read);
    let same_key = bench.client.ask(Ask::create(&made.key, &made.body).by_other()).await;
    bench.check("account.key", same_key.id() != Some(id), &same_key);
    if let Some(theirs) = same_key.id().filter(|theirs| *theirs != id) {
        // Nobody looks at the answer: not every platform removes.
        bench.client.ask(Ask::delete(under(theirs)).by_other()).await;
    }
    if bench.is_full() {
        full(bench, id).await;
    }
}

async fn full(bench: &Bench, id: &str) {
    let first = bench.client.ask(Ask::get("").by_other()).await;
    if bench.offers("list", &first, &["account.list"]) {
        let ids = list::walk(bench, first, true).await.unwrap_or_default();
        let seen = ids.iter().find(|seen| bench.made().contains(seen));
        bench.client.check("account.list", seen.is_none(), || format!("{:?} of the first account", seen));
    }
    let patch = Ask::update(id, &serde_json::json!({ "name": "Taken over" }));
    let verify = Ask::post(format!("{}/verify", under(id)));
    for ask in [patch, verify, Ask::delete(under(id))] {
        let reply = bench.client.ask(ask.by_other()).await;
        bench.check("account.change", reply.is_not_offered(), &reply);
    }
    let still = bench.read(id).await;
    bench.check("account.change", still.status == 200 && still.text_of("name") != "Taken over", &still);
    if still.status == 404 {
        bench.forget(id);
    }
    for (rule, operation, ask, secret) in [
        ("account.federation", "federation", federation::ask(bench), "subject"),
        ("account.certificate", "certificate", Ask::get("/certificate"), "pem"),
    ] {
        let ours = bench.client.ask(ask.clone()).await;
        if bench.offers(operation, &ours, &[rule]) {
            let theirs = bench.client.ask(ask.by_other()).await;
            bench.client.check(rule, ours.text_of(secret) != theirs.text_of(secret), || {
                format!("the same {secret} for both")
            });
        }
    }
}
