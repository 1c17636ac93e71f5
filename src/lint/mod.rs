//! Roof: a resolved site with its theme -> what an editor should look at although the program can do with it.
//!
//! 1. `page`: every page that somebody wrote, line by line: `marks`, `letters`, `digits`,
//!    `foreign`, `broken`, `plain`, `typed`; its links and pictures; the names of
//!    its briefing (`names`) and the numbers that come from nowhere (`numbers`).
//! 2. `plain`: texts of the ledgers, too. `unused`, `loose`: entries of the ledgers and files that no page refers to. `paths`: pages that nothing leads to; `order`: where
//!    they stand in their sections. `unfinished`: texts that are to be written. `imported`: what an import left open. `blocked`: raw HTML that browsers will not show.
//! 3. `times`: moments of which nobody says whose clock they mean.
//! 4. `pictures`: what pictures and other files say of places and people; `windows`: names that Windows cannot hold. 5. `style`, `messages`: the theme of the project.
//!
//! [`allow`] takes away what is allowed in place; [`rules`] is the table of all of it, from which [`manual`] makes the page
//! for readers.

pub mod allow;
mod blocked;
mod broken;
mod characters;
mod digits;
mod examples;
pub mod external;
pub mod fix;
mod foreign;
mod imported;
mod loose;
pub mod manual;
mod marks;
mod messages;
mod numbers;
mod order;
mod page;
mod paths;
pub mod pictures;
mod plain;
pub mod rules;
mod spellings;
mod style;
mod text;
mod times;
mod typed;
mod unfinished;
mod unused;
mod windows;

use crate::ast::Document;
use crate::diag::Diagnostics;
use crate::site::{Page, Site};
use crate::source::SourceTree;
use crate::theme::Theme;

/// The pages that somebody wrote, each with what was written. Where the text of a page begins may be anywhere: nothing is said of how such
/// a page is typed.
pub fn pages(site: &Site) -> Vec<(&Page, &Document)> {
    let pages = site.pages.iter().filter(|page| page.fallback_of.is_none() && page.is_first_part());
    pages.filter_map(|page| Some((&**page, written(page).filter(|document| document.body.is_some())?))).collect()
}

/// Looks at one of [`pages`]. What it finds follows from the document, the configuration, the data files, what is kept back, and
/// which pictures of the page are [`described`].
pub fn page(site: &Site, (page, document): (&Page, &Document), tree: &SourceTree) -> Diagnostics {
    let mut diags = Diagnostics::new();
    page::check(site, page, document, tree, &mut diags);
    diags
}

/// Of every picture in the text of a page, whether somebody says what it shows, or nothing is shown there.
pub fn described(page: &Page) -> Vec<bool> {
    page::pictures(page).map(|(_, link)| page::is_described(link)).collect()
}

/// Looks at everything but the texts of pages: every ledger, the files, the theme. What nothing refers to is told only where every page
/// could be read.
pub fn besides(site: &Site, theme: Option<&Theme>, tree: &SourceTree, is_whole: bool) -> Diagnostics {
    let mut diags = Diagnostics::new();
    if is_whole {
        for ledger in site.ledgers.by_folder.values().filter(|ledger| ledger.is_whole()) {
            unused::entries(site, ledger, &mut diags);
        }
        paths::check(site, tree, &mut diags);
        order::check(site, tree, &mut diags);
    }
    plain::ledgers(site, tree, &mut diags);
    unused::pictures(site, tree, &mut diags);
    times::check(site, tree, &mut diags);
    if let Some(theme) = theme.filter(|_| is_whole) {
        loose::files(site, theme, tree, &mut diags);
    }
    if let Some(theme) = theme {
        style::check(theme, tree, &mut diags);
        messages::check(theme, &site.config.locales, tree, &mut diags);
    }
    pictures::check(site, tree, &mut diags);
    windows::check(site, tree, &mut diags);
    diags
}

/// The document of a page as somebody wrote it.
fn written(page: &Page) -> Option<&Document> {
    page.known.as_ref().map(|known| &*known.original).or(page.document.as_deref())
}
