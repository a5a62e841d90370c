//! Profiles: the demo profile, the defaults, and what is refused where.
// The helpers below build test data: a panic there is a failed test.
#![allow(clippy::unwrap_used)]

use azure_connect::azure::Cloud;
use azure_connect::azure::role::Level;
use azure_connect::profile::{
    Audience, CredentialKind, Dialect, Discovery, EnvKeys, ExpiryRule, ExtraKind, Operation, Profile,
    ProfileErrorKind, Role, Route, SubscriptionRule,
};
use proptest::prelude::*;
use serde_json::{Value, json};

const DEMO: &str = include_str!("../www/profiles/demo.json");
/// Says everything that can be said.
const FULL: &str = include_str!("fixtures/profile/full.json");
const LEAST: &str = r#"{ "platform": { "name": "Demo" }, "endpoint": { "url": "/api" } }"#;

fn parse(value: &Value) -> Result<Profile, (String, &'static str)> {
    Profile::parse(&value.to_string()).map_err(|error| (error.path().to_owned(), error.kind().code()))
}

/// The smallest profile with one value put in, keys made on the way.
fn with(pointer: &str, value: Value) -> Value {
    let mut profile: Value = serde_json::from_str(LEAST).unwrap();
    let mut place = &mut profile;
    for key in pointer.split('/') {
        place = &mut place[key];
    }
    *place = value;
    profile
}

fn custom(role: Value) -> Value {
    let mut whole = json!({ "name": "Demo role", "actions": ["Microsoft.Compute/disks/read"] });
    whole.as_object_mut().unwrap().extend(role.as_object().unwrap().clone());
    with("role/custom", whole)
}

fn extra(more: Value) -> Value {
    let mut whole = json!({ "name": "teams", "label": "Teams", "type": "select", "options": [{ "value": "t1", "label": "T1" }] });
    whole.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    with("extras", json!([whole]))
}

fn env(keys: Value) -> Value {
    with("endpoint", json!({ "dialect": "env", "keys": keys }))
}

fn key(more: Value) -> Value {
    let mut whole = json!({ "kty": "RSA", "n": "x".repeat(342), "e": "AQAB" });
    whole.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    with("credential/seal", json!({ "jwk": whole }))
}

fn audience(audience: Value) -> Value {
    let mut profile = key(json!({}));
    profile["credential"]["seal"]["audience"] = audience;
    profile
}

#[test]
fn a_sealed_secret_is_for_the_account_that_the_page_names() {
    let read = |profile: Value| {
        let profile = parse(&profile).unwrap();
        profile.credential.seal.as_ref().unwrap().read(&profile).unwrap()
    };
    let params = [("accountId".to_owned(), "acme".to_owned()), ("region".to_owned(), "eu".to_owned())];
    assert_eq!(read(key(json!({ "kid": "k1" }))).jwk.kid.as_deref(), Some("k1"));
    for (profile, expected) in [
        (key(json!({})), "acme"),
        (audience(Value::Null), "acme"),
        (audience(json!("local")), "local"),
        (audience(json!("${param.region}/${param.accountId}")), "eu/acme"),
    ] {
        assert_eq!(read(profile).audience(&params).unwrap(), expected);
    }
    for given in [vec![], vec![("accountId".to_owned(), String::new())]] {
        let error = read(key(json!({}))).audience(&given).unwrap_err();
        assert_eq!(error.path(), "credential.seal.audience");
        assert!(error.detail().contains("param.accountId"), "{error}");
    }
}

#[test]
fn where_nothing_is_sent_nothing_is_sealed() {
    let mut profile = key(json!({}));
    profile["endpoint"] = json!({ "dialect": "env" });
    assert_eq!(parse(&profile).unwrap_err(), ("credential.seal".into(), "bad-value"));
}

