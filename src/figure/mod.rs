//! Ground: the figures of a report, typed and in one language. Made by `read` while the site is resolved, drawn by `draw` for
//! pages and paper alike.

pub mod block;
pub mod draw;
pub mod facts;
pub mod labels;
pub mod measure;
pub mod number_format;
pub mod outlines;
pub mod palette;
pub mod read;
pub mod rows;
pub mod scale;
pub mod svg;

use crate::locale::LocaleId;
use crate::locale::date::Date;
use crate::source::Span;
use read::kinds::KINDS;

/// Names of the blocks that are figures.
pub const NAMES: [&str; KINDS.len()] = {
    let mut names = [""; KINDS.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = KINDS[at].name;
        at += 1;
    }
    names
};

/// A figure, ready to be drawn.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    /// Where it was written.
    pub span: Span,
    /// The language of all its texts.
    pub locale: LocaleId,
    /// What it is called.
    pub title: Option<String>,
    /// What it shows, in a sentence, for readers who do not see it.
    pub description: Option<String>,
    /// Who says so.
    pub source: Option<String>,
    /// What else must be known.
    pub note: Option<String>,
    /// What it is.
    pub kind: Kind,
}

/// The kinds of figure.
#[derive(Clone, PartialEq, Debug)]
pub enum Kind {
    /// Numbers as lengths and places.
    Chart(Chart),
    /// What happened when.
    Timeline(Vec<Event>),
    /// Where things are.
    Map(Vec<Place>),
    /// Few numbers, large.
    KeyFigures(Vec<KeyFigure>),
    /// Numbers and words in rows.
    Table(Table),
    /// Who is who.
    People(Vec<Person>),
    /// A block of the theme.
    Block(block::Block),
}

/// A chart.
#[derive(Clone, PartialEq, Debug)]
pub struct Chart {
    /// How numbers are shown.
    pub form: Form,
    /// Series on top of each other instead of side by side.
    pub stacked: bool,
    /// A panel for each series, all on one scale.
    pub multiples: bool,
    /// Which way time runs.
    pub time: Time,
    /// What is counted, in order; at least one.
    pub categories: Vec<Category>,
    /// The numbers; at least one series, each with a value for every category.
    pub series: Vec<Series>,
    /// What the numbers are.
    pub unit: Option<String>,
}

/// How a chart shows numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Lengths along the line of reading.
    Bar,
    /// Heights.
    Column,
    /// Heights joined by lines.
    Line,
    /// Heights that stay until they change.
    Step,
    /// Places along the line of reading; two or more in a row are joined.
    Dot,
    /// Two heights joined by a line.
    Slope,
}

/// Which way time runs on an axis.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Time {
    /// As the language is read.
    Reading,
    /// From left to right in every language.
    Ltr,
}

/// What a value belongs to.
#[derive(Clone, PartialEq, Debug)]
pub struct Category {
    /// What it is called.
    pub label: String,
    /// Where it stands on an axis of time: a year or a day number.
    pub place: Option<f64>,
}

/// Numbers that belong together.
#[derive(Clone, PartialEq, Debug)]
pub struct Series {
    /// What they are called; may be missing where there is only one series.
    pub name: Option<String>,
    /// By category; `None` where nothing is known.
    pub values: Vec<Option<Number>>,
}

/// A number and how exactly it was given.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Number {
    /// Finite, at most [`scale::GREATEST`].
    pub value: f64,
    /// Digits behind the point.
    pub decimals: usize,
}

/// Something that happened.
#[derive(Clone, PartialEq, Debug)]
pub struct Event {
    /// When; `None` where nobody says.
    pub date: Option<Moment>,
    /// What.
    pub text: String,
}

/// A date and how exactly it is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Moment {
    /// A day.
    Day(Date),
    /// A month; the day is its first.
    Month(Date),
    /// A year; the day is its first.
    Year(Date),
}

impl Moment {
    /// Its first day.
    pub fn first(self) -> Date {
        match self {
            Moment::Day(date) | Moment::Month(date) | Moment::Year(date) => date,
        }
    }
}

/// A place on a map.
#[derive(Clone, PartialEq, Debug)]
pub struct Place {
    /// What it is called.
    pub name: String,
    /// Degrees north, -90 to 90.
    pub lat: f64,
    /// Degrees east, -180 to 180.
    pub lon: f64,
    /// What happened there or what it is.
    pub note: Option<String>,
}

/// A number with what it counts.
#[derive(Clone, PartialEq, Debug)]
pub struct KeyFigure {
    /// The number as it is printed, with its unit.
    pub value: String,
    /// What it is.
    pub label: String,
    /// Who says so, or what is uncertain.
    pub note: Option<String>,
}

/// A table.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// The columns; at least one.
    pub columns: Vec<Column>,
    /// The cells by row; every row has one for each column.
    pub rows: Vec<Vec<Value>>,
    /// A last row of sums.
    pub total: Option<Vec<Value>>,
}

/// A column of a table.
#[derive(Clone, PartialEq, Debug)]
pub struct Column {
    /// Its head.
    pub name: String,
    /// Whether it holds numbers.
    pub numeric: bool,
}

/// A cell of a table.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// Nothing known.
    Nothing,
    /// Labels.
    Text(String),
    /// A number and what stands behind it (`%`).
    Number(Number, &'static str),
}

/// A person.
#[derive(Clone, PartialEq, Debug)]
pub struct Person {
    /// The name.
    pub name: String,
    /// What the person is or was.
    pub role: Option<String>,
    /// What else must be known.
    pub note: Option<String>,
}
