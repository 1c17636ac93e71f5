//! What lists know of their pages, feeds of sections, pages of authors, and pages that are about the same.

use crate::support::site::{AR_EN, build, built, page, paths, problems};

/// A section of dated notes in English, with a home.
fn notes(settings: &str, pages: &[(&str, &str)]) -> String {
    let mut text = format!("{AR_EN}{settings}-- content/_index.en.md --\n---\ntitle: Home\n---\n\n[Notes](notes/_index.md)\n");
    text += "-- content/notes/_index.en.md --\n---\ntitle: Notes\nsummary: What we note.\n---\n";
    let page = |(name, head): &(&str, &str)| {
        format!("-- content/notes/{name}.en.md --\n---\ntitle: {}\n{head}---\n\nText of {name}.\n", name.to_uppercase())
    };
    text += &pages.iter().map(page).collect::<Vec<_>>().concat();
    text
}

/// What stands between two pieces of a page.
#[track_caller]
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let start = text.find(from).unwrap_or_else(|| panic!("{from} in {text}"));
    let end = text[start..].find(to).unwrap_or_else(|| panic!("{to} in {text}"));
    &text[start..start + end]
}

#[test]
fn entries_of_lists_know_what_their_pages_say() {
    let mut text = notes(
        "",
        &[("a", "tags: [wells]\nauthors: [Water desk, Map desk]\nimage: p.svg\nimage_alt: A well\nextra: {colour: blue}\n")],
    );
    text += "-- content/notes/p.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 30\"><rect width=\"9\" height=\"9\"/></svg>\n";
    text += "-- themes/own/theme.yaml --\nname: own\n-- themes/own/templates/partials/list.html --\n";
    text += "{% for item in list.items %}<p>{{ item.image.alt }}, {{ item.image.width }} × {{ item.image.height }}; {{ item.authors_html | safe }}; \
             {% for tag in item.tags %}{{ tag.name_html | safe }} {{ tag.href }}{% endfor %}; {{ item.extra.colour }}</p>{% endfor %}\n";
    let site = built(&text.replace("title: {ar: بيان", "theme: own\ntitle: {ar: بيان"));
    let list = page(&site, "en/notes/index.html");
    assert!(list.contains("<p>A well, 40 × 30; Water desk and Map desk; wells /repo/en/tags/wells/; blue"), "{list}");
}

#[test]
fn a_section_has_a_feed_of_what_is_dated_below_it() {
    let pages = [("a", "date: 2026-01-01\n"), ("b", "date: 2026-02-01\n"), ("c", ""), ("d", "date: 2026-03-01\ndraft: true\n")];
    let text = notes("", &pages)
        + "-- content/notes/deep/_index.en.md --\n---\ntitle: Deep\n---\n-- content/notes/deep/e.en.md --\n---\ntitle: E\ndate: 2026-01-15\n---\n\nE.\n";
    let site = built(&text);
    let feed = page(&site, "en/notes/feed.xml");
    let titles: Vec<&str> = feed.split("<title>").skip(1).filter_map(|rest| rest.split("</title>").next()).collect();
    assert_eq!(titles, ["Notes — Bayan", "B", "E", "A"], "newest first, what has no date or is kept back is absent");
    assert!(
        feed.contains("<subtitle>What we note.</subtitle>") && feed.contains("<id>https://example.org/repo/en/notes/</id>"),
        "{feed}"
    );
    assert!(page(&site, "en/notes/deep/feed.xml").contains("<title>E</title>"));
    let link = |path: &str| page(&site, path).contains("href=/repo/en/notes/feed.xml");
    assert!(link("en/notes/index.html") && !link("en/notes/a/index.html") && !link("en/index.html"));
    // A section without anything dated, a briefing and one that is not to be found have none.
    let bare = notes("", &[("c", "")]);
    assert!(!paths(&built(&bare)).contains(&"en/notes/feed.xml"));
    let none = text.replace("summary: What we note.\n", "summary: What we note.\nnoindex: true\n");
    assert!(!paths(&built(&none)).contains(&"en/notes/feed.xml"));
    let briefing = notes("", &[("a", "date: 2026-01-01\nweight: 1\n")]);
    assert!(!paths(&built(&briefing)).contains(&"en/notes/feed.xml"));
    // A page cannot stand where a feed does.
    let (_, diags, _) = build(&(text + "-- content/en/notes/feed.xml --\n<x/>\n"));
    assert!(diags.iter().any(|d| d.message.contains("feed.xml")), "{diags:?}");
}

