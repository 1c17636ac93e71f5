//! Inlines as pages have them -> as Markdown can say them: no blanks at the ends of emphasis, none within another of its kind, none
//! that is empty, and no two that touch.

use std::collections::VecDeque;

use super::direction::is_mark;
use super::reading::text;
use crate::ast::{Inline, text as words};

/// Inlines, tidied.
pub(in crate::hypertext) fn tidy(content: Vec<Inline>) -> Vec<Inline> {
    let mut out = VecDeque::from(joined(content));
    while let Some(first) = out.pop_front() {
        if let Some(kept) = trimmed(first, |own| own.trim_start_matches(is_loose)) {
            out.push_front(kept);
            break;
        }
    }
    while let Some(last) = out.pop_back() {
        if let Some(kept) = trimmed(last, |own| own.trim_end_matches(is_loose)) {
            out.push_back(kept);
            break;
        }
    }
    without_blank_ends(out.into())
}

/// What says nothing at the ends of a line.
fn is_loose(c: char) -> bool {
    c == ' ' || is_mark(c)
}

/// What is left of an inline at the end of a line.
fn trimmed(inline: Inline, trim: impl Fn(&str) -> &str) -> Option<Inline> {
    match inline {
        Inline::Break | Inline::SoftBreak => None,
        Inline::Text(own) => Some(trim(&own)).filter(|kept| !kept.is_empty()).map(text),
        other @ (Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strike(_)
        | Inline::Code(_)
        | Inline::Link { .. }
        | Inline::Entry { .. }
        | Inline::Image { .. }
        | Inline::Isolate { .. }
        | Inline::NoteRef { .. }
        | Inline::Math { .. }
        | Inline::Raw(_)) => Some(other),
    }
}

/// Blanks before and behind a line end go.
fn without_blank_ends(content: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(content.len());
    let mut is_beginning = false;
    for inline in content {
        match inline {
            Inline::Break => {
                if let Some(Inline::Text(last)) = out.last_mut() {
                    *last = last.trim_end_matches(' ').to_owned().into();
                }
                out.push(Inline::Break);
                is_beginning = true;
            }
            Inline::Text(own) if is_beginning => {
                let kept = own.trim_start_matches(' ');
                is_beginning = kept.is_empty();
                if !kept.is_empty() {
                    out.push(text(kept));
                }
            }
            other @ (Inline::Text(_)
            | Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strike(_)
            | Inline::Code(_)
            | Inline::Link { .. }
            | Inline::Entry { .. }
            | Inline::Image { .. }
            | Inline::Isolate { .. }
            | Inline::NoteRef { .. }
            | Inline::Math { .. }
            | Inline::Raw(_)
            | Inline::SoftBreak) => {
                is_beginning = false;
                out.push(other);
            }
        }
    }
    out.retain(|inline| !matches!(inline, Inline::Text(own) if own.is_empty()));
    out
}

/// Which emphasis an inline is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Emphasis,
    Strong,
    Strike,
}

fn joined(content: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(content.len());
    for inline in content {
        match inline {
            Inline::Emphasis(inside) => emphasis(Which::Emphasis, inside, &mut out),
            Inline::Strong(inside) => emphasis(Which::Strong, inside, &mut out),
            Inline::Strike(inside) => emphasis(Which::Strike, inside, &mut out),
            Inline::Link { target, title, isolate, content } => {
                let (before, inside, behind) = parted(unlinked(joined(content)));
                add(before, &mut out);
                if !inside.is_empty() {
                    out.push(Inline::Link { target, title, isolate, content: inside });
                }
                add(behind, &mut out);
            }
            other @ (Inline::Text(_)
            | Inline::Code(_)
            | Inline::Entry { .. }
            | Inline::Image { .. }
            | Inline::Isolate { .. }
            | Inline::NoteRef { .. }
            | Inline::Math { .. }
            | Inline::Raw(_)
            | Inline::SoftBreak
            | Inline::Break) => add(vec![other], &mut out),
        }
    }
    out
}

