//! Paths and URLs: how a page's place becomes a path in the output folder and a URL. The only user of percent-encoding.

use std::borrow::Cow;
use std::fmt::Write as _;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::config::Config;
use crate::locale::{LocaleId, host, letter};

/// What RFC 3986 does not allow in a path segment, and what HTML and CSS would trip over.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A path with every segment percent-encoded; slashes stay.
pub fn encode(path: &str) -> String {
    encoded(path).into_owned()
}

fn encoded(path: &str) -> Cow<'_, str> {
    utf8_percent_encode(path, SEGMENT).into()
}

/// What may not stand in an absolute URL; its own escapes, query and fragment stay.
const URL: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');

/// A text with what is percent-encoded in it written out.
pub fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// An absolute URL as written by a person, its host in Punycode, with what RFC 3986 does not allow percent-encoded.
pub fn encode_url(url: &str) -> String {
    utf8_percent_encode(&host::address(url), URL).to_string()
}

/// A path as written in a link, decoded and composed (NFC) as the names of files are; `None` if the bytes are no UTF-8.
pub fn decode(path: &str) -> Option<Cow<'_, str>> {
    Some(match percent_decode_str(path).decode_utf8().ok()? {
        Cow::Borrowed(path) => letter::composed(path),
        Cow::Owned(path) => Cow::Owned(letter::composed(&path).into_owned()),
    })
}

/// The folder of a language below the output folder: `ar/`, or nothing for a default language at the root.
pub fn language_folder(config: &Config, locale: LocaleId) -> String {
    if config.default_at_root && locale == config.default_locale {
        String::new()
    } else {
        format!("{}/", config.locales.get(locale).tag)
    }
}

/// Path of a language's feed below the output folder.
pub fn feed(config: &Config, locale: LocaleId) -> String {
    format!("{}feed.xml", language_folder(config, locale))
}

/// Path of the feed of a section below the output folder, from that of its page.
pub fn section_feed(out: &str) -> String {
    format!("{}feed.xml", out.strip_suffix("index.html").unwrap_or(out))
}

/// Path of a feed as JSON below the output folder, from that of the feed.
pub fn json_feed(out: &str) -> String {
    format!("{}.json", out.strip_suffix(".xml").unwrap_or(out))
}

/// Path of the calendar of a language below the output folder.
pub fn calendar(config: &Config, locale: LocaleId) -> String {
    format!("{}events.ics", language_folder(config, locale))
}

/// Path of a page in Markdown below the output folder, from that of the page.
pub fn twin(out: &str) -> String {
    format!("{}.md", out.strip_suffix(".html").unwrap_or(out))
}

/// Path of the page of a language that the search leads to, below the output folder.
pub fn search(config: &Config, locale: LocaleId) -> String {
    format!("{}search/index.html", language_folder(config, locale))
}

/// URL from the root of the host of a path below the output folder; a final `index.html` is left out.
pub fn url(config: &Config, out: &str) -> String {
    let path = match out.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        Some(_) | None => out,
    };
    [&*config.base.path, &*encoded(path)].concat()
}

/// `folder` joined with a relative `path`, `.` and `..` resolved; `None` if it would leave the top.
pub fn join(folder: &str, path: &str) -> Option<String> {
    let mut joined = String::with_capacity(folder.len() + 1 + path.len());
    for part in folder.split('/').filter(|p| !p.is_empty()).chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if joined.is_empty() => return None,
            ".." => joined.truncate(joined.rfind('/').unwrap_or(0)),
            name => {
                if !joined.is_empty() {
                    joined.push('/');
                }
                joined.push_str(name);
            }
        }
    }
    Some(joined)
}

/// How a file in `folder` writes a link to the file at `path`, so that it can be pasted.
pub fn relative(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let common = from.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - common);
    typed(&up.chain(to[common..].iter().copied()).collect::<Vec<_>>().join("/"))
}

/// A path as it may stand between the parentheses of a link: letters of all languages as they are.
pub fn typed(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        if c.is_ascii() && (c.is_ascii_control() || " \"#%()<>?[\\]^`{|}*~&".contains(c)) {
            let _ = write!(out, "%{:02X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{decode, encode, join, relative};

    #[test]
    fn paths() {
        assert_eq!(join("content/a", "../b.md").as_deref(), Some("content/b.md"));
        assert_eq!(join("content", "./c/d.md").as_deref(), Some("content/c/d.md"));
        assert_eq!(join("content", "../../etc/passwd"), None);
        assert_eq!(join("content", "..").as_deref(), Some(""));
        assert_eq!(join("/a//b/", "../c//./d/").as_deref(), Some("a/c/d"));
        assert_eq!(encode("ar/إحاطة/a b"), "ar/%D8%A5%D8%AD%D8%A7%D8%B7%D8%A9/a%20b");
        assert_eq!(decode(&encode("إحاطة%")).as_deref(), Some("إحاطة%"));
        assert_eq!(relative("content/a/b", "content/a/c.md"), "../c.md");
        assert_eq!(relative("content", "content/a/إحاطة 1.md"), "a/إحاطة%201.md");
        assert_eq!(relative("content/a", "content/a/(x).md"), "%28x%29.md");
        assert_eq!(relative("content/a/b", "x.md"), "../../../x.md");
        assert_eq!(decode("%ff"), None);
        assert_eq!(decode("ا\u{653}e\u{301}").as_deref(), Some("آé"));
        assert_eq!(decode("%D8%A7%D9%93").as_deref(), Some("آ"));
    }
}
