//! `bayan import` of text that was taken out of a PDF. A small model of such a program breaks clean Arabic, written for this, and the
//! restoration is asked for it back: all of it where it can be proven, and the places where it cannot.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use bayan::restore::glyphs::GlyphMap;
use bayan::restore::lexicon::Lexicon;
use bayan::restore::write::{self, Head};
use bayan::restore::{Means, Restored, font, restore, word};
use proptest::prelude::*;

use crate::support::program::bayan;

/// Lines as they were set; `|` stands where the program will cut them.
const PAGE: &[&str] = &[
    "أسعار الماء في الأحياء",
    "نشرت البلدية في 3 يناير 2018 جدولا بأسعار الماء في كل الأحياء القديمة والجديدة، وقارنت",
    "ما دفعه السكان قبل عام 2015 بما يدفعونه اليوم، ورأت التقا|رير أن كل ز|يادة في السعر عادلة",
    "وجاء في نشرتها أن سعر المتر بلغ 40 قرشا في الأحياء البعيدة، وأنه لن يتجاوز 96% من سعر الكهرباء",
    "",
    "وقالت البلدية إن هذه التقا|رير ستنشر كل شهر.",
    "",
    "ولم يكن السكان راضين عن هذه الأرقام كلها، فقد رأى كثير منهم أن العدادات القديمة لا تقيس",
    "ما يصل إلى البيوت حقا، وطلبوا أن تستبدل قبل نهاية السنة وأن يعاد النظر في ما دفعوه حتى",
    "",
    "الآن، وهو بـ7 قروش أعلى.",
    "",
    "خطة الإصلاح",
    "تبدأ البلدية في ربيع هذه السنة بإصلاح الشبكة في خمسة أحياء، ثم تنتقل إلى بقية المدينة في",
    "الخريف، وتقول إن العمل كله سيستغرق سنتين وإن الماء لن ينقطع عن أي بيت أكثر من يوم واحد مهما",
    "",
    "كانت الأعطال.",
];

/// The page as readers should have it.
fn clean() -> String {
    let mut out = String::new();
    for (at, line) in PAGE.iter().enumerate() {
        let is_heading = at == 0 || PAGE[at - 1].is_empty() && line.split(' ').count() < 4 && !line.ends_with('.');
        match line.replace('|', "") {
            line if line.is_empty() => {}
            line if is_heading => out.extend(["\n## ", &line, "\n\n"]),
            line => {
                out += &line;
                out += if line.ends_with('.') { "\n\n" } else { "\n" };
            }
        }
    }
    out.replace("\n\n\n", "\n\n").trim().to_owned()
}

/// How a text is broken.
#[derive(Clone, Copy, Debug, Default)]
struct Breakage {
    /// Tatweel in each word, so much.
    stretch: usize,
    /// Lines are cut where they say so.
    cut: bool,
    /// Digits become codes.
    codes: bool,
}

