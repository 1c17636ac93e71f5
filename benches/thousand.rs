//! How long each phase takes on a site of a thousand pairs: `cargo bench --bench thousand`.
//!
//! The input is made here and the same in every run. Whole builds, against other tools, are in `benches/peers`.

use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

use bayan::config::{self, Overrides};
use bayan::drift::lock::Lock;
use bayan::figure::block::Declared;
use bayan::ledger::Ledgers;
use bayan::ledger::words::Words;
use bayan::markdown::{self, options};
use bayan::output::{OutPath, OutputSet, write};
use bayan::pipeline::session::Session;
use bayan::pipeline::{EditionFiles, Request};
use bayan::site::parts::{Options, Parts};
use bayan::site::place;
use bayan::site::resolve::resolve;
use bayan::source::{Content, SourceFile, SourceTree};
use bayan::theme::{self, Theme};
use bayan::{html, minify};
use divan::{Bencher, black_box};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    // The first use loads grammars and formatters, which is no phase.
    let _ = thousand();
    divan::main();
}

const CONFIG: &str =
    "base_url: https://example.org/\ntitle: {ar: بيان, en: Bayan}\nlanguages: {ar: {name: العربية}, en: {name: English}}\n";
const OPTIONS: Options = Options { drafts: false, now: 1_795_305_600 };

/// A page of about `sections` times two hundred words.
fn text(language: &str, i: usize, sections: usize) -> String {
    let (sentence, heading) = match language {
        "ar" => ("وأكد التقرير السنوي أن الناتج المحلي GDP نما بنحو 3.5% في 2022، بحسب **البنك الدولي** وهيئة NATO. ", "النتائج"),
        _ => (
            "The annual report confirmed that output grew by about 3.5% in 2022, says **the World Bank** and التقرير. ",
            "Findings",
        ),
    };
    let mut out = format!("---\ntitle: {heading} {i}\ndate: 20{:02}-05-06\ntags: [oil, water, t{}]\n---\n\n", i % 25, i % 30);
    for section in 0..sections {
        let _ = write!(out, "## {heading} {section}\n\n{}\n\n", sentence.repeat(9));
        let _ = write!(out, "- {sentence}\n- [{heading}](../section-{}/page-{}.md)\n\n> {sentence}\n\n", i / 2 % 8, i / 2);
        let _ = write!(out, "| a | b |\n|:--|--:|\n| {i} | {section} |\n\n");
    }
    let _ = write!(out, "```rust\nfn page() -> usize {{ {i} }} // {heading}\n```\n\n{sentence}[^1]\n\n[^1]: {sentence}\n");
    out
}

fn tree(pairs: usize) -> SourceTree {
    let page = |i: usize, language: &str| {
        (format!("content/section-{}/page-{i}.{language}.md", i % 8), Content::Text(text(language, i, 5).into()))
    };
    let mut files = vec![("site.yaml".to_owned(), Content::Text(CONFIG.into()))];
    files.extend((0..pairs).flat_map(|i| [page(i, "ar"), page(i, "en")]));
    SourceTree::new(files)
}

struct Thousand {
    tree: SourceTree,
    parts: Parts,
    theme: Theme,
}

fn options() -> options::Options {
    options::Options { raw_html: options::RawHtml::Off, figures: Vec::new(), heads: bayan::markdown::options::Heads::default() }
}

/// A site of a thousand pairs, read.
fn thousand() -> &'static Thousand {
    static PARTS: OnceLock<Thousand> = OnceLock::new();
    PARTS.get_or_init(|| {
        let tree = tree(1_000);
        let config = Arc::new(config::read(&tree, &Overrides::default()).value.expect("a configuration"));
        let read = |file: &SourceFile| {
            let place = place::of(&file.path, &config.locales)?;
            Some(markdown::read(file, place.locale?, &config.locales, &options()).value)
        };
        let documents = tree.in_folder(place::CONTENT).filter_map(read).map(Arc::new).collect();
        let theme = theme::read(&tree, "briefing", &config.locales).value.expect("a theme");
        let words = Arc::new(Words::new(&config.locales, |_, _| String::new()));
        let ledgers = Arc::new(Ledgers::default());
        let lock = Arc::new(Lock::default());
        let parts = Parts { config, documents, ledgers, words, declared: Declared::new(), lock, pictures: Arc::default() };
        Thousand { tree, parts, theme }
    })
}

#[divan::bench]
fn read_one_long_briefing(bencher: Bencher<'_, '_>) {
    let config = &thousand().parts.config;
    let long = SourceTree::new([("content/long.ar.md".to_owned(), Content::Text(text("ar", 1, 40).into()))]);
    let options = options();
    bencher.bench(|| markdown::read(black_box(&long.files()[0]), config.default_locale, &config.locales, &options));
}

#[divan::bench(sample_count = 20)]
fn resolve_1000_pairs(bencher: Bencher<'_, '_>) {
    let site = thousand();
    bencher.bench(|| resolve(black_box(&site.parts), &site.tree, OPTIONS, None));
}

#[divan::bench(sample_count = 5)]
fn render_1000_pairs(bencher: Bencher<'_, '_>) {
    let Thousand { tree, parts, theme } = thousand();
    let site = resolve(parts, tree, OPTIONS, None).value;
    bencher.bench(|| html::unminified(black_box(&site), theme, html::Beside::default()));
}

/// One page of the thousand pairs.
#[divan::bench]
fn minify_a_page(bencher: Bencher<'_, '_>) {
    let Thousand { tree, parts, theme } = thousand();
    let few = Parts { documents: parts.documents.iter().take(10).cloned().collect(), ..parts.clone() };
    let site = resolve(&few, tree, OPTIONS, None).value;
    let page =
        html::unminified(&site, theme, html::Beside::default()).value.into_iter().max_by_key(|p| p.html.len()).expect("a page");
    bencher.bench(|| minify::page(black_box(&page.html)));
}

#[divan::bench(sample_count = 5)]
fn write_2000_files(bencher: Bencher<'_, '_>) {
    let page: Arc<[u8]> = vec![b'x'; 30_000].into();
    let mut set = OutputSet::new();
    for i in 0..2_000 {
        set.insert(OutPath::new(&format!("ar/{}/{i}/index.html", i % 8)).expect("a path"), Arc::clone(&page));
    }
    bencher.with_inputs(|| tempfile::tempdir().expect("a folder")).bench_refs(|dir| write::write(&set, dir.path()));
}

/// An edit of one paragraph in a site of a thousand pairs, from the changed tree to the new files.
#[divan::bench(sample_count = 20)]
fn edit_one_of_1000_pairs(bencher: Bencher<'_, '_>) {
    let parts = thousand();
    let request = Request {
        root: ".".to_owned(),
        overrides: Overrides::default(),
        options: OPTIONS,
        editions: EditionFiles::None,
        marks: false,
    };
    let mut session = Session::new(parts.tree.clone(), request);
    session.outputs(&|| {});
    let mut n = 0;
    let edited = || {
        n += 1;
        let edit = |file: &SourceFile| match &file.content {
            Content::Text(text) if file.path.ends_with("page-500.en.md") => {
                Content::Text(format!("{text}\n\nEdit {n}.\n").into())
            }
            Content::Text(_) | Content::Binary(_) | Content::Stored(_) => file.content.clone(),
        };
        SourceTree::new(parts.tree.files().iter().map(|f| (f.path.clone(), edit(f))))
    };
    bencher.with_inputs(edited).bench_local_values(|tree| {
        session.update(tree);
        session.outputs(&|| {})
    });
}
