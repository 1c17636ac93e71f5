//! What is written is what is printed: documents of every kind of block, with rows, notes and cards higher than a page, words
//! wider than a line and raw HTML, in one language and in two. Every word is found in the PDF, none stands on another, and
//! none leaves the page. Read with poppler's `pdftotext`, where it is installed.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::support::shared;
use crate::support::site::{request, tree};
use bayan::diag::render::{Style, render};
use bayan::output::contents::Contents;
use bayan::pipeline::{Built, EditionFiles, Request};
use bayan::source::{Content, SourceTree};
use bayan::typeset::guard::Budget;
use bayan::typeset::{self, Faces, Files, press};

const HEAD: &str = "-- site.yaml --\nbase_url: https://desk.example/\ntitle: {ar: مكتب, en: Desk}\nlanguages: {ar: {name: العربية}, en: {name: English, region: GB}}\nraw_html: safe\n";

/// Prints a site, and gives the problems as short lines.
pub(crate) fn printed(files: &str) -> (Built, String) {
    let tree = tree(&format!("{HEAD}{files}"));
    let outcome = shared::editions(&tree, &Request { editions: EditionFiles::All, ..request() });
    let problems = render(outcome.diags, &tree, Style::Short);
    (outcome.value.expect("a site"), problems)
}

/// A briefing of these bodies in Arabic and English, printed three times over; no problem is told.
#[track_caller]
fn editions(arabic: &str, english: &str) -> Built {
    let (built, problems) = printed(&format!(
        "-- content/r/_index.ar.md --\n---\ntitle: تقرير\nbriefing: true\n---\n\n{arabic}\n-- content/r/_index.en.md --\n---\ntitle: Report\nbriefing: true\n---\n\n{english}\n"
    ));
    assert_eq!(problems, "");
    built
}

/// A word on a page, with its box.
#[derive(Debug)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

/// What poppler reads in a file.
pub(crate) fn read(built: &Built, path: &str, arguments: &[&str]) -> Option<String> {
    let bytes = built.outputs.get(path).and_then(Contents::here).unwrap_or_else(|| panic!("{path} is not there"));
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("x.pdf");
    std::fs::write(&file, bytes).expect("written");
    let output = Command::new("pdftotext").args(arguments).args(["-enc", "UTF-8"]).arg(&file).arg("-").output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The words of each page with its width and height; `None` where poppler is not installed.
pub(crate) fn pages(built: &Built, path: &str) -> Option<Vec<(f64, f64, Vec<Word>)>> {
    let html = read(built, path, &["-bbox"])?;
    let number = |tag: &str, name: &str| -> f64 {
        let value = tag.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split('"').next()).expect("an attribute");
        value.parse().expect("a number")
    };
    let page = |part: &str| {
        let words = part.split("<word ").skip(1).map(|word| {
            let text = word.split_once('>').and_then(|(_, rest)| rest.split_once("</word>")).map_or("", |(text, _)| text);
            Word {
                text: text.to_owned(),
                left: number(word, "xMin"),
                top: number(word, "yMin"),
                right: number(word, "xMax"),
                bottom: number(word, "yMax"),
            }
        });
        (number(part, "width"), number(part, "height"), words.collect())
    };
    Some(html.split("<page ").skip(1).map(page).collect())
}

/// Letters and digits alone: extractors put spaces and marks where they like, and join Arabic letters in their own ways.
pub(crate) fn letters(text: &str) -> String {
    let text = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
    text.chars().filter(|c| c.is_alphanumeric() && *c != '\u{640}').collect()
}

/// Checks that every word is printed, in the editions of its language, and that words stand apart on their pages.
#[track_caller]
fn whole(arabic: &str, english: &str, words: &[Vec<String>; 2]) {
    let built = editions(arabic, english);
    for path in ["r/r-ar.pdf", "r/r-en.pdf", "r/r-ar-en.pdf"] {
        let Some(pages) = pages(&built, path) else { return };
        let text = letters(&read(&built, path, &[]).unwrap_or_default());
        for (words, language) in words.iter().zip(["-ar", "-en"]) {
            if path.contains(language) {
                let missing: Vec<&String> = words.iter().filter(|word| !text.contains(&letters(word))).collect();
                assert!(
                    missing.is_empty(),
                    "{path}: {} of {} are missing: {:?}",
                    missing.len(),
                    words.len(),
                    &missing[..missing.len().min(9)]
                );
            }
        }
        for (n, (width, height, words)) in pages.iter().enumerate() {
            apart(&format!("{path}, page {}", n + 1), *width, *height, words);
        }
    }
}

