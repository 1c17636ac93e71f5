//! `bayan lsp` as an editor has it: the real program over its standard input and output.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bayan::diag::render::{Style, render};
use serde_json::{Value, json};

use crate::lint;
use crate::support::editor::{Editor, files, uri};
use crate::support::program::bayan;
use crate::support::shared;
use crate::support::site::{request, tree};

/// A new project on the disk.
fn project() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    let root = dir.path().canonicalize().expect("a path");
    bayan(&root, "new . --kind briefing --languages ar,en --date 2026-11-22 -q").fine();
    (dir, root)
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()))
}

fn write(file: &Path, text: &str) {
    std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
    std::fs::write(file, text).expect("written");
}

/// What is wrong with a project: path, code, first and last byte, and the edits that mend it.
type Told = BTreeSet<(String, String, usize, usize, Vec<(usize, usize, String)>)>;

/// As the command line says it.
fn by_command(site: &str) -> Told {
    let tree = tree(site);
    let printed = render(shared::check(&tree, &request()), &tree, Style::Json);
    let number = |at: &Value, name: &str| usize::try_from(at[name].as_u64().unwrap_or(0)).expect("small");
    let one = |line: &str| {
        let problem: Value = serde_json::from_str(line).expect("JSON");
        let at = &problem["at"];
        let edits = problem["edits"].as_array().expect("a list").iter().map(|edit| {
            (number(&edit["at"], "byteStart"), number(&edit["at"], "byteEnd"), edit["text"].as_str().expect("text").to_owned())
        });
        let path = at["path"].as_str().unwrap_or("site.yaml").to_owned();
        let code = problem["code"].as_str().expect("a code").to_owned();
        (path, code, number(at, "byteStart"), number(at, "byteEnd"), edits.collect())
    };
    printed.lines().map(one).collect()
}

/// Every example of the manual's findings, as texts that nobody has saved: the server says what the command line says of the same bytes,
/// and offers the same edits.
#[test]
fn what_is_told_of_open_texts_is_what_check_says() {
    let dir = tempfile::tempdir().expect("a folder");
    let root = dir.path().canonicalize().expect("a path");
    let sites = lint::sites(|rule| rule.fires);
    let mut editor = Editor::start(&root, "--no-pdf --date 2026-11-22", &["utf-16"]);
    let mut compared = 0;
    for (n, (site, _)) in sites.iter().enumerate() {
        let expected = by_command(site);
        // On the disk each text ends in the middle.
        let folder = root.join(n.to_string());
        let tree = tree(site);
        for file in tree.files() {
            let text = file.text().expect("a text");
            let saved = if file.path.ends_with(".md") { &text[..text.floor_char_boundary(text.len() / 2)] } else { text };
            write(&folder.join(&file.path), saved);
        }
        let address = |path: &str| uri(&folder.join(path));
        for file in tree.files().iter().filter(|file| file.path.ends_with(".md")) {
            editor.open(&address(&file.path), file.text().expect("a text"));
        }
        let text = |path: &str| tree.get(path).and_then(|file| file.text()).unwrap_or_default();
        let told = |editor: &Editor| -> BTreeSet<(String, String, usize, usize)> {
            let mut all = BTreeSet::new();
            for file in tree.files() {
                for told in editor.told.get(&address(&file.path)).into_iter().flatten() {
                    let range = editor.bytes(text(&file.path), &told["range"]);
                    all.insert((file.path.clone(), told["code"].as_str().expect("a code").to_owned(), range.start, range.end));
                }
            }
            all
        };
        let wanted: BTreeSet<_> =
            expected.iter().map(|(path, code, start, end, _)| (path.clone(), code.clone(), *start, *end)).collect();
        editor.until(&format!("{wanted:#?}"), |editor| told(editor) == wanted);
        for file in tree.files() {
            let whole = json!({ "start": { "line": 0, "character": 0 }, "end": editor.position(text(&file.path), usize::MAX) });
            let params =
                json!({ "textDocument": { "uri": address(&file.path) }, "range": whole, "context": { "diagnostics": [] } });
            let actions = editor.ask("textDocument/codeAction", params).expect("an answer");
            let mut offered: BTreeSet<Vec<(usize, usize, String)>> = BTreeSet::new();
            for action in actions.as_array().into_iter().flatten().filter(|action| action["isPreferred"] == true) {
                let edits = action["edit"]["documentChanges"][0]["edits"].as_array().expect("edits");
                offered.insert(
                    edits
                        .iter()
                        .map(|edit| {
                            let range = editor.bytes(text(&file.path), &edit["range"]);
                            (range.start, range.end, edit["newText"].as_str().expect("text").to_owned())
                        })
                        .collect(),
                );
            }
            let own = expected.iter().filter(|(path, .., edits)| *path == file.path && !edits.is_empty());
            let wanted: BTreeSet<_> = own.map(|(.., edits)| edits.clone()).collect();
            assert_eq!(offered, wanted, "{}", file.path);
            compared += offered.len();
        }
        assert!(!folder.join(".bayan").exists() && !folder.join("public").exists(), "an editor's texts reach no output");
    }
    assert!(compared > 10, "{compared}");
    assert_eq!(editor.finish(), Some(0));
}

