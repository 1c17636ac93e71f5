//! The house stays calm: who may import whom, one door per dependency, files of a readable size, no leftovers.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Rooms and what they may import. ARCHITECTURE.md has the same table in words.
const ROOMS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("locale", &[]),
    ("escape", &[]),
    ("output", &["source"]),
    ("memo", &["output"]),
    ("minify", &[]),
    ("highlight", &["escape"]),
    ("json_ld", &[]),
    ("xml", &[]),
    ("archive", &[]),
    ("typeset", &["picture", "theme", "figure", "memo", "locale"]),
    ("picture", &["message", "escape", "locale"]),
    ("message", &[]),
    ("diag", &["message", "source"]),
    ("ast", &["source", "locale"]),
    ("align", &["ast", "locale"]),
    ("yaml", &["message", "diag", "locale", "source"]),
    ("drift", &["align", "ast", "yaml", "diag", "locale", "source", "output"]),
    ("config", &["schema", "picture", "ast", "yaml", "diag", "locale", "source"]),
    ("markdown", &["message", "picture", "ast", "yaml", "diag", "locale", "source", "escape"]),
    ("ledger", &["message", "picture", "ast", "yaml", "diag", "locale", "source"]),
    ("figure", &["message", "ast", "yaml", "diag", "locale", "source", "escape"]),
    ("theme", &["message", "picture", "figure", "yaml", "diag", "locale", "source", "output", "minify", "escape"]),
    (
        "site",
        &[
            "message", "picture", "align", "drift", "figure", "ast", "config", "ledger", "yaml", "diag", "locale", "memo",
            "source", "output", "escape",
        ],
    ),
    (
        "book",
        &["body", "site", "theme", "markdown", "align", "picture", "memo", "output", "config", "ast", "diag", "locale", "source"],
    ),
    ("card", &["typeset", "memo", "picture", "config", "drift", "ledger", "site", "theme", "ast", "locale", "diag", "source"]),
    ("body", &["memo", "figure", "picture", "site", "theme", "markdown", "ast", "locale", "source", "escape", "highlight"]),
    ("parity", &["site", "figure", "drift", "ast", "yaml", "diag", "locale", "source"]),
    (
        "exchange",
        &[
            "xml", "site", "drift", "align", "figure", "ledger", "markdown", "ast", "yaml", "diag", "locale", "source", "output",
            "escape",
        ],
    ),
    ("word", &["xml", "output", "escape"]),
    ("draft", &["word", "markdown", "picture", "ast", "locale", "source", "escape"]),
    ("review", &["word", "site", "markdown", "ast", "yaml", "diag", "locale", "source", "escape"]),
    ("status", &["message", "site", "drift", "yaml", "locale", "source", "escape"]),
    (
        "html",
        &[
            "memo", "align", "drift", "figure", "picture", "card", "book", "body", "site", "theme", "config", "ast", "json_ld",
            "minify", "escape", "locale", "output", "diag", "source",
        ],
    ),
    (
        "pdf",
        &[
            "memo", "align", "figure", "typeset", "book", "body", "site", "theme", "config", "ast", "locale", "output", "diag",
            "picture", "source",
        ],
    ),
    (
        "docx",
        &[
            "archive", "memo", "figure", "typeset", "xml", "word", "book", "body", "site", "theme", "config", "ast", "locale",
            "output", "diag", "picture", "source",
        ],
    ),
    ("flow", &["xml", "figure", "book", "site", "theme", "ast", "locale", "output", "diag", "picture"]),
    (
        "epub",
        &["archive", "flow", "xml", "escape", "book", "site", "theme", "config", "ast", "locale", "output", "diag", "picture"],
    ),
    ("offline", &["ast", "flow", "escape", "book", "site", "theme", "config", "locale", "output", "diag", "picture"]),
    (
        "mail",
        &[
            "memo", "figure", "typeset", "flow", "escape", "book", "site", "theme", "config", "ast", "locale", "output", "diag",
            "picture",
        ],
    ),
    ("feed", &["xml", "memo", "picture", "body", "config", "site", "ledger", "theme", "ast", "locale", "output"]),
    ("twin", &["memo", "body", "markdown", "figure", "config", "site", "theme", "ast", "locale", "output"]),
    ("search", &["memo", "figure", "minify", "ledger", "site", "theme", "ast", "locale", "output"]),
    ("lint", &["message", "picture", "figure", "site", "theme", "ledger", "markdown", "ast", "yaml", "diag", "locale", "source"]),
    (
        "pipeline",
        &[
            "message", "picture", "memo", "figure", "typeset", "card", "book", "feed", "twin", "search", "pdf", "docx", "epub",
            "offline", "mail", "html", "lint", "parity", "drift", "ledger", "site", "theme", "markdown", "config", "ast",
            "locale", "output", "diag", "source",
        ],
    ),
    ("doctor", &["pipeline", "status", "site", "theme", "config", "locale", "diag", "source"]),
    ("restore", &["markdown", "locale", "escape"]),
    ("printed", &["restore", "locale"]),
    ("migrate", &["xml", "hypertext", "site", "markdown", "yaml", "picture", "locale", "diag", "source", "escape"]),
    ("hypertext", &["site", "figure", "picture", "markdown", "ast", "locale", "diag", "source"]),
    ("schema", &[]),
    ("scaffold", &["schema", "site", "ledger", "ast", "yaml", "diag", "locale", "source"]),
    ("leaks", &["pipeline", "site", "config", "ledger", "output", "escape", "locale", "diag", "source"]),
    (
        "edit",
        &[
            "message", "answers", "pipeline", "scaffold", "exchange", "markdown", "picture", "site", "drift", "yaml", "ast",
            "output", "locale", "diag", "source",
        ],
    ),
    ("catalogues", &["yaml", "diag", "locale", "message", "source"]),
    ("serve", &["message", "catalogues", "edit", "pipeline", "site", "output", "escape", "diag", "source"]),
    (
        "answers",
        &[
            "message", "pipeline", "lint", "scaffold", "schema", "markdown", "site", "ledger", "drift", "config", "ast", "yaml",
            "locale", "diag", "source",
        ],
    ),
    ("lsp", &["message", "catalogues", "answers", "pipeline", "site", "output", "locale", "diag", "source"]),
    (
        "cli",
        &[
            "message",
            "catalogues",
            "serve",
            "edit",
            "lsp",
            "answers",
            "leaks",
            "doctor",
            "migrate",
            "restore",
            "printed",
            "hypertext",
            "draft",
            "review",
            "word",
            "markdown",
            "scaffold",
            "schema",
            "theme",
            "memo",
            "pipeline",
            "lint",
            "typeset",
            "exchange",
            "status",
            "drift",
            "site",
            "config",
            "ast",
            "output",
            "locale",
            "diag",
            "source",
        ],
    ),
];

