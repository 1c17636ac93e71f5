//! Figures: every kind in both languages, what is drawn where, mistakes with their places, hostile input, blocks of themes.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::fmt::Write as _;
use std::path::Path;

use crate::support::shared;
use crate::support::site::{AR_EN, build, built, page, problems, request};
use bayan::diag::render::{Style, render};
use bayan::figure::measure::{TextStyle, Weight};
use bayan::pipeline::Built;
use bayan::source::walk;
use scraper::{ElementRef, Html, Selector};

/// The site of tests/cases/figures.
fn every_kind() -> Built {
    let tree = walk::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/figures")).expect("the case can be read");
    let outcome = shared::build(&tree, &request());
    assert!(outcome.diags.is_empty(), "{}", render(outcome.diags, &tree, Style::Short));
    outcome.value.expect("a site")
}

/// A page with one block, in Arabic and English.
fn one(block: &str) -> String {
    format!("{AR_EN}-- content/a.ar.md --\n---\ntitle: أ\n---\n\n{block}\n")
}

#[track_caller]
fn check(block: &str, expected: &[&str]) {
    assert_eq!(problems(&one(block)), expected, "{block}");
}

fn select<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(selector).expect("a selector")).collect()
}

fn number(element: &ElementRef<'_>, name: &str) -> f64 {
    element.attr(name).and_then(|v| v.parse().ok()).unwrap_or_else(|| panic!("{name} of {}", element.html()))
}

/// A text's frame: left, top, right, bottom.
fn frame(text: &ElementRef<'_>, arabic: bool) -> (f64, f64, f64, f64) {
    let weight = if text.attr("font-weight").is_some() { Weight::Bold } else { Weight::Regular };
    let size = number(text, "font-size");
    let visible: String = text.text().collect::<String>().chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}')).collect();
    let width = TextStyle { size, weight, arabic }.width(&visible);
    let (x, y) = (number(text, "x"), number(text, "y"));
    let left = match text.attr("text-anchor") {
        Some("start") => x,
        Some("middle") => x - width / 2.0,
        Some("end") => x - width,
        other => panic!("no anchor: {other:?}"),
    };
    (left, y - size * 0.72, left + width, y + size * 0.12)
}

/// Where a group of panels has moved a text to.
fn moved(text: &ElementRef<'_>) -> (f64, f64) {
    let transforms = text.ancestors().filter_map(ElementRef::wrap).filter_map(|e| e.attr("transform"));
    let parse = |t: &str| {
        let (x, y) = t.strip_prefix("translate(")?.strip_suffix(')')?.split_once(' ')?;
        Some((x.parse::<f64>().ok()?, y.parse::<f64>().ok()?))
    };
    transforms.filter_map(parse).fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1))
}

/// Every text of every drawing stands within its frame and on no other text.
#[track_caller]
fn check_texts(html: &str, arabic: bool) {
    let html = Html::parse_document(html);
    for svg in select(&html, "figure svg") {
        let view: Vec<f64> = svg.attr("viewBox").expect("a view").split(' ').map(|n| n.parse().expect("a number")).collect();
        let mut frames: Vec<((f64, f64, f64, f64), String)> = Vec::new();
        for text in svg.select(&Selector::parse("text").expect("a selector")) {
            let (dx, dy) = moved(&text);
            let (l, t, r, b) = frame(&text, arabic);
            let own = (l + dx, t + dy, r + dx, b + dy);
            let words: String = text.text().collect();
            assert!(own.0 >= -1.0 && own.2 <= view[2] + 1.0, "{words} leaves its frame: {own:?} of {view:?}");
            assert!(own.1 >= -1.0 && own.3 <= view[3] + 1.0, "{words} leaves its frame: {own:?} of {view:?}");
            for (other, name) in &frames {
                let apart = own.0 >= other.2 - 0.5 || other.0 >= own.2 - 0.5 || own.1 >= other.3 - 0.5 || other.1 >= own.3 - 0.5;
                assert!(
                    apart,
                    "{words} stands on {name}: {own:?} {other:?} in {}",
                    svg.attr("aria-labelledby").unwrap_or_default()
                );
            }
            frames.push((own, words));
        }
    }
}

