use std::collections::BTreeSet;

use crate::bench::Bench;
use crate::client::Ask;
use crate::reply::Reply;
use crate::report::Outcome;
use crate::shape;

const RULES: [&str; 3] = ["list.status", "list.contains", "list.next"];
/// More pages than an account has connections.
const MOST: usize = 1_000;

/// `GET {endpoint}`.
pub async fn run(bench: &Bench) {
    let first = bench.client.ask(Ask::get("")).await;
    if !bench.offers("list", &first, &RULES) {
        return;
    }
    let Some(ids) = walk(bench, first, false).await else { return };
    let made = bench.made();
    let unique: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
    let lost = made.iter().find(|id| !unique.contains(id.as_str()));
    let outcome = match lost {
        Some(id) => Outcome::Failed(format!("{} connections without {id}", ids.len())),
        None if unique.len() < ids.len() => Outcome::Failed("a connection more than once".to_owned()),
        None => Outcome::Passed,
    };
    bench.client.note("list.contains", outcome);
}

/// All ids of a list that begins with this page. None when it cannot be read.
pub async fn walk(bench: &Bench, first: Reply, by_other: bool) -> Option<Vec<String>> {
    let (mut ids, mut page) = (Vec::new(), first);
    for _ in 0..MOST {
        let fault = shape::fault("ConnectionList", &page.body);
        let good = page.status == 200 && fault.is_none();
        bench.client.check("list.status", good, || {
            format!("{} {}", page.came(), fault.as_deref().unwrap_or_default())
        });
        let items = page.body["items"].as_array().filter(|_| good)?;
        ids.extend(items.iter().filter_map(|item| item["id"].as_str()).map(str::to_owned));
        let Some(next) = page.body["next"].as_str() else {
            bench.client.note("list.next", Outcome::Passed);
            return Some(ids);
        };
        let Some(path) = bench.client.page(next) else {
            bench.client.note("list.next", Outcome::Failed(format!("next: {next:?}")));
            return None;
        };
        let ask = Ask::get(path);
        page = bench.client.ask(if by_other { ask.by_other() } else { ask }).await;
    }
    bench.client.note("list.next", Outcome::Failed(format!("a list of more than {MOST} pages")));
    Some(ids)
}
