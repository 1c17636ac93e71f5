//! Roof: an edition -> an e-book (EPUB 3.3) that says of its spine, of every document and of every run in which direction it is read.
//!
//! 1. [`Book`]: the chapters, bound.
//! 2. [`flow`](crate::flow): their text as XHTML.
//! 3. `cover`: the drawing that shelves show. `package`: what is said of the book, its contents and its spine.
//! 4. [`archive`]: one file, with the same bytes for the same book.

mod cover;
mod package;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use crate::archive;
use crate::book::block::{Label, Voice};
use crate::book::bound::{Book, Chapter, Side};
use crate::book::edition::{self, Edition, Kinds};
use crate::book::format::{self, Bound, Format, FormatContext};
use crate::book::places;
use crate::book::words::Words;
use crate::config::Config;
use crate::diag::codes::flow as codes;
use crate::diag::{Diagnostics, Outcome};
use crate::escape::html_text;
use crate::flow::faces::{self, Face};
use crate::flow::write::{Found, Heading, Kept, Writer};
use crate::flow::{FlowContext, Medium, Photograph, sheet};
use crate::locale::Locale;
use crate::output::OutPath;
use crate::output::hash::short;
use crate::picture;
use crate::site::Site;

use package::{Entry, Item};

/// E-books.
#[derive(Debug)]
pub struct Epub;

impl Format for Epub {
    fn ending(&self) -> &'static str {
        "epub"
    }

    fn media_type(&self) -> &'static str {
        "application/epub+zip"
    }

    fn is_built(&self, config: &Config) -> bool {
        config.epub.enabled
    }

    fn editions(&self, site: &Site) -> Vec<Edition> {
        let kept = site.config.epub;
        edition::all(site, Kinds { brief: false, single: kept.single, parallel: kept.parallel })
    }

    fn make(&self, inputs: FormatContext<'_>, editions: &[&Edition]) -> Outcome<Vec<Bound>> {
        format::each(editions, |edition| one(inputs, edition))
    }
}

/// Where the cover is.
const COVER: &str = "cover.svg";

/// The documents of the book, and what they show.
#[derive(Default)]
struct Pages {
    /// The chapter that is being written.
    current: String,
    /// Pictures by their paths in the book.
    media: BTreeMap<String, (Arc<[u8]>, &'static str)>,
}

impl Medium for Pages {
    fn place(&self, label: &Label) -> String {
        let chapter = places::chapter(label);
        let id = crate::flow::write::id(label);
        if chapter == self.current { format!("#{id}") } else { format!("{chapter}.xhtml#{id}") }
    }

    fn picture(&mut self, picture: Photograph<'_>) -> Option<String> {
        // What every reading system of EPUB 3.3 shows.
        let ending = match picture.format {
            picture::Format::Jpeg => "jpeg",
            picture::Format::Png => "png",
            picture::Format::Gif => "gif",
            picture::Format::Webp => "webp",
            picture::Format::Svg => "svg",
            picture::Format::Avif | picture::Format::Icon => return None,
        };
        let path = format!("media/{}.{ending}", short(&picture.bytes));
        self.media.insert(path.clone(), (picture.bytes, picture.format.media_type()));
        Some(path)
    }

    fn semantics(&self, what: &'static str) -> Option<(&'static str, &'static str)> {
        Some(("epub:type", what))
    }