/// Compares with tests/cases/figures/out/NAME. What differs is written beside it as NAME.new, to be read and renamed.
#[track_caller]
fn compare(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/figures/out").join(name);
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if expected != found {
        let new = path.with_extension("txt.new");
        std::fs::write(&new, found).expect("the folder can be written");
        let line = expected.lines().zip(found.lines()).position(|(a, b)| a != b).map_or(0, |n| n + 1);
        panic!("{name} differs from line {line} on: read {}, and rename it if it is right", new.display());
    }
}

#[test]
fn every_kind_in_both_languages() {
    let site = every_kind();
    for (path, name) in [("ar/report/all/index.html", "ar.txt"), ("en/report/all/index.html", "en.txt")] {
        let html = Html::parse_document(page(&site, path));
        let mut out = String::new();
        for figure in select(&html, "figure.figure") {
            let _ = writeln!(out, "\n# {}", figure.attr("class").unwrap_or_default());
            for element in figure.select(
                &Selector::parse(
                    "figcaption, .drawing-wide title, .drawing-wide text, .drawing-narrow text, dt, dd, .figure-note, tr",
                )
                .expect("a selector"),
            ) {
                let words = element.text().map(str::trim).filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" | ");
                let words: String = words
                    .chars()
                    .flat_map(|c| {
                        if ('\u{2066}'..='\u{2069}').contains(&c) { c.escape_unicode().collect::<Vec<_>>() } else { vec![c] }
                    })
                    .collect();
                let place = element
                    .attr("text-anchor")
                    .map(|a| format!(" {} {} {a}", number(&element, "x"), number(&element, "y")))
                    .unwrap_or_default();
                let _ = writeln!(out, "{}{place}: {words}", element.value().name());
            }
        }
        compare(name, &out);
    }
}

#[test]
fn texts_stay_apart_and_in_their_frames() {
    let site = every_kind();
    check_texts(page(&site, "ar/report/all/index.html"), true);
    check_texts(page(&site, "en/report/all/index.html"), false);
}

#[test]
fn hebrew_is_turned_round_and_not_set_as_arabic() {
    let block = "```chart\ntype: bar\ntitle: 2022\ndata: [{label: \"1\", value: 10}, {label: \"2\", value: 20}]\n```\n";
    let page_of = |tag: &str| format!("-- content/a.{tag}.md --\n---\ntitle: \"1\"\n---\n\n{block}");
    let config = "-- site.yaml --\nbase_url: https://example.org/\ntitle: x\nlanguages: {ar: {name: العربية}, he: {name: עברית}, en: {name: English}}\n";
    let site = built(&format!("{config}{}{}{}", page_of("ar"), page_of("he"), page_of("en")));
    let drawing = |tag: &str| {
        let html = Html::parse_document(page(&site, &format!("{tag}/a/index.html")));
        let svg = select(&html, "figure svg")[0];
        let first = svg.select(&Selector::parse("text").expect("a selector")).next().expect("a text");
        (svg.attr("viewBox").expect("a frame").to_owned(), number(&first, "x"))
    };
    let [(arabic, _), (hebrew, right), (english, left)] = ["ar", "he", "en"].map(drawing);
    assert_eq!(hebrew, english);
    assert_ne!(hebrew, arabic, "Arabic lines need more room");
    assert!(right > left, "{right} {left}");
}

#[test]
fn a_drawing_has_a_name_a_description_and_a_table() {
    let site = every_kind();
    for path in ["ar/report/all/index.html", "en/report/all/index.html"] {
        let html = Html::parse_document(page(&site, path));
        for svg in select(&html, "figure svg") {
            assert_eq!(svg.attr("role"), Some("img"));
            for id in svg.attr("aria-labelledby").expect("a name").split(' ') {
                let named = select(&html, &format!("[id=\"{id}\"]"));
                assert_eq!(named.len(), 1, "{id}");
                assert!(named[0].text().any(|t| !t.trim().is_empty()), "{id}");
            }
            assert!(!svg.html().contains("style="), "no style attribute");
        }
        for figure in select(&html, ".figure-chart, .figure-timeline, .figure-map") {
            assert_eq!(figure.select(&Selector::parse("details table").expect("a selector")).count(), 1);
        }
    }
}

