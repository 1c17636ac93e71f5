//! An [`Edition`] -> everything that Typst may see to set it: the theme's templates, the data of the whole and of each
//! chapter, the pictures; and beside them the place in the Markdown of every block.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::ast::text;
use crate::book::block::Picture;
use crate::book::bound::{Book, Side};
use crate::book::edition::Edition;
use crate::book::format::FormatContext;
use crate::book::words::Words;
use crate::config::paper::{PaperSize, ParallelOrder};
use crate::diag::codes::site as codes;
use crate::diag::{Diagnostics, Outcome};
use crate::figure::draw::Size;
use crate::figure::palette::Palette;
use crate::locale::date::{Date, DateStyle};
use crate::locale::{Dir, LocaleId};
use crate::site::picture;
use crate::source::Span;
use crate::theme::Theme;

use super::attached;
use super::brief;
use super::chapter::{self, Chapter};
use super::half::Half;
use super::index;
use super::qr;
use super::write::room::Sheet;
use super::write::{Collected, PrintContext, Subject, Writer, metadata};
use crate::book::bound::Notes;
use crate::typeset::{ATTACHED, Faces, Files, voice};

/// The template that sets a file, and the one for what stands on one sheet.
const MAIN: [&str; 2] = ["pdf/document.typ", "pdf/brief.typ"];
/// Where the theme's templates of PDFs are.
pub const TEMPLATES: &str = "pdf";
/// The data of the whole file in the world.
const WHOLE: &str = "data/document.json";

/// A file ready to be set.
pub struct PrintInput {
    /// The template that sets it.
    pub main: &'static str,
    /// Data of the whole file.
    pub whole: Value,
    /// The chapters in order.
    pub chapters: Vec<Chapter>,
    /// The theme's templates.
    templates: BTreeMap<String, Arc<str>>,
    /// Whether one of them is a file of the project.
    is_foreign: bool,
    /// Pictures and attached files by path.
    pictures: BTreeMap<String, Arc<[u8]>>,
}

impl PrintInput {
    /// What Typst sees.
    pub fn files(&self) -> Files {
        self.files_of(&self.whole, self.chapters.iter().map(|c| &c.data))
    }

    /// What Typst sees of nothing but one row of a chapter (or of none), without links to what is left out.
    pub fn alone(&self, only: Option<(&Chapter, usize)>) -> Files {
        let mut whole = self.whole.clone();
        whole["alone"] = true.into();
        whole["attached"] = json!([]);
        let chapter = only.map(|(chapter, row)| {
            let mut data = chapter.data.clone();
            data["rows"] = json!([data["rows"][row]]);
            data["low"] = json!([data["low"][row]]);
            data["notes"] = json!([]);
            data
        });
        self.files_of(&whole, chapter.as_ref())
    }

    fn files_of<'a>(&self, whole: &Value, chapters: impl IntoIterator<Item = &'a Value>) -> Files {
        let bytes =
            |value: &Value| Arc::from(serde_json::to_vec(value).expect("only a map whose keys are no strings would fail"));
        let mut data = self.pictures.clone();
        let mut whole = whole.clone();
        let mut count = 0;
        for chapter in chapters {
            data.insert(format!("data/chapter-{count}.json"), bytes(chapter));
            count += 1;
        }
        whole["chapters"] = count.into();
        data.insert(WHOLE.to_owned(), bytes(&whole));
        Files { templates: self.templates.clone(), data, is_foreign: self.is_foreign }
    }
}

