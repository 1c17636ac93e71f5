//! Roof: the data files below `content/` -> [`Ledgers`].
//!
//! First the glossary and the units of the site, which every folder may use; then, folder by folder, sources and names before
//! what refers to them, so that references between entries are checked where both ends are known.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::fields::{Row, Units};
use super::names::{FILES, GLOSSARY, meant};
use super::{Citation, Entries, Faults, Ledger, Ledgers, Source, Term, Texts, Unit, entry};
use crate::ast::prose;
use crate::diag::codes::{config as file_codes, ledger as codes, yaml as yaml_codes};
use crate::diag::{Diagnostics, Outcome, Severity};
use crate::locale::format::Plural;
use crate::locale::{Locale, Locales, PerLanguage};
use crate::source::{SourceFile, SourceTree, Span};
use crate::yaml::gaps::{AllGaps, Gap, Gaps};
use crate::yaml::{Fields, Node, Value, parse};

pub(in crate::ledger) const CONTENT: &str = "content";

/// Reads every ledger of a project. What is wrong is reported and left out.
pub fn read(tree: &SourceTree, locales: &Locales) -> Outcome<Ledgers> {
    let mut diags = Diagnostics::new();
    let reader = Reader { tree, locales, misnamed: misnamed(tree), gaps: RefCell::default() };
    let glossary = reader.glossary(&mut diags);
    let mut units = Units { known: glossary_units(&glossary, locales), faults: glossary.faults.clone() };
    reader.units("", &mut units, &mut diags);
    let pictures = reader.pictures(&mut diags);
    let mut ledgers = Ledgers { by_folder: BTreeMap::new(), glossary, pictures, gaps: BTreeMap::new() };
    for folder in folders(tree, &reader.misnamed) {
        let mut own = units.clone();
        if !folder.is_empty() {
            reader.units(&folder, &mut own, &mut diags);
        }
        let ledger = reader.ledger(&folder, &own, &mut diags);
        // A folder with nothing but units has no ledger of its own.
        if reader.has_entries(&folder) {
            ledgers.by_folder.insert(folder, ledger);
        }
    }
    ledgers.gaps = reader.gaps.into_inner();
    for gaps in ledgers.gaps.values() {
        diags.extend(gaps.told(locales));
    }
    Outcome::new(ledgers, diags)
}

/// Folders below the content that hold data files, or what was meant to be one.
fn folders(tree: &SourceTree, misnamed: &BTreeSet<String>) -> BTreeSet<String> {
    let folder = |path: &str| {
        let path = path.strip_prefix(CONTENT)?.strip_prefix('/')?;
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        FILES.contains(&name).then(|| folder.to_owned())
    };
    tree.in_folder(CONTENT).map(|file| &file.path).chain(misnamed).filter_map(|path| folder(path)).collect()
}

/// The paths at which files would be read whose names are almost those of data files. They are told by their names, and what they
/// hold is not unknown.
fn misnamed(tree: &SourceTree) -> BTreeSet<String> {
    let path = |file: &SourceFile| Some(format!("{}/{}", file.path.rsplit_once('/')?.0, meant(&file.path)?));
    tree.in_folder(CONTENT).filter_map(path).filter(|path| tree.get(path).is_none()).collect()
}

/// Terms can be counted too.
fn glossary_units(glossary: &Entries<Term>, locales: &Locales) -> BTreeMap<String, Unit> {
    let unit = |term: &Term| {
        let own = |locale: &Locale| Some(BTreeMap::from([(Plural::Other, term.name.own(locale.id)?.text.clone())]));
        let forms = PerLanguage::filled(locales.site().iter().map(own).collect(), locales, |forms, _| forms.clone());
        Some((term.id.clone(), Unit(forms?)))
    };
    glossary.iter().filter_map(unit).collect()
}

/// Reads data files of a project.
pub(in crate::ledger) struct Reader<'a> {
    pub tree: &'a SourceTree,
    locales: &'a Locales,
    /// Where files would stand that have a wrong name.
    misnamed: BTreeSet<String>,
    /// What languages lack, by file.
    gaps: RefCell<AllGaps>,
}

