//! A page of a briefing with facts -> the numbers of its text that come from nowhere, and exceptions that nothing needs.

use std::collections::BTreeSet;

use super::text::quotations;
use crate::ast::meta::BareNumbers;
use crate::ast::walk::{self, Child};
use crate::ast::{Block, BlockKind, Document, Inline};
use crate::diag::Diagnostics;
use crate::diag::codes::ledger as codes;
use crate::locale::numeral::{Numeral, normal, numerals};
use crate::locale::{Locale, LocaleId, Locales};
use crate::source::trace::Trace;
use crate::source::{SourceTree, Span};
use crate::yaml::{Node, Value, Yaml, parse_text};

/// Fields of figures that hold ids, names of files, or how to draw.
const NOT_NUMBERS: [&str; 14] =
    ["column", "decimals", "event", "fact", "from", "lat", "limit", "lon", "person", "place", "sort", "source", "src", "type"];

/// The numbers of one page.
pub(in crate::lint) struct Guard<'a> {
    document: &'a Document,
    locales: &'a Locales,
    tree: &'a SourceTree,
    allowed: BTreeSet<String>,
    met: BTreeSet<String>,
    found: Vec<(Span, String)>,
}

impl<'a> Guard<'a> {
    /// Reads the exceptions of a page.
    pub fn new(document: &'a Document, locales: &'a Locales, tree: &'a SourceTree) -> Self {
        let locale = locales.get(document.locale);
        let allowed = match &document.meta.bare_numbers {
            BareNumbers::Some(list) => list.iter().map(|a| value_of(&a.number.value, locale)).collect(),
            BareNumbers::None | BareNumbers::All(_) => BTreeSet::new(),
        };
        Self { document, locales, tree, allowed, met: BTreeSet::new(), found: Vec::new() }
    }

    /// Looks at all of it.
    pub fn page(mut self, diags: &mut Diagnostics) {
        if let BareNumbers::All(_) = self.document.meta.bare_numbers {
            return;
        }
        for figure in &self.document.meta.key_figures {
            self.line(&figure.value.content, figure.value.span, self.document.locale);
        }
        self.blocks(&self.document.blocks);
        for (span, number) in &self.found {
            diags.push(codes::bare_number(*span, number));
        }
        if let BareNumbers::Some(list) = &self.document.meta.bare_numbers {
            let locale = self.locales.get(self.document.locale);
            for allowed in list.iter().filter(|a| !self.met.contains(&value_of(&a.number.value, locale))) {
                diags.push(codes::unused_bare_number(allowed.number.span, &allowed.number.value));
            }
        }
    }

    /// Footnotes are left out: locators stand there. So are quotations and code.
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Figure { yaml, body, .. } => self.figure(yaml, *body, block.locale),
            BlockKind::Quote(_) | BlockKind::Code { .. } | BlockKind::Math { .. } | BlockKind::Raw(_) | BlockKind::Rule => {}
            BlockKind::Paragraph(_)
            | BlockKind::Heading { .. }
            | BlockKind::List { .. }
            | BlockKind::Callout { .. }
            | BlockKind::Table { .. }
            | BlockKind::CaptionedImage { .. }
            | BlockKind::Definitions(_) => walk::children(block, &mut |child| match child {
                Child::Block(block) => self.block(block),
                Child::Line(line) => self.line(line.content, line.span, line.locale),
            }),
        }
    }

    /// The numbers that a figure writes itself instead of taking them from facts, events and places.
    fn figure(&mut self, text: &str, body: Span, locale: LocaleId) {
        // What is wrong with the block has been reported where it was read.
        if let Some(yaml) = parse_text(body.file, text, body.range().start, &mut Diagnostics::new()).whole() {
            self.values(&yaml, yaml.root(), locale);
        }
    }

    /// Recursion is bounded by the parser's limit of nesting.
    fn values(&mut self, yaml: &Yaml<'_>, node: &Node, locale: LocaleId) {
        let written = match &node.value {
            Value::Map(entries) => {
                let is_plain = |key: &Node| matches!(&key.value, Value::Text(key) if NOT_NUMBERS.contains(&key.as_str()));
                entries.iter().filter(|(key, _)| !is_plain(key)).for_each(|(_, value)| self.values(yaml, value, locale));
                return;
            }
            Value::List(items) => return items.iter().for_each(|item| self.values(yaml, item, locale)),
            Value::Int(n) => n.to_string(),
            Value::Float(f) => f.to_string(),
            Value::Text(text) => text.clone(),
            Value::Null | Value::Bool(_) => return,
        };
        let told = self.found.len();
        for Numeral { range, value } in numerals(&written, self.locales.get(locale)) {
            self.number(yaml.span(node), &written[range], value);
        }
        // A date is one thing.
        if is_date(&written) && self.found.len() > told {
            self.found.truncate(told);
            self.found.push((yaml.span(node), written));
        }
    }

    fn number(&mut self, at: Span, written: &str, value: String) {
        if self.allowed.contains(&value) {
            self.met.insert(value);
        } else {
            self.found.push((at, written.to_owned()));
        }
    }

    /// The numbers of a line, with what comes from the ledger or stands in quotation marks left out.
    fn line(&mut self, content: &[Inline], span: Span, locale: LocaleId) {
        let mut line = Line { document: self.document, text: String::new(), trace: Trace::default(), own: Vec::new() };
        line.add(content, false);
        let quoted = quotations(&line.text);
        for Numeral { range, value } in numerals(&line.text, self.locales.get(locale)) {
            let written = &line.text[range.clone()];
            let at = line.trace.place(&range).map_or(span, |place| Span::new(span.file, place.range.start, place.range.end));
            let is_own = line.own.iter().chain(&quoted).any(|r| r.start <= range.start && range.end <= r.end);
            if !is_own && !counts_item(self.tree, at) {
                self.number(at, written, value);
            }
        }
    }
}

