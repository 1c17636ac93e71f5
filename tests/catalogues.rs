//! The lists of messages against the sources: a template that is not in Arabic, or a translation that lacks something, does not pass.
//!
//! The templates are those of the sources themselves, so a new one is among them without anybody listing it.
#![allow(clippy::disallowed_methods, reason = "tests read the sources")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use bayan::catalogues::{Catalogue, Language, Piece, Text, read};
use bayan::diag::render::{Style, render_in};
use bayan::lint::manual;
use bayan::message::English;

use crate::support::program::bayan;
use crate::support::shared;
use crate::support::site::{request, tree};

/// The languages that have a list.
const LISTS: [Language; 3] = [Language::Arabic, Language::Persian, Language::French];

/// Texts and whether each is a template: words that are marked as a phrase have no holes.
fn templates() -> BTreeMap<String, bool> {
    let mut found = BTreeMap::new();
    for (path, source) in sources(Path::new("src")) {
        // Where the macros are made, and where they are tried.
        if path.ends_with("message.rs") || path.ends_with("tests.rs") {
            continue;
        }
        let end = source.find("#[cfg(test)]").unwrap_or(source.len());
        let is_code = |line: &&str| !line.trim_start().starts_with("//");
        let code = source[..end].lines().filter(is_code).collect::<Vec<&str>>().join("\n");
        for (mark, has_holes) in [("say!(", true), ("phrase!(", false), ("Phrase(", false)] {
            for (at, _) in code.match_indices(mark) {
                if let Some(text) = literal(code[at + mark.len()..].trim_start()) {
                    *found.entry(text).or_default() |= has_holes;
                }
            }
        }
    }
    found
}

fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(root.join(folder)).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).expect("text");
            files.push((path, text));
        }
    }
    files
}

/// The text of a literal with which a piece of Rust begins.
fn literal(code: &str) -> Option<String> {
    let mut chars = code.strip_prefix('"')?.chars();
    let mut text = String::new();
    loop {
        match chars.next()? {
            '"' => return Some(text),
            '\\' => match chars.next()? {
                'n' => text.push('\n'),
                't' => text.push('\t'),
                // The line goes on where the next one begins.
                '\n' => chars = chars.as_str().trim_start().chars(),
                c => text.push(c),
            },
            c => text.push(c),
        }
    }
}

fn holes(pieces: &[Piece]) -> BTreeSet<&str> {
    pieces.iter().filter_map(|piece| if let Piece::Hole(name) = piece { Some(name.as_str()) } else { None }).collect()
}

#[test]
fn every_message_is_there_in_arabic() {
    let arabic = Catalogue::read(Language::Arabic);
    let lacking: Vec<String> =
        templates().into_keys().filter(|text| read::has_words(text) && arabic.text(text).is_none()).collect();
    assert!(lacking.is_empty(), "add to src/catalogues/ar/ what is to be said for:\n{}", lacking.join("\n"));
}

