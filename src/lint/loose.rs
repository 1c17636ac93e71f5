//! The files below the content -> those that nobody refers to: published all the same, or data that nothing reads.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::ast::Document;
use crate::diag::Diagnostics;
use crate::diag::codes::lint as codes;
use crate::diag::names::nearest;
use crate::ledger::names as ledger_names;
use crate::site::entries::context::Tools;
use crate::site::place::{self, CONTENT, Place};
use crate::site::shown::uses;
use crate::site::{Asset, Site};
use crate::source::walk::CONFIG;
use crate::source::{FileId, SourceFile, SourceTree, Span, names};
use crate::theme::Theme;

/// Beginnings of names that browsers ask for by themselves, at the top of a site.
const ICONS: [&str; 4] = ["favicon", "apple-touch-icon", "android-chrome", "mstile"];
/// Endings of what hosts, crawlers and checkers ask for at the top of a site: `robots.txt`, `site.webmanifest`, proofs of ownership.
const ASKED_FOR: [&str; 7] = ["txt", "xml", "html", "ico", "json", "webmanifest", "asc"];

/// Looks at every file. What the theme, the configuration or data name by its name is left alone: they know what for.
pub(in crate::lint) fn files(site: &Site, theme: &Theme, tree: &SourceTree, diags: &mut Diagnostics) {
    for entry in &site.config.downloads {
        let is_it = |path: &str| names::is_at_or_below(path, entry.value.trim_matches('/'));
        let is_absent = site.absent.files.keys().any(|path| path.strip_prefix(CONTENT).is_some_and(|p| is_it(&p[1..])));
        if !is_absent && !site.assets.iter().any(|asset| is_it(&asset.out)) {
            diags.push(codes::unknown_download(entry.span, &entry.value));
        }
    }
    let used = used(site, theme, tree);
    let is_refused = |asset: &&Asset| asset.is_kept_back || matches!(site.pictures.get(asset.file), Some(Err(_)));
    let published = site.assets.iter().filter(|asset| !is_refused(asset) && !site.config.is_download(&asset.out));
    let published = published.filter(|asset| !used.contains(&asset.file) && !is_asked_for(&asset.out));
    let idle = tree.in_folder(CONTENT).filter(|file| {
        let path = &file.path[CONTENT.len() + 1..];
        (names::is_yaml(path) || names::is_beside_the_work(path)) && !used.contains(&file.id)
    });
    let idle = idle.filter(|file| !ledger_names::is_read(&file.path) && ledger_names::meant(&file.path).is_none());
    let (published, idle): (Vec<&Asset>, Vec<&SourceFile>) = (published.collect(), idle.collect());
    if published.is_empty() && idle.is_empty() {
        return;
    }
    let said: Vec<&str> = tree.files().iter().filter(|file| is_outside(file)).filter_map(SourceFile::text).collect();
    for asset in published {
        let file = tree.file(asset.file);
        let name = file.path.rsplit('/').next().unwrap_or(&file.path);
        if !said.iter().any(|text| text.contains(name)) {
            diags.push(codes::unreferenced_file(Span::new(file.id, 0, 0), &file.path));
        }
    }
    for file in idle {
        let name = file.path.rsplit('/').next().unwrap_or(&file.path);
        diags.push(codes::idle_data(Span::new(file.id, 0, 0), &file.path, nearest(name, ledger_names::FILES)));
    }
}

/// The files that pages refer to, those too that are kept back.
fn used(site: &Site, theme: &Theme, tree: &SourceTree) -> BTreeSet<FileId> {
    let config = &site.config;
    let tools = Tools::new(config, &site.ledgers, &site.words);
    let shown = site.pages.iter().filter(|page| page.fallback_of.is_none()).filter_map(|page| {
        let document: &Arc<Document> = page.known.as_ref().map(|known| &known.original).or(page.document.as_ref())?;
        Some((place::of(&document.path, &config.locales)?, document))
    });
    let shown: Vec<(Place, &Arc<Document>)> = shown.filter(|(_, document)| tree.get(&document.path).is_some()).collect();
    let kept_back = site.absent.pages.iter().map(|page| (&page.place, &page.document));
    let pages = shown.iter().map(|(place, document)| (place, *document)).chain(kept_back);
    let mut used = uses::of_all(pages, tools, tree, &theme.blocks).files;
    // A copy of a page in another language shows the files of that language.
    for page in &site.pages {
        used.extend(page.links.iter().filter_map(|link| Some(link.target.asset()?.file)));
        used.extend(page.image.as_ref().map(|image| image.asset.file));
    }
    used
}

/// Whether a file is asked for by its name, wherever it is not linked from.
fn is_asked_for(path: &str) -> bool {
    if path.starts_with('.') {
        return true;
    }
    let lower = path.to_ascii_lowercase();
    let ending = lower.rsplit_once('.').map(|(_, ending)| ending);
    !path.contains('/')
        && (ending.is_none_or(|ending| ASKED_FOR.contains(&ending)) || ICONS.iter().any(|icon| lower.starts_with(icon)))
}

/// Whether a file may name another one without being a page: theme, configuration, data.
fn is_outside(file: &SourceFile) -> bool {
    file.path == CONFIG || file.path.starts_with("themes/") || names::is_yaml(&file.path)
}

#[cfg(test)]
mod tests {
    use super::is_asked_for;

    #[test]
    fn hosts_and_browsers_ask_by_name() {
        for path in [
            ".nojekyll",
            ".well-known/security.txt",
            "CNAME",
            "robots.txt",
            "favicon.svg",
            "Apple-Touch-Icon.png",
            "google1a.html",
        ] {
            assert!(is_asked_for(path), "{path}");
        }
        for path in ["k/CNAME", "photo.jpg", "report.pdf", "k/robots.txt", "data.csv"] {
            assert!(!is_asked_for(path), "{path}");
        }
    }
}
