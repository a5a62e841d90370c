//! The schemas of the document, as validators.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use jsonschema::Validator;
use serde_json::{Value, json};

fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(|| serde_json::from_str(include_str!("../../docs/openapi.json")).unwrap_or_default())
}

/// What is wrong with a value that should be of this schema: `/checks/0/state: …`. Nothing when it is good.
pub fn fault(schema: &str, value: &Value) -> Option<String> {
    static MADE: OnceLock<Mutex<BTreeMap<String, Validator>>> = OnceLock::new();
    let mut made = MADE.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    if !made.contains_key(schema) {
        let whole = json!({
            "$ref": format!("#/components/schemas/{schema}"),
            "components": { "schemas": document()["components"]["schemas"] },
        });
        match jsonschema::draft202012::options().should_validate_formats(true).build(&whole) {
            Ok(validator) => drop(made.insert(schema.to_owned(), validator)),
            Err(error) => return Some(format!("no schema {schema}: {error}")),
        }
    }
    let error = made.get(schema)?.iter_errors(value).next()?;
    let place = error.instance_path().to_string();
    // The instance itself is left out: it may be long, and it may hold what must not be repeated.
    let words = error.masked_with("the value").to_string();
    Some(if place.is_empty() { words } else { format!("{place}: {words}") })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::fault;

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        assert_eq!(fault("Connection", &json!({ "id": "1", "status": "failed" })), None);
        let fault_at =
            fault("Connection", &json!({ "id": "1", "status": "failed", "checks": [{ "id": "x" }] }));
        assert!(fault_at.unwrap().starts_with("/checks/0: "));
        assert!(
            fault("Connection", &json!({ "id": "a b", "status": "failed" })).unwrap().starts_with("/id: ")
        );
        assert!(fault("Nothing", &json!({})).is_some());
    }
}