#[test]
fn an_editor_completes_hovers_renames_and_mends_in_both_languages() {
    let (_dir, root) = project();
    let mut editor = Editor::start(&root, "--no-pdf", &["utf-16"]);
    assert_eq!(editor.server["capabilities"]["positionEncoding"], "utf-16");
    for (tag, typed, found) in [("ar", "العدد 😀 [](fact:الزيارة", "wells-dry"), ("en", "It is [](fact:no water", "wells-dry")]
    {
        let address = uri(&root.join(format!("content/water/new.{tag}.md")));
        let text = format!("---\ntitle: A\nweight: 30\n---\n\n{typed}");
        editor.open(&address, &text);
        let answer = editor.at("textDocument/completion", &address, &text, text.len(), &Value::Null).expect("an answer");
        let [item] = &answer["items"].as_array().expect("a list")[..] else { panic!("{answer:#}") };
        assert_eq!(item["label"], found);
        let range = editor.bytes(&text, &item["textEdit"]["range"]);
        assert_eq!(&text[range], typed.rsplit(':').next().expect("typed"), "what is typed gives way");
        // The editor compares what is typed with this.
        assert_eq!(item["filterText"], typed.rsplit(':').next().expect("typed"));
    }
    let facts = root.join("content/water/facts.yaml");
    let text = read(&facts);
    let at = text.find("wells-dry").expect("there");
    let hover = editor.at("textDocument/hover", &uri(&facts), &text, at, &Value::Null).expect("an answer");
    let words = hover["contents"]["value"].as_str().expect("text");
    assert!(words.contains("5\u{a0}آبار") && words.contains("5\u{a0}wells"), "{words}");
    let change = editor.at("textDocument/rename", &uri(&facts), &text, at, &json!({ "newName": "dry" })).expect("a change");
    let names: BTreeSet<PathBuf> = files(&change).into_iter().collect();
    let expected = ["facts.yaml", "wells.ar.md", "wells.en.md", "_index.ar.md", "_index.en.md"]
        .map(|name| root.join("content/water").join(name));
    assert_eq!(names, expected.into_iter().chain([root.join("bayan.lock")]).collect::<BTreeSet<_>>());
    for file in names {
        let new = editor.edited(&read(&file), &uri(&file), &change);
        write(&file, &new);
    }
    // Both pages that are not saved do not count for the command line.
    assert_eq!(bayan(&root, "check --no-pdf --no-cache").fine(), "bayan: no problems found\n");
    assert!(bayan(&root, "status --no-cache --max-stale 0").fine().contains("current"));
    let refused = editor.at("textDocument/rename", &uri(&facts), &text, at, &json!({ "newName": "No id" })).expect_err("refused");
    assert!(refused["message"].as_str().expect("words").contains("is no id"), "{refused}");
    assert_eq!(editor.finish(), Some(0));
}

