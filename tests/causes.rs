//! One mistake is one problem: what only follows from it is not told, and its help shows what can be written instead.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use crate::support::shared;
use crate::support::site::{AR_EN, checked, request, tree};

/// A site of two languages with its homes and one page, which the menu leads to.
fn site(files: &str) -> String {
    let home = |tag: &str| format!("-- content/_index.{tag}.md --\n---\ntitle: T\n---\n\nSee [a](k/a.md).\n");
    format!("{AR_EN}{}{}{files}", home("ar"), home("en"))
}

fn page(tag: &str, head: &str, body: &str) -> String {
    format!("-- content/k/a.{tag}.md --\n---\ntitle: T\n{head}---\n\n{body}\n")
}

/// What is done about the problems of a site.
fn helps(text: &str) -> Vec<String> {
    let tree = tree(text);
    shared::check(&tree, &request()).sorted(&tree).iter().filter_map(|d| d.help.clone()).collect()
}

#[track_caller]
fn check_help(text: &str, expected: &str) {
    let found = helps(text);
    assert!(found.iter().any(|help| help.contains(expected)), "{found:#?}");
}

const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>\n";

#[test]
fn what_is_printed_once_counts_once() {
    let dir = tempfile::tempdir().expect("a folder");
    let text = site(&format!(
        "{}-- content/k/pictures.yaml --\ndamm.jpg: {{alt: {{ar: سد, en: dam}}}}\n",
        page("en", "", "![](damm.jpg)")
    ));
    for file in tree(&text).files() {
        let path = dir.path().join(&file.path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, file.text().expect("text")).expect("written");
    }
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_bayan"));
    let output = command.args(["check", "--format", "short", "--root"]).arg(dir.path()).output().expect("the program starts");
    let (told, closing) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let count = |what: &str| told.lines().filter(|line| line.contains(&format!(": {what}["))).count();
    let counted = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let line = format!("{} and {}", counted(count("error"), "error"), counted(count("warning"), "warning"));
    assert!(closing.contains(&line), "{told}{closing}");
}

#[test]
fn of_a_picture_that_is_not_there_nothing_else_is_told() {
    let list = "-- content/k/pictures.yaml --\ndam.svg: {alt: {ar: سد, en: dam}}\n";
    let files = format!("{list}-- content/k/dam.svg --\n{DRAWING}{}", page("en", "", "![](damm.svg)"));
    assert_eq!(checked(&site(&files)), ["content/k/a.en.md:5:1 broken-link"]);
}

#[test]
fn of_a_list_that_cannot_be_read_nothing_else_is_told() {
    let list = "-- content/k/pictures.yaml --\ndam.svg:\n  alt: {ar: السد، en: The dam}\n";
    let files = format!("{list}-- content/k/dam.svg --\n{DRAWING}{}", page("en", "", "![](dam.svg)"));
    assert_eq!(checked(&site(&files)), ["content/k/pictures.yaml:2:17 yaml-syntax"]);
    check_help(&site(&files), "write `,` between two values");
    let other = files.replace("pictures.yaml", "Pictures.yml");
    assert_eq!(checked(&site(&other)), ["content/k/Pictures.yml:1:1 file-name"]);
}

#[test]
fn of_a_ledger_with_another_name_nothing_else_is_told() {
    for name in ["facts.yml", "Facts.yaml"] {
        let files = format!("-- content/k/{name} --\nf: {{value: 5}}\n{}", page("en", "", "[](fact:f) and [](fact:g)"));
        assert_eq!(checked(&site(&files)), [format!("content/k/{name}:1:1 file-name")]);
    }
    // Of other kinds it says nothing.
    let files = format!("-- content/k/facts.yml --\nf: {{value: 5}}\n{}", page("en", "", "[](source:s)"));
    assert_eq!(checked(&site(&files)), ["content/k/a.en.md:5:1 unknown-entry", "content/k/facts.yml:1:1 file-name"]);
}

