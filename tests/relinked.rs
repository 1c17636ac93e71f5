//! Links that a reviewer set, changed or took off: they come back as Markdown, or somebody is told.

use bayan::word::view::View;

use crate::reviewed::{AR, EN, document, made, site, taken};
use crate::support::word::{Docx, paragraph, plain, run, said, torn, typed};

const NEW: &str = "https://new.example/%D8%A3?a=1&b=(2)";

/// A document with a relation more, to an address.
fn with(own: &Docx, part: &str, address: &str) -> Docx {
    let name = format!("word/_rels/{part}.xml.rels");
    let before = own.0.get(&name).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let before = before.unwrap_or_else(|| {
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>".to_owned()
    });
    let one = format!(
        "<Relationship Id=\"rNew\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" Target=\"{}\" TargetMode=\"External\"/></Relationships>",
        address.replace('&', "&amp;")
    );
    let mut own = own.clone();
    own.set(&name, before.replace("</Relationships>", &one));
    own
}

/// A word between marks.
fn around(document: &str, word: &str, (open, close): (&str, &str)) -> String {
    let (start, end, properties) = run(document, word);
    let text = said(&document[start..end]);
    let (before, after) = text.split_once(word).expect("it is there");
    let one = |text: &str| if text.is_empty() { String::new() } else { plain(properties, text) };
    let runs = [one(before), open.to_owned(), one(word), close.to_owned(), one(after)].concat();
    format!("{}{runs}{}", &document[..start], &document[end..])
}

const ELEMENT: (&str, &str) = ("<w:hyperlink r:id=\"rNew\" w:history=\"1\">", "</w:hyperlink>");

fn field(address: &str) -> (String, String) {
    let sign = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = format!("<w:r><w:instrText xml:space=\"preserve\"> HYPERLINK \"{address}\" </w:instrText></w:r>");
    ([sign("begin"), code, sign("separate")].concat(), sign("end"))
}

/// One edit of a document in one language, in the markup of this program and of Word.
#[track_caller]
fn check(language: &str, edit: impl Fn(&str) -> String, old: &str, new: &str) {
    let (before, at) = if language == "ar" { (AR, 0) } else { (EN, 1) };
    assert!(before.contains(old), "{old}");
    for tear in [str::to_owned as fn(&str) -> String, torn] {
        let sent = with(&document(language), "document", NEW).body(|document| tear(&edit(document)));
        let (result, warnings) = taken(&made().0, &sent.bytes(), View::Before);
        let pages = result.expect("taken");
        assert_eq!(pages[at], before.replacen(old, new, 1));
        assert!(warnings.is_empty(), "{warnings:?}");
        // Given again, it changes nothing.
        let [arabic, english] = pages.clone();
        assert_eq!(taken(&site(&arabic, &english), &sent.bytes(), View::Before), (Ok(pages), vec![]));
    }
}

/// One edit that is refused.
#[track_caller]
fn refused(address: &str, edit: impl Fn(&str) -> String, code: &str) {
    let sent = with(&document("en"), "document", address).body(edit);
    let (result, _) = taken(&made().0, &sent.bytes(), View::Before);
    assert_eq!(result, Err(vec![code]), "{address}");
}

