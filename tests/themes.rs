//! The designs beside the built-in one, as a site takes them: nothing is told of them, a small one loads a style sheet and no more, and
//! a house takes the design over by tokens alone.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::io::Write as _;
use std::path::Path;

use crate::support::site::{AR_EN, build, built, checked, page, paths};
use bayan::output::contents::Contents;
use bayan::pipeline::Built;

/// A briefing with a chapter: notes, values of a ledger, a chart, a table, a callout, both scripts.
const PAGES: &str = "-- content/_index.ar.md --\n---\ntitle: الرئيسية\n---\n\nنص.\n-- content/_index.en.md --\n---\ntitle: Home\n---\n\nText.\n\
-- content/k/facts.yaml --\nprice: {value: 60, what: {ar: السعر, en: price}}\n\
-- content/k/_index.ar.md --\n---\ntitle: الغاز\nsummary: خلاصة عن الغاز.\nbriefing: true\n---\n\nالسعر [](fact:price) في GDP.[^n]\n\n[^n]: حاشية.\n\
-- content/k/_index.en.md --\n---\ntitle: Gas\nsummary: About gas.\nbriefing: true\n---\n\nThe price is [](fact:price).[^n]\n\n[^n]: A note.\n\
-- content/k/one.ar.md --\n---\ntitle: فصل\n---\n\n## عنوان\n\n> [!NOTE]\n> تنبيه.\n\n| أ | ب |\n|---|--:|\n| 1 | 2 |\n\n```chart\ntype: bar\ntitle: رسم\ndata: [{label: أ, value: 1}, {label: ب, value: 2}]\n```\n\
-- content/k/one.en.md --\n---\ntitle: Chapter\n---\n\n## Heading\n\n> [!NOTE]\n> Mind this.\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n```chart\ntype: bar\ntitle: Drawing\ndata: [{label: a, value: 1}, {label: b, value: 2}]\n```\n";

/// The files of a theme of this repository, as a project has them.
fn theme(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = walkdir::WalkDir::new(root.join("themes").join(name)).sort_by_file_name();
    let files = files.into_iter().map(|entry| entry.expect("the folder is there")).filter(|entry| entry.file_type().is_file());
    let text = |path: &Path| std::fs::read_to_string(path).expect("text");
    let file = |path: &Path| format!("-- {} --\n{}", path.strip_prefix(root).expect("a file of it").display(), text(path));
    files.map(|entry| file(entry.path())).collect()
}

fn site(name: &str) -> String {
    format!("{AR_EN}theme: {name}\n{PAGES}{}", theme(name))
}

/// Bytes of a text as servers send it.
fn sent(text: &[u8]) -> usize {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(text).expect("memory");
    packed.finish().expect("memory").len()
}

/// What a page loads from the site besides itself.
fn loaded<'a>(built: &'a Built, html: &str) -> Vec<(&'a str, &'a [u8])> {
    let own = built.outputs.iter().filter(|(path, _)| html.contains(path.as_str()) && path.as_str().starts_with("assets/"));
    let own = own.filter(|(path, _)| !path.as_str().ends_with(".png") && !path.as_str().contains("/icon"));
    own.map(|(path, file)| (path.as_str(), Contents::here(file).expect("made here"))).collect()
}

#[test]
fn a_small_theme_loads_a_style_sheet_and_no_more() {
    let built = built(&site("plain"));
    for path in ["ar/index.html", "en/index.html", "ar/k/index.html", "ar/k/one/index.html", "en/k/one/index.html", "index.html"]
    {
        let html = page(&built, path);
        let loaded = loaded(&built, html);
        let [(sheet, bytes)] = loaded.as_slice() else {
            panic!("{path} loads {:?}", loaded.iter().map(|l| l.0).collect::<Vec<_>>())
        };
        assert!(sheet.ends_with(".css"), "{sheet}");
        assert!(!bytes.windows(10).any(|part| part == b"@font-face"), "a font is loaded");
        let all = sent(html.as_bytes()) + sent(bytes);
        assert!(all < 15_000, "{path}: {all} bytes");
    }
    assert!(!paths(&built).iter().any(|path| path.ends_with(".js") && !path.starts_with("search/")));
    // Nothing of the page is lost.
    let html = page(&built, "ar/k/one/index.html");
    for part in ["تنبيه", "<svg", "<table", "فصل", "الغاز"] {
        assert!(html.contains(part), "{part}");
    }
}

