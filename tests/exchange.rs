//! Exchange with translators: what is not touched comes back byte for byte, what is broken is refused whole.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::support::shared;
use crate::support::site::{AR_EN, request, tree};
use bayan::diag::Diagnostics;
use bayan::exchange::placeholders::{self, Returned};
use bayan::exchange::{Job, Made, Segment, merge as merging, po, segments, xliff};
use bayan::source::{Content, SourceFile, SourceTree, walk};
use proptest::prelude::*;

const AR: &str = "---\ntitle: الأسعار\n---\n\n## السعر {#prices}\n\nكان **السعر** [60 تنغًا](https://example.org/a) ثم صار `x` أعلى.[^a]\n\nفقرة جديدة **هنا** فقط\n\n| س | ق |\n|---|---|\n| قديم | 60 |\n\n[^a]: حاشية & أخرى <https://example.org>.\n";
const EN: &str = "---\ntitle: Prices\n---\n\n## The price {#prices}\n\nThe **price** was [60 tenge](https://example.org/a), then `x` rose.[^a]\n\n| Q | V |\n|---|---|\n| old | 60 |\n\n[^a]: A note & more <https://example.org>.\n";

/// The job of the only pair of a site, and the Markdown that it is put into.
fn job(ar: &str, en: &str) -> (Job, String) {
    let tree = tree(&format!("{AR_EN}-- content/a.ar.md --\n{ar}-- content/a.en.md --\n{en}"));
    let site = shared::read(&tree, &request()).value.expect("a site").site;
    (segments::job(&site, &tree, &site.pairs[0]), en.to_owned())
}

fn read(text: &str) -> (Option<Returned>, Diagnostics) {
    let tree = SourceTree::new([("page.xlf".to_owned(), Content::Text(text.into()))]);
    let mut diags = Diagnostics::new();
    let returned = xliff::read(&tree.files()[0], &mut diags);
    (returned.and_then(|mut files| files.pop()), diags)
}

fn read_po(file: &SourceFile, job: &Job, diags: &mut Diagnostics) -> Option<Returned> {
    po::read(file, std::slice::from_ref(job), diags).and_then(|mut files| files.pop())
}

fn merge(returned: &Returned, job: &Job, text: &str, diags: &mut Diagnostics) -> Option<String> {
    merging::merge(returned, job, text, diags).map(|merged| merged.text)
}

fn codes(diags: &Diagnostics) -> Vec<&'static str> {
    diags.iter().map(|d| d.code).collect()
}

/// What comes of a file that was changed on its way.
fn back(change: impl Fn(&str) -> String) -> Result<String, Vec<&'static str>> {
    let (job, text) = job(AR, EN);
    let (returned, mut diags) = read(&change(&xliff::render(std::slice::from_ref(&job))));
    let merged = returned.and_then(|returned| merge(&returned, &job, &text, &mut diags));
    merged.ok_or_else(|| codes(&diags))
}

#[test]
fn what_is_not_touched_comes_back_byte_for_byte() {
    assert_eq!(back(str::to_owned), Ok(EN.to_owned()));
    let crlf = (AR.replace('\n', "\r\n"), EN.replace('\n', "\r\n"));
    let (job, text) = job(&crlf.0, &crlf.1);
    let (returned, mut diags) = read(&xliff::render(std::slice::from_ref(&job)));
    assert_eq!(merge(&returned.expect("read"), &job, &text, &mut diags), Some(text));
}