    fn is_xml(&self) -> bool {
        true
    }
}

/// A chapter as a document.
struct Document {
    markup: String,
    found: Found,
    /// Its lines of the contents: the title of the chapter, then what is a level below it.
    entries: Vec<Entry>,
}

fn one(inputs: FormatContext<'_>, edition: &Edition) -> Outcome<Option<Bound>> {
    let FormatContext { site, theme, .. } = inputs;
    let mut diags = Diagnostics::new();
    let Some(book) = Book::of(site, edition).report_to(&mut diags) else { return Outcome::new(None, diags) };
    let Some(lead) = book.sides.first().copied() else { return Outcome::new(None, diags) };
    let words: Vec<Words> = book.sides.iter().map(|side| Words::of(theme, side.locale)).collect();
    let context = FlowContext { inputs, places: &book.places };
    let (mut pages, mut kept) = (Pages::default(), Kept::default());
    let documents: Vec<Document> = book
        .chapters
        .iter()
        .enumerate()
        .map(|(number, chapter)| document(context, (&book, &words), (number, chapter), &mut pages, &mut kept))
        .collect();
    diags.append(kept.diags);
    let faces = faces::wanted(theme, documents.iter().map(|document| document.markup.as_str()));
    let mut style: String = faces.iter().map(|face| face.rule(&format!("fonts/{}", face.name))).collect();
    style.push_str(&sheet::resolved(theme));
    let told = cover::told(inputs, &book);
    let shown = |path: &str, media_type, properties: &str, bytes: String| Item {
        path: path.to_owned(),
        media_type,
        properties: properties.to_owned(),
        bytes: bytes.into_bytes().into(),
    };
    let mut files: Vec<Item> = vec![
        shown("cover.xhtml", package::XHTML, "", page(&told, lead.locale, &cover::page(inputs, &book, (COVER, &told)))),
        shown(COVER, "image/svg+xml", "cover-image", cover::svg(inputs, &book)),
    ];
    for (number, document) in documents.iter().enumerate() {
        let mut properties = Vec::new();
        properties.extend(document.found.has_math.then_some("mathml"));
        properties.extend(document.found.has_drawing.then_some("svg"));
        let title = package::plain(&document.entries, lead.locale, context.locales());
        files.push(Item {
            path: format!("c{number}.xhtml"),
            media_type: package::XHTML,
            properties: properties.join(" "),
            bytes: page(&title, lead.locale, &document.markup).into_bytes().into(),
        });
    }
    let entries: Vec<Entry> = documents.iter().flat_map(|document| document.entries.iter().cloned()).collect();
    let contents = theme.messages.get(lead.locale, "contents", None, &[]);
    let nav = package::nav(&contents, &entries, context.locales(), lead.locale);
    files.push(Item {
        path: "nav.xhtml".to_owned(),
        media_type: package::XHTML,
        properties: "nav".to_owned(),
        bytes: page(&contents, lead.locale, &nav).into_bytes().into(),
    });
    let item =
        |path: String, media_type: &'static str, bytes: Arc<[u8]>| Item { path, media_type, properties: String::new(), bytes };
    files.push(item("style.css".to_owned(), "text/css", style.into_bytes().into()));
    // Several rules may name one file.
    let faces: BTreeMap<String, Face> = faces.into_iter().map(|face| (face.name.clone(), face)).collect();
    files.extend(faces.into_values().map(|face| item(format!("fonts/{}", face.name), "font/woff2", face.bytes)));
    files.extend(pages.media.into_iter().map(|(path, (bytes, media_type))| item(path, media_type, bytes)));
    let found: Vec<&Found> = documents.iter().map(|document| &document.found).collect();
    let out = format!("{}.epub", edition.stem);
    let package = package::package(site, (&book, &out), &files, &found);
    let bound = match archive(&package, &files) {
        Ok(bytes) => OutPath::new(&out).map(|out| Bound { out, bytes: bytes.into() }),
        Err(error) => {
            diags.push(codes::too_large(&out, &error));
            None
        }
    };
    Outcome::new(bound, diags)
}

fn archive(package: &str, files: &[Item]) -> Result<Vec<u8>, String> {
    let paths: Vec<String> = files.iter().map(|file| format!("EPUB/{}", file.path)).collect();
    let first = [
        (archive::MIME_TYPE, "application/epub+zip".as_bytes()),
        ("META-INF/container.xml", package::CONTAINER.as_bytes()),
        ("EPUB/package.opf", package.as_bytes()),
    ];
    archive::zip(first.into_iter().chain(paths.iter().map(String::as_str).zip(files.iter().map(|file| &*file.bytes))))
}

/// A document around its body.
fn page(title: &str, locale: &Locale, body: &str) -> String {
    let (tag, dir) = (locale.tag.as_str(), locale.dir.as_str());
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" \
         xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{tag}\" xml:lang=\"{tag}\" dir=\"{dir}\">\n<head>\n\
         <meta charset=\"utf-8\"/>\n<title>{}</title>\n<link rel=\"stylesheet\" href=\"style.css\"/>\n</head>\n\
         <body lang=\"{tag}\" xml:lang=\"{tag}\" dir=\"{dir}\">\n{body}\n</body>\n</html>\n",
        html_text(title)
    )
}

