//! `bayan import FILE.pdf`: what Chromium, `WeasyPrint` and Typst print of one text written for this comes back word by word, in its order,
//! with its headings, items and links; what cannot be read is told in a sentence. `tests/data/printed/make.py` makes the files.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::fmt::Write as _;
use std::path::Path;

use crate::support::program::bayan;

fn data(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/printed").join(name)
}

/// The page that a PDF becomes, and what was said of it.
fn imported(file: &Path, more: &str) -> (String, String) {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::copy(file, dir.path().join("in.pdf")).expect("copied");
    let said = bayan(dir.path(), &format!("import in.pdf --lang ar -o out {more}")).fine();
    (std::fs::read_to_string(dir.path().join("out/in.ar.md")).expect("a page"), said)
}

/// The words of a page without its head and its Markdown.
fn words(page: &str) -> Vec<String> {
    let mut parts = page.splitn(3, "---\n");
    let (head, body) = (parts.nth(1).unwrap_or_default(), parts.next().unwrap_or(page));
    let title = head.lines().find_map(|line| line.strip_prefix("title: ")).unwrap_or_default().trim_matches('"');
    let text = body.replace("](https://example.org/water)", "").replace(['[', '\\'], "");
    let lines = text.lines().map(|line| line.trim_start_matches(['#', '-', ' ']));
    std::iter::once(title).chain(lines).flat_map(str::split_whitespace).map(str::to_owned).collect()
}

/// Words that must be put in, taken out or changed to make one text of the other.
fn distance(one: &[String], other: &[String]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, word) in one.iter().enumerate() {
        let mut before = row[0];
        row[0] = at + 1;
        for (column, own) in other.iter().enumerate() {
            let best = (before + usize::from(word != own)).min(row[column] + 1).min(row[column + 1] + 1);
            before = std::mem::replace(&mut row[column + 1], best);
        }
    }
    row[other.len()]
}

#[test]
fn what_is_printed_comes_back_word_by_word() {
    let expected: Vec<String> =
        std::fs::read_to_string(data("water.txt")).expect("read").split_whitespace().map(str::to_owned).collect();
    // WeasyPrint says of one glyph of Amiri that it is a letter which it is not (ToUnicode): a word of the 134 stays wrong.
    let files = [
        ("chromium-plex.pdf", 0),
        ("chromium-columns.pdf", 0),
        ("typst.pdf", 0),
        ("weasyprint-columns.pdf", 0),
        ("weasyprint-amiri.pdf", 1),
    ];
    for (name, wrong) in files {
        let (page, _) = imported(&data(name), "");
        let own = words(&page);
        assert!(distance(&expected, &own) <= wrong, "{name}: {} words differ\n{page}", distance(&expected, &own));
        assert!(page.contains("title: \"أسعار الماء في الأحياء\"\ndraft: true\n"), "{name}\n{page}");
        assert!(page.contains("\n## خطة الإصلاح\n"), "{name}\n{page}");
        assert!(page.contains("[موقع البلدية](https://example.org/water)"), "{name}\n{page}");
    }
    let (page, said) = imported(&data("typst.pdf"), "");
    assert!(page.contains("\n- الأحياء القديمة، ومنها حي البلاط وحي الجلاء\n- الأحياء الجديدة في الشمال\n"), "{page}");
    assert!(said.contains("left out: page 1, \u{2068}1\u{2069}"), "{said}");
}

#[test]
fn what_was_imported_is_changed_by_no_second_import() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::copy(data("chromium-plex.pdf"), dir.path().join("in.pdf")).expect("copied");
    bayan(dir.path(), "import in.pdf --lang ar -o out").fine();
    let page = std::fs::read_to_string(dir.path().join("out/in.ar.md")).expect("a page");
    bayan(dir.path(), "import out/in.ar.md --lang ar -o again").fine();
    assert_eq!(std::fs::read_to_string(dir.path().join("again/in.ar.md")).expect("a page"), page);
}

/// A PDF of pages with a text each, in a font that is not embedded.
fn made(pages: &[&str], more: &str) -> Vec<u8> {
    noted(pages, "", more)
}

