//! Places of labels: apart from each other, and within their frame.

use crate::figure::measure::TextStyle;
use crate::figure::svg::{Anchor, leading};

/// A rectangle by its least and greatest corner.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    pub least: (f64, f64),
    pub greatest: (f64, f64),
}

impl Frame {
    /// Between two corners, whichever they are.
    pub fn between(a: (f64, f64), b: (f64, f64)) -> Self {
        Self { least: (a.0.min(b.0), a.1.min(b.1)), greatest: (a.0.max(b.0), a.1.max(b.1)) }
    }

    /// Around a point.
    pub fn around((x, y): (f64, f64), half: f64) -> Self {
        Self { least: (x - half, y - half), greatest: (x + half, y + half) }
    }

    /// Of lines of text whose first baseline is at `y`.
    pub fn of_lines((x, y): (f64, f64), anchor: Anchor, letters: TextStyle, lines: &[String]) -> Self {
        let width = lines.iter().map(|line| letters.width(line)).fold(0.0, f64::max);
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        let below = leading(letters) * f64::from(u32::try_from(lines.len().max(1) - 1).unwrap_or(u32::MAX));
        let reach = if letters.arabic { 1.05 } else { 0.85 };
        Self {
            least: (left - 2.0, y - letters.size * reach),
            greatest: (left + width + 2.0, y + below + letters.size * if letters.arabic { 0.45 } else { 0.28 }),
        }
    }

    /// Whether they share a place.
    pub fn meets(&self, other: &Frame) -> bool {
        self.least.0 < other.greatest.0
            && other.least.0 < self.greatest.0
            && self.least.1 < other.greatest.1
            && other.least.1 < self.greatest.1
    }

    /// Whether it lies in another.
    pub fn is_within(&self, whole: &Frame) -> bool {
        self.least.0 >= whole.least.0
            && self.least.1 >= whole.least.1
            && self.greatest.0 <= whole.greatest.0
            && self.greatest.1 <= whole.greatest.1
    }
}

/// What of a drawing is taken, and what found no place in it and is said below.
#[derive(Default)]
pub struct Said {
    /// Places of texts and marks.
    pub taken: Vec<Frame>,
    /// Texts without a place.
    pub below: Vec<String>,
}

impl Said {
    /// Whether nothing stands in a frame.
    pub fn is_free(&self, frame: &Frame) -> bool {
        !self.taken.iter().any(|other| other.meets(frame))
    }

    /// Takes the places along a line.
    pub fn take_line(&mut self, points: &[(f64, f64)]) {
        for pair in points.windows(2) {
            let [a, b] = pair else { continue };
            let steps = (((b.0 - a.0).abs() + (b.1 - a.1).abs()) / 6.0).ceil().clamp(1.0, 400.0);
            let mut step = 0.0;
            while step <= steps {
                let t = step / steps;
                self.taken.push(Frame::around((a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t), 2.0));
                step += 1.0;
            }
        }
    }
}

/// Centres of labels of a height, as near as can be to where they should be, between `from` and `to`; in the order given.
/// Where there is not room for all, they stand evenly.
pub fn apart(wanted: &[f64], height: f64, from: f64, to: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let count = f64::from(u32::try_from(wanted.len()).unwrap_or(u32::MAX));
    let step = height.min((to - from) / count.max(1.0));
    let mut placed = wanted.to_vec();
    // Down, each below the last; then up, each above the next.
    let mut last = from - step / 2.0;
    for i in &order {
        placed[*i] = placed[*i].max(last + step);
        last = placed[*i];
    }
    let mut next = to + step / 2.0;
    for i in order.iter().rev() {
        placed[*i] = placed[*i].min(next - step);
        next = placed[*i];
    }
    placed
}

/// Which of the labels (centre and width, in order) can be printed without touching, and where; all stay within `0..=width`. The
/// first and the last are among them, and those between are as many steps apart as they must be.
pub fn thinned(labels: &[(f64, f64)], gap: f64, width: f64) -> Vec<(usize, f64)> {
    let at = |i: usize| {
        let (centre, length) = labels[i];
        (i, centre.clamp(length / 2.0, (width - length / 2.0).max(length / 2.0)))
    };
    let are_apart = |a: &(usize, f64), b: &(usize, f64)| b.1 - a.1 >= f64::midpoint(labels[a.0].1, labels[b.0].1) + gap;
    let Some(last) = labels.len().checked_sub(1) else { return Vec::new() };
    for step in 1..=last {
        let mut shown: Vec<(usize, f64)> = (0..last).step_by(step).map(at).collect();
        let end = at(last);
        // The one before the last goes where it would touch that, but no step would.
        if shown.len() > 1 && shown.last().is_some_and(|before| !are_apart(before, &end)) {
            shown.pop();
        }
        shown.push(end);
        if shown.windows(2).all(|pair| matches!(pair, [a, b] if are_apart(a, b))) {
            return shown;
        }
    }
    vec![at(last)]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{apart, thinned};

    proptest! {
        #[test]
        fn labels_never_touch(wanted in prop::collection::vec(0.0..300.0_f64, 1..15)) {
            let placed = apart(&wanted, 18.0, 0.0, 300.0);
            let mut sorted = placed.clone();
            sorted.sort_by(f64::total_cmp);
            prop_assert!(sorted.windows(2).all(|w| w[1] - w[0] >= 17.99), "{sorted:?}");
            prop_assert!(placed.iter().all(|y| (8.99..=291.01).contains(y)), "{placed:?}");
            let labels: Vec<(f64, f64)> = sorted.iter().map(|x| (*x, 40.0)).collect();
            let shown = thinned(&labels, 6.0, 300.0);
            prop_assert!(shown.windows(2).all(|w| w[1].1 - w[0].1 >= 45.99));
            prop_assert!(shown.iter().all(|(_, x)| (20.0..=280.0).contains(x)));
            prop_assert_eq!(shown.last().map(|(i, _)| *i), Some(labels.len() - 1));
        }
    }
}
