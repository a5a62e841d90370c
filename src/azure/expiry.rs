//! The day a client secret expires, judged from today.

use std::fmt;

use super::{Date, DateError, DateErrorKind};

/// Below this many days there is hardly time to use the connection.
const SOON_DAYS: i64 = 30;

/// The portal gives secrets no more than this many months; only the API gives more.
const FAR_MONTHS: u16 = 24;

/// An expiry day that has not passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Expiry {
    date: Date,
    doubt: Option<ExpiryDoubt>,
}

/// A doubt about an expiry day that may be overruled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ExpiryDoubt {
    /// Less than 30 days away.
    Soon {
        /// Days from today.
        days: u16,
    },
    /// More than 24 months away, which the portal does not offer.
    Far,
}

impl ExpiryDoubt {
    /// The stable name of the doubt.
    pub const fn code(self) -> &'static str {
        match self {
            ExpiryDoubt::Soon { .. } => "soon",
            ExpiryDoubt::Far => "far",
        }
    }

    /// What a sentence about it can name: `days`.
    pub fn details(self) -> Vec<(&'static str, String)> {
        match self {
            ExpiryDoubt::Soon { days } => vec![("days", days.to_string())],
            ExpiryDoubt::Far => Vec::new(),
        }
    }
}

/// Why a text is not the day on which a usable secret expires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExpiryError {
    kind: ExpiryErrorKind,
}

/// The kinds of [`ExpiryError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExpiryErrorKind {
    /// Not one day.
    Date(DateErrorKind),
    /// The day has passed.
    Past {
        /// Days since.
        days: u32,
    },
}

impl ExpiryError {
    /// What is wrong.
    pub const fn kind(&self) -> ExpiryErrorKind {
        self.kind
    }

    /// The stable name of the kind.
    pub const fn code(&self) -> &'static str {
        match self.kind {
            ExpiryErrorKind::Date(kind) => kind.code(),
            ExpiryErrorKind::Past { .. } => "past",
        }
    }

    /// What a sentence about it can name: `days`, or what a date's error names.
    pub fn details(&self) -> Vec<(&'static str, String)> {
        match self.kind {
            ExpiryErrorKind::Date(kind) => kind.details(),
            ExpiryErrorKind::Past { days } => vec![("days", days.to_string())],
        }
    }
}

impl From<ExpiryErrorKind> for ExpiryError {
    fn from(kind: ExpiryErrorKind) -> ExpiryError {
        ExpiryError { kind }
    }
}

impl From<DateError> for ExpiryError {
    fn from(error: DateError) -> ExpiryError {
        ExpiryErrorKind::Date(error.kind()).into()
    }
}

impl fmt::Display for ExpiryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for ExpiryError {}

impl Expiry {
    /// The expiry in what an admin types or pastes, as [`Date::parse`] reads it.
    ///
    /// # Errors
    /// Not one day, or a day that has passed.
    pub fn parse(text: &str, today: Date) -> Result<Expiry, ExpiryError> {
        let date = Date::parse(text)?;
        Ok(Expiry { date, doubt: Expiry::judge(date, today)? })
    }

    /// The doubt about a day on which a secret expires, if any. Today is not past: the hour is unknown.
    ///
    /// # Errors
    /// [`ExpiryErrorKind::Past`].
    pub fn judge(date: Date, today: Date) -> Result<Option<ExpiryDoubt>, ExpiryError> {
        let days = today.days_until(date);
        if days < 0 {
            return Err(ExpiryErrorKind::Past { days: u32::try_from(-days).unwrap_or(u32::MAX) }.into());
        }
        if days < SOON_DAYS {
            return Ok(Some(ExpiryDoubt::Soon { days: u16::try_from(days).unwrap_or_default() }));
        }
        Ok((date > today.plus_months(FAR_MONTHS)).then_some(ExpiryDoubt::Far))
    }

    /// The day.
    pub const fn date(self) -> Date {
        self.date
    }

    /// The doubt about it, if any.
    pub const fn doubt(self) -> Option<ExpiryDoubt> {
        self.doubt
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, DateErrorKind, Expiry, ExpiryDoubt, ExpiryErrorKind};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn past_soon_and_far() {
        let today = day("2026-11-21");
        let judge = |text| Expiry::judge(day(text), today).map_err(|error| error.kind());
        assert_eq!(judge("2026-11-20"), Err(ExpiryErrorKind::Past { days: 1 }));
        assert_eq!(judge("2026-11-21"), Ok(Some(ExpiryDoubt::Soon { days: 0 })));
        assert_eq!(judge("2026-12-20"), Ok(Some(ExpiryDoubt::Soon { days: 29 })));
        assert_eq!(judge("2026-12-21"), Ok(None));
        assert_eq!(judge("2028-11-21"), Ok(None));
        assert_eq!(judge("2028-11-22"), Ok(Some(ExpiryDoubt::Far)));
    }

    #[test]
    fn reads_and_judges_at_once() {
        let today = day("2026-11-21");
        let expiry = Expiry::parse("31 May 2027", today).unwrap();
        assert_eq!((expiry.date(), expiry.doubt()), (day("2027-05-31"), None));
        assert_eq!(Expiry::parse("", today).unwrap_err().kind(), ExpiryErrorKind::Date(DateErrorKind::Empty));
        assert_eq!(Expiry::parse("2020-01-01", today).unwrap_err().code(), "past");
    }
}
