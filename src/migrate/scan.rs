//! The pass over a text, from left to right: code is copied, headings keep their names, and what begins as a mark does is handed to
//! whoever knows the marks of the generator ([`Hooks`]). What cannot be carried becomes a remark before its block.

use std::ops::Range;

use super::headings::{self, Heading};
use super::links::Index;
use super::model::{Fate, Left};
use super::{code, tags};
use crate::escape::html_comment;

/// Texts within texts, at most.
const DEEPEST: usize = 16;
/// How many texts, and how many bytes of them, a page takes in at most.
const MOST_TAKEN_IN: (usize, usize) = (1000, 2 << 20);

/// What a text became.
#[derive(Debug, Default)]
pub struct Converted {
    /// The Markdown.
    pub text: String,
    /// What is left of it.
    pub left: Left,
    /// Whether it holds HTML.
    pub has_html: bool,
    /// Remarks that wait for a block to stand before.
    remarks: Vec<String>,
    included: (usize, usize),
}

/// Who knows the marks of a generator. Each is asked at a place of a text, and says whether it went on from there.
#[derive(Clone, Copy)]
pub struct Hooks {
    /// Asked at the beginning of a line.
    pub line: fn(&mut Converter<'_>, &str) -> bool,
    /// Asked where a sign stands that marks begin with.
    pub mark: fn(&mut Converter<'_>) -> bool,
    /// What marks within the address of a link stand for; `None` where nobody knows.
    pub address: fn(&Converter<'_>, &str) -> Option<String>,
}

/// Where a text stands.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The page that shows it.
    pub page: usize,
    /// Its file.
    pub path: &'a str,
    /// The line of the file in which it begins.
    pub line: usize,
}

/// The conversion of one text.
pub struct Converter<'a> {
    /// Where links lead.
    pub index: &'a Index<'a>,
    /// Who knows the marks.
    pub hooks: Hooks,
    /// Where it stands.
    pub place: Place<'a>,
    /// What is converted.
    pub text: &'a str,
    /// How far it has come.
    pub at: usize,
    /// The Markdown so far.
    pub out: String,
    /// What is left.
    pub left: Left,
    /// Whether there was HTML.
    pub has_html: bool,
    /// The marks of the generator in it.
    pub tags: Vec<tags::Tag>,
    code: Vec<Range<usize>>,
    headings: std::vec::IntoIter<Heading>,
    is_inline: bool,
    depth: usize,
    remarks: Vec<String>,
    counted: (usize, usize),
    /// How many texts of other files were taken in so far, and their bytes.
    included: (usize, usize),
}

/// Converts the body of a page.
pub fn page(index: &Index<'_>, hooks: Hooks, at: usize) -> Converted {
    let page = index.page(at);
    let place = Place { page: at, path: &page.path, line: page.line };
    let mut own = Converter::new(index, hooks, place, &page.body, (0, false));
    own.headings = headings::of(&page.body, index.found.anchors).into_iter();
    own.run().0
}

impl<'a> Converter<'a> {
    fn new(index: &'a Index<'a>, hooks: Hooks, place: Place<'a>, text: &'a str, (depth, is_inline): (usize, bool)) -> Self {
        let code = code::ranges(text);
        let tags = tags::all(index.found.generator, text, &code);
        Self {
            index,
            hooks,
            place,
            text,
            at: 0,
            out: String::with_capacity(text.len()),
            left: Left::default(),
            has_html: false,
            tags,
            code,
            headings: Vec::new().into_iter(),
            is_inline,
            depth,
            remarks: Vec::new(),
            counted: (0, 0),
            included: (0, 0),
        }
    }

    fn run(mut self) -> (Converted, std::vec::IntoIter<Heading>) {
        while self.at < self.text.len() {
            if !(self.copy_code() || self.is_at_line() && self.block()) {
                self.inline();
            }
        }
        let Self { out: text, left, has_html, remarks, included, headings, .. } = self;
        (Converted { text, left, has_html, remarks, included }, headings)
    }

    /// A text within this one, with the line in which it begins.
    pub fn nested(&mut self, text: &str, line: usize, is_inline: bool) -> String {
        self.taken_in(text, self.place.path, line, is_inline)
    }

