//! A site that takes on a language: what it lacks is told once a file and shown in another language, and a page that would print it
//! as its own words is an error.

use crate::support::site::{built, page, problems};

/// Arabic and English with a ledger, and Persian, of which only the interface is there.
const SITE: &str = "-- site.yaml --
base_url: https://example.org/repo/
title: {ar: بيان, en: Bayan}
languages:
  ar: {name: العربية}
  en: {name: English}
  fa: {name: فارسی, fallback: [en, ar], calendar: [solar-hijri, gregorian]}
-- content/k/_index.ar.md --
---
title: إحاطة
briefing: true
---
-- content/k/_index.en.md --
---
title: Briefing
briefing: true
---
-- content/k/supply.ar.md --
---
title: الإمداد
weight: 10
---

بلغ [](fact:price) كما قال [](person:head).
-- content/k/supply.en.md --
---
title: Supply
weight: 10
---

It was [](fact:price), said [](person:head).
-- content/k/facts.yaml --
price: {value: 60, unit: {ar: تنغًا, en: tenge}, what: {ar: سعر اللتر, en: price of a litre}, as_of: 2022-01-06}
day: {value: 2022-01-06, what: {ar: يوم الاتفاق, en: day of the agreement}}
-- content/k/people.yaml --
head:
  name:
    ar: رئيس اللجنة
    en: the head of the committee
  role: {ar: رئيس, en: chair}
";

/// The briefing in Persian, with one chapter.
fn persian(body: &str) -> String {
    format!(
        "{SITE}-- content/k/_index.fa.md --\n---\ntitle: گزارش\nbriefing: true\n---\n-- content/k/prices.fa.md --\n---\ntitle: بها\nweight: 20\n---\n\n{body}\n"
    )
}

/// The problems besides those of the files, of which there is one each.
fn others(text: &str) -> Vec<String> {
    let told = problems(text);
    let of_files = ["content/k/facts.yaml:1:26", "content/k/people.yaml:3:5", "site.yaml:2:8"];
    for place in of_files {
        assert_eq!(told.iter().filter(|p| **p == format!("{place} untranslated-texts")).count(), 1, "{place}: {told:?}");
    }
    told.into_iter().filter(|p| !p.ends_with(" untranslated-texts")).collect()
}

#[test]
fn what_a_language_lacks_is_told_once_for_each_file() {
    assert_eq!(others(SITE), [""; 0]);
    let all = SITE.replace("en: Bayan}", "en: Bayan, fa: بیان}").replace("fallback: [en, ar]", "fallback: [en, fr]");
    let told = problems(&all);
    assert!(told.contains(&"site.yaml:6:36 not-a-site-language".to_owned()), "{told:?}");
    // One that is misspelt is told as that alone.
    let typed = SITE.replace("role: {ar: رئيس, en: chair}", "role: {ar: رئيس, eng: chair}").replace("  fa: {name", "  #");
    assert_eq!(problems(&typed), ["content/k/people.yaml:5:20 not-a-site-language"]);
    // A text that no language has is an error.
    let none = problems(&SITE.replace("role: {ar: رئيس, en: chair}", "role: {ar: }"));
    assert!(none.contains(&"content/k/people.yaml:5:9 missing-in-language".to_owned()), "{none:?}");
}

#[test]
fn a_page_does_not_print_words_that_its_language_lacks() {
    let told = others(&persian("[](fact:price) و[](person:head) و[](fact:day)."));
    assert_eq!(told, ["content/k/prices.fa.md:6:1 untranslated-entry", "content/k/prices.fa.md:6:17 untranslated-entry"]);
    assert_eq!(others(&persian("[۶۰ تنگه](fact:price) و[رئیس کمیته](person:head).")), [""; 0]);
    let map = "```people\npeople: [{person: head}]\n```\n\n```table\nfrom: facts\ncolumns: [{column: what, name: چه}]\n```";
    assert_eq!(others(&persian(map)), ["content/k/prices.fa.md:6:1 untranslated-entry"]);
    let whole = persian("[](fact:price) و[](person:head).")
        .replace("en: tenge}", "en: tenge, fa: تنگه}")
        .replace("committee\n", "committee\n    fa: رئیس کمیته\n");
    assert!(!problems(&whole).iter().any(|problem| problem.ends_with("untranslated-entry")), "{:?}", problems(&whole));
}

#[test]
fn what_is_lent_says_which_language_it_is() {
    let text = persian("[۶۰ تنگه](fact:price).");
    let site = crate::support::site::build(&text).0.expect("a site");
    // English stands in for Persian before Arabic does.
    let people = page(&site, "fa/k/people/index.html");
    let name = "<bdi dir=ltr lang=en>the head of the committee</bdi> (به زبان <bdi dir=ltr lang=en>English</bdi>)";
    assert!(people.contains(name), "{people}");
    let facts = page(&site, "fa/k/facts/index.html");
    assert!(facts.contains("<bdi dir=ltr lang=en>60\u{a0}tenge</bdi> (به زبان"), "a value is whole in one language: {facts}");
    // Arabic readers are not told that Persian has the English name.
    let arabic = page(&site, "ar/k/people/index.html");
    assert_eq!(arabic.matches("the head of the committee").count(), 1, "{arabic}");
    // Others get what was written, and no word of another language as if it were Persian.
    let data = page(&site, "k/facts.json");
    assert!(data.contains("\"ar\": \"سعر اللتر\"") && !data.contains("\"fa\": \"price"), "{data}");
    assert!(!data.contains("\"fa\": \"60") && data.contains("\"fa\": \"۱۶ دی ۱۴۰۰\""), "{data}");
    // The chapter that Persian lacks is the English one.
    let overview = page(&site, "fa/k/index.html");
    assert!(overview.contains("Supply") && !overview.contains("الإمداد"), "{overview}");
}

