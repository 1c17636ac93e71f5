//! Ground: the files that were read, where a piece of text stands in them, and how a byte offset becomes a
//! line and a column. Imports nothing of ours.

pub mod conflict;
pub mod history;
pub mod names;
#[expect(clippy::disallowed_methods, reason = "the reading door, for what is read when it is wanted")]
pub mod stored;
pub mod trace;
#[expect(clippy::disallowed_methods, reason = "the reading door")]
pub mod walk;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::num::NonZeroU64;
use std::ops::Bound;
use std::sync::Arc;

use stored::{Reading, Stored};

use serde::{Deserialize, Serialize};

/// A file, by its path: the same in every tree and in every process, whatever other files there are, so that what holds it can be
/// kept from one build to the next. Its order says nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct FileId(NonZeroU64);

impl FileId {
    /// What stands in no file of a tree: a built-in file, a text that was made.
    pub const NONE: Self = Self(NonZeroU64::MIN);

    /// The id of a path.
    fn of(path: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        path.hash(&mut hasher);
        Self(NonZeroU64::MIN.saturating_add(hasher.finish().max(1)))
    }

    /// The id that is taken by a path whose own is another path's, which will not happen.
    fn next(self) -> Self {
        self.0.checked_add(1).map_or(Self(NonZeroU64::MIN.saturating_add(1)), Self)
    }
}

impl fmt::Display for FileId {
    /// As part of a name that is made for the file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// A byte range `start..end` of one file. Made by the readers, printed by `diag`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets; offsets past 4 GiB are clamped (no text is as long: see `walk`).
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { file, start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The byte range within the file.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value with the place it was written at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where.
    pub span: Span,
}

/// What a file holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// UTF-8, byte order mark kept (readers skip it).
    Text(Arc<str>),
    /// Anything that is not UTF-8: fonts of themes, and texts in another encoding.
    Binary(Arc<[u8]>),
    /// A file that nothing is read from as text: pictures, films, documents. It stays on the disk.
    Stored(Arc<Stored>),
}

impl Content {
    /// Whether both are the same piece of memory, which says more than equality and takes no time.
    pub fn ptr_eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Content::Text(a), Content::Text(b)) => Arc::ptr_eq(a, b),
            (Content::Binary(a), Content::Binary(b)) => Arc::ptr_eq(a, b),
            (Content::Stored(a), Content::Stored(b)) => Arc::ptr_eq(a, b),
            (Content::Text(_) | Content::Binary(_) | Content::Stored(_), _) => false,
        }
    }
}

/// One file as it was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Which file it is.
    pub id: FileId,
    /// Path relative to the project root, `/` between parts, NFC: `content/brief/_index.ar.md`.
    pub path: String,
    /// The bytes.
    pub content: Content,
}

impl SourceFile {
    /// The text, or `None` where the bytes are not UTF-8 or stay on the disk.
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(t) => Some(t),
            Content::Binary(_) | Content::Stored(_) => None,
        }
    }

    /// Why there is no [`text`](Self::text), for a message.
    pub fn why_no_text(&self) -> &'static str {
        match &self.content {
            Content::Text(_) | Content::Binary(_) => "it is not UTF-8",
            Content::Stored(_) => "it is too large, or no text",
        }
    }

    /// How many bytes.
    pub fn length(&self) -> u64 {
        match &self.content {
            Content::Text(t) => t.len() as u64,
            Content::Binary(b) => b.len() as u64,
            Content::Stored(file) => file.length(),
        }
    }

    /// All bytes. Those of a stored file are read now, which costs as much memory as it is long; an error if it is gone or no
    /// longer what was found. Where a part of them is enough, see [`open`](Self::open).
    pub fn bytes(&self) -> io::Result<Cow<'_, [u8]>> {
        Ok(match &self.content {
            Content::Text(t) => Cow::Borrowed(t.as_bytes()),
            Content::Binary(b) => Cow::Borrowed(b),
            Content::Stored(file) => Cow::Owned(file.read()?),
        })
    }

    /// Opens it, for whoever needs no more than a piece of it at a time.
    pub fn open(&self) -> io::Result<Reader<'_>> {
        Ok(match &self.content {
            Content::Text(t) => Reader::Memory(Cursor::new(t.as_bytes())),
            Content::Binary(b) => Reader::Memory(Cursor::new(b)),
            Content::Stored(file) => Reader::Disk(file.open()?),
        })
    }
}

