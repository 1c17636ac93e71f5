//! Raw HTML in Markdown -> what the policy lets through, and what it removed. The only user of ammonia.
//!
//! An element may be spread over several events: inline tags come one by one, and `<details>`, Markdown, `</details>`
//! are three blocks. A piece is therefore cleaned together with the tags that are missing at its ends, and whoever
//! holds the siblings decides whether the pieces fit. Links and pictures become those of Markdown (`made`): where they lead is
//! looked up and checked, and what is kept back stays so.
//!
//! The manual's chapter `html` lists what is kept.

use std::sync::LazyLock;

use super::reading::DEEPEST;
use super::tag::{Tag, TagKind, scan};
use crate::ast::EntryKind;
use crate::escape::html_attr;
use crate::message::Message;

/// Elements of running text: allowed within a paragraph.
const PHRASING: [&str; 31] = [
    "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "rp", "rt",
    "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "label",
];

/// Elements that may hold Markdown blocks between their tags.
const CONTAINERS: [&str; 10] =
    ["article", "aside", "blockquote", "details", "div", "figcaption", "figure", "footer", "header", "section"];

/// Elements allowed only in HTML blocks.
const FLOW: [&str; 26] = [
    "caption", "col", "colgroup", "dd", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
];

/// What Markdown has itself.
const MADE: [&str; 2] = ["a", "img"];

/// Attributes of every element but those that Markdown has itself.
const GENERIC: [&str; 8] = ["dir", "lang", "class", "id", "title", "role", "aria-label", "aria-hidden"];

/// Attributes of single elements.
const SPECIFIC: [(&str, &[&str]); 14] = [
    ("a", &["href"]),
    ("blockquote", &["cite"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("data", &["value"]),
    ("del", &["cite", "datetime"]),
    ("details", &["open", "name"]),
    ("img", &["src", "alt"]),
    ("ins", &["cite", "datetime"]),
    ("ol", &["start", "reversed", "type"]),
    ("q", &["cite"]),
    ("td", &["colspan", "rowspan", "headers"]),
    ("th", &["colspan", "rowspan", "headers", "scope", "abbr"]),
    ("time", &["datetime"]),
];

/// Attributes of links and pictures: what has no place on them stands on an element around them.
const GENERIC_MADE: [&str; 5] = ["dir", "lang", "class", "id", "title"];

/// The attribute by which other programs read the text in an element as Markdown. It has a message of its own.
const MARKDOWN: &str = "markdown";

/// Schemes of addresses in raw HTML; relative ones pass.
const SCHEMES: [&str; 7] = ["http", "https", "mailto", "tel", "sms", "whatsapp", "signal"];

#[expect(clippy::disallowed_types, reason = "ammonia takes its lists as hash sets; nothing iterates over them")]
static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    use std::collections::{HashMap, HashSet};
    let attributes: HashMap<&str, HashSet<&str>> = SPECIFIC.iter().map(|(t, a)| (*t, a.iter().copied().collect())).collect();
    let mut builder = ammonia::Builder::new();
    builder
        .tags(PHRASING.iter().chain(&CONTAINERS).chain(&FLOW).chain(&MADE).copied().collect())
        .tag_attributes(attributes)
        .generic_attributes(GENERIC.iter().copied().collect())
        .generic_attribute_prefixes(HashSet::new())
        .url_schemes(SCHEMES.iter().copied().chain(EntryKind::ALL.map(EntryKind::scheme)).collect())
        // Not every attribute that holds an address counts as one there.
        .attribute_filter(|element, attribute, value| {
            let is_fine = keeps(element, attribute) && (!is_address(attribute) || is_allowed_url(value, element == "a"));
            is_fine.then(|| value.into())
        })
        .link_rel(None);
    builder
});

/// The characters of a text between tags or of an attribute: `&eacute;` is é.
pub fn characters(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let bare = ammonia::Builder::empty().clean(&text.replace('<', "&lt;")).to_string();
    // What a serializer of HTML writes for its own five characters.
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", "\u{a0}"), ("&amp;", "&")]
        .iter()
        .fold(bare, |text, (name, c)| text.replace(name, c))
}