#[test]
fn every_page_of_the_briefing_comes_back_byte_for_byte() {
    let tree = walk::load(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository can be read");
    let site = shared::read(&tree, &request()).value.expect("a site").site;
    assert!(site.pairs.len() > 10);
    for pair in &site.pairs {
        let job = segments::job(&site, &tree, pair);
        let text = tree.get(&job.target_file).and_then(|f| f.text()).expect("Markdown");
        let (returned, mut diags) = read(&xliff::render(std::slice::from_ref(&job)));
        let merged = merge(&returned.expect("read"), &job, text, &mut diags);
        assert_eq!(merged.as_deref(), Some(text), "{} {:?}", job.target_file, codes(&diags));
        let po = SourceTree::new([("page.po".to_owned(), Content::Text(po::render(std::slice::from_ref(&job)).into()))]);
        let returned = read_po(&po.files()[0], &job, &mut diags);
        let merged = returned.and_then(|returned| merge(&returned, &job, text, &mut diags));
        assert_eq!(merged.as_deref(), Some(text), "{} {:?}", job.target_file, codes(&diags));
    }
}

#[test]
fn markup_is_protected_and_texts_are_translated() {
    let (job, _) = job(AR, EN);
    let text = xliff::render(std::slice::from_ref(&job));
    assert!(text.contains("srcLang=\"ar\" trgLang=\"en\""), "{text}");
    for data in ["](https://example.org/a)", "[^a]", "**", "`x`", " {#prices}"] {
        assert!(text.contains(&format!("preserve\">{data}</data>")), "{data}: {text}");
    }
    let changed = back(|text| text.replacen(" was ", " was once ", 1));
    assert_eq!(changed, Ok(EN.replacen(" was ", " was once ", 1)));
}

#[test]
fn a_new_block_stands_where_its_source_does() {
    let (job, _) = job(AR, EN);
    let segment = job.segments.iter().find(|s| s.target.is_none()).expect("one is not translated");
    assert_eq!((segment.name.as_str(), segment.source.as_str()), ("prices.2", "فقرة جديدة **هنا** فقط"));
    let target = "<target>A new <ph id=\"1\" dataRef=\"d1\"/>paragraph<ph id=\"2\" dataRef=\"d1\"/></target>";
    let add = |text: &str| {
        let at = text.find("فقرة جديدة").expect("there");
        let end = at + text[at..].find("</source>").expect("there") + "</source>".len();
        format!("{}{target}{}", &text[..end], &text[end..])
    };
    assert_eq!(back(add), Ok(EN.replace("rose.[^a]\n", "rose.[^a]\n\nA new **paragraph**\n")));
    let without = |text: &str| add(text).replacen("<ph id=\"2\" dataRef=\"d1\"/></target>", "</target>", 1);
    assert_eq!(back(without), Err(vec!["placeholder-lost"]));
    let twice = |text: &str| add(text).replacen("paragraph<ph id=\"2\"", "paragraph<ph id=\"1\"", 1);
    assert_eq!(back(twice), Err(vec!["placeholder-twice"]));
}

#[test]
fn broken_files_are_refused_whole() {
    assert_eq!(back(|text| text.replacen("</unit>", "", 1)), Err(vec!["broken-exchange"]));
    assert_eq!(back(|text| text[..text.len() / 2].to_owned()), Err(vec!["broken-exchange"]));
    assert_eq!(back(|_| "<html></html>".to_owned()), Err(vec!["broken-exchange"]));
    assert_eq!(back(|text| text.replacen("<xliff", "<!DOCTYPE x [<!ENTITY a \"b\">]><xliff", 1)), Err(vec!["broken-exchange"]));
    assert_eq!(back(|text| text.replacen(" was ", " &nbsp; ", 1)), Err(vec!["broken-exchange"]));
    assert_eq!(back(|text| text.replacen(" was ", " <mrk/> ", 1)), Err(vec!["unknown-inline"]));
    assert_eq!(back(|text| text.replace("dataRef=\"d2\"", "dataRef=\"d99\"")), Err(vec!["unknown-placeholder"]));
    assert_eq!(back(|text| text.replacen("name=\"prices.1\"", "name=\"prices.9\"", 1)), Err(vec!["unknown-unit"]));
    assert_eq!(back(|text| text.replacen(" was ", " *was* ", 1)), Err(vec!["typed-markup"]));
    assert_eq!(back(|text| text.replacen("كان ", "صار ", 1)), Err(vec!["changed-since-export"]));
    let (job, text) = job(AR, &EN.replace(" was ", " is "));
    let (returned, mut diags) = read(&xliff::render(&[self::job(AR, EN).0]));
    assert_eq!(merge(&returned.expect("read"), &job, &text, &mut diags), None);
    assert_eq!(codes(&diags), ["changed-since-export"]);
}

#[test]
fn nothing_of_a_file_is_lost_in_silence() {
    assert_eq!(
        back(|text| text.replace("  </file>\n</xliff>\n", "")),
        Err(vec!["broken-exchange"]),
        "cut off between two blocks"
    );
    let twice = |text: &str| {
        let (from, to) = (text.find("<unit").expect("there"), text.find("</unit>").expect("there") + "</unit>".len());
        format!("{}{}{}", &text[..to], &text[from..to], &text[to..])
    };
    assert_eq!(back(|text| twice(&text.replacen("The price", "A longer price", 1))), Err(vec!["unknown-unit"]));
    assert_eq!(back(|text| text.replacen("name=\"prices.1\"", "name=\"a\" name=\"prices.1\"", 1)), Err(vec!["broken-exchange"]));
    assert_eq!(back(|text| text.replacen(" was ", " &#1; ", 1)), Err(vec!["broken-exchange"]));
    assert_eq!(back(|text| text.replacen(" was ", " \u{ffff} ", 1)), Err(vec!["broken-exchange"]));
    assert_eq!(back(|text| text.replacen("utf-8", "ISO-8859-1", 1)), Err(vec!["broken-exchange"]));
    assert_eq!(back_po(|text| text.replacen("UTF-8", "ISO-8859-1", 1)), Err(vec!["broken-exchange"]));
    assert_eq!(back_po(|text| text[..text.rfind("msgstr").expect("there")].to_owned()), Err(vec!["broken-exchange"]));
    for mark in ["\u{feff}", "\u{feff}\n"] {
        assert_eq!(back(|text| format!("{}{text}", mark.trim_end())), Ok(EN.to_owned()));
        assert_eq!(back_po(|text| format!("{mark}{text}")), Ok(EN.to_owned()));
    }
}

#[test]
fn bombs_end_fast() {
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
    assert_eq!(back(|text| text.replacen("<xliff", &format!("{entities}<xliff"), 1)), Err(vec!["broken-exchange"]));
    assert_eq!(back(|text| text.replacen("<file", &format!("{}<file", "<a>".repeat(300_000)), 1)), Err(vec!["broken-exchange"]));
    let deep = format!("{}{}<file", "<a>".repeat(300_000), "</a>".repeat(300_000));
    assert_eq!(back(|text| text.replacen("<file", &deep, 1)), Ok(EN.to_owned()), "what tools add is passed over");
    let attributes: String = (0..300_000).fold(String::new(), |all, n| all + " a" + &n.to_string() + "=''");
    assert_eq!(back(|text| text.replacen("<file", &format!("<file{attributes}"), 1)), Err(vec!["broken-exchange"]));
}

/// Characters that XML cannot hold, and such as tools take for the end of a line, come back too.
#[test]
fn every_character_of_a_page_comes_back() {
    for odd in ["\0", "\u{1}", "\u{b}", "\u{1b}[31m", "\u{85}", "\u{fffe}", "\u{ffff}", "\u{10ffff}", "`\u{1}`", "[a](b\u{ffff})"]
    {
        let ar = AR.replace("كان ", &format!("كان {odd} "));
        let en = EN.replace(" was ", &format!(" was {odd} "));
        let (job, text) = job(&ar, &en);
        let written = xliff::render(std::slice::from_ref(&job));
        assert!(roxmltree::Document::parse(&written).is_ok(), "{odd:?}");
        let (returned, mut diags) = read(&written);
        let merged = returned.and_then(|returned| merge(&returned, &job, &text, &mut diags));
        assert_eq!(merged.as_ref(), Some(&text), "{odd:?} {:?}", codes(&diags));
        let po = po::render(std::slice::from_ref(&job));
        assert!(po.chars().all(|c| c == '\n' || !c.is_control()), "{odd:?}");
        let tree = SourceTree::new([("page.po".to_owned(), Content::Text(po.into()))]);
        let returned = read_po(&tree.files()[0], &job, &mut diags);
        let merged = returned.and_then(|returned| merge(&returned, &job, &text, &mut diags));
        assert_eq!(merged.as_ref(), Some(&text), "{odd:?} {:?}", codes(&diags));
    }
}

/// The same for a PO file.
fn back_po(change: impl Fn(&str) -> String) -> Result<String, Vec<&'static str>> {
    let (job, text) = job(AR, EN);
    let tree = SourceTree::new([("page.po".to_owned(), Content::Text(change(&po::render(std::slice::from_ref(&job))).into()))]);
    let mut diags = Diagnostics::new();
    let returned = read_po(&tree.files()[0], &job, &mut diags);
    let merged = returned.and_then(|returned| merge(&returned, &job, &text, &mut diags));
    merged.ok_or_else(|| codes(&diags))
}

