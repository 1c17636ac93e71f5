//! Lines and steps over moments or categories, named at their ends. A line alone says its first, last, highest and lowest number.

use crate::figure::palette::Tone;
use crate::figure::scale::Axis;
use crate::figure::svg::{Anchor, Canvas, leading};
use crate::figure::{Form, Lit, Note, Number, Series};

use super::axes::{height, rules, scale_width};
use super::labels::{Frame, Said, apart, thinned};
use super::levels::{self, Ground};
use super::plot::{View, label, small, strong, units};

/// Room for a mark before a name.
const BESIDE: f64 = 15.0;
/// More points than this are a line without marks.
const MARKED: usize = 24;
/// A line of no more points than this needs no axis.
const DIRECT: usize = 12;
/// From the axis to the first point.
const INSET: f64 = 12.0;

/// Draws lines; gives where they end.
pub fn draw(canvas: &mut Canvas<'_>, view: View<'_>, top: f64, said: &mut Said) -> f64 {
    let chart = view.chart;
    let direct = chart.series.len() == 1 && chart.categories.len() <= DIRECT;
    let axis = if direct { Axis::bare(view.range.0, view.range.1) } else { Axis::covering(view.range.0, view.range.1, 4) };
    let from = if direct { 0.0 } else { scale_width(canvas, view, &axis) };
    let (letters, ticks) = (label(canvas), small(canvas));
    let named = !view.legend && chart.series.len() > 1;
    let widest = if named {
        chart.series.iter().filter_map(|s| s.name.as_deref()).map(|n| letters.width(n) + BESIDE).fold(0.0, f64::max).min(200.0)
    } else {
        0.0
    };
    // The last label may hang over the end of the axis by half its width.
    let ends = chart.categories.last().map_or(0.0, |c| ticks.width(c.drawn()) / 2.0).min(40.0);
    let to = (canvas.width - f64::max(if named { widest + 16.0 } else { 12.0 }, ends)).max(from + 20.0);
    // Numbers stand above the highest point, and below the lowest where there is no axis.
    let plot = top + leading(letters) + 8.0;
    let ground = Ground { from, to, top: plot, bottom: plot + height(canvas, view) };
    let low = ground.bottom - if direct { strong(canvas).size * if letters.arabic { 1.45 } else { 1.28 } + 9.0 } else { 0.0 };
    let y = |value: f64| low - axis.place(value) * (low - ground.top);
    if !direct {
        rules(canvas, view, &axis, (from, to), &y);
    }
    let (places, moment) = (places(view), moments(view));
    let across = |place: f64| from + INSET + place * (to - from - INSET);
    let x = |i: usize| across(places.get(i).copied().unwrap_or_default());
    canvas.line((from, ground.bottom), (to, ground.bottom), Tone::Strong, 1.0);
    if view.range.0 < 0.0 && view.range.1 > 0.0 {
        canvas.line((from, y(0.0)), (to, y(0.0)), Tone::Ink, 1.5);
    }
    for ghost in view.ghosts {
        for run in runs(ghost, chart.form, &x, &y) {
            canvas.ghost(&run);
        }
    }
    for (n, series) in chart.series.iter().enumerate() {
        one(canvas, view, (n, series), (&x, &y), said);
    }
    if let [series] = chart.series.as_slice() {
        numbers(canvas, view, series, ground, (&x, &y), said);
    }
    if named {
        names(canvas, view, (ground.top, ground.bottom), to + 12.0, &y);
    }
    let at = |moment_at: f64| across(moment.map_or(0.0, |(least, span)| ((moment_at - least) / span).clamp(0.0, 1.0)));
    let at_moment: Option<&dyn Fn(f64) -> f64> = if moment.is_some() { Some(&at) } else { None };
    levels::upright(canvas, view, ground, (at_moment, &y), said);
    let point = |note: &Note| {
        let number = chart.series.get(note.series)?.values.get(note.category).copied().flatten()?;
        Some((x(note.category), y(number.value)))
    };
    levels::at_points(canvas, view, ground, &point, said);
    below(canvas, view, &x, ground.bottom)
}

/// The names of the categories below the line.
fn below(canvas: &mut Canvas<'_>, view: View<'_>, x: &dyn Fn(usize) -> f64, bottom: f64) -> f64 {
    let ticks = small(canvas);
    let width = canvas.width;
    let wanted =
        |names: &[String]| -> Vec<(f64, f64)> { names.iter().enumerate().map(|(i, name)| (x(i), ticks.width(name))).collect() };
    let names = view.names(|names| thinned(&wanted(names), 12.0, width).len() == names.len());
    let names: Vec<String> = names.iter().map(|name| ticks.cut(name, width * 0.4)).collect();
    for (i, at) in thinned(&wanted(&names), 12.0, width) {
        canvas.line((x(i), bottom), (x(i), bottom + 5.0), Tone::Strong, 1.0);
        if let Some(name) = names.get(i) {
            canvas.text(at, bottom + leading(ticks) + 5.0, Anchor::Middle, ticks, Tone::Soft, name);
        }
    }
    bottom + leading(ticks) + 14.0
}

/// The points of a series, in runs: nothing is drawn where nothing is known.
fn runs(series: &Series, form: Form, x: &dyn Fn(usize) -> f64, y: &dyn Fn(f64) -> f64) -> Vec<Vec<(f64, f64)>> {
    let mut runs: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    for (i, value) in series.values.iter().enumerate() {
        match (value, runs.last_mut()) {
            (Some(number), Some(run)) => {
                if let (Form::Step, Some((_, last))) = (form, run.last().copied()) {
                    run.push((x(i), last));
                }
                run.push((x(i), y(number.value)));
            }
            (None, _) => runs.push(Vec::new()),
            (Some(_), None) => {}
        }
    }
    runs.retain(|run| run.len() > 1);
    runs
}

