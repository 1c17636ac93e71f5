//! Pages edited in a browser: what the editor answers and writes, what it refuses, and that whoever has no key, comes from elsewhere or
//! names what is none of the project's writes nothing.

#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{IpAddr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use bayan::catalogues::Language;
use bayan::edit::Editor;
use bayan::edit::picture::Place;
use bayan::edit::refusal::Refusal;
use bayan::message::English;
use bayan::output::contents::Contents;
use bayan::output::hash;
use bayan::pipeline::Request;
use bayan::serve::edit::Access;
use bayan::serve::{self, Serving};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::site::{AR_EN, request, tree};
use crate::support::{photo, shared};

const AR: &str = "content/water/wells.ar.md";
const EN: &str = "content/water/wells.en.md";
const FACTS: &str = "content/water/facts.yaml";

const FILES: &str = r#"-- content/_index.ar.md --
---
title: الرئيسية
---

أهلا.
-- content/_index.en.md --
---
title: Home
---

Welcome.
-- content/water/facts.yaml --
# What was counted.
wells:
  value: 12
  source: census
  what: {ar: "الآبار", en: Wells}  # as of May
dry:
  value: 3.5
  what:
    ar: الآبار الجافة
    en: 'Dry wells'
-- content/water/sources.yaml --
census: {title: {ar: إحصاء, en: Census}, lang: ar}
-- content/water/people.yaml --
layla:
  name: {ar: ليلى, en: Layla}
-- content/water/well.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d="M0 0h4v3z"/></svg>
-- content/water/wells.ar.md --
---
title: الآبار # عنوان
summary: "ملخّص: قصير"
---

فقرة أولى عن **الآبار** و[](fact:wells).

![بئر](well.svg "صورة البئر")

| السنة | العدد |
| ----- | ----: |
| ٢٠٢١  | [](fact:wells) |
| ٢٠٢٢  | 13 |

فقرة أخيرة.[^1]

[^1]: حاشية.
-- content/water/wells.en.md --
---
title: Wells
summary: A short summary
---

A first paragraph on **wells** and [](fact:wells).

![A well](well.svg "Picture of the well")

| Year | Number |
| ---- | -----: |
| 2021 | [](fact:wells) |
| 2022 | 13 |

A last paragraph.[^1]

[^1]: A note.
"#;

/// A project in a folder, and somebody who edits it.
struct Project {
    root: PathBuf,
    editor: Editor,
    _folder: TempDir,
}

impl Project {
    fn new() -> Self {
        Self::of(&format!("{AR_EN}{FILES}"))
    }

    fn of(text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("project");
        let files = tree(text);
        for file in files.files() {
            write(&root, &file.path, file.text().expect("text"));
        }
        let editor = Editor::new(root.clone(), &request());
        // Languages and themes are read once for all tests.
        editor.follow(&shared::session(files, request()));
        Self { root, editor, _folder: folder }
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.root.join(path)).expect("it is there")
    }

    #[track_caller]
    fn ask(&self, name: &str, body: &Value) -> Value {
        self.editor.answer(name, body.to_string().as_bytes(), &English).unwrap_or_else(|why| panic!("{name} {body}: {why:?}"))
    }

    #[track_caller]
    fn refused(&self, name: &str, body: &Value) -> (u16, Value) {
        let before = snapshot(&self.root);
        let why = self.editor.answer(name, body.to_string().as_bytes(), &English).expect_err("it is refused");
        assert_eq!(before, snapshot(&self.root), "{name} {body} wrote something");
        (why.status(), why.told(&English))
    }

    /// The pieces of the block that begins with these words.
    #[track_caller]
    fn pieces(&self, path: &str, words: &str) -> Vec<Value> {
        let start = self.read(path).find(words).unwrap_or_else(|| panic!("{words:?} is not in {path}"));
        let answer = self.ask("block", &json!({ "path": path, "start": start }));
        answer["pieces"].as_array().expect("pieces").clone()
    }
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().expect("below the root")).expect("made");
    std::fs::write(path, text).expect("written");
}

/// Every file below a folder, with its bytes.
fn snapshot(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("read") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.clone(), std::fs::read(&path).expect("read"));
            }
        }
    }
    found
}

/// What is asked for of a piece: the same with another text.
fn with_text(piece: &Value, text: &str) -> Value {
    let mut new = named(piece);
    new["text"] = text.into();
    new
}

fn with_field(piece: &Value, name: &str, value: &str) -> Value {
    let mut new = named(piece);
    new["fields"] = json!({ name: value });
    new
}

fn named(piece: &Value) -> Value {
    json!({ "path": piece["path"], "part": piece["part"], "start": piece["start"], "end": piece["end"], "hash": piece["hash"] })
}

