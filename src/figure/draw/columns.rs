//! Bars upwards from a line at zero. Where names do not fit below them, the chart lies down instead.

use crate::figure::Number;
use crate::figure::palette::Tone;
use crate::figure::scale::Axis;
use crate::figure::svg::{Anchor, Canvas, leading};

use super::axes::{height, rules, scale_width, total};
use super::bars;
use super::labels::{Frame, Said, thinned};
use super::levels::{self, Ground};
use super::plot::{View, inside, label, small, strong, units};

/// The widest place of a category with one column, and of each column beside others.
const ONE: f64 = 96.0;
const EACH: f64 = 62.0;

/// Where the columns of a chart stand.
struct Plan {
    stacked: bool,
    /// Whether each column says its number, so that there is no axis.
    direct: bool,
    from: f64,
    slot: f64,
    thick: f64,
    /// Columns beside each other in a slot.
    beside: usize,
    axis: Axis,
}

impl Plan {
    fn of(canvas: &Canvas<'_>, view: View<'_>, height: f64, is_wide: bool) -> Self {
        let chart = view.chart;
        let stacked = chart.stacked && chart.series.len() > 1;
        let beside = if stacked { 1 } else { chart.series.len() };
        let most = if is_wide { f64::INFINITY } else { f64::max(ONE, EACH * units(beside)) };
        let count = units(chart.categories.len().max(1));
        let place = |axis: Axis, direct: bool| {
            let from = if direct { 0.0 } else { scale_width(canvas, view, &axis) };
            let slot = ((canvas.width - from) / count).min(most);
            let thick = ((slot * 0.72 - 2.0 * (units(beside) - 1.0)) / units(beside)).min(64.0);
            Self { stacked, direct, from, slot, thick, beside, axis }
        };
        let direct = place(Axis::bare(view.range.0, view.range.1), true);
        if direct.says_all(canvas, view, height) { direct } else { place(Axis::covering(view.range.0, view.range.1, 4), false) }
    }

    fn middle(&self, row: usize) -> f64 {
        self.from + self.slot * (units(row) + 0.5)
    }

    fn end(&self, view: View<'_>) -> f64 {
        self.from + self.slot * units(view.chart.categories.len())
    }

    /// Whether every number has room above its column, or in its part of one.
    fn says_all(&self, canvas: &Canvas<'_>, view: View<'_>, height: f64) -> bool {
        let (values, inner) = (strong(canvas), small(canvas));
        let series = &view.chart.series;
        let mut numbers = series.iter().flat_map(|s| s.values.iter().flatten());
        if self.stacked {
            let room = |number: &Number| (self.axis.place(number.value) - self.axis.place(0.0)).abs() * height;
            let fits =
                |n: &Number| n.value == 0.0 || room(n) >= leading(inner) && inner.width(&view.print(*n)) <= self.thick - 2.0;
            let has_total = |row| values.width(&view.print(total(view, row))) <= self.slot;
            return numbers.all(fits) && (0..view.chart.categories.len()).all(has_total);
        }
        let room = if self.beside > 1 { self.thick - 1.0 } else { self.slot };
        numbers.all(|number| values.width(&view.print(*number)) <= room)
    }
}

/// Draws columns; gives where they end.
pub fn draw(canvas: &mut Canvas<'_>, view: View<'_>, top: f64, said: &mut Said) -> f64 {
    let letters = label(canvas);
    let height = height(canvas, view);
    let fit =
        |plan: &Plan, name: &str| letters.words_fit(name, plan.slot - 6.0) && letters.wrap(name, plan.slot - 6.0, 4).len() <= 3;
    let mut plan = Plan::of(canvas, view, height, false);
    // Months stand on one line, or are numbers.
    let one_line = |plan: &Plan, names: &[String]| names.iter().all(|name| letters.width(name) <= plan.slot - 6.0);
    let mut names = view.names(|names| one_line(&plan, names));
    if !names.iter().all(|name| fit(&plan, name)) {
        plan = Plan::of(canvas, view, height, true);
        names = view.names(|names| one_line(&plan, names));
    }
    let all_fit = names.iter().all(|name| fit(&plan, name));
    // Moments may be named now and then, other categories may not; and columns thinner than a line are no columns.
    if (!all_fit && !view.is_time()) || plan.thick < 3.0 {
        return bars::draw(canvas, view, top, said);
    }
    let ground =
        Ground { from: plan.from, to: plan.end(view), top: top + leading(letters), bottom: top + leading(letters) + height };
    let y = |value: f64| ground.bottom - plan.axis.place(value) * height;
    if !plan.direct {
        rules(canvas, view, &plan.axis, (ground.from, ground.to), &y);
    }
    for row in 0..view.chart.categories.len() {
        if plan.stacked {
            stack(canvas, view, row, &plan, &y, said);
        } else {
            group(canvas, view, row, &plan, &y, said);
        }
    }
    canvas.line((ground.from, y(0.0)), (ground.to, y(0.0)), Tone::Ink, 1.5);
    let place = |at: f64| place_of(view, &plan, at);
    let at_moment: Option<&dyn Fn(f64) -> f64> = if view.is_time() { Some(&place) } else { None };
    levels::upright(canvas, view, ground, (at_moment, &y), said);
    let point = |note: &crate::figure::Note| {
        let number = view.chart.series.get(note.series)?.values.get(note.category).copied().flatten()?;
        let column = plan.middle(note.category) + plan.offset(note.series);
        let above = if plan.direct && number.value >= 0.0 { strong(canvas).size + 4.0 } else { 0.0 };
        Some((column, y(if plan.stacked { total(view, note.category).value } else { number.value }) - above))
    };
    let points: Vec<Option<(f64, f64)>> = view.chart.notes.iter().map(point).collect();
    let point = |note: &crate::figure::Note| points.get(view.chart.notes.iter().position(|one| one == note)?).copied().flatten();
    levels::at_points(canvas, view, ground, &point, said);
    // Numbers of columns that hang down stand between them and the names.
    let bottom = ground.bottom + if view.range.0 < 0.0 { leading(letters) } else { 0.0 };
    bottom + named(canvas, &plan, &names, all_fit, bottom) + 10.0
}

