//! Lines and paragraphs: text that is shown to the admin as it stands.

use serde::de::{Deserialize, Deserializer, Error};

/// The longest name or label, in characters.
pub(super) const LINE: usize = 200;
/// The longest help text, description or reason, in characters: Azure's own limit for a description.
pub(super) const PARAGRAPH: usize = 2048;

/// What is wrong with a line of at most `longest` characters, if anything is.
pub(super) fn refusal(text: &str, longest: usize) -> Option<&'static str> {
    if text.trim().is_empty() {
        Some("must not be blank")
    } else if text.len() > longest && text.chars().count() > longest {
        Some("is too long")
    } else if text.chars().any(|c| c.is_control() && !(c == '\n' && longest >= PARAGRAPH)) {
        Some("must not hold control characters")
    } else {
        None
    }
}

fn checked<E: Error>(text: String, longest: usize) -> Result<String, E> {
    match refusal(&text, longest) {
        None => Ok(text),
        Some(refusal) => Err(E::custom(refusal)),
    }
}

/// A name or a label.
pub(super) fn line<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    checked(String::deserialize(from)?, LINE)
}

/// A name or a label that may be left out.
pub(super) fn optional_line<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Option::<String>::deserialize(from)?.map(|text| checked(text, LINE)).transpose()
}

/// A few sentences that may be left out.
pub(super) fn optional_paragraph<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Option::<String>::deserialize(from)?.map(|text| checked(text, PARAGRAPH)).transpose()
}

/// The name of a role: at most 512 characters in Azure
/// (MicrosoftDocs/azure-docs, role-based-access-control/custom-roles.md).
pub(super) fn role_name<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    checked(String::deserialize(from)?, 512)
}

/// The description of a role: at most 2048 characters in Azure, and it may be empty.
pub(super) fn role_description<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    if text.is_empty() { Ok(text) } else { checked(text, PARAGRAPH) }
}