/// No word leaves the page or stands on another.
#[track_caller]
fn apart(page: &str, width: f64, height: f64, words: &[Word]) {
    let words: Vec<&Word> = words.iter().filter(|word| !letters(&word.text).is_empty()).collect();
    for word in &words {
        let inside = word.left >= -0.5 && word.top >= -0.5 && word.right <= width + 0.5 && word.bottom <= height + 0.5;
        assert!(inside, "{page}: {word:?} leaves the page");
    }
    for (i, a) in words.iter().enumerate() {
        for b in &words[i + 1..] {
            // Boxes are as high as the face, lines are nearer; and an Arabic tail reaches below its neighbour.
            let across = a.right.min(b.right) - a.left.max(b.left);
            let down = a.bottom.min(b.bottom) - a.top.max(b.top);
            let low = (a.bottom - a.top).min(b.bottom - b.top);
            assert!(across < 2.0 || down < 0.62 * low, "{page}: {a:?} stands on {b:?}");
        }
    }
}

/// Words of which each is written once: `word107x`, and in Arabic the number in letters.
fn numbered(count: usize) -> [Vec<String>; 2] {
    const DIGITS: [char; 10] = ['ب', 'ت', 'ث', 'ج', 'ح', 'س', 'ش', 'ص', 'ع', 'ف'];
    let arabic = |n: usize| n.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect::<String>();
    let numbers = 100..100 + count;
    [numbers.clone().map(|n| format!("كلم{}م", arabic(n))).collect(), numbers.map(|n| format!("word{n}x")).collect()]
}

/// One kind of block made of words, for both languages.
#[track_caller]
fn kind(block: impl Fn(&[String]) -> String, count: usize) {
    let words = numbered(count);
    whole(&block(&words[0]), &block(&words[1]), &words);
}

#[test]
fn a_row_higher_than_a_page_goes_on() {
    kind(|w| format!("| A | B | C |\n|---|---|---|\n| x | {} | y |\n", w.join(" ")), 700);
    // Columns so narrow that few words make a row high.
    kind(
        |w| {
            format!(
                "| 1 | 2 | 3 | 4 | 5 | 6 |\n|---|---|---|---|---|---|\n| {} | y | y | y | y | {} |\n",
                w[..200].join(" "),
                w[200..].join(" ")
            )
        },
        400,
    );
}

#[test]
fn a_head_of_a_table_higher_than_a_page_goes_on() {
    kind(|w| format!("| {} | B |\n|---|---|\n| x | y |\n", w.join(" ")), 600);
}

#[test]
fn notes_quotations_callouts_and_definitions_of_pages_go_on() {
    kind(|w| format!("Text.[^n]\n\n[^n]: {}\n", w.join(" ")), 1500);
    kind(|w| format!("> [!NOTE]\n> {}\n\n> {}\n", w[..450].join("\\\n> "), w[450..].join(" ")), 900);
    kind(
        |w| {
            format!(
                "- [ ] {}\n  - {}\n    1. {}\n\nTerm\n: {}\n",
                w[..200].join(" "),
                w[200..400].join(" "),
                w[400..600].join(" "),
                w[600..].join(" ")
            )
        },
        1200,
    );
    kind(|w| format!("## {}\n\n### {}\n\n{}\n", w[..300].join(" "), w[300..600].join(" "), w[600..].join(" ")), 620);
}

#[test]
fn a_hundred_headings_in_a_row_are_printed() {
    let headings = |words: &[String]| {
        words.iter().fold(String::new(), |mut text, word| {
            let _ = write!(text, "## {word}\n\n");
            text
        })
    };
    kind(|words| headings(words) + "End.\n", 100);
}

#[test]
fn code_of_pages_and_of_long_lines_is_printed() {
    kind(|w| format!("```\n{}\n```\n\n```\n{}\n```\n", w[..150].join("\n"), "long_name_".repeat(30)), 150);
    kind(|w| format!("`{}` and {}\n", "long_name_".repeat(20), w.join(" ")), 20);
}

#[test]
fn people_and_key_figures_higher_than_a_page_are_printed() {
    kind(
        |w| {
            format!(
                "```people\npeople:\n- name: Name\n  role: {}\n  note: {}\n- name: Other\n```\n",
                w[..40].join(" "),
                w[40..].join(" ")
            )
        },
        900,
    );
    kind(
        |w| {
            format!(
                "```key-figures\nfigures:\n- value: \"1,234,567,890.12\"\n  label: {}\n- value: \"-12.5%\"\n  label: Other\n  note: {}\n- value: 1,234,567,890.12 km\n  label: Third\n```\n",
                w[..30].join(" "),
                w[30..].join(" ")
            )
        },
        500,
    );
}