/// What a program gives for lines that were set.
fn extracted(lines: &[&str], how: Breakage) -> String {
    let line = |line: &&str| {
        let whole = if how.cut { (*line).to_owned() } else { line.replace('|', "") };
        let stretched: Vec<String> = whole.split(' ').map(|word| stretched(word, how.stretch)).collect();
        let whole = stretched.join(" ");
        let pieces: Vec<&str> = whole.split('|').rev().collect();
        let text = pieces.join(" ");
        if how.codes { text.chars().map(code).collect() } else { text }
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A word with tatweel between the last two letters that join.
fn stretched(word: &str, times: usize) -> String {
    let letters: Vec<char> = word.chars().collect();
    let joins = |at: usize| {
        let is_letter = |c: char| ('ء'..='ي').contains(&c) && c != 'ـ';
        is_letter(letters[at]) && is_letter(letters[at + 1]) && !"اأإآدذرزوؤةىء".contains(letters[at]) && letters[at + 1] != 'ء'
    };
    // Lam and alef stay one sign.
    let at = (0..letters.len().saturating_sub(1))
        .rev()
        .find(|at| joins(*at) && !(letters[*at] == 'ل' && "اأإآ".contains(letters[at + 1])));
    match at {
        Some(at) if times > 0 => letters[..=at].iter().chain(&vec!['ـ'; times]).chain(&letters[at + 1..]).collect(),
        _ => word.to_owned(),
    }
}

/// A digit as a writer of PDFs names its glyph: ten glyphs in order, with holes.
fn code(c: char) -> char {
    let number = |n: u32| char::from_u32(0xE005 + n + if n > 0 { 2 } else { 0 }).expect("a code");
    c.to_digit(10).map_or(c, number)
}

/// A dictionary of the words of some lines.
fn lexicon(lines: &[&str]) -> Lexicon {
    let words: BTreeSet<String> = lines
        .iter()
        .flat_map(|line| line.split(' '))
        .map(|token| word(&token.replace('|', "")))
        .filter(|w| !w.is_empty())
        .collect();
    let list: Vec<&str> = words.iter().map(String::as_str).collect();
    Lexicon::read("SET UTF-8\n", &format!("{}\n{}\n", list.len(), list.join("\n"))).expect("a dictionary")
}

fn means(lexicon: Option<&Lexicon>) -> Means<'_> {
    Means { lexicon, is_arabic: true, ..Means::default() }
}

fn page(restored: &Restored) -> String {
    let head = Head { title: "T".to_owned(), subtitle: None, source: "t.txt".to_owned(), how: "bayan import".to_owned() };
    write::page(restored, &head).text
}

/// What stands behind the head of a page.
fn body(page: &str) -> &str {
    page.split_once("---\n\n").map_or(page, |(_, body)| body).trim()
}

fn restored(source: &str, means: &Means<'_>) -> String {
    body(&page(&restore(source, means))).to_owned()
}

#[test]
fn what_can_be_proven_comes_back_whole() {
    let words = lexicon(PAGE);
    for stretch in [0, 1, 4] {
        for (cut, codes) in [(false, false), (true, false), (false, true), (true, true)] {
            let broken = extracted(PAGE, Breakage { stretch, cut, codes });
            let result = restore(&broken, &means(Some(&words)));
            assert_eq!(body(&page(&result)), clean(), "{stretch} {cut} {codes}\n{broken}");
            assert!(result.text.doubts.is_empty(), "{:?}", result.text.doubts);
        }
    }
}

#[test]
fn digits_are_read_where_one_map_survives_and_the_proof_says_why() {
    let broken = extracted(PAGE, Breakage { codes: true, ..Breakage::default() });
    let result = restore(&broken, &means(None));
    let proof = result.text.proofs.join("\n");
    assert!(
        proof.contains("10 of ten codes") && proof.contains("refuted:") && proof.contains("one is left: U+E005=0"),
        "{proof}"
    );
    assert!(proof.contains("\nline 2: يناير 2018"), "{proof}");
    // Two numbers do not say which ten digits are meant.
    let few = extracted(&["بلغ السعر 40 قرشا", "ثم بلغ 45 قرشا"], Breakage { codes: true, ..Breakage::default() });
    let result = restore(&few, &means(None));
    assert!(result.text.proofs[0].contains("so none is taken"), "{:?}", result.text.proofs);
    assert_eq!(result.text.open(), BTreeSet::from([1, 2]));
    assert!(body(&page(&result)).contains('\u{E009}'.to_string().as_str()) || body(&page(&result)).contains('\u{E00B}'));
    // A list that is given proves what the text cannot.
    let glyphs = GlyphMap::read("U+E005 0\nU+E00B 4\nU+E00C 5").expect("a map");
    let given = Means { glyphs: Some(glyphs), ..means(None) };
    assert_eq!(restored(&few, &given), "بلغ السعر 40 قرشا\nثم بلغ 45 قرشا");
}

#[test]
fn years_and_days_refute_maps() {
    // The day refutes the order 1 to 9 and 0; an Arabic percent sign asks for Arabic digits.
    let numbers = "في 31 مارس 2019 وفي عام 2018 بلغ 40٪ من 56 ثم 7";
    let broken: String = numbers.chars().map(code).collect();
    let result = restore(&broken, &means(None));
    assert_eq!(body(&page(&result)), "في ٣١ مارس ٢٠١٩ وفي عام ٢٠١٨ بلغ ٤٠٪ من ٥٦ ثم ٧");
    let proof = &result.text.proofs[0];
    assert!(proof.contains("by a day of a month (line 1: 42)"), "{proof}");
}

#[test]
fn letters_are_read_from_words_or_not_at_all() {
    let lines = [
        "سافر الوفد إلى الخا\u{E002}\u{E001} ثم عاد",
        "ووقف في الشا\u{E003}\u{E001} وقتا طويلا",
        "وجاء من خا\u{E002}\u{E001} البلاد",
    ];
    let words = |extra: &str| {
        let all = format!("سافر الوفد إلى الخارج خارج ثم عاد ووقف في الشارع وقتا طويلا وجاء من البلاد {extra}");
        lexicon(&[&all])
    };
    let one = words("");
    let text = lines.join("\n");
    let result = restore(&text, &means(Some(&one)));
    assert_eq!(body(&page(&result)), "سافر الوفد إلى الخارج ثم عاد\nووقف في الشارع وقتا طويلا\nوجاء من خارج البلاد");
    assert!(result.text.proofs.iter().any(|p| p.contains("one is left: U+E001=ر U+E002=ج U+E003=ع")), "{:?}", result.text.proofs);
    // A second word that fits: the codes stay, both words are told.
    let two = words("الشارب");
    let result = restore(&text, &means(Some(&two)));
    assert!(body(&page(&result)).contains("الشا\u{E003}\u{E001}"));
    let told: Vec<&str> = result.text.doubts.iter().flat_map(|d| &d.candidates).map(String::as_str).collect();
    assert!(told.contains(&"الشارب | الشارع"), "{told:?}");
}

#[test]
fn a_font_tells_its_codes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/briefing/fonts/amiri/Amiri-Regular.ttf");
    let bytes = std::fs::read(path).expect("the theme's font");
    let face = rustybuzz::Face::from_slice(&bytes, 0).expect("a font");
    let mut has_point = BTreeSet::new();
    for table in face.tables().cmap.expect("cmap").subtables.into_iter().filter(ttf_parser::cmap::Subtable::is_unicode) {
        table.codepoints(|point| has_point.extend(table.glyph_index(point).map(|glyph| u32::from(glyph.0))));
    }
    let without: Vec<u32> = (1..u32::from(face.number_of_glyphs())).filter(|glyph| !has_point.contains(glyph)).collect();
    let mut expected: BTreeMap<char, String> = BTreeMap::new();
    let text = "علم يكتب شمس قلب بحر صخرة";
    let mut buffer = rustybuzz::UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.set_direction(rustybuzz::Direction::RightToLeft);
    let shaped = rustybuzz::shape(&face, &[], buffer);
    for glyph in shaped.glyph_infos() {
        let Some(n) = without.iter().position(|g| *g == glyph.glyph_id) else { continue };
        let code = char::from_u32(0xE000 + u32::try_from(n).expect("small")).expect("a code");
        expected.insert(code, text[glyph.cluster as usize..].chars().next().expect("a letter").to_string());
    }
    assert!(expected.len() > 3, "{expected:?}");
    let codes: String = expected.keys().collect();
    assert_eq!(font::map(&bytes, &codes).expect("a map").0, expected);
    assert!(font::map(&bytes, "\u{F8FF}").is_err_and(|why| why.contains("U+F8FF")));
    assert!(font::map(b"no font", "\u{E000}").is_err_and(|why| why.contains("no font")));
}

