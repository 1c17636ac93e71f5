//! Plain text -> the bare web and e-mail addresses in it (GFM 0.29, "Autolinks (extension)"), so that their letters are
//! an isolate in an Arabic line and their digits stay untouched.
//!
//! Beyond GFM: the punctuation of other scripts ends an address and may stand before one, as `،` and `«` never belong to it, and a
//! square bracket without its partner does not belong to it either.

use std::ops::Range;

use crate::locale::letter;

/// An address that was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::markdown) struct Found {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What goes before it to make a URL: `http://`, `mailto:` or nothing.
    pub prefix: &'static str,
}

/// RFC 1035 allows 253 letters; the bound keeps the search linear on text that only looks like domains.
const LONGEST_DOMAIN: usize = 255;

/// All addresses of a text, in order, not overlapping. `preceded` is the character before the text.
pub(in crate::markdown) fn find(text: &str, preceded: char) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let triggers = text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b':' | b'@' | b'.'));
    for (at, trigger) in triggers {
        let floor = found.last().map_or(0, |f| f.range.end);
        if at < floor {
            continue;
        }
        let hit = match trigger {
            b':' => url(text, floor, at),
            b'@' => email(text, floor, at),
            _ => www(text, floor, at, preceded),
        };
        found.extend(hit);
    }
    found
}

/// `http://` and `https://` before a domain.
fn url(text: &str, floor: usize, colon: usize) -> Option<Found> {
    let rest = text[colon..].strip_prefix("://")?;
    let scheme = ["https", "http"].into_iter().find(|s| ends_with_ignore_case(&text[floor..colon], s))?;
    let start = colon - scheme.len();
    if text[floor..start].ends_with(|c: char| c.is_ascii_alphanumeric()) || !is_domain(rest, Dots::Any) {
        return None;
    }
    Some(Found { range: start..end_of_address(text, start), prefix: "" })
}

/// `www.` before a domain.
fn www(text: &str, floor: usize, dot: usize, preceded: char) -> Option<Found> {
    if !ends_with_ignore_case(&text[floor..dot], "www") {
        return None;
    }
    let start = dot - "www".len();
    let before = text[..start].chars().next_back().unwrap_or(preceded);
    let opens = before.is_whitespace() || matches!(before, '*' | '_' | '~' | '(') || !(before.is_ascii() || before == '\u{fffc}');
    if !opens || !is_domain(&text[start..], Dots::Needed) {
        return None;
    }
    Some(Found { range: start..end_of_address(text, start), prefix: "http://" })
}

fn ends_with_ignore_case(text: &str, suffix: &str) -> bool {
    let start = text.len().wrapping_sub(suffix.len());
    text.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(suffix))
}

/// Whether a domain needs a dot: `http://localhost` does not.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dots {
    Any,
    Needed,
}

/// Whether the text begins with a domain: letters, digits, `-` and `_` between dots, no `_` in the last two parts.
fn is_domain(text: &str, dots: Dots) -> bool {
    let text = &text[..text.floor_char_boundary(LONGEST_DOMAIN + 4)];
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))).unwrap_or(text.len());
    let domain = text[..end].trim_end_matches('.');
    let mut parts = domain.rsplit('.');
    let last_two = [parts.next(), parts.next()];
    let begins = domain.starts_with(char::is_alphanumeric);
    begins
        && domain.len() <= LONGEST_DOMAIN
        && (dots == Dots::Any || last_two[1].is_some())
        && last_two.into_iter().flatten().all(|part| !part.contains('_'))
}

/// Where an address ends that begins at `start`: before white space, `<`, punctuation of other scripts or a control, and before
/// the punctuation of the sentence around it.
fn end_of_address(text: &str, start: usize) -> usize {
    let stops = |c: char| c.is_whitespace() || c.is_control() || letter::stops_address(c) || matches!(c, '<' | '\u{fffc}');
    let end = text[start..].find(stops).map_or(text.len(), |n| start + n);
    trim(text, start..end)
}

/// GFM's "extended autolink path validation": trailing punctuation, closing parentheses without their partner and what
/// looks like an entity do not belong to the link.
pub(in crate::markdown) fn trim(text: &str, range: Range<usize>) -> usize {
    let address = &text[range.clone()];
    let surplus_of = |open: char, close: char| address.matches(close).count().saturating_sub(address.matches(open).count());
    let (mut surplus, mut brackets) = (surplus_of('(', ')'), surplus_of('[', ']'));
    let mut end = range.end;
    while let Some(last) = text[range.start..end].chars().next_back() {
        match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' => end -= 1,
            ')' if surplus > 0 => {
                surplus -= 1;
                end -= 1;
            }
            // `[https://a.org]`: what GFM leaves in the address leads nowhere.
            ']' if brackets > 0 => {
                brackets -= 1;
                end -= 1;
            }
            ';' => {
                let body = text[range.start..end - 1].trim_end_matches(|c: char| c.is_ascii_alphanumeric());
                let is_entity = body.ends_with('&') && body.len() < end - 1 - range.start;
                end = if is_entity { range.start + body.len() - 1 } else { end - 1 };
            }
            c if !letter::may_end_address(c) => end -= c.len_utf8(),
            _ => break,
        }
    }
    end
}

