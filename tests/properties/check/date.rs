//! Days and expiries: one canonical text, arithmetic that comes back to where it began.

use azure_connect::azure::{Date, DateErrorKind, Expiry, ExpiryDoubt, ExpiryErrorKind};

pub fn check(text: &str) {
    let today = today(text.as_bytes());
    match Date::parse(text) {
        Ok(date) => {
            same(date);
            judged(date, today);
            let expiry = Expiry::parse(text, today);
            assert_eq!(expiry.map(Expiry::doubt), Expiry::judge(date, today));
            assert!(expiry.is_err() || expiry.map(Expiry::date) == Ok(date));
        }
        Err(error) => {
            if let DateErrorKind::Ambiguous { day_first, month_first } = error.kind() {
                assert_ne!(day_first, month_first);
                assert_eq!((day_first.day(), day_first.month()), (month_first.month(), month_first.day()));
                same(day_first);
            }
            let kind = Expiry::parse(text, today).map_err(|error| error.kind());
            assert_eq!(kind, Err(ExpiryErrorKind::Date(error.kind())));
        }
    }
    if text.len() < super::CLOSE {
        assert_eq!(Date::parse(&format!("\u{feff} {text}\u{200b}\r\n")), Date::parse(text));
    }
}

/// Any day, by what the input begins with.
fn today(bytes: &[u8]) -> Date {
    let days = bytes.iter().take(3).fold(0_i64, |days, byte| days * 128 + i64::from(byte % 128));
    Date::from_unix_days(days - 1_000_000)
}

fn same(date: Date) {
    assert_eq!(date.to_string().parse(), Ok(date));
    assert_eq!(Date::parse(&date.to_string()), Ok(date));
    assert_eq!(Date::from_unix_days(date.to_unix_days()), date);
    assert_eq!(Date::new(date.year(), date.month(), date.day()), Some(date));
}

fn judged(date: Date, today: Date) {
    let days = today.days_until(date);
    assert_eq!(today.to_unix_days() + days, date.to_unix_days());
    match Expiry::judge(date, today).map_err(|error| error.kind()) {
        Err(ExpiryErrorKind::Past { days: since }) => assert_eq!(i64::from(since), -days),
        Err(kind) => assert_eq!(kind, ExpiryErrorKind::Past { days: 1 }, "a day is a day"),
        Ok(Some(ExpiryDoubt::Soon { days: left })) => {
            assert!(left < 30);
            assert_eq!(i64::from(left), days);
        }
        Ok(Some(_)) => assert!(days > 700, "{days}"),
        Ok(None) => assert!((30..=732).contains(&days), "{days}"),
    }
}
