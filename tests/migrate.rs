//! `bayan import` of sites of other generators. Small sites, each in one file of `data/migrate`, become projects that build without an
//! error; every address that they had is answered, no word is lost, and what could not be carried is named with its line.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bayan::migrate;
use bayan::migrate::model::{Generator, Made};
use bayan::source::{Content, SourceTree};
use serde_json::Value;

use crate::support::pictures::png;
use crate::support::program::bayan;

/// A site as it is unpacked, and the project that was made of it.
struct Migrated {
    folder: tempfile::TempDir,
    report: Value,
    old: BTreeMap<String, String>,
}

/// The files of a site: `@@@ path`, then its text.
fn files(name: &str) -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/migrate/{name}.txt"));
    let text = std::fs::read_to_string(path).expect("a site");
    let parts = text.split("@@@ ").skip(1).filter_map(|part| part.split_once('\n'));
    parts.map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}

fn put(folder: &Path, files: &BTreeMap<String, String>) {
    let picture = png(&image::DynamicImage::new_rgb8(4, 4), 1);
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        let bytes = if text == "PNG\n" { picture.as_slice() } else { text.as_bytes() };
        std::fs::write(path, bytes).expect("written");
    }
}

impl Migrated {
    /// Unpacks a site, imports it, builds the project, and imports it once more.
    #[track_caller]
    fn of(name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let old = files(name);
        put(&folder.path().join("old"), &old);
        let said = bayan(folder.path(), "import old -o new --format json --date 2026-01-01").fine();
        let report: Value = serde_json::from_str(said.lines().next().unwrap_or_default()).expect("a report");
        assert_eq!(report["problems"], serde_json::json!([]), "{report:#}");
        let own = Self { folder, report, old };
        let before = own.tree("new");
        bayan(&own.project(), "build --no-pdf --no-cache --date 2026-01-01").fine();
        let again = bayan(own.folder.path(), "import old -o new --date 2026-01-01").fine();
        assert!(again.contains("nothing to do"), "{again}");
        let mut after = own.tree("new");
        after.retain(|path, _| !path.starts_with("public/"));
        assert_eq!(before, after);
        assert_eq!(own.tree("old").len(), own.old.len(), "the old site is as it was");
        own
    }

    fn project(&self) -> PathBuf {
        self.folder.path().join("new")
    }

    fn tree(&self, below: &str) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        let root = self.folder.path().join(below);
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("read") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&root).expect("below").to_string_lossy().into_owned();
                    found.insert(name, std::fs::read(&path).expect("read"));
                }
            }
        }
        found.retain(|path, _| !path.starts_with(".bayan"));
        found
    }

    #[track_caller]
    fn page(&self, path: &str) -> String {
        let all: Vec<String> = self.tree("new").into_keys().filter(|path| path.starts_with("content/")).collect();
        std::fs::read_to_string(self.project().join(path)).unwrap_or_else(|_| panic!("{path} is none of {all:#?}"))
    }

    /// Every address is a file that a server finds.
    #[track_caller]
    fn answers(&self, addresses: &[&str]) {
        let public = self.project().join("public");
        for address in addresses {
            let path = address.trim_start_matches('/');
            let ways = [path.to_owned(), format!("{}/index.html", path.trim_end_matches('/')), format!("{path}index.html")];
            let is_there = ways.iter().any(|way| !way.is_empty() && public.join(way.trim_start_matches('/')).is_file());
            assert!(is_there, "{address}\n{:#?}", self.tree("new/public").keys().collect::<Vec<_>>());
        }
    }

    /// What was left of a file, with its line.
    #[track_caller]
    fn left(&self, file: &str, line: u64, fate: &str, what: &str) {
        let all = self.report["left"].as_array().expect("a list");
        let fits = |own: &&Value| {
            own["file"] == file
                && own["line"] == line
                && own["fate"] == fate
                && own["what"].as_str().is_some_and(|own| own.contains(what))
        };
        assert!(all.iter().any(|own| fits(&own)), "{file}:{line} {fate} {what}\n{:#}", self.report["left"]);
    }

    /// Every word of the pages is in the new ones or in the report, as often as before. Words are those of other scripts and those that
    /// begin with a capital letter: names of fields and of marks are neither.
    #[track_caller]
    fn keeps_every_word(&self, not_words: &[&str]) {
        let is_page = |path: &str| [".md", ".mdx"].iter().any(|end| path.ends_with(end));
        let mut after: BTreeMap<String, usize> = BTreeMap::new();
        for (path, bytes) in self.tree("new") {
            if !path.starts_with("public/") && (is_page(&path) || path == "site.yaml") {
                words(&String::from_utf8_lossy(&bytes), &mut after);
            }
        }
        for own in self.report["left"].as_array().expect("a list").iter().filter(|own| own["fate"] == "dropped") {
            words(own["what"].as_str().unwrap_or_default(), &mut after);
            // A page that is not carried is named as a whole.
            if own["line"] == 0 {
                words(self.old.get(own["file"].as_str().unwrap_or_default()).map_or("", String::as_str), &mut after);
            }
        }
        let mut before = BTreeMap::new();
        for (_, text) in self.old.iter().filter(|(path, _)| is_page(path)) {
            words(text, &mut before);
        }
        let lost: Vec<String> = before
            .iter()
            .filter(|(word, _)| !not_words.contains(&word.as_str()))
            .filter_map(|(word, times)| {
                let kept = after.get(word).copied().unwrap_or(0);
                (kept < *times).then(|| format!("{word}: {times} before, {kept} after"))
            })
            .collect();
        assert!(lost.is_empty(), "{lost:#?}");
    }
}

