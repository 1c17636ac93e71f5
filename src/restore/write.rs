//! A restored text -> Markdown, with a remark before each block in which something stays open. A Markdown file keeps every line that no
//! stage changed.

use std::collections::BTreeMap;

use super::Restored;
use super::layout::Kind;
use super::text::{Doubt, Line, REMARK};
use crate::escape::html_comment;
use crate::markdown::write::line;

/// Candidates that people are shown; programs get all.
pub const SHOWN: usize = 3;

/// What stands at the head of a new page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its title.
    pub title: String,
    /// What stands below it, if anything does.
    pub subtitle: Option<String>,
    /// The file it comes from.
    pub source: String,
    /// How it was imported, as it could be typed again.
    pub how: String,
}

/// A page, and where the lines of the extracted text stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its text.
    pub text: String,
    /// Line of the source -> line of the page.
    pub places: BTreeMap<usize, usize>,
}

/// The front matter of a page that comes from elsewhere: nobody but the desk sees it yet.
pub fn head(head: &Head) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let subtitle = head.subtitle.as_deref().map(|text| format!("subtitle: {}\n", quoted(text))).unwrap_or_default();
    format!(
        "---\ntitle: {}\n{subtitle}draft: true\nextra:\n  imported:\n    source: {}\n    how: {}\n---\n",
        quoted(&head.title),
        quoted(&head.source),
        quoted(&head.how)
    )
}

/// The page of a text.
pub fn page(restored: &Restored, own: &Head) -> Page {
    let mut page = Page { text: head(own), places: BTreeMap::new() };
    let mut count = page.text.matches('\n').count() + 1;
    let doubts = by_line(restored);
    let mut follows = false;
    for block in &restored.blocks {
        let mut text = String::new();
        // The items of a list stand below each other.
        let is_item = matches!(block.kind, Kind::Item(_));
        if !(is_item && follows) {
            text.push('\n');
        }
        for doubt in of(&doubts, restored, &block.lines) {
            text.extend([&remark(doubt, restored), "\n\n"]);
        }
        let lines: Vec<&Line> = block.lines.iter().map(|at| &restored.text.lines[*at]).collect();
        let begin = count + text.matches('\n').count();
        if restored.pages.is_empty() {
            for (own, number) in lines.iter().zip(begin..) {
                page.places.insert(own.number, number);
                text.extend([&before(&block.kind), &line(&own.text), "\n"]);
            }
        } else {
            page.places.extend(lines.iter().map(|own| (own.number, begin)));
            let whole: Vec<&str> = lines.iter().map(|own| own.text.as_str()).collect();
            text.extend([&before(&block.kind), &super::spans::written(&line(&whole.join(" ")), &restored.links), "\n"]);
        }
        count += text.matches('\n').count();
        page.text.push_str(&text);
        follows = is_item;
    }
    page
}

/// What stands before the text of a block.
fn before(kind: &Kind) -> String {
    match kind {
        Kind::Paragraph => String::new(),
        Kind::Heading(level) => format!("{} ", "#".repeat((*level).clamp(2, 6))),
        Kind::Item(None) => "- ".to_owned(),
        Kind::Item(Some(number)) => format!("{number}. "),
        Kind::Note(name) => format!("[^{name}]: "),
    }
}

/// A Markdown file with what was restored in it.
pub fn again(restored: &Restored, source: &str) -> Page {
    let end = if source.contains("\r\n") { "\r\n" } else { "\n" };
    let firsts: BTreeMap<usize, &[usize]> =
        restored.blocks.iter().filter_map(|block| Some((*block.lines.first()?, block.lines.as_slice()))).collect();
    let doubts = by_line(restored);
    let mut lines: Vec<String> = Vec::new();
    let mut places = BTreeMap::new();
    for (at, own) in restored.text.lines.iter().enumerate() {
        for doubt in firsts.get(&at).into_iter().flat_map(|block| of(&doubts, restored, block)) {
            lines.extend([remark(doubt, restored), String::new()]);
        }
        let [before, behind] = &own.around;
        lines.push(format!("{before}{}{behind}", own.text));
        places.insert(own.number, lines.len());
    }
    let mut text = lines.join(end);
    if source.ends_with('\n') {
        text.push_str(end);
    }
    Page { text, places }
}

/// What stays open, by line.
fn by_line(restored: &Restored) -> BTreeMap<usize, Vec<&Doubt>> {
    let mut doubts: BTreeMap<usize, Vec<&Doubt>> = BTreeMap::new();
    for doubt in &restored.text.doubts {
        doubts.entry(doubt.line).or_default().push(doubt);
    }
    doubts
}

/// What stays open in some lines.
fn of<'r>(doubts: &BTreeMap<usize, Vec<&'r Doubt>>, restored: &Restored, lines: &[usize]) -> Vec<&'r Doubt> {
    lines.iter().filter_map(|at| doubts.get(&restored.text.lines[*at].number)).flatten().copied().collect()
}

/// What an editor reads at an open place. A comment cannot hold what would end it.
fn remark(doubt: &Doubt, restored: &Restored) -> String {
    let mut text = format!("{}, {}: {}", restored.place(doubt.line), doubt.stage.name(), doubt.why);
    for candidate in doubt.candidates.iter().take(SHOWN) {
        text.extend(["; perhaps `", candidate, "`"]);
    }
    if let Some(more) = doubt.candidates.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        text.extend(["; or ", &more.to_string(), " more"]);
    }
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("{REMARK}{} -->", html_comment(&text))
}
