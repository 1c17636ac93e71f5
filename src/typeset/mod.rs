//! Ground: templates and data in memory -> a PDF or a picture, or what Typst has against them. This folder is the only user of Typst.
//!
//! The world that Typst sees holds the theme's templates, the manuscript's data, the site's pictures and the fonts, all in
//! memory: no file system, no network, no packages, no clock. Content is data in it and is never read as Typst.

pub mod guard;
mod links;
mod marks;
mod pages;
mod pictures;
pub mod press;
pub mod raster;
mod whole;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde_json::{Value, json};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::locale::{Digits, Locale};
use crate::memo::key::{Key, KeyBuilder};
use crate::theme::Theme;

use guard::{Budget, Leash};

/// The faces built in, in the order in which they stand in for each other. Written by `build.rs`.
static FACES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/faces.rs"));

/// A face for texts whose own is not at hand.
pub fn spare_face() -> &'static [u8] {
    FACES.first().map_or(&[], |(_, data)| *data)
}

/// The faces to set in: the built-in ones and the theme's own before them. Cheap to clone.
#[derive(Clone)]
pub struct Faces {
    book: LazyHash<FontBook>,
    fonts: Arc<[Font]>,
    /// The theme's own, as files.
    own: Arc<[Arc<[u8]>]>,
}

impl Faces {
    /// The theme's own faces (TrueType or OpenType files) over the built-in ones, which are read once a process.
    pub fn new(own: impl IntoIterator<Item = Arc<[u8]>>) -> Self {
        static BUILT_IN: OnceLock<Vec<Font>> = OnceLock::new();
        let built_in = BUILT_IN.get_or_init(|| FACES.iter().flat_map(|(_, data)| Font::iter(Bytes::new(*data))).collect());
        let read = |data: Arc<[u8]>| guard::run(Budget::PART, move |_| Font::iter(Bytes::new(data)).collect::<Vec<Font>>());
        let own: Vec<Arc<[u8]>> = own.into_iter().collect();
        let read = own.iter().flat_map(|data| read(Arc::clone(data)).unwrap_or_default());
        let fonts: Vec<Font> = read.chain(built_in.iter().cloned()).collect();
        Self { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts: fonts.into(), own: own.into() }
    }

    /// Whether a file is a face of which nothing is missing or damaged: it is read, and its tables are what it says they are.
    pub fn is_whole(data: &Arc<[u8]>) -> bool {
        let owned = Arc::clone(data);
        whole::tables_hold(data)
            && guard::run(Budget::PART, move |_| Font::iter(Bytes::new(owned)).next().is_some()).unwrap_or(false)
    }

    /// Whether some face can draw the character.
    pub fn cover(&self, c: char) -> bool {
        self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(c)))
    }
}

/// The faces to set a theme in.
pub fn faces(theme: &Theme) -> Faces {
    Faces::new(theme.print.iter().filter(|(path, _)| is_face(path)).map(|(_, file)| file.bytes()))
}

/// Whether a file of a theme is a face.
pub fn is_face(path: &str) -> bool {
    [".ttf", ".otf"].iter().any(|ending| path.ends_with(ending))
}

/// What the faces of a theme are made of: its own; the built-in ones are the program's.
pub fn faces_key(theme: &Theme) -> Key {
    let own = theme.print.iter().filter(|(path, _)| is_face(path));
    own.fold(KeyBuilder::of("faces"), |parts, (path, file)| parts.text(path).and(Key::of_bytes(&file.bytes()))).key()
}

/// How a language is set: the two parts of its tag that PDF readers take, its family of scripts, its digits.
pub fn voice(locale: &Locale) -> Value {
    let mut parts = locale.tag.split('-');
    let lang = parts.next().unwrap_or("und").to_ascii_lowercase();
    let region = parts.find(|p| p.len() == 2 && p.chars().all(|c| c.is_ascii_alphabetic())).map(str::to_ascii_uppercase);
    let digits = match locale.digits {
        Digits::Latn => "1",
        Digits::Arab => "١",
        Digits::Arabext => "۱",
    };
    // Typst knows languages of two or three letters.
    let lang = if (2..=3).contains(&lang.len()) { lang } else { "und".to_owned() };
    json!({ "lang": lang, "region": region, "dir": locale.dir.as_str(), "arabic": locale.is_arabic_script(), "digits": digits })
}