/// Prepares a file. `None` if its pages hold nothing.
pub fn prepare(
    FormatContext { site, theme, tree, develop, .. }: FormatContext<'_>,
    faces: &Faces,
    edition: &Edition,
) -> Outcome<Option<PrintInput>> {
    let mut diags = Diagnostics::new();
    let is_brief = edition.is_brief;
    let book = if is_brief { Book::sheet(site, edition) } else { Book::of(site, edition).report_to(&mut diags) };
    let Some(book) = book else { return Outcome::new(None, diags) };
    let halves: Vec<Half<'_>> = book.sides.iter().map(|side| half(theme, *side)).collect();
    // On a sheet each language has a page of its own.
    let is_parallel = halves.len() > 1 && !is_brief;
    let palette = Palette::of(|token| theme.tokens.light.get(token).map(String::as_str));
    let templates: BTreeSet<&str> = theme.print.keys().map(String::as_str).collect();
    let in_columns = is_parallel && site.config.pdf.order != ParallelOrder::Facing;
    // A text has few different characters, and a face has many.
    let known: RefCell<BTreeMap<char, bool>> = RefCell::default();
    let context = PrintContext {
        palette: &palette,
        size: if in_columns {
            Size::Narrow
        } else if is_parallel || is_brief {
            Size::Wide
        } else {
            Size::Column
        },
        sheet: Sheet::of(&theme.tokens.light, site.config.pdf.size, is_parallel, in_columns),
        templates: &templates,
        locales: &site.config.locales,
        site,
        places: &book.places,
        develop,
        covers: &|c| *known.borrow_mut().entry(c).or_insert_with(|| faces.cover(c)),
    };
    let mut collected = Collected::default();
    let notes = book.notes();
    let chapters = book.chapters.iter().enumerate();
    let written: Vec<Chapter> =
        chapters.map(|(i, chapter)| chapter::write((theme, &context), &halves, chapter, i, notes, &mut collected)).collect();
    let mut drawings = BTreeMap::new();
    let mut whole = whole(theme, &context, (&book, &halves), &mut collected, &mut drawings);
    if site.config.pdf.index && !is_brief {
        for (i, half) in halves.iter().enumerate() {
            whole["sides"][i]["index"] = index::write(&context, &book, (i, half), &mut collected).into();
        }
    }
    if is_brief {
        whole["edition"] = "brief".into();
        for (i, half) in halves.iter().enumerate() {
            let Some(brief) = brief::write(theme, &context, half, &mut collected) else {
                diags.append(collected.diags);
                return Outcome::new(None, diags);
            };
            whole["sides"][i]["brief"] = brief;
        }
        voices(&mut whole, &context, &collected);
    }
    let mut pictures: BTreeMap<String, Arc<[u8]>> = BTreeMap::new();
    for (path, file) in &collected.pictures {
        let file = tree.file(*file);
        match picture::printed(file, site.pictures.get(file.id), site.config.keep_metadata) {
            Ok(Some(bytes)) => drop(pictures.insert(path.clone(), Arc::from(bytes))),
            // It cannot be shown, which the site has told.
            Ok(None) => {}
            Err(error) => collected.diags.push(codes::unreadable_file(Span::new(file.id, 0, 0), &file.path, &error)),
        }
    }
    if site.config.pdf.attachments {
        let files = attached::of(site, &book);
        whole["attached"] = attached::told(&files);
        pictures.extend((0..).zip(files).map(|(at, file): (usize, _)| (format!("{ATTACHED}{at}"), file.bytes.into())));
    }
    let (templates, is_foreign) = theme.typst(TEMPLATES);
    let print_input = PrintInput {
        main: MAIN[usize::from(is_brief)],
        whole,
        chapters: written,
        templates,
        is_foreign,
        pictures: pictures.into_iter().chain(drawings).chain(collected.drawings).collect(),
    };
    diags.append(collected.diags);
    Outcome::new(Some(print_input), diags)
}

fn half<'a>(theme: &Theme, side: Side<'a>) -> Half<'a> {
    Half { side, words: Words::of(theme, side.locale) }
}

/// Data of the whole file: paper, tokens, languages, and for each side its words, cover and colophon.
fn whole(
    theme: &Theme,
    context: &PrintContext<'_>,
    (book, halves): (&Book<'_>, &[Half<'_>]),
    collected: &mut Collected,
    drawings: &mut BTreeMap<String, Arc<[u8]>>,
) -> Value {
    let sides = &book.sides;
    let paper = context.site.config.pdf;
    // The right-to-left side is the first of a parallel edition; English first turns the book round, not the columns.
    // Two languages of one direction are bound in their order.
    let is_mixed = matches!(sides.as_slice(), [first, second] if first.locale.dir != second.locale.dir);
    let leading = usize::from(is_mixed && paper.order == ParallelOrder::EnglishFirst);
    let lead = &sides[leading];
    let written: Vec<Value> = halves.iter().map(|half| written(theme, context, half, collected, drawings)).collect();
    let order = if leading == 0 { vec![0, 1] } else { vec![1, 0] };
    let isolated = |s: &Side<'_>| text::isolated(&s.page.title.content);
    let titles: Vec<String> = order.iter().filter_map(|i| sides.get(*i)).map(isolated).collect();
    let authors: BTreeSet<String> =
        sides.iter().flat_map(|s| &s.document.meta.authors).map(|a| text::isolated(&a.content)).collect();
    let keywords: Vec<String> = lead.document.meta.tags.iter().map(|t| text::isolated(&t.content)).collect();
    // PDF/A asks for a date: where nobody wrote any, the first day that computers know stands in, since a clock would change the bytes.
    let date = book.newest().unwrap_or(Date { year: 1970, month: 1, day: 1 });
    collected.voices.extend(sides.iter().map(|s| s.locale.id));
    let mut whole = json!({
        "alone": false,
        "attached": [],
        "paper": match paper.size { PaperSize::A4 => "a4", PaperSize::UsLetter => "us-letter" },
        "edition": if sides.len() == 1 { "single" } else { match paper.order {
            ParallelOrder::ArabicFirst | ParallelOrder::EnglishFirst => "columns",
            ParallelOrder::Facing => "facing",
        } },
        "lead": leading,
        "turned": is_mixed && lead.locale.dir == Dir::Ltr,
        "lang": lead.locale.tag,
        "title": metadata(&titles.join(" — ")),
        "authors": authors.iter().map(|a| metadata(a)).collect::<Vec<_>>(),
        "keywords": keywords.iter().map(|k| metadata(k)).collect::<Vec<_>>(),
        "description": lead.document.meta.summary.as_ref().map(|s| metadata(&text::isolated(&s.content))),
        "date": [date.year, i32::from(date.month), i32::from(date.day)],
        "tokens": theme.tokens.light,
        "sides": written,
    });
    voices(&mut whole, context, collected);
    whole
}

