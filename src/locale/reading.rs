//! What a character does to the order in which a line is read (UAX #9), for whoever has lines as they stand on paper.

use unicode_bidi::{BidiClass as Bidi, bidi_class};

/// What a character does to direction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reading {
    /// A letter that is read from the left.
    Left,
    /// A letter of Arabic, or of a script that is written as Arabic is.
    Arabic,
    /// Another letter that is read from the right.
    Right,
    /// A digit.
    Digit,
    /// What stays with digits on both sides of it.
    Joint,
    /// A space.
    Space,
    /// Anything else.
    Other,
}

/// What `c` does to direction.
pub fn reading(c: char) -> Reading {
    if matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}') {
        return Reading::Other;
    }
    let class = bidi_class(c);
    match () {
        () if class == Bidi::L => Reading::Left,
        () if class == Bidi::AL => Reading::Arabic,
        () if class == Bidi::R => Reading::Right,
        () if matches!(class, Bidi::EN | Bidi::AN) => Reading::Digit,
        () if class == Bidi::CS => Reading::Joint,
        () if matches!(class, Bidi::WS | Bidi::S | Bidi::B) => Reading::Space,
        () => Reading::Other,
    }
}

/// Whether a letter is read from the right.
pub fn is_from_right(c: char) -> bool {
    matches!(reading(c), Reading::Arabic | Reading::Right)
}
