//! The name of a field of another program -> whether it may keep its page back there: such a field is never set aside without a word.

use super::foreign::folded;

/// Names by which other programs keep pages back, folded.
const HIDING: [&str; 34] = [
    "access",
    "build",
    "cascade",
    "draft",
    "drafts",
    "embargo",
    "expire",
    "expires",
    "expiry",
    "expirydate",
    "headless",
    "hidden",
    "hide",
    "isdraft",
    "isprivate",
    "ispublished",
    "members",
    "membersonly",
    "password",
    "private",
    "protected",
    "public",
    "publish",
    "publishdate",
    "published",
    "publishon",
    "render",
    "status",
    "unlisted",
    "unpublish",
    "unpublishdate",
    "visibility",
    "visible",
    "مسودة",
];

/// Whether a field may keep its page back for another program, in whatever letters it is written.
pub(in crate::markdown) fn may_hide(name: &str) -> bool {
    let is_seen = |c: &char| !matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let seen: String = name.chars().filter(is_seen).collect();
    HIDING.contains(&folded(seen.trim()).as_str())
}
