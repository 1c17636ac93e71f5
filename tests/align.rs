//! Alignment of the two languages of a page: by name, by heading, by kind, by reference, by length; complete and in order
//! for any two documents.

use std::fmt::Write as _;

use crate::support::pair::documents;
use bayan::align::{Alignment, align, refine};
use bayan::ast::{Document, text};
use proptest::prelude::*;

/// Rows as the first words of their blocks: `نص=text`, `.` for nothing, `+` between two.
fn shown(first: &Document, second: &Document, found: &Alignment) -> Vec<String> {
    let word = |document: &Document, range: std::ops::Range<usize>| {
        let words: Vec<String> = document.blocks[range]
            .iter()
            .map(|block| {
                let visible = text::blocks(std::slice::from_ref(block));
                visible.split_whitespace().next().unwrap_or("-").to_owned()
            })
            .collect();
        if words.is_empty() { ".".to_owned() } else { words.join("+") }
    };
    found.rows.iter().map(|r| format!("{}={}", word(first, r.first.clone()), word(second, r.second.clone()))).collect()
}

#[track_caller]
fn check(ar: &str, en: &str, expected: &[&str]) {
    let (ar, en) = documents(ar, en);
    assert_eq!(shown(&ar, &en, &align(&ar, &en)), expected);
}

/// A paragraph of about as many letters as asked, beginning with a word.
fn long(word: &str, letters: usize) -> String {
    let filler = if word.is_ascii() { "lorem ipsum " } else { "كلام طويل " };
    format!("{word} {}", filler.repeat(letters / 10))
}

#[test]
fn headings_with_a_shared_name_hold_sections_together() {
    check(
        "مقدمة\n\n## أول {#one}\n\nألف\n\nباء\n\n## ثان {#two}\n\nتاء\n",
        "Intro\n\n## First {#one}\n\nA\n\n## Second {#two}\n\nT\n\nExtra\n",
        &["مقدمة=Intro", "أول=First", "ألف=A", "باء=.", "ثان=Second", "تاء=T", ".=Extra"],
    );
}

#[test]
fn names_in_another_order_are_matched_as_far_as_they_can_be() {
    check("## أ {#a}\n\n## ب {#b}\n\n## ج {#c}\n", "## B {#b}\n\n## C {#c}\n\n## A {#a}\n", &["أ=.", "ب=B", "ج=C", ".=A"]);
}

#[test]
fn headings_without_names_go_by_their_path() {
    check(
        "## أول\n\nألف\n\n### فرع\n\nباء\n\n## ثان\n\nتاء\n",
        "## First\n\nA\n\n### Branch\n\n## Second\n\nT\n",
        &["أول=First", "ألف=A", "فرع=Branch", "باء=.", "ثان=Second", "تاء=T"],
    );
}

#[test]
fn a_missing_heading_leaves_its_text_with_its_twin() {
    let ar = format!("## أول\n\n{}\n\n## زائد\n\n{}\n", long("ألف", 300), long("باء", 120));
    let en = format!("## First\n\n{}\n\n{}\n", long("A", 300), long("B", 120));
    check(&ar, &en, &["أول=First", "ألف=A", "زائد=.", "باء=B"]);
}

#[test]
fn kinds_find_each_other() {
    check(
        "نص\n\n> اقتباس\n\n- بند\n\n```\ncode\n```\n",
        "Text\n\n- item\n\n```\ncode\n```\n",
        &["نص=Text", "اقتباس=.", "بند=item", "code=code"],
    );
    check("نص\n\n---\n\nنص\n", "Text\n\n---\n\nText\n", &["نص=Text", "-=-", "نص=Text"]);
    check("> [!NOTE]\n> نص\n", "> Text\n", &["نص=Text"]);
}

#[test]
fn one_paragraph_may_be_two() {
    let ar = format!("{}\n\n{}\n\n{}\n", long("ألف", 200), long("باء", 400), long("تاء", 150));
    let en = format!("{}\n\n{}\n\n{}\n\n{}\n", long("A", 200), long("B1", 190), long("B2", 210), long("T", 150));
    check(&ar, &en, &["ألف=A", "باء=B1+B2", "تاء=T"]);
    let (ar, en) = documents(&en, &ar);
    assert_eq!(shown(&ar, &en, &align(&ar, &en)), ["A=ألف", "B1+B2=باء", "T=تاء"]);
}

#[test]
fn what_both_refer_to_outweighs_length() {
    let ar = format!("{} [](fact:x)\n\n{} [](fact:y)\n", long("ألف", 200), long("باء", 200));
    let en = format!("{} [](fact:y)\n", long("B", 150));
    check(&ar, &en, &["ألف=.", "باء=B"]);
}

