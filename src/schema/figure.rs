//! Figures: what their fenced blocks and data files hold.

use super::shape::{Field, Object, Shape, TEXT, may, must, object};

/// A text in the page's language; in a file that pages share, one for each language.
const LABEL: Shape = Shape::Either(&[TEXT, Shape::Number, Shape::Map(&Shape::Either(&[TEXT, Shape::Int, Shape::Nothing]))]);
const NUMBER: Shape = Shape::Either(&[Shape::Number, Shape::Object(&OF_FACT), Shape::Nothing]);
const NAMED: Shape = Shape::Words(&["all"]);

const OF_FACT: Object = object(&[must("fact", TEXT, "The id of a fact that is one number.")]);
const OF_SOURCE: Object = object(&[must("source", TEXT, "The id of a source.")]);

const SRC: Field =
    may("src", TEXT, "A data file beside the page: CSV, YAML or JSON. What the block does not say, the file does.");
const TITLE: Field = may("title", LABEL, "The title; charts, maps and timelines need one.");
const SUBTITLE: Field = may("subtitle", LABEL, "What is counted, where, when and in what: a line below the title.");
const DESCRIPTION: Field = may("description", LABEL, "What the figure shows, for readers who do not see it.");
const CREDIT: Field = may("source", Shape::Either(&[Shape::Object(&OF_SOURCE), LABEL]), "Who says so: words, or `{source: id}`.");
const NOTE: Field = may("note", LABEL, "A remark below the figure.");

pub(in crate::schema) const CHART: Object = object(&[
    SRC,
    may("type", Shape::Words(&["bar", "column", "line", "step", "dot", "slope"]), "How the numbers are drawn."),
    TITLE,
    SUBTITLE,
    DESCRIPTION,
    may("unit", LABEL, "What the numbers are counted in."),
    may("stacked", Shape::Bool, "Whether bars or columns stand upon each other."),
    may("multiples", Shape::Bool, "Whether each series has a panel of its own."),
    may("time", Shape::Words(&["reading", "ltr"]), "Whether time runs as the language is read, or from left to right."),
    may("data", Shape::List(&Shape::Object(&POINT)), "One series: its numbers with their names."),
    may("categories", Shape::List(&LABEL), "The names that all series share."),
    may("category", TEXT, "The column of the data file that names the rows."),
    may("series", Shape::List(&Shape::Object(&SERIES)), "Several series."),
    may(
        "highlight",
        Shape::Either(&[LABEL, Shape::List(&LABEL)]),
        "The series or categories that matter, by name; the rest is drawn in grey.",
    ),
    may("lines", Shape::List(&Shape::Object(&LINE)), "Values and times that the numbers are seen against."),
    may("annotations", Shape::List(&Shape::Object(&ANNOTATION)), "What is said of single values, beside them."),
    CREDIT,
    NOTE,
]);

const POINT: Object = object(&[
    must("label", LABEL, "What the number is of: words, a year or a day."),
    may("value", NUMBER, "The number, or `{fact: id}`."),
]);

const LINE: Object = object(&[
    may("value", NUMBER, "The number that it stands at."),
    may("at", Shape::Either(&[TEXT, Shape::Int]), "The year, the month or the day that it stands at, instead of a number."),
    must("label", LABEL, "What it is."),
]);

const ANNOTATION: Object = object(&[
    must("at", LABEL, "The category of the value."),
    may("series", LABEL, "The series of the value, where there are several."),
    must("text", LABEL, "What is said of it."),
]);

const SERIES: Object = object(&[
    may("name", LABEL, "What the series is called."),
    may("values", Shape::List(&NUMBER), "Its numbers, in the order of the categories."),
    may("column", TEXT, "The column of the data file that holds its numbers."),
]);

pub(in crate::schema) const TABLE: Object = object(&[
    SRC,
    may("from", Shape::Words(&["facts", "claims"]), "A file of the ledger whose entries are the rows."),
    TITLE,
    SUBTITLE,
    DESCRIPTION,
    may("columns", Shape::List(&Shape::Object(&COLUMN)), "The columns in order."),
    may(
        "rows",
        Shape::List(&Shape::List(&Shape::Either(&[LABEL, NUMBER]))),
        "Rows written here: their cells in the order of the columns.",
    ),
    may("sort", Shape::Either(&[TEXT, Shape::Int]), "The column that the rows are sorted by."),
    may("order", Shape::Words(&["ascending", "descending"]), "Smallest or largest first."),
    may("limit", Shape::Int, "How many rows are shown."),
    CREDIT,
    NOTE,
]);

