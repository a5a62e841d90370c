//! The id of a management group.

use std::fmt;
use std::str::FromStr;

use super::text_value::text_value;
use super::{Field, Guid, IdError, IdErrorKind, Label, edge, finder, is_placeholder, looks_like_secret};
use crate::text::find;

/// The longest id of a management group (Azure naming rules, `Microsoft.Management/managementGroups`).
const LONGEST: usize = 90;

/// Management group ID: 1 to 90 letters, digits, `-`, `_`, `.` and parentheses, beginning with a letter
/// or digit, not ending with a full stop. The root group's is the tenant ID. Kept as typed; Azure
/// compares it without regard to case.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ManagementGroupId(String);

impl ManagementGroupId {
    /// The id in what an admin types or pastes: the id, an ARM resource ID, a portal URL, a labelled line.
    ///
    /// # Errors
    /// [`IdErrorKind`] says what the text is instead.
    pub fn parse(text: &str) -> Result<ManagementGroupId, IdError> {
        if looks_like_secret(text) {
            return Err(IdErrorKind::SecretLike.into());
        }
        let text = finder::readable(text);
        if edge::trim_secret(&text).is_empty() {
            return Err(IdErrorKind::Empty.into());
        }
        let value = match Guid::dressed(&text) {
            Some(_) => text.as_str(),
            None => named(&text)?,
        };
        match Guid::dressed(value) {
            Some(guid) if guid.is_nil() => Err(IdErrorKind::Placeholder.into()),
            // A label before a GUID does not change how it is written.
            Some(guid) => Ok(ManagementGroupId(guid.to_string())),
            None if is_placeholder(value) => Err(IdErrorKind::Placeholder.into()),
            None => edge::trim_secret(value).parse(),
        }
    }

    /// The id as it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The part of a text that names the group: behind `managementGroups/` or behind a label.
fn named(text: &str) -> Result<&str, IdError> {
    let lower = text.to_ascii_lowercase();
    let segment = "managementgroups/";
    if let Some(at) = find(&lower, segment) {
        let after = text.get(at + segment.len()..).unwrap_or_default();
        return Ok(after.split(['/', '?', '#', '&', '"', '\'', '>', ' ', '\n']).next().unwrap_or_default());
    }
    if find(&lower, "/subscriptions/").is_some() {
        return Err(IdErrorKind::OtherField(Field::Subscription).into());
    }
    match finder::labelled(text) {
        Some((label, value)) => match Label::of(label) {
            Some(Label::Field(Field::ManagementGroup)) | None => {
                Ok(edge::trim_blank(value).trim_matches([',', ';']))
            }
            Some(label) => Err(IdError::elsewhere(label)),
        },
        None => Ok(text),
    }
}

impl FromStr for ManagementGroupId {
    type Err = IdError;

    /// Strict: the id and nothing else.
    fn from_str(text: &str) -> Result<ManagementGroupId, IdError> {
        let length = text.chars().count();
        if length == 0 {
            return Err(IdErrorKind::Empty.into());
        }
        if length > LONGEST {
            return Err(IdErrorKind::TooLong { digits: length }.into());
        }
        let inside = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'(' | b')');
        let good = text.bytes().all(inside)
            && text.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric())
            && !text.ends_with('.');
        if !good || Guid::hyphenated(text).is_some_and(Guid::is_nil) {
            return Err(IdErrorKind::NotAnId.into());
        }
        Ok(ManagementGroupId(text.to_owned()))
    }
}

impl fmt::Display for ManagementGroupId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ManagementGroupId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(ManagementGroupId);
