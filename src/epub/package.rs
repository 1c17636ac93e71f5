//! What is said of a book (EPUB 3.3, section 5; EPUB Accessibility 1.1), its contents and the order of its documents.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::ast::text;
use crate::book::block::{self, Label, Piece, Voice};
use crate::book::bound::Book;
use crate::escape::html_text;
use crate::flow::write::{Found, Heading, id};
use crate::locale::date::Date;
use crate::locale::{Locale, Locales, bidi};
use crate::site::{Site, address};
use crate::xml::Xml;

/// Where the package is (EPUB 3.3, section 4.2.6.3.1).
pub const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n  <rootfiles>\n    \
<rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/>\n  </rootfiles>\n</container>\n";

/// What documents are.
pub const XHTML: &str = "application/xhtml+xml";

/// A file of the book.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its path beside the package.
    pub path: String,
    /// What it is.
    pub media_type: &'static str,
    /// What else must be known of it: `nav`, `svg`, `mathml`.
    pub properties: String,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

/// A line of the contents.
#[derive(Clone, Debug)]
pub struct Entry {
    /// 1 for chapters, 2 for what is below them.
    level: u8,
    /// The document.
    chapter: usize,
    /// Where it leads.
    label: Label,
    /// What it says in each language of the book.
    titles: Vec<(Voice, Vec<Piece>)>,
}

/// The lines of the contents for what stands in a row: the headings of its languages that belong together.
pub fn entries(sides: &[&[Heading]], chapter: usize) -> Vec<Entry> {
    let listed: Vec<Vec<&Heading>> =
        sides.iter().map(|side| side.iter().filter(|heading| heading.level <= 2).collect()).collect();
    let count = listed.iter().map(Vec::len).max().unwrap_or(0);
    let entry = |at: usize| {
        let row: Vec<&Heading> = listed.iter().filter_map(|side| side.get(at).copied()).collect();
        let first = row.first()?;
        let titles = row.iter().map(|heading| (heading.voice, heading.title.clone())).collect();
        Some(Entry { level: first.level, chapter, label: first.label.clone(), titles })
    };
    (0..count).filter_map(entry).collect()
}

/// The title of a document as plain text: that of its first line.
pub fn plain(entries: &[Entry], locale: &Locale, locales: &Locales) -> String {
    let titles = entries.first().map(|entry| entry.titles.as_slice()).unwrap_or_default();
    titles.iter().map(|(_, title)| bidi::isolate(&block::text(title), locale, locales)).collect::<Vec<_>>().join(" — ")
}

/// The contents, and where the text begins.
pub fn nav(title: &str, entries: &[Entry], locales: &Locales, own: &Locale) -> String {
    let line = |entry: &Entry| {
        let title = |(voice, title): &(Voice, Vec<Piece>)| {
            let locale = locales.get(voice.locale);
            let said = html_text(&bidi::isolate(&block::text(title), locale, locales));
            if locale.id == own.id && voice.dir == own.dir {
                return said;
            }
            let tag = &locale.tag;
            format!("<bdi lang=\"{tag}\" xml:lang=\"{tag}\" dir=\"{}\">{said}</bdi>", voice.dir.as_str())
        };
        let titles: Vec<String> = entry.titles.iter().map(title).collect();
        format!("<a href=\"c{}.xhtml#{}\">{}</a>", entry.chapter, id(&entry.label), titles.join(" — "))
    };
    let mut list = String::new();
    let mut rest = entries.iter().peekable();
    while let Some(entry) = rest.next() {
        let _ = write!(list, "<li>{}", line(entry));
        let mut below = String::new();
        while let Some(lower) = rest.next_if(|lower| lower.level > entry.level) {
            let _ = writeln!(below, "<li>{}</li>", line(lower));
        }
        if !below.is_empty() {
            let _ = write!(list, "\n<ol>\n{below}</ol>\n");
        }
        list.push_str("</li>\n");
    }
    let title = html_text(title);
    format!(
        "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" aria-labelledby=\"contents\">\n<h1 id=\"contents\">{title}</h1>\n\
         <ol>\n{list}</ol>\n</nav>\n<nav epub:type=\"landmarks\" aria-label=\"{title}\" hidden=\"\">\n<ol>\n\
         <li><a epub:type=\"bodymatter\" href=\"c0.xhtml\">{}</a></li>\n</ol>\n</nav>",
        entries.first().map(|first| html_text(&plain(std::slice::from_ref(first), own, locales))).unwrap_or_default()
    )
}

