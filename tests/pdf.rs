//! PDFs as readers and viewers get them: every word in order, headings as bookmarks, hostile text as text, the same bytes
//! from the same files. The text is taken out with `pdftotext` and `pdfinfo` where poppler is installed.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::fmt::Write as _;
use std::process::Command;
use std::sync::OnceLock;

use crate::support::shared;
use crate::support::site::{request, tree};
use bayan::diag::render::{Style, render};
use bayan::output::contents::Contents;
use bayan::pipeline::{Built, EditionFiles, Request};

const HEAD: &str = "-- site.yaml --\nbase_url: https://example.org/repo/\ntitle: {ar: بيان, en: Bayan}\nlanguages: {ar: {name: العربية, hijri: true}, en: {name: English, region: GB}}\n";

/// Prints a site, and gives the problems as short lines.
fn printed(files: &str) -> (Built, String) {
    let tree = tree(&format!("{HEAD}{files}"));
    let outcome = shared::editions(&tree, &Request { editions: EditionFiles::All, ..request() });
    let problems = render(outcome.diags, &tree, Style::Short);
    (outcome.value.expect("a site"), problems)
}

/// Prints a site that has no problems.
#[track_caller]
fn fine(files: &str) -> Built {
    let (built, problems) = printed(files);
    assert_eq!(problems, "");
    built
}

/// A briefing with a chapter in two languages: every kind of block, both directions in both.
fn briefing() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| {
        fine(
            "-- content/gas/_index.ar.md --
---
title: غاز GDP ٢٠٢٦
subtitle: عنوان فرعي
summary: خلاصة عن «الغاز» (LNG).
date: 2026-01-06
authors: [فريق بيان]
briefing: true
key_figures: [{value: \"120 تنغًا\", label: سعر اللتر, note: كما يورده المقال}]
---

## الخلاصة {#gist}

نما GDP بنسبة 3.5%، كما في [الفصل](prices.md#table).[^n]

[^n]: حاشية فيها English words.
-- content/gas/_index.en.md --
---
title: Gas
summary: What happened.
date: 2026-01-06
briefing: true
---

## Gist {#gist}

Output grew by 3.5%, see [the chapter](prices.md#table).[^n]

[^n]: A note.
-- content/gas/prices.ar.md --
---
title: الأسعار
weight: 1
---

## جدول {#table}

| المرحلة | تنغ |
|---|--:|
| قبل | 60 |

> [!WARNING]
> لم يثبت ذلك.

1. أول
2. ثانٍ

### أعمق {#deep}

- [x] منجز
- مفتوح

مصطلح
: معناه.

> قال: نعم.

`code` ثم:

```rust
fn main() {}
```
-- content/gas/prices.en.md --
---
title: Prices
weight: 1
---

## Table {#table}

| Stage | Tenge |
|---|--:|
| Before | 60 |

> [!WARNING]
> Not established.

1. first
2. second

### Deeper {#deep}

An **important** *word* with كلمة عربية in it.
",
        )
    })
}

fn pdf<'a>(built: &'a Built, path: &str) -> &'a [u8] {
    built.outputs.get(path).and_then(Contents::here).unwrap_or_else(|| panic!("{path} is not there"))
}

/// What poppler says of a file; `None` where it is not installed.
fn poppler(program: &str, arguments: &[&str], bytes: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("x.pdf");
    std::fs::write(&file, bytes).expect("written");
    let mut command = Command::new(program);
    command.args(arguments).arg(&file);
    if program == "pdftotext" {
        command.arg("-");
    }
    let output = command.output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Letters and digits alone: extractors put spaces and marks where they like.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() && !matches!(c, '\u{640}')).collect()
}

#[test]
fn a_briefing_is_printed_in_every_language_and_in_both() {
    let paths: Vec<&str> = briefing().outputs.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["gas/gas-ar-en.pdf", "gas/gas-ar.pdf", "gas/gas-en.pdf"]);
    for path in paths {
        let bytes = pdf(briefing(), path);
        assert!(bytes.starts_with(b"%PDF-1.7"), "{path}");
        let text = String::from_utf8_lossy(bytes);
        assert!(text.contains("pdfuaid:part") && text.contains("pdfaid:conformance"), "{path} claims no standard");
    }
}

