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
    shared::check(&tree, &request()).sorted(&tree).iter().filter_map(|d| d.help.as_ref().map(ToString::to_string)).collect()
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

/// Ten facts, and a page that names each of them twice.
fn ledger(broken: &str, body: &str) -> String {
    let fact = |n: usize| format!("f{n}:\n  value: {n}\n  source: s\n");
    let facts = (1..=10).map(fact).collect::<Vec<_>>().concat().replace("f4:\n  value: 4\n", broken);
    let uses = (1..=10).map(|n| format!("[](fact:f{n}) and [](fact:f{n})")).collect::<Vec<_>>().join(" ");
    let sources = "-- content/k/sources.yaml --\ns:\n  title: {ar: مصدر, en: Source}\n  publisher: {ar: ن, en: P}\n";
    let pages = format!("{}{}", page("ar", "", &uses), page("en", "", &format!("{uses}{body}")));
    site(&format!("-- content/k/facts.yaml --\n{facts}{sources}{pages}"))
}

#[test]
fn a_page_with_one_typo_in_its_head_is_one_problem() {
    let with = |head: &str, linking: &str| {
        let broken = format!("-- content/k/a.en.md --\n---\n{head}---\n\n## Part {{#part}}\n\nText.\n");
        let other = format!("-- content/k/b.en.md --\n---\ntitle: B\n---\n\n[a](a.md), [part](a.md#part), [a](a.md){linking}\n");
        checked(&site(&format!("{}{broken}{other}", page("ar", "", "## جزء {#part}\n\nنص"))))
    };
    assert_eq!(with("title: T\n", ""), [""; 0]);
    let at = "content/k/a.en.md";
    for (head, told) in [
        ("titel: T\n", "2:1 unknown-field"),
        ("title: T: U\n", "2:9 yaml-syntax"),
        ("title: T\ntags: [x\n", "3:7 yaml-syntax"),
        ("title: T\n\tdraft: true\n", "3:1 yaml-syntax"),
        ("title: T\nslug: @x\n", "3:7 yaml-syntax"),
        ("title: T\nlang: @x\n", "3:7 yaml-syntax"),
        ("title： T\n", "2:6 yaml-syntax"),
        ("", "1:1 missing-field"),
    ] {
        let found = with(head, "");
        let place = if head.is_empty() {
            found.first().map(String::as_str).unwrap_or_default().to_owned()
        } else {
            format!("{at}:{told}")
        };
        assert_eq!(found, [place], "{head}");
        assert!(found[0].ends_with(told.rsplit(' ').next().unwrap_or_default()), "{found:?}");
    }
    // What is wrong elsewhere is told all the same, also in the body of that page and in what leads to it.
    let found = with("title: T: U\n", " [c](c.md)");
    assert_eq!(found, ["content/k/a.en.md:2:9 yaml-syntax", "content/k/b.en.md:5:41 broken-link"]);
}

#[test]
fn a_head_without_an_end_is_one_problem() {
    for head in ["title: T\n\n", "title: T\ndate: 2026-01-01\n\ntags: [x]\n\n", "title: T\nbroken\n\n"] {
        let broken = format!("-- content/k/a.en.md --\n---\n{head}[x](nowhere.md) 12 people.\n");
        let other = "-- content/k/b.en.md --\n---\ntitle: B\n---\n\n[a](a.md#part)\n";
        let found = checked(&site(&format!("{}{broken}{other}", page("ar", "", "نص"))));
        assert_eq!(found, ["content/k/a.en.md:1:1 unclosed-front-matter"], "{head}");
    }
}

#[test]
fn a_data_file_keeps_the_entries_that_can_be_read() {
    assert_eq!(checked(&ledger("f4:\n  value: 4\n", "")), [""; 0]);
    for (broken, told) in [
        ("f4:\n\tvalue: 4\n", "11:1 yaml-syntax"),
        ("f4:\nvalue: 4\n", "12:3 yaml-syntax"),
        ("f4:\n  value: @4\n", "11:10 yaml-syntax"),
        ("f4:\n  value: \"4\n", "11:10 yaml-syntax"),
        ("f4: {value: 4\n", "10:5 yaml-syntax"),
        ("f4:\n  valeu: 4\n", "11:3 unknown-field"),
    ] {
        assert_eq!(checked(&ledger(broken, "")), [format!("content/k/facts.yaml:{told}")], "{broken}");
        // An entry that is nowhere is none of those that were lost.
        let found = checked(&ledger(broken, "[](fact:g)"));
        assert!(found.iter().any(|line| line.ends_with("unknown-entry")), "{broken} {found:?}");
    }
}

#[test]
fn what_an_entry_with_an_error_would_say_is_not_missed_in_the_other_language() {
    let facts = "-- content/k/facts.yaml --\nf:\n  value: @5\n";
    let text = site(&format!(
        "{facts}{}{}",
        page("ar", "bare_numbers: سبب\n", "بلغ 5 ليرات"),
        page("en", "", "It was [](fact:f) liras")
    ));
    assert_eq!(checked(&text), ["content/k/facts.yaml:2:10 yaml-syntax"]);
}

#[test]
fn errors_are_printed_before_warnings() {
    let pages = format!("{}{}", page("ar", "", "نص ،\n\n[x](nowhere.md)"), page("en", "", "Text"));
    let tree = tree(&site(&pages));
    let found = shared::check(&tree, &request());
    let printed = bayan::diag::render::render(found, &tree, bayan::diag::render::Style::Short);
    let kinds: Vec<bool> = printed.lines().map(|line| line.contains(": error[")).collect();
    assert!(kinds.contains(&true) && kinds.contains(&false) && kinds.is_sorted_by(|a, b| a >= b), "{printed}");
}
