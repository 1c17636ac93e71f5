//! Roof: a figure, the words of its language and a way to print colours -> one drawing as SVG, for pages and paper alike.
//!
//! A drawing has one of two widths. Text keeps its size on a screen only if a narrow screen gets a drawing of its own, so a
//! page holds both and its style sheet shows one; paper takes the wide one.

mod atlas;
mod axes;
mod bars;
mod chart;
mod columns;
mod dots;
mod globe;
mod labels;
mod levels;
mod lines;
mod map;
mod plot;
mod project;
mod slope;

use super::labels::FigureLabels;
use super::palette::Fill;
use super::rows::{Grid, grid};
use super::svg::{Canvas, Label};
use super::{Figure, Kind};
use crate::ast::{Cell, text};
use crate::locale::Locales;

/// How wide a drawing is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Size {
    /// For columns of text on screens, and for sheets.
    Wide,
    /// For a column of text on paper that has notes beside it.
    Column,
    /// For phones.
    Narrow,
}

impl Size {
    /// Units from side to side; about one unit is a CSS pixel.
    pub fn width(self) -> f64 {
        match self {
            Size::Wide => 768.0,
            Size::Column => 540.0,
            Size::Narrow => 360.0,
        }
    }
}

/// What a drawing is made with.
#[derive(Clone, Copy, Debug)]
pub struct Tools<'a> {
    /// Words of the figure's language.
    pub words: &'a FigureLabels,
    /// All languages.
    pub locales: &'a Locales,
    /// How colours are printed.
    pub paint: Fill<'a>,
}

/// A drawing and what is written in it by whoever prints it.
#[derive(Clone, PartialEq, Debug)]
pub struct Drawing {
    /// The picture; with its texts if colours are printed as classes.
    pub svg: String,
    /// Its height in units.
    pub height: f64,
    /// Its texts, if they are not in the picture.
    pub labels: Vec<Label>,
}

/// Draws a figure; `None` for those that are text. `id` is unique on the page.
pub fn draw(figure: &Figure, tools: Tools<'_>, size: Size, id: &str) -> Option<Drawing> {
    let mut canvas = Canvas::new(size.width(), id.to_owned(), tools.paint, tools.locales, figure.locale);
    let locale = tools.locales.get(figure.locale);
    let height = match &figure.kind {
        Kind::Chart(chart) => chart::draw(&mut canvas, chart, locale, tools.words),
        Kind::Map(map) => map::draw(&mut canvas, map, locale, tools.words),
        Kind::Timeline(_) | Kind::KeyFigures(_) | Kind::Table(_) | Kind::People(_) | Kind::Block(_) => return None,
    };
    let title = figure.title.as_deref().unwrap_or_default();
    let labels = canvas.take_labels();
    Some(Drawing { svg: canvas.finish(height, title, &description(figure, tools.words)), height, labels })
}

/// What the figure shows: the author's words, or that its numbers are in the table.
pub fn description(figure: &Figure, words: &FigureLabels) -> String {
    let title = figure.title.as_deref().unwrap_or_default();
    figure.description.clone().unwrap_or_else(|| words.describe.replace("{title}", title))
}

/// What a figure shows in words, then all its numbers: for whoever gets the drawing as a picture and has no table beside it.
pub fn told(figure: &Figure, words: &FigureLabels, locales: &Locales) -> String {
    let shows = if figure.description.is_some() { description(figure, words) } else { figure.title.clone().unwrap_or_default() };
    let mut parts = vec![shows];
    parts.extend(figure.subject());
    if let Some(Grid { head, rows, .. }) = grid(figure, words, locales) {
        let texts = |row: &[Cell]| row.iter().map(|cell| text::inlines(&cell.content)).collect::<Vec<_>>();
        let heads = texts(&head);
        let told = |row: &Vec<Cell>| {
            let cells = texts(row);
            let (first, rest) = cells.split_first()?;
            // Where there are several series, each number says which it is of.
            let named = |(cell, head): (&String, &String)| if rest.len() > 1 { format!("{head} {cell}") } else { cell.clone() };
            let rest: Vec<String> =
                rest.iter().zip(heads.iter().skip(1)).filter(|(cell, _)| !cell.is_empty()).map(named).collect();
            Some(format!("{first}: {}", rest.join("; ")))
        };
        parts.extend(rows.iter().filter_map(told));
    }
    parts.join("\n")
}

/// What else must be known of a figure, line by line, and who says so: what stands below it on pages and paper.
pub fn remarks(figure: &Figure, words: &FigureLabels) -> Vec<String> {
    let source = figure.source.as_ref().map(|s| words.source.replace("{source}", s));
    let own = reading(figure, words).into_iter().map(str::to_owned);
    figure.note.clone().into_iter().chain(own).chain(source).collect()
}

/// What a reader must know to read a map: how it is projected, and whose borders it shows.
fn reading<'w>(figure: &Figure, words: &'w FigureLabels) -> Vec<&'w str> {
    match &figure.kind {
        Kind::Map(map) => {
            let projection = if project::is_world(map) { &words.projection_world } else { &words.projection_area };
            vec![projection, &words.borders]
        }
        Kind::Chart(_) | Kind::Timeline(_) | Kind::KeyFigures(_) | Kind::Table(_) | Kind::People(_) | Kind::Block(_) => {
            Vec::new()
        }
    }
}
