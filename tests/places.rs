//! Where a site is read from and written to: nothing is written where it would do harm, and no path twice.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::support::site::{AR_EN, build, problems};
use bayan::diag::render::{Style, render};

const PAGE: &str = "---\ntitle: Page\n---\n\nText.\n";

fn project() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(dir.path().join("site/content")).expect("made");
    let site = "base_url: https://example.org/\ntitle: Site\nlanguages: {en: {name: English}}\n";
    std::fs::write(dir.path().join("site/site.yaml"), site).expect("written");
    std::fs::write(dir.path().join("site/content/page.en.md"), PAGE).expect("written");
    dir
}

fn bayan(root: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bayan"));
    command.arg("--root").arg(root).arg("--no-pdf").args(arguments).current_dir(root).stdin(Stdio::null());
    command.output().expect("the program starts")
}

/// Builds a project after a change; what it says, and whether the good site of before still stands.
#[track_caller]
fn check(change: impl FnOnce(&Path), says: &str) {
    let dir = project();
    let root = dir.path().join("site");
    let first = bayan(&root, &[]);
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    let before = std::fs::read(root.join("public/en/page/index.html")).expect("built");
    change(&root);
    let output = bayan(&root, &["--format", "short"]);
    let told = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(!output.status.success() && told.contains(says), "{told}");
    assert!(std::fs::read(root.join("public/en/page/index.html")).expect("still there") == before);
}

#[test]
fn an_empty_site_never_replaces_a_good_one() {
    check(|root| std::fs::remove_dir_all(root.join("content")).expect("removed"), "content: there is no such folder");
    check(|root| std::fs::remove_file(root.join("content/page.en.md")).expect("removed"), "content: this folder is empty");
    let file = |root: &Path| {
        std::fs::remove_dir_all(root.join("content")).expect("removed");
        std::fs::write(root.join("content"), PAGE).expect("written");
    };
    check(file, "content: this is no folder");
}

#[cfg(unix)]
#[test]
fn links_out_of_the_project_are_refused() {
    let link = |name: &'static str| {
        move |root: &Path| {
            let (own, away) = (root.join(name), root.join("..").join(format!("away-{name}")));
            if own.exists() {
                std::fs::rename(&own, &away).expect("moved");
            } else {
                std::fs::create_dir(&away).expect("made");
            }
            std::os::unix::fs::symlink(&away, &own).expect("linked");
        }
    };
    for name in ["content", "themes", ".bayan"] {
        check(link(name), &format!("{name}: this is a symbolic link"));
    }
    check(link("public"), "public: this is a symbolic link");
}

#[cfg(target_os = "linux")]
#[test]
fn two_names_that_are_one_are_told() {
    let twins = |root: &Path| {
        for name in ["caf\u{e9}.en.md", "cafe\u{301}.en.md"] {
            std::fs::write(root.join("content").join(name), PAGE).expect("written");
        }
    };
    check(twins, "caf\\u{e9}.en.md: these names are one name");
}

#[test]
fn no_path_is_used_twice() {
    let page = |path: &str, head: &str| format!("-- content/{path} --\n---\ntitle: Page\n{head}---\n\nText.\n");
    for (files, expect) in [
        (page("a.en.md", "slug: index.html\n"), "content/a.en.md:3:7 duplicate-output"),
        (page("feed.xml.en.md", ""), "content/feed.xml.en.md:2:8 duplicate-output"),
        (page("a.en.md", "") + &page("A.en.md", ""), "content/a.en.md:2:8 duplicate-output"),
        (page("x.en.md", "") + "-- content/en/x/index.html --\n<p>x\n", "content/en/x/index.html:1:1 duplicate-output"),
        (page("k.en.md", "") + "-- content/en/feed.xml --\n<x/>\n", "content/en/feed.xml:1:1 duplicate-output"),
        (page("k.en.md", "") + "-- content/en/k --\nfile\n", "content/en/k:1:1 duplicate-output"),
        (page("k.en.md", "") + "-- content/assets --\nfile\n", "content/assets:1:1 duplicate-output"),
        (page("k.en.md", "aliases: [/en/k/index.html/old.html]\n"), "content/k.en.md:2:8 duplicate-output"),
    ] {
        let found = problems(&format!("{AR_EN}{files}"));
        assert!(found.iter().any(|line| line == expect), "{expect}: {found:?}\n{files}");
    }
    assert_eq!(problems(&format!("{AR_EN}{}-- content/k.txt --\nfile\n", page("k.en.md", ""))), [""; 0]);
}

/// What a message is about, and what it suggests instead.
fn suggested(line: &str) -> Option<(String, String)> {
    let (given, rest) = line.split_once("]: `")?.1.split_once('`')?;
    let near = rest.split_once("did you mean `")?.1.split_once('`')?.0;
    // In a message about a heading both are the heading's.
    let given = if near.starts_with('#') { rest.split_once("heading `")?.1.split_once('`')?.0 } else { given };
    Some((given.to_owned(), near.to_owned()))
}

