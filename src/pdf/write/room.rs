//! The width of a line on paper and a text -> the words that are wider than the line, in parts that fit it.
//!
//! Typst breaks a line between words only. A word that is wider than its line would run over what stands beside it or off the
//! page, and a run of tens of thousands of letters would be more than the shaper can count.

use std::collections::BTreeMap;

use crate::config::paper::PaperSize;
use crate::figure::measure::{TextStyle, Weight};
use crate::locale::join::joins;
use crate::locale::letter::is_mark;

/// Letters of a part of a word that has to be broken.
const PART: usize = 8;
/// A word of more letters than this is nobody's, and its parts are as long as the line allows: setting them takes a time that
/// grows with the square of their number.
pub const ENDLESS: usize = 600;
/// Letters of a part of such a word.
const LONGEST_PART: usize = 120;
/// More marks than this on one letter are no writing.
pub const MARKS: usize = 12;
/// A letter is never wider, in parts of the size (W, and the Arabic ligature of a blessing is a word by itself).
const WIDEST: f64 = 1.1;
/// What is left free between text and notes, in points.
pub const GAP: f64 = 22.7;
/// The faces of texts differ a little from the one that is measured with.
const SURE: f64 = 1.05;

/// The measures of a page that content has to fit.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    /// A line of running text, in points.
    pub line: f64,
    /// What stands beside it for notes, with the gap between them; nothing where languages share pages.
    pub aside: f64,
    /// A line over both columns of a page, in points.
    pub whole: f64,
    /// The height of the text on a page, in points.
    pub height: f64,
    /// The size of running text, in points.
    pub em: f64,
    /// That of Arabic text.
    pub arabic: f64,
    /// How much larger the title of the file is than running text.
    pub title: f64,
}

impl Sheet {
    /// Whether two languages share a page.
    pub fn is_halved(&self) -> bool {
        self.whole > self.line + self.aside + 1.0
    }

    /// That of a theme's tokens; `halves` where two languages share a page.
    pub fn of(tokens: &BTreeMap<String, String>, size: PaperSize, is_parallel: bool, halves: bool) -> Self {
        let token = |name: &str, otherwise: f64| tokens.get(name).and_then(|text| points(text)).unwrap_or(otherwise);
        let (width, height) = match size {
            PaperSize::A4 => (595.28, 841.89),
            PaperSize::UsLetter => (612.0, 792.0),
        };
        let line = width - token("paper-margin-inside", 68.0) - token("paper-margin-outside", 56.7);
        let height = height - token("paper-margin-top", 62.4) - token("paper-margin-bottom", 68.0) - 11.4;
        let (em, arabic) = (token("paper-text", 10.5).max(1.0), token("paper-text-arabic", 12.0).max(1.0));
        let title = if is_parallel { 1.8 } else { 2.7 };
        let whole = line;
        let aside = if is_parallel { 0.0 } else { token("paper-aside", 113.4) + GAP };
        let line = if halves { (line - 25.6) / 2.0 } else { line - aside };
        Self { line: line.max(40.0), aside, whole: whole.max(40.0), height: height.max(80.0), em, arabic, title }
    }
}

/// `24mm` in points.
fn points(text: &str) -> Option<f64> {
    const UNITS: [(&str, f64); 4] = [("mm", 72.0 / 25.4), ("cm", 72.0 / 2.54), ("in", 72.0), ("pt", 1.0)];
    let (number, unit) = UNITS.iter().find_map(|(name, unit)| Some((text.trim().strip_suffix(name)?, unit)))?;
    number.trim().parse::<f64>().ok().filter(|n| n.is_finite()).map(|n| n * unit)
}

