//! Documents that come back from reviewers: what was accepted is put into the pages, everything else stays byte for byte, and what does
//! not fit keeps the whole document out.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use bayan::diag::Diagnostics;
use bayan::diag::render::{Style, render};
use bayan::markdown::write::changed;
use bayan::review::back::back;
use bayan::review::verify::verify;
use bayan::source::SourceTree;
use bayan::word::read::read;
use bayan::word::view::View;

use crate::support::shared;
use crate::support::site::{AR_EN, request, tree};
use crate::support::word::{Docx, documents, paragraph, plain, run, torn, tracked, typed};

pub const EN: &str = "---\ntitle: Water and power\nsummary: What the wells cost, and whom.\nbriefing: true\n---\n\n## The price of water {#price}\n\nThe **price** of [water](https://example.org/a) rose in the\nnorth, and `pump --all` failed.[^a] See GDP and بيان too.\n\nThe tariff is [](fact:price) tenge now.\n\n- First point\n- Second *point* with\n  two lines\n\n> A quotation of the ministry.\n\n| Town | Wells |\n|---|--:|\n| Aral | 12 |\n\nLast words here.\n\n[^a]: A note on pumps.\n";
pub const AR: &str = "---\ntitle: الماء والكهرباء\nsummary: كلفة الآبار.\nbriefing: true\n---\n\n## سعر الماء {#price}\n\nارتفع **سعر** [الماء](https://example.org/a) في\nالشمال، وتعطل `pump --all`.[^a] وبلغ GDP نحو 5% في 2022-01-05.\n\nالتعرفة [](fact:price) تنغًا الآن.\n\n- النقطة الأولى\n- النقطة *الثانية* على\n  سطرين\n\n> اقتباس من الوزارة.\n\n| البلدة | الآبار |\n|---|--:|\n| آرال | 12 |\n\nكلمات أخيرة هنا.\n\n[^a]: حاشية عن المضخات.\n";
const FACTS: &str = "price: {value: 60, what: {ar: التعرفة, en: tariff}}\n";

pub fn site(arabic: &str, english: &str) -> SourceTree {
    tree(&format!(
        "{AR_EN}-- content/k/facts.yaml --\n{FACTS}-- content/k/_index.ar.md --\n{arabic}-- content/k/_index.en.md --\n{english}"
    ))
}

/// The site of these tests, with its documents.
pub fn made() -> &'static (SourceTree, BTreeMap<String, Docx>) {
    static MADE: OnceLock<(SourceTree, BTreeMap<String, Docx>)> = OnceLock::new();
    MADE.get_or_init(|| {
        let tree = site(AR, EN);
        let documents = documents(&tree);
        (tree, documents)
    })
}

pub fn document(name: &str) -> Docx {
    made().1[&format!("k/k-{name}.docx")].clone()
}

/// The pages after a document came back, or the codes of what keeps it out; the warnings too.
pub fn taken(tree: &SourceTree, bytes: &[u8], view: View) -> (Result<[String; 2], Vec<&'static str>>, Vec<&'static str>) {
    let (result, warnings) = taken_over(tree, bytes, view);
    let text = |tree: &SourceTree, name: &str| {
        tree.get(&format!("content/k/_index.{name}.md")).and_then(|file| file.text()).expect("a text").to_owned()
    };
    (result.map(|tree| [text(&tree, "ar"), text(&tree, "en")]), warnings)
}

