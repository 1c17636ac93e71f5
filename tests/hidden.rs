//! Hidden means absent: the bytes of a site with pages that are kept back are the bytes of the same site from whose folder these
//! pages, and what belongs to them alone, were deleted. The sites are generated, and so is what is deleted: this file knows the
//! rules a second time, from what it generated, and asks the program nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::test_runner::{Config as Runs, RngAlgorithm, TestRng, TestRunner};

use crate::support::shared;
use crate::support::site::{build as try_build, request};
use bayan::diag::Severity;
use bayan::diag::render::{Style, render};
use bayan::drift::lock::{self, Lock};
use bayan::drift::review::accept;
use bayan::leaks;
use bayan::pipeline::session::Session;
use bayan::pipeline::{Built, EditionFiles, Request};
use bayan::site::pairs::tags;
use bayan::source::{Content, SourceTree};

const LANGUAGES: [&str; 2] = ["ar", "en"];

/// What keeps a page back. Nothing comes first, so that a failing case shrinks towards a site without hidden pages.
const STATES: [(&str, &str); 9] = [
    ("shown", ""),
    ("shown", "publish: 2026-11-21\nexpiry: 2026-11-23\n"),
    ("shown", ""),
    ("shown", "expiry: 2026-11-22T00:00:01Z\n"),
    ("absent", ""),
    ("hidden", "draft: true\n"),
    ("hidden", "publish: 2027-01-01\n"),
    ("hidden", "expiry: 2026-11-22\n"),
    ("hidden", "publish: 2026-11-22T00:00:01Z\ndraft: false\n"),
];

/// Pages as key, file name without ending, and whether the files of its folder are its own.
const PAGES: [(&str, &str, bool); 12] = [
    ("", "_index", true),
    ("k", "k/_index", true),
    ("k/one", "k/one", false),
    ("k/two", "k/two", false),
    ("k/facts", "k/facts", false),
    ("n", "n/_index", true),
    ("n/a", "n/a", false),
    ("n/bundle", "n/bundle/index", true),
    ("n/deep", "n/deep/_index", true),
    ("n/deep/x", "n/deep/x", false),
    ("n/deep/more/y", "n/deep/more/y", false),
    ("top", "top", false),
];
const SECTIONS: [&str; 4] = ["", "k", "n", "n/deep"];

/// Entries of the ledgers: folder, kind, id, what it rests on, and the entry as it is written.
const ENTRIES: [(&str, &str, &str, &[&str], &str); 24] = [
    ("k", "fact", "f0", &["s0"], "{value: 777001, source: s0, what: {ar: قيمة, en: value}}"),
    ("k", "fact", "f1", &["s1"], "{value: 777002, source: s1}"),
    ("k", "fact", "f2", &["s1"], "{value: 777003, source: s1, certainty: contested}"),
    ("k", "fact", "f3", &[], "{value: 777004}"),
    ("k", "claim", "c0", &["p0", "s2"], "{by: p0, what: {ar: قول أول, en: one}, sources: [s2], status: disputed}"),
    ("k", "claim", "c1", &["o0", "s3"], "{by: o0, what: {ar: قول ثان, en: two}, sources: [s3], status: supported}"),
    ("k", "person", "p0", &["s4"], "{name: {ar: علي, en: Ali}, source: s4}"),
    ("k", "person", "p1", &[], "{name: {ar: منى, en: Mona}}"),
    ("k", "place", "g0", &["s4"], "{name: {ar: حلب, en: Aleppo}, source: s4, lat: 36.2, lon: 37.1}"),
    ("k", "org", "o0", &[], "{name: {ar: الهيئة, en: Authority}, abbr: AU}"),
    ("k", "event", "e0", &["s5"], "{date: 2022-01-06, text: {ar: حدث أول, en: Event one}, source: s5}"),
    ("k", "event", "e1", &[], "{date: 2022-02-01, text: {ar: حدث ثان, en: Event two}}"),
    ("k", "source", "s0", &[], "{title: {ar: مصدر صفر, en: Source zero}, lang: ar}"),
    ("k", "source", "s1", &[], "{title: {ar: مصدر واحد, en: Source one}, lang: ar}"),
    ("k", "source", "s2", &[], "{title: {ar: مصدر اثنان, en: Source two}, lang: ar}"),
    ("k", "source", "s3", &[], "{title: {ar: مصدر ثلاثة, en: Source three}, lang: en}"),
    ("k", "source", "s4", &[], "{title: {ar: مصدر أربعة, en: Source four}, lang: en}"),
    ("k", "source", "s5", &[], "{title: {ar: مصدر خمسة, en: Source five}, lang: en}"),
    ("k", "source", "s6", &[], "{title: {ar: مصدر ستة, en: Source six}, lang: en}"),
    ("n/deep", "fact", "d0", &["s0"], "{value: 888001, source: s0}"),
    ("n/deep", "fact", "d1", &[], "{value: 888002}"),
    ("n/deep", "source", "s0", &[], "{title: {ar: مصدر عميق, en: Deep source}, lang: en}"),
    ("", "term", "t0", &[], "{ar: الغاز المسال, en: liquefied gas}"),
    ("", "term", "t1", &[], "{ar: الناتج, en: product, note: {ar: شرح, en: note}}"),
];

