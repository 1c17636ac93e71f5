//! A chart: its legend, then the form that it has, or a panel for each series.

use crate::figure::labels::FigureLabels;
use crate::figure::palette::Tone;
use crate::figure::svg::{Anchor, Canvas, leading};
use crate::figure::{Chart, Form, LevelAt, Lit, Note, Series, Time};
use crate::locale::{Dir, Locale};

use super::labels::Said;
use super::plot::{View, label, small, strong};
use super::{bars, columns, dots, levels, lines, slope};

/// Draws a chart; gives its height.
pub fn draw(canvas: &mut Canvas<'_>, chart: &Chart, locale: &Locale, words: &FigureLabels) -> f64 {
    let timed =
        chart.categories.iter().all(|c| c.place.is_some()) && matches!(chart.form, Form::Line | Form::Step | Form::Column);
    // What runs from left to right in every language is laid out so from the start.
    if timed && chart.time == Time::Ltr {
        canvas.mirrored = false;
    }
    // A slope without room for its lines is told in dots.
    let dots = Chart { form: Form::Dot, ..chart.clone() };
    let chart = if chart.form == Form::Slope && !slope::fits(canvas, chart, locale) { &dots } else { chart };
    let mut top = 0.0;
    let range = range(chart);
    let narrow = canvas.width < 500.0;
    let named = matches!(chart.form, Form::Line | Form::Step) && !narrow;
    let legend = chart.series.len() > 1 && !chart.multiples && chart.form != Form::Slope && !named;
    let view = View { chart, locale, range, legend, panel: false, ghosts: &[] };
    if legend {
        top = legend_of(canvas, view, top);
    }
    let mut said = Said::default();
    let bottom = if chart.multiples { panels(canvas, view, top, &mut said) } else { form(canvas, view, top, &mut said) };
    let bottom = levels::below(canvas, &said, bottom);
    if timed && locale.dir == Dir::Rtl {
        let letters = small(canvas);
        let (words, arrow) = if canvas.mirrored { (&words.time_rtl, "←") } else { (&words.time_ltr, "→") };
        let line = letters.cut(&format!("{words} {arrow}"), canvas.width);
        canvas.text(0.0, bottom + leading(letters), Anchor::Start, letters, Tone::Soft, &line);
        return bottom + leading(letters) + 8.0;
    }
    bottom
}

fn form(canvas: &mut Canvas<'_>, view: View<'_>, top: f64, said: &mut Said) -> f64 {
    match view.chart.form {
        Form::Bar => bars::draw(canvas, view, top, said),
        Form::Column => columns::draw(canvas, view, top, said),
        Form::Line | Form::Step => lines::draw(canvas, view, top, said),
        Form::Dot => dots::draw(canvas, view, top, said),
        Form::Slope => slope::draw(canvas, view, top, said),
    }
}

/// The least and greatest number to show; sums where series stand on top of each other, zero where lengths are compared.
fn range(chart: &Chart) -> (f64, f64) {
    let mut ends: Vec<f64> = Vec::new();
    if chart.stacked && !chart.multiples {
        for i in 0..chart.categories.len() {
            let values = || chart.series.iter().filter_map(|s| s.values[i]).map(|n| n.value);
            ends.push(values().filter(|v| *v > 0.0).sum());
            ends.push(values().filter(|v| *v < 0.0).sum());
        }
    } else {
        ends.extend(chart.series.iter().flat_map(|s| s.values.iter().flatten().map(|n| n.value)));
    }
    // What values are seen against is seen, too.
    ends.extend(chart.levels.iter().filter_map(|level| match &level.at {
        LevelAt::Value(number) => Some(number.value),
        LevelAt::Moment(..) => None,
    }));
    let least = ends.iter().copied().fold(f64::INFINITY, f64::min);
    let greatest = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let lengths = matches!(chart.form, Form::Bar | Form::Column);
    // A line may begin elsewhere, but one that is near zero anyway begins there.
    let from_zero = lengths || (least > 0.0 && least < greatest * 0.5);
    match (least.is_finite(), from_zero) {
        (false, _) => (0.0, 1.0),
        (true, true) => (least.min(0.0), greatest.max(0.0)),
        (true, false) => (least, greatest),
    }
}