/// The same, with all files of the site.
pub fn taken_over(tree: &SourceTree, bytes: &[u8], view: View) -> (Result<SourceTree, Vec<&'static str>>, Vec<&'static str>) {
    let sent = read(bytes).expect("a document");
    let mut session = shared::session(tree.clone(), request());
    let site = session.site().value.expect("a site").site;
    let returned = back("back.docx", &sent, view, (&site, tree));
    let mut diags = Diagnostics::new();
    diags.extend(returned.diags.iter().cloned());
    if !diags.has_errors() {
        for (path, changes) in &returned.changes {
            let before = tree.get(path).and_then(|file| file.text()).expect("a text");
            session.open(path, changed(before, changes.clone()));
        }
        let after = session.site().value.expect("a site").site;
        diags.append(verify(&returned, (&site, tree), (&after, session.tree())));
    }
    let codes = |is_error: bool| -> Vec<&'static str> {
        let is_it = |d: &&bayan::diag::Diagnostic| (d.severity == bayan::diag::Severity::Error) == is_error;
        diags.iter().filter(is_it).map(|d| d.code).collect()
    };
    // Whoever reads a failure wants to know what was said.
    if diags.has_errors() {
        eprintln!("{}", render(diags.clone(), tree, Style::Short));
    }
    let result = if diags.has_errors() { Err(codes(true)) } else { Ok(session.tree().clone()) };
    (result, codes(false))
}

/// One edit in one language, in the markup of this program and of Word, in the document of the language and in that of both.
#[track_caller]
fn check(language: &str, edit: impl Fn(&str) -> String, old: &str, new: &str) {
    let (before, is_arabic) = if language == "ar" { (AR, true) } else { (EN, false) };
    assert!(old.is_empty() || before.contains(old), "{old}");
    let after = if old.is_empty() { before.to_owned() } else { before.replacen(old, new, 1) };
    let expected = if is_arabic { [after, EN.to_owned()] } else { [AR.to_owned(), after] };
    for name in [language, "ar-en"] {
        for tear in [str::to_owned as fn(&str) -> String, torn] {
            let bytes = document(name).body(|document| tear(&edit(document))).bytes();
            let (result, _) = taken(&made().0, &bytes, View::Before);
            assert_eq!(result, Ok(expected.clone()), "{name}");
        }
    }
}

/// One edit that is refused.
#[track_caller]
fn refused(language: &str, edit: impl Fn(&str) -> String, code: &str) {
    for tear in [str::to_owned as fn(&str) -> String, torn] {
        let bytes = document(language).body(|document| tear(&edit(document))).bytes();
        let (result, _) = taken(&made().0, &bytes, View::Before);
        let codes = result.expect_err("it is refused");
        assert!(codes.contains(&code), "{codes:?}");
    }
}

#[test]
fn what_nobody_touched_comes_back_byte_for_byte() {
    for language in ["ar", "en"] {
        check(language, str::to_owned, "", "");
    }
}

#[test]
fn every_line_has_its_mark() {
    for name in ["ar", "en", "ar-en"] {
        let parts = document(name);
        let all = [
            parts.part("word/document.xml").to_owned(),
            parts.0.get("word/footnotes.xml").map(|b| String::from_utf8_lossy(b).into_owned()).unwrap_or_default(),
        ]
        .concat();
        let names: Vec<&str> = all.split("w:name=\"_by").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let numbers: Vec<&str> = names.iter().filter_map(|name| name.strip_prefix('l')).collect();
        let total: usize = numbers[0].split('_').nth(2).expect("a total").parse().expect("a number");
        assert_eq!(numbers.len(), total * if name == "ar-en" { 2 } else { 1 }, "{names:?}");
        let mut unique = names.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), names.len());
    }
}

#[test]
fn words_are_put_in_taken_out_and_replaced() {
    for (old, new, from, to) in [
        ("rose in the", "fell in the", "rose in the\nnorth", "fell in the\nnorth"),
        ("rose in the north", "rose again in the far north", "rose in the\nnorth", "rose again in the far\nnorth"),
        (" See GDP", " See the GDP", "See GDP", "See the GDP"),
        ("First point", "First of all points", "First point", "First of all points"),
        ("A quotation of", "A short quotation of", "A quotation of", "A short quotation of"),
        ("Aral", "Aral town", "| Aral |", "| Aral town |"),
        ("Last words here.", "Last words of *all*, here [x].", "Last words here.", "Last words of \\*all\\*, here \\[x\\]."),
        ("Last words here.", "1. Last words here.", "Last words here.", "1\\. Last words here."),
        ("Last words here.", "Words here.", "Last words here.", "Words here."),
    ] {
        check("en", |document| typed(document, old, new), from, to);
    }
    for (old, new, from, to) in [
        ("ارتفع ", "انخفض ", "ارتفع **سعر**", "انخفض **سعر**"),
        ("الشمال، وتعطل ", "الشمال كله، وتعطل ", "الشمال، وتعطل", "الشمال كله، وتعطل"),
        ("النقطة الأولى", "النقطة الأولى والأهم", "- النقطة الأولى", "- النقطة الأولى والأهم"),
        ("اقتباس من", "اقتباس طويل من", "اقتباس من", "اقتباس طويل من"),
        ("آرال", "مدينة آرال", "| آرال |", "| مدينة آرال |"),
        ("كلمات أخيرة هنا.", "\u{200f}كلمات\u{200f} أخيرة هنا الآن.", "كلمات أخيرة هنا.", "كلمات أخيرة هنا الآن."),
    ] {
        check("ar", |document| typed(document, old, new), from, to);
    }
}