#[test]
fn nothing_is_told_of_the_designs_of_the_repository() {
    for name in ["plain", "brand-example"] {
        let told = checked(&site(name));
        let told: Vec<&String> = told.iter().filter(|line| line.starts_with("themes/")).collect();
        assert!(told.is_empty(), "{told:?}");
    }
}

#[test]
fn a_house_takes_the_design_over_by_tokens() {
    let files = theme("brand-example");
    assert_eq!(files.lines().filter(|line| line.starts_with("-- ")).count(), 1, "a theme of tokens is one file");
    let built = built(&site("brand-example"));
    let html = page(&built, "ar/k/one/index.html");
    let loaded = loaded(&built, html);
    let (_, sheet) = loaded.iter().find(|(path, _)| path.ends_with(".css")).expect("a style sheet");
    let sheet = std::str::from_utf8(sheet).expect("text");
    assert!(sheet.contains("--accent:#0f5c4d") && sheet.contains("--accent:#7fd0bb"), "the colours of the house, light and dark");
    assert!(html.contains("bayan-sans-400-arabic") && !html.contains("amiri-400-arabic"), "what the first screen is set in");
}

/// Readers of Arabic load its letters alone; where the site speaks Persian too, letters of one word come from one file.
#[test]
fn letters_of_a_language_come_from_one_file() {
    let sheet = |languages: &str| {
        let head = AR_EN.replace("en: {name: English}", languages);
        let (built, ..) = build(&format!("{head}missing_translation: omit\n{PAGES}"));
        let built = built.expect("a site");
        let (_, file) = built.outputs.iter().find(|(path, _)| path.as_str().ends_with(".css")).expect("a style sheet");
        String::from_utf8(Contents::here(file).expect("made here").to_vec()).expect("text")
    };
    // The file that a character of a family is drawn from: later rules are asked first.
    let file = |sheet: &str, family: &str, c: char| {
        let is_in = |range: &str| {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            let point = |text: &str| {
                u32::from_str_radix(text.trim_start_matches("U+").trim_start_matches("u+"), 16).expect("a code point")
            };
            (point(first)..=point(last)).contains(&u32::from(c))
        };
        let rules = sheet.split("@font-face").skip(1).map(|rule| rule.split_once('}').expect("closed").0);
        let own = rules.filter(|rule| rule.contains(&format!("font-family:{family};")) && rule.contains("font-weight:400"));
        let asked = own.filter(|rule| {
            let ranges = rule.split_once("unicode-range:").expect("a range").1.trim_end_matches(';');
            ranges.split(',').map(str::trim).any(is_in)
        });
        asked.last().and_then(|rule| Some(rule.split_once("fonts/")?.1.split('.').next()?.to_owned())).unwrap_or_default()
    };
    let arabic = sheet("en: {name: English}");
    assert_eq!(["ب", "٢", "؟"].map(|c| file(&arabic, "Amiri", c.chars().next().expect("one"))), ["amiri-400-arabic"; 3]);
    assert_eq!(file(&arabic, "Amiri", 'گ'), "amiri-400-arabic-extended");
    let persian = sheet("en: {name: English}, fa: {name: فارسی}");
    assert_eq!(['ب', 'گ', 'ی', '۲'].map(|c| file(&persian, "Amiri", c)), ["amiri-400-persian"; 4]);
    assert_eq!(file(&persian, "Amiri", 'ۖ'), "amiri-400-arabic-extended");
    // Faces of other languages are there where the site speaks them.
    let nastaliq = |sheet: &str| "بٹے۔۵".chars().map(|c| file(sheet, "Noto Nastaliq Urdu", c)).collect::<Vec<_>>();
    assert_eq!(
        (nastaliq(&persian), nastaliq(&sheet("ur: {name: اردو}"))),
        (vec![String::new(); 5], vec!["noto-nastaliq-400-urdu".to_owned(); 5])
    );
    let hebrew = |sheet: &str| ["Frank Ruhl Libre", "Bayan Sans Hebrew"].map(|family| file(sheet, family, 'א'));
    assert_eq!(hebrew(&arabic), [""; 2]);
    assert_eq!(hebrew(&sheet("he: {name: עברית}")), ["frank-ruhl-libre-400-hebrew", "bayan-sans-400-hebrew"]);
}