#[test]
fn only_an_editor_s_pages_say_where_their_blocks_stand() {
    let text = format!("{AR_EN}{FILES}");
    let session = shared::session(tree(&text), request());
    let public = session.outputs(&|| {}).value.expect("a site").outputs;
    let marked = session.asked(Request { marks: true, ..request() }).outputs(&|| {}).value.expect("a site").outputs;
    let again = session.asked(request()).outputs(&|| {}).value.expect("a site").outputs;
    let bytes = |contents: &Contents| String::from_utf8_lossy(&contents.bytes().expect("read")).into_owned();
    for (path, contents) in public.iter() {
        assert!(!bytes(contents).contains("data-edit"), "{}", path.as_str());
        assert_eq!(contents.bytes().expect("read"), again.get(path.as_str()).expect("there").bytes().expect("read"));
    }
    let page = bytes(marked.get("en/water/wells/index.html").expect("a page"));
    let source = text.split_once("-- content/water/wells.en.md --\n").expect("there").1;
    let marks: Vec<&str> = page
        .split("data-edit=")
        .skip(1)
        .map(|rest| rest.trim_start_matches('"').split(['"', ' ', '>']).next().expect("a place"))
        .map(|place| place.split_once('-').expect("two ends"))
        .map(|(start, end)| &source[start.parse().expect("a number")..end.parse().expect("a number")])
        .collect();
    assert!(page.contains("Census"), "the page has a list of sources, which nobody wrote in it");
    assert_eq!(marks.len(), 4, "{page}");
    for (mark, begins) in marks.iter().zip(["A first", "![A well]", "| Year", "A last"]) {
        assert!(mark.starts_with(begins), "{mark}");
    }
    let unmarked: String = page.split(" data-edit=").enumerate().fold(String::new(), |out, (at, part)| {
        out + if at == 0 {
            part
        } else {
            &part[part
                .trim_start_matches('"')
                .find([' ', '>', '"'])
                .map_or(0, |end| end + usize::from(part.starts_with('"')) * 2)..]
        }
    });
    assert_eq!(unmarked, bytes(public.get("en/water/wells/index.html").expect("a page")), "nothing else differs");
}

#[test]
fn a_paragraph_is_corrected_in_both_languages_and_taken_back() {
    let project = Project::new();
    let before = snapshot(&project.root);
    let page = project.ask("page", &json!({ "url": "/repo/en/water/wells/" }));
    assert_eq!((&page["path"], page["blocks"].as_array().map(Vec::len)), (&json!(EN), Some(4)));
    assert_eq!(project.ask("page", &json!({ "url": "/repo/en/tags/" }))["path"], Value::Null);
    let pieces = project.pieces(AR, "فقرة أولى");
    assert_eq!((&pieces[0]["dir"], &pieces[1]["dir"], &pieces[1]["path"]), (&json!("rtl"), &json!("ltr"), &json!(EN)));
    assert_eq!(pieces[1]["text"], "A first paragraph on **wells** and [](fact:wells).");
    let new = ["فقرة **جديدة** عن [](fact:wells).", "A new paragraph on [](fact:wells)."];
    let wanted = json!({ "pieces": [with_text(&pieces[0], new[0]), with_text(&pieces[1], new[1])] });
    assert_eq!(project.ask("save", &wanted)["saved"], true);
    for (piece, new) in pieces.iter().zip(new) {
        let path = piece["path"].as_str().expect("a path");
        let old = String::from_utf8(before[&project.root.join(path)].clone()).expect("text");
        assert_eq!(project.read(path), old.replace(piece["text"].as_str().expect("text"), new), "{path}");
    }
    assert_eq!(project.ask("undo", &json!({}))["steps"], 0);
    assert_eq!(snapshot(&project.root), before);
    assert_eq!(project.refused("undo", &json!({})).0, 404);
}

