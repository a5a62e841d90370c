//! Why a profile is refused, and where.

use std::borrow::Cow;
use std::fmt;

/// No path and no detail grows beyond this many characters: a profile is somebody else's text, and a
/// console line is no place for half a megabyte of it.
const LONGEST: usize = 300;

/// What is wrong with a profile, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProfileErrorKind {
    /// Not JSON.
    Syntax,
    /// A key that no profile has. The path ends in it.
    UnknownKey,
    /// A required key is absent. The path ends in it.
    Missing,
    /// Another JSON type stands where this one belongs.
    WrongType,
    /// The right type, but not a value that can be used.
    BadValue,
}

impl ProfileErrorKind {
    /// The stable name of the kind, for logs and tests.
    pub fn code(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::UnknownKey => "unknown-key",
            Self::Missing => "missing",
            Self::WrongType => "wrong-type",
            Self::BadValue => "bad-value",
        }
    }
}

/// A refused profile.
///
/// For the integrator's console. The admin is never shown any of it, so the detail is English and
/// may carry the JSON reader's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileError {
    kind: ProfileErrorKind,
    path: String,
    detail: String,
}

impl ProfileError {
    pub(super) fn new(kind: ProfileErrorKind, path: &str, detail: &str) -> Self {
        Self { kind, path: shown(path), detail: shown(detail) }
    }

    /// A value of the right type that cannot be used.
    pub(super) fn bad(path: &str, detail: &str) -> Self {
        Self::new(ProfileErrorKind::BadValue, path, detail)
    }

    /// The reader's own error, with the place where the reader stood.
    pub(super) fn from_reader(place: &str, error: &serde_json::Error) -> Self {
        let detail = error.to_string();
        // The reader stands at the document itself: its sign for that is a dot.
        let place = if place == "." { "" } else { place };
        let (kind, path) = match error.classify() {
            serde_json::error::Category::Data => sort(place, &detail),
            _ => (ProfileErrorKind::Syntax, Cow::Borrowed(place)),
        };
        Self::new(kind, &path, &detail)
    }

    /// What is wrong.
    pub fn kind(&self) -> ProfileErrorKind {
        self.kind
    }

    /// Where it is: `platform.nmae`, `role.custom.actions[3]`; empty for the document itself.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// More about it, in English, for a developer.
    pub fn detail(&self) -> &str {
        &self.detail
    }
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() { "the profile" } else { &self.path };
        f.write_str(path)?;
        f.write_str(": ")?;
        f.write_str(self.kind.code())?;
        f.write_str(": ")?;
        f.write_str(&self.detail)
    }
}

impl std::error::Error for ProfileError {}

/// The kind of a data error and the path with the key that is meant.
///
/// serde has no codes; its sentences are fixed by the default methods of `serde::de::Error`, and the
/// table of bad profiles in the tests fails if one of them ever changes.
fn sort<'p>(place: &'p str, detail: &str) -> (ProfileErrorKind, Cow<'p, str>) {
    if let Some(key) = detail.strip_prefix("missing field `") {
        (ProfileErrorKind::Missing, with_key(place, key))
    } else if let Some(key) = detail.strip_prefix("duplicate field `") {
        (ProfileErrorKind::BadValue, with_key(place, key))
    } else if detail.starts_with("unknown field `") {
        // Here the place ends in the key already.
        (ProfileErrorKind::UnknownKey, Cow::Borrowed(place))
    } else if detail.starts_with("invalid type: ") {
        (ProfileErrorKind::WrongType, Cow::Borrowed(place))
    } else {
        (ProfileErrorKind::BadValue, Cow::Borrowed(place))
    }
}

/// `place` followed by one of our own keys, which ends at the first backquote.
fn with_key<'p>(place: &'p str, key: &str) -> Cow<'p, str> {
    let key = key.split('`').next().unwrap_or_default();
    if place.is_empty() { Cow::Owned(key.to_owned()) } else { Cow::Owned([place, ".", key].concat()) }
}

/// Somebody else's text made fit for one console line.
fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect()
}

/// `list[index]`.
pub(super) fn at(list: &str, index: usize) -> String {
    [list, "[", &index.to_string(), "]"].concat()
}
