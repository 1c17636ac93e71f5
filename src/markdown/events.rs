//! The bytes of a body -> pulldown-cmark's events with their ranges, in which a dollar sign is a formula's only where
//! [`dollars`] says so.
//!
//! The parser pairs the signs of `$5 and $10 (US$)`, and what it then takes for TeX is no Markdown any more. So a body with
//! dollar signs is parsed twice: once without formulas, to learn which signs stand in running text; then with formulas, with
//! every sign that is none put out of the way. So is one whose labels are not composed: once more with [`labels`] that are.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options as Extensions, Parser, Tag, TagEnd};

use super::dollars::{self, Doubt};
use super::labels;

/// CommonMark with GFM's tables, footnotes, task lists, strikethrough and alerts, heading anchors, definition lists and
/// formulas. No smart punctuation: it turns `"نعم"` into English quotation marks.
const EXTENSIONS: Extensions = Extensions::ENABLE_TABLES
    .union(Extensions::ENABLE_FOOTNOTES)
    .union(Extensions::ENABLE_STRIKETHROUGH)
    .union(Extensions::ENABLE_TASKLISTS)
    .union(Extensions::ENABLE_HEADING_ATTRIBUTES)
    .union(Extensions::ENABLE_DEFINITION_LIST)
    .union(Extensions::ENABLE_GFM)
    .union(Extensions::ENABLE_MATH);

/// What was read of a body.
pub(in crate::markdown) struct Events<'a> {
    /// The events, with their bytes in the body.
    pub list: Vec<(Event<'a>, Range<usize>)>,
    /// References with two brackets that nothing defines, with their labels.
    pub undefined: Vec<(Range<usize>, String)>,
    /// Pairs of dollar signs that can be read in two ways.
    pub doubts: Vec<(Range<usize>, Doubt)>,
}

/// Reads a body.
pub(in crate::markdown) fn read(markdown: &str) -> Events<'_> {
    let Some(composed) = labels::composed(markdown, || verbatim(markdown)) else { return read_composed(markdown) };
    let Events { list, undefined, doubts } = read_composed(&composed.text);
    let as_written = |(event, range): (Event<'_>, Range<usize>)| {
        let place = composed.place(&range);
        (restored(event, range, &composed.text, &markdown[place.clone()]), place)
    };
    Events {
        list: list.into_iter().map(as_written).collect(),
        undefined: undefined.into_iter().map(|(range, label)| (composed.place(&range), label)).collect(),
        doubts: doubts.into_iter().map(|(range, doubt)| (composed.place(&range), doubt)).collect(),
    }
}

/// What of a body is printed as it stands.
fn verbatim(markdown: &str) -> Vec<Range<usize>> {
    let is_verbatim = |event: &Event<'_>| {
        matches!(
            event,
            Event::Code(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_)
                | Event::Html(_)
                | Event::InlineHtml(_)
                | Event::Start(Tag::CodeBlock(_) | Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. })
        )
    };
    parse(markdown).0.into_iter().filter(|(event, _)| is_verbatim(event)).map(|(_, range)| range).collect()
}

fn read_composed(markdown: &str) -> Events<'_> {
    let signs = if markdown.contains('$') { dollars::read(markdown, &in_text(markdown)) } else { dollars::Signs::default() };
    let (list, undefined) = if signs.plain.is_empty() {
        parse(markdown)
    } else {
        let masked = masked(markdown, &signs.plain);
        let (list, undefined) = parse(&masked);
        let unmasked = |(event, range): (Event<'_>, Range<usize>)| {
            (restored(event, range.clone(), &masked, &markdown[range.clone()]), range)
        };
        (list.into_iter().map(unmasked).collect(), undefined)
    };
    Events { list, undefined, doubts: signs.doubts }
}

type Listed<'a> = Vec<(Event<'a>, Range<usize>)>;

fn parse(markdown: &str) -> (Listed<'_>, Vec<(Range<usize>, String)>) {
    let mut undefined: Vec<(Range<usize>, String)> = Vec::new();
    let callback = |link: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        // `[so]` alone is everyday text; only the forms with two brackets can be meant as a link.
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            undefined.push((link.span, link.reference.to_string()));
        }
        None
    };
    let list = Parser::new_with_broken_link_callback(markdown, EXTENSIONS, Some(callback)).into_offset_iter().collect();
    (list, undefined)
}

/// The dollar signs of running text, those of one line of inlines (a paragraph, a cell, a link's text) together.
fn in_text(markdown: &str) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = vec![Vec::new()];
    // Addresses show themselves, and may hold the sign; code and blocks of HTML are no running text.
    let mut verbatim = 0_usize;
    for (event, range) in Parser::new_ext(markdown, EXTENSIONS.difference(Extensions::ENABLE_MATH)).into_offset_iter() {
        match event {
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => continue,
            Event::Start(
                Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. },
            ) => verbatim += 1,
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) if verbatim > 0 => verbatim += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Link | TagEnd::Image) => {
                verbatim = verbatim.saturating_sub(1);
            }
            Event::Text(_) if verbatim == 0 => {
                let found = markdown[range.clone()].match_indices('$').map(|(at, _)| range.start + at);
                if let Some(row) = rows.last_mut() {
                    row.extend(found);
                }
                continue;
            }
            Event::Start(_) | Event::End(_) => {}
            Event::Text(_)
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Rule
            | Event::TaskListMarker(_) => continue,
        }
        if rows.last().is_some_and(|row| !row.is_empty()) {
            rows.push(Vec::new());
        }
    }
    rows
}

/// The body with another mark for these signs. `%` is punctuation of one byte, as `$` is, so that emphasis beside it does not
/// change; and it means nothing in Markdown.
fn masked(markdown: &str, signs: &[usize]) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut at = 0;
    for &sign in signs {
        out.push_str(&markdown[at..sign]);
        out.push('%');
        at = sign + 1;
    }
    out + &markdown[at..]
}

/// An event of a changed body as one of what was written there: what is changed stands in running text only, where a text is its
/// range.
fn restored<'a>(event: Event<'_>, range: Range<usize>, changed: &str, written: &'a str) -> Event<'a> {
    let is_own = matches!(&event, Event::Text(text) if changed.get(range) == Some(&**text));
    if is_own { Event::Text(written.into()) } else { event.into_static() }
}