fn words(text: &str, counted: &mut BTreeMap<String, usize>) {
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if word.chars().next().is_some_and(|c| !c.is_ascii() || c.is_ascii_uppercase()) {
            *counted.entry(word.to_owned()).or_default() += 1;
        }
    }
}

#[track_caller]
fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn hugo_in_two_languages() {
    let site = Migrated::of("hugo");
    site.answers(&[
        "/",
        "/en/",
        "/posts/",
        "/en/posts/",
        "/2022/01/abar/",
        "/en/2022/01/wells/",
        "/2021/05/المختبر/",
        "/old/lab/",
        "/en/2021/05/laboratory/",
        "/who-we-are/",
        "/files/map.pdf",
    ]);
    site.keeps_every_word(&[]);
    let wells = site.page("content/posts/wells/index.ar.md");
    has(
        &wells,
        &[
            "title: \"آبار: المدينة\"",
            "summary: ما قيس في الآبار",
            "updated: 2022-01-09",
            "tags: [ماء, آبار]",
            "slug: abar",
            "  mood: هادئ",
            "authors: [مكتب البيانات]",
            "![بئر](well.png \"البئر القديمة\")",
            "> [!WARNING]",
            "[الفحص](../lab.md#الطريقة)",
            "<https://www.youtube.com/watch?v=dQw4w9WgXcQ>",
            "<!-- bayan: imported content/posts/wells/index.ar.md:25: {{< chart",
            "{{< figure src=\"no.png\" >}} // [not](a link)",
            "داخل الرسم",
        ],
    );
    assert!(!wells.contains("more-->"), "{wells}");
    let english = site.page("content/posts/wells/index.en.md");
    has(
        &english,
        &[
            "](../lab.md)",
            "[the Arabic page](index.ar.md)",
            "```python\nprint(\"Hello\")\n```",
            "Hotline",
            "**First**",
            "`{{< code >}}`",
        ],
    );
    has(&site.page("content/_index.en.md"), &["[their prices](posts/wells/index.md#prices-of-water)"]);
    has(&site.page("content/posts/secret.ar.md"), &["draft: true"]);
    site.left("content/posts/wells/index.ar.md", 25, "remark", "chart");
    site.left("content/posts/wells/index.ar.md", 31, "missing", "/img/lost.png");
    site.left("content/posts/wells/index.en.md", 11, "remark", "/en/nothing/");
    site.left("static/css/site.css", 0, "dropped", "css/site.css");
    site.left("layouts", 0, "dropped", "layouts/");
    has(
        &site.page("site.yaml"),
        &["default_language_at_root: true", "base_url: \"https://desk.example/\"", "page: posts", "Reports"],
    );
    let checked = bayan(&site.project(), "check --drafts --date 2026-01-01").text;
    assert!(checked.contains("open-import"), "{checked}");
}

