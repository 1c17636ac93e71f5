//! Roof: an edition -> one page that is the whole publication: styles, faces, drawings and pictures are in it, and nothing is asked of
//! a network. It is sent by mail or messenger, kept on a stick, and opened from a disk.

use std::fmt::Write as _;

use crate::book::block::{self, Label, Voice};
use crate::book::bound::{Book, Side, Text};
use crate::book::edition::{self, Edition, Kinds};
use crate::book::format::{self, Bound, Format, FormatContext};
use crate::book::words::Words;
use crate::config::Config;
use crate::config::besides::Besides;
use crate::diag::{Diagnostics, Outcome};
use crate::escape::{html_attr, html_text};
use crate::flow::write::{Heading, Kept, Writer, id};
use crate::flow::{FlowContext, Medium, Photograph, faces, sheet};
use crate::locale::{Locales, bidi};
use crate::output::OutPath;
use crate::picture;
use crate::picture::base64::data_url;
use crate::site::Site;

/// What lays the page out, beside the sheet of all publications that flow.
const LAYOUT: &str = include_str!("page.css");

/// No script, and nothing from anywhere.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'";

/// Pages that need no network.
#[derive(Debug)]
pub struct Offline;

impl Format for Offline {
    fn ending(&self) -> &'static str {
        "offline.html"
    }

    fn media_type(&self) -> &'static str {
        "text/html"
    }

    fn is_built(&self, config: &Config) -> bool {
        config.makes(Besides::Offline)
    }

    fn editions(&self, site: &Site) -> Vec<Edition> {
        edition::all(site, Kinds { brief: false, single: true, parallel: false })
    }

    fn make(&self, inputs: FormatContext<'_>, editions: &[&Edition]) -> Outcome<Vec<Bound>> {
        format::each(editions, |edition| one(inputs, edition))
    }
}

/// The page.
struct Page {
    /// Whether the overview is being written, whose title is that of the page.
    is_first: bool,
}

impl Medium for Page {
    fn place(&self, label: &Label) -> String {
        format!("#{}", id(label))
    }

    fn picture(&mut self, picture: Photograph<'_>) -> Option<String> {
        let is_shown = !matches!(picture.format, picture::Format::Icon);
        is_shown.then(|| data_url(picture.format.media_type(), &picture.bytes))
    }

    /// Twice the pixels of the column on a phone, and all of those of a desk: what is wider costs bytes.
    fn widest(&self) -> Option<u32> {
        Some(960)
    }

    fn depth(&self) -> u8 {
        u8::from(!self.is_first)
    }
}

fn one(inputs: FormatContext<'_>, edition: &Edition) -> Outcome<Option<Bound>> {
    let FormatContext { site, theme, .. } = inputs;
    let mut diags = Diagnostics::new();
    let Some(book) = Book::of(site, edition).report_to(&mut diags) else { return Outcome::new(None, diags) };
    let Some(side) = book.sides.first().copied() else { return Outcome::new(None, diags) };
    let words = Words::of(theme, side.locale);
    let context = FlowContext { inputs, places: &book.places };
    let (mut page, mut kept) = (Page { is_first: true }, Kept::default());
    let around = Voice { locale: side.locale.id, dir: side.locale.dir };
    let (mut head, mut chapters, mut titles) = (String::new(), String::new(), Vec::new());
    let texts: Vec<&Text<'_>> = book.chapters.iter().filter_map(|chapter| chapter.texts.first()?.as_ref()).collect();
    for (number, text) in texts.iter().copied().enumerate() {
        page.is_first = number == 0;
        let mut writer = Writer::new(context, (text, &words), around, &mut page, &mut kept);
        writer.head(side, number);
        if number == 0 {
            head = writer.taken();
        }
        writer.blocks(&text.blocks);
        writer.notes();
        let (written, found) = writer.finish();
        titles.extend(found.headings.into_iter().next());
        let _ = write!(chapters, "<section class=\"part\">\n{written}\n</section>\n");
    }
    diags.append(kept.diags);
    let t = |key: &str| theme.messages.get(side.locale, key, None, &[]);
    let contents = if titles.len() > 1 { nav(&t("contents"), &titles, site, side) } else { String::new() };
    let body = format!(
        "<a class=\"skip\" href=\"#text\">{}</a>\n<div class=\"book\">\n<div class=\"opening\">\n{head}\n</div>\n{contents}<main id=\"text\">\n{chapters}</main>\n</div>",
        html_text(&t("skip-to-content"))
    );
    let mut style: String =
        faces::wanted(theme, [body.as_str()]).into_iter().map(|face| face.rule(&data_url("font/woff2", &face.bytes))).collect();
    style.push_str(&sheet::live(theme));
    style.push_str(LAYOUT);
    let bytes = document(site, side, &style, &body).into_bytes();
    let out = OutPath::new(&format!("{}.offline.html", edition.stem));
    Outcome::new(out.map(|out| Bound { out, bytes: bytes.into() }), diags)
}

/// The chapters, each with its number.
fn nav(title: &str, titles: &[Heading], site: &Site, of: Side<'_>) -> String {
    let locales: &Locales = &site.config.locales;
    let mut list = String::new();
    for heading in titles {
        let said = html_text(&bidi::isolate(&block::text(&heading.title), locales.get(heading.voice.locale), locales));
        let other = heading.voice.locale != of.locale.id;
        let language = if other {
            format!(" lang=\"{}\" dir=\"{}\"", locales.get(heading.voice.locale).tag, heading.voice.dir.as_str())
        } else {
            String::new()
        };
        let _ = writeln!(list, "<li><a href=\"#{}\"{language}>{said}</a></li>", id(&heading.label));
    }
    let title = html_text(title);
    format!(
        "<nav id=\"contents\" aria-labelledby=\"contents-title\">\n<h2 id=\"contents-title\">{title}</h2>\n<ol>\n{list}</ol>\n</nav>\n"
    )
}

fn document(site: &Site, of: Side<'_>, style: &str, body: &str) -> String {
    let (locale, meta) = (of.locale, &of.document.meta);
    let plain = |content: &[crate::ast::Inline]| crate::ast::text::isolated(content);
    let title = html_text(&plain(&of.page.title.content));
    let description = meta
        .summary
        .as_ref()
        .map(|summary| format!("<meta name=\"description\" content=\"{}\">\n", html_attr(&plain(&summary.content))));
    // Where the page of the site is: who copies the file further takes the address along.
    let canonical = html_attr(&site.absolute(of.page.id));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n{}\
         <link rel=\"canonical\" href=\"{canonical}\">\n<style>\n{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n",
        locale.tag,
        locale.dir.as_str(),
        description.unwrap_or_default()
    )
}
