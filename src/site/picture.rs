//! Pictures and other files below `content/` that are published: which file a page means, what is known of each, whether it is safe
//! to serve, and what of its bytes leaves.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::ast::RefKind;
use crate::config::{Config, RawHtml};
use crate::diag::Diagnostics;
use crate::diag::codes::picture as codes;
use crate::output::hash;
use crate::picture::metadata::Keep;
use crate::picture::{Colours, Format, Probe, Trouble, active, drawing, probe, raster, upright};
use crate::source::{FileId, SourceFile, SourceTree, Span, names};

use super::place::CONTENT;
use super::{Asset, Page};

/// Every file below the content that is copied, at the path it has there.
pub fn assets(tree: &SourceTree) -> Vec<Asset> {
    let mut assets = Vec::new();
    for file in tree.in_folder(CONTENT) {
        let out = &file.path[CONTENT.len() + 1..];
        if names::is_copied(out) {
            assets.push(Asset { file: file.id, out: out.to_owned(), redacted: None, is_kept_back: false });
        }
    }
    assets
}

/// The folder of the themes.
pub const THEMES: &str = "themes";
/// The longest file that is looked at as a picture, in bytes.
const LARGEST: u64 = 256 << 20;
/// Bytes that tell what a file is.
const HEAD: u64 = 64 << 10;

/// What is known of a picture that can be shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Seen {
    /// What it is.
    pub probe: Probe,
    /// Whether what is published is another file than the one that was read.
    pub differs: bool,
    /// Bytes that are published.
    pub length: u64,
    /// The [`half`](hash::half) of their hash.
    pub sum: u128,
}

/// What is found out about a picture.
pub type Looked = Result<Seen, Trouble>;

/// What is known of the pictures of a project, by file.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Pictures {
    by_file: BTreeMap<FileId, Looked>,
}

impl Pictures {
    /// Looks at every picture below the content and of themes, in parallel; `known` is asked first, with how to find out. One at a
    /// time is held by each thread. A file that cannot be read is told by whoever hashes it.
    pub fn look(tree: &SourceTree, keep: Keep, known: &(dyn Fn(&SourceFile, &dyn Fn() -> Looked) -> Looked + Sync)) -> Self {
        // What a theme shows is not the site's to judge, but may be a copy of what is painted over.
        let of_themes = tree.in_folder(THEMES).filter(|file| Format::promised(&file.path).is_some());
        let files: Vec<&SourceFile> = tree.in_folder(CONTENT).filter(|file| is_copied(file)).chain(of_themes).collect();
        let one = |file: &&SourceFile| is_looked_at(file).then(|| (file.id, known(file, &|| seen(file, keep))));
        Self { by_file: files.par_iter().filter_map(one).collect() }
    }

    /// What a file is; `None` for one that neither is a picture nor calls itself one.
    pub fn get(&self, file: FileId) -> Option<&Looked> {
        self.by_file.get(&file)
    }

    /// What a picture is that can be shown.
    pub fn fine(&self, file: FileId) -> Option<&Probe> {
        self.get(file)?.as_ref().ok().map(|seen| &seen.probe)
    }

    /// Width and height in pixels as readers see it: turned as the file says.
    pub fn size(&self, file: FileId) -> Option<(u32, u32)> {
        self.fine(file)?.shown()
    }
}

/// Whether a file is copied.
fn is_copied(file: &SourceFile) -> bool {
    names::is_copied(file.path.strip_prefix(CONTENT).map_or(&*file.path, |path| path.trim_start_matches('/')))
}

/// Whether a file is a picture by its name or its content.
pub fn is_looked_at(file: &SourceFile) -> bool {
    if Format::promised(&file.path).is_some() {
        return true;
    }
    let mut head = Vec::new();
    let read = file.open().and_then(|reader| reader.take(HEAD).read_to_end(&mut head));
    match probe::format(&head) {
        _ if read.is_err() => false,
        Ok(Some(Format::Svg)) => !active::is_page(&file.path),
        Ok(found) => found.is_some(),
        Err(_) => true,
    }
}