#[test]
fn wide_tables_have_no_cell_over_another() {
    for columns in [3, 5, 8, 13, 24] {
        let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        kind(
            |w| {
                let mut table =
                    row((0..columns).map(|n| if n == 0 { "Indicator".to_owned() } else { format!("{}", 2000 + n) }).collect());
                table += &row(vec!["---".to_owned(); columns]);
                table += &row((0..columns).map(|n| if n == 0 { "Production (bcm)".to_owned() } else { w[n].clone() }).collect());
                table +=
                    &row((0..columns).map(|n| if n == 0 { "Consumption".to_owned() } else { format!("{n},234.5") }).collect());
                table + "\n" + &w[0] + "\n"
            },
            columns.max(2),
        );
    }
}

#[test]
fn words_wider_than_their_place_are_broken() {
    let digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    let address = "https://desk.example/archive/2026/documents/a-long-name_of_a_page/index.html?version=12&language=ar#part-3";
    let block = |_: &[String]| {
        format!(
            "Digest {digest} and {address}.\n\n- {digest}\n\n> - {digest}\n\n| Name | Digest | Other |\n|---|---|---|\n| A | {digest} | {digest} |\n\n```people\npeople:\n- name: {digest}\n  role: {digest}\n- name: B\n```\n\n```key-figures\nfigures:\n- value: {digest}\n  label: {digest}\n- value: \"1\"\n  label: b\n```\n"
        )
    };
    let words = [vec![digest.to_owned(), letters(address)], vec![digest.to_owned(), letters(address)]];
    whole(&block(&[]), &block(&[]), &words);
}

#[test]
fn raw_html_in_a_line_is_printed_as_it_is_seen() {
    let line = |w: &[String]| {
        let mut out = String::new();
        let names = [
            "sub", "sup", "del", "ins", "kbd", "mark", "small", "abbr", "span", "u", "s", "q", "bdi", "b", "i", "cite", "code",
            "samp", "var", "strong", "em", "time", "data", "dfn",
        ];
        for (name, word) in names.iter().zip(w) {
            let _ = write!(out, "<{name}>{word}</{name}> ");
        }
        let rest = &w[names.len()..];
        let _ = write!(
            out,
            "\n\n<bdo dir=\"rtl\">x</bdo> <span dir=\"rtl\">{}</span> <ruby>{}<rp>(</rp><rt>{}</rt><rp>)</rp></ruby> {}<br>{}\n",
            rest[0], rest[1], rest[2], rest[3], rest[4]
        );
        out
    };
    kind(line, 29);
}

#[test]
fn raised_and_lowered_digits_are_no_digits_of_the_number() {
    let built =
        editions("العدد 10<sup>6</sup> و5<br>6 وCO<sub>2</sub>.\n", "The number 10<sup>6</sup>, 5<br>6 and CO<sub>2</sub>.\n");
    for path in ["r/r-ar.pdf", "r/r-en.pdf"] {
        let Some(pages) = pages(&built, path) else { return };
        let words: Vec<&Word> = pages.iter().flat_map(|(.., words)| words).collect();
        assert!(words.iter().all(|word| !word.text.contains("106") && !word.text.contains("56")), "{path}: {words:?}");
        assert!(words.iter().any(|word| word.text.contains("CO")), "{path}: {words:?}");
    }
}

#[test]
fn text_in_wrappers_of_raw_html_is_printed() {
    kind(
        |w| {
            let mut out = String::new();
            for (name, word) in
                ["p", "div", "section", "details", "figure", "blockquote", "header", "aside", "article", "footer", "pre"]
                    .iter()
                    .zip(w)
            {
                let _ = write!(out, "<{name} dir=\"rtl\">\n{word}\n</{name}>\n\n");
            }
            let _ = write!(
                out,
                "<div dir=\"rtl\">\n\n{} **{}**\n\n</div>\n\n<details>\n<summary>{}</summary>\n\n{}\n\n</details>\n\n",
                w[11], w[12], w[13], w[14]
            );
            let _ = write!(
                out,
                "<table><caption>{}</caption><tr><th>{}</th><th>{}</th></tr><tr><td rowspan=2>{}</td><td>{}</td></tr><tr><td>{}</td></tr></table>\n\n",
                w[15], w[16], w[17], w[18], w[19], w[20]
            );
            let _ = write!(
                out,
                "<ul><li>{}<li>{}<ol><li>{}</ol></ul>\n\n<dl><dt>{}</dt><dd>{}</dd></dl>\n\n<h2>{}</h2>\n\n<p>{} &eacute; &amp; <b>{}</b></p>\n",
                w[21], w[22], w[23], w[24], w[25], w[26], w[27], w[28]
            );
            out
        },
        29,
    );
}

