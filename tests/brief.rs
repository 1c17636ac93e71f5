//! The brief edition: two pages whatever there is to say, made of what the briefing shows; entries that do not fit are left out
//! whole, and how many is said. Read with poppler's `pdftotext`, where it is installed.

use std::fmt::Write as _;

use crate::paper::{letters, pages, printed, read};
use bayan::pipeline::Built;

const EDITIONS: [&str; 3] = ["r/r-brief-ar.pdf", "r/r-brief-en.pdf", "r/r-brief-ar-en.pdf"];

/// The sheets of a briefing whose overviews have these heads, with the texts of its pages.
#[track_caller]
fn sheets(arabic: &str, english: &str, files: &str) -> Built {
    let (built, problems) = printed(&format!(
        "pdf: {{editions: [brief]}}\n{files}-- content/r/_index.ar.md --\n---\nbriefing: true\n{arabic}\n-- content/r/_index.en.md --\n---\nbriefing: true\n{english}\n"
    ));
    assert_eq!(problems, "");
    let paths: Vec<&str> = built.outputs.iter().map(|(path, _)| path.as_str()).filter(|path| path.ends_with(".pdf")).collect();
    assert_eq!(paths.len(), EDITIONS.len(), "{paths:?}");
    built
}

/// Every sheet is two pages, on which no word leaves the paper and no line stands on another.
#[track_caller]
fn two_pages(built: &Built) {
    for path in EDITIONS {
        let Some(pages) = pages(built, path) else { return };
        assert_eq!(pages.len(), 2, "{path}");
        for (width, height, words) in &pages {
            assert!(!words.is_empty(), "{path}: an empty page");
            for word in words {
                let is_inside = word.left >= 0.0 && word.right <= *width && word.top >= 0.0 && word.bottom <= *height;
                assert!(is_inside, "{path}: {word:?} leaves the page");
            }
        }
    }
}

fn answers(happened: &str, matters: &str, unknown: &str) -> String {
    format!("answers:\n  happened: {happened}\n  matters: {matters}\n  unknown: {unknown}\n")
}

#[test]
fn a_sheet_has_two_pages_however_little_there_is() {
    let (ar, en) = (answers("حدث أمر.", "لأنه مهم.", "كثير."), answers("Something.", "It matters.", "Much."));
    let chapter = "-- content/r/a.ar.md --\n---\ntitle: فصل\nweight: 1\n---\n\nنص.\n-- content/r/a.en.md --\n---\ntitle: A chapter\nweight: 1\n---\n\nText.\n";
    let built = sheets(&format!("title: تقرير\n{ar}---\n"), &format!("title: Report\n{en}---\n"), chapter);
    two_pages(&built);
    let Some(text) = read(&built, "r/r-brief-en.pdf", &[]) else { return };
    for words in ["What happened?", "Something.", "Why does it matter?", "Much.", "A chapter", "desk.example"] {
        assert!(letters(&text).contains(&letters(words)), "{words} in {text}");
    }
}

/// Titles of twenty words, answers and summaries of hundreds: the letters that are printed are those of whole entries.
#[test]
fn a_sheet_has_two_pages_however_much_there_is() {
    let many = |word: &str, count: usize| vec![word; count].join(" ");
    let head = |word: &str, end: &str| {
        let figure = |n: u8| format!("  - {{value: '{n}00', label: {}, note: {}}}\n", many(word, 14), many(word, 30));
        format!(
            "title: {}\nsubtitle: {}\nsummary: {} {end}\n{}key_figures:\n{}---\n",
            many(word, 20),
            many(word, 25),
            many(word, 300),
            answers(&format!("{} {end}", many(word, 60)), &format!("{} {end}", many(word, 1500)), &many(word, 60)),
            (1..=6).map(figure).collect::<String>()
        )
    };
    let people = |word: &str| {
        let person = |n: u8| format!("- {{name: {word} {n}, role: {}}}\n", many(word, 40));
        format!("\n```people\npeople:\n{}```\n", (1..=30).map(person).collect::<String>())
    };
    let built = sheets(
        &format!("{}{}", head("كلمات", "ختام"), people("اسم")),
        &format!("{}{}", head("wordy", "final"), people("Name")),
        "",
    );
    two_pages(&built);
    let Some(text) = read(&built, "r/r-brief-en.pdf", &[]) else { return };
    // The first answer fits; what does not is missing with its last word.
    assert_eq!(text.matches("final").count(), 1, "{text}");
    assert!(text.contains("more in the full briefing") && text.contains("the rest is in the full briefing"), "{text}");
}

