//! Staleness: what of a translation is not as it was accepted, and what a review leaves in `bayan.lock`.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::support::pair::documents;
use crate::support::shared;
use crate::support::site::{AR_EN, built, checked, page, request, tree};
use bayan::align::align;
use bayan::drift::Side;
use bayan::drift::lock::{self, Lock};
use bayan::drift::review::{accept, review};
use bayan::drift::units::units;
use bayan::site::Site;
use bayan::site::pairs::tags;
use bayan::status::{Change, PageState, Status, status};
use proptest::prelude::*;

const AR: &str = "---\ntitle: الأسعار\nsummary: ملخص\n---\n\n## السعر {#prices}\n\nكان السعر ٦٠ تنغًا ثم صار ١٢٠ تنغًا «في عام».\n\nفقرة ثانية لا تتغير هنا.[^a]\n\n| س | ق |\n|---|---|\n| قديم | ٦٠ |\n\n[^a]: حاشية المقال.\n";
const EN: &str = "---\ntitle: Prices\nsummary: In short\n---\n\n## The price {#prices}\n\nThe price was 60 tenge and became 120 tenge “in a year”.\n\nA second paragraph that stays.[^a]\n\n| Q | V |\n|---|---|\n| old | 60 |\n\n[^a]: A note of the article.\n";

fn site(ar: &str, en: &str, lock: Option<&str>) -> String {
    let lock = lock.map(|text| format!("-- bayan.lock --\n{text}")).unwrap_or_default();
    format!("{AR_EN}-- content/a.ar.md --\n{ar}-- content/a.en.md --\n{en}{lock}")
}

fn resolved(text: &str) -> (Site, Status) {
    let tree = tree(text);
    let outcome = shared::read(&tree, &request());
    assert!(!outcome.diags.has_errors(), "{:?}", outcome.diags);
    let site = outcome.value.expect("a site").site;
    let status = status(&site, &tree);
    (site, status)
}

/// The lock after all of a site was accepted.
fn accepted(text: &str) -> String {
    let (site, _) = resolved(text);
    let mut lock = lock::read(&tree(text)).value;
    for pair in &site.pairs {
        let key = site.page(pair.pages[0]).key.text();
        let lines = accept(pair.review(), |_| true);
        lock.pages.entry(key).or_default().insert(tags(&site.config.locales, pair.locales), lines);
    }
    lock.print()
}

/// The blocks of `a` that are not as accepted: `prices.1 source-changed`.
fn open(text: &str) -> Vec<String> {
    let (_, status) = resolved(text);
    let page = status.pages.iter().find(|page| page.key.text() == "a").expect("the page");
    page.blocks.iter().map(|block| format!("{} {}", block.name, block.change.code())).collect()
}

#[track_caller]
fn check(change_ar: (&str, &str), change_en: (&str, &str), expected: &[&str]) {
    let lock = accepted(&site(AR, EN, None));
    let (ar, en) = (AR.replacen(change_ar.0, change_ar.1, 1), EN.replacen(change_en.0, change_en.1, 1));
    assert_eq!(open(&site(&ar, &en, Some(&lock))), expected);
}

const SAME: (&str, &str) = ("", "");

#[test]
fn an_edit_of_one_paragraph_makes_exactly_that_block_stale() {
    check(SAME, SAME, &[]);
    check(("١٢٠", "١٢٥"), SAME, &["prices.1 source-changed"]);
    check(SAME, ("120", "125"), &["prices.1 translation-changed"]);
    check(("١٢٠", "١٢٥"), ("120", "125"), &["prices.1 both-changed"]);
    check(("| قديم | ٦٠", "| قديم | ٦١"), SAME, &["prices.3 source-changed"]);
    check(("حاشية المقال", "حاشية أخرى"), SAME, &["note-a source-changed"]);
    check(("ملخص", "ملخص جديد"), SAME, &["summary source-changed"]);
    check(SAME, ("The price {", "Price {"), &["prices translation-changed"]);
}

#[test]
fn blocks_that_come_go_and_move() {
    check(("\n\n| س", "\n\nفقرة جديدة كليًا هنا\n\n| س"), SAME, &["prices.3 untranslated"]);
    check(SAME, ("\n\n| Q", "\n\nEntirely new words\n\n| Q"), &["prices.3 extra"]);
    check(("\n\n| س", "\n\nفقرة جديدة كليًا\n\n| س"), ("\n\n| Q", "\n\nEntirely new words\n\n| Q"), &["prices.3 new"]);
    check(("فقرة ثانية لا تتغير هنا.[^a]\n\n", ""), ("A second paragraph that stays.[^a]\n\n", ""), &[]);
    let table = |text: &str, from: &str| {
        let at = text.find(from).expect("there");
        let end = text.find("\n\n[^a]:").expect("there");
        let (body, table, rest) = (&text[..at], &text[at..end], &text[end..]);
        body.replacen("#prices}\n\n", &format!("#prices}}\n\n{table}\n\n"), 1).trim_end().to_owned() + rest
    };
    let lock = accepted(&site(AR, EN, None));
    assert_eq!(open(&site(&table(AR, "| س"), &table(EN, "| Q"), Some(&lock))), Vec::<String>::new(), "moving changes nothing");
}

