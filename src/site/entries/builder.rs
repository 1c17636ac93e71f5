//! Words, links and blocks of a language -> pieces of a document that nobody wrote.

use crate::ast::{Anchor, Block, BlockKind, Document, Inline, ListItem, Prose, Ref, RefId, RefKind, prose};
use crate::ledger::print::Printer;
use crate::ledger::{Ledger, Ledgers, Texts};
use crate::locale::{Dir, LocaleId, Locales};
use crate::source::Span;

/// Where pieces are made: a language, the ledger, and the references so far.
pub(in crate::site::entries) struct DocumentBuilder<'a> {
    /// All languages.
    pub locales: &'a Locales,
    /// The ledger of the page.
    pub ledger: &'a Ledger,
    /// All ledgers, for the glossary.
    pub ledgers: &'a Ledgers,
    /// Prints in the language of the page.
    pub printer: Printer<'a>,
    /// Where problems of these pieces stand.
    pub span: Span,
    /// References so far.
    pub refs: Vec<Ref>,
    /// Whether entries have a page of their own to link to.
    pub has_pages: bool,
    /// Whether what is made now may hold links.
    pub links: bool,
    /// Whether a text that the language lacks is left out, where nothing depends on it.
    pub omits: bool,
    /// The source that most entries rest on, where the page has said so: its name is not repeated with each.
    pub usual_source: Option<String>,
}

impl DocumentBuilder<'_> {
    /// The language of the page.
    pub fn locale(&self) -> LocaleId {
        self.printer.locale.id
    }

    /// Its direction.
    pub fn dir(&self) -> Dir {
        self.printer.locale.dir
    }

    /// A word of the interface.
    pub fn word(&self, key: &str) -> String {
        self.printer.word(key)
    }

    /// Text of the page's language with its runs isolated.
    pub fn text(&self, text: &str) -> Vec<Inline> {
        prose::line(text, self.locale(), self.locales)
    }

    /// A value: one isolate, so that its parts keep their order wherever it stands.
    pub fn isolated(&self, text: &str) -> Vec<Inline> {
        vec![Inline::Isolate { locale: self.locale(), dir: self.dir(), content: self.text(text) }]
    }

    /// A text of the ledger in the page's language; where it is not there in it, in another, which is said behind it.
    pub fn words_of(&self, texts: &Texts) -> Vec<Inline> {
        let mut words = texts.get(self.locale()).content.clone();
        words.extend(texts.lent(self.locale()).into_iter().flat_map(|other| self.in_language(other)));
        words
    }

    /// ` (In Arabic)`
    pub fn in_language(&self, other: LocaleId) -> Vec<Inline> {
        let other = self.locales.get(other);
        let name = vec![Inline::Text(other.name.clone().into())];
        let name = Inline::Isolate { locale: other.id, dir: other.dir, content: name };
        let words = format!(" ({})", self.word("in-language"));
        let (before, after) = words.split_once("{language}").unwrap_or((&words, ""));
        [self.text(before), vec![name], self.text(after)].concat()
    }

    /// A text of another language of the site.
    pub fn foreign(&self, prose: &Prose, locale: LocaleId) -> Inline {
        Inline::Isolate { locale, dir: self.locales.get(locale).dir, content: prose.content.clone() }
    }

    /// A link.
    pub fn link(&mut self, raw: &str, content: Vec<Inline>) -> Inline {
        let target = RefId(u32::try_from(self.refs.len()).unwrap_or(u32::MAX));
        self.refs.push(Ref { span: self.span, raw: raw.to_owned(), kind: RefKind::Link });
        Inline::Link { target, title: Box::default(), isolate: None, content }
    }

    /// A link, or its words where links are not wanted.
    pub fn maybe_link(&mut self, raw: &str, content: Vec<Inline>) -> Vec<Inline> {
        if self.links { vec![self.link(raw, content)] } else { content }
    }

    /// A link to an entry, or its words where it has no page.
    pub fn entry_link(&mut self, raw: &str, content: Vec<Inline>) -> Vec<Inline> {
        if self.has_pages { self.maybe_link(raw, content) } else { content }
    }

    /// `Label: content`.
    pub fn labelled(&self, key: &str, content: Vec<Inline>) -> Vec<Inline> {
        let mut line = vec![Inline::Strong(self.text(&self.word(key))), Inline::Text(": ".into())];
        line.extend(content);
        line
    }

    /// Parts with the language's comma between them.
    pub fn joined(&self, parts: Vec<Vec<Inline>>) -> Vec<Inline> {
        let mut line = Vec::new();
        for part in parts.into_iter().filter(|p| !p.is_empty()) {
            if !line.is_empty() {
                line.push(Inline::Text(self.word("list-separator").into()));
            }
            line.extend(part);
        }
        line
    }

    fn block(&self, kind: BlockKind) -> Block {
        Block { span: self.span, locale: self.locale(), dir: self.dir(), kind }
    }

    /// A paragraph.
    pub fn paragraph(&self, content: Vec<Inline>) -> Block {
        self.block(BlockKind::Paragraph(content))
    }

    /// A heading.
    pub fn heading(&self, level: u8, anchor: &str, content: Vec<Inline>) -> Block {
        self.block(BlockKind::Heading { level, anchor: Anchor(anchor.to_owned()), content })
    }

    /// A tight list of lines; nothing where there is none.
    pub fn list(&self, lines: Vec<Vec<Inline>>) -> Option<Block> {
        if lines.is_empty() {
            return None;
        }
        let item = |line| ListItem {
            span: self.span,
            locale: self.locale(),
            dir: self.dir(),
            task: None,
            content: vec![self.paragraph(line)],
        };
        Some(self.block(BlockKind::List { start: None, tight: true, items: lines.into_iter().map(item).collect() }))
    }

    /// A definition list: terms, each with paragraphs.
    pub fn definitions(&self, list: Vec<(Vec<Inline>, Vec<Vec<Inline>>)>) -> Option<Block> {
        if list.is_empty() {
            return None;
        }
        let definition = |(term, meanings): (Vec<Inline>, Vec<Vec<Inline>>)| crate::ast::Definition {
            terms: vec![crate::ast::Cell { span: self.span, locale: self.locale(), dir: self.dir(), content: term }],
            meanings: meanings.into_iter().map(|m| vec![self.paragraph(m)]).collect(),
        };
        Some(self.block(BlockKind::Definitions(list.into_iter().map(definition).collect())))
    }
}

/// Enters the anchors of headings that were added to a document.
pub(in crate::site::entries) fn anchors(document: &mut Document) {
    for block in &document.blocks {
        if let BlockKind::Heading { anchor, .. } = &block.kind {
            document.anchors.entry(anchor.clone()).or_insert(block.span);
        }
    }
}
