//! HTML from elsewhere becomes Markdown that says the same, runs nothing, and is read as what it is.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::fs;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use bayan::ast::{BlockKind, text, walk};
use bayan::figure::NAMES;
use bayan::hypertext::address::AsWritten;
use bayan::hypertext::left::Left;
use bayan::hypertext::reading::Language;
use bayan::hypertext::{Converted, fragment, page};
use bayan::locale::{LocaleSpec, Locales};
use bayan::markdown;
use bayan::markdown::options::{Options, RawHtml};
use bayan::source::{Content, SourceTree};
use proptest::prelude::*;

use crate::support::program::bayan;

fn language(tag: &str) -> Language<'static> {
    static LOCALES: OnceLock<Locales> = OnceLock::new();
    static OPTIONS: OnceLock<Options> = OnceLock::new();
    let locales =
        LOCALES.get_or_init(|| Locales::new(&[LocaleSpec::of("ar"), LocaleSpec::of("en")]).expect("both are languages"));
    let options = OPTIONS.get_or_init(|| Options {
        raw_html: RawHtml::Safe,
        figures: NAMES.iter().map(|name| (*name).to_owned()).collect(),
        heads: bayan::markdown::options::Heads::default(),
    });
    Language { locale: locales.by_tag(tag).expect("one of both").id, locales, options }
}

fn of(tag: &str, html: &str) -> Converted {
    fragment(html, 1, language(tag), &mut AsWritten)
}

/// What a text says, without blanks and references to notes; nothing in it may be raw HTML.
fn read_again(tag: &str, markdown: &str) -> String {
    let tree = SourceTree::new([("a.md".to_owned(), Content::Text(markdown.into()))]);
    let own = language(tag);
    let read = markdown::read(&tree.files()[0], own.locale, own.locales, own.options).value;
    let notes = read.notes.iter().flat_map(|note| &note.content);
    walk::blocks(&read.blocks, &mut |block| assert!(!matches!(block.kind, BlockKind::Raw(_)), "{markdown}"));
    walk::lines(&read.blocks, &mut |line| {
        walk::inlines(line.content, &mut |inline| assert!(!matches!(inline, bayan::ast::Inline::Raw(_)), "{markdown}"));
    });
    for own in &read.refs {
        let bare: String = own.raw.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
        assert!(!bare.starts_with("javascript:") && !bare.starts_with("data:"), "{markdown}");
    }
    text::words(&read.blocks) + &notes.map(|block| text::words(std::slice::from_ref(block))).collect::<String>()
}

#[track_caller]
fn check_in(tag: &str, html: &str, expected: &str, left: &[&str]) {
    let made = of(tag, html);
    assert_eq!(made.markdown, expected, "{html}");
    let told: Vec<String> = made.left.iter().map(|Left { line, what, .. }| format!("{line}: {what}")).collect();
    assert_eq!(told, left, "{html}");
    read_again(tag, &made.markdown);
}

#[track_caller]
fn check(html: &str, expected: &str) {
    check_in("en", html, expected, &[]);
}

#[test]
fn running_text() {
    check("<p>One\n  two&nbsp;three.</p><p>Four<br>five.</p>", "One two\u{a0}three.\n\nFour\\\nfive.");
    check("one<br><br>two <div>three</div> four", "one\n\ntwo\n\nthree\n\nfour");
    check("<p><b> a </b>b <i>c</i><i>d</i> <strong><b>e</b></strong></p>", "**a** b *cd* **e**");
    // Nothing may turn the letters of code around, and none of them may go with what does.
    check(
        "<p><code>\u{202e}a_b</code> <code>\u{202a}a\u{202c} \u{2067}b</code></p>",
        "`a_b` `\u{2066}a\u{2069} \u{2067}b\u{2069}`",
    );
    check("<pre>\u{202e}a\nb\u{202c}</pre>", "```\na\nb\n```");
    check("<p>a<code>\u{202e}</code></p><pre>\u{202d}\n</pre>", "a");
    check_in(
        "en",
        "<h2>a{}</h2><p>b</p>",
        "## a\\{\\} {#a}\n\nb",
        &["1: emphasis and marks that Markdown would take for something else, in a block"],
    );
    check("<hr><p>a</p><hr><p>b</p>", "a\n\n---\n\nb");
    check("<p>un<b>believ</b>able <s>no</s> <code>a &lt; b</code> <u>x</u></p>", "un**believ**able ~~no~~ `a < b` x");
    check("<p>1. Not a list * # _ [x] &amp;amp; &lt;b&gt;</p>", "1\\. Not a list \\* # \\_ \\[x\\] \\&amp; \\<b>");
    check("<p>m<sup>2</sup>, H<sub>2</sub>O, <q>so</q></p>", "m², H₂O, “so”");
    check("<a href=x><h3>A title</h3><p>text</p></a>", "### [A title](x)\n\n[text](x)");
    check("<b><p>a</p><p>b</p></b>", "**a**\n\n**b**");
    check("<p>See <a href='https://example.org/?a=1&amp;b=2'>this</a>.</p>", "See [this](https://example.org/?a=1&b=2).");
}