/// A series with its marks.
fn one(
    canvas: &mut Canvas<'_>,
    view: View<'_>,
    (n, series): (usize, &Series),
    (x, y): (&dyn Fn(usize) -> f64, &dyn Fn(f64) -> f64),
    said: &mut Said,
) {
    for run in runs(series, view.chart.form, x, y) {
        canvas.series_line(&run, n, view.tone_of(n));
        said.take_line(&run);
    }
    if series.values.len() > MARKED {
        return;
    }
    for (i, number) in series.values.iter().enumerate().filter_map(|(i, v)| v.map(|v| (i, v))) {
        let lit = matches!(&view.chart.lit, Lit::Categories(lit) if lit.contains(&i));
        canvas.marker(x(i), y(number.value), if lit { 6.5 } else { 4.5 }, n, view.tone_of(n));
        said.taken.push(Frame::around((x(i), y(number.value)), 5.0));
    }
}

/// Where each category stands: by its moment where all have one, else evenly.
fn places(view: View<'_>) -> Vec<f64> {
    let categories = &view.chart.categories;
    match moments(view) {
        Some((least, span)) => categories.iter().map(|c| (c.place.unwrap_or(least) - least) / span).collect(),
        None => (0..categories.len()).map(|i| units(i) / units(categories.len().max(2) - 1)).collect(),
    }
}

/// The first moment and how long it is from there to the last, where all categories have one.
fn moments(view: View<'_>) -> Option<(f64, f64)> {
    let known: Vec<f64> = view.chart.categories.iter().map(|c| c.place).collect::<Option<_>>()?;
    let least = known.iter().copied().fold(f64::INFINITY, f64::min);
    let greatest = known.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (greatest > least).then_some((least, greatest - least))
}

/// The numbers of a single line that say most: the last, the first, the highest and the lowest; those of lit points before all.
fn numbers(
    canvas: &mut Canvas<'_>,
    view: View<'_>,
    series: &Series,
    ground: Ground,
    (x, y): (&dyn Fn(usize) -> f64, &dyn Fn(f64) -> f64),
    said: &mut Said,
) {
    let letters = strong(canvas);
    let known: Vec<(usize, Number)> = series.values.iter().enumerate().filter_map(|(i, v)| v.map(|v| (i, v))).collect();
    let highest = known.iter().copied().max_by(|a, b| a.1.value.total_cmp(&b.1.value).then(b.0.cmp(&a.0)));
    let lowest = known.iter().copied().min_by(|a, b| a.1.value.total_cmp(&b.1.value).then(a.0.cmp(&b.0)));
    let lit = known.iter().copied().filter(|(i, _)| matches!(&view.chart.lit, Lit::Categories(lit) if lit.contains(i)));
    let wanted = lit.map(Some).chain([known.last().copied(), known.first().copied(), highest, lowest]);
    let mut told: Vec<usize> = Vec::new();
    for (i, number) in wanted.flatten() {
        if told.contains(&i) {
            continue;
        }
        told.push(i);
        let text = view.print(number);
        let half = letters.width(&text) / 2.0 + 2.0;
        let at = x(i).clamp(ground.from + half, (canvas.width - half).max(ground.from + half));
        let (above, below) = (y(number.value) - 10.0, y(number.value) + letters.size + 8.0);
        let is_low = lowest.is_some_and(|(n, _)| n == i) && highest.is_none_or(|(n, _)| n != i);
        let lines = [text];
        let frame = |y: f64| Frame::of_lines((at, y), Anchor::Middle, letters, &lines);
        // Its own line may pass behind it, other numbers may not.
        let numbers = Said {
            taken: said.taken.iter().filter(|frame| frame.greatest.0 - frame.least.0 > 11.0).copied().collect(),
            below: Vec::new(),
        };
        let spots = if is_low { [below, above] } else { [above, below] };
        let inside = |y: &f64| frame(*y).greatest.1 <= ground.bottom + 1.0;
        let free = spots.into_iter().filter(inside).find(|y| said.is_free(&frame(*y)));
        let spot = free.or_else(|| spots.into_iter().filter(inside).find(|y| numbers.is_free(&frame(*y))));
        if let Some(y) = spot {
            said.taken.push(frame(y));
            let [text] = lines;
            canvas.rimmed(at, y, Anchor::Middle, letters, Tone::Ink, &text);
        }
    }
}

/// The names of the lines with their marks beside their ends, apart from each other.
fn names(canvas: &mut Canvas<'_>, view: View<'_>, (top, bottom): (f64, f64), start: f64, y: &dyn Fn(f64) -> f64) {
    let letters = label(canvas);
    let series = &view.chart.series;
    let ends: Vec<f64> =
        series.iter().map(|s| s.values.iter().rev().find_map(|v| v.map(|v| y(v.value))).unwrap_or(bottom)).collect();
    let room = canvas.width - start - BESIDE;
    let lines: Vec<Vec<String>> = series.iter().map(|s| letters.wrap(s.name.as_deref().unwrap_or_default(), room, 2)).collect();
    let most = lines.iter().map(Vec::len).max().unwrap_or(1);
    let height = leading(letters) * units(most);
    for ((n, at), lines) in apart(&ends, height, top - 20.0, bottom + 20.0).into_iter().enumerate().zip(lines) {
        let up = units(lines.len().max(1) - 1) * leading(letters) / 2.0;
        let tone = view.tone_of(n);
        canvas.marker(start + 5.0, at - 1.0, 4.5, n, tone);
        let ink = if tone == Tone::Rest { Tone::Soft } else { Tone::Ink };
        canvas.lines(start + BESIDE, at - up + letters.size * 0.36, Anchor::Start, letters, ink, &lines);
    }
}
