//! Lines and steps over moments or categories, named at their ends.

use crate::figure::palette::Tone;
use crate::figure::scale::Axis;
use crate::figure::svg::{Anchor, Canvas, leading};
use crate::figure::{Form, Number};

use super::axes::{rules, scale_width};
use super::labels::{apart, thinned};
use super::plot::{View, label, small, strong};

/// Room for a mark before a name.
const BESIDE: f64 = 15.0;
/// More points than this are a line without marks.
const MARKED: usize = 24;

/// Draws lines; gives where they end.
pub fn draw(canvas: &mut Canvas<'_>, view: View<'_>, top: f64) -> f64 {
    let chart = view.chart;
    let axis = Axis::covering(view.range.0, view.range.1, 5);
    let (from, height) = scale_width(canvas, view, &axis);
    let letters = label(canvas);
    let named = !view.legend && chart.series.len() > 1;
    let widest = if named {
        chart.series.iter().filter_map(|s| s.name.as_deref()).map(|n| letters.width(n) + BESIDE).fold(0.0, f64::max).min(200.0)
    } else {
        0.0
    };
    // The last label may hang over the end of the axis by half its width.
    let ends = chart.categories.last().map_or(0.0, |c| small(canvas).width(&c.label) / 2.0).min(40.0);
    let to = (canvas.width - f64::max(if named { widest + 16.0 } else { 12.0 }, ends)).max(from + 20.0);
    let plot = top + leading(letters);
    let bottom = plot + height;
    let y = |value: f64| bottom - axis.place(value) * height;
    rules(canvas, view, &axis, from, &y);
    let places = places(view);
    let inset = 12.0;
    let x = |i: usize| from + inset + places[i] * (to - from - inset);
    canvas.line((from, bottom), (canvas.width, bottom), Tone::Strong, 1.0);

    for (n, series) in chart.series.iter().enumerate() {
        let mut run: Vec<(f64, f64)> = Vec::new();
        for (i, value) in series.values.iter().enumerate() {
            match value {
                Some(number) => {
                    if let (Form::Step, Some((_, last))) = (chart.form, run.last().copied()) {
                        run.push((x(i), last));
                    }
                    run.push((x(i), y(number.value)));
                }
                // Nothing is drawn where nothing is known.
                None => stroke(canvas, &mut run, n),
            }
        }
        stroke(canvas, &mut run, n);
        if series.values.len() <= MARKED {
            for (i, number) in series.values.iter().enumerate().filter_map(|(i, v)| v.map(|v| (i, v))) {
                canvas.marker(x(i), y(number.value), 4.5, n);
            }
        }
    }
    numbers(canvas, view, from, &x, &y);
    if named {
        names(canvas, view, (plot, bottom), to + 12.0, &y);
    }
    let ticks = small(canvas);
    let labels: Vec<String> = chart.categories.iter().map(|c| ticks.cut(&c.label, canvas.width * 0.4)).collect();
    let wanted: Vec<(f64, f64)> = labels.iter().enumerate().map(|(i, l)| (x(i), ticks.width(l))).collect();
    for (i, at) in thinned(&wanted, 12.0, canvas.width) {
        canvas.line((x(i), bottom), (x(i), bottom + 5.0), Tone::Strong, 1.0);
        canvas.text(at, bottom + leading(ticks) + 5.0, Anchor::Middle, ticks, Tone::Soft, &labels[i]);
    }
    bottom + leading(ticks) + 14.0
}

fn stroke(canvas: &mut Canvas<'_>, run: &mut Vec<(f64, f64)>, series: usize) {
    if run.len() > 1 {
        canvas.series_line(run, series);
    }
    run.clear();
}

/// Where each category stands: by its moment where all have one, else evenly.
fn places(view: View<'_>) -> Vec<f64> {
    let categories = &view.chart.categories;
    let known: Option<Vec<f64>> = categories.iter().map(|c| c.place).collect();
    let even = || {
        let last = f64::from(u32::try_from(categories.len().max(2) - 1).unwrap_or(1));
        (0..categories.len()).map(|i| f64::from(u32::try_from(i).unwrap_or(0)) / last).collect()
    };
    let Some(known) = known else { return even() };
    let least = known.iter().copied().fold(f64::INFINITY, f64::min);
    let greatest = known.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if greatest <= least {
        return even();
    }
    known.iter().map(|k| (k - least) / (greatest - least)).collect()
}

/// The numbers of a single line, as many as touch neither each other nor the numbers of the axis; the last and the first above all.
fn numbers(canvas: &mut Canvas<'_>, view: View<'_>, from: f64, x: &dyn Fn(usize) -> f64, y: &dyn Fn(f64) -> f64) {
    let letters = strong(canvas);
    let [series] = view.chart.series.as_slice() else { return };
    if series.values.len() > MARKED {
        return;
    }
    let mut known: Vec<(usize, Number)> = series.values.iter().enumerate().filter_map(|(i, v)| v.map(|v| (i, v))).collect();
    if let Some(last) = known.pop() {
        known.insert(0, last);
    }
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    for (i, number) in known {
        let text = view.print(number);
        let half = letters.width(&text) / 2.0 + 4.0;
        let at = x(i).clamp(from + half, (canvas.width - half).max(from + half));
        let baseline = y(number.value) - 10.0;
        let free = taken.iter().all(|(x, y, h)| (x - at).abs() > h + half || (y - baseline).abs() > letters.size * 1.1);
        if free {
            canvas.plated(at, baseline, Anchor::Middle, letters, Tone::Paper, &text);
            taken.push((at, baseline, half));
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
    let height = leading(letters) * f64::from(u32::try_from(most).unwrap_or(1));
    for ((n, at), lines) in apart(&ends, height, top - 20.0, bottom + 20.0).into_iter().enumerate().zip(lines) {
        let up = f64::from(u32::try_from(lines.len()).unwrap_or(1) - 1) * leading(letters) / 2.0;
        canvas.marker(start + 5.0, at - 1.0, 4.5, n);
        canvas.lines(start + BESIDE, at - up + letters.size * 0.36, Anchor::Start, letters, Tone::Ink, &lines);
    }
}
