//! Names of files and addresses of pages that Windows cannot hold: whoever checks the project out there gets none of it.

use std::collections::BTreeSet;

use super::written;
use crate::diag::Diagnostics;
use crate::diag::codes::lint as codes;
use crate::site::Site;
use crate::source::{SourceTree, Span};

/// Names of devices, whatever their case and whatever stands behind a full stop.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// All findings: a folder or a file once, and every `slug`, alias, tag and author that becomes a folder when the site is built.
pub(in crate::lint) fn check(site: &Site, tree: &SourceTree, diags: &mut Diagnostics) {
    let mut told = BTreeSet::new();
    // A tag that site.yaml names is one of several languages.
    let mut told_names = BTreeSet::new();
    for file in ["content", "themes"].into_iter().flat_map(|folder| tree.in_folder(folder)) {
        let mut end = 0;
        for name in file.path.split('/') {
            end += name.len();
            if let Some(why) = fault(name).filter(|_| told.insert(&file.path[..end])) {
                diags.push(codes::windows_name(Span::new(file.id, 0, 0), name, why));
            }
            end += 1;
        }
    }
    for page in site.pages.iter().filter(|page| page.fallback_of.is_none()) {
        let Some(meta) = written(page).filter(|_| page.is_first_part()).map(|document| &document.meta) else { continue };
        let slug = meta.slug.iter().map(|slug| (slug.span, slug.value.as_str()));
        let aliases = meta.aliases.iter().flat_map(|alias| alias.value.split('/').map(|part| (alias.span, part)));
        for (span, name) in slug.chain(aliases) {
            diags.extend(fault(name).map(|why| codes::windows_name(span, name, why)));
        }
    }
    let names = site.tags.iter().chain(site.authors.iter()).flatten();
    for (address, name) in names {
        if let Some(why) = fault(address).filter(|_| told_names.insert((name.name.span, address))) {
            diags.push(codes::windows_name(name.name.span, address, why));
        }
    }
}

/// Why Windows cannot hold a name.
fn fault(name: &str) -> Option<&'static str> {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_lowercase();
    let (letters, number) = stem.split_at_checked(3).unwrap_or((&stem, ""));
    let is_port = matches!(letters, "com" | "lpt");
    let is_numbered = matches!(number, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³");
    if DEVICES.contains(&letters) && if is_port { is_numbered } else { number.is_empty() } {
        return Some(phrase!("it is the name of a device there"));
    }
    if name.ends_with(['.', ' ']) {
        return Some(phrase!("it ends in a full stop or a space"));
    }
    name.contains(|c: char| c.is_ascii_control() || "<>:\"\\|?*".contains(c))
        .then_some(phrase!("it holds one of `< > : \" \\ | ? *`"))
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn names_of_devices_and_signs() {
        for name in ["con", "Aux.en.md", "nul .md", "COM1.md", "lpt9", "prn", "a.", "a ", "10:30.md", "what?.md", "a\"b", "com¹"]
        {
            assert!(fault(name).is_some(), "{name}");
        }
        for name in
            ["console.md", "com.md", "com10", "lpt", "auxiliary", "content", ".nojekyll", "a.b.md", "كون.md", "con-man.md"]
        {
            assert!(fault(name).is_none(), "{name}");
        }
    }
}