/// A file that is being read, wherever its bytes are.
#[derive(Debug)]
pub enum Reader<'a> {
    /// In memory.
    Memory(Cursor<&'a [u8]>),
    /// On the disk.
    Disk(Reading),
}

impl Read for Reader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Memory(bytes) => bytes.read(buffer),
            Self::Disk(file) => file.read(buffer),
        }
    }
}

impl Seek for Reader<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::Memory(bytes) => bytes.seek(to),
            Self::Disk(file) => file.seek(to),
        }
    }
}

/// Everything that was read, sorted by path. The only input of the pure phases. A copy costs next to nothing, and one with other
/// contents no more than the list of its files.
#[derive(Clone, Debug, Default)]
pub struct SourceTree {
    files: Arc<Vec<SourceFile>>,
    /// Places in `files`.
    by_path: Arc<BTreeMap<String, usize>>,
    /// The same.
    by_id: Arc<BTreeMap<FileId, usize>>,
    /// Paths at which the disk has symbolic links: nothing was read there.
    links: Arc<BTreeSet<String>>,
    /// When files were changed last, where that was asked for ([`history`]).
    history: Option<Arc<str>>,
}

impl SourceTree {
    /// A tree from `(path, content)`.
    pub fn new(entries: impl IntoIterator<Item = (String, Content)>) -> Self {
        let sorted: BTreeMap<String, Content> = entries.into_iter().collect();
        let (mut files, mut by_path, mut by_id) = (Vec::with_capacity(sorted.len()), BTreeMap::new(), BTreeMap::new());
        for (path, content) in sorted {
            let mut id = FileId::of(&path);
            while by_id.contains_key(&id) {
                id = id.next();
            }
            by_id.insert(id, files.len());
            by_path.insert(path.clone(), files.len());
            files.push(SourceFile { id, path, content });
        }
        Self { files: Arc::new(files), by_path: Arc::new(by_path), by_id: Arc::new(by_id), ..Self::default() }
    }

    /// The same tree, which knows where the disk has symbolic links.
    #[must_use]
    pub fn with_links(self, links: impl IntoIterator<Item = String>) -> Self {
        Self { links: Arc::new(links.into_iter().collect()), ..self }
    }

    /// The same tree, which knows what Git says of its files.
    #[must_use]
    pub fn with_history(self, history: Option<Arc<str>>) -> Self {
        Self { history, ..self }
    }

    /// What Git says of the files, where that was asked for.
    pub fn history(&self) -> Option<&Arc<str>> {
        self.history.as_ref()
    }

    /// Whether this tree and another one know the same of links and of what Git says.
    pub fn is_beside_same(&self, other: &Self) -> bool {
        self.links == other.links && self.history == other.history
    }

    /// Whether a path is that of a symbolic link, or leads through one.
    pub fn is_link(&self, path: &str) -> bool {
        !self.links.is_empty() && path.match_indices('/').map(|(at, _)| &path[..at]).chain([path]).any(|p| self.links.contains(p))
    }

    /// The same files, some of them with other texts.
    #[must_use]
    pub fn with_texts(&self, texts: &BTreeMap<FileId, String>) -> Self {
        self.with_contents(texts.iter().map(|(id, text)| (*id, Content::Text(text.as_str().into()))))
    }

    /// The same files, some of them with other contents.
    #[must_use]
    pub fn with_contents(&self, contents: impl IntoIterator<Item = (FileId, Content)>) -> Self {
        let mut tree = self.clone();
        let files = Arc::make_mut(&mut tree.files);
        for (id, content) in contents {
            if let Some(at) = self.by_id.get(&id) {
                files[*at].content = content;
            }
        }
        tree
    }

    /// The same files with these texts at these paths, whether a file is there or not.
    #[must_use]
    pub fn overlaid(&self, texts: &BTreeMap<String, String>) -> Self {
        let content = |text: &String| Content::Text(text.as_str().into());
        if texts.keys().all(|path| self.by_path.contains_key(path)) {
            return self.with_contents(texts.iter().map(|(path, text)| (self.files[self.by_path[path]].id, content(text))));
        }
        let own = self.files.iter().map(|file| (file.path.clone(), file.content.clone()));
        Self::new(own.chain(texts.iter().map(|(path, text)| (path.clone(), content(text)))))
    }

