//! Ground: the figures of a report, typed and in one language. Made by `read` while the site is resolved, drawn by `draw` for
//! pages and paper alike.

pub mod block;
pub mod chronicle;
pub mod download;
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
    /// What it is called, or what it says.
    pub title: Option<String>,
    /// What is counted, where and when.
    pub subtitle: Option<String>,
    /// What it shows, in a sentence, for readers who do not see it.
    pub description: Option<String>,
    /// Who says so.
    pub source: Option<String>,
    /// What else must be known.
    pub note: Option<String>,
    /// What it is.
    pub kind: Kind,
}

impl Figure {
    /// The line below the title: what is counted, where, when, and in what.
    pub fn subject(&self) -> Option<String> {
        let unit = match &self.kind {
            // A percent sign stands beside each number.
            Kind::Chart(chart) => chart.unit.as_deref().filter(|unit| !number_format::is_percent(unit)),
            Kind::Timeline(_) | Kind::Map(_) | Kind::KeyFigures(_) | Kind::Table(_) | Kind::People(_) | Kind::Block(_) => None,
        };
        match (self.subtitle.as_deref(), unit) {
            (Some(subtitle), Some(unit)) if !subtitle.contains(unit) => Some(format!("{subtitle} ({unit})")),
            (Some(subtitle), _) => Some(subtitle.to_owned()),
            (None, unit) => unit.map(str::to_owned),
        }
    }
}

/// The kinds of figure.
#[derive(Clone, PartialEq, Debug)]
pub enum Kind {
    /// Numbers as lengths and places.
    Chart(Chart),
    /// What happened when.
    Timeline(Vec<Event>),
    /// Where things are.
    Map(Map),
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
    /// What matters; the rest is drawn in grey. Empty where nothing does more than the rest.
    pub lit: Lit,
    /// Values and moments that the others are seen against.
    pub levels: Vec<Level>,
    /// What is said of single values.
    pub notes: Vec<Note>,
}

/// What of a chart is lit, by its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lit {
    /// All of it.
    All,
    /// These series.
    Series(Vec<usize>),
    /// These categories.
    Categories(Vec<usize>),
}

/// A line across a chart.
#[derive(Clone, PartialEq, Debug)]
pub struct Level {
    /// Where it stands.
    pub at: LevelAt,
    /// What it is.
    pub label: String,
}

/// What a line across a chart stands at.
#[derive(Clone, PartialEq, Debug)]
pub enum LevelAt {
    /// A number.
    Value(Number),
    /// A time on its axis, and how it is printed.
    Moment(f64, String),
}

/// What is said of a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// Its category.
    pub category: usize,
    /// Its series.
    pub series: usize,
    /// What.
    pub text: String,
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
    /// The same in a drawing, where months have one name.
    pub short: Option<String>,
    /// The year and the month that it is.
    pub month: Option<(i32, u8)>,
    /// Where it stands on an axis of time: a year or a day number.
    pub place: Option<f64>,
}

impl Category {
    /// What it is called in a drawing.
    pub fn drawn(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.label)
    }
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

    /// For programs: `2022-01-06`, `2022-01`, `2022`.
    pub fn iso(self) -> String {
        match self {
            Moment::Day(date) => date.iso(),
            Moment::Month(date) => format!("{:04}-{:02}", date.year, date.month),
            Moment::Year(date) => format!("{:04}", date.year),
        }
    }
}

/// A map.
#[derive(Clone, PartialEq, Debug)]
pub struct Map {
    /// Its places; at least one.
    pub places: Vec<Place>,
    /// The countries that it is about; empty where its places say so.
    pub subject: Vec<outlines::Country>,
    /// What is shaded.
    pub regions: Vec<Region>,
    /// Whether countries are named.
    pub names: bool,
    /// What countries are called here.
    pub called: Vec<(outlines::Country, String)>,
}

/// A part of a map that is shaded.
#[derive(Clone, PartialEq, Debug)]
pub struct Region {
    /// What it is called.
    pub name: Option<String>,
    /// Where it is.
    pub area: Area,
}

/// Where a region is.
#[derive(Clone, PartialEq, Debug)]
pub enum Area {
    /// A whole country.
    Country(outlines::Country),
    /// Within a line through these places, east and north.
    Points(Vec<(f64, f64)>),
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
    /// Whether it is the capital.
    pub capital: bool,
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
