//! Two upright scales joined by a line for each category.

use crate::figure::palette::Tone;
use crate::figure::scale::Axis;
use crate::figure::svg::{Anchor, Canvas, leading};
use crate::figure::{Chart, number_format};
use crate::locale::Locale;

use super::labels::{Said, apart};
use super::plot::{View, label, strong};

/// Whether numbers and names leave room for lines between them.
pub fn fits(canvas: &Canvas<'_>, chart: &Chart, locale: &Locale) -> bool {
    let (letters, values) = (label(canvas), strong(canvas));
    let numbers = chart
        .series
        .iter()
        .map(|s| s.values.iter().flatten().map(|n| values.width(&number_format::exact(*n, locale))).fold(0.0, f64::max));
    let names = chart.categories.iter().map(|c| letters.width(&c.label)).fold(0.0, f64::max).min(canvas.width * 0.34);
    canvas.width - numbers.sum::<f64>() - names - 60.0 > 60.0
}

/// Draws slopes; gives where they end. The first series stands where reading begins.
pub fn draw(canvas: &mut Canvas<'_>, view: View<'_>, top: f64, said: &mut Said) -> f64 {
    let chart = view.chart;
    let (letters, values) = (label(canvas), strong(canvas));
    let step = leading(letters);
    let rows = f64::from(u32::try_from(chart.categories.len()).unwrap_or(1));
    let height = (rows * step * 1.15).max(if canvas.width < 500.0 { 240.0 } else { 300.0 });
    let axis = Axis::bare(view.range.0, view.range.1);
    let printed = |side: usize, row: usize| chart.series.get(side).and_then(|s| s.values[row]).map(|n| view.print(n));
    let number =
        |side: usize| (0..chart.categories.len()).filter_map(|r| printed(side, r)).map(|t| values.width(&t)).fold(0.0, f64::max);
    // Names take what numbers and lines of a fair length leave.
    let room = (canvas.width - number(0) - number(1) - 150.0).max(canvas.width * 0.34);
    let names = chart.categories.iter().map(|c| letters.width(&c.label)).fold(0.0, f64::max).min(room);
    let (from, to) = (number(0) + 14.0, canvas.width - number(1) - names - 26.0);
    // Names of the two sides, then the lines.
    let mut plot = top + step + 6.0;
    for (side, x, anchor) in [(0, 0.0, Anchor::Start), (1, canvas.width, Anchor::End)] {
        let name = chart.series.get(side).and_then(|s| s.name.as_deref()).unwrap_or_default();
        let lines = values.wrap(name, canvas.width / 2.0 - 10.0, 3);
        plot = plot.max(top + step * f64::from(u32::try_from(lines.len()).unwrap_or(1)) + 8.0);
        canvas.lines(x, top + step, anchor, values, Tone::Ink, &lines);
    }
    let plot = plot + 12.0;
    let bottom = plot + height;
    let y = |value: f64| bottom - axis.place(value) * height;
    canvas.line((from, plot - 8.0), (from, bottom + 8.0), Tone::Strong, 1.0);
    canvas.line((to, plot - 8.0), (to, bottom + 8.0), Tone::Strong, 1.0);
    let tone = |row: usize, falls: bool| view.tone(usize::from(falls), row);
    for row in 0..chart.categories.len() {
        let at = |side: usize| chart.series.get(side).and_then(|s| s.values[row]).map(|n| y(n.value));
        let falls = matches!((at(0), at(1)), (Some(a), Some(b)) if b > a);
        // Falling lines are dashed: the way a line goes is told twice.
        if let (Some(a), Some(b)) = (at(0), at(1)) {
            canvas.series_line(&[(from, a), (to, b)], usize::from(falls), tone(row, falls));
        }
        for (side, x) in [(0, from), (1, to)] {
            if let Some(y) = at(side) {
                canvas.marker(x, y, 5.0, usize::from(falls), tone(row, falls));
            }
        }
    }
    for (side, x) in [(0, from - 10.0), (1, to + 10.0)] {
        let rows: Vec<usize> = (0..chart.categories.len()).filter(|r| printed(side, *r).is_some()).collect();
        let wanted: Vec<f64> = rows.iter().filter_map(|r| chart.series.get(side)?.values[*r].map(|n| y(n.value))).collect();
        for (row, at) in rows.into_iter().zip(apart(&wanted, step, plot - 10.0, bottom + 10.0)) {
            let (text, baseline) = (printed(side, row).unwrap_or_default(), at + letters.size * 0.36);
            if side == 0 {
                canvas.text(x, baseline, Anchor::End, values, Tone::Ink, &text);
            } else {
                canvas.text(x, baseline, Anchor::Start, values, Tone::Ink, &text);
                let name = letters.cut(&chart.categories[row].label, names);
                canvas.text(x + number(1) + 12.0, baseline, Anchor::Start, letters, Tone::Ink, &name);
            }
        }
    }
    // Names and numbers take the sides: what is said of a value stands below.
    said.below.extend(
        chart.notes.iter().filter_map(|note| Some(format!("{}: {}", chart.categories.get(note.category)?.label, note.text))),
    );
    bottom + 22.0
}