/// A link or a picture in raw HTML, cleaned, as Markdown has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::markdown) struct Made {
    /// Whether it is a picture.
    pub is_picture: bool,
    /// Where to.
    pub url: String,
    /// `title`
    pub title: String,
    /// `alt`
    pub alt: String,
    /// Attributes that Markdown has not, as they stand on an element around it.
    pub around: String,
}

impl Made {
    /// Of the attributes of a cleaned `<a>` or `<img>`; `None` without an address.
    pub fn of(name: &str, attributes: &[(String, String)]) -> Option<Self> {
        let is_picture = name == "img";
        let mut made = Self { is_picture, url: String::new(), title: String::new(), alt: String::new(), around: String::new() };
        let mut has_address = false;
        for (attribute, value) in attributes {
            let value = characters(value);
            match attribute.as_str() {
                "href" | "src" => {
                    has_address = true;
                    value.trim().clone_into(&mut made.url);
                }
                "title" => made.title = value,
                "alt" => made.alt = value,
                other => made.around.extend([" ", other, "=\"", &html_attr(&value), "\""]),
            }
        }
        has_address.then_some(made)
    }
}

/// What becomes of an inline tag under the safe policy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::markdown) enum InlineTag {
    /// Opens an allowed element: its cleaned tag.
    Open { name: String, html: String },
    /// Closes an element.
    Close { name: String },
    /// An allowed element without content (`<br>`).
    Void { html: String },
    /// Opens a link, or is a picture.
    Made(Made),
    /// Opens an allowed element of which nothing is left: its closing tag goes with it.
    Bare { name: String },
    /// Nothing of it may stay.
    Removed,
    /// A comment: dropped from the output.
    Comment,
}

/// Cleans one inline tag; the second value lists what was removed, each as it is named to the author.
pub(in crate::markdown) fn inline(html: &str) -> (InlineTag, Vec<Message>) {
    let tags = scan(html);
    let removed = removed(&tags, &[&PHRASING, &MADE]);
    let Some(tag) = tags.into_iter().next() else { return (InlineTag::Removed, vec![say!("`{html}`", html)]) };
    let kept = match tag.kind {
        TagKind::Comment => InlineTag::Comment,
        TagKind::Close { name } if PHRASING.contains(&name.as_str()) || name == "a" => InlineTag::Close { name },
        TagKind::Open { name, .. } if MADE.contains(&name.as_str()) => made(html, &name),
        TagKind::Open { name, .. } if PHRASING.contains(&name.as_str()) => {
            if matches!(name.as_str(), "br" | "wbr") {
                InlineTag::Void { html: CLEANER.clean(html).to_string() }
            } else {
                let whole = CLEANER.clean(&format!("{html}</{name}>")).to_string();
                match whole.strip_suffix(&format!("</{name}>")) {
                    Some(open) => InlineTag::Open { name, html: open.to_owned() },
                    None => InlineTag::Removed,
                }
            }
        }
        TagKind::Open { .. } | TagKind::Close { .. } | TagKind::Declaration => InlineTag::Removed,
    };
    (kept, removed)
}

/// A tag of a link or a picture.
fn made(html: &str, name: &str) -> InlineTag {
    let cleaned = CLEANER.clean(html).to_string();
    let Some(Tag { range, kind: TagKind::Open { attributes, .. } }) = scan(&cleaned).into_iter().next() else {
        return InlineTag::Removed;
    };
    match Made::of(name, &attributes) {
        Some(made) => InlineTag::Made(made),
        // An `<a>` that leads nowhere is a place that others lead to.
        None if name == "a" && !attributes.is_empty() => {
            InlineTag::Open { name: name.to_owned(), html: cleaned[range].to_owned() }
        }
        None if name == "a" => InlineTag::Bare { name: name.to_owned() },
        None => InlineTag::Removed,
    }
}

