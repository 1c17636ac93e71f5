//! What two projects publish -> the outputs that differ.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::without::Gone;
use crate::diag::codes::leaks as codes;
use crate::diag::{Diagnostic, Diagnostics};
use crate::output::contents::Contents;
use crate::pipeline::Built;
use crate::site::photos::Wanted;
use crate::site::place::CONTENT;
use crate::source::{SourceTree, Span};

/// What stands at a path.
enum Output<'a> {
    /// A file.
    File(&'a Contents),
    /// A size of a picture, by what it is made from.
    Size(&'a str),
}

/// What came of it.
pub struct Compared {
    /// How many outputs there are.
    pub count: usize,
    /// The paths of those that differ.
    pub different: BTreeSet<String>,
}

/// Tells every output of the first site that is not that of the second.
pub fn compare(tree: &SourceTree, (with, without): (&Built, &Built), gone: &Gone, diags: &mut Diagnostics) -> Compared {
    let (with, without) = (outputs(with), outputs(without));
    let mut paths: Vec<&str> = with.keys().chain(without.keys()).copied().collect();
    paths.sort_unstable();
    paths.dedup();
    let one = |path: &&str| -> Option<Diagnostic> {
        let file = tree.get(&format!("{CONTENT}/{path}"));
        match (with.get(*path), without.get(*path)) {
            (Some(a), Some(b)) => difference(a, b).map(|after| codes::differs(path, after.as_deref())),
            (Some(_), None) => Some(match file {
                Some(file) => {
                    let by = gone.files.get(&file.id).into_iter().flatten().map(|page| Span::new(*page, 0, 0));
                    codes::file(Span::new(file.id, 0, 0), path, by)
                }
                None => codes::output(path),
            }),
            // A file that is missing tells nothing of what is kept back.
            (None, Some(_)) if file.is_some() => None,
            (None, _) => Some(codes::missing(path)),
        }
    };
    let found: Vec<(&str, Diagnostic)> = paths.par_iter().filter_map(|path| Some((*path, one(path)?))).collect();
    let different = found.iter().map(|(path, _)| (*path).to_owned()).collect();
    diags.extend(found.into_iter().map(|(_, told)| told));
    Compared { count: paths.len(), different }
}

fn outputs(built: &Built) -> BTreeMap<&str, Output<'_>> {
    let mut all: BTreeMap<&str, Output<'_>> =
        built.outputs.iter().map(|(path, contents)| (path.as_str(), Output::File(contents))).collect();
    for batch in built.site.photos.iter().map(Wanted::batch) {
        all.extend(batch.files.iter().map(|file| (file.out.as_str(), Output::Size(&batch.key))));
    }
    all
}

/// `None` for equal outputs; else what stands before the first difference, where that is text.
#[expect(clippy::option_option, reason = "equal, different, and different in a text are three things")]
fn difference(a: &Output<'_>, b: &Output<'_>) -> Option<Option<String>> {
    let (a, b) = match (a, b) {
        (Output::Size(a), Output::Size(b)) => return (a != b).then_some(None),
        (Output::File(a), Output::File(b)) => (a, b),
        (Output::File(_), Output::Size(_)) | (Output::Size(_), Output::File(_)) => return Some(None),
    };
    match (a, b) {
        (Contents::Copied(a), Contents::Copied(b)) => return (a.sum != b.sum).then_some(None),
        (Contents::Made(a), Contents::Made(b)) => return (a.sum != b.sum).then_some(None),
        (Contents::InMemory(_) | Contents::Cached(_) | Contents::Copied(_) | Contents::Made(_), _) => {}
    }
    let (Ok(a), Ok(b)) = (a.bytes(), b.bytes()) else { return Some(None) };
    (a != b).then(|| common(&a, &b))
}

/// Characters that are shown of what two texts have in common.
const SHOWN: usize = 60;

/// The last of what two texts have in common before they part.
fn common(a: &[u8], b: &[u8]) -> Option<String> {
    let (a, b) = (std::str::from_utf8(a).ok()?, std::str::from_utf8(b).ok()?);
    let at = a.bytes().zip(b.bytes()).position(|(a, b)| a != b).unwrap_or(a.len().min(b.len()));
    let before = &a[..a.floor_char_boundary(at)];
    let from = before.char_indices().rev().nth(SHOWN - 1).map_or(0, |(at, _)| at);
    let words: Vec<&str> = before[from..].split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::{Output, common, difference};
    use crate::output::contents::Contents;

    #[test]
    fn outputs_part_where_they_part() {
        assert_eq!(common("الغاز\n والنفط".as_bytes(), "الغاز\n والقمح".as_bytes()).as_deref(), Some("الغاز وال"));
        assert_eq!(common(b"abc", b"abcd").as_deref(), Some("abc"));
        assert_eq!(common(b"abc", b"xbc"), None);
        assert_eq!(common(&[0xff, 1], &[0xff, 2]), None);
        let long = "x".repeat(500);
        assert_eq!(common(format!("{long}a").as_bytes(), format!("{long}b").as_bytes()).map(|text| text.len()), Some(60));
    }

    #[test]
    fn equal_is_equal() {
        let file = |text: &str| Contents::from(text.as_bytes());
        let (a, b) = (file("a"), file("b"));
        assert_eq!(difference(&Output::File(&a), &Output::File(&a)), None);
        assert_eq!(difference(&Output::File(&a), &Output::File(&b)), Some(None));
        assert_eq!(difference(&Output::Size("1"), &Output::Size("1")), None);
        assert_eq!(difference(&Output::Size("1"), &Output::Size("2")), Some(None));
        assert_eq!(difference(&Output::File(&a), &Output::Size("1")), Some(None));
    }
}
