//! Files of the ledger, and lists of pictures.

use super::shape::{ONE_OR_MORE, Object, Shape, TEXT, may, must, object};

const SPELLINGS: Shape = Shape::Map(&ONE_OR_MORE);
const CERTAINTY: Shape = Shape::Words(&["stated", "inferred", "added", "contested"]);
/// Plural forms per language.
pub(in crate::schema) const UNIT: Shape = Shape::Map(&Shape::Either(&[TEXT, Shape::Object(&FORMS)]));

const FORMS: Object = object(&[
    may("zero", TEXT, "The form for none."),
    may("one", TEXT, "The form for one."),
    may("two", TEXT, "The form for two."),
    may("few", TEXT, "The form for a few: 3 to 10 in Arabic."),
    may("many", TEXT, "The form for many: 11 to 99 in Arabic."),
    must("other", TEXT, "The form for all other counts."),
]);

pub(in crate::schema) const FACT: Object = object(&[
    must(
        "value",
        Shape::Either(&[Shape::Number, Shape::Texts, Shape::List(&Shape::Either(&[Shape::Number, TEXT]))]),
        "The number or the day, or two of them for a range; digits with a point before the fraction.",
    ),
    may(
        "kind",
        Shape::Words(&["number", "percent", "money", "date", "year", "range", "rank", "text"]),
        "What the value is, where it does not look like it.",
    ),
    may(
        "unit",
        Shape::Either(&[TEXT, UNIT]),
        "What is counted: the id of a unit or of a term of the glossary, or its forms in every language.",
    ),
    may(
        "qualifier",
        Shape::Words(&["about", "at-least", "at-most", "nearly", "more-than", "less-than", "exactly"]),
        "How exact the value is.",
    ),
    may("what", Shape::Texts, "What it is the value of."),
    may("as_of", Shape::Day, "The day that it is true of."),
    may("source", TEXT, "The id of the source that says so."),
    may("locator", Shape::Texts, "Where in the source."),
    may("certainty", CERTAINTY, "Whether the source states it, the desk infers or adds it, or others contest it."),
    may("note", Shape::Texts, "A remark for readers."),
    may("in_words", SPELLINGS, "Other words that texts may use for the value, by language."),
]);

pub(in crate::schema) const CLAIM: Object = object(&[
    must("by", Shape::Texts, "Who says it: the id of a person or an organisation, or words for each language."),
    may("to", Shape::Texts, "To whom."),
    must("what", Shape::Texts, "What is claimed."),
    may("status", Shape::Words(&["unsupported", "supported", "disputed"]), "Whether evidence supports it or others dispute it."),
    may("sources", ONE_OR_MORE, "The ids of the sources in which it is said."),
    may("locator", Shape::Texts, "Where in them."),
    may("note", Shape::Texts, "A remark for readers."),
]);

pub(in crate::schema) const SOURCE: Object = object(&[
    must("title", Shape::Texts, "Its title in each language, and as printed under `original`."),
    may("publisher", Shape::Texts, "Who published it."),
    may("lang", TEXT, "The language that it is written in."),
    may("date", Shape::Day, "The day of its publication."),
    may("url", TEXT, "Its address, with `https://`."),
    may("archived", TEXT, "The address of a copy in an archive."),
    may("accessed", Shape::Day, "The day on which it was read."),
    may("note", Shape::Texts, "A remark for readers."),
]);

pub(in crate::schema) const NAME: Object = object(&[
    must("name", Shape::Texts, "The name in each language."),
    may("variants", SPELLINGS, "Other spellings, by language."),
    may("role", Shape::Texts, "What they are."),
    may("abbr", TEXT, "The short form of the name."),
    may("lat", Shape::Between(-90.0, 90.0), "Degrees north."),
    may("lon", Shape::Between(-180.0, 180.0), "Degrees east."),
    may("source", TEXT, "The id of the source that says so."),
    may("locator", Shape::Texts, "Where in the source."),
    may("certainty", CERTAINTY, "Whether the source states it, the desk infers or adds it, or others contest it."),
    may("note", Shape::Texts, "A remark for readers."),
]);

pub(in crate::schema) const EVENT: Object = object(&[
    may("date", Shape::Day, "The day."),
    may("precision", Shape::Words(&["day", "month", "year", "none"]), "How much of the day is known."),
    must("text", Shape::Texts, "What happened."),
    may("source", TEXT, "The id of the source that says so."),
    may("locator", Shape::Texts, "Where in the source."),
    may("certainty", CERTAINTY, "Whether the source states it, the desk infers or adds it, or others contest it."),
    may("note", Shape::Texts, "A remark for readers."),
]);

/// Its languages are fields of it, as in `en: fuel price`.
pub(in crate::schema) const TERM: Object = Object {
    fields: &[
        may("variants", SPELLINGS, "Other spellings that are fine, by language."),
        may("forbidden", SPELLINGS, "Spellings that are not those of the desk, by language."),
        may("note", Shape::Texts, "A remark for writers."),
    ],
    others: Some(&TEXT),
};

pub(in crate::schema) const PICTURE: Object = object(&[
    may("alt", Shape::Texts, "What it shows, for readers who do not see it."),
    may("caption", Shape::Texts, "What stands under it."),
    may("credit", Shape::Texts, "Who made it, or whose it is."),
    may("licence", Shape::Texts, "What it may be used for."),
    may("source", Shape::Texts, "Where it comes from."),
    may("date", Shape::Day, "The day on which it was made."),
    may("focus", Shape::List(&Shape::Number), "The place that no crop loses: `[x, y]` in pixels, or in parts of the whole."),
    may(
        "redact",
        Shape::List(&Shape::List(&Shape::Either(&[Shape::Int, Shape::Words(&["solid"]), Shape::Nothing]))),
        "Boxes that are painted over, each `[x, y, width, height]` in pixels; an empty list says that nothing need be.",
    ),
]);
