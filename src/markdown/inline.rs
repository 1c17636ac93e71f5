//! The pieces of an inline container -> its tree.
//!
//! Steps: find bare addresses; settle emphasis; nest what lies between delimiters; let the raw-HTML policy look at
//! tags. Problems found on the way go to the [`Reading`].

use std::collections::BTreeMap;
use std::ops::Range;

use super::autolink;
use super::emphasis::{self, Need};
use super::html;
use super::inline_event::{InlineEvent, PieceKind, Style};
use super::made;
use super::options::RawHtml;
use super::raw::{self, InlineTag, Made};
use super::reading::{DEEPEST, Reading};
use crate::ast::placed::Text;
use crate::ast::{Inline, RefKind};
use crate::diag::codes::markdown as codes;
use crate::locale::Dir;
use crate::source::Span;

/// What a row of pieces belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::markdown) enum Container {
    /// A block, a cell, a term.
    Block,
    /// A link or an image: no addresses are linked in it, and its brackets stand beside its text.
    Bracketed,
}

/// The tree of a container.
pub(in crate::markdown) fn tree(reading: &mut Reading<'_>, pieces: Vec<InlineEvent>, container: Container) -> Vec<Inline> {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return Vec::new() };
    let mut bounds = first.range.start..last.range.end;
    if container == Container::Bracketed {
        bounds =
            reading.source.floor_char_boundary(bounds.start.saturating_sub(1))..reading.source.ceil_char_boundary(bounds.end + 1);
    }
    let (pieces, need) = match container {
        Container::Block => link_addresses(reading, pieces),
        Container::Bracketed => (pieces, Need::IfRelaxed),
    };
    let settled = emphasis::settle(reading.source, bounds, pieces, need);
    for range in &settled.literal {
        reading.diags.push(codes::literal_emphasis(reading.span(range), &reading.source[range.clone()]));
    }
    nest(reading, settled.pieces, container)
}

/// Turns bare addresses into links, and looks for references to footnotes that are not defined.
///
/// Delimiters within an address are part of it, so emphasis must be settled again where one vanished.
fn link_addresses(reading: &mut Reading<'_>, pieces: Vec<InlineEvent>) -> (Vec<InlineEvent>, Need) {
    let mut done = Vec::with_capacity(pieces.len());
    let mut need = Need::IfRelaxed;
    let mut group: Vec<InlineEvent> = Vec::new();
    let mut preceded = '\n';
    for piece in pieces {
        let breaks = match &piece.kind {
            PieceKind::Plain | PieceKind::Literal(_) | PieceKind::Open(_) | PieceKind::Close => None,
            PieceKind::Break(_) => Some('\n'),
            PieceKind::Tag(_) | PieceKind::Atom(_) | PieceKind::Display(_) => Some('\u{fffc}'),
        };
        if let Some(mark) = breaks {
            flush(reading, &mut group, preceded, &mut done, &mut need);
            preceded = mark;
            done.push(piece);
        } else {
            group.push(piece);
        }
    }
    flush(reading, &mut group, preceded, &mut done, &mut need);
    (done, need)
}

/// Text pieces as one text, each with where it begins.
fn joined(source: &str, group: &[InlineEvent]) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut starts = Vec::with_capacity(group.len());
    for piece in group {
        starts.push(text.len());
        match &piece.kind {
            PieceKind::Literal(literal) => text.push_str(literal),
            PieceKind::Plain
            | PieceKind::Open(_)
            | PieceKind::Close
            | PieceKind::Tag(_)
            | PieceKind::Atom(_)
            | PieceKind::Display(_)
            | PieceKind::Break(_) => text.push_str(&source[piece.range.clone()]),
        }
    }
    (text, starts)
}

