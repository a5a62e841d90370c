//! What a host, a profile, a draft or a paste must not be able to do, whatever it holds: panic, end the stack, put
//! markup or a script's address where one is followed, hide or re-order what people read, or stand for something else.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::rc::Rc;

use azure_connect::azure::role;
use azure_connect::azure::{Certificate, Date};
use azure_connect::contract::{
    Connection, ConnectionList, ConnectionPatch, Federation, Lookup, NewConnection, Problem,
    PublicCertificate, Shown,
};
use azure_connect::exchange::{Answer, Body, Broken, Failure, FailureKind, Outcome};
use azure_connect::json::{self, FromJson};
use azure_connect::paste;
use azure_connect::profile::{Profile, ProfileErrorKind};
use azure_connect::text::Texts;
use azure_connect::wizard::{CareMessage, Draft, Message, Wizard, WizardEvent};

/// Deeper than any stack is high.
const DEEP: usize = 100_000;
const MEGABYTES: usize = 2_000_000;

/// Texts that are something else to a browser, a shell, a spreadsheet or an eye.
const ODD: [&str; 16] = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "${clientSecret}",
    "{platform}",
    "=cmd|' /C calc'!A0",
    "$(reboot) `reboot` %PATH%",
    "\u{202e}gnp.exe",
    "\u{2066}a\u{2069}",
    "a\u{200b}\u{2060}\u{ad}b",
    "nul\0\u{7f}\u{1b}[31m",
];

fn read<T: FromJson>(body: &str) -> Outcome<T> {
    Answer { status: 200, body: Body::Text(body.to_owned()), ..Answer::default() }.read()
}

fn broken<T: FromJson + std::fmt::Debug>(body: &str) -> Broken {
    match read::<T>(body).unwrap_err().kind() {
        FailureKind::Broken(broken) => *broken,
        kind => panic!("{kind:?}"),
    }
}

fn today() -> Date {
    Date::new(2026, 11, 21).unwrap()
}

/// Whether somebody who reads a text reads what it holds.
fn is_plain(text: &str) -> bool {
    let hidden = |c: char| {
        matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
            || (c.is_control() && c != '\n')
    };
    !text.contains(hidden)
}

fn connection(text: &str) -> String {
    let text = serde_json::to_string(text).unwrap();
    format!(
        r#"{{"id":"c1","status":"failed","name":{text},"cloud":{text},"tenantId":{text},"clientId":{text},"scopes":[{text}],
        "credential":{{"kind":"secret","hint":{text},"expiresOn":{text}}},"role":{{"name":{text},"version":{text}}},
        "extras":{{{text}:{text}}},"checks":[{{"id":{text},"state":"fail","scope":{text},"code":{text},"detail":{text},"missing":[{text}],"traceId":{text}}}],
        "createdAt":{text},"updatedAt":{text}}}"#
    )
}

#[test]
fn odd_texts_of_a_host_are_text_and_nothing_is_hidden_in_them() {
    for odd in ODD {
        let connection = read::<Connection>(&connection(odd)).unwrap().value;
        let check = &connection.checks[0];
        let shown = [&connection.name, &connection.cloud, &connection.tenant_id, &check.scope, &check.detail];
        for shown in shown.into_iter().flatten() {
            assert!(is_plain(shown.as_str()), "{odd:?} is {shown:?}");
        }
        // Markup is kept as it is: what draws it makes text of it, and whoever reads it sees what was said.
        let name = connection.name.as_ref().unwrap().as_str();
        if is_plain(odd) {
            assert_eq!(name, odd);
        }
        assert!(connection.scopes.iter().all(|scope| is_plain(scope.as_str())));
        let event =
            WizardEvent::Status { id: "c1".into(), status: connection.status, checks: connection.checks };
        let detail: serde_json::Value = serde_json::from_str(&event.to_json()).unwrap();
        assert_eq!(detail["id"], "c1");
    }
}

