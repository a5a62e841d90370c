//! A GUID, whatever it identifies.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use super::text_value::text_value;
use super::{IdError, IdErrorKind, edge, finder};

/// A GUID. Prints lower-case with hyphens.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Guid(Uuid);

impl Guid {
    /// The one GUID in a text, in any common dress: upper case, without hyphens, in braces, quotes or
    /// `urn:uuid:`, with white space and invisible marks around it.
    ///
    /// # Errors
    /// [`IdErrorKind`] says whether it is empty, a placeholder, a secret, cut, misspelt or ambiguous.
    pub fn parse(text: &str) -> Result<Guid, IdError> {
        finder::find(text, None)
    }

    /// The GUID that the whole text is, once what clings to its edges is gone.
    pub(crate) fn dressed(text: &str) -> Option<Guid> {
        let text = edge::trim_id(text);
        let text = match text.get(..9) {
            Some(head) if head.eq_ignore_ascii_case("urn:uuid:") => text.get(9..)?,
            _ => text,
        };
        if let Some(guid) = Guid::hyphenated(text) {
            return Some(guid);
        }
        (text.len() == 32).then(|| Uuid::try_parse(text).ok().map(Guid)).flatten()
    }

    /// 36 characters, digits and hyphens at their places, upper or lower case.
    pub(crate) fn hyphenated(text: &str) -> Option<Guid> {
        (text.len() == 36).then(|| Uuid::try_parse(text).ok().map(Guid)).flatten()
    }

    /// Whether every digit is 0: never an id, always a stand-in.
    pub const fn is_nil(self) -> bool {
        self.0.is_nil()
    }

    /// The sixteen bytes, in the order in which the text shows them.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// A GUID of these sixteen bytes, in the order in which the text shows them.
    pub const fn from_bytes(bytes: [u8; 16]) -> Guid {
        Guid(Uuid::from_bytes(bytes))
    }
}

impl FromStr for Guid {
    type Err = IdError;

    /// Strict: 36 characters with hyphens, in either case.
    fn from_str(text: &str) -> Result<Guid, IdError> {
        Guid::hyphenated(text).ok_or_else(|| IdErrorKind::NotAnId.into())
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.hyphenated().encode_lower(&mut Uuid::encode_buffer()))
    }
}

impl fmt::Debug for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

text_value!(Guid);

/// A newtype over [`Guid`] for one kind of thing: neither a placeholder nor an id of Microsoft's own.
macro_rules! guid_id {
    ($(#[$doc:meta])* $name:ident, $field:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name($crate::azure::Guid);

        impl $name {
            /// The id in what an admin types or pastes: a GUID in any common dress, a portal URL,
            /// an ARM resource ID, a line with its label.
            ///
            /// # Errors
            /// [`IdErrorKind`](crate::azure::IdErrorKind) says what the text is instead.
            pub fn parse(text: &str) -> Result<$name, $crate::azure::IdError> {
                $crate::azure::finder::find(text, Some($field)).and_then($name::new)
            }

            /// The id of this GUID.
            ///
            /// # Errors
            /// The nil GUID is a placeholder; an id of Microsoft's own is a known one.
            pub fn new(guid: $crate::azure::Guid) -> Result<$name, $crate::azure::IdError> {
                if guid.is_nil() {
                    return Err($crate::azure::IdErrorKind::Placeholder.into());
                }
                match $crate::azure::known_name(guid) {
                    Some(name) => Err($crate::azure::IdErrorKind::KnownId(name).into()),
                    None => Ok($name(guid)),
                }
            }

            /// The GUID itself.
            pub const fn guid(self) -> $crate::azure::Guid {
                self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::azure::IdError;

            /// Strict: a GUID of 36 characters with hyphens, in either case.
            fn from_str(text: &str) -> Result<$name, $crate::azure::IdError> {
                text.parse().and_then($name::new)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.0, f)
            }
        }

        $crate::azure::text_value::text_value!($name);
    };
}

pub(crate) use guid_id;