#[test]
fn emphasis_that_markdown_would_print_is_none() {
    let made = of("en", "<p><b>«quoted»</b>text and <b>bold</b></p><p><b>kept</b></p>");
    assert_eq!(made.markdown, "«quoted»text and bold\n\n**kept**");
    assert_eq!(made.left.len(), 1);
}

#[test]
fn headings_begin_below_the_title() {
    check(
        "<h2 id=one>One</h2><h3>Two</h3><p><a href='#one'>up</a>",
        "## One {#one}\n\n### Two\n\n[up](#one)".replace(" {#one}", "").as_str(),
    );
    check("<h1>One</h1><h2 id='a-b'><b>Two</b></h2><h6>Six</h6>", "## One\n\n### Two {#a-b}\n\n###### Six");
}

#[test]
fn lists_and_quotations() {
    check("<ul><li>a<li>b<ol><li>c</ol></ul>", "- a\n- b\n  1. c");
    check("<ul><li>a<ol start=3><li>b</ol></ul>", "- a\n\n  3. b");
    check("<ul><li><p>a</p></li><li><p>b</p><p>c</p></li></ul>", "- a\n\n- b\n\n  c");
    check("<ul><li>a</li><ul><li>b</li></ul></ul><ul><li>c</ul>", "- a\n  - b\n\n* c");
    check("<ul><li><input type=checkbox checked> done", "- [x] done");
    check("<blockquote><p>a</p><blockquote>b</blockquote></blockquote>", "> a\n>\n> > b");
    check("<dl><dt>a</dt><dd>b</dd><dd><p>c</p></dd><dt>d<dd>e</dl>", "a\n: b\n: c\n\nd\n: e");
    check("<pre><code class='language-sh'>a\n  b &amp;\n</code></pre>", "```sh\na\n  b &\n```");
    check("<pre class=language-chart>x</pre><hr>", "```\nx\n```\n\n---");
    check("<pre class='wp-block-verse'>one\n<em>two</em></pre>", "one\\\n*two*");
}

#[test]
fn tables() {
    check(
        "<table><caption>Prices</caption><thead><tr><th>A<th align=right>B|C</thead><tr><td>1<td><b>2</b></table>",
        "Prices\n\n| A | B\\|C |\n|---|--:|\n| 1 | **2** |",
    );
    check_in(
        "en",
        "<table>\n<tr><td>a<td>b\n<tr><td colspan=2>c\n<tr><td rowspan=2>d<td>e<br>f\n<tr><td>g</table>",
        "| a | b |\n|---|---|\n| c |  |\n| d | e f |\n|  | g |",
        &["1: a table without a head: its first row is its head", "1: cells over several columns or rows: the others are empty"],
    );
    check_in(
        "en",
        "<table><tr><td><h3>A</h3><p>b</p></td><td><table><tr><td>c<td>d</table></td></tr></table>",
        "### A\n\nb\n\n| c | d |\n|---|---|",
        &["1: a table that holds blocks: its cells follow each other", "1: a table without a head: its first row is its head"],
    );
}

#[test]
fn pictures() {
    check_in(
        "en",
        "<figure><a href=big.jpg><img src='a b.jpg' alt='A well'></a><figcaption>The <b>well</b></figcaption></figure>",
        "![A well](<a b.jpg> \"The well\")",
        &["1: links and emphasis in a caption: its words stay"],
    );
    check("<p>a <img src=x.png alt='y' title='z'> b</p><img src=c.png>", "a ![y](x.png \"z\") b\n\n![](c.png)");
    check_in(
        "en",
        "<p><img src='https://example.org/a.jpg' alt='A'>\n<img src='data:image/png;base64,AA' alt='B'><img src=x.gif \
         width=1 height=1></p>",
        "[A](https://example.org/a.jpg) B",
        &[
            "1: the picture `https://example.org/a.jpg` is a link: it is not here",
            "2: a picture of one dot, which only counts readers",
            "2: the picture `data:image/png;base64,AA`: the picture stands in the page itself",
        ],
    );
    check("<img src='data:image/gif;base64,R0' data-src='late.jpg' alt=late>", "![late](late.jpg)");
}