/// Kinds of entries of the folder `k` of which a figure lists all, and that figure.
const LISTS: [(&str, &str); 5] = [
    ("fact", "\n```table\nfrom: facts\ncolumns: [{name: A, column: what}, {name: B, column: value}]\n```\n"),
    ("claim", "\n```table\nfrom: claims\ncolumns: [{name: A, column: by}, {name: B, column: what}]\n```\n"),
    ("event", "\n```timeline\ntitle: All times\nevents: all\n```\n"),
    ("person", "\n```people\npeople: all\n```\n"),
    ("place", "\n```map\ntitle: All places\nplaces: all\n```\n"),
];

/// Files below the content: path, folder as a key, language of its name.
const FILES: [(&str, &str, Option<&str>); 13] = [
    ("CNAME", "", None),
    ("root.svg", "", None),
    ("free/img/a.svg", "free/img", None),
    ("k/b.svg", "k", None),
    ("k/map.ar.svg", "k", Some("ar")),
    ("k/one/c.svg", "k/one", None),
    ("k/data.csv", "k", None),
    ("n/d.svg", "n", None),
    ("n/data.csv", "n", None),
    ("n/bundle/e.svg", "n/bundle", None),
    ("n/bundle/data.csv", "n/bundle", None),
    ("n/deep/f.pdf", "n/deep", None),
    ("n/deep/img/g.svg", "n/deep/img", None),
];

/// Choices, one number each; what is beyond the end is 0.
struct Tape(std::vec::IntoIter<u8>);

impl Tape {
    fn pick(&mut self, n: usize) -> usize {
        usize::from(self.0.next().unwrap_or(0)) % n
    }
}

/// A page in a language.
type At = (usize, usize);

/// A site: what it holds, and who refers to what.
#[derive(Clone, Debug)]
struct Plan {
    config: String,
    by_folder: bool,
    lock: bool,
    states: BTreeMap<At, usize>,
    entries: Vec<Vec<At>>,
    /// Who lists all entries of a kind.
    listed: Vec<Vec<At>>,
    files: Vec<Vec<At>>,
    links: Vec<(At, At)>,
    shared_tag: usize,
}

impl Plan {
    fn new(numbers: Vec<u8>) -> Self {
        let mut tape = Tape(numbers.into_iter());
        let missing = ["link", "render", "omit"][tape.pick(3)];
        let more =
            ["", "menu: [k]\n", "page_size: 1\n", "tags: {shared: {ar: مشترك, en: shared}}\n", "feed_size: 1\n"][tape.pick(5)];
        let config = format!(
            "base_url: https://example.org/repo/\ntitle: {{ar: بيان, en: Bayan}}\nlanguages: {{ar: {{name: العربية}}, en: {{name: English}}}}\nmissing_translation: {missing}\n{more}"
        );
        let (by_folder, lock, shared_tag) = (tape.pick(3) == 2, tape.pick(2) == 1, tape.pick(4));
        let mut states = BTreeMap::new();
        for (page, (key, ..)) in PAGES.iter().enumerate() {
            for language in 0..LANGUAGES.len() {
                // Whole sites that are hidden are rare: little is left to compare.
                let state = match *key {
                    "" => [0, 0, 0, 4, 4, 0, 0, 0, 0, 0, 5][tape.pick(11)],
                    "k/facts" => [4, 4, 4, 4, 0, 5, 6][tape.pick(7)],
                    _ => tape.pick(STATES.len()),
                };
                states.insert((page, language), state);
            }
        }
        let mut plan = Self {
            config,
            by_folder,
            lock,
            states,
            entries: Vec::new(),
            listed: Vec::new(),
            files: Vec::new(),
            links: Vec::new(),
            shared_tag,
        };
        // A menu must not name what nobody can go to.
        if !(0..2).any(|language| plan.is_shown((1, language))) {
            plan.config = plan.config.replace("menu: [k]\n", "");
        }
        for (folder, ..) in ENTRIES {
            let users = plan.users(&mut tape, folder);
            plan.entries.push(users);
        }
        for _ in LISTS {
            let users = if tape.pick(4) == 3 { plan.users(&mut tape, "k") } else { Vec::new() };
            plan.listed.push(users);
        }
        for (path, folder, language) in FILES {
            let users = if path == "CNAME" { Vec::new() } else { plan.users(&mut tape, "") };
            // Where a page is shown, a file of a folder that is kept back would be a mistake.
            let below = plan.is_below(folder, language);
            // A page of another language means the file without a language, which there is none.
            let fits = |at: &At| language.is_none_or(|l| l == LANGUAGES[at.1]);
            let users = users.into_iter().filter(|at| fits(at) && !(below && plan.is_shown(*at))).collect();
            plan.files.push(users);
        }
        for _ in 0..tape.pick(6) {
            let language = tape.pick(2);
            let (from, to) = ((tape.pick(PAGES.len()), language), (tape.pick(PAGES.len()), language));
            if plan.exists(from) && (plan.is_shown(to) || !plan.is_shown(from)) {
                plan.links.push((from, to));
            }
        }
        plan
    }

