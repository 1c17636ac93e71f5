//! The words of a text and the prints of the words that were accepted -> what is new and how much is gone.
//!
//! The lock keeps no text, only a print of twelve bits of each word: enough to find the words that stayed (longest common
//! subsequence), so that those that are new can be shown; of those that are gone only the number is known.

use crate::output::hash;

/// A piece of a changed text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Words that stood there before.
    Kept(String),
    /// Words that are new.
    New(String),
    /// So many words are gone.
    Gone(usize),
}

/// Longer texts are shown as new where they begin to differ: the table of the search would not be worth its memory.
const LARGEST: usize = 4_000_000;
/// The digits of prints, each worth six bits.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The prints of words: two letters each.
pub fn prints(words: &[String]) -> String {
    words.iter().flat_map(|word| print(word)).collect()
}

fn print(word: &str) -> [char; 2] {
    let bits = u16::from_str_radix(&hash::short(word.as_bytes())[..3], 16).unwrap_or(0);
    [bits >> 6, bits & 63].map(|digit| char::from(DIGITS[usize::from(digit & 63)]))
}

/// What became of a text with these prints.
pub fn diff(prints: &str, words: &[String]) -> Vec<Piece> {
    let old: Vec<[char; 2]> = pairs(prints);
    let new: Vec<[char; 2]> = words.iter().map(|word| print(word)).collect();
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let mut pieces = Pieces { list: Vec::new(), gone: 0 };
    pieces.kept(&words[..head]);
    let between = &words[head..words.len() - tail];
    if a.len().saturating_mul(b.len()) > LARGEST {
        pieces.gone += a.len();
        pieces.added(between);
    } else {
        walk(a, b, between, &mut pieces);
    }
    pieces.kept(&words[words.len() - tail..]);
    pieces.flush();
    pieces.list
}

/// How alike two texts are, from 0 to 1000: words in common, whatever their order, against all words.
pub fn likeness(prints: &str, words: &[String]) -> usize {
    let mut old = pairs(prints);
    let mut new: Vec<[char; 2]> = words.iter().map(|word| print(word)).collect();
    old.sort_unstable();
    new.sort_unstable();
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(a), Some(b)) = (old.get(i), new.get(j)) {
        both += usize::from(a == b);
        let step = a.cmp(b);
        i += usize::from(step.is_le());
        j += usize::from(step.is_ge());
    }
    (2000 * both).checked_div(old.len() + new.len()).unwrap_or(0)
}

fn pairs(prints: &str) -> Vec<[char; 2]> {
    let letters: Vec<char> = prints.chars().collect();
    letters.chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect()
}

/// The longest common subsequence of what lies between the common beginning and the common end.
fn walk(a: &[[char; 2]], b: &[[char; 2]], words: &[String], pieces: &mut Pieces) {
    let mut length = vec![vec![0_u32; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            length[i][j] = if a[i] == b[j] { length[i + 1][j + 1] + 1 } else { length[i + 1][j].max(length[i][j + 1]) };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            pieces.kept(&words[j..=j]);
            (i, j) = (i + 1, j + 1);
        } else if j >= b.len() || (i < a.len() && length[i + 1][j] >= length[i][j + 1]) {
            pieces.gone += 1;
            i += 1;
        } else {
            pieces.added(&words[j..=j]);
            j += 1;
        }
    }
}

/// Pieces in the making: words that are gone come before the new words in their place.
struct Pieces {
    list: Vec<Piece>,
    gone: usize,
}

impl Pieces {
    fn kept(&mut self, words: &[String]) {
        if words.is_empty() {
            return;
        }
        self.flush();
        match self.list.last_mut() {
            Some(Piece::Kept(text)) => *text = format!("{text} {}", words.join(" ")),
            Some(Piece::New(_) | Piece::Gone(_)) | None => self.list.push(Piece::Kept(words.join(" "))),
        }
    }

    fn added(&mut self, words: &[String]) {
        if words.is_empty() {
            return;
        }
        match self.list.last_mut() {
            Some(Piece::New(text)) => *text = format!("{text} {}", words.join(" ")),
            Some(Piece::Kept(_) | Piece::Gone(_)) | None => self.list.push(Piece::New(words.join(" "))),
        }
    }

    fn flush(&mut self) {
        if self.gone == 0 {
            return;
        }
        let gone = Piece::Gone(std::mem::take(&mut self.gone));
        match self.list.last() {
            Some(Piece::New(_)) => self.list.insert(self.list.len() - 1, gone),
            Some(Piece::Kept(_) | Piece::Gone(_)) | None => self.list.push(gone),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, diff, likeness, prints};

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[track_caller]
    fn check(before: &str, after: &str, expected: &str) {
        let shown: Vec<String> = diff(&prints(&words(before)), &words(after))
            .into_iter()
            .map(|piece| match piece {
                Piece::Kept(text) => text,
                Piece::New(text) => format!("+{text}+"),
                Piece::Gone(n) => format!("-{n}-"),
            })
            .collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn new_words_are_shown_and_gone_ones_counted() {
        check("a litre cost 60 tenge", "a litre cost 65 tenge", "a litre cost -1- +65+ tenge");
        check("صار سعره 120 تنغًا", "ثم صار سعره 125 تنغًا اليوم", "+ثم+ صار سعره -1- +125+ تنغًا +اليوم+");
        check("one two three four", "one four", "one -2- four");
        check("", "new text", "+new text+");
        check("old text", "", "-2-");
        check("the GDP of البلاد grew", "the GDP of البلاد fell", "the GDP of البلاد -1- +fell+");
    }

    #[test]
    fn likeness_is_between_nothing_and_all() {
        assert_eq!(likeness(&prints(&words("a b c d")), &words("d c b a")), 1000);
        assert_eq!(likeness(&prints(&words("a b")), &words("x y")), 0);
        assert_eq!(likeness("", &[]), 0);
    }
}
