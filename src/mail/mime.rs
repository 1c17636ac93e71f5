//! A letter as a message (RFC 5322, 2045 to 2047, 2387): a text, and the same as HTML with its pictures. Equal letters are equal bytes.

use std::fmt::Write as _;

use crate::locale::date::Timestamp;
use crate::output::hash::short;
use crate::picture::base64::letters;

/// A picture of a letter.
#[derive(Clone, Debug)]
pub struct Attached {
    /// Its name, by which the HTML asks for it (`cid:`).
    pub name: String,
    /// A PNG.
    pub bytes: std::sync::Arc<[u8]>,
}

/// A letter.
#[derive(Clone, Debug)]
pub struct Message<'a> {
    /// What it is about.
    pub subject: &'a str,
    /// Its languages, as in `ar, en`.
    pub languages: &'a str,
    /// When what it says was written.
    pub date: Option<Timestamp>,
    /// As text.
    pub text: &'a str,
    /// As HTML.
    pub html: &'a str,
    /// What the HTML shows.
    pub pictures: &'a [Attached],
}

/// Letters of a line of a body (RFC 2045, section 6.8).
const LINE: usize = 76;

/// The message: a draft, in which the program for mail puts who sends it to whom.
pub fn message(message: &Message<'_>) -> String {
    let Message { subject, languages, date, text, html, pictures } = message;
    // Their hash is in no part but by chance, and tells letters apart.
    let mark = short(format!("{subject}\n{text}\n{html}").as_bytes());
    let (outer, inner) = (format!("=_a{mark}"), format!("=_b{mark}"));
    let mut out = String::new();
    let mut head = |name: &str, value: &str| {
        let _ = write!(out, "{name}: {value}\r\n");
    };
    head("MIME-Version", "1.0");
    // Drafts are opened to be sent on.
    head("X-Unsent", "1");
    if let Some(date) = date {
        head("Date", &stamp(*date));
    }
    head("Subject", &encoded(subject));
    head("Content-Language", languages);
    head("Content-Type", &format!("multipart/alternative; boundary=\"{outer}\""));
    out.push_str("\r\n");
    let _ = write!(out, "--{outer}\r\n{}", part("text/plain; charset=utf-8", &[], text.replace('\n', "\r\n").as_bytes()));
    let page = part("text/html; charset=utf-8", &[], html.as_bytes());
    if pictures.is_empty() {
        let _ = write!(out, "--{outer}\r\n{page}");
    } else {
        let _ = write!(
            out,
            "--{outer}\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"{inner}\"\r\n\r\n--{inner}\r\n{page}"
        );
        for Attached { name, bytes } in *pictures {
            let fields = [
                format!("Content-ID: <{name}>"),
                format!("Content-Disposition: inline; filename=\"{}.png\"", name.split('@').next().unwrap_or(name)),
            ];
            let _ = write!(out, "--{inner}\r\n{}", part("image/png", &fields, bytes));
        }
        let _ = write!(out, "--{inner}--\r\n\r\n");
    }
    let _ = write!(out, "--{outer}--\r\n");
    out
}

/// A part with its head and its body, which any program for mail carries unchanged.
fn part(kind: &str, fields: &[String], body: &[u8]) -> String {
    let mut out = format!("Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n");
    for field in fields {
        let _ = write!(out, "{field}\r\n");
    }
    out.push_str("\r\n");
    let all = letters(body);
    let mut rest = all.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(LINE));
        let _ = write!(out, "{line}\r\n");
        rest = after;
    }
    out.push_str("\r\n");
    out
}

/// A field of the head that may hold any letters (RFC 2047): words of at most 75 letters, none of which splits a character.
fn encoded(text: &str) -> String {
    /// Bytes of the longest word, before it is written as base64.
    const WORD: usize = 42;
    if text.is_ascii() && text.len() <= 60 && !text.contains(['\r', '\n']) {
        return text.to_owned();
    }
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        if word.len() + c.len_utf8() > WORD {
            words.push(std::mem::take(&mut word));
        }
        word.push(c);
    }
    words.push(word);
    let word = |word: &String| format!("=?utf-8?B?{}?=", letters(word.as_bytes()));
    words.iter().map(word).collect::<Vec<_>>().join("\r\n ")
}

/// A moment as heads of messages write it.
fn stamp(moment: Timestamp) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let date = moment.date;
    let month = MONTHS.get(usize::from(date.month).saturating_sub(1)).copied().unwrap_or("Jan");
    let (hour, minute, second) = moment.time.unwrap_or_default();
    let sign = if moment.offset < 0 { '-' } else { '+' };
    let away = moment.offset.unsigned_abs();
    format!("{} {month} {:04} {hour:02}:{minute:02}:{second:02} {sign}{:02}{:02}", date.day, date.year, away / 60, away % 60)
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn heads_are_ascii_and_no_word_is_longer_than_programs_read() {
        assert_eq!(encoded("Gas prices"), "Gas prices");
        let long = encoded(&"كازاخستان، كانون الثاني/يناير 2022 ".repeat(4));
        assert!(long.is_ascii() && long.split("\r\n ").all(|word| word.len() <= 75), "{long}");
    }
}
