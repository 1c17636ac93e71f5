//! Ground: a chart with what all its forms need, and the letters of its words.

use crate::figure::measure::{TextStyle, Weight};
use crate::figure::palette::Tone;
use crate::figure::svg::{Anchor, Canvas};
use crate::figure::{Chart, Lit, Number, Series, number_format};
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
    /// The series of the other panels, to compare with.
    pub ghosts: &'a [Series],
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

    /// The colour of a value: that of its series, or grey where others matter.
    pub fn tone(&self, series: usize, category: usize) -> Tone {
        match &self.chart.lit {
            Lit::All => Tone::Series(series),
            Lit::Series(lit) => lit.iter().position(|one| *one == series).map_or(Tone::Rest, Tone::Series),
            Lit::Categories(lit) if lit.contains(&category) => Tone::Series(series),
            Lit::Categories(_) => Tone::Rest,
        }
    }

    /// The colour of a series as a whole.
    pub fn tone_of(&self, series: usize) -> Tone {
        match &self.chart.lit {
            Lit::All | Lit::Categories(_) => Tone::Series(series),
            Lit::Series(lit) => lit.iter().position(|one| *one == series).map_or(Tone::Rest, Tone::Series),
        }
    }

    /// What the categories are called in the drawing. Months whose names do not all fit are numbers, with the year where one begins.
    pub fn names(&self, fit: impl Fn(&[String]) -> bool) -> Vec<String> {
        let categories = &self.chart.categories;
        let names: Vec<String> = categories.iter().map(|c| c.drawn().to_owned()).collect();
        let Some(months) = categories.iter().map(|c| c.month).collect::<Option<Vec<(i32, u8)>>>() else { return names };
        if fit(&names) {
            return names;
        }
        let plain = |n: u32| self.locale.plain(u64::from(n));
        let mut year = None;
        let name = |(of, month): (i32, u8)| {
            let month = plain(u32::from(month));
            let begins = year.replace(of) != Some(of);
            if begins { format!("{month}/{}", plain(of.unsigned_abs())) } else { month }
        };
        months.into_iter().map(name).collect()
    }
}

/// A number on a colour.
pub fn inside(canvas: &mut Canvas<'_>, at: (f64, f64), letters: TextStyle, tone: Tone, text: &str) {
    let bold = TextStyle { weight: Weight::Bold, ..letters };
    match tone {
        // The grey of what does not matter is between ink and paper.
        Tone::Rest => canvas.rimmed(at.0, at.1, Anchor::Middle, letters, Tone::Ink, text),
        Tone::Series(_)
        | Tone::Ink
        | Tone::Soft
        | Tone::Rule
        | Tone::Strong
        | Tone::Paper
        | Tone::Sea
        | Tone::Land
        | Tone::Shade
        | Tone::Border => canvas.text(at.0, at.1, Anchor::Middle, bold, Tone::Paper, text),
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

/// A count or a place as a coordinate.
pub fn units(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
