//! What `bayan import` is given: a folder or a file, and which kind of input it is by what it holds.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::source::SourceFile;
use crate::source::walk::{self, CONFIG};
use crate::word::archive;

use super::{Common, nearest_project};

/// What every kind of input takes.
#[derive(Args, Debug)]
#[group(skip)]
pub struct What {
    /// A PDF, a page in HTML, a text that was taken out of a PDF, a document of a word processor (DOCX), a folder of another generator's
    /// site, what WordPress exports, or a page that an earlier import made
    #[arg(value_name = "INPUT")]
    pub path: PathBuf,
    /// The language of the text [default: what a page in HTML says]
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    /// Title of the page [default: the first heading, else the name of the file]
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
}

impl What {
    /// The language, of an input that does not say it itself.
    pub fn lang(&self) -> anyhow::Result<&str> {
        let missing = || anyhow::anyhow!("{}: say which language it is in, as in `--lang ar`", self.path.display());
        self.lang.as_deref().ok_or_else(missing)
    }
}

/// Where a page goes: below the content of the project, or where somebody says.
pub fn folder(common: &Common) -> anyhow::Result<PathBuf> {
    if let Some(folder) = &common.output_dir {
        return Ok(folder.clone());
    }
    let root = common.root.clone().map_or_else(nearest_project, Ok)?;
    anyhow::ensure!(root.join(CONFIG).is_file(), "there is no project here; name a folder for the page with `-o`");
    Ok(root.join("content"))
}

/// An input, read as far as its kind can be told.
pub enum Given {
    /// Text that was taken out of a PDF.
    Text(String),
    /// A page in Markdown.
    Markdown(String),
    /// A page in HTML.
    Html(String),
    /// What `WordPress` exports (WXR).
    WordPress(String),
    /// A document of a word processor (DOCX).
    Word(Vec<u8>),
    /// A PDF.
    Pdf(Vec<u8>),
    /// A folder.
    Folder,
}

/// Reads what was given. What a file is its bytes say, and only then its name.
pub fn read(path: &Path) -> anyhow::Result<Given> {
    let shown = path.display();
    if path.is_dir() {
        return Ok(Given::Folder);
    }
    let tree = walk::one(path)?;
    let bytes = tree.files().first().map(|file| file.bytes().map(Cow::into_owned)).transpose()?.unwrap_or_default();
    let ends =
        |known: &[&str]| path.extension().is_some_and(|ending| known.iter().any(|known| ending.eq_ignore_ascii_case(known)));
    if archive::is_document(&bytes) || ends(&archive::ENDINGS) {
        return Ok(Given::Word(bytes));
    }
    if bytes[..bytes.len().min(1024)].windows(5).any(|own| own == b"%PDF-") && (bytes.starts_with(b"%PDF-") || ends(&["pdf"])) {
        return Ok(Given::Pdf(bytes));
    }
    anyhow::ensure!(!ends(&["pdf"]), "{shown}: this is no PDF, although its name says so; name it by what it is");
    let line = |at: usize| bytes[..at].split(|b| *b == b'\n').count();
    if let Some(at) = bytes.iter().position(|b| *b == 0) {
        anyhow::bail!("{shown}: this is no text: it holds a NUL on line {}", line(at));
    }
    let Some(text) = tree.files().first().and_then(SourceFile::text) else {
        let at = std::str::from_utf8(&bytes).map_or_else(|e| e.valid_up_to(), str::len);
        anyhow::bail!(
            "{shown}: this is not UTF-8: line {} holds a byte that is none; save it as UTF-8 (from an old Arabic file: \
             `iconv -f WINDOWS-1256 -t UTF-8`)",
            line(at)
        );
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    anyhow::ensure!(!text.trim_start().is_empty(), "{shown}: there is no text in it");
    Ok(kind(path, text))
}

/// The kind of a text.
fn kind(path: &Path, text: &str) -> Given {
    let begins = |tag: &str| {
        let start = text.trim_start();
        start.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
    };
    let ends =
        |known: &[&str]| path.extension().is_some_and(|ending| known.iter().any(|known| ending.eq_ignore_ascii_case(known)));
    // The exporter declares its names at the beginning of the file.
    let is_export =
        || text.get(..text.floor_char_boundary(16 << 10)).is_some_and(|head| head.contains("://wordpress.org/export/"));
    let own = text.to_owned();
    match () {
        () if (begins("<?xml") || begins("<rss")) && is_export() => Given::WordPress(own),
        () if ["<?xml", "<!doctype", "<html"].into_iter().any(begins) || ends(&["html", "htm", "xhtml"]) => Given::Html(own),
        () if ends(&["md", "markdown"]) => Given::Markdown(own),
        () => Given::Text(own),
    }
}
