//! The pages of a file -> its lines in the order in which they are read, and what they are.

use std::collections::{BTreeMap, BTreeSet};

use super::block::{self, Block, Body, Kind};
use super::column::{self, Column};
use super::item::marker;
use super::order;
use super::row::{self, Line, digit};
use super::{Sheets, edges};
use crate::restore::spans::{CALL, CALL_END};

/// A line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The page it stands on, from 1.
    pub page: usize,
    /// What it says, with marks where links and raised numbers begin and end.
    pub text: String,
}

/// What a group of lines is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// Text.
    Paragraph,
    /// A heading, 1 for the largest.
    Heading(usize),
    /// An item of a list, with its number where it has one.
    Item(Option<u32>),
    /// A note, by its name.
    Note(String),
}

/// Lines that belong together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// What they are.
    pub what: What,
    /// The lines.
    pub rows: Vec<Row>,
}

/// What a file says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Told {
    /// Its text.
    pub groups: Vec<Group>,
    /// Where its links lead; a line names them by their place here.
    pub links: Vec<String>,
    /// Lines that all pages have, with their page.
    pub left_out: Vec<(usize, String)>,
}

/// The text of the pages.
pub fn text(sheets: &Sheets, check: &dyn Fn()) -> Told {
    let mut told = Told::default();
    let pages: Vec<Vec<Vec<Line>>> = sheets
        .all
        .iter()
        .enumerate()
        .map(|(page, sheet)| {
            check();
            row::rows(page, &sheet.glyphs, &sheets.faces, row::gap(&sheet.glyphs))
        })
        .collect();
    let flat: Vec<Vec<&Line>> = pages.iter().map(|rows| rows.iter().flatten().collect()).collect();
    let running = edges::running(&flat);
    drop(flat);
    let mut columns: Vec<Column> = Vec::new();
    let mut gutters: Vec<f64> = Vec::new();
    for (page, rows) in pages.into_iter().enumerate() {
        check();
        let (right, left) = rows.iter().flatten().map(order::letters).fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
        let mut at = 0;
        let mut kept = Vec::new();
        for row in rows {
            let mut own = Vec::new();
            for line in row {
                if running.contains(&(page, at)) {
                    told.left_out.push((page + 1, order::text(&line, right > left, &[], 0)));
                } else {
                    own.push(line);
                }
                at += 1;
            }
            if !own.is_empty() {
                kept.push(own);
            }
        }
        columns.extend(column::columns(kept, right > left, &sheets.faces, &mut gutters));
        columns.extend(turned(page, sheets));
    }
    let mut blocks = block::blocks(&columns, Body::of(&columns));
    let offsets = links(sheets, &mut told);
    let mut texts: Vec<Vec<String>> = blocks.iter().map(|block| written(block, sheets, &offsets)).collect();
    notes(&mut blocks, &mut texts, Body::of(&columns));
    told.groups = groups(&blocks, texts);
    lists(&mut told.groups);
    told
}

/// What is printed in another direction, as lines of their own.
fn turned(page: usize, sheets: &Sheets) -> Vec<Column> {
    let Some(sheet) = sheets.all.get(page).filter(|sheet| !sheet.turned.is_empty()) else { return Vec::new() };
    let rows = row::rows(page, &sheet.turned, &sheets.faces, row::gap(&sheet.turned));
    rows.into_iter().map(|row| row.into_iter().collect()).collect()
}

/// The links of all pages, and where those of a page begin among them.
fn links(sheets: &Sheets, told: &mut Told) -> Vec<usize> {
    let mut offsets = Vec::new();
    for sheet in &sheets.all {
        offsets.push(told.links.len());
        told.links.extend(sheet.links.iter().map(|link| link.to.clone()));
    }
    offsets
}

/// The lines of a block as they are read.
fn written(block: &Block, sheets: &Sheets, offsets: &[usize]) -> Vec<String> {
    let own = |line: &Line| {
        let links = sheets.all.get(line.page).map(|sheet| sheet.links.as_slice()).unwrap_or_default();
        order::text(line, block.from_right, links, offsets.get(line.page).copied().unwrap_or_default())
    };
    block.lines.iter().map(own).collect()
}