/// What the address of a place in the same file begins with; a language to speak of it in and the place's label follow.
pub const PLACE: &str = "place:";

/// Everything that Typst may see, by path (`pdf/document.typ`, `data/chapter-1.json`).
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Files {
    /// Templates: read as Typst.
    pub templates: BTreeMap<String, Arc<str>>,
    /// Data and pictures: never read as Typst.
    pub data: BTreeMap<String, Arc<[u8]>>,
    /// Whether some of the templates are not the built-in ones.
    pub is_foreign: bool,
}

impl Files {
    /// What setting them all may take.
    pub fn budget(&self) -> Budget {
        Budget::of(self.data.iter().filter(|(path, _)| path.ends_with(".json")).map(|(_, bytes)| bytes.len()).sum())
    }
}

/// What Typst has against a manuscript.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Complaint {
    /// Whether nothing was made because of it.
    pub fatal: bool,
    /// Whether the engine was stopped: it took too long or too much memory, or panicked.
    pub stopped: bool,
    /// In Typst's words.
    pub message: String,
    /// The template and the bytes in it.
    pub place: Option<(String, Range<usize>)>,
}

/// What a document becomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::typeset) enum Form {
    /// A file that claims PDF/UA-1 and PDF/A-2a, or PDF/A-3a if files are attached to it.
    Pdf,
    /// Its pages as pictures.
    Pictures,
}

/// Sets `main` (a path of a template) within a budget, in a process of its own where templates or faces are the theme's; the
/// complaints hold a fatal one exactly if there are no bytes.
pub fn set(files: &Files, faces: &Faces, main: &'static str, budget: Budget) -> (Option<Vec<u8>>, Vec<Complaint>) {
    made(files, faces, (main, Form::Pdf), budget)
}

/// The same, with each page as a PNG of few colours, a point for each pixel.
pub fn draw(files: &Files, faces: &Faces, main: &'static str, budget: Budget) -> (Option<Vec<Vec<u8>>>, Vec<Complaint>) {
    let (bytes, complaints) = made(files, faces, (main, Form::Pictures), budget);
    (bytes.and_then(|bytes| pictures::parted(&bytes)), complaints)
}