#[test]
fn all_files_that_a_ledger_changes_are_told() {
    let (_dir, root) = project();
    let mut editor = Editor::start(&root, "--no-pdf", &["utf-8", "utf-16"]);
    assert_eq!(editor.server["capabilities"]["positionEncoding"], "utf-8");
    let facts = root.join("content/water/facts.yaml");
    let text = read(&facts);
    editor.open(&uri(&facts), &text);
    editor.change(&uri(&facts), &text.replace("wells-dry:", "dry-wells:"));
    let pages =
        ["wells.ar.md", "wells.en.md", "_index.ar.md", "_index.en.md"].map(|name| uri(&root.join("content/water").join(name)));
    editor.until("unknown entries in four pages", |editor| {
        pages.iter().all(|page| editor.codes(page).contains(&"unknown-entry".to_owned()))
    });
    // What is closed without being saved never was.
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri(&facts) } }));
    editor.until("silence", |editor| pages.iter().all(|page| editor.codes(page).is_empty()));
    assert_eq!(editor.finish(), Some(0));
}

#[test]
fn letters_typed_one_by_one_are_told_once_and_what_is_cancelled_is_said() {
    let (_dir, root) = project();
    let mut editor = Editor::start(&root, "--no-pdf", &["utf-16"]);
    let page = uri(&root.join("content/water/wells.ar.md"));
    let mut text = read(&root.join("content/water/wells.ar.md")).replace('\n', "\r\n");
    editor.open(&page, &text);
    // A letter at a time, as an editor sends them: behind an emoji, in a file of Windows.
    let typed = "\r\n😀 نص ,نص\r\n";
    for letter in typed.chars() {
        let end = editor.position(&text, text.len());
        let change = json!({ "range": { "start": end, "end": end }, "text": letter.to_string() });
        editor
            .tell("textDocument/didChange", json!({ "textDocument": { "uri": page, "version": 2 }, "contentChanges": [change] }));
        text.push(letter);
    }
    let wanted: Vec<i64> = (0..5)
        .map(|_| {
            editor.begin(
                "textDocument/hover",
                json!({ "textDocument": { "uri": page }, "position": { "line": 8, "character": 9 } }),
            )
        })
        .collect();
    editor.tell("$/cancelRequest", json!({ "id": wanted[4] }));
    for id in &wanted[..4] {
        assert!(editor.end(*id).is_ok());
    }
    // It was in the queue, or had its answer before the word came.
    if let Err(error) = editor.end(wanted[4]) {
        assert_eq!(error["code"], -32800);
    }
    editor.until("the finding", |editor| editor.codes(&page).contains(&"latin-punctuation".to_owned()));
    let told = &editor.told[&page];
    let comma = told.iter().find(|told| told["code"] == "latin-punctuation").expect("there");
    let range = editor.bytes(&text, &comma["range"]);
    assert_eq!(&text[range], ",");
    assert_eq!(editor.finish(), Some(0));
}

/// What only paper shows is told once nobody types, and with the next letter it is as it was.
#[cfg(feature = "pdf")]
#[test]
fn paper_is_asked_when_nobody_types() {
    let dir = tempfile::tempdir().expect("a folder");
    let root = dir.path().canonicalize().expect("a path");
    write(&root.join("site.yaml"), "base_url: https://example.org/\ntitle: Desk\nlanguages: {en: {name: English}}\n");
    let page = root.join("content/k/_index.md");
    write(&page, "---\ntitle: File\nbriefing: true\n---\n\nText.\n");
    let mut editor = Editor::start(&root, "", &["utf-16"]);
    let text = "---\ntitle: File\nbriefing: true\n---\n\nText 𐎠.\n";
    editor.open(&uri(&page), text);
    editor.until("a letter that no font has", |editor| editor.codes(&uri(&page)).contains(&"pdf-glyph".to_owned()));
    let told = editor.told[&uri(&page)].iter().find(|told| told["code"] == "pdf-glyph").expect("there").clone();
    assert!(text[editor.bytes(text, &told["range"])].contains('𐎠'));
    editor.change(&uri(&page), &text.replace('𐎠', "a"));
    editor.until("silence", |editor| !editor.codes(&uri(&page)).contains(&"pdf-glyph".to_owned()));
    assert_eq!(editor.finish(), Some(0));
}

