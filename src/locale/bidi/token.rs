//! Units in; the tokens that are left-to-right whatever surrounds them, and that are no words of a language, out: URLs,
//! e-mail addresses, domains, paths, versions, IBANs, moments, phone numbers.

use std::ops::Range;

use super::number;
use super::unit::{Class, Unit};
use crate::locale::date::Timestamp;
use crate::locale::{Dir, letter, script};

/// A token, by its units.
#[derive(Clone, Debug)]
pub(in crate::locale::bidi) struct Token {
    /// Where it stands.
    pub(in crate::locale::bidi) units: Range<usize>,
    /// Whether letters are in it: such a token is at home among words of a left-to-right script.
    pub(in crate::locale::bidi) letters: bool,
    /// Whether right-to-left letters are in it (an address with an Arabic path) that stands in a left-to-right text.
    pub(in crate::locale::bidi) mixed: bool,
}

/// The tokens of a text, in order.
pub(in crate::locale::bidi) fn tokens(text: &str, units: &[Unit]) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < units.len() {
        if !is_word(&units[at]) {
            at += 1;
            continue;
        }
        // What spans spaces goes first: a phone number, a moment, an IBAN in groups.
        if let Some(end) = number::spaced(text, units, at) {
            found.push(Token { units: at..end, letters: units[at..end].iter().any(is_letter), mixed: false });
            at = end;
            continue;
        }
        if starts_word(units, at) {
            let end = at + units[at..].iter().take_while(|u| is_word(u)).count();
            addresses(text, units, at..end, &mut found);
        }
        at = found.last().map_or(0, |t: &Token| t.units.end).max(at + 1);
    }
    found
}

/// Whether a unit is part of a word, in the sense of what stands between spaces. An isolate is: a word is the same
/// before and after its runs are isolated.
fn is_word(unit: &Unit) -> bool {
    !matches!(unit.class, Class::Space | Class::Wall)
}

fn is_letter(unit: &Unit) -> bool {
    matches!(unit.class, Class::Letter(_) | Class::Native)
}

/// Whether a letter goes from right to left in a text that does not.
fn is_rtl(unit: &Unit) -> bool {
    matches!(unit.class, Class::Letter(letter) if script::dir(letter) == Dir::Rtl)
}

fn starts_word(units: &[Unit], at: usize) -> bool {
    at.checked_sub(1).is_none_or(|before| !is_word(&units[before]))
}

/// The tokens inside one word: an address with its scheme anywhere in it (a proclitic may be written together with
/// it), else each stretch of ASCII that is a token as a whole.
fn addresses(text: &str, units: &[Unit], word: Range<usize>, found: &mut Vec<Token>) {
    let mut at = word.start;
    while at < word.end {
        if !ascii(&units[at]) {
            at += 1;
            continue;
        }
        let stretch_end = at + units[at..word.end].iter().take_while(|u| ascii(u)).count();
        let from = at;
        for start in starts(&text[units[from].range.start..units[stretch_end - 1].range.end]) {
            // Each byte of the stretch is one unit. What begins inside an address is part of it.
            if from + start < at {
                continue;
            }
            let url = url(units, from + start..word.end);
            at = url.end.max(at);
            let mixed = units[url.clone()].iter().any(is_rtl);
            found.push(Token { units: url, letters: true, mixed });
        }
        // An address may have gone on behind the stretch.
        let token = trimmed(units, at..stretch_end.max(at));
        if !token.is_empty()
            && begins(units, token.start)
            && is_token(&text[units[token.start].range.start..units[token.end - 1].range.end])
        {
            found.push(Token { units: token, letters: true, mixed: false });
        }
        at = stretch_end.max(at);
    }
}

fn ascii(unit: &Unit) -> bool {
    unit.first.is_ascii_graphic() && unit.range.len() == 1
}

/// Whether a token can begin there: the slash in `Д/a` is no path.
fn begins(units: &[Unit], at: usize) -> bool {
    at.checked_sub(1).is_none_or(|before| match units[before].class {
        Class::Native | Class::Space | Class::Wall => true,
        Class::Sign(c) => matches!(c, '(' | '[' | '{' | '«' | '‹' | '“' | '„' | '"' | '\'' | '،' | '؛' | '—' | '–'),
        Class::Letter(_) | Class::Digit(_) | Class::Atom | Class::Token => false,
    })
}

/// Where addresses begin in a stretch of ASCII: at a scheme, or at `www.`.
fn starts(ascii: &str) -> Vec<usize> {
    /// The longest scheme in use has some twenty letters.
    const LONGEST: usize = 32;
    let scheme = |colon: usize| {
        let name = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-');
        let start = colon - ascii.as_bytes()[..colon].iter().rev().take(LONGEST).take_while(|b| name(b)).count();
        ascii.as_bytes()[start].is_ascii_alphabetic().then_some(start)
    };
    let schemes = ascii.match_indices("://").filter_map(|(colon, _)| scheme(colon));
    let alone = |at: usize| at == 0 || !ascii.as_bytes()[at - 1].is_ascii_alphanumeric();
    let hosts = ascii.match_indices("www.").map(|(at, _)| at).filter(|at| alone(*at));
    let mut starts: Vec<usize> = schemes.chain(hosts).collect();
    starts.sort_unstable();
    starts
}

