//! Documents of word processors that become drafts: what they hold is carried as Markdown, in its order, and what is not is told with
//! its paragraph.
//!
//! tests/data/drafts holds documents that Pandoc and `LibreOffice` made of the texts beside them: `pandoc ar.md -o pandoc-ar.docx`, and
//! `pandoc ar.md -o ar.odt && soffice --headless --convert-to docx ar.odt`.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use bayan::draft::write::{Body, body};
use bayan::draft::{Draft, Means, Place, read};
use bayan::locale::{LocaleSpec, Locales};
use bayan::word::Broken;
use bayan::word::view::View;

use crate::support::pictures::{SECRETS, pixels, png};
use crate::support::program::{bayan, program};
use crate::support::word::{Docx, W};

/// The relations that every document of these tests has.
const RELATIONS: &[(&str, &str, &str)] = &[
    ("s", "styles", "styles.xml"),
    ("n", "numbering", "numbering.xml"),
    ("f", "footnotes", "footnotes.xml"),
    ("c", "comments", "comments.xml"),
    ("h", "header", "header1.xml"),
    ("i1", "image", "media/image1.png"),
    ("i2", "image", "media/image2.emf"),
    ("out", "hyperlink", "https://example.org/a?b=1&amp;c"),
    ("disk", "hyperlink", "file:///C:/Users/Somebody/a.docx"),
];

const STYLES: &str = r#"<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Chapter of ours"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="S"><w:name w:val="Subtitle"/></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="اقتباس"/></w:style>
<w:style w:type="paragraph" w:styleId="K"><w:name w:val="HTML Preformatted"/></w:style>
<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="L"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Code"><w:name w:val="Source Text"/></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/><w:bCs/></w:rPr></w:style>"#;

const NUMBERING: &str = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"#;

/// A document of a body.
fn document(body: &str) -> Docx {
    let mut own = Docx(BTreeMap::new());
    let part = |name: &str, content: &str| {
        format!(
            "<w:{name} xmlns:w=\"{W}\" xmlns:r=\"urn:r\" xmlns:wp=\"urn:wp\" xmlns:a=\"urn:a\" xmlns:m=\"urn:m\" xmlns:v=\"urn:v\" xmlns:o=\"urn:o\" xmlns:wps=\"urn:wps\" xmlns:mc=\"urn:mc\">{content}</w:{name}>"
        )
    };
    let root = "<Relationships xmlns=\"urn:p\"><Relationship Id=\"r\" Type=\"http://x/officeDocument\" Target=\"word/document2.xml\"/></Relationships>";
    own.set("_rels/.rels", root);
    let one = |(id, kind, target): &(&str, &str, &str)| {
        let mode = if *kind == "hyperlink" { " TargetMode=\"External\"" } else { "" };
        format!("<Relationship Id=\"{id}\" Type=\"http://x/{kind}\" Target=\"{target}\"{mode}/>")
    };
    let all: String = RELATIONS.iter().map(one).collect();
    own.set("word/_rels/document2.xml.rels", format!("<Relationships xmlns=\"urn:p\">{all}</Relationships>"));
    own.set("word/document2.xml", part("document", &format!("<w:body>{body}<w:sectPr/></w:body>")));
    own.set("word/styles.xml", part("styles", STYLES));
    own.set("word/numbering.xml", part("numbering", NUMBERING));
    own
}

/// A paragraph of a style with runs.
fn p(style: &str, content: &str) -> String {
    let style = if style.is_empty() { String::new() } else { format!("<w:pStyle w:val=\"{style}\"/>") };
    format!("<w:p w:rsidR=\"00A1\"><w:pPr>{style}<w:bidi/></w:pPr>{content}</w:p>")
}

/// A run.
fn r(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn item(list: u8, level: u8, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}</w:p>",
        r("<w:rtl/>", text)
    )
}

