//! Moments of `publish` and `expiry` that say no offset, where the site says no time zone: whoever wrote them meant the clock on the
//! wall, and the site takes them for UTC. Told once, where the first page does so.

use std::collections::BTreeMap;

use super::written;
use crate::ast::Document;
use crate::diag::Diagnostics;
use crate::diag::codes::lint as codes;
use crate::site::Site;
use crate::source::{SourceFile, SourceTree, Span};
use crate::yaml::{Fields, parse};

/// Places beside the first one that are named.
const MOST_PLACES: usize = 3;

/// Looks at every page, also at those that are kept back: it is they whose hour matters.
pub(in crate::lint) fn check(site: &Site, tree: &SourceTree, diags: &mut Diagnostics) {
    if site.config.time_zone.is_some() {
        return;
    }
    let kept_back = site.absent.pages.iter().map(|page| &*page.document);
    let documents: BTreeMap<&str, &Document> = site
        .pages
        .iter()
        .map(AsRef::as_ref)
        .filter_map(written)
        .chain(kept_back)
        .map(|document| (document.path.as_str(), document))
        .collect();
    let places = documents.values().filter_map(|document| place(tree.get(&document.path)?, document));
    let places: Vec<(Span, String)> = places.take(MOST_PLACES + 1).collect();
    if let [(first, moment), others @ ..] = places.as_slice() {
        diags.push(codes::no_time_zone(*first, moment, others.iter().map(|(span, _)| *span)));
    }
}

/// Where a document names its first such moment, and the moment.
fn place(file: &SourceFile, document: &Document) -> Option<(Span, String)> {
    let moments = [("publish", document.meta.publish), ("expiry", document.meta.expiry)];
    let (name, moment) = moments.into_iter().find_map(|(name, moment)| Some((name, moment.filter(|m| !m.has_offset)?)))?;
    // What is wrong with it was reported where it was read.
    let mut told = Diagnostics::new();
    let yaml = parse(file, document.head.range(), &mut told);
    let fields = Fields::of(&yaml, yaml.root(), "front matter", &mut told)?;
    Some((fields.key_span(name)?, format!("{name}: {}", moment.plain())))
}
