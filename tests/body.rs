//! Markdown -> HTML of the body, and the problems found on the way, feature by feature: Arabic, English and mixed.

use std::collections::BTreeMap;
use std::sync::Arc;

use bayan::ast::{CalloutKind, RefId};
use bayan::body::href::Href;
use bayan::body::write::{Body, Labels};
use bayan::diag::Diagnostics;
use bayan::escape::html_text;
use bayan::figure::labels::FigureLabels;
use bayan::locale::{LocaleSpec, Locales};
use bayan::markdown::body::read;
use bayan::markdown::options::{Options, RawHtml};
use bayan::source::{Content, FileId, SourceFile, SourceTree};

fn locales() -> Locales {
    let spec = |tag: &str| LocaleSpec::of(tag);
    Locales::new(&[spec("ar"), spec("en")]).expect("both are languages")
}

fn labels() -> Labels {
    Labels {
        callouts: BTreeMap::from([(CalloutKind::Note, "Note".to_owned()), (CalloutKind::Warning, "تحذير".to_owned())]),
        footnotes: "Notes".into(),
        back: "Back to {n}".into(),
        anchor: "Link to {title}".into(),
        task_done: "done".into(),
        task_open: "open".into(),
        table: "Table".into(),
        note: "Note".into(),
        sources: "Sources".into(),
        external: String::new(),
        figures: FigureLabels::default(),
    }
}

struct Rendered {
    html: String,
    diags: Diagnostics,
}

fn render(tag: &str, markdown: &str, raw_html: RawHtml) -> Rendered {
    let locales = locales();
    let file = SourceFile { id: FileId::NONE, path: "x.md".into(), content: Content::Text(Arc::from(markdown)) };
    let locale = locales.by_tag(tag).expect("one of the two above").id;
    let outcome = read(
        &file,
        0..markdown.len(),
        locale,
        &locales,
        &Options { raw_html, figures: Vec::new(), heads: bayan::markdown::options::Heads::default() },
    );
    let body = outcome.value;
    let href = |id: RefId| {
        let url = body.refs[id.0 as usize].raw.clone();
        let external = url.starts_with("http");
        Href { external, size: (url == "map.png").then_some((4, 3)), url, ..Href::default() }
    };
    let highlight = |_: Option<&str>, code: &str| html_text(code);
    let labels = labels();
    let writer = Body {
        locales: &locales,
        locale,
        href: &href,
        cards: &std::collections::BTreeMap::new(),
        labels: &labels,
        highlight: &highlight,
        figures: &[],
        block: &|_, _| String::new(),
        anchors: true,
        feed: None,
        colours: &std::collections::BTreeMap::new(),
        marked: None,
        leads: false,
        notes_at: None,
        prefix: "",
    };
    Rendered { html: writer.blocks(&body.blocks) + &writer.notes(&body.notes), diags: outcome.diags }
}

/// The HTML of Markdown in a language; nothing may be wrong with it.
#[track_caller]
fn check(tag: &str, markdown: &str, expect: &str) {
    let rendered = render(tag, markdown, RawHtml::Off);
    assert_eq!(rendered.html.trim_end(), expect);
    assert!(rendered.diags.is_empty(), "{:?}", rendered.diags);
}

/// The problems of Markdown as `code: text at the place`.
#[track_caller]
fn problems(markdown: &str, expect: &[&str]) {
    problems_with(markdown, RawHtml::Off, expect);
}

#[track_caller]
fn problems_with(markdown: &str, raw_html: RawHtml, expect: &[&str]) {
    let diags = render("ar", markdown, raw_html).diags.sorted(&SourceTree::default());
    let place = |span: Option<bayan::source::Span>| markdown[span.expect("every problem here has a place").range()].to_owned();
    let found: Vec<String> = diags.iter().map(|d| format!("{}: {}", d.code, place(d.span))).collect();
    assert_eq!(found, expect);
}

