//! The manual, docs/manual: it is a site, and what it shows is true.
//!
//! A block of code says behind the name of its language what it is:
//!
//! - a path: the block is this file of the example (`` ```yaml site.yaml ``), or stands at its end (`` ```yaml +site.yaml ``);
//! - `sh`: every line is typed in the example's folder and succeeds;
//! - `console`: behind `$ ` stands what is typed, below it what is printed, where `…` stands for any lines. It may fail if it prints
//!   an error that is shown;
//! - `not-run`: nothing runs it, on purpose;
//! - `chart`, `map` and the like without a path are figures of the page itself.
//!
//! The example of a chapter is what `bayan new my-desk` writes. Both languages of a chapter act on it in step: a block that is equal
//! in both is done once. In the end the example is a site, unless the last thing that is shown is a mistake.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex};

use crate::support::program::{Said, bayan, typed, words};

/// What of the manual nothing runs, in each language: trees of folders, settings of servers, steps of workflows. Who adds one counts it.
const NOT_RUN: usize = 24;

const FIGURES: [&str; 6] = ["chart", "timeline", "map", "key-figures", "table", "people"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/manual")
}

/// The chapters by their path without language and ending, each with its English and its Arabic text.
fn chapters() -> BTreeMap<String, [String; 2]> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder().join("content")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if let Some(page) = path.to_str().and_then(|path| path.strip_suffix(".en.md")) {
                let text = |tag: &str| {
                    let path = format!("{page}.{tag}.md");
                    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
                };
                found.insert(page.to_owned(), [text("en"), text("ar")]);
            }
        }
    }
    assert!(found.len() > 10, "{found:?}");
    found
}

/// A block of code of a page.
struct Block<'a> {
    /// The line it begins on, from 1.
    line: usize,
    /// The words behind its fence.
    info: Vec<&'a str>,
    /// What it holds, each line with its end.
    text: String,
    /// The line of text before it.
    before: &'a str,
}

impl<'a> Block<'a> {
    fn is_run(&self) -> bool {
        !self.info.contains(&"not-run")
    }

    /// The file that it is or adds to.
    fn path(&self) -> Option<&'a str> {
        self.info.get(1).filter(|_| self.is_run()).copied()
    }
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let (mut found, mut before, mut lines) = (Vec::new(), "", page.lines().enumerate());
    while let Some((at, line)) = lines.next() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        if ticks >= 3 {
            let inside = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != &line_of(ticks)[..]);
            let text = inside.fold(String::new(), |text, line| text + line + "\n");
            found.push(Block { line: at + 1, info: line[ticks..].split_whitespace().collect(), text, before });
        } else if !line.trim().is_empty() {
            before = line;
        }
    }
    found
}

/// The fence that closes one of this many ticks.
fn line_of(ticks: usize) -> String {
    "`".repeat(ticks)
}

/// What was done with the blocks of a chapter.
#[derive(Default, PartialEq, Eq, Debug)]
struct Count {
    files: usize,
    commands: usize,
    outputs: usize,
    figures: usize,
    not_run: usize,
}

impl Count {
    fn of(blocks: &[Block<'_>]) -> Self {
        let mut count = Self::default();
        for block in blocks {
            *match (block.info.as_slice(), block.path()) {
                _ if !block.is_run() => &mut count.not_run,
                (_, Some(_)) => &mut count.files,
                (["sh"], None) => &mut count.commands,
                (["console"], None) => &mut count.outputs,
                ([name], None) if FIGURES.contains(name) => &mut count.figures,
                _ => panic!("line {}: nothing runs this block, and it does not say `not-run`", block.line),
            } += 1;
        }
        count
    }
}

/// The project that every chapter begins with. It was built once, so that its pages lie in its cache.
static BEGUN: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let dir = tempfile::tempdir().expect("a folder");
    bayan(dir.path(), "new my-desk --languages ar,en -q").fine();
    bayan(&dir.path().join("my-desk"), "build --no-pdf -q -u https://desk.example/").fine();
    dir
});

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("made");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), &to).expect("copied");
        }
    }
}

/// The project that the blocks of a chapter act on.
struct Example {
    _dir: tempfile::TempDir,
    root: PathBuf,
    /// Whether a mistake was shown last, and no file came after it.
    is_broken: bool,
}

