//! Letters: direction where nothing above the cell is left, no request but to the desk, and messages that programs for mail can read.

use std::collections::BTreeMap;

use base64::Engine as _;

use crate::support::books::{files, pair, with_draft};

#[track_caller]
fn letters(site: &str, ending: &str) -> BTreeMap<String, String> {
    let read = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("text");
    files(site, ending).into_iter().map(|(path, bytes)| (path, read(&bytes))).collect()
}

const CHART: &str =
    "```chart\ntype: bar\ntitle: TITLE\nunit: u\ndata:\n  - {label: A, value: 60}\n  - {label: B, value: 120}\n```\n";

fn rich() -> String {
    let arabic = format!(
        "بلغ GDP نحو 5%[^1].\n\n| بند | قيمة |\n|---|--:|\n| غاز | 5 |\n\n> [!NOTE]\n> تنبيه.\n\n{CHART}\n[^1]: حاشية.\n"
    );
    let english = format!("The word بيان means[^1].\n\n| Item | Value |\n|---|--:|\n| Gas | 5 |\n\n{CHART}\n[^1]: A note.\n");
    pair(&arabic.replace("TITLE", "الأسعار"), &english.replace("TITLE", "Prices"))
}

#[test]
fn the_cell_of_a_language_says_its_direction_twice() {
    let letters = letters(&rich(), "letter.html");
    assert_eq!(letters.keys().collect::<Vec<_>>(), ["k/k-ar-en.letter.html", "k/k-ar.letter.html", "k/k-en.letter.html"]);
    let cell = |tag: &str, dir: &str, start: &str| {
        format!("<td lang=\"{tag}\" dir=\"{dir}\" align=\"{start}\" style=\"direction:{dir};text-align:{start};")
    };
    let (arabic, english) = (cell("ar", "rtl", "right"), cell("en", "ltr", "left"));
    assert!(letters["k/k-ar.letter.html"].contains(&arabic) && letters["k/k-en.letter.html"].contains(&english));
    let both = &letters["k/k-ar-en.letter.html"];
    assert!(both.find(&arabic) < both.find(&english) && both.contains(&english), "{both}");
    for (path, letter) in &letters {
        // Nothing hangs on a style sheet, on `html` or on `body`.
        assert!(!letter.contains("<style") && !letter.contains("class=\"") && !letter.contains("<bdi"), "{path}");
        assert!(letter.len() < 100_000, "{path} {}", letter.len());
        // What is loaded is in it.
        assert!(letter.split("src=\"").skip(1).all(|rest| rest.starts_with("data:image/png;base64,")), "{path}");
        // A chart says its numbers in words.
        let alt = letter.split("alt=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        assert!(alt.contains("120"), "{path} {alt}");
    }
    // A table says its direction by itself, and a Latin run in Arabic is an isolate.
    let table = letters["k/k-ar.letter.html"].split("<table style=").nth(1).expect("a table");
    assert!(table.starts_with("\"width:100%;border-collapse:collapse;direction:rtl;"), "{table}");
    for (letter, dir) in [("k/k-ar.letter.html", "rtl"), ("k/k-en.letter.html", "ltr")] {
        let table =
            letters[letter].split("<table style=").nth(1).and_then(|rest| rest.split("</table>").next()).expect("a table");
        let own: Vec<&str> = table.split('<').filter(|tag| tag.starts_with("td") || tag.starts_with("th ")).collect();
        assert!(own.len() >= 4 && table.split('>').next().is_some_and(|tag| tag.contains(" dir=")), "{table}");
        for tag in own {
            // Each cell says its direction itself, as an attribute and as a style.
            let (attribute, style) = (tag.split(" dir=\"").nth(1), tag.split("direction:").nth(1));
            let said = attribute.and_then(|rest| rest.split('"').next());
            assert!(said.is_some() && style.and_then(|rest| rest.split(';').next()) == said, "{dir} {tag}");
        }
    }
    assert!(letters["k/k-ar.letter.html"].contains("<span style=\"unicode-bidi:isolate;\" lang=\"en\" dir=\"ltr\">GDP</span>"));
}

/// The parts of a message below a boundary: head and body of each.
fn parts<'m>(message: &'m str, boundary: &str) -> Vec<(&'m str, &'m str)> {
    let line = format!("--{boundary}");
    let of = message.split(&line).skip(1).filter(|part| !part.starts_with("--"));
    of.filter_map(|part| part.trim_start_matches("\r\n").split_once("\r\n\r\n")).collect()
}

