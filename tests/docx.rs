//! Documents for word processors: what of direction, language and structure is written into them, in both editions.

use std::collections::BTreeMap;

use crate::support::books::{self, Parts, pair, with_draft};
use crate::support::site::AR_EN;

#[track_caller]
fn documents(site: &str) -> BTreeMap<String, Parts> {
    books::archives(site, "docx")
}

/// The paragraphs of a document: its style and direction, then its runs as `[language text]`, in braces where marked from right to left.
fn paragraphs(document: &str) -> Vec<String> {
    let tree = roxmltree::Document::parse(document).expect("XML");
    let is = |node: &roxmltree::Node<'_, '_>, name: &str| node.tag_name().name() == name;
    let value = |node: roxmltree::Node<'_, '_>, name: &str| {
        node.attributes().find(|a| a.name() == name).map(|a| a.value().to_owned()).unwrap_or_default()
    };
    let paragraph = |p: roxmltree::Node<'_, '_>| {
        let own = |name: &str| p.children().find(|n| is(n, "pPr")).and_then(|pr| pr.children().find(|n| is(n, name)));
        let style = own("pStyle").map(|n| value(n, "val")).unwrap_or_default();
        let dir = if own("bidi").is_some() { "rtl" } else { "ltr" };
        let run = |r: roxmltree::Node<'_, '_>| {
            let text: String = r.children().filter(|n| is(n, "t")).filter_map(|n| n.text()).collect();
            let of = |name: &str| r.children().find(|n| is(n, "rPr")).and_then(|pr| pr.children().find(|n| is(n, name)));
            let language = of("lang").map(|n| format!("{}{}", value(n, "val"), value(n, "bidi"))).unwrap_or_default();
            let text = text
                .replace('\u{200e}', "→")
                .replace('\u{200f}', "←")
                .replace(['\u{a0}', '\u{202f}'], "~")
                .replace('\u{2060}', "");
            if of("rtl").is_some() { format!("{{{language} {text}}}") } else { format!("[{language} {text}]") }
        };
        let runs: String = p.descendants().filter(|n| is(n, "r")).map(run).collect();
        format!("{style} {dir} {runs}")
    };
    tree.descendants().filter(|n| is(n, "p")).map(paragraph).collect()
}

#[track_caller]
fn body(arabic: &str, english: &str, name: &str) -> Vec<String> {
    let documents = documents(&pair(arabic, english));
    let all = paragraphs(&documents[&format!("k/k-{name}.docx")]["word/document.xml"]);
    all.into_iter().filter(|p| p.starts_with("BodyText") || p.starts_with("ListParagraph")).collect()
}

/// Who may read it stands at the head of every page, the first too, in the languages of the file; a page says it before the site does.
#[test]
fn a_mark_stands_at_the_head_of_every_page() {
    let site = pair("نص.", "Text.");
    let heads = |site: &str, name: &str| {
        let documents = documents(site);
        let document = &documents[&format!("k/k-{name}.docx")];
        let part = |name: &str| document.get(&format!("word/{name}.xml")).map(|part| paragraphs(part)).unwrap_or_default();
        let is_first = document["word/document.xml"].contains("<w:headerReference w:type=\"first\"");
        assert_eq!(is_first, document.contains_key("word/header2.xml"));
        assert_eq!(is_first, document["[Content_Types].xml"].contains("header2.xml"));
        (part("header2"), part("header1"))
    };
    let (none, titled) = heads(&site, "en");
    assert_eq!((none, titled), (vec![], vec!["Header ltr [en Title]".to_owned()]));
    let own = site.replacen("title: Title\n", "title: Title\nmark: Draft for GDP\n", 1);
    let marked = own.replacen("title: {ar", "mark: {ar: للمكتب B12 وحده, en: Desk only}\ntitle: {ar", 1);
    let (ar, en) = ("Mark rtl {ar للمكتب }[en B12→]{ar ← وحده}", "Mark ltr [en Draft for GDP]");
    let title = |line: &str| vec![line.to_owned()];
    assert_eq!(heads(&marked, "ar").0, title(ar));
    assert_eq!(heads(&marked, "ar").1, [ar, "Header rtl {ar عنوان}"]);
    assert_eq!(heads(&marked, "en"), (title(en), vec![en.to_owned(), "Header ltr [en Title]".to_owned()]));
    assert_eq!(heads(&marked, "ar-en").0, [ar, en]);
}

#[test]
fn runs_have_their_language_and_only_arabic_ones_go_from_right_to_left() {
    let arabic = "بلغ الناتج GDP نحو $5 في 2022-01-05، وهاتف المكتب +7 727 123 4567.";
    let found = body(arabic, "Price.", "ar");
    let [line] = found.as_slice() else { panic!("{found:?}") };
    assert!(line.starts_with("BodyText rtl {ar بلغ الناتج }[en GDP]{ar ← نحو"), "{line}");
    // Dates and telephone numbers are in one run between marks, and are not torn at their spaces.
    assert!(line.contains("→2022-01-05→") && line.contains("→+7~727~123~4567→"), "{line}");
    let latin_from_right = line.split('{').skip(1).any(|run| {
        let text = run.split('}').next().unwrap_or_default();
        text.split_once(' ').is_some_and(|(_, text)| text.chars().any(|c| c.is_ascii_alphabetic()))
    });
    assert!(!latin_from_right, "{line}");
}

#[test]
fn an_english_line_with_arabic_in_it() {
    let found = body("نص.", "The word بيان (5%) means clarity.", "en");
    let [line] = found.as_slice() else { panic!("{found:?}") };
    assert!(line.starts_with("BodyText ltr [en The word ]{ar بيان}[en → (5%)"), "{line}");
}