/// Small text at the foot of a page that begins with a number which is raised in the text above is a note.
fn notes(blocks: &mut Vec<Block>, texts: &mut Vec<Vec<String>>, body: Body) {
    let mut called: BTreeMap<(usize, String), usize> = BTreeMap::new();
    for (block, lines) in blocks.iter().zip(texts.iter()) {
        for (line, text) in block.lines.iter().zip(lines) {
            for (at, name) in raised(text) {
                if at > 0 {
                    *called.entry((line.page, name)).or_default() += 1;
                }
            }
        }
    }
    let (old, old_texts) = (std::mem::take(blocks), std::mem::take(texts));
    for (block, lines) in old.into_iter().zip(old_texts) {
        let is_small = block.lines.first().is_some_and(|line| line.size < body.size * 0.95);
        if !is_small || block.kind != Kind::Paragraph {
            blocks.push(block);
            texts.push(lines);
            continue;
        }
        let Block { kind, lines: own, .. } = block.clone();
        let mut kind = kind;
        let mut part: (Vec<Line>, Vec<String>) = (Vec::new(), Vec::new());
        for (line, text) in own.into_iter().zip(lines) {
            if let Some((name, rest)) = note_name(&text).filter(|(name, _)| called.contains_key(&(line.page, name.clone()))) {
                if !part.0.is_empty() {
                    let (lines, said) = std::mem::take(&mut part);
                    blocks.push(Block { kind: kind.clone(), lines, ..block.clone() });
                    texts.push(said);
                }
                kind = Kind::Note(name);
                part.0.push(line);
                part.1.push(rest);
            } else {
                part.0.push(line);
                part.1.push(text);
            }
        }
        blocks.push(Block { kind, lines: part.0, ..block });
        texts.push(part.1);
    }
    name(blocks, texts);
}

/// Notes that have the same number on different pages get numbers of their own, and so do the places that call them.
fn name(blocks: &mut [Block], texts: &mut [Vec<String>]) {
    let mut names: BTreeMap<(usize, String), String> = BTreeMap::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for block in blocks.iter_mut() {
        if let (Kind::Note(own), Some(line)) = (&block.kind, block.lines.first()) {
            let mut label = own.clone();
            let mut next = taken.len() + 1;
            while !taken.insert(label.clone()) {
                label = next.to_string();
                next += 1;
            }
            names.entry((line.page, own.clone())).or_insert_with(|| label.clone());
            block.kind = Kind::Note(label);
        }
    }
    // A number calls its note once; where it comes again it is a power, as in m².
    let mut called: BTreeSet<(usize, String)> = BTreeSet::new();
    for (block, lines) in blocks.iter().zip(texts) {
        for (line, text) in block.lines.iter().zip(lines) {
            let mut new = String::new();
            let mut rest = text.as_str();
            while let Some((before, behind)) = rest.split_once(CALL) {
                let (digits, behind) = behind.split_once(CALL_END).unwrap_or((behind, ""));
                let own = (line.page, plain(digits));
                new.push_str(before);
                match names.get(&own).filter(|_| !called.contains(&own)) {
                    Some(label) => {
                        new.push(CALL);
                        new.push_str(label);
                        new.push(CALL_END);
                    }
                    None => new.push_str(&superscript(digits)),
                }
                if names.contains_key(&own) {
                    called.insert(own);
                }
                rest = behind;
            }
            new.push_str(rest);
            *text = new;
        }
    }
}

/// The digits of a number as those of ASCII.
fn plain(digits: &str) -> String {
    digits.chars().filter_map(digit).filter_map(|value| char::from_digit(value, 10)).collect()
}

/// A raised number that calls no note, as digits that are raised themselves.
fn superscript(digits: &str) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let one = |c: char| digit(c).and_then(|value| RAISED.get(usize::try_from(value).unwrap_or(10)).copied()).unwrap_or(c);
    digits.chars().map(one).collect()
}

