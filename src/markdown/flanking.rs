//! The letters around a delimiter run -> whether the run may open or close emphasis: CommonMark's rule (0.31.2,
//! "left-flanking and right-flanking") and the same rule relaxed beside right-to-left letters.
//!
//! Arabic proclitics (و ف ب ل ك ال) attach without a space and Arabic quotes are punctuation, so the rule leaves
//! literal asterisks in `قال **«الخبر»**وهو` and `بال**«حرية»**`. English needs no such help, because a word and a
//! quotation mark never touch without a space there.

/// Whether a run may open and whether it may close.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::markdown) struct Flanking {
    /// May open emphasis.
    pub open: bool,
    /// May close emphasis.
    pub close: bool,
}

/// What stands around a run of delimiters, as in the source; `\n` for the edge of a block.
#[derive(Clone, Copy, Debug)]
pub(in crate::markdown) struct Around<'a> {
    /// Everything before the run in its line.
    pub before: &'a str,
    /// Everything after it in its line.
    pub after: &'a str,
}

impl Around<'_> {
    fn previous(self) -> char {
        self.before.chars().next_back().unwrap_or('\n')
    }

    fn next(self) -> char {
        self.after.chars().next().unwrap_or('\n')
    }

    /// Flanking as CommonMark (and GFM for `~`) has it.
    pub fn standard(self, delimiter: char, length: usize) -> Flanking {
        let (previous, next) = (self.previous(), self.next());
        let left = !next.is_whitespace() && (!is_punctuation(next) || previous.is_whitespace() || is_punctuation(previous));
        let right = !previous.is_whitespace() && (!is_punctuation(previous) || next.is_whitespace() || is_punctuation(next));
        match (delimiter, length) {
            ('_', _) => {
                Flanking { open: left && (!right || is_punctuation(previous)), close: right && (!left || is_punctuation(next)) }
            }
            ('~', 1) => Flanking {
                open: left && (previous.is_whitespace() || is_punctuation(previous)),
                close: right && (next.is_whitespace() || is_punctuation(next)),
            },
            // GFM: two tildes open before anything but a space, also within a word.
            ('~', _) => Flanking { open: !next.is_whitespace(), close: right },
            _ => Flanking { open: left, close: right },
        }
    }

    /// Flanking with the relaxation beside right-to-left letters.
    pub fn relaxed(self, delimiter: char, length: usize) -> Flanking {
        let standard = self.standard(delimiter, length);
        let (previous, next) = (self.previous(), self.next());
        if delimiter == '_' {
            // Within a word `_` stays a letter (#اليوم_الوطني), but a proclitic is a word of its own.
            return Flanking { open: standard.open || (!next.is_whitespace() && ends_in_proclitic(self.before)), ..standard };
        }
        if delimiter == '~' && length == 1 {
            return standard;
        }
        Flanking {
            open: standard.open || (is_rtl_word(previous) && is_punctuation(next) && !is_closing(next)),
            close: standard.close || (is_rtl_word(next) && is_punctuation(previous) && !is_opening(previous)),
        }
    }

    /// Whether the word on either side of the run, past punctuation, is written right to left.
    pub fn beside_rtl(self) -> bool {
        first_letter(self.before.chars().rev()).is_some_and(is_rtl_word)
            || first_letter(self.after.chars()).is_some_and(is_rtl_word)
    }
}

/// The letter that follows, past a few marks of punctuation, in the same word.
fn first_letter(chars: impl Iterator<Item = char>) -> Option<char> {
    chars.take(8).take_while(|c| !c.is_whitespace()).find(|c| c.is_alphanumeric())
}

/// A letter, digit or mark of a right-to-left script: the blocks that are right-to-left by default in UAX #9.
pub(in crate::markdown) fn is_rtl_word(c: char) -> bool {
    let right_to_left = matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    right_to_left && (c.is_alphanumeric() || is_mark(c))
}

/// Punctuation in CommonMark's sense: the general categories P and S.
///
/// A shortcut: everything visible that is neither letter, digit, mark nor format character. It differs from the
/// categories only for private and unassigned characters, and is asked only where emphasis is decided again.
pub(in crate::markdown) fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    !(c.is_alphanumeric() || c.is_whitespace() || c.is_control() || is_mark(c) || is_format(c))
}

