//! Bars upwards from a line at zero. Where names do not fit below them, the chart lies down instead.

use crate::figure::palette::Tone;
use crate::figure::scale::Axis;
use crate::figure::svg::{Anchor, Canvas, leading};

use super::axes::{rules, scale_width, total};
use super::bars;
use super::plot::{View, label, strong};

/// Draws columns; gives where they end.
pub fn draw(canvas: &mut Canvas<'_>, view: View<'_>, top: f64) -> f64 {
    let chart = view.chart;
    let stacked = chart.stacked && chart.series.len() > 1;
    let axis = Axis::covering(view.range.0, view.range.1, 5);
    let (from, height) = scale_width(canvas, view, &axis);
    let count = f64::from(u32::try_from(chart.categories.len()).unwrap_or(1).max(1));
    let slot = (canvas.width - from) / count;
    let letters = label(canvas);
    let fits = chart
        .categories
        .iter()
        .all(|c| letters.words_fit(&c.label, slot - 6.0) && letters.wrap(&c.label, slot - 6.0, 4).len() <= 3);
    let per_slot = if stacked { 1.0 } else { f64::from(u32::try_from(chart.series.len()).unwrap_or(1)) };
    let thick = ((slot * 0.72 - 2.0 * (per_slot - 1.0)) / per_slot).min(64.0);
    // Moments may be named now and then, other categories may not; and columns thinner than a line are no columns.
    if (!fits && !view.is_time()) || thick < 3.0 {
        return bars::draw(canvas, view, top);
    }
    let plot = top + leading(letters);
    let bottom = plot + height;
    let y = |value: f64| bottom - axis.place(value) * height;
    rules(canvas, view, &axis, from, &y);
    for row in 0..chart.categories.len() {
        let middle = from + slot * (f64::from(u32::try_from(row).unwrap_or(0)) + 0.5);
        if stacked {
            let (mut positive, mut negative) = (0.0, 0.0);
            for (i, series) in chart.series.iter().enumerate() {
                let Some(number) = series.values[row] else { continue };
                let end = if number.value < 0.0 { &mut negative } else { &mut positive };
                let at = *end;
                *end += number.value;
                canvas.bar((middle - thick / 2.0, y(at)), (middle + thick / 2.0, y(*end)), i);
                canvas.line((middle - thick / 2.0, y(*end)), (middle + thick / 2.0, y(*end)), Tone::Paper, 1.5);
            }
            value(canvas, view, total(view, row), (middle, y(positive), y(negative)), slot);
            continue;
        }
        let whole = thick * per_slot + 2.0 * (per_slot - 1.0);
        let mut at = middle - whole / 2.0;
        for (i, series) in chart.series.iter().enumerate() {
            if let Some(number) = series.values[row] {
                canvas.bar((at, y(0.0)), (at + thick, y(number.value)), i);
                value(
                    canvas,
                    view,
                    number,
                    (at + thick / 2.0, y(number.value), y(number.value)),
                    if per_slot > 1.0 { thick + 2.0 } else { slot },
                );
            } else {
                canvas.text(at + thick / 2.0, y(0.0) - 5.0, Anchor::Middle, letters, Tone::Soft, "–");
            }
            at += thick + 2.0;
        }
    }
    canvas.line((from, y(0.0)), (canvas.width, y(0.0)), Tone::Ink, 1.5);
    // Numbers of columns that hang down stand between them and the names.
    let bottom = bottom + if view.range.0 < 0.0 { leading(letters) } else { 0.0 };
    let mut lowest: f64 = 0.0;
    if fits {
        for (row, category) in chart.categories.iter().enumerate() {
            let middle = from + slot * (f64::from(u32::try_from(row).unwrap_or(0)) + 0.5);
            let lines = letters.wrap(&category.label, slot - 6.0, 3);
            lowest = lowest.max(f64::from(u32::try_from(lines.len()).unwrap_or(1)) * leading(letters));
            canvas.lines(middle, bottom + leading(letters) + 1.0, Anchor::Middle, letters, Tone::Ink, &lines);
        }
    } else {
        let middle = |row: usize| from + slot * (f64::from(u32::try_from(row).unwrap_or(0)) + 0.5);
        let places: Vec<(f64, f64)> =
            chart.categories.iter().enumerate().map(|(i, c)| (middle(i), letters.width(&c.label))).collect();
        for (i, x) in super::labels::thinned(&places, 10.0, canvas.width) {
            canvas.text(x, bottom + leading(letters) + 1.0, Anchor::Middle, letters, Tone::Ink, &chart.categories[i].label);
        }
        lowest = leading(letters);
    }
    bottom + lowest + 10.0
}

/// A number above its column, or below one that hangs down, where it fits.
fn value(canvas: &mut Canvas<'_>, view: View<'_>, number: crate::figure::Number, (x, above, below): (f64, f64, f64), room: f64) {
    let letters = strong(canvas);
    let text = view.print(number);
    if letters.width(&text) <= room {
        let y = if number.value < 0.0 { below + letters.size } else { above - 5.0 };
        canvas.text(x, y, Anchor::Middle, letters, Tone::Ink, &text);
    }
}
