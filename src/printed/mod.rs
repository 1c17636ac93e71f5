//! Ground: the pages of a PDF as what is printed on them: glyphs with their letters and places, and where links lead.
//!
//! `read` is the door to the reader of PDFs, `marked` what a file says of its text itself. Of the glyphs `row` makes rows, `order` puts a
//! row in the order in which it is read, `column` finds columns, `block` paragraphs, headings, lists and notes, `edges` what pages have
//! around their text. `text` is what comes of it. No model, no network, no clock: equal bytes, equal result.

mod block;
mod column;
mod edges;
mod item;
mod marked;
mod order;
pub mod read;
mod row;
mod settle;
mod spoken;
pub mod text;

use std::collections::BTreeMap;

/// A glyph on a page. Lengths are points, from the upper left corner of the page.
#[derive(Clone, PartialEq, Debug)]
pub struct Glyph {
    /// Its left and its right end on the line.
    pub from: f64,
    /// Where the next glyph would stand.
    pub to: f64,
    /// The line it stands on.
    pub base: f64,
    /// The size of its font.
    pub size: f64,
    /// Its font, by the order in which fonts come up.
    pub font: usize,
    /// Its letters in the order in which they are read; a private-use code where nothing says them.
    pub text: String,
    /// For a bracket: whether its shape opens to the right, as `(` does.
    pub opens_right: Option<bool>,
    /// The middle of what is inked, for marks, which stand over other letters.
    pub middle: f64,
    /// Its number in its font.
    pub id: u32,
    /// Whether it shows anything.
    pub is_inked: bool,
    /// When it was printed.
    pub turn: usize,
}

/// A place on a page that leads somewhere.
#[derive(Clone, PartialEq, Debug)]
pub struct Link {
    /// Left, upper, right and lower end.
    pub around: [f64; 4],
    /// The address.
    pub to: String,
}

/// A page.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sheet {
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// What is printed, in the order of the file.
    pub glyphs: Vec<Glyph>,
    /// What is printed in another direction than the page's: along axes, across the page.
    pub turned: Vec<Glyph>,
    /// Where links lead.
    pub links: Vec<Link>,
    /// How many pictures stand on it.
    pub pictures: usize,
}

/// A font.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Face {
    /// Its name.
    pub name: String,
    /// Whether it is bold.
    pub is_bold: bool,
}

/// The pages of a file.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sheets {
    /// In their order.
    pub all: Vec<Sheet>,
    /// The fonts.
    pub faces: Vec<Face>,
    /// Glyphs whose letters nothing says, each with the private-use code that stands for it.
    pub unknown: usize,
    /// What fonts say of glyphs of which the file says nothing, by font and glyph.
    pub silent: BTreeMap<(usize, u32), String>,
}

/// The letters of a glyph as a line may hold them: what breaks or steers lines is a space, and what no text may hold is gone.
fn clean(text: &str) -> String {
    let is_none = |c: char| matches!(c, '\u{FDD0}'..='\u{FDEF}') || u32::from(c) & 0xFFFE == 0xFFFE;
    let one = |c: char| if c.is_control() || c.is_whitespace() { ' ' } else { c };
    text.chars().filter(|c| !is_none(*c)).map(one).collect()
}

/// Whether a text is a code that stands for a glyph which nothing tells.
fn is_code(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{F0000}'..='\u{FFFFD}'))
}

impl Sheets {
    fn glyphs(&self) -> impl Iterator<Item = &Glyph> {
        self.all.iter().flat_map(|sheet| sheet.glyphs.iter().chain(&sheet.turned)).filter(|glyph| !glyph.text.trim().is_empty())
    }

    /// How many glyphs with letters there are, and of how many nothing says which.
    pub fn letters(&self) -> (usize, usize) {
        (self.glyphs().count(), self.glyphs().filter(|glyph| is_code(&glyph.text)).count())
    }

    /// Reads glyphs that nothing tells by the font that the text was set in, in those fonts of the file whose glyphs have the same
    /// numbers: nine of ten that are known must say the same. Whether there was such a font, or nothing to read.
    pub fn lend(&mut self, font: &BTreeMap<u32, String>) -> bool {
        let mut same: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for glyph in self.glyphs().filter(|glyph| !is_code(&glyph.text)) {
            let (agree, all) = same.entry(glyph.font).or_default();
            *agree += usize::from(font.get(&glyph.id) == Some(&glyph.text));
            *all += 1;
        }
        if self.letters().1 == 0 {
            return true;
        }
        let agrees = |number: usize| same.get(&number).is_some_and(|(agree, all)| *agree >= 8 && agree * 10 >= all * 9);
        let mut has_read = false;
        for glyph in self.all.iter_mut().flat_map(|sheet| sheet.glyphs.iter_mut().chain(&mut sheet.turned)) {
            if is_code(&glyph.text)
                && agrees(glyph.font)
                && let Some(text) = font.get(&glyph.id)
            {
                glyph.text.clone_from(text);
                has_read = true;
            }
        }
        has_read
    }
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn letters_of_a_glyph_break_no_line() {
        assert_eq!(clean("a\nb\u{2028}c\u{A0}d\u{FDD0}\u{FFFE}\u{1FFFF}e"), "a b c de");
    }
}