#[test]
fn what_stands_within_emphasis_and_links_stays_there() {
    // The contents say the heading first, and nobody asks what stands there.
    let heading = |old: &'static str, new: &'static str| {
        move |document: &str| {
            let at = document.find("w:val=\"Heading2\"").expect("a heading");
            format!("{}{}", &document[..at], typed(&document[at..], old, new))
        }
    };
    check("en", heading("The price", "The high price"), "The price of water {#price}", "The high price of water {#price}");
    check("en", heading("water", "water rates"), "The price of water {#", "The price of water rates {#");
    check("ar", heading("سعر الماء", "سعر ماء الشرب"), "## سعر الماء {#price}", "## سعر ماء الشرب {#price}");
    let contents = document("en").body(|d| typed(d, "The price of water", "The price"));
    assert_eq!(taken(&made().0, &contents.bytes(), View::Before).0.expect("taken")[1], EN);
    let bold = |d: &str| {
        let at = d.find(">price<").expect("the bold word");
        format!("{}>tariff<{}", &d[..at], &d[at + ">price<".len()..])
    };
    check("en", bold, "**price**", "**tariff**");
    let link = |d: &str| {
        let at = d.find(">water<").expect("the link");
        format!("{}>fresh water<{}", &d[..at], &d[at + ">water<".len()..])
    };
    check("en", link, "[water]", "[fresh water]");
    let longer = |d: &str| d.replacen(">water<", ">waters<", 1);
    check("en", longer, "[water]", "[waters]");
    let gone = |d: &str| {
        let at = d.find(">price<").expect("the bold word");
        d[..at].to_owned() + "><" + &d[at + ">price<".len()..]
    };
    check("en", gone, "The **price** of", "The  of");
}

#[test]
fn new_emphasis_becomes_emphasis_and_emphasis_that_went_goes() {
    let bold = |word: &'static str| {
        move |document: &str| {
            let (start, end, properties) = run(document, word);
            let text = crate::support::word::said(&document[start..end]);
            let (before, after) = text.split_once(word).expect("it is there");
            let strong = properties.replacen("<w:rPr>", "<w:rPr><w:b/><w:bCs/>", 1);
            let runs = [plain(properties, before), plain(&strong, word), plain(properties, after)].concat();
            format!("{}{runs}{}", &document[..start], &document[end..])
        }
    };
    check("en", bold("words"), "Last words here", "Last **words** here");
    check("ar", bold("أخيرة"), "كلمات أخيرة هنا", "كلمات **أخيرة** هنا");
    check("en", bold("quotation of"), "A quotation of the", "A **quotation of** the");
    let unbold = |document: &str| {
        let at = document.find(">price<").expect("the bold word");
        let start = document[..at].rfind("<w:r>").expect("a run");
        format!("{}{}{}", &document[..start], document[start..at].replace("<w:b/><w:bCs/>", ""), &document[at..])
    };
    check("en", unbold, "**price**", "price");
}