#[test]
fn hugo_in_folders_with_toml() {
    let site = Migrated::of("hugo-fa");
    site.answers(&["/notes/first/", "/notes/second/", "/en/notes/the-first/", "/notes/", "/en/notes/"]);
    site.keeps_every_word(&["یادداشت", "یکم"]);
    let first = site.page("content/notes/first.fa.md");
    has(&first, &["translation_key: first-note", "tags: [آب, رود]", "[دومی](second.md)", "[نشانی](second.md)"]);
    assert_eq!(first.matches("یادداشت یکم").count(), 1, "the heading is the title\n{first}");
    has(
        &site.page("content/notes/second.fa.md"),
        &["image: \"../img/river.png\"", "image_alt: رود", "weight: 2", "**بیشتر**", "`{{< shown >}}`"],
    );
    has(&site.page("content/notes/the-first.en.md"), &["translation_key: first-note", "[to Persian](first.fa.md)"]);
    let public = std::fs::read_to_string(site.project().join("public/en/notes/the-first/index.html")).expect("a page");
    assert!(public.contains("/notes/first/"), "the pages are a pair");
}

#[test]
fn jekyll_in_three_languages() {
    let site = Migrated::of("jekyll");
    site.answers(&[
        "/",
        "/about/",
        "/who.html",
        "/fr/about/",
        "/fa/about/",
        "/أرض/2022/03/04/field.html",
        "/fa/2022/03/04/field.html",
        "/places/north.html",
        "/fr/places/north.html",
    ]);
    site.keeps_every_word(&["TOC", "March"]);
    let about = site.page("content/about.ar.md");
    has(
        &about,
        &[
            "نحن دفتر الأرض. من نحن",
            "## طريقة {#how}",
            "**ملاحظة مهمة** للجميع",
            "```ruby\nputs \"{{ x }}\"\n```",
            "{% if user %}",
            "شرط",
        ],
    );
    assert!(!about.contains("toc"), "{about}");
    has(&site.page("content/about.fr.md"), &["[Le rapport](posts/field.md) et ![Champ](assets/field.png)"]);
    has(
        &site.page("content/posts/field.ar.md"),
        &["date: 2022-03-04", "updated: 2022-03-04", "tags: [ماء, تربة, أرض]", "authors: [مكتب الأرض]", "#how)"],
    );
    assert!(site.page("content/posts/field.fa.md").contains("مزرعه"));
    has(&site.page("content/posts/later.ar.md"), &["draft: true"]);
    site.left("about.md", 21, "remark", "{% if user %}");
    site.left("private/keep.md", 0, "dropped", "private/keep.md");
    site.left("_people/nobody.md", 0, "dropped", "nobody");
    let all: BTreeSet<String> = site.tree("new").into_keys().collect();
    assert!(
        !all.iter().any(|path| path.contains("keep") || path.contains("nobody")),
        "what was not shown is not carried\n{all:#?}"
    );
}

#[test]
fn zola_in_two_languages() {
    let site = Migrated::of("zola");
    site.answers(&["/", "/ar/", "/blog/", "/blog/storms/", "/ar/blog/storms/", "/blog/the-tides/", "/tides-old"]);
    site.keeps_every_word(&["Storms"]);
    let storms = site.page("content/blog/storms.en.md");
    has(
        &storms,
        &[
            "date: 2021-02-03",
            "summary: Storms of the Winter",
            "tags: [Wind, Sea]",
            "> Never **again**.",
            "> — Fisher",
            "bayan: imported",
        ],
    );
    has(&site.page("content/_index.en.md"), &["[Storms](blog/storms.md#what-we-saw)", "[Tides](blog/tides/index.md)"]);
    has(&site.page("content/blog/tides/index.en.md"), &["slug: the-tides", "![Tide](tide.png)"]);
    site.left("content/blog/2021-02-03-storms.md", 21, "remark", "odd(name");
}

