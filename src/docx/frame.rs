//! A document's text -> all of its parts: head and foot of pages, properties, what the text names by an id.

use crate::ast::{Prose, text};
use crate::book::bound::{Book, Side};
use crate::locale::Dir;
use crate::theme::Theme;
use crate::xml::Xml;

use super::Shelf;
use super::collected::{Collected, Story};
use super::package::{self, Part};
use super::parts::{self, Colours, NAMESPACES, Properties};

/// All parts of a document around its text.
pub fn parts(shelf: &Shelf<'_>, book: &Book<'_>, body: &str, collected: &mut Collected) -> Vec<Part> {
    let site = shelf.means.site;
    let Some(lead) = book.sides.first() else { return Vec::new() };
    let colours = colours(shelf.means.theme);
    let main = collected.relations(Story::Main);
    main.part("styles", "styles.xml");
    main.part("settings", "settings.xml");
    main.part("numbering", "numbering.xml");
    let (head, foot) = (main.part("header", "header1.xml"), main.part("footer", "footer1.xml"));
    let has_notes = !collected.footnotes.is_empty();
    if has_notes {
        collected.relations(Story::Main).part("footnotes", "footnotes.xml");
    }
    let mut document = Xml::compact();
    document.open("w:document", NAMESPACES);
    document.open("w:body", &[]);
    document.append(body);
    parts::section(&mut document, site.config.pdf.size, lead.locale.dir, (&head, &foot));
    document.close("w:body");
    document.close("w:document");
    let mut root = package::Relations::default();
    root.part("officeDocument", "word/document.xml");
    root.part("core-properties", "docProps/core.xml");
    root.part("extended-properties", "docProps/app.xml");
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
        word("header1", "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml", header(shelf, book)),
        word("footer1", "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml", footer(shelf, book)),
    ];
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

/// The head of every page but the first: the title.
fn header(shelf: &Shelf<'_>, book: &Book<'_>) -> String {
    let lines = book.sides.iter().map(|side| Line { side: *side, pieces: vec![Field::Text(side.page.title.text.clone())] });
    running("w:hdr", "Header", shelf, lines.collect())
}

/// The foot of every page: its number.
fn footer(shelf: &Shelf<'_>, book: &Book<'_>) -> String {
    let pieces = |side: &Side<'_>| {
        // Marks that no message has stand for the numbers.
        let message = shelf.means.theme.messages.get(side.locale, "page-n-of-m", None, &[("n", "\u{1}"), ("m", "\u{2}")]);
        let mut pieces = Vec::new();
        let mut text = String::new();
        for c in message.chars() {
            let field = match c {
                '\u{1}' => Field::Page,
                '\u{2}' => Field::Pages,
                c => {
                    text.push(c);
                    continue;
                }
            };
            pieces.push(Field::Text(std::mem::take(&mut text)));
            pieces.push(field);
        }
        pieces.push(Field::Text(text));
        pieces
    };
    let lines = book.sides.iter().take(1).map(|side| Line { side: *side, pieces: pieces(side) });
    running("w:ftr", "Footer", shelf, lines.collect())
}

/// A piece of a line that every page has.
enum Field {
    Text(String),
    Page,
    Pages,
}

struct Line<'a> {
    side: Side<'a>,
    pieces: Vec<Field>,
}

fn running(root: &str, style: &str, shelf: &Shelf<'_>, lines: Vec<Line<'_>>) -> String {
    let mut xml = Xml::compact();
    xml.open(root, NAMESPACES);
    for Line { side, pieces } in lines {
        let is_rtl = side.locale.dir == Dir::Rtl;
        xml.open("w:p", &[]);
        xml.open("w:pPr", &[]);
        xml.empty("w:pStyle", &[("w:val", style)]);
        if is_rtl {
            xml.empty("w:bidi", &[]);
        }
        xml.close("w:pPr");
        for piece in pieces {
            let instruction = match &piece {
                Field::Text(_) => None,
                Field::Page => Some(" PAGE "),
                Field::Pages => Some(" NUMPAGES "),
            };
            let text = match piece {
                Field::Text(text) => crate::locale::bidi::isolate(&text, side.locale, shelf.locales()),
                Field::Page | Field::Pages => "1".to_owned(),
            };
            if text.is_empty() {
                continue;
            }
            if let Some(instruction) = instruction {
                xml.open("w:fldSimple", &[("w:instr", instruction)]);
            }
            xml.open("w:r", &[]);
            xml.open("w:rPr", &[]);
            if is_rtl {
                xml.empty("w:rtl", &[]);
            }
            xml.empty("w:lang", &[(if is_rtl { "w:bidi" } else { "w:val" }, side.locale.tag.as_str())]);
            xml.close("w:rPr");
            xml.leaf("w:t", &[("xml:space", "preserve")], &text);
            xml.close("w:r");
            if instruction.is_some() {
                xml.close("w:fldSimple");
            }
        }
        xml.close("w:p");
    }
    xml.close(root);
    xml.finish()
}
