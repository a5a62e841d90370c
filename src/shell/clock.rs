use crate::azure::Date;

/// The calendar day where the admin is. The expiry date is a day as the portal shows it, in local time.
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    // A clock outside the calendar's years is no clock; the epoch makes every date a future one.
    Date::new(now.get_full_year() as u16, now.get_month() as u8 + 1, now.get_date() as u8)
        .unwrap_or_else(|| Date::from_unix_days(0))
}

/// Milliseconds since 1970.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}
