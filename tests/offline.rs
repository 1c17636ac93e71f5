//! A briefing as one page: everything in it, nothing asked of a network, right in both directions.

use crate::support::books::{files, pair, with_draft};
use crate::support::site::AR_EN;

/// The pages of a site as text, by path.
#[track_caller]
fn pages(site: &str) -> std::collections::BTreeMap<String, String> {
    let read = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("text");
    files(site, "offline.html").into_iter().map(|(path, bytes)| (path, read(&bytes))).collect()
}

fn chapters() -> String {
    let of = |language: &str, link: &str| {
        format!(
            "-- content/k/_index.{language}.md --\n---\ntitle: {language} K\nbriefing: true\nsummary: S\n---\n\n{link}\n\n\
             -- content/k/b.{language}.md --\n---\ntitle: {language} b\nweight: 1\n---\n\n## Part\n\nText[^1].\n\n[^1]: Note.\n\
             -- content/k/a.{language}.md --\n---\ntitle: {language} a\nweight: 2\n---\n\nMore.\n"
        )
    };
    format!("{AR_EN}{}{}", of("ar", "[إلى](b.md#part)"), of("en", "[there](b.md#part)"))
}

#[test]
fn all_of_a_briefing_is_on_one_page_that_asks_nothing_of_a_network() {
    let site = chapters();
    let pages = pages(&site);
    assert_eq!(pages.keys().collect::<Vec<_>>(), ["k/k-ar.offline.html", "k/k-en.offline.html"]);
    for (path, page) in &pages {
        assert!(page.contains("content=\"default-src 'none';"), "{path}");
        assert!(!page.contains("<script") && !page.contains("<link rel=\"stylesheet") && !page.contains("@import"), "{path}");
        // Only links lead off the page; what is loaded is in it.
        // A rule of the style sheet speaks of fills that are patterns, which is no address.
        for address in page.replace("[fill^=\"url(\"]", "").split("url(").skip(1) {
            let address: String = address.trim_start_matches('"').chars().take(40).collect();
            assert!(address.starts_with("data:") || address.starts_with('#'), "{path} {address}");
        }
        assert!(page.split("src=\"").skip(1).all(|rest| rest.starts_with("data:")), "{path}");
        assert!(page.len() < 700_000, "{path} {}", page.len());
    }
    assert!(pages["k/k-ar.offline.html"].contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(pages["k/k-en.offline.html"].contains("<html lang=\"en\" dir=\"ltr\">"));
}

#[test]
fn chapters_stand_in_order_below_contents_that_lead_to_them() {
    let pages = pages(&chapters());
    let page = &pages["k/k-en.offline.html"];
    let nav = page.split("<nav").nth(1).and_then(|rest| rest.split("</nav>").next()).expect("contents");
    let lines: Vec<(&str, &str)> = nav
        .split("<a href=\"#")
        .skip(1)
        .filter_map(|line| Some((line.split('"').next()?, line.split('>').nth(1)?.split('<').next()?)))
        .collect();
    assert_eq!(lines.iter().map(|(_, title)| *title).collect::<Vec<_>>(), ["en K", "en b", "en a"]);
    let places: Vec<usize> = lines.iter().map(|(id, _)| page.find(&format!("id=\"{id}\"")).expect("a place")).collect();
    assert!(places.is_sorted(), "{places:?}");
    // One title of the page, chapters below it, and their headings below them.
    assert_eq!(page.matches("<h1").count(), 1);
    assert!(page.contains(">en b</h2>") && page.contains(">Part</h3>"), "{page}");
    // Every link within the page leads to a name that is there once.
    for href in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert_eq!(page.matches(&format!("id=\"{href}\"")).count(), 1, "{href}");
    }
}

#[test]
fn what_is_drawn_and_shown_is_in_the_page() {
    let chart = "```chart\ntype: bar\ntitle: T\nunit: u\ndata:\n  - {label: A, value: 60}\n  - {label: B, value: 120}\n```\n\n![P](p.svg)\n";
    let svg =
        "-- content/p.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"4\"><path d=\"M0 0h4v4z\"/></svg>\n";
    let pages = pages(&format!("{}{svg}", pair(chart, chart)));
    let page = &pages["k/k-ar.offline.html"];
    assert!(
        page.contains("class=\"drawing drawing-narrow\" dir=\"ltr\"><svg") && page.contains("drawing drawing-wide"),
        "{page}"
    );
    assert!(page.contains("src=\"data:image/svg+xml;base64,"), "{page}");
}

/// What is kept back is on no page.
#[test]
fn a_draft_is_on_no_page() {
    let pages = pages(&with_draft());
    assert_eq!(pages.len(), 2);
    for (path, page) in &pages {
        assert!(page.contains("Shown.") && !page.contains("Secret"), "{path}");
    }
}
