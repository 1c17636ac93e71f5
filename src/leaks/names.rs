//! A text -> the files and the entries of ledgers that it names, letter by letter: front matter, links, figures, raw HTML and
//! what no reader of the program knows are all one to it.

use std::collections::{BTreeMap, BTreeSet};

use crate::site::place::CONTENT;
use crate::site::{address, picture};
use crate::source::{FileId, SourceTree, names};

/// The words that stand before ids.
const KINDS: [&str; 8] = ["fact", "claim", "person", "place", "org", "event", "source", "term"];

/// What a text names of the ledger.
#[derive(Debug, Default)]
pub struct Named {
    /// Kind and id.
    pub entries: BTreeSet<(&'static str, String)>,
    /// Kinds of which all are shown one by one: `events: all`.
    pub all: BTreeSet<&'static str>,
    /// Kinds of which a table holds all: `from: facts`.
    pub tables: BTreeSet<&'static str>,
}

/// The entries that a text names.
pub fn entries(text: &str) -> Named {
    let mut named = Named::default();
    for (at, _) in text.match_indices(':') {
        let quotes = ['"', '\'', ' ', '\t'];
        let before = text[..at].trim_end_matches(quotes);
        let key = before.rsplit(|c| !is_of_id(c)).next().unwrap_or_default();
        let after = text[at + 1..].trim_start_matches(quotes);
        let value = after.split(|c| !is_of_id(c)).next().unwrap_or_default();
        if let Some(kind) = KINDS.iter().find(|kind| **kind == key) {
            if !value.is_empty() {
                named.entries.insert((kind, value.to_owned()));
            }
            continue;
        }
        match (key, value) {
            ("events", "all") => named.all.insert("event"),
            ("places", "all") => named.all.insert("place"),
            ("people", "all") => named.all.insert("person"),
            ("from", "facts") => named.tables.insert("fact"),
            ("from", "claims") => named.tables.insert("claim"),
            _ => false,
        };
    }
    named
}

fn is_of_id(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// The files below the content that are no pages, by their names: their own, and those without a language.
pub struct Files<'a> {
    tree: &'a SourceTree,
    by_name: BTreeSet<&'a str>,
    /// Names that hold what separates words of a text.
    odd: BTreeMap<&'a str, Vec<FileId>>,
}

impl<'a> Files<'a> {
    /// The files of a project.
    pub fn of(tree: &'a SourceTree) -> Self {
        let (mut by_name, mut odd) = (BTreeSet::new(), BTreeMap::<&str, Vec<FileId>>::new());
        for file in tree.under(CONTENT).filter(|file| names::page_stem(&file.path).is_none()) {
            let name = file.path.rsplit('/').next().unwrap_or(&file.path);
            by_name.insert(name);
            if name.contains(separates) {
                odd.entry(name).or_default().push(file.id);
            }
        }
        Self { tree, by_name, odd }
    }

    /// The files that a text of a file names, on a page of the language `tag`.
    pub fn named(&self, path: &str, text: &str, tag: &str) -> BTreeSet<FileId> {
        let mut found = BTreeSet::new();
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for word in text.split(separates).filter(|word| word.contains('.')) {
            let Some(word) = address::decode(word) else { continue };
            let (from, word) = word.strip_prefix('/').map_or((folder, &*word), |word| (CONTENT, word));
            let file = address::join(from, word).and_then(|full| picture::variant(self.tree, &full, tag));
            found.extend(file.filter(|file| self.is_known(&file.path)).map(|file| file.id));
        }
        for (name, files) in self.odd.iter().filter(|(name, _)| text.contains(*name)) {
            // Where the name ends is not told by the text; so it means all files of that name.
            found.extend(files.iter().filter(|_| self.by_name.contains(*name)));
        }
        found
    }

    fn is_known(&self, path: &str) -> bool {
        path.starts_with(CONTENT) && path.rsplit('/').next().is_some_and(|name| self.by_name.contains(name))
    }
}

/// What stands between words of front matter, Markdown, HTML, YAML and JSON.
fn separates(c: char) -> bool {
    c.is_whitespace() || "\"'()<>[]{},=|`#?;\\".contains(c)
}

#[cfg(test)]
mod tests {
    use super::{Files, entries};
    use crate::source::{Content, SourceTree};

    #[test]
    fn entries_are_named_in_every_way_of_writing() {
        let named = entries(
            "[](fact:gas-price) [x](<person: a1>) {\"event\": \"e\"}, {claim: 'c'}\nsource:s\n  place:\tp\nartefact: no\nterm:\nfrom: facts\nevents: all\nnote: fact",
        );
        let found: Vec<String> = named.entries.iter().map(|(kind, id)| format!("{kind} {id}")).collect();
        assert_eq!(found, ["claim c", "event e", "fact gas-price", "person a1", "place p", "source s"]);
        assert_eq!(
            (named.all.into_iter().collect::<Vec<_>>(), named.tables.into_iter().collect::<Vec<_>>()),
            (vec!["event"], vec!["fact"])
        );
    }

    #[test]
    fn files_are_named_in_every_way_of_writing() {
        let paths = [
            "content/k/a.svg",
            "content/k/m.ar.svg",
            "content/k/my file (1).pdf",
            "content/d.csv",
            "content/k/p.ar.md",
            "content/k/é.png",
        ];
        let tree = SourceTree::new(paths.map(|path| (path.to_owned(), Content::Text("".into()))));
        let files = Files::of(&tree);
        let named = |text: &str| -> Vec<&str> {
            let found = files.named("content/k/p.ar.md", text, "ar");
            let mut paths: Vec<&str> = found.into_iter().map(|id| tree.file(id).path.as_str()).collect();
            paths.sort_unstable();
            paths
        };
        for text in
            ["![x](a.svg)", "<img src=a.svg>", "image: a.svg", "<img srcset=\"/k/a.svg 2x\">", "extra: {x: [../k/a.svg#part]}"]
        {
            assert_eq!(named(text), ["content/k/a.svg"], "{text}");
        }
        assert_eq!(named("![x](m.svg)"), ["content/k/m.ar.svg"]);
        assert_eq!(named("[x](<my file (1).pdf>)"), ["content/k/my file (1).pdf"]);
        assert_eq!(named("src: /d.csv\n%C3%A9.png"), ["content/d.csv", "content/k/é.png"]);
        assert_eq!(named("[x](p.md) b.svg, d.csv. /a.svg"), [""; 0]);
    }
}
