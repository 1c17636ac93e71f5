//! Pictures and figures of the report -> drawings with their words, tables and lines of text.

use std::sync::Arc;

use crate::ast::FigureId;
use crate::book::bind::Binder;
use crate::book::block::Voice;
use crate::book::block::{Picture, Piece};
use crate::book::numbering::Numbered;
use crate::book::shown::Shown;
use crate::diag::codes::docx as codes;
use crate::figure::block::Argument;
use crate::figure::draw::{Drawing, Size, Tools, draw, remarks, told};
use crate::figure::palette::Fill;
use crate::figure::rows::{Grid, grid};
use crate::figure::{Figure, KeyFigure, Kind, Person};
use crate::locale::{Dir, bidi};
use crate::memo::key::KeyBuilder;
use crate::picture::Format;
use crate::site::photos::told as photo_told;
use crate::typeset::raster::{self, Quality};

use super::face::{Face, Sort};
use super::origin::Origin;
use super::write::{Layout, Writer};

/// English Metric Units in a pixel of CSS and in a twentieth of a point.
const PIXEL: u64 = 9525;
const TWENTIETH: u64 = 635;

/// A picture in the file: its path below `word/` and its size in pixels.
struct Media {
    path: String,
    size: (u32, u32),
}

impl Writer<'_> {
    /// A picture that stands alone; `false` where it cannot be shown, which is told.
    pub(super) fn captioned_image(&mut self, picture: &Picture, (alt, width): (&str, Option<u32>), voice: Voice) -> bool {
        let Some(media) = self.media(picture) else { return false };
        self.line("Figure", voice, Layout { keep: true, centred: true, ..Layout::default() }, |writer| {
            writer.drawn(&media, alt, width.unwrap_or(media.size.0), 1);
        });
        true
    }

    /// A picture in a line; a decoration says nothing.
    pub(super) fn image(&mut self, picture: &Picture, alt: &str) {
        self.flush();
        if let Some(media) = self.media(picture) {
            self.drawn(&media, alt, media.size.0, 3);
        }
    }

    /// The file of a picture, without what it says of its makers. One that cannot be shown is told.
    fn media(&mut self, picture: &Picture) -> Option<Media> {
        let problems = self.collected.diags.iter().count();
        let media = self.made(picture);
        if media.is_none() && self.collected.diags.iter().count() == problems {
            self.collected.diags.push(codes::undrawn(self.text.document.span));
        }
        media
    }

    fn made(&mut self, picture: &Picture) -> Option<Media> {
        let shown = match self.context.inputs.picture(picture) {
            Ok(shown) => shown?,
            Err((path, problem)) => {
                self.collected.diags.push(photo_told(self.text.document.span, &path, &problem));
                return None;
            }
        };
        let Shown { bytes, format, size, is_upright } = shown;
        // Word processors do not turn a photograph as its file says: it is set turned.
        if format == Format::Jpeg && !is_upright {
            return self.set_anew(&bytes, "jpg", size);
        }
        let ending = match format {
            Format::Jpeg => "jpeg",
            Format::Png => "png",
            Format::Gif => "gif",
            // Not every word processor shows these.
            Format::Webp | Format::Avif | Format::Icon | Format::Svg => return self.set_anew(&bytes, format.endings()[0], size),
        };
        Some(self.kept(bytes, ending, size))
    }

    /// A picture as points that every word processor shows.
    fn set_anew(&mut self, bytes: &Arc<[u8]>, ending: &str, size: (u32, u32)) -> Option<Media> {
        let key = KeyBuilder::of("docx picture").bytes(bytes).key();
        let kept = self.context.inputs.kept;
        let png = kept.get(key).or_else(|| {
            let png: Arc<[u8]> = raster::picture(bytes, ending, size)?.into();
            kept.put(key, Arc::clone(&png));
            Some(png)
        })?;
        Some(self.kept(png, "png", size))
    }

    fn kept(&mut self, bytes: Arc<[u8]>, ending: &str, size: (u32, u32)) -> Media {
        let path = format!("media/{}.{ending}", crate::output::hash::short(&bytes));
        self.collected.media.insert(path.clone(), bytes);
        Media { path, size }
    }

    /// A drawing of a width in pixels, at most as wide as the line or a part of it (`share` 3: a third).
    fn drawn(&mut self, media: &Media, alt: &str, width: u32, share: u64) {
        let most = self.room() as u64 * TWENTIETH / share;
        let (own_width, own_height) = (u64::from(media.size.0.max(1)), u64::from(media.size.1.max(1)));
        let wide = (u64::from(width.max(1)) * PIXEL).min(most);
        let high = wide * own_height / own_width;
        // As high as three quarters of a page at most.
        let tallest = 10_000 * TWENTIETH;
        let (wide, high) = if high > tallest { (wide * tallest / high, tallest) } else { (wide, high) };
        let (wide, high) = (wide.max(1).to_string(), high.max(1).to_string());
        let id = self.collected.drawing().to_string();
        let relation = self.relations().part("image", &media.path);
        self.letters.object();
        let locale = self.context.locales().get(self.text.document.locale);
        let alt = bidi::isolate(alt, locale, self.context.locales());
        let name = format!("picture {id}");
        let xml = &mut self.xml;
        xml.open("w:r", &[]);
        xml.open("w:drawing", &[]);
        xml.open("wp:inline", &[("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")]);
        xml.empty("wp:extent", &[("cx", &wide), ("cy", &high)]);
        xml.empty("wp:docPr", &[("id", &id), ("name", &name), ("descr", &alt)]);
        xml.open("a:graphic", &[]);
        xml.open("a:graphicData", &[("uri", "http://schemas.openxmlformats.org/drawingml/2006/picture")]);
        xml.open("pic:pic", &[]);
        xml.open("pic:nvPicPr", &[]);
        xml.empty("pic:cNvPr", &[("id", &id), ("name", &name), ("descr", &alt)]);
        xml.empty("pic:cNvPicPr", &[]);
        xml.close("pic:nvPicPr");
        xml.open("pic:blipFill", &[]);
        xml.empty("a:blip", &[("r:embed", &relation)]);
        xml.open("a:stretch", &[]);
        xml.empty("a:fillRect", &[]);
        xml.close("a:stretch");
        xml.close("pic:blipFill");
        xml.open("pic:spPr", &[]);
        xml.open("a:xfrm", &[]);
        xml.empty("a:off", &[("x", "0"), ("y", "0")]);
        xml.empty("a:ext", &[("cx", &wide), ("cy", &high)]);
        xml.close("a:xfrm");
        xml.open("a:prstGeom", &[("prst", "rect")]);
        xml.empty("a:avLst", &[]);
        xml.close("a:prstGeom");
        xml.close("pic:spPr");
        for name in ["pic:pic", "a:graphicData", "a:graphic", "wp:inline", "w:drawing", "w:r"] {
            xml.close(name);
        }
    }

    /// A figure of the report by its id; nothing where it was refused, which has been told.
    pub(super) fn figure(&mut self, id: FigureId, voice: Voice) {
        let page = self.text.page;
        let Some(figure) = page.figures.get(id.0 as usize).and_then(Option::as_ref) else { return };
        // What a figure prints stands in its YAML or in data.
        self.origin = Origin::Printed;
        let outer = std::mem::replace(&mut self.is_raw, true);
        self.shown(figure, id, voice);
        self.is_raw = outer;
    }

    fn shown(&mut self, figure: &Figure, id: FigureId, voice: Voice) {
        let title = figure.title.as_deref().map(|title| self.figure_line(title, figure)).unwrap_or_default();
        match &figure.kind {
            Kind::Chart(_) | Kind::Map(_) => {
                if !self.chart(figure, id, voice) {
                    return;
                }
                self.caption(Numbered::Figure, &title, voice, false);
                self.subject(figure, voice);
            }
            Kind::Timeline(_) => {
                let tools = self.context.locales();
                if let Some(Grid { align, head, rows, .. }) = grid(figure, &self.words.body.figures, tools) {
                    self.title_of(&title, voice);
                    self.subject(figure, voice);
                    let (head, rows) =
                        self.bound(|binder| (binder.row(&head), rows.iter().map(|row| binder.row(row)).collect::<Vec<_>>()));
                    self.table(&align, &head, &rows, voice);
                }
            }
            Kind::Table(_) => {
                let tools = self.context.locales();
                if let Some(Grid { align, head, rows, .. }) = grid(figure, &self.words.body.figures, tools) {
                    self.caption(Numbered::Table, &title, voice, true);
                    let (head, rows) =
                        self.bound(|binder| (binder.row(&head), rows.iter().map(|row| binder.row(row)).collect::<Vec<_>>()));
                    self.table(&align, &head, &rows, voice);
                }
            }
            Kind::KeyFigures(figures) => {
                self.title_of(&title, voice);
                for one in figures {
                    self.key_figure(one, figure, voice);
                }
            }
            Kind::People(people) => {
                self.title_of(&title, voice);
                for one in people {
                    self.person(one, figure, voice);
                }
            }
            Kind::Block(own) => {
                for argument in own.arguments.values() {
                    let lines = match argument {
                        Argument::Text(text) => vec![text.clone()],
                        Argument::Texts(texts) => texts.clone(),
                        Argument::Bool(_) => Vec::new(),
                    };
                    for line in lines {
                        let pieces = self.figure_line(&line, figure);
                        self.paragraph("BodyText", voice, Layout::default(), &pieces);
                    }
                }
            }
        }
        for line in remarks(figure, &self.words.body.figures) {
            let pieces = self.figure_line(&line, figure);
            self.paragraph("Source", voice, Layout::default(), &pieces);
        }
    }

    /// What is counted, where and when.
    fn subject(&mut self, figure: &Figure, voice: Voice) {
        if let Some(line) = figure.subject() {
            let pieces = self.figure_line(&line, figure);
            self.paragraph("Source", voice, Layout::default(), &pieces);
        }
    }

    fn title_of(&mut self, title: &[Piece], voice: Voice) {
        if !title.is_empty() {
            let sort = Sort::of(voice).faced(Face::BOLD);
            self.line("BodyText", voice, Layout { keep: true, ..Layout::default() }, |writer| writer.pieces(title, sort));
        }
    }

    /// A chart or a map as a picture whose words say all its numbers.
    fn chart(&mut self, figure: &Figure, id: FigureId, voice: Voice) -> bool {
        let words = &self.words.body.figures;
        let tools = Tools { words, locales: self.context.locales(), paint: Fill::Colours(&self.context.palette) };
        let Some(drawing) = draw(figure, tools, Size::Wide, &format!("fig-{}", id.0 + 1)) else { return false };
        let alt = told(figure, words, self.context.locales());
        let locale = self.context.locales().get(figure.locale);
        let Some(png) = self.set(&drawing, locale.dir) else {
            self.collected.diags.push(codes::undrawn(figure.span));
            return false;
        };
        let size = (Size::Wide.width(), drawing.height);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number of pixels")]
        let media = self.kept(png, "png", (size.0.round() as u32, size.1.round().max(1.0) as u32));
        self.line("Figure", voice, Layout { keep: true, centred: true, ..Layout::default() }, |writer| {
            writer.drawn(&media, &alt, media.size.0, 1);
        });
        true
    }

    fn set(&self, drawing: &Drawing, dir: Dir) -> Option<Arc<[u8]>> {
        let labels = drawing.labels.iter().fold(KeyBuilder::of("docx drawing"), |parts, label| {
            let parts = parts.text(&label.line).text(&label.fill).text(&format!("{:?} {:?}", label.at, label.held));
            parts.text(&format!("{:?}", label.letters))
        });
        let key = labels.text(&drawing.svg).number(u64::from(dir == Dir::Rtl)).key();
        self.context.inputs.kept.get(key).or_else(|| {
            let png: Arc<[u8]> = raster::labelled(drawing, Size::Wide.width(), dir, Quality::Print)?.into();
            self.context.inputs.kept.put(key, Arc::clone(&png));
            Some(png)
        })
    }

    fn key_figure(&mut self, one: &KeyFigure, figure: &Figure, voice: Voice) {
        let value = self.figure_line(&one.value, figure);
        self.paragraph("KeyValue", voice, Layout { keep: true, ..Layout::default() }, &value);
        let mut label = self.figure_line(&one.label, figure);
        if let Some(note) = &one.note {
            label.push(Piece::Break);
            label.extend(self.figure_line(note, figure));
        }
        self.paragraph("KeyLabel", voice, Layout::default(), &label);
    }

    fn person(&mut self, one: &Person, figure: &Figure, voice: Voice) {
        let name = self.figure_line(&one.name, figure);
        let sort = Sort::of(voice).faced(Face::BOLD);
        self.line("Term", voice, Layout { keep: true, ..Layout::default() }, |writer| writer.pieces(&name, sort));
        for line in one.role.iter().chain(&one.note) {
            let pieces = self.figure_line(line, figure);
            self.paragraph("Meaning", voice, Layout::default(), &pieces);
        }
    }

    /// A line of a figure.
    fn figure_line(&mut self, line: &str, figure: &Figure) -> Vec<Piece> {
        self.bound(|binder| binder.line(line, figure.locale))
    }

    /// What of the tree is bound here and not with its chapter: lines of front matter and of figures.
    pub(super) fn bound<T>(&mut self, bind: impl FnOnce(&mut Binder<'_>) -> T) -> T {
        let binder = Binder::new(self.context.inputs.site, self.context.places, self.text.page, &self.text.label);
        binder.told(&mut self.collected.diags, bind)
    }
}