/// Combining marks that `char::is_alphabetic` does not count (general category M), of scripts that stand near ours.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}'
        | '\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{8ca}'..='\u{8e1}' | '\u{8e3}'..='\u{8ff}'
        | '\u{93c}' | '\u{94d}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20f0}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}')
}

/// Format characters (general category Cf), bidi marks and joiners among them.
fn is_format(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Punctuation after which a run never closes: what it opens has not begun yet.
fn is_opening(c: char) -> bool {
    matches!(c, '«' | '(' | '[' | '{' | '“' | '‘' | '‹' | '﴿')
}

/// Punctuation before which a run never opens: what it closes has ended.
fn is_closing(c: char) -> bool {
    matches!(
        c,
        '»' | ')'
            | ']'
            | '}'
            | '”'
            | '’'
            | '›'
            | '﴾'
            | '،'
            | '؛'
            | '؟'
            | '.'
            | ','
            | ':'
            | ';'
            | '!'
            | '?'
            | '…'
            | '٪'
            | '%'
    )
}

/// Whether the text ends in a word that consists of Arabic proclitics only: a conjunction (و ف), a preposition (ب ل ك)
/// or the future س, and the article.
fn ends_in_proclitic(before: &str) -> bool {
    let word_start = before.char_indices().rev().take(6).find(|(_, c)| !is_rtl_word(*c));
    let start = word_start
        .map_or(before.len() - before.chars().rev().take(6).map(char::len_utf8).sum::<usize>(), |(i, c)| i + c.len_utf8());
    // A word glued to a hash, an at sign or another underscore is a name, not a word with a proclitic.
    if word_start.is_some_and(|(_, c)| matches!(c, '#' | '@' | '_' | '/' | '-' | '.')) {
        return false;
    }
    let word = &before[start..];
    let rest = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let rest = rest.strip_prefix(['ب', 'ل', 'ك', 'س']).unwrap_or(rest);
    !word.is_empty() && (rest.is_empty() || rest == "ال" || rest == "ل")
}

#[cfg(test)]
mod tests {
    use super::{Around, ends_in_proclitic, is_punctuation, is_rtl_word};

    #[track_caller]
    fn check(before: &str, after: &str, standard: &str, relaxed: &str) {
        let around = Around { before, after };
        let show = |f: super::Flanking| format!("{}{}", if f.open { "o" } else { "" }, if f.close { "c" } else { "" });
        assert_eq!(show(around.standard('*', 2)), standard, "standard");
        assert_eq!(show(around.relaxed('*', 2)), relaxed, "relaxed");
    }

    #[test]
    fn arabic_letters_relax_the_rule() {
        check("قال **«الخبر»", "وهو", "o", "oc");
        check("بال", "«حرية»**", "c", "oc");
        check("**الاسم:", "محمد", "o", "oc");
        check("قال:", "«مهم»", "oc", "oc");
        check("", "نص", "o", "o");
        check("نص", "", "c", "c");
        check("«", "نص", "o", "o");
    }

    #[test]
    fn english_stays_as_it_is() {
        check("He said \"news\"", "and", "o", "o");
        check("pre", "\"quoted\"", "c", "c");
        check("a", "b", "oc", "oc");
        check("a ", " b", "", "");
    }

    #[test]
    fn proclitics_are_words_of_their_own() {
        for text in ["و", "قال و", "وال", "بال", "فبال", "لل", "«ال"] {
            assert!(ends_in_proclitic(text), "{text}");
        }
        for text in ["", "نص", "#و", "اسم_و", "اليوم", "x"] {
            assert!(!ends_in_proclitic(text), "{text}");
        }
    }

    #[test]
    fn characters_have_their_kind() {
        assert!("«»،؛؟٪€—“+<".chars().all(is_punctuation));
        assert!(!"اa1١ \u{200f}\u{64b}é".chars().any(is_punctuation));
        assert!("اً١שـ".chars().all(is_rtl_word));
        assert!(!"،؟a1٪ ".chars().any(is_rtl_word));
    }
}
