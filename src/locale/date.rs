//! Text of front matter in, calendar dates and moments out; years 1 to 9999, proleptic Gregorian.

use serde::{Deserialize, Serialize};

/// A Gregorian calendar date that exists.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Date {
    /// Year, 1 to 9999.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month.
    pub day: u8,
}

/// How much of a date is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateStyle {
    /// 6 January 2022
    Long,
    /// 6 Jan 2022; full month names where the language does not abbreviate them
    Medium,
    /// January 2022
    MonthYear,
}

/// A date, with a time of day where one was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Timestamp {
    /// The date as written, in the zone as written.
    pub date: Date,
    /// Hour, minute and second; `None` for a bare date.
    pub time: Option<(u8, u8, u8)>,
    /// Minutes from UTC.
    pub offset: i16,
    /// Whether the offset was written; else it is that of the desk's time zone.
    pub has_offset: bool,
}

impl Date {
    /// `2022-01-06`, digits of ASCII only; `None` for anything else and for days that do not exist.
    pub fn parse(text: &str) -> Option<Self> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
        let year = i32::from(number(*y1, *y2)?) * 100 + i32::from(number(*y3, *y4)?);
        let date = Self { year, month: number(*m1, *m2)?, day: number(*d1, *d2)? };
        let exists =
            (1..=9999).contains(&year) && (1..=12).contains(&date.month) && (1..=date.last_of_month()).contains(&date.day);
        exists.then_some(date)
    }

    /// `2022-01-06`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// The day after; `None` after the last one.
    pub fn next(self) -> Option<Self> {
        let next = if self.day < self.last_of_month() {
            Self { day: self.day + 1, ..self }
        } else if self.month < 12 {
            Self { month: self.month + 1, day: 1, ..self }
        } else {
            Self { year: self.year + 1, month: 1, day: 1 }
        };
        (next.year <= 9999).then_some(next)
    }

    /// The day of a moment in UTC, given in seconds since 1970: the way back from `days`.
    pub fn at(unix: i64) -> Self {
        let days = unix.div_euclid(86_400) + 719_468;
        // Four hundred years have as many days wherever they begin.
        let (eras, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        let small = |n: i64| u8::try_from(n).expect("a month has few days, and a year few months");
        let (day, month) = (small(day - (153 * month + 2) / 5 + 1), small(if month < 10 { month + 3 } else { month - 9 }));
        let year = year + eras * 400 + i64::from(month <= 2);
        Self { year: i32::try_from(year).unwrap_or(9999).clamp(1, 9999), month, day }
    }

    /// The last day of its month in the Gregorian calendar.
    fn last_of_month(self) -> u8 {
        let leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        match self.month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    /// Days since 1970-01-01. Counting years from March puts the leap day last, so that the days before a month
    /// follow one line: 153 days for every five months.
    fn days(self) -> i64 {
        let (year, month, day) = (i64::from(self.year), i64::from(self.month), i64::from(self.day));
        let year = if month <= 2 { year - 1 } else { year };
        let month = (month + 9) % 12;
        let before_month = (153 * month + 2) / 5;
        let before_year = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        // 719 468 days lie between 0000-03-01 and 1970-01-01.
        before_year + before_month + day - 1 - 719_468
    }
}

impl Timestamp {
    /// A date, or RFC 3339 date and time (`T` or a space between; the offset may be missing and is UTC until
    /// [`within`](Self::within) says otherwise). Seconds may be missing, fractions of them are dropped. As in YAML's own
    /// timestamps, spaces may stand before the offset, and its minutes need no colon (`+0600`).
    pub fn parse(text: &str) -> Option<Self> {
        let (date, rest) = text.split_at_checked(10)?;
        let date = Date::parse(date)?;
        let Some(rest) = rest.strip_prefix(['T', 't', ' ']) else {
            return rest.is_empty().then_some(Self { date, time: None, offset: 0, has_offset: false });
        };
        let (hour, minute, mut rest) = clock(rest)?;
        let mut second = 0;
        if let Some(after) = rest.strip_prefix(':') {
            second = pair(after)?;
            rest = after.get(2..)?;
            if let Some(fraction) = rest.strip_prefix('.') {
                rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
                if rest.len() == fraction.len() {
                    return None;
                }
            }
        }
        // RFC 3339 allows the sixtieth second that a leap second is.
        let exists = second < 60 || (second == 60 && minute == 59);
        let (offset, has_offset) = offset(rest)?;
        exists.then_some(Self { date, time: Some((hour, minute, second)), offset, has_offset })
    }

    /// RFC 3339, midnight for a bare date: `2022-01-06T00:00:00Z`.
    pub fn rfc3339(self) -> String {
        let (hour, minute, second) = self.time.unwrap_or_default();
        let offset = self.offset;
        let sign = if offset < 0 { '-' } else { '+' };
        let minutes = offset.unsigned_abs();
        let zone = if offset == 0 { "Z".to_owned() } else { format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60) };
        format!("{}T{hour:02}:{minute:02}:{second:02}{zone}", self.date.iso())
    }

    /// Seconds since 1970-01-01T00:00:00Z, for ordering and for publish and expiry dates.
    pub fn unix(self) -> i64 {
        let (hour, minute, second) = self.time.unwrap_or_default();
        let minutes = self.date.days() * 1440 + i64::from(hour) * 60 + i64::from(minute) - i64::from(self.offset);
        minutes * 60 + i64::from(second)
    }

    /// For messages: `2022-01-06`, `2022-01-06 10:30`, `2022-01-06 10:30 (UTC+03:00)`.
    pub fn plain(self) -> String {
        let Some((hour, minute, _)) = self.time else { return self.date.iso() };
        let text = format!("{} {hour:02}:{minute:02}", self.date.iso());
        let minutes = self.offset.unsigned_abs();
        let sign = if self.offset < 0 { '-' } else { '+' };
        if self.has_offset { format!("{text} (UTC{sign}{:02}:{:02})", minutes / 60, minutes % 60) } else { text }
    }

    /// What stands in `datetime` attributes: the date, or date and time with its offset.
    pub fn iso(self) -> String {
        match self.time {
            None => self.date.iso(),
            Some(_) => self.rfc3339(),
        }
    }
}