/// An address of e-mail or XMPP around an `@`.
fn email(text: &str, floor: usize, at: usize) -> Option<Found> {
    let before = &text[floor..at];
    let local = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-' | '_'));
    let mut start = floor + local.len();
    if start == at || local.ends_with('/') {
        return None;
    }
    let after = &text[at + 1..];
    let after = &after[..after.floor_char_boundary(LONGEST_DOMAIN + 4)];
    let length = after.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))).unwrap_or(after.len());
    let domain = after[..length].trim_end_matches('.');
    let ends_well = domain.ends_with(|c: char| c.is_ascii_alphanumeric()) && !after[length..].starts_with('@');
    if domain.len() > LONGEST_DOMAIN || !domain.contains('.') || domain.starts_with('.') || !ends_well {
        return None;
    }
    let mut end = at + 1 + domain.len();
    let mut prefix = "mailto:";
    for scheme in ["mailto:", "xmpp:"] {
        if ends_with_ignore_case(local, scheme)
            && !local[..local.len() - scheme.len()].ends_with(|c: char| c.is_ascii_alphanumeric())
        {
            start -= scheme.len();
            prefix = "";
            if scheme == "xmpp:" {
                end += resource(&text[end..]);
            }
        }
    }
    Some(Found { range: start..end, prefix })
}

/// Length of the resource after an XMPP address: one slash, then letters, digits, `@` and `.`.
fn resource(text: &str) -> usize {
    let Some(rest) = text.strip_prefix('/') else { return 0 };
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '@' | '.'))).unwrap_or(rest.len());
    let name = rest[..end].trim_end_matches('.');
    if name.is_empty() { 0 } else { 1 + name.len() }
}

#[cfg(test)]
mod tests {
    use super::find;

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let urls: Vec<String> = find(text, '\n').into_iter().map(|f| format!("{}{}", f.prefix, &text[f.range])).collect();
        assert_eq!(urls, expect);
    }

    #[test]
    fn web_addresses() {
        check("www.commonmark.org", &["http://www.commonmark.org"]);
        check("(see https://a.org/x_(y))", &["https://a.org/x_(y)"]);
        check("[https://a.org/x], [https://a.org/x[1]].", &["https://a.org/x", "https://a.org/x[1]"]);
        check("http://localhost:3000/a?b=c&hl;", &["http://localhost:3000/a?b=c"]);
        check("xhttp://a.b www", &[]);
        check("https://a.b, HTTP://C.D!", &["https://a.b", "HTTP://C.D"]);
        check("www.a_b.c www.x wwww.a.b", &["http://www.x"]);
    }

    #[test]
    fn arabic_around_and_within() {
        check("زوروا https://example.com، ثم", &["https://example.com"]);
        check("الموقع:https://ar.wikipedia.org/wiki/العربية.", &["https://ar.wikipedia.org/wiki/العربية"]);
        check("«www.a.org»", &["http://www.a.org"]);
        check("راسلوا a@b.org؛ شكرا", &["mailto:a@b.org"]);
    }

    #[test]
    fn closing_marks_of_all_scripts_stay_outside() {
        for mark in "۔ ؟ ، ؛ ״ ׳ ﴿ ﴾ – — › » ” ’ … 。 、 ！ ？ ） 」 । ։ ። ‡ ·".split(' ') {
            check(&format!("https://a.org/x{mark}"), &["https://a.org/x"]);
            check(&format!("www.a.org/x.{mark} y"), &["http://www.a.org/x"]);
        }
        check("https://ur.a.org/اردو۔ پھر", &["https://ur.a.org/اردو"]);
        check("https://a.org/a—which", &["https://a.org/a"]);
    }

    #[test]
    fn marks_of_names_stand_within() {
        for address in [
            "https://a.org/Iran–Iraq",
            "https://a.org/צה״ל",
            "https://a.org/col·lecció",
            "https://a.org/مُحَمَّدٌ",
            "https://a.org/می\u{200c}خواهم",
        ] {
            check(&format!("{address}."), &[address]);
        }
    }

    #[test]
    fn mail() {
        check("a.b-c_d@a.b. a@b.c_ a@b.c- @b.c a@b", &["mailto:a.b-c_d@a.b"]);
        check("mailto:a@b.c xmpp:a@b.c/x@y.z/q", &["mailto:a@b.c", "xmpp:a@b.c/x@y.z"]);
        check("a@b@c.d", &["mailto:b@c.d"]);
    }

    #[test]
    fn hostile_text_is_linear() {
        for unit in ["www.", "_www._", "http://", "a@", "a.b@c.", "&a;", "www.a.b/)))", "@@", "x.x-"] {
            let text = unit.repeat(100_000 / unit.len());
            assert!(find(&text, '\n').len() <= text.len());
        }
    }
}