#[test]
fn emphasis_beside_arabic_letters() {
    check("ar", "قال **«الخبر»**وهو", "<p>قال <strong>«الخبر»</strong>وهو</p>");
    check("ar", "بال**«حرية»**", "<p>بال<strong>«حرية»</strong></p>");
    check("ar", "قال **(نعم)**ثم", "<p>قال <strong>(نعم)</strong>ثم</p>");
    check("ar", "قال **الخبر،**ثم", "<p>قال <strong>الخبر،</strong>ثم</p>");
    check("ar", "**٢٠٪**من", "<p><strong>٢٠٪</strong>من</p>");
    check("ar", "**الاسم:**محمد", "<p><strong>الاسم:</strong>محمد</p>");
    check("ar", "قال:**«مهم»**ثم", "<p>قال:<strong>«مهم»</strong>ثم</p>");
    check("ar", "و_مائلة_", "<p>و<em>مائلة</em></p>");
    check("ar", "قال **«أ»**وهو وبال**«ب»** نعم", "<p>قال <strong>«أ»</strong>وهو وبال<strong>«ب»</strong> نعم</p>");
    check("ar", "قال ***«أ»***وهو", "<p>قال <em><strong>«أ»</strong></em>وهو</p>");
    check("ar", "**قال *«أ»*وهو**", "<p><strong>قال <em>«أ»</em>وهو</strong></p>");
    check("ar", "~~«خطأ»~~وصواب", "<p><del>«خطأ»</del>وصواب</p>");
    check("ar", "**[رابط](x)**وهو", "<p><strong><a href=\"x\">رابط</a></strong>وهو</p>");
    check("ar", "[قال **«أ»**وهو](x)", "<p><a href=\"x\">قال <strong>«أ»</strong>وهو</a></p>");
    check("ar", "سطر\nقال **«أ»**وهو", "<p>سطر\nقال <strong>«أ»</strong>وهو</p>");
    check("ar", "> بال**«حرية»**", "<blockquote>\n<p>بال<strong>«حرية»</strong></p>\n</blockquote>");
}

#[test]
fn money_stands_as_typed() {
    // Which side of its paragraph an amount stands on is not looked at here.
    #[track_caller]
    fn typed(tag: &str, markdown: &str, expect: &str) {
        let rendered = render(tag, markdown, RawHtml::Off);
        let html = rendered.html.replace("<bdi dir=\"ltr\">", "").replace("</bdi>", "");
        assert_eq!((html.trim_end(), rendered.diags.is_empty()), (expect, true));
    }
    typed("ar", "بين $5 و$10 للبرميل.", "<p>بين $5 و$10 للبرميل.</p>");
    typed(
        "ar",
        "السعر **$5**، ثم (**$10**) و5$ و`$x$`",
        "<p>السعر <strong>$5</strong>، ثم (<strong>$10</strong>) و5$ و<code dir=\"ltr\">$x$</code></p>",
    );
    typed("ar", "«$5» و[سعر ($10)](x)", "<p>«$5» و<a href=\"x\">سعر ($10)</a></p>");
    typed(
        "en",
        "## From $5 to $10\n\nUS$5 _and_ C$10 (10%)",
        "<h2 id=\"from-5-to-10\">From $5 to $10</h2><a class=\"anchor\" href=\"#from-5-to-10\" aria-label=\"Link to From $5 to $10\"></a>\n<p>US$5 <em>and</em> C$10 (10%)</p>",
    );
    typed(
        "en",
        "The rate ($1 = 450 tenge), then ($2 = 900 tenge) &amp; <https://a.example/$5>.",
        "<p>The rate ($1 = 450 tenge), then ($2 = 900 tenge) &amp; <a href=\"https://a.example/$5\" rel=\"noopener\">https://a.example/$5</a>.</p>",
    );
    typed(
        "en",
        "from $5 to $10, $x$ and $7",
        "<p>from $5 to $10, <math dir=\"ltr\" alttext=\"x\" display=\"inline\"><mi>x</mi></math> and $7</p>",
    );
    problems("بين $5, 10$ و$\\alpha and b$", &["ambiguous-dollar: $5, 10$", "ambiguous-dollar: $\\alpha and b$"]);
}

#[test]
fn what_is_not_emphasis_stays() {
    check("ar", "#اليوم_الوطني_السعودي", "<p>#اليوم_الوطني_السعودي</p>");
    check("ar", r"قال \*\*«أ»\*\*وهو", "<p>قال **«أ»**وهو</p>");
    check("ar", "قال `**«أ»**`وهو", "<p>قال <code dir=\"ltr\">**«أ»**</code>وهو</p>");
    // Beside Latin letters the rule of CommonMark holds: the stars are printed, which is told once.
    for (markdown, html) in [
        ("He said **\"news\"**and 2*3*4", "<p>He said **\"news\"**and 2<em>3</em>4</p>"),
        ("**Name:**John", "<p>**Name:**John</p>"),
    ] {
        assert_eq!(render("en", markdown, RawHtml::Off).html.trim_end(), html);
        problems(markdown, &["literal-emphasis: **"]);
    }
    check("en", "2**3 and 4 ** 5", "<p>2**3 and 4 ** 5</p>");
    check("en", "snake_case_name", "<p>snake_case_name</p>");
    problems("قال **نص** و **نص ", &["literal-emphasis: **"]);
    problems("هذا*نص", &["literal-emphasis: *"]);
    problems("a * b و 2 * 3", &[]);
}

