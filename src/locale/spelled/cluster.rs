//! Digits with the signs between them -> the numbers that they may be: grouped and decimal numbers of all languages, dates, times,
//! ranges, versions, and numbers that are part of a name.

use std::ops::Range;

use super::lex::{Before, Kind, Token, Writing};
use super::{Mention, Trust};
use crate::locale::numeral::normal;

/// How a language writes numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Signs {
    /// What stands before the fraction.
    pub decimal: char,
    /// Whether groups of thousands are parted by spaces.
    pub spaced: bool,
}

/// One number of a cluster.
pub(super) struct Piece {
    pub mention: Mention,
    /// The number in ASCII where it is surely a plain one: what words of scale may follow.
    pub plain: Option<String>,
}

/// The numbers from the digits at a place on, and the place behind them.
pub(super) fn read(tokens: &[Token<'_>], at: usize, signs: Signs) -> (Vec<Piece>, usize) {
    if let Some(found) = with_town(tokens, at).or_else(|| telephone(tokens, at)) {
        return found;
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let mut joints: Vec<char> = Vec::new();
    let mut next = at;
    loop {
        let (piece, end) = piece(tokens, next, signs);
        pieces.push(piece);
        next = end;
        // `10-12`, `2/1/2022`, `10:30`: a number follows at once.
        match (tokens.get(next), tokens.get(next + 1)) {
            (Some(sign), Some(digits)) if sign.is_glued() && digits.is_glued() && digits.digits().is_some() => match sign.kind {
                Kind::Sign(c) if is_joint(c) => {
                    joints.push(c);
                    next += 1;
                }
                Kind::Sign(_) | Kind::Word(_) | Kind::Digits(_) => break,
            },
            _ => break,
        }
    }
    together(&mut pieces, &joints);
    (pieces, next)
}

/// A telephone number, which is grouped as one likes: `+961 1 234 567`, `961-1-234567`.
fn telephone(tokens: &[Token<'_>], at: usize) -> Option<(Vec<Piece>, usize)> {
    let mut groups = vec![tokens[at].digits()?];
    let mut next = at + 1;
    while let Some(token) = tokens.get(next) {
        let (digits, end) = match (&token.kind, tokens.get(next + 1).and_then(Token::digits)) {
            (Kind::Digits(digits), _) if matches!(token.before, Before::Space(_)) => (digits.as_str(), next + 1),
            (Kind::Sign('-' | '‑' | '–' | '.'), Some(digits)) if token.is_glued() && tokens[next + 1].is_glued() => {
                (digits, next + 2)
            }
            _ => break,
        };
        groups.push(digits);
        next = end;
    }
    let is_international = groups[0].starts_with("00") || (at > 0 && tokens[at - 1].is('+') && tokens[at].is_glued());
    let length: usize = groups.iter().map(|group| group.len()).sum();
    // `0791234567`, `079 123 4567`, `03 555 010`: no other number of so many digits begins with a zero, but dates have groups of two.
    let is_long = groups[1..].iter().all(|group| group.len() > 2);
    let is_national =
        groups[0].starts_with('0') && is_long && length > 7 && (groups.len() > 1 || length > 8) && groups[0].len() > 1;
    // Years and days are in dates, and groups of three are one number.
    let is_local = groups.len() > 2 && length > 8 && groups.iter().any(|group| group.len() > 4);
    if !(7..=18).contains(&length) || !(is_international || is_local || is_national) {
        return None;
    }
    Some((vec![dialled(tokens, at..next, &groups.concat(), groups.iter().copied())], next))
}

/// `(02) 2736 1234`: the code of a town stands in brackets.
fn with_town(tokens: &[Token<'_>], at: usize) -> Option<(Vec<Piece>, usize)> {
    let town = tokens[at].digits().filter(|town| town.starts_with('0') && (2..5).contains(&town.len()))?;
    if !(tokens.get(at.checked_sub(1)?)?.is('(') && tokens.get(at + 1)?.is(')')) {
        return None;
    }
    let is_group = |token: &&Token<'_>| matches!(token.before, Before::Space(_));
    let groups: Vec<&str> = tokens[at + 2..].iter().take_while(is_group).map_while(Token::digits).collect();
    let number = format!("{town}{}", groups.concat());
    let end = at + 2 + groups.len();
    (7..=12).contains(&number.len()).then(|| (vec![dialled(tokens, at..end, &number, groups.iter().copied())], end))
}

/// A telephone number: with the code of its country, which has one to three digits, or without.
fn dialled<'t>(tokens: &[Token<'_>], place: Range<usize>, digits: &str, groups: impl Iterator<Item = &'t str>) -> Piece {
    let number = digits.trim_start_matches('0');
    let local = (1..=3).filter_map(|code| number.get(code..)).filter(|rest| rest.len() >= 7);
    let readings = std::iter::once(number).chain(local).map(|number| format!("tel:{}", number.trim_start_matches('0'))).collect();
    let range = tokens[place.start].range.start..tokens[place.end - 1].range.end;
    let parts = groups.map(|group| vec![normal(group)]).collect();
    Piece { mention: Mention { range, readings, parts, trust: Trust::Digits }, plain: None }
}

fn is_joint(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '−' | '/' | ':')
}

/// What numbers are to each other: days and months of a date, hours of a time, the last year of a range.
fn together(pieces: &mut [Piece], joints: &[char]) {
    let digits = |piece: &Piece| piece.plain.clone().unwrap_or_default();
    if joints.len() >= 2 && joints.iter().all(|c| matches!(c, '/' | '-' | '‑')) || joints == ['/'] {
        for piece in pieces.iter_mut() {
            let month = digits(piece).parse::<u8>().ok().filter(|n| (1..=12).contains(n));
            piece.mention.readings.extend(month.map(|n| format!("m{n}")));
        }
    }
    // `10:30`, and each end of `8:00–17:00`.
    for at in 0..joints.len() {
        let is_hour = joints[at] == ':' && (at == 0 || joints[at - 1] != ':');
        if let Some(hour) = digits(&pieces[at]).parse::<u8>().ok().filter(|n| is_hour && *n < 24) {
            pieces[at].mention.readings.push(((hour + 12) % 24).to_string());
            // Full hours are said without minutes.
            pieces[at + 1..]
                .iter_mut()
                .filter(|piece| digits(piece) == "00")
                .for_each(|piece| piece.mention.trust = Trust::Maybe);
        }
    }
    for at in 1..pieces.len() {
        let (first, second) = (digits(&pieces[at - 1]), digits(&pieces[at]));
        // `1990-95`, and `112–18` with a dash between.
        let is_short = match joints[at - 1] {
            ':' => false,
            '/' => first.len() == 4 && second.len() == 2,
            _ => first.len() > 2 && (1..first.len()).contains(&second.len()),
        };
        if is_short {
            pieces[at].mention.readings.push(format!("{}{second}", &first[..first.len() - second.len()]));
        }
    }
    if pieces.len() > 1 {
        // Words of scale follow the last number only.
        pieces[..joints.len()].iter_mut().for_each(|piece| piece.plain = None);
    }
}

/// One number: digits with points, commas and spaces between.
fn piece(tokens: &[Token<'_>], at: usize, signs: Signs) -> (Piece, usize) {
    let run = |at: usize| tokens.get(at).and_then(Token::digits);
    let mut runs = vec![run(at).unwrap_or_default()];
    let mut seps: Vec<char> = Vec::new();
    let mut next = at + 1;
    loop {
        let sign =
            tokens.get(next).filter(|t| t.is_glued()).and_then(|t| if let Kind::Sign(c) = t.kind { Some(c) } else { None });
        let glued = tokens.get(next + 1).filter(|t| t.is_glued()).and_then(Token::digits);
        match (sign, glued) {
            (Some(c), Some(digits)) if matches!(c, '.' | ',' | '٫' | '٬' | '،' | '’' | '\'') => {
                seps.push(c);
                runs.push(digits);
                next += 2;
            }
            _ => break,
        }
    }
    let mut is_doubtful = false;
    if seps.is_empty() {
        let (end, is_certain) = spaced(tokens, at, signs);
        is_doubtful = !is_certain;
        if end > at + 1 {
            runs = (at..end).filter_map(run).collect();
            (seps, next) = (vec![' '; runs.len() - 1], end);
            // `1 200,5`
            if let (Some(mark), Some(fraction)) = (tokens.get(end), tokens.get(end + 1))
                && let (Kind::Sign(c), Some(digits)) = (&mark.kind, fraction.digits())
                && mark.is_glued()
                && fraction.is_glued()
                && matches!(c, ',' | '٫' | '.')
            {
                seps.push(*c);
                runs.push(digits);
                next = end + 2;
            }
        }
    }
    let range = tokens[at].range.start..tokens[next - 1].range.end;
    let (readings, mut parts) = readings(&runs, &seps, signs);
    if is_doubtful {
        parts = runs.iter().map(|run| (*run).to_owned()).collect();
    }
    // `2,5 مليون` can only be a decimal.
    let is_plain = parts.is_empty() || (seps.len() == 1 && readings[0].contains('.'));
    let plain = is_plain.then(|| if seps.is_empty() { runs[0].to_owned() } else { readings[0].clone() });
    let readings = readings.iter().map(|r| if is_number(r) { normal(r) } else { r.clone() }).collect();
    // `1.2.2022`
    let is_date = seps == ['.', '.'] && [runs[0], runs[2]].iter().any(|year| year.len() == 4);
    let month = |part: &str| part.parse::<u8>().ok().filter(|n| is_date && (1..=12).contains(n)).map(|n| format!("m{n}"));
    let parts = parts.iter().map(|part| std::iter::once(normal(part)).chain(month(part)).collect()).collect();
    (Piece { mention: Mention { range, readings, parts, trust: Trust::Digits }, plain }, next)
}

fn is_number(reading: &str) -> bool {
    reading.matches('.').count() <= 1 && reading.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

/// The place behind groups of three that are parted by spaces, and whether they can hardly be several numbers.
fn spaced(tokens: &[Token<'_>], at: usize, signs: Signs) -> (usize, bool) {
    let first = tokens[at].digits().unwrap_or_default();
    let mut end = at + 1;
    if !(1..=3).contains(&first.len()) || first.starts_with('0') {
        return (end, true);
    }
    let (mut is_certain, mut groups) = (true, 0);
    while let Some((token, digits)) = tokens.get(end).and_then(|t| Some((t, t.digits()?))) {
        let Before::Space(space) = token.before else { break };
        if digits.len() != 3 {
            break;
        }
        is_certain &= matches!(space, '\u{a0}' | '\u{202f}' | '\u{2009}') || signs.spaced || digits == "000";
        groups += 1;
        end += 1;
    }
    (end, is_certain || groups > 1)
}

/// What a number with separators may be, the likeliest first; and the numbers that it may be apart.
fn readings(runs: &[&str], seps: &[char], signs: Signs) -> (Vec<String>, Vec<String>) {
    let apart = || runs.iter().map(|run| (*run).to_owned()).collect::<Vec<_>>();
    let [.., last] = runs else { return (Vec::new(), Vec::new()) };
    let (Some(first_sep), Some(last_sep)) = (seps.first(), seps.last()) else { return (apart(), Vec::new()) };
    let heads = &runs[..runs.len() - 1];
    let decimal = || format!("{}.{last}", heads.concat());
    let is_same = seps.iter().all(|sep| sep == first_sep);
    if seps.len() > 1 && !is_same {
        // `1,234.5`, `1.234.567,8`: one kind between groups, another before the fraction.
        let is_one = seps[..seps.len() - 1].iter().all(|sep| sep == first_sep) && are_groups(heads);
        return if is_one { (vec![decimal()], Vec::new()) } else { (vec![written(runs, seps)], apart()) };
    }
    if seps.len() > 1 {
        // `3.2.1`, `2.1.2022`, `10.0.0.1`.
        return if are_groups(runs) { (vec![runs.concat()], Vec::new()) } else { (vec![written(runs, seps)], apart()) };
    }
    let grouped = runs.concat();
    match last_sep {
        ' ' => (vec![grouped], Vec::new()),
        '٬' | '’' | '\'' if are_groups(runs) => (vec![grouped], Vec::new()),
        '.' | ',' if are_groups(runs) && *last_sep == signs.decimal => (vec![decimal(), grouped], Vec::new()),
        '.' | ',' if are_groups(runs) => (vec![grouped, decimal()], Vec::new()),
        '،' if are_groups(runs) => (vec![grouped], apart()),
        '٫' | '.' => (vec![decimal()], Vec::new()),
        ',' if *last_sep == signs.decimal => (vec![decimal()], Vec::new()),
        ',' | '،' if last.len() <= 2 => (vec![decimal()], apart()),
        _ => (vec![written(runs, seps)], apart()),
    }
}

fn written(runs: &[&str], seps: &[char]) -> String {
    let mut out = runs[0].to_owned();
    for (sep, run) in seps.iter().zip(&runs[1..]) {
        out.push(*sep);
        out.push_str(run);
    }
    out
}

/// Groups of three behind at most three digits, or as in India: three behind groups of two.
fn are_groups(runs: &[&str]) -> bool {
    let [first, middle @ .., last] = runs else { return false };
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && last.len() == 3
        && (middle.iter().all(|run| run.len() == 3) || (first.len() <= 2 && middle.iter().all(|run| run.len() == 2)))
}

/// Whether digits belong to a name: `COVID-19`, `G20`, `إف-16`, an address.
pub(super) fn is_in_name(tokens: &[Token<'_>], at: usize) -> bool {
    if !tokens[at].is_glued() || at == 0 {
        return false;
    }
    let before = &tokens[at - 1];
    match &before.kind {
        Kind::Word(_) => is_name(before),
        Kind::Sign('-' | '‑' | '‐') if before.is_glued() && at >= 2 => {
            let word = &tokens[at - 2];
            match word.kind {
                Kind::Word(Writing::Latin) => word.text.chars().any(char::is_uppercase) || word.text.chars().count() == 1,
                Kind::Word(_) => is_name(word),
                Kind::Digits(_) | Kind::Sign(_) => false,
            }
        }
        Kind::Sign(_) | Kind::Digits(_) => false,
    }
}

/// Whether a word right before digits is a name: no proclitic and no currency.
fn is_name(word: &Token<'_>) -> bool {
    match word.kind {
        Kind::Word(Writing::Arabic) => !is_proclitic(&word.folded),
        Kind::Word(Writing::Latin) => !CURRENCIES.contains(&word.text),
        Kind::Word(Writing::Other) | Kind::Digits(_) | Kind::Sign(_) => false,
    }
}

/// و ف ب ل ك and the article, alone or together.
pub(super) fn is_proclitic(folded: &str) -> bool {
    let rest = folded.strip_prefix(['و', 'ف']).unwrap_or(folded);
    matches!(rest, "" | "ب" | "ل" | "ك" | "ال" | "بال" | "كال" | "لل" | "س")
}

/// Signs of money that stand right before a number.
pub(super) const CURRENCIES: [&str; 16] =
    ["US", "USD", "EUR", "GBP", "KZT", "RUB", "SAR", "AED", "EGP", "CHF", "CAD", "TRY", "INR", "JPY", "CNY", "Rs"];

/// Digits as they are compared.
pub(super) fn plain(digits: &str) -> String {
    normal(digits)
}