fn drafted(bytes: &[u8], tag: &str, view: View) -> Result<(Draft, Body), Broken> {
    let locales = Locales::new(&[LocaleSpec::of(tag)]).expect("a language");
    let means = Means { view, locale: &locales.site()[0], locales: &locales, stem: "doc-ar", has_title: false };
    let mut draft = read::read(bytes, &means)?;
    let body = body(&mut draft, &means);
    Ok((draft, body))
}

fn arabic(own: &Docx) -> (Draft, Body) {
    drafted(&own.bytes(), "ar", View::After).expect("a draft")
}

/// The Markdown of a body, and what was left out, with its paragraph.
#[track_caller]
fn check(body: &str, markdown: &str, left: &[(&str, usize)]) {
    let (draft, written) = arabic(&document(body));
    assert_eq!(written.text.trim(), markdown.trim(), "{:?}", draft.left);
    let number = |place: Place| if let Place::Paragraph(number) | Place::Note(number) = place { number } else { 0 };
    let told: Vec<(&str, usize)> = draft.left.iter().map(|left| (left.what, number(left.place))).collect();
    assert_eq!(told, left, "{:?}", draft.left);
}

#[test]
fn headings_emphasis_and_links_are_carried() {
    let body = [
        p("T", &r("<w:rtl/>", "تقرير الغاز")),
        p("S", &r("<w:rtl/>", "في الشتاء")),
        p("1", &r("<w:rtl/><w:bCs/>", "الأسعار")),
        // `b` alone says nothing of Arabic letters, `bCs` nothing of Latin ones.
        p(
            "",
            &(r("<w:rtl/>", "ارتفع ")
                + &r("<w:bCs/><w:rtl/>", "سعر")
                + &r("<w:bCs/><w:rtl/>", " الغاز ")
                + &r("<w:b/><w:rtl/>", "كثيرًا")
                + &r("<w:i/>", " in Aral")
                + &r("<w:bCs/>", " now")
                + &r("<w:rtl/>", " وحدها.")),
        ),
        p("Mine", &r("", "Chapter")),
        p(
            "",
            &format!(
                "<w:hyperlink r:id=\"out\">{}{}</w:hyperlink>{}",
                r("<w:rStyle w:val=\"Strong\"/>", "here"),
                r("", " it is"),
                r("<w:rStyle w:val=\"Code\"/>", "x --y")
            ),
        ),
        p("2", &r("", "Second")),
        p("Q", &r("<w:rtl/>", "قال الشاهد.")),
        p("Q", &r("<w:rtl/>", "وصمت.")),
        p("K", "<w:r><w:t>let a</w:t><w:br/><w:t xml:space=\"preserve\">  = b;</w:t></w:r>"),
        p("K", &r("", "end")),
    ];
    let markdown = "## الأسعار\n\nارتفع **سعر الغاز** كثيرًا *in Aral* now وحدها.\n\n## Chapter\n\n[**here** it is](https://example.org/a?b=1&c)`x --y`\n\n### Second\n\n> قال الشاهد.\n>\n> وصمت.\n\n```\nlet a\n  = b;\nend\n```";
    check(&body.concat(), markdown, &[]);
    let (draft, _) = arabic(&document(&body.concat()));
    assert_eq!((draft.title.as_deref(), draft.subtitle.as_deref()), (Some("تقرير الغاز"), Some("في الشتاء")));
    // Without a title the one heading above all others is it.
    let body = [p("1", &r("<w:rtl/>", "العنوان")), p("2", &r("", "A")), p("", &r("", "text"))].concat();
    check(&body, "## A\n\ntext", &[]);
    check(&[p("1", &r("", "A")), p("1", &r("", "B"))].concat(), "## A\n\n## B", &[]);
}