#[test]
fn po_goes_the_same_way() {
    assert_eq!(back_po(str::to_owned), Ok(EN.to_owned()));
    assert_eq!(back_po(|text| text.replacen(" was ", " was once ", 1)), Ok(EN.replacen(" was ", " was once ", 1)));
    let wrapped = |text: &str| text.replacen(" was ", " was \"\n\"", 1);
    assert_eq!(back_po(wrapped), Ok(EN.to_owned()), "tools break lines where they like");
    let add = |text: &str| text.replacen("هنا{2} فقط\"\nmsgstr \"\"", "هنا{2} فقط\"\nmsgstr \"A {{new}} {1}one{2}\"", 1);
    assert_eq!(back_po(add), Ok(EN.replace("rose.[^a]\n", "rose.[^a]\n\nA {new} **one**\n")));
    assert_eq!(back_po(|text| add(text).replacen("one{2}", "one", 1)), Err(vec!["placeholder-lost"]));
    // What was translated before keeps as much markup as it had.
    let lost = |text: &str| {
        let at = text.find("rose.{").expect("there") + "rose.".len();
        let end = at + text[at..].find('}').expect("there") + 1;
        format!("{}{}", &text[..at], &text[end..])
    };
    assert_eq!(back_po(lost), Err(vec!["placeholder-lost"]));
    assert_eq!(back_po(|text| text.replacen(" was ", " {77} ", 1)), Err(vec!["unknown-placeholder"]));
    assert_eq!(back_po(|text| text.replacen(" was ", " *was* ", 1)), Err(vec!["typed-markup"]));
    assert_eq!(back_po(|text| text.replacen("msgid", "msgide", 1)), Err(vec!["broken-exchange"]));
    assert_eq!(back_po(|text| text.replacen(" was ", " \"was ", 1)), Err(vec!["broken-exchange"]));
    assert_eq!(back_po(|text| text.replacen("X-Bayan-Target", "X-Other", 1)), Err(vec!["broken-exchange"]));
    assert_eq!(back_po(|text| text.replacen("msgctxt \"prices.1", "msgctxt \"prices.9", 1)), Err(vec!["unknown-unit"]));
}

