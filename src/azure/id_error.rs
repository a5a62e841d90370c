//! Why a text is not the id that was asked for.

use std::fmt;

use super::{Field, Label};

/// Why a text is not the id that was asked for. Holds nothing of the text but, for a
/// look-alike, the one character. `Display` prints the code, words come from the language tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdError {
    kind: IdErrorKind,
}

/// The kinds of [`IdError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum IdErrorKind {
    /// Nothing there but white space, quotes or brackets.
    Empty,
    /// A stand-in: nil GUID, `xxxxxxxx-…`, `<tenant-id>`, `undefined`, …
    Placeholder,
    /// An id that Microsoft gave to something of its own; the name says to what.
    KnownId(&'static str),
    /// Text of a client secret's shape. Nothing of it is kept.
    SecretLike,
    /// A character that only looks like a hexadecimal digit.
    LookAlike {
        /// The character that stands there.
        found: char,
        /// The digit that it looks like.
        meant: char,
        /// Its place in the value, counted in characters from 0.
        index: usize,
    },
    /// 32 characters like a GUID, but one is no hexadecimal digit.
    BadCharacter {
        /// The character that stands there.
        found: char,
        /// Its place in the value, counted in characters from 0.
        index: usize,
    },
    /// Fewer than the 32 digits of a GUID: cut while copying.
    TooShort {
        /// How many digits there are.
        digits: usize,
    },
    /// More than the 32 digits of a GUID: something is attached to it.
    TooLong {
        /// How many digits there are.
        digits: usize,
    },
    /// The text holds the value of another field, and says so.
    OtherField(Field),
    /// The text holds an object ID, and says so: that of a registration or enterprise application.
    ObjectId,
    /// The text holds the ID of a client secret, and says so.
    SecretId,
    /// The text holds ids, but none that is said to be this one.
    NotHere,
    /// The text holds several different ids for this field; none is picked by guess.
    Several,
    /// `common`, `organizations` or `consumers`: an address for sign-ins of many tenants, not one tenant.
    ManyTenants,
    /// No GUID (for a tenant: nor a domain name; for a management group: no such name).
    NotAnId,
    /// No scope of the form `/subscriptions/…` or `/providers/Microsoft.Management/managementGroups/…`.
    NotAScope,
}

impl IdError {
    /// What is wrong.
    pub const fn kind(&self) -> IdErrorKind {
        self.kind
    }

    /// The stable name of the kind.
    pub const fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// What a sentence about it can name: `name` of a known id; `found`, `meant` and `position` (from 1)
    /// of a character; the number of `digits`; the id of the other `field`.
    pub fn details(&self) -> Vec<(&'static str, String)> {
        match self.kind {
            IdErrorKind::KnownId(name) => vec![("name", name.to_owned())],
            IdErrorKind::LookAlike { found, meant, index } => {
                vec![("found", found.into()), ("meant", meant.into()), ("position", (index + 1).to_string())]
            }
            IdErrorKind::BadCharacter { found, index } => {
                vec![("found", found.into()), ("position", (index + 1).to_string())]
            }
            IdErrorKind::TooShort { digits } | IdErrorKind::TooLong { digits } => {
                vec![("digits", digits.to_string())]
            }
            IdErrorKind::OtherField(field) => vec![("field", field.id().to_owned())],
            _ => Vec::new(),
        }
    }

    pub(crate) const fn elsewhere(label: Label) -> IdError {
        IdError {
            kind: match label {
                Label::Field(field) => IdErrorKind::OtherField(field),
                Label::ObjectId => IdErrorKind::ObjectId,
                Label::SecretId => IdErrorKind::SecretId,
                Label::Other => IdErrorKind::NotHere,
            },
        }
    }
}

impl IdErrorKind {
    /// The stable name of the kind, as in `error.<field>.<code>` of the language tables.
    pub const fn code(self) -> &'static str {
        match self {
            IdErrorKind::Empty => "empty",
            IdErrorKind::Placeholder => "placeholder",
            IdErrorKind::KnownId(_) => "known-id",
            IdErrorKind::SecretLike => "secret-like",
            IdErrorKind::LookAlike { .. } => "look-alike",
            IdErrorKind::BadCharacter { .. } => "bad-character",
            IdErrorKind::TooShort { .. } => "too-short",
            IdErrorKind::TooLong { .. } => "too-long",
            IdErrorKind::OtherField(_) => "other-field",
            IdErrorKind::ObjectId => "object-id",
            IdErrorKind::SecretId => "secret-id",
            IdErrorKind::NotHere => "not-here",
            IdErrorKind::Several => "several",
            IdErrorKind::ManyTenants => "many-tenants",
            IdErrorKind::NotAnId => "not-an-id",
            IdErrorKind::NotAScope => "not-a-scope",
        }
    }
}

impl From<IdErrorKind> for IdError {
    fn from(kind: IdErrorKind) -> IdError {
        IdError { kind }
    }
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for IdError {}
