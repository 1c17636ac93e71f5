//! A line of text and its size -> how wide it will be, measured with the theme's own face; and lines that fit a width.
//! The only user of rustybuzz.
//!
//! Arabic letters join and have another width in each form, so they are shaped as a browser shapes them. The face is the one
//! that figures are set in (`family-head` of the built-in theme); a theme with other faces gets lines of nearly the same width.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use rustybuzz::{BufferClusterLevel, Face, GlyphInfo, GlyphPosition, Script, ShapePlan, UnicodeBuffer, script};

use crate::locale::letter::is_mark;

/// The regular face; both scripts are in it.
static REGULAR: &[u8] = include_bytes!("../../themes/briefing/fonts/plex-sans-arabic/IBMPlexSansArabic-Regular.ttf");
/// The bold one.
static BOLD: &[u8] = include_bytes!("../../themes/briefing/fonts/plex-sans-arabic/IBMPlexSansArabic-Bold.ttf");
/// The size of Arabic beside Latin (`size-adjust` in css/fonts.css).
const ARABIC: f64 = 1.1;
/// The glyph of what a face does not have.
const MISSING: u32 = 0;
/// Longer texts are cut before they are shaped: no line of a figure holds as much.
const LONGEST: usize = 400;

/// How strong letters are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Weight {
    /// 400
    Regular,
    /// 700
    Bold,
}

/// A way to set text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TextStyle {
    /// In units of the drawing.
    pub size: f64,
    /// How strong.
    pub weight: Weight,
    /// Set among Arabic letters: digits and punctuation come from the Arabic face then.
    pub arabic: bool,
}

impl TextStyle {
    /// The width of a line.
    pub fn width(self, text: &str) -> f64 {
        let mut width = 0.0;
        let mut rest = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text);
        while let Some(first) = rest.chars().next() {
            let arabic = is_arabic(first);
            let end = rest.find(|c: char| is_arabic(c) != arabic && c != ' ').unwrap_or(rest.len());
            let scale = if arabic || (self.arabic && !first.is_ascii_alphabetic()) { ARABIC } else { 1.0 };
            width += self.shaped(&rest[..end]) * scale;
            rest = &rest[end..];
        }
        width
    }

    /// The width of a run of one script.
    fn shaped(self, run: &str) -> f64 {
        let Some(face) = face(self.weight) else {
            // Not reached with the faces that are built in; a generous em for each letter keeps a drawing sane.
            return run.chars().map(|_| self.size * 0.6).sum();
        };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(run);
        // Each glyph knows its own character, also a mark.
        buffer.set_cluster_level(BufferClusterLevel::Characters);
        buffer.guess_segment_properties();
        let plan = plan(self.weight, face, &buffer);
        let shaped = rustybuzz::shape_with_plan(face, &plan, buffer);
        let unit = f64::from(face.units_per_em());
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        let em = |(info, position): (&GlyphInfo, &GlyphPosition)| match info.glyph_id {
            MISSING => run[info.cluster as usize..].chars().next().map_or(0.0, elsewhere),
            _ => f64::from(position.x_advance) / unit,
        };
        glyphs.map(em).sum::<f64>() * self.size
    }

    /// Lines of at most `width`, at most `most` of them; what does not fit ends in an ellipsis.
    pub fn wrap(self, text: &str, width: f64, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut words = text.split_whitespace().peekable();
        let mut line = String::new();
        while let Some(word) = words.next() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.width(&longer) <= width && longer.len() < LONGEST {
                line = longer;
            } else if line.is_empty() {
                lines.push(self.cut(word, width));
            } else if lines.len() + 1 >= most {
                let rest = std::iter::once(word).chain(words.by_ref()).take(8).fold(line, |all, w| format!("{all} {w}"));
                lines.push(self.cut(&rest, width));
                return lines;
            } else {
                lines.push(std::mem::take(&mut line));
                if self.width(word) <= width {
                    word.clone_into(&mut line);
                } else {
                    lines.push(self.cut(word, width));
                }
            }
            if lines.len() >= most {
                let more = !line.is_empty() || words.peek().is_some();
                lines.truncate(most);
                if let Some(last) = lines.last_mut().filter(|l| more && !l.ends_with('…')) {
                    *last = self.cut(&format!("{last} ……"), width);
                }
                return lines;
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// The text, or as much of it as fits before an ellipsis.
    pub fn cut(self, text: &str, width: f64) -> String {
        if self.width(text) <= width && text.len() < LONGEST {
            return text.trim_end_matches('…').trim_end().to_owned() + if text.ends_with('…') { "…" } else { "" };
        }
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).take(LONGEST).collect();
        let fits = ends.partition_point(|end| self.width(&format!("{}…", text[..*end].trim_end())) <= width);
        let end = ends.get(fits.saturating_sub(1)).copied().unwrap_or(0);
        format!("{}…", text[..end].trim_end())
    }

    /// Whether every word of a text fits a width unbroken, so that wrapping cuts nothing.
    pub fn words_fit(self, text: &str, width: f64) -> bool {
        text.split_whitespace().all(|word| self.width(word) <= width)
    }
}