#[test]
fn lists_are_nested_and_count_as_they_did() {
    let body = [
        item(2, 0, "أول"),
        item(2, 1, "فرع"),
        item(2, 0, "ثانٍ"),
        p("", &r("<w:rtl/>", "نص بينهما.")),
        item(2, 0, "ثالث"),
        item(1, 0, "نقطة"),
        item(1, 1, "تحتها"),
        p("L", &r("<w:rtl/>", "وأخرى")),
        p("", &r("<w:rtl/>", "نص.")),
        item(3, 0, "من جديد"),
    ];
    let markdown = "1. أول\n   1. فرع\n2. ثانٍ\n\nنص بينهما.\n\n3. ثالث\n\n- نقطة\n  - تحتها\n- وأخرى\n\nنص.\n\n1. من جديد";
    check(&body.concat(), markdown, &[("list-letters", 2)]);
}

fn row(properties: &str, cells: &[&str]) -> String {
    let cell = |cell: &&str| {
        if cell.starts_with('<') { (*cell).to_owned() } else { format!("<w:tc>{}</w:tc>", p("", &r("<w:rtl/>", cell))) }
    };
    format!("<w:tr><w:trPr>{properties}</w:trPr>{}</w:tr>", cells.iter().map(cell).collect::<String>())
}

#[test]
fn tables_keep_their_order_and_say_what_was_merged() {
    let wide = format!("<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}</w:tc>", p("", &r("<w:rtl/>", "كلاهما")));
    let tall = format!("<w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>{}</w:tc>", p("", &r("<w:rtl/>", "آرال")));
    let below = format!("<w:tc><w:tcPr><w:vMerge/></w:tcPr>{}</w:tc>", p("", ""));
    let number = "<w:tc><w:p><w:pPr><w:bidi/><w:jc w:val=\"right\"/></w:pPr><w:r><w:t>12</w:t></w:r></w:p></w:tc>";
    let body = format!(
        "<w:tbl><w:tblPr><w:bidiVisual/></w:tblPr>{}{}{}{}</w:tbl>",
        row("<w:tblHeader/>", &["البلدة", "الآبار"]),
        row("", &[&tall, number]),
        row("", &[&below, number]),
        row("<w:ins w:author=\"A\"/>", &[&wide]),
    );
    let markdown = "<!-- bayan: imported paragraph 1, merged-cells: cells were one over several columns or rows (“آرال”, “كلاهما”): their text stands in the first -->\n\n| البلدة | الآبار |\n|---|--:|\n| آرال | 12 |\n|  | 12 |\n| كلاهما |  |";
    check(&body, markdown, &[("merged-cells", 1)]);
    // One that is not mirrored, without a head, with two paragraphs and a stroke in a cell.
    let two = format!("<w:tc>{}{}</w:tc>", p("", &r("", "a|b")), p("", &r("", "c")));
    let body = format!("<w:tbl>{}{}</w:tbl>", row("", &["x", "y"]), row("", &[&two, "z"]));
    let told = [("cell", 4), ("table-head", 1), ("table-direction", 1)];
    check(&body, "| x | y |\n|---|---|\n| a\\|b c | z |", &told);
    // A frame around text is none.
    check(&format!("<w:tbl>{}</w:tbl>", row("", &["نص في إطار"])), "نص في إطار", &[("frame", 1)]);
}

#[test]
fn tracked_changes_are_read_as_accepted_or_as_they_were() {
    let by = "w:author=\"A\" w:date=\"2026-01-01T00:00:00Z\"";
    let body = format!(
        "<w:p>{}<w:del {by}><w:r><w:delText>old</w:delText></w:r></w:del><w:ins {by}>{}</w:ins></w:p>\
         <w:p><w:pPr><w:rPr><w:del {by}/></w:rPr></w:pPr>{}</w:p><w:p>{}</w:p><w:moveFrom {by}>{}</w:moveFrom>",
        r("", "the "),
        r("", "new"),
        r("", "joined "),
        r("", "here"),
        p("", &r("", "moved away")),
    );
    let own = document(&body).bytes();
    for (view, markdown) in [(View::After, "the new\n\njoined here"), (View::Before, "the old\n\njoined\n\nhere\n\nmoved away")] {
        let (draft, written) = drafted(&own, "en", view).expect("a draft");
        assert_eq!((written.text.trim(), draft.tracked), (markdown, 4));
    }
}

