//! What decides silently where the pages of a section stand: one finding for one mistake, in whichever language it is made.

use std::fmt::Write as _;

use crate::support::site::{AR_EN, checked};

/// A section with two chapters, each with its weights in Arabic and English; `head` is a line of its `_index` in each language.
fn section(head: [&str; 2], first: [Option<i64>; 2], second: [Option<i64>; 2]) -> Vec<String> {
    let mut site = AR_EN.to_owned();
    for (at, tag) in ["ar", "en"].into_iter().enumerate() {
        let _ = write!(site, "-- content/k/_index.{tag}.md --\n---\ntitle: k\n{}---\n", head[at]);
        for (name, weight) in [("a", first[at]), ("b", second[at])] {
            let weight = weight.map(|weight| format!("weight: {weight}\n")).unwrap_or_default();
            let _ = write!(site, "-- content/k/{name}.{tag}.md --\n---\ntitle: {name}\n{weight}---\n");
        }
    }
    checked(&site)
}

const SAME: [Option<i64>; 2] = [Some(1), Some(1)];
const NEXT: [Option<i64>; 2] = [Some(2), Some(2)];

#[test]
fn one_order_in_both_languages_is_fine() {
    assert_eq!(section(["", ""], SAME, NEXT), [""; 0]);
    assert_eq!(section(["", ""], [None, None], [None, None]), [""; 0]);
    assert_eq!(section(["briefing: true\n"; 2], [None, None], NEXT), [""; 0]);
    assert_eq!(section(["briefing: false\n"; 2], SAME, SAME), [""; 0], "a list may pin two pages");
}

#[test]
fn a_weight_that_is_given_twice_is_told_once() {
    assert_eq!(section(["", ""], SAME, SAME), ["content/k/b.ar.md:2:8 equal-weights"]);
    // In one language only, which then has another order.
    let both = ["content/k/b.en.md:2:8 equal-weights", "content/k/b.en.md:2:8 weights-differ"];
    assert_eq!(section(["", ""], SAME, [Some(2), Some(1)]), both);
}

#[test]
fn languages_agree_on_weights() {
    assert_eq!(section(["", ""], [Some(1), Some(3)], NEXT), ["content/k/a.en.md:2:8 weights-differ"]);
    let one = ["content/k/a.en.md:2:8 weights-differ"];
    assert_eq!(section(["briefing: true\n"; 2], [Some(1), None], NEXT), one, "the chapter goes to the end");
}

#[test]
fn languages_agree_on_what_is_a_briefing() {
    let one = ["content/k/_index.en.md:2:8 briefing-differs"];
    assert_eq!(section(["", ""], [Some(1), None], [Some(2), None]), one);
    assert_eq!(section(["", "briefing: false\n"], SAME, NEXT), one);
    assert_eq!(section(["briefing: true\n", ""], [None, None], [None, None]), one);
}

/// Of a page that lacks its weight nothing else is told, neither of it nor of its section.
#[test]
fn a_missing_weight_is_one_finding() {
    let third = "-- content/k/c.ar.md --\n---\ntitle: c\nweight: 3\n---\n-- content/k/c.en.md --\n---\ntitle: c\n---\n";
    let mut site = AR_EN.to_owned();
    for tag in ["ar", "en"] {
        let _ = write!(site, "-- content/k/_index.{tag}.md --\n---\ntitle: k\n---\n");
        for (name, weight) in [("a", 1), ("b", 2)] {
            let _ = write!(site, "-- content/k/{name}.{tag}.md --\n---\ntitle: {name}\nweight: {weight}\n---\n");
        }
    }
    assert_eq!(checked(&format!("{site}{third}")), ["content/k/c.en.md:2:8 missing-weight"]);
}
