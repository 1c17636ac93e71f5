//! The site -> the PDFs that are asked for, and what pages say of them. Without the typesetter there are none.

use std::sync::Arc;

use crate::diag::codes::pdf as codes;
use crate::diag::{Diagnostics, Outcome};
use crate::html::scene::Sizes;
use crate::output::OutPath;
use crate::site::Site;
use crate::site::print::Print;
use crate::source::SourceTree;
use crate::theme::Theme;

use super::Prints;
use super::memo::Memo;
#[cfg(feature = "pdf")]
use super::photos;

/// The files that are asked for, in order.
pub(in crate::pipeline) fn print(
    site: &Site,
    theme: &Theme,
    tree: &SourceTree,
    memo: &Memo,
    prints: &Prints,
) -> Outcome<Vec<(OutPath, Arc<[u8]>)>> {
    let mut diags = Diagnostics::new();
    let key = |print: &Print| site.page(print.first).key.as_str();
    let wanted: Vec<_> = match prints {
        Prints::None | Prints::Later => Vec::new(),
        Prints::All => site.prints.iter().collect(),
        Prints::Only(names) => {
            let mut known: Vec<&str> = site.prints.iter().map(key).collect();
            known.dedup();
            for name in names.iter().filter(|name| !known.contains(&name.trim_matches('/'))) {
                diags.push(codes::unknown_print(name, &known));
            }
            site.prints.iter().filter(|p| names.iter().any(|name| name.trim_matches('/') == key(p))).collect()
        }
    };
    let printed = make(site, theme, tree, memo, &wanted).into_value(&mut diags);
    Outcome::new(printed, diags)
}

/// Makes files, each asked of the memo first.
#[cfg(feature = "pdf")]
pub(in crate::pipeline) fn make(
    site: &Site,
    theme: &Theme,
    tree: &SourceTree,
    memo: &Memo,
    wanted: &[&Print],
) -> Outcome<Vec<(OutPath, Arc<[u8]>)>> {
    let Outcome { value, diags } =
        crate::pdf::render(site, theme, tree, &memo.prints, &|photo| photos::print(photo, tree, memo), wanted);
    Outcome::new(value.into_iter().map(|p| (p.out, p.bytes)).collect(), diags)
}

/// Nothing, without the typesetter.
#[cfg(not(feature = "pdf"))]
pub(in crate::pipeline) fn make(
    _: &Site,
    _: &Theme,
    _: &SourceTree,
    _: &Memo,
    _: &[&Print],
) -> Outcome<Vec<(OutPath, Arc<[u8]>)>> {
    Outcome::new(Vec::new(), Diagnostics::new())
}

/// What pages link to: what was made with its size, or everything that will be made when it is asked for.
pub(in crate::pipeline) fn sizes<'a>(site: &'a Site, prints: &Prints, printed: &'a [(OutPath, Arc<[u8]>)]) -> Sizes<'a> {
    match prints {
        Prints::None | Prints::All | Prints::Only(_) => {
            printed.iter().map(|(out, bytes)| (out.as_str(), Some(bytes.len() as u64))).collect()
        }
        Prints::Later if cfg!(feature = "pdf") => site.prints.iter().map(|p| (p.out.as_str(), None)).collect(),
        Prints::Later => Sizes::new(),
    }
}
