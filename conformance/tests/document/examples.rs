use azure_connect::contract::{
    Connection, ConnectionList, ConnectionPatch, Federation, Lookup, NewConnection, Problem,
    PublicCertificate,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{all_examples, document, faults, schema};

#[test]
fn every_example_is_of_its_schema() {
    let examples = all_examples();
    assert!(examples.len() >= 45, "{}", examples.len());
    for (name, key, value) in examples {
        assert_eq!(faults(&schema(&name), &value), [""; 0], "{name} {key}");
    }
}

#[test]
fn every_schema_that_has_examples_of_its_own_takes_them() {
    for (name, definition) in document()["components"]["schemas"].as_object().unwrap() {
        for example in definition["examples"].as_array().into_iter().flatten() {
            assert_eq!(faults(&schema(name), example), [""; 0], "{name} {example}");
        }
    }
}

/// What is read is all that was written. What Rust writes although it is empty may be left out.
fn survives<T: DeserializeOwned + Serialize>(name: &str, value: &Value) {
    let read: T =
        serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{name} {value}: {error}"));
    let mut again = serde_json::to_value(&read).unwrap();
    without_empty(&mut again);
    let mut value = value.clone();
    without_empty(&mut value);
    assert_eq!(again, value, "{name}");
}

fn without_empty(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.values_mut().for_each(without_empty);
            let empty = |value: &Value| *value == serde_json::json!({}) || *value == serde_json::json!([]);
            members.retain(|_, value| !empty(value));
        }
        Value::Array(items) => items.iter_mut().for_each(without_empty),
        _ => {}
    }
}

#[test]
fn every_example_of_an_answer_is_read_whole() {
    let mut read = 0;
    for (name, key, value) in all_examples() {
        match name.as_str() {
            "Connection" => survives::<Connection>(&key, &value),
            "ConnectionList" => survives::<ConnectionList>(&key, &value),
            "Federation" => survives::<Federation>(&key, &value),
            "PublicCertificate" => survives::<PublicCertificate>(&key, &value),
            "Lookup" => survives::<Lookup>(&key, &value),
            "Problem" => survives::<Problem>(&key, &value),
            _ => continue,
        }
        read += 1;
    }
    assert!(read > 30, "{read}");
}

#[test]
fn every_example_of_a_body_is_taken() {
    let mut read = 0;
    for (name, key, value) in all_examples() {
        if name == "NewConnection" {
            assert!(NewConnection::parse(value.to_string().as_bytes()).is_ok(), "{key}");
            read += 1;
        }
        if name == "Change" {
            assert!(ConnectionPatch::parse(value.to_string().as_bytes()).is_ok(), "{key}");
            read += 1;
        }
    }
    assert!(read >= 11, "{read}");
}
