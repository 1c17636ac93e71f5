//! Bars along the line of reading, from a line at zero; side by side or on top of each other.

use crate::figure::Number;
use crate::figure::palette::Tone;
use crate::figure::scale::Axis;
use crate::figure::svg::{Anchor, Canvas};

use super::axes::{Rows, count, grid, total};
use super::plot::{View, small, strong};

/// Draws bars; gives where they end.
pub fn draw(canvas: &mut Canvas<'_>, view: View<'_>, top: f64) -> f64 {
    let chart = view.chart;
    let stacked = chart.stacked && chart.series.len() > 1;
    let rows = Rows::of(canvas, view);
    let values = strong(canvas);
    let number_width = |n: &Number| values.width(&view.print(*n)) + 8.0;
    let totals: Vec<Number> = (0..chart.categories.len()).map(|i| total(view, i)).collect();
    let printed: Vec<Number> =
        if stacked { totals.clone() } else { chart.series.iter().flat_map(|s| s.values.iter().flatten().copied()).collect() };
    let unknown = chart.series.iter().any(|s| s.values.contains(&None));
    let after = printed.iter().filter(|n| n.value >= 0.0).map(number_width).fold(if unknown { 16.0 } else { 0.0 }, f64::max);
    let before =
        if view.range.0 < 0.0 { printed.iter().filter(|n| n.value < 0.0).map(number_width).fold(0.0, f64::max) } else { 0.0 };
    // Numbers that leave no room for bars stand in the table only.
    let labelled = canvas.width - rows.start - before - after > 80.0;
    let (before, after) = if labelled { (before, after) } else { (0.0, 16.0) };
    let (from, to) = (rows.start + before + 6.0, canvas.width - after - 4.0);
    let axis = Axis::covering(view.range.0, view.range.1, count((to - from) / 100.0));
    let x = |value: f64| from + axis.place(value) * (to - from);

    let thick = if chart.series.len() > 1 && !stacked { 17.0 } else { 22.0 };
    let bars = if stacked { 1 } else { chart.series.len() };
    let height = thick * f64::from(u32::try_from(bars).unwrap_or(1)) + 2.0 * f64::from(u32::try_from(bars - 1).unwrap_or(0));
    let gap = if rows.above { 12.0 } else { 13.0 };
    let bands = rows.bands(canvas, top, height, gap);
    let end = grid(canvas, view, &axis, &x, &bands);
    let mut y = top + gap / 2.0;
    for (row, total) in totals.iter().enumerate() {
        let (mut at, next) = rows.name(canvas, row, y, height);
        if stacked {
            stack(canvas, view, row, &x, (at, at + thick), labelled.then_some(*total));
        } else {
            for (i, series) in chart.series.iter().enumerate() {
                let baseline = at + thick / 2.0 + values.size * 0.36;
                match series.values[row] {
                    Some(number) => {
                        canvas.bar((x(0.0), at), (x(number.value), at + thick), i);
                        let (place, anchor) = if number.value < 0.0 {
                            (x(number.value) - 6.0, Anchor::End)
                        } else {
                            (x(number.value) + 6.0, Anchor::Start)
                        };
                        if labelled {
                            canvas.text(place, baseline, anchor, values, Tone::Ink, &view.print(number));
                        }
                    }
                    None => canvas.text(x(0.0) + 6.0, baseline, Anchor::Start, values, Tone::Soft, "–"),
                }
                at += thick + 2.0;
            }
        }
        y = next + gap;
    }
    for (top, bottom) in bands {
        canvas.line((x(0.0), top), (x(0.0), bottom), Tone::Ink, 1.5);
    }
    end
}

/// The bars of one row on top of each other, away from zero on both sides; numbers where they fit, the sum at the end.
fn stack(
    canvas: &mut Canvas<'_>,
    view: View<'_>,
    row: usize,
    x: &dyn Fn(f64) -> f64,
    (top, bottom): (f64, f64),
    total: Option<Number>,
) {
    let letters = small(canvas);
    let (mut positive, mut negative) = (0.0, 0.0);
    let baseline = f64::midpoint(top, bottom) + letters.size * 0.36;
    for (i, series) in view.chart.series.iter().enumerate() {
        let Some(number) = series.values[row] else { continue };
        let end = if number.value < 0.0 { &mut negative } else { &mut positive };
        let (from, to) = (*end, *end + number.value);
        *end = to;
        canvas.bar((x(from), top), (x(to), bottom), i);
        // A line of paper between two parts, which neither colour nor hatching may blur.
        canvas.line((x(to), top), (x(to), bottom), Tone::Paper, 1.5);
        let text = view.print(number);
        let width = letters.width(&text) + 8.0;
        let middle = f64::midpoint(x(from), x(to));
        if (x(to) - x(from)).abs() > width + 14.0 {
            canvas.rect((middle - width / 2.0, top + 2.0), (middle + width / 2.0, bottom - 2.0), Tone::Paper);
            canvas.text(middle, baseline, Anchor::Middle, letters, Tone::Ink, &text);
        }
    }
    let Some(total) = total else { return };
    let values = strong(canvas);
    let (place, anchor) = if total.value < 0.0 { (x(negative) - 6.0, Anchor::End) } else { (x(positive) + 6.0, Anchor::Start) };
    canvas.text(place, baseline, anchor, values, Tone::Ink, &view.print(total));
}
