//! What stands beside a passage: its notes, what is doubtful in it, and the entries that it rests on; each once, and behind it.

use crate::support::site::{AR_EN, built, page, problems};

const LEDGER: &str = "-- content/k/facts.yaml --
price: {value: 120, unit: {ar: دينار, en: dinars}, what: {ar: السعر, en: the price}, source: paper, locator: {ar: السطر 27, en: line 27}}
share: {value: 90, kind: percent, certainty: contested, source: paper, note: {ar: لا مصدر له, en: no source for it}}
-- content/k/claims.yaml --
abroad: {by: {ar: المتحدث, en: the speaker}, what: {ar: تدرّبوا في الخارج, en: they were trained abroad}, status: unsupported, sources: [paper]}
-- content/k/sources.yaml --
paper: {title: {ar: صحيفة, en: A paper}}
-- content/k/people.yaml --
salma: {name: {ar: سلمى, en: Salma}, role: {ar: رئيسة اللجنة, en: head of the board}, source: paper}
-- content/k/_index.ar.md --
---
title: ك
briefing: true
---
-- content/k/_index.en.md --
---
title: K
briefing: true
---
";

/// The main parts of the Arabic and of the English chapter, without line ends.
#[track_caller]
fn chapters(ar: &str, en: &str) -> (String, String) {
    let chapter = |tag: &str, text: &str| format!("-- content/k/a.{tag}.md --\n---\ntitle: T\nweight: 1\n---\n\n{text}\n");
    let built = built(&format!("{AR_EN}{LEDGER}{}{}", chapter("ar", ar), chapter("en", en)));
    let prose = |tag: &str| {
        let html = page(&built, &format!("{tag}/k/a/index.html"));
        let start = html.find("<div class=prose").expect("a text");
        html[start..].split("<nav").next().unwrap_or_default().to_owned()
    };
    (prose("ar"), prose("en"))
}

/// Each text stands behind the one before it.
#[track_caller]
fn in_order(html: &str, texts: &[&str]) {
    let mut from = 0;
    for text in texts {
        from +=
            html[from..].find(text).unwrap_or_else(|| panic!("`{text}` is not there, or not behind the text before it: {html}"));
    }
}

#[test]
fn a_value_that_is_plainly_stated_is_text() {
    let (ar, en) = chapters("دُفع [](fact:price) إلى [](person:salma).", "Paid [](fact:price) to [](person:salma).");
    assert!(en.contains("Paid <span class=\"entry fact whole\">"), "{en}");
    for html in [ar, en] {
        assert!(!html.contains("class=sign") && !html.contains("doubt"), "{html}");
        let passage = html.split("<div class=margin>").next().unwrap_or_default();
        assert!(!passage.contains("<button") && !passage.contains("facts/#fact-price"), "nothing to press: {passage}");
    }
}

#[test]
fn what_is_doubtful_says_so_in_words_once_a_section() {
    let line = |share: &str, abroad: &str| {
        format!("{share} [](fact:share), {share} [](fact:share), [x](claim:abroad).\n\n## {abroad}\n\n{share} [](fact:share).")
    };
    let (ar, en) = chapters(&line("نسبة", "قسم"), &line("A share", "Part"));
    assert_eq!(en.matches("class=sign").count(), 3, "twice before the heading, once behind it: {en}");
    in_order(
        &en,
        &[
            "90%",
            "<div class=margin>",
            "<b><bdi dir=ltr>90%</bdi></b>: <span>contested or not established</span>",
            "no source for it",
            "Part",
            "90%",
        ],
    );
    in_order(&en, &["<b>x</b>: <span>the speaker, no evidence is shown</span>", "Part"]);
    in_order(&ar, &["90%", "<div class=margin>", "</b>: <span>", "لا مصدر له", "قسم", "90%"]);
    // The sign has the words for its name.
    assert!(en.contains("<button aria-label=\"contested or not established\" class=sign popovertarget=d-"), "{en}");
}

#[test]
fn a_note_stands_behind_the_passage_that_first_refers_to_it() {
    let (ar, en) =
        chapters("أ[^n] ب[^m].\n\nج[^n].\n\n[^n]: أولى.\n[^m]: ثانية.", "A[^n] b[^m].\n\nC[^n].\n\n[^n]: First.\n[^m]: Second.");
    in_order(
        &en,
        &[
            "popovertarget=fn-1",
            "popovertarget=fn-2",
            "</p>",
            "id=fn-1",
            "First.",
            "id=fn-2",
            "Second.",
            "<p>C",
            "popovertarget=fn-1",
        ],
    );
    for html in [ar, en] {
        assert_eq!((html.matches("id=fn-1").count(), html.matches("id=fn-2").count()), (1, 1), "{html}");
        assert!(!html.contains("doc-endnotes"), "{html}");
    }
}

#[test]
fn a_note_takes_what_it_speaks_of_with_it() {
    let text = "A[^n].\n\nB.\n\n[^n]: See [](fact:share).[^m]\n[^m]: Deeper.\n\n    - a list";
    let (_, en) = chapters("أ.", text);
    in_order(&en, &["id=fn-1", "See", "90%", "id=d-", "id=fn-2", "Deeper.", "<li>a list", "<p>B."]);
}

