//! A project -> every place that names an entry of a ledger: its key in the data file, links of pages, values of data files, of heads and
//! of figures. Definition, references and the new name of an entry are read from this.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Desk, Kind, Place, destinations, folder_of, spot, written};
use crate::ast::walk;
use crate::ast::{BlockKind, Document, EntryKind};
use crate::diag::Diagnostics;
use crate::locale::Locales;
use crate::site::figures::data_path;
use crate::site::place::CONTENT;
use crate::source::{SourceFile, Span};
use crate::yaml::{Node, Value, Yaml, parse, parse_text};

/// An entry, wherever it is named.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Subject {
    /// The folder below the content in whose data file it stands.
    pub folder: String,
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: String,
}

/// A place that names an entry.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Mention {
    /// The bytes of the id.
    pub place: Place,
    /// Which entry.
    pub subject: Subject,
    /// Whether it is the key under which the entry stands.
    pub is_definition: bool,
}

/// The place that names an entry and holds a byte, or ends before it.
pub fn at<'d>(desk: &'d Desk, path: &str, at: usize) -> Option<&'d Mention> {
    desk.named().iter().find(|m| m.place.path == path && m.place.range.start <= at && at <= m.place.range.end)
}

/// Where an entry stands.
pub fn definition<'d>(desk: &'d Desk, subject: &Subject) -> Option<&'d Place> {
    of(desk, subject).find(|m| m.is_definition).map(|m| &m.place)
}

/// Everything that names an entry, its key too.
pub fn of<'d>(desk: &'d Desk, subject: &Subject) -> impl Iterator<Item = &'d Mention> {
    desk.named().iter().filter(move |m| m.subject == *subject)
}

/// Every place of a project, in the order of paths and bytes.
pub(in crate::answers) fn all(desk: &Desk) -> Vec<Mention> {
    let Some(config) = desk.config() else { return Vec::new() };
    let tree = desk.session().tree();
    let files: Vec<(&SourceFile, &'static str)> =
        tree.in_folder(CONTENT).filter_map(|file| Some((file, data(&file.path)?))).collect();
    let mut finder = Finder { desk, locales: &config.locales, known: BTreeSet::new(), found: BTreeSet::new() };
    for (file, name) in &files {
        finder.keys(file, name);
    }
    for (file, name) in &files {
        let folder = folder_of(&file.path).unwrap_or_default();
        finder.file(file, name, &folder);
    }
    let mut shared: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for document in desk.documents() {
        finder.page(document, &mut shared);
    }
    for (path, users) in shared {
        if let Some(file) = tree.get(&path) {
            for (name, folder) in &users {
                finder.file(file, name, folder);
            }
        }
    }
    finder.found.into_iter().collect()
}

/// The name in the table of a file of a ledger.
fn data(path: &str) -> Option<&'static str> {
    spot::kind(path).filter(|name| Kind::ALL.iter().any(|kind| kind.file().strip_suffix(".yaml") == Some(*name)))
}

struct Finder<'a> {
    desk: &'a Desk,
    locales: &'a Locales,
    known: BTreeSet<Subject>,
    found: BTreeSet<Mention>,
}

impl Finder<'_> {
    /// The entries that stand in a data file.
    fn keys(&mut self, file: &SourceFile, name: &str) {
        let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.file().strip_suffix(".yaml") == Some(name)) else { return };
        let text = file.text().unwrap_or_default();
        let yaml = parse(file, 0..text.len(), &mut Diagnostics::new());
        for (key, _) in written::entries(yaml.root()) {
            let Value::Text(id) = &key.value else { continue };
            let subject = Subject { folder: folder_of(&file.path).unwrap_or_default(), kind, id: id.clone() };
            if let Some(range) = written::exact(yaml.entry_span(id, key), id, text) {
                self.add(&file.path, range, subject.clone(), true);
            }
            self.known.insert(subject);
        }
    }

    fn add(&mut self, path: &str, range: Range<usize>, subject: Subject, is_definition: bool) {
        self.found.insert(Mention { place: Place { path: path.to_owned(), range }, subject, is_definition });
    }

    /// The entry that is meant by an id in a folder: the first kind of which there is one, else the first.
    fn subject(&self, folder: &str, kinds: &[Kind], id: &str) -> Option<Subject> {
        let own = |kind: Kind| {
            let folders: &[&str] = match kind {
                Kind::Linked(EntryKind::Term) => &[""],
                Kind::Unit => &[folder, ""],
                Kind::Linked(_) | Kind::Event => &[folder],
            };
            let one = |folder: &&str| Subject { folder: (*folder).to_owned(), kind, id: id.to_owned() };
            folders.iter().map(one).collect::<Vec<_>>()
        };
        let all: Vec<Subject> = kinds.iter().flat_map(|kind| own(*kind)).collect();
        all.iter().find(|subject| self.known.contains(subject)).or(all.first()).cloned()
    }

    /// What a file names.
    fn file(&mut self, file: &SourceFile, name: &str, folder: &str) {
        let text = file.text().unwrap_or_default();
        let yaml = parse(file, 0..text.len(), &mut Diagnostics::new());
        self.values(&yaml, (&file.path, text), name, folder);
    }

    fn values(&mut self, yaml: &Yaml<'_>, (path, text): (&str, &str), name: &str, folder: &str) {
        let mut named: Vec<(Range<usize>, Subject)> = Vec::new();
        written::texts(yaml.root(), &mut Vec::new(), &mut |steps: &[String], node: &Node, id: &str| {
            let subject = self.subject(folder, written::meant(name, steps), id);
            named.extend(subject.and_then(|subject| Some((written::letters(yaml, node, id, text)?, subject))));
        });
        for (range, subject) in named {
            self.add(path, range, subject, false);
        }
    }

    /// What a page names. Data files of its figures are noted, with the kind of figure and the page's ledger.
    fn page(&mut self, document: &Document, shared: &mut BTreeMap<String, BTreeSet<(String, String)>>) {
        let Some(text) = self.desk.text(&document.path) else { return };
        let Some(folder) = self.desk.folder(&document.path, self.locales) else { return };
        for (kind, id, range) in destinations::of(document, text) {
            if let Some(subject) = self.subject(&folder, &[Kind::Linked(kind)], &id) {
                self.add(&document.path, range, subject, false);
            }
        }
        if text.contains("key_figures") {
            let head = document.head.range();
            let yaml =
                parse_text(document.head.file, text.get(head.clone()).unwrap_or_default(), head.start, &mut Diagnostics::new());
            self.values(&yaml, (&document.path, text), "front-matter", &folder);
        }
        let mut figures: Vec<(String, &str, Span)> = Vec::new();
        walk::blocks(&document.blocks, &mut |block| {
            if let BlockKind::Figure { name, yaml, body, .. } = &block.kind {
                figures.push((format!("figure-{name}"), yaml, *body));
            }
        });
        let beside = document.path.rsplit_once('/').map_or("", |(beside, _)| beside);
        for (name, yaml, body) in figures {
            let yaml = parse_text(body.file, yaml, body.range().start, &mut Diagnostics::new());
            self.values(&yaml, (&document.path, text), &name, &folder);
            let is_src = |key: &Node| matches!(&key.value, Value::Text(key) if key == "src");
            let src = written::entries(yaml.root()).iter().find(|(key, _)| is_src(key)).map(|(_, value)| &value.value);
            if let Some(Value::Text(src)) = src
                && !src.ends_with(".csv")
                && let Some(path) = data_path(beside, src)
            {
                shared.entry(path).or_default().insert((name, folder.clone()));
            }
        }
    }
}
