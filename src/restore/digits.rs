//! Codes of digits -> which digit each is, where exactly one map survives what the text says of its numbers.
//!
//! Fonts hold the ten digits together, from 0 to 9 or from 1 to 9 and 0, and a writer that numbers the glyphs that have no code point
//! goes by their order. So the maps are the choices of so many digits in order; numbers that cannot be are what refutes them.

use std::collections::{BTreeMap, BTreeSet};

use super::glyphs::{GlyphMap, named};
use super::letters::{core, is_code};
use super::text::Text;
use crate::locale::letter::TATWEEL;

/// Months as newspapers from Morocco to Iraq name them, the last word of each.
const MONTHS: [&str; 30] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "إبريل",
    "ابريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "اغسطس",
    "سبتمبر",
    "أكتوبر",
    "اكتوبر",
    "نوفمبر",
    "ديسمبر",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "جانفي",
    "فيفري",
    "أفريل",
    "جوان",
    "جويلية",
    "غشت",
];
/// The two months of the Levant whose names are two words, each of four months.
const PAIRED: [&str; 2] = ["كانون", "تشرين"];
const PAIRED_SECOND: [&str; 2] = ["الأول", "الثاني"];
/// A year follows.
const YEARS: [&str; 8] = ["عام", "سنة", "لعام", "بعام", "لسنة", "وعام", "عامي", "بسنة"];

/// Arabic-Indic digits.
const EASTERN: [char; 10] = ['٠', '١', '٢', '٣', '٤', '٥', '٦', '٧', '٨', '٩'];
/// Those of Latin text.
const WESTERN: [char; 10] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
/// A word of more bytes holds no number that anybody reads.
const LONGEST: usize = 200;

/// A number of the text, in codes and what stands between them, with the words beside it.
#[derive(Debug)]
struct Number {
    line: usize,
    letters: Vec<char>,
    before: Vec<String>,
    after: Vec<String>,
    /// What touches its end.
    mark: Option<char>,
}

/// The digits of the codes, if one map survives; else the doubt is written down with the lines.
pub fn solve(text: &mut Text, codes: &BTreeSet<char>, given: &GlyphMap) -> Option<BTreeMap<char, String>> {
    let numbers = numbers(text, codes);
    let digits = script(text);
    let all: Vec<char> = codes.iter().copied().collect();
    let listed: Vec<String> = all.iter().map(|c| named(*c)).collect();
    if all.len() > 10 {
        text.proofs.push(format!("digits: {} codes stand in numbers, and digits are ten; none is read", all.len()));
        return None;
    }
    let mut killed: BTreeMap<&'static str, (usize, String)> = BTreeMap::new();
    let mut left = Vec::new();
    let maps = maps(&all);
    for map in &maps {
        let contradicts = |(code, letters): (&char, &String)| map.get(code).is_some_and(|n| !letters.starts_with(digits[*n]));
        let refuted = if given.0.iter().any(contradicts) {
            Some(("the list that was given", String::new()))
        } else {
            numbers.iter().find_map(|number| refute(number, map))
        };
        match refuted {
            Some((why, example)) => {
                let entry = killed.entry(why).or_insert_with(|| (0, example));
                entry.0 += 1;
            }
            None => left.push(map),
        }
    }
    let deaths: Vec<String> = killed
        .iter()
        .map(
            |(why, (count, example))| {
                if example.is_empty() { format!("{count} by {why}") } else { format!("{count} by {why} ({example})") }
            },
        )
        .collect();
    let head = format!(
        "digits: {} of ten codes ({}), {} ways to give them digits in the order of a font",
        all.len(),
        listed.join(" "),
        maps.len()
    );
    let deaths = if deaths.is_empty() { "none is refuted".to_owned() } else { format!("refuted: {}", deaths.join(", ")) };
    let [map] = left.as_slice() else {
        text.proofs.push(format!("{head}; {deaths}; {} are left, so none is taken", left.len()));
        return None;
    };
    let shown: Vec<String> = all.iter().map(|c| format!("{}={}", named(*c), digits[map[c]])).collect();
    text.proofs.push(format!("{head}; {deaths}; one is left: {}", shown.join(" ")));
    for number in &numbers {
        let said: String = number.before.iter().rev().take(1).cloned().collect();
        let next = number.after.first().cloned().unwrap_or_default();
        text.proofs.push(format!("line {}: {said} {} {next}", number.line, printed(&read(number, map), digits)));
    }
    Some(all.iter().map(|c| (*c, digits[map[c]].to_string())).collect())
}

/// The digits that the numbers are to be written in: those that go with their signs, else those that the text has elsewhere.
fn script(text: &Text) -> [char; 10] {
    let count = |wanted: &[char]| text.lines.iter().flat_map(|l| l.text.chars()).filter(|c| wanted.contains(c)).count();
    let signs = (count(&['٪', '٫', '٬']), count(&['%']));
    if signs.0 > signs.1 || signs == (0, 0) && count(&EASTERN) > count(&WESTERN) { EASTERN } else { WESTERN }
}

