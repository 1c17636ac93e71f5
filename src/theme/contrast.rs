//! The colours of a theme against each other: whether the pairs that the built-in theme promises to be readable still are.

use std::collections::BTreeMap;

use crate::diag::Diagnostics;
use crate::diag::codes::theme::{self as codes, Place};

/// Where the tokens of a theme's own file stand, by scheme and name.
pub type Set = BTreeMap<(&'static str, String), Place>;

/// What stands on the grounds of pages as text, and as lines or signs.
const TEXTS: [&str; 17] = [
    "ink",
    "ink-soft",
    "accent",
    "note",
    "tip",
    "important",
    "warning",
    "caution",
    "code-keyword",
    "code-string",
    "code-comment",
    "code-number",
    "code-function",
    "code-type",
    "code-attribute",
    "code-inserted",
    "code-deleted",
];
const SIGNS: [&str; 8] = ["rule-strong", "doubt", "series-1", "series-2", "series-3", "series-4", "series-5", "series-rest"];
const GROUNDS: [&str; 2] = ["paper", "surface"];
/// Texts on grounds of their own.
const PAIRS: [(&str, &str); 5] = [
    ("on-accent", "accent"),
    ("ink", "accent-soft"),
    ("ink", "mark"),
    ("code-inserted", "code-inserted-ground"),
    ("code-deleted", "code-deleted-ground"),
];

/// WCAG 2.2, 1.4.3: text.
const OF_TEXT: f64 = 4.5;
/// WCAG 2.2, 1.4.11: what is no text.
const OF_SIGNS: f64 = 3.0;

/// Tells every colour of `set` that is too close to another: once in each scheme, beside the one it is closest to.
pub fn check([light, dark]: [&BTreeMap<String, String>; 2], set: &Set, diags: &mut Diagnostics) {
    for scheme in ["light", "dark"] {
        let value = |name: &str| {
            let own = if scheme == "dark" { dark.get(name) } else { None };
            own.or_else(|| light.get(name)).map(String::as_str)
        };
        let place = |name: &str| set.get(&(scheme, name.to_owned()));
        let mut worst: BTreeMap<&str, (f64, f64, &str)> = BTreeMap::new();
        for (above, below, least) in pairs() {
            let Some(found) = value(above).zip(value(below)).and_then(|(above, below)| ratio(above, below)) else { continue };
            // What the theme says itself is what it can mend.
            let Some((told, other)) = [(above, below), (below, above)].into_iter().find(|(name, _)| place(name).is_some()) else {
                continue;
            };
            if found < least && worst.get(told).is_none_or(|(known, ..)| found < *known) {
                worst.insert(told, (found, least, other));
            }
        }
        for (name, (found, least, other)) in worst {
            if let Some(place) = place(name) {
                diags.push(codes::low_contrast(place, name, scheme, other, found, least));
            }
        }
    }
}

/// What stands on what, and how far apart the two must be.
fn pairs() -> impl Iterator<Item = (&'static str, &'static str, f64)> {
    let on_grounds = |names: &'static [&'static str], least: f64| {
        names.iter().flat_map(move |name| GROUNDS.iter().map(move |ground| (*name, *ground, least)))
    };
    let own = PAIRS.iter().map(|(above, below)| (*above, *below, OF_TEXT));
    on_grounds(&TEXTS, OF_TEXT).chain(on_grounds(&SIGNS, OF_SIGNS)).chain(own)
}

/// The contrast ratio of two opaque colours (WCAG 2.2).
fn ratio(a: &str, b: &str) -> Option<f64> {
    let (a, b) = (luminance(a)?, luminance(b)?);
    Some((a.max(b) + 0.05) / (a.min(b) + 0.05))
}

/// The relative luminance of `#rgb` or `#rrggbb`; `None` for what is seen through.
fn luminance(colour: &str) -> Option<f64> {
    let digits: Vec<u32> = colour.strip_prefix('#')?.chars().map(|c| c.to_digit(16)).collect::<Option<_>>()?;
    let parts: [u32; 3] = match digits.as_slice() {
        [_, _, _] => [0, 1, 2].map(|at| digits[at] * 17),
        [_, _, _, _, _, _] => [0, 2, 4].map(|at| digits[at] * 16 + digits[at + 1]),
        _ => return None,
    };
    let [r, g, b] = parts.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    Some(0.2126 * r + 0.7152 * g + 0.0722 * b)
}

#[cfg(test)]
mod tests {
    use super::ratio;

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        for (a, b, expect) in [("#000", "#ffffff", 21.0), ("#777777", "#fff", 4.48), ("#fff", "#fff", 1.0)] {
            let found = ratio(a, b).expect("colours");
            assert!((found - expect).abs() < 0.01, "{a} {b}: {found}");
        }
        assert!(ratio("#00000080", "#fff").is_none() && ratio("red", "#fff").is_none());
    }
}