    /// Up to two pages at or below a folder that somebody wrote.
    fn users(&self, tape: &mut Tape, folder: &str) -> Vec<At> {
        let count = [0, 1, 1, 2][tape.pick(4)];
        let pages: Vec<usize> = (0..PAGES.len()).filter(|p| is_at_or_below(PAGES[*p].0, folder)).collect();
        let any = |tape: &mut Tape| (pages[tape.pick(pages.len())], tape.pick(2));
        (0..count).map(|_| any(tape)).filter(|at| self.exists(*at)).collect()
    }

    fn exists(&self, at: At) -> bool {
        STATES[self.states[&at]].0 != "absent"
    }

    /// Whether a page is not hidden by itself or by a section above it.
    fn is_shown(&self, (page, language): At) -> bool {
        let key = PAGES[page].0;
        let is_open = |section: &&str| {
            let at = |l: usize| (PAGES.iter().position(|p| p.0 == *section).expect("it is a page"), l);
            let state = |l: usize| STATES[self.states[&at(l)]].0;
            match (state(language), state(1 - language)) {
                ("absent", other) => other != "hidden",
                (own, _) => own != "hidden",
            }
        };
        let mut above = SECTIONS.iter().filter(|s| **s != key && is_at_or_below(key, s));
        STATES[self.states[&(page, language)]].0 == "shown" && above.all(is_open)
    }

    fn all(&self) -> impl Iterator<Item = At> {
        (0..PAGES.len()).flat_map(|page| (0..2).map(move |l| (page, l))).filter(|at| self.exists(*at))
    }

    /// Whether a file stands in the folder of a section or bundle that is hidden.
    fn is_below(&self, folder: &str, language: Option<&str>) -> bool {
        if folder.is_empty() {
            return false;
        }
        let mut owners: Vec<usize> = (0..PAGES.len()).filter(|p| PAGES[*p].2 && is_at_or_below(folder, PAGES[*p].0)).collect();
        owners.sort_by_key(|p| PAGES[*p].0.len());
        while let Some(page) = owners.pop() {
            let written: Vec<At> = (0..2).map(|l| (page, l)).filter(|at| self.exists(*at)).collect();
            let own: Vec<At> = written.iter().copied().filter(|at| language == Some(LANGUAGES[at.1])).collect();
            let deciding = if own.is_empty() { written } else { own };
            if !deciding.is_empty() {
                return deciding.iter().all(|at| !self.is_shown(*at));
            }
        }
        false
    }

    /// Whether a folder has the name of a page that is hidden and none of its own, or holds no other pages.
    fn is_beside(&self, folder: &str, language: Option<&str>) -> bool {
        let page = PAGES.iter().position(|p| p.0 == folder && !p.2);
        let is_named = page.is_some_and(|page| {
            let written: Vec<At> = (0..2).map(|l| (page, l)).filter(|at| self.exists(*at)).collect();
            !written.is_empty() && written.iter().all(|at| !self.is_shown(*at))
        });
        is_named || self.is_among_hidden(folder, language, |at| PAGES[at.0].1.rsplit_once('/').map_or("", |(f, _)| f).to_owned())
    }

