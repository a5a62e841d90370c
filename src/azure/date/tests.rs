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
    for time in ["T2359", "T235959Z", "T235959+0200", " 23:59", " at 9:59 PM", " UTC", "T23:59:59.123+02:00"]
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