/// A cleaned HTML block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::markdown) struct RawBlock {
    /// The HTML if the blocks around supply what is missing at its ends.
    pub html: String,
    /// The HTML by itself: every element in it closed, nothing closed that it did not open.
    pub alone: String,
    /// Elements it closes that earlier blocks opened, in order.
    pub closes: Vec<String>,
    /// Elements it leaves open, outermost first.
    pub opens: Vec<String>,
    /// What was removed, as it is named to the author.
    pub removed: Vec<Message>,
}

/// Cleans a block of HTML.
pub(in crate::markdown) fn block(html: &str) -> RawBlock {
    let tags = scan(html);
    let removed = removed(&tags, &[&PHRASING, &CONTAINERS, &FLOW, &MADE]);
    let (mut closes, mut opens): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for tag in &tags {
        match &tag.kind {
            TagKind::Open { name, .. } if CONTAINERS.contains(&name.as_str()) => opens.push(name.clone()),
            TagKind::Close { name } if CONTAINERS.contains(&name.as_str()) => {
                if opens.last() == Some(name) {
                    opens.pop();
                } else {
                    closes.push(name.clone());
                }
            }
            TagKind::Open { .. } | TagKind::Close { .. } | TagKind::Comment | TagKind::Declaration => {}
        }
    }
    if deepest(&tags) > DEEPEST {
        let removed = vec![say!("HTML nested deeper than `{most}` elements", most = DEEPEST)];
        return RawBlock { html: String::new(), alone: String::new(), closes: Vec::new(), opens: Vec::new(), removed };
    }
    let alone = CLEANER.clean(html).to_string();
    let prefix = closes.iter().rev().fold(String::new(), |tags, name| tags + "<" + name + ">");
    let suffix = opens.iter().rev().fold(String::new(), |tags, name| tags + "</" + name + ">");
    let whole = CLEANER.clean(&format!("{prefix}{html}{suffix}")).to_string();
    match whole.strip_prefix(&prefix).and_then(|w| w.strip_suffix(&suffix)) {
        Some(inner) => RawBlock { html: inner.to_owned(), alone, closes, opens, removed },
        // The parser moved something: only the block by itself is known to be well-formed.
        None => RawBlock { html: alone.clone(), alone, closes: Vec::new(), opens: Vec::new(), removed },
    }
}