/// `2022-01-02`, `2022-01`.
fn is_date(written: &str) -> bool {
    let mut parts = written.split('-');
    let is_year = parts.next().is_some_and(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()));
    is_year && parts.clone().count() > 0 && parts.all(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a number begins a line and counts an item: `(1) one`, `١- نص`. That it is no list of Markdown is told as such.
fn counts_item(tree: &SourceTree, at: Span) -> bool {
    let source = tree.file(at.file).text().unwrap_or_default();
    let (Some(before), Some(number), Some(after)) =
        (source.get(..at.range().start), source.get(at.range()), source.get(at.range().end..))
    else {
        return false;
    };
    let line = before.rsplit('\n').next().unwrap_or_default().trim_start_matches(['>', ' ', '\t']);
    let close = after.trim_start_matches([' ', '\u{a0}']);
    let is_closed = match line {
        "(" => close.starts_with(')'),
        // A range or a date goes on with a digit.
        "" => close
            .strip_prefix([')', '-', '–', 'ـ'])
            .is_some_and(|rest| rest.starts_with([' ', '\t', '\u{a0}']) || rest.starts_with(char::is_alphabetic)),
        _ => false,
    };
    number.chars().count() <= 2 && is_closed
}

/// An allowed number as numbers of the text are compared.
fn value_of(written: &str, locale: &Locale) -> String {
    numerals(written, locale).into_iter().next().map_or_else(|| normal(written), |n| n.value)
}

/// The visible text of a line.
struct Line<'a> {
    document: &'a Document,
    text: String,
    trace: Trace,
    /// What of it is the ledger's, or code.
    own: Vec<std::ops::Range<usize>>,
}

impl Line<'_> {
    fn add(&mut self, content: &[Inline], within: bool) {
        for inline in content {
            let start = self.text.len();
            let mut is_own = within;
            match inline {
                Inline::Text(text) => text.add_to(&mut self.text, &mut self.trace),
                Inline::Emphasis(c) | Inline::Strong(c) | Inline::Strike(c) => self.add(c, within),
                Inline::Link { content, .. } | Inline::Isolate { content, .. } => self.add(content, within),
                Inline::Entry { content, .. } => {
                    is_own = true;
                    self.add(content, true);
                }
                Inline::Code(text) | Inline::Math { tex: text, .. } => {
                    is_own = true;
                    self.add_made(text);
                }
                Inline::Image { source, alt, .. } => match self.document.refs.get(source.0 as usize) {
                    Some(picture) => {
                        self.trace.add(start, picture.span.range(), false);
                        self.text.push_str(alt);
                    }
                    None => self.add_made(alt),
                },
                Inline::SoftBreak | Inline::Break => self.add_made(" "),
                Inline::NoteRef { .. } | Inline::Raw(_) => {}
            }
            if is_own && !within {
                self.own.push(start..self.text.len());
            }
        }
    }

    fn add_made(&mut self, text: &str) {
        self.trace.add_nothing(self.text.len());
        self.text.push_str(text);
    }
}