#[test]
fn typography_and_targets_do_not_count() {
    check(("«في عام»", "\"في  عام\""), SAME, &[]);
    check(("١٢٠ تنغًا", "120 تنغًا"), ("“in a year”", "\"in a year\""), &[]);
    check(("السعر ٦٠", "السعـــر ٦٠"), SAME, &[]);
    let link = |target: &str| AR.replace("فقرة ثانية", &format!("[فقرة]({target}) ثانية"));
    let lock = accepted(&site(&link("https://example.org/1"), EN, None));
    let moved = site(&link("https://example.org/2"), EN, Some(&lock));
    assert_eq!(open(&moved), ["prices.2 markup-changed"], "told to those who check");
    let (_, status) = resolved(&moved);
    assert_eq!(status.pages[0].state, PageState::Stale);
    assert!(!page(&built(&moved), "en/a/index.html").contains("stale"), "but no reader is told of it");
    let level = site(AR, &EN.replace("## The", "### The"), Some(&accepted(&site(AR, EN, None))));
    assert_eq!(open(&level), ["prices markup-changed"]);
}

#[test]
fn lines_without_hashes_of_links_stay_valid() {
    let lock = accepted(&site(AR, EN, None));
    let line = |line: &str| line.strip_prefix("    - ").map(|rest| rest.split(' ').map(str::to_owned).collect::<Vec<_>>());
    let counts: Vec<usize> = lock.lines().filter_map(line).map(|fields| fields.len()).collect();
    assert_eq!(counts, [4, 4, 6, 4, 6, 6, 4], "title, summary, heading, text, text with a note, table, note");
    let old = lock.lines().map(|text| line(text).map_or(text.to_owned(), |f| format!("    - {}", f[..4].join(" "))));
    let old = old.collect::<Vec<_>>().join("\n");
    assert_eq!(open(&site(AR, EN, Some(&format!("{old}\n")))), Vec::<String>::new());
}

#[test]
fn the_lock_changes_by_one_line_and_reads_as_it_was_written() {
    let before = accepted(&site(AR, EN, None));
    let edited = site(&AR.replace("١٢٠", "١٢٥"), EN, Some(&before));
    let after = accepted(&edited);
    let gone: Vec<&str> = before.lines().filter(|line| !after.contains(line)).collect();
    let new: Vec<&str> = after.lines().filter(|line| !before.contains(line)).collect();
    assert!(gone.len() == 1 && new.len() == 1, "{gone:?} {new:?}");
    let at = |text: &str, line: &str| text.lines().position(|l| l == line);
    assert_eq!(at(&before, gone[0]), at(&after, new[0]), "in its place");
    assert_eq!(open(&site(&AR.replace("١٢٠", "١٢٥"), EN, Some(&after))), Vec::<String>::new());
    let tree = tree(&format!("-- bayan.lock --\n{after}"));
    let read = lock::read(&tree);
    assert!(read.diags.is_empty());
    assert_eq!(read.value.print(), after);
}

#[test]
fn every_state_of_a_page_is_told() {
    let (_, status) = resolved(&site(AR, EN, None));
    let keys: Vec<String> = status.pages.iter().map(|p| p.key.to_string()).collect();
    let found: Vec<_> = keys.iter().zip(&status.pages).map(|(key, p)| (key.as_str(), p.language.as_str(), p.state)).collect();
    assert_eq!(found, [("a", "en", PageState::NeverReviewed)]);
    let alone = format!("{AR_EN}-- content/a.en.md --\n{EN}");
    let (_, status) = resolved(&alone);
    assert_eq!((status.pages[0].language.as_str(), status.pages[0].state), ("ar", PageState::Missing));
    let lock = accepted(&site(AR, EN, None));
    let (_, status) = resolved(&site(AR, EN, Some(&lock)));
    assert_eq!(status.pages[0].state, PageState::Current);
}