#[test]
fn a_link_on_words_that_were_there() {
    let written = "https://new.example/%D8%A3?a=1&b=\\(2\\)";
    check("en", |d| around(d, "words", ELEMENT), "Last words here", &format!("Last [words]({written}) here"));
    check("ar", |d| around(d, "أخيرة", ELEMENT), "كلمات أخيرة", &format!("كلمات [أخيرة]({written})"));
    check("en", |d| around(d, "Last words here.", ELEMENT), "Last words here.", &format!("[Last words here.]({written})"));
    check("en", |d| around(d, "First point", ELEMENT), "First point", &format!("[First point]({written})"));
    check("en", |d| around(d, "Aral", ELEMENT), "| Aral |", &format!("| [Aral]({written}) |"));
    let (open, close) = field("https://new.example/a");
    check("en", |d| around(d, "words", (&open, &close)), "Last words", "Last [words](https://new.example/a)");
    let open = "<w:fldSimple w:instr=\" HYPERLINK &quot;https://new.example/a&quot; \">";
    check("ar", |d| around(d, "أخيرة", (open, "</w:fldSimple>")), "أخيرة", "[أخيرة](https://new.example/a)");
    // Spaces at its ends are not of it, and emphasis is within it.
    check("en", |d| around(d, " words ", ELEMENT), "Last words here", &format!("Last [words]({written}) here"));
    let bold = |d: &str| {
        let own = around(d, "words", ELEMENT);
        let (start, end, properties) = run(&own, "words");
        let strong = properties.replacen("<w:rPr>", "<w:rPr><w:b/><w:bCs/>", 1);
        format!("{}{}{}", &own[..start], plain(&strong, "words"), &own[end..])
    };
    check("en", bold, "Last words here", &format!("Last [**words**]({written}) here"));
}

#[test]
fn a_link_on_words_that_are_new() {
    let written = "https://new.example/%D8%A3?a=1&b=\\(2\\)";
    let add = |d: &str| around(&typed(d, "Last words here.", "Last words here. See this."), "See this", ELEMENT);
    check("en", add, "words here.", &format!("words here. [See this]({written})."));
    // In a paragraph that is new, too.
    let block = |d: &str| {
        let (_, end) = paragraph(d, "Last words");
        let new = "<w:p><w:pPr><w:pStyle w:val=\"BodyText\"/></w:pPr><w:r><w:t xml:space=\"preserve\">See </w:t></w:r><w:hyperlink r:id=\"rNew\"><w:r><w:t>this</w:t></w:r></w:hyperlink></w:p>";
        format!("{}{new}{}", &d[..end], &d[end..])
    };
    let sent = with(&document("en"), "document", NEW).body(block);
    let (result, _) = taken(&made().0, &sent.bytes(), View::Before);
    assert_eq!(result.expect("taken")[1], EN.replacen("words here.\n", &format!("words here.\n\nSee [this]({written})\n"), 1));
    let picture = |d: &str| block(d).replacen("<w:t>this</w:t>", "<w:drawing/>", 1);
    let sent = with(&document("en"), "document", NEW).body(picture);
    assert_eq!(taken(&made().0, &sent.bytes(), View::Before).0, Err(vec!["word-added"]));
}

#[test]
fn a_link_that_was_tracked_waits_like_other_changes() {
    let edit = |d: &str| {
        let by = "w:id=\"900\" w:author=\"Full Name\" w:date=\"2026-01-01T00:00:00Z\"";
        let (start, end, properties) = run(d, "words");
        let one = |text: &str| plain(properties, text);
        let gone = one("words").replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>");
        let new = format!("<w:hyperlink r:id=\"rNew\"><w:ins {by}>{}</w:ins></w:hyperlink>", one("words"));
        format!("{}{}<w:del {by}>{gone}</w:del>{new}{}{}", &d[..start], one("Last "), one(" here."), &d[end..])
    };
    let sent = with(&document("en"), "document", "https://new.example/a").body(edit).bytes();
    let (result, warnings) = taken(&made().0, &sent, View::Before);
    assert_eq!((result.expect("taken")[1].as_str(), warnings.as_slice()), (EN, ["word-pending", "word-pending"].as_slice()));
    let (result, _) = taken(&made().0, &sent, View::After);
    assert_eq!(result.expect("taken")[1], EN.replacen("words here", "[words](https://new.example/a) here", 1));
}

