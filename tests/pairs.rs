//! How well the languages of a page are compared: translated paragraphs of every shape, of which the right ones must say nothing and
//! those with one planted error exactly that one. `cargo test --test suite pairs:: -- --nocapture` prints the table of
//! the chapter `translations` of the manual.
#![allow(clippy::disallowed_methods, reason = "tests read files of their own")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::support::shared;
use crate::support::site::{AR_EN, request, tree};
use bayan::diag::Diagnostics;
use bayan::parity;

/// A paragraph in both languages, and what of it is put in the place of what.
struct Pair {
    /// In the language that is translated.
    ar: String,
    en: String,
    planted: Option<(String, String)>,
    /// Whether it is known not to be found: two editions of a host may name a text differently.
    is_missed: bool,
}

/// The pairs of a shape. In its file a line is `ORIGINAL | ENGLISH | RIGHT>WRONG`, `\n` ends a line, and `¦` is the bar of a table;
/// `?RIGHT>WRONG` is known not to be found.
fn pairs(shape: &str) -> Vec<Pair> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/pairs/{shape}.txt"));
    let text = std::fs::read_to_string(path).expect("a shape");
    let written = |text: &str| text.replace("\\n", "\n").replace('¦', "|");
    let pair = |line: &str| {
        let parts: Vec<String> = line.split(" | ").map(written).collect();
        let planted = parts.get(2).and_then(|p| p.split_once('>')).map(|(right, wrong)| (right.to_owned(), wrong.to_owned()));
        let is_missed = planted.as_ref().is_some_and(|(right, _)| right.starts_with('?'));
        let planted = planted.map(|(right, wrong)| (right.trim_start_matches('?').to_owned(), wrong));
        Pair { ar: parts[0].clone(), en: parts[1].clone(), planted, is_missed }
    };
    text.lines().map(pair).collect()
}

/// What is found on pages of these bodies, page by page; the first body of each is in the language of the tag.
fn found(first: &str, pages: &[(String, String)]) -> Vec<Vec<&'static str>> {
    let mut text = AR_EN.replace("ar: ", &format!("{first}: "));
    for (at, (original, en)) in pages.iter().enumerate() {
        for (tag, body) in [(first, original), ("en", en)] {
            let _ = write!(text, "-- content/p{at:03}.{tag}.md --\n---\ntitle: x\n---\n\n{body}\n");
        }
    }
    let tree = tree(&text);
    let site = shared::read(&tree, &request()).value.expect("a site").site;
    let mut by_page: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
    for problem in parity::compare(&site, &tree, &Diagnostics::new()).iter() {
        let path = &tree.file(problem.span.expect("a place").file).path;
        by_page.entry(path["content/".len()..][..4].to_owned()).or_default().push(problem.code);
    }
    (0..pages.len()).map(|at| by_page.remove(&format!("p{at:03}")).unwrap_or_default()).collect()
}

/// Pairs of one kind.
struct Shape {
    file: &'static str,
    name: &'static str,
    /// The language of the originals.
    first: &'static str,
    /// What tells the planted errors.
    code: &'static str,
}

const fn numbers(file: &'static str, name: &'static str) -> Shape {
    Shape { file, name, first: "ar", code: "numbers-differ" }
}

const SHAPES: [Shape; 24] = [
    numbers("plain", "plain numbers"),
    numbers("teens", "teens and compounds"),
    numbers("hundreds", "hundreds"),
    numbers("scale", "words of scale"),
    numbers("decades", "decades, centuries"),
    numbers("ranges", "ranges"),
    numbers("ordinals", "ordinals"),
    numbers("dates", "dates"),
    numbers("hijri", "Hijri years and dates"),
    numbers("hours", "hours and durations"),
    numbers("money", "money"),
    numbers("percent", "percentages"),
    numbers("fractions", "halves and fractions"),
    numbers("names", "names with digits"),
    numbers("versions", "versions and clauses"),
    numbers("telephones", "telephones, postcodes"),
    numbers("tables", "tables and lists"),
    numbers("references", "references"),
    numbers("reordered", "another order of words"),
    numbers("free", "free translations"),
    numbers("news", "sentences of news"),
    Shape { first: "fa", ..numbers("fa", "Persian and English") },
    Shape { first: "fr", ..numbers("fr", "French and English") },
    Shape { code: "links-differ", ..numbers("links", "links") },
];