const COLUMN: Object = object(&[
    must("name", LABEL, "What stands above the column."),
    may("column", TEXT, "The column of the data file or the ledger."),
    may("format", Shape::Words(&["text", "number", "percent", "year", "date"]), "What its cells are."),
    may("decimals", Shape::Int, "Digits behind the point."),
    may("total", Shape::Bool, "Whether the sum stands below it."),
]);

pub(in crate::schema) const TIMELINE: Object = object(&[
    SRC,
    TITLE,
    SUBTITLE,
    DESCRIPTION,
    may("events", Shape::Either(&[NAMED, Shape::List(&Shape::Object(&EVENT))]), "The events, or `all` of the ledger."),
    CREDIT,
    NOTE,
]);

const EVENT: Object = object(&[
    may("event", TEXT, "The id of an event of the ledger."),
    may("date", Shape::Either(&[TEXT, Shape::Int]), "A day, a month `2022-01`, or a year."),
    may("text", LABEL, "What happened."),
]);

pub(in crate::schema) const MAP: Object = object(&[
    SRC,
    TITLE,
    SUBTITLE,
    DESCRIPTION,
    may("places", Shape::Either(&[NAMED, Shape::List(&Shape::Object(&PLACE))]), "The places, or `all` of the ledger."),
    may(
        "subject",
        Shape::Either(&[TEXT, Shape::List(&TEXT)]),
        "The countries that the map is about, two letters each: `KZ`. Without it the one that most places are in.",
    ),
    may("regions", Shape::List(&Shape::Object(&REGION)), "What is shaded."),
    may(
        "countries",
        Shape::Either(&[Shape::Words(&["none"]), Shape::List(&Shape::Object(&COUNTRY))]),
        "What countries are called here, or `none`: they are not named.",
    ),
    CREDIT,
    NOTE,
]);

const PLACE: Object = object(&[
    may("place", TEXT, "The id of a place of the ledger."),
    may("name", LABEL, "What it is called."),
    may("lat", Shape::Between(-90.0, 90.0), "Degrees north."),
    may("lon", Shape::Between(-180.0, 180.0), "Degrees east."),
    may("note", LABEL, "A remark beside it."),
    may("capital", Shape::Bool, "Whether it is the capital, which is drawn as a ring."),
]);

const REGION: Object = object(&[
    may("name", LABEL, "What it is called."),
    may("country", TEXT, "The country that it is, two letters: `UZ`."),
    may("points", Shape::List(&Shape::List(&Shape::Number)), "Its border: pairs of longitude and latitude, as in GeoJSON."),
]);

const COUNTRY: Object = object(&[must("country", TEXT, "Two letters: `PS`."), must("name", LABEL, "What it is called here.")]);

pub(in crate::schema) const PEOPLE: Object = object(&[
    SRC,
    TITLE,
    SUBTITLE,
    DESCRIPTION,
    may("people", Shape::Either(&[NAMED, Shape::List(&Shape::Object(&PERSON))]), "The people, or `all` of the ledger."),
    CREDIT,
    NOTE,
]);

const PERSON: Object = object(&[
    may("person", TEXT, "The id of a person of the ledger."),
    may("name", LABEL, "What they are called."),
    may("role", LABEL, "What they are."),
    may("note", LABEL, "A remark."),
]);

pub(in crate::schema) const KEY_FIGURES: Object = object(&[
    SRC,
    TITLE,
    SUBTITLE,
    DESCRIPTION,
    may("figures", Shape::List(&Shape::Object(&KEY_FIGURE)), "The numbers."),
    CREDIT,
    NOTE,
]);

const KEY_FIGURE: Object = object(&[
    may("fact", TEXT, "The id of a fact."),
    may("value", LABEL, "The number, where no fact says it."),
    may("unit", LABEL, "What it is counted in."),
    may("label", LABEL, "What it is the number of; a fact says it itself."),
    may("note", LABEL, "A remark below it."),
]);
