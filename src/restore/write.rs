//! A restored text -> Markdown, with a remark before each block in which something stays open. A Markdown file keeps every line that no
//! stage changed.

use std::collections::BTreeMap;

use super::Restored;
use super::text::{Doubt, REMARK};
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
    for block in &restored.blocks {
        page.text.push('\n');
        for doubt in doubts(restored, &block.lines) {
            page.text.push_str(&remark(doubt));
            page.text.push_str("\n\n");
        }
        for at in &block.lines {
            let own = &restored.text.lines[*at];
            page.places.insert(own.number, page.text.matches('\n').count() + 1);
            if block.is_heading {
                page.text.push_str("## ");
            }
            page.text.push_str(&line(&own.text));
            page.text.push('\n');
        }
    }
    page
}

/// A Markdown file with what was restored in it.
pub fn again(restored: &Restored, source: &str) -> Page {
    let end = if source.contains("\r\n") { "\r\n" } else { "\n" };
    let firsts: BTreeMap<usize, &[usize]> =
        restored.blocks.iter().filter_map(|block| Some((*block.lines.first()?, block.lines.as_slice()))).collect();
    let mut lines: Vec<String> = Vec::new();
    let mut places = BTreeMap::new();
    for (at, own) in restored.text.lines.iter().enumerate() {
        for doubt in firsts.get(&at).into_iter().flat_map(|block| doubts(restored, block)) {
            lines.extend([remark(doubt), String::new()]);
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

fn doubts<'r>(restored: &'r Restored, block: &[usize]) -> Vec<&'r Doubt> {
    let numbers: Vec<usize> = block.iter().map(|at| restored.text.lines[*at].number).collect();
    restored.text.doubts.iter().filter(|doubt| numbers.contains(&doubt.line)).collect()
}

/// What an editor reads at an open place. A comment cannot hold what would end it.
fn remark(doubt: &Doubt) -> String {
    let mut text = format!("line {}, {}: {}", doubt.line, doubt.stage.name(), doubt.why);
    for candidate in doubt.candidates.iter().take(SHOWN) {
        text.extend(["; perhaps `", candidate, "`"]);
    }
    if let Some(more) = doubt.candidates.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        text.extend(["; or ", &more.to_string(), " more"]);
    }
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("{REMARK}{} -->", html_comment(&text))
}