#[test]
fn notes_and_comments_stand_where_they_belong() {
    let mut own = document(
        &[
            p("", &format!("<w:commentRangeStart w:id=\"0\"/>{}<w:r><w:footnoteReference w:id=\"7\"/></w:r><w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>", r("<w:rtl/>", "سعر الغاز"))),
            p("", &format!("{}<w:r><w:footnoteReference w:id=\"2\"/></w:r>", r("<w:rtl/>", "وبعده"))),
            p("", "<w:r><w:footnoteReference w:id=\"99\"/><w:t>نص</w:t></w:r>"),
        ]
        .concat(),
    );
    let note = |id: u8, content: &str| format!("<w:footnote w:id=\"{id}\">{content}</w:footnote>");
    let mark = "<w:r><w:footnoteRef/></w:r>";
    let notes = note(2, &p("", &format!("{mark}{}", r("", " second"))))
        + &note(7, &(p("", &format!("{mark}{}", r("", " first"))) + &p("", &r("", "more"))));
    own.set("word/footnotes.xml", format!("<w:footnotes xmlns:w=\"{W}\">{notes}</w:footnotes>"));
    own.set("word/comments.xml", format!("<w:comments xmlns:w=\"{W}\"><w:comment w:id=\"0\" w:initials=\"AB\" w:author=\"Full Name\"><w:p><w:r><w:t>why?</w:t></w:r></w:p></w:comment></w:comments>"));
    own.set("word/header1.xml", format!("<w:hdr xmlns:w=\"{W}\"><w:p><w:r><w:t>For us alone</w:t></w:r></w:p></w:hdr>"));
    let (draft, body) = arabic(&own);
    let markdown = "<!-- bayan: comment on “سعر الغاز”: AB: why? -->\n\nسعر الغاز[^1]\n\nوبعده[^2]\n\n<!-- bayan: imported paragraph 3, note: the mark of a note that is not there is left out -->\n\nنص\n\n[^1]: first\n\n    more\n\n[^2]: second\n";
    assert_eq!(body.text.trim_start(), markdown);
    let told: Vec<&str> = draft.left.iter().map(|left| left.what).collect();
    assert_eq!(told, ["note", "margin"]);
}

/// What the document hides is not told of heads and feet of pages either.
#[test]
fn what_heads_of_pages_hide_is_not_told() {
    let boxed = "<w:r><w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\" style=\"visibility: hidden\"><v:textbox><w:txbxContent><w:p><w:r><w:t>HIDDEN</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>";
    let row = "<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p><w:r><w:t>HIDDEN</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>For us</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let mut own = document(&p("", &r("", "نص")));
    own.set("word/header1.xml", format!("<w:hdr xmlns:w=\"{W}\"><w:p>{boxed}</w:p>{row}</w:hdr>"));
    let (draft, _) = arabic(&own);
    let told = format!("{:?}", draft.left);
    assert!(told.contains("For us") && !told.contains("HIDDEN"), "{told}");
}