#[test]
fn right_pairs_are_quiet_and_planted_errors_are_found() {
    let mut table = format!("| {:22} | right pairs | false findings | errors | found | told once |\n", "shape");
    table.push_str("|---|---|---|---|---|---|\n");
    let mut wrong = Vec::new();
    for Shape { file, name, first, code } in SHAPES {
        let pairs = pairs(file);
        assert!(pairs.len() >= 40, "{file} has {} pairs", pairs.len());
        let right: Vec<(String, String)> = pairs.iter().map(|p| (p.ar.clone(), p.en.clone())).collect();
        let alarms: usize = found(first, &right)
            .iter()
            .zip(&pairs)
            .filter(|(found, _)| !found.is_empty())
            .map(|(found, pair)| wrong.push(format!("{found:?}: {} = {}", pair.ar, pair.en)))
            .count();
        let (mut planted, mut missed) = (Vec::new(), Vec::new());
        for pair in &pairs {
            let Some((from, to)) = &pair.planted else { continue };
            assert!(pair.en.contains(from.as_str()), "{from} is not in {}", pair.en);
            planted.push((pair.ar.clone(), pair.en.replacen(from, to, 1)));
            missed.push(pair.is_missed);
        }
        let seen = found(first, &planted);
        let told = seen.iter().filter(|found| !found.is_empty()).count();
        // A link that is another one is told on both sides, each at its place.
        let is_once = |found: &[&str]| found == [code] || (code == "links-differ" && found == [code; 2]);
        let once = seen.iter().filter(|found| is_once(found)).count();
        for ((found, is_missed), (original, en)) in seen.iter().zip(missed).zip(&planted) {
            if is_missed != found.is_empty() || !(is_missed || is_once(found)) {
                wrong.push(format!("{found:?}: {original} = {en}"));
            }
        }
        let _ = writeln!(table, "| {name:22} | {} | {alarms} | {} | {told} | {once} |", pairs.len(), planted.len());
    }
    for (name, pages, expected) in [dropped(), moved()] {
        let seen = found("ar", &pages);
        let told = seen.iter().filter(|found| found.contains(&"unpaired-block")).count();
        let once = seen.iter().filter(|found| **found == expected).count();
        let false_ones: usize = seen.iter().map(|found| found.iter().filter(|code| **code != "unpaired-block").count()).sum();
        // Short paragraphs that share nothing may still be taken for each other; nine of ten must not.
        if told < pages.len() || once * 10 < pages.len() * 9 {
            let other = seen.iter().zip(&pages).filter(|(found, _)| **found != expected);
            wrong.extend(other.map(|(found, (ar, en))| format!("{name}: {found:?}:\n{ar}\n=\n{en}")));
        }
        let _ = writeln!(table, "| {name:22} | – | {false_ones} | {} | {told} | {once} |", pages.len());
    }
    println!("{table}");
    assert!(wrong.is_empty(), "{}\n{table}", wrong.join("\n"));
}

/// Pages of one paragraph of each of six shapes.
fn mixed() -> Vec<[Pair; 6]> {
    let mut lists = ["plain", "dates", "scale", "money", "decades", "reordered"].map(|shape| pairs(shape).into_iter());
    (0..40).map(|_| lists.each_mut().map(|list| list.next().expect("forty of each"))).collect()
}

fn body<'p>(paragraphs: impl Iterator<Item = &'p String>) -> String {
    let paragraphs: Vec<String> = paragraphs.map(|text| format!("{text}.")).collect();
    paragraphs.join("\n\n")
}

type Pages = (&'static str, Vec<(String, String)>, Vec<&'static str>);

/// A paragraph of the source is missing in the translation.
fn dropped() -> Pages {
    let page = |(at, pairs): (usize, &[Pair; 6])| {
        let kept = pairs.iter().enumerate().filter(|(i, _)| *i != at % 6).map(|(_, pair)| &pair.en);
        (body(pairs.iter().map(|pair| &pair.ar)), body(kept))
    };
    ("dropped paragraphs", mixed().iter().enumerate().map(page).collect(), vec!["unpaired-block"])
}

/// A paragraph of the translation stands elsewhere.
fn moved() -> Pages {
    let page = |(at, pairs): (usize, &[Pair; 6])| {
        let mut english: Vec<&String> = pairs.iter().map(|pair| &pair.en).collect();
        let paragraph = english.remove(at % 3);
        english.insert(at % 3 + 3, paragraph);
        (body(pairs.iter().map(|pair| &pair.ar)), body(english.into_iter()))
    };
    ("moved paragraphs", mixed().iter().enumerate().map(page).collect(), vec!["unpaired-block", "unpaired-block"])
}
