//! First translations: a briefing that a language lacks goes to a translator with everything that it needs, and what comes back makes
//! its pages.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::fmt::Write as _;
use std::process::{Command, Output, Stdio};

const SITE: &str = "-- site.yaml --
base_url: https://example.org/
title: {ar: بيان, en: Bayan, fa: بیان}
languages: {ar: {name: العربية}, en: {name: English}, fa: {name: فارسی}}
tags: {gas: {ar: الغاز, en: Gas, fa: گاز}}
-- content/k/_index.ar.md --
---
title: إحاطة
summary: >-
  خلاصة الإحاطة
  في سطرين
briefing: true
aliases: [/ar/old/]
key_figures:
  - {fact: price, label: \"سعر اللتر, بعد الرفع\"}
  - value: ثلاثة
    label: أشهر # من السنة
    note: تقريبًا
---

مدخل الإحاطة.
-- content/k/supply.ar.md --
---
title: 'الإمداد: أوله'
weight: 10
tags: [gas, أخرى]
authors: [كاتب أول]
---

## أول {#one}

فقرة **أولى** فيها [وصلة](#two) وحاشية.[^a]

- بند
  - بند داخلي

```chart
type: bar
title: سعر اللتر
unit: تنغة
source: المصدر هنا
data:
  - {label: قبل, value: 60}
  - {label: بعد, value: 120}
```

## ثان {#two}

![بديل](p.svg \"شرح الصورة\")

| س | ق |
|---|---|
| قديم | 60 |

```
code
```

بلغ [](fact:price) وقال [](person:head) ذلك.[^b]

[^a]: حاشية أولى.
[^b]: حاشية ثانية.
-- content/k/supply.en.md --
---
title: Supply
weight: 10
---

Text.
-- content/k/_index.en.md --
---
title: Briefing
briefing: true
---
-- content/k/p.svg --
<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 2'><path d='M0 0h4v2z'/></svg>
-- content/k/facts.yaml --
price:
  value: 60
  unit: tenge
  what:
    ar: سعر اللتر # بعد الرفع
    en: price of a litre
  source: report
-- content/k/units.yaml --
tenge: {ar: {other: تنغة, few: تنغات}, en: tenge}
-- content/k/people.yaml --
head:
  name: {ar: رئيس اللجنة, en: the head}
  role:
    en: chair
    ar: |
      رئيس
      اللجنة
nobody: {name: {ar: لا أحد, en: nobody}}
-- content/k/sources.yaml --
report: {title: {ar: 'تقرير', en: \"A report\", original: Report}, url: https://example.org/r}
-- content/k/pictures.yaml --
p.svg:
  caption: {ar: شرح, en: caption}
";

struct Project(tempfile::TempDir);

impl Project {
    fn new(site: &str) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let mut path = None;
        for line in site.split_inclusive('\n') {
            if let Some(name) = line.trim_end().strip_prefix("-- ").and_then(|line| line.strip_suffix(" --")) {
                let file = dir.path().join(name);
                std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
                path = Some(file);
            } else {
                let file = path.as_ref().expect("a header comes first");
                let before = std::fs::read_to_string(file).unwrap_or_default();
                std::fs::write(file, before + line).expect("written");
            }
        }
        Self(dir)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bayan"));
        command.arg("--root").arg(self.0.path()).args(["--date", "2026-11-22"]).args(arguments).stdin(Stdio::null());
        command.output().expect("the program starts")
    }

    #[track_caller]
    fn export(&self, arguments: &[&str]) -> String {
        let output = self.run(&[&["export"], arguments].concat());
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    fn import(&self, text: &str) -> Output {
        let file = self.0.path().join("back.txt");
        std::fs::write(&file, text).expect("written");
        self.run(&["import-translation", file.to_str().expect("UTF-8")])
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.0.path().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    fn has(&self, path: &str) -> bool {
        self.0.path().join(path).exists()
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What a translator's program makes: every target is its source with a mark behind the markup that it begins with.
fn translated(xliff: &str) -> String {
    let mut out = String::new();
    for piece in xliff.split_inclusive("</source>\n") {
        out.push_str(piece);
        let Some((_, source)) = piece.split_once("<source xml:space=\"preserve\">") else { continue };
        let source = source.trim_end().strip_suffix("</source>").expect("a text ends");
        let lead = source.len() - unmarked(source, '<', '>').len();
        let _ = writeln!(out, "        <target>{}فا {}</target>", &source[..lead], &source[lead..]);
    }
    out
}

/// The same for PO.
fn translated_po(po: &str) -> String {
    let mut out = String::new();
    let mut source = "";
    for line in po.split_inclusive('\n') {
        if let Some(id) = line.trim_end().strip_prefix("msgid \"").and_then(|line| line.strip_suffix('"')) {
            source = id;
        }
        if line == "msgstr \"\"\n" && !source.is_empty() {
            let lead = source.len() - unmarked(source, '{', '}').len();
            let _ = writeln!(out, "msgstr \"{}فا {}\"", &source[..lead], &source[lead..]);
        } else {
            out.push_str(line);
        }
    }
    out
}

/// A text without what it begins with between marks.
fn unmarked(text: &str, open: char, close: char) -> &str {
    let mut rest = text;
    while let Some(inside) = rest.strip_prefix(open) {
        rest = inside.split_once(close).map_or("", |(_, after)| after);
    }
    rest
}

#[test]
fn a_briefing_is_translated_at_once_and_builds() {
    let mut made = Vec::new();
    for format in ["xliff", "po"] {
        let translate = if format == "po" { translated_po } else { translated };
        let project = Project::new(SITE);
        let text = project.export(&["k", "--language", "fa", "--source", "ar", "--format", format]);
        assert!(!text.contains("لا أحد"), "entries that nobody uses wait: {text}");
        let output = project.import(&translate(&text));
        assert_eq!(output.status.code(), Some(0), "{format}: {}", said(&output));
        assert!(said(&output).contains("content/k/supply.fa.md was made"), "{}", said(&output));
        let index = "---\ntitle: فا إحاطة\nsummary: \"فا خلاصة الإحاطة في سطرين\"\nbriefing: true\nkey_figures:\n  - {fact: price, label: \"فا سعر اللتر, بعد الرفع\"}\n  - value: فا ثلاثة\n    label: فا أشهر # من السنة\n    note: فا تقريبًا\n---\n\nفا مدخل الإحاطة.\n";
        assert_eq!(
            project
                .read("content/k/_index.fa.md")
                .replace("summary: فا خلاصة الإحاطة في سطرين", "summary: \"فا خلاصة الإحاطة في سطرين\""),
            index
        );
        let page = project.read("content/k/supply.fa.md");
        let mut from = 0;
        for piece in [
            "title: \"فا الإمداد: أوله\"",
            "tags: [gas, فا أخرى]",
            "authors: [فا كاتب أول]",
            "## فا أول {#one}",
            "فا فقرة **أولى** فيها [وصلة](#two) وحاشية.[^a]",
            "- فا بند\n  - بند داخلي",
            "title: فا سعر اللتر\nunit: فا تنغة\nsource: فا المصدر هنا",
            "{label: فا قبل, value: 60}",
            "## فا ثان {#two}",
            "![فا بديل](p.svg \"شرح الصورة\")",
            "| قديم | 60 |",
            "```\ncode\n```",
            "فا بلغ [](fact:price)",
            "[^a]: فا حاشية أولى.",
            "[^b]: فا حاشية ثانية.",
        ] {
            let at = page[from..].find(piece).unwrap_or_else(|| panic!("{piece:?} after {from} in {page}"));
            from += at + piece.len();
        }
        let facts = project.read("content/k/facts.yaml");
        assert!(facts.contains("    en: price of a litre\n    fa: فا سعر اللتر\n  source: report\n"), "{facts}");
        assert_eq!(project.read("content/k/units.yaml"), "tenge: {ar: {other: تنغة, few: تنغات}, en: tenge, fa: فا تنغة}\n");
        let people = project.read("content/k/people.yaml");
        assert!(people.contains("name: {ar: رئيس اللجنة, en: the head, fa: فا رئيس اللجنة}"), "{people}");
        assert!(people.contains("  role:\n    fa: \"فا رئيس\\nاللجنة\\n\"\n    en: chair\n    ar: |\n      رئيس\n"), "{people}");
        assert!(project.read("content/k/sources.yaml").contains("original: Report"), "what is the same in all languages stays");
        let built = project.run(&["build", "--no-pdf", "--no-cache"]);
        assert_eq!(built.status.code(), Some(0), "{}", said(&built));
        let left: Vec<String> = said(&built)
            .lines()
            .filter(|line| {
                line.contains("warning[")
                    && !["[comment-in-text]", "1 text is missing", "[undeclared-tag]"].iter().any(|own| line.contains(own))
            })
            .map(str::to_owned)
            .collect();
        assert!(left.is_empty(), "{left:?}");
        // It came back once: what was put in is not put in twice, and a page that is there is not made again.
        let again = project.import(&translate(&text));
        assert_eq!((again.status.code(), project.read("content/k/facts.yaml")), (Some(1), facts), "{}", said(&again));
        made.push([page, people]);
    }
    assert_eq!(made[0], made[1], "XLIFF and PO bring back the same");
}

#[test]
fn a_new_page_is_whole_or_not_made() {
    let project = Project::new(SITE);
    let text = project.export(&["content/k/supply.ar.md", "--language", "fa"]);
    let whole = translated(&text);
    // One note is not translated: the page cannot be made, and nothing of the rest is written.
    let at = whole.find("<target>فا </target>").or_else(|| whole.find("حاشية أولى")).expect("a note");
    let note = whole[at..].find("        <target>").expect("its translation") + at;
    let end = whole[note..].find('\n').expect("a line") + note + 1;
    let part = format!("{}{}", &whole[..note], &whole[end..]);
    let refused = project.import(&part);
    assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
    assert!(said(&refused).contains("not-translated") && !project.has("content/k/supply.fa.md"), "{}", said(&refused));
    assert!(!project.read("content/k/facts.yaml").contains("fa:"), "whole or not at all");
    // Nothing translated: nothing made, and no error.
    let nothing = project.import(&text);
    assert_eq!((nothing.status.code(), project.has("content/k/supply.fa.md")), (Some(0), false), "{}", said(&nothing));
    // A block that nobody has translated is left out, the rest stands in order.
    let block = whole.find("فيها ").expect("a paragraph");
    let target = whole[block..].find("        <target>").expect("its translation") + block;
    let end = whole[target..].find('\n').expect("a line") + target + 1;
    let output = project.import(&format!("{}{}", &whole[..target], &whole[end..]));
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("without 1 block"), "{}", said(&output));
    let page = project.read("content/k/supply.fa.md");
    assert!(page.contains("## فا أول {#one}\n\n- فا بند"), "{page}");
}

#[test]
fn missing_and_stale_pages_are_asked_for_together() {
    let project = Project::new(SITE);
    let missing = project.run(&["export", "--missing"]);
    assert_eq!(missing.status.code(), Some(0), "{}", said(&missing));
    assert!(said(&missing).contains("content/k/supply.fa.md: ") && said(&missing).contains(", a new page"), "{}", said(&missing));
    assert_eq!(project.run(&["export", "--stale"]).status.code(), Some(2), "nothing was ever accepted");
    assert_eq!(project.run(&["accept", "--all"]).status.code(), Some(0));
    let page = project.read("content/k/supply.ar.md");
    std::fs::write(project.0.path().join("content/k/supply.ar.md"), page.replace("**أولى**", "**جديدة**")).expect("written");
    let stale = project.run(&["export", "--stale"]);
    assert_eq!(stale.status.code(), Some(0), "{}", said(&stale));
    assert!(said(&stale).contains("content/k/supply.en.md") && !said(&stale).contains("_index"), "{}", said(&stale));
    for (arguments, why) in [
        (&["export", "k"][..], "--language: en, fa"),
        (&["export", "k", "--language", "de"], "not one of the site's languages"),
        (&["export", "nothing", "--language", "fa"], "there is no page"),
    ] {
        let output = project.run(arguments);
        assert!(output.status.code() == Some(2) && said(&output).contains(why), "{arguments:?}: {}", said(&output));
    }
}

#[test]
fn a_text_that_was_added_meanwhile_stays() {
    let project = Project::new(SITE);
    let text = translated(&project.export(&["k", "--language", "fa", "--source", "ar"]));
    let facts = project.read("content/k/facts.yaml").replace("litre\n", "litre\n    fa: بهای لیتر\n");
    std::fs::write(project.0.path().join("content/k/facts.yaml"), &facts).expect("written");
    let output = project.import(&text);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("1 text had been added meanwhile and stayed"), "{}", said(&output));
    assert_eq!(project.read("content/k/facts.yaml"), facts);
    assert!(project.has("content/k/supply.fa.md"));
}

#[test]
fn a_figure_that_a_translation_lacks_is_copied_with_its_texts() {
    let project = Project::new(SITE);
    let text = project.export(&["content/k/supply.en.md"]);
    let output = project.import(&translated(&text));
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let page = project.read("content/k/supply.en.md");
    assert!(
        page.contains("title: فا سعر اللتر\nunit: فا تنغة\n")
            && page.contains("{label: فا بعد, value: 120}\n```\n\n## فا ثان {#two}"),
        "{page}"
    );
}

/// A chart whose names stand in a CSV file: the column that the language lacks comes back with the page.
#[test]
fn columns_of_data_files_are_translated_with_the_page() {
    let chart =
        "```chart\ntype: column\ntitle: اللترات\nsrc: use.csv\ncategory: season\nseries: [{column: litres, name: لتر}]\n```\n";
    let csv = "season.ar,season.en,litres\nربيع,spring,80\n\"صيف, حار\",\"summer, hot\",45\n2021,2021,12\n";
    let site = format!(
        "{SITE}-- content/k/use.ar.md --\n---\ntitle: الاستعمال\nweight: 20\n---\n\n{chart}-- content/k/use.csv --\n{csv}"
    );
    let project = Project::new(&site);
    let text = project.export(&["k/use", "--language", "fa", "--source", "ar"]);
    assert!(text.contains("ربيع") && !text.contains("spring") && !text.contains(">2021<"), "{text}");
    let whole = translated(&text);
    // Half a column is refused whole.
    let cell = whole.find("صيف, حار</source>").expect("a cell");
    let target = whole[cell..].find("        <target>").expect("its translation") + cell;
    let end = whole[target..].find('\n').expect("a line") + target + 1;
    let half = project.import(&format!("{}{}", &whole[..target], &whole[end..]));
    assert_eq!((half.status.code(), project.read("content/k/use.csv").as_str()), (Some(1), csv), "{}", said(&half));
    assert!(said(&half).contains("not-translated") && !project.has("content/k/use.fa.md"), "{}", said(&half));
    let output = project.import(&whole);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let expect = "season.ar,season.fa,season.en,litres\nربيع,فا ربيع,spring,80\n\"صيف, حار\",\"فا صيف, حار\",\"summer, hot\",45\n2021,2021,2021,12\n";
    assert_eq!(project.read("content/k/use.csv"), expect);
    // A column that is there takes what it lacks, in its own cells.
    let gaps = expect.replace("فا ربيع", "").replace(",\"فا صيف, حار\"", ",تابستان");
    std::fs::write(project.0.path().join("content/k/use.csv"), &gaps).expect("written");
    std::fs::remove_file(project.0.path().join("content/k/use.fa.md")).expect("removed");
    let again = translated(&project.export(&["k/use", "--language", "fa", "--source", "ar"]));
    assert!(!again.contains("تابستان"), "{again}");
    assert_eq!(project.import(&again).status.code(), Some(0));
    assert_eq!(project.read("content/k/use.csv"), expect.replace(",\"فا صيف, حار\"", ",تابستان"));
    // Without the column a page of the language is told which one to add.
    std::fs::write(project.0.path().join("content/k/use.csv"), csv).expect("written");
    let told = project.run(&["check", "--no-pdf", "--format", "short"]);
    assert!(String::from_utf8_lossy(&told.stdout).contains("add a column `season.fa`"), "{told:?}");
}