    /// Whether the nearest folder that holds pages, or has them below it, holds hidden ones alone.
    fn is_among_hidden(&self, folder: &str, language: Option<&str>, of: impl Fn(At) -> String) -> bool {
        let mut folder = folder;
        while !folder.is_empty() {
            let mut found: Vec<At> = self.all().filter(|at| of(*at) == folder).collect();
            if found.is_empty() {
                found = self.all().filter(|at| is_at_or_below(&of(*at), folder)).collect();
            }
            let own: Vec<At> = found.iter().copied().filter(|at| language == Some(LANGUAGES[at.1])).collect();
            let deciding = if own.is_empty() { found } else { own };
            if !deciding.is_empty() {
                return deciding.iter().all(|at| !self.is_shown(*at));
            }
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
        false
    }

    fn is_file_deleted(&self, file: usize) -> bool {
        let (_, folder, language) = FILES[file];
        let users = &self.files[file];
        let is_used = |shown: bool| users.iter().any(|at| self.is_shown(*at) == shown);
        self.is_below(folder, language) || !is_used(true) && (is_used(false) || self.is_beside(folder, language))
    }

    fn is_ledger_deleted(&self, folder: &str) -> bool {
        !folder.is_empty() && !self.all().any(|at| is_at_or_below(PAGES[at.0].0, folder) && self.is_shown(at))
    }

    /// Whether a hidden page uses an entry, by name, in a list of all, or through what rests on it.
    fn is_taken(&self, entry: usize) -> bool {
        let (folder, kind, ..) = ENTRIES[entry];
        let hidden = |users: &[At]| users.iter().any(|at| !self.is_shown(*at));
        let list = LISTS.iter().position(|(listed, _)| folder == "k" && *listed == kind).map(|at| &self.listed[at]);
        let listed = list.is_some_and(|list| hidden(list) && !list.iter().any(|at| self.is_shown(*at)));
        hidden(&self.entries[entry]) || listed || Self::resting(entry).any(|other| self.is_taken(other))
    }

    fn is_entry_kept(&self, entry: usize) -> bool {
        let is_named = self.entries[entry].iter().any(|at| self.is_shown(*at));
        is_named || !self.is_taken(entry) || Self::resting(entry).any(|other| self.is_entry_kept(other))
    }

    /// The entries that rest on an entry.
    fn resting(entry: usize) -> impl Iterator<Item = usize> {
        let (folder, _, id, ..) = ENTRIES[entry];
        (0..ENTRIES.len()).filter(move |other| ENTRIES[*other].0 == folder && ENTRIES[*other].3.contains(&id))
    }

    fn path(&self, (page, language): At) -> String {
        let (name, tag) = (PAGES[page].1, LANGUAGES[language]);
        if self.by_folder { format!("content/{tag}/{name}.md") } else { format!("content/{name}.{tag}.md") }
    }

    fn text(&self, at: At) -> String {
        let ((key, ..), tag) = (PAGES[at.0], LANGUAGES[at.1]);
        let name = key.replace('/', " ");
        let mut text =
            format!("---\ntitle: Page {name} {tag}\nsummary: Summary of {name} in {tag}\n{}", STATES[self.states[&at]].1);
        let shared = if (at.0 + at.1).is_multiple_of(4 - self.shared_tag.min(3)) { ", shared" } else { "" };
        let _ =
            writeln!(text, "tags: [own {name} {tag}{shared}]\naliases: [/old/{tag}/p{}/]\ndate: 2022-01-{:02}", at.0, at.0 + 1);
        match key {
            "k" => text.push_str("briefing: true\n"),
            "top" => text.push_str("pdf: true\n"),
            "k/one" | "k/two" => text.push_str("weight: 3\n"),
            _ => {}
        }
        let first =
            |ending: &str| (0..FILES.len()).find(|f| FILES[*f].0.ends_with(ending) && self.files[*f].first() == Some(&at));
        let (drawing, document) = (first(".svg"), first(".pdf"));
        if let Some(file) = drawing {
            let _ = writeln!(text, "image: /{}\nimage_alt: A drawing", FILES[file].0);
        }
        if let Some(file) = document {
            let _ = writeln!(text, "extra: {{download: [/{}]}}", FILES[file].0);
        }
        // Half of the pages name these files in their head alone.
        let in_head = |file: usize| (at.0 + at.1).is_multiple_of(2) && [drawing, document].contains(&Some(file));
        let _ = writeln!(text, "---\n\n## Part of {name} {tag}\n\nSentence of {name} in {tag}.");
        for (entry, users) in self.entries.iter().enumerate().filter(|(_, users)| users.contains(&at)) {
            let (_, kind, id, ..) = ENTRIES[entry];
            match (kind, users.len()) {
                ("event", _) => {
                    let _ = write!(text, "\n```timeline\ntitle: Times\nevents: [{{event: {id}}}]\n```\n");
                }
                ("fact", 2) => {
                    let _ = write!(text, "\n```key-figures\nfigures: [{{fact: {id}, label: Amount}}]\n```\n");
                }
                _ => {
                    let _ = write!(text, "\nWords [](<{kind}:{id}>).\n");
                }
            }
        }
        for ((_, figure), _) in LISTS.iter().zip(&self.listed).filter(|(_, users)| users.contains(&at)) {
            text.push_str(figure);
        }
        for (file, _) in self.files.iter().enumerate().filter(|(file, users)| users.contains(&at) && !in_head(*file)) {
            let (path, ..) = FILES[file];
            let _ = match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
                "csv" => write!(
                    text,
                    "\n```chart\ntype: bar\ntitle: Trade\nsrc: /{path}\ncategory: country\nseries: [{{column: exports, name: x}}]\n```\n"
                ),
                "svg" => write!(text, "\n![A drawing](/{path})\n"),
                _ => write!(text, "\n[The file](/{path})\n"),
            };
        }
        for (_, to) in self.links.iter().filter(|(from, _)| *from == at) {
            let key = PAGES[to.0].0;
            let _ = write!(text, "\nSee [there](/{tag}/{key}{}).\n", if key.is_empty() { "" } else { "/" });
        }
        text
    }

    /// The whole site, or what is left of it when the hidden pages and what belongs to them alone are deleted.
    fn files(&self, is_deleted: bool) -> BTreeMap<String, String> {
        // The built-in style sheets take longest to read and are the same in every build.
        let theme = ("themes/briefing/theme.yaml".to_owned(), "name: bare\nstyles: []\nscripts: []\n".to_owned());
        let mut files = BTreeMap::from([("site.yaml".to_owned(), self.config.clone()), theme]);
        for at in self.all().filter(|at| !is_deleted || self.is_shown(*at)) {
            files.insert(self.path(at), self.text(at));
        }
        for (entry, (folder, kind, id, _, text)) in ENTRIES.iter().enumerate() {
            if is_deleted && self.is_ledger_deleted(folder) {
                continue;
            }
            let name = match *kind {
                "fact" => "facts",
                "claim" => "claims",
                "person" => "people",
                "place" => "places",
                "org" => "organisations",
                "event" => "events",
                "source" => "sources",
                _ => "glossary",
            };
            let slash = if folder.is_empty() { "" } else { "/" };
            let file = files.entry(format!("content/{folder}{slash}{name}.yaml")).or_default();
            if !is_deleted || self.is_entry_kept(entry) {
                let _ = writeln!(file, "{id}: {text}");
            }
        }
        for (file, (path, ..)) in FILES.iter().enumerate().filter(|(file, _)| !is_deleted || !self.is_file_deleted(*file)) {
            let text = if path.ends_with(".csv") {
                format!("country,exports\nA,1{file}\nB,2\n")
            } else {
                format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 2'><title>{file}</title></svg>")
            };
            files.insert(format!("content/{path}"), text);
        }
        files
    }
}

