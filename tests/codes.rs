//! Each way to be wrong has a code that stays, a sentence where an admin meets it, and what the sentence names.

// The helpers build test data: a panic there is a failed test.
#![allow(clippy::unwrap_used)]

use std::fmt::Display;

use azure_connect::azure::role::Action;
use azure_connect::azure::{
    Blade, ClientId, ClientSecret, Cloud, Date, Expiry, ExpiryDoubt, Guid, ManagementGroupId, Scope,
    SubscriptionId, Tenant,
};
use azure_connect::contract::{
    Check, CheckId, CheckState, Connection, ConnectionId, CredentialKind, IdempotencyKey, Problem, Status,
};
use azure_connect::exchange::{
    AllowedOrigins, Answer, Body, Endpoint, Failure, FailureKind, Heard, Origin, Page, Place,
};
use azure_connect::json::{self, FromJson, Node};

const ID: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";

/// A text, the code of what is wrong with it, and the details of that.
type Case<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

fn sentences() -> Vec<(String, String)> {
    json::parse_table(include_str!("../data/texts/en.json")).unwrap()
}

/// That the field has a sentence for this code.
fn said(field: &str, code: &str) {
    let keys = [format!("error.{field}.{code}"), format!("error.{code}")];
    assert!(sentences().iter().any(|(key, _)| keys.contains(key)), "{keys:?}");
}

fn code<T: std::fmt::Debug, E: Display>(result: Result<T, E>) -> String {
    result.map_err(|error| error.to_string()).unwrap_err()
}

#[test]
fn ids() {
    let secret = "ab.8Q~MadeUpForTheseTests_Shape_01234567";
    let look_alike = ID.replace('a', "\u{430}");
    let other = format!("Subscription ID: {ID}");
    let several = format!("{ID} {}", ID.replace('5', "6"));
    let cases: [Case<'_>; 14] = [
        ("", "empty", &[]),
        ("<tenant-id>", "placeholder", &[]),
        ("00000003-0000-0000-c000-000000000000", "known-id", &[("name", "Microsoft Graph")]),
        (secret, "secret-like", &[]),
        (&look_alike, "look-alike", &[("found", "\u{430}"), ("meant", "a"), ("position", "18")]),
        (&ID.replace('a', "g"), "bad-character", &[("found", "g"), ("position", "18")]),
        (&ID[..34], "too-short", &[("digits", "30")]),
        (&format!("{ID}7"), "too-long", &[("digits", "33")]),
        (&other, "other-field", &[("field", "subscriptionId")]),
        ("Object ID: 5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61", "object-id", &[]),
        ("Secret ID: 5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61", "secret-id", &[]),
        ("Trace ID: 5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61", "not-here", &[]),
        (&several, "several", &[]),
        ("hello", "not-an-id", &[]),
    ];
    for (text, expected, details) in cases {
        let error = ClientId::parse(text).unwrap_err();
        assert_eq!((error.code(), error.to_string().as_str()), (expected, expected), "{text}");
        let found = error.details();
        let found: Vec<_> = found.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(found, details, "{text}");
        said("clientId", expected);
    }
    assert_eq!(code(Tenant::parse("organizations")), "many-tenants");
    said("tenantId", "many-tenants");
    assert_eq!(code(Scope::parse("/subscriptions")), "not-a-scope");
    assert_eq!(code("".parse::<Scope>()), "empty");
}

#[test]
fn secrets() {
    let long = "ab.8Q~MadeUpForTheseTests_Shape_01234567";
    for (text, expected, may_insist) in [
        ("", "empty", false),
        ("<client-secret>", "placeholder", false),
        (ID, "secret-id", true),
        (&format!("URN:UUID:{ID}"), "secret-id", true),
        ("abc def", "inner-white-space", true),
        (&format!("AZURE_CLIENT_SECRET={long}"), "surrounded", true),
        ("abc*********", "masked", false),
        (&long[..20], "cut", false),
    ] {
        let error = ClientSecret::parse(text).unwrap_err();
        assert_eq!((error.code(), error.to_string().as_str()), (expected, expected));
        assert_eq!(error.may_insist(), may_insist, "{expected}");
        said("clientSecret", expected);
    }
    assert_eq!(
        ClientSecret::parse("-6fQd]Urc:x-M63=PPo").unwrap().doubt().map(|d| d.code()),
        Some("unusual-shape")
    );
}

