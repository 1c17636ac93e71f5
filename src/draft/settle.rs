//! What only the whole document says: its title, the levels of its headings, which places links within it lead to.

use std::collections::{BTreeMap, BTreeSet};

use super::{Draft, Left, Means, Place};
use crate::ast::{Block, BlockKind, Inline, text};

/// The level of headings below the title of a page.
const FIRST: u8 = 2;
const LAST: u8 = 6;

/// Settles it.
pub fn settle(draft: &mut Draft, places: &BTreeMap<String, String>, means: &Means<'_>) {
    links(draft, places);
    if draft.title.is_none() && !means.has_title {
        draft.title = title(draft);
    }
    let levels = |draft: &Draft| -> Vec<u8> { headings(draft).map(|(level, _)| level).collect() };
    let least = levels(draft).into_iter().min().unwrap_or(FIRST);
    for block in draft.chunks.iter_mut().flat_map(|chunk| &mut chunk.blocks) {
        if let BlockKind::Heading { level, .. } = &mut block.kind {
            *level = (level.saturating_sub(least) + FIRST).min(LAST);
        }
    }
}

/// The headings of the page, each with its level and its text.
fn headings(draft: &Draft) -> impl Iterator<Item = (u8, &str)> {
    draft.chunks.iter().filter(|chunk| chunk.label.is_none()).flat_map(|chunk| &chunk.blocks).filter_map(|block| {
        match &block.kind {
            BlockKind::Heading { level, anchor, .. } => Some((*level, anchor.0.as_str())),
            BlockKind::Paragraph(_)
            | BlockKind::List { .. }
            | BlockKind::Quote(_)
            | BlockKind::Callout { .. }
            | BlockKind::Code { .. }
            | BlockKind::Table { .. }
            | BlockKind::CaptionedImage { .. }
            | BlockKind::Figure { .. }
            | BlockKind::Definitions(_)
            | BlockKind::Math { .. }
            | BlockKind::Raw(_)
            | BlockKind::Rule => None,
        }
    })
}

/// The heading above all others that begins the document is its title, and no heading of the page.
fn title(draft: &mut Draft) -> Option<String> {
    let first = draft.chunks.iter().position(|chunk| !chunk.blocks.is_empty())?;
    let BlockKind::Heading { level, content, .. } = &draft.chunks[first].blocks.first()?.kind else { return None };
    let is_plain = content.iter().all(|inline| matches!(inline, Inline::Text(_) | Inline::Strong(_) | Inline::Emphasis(_)));
    let is_above = headings(draft).skip(1).all(|(other, _)| other > *level);
    if !is_plain || !is_above || draft.chunks[first].label.is_some() {
        return None;
    }
    let title = text::inlines(content);
    draft.chunks[first].blocks.remove(0);
    Some(title).filter(|title| !title.trim().is_empty())
}

/// Links to headings lead to those; the words of other links within the document are plain.
fn links(draft: &mut Draft, places: &BTreeMap<String, String>) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, slug) in headings(draft) {
        *counts.entry(slug).or_default() += 1;
    }
    let known: BTreeMap<&str, String> = places
        .iter()
        .filter(|(_, slug)| !slug.is_empty() && counts.get(slug.as_str()) == Some(&1))
        .map(|(name, slug)| (name.as_str(), format!("#{slug}")))
        .collect();
    let mut lost: Vec<Option<Place>> = Vec::new();
    for chunk in &mut draft.chunks {
        let mut gone = BTreeSet::new();
        for (at, target) in chunk.refs.iter_mut().enumerate() {
            let Some(name) = target.raw.strip_prefix('#') else { continue };
            match known.get(name) {
                Some(place) => target.raw.clone_from(place),
                None => {
                    gone.insert(at);
                }
            }
        }
        if !gone.is_empty() {
            lost.extend(gone.iter().map(|_| chunk.place));
            let mut change = |line: &mut Vec<Inline>| unlinked(line, &|target| gone.contains(&target));
            chunk.blocks.iter_mut().for_each(|block| lines(block, &mut change));
        }
    }
    if let Some(first) = lost.first() {
        draft.left.push(Left {
            place: first.unwrap_or(Place::Document),
            text: String::new(),
            what: "link-within",
            why: "a link within the document leads to no heading of its own name: its words are plain".to_owned(),
            times: lost.len(),
            is_open: false,
        });
    }
}

/// Calls `each` with every line of a block.
pub fn lines(block: &mut Block, each: &mut dyn FnMut(&mut Vec<Inline>)) {
    match &mut block.kind {
        BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => each(content),
        BlockKind::List { items, .. } => {
            items.iter_mut().flat_map(|item| &mut item.content).for_each(|block| lines(block, each));
        }
        BlockKind::Quote(content) | BlockKind::Callout { content, .. } => {
            for block in content {
                lines(block, each);
            }
        }
        BlockKind::Table { head, rows, .. } => {
            head.iter_mut().chain(rows.iter_mut().flatten()).for_each(|cell| each(&mut cell.content));
        }
        BlockKind::CaptionedImage { .. }
        | BlockKind::Code { .. }
        | BlockKind::Figure { .. }
        | BlockKind::Definitions(_)
        | BlockKind::Math { .. }
        | BlockKind::Raw(_)
        | BlockKind::Rule => {}
    }
}

/// The words of links in place of the links.
fn unlinked(line: &mut Vec<Inline>, is_gone: &dyn Fn(usize) -> bool) {
    let mut out = Vec::with_capacity(line.len());
    for inline in line.drain(..) {
        let is_link = matches!(&inline, Inline::Link { target, .. } if is_gone(target.0 as usize));
        if let (true, Inline::Link { content, .. }) = (is_link, &inline) {
            out.extend(content.iter().cloned());
        } else {
            out.push(inline);
        }
    }
    *line = out;
}