fn is_at_or_below(key: &str, folder: &str) -> bool {
    folder.is_empty() || key == folder || key.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

fn tree(files: &BTreeMap<String, String>) -> SourceTree {
    SourceTree::new(files.iter().map(|(path, text)| (path.clone(), Content::Text(text.as_str().into()))))
}

/// A code and what is said.
type Mistake = (&'static str, String);

/// The files that a build would write, and the errors that would keep it from that.
fn made(session: &Session) -> (BTreeMap<String, Vec<u8>>, Vec<Mistake>) {
    let outcome = session.outputs(&|| {});
    let errors = outcome.diags.iter().filter(|d| d.severity == Severity::Error).map(|d| (d.code, d.message.to_string()));
    let mut errors: Vec<_> = errors.collect();
    errors.sort();
    (outputs(&outcome.value.expect("a site")), errors)
}

/// Builds a site that has no mistakes.
fn build(tree: &SourceTree, request: &Request) -> Built {
    let outcome = shared::build(tree, request);
    assert!(!outcome.diags.has_errors(), "{}", render(outcome.diags, tree, Style::Short));
    outcome.value.expect("a site")
}

/// Every output with its bytes.
fn outputs(built: &Built) -> BTreeMap<String, Vec<u8>> {
    built.outputs.iter().map(|(path, contents)| (path.as_str().to_owned(), contents.bytes().expect("bytes").to_vec())).collect()
}

#[track_caller]
fn same(with: &BTreeMap<String, Vec<u8>>, without: &BTreeMap<String, Vec<u8>>) {
    let paths: BTreeSet<&String> = with.keys().chain(without.keys()).collect();
    let differ: Vec<&&String> = paths.iter().filter(|p| with.get(**p) != without.get(**p)).collect();
    if let Some(first) = differ.first() {
        let text = |set: &BTreeMap<String, Vec<u8>>| set.get(**first).map(|b| String::from_utf8_lossy(b).into_owned());
        panic!("{differ:?} differ; the first\nwith {:?}\nwithout {:?}", text(with), text(without));
    }
}

/// The lock after everything was accepted, drafts too.
fn accepted(files: &BTreeMap<String, String>) -> String {
    let tree = tree(files);
    let mut all = request();
    all.options.drafts = true;
    let site = shared::read(&tree, &all).value.expect("a site").site;
    let mut lock: Lock = lock::read(&tree).value;
    for pair in &site.pairs {
        let key = site.page(pair.pages[0]).key.text();
        lock.pages.entry(key).or_default().insert(tags(&site.config.locales, pair.locales), accept(pair.review(), |_| true));
    }
    lock.print()
}

/// Compares: a build that knows nothing, and, `and_warm`, one with a cache that somebody filled who looked at the drafts. A page may ask
/// for a table of all claims where only hidden pages make any: that is a mistake, and then the same mistake of all sites.
fn check(plan: &Plan, editions: &EditionFiles, and_warm: bool) -> bool {
    let (mut with, mut without) = (plan.files(false), plan.files(true));
    if plan.lock {
        let lock = accepted(&with);
        with.insert("bayan.lock".to_owned(), lock.clone());
        without.insert("bayan.lock".to_owned(), lock);
    }
    let (with, without) = (tree(&with), tree(&without));
    let request = Request { editions: editions.clone(), ..request() };
    let (expected, mistakes) = made(&shared::session(without, request.clone()));
    let compare = |session: &Session| {
        let (found, found_mistakes) = made(session);
        assert_eq!(found_mistakes, mistakes);
        same(&found, &expected);
        // Fonts are long and say nothing.
        let texts: Vec<_> = found.iter().filter_map(|(path, bytes)| Some((path, std::str::from_utf8(bytes).ok()?))).collect();
        for at in plan.all().filter(|at| !plan.is_shown(*at)) {
            let sentence = format!("Sentence of {} in {}.", PAGES[at.0].0.replace('/', " "), LANGUAGES[at.1]);
            let holds = texts.iter().find(|(_, text)| text.contains(&sentence)).map(|(path, _)| path);
            assert!(holds.is_none(), "{sentence} stands in {holds:?}");
        }
    };
    compare(&shared::session(with.clone(), request.clone()));
    if and_warm {
        let mut session = shared::session(with, request.clone());
        let mut drafts = request.clone();
        drafts.options.drafts = true;
        session.ask(drafts);
        session.outputs(&|| {});
        session.ask(request);
        compare(&session);
    }
    mistakes.is_empty()
}

/// Checks generated sites, of which nearly all are without mistakes.
fn over(seed: u8, cases: u32, check: impl Fn(&Plan) -> bool) {
    let runs = Runs { cases, failure_persistence: None, max_shrink_iters: 30, ..Runs::default() };
    let mut runner = TestRunner::new_with_rng(runs, TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]));
    let fine = std::cell::Cell::new(0);
    let run = |numbers: Vec<u8>| {
        fine.set(fine.get() + u32::from(check(&Plan::new(numbers))));
        Ok(())
    };
    runner.run(&prop::collection::vec(any::<u8>(), 220), run).expect("the same bytes");
    assert!(fine.get() * 5 >= cases * 4, "{} of {cases} sites are without mistakes", fine.get());
}

