//! Roof: a page -> letters, in each language and in two below each other: HTML that keeps its direction where programs for mail take
//! `html`, `body` and style sheets away, and the same as a draft with a text beside it.
//!
//! 1. `flow`: the page's text as markup, each element with its look (`look`).
//! 2. `plain`: the same as text.
//! 3. `mime`: both as one message.

mod look;
mod mime;
mod plain;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use crate::ast::text::isolated;
use crate::book::bind::Binder;
use crate::book::block::{Label, Picture, Piece, To, Voice};
use crate::book::bound::{Book, Side, Text};
use crate::book::edition::{self, Edition, Kinds};
use crate::book::format::{self, Bound, Format, FormatContext};
use crate::book::words::Words;
use crate::config::Config;
use crate::diag::codes::mail as codes;
use crate::diag::{Diagnostics, Outcome};
use crate::escape::{html_attr, html_text};
use crate::figure::draw::{Size, draw, told};
use crate::flow::write::{Kept, Writer, id};
use crate::flow::{FlowContext, Medium, Photograph, Sketch};
use crate::locale::Dir;
use crate::memo::key::KeyBuilder;
use crate::output::OutPath;
use crate::output::hash::short;
use crate::picture;
use crate::picture::base64::data_url;
use crate::site::Site;
use crate::site::target::AssetRef;
use crate::typeset::raster::{self, Quality};

use look::{Colours, style};
use mime::{Attached, Message};
use plain::Plain;

/// Bytes of the longest letter: some programs for mail cut what is longer, with a link to the rest that few follow.
const LONGEST: usize = 100_000;

/// A letter as HTML, for programs that send them.
#[derive(Debug)]
pub struct LetterPage;

/// A letter as a draft.
#[derive(Debug)]
pub struct Letter;

/// The editions of letters: of any page.
fn editions(site: &Site) -> Vec<Edition> {
    edition::of_any_page(site, Kinds { brief: false, single: true, parallel: true })
}

impl Format for LetterPage {
    fn ending(&self) -> &'static str {
        "letter.html"
    }

    fn media_type(&self) -> &'static str {
        "text/html"
    }

    fn is_built(&self, _config: &Config) -> bool {
        false
    }

    fn editions(&self, site: &Site) -> Vec<Edition> {
        editions(site)
    }

    fn make(&self, inputs: FormatContext<'_>, editions: &[&Edition]) -> Outcome<Vec<Bound>> {
        all(inputs, editions, self.ending(), |written| {
            let mut html = written.html.clone();
            for Attached { name, bytes } in &written.pictures {
                html = html.replace(&format!("cid:{name}"), &data_url("image/png", bytes));
            }
            html
        })
    }
}

impl Format for Letter {
    fn ending(&self) -> &'static str {
        "eml"
    }

    fn media_type(&self) -> &'static str {
        "message/rfc822"
    }

    fn is_built(&self, _config: &Config) -> bool {
        false
    }

    fn editions(&self, site: &Site) -> Vec<Edition> {
        editions(site)
    }

    fn make(&self, inputs: FormatContext<'_>, editions: &[&Edition]) -> Outcome<Vec<Bound>> {
        all(inputs, editions, self.ending(), |written| {
            mime::message(&Message {
                subject: &written.subject,
                languages: &written.languages,
                date: written.date,
                text: &written.text,
                html: &written.html,
                pictures: &written.pictures,
            })
        })
    }
}

fn all(
    inputs: FormatContext<'_>,
    editions: &[&Edition],
    ending: &str,
    print: impl Fn(&Written) -> String + Sync,
) -> Outcome<Vec<Bound>> {
    format::each(editions, |edition| {
        write(inputs, edition).map(|written| {
            let written = written?;
            let out = OutPath::new(&format!("{}.{ending}", edition.stem))?;
            Some(Bound { out, bytes: print(&written).into_bytes().into() })
        })
    })
}

/// A letter, written.
struct Written {
    subject: String,
    languages: String,
    date: Option<crate::locale::date::Timestamp>,
    text: String,
    html: String,
    pictures: Vec<Attached>,
}

/// What a letter shows, and how.
struct Post<'a> {
    inputs: FormatContext<'a>,
    colours: Colours,
    /// Pictures that are in the letter, by name.
    pictures: BTreeMap<String, Arc<[u8]>>,
    /// The direction of the language that is written.
    dir: Dir,
}

impl Post<'_> {
    fn attached(&mut self, png: Arc<[u8]>) -> String {
        let name = format!("{}@letter", short(&png));
        self.pictures.insert(name.clone(), png);
        format!("cid:{name}")
    }
}