fn flush(reading: &mut Reading<'_>, group: &mut Vec<InlineEvent>, preceded: char, done: &mut Vec<InlineEvent>, need: &mut Need) {
    let group = std::mem::take(group);
    let (text, starts) = joined(reading.source, &group);
    if text.contains("[^") {
        undefined_footnotes(reading, &group, &text, &starts);
    }
    let addresses = autolink::find(&text, preceded);
    if addresses.is_empty() {
        done.extend(group);
        return;
    }
    let places: Vec<usize> = addresses.iter().flat_map(|a| [a.range.start, a.range.end]).collect();
    let pieces = cut(group, &starts, &places);
    let mut addresses = addresses.into_iter().peekable();
    let mut within: Option<Range<usize>> = None;
    for (piece, start) in pieces {
        if let Some(found) = addresses.next_if(|a| a.range.end <= start)
            && let Some(range) = within.take()
        {
            push_address(reading, &text[found.range], found.prefix, &range, done);
        }
        if addresses.peek().is_some_and(|a| a.range.contains(&start)) {
            if matches!(piece.kind, PieceKind::Open(_) | PieceKind::Close) {
                *need = Need::Always;
            }
            within = Some(within.map_or(piece.range.start, |w| w.start)..piece.range.end);
        } else {
            done.push(piece);
        }
    }
    if let Some((range, found)) = within.zip(addresses.next()) {
        push_address(reading, &text[found.range], found.prefix, &range, done);
    }
}

/// Pieces with where they begin in the joined text, the plain ones cut at the given places (in order).
fn cut(group: Vec<InlineEvent>, starts: &[usize], places: &[usize]) -> Vec<(InlineEvent, usize)> {
    let mut out = Vec::with_capacity(group.len() + places.len());
    let mut places = places.iter().copied().peekable();
    for (piece, &start) in group.into_iter().zip(starts) {
        if !matches!(piece.kind, PieceKind::Plain) {
            out.push((piece, start));
            continue;
        }
        let mut from = 0;
        while places.next_if(|&p| p <= start + from).is_some() {}
        while let Some(place) = places.next_if(|&p| p < start + piece.range.len()) {
            if place > start + from {
                out.push((InlineEvent::plain(piece.range.start + from..piece.range.start + place - start), start + from));
                from = place - start;
            }
        }
        out.push((InlineEvent::plain(piece.range.start + from..piece.range.end), start + from));
    }
    out
}

fn push_address(reading: &mut Reading<'_>, text: &str, prefix: &str, range: &Range<usize>, done: &mut Vec<InlineEvent>) {
    let target = reading.refer(range, format!("{prefix}{text}"), RefKind::Link);
    let isolate = Some((reading.locale, Dir::Ltr));
    let mut content = Vec::with_capacity(1);
    push_text(&mut content, text, range, reading.source.get(range.clone()) == Some(text));
    let link = Inline::Link { target, title: Box::default(), isolate, content };
    done.push(InlineEvent { range: range.clone(), kind: PieceKind::Atom(link) });
}

/// Text of the shape `[^label]`: pulldown-cmark leaves a reference without a definition as text.
fn undefined_footnotes(reading: &mut Reading<'_>, group: &[InlineEvent], text: &str, starts: &[usize]) {
    for (at, _) in text.match_indices("[^") {
        let Some(label) = text[at + 2..].split(']').next().filter(|l| at + 2 + l.len() < text.len()) else { return };
        let piece = starts.partition_point(|s| *s <= at).checked_sub(1).and_then(|n| group.get(n).zip(starts.get(n)));
        let Some((piece, start)) = piece.filter(|(p, _)| matches!(p.kind, PieceKind::Plain)) else { continue };
        if label.is_empty() || label.len() > 64 || label.contains(|c: char| c.is_whitespace() || c == '[') {
            continue;
        }
        let from = piece.range.start + at - start;
        let span = Span::new(reading.file, from, from + label.len() + 3);
        reading.diags.push(codes::undefined_footnote(span, label));
    }
}

/// One level of the tree being built.
#[derive(Default)]
struct Level {
    style: Option<Style>,
    content: Vec<Inline>,
    /// Open tags of raw HTML.
    tags: Vec<OpenTag>,
}

/// A tag of raw HTML that is open.
struct OpenTag {
    name: String,
    /// Its place in the content of its level.
    at: usize,
    /// Its bytes in the file.
    range: Range<usize>,
    opens: Opens,
}

