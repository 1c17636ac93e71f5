//! What each command does about pages that are kept back, and about a site that nobody said the address of.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::support::site::{request, tree};
use bayan::pipeline;

const CONFIG: &str = "title: {ar: بيان, en: Bayan}\nlanguages: {ar: {name: العربية}, en: {name: English, region: GB}}\n";
const BASE: &str = "base_url: https://example.org/\n";

/// A page that is shown and one that is a draft, each in two languages.
const PAGES: [(&str, &str); 4] = [
    ("content/shown.ar.md", "---\ntitle: صفحة\n---\n\nنص.\n"),
    ("content/shown.en.md", "---\ntitle: Shown page\n---\n\nText.\n"),
    ("content/waits.ar.md", "---\ntitle: مسودة\ndraft: true\n---\n\nسر.\n"),
    ("content/waits.en.md", "---\ntitle: Secret page\ndraft: true\n---\n\nSecret.\n"),
];

fn project(config: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(dir.path().join("content")).expect("made");
    std::fs::write(dir.path().join("site.yaml"), config).expect("written");
    for (path, text) in PAGES {
        std::fs::write(dir.path().join(path), text).expect("written");
    }
    dir
}

fn run(root: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bayan"));
    command.arg("--root").arg(root).args(["--date", "2026-11-22", "--no-cache"]).args(arguments).stdin(Stdio::null());
    command.output().expect("the program starts")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn nothing_is_published_under_an_address_that_nobody_gave() {
    let dir = project(CONFIG);
    let mut commands = vec!["build"];
    if cfg!(feature = "pdf") {
        commands.push("pdf");
    }
    for command in commands {
        let output = run(dir.path(), &[command]);
        let text = said(&output);
        assert!(output.status.code() == Some(1) && text.contains("no-base-url"), "{command}: {text}");
        assert!(!dir.path().join("public").exists(), "{command} has written something");
    }
    let checked = run(dir.path(), &["check"]);
    assert_eq!(checked.status.code(), Some(0), "{}", said(&checked));
    let built = run(dir.path(), &["build", "-u", "https://example.org/"]);
    assert_eq!(built.status.code(), Some(0), "{}", said(&built));
    // What `serve` shows.
    let files = PAGES.iter().fold(format!("-- site.yaml --\n{CONFIG}"), |all, (path, text)| format!("{all}-- {path} --\n{text}"));
    assert!(pipeline::build(&tree(&files), &request(), &|| {}).diags.is_empty());
}

/// Translators and editors work on what is shown; on drafts, when they say so.
#[test]
fn editors_commands_speak_of_drafts_when_asked() {
    let dir = project(&format!("{BASE}{CONFIG}"));
    for format in ["human", "json", "html"] {
        let text = said(&run(dir.path(), &["status", "--format", format]));
        assert!(text.contains("shown") && !text.contains("waits") && !text.contains("Secret"), "{format}: {text}");
        let text = said(&run(dir.path(), &["status", "--format", format, "--drafts"]));
        assert!(text.contains("shown") && text.contains("waits"), "{format}: {text}");
    }
    for (command, page) in [("export", "waits"), ("export", "content/waits.en.md"), ("accept", "waits")] {
        let refused = run(dir.path(), &[command, page]);
        let text = said(&refused);
        assert!(
            refused.status.code() == Some(2) && text.contains("is kept back") && text.contains("--drafts"),
            "{command}: {text}"
        );
        let done = run(dir.path(), &[command, page, "--drafts"]);
        assert_eq!(done.status.code(), Some(0), "{command}: {}", said(&done));
    }
    let xliff = run(dir.path(), &["export", "waits", "--drafts"]).stdout;
    let file = dir.path().join("back.xlf");
    std::fs::write(&file, xliff).expect("written");
    let name = file.to_str().expect("UTF-8");
    let refused = run(dir.path(), &["import-translation", name]);
    assert!(refused.status.code() == Some(2) && said(&refused).contains("--drafts"), "{}", said(&refused));
    assert_eq!(run(dir.path(), &["import-translation", name, "--drafts"]).status.code(), Some(0));
}

#[test]
fn check_looks_for_leaks_when_asked() {
    let dir = project(&format!("{BASE}{CONFIG}"));
    let fine = run(dir.path(), &["check", "--leaks", "--strict"]);
    let text = said(&fine);
    assert!(fine.status.code() == Some(0) && text.contains("2 pages kept back") && text.contains("compared"), "{text}");
    let parts = dir.path().join("themes/own/templates/partials");
    std::fs::create_dir_all(&parts).expect("made");
    std::fs::write(dir.path().join("site.yaml"), format!("{BASE}{CONFIG}theme: own\n")).expect("written");
    std::fs::write(parts.join("foot.html"), "<footer><a href=\"/en/waits/\">x</a></footer>\n").expect("written");
    let leaks = run(dir.path(), &["check", "--leaks"]);
    let text = said(&leaks);
    assert!(leaks.status.code() == Some(1) && text.contains("leak") && !text.contains("Secret"), "{text}");
}

#[cfg(feature = "pdf")]
mod paper {
    use std::process::Command;

    use super::{BASE, CONFIG};
    use crate::support::site::{request, tree};
    use bayan::pipeline::{self, Built, Prints, Request};

    /// A briefing whose second chapter waits, with what only that names.
    const BRIEFING: &str = "-- content/k/_index.en.md --\n---\ntitle: Briefing\nbriefing: true\n---\n\nText.\n-- content/k/one.en.md --\n---\ntitle: Chapter\nweight: 1\n---\n\nIt is [](fact:open).\n";
    const WAITS: &str =
        "-- content/k/two.en.md --\n---\ntitle: Secret\nweight: 2\ndraft: true\npdf: true\n---\n\nIt is [](fact:shut).\n";

    fn prints(files: &str, prints: Prints) -> (Built, Vec<String>) {
        let outcome = pipeline::prints(&tree(files), &Request { prints, ..request() });
        (outcome.value.expect("a site"), outcome.diags.iter().map(|d| d.message.clone()).collect())
    }

    fn files(built: &Built) -> Vec<(&str, &[u8])> {
        built.outputs.iter().map(|(path, contents)| (path.as_str(), contents.here().expect("bytes"))).collect()
    }

    #[test]
    fn the_command_prints_what_is_shown() {
        let site = |facts: &str, more: &str| {
            format!("-- site.yaml --\n{BASE}{CONFIG}{BRIEFING}-- content/k/facts.yaml --\n{facts}{more}")
        };
        let with = site("open: {value: 1}\nshut: {value: 777}\n", WAITS);
        let (built, told) = prints(&with, Prints::All);
        let (other, _) = prints(&site("open: {value: 1}\n", ""), Prints::All);
        assert!(told.is_empty() && !files(&built).is_empty(), "{told:?}");
        assert!(files(&built) == files(&other), "the prints differ");
        let (none, told) = prints(&with, Prints::Only(vec!["k/two".to_owned()]));
        assert!(files(&none).is_empty() && told.len() == 1 && told[0].contains("k/two"), "{told:?}");
    }

    #[test]
    fn words_stay_on_paper_where_a_target_is_kept_back() {
        let page = "-- content/a.en.md --\n---\ntitle: A page\npdf: true\nimage: s/x.svg\nimage_alt: Drawn first\n---\n\nSee [the draft](d.md) and [its *file*](s/x.csv), [part two](/en/d/#x).\n\n![Drawn second](s/x.svg)\n\n```chart\ntype: bar\ntitle: Trade\nsrc: s/x.csv\ncategory: country\nseries: [{column: exports, name: x}]\n```\n\nThe [end](https://example.net/).\n";
        let kept = "-- content/d.en.md --\n---\ntitle: D\ndraft: true\n---\n-- content/s/_index.en.md --\n---\ntitle: S\ndraft: true\n---\n-- content/s/x.svg --\n<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 2'/>\n-- content/s/x.csv --\ncountry,exports\nA,1\n";
        let site = format!("-- site.yaml --\n{BASE}{CONFIG}hidden_links: text\n{page}{kept}");
        let (built, told) = prints(&site, Prints::All);
        assert!(told.is_empty(), "{told:?}");
        let (_, bytes) = files(&built)[0];
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("x.pdf");
        std::fs::write(&file, bytes).expect("written");
        // Where poppler is installed.
        let Ok(output) = Command::new("pdfinfo").arg("-url").arg(&file).output() else { return };
        let links = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(links.contains("https://example.net/") && !links.contains("https://example.org/en/d"), "{links}");
        assert!(!links.contains("x.csv"), "{links}");
        let Ok(output) = Command::new("pdftotext").args(["-enc", "UTF-8"]).arg(&file).arg("-").output() else { return };
        let text = String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("See the draft and its file, part two.") && text.contains("The end."), "{text}");
        assert!(!text.contains("Trade") && !text.contains("Drawn"), "{text}");
    }
}