#[test]
fn fields_are_filled_in_and_nothing_around_them_changes() {
    let project = Project::new();
    let check = |path: &str, named: Value, changes: &[(&str, &str)], old: &str, new: &str| {
        let piece = project.ask("block", &named)["pieces"][0].clone();
        let before = project.read(path);
        let mut wanted = json!({ "pieces": [] });
        for (name, value) in changes {
            let known = piece["fields"].as_array().expect("fields").iter().any(|field| field["name"] == *name);
            assert!(known, "{name} is not in {piece}");
            let pieces = wanted["pieces"].as_array_mut().expect("a list");
            match pieces.first_mut() {
                Some(first) => first["fields"][*name] = (*value).into(),
                None => pieces.push(with_field(&piece, name, value)),
            }
        }
        project.ask("save", &wanted);
        assert!(before.contains(old), "{old}");
        assert_eq!(project.read(path), before.replacen(old, new, 1), "{changes:?}");
        project.ask("undo", &json!({}));
        assert_eq!(project.read(path), before);
    };
    let block = |path: &str, words: &str| json!({ "path": path, "start": project.read(path).find(words) });
    let old = "![بئر](well.svg \"صورة البئر\")";
    check(
        AR,
        block(AR, "![بئر"),
        &[("alt", "بئر [عميقة]"), ("caption", "«صورة» \"البئر\"")],
        old,
        "![بئر \\[عميقة\\]](well.svg \"«صورة» \\\"البئر\\\"\")",
    );
    check(AR, block(AR, "![بئر"), &[("caption", "")], old, "![بئر](well.svg)");
    check(EN, block(EN, "| Year"), &[("2.1", "13 | 14")], "| 2022 | 13 |", "| 2022 | 13 \\| 14 |");
    check(AR, block(AR, "| السنة"), &[("0.1", "عدد الآبار")], "| العدد |", "| عدد الآبار |");
    check(EN, block(EN, "| Year"), &[("2.1", "13\\")], "| 2022 | 13 |", "| 2022 | 13\\\\ |");
    check(EN, block(EN, "![A well"), &[("caption", "a\\")], "\"Picture of the well\"", "\"a\\\\\"");
    let head = |path: &str| json!({ "path": path, "part": "head" });
    check(AR, head(AR), &[("title", "الآبار: كلّها")], "title: الآبار # عنوان", "title: \"الآبار: كلّها\" # عنوان");
    check(AR, head(AR), &[("summary", "قصير")], "\"ملخّص: قصير\"", "قصير");
    check(
        EN,
        head(EN),
        &[("subtitle", "Of 2022")],
        "summary: A short summary\n",
        "summary: A short summary\nsubtitle: Of 2022\n",
    );
    let entry = |id: &str| json!({ "path": FACTS, "part": "entry", "start": project.read(FACTS).find(id) });
    check(FACTS, entry("wells:"), &[("value", "14")], "value: 12", "value: 14");
    check(FACTS, entry("wells:"), &[("what.ar", "آبار, كلّها")], "{ar: \"الآبار\", en", "{ar: \"آبار, كلّها\", en");
    check(FACTS, entry("dry:"), &[("what.en", "It's dry")], "'Dry wells'", "It's dry");
    let named = project.ask("block", &block(EN, "A first"))["named"][0].clone();
    assert_eq!((&named["id"], &named["path"]), (&json!("wells"), &json!(FACTS)));
    let note = project.ask("block", &block(EN, "A last"))["notes"][0].clone();
    let note = project.ask("block", &json!({ "path": EN, "part": "note", "start": note["start"] }));
    assert_eq!(note["pieces"][0]["text"], "[^1]: A note.");
    assert_eq!(note["pieces"][1]["text"], "[^1]: حاشية.");
}

#[test]
fn what_would_do_harm_is_not_written() {
    let project = Project::new();
    let piece = project.pieces(EN, "A first")[0].clone();
    for text in ["```\nopen", "<!-- open", "[](fact:none)"] {
        let (status, told) = project.refused("save", &json!({ "pieces": [with_text(&piece, text)] }));
        assert_eq!(status, 422, "{text}: {told}");
    }
    for text in [
        "- a list\n- of two",
        "$$\nx",
        "```\nclosed\n```",
        "## A heading\n\nand a text",
        "[wells](fact:wells)",
        "a | b",
        "---",
        "",
    ] {
        project.ask("save", &json!({ "pieces": [with_text(&project.pieces(EN, "A first")[0], text)] }));
        project.ask("undo", &json!({}));
    }
    let fact = json!({ "path": FACTS, "part": "entry", "start": project.read(FACTS).find("wells:") });
    let fact = project.ask("block", &fact)["pieces"][0].clone();
    assert_eq!(project.refused("save", &json!({ "pieces": [with_field(&fact, "value", "many")] })).0, 422);
    assert_eq!(project.refused("save", &json!({ "pieces": [with_text(&fact, "x")] })).0, 400, "YAML is filled in");
    let twice = json!({ "pieces": [with_text(&piece, "x"), with_text(&piece, "y")] });
    assert_eq!(project.refused("save", &twice).0, 400);
}

