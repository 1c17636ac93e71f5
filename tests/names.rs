//! Names of files, tags and hosts in every script, however they are composed, and characters in them that nobody sees.

use crate::support::site::{AR_EN, build, built, page, problems};

/// A page with a title and a text.
fn text(path: &str, front: &str, body: &str) -> String {
    format!("-- content/{path}.md --\n---\n{front}\n---\n\n{body}\n")
}

#[test]
fn tags_that_differ_in_a_sign_have_their_own_addresses() {
    let site = [
        AR_EN.to_owned(),
        text("a.ar", "title: أ\ntags: [أوبك, كرة, \"7/10\", C, net]", "نص."),
        text("b.ar", "title: ب\ntags: [أوبك+, \"7.10\", C++, C#, .NET]", "نص."),
    ]
    .concat();
    let built = built(&site);
    for tag in ["أوبك", "أوبك-plus", "كرة", "7-dot-10", "7-slash-10", "c", "c-plus-plus", "c-sharp", "net", "dot-net"]
    {
        page(&built, &format!("ar/tags/{tag}/index.html"));
    }
    let second = page(&built, "ar/b/index.html");
    assert!(second.contains("أوبك+") && second.contains("C++") && second.contains(".NET"));
}

#[test]
fn a_tag_that_gives_way_to_another_is_told_and_keeps_what_its_letters_give() {
    let a = text("a.ar", "title: أ\ntags: [\"7/10\", \"أوبك+\"]", "نص.");
    let b = text("b.ar", "title: ب\ntags: [\"7.10\", أوبك plus]", "نص.");
    let c = text("c.ar", "title: ج\ntags: [ج~, ~ج, ج]", "نص.");
    let folders = |site: &str| {
        let built = build(site).0.expect("a site");
        let tags =
            built.outputs.iter().filter_map(|(path, _)| path.as_str().strip_prefix("ar/tags/")?.strip_suffix("/index.html"));
        tags.map(str::to_owned).collect::<Vec<_>>()
    };
    let site = [AR_EN, &a, &b, &c].concat();
    // Whichever page comes first.
    let turned = [AR_EN, &a.replace("a.ar", "z.ar"), &b, &c].concat();
    let found = folders(&site);
    assert_eq!(found, folders(&turned));
    assert_eq!(found.iter().filter(|tag| tag.starts_with("أوبك-plus-")).count(), 1, "{found:?}");
    assert_eq!(found.iter().filter(|tag| tag.starts_with("ج-")).count(), 2, "{found:?}");
    assert!(found.iter().any(|tag| tag == "7-slash-10") && found.iter().all(|tag| !tag.ends_with("-2")), "{found:?}");
    let told = problems(&site);
    assert_eq!(told.iter().filter(|problem| problem.ends_with(" tag-address")).count(), 3, "{told:?}");
    assert!(told.contains(&"content/a.ar.md:3:16 tag-address".to_owned()), "{told:?}");
}

#[test]
fn labels_in_decomposed_form_are_found() {
    let body = "نص[^e\u{301}] و[رابط][ا\u{653}] و[\u{1112}\u{1161}\u{11ab}] و`[e\u{301}]` و[x](gone.md) بـ\\$5.\n\n\
        [^É]: حاشية.\n\n[آ]: https://example.org/a\n[한]: https://example.org/b\n";
    let site = [AR_EN.to_owned(), text("a.ar", "title: أ", body)].concat();
    assert_eq!(problems(&site), ["content/a.ar.md:5:37 broken-link"]);
    let site = site.replace("و[x](gone.md)", "");
    let built = built(&site);
    let html = page(&built, "ar/a/index.html");
    for part in ["https://example.org/a", "https://example.org/b", "حاشية", "[e\u{301}]"] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(!html.contains("[^") && !html.contains("][") && !html.contains('\u{fffd}'), "{html}");
}

#[test]
fn spellings_of_one_tag_are_told_with_both_places() {
    let site = [
        AR_EN.to_owned(),
        text("a.ar", "title: أ\ntags: [كرة, OPEC]", "نص."),
        text("b.ar", "title: ب\ntags: [كُره, opec]", "نص."),
        text("c.ar", "title: ج\ntags: [كُره, OPEC]", "نص."),
    ]
    .concat();
    assert_eq!(problems(&site), ["content/b.ar.md:3:8 tag-spelling", "content/b.ar.md:3:14 tag-spelling"]);
}

