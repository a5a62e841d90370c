//! Why a profile is refused, and where.

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
    pub(crate) fn bad(path: &str, detail: &str) -> Self {
        Self::new(ProfileErrorKind::BadValue, path, detail)
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

/// Somebody else's text made fit for one console line.
fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect()
}
