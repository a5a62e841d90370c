//! As much of a certificate's DER form as tells when it works (RFC 5280, section 4.1).

use std::fmt;

use crate::azure::Date;

/// A moment, to the second, UTC. Text form is RFC 3339, `2028-11-20T15:26:45Z`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    date: Date,
    /// Hours, minutes and seconds, two digits each.
    time: [u8; 6],
}

impl Moment {
    /// The day, UTC.
    pub const fn date(&self) -> Date {
        self.date
    }

    /// Reads `YYMMDDHHMMSSZ` (UTCTime) and `YYYYMMDDHHMMSSZ` (GeneralizedTime), all that a certificate may have.
    fn read(tag: u8, text: &[u8]) -> Option<Self> {
        let digits = text.strip_suffix(b"Z")?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let number = |from: usize, to: usize| {
            let digits = digits.get(from..to)?;
            Some(digits.iter().fold(0_u16, |number, digit| number * 10 + u16::from(digit - b'0')))
        };
        let (year, rest) = match (tag, digits.len()) {
            // Two digits mean the years 1950 to 2049.
            (UTC_TIME, 12) => {
                (number(0, 2).map(|year| if year < 50 { 2000 + year } else { 1900 + year })?, 2)
            }
            (GENERALIZED_TIME, 14) => (number(0, 4)?, 4),
            _ => return None,
        };
        let (month, day) = (number(rest, rest + 2)?, number(rest + 2, rest + 4)?);
        let [hour, minute, second] = [4, 6, 8].map(|at| number(rest + at, rest + at + 2).unwrap_or(u16::MAX));
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let date = Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
        Some(Self { date, time: digits.get(rest + 4..)?.try_into().ok()? })
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.date, f)?;
        f.write_str("T")?;
        for (at, digit) in self.time.iter().enumerate() {
            if at == 2 || at == 4 {
                f.write_str(":")?;
            }
            f.write_str(core::str::from_utf8(core::slice::from_ref(digit)).unwrap_or_default())?;
        }
        f.write_str("Z")
    }
}

const INTEGER: u8 = 0x02;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;

/// From when until when a certificate works.
pub(super) fn validity(der: &[u8]) -> Option<(Moment, Moment)> {
    let whole = Bytes(der).take(SEQUENCE).filter(|(_, rest)| rest.0.is_empty())?.0;
    let (mut fields, rest) = whole.take(SEQUENCE)?;
    // Its signature is there too, so it is whole.
    let (_, rest) = rest.take(SEQUENCE)?;
    rest.any().filter(|(_, _, rest)| rest.0.is_empty())?;
    if let Some((_, rest)) = fields.take(VERSION) {
        fields = rest;
    }
    // Serial number, algorithm, issuer.
    for tag in [INTEGER, SEQUENCE, SEQUENCE] {
        fields = fields.take(tag)?.1;
    }
    let (tag, from, rest) = fields.take(SEQUENCE)?.0.any()?;
    let from = Moment::read(tag, from.0)?;
    let (tag, until, _) = rest.any()?;
    Some((from, Moment::read(tag, until.0)?))
}

/// What is still to be read.
#[derive(Clone, Copy)]
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    /// The next element: its tag, what is in it, what comes behind it.
    fn any(self) -> Option<(u8, Self, Self)> {
        let (tag, rest) = self.0.split_first()?;
        let (first, mut rest) = rest.split_first()?;
        let mut length = usize::from(*first);
        if length > 0x80 {
            let count = length & 0x7f;
            // No certificate is longer than three bytes can say.
            let digits = rest.get(..count).filter(|digits| digits.len() <= 3)?;
            length = digits.iter().fold(0, |length, byte| (length << 8) + usize::from(*byte));
            rest = rest.get(count..)?;
        } else if length == 0x80 {
            return None;
        }
        Some((*tag, Self(rest.get(..length)?), Self(rest.get(length..)?)))
    }

    /// The next element, if it has this tag: what is in it, and what comes behind it.
    fn take(self, tag: u8) -> Option<(Self, Self)> {
        self.any().filter(|(found, ..)| *found == tag).map(|(_, content, rest)| (content, rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(tag: u8, text: &str) -> Option<String> {
        Moment::read(tag, text.as_bytes()).map(|moment| moment.to_string())
    }

    #[test]
    fn both_forms_of_time() {
        assert_eq!(moment(UTC_TIME, "281120152645Z").as_deref(), Some("2028-11-20T15:26:45Z"));
        assert_eq!(moment(UTC_TIME, "491231235959Z").as_deref(), Some("2049-12-31T23:59:59Z"));
        assert_eq!(moment(UTC_TIME, "500101000000Z").as_deref(), Some("1950-01-01T00:00:00Z"));
        assert_eq!(moment(GENERALIZED_TIME, "20531231235959Z").as_deref(), Some("2053-12-31T23:59:59Z"));
    }

    #[test]
    fn no_other_form_and_no_day_that_no_calendar_has() {
        for text in [
            "281120152645",
            "281120152645+0100",
            "2811201526Z",
            "280230000000Z",
            "281120240000Z",
            "281120006000Z",
        ] {
            assert_eq!(moment(UTC_TIME, text), None, "{text}");
        }
        assert_eq!(moment(GENERALIZED_TIME, "281120152645Z"), None);
        assert_eq!(moment(UTC_TIME, "20531231235959Z"), None);
        assert_eq!(moment(INTEGER, "281120152645Z"), None);
        assert_eq!(moment(GENERALIZED_TIME, "20281120152660Z"), None);
    }

    #[test]
    fn lengths_that_lie_end_it() {
        for bytes in [
            &[][..],
            &[0x30],
            &[0x30, 0x80],
            &[0x30, 0x81],
            &[0x30, 0x84, 0, 0, 0, 1, 0],
            &[0x30, 0x02, 0x00],
        ] {
            assert!(Bytes(bytes).any().is_none(), "{bytes:?}");
        }
        assert!(Bytes(&[0x30, 0x81, 0x01, 0x00]).take(SEQUENCE).is_some());
        assert!(validity(&[0x30, 0x00]).is_none());
    }
}