#[test]
fn visible_words_come_out_in_order() {
    let check = |path: &str, words: &str| {
        let Some(text) = poppler("pdftotext", &["-enc", "UTF-8"], pdf(briefing(), path)) else { return };
        let text = letters(&text);
        let mut rest = text.as_str();
        for word in words.split(' ') {
            let at = rest.find(&letters(word)).unwrap_or_else(|| panic!("{path}: `{word}` does not follow in {rest}"));
            rest = &rest[at + letters(word).len()..];
        }
    };
    check(
        "gas/gas-en.pdf",
        "Gas What happened Contents Gist Prices Table Gist Output grew see the chapter note Prices Stage Tenge Before 60 Not established first second Deeper important word with in it",
    );
    check(
        "gas/gas-ar.pdf",
        "غاز خلاصة المحتويات الخلاصة سعر اللتر المقال نما بنسبة الفصل حاشية الأسعار جدول المرحلة تنغ قبل 60 لم يثبت ذلك أول أعمق منجز مفتوح معناه مصطلح قال نعم",
    );
    // Poppler reads lines of two columns across: each language is in its own order.
    check("gas/gas-ar-en.pdf", "نما بنسبة الأسعار لم يثبت ذلك أعمق");
    check("gas/gas-ar-en.pdf", "Gist Output grew Prices Stage Not established Deeper important");
}

#[test]
fn bookmarks_are_the_headings() {
    let check = |path: &str, expected: &[&str]| {
        let bytes = pdf(briefing(), path);
        let (Some(tree), Some(xml)) =
            (poppler("pdfinfo", &["-struct-text"], bytes), poppler("pdftohtml", &["-xml", "-stdout", "-i"], bytes))
        else {
            return;
        };
        let is_heading = |line: &&str| {
            let mut letters = line.trim_start().chars();
            letters.next() == Some('H') && letters.next().is_some_and(|c| c.is_ascii_digit())
        };
        let headings: Vec<&str> = tree.lines().filter(is_heading).filter_map(|l| l.split('"').nth(1)).skip(1).collect();
        let text = |item: &str| item.split_once('>').map(|(_, text)| text.to_owned());
        let outline = xml.split("<outline>").skip(1).flat_map(|o| o.split("<item ").skip(1));
        let bookmarks: Vec<String> = outline.filter_map(|i| text(i.split("</item>").next().unwrap_or(i))).collect();
        assert_eq!(bookmarks, expected, "{path}");
        assert_eq!(headings.len(), expected.len(), "{path}: {headings:?}");
    };
    check("gas/gas-en.pdf", &["Executive summary", "Gist", "Prices", "Table", "Deeper"]);
    check("gas/gas-ar.pdf", &["الملخّص التنفيذي", "الخلاصة", "الأسعار", "جدول", "أعمق"]);
}

#[test]
fn the_same_files_give_the_same_bytes() {
    let files = "-- content/a.ar.md --\n---\ntitle: عنوان\nbriefing: true\n---\n\nنص *مهم* و`x`.\n";
    assert_eq!(pdf(&fine(files), "a/a-ar.pdf"), pdf(&fine(files), "a/a-ar.pdf"));
}

