//! How well the languages of a page are compared: translated paragraphs of every shape, of which the right ones must say nothing and
//! those with one planted error exactly that one. `cargo test --test suite pairs:: -- --nocapture` prints the table of
//! docs/translations.md.
#![allow(clippy::disallowed_methods, reason = "tests read files of their own")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::support::site::{AR_EN, request, tree};
use bayan::diag::Diagnostics;
use bayan::{parity, pipeline};

/// A paragraph in both languages, and what of it is put in the place of what.
struct Pair {
    ar: String,
    en: String,
    planted: Option<(String, String)>,
}

/// The pairs of a shape. In its file a line is `ARABIC | ENGLISH | RIGHT>WRONG`, `\n` ends a line, and `¦` is the bar of a table.
fn pairs(shape: &str) -> Vec<Pair> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/pairs/{shape}.txt"));
    let text = std::fs::read_to_string(path).expect("a shape");
    let written = |text: &str| text.replace("\\n", "\n").replace('¦', "|");
    let pair = |line: &str| {
        let parts: Vec<String> = line.split(" | ").map(written).collect();
        let planted = parts.get(2).and_then(|p| p.split_once('>')).map(|(right, wrong)| (right.to_owned(), wrong.to_owned()));
        Pair { ar: parts[0].clone(), en: parts[1].clone(), planted }
    };
    text.lines().map(pair).collect()
}

/// What is found on pages of these bodies, page by page.
fn found(pages: &[(String, String)]) -> Vec<Vec<&'static str>> {
    let mut text = AR_EN.to_owned();
    for (at, (ar, en)) in pages.iter().enumerate() {
        for (tag, body) in [("ar", ar), ("en", en)] {
            let _ = write!(text, "-- content/p{at:03}.{tag}.md --\n---\ntitle: x\n---\n\n{body}\n");
        }
    }
    let tree = tree(&text);
    let site = pipeline::read(&tree, &request()).value.expect("a site").site;
    let mut by_page: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
    for problem in parity::compare(&site, &tree, &Diagnostics::new()).iter() {
        let path = &tree.file(problem.span.expect("a place").file).path;
        by_page.entry(path["content/".len()..][..4].to_owned()).or_default().push(problem.code);
    }
    (0..pages.len()).map(|at| by_page.remove(&format!("p{at:03}")).unwrap_or_default()).collect()
}

const SHAPES: [(&str, &str); 12] = [
    ("plain", "plain numbers"),
    ("teens", "teens and compounds"),
    ("scale", "words of scale"),
    ("decades", "decades, centuries"),
    ("dates", "dates"),
    ("money", "money"),
    ("percent", "percentages"),
    ("names", "names with digits"),
    ("tables", "tables and lists"),
    ("references", "references"),
    ("reordered", "another order of words"),
    ("free", "free translations"),
];

#[test]
fn right_pairs_are_quiet_and_planted_errors_are_found() {
    let mut table = format!("| {:22} | right pairs | false findings | errors | found | told once |\n", "shape");
    table.push_str("|---|---|---|---|---|---|\n");
    let mut wrong = Vec::new();
    for (shape, name) in SHAPES {
        let pairs = pairs(shape);
        assert!(pairs.len() >= 40, "{shape} has {} pairs", pairs.len());
        let right: Vec<(String, String)> = pairs.iter().map(|p| (p.ar.clone(), p.en.clone())).collect();
        let alarms: usize = found(&right)
            .iter()
            .zip(&pairs)
            .filter(|(found, _)| !found.is_empty())
            .map(|(found, pair)| wrong.push(format!("{found:?}: {} = {}", pair.ar, pair.en)))
            .count();
        let mut planted = Vec::new();
        for pair in &pairs {
            let Some((from, to)) = &pair.planted else { continue };
            assert!(pair.en.contains(from.as_str()), "{from} is not in {}", pair.en);
            planted.push((pair.ar.clone(), pair.en.replacen(from, to, 1)));
        }
        let seen = found(&planted);
        let told = seen.iter().filter(|found| !found.is_empty()).count();
        let once = seen.iter().filter(|found| found.as_slice() == ["numbers-differ"]).count();
        for (found, (ar, en)) in seen.iter().zip(&planted).filter(|(found, _)| found.len() != 1) {
            wrong.push(format!("{found:?}: {ar} = {en}"));
        }
        let _ = writeln!(table, "| {name:22} | {} | {alarms} | {} | {told} | {once} |", pairs.len(), planted.len());
    }
    for (name, pages, expected) in [dropped(), moved()] {
        let seen = found(&pages);
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
