//! Roof: the text that a program took out of a PDF -> the text that was set, as far as it can be proven, and what stays open.
//!
//! Stages in order, each of which changes a text where it can prove what was there, and else says where it cannot:
//! `characters`, `visual` (lines written from left to right), `furniture` (heads, page numbers, cut Latin words), `codes` with `digits`,
//! `shapes` and `font` (private-use codes), `base` (lines ordered as English), `pieces` (lines cut at gaps), `marks` (tatweel, full
//! stops, quotes), `layout` (paragraphs, headings). `names` only tells. Codes and tatweel are evidence: pieces are found before those go.
//! `placed` takes text that was read from places on pages, whose order is known. `write` makes Markdown of it, `report` says what was done. No model, no network, no clock: equal text, equal result.

mod base;
mod characters;
mod codes;
mod digits;
pub mod font;
mod furniture;
pub mod glyphs;
pub mod layout;
mod letters;
pub mod lexicon;
mod marks;
mod names;
mod pieces;
pub mod report;
mod shapes;
pub mod spans;
pub mod text;
mod visual;
mod words;
pub mod write;

use std::collections::{BTreeMap, BTreeSet};

use glyphs::GlyphMap;
use layout::{Block, Kind};
use lexicon::Lexicon;
use names::Spellings;
use text::{Stage, Text};
use words::Words;

/// A word as [`Means::glossary`] has it: its letters alone.
pub fn word(text: &str) -> String {
    letters::core(text)
}

/// What helps to read a text.
#[derive(Debug, Default)]
pub struct Means<'a> {
    /// A dictionary.
    pub lexicon: Option<&'a Lexicon>,
    /// Words of the site's glossary and names.
    pub glossary: BTreeSet<String>,
    /// What private-use codes are.
    pub glyphs: Option<GlyphMap>,
    /// Whether the text is Arabic; stages that know only Arabic leave other languages alone.
    pub is_arabic: bool,
    /// Whether it is Markdown already: nothing is escaped, and no line is a new paragraph.
    pub is_markdown: bool,
}

/// A text as it was set, as far as is proven.
#[derive(Debug)]
pub struct Restored {
    /// Its lines, with what was done and what stays open.
    pub text: Text,
    /// Which lines are paragraphs, which headings.
    pub blocks: Vec<Block>,
    /// Names in several spellings.
    pub names: Vec<Spellings>,
    /// The pages of its lines, and of those that were left out, where the text was read from pages.
    pub pages: Vec<usize>,
    /// Where its links lead.
    pub links: Vec<String>,
}

/// Text that was read from places on pages: its lines stand in the order in which they are read, and what they are is known.
#[derive(Debug, Default)]
pub struct Placed {
    /// Its lines, each with its page.
    pub lines: Vec<(usize, String)>,
    /// What they are, by their places here.
    pub groups: Vec<(Kind, Vec<usize>)>,
    /// Where its links lead.
    pub links: Vec<String>,
    /// Lines that all pages have, with their page.
    pub left_out: Vec<(usize, String)>,
}

/// Restores a text that was read from places: nothing of it is out of order, and no code of it is one that a writer numbered.
pub fn placed(given: Placed, means: &Means<'_>) -> Restored {
    let source: Vec<&str> = given.lines.iter().map(|(_, text)| text.as_str()).collect();
    let mut text = Text::new(&source.join("\n"), false);
    let mut pages: Vec<usize> = given.lines.iter().map(|(page, _)| *page).collect();
    for (page, line) in given.left_out {
        // Lines that were left out are counted behind the others.
        pages.push(page);
        text.changed(Stage::Furniture, pages.len(), 1);
        text.left_out.push((page, line));
    }
    characters::invisible(&mut text);
    characters::forms(&mut text);
    furniture::hyphens(&mut text);
    if means.is_arabic {
        let known = Words::new(&text, &means.glossary, means.lexicon);
        characters::lam_alef(&mut text, &known);
        characters::persian(&mut text, &known);
    }
    codes::put(&mut text, means.glyphs.as_ref());
    if means.is_arabic {
        marks::tatweel(&mut text);
    }
    let places: BTreeMap<usize, usize> = text.lines.iter().enumerate().map(|(at, line)| (line.number, at)).collect();
    let own = |lines: Vec<usize>| lines.into_iter().filter_map(|at| places.get(&(at + 1)).copied()).collect::<Vec<usize>>();
    let groups = given.groups.into_iter().map(|(kind, lines)| Block { kind, lines: own(lines) });
    let blocks = groups.filter(|block| !block.lines.is_empty()).collect();
    let known = Words::new(&text, &means.glossary, means.lexicon);
    let names = if means.is_arabic { names::find(&text, &known) } else { Vec::new() };
    text.doubts.sort_by_key(|doubt| (doubt.line, doubt.stage));
    Restored { text, blocks, names, pages, links: given.links }
}

impl Restored {
    /// The page of a line, where the text was read from pages.
    pub fn page(&self, line: usize) -> Option<usize> {
        line.checked_sub(1).and_then(|at| self.pages.get(at)).copied()
    }

    /// Where a line stands, for people: its page, or its number in the text that was given.
    pub fn place(&self, line: usize) -> String {
        match self.page(line) {
            Some(page) => format!("page {page}"),
            None => format!("line {line}"),
        }
    }
}

/// Restores a text.
pub fn restore(source: &str, means: &Means<'_>) -> Restored {
    let mut text = Text::new(source, means.is_markdown);
    let words = |text: &Text| Words::new(text, &means.glossary, means.lexicon);
    characters::invisible(&mut text);
    if means.is_arabic {
        characters::doubled(&mut text);
        let known = words(&text);
        visual::turn(&mut text, &known);
    }
    characters::forms(&mut text);
    if !means.is_markdown {
        furniture::pages(&mut text);
        furniture::hyphens(&mut text);
    }
    if means.is_arabic {
        let known = words(&text);
        characters::lam_alef(&mut text, &known);
        characters::persian(&mut text, &known);
    }
    let known = words(&text);
    let solved = codes::solve(&mut text, means.glyphs.as_ref(), &known);
    if means.is_arabic {
        base::reorder(&mut text, &solved, &known);
    }
    codes::apply(&mut text, &solved);
    if means.is_arabic {
        marks::stops(&mut text);
        pieces::join(&mut text, words);
        marks::tatweel(&mut text);
        marks::quotes(&mut text);
    }
    let blocks = if means.is_markdown || !means.is_arabic {
        layout::groups(&text).into_iter().map(Block::paragraph).collect()
    } else {
        layout::blocks(&mut text)
    };
    let known = words(&text);
    let names = if means.is_arabic { names::find(&text, &known) } else { Vec::new() };
    text.doubts.sort_by_key(|doubt| (doubt.line, doubt.stage));
    Restored { text, blocks, names, pages: Vec::new(), links: Vec::new() }
}