impl Example {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path().join("my-desk");
        copy(&BEGUN.path().join("my-desk"), &root);
        Self { _dir: dir, root, is_broken: false }
    }

    fn file(&mut self, block: &Block<'_>, path: &str) {
        let plain = path.trim_start_matches('+');
        assert!(block.before.contains(&format!("`{plain}`")), "line {}: the text before does not name {plain}", block.line);
        let file = self.root.join(plain);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        let old = if path == plain { String::new() } else { std::fs::read_to_string(&file).expect("the file is there") + "\n" };
        std::fs::write(file, old + &block.text).expect("written");
        self.is_broken = false;
    }

    /// Types the lines of a block.
    fn typed(&self, block: &Block<'_>) {
        for line in block.text.lines().map(typed) {
            let at = format!("line {}: {line}", block.line);
            match line.split_once(' ').unwrap_or((line, "")) {
                // What the newcomer's first hour shows (`newcomer`).
                ("cd" | "git", _) | ("bayan", "serve") => {}
                ("bayan", rest) if rest.starts_with("new ") => {
                    let elsewhere = tempfile::tempdir().expect("a folder");
                    bayan(elsewhere.path(), rest).fine();
                }
                ("bayan", rest) => {
                    let (rest, to) = rest.split_once(" > ").map_or((rest, None), |(rest, to)| (rest, Some(to)));
                    let said = bayan(&self.root, rest);
                    assert_eq!(said.code, 0, "{at}\n{}", said.text);
                    if let Some(to) = to {
                        std::fs::write(self.root.join(to), said.text).expect("written");
                    }
                }
                _ => panic!("{at}: nobody can run this"),
            }
        }
    }

    /// Types what a block shows, unless the other language did, and compares what is printed.
    fn shown(&mut self, block: &Block<'_>, typed: &mut BTreeMap<String, Said>) {
        for part in block.text.split("$ ").skip(1) {
            let (line, shown) = part.split_once('\n').expect("a line");
            let rest = line.strip_prefix("bayan ").unwrap_or_else(|| panic!("line {}: nobody can run this: {line}", block.line));
            let said = typed.entry(rest.to_owned()).or_insert_with(|| bayan(&self.root, rest));
            // Words of the other direction are isolated in messages, by marks that nobody sees.
            let text = said.text.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "");
            let mut printed = text.lines();
            for expected in shown.lines().filter(|line| !matches!(line.trim(), "" | "…")) {
                let is_there = printed.any(|line| line.trim_end() == expected.trim_end());
                assert!(is_there, "line {}: {line} does not print\n{expected}\nbut\n{text}", block.line);
            }
            self.is_broken = shown.contains("error");
            assert!(said.code == 0 || self.is_broken, "line {}: {line} fails\n{text}", block.line);
        }
    }

    /// Does what both languages of a block say.
    fn step(&mut self, english: &Block<'_>, arabic: &Block<'_>) {
        let is_equal = english.text == arabic.text && english.info == arabic.info;
        let both = if is_equal { vec![english] } else { vec![english, arabic] };
        let mut typed = BTreeMap::new();
        for block in both.into_iter().filter(|block| block.is_run()) {
            match (block.path(), block.info.as_slice()) {
                (Some(path), _) => self.file(block, path),
                (None, ["sh"]) => self.typed(block),
                (None, ["console"]) => self.shown(block, &mut typed),
                (None, _) => {}
            }
        }
    }
}

/// Runs the examples of a chapter, and counts them.
fn chapter(name: &str, texts: &[String; 2]) -> Count {
    let [english, arabic] = texts.each_ref().map(|text| blocks(text));
    let count = Count::of(&english);
    assert_eq!(count, Count::of(&arabic), "{name} shows other things in Arabic");
    if count == (Count { figures: count.figures, not_run: count.not_run, ..Count::default() }) {
        return count;
    }
    let mut example = Example::new();
    for (english, arabic) in english.iter().zip(&arabic) {
        example.step(english, arabic);
    }
    if example.is_broken {
        return count;
    }
    let built = bayan(&example.root, "build --strict --no-pdf -q -u https://desk.example/");
    assert_eq!(built.code, 0, "{name}: the example is no site in the end\n{}", built.text);
    count
}