/// The raised numbers of a line with their places.
fn raised(text: &str) -> Vec<(usize, String)> {
    text.match_indices(CALL)
        .filter_map(|(at, _)| {
            let rest = &text[at + CALL.len_utf8()..];
            let digits = rest.split(CALL_END).next()?;
            Some((at, plain(digits))).filter(|(_, plain)| !plain.is_empty() && plain.len() < 4)
        })
        .collect()
}

/// The number that a line begins with, raised or not, and the rest.
fn note_name(text: &str) -> Option<(String, String)> {
    let is_raised = text.starts_with(CALL);
    let rest = text.trim_start_matches(CALL);
    let count = rest.chars().take_while(|c| digit(*c).is_some()).count();
    let split = rest.char_indices().nth(count).map_or(rest.len(), |(at, _)| at);
    let (digits, behind) = rest.split_at(split);
    let behind = behind.trim_start_matches(CALL_END);
    let is_marked = is_raised || behind.starts_with(['.', ')', ' ', ':', '-']);
    let name = plain(digits);
    let own = behind.trim_start_matches(['.', ')', ' ', ':', '-']).to_owned();
    ((1..=3).contains(&count) && is_marked).then_some((name, own))
}

/// Blocks as groups: text that goes on over a page's end is one.
fn groups(blocks: &[Block], texts: Vec<Vec<String>>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut notes: Vec<Group> = Vec::new();
    let mut before: Option<&Block> = None;
    for (block, lines) in blocks.iter().zip(texts) {
        let rows: Vec<Row> = block
            .lines
            .iter()
            .zip(lines)
            .map(|(line, text)| Row { page: line.page + 1, text })
            .filter(|row| !row.text.is_empty())
            .collect();
        if rows.is_empty() {
            continue;
        }
        let what = match &block.kind {
            Kind::Paragraph => What::Paragraph,
            Kind::Heading(level) => What::Heading(*level),
            Kind::Note(name) => {
                notes.push(Group { what: What::Note(name.clone()), rows });
                continue;
            }
        };
        let last = groups.last().and_then(|group| group.rows.last()).map(|row| row.text.clone()).unwrap_or_default();
        let goes_on = before.is_some_and(|before| block::goes_on(before, block, &last));
        let begins = rows.first().is_some_and(|row| marker(&row.text).is_some());
        match groups.last_mut().filter(|_| goes_on && !begins) {
            Some(group) => group.rows.extend(rows),
            None => groups.push(Group { what, rows }),
        }
        before = Some(block);
    }
    groups.extend(notes);
    for group in &mut groups {
        joined(&mut group.rows);
    }
    groups
}

/// A word that a soft hyphen cuts at the end of a line stands whole on that line.
fn joined(rows: &mut Vec<Row>) {
    for at in 1..rows.len() {
        if rows[at - 1].text.ends_with('\u{AD}') {
            let text = std::mem::take(&mut rows[at].text);
            let (head, rest) = text.split_once(' ').unwrap_or((&text, ""));
            rest.clone_into(&mut rows[at].text);
            let before = &mut rows[at - 1].text;
            before.pop();
            before.push_str(head);
        }
    }
    rows.retain(|row| !row.text.is_empty());
}

/// Tells lists: bullets are items, and numbers that grow by one.
fn lists(groups: &mut [Group]) {
    let number = |group: &Group| group.rows.first().and_then(|row| marker(&row.text)).and_then(|(number, _)| number);
    for at in 0..groups.len() {
        if groups[at].what != What::Paragraph {
            continue;
        }
        let own = groups[at].rows.first().and_then(|row| marker(&row.text)).map(|(number, rest)| (number, rest.to_owned()));
        let Some((count, rest)) = own else { continue };
        let before = at.checked_sub(1).and_then(|at| match groups[at].what {
            What::Item(number) => number,
            What::Paragraph | What::Heading(_) | What::Note(_) => None,
        });
        let next = groups.get(at + 1).and_then(number);
        let is_item = match count {
            None => true,
            Some(count) => before == count.checked_sub(1) && before.is_some() || next == Some(count + 1),
        };
        if is_item {
            groups[at].what = What::Item(count);
            groups[at].rows[0].text = rest;
        }
    }
}
