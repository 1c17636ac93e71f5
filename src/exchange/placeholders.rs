//! The markup of a segment -> numbered placeholders; and what comes back, in one form for every format.

use std::collections::BTreeMap;

use super::Segment;
use super::tokens::{Token, tokens};
use crate::output::hash;
use crate::source::Span;

/// A piece of text, or the text of a placeholder with its id.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// What is translated.
    Text(String),
    /// A placeholder.
    Markup {
        /// Its id.
        id: String,
        /// What it stands for.
        text: String,
    },
}

/// The Markdown of pieces.
pub fn markdown(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) | Piece::Markup { text, .. } => text.as_str(),
        })
        .collect()
}

/// A unit as it came back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// Where it begins in the file that was read.
    pub span: Span,
    /// The hash of the target it was exported with.
    pub exported: String,
    /// The Markdown of its source.
    pub source: Vec<Piece>,
    /// The Markdown of its target.
    pub target: Vec<Piece>,
}

/// What came back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Returned {
    /// The file that was translated into.
    pub target_file: String,
    /// The language that was translated from.
    pub source_language: String,
    /// The language that was translated into.
    pub target_language: String,
    /// The units, in order.
    pub units: Vec<Unit>,
}

/// The hash by which a target is known again.
pub fn mark_of(target: Option<&str>) -> String {
    target.map_or_else(|| "none".to_owned(), |text| hash::short(text.as_bytes()))
}

/// A segment with its markup numbered.
pub struct Numbered {
    /// The source.
    pub source: Vec<Piece>,
    /// The target, if there is one.
    pub target: Option<Vec<Piece>>,
    /// Every piece of markup once, in the order of its first use.
    pub data: Vec<String>,
}

/// Numbers the markup of a segment: what source and target share has one number, the second time another one.
pub fn number(segment: &Segment) -> Numbered {
    let mut ids: BTreeMap<(String, usize), usize> = BTreeMap::new();
    let mut data: Vec<String> = Vec::new();
    let is_markdown = segment.kind.is_markdown();
    let mut pieces = |markdown: &str| -> Vec<Piece> {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let one = |token| match token {
            Token::Text(text) => Piece::Text(text.to_owned()),
            Token::Markup(text) => {
                let nth = seen.entry(text).or_default();
                *nth += 1;
                let next = ids.len() + 1;
                let id = *ids.entry((text.to_owned(), *nth)).or_insert(next);
                if !data.iter().any(|known| known == text) {
                    data.push(text.to_owned());
                }
                Piece::Markup { id: id.to_string(), text: text.to_owned() }
            }
        };
        // A value of YAML has no markup.
        if is_markdown { tokens(markdown).into_iter().map(one).collect() } else { vec![Piece::Text(markdown.to_owned())] }
    };
    let source = pieces(&segment.source);
    let target = segment.target.as_deref().map(&mut pieces);
    Numbered { source, target, data }
}
