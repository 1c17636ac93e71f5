//! Ground: what a line may hold, and texts as people are shown them.

use super::atoms::Atom;
use super::marks;

/// What a line may hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Anything.
    Paragraph,
    /// No line ends, and no emphasis that all of it has.
    Heading,
    /// No line ends.
    Cell,
}

/// The first words of atoms, by which people find their paragraph.
pub fn opening(atoms: &[Atom]) -> String {
    const MOST: usize = 48;
    let mut out = String::new();
    for atom in atoms {
        if let Atom::Text { text, .. } = atom {
            out.extend(text.chars().filter(|c| !marks::is_mark(*c)).take(MOST * 2));
        } else {
            out.push(' ');
        }
        if out.chars().count() > MOST * 2 {
            break;
        }
    }
    let words = out.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() > MOST { words.chars().take(MOST).chain(['…']).collect() } else { words }
}

/// A text in one line, without controls.
pub fn clean(text: &str) -> String {
    let one: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !marks::is_mark(*c)).collect();
    one.split_whitespace().collect::<Vec<_>>().join(" ")
}