/// Crates and the one file or folder that may name them.
const DOORS: &[(&str, &str)] = &[
    ("pulldown_cmark", "src/markdown/"),
    ("pulldown_latex", "src/markdown/math.rs"),
    ("url", "src/config/base.rs"),
    ("ammonia", "src/markdown/raw.rs"),
    ("html5ever", "src/hypertext/parse.rs"),
    ("tera", "src/theme/templates.rs"),
    ("cssparser", "src/theme/css.rs"),
    ("serde_yaml", "src/yaml.rs"),
    ("saphyr_parser", "src/yaml/places.rs"),
    ("postcard", "src/memo/"),
    ("axum", "src/serve/"),
    ("getrandom", "src/serve/edit.rs"),
    ("lsp_server", "src/lsp/"),
    ("hyper_util", "src/serve/http.rs"),
    ("tokio", "src/serve/"),
    ("futures_util", "src/serve/"),
    ("notify", "src/serve/watch.rs"),
    ("syntect", "src/highlight.rs"),
    ("two_face", "src/highlight.rs"),
    ("walkdir", "src/source/walk.rs"),
    ("minify_html", "src/minify.rs"),
    ("icu_", "src/locale/"),
    ("jiff", "src/locale/zone.rs"),
    ("fixed_decimal", "src/locale/"),
    ("unicode_", "src/locale/"),
    ("idna", "src/locale/host.rs"),
    ("percent_encoding", "src/site/address.rs"),
    ("roxmltree", "src/picture/"),
    ("base64", "src/picture/base64.rs"),
    ("flate2", "src/picture/"),
    ("image", "src/picture/"),
    ("fast_image_resize", "src/picture/pixels.rs"),
    ("webp", "src/picture/"),
    ("moxcms", "src/picture/pixels.rs"),
    ("blake3", "src/output/hash.rs"),
    ("rustybuzz", "src/figure/measure.rs"),
    ("csv", "src/figure/read/rows.rs"),
    ("quick_xml", "src/xml.rs"),
    ("zip", "src/archive.rs"),
    ("typst", "src/typeset/"),
    ("typst_", "src/typeset/"),
    ("memory_stats", "src/typeset/guard.rs"),
    ("qrcode", "src/pdf/qr.rs"),
    ("clap", "src/cli/"),
    ("clap_complete", "src/cli/mod.rs"),
    ("clap_mangen", "src/cli/man.rs"),
    ("anstream", "src/cli/report.rs"),
    ("indicatif", "src/cli/report.rs"),
    ("annotate_snippets", "src/diag/render.rs"),
    ("anyhow", "src/cli/"),
    ("similar", "src/cli/check.rs"),
    ("ureq", "src/cli/external.rs"),
    ("spellbook", "src/restore/lexicon.rs"),
    ("ttf_parser", "src/restore/font.rs"),
    ("hayro_interpret", "src/printed/"),
    ("kurbo", "src/printed/"),
    ("toml", "src/migrate/data.rs"),
];

