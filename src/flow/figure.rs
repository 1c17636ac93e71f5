//! Pictures and figures of the report -> figures of markup: drawings with the table that says the same.

use crate::ast::{Align, FigureId};
use crate::book::block::{Caption, Cell, Label, Picture, Piece, Voice, text};
use crate::book::numbering::Numbered;
use crate::book::shown::Shown;
use crate::diag::codes::flow as codes;
use crate::figure::block::Argument;
use crate::figure::chronicle::entries;
use crate::figure::draw::{Tools, remarks};
use crate::figure::palette::{Fill, Palette};
use crate::figure::rows::{Grid, grid};
use crate::figure::{Event, Figure, Kind};
use crate::locale::bidi;
use crate::picture::photo::Problem;
use crate::site::photos::told;

use super::write::{Writer, id};
use super::{Photograph, Sketch};

impl Writer<'_> {
    /// The address and the size of a picture. One that cannot be shown is told.
    pub(super) fn shown(&mut self, picture: &Picture) -> Option<(String, (u32, u32))> {
        let span = self.text.document.span;
        let Shown { bytes, format, size, .. } = match self.pictured(picture) {
            Ok(shown) => shown.or_else(|| {
                self.kept.diags.push(codes::undrawn(span));
                None
            })?,
            Err((path, problem)) => {
                self.kept.diags.push(told(span, &path, &problem));
                return None;
            }
        };
        self.found.has_picture = true;
        let Some(src) = self.medium.picture(Photograph { picture, bytes, format, size }) else {
            self.kept.diags.push(codes::undrawn(span));
            return None;
        };
        Some((src, size))
    }

    fn pictured(&self, picture: &Picture) -> Result<Option<Shown>, (String, Problem)> {
        let inputs = self.context.inputs;
        self.medium.widest().map_or_else(|| inputs.picture(picture), |widest| inputs.picture_within(picture, widest))
    }

    /// A picture with its words; one without is a decoration.
    pub(super) fn img(&mut self, src: &str, alt: &str, class: &str, size: Option<(u32, u32)>) {
        let locale = self.context.locales().get(self.around.locale);
        let alt = bidi::isolate(alt, locale, self.context.locales());
        let look = self.medium.look("img", class, self.around.dir);
        let size = size.map(|(width, height)| (width.to_string(), height.to_string()));
        let mut attributes: Vec<(&str, &str)> = look.iter().map(|(name, value)| (*name, value.as_str())).collect();
        attributes.extend([("src", src), ("alt", alt.as_ref())]);
        attributes.extend(size.iter().flat_map(|(width, height)| [("width", width.as_str()), ("height", height.as_str())]));
        self.xml.empty("img", &attributes);
    }

    /// A picture that stands alone.
    pub(super) fn image(&mut self, (picture, alt, width): (&Picture, &str, Option<u32>), caption: &Caption, voice: Voice) {
        let Some((src, (own, height))) = self.shown(picture) else { return };
        self.found.lacks_alternative |= alt.trim().is_empty();
        // As wide as the page shows it, at most.
        let wide = width.unwrap_or(own).clamp(1, own.max(1));
        let high = u64::from(height) * u64::from(wide) / u64::from(own.max(1));
        let size = (wide, u32::try_from(high).unwrap_or(height).max(1));
        self.element("figure", "", Some(voice), &[], |writer| {
            writer.img(&src, alt, "", Some(size));
            let mut pieces = caption.text.clone();
            if !caption.credit.is_empty() {
                pieces.extend((!pieces.is_empty()).then_some(Piece::Break));
                pieces.extend(caption.credit.iter().cloned());
            }
            writer.caption("figcaption", Numbered::Figure, &pieces, voice);
        });
    }

    /// A figure of the report by its id; nothing where it was refused, which has been told.
    pub(super) fn figure(&mut self, own: FigureId, voice: Voice) {
        let page = self.text.page;
        let Some(figure) = page.figures.get(own.0 as usize).and_then(Option::as_ref) else { return };
        let title = figure.title.as_deref().map(|title| self.figure_line(title, figure)).unwrap_or_default();
        let words = &self.words.body.figures;
        let grid = grid(figure, words, self.context.locales());
        match &figure.kind {
            Kind::Chart(_) | Kind::Map(_) => {
                let palette = Palette::of(|token| self.context.inputs.theme.tokens.light.get(token).map(String::as_str));
                let tools = Tools { words, locales: self.context.locales(), paint: Fill::Colours(&palette) };
                let name = format!("{}-fig-{}", id(&Label(self.text.label.clone())), own.0 + 1);
                let Some(drawn) = self.medium.drawn(Sketch { figure, tools, name: &name }) else {
                    self.kept.diags.push(codes::undrawn(figure.span));
                    return;
                };
                self.found.has_drawing = true;
                self.element("figure", "", Some(voice), &[], |writer| {
                    writer.caption("figcaption", Numbered::Figure, &title, voice);
                    writer.subject(figure, voice);
                    writer.xml.append(&drawn);
                    writer.remarks(figure, voice);
                    if let Some(grid) = grid.filter(|_| writer.medium.has_data()) {
                        writer.data(&grid, &title, voice);
                    }
                });
            }
            Kind::Table(_) => {
                if let Some(grid) = grid {
                    let (align, head, rows) = self.cells(&grid);
                    self.table((&align, &head, &rows), &title, voice);
                }
                self.remarks(figure, voice);
            }
            Kind::Timeline(events) => {
                self.titled(&title, voice);
                self.subject(figure, voice);
                self.timeline(events, figure, voice);
                self.remarks(figure, voice);
            }
            Kind::KeyFigures(figures) => {
                self.titled(&title, voice);
                self.subject(figure, voice);
                self.element("dl", "numbers", Some(voice), &[], |writer| {
                    for one in figures {
                        let [value, label] = [&one.value, &one.label].map(|line| writer.figure_line(line, figure));
                        let note = one.note.as_ref().map(|note| writer.figure_line(note, figure));
                        writer.number_of(voice, &value, &label, note.as_deref());
                    }
                });
                self.remarks(figure, voice);
            }
            Kind::People(people) => {
                self.titled(&title, voice);
                self.subject(figure, voice);
                self.element("dl", "people", Some(voice), &[], |writer| {
                    for one in people {
                        let name = writer.figure_line(&one.name, figure);
                        writer.line("dt", "", voice, &name);
                        let lines: Vec<&String> = one.role.iter().chain(&one.note).collect();
                        writer.element("dd", "", None, &[], |writer| {
                            for line in lines {
                                let line = writer.figure_line(line, figure);
                                writer.line("p", "", voice, &line);
                            }
                        });
                    }
                });
                self.remarks(figure, voice);
            }
            Kind::Block(block) => {
                for argument in block.arguments.values() {
                    let lines = match argument {
                        Argument::Text(text) => vec![text.clone()],
                        Argument::Texts(texts) => texts.clone(),
                        Argument::Bool(_) => Vec::new(),
                    };
                    for line in lines {
                        let line = self.figure_line(&line, figure);
                        self.line("p", "", voice, &line);
                    }
                }
                self.remarks(figure, voice);
            }
        }
    }

    /// A title that has no number.
    fn titled(&mut self, title: &[Piece], voice: Voice) {
        if !text(title).is_empty() {
            self.strong(title, voice);
        }
    }

    /// What is counted, where and when.
    fn subject(&mut self, figure: &Figure, voice: Voice) {
        if let Some(line) = figure.subject() {
            let line = self.figure_line(&line, figure);
            self.line("p", "source", voice, &line);
        }
    }

    /// What happened, each day with its own; what has no date comes last.
    fn timeline(&mut self, events: &[Event], figure: &Figure, voice: Voice) {
        let (dated, undated) = entries(events, self.context.locales().get(figure.locale));
        let undated = (self.words.body.figures.undated.clone(), undated);
        let rows = dated.into_iter().map(|entry| (entry.date, entry.texts)).chain((!undated.1.is_empty()).then_some(undated));
        self.element("dl", "people", Some(voice), &[], |writer| {
            for (date, texts) in rows {
                let date = writer.figure_line(&date, figure);
                writer.line("dt", "", voice, &date);
                writer.element("dd", "", None, &[], |writer| {
                    for text in texts {
                        let text = writer.figure_line(text, figure);
                        writer.line("p", "", voice, &text);
                    }
                });
            }
        });
    }

    /// Who says so, and what else must be known.
    fn remarks(&mut self, figure: &Figure, voice: Voice) {
        for line in remarks(figure, &self.words.body.figures) {
            let line = self.figure_line(&line, figure);
            self.line("p", "source", voice, &line);
        }
    }

    /// The numbers of a drawing, to be opened.
    fn data(&mut self, grid: &Grid, title: &[Piece], voice: Voice) {
        let (align, head, rows) = self.cells(grid);
        let summary = self.words.body.figures.data.clone();
        let name = text(title);
        self.element("details", "data", Some(voice), &[], |writer| {
            let own = writer.own();
            writer.line("summary", "", own, &[Piece::Text(summary)]);
            writer.element("div", "table", None, &[], |writer| {
                writer.element("table", "", None, &[("aria-label", &name)], |writer| writer.grid(&align, &head, &rows));
            });
        });
    }

    fn cells(&mut self, grid: &Grid) -> (Vec<Align>, Vec<Cell>, Vec<Vec<Cell>>) {
        let (head, rows) =
            self.bound(|binder| (binder.row(&grid.head), grid.rows.iter().map(|row| binder.row(row)).collect::<Vec<_>>()));
        (grid.align.clone(), head, rows)
    }

    /// A line of a figure.
    fn figure_line(&mut self, line: &str, figure: &Figure) -> Vec<Piece> {
        self.bound(|binder| binder.line(line, figure.locale))
    }
}