#[test]
fn rows_and_items_are_paired() {
    let (ar, en) = documents(
        "| س | ق |\n|---|---|\n| قديم | [](fact:old) |\n| جديد | [](fact:new) |\n\n- أول [](fact:a)\n- ثان [](fact:b)\n",
        "| Q | V |\n|---|---|\n| new | [](fact:new) |\n\n- second [](fact:b)\n- third [](fact:c)\n",
    );
    let parts = |i: usize| refine::pairs((&ar, &ar.blocks[i]), (&en, &en.blocks[i])).expect("both have parts");
    assert_eq!(parts(0), [(Some(0), None), (Some(1), Some(0))]);
    assert_eq!(parts(1), [(Some(0), None), (Some(1), Some(0)), (None, Some(1))]);
    assert_eq!(refine::pairs((&ar, &ar.blocks[0]), (&en, &en.blocks[1])).map(|p| p.len() >= 2), Some(true));
}

#[test]
fn notes_go_by_label_and_then_by_order() {
    let (ar, en) = documents(
        "نص[^a] نص[^b] نص[^c]\n\n[^a]: ألف\n[^b]: باء\n[^c]: تاء\n",
        "Text[^c] text[^x] text[^y] text[^z]\n\n[^c]: C\n[^x]: X\n[^y]: Y\n[^z]: Z\n",
    );
    assert_eq!(align(&ar, &en).notes, [(Some(0), Some(1)), (Some(1), Some(2)), (Some(2), Some(0)), (None, Some(3))]);
}

#[test]
fn nothing_aligns_with_nothing() {
    check("", "", &[]);
    check("نص\n", "", &["نص=."]);
    check("", "Text\n", &[".=Text"]);
}

#[test]
fn a_pair_of_twenty_thousand_words_is_quick() {
    let mut ar = String::new();
    let mut en = String::new();
    for i in 0..400 {
        let letters = 120 + (i * 7919) % 307;
        let _ = write!(ar, "{}\n\n", long("فقرة", letters));
        if i % 50 != 7 {
            let _ = write!(en, "{}\n\n", long("paragraph", letters));
        }
    }
    let (ar, en) = documents(&ar, &en);
    assert!(ar.words > 10_000 && en.words > 10_000, "{} {}", ar.words, en.words);
    let found = align(&ar, &en);
    let alone: Vec<usize> = found.rows.iter().filter(|r| r.second.is_empty()).map(|r| r.first.start).collect();
    // Only lengths tell these blocks apart, so a neighbour may be taken for the one that is missing.
    let missing: Vec<usize> = (0..400).filter(|i| i % 50 == 7).collect();
    assert!(alone.len() == missing.len() && alone.iter().zip(&missing).all(|(a, b)| a.abs_diff(*b) <= 2), "{alone:?}");
}

#[test]
fn numbers_and_names_hold_what_lengths_do_not() {
    let ar = format!("{} عام 1961\n\n{} عام 1965\n\n{} من 1977 إلى 1982\n", long("ألف", 300), long("باء", 420), long("تاء", 200));
    let en = format!(
        "{} in 1961\n\n{} by 1965\n\n{} from 1977 to 1982\n\n{}\n\n{}\n",
        long("A", 330),
        long("B", 200),
        long("T", 520),
        long("X", 300),
        long("Y", 600)
    );
    check(&ar, &en, &["ألف=A", "باء=B", "تاء=T", ".=X", ".=Y"]);
    check("جاء خمسة عشر رجلا\n\nثم سبعة\n", "Then seven\n", &["جاء=.", "ثم=Then"]);
    check("قالت Reuters ذلك\n\nوقالت Forbes ذلك\n", "Forbes said so\n", &["قالت=.", "وقالت=Forbes"]);
    let (ar, en) = documents("- عام 1961\n- عام 1965\n- عام 1977\n", "- in 1965\n- in 1977\n");
    let items = refine::pairs((&ar, &ar.blocks[0]), (&en, &en.blocks[0])).expect("lists");
    assert_eq!(items, [(Some(0), None), (Some(1), Some(0)), (Some(2), Some(1))]);
}

/// Time and memory grow with the longer side: a book of one chapter is aligned while somebody waits.
#[test]
fn two_thousand_blocks_are_quick() {
    let mut ar = String::new();
    let mut en = String::new();
    for i in 0..2000_usize {
        let letters = 60 + (i * 7919) % 200;
        let _ = write!(ar, "{} {}\n\n", long("فقرة", letters), 10_000 + i);
        if i % 50 != 7 {
            let _ = write!(en, "{} {}\n\n", long("paragraph", letters), 10_000 + i);
        }
    }
    let (ar, en) = documents(&ar, &en);
    let found = align(&ar, &en);
    let alone: Vec<usize> = found.rows.iter().filter(|r| r.second.is_empty()).map(|r| r.first.start).collect();
    let missing: Vec<usize> = (0..2000).filter(|i| i % 50 == 7).collect();
    assert_eq!(alone, missing);
}

