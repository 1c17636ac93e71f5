//! Whole sites, built in memory: languages by configuration, routes, policies, links, mistakes.

use std::fmt::Write as _;

use crate::support::site::{AR_EN, build, built, page, paths, problems, tree};
use bayan::diag::render::{Style, render};
use bayan::output::contents::Contents;

/// A site of [`AR_EN`] with more files.
fn site(files: &str) -> String {
    format!("{AR_EN}{files}")
}

#[track_caller]
fn check_problems(files: &str, expected: &[&str]) {
    assert_eq!(problems(&site(files)), expected);
}

#[test]
fn ten_mistakes_are_reported_in_one_run_at_their_places() {
    let files = "-- content/a.ar.md --
---
titel: عنوان
title: بيان
summary: 3
date: 2022-02-30
tags: واحد
draft: yes
weight: ثقيل
lang: fr
image: x.png
title: مرة أخرى
---

نص [مكسور](b.md) هنا.
";
    check_problems(
        files,
        &[
            "content/a.ar.md:2:1 unknown-field",
            "content/a.ar.md:4:10 wrong-type",
            "content/a.ar.md:5:7 bad-date",
            "content/a.ar.md:6:7 wrong-type",
            "content/a.ar.md:7:8 wrong-type",
            "content/a.ar.md:8:9 wrong-type",
            "content/a.ar.md:9:7 not-a-site-language",
            "content/a.ar.md:10:8 broken-link",
            "content/a.ar.md:11:1 duplicate-field",
            "content/a.ar.md:14:4 broken-link",
        ],
    );
}

#[test]
fn a_page_without_a_usable_head_still_reports_its_body() {
    check_problems(
        "-- content/a.ar.md --\n---\nsummary: x\n---\n\n[x](javascript:alert)\n\n[y][z]\n",
        &["content/a.ar.md:2:1 missing-field", "content/a.ar.md:5:1 link-scheme", "content/a.ar.md:7:1 undefined-reference"],
    );
    check_problems("-- content/a.ar.md --\nنص\n", &["content/a.ar.md:1:1 no-front-matter"]);
    check_problems("-- content/a.ar.md --\n---\ntitle: x\n", &["content/a.ar.md:1:1 unclosed-front-matter"]);
    check_problems("-- content/a.ar.md --\n---\ntitle: عنوان: فرعي\n---\n", &["content/a.ar.md:2:13 yaml-syntax"]);
}

#[test]
fn byte_order_marks_crlf_and_dashes_in_texts_are_fine() {
    let built = built(&site(
        "-- content/a.ar.md --\n\u{feff}---\r\ntitle: أ\r\nsummary: |\r\n  قبل\r\n  ---\r\n  بعد\r\n---\r\n\r\nنص\r\n",
    ));
    assert!(page(&built, "ar/a/index.html").contains("قبل --- بعد"));
}

#[test]
fn both_layouts_of_files_make_the_same_site() {
    let page = |title: &str| format!("---\ntitle: {title}\n---\n\n[x](c.md)\n");
    let c = "---\ntitle: C\n---\n";
    let suffixed = format!(
        "-- content/b/a.ar.md --\n{}-- content/b/a.en.md --\n{}-- content/b/c.ar.md --\n{c}-- content/b/c.en.md --\n{c}",
        page("أ"),
        page("A")
    );
    let folders = format!(
        "-- content/ar/b/a.md --\n{}-- content/en/b/a.md --\n{}-- content/ar/b/c.md --\n{c}-- content/en/b/c.md --\n{c}",
        page("أ"),
        page("A")
    );
    let (one, two) = (built(&site(&suffixed)), built(&site(&folders)));
    assert_eq!(paths(&one), paths(&two));
    for (path, file) in one.outputs.iter() {
        assert_eq!(file.here(), two.outputs.get(path.as_str()).and_then(Contents::here), "{}", path.as_str());
    }
}

#[test]
fn a_site_of_one_language_and_of_three() {
    let one = built(
        "-- site.yaml --\nbase_url: https://example.org\ntitle: بيان\nlanguages: {ar: {name: العربية}}\n-- content/a.md --\n---\ntitle: أ\n---\nنص\n",
    );
    assert_eq!(
        paths(&one),
        [
            "404.html",
            "ar/a/index.html",
            "ar/feed.json",
            "ar/feed.xml",
            "ar/index.html",
            "ar/search/index.html",
            "index.html",
            "robots.txt",
            "sitemap.xml"
        ]
    );
    let three = built(
        "-- site.yaml --\nbase_url: https://example.org\ntitle: {fa: بیان, he: באיאן, fr: Bayan}\nlanguages: {fa: {name: فارسی, digits: arabext}, he: {name: עברית}, fr: {name: Français}}\ndefault_language: fr\n\
         -- content/a.fa.md --\n---\ntitle: الف\n---\nمتن GDP\n-- content/a.he.md --\n---\ntitle: א\n---\nטקסט\n-- content/a.fr.md --\n---\ntitle: A\n---\nTexte\n",
    );
    for (path, lang, dir) in
        [("fa/a/index.html", "fa", "rtl"), ("he/a/index.html", "he", "rtl"), ("fr/a/index.html", "fr", "ltr")]
    {
        let html = page(&three, path);
        assert!(html.contains(&format!("lang={lang}")) || html.contains(&format!("lang=\"{lang}\"")), "{path}");
        assert!(html.contains(&format!("dir={dir}")) || html.contains(&format!("dir=\"{dir}\"")), "{path}");
    }
    assert_eq!(
        page(&three, "fr/a/index.html").matches("hreflang").count() / 4,
        page(&three, "fa/a/index.html").matches("hreflang").count() / 4
    );
}

