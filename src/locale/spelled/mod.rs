//! A text in, the numbers and months in it that are written as words out, and its Hijri dates: for comparing what two languages
//! say where one has a word and the other a digit.
//!
//! Months are known in every language (CLDR), numbers in Arabic and English. A word that is no number in most of its uses (one,
//! second, may) is known but not asked for.

mod tables;

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::calendar;
use super::date::Date;
use super::fold::fold;
use super::format::DateStyle;
use super::numeral::numerals;
use super::{Locale, Months};

/// What a word says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Meaning {
    /// A number.
    Number(u64),
    /// A Gregorian month, 1 to 12.
    Month(u8),
}

/// A word, or several, with what it says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spelled {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it says.
    pub meaning: Meaning,
    /// Whether it can hardly mean anything else.
    pub is_sure: bool,
}

/// Whether the words for numbers of a language are known.
pub fn knows_numbers(locale: &Locale) -> bool {
    tables::of(locale).is_some()
}

/// One word of a text.
struct Word<'a> {
    range: Range<usize>,
    text: &'a str,
    folded: String,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let word = |(at, word): (usize, &'_ str)| (at..at + word.len(), fold(word));
    text.unicode_word_indices()
        .map(|(at, text)| (text, word((at, text))))
        .map(|(text, (range, folded))| Word { range, text, folded })
        .collect()
}

/// The words of a language, made once for many texts.
#[derive(Debug)]
pub struct Speller<'a> {
    locale: &'a Locale,
    /// The names of the twelve months, folded, word by word.
    months: Vec<(u8, Vec<String>)>,
}

impl<'a> Speller<'a> {
    /// Gathers the words of a language.
    pub fn new(locale: &'a Locale) -> Self {
        Self { locale, months: month_names(locale) }
    }

    /// The language.
    pub fn locale(&self) -> &'a Locale {
        self.locale
    }

    /// Numbers and months of a text in the language, in order.
    pub fn spelled(&self, text: &str) -> Vec<Spelled> {
        let words = words(text);
        let mut found = months(&words, &self.months);
        // `كانون الثاني` holds a second.
        let numbers = numbers(&words, self.locale);
        let is_month = |n: &Spelled| found.iter().any(|m| m.range.start <= n.range.start && n.range.end <= m.range.end);
        let numbers: Vec<Spelled> = numbers.into_iter().filter(|n| !is_month(n)).collect();
        found.extend(numbers);
        found.sort_by_key(|spelled| spelled.range.start);
        found
    }
}

/// Numbers, those of several words put together: `twenty-five`, `خمسة وعشرين`, `three hundred`.
fn numbers(words: &[Word<'_>], locale: &Locale) -> Vec<Spelled> {
    let Some(table) = tables::of(locale) else { return Vec::new() };
    let mut found: Vec<Spelled> = Vec::new();
    let mut before: Option<usize> = None;
    for (at, word) in words.iter().enumerate() {
        let Some((value, is_sure)) = table.value(&word.folded) else { continue };
        let joined = found.last().filter(|_| before.is_some_and(|b| b + 1 == at)).and_then(|last| match last.meaning {
            Meaning::Number(last) => together(last, value),
            Meaning::Month(_) => None,
        });
        match (joined, found.last_mut()) {
            (Some(sum), Some(last)) => {
                last.meaning = Meaning::Number(sum);
                last.range.end = word.range.end;
                last.is_sure = true;
            }
            _ => found.push(Spelled { range: word.range.clone(), meaning: Meaning::Number(value), is_sure }),
        }
        before = Some(at);
    }
    found
}

/// Two neighbouring numbers as one: tens and units in either order, so many hundreds. Thousands and more stay apart: the
/// number before them may be written in digits.
fn together(first: u64, second: u64) -> Option<u64> {
    let is_tens = |n: u64| (20..100).contains(&n) && n.is_multiple_of(10);
    let is_unit = |n: u64| (1..10).contains(&n);
    if (is_tens(first) && is_unit(second)) || (is_unit(first) && is_tens(second)) {
        Some(first + second)
    } else if is_unit(first) && second == 100 {
        Some(first * 100)
    } else {
        None
    }
}

/// Gregorian months: sure where a number stands beside them, because names of months can be other words.
fn months(words: &[Word<'_>], names: &[(u8, Vec<String>)]) -> Vec<Spelled> {
    let is_number =
        |at: Option<usize>| at.and_then(|at| words.get(at)).is_some_and(|w| w.folded.starts_with(|c: char| c.is_ascii_digit()));
    let mut found: Vec<Spelled> = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let fits = |name: &Vec<String>| {
            let rest = &words[at..];
            name.len() <= rest.len()
                && name.iter().zip(rest).enumerate().all(|(i, (part, word))| {
                    word.folded == *part || (i == 0 && tables::stems(&word.folded).any(|stem| stem == part))
                })
        };
        let Some((month, name)) = names.iter().filter(|(_, name)| fits(name)).max_by_key(|(_, name)| name.len()) else {
            at += 1;
            continue;
        };
        let end = at + name.len();
        // The name of a month has a capital where the script has them.
        let is_lower = word.text.starts_with(char::is_lowercase);
        let is_sure =
            is_number(at.checked_sub(1)) || is_number(Some(end)) || is_number(Some(end + 1)) || is_number(Some(end + 2));
        let range = word.range.start..words[end - 1].range.end;
        let meaning = Meaning::Month(*month);
        match found.last_mut() {
            // `كانون الثاني/يناير` names one month twice.
            Some(last) if last.meaning == meaning && last.range.end + '/'.len_utf8() == range.start => {
                last.range.end = range.end;
                last.is_sure |= is_sure;
            }
            Some(_) | None if is_lower => {}
            Some(_) | None => found.push(Spelled { range, meaning, is_sure }),
        }
        at = end;
    }
    found
}

/// The names of the twelve months in a language, folded, word by word; in Arabic those of both halves of the Arab world.
fn month_names(locale: &Locale) -> Vec<(u8, Vec<String>)> {
    let mut names = Vec::new();
    for month in 1..=12_u8 {
        let date = Date { year: 2022, month, day: 1 };
        let printed = locale.date(date, DateStyle::MonthYear);
        let mut forms = vec![printed];
        if tables::is_arabic(locale) {
            forms.extend([Months::Gulf, Months::Levant].iter().map(|m| tables::arabic_month(month, *m).to_owned()));
        }
        for form in forms.iter().flat_map(|form| form.split('/')) {
            let parts: Vec<String> =
                words(form).into_iter().map(|w| w.folded).filter(|w| !w.starts_with(|c: char| c.is_ascii_digit())).collect();
            if !parts.is_empty() && !names.contains(&(month, parts.clone())) {
                names.push((month, parts));
            }
        }
    }
    names
}

/// A Hijri date in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HijriDate {
    /// Its bytes.
    pub range: Range<usize>,
    /// The day in the Umm al-Qura calendar, with the days before and after it: the sighting of the moon may move it.
    pub days: Vec<Date>,
}

