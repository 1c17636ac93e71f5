//! Pictures of the pages: what `pictures.yaml` says of each in the language of its page, and the files that are made of it.
//!
//! A photograph is shown in several sizes ([`Photo`]); their names hold a hash of the picture and of what is done to it, so they
//! are known before anything is made. Of a picture that is painted over no file is published but those that are.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use crate::ast::{Inline, text};
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::diag::codes::photos as codes;
use crate::diag::names::nearest;
use crate::ledger::pictures::{Focus, Picture as Entry, Pictures};
use crate::locale::LocaleId;
use crate::locale::date::Date;
use crate::output::hash;
use crate::picture::Format;
use crate::picture::header::{self, Header};
use crate::picture::photo::{Area, Encoding, Problem};
use crate::picture::recipe::{Job, Known, Recipe};
use crate::source::{FileId, SourceFile, SourceTree, Span, names};

use super::place::CONTENT;
use super::{Asset, Page, address, picture};

/// A picture where a page shows it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Shown {
    /// The path of its entry, where there is one.
    pub entry: Option<Arc<str>>,
    /// What is written of it in the page's language.
    pub words: Option<Arc<Words>>,
    /// The sizes that it is published in; `None` for a file that is published as it is.
    pub photo: Option<Arc<Photo>>,
}

/// What is written of a picture, in one language.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Words {
    /// What it shows, with isolates (UAX #9); empty where nobody says.
    pub alt: String,
    /// What stands under it.
    pub caption: Vec<Inline>,
    /// Who made it and what it may be used for.
    pub credit: Vec<Inline>,
    /// Who made it, as plain text.
    pub by: Option<String>,
    /// What it may be used for, as plain text.
    pub licence: Option<String>,
    /// When it was made.
    pub date: Option<Date>,
}

impl Eq for Words {}

/// A picture of which files are made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Photo {
    /// Its file.
    pub file: FileId,
    /// Path of the file, relative to the project.
    pub path: String,
    /// Width and height as it is shown.
    pub size: (u32, u32),
    /// What matters in it, in thousandths of its width and height; its middle where nobody says.
    pub focus: [u16; 2],
    /// What the file is written in.
    pub format: Encoding,
    /// For pages; `None` for what is small or drawn.
    pub responsive: Option<Batch>,
    /// For shared links.
    pub card: Option<Batch>,
    /// For paper.
    pub print: Option<Batch>,
    /// What is published in its place, where it is painted over.
    pub redacted: Option<Batch>,
}

/// Files that are made of a picture at once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Batch {
    /// A hash of the picture and of everything that is done to it.
    pub key: String,
    /// What is done to it.
    pub recipe: Recipe,
    /// Where the files stand, in the order of the recipe.
    pub files: Vec<File>,
}

/// A file that is made of a picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// Path below the output folder.
    pub out: String,
    /// From the root of the host, percent-encoded.
    pub url: String,
    /// Width and height.
    pub size: (u32, u32),
    /// What it is written in.
    pub format: Encoding,
}

impl Batch {
    /// The files of a format, from the smallest.
    pub fn of(&self, format: Encoding) -> impl Iterator<Item = &File> {
        self.files.iter().rev().filter(move |file| file.format == format)
    }
}

impl Photo {
    /// What browsers show that know nothing better, and feeds.
    pub fn fallback(&self) -> Option<&File> {
        let batch = self.responsive.as_ref()?;
        let mut own = batch.of(self.format);
        if self.format == Encoding::WebP {
            own.filter(|file| file.size.0 <= 1200).last().or(batch.files.last())
        } else {
            own.next()
        }
    }
}

/// All pictures that pages may show, each looked at once, when somebody first asks.
pub struct Album<'a> {
    config: &'a Config,
    tree: &'a SourceTree,
    entries: &'a Pictures,
    pictures: &'a picture::Pictures,
    photos: Mutex<BTreeMap<FileId, Option<Arc<Photo>>>>,
}

impl<'a> Album<'a> {
    /// The album of a project.
    pub fn new(config: &'a Config, tree: &'a SourceTree, entries: &'a Pictures, pictures: &'a picture::Pictures) -> Self {
        Self { config, tree, entries, pictures, photos: Mutex::default() }
    }

    /// A picture on a page in a language.
    pub fn show(&self, file: &SourceFile, locale: LocaleId) -> Shown {
        let entry = self.entry(&file.path);
        let words = entry.map(|(_, entry)| Arc::new(words(entry, locale)));
        Shown { entry: entry.map(|(path, _)| path.into()), words, photo: self.photo(file) }
    }