/// Puts in the languages that are in use.
fn voices(whole: &mut Value, context: &PrintContext<'_>, collected: &Collected) {
    let one = |id: &LocaleId| (context.locales.get(*id).tag.clone(), voice(context.locales.get(*id)));
    whole["voices"] = Value::Object(collected.voices.iter().map(one).collect());
}

fn written(
    theme: &Theme,
    context: &PrintContext<'_>,
    half: &Half<'_>,
    collected: &mut Collected,
    drawings: &mut BTreeMap<String, Arc<[u8]>>,
) -> Value {
    let site = context.site;
    let config = &site.config;
    let Side { page, document, locale } = half.side;
    let meta = &document.meta;
    let id: LocaleId = locale.id;
    let t = |key: &str| theme.messages.get(locale, key, None, &[]);
    let words: BTreeMap<&str, String> = [
        "brief",
        "brief-rest",
        "brief-whole",
        "briefing",
        "by",
        "contents",
        "executive-summary",
        "footnotes",
        "hijri-note",
        "index",
        "key-figures",
        "page-n-of-m",
        "chapter-n",
        "published",
        "read-online",
        "updated",
    ]
    .map(|key| (key, t(key)))
    .into();
    let date = meta.date.map(|d| locale.date(d.date, DateStyle::Long));
    let hijri = meta.date.and_then(|d| locale.hijri(d.date));
    let beside = meta.date.and_then(|d| locale.beside(d.date));
    let updated = meta.updated.filter(|u| meta.date.is_none_or(|d| d.unix() < u.unix()));
    let url = site.absolute(page.id);
    let code = format!("pictures/code-{}.svg", locale.tag);
    let has_code = qr::svg(&url).map(|svg| drawings.insert(code.clone(), Arc::from(svg.into_bytes()))).is_some();
    let mut writer =
        Writer::new(context, Subject { page, document, label: "cover", remarks: &[] }, &half.words, Notes::End, collected);
    let title = writer.prose(&page.title);
    let short = writer.short(&page.title, meta.short_title.as_ref());
    let subtitle = meta.subtitle.as_ref().map(|p| writer.prose(p));
    let summary = meta.summary.as_ref().map(|p| writer.prose(p));
    let authors: Vec<Value> = meta.authors.iter().map(|p| writer.prose(p)).collect();
    let publisher = writer.prose(config.publisher.get(id));
    let name = writer.prose(config.title.get(id));
    let short_name = writer.short(config.title.get(id), None);
    let mark = half.side.mark(config).map(|mark| writer.prose(mark));
    let logo = site.brands[usize::from(id.0)].logo.as_ref().map(|logo| Picture::File(logo.asset.file));
    let logo = logo.and_then(|logo| writer.path(&logo));
    let copyright = config.copyright.as_ref().map(|c| writer.prose(c.get(id)));
    json!({
        "l": locale.tag,
        "d": locale.dir.as_str(),
        "words": words,
        "separator": t("list-separator"),
        "title": title,
        "short": short,
        "short-site": short_name,
        "mark": mark,
        "logo": logo,
        "subtitle": subtitle,
        "summary": summary,
        "authors": authors,
        "publisher": publisher,
        "site": name,
        "date": date,
        "beside": beside,
        "hijri": hijri,
        "updated": updated.map(|u| locale.date(u.date, DateStyle::Long)),
        "copyright": copyright,
        "url": url,
        "code": has_code.then_some(code),
        "is_briefing": page.is_briefing,
        "index": [],
        "rtl": locale.dir == Dir::Rtl,
    })
}