/// The Hijri dates of a text: day, month and year, as `12 جمادى الآخرة 1448 هـ` or `12 Jumada II 1448`.
pub fn hijri_dates(text: &str, locale: &Locale) -> Vec<HijriDate> {
    let numbers = numerals(text, locale);
    let mut found = Vec::new();
    for pair in numbers.windows(2) {
        let [first, second] = pair else { continue };
        let between = fold(&text[first.range.end..second.range.start]);
        let name = between.trim_matches(|c: char| !c.is_alphanumeric());
        let (Some(month), Ok(day), Ok(year)) = (tables::hijri_month(name), first.value.parse(), second.value.parse()) else {
            continue;
        };
        let days = calendar::from_hijri(year, month, day);
        if !days.is_empty() {
            found.push(HijriDate { range: first.range.start..second.range.end, days });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Meaning, Speller, hijri_dates};
    use crate::locale::Locales;
    use crate::locale::tests::spec;

    #[track_caller]
    fn check(tag: &str, text: &str, expect: &[&str]) {
        let locales = Locales::new(&[spec(tag)]).expect("tags of the tests are known");
        let shown = |meaning: Meaning| match meaning {
            Meaning::Number(n) => n.to_string(),
            Meaning::Month(m) => format!("m{m}"),
        };
        let found: Vec<String> = Speller::new(&locales.site()[0])
            .spelled(text)
            .into_iter()
            .map(|s| shown(s.meaning) + if s.is_sure { "" } else { "?" })
            .collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn numbers_as_words() {
        check("en", "six cities, twenty-five men and three hundred cars", &["6", "25", "300"]);
        check("ar", "ست مدن وخمسة وعشرون رجلًا وثلاثمئة سيارة وبأربعة ملايين", &["6", "25", "300", "4", "1000000"]);
        check("en", "One may march twice in a second", &["1?", "2?", "2?"]);
        check("ar", "يوم الأربعاء والثلاثاء في المرة الأولى", &["1?", "1?"]);
        check("fr", "six villes", &[]);
    }

    #[test]
    fn months_in_every_language() {
        check("en", "On 2 January 2022, in May 2021 and on March 3", &["m1", "m5", "m3"]);
        check("ar", "في 2 كانون الثاني/يناير 2022 وفي أيار 2021 وقبله بنيسان", &["m1", "m5", "m4?"]);
        check("fr", "le 2 janvier 2022", &[]);
        check("fa", "۲ ژانویه ۲۰۲۲", &["m1"]);
    }

    #[test]
    fn hijri_dates_are_read() {
        let locales = Locales::new(&[spec("ar"), spec("en")]).expect("known");
        let check = |at: usize, text: &str, expect: &[&str]| {
            let found: Vec<String> = hijri_dates(text, &locales.site()[at]).iter().map(|d| d.days[0].iso()).collect();
            assert_eq!(found, expect, "{text}");
        };
        check(0, "في ١٢ جمادى الآخرة ١٤٤٨ هـ", &["2026-11-22"]);
        check(1, "on 12 Jumada II 1448 AH", &["2026-11-22"]);
        check(1, "12 January 2022", &[]);
        check(0, "31 رمضان 1443", &[]);
    }
}