    /// Width and height in pixels as readers see it.
    pub fn size(&self, file: &SourceFile) -> Option<(u32, u32)> {
        self.pictures.size(file.id)
    }

    /// The photo of a file; `None` where the file is published as it is.
    pub fn photo(&self, file: &SourceFile) -> Option<Arc<Photo>> {
        let known = || self.photos.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(looked) = known().get(&file.id) {
            return looked.clone();
        }
        let looked = self.look(file);
        known().insert(file.id, looked.clone());
        looked
    }

    /// The entry of a file; that of `market.jpg` is also that of `market.ar.jpg`.
    fn entry(&self, path: &str) -> Option<(&'a str, &'a Entry)> {
        let of = |path: &str| self.entries.get_key_value(path).map(|(path, entry)| (path.as_str(), entry));
        of(path).or_else(|| of(&base(self.config, path)?))
    }

    fn look(&self, file: &SourceFile) -> Option<Arc<Photo>> {
        let seen = self.pictures.get(file.id)?.as_ref().ok()?;
        let header = header::of(&seen.probe)?;
        let entry = self.entry(&file.path).map(|(_, entry)| entry);
        let redact: Vec<Area> = entry.map(|e| e.boxes().iter().map(|area| area.value).collect()).unwrap_or_default();
        if header.is_moving {
            // A box over the first of its frames would leave the others; that is told where the entry stands.
            return None;
        }
        let known = Known { header, length: file.length(), redact: &redact };
        let focus = entry.and_then(|e| e.focus.as_ref()).map_or((0.5, 0.5), |focus| parts(focus.value, header.size));
        let recipes = [known.responsive(), known.card(focus), known.print(), known.redacted()];
        if recipes.iter().all(Option::is_none) {
            return None;
        }
        let sum = format!("{:032x}", seen.sum);
        let [responsive, card, print, redacted] = recipes.map(|r| r.map(|recipe| self.batch(file, &sum, recipe)));
        let redacted = redacted.map(|mut batch| {
            // At the address of the original, so that whatever leads there leads to nothing else.
            for file_made in &mut batch.files {
                file.path[CONTENT.len() + 1..].clone_into(&mut file_made.out);
                file_made.url = address::url(self.config, &file_made.out);
            }
            batch
        });
        let Header { format, size, .. } = header;
        let thousandths = |part: f64| (0..=1000).rev().find(|n| f64::from(*n) <= part * 1000.0 + 0.5).unwrap_or(0);
        let focus = [thousandths(focus.0), thousandths(focus.1)];
        Some(Arc::new(Photo { file: file.id, path: file.path.clone(), size, focus, format, responsive, card, print, redacted }))
    }

    fn batch(&self, file: &SourceFile, sum: &str, recipe: Recipe) -> Batch {
        let path = &file.path[CONTENT.len() + 1..];
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        let one = |job: &Job| {
            let mark = hash::short(format!("{sum} {}", recipe.mark(job)).as_bytes());
            let out = format!("{stem}-{}.{mark}.{}", job.width, job.format.ending());
            File { url: address::url(self.config, &out), out, size: (job.width, job.height), format: job.format }
        };
        let files = recipe.jobs.iter().map(one).collect();
        Batch { key: hash::full(format!("{sum} {}", recipe.marks()).as_bytes()), recipe, files }
    }

    /// Checks the lists against the files that they name.
    pub fn check(&self, whole: &SourceTree, diags: &mut Diagnostics) {
        let mut told: BTreeSet<FileId> = BTreeSet::new();
        for (path, entry) in self.entries {
            let files: Vec<&SourceFile> = self.files(path);
            // A picture that is kept back with its page is no mistake of its entry.
            if files.is_empty() && self.tags().any(|tag| picture::variant(whole, path, tag).is_some()) {
                continue;
            }
            if files.is_empty() {
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                let name = |file: &'a SourceFile| file.path.strip_prefix(folder)?.strip_prefix('/').filter(|n| !n.contains('/'));
                let known = self.tree.in_folder(folder).filter_map(name).filter(|name| Format::promised(name).is_some());
                diags.push(codes::unknown_picture(entry.span, &entry.name, nearest(&entry.name, known)));
            }
            // What is written of one version itself is checked there.
            for file in files.into_iter().filter(|file| self.entry(&file.path).is_some_and(|(own, _)| own == path)) {
                self.check_one(file, entry, diags);
            }
            if let Some(first) = entry.boxes().first() {
                for version in self.bare_versions(path).filter(|version| told.insert(version.id)) {
                    diags.push(codes::bare_version(first.span, &entry.name, &version.path));
                }
            }
        }
    }