fn face(weight: Weight) -> Option<&'static Face<'static>> {
    static FACES: OnceLock<[Option<Face<'static>>; 2]> = OnceLock::new();
    let faces = FACES.get_or_init(|| [Face::from_slice(REGULAR, 0), Face::from_slice(BOLD, 0)]);
    faces[usize::from(weight == Weight::Bold)].as_ref()
}

/// How a face shapes the script of a run. Looking up what the face has for it takes longer than shaping a label, so there is
/// one plan for a face and a script; the direction follows from the script.
fn plan(weight: Weight, face: &Face<'_>, buffer: &UnicodeBuffer) -> Arc<ShapePlan> {
    static PLANS: RwLock<BTreeMap<(Weight, Script), Arc<ShapePlan>>> = RwLock::new(BTreeMap::new());
    let key = (weight, buffer.script());
    // A plan is complete before it is put there, whatever became of the thread that did.
    if let Some(plan) = PLANS.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Arc::clone(plan);
    }
    let script = Some(buffer.script()).filter(|s| *s != script::UNKNOWN);
    let plan = Arc::new(ShapePlan::new(face, buffer.direction(), script, None, &[]));
    PLANS.write().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&plan));
    plan
}

/// About how wide a character is, in ems, that the face does not have: a browser takes it from another one.
fn elsewhere(c: char) -> f64 {
    match c {
        _ if is_mark(c) => 0.0,
        // Han, kana and Hangul fill a square.
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}'
        | '\u{ff00}'..='\u{ffef}' => 1.0,
        _ => 0.6,
    }
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{TextStyle, Weight};

    const SMALL: TextStyle = TextStyle { size: 14.0, weight: Weight::Regular, arabic: false };

    #[test]
    fn joined_letters_are_narrower_than_letters_alone() {
        assert!(SMALL.width("بيانات") < "بيانات".chars().map(|c| SMALL.width(&c.to_string())).sum());
        assert!(SMALL.width("GDP نما 3.5%") > SMALL.width("GDP نما"));
        assert!(SMALL.width("") < f64::EPSILON);
    }

    #[test]
    fn what_the_face_does_not_have_takes_room() {
        let near = |text: &str, ems: f64| assert!((SMALL.width(text) - ems * 14.0).abs() < 0.01, "{text}: {}", SMALL.width(text));
        near("שלום", 2.4);
        near("שָׁלוֹם", 2.4);
        near("東京", 2.0);
    }

    #[test]
    fn lines_fit_and_end_in_an_ellipsis_when_they_must() {
        for text in [
            "أسعار الغاز المسال قبل الزيادة وبعدها وبعد التراجع",
            "prices before and after the increase",
            "x",
            "",
            &"طويلة".repeat(400),
            "السعر now 120",
        ] {
            for (width, most) in [(60.0, 1), (120.0, 3), (400.0, 2)] {
                let lines = SMALL.wrap(text, width, most);
                assert!(lines.len() <= most, "{lines:?}");
                assert!(lines.iter().all(|l| SMALL.width(l) <= width + 0.01), "{width} {lines:?}");
                let whole = lines.join(" ") == text;
                assert!(
                    whole || lines.last().is_some_and(|l| l.contains('…')) || lines.iter().any(|l| l.ends_with('…')),
                    "{lines:?}"
                );
            }
        }
    }
}