#[test]
fn two_pieces_are_open_with_their_candidates_and_keep_their_order() {
    let lines = [
        "عاد الوفد في المساء ومعه كل التقا|رير التي كتبها عن أسعار الماء في الأحياء",
        "البعيدة وفي غيرها من أحياء المدينة القديمة والجديدة",
    ];
    let words = lexicon(&lines);
    let broken = extracted(&lines, Breakage { cut: true, ..Breakage::default() });
    let result = restore(&broken, &means(Some(&words)));
    let doubt = &result.text.doubts[0];
    assert_eq!((doubt.line, doubt.stage.name(), result.text.doubts.len()), (1, "pieces", 1));
    assert!(doubt.why.contains("التقارير"), "{}", doubt.why);
    let page = page(&result);
    assert!(page.contains("<!-- bayan: imported line 1, pieces: "), "{page}");
    assert!(page.contains("رير التي كتبها عن أسعار الماء في الأحياء عاد الوفد في المساء ومعه كل التقا\n"), "{page}");
}

#[test]
fn lines_ordered_as_english_are_turned_where_that_is_certain() {
    // The full stop before a sentence, and what stands beside what elsewhere.
    let glyphs = || Some(GlyphMap::read("U+E001 1\nU+E002 2\nU+E009 9").expect("a map"));
    let given = || Means { glyphs: glyphs(), ..means(None) };
    assert_eq!(
        restored(".\u{E001}\u{E009}\u{E009}\u{E001} عاد الوفد من سفره في عام", &given()),
        "عاد الوفد من سفره في عام 1991."
    );
    let open = restore("\u{E001}\u{E002} رجلا في الوفد", &given());
    assert_eq!((open.text.open(), body(&page(&open)).ends_with("12 رجلا في الوفد")), (BTreeSet::from([1]), true));
    assert_eq!(restored(". عاد الوفد", &means(None)), "عاد الوفد.");
    assert_eq!(restored(".NET عاد", &means(None)), ".NET عاد");
}