/// This is the only way to the engine.
fn made(files: &Files, faces: &Faces, what: (&'static str, Form), budget: Budget) -> (Option<Vec<u8>>, Vec<Complaint>) {
    let is_foreign = files.is_foreign || !faces.own.is_empty();
    let apart = if is_foreign { press::set(files, faces, what, budget) } else { None };
    let here = || {
        let (files, faces) = (files.clone(), faces.clone());
        guard::run(budget, move |leash| print(&files, &faces, what, leash))
    };
    apart.unwrap_or_else(here).unwrap_or_else(|stopped| {
        let complaint = Complaint { fatal: true, stopped: true, message: stopped.message(), place: None };
        (None, vec![complaint])
    })
}

/// Sets `main`; the complaints hold a fatal one exactly if there are no bytes.
fn print(files: &Files, faces: &Faces, (main, form): (&str, Form), leash: &Leash) -> (Option<Vec<u8>>, Vec<Complaint>) {
    let Some(world) = Memory::new(files, faces, main, leash) else { return (None, vec![missing(main)]) };
    let compiled = typst::compile::<PagedDocument>(&world);
    let mut complaints: Vec<Complaint> = compiled.warnings.iter().map(|w| world.complaint(w, false)).collect();
    leash.check();
    if form == Form::Pictures {
        return match compiled.output {
            Ok(document) => (Some(pictures::joined(&document, leash)), complaints),
            Err(errors) => {
                complaints.extend(errors.iter().map(|e| world.complaint(e, true)));
                (None, complaints)
            }
        };
    }
    let finished = compiled.output.map(pages::finished);
    leash.check();
    if let Ok((_, lost)) = &finished
        && !lost.is_empty()
    {
        complaints.extend(lost.iter().map(|label| nowhere(label)));
        return (None, complaints);
    }
    match finished.and_then(|(document, _)| typst_pdf::pdf(&document, &options(files))) {
        Ok(bytes) => (Some(bytes), complaints),
        Err(errors) => {
            complaints.extend(errors.iter().map(|e| world.complaint(e, true)));
            (None, complaints)
        }
    }
}

/// Forgets layouts that the last `rounds` prints did not use: bounds the memory of a process that prints much.
pub fn forget(rounds: usize) {
    typst::comemo::evict(rounds);
}

/// Where files that are attached to a PDF are among the data.
pub const ATTACHED: &str = "data/attached/";

/// What a file claims. PDF/A-2 knows no attached files of other kinds.
fn options(files: &Files) -> PdfOptions {
    let has_attached = files.data.keys().any(|path| path.starts_with(ATTACHED));
    let archival = if has_attached { PdfStandard::A_3a } else { PdfStandard::A_2a };
    PdfOptions { standards: PdfStandards::new(&[PdfStandard::Ua_1, archival]).unwrap_or_default(), ..PdfOptions::default() }
}

fn missing(path: &str) -> Complaint {
    Complaint { fatal: true, stopped: false, message: format!("there is no template `{path}`"), place: None }
}

fn nowhere(label: &str) -> Complaint {
    Complaint {
        fatal: true,
        stopped: false,
        message: format!("a link leads to `{label}`, which is not there exactly once"),
        place: None,
    }
}

/// The world.
struct Memory<'a> {
    library: LazyHash<Library>,
    faces: &'a Faces,
    main: FileId,
    /// By path, as are the files: ids have no order.
    sources: BTreeMap<String, Source>,
    files: BTreeMap<String, Bytes>,
    leash: &'a Leash,
}

impl<'a> Memory<'a> {
    fn new(files: &Files, faces: &'a Faces, main: &str, leash: &'a Leash) -> Option<Self> {
        static LIBRARY: OnceLock<LazyHash<Library>> = OnceLock::new();
        let library = LIBRARY.get_or_init(|| LazyHash::new(Library::default())).clone();
        let source = |(path, text): (&String, &Arc<str>)| Some((path.clone(), source(path, text)?));
        let file = |(path, bytes): (&String, &Arc<[u8]>)| (path.clone(), Bytes::new(Arc::clone(bytes)));
        let main = id(main).filter(|_| files.templates.contains_key(main))?;
        Some(Self {
            library,
            faces,
            main,
            sources: files.templates.iter().filter_map(source).collect(),
            files: files.data.iter().map(file).collect(),
            leash,
        })
    }

    fn complaint(&self, found: &SourceDiagnostic, fatal: bool) -> Complaint {
        let mut message = found.message.to_string();
        for hint in &found.hints {
            message.push_str("; ");
            message.push_str(&hint.v);
        }
        let place = found.span.id().zip(self.range(found.span));
        Complaint {
            fatal,
            stopped: false,
            message: message.replace('\n', " "),
            place: place.map(|(id, range)| (path(id).to_owned(), range)),
        }
    }
}

/// A template that is read as it was the last time is not read again: what Typst keeps is found by it, and its hash with it.
fn source(path: &str, text: &str) -> Option<Source> {
    static READ: Mutex<BTreeMap<String, Source>> = Mutex::new(BTreeMap::new());
    // A source is complete before it is put there, whatever became of the thread that did.
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    match read.get(path) {
        Some(source) if source.text() == text => Some(source.clone()),
        Some(_) | None => {
            let source = Source::new(id(path)?, text.to_owned());
            read.insert(path.to_owned(), source.clone());
            Some(source)
        }
    }
}

fn id(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

fn path(id: FileId) -> &'static str {
    id.get().vpath().get_without_slash()
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_with_slash().into())
}

impl World for Memory<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.faces.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(path(id)).cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.leash.check();
        self.files.get(path(id)).cloned().ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.leash.check();
        self.faces.fonts.get(index).cloned()
    }

    /// No clock: the same input gives the same bytes.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