#[test]
fn both_languages_say_the_same_numbers() {
    let site = every_kind();
    let numbers = |path: &str| {
        let html = Html::parse_document(page(&site, path));
        let cells = select(&html, "td.num").into_iter().map(|c| c.text().collect::<String>());
        cells.map(|c| c.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect::<String>()).collect::<Vec<_>>()
    };
    assert_eq!(numbers("ar/report/all/index.html"), numbers("en/report/all/index.html"));
}

#[test]
fn mistakes_have_their_places() {
    check("```chart\ntype: bra\ntitle: x\ndata: [{label: a, value: 1}]\n```", &["content/a.ar.md:6:7 not-one-of"]);
    check(
        "```chart\ntype: bar\ndata: [{label: a, value: .nan}]\n```",
        &["content/a.ar.md:6:1 missing-field", "content/a.ar.md:7:26 figure-number"],
    );
    check(
        "```chart\ntype: bar\ntitle: x\ndata: [{label: a, value: .inf}, {label: b, value: many}]\n```",
        &["content/a.ar.md:8:26 figure-number", "content/a.ar.md:8:51 figure-number"],
    );
    check(
        "```chart\ntype: bar\ntitle: x\ncategories: [a, b]\nseries: [{name: s, values: [1]}]\n```",
        &["content/a.ar.md:9:28 figure-length"],
    );
    check(
        "```chart\ntype: bar\ntitle: x\ntilte: y\ndata: []\n```",
        &["content/a.ar.md:8:1 unknown-field", "content/a.ar.md:9:7 figure-empty"],
    );
    check(
        "```chart\ntype: bar\ntitle: {en: x}\ndata: [{label: a, value: {fact: nothing}}]\n```",
        &["content/a.ar.md:7:8 missing-in-language", "content/a.ar.md:8:33 figure-unknown-id"],
    );
    check(
        "```map\ntitle: x\nplaces: [{name: a, lat: 91, lon: 1}, {name: b, lon: 2}]\n```",
        &["content/a.ar.md:7:25 figure-coordinate", "content/a.ar.md:7:38 missing-field"],
    );
    check("```timeline\ntitle: x\nevents: [{date: 2022-02-30, text: a}]\n```", &["content/a.ar.md:7:17 bad-date"]);
    check("```table\nsrc: ../../x.csv\n```", &["content/a.ar.md:6:6 figure-source"]);
    check("> ```chart\n> type: bar\n> titel: x\n> data: [{label: a, value: 1}]\n> ```", &["content/a.ar.md:7:3 unknown-field"]);
    check("```chart\ntype: bar\ntitle: [x\n```", &["content/a.ar.md:7:8 yaml-syntax"]);
}

#[test]
fn a_shared_file_has_the_languages_of_its_pages() {
    let text = one("```chart\nsrc: d.yaml\n```")
        + "-- content/d.yaml --\ntype: bar\ntitle: {ar: أ, en: a}\ndata:\n  - {label: {ar: أ}, value: 1}\n  - {label: plain, value: 2}\n";
    assert_eq!(problems(&text), ["content/d.yaml:5:13 missing-in-language"]);
    let csv = one("```chart\ntype: bar\ntitle: x\nsrc: d.csv\ncategory: name\nseries: [{column: vlaue}]\n```")
        + "-- content/d.csv --\nname,value\nأ,1\n";
    assert_eq!(problems(&csv), ["content/a.ar.md:10:19 figure-column"]);
    let csv = one("```chart\ntype: bar\ntitle: x\nsrc: d.csv\ncategory: name\nseries: [{column: value}]\n```")
        + "-- content/d.csv --\nname,value\nأ,1\nب,many\n";
    assert_eq!(problems(&csv), ["content/d.csv:3:3 figure-number"]);
}