/// The name of a heading says something at the end of its line only, in either format.
#[test]
fn a_placeholder_that_means_nothing_where_it_was_put_is_refused() {
    const MOVED: &str = "placeholder-moved";
    let job = job(AR, EN).0;
    let xliff = xliff::render(std::slice::from_ref(&job));
    let (before, rest) = xliff.split_once("The price<ph ").expect("a heading");
    let (mark, _) = rest.split_once("/>").expect("a mark");
    let old = format!("The price<ph {mark}/>");
    assert!(before.ends_with("/>"), "what makes it a heading has a placeholder too");
    for new in [format!("<ph {mark}/>The price"), format!("The<ph {mark}/> price")] {
        assert_eq!(back(|text| text.replacen(&old, &new, 1)), Err(vec![MOVED]), "{new}");
    }
    assert_eq!(back(|text| text.replacen("The price<ph", "The value<ph", 1)), Ok(EN.replace("The price", "The value")));
    for new in ["{1}{2}The price", "{1}The{2} price", "The{1} price{2}"] {
        assert_eq!(back_po(|text| text.replacen("{1}The price{2}", new, 1)), Err(vec![MOVED]), "{new}");
    }
    let renamed = |text: &str| text.replacen("{1}The price{2}", "{1}The value{2}", 1);
    assert_eq!(back_po(renamed), Ok(EN.replace("The price", "The value")));
}

