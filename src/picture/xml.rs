//! XML -> its tree, in bounds: entities are resolved as far as they do not grow without end, nothing is fetched.

use roxmltree::{Document, Error, ParsingOptions};

/// Letters that entities may become in all.
const MOST_LETTERS: usize = 64 << 20;
/// How often the parser follows references within one reference.
const MOST_WITHIN: usize = 255;

/// Reads a document of at most so many nodes.
pub(in crate::picture) fn parse(text: &str, most_nodes: u32) -> Result<Document<'_>, Error> {
    if grows(text) {
        return Err(Error::NodesLimitReached);
    }
    Document::parse_with_options(text, ParsingOptions { allow_dtd: true, nodes_limit: most_nodes, ..ParsingOptions::default() })
}

/// Whether entities that the document declares may become more than is bearable: what they hold at most, as often as any is named.
fn grows(text: &str) -> bool {
    let Some(declared) = text.find("<!ENTITY") else { return false };
    let end = text.rfind("]>").filter(|end| *end > declared).unwrap_or(text.len());
    let longest = end - declared;
    let own = ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#"];
    let named = text.match_indices('&').filter(|(at, _)| !own.iter().any(|name| text[*at..].starts_with(name))).count();
    longest.saturating_mul(named).saturating_mul(MOST_WITHIN) > MOST_LETTERS
}
