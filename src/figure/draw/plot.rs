//! Ground: a chart with what all its forms need, and the letters of its words.

use crate::figure::measure::{TextStyle, Weight};
use crate::figure::svg::Canvas;
use crate::figure::{Chart, Number, number_format};
use crate::locale::Locale;

/// A chart with what all its forms need.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub chart: &'a Chart,
    pub locale: &'a Locale,
    /// The least and the greatest number, over all panels.
    pub range: (f64, f64),
    /// Whether marks are told apart by a legend above, and not by names beside them.
    pub legend: bool,
    /// Whether it is one of several panels, which are lower.
    pub panel: bool,
}

impl View<'_> {
    /// A number with its sign, where the unit is one.
    pub fn print(&self, number: Number) -> String {
        number_format::signed(number_format::exact(number, self.locale), self.sign(), self.locale)
    }

    /// A tick.
    pub fn tick(&self, value: f64, decimals: usize) -> String {
        number_format::signed(number_format::number(value, decimals, self.locale), self.sign(), self.locale)
    }

    fn sign(&self) -> &'static str {
        if self.chart.unit.as_deref().is_some_and(number_format::is_percent) { "%" } else { "" }
    }

    /// Whether the categories are moments.
    pub fn is_time(&self) -> bool {
        self.chart.categories.iter().all(|c| c.place.is_some())
    }
}

/// Letters of labels.
pub fn label(canvas: &Canvas<'_>) -> TextStyle {
    canvas.letters(14.0, Weight::Regular)
}

/// Letters of ticks and remarks.
pub fn small(canvas: &Canvas<'_>) -> TextStyle {
    canvas.letters(13.0, Weight::Regular)
}

/// Letters of numbers that matter.
pub fn strong(canvas: &Canvas<'_>) -> TextStyle {
    canvas.letters(14.0, Weight::Bold)
}