#[test]
fn days() {
    let today: Date = "2026-11-21".parse().unwrap();
    let cases: [Case<'_>; 6] = [
        (" ", "empty", &[]),
        ("soon", "unreadable", &[]),
        ("31 February 2027", "no-such-day", &[]),
        ("31/05/27", "short-year", &[]),
        ("05/06/2027", "ambiguous", &[("dayFirst", "2027-06-05"), ("monthFirst", "2027-05-06")]),
        ("2026-11-01", "past", &[("days", "20")]),
    ];
    for (text, expected, details) in cases {
        let error = Expiry::parse(text, today).unwrap_err();
        assert_eq!((error.code(), error.to_string().as_str()), (expected, expected));
        let found = error.details();
        let found: Vec<_> = found.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(found, details, "{text}");
        said("expiresOn", expected);
        if expected != "past" {
            assert_eq!(Date::parse(text).unwrap_err().to_string(), expected);
        }
    }
    let soon = Expiry::parse("2026-12-01", today).unwrap().doubt().unwrap();
    assert_eq!((soon.code(), soon.details()), ("soon", vec![("days", "10".to_owned())]));
    assert_eq!(Expiry::parse("2030-01-01", today).unwrap().doubt(), Some(ExpiryDoubt::Far));
    assert_eq!((ExpiryDoubt::Far.code(), ExpiryDoubt::Far.details()), ("far", vec![]));
}

#[test]
fn clouds_and_operations() {
    for (text, expected) in [
        ("", "empty"),
        ("AzureGermanCloud", "closed"),
        ("Azure Bleu", "not-served"),
        ("moon", "unknown"),
        ("--", "unknown"),
    ] {
        assert_eq!(code(Cloud::parse(text)), expected);
    }
    for (text, expected) in [
        ("", "empty"),
        ("<action>", "placeholder"),
        ("*/*", "two-wildcards"),
        ("microsoft.directory/users/read", "directory-permission"),
        ("Microsoft.Compute", "malformed"),
    ] {
        assert_eq!(code(Action::parse(text)), expected);
    }
    let action = Action::parse(" Microsoft.Compute/*/read ").unwrap();
    assert!(action.has_wildcard() && action.is_read());
    assert_eq!(action.to_string(), "Microsoft.Compute/*/read");
    assert!(!Action::parse("Microsoft.Compute/disks/read").unwrap().has_wildcard());
}

