use proptest::prelude::*;
use serde_json::{Value, json};

use super::{FailedRequest, More, bundle};
use crate::contract::{Connection, Problem};
use crate::exchange::{Answer, Body, Echo, Failure, FailureKind};
use crate::profile::{Profile, Route};

/// Made up, of the shape that Entra gives out.
const SECRET: &str = "ab.8Q~MadeUpForTheseTests_Shape_01234567";

fn profile() -> Profile {
    Profile::parse(r#"{"platform":{"name":"Spot"},"endpoint":{"url":"/api"}}"#).unwrap()
}

fn whole() -> Value {
    json!({
        "id": "c1", "name": "Production", "status": "failed", "cloud": "AzureCloud",
        "tenantId": "6f1d2f0e-3a5b-4a7e-9a55-8b1f0a6f2c11", "clientId": "0d6b8a8e-52d8-4f43-8d0c-6f1e4d8f9c22",
        "scopes": ["/subscriptions/9a3c1b7e-2f44-4c0a-8e51-7d2b6c5a4f33"],
        "credential": { "kind": "secret", "hint": "3RK", "expiresOn": "2027-05-31" },
        "role": { "name": "Demo", "version": "2026-11" },
        "checks": [
            { "id": "token", "state": "pass" },
            { "id": "permissions", "scope": "/subscriptions/9a3c1b7e-2f44-4c0a-8e51-7d2b6c5a4f33", "state": "fail",
              "missing": ["Microsoft.Compute/disks/write"], "code": "AuthorizationFailed",
              "detail": "The client does not have authorization.\nstatus: connected", "traceId": "6bad8289" },
            { "id": "subscription", "state": "waiting", "retryAfterSeconds": 20, "deadlineSeconds": 540 },
        ],
        "createdAt": "2026-11-21T02:00:00Z", "updatedAt": "2026-11-21T02:00:05Z",
    })
}

fn read(connection: Value) -> Connection {
    serde_json::from_value(connection).unwrap()
}

#[test]
fn everything_that_helps_is_there_and_nothing_else() {
    let settled = |_: &_| Some(3);
    let more = More {
        route: Some(Route::Portal),
        at_ms: Some(1_795_276_805_000),
        settled: Some(&settled),
        ..More::default()
    };
    let text = bundle(&profile(), Some(&read(whole())), &more);
    let expected = [
        concat!("azure-connect: ", env!("CARGO_PKG_VERSION"), "\n"),
        "platform: Spot\ntime: 2026-11-21T16:00:05Z\nroute: portal\ncloud: AzureCloud\nconnection: c1\nstatus: failed\n",
        "tenantId: 6f1d2f0e-3a5b-4a7e-9a55-8b1f0a6f2c11\nclientId: 0d6b8a8e-52d8-4f43-8d0c-6f1e4d8f9c22\n",
        "scope: /subscriptions/9a3c1b7e-2f44-4c0a-8e51-7d2b6c5a4f33\ncredential: secret\nexpiresOn: 2027-05-31\n",
        "role: Demo\nrole version: 2026-11\ncreatedAt: 2026-11-21T02:00:00Z\nupdatedAt: 2026-11-21T02:00:05Z\n",
        "check: token pass\n  settled after seconds: 3\ncheck: permissions fail\n",
        "  scope: /subscriptions/9a3c1b7e-2f44-4c0a-8e51-7d2b6c5a4f33\n  code: AuthorizationFailed\n",
        "  traceId: 6bad8289\n  settled after seconds: 3\n  missing: Microsoft.Compute/disks/write\n",
        "  detail: The client does not have authorization.\n      status: connected\n",
        "check: subscription waiting\n  settled after seconds: 3\n  next look in seconds: 20\n  given up in seconds: 540\n",
    ]
    .concat();
    assert_eq!(text, expected);
}

#[test]
fn a_request_says_where_it_went_and_what_came_back() {
    let answer = Answer {
        status: 503,
        content_type: Some("application/problem+json".into()),
        body: Body::Text(
            r#"{"type":"urn:x:down","title":"Down","detail":"for a while","traceId":"t1","errors":[{"pointer":"/name","code":"long"}]}"#
                .into(),
        ),
        ..Answer::default()
    };
    let failure = answer.read::<Connection>().unwrap_err();
    let request = FailedRequest::new("POST", "/api/azure/connections?x=1#y", 0, &failure);
    let text = bundle(&profile(), None, &More { request: Some(&request), ..More::default() });
    let expected = "request: POST /api/azure/connections\n  time: 1970-01-01T00:00:00Z\n  failure: server\n  status: 503\n  \
                    type: urn:x:down\n  title: Down\n  detail: for a while\n  traceId: t1\n  error: /name long\n";
    assert!(text.ends_with(expected), "{text}");
    let request = FailedRequest::new("GET", "/api", 0, &Failure::silence(FailureKind::TimedOut));
    let text = bundle(&profile(), None, &More { request: Some(&request), ..More::default() });
    assert!(text.ends_with("  failure: timed-out\n"), "{text}");
    let html = Answer { status: 502, body: Body::Text("<h1>Bad gateway</h1>".into()), ..Answer::default() };
    let request = FailedRequest::new("GET", "/api", 0, &html.read::<Connection>().unwrap_err());
    let text = bundle(&profile(), None, &More { request: Some(&request), ..More::default() });
    assert!(text.ends_with("  status: 502\n  answer: <h1>Bad gateway</h1>\n"), "{text}");
}

#[test]
fn what_looks_like_a_secret_is_masked_and_what_stands_around_it_stays() {
    let mut connection = whole();
    let token = ["eyJ", &*"abcDEF012.".repeat(9)].concat();
    connection["checks"][1]["detail"] = format!(
        "secret={SECRET}, \"{SECRET}\" and %22{}%22; Bearer {token} was refused",
        SECRET.replace('~', "%7E")
    )
    .into();
    let text = bundle(&profile(), Some(&read(connection)), &More::default());
    assert!(text.contains("  detail: secret=***, \"***\" and ***; Bearer *** was refused\n"), "{text}");
}

#[test]
fn however_much_a_host_says_the_text_fits_into_a_ticket() {
    let check = |state: &str, at: usize| {
        json!({ "id": format!("c{at}"), "state": state, "detail": "x".repeat(4000),
                "missing": vec!["y".repeat(900); 60], "code": "z".repeat(4000) })
    };
    let mut connection = whole();
    connection["checks"] = (0..200).map(|at| check("fail", at)).collect();
    connection["scopes"] = vec!["s".repeat(3000); 60].into();
    let text = bundle(&profile(), Some(&read(connection)), &More::default());
    assert!(text.len() < 60_000, "{}", text.len());
    assert!(text.ends_with("cut: the rest is left out\n"));
}

#[test]
fn of_very_many_checks_those_that_did_not_pass_are_there() {
    let mut connection = whole();
    let state = |at: usize| if at == 4_999 { "fail" } else { "pass" };
    connection["checks"] =
        (0..5_000).map(|at| json!({ "id": format!("c{at}"), "state": state(at) })).collect();
    let text = bundle(&profile(), Some(&read(connection)), &More::default());
    assert!(
        text.contains("check: c0 pass\n") && text.contains("check: c4999 fail\nchecks, more: 4900\n"),
        "{text}"
    );
}

/// Puts a text in place of each text of an answer, in turn.
fn planted(value: &mut Value, plant: &str, turn: &mut usize) {
    match value {
        Value::String(text) => {
            if *turn == 0 {
                *text = plant.to_owned();
            }
            *turn = turn.wrapping_sub(1);
        }
        Value::Array(items) => items.iter_mut().for_each(|item| planted(item, plant, turn)),
        Value::Object(members) => members.values_mut().for_each(|item| planted(item, plant, turn)),
        _ => {}
    }
}

proptest! {
    /// A host that repeats the secret, whatever it looks like and wherever it says it, does not get it into the text.
    #[test]
    fn a_planted_secret_never_appears(
        modern in "[a-zA-Z0-9_~.-]{3}[0-9]Q~[a-zA-Z0-9_~.-]{31,34}",
        odd in "[!-~]{12,40}",
        before in "[ -~\n]{0,20}",
        after in "[ -~\n]{0,20}",
        turn in 0usize..24,
    ) {
        let echo = Echo::of(&odd);
        for (secret, echo) in [(&modern, None), (&odd, Some(&echo)), (&modern, Some(&echo))] {
            let plant = [&before, secret.as_str(), &after].concat();
            let more = More { echo, ..More::default() };
            let mut connection = whole();
            planted(&mut connection, &plant, &mut turn.clone());
            if let Ok(connection) = serde_json::from_value::<Connection>(connection) {
                let text = bundle(&profile(), Some(&connection), &more);
                prop_assert!(!text.contains(secret.as_str()), "{text}");
            }
            let mut problem = json!({
                "type": "t", "title": "t", "detail": "d", "traceId": "t",
                "errors": [{ "pointer": "/p", "code": "c", "detail": "d" }],
            });
            planted(&mut problem, &plant, &mut (turn % 7));
            let problem: Problem = serde_json::from_value(problem).unwrap();
            let mut request = FailedRequest::new("POST", &plant, 0, &Failure::silence(FailureKind::Unreachable));
            request.raw = plant.as_str().into();
            let bare = bundle(&profile(), None, &More { request: Some(&request), ..more });
            request.problem = Some(Box::new(problem));
            let text = bundle(&profile(), None, &More { request: Some(&request), ..more });
            for text in [bare, text] {
                // An address is cut at its query; what is left of a secret there is no whole one.
                prop_assert!(!text.contains(secret.as_str()), "{text}");
            }
        }
    }
}