#[test]
fn captions_of_pictures_are_translated() {
    let page = |alt: &str, title: &str| format!("---\ntitle: {alt}\n---\n\n![{alt}](p.svg \"{title}\")\n");
    let (job, text) = job(&page("بديل", "عنوان"), &page("Alt", "Old"));
    let (returned, mut diags) = read(&xliff::render(std::slice::from_ref(&job)).replace("Old", "New *caption*"));
    let merged = returned.and_then(|returned| merge(&returned, &job, &text, &mut diags));
    assert_eq!(merged.as_deref(), Some(&*page("Alt", "New *caption*")), "{:?}", codes(&diags));
    let tree = SourceTree::new([(
        "page.po".to_owned(),
        Content::Text(po::render(std::slice::from_ref(&job)).replace("Old", "New").into()),
    )]);
    let returned = read_po(&tree.files()[0], &job, &mut diags);
    let merged = returned.and_then(|returned| merge(&returned, &job, &text, &mut diags));
    assert_eq!(merged.as_deref(), Some(&*page("Alt", "New")), "{:?}", codes(&diags));
}

/// The file that comes of a page whose every segment without a translation is answered by its source.
fn first_translation(source: &str, target: &str) -> [String; 2] {
    let (job, text) = job(source, target);
    let answered: Vec<String> = job.segments.iter().filter(|s| s.target.is_none()).map(|s| s.source.clone()).collect();
    let filled = Job {
        segments: job.segments.iter().cloned().map(|s| Segment { target: s.target.or(Some(s.source.clone())), ..s }).collect(),
        ..job.clone()
    };
    let by = |returned: Option<Returned>, mut diags: Diagnostics| {
        let mut returned = returned.unwrap_or_else(|| panic!("{:?}", codes(&diags)));
        for (unit, segment) in returned.units.iter_mut().zip(&job.segments) {
            unit.exported = placeholders::mark_of(segment.target.as_deref());
        }
        let merged = merge(&returned, &job, &text, &mut diags);
        let merged = merged.unwrap_or_else(|| panic!("{:?}", codes(&diags)));
        // Every segment stands where its source does: each is found behind the one before it.
        let mut from = 0;
        for piece in &answered {
            let at = merged[from..].find(piece.trim()).unwrap_or_else(|| panic!("{piece:?} after {from} in {merged}"));
            from += at + piece.trim().len();
        }
        merged
    };
    let (returned, diags) = read(&xliff::render(std::slice::from_ref(&filled)));
    let from_xliff = by(returned, diags);
    let tree = SourceTree::new([("page.po".to_owned(), Content::Text(po::render(std::slice::from_ref(&filled)).into()))]);
    let mut diags = Diagnostics::new();
    let returned = read_po(&tree.files()[0], &job, &mut diags);
    [from_xliff, by(returned, diags)]
}

#[test]
fn a_first_translation_has_the_order_and_the_notes_of_its_source() {
    let source = "---\ntitle: س\n---\n\n## أول {#one}\n\nفقرة[^a]\n\n- بند\n- بند\n\n> قول\n\n## ثان {#two}\n\nأخرى[^b]\n\n[^a]: حاشية\n[^b]: ثانية\n";
    let body = "## أول {#one}\n\nفقرة[^a]\n\n- بند\n- بند\n\n> قول\n\n## ثان {#two}\n\nأخرى[^b]\n\n[^a]: حاشية\n\n[^b]: ثانية";
    for stub in ["---\ntitle: S\n---\n", "---\ntitle: S\n---", "---\ntitle: S\n---\n\n\n"] {
        for merged in first_translation(source, stub) {
            assert_eq!(merged.trim_end(), format!("---\ntitle: S\n---\n\n{body}"));
        }
    }
    // What is there already keeps its place, and nothing runs into it.
    let half = "---\ntitle: S\n---\n\n## One {#one}\n## Two {#two}\nMore[^b]\n\n[^b]: second\n";
    let expected = "---\ntitle: S\n---\n\n## One {#one}\n\nفقرة[^a]\n\n- بند\n- بند\n\n> قول\n\n## Two {#two}\nMore[^b]\n\n[^b]: second\n\n[^a]: حاشية\n";
    assert_eq!(first_translation(source, half), [expected, expected]);
    let crlf = half.replace('\n', "\r\n");
    assert_eq!(
        first_translation(&source.replace('\n', "\r\n"), &crlf),
        [expected.replace('\n', "\r\n"), expected.replace('\n', "\r\n")]
    );
}

