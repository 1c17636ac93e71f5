//! Levels of headings as they are printed: none is skipped, whatever was written, and what was equal stays equal.

/// The headings that are open, as written and as printed.
#[derive(Clone, Debug, Default)]
pub struct Levels(Vec<(u8, u8)>);

impl Levels {
    /// The level that a heading of a chapter is printed at; the chapter's title has the first.
    pub fn next(&mut self, written: u8) -> u8 {
        while self.0.last().is_some_and(|(open, _)| *open >= written) {
            self.0.pop();
        }
        let printed = self.0.last().map_or(2, |(_, printed)| (printed + 1).min(6));
        self.0.push((written, printed));
        printed
    }
}

#[cfg(test)]
mod tests {
    use super::Levels;

    #[test]
    fn no_level_is_skipped_and_siblings_stay_siblings() {
        let printed = |written: &[u8]| {
            let mut levels = Levels::default();
            written.iter().map(|level| levels.next(*level)).collect::<Vec<_>>()
        };
        assert_eq!(printed(&[2, 4, 4, 3, 2]), [2, 3, 3, 3, 2]);
        assert_eq!(printed(&[1, 2, 3, 6, 6]), [2, 3, 4, 5, 5]);
        assert_eq!(printed(&[4, 2, 3]), [2, 2, 3]);
    }
}