/// What a value is written as is what it is read from, through serde as well as through our own reader.
#[test]
fn values_on_the_wire() {
    fn both<T>(text: &str)
    where
        T: FromJson + serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
    {
        let written = format!("{:?}", text);
        let value: T = serde_json::from_str(&written).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), written);
        assert_eq!(T::from_json(Node::Text(text.to_owned())).as_ref(), Some(&value));
        assert_eq!(T::from_json(Node::Text("\u{0}".to_owned())), None);
        assert_eq!(T::from_json(Node::Null), None);
    }
    both::<ClientId>(ID);
    both::<SubscriptionId>(ID);
    both::<Tenant>(ID);
    both::<Tenant>("contoso.com");
    both::<ManagementGroupId>("mg-platform");
    both::<Date>("2027-05-31");
    both::<Scope>(&format!("/subscriptions/{ID}"));
    let group = "/providers/Microsoft.Management/managementGroups/mg-platform";
    both::<Scope>(group);
    both::<ConnectionId>("c1");
    for cloud in Cloud::ALL {
        both::<Cloud>(cloud.name());
        assert_eq!(cloud.to_string(), cloud.name());
    }
    let blade = |name: &str| Blade::from_json(Node::Text(name.to_owned()));
    assert_eq!(blade("credentials"), Some(Blade::Credentials));
    assert_eq!(blade("credential"), None);

    let group: Scope = group.parse().unwrap();
    assert_eq!(group.subscription(), None);
    assert_eq!(group.management_group().map(ManagementGroupId::as_str), Some("mg-platform"));
    assert_eq!(Scope::from(group.management_group().unwrap().clone()), group);
    let scope = Scope::from(ID.parse::<SubscriptionId>().unwrap());
    assert_eq!((scope.subscription(), scope.management_group()), (ID.parse().ok(), None));
    let guid: Guid = ID.parse().unwrap();
    assert_eq!(format!("{guid:?}"), ID);
    assert_eq!(guid.as_bytes()[..4], [0x5f, 0x0c, 0x1b, 0x52]);
    assert_eq!(Guid::from_bytes(*guid.as_bytes()), guid);
    assert_eq!(format!("{:?}", ManagementGroupId::parse("mg").unwrap()), "mg");
    assert_eq!(format!("{:?}", ID.parse::<ClientId>().unwrap()), ID);
}

