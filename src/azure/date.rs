//! A calendar day, in whatever way Azure and its tools print one.

use std::fmt;
use std::str::FromStr;

use super::edge;
use super::letter::{is_letter, is_letter_or_digit, lowered};
use super::text_value::text_value;

/// A day of the Gregorian calendar from year 1 to 9999. Text and wire form are ISO 8601, `2027-05-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

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
        Ok(read(bare)?)
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

/// Names of months by number, in English, German, French, Spanish and Hebrew, lower-case. Three letters
/// or more of one are enough.
const MONTHS: [&str; 12] = [
    "january januar janvier enero ינואר",
    "february februar février fevrier febrero פברואר",
    "march märz mrz mars marzo מרץ",
    "april avril abril אפריל",
    "may mai mayo מאי",
    "june juni juin junio יוני",
    "july juli juillet julio יולי",
    "august août aout agosto אוגוסט",
    "september septembre septiembre setiembre sept ספטמבר",
    "october oktober octobre octubre אוקטובר",
    "november novembre noviembre נובמבר",
    "december dezember décembre decembre diciembre דצמבר",
];

fn month_named(word: &str) -> Option<u8> {
    let word = lowered(word);
    let word = word.strip_prefix('ב').filter(|rest| rest.chars().count() >= 3).unwrap_or(&word);
    if word.chars().count() < 3 {
        return None;
    }
    (1..)
        .zip(MONTHS)
        .find(|(_, names)| names.split(' ').any(|name| name.starts_with(word)))
        .map(|(month, _)| month)
}

/// One part of a date as it stands in the text.
#[derive(Clone, Copy)]
enum Part {
    Number { value: u32, digits: usize },
    Month(u8),
}

fn read(text: &str) -> Result<Date, DateErrorKind> {
    let mut parts = [None; 3];
    let mut count = 0;
    let mut dots = false;
    let mut rest = text;
    while count < 3 {
        rest = rest.trim_start_matches(|c: char| !is_letter_or_digit(c) || matches!(c, '年' | '月' | '日'));
        let Some(first) = rest.chars().next() else { return Err(DateErrorKind::Unreadable) };
        let numeric = first.is_ascii_digit();
        let same = |c: char| {
            if numeric { c.is_ascii_digit() } else { is_letter(c) && !matches!(c, '年' | '月' | '日') }
        };
        let length = rest.find(|c| !same(c)).unwrap_or(rest.len()).max(first.len_utf8());
        let (word, after) = rest.split_at_checked(length).ok_or(DateErrorKind::Unreadable)?;
        rest = after;
        let part = if numeric {
            if rest.starts_with(':') {
                return Err(DateErrorKind::Unreadable);
            }
            let value = word.parse().map_err(|_| DateErrorKind::Unreadable)?;
            if count == 0 && word.len() == 8 {
                return compact(value, rest);
            }
            // `31st`, `1er`
            for ending in ["st", "nd", "rd", "th", "er"] {
                rest = rest.strip_prefix(ending).unwrap_or(rest);
            }
            Part::Number { value, digits: word.len() }
        } else if let Some(month) = month_named(word) {
            Part::Month(month)
        } else if count == 0
            || ["de", "of", "the", "del"].iter().any(|particle| word.eq_ignore_ascii_case(particle))
        {
            // A weekday, a label (`Expires`), a particle.
            continue;
        } else {
            return Err(DateErrorKind::Unreadable);
        };
        if let Some(slot) = parts.get_mut(count) {
            *slot = Some(part);
        }
        if count == 0 {
            dots = rest.starts_with('.');
        }
        count += 1;
    }
    if !is_time(rest) {
        return Err(DateErrorKind::Unreadable);
    }
    match parts {
        [Some(a), Some(b), Some(c)] => arranged(a, b, c, dots),
        _ => Err(DateErrorKind::Unreadable),
    }
}