#[test]
fn tables_and_pages_turn_with_the_language() {
    let table = |a: &str, b: &str| format!("| {a} | {b} |\n|---|--:|\n| {a} | 5 |\n");
    let documents = documents(&pair(&table("بند", "قيمة"), &table("Item", "Value")));
    let (arabic, english) = (&documents["k/k-ar.docx"]["word/document.xml"], &documents["k/k-en.docx"]["word/document.xml"]);
    assert!(arabic.contains("<w:bidiVisual/>") && !english.contains("<w:bidiVisual/>"));
    let section = |document: &str| document.split("<w:sectPr>").nth(1).unwrap_or_default().contains("<w:bidi/>");
    assert!(section(arabic) && !section(english));
    // Side by side, the Arabic column is the right one, and the English table in the other cell is not turned.
    let both = &documents["k/k-ar-en.docx"]["word/document.xml"];
    assert_eq!(both.matches("<w:tbl>").count() - both.matches("<w:bidiVisual/>").count(), 1, "{both}");
}

#[test]
fn notes_are_footnotes_and_lists_are_numbered() {
    let text = "قال[^a] ثم كرر[^a].\n\n3. ثالثًا\n4. رابعًا\n   - نقطة\n\n[^a]: حاشية مع [رابط](https://example.com/x).\n";
    let documents = documents(&pair(text, "Text."));
    let parts = &documents["k/k-ar.docx"];
    assert_eq!(parts["word/document.xml"].matches("<w:footnoteReference ").count(), 1);
    assert!(parts["word/footnotes.xml"].contains("حاشية مع "), "{}", parts["word/footnotes.xml"]);
    assert!(parts["word/_rels/footnotes.xml.rels"].contains("https://example.com/x"));
    assert!(parts["word/numbering.xml"].contains("<w:startOverride w:val=\"3\"/>"));
    // The second reference leads to the first.
    let document = &parts["word/document.xml"];
    let anchor = document.split("<w:hyperlink w:anchor=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a link");
    assert!(document.contains(&format!("w:name=\"{anchor}\"")), "{anchor}");
}

/// Word processors count footnotes through the whole document, and know no note of a note.
#[test]
fn no_note_is_lost_and_each_has_the_number_that_is_printed() {
    let chapter = |name: &str, weight: u8, text: &str| {
        format!("-- content/k/{name}.ar.md --\n---\ntitle: {name}\nweight: {weight}\n---\n\n{text}\n")
    };
    let index = "-- content/k/_index.ar.md --\n---\ntitle: K\nbriefing: true\n---\n\nText.\n";
    let site = AR_EN.replace(", en: Bayan", "").replace(", en: {name: English}", "");
    let first = chapter("a", 1, "One[^1] two[^2].\n\n[^1]: First, see[^3].\n[^2]: Second.\n[^3]: Below the first.");
    let second = chapter("b", 2, "One[^x]. Again[^x].\n\n[^x]: Third.");
    let documents = documents(&format!("{site}{index}{first}{second}"));
    let parts = &documents["k/k-ar.docx"];
    let notes = paragraphs(&parts["word/footnotes.xml"]);
    assert!(notes.iter().any(|p| p.contains("First, see") && p.contains('*')), "{notes:?}");
    assert!(notes.iter().any(|p| p.contains("* ") && p.contains("Below the first.")), "{notes:?}");
    let body = paragraphs(&parts["word/document.xml"]);
    assert!(
        body.iter().any(|p| p.contains("Again") && p.ends_with("3}[ar .]") || p.contains("Again") && p.contains('3')),
        "{body:?}"
    );
}

#[test]
fn headings_contents_and_places_agree() {
    let documents = documents(&pair("## أول\n\nنص.\n\n## ثان\n\n[إلى الأول](#أول)\n", "## One\n\nText.\n\n## Two\n\nMore.\n"));
    for name in ["ar", "en", "ar-en"] {
        let document = &documents[&format!("k/k-{name}.docx")]["word/document.xml"];
        let anchors: Vec<&str> = document.split("w:anchor=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(anchors.iter().all(|anchor| document.contains(&format!("w:name=\"{anchor}\""))), "{name} {anchors:?}");
    }
    let arabic = paragraphs(&documents["k/k-ar.docx"]["word/document.xml"]);
    assert!(
        arabic.iter().any(|p| p == "Heading2 rtl {ar أول}")
            && arabic.iter().any(|p| p.starts_with("TOC2 rtl ") && p.contains("{ar أول}")),
        "{arabic:?}"
    );
}

/// Equal text is an equal file; every part is XML and named in the list of parts by itself or by its ending.
#[test]
fn a_document_is_whole_and_always_the_same() {
    let chart = "```chart\ntype: bar\ntitle: Prices\nunit: tenge\ndata:\n  - {label: Old, value: 60}\n  - {label: New, value: 120}\n```\n";
    let files = pair(&chart.replace("Prices", "الأسعار"), chart);
    let first = documents(&files);
    assert_eq!(first, documents(&files));
    let parts = &first["k/k-ar.docx"];
    for (path, text) in parts.iter().filter(|(path, _)| !path.ends_with(".png")) {
        assert!(roxmltree::Document::parse(text).is_ok(), "{path}\n{text}");
    }
    assert!(parts.keys().any(|path| path.starts_with("word/media/") && path.ends_with(".png")), "{:?}", parts.keys());
    let alt = parts["word/document.xml"].split("descr=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    assert!(alt.contains("120"), "{alt}");
}

/// What is kept back is in no document.
#[test]
fn a_draft_is_in_no_document() {
    let documents = documents(&with_draft());
    assert_eq!(documents.len(), 3);
    for (path, parts) in &documents {
        assert!(parts.values().all(|part| !part.contains("Secret")), "{path}");
    }
}