    /// What stands in a place that takes in the text of another file; `None` where the page took in more than pages do.
    pub fn included(&mut self, text: &str, path: &str, is_inline: bool) -> Option<String> {
        self.included = (self.included.0 + 1, self.included.1 + text.len());
        let fits = self.included.0 <= MOST_TAKEN_IN.0 && self.included.1 <= MOST_TAKEN_IN.1 && self.depth < DEEPEST;
        fits.then(|| self.taken_in(text, path, 1, is_inline))
    }

    /// A text of another file that stands in this one.
    pub fn taken_in(&mut self, text: &str, path: &str, line: usize, is_inline: bool) -> String {
        if self.depth >= DEEPEST {
            return text.to_owned();
        }
        let place = Place { page: self.place.page, path, line };
        let mut inner = Converter::new(self.index, self.hooks, place, text, (self.depth + 1, is_inline));
        inner.included = self.included;
        if !is_inline && path == self.place.path {
            inner.headings = std::mem::take(&mut self.headings);
        }
        let (converted, headings) = inner.run();
        if !is_inline && path == self.place.path {
            self.headings = headings;
        }
        self.left.extend(converted.left);
        self.has_html |= converted.has_html;
        self.included = converted.included;
        for remark in converted.remarks {
            self.put_remark(&remark);
        }
        converted.text
    }

    /// The line of the file in which a place of the text stands. Asked for places in their order.
    pub fn line(&mut self, at: usize) -> usize {
        let (from, lines) = if self.counted.0 <= at { self.counted } else { (0, 0) };
        let lines = lines + self.text[from..at].matches('\n').count();
        self.counted = (at, lines);
        self.place.line + lines
    }

    /// What is left to convert.
    pub fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The line from here on, without its end.
    pub fn rest_of_line(&self) -> &'a str {
        self.rest().split('\n').next().unwrap_or_default()
    }

    /// Whether only blanks stand before this place on its line.
    pub fn is_alone_before(&self, at: usize) -> bool {
        let start = self.text[..at].rfind('\n').map_or(0, |at| at + 1);
        self.text[start..at].trim().is_empty()
    }

    fn is_at_line(&self) -> bool {
        self.at == 0 || self.text.as_bytes()[self.at - 1] == b'\n'
    }

    fn copy_code(&mut self) -> bool {
        let next = self.code.partition_point(|range| range.end <= self.at);
        let Some(range) = self.code.get(next).filter(|range| range.start <= self.at).cloned() else { return false };
        self.out.push_str(&self.text[self.at..range.end]);
        self.at = range.end;
        true
    }

    /// Whether a place is in code.
    pub fn is_code(&self, at: usize) -> bool {
        code::is_in(&self.code, at)
    }

    /// A line that is something as a whole.
    fn block(&mut self) -> bool {
        if self.is_inline {
            return false;
        }
        let line = self.rest_of_line();
        if headings::line_of(line).is_some() {
            self.heading(line);
            return true;
        }
        (self.hooks.line)(self, line) || self.underlined(line)
    }

    fn heading(&mut self, line: &str) {
        let own = self.headings.next();
        let (_, words) = headings::line_of(line).unwrap_or_default();
        let start = line.len() - line.trim_start_matches([' ', '#']).len();
        let (_, words) = headings::explicit(words.trim_end_matches('#').trim_end());
        let from = self.line(self.at);
        let head = line[..start].trim_end().to_owned();
        let inner = self.nested(words.trim(), from, true);
        self.out.extend([head.as_str(), " ", inner.trim()]);
        self.name(own);
        self.at += line.len();
    }

    /// A heading that has its line below it.
    fn underlined(&mut self, line: &str) -> bool {
        let below = self.rest()[line.len()..].strip_prefix('\n').and_then(|rest| rest.split('\n').next());
        let Some(below) = below.filter(|below| headings::is_underline(below)) else { return false };
        let (_, words) = headings::explicit(line.trim());
        let is_heading = self.headings.as_slice().first().is_some_and(|next| next.text == headings::plain(words));
        if !is_heading {
            return false;
        }
        let own = self.headings.next();
        let from = self.line(self.at);
        let inner = self.nested(words, from, true);
        self.out.extend([if below.trim_start().starts_with('=') { "# " } else { "## " }, inner.trim()]);
        self.name(own);
        self.at += line.len() + 1 + below.len();
        true
    }

