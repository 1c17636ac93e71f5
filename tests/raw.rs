//! Raw HTML: links and pictures are those of Markdown, what is kept back stays so, and text has its directions.

use crate::support::site::{AR_EN, build, built, checked, page, problems};
use bayan::diag::render::{Style, render};

/// A site whose Arabic page has a body, with pages and a picture that it may lead to.
fn site(policy: &str, body: &str) -> String {
    let head = AR_EN.replace("languages:", &format!("raw_html: {policy}\nmenu: [a, b]\nlanguages:"));
    format!(
        "{head}-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\n{body}\n-- content/b.ar.md --\n---\ntitle: أخرى\n---\n\n## قسم {{#x}}\n\nنص.\n\
         -- content/b.en.md --\n---\ntitle: Other\n---\n\n## Part {{#x}}\n\nText.\n-- content/d.ar.md --\n---\ntitle: مسودة\ndraft: true\n---\n\nنص.\n\
         -- content/p.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"><path d=\"M0 0h4v3z\"/></svg>\n"
    )
}

/// The text of the page.
fn prose(policy: &str, body: &str) -> String {
    let html = page(&built(&site(policy, body)), "ar/a/index.html").to_owned();
    let start = html.find("class=prose").and_then(|at| Some(at + html[at..].find('>')? + 1)).expect("a text");
    html[start..].split("</div></div></div></article>").next().expect("an end").to_owned()
}

#[test]
fn links_and_pictures_in_a_line_are_those_of_markdown() {
    for (raw, markdown) in [
        ("زر <a href=\"b.md#x\">القسم</a> هنا", "زر [القسم](b.md#x) هنا"),
        ("زر <a href='b.en.md' title='عنوان'>Other part</a> هنا", "زر [Other part](b.en.md \"عنوان\") هنا"),
        ("زر <A HREF='https://example.org/a?b=1&amp;c=2'>الموقع</A>.", "زر [الموقع](https://example.org/a?b=1&c=2)."),
        ("<a href=\"http://مثال.إختبار/\">**مهم** و<b>نص</b></a>", "[**مهم** و<b>نص</b>](http://مثال.إختبار/)"),
        ("<a href=\"tel:٠٠٩٦٦ ١٢٣\">اتصل</a>", "[اتصل](<tel:٠٠٩٦٦ ١٢٣>)"),
        ("قبل <img src=\"p.svg\" alt=\"رسم A\"> بعد", "قبل ![رسم A](p.svg) بعد"),
        ("قبل <img alt='رسم' src=p.svg title='شرح'/> بعد", "قبل ![رسم](p.svg \"شرح\") بعد"),
        ("<img src=\"p.svg\" alt=\"رسم\"> بعد", "![رسم](p.svg) بعد"),
        ("<a href=\"b.md\">https://example.org/x</a>", "[https://example.org/x](b.md)"),
    ] {
        assert_eq!(prose("safe", raw), prose("safe", markdown), "{raw}");
    }
}

#[test]
fn links_and_pictures_in_blocks_are_too() {
    let html = prose(
        "safe",
        "<table><tr><td><a class=\"k\" lang=\"en\" href=\"b.md\">Part <b>one</b></a></td><td><img src=\"/p.svg\" alt=\"رسم\"></td></tr></table>\n\n\
         <p><a href=\"b.en.md#x\">نص</a></p>\n\n<img src=\"p.svg\" alt=\"رسم\">",
    );
    assert!(html.contains("<span class=k lang=en><a href=/repo/ar/b/>"), "{html}");
    assert!(html.contains("href=/repo/en/b/#x"), "{html}");
    assert_eq!(html.matches("src=/repo/p.svg").count(), 2, "{html}");
    assert!(html.contains("width=4"), "{html}");
}