#[test]
fn findings_of_a_text_that_is_not_saved_have_what_mends_them() {
    let project = Project::new();
    let piece = project.pieces(EN, "A last")[0].clone();
    let wanted = json!({ "pieces": [with_text(&piece, "A last  paragraph has 250 wells.[^1]")] });
    let findings = project.ask("check", &wanted)["pieces"][0]["findings"].as_array().expect("findings").clone();
    let act = findings.iter().flat_map(|finding| finding["fixes"].as_array().cloned().unwrap_or_default());
    let act = act.into_iter().find(|fix| fix["act"].as_str().is_some_and(|title| title.contains("the fact")));
    let mended = findings.iter().flat_map(|finding| finding["fixes"].as_array().cloned().unwrap_or_default());
    let mended: Vec<Value> = mended.filter(|fix| fix["text"].is_string()).collect();
    assert!(!mended.is_empty(), "{findings:?}");
    let act = act.unwrap_or_else(|| panic!("a number becomes a fact: {findings:?}"));
    let mut deed = wanted.clone();
    deed["act"] = act["act"].clone();
    project.ask("act", &deed);
    assert!(project.read(EN).contains("[250](fact:number-250) wells.[^1]"), "{}", project.read(EN));
    assert!(project.read(FACTS).contains("number-250:") && project.read(FACTS).starts_with("# What was counted.\nwells:"));
    project.ask("undo", &json!({}));
    assert!(project.read(EN).contains("A last paragraph.[^1]") && !project.read(FACTS).contains("250"));
}