#[test]
fn the_default_language_can_stand_at_the_root() {
    let text = "-- site.yaml --\nbase_url: https://example.org\ntitle: {ar: بيان, en: Bayan}\nlanguages: {ar: {name: العربية}, en: {name: English}}\ndefault_language_at_root: true\n-- content/a.ar.md --\n---\ntitle: أ\n---\n-- content/a.en.md --\n---\ntitle: A\n---\n";
    let built = built(text);
    assert_eq!(
        paths(&built),
        [
            "404.html",
            "a/index.html",
            "en/a/index.html",
            "en/feed.json",
            "en/feed.xml",
            "en/index.html",
            "en/search/index.html",
            "feed.json",
            "feed.xml",
            "index.html",
            "robots.txt",
            "sitemap.xml"
        ]
    );
}

#[test]
fn links_go_to_the_readers_language_and_fall_back_by_policy() {
    let files = "-- content/a.ar.md --\n---\ntitle: أ\n---\n\n[ب](b.md) و[ج](sub/c.md#قسم)\n-- content/a.en.md --\n---\ntitle: A\n---\n\n[b](b.md#part)\n\
                 -- content/b.en.md --\n---\ntitle: B\n---\n\n## Part\n-- content/sub/c.ar.md --\n---\ntitle: ج\n---\n\n## قسم\n\n[أ](../a.md)\n";
    let linked = built(&site(files));
    let html = page(&linked, "ar/a/index.html");
    assert!(html.contains("/repo/en/b/") && html.contains("hreflang") && html.contains(">English</bdi>)"), "{html}");
    assert!(html.contains("/repo/ar/sub/c/#%D9%82%D8%B3%D9%85") || html.contains("/repo/ar/sub/c/#قسم"), "{html}");
    assert!(page(&linked, "en/a/index.html").contains("/repo/en/b/#part"));

    let rendered = built(&site(files).replace("languages:", "missing_translation: render\nlanguages:"));
    let copy = page(&rendered, "ar/b/index.html");
    assert!(copy.contains("https://example.org/repo/en/b/"), "the canonical URL is the original's: {copy}");
    assert!(page(&rendered, "ar/a/index.html").contains("/repo/ar/b/"));
    assert!(!page(&rendered, "sitemap.xml").contains("/ar/b/"));

    let omitted = site(files).replace("languages:", "missing_translation: omit\nlanguages:");
    assert_eq!(problems(&omitted), ["content/a.ar.md:5:1 missing-translation"]);
}

#[test]
fn links_are_checked() {
    let b = "-- content/b.ar.md --\n---\ntitle: ب\n---\n\n## مقدمة {#intro}\n";
    let page = |body: &str| format!("-- content/a.ar.md --\n---\ntitle: أ\n---\n\n{body}\n{b}");
    check_problems(&page("[x](b.md#intro) [y](#z)"), &["content/a.ar.md:5:17 broken-fragment"]);
    check_problems(&page("[x](b.md#intor)"), &["content/a.ar.md:5:1 broken-fragment"]);
    check_problems(&page("[x](javascript:alert(1))"), &["content/a.ar.md:5:1 link-scheme"]);
    check_problems(&page("[x](http:/example.org)"), &["content/a.ar.md:5:1 link-host"]);
    check_problems(
        &page("[x](https://) [y](https://example.org:99999/)"),
        &["content/a.ar.md:5:1 link-host", "content/a.ar.md:5:15 link-host"],
    );
    check_problems(
        &page("[x](java&#10;script:alert) ![y](JavaScript:x)"),
        &["content/a.ar.md:5:1 broken-link", "content/a.ar.md:5:28 remote-image"],
    );
    check_problems(
        &page("[x](data:text/html,x) [y](//evil.example) [z](file:///etc/passwd)"),
        &["content/a.ar.md:5:1 link-scheme", "content/a.ar.md:5:23 link-scheme", "content/a.ar.md:5:43 link-scheme"],
    );
    check_problems(&page("[x](../../etc/passwd)"), &["content/a.ar.md:5:1 link-outside"]);
    check_problems(&page("![صورة](https://example.org/x.png)"), &["content/a.ar.md:5:1 remote-image"]);
    check_problems(&page("[x](/ar/b/#intro) [y](mailto:a@b.example) [z](tel:+9611234567) [w](https://example.org/)"), &[]);
    check_problems(&page("[x](/ar/nothing/)"), &["content/a.ar.md:5:1 broken-link"]);
    check_problems(&page("[x](missing.pdf)"), &["content/a.ar.md:5:1 broken-link"]);
}

