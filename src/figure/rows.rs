//! A figure -> the table that says the same in numbers and words, and the sentence that describes it.

use super::labels::FigureLabels;
use super::{Chart, Event, Figure, Kind, Level, LevelAt, Place, Table, Value, number_format};
use crate::ast::{Align, Cell, prose};
use crate::locale::date::DateStyle;
use crate::locale::{Locale, LocaleId, Locales};
use crate::source::Span;

/// A table of the tree: what the body's and the paper's writers print.
#[derive(Clone, PartialEq, Debug)]
pub struct Grid {
    /// By column.
    pub align: Vec<Align>,
    /// The head row.
    pub head: Vec<Cell>,
    /// The other rows.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the last row holds sums.
    pub total: bool,
}

/// The table of a figure; `None` where the figure is text already.
pub fn grid(figure: &Figure, words: &FigureLabels, locales: &Locales) -> Option<Grid> {
    let sheet = Sheet { span: figure.span, locale: locales.get(figure.locale), locales, words };
    match &figure.kind {
        Kind::Chart(chart) => Some(sheet.chart(chart)),
        Kind::Timeline(events) => Some(sheet.events(events)),
        Kind::Map(map) => Some(sheet.places(&map.places)),
        Kind::Table(table) => Some(sheet.table(table)),
        Kind::KeyFigures(_) | Kind::People(_) | Kind::Block(_) => None,
    }
}

/// A line of text of a figure, its runs isolated.
pub fn prose_of(text: &str, locale: LocaleId, locales: &Locales) -> Vec<crate::ast::Inline> {
    prose::line(text, locale, locales)
}

struct Sheet<'a> {
    span: Span,
    locale: &'a Locale,
    locales: &'a Locales,
    words: &'a FigureLabels,
}

impl Sheet<'_> {
    fn cell(&self, text: &str) -> Cell {
        let content = prose_of(text, self.locale.id, self.locales);
        Cell { span: self.span, locale: self.locale.id, dir: self.locale.dir, content }
    }

    fn cells(&self, texts: &[&str]) -> Vec<Cell> {
        texts.iter().map(|t| self.cell(t)).collect()
    }

    fn chart(&self, chart: &Chart) -> Grid {
        let unit = chart.unit.as_deref();
        let head = |name: &Option<String>| {
            let name = name.as_deref().unwrap_or(&self.words.value);
            self.cell(&unit.map_or_else(|| name.to_owned(), |unit| format!("{name} ({unit})")))
        };
        let mut heads = vec![self.cell(&self.words.category)];
        heads.extend(chart.series.iter().map(|s| head(&s.name)));
        let mut align = vec![Align::Left];
        align.resize(heads.len(), Align::Right);
        let noted = !chart.notes.is_empty();
        if noted {
            heads.push(self.cell(&self.words.note));
            align.push(Align::Left);
        }
        let row = |(i, category): (usize, &super::Category)| {
            let mut row = vec![self.cell(&category.label)];
            for series in &chart.series {
                let number = series.values.get(i).copied().flatten();
                row.push(self.cell(&number.map_or_else(|| self.words.unknown.clone(), |n| number_format::exact(n, self.locale))));
            }
            if noted {
                row.push(self.cell(&Self::notes(chart, i)));
            }
            row
        };
        let mut rows: Vec<Vec<Cell>> = chart.categories.iter().enumerate().map(row).collect();
        rows.extend(chart.levels.iter().map(|level| self.level(level, chart, heads.len())));
        Grid { align, head: heads, rows, total: false }
    }

    /// What is said of the values of a category.
    fn notes(chart: &Chart, category: usize) -> String {
        let own = chart.notes.iter().filter(|note| note.category == category);
        let told = own.map(|note| match chart.series.get(note.series).and_then(|s| s.name.as_deref()) {
            Some(name) if chart.series.len() > 1 => format!("{name}: {}", note.text),
            Some(_) | None => note.text.clone(),
        });
        // A mark that all languages share.
        told.collect::<Vec<_>>().join(" · ")
    }

    /// A line that the values are seen against: its name, and the number or the time that it stands at.
    fn level(&self, level: &Level, chart: &Chart, columns: usize) -> Vec<Cell> {
        let at = match &level.at {
            LevelAt::Value(number) => number_format::exact(*number, self.locale),
            LevelAt::Moment(_, printed) => printed.clone(),
        };
        // It is of no series: it stands in the first column of numbers.
        let mut row = vec![self.cell(&level.label), self.cell(&at)];
        row.resize_with(columns.max(chart.series.len() + 1), || self.cell(""));
        row
    }

    fn events(&self, events: &[Event]) -> Grid {
        let row = |event: &Event| {
            let date =
                event.date.map_or_else(|| self.words.undated.clone(), |d| number_format::moment(d, self.locale, DateStyle::Long));
            self.cells(&[&date, &event.text])
        };
        Grid {
            align: vec![Align::Left; 2],
            head: self.cells(&[&self.words.date, &self.words.event]),
            rows: events.iter().map(row).collect(),
            total: false,
        }
    }

    fn places(&self, places: &[Place]) -> Grid {
        let noted = places.iter().any(|p| p.note.is_some());
        let row = |place: &Place| {
            let at = format!(
                "{}, {}",
                number_format::number(place.lat, 2, self.locale),
                number_format::number(place.lon, 2, self.locale)
            );
            // Latitude comes before longitude in every language: the two are one left-to-right isolate.
            let mut row = self.cells(&[&place.name]);
            let mut cell = self.cell("");
            cell.content = vec![crate::ast::Inline::Isolate {
                locale: self.locale.id,
                dir: crate::locale::Dir::Ltr,
                content: vec![crate::ast::Inline::Text(at.into())],
            }];
            row.push(cell);
            if noted {
                row.push(self.cell(place.note.as_deref().unwrap_or_default()));
            }
            row
        };
        let mut head = self.cells(&[&self.words.place, &self.words.coordinates]);
        if noted {
            head.push(self.cell(&self.words.note));
        }
        let mut align = vec![Align::Left, Align::Right];
        align.resize(head.len(), Align::Left);
        Grid { align, head, rows: places.iter().map(row).collect(), total: false }
    }

    fn table(&self, table: &Table) -> Grid {
        let value = |value: &Value| match value {
            Value::Nothing => self.cell(&self.words.unknown),
            Value::Text(text) => self.cell(text),
            Value::Number(number, sign) => {
                self.cell(&number_format::signed(number_format::exact(*number, self.locale), sign, self.locale))
            }
        };
        let mut rows: Vec<Vec<Cell>> = table.rows.iter().map(|row| row.iter().map(value).collect()).collect();
        if let Some(total) = &table.total {
            let sum = |(i, cell): (usize, &Value)| match cell {
                Value::Nothing if i == 0 => self.cell(&self.words.total),
                Value::Nothing => self.cell(""),
                Value::Text(_) | Value::Number(..) => value(cell),
            };
            rows.push(total.iter().enumerate().map(sum).collect());
        }
        let align = table.columns.iter().map(|c| if c.numeric { Align::Right } else { Align::Left }).collect();
        Grid { align, head: table.columns.iter().map(|c| self.cell(&c.name)).collect(), rows, total: table.total.is_some() }
    }
}