#[test]
fn docusaurus_in_two_languages() {
    let site = Migrated::of("docusaurus");
    site.answers(&[
        "/docs/intro",
        "/ar/docs/intro",
        "/docs/guide/installation",
        "/ar/docs/guide/installation",
        "/docs/category/guide",
        "/blog",
        "/blog/2023/05/06/news",
        "/about",
    ]);
    site.keeps_every_word(&["Tabs", "TabItem", "Setup"]);
    let intro = site.page("content/docs/intro.en.md");
    has(
        &intro,
        &[
            "title: Introduction",
            "weight: 1",
            "summary: Where to Begin",
            "[Setup](guide/setup.md#by-hand)",
            "![Logo](../img/logo.png)",
            "> [!TIP]",
            "> **Careful**",
            "**Apples**",
            "Red.",
            "**Pears**",
        ],
    );
    assert!(!intro.contains("import "), "{intro}");
    has(&site.page("content/docs/intro.ar.md"), &["title: مقدمة", "guide/setup.md#باليد"]);
    has(
        &site.page("content/docs/guide/setup.en.md"),
        &["slug: installation", "<!-- bayan: imported docs/guide/setup.mdx:10:", "[home](../intro.md)", "../../blog/news.md"],
    );
    has(&site.page("content/blog/news.en.md"), &["authors: [The Desk]", "date: 2023-05-06"]);
    site.left("docs/01-intro.md", 5, "dropped", "import Tabs");
    site.left("docs/guide/setup.mdx", 10, "remark", "Unknown");
}

#[test]
fn mkdocs_in_hebrew() {
    let site = Migrated::of("mkdocs");
    site.answers(&["/", "/en/", "/work/measure/", "/en/work/measure/", "/files/plan.pdf"]);
    site.keeps_every_word(&[]);
    let home = site.page("content/_index.he.md");
    has(&home, &["title: בית", "[מדידה](work/measure.md#_1)", "(files/plan.pdf)", "מילה אחת"]);
    let measure = site.page("content/work/measure.he.md");
    has(
        &measure,
        &[
            "title: מדידה",
            "## כלים {#_1}",
            "> [!WARNING]",
            "> **זהירות**",
            "> !!! note",
            "> [!NOTE]",
            "**אחד**",
            "שני",
            "{{ macro() }}",
        ],
    );
    has(&site.page("content/_index.en.md"), &["[Measure](work/measure.md#tools)"]);
    site.left("docs/work/measure.md", 21, "remark", "macro()");
    assert!(!site.project().join("content/drafts").exists(), "what was left out is left out");
}

#[test]
fn what_cannot_be_imported_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), &files("zola").into_iter().map(|(path, text)| (format!("old/{path}"), text)).collect());
    let run = |line: &str| bayan(folder.path(), line);
    std::fs::create_dir_all(folder.path().join("empty")).expect("made");
    run("import empty -o out").refused(2, "says what it was made for");
    run("import old -o old/new").refused(2, "not written into the old site");
    run("import old -o .").refused(2, "not written into the old site");
    std::fs::write(folder.path().join("old/mkdocs.yml"), "site_name: x\n").expect("written");
    run("import old -o out").refused(2, "Zola (config.toml) or MkDocs (mkdocs.yml)");
    run("import old -o out --from zola").fine();
    std::fs::write(folder.path().join("out/site.yaml"), "title: mine\n").expect("written");
    run("import old -o out --from zola").refused(2, "holds `");
    assert_eq!(std::fs::read_to_string(folder.path().join("out/site.yaml")).expect("read"), "title: mine\n");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/etc", folder.path().join("old/content/etc")).expect("linked");
        run("import old -o linked --from zola").fine();
        assert!(!folder.path().join("linked/content/etc").exists());
    }
}

fn tree(files: impl IntoIterator<Item = (String, String)>) -> SourceTree {
    SourceTree::new(files.into_iter().map(|(path, text)| (path, Content::Text(text.into()))))
}

