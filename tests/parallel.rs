//! Reading side by side: the page of both languages, and the ways to it.

use crate::support::site::{AR_EN, built, page, paths, problems};

const BRIEFING: &str = "-- content/b/_index.ar.md --\n---\ntitle: إحاطة\nbriefing: true\n---\nمقدمة\n-- content/b/_index.en.md --\n---\ntitle: Briefing\nbriefing: true\n---\nIntro\n\
-- content/b/c.ar.md --\n---\ntitle: فصل\n---\n\n## أول {#one}\n\nنص [رابط](#one) وحاشية.[^a]\n\nفقرة بلا مقابل\n\n[^a]: حاشية\n\
-- content/b/c.en.md --\n---\ntitle: Chapter\n---\n\n## First {#one}\n\nText, a [link](#one) and a note.[^a]\n\n[^a]: Note\n";

fn site(more: &str) -> String {
    format!("{AR_EN}{BRIEFING}{more}")
}

#[test]
fn both_languages_have_a_page_with_their_own_first() {
    let built = built(&site("-- content/x.ar.md --\n---\ntitle: س\n---\nنص\n-- content/x.en.md --\n---\ntitle: X\n---\nText\n"));
    let found: Vec<&str> = paths(&built).into_iter().filter(|p| p.starts_with("parallel/")).collect();
    assert_eq!(
        found,
        [
            "parallel/b/ar-en/index.html",
            "parallel/b/c/ar-en/index.html",
            "parallel/b/c/en-ar/index.html",
            "parallel/b/en-ar/index.html"
        ],
        "the pages of briefings, and no other"
    );
    for (path, lang, dir, first, second) in
        [("parallel/b/c/ar-en", "ar", "rtl", "أول", "First"), ("parallel/b/c/en-ar", "en", "ltr", "First", "أول")]
    {
        let html = page(&built, &format!("{path}/index.html"));
        assert!(html.contains(&format!("<html dir={dir} lang={lang}>")), "{html}");
        let main = html.split("<main").nth(1).expect("a main part");
        assert!(main.find(first) < main.find(second), "{main}");
        assert!(main.contains("id=b-one>") && main.contains("id=b-one--1>"), "{main}");
        assert!(main.contains("dir=rtl lang=ar") && main.contains("dir=ltr lang=en"), "{main}");
    }
}

#[test]
fn it_is_kept_out_of_search_and_names_the_page_to_keep() {
    let built = built(&site(""));
    let html = page(&built, "parallel/b/c/ar-en/index.html");
    assert!(html.contains("<meta content=noindex name=robots>"), "{html}");
    assert!(html.contains("<link href=https://example.org/repo/ar/b/c/ rel=canonical>"), "{html}");
    assert!(!html.contains("rel=alternate hreflang") && !html.contains("hreflang=x-default"), "{html}");
    assert!(!page(&built, "sitemap.xml").contains("parallel"));
}

#[test]
fn every_paragraph_leads_to_its_row_and_sections_to_the_page() {
    let built = built(&site(""));
    let ar = page(&built, "ar/b/c/index.html");
    for row in ["b-one--1", "b-one--2"] {
        assert!(ar.contains(&format!("href=/repo/parallel/b/c/ar-en/#{row}></a></p>")), "{ar}");
    }
    let beside = page(&built, "parallel/b/c/ar-en/index.html");
    assert!(beside.contains("id=b-one--2>") && beside.contains("لا مقابل له في هذه اللغة"), "{beside}");
    assert!(beside.contains("href=/repo/ar/b/c/#one") && beside.contains("href=/repo/en/b/c/#one"), "{beside}");
    for id in ["ar-fn-1", "en-fn-1", "ar-fnref-1", "en-fnref-1"] {
        assert_eq!(
            beside.matches(&format!("id={id} ")).count() + beside.matches(&format!("id={id}>")).count(),
            1,
            "{id}: {beside}"
        );
    }
}

#[test]
fn three_languages_pair_with_the_source_and_slugs_are_kept() {
    let three = AR_EN
        .replace("en: {name: English}", "en: {name: English}, fr: {name: Français}")
        .replace("en: Bayan", "en: Bayan, fr: Bayan");
    let built = built(&format!(
        "{three}{BRIEFING}-- content/b/_index.fr.md --\n---\ntitle: Dossier\nbriefing: true\nslug: dossier\n---\nIntro\n"
    ));
    let found: Vec<&str> = paths(&built).into_iter().filter(|p| p.starts_with("parallel/") && !p.contains("/c/")).collect();
    assert_eq!(
        found,
        [
            "parallel/b/ar-en/index.html",
            "parallel/b/ar-fr/index.html",
            "parallel/b/en-ar/index.html",
            "parallel/dossier/fr-ar/index.html"
        ]
    );
}

#[test]
fn a_page_in_its_place_is_reported() {
    let config = AR_EN.replace("languages:", "default_language_at_root: true\nlanguages:");
    let clash =
        "-- content/parallel/_index.ar.md --\n---\ntitle: أ\n---\n-- content/parallel/b/ar-en.ar.md --\n---\ntitle: ب\n---\n";
    assert!(problems(&format!("{config}{BRIEFING}{clash}")).iter().any(|p| p.ends_with("duplicate-output")));
}
