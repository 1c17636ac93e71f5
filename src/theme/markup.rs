//! A template -> what its markup makes a browser load from another host: addresses in attributes, `style` attributes, `<style>`.
//!
//! Only what the template spells out is looked at ([`turns::written`]): values come from the site, which checks its own. The
//! markup is read tag by tag (HTML, section 13.2.5), so that what comes from a value or a condition may stand anywhere in it.

use std::ops::Range;

use super::css::{self, What};
use super::turns;
use crate::escape::resolved;

/// Something that is loaded from elsewhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// Its bytes in the template.
    pub range: Range<usize>,
    /// What it is.
    pub what: Loaded,
}

/// What is loaded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Loaded {
    /// An address of another host.
    Address(String),
    /// `@import`
    Import,
    /// A function of a style that does not spell its address out.
    Unread(String),
}

/// Attributes whose address a browser loads by itself, whatever element they stand on; some only have a meaning on one.
const LOADING: [&str; 11] =
    ["src", "poster", "data", "background", "lowsrc", "dynsrc", "archive", "classid", "code", "manifest", "ping"];
/// Attributes with several addresses.
const SETS: [&str; 2] = ["srcset", "imagesrcset"];
/// Elements whose `href` is loaded.
const LINKED: [&str; 5] = ["image", "use", "feimage", "base", "script"];
/// Relations of `<link>` that only say something (HTML, section 4.6.7): nothing is loaded by them.
const SAID: [&str; 14] = [
    "alternate",
    "author",
    "bookmark",
    "canonical",
    "external",
    "help",
    "license",
    "me",
    "next",
    "nofollow",
    "prev",
    "privacy-policy",
    "search",
    "terms-of-service",
];
/// Elements whose content is text up to their end tag.
const TEXTS: [&str; 7] = ["script", "style", "textarea", "title", "xmp", "noembed", "noframes"];

/// What a template makes browsers load from other hosts.
pub fn foreign(template: &str) -> Vec<Found> {
    let written = turns::written(template);
    let mut reader = Reader { text: &written, at: 0, found: Vec::new() };
    reader.read();
    reader.found
}

struct Attribute {
    name: String,
    value: Range<usize>,
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    found: Vec<Found>,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn read(&mut self) {
        while let Some(open) = self.rest().find('<') {
            self.at += open;
            if self.rest().starts_with("<!--") {
                self.at += self.rest().find("-->").map_or(self.rest().len(), |end| end + 3);
            } else if self.rest()[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
                self.at += 1;
                self.tag();
            } else {
                self.at += 1;
            }
        }
    }

