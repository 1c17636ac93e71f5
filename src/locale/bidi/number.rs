//! Units in, what kind of number stands there out: a plain one, one that must be isolated, or one that spans spaces.

use std::ops::Range;

use super::unit::{Class, Numerals, Unit};
use crate::locale::date::Timestamp;
use crate::locale::letter::{is_joiner, is_mark};

/// What stands before a number and decides how UAX #9 orders it.
#[derive(Clone, Copy, Debug)]
pub(in crate::locale::bidi) struct Before {
    /// Whether a hyphen or a full stop right before the number belongs to the word before it: كوفيد-19.
    pub(in crate::locale::bidi) joint: bool,
    /// Whether the last strong letter is one of Arabic (class AL): W2 then makes Arabic numbers of European ones, and these
    /// draw in no sign (W4, W5).
    pub(in crate::locale::bidi) arabic: bool,
}

/// What is to be done with a number in a right-to-left text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::locale::bidi) struct Number {
    /// Of which digits; the rest is about western ones only.
    pub(in crate::locale::bidi) numerals: Numerals,
    /// Whether its parts would change places: a date, a range, a ratio, a version, a sign or a percent beside it.
    pub(in crate::locale::bidi) isolate: bool,
    /// Whether it can be a part of the name before it: `Article 5`, `Articles 5-7`, not `GDP 3.5%`.
    pub(in crate::locale::bidi) label: bool,
    /// Whether it can be a year.
    pub(in crate::locale::bidi) year: bool,
}

/// A number in a stretch of digits and signs, with the signs that belong to it; `None` if no digit is there.
pub(in crate::locale::bidi) fn read(
    text: &str,
    units: &[Unit],
    stretch: Range<usize>,
    context: Before,
) -> Option<(Range<usize>, Number)> {
    let first = stretch.start + units[stretch.clone()].iter().position(Unit::is_digit)?;
    let last = stretch.start + units[stretch.clone()].iter().rposition(Unit::is_digit)?;
    let core = &text[units[first].range.start..units[last].range.end];
    let start = before(units, stretch.start..first, context.joint);
    let eastern = units[first..=last].iter().any(|u| u.class == Class::Digit(Numerals::Eastern));
    let persian = units[first..=last].iter().any(|u| matches!(u.first, '۰'..='۹'));
    let end = if eastern { last + 1 } else { after(units, last + 1..stretch.end) };
    let signs = start < first || end > last + 1;
    let hash = start + 1 == first && matches!(units[start].class, Class::Sign('#' | '§' | '№'));
    // Behind a letter of Arabic a percent sign beside these digits is neutral; elsewhere it would become part of them (W5).
    let percent =
        |at: Option<usize>| at.is_some_and(|at| stretch.contains(&at) && matches!(units[at].first, '%' | '٪' | '‰' | '؉'));
    let drawn = !context.arabic
        && ((percent(start.checked_sub(1)) && !units[first].is_arabic_indic()) || (persian && percent(Some(end))));
    let number = Number {
        numerals: if eastern { Numerals::Eastern } else { Numerals::Western },
        // The sign of a Persian number stands on its left, that of ٠ to ٩ on its right (CLDR, `minusSign`).
        isolate: drawn || if eastern { persian && start < first } else { signs || !is_plain(core) },
        label: !eastern && (!signs || hash) && end == last + 1 && is_label(core),
        year: core.len() == 4 && core.bytes().all(|b| b.is_ascii_digit()) && (core.starts_with("19") || core.starts_with("20")),
    };
    Some((start..end, number))
}

/// Where the signs before a number begin: `-5`, `+3`, `<$5`, `#1`, `§5`.
fn before(units: &[Unit], signs: Range<usize>, joint: bool) -> usize {
    let mut start = signs.end;
    while start > signs.start {
        let Class::Sign(c) = units[start - 1].class else { break };
        let sign = matches!(c, '-' | '+' | '\u{2212}' | '±' | '~' | '≈' | '<' | '>' | '≤' | '≥' | '.');
        // Only a hyphen and a full stop join words.
        let is_hyphen = start - 1 == signs.start && joint && matches!(c, '-' | '.');
        if !(is_currency(c) || matches!(c, '#' | '§' | '№') || (sign && !is_hyphen)) || signs.end - start == 3 {
            break;
        }
        start -= 1;
    }
    start
}

