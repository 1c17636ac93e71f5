//! Bars along the line of reading, from a line at zero; side by side or on top of each other. Where each says its number there is no axis.

use crate::figure::Number;
use crate::figure::palette::Tone;
use crate::figure::scale::Axis;
use crate::figure::svg::{Anchor, Canvas};

use super::axes::{Rows, count, grid, total};
use super::labels::Said;
use super::levels;
use super::plot::{View, inside, small, strong, units};

/// The longest bars that say their numbers: longer ones lead the eye away from the names.
const LONGEST: f64 = 480.0;

/// Where the bars of a chart stand.
struct Plan {
    stacked: bool,
    /// Whether each bar says its number.
    labelled: bool,
    thick: f64,
    /// The height of a row's bars.
    height: f64,
    gap: f64,
    from: f64,
    to: f64,
    axis: Axis,
}

impl Plan {
    fn of(canvas: &Canvas<'_>, view: View<'_>, rows: &Rows) -> Self {
        let chart = view.chart;
        let stacked = chart.stacked && chart.series.len() > 1;
        let values = strong(canvas);
        let width = |n: &Number| values.width(&view.print(*n)) + 8.0;
        let printed: Vec<Number> = if stacked {
            (0..chart.categories.len()).map(|i| total(view, i)).collect()
        } else {
            chart.series.iter().flat_map(|s| s.values.iter().flatten().copied()).collect()
        };
        let unknown = chart.series.iter().any(|s| s.values.contains(&None));
        let widest = |numbers: &mut dyn Iterator<Item = &Number>, least: f64| numbers.map(width).fold(least, f64::max);
        let after = widest(&mut printed.iter().filter(|n| n.value >= 0.0), if unknown { 16.0 } else { 0.0 });
        let before = if view.range.0 < 0.0 { widest(&mut printed.iter().filter(|n| n.value < 0.0), 0.0) } else { 0.0 };
        // Numbers that leave no room for bars stand in the table only.
        let labelled = canvas.width - rows.start - before - after > 80.0;
        let (before, after) = if labelled { (before, after) } else { (0.0, 16.0) };
        let (from, to) = (rows.start + before + 6.0, canvas.width - after - 4.0);
        let to = if labelled { to.min(from + LONGEST) } else { to };
        let axis = if labelled {
            Axis::bare(view.range.0, view.range.1)
        } else {
            Axis::covering(view.range.0, view.range.1, count((to - from) / 100.0))
        };
        let thick = if chart.series.len() > 1 && !stacked { 17.0 } else { 22.0 };
        let bars = units(if stacked { 1 } else { chart.series.len() });
        let height = thick * bars + 2.0 * (bars - 1.0);
        Self { stacked, labelled, thick, height, gap: if rows.above { 12.0 } else { 13.0 }, from, to, axis }
    }

    fn x(&self, value: f64) -> f64 {
        self.from + self.axis.place(value) * (self.to - self.from)
    }
}

/// Draws bars; gives where they end.
pub fn draw(canvas: &mut Canvas<'_>, view: View<'_>, top: f64, said: &mut Said) -> f64 {
    let rows = Rows::of(canvas, view);
    let plan = Plan::of(canvas, view, &rows);
    let x = |value: f64| plan.x(value);
    let top = top + levels::names_above(canvas, view);
    let bands = rows.bands(canvas, top, plan.height, plan.gap);
    let end =
        if plan.labelled { bands.last().map_or(top, |band| band.1) + 4.0 } else { grid(canvas, view, &plan.axis, &x, &bands) };
    let mut y = top + plan.gap / 2.0;
    for row in 0..view.chart.categories.len() {
        let (at, next) = rows.name(canvas, row, y, plan.height);
        if plan.stacked {
            let end = stack(canvas, view, row, &plan, at);
            levels::beside(canvas, view, (row, None), (end + 16.0, at - 4.0, at + plan.height + 4.0), said);
        } else {
            group(canvas, view, row, &plan, at, said);
        }
        y = next + plan.gap;
    }
    for (top, bottom) in &bands {
        canvas.line((x(0.0), *top), (x(0.0), *bottom), Tone::Ink, 1.5);
    }
    levels::lying(canvas, view, top, &bands, &x, said);
    end
}

/// The bars of one row below each other, each with its number.
fn group(canvas: &mut Canvas<'_>, view: View<'_>, row: usize, plan: &Plan, top: f64, said: &mut Said) {
    let values = strong(canvas);
    let alone = view.chart.series.len() == 1;
    let mut at = top;
    for (i, series) in view.chart.series.iter().enumerate() {
        let baseline = at + plan.thick / 2.0 + values.size * 0.36;
        let mut end = plan.x(0.0) + 6.0;
        if let Some(number) = series.values.get(row).copied().flatten() {
            canvas.bar((plan.x(0.0), at), (plan.x(number.value), at + plan.thick), i, view.tone(i, row));
            let text = view.print(number);
            let is_negative = number.value < 0.0;
            let (place, anchor) =
                if is_negative { (plan.x(number.value) - 6.0, Anchor::End) } else { (plan.x(number.value) + 6.0, Anchor::Start) };
            if plan.labelled {
                canvas.text(place, baseline, anchor, values, Tone::Ink, &text);
            }
            if !is_negative {
                end = place + if plan.labelled { values.width(&text) } else { 0.0 };
            }
        } else {
            canvas.text(plan.x(0.0) + 6.0, baseline, Anchor::Start, values, Tone::Soft, "–");
            end += 12.0;
        }
        // One row of a group is one line high; a bar alone has the room between rows, too.
        let room = if alone { plan.gap / 2.0 } else { 0.0 };
        levels::beside(canvas, view, (row, Some(i)), (end + 14.0, at - room, at + plan.thick + room), said);
        at += plan.thick + 2.0;
    }
}

/// The bars of one row on top of each other, away from zero on both sides; numbers where they fit, the sum at the end. Gives where that
/// ends.
fn stack(canvas: &mut Canvas<'_>, view: View<'_>, row: usize, plan: &Plan, top: f64) -> f64 {
    let letters = small(canvas);
    let bottom = top + plan.thick;
    let (mut positive, mut negative) = (0.0, 0.0);
    let baseline = f64::midpoint(top, bottom) + letters.size * 0.36;
    for (i, series) in view.chart.series.iter().enumerate() {
        let Some(number) = series.values.get(row).copied().flatten() else { continue };
        let end = if number.value < 0.0 { &mut negative } else { &mut positive };
        let (from, to) = (plan.x(*end), plan.x(*end + number.value));
        *end += number.value;
        let tone = view.tone(i, row);
        canvas.bar((from, top), (to, bottom), i, tone);
        // A line of paper between two parts, which neither colour nor hatching may blur.
        canvas.line((to, top), (to, bottom), Tone::Paper, 1.5);
        let text = view.print(number);
        if (to - from).abs() > letters.width(&text) + 22.0 {
            inside(canvas, (f64::midpoint(from, to), baseline), letters, tone, &text);
        }
    }
    if !plan.labelled {
        return plan.x(positive);
    }
    let total = total(view, row);
    let values = strong(canvas);
    let is_negative = total.value < 0.0;
    let (place, anchor) =
        if is_negative { (plan.x(negative) - 6.0, Anchor::End) } else { (plan.x(positive) + 6.0, Anchor::Start) };
    let text = view.print(total);
    canvas.text(place, baseline, anchor, values, Tone::Ink, &text);
    if is_negative { plan.x(positive) } else { place + values.width(&text) }
}