#[test]
fn directions_are_kept_where_the_words_do_not_have_them() {
    check_in(
        "ar",
        "<div dir=rtl><p dir=\"rtl\">قال <span dir=ltr>Bayan</span> إن <bdi>Ali</bdi>&rlm;</p></div>",
        "قال Bayan إن Ali",
        &[],
    );
    check_in("ar", "<p dir=ltr>This is a sentence in English.</p>", "This is a sentence in English.", &[]);
    check_in(
        "ar",
        "<p>في <span dir=ltr>2019-2020</span> و<b style='direction:ltr'>A (ب)</b></p>",
        "في \u{2066}2019-2020\u{2069} و**\u{2066}A (ب)\u{2069}**",
        &["1: `style`"],
    );
    check_in(
        "en",
        "<p dir=rtl>a ب c</p>",
        "\u{2067}a ب c\u{2069}",
        &["1: the side on which a paragraph begins (`rtl`): its words decide; their order is kept"],
    );
    check_in(
        "en",
        "<bdo dir=rtl>abc</bdo> \u{202e}def\u{202c}",
        "abc def",
        &["1: letters that were to stand in another order than theirs"],
    );
    check_in("ar", "<p><bdi>A ب</bdi> ثم\u{200f}: <q>نص</q></p>", "\u{2068}A ب\u{2069} ثم: «نص»", &[]);
}

#[test]
fn footnotes_of_every_program() {
    let notes = |html: &str| check_in("en", html, "A word[^1] and[^2] again.\n\n[^1]: First *note*.\n\n[^2]: Second.", &[]);
    notes(
        "<p>A word<a href=\"#fn1\" class=\"footnote-ref\" id=\"fnref1\" role=\"doc-noteref\"><sup>1</sup></a> and<a href=\"#fn2\" \
         id=\"fnref2\"><sup>2</sup></a> again.</p><section class=\"footnotes\" role=\"doc-endnotes\"><hr /><ol><li id=\"fn1\"><p>First \
         <em>note</em>.<a href=\"#fnref1\" class=\"footnote-back\">↩︎</a></p></li><li id=\"fn2\"><p>Second.<a \
          href=\"#fnref2\">↩︎</a></p></li></ol></section>",
    );
    notes(
        "<p>A word<sup id=\"fnref:1\"><a href=\"#fn:1\" class=\"footnote-ref\">1</a></sup> and<sup id=\"fnref:2\"><a \
         href=\"#fn:2\">2</a></sup> \
         again.</p><div class=\"footnotes\"><hr><ol><li id=\"fn:1\"><p>First <em>note</em>.&#160;<a \
          href=\"#fnref:1\">&#x21a9;&#xfe0e;</a></p>\
         </li><li id=\"fn:2\"><p>Second.&#160;<a href=\"#fnref:2\">&#x21a9;</a></p></li></ol></div>",
    );
    notes(
        "<p>A word<sup data-fn=\"u1\" class=\"fn\"><a href=\"#u1\" id=\"u1-link\">1</a></sup> and<sup data-fn=\"u2\" class=\"fn\">\
         <a href=\"#u2\" id=\"u2-link\">2</a></sup> again.</p><ol class=\"wp-block-footnotes\"><li id=\"u1\">First <em>note</em>. \
         <a href=\"#u1-link\">↩︎</a></li><li id=\"u2\">Second. <a href=\"#u2-link\">↩︎</a></li></ol>",
    );
    notes(
        "<p>A word<a href=\"#_ftn1\" name=\"_ftnref1\">[1]</a> and<a href=\"#_ftn2\" name=\"_ftnref2\">[2]</a> \
         again.</p><div><hr><div id=ftn1><p>\
         <a href=\"#_ftnref1\" name=\"_ftn1\">[1]</a> First <i>note</i>.</p></div><div id=ftn2><p><a \
          href=\"#_ftnref2\" name=\"_ftn2\">[2]</a> Second.</p></div></div>",
    );
    // A list of contents with links back is none.
    let made = of("en", "<ul><li><a href=#a id=ta>A</a></ul><h2 id=a><a href=#ta>A</a></h2><p>text");
    assert!(!made.markdown.contains("[^"), "{}", made.markdown);
}