#[test]
fn a_languages_own_picture_is_taken_and_pictures_have_sizes() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'/>";
    let files = format!(
        "-- content/k/index.ar.md --\n---\ntitle: أ\n---\n\n![رسم](c.svg)\n-- content/k/index.en.md --\n---\ntitle: A\n---\n\n![chart](c.svg)\n-- content/k/c.svg --\n{svg}\n-- content/k/c.ar.svg --\n{svg}\n"
    );
    let built = built(&site(&files));
    assert!(page(&built, "ar/k/index.html").contains("/repo/k/c.ar.svg"));
    assert!(page(&built, "en/k/index.html").contains("/repo/k/c.svg"));
    assert!(page(&built, "en/k/index.html").contains("width=40"));
    assert!(built.outputs.get("k/c.svg").is_some());
}

#[test]
fn outputs_never_collide_and_never_leave_the_folder() {
    let two = "-- content/a.ar.md --\n---\ntitle: أ\n---\n-- content/b.ar.md --\n---\ntitle: ب\nslug: a\n---\n";
    check_problems(two, &["content/b.ar.md:3:7 duplicate-output"]);
    check_problems(
        "-- content/a.ar.md --\n---\ntitle: أ\nslug: ../../x\naliases: [/../x/, x, /ar/a/]\n---\n",
        &[
            "content/a.ar.md:3:7 bad-value",
            "content/a.ar.md:4:11 bad-value",
            "content/a.ar.md:4:19 bad-value",
            "content/a.ar.md:4:22 shadowing-alias",
        ],
    );
    check_problems(
        "-- content/a.ar.md --\n---\ntitle: أ\n---\n-- content/ar/a.md --\n---\ntitle: ب\n---\n",
        &["content/ar/a.md:2:8 duplicate-page"],
    );
}

#[test]
fn aliases_lead_to_their_page() {
    let built = built(&site("-- content/a.ar.md --\n---\ntitle: أ\naliases: [/old/, /ar/x.html]\n---\n"));
    for path in ["old/index.html", "ar/x.html"] {
        assert!(page(&built, path).contains("https://example.org/repo/ar/a/"));
    }
}

#[test]
fn drafts_and_pages_outside_their_dates_are_not_shown() {
    let files = "-- content/a.ar.md --\n---\ntitle: أ\ndraft: true\n---\n-- content/b.ar.md --\n---\ntitle: ب\npublish: 2026-11-23\n---\n-- content/c.ar.md --\n---\ntitle: ج\nexpiry: 2026-11-22\n---\n-- content/d.ar.md --\n---\ntitle: د\npublish: 2026-11-22\n---\n";
    let shown: Vec<String> = paths(&built(&site(files)))
        .into_iter()
        .filter(|p| p.starts_with("ar/") && p.ends_with(".html"))
        .map(str::to_owned)
        .collect();
    assert_eq!(shown, ["ar/d/index.html", "ar/index.html", "ar/search/index.html"]);
}

#[test]
fn lists_come_in_parts_and_tags_belong_together() {
    let mut files =
        "-- content/news/_index.ar.md --\n---\ntitle: أخبار\n---\n-- content/news/_index.en.md --\n---\ntitle: News\n---\n"
            .to_owned();
    for i in 1..=5 {
        write!(
            files,
            "-- content/news/p{i}.ar.md --\n---\ntitle: خبر {i}\ndate: 2026-01-0{i}\ntags: [gas, سُوريا]\n---\n-- content/news/p{i}.en.md --\n---\ntitle: Story {i}\ndate: 2026-01-0{i}\ntags: [Gas]\n---\n"
        ).expect("a text takes everything");
    }
    let text = site(&files).replace("languages:", "page_size: 2\ntags: {gas: {ar: غاز, en: Gas}}\nlanguages:");
    let (built, diags, _) = build(&text);
    assert!(diags.iter().all(|told| told.code == "undeclared-tag"), "{diags:?}");
    let built = built.expect("a site");
    for path in [
        "ar/news/page/3/index.html",
        "ar/tags/index.html",
        "ar/tags/gas/index.html",
        "en/tags/gas/page/3/index.html",
        "ar/tags/سوريا/index.html",
    ] {
        page(&built, path);
    }
    let tag = page(&built, "ar/tags/gas/index.html");
    assert!(tag.contains("https://example.org/repo/en/tags/gas/"), "a tag of site.yaml is one in all languages");
    let first = page(&built, "ar/news/index.html");
    let (newest, older) = (first.find("خبر 5"), first.find("خبر 4"));
    assert!(newest.is_some() && newest < older, "newest first");
}