/// Reads a picture once: what it is, and what is published of it.
fn seen(file: &SourceFile, keep: Keep) -> Looked {
    if file.length() > LARGEST {
        return Err(Trouble::TooLong(LARGEST));
    }
    let bytes = file.bytes().map_err(|_| Trouble::NotAPicture)?;
    let whole =
        |probe: Probe, out: &[u8]| Seen { probe, differs: *out != *bytes, length: out.len() as u64, sum: hash::half(out) };
    if !bytes.is_empty() && probe::format(&bytes)? == Some(Format::Svg) {
        let drawing = drawing::read(&bytes).map_err(Trouble::Drawing)?;
        return Ok(whole(drawing.probe(), &drawing.bytes));
    }
    let probe = raster::probe(&bytes)?;
    let clean = upright::published(&bytes, keep)?;
    Ok(whole(probe, &clean))
}

/// What of a picture's bytes is published: without metadata; of drawings nothing but the drawing. An error for a file that is not
/// what was looked at.
pub fn published(file: &SourceFile, format: Format, keep: Keep) -> io::Result<Vec<u8>> {
    let bytes = file.bytes()?;
    let clean = match format {
        Format::Svg => drawing::read(&bytes).ok().map(|drawing| drawing.bytes),
        Format::Jpeg | Format::Png | Format::Webp | Format::Gif | Format::Avif | Format::Icon => {
            upright::published(&bytes, keep).ok().map(Cow::into_owned)
        }
    };
    clean.ok_or_else(|| io::Error::other(format!("{}: it changed while it was read; try again", file.path)))
}

/// Whether paper can hold a picture: Typst reads neither AVIF nor icons, and PDF/A wants a profile of the printer for inks.
pub fn is_printable(probe: &Probe) -> bool {
    !matches!(probe.format, Format::Avif | Format::Icon) && probe.colours != Colours::Cmyk
}

/// What is printed of a picture: the same, but drawings are not compressed. `None` for one that cannot be shown.
pub fn printed(file: &SourceFile, looked: Option<&Looked>, keep: Keep) -> io::Result<Option<Vec<u8>>> {
    let Some(Ok(seen)) = looked else { return Ok(None) };
    if seen.probe.format == Format::Svg {
        return Ok(drawing::read(&file.bytes()?).ok().map(|drawing| drawing.text.into_bytes()));
    }
    published(file, seen.probe.format, keep).map(Some)
}

/// Tells what is wrong with the published files: with a picture once, where a page first shows it, with other places beside it.
pub fn tell(
    config: &Config,
    tree: &SourceTree,
    (assets, pages, pictures): (&[Asset], &[Arc<Page>], &Pictures),
    diags: &mut Diagnostics,
) {
    let shown = shown(pages);
    for asset in assets {
        let file = tree.file(asset.file);
        let own = Span::new(file.id, 0, 0);
        let places = shown.get(&asset.file).map(Vec::as_slice).unwrap_or_default();
        let first = places.first().copied().unwrap_or(own);
        let path = file.path.as_str();
        match pictures.get(asset.file) {
            None => {
                if config.raw_html != RawHtml::Trusted
                    && active::is_page(path)
                    && let Some(what) = runs(file)
                {
                    diags.push(codes::active_file(own, path, what));
                }
            }
            Some(Err(trouble)) => {
                // What acts in a drawing is best seen in the drawing.
                let range = if let Trouble::Drawing(fault) = trouble { fault.range.clone() } else { None };
                let inside = range.map(|range| Span::new(file.id, range.start, range.end));
                let mut told = codes::bad(trouble.code(), inside.unwrap_or(first), path, (trouble.says(), trouble.help()));
                let others = if inside.is_some() { places } else { places.get(1..).unwrap_or_default() };
                told.related.extend(others.iter().take(MOST_PLACES).map(|place| (*place, say!("shown here"))));
                diags.push(told);
            }
            Some(Ok(Seen { probe, .. })) => {
                if Format::promised(path) != Some(probe.format) {
                    diags.push(codes::ending(first, path, probe.format.name(), probe.format.endings()));
                }
                if probe.colours == Colours::Cmyk {
                    diags.push(codes::inks(first, path));
                }
                if !is_printable(probe) && config.pdf.enabled && !places.is_empty() {
                    diags.push(codes::unprintable(first, path));
                }
            }
        }
    }
}

