//! Dots along the line of reading; two or more in a row are joined (dumbbells). Where each says its number there is no axis.

use crate::figure::Number;
use crate::figure::palette::Tone;
use crate::figure::scale::Axis;
use crate::figure::svg::{Anchor, Canvas};

use super::axes::{Rows, count, grid};
use super::labels::Said;
use super::levels;
use super::plot::{View, strong};

/// The longest way from dot to dot where they say their numbers.
const LONGEST: f64 = 480.0;
/// The height of a row.
const HEIGHT: f64 = 18.0;

/// Draws dots; gives where they end.
pub fn draw(canvas: &mut Canvas<'_>, view: View<'_>, top: f64, said: &mut Said) -> f64 {
    let chart = view.chart;
    let rows = Rows::of(canvas, view);
    let values = strong(canvas);
    let numbers = chart.series.iter().flat_map(|s| s.values.iter().flatten());
    let widest = numbers.map(|n| values.width(&view.print(*n))).fold(0.0, f64::max) + 14.0;
    let several = chart.series.len() > 1;
    // Numbers that leave no room for dots stand in the table only.
    let labelled = canvas.width - rows.start - widest * if several { 2.0 } else { 1.0 } > 80.0;
    // Of three in a row the one in the middle says nothing: that takes an axis.
    let direct = labelled && chart.series.len() < 3;
    let before = if several && labelled { widest } else { 10.0 };
    let (from, to) = (rows.start + before, canvas.width - if labelled { widest } else { 10.0 });
    let to = if direct { to.min(from + LONGEST) } else { to };
    let axis = if direct {
        Axis::bare(view.range.0, view.range.1)
    } else {
        Axis::covering(view.range.0, view.range.1, count((to - from) / 100.0))
    };
    let x = |value: f64| from + axis.place(value) * (to - from);
    let gap = if rows.above { 10.0 } else { 12.0 };
    let top = top + levels::names_above(canvas, view);
    let bands = rows.bands(canvas, top, HEIGHT, gap);
    let end = if direct { bands.last().map_or(top, |band| band.1) + 4.0 } else { grid(canvas, view, &axis, &x, &bands) };
    levels::lying(canvas, view, top, &bands, &x, said);
    let mut y = top + gap / 2.0;
    for row in 0..chart.categories.len() {
        let (at, next) = rows.name(canvas, row, y, HEIGHT);
        y = next + gap;
        if direct {
            canvas.line((from, at + HEIGHT / 2.0), (to, at + HEIGHT / 2.0), Tone::Rule, 1.0);
        }
        let end = one(canvas, view, row, &x, (at, x(axis.from)), labelled && (direct || !several));
        levels::beside(canvas, view, (row, None), (end + 14.0, at - gap / 2.0, at + HEIGHT + gap / 2.0), said);
    }
    end
}

/// One row from `top` on; gives where its last number ends.
fn one(
    canvas: &mut Canvas<'_>,
    view: View<'_>,
    row: usize,
    x: &dyn Fn(f64) -> f64,
    (top, start): (f64, f64),
    labelled: bool,
) -> f64 {
    let values = strong(canvas);
    let middle = top + HEIGHT / 2.0;
    let of = |(i, series): (usize, &crate::figure::Series)| Some((i, series.values.get(row).copied().flatten()?));
    let mut known: Vec<(usize, Number)> = view.chart.series.iter().enumerate().filter_map(of).collect();
    known.sort_by(|a, b| a.1.value.total_cmp(&b.1.value));
    let (Some(first), Some(last)) = (known.first().copied(), known.last().copied()) else {
        canvas.rimmed(start + 6.0, middle + 5.0, Anchor::Start, values, Tone::Soft, "–");
        return start + 18.0;
    };
    if known.len() > 1 {
        canvas.line((x(first.1.value), middle), (x(last.1.value), middle), Tone::Strong, 2.5);
    }
    for (series, number) in &known {
        canvas.marker(x(number.value), middle, 6.0, *series, view.tone(*series, row));
    }
    if !labelled {
        return x(last.1.value) + 8.0;
    }
    let baseline = middle + values.size * 0.36;
    if known.len() > 1 {
        canvas.rimmed(x(first.1.value) - 11.0, baseline, Anchor::End, values, Tone::Ink, &view.print(first.1));
    }
    let text = view.print(last.1);
    canvas.rimmed(x(last.1.value) + 11.0, baseline, Anchor::Start, values, Tone::Ink, &text);
    x(last.1.value) + 11.0 + values.width(&text)
}