/// Every block and note is in one row, and rows are in the order of both sides.
fn is_complete(first: &Document, second: &Document, found: &Alignment) -> Result<(), TestCaseError> {
    let (mut i, mut j) = (0, 0);
    for row in &found.rows {
        prop_assert_eq!((row.first.start, row.second.start), (i, j));
        prop_assert!(row.first.len() + row.second.len() > 0);
        (i, j) = (row.first.end, row.second.end);
    }
    prop_assert_eq!((i, j), (first.blocks.len(), second.blocks.len()));
    let mut notes: Vec<usize> = found.notes.iter().filter_map(|n| n.0).collect();
    prop_assert!(notes.is_sorted());
    prop_assert_eq!(notes.len(), first.notes.len());
    notes = found.notes.iter().filter_map(|n| n.1).collect();
    notes.sort_unstable();
    prop_assert!(notes.into_iter().eq(0..second.notes.len()));
    Ok(())
}

fn markdown() -> impl Strategy<Value = String> {
    let block = prop_oneof![
        "[a-z ]{0,40}",
        "[ء-ي ]{0,40}",
        "#{1,4} [a-cأ-ت]( \\{#[abc]\\})?",
        "> [a-z]{1,9}",
        "- [a-z]{1,5}\n- [ء-ي]{1,5}",
        "\\| a \\| b \\|\n\\|---\\|---\\|\n\\| [a-z]{1,3} \\| c \\|",
        Just("---".to_owned()),
        "نص\\[\\^[abc]\\]\n\n\\[\\^[abc]\\]: [a-z]{1,4}",
        "\\[\\]\\(fact:[abc]\\)",
        "\\PC{0,20}",
    ];
    proptest::collection::vec(block, 0..12).prop_map(|blocks| blocks.join("\n\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_two_documents_align_completely_and_in_order(first in markdown(), second in markdown()) {
        let (first, second) = documents(&first, &second);
        let found = align(&first, &second);
        is_complete(&first, &second, &found)?;
        is_complete(&second, &first, &align(&second, &first))?;
        for row in found.rows.iter().filter(|r| r.is_pair()) {
            let (a, b) = (&first.blocks[row.first.start], &second.blocks[row.second.start]);
            if let Some(pairs) = refine::pairs((&first, a), (&second, b)) {
                prop_assert!(pairs.iter().filter_map(|p| p.0).is_sorted());
                prop_assert!(pairs.iter().filter_map(|p| p.1).is_sorted());
            }
        }
    }

    #[test]
    fn a_document_aligns_with_itself_block_by_block(text in markdown()) {
        let (first, second) = documents(&text, &text);
        prop_assert!(align(&first, &second).rows.iter().all(|r| r.first == r.second && r.first.len() == 1));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    /// Whatever is dropped, put in or moved, the rest stays with its translation.
    #[test]
    fn what_is_left_keeps_its_partner(
        lengths in proptest::collection::vec(40_usize..300, 4..24),
        edits in proptest::collection::vec((0_usize..24, 0_u8..3, 0_usize..24), 0..4),
    ) {
        let paragraph = |is_arabic: bool, at: usize, letters: usize| {
            let year = 1900 + at;
            if is_arabic { format!("{} عام {year}", long("فقرة", letters)) } else { format!("{} in {year}", long("paragraph", letters)) }
        };
        let ar: Vec<String> = lengths.iter().enumerate().map(|(at, letters)| paragraph(true, at, *letters)).collect();
        let mut en: Vec<(Option<usize>, String)> =
            lengths.iter().enumerate().map(|(at, letters)| (Some(at), paragraph(false, at, letters * 11 / 10))).collect();
        for (at, edit, to) in edits {
            let at = at % en.len();
            match edit {
                0 if en.len() > 1 => {
                    en.remove(at);
                }
                1 => en.insert(at, (None, long("inserted", 150))),
                _ => {
                    let moved = en.remove(at);
                    en.insert(to % (en.len() + 1), moved);
                }
            }
        }
        let en_text: Vec<&str> = en.iter().map(|(_, text)| text.as_str()).collect();
        let (first, second) = documents(&ar.join("\n\n"), &en_text.join("\n\n"));
        let found = align(&first, &second);
        // Of two that have changed places either may be the one that was moved: as many must be paired as stand in order.
        let kept: Vec<usize> = en.iter().filter_map(|(of, _)| *of).collect();
        let mut longest = vec![1; kept.len()];
        for at in 1..kept.len() {
            let before = (0..at).filter(|b| kept[*b] < kept[at]).map(|b| longest[b]).max();
            longest[at] += before.unwrap_or(0);
        }
        let has_partner = |at: &usize| {
            let row = found.rows.iter().find(|row| row.first.contains(at));
            row.is_some_and(|row| en[row.second.clone()].iter().any(|(of, _)| *of == Some(*at)))
        };
        let paired = (0..lengths.len()).filter(has_partner).count();
        prop_assert!(paired >= longest.into_iter().max().unwrap_or(0), "{:?} of {kept:?}", found.rows);
    }
}
