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
        for text in svg.select(&Selector::parse("text:not(.rim)").expect("a selector")) {
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
                    "figcaption, .figure-subtitle, .drawing-wide text:not(.rim), .drawing-narrow text:not(.rim), time, .timeline p, dt, dd, .figure-note, tr",
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
    let block = "```chart\ntype: column\ntitle: 2022\ndata: [{label: \"1\", value: 10}, {label: \"2\", value: 20}]\n```\n";
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
fn a_drawing_is_said_once_in_words_and_has_a_table() {
    let site = every_kind();
    for path in ["ar/report/all/index.html", "en/report/all/index.html"] {
        let html = Html::parse_document(page(&site, path));
        for svg in select(&html, "figure svg") {
            assert_eq!(svg.attr("aria-hidden"), Some("true"));
            assert!(!svg.html().contains("style=") && svg.attr("role").is_none(), "no style attribute");
        }
        let within = |figure: &ElementRef<'_>, selector: &str| {
            figure
                .select(&Selector::parse(selector).expect("a selector"))
                .map(|e| e.text().collect::<String>())
                .collect::<Vec<_>>()
        };
        let figures = select(&html, ".figure-chart, .figure-map");
        let mut names: Vec<String> = figures.iter().flat_map(|figure| within(figure, "summary")).collect();
        assert_eq!(names.len(), figures.len());
        names.sort();
        names.dedup();
        assert_eq!(names.len(), figures.len(), "each table has a name of its own");
        for figure in figures {
            assert_eq!(within(&figure, "details table").len(), 1);
            let told = within(&figure, "p.visually-hidden");
            assert!(told.len() == 1 && !told[0].trim().is_empty(), "{told:?}");
        }
        // A timeline is a list, and repeats nothing.
        for figure in select(&html, ".figure-timeline") {
            assert_eq!(within(&figure, "svg, table").len(), 0);
            assert_eq!(within(&figure, "ol.timeline > li > time[datetime]").len(), 3);
            assert_eq!(within(&figure, "ul.timeline > li").len(), 1);
        }
    }
}

/// The texts of the wide drawing of a page with one block.
fn drawn(block: &str) -> Vec<String> {
    let html = Html::parse_document(page(&built(&one(block)), "ar/a/index.html"));
    let texts = select(&html, ".drawing-wide text:not(.rim)").into_iter();
    texts
        .map(|text| {
            text.text().collect::<String>().chars().filter(|c| !matches!(c, '\u{200e}' | '\u{2066}'..='\u{2069}')).collect()
        })
        .collect()
}

