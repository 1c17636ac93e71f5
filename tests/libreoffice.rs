//! Documents that `LibreOffice` saved and that come back. It keeps the bookmarks of the text, and those of the first footnote alone.
//!
//! tests/data/libreoffice holds the documents of the site in site.txt there. To make them anew: write that site into a folder, and in it
//! `bayan docx k && soffice --headless --convert-to docx --outdir OUT public/k/*.docx`; what is in OUT belongs here.

use std::sync::OnceLock;

use bayan::source::SourceTree;
use bayan::word::Piece;
use bayan::word::read::read;
use bayan::word::view::View;

use crate::reviewed::taken_over;
use crate::support::site::tree;
use crate::support::word::{Docx, documents, paragraph, plain, run, tracked, typed};

const TEXT: &str = include_str!("data/libreoffice/site.txt");

fn site() -> &'static SourceTree {
    static SITE: OnceLock<SourceTree> = OnceLock::new();
    SITE.get_or_init(|| tree(TEXT))
}

fn saved(name: &str) -> Docx {
    Docx::read(match name {
        "ar" => include_bytes!("data/libreoffice/k-ar.docx"),
        "en" => include_bytes!("data/libreoffice/k-en.docx"),
        _ => include_bytes!("data/libreoffice/k-ar-en.docx"),
    })
}

/// The files of a tree with what they say.
fn texts(tree: &SourceTree) -> Vec<(&str, &str)> {
    let paths = ["content/k/_index.ar.md", "content/k/_index.en.md", "content/k/price.ar.md", "content/k/price.en.md"];
    paths.map(|path| (path, tree.get(path).and_then(|file| file.text()).expect("a text"))).to_vec()
}

/// The edited document changes one place of one file and nothing else.
#[track_caller]
fn check(sent: &Docx, file: &str, old: &str, new: &str) {
    let (result, warnings) = taken_over(site(), &sent.bytes(), View::Before);
    let after = result.expect("taken");
    assert!(warnings.is_empty(), "{warnings:?}");
    for ((path, before), (_, now)) in texts(site()).into_iter().zip(texts(&after)) {
        if path.ends_with(file) {
            assert_eq!(before.matches(old).count(), 1, "{old}");
            assert_eq!(now, before.replacen(old, new, 1));
        } else {
            assert_eq!(now, before);
        }
    }
}

#[track_caller]
fn refused(site: &SourceTree, sent: &Docx, codes: &[&str]) {
    let (result, _) = taken_over(site, &sent.bytes(), View::Before);
    assert_eq!(result.err().as_deref(), Some(codes));
}

#[test]
fn it_lost_the_marks_of_all_notes_but_the_first() {
    for language in ["ar", "en"] {
        let notes = saved(language).part("word/footnotes.xml").to_owned();
        // Those of further paragraphs in a note have names of its own making.
        let counts = ["<w:footnoteRef/>", "\"_by", "_Copy_1\""].map(|text| notes.matches(text).count());
        assert_eq!(counts, [4, 3, 2]);
    }
}

#[test]
fn what_nobody_touched_is_no_difference() {
    for name in ["ar", "en", "ar-en"] {
        let (result, warnings) = taken_over(site(), &saved(name).bytes(), View::Before);
        assert_eq!(texts(&result.expect("taken")), texts(site()), "{name}");
        assert!(warnings.is_empty(), "{name} {warnings:?}");
    }
}

#[test]
fn the_marks_that_come_back_are_those_that_were_lost() {
    let made = documents(site());
    for language in ["ar", "en"] {
        let marks = |bytes: &[u8]| {
            let document = read(bytes).expect("a document");
            let names = document.notes.into_iter().filter(|paragraph| !paragraph.pieces.is_empty()).map(|paragraph| {
                paragraph.pieces.into_iter().find_map(|piece| {
                    let Piece::Mark(name) = piece else { return None };
                    name.starts_with("_by").then_some(name)
                })
            });
            names.collect::<Vec<_>>()
        };
        let own = marks(&made[&format!("k/k-{language}.docx")].bytes());
        assert_eq!((own.len(), own.iter().flatten().count()), (6, 6), "{own:?}");
        assert_eq!(marks(&saved(language).bytes()), own);
    }
}