#[test]
fn authors_have_pages_where_the_site_says_so() {
    let pages = [
        ("a", "date: 2026-01-01\nauthors: [Water desk, \"Map desk\"]\n"),
        ("b", "date: 2026-02-01\nauthors: [Water desk]\n"),
        ("d", "date: 2026-02-01\nauthors: [Secret desk]\ndraft: true\n"),
    ];
    let plain = built(&notes("", &pages));
    assert!(!paths(&plain).iter().any(|path| path.contains("authors/")), "{:?}", paths(&plain));
    assert!(!page(&plain, "en/notes/a/index.html").contains("rel=author"));
    let site = built(&notes("author_pages: true\n", &pages));
    let all = page(&site, "en/authors/index.html");
    assert!(
        all.contains("All authors") && all.contains("Water desk") && all.contains("2 pages") && !all.contains("Secret"),
        "{all}"
    );
    let one = page(&site, "en/authors/water-desk/index.html");
    assert!(one.contains("Pages by Water desk"), "{one}");
    let (b, a) = (one.find("/repo/en/notes/b/"), one.find("/repo/en/notes/a/"));
    assert!(b.is_some() && b < a, "newest first: {one}");
    let note = page(&site, "en/notes/a/index.html");
    assert!(note.contains("<a href=/repo/en/authors/water-desk/ rel=author>Water desk</a>"), "{note}");
    assert!(note.contains("href=/repo/en/authors/"), "the foot leads to all of them");
    let feed = page(&site, "en/feed.xml");
    assert!(feed.contains("<uri>https://example.org/repo/en/authors/map-desk/</uri>"), "{feed}");
    assert!(page(&site, "sitemap.xml").contains("/en/authors/map-desk/"));
    // Spellings of one name are one author, which is told; a name without a letter has no page.
    let twice = [("a", "authors: [Water desk]\n"), ("b", "authors: [water-desk, …]\n")];
    assert_eq!(problems(&notes("author_pages: true\n", &twice)), ["content/notes/b.en.md:3:11 author-spelling"]);
}

#[test]
fn a_page_names_others_about_the_same() {
    let pages = [
        ("a", "date: 2026-01-01\ntags: [wells, maps, all]\n"),
        ("b", "date: 2026-01-02\ntags: [all]\n"),
        ("c", "date: 2026-01-03\ntags: [all]\n"),
        ("d", "date: 2020-01-01\ntags: [wells]\n"),
        ("e", "date: 2026-01-05\ntags: [all]\nnoindex: true\n"),
        ("f", "date: 2026-01-06\ntags: [maps, all]\n"),
        ("g", "date: 2026-01-07\ntags: [all]\n"),
        ("h", "date: 2026-01-08\ntags: [all]\ndraft: true\n"),
        ("i", "tags: [nothing]\n"),
    ];
    let text = notes("", &pages);
    let site = built(&text);
    let named = |path: &str| -> Vec<String> {
        let page = page(&site, path);
        if !page.contains("class=\"related ui\"") && !page.contains("class=related") {
            return Vec::new();
        }
        let part = between(page, "On the same subject", "</nav>");
        part.split("/repo/en/notes/").skip(1).map(|rest| rest[..1].to_owned()).collect()
    };
    // `maps` and `all` with f; `wells` alone with d, which is rarer than `all`; then the newest, four in all.
    assert_eq!(named("en/notes/a/index.html"), ["f", "d", "g", "c"]);
    assert_eq!(named("en/notes/i/index.html"), [""; 0]);
    let off = built(&notes("related: false\n", &pages));
    assert!(!page(&off, "en/notes/a/index.html").contains("On the same subject"));
    // A page decides for itself, in both ways.
    let own = |settings: &str, word: &str| {
        let mut pages = pages;
        let head = format!("{}related: {word}\n", pages[0].1);
        pages[0].1 = &head;
        let site = built(&notes(settings, &pages));
        ["a", "f"].map(|name| page(&site, &format!("en/notes/{name}/index.html")).contains("On the same subject"))
    };
    assert_eq!((own("", "false"), own("related: false\n", "true")), ([false, true], [true, false]));
    assert_eq!(problems(&notes("", &[("a", "related: perhaps\n")])), ["content/notes/a.en.md:3:10 wrong-type"]);
    // Chapters of one briefing have their own way to each other.
    let chapters = [("a", "weight: 1\ntags: [all]\n"), ("b", "weight: 2\ntags: [all]\n")];
    assert!(!page(&built(&notes("", &chapters)), "en/notes/a/index.html").contains("On the same subject"));
}

