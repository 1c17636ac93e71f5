//! Dated events of the ledgers that are still to come -> a calendar (iCalendar, RFC 5545) that readers subscribe to.
//!
//! Every event is one of whole days. Nothing in the file comes from a clock: an event bears the day on which its briefing was last
//! changed, and its identifier never changes, so that a calendar that is loaded again knows its events.

use std::fmt::Write as _;

use crate::locale::date::Date;

/// Octets of a line (section 3.1), without its end.
const LINE: usize = 75;

/// A calendar.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// BCP 47.
    pub lang: String,
    /// What it is called.
    pub name: String,
    /// The events, in order.
    pub events: Vec<Event>,
}

/// Something that happens on a day.
#[derive(Clone, Debug)]
pub struct Event {
    /// Never changes.
    pub uid: String,
    /// The day.
    pub day: Date,
    /// When it was last changed, as far as anybody says.
    pub changed: Date,
    /// What happens; plain text.
    pub summary: String,
    /// What is said of it besides.
    pub description: String,
    /// Absolute URL of the page that tells it.
    pub url: String,
}

/// The zone of a calendar without events.
const NOTHING: [(&str, &str); 8] = [
    ("BEGIN", "VTIMEZONE"),
    ("TZID", "Etc/UTC"),
    ("BEGIN", "STANDARD"),
    ("DTSTART", "19700101T000000"),
    ("TZOFFSETFROM", "+0000"),
    ("TZOFFSETTO", "+0000"),
    ("END", "STANDARD"),
    ("END", "VTIMEZONE"),
];

/// The calendar as a document.
pub fn render(calendar: &Calendar) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| fold(&format!("{name}:{value}"), &mut out);
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Bayan//Events//EN");
    line("METHOD", "PUBLISH");
    line(&format!("NAME;LANGUAGE={}", calendar.lang), &escape(&calendar.name));
    line("X-WR-CALNAME", &escape(&calendar.name));
    for event in &calendar.events {
        line("BEGIN", "VEVENT");
        line("UID", &escape(&event.uid));
        line("DTSTAMP", &format!("{}T000000Z", day(event.changed)));
        line("DTSTART;VALUE=DATE", &day(event.day));
        // The end is the first day on which it is over (section 3.6.1).
        if let Some(end) = event.day.next() {
            line("DTEND;VALUE=DATE", &day(end));
        }
        line(&format!("SUMMARY;LANGUAGE={}", calendar.lang), &escape(&event.summary));
        if !event.description.is_empty() {
            line(&format!("DESCRIPTION;LANGUAGE={}", calendar.lang), &escape(&event.description));
        }
        line("URL", &event.url);
        line("TRANSP", "TRANSPARENT");
        line("END", "VEVENT");
    }
    // A calendar holds something (section 3.6); where nothing is to come, a time zone.
    if calendar.events.is_empty() {
        for (name, value) in NOTHING {
            line(name, value);
        }
    }
    line("END", "VCALENDAR");
    out
}

fn day(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year, date.month, date.day)
}

/// Text as section 3.3.11 wants it.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A line in pieces of at most 75 octets, each of whole characters; those that go on begin with a blank.
fn fold(line: &str, out: &mut String) {
    let mut room = LINE;
    for c in line.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE - 1;
        }
        let _ = out.write_char(c);
        room -= c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::{Calendar, Event, escape, render};
    use crate::locale::date::Date;

    #[test]
    fn a_calendar_is_folded_between_characters() {
        let date = |month, day| Date { year: 2026, month, day };
        let event = Event {
            uid: "k/vote@ar.example.org".into(),
            day: date(12, 31),
            changed: date(11, 1),
            summary: "انتخابات، والفرز; في اليوم نفسه, كما قالت الهيئة العليا التي تشرف عليها منذ سنوات".into(),
            description: "سطر\nوسطر".into(),
            url: "https://example.org/repo/ar/k/".into(),
        };
        let text = render(&Calendar { lang: "ar".into(), name: "بيان".into(), events: vec![event] });
        assert!(text.ends_with("END:VCALENDAR\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']));
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        let whole = text.replace("\r\n ", "");
        for line in [
            "DTSTART;VALUE=DATE:20261231",
            "DTEND;VALUE=DATE:20270101",
            "DTSTAMP:20261101T000000Z",
            "SUMMARY;LANGUAGE=ar:انتخابات، والفرز\\; في اليوم نفسه\\, كما قالت الهيئة العليا التي تشرف عليها منذ سنوات",
            "DESCRIPTION;LANGUAGE=ar:سطر\\nوسطر",
        ] {
            assert!(whole.contains(&format!("\r\n{line}\r\n")), "{line}\n{whole}");
        }
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(escape("a\\b;c,d\ne\u{7}"), "a\\\\b\\;c\\,d\\ne");
    }
}