/// `build`, and what the stage of `serve` answers: pages that link to PDFs which are made later.
#[test]
fn a_hidden_page_leaves_no_trace() {
    over(1, 50, |plan| check(plan, &EditionFiles::OnDemand, false));
}

#[test]
fn a_hidden_page_leaves_no_trace_in_a_cache_either() {
    over(2, 50, |plan| check(plan, &EditionFiles::OnDemand, true));
}

/// `check --leaks` reads the same rules from the same files, and must not cry wolf.
#[test]
fn no_leak_is_told_where_there_is_none() {
    over(4, 12, |plan| {
        let tree = tree(&plan.files(false));
        let found = leaks::find(&tree, &request());
        assert!(found.diags.is_empty(), "{}", render(found.diags, &tree, Style::Short));
        true
    });
}

/// The PDFs too. They take longer, so there are fewer sites.
#[cfg(feature = "pdf")]
#[test]
fn a_hidden_page_leaves_no_trace_on_paper() {
    over(3, 6, |plan| {
        let plan = Plan {
            config: format!(
                "{}docx: {{enabled: true}}\nepub: {{enabled: true}}\noffline: true\npdf: {{attachments: true}}\n",
                plan.config
            ),
            ..plan.clone()
        };
        check(&plan, &EditionFiles::All, false)
    });
}

/// The problems of a site as `path:line:column code`.
#[track_caller]
fn absent(site: &str, words: &[&str]) {
    let (built, diags, tree) = try_build(site);
    assert!(!diags.has_errors(), "{}", render(diags, &tree, Style::Short));
    for (path, bytes) in outputs(&built.expect("a site")) {
        let text = String::from_utf8_lossy(&bytes);
        for word in words {
            assert!(!text.contains(word) && !path.contains(word), "{path} holds {word}");
        }
    }
}

#[test]
fn a_briefing_that_waits_publishes_no_data() {
    for state in ["publish: 2027-01-01", "draft: true", "expiry: 2020-01-01"] {
        let page = |tag: &str| {
            format!(
                "-- content/k/_index.{tag}.md --\n---\ntitle: Waiting\nbriefing: true\n{state}\n---\n\nIt is [](fact:secret).\n"
            )
        };
        let site = format!(
            "{}-- content/k/facts.yaml --\nsecret: {{value: 777, source: s}}\n-- content/k/sources.yaml --\ns: {{title: {{ar: مصدر, en: Sourcing}}, lang: en}}\n{}{}-- content/k/a.csv --\nsecretly\n",
            crate::support::site::AR_EN,
            page("ar"),
            page("en")
        );
        absent(&site, &["777", "Sourcing", "Waiting", "secretly", "facts.json"]);
    }
}

/// What lists all entries on a page that is shown keeps none of those that a draft alone names, and shows what no page names.
#[test]
fn a_list_of_all_entries_shows_none_of_a_draft() {
    let ledgers = "-- content/k/people.yaml --\nkept: {name: {ar: الأول, en: Kept}}\nlost: {name: {ar: الثاني, en: Lost}}\n\
        -- content/k/places.yaml --\nhere: {name: {ar: هنا, en: Heresy}, lat: 36.2, lon: 37.1}\naway: {name: {ar: هناك, en: Awayday}, lat: 33.5, lon: 36.3}\n\
        -- content/k/events.yaml --\nsoon: {date: 2022-01-06, text: {ar: حدث, en: Sooner}}\nlate: {date: 2022-01-07, text: {ar: آخر, en: Lategone}}\n\
        -- content/k/facts.yaml --\none: {value: 4001, what: {ar: قيمة, en: value}}\ntwo: {value: 4002, what: {ar: أخرى, en: other}}\n";
    let all: String = LISTS.iter().filter(|(kind, _)| *kind != "claim").map(|(_, figure)| *figure).collect();
    let draft = "[](person:lost) [](place:away) [](fact:two)\n\n```timeline\ntitle: T\nevents: [{event: late}]\n```\n";
    for by_hand in [draft, &all] {
        let site = format!(
            "{}{ledgers}-- content/k/_index.en.md --\n---\ntitle: Open\nbriefing: true\n---\n\n{all}\n-- content/k/d.en.md --\n---\ntitle: D\ndraft: true\n---\n\n{by_hand}\n",
            crate::support::site::AR_EN
        );
        let (built, diags, tree) = try_build(&site);
        assert!(!diags.has_errors(), "{}", render(diags, &tree, Style::Short));
        let whole: String =
            outputs(&built.expect("a site")).values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect();
        for shown in ["Kept", "Heresy", "Sooner", "4001"] {
            assert!(whole.contains(shown), "{shown}");
        }
        // A draft that lists all names none of them either.
        for hidden in ["Lost", "Awayday", "Lategone", "4002"] {
            assert_eq!(whole.contains(hidden), by_hand == all, "{hidden}");
        }
        assert!(leaks::find(&tree, &request()).diags.is_empty());
    }
}