/// A page of numbered blocks, of which some are left out.
fn page(kinds: &[(u8, bool)], is_source: bool) -> String {
    let mut text = "---\ntitle: x\n---\n".to_owned();
    let mut notes = String::new();
    for (at, (kind, is_there)) in kinds.iter().enumerate() {
        if !is_source && !is_there {
            continue;
        }
        let _ = match kind {
            0 => write!(text, "\n## h{at}x {{#h{at}}}\n"),
            1 => write!(text, "\n- l{at}x\n- again\n"),
            2 => write!(text, "\n> q{at}x **b**\n"),
            3 => write!(text, "\n| t{at}x | b |\n|---|---|\n| c | d |\n"),
            4 => write!(notes, "\n[^n{at}]: n{at}x\n").and_then(|()| write!(text, "\np{at}x[^n{at}]\n")),
            5 => write!(text, "\n```\nc{at}x\n```\n"),
            _ => write!(text, "\np{at}x [a](https://example.org/{at})\n"),
        };
    }
    text + &notes
}

fn bayan(root: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bayan"));
    command.arg("--root").arg(root).args(["--date", "2026-11-22"]).args(arguments).stdin(Stdio::null());
    command.output().expect("the program starts")
}

#[test]
fn the_commands_go_round() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = |name: &str| dir.path().join(name);
    std::fs::create_dir(path("content")).expect("made");
    let config = AR_EN.split_once('\n').expect("a header").1;
    for (name, text) in [("site.yaml", config), ("content/a.ar.md", AR), ("content/a.en.md", EN)] {
        std::fs::write(path(name), text).expect("written");
    }
    let exported = bayan(dir.path(), &["export", "--format", "xliff", "a"]);
    assert_eq!(exported.status.code(), Some(0));
    let text = String::from_utf8(exported.stdout).expect("UTF-8");
    let file = path("a.xlf");
    let import = || bayan(dir.path(), &["import-translation", file.to_str().expect("UTF-8")]);
    let markdown = || std::fs::read_to_string(path("content/a.en.md")).expect("read");
    std::fs::write(&file, &text).expect("written");
    assert_eq!(import().status.code(), Some(0));
    assert_eq!(markdown(), EN);
    std::fs::write(&file, text.replacen(" was ", " was once ", 1).replacen("more", "*more*", 1)).expect("written");
    let refused = import();
    assert_eq!((refused.status.code(), markdown()), (Some(1), EN.to_owned()), "not even the good part is used");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("a.xlf:"), "{}", String::from_utf8_lossy(&refused.stderr));
    std::fs::write(&file, text.replacen(" was ", " was once ", 1)).expect("written");
    assert_eq!(import().status.code(), Some(0));
    assert_eq!(markdown(), EN.replacen(" was ", " was once ", 1));
    let po = bayan(dir.path(), &["export", "--format", "po", "a"]);
    std::fs::write(path("a.po"), String::from_utf8(po.stdout).expect("UTF-8").replacen(" was once ", " was ", 1))
        .expect("written");
    let file = path("a.po");
    assert_eq!(bayan(dir.path(), &["import-translation", file.to_str().expect("UTF-8")]).status.code(), Some(0));
    assert_eq!(markdown(), EN);
    let table = bayan(dir.path(), &["export", "--format", "html-table", "content/a.en.md"]);
    let table = String::from_utf8(table.stdout).expect("UTF-8");
    assert!(table.contains("<td lang=\"ar\" dir=\"rtl\">") && table.contains("<td lang=\"en\" dir=\"ltr\">"), "{table}");
    // It is for readers. What a word processor makes of it is none of our documents (`reviewed`).
    for (name, bytes) in [("a.html", table.clone().into_bytes()), ("a.txt", table.into_bytes())] {
        std::fs::write(path(name), bytes).expect("written");
        let refused = bayan(dir.path(), &["import-translation", path(name).to_str().expect("UTF-8")]);
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert_eq!((refused.status.code(), markdown()), (Some(1), EN.to_owned()), "{name}");
        assert!(said.contains("this is a document for readers") && said.contains("--format xliff"), "{name}: {said}");
    }
    assert_eq!(bayan(dir.path(), &["export", "b"]).status.code(), Some(2));
}

