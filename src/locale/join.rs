//! Whether two letters are written joined (Unicode joining types, as ArabicShaping.txt has them).

use icu_properties::CodePointMapData;
use icu_properties::props::JoiningType;

/// Whether the last letter of `before` and the first of `after` join when they stand side by side; marks do not count.
pub fn joins(before: &str, after: &str) -> bool {
    let types = CodePointMapData::<JoiningType>::new();
    let letter = |c: char| Some(types.get(c)).filter(|t| *t != JoiningType::Transparent);
    let (Some(left), Some(right)) = (before.chars().rev().find_map(letter), after.chars().find_map(letter)) else { return false };
    let onwards = [JoiningType::DualJoining, JoiningType::LeftJoining, JoiningType::JoinCausing].contains(&left);
    onwards && [JoiningType::DualJoining, JoiningType::RightJoining, JoiningType::JoinCausing].contains(&right)
}

#[cfg(test)]
mod tests {
    use super::joins;

    #[test]
    fn letters_join_as_they_are_written() {
        for (before, after, expected) in [
            ("ال", "كتاب", true),
            ("ا", "لكتاب", false),
            ("كِ", "تاب", true),
            ("و", "قال", false),
            ("قال ", "نعم", false),
            ("نعم", "،", false),
            ("GDP", "نما", false),
            ("ا", "b", false),
            ("", "ب", false),
        ] {
            assert_eq!(joins(before, after), expected, "{before}|{after}");
        }
    }
}
