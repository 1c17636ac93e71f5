//! The files beside a page that was saved: its pictures come along, without what they say of whoever made them. Links to other pages
//! of its site lead to where that stands on the web, if the page says where it does.

use std::collections::{BTreeMap, BTreeSet};

use super::address::{Address, Addresses, is_remote};
use crate::locale::fold;
use crate::picture::metadata::Keep;
use crate::picture::{Format, probe, upright};
use crate::site::address;

/// The most bytes of pictures that one page brings.
const MOST: usize = 256 << 20;

/// A picture that comes along.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    /// Its path below the folder of the page.
    pub name: String,
    /// Its bytes, clean.
    pub bytes: Vec<u8>,
}

/// The files beside a page.
pub struct Beside<'a> {
    /// Reads a file by its path below the folder of the page; `None` where there is none.
    read: &'a dyn Fn(&str) -> Option<Vec<u8>>,
    /// The folder that pictures are put in.
    folder: String,
    /// Where the page stood on the web.
    stood: Option<String>,
    /// What was brought so far, by the path it had.
    names: BTreeMap<String, Address>,
    taken: BTreeSet<String>,
    length: usize,
    /// The pictures, in the order of the page.
    pub pictures: Vec<Picture>,
}

impl<'a> Beside<'a> {
    /// The files beside a page that stood at an address of the web and will have its pictures in `folder`.
    pub fn new(read: &'a dyn Fn(&str) -> Option<Vec<u8>>, folder: String, stood: Option<String>) -> Self {
        let stood = stood.filter(|own| own.starts_with("https://") || own.starts_with("http://"));
        Self { read, folder, stood, names: BTreeMap::new(), taken: BTreeSet::new(), length: 0, pictures: Vec::new() }
    }

    fn bring(&mut self, path: &str) -> Address {
        let Some(bytes) = (self.read)(path) else { return Address::Gone("there is no such file beside the page") };
        if self.length + bytes.len() > MOST {
            return Address::Gone("the pictures of the page are larger than 256 MB");
        }
        let Ok(Some(format)) = probe::format(&bytes) else { return Address::Gone("it is no picture that pages can show") };
        let Ok(clean) = upright::published(&bytes, Keep::default()) else {
            return Address::Gone("the picture is damaged, or does more than show itself");
        };
        let clean = clean.into_owned();
        let name = self.free(path, format);
        self.length += clean.len();
        self.pictures.push(Picture { name: name.clone(), bytes: clean });
        Address::As(name)
    }

    /// A name for a picture that none has yet.
    fn free(&mut self, path: &str, format: Format) -> String {
        let file = path.rsplit('/').next().unwrap_or(path);
        let stem = fold::slug(file.rsplit_once('.').map_or(file, |(stem, _)| stem));
        let stem = if stem.is_empty() { "picture".to_owned() } else { stem.chars().take(60).collect() };
        let ending = format.endings().first().copied().unwrap_or("png");
        let name = |number: usize| {
            let number = if number > 1 { format!("-{number}") } else { String::new() };
            format!("{}/{stem}{number}.{ending}", self.folder)
        };
        let name = (1..=self.taken.len() + 1).map(name).find(|name| !self.taken.contains(name)).unwrap_or_default();
        self.taken.insert(name.clone());
        name
    }
}

impl Addresses for Beside<'_> {
    fn link(&mut self, raw: &str) -> Address {
        if is_remote(raw) {
            return Address::As(raw.to_owned());
        }
        match self.stood.as_deref().and_then(|base| joined(base, raw)) {
            Some(whole) => Address::As(whole),
            None => Address::Gone("it leads to a page of the old site, and the page does not say where that stood"),
        }
    }

    fn picture(&mut self, raw: &str) -> Address {
        if is_remote(raw) {
            return Address::Link(raw.to_owned());
        }
        let path = local(raw);
        let Some(path) = path else { return Address::Gone("it does not lie below the folder of the page") };
        if let Some(known) = self.names.get(&path) {
            return known.clone();
        }
        let made = self.bring(&path);
        self.names.insert(path, made.clone());
        made
    }
}

/// The path of a file below the folder of the page, without what browsers add to addresses.
fn local(raw: &str) -> Option<String> {
    let path = raw.split(['?', '#']).next().unwrap_or_default();
    let path = address::decode(path)?;
    let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    let is_below = !path.starts_with('/') && !parts.is_empty() && !parts.contains(&"..");
    let is_name = |part: &&str| !part.contains(['\\', ':', '\0']) && !part.chars().any(char::is_control);
    (is_below && parts.iter().all(is_name)).then(|| parts.join("/"))
}

/// A path as it is read from the address of a page.
fn joined(base: &str, raw: &str) -> Option<String> {
    let (scheme, rest) = base.split_once("://")?;
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (host, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
    let (own, behind) = raw.find(['?', '#']).map_or((raw, ""), |at| raw.split_at(at));
    let whole = match own {
        "" => path.to_owned(),
        own if own.starts_with('/') => own.to_owned(),
        own => format!("{}/{own}", path.rsplit_once('/').map_or("", |(folder, _)| folder)),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/').skip(1) {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Some(format!("{scheme}://{host}/{}{behind}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::{joined, local};

    #[test]
    fn files_are_looked_for_below_the_page_only() {
        assert_eq!(local("a_files/b%20c.png?x=1").as_deref(), Some("a_files/b c.png"));
        for path in ["/etc/passwd", "../a.png", "a/../../b.png", "%2e%2e/a.png", "c:\\a.png", "", "%ff.png"] {
            assert_eq!(local(path), None, "{path}");
        }
    }

    #[test]
    fn links_lead_to_where_the_page_stood() {
        for (raw, whole) in [
            ("b.html", "https://example.org/a/b.html"),
            ("/c?d#e", "https://example.org/c?d#e"),
            ("../f", "https://example.org/f"),
            ("?g", "https://example.org/a/x?g"),
        ] {
            assert_eq!(joined("https://example.org/a/x?y", raw).as_deref(), Some(whole));
        }
    }
}
