//! Keys of `site.yaml` -> what is made besides pages, of that which is switched on and off by a word.

use std::collections::BTreeSet;

use crate::diag::Diagnostics;
use crate::yaml::Fields;

/// What a site has besides pages, each with a key of its own in site.yaml.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Besides {
    /// What readers search in.
    Search,
    /// Pictures for shared links to pages that nobody chose one for.
    Cards,
    /// Feeds as JSON.
    JsonFeed,
    /// Pages as Markdown.
    Markdown,
    /// `llms.txt`.
    Llms,
    /// Calendars of what is to come.
    Calendar,
    /// Each briefing as one page that needs no network.
    Offline,
}

/// `search: true`, `cards: true`, `json_feed: true`, `markdown: false`, `llms: false`, `calendar: false`, `offline: false`: whether each is made.
pub(in crate::config) fn read(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> BTreeSet<Besides> {
    let all = [
        (Besides::Search, "search", true),
        (Besides::Cards, "cards", true),
        (Besides::JsonFeed, "json_feed", true),
        (Besides::Markdown, "markdown", false),
        (Besides::Llms, "llms", false),
        (Besides::Calendar, "calendar", false),
        (Besides::Offline, "offline", false),
    ];
    all.into_iter().filter(|(_, name, usual)| fields.bool(name, diags).unwrap_or(*usual)).map(|(what, ..)| what).collect()
}