/// Whether a line never ends after the character, unlike after a space.
fn holds(c: char) -> bool {
    !c.is_whitespace() && c != '\u{200b}' || matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

/// The words of a text with the white space between them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = rest.find(|c| holds(c) != holds(first)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

/// How wide the widest word of a text is, in parts of its size.
pub fn widest(text: &str, weight: Weight) -> f64 {
    words(text).filter(|word| word.starts_with(holds)).map(|word| width(word, weight)).fold(0.0, f64::max)
}

fn width(word: &str, weight: Weight) -> f64 {
    // The measure looks at the beginning only; what is longer is wide in any case.
    let sure = TextStyle { size: SURE, weight, arabic: true };
    if word.len() > 380 { 0.6 * f64::from(u32::try_from(word.chars().count()).unwrap_or(u32::MAX)) } else { sure.width(word) }
}

/// A text in parts: a line may end between two of them. Nothing where every word fits `room`, in parts of the size.
pub fn parts(text: &str, room: f64) -> Option<Vec<String>> {
    // Most texts have no word that could be too wide.
    let fits = |word: &str| {
        let count = f64::from(u32::try_from(word.chars().count()).unwrap_or(u32::MAX));
        count * WIDEST <= room || width(word, Weight::Bold) <= room
    };
    let mut parts = vec![String::new()];
    for word in words(text) {
        if !word.starts_with(holds) || fits(word) {
            parts.last_mut()?.push_str(word);
            continue;
        }
        for (i, part) in broken(word, room).into_iter().enumerate() {
            if i > 0 {
                parts.push(String::new());
            }
            parts.last_mut()?.push_str(&part);
        }
    }
    (parts.len() > 1).then_some(parts)
}

/// A word in parts of a few letters each, behind a stroke or a stop where there is one. Letters that join keep their forms.
fn broken(word: &str, room: f64) -> Vec<String> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number of letters")]
    let most = ((room / WIDEST) as usize).clamp(1, if word.chars().nth(ENDLESS).is_some() { LONGEST_PART } else { PART });
    let has_signs = most <= PART;
    let (mut parts, mut part, mut letters) = (Vec::new(), String::new(), 0);
    for c in word.chars() {
        let belongs = is_mark(c) || matches!(c, '\u{200c}' | '\u{200d}' | '\u{2060}');
        let after_sign = has_signs && part.ends_with(['/', '.', '_', '-', '?', '&', '=', '#', ':', ',']) && letters > most / 2;
        if !belongs && (letters >= most || after_sign) {
            parts.push(std::mem::take(&mut part));
            letters = 0;
        }
        part.push(c);
        letters += usize::from(!belongs);
    }
    parts.push(part);
    for i in 1..parts.len() {
        if joins(&parts[i - 1], &parts[i]) {
            parts[i - 1].push('\u{200d}');
            parts[i].insert(0, '\u{200d}');
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{parts, points};

    #[test]
    fn only_what_is_wider_than_the_line_is_broken() {
        assert_eq!(parts("an internationalization of words", 12.0), None);
        assert_eq!(parts("بيان عن الغاز", 12.0), None);
        let digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        let broken = parts(&format!("see {digest} there"), 20.0).expect("it is wider");
        assert!(broken.iter().all(|part| part.split(' ').all(|word| word.len() <= 8)), "{broken:?}");
        assert_eq!(broken.concat(), format!("see {digest} there"));
        let tatweel = "كـ".repeat(20_000);
        let broken = parts(&tatweel, 30.0).expect("it is wider");
        assert_eq!(broken.concat().replace('\u{200d}', ""), tatweel);
        let letters = parts(&"a\u{a0}".repeat(40_000), 30.0).expect("it is wider");
        assert!(letters.iter().all(|part| part.chars().count() <= 27) && letters.len() < 3100, "{}", letters.len());
    }

    #[test]
    fn letters_that_join_keep_their_forms() {
        let broken = parts("بببببببببببب", 3.0).expect("it is wider");
        assert!(broken[0].ends_with('\u{200d}') && broken[1].starts_with('\u{200d}'), "{broken:?}");
    }

    #[test]
    fn lengths_are_points() {
        assert_eq!(points("36pt"), Some(36.0));
        assert_eq!(points("25.4mm").map(f64::round), Some(72.0));
        assert_eq!(points("2em"), None);
    }
}