#[test]
fn what_is_lacking_is_left_out_where_the_site_says_so() {
    let text = persian("[۶۰ تنگه](fact:price).").replace("title: {ar: بيان", "missing_translation: omit\ntitle: {ar: بيان");
    let site = crate::support::site::build(&text).0.expect("a site");
    let people = page(&site, "fa/k/people/index.html");
    assert!(people.contains("the head of the committee") && !people.contains("chair"), "{people}");
}

#[test]
fn days_are_printed_in_the_calendars_of_the_language() {
    let text = persian("در [](fact:day) و [۱۶ دی ۱۴۰۰](fact:day).").replace("title: بها", "title: بها\ndate: 2022-01-06");
    assert_eq!(others(&text), [""; 0]);
    let site = crate::support::site::build(&text).0.expect("a site");
    let html = page(&site, "fa/k/prices/index.html");
    assert!(html.contains("۱۶ دی ۱۴۰۰</time>") && html.contains("(۶ ژانویه ۲۰۲۲)"), "{html}");
    assert!(html.contains("تاریخ میلادی"), "the card of the fact has the other calendar: {html}");
    let wrong = text.replace("calendar: [solar-hijri, gregorian]", "calendar: [solar-hijri, julian]");
    assert!(problems(&wrong).contains(&"site.yaml:6:65 not-one-of".to_owned()), "{:?}", problems(&wrong));
    let twice = text.replace("calendar: [solar-hijri, gregorian]", "calendar: [hijri, hijri]");
    assert!(problems(&twice).contains(&"site.yaml:6:59 bad-value".to_owned()), "{:?}", problems(&twice));
}

#[test]
fn any_two_languages_are_read_beside_each_other() {
    let whole = persian("[۶۰ تنگه](fact:price).").replace("content/k/prices.fa", "content/k/supply.fa");
    let paths = |text: &str| -> Vec<String> {
        let site = crate::support::site::build(text).0.expect("a site");
        site.outputs.iter().map(|(path, _)| path.as_str().to_owned()).filter(|path| path.contains("supply")).collect()
    };
    let parallel = |text: &str| -> Vec<String> {
        paths(text)
            .into_iter()
            .filter_map(|path| Some(path.strip_prefix("parallel/k/supply/")?.replace("/index.html", "")))
            .collect()
    };
    assert_eq!(parallel(&whole), ["ar-en", "ar-fa", "en-ar", "fa-ar"]);
    let said = whole.replace("title: {ar: بيان", "parallel: [[ar, en], [en, fa]]\ntitle: {ar: بيان");
    assert_eq!(parallel(&said), ["ar-en", "en-ar", "en-fa", "fa-en"]);
    assert_eq!(
        parallel(&said.replace("[[ar, en], [en, fa]]", "[ar, en]")),
        ["ar-en", "en-ar"],
        "one pair needs no list of pairs"
    );
    let site = crate::support::site::build(&said).0.expect("a site");
    let editions = |site: &bayan::site::Site| -> Vec<String> {
        let kinds = bayan::book::edition::Kinds { brief: false, single: false, parallel: true };
        bayan::book::edition::all(site, kinds).into_iter().map(|edition| edition.stem).collect()
    };
    // The right-to-left language is the first on paper.
    assert_eq!(editions(&site.site), ["k/k-ar-en", "k/k-fa-en"]);
    assert_eq!(editions(&crate::support::site::build(&whole).0.expect("a site").site), ["k/k-ar-en"]);
    // Nobody reviews what is only read.
    assert_eq!(site.site.pairs.iter().map(|pair| pair.locales.map(|l| l.0)).filter(|pair| *pair == [1, 2]).count(), 0);
    for (wrong, code) in [
        ("[[ar, de]]", "not-a-site-language"),
        ("[[ar]]", "bad-value"),
        ("[[ar, en, fa]]", "bad-value"),
        ("[[ar, ar]]", "bad-value"),
    ] {
        let told = problems(&SITE.replace("title: {ar: بيان", &format!("parallel: {wrong}\ntitle: {{ar: بيان")));
        assert!(told.iter().any(|problem| problem.starts_with("site.yaml:2:") && problem.ends_with(code)), "{wrong}: {told:?}");
    }
}

#[test]
fn a_site_with_every_text_has_nothing_to_tell() {
    let whole = SITE.replace("  fa: {name: فارسی, fallback: [en, ar], calendar: [solar-hijri, gregorian]}\n", "");
    let site = built(&whole);
    assert!(site.site.ledgers.gaps.is_empty() && site.site.config.gaps.is_empty());
}

#[test]
fn the_status_counts_what_is_lacking() {
    let tree = crate::support::site::tree(SITE);
    let site = crate::support::shared::read(&tree, &crate::support::site::request()).value.expect("a site").site;
    let status = bayan::status::status(&site, &tree);
    let files: Vec<String> =
        status.files.iter().map(|file| format!("{} {} {}", file.path, file.language, file.missing)).collect();
    assert_eq!(files, ["content/k/facts.yaml fa 3", "content/k/people.yaml fa 2", "site.yaml fa 1"]);
    assert!(bayan::status::human::render(&status).contains("content/k/facts.yaml: fa: 3 texts missing\n"));
    assert!(bayan::status::json::render(&status).contains("\"missing\": 3"));
    assert!(
        bayan::status::html::render(&status, ("en", bayan::locale::Dir::Ltr), &bayan::message::English)
            .contains("<td>fa</td><td>3</td>")
    );
}