/// Every way to give the codes digits in the order of a font.
fn maps(codes: &[char]) -> Vec<BTreeMap<char, usize>> {
    let mut found = Vec::new();
    for order in [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]] {
        for chosen in 0_u32..1 << 10 {
            if chosen.count_ones() as usize == codes.len() {
                let digits = (0..10).filter(|n| chosen >> n & 1 == 1).map(|n| order[n]);
                let map: BTreeMap<char, usize> = codes.iter().copied().zip(digits).collect();
                if !found.contains(&map) {
                    found.push(map);
                }
            }
        }
    }
    found
}

/// The numbers of a text. In a line that begins with a code, what stands before and behind a number is not certain.
fn numbers(text: &Text, codes: &BTreeSet<char>) -> Vec<Number> {
    let mut found = Vec::new();
    for line in text.lines.iter().filter(|line| !line.is_kept && line.text.contains(is_code)) {
        let is_sure = !line.text.trim_start_matches(|c: char| !c.is_alphanumeric() && !is_code(c)).starts_with(is_code);
        let tokens: Vec<&str> = line.text.split(' ').filter(|t| !t.is_empty()).collect();
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.len() < LONGEST) {
            let letters: Vec<char> = token.chars().collect();
            let mut from = 0;
            while let Some(start) = letters[from..].iter().position(|c| codes.contains(c)).map(|n| from + n) {
                let holds = |n: usize| {
                    letters.get(n).is_some_and(|c| codes.contains(c))
                        || letters.get(n).is_some_and(|c| matches!(c, '.' | ',' | '٫' | '٬' | ':'))
                            && letters.get(n + 1).is_some_and(|c| codes.contains(c))
                };
                let end = start + (start..letters.len()).take_while(|n| holds(*n)).count();
                from = end;
                let words = |tokens: &[&str]| tokens.iter().map(|t| core(t)).collect::<Vec<_>>();
                let touched: String = letters[..start].iter().filter(|c| **c != TATWEEL).collect();
                let mut before = if is_sure { words(&tokens[at.saturating_sub(3)..at]) } else { Vec::new() };
                if touched.chars().any(char::is_alphanumeric) {
                    before = vec![touched];
                }
                let next = &tokens[at + 1..(at + 3).min(tokens.len())];
                let after = if is_sure && letters[end..].is_empty() { words(next) } else { Vec::new() };
                let mark = letters.get(end).copied();
                found.push(Number { line: line.number, letters: letters[start..end].to_vec(), before, after, mark });
            }
        }
    }
    found
}

/// A number as a map reads it.
fn read(number: &Number, map: &BTreeMap<char, usize>) -> String {
    number.letters.iter().map(|c| map.get(c).map_or(*c, |n| WESTERN[*n])).collect()
}

fn printed(number: &str, digits: [char; 10]) -> String {
    number.chars().map(|c| c.to_digit(10).map_or(c, |n| digits[n as usize])).collect()
}

/// Why a number cannot be, with where.
fn refute(number: &Number, map: &BTreeMap<char, usize>) -> Option<(&'static str, String)> {
    let reading = read(number, map);
    let why = impossible(number, &reading)?;
    Some((why, format!("line {}: {reading}", number.line)))
}

fn impossible(number: &Number, reading: &str) -> Option<&'static str> {
    let whole = reading.split(['.', '٫', ':']).next().unwrap_or_default();
    let is_plain = reading.bytes().all(|b| b.is_ascii_digit());
    if whole.len() > 1 && whole.starts_with('0') && !reading.contains(':') {
        return Some("a number that begins with 0");
    }
    if let Some((hours, minutes)) = reading.split_once(':')
        && hours.len() <= 2
        && minutes.len() == 2
        && (hours.parse().is_ok_and(|n: u32| n > 24) || minutes.parse().is_ok_and(|n: u32| n > 59))
    {
        return Some("a time of day");
    }
    let value: f64 = reading.replace([',', '٬'], "").replace('٫', ".").parse().unwrap_or(0.0);
    let last = number.before.last().map(String::as_str).unwrap_or_default();
    let next = number.after.first().map(String::as_str).unwrap_or_default();
    let is_of_hijra = next.starts_with("ه");
    if is_plain && !is_of_hijra && (YEARS.contains(&last) || is_month(&number.before)) && reading.len() != 2 {
        let is_year = reading.len() == 4 && (1000.0..2100.0).contains(&value);
        return (!(is_year || is_month(&number.before) && reading.len() < 3)).then_some("a year");
    }
    if is_plain && reading.len() <= 2 && begins_month(&number.after) && !(1.0..=31.0).contains(&value) {
        return Some("a day of a month");
    }
    if matches!(number.mark, Some('%' | '٪')) && next == "من" && value > 100.0 {
        return Some("a share of more than 100 %");
    }
    None
}

/// Whether the words end with a month.
fn is_month(before: &[String]) -> bool {
    let parts: Vec<&str> = before.iter().flat_map(|word| word.split(['/', ' '])).collect();
    match parts.as_slice() {
        [.., first, second] if PAIRED.contains(first) && PAIRED_SECOND.contains(second) => true,
        [.., last] => MONTHS.contains(last),
        [] => false,
    }
}

/// Whether the words begin with a month.
fn begins_month(after: &[String]) -> bool {
    let parts: Vec<&str> = after.iter().flat_map(|word| word.split(['/', ' '])).collect();
    parts.first().is_some_and(|first| MONTHS.contains(first) || PAIRED.contains(first))
}