/// The package.
pub fn package(site: &Site, (book, out): (&Book<'_>, &str), files: &[Item], found: &[&Found]) -> String {
    let mut xml = Xml::indented();
    let Some(lead) = book.sides.first() else { return String::new() };
    let (tag, dir) = (lead.locale.tag.as_str(), lead.locale.dir.as_str());
    xml.open(
        "package",
        &[
            ("xmlns", "http://www.idpf.org/2007/opf"),
            ("version", "3.0"),
            ("unique-identifier", "id"),
            ("xml:lang", tag),
            ("dir", dir),
        ],
    );
    xml.open("metadata", &[("xmlns:dc", "http://purl.org/dc/elements/1.1/")]);
    // The address of the file is its name: it belongs to this edition alone, and stays when the text changes.
    let address = format!("{}{}", site.config.base.origin, address::url(&site.config, out));
    xml.leaf("dc:identifier", &[("id", "id")], &address);
    for (at, side) in book.sides.iter().enumerate() {
        let name = format!("title-{}", at + 1);
        let title = text::isolated(&side.page.title.content);
        let attributes = [("id", name.as_str()), ("xml:lang", side.locale.tag.as_str()), ("dir", side.locale.dir.as_str())];
        xml.leaf("dc:title", &attributes, &title);
    }
    // The first language is the one that the book is read in.
    for side in &book.sides {
        xml.leaf("dc:language", &[], &side.locale.tag);
    }
    let meta = &lead.document.meta;
    for author in &meta.authors {
        xml.leaf("dc:creator", &[], &text::isolated(&author.content));
    }
    xml.leaf("dc:publisher", &[], &text::isolated(&site.config.publisher.get(lead.locale.id).content));
    for side in &book.sides {
        if let Some(summary) = &side.document.meta.summary {
            let attributes = [("xml:lang", side.locale.tag.as_str()), ("dir", side.locale.dir.as_str())];
            xml.leaf("dc:description", &attributes, &text::isolated(&summary.content));
        }
    }
    // By their names in the language of the book.
    let names = &site.tags[usize::from(lead.locale.id.0)];
    for tag in lead.page.tags.iter().filter_map(|id| names.get(id)) {
        xml.leaf("dc:subject", &[], &text::isolated(&tag.name.content));
    }
    if let Some(copyright) = &site.config.copyright {
        xml.leaf("dc:rights", &[], &text::isolated(&copyright.get(lead.locale.id).content));
    }
    xml.leaf("dc:source", &[], &site.absolute(lead.page.id));
    if let Some(date) = meta.date {
        xml.leaf("dc:date", &[], &date.date.iso());
    }
    // The format wants a moment: the newest day that the pages say, so that equal pages are equal books.
    let modified = book.newest().map_or_else(|| "1970-01-01".to_owned(), Date::iso);
    xml.leaf("meta", &[("property", "dcterms:modified")], &format!("{modified}T00:00:00Z"));
    access(&mut xml, files, found);
    xml.close("metadata");
    xml.open("manifest", &[]);
    for (at, file) in files.iter().enumerate() {
        let name = format!("i{at}");
        let mut attributes = vec![("id", name.as_str()), ("href", file.path.as_str()), ("media-type", file.media_type)];
        attributes.extend((!file.properties.is_empty()).then_some(("properties", file.properties.as_str())));
        xml.empty("item", &attributes);
    }
    xml.close("manifest");
    xml.open("spine", &[("page-progression-direction", dir)]);
    for (at, _) in files.iter().enumerate().filter(|(_, file)| file.media_type == XHTML && file.properties != "nav") {
        xml.empty("itemref", &[("idref", &format!("i{at}"))]);
    }
    xml.close("spine");
    xml.close("package");
    xml.finish()
}

/// What readers who do not see, or see otherwise, can expect. That a book conforms to a standard is for people to say who looked.
fn access(xml: &mut Xml, files: &[Item], found: &[&Found]) {
    let has = |what: fn(&Found) -> bool| found.iter().any(|found| what(found));
    let has_visuals = has(|found| found.has_drawing || found.has_picture);
    let is_described = !has(|found| found.lacks_alternative);
    let mut say = |property: &str, value: &str| xml.leaf("meta", &[("property", &format!("schema:{property}"))], value);
    say("accessMode", "textual");
    if has_visuals {
        say("accessMode", "visual");
    }
    if is_described {
        say("accessModeSufficient", "textual");
    }
    for feature in ["tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability"] {
        say("accessibilityFeature", feature);
    }
    if has_visuals && is_described {
        say("accessibilityFeature", "alternativeText");
    }
    if has(|found| found.has_drawing) {
        say("accessibilityFeature", "longDescription");
    }
    if has(|found| found.has_math) {
        say("accessibilityFeature", "MathML");
    }
    // Nobody knows how fast a moving picture flashes.
    let moves = files.iter().any(|file| file.path.starts_with("media/") && matches!(file.media_type, "image/gif" | "image/webp"));
    say("accessibilityHazard", if moves { "unknown" } else { "none" });
}