#[test]
fn what_they_lead_to_is_checked_at_its_place() {
    let told = |body: &str| problems(&site("safe", body));
    assert_eq!(
        told("زر <a href=\"c.md\">نص</a> <img src=\"q.png\" alt=\"x\">"),
        ["content/a.ar.md:5:4 broken-link", "content/a.ar.md:5:26 broken-link"]
    );
    assert_eq!(
        told("<div>\n<p><a href=\"b.md#y\">نص</a>\n<img src=\"https://example.org/q.png\" alt=\"x\"></p></div>"),
        ["content/a.ar.md:6:4 broken-fragment", "content/a.ar.md:7:1 remote-image"]
    );
    // A page that is kept back.
    assert_eq!(told("<a href=\"d.md\">نص</a>"), ["content/a.ar.md:5:1 hidden-link"]);
    assert_eq!(told("<ul><li><a href=\"d.md\">نص</a></li></ul>"), ["content/a.ar.md:5:9 hidden-link"]);
    let text = site("safe", "قبل <a href=\"d.md\">نص</a>\n\n<p><a href=\"d.md\">آخر</a></p>")
        .replace("raw_html:", "hidden_links: text\nraw_html:");
    let html = page(&built(&text), "ar/a/index.html").to_owned();
    assert!(html.contains("قبل نص") && html.contains("<p>آخر") && !html.contains("/d/"), "{html}");
    // What a link holds no link in, and what Markdown has no place for.
    assert_eq!(told("[قبل <a href=\"b.md\">نص</a>](b.md)"), ["content/a.ar.md:5:6 raw-html-removed"]);
    assert_eq!(
        told("<a href=\"b.md\" target=\"_blank\">نص</a> <a href=\"b.md\">نص"),
        ["content/a.ar.md:5:1 raw-html-removed", "content/a.ar.md:5:39 raw-html-removed"]
    );
    assert_eq!(
        checked(&site("safe", "نص <img src=\"p.svg\">.\n\n<p>نص <img src=p.svg alt=''></p>")),
        ["content/a.ar.md:5:4 missing-alt", "content/a.ar.md:7:7 missing-alt"]
    );
    assert_eq!(told("<div markdown=\"1\">\nنص **مهم**\n</div>"), ["content/a.ar.md:5:1 markdown-in-html"]);
    // The help of each says what to do.
    let (_, diags, tree) = build(&site("safe", "<form>x</form>"));
    assert!(render(diags, &tree, Style::Short).contains("the manual's chapter `Raw HTML`"));
}

#[test]
fn entries_of_the_ledger_are_too() {
    let with = |policy: &str, body: &str| {
        site(policy, body)
            + "-- content/facts.yaml --\nprice: {value: 120, what: {ar: السعر, en: price}}\n-- content/glossary.yaml --\ngas: {ar: غاز, en: gas}\n"
    };
    let raw = page(&built(&with("safe", "السعر <a href=\"fact:price\"></a> هنا.")), "ar/a/index.html").to_owned();
    let markdown = page(&built(&with("safe", "السعر [](fact:price) هنا.")), "ar/a/index.html").to_owned();
    assert_eq!(raw, markdown);
    assert_eq!(problems(&with("safe", "<p>السعر <a href=\"fact:prize\"></a>.</p>")), ["content/a.ar.md:5:10 unknown-entry"]);
}

#[test]
fn text_in_blocks_has_its_directions() {
    let html = |policy: &str, body: &str| prose(policy, body);
    for policy in ["safe", "trusted"] {
        let same = |markdown: &str, raw: &str| {
            let inner = |html: &str| html.trim_start_matches("<p>").trim_end_matches("</p>").trim().to_owned();
            assert_eq!(inner(&html(policy, &format!("<p>{raw}</p>"))), inner(&html(policy, markdown)), "{policy} {raw}");
        };
        for line in ["قال Group 25 (a.b) كذا", "بين −10 و−5 درجات", "في 2022-01-06 عند 12:30", "الاسم C++ أولًا", "نص عربي فقط"]
        {
            same(line, line);
        }
        same("قال <b>Group</b> 25 كذا", "قال <b>Group</b> 25 كذا");
        // In the language of the element.
        assert_eq!(html(policy, "<div lang=en dir=ltr>A b 5-6, c</div>").matches("<bdi").count(), 0);
        let turned = html(policy, "<div lang=\"en\" dir=\"ltr\"><p>The word كلمة ends</p></div>");
        assert!(
            turned.contains("<bdi lang=ar dir=rtl>كلمة</bdi>") || turned.contains("<bdi dir=rtl lang=ar>كلمة</bdi>"),
            "{turned}"
        );
        for kept in ["<pre>قال Group 25</pre>", "<p><code>قال Group</code></p>", "<p><bdi>قال Group</bdi></p>"] {
            assert!(!html(policy, kept).replace("<bdi>قال", "").contains("<bdi"), "{kept}");
        }
    }
    let script = "<script>\nlet x = \"قال Group 25\" < 5;\n</script>";
    assert!(!html("trusted", script).contains("<bdi"));
    assert!(html("trusted", "<p>a &copy; نص</p>").contains("©") || html("trusted", "<p>a &copy; نص</p>").contains("&copy;"));
}