/// Doors with a second user, each with its reason.
const SIDE_DOORS: &[(&str, &str, &str)] = &[
    ("unicode_normalization", "src/source/walk.rs", "file names are normalised where they are read"),
    ("quick_xml", "src/exchange/xliff.rs", "feeds are written through the door, translators' files are read"),
    ("quick_xml", "src/word/events.rs", "documents are written through the door, those that come back are read"),
    ("quick_xml", "src/migrate/wordpress/export.rs", "what WordPress exports is read"),
    ("zip", "src/word/archive.rs", "documents are packed through the door, those that come back are unpacked"),
];

/// Files that may be longer than 500 lines, each with its reason.
const LONG: &[(&str, &str)] = &[
    ("src/diag/explained.rs", "one table: every problem with its words"),
    ("src/lint/rules.rs", "one table: every rule with its words and its examples"),
    ("src/yaml.rs", "one door: the reader, the positions and the typed takes share the node type"),
];

fn sources() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = BTreeMap::new();
    let mut folders: Vec<PathBuf> = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("read") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path.strip_prefix(root).expect("below").to_string_lossy().into_owned();
                files.insert(name, std::fs::read_to_string(&path).expect("read"));
            }
        }
    }
    files
}

/// The code of a file without its unit tests and comments.
fn code(text: &str) -> String {
    let end = text.find("#[cfg(test)]").unwrap_or(text.len());
    text[..end].lines().map(|l| l.split("//").next().unwrap_or(l)).collect::<Vec<_>>().join("\n")
}

fn room(path: &str) -> &str {
    path.trim_start_matches("src/").split(['/', '.']).next().unwrap_or(path)
}

/// The rooms that a line of code names: `crate::a`, `crate::{a, b::c}`.
fn named(code: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let list = match rest.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap_or(group),
            None => rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(rest),
        };
        rooms.extend(
            list.split(',').map(|part| part.trim().split("::").next().unwrap_or("").to_owned()).filter(|r| !r.is_empty()),
        );
    }
    rooms
}

