//! The ledger: facts, claims, sources and names in data files, and what pages make of them, in Arabic, English and both.

use crate::support::site::{AR_EN, build, built, checked, page, paths, problems};
use bayan::diag::codes::parity::CODES;
use bayan::output::contents::Contents;

const LEDGER: &str = "-- content/k/facts.yaml --
gas-new:
  value: 120
  unit: {ar: {one: تنغ, two: تنغان, few: تنغات, many: تنغًا, other: تنغ}, en: tenge}
  what: {ar: سعر اللتر بعد الرفع, en: price of a litre after the rise}
  source: noonpost
  locator: {ar: السطر 27, en: line 27}
rise: {value: 100, kind: percent, qualifier: nearly, certainty: contested, source: noonpost, note: {ar: لم يُفحص, en: not checked}}
first-day: {value: 2022-01-02, source: noonpost, certainty: inferred}
cities: {value: 6, in_words: {ar: [ست], en: six}, source: noonpost}
reserves: {value: 45.7, unit: {ar: تريليون قدم مكعبة, en: trillion cubic feet}, source: noonpost}
left: {value: 2019, kind: year, source: noonpost}
span: {value: [60, 120], kind: range, source: noonpost}
-- content/k/claims.yaml --
trained-abroad:
  by: tokayev
  what: {ar: تدرّبت في الخارج, en: they were trained abroad}
  status: unsupported
  sources: [noonpost]
