//! What *Paste from Azure* makes of a text, as JSON: `cargo run -q --example paste < TEXT`
//!
//! Keys that were not found are left out; `missing`, `ambiguous` and `notes` are always there. The exit code is 0 for
//! any text. The secret is printed, as this is for whoever has it: the wizard never does that.

use std::io::{Read, Write};

use azure_connect::azure::{Date, Field};
use azure_connect::paste::{self, Note, Pasted};
use azure_connect::text::{Texts, decode};
use serde_json::{Map, Value, json};

fn main() {
    let mut bytes = Vec::new();
    // What could be read of a pipe that broke is read all the same.
    std::io::stdin().lock().read_to_end(&mut bytes).ok();
    let mut out = render(&paste::read(&decode(&bytes).text, today()), &Texts::english());
    out.push('\n');
    // A reader that closes early, as `head` does, is no fault.
    std::io::stdout().write_all(out.as_bytes()).ok();
}

/// The day in UTC.
fn today() -> Date {
    let since = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    Date::from_unix_days(i64::try_from(since.as_secs() / 86_400).unwrap_or_default())
}

/// The outcome as JSON.
pub fn render(pasted: &Pasted, texts: &Texts) -> String {
    let mut all = Map::new();
    let mut put = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            all.insert(key.to_owned(), Value::String(value));
        }
    };
    put("cloud", pasted.cloud.map(|found| found.value.to_string()));
    put(Field::Tenant.id(), pasted.tenant.as_ref().map(|found| found.value.to_string()));
    put(Field::Client.id(), pasted.client.map(|found| found.value.to_string()));
    put(Field::Secret.id(), pasted.secret.as_ref().map(|found| found.value.expose().to_owned()));
    put(Field::Expiry.id(), pasted.expiry.map(|found| found.value.to_string()));
    if let [group] = pasted.management_groups.as_slice() {
        put(Field::ManagementGroup.id(), Some(group.value.to_string()));
    }
    if !pasted.subscriptions.is_empty() {
        let ids = pasted.subscriptions.iter().map(|found| Value::String(found.id.to_string()));
        all.insert("subscriptionIds".to_owned(), ids.collect());
    }
    let missing: Vec<&str> = pasted.missing.iter().map(|field| field.id()).collect();
    all.insert("missing".to_owned(), json!(missing));
    let ambiguous = pasted.ambiguous.iter().map(|ambiguity| {
        let candidates: Vec<&str> = ambiguity.candidates.iter().map(|candidate| &*candidate.text).collect();
        json!({ "key": ambiguity.key(), "candidates": candidates })
    });
    all.insert("ambiguous".to_owned(), ambiguous.collect());
    let notes = pasted.notes.iter().map(|note| Value::String(sentence(note, texts)));
    all.insert("notes".to_owned(), notes.collect());
    serde_json::to_string_pretty(&all).unwrap_or_default()
}

/// The words for a remark.
fn sentence(note: &Note, texts: &Texts) -> String {
    let mut values = note.details();
    for (name, value) in &mut values {
        if *name == "field" {
            (*name, *value) = ("label", texts.get(&format!("field.{value}")).to_owned());
        }
    }
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    texts.fill(&format!("paste.note.{}", note.code()), &values)
}