#[test]
fn notes_come_back_and_their_marks_are_kept() {
    for (name, old, new) in [("en", "A note on pumps.", "A long note on pumps."), ("ar", "حاشية عن", "حاشية قصيرة عن")]
    {
        let before = if name == "en" { EN } else { AR };
        let bytes = document(name).notes(|notes| typed(notes, old, new)).bytes();
        let (result, _) = taken(&made().0, &bytes, View::Before);
        let after = before.replacen(old, new, 1);
        assert_eq!(result.expect("taken")[usize::from(name == "en")], after);
        let gone = |document: &str| {
            let at = document.find("<w:footnoteReference").expect("a mark");
            let end = at + document[at..].find("/>").expect("its end") + 2;
            format!("{}{}", &document[..at], &document[end..])
        };
        refused(name, gone, "word-markup");
    }
}

#[test]
fn values_of_the_ledger_are_refused_with_their_entry() {
    refused("en", |d| typed(d, "60", "75"), "word-value");
    refused("ar", |d| typed(d, "60", "٧٥"), "word-value");
    refused("en", |d| typed(d, "60", "600"), "word-value");
    refused("en", |d| typed(d, "60", ""), "word-value");
    refused("en", |d| typed(d, "pump --all", "pump --none"), "word-markup");
    // What stands beside a value is the page's own.
    check("en", |d| typed(d, "The tariff is ", "The new tariff is "), "The tariff is", "The new tariff is");
    check("en", |d| typed(d, " tenge now.", " tenge a month."), " tenge now.", " tenge a month.");
    check("ar", |d| typed(d, " تنغًا الآن.", " تنغًا كل شهر."), " تنغًا الآن.", " تنغًا كل شهر.");
}

#[test]
fn paragraphs_are_taken_out_and_added() {
    let cut = |text: &'static str| {
        move |document: &str| {
            let (start, end) = paragraph(document, text);
            format!("{}{}", &document[..start], &document[end..])
        }
    };
    for (language, text, rest) in
        [("en", "A quotation", "> A quotation of the ministry.\n\n"), ("ar", "اقتباس من", "> اقتباس من الوزارة.\n\n")]
    {
        let bytes = document(language).body(cut(text)).bytes();
        let before = if language == "en" { EN } else { AR };
        let (result, _) = taken(&made().0, &bytes, View::Before);
        assert_eq!(result.expect("taken")[usize::from(language == "en")], before.replacen(rest, "", 1));
    }
    refused("en", cut("First point"), "word-removed");
    let add = |after: &'static str, text: &'static str, style: &'static str| {
        move |document: &str| {
            let (_, end) = paragraph(document, after);
            let new =
                format!("<w:p w:rsidR=\"00AA\"><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>");
            format!("{}{new}{}", &document[..end], &document[end..])
        }
    };
    check(
        "en",
        add("Last words", "# A new thought.", "BodyText"),
        "Last words here.\n",
        "Last words here.\n\n\\# A new thought.\n",
    );
    check("ar", add("التعرفة ", "فكرة جديدة.", "TextBody"), "تنغًا الآن.\n", "تنغًا الآن.\n\nفكرة جديدة.\n");
    refused("en", add("First point", "A new point", "ListParagraph"), "word-added");
    refused("en", add("Aral", "Another town", "TableText"), "word-added");
    refused("en", add("Last words", "A new heading", "Heading2"), "word-added");
    // A link in it to something that is not there: as an element and as a field.
    let link = |document: &str| {
        add("Last words", "See this report.", "TextBody")(document).replacen(
            "<w:r><w:t>See this report.</w:t></w:r>",
            "<w:hyperlink r:id=\"rNone\"><w:r><w:t>See this report.</w:t></w:r></w:hyperlink>",
            1,
        )
    };
    assert_ne!(
        link(document("en").part("word/document.xml")),
        add("Last words", "See this report.", "TextBody")(document("en").part("word/document.xml"))
    );
    refused("en", link, "word-added");
}