/// Two ASCII digits as a number.
fn number(tens: u8, ones: u8) -> Option<u8> {
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| (tens - b'0') * 10 + (ones - b'0'))
}

/// The number that the first two bytes are.
fn pair(text: &str) -> Option<u8> {
    match text.as_bytes() {
        [tens, ones, ..] => number(*tens, *ones),
        _ => None,
    }
}

/// `10:30` at the head of a text, and what follows it.
fn clock(text: &str) -> Option<(u8, u8, &str)> {
    let hour = pair(text)?;
    let rest = text.get(2..)?.strip_prefix(':')?;
    let minute = pair(rest)?;
    (hour < 24 && minute < 60).then_some((hour, minute, rest.get(2..)?))
}

/// `Z` or `+03:00` in minutes, and whether anything was written.
fn offset(text: &str) -> Option<(i16, bool)> {
    if text.is_empty() {
        return Some((0, false));
    }
    let text = text.trim_start_matches(' ');
    if matches!(text, "Z" | "z") {
        return Some((0, true));
    }
    let sign = match text.as_bytes() {
        [b'+', ..] => 1,
        [b'-', ..] => -1,
        _ => return None,
    };
    let (hour, minute, rest) = match &text[1..] {
        digits if digits.len() == 4 => (pair(digits)?, pair(digits.get(2..)?)?, ""),
        digits => clock(digits)?,
    };
    (rest.is_empty() && hour < 24 && minute < 60).then_some((sign * (i16::from(hour) * 60 + i16::from(minute)), true))
}

#[cfg(test)]
mod tests {
    use super::{Date, Timestamp};

    #[track_caller]
    fn check(text: &str, expect: Option<(&str, i64)>) {
        let read = Timestamp::parse(text).map(|t| (t.rfc3339(), t.unix()));
        assert_eq!(read.as_ref().map(|(s, n)| (s.as_str(), *n)), expect, "{text}");
    }

