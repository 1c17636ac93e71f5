//! A memo changes how long a build takes and nothing else: after any sequence of edits, a build that kept everything it
//! could makes the same files and tells the same problems as one that knows nothing.

use std::collections::BTreeMap;

use crate::support::shared;
use crate::support::site::request;
use bayan::drift::lock::{self, Lock};
use bayan::drift::review::accept;
use bayan::output::OutPath;
use bayan::output::contents::Contents;
use bayan::pipeline::session::Session;
use bayan::pipeline::{EditionFiles, Request};
use bayan::site::Site;
use bayan::site::pairs::tags;
use bayan::source::{Content, SourceTree};
use proptest::prelude::*;

type Files = BTreeMap<&'static str, String>;

/// A change to a project.
#[derive(Clone, Debug)]
enum Edit {
    Write(&'static str, String),
    /// Another text below the same front matter.
    Body(&'static str, String),
    /// So many more words at the end of a text: what an editor does most.
    Words(&'static str, usize),
    /// A paragraph or a heading more at the end of a text.
    Line(&'static str, &'static str),
    /// The last one goes again.
    Cut(&'static str),
    Remove(&'static str),
    Rename(&'static str, &'static str),
    /// Every pair as it is now is accepted, as `bayan accept` does.
    Accept,
    /// A line of the lock goes: the first, the second and so on, from the start again after the last.
    Forget(usize),
    Drafts(bool),
    Later(i64),
    /// Whether pages link to PDFs.
    Printed(bool),
}

const LOCK: &str = "bayan.lock";

const PATHS: [&str; 9] = [
    "content/_index.ar.md",
    "content/news/_index.ar.md",
    "content/news/_index.en.md",
    "content/news/one.ar.md",
    "content/news/one.en.md",
    "content/news/two.ar.md",
    "content/news/two.en.md",
    "content/news/three.en.md",
    "content/about.ar.md",
];

const CONFIGS: [&str; 3] = [
    "",
    "menu: [news]\npage_size: 2\ntags: {gdp: {ar: الناتج, en: GDP}}\n",
    "missing_translation: render\nmenu: [news, about]\n",
];

/// Data files, whole and with mistakes.
const DATA: [(&str, [&str; 3]); 7] = [
    ("content/news/facts.yaml", [FACTS, "gas: {value: 130, source: post}\n", "gas: {valeu: 1}\n"]),
    (
        "content/news/people.yaml",
        ["ali: {name: {ar: علي, en: Ali}, source: post}\n", "ali: {name: {ar: عالي, en: Aly}}\n", "[\n"],
    ),
    (
        "content/news/sources.yaml",
        ["post: {title: {ar: عنوان, en: Title}, lang: ar}\n", "post: {title: {ar: غيره, en: Else}}\n", ""],
    ),
    (
        "content/glossary.yaml",
        ["lpg: {ar: الغاز المسال, en: liquefied gas}\n", "lpg: {ar: غاز, en: gas, note: {ar: شرح, en: note}}\n", ""],
    ),
    (
        "content/news/pictures.yaml",
        [
            "chart.svg: {alt: {ar: رسم, en: A chart}, credit: Desk}\n",
            "chart.svg: {alt: {ar: غيره, en: Another}, caption: {ar: تحته, en: Below}, licence: CC BY 4.0, date: 2022-01-06}\n",
            "chart.svg: {altt: x}\n",
        ],
    ),
    (
        "content/news/chart.svg",
        [
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 2'/>",
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 3 2'/>",
            "<svg",
        ],
    ),
    ("content/news/trade.csv", ["country,exports\nالصين,10\n", "country,exports\nالصين,11\n", "country\n\"\n"]),
];
const FACTS: &str = "gas: {value: 120, source: post, what: {ar: سعر, en: price}}\nrise: {value: 5, source: post}\n";

fn config(more: &str) -> String {
    format!(
        "base_url: https://example.org/repo/\ntitle: {{ar: بيان, en: Bayan}}\nlanguages: {{ar: {{name: العربية}}, en: {{name: English}}}}\n{more}"
    )
}

fn page() -> impl Strategy<Value = String> {
    let heads = prop::sample::select(vec![
        "title: عنوان\n",
        "title: GDP نما\ndate: 2022-01-06\ntags: [GDP, نفط]\n",
        "title: Title\nweight: 1\nsummary: قال NATO نعم\n",
        "title: Other\nweight: 2\ndate: 2023-05-01\ntags: [gdp]\n",
        "title: Draft\ndraft: true\n",
        "title: Later\npublish: 2026-12-01\n",
        "title: Brief\nbriefing: true\n",
        "title: إحاطة\nbriefing: true\npdf: false\n",
        "title: Wrong\ntitel: x\n",
        "titel: none\n",
    ]);
    (heads, body()).prop_map(|(head, body)| format!("---\n{head}---\n\n{body}"))
}

fn body() -> impl Strategy<Value = String> {
    let bodies = prop::sample::select(vec![
        "نص قصير مع GDP.\n",
        "See [one](one.md) and [two](two.md#part).\n\n## Part\n\nText.\n",
        "[القسم](_index.md) ![صورة](chart.svg)\n",
        "```rust\nfn main() {}\n```\n",
        "Text with a note.[^1]\n\n[^1]: ملاحظة\n",
        "<div>raw</div>\n",
        "## جزء {#part}\n\nنص [](fact:gas).\n\nنص ثان.\n\n## آخر {#other}\n\nنص ثالث [هنا](facts.md).\n",
        "## Part {#part}\n\nText [](fact:gas).\n\nA second one.\n\n## Other {#other}\n\nA third one, see [them](people.md#ali).\n",
        "## Part {#part}\n\nText [](fact:gas).\n\n## Other {#other}\n\nA third one [](fact:rise)[^n].\n\n[^n]: A note.\n",
        "نص [الجزء](one.md#part) و[الوقائع](facts.md).\n",
        "بلغ السعر [](fact:gas) تنغ، وقال [](person:ali).\n",
        "It rose by [](fact:rise), and [](term:lpg) is [sold](term:lpg).\n",
        "```chart\ntype: bar\ntitle: تجارة\nsrc: trade.csv\ncategory: country\nseries: [{column: exports, name: x}]\n```\n",
        "```chart\ntype: bar\ntitle: Price\ndata: [{label: a, value: {fact: gas}}]\n```\n",
        "",
    ]);
    (bodies, 0..3_usize).prop_map(|(body, more)| format!("{body}{}", "كلمة word ".repeat(more * 150)))
}

/// What a text may get or lose: headings, links that lead somewhere and that do not, pictures, entries.
const LINES: [&str; 14] = [
    "## Part",
    "### جزء",
    "## جزء {#part}",
    "[هنا](one.md)",
    "[part](two.md#part) [again](two.md#part)",
    "[part](one.md#part-2)",
    "[up](#part) [nowhere](#none)",
    "[up](#جزء)",
    "[out](https://example.com/ط) [mail](mailto:desk@example.org)",
    "[about](../about.md) [own](../news/_index.md)",
    "[file](chart.svg)",
    "[gone](none.md)",
    "![](chart.svg)",
    "[](fact:gas)",
];

fn edit() -> impl Strategy<Value = Edit> {
    let path = || prop::sample::select(PATHS.to_vec());
    prop_oneof![
        6 => (path(), page()).prop_map(|(path, text)| Edit::Write(path, text)),
        6 => (path(), body()).prop_map(|(path, text)| Edit::Body(path, text)),
        6 => (path(), 1..90_usize).prop_map(|(path, count)| Edit::Words(path, count)),
        8 => (path(), prop::sample::select(LINES.to_vec())).prop_map(|(path, line)| Edit::Line(path, line)),
        4 => path().prop_map(Edit::Cut),
        2 => path().prop_map(Edit::Remove),
        2 => (path(), path()).prop_map(|(from, to)| Edit::Rename(from, to)),
        1 => prop::sample::select(CONFIGS.to_vec()).prop_map(|more| Edit::Write("site.yaml", config(more))),
        1 => prop::sample::select(vec!["title: [\n".to_owned(), config("them: x\n")]).prop_map(|text| Edit::Write("site.yaml", text)),
        1 => prop::sample::select(vec!["<svg viewBox='0 0 1 2'/>", "<svg viewBox='0 0 3 4'/>"])
            .prop_map(|svg| Edit::Write("content/news/chart.svg", svg.to_owned())),
        3 => (prop::sample::select(DATA.to_vec()), 0..3_usize)
            .prop_map(|((path, texts), which)| Edit::Write(path, texts[which].to_owned())),
        1 => prop::sample::select(vec!["print: اطبع\n", "print: طباعة\n"])
            .prop_map(|text| Edit::Write("themes/briefing/messages/ar.yaml", text.to_owned())),
        1 => prop::sample::select(vec!["{{ page.title_html | safe }} {{ page.body | safe }}", "{{ page.titel }}", "{{ t(key=\"print\") }}"])
            .prop_map(|text| Edit::Write("themes/briefing/templates/page.html", text.to_owned())),
        2 => Just(Edit::Accept),
        2 => (0..12_usize).prop_map(Edit::Forget),
        1 => prop::sample::select(vec!["version: 1\npages: {}\n", "version: 2\n", "<<<<<<< ours\n"])
            .prop_map(|text| Edit::Write(LOCK, text.to_owned())),
        1 => Just(Edit::Remove(LOCK)),
        1 => any::<bool>().prop_map(Edit::Drafts),
        1 => any::<bool>().prop_map(Edit::Printed),
        1 => (0..3_i64).prop_map(|weeks| Edit::Later(weeks * 7 * 86_400)),
    ]
}

/// What a build came to, as far as anybody can see it.
fn seen(session: &Session) -> (Vec<(String, Vec<u8>)>, String) {
    let outcome = session.outputs(&|| {});
    let file = |(path, contents): (&OutPath, &Contents)| (path.as_str().to_owned(), contents.bytes().expect("read").to_vec());
    let files = outcome.value.map(|built| built.outputs.iter().map(file).collect());
    (files.unwrap_or_default(), format!("{:#?}", outcome.diags.sorted(session.tree())))
}

/// The project as it is before the edits: a section, which may be a briefing, of which everything was accepted.
fn start(briefing: bool) -> Files {
    let mut files: Files = BTreeMap::from([
        ("site.yaml", config("")),
        // The built-in style sheets take longest to read and are the same in every build.
        ("themes/briefing/theme.yaml", "name: bare\nstyles: []\nscripts: []\n".to_owned()),
    ]);
    files.extend(DATA.map(|(path, texts)| (path, texts[0].to_owned())));
    for path in PATHS {
        let own = if briefing && path.starts_with("content/news/_index") { "briefing: true\n" } else { "" };
        let entry = if path.starts_with("content/news/one") { "[](fact:gas) نص [](fact:rise)\n" } else { "" };
        files.insert(path, format!("---\ntitle: {path}\ndate: 2024-01-01\n{own}---\n\nنص text\n\n## Part\n\n{entry}"));
    }
    accepted(&mut files, &request());
    files
}

fn project(files: &Files) -> SourceTree {
    SourceTree::new(files.iter().map(|(path, text)| ((*path).to_owned(), Content::Text(text.as_str().into()))))
}

/// Writes the lock as it is after all pairs were accepted; nothing where there is no site to look at.
fn accepted(files: &mut Files, request: &Request) {
    let Some(resolved) = shared::read(&project(files), request).value else { return };
    let site: &Site = &resolved.site;
    let mut lock = Lock::default();
    for pair in &site.pairs {
        let lines = accept(pair.review(), |_| true);
        let key = site.page(pair.pages[0]).key.text();
        lock.pages.entry(key).or_default().insert(tags(&site.config.locales, pair.locales), lines);
    }
    files.insert(LOCK, lock.print());
}

/// Takes one line out of the lock.
fn forget(files: &mut Files, which: usize) {
    let mut lock = lock::read(&project(files)).value;
    let mut lists: Vec<_> = lock.pages.values_mut().flat_map(BTreeMap::values_mut).filter(|lines| !lines.is_empty()).collect();
    let count = lists.len();
    if let Some(lines) = lists.get_mut(which % count.max(1)) {
        lines.remove(which % lines.len());
        files.insert(LOCK, lock.print());
    }
}

/// After each group of edits a build with the memo and one without are compared.
fn check(briefing: bool, rounds: &[Vec<Edit>]) {
    let mut files = start(briefing);
    let mut request = Request { editions: EditionFiles::OnDemand, ..request() };
    let mut session = Session::new(project(&files), request.clone());
    let day = request.options.now;
    // What stands in the memo when the edits begin.
    seen(&session);
    session.end_round();
    for edits in rounds {
        for edit in edits {
            apply(edit.clone(), &mut files, &mut request, day);
        }
        same(&files, &request, &mut session, edits);
    }
}

fn apply(edit: Edit, files: &mut Files, request: &mut Request, day: i64) {
    match edit {
        Edit::Write(path, text) => {
            files.insert(path, text);
        }
        Edit::Body(path, text) => {
            // Every page is made anew for a head that changed; a text that changed reaches those that show it.
            let head = files
                .get(path)
                .and_then(|page| page.strip_prefix("---\n")?.split_once("\n---\n"))
                .map(|(head, _)| head.to_owned());
            if let Some(head) = head {
                files.insert(path, format!("---\n{head}\n---\n\n{text}"));
            }
        }
        Edit::Words(path, count) => {
            if let Some(text) = files.get_mut(path) {
                text.push_str("\n\n");
                text.push_str(&"كلمة word ".repeat(count));
                text.push('\n');
            }
        }
        Edit::Line(path, line) => {
            if let Some(text) = files.get_mut(path) {
                text.push_str("\n\n");
                text.push_str(line);
            }
        }
        Edit::Cut(path) => {
            if let Some(text) = files.get_mut(path)
                && let Some(at) = text.rfind("\n\n").filter(|at| !text[*at..].contains("---"))
            {
                text.truncate(at);
            }
        }
        Edit::Remove(path) => {
            files.remove(path);
        }
        Edit::Rename(from, to) => {
            if let Some(text) = files.remove(from) {
                files.insert(to, text);
            }
        }
        Edit::Accept => accepted(files, request),
        Edit::Forget(which) => forget(files, which),
        Edit::Drafts(shown) => request.options.drafts = shown,
        Edit::Later(seconds) => request.options.now = day + seconds,
        Edit::Printed(linked) => request.editions = if linked { EditionFiles::OnDemand } else { EditionFiles::None },
    }
}

/// Demands that a build with the memo and one without make the same files and tell the same problems.
#[track_caller]
fn same(files: &Files, request: &Request, session: &mut Session, after: &[Edit]) {
    session.update(project(files));
    session.ask(request.clone());
    // Where languages or the theme have changed, not even the theme of another project is taken over.
    let is_theme = |edit: &Edit| matches!(edit, Edit::Write(path, _) if *path == "site.yaml" || path.starts_with("themes/"));
    let clean = if after.iter().any(is_theme) {
        Session::new(project(files), request.clone())
    } else {
        shared::session(project(files), request.clone())
    };
    let (kept, clean) = (seen(session), seen(&clean));
    session.end_round();
    assert_eq!(kept.1, clean.1, "problems after {after:?}");
    for (a, b) in kept.0.iter().zip(&clean.0) {
        assert!(
            a == b,
            "after {after:?}, {} is\n{}\nand should be {}\n{}",
            a.0,
            String::from_utf8_lossy(&a.1),
            b.0,
            String::from_utf8_lossy(&b.1)
        );
    }
    assert_eq!(kept.0.len(), clean.0.len(), "after {after:?}");
}

/// The beginning of the random sequences shows what they are about: pages side by side, links to PDFs, a lock that is kept, and
/// a mark where a translation is behind.
#[test]
fn the_start_holds_what_is_edited() {
    let mut files = start(true);
    let request = Request { editions: EditionFiles::OnDemand, ..request() };
    let pages = |files: &Files| {
        let (pages, problems) = seen(&Session::new(project(files), request.clone()));
        assert!(!problems.contains("severity: Error"), "{problems}");
        pages.into_iter().map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())).collect::<BTreeMap<_, _>>()
    };
    let before = pages(&files);
    assert!(before.contains_key("parallel/news/one/ar-en/index.html") && before.contains_key("ar/news/facts/index.html"));
    assert!(!before["en/news/one/index.html"].contains("stale-mark"));
    if cfg!(feature = "pdf") {
        assert!(before["en/news/index.html"].contains("/repo/news/news-en.pdf"), "{}", before["en/news/index.html"]);
    }
    let source = files["content/news/one.ar.md"].replace("نص text", "نص آخر تماما");
    files.insert("content/news/one.ar.md", source);
    assert!(pages(&files)["en/news/one/index.html"].contains("stale-mark"));
}

/// Words in a text are put into the last build, whatever else the site holds: pages side by side, copies in another language, entries
/// of the ledger, marks of what is behind its source, drafts; and whatever the words stand in.
#[test]
fn words_are_put_into_the_last_build() {
    // What the menu of the last configuration names is kept back here.
    let copied = "missing_translation: render\nmenu: [news]\n";
    for (briefing, more) in [(true, CONFIGS[0]), (true, CONFIGS[1]), (true, copied), (false, copied)] {
        let mut files = start(briefing);
        files.insert("site.yaml", config(&format!("markdown: true\nllms: true\n{more}")));
        files.insert("content/about.ar.md", "---\ntitle: مسودة\ndraft: true\n---\n\nنص [](fact:gas)\n".to_owned());
        let request = Request { editions: EditionFiles::OnDemand, ..request() };
        let mut session = Session::new(project(&files), request.clone());
        seen(&session);
        session.end_round();
        let shown = PATHS.iter().filter(|path| **path != "content/about.ar.md");
        for (count, path) in shown.enumerate() {
            let edit = Edit::Words(path, 3);
            apply(edit.clone(), &mut files, &mut request.clone(), 0);
            same(&files, &request, &mut session, &[edit]);
            assert_eq!(session.edits(), count + 1, "{path} with {more:?}");
        }
        // Nothing has changed.
        same(&files, &request, &mut session, &[]);
        assert_eq!(session.edits(), PATHS.len());
        // Entries and pictures are seen by others.
        for line in ["[](fact:gas)", "[](fact:rise)", "![](chart.svg)"] {
            let edit = Edit::Line("content/news/two.ar.md", line);
            apply(edit.clone(), &mut files, &mut request.clone(), 0);
            same(&files, &request, &mut session, &[edit]);
            assert_eq!(session.edits(), 0);
        }
    }
}

/// Links that lead somewhere and headings are put into it too, up to a heading that goes and that somebody leads to: that is a mistake
/// on another page. A text that leads to a heading, as it was and as it is now, is one page of many.
#[test]
fn links_and_headings_are_put_into_the_last_build() {
    let own = "content/news/two.ar.md";
    let line = |line| Edit::Line(own, line);
    let other = |line| Edit::Line("content/news/one.ar.md", line);
    let steps = [
        (line("## عنوان"), true),
        (line("[فوق](#عنوان) [خارج](https://example.com/ط)"), true),
        (line("[هنا](one.md) [هناك](one.md#part) [عن](../about.md)"), true),
        // A name twice is two names.
        (line("## عنوان"), true),
        (other("[هناك](two.md#عنوان) [أيضا](two.md#عنوان-2)"), true),
        (Edit::Words(own, 3), true),
        (Edit::Cut(own), true),
        // Its place is the last, and somebody leads there.
        (Edit::Cut(own), false),
        (line("## عنوان"), false),
        (line("## غيره"), true),
        (Edit::Cut(own), true),
        (Edit::Cut("content/news/one.ar.md"), true),
        (Edit::Cut(own), true),
        (line("[لا أحد](none.md)"), false),
        (Edit::Cut(own), false),
        (line("[لا عنوان](#none)"), false),
        (Edit::Cut(own), false),
        (line("[ملف](chart.svg)"), false),
        (line("[ملف](chart.svg) [مرة أخرى](chart.svg)"), true),
    ];
    for (briefing, more) in [(false, CONFIGS[0]), (true, CONFIGS[2])] {
        let mut files = start(briefing);
        files.insert("site.yaml", config(&format!("markdown: true\nllms: true\n{more}")));
        let request = Request { editions: EditionFiles::OnDemand, ..request() };
        let mut session = Session::new(project(&files), request.clone());
        seen(&session);
        session.end_round();
        for (edit, is_put) in &steps {
            apply(edit.clone(), &mut files, &mut request.clone(), 0);
            same(&files, &request, &mut session, std::slice::from_ref(edit));
            assert_eq!(session.edits() > 0, *is_put, "{edit:?} with {more:?}");
        }
    }
}

/// A list tells how long a page is: words that make it longer reach it.
#[test]
fn words_that_make_a_page_longer_reach_its_lists() {
    let edits = [1, 150, 1, 400].map(|count| vec![Edit::Words("content/news/one.en.md", count)]);
    check(true, &edits);
    check(false, &edits);
}

/// A list tells no reading time of a page without words, and some of a page with few: both once had one key.
#[test]
fn a_page_without_words_has_no_reading_time() {
    check(false, &[vec![Edit::Body("content/news/one.ar.md", "<div>raw</div>\n".to_owned())]]);
}

/// Pages tell the size of their PDFs, which the texts of other pages decide.
#[cfg(feature = "pdf")]
#[test]
fn sizes_of_pdfs_are_those_of_the_files() {
    let site = "base_url: https://example.org/repo/\ntitle: {ar: بيان}\nlanguages: {ar: {name: العربية}}\n";
    let mut files: Files = BTreeMap::from([
        ("site.yaml", site.to_owned()),
        ("content/brief/_index.ar.md", "---\ntitle: إحاطة\nbriefing: true\n---\n\nنص\n".to_owned()),
        ("content/brief/part.ar.md", "---\ntitle: فصل\n---\n\nنص\n".to_owned()),
    ]);
    let request = Request { editions: EditionFiles::All, ..request() };
    let mut session = Session::new(project(&files), request.clone());
    same(&files, &request, &mut session, &[]);
    let long = format!("---\ntitle: فصل\n---\n\n{}\n", "نص طويل من كلمات كثيرة. ".repeat(900));
    files.insert("content/brief/part.ar.md", long);
    same(&files, &request, &mut session, &[]);
    files.remove("content/brief/part.ar.md");
    same(&files, &request, &mut session, &[]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 28, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn memo_equals_clean(briefing in any::<bool>(), rounds in prop::collection::vec(prop::collection::vec(edit(), 1..3), 3..6)) {
        check(briefing, &rounds);
    }
}
