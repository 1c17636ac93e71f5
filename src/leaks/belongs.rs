//! The pages of a site -> the files and the entries of ledgers that belong to those alone that are kept back.
//!
//! A file does when a page names it that is kept back and none that is shown, when it stands beside such a page in a folder of its
//! name, or in one whose pages are all such, and no page that is shown names it, and always in the folder of such a section or
//! bundle. An entry does when such a page names it, or an entry that does rests on it, unless a page that is shown names it or an
//! entry that stays rests on it.

use std::collections::{BTreeMap, BTreeSet};

use super::pages::{Pages, Written, above};
use super::without::Gone;
use crate::ledger::names::GLOSSARY;
use crate::ledger::{Citation, Ledger, Speaker};
use crate::locale::LocaleId;
use crate::site::Site;
use crate::site::letters::{self, Files, Named};
use crate::site::place::{self, CONTENT};
use crate::source::{FileId, SourceFile, SourceTree, names as file_names};

/// Kinds with the names of their files.
const KINDS: [(&str, &str); 7] = [
    ("fact", "facts.yaml"),
    ("claim", "claims.yaml"),
    ("person", "people.yaml"),
    ("place", "places.yaml"),
    ("org", "organisations.yaml"),
    ("event", "events.yaml"),
    ("source", "sources.yaml"),
];
/// What belongs to the pages alone that are kept back. `all` is the site that shows its drafts.
pub fn of(all: &Site, tree: &SourceTree, pages: &Pages) -> Gone {
    let files = Files::of(tree, &all.config);
    let mut gone = Gone::default();
    let mut hidden_names: BTreeMap<FileId, Vec<FileId>> = BTreeMap::new();
    let mut by_ledger: BTreeMap<&str, Wanted> = BTreeMap::new();
    let mut terms = Wanted::default();
    for page in pages.hidden().chain(pages.shown()) {
        let text = tree.file(page.file).text().unwrap_or_default();
        let tag = &all.config.locales.get(page.locale).tag;
        let named = if page.is_hidden { files.named(&page.path, text) } else { files.meant(&page.path, text, tag) };
        let mut texts = vec![text];
        texts.extend(named.iter().filter_map(|id| tree.file(*id).text()));
        for id in named {
            if page.is_hidden {
                hidden_names.entry(id).or_default().push(page.file);
            } else {
                gone.used.insert(id);
            }
        }
        let named: Vec<Named> = texts.into_iter().map(letters::entries).collect();
        terms.add(&named, page.is_hidden);
        if let Some(ledger) = all.ledgers.of_page(&page.key) {
            let wanted = by_ledger.entry(&ledger.folder).or_default();
            wanted.add(&named, page.is_hidden);
            wanted.has_readers |= !page.is_hidden;
        }
    }
    let downloads = tree.in_folder(CONTENT).filter(|file| all.config.is_download(&file.path[CONTENT.len() + 1..]));
    gone.used.extend(downloads.map(|file| file.id));
    let crowd = Crowd::of(pages);
    for file in tree.in_folder(CONTENT).filter(|file| file_names::is_copied(&file.path[CONTENT.len() + 1..])) {
        let Some((folder, locale)) = place::folder(&file.path, &all.config.locales) else { continue };
        let by = hidden_names.get(&file.id);
        let is_gone = match standing(pages, folder, locale) {
            _ if !file.path[CONTENT.len() + 1..].contains('/') => by.is_some() && !gone.used.contains(&file.id),
            Standing::Below => true,
            Standing::Beside => !gone.used.contains(&file.id),
            Standing::Open if crowd.is_hidden(pages, &file.path, folder, locale) => !gone.used.contains(&file.id),
            Standing::Open => by.is_some() && !gone.used.contains(&file.id),
        };
        if is_gone {
            gone.files.insert(file.id, by.cloned().unwrap_or_default());
        }
    }
    for (folder, ledger) in &all.ledgers.by_folder {
        let files = KINDS.map(|(kind, name)| (kind, tree.get(&path(folder, name))));
        let wanted = by_ledger.remove(folder.as_str()).unwrap_or_default();
        if !wanted.has_readers {
            gone.ledgers.extend(files.iter().filter_map(|(_, file)| file.map(|file| file.id)));
            continue;
        }
        for (kind, id) in wanted.gone(&Rests::of(ledger)) {
            let file = files.iter().find_map(|(own, file)| file.filter(|_| *own == kind));
            gone.entry(file, id);
        }
    }
    let known = Rests(all.ledgers.glossary.iter().map(|term| (("term", term.id.clone()), Vec::new())).collect());
    for (_, id) in terms.gone(&known) {
        gone.entry(tree.get(GLOSSARY), id);
    }
    gone
}

