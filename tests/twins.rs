//! What other programs read of a site, where it wants them to: pages as Markdown, `llms.txt`, calendars of what is to come.

use crate::support::site::{AR_EN, built, page, paths, problems};

const PAGES: &str = "\
-- content/_index.ar.md --\n---\ntitle: بيان\n---\n
-- content/_index.en.md --\n---\ntitle: Bayan\n---\n
-- content/k/_index.ar.md --\n---\ntitle: كازاخستان\nbriefing: true\nsummary: ما حدث في GDP\ndate: 2022-01-15\n---\n\nنص.\n
-- content/k/_index.en.md --\n---\ntitle: Kazakhstan\nbriefing: true\n---\n\nText.\n
-- content/k/gas.ar.md --\n---\ntitle: \"سعر: الغاز\"\nsummary: خلاصة\n---\n\n## في GDP {#gdp}\n\nرُفع السعر إلى [](fact:price) في نمو GDP.[^n] انظر [الإحاطة](_index.md) و[موقعًا](https://example.org/x).\n\n![خريطة](map.svg)\n\n```key-figures\ntitle: أرقام\nfigures: [{value: 60, label: تنغة}]\n```\n\n[^n]: حاشية\n
-- content/k/gas.en.md --\n---\ntitle: Gas\n---\n\nText.\n
-- content/k/map.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\" width=\"9\" height=\"9\"><path d=\"M0 0H9V9Z\"/></svg>\n
-- content/k/facts.yaml --\nprice: {value: 60, unit: {ar: تنغة, en: tenge}, source: s, what: {ar: السعر, en: price}}\n
-- content/k/sources.yaml --\ns: {title: {ar: مقال السعر, en: An article}, lang: ar}\n
-- content/k/events.yaml --\nvote: {date: 2026-12-31, text: {ar: انتخابات GDP, en: Elections}, source: s}\ntoday: {date: 2026-11-22, text: {ar: اليوم, en: Today}}\npast: {date: 2026-11-21, text: {ar: أمس, en: Yesterday}}\n";

#[test]
fn nothing_of_it_is_made_where_nobody_asks() {
    let built = built(&format!("{AR_EN}{PAGES}"));
    let of_them = |path: &&str| path.ends_with(".md") || path.ends_with(".ics") || path.ends_with("llms.txt");
    assert_eq!(paths(&built).into_iter().filter(of_them).count(), 0);
    assert!(!page(&built, "ar/k/gas/index.html").contains("text/markdown"));
}