#[test]
fn the_source_is_what_the_page_says() {
    let en = EN.replace("title: Prices", "title: Prices\nsource: en");
    let lock = accepted(&site(AR, &en, None));
    let changed = site(&AR.replace("١٢٠", "١٢٥"), &en, Some(&lock));
    assert_eq!(open(&changed), ["prices.1 translation-changed"]);
    let (_, status) = resolved(&changed);
    assert_eq!((status.pages[0].source.as_str(), status.pages[0].language.as_str()), ("en", "ar"));
    assert_eq!(status.pages[0].blocks[0].change, Change::Translation);
    let ar = AR.replace("summary: ملخص", "summary: ملخص\nsource: ar");
    assert_eq!(checked(&site(&ar, &en, None)), ["content/a.en.md:3:1 two-sources"]);
    let unknown = EN.replace("title: Prices", "title: Prices\nsource: fr");
    assert_eq!(checked(&site(AR, &unknown, None)), ["content/a.en.md:3:9 not-a-site-language"]);
}

#[test]
fn a_rename_is_followed_by_the_translation_key() {
    let keyed = |text: &str| text.replacen("---\n", "---\ntranslation_key: prices\n", 1);
    let lock = accepted(&site(&keyed(AR), &keyed(EN), None));
    let moved =
        format!("{AR_EN}-- content/x/b.ar.md --\n{}-- content/c.en.md --\n{}-- bayan.lock --\n{lock}", keyed(AR), keyed(EN));
    let (_, status) = resolved(&moved);
    assert_eq!((status.pages[0].key.text().as_str(), status.pages[0].state), ("key:prices", PageState::Current));
}

#[test]
fn three_languages_are_paired_with_the_source() {
    let three = AR_EN
        .replace("en: {name: English}", "en: {name: English}, fr: {name: Français}")
        .replace("en: Bayan", "en: Bayan, fr: Bayan");
    let fr = "---\ntitle: Prix\n---\n\n## Prix {#prices}\n\nTexte\n";
    let text = format!("{three}-- content/a.ar.md --\n{AR}-- content/a.en.md --\n{EN}-- content/a.fr.md --\n{fr}");
    let (_, status) = resolved(&text);
    let found: Vec<_> = status.pages.iter().map(|p| format!("{}>{}", p.source, p.language)).collect();
    assert_eq!(found, ["ar>en", "ar>fr"]);
}

#[test]
fn a_broken_lock_is_told_where_it_is_broken() {
    let problems = |lock: &str| checked(&format!("{AR_EN}-- bayan.lock --\n{lock}"));
    assert_eq!(
        problems("version: 1\npages:\n  a:\n    ar en:\n    - nonsense\n    - 1\n"),
        ["bayan.lock:5:7 lock-line", "bayan.lock:6:7 lock-line"]
    );
    let line = "version: 1\npages:\n  a:\n    ar en:\n    - d281107933 951788e1ad aa bb";
    for more in [" .", " . .", " d281107933", " x .", " d281107933 . ."] {
        assert_eq!(problems(&format!("{line}{more}\n")), ["bayan.lock:5:7 lock-line"], "{more}");
    }
    assert_eq!(problems(&format!("{line} d281107933 .\n")), Vec::<String>::new());
    assert_eq!(problems("version: 2\npages: {}\n"), ["bayan.lock:1:1 lock-version"]);
    assert_eq!(problems("version: 1\n<<<<<<< ours\n"), ["bayan.lock:2:1 lock-conflict"]);
    assert_eq!(problems("version: 1\npages: {a: [}\n"), ["bayan.lock:2:13 yaml-syntax"]);
    assert_eq!(problems("pages: x\n"), ["bayan.lock:1:8 not-a-mapping"]);
    assert_eq!(problems(""), Vec::<String>::new());
}

/// A project on disk.
fn project(ar: &str, en: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(dir.path().join("content")).expect("made");
    let config = AR_EN.split_once('\n').expect("a header").1;
    for (path, text) in [("site.yaml", config), ("content/a.ar.md", ar), ("content/a.en.md", en)] {
        std::fs::write(dir.path().join(path), text).expect("written");
    }
    dir
}