#[test]
fn language_and_direction_only_where_they_change() {
    check("ar", "قال NATO إن", "<p>قال <bdi lang=\"en\" dir=\"ltr\">NATO</bdi> إن</p>");
    check("en", "NATO said so", "<p>NATO said so</p>");
    check("ar", "The whole paragraph is English", "<p lang=\"en\" dir=\"ltr\">The whole paragraph is English</p>");
    check(
        "ar",
        "## NATO expansion plans now",
        "<h2 id=\"nato-expansion-plans-now\"><bdi lang=\"en\" dir=\"ltr\">NATO expansion plans now</bdi></h2><a class=\"anchor\" href=\"#nato-expansion-plans-now\" aria-label=\"Link to \u{2066}NATO expansion plans now\u{2069}\"></a>",
    );
}

#[test]
fn a_list_has_its_markers_on_one_side() {
    check("ar", "- بند\n- one two three\n", "<ul>\n<li>بند</li>\n<li><p lang=\"en\" dir=\"ltr\">one two three</p></li>\n</ul>");
    check(
        "en",
        "- item\n- واحد اثنان ثلاثة\n",
        "<ul>\n<li>item</li>\n<li><p lang=\"ar\" dir=\"rtl\">واحد اثنان ثلاثة</p></li>\n</ul>",
    );
    check(
        "ar",
        "1. one two three\n2. four five six\n",
        "<ol lang=\"en\" dir=\"ltr\">\n<li>one two three</li>\n<li>four five six</li>\n</ol>",
    );
    check(
        "ar",
        "- one two three\n- Two Words\n",
        "<ul>\n<li><p lang=\"en\" dir=\"ltr\">one two three</p></li>\n<li><bdi lang=\"en\" dir=\"ltr\">Two Words</bdi></li>\n</ul>",
    );
}

#[test]
fn isolates_follow_runs_through_elements() {
    check("ar", "قال [World Bank](x) إن", "<p>قال <a href=\"x\" lang=\"en\" dir=\"ltr\">World Bank</a> إن</p>");
    check("ar", "قال [تقرير World Bank](x)", "<p>قال <a href=\"x\">تقرير <bdi lang=\"en\" dir=\"ltr\">World Bank</bdi></a></p>");
    check(
        "ar",
        "قال World **Bank** Group إن",
        "<p>قال <bdi lang=\"en\" dir=\"ltr\">World <strong>Bank</strong> Group</bdi> إن</p>",
    );
    check(
        "ar",
        "قال World **Bank هنا**",
        "<p>قال <bdi lang=\"en\" dir=\"ltr\">World</bdi> <strong><bdi lang=\"en\" dir=\"ltr\">Bank</bdi> هنا</strong></p>",
    );
    check(
        "ar",
        "زوروا https://a.org/x، ثم",
        "<p>زوروا <a href=\"https://a.org/x\" rel=\"noopener\" dir=\"ltr\">https://a.org/x</a>، ثم</p>",
    );
}

#[test]
fn headings_and_anchors() {
    let heading = |id: &str, text: &str| {
        format!("<h2 id=\"{id}\">{text}</h2><a class=\"anchor\" href=\"#{id}\" aria-label=\"Link to {text}\"></a>")
    };
    check(
        "en",
        "## A b\n\n## A b\n\n## A-b-2\n",
        &[heading("a-b", "A b"), heading("a-b-2", "A b"), heading("a-b-2-2", "A-b-2")].join("\n"),
    );
    check(
        "en",
        "## One {#two}\n\n## Two\n\n## !\n",
        &[heading("two", "One"), heading("two-2", "Two"), heading("section", "!")].join("\n"),
    );
    problems("## أ {#x}\n\n## ب {#x}\n", &["duplicate-anchor: #x"]);
    problems("## أ {#fn-1}\n", &["reserved-anchor: #fn-1"]);
    problems("# أ\n\n### ب\n", &["heading-level-one: # أ\n", "heading-level-skipped: ### ب\n"]);
    problems("## أ {.red}\n", &["unknown-heading-attribute: ## أ {.red}\n"]);
}

