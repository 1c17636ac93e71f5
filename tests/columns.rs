//! The printed briefing of one language: text and a column of notes, chapters that run on, heads of one line, formulas, logo and
//! classification. Read with poppler, where it is installed.

use crate::paper::{Word, letters, pages, printed, read};
use bayan::pipeline::Built;

const PATH: &str = "r/r-en.pdf";

/// The briefing of these files (the first lines go into site.yaml), printed without a problem.
#[track_caller]
fn print(files: &str) -> Built {
    let (built, problems) = printed(&format!("pdf: {{editions: [single]}}\n{files}"));
    assert_eq!(problems, "");
    built
}

fn overview(head: &str, body: &str) -> String {
    format!("-- content/r/_index.en.md --\n---\nbriefing: true\n{head}---\n\n{body}\n")
}

fn chapter(name: &str, weight: u8, body: &str) -> String {
    format!("-- content/r/{name}.en.md --\n---\ntitle: Chapter {name}\nweight: {weight}\n---\n\n{body}\n")
}

/// The first word on the pages that holds letters.
#[track_caller]
fn word<'w>(pages: &'w [(f64, f64, Vec<Word>)], text: &str) -> (usize, &'w Word) {
    let found =
        pages.iter().enumerate().find_map(|(i, (.., words))| Some((i, words.iter().find(|word| word.text.contains(text))?)));
    found.unwrap_or_else(|| panic!("no {text} in {pages:?}"))
}

#[test]
fn notes_stand_beside_their_passage() {
    let text = "Long text of many words goes on here. ".repeat(12);
    let body =
        format!("{text}Firstmark.[^a]\n\n{text}\n\n- item one[^b]\n- item two\n\n[^a]: Noteone here.\n[^b]: Notetwo there.");
    let built = print(&overview("title: Report\n", &body));
    let Some(pages) = pages(&built, PATH) else { return };
    let (width, ..) = pages[2];
    let (page, mark) = word(&pages, "Firstmark");
    let (note_page, note) = word(&pages, "Noteone");
    assert_eq!(page, note_page);
    assert!(mark.right < width * 0.68 && note.left > width * 0.68, "{mark:?} {note:?}");
    // On the lines of its paragraph, not at the foot of the page.
    assert!(note.top < mark.bottom, "{mark:?} {note:?}");
    let (_, item) = word(&pages, "item");
    let (_, second) = word(&pages, "Notetwo");
    assert!(second.left > width * 0.68 && (second.top - item.top).abs() < 14.0, "{item:?} {second:?}");
}

#[test]
fn chapters_run_on_and_the_colophon_with_them() {
    let built = print(
        &(overview("title: Report\n", "Text of the overview.") + &chapter("a", 1, "Text of a.") + &chapter("b", 2, "Text of b.")),
    );
    let Some(pages) = pages(&built, PATH) else { return };
    assert_eq!(pages.len(), 3, "cover, contents, text");
    let [first, last] = ["overview", "desk.example"].map(|text| pages[2].2.iter().any(|word| word.text.contains(text)));
    assert!(first && last, "{pages:?}");
}

/// A head is one line within the page, whatever titles are; who may read a file stands at the top of every page, the cover too.
#[test]
fn heads_are_one_line_and_every_page_is_marked() {
    let long = "A title that goes on and on through far more words than any line at the head of a page could ever hold of it";
    let body = "Text.\n\n".repeat(120);
    let files = "mark: {ar: مسودة, en: Drafted}\n".to_owned()
        + &overview(&format!("title: {long}\nshort_title: Shortened\n"), &body)
        + &chapter("a", 1, &body).replace("Chapter a", &long.replace("A title", "Another title"));
    let built = print(&files);
    let Some(pages) = pages(&built, PATH) else { return };
    for (page, (width, height, words)) in pages.iter().enumerate() {
        let head: Vec<&Word> = words.iter().filter(|word| word.bottom < height * 0.08).collect();
        let mark: Vec<_> = head.iter().filter(|word| word.text == "Drafted").collect();
        assert_eq!(mark.len(), 1, "page {page}: {head:?}");
        let rest = || head.iter().filter(|word| word.text != "Drafted");
        assert!(rest().all(|word| word.top > 0.0 && word.left > 0.0 && word.right < *width), "page {page}: {head:?}");
        let (top, bottom) = rest().fold((f64::MAX, f64::MIN), |(top, bottom), word| (top.min(word.top), bottom.max(word.top)));
        assert!(page == 0 || bottom - top < 3.0, "page {page} has a head of several lines: {head:?}");
    }
    let shortened = pages[2].2.iter().any(|word| word.text == "Shortened" && word.bottom < pages[2].1 * 0.08);
    assert!(shortened, "{:?}", pages[2].2);
}

