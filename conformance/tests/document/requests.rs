use azure_connect::azure::{ClientSecret, Cloud};
use azure_connect::contract::{
    Change, ConnectionPatch, CredentialKind, ExtraValue, Extras, Handover, NewConnection, RoleRef, Submission,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{all_examples, document, faults, members, schema};

fn body(submission: &Submission, handover: Handover<'_>) -> Value {
    serde_json::from_slice(&submission.body(handover)).unwrap()
}

const THUMBPRINT: &str = "A9993E364706816ABA3E25717850C26C9CD0D89D";

#[test]
fn what_the_widget_writes_has_every_member_of_the_schema() {
    let submission = Submission {
        cloud: Cloud::AzureCloud,
        tenant_id: "contoso.onmicrosoft.com".parse().unwrap(),
        client_id: "0d6b8a8e-52d8-4f43-8d0c-6f1e4d8f9c22".parse().unwrap(),
        name: Some("Production".into()),
        scopes: vec!["/subscriptions/9a3c1b7e-2f44-4c0a-8e51-7d2b6c5a4f33".parse().unwrap()],
        role: Some(RoleRef { name: "R".into(), version: Some("1".into()) }),
        extras: Extras::from([("teams".into(), ExtraValue::List(vec!["t1".into()]))]),
    };
    let (secret, expires_on) =
        (ClientSecret::parse(r#"abc8Q~"\é-and-more-characters"#).unwrap(), "2027-05-31".parse().ok());
    let jwe = "eyJh.a2V5.aXY.Y2lwaGVy.dGFn";
    for (name, handover) in [
        ("Secret", Handover::Secret { value: &secret, expires_on }),
        ("Federated", Handover::Federated),
        ("Certificate", Handover::Certificate { thumbprint: THUMBPRINT }),
        ("Sealed", Handover::Sealed { of: CredentialKind::Secret, expires_on, jwe }),
    ] {
        let body = body(&submission, handover);
        assert_eq!(faults(&schema("NewConnection"), &body), [""; 0], "{name}");
        let keys = |value: &Value| {
            let mut keys: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
            keys.sort_unstable();
            keys
        };
        assert_eq!(keys(&body), members("NewConnection"), "{name}");
        assert_eq!(keys(&body["credential"]), members(name));
        assert!(NewConnection::parse(body.to_string().as_bytes()).is_ok(), "{name}");
    }
}

#[test]
fn what_the_widget_changes_has_every_member_of_the_schema() {
    let secret = ClientSecret::parse(r#"abc8Q~"\é-and-more-characters"#).unwrap();
    let scope = "/subscriptions/9a3c1b7e-2f44-4c0a-8e51-7d2b6c5a4f33".parse().unwrap();
    for name in ["", "Staging"] {
        let change = Change {
            name: Some(name.into()),
            scopes: Some(vec![Clone::clone(&scope)]),
            extras: Some(Extras::from([("team".into(), ExtraValue::Text("t1".into()))])),
            cleared_extras: vec!["note".into()],
        };
        let body = change.body(Some(Handover::Secret { value: &secret, expires_on: None }));
        let value: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(faults(&schema("Change"), &value), [""; 0], "{name}");
        let mut keys: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
        keys.sort_unstable();
        assert_eq!(keys, members("Change"));
        assert!(ConnectionPatch::parse(&body).is_ok());
    }
}

proptest! {
    #[test]
    fn whatever_the_widget_writes_is_of_the_schema(
        cloud in prop::sample::select(vec![Cloud::AzureCloud, Cloud::AzureUSGovernment, Cloud::AzureChinaCloud]),
        tenant in prop_oneof!["[1-9a-f]{8}(-[1-9a-f]{4}){3}-[1-9a-f]{12}", "[a-z0-9]{1,9}(\\.[a-z0-9]{1,9}){0,2}\\.[a-z]{2,9}"],
        guid in "[1-9a-f]{8}(-[1-9a-f]{4}){3}-[1-9a-f]{12}",
        group in "[A-Za-z0-9][A-Za-z0-9_.()-]{0,88}[A-Za-z0-9_()-]",
        name in proptest::option::of("\\PC{1,200}"),
        extras in prop::collection::btree_map(any::<String>(), any::<String>(), 0..3),
        value in "[!-~]{4,40}",
    ) {
        let (Ok(tenant_id), Ok(client_id)) = (tenant.parse(), guid.parse()) else { return Ok(()) };
        let scopes = [format!("/subscriptions/{guid}"), format!("/providers/Microsoft.Management/managementGroups/{group}")];
        let scopes: Vec<_> = scopes.iter().filter_map(|scope| scope.parse().ok()).collect();
        prop_assert!(!scopes.is_empty());
        let Ok(secret) = ClientSecret::insist(&value) else { return Ok(()) };
        let extras = extras.into_iter().map(|(name, value)| (name.into(), ExtraValue::Text(value.into()))).collect();
        let submission = Submission { cloud, tenant_id, client_id, name: name.map(Into::into), scopes, role: None, extras };
        let body = body(&submission, Handover::Secret { value: &secret, expires_on: None });
        prop_assert_eq!(faults(&schema("NewConnection"), &body), Vec::<String>::new());
        prop_assert!(NewConnection::parse(body.to_string().as_bytes()).is_ok());
    }
}

/// Every value of a document, by its JSON pointer.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    if !at.is_empty() {
        found.push(at.to_owned());
    }
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| places(value, &format!("{at}/{name}"), found));
        }
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(index, value)| places(value, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

fn without(mut value: Value, pointer: &str) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match value.pointer_mut(parent) {
        Some(Value::Object(members)) => drop(members.remove(name)),
        Some(Value::Array(items)) => drop(items.remove(name.parse().unwrap())),
        _ => {}
    }
    value
}

/// Values that are wrong nearly everywhere.
fn wrong() -> Vec<Value> {
    [
        "null",
        "7",
        "true",
        "[]",
        "{}",
        "[1]",
        "\"\"",
        "\"x y\"",
        "\"../..\"",
        "\"00000000-0000-0000-0000-000000000000\"",
        "\"2027-02-30\"",
        "\"2027-5-1\"",
        "\"contoso\"",
        "\"AzureGermanCloud\"",
        "\"/subscriptions/x\"",
        "2",
    ]
    .iter()
    .map(|text| serde_json::from_str(text).unwrap())
    .collect()
}

#[test]
fn what_the_schema_refuses_the_readers_refuse() {
    let taken = |name: &str, body: &Value| match name {
        "NewConnection" => NewConnection::parse(body.to_string().as_bytes()).is_ok(),
        _ => ConnectionPatch::parse(body.to_string().as_bytes()).is_ok(),
    };
    let (mut refused, mut wrongly_taken) = (0, Vec::new());
    for (name, key, mut example) in all_examples() {
        if !["NewConnection", "Change"].contains(&name.as_str()) {
            continue;
        }
        let schema = schema(&name);
        // A member that a connection has and a patch may not change, and one that nobody knows.
        if name == "Change" {
            for more in ["tenantId", "nmae"] {
                let mut body = example.clone();
                body[more] = json!("6f1d2f0e-3a5b-4a7e-9a55-8b1f0a6f2c11");
                assert!(!schema.is_valid(&body) && !taken(&name, &body), "{key} {more}");
            }
        } else {
            example["later"] = json!({ "deep": [1] });
            assert!(schema.is_valid(&example) && taken(&name, &example), "{key}");
        }
        let mut pointers = Vec::new();
        places(&example, "", &mut pointers);
        for pointer in pointers {
            let mut bodies = vec![without(example.clone(), &pointer)];
            for value in wrong() {
                let mut body = example.clone();
                *body.pointer_mut(&pointer).unwrap() = value;
                bodies.push(body);
            }
            for body in bodies {
                if !schema.is_valid(&body) {
                    refused += 1;
                    if taken(&name, &body) {
                        wrongly_taken.push(format!("{key} {pointer}: {body}"));
                    }
                }
            }
        }
    }
    assert_eq!(wrongly_taken, [""; 0]);
    assert!(refused > 500, "{refused}");
}

/// Where the reader knows more than a grammar can say.
#[test]
fn what_the_reader_refuses_beyond_the_schema_is_known() {
    let schema = schema("NewConnection");
    let base = all_examples()
        .into_iter()
        .find(|(name, key, _)| name == "NewConnection" && key == "secret")
        .unwrap()
        .2;
    for (pointer, value, code) in [
        ("/tenantId", json!("common.example"), None),
        ("/tenantId", json!("login.microsoftonline.com"), Some("not-an-id")),
        ("/tenantId", json!("yourtenant.onmicrosoft.com"), Some("placeholder")),
        ("/credential/clientSecret", json!("<client-secret>"), Some("placeholder")),
        ("/credential/clientSecret", json!("abc***"), Some("masked")),
    ] {
        let mut body = base.clone();
        *body.pointer_mut(pointer).unwrap() = value;
        assert!(schema.is_valid(&body), "{body}");
        let read = NewConnection::parse(body.to_string().as_bytes());
        let found = read.err().map(|problems| problems.unwrap()[0].code.to_string());
        assert_eq!(found.as_deref(), code, "{body}");
    }
}

#[test]
fn every_schema_is_reached_from_a_request_or_an_answer() {
    let text = document().to_string();
    for name in document()["components"]["schemas"].as_object().unwrap().keys() {
        assert!(text.contains(&format!("\"#/components/schemas/{name}\"")), "{name} is used nowhere");
    }
}