/// Where the signs after a number end: `3.5%`, `25°`, `500€`, `18+`.
fn after(units: &[Unit], signs: Range<usize>) -> usize {
    let belongs = |u: &Unit| match u.class {
        Class::Sign(c) => is_currency(c) || matches!(c, '%' | '٪' | '‰' | '؉' | '°' | '′' | '″' | '+'),
        Class::Native | Class::Letter(_) | Class::Digit(_) | Class::Space | Class::Atom | Class::Wall | Class::Token => false,
    };
    signs.start + units[signs].iter().take(3).take_while(|u| belongs(u)).count()
}

/// Where a stretch is parted into the two ends of a range: 1961-1970, 3.5%-4.2%, 10:30-11:45. As beside a dash, its ends
/// follow each other in the direction of the text. A date, a code and a difference (5−3) have no two ends.
pub(in crate::locale::bidi) fn range(text: &str, units: &[Unit], stretch: Range<usize>) -> Option<usize> {
    let behind = |u: &Unit| u.is_digit() || matches!(u.first, '%' | '٪' | '‰' | '°' | '′' | '″') || is_currency(u.first);
    let ahead = |u: &Unit| u.is_digit() || is_currency(u.first);
    // In $-5 nothing stands before the sign that could be an end of a range.
    let is_end = |side: Range<usize>| behind(&units[side.end - 1]) && units[side].iter().any(Unit::is_digit);
    let hyphen = |at: &usize| {
        matches!(units[*at].class, Class::Sign('-' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2212}'))
            && *at + 1 < stretch.end
            && if *at == stretch.start { follows_isolated(text, units, *at) } else { is_end(stretch.start..*at) }
            && ahead(&units[*at + 1])
    };
    let mut hyphens = stretch.clone().filter(hyphen);
    let at = hyphens.next()?;
    let sides = [stretch.start..at, at + 1..stretch.end];
    let value = |side: &Range<usize>| {
        units[side.clone()].iter().filter_map(digit).fold(0_u128, |n, d| n.saturating_mul(10).saturating_add(d.into()))
    };
    let fits = |side: &Range<usize>| {
        let points = units[side.clone()].iter().enumerate().filter(|(i, u)| u.is('.') && *i + 1 < side.len()).count();
        points <= 1 && !units[side.clone()].iter().any(|u| matches!(u.first, '=' | '_' | '@' | '\\'))
    };
    let core = |side: &Range<usize>| -> String {
        units[side.clone()].iter().filter(|u| u.is_digit()).map(|u| &text[u.range.clone()]).collect()
    };
    let is_month = core(&sides[0]).len() == 4
        && sides.iter().all(|side| units[side.clone()].iter().filter(|u| u.range.len() == 1).count() >= 2)
        && core(&sides[1]).len() == 2
        && (1..=12).contains(&value(&sides[1]))
        // 2010-11 is a season, 2010-05 a month.
        && (value(&sides[0]) + 1) % 100 != value(&sides[1]);
    let is_difference = units[at].is('\u{2212}') && value(&sides[0]) >= value(&sides[1]);
    (hyphens.next().is_none() && sides.iter().all(fits) && !is_month && !is_difference).then_some(at)
}

/// Whether an isolated number stands right before, or a token that will be isolated (a telephone number): one end of a range is
/// isolated where it has a sign, the other may be bare.
fn follows_isolated(text: &str, units: &[Unit], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &units[before]);
    let inside = before.and_then(|unit| match unit.class {
        Class::Atom => text[unit.range.clone()].strip_suffix('\u{2069}'),
        Class::Token => Some(&text[unit.range.clone()]),
        Class::Native | Class::Letter(_) | Class::Digit(_) | Class::Space | Class::Sign(_) | Class::Wall => None,
    });
    let last = inside.and_then(|inside| inside.chars().rev().find(|c| !is_mark(*c) && !is_joiner(*c)));
    last.is_some_and(|c| c.is_numeric() || is_currency(c) || "%٪‰°′″".contains(c))
}