#[test]
fn moved_split_and_merged_paragraphs_are_refused() {
    for (language, first, last) in [("en", "The tariff", "Last words"), ("ar", "التعرفة ", "كلمات أخيرة")] {
        let moved = |document: &str| {
            let (start, end) = paragraph(document, first);
            let own = document[start..end].to_owned();
            let rest = format!("{}{}", &document[..start], &document[end..]);
            let (_, at) = paragraph(&rest, last);
            format!("{}{own}{}", &rest[..at], &rest[at..])
        };
        refused(language, moved, "word-moved");
        let bare = |document: &str| {
            let marked = moved(document);
            let (start, end) = paragraph(&marked, first);
            let own: String = marked[start..end]
                .split("<w:bookmarkStart")
                .enumerate()
                .map(
                    |(n, part)| {
                        if n == 0 { part.to_owned() } else { part.split_once("/>").map_or("", |(_, rest)| rest).to_owned() }
                    },
                )
                .collect();
            format!("{}{own}{}", &marked[..start], &marked[end..])
        };
        refused(language, bare, "word-moved");
        let merged = |document: &str| {
            let (_, end) = paragraph(document, first);
            let next = document[end..].find("</w:pPr>").expect("a paragraph") + end + "</w:pPr>".len();
            format!("{}{}", &document[..end - "</w:p>".len()], &document[next..])
        };
        refused(language, merged, "word-merged");
    }
    let split = |document: &str| {
        let (start, end, properties) = run(document, "A quotation of the ministry.");
        let halves = [plain(properties, "A quotation "), plain(properties, "of the ministry.")];
        format!("{}{}</w:p><w:p>{}{}", &document[..start], halves[0], halves[1], &document[end..])
    };
    refused("en", split, "word-split");
    let styled = |document: &str| {
        let (start, end) = paragraph(document, "Last words");
        format!("{}{}{}", &document[..start], document[start..end].replacen("BodyText", "Heading2", 1), &document[end..])
    };
    refused("en", styled, "word-style");
}

#[test]
fn titles_and_summaries_are_edited_in_the_head() {
    check(
        "en",
        |d| typed(d, "What the wells cost,", "What all wells cost: a list,"),
        "What the wells cost, and whom.",
        "\"What all wells cost: a list, and whom.\"",
    );
    check("ar", |d| typed(d, "كلفة الآبار.", "كلفة الآبار كلها."), "كلفة الآبار.", "كلفة الآبار كلها.");
}

#[test]
fn tracked_changes_wait_until_somebody_decides() {
    for (language, old, new, at) in [("en", "rose", "fell", 1), ("ar", "الشمال", "الجنوب", 0)] {
        let bytes = document(language).body(|d| torn(&tracked(d, old, new))).bytes();
        let before = [AR, EN][at];
        let (result, warnings) = taken(&made().0, &bytes, View::Before);
        assert_eq!(result.expect("taken")[at], before);
        assert_eq!(warnings, ["word-pending", "word-pending"]);
        let (result, warnings) = taken(&made().0, &bytes, View::After);
        assert_eq!(result.expect("taken")[at], before.replacen(old, new, 1));
        assert!(warnings.is_empty());
    }
    // What was taken without them is no obstacle when they are decided.
    let edited = document("en").body(|d| tracked(&typed(d, "Last words here.", "Last words."), "words", "letters"));
    let (first, _) = taken(&made().0, &edited.bytes(), View::Before);
    let [arabic, english] = first.expect("taken");
    assert!(english.contains("Last words.\n"), "{english}");
    let (second, _) = taken(&site(&arabic, &english), &edited.bytes(), View::After);
    assert!(second.expect("taken")[1].contains("Last letters.\n"));
}