fn boundary(head: &str) -> &str {
    head.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a boundary")
}

#[track_caller]
fn decoded(body: &str) -> String {
    let letters: String = body.split_whitespace().collect();
    let bytes = base64::engine::general_purpose::STANDARD.decode(letters).expect("base64");
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn a_message_is_whole_ascii_and_always_the_same() {
    let site = rich().replace("briefing: true", "briefing: true\ndate: 2026-11-22");
    let messages = letters(&site, "eml");
    assert_eq!(messages, letters(&site, "eml"));
    for (path, message) in &messages {
        assert!(message.is_ascii() && message.split("\r\n").all(|line| line.len() <= 78 && !line.contains('\n')), "{path}");
        let (head, _) = message.split_once("\r\n\r\n").expect("a head");
        assert!(head.contains("MIME-Version: 1.0") && head.contains("Date: 22 Nov 2026 00:00:00 +0000"), "{head}");
        let outer = parts(message, boundary(head));
        let [(text, plain), (related, _)] = outer.as_slice() else { panic!("{path} {}", outer.len()) };
        assert!(text.contains("text/plain") && related.contains("multipart/related"), "{path}");
        let inner = parts(message, boundary(related));
        let [(page, html), pictures @ ..] = inner.as_slice() else { panic!("{path} {}", inner.len()) };
        assert!(page.contains("text/html") && !pictures.is_empty(), "{path}");
        assert!(pictures.iter().all(|(head, _)| head.contains("image/png")), "{path}");
        let html = decoded(html);
        let names: Vec<&str> = html.split("src=\"cid:").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(names.len(), pictures.len(), "{path}");
        for name in names {
            assert!(pictures.iter().any(|(head, _)| head.contains(&format!("Content-ID: <{name}>"))), "{path} {name}");
        }
        assert!(decoded(plain).contains("120"), "{path}");
    }
    // Heads hold Arabic as encoded words, and say both languages.
    let head = messages["k/k-ar-en.eml"].split_once("\r\n\r\n").expect("a head").0;
    let word = head.split("Subject: =?utf-8?B?").nth(1).and_then(|rest| rest.split("?=").next()).expect("a word");
    assert!(decoded(word).starts_with("عنوان"), "{head}");
    assert!(head.contains("Content-Language: ar, en"), "{head}");
}

#[test]
fn the_text_beside_it_isolates_by_marks() {
    let messages = letters(&rich(), "eml");
    let text = |name: &str| {
        let message = &messages[&format!("k/k-{name}.eml")];
        let outer = parts(message, boundary(message));
        decoded(outer[0].1)
    };
    let arabic = text("ar");
    assert!(arabic.contains("بلغ \u{2066}GDP\u{2069} نحو") && arabic.contains("[1]") && arabic.contains("[1] حاشية"), "{arabic}");
    assert!(arabic.contains("\u{2067}غاز\u{2069} | "), "{arabic}");
    assert!(text("en").contains("The word \u{2067}بيان\u{2069} means"), "{}", text("en"));
}

/// What is kept back is in no letter, nor named in one.
#[test]
fn a_draft_is_in_no_letter() {
    for ending in ["letter.html", "eml"] {
        let letters = letters(&with_draft(), ending);
        assert!(letters.keys().any(|path| path.starts_with("k/k-ar-en")), "{:?}", letters.keys());
        for (path, letter) in &letters {
            assert!(!path.contains("k/b"), "{path}");
            let outer = || parts(letter, boundary(letter)).into_iter().map(|(_, body)| decoded(body)).collect::<String>();
            let shown = if ending == "eml" { outer() } else { letter.clone() };
            assert!(!shown.contains("Secret"), "{path}");
        }
    }
}