#[test]
fn a_link_that_leads_elsewhere_or_is_gone() {
    let turned = |d: &str| {
        let at = d.find(">water<").expect("the link");
        let start = d[..at].rfind("<w:hyperlink ").expect("it begins");
        let end = start + d[start..].find('>').expect("it ends") + 1;
        format!("{}{}{}", &d[..start], ELEMENT.0, &d[end..])
    };
    let written = "https://new.example/%D8%A3?a=1&b=\\(2\\)";
    check("en", turned, "[water](https://example.org/a)", &format!("[water]({written})"));
    let gone = |word: &'static str| {
        move |d: &str| {
            let at = d.find(&format!(">{word}<")).expect("the link");
            let start = d[..at].rfind("<w:hyperlink ").expect("it begins");
            let end = start + d[start..].find('>').expect("it ends") + 1;
            let close = at + d[at..].find("</w:hyperlink>").expect("it ends");
            format!("{}{}{}", &d[..start], &d[end..close], &d[close + "</w:hyperlink>".len()..])
        }
    };
    check("en", gone("water"), "[water](https://example.org/a)", "water");
    check("ar", gone("الماء"), "[الماء](https://example.org/a)", "الماء");
    // With all its words; what stood in their place is in no link.
    let cut = |d: &str| d.replacen(">water<", "><", 1);
    check("en", cut, "of [water](https://example.org/a) rose", "of  rose");
}

#[test]
fn what_cannot_be_a_link_of_a_page_is_refused() {
    for address in ["file:///C:/Users/name/report.docx", "javascript:alert(1)", "report.docx"] {
        refused(address, |d| around(d, "words", ELEMENT), "word-link");
    }
    refused(NEW, |d| around(d, "words", ("<w:hyperlink w:anchor=\"_Ref1\">", "</w:hyperlink>")), "word-link");
    refused(NEW, |d| around(d, "words", ("<w:hyperlink r:id=\"rNone\">", "</w:hyperlink>")), "word-link");
    refused(NEW, |d| around(d, "60", ELEMENT), "word-value");
    // A link that is shorter than it was.
    let half = |d: &str| {
        let (start, end, properties) = run(d, "water");
        let at = d[..start].rfind("<w:hyperlink ").expect("it begins");
        let (before, after) = (plain(properties, "wat"), plain(properties, "er"));
        let close = end + "</w:hyperlink>".len();
        assert!(d[end..].starts_with("</w:hyperlink>"));
        format!("{}{}{before}</w:hyperlink>{after}{}", &d[..at], &d[at..start], &d[close..])
    };
    let body = |d: &str| {
        let at = d.find("w:val=\"BodyText\"").expect("the text");
        format!("{}{}", &d[..at], half(&d[at..]))
    };
    refused(NEW, body, "word-link");
}

#[test]
fn a_link_where_none_is_put_in_is_told() {
    let told = |tree: &bayan::source::SourceTree, edit: &dyn Fn(&str) -> String| {
        let sent = with(&document("en"), "document", NEW).body(edit);
        let (result, warnings) = taken(tree, &sent.bytes(), View::Before);
        (result.expect("taken")[1].clone(), warnings)
    };
    let summary = told(&made().0, &|d| around(d, "whom", ELEMENT));
    assert_eq!(summary, (EN.to_owned(), vec!["word-link"]));
    // A page that changed since.
    let newer = EN.replacen("Last words here.", "Final words here.", 1);
    assert_eq!(told(&site(AR, &newer), &|d| around(d, "words", ELEMENT)), (newer, vec!["word-link"]));
}

#[test]
fn links_in_notes_and_headings() {
    let sent = with(&document("en"), "footnotes", "https://new.example/a");
    let sent = sent.notes(|notes| around(notes, "pumps", ELEMENT));
    let (result, _) = taken(&made().0, &sent.bytes(), View::Before);
    assert_eq!(result.expect("taken")[1], EN.replacen("note on pumps", "note on [pumps](https://new.example/a)", 1));
    let heading = |d: &str| {
        let at = d.find("w:val=\"Heading2\"").expect("a heading");
        format!("{}{}", &d[..at], around(&d[at..], "price", ELEMENT))
    };
    let sent = with(&document("en"), "document", "https://new.example/a").body(heading);
    let (result, _) = taken(&made().0, &sent.bytes(), View::Before);
    assert_eq!(
        result.expect("taken")[1],
        EN.replacen("The price of water {", "The [price](https://new.example/a) of water {", 1)
    );
}