#[test]
fn a_whole_paragraph_that_is_tracked() {
    let by = "w:id=\"1\" w:author=\"A\" w:date=\"2026-01-01T00:00:00Z\"";
    let add = |document: &str| {
        let (_, end) = paragraph(document, "The tariff");
        let new = format!(
            "<w:p><w:pPr><w:pStyle w:val=\"BodyText\"/><w:rPr><w:ins {by}/></w:rPr></w:pPr><w:ins {by}><w:r><w:t>New thought.</w:t></w:r></w:ins></w:p>"
        );
        format!("{}{new}{}", &document[..end], &document[end..])
    };
    let bytes = document("en").body(add).bytes();
    assert_eq!(taken(&made().0, &bytes, View::Before).0.expect("taken")[1], EN);
    let (result, _) = taken(&made().0, &bytes, View::After);
    assert_eq!(result.expect("taken")[1], EN.replacen("tenge now.\n", "tenge now.\n\nNew thought.\n", 1));
    let cut = |document: &str| {
        let (start, end) = paragraph(document, "Last words");
        let own = document[start..end]
            .replacen("<w:rPr>", &format!("<w:rPr><w:del {by}/>"), 1)
            .replacen("<w:r><w:rPr><w:lang", &format!("<w:del {by}><w:r><w:rPr><w:lang"), 1)
            .replace("<w:t ", "<w:delText ")
            .replace("</w:t></w:r>", "</w:delText></w:r></w:del>");
        format!("{}{own}{}", &document[..start], &document[end..])
    };
    let bytes = document("en").body(cut).bytes();
    assert_eq!(taken(&made().0, &bytes, View::Before).0.expect("taken")[1], EN);
    let (result, _) = taken(&made().0, &bytes, View::After);
    assert_eq!(result.expect("taken")[1], EN.replacen("Last words here.\n\n", "", 1));
}

#[test]
fn comments_become_remarks_once() {
    let sent = document("en").commented("The tariff is ", "Which month?").body(torn);
    let (result, _) = taken(&made().0, &sent.bytes(), View::Before);
    let [arabic, english] = result.expect("taken");
    let remark = "<!-- bayan: comment on “The tariff is”: FN: Which month? -->\n\nThe tariff is";
    assert_eq!(english, EN.replacen("The tariff is", remark, 1));
    let again = site(&arabic, &english);
    assert_eq!(taken(&again, &sent.bytes(), View::Before).0, Ok([arabic, english]));
    let found = crate::support::site::checked(&format!(
        "{AR_EN}-- content/a.en.md --\n---\ntitle: Page\n---\n\n<!-- bayan: comment: FN: Which month? -->\n\nText.\n-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\nنص.\n"
    ));
    assert!(found.contains(&"content/a.en.md:5:1 reviewer-comment".to_owned()), "{found:?}");
}

#[test]
fn a_page_that_changed_since_is_not_written_over() {
    let edited = document("en").body(|d| typed(d, "Last words here.", "Last words there."));
    let newer = EN.replacen("Last words here.", "Final words here.", 1);
    assert_eq!(taken(&site(AR, &newer), &edited.bytes(), View::Before).0, Err(vec!["word-changed-since"]));
    // Another block may change, come or go.
    let other = EN.replacen("First point", "First of the points", 1);
    let (result, _) = taken(&site(AR, &other), &edited.bytes(), View::Before);
    assert_eq!(result.expect("taken")[1], other.replacen("words here", "words there", 1));
    let more = EN.replacen("Last words", "A new block.\n\nLast words", 1);
    let (result, _) = taken(&site(AR, &more), &edited.bytes(), View::Before);
    assert_eq!(result.expect("taken")[1], more.replacen("words here", "words there", 1));
    // What was put in by hand meanwhile is no difference.
    let same = EN.replacen("words here", "words there", 1);
    assert_eq!(taken(&site(AR, &same), &edited.bytes(), View::Before).0.expect("taken")[1], same);
}

#[test]
fn one_refusal_keeps_everything_out() {
    let bytes = document("en").body(|d| typed(&typed(d, "Last words here.", "Last."), "60", "61")).bytes();
    assert_eq!(taken(&made().0, &bytes, View::Before).0, Err(vec!["word-value"]));
}

#[test]
fn documents_of_others_are_told() {
    let strange = document("en").body(|d| d.replace("w:name=\"_by", "w:name=\"_xx"));
    assert_eq!(taken(&made().0, &strange.bytes(), View::Before).0, Err(vec!["word-origin"]));
    let elsewhere = tree(&format!(
        "{AR_EN}-- content/k/_index.ar.md --\n---\ntitle: صفحة\n---\n\nنص.\n-- content/k/_index.en.md --\n---\ntitle: Page\n---\n\nText.\n"
    ));
    let moved = document("en")
        .body(|d| typed(d, "Last words here.", "Last.").replace("w:name=\"_byl", "w:name=\"_byl0").replace("_byl0", "_byl"));
    let (result, _) = taken(&elsewhere, &moved.bytes(), View::Before);
    assert!(result.is_err());
}