#[test]
fn endless_words_and_crowds_of_marks_end() {
    let long = "ك".repeat(33_000);
    let files = format!("-- content/a.ar.md --\n---\ntitle: عنوان\nbriefing: true\n---\n\n{long}\n\n{}\n", "ـ".repeat(33_000));
    let (built, problems) = printed(&files);
    assert!(built.outputs.get("a/a-ar.pdf").is_some(), "{problems}");
    let (built, problems) =
        printed(&format!("-- content/a.en.md --\n---\ntitle: A\nbriefing: true\n---\n\na{} word\n", "\u{301}".repeat(20_000)));
    assert!(built.outputs.get("a/a-en.pdf").is_some() && problems.contains("pdf-marks"), "{problems}");
}

#[test]
fn vowel_signs_stay_in_drawings() {
    let timeline = "```timeline\ntitle: أحداث\nevents:\n- date: 2022-01-02\n  text: تُعيَّن داريغا وتُحرق مكاتب صباحًا.\n- date: 2022-01-05\n  text: مجمّع.\n```\n";
    let chart = "```chart\ntitle: مجمّعة\ntype: bar\ndata:\n- {label: حيّ, value: 3}\n- {label: مُدُن, value: 4}\n```\n";
    let (built, problems) =
        printed(&format!("-- content/a.ar.md --\n---\ntitle: عنوان\nbriefing: true\n---\n\n{timeline}\n{chart}"));
    let Some(text) = read(&built, "a/a-ar.pdf", &[]) else { return };
    let marks = |c: char| text.chars().filter(|o| *o == c).count();
    assert!(marks('\u{64f}') >= 3 && marks('\u{651}') >= 3 && marks('\u{64b}') >= 1, "{problems}: {text}");
}

/// A run of so many letters stands in every place that there is, in ways that no line can hold.
#[test]
fn an_endless_word_in_any_place_is_printed() {
    for (run, most) in [("a", 6_000), ("ب", 3_000), ("كـ", 1_500), ("a\u{a0}", 1_500), ("\u{a0}", 3_000)] {
        let long = format!("x{}y", run.repeat(most));
        let body = format!(
            "---\ntitle: \"{long}\"\nauthors: [\"{long}\"]\nbriefing: true\n---\n\n## {long}\n\n| {long} | b |\n|---|---|\n| a | {long} |\n\n`{long}` [{long}](https://desk.example/{}) {long}\n\n```\n{long}\n```\n\n```people\npeople:\n- name: \"{long}\"\n```\n",
            "a".repeat(9000)
        );
        let (built, problems) = printed(&format!("-- content/a.en.md --\n{body}"));
        assert!(built.outputs.get("a/a-en.pdf").is_some(), "{run}: {problems}");
        assert!(problems.lines().all(|line| line.contains("pdf-link")), "{run}: {problems}");
    }
}

/// Spaces that hold together, and headings that are longer than a string of the file can be.
#[test]
fn what_cannot_be_broken_or_named_is_printed() {
    let (spaces, long, words) = ("\u{a0}".repeat(33_000), "a".repeat(33_000), "aaaaaaaaaaaaaaaaaaaaa ".repeat(1_600));
    let overview = "-- content/r/_index.en.md --\n---\ntitle: Report\nbriefing: true\n---\n\nText.\n";
    let chapter = format!("---\ntitle: C\nweight: 1\n---\n\n## {words}\n\n## {long}\n\n`x{spaces}y`\n\n```\nx{spaces}y\n```\n");
    let (built, problems) = printed(&format!("{overview}-- content/r/a.en.md --\n{chapter}"));
    assert!(problems.is_empty() && built.outputs.get("r/r-en.pdf").is_some(), "{problems}");
    let Some(text) = read(&built, "r/r-en.pdf", &[]) else { return };
    assert!(text.matches('a').count() >= 66_000 && text.contains('y'));
}

/// A theme of the project with a file, and a page to print with it.
fn themed(file: &str) -> String {
    format!(
        "-- site.yaml --\nbase_url: https://desk.example/\ntitle: {{en: Desk}}\nlanguages: {{en: {{name: English, region: GB}}}}\ntheme: mine\n-- themes/mine/theme.yaml --\nname: mine\n{file}\n-- content/a.en.md --\n---\ntitle: A\nbriefing: true\n---\n\nText.\n"
    )
}

