//! The lines of a page -> rows of `:::` alone that close nothing. What opens is told with its name, and what closes it goes with it.

use super::{is_definition, is_typed};
use crate::diag::Diagnostics;
use crate::diag::codes::lint as codes;
use crate::lint::text::Text;
use crate::markdown::line::Kind;

/// How many containers are open.
#[derive(Debug, Default)]
pub(in crate::lint) struct Containers {
    open: usize,
}

impl Containers {
    /// Looks at the next text of a page.
    pub(in crate::lint) fn line(&mut self, text: &Text<'_>, source: &str, diags: &mut Diagnostics) {
        // A row below a paragraph is a definition, of which one colon is left out.
        if !matches!(text.line.kind, Kind::Paragraph | Kind::Cell) || !text.text().contains("::") {
            return;
        }
        let mut start = 0;
        for line in text.text().split_inclusive('\n') {
            let (words, at) = (line.trim(), start + line.len() - line.trim_start().len());
            start += line.len();
            let is_whole = words.starts_with(":::");
            if !is_whole && !is_definition(text, source, words, at) {
                continue;
            }
            let range = at..at + words.len();
            if words.chars().any(char::is_alphanumeric) {
                self.open += 1;
            } else if self.open > 0 {
                self.open -= 1;
            } else if is_typed(text, source, &range, 1) {
                let place = text.span(&range).range();
                let place = place.start - usize::from(!is_whole)..place.end;
                let instead = phrase!("remove it: it opens and closes nothing");
                diags.push(codes::foreign_markup(text.source(&place), &source[place.clone()], instead));
            }
        }
    }
}
