//! A line of `AsciiDoc`, reStructuredText, a wiki, Textile or Obsidian -> what to write instead of it.

use super::{SHORTCODE, is_word, is_words};

const COMMENT: &str = phrase!("write a comment as `<!-- words -->`; this one would be published");
const TABLE: &str = phrase!("write a table as rows of `| cell | cell |`, with `|---|---|` below the first");

/// Names of blocks of other editors, in braces.
const BRACED: [&str; 9] = ["quote", "code", "noformat", "panel", "info", "note", "warning", "tip", "toc"];

/// What to write instead of a line that is a mark from end to end.
pub(super) fn instead(words: &str) -> Option<&'static str> {
    if words.starts_with("%%") && words.ends_with("%%") && is_words(words.trim_matches('%')) {
        return Some(COMMENT);
    }
    if words == "|===" || words.starts_with("{|") {
        return Some(TABLE);
    }
    let heading = words.strip_prefix('h').and_then(|rest| rest.strip_prefix(|c: char| ('1'..='6').contains(&c)));
    if heading.is_some_and(|rest| rest.starts_with(". ")) {
        return Some(phrase!("write a heading as `## words`: one to six `#`, then a space"));
    }
    if words.starts_with("bq. ") {
        return Some(phrase!("put `> ` before each line of a quotation"));
    }
    (is_directive(words) || is_macro(words) || is_braced(words)).then_some(SHORTCODE)
}

/// `.. note::`, `.. _target:`, `.. [1] note`, `.. |name| image:: a.png`.
fn is_directive(words: &str) -> bool {
    let Some(rest) = words.strip_prefix(".. ") else { return false };
    let is_target = rest.starts_with('_') && rest.ends_with(':');
    let is_note = rest.starts_with('[') && rest.contains("] ");
    let is_named = rest.starts_with('|') && rest.contains("::");
    is_target || is_note || is_named || rest.split_once("::").is_some_and(|(name, _)| is_word(name))
}

/// `image::a.png[]`, `include::a.adoc[]`, `::youtube{#x}`, `::toc`. A gap before the bracket makes it a sentence.
fn is_macro(words: &str) -> bool {
    let Some((name, rest)) = words.split_once("::") else { return false };
    if name.is_empty() {
        return is_word(rest.split(['[', '{']).next().unwrap_or_default());
    }
    let target = rest.split('[').next().unwrap_or_default();
    is_word(name) && rest.ends_with(']') && target.len() < rest.len() && !target.contains([' ', ':'])
}

/// `{quote}`, `{code:java}`.
fn is_braced(words: &str) -> bool {
    let inside = words.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    inside.and_then(|inside| inside.split(':').next()).is_some_and(|name| BRACED.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::instead;

    #[test]
    fn lines_of_others_are_known_from_sentences() {
        for mark in [
            "%% note to self %%",
            "|===",
            "{| class=\"wikitable\"",
            "h2. Title",
            "bq. words",
            ".. note::",
            ".. code-block:: rust",
            ".. _target:",
            ".. [1] A note",
            ".. |x| image:: a.png",
            "image::a.png[A map]",
            "include::a.adoc[]",
            "::youtube{#x}",
            "::toc",
            "{quote}",
            "{code:java}",
        ] {
            assert!(instead(mark).is_some(), "{mark}");
        }
        for words in [
            "5%% and 6%%",
            "%%",
            ".. and so on",
            ".. [so",
            "std::vec holds [values]",
            "قال:: نعم [كذا]",
            "::",
            ":: نص",
            "{b}",
            "{code} is what he said",
            "h2.5 rose",
            "|x|",
        ] {
            assert_eq!(instead(words), None, "{words}");
        }
    }
}