    fn name(&mut self, heading: Option<Heading>) {
        if let Some(name) = heading.filter(|heading| heading.is_named).and_then(|heading| heading.old) {
            self.out.extend([" {#", &name, "}"]);
            self.left.carried("names of headings");
        }
    }

    /// What stands within a line.
    fn inline(&mut self) {
        let rest = self.rest();
        let is_handled = match rest.as_bytes()[0] {
            b'{' | b'<' | b'!' | b'[' => (self.hooks.mark)(self),
            b'\\' => {
                let length = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
                self.copy(length);
                true
            }
            _ => false,
        };
        if !is_handled {
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let plain = rest[first..].find(['{', '<', '!', '[', '\\', '\n', '`', '~']).map_or(rest.len(), |at| at + first);
            let next = self.code.partition_point(|range| range.start < self.at + first);
            let until = self.code.get(next).map_or(usize::MAX, |range| range.start - self.at);
            // A line begins anew behind its end.
            let length = if rest.starts_with('\n') { 1 } else { plain };
            self.copy(length.min(until).max(first));
        }
    }

    /// Goes on behind what is not shown; the headings in it are none.
    pub fn skip(&mut self, to: usize) {
        if !self.is_inline {
            let skipped = headings::of(&self.text[self.at..to], self.index.found.anchors).len();
            (0..skipped).for_each(|_| drop(self.headings.next()));
        }
        self.at = to;
    }

    /// Copies bytes as they are.
    pub fn copy(&mut self, length: usize) {
        self.out.push_str(&self.text[self.at..self.at + length]);
        self.at += length;
    }

    /// Notes what cannot be carried and writes it as a remark before its block; behind this nothing of the mark is left in the text.
    pub fn keep(&mut self, range: Range<usize>, why: &str) {
        let line = self.line(range.start);
        let raw = self.text[range.clone()].trim();
        let raw = if raw.len() > 2_000 { &raw[..raw.floor_char_boundary(2_000)] } else { raw };
        self.left.note((self.place.path, line), Fate::Remark, raw, why);
        let shown = html_comment(&raw.split_whitespace().collect::<Vec<_>>().join(" "));
        let remark = format!("<!-- bayan: imported {}:{line}: {shown} -->", html_comment(self.place.path));
        self.put_remark(&remark);
    }

    /// Notes something without keeping it.
    pub fn note(&mut self, at: usize, fate: Fate, what: &str, why: &str) {
        let line = self.line(at);
        self.left.note((self.place.path, line), fate, what, why);
    }

    fn put_remark(&mut self, remark: &str) {
        if self.is_inline {
            self.remarks.push(remark.to_owned());
            return;
        }
        let at = self.out.rfind("\n\n").map_or(0, |at| at + 2);
        let indent: String = self.out[at..].chars().take_while(|c| *c == ' ').collect();
        let indent = if indent.len() < self.out.len() - at { indent } else { String::new() };
        self.out.insert_str(at, &format!("{indent}{remark}\n\n"));
    }

    /// Writes a block with empty lines around it.
    pub fn put_block(&mut self, block: &str) {
        while self.out.ends_with(' ') {
            self.out.pop();
        }
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push_str(if self.out.ends_with('\n') { "\n" } else { "\n\n" });
        }
        self.out.push_str(block.trim_matches('\n'));
        self.out.push('\n');
        let rest = self.rest();
        let is_ended = rest.is_empty() || rest.trim_start_matches(' ').starts_with('\n');
        if !is_ended {
            self.out.push('\n');
        } else if !rest.trim_start_matches(' ').starts_with("\n\n") && !rest.trim().is_empty() {
            self.out.push('\n');
            self.at += rest.len() - rest.trim_start_matches(' ').len() + 1;
        }
    }
}