/// A text as another encoding has it.
fn utf16(text: &str, mark: &[u8], unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    mark.iter().copied().chain(text.encode_utf16().flat_map(unit)).collect()
}

#[test]
fn files_are_read_in_every_encoding_that_says_what_it_is() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = |name: &str| dir.path().join(name);
    std::fs::create_dir(path("content")).expect("made");
    let config = AR_EN.split_once('\n').expect("a header").1;
    for (name, text) in [("site.yaml", config), ("content/a.ar.md", AR), ("content/a.en.md", EN)] {
        std::fs::write(path(name), text).expect("written");
    }
    let said = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
    let import = |name: &str| bayan(dir.path(), &["import-translation", path(name).to_str().expect("UTF-8")]);
    for format in ["xliff", "po"] {
        let text = String::from_utf8(bayan(dir.path(), &["export", "--format", format, "a"]).stdout).expect("UTF-8");
        let latin: Vec<u8> = text.replacen(" was ", " é ", 1).chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect();
        for (bytes, code) in [
            (utf16(&text, &[0xff, 0xfe], u16::to_le_bytes), 0),
            (utf16(&text, &[0xfe, 0xff], u16::to_be_bytes), 0),
            (utf16(&text, &[], u16::to_le_bytes), 1),
            (utf16(&text, &[], u16::to_be_bytes), 1),
            (utf16(&text, &[0xff, 0xfe, 0xd8], u16::to_be_bytes), 1),
            (latin, 1),
            (Vec::new(), 1),
        ] {
            std::fs::write(path("back"), &bytes).expect("written");
            let output = import("back");
            assert_eq!(output.status.code(), Some(code), "{format} {:?}: {}", bytes.get(..4), said(&output));
            assert!(!said(&output).is_empty(), "nothing in silence");
            assert_eq!(std::fs::read_to_string(path("content/a.en.md")).expect("read"), EN);
        }
    }
    // The lock is a file that other tools may have saved as well.
    assert_eq!(bayan(dir.path(), &["accept", "a"]).status.code(), Some(0));
    let lock = std::fs::read_to_string(path("bayan.lock")).expect("written");
    let status = || bayan(dir.path(), &["status", "--format", "json"]);
    let accepted = status().stdout;
    std::fs::write(path("bayan.lock"), utf16(&lock, &[0xff, 0xfe], u16::to_le_bytes)).expect("written");
    assert_eq!(status().stdout, accepted);
    for bytes in [utf16(&lock, &[], u16::to_le_bytes), b"# \xe9\nversion: 1\npages: {}\n".to_vec()] {
        std::fs::write(path("bayan.lock"), bytes).expect("written");
        assert_eq!(status().status.code(), Some(1), "{}", said(&status()));
    }
}