#[test]
fn two_thousand_pages_take_no_time() {
    let mut all = vec![("hugo.toml".to_owned(), "title = 'x'\n[languages.ar]\n[languages.en]\n".to_owned())];
    for number in 0..1_000 {
        for tag in ["ar", "en"] {
            let mut text = format!("---\ntitle: صفحة {number}\ndate: 2020-01-01\ntags: [ماء]\n---\n");
            for part in 0..3 {
                let other = (number * 7 + part) % 1_000;
                let _ = write!(
                    text,
                    "## قسم {part}\n\nنص [رابط]({{{{< ref \"p{other}.md#قسم-{part}\" >}}}}) و`رمز` {{{{< odd >}}}}\n\n"
                );
            }
            all.push((format!("content/posts/p{number}.{tag}.md"), text));
        }
    }
    let start = Instant::now();
    let imported = migrate::import(&tree(all), None, 0).expect("imported");
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    assert!(imported.files.len() > 2_000);
    let Made::Text(page) = &imported.files["content/posts/p1.ar.md"] else { panic!("a page") };
    assert!(page.contains("[رابط](p7.md#قسم-0)"), "{page}");
}

#[test]
fn hostile_texts_end_soon() {
    let odd = [
        "{{< ".repeat(10_000),
        "{{< a >}}".repeat(5_000),
        "{{< a >}}".repeat(3_000) + &"{{< /a >}}".repeat(3_000),
        "[".repeat(20_000),
        "![](".repeat(5_000),
        "<a ".repeat(10_000),
        "<Tabs>".repeat(3_000),
        ":::note\n".repeat(5_000),
        "!!! note\n    ".repeat(2_000),
        "{% if %}".repeat(5_000),
        "`".repeat(40_001),
        "> ".repeat(5_000),
        "# \u{202e}\u{0}{#".repeat(3_000),
        "---\n".repeat(10_000),
        "{::a".repeat(20_000),
        "{::comment}x{:/}".repeat(10_000),
        "{::comment".repeat(10_000),
        "{% if false %}x{% else %}y{% endif %}".repeat(5_000),
        "{{/* ".repeat(10_000),
        "{{/* */ ".repeat(10_000),
    ];
    let configs = [
        (Generator::Hugo, "hugo.toml", "content/a.md"),
        (Generator::Jekyll, "_config.yml", "a.md"),
        (Generator::Zola, "config.toml", "content/a.md"),
        (Generator::Docusaurus, "docusaurus.config.js", "docs/a.md"),
        (Generator::MkDocs, "mkdocs.yml", "docs/a.md"),
    ];
    let start = Instant::now();
    for (generator, config, page) in configs {
        for text in &odd {
            let files = [(config.to_owned(), String::new()), (page.to_owned(), text.clone())];
            let _ = migrate::import(&tree(files), Some(generator), 0);
        }
    }
    assert!(start.elapsed() < Duration::from_mins(1), "{:?}", start.elapsed());
}

/// A comment hides what it holds however long it is, and where nothing ends it.
#[test]
fn long_comments_stay_hidden() {
    let long = "HIDDEN word ".repeat(1_000);
    let pages = [
        (Generator::Hugo, "hugo.toml", "content/a.md", format!("Before {{{{/* {long} */}}}} after\n")),
        (Generator::Hugo, "hugo.toml", "content/a.md", format!("Before {{{{- /* {long} */ -}}}} after\n")),
        (Generator::Hugo, "hugo.toml", "content/a.md", format!("Before {{{{/* {long}")),
        (Generator::Jekyll, "_config.yml", "a.md", format!("Before {{::comment}}{long}{{:/comment}} after\n")),
        (Generator::Jekyll, "_config.yml", "a.md", format!("Before {{::comment {long}{{:/}} after\n")),
    ];
    for (generator, config, path, body) in pages {
        let text = format!("---\ntitle: A\n---\n{body}");
        let files = [(config.to_owned(), String::new()), (path.to_owned(), text)];
        let imported = migrate::import(&tree(files), Some(generator), 0).expect("imported");
        let page = imported.files.iter().find(|(path, _)| path.starts_with("content/") && path.ends_with(".md"));
        let Some((_, Made::Text(page))) = page else { panic!("a page") };
        // What a remark keeps for the editor is shown to nobody.
        let lines = page.lines().filter(|line| !line.starts_with("<!-- bayan: imported"));
        let shown = lines.collect::<Vec<_>>().join("\n");
        assert!(shown.contains("Before") && !shown.contains("HIDDEN"), "{body:.30} {shown:.300}");
        assert_eq!(shown.contains("after"), body.contains("after"), "{body:.30}");
    }
}