#[test]
fn the_demo_profile_holds_the_85_published_actions_and_a_reason_for_each() {
    let profile = Profile::parse(DEMO).unwrap();
    let Some(Role::Custom(role)) = &profile.role else { panic!("no custom role") };
    assert_eq!(role.actions.len(), 85);
    let distinct: std::collections::BTreeSet<String> =
        role.actions.iter().map(|action| action.to_lowercase()).collect();
    assert_eq!(distinct.len(), 85);
    for action in &role.actions {
        assert!(role.reason(action).is_some(), "no reason for {action}");
    }
    assert_eq!(
        role.reason("Microsoft.Compute/virtualMachines/*"),
        Some("create, start, stop and replace virtual machines")
    );
    assert!(role.definition().lint().iter().all(|finding| finding.level != Level::Error));
    assert_eq!(role.definition().permissions[0].actions, role.actions);
    assert_eq!(profile.routes, *Route::ALL);
    assert_eq!(profile.clouds, [Cloud::AzureCloud, Cloud::AzureUSGovernment, Cloud::AzureChinaCloud]);
    assert_eq!(
        profile.credential_kinds().collect::<Vec<_>>(),
        [CredentialKind::Secret, CredentialKind::Federated, CredentialKind::Certificate]
    );
    assert!(profile.endpoint.has(Operation::Replace));
    assert!(profile.endpoint.has(Operation::List));
    assert_eq!(profile.endpoint.url.as_str(), "/api/azure/connections");
}

#[test]
fn every_default_is_the_documented_one() {
    let profile = Profile::parse(LEAST).unwrap();
    assert_eq!(profile.app.name, "Demo");
    assert_eq!(profile.app.redirect_uri, None);
    assert_eq!(profile.app.audience, Audience::SingleTenant);
    assert_eq!(profile.platform.homepage, None);
    assert_eq!(profile.platform.support_url, None);
    assert_eq!(profile.credential.kinds, [CredentialKind::Secret]);
    assert_eq!(profile.credential.secret_lifetime_days, 180);
    assert_eq!(profile.credential.expiry, ExpiryRule::Required);
    assert_eq!(profile.credential.seal, None);
    assert_eq!(profile.role, None);
    assert_eq!(profile.scope.subscriptions, SubscriptionRule::One);
    assert!(!profile.scope.management_group);
    assert_eq!(profile.clouds, [Cloud::AzureCloud]);
    assert_eq!(profile.routes, *Route::ALL);
    assert_eq!(profile.discovery, Discovery::Host);
    assert!(profile.extras.is_empty());
    assert_eq!(profile.endpoint.dialect, Dialect::AzureConnect);
    assert_eq!(profile.endpoint.operations, [Operation::Create, Operation::Read]);
    assert_eq!(profile.endpoint.csrf, None);
    assert_eq!(profile.theme.accent.to_string(), "#0f62fe");
    assert!(profile.text.is_empty());
}

#[test]
fn everything_that_a_profile_can_say_is_read() {
    let profile = Profile::parse(FULL).unwrap();
    assert_eq!(profile.app.name, "Other");
    assert_eq!(profile.role.as_ref().map(Role::name), Some("Reader"));
    assert_eq!(profile.endpoint.url.as_str(), "https://api.example.com/azure");
    assert_eq!(profile.theme.accent.to_string(), "#aabbcc");
    assert_eq!(profile.extras[0].kind, ExtraKind::MultiSelect);
    assert!(profile.extras[0].required);
    assert_eq!(profile.text["action.connect"], "Connect my Azure");
    let csrf = profile.endpoint.csrf.as_ref().unwrap();
    assert_eq!((csrf.header.as_str(), csrf.cookie.as_str()), ("X-CSRF-Token", "csrf"));
    // No operation `certificate`, so that kind cannot be offered.
    assert_eq!(
        profile.credential_kinds().collect::<Vec<_>>(),
        [CredentialKind::Federated, CredentialKind::Secret]
    );
}

