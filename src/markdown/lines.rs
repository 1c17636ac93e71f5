//! A body of Markdown -> its lines of visible text, in which every letter knows its bytes in the file. For whoever looks at letters instead of meaning: the tree has forgotten how a text was typed.
//!
//! Markup is left out, so that `**نص** ،` is `نص ،`; code, formulas and pictures are one U+FFFC each; bare addresses keep
//! their length but not their letters. Delimiters beside a word are left out whether or not they pair: what stays literal is
//! reported where the body is read.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::events;
use super::line::{ATOM, Kind, Line, Link, hidden};
use super::tag::{TagKind, scan};

/// A picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    /// Its bytes in the file.
    pub range: Range<usize>,
    /// Its alternative text.
    pub alt: String,
    /// Whether it is an element of raw HTML.
    pub is_raw: bool,
}

/// What stands in a body.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lines {
    /// The lines, in the order in which they end.
    pub lines: Vec<Line>,
    /// The pictures, in order.
    pub pictures: Vec<Picture>,
    /// Rows with more cells than their table's head, and how many that has: what is left over is on no page.
    pub surplus: Vec<(Range<usize>, usize)>,
    /// The first lines of fenced blocks that nothing closes.
    pub unclosed: Vec<Range<usize>>,
    /// Numbers of lists that are printed as others, the first of each list, with what was typed and what is printed.
    pub renumbered: Vec<(Range<usize>, u64, u64)>,
}

/// Reads the bytes `body` of a file.
pub fn read(source: &str, body: Range<usize>) -> Lines {
    let markdown = source.get(body.clone()).unwrap_or_default();
    let mut reader = Reader {
        source,
        found: Lines::default(),
        open: Vec::new(),
        links: Vec::new(),
        quotes: 0,
        verbatim: None,
        columns: 0,
        lists: Vec::new(),
    };
    for (event, range) in events::read(markdown).list {
        reader.event(event, body.start + range.start..body.start + range.end);
    }
    reader.close_line();
    reader.found
}

struct Reader<'a> {
    source: &'a str,
    found: Lines,
    /// The line that takes text, and those around it: a picture's stands within another.
    open: Vec<Line>,
    /// Links that are open: where they begin, and where they lead.
    links: Vec<(Range<usize>, usize, String, LinkType)>,
    quotes: usize,
    /// A block of HTML or code that is open.
    verbatim: Option<Range<usize>>,
    /// How many columns the open table has.
    columns: usize,
    /// The lists that are open, those with numbers with the number that comes next.
    lists: Vec<Option<Numbers>>,
}

