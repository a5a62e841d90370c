//! A calendar day, in whatever way Azure and its tools print one.

mod error;
mod reader;

use std::fmt;
use std::str::FromStr;

use super::edge;
use super::text_value::text_value;

pub use error::{DateError, DateErrorKind};

/// A day of the Gregorian calendar from year 1 to 9999. Text and wire form are ISO 8601, `2027-05-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day of this year, month (from 1) and day of the month (from 1), when there is one.
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        if year >= 1 && year <= 9999 && day >= 1 && day <= days_in(year, month) {
            Some(Date { year, month, day })
        } else {
            None
        }
    }

    /// The year.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The day in a text of any form that leaves no doubt: ISO 8601 with or without a time, `31 May 2027`,
    /// `May 31, 2027`, `2027/05/31`, `31.05.2027`, `5/31/2027 11:59:59 PM`, month names in the languages of
    /// the portal that this crate speaks. A time's zone is not applied: the day is the one that was shown.
    ///
    /// # Errors
    /// [`DateErrorKind`] says what is wrong; for `05/06/2027` it holds both days.
    pub fn parse(text: &str) -> Result<Date, DateError> {
        let seen = edge::without_invisible(text);
        let bare = edge::trim_id(&seen);
        if bare.is_empty() {
            return Err(DateErrorKind::Empty.into());
        }
        // Never a copy of a whole page: no date with its time and zone is longer.
        if bare.len() > 120 {
            return Err(DateErrorKind::Unreadable.into());
        }
        Ok(reader::read(bare)?)
    }

    /// Days from this day until another; negative when the other is earlier.
    pub const fn days_until(self, other: Date) -> i64 {
        other.to_unix_days() - self.to_unix_days()
    }

    /// Days since 1 January 1970, UTC.
    pub const fn to_unix_days(self) -> i64 {
        // Years counted from March, so that the leap day is the last of its year.
        let (year, month) = match self.month {
            1 | 2 => (self.year as i64 - 1, self.month as i64 + 9),
            _ => (self.year as i64, self.month as i64 - 3),
        };
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        year * 365 + leap_days + (month * 153 + 2) / 5 + self.day as i64 - 1 - EPOCH
    }

    /// The day that is this many days after 1 January 1970, UTC; the nearest day of the range when it is
    /// outside.
    pub fn from_unix_days(days: i64) -> Date {
        let first = Date { year: 1, month: 1, day: 1 };
        let last = Date { year: 9999, month: 12, day: 31 };
        let days = days.clamp(first.to_unix_days(), last.to_unix_days());
        // Counted from 1 March of year 0, in cycles of 400 years, so that each leap day is the last of its year.
        let (cycle, day) = ((days + EPOCH) / CYCLE, (days + EPOCH) % CYCLE);
        let leap_days = day / 1460 - day / 36_524 + day / (CYCLE - 1);
        let year = (day - leap_days) / 365;
        let day = day - (year * 365 + year / 4 - year / 100);
        let month = (day * 5 + 2) / 153;
        let (year, month_shown) = match month {
            0..=9 => (cycle * 400 + year, month + 3),
            _ => (cycle * 400 + year + 1, month - 9),
        };
        Date { year: year as u16, month: month_shown as u8, day: (day - (month * 153 + 2) / 5) as u8 + 1 }
    }

    /// The day that is this many calendar months later; the last of the month where the day is missing.
    pub fn plus_months(self, months: u16) -> Date {
        let count = u32::from(self.year) * 12 + u32::from(self.month) - 1 + u32::from(months);
        let (year, month) = ((count / 12).min(9999) as u16, (count % 12) as u8 + 1);
        Date { year, month, day: self.day.min(days_in(year, month)) }
    }
}

/// Days from 1 March of year 0 to 1 January 1970.
const EPOCH: i64 = 719_468;

/// Days of 400 years.
const CYCLE: i64 = 146_097;

const fn days_in(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

impl FromStr for Date {
    type Err = DateError;

    /// Strict: `YYYY-MM-DD`.
    fn from_str(text: &str) -> Result<Date, DateError> {
        let shaped = text.len() == 10
            && text
                .bytes()
                .enumerate()
                .all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
        if !shaped {
            return Err(DateErrorKind::Unreadable.into());
        }
        Ok(reader::read(text)?)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

text_value!(Date);

#[cfg(test)]
mod tests;