#[test]
fn a_section_that_waits_hides_all_below_it() {
    for state in ["publish: 2027-01-01", "draft: true", "expiry: 2020-01-01"] {
        let site = format!(
            "{}-- content/k/_index.ar.md --\n---\ntitle: Waiting\n{state}\n---\n-- content/k/one.ar.md --\n---\ntitle: Chapter\n---\n-- content/k/deep/two.ar.md --\n---\ntitle: Chapter\n---\n",
            crate::support::site::AR_EN
        );
        absent(&site, &["Waiting", "Chapter", "/k/"]);
    }
}

/// The problems of a site as they are told, errors only.
#[track_caller]
fn told(site: &str, expect: &[&str]) {
    let (_, diags, tree) = try_build(&format!("{}{site}", crate::support::site::AR_EN));
    let text = render(diags, &tree, Style::Short);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), expect.len(), "{text}");
    for words in expect {
        assert!(text.contains(words), "{words}\nis not in\n{text}");
    }
}

/// A draft, a page to come, an expired one, and one below a section that is a draft, with pictures and data.
const KEPT_BACK: &str = "-- content/d.ar.md --\n---\ntitle: D\ndraft: true\n---\n-- content/later.ar.md --\n---\ntitle: L\npublish: 2027-01-01\n---\n-- content/old.ar.md --\n---\ntitle: O\nexpiry: 2026-11-01 09:30\n---\n-- content/s/_index.ar.md --\n---\ntitle: S\ndraft: true\nslug: closed\n---\n-- content/s/p.ar.md --\n---\ntitle: P\n---\n-- content/s/x.svg --\n<svg viewBox='0 0 4 2'/>\n-- content/s/x.csv --\ncountry,exports\nA,1\n";

#[test]
fn a_link_says_what_keeps_its_target_back() {
    let page = "-- content/a.ar.md --\n---\ntitle: A\nimage: s/x.svg\nimage_alt: A drawing\n---\n\n[d](d.md) [later](later.md) [old](old.md#part) [in](s/p.md) [out](/ar/closed/p/)\n\n![x](s/x.svg)\n\n```chart\ntype: bar\ntitle: Trade\nsrc: s/x.csv\ncategory: country\nseries: [{column: exports, name: x}]\n```\n";
    told(
        &format!("{KEPT_BACK}{page}"),
        &[
            "`d.md` is a draft",
            "`later.md` is public from 2027-01-01",
            "`old.md#part` expired on 2026-11-01 09:30",
            "`s/p.md` stands below `content/s/_index.ar.md`, which is a draft",
            "`/ar/closed/p/` stands below `content/s/_index.ar.md`, which is a draft",
            "content/a.ar.md:3:8: error[hidden-link]: `s/x.svg` stands below `content/s/_index.ar.md`, which is a draft",
            "content/a.ar.md:9:1: error[hidden-link]: `s/x.svg` stands below",
            "`s/x.csv` stands below `content/s/_index.ar.md`, which is a draft",
        ],
    );
}

#[test]
fn words_stay_where_a_target_is_kept_back() {
    let config = "-- site.yaml --\nbase_url: https://example.org/\ntitle: {ar: بيان, en: Bayan}\nlanguages: {ar: {name: العربية}, en: {name: English}}\nhidden_links: text\nmenu: [d, a]\n";
    let page = "-- content/a.ar.md --\n---\ntitle: A\ndate: 2026-01-01\nimage: s/x.svg\nimage_alt: A drawing\n---\n\nانظر [المسودة](d.md) و[the *old* one](old.md).\n\n![صورة](s/x.svg)\n\n```chart\ntype: bar\ntitle: Trade\nsrc: s/x.csv\ncategory: country\nseries: [{column: exports, name: x}]\n```\n";
    let built = crate::support::site::built(&format!("{config}{KEPT_BACK}{page}"));
    for path in ["ar/a/index.html", "ar/feed.xml"] {
        let text = crate::support::site::page(&built, path);
        assert!(text.contains("المسودة") && text.contains("old"), "{text}");
        assert!(!text.contains("href=\"\"") && !text.contains("x.svg") && !text.contains("Trade"), "{text}");
    }
}

#[test]
fn files_that_are_not_what_they_seem() {
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";
    let site = format!(
        "-- content/a.ar.md --\n---\ntitle: A\n---\n\n![صورة](p.jpg)\n-- content/p.jpg --\n{pointer}-- content/q.pdf --\n{pointer}-- content/b.markdown --\nx\n-- content/c.ar.MDX --\nx\n"
    );
    told(
        &site,
        &[
            "content/a.ar.md:5:1: error[lfs-pointer]",
            "content/q.pdf:1:1: error[lfs-pointer]: `content/q.pdf` only stands for a file",
            "content/b.markdown:1:1: error[foreign-page]: `content/b.markdown` is not read",
            "content/c.ar.MDX:1:1: error[foreign-page]",
        ],
    );
}

#[test]
fn only_content_is_copied() {
    let names =
        ["a.md.bak", "~$r.docx", "Thumbs.db", "x.YML", "Data.Yaml", "n.swp", "r.pdf", ".nojekyll", ".well-known/security.txt"];
    let files = names.iter().fold(String::new(), |files, name| files + &format!("-- content/{name} --\nx\n"));
    let built = crate::support::site::built(&format!(
        "{}{files}-- content/b.ar.MD --\n---\ntitle: B\n---\n",
        crate::support::site::AR_EN
    ));
    let paths = crate::support::site::paths(&built);
    for name in names {
        let is_content = ["r.pdf", ".nojekyll", ".well-known/security.txt"].contains(&name);
        assert_eq!(paths.contains(&name), is_content, "{name}: {paths:?}");
    }
    assert!(paths.contains(&"ar/b/index.html") && !paths.contains(&"b.ar.MD"), "{paths:?}");
}