/// What a tag of raw HTML opens.
enum Opens {
    /// An element that stays; this closes it.
    Element(String),
    /// A link of Markdown's.
    Link(Made),
    /// Nothing: all of it was removed and told, and its closing tag goes with it.
    Nothing,
}

impl OpenTag {
    /// Reports that its other tag is missing, unless it was told that nothing is left of it.
    fn unpaired(&self, reading: &mut Reading<'_>) {
        if !matches!(self.opens, Opens::Nothing) {
            reading.diags.push(codes::raw_html_unpaired(reading.span(&self.range), &format!("<{}>", self.name)));
        }
    }
}

/// Nests pieces; deeper emphasis than any text needs loses its style, never its text.
fn nest(reading: &mut Reading<'_>, pieces: Vec<InlineEvent>, container: Container) -> Vec<Inline> {
    let mut levels = vec![Level::default()];
    let mut skipped = 0_usize;
    let mut told = BTreeMap::new();
    for piece in pieces {
        let Some(level) = levels.last_mut() else { break };
        match piece.kind {
            PieceKind::Plain => push_text(&mut level.content, &reading.source[piece.range.clone()], &piece.range, true),
            PieceKind::Literal(text) => push_text(&mut level.content, &text, &piece.range, false),
            PieceKind::Atom(inline) | PieceKind::Display(inline) | PieceKind::Break(inline) => level.content.push(inline),
            PieceKind::Tag(html) => tag(reading, level, &html, piece.range, (&mut told, container)),
            PieceKind::Open(_) if levels.len() > DEEPEST => {
                skipped += 1;
                reading.too_deep(&piece.range);
            }
            PieceKind::Open(style) => levels.push(Level { style: Some(style), ..Level::default() }),
            PieceKind::Close if skipped > 0 => skipped -= 1,
            PieceKind::Close => close(reading, &mut levels),
        }
    }
    // `Open` and `Close` are balanced, so that this ends the outermost level only.
    while levels.len() > 1 {
        close(reading, &mut levels);
    }
    levels.pop().map(|mut level| finish(reading, &mut level)).unwrap_or_default()
}

fn push_text(content: &mut Vec<Inline>, text: &str, source: &Range<usize>, is_verbatim: bool) {
    match content.last_mut() {
        Some(Inline::Text(last)) => last.push(text, source, is_verbatim),
        _ if text.is_empty() => {}
        _ => {
            let mut first = Text::default();
            first.push(text, source, is_verbatim);
            content.push(Inline::Text(first));
        }
    }
}

/// Ends the innermost level and hangs it into the one around it.
fn close(reading: &mut Reading<'_>, levels: &mut Vec<Level>) {
    let Some(mut level) = levels.pop_if(|l| l.style.is_some()) else { return };
    let content = finish(reading, &mut level);
    let inline = match level.style {
        Some(Style::Emphasis) => Inline::Emphasis(content),
        Some(Style::Strong) => Inline::Strong(content),
        Some(Style::Strike) | None => Inline::Strike(content),
    };
    if let Some(outer) = levels.last_mut() {
        outer.content.push(inline);
    }
}

/// The content of a level; tags that were not closed in it are taken out.
fn finish(reading: &mut Reading<'_>, level: &mut Level) -> Vec<Inline> {
    for tag in std::mem::take(&mut level.tags) {
        tag.unpaired(reading);
        level.content[tag.at] = Inline::Text(Text::default());
    }
    let mut content = std::mem::take(&mut level.content);
    content.retain(|i| !matches!(i, Inline::Text(t) if t.is_empty()));
    // Most lines are one text: what growing them left over would be most of what a tree takes.
    for inline in &mut content {
        if let Inline::Text(text) = inline {
            text.shrink_to_fit();
        }
    }
    content.shrink_to_fit();
    content
}

/// Place of the opening tag that a closing one belongs to; no further back than any text nests.
fn opened(tags: &[OpenTag], name: &str) -> Option<usize> {
    let back = tags.iter().rev().take(DEEPEST).position(|open| open.name == name)?;
    Some(tags.len() - 1 - back)
}