#[test]
fn no_import_runs_upwards() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let own = room(&path);
        if matches!(own, "lib" | "main") {
            continue;
        }
        let Some((_, may)) = ROOMS.iter().find(|(name, _)| *name == own) else {
            wrong.push(format!("{path}: the room `{own}` is not in the table"));
            continue;
        };
        for other in named(&code(&text)) {
            if other != own && !may.contains(&other.as_str()) {
                wrong.push(format!("{path} imports {other}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_dependency_has_one_door() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let code = code(&text);
        for (name, door) in DOORS {
            let side = SIDE_DOORS.iter().any(|(n, at, _)| n.starts_with(name.trim_end_matches('_')) && *at == path);
            let uses = code.match_indices(name).any(|(at, _)| {
                let before = code[..at].chars().next_back();
                // A name that ends in `_` is the beginning of several; one behind `::` is a module of our own.
                let rest = &code[at + name.len()..];
                let goes_on = |c: char| name.ends_with('_') && (c.is_alphanumeric() || c == '_');
                let rest = rest.trim_start_matches(goes_on);
                before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '_' | '"' | ':')) && rest.starts_with("::")
            });
            if uses && !path.starts_with(door) && !side {
                wrong.push(format!("{path} uses {name}, whose door is {door}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_of_a_readable_size_and_say_what_they_are_for() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let lines = text.lines().count();
        if lines > 500 && !LONG.iter().any(|(p, _)| *p == path) {
            wrong.push(format!("{path} has {lines} lines"));
        }
        if !text.starts_with("//!") {
            wrong.push(format!("{path} does not begin with what it is for"));
        }
        for leftover in ["todo!(", "unimplemented!(", "dbg!(", "use super::*"] {
            if !path.ends_with("/tests.rs") && code(&text).contains(leftover) {
                wrong.push(format!("{path} holds {leftover}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `src/a/b.rs` -> `a::b`.
fn module(path: &str) -> String {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs");
    path.strip_suffix("/mod").unwrap_or(path).replace('/', "::")
}

/// What a tree of `use` names: `a::{b, c::{d, e}}` is `a::b`, `a::c::d` and `a::c::e`.
fn paths(tree: &str, before: &str, found: &mut Vec<String>) {
    let Some((head, group)) = tree.split_once('{') else {
        return found.push(format!("{before}{}", tree.split(" as ").next().unwrap_or(tree).trim()));
    };
    let group = group.trim_end().strip_suffix('}').unwrap_or(group);
    let (mut depth, mut start) = (0, 0);
    for (at, c) in group.char_indices().chain([(group.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if !group[start..at].trim().is_empty() {
                    paths(group[start..at].trim(), &format!("{before}{}", head.trim()), found);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// The modules that a file names, but for those that hold it: what a folder's roof or ground shares with its files is no circle.
fn named_modules(own: &str, code: &str, all: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut found = Vec::new();
    let mut rest = String::new();
    for part in code.split(';') {
        match part.rsplit_once("use ").filter(|(before, _)| before.is_empty() || before.ends_with(['\n', ' ', '('])) {
            Some((before, tree)) => {
                paths(tree, "", &mut found);
                rest.push_str(before);
            }
            None => rest.push_str(part),
        }
        rest.push(';');
    }
    for (at, _) in ["crate::", "super::", "self::"].iter().flat_map(|start| rest.match_indices(start)) {
        // `pub(in crate::…)` says who may look, and `a::self::` is no beginning.
        let before = &rest[..at];
        if !before.ends_with("in ") && !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
            let end = rest[at..].find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).map_or(rest.len(), |n| at + n);
            found.push(rest[at..end].to_owned());
        }
    }
    let children = all.keys().filter_map(|name| name.strip_prefix(own)?.strip_prefix("::")).filter(|child| !child.contains(':'));
    for child in children {
        let is_called = rest
            .match_indices(&format!("{child}::"))
            .any(|(at, _)| !rest[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':' || c == '.'));
        if is_called {
            found.push(format!("self::{child}"));
        }
    }
    let mut modules = BTreeSet::new();
    for path in found {
        let mut parts = path.split("::").filter(|part| !part.is_empty()).peekable();
        let mut at: Vec<&str> = own.split("::").collect();
        match parts.peek() {
            Some(&"crate") => {
                at.clear();
                parts.next();
            }
            Some(&"self") => {
                parts.next();
            }
            Some(&"super") => {
                while parts.next_if_eq(&"super").is_some() {
                    at.pop();
                }
            }
            Some(first) if all.contains_key(&format!("{own}::{first}")) => {}
            Some(_) | None => continue,
        }
        for part in parts {
            at.push(part);
            if !all.contains_key(&at.join("::")) {
                at.pop();
                break;
            }
        }
        let name = at.join("::");
        let holds = own == name || own.starts_with(&format!("{name}::"));
        if all.contains_key(&name) && !holds {
            modules.insert(name);
        }
    }
    modules
}

/// The files of a room that name each other in a circle, or stand between two.
fn circle(room: &str, all: &BTreeMap<String, String>) -> BTreeMap<String, BTreeSet<String>> {
    let own = all.iter().filter(|(name, _)| name.split("::").next() == Some(room));
    let mut links: BTreeMap<String, BTreeSet<String>> =
        own.map(|(name, code)| (name.clone(), named_modules(name, code, all))).collect();
    loop {
        let before = links.len();
        let named: BTreeSet<String> = links.values().flatten().cloned().collect();
        links.retain(|name, to| !to.is_empty() && named.contains(name));
        let left: BTreeSet<String> = links.keys().cloned().collect();
        for to in links.values_mut() {
            to.retain(|name| left.contains(name));
        }
        if links.len() == before {
            return links;
        }
    }
}

#[test]
fn no_files_name_each_other_in_a_circle() {
    let all: BTreeMap<String, String> = sources().iter().map(|(path, text)| (module(path), code(text))).collect();
    let mut wrong = Vec::new();
    for (room, _) in ROOMS {
        let links = circle(room, &all);
        wrong.extend(links.iter().map(|(name, to)| format!("{name} -> {}", to.iter().cloned().collect::<Vec<_>>().join(", "))));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_circle_is_seen() {
    let files = |texts: &[(&str, &str)]| texts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let all: BTreeMap<String, String> = files(&[
        ("a", "mod b; mod c; fn f() { b::g() }"),
        ("a::b", "use super::c::{self, D};\npub(in crate::a) fn g() {}"),
        ("a::c", "fn h() { crate::a::b::g() }"),
        ("a::d", "use crate::{a::c::D, x};\nuse super::Ground;"),
    ]);
    assert_eq!(circle("a", &all).into_keys().collect::<Vec<_>>(), ["a::b", "a::c"]);
    let all: BTreeMap<String, String> = files(&[("a", "use b::G;"), ("a::b", "use super::Ground;"), ("a::c", "use super::b;")]);
    assert!(circle("a", &all).is_empty());
}