fn emphasis(which: Which, inside: Vec<Inline>, out: &mut Vec<Inline>) {
    let (before, inside, behind) = parted(bare(which, joined(inside)));
    add(before, out);
    let has_words = words::inlines(&inside).chars().any(|c| !c.is_whitespace());
    if has_words {
        let last = match (which, out.last_mut()) {
            (Which::Emphasis, Some(Inline::Emphasis(last)))
            | (Which::Strong, Some(Inline::Strong(last)))
            | (Which::Strike, Some(Inline::Strike(last))) => Some(last),
            _ => None,
        };
        match (last, which) {
            (Some(last), _) => add(inside, last),
            (None, Which::Emphasis) => out.push(Inline::Emphasis(inside)),
            (None, Which::Strong) => out.push(Inline::Strong(inside)),
            (None, Which::Strike) => out.push(Inline::Strike(inside)),
        }
    } else {
        out.extend(inside);
    }
    add(behind, out);
}

/// Content without emphasis of a kind that stands around it.
fn bare(which: Which, content: Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::with_capacity(content.len());
    for inline in content {
        match (which, inline) {
            (Which::Emphasis, Inline::Emphasis(inside))
            | (Which::Strong, Inline::Strong(inside))
            | (Which::Strike, Inline::Strike(inside)) => add(bare(which, inside), &mut out),
            (_, other) => add(vec![with_inside(other, |inside| bare(which, inside))], &mut out),
        }
    }
    out
}

/// Content with the words of links in place of the links.
fn unlinked(content: Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::with_capacity(content.len());
    for inline in content {
        let own = if let Inline::Link { content, .. } = inline { unlinked(content) } else { vec![with_inside(inline, unlinked)] };
        add(own, &mut out);
    }
    out
}

/// An emphasis or a link with other content; anything else as it is.
pub(super) fn with_inside(inline: Inline, change: impl FnOnce(Vec<Inline>) -> Vec<Inline>) -> Inline {
    match inline {
        Inline::Emphasis(inside) => Inline::Emphasis(change(inside)),
        Inline::Strong(inside) => Inline::Strong(change(inside)),
        Inline::Strike(inside) => Inline::Strike(change(inside)),
        Inline::Link { target, title, isolate, content } => Inline::Link { target, title, isolate, content: change(content) },
        other @ (Inline::Text(_)
        | Inline::Code(_)
        | Inline::Entry { .. }
        | Inline::Image { .. }
        | Inline::Isolate { .. }
        | Inline::NoteRef { .. }
        | Inline::Math { .. }
        | Inline::Raw(_)
        | Inline::SoftBreak
        | Inline::Break) => other,
    }
}

/// Adds inlines; texts that touch are one.
fn add(new: Vec<Inline>, out: &mut Vec<Inline>) {
    for inline in new {
        match (out.last_mut(), inline) {
            (Some(Inline::Text(last)), Inline::Text(own)) => last.push(&own, &(0..0), false),
            (_, Inline::Text(own)) if own.is_empty() => {}
            (_, other) => out.push(other),
        }
    }
}

/// Content without the blanks and line ends at its ends, and those.
fn parted(content: Vec<Inline>) -> (Vec<Inline>, Vec<Inline>, Vec<Inline>) {
    let (mut content, mut before, mut behind) = (VecDeque::from(content), Vec::new(), Vec::new());
    while let Some(first) = content.pop_front() {
        if is_end(&first) {
            before.push(first);
            continue;
        }
        if let Inline::Text(own) = &first {
            let kept = own.trim_start();
            before.push(text(&own[..own.len() - kept.len()]));
            if kept.is_empty() {
                continue;
            }
            content.push_front(text(kept));
        } else {
            content.push_front(first);
        }
        break;
    }
    while let Some(last) = content.pop_back() {
        if is_end(&last) {
            behind.push(last);
            continue;
        }
        if let Inline::Text(own) = &last {
            let kept = own.trim_end();
            behind.push(text(&own[kept.len()..]));
            if kept.is_empty() {
                continue;
            }
            content.push_back(text(kept));
        } else {
            content.push_back(last);
        }
        break;
    }
    behind.reverse();
    (before, content.into(), behind)
}

fn is_end(inline: &Inline) -> bool {
    matches!(inline, Inline::Break | Inline::SoftBreak)
}