#[test]
fn the_examples_of_the_manual_are_true() {
    let chapters = chapters();
    let todo = Mutex::new(chapters.iter());
    let counts = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((name, texts)) = { todo.lock().expect("nobody fails with it").next() } {
                    let done = std::panic::catch_unwind(|| chapter(name, texts));
                    counts.lock().expect("nobody fails with it").insert(name, done.ok());
                }
            });
        }
    });
    let counts = counts.into_inner().expect("all are done");
    let failed: Vec<_> = counts.iter().filter(|(_, count)| count.is_none()).map(|(name, _)| name).collect();
    assert!(failed.is_empty(), "see above: {failed:?}");
    let sum = |of: fn(&Count) -> usize| counts.values().flatten().map(of).sum::<usize>();
    let not_run = sum(|count| count.not_run);
    println!(
        "manual: {} chapters, {} files, {} blocks of commands, {} outputs, {} figures, {not_run} not run",
        counts.len(),
        sum(|count| count.files),
        sum(|count| count.commands),
        sum(|count| count.outputs),
        sum(|count| count.figures),
    );
    assert_eq!(not_run, NOT_RUN);
}

/// The gate also asks `check` about it.
#[test]
fn the_manual_is_a_site_whose_pairs_are_accepted() {
    let to = tempfile::tempdir().expect("a folder");
    let said = bayan(&folder(), &format!("build --strict --no-pdf --no-cache -o '{}'", to.path().display())).fine();
    assert!(!said.contains("bayan status"), "{said}");
    assert!(to.path().join("ar/guide/start/index.html").is_file(), "{said}");
}

/// What the program says of itself stands in the manual, in both languages.
#[track_caller]
fn both_name(chapter: &str, names: impl IntoIterator<Item = String>) {
    let chapters = chapters();
    let texts = &chapters[folder().join("content/guide").join(chapter).to_str().expect("UTF-8")];
    for (name, text) in names.into_iter().flat_map(|name| texts.iter().map(move |text| (name.clone(), text))) {
        let is_named = text.match_indices(&name).any(|(at, _)| {
            let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            !text[at + name.len()..].starts_with(is_part) && !text[..at].ends_with(is_part)
        });
        assert!(is_named, "{chapter} does not name {name}");
    }
}

#[test]
fn every_command_and_every_option_is_in_the_manual() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut names = Vec::new();
    let mut groups = vec![String::new()];
    while let Some(group) = groups.pop() {
        let help = bayan(dir.path(), &format!("{group} -h")).fine();
        let (commands, options) = help.split_once("\nOptions:\n").expect("every command has options");
        let own = commands.split_once("\nCommands:\n").map_or("", |(_, list)| list);
        let own = own.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next()).filter(|name| !name.is_empty());
        for name in own.filter(|name| *name != "help") {
            names.push(name.to_owned());
            groups.push(format!("{group} {name}"));
        }
        names.extend(words(options).into_iter().filter(|word| word.starts_with("--") && word.len() > 2));
    }
    names.retain(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
    names.sort();
    names.dedup();
    assert!(names.len() > 40, "{names:?}");
    both_name("commands", names);
}

/// The keys that a message about one that cannot be meant has in its place.
fn keys(message: &str) -> impl Iterator<Item = String> + '_ {
    message.split('`').skip(1).step_by(2).filter(|key| *key != "xyzzyx").map(str::to_owned)
}

#[test]
fn every_key_of_site_yaml_and_of_the_ledger_is_in_the_manual() {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| std::fs::write(dir.path().join(path), text).expect("written");
    std::fs::create_dir(dir.path().join("content")).expect("made");
    write("content/_index.md", "---\ntitle: Desk\n---\n");
    write("site.yaml", "title: Desk\nlanguages: {en: {name: English}}\nxyzzyx: 1\n");
    for (file, entry) in [
        ("facts", "value: 1"),
        ("claims", "by: one\n  what: It is so"),
        ("sources", "title: One"),
        ("people", "name: One"),
        ("events", "text: It happened"),
        ("glossary", "en: One"),
    ] {
        write(&format!("content/{file}.yaml"), &format!("one:\n  {entry}\n  xyzzyx: 1\n"));
    }
    let told = bayan(dir.path(), "check --format short").text;
    let lines = told.lines().filter(|line| line.contains("xyzzyx"));
    let (site, ledger): (Vec<_>, Vec<_>) = lines.partition(|line| line.starts_with("site.yaml"));
    let [site, ledger] = [site, ledger].map(|lines| lines.into_iter().flat_map(keys).collect::<Vec<_>>());
    assert!(site.len() > 20 && ledger.len() > 40, "{told}");
    both_name("settings", site);
    both_name("ledger", ledger);
}
