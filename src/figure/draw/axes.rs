//! Axes of charts: rows of categories with their names, ticks and the lines at them, sums.

use crate::figure::Number;
use crate::figure::palette::Tone;
use crate::figure::scale::Axis;
use crate::figure::svg::{Anchor, Canvas, leading};

use super::labels::thinned;
use super::plot::{View, label, small};

/// Rows of categories with their names, shared with dots.
pub struct Rows {
    /// Lines of each name.
    pub names: Vec<Vec<String>>,
    /// Where the names end and numbers begin.
    pub start: f64,
    /// Names stand above their row instead of before it.
    pub above: bool,
}

impl Rows {
    /// Lays out the names: before the rows where they take less than a third, else above them.
    pub fn of(canvas: &Canvas<'_>, view: View<'_>) -> Self {
        let letters = label(canvas);
        let labels = || view.chart.categories.iter().map(crate::figure::Category::drawn);
        let most = canvas.width * 0.32;
        let widest = labels().map(|l| letters.width(l)).fold(0.0, f64::max);
        let above = canvas.width < 500.0 && widest > canvas.width * 0.22;
        let width = if above { canvas.width } else { widest.min(most) };
        let names = labels().map(|l| letters.wrap(l, width, if above { 2 } else { 3 })).collect();
        Self { names, start: if above { 0.0 } else { width + 12.0 }, above }
    }

    /// The height of a row's names.
    pub fn height(&self, canvas: &Canvas<'_>, row: usize) -> f64 {
        let lines = self.names.get(row).map_or(1, Vec::len);
        leading(label(canvas)) * f64::from(u32::try_from(lines).unwrap_or(1))
    }

    /// What lies behind the marks: one band, or where names stand above their rows one band a row.
    pub fn bands(&self, canvas: &Canvas<'_>, top: f64, height: f64, gap: f64) -> Vec<(f64, f64)> {
        let mut bands = Vec::new();
        let mut y = top;
        for row in 0..self.names.len() {
            let text = self.height(canvas, row);
            if self.above {
                let at = y + gap / 2.0 + text + 3.0;
                bands.push((at - 2.0, at + height + 2.0));
                y += gap + text + 3.0 + height;
            } else {
                y += gap + height.max(text);
            }
        }
        if self.above { bands } else { vec![(top, y)] }
    }

    /// Prints a row's name beside or above a row whose marks are `height` high; gives where the marks begin and the row ends.
    pub fn name(&self, canvas: &mut Canvas<'_>, row: usize, y: f64, height: f64) -> (f64, f64) {
        let letters = label(canvas);
        let text = self.height(canvas, row);
        let lines = &self.names[row];
        if self.above {
            canvas.lines(0.0, y + letters.size * 1.1, Anchor::Start, letters, Tone::Ink, lines);
            return (y + text + 3.0, y + text + 3.0 + height);
        }
        let whole = height.max(text);
        let first = y + (whole - text) / 2.0 + leading(letters) / 2.0 + letters.size * 0.36;
        canvas.lines(self.start - 12.0, first, Anchor::End, letters, Tone::Ink, lines);
        (y + (whole - height) / 2.0, y + whole)
    }
}

/// Ticks with lines through the rows, below them their numbers. Lines pass behind `bands` only, so that none crosses a name.
pub fn grid(canvas: &mut Canvas<'_>, view: View<'_>, axis: &Axis, x: &dyn Fn(f64) -> f64, bands: &[(f64, f64)]) -> f64 {
    let bottom = bands.last().map_or(0.0, |b| b.1);
    let letters = small(canvas);
    for (tick, (top, bottom)) in axis.ticks.iter().flat_map(|t| bands.iter().map(move |b| (t, b))) {
        canvas.line((x(*tick), *top), (x(*tick), *bottom), Tone::Rule, 1.0);
    }
    let labels: Vec<String> = axis.ticks.iter().map(|t| view.tick(*t, axis.decimals)).collect();
    let places: Vec<(f64, f64)> = axis.ticks.iter().zip(&labels).map(|(t, l)| (x(*t), letters.width(l))).collect();
    for (i, at) in thinned(&places, 10.0, canvas.width) {
        canvas.text(at, bottom + leading(letters), Anchor::Middle, letters, Tone::Soft, &labels[i]);
    }
    bottom + leading(letters) + 8.0
}

/// The sum of a category over all series.
pub fn total(view: View<'_>, category: usize) -> Number {
    let mut sum = Number { value: 0.0, decimals: 0 };
    for number in view.chart.series.iter().filter_map(|s| s.values[category]) {
        sum = Number { value: sum.value + number.value, decimals: sum.decimals.max(number.decimals) };
    }
    sum
}

/// A number of ticks.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 2..=5")]
pub fn count(wanted: f64) -> u32 {
    wanted.clamp(2.0, 5.0) as u32
}

/// Room for the numbers of the upright axis.
pub fn scale_width(canvas: &Canvas<'_>, view: View<'_>, axis: &Axis) -> f64 {
    let letters = small(canvas);
    axis.ticks.iter().map(|t| letters.width(&view.tick(*t, axis.decimals))).fold(0.0, f64::max) + 10.0
}

/// The height of what an upright axis measures.
pub fn height(canvas: &Canvas<'_>, view: View<'_>) -> f64 {
    match (view.panel, canvas.width < 500.0) {
        (true, _) => 140.0,
        (false, true) => 220.0,
        (false, false) => 280.0,
    }
}

/// Lines across at the ticks of the upright axis, with their numbers on the side where reading begins.
pub fn rules(canvas: &mut Canvas<'_>, view: View<'_>, axis: &Axis, (from, to): (f64, f64), y: &dyn Fn(f64) -> f64) {
    let letters = small(canvas);
    for tick in &axis.ticks {
        canvas.line((from, y(*tick)), (to, y(*tick)), Tone::Rule, 1.0);
        canvas.text(
            from - 10.0,
            y(*tick) + letters.size * 0.36,
            Anchor::End,
            letters,
            Tone::Soft,
            &view.tick(*tick, axis.decimals),
        );
    }
}