-- content/k/sources.yaml --
noonpost: {title: {ar: تحليل عن كازاخستان, en: Analysis on Kazakhstan, original: أصل العنوان}, publisher: {ar: نون بوست, en: Noon Post}, lang: ar, date: 2022-01-06, url: https://example.org/noon}
-- content/k/people.yaml --
tokayev: {name: {ar: قاسم جومرات توكاييف, en: Kassym-Jomart Tokayev}, role: {ar: رئيس كازاخستان, en: president of Kazakhstan}, source: noonpost}
-- content/k/places.yaml --
almaty: {name: {ar: ألماتي, en: Almaty}, variants: {ar: [ألما آتا]}, lat: 43.24, lon: 76.9}
-- content/k/organisations.yaml --
csto: {name: {ar: منظمة معاهدة الأمن الجماعي, en: Collective Security Treaty Organization}, abbr: CSTO}
-- content/k/events.yaml --
call: {date: 2022-01-06, text: {ar: نداء, en: A call}, source: noonpost}
rise: {date: 2022-01-02, text: {ar: رفع السعر, en: The price rises}, certainty: contested}
cut: {date: null, text: {ar: خفض السعر, en: The price is cut}}
-- content/glossary.yaml --
lpg: {ar: الغاز المسال, en: liquefied gas, forbidden: {en: [LPG gas]}, note: {ar: غاز بترولي, en: petroleum gas}}
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

/// A briefing with a ledger and one chapter in both languages.
fn site(ar: &str, en: &str) -> String {
    format!(
        "{AR_EN}{LEDGER}-- content/k/a.ar.md --\n---\ntitle: أ\nweight: 1\n---\n\n{ar}\n-- content/k/a.en.md --\n---\ntitle: A\nweight: 1\n---\n\n{en}\n"
    )
}

/// What the English and the Arabic page print for a reference, as text.
#[track_caller]
fn check_printed(reference: &str, ar: &str, en: &str) {
    let built = built(&site(&format!("«{reference}»"), &format!("“{reference}”")));
    for (tag, expect) in [("ar", ar), ("en", en)] {
        let page = built.site.pages.iter().find(|p| p.out == format!("{tag}/k/a/index.html")).expect("the page");
        let document = page.document.as_ref().expect("a document");
        let text = bayan::ast::text::blocks(&document.blocks[..1]).replace('\u{a0}', "_");
        assert_eq!(text.trim_matches(['«', '»', '“', '”']), expect, "{tag}");
    }
}

#[test]
fn facts_are_printed_as_each_language_writes_them() {
    check_printed("[](fact:gas-new)", "120_تنغًا", "120_tenge");
    check_printed("[](fact:rise)", "ما يقارب 100%", "nearly 100%");
    check_printed("[](fact:first-day)", "2 يناير 2022", "January 2, 2022");
    check_printed("[](fact:reserves)", "45.7_تريليون قدم مكعبة", "45.7_trillion cubic feet");
    check_printed("[](fact:left)", "2019", "2019");
    check_printed("[](fact:span)", "60–120", "60–120");
    check_printed("<fact:cities>", "6", "6");
    check_printed("[](source:noonpost)", "تحليل عن كازاخستان", "Analysis on Kazakhstan");
    let arab =
        site("[](fact:gas-new) [](fact:rise) [](fact:reserves)", "x").replace("{name: العربية}", "{name: العربية, digits: arab}");
    let built = built(&arab);
    let html = page(&built, "ar/k/a/index.html");
    for printed in ["١٢٠\u{a0}تنغًا", "١٠٠٪", "٤٥٫٧\u{a0}تريليون"] {
        assert!(html.contains(printed), "{printed}: {html}");
    }
}

#[track_caller]
fn check_problems(ar: &str, en: &str, expect: &[&str]) {
    assert_eq!(problems(&site(ar, en)), expect);
}

#[test]
fn words_are_checked_against_the_fact() {
    check_problems(
        "[120 تنغًا](fact:gas-new) [١٢٠ تنغًا](fact:gas-new)",
        "[120 tenge](fact:gas-new) [the new price](fact:gas-new)",
        &[],
    );
    check_problems(
        "[125 تنغًا](fact:gas-new)",
        "[12 tenge](fact:gas-new)",
        &["content/k/a.ar.md:6:1 fact-mismatch", "content/k/a.en.md:6:1 fact-mismatch"],
    );
    check_problems("[ستّ مدن](fact:cities)", "[six cities](fact:cities) [6 cities](fact:cities)", &[]);
    check_problems(
        "[خمس مدن](fact:cities)",
        "[five cities](fact:cities)",
        &["content/k/a.ar.md:6:1 fact-mismatch", "content/k/a.en.md:6:1 fact-mismatch"],
    );
    check_problems(
        "[2 كانون الثاني](fact:first-day)",
        "[2 January](fact:first-day) [3 January](fact:first-day)",
        &["content/k/a.en.md:6:29 fact-mismatch"],
    );
    check_problems("[من 60 إلى 120](fact:span)", "[from 60 to 125](fact:span)", &["content/k/a.en.md:6:1 fact-mismatch"]);
    check_problems("[45.7](fact:reserves)", "[5.3](fact:reserves)", &["content/k/a.en.md:6:1 fact-mismatch"]);
}

#[test]
fn unknown_ids_are_errors_with_a_suggestion() {
    check_problems(
        "[](fact:gas-nwe) [x](person:tokaev)",
        "[](org:tokayev) [](term:lgp) [](event:x)",
        &[
            "content/k/a.ar.md:6:1 unknown-entry",
            "content/k/a.ar.md:6:18 unknown-entry",
            "content/k/a.en.md:6:1 unknown-entry",
            "content/k/a.en.md:6:17 unknown-entry",
            "content/k/a.en.md:6:30 link-scheme",
        ],
    );
    let (_, diags, _) = build(&site("[](fact:gas-nwe)", "[](org:tokayev)"));
    let help: Vec<&str> = diags.iter().filter_map(|d| d.help.as_deref()).collect();
    assert_eq!(help, ["did you mean `fact:gas-new`?", "did you mean `person:tokayev`?"]);
    assert_eq!(
        problems(&format!("{AR_EN}-- content/a.ar.md --\n---\ntitle: أ\n---\n\n[](fact:x)\n")),
        ["content/a.ar.md:5:1 unknown-entry"]
    );
}

#[test]
fn every_mistake_of_the_data_is_reported_in_one_run() {
    let files = "-- content/k/facts.yaml --
a: {value: x}
B: {value: 1}
c: {valeu: 1}
d: {value: 1, kind: percnt, unit: {ar: تنغ}}
e: {value: 2022-02-30, kind: date}
f: {value: 1, source: nopost, what: price}
g: {value: [1], kind: range, as_of: yesterday}
a: {value: 1}
-- content/k/claims.yaml --
x: {by: nobody, what: {ar: قول, en: claim}}
-- content/k/places.yaml --
p: {name: {ar: م, en: p, fr: p}, lat: 91, lon: 0}
-- content/k/sources.yaml --
noonpost: {title: {ar: م, en: t}, url: 'javascript:alert(1)'}
";
    assert_eq!(
        problems(&format!("{AR_EN}{files}")),
        [
            "content/k/claims.yaml:1:9 unknown-entry",
            "content/k/facts.yaml:1:12 bad-fact-value",
            "content/k/facts.yaml:2:1 bad-value",
            "content/k/facts.yaml:3:5 unknown-field",
            "content/k/facts.yaml:4:21 not-one-of",
            "content/k/facts.yaml:5:12 bad-fact-value",
            "content/k/facts.yaml:6:15 unknown-entry",
            "content/k/facts.yaml:6:37 missing-in-language",
            "content/k/facts.yaml:7:12 bad-fact-value",
            "content/k/facts.yaml:7:37 bad-date",
            "content/k/facts.yaml:8:1 duplicate-field",
            "content/k/places.yaml:1:26 not-a-site-language",
            "content/k/places.yaml:1:39 bad-value",
            "content/k/sources.yaml:1:40 bad-value",
            "content/k/facts.yaml:4:35 untranslated-texts",
        ]
    );
}

#[test]
fn a_reference_carries_what_is_known_without_a_script() {
    let built = built(&site("بلغ [](fact:gas-new) ثم [](fact:rise).", "It was [](fact:gas-new), then [](fact:rise)."));
    let html = page(&built, "en/k/a/index.html");
    for piece in [
        "price of a litre after the rise",
        "line 27",
        "stated by the source",
        "contested or not established",
        "not checked",
        "popovertarget=s-1",
    ] {
        assert!(html.contains(piece), "{piece}: {html}");
    }
    assert!(html.contains("/repo/en/k/facts/#fact-gas-new"), "{html}");
    assert!(html.contains("\"citation\":[{\"@type\":\"CreativeWork\",\"name\":\"Analysis on Kazakhstan\""), "{html}");
    let arabic = page(&built, "ar/k/a/index.html");
    assert!(arabic.contains("مصادر هذه الصفحة") && arabic.contains("محل خلاف أو لم يثبت"), "{arabic}");
    assert!(!arabic.contains("style="), "no inline style");
}

/// The text of a chapter's own blocks, before its sources.
fn text_of(built: &bayan::pipeline::Built, out: &str) -> String {
    let page = built.site.pages.iter().find(|p| p.out == out).expect("the page");
    bayan::ast::text::blocks(&page.document.as_ref().expect("a document").blocks)
}

#[test]
fn first_uses_have_their_gloss_and_claims_their_author() {
    let built = built(&site(
        "[](person:tokayev) و[](term:lpg) و[](org:csto). ثم [توكاييف](person:tokayev).\n\nقيل إنها [تدربت في الخارج](claim:trained-abroad).\n\nقال توكاييف إنها [تدربت](claim:trained-abroad).",
        "[](person:tokayev) (قاسم جومرات توكاييف), again [](person:tokayev).\n\n[They were trained abroad](claim:trained-abroad).",
    ));
    let arabic = text_of(&built, "ar/k/a/index.html");
    assert!(arabic.contains("قاسم جومرات توكاييف (Kassym-Jomart Tokayev) والغاز المسال (liquefied gas) ومنظمة معاهدة الأمن الجماعي (Collective Security Treaty Organization، CSTO). ثم توكاييف."), "{arabic}");
    assert!(arabic.contains("تدربت في الخارج (بحسب قاسم جومرات توكاييف)."), "{arabic}");
    assert!(arabic.contains("قال توكاييف إنها تدربت."), "{arabic}");
    let english = text_of(&built, "en/k/a/index.html");
    assert!(english.contains("Kassym-Jomart Tokayev (قاسم جومرات توكاييف), again Kassym-Jomart Tokayev."), "{english}");
    assert!(english.contains("They were trained abroad (according to Kassym-Jomart Tokayev)."), "{english}");
}

/// A person whom the ledger names beside the claim is not named a second time.
#[test]
fn who_is_named_beside_a_claim_is_named_once() {
    let built = built(&site(
        "قال [](person:tokayev) إنها [تدربت](claim:trained-abroad).\n\nقال **[](person:tokayev)**: [تدربت](claim:trained-abroad).",
        "[](person:tokayev) said that [they were trained](claim:trained-abroad).\n\n- [](person:tokayev): [trained](claim:trained-abroad)\n\n[](org:csto): [trained](claim:trained-abroad).",
    ));
    let arabic = text_of(&built, "ar/k/a/index.html");
    assert!(!arabic.contains("بحسب"), "{arabic}");
    let english = text_of(&built, "en/k/a/index.html");
    assert_eq!(english.matches("according to").count(), 1, "only where another is named: {english}");
}

#[test]
fn chapters_are_made_after_the_written_ones() {
    let made = built(&site("نص", "Text"));
    for tag in ["ar", "en"] {
        for slug in ["people", "chronology", "facts", "contested"] {
            assert!(paths(&made).contains(&format!("{tag}/k/{slug}/index.html").as_str()), "{tag} {slug}");
        }
    }
    let html = page(&made, "en/k/chronology/index.html");
    assert!(html.contains("hreflang=ar") || html.contains("hreflang=\"ar\""), "{html}");
    let text = text_of(&made, "en/k/chronology/index.html");
    let at = |what: &str| text.find(what).unwrap_or_else(|| panic!("{what}: {text}"));
    assert!(at("The price rises") < at("A call") && at("A call") < at("Undated") && at("Undated") < at("The price is cut"));
    let overview = made.site.pages.iter().find(|p| p.out == "en/k/index.html").expect("the overview");
    let order: Vec<String> = overview.chapters.iter().map(|c| made.site.page(*c).key.text()).collect();
    assert_eq!(order, ["k/a", "k/people", "k/chronology", "k/facts", "k/contested"]);
    // A written chapter of the same name wins, in every language.
    let written = site("نص", "Text") + "-- content/k/facts.ar.md --\n---\ntitle: وقائع\nweight: 2\n---\n\nنص\n";
    let rewritten = built(&written);
    assert!(text_of(&rewritten, "ar/k/facts/index.html").contains("نص"));
    assert!(!paths(&rewritten).contains(&"en/k/facts/index.html"));
}

#[test]
fn facts_are_published_as_data() {
    let built = built(&site("نص", "Text"));
    let json: serde_json::Value = serde_json::from_str(page(&built, "k/facts.json")).expect("JSON");
    assert_eq!(json["facts"]["gas-new"]["value"], 120);
    assert_eq!(json["facts"]["gas-new"]["printed"]["ar"], "120\u{a0}تنغًا");
    assert_eq!(json["facts"]["gas-new"]["printed"]["en"], "120\u{a0}tenge");
    assert_eq!(json["facts"]["rise"]["certainty"], "contested");
    assert_eq!(json["sources"]["noonpost"]["publisher"]["en"], "Noon Post");
    assert_eq!(json["pages"]["en"], "https://example.org/repo/en/k/");
    let ids: Vec<&String> = json["facts"].as_object().expect("facts").keys().collect();
    assert_eq!(ids, ["gas-new", "rise", "first-day", "cities", "reserves", "left", "span"]);
}

#[test]
fn key_figures_come_from_facts() {
    let text = site("نص", "Text").replace(
        "title: K\n",
        "title: K\nkey_figures: [{fact: gas-new, label: price}, {fact: reserves, value: 5 trillion, label: gas}]\n",
    );
    assert_eq!(problems(&text), ["content/k/_index.en.md:3:53 fact-mismatch"]);
    let built = built(&text.replace("5 trillion", "45.7 trillion"));
    let html = page(&built, "en/k/index.html");
    assert!(html.contains("<b>120</b>\u{a0}tenge") && html.contains("<b>45.7</b> trillion"), "{html}");
    assert!(html.contains("<a href=/repo/en/k/facts/#fact-gas-new>"), "a figure leads to its entry: {html}");
}

/// What `check` reports but for the differences between the languages, which differ on purpose here: tests/parity.rs is about them.
fn listed(text: &str) -> Vec<String> {
    checked(text).into_iter().filter(|problem| !CODES.iter().any(|code| problem.ends_with(code))).collect()
}

#[test]
fn check_reports_bare_numbers_and_unused_entries() {
    let all = "[](fact:gas-new) [](fact:rise) [](fact:first-day) [](fact:cities) [](fact:reserves) [](fact:left) [](fact:span) [x](claim:trained-abroad) [](place:almaty) [](org:csto)";
    let check = |ar: &str, expect: &[&str]| assert_eq!(listed(&site(&format!("{all}\n\n{ar}"), all)), expect, "{ar}");
    check("نص", &[]);
    check(
        "رقم 7 و«قال 8» و`9` و[120](fact:gas-new) و٧٧[^n]\n\n[^n]: السطر 12.",
        &["content/k/a.ar.md:8:5 bare-number", "content/k/a.ar.md:8:43 bare-number", "content/k/a.ar.md:8:43 mixed-digits"],
    );
    check("> 12\n\n- 13\n\n| a |\n|---|\n| 14 |", &["content/k/a.ar.md:10:3 bare-number", "content/k/a.ar.md:14:3 bare-number"]);
    let allowed = site(&format!("{all}\n\n7 و8"), all).replace("title: أ\n", "title: أ\nbare_numbers: {7: حسابنا, 9: x}\n");
    assert_eq!(listed(&allowed), ["content/k/a.ar.md:3:27 unused-bare-number", "content/k/a.ar.md:9:4 bare-number"]);
    let reasoned = site(&format!("{all}\n\n7 و8"), all).replace("title: أ\n", "title: أ\nbare_numbers: جدول حسابنا\n");
    assert_eq!(listed(&reasoned), Vec::<String>::new());
    assert_eq!(
        listed(&site(
            "[](fact:gas-new)",
            "This LPG gas [](fact:gas-new)\n\n```table\ncolumns: [{name: n, format: number}]\nrows: [[{fact: rise}]]\n```\n"
        )),
        [
            "content/k/a.en.md:6:6 forbidden-spelling",
            "content/k/claims.yaml:1:1 unused-entry",
            "content/k/facts.yaml:8:1 unused-entry",
            "content/k/facts.yaml:9:1 unused-entry",
            "content/k/facts.yaml:10:1 unused-entry",
            "content/k/facts.yaml:11:1 unused-entry",
            "content/k/facts.yaml:12:1 unused-entry",
            "content/k/organisations.yaml:1:1 unused-entry",
            "content/k/places.yaml:1:1 unused-entry",
        ]
    );
    assert_eq!(listed(&site("5", "5")).len(), 2, "a briefing that uses no entry has none unused");
}

#[test]
fn one_change_of_a_fact_changes_what_prints_it_and_nothing_else() {
    let text =
        site("كان [](fact:gas-new).", "It was [](fact:gas-new).") + "-- content/about.ar.md --\n---\ntitle: عن\n---\n\nنص\n";
    let (before, after) = (built(&text), built(&text.replacen("value: 120", "value: 130", 1)));
    let changed: Vec<&str> = before
        .outputs
        .iter()
        .filter(|(path, contents)| after.outputs.get(path.as_str()).and_then(Contents::here) != contents.here())
        .map(|(path, _)| path.as_str())
        // What is found changes with what is said; `tests/search.rs` holds it.
        .filter(|path| !path.starts_with("search/"))
        .collect();
    assert_eq!(
        changed,
        [
            "ar/k/a/index.html",
            "ar/k/facts/index.html",
            "en/k/a/index.html",
            "en/k/facts/index.html",
            "k/facts.json",
            "parallel/k/a/ar-en/index.html",
            "parallel/k/a/en-ar/index.html"
        ]
    );
}

#[test]
fn figures_take_what_they_show_from_the_ledger() {
    let figures = |title: &str| {
        format!(
            "```chart\ntype: bar\ntitle: {title}\ndata: [{{label: a, value: {{fact: gas-new}}}}, {{label: b, value: {{fact: reserves}}}}]\n```\n\n\
             ```key-figures\nfigures: [{{fact: gas-new}}]\n```\n\n\
             ```map\ntitle: {title}\nplaces: all\n```\n\n\
             ```timeline\ntitle: {title}\nevents: all\n```\n\n\
             ```people\npeople: all\n```\n\n\
             ```table\nfrom: claims\ncolumns: [{{column: by, name: {title}}}, {{column: what, name: w}}, {{column: status, name: s}}]\n```\n"
        )
    };
    let built = built(&site(&figures("شكل"), &figures("Figure")));
    let (ar, en) = (page(&built, "ar/k/a/index.html"), page(&built, "en/k/a/index.html"));
    for words in
        ["ألماتي", "قاسم جومرات توكاييف", "سعر اللتر بعد الرفع", "تدرّبت في الخارج", "رفع السعر", "المصدر: تحليل عن كازاخستان"]
    {
        assert!(ar.contains(words), "{words}");
    }
    let all =
        ["Almaty", "Kassym-Jomart Tokayev", "price of a litre after the rise", "they were trained abroad", "The price rises"];
    for words in all.into_iter().chain(["president of Kazakhstan", "120\u{a0}tenge", "45.7", "Source: Analysis on Kazakhstan"]) {
        assert!(en.contains(words), "{words}");
    }
    // What has no date stands apart, after what has one.
    assert!(en.find("The price is cut") > en.find("A call"), "undated last");
    // The page rests on the sources of its figures, and says so.
    assert!(en.contains("id=page-sources"), "{en}");
    let used = "[](fact:rise) [](fact:first-day) [](fact:cities) [](fact:left) [](fact:span) [](org:csto)";
    assert_eq!(listed(&site(used, &figures("Figure"))), Vec::<String>::new(), "figures use entries");
}

#[test]
fn wrong_ids_in_figures_are_reported_where_they_stand() {
    let wrong = |block: &str| problems(&site(&format!("[](fact:gas-new)\n\n```{block}\n```\n"), "[](fact:gas-new)"));
    let chart = |id: &str| wrong(&format!("chart\ntype: bar\ntitle: x\ndata: [{{label: a, value: {{fact: {id}}}}}]"));
    assert_eq!(chart("gas-nwe"), ["content/k/a.ar.md:11:33 figure-unknown-id"]);
    assert_eq!(chart("span"), ["content/k/a.ar.md:11:33 figure-number"]);
    assert_eq!(wrong("map\ntitle: x\nplaces: [{place: almati}]"), ["content/k/a.ar.md:10:18 figure-unknown-id"]);
    assert_eq!(wrong("table\nfrom: claim\ncolumns: [{column: by, name: n}]"), ["content/k/a.ar.md:9:7 figure-from"]);
    assert_eq!(
        wrong("chart\ntype: bar\ntitle: x\nsource: {source: noonpst}\ndata: [{label: a, value: 1}]"),
        ["content/k/a.ar.md:11:18 figure-unknown-id"]
    );
}

#[test]
fn figures_write_no_numbers_of_their_own_where_facts_are_kept() {
    let all = "[](fact:gas-new) [](fact:rise) [](fact:first-day) [](fact:cities) [](fact:reserves) [](fact:left) [](fact:span) [x](claim:trained-abroad) [](place:almaty) [](org:csto)";
    let chart = "```chart\ntype: bar\ntitle: Since 2019\ndata: [{label: a, value: {fact: gas-new}}, {label: b, value: 7}]\n```";
    assert_eq!(
        listed(&site(all, &format!("{all}\n\n{chart}"))),
        ["content/k/a.en.md:10:8 bare-number", "content/k/a.en.md:11:62 bare-number"]
    );
}

#[test]
fn what_may_come_of_a_file_or_an_entry_that_is_refused_is_not_unknown() {
    let site = |files: &str, body: &str| format!("{AR_EN}{files}-- content/a.en.md --\n---\ntitle: A\n---\n\n{body}\n");
    let claim = "-- content/claims.yaml --\nc: {by: p, what: {ar: أ, en: a}, status: unsupported}\n";
    let told = |files: &str, body: &str| problems(&site(files, body));
    // A claim of somebody whose file is no YAML.
    let people = format!("{claim}-- content/people.yaml --\np: {{name: [\n");
    let found = told(&people, "[](claim:c)");
    assert!(found.len() == 1 && found[0].ends_with(" yaml-syntax"), "{found:?}");
    // Ids that are refused.
    let fact = |id: &str| format!("-- content/facts.yaml --\n{id}: {{value: 5}}\n");
    assert_eq!(told(&fact("أ1"), "[](fact:أ1)"), ["content/facts.yaml:1:1 bad-value"]);
    assert_eq!(told(&fact("12"), "[](fact:12)"), ["content/facts.yaml:1:1 wrong-type"]);
    // Units of a file that is no YAML, and one that is refused.
    let unit = |units: &str| format!("-- content/facts.yaml --\nf: {{value: 5, unit: ton}}\n-- content/units.yaml --\n{units}\n");
    let found = told(&unit("ton: {ar: [ طن"), "text");
    assert!(found.len() == 1 && found[0].ends_with(" yaml-syntax"), "{found:?}");
    let found = told(&unit("ton: {ar: {one: طن, other: طن}}"), "text");
    assert!(found.iter().all(|f| f.starts_with("content/units.yaml")) && !found.is_empty(), "{found:?}");
    // What is nowhere is unknown as before.
    assert_eq!(told(&fact("f"), "[](fact:g)"), ["content/a.en.md:5:1 unknown-entry"]);
}

#[test]
fn a_field_with_a_misspelt_name_is_one_mistake() {
    let told = |file: &str, text: &str| {
        problems(&format!("{AR_EN}-- content/{file} --\n{text}\n-- content/a.en.md --\n---\ntitle: A\n---\n"))
    };
    assert_eq!(told("facts.yaml", "f: {valeu: 5}"), ["content/facts.yaml:1:5 unknown-field"]);
    assert_eq!(told("people.yaml", "p: {nmae: {ar: أ, en: a}}"), ["content/people.yaml:1:5 unknown-field"]);
    assert_eq!(told("sources.yaml", "s: {titel: {ar: أ, en: a}}"), ["content/sources.yaml:1:5 unknown-field"]);
    assert_eq!(told("events.yaml", "e: {txet: {ar: أ, en: a}}"), ["content/events.yaml:1:5 unknown-field"]);
    assert_eq!(told("facts.yaml", "f: {note: {ar: أ, en: a}}"), ["content/facts.yaml:1:1 missing-field"]);
}

#[test]
fn a_comma_without_quotes_is_told_as_one() {
    let told = |file: &str, text: &str| {
        problems(&format!("{AR_EN}-- content/{file} --\n{text}\n-- content/a.en.md --\n---\ntitle: A\n---\n"))
    };
    let en = |file: &str, before: &str| {
        let text = format!("{before}{{ar: السعر, en: Price in May, June and July}}}}");
        let column = format!("{before}{{ar: السعر, en: Price in May, ").chars().count() + 1;
        assert_eq!(told(file, &text), [format!("content/{file}:1:{column} yaml-syntax")], "{file}");
    };
    en("facts.yaml", "f: {value: 5, what: ");
    en("sources.yaml", "s: {title: ");
    en("organisations.yaml", "o: {name: ");
    assert_eq!(told("glossary.yaml", "t: {ar: أ, en: One, Two, Three}"), ["content/glossary.yaml:1:21 yaml-syntax"]);
    // Quotes, and fields that are left empty, are none.
    assert_eq!(told("glossary.yaml", "t: {ar: أ, en: \"One, Two\", note: }"), [""; 0]);
}