    /// The same tree without some of its files: no path finds them any more, ids do.
    #[must_use]
    pub fn without(&self, gone: &BTreeSet<FileId>) -> Self {
        let mut tree = self.clone();
        Arc::make_mut(&mut tree.by_path).retain(|_, at| !gone.contains(&self.files[*at].id));
        tree
    }

    /// The file of an id of this tree.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[self.by_id[&id]]
    }

    /// The place of a file in [`files`](Self::files), if it is one of this tree.
    pub fn index(&self, id: FileId) -> Option<usize> {
        self.by_id.get(&id).copied()
    }

    /// The file at a path, if it was read.
    pub fn get(&self, path: &str) -> Option<&SourceFile> {
        self.by_path.get(path).map(|at| &self.files[*at])
    }

    /// All files, by path.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The files below a folder (`content`, without a slash at the end), by path.
    pub fn in_folder<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a SourceFile> + 'a {
        // A slash sorts before every letter and digit, but not before all that may stand in a name: `a-b` comes before `a/b`.
        let below = move |path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let from = self.by_path.range::<str, _>((Bound::Included(folder), Bound::Unbounded));
        from.take_while(move |(path, _)| path.starts_with(folder))
            .filter(move |(path, _)| below(path))
            .map(|(_, at)| &self.files[*at])
    }
}

/// Bytes between two places of a text whose characters were counted.
const STEP: usize = 1 << 10;

/// What columns are counted in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Bytes of UTF-8.
    Byte,
    /// Unicode scalar values.
    Scalar,
    /// Code units of UTF-16.
    Utf16,
}

/// Line starts of a text, for turning offsets into what an editor shows. Made once for all places of a text.
#[derive(Clone, Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// How many characters stand before each multiple of [`STEP`] bytes, so that long lines are not counted for each place.
    before: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    /// Index of `text`; lines end as Markdown, YAML and the protocol of editors have it: at `\n`, `\r\n` and at a `\r` alone, each of
    /// which belongs to the line it ends.
    pub fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(line_ends(text)).collect();
        let mut before = vec![0];
        for block in text.as_bytes().chunks(STEP) {
            before.push(before[before.len() - 1] + characters(block));
        }
        Self { text, starts, before }
    }

    /// The text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Where the line of a byte offset begins.
    pub fn line_start(&self, offset: usize) -> usize {
        self.starts[self.line(offset)]
    }

    /// Line and column of a byte offset, both from 1; columns count Unicode scalar values, as editors do.
    pub fn line_col(&self, offset: usize) -> (usize, usize) {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.line(offset);
        let start = self.starts[line];
        let marks = self.text[start..offset].chars().take_while(|c| *c == '\u{feff}').count();
        (line + 1, self.count(offset) - self.count(start) - marks + 1)
    }

    /// Line and column of a byte offset, both from 0 as protocols of editors count; a byte order mark is no part of its line.
    pub fn position(&self, offset: usize, unit: Unit) -> (usize, usize) {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.line(offset);
        let before = &self.text[self.starts[line]..offset];
        let before = before.trim_start_matches('\u{feff}');
        let column = match unit {
            Unit::Byte => before.len(),
            Unit::Scalar => characters(before.as_bytes()),
            Unit::Utf16 => before.chars().map(char::len_utf16).sum(),
        };
        (line, column)
    }

    /// Byte offset of a line and column, both from 0; a column behind the end of its line, or within a character, is what stands before
    /// it.
    pub fn byte(&self, line: usize, column: usize, unit: Unit) -> usize {
        let Some(start) = self.starts.get(line) else { return self.text.len() };
        let next = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        let whole = &self.text[*start..next];
        let own = whole.trim_start_matches('\u{feff}').trim_end_matches(['\n', '\r']);
        let start = start + whole.len() - whole.trim_start_matches('\u{feff}').len();
        let mut at = 0;
        for (offset, c) in own.char_indices() {
            at += match unit {
                Unit::Byte => c.len_utf8(),
                Unit::Scalar => 1,
                Unit::Utf16 => c.len_utf16(),
            };
            if at > column {
                return start + offset;
            }
        }
        start + own.len()
    }

    /// Byte offset of a line and column, both from 1; clamped to the text.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let Some(start) = self.starts.get(line.saturating_sub(1)) else { return self.text.len() };
        let rest = &self.text[*start..];
        let rest_start = start + if rest.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        self.text[rest_start..].char_indices().nth(column.saturating_sub(1)).map_or(self.text.len(), |(i, _)| rest_start + i)
    }

    /// The line of a byte offset, from 0.
    fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|s| *s <= offset) - 1
    }

    /// How many characters begin before a byte offset.
    fn count(&self, offset: usize) -> usize {
        let step = offset / STEP;
        self.before[step] + characters(&self.text.as_bytes()[step * STEP..offset])
    }
}