#[test]
fn a_platform_without_an_endpoint_names_its_keys() {
    let profile = Profile::parse(&env(json!({ "clientSecret": "ARM_CLIENT_SECRET" })).to_string()).unwrap();
    assert!(profile.endpoint.is_env());
    assert!(!profile.endpoint.has(Operation::Create) && !profile.endpoint.has(Operation::Read));
    let names = EnvKeys::FIELDS.map(|field| profile.endpoint.keys.name(field));
    assert_eq!(names, ["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "ARM_CLIENT_SECRET", "AZURE_SUBSCRIPTION_ID"]);
    // What would have to be sent has no place there.
    for (key, value, path) in [
        ("scope", json!({ "subscriptions": "many" }), "scope"),
        ("scope", json!({ "managementGroup": true }), "scope"),
        ("extras", json!([]), "extras"),
        ("credential", json!({ "kinds": ["federated"] }), "credential.kinds"),
    ] {
        let mut profile = env(json!({}));
        profile[key] = value;
        assert_eq!(parse(&profile).err(), Some((path.to_owned(), "bad-value")));
    }
}

#[test]
fn bad_profiles_are_refused_at_the_exact_place() {
    let long = "x".repeat(3000);
    let table = [
        // Unknown keys: the path ends in the key.
        (with("paltform", json!({})), "paltform", "unknown-key"),
        (with("platform/nmae", json!("x")), "platform.nmae", "unknown-key"),
        (with("app/redirectUrl", json!("https://a.example")), "app.redirectUrl", "unknown-key"),
        (custom(json!({ "action": [] })), "role.custom.action", "unknown-key"),
        (with("role", json!({ "customs": {} })), "role.customs", "unknown-key"),
        (
            extra(json!({ "options": [{ "value": "a", "label": "A", "title": "" }] })),
            "extras[0].options[0].title",
            "unknown-key",
        ),
        (with("endpoint/headers", json!({ "Authorization": "Bearer x" })), "endpoint.headers", "unknown-key"),
        (with("platform/a.b`, expected `c", json!(1)), "platform.a.b`, expected `c", "unknown-key"),
        (key(json!({ "d": "private" })), "credential.seal.jwk.d", "unknown-key"),
        // Missing keys.
        (json!({}), "platform", "missing"),
        (json!({ "platform": { "name": "x" } }), "endpoint", "missing"),
        (json!({ "platform": {}, "endpoint": { "url": "/x" } }), "platform.name", "missing"),
        (json!({ "platform": { "name": "x" }, "endpoint": {} }), "endpoint.url", "missing"),
        (with("role", json!({ "custom": { "actions": ["*"] } })), "role.custom.name", "missing"),
        (with("role", json!({ "custom": { "name": "x" } })), "role.custom.actions", "missing"),
        (with("role", json!({ "builtIn": { "name": "Reader" } })), "role.builtIn.id", "missing"),
        (extra(json!({ "options": [{ "value": "a" }] })), "extras[0].options[0].label", "missing"),
        (with("endpoint/csrf", json!({ "header": "X-CSRF" })), "endpoint.csrf.cookie", "missing"),
        // Another JSON type.
        (json!([]), "", "wrong-type"),
        (json!("x"), "", "wrong-type"),
        (json!({ "platform": "Demo" }), "platform", "wrong-type"),
        (with("platform/name", json!(1)), "platform.name", "wrong-type"),
        (with("platform/homepage", json!({})), "platform.homepage", "wrong-type"),
        (with("credential/secretLifetimeDays", json!("730")), "credential.secretLifetimeDays", "wrong-type"),
        (with("credential/secretLifetimeDays", json!(1.5)), "credential.secretLifetimeDays", "wrong-type"),
        (with("scope/managementGroup", json!("no")), "scope.managementGroup", "wrong-type"),
        (with("scope", json!([])), "scope", "wrong-type"),
        // serde would take these lists field by field, and these objects for words.
        (json!(["x"]), "", "wrong-type"),
        (with("platform", json!(["Demo"])), "platform", "wrong-type"),
        (with("theme", json!(["#fff"])), "theme", "wrong-type"),
        (with("role", json!([{ "name": "x", "actions": ["*"] }])), "role", "wrong-type"),
        (with("role", json!({ "custom": ["x", "", null, ["*"]] })), "role.custom", "wrong-type"),
        (with("credential/seal", json!([["RSA"]])), "credential.seal", "wrong-type"),
        (with("endpoint/csrf", json!(["X-CSRF", "csrf"])), "endpoint.csrf", "wrong-type"),
        (with("extras", json!([["a", "A", "text"]])), "extras[0]", "wrong-type"),
        (with("discovery", json!({ "host": null })), "discovery", "wrong-type"),
        (with("routes", json!([{ "portal": null }])), "routes[0]", "wrong-type"),
        (custom(json!({ "actions": ["*", "*/read", {}] })), "role.custom.actions[2]", "wrong-type"),
        (with("routes", json!("portal")), "routes", "wrong-type"),
        (with("routes", json!(["portal", 2])), "routes[1]", "wrong-type"),
        (with("text", json!({ "action.connect": 1 })), "text.action.connect", "wrong-type"),
        // Values that cannot be used.
        (with("version", json!(2)), "version", "bad-value"),
        (with("version", json!(0)), "version", "bad-value"),
        (with("version", json!(-1)), "version", "bad-value"),
        (with("platform/name", json!(" \t ")), "platform.name", "bad-value"),
        (with("platform/name", json!(long)), "platform.name", "bad-value"),
        (with("platform/name", json!("a\nb")), "platform.name", "bad-value"),
        (with("platform/homepage", json!("http://example.com")), "platform.homepage", "bad-value"),
        (with("platform/supportUrl", json!("javascript:alert(1)")), "platform.supportUrl", "bad-value"),
        (with("app/name", json!("")), "app.name", "bad-value"),
        (with("app/redirectUri", json!("http://example.com/")), "app.redirectUri", "bad-value"),
        (with("app/redirectUri", json!("https://example.com/#x")), "app.redirectUri", "bad-value"),
        (with("app/audience", json!("everyone")), "app.audience", "bad-value"),
        (with("credential/kinds", json!([])), "credential.kinds", "bad-value"),
        (with("credential/kinds", json!(["secret", "password"])), "credential.kinds[1]", "bad-value"),
        (with("credential/kinds", json!(["secret", "secret"])), "credential.kinds[1]", "bad-value"),
        (with("credential/kinds", json!(["federated"])), "credential.kinds", "bad-value"),
        (with("credential/secretLifetimeDays", json!(0)), "credential.secretLifetimeDays", "bad-value"),
        (with("credential/secretLifetimeDays", json!(731)), "credential.secretLifetimeDays", "bad-value"),
        (with("credential/secretLifetimeDays", json!(70_000)), "credential.secretLifetimeDays", "bad-value"),
        (with("credential/secretLifetimeDays", json!(-1)), "credential.secretLifetimeDays", "bad-value"),
        (with("credential/expiry", json!("maybe")), "credential.expiry", "bad-value"),
        (key(json!({ "kty": "EC" })), "credential.seal.jwk.kty", "bad-value"),
        (key(json!({ "n": "short" })), "credential.seal.jwk.n", "bad-value"),
        (key(json!({ "n": "+".repeat(342) })), "credential.seal.jwk.n", "bad-value"),
        (key(json!({ "e": "" })), "credential.seal.jwk.e", "bad-value"),
        (key(json!({ "alg": "RSA-OAEP" })), "credential.seal.jwk.alg", "bad-value"),
        (key(json!({ "use": "sig" })), "credential.seal.jwk.use", "bad-value"),
        (key(json!({ "kid": "" })), "credential.seal.jwk.kid", "bad-value"),
        (audience(json!("")), "credential.seal.audience", "bad-value"),
        (audience(json!("${clientId}")), "credential.seal.audience", "bad-value"),
        (audience(json!("${param.a|upper}")), "credential.seal.audience", "bad-value"),
        (audience(json!("${param.a")), "credential.seal.audience", "bad-value"),
        (audience(json!(7)), "credential.seal.audience", "wrong-type"),
        (with("role", json!({})), "role", "bad-value"),
        (
            with(
                "role",
                json!({ "custom": { "name": "x", "actions": ["*"] },
                                 "builtIn": { "id": "acdd72a7-3385-48ef-bd42-f606fba81ae7", "name": "Reader" } }),
            ),
            "role",
            "bad-value",
        ),
        (
            with("role", json!({ "builtIn": { "id": "Reader", "name": "Reader" } })),
            "role.builtIn.id",
            "bad-value",
        ),
        (custom(json!({ "name": "" })), "role.custom.name", "bad-value"),
        (custom(json!({ "name": "é".repeat(513) })), "role.custom.name", "bad-value"),
        (custom(json!({ "description": long })), "role.custom.description", "bad-value"),
        (custom(json!({ "version": "" })), "role.custom.version", "bad-value"),
        (
            custom(json!({ "actions": ["*", "*/read", "A.B/c/read", "A.B/*/*"] })),
            "role.custom.actions[3]",
            "bad-value",
        ),
        (custom(json!({ "actions": [""] })), "role.custom.actions[0]", "bad-value"),
        (
            custom(json!({ "actions": ["Microsoft.Compute/disks/read "] })),
            "role.custom.actions[0]",
            "bad-value",
        ),
        (custom(json!({ "actions": ["read"] })), "role.custom.actions[0]", "bad-value"),
        (
            custom(json!({ "notActions": ["Microsoft.Directory/users/read"] })),
            "role.custom.notActions[0]",
            "bad-value",
        ),
        (custom(json!({ "dataActions": ["a b/read"] })), "role.custom.dataActions[0]", "bad-value"),
        (custom(json!({ "notDataActions": ["é/read"] })), "role.custom.notDataActions[0]", "bad-value"),
        (custom(json!({ "reasons": { "x y": "why" } })), "role.custom.reasons.x y", "bad-value"),
        (custom(json!({ "reasons": { "*/read": "" } })), "role.custom.reasons.*/read", "bad-value"),
        (with("scope/subscriptions", json!("two")), "scope.subscriptions", "bad-value"),
        (with("clouds", json!([])), "clouds", "bad-value"),
        (with("clouds", json!(["AzureCloud", "AzureGermanCloud"])), "clouds[1]", "bad-value"),
        (with("clouds", json!(["AzureCloud", "AzureChinaCloud", "AzureCloud"])), "clouds[2]", "bad-value"),
        (with("routes", json!([])), "routes", "bad-value"),
        (with("routes", json!(["portal", "cli"])), "routes[1]", "bad-value"),
        (with("routes", json!(["portal", "existing", "portal"])), "routes[2]", "bad-value"),
        (with("discovery", json!("dns")), "discovery", "bad-value"),
        (extra(json!({ "name": "__proto__" })), "extras[0].name", "bad-value"),
        (extra(json!({ "label": "" })), "extras[0].label", "bad-value"),
        (extra(json!({ "type": "radio" })), "extras[0].type", "bad-value"),
        (extra(json!({ "type": "text" })), "extras[0].options", "bad-value"),
        (extra(json!({ "options": [] })), "extras[0].options", "bad-value"),
        (extra(json!({ "help": long })), "extras[0].help", "bad-value"),
        (
            extra(json!({ "options": [{ "value": "a", "label": "A" }, { "value": "a", "label": "B" }] })),
            "extras[0].options[1].value",
            "bad-value",
        ),
        (
            with(
                "extras",
                json!([{ "name": "a", "label": "A", "type": "text" }, { "name": "a", "label": "B", "type": "text" }]),
            ),
            "extras[1].name",
            "bad-value",
        ),
        (
            with("extras", Value::from(vec![json!({ "name": "a", "label": "A", "type": "text" }); 21])),
            "extras",
            "bad-value",
        ),
        (with("endpoint/url", json!("")), "endpoint.url", "bad-value"),
        (with("endpoint/url", json!("//evil.example")), "endpoint.url", "bad-value"),
        (with("endpoint/url", json!("http://api.example.com/")), "endpoint.url", "bad-value"),
        (with("endpoint/url", json!("javascript:alert(1)")), "endpoint.url", "bad-value"),
        (with("endpoint/url", json!("data:application/json,{}")), "endpoint.url", "bad-value"),
        (with("endpoint/dialect", json!("soap")), "endpoint.dialect", "bad-value"),
        // With `env` nothing is sent, so nothing can say where.
        (with("endpoint/dialect", json!("env")), "endpoint.url", "bad-value"),
        (with("endpoint/keys", json!({})), "endpoint.keys", "bad-value"),
        (
            with("endpoint", json!({ "dialect": "env", "operations": ["create", "read"] })),
            "endpoint.operations",
            "bad-value",
        ),
        (env(json!({ "tenant": "T" })), "endpoint.keys.tenant", "bad-value"),
        (env(json!({ "tenantId": "1T" })), "endpoint.keys.tenantId", "bad-value"),
        (env(json!({ "clientSecret": "A=B" })), "endpoint.keys.clientSecret", "bad-value"),
        (env(json!({ "clientSecret": "X", "tenantId": "X" })), "endpoint.keys", "bad-value"),
        (env(json!({ "tenantId": "AZURE_CLIENT_ID" })), "endpoint.keys", "bad-value"),
        (with("endpoint/operations", json!([])), "endpoint.operations", "bad-value"),
        (with("endpoint/operations", json!(["create"])), "endpoint.operations", "bad-value"),
        (
            with("endpoint/operations", json!(["create", "read", "put"])),
            "endpoint.operations[2]",
            "bad-value",
        ),
        (
            with("endpoint/operations", json!(["create", "read", "read"])),
            "endpoint.operations[2]",
            "bad-value",
        ),
        (
            with("endpoint/csrf", json!({ "header": "Authorization", "cookie": "t" })),
            "endpoint.csrf.header",
            "bad-value",
        ),
        (
            with("endpoint/csrf", json!({ "header": "X-API-Key", "cookie": "t" })),
            "endpoint.csrf.header",
            "bad-value",
        ),
        (
            with("endpoint/csrf", json!({ "header": "Cookie", "cookie": "t" })),
            "endpoint.csrf.header",
            "bad-value",
        ),
        (
            with("endpoint/csrf", json!({ "header": "X CSRF", "cookie": "t" })),
            "endpoint.csrf.header",
            "bad-value",
        ),
        (
            with("endpoint/csrf", json!({ "header": "X-CSRF", "cookie": "a=b" })),
            "endpoint.csrf.cookie",
            "bad-value",
        ),
        (with("theme/accent", json!("red")), "theme.accent", "bad-value"),
        (with("theme/accent", json!("#12345")), "theme.accent", "bad-value"),
        (with("text", json!({ "a..b": "x" })), "text.a..b", "bad-value"),
        (with("text", json!({ "action.connect": "" })), "text.action.connect", "bad-value"),
        (with("text", json!({ "action.connect": long })), "text.action.connect", "bad-value"),
    ];
    for (profile, path, code) in table {
        assert_eq!(parse(&profile).err(), Some((path.to_owned(), code)), "{profile:.200}");
    }
    let both = {
        let mut profile = custom(
            json!({ "dataActions": ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"] }),
        );
        profile["scope"] = json!({ "managementGroup": true });
        profile
    };
    assert_eq!(parse(&both).err(), Some(("role.custom.dataActions".to_owned(), "bad-value")));
}

#[test]
fn a_dialect_that_is_not_there_yet_is_named_in_the_detail() {
    let error = Profile::parse(&with("endpoint/dialect", json!("soap")).to_string()).unwrap_err();
    assert!(error.detail().contains("`soap`") && error.detail().contains("azure-connect"), "{error}");
    assert!(error.to_string().starts_with("endpoint.dialect: bad-value: "), "{error}");
    // A template in its place, as other people's endpoints will need it.
    let error = Profile::parse(&with("endpoint/dialect", json!({ "create": {} })).to_string()).unwrap_err();
    assert_eq!((error.path(), error.kind()), ("endpoint.dialect", ProfileErrorKind::WrongType));
}

#[test]
fn text_that_is_no_json_is_refused_as_such() {
    let deep = format!(r#"{{"platform": {}"#, "[".repeat(100_000));
    let unfinished = DEMO.trim_end().strip_suffix('}').unwrap();
    let trailing = LEAST.replace("} }", "} }, x");
    let comma = LEAST.replace("} }", "}, }");
    for text in [
        "",
        " ",
        "{",
        "<!doctype html>",
        "{\"platform\": tru",
        &deep,
        unfinished,
        &trailing,
        &comma,
        "{'a':1}",
    ] {
        let error = Profile::parse(text).unwrap_err();
        // Very deep nesting may be taken for the wrong type first: what matters is that it is an answer.
        let fits = error.kind() == ProfileErrorKind::Syntax
            || (text == deep && error.path().starts_with("platform"));
        assert!(fits, "{error}");
    }
}

#[test]
fn a_key_that_stands_there_twice_is_refused() {
    let text = r#"{ "platform": { "name": "a", "name": "b" }, "endpoint": { "url": "/x" } }"#;
    let error = Profile::parse(text).unwrap_err();
    assert_eq!((error.path(), error.kind()), ("platform.name", ProfileErrorKind::BadValue));
}

#[test]
fn a_byte_order_mark_and_explicit_nulls_are_taken() {
    assert!(Profile::parse(&format!("\u{feff}{LEAST}")).is_ok());
    let nulls = json!({ "homepage": null, "supportUrl": null, "name": "Demo" });
    assert!(parse(&with("platform", nulls)).is_ok());
    assert!(parse(&with("role", Value::Null)).is_ok());
    assert!(parse(&custom(json!({ "version": null }))).is_ok());
    assert!(parse(&extra(json!({ "help": null }))).is_ok());
}

#[test]
fn size_has_a_limit_and_the_answer_stays_short() {
    let largest = azure_connect::profile::LARGEST;
    let padded = format!("{LEAST}{}", " ".repeat(largest - LEAST.len()));
    assert!(Profile::parse(&padded).is_ok());
    let error = Profile::parse(&format!("{padded} ")).unwrap_err();
    assert_eq!((error.path(), error.kind()), ("", ProfileErrorKind::BadValue));

    let error =
        Profile::parse(&with("platform", json!({ "x\u{7}\n".repeat(50_000): 1 })).to_string()).unwrap_err();
    assert_eq!(error.kind(), ProfileErrorKind::UnknownKey);
    assert!(error.to_string().chars().count() < 700);
    assert!(!error.to_string().contains(char::is_control));
}

#[test]
fn all_the_limits_are_reached_before_they_are_passed() {
    assert!(parse(&custom(json!({ "name": "é".repeat(512), "description": "é".repeat(2048) }))).is_ok());
    assert!(parse(&with("platform/name", json!("é".repeat(200)))).is_ok());
    for days in [1, 730] {
        assert!(parse(&with("credential/secretLifetimeDays", json!(days))).is_ok());
    }
    let many: Vec<String> = (0..5000).map(|n| format!("Microsoft.Compute/thing{n}/read")).collect();
    assert!(parse(&custom(json!({ "actions": many }))).is_ok());
}

proptest! {
    #[test]
    fn any_text_gets_an_answer(text in any::<String>()) {
        prop_assert!(Profile::parse(&text).is_err());
    }

    #[test]
    fn any_json_gets_an_answer(text in r#"[\[\]{}:,"a-z0-9 .\-]{0,80}"#) {
        let _ = Profile::parse(&text);
    }

    #[test]
    fn a_damaged_profile_gets_an_answer(at in 0..DEMO.len(), gone in 0..40_usize, put in r#"[\x00-\x{2ff}"\[\]{}:,0-9]{0,6}"#) {
        let start = (0..=at).rev().find(|&i| DEMO.is_char_boundary(i)).unwrap();
        let end = (at + gone..DEMO.len()).find(|&i| DEMO.is_char_boundary(i)).unwrap_or(DEMO.len());
        let damaged = [&DEMO[..start], &put, &DEMO[end..]].concat();
        if let Err(error) = Profile::parse(&damaged) {
            prop_assert!(!error.detail().is_empty());
        }
    }
}