#[test]
fn a_block_is_accepted_and_its_twin_shown() {
    let (_dir, root) = project();
    let mut editor = Editor::start(&root, "--no-pdf", &["utf-16"]);
    let file = root.join("content/water/wells.en.md");
    let text = read(&file).replace("No level", "No measured level");
    editor.open(&uri(&file), &text);
    let lens = |editor: &mut Editor| -> Vec<String> {
        let answer = editor.ask("textDocument/codeLens", json!({ "textDocument": { "uri": uri(&file) } })).expect("an answer");
        answer
            .as_array()
            .expect("a list")
            .iter()
            .map(|lens| lens["command"]["title"].as_str().expect("a title").to_owned())
            .collect()
    };
    assert_eq!(lens(&mut editor), ["ar → en: 1 block stale", "accept", "changed here since it was accepted", "accept"]);
    let accept = json!({ "command": "bayan.accept", "arguments": [uri(&file), ["why.2"]] });
    let refused = editor.ask("workspace/executeCommand", accept.clone()).expect_err("refused");
    assert!(refused["message"].as_str().expect("words").contains("save `content/water/wells.en.md` first"), "{refused}");
    write(&file, &text);
    editor.tell("textDocument/didSave", json!({ "textDocument": { "uri": uri(&file) } }));
    assert_eq!(editor.ask("workspace/executeCommand", accept).expect("done"), json!({ "accepted": 1 }));
    assert_eq!(lens(&mut editor), ["ar → en: current"]);
    bayan(&root, "status --no-cache --max-stale 0").fine();
    let at = text.find("No measured").expect("there");
    let twins = editor.at("bayan/twin", &uri(&file), &text, at, &Value::Null).expect("an answer");
    assert_eq!(twins[0]["uri"], json!(uri(&root.join("content/water/wells.ar.md"))));
    let arabic = read(&root.join("content/water/wells.ar.md"));
    assert!(arabic[editor.bytes(&arabic, &twins[0]["range"])].starts_with("لم نعثر"));
    let shown = json!({ "command": "bayan.twin", "arguments": [uri(&file), editor.position(&text, at)] });
    editor.ask("workspace/executeCommand", shown).expect("done");
    assert!(editor.others.iter().any(|asked| asked["method"] == "window/showDocument"));
    assert_eq!(editor.finish(), Some(0));
}

#[test]
fn files_outside_of_projects_have_polite_answers() {
    let dir = tempfile::tempdir().expect("a folder");
    let root = dir.path().canonicalize().expect("a path");
    let mut editor = Editor::start(&root, "", &[]);
    for address in [uri(&root.join("notes.md")), "untitled:Untitled-1".to_owned()] {
        editor.open(&address, "# Notes\n");
        for method in ["completion", "hover", "definition", "references", "prepareRename", "documentSymbol", "codeLens"] {
            let answer =
                editor.at(&format!("textDocument/{method}"), &address, "# Notes\n", 99, &Value::Null).expect("an answer");
            assert!(answer.is_null(), "{method}: {answer}");
        }
    }
    assert_eq!(editor.ask("workspace/symbol", json!({ "query": "" })).expect("an answer"), json!([]));
    assert_eq!(editor.ask("bayan/nothing", Value::Null).expect_err("refused")["code"], -32601);
    assert_eq!(editor.ask("textDocument/hover", json!({ "position": 3 })).expect_err("refused")["code"], -32602);
    // A project that begins while the editor is open.
    bayan(&root, "new desk --kind minimal --languages ar,en -q").fine();
    let page = root.join("desk/content/_index.en.md");
    let text = format!("{}\nSee [it](nowhere.md).\n", read(&page));
    editor.open(&uri(&page), &text);
    editor.until("a broken link", |editor| editor.codes(&uri(&page)).contains(&"broken-link".to_owned()));
    assert_eq!(editor.finish(), Some(0));
}