#[test]
fn configuration_mistakes_are_reported_too() {
    assert_eq!(problems("-- content/a.md --\n---\ntitle: x\n---\n"), ["no-config"]);
    let text = "-- site.yaml --\nbase_url: example.org\ntitle: {ar: بيان, fr: Bayan}\nlanguages: {ar: {name: العربية, digits: roman}, en: {name: English}}\nmenu: [nothing]\npage_size: 0\nraw_htm: safe\n";
    assert_eq!(
        problems(text),
        [
            "site.yaml:1:11 bad-base-url",
            "site.yaml:2:19 not-a-site-language",
            "site.yaml:3:41 not-one-of",
            "site.yaml:4:8 unknown-page",
            "site.yaml:5:1 bad-value",
            "site.yaml:6:1 unknown-field"
        ]
    );
    assert_eq!(
        problems("-- site.yaml --\ntitle: x\nbase_url: https://example.org\nlanguages: {qqq: {name: x}, ar: {name: y}}\n"),
        ["site.yaml:3:13 unknown-language"]
    );
    let (built, _, _) = build("-- site.yaml --\ntitle: x\n");
    assert!(built.is_none());
}

#[test]
fn a_formula_ends_where_it_ends() {
    let built = built(&format!(
        "{AR_EN}-- content/a.en.md --\n---\ntitle: A\n---\n\nWith $a\\,b$ and more.\n\nLast words of $5 and $10.\n"
    ));
    let html = page(&built, "en/a/index.html");
    assert_eq!(html.matches("<mspace").count(), html.matches("</mspace>").count(), "{html}");
    assert!(!html.contains("em/>") && html.contains("and more.") && html.contains("of $5 and $10."), "{html}");
}

#[test]
fn notes_in_a_feed_lead_to_their_page() {
    let article = |name: &str, tag: &str| {
        format!("-- content/{name}.{tag}.md --\n---\ntitle: {name}\ndate: 2026-01-06\n---\n\nx[^1].\n\n[^1]: note\n")
    };
    let built = built(&format!("{AR_EN}{}{}{}", article("a", "ar"), article("b", "ar"), article("a", "en")));
    for tag in ["ar", "en"] {
        let feed = page(&built, &format!("{tag}/feed.xml"));
        assert!(!feed.contains(" id=") && !feed.contains("href=&quot;#") && !feed.contains("labelledby"), "{feed}");
        for name in ["fn-1", "fnref-1"] {
            let link = format!("href=&quot;https://example.org/repo/{tag}/a/#{name}&quot;");
            assert!(feed.contains(&link), "{link}\nin\n{feed}");
        }
    }
}

#[test]
fn one_place_is_taken_once_and_both_are_named() {
    #[track_caller]
    fn check(files: &str, at: &str, other: &str) {
        let lines = told(files);
        assert!(lines.len() == 1 && lines[0].starts_with(at) && lines[0].contains(other), "{at} {other}\n{lines:#?}");
        assert!(build(files).1.has_errors(), "nothing is to be written");
    }
    let page = |path: &str, head: &str| format!("-- content/{path} --\n---\ntitle: T\n{head}---\n\nText.\n");
    let root = AR_EN.replace("languages:", "default_language_at_root: true\nlanguages:");
    let key = page("a.en.md", "translation_key: k\n") + &page("b.en.md", "translation_key: k\n");
    check(&format!("{AR_EN}{key}"), "content/b.en.md:3:18: error[duplicate-page]", "content/a.en.md:3:18");
    // A link to the one that is told is no second mistake.
    let link = "-- content/c.en.md --\n---\ntitle: C\n---\n\n[a](a.md) [b](b.md)\n";
    check(&format!("{AR_EN}{key}{link}"), "content/b.en.md:3:18: error[duplicate-page]", "content/a.en.md:3:18");
    let home = page("_index.en.md", "") + &page("index.en.md", "");
    check(&format!("{AR_EN}{home}"), "content/index.en.md:2:8: error[duplicate-page]", "content/_index.en.md:2:8");
    let folder = page("k/_index.en.md", "") + &page("k/index.en.md", "");
    check(&format!("{AR_EN}{folder}"), "content/k/index.en.md:2:8: error[duplicate-page]", "content/k/_index.en.md:2:8");
    let file = page("k.en.md", "") + &page("k/index.en.md", "");
    check(&format!("{AR_EN}{file}"), "content/k/index.en.md:2:8: error[duplicate-page]", "content/k.en.md:2:8");
    let tags = page("a.en.md", "slug: tags\n") + &page("b.en.md", "tags: [x]\n");
    check(&format!("{AR_EN}{tags}"), "content/a.en.md:3:7: error[duplicate-output]", "content/b.en.md:3:8");
    let case = page("a.en.md", "slug: News\n") + &page("b.en.md", "slug: news\n");
    check(&format!("{AR_EN}{case}"), "content/b.en.md:3:7: error[duplicate-output]", "content/a.en.md:3:7");
    for slug in ["index.html", "feed.xml"] {
        let slug = page("a.en.md", &format!("slug: {slug}\n"));
        check(&format!("{AR_EN}{slug}"), "content/a.en.md:3:7: error[duplicate-output]", "of the program");
    }
    for slug in ["sitemap.xml", "Robots.txt", "404.html"] {
        let slug = page("a.ar.md", &format!("slug: {slug}\n"));
        check(&format!("{root}{slug}"), "content/a.ar.md:3:7: error[duplicate-output]", "of the program");
    }
    let front = page("_index.ar.md", "") + &page("a.ar.md", "slug: index.html\n");
    check(&format!("{root}{front}"), "content/_index.ar.md:2:8: error[duplicate-output]", "content/a.ar.md:3:7");
    let alias = page("a.en.md", "aliases: [/en/b/]\n") + &page("b.en.md", "");
    check(&format!("{AR_EN}{alias}"), "content/a.en.md:3:11: error[shadowing-alias]", "content/b.en.md:2:8");
    let aliases = page("a.en.md", "aliases: [/old/]\n") + &page("b.en.md", "aliases: [/Old/]\n");
    check(
        &format!("{AR_EN}{aliases}"),
        "content/b.en.md:3:11: error[shadowing-alias]: the alias `/Old/` stands where another",
        "content/a.en.md:3:11",
    );
    let own = page("a.en.md", "aliases: [/sitemap.xml/x.html]\n");
    check(&format!("{AR_EN}{own}"), "content/a.en.md:3:11: error[duplicate-output]", "of the program");
}