impl Gone {
    fn entry(&mut self, file: Option<&SourceFile>, id: String) {
        if let Some(file) = file {
            self.entries.entry(file.id).or_default().insert(id);
        }
    }
}

fn path(folder: &str, name: &str) -> String {
    if folder.is_empty() { format!("{CONTENT}/{name}") } else { format!("{CONTENT}/{folder}/{name}") }
}

/// Where a file stands.
enum Standing {
    /// Where nothing is kept back.
    Open,
    /// Beside a page that is, in a folder of its name.
    Beside,
    /// In the folder of a section or bundle that is.
    Below,
}

/// The nearest section or bundle decides, of its languages that of the file where it has one.
fn standing(pages: &Pages, folder: &str, locale: Option<LocaleId>) -> Standing {
    let mut standing = Standing::Open;
    for key in std::iter::once(folder).chain(above(folder)) {
        let owners: Vec<&Written> = pages.at(key).filter(|page| page.has_folder).collect();
        if owners.is_empty() {
            let mut beside = pages.at(key).peekable();
            if beside.peek().is_some() && beside.all(|page| page.is_hidden) {
                standing = Standing::Beside;
            }
            continue;
        }
        let is_own = |page: &&&Written| Some(page.locale) == locale;
        let is_hidden = match owners.iter().find(is_own) {
            Some(own) => own.is_hidden,
            None => owners.iter().all(|page| page.is_hidden),
        };
        return if is_hidden { Standing::Below } else { standing };
    }
    standing
}

/// The pages of a project by the folders that they stand in.
#[derive(Default)]
struct Folders<'a>(BTreeMap<String, Vec<&'a Written>>);

impl<'a> Folders<'a> {
    fn of(pages: &'a Pages, folder: impl Fn(&Written) -> String) -> Self {
        let mut folders = Self::default();
        for page in pages.hidden().chain(pages.shown()) {
            folders.0.entry(folder(page)).or_default().push(page);
        }
        folders
    }

    /// The pages in a folder, or below it where none is in it.
    fn around(&self, folder: &str) -> Vec<&'a Written> {
        self.0.get(folder).cloned().unwrap_or_else(|| {
            let top = format!("{folder}/");
            let below = self.0.range(top.clone()..).take_while(|(path, _)| path.starts_with(&top));
            below.flat_map(|(_, pages)| pages).copied().collect()
        })
    }
}

/// The folders of all pages, by what places are called and by what they are called on the disk.
struct Crowd<'a> {
    keys: Folders<'a>,
    written: Folders<'a>,
}

impl<'a> Crowd<'a> {
    fn of(pages: &'a Pages) -> Self {
        let place = |page: &Written| if page.has_folder { page.key.clone() } else { up(&page.key).to_owned() };
        Self { keys: Folders::of(pages, place), written: Folders::of(pages, |page| up(&page.path).to_owned()) }
    }

    /// Whether the nearest folder around a file that holds pages holds only such that are kept back, in either way to call it. A
    /// section or bundle ends the way up.
    fn is_hidden(&self, pages: &Pages, path: &str, folder: &str, locale: Option<LocaleId>) -> bool {
        let nearest = |start: &str, top: &str, of: &Folders<'_>| {
            let mut keys = std::iter::once(folder).chain(above(folder));
            for folder in std::iter::once(start).chain(above(start)).take_while(|folder| *folder != top && !folder.is_empty()) {
                let key = keys.next().unwrap_or_default();
                let found = of.around(folder);
                if !found.is_empty() {
                    let has_own = found.iter().any(|page| Some(page.locale) == locale);
                    return found.iter().filter(|page| !has_own || Some(page.locale) == locale).all(|page| page.is_hidden);
                }
                if pages.at(key).any(|page| page.has_folder) {
                    break;
                }
            }
            false
        };
        nearest(folder, "", &self.keys) || nearest(up(path), CONTENT, &self.written)
    }
}