/// The numbers of a list.
struct Numbers {
    first: u64,
    next: u64,
    is_told: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(end),
            Event::Text(text) if self.verbatim.is_none() => self.text(&text, range),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.line(&range).push(ATOM, range, false);
            }
            Event::SoftBreak | Event::HardBreak => self.line(&range).push("\n", range, false),
            Event::InlineHtml(_) => self.raw_pictures(&range),
            Event::Text(_) | Event::Html(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::Rule => {}
        }
    }

    /// The open line, or a new one: text directly in an item belongs to no paragraph.
    fn line(&mut self, range: &Range<usize>) -> &mut Line {
        if self.open.is_empty() {
            self.open_line(Kind::Paragraph, range.clone());
        }
        let last = self.open.len() - 1;
        let line = &mut self.open[last];
        line.range.end = line.range.end.max(range.end);
        line
    }

    fn open_line(&mut self, kind: Kind, range: Range<usize>) {
        self.open.push(Line::new(kind, range, self.quotes > 0));
    }

    fn close_line(&mut self) {
        if let Some(mut line) = self.open.pop() {
            line.hide_addresses();
            self.found.lines.push(line);
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Link { link_type, dest_url, .. } => {
                let at = self.line(&range).text.len();
                self.links.push((range, at, dest_url.into_string(), link_type));
            }
            Tag::Image { title, .. } => {
                self.line(&range).push(ATOM, range.clone(), false);
                self.title(&title, &range);
                self.open_line(Kind::Picture, range);
            }
            Tag::HtmlBlock => {
                self.close_line();
                self.verbatim = Some(range);
            }
            Tag::Paragraph => self.begin(Kind::Paragraph, range),
            Tag::Heading { .. } => self.begin(Kind::Heading, range),
            Tag::DefinitionListTitle => self.begin(Kind::Cell, range),
            // Only the table is a block that a comment can stand before.
            Tag::TableCell => self.open_line(Kind::Cell, range),
            Tag::CodeBlock(kind) => {
                let block = &self.source[range.clone()];
                if kind.is_fenced() && !is_closed(block) {
                    let first = block.lines().next().map_or(0, str::len);
                    self.found.unclosed.push(range.start..range.start + first);
                }
                self.close_line();
                self.verbatim = Some(range);
            }
            Tag::BlockQuote(kind) => {
                self.close_line();
                // An alert is the author's own words.
                self.quotes += usize::from(kind.is_none() || self.quotes > 0);
            }
            Tag::Table(columns) => {
                self.columns = columns.len();
                self.close_line();
            }
            Tag::TableRow => {
                if cells(&self.source[range.clone()]) > self.columns {
                    self.found.surplus.push((range, self.columns));
                }
            }
            Tag::List(first) => {
                self.lists.push(first.map(|first| Numbers { first, next: first, is_told: false }));
                self.close_line();
            }
            Tag::Item => {
                self.count(&range);
                self.close_line();
            }
            Tag::FootnoteDefinition(_) | Tag::DefinitionList | Tag::DefinitionListDefinition => {
                self.close_line();
            }
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::TableHead
            | Tag::MetadataBlock(_) => {}
        }
    }

    /// An item begins: is its number the one that is printed? Where all are the same the list counts by itself.
    fn count(&mut self, item: &Range<usize>) {
        let Some(Some(numbers)) = self.lists.last_mut() else { return };
        let written = self.source[item.clone()].trim_start();
        let digits = &written[..written.find(|c: char| !c.is_ascii_digit()).unwrap_or(written.len())];
        let start = item.end - written.len();
        if let Ok(typed) = digits.parse::<u64>()
            && !numbers.is_told
            && typed != numbers.next
            && typed != numbers.first
        {
            numbers.is_told = true;
            self.found.renumbered.push((start..start + digits.len(), typed, numbers.next));
        }
        numbers.next = numbers.next.saturating_add(1);
    }

    fn begin(&mut self, kind: Kind, range: Range<usize>) {
        self.close_line();
        self.open_line(kind, range);
    }

    /// The title of a picture is its caption. Where it is escaped its letters have no places.
    fn title(&mut self, title: &str, range: &Range<usize>) {
        let at = self.source[range.clone()].rfind(title).filter(|_| !title.is_empty());
        if let Some(at) = at {
            let source = range.start + at..range.start + at + title.len();
            let mut caption = Line::new(Kind::Picture, source.clone(), self.quotes > 0);
            caption.push(title, source, true);
            self.found.lines.push(caption);
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Link => self.end_link(),
            TagEnd::Image => {
                if let Some(line) = self.open.last() {
                    self.found.pictures.push(Picture { range: line.range.clone(), alt: line.text.clone(), is_raw: false });
                }
                self.close_line();
            }
            TagEnd::HtmlBlock => {
                if let Some(range) = self.verbatim.take() {
                    self.raw_pictures(&range);
                }
            }
            TagEnd::CodeBlock => self.verbatim = None,
            TagEnd::BlockQuote(_) => {
                self.close_line();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionListDefinition
            | TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::TableCell
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionList => self.close_line(),
            TagEnd::List(_) => {
                self.lists.pop();
                self.close_line();
            }
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn end_link(&mut self) {
        let Some((source, at, target, link_type)) = self.links.pop() else { return };
        let Some(line) = self.open.last_mut() else { return };
        let text = at.min(line.text.len())..line.text.len();
        if matches!(link_type, LinkType::Autolink | LinkType::Email) {
            let hidden = hidden(&line.text[text.clone()]);
            line.text.replace_range(text, &hidden);
        } else {
            // Words that the ledger brings.
            if text.is_empty() {
                line.push(ATOM, source.clone(), false);
            }
            line.links.push(Link { source, text, target });
        }
    }

    /// The pictures of a piece of raw HTML.
    fn raw_pictures(&mut self, range: &Range<usize>) {
        for tag in scan(&self.source[range.clone()]) {
            let TagKind::Open { name, attributes } = tag.kind else { continue };
            if name == "img" {
                let alt = attributes.into_iter().find(|(name, _)| name == "alt").map(|(_, value)| value).unwrap_or_default();
                let range = range.start + tag.range.start..range.start + tag.range.end;
                self.found.pictures.push(Picture { range, alt, is_raw: true });
            }
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        let source = self.source;
        let line = self.line(&range);
        if source.get(range.clone()) == Some(text) {
            line.push_plain(source, range);
        } else {
            line.push(text, range, false);
        }
    }
}

/// Whether a fenced block ends with its own marks. What quotes it stands before them.
fn is_closed(block: &str) -> bool {
    let outside = [' ', '\t', '>'];
    let first = block.trim_start_matches(outside);
    let mark = if first.starts_with('~') { '~' } else { '`' };
    let width = first.len() - first.trim_start_matches(mark).len();
    let last = block.trim_end().rsplit_once('\n').map_or("", |(_, last)| last.trim_start_matches(outside));
    last.len() >= width && last.chars().all(|c| c == mark)
}

/// How many cells a row of a table has, those behind the last that says something left out.
fn cells(row: &str) -> usize {
    let row = row.trim();
    let mut ends: Vec<usize> = Vec::new();
    let mut is_escaped = false;
    for (at, c) in row.char_indices() {
        if c == '|' && !is_escaped && at > 0 {
            ends.push(at);
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    ends.push(row.len());
    let start = |n: usize| n.checked_sub(1).map_or(usize::from(row.starts_with('|')), |n| ends[n] + 1).min(row.len());
    ends.iter().enumerate().rev().find(|(n, end)| !row[start(*n).min(**end)..**end].trim().is_empty()).map_or(0, |(n, _)| n + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::read;
    use crate::markdown::line::Line;

    #[track_caller]
    fn check(markdown: &str, expect: &[&str]) {
        let found = read(markdown, 0..markdown.len());
        assert_eq!(found.lines.iter().map(|l| l.text.as_str()).collect::<Vec<_>>(), expect, "{markdown}");
    }

    #[test]
    fn lines_hold_what_is_visible() {
        check("قال **«نعم»**وهو [رابط](x.md \"t\") `a`", &["قال «نعم»وهو رابط \u{fffc}"]);
        check("## A *b*\n\nsee https://x.org, 2 * 3", &["A b", "see xxxxxxxxxxxxx, 2 * 3"]);
        check("- a\n  - b\n- c\nd", &["a", "b", "c\nd"]);
        check("| a | **b** |\n|---|---|\n| 1 | ~~2~~ |", &["a", "b", "1", "2"]);
        check("x ![وصف](p.png \"شرح\") y[^1]\n\n[^1]: z &amp; w", &["شرح", "وصف", "x \u{fffc} y", "z & w"]);
        check("```\ncode ,\n```\n\n$x$ <b>y</b>\n\n<div>\nraw\n</div>", &["\u{fffc} y"]);
    }

    #[test]
    fn cells_without_a_column_are_told() {
        let rows = |markdown: &str| -> Vec<String> {
            read(markdown, 0..markdown.len()).surplus.into_iter().map(|(r, _)| markdown[r].trim().to_owned()).collect()
        };
        let table =
            "| أ | ب |\n|---|---|\n| 1 | 2 | 3 |\n| 1 | 2 |\n1 | 2\n| 1 \\| 2 | 3 |\n| 1 | 2 | |\n| |\n| 1 | `a|b` | 2 |\n";
        assert_eq!(rows(table), ["| 1 | 2 | 3 |", "| 1 | `a|b` | 2 |"]);
        assert_eq!(rows("> | a |\n> |---|\n> | 1 | 2 |\n"), ["| 1 | 2 |"]);
    }

    #[test]
    fn values_of_yaml_have_places() {
        let source = "summary: >-\n  أول\n  ثانٍ، ثالث\n";
        let line = Line::of_value(source, 9..11, source.len(), "أول ثانٍ، ثالث");
        let at = line.text.find('،').expect("there");
        let place = line.place(&(at..at + 2));
        assert!(place.is_exact && &source[place.range] == "،");
        assert!(!Line::of_value("a: \"x\\u0041\"", 3..12, 12, "xA").place(&(0..1)).is_exact);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn exact_places_hold_the_text(markdown in "([ab \n،و«»*_~`\\[\\]()<>!|#>&;-]|نص|https://x.org |\\PC)*") {
            for line in read(&markdown, 0..markdown.len()).lines {
                for (at, c) in line.text.char_indices() {
                    let place = line.place(&(at..at + c.len_utf8()));
                    prop_assert!(markdown.get(place.range.clone()).is_some());
                    if place.is_exact && !"xéạ\u{1D431}".contains(c) {
                        prop_assert_eq!(&markdown[place.range], c.to_string());
                    }
                }
            }
        }

        #[test]
        fn values_never_panic(source in "\\PC*", value in "\\PC*") {
            let line = Line::of_value(&source, 0..source.len() / 2, source.len(), &value);
            prop_assert_eq!(line.text, value);
        }
    }
}
