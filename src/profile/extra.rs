//! What else a platform wants to know.

use super::ProfileError;
use super::choice::choice;
use super::error::at;
use super::line::{line, optional_paragraph};
use super::object::list;
use serde::Deserialize;

/// One more question, asked before connecting and sent as `extras.<name>`.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Extra {
    /// The key in the request: a letter, then up to 63 letters, digits, `_` and `-`. Unique. Required.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[A-Za-z][A-Za-z0-9_-]{0,63}$")))]
    pub name: String,
    /// The question's label. Required, at most 200 characters.
    #[serde(deserialize_with = "line")]
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 200)))]
    pub label: String,
    /// The kind of answer. Required.
    #[serde(rename = "type")]
    pub kind: ExtraKind,
    /// What there is to choose from; required for the two kinds of choice, not allowed for text.
    #[serde(default, deserialize_with = "list")]
    pub options: Vec<ExtraOption>,
    /// Help below the label, at most 2048 characters. Default: none.
    #[serde(default, deserialize_with = "optional_paragraph")]
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 2048)))]
    pub help: Option<String>,
    /// Whether an answer is needed. Default: `false`.
    #[serde(default)]
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
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[serde(deny_unknown_fields)]
pub struct ExtraOption {
    /// What is sent. Unique among the options. Required, at most 200 characters.
    #[serde(deserialize_with = "line")]
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 200)))]
    pub value: String,
    /// What is shown. Required, at most 200 characters.
    #[serde(deserialize_with = "line")]
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 200)))]
    pub label: String,
}

/// More questions than this are no onboarding any more.
const MOST: usize = 20;

pub(super) fn check(extras: &[Extra]) -> Result<(), ProfileError> {
    if extras.len() > MOST {
        return Err(ProfileError::bad("extras", "must not be more than 20"));
    }
    for (index, extra) in extras.iter().enumerate() {
        let place = at("extras", index);
        let earlier = extras.get(..index).unwrap_or_default();
        if !is_name(&extra.name) {
            let grammar = "must be a letter and up to 63 letters, digits, `_` and `-`";
            return Err(ProfileError::bad(&[&place, ".name"].concat(), grammar));
        }
        if earlier.iter().any(|other| other.name == extra.name) {
            return Err(ProfileError::bad(&[&place, ".name"].concat(), "stands there twice"));
        }
        let list = [&place, ".options"].concat();
        let refusal = match (extra.kind, extra.options.is_empty()) {
            (ExtraKind::Text, false) => Some("are not for text"),
            (ExtraKind::Select | ExtraKind::MultiSelect, true) => Some("must not be empty for a choice"),
            _ => None,
        };
        if let Some(refusal) = refusal {
            return Err(ProfileError::bad(&list, refusal));
        }
        let mut seen = std::collections::BTreeSet::new();
        for (index, option) in extra.options.iter().enumerate() {
            if !seen.insert(option.value.as_str()) {
                return Err(ProfileError::bad(&[&at(&list, index), ".value"].concat(), "stands there twice"));
            }
        }
    }
    Ok(())
}

fn is_name(name: &str) -> bool {
    name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}
