//! What a paragraph that came back says of itself: its style, what the document prints before it, whose words it has, where it leads.

use std::collections::BTreeSet;

use super::links::Own;
use super::marks::{Segment, Sent, said};
use super::pages::PageText;
use crate::ast::BlockKind;
use crate::word::Lead;

/// An address that letters lead to and none of some links does.
pub fn unknown<'l>(letters: &[Sent], links: &'l [Lead], own: &[Option<Own>]) -> Option<&'l str> {
    let numbers: BTreeSet<usize> = letters.iter().filter_map(|letter| letter.link).collect();
    let addresses = numbers.into_iter().filter_map(|at| match links.get(at)? {
        Lead::Address(to) => Some(to.as_str()),
        Lead::Place(_) | Lead::Nowhere => None,
    });
    addresses.into_iter().find(|to| !own.iter().flatten().any(|own| own.is(to)))
}

/// Whether most words of a text were in another, and are not in what came of it.
pub fn shared(before: &str, after: &str, text: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (gone, own) = (&words(before) - &words(after), words(text));
    let count = own.intersection(&gone).count();
    count > 0 && count * 10 >= own.len() * 6
}

/// Whether a style is that of running text: a list or a heading would need more than a paragraph.
pub fn is_running(style: &str) -> bool {
    let style = style.to_lowercase();
    !["heading", "list", "title", "quote", "callout", "term", "meaning", "table"].iter().any(|name| style.contains(name))
}

pub fn is_contents(style: &str) -> bool {
    let style = style.to_lowercase();
    style.starts_with("toc") || style.starts_with("contents")
}

/// The style that a line has now, where it became a heading, is none any more, or has another level.
pub fn restyled(segment: &Segment, page: &PageText<'_>, at: usize) -> Option<String> {
    let line = &page.lines[at];
    let block = page.document.blocks.get(line.block?)?;
    let is_heading = segment.style.to_lowercase().starts_with("heading");
    let was = matches!(block.kind, BlockKind::Heading { .. });
    let is_line = was || matches!(block.kind, BlockKind::Paragraph(_));
    (is_line && was != is_heading).then(|| segment.style.clone())
}

/// Takes off what the document prints before a text: the number of a note behind a chapter, the sign of one below a note, the box of a
/// task.
pub fn unprefixed(segment: &Segment, is_note: bool) -> Vec<Sent> {
    let says = said(&segment.letters);
    let second = says.chars().nth(1);
    let digits = says.chars().take_while(|c| c.is_numeric()).count();
    let mut rest = says.chars().skip(digits);
    let length = match says.chars().next() {
        Some('☑' | '☐') if second == Some(' ') => 2,
        Some('*' | '†' | '‡' | '§') if segment.is_note && second == Some(' ') => 2,
        Some(_) if is_note && !segment.is_note && digits > 0 && rest.next() == Some('.') && rest.next() == Some(' ') => {
            digits + 2
        }
        Some(_) | None => 0,
    };
    segment.letters[length..].to_vec()
}
