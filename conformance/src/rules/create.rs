use serde_json::{Value, json};

use super::settle;
use crate::bench::{Bench, key, with};
use crate::client::Ask;
use crate::reply::Reply;
use crate::report::Outcome;
use crate::rule::OPERATIONS;
use crate::shape;

/// The connection that most rules are tested on.
#[derive(Debug)]
pub struct Made {
    pub id: String,
    /// What it was made with.
    pub key: String,
    pub body: Value,
}

/// `POST {endpoint}`.
pub async fn run(bench: &Bench) -> Option<Made> {
    let (first_key, body) = (key(), bench.good());
    let first = bench.create(&first_key, &body).await;
    let there = first.body["connectionId"].as_str().filter(|_| first.problem() == "already-connected");
    let made = match there {
        // Of an earlier run, at a platform that removes nothing: another one shows how one is made.
        Some(id) => {
            answer(bench, &bench.create(&key(), &bench.hopeless()).await, None);
            Made { id: id.to_owned(), key: first_key, body }
        }
        None => {
            answer(bench, &first, Some(&body));
            let Some(id) = first.id() else {
                let all = ["create.echo", "create.tenant", "create.unknown"];
                bench.skip(&all, "no connection could be made");
                return None;
            };
            Made { id: id.to_owned(), key: first_key, body }
        }
    };
    if !is_plain(&made.id) {
        let all = ["create.tenant", "create.unknown"];
        bench.skip(&all, "no further request can be made for such an id");
        return None;
    }
    let unknown = with(bench.hopeless(), "/later", Some(json!({ "version": [2] })));
    let reply = bench.create(&key(), &unknown).await;
    bench.check("create.unknown", reply.is_success(), &reply);
    tenant(bench).await;
    origin(bench, &made).await;
    Some(made)
}

fn answer(bench: &Bench, reply: &Reply, sent: Option<&Value>) {
    bench.check("create.status", matches!(reply.status, 201 | 202), reply);
    if !reply.is_success() {
        return;
    }
    let fault = shape::fault("Connection", &reply.body);
    bench.client.check("create.shape", fault.is_none(), || {
        format!("{} in {}", fault.as_deref().unwrap_or_default(), reply.came())
    });
    let id = reply.text_of("id");
    bench.client.check("create.id", is_plain(id), || format!("the id {id:?}"));
    let location = reply.header("location");
    let leads = !id.is_empty() && location.ends_with(&format!("/{id}"));
    bench.client.check("create.location", leads, || format!("Location: {location:?} for the id {id:?}"));
    let Some(sent) = sent else { return };
    for member in ["cloud", "clientId", "name", "scopes"] {
        let (had, has) = (&sent[member], &reply.body[member]);
        let same = has.is_null() || has.to_string().eq_ignore_ascii_case(&had.to_string());
        bench.client.check("create.echo", same, || format!("{member}: {has} for {had}"));
    }
    let kind = &reply.body["credential"]["kind"];
    bench.client.check("create.echo", kind.is_null() || kind == "secret", || format!("the kind {kind}"));
}

/// What can stand in a URL as it is and means nothing there.
fn is_plain(id: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:@!$&'()*+,;=".contains(&byte);
    let reserved = [".", "..", "openapi.json"].contains(&id) || OPERATIONS.contains(&id);
    (1..=128).contains(&id.len()) && id.bytes().all(plain) && !reserved
}

async fn tenant(bench: &Bench) {
    let Some(domain) = &bench.options.values.tenant_domain else {
        return bench.skip(&["create.tenant"], "the values have no tenantDomain");
    };
    let body = with(bench.hopeless(), "/tenantId", Some(json!(domain)));
    let reply = bench.create(&key(), &body).await;
    let id = &bench.options.values.tenant_id;
    // Once the verification is over it has to be known at the latest.
    let last = match reply.id() {
        Some(id) => settle::until(bench, id).await,
        None => reply.clone(),
    };
    for reply in [reply, last] {
        let found = reply.text_of("tenantId");
        bench.client.check("create.tenant", found.eq_ignore_ascii_case(id), || {
            format!("the tenantId {found:?} for {domain:?} in {}", reply.came())
        });
    }
}

async fn origin(bench: &Bench, made: &Made) {
    const STRANGER: &str = "https://stranger.example";
    let ask = Ask::get(crate::client::under(&made.id)).header("Origin", STRANGER);
    let reply = bench.client.ask(ask).await;
    let allowed = reply.header("access-control-allow-origin");
    let open = allowed == STRANGER || (allowed == "*" && reply.is_success());
    let outcome = if open { Outcome::Failed(format!("{allowed:?} for {STRANGER}")) } else { Outcome::Passed };
    bench.client.note("answer.origin", outcome);
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn an_id_stands_in_a_url_as_it_is() {
        for id in ["1", "act-92d45673", "a.b~c_d", "urn:x:1"] {
            assert!(is_plain(id), "{id}");
        }
        for id in [
            "",
            ".",
            "..",
            "a/b",
            "a b",
            "a%2fb",
            "é",
            "lookup",
            "federation",
            "openapi.json",
            &"a".repeat(129),
        ] {
            assert!(!is_plain(id), "{id}");
        }
    }
}