#[test]
fn fields_print_their_words_and_contents_are_left_out() {
    let field = |code: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{result}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let contents = format!(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>TOC \\o \"1-3\"</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}</w:p><w:p>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
        r("", "Chapter 3"),
        r("", "Other 4")
    );
    let body = [
        contents,
        "<w:p><w:pPr><w:pStyle w:val=\"1\"/></w:pPr><w:bookmarkStart w:name=\"_Ref1\"/><w:r><w:t>Prices now</w:t></w:r></w:p>"
            .to_owned(),
        "<w:p><w:pPr><w:pStyle w:val=\"1\"/></w:pPr><w:r><w:t>Other</w:t></w:r></w:p>".to_owned(),
        p(
            "",
            &(field("HYPERLINK \"https://example.org/x\"", &r("", "a link"))
                + &r("", ", ")
                + &field("REF _Ref1 \\h", &r("", "Prices"))
                + &r("", ", ")
                + &field("REF other \\h", &r("", "gone"))
                + &r("", ", page ")
                + &field("PAGEREF _Ref1", &r("", "3"))),
        ),
        p("", &format!("<w:hyperlink r:id=\"disk\">{}</w:hyperlink>", r("", "a file"))),
    ];
    let markdown = "## Prices now\n\n## Other\n\n<!-- bayan: imported paragraph 5, page-number: a number of a page is as it was last: pages here have none -->\n\n[a link](https://example.org/x), [Prices](#prices-now), gone, page 3\n\n<!-- bayan: imported paragraph 6, link: a link leads to a file or in a way that pages do not have: its words are plain -->\n\na file";
    check(&body.concat(), markdown, &[("contents", 1), ("page-number", 5), ("link", 6), ("link-within", 5)]);
    // A field that ends nowhere hides nothing.
    let open = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>IF</w:instrText></w:r><w:r><w:t>all of it</w:t></w:r></w:p>";
    check(
        open,
        "<!-- bayan: imported document, field: a field does not end: what stands behind it may be missing -->\n\nall of it",
        &[("field", 0)],
    );
}

#[test]
fn pictures_lie_beside_the_page_and_say_nothing_of_their_makers() {
    let picture = |id: &str, alt: &str| {
        format!(
            "<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"x\" descr=\"{alt}\"/><a:blip r:embed=\"{id}\"/></wp:inline></w:drawing></w:r>"
        )
    };
    let body = [
        p("", &picture("i1", "بئر في الشمال")),
        p("C", &r("", "Figure 1: a well")),
        p("", &(r("", "See ") + &picture("i1", "again") + &picture("i2", "old") + &r("", " here."))),
    ];
    let mut own = document(&body.concat());
    own.0.insert("word/media/image1.png".to_owned(), png(&pixels(2, 2), 1));
    own.0.insert("word/media/image2.emf".to_owned(), vec![1, 0, 0, 0, 9]);
    let (draft, written) = arabic(&own);
    let markdown = "![بئر في الشمال](doc-ar-1.png \"Figure 1: a well\")\n\n<!-- bayan: imported paragraph 3, picture: a picture (`image2.emf`) is left out: pages show no pictures of its kind (“old”) -->\n\nSee ![again](doc-ar-1.png) here.";
    assert_eq!(written.text.trim(), markdown);
    assert_eq!(draft.pictures.len(), 1);
    let bytes = &draft.pictures[0].bytes;
    assert!(bytes.starts_with(b"\x89PNG"));
    for secret in SECRETS {
        assert!(!bytes.windows(secret.len()).any(|own| own == secret.as_bytes()), "{secret}");
    }
}