#[test]
fn what_runs_is_gone_and_listed() {
    check_in(
        "en",
        "<p onclick='a()'>a</p>\n<script>b()</script>\n<a href=' java\nscript:c()'>d</a>\n<iframe \
         src='https://www.youtube.com/embed/e_f?x'></iframe>\n\
         <form><label>g</label><input name=h><p>i</p><button>j</button></form>\n<p hidden>k</p><svg onload=l()><text>m</text></svg>\n\
         <object data='javascript:n()'>o</object><a href='#p'>q</a>",
        "a\n\n[https://www.youtube.com/watch?v=e\\_f](https://www.youtube.com/watch?v=e_f)\n\ni\n\nq"
            .replace("a\n\n[", "a\n\nd [")
            .replace(
                "[https://www.youtube.com/watch?v=e\\_f](https://www.youtube.com/watch?v=e_f)",
                "<https://www.youtube.com/watch?v=e_f>",
            )
            .as_str(),
        &[
            "1: `onclick`",
            "2: `<script>`",
            "3: a link to ` javascript:c()` is its words only: it would run a script",
            "5: `<iframe>` is a link to `https://www.youtube.com/watch?v=e_f`",
            "6: `<button>`",
            "6: `<input>`",
            "6: `<label>`",
            "7: `<svg>`",
            "7: `onload`",
            "7: `<p>`, which readers did not see",
            "8: a link to `#p` is its words only: no heading of the page has this name",
            "8: `<object>` of `javascript:n()`: it would run a script",
        ],
    );
}

#[test]
fn huge_and_deep_pages_cost_as_much_as_they_are_long() {
    let pieces = [
        ("<div>", "", "</div>"),
        ("<blockquote><ul><li>", "", ""),
        ("<b><i>", "", "</i></b>"),
        ("", "<b>a</b><b>b</b>", ""),
        ("", "<br>", ""),
        ("", "<a href=#x id=y>1</a>", ""),
        ("<table><tr><td>", "", ""),
        ("", "<tr><td colspan=1000 rowspan=1000>", ""),
        ("", "<td rowspan=9>", ""),
        ("", "<h2 id=a>a</h2>", ""),
        ("", "*_`[<&#\\", ""),
        ("<span dir=rtl>", "a", ""),
    ];
    for (before, piece, behind) in pieces {
        let html = format!("{}word {} more{}", before.repeat(20_000), piece.repeat(20_000), behind.repeat(20_000));
        let start = Instant::now();
        let made = of("en", &html);
        assert!(start.elapsed() < Duration::from_mins(1), "{before}{piece}: {:?}", start.elapsed());
        assert!(made.markdown.len() < html.len() * 4 + 1000, "{before}{piece}: {}", made.markdown.len());
        assert!(made.markdown.contains("word") && made.markdown.contains("more"), "{before}{piece}");
    }
}

#[test]
fn a_page_is_its_text_and_what_it_says_of_itself() {
    let html = "<!doctype html><html lang=ar><head><title>الغاز - موقع</title><meta name=description content='ملخص'>\
        <meta property='article:published_time' content='2022-01-06T10:00:00Z'><script type='application/ld+json'>\
        {\"@graph\": [{\"@type\": \"NewsArticle\", \"author\": [{\"name\": \"كاتبة\"}], \"dateModified\": \"2022-02-01\"}]}</script></head>\
        <body><header>شعار</header>\n<nav>قائمة</nav><main><h1>أزمة \
         الغاز</h1><p>نص.</p><nav>التالي</nav></main>\n<footer>حقوق</footer></body></html>";
    let page = page::read(html);
    let facts = &page.facts;
    assert_eq!(facts.title.as_deref(), Some("أزمة الغاز"));
    assert_eq!(facts.summary.as_deref(), Some("ملخص"));
    assert_eq!((facts.date.as_deref(), facts.updated.as_deref()), (Some("2022-01-06"), Some("2022-02-01")));
    assert_eq!((facts.authors.join(","), facts.language.as_deref()), ("كاتبة".to_owned(), Some("ar")));
    let made = page.text(language("ar"), &mut AsWritten);
    assert_eq!(made.markdown, "نص.");
    let told: Vec<_> = made.left.iter().map(|left| (left.line, left.what.as_str())).collect();
    let around = |line, name| (line, format!("`<{name}>`, which is around the text"));
    let expected = [around(1, "header"), around(2, "nav"), around(2, "nav"), around(3, "footer")];
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(expected.iter().all(|(line, what)| told.contains(&(*line, what.as_str()))), "{told:?}");
}

