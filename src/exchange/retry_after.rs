/// The longest wait that is believed, in milliseconds: one hour.
const LONGEST_MS: u64 = 3_600_000;

/// Reads a `Retry-After` header (RFC 9110, 10.2.3): seconds, or a date as servers write them today,
/// `Sun, 06 Nov 1994 08:49:37 GMT`. Gives milliseconds from now, at most an hour; a date that has
/// passed is no wait. A date is held against the server's own clock, the answer's `Date`; only
/// when that is not shown to us against `now_ms`, the page's, in milliseconds of Unix time.
pub fn retry_after_ms(header: &str, date: Option<&str>, now_ms: u64) -> Option<u64> {
    let text = header.trim_ascii();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        // More digits than a number holds are a long wait all the same.
        return Some(text.parse::<u64>().map_or(LONGEST_MS, |s| s.saturating_mul(1000)).min(LONGEST_MS));
    }
    let then_ms = http_date(text)? * 1000;
    let now_ms = date.and_then(http_date).map_or(now_ms, |seconds| seconds * 1000);
    Some(then_ms.saturating_sub(now_ms).min(LONGEST_MS))
}

/// Unix seconds of an IMF-fixdate from 1970 on: 29 characters, each in its place. The two older
/// forms of dates are sent by nobody's server and so not read: an unreadable header is as good as none.
fn http_date(text: &str) -> Option<u64> {
    const MONTHS: &[u8] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
    let bytes = text.as_bytes();
    let marks = [(3, b','), (4, b' '), (7, b' '), (11, b' '), (16, b' '), (19, b':'), (22, b':'), (25, b' ')];
    let framed =
        bytes.len() == 29 && bytes.ends_with(b"GMT") && marks.iter().all(|(at, mark)| bytes[*at] == *mark);
    let number = |from: usize, to: usize| -> Option<u64> {
        let digits = bytes.get(from..to)?;
        digits.iter().try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + u64::from(*b - b'0')))
    };
    let name = bytes.get(8..11).filter(|_| framed)?;
    let month = MONTHS.chunks(3).zip(1..).find(|(month, _)| *month == name)?.1;
    let (day, year) = (number(5, 7)?, number(12, 16)?);
    let (hour, minute, second) = (number(17, 19)?, number(20, 22)?, number(23, 25)?);
    let valid = (1..=31).contains(&day) && year >= 1970 && hour < 24 && minute < 60 && second <= 60;
    valid.then(|| ((days_to(year, month) + day - 1) * 24 + hour) * 3600 + minute * 60 + second)
}

/// Days from 1970-01-01 to the first of a month.
fn days_to(year: u64, month: u64) -> u64 {
    // Years are counted from March: the leap day is then the last of its year.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 - 719_468
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{LONGEST_MS, http_date, retry_after_ms};

    #[test]
    fn seconds_are_read_and_clamped() {
        assert_eq!(retry_after_ms("0", None, 0), Some(0));
        assert_eq!(retry_after_ms(" 20 ", None, 0), Some(20_000));
        assert_eq!(retry_after_ms("86400", None, 0), Some(LONGEST_MS));
        assert_eq!(retry_after_ms("99999999999999999999999999", None, 0), Some(LONGEST_MS));
    }

    #[test]
    fn a_date_is_read_against_the_clock() {
        // The example of RFC 9110, and the leap days around a century.
        assert_eq!(http_date("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
        assert_eq!(http_date("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0));
        assert_eq!(http_date("Tue, 29 Feb 2000 12:00:00 GMT"), Some(951_825_600));
        assert_eq!(http_date("Sat, 21 Nov 2026 02:30:00 GMT"), Some(1_795_228_200));
        let now = 1_795_228_200_000;
        assert_eq!(retry_after_ms("Sat, 21 Nov 2026 02:30:30 GMT", None, now), Some(30_000));
        assert_eq!(retry_after_ms("Sat, 21 Nov 2026 02:29:00 GMT", None, now), Some(0));
        assert_eq!(retry_after_ms("Sat, 21 Nov 2036 02:29:00 GMT", None, now), Some(LONGEST_MS));
    }

    #[test]
    fn the_servers_clock_comes_first() {
        let (then, date) = ("Sat, 21 Nov 2026 02:30:30 GMT", "Sat, 21 Nov 2026 02:30:00 GMT");
        for now in [0, u64::MAX] {
            assert_eq!(retry_after_ms(then, Some(date), now), Some(30_000));
        }
        assert_eq!(retry_after_ms(then, Some("today"), 1_795_228_229_000), Some(1_000));
        assert_eq!(retry_after_ms("7", Some(date), 0), Some(7_000));
    }

    #[test]
    fn anything_else_is_no_wait_at_all() {
        for text in [
            "",
            "-1",
            "1.5",
            "soon",
            "1e3",
            "+5",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 nov 1994 08:49:37 GMT",
            "Sun, 00 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMT GMT",
            "Sun, 06 Nov 1994 08:49:37:00 GMT",
            "Sun, 06-Nov-1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 06 ovD 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:+7 GMT",
            "Sün, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1969 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "١٢",
        ] {
            assert_eq!(retry_after_ms(text, None, 0), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_header_breaks_it(text in any::<String>(), date in any::<Option<String>>(), now in any::<u64>()) {
            prop_assert!(retry_after_ms(&text, date.as_deref(), now).is_none_or(|ms| ms <= LONGEST_MS));
        }
    }
}