#[test]
fn signs_formulas_and_boxes_are_carried_or_told() {
    let body = [
        p(
            "",
            "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:t xml:space=\"preserve\"> done, m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>2</w:t></w:r><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FF\"/></w:r>",
        ),
        p(
            "",
            "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:sSup><m:e><m:r><m:t>b</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:den></m:f></m:oMath>",
        ),
        p(
            "",
            "<w:r><w:t>Before</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        ),
        p(
            "",
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>a name nobody may read</w:t></w:r><w:r><w:t>Shown</w:t><w:br w:type=\"page\"/></w:r>",
        ),
        "<w:p><w:r><w:pict><v:rect o:hr=\"t\"/></w:pict></w:r></w:p>".to_owned(),
    ];
    let markdown = "<!-- bayan: imported paragraph 1, symbol: a sign of the font Wingdings (code F0FF) is left out -->\n\n✓ done, m²\n\n$\\frac{a}{{b}^{2}}$\n\n<!-- bayan: imported paragraph 3, text-box: a box of text stands here: its text follows the paragraph -->\n\nBefore\n\nIn a box\n\nShown\n\n---";
    check(&body.concat(), markdown, &[("symbol", 1), ("text-box", 3), ("hidden-text", 5)]);
}

/// Styles that hide: of paragraphs, of letters, of tables, and those that are based on them.
const HIDING: &str = r#"<w:style w:type="paragraph" w:styleId="H"><w:name w:val="Internal"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="HH"><w:name w:val="Internal note"/><w:basedOn w:val="H"/></w:style>
<w:style w:type="paragraph" w:styleId="HS"><w:name w:val="Public note"/><w:basedOn w:val="H"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="HC"><w:name w:val="Secret"/><w:basedOn w:val="HB"/></w:style>
<w:style w:type="character" w:styleId="HB"><w:name w:val="Base"/><w:rPr><w:vanish w:val="1"/></w:rPr></w:style>
<w:style w:type="table" w:styleId="HT"><w:name w:val="Hidden table"/><w:tblStylePr w:type="wholeTable"><w:rPr><w:vanish/></w:rPr></w:tblStylePr></w:style>
<w:style w:type="table" w:styleId="HR"><w:name w:val="Hidden rows"/><w:trPr><w:hidden/></w:trPr></w:style>"#;

/// Whatever hides a text, it is in no draft, and that something was hidden is told.
#[test]
fn what_a_document_hides_is_left_out_however_it_is_hidden() {
    let hidden = |body: &str, defaults: &str, place: usize| {
        let mut own = document(&(p("", &r("", "قبل.")) + body + &p("Shown", &r("", "بعد."))));
        let defaults = format!("<w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault></w:docDefaults>");
        let shown = "<w:style w:type=\"paragraph\" w:styleId=\"Shown\"><w:name w:val=\"Shown\"/><w:rPr><w:vanish w:val=\"0\"/></w:rPr></w:style>";
        own.set("word/styles.xml", format!("<w:styles xmlns:w=\"{W}\">{defaults}{HIDING}{shown}</w:styles>"));
        let (draft, written) = arabic(&own);
        let said = format!("{written:?} {:?} {:?}", draft.left, draft.title);
        assert!(!said.contains("سر"), "{body}\n{said}");
        assert!(written.text.contains("بعد."), "{body}\n{said}");
        let told: Vec<Place> = draft.left.iter().filter(|left| left.what == "hidden-text").map(|left| left.place).collect();
        assert_eq!(told.first(), Some(&Place::Paragraph(place)), "{body}\n{said}");
    };
    let secret = r("<w:rtl/>", "سر");
    hidden(&p("H", &secret), "", 2);
    hidden(&p("HH", &secret), "", 2);
    hidden(&p("HH", &r("<w:rStyle w:val=\"Strong\"/>", "سر")), "", 2);
    hidden(&p("", &(r("", "نص ") + &r("<w:rStyle w:val=\"HC\"/>", "سر"))), "", 2);
    hidden(&p("HH", &r("<w:rStyle w:val=\"HC\"/>", "سر")), "", 2);
    hidden(&p("", &secret), "<w:vanish/>", 1);
    let table = |style: &str, rows: &str| format!("<w:tbl><w:tblPr>{style}</w:tblPr>{rows}</w:tbl>");
    let rows = row("", &["أ", "ب"]) + &row("<w:hidden/>", &["سر", "سر"]);
    hidden(&table("", &rows), "", 4);
    let rows = row("", &["سر", "سر"]) + &row("", &["سر", "سر"]);
    hidden(&table("<w:tblStyle w:val=\"HT\"/>", &rows), "", 2);
    hidden(&table("<w:tblStyle w:val=\"HR\"/>", &rows), "", 2);
    let inner = format!("<w:tc>{}</w:tc><w:tc>{}</w:tc>", table("<w:tblStyle w:val=\"HT\"/>", &rows), p("", &r("", "نص")));
    hidden(&table("", &format!("<w:tr>{inner}</w:tr>")), "", 5);
    let boxed = "<w:r><w:rPr><w:vanish/></w:rPr><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>سر</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice></mc:AlternateContent></w:r>";
    hidden(&p("", boxed), "", 2);
    hidden(&p("", "<w:r><w:drawing><wp:docPr hidden=\"1\" descr=\"سر\"/><a:blip r:embed=\"pic\"/></w:drawing></w:r>"), "", 2);
    hidden(&p("H", "<m:oMath><m:r><m:t>سر</m:t></m:r></m:oMath>"), "", 2);
    // Who says so of the letters themselves, or of a style that is based on a hiding one, shows them.
    let body = p("H", &r("<w:vanish w:val=\"0\"/>", "ظاهر")) + &p("HS", &r("", "كذلك"));
    let mut own = document(&body);
    own.set("word/styles.xml", format!("<w:styles xmlns:w=\"{W}\">{HIDING}</w:styles>"));
    assert_eq!(arabic(&own).1.text.trim(), "ظاهر\n\nكذلك");
}

#[test]
fn marks_of_direction_that_do_nothing_are_no_text() {
    let line = "\u{200f}بلغ السعر\u{200f} \u{200e}+7 727 258 0000\u{200e} و\u{202b}قال\u{202c} \u{2068}GDP\u{2069}.\u{200f}";
    check(&p("", &r("<w:rtl/>", line)), "بلغ السعر +7 727 258 0000 وقال GDP.", &[]);
    // This one decides on which side the sign stands.
    check(&p("", &r("", "(\u{200f}!) نص")), "(\u{200f}!) نص", &[]);
}

#[test]
fn text_that_looks_like_markdown_stays_text() {
    let body: String = [
        "# no heading",
        "1. no item",
        "*no* _emphasis_ [no](link) &amp;amp; &lt;b&gt;",
        "- none",
        "https://example.org/a_b here",
    ]
    .iter()
    .map(|text| p("", &r("", text)))
    .collect();
    let (draft, written) = arabic(&document(&body));
    assert!(draft.left.is_empty(), "{:?}", draft.left);
    assert_eq!(
        written.text.trim(),
        "\\# no heading\n\n1\\. no item\n\n\\*no\\* \\_emphasis\\_ \\[no\\](link) \\&amp; \\<b>\n\n\\- none\n\nhttps://example.org/a_b here"
    );
}

/// Words in their order.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\u{200c}').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[test]
fn documents_of_other_programs_lose_no_word() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/drafts");
    let read = |name: &str| fs::read(folder.join(name)).expect("a file");
    for tag in ["ar", "fa", "mixed"] {
        let source = String::from_utf8(read(&format!("{tag}.md"))).expect("UTF-8");
        let (head, text) = source.trim_start_matches("---\n").split_once("---\n").expect("a head");
        let title = head.lines().find_map(|line| line.strip_prefix("title: ")).expect("a title");
        for program in ["pandoc", "libreoffice"] {
            let language = if tag == "fa" { "fa" } else { "ar" };
            let (draft, written) = drafted(&read(&format!("{program}-{tag}.docx")), language, View::After).expect("a draft");
            assert_eq!(draft.title.as_deref(), Some(title), "{program} {tag}");
            // Labels of notes are the writer's.
            let plain = |text: &str| {
                words(&text.replace("[^a]", "[^1]").replace("[^n]", "[^1]").replace(":--------|", "").replace("---:", ""))
            };
            assert_eq!(plain(&written.text), plain(text), "{program} {tag}: {}", written.text);
            assert!(
                !written.text.contains("<span") && !written.text.chars().any(|c| matches!(c, '\u{200e}' | '\u{200f}')),
                "{program} {tag}"
            );
            let count = |text: &str, mark: &str| text.matches(mark).count();
            for mark in ["\n# ", "](https", "[^"] {
                let own = if mark == "\n# " { "\n## " } else { mark };
                assert!(count(&written.text, own) >= count(text, mark), "{program} {tag} {mark}: {}", written.text);
            }
        }
    }
}