/// `20270531`, alone or as the start of a basic ISO timestamp.
fn compact(value: u32, rest: &str) -> Result<Date, DateErrorKind> {
    if !is_time(rest) {
        return Err(DateErrorKind::Unreadable);
    }
    date(value / 10_000, value / 100 % 100, value % 100)
}

/// Nothing, or what may follow a date: a time with its zone. A second date may not.
fn is_time(text: &str) -> bool {
    let text = text.trim_start_matches(['日', '.', ',']);
    if matches!(text.trim(), "" | "Z" | "z") {
        return true;
    }
    let clock = text.trim_start();
    let clock = match clock.strip_prefix(['T', 't']) {
        // ISO 8601, which may leave the colons out.
        Some(clock) if clock.len() + 1 == text.len() => {
            let digits = clock.bytes().take_while(u8::is_ascii_digit).count();
            let zone = clock.get(digits..).unwrap_or_default();
            let basic = matches!(digits, 4 | 6) && zone.len() <= 9 && !zone.contains([' ', '/']);
            return basic || is_clock(clock);
        }
        _ if clock.len() < text.len() => clock,
        _ => return false,
    };
    if !clock.starts_with(|c: char| c.is_ascii_digit()) {
        // `Z`, `UTC`, or words before the clock (`at 23:59`).
        let words = clock.trim_start_matches(|c: char| is_letter(c) || c.is_whitespace());
        return words.is_empty() && clock.len() <= 3 || is_clock(words);
    }
    is_clock(clock)
}

/// `23:59`, `11:59:59 PM`, `23:59:00.000+02:00`, `23:59:00 GMT+0200 (…)`.
fn is_clock(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let Some((_, rest)) = text.split_at_checked(digits) else { return false };
    if !matches!(digits, 1 | 2) || !rest.starts_with(':') {
        return false;
    }
    // The only long numbers in a time are fractions and zones, which a sign or point leads.
    let mut previous = ' ';
    let mut run = 0;
    for c in rest.chars() {
        let fine = is_letter_or_digit(c)
            || c.is_whitespace()
            || matches!(c, ':' | '.' | ',' | '+' | '-' | '\u{2212}' | '(' | ')');
        run = match (c.is_ascii_digit(), run) {
            (false, _) => 0,
            (true, 0) if matches!(previous, '.' | '+' | '-' | '\u{2212}') => -20,
            (true, run) => run + 1,
        };
        if !fine || run > 2 {
            return false;
        }
        previous = c;
    }
    true
}

fn arranged(a: Part, b: Part, c: Part, dots: bool) -> Result<Date, DateErrorKind> {
    use Part::{Month, Number};
    let odd = |part| matches!(part, Number { digits, .. } if !matches!(digits, 1 | 2 | 4));
    if odd(a) || odd(b) || odd(c) || matches!(b, Number { digits: 4, .. }) {
        return Err(DateErrorKind::Unreadable);
    }
    match (a, b, c) {
        (Number { value: day, .. }, Month(month), Number { value: year, digits: 4 })
        | (Month(month), Number { value: day, .. }, Number { value: year, digits: 4 })
        | (Number { value: year, digits: 4 }, Month(month), Number { value: day, .. }) => {
            date(year, month.into(), day)
        }
        (Number { value: year, digits: 4 }, Number { value: month, .. }, Number { value: day, .. }) => {
            date(year, month, day)
        }
        (Number { value: a, .. }, Number { value: b, .. }, Number { value: year, digits: 4 }) => {
            if dots {
                return date(year, b, a);
            }
            match (date(year, b, a), date(year, a, b)) {
                (Ok(day_first), Ok(month_first)) if day_first != month_first => {
                    Err(DateErrorKind::Ambiguous { day_first, month_first })
                }
                (Ok(only), _) | (_, Ok(only)) => Ok(only),
                _ => Err(DateErrorKind::NoSuchDay),
            }
        }
        (Number { digits: 1 | 2, .. } | Month(_), _, Number { digits: 1 | 2, .. }) => {
            Err(DateErrorKind::ShortYear)
        }
        _ => Err(DateErrorKind::Unreadable),
    }
}

