//! A text -> the files and the entries of ledgers that it names, letter by letter: front matter, links, figures, raw HTML, comments
//! and what no reader of the program knows are all one to it. What is kept back takes all that with it, by this rule alone, which
//! the build and `check --leaks` share.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::place::CONTENT;
use super::{address, picture};
use crate::ast::EntryKind;
use crate::config::Config;
use crate::config::base::BaseUrl;
use crate::escape;
use crate::locale::{Locales, bidi};
use crate::source::{FileId, SourceTree, names};

/// What a text names of the ledger.
#[derive(Debug, Default)]
pub struct Named {
    /// Kind and id.
    pub entries: BTreeSet<(&'static str, String)>,
    /// Kinds of which it lists all: `events: all`, `from: facts`.
    pub all: BTreeSet<&'static str>,
}

/// The entries that a text names.
pub fn entries(text: &str) -> Named {
    let mut named = Named::default();
    for text in readings(text) {
        entries_of(&text, &mut named);
    }
    named
}

fn entries_of(text: &str, named: &mut Named) {
    for (at, _) in text.match_indices(':') {
        let quotes = ['"', '\'', ' ', '\t'];
        let before = text[..at].trim_end_matches(quotes);
        let key = before.rsplit(|c| !is_of_id(c)).next().unwrap_or_default().to_ascii_lowercase();
        let after = text[at + 1..].trim_start_matches(quotes);
        let value = after.split(|c| !is_of_id(c)).next().unwrap_or_default();
        if let Some(kind) = kind(&key) {
            if !value.is_empty() {
                named.entries.insert((kind, value.to_owned()));
                named.entries.insert((kind, value.to_ascii_lowercase()));
            }
            continue;
        }
        match (key.as_str(), value) {
            ("events", "all") => named.all.insert("event"),
            ("places", "all") => named.all.insert("place"),
            ("people", "all") => named.all.insert("person"),
            ("from", "facts") => named.all.insert("fact"),
            ("from", "claims") => named.all.insert("claim"),
            _ => false,
        };
    }
}

/// The word before an id, if it is one.
fn kind(word: &str) -> Option<&'static str> {
    EntryKind::ALL.map(EntryKind::scheme).into_iter().chain(["event"]).find(|kind| *kind == word)
}

fn is_of_id(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// A text as it stands, and with its references to characters, its escapes of Markdown and those of addresses resolved.
fn readings(text: &str) -> Vec<Cow<'_, str>> {
    let mut readings = vec![Cow::Borrowed(text)];
    if text.contains('&') {
        readings.push(Cow::Owned(escape::resolved(text)));
    }
    if text.contains('\\') {
        readings.push(Cow::Owned(text.replace('\\', "")));
        // Between folders, as Windows writes them.
        readings.push(Cow::Owned(text.replace('\\', "/")));
    }
    if text.contains('%') {
        readings.push(Cow::Owned(address::decoded(text)));
    }
    readings
}

/// The files below the content that are no pages, by their names.
pub struct Files<'a> {
    tree: &'a SourceTree,
    locales: &'a Locales,
    base: &'a BaseUrl,
    /// Files by path, in small letters and without a language: a picture, its versions in other languages, and any that differ in case.
    families: BTreeMap<String, Vec<FileId>>,
    /// Names that hold what separates words of a text, in small letters.
    odd: BTreeMap<String, Vec<FileId>>,
}

impl<'a> Files<'a> {
    /// The files of a project.
    pub fn of(tree: &'a SourceTree, config: &'a Config) -> Self {
        let (locales, base) = (&config.locales, &config.base);
        let mut files = Self { tree, locales, base, families: BTreeMap::new(), odd: BTreeMap::new() };
        for file in tree.in_folder(CONTENT).filter(|file| names::page_stem(&file.path).is_none()) {
            files.families.entry(files.family(&file.path)).or_default().push(file.id);
            let name = file.path.rsplit('/').next().unwrap_or(&file.path);
            if name.contains(separates) {
                files.odd.entry(name.to_lowercase()).or_default().push(file.id);
            }
        }
        files
    }

    /// `content/a/Map.ar.svg` -> `content/a/map.svg`.
    fn family(&self, path: &str) -> String {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let own = name.rsplit_once('.').and_then(|(stem, ending)| {
            let (stem, tag) = stem.rsplit_once('.')?;
            self.locales.by_tag(tag).map(|_| format!("{folder}/{stem}.{ending}"))
        });
        own.unwrap_or_else(|| path.to_owned()).to_lowercase()
    }