/// The names of the series with their marks, in as many rows as they need.
fn legend_of(canvas: &mut Canvas<'_>, view: View<'_>, top: f64) -> f64 {
    let (chart, letters) = (view.chart, label(canvas));
    let (mut x, mut y) = (0.0, top + leading(letters));
    for (i, series) in chart.series.iter().enumerate() {
        let name = letters.cut(series.name.as_deref().unwrap_or_default(), canvas.width - 26.0);
        let width = letters.width(&name) + 26.0;
        if x > 0.0 && x + width > canvas.width {
            (x, y) = (0.0, y + leading(letters) + 2.0);
        }
        if matches!(chart.form, Form::Bar | Form::Column) {
            canvas.bar((x, y - 12.0), (x + 18.0, y + 2.0), i, view.tone_of(i));
        } else {
            if matches!(chart.form, Form::Line | Form::Step) {
                canvas.series_line(&[(x, y - 5.0), (x + 20.0, y - 5.0)], i, view.tone_of(i));
            }
            canvas.marker(x + 10.0, y - 5.0, 5.0, i, view.tone_of(i));
        }
        canvas.text(x + 25.0, y, Anchor::Start, letters, Tone::Ink, &name);
        x += width + 22.0;
    }
    y + 14.0
}

/// The chart of one panel.
fn of_panel(chart: &Chart, at: usize, series: &Series) -> Chart {
    let lit = match &chart.lit {
        Lit::Series(lit) if !lit.contains(&at) => Lit::Series(Vec::new()),
        Lit::Series(_) | Lit::All => Lit::All,
        Lit::Categories(lit) => Lit::Categories(lit.clone()),
    };
    let notes = chart.notes.iter().filter(|note| note.series == at).map(|note| Note { series: 0, ..note.clone() }).collect();
    Chart {
        multiples: false,
        stacked: false,
        series: vec![Series { name: None, values: series.values.clone() }],
        lit,
        notes,
        ..chart.clone()
    }
}

/// A panel for each series, all on one scale.
fn panels(canvas: &mut Canvas<'_>, view: View<'_>, top: f64, said: &mut Said) -> f64 {
    let letters = strong(canvas);
    let count = view.chart.series.len();
    let columns = match count {
        _ if canvas.width < 500.0 => 1,
        // Four panels are two rows of two, not a row of three and one left over.
        2 | 4 => 2,
        _ => 3,
    };
    let gap = 28.0;
    let across = f64::from(u32::try_from(columns).unwrap_or(1));
    let width = (canvas.width - gap * (across - 1.0)) / across;
    let (mut y, mut next) = (top, top);
    for (i, series) in view.chart.series.iter().enumerate() {
        let column = i % columns;
        if column == 0 {
            y = if i == 0 { top } else { next + 22.0 };
        }
        let x = f64::from(u32::try_from(column).unwrap_or(0)) * (width + gap);
        let one = of_panel(view.chart, i, series);
        let ghosts: Vec<Series> =
            view.chart.series.iter().enumerate().filter(|(n, _)| *n != i).map(|(_, other)| other.clone()).collect();
        let mut own = Said::default();
        let whole = canvas.open(x, y, width);
        let lines = letters.wrap(series.name.as_deref().unwrap_or_default(), width, 2);
        canvas.lines(0.0, leading(letters), Anchor::Start, letters, Tone::Ink, &lines);
        // Two lines are kept free in every panel, so that their axes stand level.
        let panel = View { chart: &one, legend: false, panel: true, ghosts: &ghosts, ..view };
        let height = form(canvas, panel, leading(letters) * 2.0 + 4.0, &mut own);
        let name = series.name.as_deref().unwrap_or_default();
        said.below.extend(own.below.into_iter().map(|text| format!("{name}, {text}")));
        canvas.close(whole);
        next = f64::max(if column == 0 { 0.0 } else { next }, y + height);
    }
    next
}