#[test]
fn what_is_no_document_is_told_and_nothing_is_written() {
    let dir = tempfile::tempdir().expect("a folder");
    let put = |name: &str, bytes: &[u8]| fs::write(dir.path().join(name), bytes).expect("written");
    let compound = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let named = |name: &str| [&compound[..], &name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat();
    let mut macros = document(&p("", &r("", "text")));
    macros.0.insert("word/vbaProject.bin".to_owned(), vec![0]);
    let mut bomb = document("");
    bomb.set("word/document2.xml", " ".repeat(20 << 20));
    let mut other = Docx(BTreeMap::new());
    other.set("xl/workbook.xml", "<workbook/>");
    let mut entity = document("");
    entity.set("word/document2.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><w:document/>");
    let many = (0..300).map(|n| format!(" w:a{n}=\"\"")).collect::<Vec<_>>().concat();
    let mut wide = document("");
    wide.set("word/document2.xml", format!("<w:document xmlns:w=\"{W}\"><w:body><w:p{many}/></w:body></w:document>"));
    for (name, bytes, why) in [
        ("old.doc", named("WordDocument"), "before 2007"),
        ("locked.docx", named("EncryptedPackage"), "password"),
        ("macros.docm", macros.bytes(), "macros"),
        ("bomb.docx", bomb.bytes(), "more than a document needs"),
        ("other.docx", other.bytes(), "a workbook"),
        ("entity.docx", entity.bytes(), "document type"),
        ("wide.docx", wide.bytes(), "more attributes"),
        ("text.docx", b"only text".to_vec(), "no ZIP archive"),
        ("empty.docx", Vec::new(), "no ZIP archive"),
        ("cut.docx", document(&p("", &r("", "text"))).bytes()[..200].to_vec(), "damaged"),
        ("nothing.docx", document("").bytes(), "no text"),
    ] {
        put(name, &bytes);
        bayan(dir.path(), &format!("import {name} --lang ar -o out")).refused(2, why);
        assert!(!dir.path().join("out").exists(), "{name}");
    }
}

#[test]
fn the_command_writes_a_mended_draft_and_says_what_it_did() {
    let dir = tempfile::tempdir().expect("a folder");
    let body = [p("T", &r("<w:rtl/>", "تقرير")), p("", &(r("<w:rtl/>", "قال نعم , ثم") + "<w:r><w:object/></w:r>"))];
    fs::write(dir.path().join("الأول.docx"), document(&body.concat()).bytes()).expect("written");
    let run = program(dir.path(), "import الأول.docx --lang ar -o out --format json").output().expect("it starts");
    assert!(run.status.success(), "{run:?}");
    let told: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
    let page = fs::read_to_string(dir.path().join("out/الأول.ar.md")).expect("a page");
    assert!(page.starts_with("---\ntitle: \"تقرير\"\ndraft: true\nextra:\n"), "{page}");
    assert!(page.ends_with("\nقال نعم، ثم\n"), "{page}");
    let left = &told["left"][0];
    assert_eq!((&left["what"], &left["number"]), (&"object".into(), &2.into()));
    let line = usize::try_from(left["line_in_page"].as_u64().expect("a line")).expect("small");
    assert!(page.lines().nth(line - 1).expect("a line").contains("paragraph 2, object"), "{page}");
    // It is there now, and nothing is written over it.
    bayan(dir.path(), "import الأول.docx --lang ar -o out").refused(2, "nothing is written over it");
    // What is called a document and is none is told as that, not as a file of translators.
    fs::write(dir.path().join("no.docx"), "text").expect("written");
    fs::write(dir.path().join("site.yaml"), "base_url: https://example.org/\ntitle: A\nlanguages: {ar: {name: A}}\n")
        .expect("written");
    bayan(dir.path(), "import-translation no.docx").refused(1, "no ZIP archive");
}