#[test]
fn the_pane_is_told_everything_in_its_language() {
    let project = Project::new();
    let piece = project.pieces(EN, "A last")[0].clone();
    let wanted = json!({ "pieces": [with_text(&piece, "A last  paragraph has 250 wells.[^1]")] }).to_string();
    let arabic = Language::Arabic.tongue();
    let told = project.editor.answer("check", wanted.as_bytes(), arabic).expect("an answer").to_string();
    for part in ["أبقِ مسافة واحدة", "اجعل هذا الرقم حقيقة معرّفها", "اسمح بالملاحظة", "واكتب السبب"]
    {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(told.contains("\"act\":\"Make this number the fact `number-250`\""), "by which it is asked for: {told}");
    let gone = project.editor.answer("block", br#"{"path": "content/none.md", "part": "block"}"#, arabic).expect_err("no file");
    assert_eq!(gone.told(arabic)["message"], "لم يعد هذا موجودًا؛ أعد تحميل الصفحة");
}

#[test]
fn two_editors_lose_nothing() {
    let project = Project::new();
    let (first, second) = (project.pieces(EN, "A first")[0].clone(), project.pieces(EN, "A first")[0].clone());
    let last = project.pieces(EN, "A last")[0].clone();
    project.ask("save", &json!({ "pieces": [with_text(&first, "A much longer first paragraph, by one of two.")] }));
    // Another block has moved, and is found where it is.
    project.ask("save", &json!({ "pieces": [with_text(&last, "A last one.[^1]")] }));
    let text = project.read(EN);
    assert!(text.contains("by one of two.") && text.contains("A last one.[^1]"), "{text}");
    let (status, told) = project.refused("save", &json!({ "pieces": [with_text(&second, "By the other.")] }));
    assert_eq!((status, &told["now"][0]["text"]), (409, &json!("A much longer first paragraph, by one of two.")));
    // With what stands there now the second can be saved over it.
    project.ask("save", &json!({ "pieces": [with_text(&told["now"][0], "By the other.")] }));
    assert!(project.read(EN).contains("\nBy the other.\n"));
    // What another program has changed is not taken back over it.
    write(&project.root, EN, &project.read(EN).replace("By the other.", "By hand."));
    assert_eq!(project.refused("undo", &json!({})).0, 409);
    // Equal blocks are told apart by their places only.
    write(&project.root, EN, "---\ntitle: T\n---\n\nSame.\n\nSame.\n");
    let same = project.pieces(EN, "Same.")[0].clone();
    write(&project.root, EN, "---\ntitle: Title\n---\n\nSame.\n\nSame.\n");
    assert_eq!(project.refused("save", &json!({ "pieces": [with_text(&same, "Other.")] })).0, 409);
}

#[test]
fn line_ends_marks_and_places_stay_what_they_are() {
    let project = Project::new();
    let windows = format!("\u{feff}{}", project.read(EN).replace('\n', "\r\n"));
    write(&project.root, EN, &windows);
    let piece = project.pieces(EN, "| Year")[0].clone();
    assert!(!piece["text"].as_str().expect("text").contains('\r'));
    let piece = project.pieces(EN, "A first")[0].clone();
    project.ask("save", &json!({ "pieces": [with_text(&piece, "One\ntwo.\n\nThree.\n\n")] }));
    assert_eq!(
        project.read(EN),
        windows.replace("A first paragraph on **wells** and [](fact:wells).", "One\r\ntwo.\r\n\r\nThree.")
    );
    project.ask("undo", &json!({}));
    // A paragraph that is not there yet stands behind the one before it, in both languages.
    let start = windows.find("A last").expect("there");
    let new = project.ask("block", &json!({ "path": EN, "part": "behind", "start": start + "A last paragraph.[^1]".len() }));
    let new = new["pieces"].as_array().expect("pieces").clone();
    assert_eq!((new.len(), &new[1]["part"]), (2, &json!("behind")), "{new:?}");
    project.ask("save", &json!({ "pieces": [with_text(&new[0], "More."), with_text(&new[1], "المزيد.")] }));
    assert_eq!(project.read(EN), windows.replace("A last paragraph.[^1]", "A last paragraph.[^1]\r\n\r\nMore."));
    assert!(project.read(AR).contains("فقرة أخيرة.[^1]\n\nالمزيد.\n\n[^1]"), "{}", project.read(AR));
    // What is emptied goes with the blank lines behind it.
    let more = project.pieces(EN, "More.")[0].clone();
    project.ask("save", &json!({ "pieces": [with_text(&more, " \n")] }));
    assert_eq!(project.read(EN), windows);
}

/// A few edits of every kind that a hand could make, one after the other: the file is each time what a splice of its bytes is.
#[test]
fn two_hundred_random_edits_keep_all_other_bytes() {
    let project = Project::new();
    let before = snapshot(&project.root);
    let words =
        ["نصّ", "word", "**قوي**", "[](fact:wells)", "2022", "`code`", "a [link](wells.en.md)", "«قول»", "*x*", "\\*", "é"];
    let mut seed = 7_u64;
    let mut next = |most: usize| {
        // Knuth's MMIX numbers: the same edits in every run.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).expect("31 bits") % most
    };
    let mut saved = 0;
    for _ in 0..200 {
        let path = [AR, EN][next(2)];
        let url = if path == AR { "/repo/ar/water/wells/" } else { "/repo/en/water/wells/" };
        let page = project.ask("page", &json!({ "url": url }));
        let blocks = page["blocks"].as_array().expect("blocks");
        let block = &blocks[next(blocks.len())];
        let place = |end: &str| usize::try_from(block[end].as_u64().expect("a place")).expect("small");
        let (start, end) = (place("start"), place("end"));
        let old = project.read(path);
        if old[start..].starts_with(['!', '|']) {
            continue;
        }
        let new: Vec<&str> = (0..=next(12)).map(|_| words[next(words.len())]).collect();
        let new = format!("T {}", new.join(" "));
        let expected = format!("{}{new}{}", &old[..start], &old[end..]);
        let hash = hash::full(&old.as_bytes()[start..end]);
        let piece = json!({ "path": path, "start": start, "end": end, "hash": hash, "text": new });
        project.ask("save", &json!({ "pieces": [piece] }));
        assert_eq!(project.read(path), expected);
        saved += 1;
    }
    assert!(saved > 80, "{saved}");
    while project.editor.answer("undo", b"{}", &English).is_ok() {}
    assert_eq!(snapshot(&project.root), before);
}

#[test]
fn what_is_no_piece_of_the_project_is_not_touched() {
    let project = Project::new();
    let piece = project.pieces(EN, "A first")[0].clone();
    for (path, status) in [
        ("content/../site.yaml", 409),
        ("../site.yaml", 409),
        ("/etc/passwd", 409),
        ("site.yaml", 409),
        ("bayan.lock", 409),
        ("content/water/none.md", 409),
        ("content\\water\\wells.en.md", 409),
        ("content/water/wells.en.md\0", 409),
        ("", 409),
    ] {
        let mut other = with_text(&piece, "x");
        other["path"] = path.into();
        assert_eq!(project.refused("save", &json!({ "pieces": [other] })).0, status, "{path:?}");
        assert_eq!(project.refused("block", &json!({ "path": path, "start": 0 })).0, 404, "{path:?}");
    }
    for (start, end) in [(0, 0), (usize::MAX, usize::MAX), (5, 2), (1, usize::MAX)] {
        let asked = json!({ "path": AR, "start": start, "end": end, "part": "block" });
        let _ = project.editor.answer("block", asked.to_string().as_bytes(), &English);
        let saved = json!({ "pieces": [{ "path": AR, "start": start, "end": end, "hash": "x", "text": "x" }] });
        assert_eq!(project.refused("save", &saved).0, 409);
    }
    for (name, body) in [
        ("save", json!({ "pieces": [{ "path": EN, "text": "x" }] })),
        ("save", json!({ "pieces": "x" })),
        ("save", json!([])),
        ("save", json!({ "pieces": [with_field(&piece, "title", "x")] })),
        ("save", json!({ "pieces": vec![with_text(&piece, "x"); 100] })),
        ("accept", json!({ "path": EN, "blocks": [] })),
    ] {
        assert_eq!(project.refused(name, &body).0, 400, "{body}");
    }
    assert_eq!(project.refused("none", &json!({})).0, 404);
    let none = project.editor.answer("save", &vec![b'['; 100_000], &English).expect_err("no JSON");
    assert_eq!(none.status(), 400);
    let said = none.told(Language::Arabic.tongue())["message"].to_string();
    assert!(said.contains("تتعذّر قراءة هذا الطلب (السطر 1") && !said.contains("recursion"), "{said}");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    use std::os::unix::fs::symlink;
    let project = Project::new();
    let outside = project.root.with_file_name("outside");
    std::fs::create_dir_all(&outside).expect("made");
    let piece = project.pieces(EN, "A first")[0].clone();
    let wanted = json!({ "pieces": [with_text(&piece, "Through the link.")] });
    let file = project.root.join(EN);
    std::fs::rename(&file, outside.join("wells.en.md")).expect("moved");
    symlink(outside.join("wells.en.md"), &file).expect("linked");
    let before = snapshot(&outside);
    project.editor.answer("save", wanted.to_string().as_bytes(), &English).expect_err("a link");
    std::fs::remove_file(&file).expect("removed");
    std::fs::rename(outside.join("wells.en.md"), &file).expect("moved back");
    std::fs::rename(project.root.join("content/water"), outside.join("water")).expect("moved");
    symlink(outside.join("water"), project.root.join("content/water")).expect("linked");
    let linked = snapshot(&outside);
    project.editor.answer("save", wanted.to_string().as_bytes(), &English).expect_err("a link");
    let place = Place { page: EN.to_owned(), others: String::new(), name: "x.svg".to_owned() };
    project.editor.picture(&place, b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>", &English).expect_err("a link");
    assert_eq!(snapshot(&outside), linked);
    assert!(before.len() == 1 && !snapshot(&outside).values().any(|bytes| String::from_utf8_lossy(bytes).contains("Through")));
}

#[test]
fn a_picture_comes_in_without_what_it_says_of_its_place() {
    let project = Project::new();
    let place = |name: &str| Place { page: EN.to_owned(), others: AR.to_owned(), name: name.to_owned() };
    let pixels = image::RgbImage::from_fn(8, 6, |x, _| image::Rgb([u8::try_from(x * 20).expect("small"), 90, 40]));
    let taken = photo::with_exif(&photo::jpeg(&pixels), 1, "somewhere-secret");
    let answer = project.editor.picture(&place("../../Bild von oben.PNG"), &taken, &English).expect("a picture");
    assert_eq!(answer["file"], "content/water/bild-von-oben.jpg", "by what it is, beside the page");
    assert_eq!((&answer["named"][AR], &answer["named"][EN]), (&json!("bild-von-oben.jpg"), &json!("bild-von-oben.jpg")));
    let bytes = std::fs::read(project.root.join("content/water/bild-von-oben.jpg")).expect("written");
    assert!(!String::from_utf8_lossy(&bytes).contains("somewhere-secret"));
    let again = project.editor.picture(&place("bild-von-oben.jpg"), &taken, &English).expect("another one");
    assert_eq!(again["file"], "content/water/bild-von-oben-2.jpg");
    project.ask("undo", &json!({}));
    assert!(!project.root.join("content/water/bild-von-oben-2.jpg").exists());
    let before = snapshot(&project.root);
    for (name, bytes) in [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>".as_slice()),
        ("a.png", b""),
        ("a.jpg", b"<html><script>1</script></html>"),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.md", b"---\ntitle: x\n---\n"),
    ] {
        assert!(matches!(project.editor.picture(&place(name), bytes, &English), Err(Refusal::Refused(..))), "{name}");
    }
    let elsewhere = Place { page: "content/../x.md".to_owned(), ..place("x.jpg") };
    assert_eq!(project.editor.picture(&elsewhere, &taken, &English).expect_err("no page").status(), 404);
    assert_eq!(snapshot(&project.root), before);
}

#[test]
fn a_page_is_begun_in_every_language() {
    let project = Project::new();
    let wanted =
        json!({ "kind": "page", "beside": EN, "name": "New Pumps!", "titles": { "ar": "مضخّات جديدة", "en": "New pumps" } });
    let answer = project.ask("new", &wanted);
    assert_eq!(answer["url"], "/repo/en/water/new-pumps/");
    assert!(project.read("content/water/new-pumps.ar.md").contains("title: مضخّات جديدة"));
    assert_eq!(project.refused("new", &wanted).0, 422, "it is there already");
    project.ask("undo", &json!({}));
    assert!(!project.root.join("content/water/new-pumps.en.md").exists());
    let bad = json!({ "kind": "page", "beside": EN, "name": "../..", "titles": {} });
    assert_eq!(project.refused("new", &bad).0, 422);
    assert_eq!(project.refused("new", &json!({ "kind": "page", "beside": "x", "name": "a", "titles": {} })).0, 404);
}

#[test]
fn a_pair_is_accepted_and_entries_are_listed() {
    let project = Project::new();
    let start = project.read(EN).find("A first");
    let block = project.ask("block", &json!({ "path": EN, "start": start }));
    assert!(!block["open"].as_array().expect("names").is_empty(), "{block}");
    project.ask("accept", &json!({ "path": EN, "blocks": block["open"] }));
    assert!(project.read("bayan.lock").contains("wells"));
    assert_eq!(project.ask("block", &json!({ "path": EN, "start": start }))["open"], json!([]));
    project.ask("undo", &json!({}));
    assert_eq!(project.ask("block", &json!({ "path": EN, "start": start }))["open"], block["open"]);
    let entries = project.ask("entries", &json!({ "path": AR }))["entries"].clone();
    let is_there = |kind: &str, id: &str| entries.as_array().expect("a list").iter().any(|e| e["kind"] == kind && e["id"] == id);
    assert!(is_there("fact", "wells") && is_there("person", "layla"), "{entries}");
}

/// A server with a key, for as long as the test runs: its address, and the key as a cookie.
fn served(project: &Project) -> (SocketAddr, String, String) {
    let listener = serve::listen(IpAddr::from([127, 0, 0, 1]), 0).expect("a free port");
    let address = listener.local_addr().expect("bound");
    let request = Request { marks: true, ..request() };
    let editor = Editor::new(project.root.clone(), &request);
    let access = Arc::new(Access::new(editor, address.port()).expect("a key"));
    let query = access.query();
    let cookie = format!("bayan-edit-{}={}", address.port(), query.trim_start_matches("?edit="));
    let serving = Serving { root: project.root.clone(), request, strict: false, access: Some(access) };
    let (sender, rounds) = channel();
    std::thread::spawn(move || {
        serve::run(listener, serving, &Arc::default(), move |round| {
            // Nobody listens once the test is over.
            let _ = sender.send(round.is_ok_and(|round| round.shown));
        })
    });
    assert!(rounds.recv_timeout(Duration::from_mins(2)).expect("a build"), "the site is shown");
    (address, query, cookie)
}

/// Head and body of the answer to a request whose lines are given.
fn send(address: SocketAddr, head: &str, body: &[u8]) -> (String, String) {
    let mut stream = TcpStream::connect(address).expect("connected");
    stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a limit");
    // The server may hang up before all of it is sent.
    let _ = stream.write_all(format!("{head}\r\nConnection: close\r\n\r\n").as_bytes());
    let _ = stream.write_all(body);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer).into_owned();
    answer.split_once("\r\n\r\n").map(|(head, body)| (head.to_owned(), body.to_owned())).unwrap_or_default()
}

#[test]
fn only_who_holds_the_key_and_comes_from_here_writes() {
    let project = Project::new();
    let (address, query, cookie) = served(&project);
    let host = address.to_string();
    let piece = project.pieces(EN, "A first")[0].clone();
    let body = json!({ "pieces": [with_text(&piece, "By a stranger.")] }).to_string();
    let path = "/.bayan/edit/save";
    let good = [
        ("POST", path.to_owned()),
        ("Host", host.clone()),
        ("Origin", format!("http://{host}")),
        ("Cookie", format!("other=1; {cookie}")),
        ("Content-Type", "application/json".to_owned()),
        ("Content-Length", body.len().to_string()),
    ];
    let request = |changes: &[(&str, Option<&str>)]| {
        let mut lines = Vec::new();
        for (name, value) in &good {
            let change = changes.iter().find(|(own, _)| own == name);
            let value = match change {
                Some((_, Some(other))) => *other,
                Some((_, None)) => continue,
                None => value.as_str(),
            };
            lines.push(if *name == "POST" { format!("{value} HTTP/1.1") } else { format!("{name}: {value}") });
        }
        let more = changes.iter().filter(|(name, _)| good.iter().all(|(own, _)| own != name));
        lines.extend(more.filter_map(|(name, value)| Some(format!("{name}: {}", (*value)?))));
        lines.join("\r\n")
    };
    let post = format!("POST {path}");
    let before = snapshot(&project.root);
    let wrong = format!("bayan-edit-{}={}", address.port(), "0".repeat(64));
    let elsewhere = format!("POST http://example.org{path}");
    for (what, status, changes) in [
        ("no key", 403, vec![("Cookie", None)]),
        ("another key", 403, vec![("Cookie", Some(wrong.as_str()))]),
        ("an empty key", 403, vec![("Cookie", Some("bayan-edit-0="))]),
        ("no origin", 403, vec![("Origin", None)]),
        ("another origin", 403, vec![("Origin", Some("http://example.org"))]),
        ("an origin that is none", 403, vec![("Origin", Some("null"))]),
        ("another port", 403, vec![("Origin", Some("http://127.0.0.1:1"))]),
        ("another host", 403, vec![("Host", Some("rebound.example"))]),
        ("another host in the first line", 403, vec![("POST", Some(elsewhere.as_str()))]),
        ("another site", 403, vec![("Sec-Fetch-Site", Some("cross-site"))]),
        ("a form", 415, vec![("Content-Type", Some("text/plain"))]),
        ("no type", 415, vec![("Content-Type", None)]),
        ("another method", 405, vec![("POST", Some("PUT /.bayan/edit/save"))]),
        ("a question whether it may", 405, vec![("POST", Some("OPTIONS /.bayan/edit/save"))]),
        ("a link", 405, vec![("POST", Some("GET /.bayan/edit/save"))]),
        ("another question", 404, vec![("POST", Some("POST /.bayan/edit/../save"))]),
    ] {
        let mut changes = changes;
        if changes.iter().all(|(name, _)| *name != "POST") {
            changes.push(("POST", Some(post.as_str())));
        }
        let (head, told) = send(address, &request(&changes), body.as_bytes());
        assert!(head.starts_with(&format!("HTTP/1.1 {status}")), "{what}: {head}\n{told}");
        assert!(!head.to_ascii_lowercase().contains("access-control"), "{what}: {head}");
    }
    let huge = request(&[
        ("POST", Some(post.as_str())),
        ("Content-Length", Some("40000000")),
        ("Accept-Language", Some("ar-LB,en;q=0.5")),
    ]);
    let (head, told) = send(address, &huge, &vec![b' '; 40_000_000]);
    assert!(head.starts_with("HTTP/1.1 413") && told.contains("هذا أطول من 4 ميغابايت"), "{head}\n{told}");
    let (_, told) = send(address, &request(&[("POST", Some(post.as_str())), ("Origin", None)]), body.as_bytes());
    assert!(told.contains("does not say which page it comes from"), "{told}");
    assert_eq!(snapshot(&project.root), before, "nobody wrote anything");

    // Pages of those who hold no key know nothing of all this.
    let page = |cookie: &str, path: &str| send(address, &format!("GET {path} HTTP/1.1\r\nHost: {host}{cookie}"), b"");
    let (_, plain) = page("", "/repo/en/water/wells/");
    let (_, own) = page(&format!("\r\nCookie: {cookie}"), "/repo/en/water/wells/");
    assert!(!plain.contains("edit.js") && own.contains("/.bayan/edit.js"), "{own}");
    assert!(!plain.contains(query.trim_start_matches("?edit=")) && !own.contains(query.trim_start_matches("?edit=")));
    let (head, _) = page("", &format!("/repo/en/{query}"));
    let head = head.to_ascii_lowercase();
    assert!(head.contains("303") && head.contains("location: /repo/en/\r\n"), "{head}");
    assert!(head.contains("httponly") && head.contains("samesite=strict") && head.contains("no-referrer"), "{head}");
    assert!(page("", "/repo/en/?edit=0").0.contains("403"));
    assert!(page("", &format!("//example.org/{query}")).0.to_ascii_lowercase().contains("location: /example.org/"));

    let (head, told) = send(address, &request(&[("POST", Some(post.as_str()))]), body.as_bytes());
    assert!(head.starts_with("HTTP/1.1 200"), "{head}\n{told}");
    assert!(project.read(EN).contains("By a stranger."), "with the key it is saved");
}

#[test]
fn of_many_at_once_one_wins_and_the_file_stays_whole() {
    let project = Project::new();
    let piece = project.pieces(EN, "A first")[0].clone();
    let before = project.read(EN);
    let winners: Vec<usize> = std::thread::scope(|scope| {
        let editor = &project.editor;
        let hands: Vec<_> = (0..8)
            .map(|n| {
                let body = json!({ "pieces": [with_text(&piece, &format!("Hand {n}."))] }).to_string();
                scope.spawn(move || editor.answer("save", body.as_bytes(), &English).is_ok().then_some(n))
            })
            .collect();
        hands.into_iter().filter_map(|hand| hand.join().expect("no panic")).collect()
    });
    let [winner] = winners.as_slice() else { panic!("{winners:?}") };
    assert_eq!(project.read(EN), before.replace(piece["text"].as_str().expect("text"), &format!("Hand {winner}.")));
}
