//! The beginning of an address -> whether links may have it, and what was meant where they may not.

use super::entries::expand::file as entry_file;
use crate::ast::EntryKind;
use crate::diag::names::nearest;

/// Schemes that a link may have. Everything else, `javascript:` first of all, is refused.
const SCHEMES: [&str; 7] = ["http", "https", "mailto", "tel", "sms", "whatsapp", "signal"];

/// The scheme of a URL (RFC 3986: a letter, then letters, digits, `+`, `-`, `.`), if it has one.
pub fn of(raw: &str) -> Option<&str> {
    let (scheme, _) = raw.split_once(':')?;
    let fine = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    fine.then_some(scheme)
}

/// Whether links may have a scheme.
pub fn is_allowed(scheme: &str) -> bool {
    SCHEMES.contains(&scheme.to_ascii_lowercase().as_str())
}

/// The scheme that was probably meant: one of the ledger's, which may be written as the file of its entries is called, or one of
/// addresses.
pub(in crate::site) fn near(written: &str) -> Option<&'static str> {
    let lower = written.to_ascii_lowercase();
    let kinds = EntryKind::ALL;
    let is_file = |kind: &EntryKind| {
        entry_file(*kind).rsplit('/').next().and_then(|name| name.strip_suffix(".yaml")) == Some(lower.as_str())
    };
    let of_file = kinds.into_iter().find(is_file).map(EntryKind::scheme);
    of_file.or_else(|| nearest(&lower, kinds.into_iter().map(EntryKind::scheme).chain(SCHEMES)))
}
