//! Figures of a report -> data of the template: drawings as pictures that say in words what they show, numbers, tables and
//! people as text.

use std::sync::Arc;

use serde_json::Value;

use super::block::LONG_CAPTION;
use super::data::map;
use super::{Writer, metadata, room};
use crate::ast::{FigureId, Prose, text};
use crate::book::block::PrintBlock;
use crate::book::bound::Notes;
use crate::book::numbering::Numbered;
use crate::diag::codes::pdf as codes;
use crate::figure::block::{Argument, Block as ThemeBlock};
use crate::figure::chronicle::entries;
use crate::figure::draw::{Drawing, Size, Tools, description, draw, remarks};
use crate::figure::measure::Weight;
use crate::figure::palette::Fill;
use crate::figure::rows::{Grid, grid, prose_of};
use crate::figure::svg::Label;
use crate::figure::{Event, Figure, KeyFigure, Kind, Person};

/// The size of values of key figures in parts of the text's.
const VALUE: f64 = 1.5;

impl Writer<'_> {
    /// A figure by its id; nothing where it was refused, which has been told.
    pub(super) fn figure(&mut self, id: FigureId, block: &PrintBlock) -> Option<Value> {
        let page = self.page;
        let figure = page.figures.get(id.0 as usize)?.as_ref()?;
        let title = figure.title.as_deref().map(|title| self.figure_line(title, figure));
        let notes = self.remarks(figure);
        let long = remarks(figure, &self.words.body.figures).iter().map(String::len).sum::<usize>()
            + figure.title.as_ref().map_or(0, String::len)
            > 2 * LONG_CAPTION;
        let mut value = match &figure.kind {
            Kind::Chart(_) | Kind::Map(_) => {
                let mut drawing = self.drawing(figure, id, self.context.size)?;
                drawing["name"] = self.numbered(Numbered::Figure, &self.words.figure).into();
                drawing["caption"] = title.unwrap_or_default().into();
                drawing["long"] = long.into();
                drawing
            }
            Kind::Table(_) => {
                let Grid { align, head, rows, .. } = grid(figure, &self.words.body.figures, self.context.locales)?;
                let (head, rows) =
                    self.bound(|binder| (binder.row(&head), rows.iter().map(|row| binder.row(row)).collect::<Vec<_>>()));
                let table = self.table(&align, &head, &rows);
                self.titled(table, title)
            }
            Kind::Timeline(events) => self.timeline(events, figure, title),
            Kind::KeyFigures(figures) => {
                let items: Vec<Value> = figures.iter().map(|f| self.key_figure(f, figure)).collect();
                let size: usize = figures.iter().map(|f| 40 + f.label.len() + f.note.as_ref().map_or(0, String::len)).sum();
                let whole = size <= 2000 && figures.len() <= 12;
                map([("k", "numbers".into()), ("title", title.into()), ("whole", whole.into()), ("items", items.into())])
            }
            Kind::People(people) => {
                let items: Vec<Value> = people.iter().map(|p| self.person(p, figure)).collect();
                map([("k", "people".into()), ("title", title.into()), ("items", items.into())])
            }
            Kind::Block(own) => self.theme_block(own, figure, block),
        };
        value["remarks"] = notes.into();
        value["subtitle"] = self.subject(figure);
        Some(value)
    }

    /// A drawing with the labels of two languages over both columns of a page; `sides` are those that it stands for.
    pub(in crate::pdf) fn drawing_of_both(&mut self, figure: &Figure, sides: &[Vec<Value>]) -> Option<Value> {
        let ([first], [second]) = (sides.first()?.as_slice(), sides.get(1)?.as_slice()) else { return None };
        let said = |side: &Value| side["alt"].as_str().map(str::to_owned);
        // The number of a figure is part of its file's name: no page has as many.
        let drawing = self.drawing(figure, FigureId(u32::MAX - 1), Size::Wide)?;
        let mut merged = first.clone();
        for field in ["src", "size", "labels"] {
            merged[field] = drawing[field].clone();
        }
        merged["alt"] = metadata(&[said(first)?, said(second)?].join("\n")).into();
        merged["both"] = second.clone();
        Some(merged)
    }

    /// A drawing on a sheet, where it is the only one and has no number.
    pub(in crate::pdf) fn only_drawing(&mut self, figure: &Figure, id: FigureId) -> Option<Value> {
        let title = figure.title.as_deref().map(|title| self.figure_line(title, figure));
        let remarks = self.remarks(figure);
        let mut drawing = self.drawing(figure, id, self.context.size)?;
        drawing["caption"] = title.unwrap_or_default().into();
        drawing["remarks"] = remarks.into();
        drawing["subtitle"] = self.subject(figure);
        Some(self.spoken(figure.locale, self.context.locales.get(figure.locale).dir, drawing))
    }

    /// The rows of a figure that is a list of things that happened, when and what.
    pub(in crate::pdf) fn happened(&mut self, figure: &Figure) -> Vec<(Value, Value)> {
        let Some(Grid { rows, .. }) = grid(figure, &self.words.body.figures, self.context.locales) else { return Vec::new() };
        let mut cell = |cell: Option<&crate::ast::Cell>| {
            let content = cell.map(|cell| self.line(&cell.content, figure.locale)).unwrap_or_default();
            self.spoken(figure.locale, self.context.locales.get(figure.locale).dir, map([("c", content.into())]))
        };
        rows.iter().map(|row| (cell(row.first()), cell(row.get(1)))).collect()
    }

    /// A line of a figure.
    pub(in crate::pdf) fn figure_line(&mut self, line: &str, figure: &Figure) -> Vec<Value> {
        let locales = self.context.locales;
        self.line(&prose_of(line, figure.locale, locales), figure.locale)
    }

    /// The same with its language and direction.
    pub(in crate::pdf) fn figure_cell(&mut self, line: &str, figure: &Figure) -> Value {
        let pieces = self.figure_line(line, figure);
        self.spoken(figure.locale, self.context.locales.get(figure.locale).dir, map([("c", pieces.into())]))
    }

    /// What is counted, where and when; nothing where it does not say.
    fn subject(&mut self, figure: &Figure) -> Value {
        figure.subject().map(|line| self.figure_line(&line, figure)).into()
    }

    /// What happened, day by day; what has no date comes last.
    fn timeline(&mut self, events: &[Event], figure: &Figure, title: Option<Vec<Value>>) -> Value {
        let (dated, undated) = entries(events, self.context.locales.get(figure.locale));
        // The date stands beside what happened.
        let (beside, words) = (self.line * 0.3, self.words.body.figures.undated.clone());
        let mut texts = |texts: Vec<&str>| -> Vec<Value> {
            self.within(beside, 1.0, |writer| texts.into_iter().map(|text| writer.figure_line(text, figure).into()).collect())
        };
        let mut items: Vec<(String, bool, Vec<Value>)> =
            dated.into_iter().map(|entry| (entry.date, entry.leaps, texts(entry.texts))).collect();
        if !undated.is_empty() {
            items.push((words, true, texts(undated)));
        }
        let items: Vec<Value> = items
            .into_iter()
            .map(|(date, leaps, texts)| {
                let date = self.within(self.line - beside, 1.0, |writer| writer.figure_line(&date, figure));
                map([("date", date.into()), ("leaps", leaps.into()), ("c", texts.into())])
            })
            .collect();
        map([("k", "timeline".into()), ("title", title.into()), ("items", items.into())])
    }

    /// What stands below it.
    fn remarks(&mut self, figure: &Figure) -> Vec<Vec<Value>> {
        remarks(figure, &self.words.body.figures).iter().map(|line| self.figure_line(line, figure)).collect()
    }

    fn drawing(&mut self, figure: &Figure, id: FigureId, size: Size) -> Option<Value> {
        let words = self.words;
        let paint = Fill::Colours(self.context.palette);
        let tools = Tools { words: &words.body.figures, locales: self.context.locales, paint };
        let Drawing { svg, height, labels } = draw(figure, tools, size, &format!("fig-{}", id.0 + 1))?;
        let labels: Vec<Value> = labels.iter().map(|label| self.label(label)).collect();
        let path = format!("drawings/{}-{}.svg", self.label.replace(' ', "-"), id.0 + 1);
        self.collected.drawings.insert(path.clone(), Arc::from(svg.into_bytes()));
        let shows = self.alternative(figure);
        Some(map([
            ("k", "figure".into()),
            ("name", Value::Null),
            ("src", path.into()),
            ("alt", shows.into()),
            ("width", Value::Null),
            ("size", vec![size.width(), height].into()),
            ("labels", labels.into()),
        ]))
    }

    /// A line of text in a drawing. It was laid out in its place, so no word of it is broken.
    fn label(&mut self, label: &Label) -> Value {
        let pieces = self.within(f64::NEG_INFINITY, 1.0, |writer| writer.text(&label.line));
        map([
            ("at", vec![label.at.0, label.at.1].into()),
            ("held", label.held.into()),
            ("size", label.letters.size.into()),
            ("weight", if label.letters.weight == Weight::Bold { "bold" } else { "regular" }.into()),
            ("fill", label.fill.as_str().into()),
            ("c", pieces.into()),
        ])
    }

    /// What a drawing shows, in words: paper has no table to unfold beside it, so the numbers are part of it.
    fn alternative(&mut self, figure: &Figure) -> String {
        let words = &self.words.body.figures;
        let shows =
            if figure.description.is_some() { description(figure, words) } else { figure.title.clone().unwrap_or_default() };
        let mut parts = vec![shows];
        if let Some(Grid { rows, .. }) = grid(figure, words, self.context.locales) {
            let cells = |row: &Vec<crate::ast::Cell>| {
                let texts = row.iter().map(|cell| text::isolated(&cell.content)).filter(|t| !t.is_empty());
                texts.collect::<Vec<_>>().join(": ")
            };
            parts.extend(rows.iter().map(cells));
        }
        metadata(&self.plain(&parts.join("\n")))
    }

    fn key_figure(&mut self, one: &KeyFigure, figure: &Figure) -> Value {
        let less = self.beside_others();
        let fit = self.fit(&one.value);
        let value = self.within(less, VALUE * fit, |writer| writer.figure_cell(&one.value, figure));
        let mut line = |text: &str| self.within(less, 0.9, |writer| writer.figure_cell(text, figure));
        let (label, note) = (line(&one.label), one.note.as_deref().map(line));
        map([("value", value), ("fit", fit.into()), ("label", label), ("note", note.into())])
    }

    /// The value of a key figure in a head, and how much smaller it is set to fit its place.
    pub(in crate::pdf) fn key_value(&mut self, value: &Prose) -> (Value, f64) {
        let (less, fit) = (self.beside_others(), self.fit(&value.text));
        (self.within(less, VALUE * fit, |writer| writer.prose_at(value)), fit)
    }

    /// A line below it.
    pub(in crate::pdf) fn key_line(&mut self, line: &Prose) -> Value {
        let less = self.beside_others();
        self.within(less, 0.9, |writer| writer.prose_at(line))
    }

    /// What the line loses where key figures stand beside each other: three, or two in a column.
    fn beside_others(&self) -> f64 {
        let columns = if self.notes == Notes::End { 2.0 } else { 3.0 };
        self.line - (self.line - 20.0 * (columns - 1.0)) / columns
    }

    fn fit(&mut self, value: &str) -> f64 {
        let room = self.within(self.beside_others(), VALUE, |writer| writer.room());
        (room / room::widest(value, Weight::Bold).max(0.1)).clamp(0.55, 1.0)
    }

    fn person(&mut self, person: &Person, figure: &Figure) -> Value {
        let less = if self.notes == Notes::End { 0.0 } else { self.line / 2.0 + 12.0 };
        let length = person.note.as_ref().map_or(0, String::len) + person.role.as_ref().map_or(0, String::len);
        let mut line = |text: &str| self.within(less, 1.0, |writer| writer.figure_cell(text, figure));
        map([
            ("whole", (length + person.name.len() <= 700).into()),
            ("name", line(&person.name)),
            ("role", person.role.as_deref().map(&mut line).into()),
            ("note", person.note.as_deref().map(&mut line).into()),
        ])
    }

    /// A block of the theme: set by `pdf/blocks/NAME.typ`, or its texts below each other where the theme has none.
    fn theme_block(&mut self, own: &ThemeBlock, figure: &Figure, block: &PrintBlock) -> Value {
        let path = format!("pdf/blocks/{}.typ", own.name);
        let has_template = self.context.templates.contains(path.as_str());
        if !has_template {
            self.collected.diags.push(codes::no_block(block.span, &own.name));
        }
        let mut arguments = serde_json::Map::new();
        for (name, argument) in &own.arguments {
            let value = match argument {
                Argument::Text(text) => self.figure_line(text, figure).into(),
                Argument::Bool(yes) => (*yes).into(),
                Argument::Texts(texts) => texts.iter().map(|t| self.figure_line(t, figure)).collect(),
            };
            arguments.insert(name.clone(), value);
        }
        map([("k", "theme".into()), ("src", has_template.then_some(path).into()), ("arguments", arguments.into())])
    }
}