/// The same, with annotations on each page.
fn noted(pages: &[&str], notes: &str, more: &str) -> Vec<u8> {
    let mut objects = vec!["<</Type/Catalog/Pages 2 0 R>>".to_owned()];
    let kids: String = (0..pages.len()).fold(String::new(), |mut all, at| {
        let _ = write!(all, "{} 0 R ", 4 + at * 2);
        all
    });
    objects.push(format!("<</Type/Pages/Count {}/Kids[{kids}]/MediaBox[0 0 400 600]>>", pages.len()));
    objects.push("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned());
    for (at, page) in pages.iter().enumerate() {
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/Annots[{notes}]/Resources<</Font<</F 3 0 R>>>>/Contents {} 0 R>>",
            5 + at * 2
        ));
        objects.push(format!("<</Length {}>>\nstream\n{page}\nendstream", page.len()));
    }
    let mut out = "%PDF-1.7\n".to_owned();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        let _ = write!(out, "{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let start = out.len();
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
    for place in &places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let _ = write!(out, "trailer\n<</Size {}/Root 1 0 R{more}>>\nstartxref\n{start}\n%%EOF\n", places.len() + 1);
    out.into_bytes()
}

/// What is said of a file that is not read.
fn refused(bytes: &[u8], expected: &str) {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("in.pdf"), bytes).expect("written");
    bayan(dir.path(), "import in.pdf --lang en -o out").refused(2, expected);
    assert!(!dir.path().join("out").exists());
}

#[test]
fn text_in_a_font_that_is_not_embedded_is_read_and_running_heads_are_not() {
    let words = ["Water is dear.", "Bread is not.", "Nobody says why.", "The report ends."];
    let page = |number: usize| {
        let own = words[number - 1];
        format!(
            "BT /F 9 Tf 40 570 Td (Annual report) Tj ET BT /F 12 Tf 40 500 Td ({own}) Tj ET \
             BT /F 9 Tf 200 20 Td ({number}) Tj ET"
        )
    };
    let pages: Vec<String> = (1..=4).map(page).collect();
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("in.pdf"), made(&pages, "")).expect("written");
    let said = bayan(dir.path(), "import in.pdf --lang en -o out").fine();
    let text = std::fs::read_to_string(dir.path().join("out/in.en.md")).expect("a page");
    assert!(words.iter().all(|own| text.contains(own)), "{text}");
    assert!(!text.contains("Annual report"), "{text}");
    assert!(said.contains("left out: page 3, \u{2068}Annual report\u{2069}"), "{said}");
    assert!(said.contains("left out: page 4, \u{2068}4\u{2069}"), "{said}");
}

#[test]
fn what_cannot_be_read_is_told_in_a_sentence() {
    refused(&made(&[""], ""), "in.pdf: there is no text in it");
    refused(&made(&[], ""), "in.pdf: ");
    refused(b"%PDF-1.7\nnothing of it is left", "in.pdf: it is damaged");
    refused(b"no PDF at all", "in.pdf: this is no PDF");
    let locked = made(&["BT /F 9 Tf 40 570 Td (x) Tj ET"], "/ID[<00><00>]/Encrypt<</Filter/Other/V 9/R 9>>");
    refused(&locked, "in.pdf: it is encrypted; save it without a password");
    let picture = "q 400 0 0 600 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u{1} EI Q";
    refused(&made(&[picture, picture], ""), "2 of its 2 pages are pictures");
    let many = vec![""; 5_001];
    refused(&made(&many, ""), "it has 5001 pages, and more than 5000 are not read");
}

#[test]
fn no_cut_or_changed_byte_makes_the_program_panic() {
    let whole = std::fs::read(data("weasyprint-columns.pdf")).expect("read");
    let dir = tempfile::tempdir().expect("a folder");
    let step = whole.len() / 12;
    for at in (step..whole.len()).step_by(step) {
        let mut turned = whole.clone();
        turned[at..(at + 40).min(whole.len())].reverse();
        for bytes in [&whole[..at], &turned] {
            std::fs::write(dir.path().join("in.pdf"), bytes).expect("written");
            let said = bayan(dir.path(), &format!("import in.pdf --lang ar -o out{at}-{}", bytes.len()));
            assert!(matches!(said.code, 0 | 2) && !said.text.contains("panicked"), "{at}: {}", said.text);
        }
    }
}

/// A line of a page: its size, its place, what prints it.
fn line(size: u32, (x, y): (u32, u32), shows: &str) -> String {
    format!("BT /F {size} Tf {x} {y} Td {shows} ET\n")
}