#[test]
fn a_passage_has_one_control_for_all_its_entries() {
    let text = "Paid [](fact:price), then [](fact:price), to [](person:salma).\n\n- [](fact:price)\n- nothing\n\nNothing here.";
    let (_, en) = chapters("أ.", text);
    assert_eq!(en.matches("class=from").count(), 2, "one for the paragraph, one for the list: {en}");
    let entries = en.split("class=entries").nth(1).unwrap_or_default().split("</ul>").next().unwrap_or_default();
    assert_eq!(entries.matches("<li>").count(), 2, "the price once, and the person: {entries}");
    in_order(
        entries,
        &[
            "facts/#fact-price",
            "the price",
            "A paper",
            "line 27",
            "stated by the source",
            "people/#person-salma",
            "head of the board",
        ],
    );
}

#[test]
fn a_heading_has_its_words_for_a_name() {
    let (ar, en) = chapters("## [](fact:share) و[](person:salma)\n\nأ.", "## [](fact:share) and [](person:salma)\n\nA.");
    for html in [ar, en] {
        let heading = html.split("<h2").nth(1).and_then(|rest| rest.split("</h2>").next()).unwrap_or_default();
        assert!(heading.contains("90%") && !heading.contains("<button") && !heading.contains("<a "), "{heading}");
        in_order(&html, &["</h2><a aria-label", "class=anchor"]);
    }
}

#[test]
fn feeds_and_pages_of_both_languages_keep_notes_at_their_end() {
    let chapter = |tag: &str| {
        format!("-- content/k/a.{tag}.md --\n---\ntitle: T\ndate: 2026-01-01\nweight: 1\n---\n\n[](fact:share)[^n]\n\n[^n]: N.\n")
    };
    let built = built(&format!("{AR_EN}{LEDGER}{}{}", chapter("ar"), chapter("en")));
    let both = page(&built, "parallel/k/a/en-ar/index.html");
    assert!(both.contains("doc-endnotes") && !both.contains("popovertarget=") || both.contains("popovertarget=sheet"), "{both}");
    assert!(!both.contains("class=sign") && !both.contains("class=margin"), "{both}");
    let feed = page(&built, "en/feed.xml");
    assert!(!feed.contains("popover"), "{feed}");
}

const BRIEFING: &str = "-- content/b/a.ar.md --\n---\ntitle: ف\nweight: 1\n---\nنص.\n-- content/b/a.en.md --\n---\ntitle: C\nweight: 1\n---\nText.\n";

/// A briefing with the answers of each language.
fn answered(ar: &str, en: &str) -> String {
    let overview = |tag: &str, answers: &str| {
        format!("-- content/b/_index.{tag}.md --\n---\ntitle: B\nbriefing: true\ndate: 2026-01-01\n{answers}---\n\nBody {tag}.\n")
    };
    let home = "-- content/_index.ar.md --\n---\ntitle: بيان\n---\n-- content/_index.en.md --\n---\ntitle: Bayan\n---\n";
    format!("{AR_EN}{home}{}{}{BRIEFING}", overview("ar", ar), overview("en", en))
}

const AR: &str = "answers:\n  happened: وقع كذا قرب NATO.\n  matters: لأنه مهم.\n  unknown: لا يُعرف متى.\n";
const EN: &str = "answers:\n  happened: This <happened>.\n  matters: It does.\n  unknown: When it was.\n";

#[test]
fn answers_open_the_page_and_the_home() {
    let built = built(&answered(AR, EN));
    let en = page(&built, "en/b/index.html");
    in_order(
        &en[en.find("<main").expect("a main part")..],
        &[
            "<h1",
            "What happened?",
            "This &lt;happened>.",
            "Why does it matter?",
            "It does.",
            "What is not established?",
            "When it was.",
            "Body en.",
        ],
    );
    let ar = page(&built, "ar/b/index.html");
    in_order(
        &ar[ar.find("<main").expect("a main part")..],
        &["ماذا حدث؟", "<bdi dir=ltr lang=en>NATO</bdi>", "لماذا يهم؟", "ما الذي لم يثبت؟", "Body ar."],
    );
    in_order(page(&built, "en/index.html"), &["What happened?", "This &lt;happened>.", "When it was."]);
}

#[test]
fn without_answers_the_text_opens_the_page() {
    let built = built(&answered(
        "key_figures: [{value: 3 آبار, label: آبار}]\n",
        "key_figures: [{value: about 3 wells, label: wells}]\n",
    ));
    let en = page(&built, "en/b/index.html");
    assert!(!en.contains("class=answers"), "{en}");
    in_order(en, &["Body en.", "about <b>3</b> wells"]);
}

#[test]
fn answers_are_given_all_or_none() {
    let wrong = |en: &str| problems(&answered(AR, en));
    assert_eq!(wrong("answers: {happened: A, matters: B}\n"), ["content/b/_index.en.md:5:10 missing-field"]);
    assert_eq!(wrong("answers: {happened: A, matters: B, unknown: ' '}\n"), ["content/b/_index.en.md:5:45 missing-field"]);
    assert!(!wrong("answers: {happened: A, matters: B, unknwon: C}\n").is_empty());
    assert_eq!(wrong("answers: {happened: [A], matters: B, unknown: C}\n"), ["content/b/_index.en.md:5:21 wrong-type"]);
    assert_eq!(wrong("answers: A\n"), ["content/b/_index.en.md:5:10 not-a-mapping"]);
}