#[test]
fn suggestions_can_be_pasted() {
    let page = |path: &str, body: &str| format!("-- content/{path} --\n---\ntitle: T\n---\n\n## قسم {{#part}}\n\n{body}\n");
    let picture = |path: &str| {
        format!(
            "-- content/{path} --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"><path d=\"M0 0h4v3z\"/></svg>\n"
        )
    };
    let others = [
        page("news/trigger.ar.md", "نص."),
        page("news/old/إحاطة 1.ar.md", "نص."),
        page("news/old/(x)paper.ar.md", "نص."),
        page("map/index.ar.md", "نص."),
        page("section/_index.ar.md", "نص."),
        page("ar/other/chapter.md", "نص."),
        page("only.en.md", "Text."),
        picture("news/chart.svg"),
        picture("news/old/a b.svg"),
        picture("deep/er/picture.svg"),
    ]
    .concat();
    let links = [
        ("", "[نص](news/triger.md)"),
        ("news/", "[نص](triger.md)"),
        ("news/old/", "[نص](../trigerr.md#part)"),
        ("news/old/", "[نص](../trigerr.md#other)"),
        ("news/", "[نص](old/إحاطه%201.md)"),
        ("news/", "[نص](<old/إحاطة  1.md>)"),
        ("news/", "[نص](old/xpaper.md)"),
        ("news/", "[نص](../maps.md)"),
        ("news/", "[نص](../sections.md)"),
        ("news/", "[نص](../only2.en.md)"),
        ("ar/other/", "[نص](chapters.md)"),
        ("ar/", "[نص](other/chapters.ar.md)"),
        ("news/", "[نص](/ar/news/triger/)"),
        ("news/", "[نص](trigger.md#parts)"),
        ("news/", "[نص](charts.svg)"),
        ("news/", "![نص](old/ab.svg)"),
        ("news/old/", "![نص](../charts.svg)"),
        ("news/old/", "![نص](/deep/er/pictur.svg)"),
        ("news/", "[نص](../deep/er/pictur.svg)"),
    ];
    for policy in ["link", "render", "omit"] {
        let head = AR_EN.replace("languages:", &format!("missing_translation: {policy}\nlanguages:"));
        // Each link on a page of its own.
        let pages = |link: &dyn Fn(usize) -> String| -> String {
            let one = |(n, (folder, _)): (usize, &(&str, &str))| {
                page(&format!("{folder}link{n}{}.md", if folder.starts_with("ar/") { "" } else { ".ar" }), &link(n))
            };
            head.clone() + &others + &links.iter().enumerate().map(one).collect::<String>()
        };
        let site = pages(&|n| links[n].1.to_owned());
        let (_, diags, tree) = build(&site);
        let shown = render(diags, &tree, Style::Short);
        let pasted = |n: usize| {
            let line = shown.lines().find(|line| line.contains(&format!("link{n}."))).unwrap_or_default();
            let (given, near) = suggested(line).unwrap_or_else(|| panic!("{policy} {n}: {line}"));
            links[n].1.replacen(&given, &near, 1)
        };
        assert_eq!(problems(&pages(&pasted)), [""; 0], "{policy}");
    }
}

#[test]
fn a_link_to_a_file_that_is_not_published_is_broken() {
    let page = |link: &str| {
        format!(
            "{AR_EN}-- content/k/a.ar.md --\n---\ntitle: T\n---\n\n{link}\n-- content/k/facts.yaml --\n{{}}\n-- content/k/b.csv --\na,b\n"
        )
    };
    for link in ["[نص](facts.yaml)", "[نص](/k/facts.yaml)", "[نص](fact.yaml)"] {
        assert_eq!(problems(&page(link)), ["content/k/a.ar.md:5:1 broken-link"], "{link}");
        let (_, diags, tree) = build(&page(link));
        assert!(!render(diags, &tree, Style::Short).contains("did you mean"), "{link}");
    }
    assert_eq!(problems(&page("[نص](b.csv) [نص](/k/b.csv)")), [""; 0]);
}

#[test]
fn paths_that_are_used_twice_name_their_files() {
    let told = |files: &str| {
        let (_, diags, tree) = build(&format!("{AR_EN}{files}"));
        render(diags, &tree, Style::Short)
    };
    let page = |path: &str, more: &str| format!("-- content/{path} --\n---\ntitle: T\n{more}---\n\nنص.\n");
    let both = told(&(page("a.ar.md", "slug: x\n") + &page("b.ar.md", "slug: x\n")));
    assert!(both.contains("`content/b.ar.md` and `content/a.ar.md` are both written to `/ar/x/index.html`"), "{both}");
    let file = told(&(page("a.ar.md", "") + "-- content/ar/feed.xml --\n<x/>\n"));
    assert!(file.contains("`content/ar/feed.xml` is written to `/ar/feed.xml`, where the program writes"), "{file}");
    let folder = told(&(page("a.ar.md", "slug: feed.xml\n")));
    assert!(
        folder.contains("`/ar/feed.xml` (of the program) cannot be a file and hold `/ar/feed.xml/index.html` (content/a.ar.md)"),
        "{folder}"
    );
}