#[test]
fn words_of_the_contract() {
    for (word, id) in [
        ("token", CheckId::Token),
        ("tenant", CheckId::Tenant),
        ("subscription", CheckId::Subscription),
        ("permissions", CheckId::Permissions),
        ("secret-expiry", CheckId::SecretExpiry),
        ("role-version", CheckId::RoleVersion),
        ("quota", CheckId::Other("quota".into())),
    ] {
        let text = format!(r#"{{"id":"{word}","state":"pass"}}"#);
        let check = Check::from_json(json::parse(&text).unwrap()).unwrap();
        assert_eq!((check.id.as_str(), &check.id), (word, &id));
        assert_eq!(serde_json::to_string(&Check::new(id, CheckState::Pass)).unwrap(), text);
    }
    for word in ["verifying", "connected", "attention", "failed", "unknown"] {
        let connection = json::parse(&format!(r#"{{"id":"c1","status":"{word}"}}"#)).unwrap();
        assert_eq!(Connection::from_json(connection).unwrap().status.as_str(), word);
    }
    assert_eq!(Status::Unknown.as_str(), "unknown");
    for kind in [
        CredentialKind::Secret,
        CredentialKind::Federated,
        CredentialKind::Certificate,
        CredentialKind::Unknown,
    ] {
        assert_eq!(CredentialKind::from_json(Node::Text(kind.as_str().to_owned())), Some(kind));
    }
    let error = ConnectionId::parse("a/b").unwrap_err();
    assert_eq!((error.code(), error.to_string().as_str()), ("connection-id", "connection-id"));
    let error = IdempotencyKey::parse("1").unwrap_err();
    assert_eq!((error.code(), error.to_string().as_str()), ("idempotency-key", "idempotency-key"));
    let guid = ID.parse::<ClientId>().unwrap().guid();
    assert_eq!(ConnectionId::from(guid).to_string(), ID);
    assert_eq!(ID.parse::<ConnectionId>(), Ok(ConnectionId::from(guid)));
}

#[test]
fn addresses() {
    let page = Page::parse("https://app.example.com", "/").unwrap();
    let resolve = |url| Endpoint::resolve(url, &page, &AllowedOrigins::default());
    for (url, expected) in [
        ("//x", "endpoint-odd"),
        ("https://a@b.example", "endpoint-user-info"),
        ("http://b.example", "endpoint-insecure"),
        ("http://localhost/x", "endpoint-loopback"),
        ("https://b.example", "endpoint-not-allowed"),
    ] {
        let error = resolve(url).unwrap_err();
        assert_eq!((error.code(), error.to_string().as_str()), (expected, expected), "{url}");
    }
    assert_eq!(resolve("/x").unwrap().origin().to_string(), "https://app.example.com");
    for (text, expected) in [
        ("app.example.com", "origin-scheme"),
        ("https://a@b.example", "origin-user-info"),
        ("https://a b", "origin-host"),
        ("https://a.example:x", "origin-port"),
        ("https://a.example/x", "origin-rest"),
    ] {
        let error = Origin::parse(text).unwrap_err();
        assert_eq!((error.code(), error.to_string().as_str()), (expected, expected), "{text}");
    }
    for (pointer, id) in [
        ("/tenantId", "tenantId"),
        ("/clientId", "clientId"),
        ("/credential/clientSecret", "clientSecret"),
        ("/credential/expiresOn", "expiresOn"),
        ("/credential", "credential"),
        ("/scopes/3", "scopes"),
        ("/name", "name"),
        ("/cloud", "cloud"),
        ("/role/name", "role"),
        ("/extras/teams", "teams"),
        ("/else", ""),
    ] {
        assert_eq!(Place::of_pointer(pointer).id(), id);
    }
}

#[test]
fn failures() {
    let json = |status, text: &str| Answer {
        status,
        content_type: Some("application/problem+json".to_owned()),
        retry_after_ms: Some(7),
        body: Body::Text(text.to_owned()),
        ..Answer::default()
    };
    let typed = |status, kind: &str| json(status, &format!(r#"{{"type":"x/{kind}","connectionId":"c1"}}"#));
    let plain =
        |status, body| Answer { content_type: Some("application/json".to_owned()), body, ..json(status, "") };
    let text = |text: &str| Body::Text(text.to_owned());
    for (answer, expected, retriable, ambiguous) in [
        (typed(409, "already-connected"), "already-connected", false, false),
        (typed(422, "key-reused"), "key-reused", false, false),
        (typed(409, "in-progress"), "in-progress", true, true),
        (typed(401, ""), "signed-out", true, false),
        (typed(403, ""), "forbidden", false, false),
        (typed(403, "csrf"), "csrf", true, false),
        (typed(404, ""), "not-found", false, false),
        (typed(412, ""), "stale", false, false),
        (typed(429, ""), "too-many", true, false),
        (typed(400, ""), "refused", false, false),
        (typed(503, ""), "server", true, true),
        (json(422, r#"{"errors":[{"pointer":"/tenantId","code":"not-an-id"}]}"#), "fields", false, false),
        (plain(200, text("<p>")), "answer-not-json", false, true),
        (plain(200, text(" ")), "answer-empty", false, true),
        (plain(302, text("")), "answer-redirected", false, true),
        (plain(200, Body::TooLarge), "answer-too-large", false, true),
        (plain(200, text("[]")), "answer-shape", false, true),
    ] {
        let status = answer.status;
        let failure = answer.read::<Connection>().unwrap_err();
        assert_eq!((failure.code(), failure.to_string().as_str()), (expected, expected));
        assert_eq!((failure.is_retriable(), failure.is_ambiguous()), (retriable, ambiguous), "{expected}");
        assert_eq!((failure.status(), failure.retry_after_ms()), (status, Some(7)), "{expected}");
        assert_eq!(failure.heard(), Heard::answer(status, expected == "in-progress", Some(7)), "{expected}");
    }
    for (kind, expected, heard) in [
        (FailureKind::Unreachable, "unreachable", Heard::silence()),
        (FailureKind::TimedOut, "timed-out", Heard::silence()),
        (FailureKind::Stopped, "stopped", Heard::Final),
    ] {
        let failure = Failure::silence(kind);
        assert_eq!((failure.code(), failure.status(), failure.heard()), (expected, 0, heard));
        assert!(failure.is_retriable() && failure.is_ambiguous());
        assert_eq!(failure.problem(), None::<&Problem>);
    }
}
