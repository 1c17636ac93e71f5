//! A page on its way out -> the same with the script that keeps it fresh; a page's path -> what that script must know.
//!
//! The script is told a state and not an event: which content the page's address has now, which style sheets it loads, and
//! what is wrong. A page that missed something, because the connection broke or the server was started anew, learns it with
//! the next state. Content is compared without the names of style sheets, which change with their bytes, so that a new
//! style does not reload what it can restyle in place.

use serde::Serialize;

use crate::escape::html_attr;
use crate::output::hash;

/// Where the script is found, below the host. Pages of a site cannot have this path: its parts are not hidden.
pub const SCRIPT: &str = "/.bayan/live.js";
/// Where states are told.
pub const EVENTS: &str = "/.bayan/events";
/// The script.
pub const SOURCE: &str = include_str!("live.js");

/// What an open page must know.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct State {
    /// The content of its address now.
    pub content: String,
    /// The style sheets that it loads now.
    pub styles: Vec<String>,
    /// What keeps the newest site from being shown.
    pub problems: String,
}

impl State {
    /// The state of a page.
    pub fn of(html: &str, problems: &str) -> Self {
        let styles = styles(html);
        let mut content = html.to_owned();
        for style in &styles {
            content = content.replace(style.as_str(), "");
        }
        Self { content: hash::short(content.as_bytes()), styles, problems: problems.to_owned() }
    }
}

/// The page with the script at its end. The script needs a connection to where the page is from; a theme whose policy forbids
/// it gets this one exception.
pub fn inject(html: &str, is_editor: bool) -> String {
    const POLICY: &str = "default-src 'none'";
    let content = State::of(html, "").content;
    let script = format!("<script src=\"{SCRIPT}\" data-content=\"{}\"></script>", html_attr(&content));
    let script = if is_editor { script + "<script type=\"module\" src=\"/.bayan/edit.js\"></script>" } else { script };
    let page = if html.contains("connect-src") {
        html.to_owned()
    } else {
        html.replacen(POLICY, "default-src 'none'; connect-src 'self'", 1)
    };
    match page.rfind("</body>") {
        Some(end) => format!("{}{script}{}", &page[..end], &page[end..]),
        None => page + &script,
    }
}

/// Addresses in `<link rel=stylesheet>`, as written; minified pages leave quotes out where they can.
fn styles(html: &str) -> Vec<String> {
    let tags = html.split("<link").skip(1).filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag));
    let is_style = |tag: &&str| attribute(tag, "rel") == Some("stylesheet");
    tags.filter(is_style).filter_map(|tag| attribute(tag, "href")).map(str::to_owned).collect()
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!(" {name}="))?;
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').map(|(value, _)| value),
        None => rest.split([' ', '\n']).next(),
    }
}

#[cfg(test)]
mod tests {
    use super::{State, inject};

    const PAGE: &str = "<!doctype html><html lang=ar dir=rtl><head><meta content=\"default-src 'none'; script-src 'self'\" \
                        http-equiv=content-security-policy><link href=/r/assets/site.aaaa.css rel=stylesheet>\
                        <link href=/x rel=icon></head><body><p>نص</p></body></html>";

    #[test]
    fn a_new_style_is_not_new_content() {
        let restyled = PAGE.replace("aaaa", "bbbb");
        let (before, after) = (State::of(PAGE, ""), State::of(&restyled, ""));
        assert_eq!(before.content, after.content);
        assert_eq!(
            (&before.styles[..], &after.styles[..]),
            (&["/r/assets/site.aaaa.css".to_owned()][..], &["/r/assets/site.bbbb.css".to_owned()][..])
        );
        assert_ne!(State::of(&PAGE.replace("نص", "text"), "").content, before.content);
        let quoted = "<link rel=\"stylesheet\" href=\"/a b.css\">";
        assert_eq!(State::of(quoted, "").styles, ["/a b.css"]);
    }

    #[test]
    fn a_page_may_connect_to_where_it_is_from() {
        let page = inject(PAGE, false);
        assert!(page.contains("default-src 'none'; connect-src 'self'; script-src 'self'"), "{page}");
        assert!(page.ends_with("></script></body></html>"), "{page}");
        assert!(inject("<p>x", false).starts_with("<p>x<script"));
        assert!(!page.contains("edit.js") && inject(PAGE, true).contains("/.bayan/edit.js"));
    }
}