/// Whether a sign is money.
pub(in crate::locale::bidi) fn is_currency(c: char) -> bool {
    matches!(c, '$' | '¢' | '£' | '¤' | '¥' | '\u{20A0}'..='\u{20CF}')
}

/// Digits with at most one decimal sign, or in groups of three: UAX #9 keeps these together by itself (W4).
fn is_plain(core: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = core.split_once('.').unwrap_or((core, "0"));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = digits(first) && groups.clone().all(|g| digits(g) && (g.len() == 3 || groups.clone().count() == 1));
    // Superscripts and fullwidth digits are left to themselves, too.
    (grouped && digits(fraction)) || core.chars().all(|c| c.is_numeric() && !c.is_ascii_digit())
}

/// Digits joined by single signs, and no date.
fn is_label(core: &str) -> bool {
    let joined = core.split(['.', ',', ':', '-', '/']).all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()));
    let mut parts = core.split(['-', '/', '.']).map(str::len);
    let three = (parts.next(), parts.next(), parts.next(), parts.next());
    let date = matches!(three, (Some(4), Some(1..=2), Some(1..=2), None) | (Some(1..=2), Some(1..=2), Some(4), None));
    joined && !date
}

/// The end of a token that begins here and may span spaces.
pub(in crate::locale::bidi) fn spaced(text: &str, units: &[Unit], at: usize) -> Option<usize> {
    let class = |back: usize| at.checked_sub(back).map(|b| units[b].class);
    let joined = match class(1) {
        Some(Class::Letter(_) | Class::Digit(_) | Class::Atom | Class::Sign('.' | ',' | '-' | '/' | '+' | '_' | '@' | '=')) => {
            true
        }
        Some(Class::Sign(':')) => matches!(class(2), Some(Class::Digit(_))),
        Some(Class::Native | Class::Space | Class::Sign(_) | Class::Wall | Class::Token) | None => false,
    };
    if joined {
        return None;
    }
    match units[at].first {
        '0'..='9' => moment(text, units, at).or_else(|| isbn(text, units, at)).or_else(|| phone(units, at)),
        '+' | '(' | '٠' | '۰' => phone(units, at),
        'A'..='Z' => iban(text, units, at),
        _ => None,
    }
}

/// A phone number: `+`, a leading zero, or an area code in brackets before groups with a stroke between them; seven to fifteen digits
/// (E.164) in groups of one space or sign. In whatever
/// digits it is written, it is dialled from left to right.
fn phone(units: &[Unit], at: usize) -> Option<usize> {
    let plus = units[at].is('+');
    let first = at + usize::from(plus);
    let zero = units.get(first + usize::from(units.get(first)?.is('('))).and_then(digit) == Some(0);
    let (mut count, mut end) = group(units, first)?;
    let area = units.get(first)?.is('(');
    let mut has_stroke = false;
    let mut groups = 1;
    let mut last = count;
    while let Some(next) = units.get(end) {
        let space = next.class == Class::Space;
        let sign = matches!(next.class, Class::Sign('-' | '/' | '\u{2011}')) || (plus && next.is('.'));
        let bracket = next.is('(') || units[end - 1].is(')');
        // A long group is the last one, unless a sign says otherwise: what follows it is another number.
        if !(sign || bracket || space) || (space && last >= 5) {
            break;
        }
        let Some((len, group_end)) = group(units, end + usize::from(space || sign)) else { break };
        if count + len > 15 {
            break;
        }
        has_stroke |= matches!(next.class, Class::Sign('-' | '\u{2011}'));
        (count, last, end) = (count + len, len, group_end);
        groups += 1;
    }
    let ends = units.get(end).is_none_or(|u| !matches!(u.class, Class::Digit(_) | Class::Letter(_) | Class::Sign('%' | '٪')));
    let enough = count >= 7 && (plus || zero && groups >= 2 || area && has_stroke && groups >= 3);
    (ends && enough).then_some(end)
}