#[test]
fn what_a_connection_is_called_decides_nothing() {
    for id in [
        "__proto__",
        "constructor",
        "../x",
        "a/b",
        "a?b",
        "a#b",
        "%2e",
        "javascript:alert(1)",
        "",
        "..",
        "\0",
    ] {
        let text = format!(r#"{{"id":{},"status":"connected"}}"#, serde_json::to_string(id).unwrap());
        let taken = read::<Connection>(&text).is_ok();
        let harmless = !id.is_empty() && id != ".." && !id.contains(['/', '?', '#', '%', '\0']);
        assert!(!taken || harmless, "{id:?}");
    }
}

#[test]
fn answers_of_another_type_are_none() {
    for body in [
        "null",
        "true",
        "0",
        "1e999",
        "-1",
        "\"\"",
        "[]",
        "[[]]",
        "{}",
        r#"{"id":1,"status":"connected"}"#,
        r#"{"id":{"a":1},"status":"connected"}"#,
        r#"{"id":"c1","status":["connected"]}"#,
        r#"{"id":"c1","status":null}"#,
        r#"{"id":"c1"}"#,
    ] {
        assert_eq!(broken::<Connection>(body), Broken::Shape, "{body}");
    }
    // A member that is no use is no reason to lose the rest, and none is taken for another type's value.
    for (member, value) in
        [("name", "7"), ("checks", "{}"), ("scopes", "\"x\""), ("extras", "[1]"), ("credential", "\"x\"")]
    {
        let body = format!(r#"{{"id":"c1","status":"connected","{member}":{value}}}"#);
        match read::<Connection>(&body) {
            Ok(reply) => assert!(
                reply.value.name.is_none() && reply.value.checks.is_empty() && reply.value.scopes.is_empty()
            ),
            Err(failure) => assert_eq!(*failure.kind(), FailureKind::Broken(Broken::Shape), "{body}"),
        }
    }
}

#[test]
fn of_a_key_that_stands_there_twice_the_last_counts_as_in_a_browser() {
    let body = r#"{"id":"c1","id":"c2","status":"connected","name":"a","status":"failed","name":"b"}"#;
    let connection = read::<Connection>(body).unwrap().value;
    let name = connection.name.as_ref().map(Shown::as_str);
    assert_eq!((connection.id.as_str(), connection.status.as_str(), name), ("c2", "failed", Some("b")));
}

#[test]
fn nesting_ends_no_stack() {
    let whole = ["[".repeat(DEEP), "]".repeat(DEEP)].concat();
    for body in ["[".repeat(DEEP), "{\"checks\":[".repeat(DEEP / 4), whole] {
        assert_eq!(broken::<Connection>(&body), Broken::NotJson);
        assert_eq!(broken::<ConnectionList>(&body), Broken::NotJson);
        assert_eq!(broken::<Federation>(&body), Broken::NotJson);
        assert_eq!(broken::<PublicCertificate>(&body), Broken::NotJson);
        assert_eq!(broken::<Lookup>(&body), Broken::NotJson);
        let error = json::parse(&body).unwrap_err();
        assert!(error.line() == 1 && error.column() > 1, "{error:?}");
        let refusal: Option<Failure> =
            Answer { status: 422, body: Body::Text(body.clone()), ..Answer::default() }.refused();
        assert_eq!(*refusal.unwrap().kind(), FailureKind::Broken(Broken::NotJson));
        assert!(Draft::from_json(&body, 0.0).is_none());
        assert!(Texts::parse(&body).is_err());
        assert!(NewConnection::parse(body.as_bytes()).is_err());
        assert!(ConnectionPatch::parse(body.as_bytes()).is_err());
        assert!(Profile::parse(&body).is_err());
        assert!(role::read(&body).is_err());
        assert!(json::repair(&body).is_err());
        let pasted = paste::read(&body, today());
        assert!(pasted.client.is_none() && pasted.secret.is_none());
    }
}

#[test]
fn enormous_texts_are_cut_or_refused_where_they_stand() {
    let huge = "\u{e9}<b>".repeat(MEGABYTES / 5);
    let connection = read::<Connection>(&connection(&huge)).unwrap().value;
    for shown in [&connection.name, &connection.checks[0].detail].into_iter().flatten() {
        assert_eq!(shown.as_str().chars().count(), Shown::MAX);
    }
    let problem = serde_json::json!({ "type": huge, "title": huge, "detail": huge,
        "errors": [{ "pointer": huge, "code": huge, "detail": huge }] });
    let answer = Answer { status: 422, body: Body::Text(problem.to_string()), ..Answer::default() };
    let failure = answer.refused().unwrap();
    assert!(failure.raw().as_str().chars().count() <= Shown::MAX);
    let FailureKind::Fields(errors) = failure.kind() else { panic!("{failure:?}") };
    assert_eq!((&*errors[0].code, errors[0].detail.as_str().chars().count()), ("invalid", Shown::MAX));
    assert!(read::<Problem>(&problem.to_string()).is_ok());
    let error = Profile::parse(&huge).unwrap_err();
    assert!(error.to_string().chars().count() < 1_000);
    assert!(Draft::from_json(&huge, 0.0).is_none());
    let list = format!("[{}]", vec![r#"{"id":"c1","status":"connected"}"#; 20_000].join(","));
    let items = format!(r#"{{"items":{list}}}"#);
    let mut wizard = wizard();
    if let Ok(page) = read::<ConnectionList>(&items) {
        wizard.update(Message::Listed(page.value.items));
        assert_eq!(wizard.care().connections().len(), 1, "one id is one connection");
    }
    assert!(Certificate::parse(&huge, &huge).is_err());
}

#[test]
fn half_a_character_is_no_character() {
    for body in [
        r#"{"id":"c1","status":"connected","name":"\ud800"}"#,
        r#"{"id":"c1","status":"connected","name":"\udc00\ud800"}"#,
    ] {
        match read::<Connection>(body) {
            Ok(reply) => assert!(reply.value.name.is_none_or(|name| is_plain(name.as_str()))),
            Err(failure) => assert_eq!(*failure.kind(), FailureKind::Broken(Broken::NotJson)),
        }
    }
}

fn profile(name: &str) -> Result<Profile, azure_connect::profile::ProfileError> {
    let profile = serde_json::json!({ "platform": { "name": name }, "endpoint": { "url": "/api", "operations": ["create", "read", "list"] } });
    Profile::parse(&profile.to_string())
}

fn wizard() -> Wizard {
    Wizard::new(Rc::new(profile("Harbor").unwrap()), today())
}

#[test]
fn a_platforms_name_turns_no_sentence_around() {
    for name in ["\u{202e}tfosorciM", "a\u{2066}b", "\u{202d}", "a\u{202b}b\u{202c}", "a\0", "a\nb", " "] {
        let error = profile(name).unwrap_err();
        assert_eq!((error.path(), error.kind()), ("platform.name", ProfileErrorKind::BadValue), "{name:?}");
    }
    // Names of people who write from right to left, and markup, which is text.
    for name in ["\u{5e9}\u{5d9}\u{5e8}\u{5d5}\u{5ea}", "<b>Harbor</b>", "Nord & S\u{fc}d"] {
        assert_eq!(profile(name).unwrap().platform.name, name);
    }
}

#[test]
fn keys_of_every_objects_prototype_are_keys_like_others() {
    for key in ["__proto__", "constructor", "prototype", "toString"] {
        let text = format!(
            r#"{{"platform":{{"name":"x"}},"endpoint":{{"url":"/api"}},"{key}":{{"polluted":true}}}}"#
        );
        let error = Profile::parse(&text).unwrap_err();
        assert_eq!((error.path(), error.kind()), (key, ProfileErrorKind::UnknownKey));
        let draft = format!(r#"{{"savedAt":1000,"{key}":{{"step":"connect"}},"step":"app","name":"N"}}"#);
        let mut wizard = wizard();
        if let Some(draft) = Draft::from_json(&draft, 2_000.0) {
            wizard.update(Message::Restore(draft));
        }
        assert!(wizard.answers().name.text().len() <= 1);
    }
}

#[test]
fn the_lists_of_a_tool_hide_nothing_in_their_names() {
    for odd in ODD {
        let one = |id: &str| {
            serde_json::json!({ "id": id, "tenantId": "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61", "name": odd, "state": "Enabled",
                "cloudName": "AzureCloud", "isDefault": false, "user": { "name": odd, "type": "user" } })
        };
        let list = serde_json::json!([
            one("c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5"),
            one("0f7b52e8-31a6-4d9c-b840-6e5d2c1f9a73")
        ]);
        let pasted = paste::read(&list.to_string(), today());
        assert_eq!(pasted.subscriptions.len(), 2, "{odd:?}");
        for found in pasted.subscriptions {
            let name = found.name.unwrap_or_default();
            assert!(is_plain(&name), "{odd:?} is {name:?}");
        }
    }
}

#[test]
fn a_hostile_connection_is_looked_at_and_left() {
    for odd in ODD {
        let mut wizard = wizard();
        let connection = read::<Connection>(&connection(odd)).unwrap();
        let id = connection.value.id.clone();
        wizard.update(Message::Listed(vec![connection.value.clone()]));
        wizard.update(Message::Care(CareMessage::Open(id.clone())));
        wizard.update(Message::Care(CareMessage::Read(id, Box::new(Ok(connection)))));
        assert!(wizard.answers().client.value().is_none() && wizard.answers().scopes().is_empty());
        assert!(wizard.known_apps().is_empty(), "its ids are none");
        wizard.update(Message::Care(CareMessage::Leave));
        assert!(wizard.answers().client.text().is_empty(), "and nothing of it stays behind");
    }
}