/// A home may be named as any page of a folder is.
#[test]
fn the_home_has_either_name() {
    let built = built(&format!("{AR_EN}-- content/index.en.md --\n---\ntitle: T\n---\n\nWelcome.\n"));
    assert!(page(&built, "en/index.html").contains("Welcome.") && built.outputs.get("en/index/index.html").is_none());
}

/// The short lines of a site's problems.
fn told(text: &str) -> Vec<String> {
    let (_, diags, tree) = build(text);
    render(diags, &tree, Style::Short).lines().map(str::to_owned).collect()
}

#[test]
fn front_matter_of_others_is_answered() {
    let page = "-- content/p.en.md --\n---\ntitle: Page\ndescription: One line.\nlastmod: 2024-01-02\nauthor: A\ncategories: [news]\ntranslationKey: k\npermalink: /old/\nsidebar_position: 3\nsource: Reuters\ntags: [\"a\", \"\"]\ndate: 2 January 2024\nquux: 1\n---\n\nText.\n";
    let lines = told(&format!("{AR_EN}{page}"));
    let expected = [
        "`summary`",
        "`updated`",
        "`authors`",
        "`tags`",
        "`translation_key`",
        "`aliases`",
        "`weight`",
        "language of the original",
        "`date: 2024-01-02`",
        "`extra`",
        "warning[empty-tag]",
    ];
    assert_eq!(lines.len(), expected.len(), "{lines:#?}");
    for (line, expected) in lines.iter().zip(expected) {
        assert!(line.contains(expected), "{expected}: {line}");
    }
}

#[test]
fn values_of_another_type_are_answered() {
    for (line, at, help) in [
        ("publish: true", "3:10", "as in `publish: 2026-11-22`; `draft: true` keeps a page back"),
        ("publish: yes", "3:10", "write year, month and day"),
        ("draft: yes please", "3:8", "write `draft: true` or `draft: false`"),
        ("draft: 1", "3:8", "write `draft: true` or `draft: false`"),
        ("date: 12/11/2026", "3:7", "write it as `date: 2026-11-12` or `date: 2026-12-11`, whichever is meant"),
        ("date: 13/11/2026", "3:7", "write it as `date: 2026-11-13`"),
        ("date: 20261112", "3:7", "write it as `date: 2026-11-12`"),
        ("date: 2026", "3:7", "write `date: 2026-01-01`, or the day of it that is meant"),
        ("date: {{ date }}", "3:7", "as in `date: 2026-11-22`"),
        ("weight: \"3\"", "3:9", "as in `weight: 3`"),
        ("aliases: /old/", "3:10", "write `aliases: [/old/]`"),
        ("tags: oil، gas", "3:7", "write `tags: [oil, gas]`"),
        ("resources: [{src: a.jpg}]", "3:1", "files beside a page are found by their paths"),
        ("hide_title: true", "3:1", "every page shows its title"),
        ("id: a", "3:1", "write `slug`"),
        ("title: *x* y", "3:8", "write `title: \"*x* y\"`"),
        ("date:2026-11-12", "3:5", "write `date: 2026-11-12`"),
    ] {
        let head = if line.starts_with("title") { "# head" } else { "title: A" };
        let lines = told(&format!("{AR_EN}-- content/a.en.md --\n---\n{head}\n{line}\n---\n\nText.\n"));
        let is_it = |told: &String| told.starts_with(&format!("content/a.en.md:{at}: error")) && told.contains(help);
        assert!(lines.len() == 1 && is_it(&lines[0]), "{line}: {lines:#?}");
    }
}