#[test]
fn footnotes() {
    check(
        "en",
        "A[^b] and b[^a], again[^b].\n\n[^a]: First.\n[^b]: Second.\n",
        "<p>A<sup><a id=\"fnref-1\" href=\"#fn-1\" role=\"doc-noteref\">1</a></sup> and b<sup><a id=\"fnref-2\" href=\"#fn-2\" role=\"doc-noteref\">2</a></sup>, again<sup><a id=\"fnref-1-2\" href=\"#fn-1\" role=\"doc-noteref\">1</a></sup>.</p>\n<section class=\"notes\" role=\"doc-endnotes\" aria-labelledby=\"fn-title\">\n<h2 id=\"fn-title\">Notes</h2>\n<ol>\n<li id=\"fn-1\">\n<p>Second. <a class=\"back\" role=\"doc-backlink\" href=\"#fnref-1\" aria-label=\"Back to 1-1\">↩\u{fe0e}<sup>1</sup></a> <a class=\"back\" role=\"doc-backlink\" href=\"#fnref-1-2\" aria-label=\"Back to 1-2\">↩\u{fe0e}<sup>2</sup></a></p>\n</li>\n<li id=\"fn-2\">\n<p>First. <a class=\"back\" role=\"doc-backlink\" href=\"#fnref-2\" aria-label=\"Back to 2\">↩\u{fe0e}</a></p>\n</li>\n</ol>\n</section>",
    );
    // A mark after a number stays outside of it.
    let arabic = render("ar", "عام 2022.[^a]\n\n[^a]: حاشية.\n", RawHtml::Off).html;
    assert!(arabic.contains("2022.<sup dir=\"rtl\"><a id=\"fnref-1\""), "{arabic}");
    problems("نص[^س] و[^١]\n\n[^١]: حاشية\n", &["undefined-footnote: [^س]"]);
    problems("نص\n\n[^١]: حاشية\n", &["unused-footnote: [^١]: حاشية\n"]);
    problems("[نص][مرجع] و[نص][] و[هذا]", &["undefined-reference: [نص][مرجع]", "undefined-reference: [نص]"]);
}

#[test]
fn raw_html_follows_the_policy() {
    problems("قال <b>نعم</b>\n\n<div>\nس\n</div>\n\n<!-- لا -->\n", &["raw-html: <b>", "raw-html: <div>"]);
    let safe = |markdown: &str| render("ar", markdown, RawHtml::Safe).html.trim_end().to_owned();
    assert_eq!(safe("ماء H<sub>2</sub>O <!-- لا -->"), "<p>ماء <bdi lang=\"en\" dir=\"ltr\">H<sub>2</sub>O</bdi> </p>");
    assert_eq!(
        safe("<details><summary>س</summary>\n\n*نص*\n\n</details>"),
        "<details><summary>س</summary>\n<p><em>نص</em></p>\n</details>"
    );
    assert_eq!(safe("<b>*نص</b>*"), "<p><em>نص</em></p>");
    problems_with(
        "نص <b>\n\n<script>x</script>\n\n<div>\n",
        RawHtml::Safe,
        &["raw-html-removed: <b>", "raw-html-removed: <script>x</script>\n", "raw-html-removed: <div>\n"],
    );
}

#[test]
fn blocks_of_reports() {
    check(
        "en",
        "> [!NOTE]\n> Text\n",
        "<div class=\"callout callout-note\" role=\"note\">\n<p class=\"callout-label\">Note</p>\n<p>Text</p>\n</div>",
    );
    check(
        "en",
        "![A map](map.png \"Caption\")",
        "<figure><img src=\"map.png\" alt=\"A map\" width=\"4\" height=\"3\" loading=\"lazy\" decoding=\"async\"><figcaption>Caption</figcaption></figure>",
    );
    check(
        "en",
        "- [x] a\n- [ ] b\n",
        "<ul class=\"tasks\">\n<li><span class=\"task task-done\" role=\"img\" aria-label=\"done\"></span> a</li>\n<li><span class=\"task task-open\" role=\"img\" aria-label=\"open\"></span> b</li>\n</ul>",
    );
    check("en", "Term\n: Meaning\n", "<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n</dl>");
    check("en", "```rust\nlet x;\n```\n", "<pre dir=\"ltr\" tabindex=\"0\"><code class=\"language-rust\">let x;\n</code></pre>");
    check(
        "ar",
        "| أ | ب |\n|---|--:|\n| ج | 5 |\n",
        "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Table 1\"><table>\n<thead>\n<tr>\n<th scope=\"col\">أ</th>\n<th scope=\"col\" class=\"num\">ب</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<th scope=\"row\">ج</th>\n<td class=\"num\">5</td>\n</tr>\n</tbody>\n</table></div>",
    );
    check("ar", "قبل $x$ بعد", "<p>قبل <math dir=\"ltr\" alttext=\"x\" display=\"inline\"><mi>x</mi></math> بعد</p>");
    check(
        "ar",
        "قبل $$x$$ بعد",
        "<p>قبل</p>\n<p class=\"math\"><math dir=\"ltr\" alttext=\"x\" display=\"block\"><mi>x</mi></math></p>\n<p>بعد</p>",
    );
    problems("نص $\\fracc$ نص", &["math: $\\fracc$"]);
    problems("نص \u{202e}نص", &["bidi-control: \u{202e}"]);
}