#[test]
fn characters_are_mended_only_where_one_reading_is_left() {
    let none = means(None);
    for (given, expected) in [
        // Presentation forms, also from left to right.
        ("\u{FE8D}\u{FEDF}\u{FEB4}\u{FEFC}\u{FEE1} \u{FECB}\u{FEE0}\u{FEF4}\u{FEDC}\u{FEE2}", "السلام عليكم"),
        ("\u{FEE2}\u{FEDC}\u{FEF4}\u{FEE0}\u{FECB} \u{FEE1}\u{FEFC}\u{FEB4}\u{FEDF}\u{FE8D}", "السلام عليكم"),
        // Plain letters from left to right: no word begins with ة.
        (".2019 ماع ةديدجلا ةموكحلا تنلعأ", "أعلنت الحكومة الجديدة عام 2019."),
        // Bold by printing twice.
        ("االلععننووااننن كتب", "االلععننووااننن كتب"),
        ("االلععننوواانن كتب", "العنوان كتب"),
        // Turned lam-alef.
        ("قال األمن إن اآلن أفضل", "قال الأمن إن الآن أفضل"),
        // Soft hyphens, embeddings, idle marks.
        ("كلمة\u{202b} أخرى\u{202c} in\u{ad}ter\u{200f}", "كلمة أخرى inter\u{200f}"),
        ("كلمة\u{200f} أخرى", "كلمة أخرى"),
        // Persian letters of an Arabic keyboard, not Persian.
        ("هذا کتاب عن مدینة جمیلة", "هذا كتاب عن مدينة جميلة"),
        ("این کتاب است که در ایران چاپ شد", "این کتاب است که در ایران چاپ شد"),
        ("کلمة فارسی بالفارسية", "کلمة فارسی بالفارسية"),
        // Tatweel: what is written onto a number or a quotation keeps one.
        ("نســبة بـ60 ووالـ12 ولـ“نون” وسنة 1440 هـ", "نسبة بـ60 ووالـ12 ولـ“نون” وسنة 1440 هـ"),
        // A closing quote where a quotation begins.
        ("قال ”نعم” ثم لـ”نون” وقال “لا”", "قال “نعم” ثم لـ“نون” وقال “لا”"),
        ("“قال نعم” ثم", "“قال نعم” ثم"),
    ] {
        assert_eq!(restored(given, &none).replace('\\', ""), expected, "{given}");
    }
    let open = restore("رسالة إلى المدرسة عن علی", &none);
    assert!(open.text.doubts[0].candidates.contains(&"على".to_owned()), "{:?}", open.text.doubts);
}