#[test]
fn a_formula_is_set_as_mathematics() {
    let body = "Inline $\\frac{a}{b}\\,x^2$ here.\n\n$$\\sum_{i=1}^{n} \\sqrt{x_i} \\quad \\text{if } x > 0$$\n\nAnd $\\cancel{z}$ stays.";
    let built = print(&overview("title: Report\n", body));
    let Some(text) = read(&built, PATH, &[]) else { return };
    assert!(!text.contains("frac") && !text.contains("sqrt") && text.contains('∑'), "{text}");
    assert!(text.contains("\\cancel{z}"), "{text}");
}

#[test]
fn tables_without_a_title_have_no_number() {
    let table = "| Stage | Tenge |\n|---|--:|\n| Before | 60 |\n";
    let titled = "```table\ntitle: Prices\ncolumns: [{name: Stage}, {name: Tenge, format: number}]\nrows: [[Before, 60]]\n```\n";
    let built = print(&overview("title: Report\n", &format!("{table}\n{titled}")));
    let Some(text) = read(&built, PATH, &[]) else { return };
    assert_eq!(text.matches("Table").count(), 1, "{text}");
    assert!(letters(&text).contains("Table1Prices"), "{text}");
}

#[test]
fn answers_open_the_overview() {
    let head = "title: Report\nanswers: {happened: It happened., matters: It matters., unknown: All of it.}\n";
    let built = print(&overview(head, "The text."));
    let Some(text) = read(&built, PATH, &[]) else { return };
    let text = letters(&text);
    let at = |part: &str| text.find(&letters(part)).unwrap_or_else(|| panic!("no {part} in {text}"));
    assert!(at("It happened.") < at("It matters.") && at("All of it.") < at("The text."), "{text}");
}

/// In two columns a table that is too wide for one, and a chart of few categories, are printed once, with the words of both languages.
#[test]
fn what_is_too_wide_for_a_column_stands_once_over_both() {
    let table = |names: [&str; 7], word: &str| {
        let row = "| 7341 | 7342 | 7343 | 7344 | 7345 | 7346 |\n";
        format!("| {} |\n|---|---|---|---|---|---|---|\n| {word} {row}", names.join(" | "))
    };
    let chart = |title: &str, labels: [&str; 2]| {
        let [a, b] = labels;
        format!("```chart\ntype: bar\ntitle: {title}\ndata: [{{label: {a}, value: 8651}}, {{label: {b}, value: 8652}}]\n```\n")
    };
    let ar = table(["المؤشر", "أول", "ثان", "ثالث", "رابع", "خامس", "سادس"], "إنتاج") + "\n" + &chart("الأسعار", ["قبل", "بعد"]);
    let en = table(["Indicator", "One", "Two", "Three", "Four", "Five", "Six"], "Production")
        + "\n"
        + &chart("Prices", ["Before", "After"]);
    let files = "-- content/r/_index.ar.md --\n---\nbriefing: true\ntitle: تقرير\n---\n\n".to_owned()
        + &ar
        + &overview("title: Report\n", &en);
    let (built, problems) = printed(&format!("pdf: {{editions: [parallel]}}\n{files}"));
    assert_eq!(problems, "");
    let Some(text) = read(&built, "r/r-ar-en.pdf", &["-layout"]) else { return };
    let text = letters(&text);
    for number in (7341..=7346).chain(8651..=8652) {
        assert_eq!(text.matches(&number.to_string()).count(), 1, "{number} in {text}");
    }
    for words in ["Indicator", "Production", "المؤشر", "إنتاج", "Prices", "الأسعار", "Before", "After", "قبل", "بعد"]
    {
        assert!(text.contains(&letters(words)), "{words} in {text}");
    }
}

/// A chapter that is made stands for one that is kept back, and is set as the made one that it is.
#[test]
fn a_draft_named_as_a_made_chapter_changes_nothing() {
    let shown = overview("title: Report\n", "[](person:p1) speaks.")
        + "-- content/r/people.yaml --\np1:\n  name: {ar: اسم, en: Name of one}\n  role: {ar: وزير, en: minister}\n";
    let draft = "-- content/r/people.en.md --\n---\ntitle: Secret\ndraft: true\n---\n\nSecret text.\n";
    let file = |files: &str| print(files).outputs.get(PATH).map(|file| file.bytes().expect("in memory")).expect("printed");
    assert_eq!(file(&shown), file(&format!("{shown}{draft}")));
}