#[test]
fn edits_of_the_text_land_where_they_belong() {
    for (name, file, old, new) in [
        ("en", "_index.en.md", "counted twice", "counted three times"),
        ("en", "_index.en.md", "Aral", "Aral town"),
        ("en", "price.en.md", "Nobody paid", "Few paid"),
        ("ar", "_index.ar.md", "عُدّت آبار", "أُحصيت آبار"),
        ("ar", "_index.ar.md", "آرال", "مدينة آرال"),
        ("ar-en", "price.ar.md", "ولم يدفع أحد", "ودفع قليلون"),
        ("ar-en", "price.en.md", "Few meters", "Very few meters"),
    ] {
        check(&saved(name).body(|document| typed(document, old, new)), file, old, new);
    }
}

#[test]
fn edits_of_notes_land_where_they_belong() {
    for (name, file, old, new) in [
        // The one that has its mark.
        ("en", "_index.en.md", "Counted in spring", "Counted in winter"),
        ("en", "_index.en.md", "Measured in", "Read off in"),
        // The second paragraph of a note.
        ("en", "_index.en.md", "says how", "says how and where"),
        // A note with two references, in another chapter.
        ("en", "price.en.md", "a law of the year", "a decree of the year"),
        ("en", "price.en.md", "tenge where a meter", "tenge wherever a meter"),
        // The note of a note, printed below it.
        ("en", "price.en.md", "Few meters", "Very few meters"),
        ("ar", "_index.ar.md", "في الربيع", "في الشتاء"),
        ("ar", "_index.ar.md", "كيف قيس", "كيف قيس وأين"),
        ("ar", "price.ar.md", "بقانون صدر", "بمرسوم صدر"),
        ("ar", "price.ar.md", "تُقرأ قليلة", "تُقرأ قليلة جدًا"),
    ] {
        check(&saved(name).notes(|notes| typed(notes, old, new)), file, old, new);
    }
}

#[test]
fn a_tracked_change_in_a_note_is_told_and_taken_like_others() {
    let sent = saved("en").notes(|notes| tracked(notes, "Few meters", "No meters")).bytes();
    let (result, warnings) = taken_over(site(), &sent, View::Before);
    assert_eq!(texts(&result.expect("taken")), texts(site()));
    assert_eq!(warnings, ["word-pending", "word-pending"]);
    let (result, _) = taken_over(site(), &sent, View::After);
    assert!(texts(&result.expect("taken"))[3].1.ends_with("[^few]: No meters are read.\n"));
}

#[test]
fn what_is_refused_of_others_is_refused_here() {
    let en = || saved("en");
    refused(site(), &en().notes(|notes| typed(notes, "60", "61")), &["word-value"]);
    let cut = |notes: &str| {
        let (start, end) = paragraph(notes, "says how");
        format!("{}{}", &notes[..start], &notes[end..])
    };
    refused(site(), &en().notes(cut), &["word-removed"]);
    let more = |notes: &str| {
        let (_, end) = paragraph(notes, "says how");
        format!("{}<w:p>{}</w:p>{}", &notes[..end], plain("", "A third one."), &notes[end..])
    };
    refused(site(), &en().notes(more), &["word-added"]);
    let split = |notes: &str| {
        let (start, end, properties) = run(notes, "A second paragraph says how.");
        let halves = [plain(properties, "A second paragraph "), plain(properties, "says how.")];
        format!("{}{}</w:p><w:p>{}{}", &notes[..start], halves[0], halves[1], &notes[end..])
    };
    refused(site(), &en().notes(split), &["word-split"]);
    // A note that the reviewer added.
    let note = |notes: &str| {
        let own = format!("<w:footnote w:id=\"90\"><w:p>{}</w:p></w:footnote></w:footnotes>", plain("", "Who says so?"));
        notes.replacen("</w:footnotes>", &own, 1)
    };
    let reference = |document: &str| {
        let (_, end, _) = run(document, "counted twice");
        format!("{}<w:r><w:footnoteReference w:id=\"90\"/></w:r>{}", &document[..end], &document[end..])
    };
    refused(site(), &en().body(reference).notes(note), &["word-markup", "word-added"]);
}

#[test]
fn a_note_that_changed_here_since_is_not_written_over() {
    let newer = tree(&TEXT.replacen("Few meters are read.", "Hardly any meter is read.", 1));
    let (result, warnings) = taken_over(&newer, &saved("en").bytes(), View::Before);
    assert_eq!((texts(&result.expect("taken")), warnings), (texts(&newer), Vec::new()));
    let edited = saved("en").notes(|notes| typed(notes, "Few meters", "No meters"));
    refused(&newer, &edited, &["word-changed-since"]);
}
