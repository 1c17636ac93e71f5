//! Folding for identity: names, tags and searches that differ only in marks, tatweel, alef forms or digits are one.

/// Folds `text` for comparing: NFKC, lower case, without tashkeel and tatweel and bidi marks; أإآٱ to ا, ى to ي, ة to ه,
/// ؤ to و, ئ to ي, Persian ک ی to ك ي, Arabic-Indic digits to ASCII; white space runs to one space, trimmed.
pub fn fold(text: &str) -> String {
    unimplemented!("{text}")
}

/// A slug that keeps Unicode letters and digits (NFC, lower case), everything else becoming one `-` between them;
/// tashkeel and tatweel are dropped. Empty if nothing is left.
pub fn slug(text: &str) -> String {
    unimplemented!("{text}")
}

/// Number of UAX #29 words with a letter or a digit.
pub fn words(text: &str) -> usize {
    unimplemented!("{text}")
}