#[test]
fn heads_of_others_are_named_and_the_body_is_read() {
    let toml = "-- content/a.en.md --\n+++\ntitle = \"A\"\n+++\n\n[x]: y\n\nText[^1].\n";
    let json = "-- content/b.ar.md --\n{\n \"title\": \"ب }\"\n}\n\nنص[^2].\n";
    let bare = "-- content/c.ar.md --\nنص[^3].\n";
    assert_eq!(
        problems(&format!("{AR_EN}{toml}{json}{bare}")),
        [
            "content/a.en.md:1:1 foreign-front-matter",
            "content/a.en.md:7:5 undefined-footnote",
            "content/b.ar.md:1:1 foreign-front-matter",
            "content/b.ar.md:5:3 undefined-footnote",
            "content/c.ar.md:1:1 no-front-matter",
            "content/c.ar.md:1:3 undefined-footnote",
        ]
    );
}

#[test]
fn one_mistake_is_one_error() {
    let link = "-- content/a.en.md --\n---\ntitle: A\n---\n\n[b](b.md), [again](b.md#x), [root](/en/b/), [typed](c.md)\n";
    let misspelt = "-- content/b.en.md --\n---\ntitel: B\n---\n\nText.\n";
    assert_eq!(
        problems(&format!("{AR_EN}{link}{misspelt}")),
        ["content/a.en.md:5:45 broken-link", "content/b.en.md:2:1 unknown-field"]
    );
    let broken = "-- content/b.en.md --\n---\ntitle: [B\n---\n\nText.\n";
    assert_eq!(problems(&format!("{AR_EN}{link}{broken}"))[0], "content/a.en.md:5:45 broken-link");
    assert_eq!(problems(&format!("{AR_EN}{link}{broken}")).len(), 2);
    let menu = AR_EN.replace("languages:", "menu: [b]\nlanguages:");
    assert_eq!(problems(&format!("{menu}{misspelt}")), ["content/b.en.md:2:1 unknown-field"]);
}

#[test]
fn entries_that_could_not_be_read_are_told_once() {
    let text = "-- content/a.en.md --\n---\ntitle: A\n---\n\n[one](fact:gas), [two](person:x), [three](person:y)\n\n```key-figures\nfigures:\n  - {fact: gas, label: Gas}\n```\n";
    let facts = "-- content/facts.yaml --\ngas: [\n";
    let people = "-- content/people.yaml --\nx:\n  nome: {ar: أ, en: A}\n";
    assert_eq!(
        problems(&format!("{AR_EN}{text}{facts}{people}")),
        ["content/a.en.md:5:35 unknown-entry", "content/facts.yaml:1:6 yaml-syntax", "content/people.yaml:2:3 unknown-field",]
    );
}

#[test]
fn blocks_that_are_nearly_known_are_errors() {
    let page = |fence: &str| format!("{AR_EN}-- content/a.en.md --\n---\ntitle: A\n---\n\n```{fence}\nx: y\n```\n");
    for fence in ["chrat", "Chart", "{chart}", "charts", "keyfigures", "key_figures", "Map", "tabel"] {
        assert_eq!(problems(&page(fence)), ["content/a.en.md:5:1 unknown-block"], "{fence}");
    }
    for fence in ["rust", "text", "mat", "yaml", "toml", "mermaid", "", "css", "console"] {
        assert!(problems(&page(fence)).is_empty(), "{fence}");
    }
}

#[test]
fn names_of_headings_in_the_other_language_are_led_home() {
    let ar = "-- content/a.ar.md --\n---\ntitle: أ\n---\n\n[x](#prices)\n\n## مقدمة\n\n## الأسعار\n";
    let en = "-- content/a.en.md --\n---\ntitle: A\n---\n\n## Introduction\n\n## Prices\n";
    let lines = told(&format!("{AR_EN}{ar}{en}"));
    assert!(lines.len() == 1 && lines[0].contains("write `#الأسعار`") && lines[0].contains("`content/a.en.md`"), "{lines:#?}");
}

#[test]
fn what_windows_puts_before_a_file_is_no_text() {
    let figure = "-- content/k/_index.ar.md --\n---\ntitle: إحاطة\n---\n\n```chart\nsrc: c.yaml\n```\n-- content/k/c.yaml --\n\u{feff}type: bar\ntitle: {ar: رسم, en: Chart}\ndata:\n  - {label: {ar: أ, en: A}, value: 1}\n  - {label: {ar: ب, en: B}, value: 2}\n";
    built(&format!("{AR_EN}{figure}"));
}

