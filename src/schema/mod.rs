//! Roof: what files that people write may hold, as one table: every field of every kind of file, what it takes, and a sentence about it.
//!
//! [`FILES`] names the kinds of files; `settings`, `page`, `ledger`, `look` and `figure` hold their tables; [`json`] makes a JSON Schema
//! of each, for editors. The readers are elsewhere and know nothing of this: `tests/schema.rs` writes files with every field of the
//! table, gives them to the readers, and compares the fields and words that these say they take with the table.

mod figure;
pub mod json;
mod ledger;
mod look;
pub mod page;
mod settings;
pub mod shape;

use shape::{File, Shape};

/// All kinds of files.
pub const FILES: &[File] = &[
    File { name: "site", paths: &["site.yaml"], about: "The settings of a site.", shape: Shape::Object(&settings::SITE) },
    File {
        name: "front-matter",
        paths: &[],
        about: "What stands between the lines `---` at the top of a page.",
        shape: Shape::Object(&page::HEAD),
    },
    File {
        name: "facts",
        paths: &["content/**/facts.yaml"],
        about: "Every number and date of a briefing, written once.",
        shape: Shape::Entries(&Shape::Object(&ledger::FACT)),
    },
    File {
        name: "claims",
        paths: &["content/**/claims.yaml"],
        about: "What somebody says, and how well it is supported.",
        shape: Shape::Entries(&Shape::Object(&ledger::CLAIM)),
    },
    File {
        name: "sources",
        paths: &["content/**/sources.yaml"],
        about: "Where facts and claims come from.",
        shape: Shape::Entries(&Shape::Object(&ledger::SOURCE)),
    },
    File {
        name: "people",
        paths: &["content/**/people.yaml"],
        about: "People, with their names in every language.",
        shape: Shape::Entries(&Shape::Object(&ledger::NAME)),
    },
    File {
        name: "places",
        paths: &["content/**/places.yaml"],
        about: "Places, with their names in every language.",
        shape: Shape::Entries(&Shape::Object(&ledger::NAME)),
    },
    File {
        name: "organisations",
        paths: &["content/**/organisations.yaml"],
        about: "Organisations, with their names in every language.",
        shape: Shape::Entries(&Shape::Object(&ledger::NAME)),
    },
    File {
        name: "events",
        paths: &["content/**/events.yaml"],
        about: "What happened when.",
        shape: Shape::Entries(&Shape::Object(&ledger::EVENT)),
    },
    File {
        name: "units",
        paths: &["content/**/units.yaml"],
        about: "What facts are counted in, with plural forms in every language.",
        shape: Shape::Map(&ledger::UNIT),
    },
    File {
        name: "glossary",
        paths: &["content/glossary.yaml"],
        about: "The terms of the desk in every language, and spellings that are not its own.",
        shape: Shape::Entries(&Shape::Object(&ledger::TERM)),
    },
    File {
        name: "pictures",
        paths: &["content/**/pictures.yaml"],
        about: "What is written of each picture beside this file, by the picture's file name.",
        shape: Shape::Map(&Shape::Object(&ledger::PICTURE)),
    },
    File {
        name: "theme",
        paths: &["themes/*/theme.yaml"],
        about: "What a theme is made of.",
        shape: Shape::Object(&look::THEME),
    },
    File { name: "figure-chart", paths: &[], about: "A chart: a block `chart`.", shape: Shape::Object(&figure::CHART) },
    File {
        name: "figure-key-figures",
        paths: &[],
        about: "Numbers set large: a block `key-figures`.",
        shape: Shape::Object(&figure::KEY_FIGURES),
    },
    File { name: "figure-map", paths: &[], about: "A sketch of places: a block `map`.", shape: Shape::Object(&figure::MAP) },
    File {
        name: "figure-people",
        paths: &[],
        about: "A list of people: a block `people`.",
        shape: Shape::Object(&figure::PEOPLE),
    },
    File { name: "figure-table", paths: &[], about: "A table: a block `table`.", shape: Shape::Object(&figure::TABLE) },
    File {
        name: "figure-timeline",
        paths: &[],
        about: "Events in the order of time: a block `timeline`.",
        shape: Shape::Object(&figure::TIMELINE),
    },
];

/// The kind of a name.
pub fn of(name: &str) -> Option<&'static File> {
    FILES.iter().find(|file| file.name == name)
}