/// Four lines of text from a height down.
fn body(y: u32) -> String {
    told(y, "The price of water rose again")
}

/// Four lines that all begin with some words.
fn told(y: u32, words: &str) -> String {
    (0..4).map(|at| line(12, (40, y - at * 15), &format!("({words} this year, as that of oil did.) Tj"))).collect()
}

/// The page and the report of a PDF in English.
fn english(bytes: &[u8], more: &str) -> (String, String) {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("in.pdf"), bytes).expect("written");
    let said = bayan(dir.path(), &format!("import in.pdf --lang en -o out {more}")).fine();
    (std::fs::read_to_string(dir.path().join("out/in.en.md")).expect("a page"), said)
}

#[test]
fn letters_that_hold_a_line_break_shift_no_line() {
    let text = [
        line(20, (40, 560), "(Prices) Tj"),
        line(12, (40, 520), r"/Span <</ActualText (Water\nair)>> BDC (Wx) Tj EMC"),
        line(12, (40, 480), "(12345678901. of them) Tj"),
        line(16, (40, 440), "(On bread) Tj"),
        body(400),
    ];
    let (page, _) = english(&made(&[&text.concat()], ""), "");
    assert!(page.contains("title: \"Prices\"\n"), "{page}");
    assert!(page.contains("\nWater air\n"), "{page}");
    assert!(page.contains("\n## On bread\n\nThe price of water"), "{page}");
}

#[test]
fn a_title_is_restored_and_calls_no_note() {
    let text = [
        line(20, (40, 560), "/Span <</ActualText <FEFFFEF3FE8E>>> BDC (x) Tj EMC"),
        line(20, (50, 560), "( Water) Tj 8 Ts /F 10 Tf (1) Tj"),
        body(500),
        line(9, (40, 60), "(1 As counted by us.) Tj"),
    ];
    let (page, _) = english(&made(&[&text.concat()], ""), "");
    assert!(page.contains("title: \"\u{64A}\u{627} Water\"\n"), "{page}");
    assert!(page.ends_with("\n\nAs counted by us.\n"), "{page}");
}

#[test]
fn notes_of_one_number_on_two_pages_get_two_names() {
    let sheet = |own: &str, note: &str| {
        let parts = [
            line(12, (40, 540), &format!("({own}) Tj 5 Ts /F 7 Tf (2) Tj")),
            told(500, own),
            line(9, (40, 60), &format!("(2 {note}) Tj")),
        ];
        parts.concat()
    };
    let sheets = [sheet("Water is dear", "Counted by us."), sheet("Bread costs more", "Told by a baker.")];
    let (page, _) = english(&made(&[&sheets[0], &sheets[1]], ""), "");
    assert!(page.contains("[^2]: Counted by us.\n") && page.contains("[^3]: Told by a baker.\n"), "{page}");
    assert!(page.contains("dear[^2]") && page.contains("more[^3]"), "{page}");
}

#[test]
fn links_keep_their_address_and_those_to_scripts_are_words() {
    let link = |y: u32, to: &str| format!("<</Type/Annot/Subtype/Link/Rect[36 {} 390 {}]/A<</S/URI/URI({to})>>>>", y - 4, y + 12);
    let notes = [link(560, r"https://example.org/\(a\)"), link(530, "javascript:alert"), link(500, "file:///etc/hosts")];
    let text =
        [line(12, (40, 560), "(Water.) Tj"), line(12, (40, 530), "(Bread.) Tj"), line(12, (40, 500), "(Salt.) Tj"), body(400)];
    let (page, _) = english(&noted(&[&text.concat()], &notes.concat(), ""), "");
    assert!(page.contains(r"[Water.](https://example.org/\(a\))"), "{page}");
    assert!(page.contains("\nBread.\n") && page.contains("\nSalt.\n"), "{page}");
}

#[test]
fn the_report_names_pages() {
    let sheet = |number: u32, text: &str| [told(500, text), line(9, (200, 20), &format!("({number}) Tj"))].concat();
    let sheets = [sheet(1, "Water rises"), sheet(2, "Bread is dear")];
    let (_, said) = english(&made(&[&sheets[0], &sheets[1]], ""), "--format json");
    assert!(said.contains(r#""left_out":[{"page":1,"text":"1"},{"page":2,"text":"2"}]"#), "{said}");
    assert!(said.contains(r#""page":2,"times":1"#), "{said}");
}