#[test]
fn harmful_and_other_files_are_refused() {
    use bayan::word::Broken;
    let broken = |bytes: &[u8]| read(bytes).expect_err("it is refused");
    let mut compound = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    assert_eq!(broken(&compound), Broken::Old);
    compound.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(broken(&compound), Broken::Encrypted);
    assert!(matches!(broken(b"PK\x03\x04 and nothing else"), Broken::Damaged(_)));
    assert!(matches!(broken(b"{\\rtf1}"), Broken::Other(_)));
    assert!(matches!(broken(b"words alone"), Broken::Other(_)));
    let many = (0..300).map(|n| format!(" w:a{n}=\"\"")).collect::<Vec<_>>().concat();
    let wide = document("en").body(|d| d.replacen("<w:body>", &format!("<w:body{many}>"), 1));
    assert!(matches!(broken(&wide.bytes()), Broken::Large(_)));
    let mut none = document("en");
    none.0.remove("word/document.xml");
    assert!(matches!(broken(&none.bytes()), Broken::Other(_)));
    let entity = document("en")
        .body(|d| d.replacen("<w:document", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><w:document", 1));
    assert!(matches!(broken(&entity.bytes()), Broken::Harmful(_)));
    let reference = document("en").body(|d| d.replacen("Last words", "Last &e; words", 1));
    assert!(matches!(broken(&reference.bytes()), Broken::Damaged(_)));
    for path in ["../outside.xml", "/etc/absolute.xml", "word/../../x", "C:/x", "..\\x"] {
        let mut climbing = document("en");
        climbing.set(path, "x");
        assert!(matches!(broken(&climbing.bytes()), Broken::Harmful(_)), "{path}");
    }
    let bomb = document("en").body(|d| d.replacen("</w:body>", &format!("{}</w:body>", " ".repeat(80 << 20)), 1));
    assert!(matches!(broken(&bomb.bytes()), Broken::Large(_)));
    let deep = document("en").body(|d| d.replacen("<w:body>", &format!("<w:body>{}", "<w:sdt>".repeat(10_000)), 1));
    assert!(matches!(broken(&deep.bytes()), Broken::Large(_)));
    let cut = document("en").body(|d| d[..d.len() / 2].to_owned());
    assert!(matches!(broken(&cut.bytes()), Broken::Damaged(_)));
    let mut macros = document("en");
    macros.set("word/vbaProject.bin", "x");
    let (result, warnings) = taken(&made().0, &macros.bytes(), View::Before);
    assert_eq!((result.expect("taken")[1].as_str(), warnings), (EN, vec!["word-left-out"]));
}

#[test]
fn a_review_says_what_was_changed_and_said() {
    let edited = document("en").body(|d| {
        let headed = typed(d, "What the wells cost,", "What wells cost,");
        tracked(&typed(&headed, "Last words here.", "Last words there."), "rose", "fell")
    });
    let sent = edited.commented("The tariff is ", "Which month?");
    let tree = &made().0;
    let site = shared::session(tree.clone(), request()).site().value.expect("a site").site;
    let returned = back("back.docx", &read(&sent.bytes()).expect("a document"), View::Before, (&site, tree));
    let shown = render(bayan::review::findings::findings(&returned), tree, Style::Short);
    for part in [
        "content/k/_index.en.md:3:10: warning[word-edited]: the reviewer edited this line: What ",
        "content/k/_index.en.md:24:1: warning[word-edited]: the reviewer edited this line: Last words {+t+}here.",
        "content/k/_index.en.md:9:1: warning[word-pending]: a tracked change is neither accepted nor rejected, and was left out: `rose` is taken out",
        "content/k/_index.en.md:12:1: warning[word-comment]: a comment of the reviewer: on “The tariff is”: FN: Which month?",
    ] {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
    // The same as one page, which loads and runs nothing.
    let html = bayan::review::html::render("back <1>.docx", &returned, &site, tree);
    for part in [
        "<bdi>back &lt;1&gt;.docx</bdi>",
        "<code dir=\"ltr\">content/k/_index.en.md:24:1</code></p>\n<p lang=\"en\" dir=\"ltr\">Last words <ins>t</ins>here.</p>",
        "<p dir=\"auto\">on “The tariff is”: FN: Which month?</p>",
        "<bdi>rose</bdi> is taken out",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    assert!(!html.contains("<script") && !html.contains("src=") && !html.contains("href="));
}

#[test]
fn a_review_says_where_paragraphs_came_and_went() {
    let edited = document("ar").body(|d| {
        let (_, end) = paragraph(d, "التعرفة ");
        let new = format!(
            "{}<w:p><w:pPr><w:pStyle w:val=\"TextBody\"/></w:pPr>{}</w:p>{}",
            &d[..end],
            plain("", "فكرة جديدة."),
            &d[end..]
        );
        let (start, end) = paragraph(&new, "كلمات أخيرة");
        format!("{}{}", &new[..start], &new[end..])
    });
    let tree = &made().0;
    let site = shared::session(tree.clone(), request()).site().value.expect("a site").site;
    let returned = back("back.docx", &read(&edited.bytes()).expect("a document"), View::Before, (&site, tree));
    let shown = render(bayan::review::findings::findings(&returned), tree, Style::Short);
    for part in [
        "content/k/_index.ar.md:12:1: warning[word-edited]: the reviewer added a paragraph behind this: `فكرة جديدة.`",
        "content/k/_index.ar.md:24:1: warning[word-edited]: the reviewer took this out: `كلمات أخيرة هنا.`",
    ] {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
    let html = bayan::review::html::render("back.docx", &returned, &site, tree);
    assert!(html.contains("<p lang=\"ar\" dir=\"rtl\"><ins>فكرة جديدة.</ins></p>"), "{html}");
    assert!(html.contains("<p lang=\"ar\" dir=\"rtl\"><del>كلمات أخيرة هنا.</del></p>"), "{html}");
}

/// A paragraph that is gone took its bookmark along; the document says what it was made with.
#[test]
fn chapters_captions_and_heads_that_are_gone_are_told() {
    let figure = "```chart\ntype: bar\ntitle: Costs\nunit: kg\ndata:\n  - {label: A, value: 60}\n```\n";
    let page = |body: &str| format!("---\ntitle: Water\nsummary: What it costs.\nbriefing: true\n---\n\nText.\n\n{body}");
    let chapter = "-- content/k/one.en.md --\n---\ntitle: First\n---\n\nOf the chapter.\n";
    let tree = tree(&format!("{AR_EN}-- content/k/_index.en.md --\n{}{chapter}", page(figure)));
    let made = documents(&tree)["k/k-en.docx"].clone();
    let told = |cut: &dyn Fn(&str) -> bool| {
        let edited = made.clone().body(|document| {
            let kept = |part: &str| !cut(part);
            let mut parts = document.split("<w:p>");
            let first = parts.next().expect("a beginning").to_owned();
            let mut out = first;
            for part in parts {
                let (own, rest) = part.split_once("</w:p>").expect("it ends");
                if kept(own) {
                    out.extend(["<w:p>", own, "</w:p>"]);
                }
                out.push_str(rest);
            }
            out
        });
        let (result, _) = taken_over(&tree, &edited.bytes(), View::Before);
        result.err().unwrap_or_default()
    };
    assert!(told(&|_| false).is_empty());
    let said = |own: &str, words: &str| crate::support::word::said(own).contains(words);
    for words in ["Costs", "What it costs."] {
        assert_eq!(told(&|own| said(own, words)), ["word-removed"], "{words}");
    }
    let name = bayan::word::mark::page("content/k/one.en.md");
    let is_of_chapter = |own: &str| ["l", "h", "p"].iter().any(|kind| own.contains(&format!("_by{kind}{name}")));
    assert_eq!(told(&is_of_chapter), ["word-removed"]);
}
