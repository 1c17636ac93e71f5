//! Dots along the line of reading; two or more in a row are joined (dumbbells).

use crate::figure::palette::Tone;
use crate::figure::scale::Axis;
use crate::figure::svg::{Anchor, Canvas};

use super::axes::{Rows, count, grid};
use super::plot::{View, strong};

/// Draws dots; gives where they end.
pub fn draw(canvas: &mut Canvas<'_>, view: View<'_>, top: f64) -> f64 {
    let chart = view.chart;
    let rows = Rows::of(canvas, view);
    let values = strong(canvas);
    let widest =
        chart.series.iter().flat_map(|s| s.values.iter().flatten()).map(|n| values.width(&view.print(*n))).fold(0.0, f64::max)
            + 14.0;
    let several = chart.series.len() > 1;
    // Numbers that leave no room for dots stand in the table only.
    let labelled = canvas.width - rows.start - widest * if several { 2.0 } else { 1.0 } > 80.0;
    let before = if several && labelled { widest } else { 10.0 };
    let (from, to) = (rows.start + before, canvas.width - if labelled { widest } else { 10.0 });
    let axis = Axis::covering(view.range.0, view.range.1, count((to - from) / 100.0));
    let x = |value: f64| from + axis.place(value) * (to - from);
    let (height, gap) = (18.0, if rows.above { 10.0 } else { 12.0 });
    let bands = rows.bands(canvas, top, height, gap);
    let end = grid(canvas, view, &axis, &x, &bands);
    let mut y = top + gap / 2.0;
    for row in 0..chart.categories.len() {
        let (at, next) = rows.name(canvas, row, y, height);
        y = next + gap;
        let middle = at + height / 2.0;
        let mut known: Vec<(usize, crate::figure::Number)> =
            chart.series.iter().enumerate().filter_map(|(i, s)| s.values[row].map(|n| (i, n))).collect();
        known.sort_by(|a, b| a.1.value.total_cmp(&b.1.value));
        let (Some(first), Some(last)) = (known.first().copied(), known.last().copied()) else {
            canvas.text(x(axis.from) + 6.0, middle + 5.0, Anchor::Start, values, Tone::Soft, "–");
            continue;
        };
        if known.len() > 1 {
            canvas.line((x(first.1.value), middle), (x(last.1.value), middle), Tone::Strong, 2.5);
        }
        for (series, number) in &known {
            canvas.marker(x(number.value), middle, 6.0, *series);
        }
        if !labelled {
            continue;
        }
        let baseline = middle + values.size * 0.36;
        if known.len() > 1 {
            canvas.plated(x(first.1.value) - 11.0, baseline, Anchor::End, values, Tone::Paper, &view.print(first.1));
        }
        canvas.plated(x(last.1.value) + 11.0, baseline, Anchor::Start, values, Tone::Paper, &view.print(last.1));
    }
    end
}
