//! A figure -> its data as CSV for spreadsheets: numbers with a point and without separators, days as ISO 8601 writes them, and in the
//! last row who says so.

use super::labels::FigureLabels;
use super::{Chart, Event, Figure, Kind, Map, Moment, Number, Table, Value};

/// The file, with the mark of UTF-8 that Excel asks for; `None` for figures without rows.
pub fn csv(figure: &Figure, words: &FigureLabels) -> Option<String> {
    let mut rows = match &figure.kind {
        Kind::Chart(chart) => of_chart(chart, words),
        Kind::Timeline(events) => of_events(events, words),
        Kind::Map(map) => of_map(map, words),
        Kind::Table(table) => of_table(table, words),
        Kind::KeyFigures(_) | Kind::People(_) | Kind::Block(_) => return None,
    };
    rows.extend(figure.source.as_ref().map(|source| vec![text(&words.source.replace("{source}", source))]));
    let line = |row: &Vec<String>| row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",") + "\r\n";
    Some(format!("\u{feff}{}", rows.iter().map(line).collect::<String>()))
}

fn of_chart(chart: &Chart, words: &FigureLabels) -> Vec<Vec<String>> {
    let unit = chart.unit.as_deref().map(|unit| format!(" ({unit})")).unwrap_or_default();
    let names = chart.series.iter().map(|series| text(&format!("{}{unit}", series.name.as_deref().unwrap_or(&words.value))));
    let mut rows = vec![std::iter::once(words.category.clone()).chain(names).collect()];
    rows.extend(chart.categories.iter().enumerate().map(|(i, category)| {
        let values = chart.series.iter().map(|series| series.values.get(i).copied().flatten().map(number).unwrap_or_default());
        std::iter::once(text(&category.label)).chain(values).collect()
    }));
    rows
}

fn of_events(events: &[Event], words: &FigureLabels) -> Vec<Vec<String>> {
    let row = |event: &Event| vec![event.date.map(Moment::iso).unwrap_or_default(), text(&event.text)];
    std::iter::once(vec![words.date.clone(), words.event.clone()]).chain(events.iter().map(row)).collect()
}

fn of_map(map: &Map, words: &FigureLabels) -> Vec<Vec<String>> {
    // Names of columns that every program for maps knows.
    let head = vec![words.place.clone(), "lat".to_owned(), "lon".to_owned(), words.note.clone()];
    let places = map.places.iter().map(|place| {
        vec![text(&place.name), place.lat.to_string(), place.lon.to_string(), text(place.note.as_deref().unwrap_or_default())]
    });
    std::iter::once(head).chain(places).collect()
}

fn of_table(table: &Table, words: &FigureLabels) -> Vec<Vec<String>> {
    let cell = |value: &Value| match value {
        Value::Nothing => String::new(),
        Value::Text(cell) => text(cell),
        Value::Number(value, sign) => format!("{}{sign}", number(*value)),
    };
    let mut rows = vec![table.columns.iter().map(|column| text(&column.name)).collect::<Vec<_>>()];
    rows.extend(table.rows.iter().map(|row| row.iter().map(cell).collect()));
    if let Some(total) = &table.total {
        let mut sums: Vec<String> = total.iter().map(cell).collect();
        if let Some(first) = sums.first_mut().filter(|first| first.is_empty()) {
            first.clone_from(&words.total);
        }
        rows.push(sums);
    }
    rows
}

fn number(number: Number) -> String {
    format!("{:.*}", number.decimals, number.value)
}

/// A text that no spreadsheet takes for a formula.
fn text(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

/// A cell as RFC 4180 writes it.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r', ';']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{quoted, text};

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        assert_eq!(quoted("أ, ب"), "\"أ, ب\"");
        assert_eq!(quoted("a \"b\""), "\"a \"\"b\"\"\"");
        assert_eq!(text("=1+1"), "'=1+1");
        assert_eq!(text("@x"), "'@x");
        assert_eq!(text("سعر"), "سعر");
    }
}
