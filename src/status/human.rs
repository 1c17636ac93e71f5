//! The state of the translations -> lines for a terminal.

use std::fmt::Write as _;

use super::{PageState, SideStatus, Status};
use crate::drift::diff::Piece;
use crate::locale::Dir;

/// Words shown of what stayed, on either side of a change.
const AROUND: usize = 5;

/// The report.
pub fn render(status: &Status) -> String {
    let mut out = String::new();
    for page in &status.pages {
        let name = &page.key;
        let count = match page.blocks.len() {
            0 => String::new(),
            1 => ", 1 block".to_owned(),
            n => format!(", {n} blocks"),
        };
        let _ = writeln!(out, "{name}: {} -> {}: {}{count}", page.source, page.language, page.state.words());
        for block in &page.blocks {
            let _ = writeln!(out, "  {}: {}", block.name, block.change.words());
            for side in &block.sides {
                let _ = writeln!(out, "    {}", side.place);
                if !side.diff.is_empty() {
                    let _ = writeln!(out, "      {}", line(side));
                }
            }
        }
    }
    for file in &status.files {
        let texts = if file.missing == 1 { "text" } else { "texts" };
        let _ = writeln!(out, "{}: {}: {} {texts} missing", file.path, file.language, file.missing);
    }
    let counts: Vec<String> =
        PageState::ALL.into_iter().map(|state| format!("{} {}", status.count(state), state.words())).collect();
    let _ = writeln!(out, "{}", counts.join(", "));
    out
}

/// One line with its changes, isolated (UAX #9), so that the marks of changes stand where they belong.
fn line(side: &SideStatus) -> String {
    let last = side.diff.len() - 1;
    let pieces: Vec<String> = side
        .diff
        .iter()
        .enumerate()
        .map(|(at, piece)| match piece {
            Piece::Kept(text) => kept(text, at == 0, at == last),
            Piece::New(text) => format!("{{+{text}+}}"),
            Piece::Gone(1) => "[-1 word-]".to_owned(),
            Piece::Gone(n) => format!("[-{n} words-]"),
        })
        .collect();
    let open = if side.dir == Dir::Rtl { '\u{2067}' } else { '\u{2066}' };
    format!("{open}{}\u{2069}", pieces.join(" "))
}

/// The words next to a change.
fn kept(text: &str, is_first: bool, is_last: bool) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let (before, after) = (if is_first { 0 } else { AROUND }, if is_last { 0 } else { AROUND });
    if words.len() <= before + after {
        return text.to_owned();
    }
    let mut out: Vec<&str> = words[..before].to_vec();
    out.push("…");
    out.extend(&words[words.len() - after..]);
    out.join(" ")
}
