//! A book -> the files that travel in it: what its numbers are made of, for programs. They are made of the
//! shown facts of its ledger, and of the numbers of the charts that it binds.

use serde_json::{Value, json};

use crate::ast::text;
use crate::book::bound::{Book, Side};
use crate::figure::{Chart, Figure, Kind, Number};
use crate::site::csv::record;
use crate::site::{Site, facts};

/// A file in a book.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attached {
    /// Its name.
    pub name: String,
    /// What it is (IANA).
    pub media_type: &'static str,
    /// What it holds, for people.
    pub about: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The facts that its pages may name, and the numbers of each of its charts.
pub fn of(site: &Site, book: &Book<'_>) -> Vec<Attached> {
    let mut found = Vec::new();
    let ledger = book.sides.first().and_then(|side| site.ledgers.of_page(side.page.key.path()?));
    if let Some(ledger) = ledger.filter(|ledger| !ledger.facts.is_empty()) {
        let about = |kind: &str| format!("{} ({kind})", titles(&book.sides));
        let one = |name: &str, media_type, about, text: String| Attached {
            name: name.to_owned(),
            media_type,
            about,
            bytes: text.into_bytes(),
        };
        found.push(one("facts.csv", "text/csv", about("CSV"), facts::csv(site, ledger)));
        found.push(one("facts.json", "application/json", about("JSON"), facts::json(site, ledger)));
    }
    for (at, side) in book.sides.iter().enumerate() {
        let texts = book.chapters.iter().filter_map(|chapter| chapter.texts.get(at)?.as_ref());
        let figures = texts.flat_map(|text| text.page.figures.iter().flatten());
        for (number, (figure, chart)) in figures.filter_map(chart).enumerate() {
            found.push(Attached {
                name: format!("chart-{}-{}.csv", side.locale.tag, number + 1),
                media_type: "text/csv",
                about: figure.title.clone().unwrap_or_else(|| titles(&book.sides)),
                bytes: csv(chart).into_bytes(),
            });
        }
    }
    found
}

/// What templates are told of them; their bytes stand in [`ATTACHED`](crate::typeset::ATTACHED) by number.
pub fn told(attached: &[Attached]) -> Value {
    let one = |own: &Attached| json!({"name": own.name, "type": own.media_type, "about": super::write::metadata(&own.about)});
    attached.iter().map(one).collect()
}

fn titles(sides: &[Side<'_>]) -> String {
    let titles: Vec<String> = sides.iter().map(|side| text::inlines(&side.page.title.content)).collect();
    titles.join(" — ")
}

fn chart(figure: &Figure) -> Option<(&Figure, &Chart)> {
    match &figure.kind {
        Kind::Chart(chart) => Some((figure, chart)),
        Kind::Timeline(_) | Kind::Map(_) | Kind::Table(_) | Kind::KeyFigures(_) | Kind::People(_) | Kind::Block(_) => None,
    }
}

/// The numbers of a chart: a line for each of its categories, a column for each series. What nobody knows is empty.
fn csv(chart: &Chart) -> String {
    let unit = chart.unit.as_deref();
    let name = |name: &Option<String>| match (name, unit) {
        (Some(name), Some(unit)) => format!("{name} ({unit})"),
        (Some(name), None) => name.clone(),
        (None, unit) => unit.unwrap_or_default().to_owned(),
    };
    let heads: Vec<String> = chart.series.iter().map(|series| name(&series.name)).collect();
    let mut out = format!("\u{feff}{}", record([""].into_iter().chain(heads.iter().map(String::as_str))));
    for (at, category) in chart.categories.iter().enumerate() {
        let number = |number: Number| format!("{:.*}", number.decimals, number.value);
        let values: Vec<String> =
            chart.series.iter().map(|series| series.values.get(at).copied().flatten().map(number).unwrap_or_default()).collect();
        out.push_str(&record([category.label.as_str()].into_iter().chain(values.iter().map(String::as_str))));
    }
    out
}