#[test]
fn what_stands_around_the_text_of_pages_is_left_out_and_told() {
    let page = |n: u32| {
        format!(
            "تقرير الماء السنوي\nهذا نص الصفحة {} من التقرير\n{n}",
            ["الأولى", "الثانية", "الثالثة", "الرابعة"][n as usize - 4]
        )
    };
    let source = (4..8).map(page).collect::<Vec<_>>().join("\n\u{c}");
    let result = restore(&source, &means(None));
    assert_eq!(result.text.left_out.len(), 8, "{:?}", result.text.left_out);
    let kept = body(&self::page(&result)).to_owned();
    assert!(kept.contains("الصفحة الأولى") && !kept.contains("السنوي") && !kept.contains('4'), "{kept}");
    // Two pages prove nothing, nor do numbers that do not count.
    assert!(restore(&(4..6).map(page).collect::<Vec<_>>().join("\n\u{c}"), &means(None)).text.left_out.is_empty());
    let hyphen = restored("The inter-\nnational body said so. An international body.", &Means::default());
    assert_eq!(hyphen, "The international\nbody said so. An international body.");
    let open = restore("A well-\nknown body.", &Means::default());
    assert_eq!(open.text.doubts[0].candidates, ["wellknown", "well-known"]);
}

#[test]
fn other_languages_are_left_alone() {
    for text in [
        "این گزارش درباره‌ی آب است و می‌گوید که قیمت‌ها بالا رفته است.",
        "یہ رپورٹ پانی کے بارے میں ہے اور کہتی ہے کہ قیمتیں بڑھ گئی ہیں۔",
        "The report says that prices rose by 12% in 2019.",
    ] {
        assert_eq!(restored(text, &Means::default()).replace('\\', ""), text);
        assert_eq!(restored(text, &means(None)).replace('\\', ""), text);
        assert!(restore(text, &means(None)).text.doubts.is_empty());
    }
}

/// Clean Arabic, whole paragraphs and lines as a PDF has them, raises an alarm in less than one line of a thousand.
#[test]
fn clean_arabic_raises_no_alarm() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut pages, mut lines, mut alarms) = (0, 0, Vec::new());
    for folder in ["content", "docs/manual/content"] {
        for entry in walkdir::WalkDir::new(root.join(folder)).sort_by_file_name().into_iter().filter_map(Result::ok) {
            if !entry.path().to_string_lossy().ends_with(".ar.md") {
                continue;
            }
            let source = std::fs::read_to_string(entry.path()).expect("a page");
            let source = source.splitn(3, "---\n").nth(2).unwrap_or_default();
            // Every second page whole, the others in lines.
            pages += 1;
            let is_markdown = pages % 2 == 0;
            let text = if is_markdown { source.to_owned() } else { wrapped(source) };
            lines += text.lines().filter(|line| !line.trim().is_empty()).count();
            let result = restore(&text, &Means { is_markdown, ..means(None) });
            let changed = result.text.changes.values().flat_map(BTreeMap::keys).copied();
            alarms.extend(changed.chain(result.text.open()).map(|n| text.lines().nth(n - 1).unwrap_or_default().to_owned()));
        }
    }
    assert!(lines > 3000 && alarms.len() * 1000 < lines, "{} of {lines}: {alarms:#?}", alarms.len());
}