#[test]
fn every_bad_cell_of_a_spreadsheet_is_told_at_its_place() {
    let table = |csv: &str| {
        let block = "```table\nsrc: d.csv\ncolumns: [{column: name, name: أ}, {column: value, name: ب, format: number}]\n```";
        problems(&(one(block) + "-- content/d.csv --\n" + csv))
    };
    for delimiter in [",", ";", "\t", "|", "،", "؛", "، "] {
        let csv = "name,value\nأ,1\n\"ب,\"\"ج\",2\n".replace(',', delimiter);
        assert_eq!(table(&csv), Vec::<String>::new(), "{csv}");
        let width = delimiter.chars().count();
        let long = "name,value\nأ,1\nب,2,3,4\nج,2,3\n".replace(',', delimiter);
        let expect = [3, 4].map(|line| format!("content/d.csv:{line}:{} figure-source", 3 + 2 * width));
        assert_eq!(table(&long), expect, "{long}");
        let wrong = "name,value\nأ,x\nب,2\nج,y\n".replace(',', delimiter);
        let expect = [2, 4].map(|line| format!("content/d.csv:{line}:{} figure-number", 2 + width));
        assert_eq!(table(&wrong), expect, "{wrong}");
    }
    assert_eq!(table("name,value\nأ,\"1\nب,2\n"), ["content/d.csv:2:3 figure-source"]);
    // What a row lacks might have stood anywhere in it.
    assert_eq!(
        table("name,value\nأ\nب,2\nالمصدر: المكتب\n"),
        ["content/d.csv:2:1 figure-source", "content/d.csv:4:1 figure-source"]
    );
    assert_eq!(table("name;value\nأ;\nب;2\n"), Vec::<String>::new());
    assert_eq!(table("name,value,name\nأ,1,2,3\n"), ["content/d.csv:1:12 figure-twice", "content/d.csv:2:7 figure-source"]);
    let chart =
        "```chart\ntype: bar\ntitle: x\nsrc: d.csv\ncategory: name\nseries: [{column: a, name: a}, {column: b, name: b}]\n```";
    let chart = one(chart) + "-- content/d.csv --\nname,a,b\nأ,x,1\nب,1,y\n";
    assert_eq!(problems(&chart), ["content/d.csv:2:3 figure-number", "content/d.csv:3:5 figure-number"]);
}

#[test]
fn a_name_that_nobody_knows_says_which_is_meant() {
    check("```people\npeople: [{nom: x}]\n```", &["content/a.ar.md:6:11 unknown-field"]);
    check(
        "```people\npeople: [{nom: x, rôle: y}]\n```",
        &["content/a.ar.md:6:10 missing-field", "content/a.ar.md:6:11 unknown-field", "content/a.ar.md:6:19 unknown-field"],
    );
    check("```people\npeople: [{name: x, nom: y}]\n```", &["content/a.ar.md:6:20 unknown-field"]);
}

#[test]
fn hostile_input_ends_in_a_message_or_a_sane_drawing() {
    let many = (0..10_000).fold(String::new(), |mut text, i| {
        let _ = writeln!(text, "  - {{label: l{i}, value: {i}}}");
        text
    });
    check(&format!("```chart\ntype: bar\ntitle: x\ndata:\n{many}```"), &["content/a.ar.md:9:3 figure-too-many"]);
    for label in [
        "كلمةطويلةجدابلاأيفراغ".repeat(100),
        "كلمات طويلة جدا في اسم واحد ".repeat(80),
        "W".repeat(2_000),
        "<script>&\"".repeat(200),
    ] {
        for form in ["bar", "column", "line", "step", "dot"] {
            let block = format!(
                "```chart\ntype: {form}\ntitle: x\nunit: '{label}'\ncategories: ['{label}', 'b {label}', c]\nseries:\n  - {{name: '{label}', values: [-1e15, 0, 1e15]}}\n  - {{name: 'x {label}', values: [null, -0.000001, 3]}}\n```"
            );
            let site = built(&one(&block));
            check_texts(page(&site, "ar/a/index.html"), true);
        }
    }
    for values in ["[0, 0]", "[-5, -7]", "[1.0e-300, 1.0e-300]", "[null, 4]", "[1e15, -1e15]"] {
        for form in ["bar", "column", "line", "step", "dot"] {
            let site = built(&one(&format!(
                "```chart\ntype: {form}\ntitle: x\ncategories: [أ, ب]\nseries: [{{values: {values}}}]\n```"
            )));
            let html = page(&site, "ar/a/index.html");
            assert!(!html.contains("NaN") && !html.contains("inf "), "{form} {values}");
            check_texts(html, true);
        }
        let stacked = format!(
            "```chart\ntype: bar\nstacked: true\ntitle: x\ncategories: [أ, ب]\nseries: [{{name: s, values: {values}}}, {{name: t, values: [-3, 2]}}]\n```"
        );
        check_texts(page(&built(&one(&stacked)), "ar/a/index.html"), true);
    }
    check("```chart\n```", &["content/a.ar.md:6:1 missing-field"]);
}

