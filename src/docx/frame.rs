//! A document's text -> all of its parts: head and foot of pages, properties, what the text names by an id.

use crate::ast::{Prose, text};
use crate::book::block::bare;
use crate::book::bound::Notes;
use crate::book::bound::{Book, Side};
use crate::book::words::Words;
use crate::theme::Theme;
use crate::xml::Xml;

use super::PrintContext;
use super::collected::{Collected, Story};
use super::custom;
use super::face::{Face, Sort};
use super::package::{self, Part};
use super::parts::{self, Colours, NAMESPACES, Properties};
use super::write::{Layout, Writer};

/// All parts of a document around its text.
pub fn parts(
    context: &PrintContext<'_>,
    (book, words): (&Book<'_>, &[Words]),
    body: &str,
    collected: &mut Collected,
) -> Vec<Part> {
    let site = context.inputs.site;
    let Some(lead) = book.sides.first() else { return Vec::new() };
    let colours = colours(context.inputs.theme);
    // The first page has the title, and needs no head but for who may read it.
    let is_marked = book.sides.iter().any(|side| side.mark(&site.config).is_some());
    let first_head = is_marked.then(|| header(context, book, words, false, collected));
    let heads = (header(context, book, words, true, collected), footer(context, book, words, collected));
    let main = collected.relations(Story::Main);
    main.part("styles", "styles.xml");
    main.part("settings", "settings.xml");
    main.part("numbering", "numbering.xml");
    main.part("fontTable", "fontTable.xml");
    let (head, foot) = (main.part("header", "header1.xml"), main.part("footer", "footer1.xml"));
    let first_id = is_marked.then(|| main.part("header", "header2.xml"));
    let has_notes = !collected.footnotes.is_empty();
    if has_notes {
        collected.relations(Story::Main).part("footnotes", "footnotes.xml");
    }
    let mut document = Xml::compact();
    document.open("w:document", NAMESPACES);
    document.open("w:body", &[]);
    document.append(body);
    parts::section(&mut document, site.config.pdf.size, lead.locale.dir, (first_id.as_deref(), &head, &foot));
    document.close("w:body");
    document.close("w:document");
    let mut root = package::Relations::default();
    root.part("officeDocument", "word/document.xml");
    root.part("core-properties", "docProps/core.xml");
    root.part("extended-properties", "docProps/app.xml");
    root.part("custom-properties", "docProps/custom.xml");
    let word = |name: &str, kind: &'static str, text: String| Part {
        path: format!("word/{name}.xml"),
        kind: Some(kind),
        bytes: text.into_bytes(),
    };
    let plain = |path: &str, text: String| Part { path: path.to_owned(), kind: None, bytes: text.into_bytes() };
    let mut parts = vec![
        plain("_rels/.rels", root.xml()),
        Part {
            path: "docProps/core.xml".to_owned(),
            kind: Some("application/vnd.openxmlformats-package.core-properties+xml"),
            bytes: properties(book).into_bytes(),
        },
        Part {
            path: "docProps/app.xml".to_owned(),
            kind: Some("application/vnd.openxmlformats-officedocument.extended-properties+xml"),
            bytes: parts::app().into_bytes(),
        },
        Part {
            path: "docProps/custom.xml".to_owned(),
            kind: Some("application/vnd.openxmlformats-officedocument.custom-properties+xml"),
            bytes: custom::properties(&collected.known).into_bytes(),
        },
        word("document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", document.finish()),
        word(
            "styles",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml",
            parts::styles(lead.locale, &colours),
        ),
        word(
            "settings",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml",
            parts::settings(lead.locale, has_notes),
        ),
        word(
            "numbering",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml",
            parts::numbering(&collected.lists),
        ),
        word(
            "fontTable",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml",
            parts::fonts(lead.locale),
        ),
        word("header1", "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml", heads.0),
        word("footer1", "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml", heads.1),
    ];
    let header_kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml";
    parts.extend(first_head.map(|text| word("header2", header_kind, text)));
    if has_notes {
        let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml";
        parts.push(word("footnotes", kind, parts::footnotes(&collected.footnotes)));
        if !collected.relations(Story::Notes).is_empty() {
            parts.push(plain("word/_rels/footnotes.xml.rels", collected.relations(Story::Notes).xml()));
        }
    }
    parts.push(plain("word/_rels/document.xml.rels", collected.relations(Story::Main).xml()));
    let media =
        collected.media.iter().map(|(path, bytes)| Part { path: format!("word/{path}"), kind: None, bytes: bytes.to_vec() });
    parts.extend(media);
    parts
}

