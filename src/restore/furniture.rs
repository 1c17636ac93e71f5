//! What a page has around its text: heads that run, numbers of pages; and Latin words that a line cut.

use std::collections::BTreeMap;

use super::text::{Line, Stage, Text};

/// Leaves out the first and the last line of pages where all of them say the same, page numbers aside, or count the pages. Only form
/// feeds tell pages, and three pages at least must agree.
pub fn pages(text: &mut Text) {
    let feeds: Vec<usize> = text.lines.iter().enumerate().filter(|(_, line)| line.begins_page).map(|(at, _)| at).collect();
    if feeds.len() < 2 {
        return;
    }
    let mut pages: Vec<(usize, usize)> = std::iter::once(0).chain(feeds.iter().copied()).zip(feeds.iter().copied()).collect();
    pages.push((feeds[feeds.len() - 1], text.lines.len()));
    pages.retain(|(from, to)| from < to);
    // Heads and feet have few lines.
    for _ in 0..4 {
        let before = text.left_out.len();
        for is_head in [true, false] {
            let edge = |(from, to): &(usize, usize)| {
                let mut full = text.lines[*from..*to].iter().enumerate().filter(|(_, line)| !line.is_blank());
                Some(from + if is_head { full.next()?.0 } else { full.next_back()?.0 })
            };
            let found: Vec<usize> = pages.iter().filter_map(edge).collect();
            for at in repeated(&text.lines, &found) {
                let line = &mut text.lines[at];
                let (number, old) = (line.number, std::mem::take(&mut line.text));
                text.left_out.push((number, old));
                text.changed(Stage::Furniture, number, 1);
            }
        }
        if text.left_out.len() == before {
            return;
        }
    }
}

/// Those of the lines that all pages have: the same words, or a number that grows with the pages.
fn repeated(lines: &[Line], found: &[usize]) -> Vec<usize> {
    let mut same: BTreeMap<String, Vec<(usize, Vec<u64>)>> = BTreeMap::new();
    for at in found {
        let line = &lines[*at];
        if !line.is_kept {
            let (words, numbers) = parted(&line.text);
            same.entry(words).or_default().push((*at, numbers));
        }
    }
    same.retain(|words, places| {
        // Every page but the first, which may have no head, and those in the middle of which a picture stands.
        let enough = places.len() >= 3 && places.len() * 2 > found.len();
        let grow = places.windows(2).all(|two| match (two[0].1.as_slice(), two[1].1.as_slice()) {
            ([], []) => true,
            ([a, rest @ ..], [b, other @ ..]) => rest == other && b > a && *b - *a <= 10 || two[0].1 == two[1].1,
            _ => false,
        });
        let is_number = words.chars().all(|c| !c.is_alphabetic());
        let counts = places.windows(2).all(|two| two[0].1 != two[1].1) && !places[0].1.is_empty();
        enough && grow && (!is_number || counts)
    });
    same.into_values().flatten().map(|(at, _)| at).collect()
}

/// A line without its numbers, and those.
fn parted(line: &str) -> (String, Vec<u64>) {
    let mut words = String::new();
    let mut numbers: Vec<u64> = Vec::new();
    let mut is_within = false;
    for c in line.chars() {
        let digit = match c {
            '0'..='9' => u64::from(c) - u64::from('0'),
            '٠'..='٩' => u64::from(c) - u64::from('٠'),
            '۰'..='۹' => u64::from(c) - u64::from('۰'),
            _ => {
                is_within = false;
                words.push(c);
                continue;
            }
        };
        if !is_within {
            numbers.push(0);
            words.push('#');
        }
        is_within = true;
        if let Some(last) = numbers.last_mut() {
            *last = last.saturating_mul(10).saturating_add(digit);
        }
    }
    (words, numbers)
}

/// Joins a Latin word that a hyphen cut at the end of a line, where the text has the whole word elsewhere.
pub fn hyphens(text: &mut Text) {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for word in text.lines.iter().flat_map(|line| line.text.split(|c: char| !c.is_alphabetic())) {
        if word.is_ascii() && word.len() > 3 {
            *known.entry(word.to_ascii_lowercase()).or_default() += 1;
        }
    }
    let mut kept: Vec<Line> = Vec::with_capacity(text.lines.len());
    for mut second in std::mem::take(&mut text.lines) {
        let Some(first) = kept.last_mut().filter(|first| !first.is_kept && !second.is_kept) else {
            kept.push(second);
            continue;
        };
        match cut(&first.text, &second.text, &known) {
            Some(Cut::Proven { whole, rest }) => {
                text.changed(Stage::Hyphens, first.number, 1);
                first.text = whole;
                if rest.is_empty() {
                    continue;
                }
                second.text = rest;
            }
            Some(Cut::Open { left, right }) => {
                let candidates = vec![format!("{left}{right}"), format!("{left}-{right}")];
                let why = format!("`{left}-` at the end of the line may be cut or written so");
                text.doubt(Stage::Hyphens, first.number, why, candidates);
            }
            None => {}
        }
        kept.push(second);
    }
    text.lines = kept;
}

/// A hyphen at the end of a line.
enum Cut {
    /// It cuts a word: the line with all of it, and what is left of the next.
    Proven { whole: String, rest: String },
    /// It cuts a word, or is a part of it.
    Open { left: String, right: String },
}

/// What a hyphen at the end of a line is, by the words of the text.
fn cut(first: &str, second: &str, known: &BTreeMap<String, usize>) -> Option<Cut> {
    let head = first.strip_suffix('-')?;
    let is_latin = |c: char| c.is_ascii_alphabetic();
    let left = &head[head.trim_end_matches(is_latin).len()..];
    let right: String = second.chars().take_while(|c| is_latin(*c)).collect();
    if left.len() < 2 || !right.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    if !known.contains_key(&format!("{left}{right}").to_ascii_lowercase()) {
        return Some(Cut::Open { left: left.to_owned(), right });
    }
    let rest = &second[right.len()..];
    let marks: String = rest.chars().take_while(|c| !c.is_alphanumeric() && *c != ' ').collect();
    Some(Cut::Proven { whole: format!("{head}{right}{marks}"), rest: rest[marks.len()..].trim_start().to_owned() })
}

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn lines_are_compared_without_their_numbers() {
        assert_eq!(parted("صفحة ١٢ من 30"), ("صفحة # من #".to_owned(), vec![12, 30]));
        assert_eq!(parted("7"), ("#".to_owned(), vec![7]));
    }
}