impl Medium for Post<'_> {
    fn place(&self, label: &Label) -> String {
        format!("#{}", id(label))
    }

    /// Photographs stay on the desk's site: in a letter they would cost more than its text.
    fn picture(&mut self, shown: Photograph<'_>) -> Option<String> {
        let site = self.inputs.site;
        let hosted = |url: &str| format!("{}{url}", site.config.base.origin);
        match shown.picture {
            Picture::Photo(photo) => photo.fallback().map(|file| hosted(&file.url)),
            // Hardly any program for mail shows drawings.
            Picture::File(_) if shown.format == picture::Format::Svg => {
                let png: Arc<[u8]> = raster::picture(&shown.bytes, "svg", shown.size)?.into();
                Some(self.attached(png))
            }
            Picture::File(file) => {
                let asset = site.assets.iter().find(|asset| asset.file == *file)?;
                Some(hosted(&site.url_of_asset(&AssetRef { file: asset.file, out: asset.out.clone() })))
            }
        }
    }

    fn name<'n>(&self, element: &'n str) -> &'n str {
        match element {
            "header" | "section" | "aside" | "figure" | "figcaption" => "div",
            // The oldest programs know no element of isolates, but isolate what says its direction.
            "bdi" => "span",
            element => element,
        }
    }

    /// Programs for mail put tables into others of their own.
    fn says_direction(&self, element: &str) -> bool {
        matches!(element, "table" | "th" | "td")
    }

    fn look(&self, element: &str, class: &str, dir: Dir) -> Option<(&'static str, String)> {
        let style = style(&self.colours, element, class, dir);
        (!style.is_empty()).then_some(("style", style))
    }

    fn drawn(&mut self, sketch: Sketch<'_>) -> Option<String> {
        let Sketch { figure, tools, name } = sketch;
        let size = Size::Column;
        let drawing = draw(figure, tools, size, name)?;
        let labels = drawing.labels.iter().fold(KeyBuilder::of("letter drawing"), |parts, label| {
            parts.text(&label.line).text(&label.fill).text(&format!("{:?} {:?} {:?}", label.at, label.held, label.letters))
        });
        let dir = tools.locales.get(figure.locale).dir;
        let key = labels.text(&drawing.svg).number(u64::from(dir == Dir::Rtl)).key();
        let kept = self.inputs.kept;
        let png = kept.get(key).or_else(|| {
            let png: Arc<[u8]> = raster::labelled(&drawing, size.width(), dir, Quality::Letter)?.into();
            kept.put(key, Arc::clone(&png));
            Some(png)
        })?;
        let src = self.attached(png);
        let alt = html_attr(&told(figure, tools.words, tools.locales));
        let look = style(&self.colours, "img", "", self.dir);
        Some(format!("<img src=\"{src}\" alt=\"{alt}\" width=\"{}\" style=\"{look}\" />", size.width()))
    }

    fn has_data(&self) -> bool {
        false
    }
}

fn write(inputs: FormatContext<'_>, edition: &Edition) -> Outcome<Option<Written>> {
    let FormatContext { site, theme, .. } = inputs;
    let mut diags = Diagnostics::new();
    let Some(book) = Book::sheet(site, edition) else { return Outcome::new(None, diags) };
    let Some(lead) = book.sides.first().copied() else { return Outcome::new(None, diags) };
    let colour = |token: &str, otherwise: &str| theme.tokens.light.get(token).map_or(otherwise, String::as_str).to_owned();
    let colours = Colours {
        ink: colour("ink", "#1a1a1a"),
        soft: colour("ink-soft", "#555555"),
        rule: colour("rule", "#cccccc"),
        surface: colour("surface", "#f2f2f2"),
        accent: colour("accent", "#1d3a8f"),
    };
    let mut post = Post { inputs, colours, pictures: BTreeMap::new(), dir: lead.locale.dir };
    let (mut cells, mut text) = (String::new(), String::new());
    for (at, side) in book.sides.iter().enumerate() {
        let label = format!("m{at}");
        let binder = Binder::new(site, &book.places, side.page, &label);
        let (blocks, notes) = binder.told(&mut diags, |binder| binder.document(side.document));
        let own = Text { page: side.page, document: side.document, label, is_made: false, blocks, notes };
        let (markup, said) = one(inputs, &book, *side, &own, &mut post, &mut diags);
        cells.push_str(&cell(&post.colours, *side, &markup));
        if at > 0 {
            text.push_str("\n* * *\n\n");
        }
        text.push_str(&said);
    }
    let html = page(lead, &book, &cells);
    if html.len() > LONGEST {
        diags.push(codes::too_long(lead.document.span, html.len().div_ceil(1000)));
    }
    let titles: Vec<String> = book.sides.iter().map(|side| isolated(&side.page.title.content)).collect();
    let languages: Vec<&str> = book.sides.iter().map(|side| side.locale.tag.as_str()).collect();
    let meta = &lead.document.meta;
    let written = Written {
        subject: titles.join(" — "),
        languages: languages.join(", "),
        date: meta.updated.or(meta.date),
        text,
        html,
        pictures: post.pictures.into_iter().map(|(name, bytes)| Attached { name, bytes }).collect(),
    };
    Outcome::new(Some(written), diags)
}

