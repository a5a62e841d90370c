//! The document, and the types of Rust that write and read what it describes: each is held against the other, by
//! somebody else's validator.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answers;
mod examples;
mod requests;
mod words;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use jsonschema::Validator;
use serde_json::{Value, json};

/// The document.
pub fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(|| serde_json::from_str(include_str!("../../../docs/openapi.json")).unwrap())
}

/// The validator of one of its schemas, made once.
pub fn schema(name: &str) -> Arc<Validator> {
    static MADE: OnceLock<Mutex<BTreeMap<String, Arc<Validator>>>> = OnceLock::new();
    let mut made = MADE.get_or_init(Mutex::default).lock().unwrap();
    let make = || {
        let whole = json!({
            "$ref": format!("#/components/schemas/{name}"),
            "components": { "schemas": document()["components"]["schemas"] },
        });
        Arc::new(jsonschema::draft202012::options().should_validate_formats(true).build(&whole).unwrap())
    };
    made.entry(name.to_owned()).or_insert_with(make).clone()
}

/// What is wrong with a value.
pub fn faults(schema: &Validator, value: &Value) -> Vec<String> {
    schema.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// The names of a schema's members.
pub fn members(name: &str) -> Vec<String> {
    let properties = &document()["components"]["schemas"][name]["properties"];
    let mut names: Vec<String> = properties.as_object().unwrap().keys().cloned().collect();
    names.sort_unstable();
    names
}

/// Each example with the name of its schema.
pub fn all_examples() -> Vec<(String, String, Value)> {
    fn collect(node: &Value, found: &mut Vec<(String, String, Value)>) {
        if let Some(name) = node["schema"]["$ref"].as_str() {
            let name = name.rsplit('/').next().unwrap();
            for (key, example) in node["examples"].as_object().into_iter().flatten() {
                found.push((name.to_owned(), key.clone(), example["value"].clone()));
            }
            if let Some(example) = node.get("example") {
                found.push((name.to_owned(), "example".to_owned(), example.clone()));
            }
        }
        match node {
            Value::Object(members) => members.values().for_each(|value| collect(value, found)),
            Value::Array(items) => items.iter().for_each(|value| collect(value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    collect(document(), &mut found);
    found
}
