use std::time::{SystemTime, UNIX_EPOCH};

use azure_connect::azure::Date;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A moment in whole seconds since 1970, as the database keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub i64);

impl Moment {
    pub fn now() -> Self {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs());
        Self(i64::try_from(seconds).unwrap_or(i64::MAX))
    }

    pub fn plus(self, seconds: u32) -> Self {
        Self(self.0.saturating_add(i64::from(seconds)))
    }

    /// Whole seconds from now until then; zero when it is past.
    pub fn seconds_left(self) -> u32 {
        u32::try_from(self.0.saturating_sub(Self::now().0).max(0)).unwrap_or(u32::MAX)
    }

    /// RFC 3339 in UTC.
    pub fn rfc3339(self) -> String {
        OffsetDateTime::from_unix_timestamp(self.0)
            .ok()
            .and_then(|moment| moment.format(&Rfc3339).ok())
            .unwrap_or_default()
    }
}

/// The day it is in UTC.
pub fn today() -> Date {
    Date::from_unix_days(Moment::now().0.div_euclid(86_400))
}