/// The language and direction of a side.
fn voice(side: Side<'_>) -> Voice {
    Voice { locale: side.locale.id, dir: side.locale.dir }
}

/// A chapter: in one language block after block; in two, rows of what belongs together.
fn document<'a>(
    context: FlowContext<'a>,
    (book, words): (&'a Book<'a>, &'a [Words]),
    (number, chapter): (usize, &'a Chapter<'a>),
    pages: &mut Pages,
    kept: &mut Kept,
) -> Document {
    pages.current = format!("c{number}");
    let around = book.sides.first().map(|side| voice(*side));
    let mut found = Found::default();
    // What each row holds in each language, and which headings.
    let mut columns: Vec<Vec<(String, Vec<Heading>)>> = Vec::new();
    for ((side, words), (text, half)) in book.sides.iter().zip(words).zip(chapter.texts.iter().zip(0..)) {
        let Some(text) = text else {
            columns.push(Vec::new());
            continue;
        };
        // The only language is that of the document; of two, each has an element of its own.
        let outer = if book.sides.len() == 1 { around.unwrap_or(voice(*side)) } else { voice(*side) };
        let mut writer = Writer::new(context, (text, words), outer, pages, kept);
        let mut column = Vec::with_capacity(chapter.rows.len() + 2);
        writer.head(*side, number);
        let mut known = 0;
        let mut taken = |writer: &mut Writer<'_>| {
            let headings = writer.headings()[known..].to_vec();
            known = writer.headings().len();
            column.push((writer.taken(), headings));
        };
        taken(&mut writer);
        for row in &chapter.rows {
            let range = if half == 0 { row.first.clone() } else { row.second.clone() };
            range.filter_map(|at| text.blocks.get(at)).for_each(|block| writer.block(block));
            taken(&mut writer);
        }
        writer.notes();
        taken(&mut writer);
        let (_, own) = writer.finish();
        found.has_drawing |= own.has_drawing;
        found.has_picture |= own.has_picture;
        found.has_math |= own.has_math;
        found.lacks_alternative |= own.lacks_alternative;
        columns.push(column);
    }
    let mut markup = String::new();
    let mut entries = Vec::new();
    for at in 0..columns.iter().map(Vec::len).max().unwrap_or(0) {
        let row: Vec<&(String, Vec<Heading>)> = columns.iter().filter_map(|column| column.get(at)).collect();
        entries.extend(package::entries(&row.iter().map(|(_, headings)| headings.as_slice()).collect::<Vec<_>>(), number));
        if let [column] = columns.as_slice() {
            markup.extend(column.get(at).map(|(written, _)| written.as_str()));
            markup.push('\n');
            continue;
        }
        if row.iter().all(|(written, _)| written.is_empty()) {
            continue;
        }
        markup.push_str("<div class=\"row\">");
        for (side, column) in book.sides.iter().zip(&columns) {
            let (tag, dir) = (side.locale.tag.as_str(), side.locale.dir.as_str());
            let written = column.get(at).map(|(written, _)| written.as_str()).unwrap_or_default();
            let _ = write!(markup, "<div class=\"side\" lang=\"{tag}\" xml:lang=\"{tag}\" dir=\"{dir}\">{written}</div>");
        }
        markup.push_str("</div>\n");
    }
    Document { markup, found, entries }
}