#[test]
fn data_of_the_site_is_read_or_told() {
    let names = ["Facts.yaml", "claims.yml", "SOURCES.YML", "People.Yaml", "places.YAML", "Units.yml", "Pictures.yaml"];
    let files = names.iter().fold(String::new(), |files, name| files + &format!("-- content/k/{name} --\nx: {{value: 1}}\n"));
    let pages = "-- content/k/_Index.ar.md --\n---\ntitle: A\n---\n-- content/k/INDEX.md --\n---\ntitle: A\n---\n-- content/k/_index.AR.md --\n---\ntitle: A\n---\n";
    let mut expect: Vec<String> =
        names.iter().map(|name| format!("content/k/{name}:1:1: error[file-name]: `content/k/{name}` is not read")).collect();
    expect.extend(["_Index.ar.md", "INDEX.md"].map(|name| format!("content/k/{name}:1:1: error[file-name]")));
    told(&format!("{files}{pages}"), &expect.iter().map(String::as_str).collect::<Vec<_>>());
}

/// The file of a ledger holds what only pages use that are kept back.
#[test]
fn no_file_of_a_ledger_is_shown_as_it_stands() {
    let ledgers = "-- content/k/facts.yaml --\na: {value: 7}\n-- content/k/events.yaml --\ne: {date: 2022-01-06, text: {ar: حدث, en: Event}}\n-- content/glossary.yaml --\nt: {ar: غاز, en: gas}\n-- content/k/own.yaml --\nfigures: [{value: 1, label: {ar: عدد, en: Number}}]\n";
    let page = "-- content/k/a.ar.md --\n---\ntitle: A\n---\n\n[x](facts.yaml) [y](/k/facts.yaml) ![z](events.yaml) [n](own.yaml)\n\n```table\nsrc: facts.yaml\ncolumns: [{name: A, column: a}]\n```\n\n```timeline\ntitle: T\nsrc: events.yaml\n```\n\n```key-figures\nsrc: /glossary.yaml\n```\n\n```key-figures\nsrc: own.yaml\n```\n";
    told(
        &format!("{ledgers}{page}"),
        &[
            "5:1: error[broken-link]: `facts.yaml` is read by the program and not published",
            "5:17: error[broken-link]: `/k/facts.yaml` is read by the program and not published",
            "5:36: error[broken-link]: `events.yaml` is read by the program and not published",
            "5:54: error[broken-link]: `own.yaml` is read by the program and not published",
            "8:6: error[figure-source]: `facts.yaml` belongs to the ledger",
            "14:6: error[figure-source]: `events.yaml` belongs to the ledger",
            "18:6: error[figure-source]: `/glossary.yaml` belongs to the ledger",
        ],
    );
}

#[test]
fn dates_are_the_desks() {
    // The moment of the build is 2026-11-22T00:00:00Z: three in the morning in Riyadh, the evening before in New York.
    for (zone, is_shown) in [("Asia/Riyadh", true), ("UTC", true), ("America/New_York", false)] {
        let config = format!(
            "-- site.yaml --\nbase_url: https://example.org/\ntitle: Bayan\nlanguages: {{en: {{name: English}}}}\ntime_zone: {zone}\n"
        );
        let page = "-- content/a.md --\n---\ntitle: A\ndate: 2026-11-22\npublish: 2026-11-22\n---\n";
        let built = crate::support::site::built(&format!("{config}{page}"));
        assert_eq!(crate::support::site::paths(&built).contains(&"en/a/index.html"), is_shown, "{zone}");
        let feed = crate::support::site::page(&built, "en/feed.xml");
        let published = if zone == "UTC" { "2026-11-22T00:00:00Z" } else { "2026-11-22T00:00:00+03:00" };
        assert_eq!(feed.contains(published), is_shown, "{feed}");
    }
    let site =
        "-- site.yaml --\nbase_url: https://example.org/\ntitle: Bayan\nlanguages: {en: {name: English}}\ntime_zone: Riyadh\n";
    let (_, diags, tree) = try_build(site);
    let text = render(diags, &tree, Style::Short);
    assert!(
        text.contains("site.yaml:4:12: error[unknown-time-zone]: `Riyadh` is no time zone (did you mean `Asia/Riyadh`?)"),
        "{text}"
    );
}

#[test]
fn drafts_say_what_they_are() {
    let mut all = request();
    all.options.drafts = true;
    let tree = crate::support::site::tree(&format!("{}{KEPT_BACK}", crate::support::site::AR_EN));
    let built = build(&tree, &all);
    for (path, words) in [("d", "مسودة"), ("later", "محجوبة حتى"), ("old", "انتهت مدتها"), ("closed/p", "مسودة")]
    {
        let text = crate::support::site::page(&built, &format!("ar/{path}/index.html"));
        assert!(text.contains("kept-back") && text.contains(words), "{path}: {text}");
    }
    assert!(!crate::support::site::page(&built, "ar/index.html").contains("kept-back"));
}
