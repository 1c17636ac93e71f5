//! The files as they would be -> whether they say what the document says, before anything is written.

use super::{Returned, lines};
use crate::diag::Diagnostics;
use crate::diag::codes::word as codes;
use crate::site::Site;
use crate::source::SourceTree;

/// Tells the first line of each file that would be read otherwise.
pub fn verify(returned: &Returned, before: (&Site, &SourceTree), (site, tree): (&Site, &SourceTree)) -> Diagnostics {
    let mut diags = Diagnostics::new();
    for (path, expected) in &returned.expected {
        let find = |site: &'_ Site| {
            site.pages
                .iter()
                .filter(|page| page.fallback_of.is_none())
                .filter_map(|page| page.document.clone())
                .find(|d| d.path == *path)
        };
        let text = tree.get(path).and_then(|file| file.text()).unwrap_or_default();
        let locales = &site.config.locales;
        let found = find(site).map(|document| lines::of(&document, locales, text)).unwrap_or_default();
        let found: Vec<String> = found.iter().map(|line| spaced(&line.text())).collect();
        let expected: Vec<String> = expected.iter().map(|line| spaced(line)).collect();
        if found == expected {
            continue;
        }
        let at = expected.iter().zip(&found).take_while(|(a, b)| a == b).count();
        let said = expected.get(at).or(expected.last()).cloned().unwrap_or_default();
        let old = find(before.0);
        let span = old.map(|document| {
            let old = before.1.get(path).and_then(|file| file.text()).unwrap_or_default();
            lines::of(&document, &before.0.config.locales, old).get(at).map_or(document.span, |line| line.span)
        });
        if let Some(span) = span {
            diags.push(codes::unwritable(span, &said));
        }
    }
    diags
}

/// Spaces between words do not count: Markdown keeps fewer of them.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