#[test]
fn addresses_of_trusted_links_are_for_all_programs() {
    for body in ["<p><a href=\"http://مثال.إختبار/x\">نص</a></p>", "نص <a href='http://مثال.إختبار/x'>هنا</a>"]
    {
        assert!(prose("trusted", body).contains("http://xn--mgbh0fb.xn--kgbechtv/x"), "{body}");
    }
    assert!(prose("trusted", "<p><a href=\"sms:٠٠٩٦٦ ١٢\">نص</a></p>").contains("sms:0096612"));
    assert!(prose("trusted", "<p><a onclick=\"f('ع')\" href=\"/ar/ع/\">نص</a></p>").contains("/ar/ع/"));
}

#[test]
fn a_tag_that_was_removed_takes_its_other_tag_with_it() {
    let told = |body: &str| problems(&site("safe", body));
    assert_eq!(told("نص <a href=\"javascript:a\">y</a>"), ["content/a.ar.md:5:4 raw-html-removed"]);
    assert_eq!(told("نص <a>y</a>"), ["content/a.ar.md:5:4 raw-html-removed"]);
    assert_eq!(told("نص <a href=\"javascript:a\">y"), ["content/a.ar.md:5:4 raw-html-removed"]);
    assert_eq!(told("نص y</a>"), ["content/a.ar.md:5:5 raw-html-removed"]);
    let (_, diags, tree) = build(&site("safe", "نص <a href=\"//evil.example/x\">y</a>"));
    let text = render(diags, &tree, Style::Short);
    assert!(text.contains("links cannot begin with `//`") && text.contains("`https:`"), "{text}");
}

#[test]
fn elements_in_a_line_keep_their_marks_as_emphasis_does() {
    for policy in ["safe", "trusted"] {
        for body in [
            "قال <em>Who?</em> ثم <b>Stop.</b> وذهب.",
            "<p>قال <em>Who?</em> ثم <b>Stop.</b> وذهب.</p>",
            "- قال <em>Who?</em> ثم <b>Stop.</b>",
        ] {
            let html = prose(policy, body);
            for (element, words) in [("em", "Who?"), ("b", "Stop.")] {
                let inside =
                    html.split(&format!("<{element}>")).nth(1).and_then(|rest| rest.split(&format!("</{element}>")).next());
                let isolate = inside.and_then(|inside| inside.strip_prefix("<bdi ")).and_then(|rest| rest.split('>').nth(1));
                assert_eq!(isolate, Some(&*format!("{words}</bdi")), "{policy} {body}: {html}");
            }
        }
    }
    // A mark behind the element is the sentence's.
    assert!(prose("safe", "هل قال <em>Who</em>?").contains("Who</bdi></em>?"));
}

#[test]
fn ids_that_the_page_makes_itself_are_told_and_feeds_have_none() {
    let note = "نص[^1].\n\n[^1]: ملاحظة.";
    for policy in ["safe", "trusted"] {
        let told = |body: &str| problems(&site(policy, body));
        assert_eq!(told(&format!("{note}\n\n<p id=\"fn-1\">أ</p>")), ["content/a.ar.md:9:1 reserved-anchor"]);
        assert_eq!(told("نص <b id=\"main\">أ</b>"), ["content/a.ar.md:5:4 reserved-anchor"]);
        assert_eq!(told("## قسم {#x}\n\n<p id='x'>أ</p>"), ["content/a.ar.md:7:1 duplicate-anchor"]);
        assert_eq!(told("<p id=z>أ</p>\n\nنص <b id=\"&#122;\">أ</b>"), ["content/a.ar.md:7:4 duplicate-anchor"]);
        let text = site(policy, "نص <b id=\"z\" title=\"a &quot;b&quot;\">أ</b>\n\n<p class=k id=y>ب</p>");
        let text = text.replace("title: صفحة", "title: صفحة\ndate: 2024-01-02");
        let built = built(&text);
        assert!(page(&built, "ar/a/index.html").contains("id=z"));
        let feed = page(&built, "ar/feed.xml");
        assert!(
            !feed.contains("id=\"z\"") && !feed.contains("id=&quot;z") && !feed.contains("id=\"y") && !feed.contains("id=y"),
            "{feed}"
        );
        assert!(feed.contains("title="), "{feed}");
    }
}