/// The first file that a page holds.
fn downloaded(block: &str) -> String {
    let html = Html::parse_document(page(&built(&one(block)), "ar/a/index.html"));
    let link = select(&html, "a[download]")[0];
    let letters = link.attr("href").and_then(|href| href.strip_prefix("data:text/csv;charset=utf-8;base64,")).expect("a file");
    let value = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut bytes = Vec::new();
    for four in letters.trim_end_matches('=').as_bytes().chunks(4) {
        let bits = four.iter().fold(0_u32, |all, c| all << 6 | u32::from(value(*c))) << (6 * (4 - four.len()));
        bytes.extend(&bits.to_be_bytes()[1..four.len()]);
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn data_are_taken_away_as_a_spreadsheet_reads_them() {
    let chart = "```chart\ntype: bar\ntitle: x\nunit: لتر\nsource: الوزارة\ndata: [{label: 2019, value: -1234.5}, {label: 'أ, ب', value: null}]\n```";
    assert_eq!(downloaded(chart), "\u{feff}البند,القيمة (لتر)\r\n2019,-1234.5\r\n\"أ, ب\",\r\nالمصدر: الوزارة\r\n");
    // A head is a cell as others are.
    let series =
        "```chart\ntype: bar\ntitle: x\ncategories: [أ]\nseries: [{name: '=1+1', values: [2]}, {name: ب, values: [3]}]\n```";
    assert!(downloaded(series).starts_with("\u{feff}البند,'=1+1,ب\r\n"), "{}", downloaded(series));
    let timeline = "```timeline\ntitle: x\nevents: [{date: 2022-01, text: أ}, {text: '=ب'}]\n```";
    assert_eq!(downloaded(timeline), "\u{feff}التاريخ,الحدث\r\n2022-01,أ\r\n,'=ب\r\n");
    let table = "```table\ncolumns: [{name: بلد}, {name: عدد, format: number, total: true}]\nrows: [[أ, 1200], [ب, 300]]\n```";
    assert_eq!(downloaded(table), "\u{feff}بلد,عدد\r\nأ,1200\r\nب,300\r\nالمجموع,1500\r\n");
    let map = "```map\ntitle: x\nplaces: [{name: القاهرة, lat: 30.04, lon: 31.24}]\n```";
    assert_eq!(downloaded(map), "\u{feff}المكان,lat,lon,ملاحظة\r\nالقاهرة,30.04,31.24,\r\n");
}

#[test]
fn a_map_lights_its_country_and_names_it_and_its_neighbours() {
    let block = "```map\ntitle: x\nplaces: [{name: ألماتي, lat: 43.24, lon: 76.95}, {name: أكتاو, lat: 43.65, lon: 51.2}, {name: أستانا, lat: 51.1, lon: 71.4, capital: true}]\nregions: [{name: مانغيستاو, points: [[50.5, 42], [56, 42], [56, 46], [50.5, 46]]}]\n```";
    let texts = drawn(block);
    for wanted in ["كازاخستان", "مانغيستاو", "روسيا", "ألماتي", "أكتاو", "أستانا", "500 كم"]
    {
        assert!(texts.iter().any(|text| text == wanted), "{wanted}: {texts:?}");
    }
    let site = built(&one(block));
    check_texts(page(&site, "ar/a/index.html"), true);
    let html = Html::parse_document(page(&site, "ar/a/index.html"));
    assert_eq!(select(&html, ".drawing-wide path.f-paper").len(), 1);
    let narrow = select(&html, ".drawing-narrow svg")[0];
    assert_eq!(narrow.attr("viewBox"), Some("0 0 360 270"));
    let none = drawn(&block.replace("regions:", "countries: none\nregions:"));
    assert!(!none.iter().any(|text| text == "كازاخستان" || text == "روسيا"), "{none:?}");
    let own = drawn(&block.replace("regions:", "countries: [{country: kz, name: قازاقستان}]\nregions:"));
    assert!(own.iter().any(|text| text == "قازاقستان"), "{own:?}");
    check(
        "```map\ntitle: x\nsubject: KAZ\nplaces: [{name: أ, lat: 43, lon: 76}]\nregions: [{points: [[1, 2]]}, {country: UZ, points: 3}]\n```",
        &["content/a.ar.md:7:10 figure-country", "content/a.ar.md:9:20 figure-coordinate"],
    );
}

#[test]
fn values_or_an_axis_and_not_both() {
    let bars = drawn("```chart\ntype: bar\ntitle: x\ndata: [{label: أ, value: 60}, {label: ب, value: -120.5}]\n```");
    assert_eq!(bars, ["أ", "60", "ب", "\u{2212}120.5"]);
    let columns = drawn("```chart\ntype: column\ntitle: x\ndata: [{label: أ, value: 60}, {label: ب, value: 120}]\n```");
    assert_eq!(columns, ["60", "120", "أ", "ب"]);
    // Numbers that have no room above their columns: an axis, and none of them.
    let many: Vec<String> = (0..30).map(|i| format!("{{label: {}, value: {}}}", 1990 + i, 100_000 + i)).collect();
    let many = drawn(&format!("```chart\ntype: column\ntitle: x\ndata: [{}]\n```", many.join(", ")));
    assert!(many.contains(&"50,000".to_owned()) && !many.contains(&"100,001".to_owned()), "{many:?}");
    // A single line says its last, first, highest and lowest number.
    let line = drawn(
        "```chart\ntype: line\ntitle: x\ncategories: [2018, 2019, 2020, 2021, 2022]\nseries: [{values: [5, 9, 6, 2, 4]}]\n```",
    );
    assert_eq!(line.iter().filter(|t| t.len() == 1).collect::<Vec<_>>(), ["4", "5", "9", "2"]);
}

#[test]
fn months_are_numbers_where_their_names_do_not_fit_and_the_last_is_there() {
    let months: Vec<String> = (1..=12).map(|month| format!("2022-{month:02}")).collect();
    let chart = |form: &str| {
        drawn(&format!(
            "```chart\ntype: {form}\ntitle: x\ncategories: [{}]\nseries: [{{values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]}}]\n```",
            months.join(", ")
        ))
    };
    for form in ["line", "column"] {
        let texts = chart(form);
        assert!(texts.contains(&"1/2022".to_owned()) && texts.contains(&"12".to_owned()), "{form} {texts:?}");
        assert!(!texts.iter().any(|text| text.contains("كانون")), "{texts:?}");
    }
    // One name where there is room, not two.
    let two = drawn("```chart\ntype: column\ntitle: x\ncategories: [2022-01, 2022-02]\nseries: [{values: [1, 2]}]\n```");
    assert!(two.iter().all(|text| !text.contains('/')), "{two:?}");
}

#[test]
fn what_matters_is_lit_and_what_is_said_of_it_stands_apart() {
    let block = "```chart\ntype: column\ntitle: x\nsubtitle: ماء النهر\nunit: لتر\ncategories: [2019, 2020, 2021]\nseries: [{values: [21, 24, 37]}]\nhighlight: 2021\nlines: [{value: 30, label: الحد}]\nannotations: [{at: 2020, text: مضخات جديدة}]\n```";
    let site = built(&one(block));
    check_texts(page(&site, "ar/a/index.html"), true);
    let html = Html::parse_document(page(&site, "ar/a/index.html"));
    assert_eq!(select(&html, ".drawing-wide rect.f-series-rest").len(), 2);
    assert_eq!(select(&html, ".drawing-wide rect.f-series-1").len(), 1);
    assert_eq!(select(&html, ".figure-subtitle")[0].text().collect::<String>(), "ماء النهر (لتر)");
    let texts: String = drawn(block).join(" ");
    assert!(texts.contains("الحد (30)") && texts.contains("مضخات جديدة"), "{texts}");
    let table: String = select(&html, "details table")[0].text().collect::<Vec<_>>().join(" ");
    assert!(table.contains("الحد") && table.contains("مضخات جديدة"), "{table}");
    check(
        &block.replace("highlight: 2021", "highlight: 2022").replace("at: 2020", "at: 2010").replace("slope", "x"),
        &["content/a.ar.md:12:12 not-one-of", "content/a.ar.md:14:20 not-one-of"],
    );
    // What has no room in a drawing stands below it.
    let many: Vec<String> =
        (0..12).map(|i| format!("{{at: 2020, text: 'كلمات كثيرة لا مكان لها في رسم ضيق كهذا {i}'}}")).collect();
    let crowded = block.replace("{at: 2020, text: مضخات جديدة}", &many.join(", "));
    check_texts(page(&built(&one(&crowded)), "ar/a/index.html"), true);
    assert!((0..12).all(|i| drawn(&crowded).join(" ").contains(&format!("كهذا {i}"))));
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