#[test]
fn typst_in_content_is_text() {
    let evil = "#read(\"/etc/passwd\") #panic() $x$ @ref <label> = x #import \"@preview/x:1.0.0\"";
    let yaml = "'#read(\"/etc/passwd\") #panic() $x$ @ref = x'";
    let files = format!(
        "-- content/a.en.md --\n---\ntitle: {yaml}\nsubtitle: {yaml}\nsummary: {yaml}\nauthors: [{yaml}]\ntags: [{yaml}]\nbriefing: true\nkey_figures: [{{value: {yaml}, label: {yaml}, note: {yaml}}}]\n---\n\n## {evil} {{#x}}\n\n{evil}[^n]\n\n| {evil} |\n|---|\n| {evil} |\n\n- {evil}\n\n> {evil}\n\n```\n{evil}\n```\n\n[{evil}](https://example.org/#read)\n\n[^n]: {evil}\n"
    )
    .replace("<label>", "\\<label\\>");
    let built = fine(&files);
    if let Some(text) = poppler("pdftotext", &["-enc", "UTF-8"], pdf(&built, "a/a-en.pdf")) {
        let found = letters(&text).matches("readetcpasswdpanicxrefx").count()
            + letters(&text).matches("readetcpasswdpanicxreflabelx").count();
        assert!(found >= 12, "{found} of the fields: {text}");
        assert!(!text.contains("root:"), "{text}");
    }
}

#[test]
fn mistakes_of_paper_stand_at_their_place() {
    let (_, problems) = printed(
        "-- content/p.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0h9v9z\"/></svg>\n-- content/bad.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><nonsense\n-- content/a.ar.md --\n---\ntitle: عنوان\nbriefing: true\n---\n\n![](p.svg)\n\nرمز 𓀀 هنا.\n\n![وصف](bad.svg)\n\n![وصف](p.svg)\n",
    );
    let lines: Vec<&str> = problems.lines().map(|l| l.split("]:").next().unwrap_or(l)).collect();
    assert_eq!(lines.len(), 3, "{problems}");
    for (line, (place, code)) in
        lines.iter().zip([("a.ar.md:6:1", "pdf-alt"), ("a.ar.md:10:1", "bad-picture"), ("a.ar.md:8:1", "pdf-glyph")])
    {
        assert!(line.contains(place) && line.contains(code), "{problems}");
    }
}

#[test]
fn a_mistake_of_a_template_is_told_once() {
    let theme = "theme: mine\n-- themes/mine/theme.yaml --\nname: mine\nstyles: []\nscripts: []\nblocks:\n  box: {words: text}\n-- themes/mine/templates/blocks/box.html --\n<p>{{ words }}</p>\n-- themes/mine/pdf/blocks/box.typ --\n#let show-block(arguments, line) = panic(\"broken\")\n";
    let block = "```box\nwords: نص\n```\n";
    let (built, problems) = printed(&format!(
        "{theme}-- content/a.ar.md --\n---\ntitle: عنوان\nbriefing: true\n---\n\n{block}\nنص.\n\n{block}\n{block}"
    ));
    assert_eq!(built.outputs.len(), 0);
    assert_eq!(problems.lines().count(), 1, "{problems}");
    assert!(problems.contains("a.ar.md:6:1") && problems.contains("pdf-block"), "{problems}");
    assert!(problems.contains("this and 2 more") && problems.contains("broken"), "{problems}");
}

#[test]
fn an_address_that_somebody_wrote_is_no_place_of_the_file() {
    let (built, problems) =
        printed("-- content/a.ar.md --\n---\ntitle: عنوان\nbriefing: true\n---\n\nنص [كلمة](place:ar:nowhere) وأخرى.\n");
    assert_eq!(built.outputs.len(), 1, "{problems}");
    let Some(text) = poppler("pdftotext", &["-enc", "UTF-8"], pdf(&built, "a/a-ar.pdf")) else { return };
    assert!(letters(&text).contains(&letters("كلمة")), "{text}");
}

#[test]
fn a_page_that_refuses_is_not_printed() {
    let (built, problems) = printed("-- content/a.ar.md --\n---\ntitle: عنوان\nbriefing: true\npdf: false\n---\n\nنص\n");
    assert_eq!((built.outputs.len(), problems.as_str()), (0, ""));
    let (built, problems) = printed("-- content/a.ar.md --\n---\ntitle: عنوان\npdf: true\n---\n\nنص\n");
    assert_eq!((built.outputs.len(), problems.as_str()), (1, ""));
}