/// At most fifteen digits, or as many in brackets, and where they end.
fn group(units: &[Unit], at: usize) -> Option<(usize, usize)> {
    let open = units.get(at)?.is('(');
    let from = at + usize::from(open);
    let len = units.get(from..)?.iter().take(16).take_while(|u| digit(u).is_some()).count();
    let close = units.get(from + len).is_some_and(|u| u.is(')'));
    let whole = (1..=15).contains(&len) && (close || !open);
    whole.then_some((len, from + len + usize::from(open)))
}

/// The value of an ASCII, Arabic-Indic or Persian digit.
fn digit(unit: &Unit) -> Option<u32> {
    match unit.first {
        '٠'..='٩' | '۰'..='۹' => Some(u32::from(unit.first) & 0xF),
        c => c.to_digit(10),
    }
}

/// `2024-08-28 14:30`: a date and its time are one moment.
fn moment(text: &str, units: &[Unit], at: usize) -> Option<usize> {
    let start = units[at].range.start;
    let word = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        let len = rest.bytes().take(40).take_while(|b| b.is_ascii_digit() || b":-+.Zz".contains(b)).count();
        rest[..len].trim_end_matches(['.', ':', '-', '+'])
    };
    let date = word(start);
    let time_start = start + date.len() + 1;
    if date.len() != 10 || units.get(at + 10)?.class != Class::Space || units[at + 10].range.len() != 1 {
        return None;
    }
    let time = word(time_start);
    Timestamp::parse(&format!("{date} {time}")).filter(|t| t.time.is_some())?;
    // Each byte of it is one unit.
    Some(at + 11 + time.len())
}

/// `978 3 16 148410 0`: thirteen digits in groups. With hyphens it is one word, and [`read`] knows it.
fn isbn(text: &str, units: &[Unit], at: usize) -> Option<usize> {
    let rest = text.get(units[at].range.start..)?;
    if !(rest.starts_with("978") || rest.starts_with("979")) {
        return None;
    }
    let len = rest.bytes().take(17).take_while(|b| b.is_ascii_digit() || *b == b' ').count();
    let isbn = rest[..len].trim_end_matches(' ');
    let digits = isbn.bytes().filter(u8::is_ascii_digit).count();
    (digits == 13 && isbn.contains(' ') && !isbn.contains("  ")).then_some(at + isbn.len())
}

/// `LB30 0999 0000 0001 0019 2532 3456`: an IBAN in groups of four.
fn iban(text: &str, units: &[Unit], at: usize) -> Option<usize> {
    let rest = text.get(units[at].range.start..)?;
    let mut compact = String::new();
    let mut len = 0;
    // Thirty-four characters in nine groups, with the spaces between them.
    for group in rest[..rest.floor_char_boundary(43)].split(' ') {
        let letters = group.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if !(1..=4).contains(&letters) {
            break;
        }
        len = compact.len() + compact.len() / 4 + letters;
        compact.push_str(&group[..letters]);
        if letters < 4 || letters < group.len() {
            break;
        }
    }
    (len > 4 && is_iban(&compact)).then_some(at + len)
}

/// ISO 13616: a country, two check digits, eleven to thirty letters or digits.
pub(in crate::locale::bidi) fn is_iban(token: &str) -> bool {
    let head = matches!(token.as_bytes(), [a, b, c, d, ..]
        if a.is_ascii_uppercase() && b.is_ascii_uppercase() && c.is_ascii_digit() && d.is_ascii_digit());
    head && (15..=34).contains(&token.len()) && token.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}