/// How deep elements nest, at most, counting those without a closing tag.
fn deepest(tags: &[Tag]) -> usize {
    let mut depth = 0_usize;
    let mut deepest = 0;
    for tag in tags {
        match &tag.kind {
            TagKind::Open { name, .. }
                if !matches!(
                    name.as_str(),
                    "br" | "wbr" | "hr" | "img" | "col" | "p" | "li" | "td" | "th" | "tr" | "dt" | "dd"
                ) =>
            {
                depth += 1;
            }
            TagKind::Close { .. } => depth = depth.saturating_sub(1),
            TagKind::Open { .. } | TagKind::Comment | TagKind::Declaration => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Whether the blocks of one container open and close each other's elements exactly.
pub(in crate::markdown) fn fit<'a>(blocks: impl IntoIterator<Item = &'a RawBlock>) -> bool {
    let mut open: Vec<&str> = Vec::new();
    for block in blocks {
        if !block.closes.iter().all(|name| open.pop() == Some(name.as_str())) {
            return false;
        }
        open.extend(block.opens.iter().map(String::as_str));
    }
    open.is_empty()
}

/// The first thing in a piece of raw HTML that is not a comment, as it is named to the author: `<div>`.
pub(in crate::markdown) fn first_name(html: &str) -> Option<String> {
    scan(html).into_iter().find_map(|tag| match tag.kind {
        TagKind::Open { name, .. } => Some(format!("<{name}>")),
        TagKind::Close { name } => Some(format!("</{name}>")),
        TagKind::Declaration => Some(html[tag.range].chars().take(16).collect()),
        TagKind::Comment => None,
    })
}

/// Whether a tag says that the text in it is Markdown.
pub(in crate::markdown) fn says_markdown(html: &str) -> bool {
    html.contains("markdown")
        && scan(html).iter().any(|tag| {
            matches!(&tag.kind, TagKind::Open { attributes, .. } if attributes.iter().any(|(name, value)| name == MARKDOWN && value != "0"))
        })
}

/// What the policy takes away from tags, in order, each thing once.
fn removed(tags: &[Tag], allowed: &[&[&str]]) -> Vec<Message> {
    let mut list: Vec<Message> = Vec::new();
    let mut add = |what: Message| {
        if !list.contains(&what) && list.len() < 8 {
            list.push(what);
        }
    };
    for tag in tags {
        match &tag.kind {
            TagKind::Declaration => add(say!("`<!` or `<?`")),
            TagKind::Close { name } | TagKind::Open { name, .. } if !allowed.iter().any(|a| a.contains(&name.as_str())) => {
                add(say!("`<{name}>`", name));
            }
            TagKind::Comment | TagKind::Close { .. } => {}
            TagKind::Open { name, attributes } => {
                for (attribute, value) in attributes.iter().filter(|(name, _)| name != MARKDOWN) {
                    if !keeps(name, attribute) {
                        add(say!("`{attribute}` of `<{name}>`", attribute, name));
                    } else if is_address(attribute) && !is_allowed_url(&characters(value), name == "a") {
                        let address: String = value.chars().take(40).collect();
                        add(say!("the address `{address}` of `<{name}>`", address, name));
                    }
                }
            }
        }
    }
    list
}

/// Whether an element keeps an attribute.
fn keeps(element: &str, attribute: &str) -> bool {
    let generic: &[&str] = if MADE.contains(&element) { &GENERIC_MADE } else { &GENERIC };
    let own = SPECIFIC.iter().find(|(tag, _)| *tag == element).map_or::<&[&str], _>(&[], |(_, a)| a);
    generic.contains(&attribute) || own.contains(&attribute)
}

/// Whether an attribute that is kept holds an address.
fn is_address(attribute: &str) -> bool {
    matches!(attribute, "href" | "src" | "cite")
}

/// Whether an address may stand in raw HTML; that of a link may also be an entry of the ledger. Browsers take out line ends and
/// tabs, and control characters before it.
fn is_allowed_url(url: &str, is_link: bool) -> bool {
    let url: String = url.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let url = url.trim_start_matches(|c: char| c <= ' ');
    let scheme_end = url.find([':', '/', '?', '#']).filter(|&n| url.as_bytes().get(n) == Some(&b':'));
    let is_allowed = |scheme: &str| SCHEMES.contains(&scheme.to_ascii_lowercase().as_str());
    scheme_end.is_none_or(|n| is_allowed(&url[..n]) || (is_link && EntryKind::of(url).is_some()))
}

#[cfg(test)]
mod tests {
    use super::{CONTAINERS, FLOW, GENERIC, InlineTag, MADE, PHRASING, RawBlock, SPECIFIC, block, fit, inline};

    #[track_caller]
    fn check_inline(html: &str, expect: &InlineTag, removed: &[&str]) {
        let (tag, gone) = inline(html);
        let gone: Vec<&str> = gone.iter().map(|what| &**what).collect();
        assert_eq!((&tag, &gone[..]), (expect, removed));
    }

    #[test]
    fn inline_tags_are_cleaned_one_by_one() {
        let open = |name: &str, html: &str| InlineTag::Open { name: name.to_owned(), html: html.to_owned() };
        check_inline("<span lang=\"en\" dir='ltr'>", &open("span", "<span lang=\"en\" dir=\"ltr\">"), &[]);
        check_inline("<b onclick=x>", &open("b", "<b>"), &["`onclick` of `<b>`"]);
        check_inline("</B>", &InlineTag::Close { name: "b".to_owned() }, &[]);
        check_inline("<br/>", &InlineTag::Void { html: "<br>".to_owned() }, &[]);
        check_inline("<script>", &InlineTag::Removed, &["`<script>`"]);
        check_inline("<!-- x -->", &InlineTag::Comment, &[]);
    }

    #[test]
    fn the_manual_lists_what_is_kept() {
        let manual = include_str!("../../docs/manual/content/guide/html.en.md");
        let row = |list: &[&str]| list.iter().map(|name| format!("`{name}`")).collect::<std::collections::BTreeSet<_>>();
        let cells: Vec<std::collections::BTreeSet<String>> = manual
            .lines()
            .filter(|line| line.starts_with("| "))
            .filter_map(|line| line.split(" | ").nth(1))
            .map(|cell| cell.trim_end_matches(" |").split(", ").map(str::to_owned).collect())
            .collect();
        for list in [&PHRASING[..], &MADE, &CONTAINERS, &FLOW] {
            assert!(cells.contains(&row(list)), "{list:?}");
        }
        for (element, attributes) in SPECIFIC {
            for attribute in attributes {
                let is_line = |line: &&str| {
                    line.split(" | ").next().is_some_and(|cell| cell.contains(&format!("`{attribute}`")))
                        && line.contains(&format!("`{element}`"))
                };
                assert!(manual.lines().any(|line| is_line(&line)), "{attribute} of {element}");
            }
        }
        assert!(GENERIC.iter().all(|name| manual.contains(&format!("`{name}`"))));
    }

    #[test]
    fn addresses_are_refused_however_they_are_written() {
        for url in [
            "javascript:x",
            "JavaScript:x",
            "java&#9;script:x",
            "&#1;javascript:x",
            "javascript&colon;x",
            " data:text/html,x",
            "vbscript:x",
        ] {
            for html in
                [format!("<a href=\"{url}\">y</a>"), format!("<img src=\"{url}\" alt=y>"), format!("<q cite=\"{url}\">y</q>")]
            {
                let cleaned = block(&html);
                assert_eq!(cleaned.removed.len(), 1, "{html}: {:?}", cleaned.removed);
                assert!(!cleaned.html.contains("script") && !cleaned.html.contains("data"), "{html}: {}", cleaned.html);
            }
        }
        for html in [
            "<video poster=\"javascript:x\"></video>",
            "<img srcset=\"javascript:x 1x\" alt=y>",
            "<button formaction=\"javascript:x\">y</button>",
            "<svg><a xlink:href=\"javascript:x\">y</a></svg>",
            "<a xlink:href=\"javascript:x\">y</a>",
            "<form action=\"javascript:x\">y</form>",
        ] {
            let cleaned = block(html);
            assert!(!cleaned.removed.is_empty() && !cleaned.html.contains("script"), "{html}: {}", cleaned.html);
        }
    }

    #[track_caller]
    fn check_block(html: &str, expect: &str, removed: &[&str]) -> RawBlock {
        let cleaned = block(html);
        assert_eq!(
            (cleaned.html.trim(), &cleaned.removed.iter().map(|what| &**what).collect::<Vec<&str>>()[..]),
            (expect, removed)
        );
        cleaned
    }

    #[test]
    fn blocks_keep_the_allowed_subset() {
        check_block("<div class=x style='a'>نص</div>", "<div class=\"x\">نص</div>", &["`style` of `<div>`"]);
        check_block("<script>alert(1)</script>", "", &["`<script>`"]);
        check_block("<p><a href=\"javascript:x\">y</a>", "<p><a>y</a></p>", &["the address `javascript:x` of `<a>`"]);
        check_block("<!-- a -->", "", &[]);
    }

    #[test]
    fn elements_may_span_markdown() {
        let open =
            check_block("<details open>\n<summary>المزيد</summary>\n", "<details open=\"\">\n<summary>المزيد</summary>", &[]);
        let close = check_block("</details>\n", "</details>", &[]);
        assert!(fit([&open, &close]));
        assert!(!fit([&open]) && !fit([&close]) && !fit([&close, &open]));
        assert_eq!(close.alone.trim(), "");
    }
}