/// Where the lines of a text end, behind what ends them. What follows the last end is a line too, if an empty one.
pub fn line_ends(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(['\n', '\r'])
        .map(|(at, _)| at + 1)
        .filter(move |at| !(text[..*at].ends_with('\r') && text[*at..].starts_with('\n')))
}

/// How many characters begin in a piece of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::{LineIndex, Unit};

    #[test]
    fn columns_count_letters_not_bytes() {
        let index = LineIndex::new("a\nعنوان: x\n");
        assert_eq!(index.line_col(0), (1, 1));
        assert_eq!(index.line_col("a\nعنوان: ".len()), (2, 8));
        assert_eq!(index.offset(2, 8), "a\nعنوان: ".len());
        assert_eq!(index.line_col(10_000), (3, 1));
        assert_eq!(index.line_start("a\nعن".len()), 2);
    }

    #[test]
    fn a_return_alone_ends_a_line_as_one_with_a_feed_does() {
        let index = LineIndex::new("a\rب\r\nc\n\rd\r");
        let lines: Vec<(usize, usize)> =
            ["a", "ب", "c", "d"].iter().map(|c| index.line_col(index.text().find(c).expect("there"))).collect();
        assert_eq!(lines, [(1, 1), (2, 1), (3, 1), (5, 1)]);
        assert_eq!(index.position(index.text().len(), Unit::Utf16), (5, 0));
    }

    #[test]
    fn places_are_the_same_in_every_unit() {
        let text = "\u{feff}سعر 😀x\r\ne\u{301}👩‍👩‍👧 12\r\n\nآخر";
        let index = LineIndex::new(text);
        let at = text.find('x').expect("there");
        assert_eq!(index.position(at, Unit::Byte), (0, "سعر 😀".len()));
        assert_eq!(index.position(at, Unit::Scalar), (0, 5));
        assert_eq!(index.position(at, Unit::Utf16), (0, 6));
        for (at, c) in text.char_indices().filter(|(_, c)| !matches!(c, '\r' | '\n' | '\u{feff}')) {
            for unit in [Unit::Byte, Unit::Scalar, Unit::Utf16] {
                let (line, column) = index.position(at, unit);
                assert_eq!(index.byte(line, column, unit), at, "{c} in {unit:?}");
            }
            let (line, column) = index.position(at, Unit::Scalar);
            assert_eq!(index.line_col(at), (line + 1, column + 1));
        }
        // Behind a line, within a character, behind the text.
        assert_eq!(index.byte(0, 99, Unit::Utf16), text.find('\r').expect("there"));
        assert_eq!(index.byte(0, 5, Unit::Utf16), text.find('😀').expect("there"));
        assert_eq!(index.byte(9, 0, Unit::Byte), text.len());
    }

    #[test]
    fn long_lines_are_counted_as_short_ones_are() {
        let text = format!("\u{feff}{}\n{}", "ab\u{1f600}ع".repeat(700), "و".repeat(3_000));
        let index = LineIndex::new(&text);
        for (at, _) in text.char_indices().step_by(97).chain([(text.len(), ' ')]) {
            let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
            let column = text[start..at].trim_start_matches('\u{feff}').chars().count() + 1;
            assert_eq!(index.line_col(at), (1 + usize::from(start > 0), column), "{at}");
        }
    }
}