fn bayan(root: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bayan"));
    command.arg("--root").arg(root).args(["--date", "2026-11-22"]).args(arguments).stdin(Stdio::null());
    command.output().expect("the program starts")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_commands_go_round() {
    let dir = project(AR, EN);
    let status = |more: &[&str]| bayan(dir.path(), &[&["status"], more].concat());
    assert!(out(&status(&[])).contains("a: ar -> en: never reviewed\n"), "{}", out(&status(&[])));
    assert_eq!(bayan(dir.path(), &["accept", "a"]).status.code(), Some(0));
    assert!(out(&status(&[])).contains("1 current, 0 stale, 0 missing, 0 never reviewed"));
    std::fs::write(dir.path().join("content/a.ar.md"), AR.replace("١٢٠", "١٢٥")).expect("written");
    let stale = status(&["--max-stale", "0"]);
    assert_eq!(stale.status.code(), Some(1));
    let text = out(&stale);
    assert!(
        text.contains(
            "a: ar -> en: stale, 1 block\n  prices.1: the source has changed since it was accepted\n    content/a.ar.md:8:1\n"
        ),
        "{text}"
    );
    assert!(text.contains("[-1 word-] {+125+} تنغًا"), "{text}");
    assert_eq!(status(&["--max-stale", "1"]).status.code(), Some(0));
    let json: serde_json::Value = serde_json::from_str(&out(&status(&["--format", "json"]))).expect("JSON");
    assert_eq!(json["pages"][0]["blocks"][0]["change"], "source-changed");
    let html = out(&status(&["--format", "html"]));
    assert!(html.contains("<ins>125</ins>") && html.contains("<blockquote lang=\"ar\" dir=\"rtl\">"), "{html}");
    let wrong = bayan(dir.path(), &["accept", "a", "price.1"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("did you mean `prices.1`?"));
    assert_eq!(bayan(dir.path(), &["accept", "content/a.en.md", "prices.1"]).status.code(), Some(0));
    assert!(out(&status(&[])).contains("1 current"));
    assert_eq!(bayan(dir.path(), &["accept", "--all"]).status.code(), Some(0));
}

#[cfg(unix)]
#[test]
fn the_lock_is_not_written_through_a_link() {
    let dir = project(AR, EN);
    let other = dir.path().join("other");
    std::fs::write(&other, "mine").expect("written");
    std::os::unix::fs::symlink(&other, dir.path().join("bayan.lock")).expect("linked");
    assert_eq!(bayan(dir.path(), &["accept", "a"]).status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(&other).expect("read"), "mine");
}

#[test]
fn a_reader_is_told_at_the_blocks_concerned() {
    let lock = accepted(&site(AR, EN, None));
    let stale = site(&AR.replace("١٢٠", "١٢٥"), EN, Some(&lock));
    let shown = built(&stale);
    let en = page(&shown, "en/a/index.html");
    assert!(en.contains("has changed since this translation was last reviewed"), "{en}");
    let mark = en.find("id=stale-1").or_else(|| en.find("id=\"stale-1\"")).expect("a mark");
    let (before, after) = en.split_at(mark);
    assert!(before.contains("The price") && after.contains("The price was 60") && after.contains("A second"), "{en}");
    assert_eq!(en.matches("stale-mark").count(), 1);
    assert!(!page(&shown, "ar/a/index.html").contains("stale"), "the source has nothing to say");
    // What is new in both languages at once has no original that changed; what is new in one is not translated.
    let new = [AR.replace("فقرة ثانية", "جملة جديدة.\n\nفقرة ثانية"), EN.replace("A second", "A new one.\n\nA second")];
    assert!(!page(&built(&site(&new[0], &new[1], Some(&lock))), "en/a/index.html").contains("stale"));
    let missing = built(&site(&new[0], EN, Some(&lock)));
    assert!(page(&missing, "en/a/index.html").contains("A passage of the original is not yet translated here"));
    let reviewed = built(&site(AR, EN, Some(&lock)));
    assert!(!page(&reviewed, "en/a/index.html").contains("stale"));
    assert!(!page(&built(&site(AR, EN, None)), "en/a/index.html").contains("stale"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    /// Whatever was accepted is current, and the lock reads as it was written.
    #[test]
    fn what_was_accepted_is_current(ar in "(## [ا-ي]{1,4}( \\{#[ab]\\})?|[ا-ي ٠-٩\"«»]{0,20}|\\PC{0,12}|\n){0,8}", en in "(# [a-z]{1,4}|[a-z 0-9|-]{0,20}|\n\n){0,8}") {
        let (first, second) = documents(&ar, &en);
        let units = units(&first, &second, &align(&first, &second));
        let locales = [first.locale, second.locale];
        let lines = accept(&review(locales, Side::First, units.clone(), &[]), |_| true);
        let judged = review(locales, Side::First, units, &lines);
        prop_assert!(judged.open().next().is_none());
        let pages = [("a".to_owned(), [("ar en".to_owned(), lines)].into())].into();
        let printed = Lock { pages }.print();
        let read = lock::read(&tree(&format!("-- bayan.lock --\n{printed}")));
        prop_assert!(read.diags.is_empty(), "{}", printed);
        prop_assert_eq!(read.value.print(), printed);
    }

    /// No lock is too strange.
    #[test]
    fn no_lock_panics(text in "\\PC{0,60}|(version: 1\npages:\n  a:\n    ar en:\n    - [0-9a-f. ]{0,40}\n)") {
        let _ = lock::read(&tree(&format!("-- bayan.lock --\n{}", text.replace("-- ", ""))));
    }
}
