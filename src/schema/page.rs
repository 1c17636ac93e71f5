//! Front matter.

use super::shape::{Object, Shape, TEXT, may, must, object};

pub(in crate::schema) const HEAD: Object = object(&[
    must("title", TEXT, "The title, in the language of the page."),
    may("subtitle", TEXT, "A line below the title."),
    may("short_title", TEXT, "The title in at most 56 letters, for the heads of printed pages."),
    may("mark", TEXT, "Who may read it, or what state it is in: a line on every printed page."),
    may("summary", TEXT, "One or two sentences, for lists, feeds and shared links."),
    may("date", TEXT, "The day of the page, `2026-11-22`, or a moment of it."),
    may("updated", TEXT, "The day of the last change that readers should know of."),
    may("authors", Shape::List(&TEXT), "Who wrote it."),
    may("tags", Shape::List(&TEXT), "Its subjects: ids of tags in site.yaml, or words."),
    may("weight", Shape::Int, "Its place among the chapters of its section, smaller first."),
    may("slug", TEXT, "The last part of its address, where that is not the name of its file."),
    may("aliases", Shape::List(&TEXT), "Old addresses that lead here, as in `/ar/old-name/`."),
    may("draft", Shape::Bool, "Whether the page is kept back."),
    may("publish", TEXT, "The day or moment from which the page is public."),
    may("expiry", TEXT, "The day or moment from which it is public no more."),
    may("toc", Shape::Bool, "Whether its contents are listed."),
    may("image", TEXT, "A picture beside the page, for lists and shared links."),
    may("image_alt", TEXT, "What that picture shows, for readers who do not see it."),
    may("translation_key", TEXT, "The page that it is a translation of, where their paths differ."),
    may("lang", TEXT, "The language of the page, where its path does not say it."),
    may("source", TEXT, "The language that it was translated from."),
    may(
        "noindex",
        Shape::Bool,
        "Whether search engines, the sitemap and feeds leave it out; what stands below a section says so itself.",
    ),
    may("briefing", Shape::Bool, "Whether the section is a briefing: one text in chapters."),
    may("pdf", Shape::Bool, "Whether it is printed."),
    may("related", Shape::Bool, "Whether it names pages that share its tags."),
    may("layout", TEXT, "A file of the theme's `templates/layouts/`, without its ending."),
    may("key_figures", Shape::List(&Shape::Object(&KEY_FIGURE)), "Numbers that stand above the text."),
    may("answers", Shape::Object(&ANSWERS), "The three answers that open a briefing; all or none."),
    may(
        "bare_numbers",
        Shape::Either(&[TEXT, Shape::Map(&TEXT)]),
        "Why numbers of the page need no fact: one reason, or one for each number.",
    ),
    may("extra", Shape::Map(&Shape::Anything), "Whatever a theme of one's own wants to know."),
]);

/// The names of its fields.
pub const NAMES: [&str; HEAD.fields.len()] = {
    let mut names = [""; HEAD.fields.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = HEAD.fields[at].name;
        at += 1;
    }
    names
};

const KEY_FIGURE: Object = object(&[
    may("fact", TEXT, "The id of a fact."),
    may("value", TEXT, "The number as it is printed, where no fact says it."),
    must("label", TEXT, "What it is the number of."),
    may("note", TEXT, "A remark below it."),
]);

const ANSWERS: Object = object(&[
    must("happened", TEXT, "What happened."),
    must("matters", TEXT, "Why it matters."),
    must("unknown", TEXT, "What is not known."),
]);