/// The extension for VS Code is of this version, registers what it announces, and asks for what the server has.
#[test]
fn the_extension_for_vs_code_fits_to_the_server() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/vscode");
    let package: Value = serde_json::from_str(&read(&folder.join("package.json"))).expect("JSON");
    let script = read(&folder.join("extension.js"));
    assert_eq!(package["version"], env!("CARGO_PKG_VERSION"));
    for command in package["contributes"]["commands"].as_array().expect("a list") {
        let name = command["command"].as_str().expect("a name");
        assert!(script.contains(&format!("on(\"{name}\"")), "{name} is announced and not registered");
    }
    for name in ["bayan/twin", "bayan.accept"] {
        assert!(script.contains(name), "{name}");
    }
}

/// Problems are told in the language of the editor, unless somebody says another one.
#[test]
fn problems_are_told_in_the_language_of_the_editor() {
    let (_dir, root) = project();
    let address = uri(&root.join("content/water/new.ar.md"));
    let (arabic, english) =
        ("\u{2067}مفتاح غير معروف: \u{2068}`titel`\u{2069}\u{2069}\n\u{2067}هل تقصد", "unknown field `titel`\n");
    for (locale, options, expected) in
        [("ar-LB", "", arabic), ("de", "", english), ("en", "--messages ar", arabic), ("ar", "--messages en", english)]
    {
        let mut editor = Editor::speaking(locale, &root, &format!("--no-pdf {options}"), &["utf-16"]);
        editor.open(&address, "---\ntitel: x\ntitle: y\nweight: 30\n---\n");
        editor.until("the problem", |editor| editor.codes(&address).iter().any(|code| code == "unknown-field"));
        let told = &editor.told[&address];
        let said = told.iter().find(|told| told["code"] == "unknown-field").and_then(|told| told["message"].as_str());
        assert!(said.is_some_and(|said| said.starts_with(expected)), "{locale} {options}: {said:?}");
        assert_eq!(editor.finish(), Some(0));
    }
}

#[test]
fn what_can_be_done_is_said_in_the_language_of_the_editor() {
    let (_dir, root) = project();
    let file = root.join("content/water/new.ar.md");
    let (address, text) = (uri(&file), "---\ntitle: جديد\nweight: 30\n---\n\nنص ،ونص 250 .\n");
    write(&file, text);
    let mut editor = Editor::speaking("ar", &root, "--no-pdf", &["utf-16"]);
    editor.open(&address, text);
    editor.until("a finding", |editor| !editor.codes(&address).is_empty());
    let document = json!({ "uri": address });
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 5, "character": 20 } });
    let params = json!({ "textDocument": document, "range": range, "context": { "diagnostics": [] } });
    let actions = editor.ask("textDocument/codeAction", params).expect("actions").to_string();
    for part in ["احذف المسافة", "واكتب السبب", "اجعل هذا الرقم حقيقة", "أنشئ الترجمة الناقصة"]
    {
        assert!(actions.contains(part), "{part}: {actions}");
    }
    let lenses =
        editor.ask("textDocument/codeLens", json!({ "textDocument": { "uri": uri(&root.join("content/water/wells.ar.md")) } }));
    let lenses = lenses.expect("lenses").to_string();
    assert!(lenses.contains(" ← ") && lenses.contains(": حديثة"), "{lenses}");
    let refused = editor.at("textDocument/rename", &address, text, text.find("نص").expect("there"), &json!({ "newName": "x" }));
    assert!(refused.expect_err("no id").to_string().contains("لا شيء هنا له معرّف"));
    assert_eq!(editor.finish(), Some(0));
}