/// One tag of raw HTML under the policy. An opening tag stays only if its closing tag is on the same level.
fn tag(
    reading: &mut Reading<'_>,
    level: &mut Level,
    html: &str,
    range: Range<usize>,
    (told, container): (&mut BTreeMap<String, usize>, Container),
) {
    match reading.options.raw_html {
        RawHtml::Trusted => {
            html::hidden_in_tags(reading, html, &range);
            let html = html::published(reading, html, &range);
            level.content.push(Inline::Raw(html));
        }
        RawHtml::Off => {
            let Some(name) = raw::first_name(html) else { return };
            // One cause, one message: a closing tag is told with its opening one.
            let partner = name.strip_prefix("</").and_then(|n| told.get_mut(&format!("<{n}"))).filter(|open| **open > 0);
            if let Some(open) = partner {
                *open -= 1;
            } else {
                reading.diags.push(codes::raw_html(reading.span(&range), &name));
                *told.entry(name).or_default() += 1;
            }
        }
        RawHtml::Safe => {
            let (tag, removed) = raw::inline(html);
            for what in &removed {
                reading.diags.push(codes::raw_html_removed(reading.span(&range), what));
            }
            match tag {
                InlineTag::Open { name, html } => {
                    html::hidden_in_tags(reading, &html, &range);
                    let opens = Opens::Element(format!("</{name}>"));
                    level.tags.push(OpenTag { name, at: level.content.len(), range, opens });
                    level.content.push(Inline::Raw(html));
                }
                InlineTag::Made(picture) if picture.is_picture => level.content.extend(made::picture(picture, reading, &range)),
                InlineTag::Made(_)
                    if container == Container::Bracketed || level.tags.iter().any(|tag| matches!(tag.opens, Opens::Link(_))) =>
                {
                    reading.diags.push(codes::raw_html_removed(reading.span(&range), say!("`<a>` within a link")));
                    let opens = Opens::Element("</span>".to_owned());
                    level.tags.push(OpenTag { name: "a".to_owned(), at: level.content.len(), range, opens });
                    level.content.push(Inline::Raw("<span>".to_owned()));
                }
                InlineTag::Made(link) => {
                    let opens = Opens::Link(link);
                    level.tags.push(OpenTag { name: "a".to_owned(), at: level.content.len(), range, opens });
                    level.content.push(Inline::Raw(String::new()));
                }
                InlineTag::Bare { name } => {
                    if removed.is_empty() {
                        reading
                            .diags
                            .push(codes::raw_html_removed(reading.span(&range), say!("`<{name}>` without an address", name)));
                    }
                    level.tags.push(OpenTag { name, at: level.content.len(), range, opens: Opens::Nothing });
                    level.content.push(Inline::Raw(String::new()));
                }
                InlineTag::Void { html } => {
                    html::hidden_in_tags(reading, &html, &range);
                    level.content.push(Inline::Raw(html));
                }
                InlineTag::Close { name } => match opened(&level.tags, &name) {
                    Some(place) => {
                        let mut tags = level.tags.split_off(place).into_iter();
                        let Some(own) = tags.next() else { return };
                        // What was opened after it and is not closed would overlap it.
                        for inner in tags {
                            inner.unpaired(reading);
                            level.content[inner.at] = Inline::Text(Text::default());
                        }
                        match own.opens {
                            Opens::Link(link) => {
                                let mut content = level.content.split_off(own.at + 1);
                                level.content.truncate(own.at);
                                content.retain(|i| !matches!(i, Inline::Text(text) if text.is_empty()));
                                level.content.extend(made::link(link, reading, &own.range, content));
                            }
                            Opens::Element(closing) => level.content.push(Inline::Raw(closing)),
                            Opens::Nothing => level.content[own.at] = Inline::Text(Text::default()),
                        }
                    }
                    None => reading.diags.push(codes::raw_html_unpaired(reading.span(&range), &format!("</{name}>"))),
                },
                InlineTag::Removed | InlineTag::Comment => {}
            }
        }
    }
}
