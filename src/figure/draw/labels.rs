//! Places of labels: apart from each other, and within their frame.

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

/// Which of the labels (centre and width, in order) can be printed without touching, and where; all stay within `0..=width`.
pub fn thinned(labels: &[(f64, f64)], gap: f64, width: f64) -> Vec<(usize, f64)> {
    let mut shown: Vec<(usize, f64)> = Vec::new();
    let mut end = f64::NEG_INFINITY;
    for (i, (centre, length)) in labels.iter().enumerate() {
        let centre = centre.clamp(length / 2.0, (width - length / 2.0).max(length / 2.0));
        if centre - length / 2.0 >= end {
            shown.push((i, centre));
            end = centre + length / 2.0 + gap;
        }
    }
    shown
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
        }
    }
}
