//! Figures of a report -> data of the template: drawings as pictures that say in words what they show, numbers, tables and
//! people as text.

use std::sync::Arc;

use serde_json::Value;

use super::Writer;
use super::data::map;
use crate::ast::{Block, ReportId, text};
use crate::diag::codes::pdf as codes;
use crate::figure::block::{Argument, Block as ThemeBlock};
use crate::figure::draw::{Tools, description, draw, remarks};
use crate::figure::palette::Paint;
use crate::figure::rows::{Grid, grid, prose_of};
use crate::figure::{Figure, KeyFigure, Kind, Person};

/// The family of letters in drawings: the one that their labels are measured with.
const FAMILY: &str = "IBM Plex Sans Arabic";

impl Writer<'_> {
    /// A figure by its id; nothing where it was refused, which has been told.
    pub(super) fn report(&mut self, id: ReportId, block: &Block) -> Option<Value> {
        let page = self.page;
        let figure = page.figures.get(id.0 as usize)?.as_ref()?;
        let title = figure.title.as_deref().map(|title| self.figure_line(title, figure));
        let notes = self.remarks(figure);
        let mut value = match &figure.kind {
            Kind::Chart(_) | Kind::Timeline(_) | Kind::Map(_) => {
                let mut drawing = self.drawing(figure, id)?;
                drawing["caption"] = title.unwrap_or_default().into();
                drawing
            }
            Kind::Table(_) => {
                let Grid { align, head, rows, .. } = grid(figure, &self.words.body.figures, self.shelf.locales)?;
                let mut table = self.table(&align, &head, &rows);
                table["caption"] = title.into();
                table
            }
            Kind::KeyFigures(figures) => {
                let items: Vec<Value> = figures.iter().map(|f| self.key_figure(f, figure)).collect();
                map([("k", "numbers".into()), ("title", title.into()), ("items", items.into())])
            }
            Kind::People(people) => {
                let items: Vec<Value> = people.iter().map(|p| self.person(p, figure)).collect();
                map([("k", "people".into()), ("title", title.into()), ("items", items.into())])
            }
            Kind::Block(own) => self.theme_block(own, figure, block),
        };
        value["remarks"] = notes.into();
        Some(value)
    }

    /// A line of a figure.
    fn figure_line(&mut self, line: &str, figure: &Figure) -> Vec<Value> {
        let locales = self.shelf.locales;
        self.inlines(&prose_of(line, figure.locale, locales), locales.get(figure.locale).dir)
    }

    /// The same with its language and direction.
    fn figure_cell(&mut self, line: &str, figure: &Figure) -> Value {
        let pieces = self.figure_line(line, figure);
        self.spoken(figure.locale, self.shelf.locales.get(figure.locale).dir, map([("c", pieces.into())]))
    }

    /// What stands below it.
    fn remarks(&mut self, figure: &Figure) -> Vec<Vec<Value>> {
        remarks(figure, &self.words.body.figures).iter().map(|line| self.figure_line(line, figure)).collect()
    }

    fn drawing(&mut self, figure: &Figure, id: ReportId) -> Option<Value> {
        let words = self.words;
        let tools =
            Tools { words: &words.body.figures, locales: self.shelf.locales, paint: Paint::Colours(self.shelf.palette, FAMILY) };
        let svg = draw(figure, tools, self.shelf.size, &format!("fig-{}", id.0 + 1))?;
        let path = format!("drawings/{}-{}.svg", self.prefix.replace(' ', "-"), id.0 + 1);
        self.trace.drawings.insert(path.clone(), Arc::from(svg.into_bytes()));
        let name = self.numbered("figure", &words.figure);
        let shows = self.alternative(figure);
        Some(map([
            ("k", "figure".into()),
            ("name", name.into()),
            ("src", path.into()),
            ("alt", shows.into()),
            ("width", Value::Null),
        ]))
    }

    /// What a drawing shows, in words: paper has no table to unfold beside it, so the numbers are part of it.
    fn alternative(&mut self, figure: &Figure) -> String {
        let words = &self.words.body.figures;
        let shows =
            if figure.description.is_some() { description(figure, words) } else { figure.title.clone().unwrap_or_default() };
        let mut parts = vec![shows];
        if let Some(Grid { rows, .. }) = grid(figure, words, self.shelf.locales) {
            let cells = |row: &Vec<crate::ast::Cell>| {
                let texts = row.iter().map(|cell| text::inlines(&cell.content)).filter(|t| !t.is_empty());
                texts.collect::<Vec<_>>().join(": ")
            };
            parts.extend(rows.iter().map(cells));
        }
        self.plain(&parts.join("\n"))
    }

    fn key_figure(&mut self, one: &KeyFigure, figure: &Figure) -> Value {
        let mut line = |text: &str| self.figure_cell(text, figure);
        map([("value", line(&one.value)), ("label", line(&one.label)), ("note", one.note.as_deref().map(line).into())])
    }

    fn person(&mut self, person: &Person, figure: &Figure) -> Value {
        let mut line = |text: &str| self.figure_cell(text, figure);
        map([
            ("name", line(&person.name)),
            ("role", person.role.as_deref().map(&mut line).into()),
            ("note", person.note.as_deref().map(&mut line).into()),
        ])
    }

    /// A block of the theme: set by `pdf/blocks/NAME.typ`, or its texts below each other where the theme has none.
    fn theme_block(&mut self, own: &ThemeBlock, figure: &Figure, block: &Block) -> Value {
        let path = format!("pdf/blocks/{}.typ", own.name);
        let has_template = self.shelf.templates.contains(path.as_str());
        if !has_template {
            self.trace.diags.push(codes::no_block(block.span, &own.name));
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