/// A page in one language: as markup and as text.
fn one<'a>(
    inputs: FormatContext<'a>,
    book: &'a Book<'_>,
    side: Side<'_>,
    own: &Text<'_>,
    post: &mut Post<'a>,
    diags: &mut Diagnostics,
) -> (String, String) {
    let FormatContext { site, theme, .. } = inputs;
    let words = Words::of(theme, side.locale);
    let voice = Voice { locale: side.locale.id, dir: side.locale.dir };
    post.dir = voice.dir;
    let mut kept = Kept::default();
    let context = FlowContext { inputs, places: &book.places };
    let mut writer = Writer::new(context, (own, &words), voice, post, &mut kept);
    writer.head(side, 0);
    writer.blocks(&own.blocks);
    writer.notes();
    let t = |key: &str| theme.messages.get(side.locale, key, None, &[]);
    let chapters: Vec<Vec<Piece>> = side
        .page
        .chapters
        .iter()
        .map(|id| {
            let title = writer.prose(&site.page(*id).title);
            vec![Piece::Link(To::Address(site.absolute(*id)), title)]
        })
        .collect();
    let whole = vec![Piece::Link(To::Address(site.absolute(side.page.id)), vec![Piece::Text(t("read-online"))])];
    if !chapters.is_empty() {
        writer.line("h2", "", voice, &[Piece::Text(t("chapters"))]);
        writer.element("ul", "", None, &[], |writer| {
            for line in &chapters {
                writer.line("li", "", voice, line);
            }
        });
    }
    writer.line("p", "", voice, &whole);
    let meta = &side.document.meta;
    let mut front = vec![writer.prose(&side.page.title)];
    front.extend([&meta.subtitle, &meta.summary].into_iter().flatten().map(|line| writer.prose(line)));
    for question in crate::ast::meta::Question::ALL {
        if let Some(answer) = meta.answers.get(question) {
            front.push(vec![Piece::Text(t(question.name()))]);
            front.push(writer.prose(answer));
        }
    }
    for figure in &meta.key_figures {
        let mut line = writer.prose(&figure.value);
        line.push(Piece::Text(" — ".to_owned()));
        line.extend(writer.prose(&figure.label));
        front.push(line);
    }
    let (markup, _) = writer.finish();
    diags.append(kept.diags);
    let locales = &site.config.locales;
    let figures = |figure: crate::ast::FigureId| {
        let figure = side.page.figures.get(figure.0 as usize).and_then(Option::as_ref);
        figure.map(|figure| told(figure, &words.body.figures, locales).lines().map(str::to_owned).collect()).unwrap_or_default()
    };
    let mut text = Plain::new(&figures);
    for line in &front {
        text.line(voice, line);
    }
    text.blocks(&own.blocks, "");
    for (number, blocks) in own.notes.iter().enumerate() {
        text.blocks(blocks, &format!("[{}] ", number + 1));
    }
    for line in &chapters {
        text.line(voice, line);
    }
    text.line(voice, &whole);
    (markup, text.finish())
}

/// The row of a language. Its direction is said of the cell, as an attribute and as a style: what is above may be taken away.
fn cell(colours: &Colours, side: Side<'_>, markup: &str) -> String {
    let (tag, dir) = (side.locale.tag.as_str(), side.locale.dir.as_str());
    let start = if side.locale.dir == Dir::Rtl { "right" } else { "left" };
    let (family, letters) = if side.locale.is_arabic_script() {
        ("'Segoe UI',Tahoma,'Geeza Pro','Noto Naskh Arabic',Arial,sans-serif", "17px;line-height:1.8")
    } else {
        ("Georgia,'Times New Roman',serif", "16px;line-height:1.6")
    };
    format!(
        "<tr><td lang=\"{tag}\" dir=\"{dir}\" align=\"{start}\" style=\"direction:{dir};text-align:{start};padding:24px 20px;\
         font-family:{family};font-size:{letters};color:{};word-break:break-word;\">\n{markup}\n</td></tr>\n",
        colours.ink
    )
}

fn page(lead: Side<'_>, book: &Book<'_>, cells: &str) -> String {
    let (tag, dir) = (lead.locale.tag.as_str(), lead.locale.dir.as_str());
    let title: Vec<String> = book.sides.iter().map(|side| isolated(&side.page.title.content)).collect();
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\" dir=\"{dir}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n</head>\n\
         <body style=\"margin:0;padding:0;\">\n",
        html_text(&title.join(" — "))
    );
    let _ = write!(
        out,
        "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" dir=\"{dir}\" \
         style=\"direction:{dir};background:#ffffff;\"><tr><td align=\"center\" style=\"direction:{dir};\">\n\
         <table role=\"presentation\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" \
         style=\"width:100%;max-width:600px;\">\n{cells}</table>\n</td></tr></table>\n</body>\n</html>\n"
    );
    out
}