    /// The files that a text of a file names, each with its versions in all languages: from its own folder, and from that of the
    /// content and of the project, as in a note to a colleague.
    pub fn named(&self, path: &str, text: &str) -> BTreeSet<FileId> {
        self.find(&[above(path), CONTENT, ""], text, |full| {
            self.families.get(&self.family(full)).into_iter().flatten().copied().collect()
        })
    }

    /// The files that a text names as readers of a page in the language `tag` are shown them.
    pub fn meant(&self, path: &str, text: &str, tag: &str) -> BTreeSet<FileId> {
        let is_file = |path: &str| path.starts_with(CONTENT) && names::page_stem(path).is_none();
        let meant = |full: &str| picture::variant(self.tree, full, tag).filter(|file| is_file(&file.path)).map(|file| file.id);
        self.find(&[above(path)], text, |full| meant(full).into_iter().collect())
    }

    /// `folders` are those that paths may start from; behind the root of the site, the first counts as the content.
    fn find(&self, folders: &[&str], text: &str, of: impl Fn(&str) -> Vec<FileId>) -> BTreeSet<FileId> {
        let mut found = BTreeSet::new();
        for text in readings(text) {
            for word in text.split(separates).filter(|word| word.contains('.')) {
                // What emphasises a word or ends a sentence is no part of the name.
                let bare = word.trim_start_matches(AROUND).trim_end_matches(AROUND).trim_end_matches('.');
                let value = bare.rsplit_once(':').map_or(bare, |(_, value)| value);
                for word in [word, word.trim_matches('*'), bare, value] {
                    let Some(word) = address::decode(word) else { continue };
                    let root = self.below_root(&word);
                    for (i, folder) in folders.iter().enumerate() {
                        let (from, word) = match root {
                            Some(path) if i == 0 => (CONTENT, path),
                            Some(path) => (*folder, path),
                            // A name alone is one of its own folder.
                            None if i > 0 && !word.contains('/') => break,
                            None => (*folder, &*word),
                        };
                        found.extend(address::join(from, word).into_iter().flat_map(|full| of(&full)));
                    }
                }
            }
            if !self.odd.is_empty() {
                let text = crate::locale::letter::composed(&text).to_lowercase();
                // Where the name ends is not told by the text; so it means all files of that name.
                found.extend(self.odd.iter().filter(|(name, _)| text.contains(name.as_str())).flat_map(|(_, files)| files));
            }
        }
        found
    }

    /// What stands behind the root of the site in an address: `/a/b.pdf`, `https://example.org/a/b.pdf`.
    fn below_root<'w>(&self, word: &'w str) -> Option<&'w str> {
        let path = match word.split_once("//") {
            Some((_, rest)) => {
                let host = self.base.origin.split_once("//").map_or(&*self.base.origin, |(_, host)| host);
                let own = rest.get(..host.len()).filter(|own| own.eq_ignore_ascii_case(host))?;
                &rest[own.len()..]
            }
            None => word,
        };
        let path = path.strip_prefix('/')?;
        // Links of a site below a path may be written with it and without.
        let below = self.base.path.trim_matches('/');
        Some(path.strip_prefix(below).filter(|_| !below.is_empty()).and_then(|rest| rest.strip_prefix('/')).unwrap_or(path))
    }
}

/// What stands around words of Markdown and sentences.
const AROUND: [char; 5] = ['*', '_', '~', ':', '!'];

/// What stands between words of front matter, Markdown, HTML, YAML and JSON, and of sentences: marks of direction too, which nobody
/// sees beside a name.
fn separates(c: char) -> bool {
    let is_mark = matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{feff}');
    c.is_whitespace() || is_mark || bidi::is_control(c) || "\"'()<>[]{},=|`#?;\\،؛؟«»“”‘’‹›„…–—".contains(c)
}