    fn while_it(&mut self, is: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|c| !is(c)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn tag(&mut self) {
        let name = self.while_it(|c| !c.is_ascii_whitespace() && !matches!(c, '/' | '>')).to_ascii_lowercase();
        let mut attributes = Vec::new();
        loop {
            self.while_it(|c| c.is_ascii_whitespace() || c == '/');
            match self.rest().chars().next() {
                Some('>') => {
                    self.at += 1;
                    break;
                }
                Some(_) => attributes.push(self.attribute()),
                None => break,
            }
        }
        self.judge(&name, &attributes);
        if TEXTS.contains(&name.as_str()) {
            let end = self.rest().to_ascii_lowercase().find(&format!("</{name}")).unwrap_or(self.rest().len());
            if name == "style" {
                self.style(self.at..self.at + end);
            }
            self.at += end;
        }
    }

    fn attribute(&mut self) -> Attribute {
        let start = self.at;
        // A sign of equality may begin a name.
        self.at += self.rest().chars().next().map_or(0, char::len_utf8);
        self.while_it(|c| !c.is_ascii_whitespace() && !matches!(c, '/' | '>' | '='));
        let name = self.text[start..self.at].to_ascii_lowercase();
        let behind = self.at;
        self.while_it(|c| c.is_ascii_whitespace());
        if !self.rest().starts_with('=') {
            self.at = behind;
            return Attribute { name, value: behind..behind };
        }
        self.at += 1;
        self.while_it(|c| c.is_ascii_whitespace());
        let quote = self.rest().chars().next().filter(|c| matches!(c, '"' | '\''));
        let from = self.at + quote.map_or(0, char::len_utf8);
        self.at = from;
        if let Some(quote) = quote {
            self.while_it(|c| c != quote);
            let value = from..self.at;
            self.at = (self.at + 1).min(self.text.len());
            Attribute { name, value }
        } else {
            self.while_it(|c| !c.is_ascii_whitespace() && c != '>');
            Attribute { name, value: from..self.at }
        }
    }

    fn judge(&mut self, element: &str, attributes: &[Attribute]) {
        let value = |name: &str| attributes.iter().find(|a| a.name == name).map(|a| resolved(&self.text[a.value.clone()]));
        let is_refresh = value("http-equiv").is_some_and(|http| http.trim().eq_ignore_ascii_case("refresh"));
        // Without a relation, or with one from a value, nobody knows.
        let is_linked = element == "link"
            && value("rel").is_some_and(|rel| {
                rel.split_ascii_whitespace().any(|one| !SAID.contains(&one.to_ascii_lowercase().as_str()) && !one.contains('_'))
                    && !rel.split_ascii_whitespace().all(|one| one.contains('_'))
            });
        for Attribute { name, value } in attributes {
            let local = name.rsplit(':').next().unwrap_or(name);
            if local == "style" {
                self.style(value.clone());
            } else if LOADING.contains(&local) || (local == "href" && (is_linked || LINKED.contains(&element))) {
                self.address(&resolved(&self.text[value.clone()]), value);
            } else if SETS.contains(&local) {
                for one in resolved(&self.text[value.clone()]).split(',') {
                    self.address(one.trim_start().split_ascii_whitespace().next().unwrap_or_default(), value);
                }
            } else if local == "content" && is_refresh {
                let text = resolved(&self.text[value.clone()]);
                let address = text.split_once(['=']).map_or("", |(_, address)| address);
                self.address(address.trim().trim_matches(['"', '\'']), value);
            }
        }
    }

    fn address(&mut self, address: &str, range: &Range<usize>) {
        let address = css::as_read(address);
        let is_inert = ["data:", "mailto:", "about:"].iter().any(|s| address.to_ascii_lowercase().starts_with(s));
        if css::is_foreign(&address) && !is_inert {
            self.found.push(Found { range: range.clone(), what: Loaded::Address(address) });
        }
    }

    /// A style, in an attribute or an element.
    fn style(&mut self, range: Range<usize>) {
        let raw = &self.text[range.clone()];
        let style = resolved(raw);
        for piece in css::pieces(&style) {
            // Where characters are written as references, the whole of it is the place.
            let place = |inner: Range<usize>| {
                if style == raw { range.start + inner.start..range.start + inner.end } else { range.clone() }
            };
            match piece.what {
                What::Url(address) | What::Address(address) => {
                    let inside = place(css::inside(&style, &piece.range));
                    self.address(&address, &inside);
                }
                What::Import => self.found.push(Found { range: place(piece.range), what: Loaded::Import }),
                What::Unread(name) => self.found.push(Found { range: place(piece.range), what: Loaded::Unread(name) }),
                What::Other | What::Comment | What::Unclosed(_) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Loaded, foreign};

    /// What is found, each with the text it stands at.
    #[track_caller]
    fn check(template: &str, expect: &[&str]) {
        let found = foreign(template).into_iter().map(|found| match found.what {
            Loaded::Address(_) => template[found.range].to_owned(),
            Loaded::Import => format!("import {}", &template[found.range]),
            Loaded::Unread(name) => format!("unread {name}"),
        });
        assert_eq!(found.collect::<Vec<_>>(), expect, "{template}");
    }

    #[test]
    fn what_is_loaded_from_elsewhere_is_found() {
        check("<script src=\"https://x.example/a.js\"></script>", &["https://x.example/a.js"]);
        check("<SCRIPT defer SRC = //x.example/a.js>", &["//x.example/a.js"]);
        check("<img alt='<' src='&#104;ttps&colon;//x.example/خط.png'>", &["&#104;ttps&colon;//x.example/خط.png"]);
        check("<img srcset=\"a.png 1x, https://x.example/b.png 2x\">", &["a.png 1x, https://x.example/b.png 2x"]);
        check("<link rel=\"stylesheet\" href='\\\\x.example/a.css'>", &["\\\\x.example/a.css"]);
        check("<link rel='dns-prefetch alternate' href=//x.example>", &["//x.example"]);
        check("<svg><use xlink:href=\"https://x.example/a.svg#b\"/></svg>", &["https://x.example/a.svg#b"]);
        check(
            "<base href=\"https://x.example/\"><video poster='ftp://x.example/a'>",
            &["https://x.example/", "ftp://x.example/a"],
        );
        check("<meta http-equiv=refresh content=\"0; url=https://x.example\">", &["0; url=https://x.example"]);
        check("<img {% if a > 1 %}src=\"https://{{ host }}/a.png\"{% endif %}>", &["https://{{ host }}/a.png"]);
        check("<script src=\"{% if a %}https://x.example/a.js{% endif %}\">", &["{% if a %}https://x.example/a.js{% endif %}"]);
        check("{% raw %}<img src=//x.example>{% endraw %}", &["//x.example"]);
    }

    #[test]
    fn styles_are_read_as_style_sheets() {
        check("<p style=\"background: url('https://x.example/a.png')\">", &["https://x.example/a.png"]);
        check("<p style='background: u\\72l(//x.example/a)'>", &["//x.example/a"]);
        check("<p style=\"background: url(&quot;//x.example&quot;)\">", &["background: url(&quot;//x.example&quot;)"]);
        check("<style>خط{}\n@import 'a.css';b{}</style>", &["import @import 'a.css'"]);
        check("<style>a{b:image-set(var(--x) 1x)}</style><a>", &["unread image-set"]);
        check("<STYLE>a{b:url({{ x }})}c{d:url(https:{{ x }})}</Style>", &["https:{{ x }}"]);
    }

    #[test]
    fn everything_else_is_left() {
        for template in [
            "<a href=\"https://x.example/\">خط</a><script src=\"{{ head.script }}\" defer></script>",
            "<link rel=\"canonical\" href=\"https://x.example/\"><link rel=\"{{ rel }}\" href=\"https://x.example/\">",
            "<!-- <img src=//x.example> -->{# <img src=//x.example> #}<img src=\"data:image/png;base64,AAAA\">",
            "<script type=\"application/ld+json\">{\"a\": \"<img src=//x.example>\"}</script>",
            "<p style=\"--x: {{ x }}; color: red\">a < b <3 style='url(//x.example)'",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><use href=\"#a\"/></svg><textarea><img src=//x></textarea>",
            "<img src=\"img/a.png\"><img src=/a:b.png",
            "{{ \"<img src=//x.example>\" }}",
        ] {
            check(template, &[]);
        }
    }
}
