//! A run in Arabic letters -> which of the languages of a site that are written in them has these letters.

/// The letters of languages, but those that all of them share: what stands in no row is told by none.
const LETTERS: [(&str, &str); 6] = [
    ("ar", "أإؤئةىيكهث"),
    ("fa", "پچژگکیهئؤأثۀ"),
    ("ur", "پچژگکیٹڈڑںہھےۓۃئؤأث"),
    ("ckb", "پچژگکیڕڵۆێەڤھهئ"),
    ("ps", "پچژکیټډړږښڼګگۍېيئؤأثهةۀ"),
    ("sd", "پچگڪکيٻڀٺٽٿڃڄڇڊڌڍڏڙڦڱڳڻهھئث"),
];

/// Every letter that tells something.
fn tells(letter: char) -> bool {
    LETTERS.iter().any(|(_, own)| own.contains(letter))
}

/// How many letters of a text a language does not have; `None` where nothing is known of its letters. `tag` is its tag.
pub(in crate::locale) fn strangers(text: &str, tag: &str) -> Option<usize> {
    let language = tag.split('-').next().unwrap_or_default();
    let (_, own) = LETTERS.iter().find(|(known, _)| known.eq_ignore_ascii_case(language))?;
    Some(text.chars().filter(|c| tells(*c) && !own.contains(*c)).count())
}

#[cfg(test)]
mod tests {
    use super::strangers;

    #[test]
    fn letters_tell_languages_apart() {
        for (text, tag, others) in [
            ("كتاب في المكتبة", "ar", "fa ur ckb sd"),
            ("على مدى", "ar", "fa ur ckb ps"),
            ("گزارش آب در بیرجند", "fa", "ar"),
            ("کتابخانهٔ ملی", "fa", "ar ur"),
            ("پانی کی رپورٹ", "ur", "ar fa ckb ps"),
            ("ڕاپۆرتی ئاو", "ckb", "ar fa ur ps"),
            ("د اوبو راپور ټولنه", "ps", "ar fa ur ckb"),
        ] {
            assert_eq!(strangers(text, tag), Some(0), "{text} {tag}");
            for other in others.split(' ') {
                assert!(strangers(text, other) > Some(0), "{text} {other}");
            }
        }
        assert_eq!(strangers("سلام", "ar"), strangers("سلام", "fa"));
        assert_eq!((strangers("x", "ug"), strangers("كتاب", "ar-LB")), (None, Some(0)));
    }
}