/// What a page or a file of XML is that runs; one that is too long to be looked into is taken for one.
fn runs(file: &SourceFile) -> Option<&'static str> {
    let mut bytes = Vec::new();
    let read = file.open().and_then(|reader| reader.take(LARGEST_XML).read_to_end(&mut bytes));
    active::what(&file.path, if read.is_ok() { &bytes } else { b"" })
}

/// The longest file of XML that is looked into, in bytes; of a longer one the rest is missing, so it cannot be read.
const LARGEST_XML: u64 = 32 << 20;

/// Places beside the first one that are named.
const MOST_PLACES: usize = 3;

/// Where pages show each picture.
fn shown(pages: &[Arc<Page>]) -> BTreeMap<FileId, Vec<Span>> {
    let mut shown: BTreeMap<FileId, Vec<Span>> = BTreeMap::new();
    for page in pages {
        let Some(document) = &page.document else { continue };
        let inside = document.refs.iter().zip(page.links.iter()).filter(|(r, _)| r.kind == RefKind::Image);
        let inside = inside.filter_map(|(r, link)| Some((link.target.asset()?.file, r.span)));
        let head = page.image.as_ref().zip(document.meta.image.as_ref()).map(|(p, own)| (p.asset.file, own.source.span));
        for (file, span) in head.into_iter().chain(inside) {
            let places = shown.entry(file).or_default();
            if !places.contains(&span) && places.len() <= MOST_PLACES {
                places.push(span);
            }
        }
    }
    shown
}

/// Whether a name is that of a picture.
pub fn is_picture(name: &str) -> bool {
    const ENDINGS: [&str; 7] = ["jpg", "jpeg", "png", "webp", "gif", "avif", "svg"];
    name.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// The file that `path` (root-relative) means on a page of the language `tag`: `chart.ar.svg` before `chart.svg`.
pub fn variant<'a>(tree: &'a SourceTree, path: &str, tag: &str) -> Option<&'a SourceFile> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let localized = name.rsplit_once('.').map(|(stem, ending)| format!("{folder}/{stem}.{tag}.{ending}"));
    localized.and_then(|p| tree.get(&p)).or_else(|| tree.get(path))
}

#[cfg(test)]
mod tests {
    use super::{assets, variant};
    use crate::source::{Content, SourceTree};

    fn tree(files: &[(&str, &str)]) -> SourceTree {
        SourceTree::new(files.iter().map(|(p, t)| ((*p).to_owned(), Content::Text((*t).into()))))
    }

    #[test]
    fn a_languages_own_file_is_taken_first() {
        let tree = tree(&[("content/a/c.svg", ""), ("content/a/c.ar.svg", "")]);
        assert_eq!(variant(&tree, "content/a/c.svg", "ar").map(|f| f.path.as_str()), Some("content/a/c.ar.svg"));
        assert_eq!(variant(&tree, "content/a/c.svg", "en").map(|f| f.path.as_str()), Some("content/a/c.svg"));
        assert!(variant(&tree, "content/a/d.svg", "en").is_none());
    }

    #[test]
    fn what_is_read_by_us_is_not_copied() {
        let tree = tree(&[("content/a.md", ""), ("content/b.yaml", ""), ("content/c.csv", "")]);
        assert_eq!(assets(&tree).iter().map(|a| a.out.as_str()).collect::<Vec<_>>(), ["c.csv"]);
    }
}
