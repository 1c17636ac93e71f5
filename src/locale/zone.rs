//! The name of a time zone -> what its clocks show. The only user of jiff, whose zone data is part of the program: the same site is
//! the same on every machine.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};

use super::date::{Date, Timestamp};

/// A time zone of the IANA database.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Zone(TimeZone);

impl Zone {
    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// The zone of a name, such as `Asia/Riyadh`.
    pub fn named(name: &str) -> Option<Self> {
        TimeZoneDatabase::bundled().get(name).ok().map(Self)
    }

    /// The names of all zones.
    pub fn names() -> Vec<String> {
        TimeZoneDatabase::bundled().available().map(|name| name.as_str().to_owned()).collect()
    }

    /// The day that the zone has at a moment, in seconds since 1970.
    pub fn day(&self, unix: i64) -> Date {
        let offset = jiff::Timestamp::from_second(unix).map_or(0, |moment| self.0.to_offset(moment).seconds());
        Date::at(unix + i64::from(offset))
    }

    /// Minutes from UTC at which the zone's clocks show this. Where they never do, because they are put forward, it is what they
    /// were before: the moment is as long after the jump as was written. Where they do twice, it is the first time.
    pub fn offset(&self, day: Date, (hour, minute, second): (u8, u8, u8)) -> i16 {
        let small = |n: u8| i8::try_from(n).unwrap_or(0);
        let year = i16::try_from(day.year).unwrap_or(9999);
        let Ok(clock) =
            DateTime::new(year, small(day.month), small(day.day), small(hour), small(minute), small(second.min(59)), 0)
        else {
            return 0;
        };
        let (AmbiguousOffset::Unambiguous { offset }
        | AmbiguousOffset::Gap { before: offset, .. }
        | AmbiguousOffset::Fold { before: offset, .. }) = self.0.to_ambiguous_timestamp(clock).offset();
        // Before there were zones, clocks followed the sun to the second; RFC 3339 knows minutes.
        i16::try_from(offset.seconds().div_euclid(60)).unwrap_or(0)
    }
}

impl Timestamp {
    /// The same in a time zone, where no offset was written. A bare date is its midnight.
    #[must_use]
    pub fn within(self, zone: &Zone) -> Self {
        if self.has_offset {
            return self;
        }
        Self { offset: zone.offset(self.date, self.time.unwrap_or_default()), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::Zone;
    use crate::locale::date::Timestamp;

    #[track_caller]
    fn check(zone: &str, written: &str, expect: &str) {
        let zone = Zone::named(zone).expect("a zone");
        assert_eq!(Timestamp::parse(written).expect("a moment").within(&zone).rfc3339(), expect, "{written}");
    }

    #[test]
    fn bare_dates_and_times_are_the_desks() {
        check("Asia/Riyadh", "2026-12-01", "2026-12-01T00:00:00+03:00");
        check("asia/riyadh", "2026-12-01 09:30", "2026-12-01T09:30:00+03:00");
        check("Asia/Tehran", "2026-12-01", "2026-12-01T00:00:00+03:30");
        check("Asia/Kathmandu", "2026-12-01", "2026-12-01T00:00:00+05:45");
        check("America/New_York", "2026-07-01", "2026-07-01T00:00:00-04:00");
        check("UTC", "2026-12-01", "2026-12-01T00:00:00Z");
        check("Asia/Riyadh", "2026-12-01T09:30:00-05:00", "2026-12-01T09:30:00-05:00");
        check("Asia/Riyadh", "2026-12-01T09:30:00Z", "2026-12-01T09:30:00Z");
    }

    #[test]
    fn clocks_that_jump() {
        // New York, 8 March 2026: 02:00 becomes 03:00; 1 November: 02:00 becomes 01:00.
        check("America/New_York", "2026-03-08 01:59", "2026-03-08T01:59:00-05:00");
        check("America/New_York", "2026-03-08 02:30", "2026-03-08T02:30:00-05:00");
        check("America/New_York", "2026-03-08 03:00", "2026-03-08T03:00:00-04:00");
        check("America/New_York", "2026-11-01 01:30", "2026-11-01T01:30:00-04:00");
        check("America/New_York", "2026-11-01 02:00", "2026-11-01T02:00:00-05:00");
        // Cairo puts its clocks forward at midnight: the day has none.
        check("Africa/Cairo", "2026-04-24", "2026-04-24T00:00:00+02:00");
        check("Africa/Cairo", "2026-04-24 01:00", "2026-04-24T01:00:00+03:00");
        // Samoa left out a day.
        check("Pacific/Apia", "2011-12-30", "2011-12-30T00:00:00-10:00");
        check("Pacific/Apia", "2011-12-31", "2011-12-31T00:00:00+14:00");
    }

    #[test]
    fn a_moment_in_a_gap_is_as_long_after_the_jump() {
        let zone = Zone::named("America/New_York").expect("a zone");
        let unix = |text: &str| Timestamp::parse(text).expect("a moment").within(&zone).unix();
        assert_eq!(unix("2026-03-08 02:30"), unix("2026-03-08 03:30"));
    }

    #[test]
    fn names() {
        assert!(Zone::named("Asia/Riyad").is_none() && Zone::named("").is_none() && Zone::named("+03:00").is_none());
        assert!(Zone::names().iter().any(|name| name == "Asia/Riyadh"));
    }
}