/// An address from its first unit to the end of its word, or to a sign that stands in none.
fn url(units: &[Unit], rest: Range<usize>) -> Range<usize> {
    let ends = |u: &Unit| matches!(u.first, '<' | '>' | '"') || letter::stops_address(u.first);
    let len = units[rest.clone()].iter().take_while(|u| u.class != Class::Atom && !ends(u)).count();
    trimmed(units, rest.start..rest.start + len)
}

/// A stretch without the punctuation around it. A closing bracket stays where its partner is inside.
fn trimmed(units: &[Unit], mut range: Range<usize>) -> Range<usize> {
    let edge = |c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '"' | '*' | '`' | '|' | '=' | '<' | '>');
    let opening = |c: char| matches!(c, '(' | '[' | '{');
    while !range.is_empty() && (opening(units[range.start].first) || matches!(units[range.start].first, '\'' | '"' | '<' | '*')) {
        range.start += 1;
    }
    let mut balance: i32 = units[range.clone()]
        .iter()
        .map(|u| match u.first {
            '(' | '[' | '{' => 1,
            ')' | ']' | '}' => -1,
            _ => 0,
        })
        .sum();
    while !range.is_empty() {
        match units[range.end - 1].first {
            ')' | ']' | '}' if balance < 0 => balance += 1,
            '(' | '[' | '{' => balance -= 1,
            c if edge(c) || !letter::may_end_address(c) => {}
            _ => break,
        }
        range.end -= 1;
    }
    range
}

/// Whether a stretch of ASCII is no word but a token.
fn is_token(token: &str) -> bool {
    is_email(token)
        || is_domain(token)
        || is_path(token)
        || is_version(token)
        || number::is_iban(token)
        || is_ipv6(token)
        || (token.len() > 10 && token.contains(['T', 't']) && Timestamp::parse(token).is_some())
}

fn is_email(token: &str) -> bool {
    token.split_once('@').is_some_and(|(local, host)| {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"._%+-".contains(&b);
        !local.is_empty() && local.bytes().all(plain) && is_host(host)
    })
}

/// Labels with dots, the last one of letters: `bbc.co.uk`.
fn is_host(host: &str) -> bool {
    let label = |l: &str| !l.is_empty() && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let last = host.rsplit('.').next().unwrap_or_default();
    host.contains('.') && host.split('.').all(label) && last.len() >= 2 && last.bytes().all(|b| b.is_ascii_alphabetic())
}

/// A bare domain, with what may follow it. A name with a capital (`Booking.com`, `Node.js`) is a word of English.
fn is_domain(token: &str) -> bool {
    let host = token.split(['/', ':', '?', '#']).next().unwrap_or_default();
    let registered = host.rsplit('.').nth(1).unwrap_or_default();
    is_host(host) && registered.len() >= 2 && !host.bytes().any(|b| b.is_ascii_uppercase())
}

/// `/etc/hosts`, `~/x`, `./x`, `C:\Users`, `\\server\share`. A word between two slashes is no path: `/NATO/`.
fn is_path(token: &str) -> bool {
    let bytes = token.as_bytes();
    let drive = matches!(bytes, [d, b':', b'\\' | b'/', ..] if d.is_ascii_alphabetic());
    let name = |b: u8| b.is_ascii_alphanumeric() || b == b'.' || b == b'_';
    let relative = ["~/", "./", "../", "\\\\"]
        .iter()
        .filter_map(|p| token.strip_prefix(p))
        .any(|rest| rest.bytes().next().is_some_and(name));
    let absolute = matches!(bytes, [b'/', first, ..] if name(*first))
        && token.split('/').nth(1).is_some_and(|part| part.bytes().any(|b| b.is_ascii_lowercase()));
    drive || relative || absolute
}

/// `v2.0`, `2.3.1-beta`; one without letters is a number ([`number`]).
fn is_version(token: &str) -> bool {
    let numbers = token.strip_prefix(['v', 'V']).unwrap_or(token);
    let core = numbers.split(['-', '+']).next().unwrap_or_default();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let tail = &numbers[core.len()..];
    let tail_fits = tail.len() != 1 && tail.bytes().all(|b| b.is_ascii_alphanumeric() || b"-+.".contains(&b));
    core.contains('.') && core.split('.').all(digits) && tail_fits && token.bytes().any(|b| b.is_ascii_alphabetic())
}

fn is_ipv6(token: &str) -> bool {
    let groups = token.split(':').all(|g| g.len() <= 4 && g.bytes().all(|b| b.is_ascii_hexdigit()));
    groups && token.matches(':').count() >= 2 && token.bytes().any(|b| b.is_ascii_alphabetic())
}