impl Plan {
    /// How far a series' column stands from the middle of its place.
    fn offset(&self, series: usize) -> f64 {
        if self.stacked { 0.0 } else { (units(series) - (units(self.beside) - 1.0) / 2.0) * (self.thick + 2.0) }
    }
}

/// Where a time is among columns: between the two that it is between.
fn place_of(view: View<'_>, plan: &Plan, at: f64) -> f64 {
    let known: Vec<f64> = view.chart.categories.iter().filter_map(|c| c.place).collect();
    let after = known.iter().take_while(|place| **place <= at).count();
    match (after.checked_sub(1).and_then(|i| Some((i, known.get(i)?))), known.get(after)) {
        (Some((i, before)), Some(next)) => plan.middle(i) + (at - before) / (next - before).max(1e-9) * plan.slot,
        (Some((i, _)), None) => plan.middle(i),
        (None, _) => plan.middle(0),
    }
}

/// The columns of one category on top of each other.
fn stack(canvas: &mut Canvas<'_>, view: View<'_>, row: usize, plan: &Plan, y: &dyn Fn(f64) -> f64, said: &mut Said) {
    let letters = small(canvas);
    let (mut positive, mut negative) = (0.0, 0.0);
    let (left, right) = (plan.middle(row) - plan.thick / 2.0, plan.middle(row) + plan.thick / 2.0);
    for (i, series) in view.chart.series.iter().enumerate() {
        let Some(number) = series.values.get(row).copied().flatten() else { continue };
        let end = if number.value < 0.0 { &mut negative } else { &mut positive };
        let from = *end;
        *end += number.value;
        let to = *end;
        let tone = view.tone(i, row);
        canvas.bar((left, y(from)), (right, y(to)), i, tone);
        canvas.line((left, y(to)), (right, y(to)), Tone::Paper, 1.5);
        said.taken.push(Frame::between((left, y(from)), (right, y(to))));
        if plan.direct && number.value != 0.0 {
            let baseline = f64::midpoint(y(from), y(to)) + letters.size * 0.36;
            inside(canvas, (plan.middle(row), baseline), letters, tone, &view.print(number));
        }
    }
    if plan.direct {
        value(canvas, view, total(view, row), (plan.middle(row), y(positive), y(negative)), said);
    }
}

/// The columns of one category beside each other.
fn group(canvas: &mut Canvas<'_>, view: View<'_>, row: usize, plan: &Plan, y: &dyn Fn(f64) -> f64, said: &mut Said) {
    let letters = label(canvas);
    for (i, series) in view.chart.series.iter().enumerate() {
        let middle = plan.middle(row) + plan.offset(i);
        let Some(number) = series.values.get(row).copied().flatten() else {
            canvas.text(middle, y(0.0) - 5.0, Anchor::Middle, letters, Tone::Soft, "–");
            continue;
        };
        let (left, right) = (middle - plan.thick / 2.0, middle + plan.thick / 2.0);
        canvas.bar((left, y(0.0)), (right, y(number.value)), i, view.tone(i, row));
        said.taken.push(Frame::between((left, y(0.0)), (right, y(number.value))));
        if plan.direct {
            value(canvas, view, number, (middle, y(number.value), y(number.value)), said);
        }
    }
}

/// A number above its column, or below one that hangs down.
fn value(canvas: &mut Canvas<'_>, view: View<'_>, number: Number, (x, above, below): (f64, f64, f64), said: &mut Said) {
    let letters = strong(canvas);
    let text = view.print(number);
    let y = if number.value < 0.0 { below + letters.size } else { above - 5.0 };
    said.taken.push(Frame::of_lines((x, y), Anchor::Middle, letters, std::slice::from_ref(&text)));
    canvas.text(x, y, Anchor::Middle, letters, Tone::Ink, &text);
}

/// The names below the columns: all of them, or of moments as many as there is room for. Gives their height.
fn named(canvas: &mut Canvas<'_>, plan: &Plan, names: &[String], all_fit: bool, bottom: f64) -> f64 {
    let letters = label(canvas);
    let baseline = bottom + leading(letters) + 1.0;
    if !all_fit {
        let places: Vec<(f64, f64)> = names.iter().enumerate().map(|(i, name)| (plan.middle(i), letters.width(name))).collect();
        for (i, x) in thinned(&places, 10.0, canvas.width) {
            if let Some(name) = names.get(i) {
                canvas.text(x, baseline, Anchor::Middle, letters, Tone::Ink, name);
            }
        }
        return leading(letters);
    }
    let mut lowest: f64 = 0.0;
    for (row, name) in names.iter().enumerate() {
        let lines = letters.wrap(name, plan.slot - 6.0, 3);
        lowest = lowest.max(units(lines.len()) * leading(letters));
        canvas.lines(plan.middle(row), baseline, Anchor::Middle, letters, Tone::Ink, &lines);
    }
    lowest
}