/// A page of the old site that nobody was shown is no page that anybody is shown: it is not there, or a draft, or waits.
#[test]
fn what_was_hidden_stays_hidden() {
    let sites: [(&str, &[(&str, &str)]); 8] = [
        (
            "hugo.toml",
            &[
                ("hugo.toml", "title = 'x'\nignoreFiles = ['\\.private\\.md$']\n"),
                ("content/a.md", "---\ntitle: A\n---\nHIDDEN\n"),
                ("content/closed/_index.md", "---\ntitle: C\ncascade:\n  - build: {render: never}\n---\n"),
                ("content/closed/x.md", "---\ntitle: X\n---\nHIDDEN\n"),
                ("content/b.private.md", "---\ntitle: B\n---\nHIDDEN\n"),
                ("content/h.md", "---\ntitle: H\nheadless: true\n---\nHIDDEN\n"),
                ("content/later.md", "---\ntitle: L\ndate: 2030-01-01\n---\nHIDDEN\n"),
                ("content/word.md", "---\ntitle: W\ndraft: \"true\"\n---\nHIDDEN\n"),
                ("content/yes.md", "---\ntitle: Y\ndraft: yes\n---\nHIDDEN\n"),
                ("content/one.md", "---\ntitle: O\ndraft: 1\n---\nHIDDEN\n"),
                ("content/capital.md", "---\ntitle: C\nBuild: {Render: Never}\n---\nHIDDEN\n"),
                ("content/over.md", "---\ntitle: O\nunpublishdate: 2001-01-01\n---\nPAST\n"),
                ("content/never.md", "---\ntitle: N\npublishDate: 2030-01-01\nexpiryDate: 2028-01-01\n---\nHIDDEN\n"),
                ("content/when.md", "---\ntitle: W\npublishDate: someday\n---\nHIDDEN\n"),
                ("content/html.md", "---\ntitle: H\n---\n<div hidden>HIDDEN</div>\n"),
                ("content/style.md", "---\ntitle: H\n---\n<p style=\"display:none\">HIDDEN</p>\n"),
                ("content/bundle/index.md", "---\ntitle: B\ndraft: true\n---\nHIDDEN\n"),
                ("content/bundle/note.md", "---\ntitle: N\n---\nHIDDEN\n"),
                ("content/torn.md", "---\ntitle: [T\ndraft: true\n---\nHIDDEN\n"),
            ],
        ),
        (
            "_config.yml",
            &[
                ("_config.yml", "title: x\ndefaults: [{scope: {path: closed}, values: {published: false}}]\n"),
                ("closed/x.md", "---\ntitle: X\n---\nHIDDEN\n"),
                ("y.md", "---\ntitle: Y\npublished: false\n---\nHIDDEN\n"),
                ("no.md", "---\ntitle: N\npublished: no\n---\nHIDDEN\n"),
                ("off.md", "---\ntitle: O\npublished: \"off\"\n---\nHIDDEN\n"),
                ("_posts/2030-01-01-z.md", "---\ntitle: Z\n---\nHIDDEN\n"),
            ],
        ),
        (
            "config.toml",
            &[
                ("config.toml", "base_url = 'https://x.example'\nignored_content = ['*.{private,old}.md']\n"),
                ("content/s/_index.md", "+++\ntitle = 'S'\ndraft = true\n+++\n"),
                ("content/s/x.md", "+++\ntitle = 'X'\n+++\nHIDDEN\n"),
                ("content/y.private.md", "+++\ntitle = 'Y'\n+++\nHIDDEN\n"),
                ("content/z.md", "+++\ntitle = 'Z'\nrender = false\n+++\nHIDDEN\n"),
            ],
        ),
        (
            "docusaurus.config.js",
            &[
                (
                    "docusaurus.config.js",
                    "module.exports = {presets: [['classic', {docs: {exclude: ['**/*.draft.md']}, blog: false}]]};\n",
                ),
                ("docs/_part.md", "HIDDEN\n"),
                ("docs/x.draft.md", "HIDDEN\n"),
                ("docs/y.md", "---\ndraft: true\n---\nHIDDEN\n"),
                ("blog/2020-01-01-z.md", "HIDDEN\n"),
            ],
        ),
        (
            "mkdocs.yml",
            &[
                ("mkdocs.yml", "site_name: x\nexclude_docs: |\n  *.tmp.md\ndraft_docs: |\n  later/\n"),
                ("docs/x.tmp.md", "HIDDEN\n"),
                ("docs/later/y.md", "HIDDEN\n"),
            ],
        ),
        (
            "mkdocs.yml",
            &[
                ("mkdocs.yml", "site_name: x\nplugins:\n  - exclude:\n      glob: [\"pex/*\", \"*.tmp.md\"]\n"),
                ("docs/pex/x.md", "HIDDEN\n"),
                ("docs/y.tmp.md", "HIDDEN\n"),
            ],
        ),
        (
            "hugo.toml",
            &[
                (
                    "hugo.toml",
                    "title = 'x'\n[[cascade]]\n[cascade.build]\nrender = 'never'\n[cascade.target]\npath = '/sec/**'\n",
                ),
                ("content/sec/c.md", "---\ntitle: C\n---\nHIDDEN\n"),
            ],
        ),
        ("hugo.yaml", &[("hugo.yaml", "title: x\n"), ("content/x.md", "+++\ntitle = 'X'\ndraft = true\n+++\nHIDDEN\n")]),
    ];
    for (config, files) in sites {
        let all = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
        let shown =
            [("content/shown.md", "---\ntitle: S\n---\nx\n"), ("docs/shown.md", "x\n"), ("shown.md", "---\ntitle: S\n---\nx\n")];
        let all = all.chain(shown.map(|(path, text)| (path.to_owned(), text.to_owned())));
        let imported = migrate::import(&tree(all), None, 1_700_000_000).expect("imported");
        let mut count = 0;
        for (path, made) in &imported.files {
            let Made::Text(text) = made else { continue };
            if path.starts_with("content/") && text.contains("HIDDEN") && !path.ends_with("/a.en.md") {
                assert!(text.contains("\ndraft: true\n") || text.contains("\npublish: 2030-01-01\n"), "{config}: {path}\n{text}");
                count += 1;
            }
        }
        assert!(imported.files.keys().any(|path| path.contains("shown")), "{config}");
        assert!(count < files.len(), "{config}");
    }
}

/// Files that take in each other, or themselves, end.
#[test]
fn what_takes_in_itself_ends() {
    let many = "--8<-- \"docs/index.md\"\n".repeat(20);
    let again = "{% include a.html %}".repeat(9);
    for (config, files) in [
        ("mkdocs.yml", [("docs/index.md", format!("# h\n\n{many}")), ("docs/b.md", "x\n".to_owned())]),
        (
            "_config.yml",
            [("_includes/a.html", format!("{again}x")), ("index.md", "---\ntitle: A\n---\n{% include a.html %}\n".to_owned())],
        ),
    ] {
        let start = Instant::now();
        let all = files
            .into_iter()
            .map(|(path, text)| (path.to_owned(), text))
            .chain([(config.to_owned(), "title: x\nsite_name: x\n".to_owned())]);
        let imported = migrate::import(&tree(all), None, 0).expect("imported");
        assert!(start.elapsed() < Duration::from_secs(30), "{config}: {:?}", start.elapsed());
        assert!(imported.files.values().all(|made| !matches!(made, Made::Text(text) if text.len() > 8 << 20)), "{config}");
    }
}
