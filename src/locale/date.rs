//! Calendar dates and moments as front matter writes them.

/// A Gregorian calendar date that exists.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Date {
    /// Year, 1 to 9999.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month.
    pub day: u8,
}

/// A date, with a time of day where one was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Timestamp {
    /// The date as written, in the zone as written.
    pub date: Date,
    /// Hour, minute, second and offset from UTC in minutes; `None` for a bare date.
    pub time: Option<(u8, u8, u8, i16)>,
}

impl Date {
    /// `2022-01-06`, digits of ASCII only; `None` for anything else and for days that do not exist.
    pub fn parse(text: &str) -> Option<Self> {
        unimplemented!("{text}")
    }

    /// `2022-01-06`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Timestamp {
    /// A date, or RFC 3339 date and time (`T` or a space between; the offset may be missing and is then UTC).
    pub fn parse(text: &str) -> Option<Self> {
        unimplemented!("{text}")
    }

    /// RFC 3339, midnight UTC for a bare date: `2022-01-06T00:00:00Z`.
    pub fn rfc3339(self) -> String {
        unimplemented!()
    }

    /// Seconds since 1970-01-01T00:00:00Z, for ordering and for publish and expiry dates.
    pub fn unix(self) -> i64 {
        unimplemented!()
    }

    /// What stands in `datetime` attributes: the date, or date and time with offset if one was written.
    pub fn iso(self) -> String {
        unimplemented!()
    }
}
