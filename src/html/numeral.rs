//! A value as markup -> the same with its number in `<b>`, so that a style sheet can set the number large and its unit small.

use std::ops::Range;

/// Signs that belong to a number between two of its digits: separators of all the site's digits, ranges, hours, ratios.
const BETWEEN: [char; 12] = ['.', ',', '٫', '٬', '\u{a0}', '\u{202f}', '’', '–', '-', '/', ':', '\u{2009}'];
/// Signs before a number.
const BEFORE: [char; 9] = ['-', '−', '+', '±', '~', '$', '€', '£', '¥'];
/// Signs behind a number.
const BEHIND: [char; 3] = ['%', '٪', '‰'];

/// The first number of the markup in `<b>`; all of it, where it says its number in words.
pub fn raised(html: &str) -> String {
    let number = number(html).unwrap_or(0..html.len());
    format!("{}<b>{}</b>{}", &html[..number.start], &html[number.clone()], &html[number.end..])
}

/// Where the first number stands, outside of tags and of references to characters.
fn number(html: &str) -> Option<Range<usize>> {
    let mut ends = None;
    let first = html.char_indices().position(|(_, c)| {
        match (ends, c) {
            (None, '<') => ends = Some('>'),
            (None, '&') => ends = Some(';'),
            (Some(end), c) if end == c => ends = None,
            _ => return ends.is_none() && c.is_numeric(),
        }
        false
    })?;
    let all: Vec<(usize, char)> = html.char_indices().collect();
    let is_digit = |at: usize| all.get(at).is_some_and(|(_, c)| c.is_numeric());
    let has = |at: usize, signs: &[char]| all.get(at).is_some_and(|(_, c)| signs.contains(c));
    let mut last = first;
    loop {
        if is_digit(last + 1) {
            last += 1;
        } else if has(last + 1, &BETWEEN) && is_digit(last + 2) {
            last += 2;
        } else {
            break;
        }
    }
    if has(last + 1, &BEHIND) {
        last += 1;
    }
    let first = first.checked_sub(1).filter(|before| has(*before, &BEFORE)).unwrap_or(first);
    let end = all.get(last + 1).map_or(html.len(), |(at, _)| *at);
    Some(all[first].0..end)
}

#[cfg(test)]
mod tests {
    use super::raised;

    #[test]
    fn numbers_stand_apart_from_their_units() {
        for (html, expected) in [
            ("<bdi dir=\"ltr\">45.7 trillion cubic feet</bdi>", "<bdi dir=\"ltr\"><b>45.7</b> trillion cubic feet</bdi>"),
            ("45.7 تريليون قدم مكعبة", "<b>45.7</b> تريليون قدم مكعبة"),
            ("نحو 8 شرطيين", "نحو <b>8</b> شرطيين"),
            ("about 8 police officers", "about <b>8</b> police officers"),
            ("١٬٢٣٤٬٥٦٧٫٨٩ دينار", "<b>١٬٢٣٤٬٥٦٧٫٨٩</b> دينار"),
            ("−12.5%", "<b>−12.5%</b>"),
            ("$1,200 a month", "<b>$1,200</b> a month"),
            ("25–30 people", "<b>25–30</b> people"),
            ("2022-01-06", "<b>2022-01-06</b>"),
            ("<span id=\"m-4\" lang=\"en\">A&#39;s 3</span>", "<span id=\"m-4\" lang=\"en\">A&#39;s <b>3</b></span>"),
            ("7", "<b>7</b>"),
            ("7.", "<b>7</b>."),
            // A number in words is all there is.
            ("شرطيان", "<b>شرطيان</b>"),
        ] {
            assert_eq!(raised(html), expected);
        }
    }
}