#[test]
fn a_page_with_an_error_is_not_missing_what_the_other_has() {
    let pair = |head: &str, body: &str| {
        checked(&site(&format!("{}{}", page("ar", "summary: نص\n", "نص\n\nنص"), page("en", head, body))))
    };
    assert_eq!(pair("summary: Text\n", "Text"), ["content/k/a.ar.md:8:1 unpaired-block"]);
    assert_eq!(pair("sumary: Text\n", "Text\n\nText"), ["content/k/a.en.md:3:1 unknown-field"]);
    let found = pair("summary: Text\n", "```chrat\ntype: bar\n```");
    assert!(!found.is_empty() && found.iter().all(|line| !line.contains("unpaired")), "{found:?}");
    let found = pair("summary: Text\n", "```\nText\n\nText");
    assert!(!found.is_empty() && found.iter().all(|line| !line.contains("unpaired")), "{found:?}");
}

#[test]
fn what_a_menu_misspells_is_no_page_that_nothing_leads_to() {
    let menu = "-- content/about.en.md --\n---\ntitle: About\n---\n\nText.\n";
    let text = format!("{AR_EN}{menu}").replace("English}}\n", "English}}\nmenu: [abuot]\n");
    assert_eq!(checked(&text), ["site.yaml:4:8 unknown-page"]);
}

#[test]
fn helps_are_written_as_the_author_writes() {
    let config = |line: &str, new: &str| AR_EN.replace(line, new);
    check_help(&config("{ar: بيان, en: Bayan}", "{ar: نشرة}"), "write `title: {ar: نشرة, en: …}`");
    let languages = config("languages: {ar: {name: العربية}, en: {name: English}}", "languages: [ar, en]");
    check_help(&languages, "`languages: {ar: {name: العربية}, en: {name: English}}`");
    let facts = "-- content/k/facts.yaml --\nf: {value: 5, what: {en: price}}\n";
    check_help(&site(&format!("{facts}{}", page("en", "", "Text"))), "write `what: {en: price, ar: …}`");
    let head = format!("{}{}", page("ar", "summary: نص\n", "نص"), page("en", "", "Text"));
    check_help(&site(&head), "say on a line before it why they differ: `# bayan: allow unpaired-block REASON`");
    check_help(&site(&page("en", "weight: ١\n", "Text")), "as in `weight: 1`");
    check_help(&site(&page("en", "bare_numbers: [2026]\n", "Text")), "`bare_numbers: {2026: ");
    let facts = "-- content/k/facts.yaml --\nf: {value: ١٢٠}\n";
    check_help(&site(&format!("{facts}{}", page("en", "", "Text"))), "write `value: 120`");
    for (written, meant) in
        [("fct:drop", "fact:"), ("facts:drop", "fact:"), ("people:x", "person:"), ("htps://x.example", "https:")]
    {
        check_help(&site(&page("en", "", &format!("[text]({written})"))), &format!("did you mean `{meant}`?"));
    }
}

#[test]
fn helps_of_data_files_can_be_followed() {
    let chart = |name: &str| page("en", "", &format!("```chart\ntype: bar\ntitle: T\nsrc: {name}\nx: a\ny: [b]\n```"));
    let data = "-- content/k/prices.csv --\na,b\n2026-07,5\n2026-08,25,1,6\n";
    check_help(&site(&format!("{data}{}", chart("price.csv"))), "did you mean `prices.csv`?");
    check_help(&site(&format!("{data}{}", chart("prices.csv"))), "write numbers with a point, as in `1.5`");
}

#[test]
fn numbers_of_items_need_no_source() {
    let facts = "-- content/k/facts.yaml --\nf: {value: 5}\n";
    let told = |body: &str| checked(&site(&format!("{facts}{}", page("ar", "", &format!("[](fact:f)\n\n{body}")))));
    for list in ["(1) أول\n(2) ثانٍ", "١- أول\n٢- ثانٍ"] {
        let found = told(list);
        assert!(found.iter().all(|line| !line.contains("bare-number")), "{list}: {found:?}");
    }
    for number in ["12-13 رجال", "(1", "120 - رجل"] {
        assert!(told(number).iter().any(|line| line.contains("bare-number")), "{number}");
    }
}

#[test]
fn lists_pasted_from_word_are_told() {
    for list in ["·\tأول\n\n·\tثانٍ", "o\tأول\n\no\tثانٍ", "§\tأول\n§\tثانٍ", "أ-أول\nب-ثانٍ", "أ- أول\nب- ثانٍ"]
    {
        let found = checked(&site(&page("ar", "", list)));
        assert!(found.contains(&"content/k/a.ar.md:5:1 typed-list".to_owned()), "{list}: {found:?}");
    }
}
