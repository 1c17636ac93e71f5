//! Two rows of letters -> what was kept, taken out and put in. Words are compared first, so that a change is one of words, and what is the
//! same at the ends of changed words stays.

/// More pairs of words than are compared; beyond that the middle is taken for new.
const MOST: usize = 4_000_000;

/// A step from the old letters to the new ones.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// A letter of both, by its places.
    Keep(usize, usize),
    /// An old letter is gone.
    Delete(usize),
    /// A letter is new.
    Insert(usize),
}

/// The steps, in the order of the text.
pub fn steps(old: &[char], new: &[char]) -> Vec<Step> {
    let (first, second) = (words(old), words(new));
    let word = |list: &[(usize, usize)], all: &[char], at: usize| all[list[at].0..list[at].1].to_vec();
    let firsts: Vec<Vec<char>> = (0..first.len()).map(|at| word(&first, old, at)).collect();
    let seconds: Vec<Vec<char>> = (0..second.len()).map(|at| word(&second, new, at)).collect();
    let mut out = Vec::new();
    let (mut from, mut to) = (0, 0);
    for (a, b) in pairs(&firsts, &seconds).into_iter().chain([(first.len(), second.len())]) {
        let ends = |list: &[(usize, usize)], at: usize, all: &[char]| list.get(at).map_or(all.len(), |word| word.0);
        let (old_end, new_end) = (ends(&first, a, old), ends(&second, b, new));
        replaced((old, from..old_end), (new, to..new_end), &mut out);
        (from, to) = (old_end, new_end);
        if let Some((start, end)) = first.get(a) {
            out.extend((0..end - start).map(|n| Step::Keep(from + n, to + n)));
            (from, to) = (*end, to + end - start);
        }
    }
    out
}

/// Where words begin and end: letters, digits and their marks hold together, everything else stands alone.
fn words(text: &[char]) -> Vec<(usize, usize)> {
    let is_inner =
        |c: char| c.is_alphanumeric() || matches!(c, '\u{64b}'..='\u{652}' | '\u{670}' | '\u{640}' | '\u{200c}' | '\u{200d}');
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, c) in text.iter().enumerate() {
        match found.last_mut() {
            Some(last) if is_inner(*c) && is_inner(text[at - 1]) => last.1 = at + 1,
            Some(_) | None => found.push((at, at + 1)),
        }
    }
    found
}

/// The longest row of words that both have, by their places.
fn pairs(first: &[Vec<char>], second: &[Vec<char>]) -> Vec<(usize, usize)> {
    let head = first.iter().zip(second).take_while(|(a, b)| a == b).count();
    let rest = first.len().min(second.len()) - head;
    let tail = first.iter().rev().zip(second.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (a, b) = (&first[head..first.len() - tail], &second[head..second.len() - tail]);
    let mut found: Vec<(usize, usize)> = (0..head).map(|at| (at, at)).collect();
    if !a.is_empty() && !b.is_empty() && a.len() * b.len() <= MOST {
        let width = b.len() + 1;
        let mut longest = vec![0_u32; (a.len() + 1) * width];
        for x in (0..a.len()).rev() {
            for y in (0..b.len()).rev() {
                longest[x * width + y] = if a[x] == b[y] {
                    longest[(x + 1) * width + y + 1] + 1
                } else {
                    longest[(x + 1) * width + y].max(longest[x * width + y + 1])
                };
            }
        }
        let (mut x, mut y) = (0, 0);
        while x < a.len() && y < b.len() {
            if a[x] == b[y] {
                found.push((head + x, head + y));
                (x, y) = (x + 1, y + 1);
            } else if longest[(x + 1) * width + y] >= longest[x * width + y + 1] {
                x += 1;
            } else {
                y += 1;
            }
        }
    }
    found.extend((0..tail).rev().map(|n| (first.len() - 1 - n, second.len() - 1 - n)));
    found
}

/// What stands between two words that stay: the letters that both begin and end with stay too.
fn replaced((old, from): (&[char], std::ops::Range<usize>), (new, to): (&[char], std::ops::Range<usize>), out: &mut Vec<Step>) {
    let (a, b) = (&old[from.clone()], &new[to.clone()]);
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let rest = a.len().min(b.len()) - head;
    let tail = a.iter().rev().zip(b.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    out.extend((0..head).map(|n| Step::Keep(from.start + n, to.start + n)));
    out.extend((from.start + head..from.end - tail).map(Step::Delete));
    out.extend((to.start + head..to.end - tail).map(Step::Insert));
    out.extend((0..tail).map(|n| Step::Keep(from.end - tail + n, to.end - tail + n)));
}

#[cfg(test)]
mod tests {
    use super::{Step, steps};
    use proptest::prelude::*;

    fn shown(old: &str, new: &str) -> String {
        let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
        let one = |step: &Step| match *step {
            Step::Keep(at, to) => {
                assert_eq!(old[at], new[to]);
                new[to].to_string()
            }
            Step::Delete(at) => format!("-{}", old[at]),
            Step::Insert(to) => format!("+{}", new[to]),
        };
        steps(&old, &new).iter().map(one).collect()
    }

    #[test]
    fn words_change_and_what_is_around_stays() {
        assert_eq!(shown("the old price", "the new price"), "the -o-l-d+n+e+w price");
        assert_eq!(shown("price", "prices"), "price+s");
        assert_eq!(shown("كان السعر", "كان هذا السعر"), "كان +ه+ذ+ا+ السعر");
        assert_eq!(shown("", "a"), "+a");
        assert_eq!(shown("a b", ""), "-a- -b");
    }

    proptest! {
        #[test]
        fn the_steps_lead_from_one_to_the_other(old in "[ab ,]{0,24}", new in "[ab ,]{0,24}") {
            let (a, b): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
            let all = steps(&a, &b);
            let first: String = all.iter().filter_map(|s| match *s { Step::Keep(at, _) | Step::Delete(at) => Some(a[at]), Step::Insert(_) => None }).collect();
            let second: String = all.iter().filter_map(|s| match *s { Step::Keep(_, to) | Step::Insert(to) => Some(b[to]), Step::Delete(_) => None }).collect();
            prop_assert_eq!((first, second), (old, new));
        }
    }
}
