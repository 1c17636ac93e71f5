//! Pairs of places -> as many of them as can stand in the order of both sides.

use std::cmp::Reverse;

/// The longest run of pairs that increases on both sides, found as patience sorting finds it.
pub(in crate::align) fn increasing(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut pairs = pairs.to_vec();
    // Of pairs with one first place no two are in a run.
    pairs.sort_unstable_by_key(|(first, second)| (*first, Reverse(*second)));
    // `ends[k]`: the pair with the least second place that ends a run of k + 1 pairs; `before`: the pair before each.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (n, (_, second)) in pairs.iter().enumerate() {
        let run = ends.partition_point(|end| pairs[*end].1 < *second);
        before.push(run.checked_sub(1).map(|k| ends[k]));
        match ends.get_mut(run) {
            Some(end) => *end = n,
            None => ends.push(n),
        }
    }
    let mut run: Vec<(usize, usize)> = std::iter::successors(ends.last().copied(), |n| before[*n]).map(|n| pairs[n]).collect();
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::increasing;
    use proptest::prelude::*;

    #[test]
    fn the_longest_run_is_found() {
        assert_eq!(increasing(&[]), []);
        assert_eq!(increasing(&[(0, 2), (1, 0), (2, 1)]), [(1, 0), (2, 1)]);
        assert_eq!(increasing(&[(0, 1), (0, 2), (1, 2)]), [(0, 1), (1, 2)]);
    }

    proptest! {
        #[test]
        fn runs_increase_on_both_sides(pairs in proptest::collection::vec((0_usize..9, 0_usize..9), 0..20)) {
            let run = increasing(&pairs);
            prop_assert!(run.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1), "{:?}", run);
            prop_assert!(run.iter().all(|pair| pairs.contains(pair)) && run.is_empty() == pairs.is_empty());
        }
    }
}