/// A drawing stands on one page, however long it is: the last of its labels is printed, its caption below it, and both before
/// the text that follows.
#[test]
fn a_drawing_higher_than_a_page_is_made_smaller() {
    use std::fmt::Write as _;
    let chart = |title: &str, text: &str| {
        let mut block = format!("```chart\ntype: bar\ntitle: {title}\ndata:\n");
        for n in 1..=56 {
            let _ = writeln!(block, "  - {{label: {text} {}, value: {n}}}", word(n));
        }
        block + "```\n"
    };
    let (ar, en) = (chart("عنوان الرسم", "حدث"), chart("Title of the drawing", "event"));
    let built = fine(&format!(
        "-- content/a.ar.md --\n---\ntitle: عنوان\nbriefing: true\n---\n\nأول.\n\n{ar}\nآخر الكلام.\n-- content/a.en.md --\n---\ntitle: Title\nbriefing: true\n---\n\nFirst.\n\n{en}\nLast words.\n"
    ));
    let check = |path: &str, first: &str, last: &str, title: &str, after: &str| {
        // What stands beyond the edge of the page poppler leaves out.
        let Some(text) = poppler("pdftotext", &["-enc", "UTF-8"], pdf(&built, path)) else { return };
        let (first, last, title, after) = (letters(first), letters(last), letters(title), letters(after));
        let pages: Vec<String> = text.split('\u{c}').map(letters).collect();
        let page = pages.iter().find(|page| page.contains(&first)).unwrap_or_else(|| panic!("{path}: no first label in {text}"));
        assert!(page.contains(&last), "{path}: no last label beside the first in {page}");
        assert!(page.contains(&title), "{path}: no caption below in {page}");
        assert!(pages.iter().any(|page| page.contains(&after)), "{path}: the text goes on in {text}");
    };
    for path in ["a/a-en.pdf", "a/a-ar-en.pdf"] {
        check(path, &format!("event {}", word(1)), &format!("event {}", word(56)), "Title of the drawing", "Last words");
    }
    check("a/a-ar.pdf", &format!("حدث {}", word(1)), &format!("حدث {}", word(56)), "عنوان الرسم", "آخر الكلام");
}

/// A word of its own for a number, which no date looks like.
fn word(n: u8) -> String {
    [b'q', b'a' + n / 26, b'a' + n % 26].map(char::from).iter().collect()
}