#[test]
fn translations_say_all_that_the_template_says() {
    let templates = templates();
    let mut wrong = Vec::new();
    for language in LISTS {
        assert!(read::texts(language).diags.is_empty(), "{language:?}: {:?}", read::texts(language).diags);
        let list = Catalogue::read(language);
        let plurals = list.plurals();
        for (english, text) in list.templates() {
            let Some(is_open) = templates.get(english) else {
                wrong.push(format!("{language:?}: no source says `{english}` any more"));
                continue;
            };
            let own = if *is_open { read::pieces(english) } else { Vec::new() };
            let own = holes(&own);
            let forms: Vec<(bool, &Vec<Piece>)> = match text {
                Text::Plain(pieces) => vec![(false, pieces)],
                Text::Plural(forms) => forms.iter().map(|(form, pieces)| (form.as_str() != "other", pieces)).collect(),
            };
            let counts = own.contains(read::COUNT);
            if counts != matches!(text, Text::Plural(forms) if plurals.iter().all(|form| forms.contains_key(form))) {
                wrong.push(format!("{language:?}: `{english}` needs the plural forms {plurals:?} if it counts, and none else"));
            }
            for (may_leave_count, pieces) in forms {
                let said = holes(pieces);
                let mut missing = own.difference(&said).filter(|hole| !may_leave_count || **hole != read::COUNT);
                if missing.next().is_some() || said.difference(&own).next().is_some() {
                    wrong.push(format!("{language:?}: `{english}` has the holes {own:?}, and what is said for it {said:?}"));
                }
                if pieces.iter().filter(|piece| **piece == Piece::Mark).count() % 2 == 1 {
                    wrong.push(format!("{language:?}: what is said for `{english}` has a backtick without its other"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_is_explained() {
    let mut lacking = Vec::new();
    for (path, source) in sources(Path::new("src/diag/codes")) {
        // What all constructors have in common.
        if path.ends_with("mod.rs") {
            continue;
        }
        for mark in ["error(", "warning(", "siteless(", "whole(", "code:", "const LEAK: &str ="] {
            for (at, _) in source.match_indices(mark) {
                let code = literal(source[at + mark.len()..].trim_start());
                lacking.extend(code.filter(|code| !code.contains(' ') && manual::entry(code, &English).is_none()));
            }
        }
    }
    assert!(lacking.is_empty(), "add to src/diag/explained.rs: {lacking:?}");
}

const SITE: &str = "\
-- site.yaml --
base_url: https://example.org/
title: Bayan
languages: {ar: {name: العربية}}
-- content/a.ar.md --
---
title: صفحة
عنوان: x
---

قال, ثم [مضى](b.md).
";

/// What programs read stays English, and what people read is in their language, with isolates around what is not.
#[test]
fn people_are_told_in_their_language() {
    let tree = tree(SITE);
    let told = |style| render_in(shared::check(&tree, &request()), &tree, style, Language::Arabic.tongue());
    let short = told(Style::Short);
    let expected = "content/a.ar.md:3:1: error[unknown-field]: \u{2067}مفتاح غير معروف: \u{2068}`عنوان`\u{2069} (اكتب \u{2068}`title`\u{2069}؛ \
                    ويحفظ \u{2068}`extra`\u{2069} ما لا يقرؤه إلا قالب لك)\u{2069}";
    assert_eq!(short.lines().next(), Some(expected), "{short}");
    assert!(
        told(Style::Github).contains("title=broken-link::\u{2067}لا وجود لـ\u{2068}`b.md`\u{2069}"),
        "{}",
        told(Style::Github)
    );
    let human = told(Style::Human);
    for said in ["\u{2067}جاءت العلامة \u{2068}`,`\u{2069} بعد نص عربي\u{2069}", "خطأ", "تحذير", "الحل"]
    {
        assert!(human.contains(said), "{said}\n{human}");
    }
    assert!(!human.contains('\u{fffd}'), "{human}");
    let json = told(Style::Json);
    assert!(json.contains("unknown field `عنوان`") && !json.contains("مفتاح"), "{json}");
}

/// The language is asked for on the command line or in `BAYAN_LANG`, and an unknown one is refused.
#[test]
fn the_language_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let explained = bayan(folder.path(), "explain broken-link --messages ar");
    assert!(explained.text.contains("رابط إلى ما لا وجود له (خطأ)."), "{}", explained.text);
    let found = bayan(folder.path(), "explain latin-punctuation --messages ar-LB");
    assert!(found.text.contains("(تحذير)") && found.text.contains("يُلاحَظ في:\n\n````markdown"), "{}", found.text);
    bayan(folder.path(), "explain latin-punctuation --messages xx").refused(2, "write `en`, `ar`, `fa` or `fr`");
    let mut asked = crate::support::program::program(folder.path(), "explain double-space");
    let said = |output: std::process::Output| String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said(asked.env("BAYAN_LANG", "ar").output().expect("it starts")).contains("أكثر من مسافة بين كلمتين"));
    let refused = asked.env("BAYAN_LANG", "tlh").output().expect("it starts");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("BAYAN_LANG is `tlh`"), "{refused:?}");
}
