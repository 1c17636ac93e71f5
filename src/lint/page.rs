//! A page as somebody wrote it -> its findings: the texts of its head and the lines of its body, each with its language.

use std::ops::Range;

use super::foreign::containers::Containers;
use super::numbers::Guard;
use super::spellings::{self, Words};
use super::text::Text;
use super::{blocked, broken, characters, digits, foreign, imported, marks, plain, typed, unfinished};
use crate::ast::{BlockKind, Document, EntryKind, Inline, Prose, Ref, RefKind};
use crate::diag::Diagnostics;
use crate::diag::codes::lint as codes;
use crate::locale::Locales;
use crate::locale::fold::fold;
use crate::markdown::line::Line;
use crate::markdown::lines::{self, Lines, Picture};
use crate::site::target::Link;
use crate::site::{Page, Site, place};
use crate::source::{SourceFile, SourceTree, Span};

/// Texts of links that do not say where they lead, folded.
const VAGUE: [&str; 22] = [
    "هنا",
    "من هنا",
    "اضغط هنا",
    "انقر هنا",
    "اضغط",
    "هذا الرابط",
    "الرابط",
    "المزيد",
    "اقرا المزيد",
    "للمزيد",
    "here",
    "click here",
    "click",
    "this link",
    "link",
    "read more",
    "more",
    "this",
    "ici",
    "cliquez ici",
    "اينجا",
    "اينجا كليك كنيد",
];

/// All findings of a page.
pub(in crate::lint) fn check(site: &Site, page: &Page, document: &Document, tree: &SourceTree, diags: &mut Diagnostics) {
    let locales = &site.config.locales;
    let Some((file, place)) = tree.get(&document.path).zip(place::of(&document.path, locales)) else { return };
    let source = file.text().unwrap_or_default();
    let Lines { lines, pictures, surplus, unclosed, renumbered } = read(document, file);
    let texts: Vec<Text<'_>> = lines.into_iter().map(|l| Text::new(l, file.id, locales.get(document.locale), locales)).collect();
    let mut containers = Containers::default();
    for text in &texts {
        containers.line(text, source, diags);
        marks::check(text, diags);
        characters::check(text, diags);
        digits::list_markers(text, diags);
        foreign::check(text, source, diags);
        broken::check(text, source, diags);
        plain::check(text, diags);
        unfinished::check(text, diags);
        typed::zeros(text, diags);
        links(text, source, diags);
    }
    typed::lists(&texts, diags);
    imported::check(document, diags);
    for comment in document.comments.iter().filter(|c| document.meta.summary.is_none() && foreign::is_divider(&c.text)) {
        diags.push(codes::divider(comment.span, comment.text.trim()));
    }
    for (range, cells) in surplus {
        diags.push(codes::surplus_cells(Span::new(file.id, range.start, range.end), cells));
    }
    for (range, typed, printed) in renumbered {
        diags.push(codes::renumbered_list(Span::new(file.id, range.start, range.end), typed, printed));
    }
    // A figure that nothing closes has errors of its own.
    let is_figure = |range: &Range<usize>| {
        document.blocks.iter().any(|b| matches!(b.kind, BlockKind::Figure { .. }) && b.span.range().contains(&range.start))
    };
    for range in unclosed.into_iter().filter(|range| !is_figure(range)) {
        diags.push(codes::unclosed_code(Span::new(file.id, range.start, range.end)));
    }
    plain::Beside { site, document, tree }.figures(&document.blocks, diags);
    blocked::check(site, document, diags);
    digits::mixed(&texts, document.locale, diags);
    // A picture in raw HTML is one where the policy keeps it.
    let is_shown = |picture: &&Picture| {
        let is_it = |r: &Ref| r.kind == RefKind::Image && r.span.range() == picture.range;
        !picture.is_raw || document.refs.iter().any(is_it)
    };
    for picture in pictures.iter().filter(|p| p.alt.trim().is_empty()).filter(is_shown) {
        let span = Span::new(file.id, picture.range.start, picture.range.end);
        if !self::pictures(page).any(|(reference, link)| reference.span == span && is_described(link)) {
            diags.push(codes::missing_alt(span));
        }
    }
    let words = Words::new(&texts);
    spellings::forbidden(&words, &site.ledgers, document.locale, diags);
    spellings::two_spellings(&words, &site.ledgers, &place.key, document.locale, diags);
    numbers(site, document, &place.key, locales, tree, diags);
}

/// The pictures in the text of a page, with where they lead.
pub(in crate::lint) fn pictures(page: &Page) -> impl Iterator<Item = (&Ref, &Link)> {
    let refs = page.document.iter().flat_map(|document| &document.refs);
    refs.zip(page.links.iter()).filter(|(reference, _)| reference.kind == RefKind::Image)
}

/// Whether `pictures.yaml` says what a picture shows, or nothing is shown there: why was told where the link was read.
pub(in crate::lint) fn is_described(link: &Link) -> bool {
    let words = link.shown.as_ref().and_then(|shown| shown.words.as_ref());
    link.target.asset().is_none() || words.is_some_and(|words| !words.alt.is_empty())
}

fn numbers(site: &Site, document: &Document, key: &str, locales: &Locales, tree: &SourceTree, diags: &mut Diagnostics) {
    if site.ledgers.of_page(key).is_some_and(|ledger| ledger.has_facts) {
        Guard::new(document, locales, tree).page(diags);
    }
}

/// The lines of a page, those of its head first, and what else stands in its body.
fn read(document: &Document, file: &SourceFile) -> Lines {
    let source = file.text().unwrap_or_default();
    let value = |p: &Prose| Line::of_value(source, p.span.range(), document.head.range().end, &p.text);
    let mut lines: Vec<Line> = head(document).filter(|p| !p.text.is_empty()).map(value).collect();
    let mut found = lines::read(source, document.body.map_or(0..0, Span::range));
    lines.append(&mut found.lines);
    Lines { lines, ..found }
}

/// The texts of a page's head. Words beside a fact are compared with it and stand at the place of its name.
fn head(document: &Document) -> impl Iterator<Item = &Prose> {
    let meta = &document.meta;
    let is_own = |p: &&Prose| !p.content.iter().any(|i| matches!(i, Inline::Entry { .. }));
    let figures = meta.key_figures.iter().flat_map(|f| [Some(&f.value), Some(&f.label), f.note.as_ref()]).flatten();
    let lines = [&meta.short_title, &meta.subtitle, &meta.mark, &meta.summary];
    let texts = std::iter::once(&meta.title).chain(lines.into_iter().flatten());
    let texts = texts.chain(meta.answers.iter().map(|(_, answer)| answer));
    texts.chain(&meta.authors).chain(&meta.tags).chain(figures).filter(is_own)
}

/// Links whose text names no target.
fn links(text: &Text<'_>, source: &str, diags: &mut Diagnostics) {
    for link in text.line.links.iter().filter(|l| EntryKind::of(&l.target).is_none()) {
        let label = source[link.source.clone()].strip_prefix('[').and_then(|rest| Some(rest.split_once(']')?.0));
        if label.is_some_and(|label| label.chars().all(char::is_whitespace)) {
            diags.push(codes::empty_link(text.source(&link.source), &link.target));
        }
        let words = &text.text()[link.text.clone()];
        let folded = fold(words.trim_matches(|c: char| !c.is_alphanumeric()));
        if VAGUE.contains(&folded.as_str()) {
            diags.push(codes::vague_link(text.source(&link.source), words));
        }
    }
}