/// A briefing whose figures and values come from a ledger; every text tries to be Typst.
#[test]
fn figures_and_values_of_the_ledger_are_printed() {
    let built = fine(
        "-- content/k/facts.yaml --
gas: {value: 120, unit: {ar: تنغ, en: tenge}, what: {ar: 'سعر #panic()', en: 'price #panic()'}, source: s}
-- content/k/sources.yaml --
s: {title: {ar: مصدر, en: Source $x$}}
-- content/k/_index.ar.md --
---
title: ك
briefing: true
---

السعر [](fact:gas).

```chart
type: bar
title: 'سعر #read(\"/etc/passwd\") حيّ'
data: [{label: '*قبل*', value: {fact: gas}}, {label: '[بعد]', value: 7}]
```

```key-figures
figures: [{fact: gas}]
```

```people
people: [{name: 'اسم #let', role: 'دور_'}]
```

```table
columns: [{name: 'رأس `#`', format: number}]
rows: [[{fact: gas}]]
```
-- content/k/_index.en.md --
---
title: K
briefing: true
---

The price is [](fact:gas).
",
    );
    let text = |path: &str| poppler("pdftotext", &["-enc", "UTF-8"], pdf(&built, path));
    let Some(ar) = text("k/k-ar.pdf") else { return };
    for words in ["120", "read(\"/etc/passwd\")", "let", "رأس", "اسم"] {
        assert!(letters(&ar).contains(&letters(words)), "{words} in {ar}");
    }
    assert!(ar.contains('#'), "{ar}");
    assert!(!ar.contains("root:"), "{ar}");
    let en = text("k/k-en.pdf").expect("the English edition");
    assert!(en.contains("price #panic()") && en.contains("Source $x$"), "{en}");
}

/// A briefing of two chapters that names eight people; `settings` are further lines of `site.yaml`.
fn named(settings: &str) -> Built {
    let names = ["حسن", "باسم", "إلياس", "جمال", "داود", "هاني", "زكي", "أحمد"];
    let people =
        (0..8).map(|i| format!("p{i}: {{name: {{ar: {}, en: Name{}}}, role: {{ar: محرر, en: editor}}}}\n", names[i], 8 - i));
    let all = (0..8).map(|i| format!("[](person:p{i})")).collect::<Vec<_>>().join(" ");
    let long = "word ".repeat(700);
    let page = |lang: &str, title: &str, text: &str| {
        format!("-- content/k/{title}.{lang}.md --\n---\ntitle: T{lang}\nweight: 1\ntags: [Name1]\n---\n\n{text}\n")
    };
    let mut files = format!("{settings}-- content/k/people.yaml --\n{}", people.collect::<String>());
    for lang in ["ar", "en"] {
        let _ = write!(files, "-- content/k/_index.{lang}.md --\n---\ntitle: K{lang}\nbriefing: true\n---\n\n{all}\n\n{long}\n");
        files.push_str(&page(lang, "one", &format!("{long}\n\n[](person:p0) [](person:p7)\n\n{long}")));
    }
    let tree = tree(&format!("{}{files}", HEAD.replace("languages:", "missing_translation: omit\nlanguages:")));
    let outcome = shared::editions(&tree, &Request { editions: EditionFiles::All, ..request() });
    assert!(!outcome.diags.has_errors(), "{}", render(outcome.diags, &tree, Style::Short));
    outcome.value.expect("a site")
}

/// Each name once, in the order of the alphabet, with the pages that name it; a tag that is called like a name is one with it.
#[test]
fn a_briefing_ends_with_its_index() {
    let built = named("");
    // Marks of direction are poppler's own.
    let text = |path: &str, layout: &str| {
        let text = poppler("pdftotext", &["-enc", "UTF-8", layout], pdf(&built, path))?;
        Some(text.replace(|c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'), ""))
    };
    let index = |path: &str, title: &str, after: &str| {
        let text = text(path, "-raw")?;
        let own = &text[text.rfind(title)?..];
        Some(own[..own.find(after)?].split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    };
    let Some(en) = index("k/k-en.pdf", "\nIndex", "Ken") else { return };
    let names: Vec<&String> = en.iter().filter(|word| word.starts_with("Name")).collect();
    assert_eq!(names, ["Name1", "Name2", "Name3", "Name4", "Name5", "Name6", "Name7", "Name8"], "{en:?}");
    let pages = |name: &str| {
        let from = en.iter().position(|word| word == name).expect("the name") + 1;
        en[from..].iter().take_while(|word| !word.starts_with("Name")).map(String::as_str).collect::<Vec<_>>().join(" ")
    };
    // The summary page names all of them, the chapter the first and the last and one by its tag; the last is the page that explains it.
    assert_eq!(["Name1", "Name2", "Name8"].map(pages), ["3–5, 6", "3, 6", "3, 5, 6"], "{en:?}");
    let ar = index("k/k-ar.pdf", "\nالفهرس", "Kar").expect("an index in Arabic");
    let order = ["أحمد", "إلياس", "باسم", "جمال", "حسن", "داود", "زكي", "هاني"];
    let found: Vec<&str> = ar.iter().filter_map(|word| order.into_iter().find(|name| letters(word) == letters(name))).collect();
    assert_eq!(found, order, "{ar:?}");
    let both = text("k/k-ar-en.pdf", "-layout").expect("the text");
    assert!(both.contains("Index") && both.contains("الفهرس"), "{both}");
}

#[test]
fn an_index_can_be_left_out() {
    let built = named("pdf: {index: false}\n");
    let Some(en) = poppler("pdftotext", &["-enc", "UTF-8"], pdf(&built, "k/k-en.pdf")) else { return };
    assert!(en.contains("Name8") && !en.contains("Index"), "{en}");
}

/// The files in a PDF, each with what is said of it.
fn attached(bytes: &[u8]) -> Vec<(String, String)> {
    use std::io::Read as _;
    let find = |text: &[u8], from: usize| bytes[from..].windows(text.len()).position(|own| own == text).map(|at| from + at);
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(start) = find(b"/EmbeddedFile/", at) {
        let head = bytes[..start].windows(4).rposition(|own| own == b" obj").expect("an object");
        let begin = find(b"stream\n", start).expect("a stream") + b"stream\n".len();
        at = find(b"endstream", begin).expect("its end");
        let said = String::from_utf8_lossy(&bytes[head..begin]).into_owned();
        let mut text = String::new();
        let read = if said.contains("FlateDecode") {
            flate2::read::ZlibDecoder::new(&bytes[begin..at]).read_to_string(&mut text)
        } else {
            (&bytes[begin..at]).read_to_string(&mut text)
        };
        read.expect("text");
        found.push((said, text));
    }
    found
}

#[test]
fn facts_and_numbers_of_charts_travel_in_the_file() {
    let page = |tag: &str, words: &str| {
        format!(
            "-- content/k/_index.{tag}.md --\n---\ntitle: T {tag}\nbriefing: true\n---\n\nIt is [](fact:price), {words}.\n\n```chart\ntype: bar\ntitle: C {tag}\nunit: kg\ndata:\n  - {{label: \"A, b\", value: 60.5}}\n  - {{label: B, value: 120}}\n```\n"
        )
    };
    let secret = "-- content/k/later.en.md --\n---\ntitle: L\ndraft: true\n---\n\n[](fact:secret)\n";
    let facts = "-- content/k/facts.yaml --\nprice: {value: 60, what: {ar: السعر, en: the price}, as_of: 2022-01-05}\nsecret: {value: 777, what: {ar: سر, en: hush}}\n";
    let of = |settings: &str| {
        let head = HEAD.replace("-- site.yaml --\n", &format!("-- site.yaml --\n{settings}"));
        let tree = tree(&format!("{head}{}{}{secret}{facts}", page("ar", "نعم"), page("en", "yes")));
        let outcome = shared::editions(&tree, &Request { editions: EditionFiles::All, ..request() });
        assert!(!outcome.diags.has_errors(), "{}", render(outcome.diags, &tree, Style::Short));
        outcome.value.expect("a site")
    };
    let (plain, with) = (of(""), of("pdf: {attachments: true}\n"));
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(attached(pdf(&plain, "k/k-en.pdf")).is_empty());
    assert!(said(pdf(&plain, "k/k-en.pdf")).contains("<pdfaid:part>2</pdfaid:part>"));
    for (path, count) in [("k/k-ar.pdf", 3), ("k/k-en.pdf", 3), ("k/k-ar-en.pdf", 4)] {
        let bytes = pdf(&with, path);
        assert!(said(bytes).contains("<pdfaid:part>3</pdfaid:part>") && said(bytes).contains("/AFRelationship/Data"), "{path}");
        let files = attached(bytes);
        assert_eq!(files.len(), count, "{path}");
        let all: String = files.iter().map(|(_, text)| text.as_str()).collect();
        assert!(all.contains("price,number,60,,,2022-01-05,stated,,") && all.contains("السعر"), "{path} {all}");
        assert!(all.contains("\"price\": {") && !all.contains("777") && !all.contains("hush"), "{path} {all}");
        assert_eq!(all.matches(",kg\r\n\"A, b\",60.5\r\nB,120\r\n").count(), count - 2, "{path} {all}");
        for (head, _) in &files {
            assert!(head.contains("/text#2Fcsv") || head.contains("/application#2Fjson"), "{head}");
            assert!(!said(bytes).contains("(pdf/") && said(bytes).contains("(facts.csv)"), "{path}");
        }
    }
    assert_eq!(pdf(&with, "k/k-en.pdf"), pdf(&of("pdf: {attachments: true}\n"), "k/k-en.pdf"));
}