/// The folder that a path stands in.
fn up(path: &str) -> &str {
    &path[..path.rfind('/').unwrap_or(0)]
}

/// Kind and id.
type Entry = (&'static str, String);

/// What pages want of a ledger.
#[derive(Default)]
struct Wanted {
    shown: BTreeSet<Entry>,
    hidden: BTreeSet<Entry>,
    /// Kinds of which all are listed: whether a hidden page does, and whether a shown one does.
    all: BTreeMap<&'static str, (bool, bool)>,
    has_readers: bool,
}

impl Wanted {
    fn add(&mut self, named: &[Named], is_hidden: bool) {
        let mark = |(hidden, shown): &mut (bool, bool)| {
            *hidden |= is_hidden;
            *shown |= !is_hidden;
        };
        for named in named {
            if is_hidden { &mut self.hidden } else { &mut self.shown }.extend(named.entries.iter().cloned());
            named.all.iter().for_each(|kind| mark(self.all.entry(kind).or_default()));
        }
    }

    /// The entries that belong to hidden pages alone.
    fn gone(mut self, known: &Rests) -> BTreeSet<Entry> {
        let of = |kind: &str| known.0.keys().filter(|(own, _)| *own == kind).cloned().collect::<Vec<_>>();
        for (kind, (is_hidden, is_shown)) in &self.all {
            // A list of all takes for itself what nobody else does, and keeps nothing that somebody else takes.
            if *is_hidden && !is_shown {
                self.hidden.extend(of(kind));
            }
        }
        let taken = known.under(self.hidden);
        let staying = known.0.keys().filter(|entry| !taken.contains(*entry)).cloned().chain(self.shown);
        let staying = known.under(staying.collect());
        taken.into_iter().filter(|entry| known.0.contains_key(entry) && !staying.contains(entry)).collect()
    }
}

/// All entries of a ledger, each with what it rests on.
struct Rests(BTreeMap<Entry, Vec<Entry>>);

impl Rests {
    fn of(ledger: &Ledger) -> Self {
        let source = |id: &String| ("source", id.clone());
        let cited = |citation: &Citation| citation.source.iter().map(source).collect::<Vec<_>>();
        let mut all = BTreeMap::new();
        all.extend(ledger.facts.iter().map(|e| (("fact", e.id.clone()), cited(&e.citation))));
        all.extend(ledger.people.iter().map(|e| (("person", e.id.clone()), cited(&e.citation))));
        all.extend(ledger.places.iter().map(|e| (("place", e.id.clone()), cited(&e.citation))));
        all.extend(ledger.organisations.iter().map(|e| (("org", e.id.clone()), cited(&e.citation))));
        all.extend(ledger.events.iter().map(|e| (("event", e.id.clone()), cited(&e.citation))));
        all.extend(ledger.sources.iter().map(|e| (("source", e.id.clone()), Vec::new())));
        for claim in ledger.claims.iter() {
            let by = match &claim.by {
                Speaker::Person(id) => Some(("person", id.clone())),
                Speaker::Organisation(id) => Some(("org", id.clone())),
                Speaker::Words(_) => None,
            };
            all.insert(("claim", claim.id.clone()), claim.sources.iter().map(source).chain(by).collect());
        }
        Self(all)
    }

    /// Entries, and all that they rest on.
    fn under(&self, mut entries: BTreeSet<Entry>) -> BTreeSet<Entry> {
        let mut open: Vec<Entry> = entries.iter().cloned().collect();
        while let Some(entry) = open.pop() {
            for below in self.0.get(&entry).into_iter().flatten() {
                if entries.insert(below.clone()) {
                    open.push(below.clone());
                }
            }
        }
        entries
    }
}
