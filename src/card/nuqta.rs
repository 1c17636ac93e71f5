//! What a briefing rests on -> a drawing: a dot of four corners, the nuqta of the house, for each fact and claim.
//!
//! Full is what its source plainly states and what is supported; half is inferred; a ring is added by the desk, or claimed without
//! support; split is contested. What is not plainly stated has the colour of doubt. Facts stand in rows before claims, in the order
//! of their files, and run as the language does: no two briefings have the same print, and one full of rings looks doubtful.

use std::fmt::Write as _;

use crate::ledger::{Certainty, Ledger, Status};
use crate::locale::Dir;
use crate::theme::Theme;

/// Half the diagonal of a dot.
const RADIUS: i32 = 10;
/// From the middle of a dot to that of the next.
const STEP: i32 = 26;
/// Between facts and claims.
const GAP: i32 = 12;
/// Dots of the shortest row.
const NARROW: usize = 6;

/// Colours of cards.
pub(in crate::card) struct Ink(Vec<(&'static str, String)>);

impl Ink {
    /// The tokens of the theme that cards are drawn in, with what stands in for those that are no plain colours.
    const NAMES: [(&'static str, &'static str); 8] = [
        ("paper", "#ffffff"),
        ("surface", "#f2f2f2"),
        ("ink", "#1a1a1a"),
        ("ink-soft", "#505050"),
        ("rule", "#d6d6d6"),
        ("accent", "#333333"),
        ("on-accent", "#ffffff"),
        ("doubt", "#b8690f"),
    ];

    /// Those of a theme.
    pub(in crate::card) fn of(theme: &Theme) -> Self {
        let colour = |(name, usual): (&'static str, &str)| {
            let known = theme.tokens.light.get(name).filter(|value| is_plain(value));
            (name, known.map_or_else(|| usual.to_owned(), String::clone))
        };
        Self(Self::NAMES.map(colour).into())
    }

    /// All, with their names.
    pub(in crate::card) fn all(&self) -> &[(&'static str, String)] {
        &self.0
    }

    pub(in crate::card) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| *known == name).map_or("#000000", |(_, colour)| colour)
    }
}

/// Whether a colour is written as its digits.
fn is_plain(value: &str) -> bool {
    value.strip_prefix('#').is_some_and(|digits| matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// What a dot says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dot {
    Full,
    Half,
    Ring,
    Split,
}

/// The drawing.
pub(in crate::card) fn drawing(ledger: &Ledger, dir: Dir, ink: &Ink) -> String {
    let facts: Vec<Dot> = ledger.facts.iter().map(|fact| of_certainty(fact.certainty)).collect();
    let claims: Vec<Dot> = ledger.claims.iter().map(|claim| of_status(claim.status)).collect();
    let columns = columns(facts.len() + claims.len());
    let rows = |dots: &[Dot]| i32::try_from(dots.len().div_ceil(columns)).unwrap_or(i32::MAX / STEP / 2);
    let width = i32::try_from(columns).unwrap_or(1) * STEP;
    let gap = if facts.is_empty() || claims.is_empty() { 0 } else { GAP };
    let height = (rows(&facts) + rows(&claims)) * STEP + gap;
    // One path for what is full, one for lines; each in both colours.
    let (mut plain, mut doubtful, mut lines) = (String::new(), String::new(), String::new());
    let groups = [(facts.as_slice(), 0), (claims.as_slice(), rows(&facts) * STEP + gap)];
    for (dots, top) in groups {
        for (at, dot) in dots.iter().enumerate() {
            let (row, column) = (at / columns, at % columns);
            let column = if dir == Dir::Rtl { columns - 1 - column } else { column };
            let place = |n: usize| i32::try_from(n).unwrap_or(0) * STEP + STEP / 2;
            let (x, y) = (place(column), top + place(row));
            let fill = if *dot == Dot::Full { &mut plain } else { &mut doubtful };
            let r = RADIUS;
            let _ = match dot {
                Dot::Full => write!(fill, "M{x} {}l{r} {r}-{r} {r}-{r}-{r}z", y - r),
                Dot::Half => write!(fill, "M{} {y}h{}l-{r} {r}z", x - r, 2 * r),
                Dot::Split => {
                    let (top, high, wide) = (y - r + 2, 2 * (r - 2), r - 2);
                    write!(fill, "M{} {top}v{high}l-{wide}-{wide}zM{} {top}v{high}l{wide}-{wide}z", x - 2, x + 2)
                }
                Dot::Ring => Ok(()),
            };
            if matches!(dot, Dot::Half | Dot::Ring) {
                let r = RADIUS - 1;
                let _ = write!(lines, "M{x} {}l{r} {r}-{r} {r}-{r}-{r}z", y - r);
            }
        }
    }
    let (accent, doubt) = (ink.get("accent"), ink.get("doubt"));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\
         <path fill=\"{accent}\" d=\"{plain}\"/><path fill=\"{doubt}\" d=\"{doubtful}\"/>\
         <path fill=\"none\" stroke=\"{doubt}\" stroke-width=\"2\" d=\"{lines}\"/></svg>"
    )
}

/// Dots of a row: the whole is a little higher than wide.
fn columns(count: usize) -> usize {
    (NARROW..count.max(NARROW)).find(|columns| columns * columns * 5 >= count * 4).unwrap_or(NARROW)
}

fn of_certainty(certainty: Certainty) -> Dot {
    match certainty {
        Certainty::Stated => Dot::Full,
        Certainty::Inferred => Dot::Half,
        Certainty::Added => Dot::Ring,
        Certainty::Contested => Dot::Split,
    }
}

fn of_status(status: Status) -> Dot {
    match status {
        Status::Supported => Dot::Full,
        Status::Unsupported => Dot::Ring,
        Status::Disputed => Dot::Split,
    }
}

#[cfg(test)]
mod tests {
    use super::{columns, is_plain};

    #[test]
    fn a_print_is_a_little_higher_than_wide() {
        for (count, expect) in [(1, 6), (45, 6), (46, 7), (77, 8), (1000, 29)] {
            assert_eq!(columns(count), expect, "{count}");
        }
    }

    #[test]
    fn only_plain_colours_are_drawn() {
        assert!(is_plain("#1d3a8f") && is_plain("#FFF"));
        assert!(!is_plain("rgb(0 0 0)") && !is_plain("#12345") && !is_plain("#ggg"));
    }
}