    #[test]
    fn days_of_moments() {
        for (unix, day) in [(0, "1970-01-01"), (-1, "1969-12-31"), (951_782_400, "2000-02-29"), (1_795_391_999, "2026-11-22")] {
            assert_eq!(Date::at(unix).iso(), day, "{unix}");
        }
        // Every day of four hundred years, and back.
        for day in 0..146_097_i64 {
            assert_eq!(Date::at(day * 86_400).days(), day);
        }
    }

    #[test]
    fn days_that_exist() {
        for text in ["2022-01-06", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(Date::parse(text).map(Date::iso).as_deref(), Some(text));
        }
        for text in [
            "2023-02-29",
            "1900-02-29",
            "2022-04-31",
            "2022-13-01",
            "2022-00-10",
            "2022-01-00",
            "0000-01-01",
            "2022-1-6",
            "2022/01/06",
            "٢٠٢٢-٠١-٠٦",
            "2022-01-06 ",
            "-022-01-06",
            "",
            "2022-01-0٦",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn moments() {
        check("1970-01-01", Some(("1970-01-01T00:00:00Z", 0)));
        check("2022-01-06", Some(("2022-01-06T00:00:00Z", 1_641_427_200)));
        check("2022-01-06T10:30:15Z", Some(("2022-01-06T10:30:15Z", 1_641_465_015)));
        check("2022-01-06 10:30:15.25", Some(("2022-01-06T10:30:15Z", 1_641_465_015)));
        check("2022-01-06T10:30:15+03:00", Some(("2022-01-06T10:30:15+03:00", 1_641_454_215)));
        check("2022-01-06t10:30-03:30", Some(("2022-01-06T10:30:00-03:30", 1_641_477_600)));
        check("2022-01-06T10:30:00-00:00", Some(("2022-01-06T10:30:00Z", 1_641_465_000)));
        check("2022-01-06 10:30:15 +0300", Some(("2022-01-06T10:30:15+03:00", 1_641_454_215)));
        check("2022-01-06 10:30 -03:30", Some(("2022-01-06T10:30:00-03:30", 1_641_477_600)));
        check("2022-01-06T10:30:15 Z", Some(("2022-01-06T10:30:15Z", 1_641_465_015)));
        check("2016-12-31T23:59:60Z", Some(("2016-12-31T23:59:60Z", 1_483_228_800)));
        check("0001-01-01", Some(("0001-01-01T00:00:00Z", -62_135_596_800)));
        check("9999-12-31T23:59:59Z", Some(("9999-12-31T23:59:59Z", 253_402_300_799)));
        for text in [
            "2022-01-06T",
            "2022-01-06T24:00:00Z",
            "2022-01-06T10:60:00Z",
            "2022-01-06T10:30:60Z",
            "2022-01-06T10:30:15.Z",
            "2022-01-06T10:30:15+3",
            "2022-01-06T10:30:15+24:00",
            "2022-01-06T10:30:15 ",
            "2022-01-06T10:30:15+2400",
            "2022-01-06T10:30:15+0660",
            "2022-01-06T10:30:15+06000",
            "2022-01-06x",
            "2022-01-06T1٠:30",
            "2022-01-٦",
            "",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn a_bare_date_stays_bare() {
        assert_eq!(Timestamp::parse("2022-01-06").map(Timestamp::iso).as_deref(), Some("2022-01-06"));
        let written = Timestamp::parse("2022-01-06 10:30+03:00").map(Timestamp::iso);
        assert_eq!(written.as_deref(), Some("2022-01-06T10:30:00+03:00"));
    }

    /// Each day is one after the day before, from the first to the last.
    #[test]
    fn days_follow_each_other() {
        let mut before = None;
        for year in 1..=9999 {
            for month in 1..=12 {
                let first = Date { year, month, day: 1 };
                for day in 1..=first.last_of_month() {
                    let today = Date { day, ..first }.days();
                    assert!(before.is_none_or(|b: i64| b + 1 == today), "{year}-{month}-{day}");
                    before = Some(today);
                }
            }
        }
    }
}
