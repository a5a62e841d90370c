use std::collections::BTreeSet;

use azure_connect::azure::Cloud;
use azure_connect::contract::{CheckState, ConnectionId, CredentialKind, Status};
use conformance::OPERATIONS;
use serde_json::{Value, json};

use super::{document, schema};

fn words(name: &str) -> Vec<String> {
    let words = document()["components"]["schemas"][name]["enum"].as_array().unwrap();
    words.iter().map(|word| word.as_str().unwrap().to_owned()).collect()
}

#[test]
fn each_word_is_known_to_rust_and_no_other() {
    for word in words("Status") {
        assert_eq!(serde_json::from_value::<Status>(json!(word)).unwrap().as_str(), word);
    }
    for word in words("CheckState") {
        assert_eq!(serde_json::from_value::<CheckState>(json!(word)).unwrap().as_str(), word);
    }
    for word in words("CredentialKind") {
        assert_eq!(serde_json::from_value::<CredentialKind>(json!(word)).unwrap().as_str(), word);
    }
    for word in words("Cloud") {
        assert_eq!(word.parse::<Cloud>().unwrap().name(), word);
    }
    // Each type has one word more, for what it does not know.
    let counts = [("Status", 4), ("CheckState", 7), ("CredentialKind", 3), ("Cloud", 3)];
    assert!(counts.iter().all(|(name, count)| words(name).len() == *count));
}

#[test]
fn the_documents_operations_are_those_of_a_profile() {
    let mut found = BTreeSet::new();
    for methods in document()["paths"].as_object().unwrap().values() {
        let ids = methods.as_object().unwrap().values().filter_map(|method| method["operationId"].as_str());
        found.extend(ids.map(str::to_owned));
    }
    assert_eq!(found, OPERATIONS.iter().map(|name| (*name).to_owned()).collect());
    let schema: Value = serde_json::from_str(include_str!("../../../www/profile.schema.json")).unwrap();
    let text = schema.to_string();
    for name in OPERATIONS {
        assert!(text.contains(&format!("\"{name}\"")), "{name} is no operation of a profile");
    }
}

#[test]
fn what_can_be_an_id_can_be_one_for_both() {
    let ids = schema("ConnectionId");
    for id in ["1", "act-92d45673", "a.b~c_d", "urn:x:1", "-._~:@!$&'()*+,;=", &"a".repeat(128)] {
        assert!(ids.is_valid(&json!(id)) && ConnectionId::parse(id).is_ok(), "{id}");
    }
    for id in ["", ".", "..", "a/b", "a?b", "a#b", "%2e%2e", "a b", "a\\b", "é", "a\n", &"a".repeat(129)] {
        assert!(!ids.is_valid(&json!(id)) && ConnectionId::parse(id).is_err(), "{id:?}");
    }
    // The widget need not know of these; a platform must not make them.
    for id in ["federation", "certificate", "lookup", "openapi.json"] {
        assert!(!ids.is_valid(&json!(id)), "{id}");
    }
}
