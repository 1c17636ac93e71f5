//! Ground: the files of a theme. The theme's folder in the tree laid over the built-in theme, path by path, so that a
//! site overrides one file and keeps the others.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diag::codes::theme::{self as codes, Place};
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::{Content, FileId, SourceFile, SourceTree, Span};

/// The theme that is built in, and that every other theme is laid over.
pub const DEFAULT: &str = "briefing";

/// The built-in files: path within the theme and bytes, sorted by path. Written by `build.rs`.
static BUILT_IN: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/briefing.rs"));

/// The byte order mark.
const MARK: char = '\u{feff}';

/// Whose a file of a theme is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// The built-in theme's.
    BuiltIn,
    /// The project's, in place of the built-in one.
    Replaced,
    /// The project's alone.
    Added,
}

/// One file of a theme.
#[derive(Clone, Debug)]
pub struct File {
    source: SourceFile,
    /// The file that this one overrides.
    below: Option<Box<File>>,
}

impl File {
    fn new(id: FileId, path: String, content: Content) -> Self {
        Self { source: SourceFile { id, path, content }, below: None }
    }

    /// What the readers take; spans they make go through [`File::placed`].
    pub fn source(&self) -> &SourceFile {
        &self.source
    }

    /// The built-in file that this one overrides, for formats that are merged key by key.
    pub fn below(&self) -> Option<&File> {
        self.below.as_deref()
    }

    /// Whose it is.
    pub fn origin(&self) -> Origin {
        match (self.source.id == FileId::NONE, &self.below) {
            (true, _) => Origin::BuiltIn,
            (false, Some(_)) => Origin::Replaced,
            (false, None) => Origin::Added,
        }
    }

    /// The text, if it is UTF-8; without a byte order mark.
    pub fn text(&self) -> Option<&str> {
        self.source.text()?.get(self.text_range()?)
    }

    /// The bytes of [`File::text`] in the file.
    pub fn text_range(&self) -> Option<Range<usize>> {
        let text = self.source.text()?;
        let start = if text.starts_with(MARK) { MARK.len_utf8() } else { 0 };
        Some(start..text.len())
    }

    /// The bytes.
    pub fn bytes(&self) -> Arc<[u8]> {
        match &self.source.content {
            Content::Text(text) => Arc::from(text.as_bytes()),
            Content::Binary(bytes) => Arc::clone(bytes),
            // [`Files::gather`] lets none in.
            Content::Stored(_) => Arc::from([]),
        }
    }

    /// Where a problem stands: bytes of [`File::text`].
    pub fn place(&self, range: Range<usize>) -> Place {
        let start = self.text_range().map_or(0, |r| r.start);
        self.place_of(Some(Span::new(self.source.id, range.start + start, range.end + start)))
    }

    /// A span of this file, or its start, as a place.
    pub fn place_of(&self, span: Option<Span>) -> Place {
        let span = span.unwrap_or_else(|| Span::new(self.source.id, 0, 0));
        Place { span: Some(span).filter(|s| s.file != FileId::NONE), file: self.source.path.clone() }
    }

    /// Problems that a reader found in this file, with the spans of a built-in file replaced by its name.
    pub fn placed(&self, found: &Diagnostics) -> Diagnostics {
        let mut diags = Diagnostics::new();
        for diagnostic in found.iter() {
            let mut diagnostic: Diagnostic = diagnostic.clone();
            diagnostic.related.retain(|(span, _)| span.file != FileId::NONE);
            if diagnostic.span.is_some_and(|s| s.file == FileId::NONE) {
                diagnostic = Place { span: None, file: self.source.path.clone() }.of(diagnostic);
            }
            diags.push(diagnostic);
        }
        diags
    }
}

/// All files of a theme by their path within it: `templates/base.html`.
#[derive(Clone, Debug, Default)]
pub struct Files {
    by_path: BTreeMap<String, File>,
}

impl Files {
    /// The files of `themes/NAME/**` over the built-in ones; `None` if there is no such theme. Files that are too large to be
    /// held in memory are told and left out.
    pub fn gather(tree: &SourceTree, name: &str, diags: &mut Diagnostics) -> Option<Self> {
        let folder = format!("themes/{name}");
        let own: Vec<&SourceFile> = tree.in_folder(&folder).collect();
        if own.is_empty() && name != DEFAULT {
            return None;
        }
        let mut files = Self::built_in();
        for file in own {
            let Some(path) = file.path.strip_prefix(&folder).and_then(|p| p.strip_prefix('/')) else { continue };
            if matches!(file.content, Content::Stored(_)) {
                diags.push(codes::too_large(Span::new(file.id, 0, 0), path));
                continue;
            }
            let below = files.by_path.remove(path).map(Box::new);
            files.by_path.insert(path.to_owned(), File { source: file.clone(), below });
        }
        Some(files)
    }

    /// The built-in theme alone.
    pub fn built_in() -> Self {
        let file = |(path, bytes): &(&str, &[u8])| {
            let content = match std::str::from_utf8(bytes) {
                Ok(text) => Content::Text(Arc::from(text)),
                Err(_) => Content::Binary(Arc::from(*bytes)),
            };
            ((*path).to_owned(), File::new(FileId::NONE, format!("themes/{DEFAULT}/{path}"), content))
        };
        Self { by_path: BUILT_IN.iter().map(file).collect() }
    }

    /// The file at a path.
    pub fn at(&self, path: &str) -> Option<&File> {
        self.by_path.get(path)
    }

    /// The files below a folder (`messages`), with their paths within the folder, in order.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a File)> + 'a {
        self.by_path.iter().filter_map(move |(path, file)| {
            path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')).map(|rest| (rest, file))
        })
    }

    /// All files with their paths, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &File)> {
        self.by_path.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// All paths, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.by_path.keys().map(String::as_str)
    }
}

/// The names of the themes that a site can use: the built-in one and the folders of `themes/`.
pub fn names(tree: &SourceTree) -> Vec<String> {
    let mut names: Vec<String> = tree
        .in_folder("themes")
        .filter_map(|f| f.path.split('/').nth(1))
        .map(str::to_owned)
        .chain([DEFAULT.to_owned()])
        .collect();
    names.sort();
    names.dedup();
    names
}