#[test]
fn spreadsheets_of_all_countries_are_read() {
    let table = |name: &str, csv: &str| {
        format!(
            "-- content/{name}.ar.md --\n---\ntitle: ج\n---\n\n```table\nsrc: {name}.csv\ntitle: ج\ncolumns: [{{column: name, name: الاسم}}, {{column: value, name: القيمة, format: number}}]\n```\n-- content/{name}.csv --\n{csv}"
        )
    };
    let files = [
        table("a", "name;value\nأ;1\nب;2\n"),
        table("b", "name\tvalue\nأ\t1\n"),
        table("c", "\u{feff}name;value\r\nأ;1,5\r\nب;1.234,5\r\n"),
        table("d", "sep=;\nname;value\nأ;٢٫٥\n"),
    ];
    let site = built(&format!("{AR_EN}{}", files.concat()));
    assert!(page(&site, "ar/c/index.html").contains("1,234.5"));
    assert!(page(&site, "ar/d/index.html").contains("2.5"));
    assert_eq!(problems(&format!("{AR_EN}{}", table("e", "name,value\nأ,1,5\n"))), ["content/e.csv:2:5 figure-source"]);
    assert_eq!(problems(&format!("{AR_EN}{}", table("f", "name;value\nأ;1,500\n"))), ["content/f.csv:2:3 figure-number"]);
}

#[test]
fn a_home_without_a_menu_lists_what_stands_at_the_top() {
    let file = |path: &str, more: &str, body: &str| format!("-- content/{path} --\n---\ntitle: T {path}\n{more}---\n\n{body}\n");
    let files = [
        file("_index.en.md", "", "See [c](c.md#x)."),
        file("a.en.md", "", "Text."),
        file("b.en.md", "noindex: true\n", "Text."),
        file("c.en.md", "", "## X {#x}"),
        file("d.en.md", "date: 2022-01-06\n", "Text."),
        file("n/_index.en.md", "", "Text."),
        file("n/e.en.md", "", "Text."),
    ]
    .concat();
    let listed = |site: &str| -> Vec<&str> {
        let built = built(site);
        let html = page(&built, "en/index.html");
        // Behind the list stands the menu, as a sheet.
        let list = html.split("class=listing").nth(1).and_then(|rest| rest.split("</section>").next()).unwrap_or_default();
        ["/en/d/", "/en/a/", "/en/n/", "/en/b/", "/en/c/", "/en/n/e/"]
            .into_iter()
            .filter(|path| list.contains(&format!("{path}>")))
            .collect()
    };
    assert_eq!(listed(&site(&files)), ["/en/d/", "/en/a/", "/en/n/"]);
    let with_menu = site(&files).replace("languages:", "menu: [a]\nlanguages:");
    assert_eq!(listed(&with_menu), ["/en/d/"]);
}

#[test]
fn the_home_forgets_nothing() {
    let one = |n: usize| {
        format!(
            "-- content/n{n}.en.md --\n---\ntitle: Item {n}\ndate: 2026-01-0{n}\n---\n\nText.\n-- content/b{n}/_index.ar.md --\n---\ntitle: إحاطة {n}\nbriefing: true\ndate: 2026-01-0{n}\n---\n\nنص.\n"
        )
    };
    let site = AR_EN.replace("languages:", "page_size: 3\nlanguages:");
    let built = built(&format!("{site}{}", (1..=7).map(one).collect::<String>()));
    for (tag, name) in [("ar", "b"), ("en", "n")] {
        let parts =
            ["index.html", "page/2/index.html", "page/3/index.html"].map(|p| page(&built, &format!("{tag}/{p}")).to_owned());
        for n in 1..=7 {
            let link = format!("href=/repo/{tag}/{name}{n}/");
            assert_eq!(parts.iter().filter(|part| part.contains(&link)).count(), 1, "{link}");
        }
        assert!(parts[0].contains(&format!("href=/repo/{tag}/page/2/")) && parts[1].contains("rel=next"));
    }
}

#[test]
fn a_language_that_is_not_set_off_by_a_point_is_told() {
    let page = |path: &str| format!("-- content/k/{path}.md --\n---\ntitle: Dams\n---\n\nText.\n");
    let told = |pages: &[&str]| problems(&format!("{AR_EN}{}", pages.iter().map(|path| page(path)).collect::<String>()));
    assert_eq!(told(&["dams.ar", "dams_en"]), ["content/k/dams_en.md:1:1 stray-language"]);
    assert_eq!(told(&["dams.ar", "dams-en"]), ["content/k/dams-en.md:1:1 stray-language"]);
    assert_eq!(told(&["dams.english"]), ["content/k/dams.english.md:1:1 stray-language"]);
    assert_eq!(told(&["سدود.عربي"]), ["content/k/سدود.عربي.md:1:1 stray-language"]);
    // Names that only look like it.
    assert_eq!(told(&["dams.ar", "dams.en", "dams-en.ar", "made-in-en.en", "en.ar"]), Vec::<String>::new());
}