impl Reader<'_> {
    fn path(folder: &str, name: &str) -> String {
        if folder.is_empty() { format!("{CONTENT}/{name}") } else { format!("{CONTENT}/{folder}/{name}") }
    }

    fn has_entries(&self, folder: &str) -> bool {
        FILES.iter().filter(|n| **n != "units.yaml").any(|name| self.is_there(&Self::path(folder, name)))
    }

    /// Whether there is a file at a path, or one that was meant to be there.
    fn is_there(&self, path: &str) -> bool {
        self.tree.get(path).is_some() || self.misnamed.contains(path)
    }

    /// Calls `each` with every entry of a file of the ledger; a field that it does not take is unknown. Gives
    /// what cannot be used.
    fn entries(
        &self,
        path: &str,
        diags: &mut Diagnostics,
        each: impl FnMut(&mut Row<'_>, &Node, &mut Diagnostics) -> Option<()>,
    ) -> Faults {
        let help = phrase!("use lower-case letters of ASCII, digits and `-`, as in `gas-price`: it becomes part of addresses");
        self.list(path, phrase!("a file of the ledger"), |id| (!is_id(id)).then_some(help), diags, each)
    }

    /// The same with a file of any entries: `wrong` says what to do about a key that cannot be one. What `each` makes nothing of
    /// cannot be used either, whoever reported why.
    pub(in crate::ledger) fn list(
        &self,
        path: &str,
        what: &'static str,
        wrong: impl Fn(&str) -> Option<&'static str>,
        diags: &mut Diagnostics,
        mut each: impl FnMut(&mut Row<'_>, &Node, &mut Diagnostics) -> Option<()>,
    ) -> Faults {
        let mut faults = Faults::default();
        let unread = Faults { is_unread: true, ..Faults::default() };
        let Some(file) = self.tree.get(path) else {
            return if self.misnamed.contains(path) { unread } else { faults };
        };
        let Some(text) = file.text() else {
            diags.push(file_codes::not_utf8(Span::new(file.id, 0, 0), path));
            return unread;
        };
        let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let yaml = parse(file, start..text.len(), diags);
        let Some(list) = Fields::of(&yaml, yaml.root(), what, diags) else { return unread };
        faults = Faults::of(yaml.lost());
        faults.ids.extend(other_keys(yaml.root()));
        let gaps = RefCell::default();
        for (id, key, node) in list.entries() {
            let span = yaml.entry_span(id, key);
            if let Some(help) = wrong(id) {
                faults.ids.insert(id.to_owned());
                diags.push(yaml_codes::bad_value(span, "id", id, phrase!("it is no id"), help));
                continue;
            }
            let before = diags.count(Severity::Error);
            let Some(fields) = Fields::of(&yaml, node, phrase!("an entry"), diags) else {
                faults.ids.insert(id.to_owned());
                continue;
            };
            let mut row = Row { yaml: &yaml, locales: self.locales, id, span, fields, gaps: &gaps };
            let is_made = each(&mut row, node, diags).is_some();
            row.fields.finish(diags);
            if !is_made || diags.count(Severity::Error) > before {
                faults.ids.insert(id.to_owned());
            }
        }
        self.keep(path, gaps.into_inner());
        faults
    }

    /// Remembers what languages lack in a file.
    fn keep(&self, path: &str, gaps: Gaps) {
        if !gaps.is_empty() {
            self.gaps.borrow_mut().insert(path.to_owned(), gaps);
        }
    }

    fn glossary(&self, diags: &mut Diagnostics) -> Entries<Term> {
        let mut terms = Entries::default();
        let faults = self.entries(GLOSSARY, diags, |row, node, diags| {
            let texts = self.term_texts(row, node, diags);
            let term = entry::term(row, texts, diags)?;
            terms.push(&term.id.clone(), term);
            Some(())
        });
        terms.faults = faults;
        terms
    }

    /// The languages of a term are fields of its entry.
    fn term_texts(&self, row: &mut Row<'_>, node: &Node, diags: &mut Diagnostics) -> Option<Texts> {
        let Value::Map(map) = &node.value else { return None };
        let mut texts = Vec::new();
        let (mut known, mut lacking) = (Vec::new(), Vec::new());
        for locale in self.locales.site() {
            let is_own = |key: &Node| matches!(&key.value, Value::Text(tag) if tag.eq_ignore_ascii_case(&locale.tag));
            let given = map.iter().find(|(key, _)| is_own(key));
            let text = given.and_then(|(_, value)| row.yaml.plain(&locale.tag, value, diags)).filter(|t| !t.trim().is_empty());
            lacking.extend(text.is_none().then_some(locale.id));
            if let Some((Node { value: Value::Text(tag), .. }, _)) = given {
                known.push(tag.clone());
            }
            texts.push(text.map(|t| row.prose(t, locale.id)));
        }
        row.fields.allow_fields(known);
        if lacking.len() == texts.len() {
            diags.push(file_codes::missing_in_language(row.span, row.id, &self.locales.site()[0].tag));
        } else if !lacking.is_empty() {
            row.gaps.borrow_mut().add(&lacking, || Gap { span: row.span, name: row.id.to_owned(), inside: None });
        }
        PerLanguage::filled(texts, self.locales, prose::lent)
    }

    /// `units.yaml`: id -> forms per language.
    fn units(&self, folder: &str, units: &mut Units, diags: &mut Diagnostics) {
        let path = Self::path(folder, "units.yaml");
        let Some(file) = self.tree.get(&path) else {
            units.faults.is_unread |= self.misnamed.contains(&path);
            return;
        };
        // What can be read says otherwise below.
        let was_unread = std::mem::replace(&mut units.faults.is_unread, true);
        let Some(text) = file.text() else {
            diags.push(file_codes::not_utf8(Span::new(file.id, 0, 0), &path));
            return;
        };
        let yaml = parse(file, 0..text.len(), diags);
        let Some(list) = Fields::of(&yaml, yaml.root(), phrase!("a file of units"), diags) else { return };
        let told = Faults::of(yaml.lost());
        units.faults.is_unread = was_unread || told.is_unread;
        units.faults.ids.extend(told.ids);
        units.faults.ids.extend(other_keys(yaml.root()));
        let gaps = RefCell::default();
        for (id, key, node) in list.entries() {
            let span = yaml.entry_span(id, key);
            units.faults.ids.insert(id.to_owned());
            let Some(fields) = Fields::of(&yaml, node, phrase!("a unit"), diags) else { continue };
            let row = Row { yaml: &yaml, locales: self.locales, id, span, fields, gaps: &gaps };
            if let Some(forms) = row.forms(id, node, diags) {
                units.known.insert(id.to_owned(), Unit(forms));
            }
        }
        self.keep(&path, gaps.into_inner());
    }

    fn ledger(&self, folder: &str, units: &Units, diags: &mut Diagnostics) -> Ledger {
        let path = |name: &str| Self::path(folder, name);
        let mut ledger =
            Ledger { folder: folder.to_owned(), has_facts: self.tree.get(&path("facts.yaml")).is_some(), ..Ledger::default() };
        let mut sources: Entries<Source> = Entries::default();
        let faults = self.entries(&path("sources.yaml"), diags, |row, _, diags| {
            let source = entry::source(row, diags)?;
            sources.push(&source.id.clone(), source);
            Some(())
        });
        sources.faults = faults;
        let cited = Cited { sources: &sources };
        for (file, what, list) in [
            ("people.yaml", phrase!("a person"), &mut ledger.people),
            ("places.yaml", phrase!("a place"), &mut ledger.places),
            ("organisations.yaml", phrase!("an organisation"), &mut ledger.organisations),
        ] {
            let faults = self.entries(&path(file), diags, |row, _, diags| {
                let name = entry::name(row, what, diags)?;
                cited.check(row, &name.citation, diags);
                list.push(&name.id.clone(), name);
                Some(())
            });
            list.faults = faults;
        }
        let mut facts = Entries::default();
        let faults = self.entries(&path("facts.yaml"), diags, |row, _, diags| {
            let fact = entry::fact(row, units, diags)?;
            cited.check(row, &fact.citation, diags);
            facts.push(&fact.id.clone(), fact);
            Some(())
        });
        facts.faults = faults;
        let mut claims = Entries::default();
        let faults = self.entries(&path("claims.yaml"), diags, |row, _, diags| {
            let claim = entry::claim(row, &ledger.people, &ledger.organisations, diags)?;
            claim.sources.iter().for_each(|id| cited.one(row, id, diags));
            claims.push(&claim.id.clone(), claim);
            Some(())
        });
        claims.faults = faults;
        let mut events = Entries::default();
        let faults = self.entries(&path("events.yaml"), diags, |row, _, diags| {
            let event = entry::event(row, diags)?;
            cited.check(row, &event.citation, diags);
            events.push(&event.id.clone(), event);
            Some(())
        });
        events.faults = faults;
        Ledger { facts, claims, sources, events, ..ledger }
    }
}

/// The sources that entries may name.
struct Cited<'a> {
    sources: &'a Entries<Source>,
}