#[test]
fn code_of_the_same_name_stays_code() {
    let site = built(&one("    chart\n\n```yaml\na: b\n```"));
    assert!(page(&site, "ar/a/index.html").contains("<pre"));
}

#[test]
fn time_runs_as_it_is_told() {
    let chart = |time: &str| {
        one(&format!("```chart\ntype: line\ntitle: x\n{time}categories: [2020, 2021]\nseries: [{{values: [1, 2]}}]\n```"))
    };
    let place = |text: &str, year: &str| {
        let site = built(text);
        let html = Html::parse_document(page(&site, "ar/a/index.html"));
        let texts = select(&html, ".drawing-wide text");
        texts.iter().find(|t| t.text().collect::<String>().contains(year)).map(|t| number(t, "x")).expect("a year")
    };
    let (reading, ltr) = (chart(""), chart("time: ltr\n"));
    assert!(place(&reading, "2020") > place(&reading, "2021"), "with the reading direction");
    assert!(place(&ltr, "2020") < place(&ltr, "2021"), "from left to right");
}

#[test]
fn a_theme_has_blocks_of_its_own() {
    let theme = "-- themes/mine/theme.yaml --\nname: mine\nstyles: []\nscripts: []\nblocks:\n  pull-quote: {quote: text, by: text?, big: boolean?}\n-- themes/mine/templates/blocks/pull-quote.html --\n<blockquote><p>{{ quote_html | safe }}</p>{% if by %}<footer>{{ by }}</footer>{% endif %}</blockquote>\n";
    let site = |block: &str| one(block).replace("languages:", "theme: mine\nlanguages:") + theme;
    let made = built(&site("```pull-quote\nquote: قال GDP نما\nby: أحد\n```"));
    let html = page(&made, "ar/a/index.html");
    assert!(html.contains("<bdi") && html.contains("<footer>أحد</footer>"), "{html}");
    assert_eq!(
        problems(&site("```pull-quote\nqoute: x\nbig: 3\n```")),
        ["content/a.ar.md:6:1 unknown-field", "content/a.ar.md:7:6 wrong-type"]
    );
    let (_, diags, _) = build(&site("x").replace("text?", "words?"));
    assert_eq!(diags.iter().map(|d| d.code).collect::<Vec<_>>(), ["theme-block"]);
}

#[test]
fn one_slip_in_a_block_is_one_mistake() {
    let chart = |item: &str| format!("```chart\ntype: bar\ntitle: ع\ndata:\n  - {{label: x, value: 3}}\n  - {item}\n```");
    check(&chart("{lable: y, value: 4}"), &["content/a.ar.md:10:6 unknown-field"]);
    check(&chart("{label: y, value: 1,234}"), &["content/a.ar.md:10:25 yaml-syntax"]);
    check("```people\npeople:\n  - {nmae: x}\n```", &["content/a.ar.md:7:6 unknown-field"]);
    check("```timeline\ntitle: ع\nevents:\n  - {date: 2020, text: a, b}\n```", &["content/a.ar.md:8:27 yaml-syntax"]);
    check("```key-figures\nfigures:\n  - {value: 3, label: a, b}\n```", &["content/a.ar.md:7:26 yaml-syntax"]);
    assert_eq!(problems(&one("```chart\n```")).len(), 1);
}