#[test]
fn a_saved_page_comes_with_its_pictures() {
    let dir = tempfile::tempdir().expect("a folder");
    let put = |path: &str, text: &str| fs::write(dir.path().join(path), text).expect("written");
    fs::create_dir_all(dir.path().join("in/gas_files")).expect("made");
    image::DynamicImage::new_rgb8(3, 3).save(dir.path().join("in/gas_files/a b.png")).expect("saved");
    put("secret.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    put("in/gas_files/c.png", "no picture");
    put(
        "in/gas.html",
        "<!doctype html><html lang=ar><head><title>x</title><link rel=canonical \
         href='https://example.org/2019/gas/'><meta name=author content='كاتبة'></head>\
         <body><nav>قائمة</nav><main><h1>الغاز: \"سعر\"</h1><p>نص <a href='../water/'>الماء</a> <img src='gas_files/a%20b.png' alt='بئر'> \
         <img src='gas_files/a%20b.png' alt='بئر'> <img src='../secret.svg' alt='سر'> <img src='gas_files/c.png' \
         alt='ج'></main></body></html>",
    );
    bayan(dir.path(), "import in/gas.html").refused(2, "name a folder for the page with `-o`");
    let said = bayan(dir.path(), "import in/gas.html --lang ar -o out").fine();
    assert!(said.contains("`<nav>`") && said.contains("does not lie below") && said.contains("is no picture"), "{said}");
    let page = fs::read_to_string(dir.path().join("out/gas.ar.md")).expect("made");
    assert_eq!(
        page,
        "---\ntitle: \"الغاز: \\\"سعر\\\"\"\nauthors: [\"كاتبة\"]\ndraft: true\nextra:\n  imported:\n    source: \
         \"gas.html\"\n    how: \"bayan import \
         --lang ar\"\n---\n\nنص [الماء](https://example.org/2019/water/) ![بئر](gas-ar/a-b.png) ![بئر](gas-ar/a-b.png) سر ج\n"
    );
    assert!(dir.path().join("out/gas-ar/a-b.png").is_file());
    assert_eq!(fs::read_dir(dir.path().join("out/gas-ar")).expect("read").count(), 1);
    bayan(dir.path(), "import in/gas.html --lang ar -o out").refused(2, "nothing is written over it");
    put("in/data.xml", "<?xml version='1.0'?><data/>");
    bayan(dir.path(), "import in/data.xml --lang ar -o out").refused(2, "neither a page nor an export");
    let json = bayan(dir.path(), "import in/gas.html -o other --format json").fine();
    assert!(json.contains("\"kind\":\"part\""), "{json}");
}

/// Pieces of pages, good and bad.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,5}( [a-z]{1,5}){0,3}",
        "(نص|قال|في|٢٠١٩|12|C\\+\\+|\\(|\\)|،|\\.|«|»|!)",
        "[*_`~#>|\\\\\\[\\]{}$&<:!=+.-]{1,4}",
        Just(" ".to_owned()),
        Just("\n".to_owned()),
        Just("https://example.org/a_b".to_owned()),
        Just("&nbsp;".to_owned()),
        Just("\u{202e}".to_owned()),
        Just("\u{200f}".to_owned()),
        "</?(p|div|b|i|em|strong|s|a|ul|ol|li|blockquote|table|tr|td|th|h1|h2|h4|span|code|pre|br|hr|q|sup|dl|dt|dd|figure|figcaption)( dir=rtl)?>",
        "<a href=\"(x|#y|javascript:a\\(\\)|https://example.org/\\))\">",
        "<img src=\"(a.png|https://example.org/a.png)\" alt=\"(a|\\[b\\]|)\">",
        Just("<script>a()</script>".to_owned()),
        Just("<svg><p>".to_owned()),
    ]
}

/// The words of a page: its texts without tags and scripts.
fn words_of(html: &str) -> String {
    let page = scraper::Html::parse_fragment(&html.replace("<svg>", ""));
    let mut out = String::new();
    for node in page.tree.nodes() {
        let is_script = node.parent().and_then(|own| own.value().as_element().map(|own| own.name() == "script"));
        if let Some(text) = node.value().as_text().filter(|_| is_script != Some(true)) {
            out.push_str(text);
        }
    }
    out
}

/// The letters and digits, in an order that says nothing.
fn letters(text: &str) -> Vec<char> {
    let mut all: Vec<char> = bayan::locale::fold::compatible(text).chars().filter(|c| c.is_alphanumeric()).collect();
    all.sort_unstable();
    all
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_letter_is_lost_and_nothing_is_html(pieces in prop::collection::vec(piece(), 0..24), is_arabic in any::<bool>()) {
        let html = pieces.concat();
        let tag = if is_arabic { "ar" } else { "en" };
        let made = of(tag, &html);
        let read = read_again(tag, &made.markdown);
        // Pictures of other hosts are links of their alternative text or address.
        if !html.contains("<img") {
            prop_assert_eq!(letters(&read), letters(&words_of(&html)), "{}\n->\n{}", html, made.markdown);
        }
        prop_assert_eq!(of(tag, &html), made);
    }
}
