//! The names that exist, and the one a writer probably meant by a name that does not.
//!
//! Made once where many wrong names may be asked for: the letters of each name are prepared, and most names are passed over by
//! comparing one number, so that as many mistakes as names do not cost their product.

/// Letters of a name that are compared; what is longer is told apart by its beginning.
const LETTERS: usize = 64;
/// How many names are compared letter by letter for one that is asked for.
const COMPARED: usize = 64;

/// Names to choose from, in the order given.
#[derive(Clone, Debug, Default)]
pub struct Names(Vec<Name>);

#[derive(Clone, Debug)]
struct Name {
    text: String,
    letters: Vec<char>,
    /// One bit for each letter that occurs, by its number modulo 64.
    mask: u64,
}

impl Name {
    fn new(text: &str) -> Self {
        let letters: Vec<char> = text.to_lowercase().chars().take(LETTERS).collect();
        let mask = letters.iter().fold(0, |mask, letter| mask | 1 << (u32::from(*letter) % 64));
        Self { text: text.to_owned(), letters, mask }
    }
}

impl<S: AsRef<str>> FromIterator<S> for Names {
    fn from_iter<I: IntoIterator<Item = S>>(names: I) -> Self {
        Self(names.into_iter().map(|name| Name::new(name.as_ref())).collect())
    }
}

impl Names {
    /// The name nearest to `given`, if it is near enough to be what was meant (optimal string alignment distance of at most a
    /// third of the letters; of equally near ones the first in the order of letters).
    pub fn nearest(&self, given: &str) -> Option<&str> {
        let asked = Name::new(given);
        let limit = (asked.letters.len() / 3).max(1);
        // A change of one letter changes two bits at most, so a name whose mask differs in more is too far away.
        let apart = |name: &Name| (name.mask ^ asked.mask).count_ones() as usize;
        let mut near: Vec<(usize, &Name)> = self
            .0
            .iter()
            .filter(|name| name.letters.len().abs_diff(asked.letters.len()) <= limit)
            .map(|name| (apart(name), name))
            .filter(|(bits, _)| *bits <= 2 * limit)
            .collect();
        if near.len() > COMPARED {
            near.select_nth_unstable_by_key(COMPARED, |(bits, name)| (*bits, name.text.as_str()));
            near.truncate(COMPARED);
        }
        let found = near.into_iter().map(|(_, name)| (distance(&asked.letters, &name.letters), name.text.as_str()));
        found.filter(|(distance, _)| *distance <= limit).min().map(|(_, name)| name)
    }
}

/// The name nearest to `given` among a few; where many wrong names may be asked for, [`Names`] is made once.
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let known: Vec<&str> = known.into_iter().collect();
    let names: Names = known.iter().collect();
    let found = names.nearest(given)?;
    known.into_iter().find(|name| *name == found)
}

/// Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = change.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::{Names, nearest};

    #[test]
    fn a_typo_finds_its_word() {
        assert_eq!(nearest("titel", ["title", "tags"]), Some("title"));
        assert_eq!(nearest("sumary", ["summary", "subtitle"]), Some("summary"));
        assert_eq!(nearest("zzz", ["title", "tags"]), None);
        assert_eq!(nearest("عنون", ["عنوان"]), Some("عنوان"));
    }

    #[test]
    fn of_many_alike_the_nearest_is_found() {
        let names: Names = (0..5_000).map(|n| format!("price-of-gas-{n:04}")).collect();
        assert_eq!(names.nearest("price-of-gsa-1234"), Some("price-of-gas-1234"));
        assert_eq!(names.nearest("something else"), None);
    }
}