fn date(year: u32, month: u32, day: u32) -> Result<Date, DateErrorKind> {
    match (u16::try_from(year), u8::try_from(month), u8::try_from(day)) {
        (Ok(year), Ok(month), Ok(day)) => Date::new(year, month, day).ok_or(DateErrorKind::NoSuchDay),
        _ => Err(DateErrorKind::NoSuchDay),
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
        Ok(read(text)?)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

text_value!(Date);

#[cfg(test)]
mod tests {
    use super::{Date, DateErrorKind};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn every_form_without_doubt() {
        for text in [
            "2027-05-31",
            " \u{200e}2027-05-31\u{200f}\n",
            "\"2027-05-31T23:59:00.000Z\"",
            "2027-05-31T23:59:00+02:00",
            "2027-05-31 23:59:59+00:00",
            "2027-05-31T235900Z",
            "20270531",
            "20270531T235900Z",
            "2027/05/31",
            "2027.5.31",
            "31.05.2027",
            "31.5.2027, 23:59",
            "5/31/2027",
            "\u{200e}5\u{200e}/\u{200e}31\u{200e}/\u{200e}2027",
            "5/31/2027 11:59:59 PM",
            "5/31/2027, 11:59 PM",
            "31/05/2027",
            "31-05-2027",
            "31 May 2027",
            "31. Mai 2027",
            "31 de mayo de 2027",
            "31 mai 2027",
            "31 במאי 2027",
            "2027年5月31日",
            "May 31, 2027",
            "May 31st 2027",
            "31-May-2027",
            "2027-May-31",
            "Monday, May 31, 2027 11:59:59 PM",
            "Mon, 31 May 2027 23:59:00 GMT",
            "Mon May 31 2027",
            "Expires: 5/31/2027",
            "2027-05-31Z",
            "31.05.2027 um 23:59 Uhr",
            "2027-05-31T23:59:59.1234567Z",
            "Mon May 31 2027 23:59:00 GMT+0200 (Central European Summer Time)",
        ] {
            assert_eq!(Date::parse(text).map_err(|e| e.kind()), Ok(day("2027-05-31")), "{text:?}");
        }
        assert_eq!(Date::parse("05/05/2027").unwrap(), day("2027-05-05"));
        assert_eq!(Date::parse("05.06.2027").unwrap(), day("2027-06-05"));
        assert_eq!(Date::parse("12/31/2299").unwrap(), day("2299-12-31"));
        assert_eq!(Date::parse("1er août 2027").unwrap(), day("2027-08-01"));
    }

    #[test]
    fn two_readings_are_both_named() {
        for text in ["05/06/2027", "05-06-2027", "5/6/2027 11:00 AM"] {
            assert_eq!(
                Date::parse(text).unwrap_err().kind(),
                DateErrorKind::Ambiguous { day_first: day("2027-06-05"), month_first: day("2027-05-06") },
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_date() {
        for (text, kind) in [
            ("", DateErrorKind::Empty),
            ("\u{feff} ", DateErrorKind::Empty),
            ("2027-02-30", DateErrorKind::NoSuchDay),
            ("2027-13-01", DateErrorKind::NoSuchDay),
            ("0000-01-01", DateErrorKind::NoSuchDay),
            ("31/31/2027", DateErrorKind::NoSuchDay),
            ("29 February 2027", DateErrorKind::NoSuchDay),
            ("05/31/27", DateErrorKind::ShortYear),
            ("31 May 27", DateErrorKind::ShortYear),
            ("tomorrow", DateErrorKind::Unreadable),
            ("May 2027", DateErrorKind::Unreadable),
            ("2027-05", DateErrorKind::Unreadable),
            ("12:30:59", DateErrorKind::Unreadable),
            ("31 Foo 2027", DateErrorKind::Unreadable),
            ("5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61", DateErrorKind::Unreadable),
            ("99999999999999999999", DateErrorKind::Unreadable),
            ("2027-05-31 2028-06-01", DateErrorKind::Unreadable),
            ("2027-05-31 06/07", DateErrorKind::Unreadable),
            ("5/31/2027 11:59 PM - 2028-06-01", DateErrorKind::Unreadable),
            ("2027-05-31foo", DateErrorKind::Unreadable),
            ("2027-05-31 and more", DateErrorKind::Unreadable),
            ("2027-005-31", DateErrorKind::Unreadable),
            ("05/2027/31", DateErrorKind::Unreadable),
        ] {
            assert_eq!(Date::parse(text).map_err(|e| e.kind()), Err(kind), "{text:?}");
        }
        assert!("2027-5-31".parse::<Date>().is_err());
        assert!(" 2027-05-31".parse::<Date>().is_err());
    }

    #[test]
    fn counts_days() {
        assert_eq!(day("1970-01-01").to_unix_days(), 0);
        assert_eq!(day("2000-03-01").to_unix_days(), 11_017);
        assert_eq!(day("2026-11-21").days_until(day("2027-05-31")), 191);
        assert_eq!(day("2028-03-01").days_until(day("2028-02-28")), -2);
        assert_eq!(Date::from_unix_days(i64::MAX), day("9999-12-31"));
        assert_eq!(Date::from_unix_days(i64::MIN), day("0001-01-01"));
        assert_eq!(day("2028-02-29").plus_months(12), day("2029-02-28"));
        assert_eq!(day("2026-11-30").plus_months(3), day("2027-02-28"));
        for days in -1000..60_000 {
            assert_eq!(Date::from_unix_days(days).to_unix_days(), days);
        }
    }

    #[test]
    fn every_day_of_400_years_comes_back_and_follows_the_one_before() {
        let mut before = day("1899-12-31");
        // 1 January 1900 until 1 January 2300.
        for days in -25_567..120_530 {
            let date = Date::from_unix_days(days);
            assert_eq!(date.to_unix_days(), days);
            assert_eq!(Date::new(date.year(), date.month(), date.day()), Some(date));
            // The calendar itself: the day after is the next of the month, or the first of the next one.
            let (year, month) = (before.year(), before.month());
            let follows = Date::new(year, month, before.day() + 1)
                .or(Date::new(year, month + 1, 1))
                .or(Date::new(year + 1, 1, 1));
            assert_eq!(Some(date), follows);
            before = date;
        }
        assert_eq!(before, day("2299-12-31"));
        assert_eq!(day("2026-11-21").to_unix_days(), 20_778);
        for (date, end) in [("0001-01-01", i64::MIN), ("9999-12-31", i64::MAX)] {
            assert_eq!(Date::from_unix_days(end), day(date));
            assert_eq!(Date::from_unix_days(day(date).to_unix_days()), day(date));
        }
    }

    #[test]
    fn a_text_longer_than_any_date_is_none() {
        let long = |length: usize| ["x".repeat(length - 11).as_str(), " 2027-05-31"].concat();
        let kind = |text: &str| Date::parse(text).map_err(|error| error.kind());
        assert_eq!(kind(&long(121)), Err(DateErrorKind::Unreadable));
        assert_eq!(kind(&long(120)), Ok(day("2027-05-31")));
    }

    #[test]
    fn only_a_time_may_follow() {
        for time in
            ["T2359", "T235959Z", "T235959+0200", " 23:59", " at 9:59 PM", " UTC", "T23:59:59.123+02:00"]
        {
            let text = ["2027-05-31", time].concat();
            assert_eq!(Date::parse(&text), Ok(day("2027-05-31")), "{text}");
        }
        for other in
            ["T12345", "T2359 1/2", "T2359+02000000000", " T2359", " 123:59", " 12 59", " UTC+9", " and 1"]
        {
            let text = ["2027-05-31", other].concat();
            assert!(Date::parse(&text).is_err(), "{text}");
        }
    }
}