/// Lines of some eighty letters.
fn wrapped(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut width = 0;
        for token in line.split(' ') {
            let length = token.chars().count();
            if width > 0 {
                out.push(if width + length > 80 { '\n' } else { ' ' });
                width = if width + length > 80 { 0 } else { width + 1 };
            }
            out.push_str(token);
            width += length;
        }
        out.push('\n');
    }
    out
}

/// The letters of a text, each as often as it stands there; what marks and layout are made of does not count.
fn letters(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in text.chars().filter(|c| c.is_alphanumeric() && *c != 'ـ') {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever a text is broken by: importing the result changes nothing, no letter is lost and none invented.
    #[test]
    fn a_second_import_changes_nothing_and_letters_are_kept(
        order in proptest::collection::vec(0..PAGE.len(), 1..12),
        cuts in proptest::collection::vec(0..400_usize, 0..6),
        stretch in 0..3_usize,
        has_lexicon: bool,
    ) {
        let mut lines: Vec<String> = order.iter().map(|at| PAGE[*at].to_owned()).collect();
        // Cut anywhere within a word.
        for cut in cuts {
            let at = cut % lines.len();
            let places: Vec<usize> = lines[at].char_indices().map(|(at, _)| at).collect();
            if let Some(place) = places.get(cut) {
                lines[at].insert(*place, '|');
            }
        }
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let broken = extracted(&lines, Breakage { stretch, cut: true, codes: false });
        let words = lexicon(PAGE);
        let own = means(Some(&words).filter(|_| has_lexicon));
        let first = restore(&broken, &own);
        let first_page = page(&first);
        let kept: Vec<&str> = first.text.lines.iter().map(|line| line.text.as_str()).collect();
        let kept = kept.join("\n");
        prop_assert_eq!(letters(&broken), letters(&kept));
        let again = Means { is_markdown: true, lexicon: own.lexicon, ..means(None) };
        let second = restore(&first_page, &again);
        prop_assert_eq!(&write::again(&second, &first_page).text, &first_page, "{}", broken);
        prop_assert!(second.text.doubts.is_empty());
    }

    /// No text ends the program, whatever it holds.
    #[test]
    fn no_text_is_too_broken(text in "[ـ\u{E001}-\u{E003}ابةىي لأ”“.|\n0-9a-z\u{FE8D}-\u{FEFC}\u{202e}\u{c}-]{0,200}", is_markdown: bool) {
        let words = lexicon(&["ابا بي لابي"]);
        let result = restore(&text, &Means { is_markdown, ..means(Some(&words)) });
        let _ = (page(&result), write::again(&result, &text));
    }
}

/// Long lines of what the stages look for take no longer than their length asks.
#[test]
fn hostile_lines_are_bounded() {
    let start = std::time::Instant::now();
    for piece in ["”", "ـ", "\u{E001}", "\u{E001}ا", "ةا ", "اا", "\u{64b}ـ", "ـا ا "] {
        let line = piece.repeat(20_000 / piece.len());
        let text = format!("{line}\n\n{}", piece.repeat(70_000 / piece.len()));
        let words = lexicon(&["اا"]);
        let _ = page(&restore(&text, &means(Some(&words))));
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

/// What the program says of files that it cannot read, and that it writes over nothing.
#[test]
fn the_command_refuses_clearly() {
    let dir = tempfile::tempdir().expect("a folder");
    let put = |name: &str, bytes: &[u8]| std::fs::write(dir.path().join(name), bytes).expect("written");
    put("a.txt", "سعر المـــاء\n".as_bytes());
    put("nul.txt", b"\xd8\xa7\n\xd8\xa7\0");
    put("old.txt", b"\xd8\xa7\n\xe3\xc7\xc1\n");
    put("a.pdf", b"%PDF-1.7\n");
    put("a.html", b"<!DOCTYPE html><p>x");
    put("empty.txt", b" \n");
    put("utf16.txt", &[&[0xff, 0xfe][..], &"سعر".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat());
    let run = |line: &str| bayan(dir.path(), line);
    run("import a.txt --lang ar").refused(2, "name a folder for the page with `-o`");
    run("import nul.txt --lang ar -o out").refused(2, "NUL on line 2");
    run("import old.txt --lang ar -o out").refused(2, "not UTF-8: line 2");
    let why = if cfg!(feature = "pdf") { "it is damaged" } else { "was built without PDFs" };
    run("import a.pdf --lang ar -o out").refused(2, why);
    run("import empty.txt --lang ar -o out").refused(2, "no text in it");
    run("import . --lang ar -o out").refused(2, "not written into the old site");
    run("import none.txt --lang ar -o out").refused(2, "none.txt");
    run("import a.txt --lang zzz-1 -o out").refused(2, "is no language tag");
    run("import a.txt --lang ar -o out --lexicon .").refused(2, "no `ar.dic`");
    run("import a.txt --lang ar -o out --glyph-map a.txt").refused(2, "line 1: write a private-use code");
    run("import a.txt --lang ar -o out --font a.txt").refused(2, "no font");
    assert!(!dir.path().join("out").exists());
    let said = run("import a.txt --lang ar -o out").fine();
    assert!(said.contains("tatweel removed: 3, in 1 line") && said.contains("nothing stays open"), "{said}");
    let made = std::fs::read_to_string(dir.path().join("out/a.ar.md")).expect("made");
    assert_eq!(
        made,
        "---\ntitle: \"a\"\ndraft: true\nextra:\n  imported:\n    source: \"a.txt\"\n    how: \"bayan import --lang ar\"\n---\n\nسعر الماء\n"
    );
    run("import a.txt --lang ar -o out").refused(2, "nothing is written over it");
    run("import out/a.ar.md --lang ar -o again -q").fine();
    assert_eq!(std::fs::read_to_string(dir.path().join("again/a.ar.md")).expect("made"), made);
    run("import utf16.txt --lang ar -o out -q").fine();
    assert!(std::fs::read_to_string(dir.path().join("out/utf16.ar.md")).expect("made").ends_with("\nسعر\n"));
}

/// A site gives its glossary, gets the page among its own, and `check` counts what is open.
#[test]
fn a_site_gives_its_words_and_counts_what_is_open() {
    let dir = tempfile::tempdir().expect("a folder");
    let put = |name: &str, text: &str| {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    };
    put("site.yaml", "title: {ar: موقع}\nlanguages:\n  ar: {name: العربية}\n");
    put("content/_index.ar.md", "---\ntitle: موقع\n---\n\nنص.\n");
    put("content/glossary.yaml", "kestrelia: {ar: كسترليا}\n");
    put("x/report.txt", "ليا بلد بعيد عن البحر ولا يصل إليه الماء إلا من جبال كستر\n");
    let said = bayan(dir.path(), "import x/report.txt --lang ar --format json").fine();
    let report: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((report["open"][0]["line"].as_u64(), report["open"][0]["stage"].as_str()), (Some(1), Some("pieces")), "{said}");
    let line = usize::try_from(report["open"][0]["line_in_page"].as_u64().expect("a line")).expect("small");
    let made = std::fs::read_to_string(dir.path().join("content/report.ar.md")).expect("made");
    assert!(made.lines().nth(line - 1).expect("the line").starts_with("ليا بلد"), "{made}");
    let checked = bayan(dir.path(), "check --drafts --format short");
    let findings = checked.text;
    assert!(findings.contains("open-import") && !findings.contains("bad-allow"), "{findings}");
    bayan(dir.path(), "import x/report.txt --lang ar -o y --strict -q").refused(1, "");
}