    /// The versions of a picture in all languages of which nobody says whether they show what is covered in this one.
    fn bare_versions(&self, path: &str) -> impl Iterator<Item = &'a SourceFile> {
        let versions = self.files(&base(self.config, path).unwrap_or_else(|| path.to_owned()));
        versions.into_iter().filter(|version| self.entry(&version.path).is_none_or(|(_, entry)| entry.redact.is_none()))
    }

    /// The file of an entry, or those of its languages.
    fn files(&self, path: &str) -> Vec<&'a SourceFile> {
        let own = self.tree.get(path);
        let variants = self.tags().filter_map(|tag| picture::variant(self.tree, path, tag));
        let mut files: Vec<&SourceFile> = own.into_iter().chain(variants).collect();
        files.sort_by_key(|file| file.id);
        files.dedup_by_key(|file| file.id);
        files
    }

    fn tags(&self) -> impl Iterator<Item = &'a str> {
        self.config.locales.site().iter().map(|locale| locale.tag.as_str())
    }

    fn check_one(&self, file: &SourceFile, entry: &Entry, diags: &mut Diagnostics) {
        let Some(first) = entry.boxes().first().map(|area| area.span).or(entry.focus.as_ref().map(|focus| focus.span)) else {
            return;
        };
        let header = match self.pictures.get(file.id) {
            Some(Ok(seen)) => header::of(&seen.probe),
            None => None,
            // That is told where it is shown.
            Some(Err(_)) => return,
        };
        let Some(header) = header else {
            if !entry.boxes().is_empty() {
                diags.push(codes::cannot_redact(first, &entry.name, kind(&file.path)));
            }
            return;
        };
        if header.is_moving && !entry.boxes().is_empty() {
            return diags.push(codes::cannot_redact(first, &entry.name, phrase!("an animation")));
        }
        if !entry.boxes().is_empty() {
            for copy in self.bare_copies(file) {
                diags.push(codes::bare_copy(first, &entry.name, &copy.path));
            }
        }
        for area in entry.boxes().iter().filter(|area| !area.value.is_within(header.size)) {
            diags.push(codes::area_outside(area.span, &entry.name, header.size));
        }
        if let Some(focus) = &entry.focus
            && let Focus::Pixels(x, y) = focus.value
            && (x > header.size.0 || y > header.size.1)
        {
            diags.push(codes::focus_outside(focus.span, &entry.name, header.size));
        }
    }

    /// The files that are published with what is painted over in `file`: the same picture, whatever else they hold.
    fn bare_copies(&self, file: &SourceFile) -> Vec<&'a SourceFile> {
        let sum = |file: &SourceFile| Some(self.pictures.get(file.id)?.as_ref().ok()?.sum);
        let own = sum(file);
        let is_bare =
            |other: &&SourceFile| sum(other) == own && self.entry(&other.path).is_none_or(|(_, entry)| entry.boxes().is_empty());
        let theme = format!("{}/{}", picture::THEMES, self.config.theme.value);
        let of_theme = self.tree.in_folder(picture::THEMES).filter(|file| names::is_at_or_below(&file.path, &theme));
        self.tree.in_folder(CONTENT).chain(of_theme).filter(is_bare).collect()
    }

    /// What stands in the place of originals that are painted over.
    pub fn redact(&self, assets: &mut [Asset]) {
        for asset in assets {
            let file = self.tree.file(asset.file);
            if self.entry(&file.path).is_some_and(|(_, entry)| !entry.boxes().is_empty()) {
                asset.redacted = self.photo(file).filter(|photo| photo.redacted.is_some());
                // What cannot be painted over was told, and is not published by a run that goes on all the same.
                asset.is_kept_back = asset.redacted.is_none();
            }
        }
    }
}

/// A problem of a picture at a place.
pub fn told(span: Span, path: &str, problem: &Problem) -> crate::diag::Diagnostic {
    codes::unreadable(span, path, &problem.0)
}

/// What a file is that is no JPEG, PNG or WebP.
fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).as_deref() {
        Some("svg") => phrase!("a drawing (SVG)"),
        Some("gif") => phrase!("a GIF"),
        Some("avif") => phrase!("an AVIF"),
        _ => "no JPEG, PNG or WebP",
    }
}