#[test]
fn templates_that_never_end_are_stopped_and_named() {
    for template in ["#while true {}", "#let f(n) = f(n + 1)\n#f(0)", "#let a = ()\n#while a.len() < 1e9 { a.push(a) }"] {
        let site = tree(&themed(&format!("-- themes/mine/pdf/document.typ --\n{template}\n")));
        let outcome = shared::editions(&site, &Request { editions: EditionFiles::All, ..request() });
        let problems = render(outcome.diags, &site, Style::Short);
        assert!(problems.contains("pdf-template") && problems.contains("pdf/document.typ"), "{template}: {problems}");
    }
}

/// What a theme brings is set in a process of its own, which is ended: nothing of it goes on behind a message.
#[test]
fn foreign_templates_are_set_in_a_process_that_can_be_ended() {
    press::use_program(env!("CARGO_BIN_EXE_bayan").into());
    let set = |template: &str, seconds: u64, megabytes: usize| {
        let templates = [("main.typ".to_owned(), Arc::from(template))].into();
        let files = Files { templates, data: BTreeMap::new(), is_foreign: true };
        let budget = Budget { time: Duration::from_secs(seconds), memory: megabytes << 20 };
        typeset::set(&files, &Faces::new([]), "main.typ", budget)
    };
    let (file, complaints) =
        set("#set document(title: \"x\", date: datetime(year: 2022, month: 1, day: 6))\n#set text(lang: \"en\")\nA", 20, 3000);
    assert!(file.is_some_and(|file| file.starts_with(b"%PDF-")), "{complaints:?}");
    let stopped = |template: &str, seconds: u64, megabytes: usize, expect: &str| {
        let start = Instant::now();
        let (file, complaints) = set(template, seconds, megabytes);
        let [only] = complaints.as_slice() else { panic!("{template}: {complaints:?}") };
        assert!(file.is_none() && only.stopped && only.message.contains(expect), "{template}: {only:?}");
        assert!(start.elapsed() < Duration::from_secs(seconds + 8), "{template}");
    };
    stopped("#for a in range(100000) { for b in range(100000) { } }", 1, 3000, "not set after 1 s");
    stopped("#let a = range(90000000)", 20, 400, "more memory than 400 MB");
    // None is left, running or dead; where the system does not say, nothing is proved.
    assert_eq!(std::fs::read_to_string("/proc/thread-self/children").unwrap_or_default(), "");
}

#[test]
fn damaged_fonts_are_named() {
    let whole: &[u8] = include_bytes!("../themes/briefing/fonts/plex-mono/IBMPlexMono-Regular.ttf");
    let zeroed = |from: usize| [&whole[..from], &vec![0; whole.len() - from]].concat();
    let swapped = || {
        let mut font = whole.to_vec();
        (0..4).for_each(|i| font.swap(12 + 8 + i, 28 + 8 + i));
        font
    };
    for (what, bytes) in [
        ("random", (0..4000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()).collect::<Vec<u8>>()),
        ("empty", Vec::new()),
        ("text", b"<!DOCTYPE html><title>404</title>".to_vec()),
        ("cut off", whole[..whole.len() / 2].to_vec()),
        ("zeros behind its tables' list", zeroed(400)),
        ("zeros in its last part", zeroed(whole.len() - 20_000)),
        ("two tables in each other's place", swapped()),
    ] {
        let site = tree(&themed("-- themes/mine/pdf/none.txt --\n"));
        let files = site.files().iter().map(|file| (file.path.clone(), file.content.clone()));
        let font = ("themes/mine/fonts/Mine.ttf".to_owned(), Content::Binary(bytes.into()));
        let site = SourceTree::new(files.chain([font]));
        let outcome = shared::editions(&site, &Request { editions: EditionFiles::All, ..request() });
        let problems = render(outcome.diags, &site, Style::Short);
        assert!(problems.starts_with("themes/mine/fonts/Mine.ttf") && problems.contains("pdf-font"), "{what}: {problems}");
        assert!(outcome.value.is_none_or(|built| built.outputs.get("a/a-en.pdf").is_none()), "{what}");
    }
}

#[test]
fn a_theme_that_is_not_there_is_told_where_it_is_named() {
    let site = tree(&themed("").replace("theme: mine", "theme: mien"));
    let outcome = shared::editions(&site, &Request { editions: EditionFiles::All, ..request() });
    let problems = render(outcome.diags, &site, Style::Short);
    assert!(problems.contains("site.yaml:4:8: error[unknown-theme]: there is no theme `mien`"), "{problems}");
}