#[test]
fn names_in_decomposed_form_are_found() {
    let madda = "ا\u{653}سيا";
    let site = [
        AR_EN.replace("title: {", &format!("menu: [{madda}]\ntags: {{{madda}: {{ar: آسيا, en: Asia}}}}\ntitle: {{")),
        text("آسيا.ar", "title: آسيا\ntags: [آسيا]\ntranslation_key: آسيا", "## آسيا {#آسيا}"),
        text("asia.en", &format!("title: Asia\ntranslation_key: {madda}"), "Text."),
        text(
            "a.ar",
            &format!("title: أ\nimage: {madda}.svg\nimage_alt: رسم\naliases: [/ar/{madda}-1/]"),
            &format!("![ص]({madda}.svg) و[ص]({madda}.md#{madda}) و[ص](/ar/{madda}/)"),
        ),
        "-- content/آسيا.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"/>\n".to_owned(),
    ]
    .concat();
    let (found, diags, tree) = build(&site);
    assert!(!diags.has_errors(), "{}", bayan::diag::render::render(diags, &tree, bayan::diag::render::Style::Short));
    let found = found.expect("a site");
    assert!(page(&found, "ar/آسيا/index.html").contains("hreflang=en"));
    page(&found, "ar/آسيا-1/index.html");
}

#[test]
fn hosts_are_in_punycode_everywhere() {
    let site = [
        AR_EN.replace("https://example.org/repo/", "https://مثال.إختبار/"),
        text(
            "a.ar",
            "title: أ\ndate: 2026-01-02",
            "[ص](https://مثال.إختبار/ب) و[ه](tel:+٩٦١١) و[ر](<sms:+961 1>) و[و](whatsapp://send?text=x) و[س](signal:x)",
        ),
    ]
    .concat();
    let built = built(&site);
    let html = page(&built, "ar/a/index.html");
    assert!(html.contains("href=https://xn--mgbh0fb.xn--kgbechtv/"), "{html}");
    for link in ["tel:+9611", "sms:+9611", "whatsapp://send?text=x", "signal:x"] {
        assert!(html.contains(link), "{link} in {html}");
    }
    assert!(page(&built, "ar/feed.xml").contains("https://xn--mgbh0fb.xn--kgbechtv/"));
    for path in ["ar/feed.xml", "sitemap.xml", "robots.txt"] {
        assert!(!page(&built, path).contains("://مثال"), "{path}");
    }
}

#[test]
fn what_nobody_sees_is_an_error_wherever_it_stands() {
    let hidden = |site: &str| problems(&format!("{AR_EN}{site}"));
    let rlo = '\u{202e}';
    assert_eq!(hidden(&text("a.ar", &format!("title: \"a{rlo}b\""), "نص.")), ["content/a.ar.md:2:10 bidi-control"]);
    assert_eq!(hidden(&text("a.ar", "title: \"a\\u202Eb\"", "نص.")), ["content/a.ar.md:2:8 bidi-control"]);
    assert_eq!(hidden(&text("a.ar", "title: \"a\\0b\"", "نص.")), ["content/a.ar.md:2:8 control-character"]);
    assert_eq!(hidden(&text("a.ar", "title: a", "نص \0 نص.")), ["content/a.ar.md:5:4 control-character"]);
    for body in ["نص &#x202e; نص.", "[ص](https://a.org/&#x202e;)", "[ص](https://a.org/ \"&#x202e;\")", "![ص](p.svg \"&#8238;\")"]
    {
        let site = text("a.ar", "title: a", body) + "-- content/p.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n";
        let found = hidden(&site);
        assert!(found.len() == 1 && found[0].ends_with("bidi-control"), "{body}: {found:?}");
    }
    let csv = format!("-- content/d.csv --\nسنة,قيمة\n2020,1\n20{rlo}21,2\n");
    let chart = "```table\nsrc: d.csv\nsource: المكتب\ntitle: جدول\n```";
    let found = hidden(&(text("a.ar", "title: a", chart) + &csv));
    assert!(found.contains(&"content/d.csv:3:3 bidi-control".to_owned()), "{found:?}");
    let label = format!("```key-figures\nfigures:\n  - {{value: 1, label: \"a{rlo}b\"}}\nsource: المكتب\n```");
    let found = hidden(&text("a.ar", "title: a", &label));
    assert!(found.len() == 1 && found[0].ends_with("bidi-control"), "{found:?}");
    let config = AR_EN.replace("ar: بيان", &format!("ar: \"بي{rlo}ان\""));
    let found = problems(&(config + &text("a.ar", "title: a", "نص.")));
    assert!(found.len() == 1 && found[0].starts_with("site.yaml:2:") && found[0].ends_with("bidi-control"), "{found:?}");
}