/// `content/market.jpg` of `content/market.ar.jpg`, where `ar` is a language of the site.
fn base(config: &Config, path: &str) -> Option<String> {
    let (stem, ending) = path.rsplit_once('.')?;
    let (stem, tag) = stem.rsplit_once('.')?;
    config.locales.site().iter().any(|l| l.tag == tag).then(|| format!("{stem}.{ending}"))
}

fn parts(focus: Focus, (width, height): (u32, u32)) -> (f64, f64) {
    match focus {
        Focus::Parts(x, y) => (x, y),
        Focus::Pixels(x, y) => (f64::from(x) / f64::from(width), f64::from(y) / f64::from(height)),
    }
}

/// What an entry says in a language.
fn words(entry: &Entry, locale: LocaleId) -> Words {
    let own = |texts: &Option<crate::ledger::Texts>| texts.as_ref().map(|texts| texts.get(locale).clone());
    let (credit, licence) = (own(&entry.credit), own(&entry.licence));
    let mut line: Vec<Inline> = Vec::new();
    for part in [&credit, &licence].into_iter().flatten().filter(|part| !part.text.is_empty()) {
        if !line.is_empty() {
            line.push(Inline::Text(" · ".into()));
        }
        line.extend(part.content.iter().cloned());
    }
    Words {
        // An attribute has no language of its own: what is not there in the page's is as if nobody had written it.
        alt: entry.alt.as_ref().and_then(|alt| alt.own(locale)).map(|alt| text::isolated(&alt.content)).unwrap_or_default(),
        caption: own(&entry.caption).map(|caption| caption.content).unwrap_or_default(),
        credit: line,
        by: credit.map(|p| text::isolated(&p.content)).filter(|t| !t.is_empty()),
        licence: licence.map(|p| p.text).filter(|t| !t.is_empty()),
        date: entry.date,
    }
}

/// What a photo is made for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Purpose {
    /// Pages and feeds.
    Responsive,
    /// Shared links.
    Card,
    /// Paper.
    Print,
    /// The address of the original.
    Redacted,
}

impl Photo {
    /// The files of a use.
    pub fn batch(&self, purpose: Purpose) -> Option<&Batch> {
        match purpose {
            Purpose::Responsive => self.responsive.as_ref(),
            Purpose::Card => self.card.as_ref(),
            Purpose::Print => self.print.as_ref(),
            Purpose::Redacted => self.redacted.as_ref(),
        }
    }
}

/// A batch of files that the site publishes.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Of which picture.
    pub photo: Arc<Photo>,
    /// Which batch.
    pub purpose: Purpose,
    /// Where the picture is first referred to.
    pub span: Span,
}

impl Wanted {
    /// What is to be made.
    pub fn batch(&self) -> &Batch {
        self.photo.batch(self.purpose).expect("only batches that there are, are wanted")
    }
}

/// Everything that is to be made of the pictures that pages show, in the order of their paths.
pub fn wanted(pages: &[Arc<Page>], assets: &[Asset]) -> Vec<Wanted> {
    let mut found: Vec<Wanted> = Vec::new();
    let mut want = |photo: &Arc<Photo>, purpose: Purpose, span: Span| {
        if photo.batch(purpose).is_some() {
            found.push(Wanted { photo: Arc::clone(photo), purpose, span });
        }
    };
    for page in pages {
        let Some(document) = &page.document else { continue };
        for (link, reference) in page.links.iter().zip(&document.refs) {
            if let Some(photo) = link.shown.as_ref().and_then(|shown| shown.photo.as_ref()) {
                want(photo, Purpose::Responsive, reference.span);
            }
        }
        if let Some((shown, image)) = page.image.as_ref().map(|p| &p.shown).zip(document.meta.image.as_ref())
            && let Some(photo) = &shown.photo
        {
            want(photo, Purpose::Responsive, image.source.span);
            want(photo, Purpose::Card, image.source.span);
        }
    }
    for asset in assets {
        if let Some(photo) = &asset.redacted {
            want(photo, Purpose::Redacted, Span::new(asset.file, 0, 0));
        }
    }
    found.sort_by(|a, b| (&a.photo.path, a.purpose, a.span).cmp(&(&b.photo.path, b.purpose, b.span)));
    found.dedup_by(|b, a| a.photo.path == b.photo.path && a.purpose == b.purpose);
    found
}
