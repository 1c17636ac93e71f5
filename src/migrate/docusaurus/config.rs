//! The configuration of Docusaurus, which is a program: the texts and lists that are written out in it are read, nothing is run.

use crate::migrate::ignored::Patterns;
use crate::migrate::model::{Found, Language, MenuEntry};

/// What is needed of the configuration.
#[derive(Debug)]
pub struct Config {
    /// Languages as the site names them.
    pub tags: Vec<String>,
    /// The folder of the documents; empty where the site has none.
    pub docs: String,
    /// The beginning of their addresses.
    pub docs_route: String,
    /// The folder of the blog; empty where the site has none.
    pub blog: String,
    /// The beginning of its addresses.
    pub blog_route: String,
    /// What its list is called.
    pub blog_title: String,
    /// Folders of files that are copied.
    pub statics: Vec<String>,
    /// Whether addresses end with a slash.
    pub has_slash: bool,
    /// Pages that the site leaves out.
    pub hidden: Patterns,
}

impl Config {
    /// Reads the configuration, and notes languages, titles and the menu.
    pub fn read(text: &str, found: &mut Found) -> Self {
        let text = &without_comments(text);
        let base = value(text, "baseUrl").unwrap_or_else(|| "/".to_owned());
        found.base_url =
            value(text, "url").filter(|url| url.contains("://")).map(|url| url.trim_end_matches('/').to_owned() + &base);
        let i18n = block(text, "i18n", '{').unwrap_or_default();
        let default = value(i18n, "defaultLocale").unwrap_or_else(|| "en".to_owned());
        let mut tags = list(i18n, "locales");
        tags.retain(|tag| *tag != default);
        tags.insert(0, default);
        for (at, tag) in tags.iter().enumerate() {
            let own = block(i18n, "localeConfigs", '{').and_then(|all| block(all, tag, '{')).unwrap_or_default();
            found.languages.push(Language {
                tag: tag.replace('_', "-"),
                name: value(own, "label"),
                title: value(text, "title"),
                description: value(text, "tagline"),
                prefix: if at == 0 { String::new() } else { format!("/{tag}") },
            });
        }
        let (docs, blog) = (block(text, "docs", '{').unwrap_or_default(), block(text, "blog", '{').unwrap_or_default());
        let path = |own: &str, name: &str, otherwise: &str| {
            value(own, name).unwrap_or_else(|| otherwise.to_owned()).trim_matches(['/', '.']).to_owned()
        };
        let statics = list(text, "staticDirectories");
        let is_off = |name: &str| behind(text, name).is_some_and(|rest| rest.starts_with("false"));
        menu(text, found);
        Self {
            tags,
            docs: if is_off("docs") { String::new() } else { path(docs, "path", "docs") },
            docs_route: path(docs, "routeBasePath", "docs"),
            blog: if is_off("blog") { String::new() } else { path(blog, "path", "blog") },
            blog_route: path(blog, "routeBasePath", "blog"),
            blog_title: value(blog, "blogTitle").unwrap_or_else(|| "Blog".to_owned()),
            statics: if statics.is_empty() { vec!["static".to_owned()] } else { statics },
            has_slash: text.contains("trailingSlash: true"),
            hidden: Patterns::of(&[list(docs, "exclude"), list(blog, "exclude")].concat().join("\n")),
        }
    }
}

/// The entries of the bar at the top of pages.
fn menu(text: &str, found: &mut Found) {
    let items = block(text, "navbar", '{').and_then(|bar| block(bar, "items", '[')).unwrap_or_default();
    for (weight, item) in objects(items).into_iter().enumerate() {
        let target = value(item, "to").or_else(|| value(item, "href"));
        if let (Some(target), Some(label)) = (target, value(item, "label")) {
            let titles = (0..found.languages.len()).map(|at| (at, label.clone())).collect();
            found.menu.push(MenuEntry { titles, target, weight: i64::try_from(weight).unwrap_or(i64::MAX) });
        }
    }
}

/// The text that stands behind a name.
fn value(text: &str, name: &str) -> Option<String> {
    let rest = behind(text, name)?;
    let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"' | '`'))?;
    let mut out = String::new();
    let mut letters = rest[1..].chars();
    while let Some(c) = letters.next() {
        match c {
            c if c == quote => return Some(out),
            '\\' => out.extend(letters.next()),
            c => out.push(c),
        }
    }
    None
}

/// The texts of the list that stands behind a name.
fn list(text: &str, name: &str) -> Vec<String> {
    let inside = block(text, name, '[').unwrap_or_default();
    let mut rest = inside;
    let mut all = Vec::new();
    while let Some(at) = rest.find(['\'', '"']) {
        let quote = &rest[at..=at];
        let Some(length) = rest[at + 1..].find(quote) else { break };
        all.push(rest[at + 1..at + 1 + length].to_owned());
        rest = &rest[at + 2 + length..];
    }
    all
}

/// What stands between the brackets behind a name.
fn block<'t>(text: &'t str, name: &str, open: char) -> Option<&'t str> {
    let rest = behind(text, name)?;
    rest.starts_with(open).then(|| &rest[1..end(rest)])
}

/// The text behind a name and its colon.
fn behind<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    text.match_indices(name).find_map(|(at, _)| {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '.')) {
            return None;
        }
        let rest = text[at + name.len()..].trim_start_matches(['\'', '"']).trim_start();
        rest.strip_prefix(':').map(str::trim_start)
    })
}

/// Where the bracket closes with which a text begins.
fn end(text: &str) -> usize {
    let (mut depth, mut quote, mut is_escaped) = (0_usize, None, false);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            _ if std::mem::take(&mut is_escaped) => {}
            (Some(_), '\\') => is_escaped = true,
            (Some(open), c) if open == c => quote = None,
            (None, '\'' | '"' | '`') => quote = Some(c),
            (None, '{' | '[' | '(') => depth += 1,
            (None, '}' | ']' | ')') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at;
                }
            }
            (Some(_) | None, _) => {}
        }
    }
    text.len()
}

/// The objects of a list.
fn objects(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        let length = end(&rest[at..]);
        all.push(&rest[at + 1..(at + length).max(at + 1)]);
        rest = &rest[(at + length + 1).min(rest.len())..];
    }
    all
}

/// A program without its remarks.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut quote = None;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        match quote {
            Some(_) if c == '\\' => length += rest[1..].chars().next().map_or(0, char::len_utf8),
            Some(open) if c == open => quote = None,
            None if rest.starts_with("//") => {
                rest = rest.find('\n').map_or("", |at| &rest[at..]);
                continue;
            }
            None if rest.starts_with("/*") => {
                rest = rest.find("*/").map_or("", |at| &rest[at + 2..]);
                continue;
            }
            None if matches!(c, '\'' | '"' | '`') => quote = Some(c),
            Some(_) | None => {}
        }
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{block, list, value, without_comments};

    #[test]
    fn what_is_written_out_is_read() {
        let text = without_comments(
            "// title: 'no'\nconst c = { title: 'ماء', 'url': \"https://x.org\", i18n: { defaultLocale: `ar`, locales: ['ar', \"en\"] }, /* x */ a: [{b: '}'}] };",
        );
        assert_eq!(value(&text, "title").as_deref(), Some("ماء"));
        assert_eq!(value(&text, "url").as_deref(), Some("https://x.org"));
        assert_eq!(list(&text, "locales"), ["ar", "en"]);
        assert_eq!(block(&text, "a", '[').map(super::objects), Some(vec!["b: '}'"]));
        assert_eq!(value("title: 'open", "title"), None);
    }
}
