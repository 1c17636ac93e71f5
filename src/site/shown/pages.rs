//! Documents -> those that are shown and those that are kept back, each with the reason.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::ast::Document;
use crate::ast::meta::FrontMatter;
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::diag::codes::site as codes;
use crate::locale::LocaleId;
use crate::site::absent::{KeptBack, Mark, Why};
use crate::site::parts::Options;
use crate::site::place::{self, Place, Role};
use crate::source::Span;

/// What came of it.
pub struct Judged {
    /// Those that are shown.
    pub shown: Vec<(Place, Arc<Document>)>,
    /// What would keep some of them back, by path.
    pub marks: BTreeMap<String, Mark>,
    /// Those that are not.
    pub kept_back: Vec<KeptBack>,
}

/// Judges every document.
pub fn judge(config: &Config, documents: &[Arc<Document>], options: Options, diags: &mut Diagnostics) -> Judged {
    let known: Vec<&str> = config.locales.site().iter().map(|l| l.tag.as_str()).collect();
    let tag_of = |locale: LocaleId| config.locales.get(locale).tag.as_str();
    let placed = |document: &Arc<Document>| Some((place::of(&document.path, &config.locales)?, Arc::clone(document)));
    let placed: Vec<(Place, Arc<Document>)> = documents.par_iter().filter_map(placed).collect();
    // Hardly a site has a page that could be named so.
    let keys = LazyCell::new(|| placed.iter().map(|(place, d)| (place.key.as_str(), d.locale)).collect::<BTreeSet<_>>());
    for (place, document) in &placed {
        if let Some(suffix) = &place.stray {
            let near = place::named(suffix).filter(|tag| known.contains(tag));
            diags.push(codes::stray_language(Span { end: document.span.start, ..document.span }, suffix, &known, near));
        } else if let Some((stem, locale)) = place::joined(&place.key, &config.locales)
            // `report-en` may be any page; beside `report.ar` and without `report.en` it is that one.
            && place.locale != Some(locale)
            && !keys.contains(&(stem, locale))
            && keys.iter().any(|(key, own)| *key == stem && *own != locale)
        {
            let span = Span { end: document.span.start, ..document.span };
            diags.push(codes::joined_language(span, &document.path, stem, tag_of(locale), tag_of(document.locale)));
        }
    }
    let sections = Sections::of(&placed, options.now);
    let mut judged = Judged { shown: Vec::with_capacity(placed.len()), marks: BTreeMap::new(), kept_back: Vec::new() };
    let marks: Vec<Option<Mark>> = placed.iter().map(|(place, document)| sections.mark(place, document, options.now)).collect();
    for ((place, document), mark) in placed.into_iter().zip(marks) {
        match mark {
            Some(mark) if !options.drafts => judged.kept_back.push(KeptBack { place, document, mark }),
            mark => {
                judged.marks.extend(mark.map(|mark| (document.path.clone(), mark)));
                judged.shown.push((place, document));
            }
        }
    }
    judged
}

/// Why a page keeps itself back.
fn own(meta: &FrontMatter, now: i64) -> Option<Why> {
    if meta.draft {
        return Some(Why::Draft);
    }
    let until = meta.publish.filter(|t| now < t.unix()).map(Why::Until);
    until.or_else(|| meta.expiry.filter(|t| now >= t.unix()).map(Why::Since))
}

/// A section's page in one language.
struct Section {
    locale: LocaleId,
    path: String,
    why: Option<Why>,
}

/// The sections of a site by key, if any of them is kept back: only then somebody asks.
struct Sections(BTreeMap<String, Vec<Section>>);

impl Sections {
    fn of(placed: &[(Place, Arc<Document>)], now: i64) -> Self {
        let mut by_key: BTreeMap<String, Vec<Section>> = BTreeMap::new();
        for (place, document) in placed.iter().filter(|(place, _)| place.role == Role::Section) {
            let section = Section { locale: document.locale, path: document.path.clone(), why: own(&document.meta, now) };
            by_key.entry(place.key.clone()).or_default().push(section);
        }
        by_key.retain(|_, pages| pages.iter().any(|page| page.why.is_some()));
        Self(by_key)
    }

    /// What keeps a page back: itself, or the nearest section above it that is kept back in its language. A section that does
    /// not exist in that language hides what is below it when it is kept back in every language that it has.
    fn mark(&self, place: &Place, document: &Document, now: i64) -> Option<Mark> {
        if let Some(why) = own(&document.meta, now) {
            return Some(Mark { why, section: None });
        }
        if self.0.is_empty() {
            return None;
        }
        let mut key = place.key.as_str();
        while !key.is_empty() {
            key = key.rsplit_once('/').map_or("", |(folder, _)| folder);
            let Some(pages) = self.0.get(key) else { continue };
            let spoken: Vec<&Section> = pages.iter().filter(|page| page.locale == document.locale).collect();
            let deciding = if spoken.is_empty() { pages.iter().collect() } else { spoken };
            if deciding.iter().all(|page| page.why.is_some())
                && let Some((section, why)) = deciding.first().and_then(|section| Some((section, section.why?)))
            {
                return Some(Mark { why, section: Some(section.path.clone()) });
            }
        }
        None
    }
}