#[test]
fn a_page_is_there_in_markdown() {
    let built = built(&format!("{AR_EN}markdown: true\nllms: true\n{PAGES}"));
    let twin = page(&built, "ar/k/gas/index.md");
    assert!(!twin.contains(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}']), "{twin}");
    for line in [
        "---\ntitle: \"سعر: الغاز\"\nsummary: \"خلاصة\"\nlang: \"ar\"\nurl: \"https://example.org/repo/ar/k/gas/\"\n",
        "briefing: \"كازاخستان\"\n",
        "\n# سعر: الغاز\n",
        "\n## في GDP\n",
        "60\u{a0}تنغة في نمو GDP.[^1] انظر [الإحاطة](https://example.org/repo/ar/k/) و[موقعًا](https://example.org/x).",
        "![خريطة](https://example.org/repo/k/map.svg)",
        "\n**أرقام**\n",
        "60 — تنغة",
        "\n[^1]: حاشية\n",
        "مقال السعر",
    ] {
        assert!(twin.contains(line), "{line}\nin\n{twin}");
    }
    assert!(!twin.contains("fact:"), "{twin}");
    let html = page(&built, "ar/k/gas/index.html");
    assert!(html.contains("text/markdown") && html.contains("/repo/ar/k/gas/index.md"), "{html}");
    let llms = page(&built, "llms.txt");
    assert!(llms.starts_with("# بيان\n\n> "), "{llms}");
    for line in [
        "## English\n",
        "- [Gas](https://example.org/repo/en/k/gas/index.md)",
        "- [كازاخستان](https://example.org/repo/ar/k/index.md): ما حدث في GDP",
    ] {
        assert!(llms.contains(line), "{line}\nin\n{llms}");
    }
}

/// The questions that open a briefing are asked in the words of the page, as on the web.
#[test]
fn questions_are_asked_in_the_language_of_the_page() {
    let answers = |text: &str| format!("briefing: true\nanswers: {{happened: {text} 1, matters: {text} 2, unknown: {text} 3}}\n");
    let pages = PAGES.replacen("briefing: true\n", &answers("جواب"), 1).replacen(
        "title: Kazakhstan\nbriefing: true\n",
        &format!("title: Kazakhstan\n{}", answers("Answer")),
        1,
    );
    let built = built(&format!("{AR_EN}markdown: true\n{pages}"));
    let (ar, en) = (page(&built, "ar/k/index.md"), page(&built, "en/k/index.md"));
    assert!(ar.contains("\n- **ماذا حدث؟** جواب 1\n- **"), "{ar}");
    assert!(en.contains("\n- **What happened?** Answer 1\n- **Why does it matter?** Answer 2\n- **"), "{en}");
    assert!(!ar.contains("happened") && !en.contains("happened:"), "{ar}{en}");
}

#[test]
fn a_calendar_holds_the_days_to_come() {
    let built = built(&format!("{AR_EN}calendar: true\n{PAGES}"));
    let calendar = page(&built, "ar/events.ics").replace("\r\n ", "");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 2, "{calendar}");
    for line in [
        "UID:k/vote.ar@example.org",
        "DTSTART;VALUE=DATE:20261122",
        "DTSTART;VALUE=DATE:20261231",
        "SUMMARY;LANGUAGE=ar:انتخابات \u{2066}GDP\u{2069}",
        "DTSTAMP:20220115T000000Z",
    ] {
        assert!(calendar.contains(&format!("{line}\r\n")), "{line}\n{calendar}");
    }
    assert!(!calendar.contains("أمس") && calendar.contains("مقال السعر"), "{calendar}");
    assert!(page(&built, "en/k/gas/index.html").contains("/repo/en/events.ics"));
    let later = PAGES.replace("2026-12-31", "2025-12-31").replace("2026-11-22", "2025-11-22");
    let nothing = crate::support::site::built(&format!("{AR_EN}calendar: true\n{later}"));
    assert!(page(&nothing, "ar/events.ics").contains("BEGIN:VTIMEZONE"));
}

#[test]
fn a_feed_is_there_as_json_too() {
    let site = built(&format!("{AR_EN}{PAGES}"));
    let feed: serde_json::Value = serde_json::from_str(page(&site, "ar/feed.json")).expect("JSON");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!((&feed["language"], &feed["title"]), (&"ar".into(), &"بيان".into()));
    assert_eq!(feed["feed_url"], "https://example.org/repo/ar/feed.json");
    let item = &feed["items"][0];
    assert_eq!((&item["url"], &item["title"]), (&"https://example.org/repo/ar/k/".into(), &"كازاخستان".into()));
    assert_eq!(item["summary"], "ما حدث في \u{2066}GDP\u{2069}");
    assert!(item["content_html"].as_str().is_some_and(|html| html.starts_with("<div lang=\"ar\" dir=\"rtl\"><p>نص.")), "{item}");
    assert_eq!(feed["items"].as_array().map(Vec::len), Some(page(&site, "ar/feed.xml").matches("<entry").count()));
    assert!(page(&site, "en/k/index.html").contains("/repo/en/feed.json"));
    let off = built(&format!("{AR_EN}json_feed: false\n{PAGES}"));
    assert!(off.outputs.get("ar/feed.json").is_none() && !page(&off, "ar/index.html").contains("feed.json"));
}

#[test]
fn their_paths_are_taken() {
    let told = problems(&format!("{AR_EN}llms: true\n{PAGES}-- content/llms.txt --\nx\n"));
    assert_eq!(told, ["content/llms.txt:1:1 duplicate-output"]);
}

/// What is kept back is in none of them.
#[test]
fn what_is_hidden_is_absent() {
    let whole = PAGES
        .replace("title: Gas\n", "title: Gas\ndraft: true\n")
        .replace("title: \"سعر: الغاز\"\n", "title: \"سعر: الغاز\"\ndraft: true\n");
    let built = built(&format!("{AR_EN}markdown: true\nllms: true\ncalendar: true\n{whole}"));
    assert!(!paths(&built).contains(&"ar/k/gas/index.md"));
    assert!(!page(&built, "llms.txt").contains("gas") && !page(&built, "ar/k/index.md").contains("سعر: الغاز"));
}