/// The colours of a theme that a document takes over; black and grey where a token is none that word processors know.
pub fn colours(theme: &Theme) -> Colours {
    let colour = |token: &str, otherwise: &str| {
        let value = theme.tokens.light.get(token).map(|value| value.trim().trim_start_matches('#')).unwrap_or_default();
        let is_colour = value.len() == 6 && value.chars().all(|c| c.is_ascii_hexdigit());
        if is_colour { value.to_ascii_uppercase() } else { otherwise.to_owned() }
    };
    Colours {
        accent: colour("accent", "1F3864"),
        soft: colour("ink-soft", "595959"),
        rule: colour("rule", "A6A6A6"),
        surface: colour("surface", "F2F2F2"),
    }
}

fn properties(book: &Book<'_>) -> String {
    let Some(lead) = book.sides.first() else { return String::new() };
    let meta = &lead.document.meta;
    let list = |proses: &[Prose], separator: &str| -> String {
        proses.iter().map(|prose| prose.text.clone()).collect::<Vec<_>>().join(separator)
    };
    let titles: Vec<String> = book.sides.iter().map(|side| text::inlines(&side.page.title.content)).collect();
    parts::core(&Properties {
        title: &titles.join(" — "),
        authors: &list(&meta.authors, "; "),
        description: meta.summary.as_ref().map_or("", |summary| summary.text.as_str()),
        keywords: &list(&meta.tags, ", "),
        language: &lead.locale.tag,
        date: book.newest(),
    })
}

/// The head of pages in each language: who may read it, and the title.
fn header(context: &PrintContext<'_>, book: &Book<'_>, words: &[Words], is_titled: bool, collected: &mut Collected) -> String {
    running("w:hdr", context, (book, words), collected, |writer, side, sort| {
        if let Some(mark) = side.mark(&context.inputs.site.config) {
            let pieces = writer.bound(|binder| binder.pieces(&mark.content, sort.voice()));
            let layout = Layout { centred: true, ..Layout::default() };
            writer.line("Mark", sort.voice(), layout, |writer| writer.pieces(&bare(&pieces), sort));
        }
        if !is_titled {
            return;
        }
        let title = writer.bound(|binder| binder.pieces(&side.page.title.content, sort.voice()));
        let layout = Layout::default();
        writer.line("Header", sort.voice(), layout, |writer| writer.pieces(&bare(&title), sort));
    })
}

/// The foot of every page: its number, in the first language.
fn footer(context: &PrintContext<'_>, book: &Book<'_>, words: &[Words], collected: &mut Collected) -> String {
    let first = words.get(..1).unwrap_or_default();
    running("w:ftr", context, (book, first), collected, |writer, side, sort| {
        // Marks that no message has stand for the numbers.
        let message = context.inputs.theme.messages.get(side.locale, "page-n-of-m", None, &[("n", "\u{1}"), ("m", "\u{2}")]);
        let voice = sort.voice();
        writer.line("Footer", voice, Layout::default(), |writer| {
            for piece in message.split_inclusive(['\u{1}', '\u{2}']) {
                writer.text(piece.trim_end_matches(['\u{1}', '\u{2}']), sort);
                match piece.chars().next_back() {
                    Some('\u{1}') => writer.field(" PAGE ", "1", sort),
                    Some('\u{2}') => writer.field(" NUMPAGES ", "1", sort),
                    Some(_) | None => {}
                }
            }
        });
    })
}

/// A part that every page shows, with a line of each language that there are words of.
fn running(
    root: &str,
    context: &PrintContext<'_>,
    (book, words): (&Book<'_>, &[Words]),
    collected: &mut Collected,
    write: impl Fn(&mut Writer<'_>, &Side<'_>, Sort),
) -> String {
    let mut xml = Xml::compact();
    xml.open(root, NAMESPACES);
    for (at, (side, words)) in book.sides.iter().zip(words).enumerate() {
        let text = book.chapters.first().and_then(|chapter| chapter.texts.get(at)?.as_ref());
        let Some(text) = text else { continue };
        let mut writer = Writer::new(context, text, words, Notes::End, collected);
        write(&mut writer, side, Sort { locale: side.locale.id, dir: side.locale.dir, face: Face::default() });
        xml.append(&writer.finish());
    }
    xml.close(root);
    xml.finish()
}