fn above(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::{Files, entries};
    use crate::config::{self, Overrides};
    use crate::source::{Content, SourceTree};

    fn entries_in(text: &str) -> Vec<String> {
        entries(text).entries.iter().map(|(kind, id)| format!("{kind} {id}")).collect()
    }

    #[test]
    fn entries_are_named_in_every_way_of_writing() {
        let text = "[](fact:gas-price) [x](<person: a1>) {\"event\": \"e\"}, {claim: 'c'}\nsource:s\n  place:\tp\nartefact: no\nterm:\nfrom: facts\nevents: all\nnote: fact";
        assert_eq!(entries_in(text), ["claim c", "event e", "fact gas-price", "person a1", "place p", "source s"]);
        assert_eq!(entries(text).all.into_iter().collect::<Vec<_>>(), ["event", "fact"]);
        for text in ["<!-- [](fact:zf) -->", "`fact:zf`", "FACT:zf", "fact&#58;zf", "fact&colon;zf", "fact:%7Af", "fact\\:zf"] {
            assert!(entries_in(text).contains(&"fact zf".to_owned()), "{text}");
        }
    }

    #[test]
    fn files_are_named_in_every_way_of_writing() {
        let paths = [
            "content/k/a.svg",
            "content/k/m.svg",
            "content/k/m.ar.svg",
            "content/k/m.en.svg",
            "content/k/my file (1).pdf",
            "content/d.csv",
            "content/k/p.ar.md",
            "content/k/é.png",
            "content/k/_x.csv",
            "content/k/sub/deep.csv",
        ];
        let tree = SourceTree::new(paths.map(|path| (path.to_owned(), Content::Text("".into()))));
        let site =
            "title: {ar: x, en: x}\nbase_url: https://example.org/repo/\nlanguages: {ar: {name: x}, en: {name: y, region: GB}}\n";
        let site = SourceTree::new([("site.yaml".to_owned(), Content::Text(site.into()))]);
        let config = config::read(&site, &Overrides::default()).value.expect("a configuration");
        let files = Files::of(&tree, &config);
        let paths = |found: std::collections::BTreeSet<_>| -> Vec<&str> {
            let mut paths: Vec<&str> = found.into_iter().map(|id| tree.file(id).path.as_str()).collect();
            paths.sort_unstable();
            paths
        };
        let named = |text: &str| paths(files.named("content/k/p.ar.md", text));
        for text in [
            "![x](a.svg)",
            "<img src=a.svg>",
            "image: a.svg",
            "<img srcset=\"/k/a.svg 2x\">",
            "extra: {x: [../k/a.svg#part]}",
            "<!-- a.svg -->",
            "see a.svg.",
            "انظر «a.svg»، ثم",
            "**A.SVG**",
            "a&#46;svg",
            "a\\.svg",
            "<style>x{background:url(a.svg)}</style>",
            "HTTPS://Example.org/repo/k/a.svg",
            "//example.org/k/a.svg?x",
            "/repo/k/a.svg",
            "\u{2068}a.svg\u{2069}",
            "الملف a.svg\u{200f} هنا",
            "the map a.svg—which",
            "a.svg…",
            "to do: draw k/a.svg",
            "<!-- content/k/a.svg -->",
            "/content/k/a.svg",
            "..\\k\\a.svg",
        ] {
            assert_eq!(named(text), ["content/k/a.svg"], "{text}");
        }
        let all = ["content/k/m.ar.svg", "content/k/m.en.svg", "content/k/m.svg"];
        assert_eq!((named("![x](m.svg)"), named("m.en.svg")), (all.to_vec(), all.to_vec()));
        assert_eq!(paths(files.meant("content/k/p.ar.md", "![x](m.svg)", "ar")), ["content/k/m.ar.svg"]);
        for text in ["[x](<my file (1).pdf>)", "[x](My%20file%20(1).pdf)"] {
            assert_eq!(named(text), ["content/k/my file (1).pdf"], "{text}");
        }
        assert_eq!(named("src: /d.csv\n%C3%A9.png"), ["content/d.csv", "content/k/é.png"]);
        assert_eq!((named("**_x.csv**"), named("__a.svg__")), (vec!["content/k/_x.csv"], vec!["content/k/a.svg"]));
        assert_eq!(named("sub\\deep.csv"), ["content/k/sub/deep.csv"]);
        // A page that is shown uses only what its readers are led to.
        assert_eq!(paths(files.meant("content/k/p.ar.md", "content/k/a.svg k/a.svg", "ar")), [""; 0]);
        assert_eq!(named("[x](p.md) b.svg, d.csv. /a.svg https://example.com/k/a.svg"), [""; 0]);
    }
}
