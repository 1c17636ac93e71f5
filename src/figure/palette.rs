//! Ground: what is drawn in which colour. A page names the part in a class and lets the style sheet colour it, for light, dark
//! and print; paper has no classes and gets the theme's light tokens.

use std::collections::BTreeMap;

/// A part of a drawing, by what it means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// Text, and marks that matter.
    Ink,
    /// Text beside it.
    Soft,
    /// Lines that help the eye.
    Rule,
    /// Lines that carry meaning: axes, leaders.
    Strong,
    /// The ground.
    Paper,
    /// The sea.
    Sea,
    /// The land.
    Land,
    /// Borders on it.
    Border,
    /// A part of it that is shaded.
    Shade,
    /// The n-th series, from 0.
    Series(usize),
    /// What stands beside what matters.
    Rest,
}

/// How many series have a colour of their own.
pub const SERIES: usize = 5;

impl Tone {
    /// The theme's token, which is also the end of the class (`f-ink`, `k-ink`).
    pub fn token(self) -> &'static str {
        match self {
            Tone::Ink => "ink",
            Tone::Soft => "ink-soft",
            Tone::Rule => "rule",
            Tone::Strong => "rule-strong",
            Tone::Paper => "paper",
            Tone::Sea => "map-sea",
            Tone::Land => "map-land",
            Tone::Border => "map-border",
            Tone::Shade => "accent-soft",
            Tone::Rest => "series-rest",
            Tone::Series(n) => ["series-1", "series-2", "series-3", "series-4", "series-5"][n % SERIES],
        }
    }
}

/// Every tone, for palettes and tests.
pub const TONES: [Tone; 15] = [
    Tone::Ink,
    Tone::Soft,
    Tone::Rule,
    Tone::Strong,
    Tone::Paper,
    Tone::Sea,
    Tone::Land,
    Tone::Border,
    Tone::Shade,
    Tone::Series(0),
    Tone::Series(1),
    Tone::Series(2),
    Tone::Series(3),
    Tone::Series(4),
    Tone::Rest,
];

/// Colours by token.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Palette(BTreeMap<&'static str, String>);

impl Palette {
    /// The colours of a theme; a token that it lacks is black on white.
    pub fn of<'t>(token: impl Fn(&str) -> Option<&'t str>) -> Self {
        let colour = |tone: Tone| {
            let fallback = if matches!(tone, Tone::Paper | Tone::Sea) { "#ffffff" } else { "#000000" };
            (tone.token(), token(tone.token()).unwrap_or(fallback).to_owned())
        };
        Self(TONES.into_iter().map(colour).collect())
    }

    /// The colour of a tone.
    pub fn get(&self, tone: Tone) -> &str {
        self.0.get(tone.token()).map_or("#000000", String::as_str)
    }
}

/// How colours are printed.
#[derive(Clone, Copy, Debug)]
pub enum Fill<'a> {
    /// As classes, for pages: `f-TOKEN` fills, `k-TOKEN` strokes, and letters in the family of headings.
    Classes,
    /// The same, and the drawing says itself what it is called and shows: for books, whose readers may show it alone.
    Named,
    /// As they are, for paper, which sets the texts itself.
    Colours(&'a Palette),
}
