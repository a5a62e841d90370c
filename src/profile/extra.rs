//! What else a platform wants to know.

use super::choice::choice;
use super::line::{LINE, PARAGRAPH};
use super::place::{Object, Place};
use std::collections::BTreeMap;

/// One more question, asked before connecting and sent as `extras.<name>`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields, rename_all = "camelCase"))]
pub struct Extra {
    /// The key in the request: a letter, then up to 63 letters, digits, `_` and `-`. Unique. Required.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[A-Za-z][A-Za-z0-9_-]{0,63}$")))]
    pub name: String,
    /// The question's label. Required, at most 200 characters.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 200)))]
    pub label: String,
    /// The kind of answer. Required.
    #[cfg_attr(feature = "schema", serde(rename = "type"))]
    pub kind: ExtraKind,
    /// What there is to choose from; required for the two kinds of choice, not allowed for text.
    #[cfg_attr(feature = "schema", serde(default))]
    pub options: Vec<ExtraOption>,
    /// Help below the label, at most 2048 characters. Default: none.
    #[cfg_attr(feature = "schema", serde(default))]
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 2048)))]
    pub help: Option<String>,
    /// Whether an answer is needed. Default: `false`.
    #[cfg_attr(feature = "schema", serde(default))]
    pub required: bool,
}

/// The kind of answer to an extra question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize),
    serde(rename_all = "kebab-case")
)]
pub enum ExtraKind {
    /// One line of text, sent as a string.
    Text,
    /// One of the options, sent as its value.
    Select,
    /// Any number of the options, sent as a list of their values.
    MultiSelect,
}

choice!(ExtraKind { Text: "text", Select: "select", MultiSelect: "multi-select" });

/// One answer to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields))]
pub struct ExtraOption {
    /// What is sent. Unique among the options. Required, at most 200 characters.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 200)))]
    pub value: String,
    /// What is shown. Required, at most 200 characters.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 200)))]
    pub label: String,
}

/// More questions than this are no onboarding any more.
const MOST: usize = 20;

/// Reads the list of extra questions.
pub(super) fn read(place: Place<'_>) -> Vec<Extra> {
    let places = place.list();
    if places.len() > MOST {
        place.refuse("must not be more than 20");
    }
    let mut extras: Vec<Extra> = Vec::new();
    for place in places {
        let object = place.object(&["name", "label", "type", "options", "help", "required"]);
        let extra = Extra::read(&object);
        if extras.iter().any(|other| other.name == extra.name) {
            object.place_of("name").refuse("stands there twice");
        }
        extras.push(extra);
    }
    extras
}

impl Extra {
    fn read(object: &Object<'_>) -> Self {
        let extra = Self {
            name: object.grammar("name", name),
            label: object.line("label", LINE),
            kind: ExtraKind::ALL
                .get(object.need("type").choice(ExtraKind::NAMES))
                .copied()
                .unwrap_or(ExtraKind::Text),
            options: object.get("options").map(options).unwrap_or_default(),
            help: object.optional_line("help", PARAGRAPH),
            required: object.flag("required"),
        };
        let refusal = match (extra.kind, extra.options.is_empty()) {
            (ExtraKind::Text, false) => "are not for text",
            (ExtraKind::Select | ExtraKind::MultiSelect, true) => "must not be empty for a choice",
            _ => return extra,
        };
        object.place_of("options").refuse(refusal);
        extra
    }
}

fn options(place: Place<'_>) -> Vec<ExtraOption> {
    let mut options = Vec::new();
    // Of strings, because such a map is in the wasm anyway.
    let mut seen = BTreeMap::new();
    for place in place.list() {
        let object = place.object(&["value", "label"]);
        let value = object.line("value", LINE);
        if seen.insert(value.clone(), String::new()).is_some() {
            object.place_of("value").refuse("stands there twice");
        }
        options.push(ExtraOption { value, label: object.line("label", LINE) });
    }
    options
}

fn name(name: &str) -> Result<(), &'static str> {
    if is_name(name) { Ok(()) } else { Err("must be a letter and up to 63 letters, digits, `_` and `-`") }
}

fn is_name(name: &str) -> bool {
    name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}