#[test]
fn what_nobody_sees_in_raw_html_is_an_error_too() {
    for policy in ["safe", "trusted"] {
        let head = AR_EN.replace("languages:", &format!("raw_html: {policy}\nlanguages:"));
        let found = |body: &str| problems(&format!("{head}{}", text("a.ar", "title: a", body)));
        for (body, code) in [
            ("نص <b title=\"&#x202E;c\">q</b>", "bidi-control"),
            ("نص <b title=\"\u{202e}c\">q</b>", "bidi-control"),
            ("نص <i title=\"c&#1;\">q</i>", "control-character"),
            ("نص <abbr title=\"&rlm;a&#x2067;b\">z</abbr>", "bidi-control"),
            ("نص<br class=\"&#8238;\">نص", "bidi-control"),
            ("<p title=\"&#x202E;c\">نص</p>", "bidi-control"),
            // Each attribute is a text of its own.
            ("<p title=\"&#x2067;c\">نص&#x2069;</p>", "bidi-control"),
            ("<p>نص &#x202E;c</p>", "bidi-control"),
        ] {
            let found = found(body);
            assert!(
                !found.is_empty() && found.iter().all(|one| one == &format!("{} {code}", &one[..one.find(' ').unwrap_or(0)])),
                "{policy} {body}: {found:?}"
            );
            assert_eq!(found.len(), 1, "{policy} {body}: {found:?}");
        }
        assert_eq!(found("نص <b title=\"&rlm;a &#x2067;b&#x2069; &amp;\">q</b>"), [""; 0]);
    }
}

#[test]
fn conflicts_that_git_left_are_errors() {
    let told = |site: &str| problems(&format!("{AR_EN}{site}"));
    let sides = "<<<<<<< HEAD\nنص.\n||||||| 1a2b3c\nنص ما.\n=======\nنص آخر.\n>>>>>>> x";
    assert_eq!(told(&text("a.ar", "title: a", &format!("أول.\n\n{sides}"))), ["content/a.ar.md:7:1 merge-conflict"]);
    assert_eq!(told(&text("a.ar", "title: a", "نص.\n\n>>>>>>> x")), ["content/a.ar.md:7:1 merge-conflict"]);
    assert_eq!(told(&text("a.ar", "title: a", &format!("```text\n{sides}\n```"))), [""; 0]);
    assert_eq!(
        told(&text("a.ar", "<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> x", "نص.")),
        ["content/a.ar.md:2:1 merge-conflict"]
    );
    let whole = "-- content/a.ar.md --\n<<<<<<< HEAD\n---\ntitle: a\n---\n=======\n---\ntitle: b\n---\n>>>>>>> x\n";
    assert_eq!(told(whole), ["content/a.ar.md:1:1 merge-conflict"]);
    let ledger = "-- content/facts.yaml --\na:\n<<<<<<< HEAD\n  value: 1\n=======\n  value: 2\n>>>>>>> x\n";
    assert_eq!(told(&(text("a.ar", "title: a", "نص.") + ledger)), ["content/facts.yaml:2:1 merge-conflict"]);
    let config = AR_EN.replace("languages:", "<<<<<<< HEAD\n=======\n>>>>>>> x\nlanguages:");
    let found = problems(&(config + &text("a.ar", "title: a", "نص.")));
    assert!(matches!(&found[..], [one] if one.starts_with("site.yaml:") && one.ends_with("merge-conflict")), "{found:?}");
    let figure = "```table\ntitle: جدول\n<<<<<<< HEAD\nsource: أ\n=======\nsource: ب\n>>>>>>> x\n```";
    let found = told(&text("a.ar", "title: a", figure));
    assert!(matches!(&found[..], [one] if one == "content/a.ar.md:7:1 merge-conflict"), "{found:?}");
}

#[test]
fn hours_of_other_programs_are_read() {
    for field in ["publish: 2015-11-17 16:16:01 -0600", "publish: 2015-11-17 09:00 +06:00"] {
        assert_eq!(problems(&format!("{AR_EN}{}", text("a.ar", &format!("title: a\n{field}"), "نص."))), [""; 0], "{field}");
    }
    let (_, diags, tree) = build(&format!("{AR_EN}{}", text("a.ar", "title: a\nexpiry: 2027-01-06 24:00", "نص.")));
    let told = bayan::diag::render::render(diags, &tree, bayan::diag::render::Style::Human);
    assert!(told.contains("write it as `expiry: 2027-01-07T00:00:00`"), "{told}");
}

#[test]
fn a_comment_that_takes_the_end_of_a_title_is_told() {
    let told = |front: &str| problems(&format!("{AR_EN}{}", text("a.ar", front, "نص.")));
    assert_eq!(told("title: سعر A #1 في السوق"), ["content/a.ar.md:2:14 comment-in-text"]);
    assert_eq!(told("title: أ\nsummary: سطر\n  ثان #2"), ["content/a.ar.md:4:7 comment-in-text"]);
    for front in
        ["title: \"سعر A #1\"", "title: سعر A#1", "# title\ntitle: أ\nweight: 1 # as below", "title: أ\nsummary: >\n  سطر #1"]
    {
        assert_eq!(told(front), [""; 0], "{front}");
    }
    let people = "-- content/people.yaml --\na:\n  name:\n    ar: ليلى #1\n    en: Layla\n";
    let found = problems(&format!("{AR_EN}{}{people}", text("a.ar", "title: أ", "نص.")));
    assert!(found.contains(&"content/people.yaml:3:14 comment-in-text".to_owned()), "{found:?}");
}