/// Pages of tags and authors say the titles of their pages: where all of those ask not to be found, so do they, and so does the page
/// of all tags or authors.
#[test]
fn tags_and_authors_of_pages_that_are_not_to_be_found_are_not_either() {
    let quiet = |page: &str| page.contains("content=noindex");
    let pages = [
        ("a", "tags: [both, quiet]\nauthors: [Known Desk, Quiet Desk]\nnoindex: true\n"),
        ("b", "tags: [both]\nauthors: [Known Desk]\n"),
        ("c", "tags: [quiet]\nauthors: [Quiet Desk]\nnoindex: true\n"),
    ];
    let site = built(&notes("author_pages: true\npage_size: 1\n", &pages));
    let sitemap = page(&site, "sitemap.xml");
    for (path, is_quiet) in [
        ("tags/both/", false),
        ("tags/quiet/", true),
        ("tags/quiet/page/2/", true),
        ("tags/", false),
        ("authors/known-desk/", false),
        ("authors/quiet-desk/", true),
        ("authors/", false),
    ] {
        assert_eq!(quiet(page(&site, &format!("en/{path}index.html"))), is_quiet, "{path}");
        assert_eq!(!sitemap.contains(&format!("/en/{path}<")), is_quiet, "{path} in\n{sitemap}");
    }
    let site = built(&notes("author_pages: true\n", &pages[..1]));
    for path in ["tags/", "tags/both/", "authors/", "authors/known-desk/"] {
        assert!(quiet(page(&site, &format!("en/{path}index.html"))), "{path}");
        assert!(!page(&site, "sitemap.xml").contains(&format!("/en/{path}<")), "{path}");
    }
}

/// Who wrote in two languages is one author where the ledger has one entry with both names: the pages lead to each other.
#[test]
fn authors_that_the_ledger_names_in_two_languages_have_one_page_in_each() {
    let people = "-- content/notes/people.yaml --\nsara: {name: {ar: سارة حداد, en: Sara Haddad}}\nother: {name: {ar: علي حسن, en: Ali Hasan}}\n\
        third: {name: {ar: علي حسن, en: Aly Hassan}}\n-- content/notes/organisations.yaml --\ndesk: {name: {ar: مكتب المياه, en: Water desk}}\n\
        -- content/more/people.yaml --\nagain: {name: {ar: سارة حداد, en: Sara Haddad}}\n";
    let pages = [("a", "authors: [Sara Haddad, Water Desk, Ali Hasan, Nobody]\n"), ("b", "authors: [Sara Haddad]\n")];
    let arabic = "-- content/notes/_index.ar.md --\n---\ntitle: ملاحظات\n---\n-- content/notes/a.ar.md --\n---\ntitle: أ\n\
        authors: [سارة حداد, مكتب المياه, علي حسن]\n---\n\nنص.\n-- content/more/_index.en.md --\n---\ntitle: More\n---\n";
    let site = built(&format!("{}{people}{arabic}", notes("author_pages: true\n", &pages)));
    let sara = page(&site, "en/authors/sara-haddad/index.html");
    assert!(sara.contains("hreflang=ar") && sara.contains("/repo/ar/authors/"), "{sara}");
    let all: Vec<&str> =
        paths(&site).into_iter().filter(|path| path.starts_with("ar/authors/") && path.matches('/').count() > 2).collect();
    assert_eq!(all.len(), 3, "{all:?}");
    let ways = |path: &str| {
        page(&site, path).contains("rel=alternate hreflang=x-default") || page(&site, path).contains("hreflang=x-default")
    };
    assert_eq!(
        ["sara-haddad", "water-desk", "ali-hasan", "nobody"].map(|name| ways(&format!("en/authors/{name}/index.html"))),
        [true, true, false, false],
        "a name of two entries is nobody's"
    );
    let sitemap = page(&site, "sitemap.xml");
    assert!(sitemap.contains("hreflang=\"ar\" href=\"https://example.org/repo/ar/authors/%D8%B3"), "{sitemap}");
    // What the ledger does not say, nobody guesses: and what only a draft names is not there.
    let bare = built(&format!("{}{arabic}", notes("author_pages: true\n", &pages)));
    assert!(!page(&bare, "en/authors/sara-haddad/index.html").contains("hreflang=x-default"));
    let draft = "-- content/notes/d.en.md --\n---\ntitle: D\ndraft: true\n---\n\n[](person:sara)\n";
    let people = people.replace("again: {name: {ar: سارة حداد, en: Sara Haddad}}", "again: {name: {ar: منى, en: Mona}}");
    let hidden = built(&format!("{}{people}{arabic}{draft}", notes("author_pages: true\n", &pages)));
    assert!(!page(&hidden, "en/authors/sara-haddad/index.html").contains("hreflang=x-default"));
}
