//! The published schema, tried by somebody else's validator: it takes every profile that the reader takes,
//! and it refuses what an editor can know to be wrong.
// The helpers below build test data: a panic there is a failed test.
#![allow(clippy::unwrap_used)]

use azure_connect::profile::{Profile, ProfileError, Seal};
use serde_json::{Value, json};
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn load(path: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(root().join(path)).unwrap()).unwrap()
}

fn schema() -> jsonschema::Validator {
    jsonschema::draft202012::new(&load("www/profile.schema.json")).unwrap()
}

fn full() -> Value {
    load("tests/fixtures/profile/full.json")
}

/// The full profile with one value replaced, added or (with null as a sign) taken away.
fn with(pointer: &str, value: Value) -> Value {
    let mut profile = full();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = profile.pointer_mut(parent).unwrap();
    match (parent, value) {
        (Value::Object(parent), Value::Null) => drop(parent.remove(key).unwrap()),
        (Value::Object(parent), value) => drop(parent.insert(key.to_owned(), value)),
        (Value::Array(parent), value) => parent[key.parse::<usize>().unwrap()] = value,
        _ => unreachable!("{pointer} has no parent"),
    }
    profile
}

#[test]
fn the_schema_is_one() {
    assert!(jsonschema::draft202012::meta::is_valid(&load("www/profile.schema.json")));
}

#[test]
fn every_profile_that_is_shipped_passes() {
    let mut seen = 0;
    for entry in std::fs::read_dir(root().join("www/profiles")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "json") {
            let text = std::fs::read_to_string(&path).unwrap();
            let errors: Vec<String> = schema()
                .iter_errors(&serde_json::from_str(&text).unwrap())
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
            assert!(Profile::parse(&text).is_ok(), "{}: {:?}", path.display(), Profile::parse(&text).err());
            seen += 1;
        }
    }
    assert!(seen > 0);
}

#[test]
fn what_the_reader_takes_the_schema_takes() {
    let custom =
        json!({ "custom": { "name": "x", "actions": ["*/read"], "reasons": { "*/read": "to look" } } });
    let profiles = [
        json!({ "platform": { "name": "x" }, "endpoint": { "url": "/x" } }),
        full(),
        with("/role", custom),
        with("/platform/homepage", json!("https://example.com/@team?x=y#z")),
        with("/endpoint/url", json!("http://127.0.0.1:1/x/")),
        with("/endpoint/url", json!("/a")),
        with("/theme/accent", json!("#00fF00")),
        with("/credential/secretLifetimeDays", json!(1)),
        with("/endpoint/csrf/header", json!("RequestVerificationToken")),
        json!({ "platform": { "name": "x" }, "endpoint": { "dialect": "env", "keys": { "tenantId": "T_1" } } }),
    ];
    for profile in profiles {
        assert!(Profile::parse(&profile.to_string()).is_ok(), "{profile}");
        let errors: Vec<String> = schema().iter_errors(&profile).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{profile}: {errors:#?}");
    }
}

#[test]
fn what_the_schema_refuses_the_reader_refuses() {
    let profiles = [
        json!([]),
        with("/nmae", json!(1)),
        with("/platform", Value::Null),
        with("/endpoint", Value::Null),
        with("/version", json!(2)),
        with("/platform/name", Value::Null),
        with("/platform/name", json!("")),
        with("/platform/nmae", json!("x")),
        with("/platform/homepage", json!("javascript:alert(1)")),
        with("/app/name", json!("")),
        with("/app/audience", json!("everyone")),
        with("/app/audience", json!({ "single-tenant": null })),
        with("/credential/kinds", json!([])),
        with("/credential/kinds", json!(["secret", "secret"])),
        with("/credential/secretLifetimeDays", json!(731)),
        with("/credential/secretLifetimeDays", json!("730")),
        with("/credential/seal/jwk/kty", json!("EC")),
        with("/credential/seal/jwk/d", json!("x")),
        with("/credential/seal/jwk/use", json!("sig")),
        with("/role", json!({})),
        with("/role/custom", json!({ "name": "x", "actions": ["*"] })),
        with("/role/builtIn/id", json!("Reader")),
        with("/scope", json!(["one", true])),
        with("/scope/subscriptions", json!("two")),
        with("/clouds", json!(["AzureGermanCloud"])),
        with("/routes/0", json!("PowerShell")),
        with("/discovery", json!("dns")),
        with("/extras/0/type", json!("radio")),
        with("/extras/0/name", json!("__proto__")),
        with("/extras/0/label", Value::Null),
        with("/extras/0/options/0", json!("t1")),
        with("/endpoint/url", Value::Null),
        with("/endpoint/url", json!("//evil.example")),
        with("/endpoint/url", json!("/api?x")),
        with("/endpoint/url", json!("data:,x")),
        with("/endpoint/dialect", json!("env")),
        with("/endpoint/dialect", json!("soap")),
        with("/endpoint", json!({})),
        with("/endpoint", json!({ "dialect": "env", "url": "/api" })),
        with("/endpoint", json!({ "dialect": "env", "operations": ["create", "read"] })),
        with("/endpoint", json!({ "dialect": "env", "keys": { "tenant": "T" } })),
        with("/endpoint", json!({ "dialect": "env", "keys": { "tenantId": "A B" } })),
        with("/endpoint/keys", json!({ "tenantId": "T" })),
        with("/endpoint/operations", json!(["create", "read", "put"])),
        with("/endpoint/csrf/cookie", json!("a=b")),
        with("/theme/accent", json!("red")),
        with("/text/action.connect", json!(1)),
    ];
    for profile in profiles {
        assert!(!schema().is_valid(&profile), "the schema takes {profile}");
        assert!(Profile::parse(&profile.to_string()).is_err(), "the reader takes {profile}");
    }
}

/// Every object of the schema, with a place where one can stand.
const OBJECTS: [(&str, &str); 14] = [
    ("", ""),
    ("/platform", "Platform"),
    ("/app", "App"),
    ("/credential", "Credential"),
    ("/credential/seal", "Seal"),
    ("/credential/seal/jwk", "SealKey"),
    ("/role/builtIn", "BuiltInRole"),
    ("/role/custom", "CustomRole"),
    ("/scope", "ScopeRule"),
    ("/extras/0", "Extra"),
    ("/extras/0/options/0", "ExtraOption"),
    ("/endpoint", "Endpoint"),
    ("/endpoint/csrf", "Csrf"),
    ("/theme", "Theme"),
];

/// The objects of a template. Its text is kept as it is, so defaults are not compared there.
const OF_TEMPLATES: [(&str, &str); 8] = [
    ("/endpoint/requests", "Requests"),
    ("/endpoint/requests/connection", "Shape"),
    ("/endpoint/requests/create", "Request"),
    ("/endpoint/requests/create/answer", "AnswerShape"),
    ("/endpoint/requests/create/answer/success", "Condition"),
    ("/endpoint/requests/test", "Test"),
    ("/endpoint/requests/test/poll", "Poll"),
    ("/endpoint/requests/federation", "FederationTexts"),
];

/// The full profile, with a custom role or a template where that is meant.
fn holding(place: &str) -> Value {
    if place.starts_with("/endpoint/requests") {
        let mut profile = load("www/profiles/octopus.json");
        profile["endpoint"]["requests"]["create"]["answer"]["success"] = json!({ "at": "/Ok", "is": true });
        profile
    } else if place == "/role/custom" {
        let mut profile = full();
        profile["role"] = json!({ "custom": { "name": "x", "actions": ["*/read"] } });
        profile["scope"]["managementGroup"] = json!(false);
        profile
    } else {
        full()
    }
}

fn properties<'s>(schema: &'s Value, name: &str) -> &'s serde_json::Map<String, Value> {
    let object = if name.is_empty() { schema } else { &schema["$defs"][name] };
    object["properties"].as_object().unwrap()
}

