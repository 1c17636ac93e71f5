//! Roof: [`Site`] and [`Theme`] -> PDF files: every briefing by language, as a parallel edition, and on one sheet.
//!
//! 1. [`print_input`]: the tree as data. 2. [`typeset`]: Typst sets the theme's template with it. 3. Where that fails,
//!    `locate` finds the block.
//!
//! Files are independent of each other and made in parallel.

mod attached;
mod both;
mod brief;
mod chapter;
mod half;
mod index;
mod locate;
pub mod print_input;
mod qr;
mod write;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use crate::book::edition::{self, Edition, Kinds};
use crate::book::format::{self, Bound, Format, FormatContext};
use crate::config::Config;
use crate::config::paper::Paper;
use crate::diag::codes::pdf as codes;
use crate::diag::{Diagnostics, Outcome};
use crate::memo::CacheTable;
use crate::memo::key::{Key, KeyBuilder};
use crate::output::OutPath;
use crate::site::Site;
use crate::theme::Theme;

use crate::typeset::{self, Faces, Files, faces, faces_key, is_face};
use print_input::PrintInput;

/// For how many runs a layout that nobody asked for is kept.
const ROUNDS: usize = 8;

/// PDF.
#[derive(Debug)]
pub struct Pdf;

impl Format for Pdf {
    fn ending(&self) -> &'static str {
        "pdf"
    }

    fn media_type(&self) -> &'static str {
        "application/pdf"
    }

    fn is_built(&self, config: &Config) -> bool {
        config.pdf.enabled
    }

    fn editions(&self, site: &Site) -> Vec<Edition> {
        let Paper { brief, single, parallel, .. } = site.config.pdf;
        edition::all(site, Kinds { brief, single, parallel })
    }

    fn make(&self, inputs: FormatContext<'_>, editions: &[&Edition]) -> Outcome<Vec<Bound>> {
        render(inputs, editions)
    }
}

/// Makes the files. A file with a mistake is left out and the mistake told; one that was set before from the same files and
/// faces is not set again.
fn render(inputs: FormatContext<'_>, editions: &[&Edition]) -> Outcome<Vec<Bound>> {
    let FormatContext { theme, kept, .. } = inputs;
    let mut damaged = Diagnostics::new();
    for (path, file) in theme.print.iter().filter(|(path, file)| is_face(path) && !Faces::is_whole(&file.bytes())) {
        damaged.push(codes::face(file.place(0..0).span, path));
    }
    if !damaged.is_empty() {
        return Outcome::new(Vec::new(), damaged);
    }
    let faces = faces(theme);
    let set_in = faces_key(theme);
    let trial = Trial::default();
    let bound = format::each(editions, |edition| {
        let mut diags = Diagnostics::new();
        if trial.is_endless.load(Ordering::Relaxed) {
            return Outcome::new(None, diags);
        }
        let print_input = print_input::prepare(inputs, &faces, edition).report_to(&mut diags);
        let bound = print_input.and_then(|m| one(theme, (&faces, &trial), &m, (kept, set_in), edition).report_to(&mut diags));
        Outcome::new(bound, diags)
    });
    typeset::forget(ROUNDS);
    bound
}

/// Whether templates of the project end. They are tried once with nothing to set, which takes no time if they do; once they did
/// not end, each other file would take as long to say the same.
#[derive(Default)]
struct Trial {
    ends: OnceLock<bool>,
    is_endless: AtomicBool,
}

impl Trial {
    fn ends(&self, theme: &Theme, print_input: &PrintInput, faces: &Faces, diags: &mut Diagnostics) -> bool {
        *self.ends.get_or_init(|| {
            let ends = locate::ends(theme, print_input, faces, diags);
            self.is_endless.store(!ends, Ordering::Relaxed);
            ends
        })
    }
}

fn one(
    theme: &Theme,
    (faces, trial): (&Faces, &Trial),
    print_input: &PrintInput,
    (kept, set_in): (&CacheTable<Arc<[u8]>>, Key),
    edition: &Edition,
) -> Outcome<Option<Bound>> {
    let mut diags = Diagnostics::new();
    let out = format!("{}.{}", edition.stem, Pdf.ending());
    let files = print_input.files();
    let key = key(&files, set_in);
    let bytes = kept.get(key).or_else(|| {
        if files.is_foreign && !trial.ends(theme, print_input, faces, &mut diags) {
            return None;
        }
        let (bytes, complaints) = typeset::set(&files, faces, print_input.main, files.budget());
        if files.is_foreign && complaints.iter().any(|c| c.stopped) {
            trial.is_endless.store(true, Ordering::Relaxed);
        }
        locate::report(theme, print_input, faces, (&out, &complaints), &mut diags);
        let bytes: Arc<[u8]> = bytes?.into();
        // What Typst complains of is told in every run.
        if diags.is_empty() {
            kept.put(key, Arc::clone(&bytes));
        }
        Some(bytes)
    });
    let bound = bytes.zip(OutPath::new(&out)).map(|(bytes, out)| Bound { out, bytes });
    Outcome::new(bound, diags)
}

/// Everything that Typst sees.
fn key(files: &Files, set_in: Key) -> Key {
    let parts = KeyBuilder::of("print").and(set_in);
    let parts = files.templates.iter().fold(parts, |parts, (path, text)| parts.text(path).and(Key::of_bytes(text.as_bytes())));
    let data = |parts: KeyBuilder, (path, bytes): (&String, &Arc<[u8]>)| parts.text(path).and(Key::of_bytes(bytes));
    files.data.iter().fold(parts.number(files.templates.len() as u64), data).key()
}