#[test]
fn what_is_no_file_is_refused_at_once() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = |name: &str| dir.path().join(name);
    std::fs::create_dir(path("content")).expect("made");
    let config = AR_EN.split_once('\n').expect("a header").1;
    for (name, text) in [("site.yaml", config), ("content/a.ar.md", AR), ("content/a.en.md", EN)] {
        std::fs::write(path(name), text).expect("written");
    }
    let refused = |arguments: &[&str], said: &str| {
        let output = bayan(dir.path(), arguments);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {error}");
        assert!(error.contains(said) && output.stdout.is_empty(), "{arguments:?}: {error}");
    };
    let folder = path("content");
    refused(&["import-translation", folder.to_str().expect("UTF-8")], "no file");
    refused(&["import-translation", "/nowhere/a.xlf"], "a.xlf");
    // Sparse: it takes no place on the disk.
    std::fs::File::create(path("large.xlf")).and_then(|file| file.set_len(50 << 20)).expect("made");
    refused(&["import-translation", path("large.xlf").to_str().expect("UTF-8")], "longer than");
    for command in [&["accept"][..], &["accept", ""], &["export"], &["export", ""], &["export", "--format", "po"]] {
        refused(command, "--help");
    }
    assert!(!path("bayan.lock").exists());
    std::fs::create_dir(path("bayan.lock")).expect("made");
    refused(&["status"], "bayan.lock: this is no file");
    std::fs::remove_dir(path("bayan.lock")).expect("removed");
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        refused(&["import-translation", "/dev/zero"], "no file");
        let fifo = path("fifo");
        if Command::new("mkfifo").arg(&fifo).status().is_ok_and(|status| status.success()) {
            refused(&["import-translation", fifo.to_str().expect("UTF-8")], "no file");
            std::fs::rename(&fifo, path("bayan.lock")).expect("moved");
            refused(&["status"], "bayan.lock: this is no file");
            std::fs::remove_file(path("bayan.lock")).expect("removed");
        }
        symlink("/dev/zero", path("bayan.lock")).expect("linked");
        refused(&["status"], "symbolic link");
        std::fs::remove_file(path("bayan.lock")).expect("removed");
        // A mistake in the configuration prints its line, which must not be one of somebody else's file.
        let secret = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(secret.path(), "title: a\npassword: hunter2\n").expect("written");
        std::fs::rename(path("site.yaml"), path("other.yaml")).expect("moved");
        symlink(secret.path(), path("site.yaml")).expect("linked");
        refused(&["check"], "leads out of the project");
        assert!(!String::from_utf8_lossy(&bayan(dir.path(), &["check"]).stderr).contains("hunter2"));
        std::fs::remove_file(path("site.yaml")).expect("removed");
        symlink("other.yaml", path("site.yaml")).expect("linked");
        assert_eq!(bayan(dir.path(), &["status"]).status.code(), Some(0), "a link within the project is followed");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    /// No file is too strange.
    #[test]
    fn no_file_panics(text in "\\PC{0,60}|(<(xliff|file|unit|data id='1'|source|target|ph id='1' dataRef='1'/|/source|/target|/data|/unit|/file|/xliff)>|&amp;|&#x41;|x){0,12}|((msgid|msgstr|msgctxt) \"[a{}1\\\\n]{0,6}\"\n){0,8}") {
        let tree = SourceTree::new([("x".to_owned(), Content::Text(text.into()))]);
        let job = Job {
            source_language: "ar".to_owned(),
            target_language: "en".to_owned(),
            source_file: "a".to_owned(),
            target_file: "b".to_owned(),
            made: Made::Shared,
            segments: Vec::new(),
        };
        let mut diags = Diagnostics::new();
        let _ = xliff::read(&tree.files()[0], &mut diags);
        let _ = read_po(&tree.files()[0], &job, &mut diags);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 12, ..ProptestConfig::default() })]

    /// Whatever is there already, the rest comes in the order of its source.
    #[test]
    fn first_translations_keep_the_order(kinds in proptest::collection::vec((0_u8..7, any::<bool>()), 0..14)) {
        first_translation(&page(&kinds, true), &page(&kinds, false));
        let none: Vec<(u8, bool)> = kinds.iter().map(|(kind, _)| (*kind, false)).collect();
        first_translation(&page(&none, true), &page(&none, false));
    }
}

#[test]
fn an_export_without_a_text_says_which_side_is_taken_as_the_original() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(dir.path().join("content")).expect("made");
    let config = AR_EN.split_once('\n').expect("a header").1;
    let files = [("site.yaml", config), ("content/a.ar.md", "---\ntitle: عن المكتب\n---\n"), ("content/a.en.md", EN)];
    for (name, text) in files {
        std::fs::write(dir.path().join(name), text).expect("written");
    }
    let output = bayan(dir.path(), &["export", "a"]);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && output.stdout.is_empty(), "{error}");
    assert!(error.contains("content/a.ar.md: there is nothing to translate") && error.contains("write `source: en`"), "{error}");
}
