//! What a document that came back brings -> findings at the lines of the pages: edits as differences of words, changes that wait,
//! comments, and what cannot be taken over.

use super::Returned;
use super::diff::{Step, steps};
use crate::diag::Diagnostics;
use crate::diag::codes::word as codes;

/// The findings.
pub fn findings(returned: &Returned) -> Diagnostics {
    let mut diags = Diagnostics::new();
    diags.extend(returned.diags.iter().filter(|problem| problem.code != "word-comment").cloned());
    for (span, before, after) in &returned.lines {
        diags.push(codes::edited(*span, &difference(before, after)));
    }
    for (span, text) in &returned.added {
        diags.push(codes::new_block(*span, text));
    }
    for (span, text) in &returned.removed {
        diags.push(codes::gone_block(*span, text));
    }
    for (span, said, is_done) in &returned.comments {
        diags.push(codes::comment(*span, said, *is_done));
    }
    diags
}

/// What became of a line: `the [-old-]{+new+} price`, with a few letters around.
fn difference(before: &str, after: &str) -> String {
    const AROUND: usize = 24;
    let (old, new): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
    if before == after {
        return format!("`{}` is set off otherwise", shortened(after, AROUND * 2));
    }
    let (mut out, mut kept, mut gone, mut come) = (String::new(), String::new(), String::new(), String::new());
    let flush = |out: &mut String, gone: &mut String, come: &mut String| {
        for (text, open, close) in [(gone, "[-", "-]"), (come, "{+", "+}")] {
            if !text.is_empty() {
                out.extend([open, text.as_str(), close]);
                text.clear();
            }
        }
    };
    for step in steps(&old, &new) {
        match step {
            Step::Keep(at, _) => {
                flush(&mut out, &mut gone, &mut come);
                kept.push(old[at]);
                continue;
            }
            Step::Delete(at) => gone.push(old[at]),
            Step::Insert(at) => come.push(new[at]),
        }
        let is_first = out.is_empty();
        out.push_str(&middle(&std::mem::take(&mut kept), AROUND, is_first));
    }
    flush(&mut out, &mut gone, &mut come);
    out + &shortened(&kept, AROUND)
}

/// The beginning of a text.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most { text.to_owned() } else { text.chars().take(most).chain(['…']).collect() }
}

/// The ends of a text that stands between two changes; of one before the first change its last letters.
fn middle(text: &str, most: usize, is_first: bool) -> String {
    let count = text.chars().count();
    if count <= most * 2 && !is_first || count <= most {
        return text.to_owned();
    }
    let tail: String = text.chars().skip(count - most).collect();
    let head = if is_first { String::new() } else { text.chars().take(most).collect() };
    format!("{head}…{tail}")
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn a_difference_shows_words_and_little_around_them() {
        assert_eq!(difference("The old price rose.", "The new price rose."), "The [-old-]{+new+} price rose.");
        assert_eq!(difference("السعر", "السعر الجديد"), "السعر{+ الجديد+}");
        let long = "word ".repeat(40);
        let shown = difference(&format!("{long}old {long}"), &format!("{long}new {long}"));
        assert!(
            shown.starts_with('…') && shown.ends_with('…') && shown.contains("[-old-]{+new+}") && shown.len() < 90,
            "{shown}"
        );
    }
}