#[test]
fn the_schema_and_the_reader_know_the_same_keys() {
    let schema = load("www/profile.schema.json");
    for (place, name) in OBJECTS.into_iter().chain(OF_TEMPLATES) {
        let mut profile = holding(place);
        profile.pointer_mut(place).unwrap()["nobody-s-key"] = json!(1);
        let error = Profile::parse(&profile.to_string()).unwrap_err();
        assert_eq!(error.kind().code(), "unknown-key");
        let mut read: Vec<&str> = error.detail().strip_prefix("is none of: ").unwrap().split(", ").collect();
        read.sort_unstable();
        let mut published: Vec<&str> = properties(&schema, name).keys().map(String::as_str).collect();
        published.sort_unstable();
        assert_eq!(read, published, "{name}");
    }
    let objects = |value: &&Value| value.get("properties").is_some();
    let known = OBJECTS.len() - 1 + OF_TEMPLATES.len();
    assert_eq!(schema["$defs"].as_object().unwrap().values().filter(objects).count(), known);
}

/// The profile, and whom it seals for: it keeps that as the text that it was.
fn whole(text: &str) -> Result<(Profile, Option<Seal>), ProfileError> {
    let mut profile = Profile::parse(text)?;
    let seal = profile.credential.seal.take();
    let seal = seal.map(|seal| seal.read(&profile)).transpose()?;
    Ok((profile, seal))
}

#[test]
fn a_published_default_says_what_leaving_the_key_out_says() {
    let schema = load("www/profile.schema.json");
    let mut seen = 0;
    for (place, name) in OBJECTS {
        for (key, property) in properties(&schema, name) {
            let Some(default) = property.get("default") else { continue };
            let mut without = holding(place);
            if (name, key.as_str()) == ("CustomRole", "actions") {
                without["role"]["custom"]["dataActions"] = json!(["*/read"]);
            }
            if (name, key.as_str()) == ("Extra", "options") {
                without["extras"][0]["type"] = json!("text");
            }
            let object = without.pointer_mut(place).unwrap().as_object_mut().unwrap();
            object.remove(key);
            if (name, key.as_str()) == ("Endpoint", "operations") {
                // Else the kinds that need an operation would be refused in both.
                without["credential"]["kinds"] = json!(["secret"]);
            }
            let mut written = without.clone();
            written.pointer_mut(place).unwrap()[key] = default.clone();
            let left_out = whole(&without.to_string());
            assert!(left_out.is_ok(), "{name}.{key}: {left_out:?}");
            assert_eq!(left_out, whole(&written.to_string()), "{name}.{key}");
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen}");
}
