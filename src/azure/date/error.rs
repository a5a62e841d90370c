use std::fmt;

use super::Date;

/// Why a text is not one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateError {
    kind: DateErrorKind,
}

/// The kinds of [`DateError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DateErrorKind {
    /// Nothing there.
    Empty,
    /// No form of date that is known.
    Unreadable,
    /// A date that no calendar has, such as 31 February.
    NoSuchDay,
    /// A year of two digits.
    ShortYear,
    /// Two days are possible, as in `05/06/2027`; neither is picked by guess.
    Ambiguous {
        /// Read as in most of the world.
        day_first: Date,
        /// Read as in the United States.
        month_first: Date,
    },
}

impl DateErrorKind {
    /// The stable name of the kind.
    pub const fn code(self) -> &'static str {
        match self {
            DateErrorKind::Empty => "empty",
            DateErrorKind::Unreadable => "unreadable",
            DateErrorKind::NoSuchDay => "no-such-day",
            DateErrorKind::ShortYear => "short-year",
            DateErrorKind::Ambiguous { .. } => "ambiguous",
        }
    }
}

impl DateError {
    /// What is wrong.
    pub const fn kind(&self) -> DateErrorKind {
        self.kind
    }

    /// The stable name of the kind.
    pub const fn code(&self) -> &'static str {
        self.kind.code()
    }
}

impl DateErrorKind {
    /// What a sentence about it can name: `dayFirst` and `monthFirst`, as ISO dates.
    pub fn details(self) -> Vec<(&'static str, String)> {
        match self {
            DateErrorKind::Ambiguous { day_first, month_first } => {
                vec![("dayFirst", day_first.to_string()), ("monthFirst", month_first.to_string())]
            }
            _ => Vec::new(),
        }
    }
}

impl From<DateErrorKind> for DateError {
    fn from(kind: DateErrorKind) -> DateError {
        DateError { kind }
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for DateError {}
