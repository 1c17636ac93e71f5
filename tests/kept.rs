//! What each command does about pages that are kept back, and about a site that nobody said the address of.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::support::shared;
use crate::support::site::{request, tree};
use bayan::diag::render::{Style, render};
use bayan::leaks;

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
    assert!(shared::build(&tree(&files), &request()).diags.is_empty());
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

/// Whatever keeps a page back, and the section above it too: translators get it when somebody says so, and only then.
#[test]
fn export_says_why_a_page_is_not_there() {
    let dir = project(&format!("{BASE}{CONFIG}"));
    std::fs::create_dir(dir.path().join("content/s")).expect("made");
    let pages =
        [("early", "publish: 2999-01-01\n"), ("late", "expiry: 2001-01-01\n"), ("s/_index", "draft: true\n"), ("s/inner", "")];
    for ((name, head), tag) in pages.into_iter().flat_map(|page| [(page, "ar"), (page, "en")]) {
        let page = format!("---\ntitle: Secret\n{head}---\n\nSecret.\n");
        std::fs::write(dir.path().join(format!("content/{name}.{tag}.md")), page).expect("written");
    }
    for key in ["early", "late", "s", "s/inner", "content/s/inner.ar.md", "./content/early.en.md"] {
        let refused = run(dir.path(), &["export", key]);
        let text = said(&refused);
        assert!(refused.status.code() == Some(2) && refused.stdout.is_empty(), "{key}: {text}");
        assert!(text.contains("is kept back; add `--drafts` to work on it"), "{key}: {text}");
        let done = run(dir.path(), &["export", key, "--drafts"]);
        assert!(done.status.code() == Some(0) && said(&done).contains("Secret"), "{key}: {}", said(&done));
    }
    // A name that nobody has is not said to be kept back, and no hidden name is suggested for it.
    let text = said(&run(dir.path(), &["export", "earl"]));
    assert!(text.contains("there is no page `earl`") && !text.contains("early"), "{text}");
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

/// A site whose pages that are kept back have a body each, and whose files are given; what of it is published, and that
/// `check --leaks` has nothing to tell.
fn published(bodies: &[&str], more: &str) -> Vec<String> {
    let pages = bodies.iter().enumerate().map(|(n, body)| {
        let (head, body) = body.split_once("---").unwrap_or(("", body));
        format!("-- content/k/waits{n}.ar.md --\n---\ntitle: W\ndraft: true\n{head}---\n\n{body}\n")
    });
    let shown = "-- content/_index.ar.md --\n---\ntitle: بيت\n---\n-- content/k/_index.ar.md --\n---\ntitle: خبر\n---\n\nقيمة [](fact:open).\n";
    let site = format!("-- site.yaml --\n{BASE}raw_html: safe\n{CONFIG}{shown}{}{more}", pages.collect::<String>());
    let tree = tree(&site);
    let outcome = shared::build(&tree, &request());
    let told = |diags| render(diags, &tree, Style::Short);
    assert!(!outcome.diags.has_errors(), "{}", told(outcome.diags));
    let built = outcome.value.expect("a site");
    let leaks = leaks::find(&tree, &request());
    assert!(leaks.diags.is_empty(), "{}", told(leaks.diags));
    let of = |(path, contents): (&bayan::output::OutPath, &bayan::output::contents::Contents)| {
        let text = contents.here().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
        format!("{}\n{text}", path.as_str())
    };
    built.outputs.iter().map(of).collect()
}

#[test]
fn what_a_page_that_waits_names_in_any_way_waits_with_it() {
    let ways = [
        "![x](F)",
        "<!-- ![x](F) -->",
        "`F`",
        "The file F, see there.",
        "[unused]: F",
        "[^unused]: ![x](F)",
        "<a href=\"F\">x</a>",
        "<a href=\"https://example.org/k/F\">x</a>",
        "[x](https://example.org/k/F)",
        "extra: {x: [F]}\n---",
        "summary: see F\n---",
        "```\nF\n```",
    ];
    let mut bodies: Vec<String> = ways.iter().enumerate().map(|(n, way)| way.replace('F', &format!("secret{n}.csv"))).collect();
    bodies.extend(["<a href=\"secret20&#46;csv\">x</a>", "`SECRET21.CSV`", "x `secret22\\.csv`"].map(str::to_owned));
    let file = |name: &str| format!("-- content/k/{name} --\nx\n");
    let names = (0..ways.len()).chain(20..23).map(|n| file(&format!("secret{n}.csv")));
    let facts = "-- content/k/facts.yaml --\nopen: {value: 1}\n";
    let published = self::published(
        &bodies.iter().map(String::as_str).collect::<Vec<_>>(),
        &(names.collect::<String>() + facts + &file("loose.csv")),
    );
    let paths: Vec<&str> = published.iter().filter_map(|text| text.lines().next()).collect();
    assert!(paths.contains(&"k/loose.csv") && !paths.iter().any(|path| path.contains("secret")), "{paths:?}");
}

#[test]
fn a_file_waits_with_its_versions_in_all_languages() {
    let file = |name: &str| format!("-- content/k/{name} --\nx\n");
    let names = ["secret.csv", "secret.ar.csv", "secret.en.csv", "secret2.en.csv", "secret3.ar.csv", "loose.ar.csv"];
    let facts = "-- content/k/facts.yaml --\nopen: {value: 1}\n";
    let published =
        self::published(&["[x](secret.csv) <!-- secret2.csv -->", "`secret3.csv`"], &(names.map(file).concat() + facts));
    let paths: Vec<&str> = published.iter().filter_map(|text| text.lines().next()).collect();
    assert!(paths.contains(&"k/loose.ar.csv") && !paths.iter().any(|path| path.contains("secret")), "{paths:?}");
}

#[test]
fn entries_wait_with_the_page_that_names_them_in_any_way() {
    let ways = [
        "<!-- [](fact:zf0) -->",
        "`fact:zf1`",
        "[](FACT:zf2)",
        "[](fact&#58;zf3)",
        "[unused]: fact:zf4",
        "<a href=\"fact:zf5\">x</a>",
    ];
    let facts: Vec<String> = (0..ways.len()).map(|n| format!("zf{n}: {{value: 77700{n}}}\n")).collect();
    let facts = facts.concat();
    let published =
        self::published(&ways, &format!("-- content/k/facts.yaml --\nopen: {{value: 1}}\nfree: {{value: 55501}}\n{facts}"));
    assert!(published.iter().any(|text| text.contains("55501")));
    let holding = published.iter().find(|text| text.contains("77700") || text.contains("fact:zf") || text.contains("\"zf"));
    assert!(holding.is_none(), "{holding:?}");
}

#[test]
fn files_of_a_folder_whose_pages_all_wait_are_not_published() {
    let page = |path: &str, head: &str| format!("-- content/{path} --\n---\ntitle: P\n{head}---\n");
    let file = |path: &str| format!("-- content/{path} --\nx\n");
    let pages = [
        page("b/p.ar.md", "draft: true\n"),
        page("c/deep/p.ar.md", "draft: true\n"),
        page("en/p.md", "draft: true\n"),
        page("d/p.ar.md", ""),
        page("d/q.ar.md", "draft: true\n"),
    ];
    let files = ["b/secret.bin", "b/img/secret.bin", "c/secret.bin", "en/secret.bin", "d/open.bin", "free/open.bin", "open.bin"];
    let facts = "-- content/k/facts.yaml --\nopen: {value: 1}\n";
    let published = self::published(&["x"], &(pages.concat() + &files.map(file).concat() + facts));
    let mut paths: Vec<&str> =
        published.iter().filter_map(|text| text.lines().next()).filter(|path| path.ends_with(".bin")).collect();
    paths.sort_unstable();
    assert_eq!(paths, ["d/open.bin", "free/open.bin", "open.bin"]);
}

#[test]
fn an_empty_field_that_decides_whether_a_page_is_shown_is_told() {
    for (field, words) in [("draft", "`draft: true`"), ("publish", "`publish: 2026-11-22`"), ("expiry", "`expiry: 2026-11-22`")] {
        let site = format!("-- site.yaml --\n{BASE}{CONFIG}-- content/a.ar.md --\n---\ntitle: A\n{field}:\n---\n");
        let tree = tree(&site);
        let outcome = shared::build(&tree, &request());
        let [told] = &outcome.diags.iter().filter(|d| d.code == "bad-value").collect::<Vec<_>>()[..] else { panic!("{field}") };
        let help = told.help.as_deref().unwrap_or_default();
        assert!(told.message.contains("is empty") && help.contains(words), "{told:?}");
    }
}

#[test]
fn pages_that_no_list_explains_are_told() {
    let dir = project(&format!("{BASE}{CONFIG}"));
    assert_eq!(run(dir.path(), &["build", "--drafts", "--no-pdf"]).status.code(), Some(0));
    std::fs::remove_file(dir.path().join("public/.bayan-files")).expect("removed");
    // Pages with the drafts in them would be overwritten, and nobody knows whose they are.
    let refused = run(dir.path(), &["build", "--no-pdf"]);
    assert_eq!(refused.status.code(), Some(2));
    let text = said(&refused);
    assert!(text.contains("no build is known to have written this, and it would be overwritten"), "{text}");
    assert!(!dir.path().join("public/.bayan-files").exists());
    std::fs::remove_dir_all(dir.path().join("public")).expect("removed");
    let text = said(&run(dir.path(), &["build", "--no-pdf"]));
    assert!(!text.contains("no build is known"), "{text}");
    // A page in nobody's way stays, and is told.
    std::fs::create_dir(dir.path().join("public/old")).expect("made");
    std::fs::write(dir.path().join("public/old/index.html"), "mine").expect("written");
    let text = said(&run(dir.path(), &["build", "--no-pdf"]));
    assert!(text.contains("no build is known to have written (`old/index.html`)"), "{text}");
    assert!(dir.path().join("public/old/index.html").exists());
}

#[cfg(feature = "pdf")]
mod paper {
    use std::process::Command;

    use super::{BASE, CONFIG};
    use crate::support::shared;
    use crate::support::site::{request, tree};
    use bayan::pipeline::{Built, EditionFiles, Request};

    /// A briefing whose second chapter waits, with what only that names.
    const BRIEFING: &str = "-- content/k/_index.en.md --\n---\ntitle: Briefing\nbriefing: true\n---\n\nText.\n-- content/k/one.en.md --\n---\ntitle: Chapter\nweight: 1\n---\n\nIt is [](fact:open).\n";
    const WAITS: &str =
        "-- content/k/two.en.md --\n---\ntitle: Secret\nweight: 2\ndraft: true\npdf: true\n---\n\nIt is [](fact:shut).\n";

    #[test]
    fn the_command_takes_away_the_print_of_a_page_that_waits() {
        let dir = super::project(&format!("{BASE}{CONFIG}"));
        let page = |more: &str| {
            let text = format!("---\ntitle: Z\npdf: true\n{more}---\n\nText.\n");
            std::fs::write(dir.path().join("content/z.en.md"), text).expect("written");
        };
        let print = dir.path().join("public/z/z-en.pdf");
        let own = dir.path().join("public/own.pdf");
        for (first, more) in [("", "draft: true\n"), ("draft: true\n", "draft: true\n")] {
            page(first);
            let first = if first.is_empty() { &["pdf"][..] } else { &["pdf", "--drafts"][..] };
            super::run(dir.path(), first);
            std::fs::write(&own, "x").expect("written");
            assert!(print.exists(), "{first:?}");
            page(more);
            let text = super::said(&super::run(dir.path(), &["pdf"]));
            assert!(!print.exists() && own.exists() && text.contains("1 removed"), "{text}");
        }
    }

    fn prints(files: &str, editions: EditionFiles) -> (Built, Vec<String>) {
        let outcome = shared::editions(&tree(files), &Request { editions, ..request() });
        (outcome.value.expect("a site"), outcome.diags.iter().map(|d| d.message.to_string()).collect())
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
        let (built, told) = prints(&with, EditionFiles::All);
        let (other, _) = prints(&site("open: {value: 1}\n", ""), EditionFiles::All);
        assert!(told.is_empty() && !files(&built).is_empty(), "{told:?}");
        assert!(files(&built) == files(&other), "the prints differ");
        let (none, told) = prints(&with, EditionFiles::Only(vec!["k/two".to_owned()]));
        assert!(files(&none).is_empty() && told.len() == 1 && told[0].contains("k/two"), "{told:?}");
    }

    #[test]
    fn words_stay_on_paper_where_a_target_is_kept_back() {
        let page = "-- content/a.en.md --\n---\ntitle: A page\npdf: true\nimage: s/x.svg\nimage_alt: Drawn first\n---\n\nSee [the draft](d.md) and [its *file*](s/x.csv), [part two](/en/d/#x).\n\n![Drawn second](s/x.svg)\n\n```chart\ntype: bar\ntitle: Trade\nsrc: s/x.csv\ncategory: country\nseries: [{column: exports, name: x}]\n```\n\nThe [end](https://example.net/).\n";
        let kept = "-- content/d.en.md --\n---\ntitle: D\ndraft: true\n---\n-- content/s/_index.en.md --\n---\ntitle: S\ndraft: true\n---\n-- content/s/x.svg --\n<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 2'/>\n-- content/s/x.csv --\ncountry,exports\nA,1\n";
        let site = format!("-- site.yaml --\n{BASE}{CONFIG}hidden_links: text\n{page}{kept}");
        let (built, told) = prints(&site, EditionFiles::All);
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
