//! What printing takes: the Kazakhstan briefing of this repository in one language, as PDF, for word processors and as an e-book, and a
//! synthetic report of about a hundred pages; then the most memory that all of it took. `cargo bench --bench pdf`, or one of them by name behind `--`.
#![allow(clippy::disallowed_methods, reason = "the system tells a process's memory in a file")]

use std::fmt::Write as _;
use std::path::Path;

use bayan::book::format::{Format, FormatContext};
use bayan::config::Overrides;
use bayan::docx::Docx;
use bayan::epub::Epub;
use bayan::memo::CacheTable;
use bayan::pdf::Pdf;
use bayan::pipeline::{self, EditionFiles, Request, Resolved};
use bayan::site::parts::Options;
use bayan::source::{Content, SourceTree, walk};
use bayan::typeset;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
    // Linux only; elsewhere nothing is told.
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(peak) = status.lines().find_map(|line| line.strip_prefix("VmHWM:")) {
        println!("peak memory of all that ran: {}", peak.trim());
    }
}

/// 2026-11-22.
const NOW: i64 = 1_795_305_600;

fn resolved(tree: &SourceTree) -> Resolved {
    let options = Options { drafts: false, now: NOW };
    let request =
        Request { root: ".".to_owned(), overrides: Overrides::default(), options, editions: EditionFiles::All, marks: false };
    pipeline::read(tree, &request).value.expect("a configuration")
}

fn own() -> SourceTree {
    walk::load(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository can be read")
}

/// A report of ten chapters, ten pages each.
fn hundred_pages() -> SourceTree {
    let site = "base_url: https://example.org/\ntitle: {ar: بيان}\nlanguages: {ar: {name: العربية}}\n";
    let mut files = vec![
        ("site.yaml".to_owned(), site.to_owned()),
        ("content/r/_index.ar.md".to_owned(), "---\ntitle: تقرير\nbriefing: true\n---\n\nمقدمة.\n".to_owned()),
    ];
    let sentence =
        "جاءت الاحتجاجات، بحسب المقال، في إثر زيادة قاربت 100% في أسعار الغاز المسال، ثم أنزلت الحكومة السعر إلى 85 تنغًا (CSTO). ";
    for chapter in 0..10 {
        let mut text = format!("---\ntitle: فصل {chapter}\nweight: {chapter}\n---\n");
        for part in 0..22 {
            let _ = write!(
                text,
                "\n## قسم {part}\n\n{}[^{part}]\n\n{}\n\n[^{part}]: حاشية.\n",
                sentence.repeat(6 + part % 5),
                sentence.repeat(4)
            );
        }
        files.push((format!("content/r/c{chapter}.ar.md"), text));
    }
    SourceTree::new(files.into_iter().map(|(path, text)| (path, Content::Text(text.into()))))
}

/// Makes one file of a format, remembering nothing of another one.
fn print(tree: &SourceTree, resolved: &Resolved, out: &str) -> usize {
    let theme = resolved.theme.as_ref().expect("a theme");
    let formats: [&dyn Format; 3] = [&Pdf, &Docx, &Epub];
    let format = formats.into_iter().find(|format| out.ends_with(&format!(".{}", format.ending()))).expect("a format");
    let editions = format.editions(&resolved.site);
    let wanted: Vec<_> = editions.iter().filter(|edition| out == format!("{}.{}", edition.stem, format.ending())).collect();
    let kept = &CacheTable::default();
    let inputs =
        FormatContext { site: &resolved.site, theme, tree, develop: &|_| Ok(None), develop_size: &|_, _| Ok(None), kept };
    let printed = format.make(inputs, &wanted);
    assert!(printed.diags.is_empty() && printed.value.len() == 1, "{:?}", printed.diags);
    printed.value[0].bytes.len()
}

/// The target is 400 ms.
#[divan::bench(args = ["kazakhstan-2022/kazakhstan-2022-ar.pdf", "kazakhstan-2022/kazakhstan-2022-en.pdf", "kazakhstan-2022/kazakhstan-2022-ar-en.pdf"], sample_count = 10, sample_size = 1)]
fn briefing_cold(bencher: divan::Bencher, out: &str) {
    let tree = own();
    let resolved = resolved(&tree);
    bencher.with_inputs(|| typeset::forget(0)).bench_local_values(|()| print(&tree, &resolved, out));
}

/// The targets are 150 ms and 100 ms.
#[divan::bench(args = ["kazakhstan-2022/kazakhstan-2022-ar.docx", "kazakhstan-2022/kazakhstan-2022-ar.epub"], sample_count = 10, sample_size = 1)]
fn briefing_in_other_formats_cold(bencher: divan::Bencher, out: &str) {
    let tree = own();
    let resolved = resolved(&tree);
    bencher.with_inputs(|| typeset::forget(0)).bench_local_values(|()| print(&tree, &resolved, out));
}

/// One chapter changed since the last print of the same process: the target is 100 ms.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn briefing_one_chapter_changed(bencher: divan::Bencher) {
    let tree = own();
    let out = "kazakhstan-2022/kazakhstan-2022-ar.pdf";
    print(&tree, &resolved(&tree), out);
    let mut round = 0;
    bencher
        .with_inputs(|| {
            round += 1;
            let change = |f: &bayan::source::SourceFile| {
                let content = match f.text() {
                    Some(text) if f.path.ends_with("moscow.ar.md") => Content::Text(format!("{text}\nجملة {round}.\n").into()),
                    Some(_) | None => f.content.clone(),
                };
                (f.path.clone(), content)
            };
            let tree = SourceTree::new(tree.files().iter().map(change));
            let resolved = resolved(&tree);
            (tree, resolved)
        })
        .bench_local_values(|(tree, resolved)| print(&tree, &resolved, out));
}

/// The target is 3 s.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn hundred_pages_cold(bencher: divan::Bencher) {
    let tree = hundred_pages();
    let resolved = resolved(&tree);
    bencher.with_inputs(|| typeset::forget(0)).bench_local_values(|()| print(&tree, &resolved, "r/r-ar.pdf"));
}