#[test]
fn tables_and_lists_get_one_form_and_say_the_same() {
    let (_dir, root) = project();
    let address = uri(&root.join("content/water/new.en.md"));
    let text = "---\ntitle: New\nweight: 30\n---\n\n* one\n  + two\n* three\n\n<!-- between -->\n\n- four\n\nText\n*\n\na|bee\n-|-:\n`x\\|y`|*1*\n\n[^1]: Note.\n";
    let mut editor = Editor::start(&root, "--no-pdf", &["utf-16"]);
    let format = |editor: &mut Editor, text: &str| {
        editor.open(&address, text);
        let asked = json!({ "textDocument": { "uri": address }, "options": { "tabSize": 2, "insertSpaces": true } });
        let edits = editor.ask("textDocument/formatting", asked)?;
        Ok::<String, Value>(editor.edited(
            text,
            &address,
            &json!({ "documentChanges": [{ "textDocument": { "uri": address }, "edits": edits }] }),
        ))
    };
    let once = format(&mut editor, text).expect("edits");
    assert!(once.contains("- one\n  - two\n- three\n"), "{once}");
    assert!(once.contains("| a      | bee |\n| ------ | --: |\n| `x\\|y` | *1* |\n"), "{once}");
    assert!(once.contains("Text\n*\n"), "an empty item below a line would become a heading: {once}");
    assert_eq!(format(&mut editor, &once).expect("no edits"), once);
    let refused = format(&mut editor, "---\ntitel: New\n---\n\n* one\n").expect_err("an error");
    assert!(refused.to_string().contains("mend them before it is formatted"), "{refused}");
    assert_eq!(editor.finish(), Some(0));
}

#[test]
fn many_edits_of_one_message_are_made_in_whatever_order_they_come() {
    let (_dir, root) = project();
    let file = root.join("content/water/new.en.md");
    let lines = (0..1_500).map(|n| format!("Line {n}  of many.\n\n")).collect::<Vec<_>>().concat();
    let text = format!("---\ntitle: New\nweight: 30\n---\n\n{lines}");
    write(&file, &text);
    let address = uri(&file);
    let mut editor = Editor::start(&root, "--no-pdf", &["utf-16"]);
    editor.open(&address, &text);
    editor.until("spaces", |editor| editor.codes(&address).len() > 1_000);
    // Every second blank of the lines goes, the lines in no order.
    let edit = |n: usize| {
        let (line, start) = (5 + 2 * (n * 701 % 1_500), 5 + (n * 701 % 1_500).to_string().len());
        json!({ "range": { "start": { "line": line, "character": start }, "end": { "line": line, "character": start + 1 } }, "text": "" })
    };
    let changes: Vec<Value> = (0..1_500).map(edit).collect();
    let started = Instant::now();
    editor.tell("textDocument/didChange", json!({ "textDocument": { "uri": address, "version": 2 }, "contentChanges": changes }));
    editor.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": address } })).expect("symbols");
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    editor.until("nothing is left", |editor| !editor.codes(&address).iter().any(|code| code == "double-space"));
    assert_eq!(editor.finish(), Some(0));
}

#[test]
fn a_folder_is_no_page_and_a_return_alone_ends_a_line() {
    let (_dir, root) = project();
    std::fs::create_dir(root.join("content/water/folder.en.md")).expect("a folder");
    let mut editor = Editor::start(&root, "--no-pdf", &["utf-16"]);
    for name in ["content/water/folder.en.md", "content/water/none.en.md/", "content/water/"] {
        let address = format!("{}{}", uri(&root.join(name.trim_end_matches('/'))), if name.ends_with('/') { "/" } else { "" });
        editor.open(&address, "---\ntitel: x\n---\n");
        assert_eq!(editor.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": address } })), Ok(Value::Null));
        assert!(editor.codes(&address).is_empty(), "{name}");
    }
    let address = uri(&root.join("content/water/mac.en.md"));
    editor.open(&address, "---\ntitle: Mac\nweight: 30\n---\n\nOne.\rTwo  words.\n");
    editor.until("the problem", |editor| editor.codes(&address).iter().any(|code| code == "double-space"));
    let told = editor.told[&address].iter().find(|told| told["code"] == "double-space").expect("told");
    assert_eq!(told["range"]["start"], json!({ "line": 6, "character": 3 }));
    assert_eq!(editor.finish(), Some(0));
}

#[test]
fn a_code_is_explained() {
    let dir = tempfile::tempdir().expect("a folder");
    let said = bayan(dir.path(), "explain latin-punctuation").fine();
    assert!(said.starts_with("## latin-punctuation\n") && said.contains("Not found in:"), "{said}");
    bayan(dir.path(), "explain latin-punctuatoin").refused(2, "did you mean `latin-punctuation`?");
}
