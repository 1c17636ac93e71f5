//! Where a site is read from and written to: nothing is written where it would do harm, and no path twice.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::support::site::{AR_EN, problems};

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
        (page("k.en.md", "") + "-- content/robots.txt --\nfile\n", "content/robots.txt:1:1 duplicate-output"),
        (page("k.en.md", "") + "-- content/assets --\nfile\n", "content/assets:1:1 duplicate-output"),
        (page("k.en.md", "aliases: [/en/k/index.html/old.html]\n"), "content/k.en.md:2:8 duplicate-output"),
    ] {
        let found = problems(&format!("{AR_EN}{files}"));
        assert!(found.iter().any(|line| line == expect), "{expect}: {found:?}\n{files}");
    }
    assert_eq!(problems(&format!("{AR_EN}{}-- content/k.txt --\nfile\n", page("k.en.md", ""))), [""; 0]);
}