impl Cited<'_> {
    fn check(&self, row: &Row<'_>, citation: &Citation, diags: &mut Diagnostics) {
        if let Some(id) = &citation.source {
            self.one(row, id, diags);
        }
    }

    fn one(&self, row: &Row<'_>, id: &str, diags: &mut Diagnostics) {
        if self.sources.get(id).is_none() && !self.sources.is_told(id) {
            let near = self.sources.nearest(id);
            diags.push(codes::unknown_entry(place(row), phrase!("source"), id, near, "sources.yaml"));
        }
    }
}

/// Where an entry names its sources.
fn place(row: &Row<'_>) -> Span {
    row.fields.key_span("source").or_else(|| row.fields.key_span("sources")).unwrap_or(row.span)
}

/// Keys that are no texts, as a page would write them: they are reported where they stand.
fn other_keys(root: &Node) -> impl Iterator<Item = String> + '_ {
    let entries: &[(Node, Node)] = if let Value::Map(entries) = &root.value { entries } else { &[] };
    entries.iter().filter_map(|(key, _)| match &key.value {
        Value::Int(n) => Some(n.to_string()),
        Value::Float(n) => Some(n.to_string()),
        Value::Bool(b) => Some(b.to_string()),
        Value::Null | Value::Text(_) | Value::List(_) | Value::Map(_) => None,
    })
}

/// Whether a text can be the id of an entry: words of ASCII letters and digits with `-` between them.
pub fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}