/// Of a timeline the latest eight; of a page that is kept back nothing.
#[test]
fn a_sheet_says_how_much_it_leaves_out() {
    let mut events = String::new();
    for year in 2001..=2020 {
        let _ = writeln!(events, "  - {{date: {year}, text: event q{year}}}");
    }
    let timeline = |secret: &str| format!("```timeline\ntitle: T\nevents:\n{events}{secret}```\n");
    let chapter = |name: &str, head: &str, text: &str| {
        ["ar", "en"]
            .map(|tag| format!("-- content/r/{name}.{tag}.md --\n---\ntitle: Chapter {name}\n{head}---\n\n{text}\n"))
            .concat()
    };
    let files = chapter("a", "weight: 1\ndraft: true\n", &timeline("  - {date: 2021, text: SECRET}\n"))
        + &chapter("b", "weight: 2\n", &timeline(""))
        + "-- content/r/claims.yaml --\nc: {by: {ar: قائل, en: Somebody}, what: {ar: قول, en: that it was so}, status: unsupported}\n";
    let (ar, en) = (answers("حدث.", "مهم.", "كثير."), answers("It did.", "It does.", "Much."));
    let text = |word: &str| format!("\n{word} [](claim:c)\n");
    let built = sheets(
        &format!("title: تقرير\n{ar}---\n{}", text("قال")),
        &format!("title: Report\n{en}---\n{}", text("He said")),
        &files,
    );
    two_pages(&built);
    let Some(text) = read(&built, "r/r-brief-en.pdf", &[]) else { return };
    let years: Vec<u16> = (2001..=2020).filter(|year| text.contains(&format!("q{year}"))).collect();
    assert_eq!(years, (2013..=2020).collect::<Vec<u16>>(), "{text}");
    for words in ["12 more in the full briefing", "Somebody: that it was so — no evidence is shown", "Chapter b"] {
        assert!(letters(&text).contains(&letters(words)), "{words} in {text}");
    }
    assert!(!text.contains("SECRET") && !text.contains("Chapter a"), "{text}");
}

#[test]
fn a_briefing_that_answers_nothing_has_no_sheet() {
    let (built, problems) = printed(
        "pdf: {editions: [brief, single]}\n-- content/r/_index.en.md --\n---\ntitle: Report\nbriefing: true\n---\n\nText.\n-- content/s/_index.en.md --\n---\ntitle: Short\nbriefing: true\nanswers: {happened: Yes, matters: No, unknown: All}\n---\n\nText.\n",
    );
    let lines: Vec<&str> = problems.lines().collect();
    assert_eq!(lines.len(), 2, "{problems}");
    assert!(
        lines[0].contains("r/_index.en.md:2:8") && lines[0].contains("pdf-brief") && lines[0].contains("no `answers`"),
        "{problems}"
    );
    assert!(lines[1].contains("s/_index.en.md:2:8") && lines[1].contains("nothing for the second page"), "{problems}");
    let paths: Vec<&str> = built.outputs.iter().map(|(path, _)| path.as_str()).filter(|path| path.ends_with(".pdf")).collect();
    assert_eq!(paths, ["r/r-en.pdf", "s/s-en.pdf"]);
}
