//! A page that a language lacks -> the segments of its first translation, and the path of its file.
//!
//! The new file is the file that is translated from, with every text in its place: so it has its order, its links, its figures and
//! its notes.

use std::ops::Range;
use std::path::Path;

use crate::align::align;
use crate::ast::Document;
use crate::ast::meta::FrontMatter;
use crate::drift::Side;
use crate::drift::units::units;
use crate::locale::{Locale, Locales};
use crate::site::Site;
use crate::source::SourceTree;
use crate::yaml::Value;

use super::segments::{self, Sides};
use super::texts::Source;
use super::{Job, Kind, Made, Segment};

/// The folder of the content.
const CONTENT: &str = "content/";

/// The page as a translator gets it who makes its first translation.
pub fn job(site: &Site, tree: &SourceTree, document: &Document, into: &Locale) -> Job {
    let text = tree.get(&document.path).and_then(|file| file.text()).unwrap_or_default();
    let nothing = nothing(document, into);
    let alignment = align(document, &nothing);
    let sides = Sides { documents: [document, &nothing], texts: [text, ""], alignment: &alignment, source: Side::First };
    let new = |name: String, source: String, place: Range<usize>, kind: Kind| Segment { name, source, target: None, place, kind };
    let value = |name: String, own: super::texts::Text| new(name, own.value, own.place, Kind::Value(None));
    let mut list: Vec<Segment> =
        segments::head(site, document, text).into_iter().map(|own| value(own.path.clone(), own)).collect();
    for unit in units(document, &nothing, &alignment) {
        match sides.range(&unit, Side::First) {
            Some(range) if sides.is_within(&unit, &range, Side::First) => {}
            Some(range) => {
                list.push(new(unit.name.clone(), sides.written(Side::First, &range), range, segments::kind(&unit)));
            }
            None => {
                for (number, block) in sides.row(&unit, Side::First).iter().enumerate() {
                    let texts = segments::figure(block, text).into_iter();
                    list.extend(texts.map(|own| {
                        let name = match number {
                            0 => format!("{}.{}", unit.name, own.path),
                            n => format!("{}.{}.{}", unit.name, n + 1, own.path),
                        };
                        value(name, own)
                    }));
                }
            }
        }
    }
    Job {
        source_language: site.config.locales.get(document.locale).tag.clone(),
        target_language: into.tag.clone(),
        source_file: document.path.clone(),
        target_file: path(&document.path, into, &site.config.locales),
        made: Made::New(changes(document, text, into)),
        segments: list,
    }
}

/// A document that says nothing, for the other side of one that has none.
fn nothing(document: &Document, into: &Locale) -> Document {
    let mut title = document.meta.title.clone();
    title.content.clear();
    title.text.clear();
    Document {
        locale: into.id,
        meta: FrontMatter::titled(title),
        blocks: Vec::new(),
        notes: Vec::new(),
        refs: Vec::new(),
        anchors: std::collections::BTreeMap::new(),
        comments: Vec::new(),
        words: 0,
        figures: 0,
        ..document.clone()
    }
}

/// Where the translation of a file stands: `a.fa.md` beside `a.ar.md` or `a.md`, `fa/a.md` beside `ar/a.md`.
pub fn path(source: &str, into: &Locale, locales: &Locales) -> String {
    let rest = source.strip_prefix(CONTENT).unwrap_or(source);
    let (folder, name) = rest.rsplit_once('/').map_or((None, rest), |(folder, name)| (Some(folder), name));
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or("md");
    let stem = name.strip_suffix(ending).and_then(|stem| stem.strip_suffix('.')).unwrap_or(name);
    let (bare, by_name) = match stem.rsplit_once('.') {
        Some((bare, tag)) if locales.by_tag(tag).is_some() => (bare, true),
        _ => (stem, false),
    };
    let by_folder = folder.and_then(|folder| {
        let (first, below) = folder.split_once('/').map_or((folder, None), |(first, below)| (first, Some(below)));
        locales.by_tag(first).map(|_| below.map_or_else(|| into.tag.clone(), |below| format!("{}/{below}", into.tag)))
    });
    match (by_folder, folder) {
        (Some(folder), _) if !by_name => format!("{CONTENT}{folder}/{name}"),
        (_, Some(folder)) => format!("{CONTENT}{folder}/{bare}.{}.{ending}", into.tag),
        (_, None) => format!("{CONTENT}{bare}.{}.{ending}", into.tag),
    }
}

/// What of the head is another in the new file: old paths lead to the page that had them, and a page that names its language is in
/// that one.
fn changes(document: &Document, text: &str, into: &Locale) -> Vec<(Range<usize>, String)> {
    let range = document.head.range();
    let Some(source) = text.get(range.clone()).and_then(|head| Source::of(document.span.file, head, range.start)) else {
        return Vec::new();
    };
    let Value::Map(entries) = &source.root().value else { return Vec::new() };
    let mut changes = Vec::new();
    for (number, (key, _)) in entries.iter().enumerate() {
        let Value::Text(name) = &key.value else { continue };
        let start = source.start(key);
        let end = entries.get(number + 1).map_or(source.text().len(), |(next, _)| source.start(next));
        match name.as_str() {
            "aliases" => changes.push((source.placed(start..end), String::new())),
            "lang" => {
                let kept = source.text()[start..end].trim_end().len();
                changes.push((source.placed(start..start + kept), format!("lang: {}", into.tag)));
            }
            _ => {}
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::path;
    use crate::locale::{LocaleSpec, Locales};

    #[test]
    fn a_translation_stands_where_its_source_would_have_it() {
        let locales = Locales::new(&["ar", "en", "fa"].map(LocaleSpec::of)).expect("known");
        let into = locales.by_tag("fa").expect("known");
        for (source, expect) in [
            ("content/a.ar.md", "content/a.fa.md"),
            ("content/a.md", "content/a.fa.md"),
            ("content/k/_index.ar.md", "content/k/_index.fa.md"),
            ("content/ar/k/a.md", "content/fa/k/a.md"),
            ("content/ar/a.md", "content/fa/a.md"),
            ("content/ar/a.ar.md", "content/ar/a.fa.md"),
            ("content/k/a.b.md", "content/k/a.b.fa.md"),
        ] {
            assert_eq!(path(source, into, &locales), expect);
        }
    }
}