/// Commas of other scripts part nothing in YAML: what is told has the whole list as it is to be written.
#[test]
fn the_list_that_was_meant_is_written_out() {
    let line = |head: &str| {
        let (_, diags, tree) = build(&format!("{AR_EN}-- content/a.en.md --\n---\ntitle: A\n{head}\n---\n\nText.\n"));
        render(diags, &tree, Style::Short)
    };
    for (head, meant) in [
        ("authors: [علي حسن؛ منى, Sam]", "write `authors: [علي حسن, منى, Sam]`, with the comma `,`"),
        ("tags: [مياه، سدود]", "write `tags: [مياه, سدود]`, with the comma `,`"),
        ("authors: علي حسن، منى", "write `authors: [علي حسن, منى]`"),
        ("authors: Ali; Mona", "write `authors: [Ali, Mona]`"),
    ] {
        assert!(line(head).contains(meant), "{head}: {}", line(head));
    }
}

/// One value needs no brackets, wherever site.yaml takes several.
#[test]
fn a_list_of_one_may_be_written_without_brackets() {
    let page = "-- content/a.en.md --\n---\ntitle: A\n---\n\nText.\n-- content/a.ar.md --\n---\ntitle: أ\n---\n\nنص.\n\
        -- content/files/b.csv --\na,b\n";
    let site = |settings: &str, arabic: &str| {
        let arabic = format!("languages: {{ar: {{name: العربية, {arabic}}}, en: {{name: English}}}}\n");
        format!(
            "-- site.yaml --\nbase_url: https://example.org/repo/\ntitle: {{ar: بيان, en: Bayan}}\n{arabic}{settings}\n{page}"
        )
    };
    for (one, many) in [
        ("downloads: files", "downloads: [files]"),
        ("keep_metadata: credit", "keep_metadata: [credit]"),
        ("links: {skip: intranet.example}", "links: {skip: [intranet.example]}"),
        ("csp: {connect: self, form: self, frame: self}", "csp: {connect: [self], form: [self], frame: [self]}"),
        ("menu: a", "menu: [a]"),
        ("menu: {title: {ar: م, en: M}, children: a}", "menu: [{title: {ar: م, en: M}, children: [a]}]"),
        ("parallel: [ar, en]", "parallel: [[ar, en]]"),
        ("pdf: {editions: single}", "pdf: {editions: [single]}"),
        ("docx: {editions: parallel}", "docx: {editions: [parallel]}"),
    ] {
        let [one, many] = [one, many].map(|settings| built(&site(settings, "region: LB")));
        for (path, contents) in many.outputs.iter().filter(|(path, _)| path.as_str().ends_with(".html")) {
            assert_eq!(one.outputs.get(path.as_str()).and_then(|c| c.here()), contents.here(), "{}", path.as_str());
        }
    }
    for (one, many) in [("calendar: hijri", "calendar: [hijri]"), ("fallback: en", "fallback: [en]")] {
        let config = |language: &str| {
            let read = bayan::config::read(&tree(&site("", language)), &bayan::config::Overrides::default());
            assert!(read.diags.is_empty(), "{language}");
            let locales = read.value.expect("a site").locales;
            let first = &locales.site()[0];
            (first.calendars, locales.instead(first.id).collect::<Vec<_>>())
        };
        assert_eq!(config(one), config(many), "{one}");
    }
    assert_eq!(problems(&site("downloads: files, more", "region: LB")), ["site.yaml:4:12 wrong-type"]);
    assert_eq!(problems(&site("", "calendar: lunar")), ["site.yaml:3:43 not-one-of"]);
}

#[test]
fn what_front_matter_cannot_mean_is_told() {
    let told = |head: &str| problems(&format!("{AR_EN}-- content/a.en.md --\n---\ntitle: A\n{head}\n---\n\nText.\n"));
    assert_eq!(told("tags: [مياه، سدود, C++]"), ["content/a.en.md:3:8 comma-in-item"]);
    assert_eq!(told("authors: [علي حسن؛ منى, Sam]"), ["content/a.en.md:3:11 comma-in-item"]);
    assert_eq!(told("authors: علي حسن، منى"), ["content/a.en.md:3:10 wrong-type"]);
    assert_eq!(told("aliases: [/en/قال،ثم/]"), Vec::<String>::new(), "an address may hold one");
    assert_eq!(told("aliases: [/en/old/، /en/older/]").first().map(String::as_str), Some("content/a.en.md:3:11 comma-in-item"));
    assert_eq!(told("authors: [علي حسن, منى]\ntags: [\"أ ب\", ج]"), Vec::<String>::new());
    assert_eq!(told("publish: 2026-12-01\nexpiry: 2026-11-30"), ["content/a.en.md:4:1 never-public"]);
    assert_eq!(told("publish: 2026-10-01\nexpiry: 2026-12-30"), Vec::<String>::new());
}
