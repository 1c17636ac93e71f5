//! A document as it was read, and the ledger -> the document as its page prints it: references have words, first uses their
//! gloss, claims their author, and the page ends with its sources. References are checked on the way.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::builder::{DocumentBuilder, anchors};
use super::context::Tools;
use super::render::ResolvedEntry;
use super::tracked::Asked;
use super::{LedgerUse, UsedEntries};
use crate::ast::walk;
use crate::ast::{Anchor, Block, BlockKind, Cell, Document, EntryKind, Inline, Note, RefId, text};
use crate::diag::Diagnostics;
use crate::diag::codes::ledger as codes;
use crate::ledger::agree::agrees;
use crate::ledger::{Citation, Ledger};
use crate::locale::LocaleId;
use crate::locale::fold::{fold, words};
use crate::source::Span;

/// The anchor of the section that a page ends with, where nobody else has it.
pub const PAGE_SOURCES: &str = "page-sources";

/// The page of a document.
#[derive(Clone, Copy)]
pub struct PageScope<'a> {
    /// Its key.
    pub key: &'a str,
    /// Whether the entries of its ledger have pages of their own.
    pub has_pages: bool,
    /// What its figures show of the ledger.
    pub asked: &'a Asked,
}

/// Expands a document; `None` where it refers to nothing of a ledger.
pub fn expand(
    tools: Tools<'_>,
    document: &Arc<Document>,
    page: PageScope<'_>,
    used: &mut UsedEntries,
    diags: &mut Diagnostics,
) -> Option<(Document, LedgerUse)> {
    let PageScope { key, has_pages, asked } = page;
    if *asked == Asked::default() && !document.refs.iter().any(|r| EntryKind::of(&r.raw).is_some()) {
        return None;
    }
    let none = Ledger::default();
    let ledger = tools.ledgers.of_page(key);
    let is_known = ledger.is_some();
    let mut builder =
        tools.builder(ledger.unwrap_or(&none), tools.locales.get(document.locale), document.span, has_pages && is_known);
    builder.refs.clone_from(&document.refs);
    let mut expander = Expander {
        tools,
        known: LedgerUse {
            original: Arc::clone(document),
            folder: builder.ledger.folder.clone(),
            cards: std::collections::BTreeMap::new(),
            sources: Vec::new(),
            used: UsedEntries::new(),
            has_pages,
        },
        builder,
        is_known,
        glossed: BTreeSet::new(),
        used,
        diags,
    };
    let mut out = Document::clone(document);
    out.meta.key_figures = out
        .meta
        .key_figures
        .into_iter()
        .map(|mut figure| {
            figure.value.content = expander.inlines(figure.value.content, document.locale, &Surroundings::bare());
            figure.value.text = text::inlines(&figure.value.content);
            figure
        })
        .collect();
    out.blocks = expander.blocks(out.blocks);
    out.notes = out.notes.into_iter().map(|note| Note { content: expander.blocks(note.content), ..note }).collect();
    out.words = words(&text::blocks(&out.blocks)) + out.notes.iter().map(|n| words(&text::blocks(&n.content))).sum::<usize>();
    expander.figures(asked);
    out.blocks.extend(expander.sources(&out.anchors));
    let Expander { known, builder, used, .. } = expander;
    let known = LedgerUse { used: used.clone(), ..known };
    out.refs = builder.refs;
    anchors(&mut out);
    Some((out, known))
}

/// What stands around a reference.
struct Surroundings {
    /// The text of the block, folded, in which the author may have said it already.
    text: String,
    /// Whether names and claims may be explained here.
    explains: bool,
}

impl Surroundings {
    /// A heading, a figure: nothing is added.
    fn bare() -> Self {
        Self { text: String::new(), explains: false }
    }

    /// The same with what the ledger prints among it: a person who is named by `[](person:…)` was named.
    fn within(content: &[Inline], builder: &DocumentBuilder<'_>) -> Self {
        let mut said = text::inlines(content);
        walk::inlines(content, &mut |inline| {
            if let Inline::Entry { target, kind, content, .. } = inline
                && content.is_empty()
                && let Some(reference) = builder.refs.get(target.0 as usize)
                && let Some(found) = EntryKind::of(&reference.raw).and_then(|(_, id)| builder.find(*kind, id))
            {
                said.push('\n');
                said.push_str(&text::inlines(&builder.own_words(found)));
            }
        });
        Self { text: fold(&said), explains: true }
    }

    fn says(&self, words: &str) -> bool {
        let words = fold(words);
        !words.is_empty() && self.text.contains(&words)
    }
}

struct Expander<'a, 'u> {
    tools: Tools<'a>,
    builder: DocumentBuilder<'a>,
    is_known: bool,
    known: LedgerUse,
    glossed: BTreeSet<(EntryKind, String)>,
    used: &'u mut UsedEntries,
    diags: &'u mut Diagnostics,
}

impl Expander<'_, '_> {
    fn blocks(&mut self, list: Vec<Block>) -> Vec<Block> {
        list.into_iter().map(|b| self.block(b)).collect()
    }

    fn block(&mut self, block: Block) -> Block {
        let locale = block.locale;
        let kind = match block.kind {
            BlockKind::Paragraph(content) => {
                let around = Surroundings::within(&content, &self.builder);
                BlockKind::Paragraph(self.inlines(content, locale, &around))
            }
            BlockKind::Heading { level, anchor, content } => {
                BlockKind::Heading { level, anchor, content: self.inlines(content, locale, &Surroundings::bare()) }
            }
            BlockKind::List { start, tight, mut items } => {
                for item in &mut items {
                    item.content = self.blocks(std::mem::take(&mut item.content));
                }
                BlockKind::List { start, tight, items }
            }
            BlockKind::Quote(content) => BlockKind::Quote(self.blocks(content)),
            BlockKind::Callout { kind, content } => BlockKind::Callout { kind, content: self.blocks(content) },
            BlockKind::Table { align, head, rows } => {
                let head = self.row(head, &Surroundings::bare());
                let around = Surroundings { explains: true, ..Surroundings::bare() };
                BlockKind::Table { align, head, rows: rows.into_iter().map(|row| self.row(row, &around)).collect() }
            }
            BlockKind::CaptionedImage { source, alt, caption } => {
                let around = Surroundings::within(&caption, &self.builder);
                BlockKind::CaptionedImage { source, alt, caption: self.inlines(caption, locale, &around) }
            }
            BlockKind::Definitions(mut list) => {
                for definition in &mut list {
                    definition.terms = self.row(std::mem::take(&mut definition.terms), &Surroundings::bare());
                    definition.meanings = std::mem::take(&mut definition.meanings).into_iter().map(|m| self.blocks(m)).collect();
                }
                BlockKind::Definitions(list)
            }
            BlockKind::Raw(content) => {
                let around = Surroundings::within(&content, &self.builder);
                BlockKind::Raw(self.inlines(content, locale, &around))
            }
            kind @ (BlockKind::Code { .. } | BlockKind::Figure { .. } | BlockKind::Math { .. } | BlockKind::Rule) => kind,
        };
        Block { kind, ..block }
    }

    fn row(&mut self, cells: Vec<Cell>, around: &Surroundings) -> Vec<Cell> {
        let cell = |cell: Cell| Cell { content: self.inlines(cell.content, cell.locale, around), ..cell };
        cells.into_iter().map(cell).collect()
    }

    fn inlines(&mut self, content: Vec<Inline>, locale: LocaleId, around: &Surroundings) -> Vec<Inline> {
        let mut out = Vec::with_capacity(content.len());
        for inline in content {
            match inline {
                Inline::Entry { target, kind, isolate, content } => {
                    let content = self.inlines(content, isolate.map_or(locale, |(l, _)| l), around);
                    let (content, after) = self.entry(target, kind, content, locale, around);
                    out.push(Inline::Entry { target, kind, isolate, content });
                    out.extend(after);
                }
                Inline::Emphasis(c) => out.push(Inline::Emphasis(self.inlines(c, locale, around))),
                Inline::Strong(c) => out.push(Inline::Strong(self.inlines(c, locale, around))),
                Inline::Strike(c) => out.push(Inline::Strike(self.inlines(c, locale, around))),
                Inline::Isolate { locale, dir, content } => {
                    out.push(Inline::Isolate { locale, dir, content: self.inlines(content, locale, around) });
                }
                // Links cannot hold links (CommonMark), so there is no reference in one.
                whole @ (Inline::Link { .. }
                | Inline::Text(_)
                | Inline::Code(_)
                | Inline::Image { .. }
                | Inline::NoteRef { .. }
                | Inline::Math { .. }
                | Inline::Raw(_)
                | Inline::SoftBreak
                | Inline::Break) => out.push(whole),
            }
        }
        out
    }

    /// A reference checked and filled, and what is to stand behind it.
    fn entry(
        &mut self,
        target: RefId,
        kind: EntryKind,
        content: Vec<Inline>,
        around: LocaleId,
        surroundings: &Surroundings,
    ) -> (Vec<Inline>, Vec<Inline>) {
        let Some(reference) = self.builder.refs.get(target.0 as usize).cloned() else { return (content, Vec::new()) };
        let id = EntryKind::of(&reference.raw).map_or("", |(_, id)| id);
        let Some(found) = self.builder.find(kind, id) else {
            self.unknown(reference.span, kind, id);
            let words = if content.is_empty() { self.builder.text(id) } else { content };
            return (words, Vec::new());
        };
        let folder = if kind == EntryKind::Term { String::new() } else { self.builder.ledger.folder.clone() };
        self.used.insert((folder, kind, id.to_owned()));
        self.cite(found);
        let card = self.builder.card(found);
        self.known.cards.insert(target, card);
        // Words of a paragraph in another language of the site are that language's.
        let printer = self.builder.printer;
        if self.tools.locales.site().iter().any(|l| l.id == around) {
            self.builder.printer.locale = self.tools.locales.get(around);
        }
        let words = if content.is_empty() {
            if let Some(other) = self.builder.lent(found) {
                let [own, other] = [self.builder.locale(), other].map(|id| self.tools.locales.get(id).tag.as_str());
                self.diags.push(codes::untranslated_entry(reference.span, &reference.raw, own, other, file(kind)));
            }
            self.builder.own_words(found)
        } else {
            if let ResolvedEntry::Fact(fact) = found {
                let (author, value) = (text::inlines(&content), self.builder.printer.fact(fact));
                if !agrees(&author, fact, &value, self.builder.printer.locale) {
                    self.diags.push(codes::fact_mismatch(reference.span, id, &author, &value.replace('\u{a0}', " ")));
                }
            }
            content
        };
        let after = if surroundings.explains { self.explanation(kind, id, found, surroundings) } else { Vec::new() };
        self.builder.printer = printer;
        (words, after)
    }

    fn unknown(&mut self, span: Span, kind: EntryKind, id: &str) {
        if self.tools.ledgers.is_told(self.builder.ledger, kind, id) {
            return;
        }
        let (what, file) = (noun(kind), file(kind));
        let near = match self.nearest(kind, id) {
            Some(near) => Some(format!("{}:{near}", kind.scheme())),
            // The same id may be written down as something else.
            None => EntryKind::ALL.into_iter().find(|k| self.has(*k, id)).map(|k| format!("{}:{id}", k.scheme())),
        };
        self.diags.push(if self.is_known || kind == EntryKind::Term {
            codes::unknown_entry(span, what, id, near.as_deref(), file)
        } else {
            codes::no_ledger(span, what, id, file)
        });
    }

    fn nearest(&self, kind: EntryKind, id: &str) -> Option<&str> {
        let ledger = self.builder.ledger;
        match kind {
            EntryKind::Fact => ledger.facts.nearest(id),
            EntryKind::Claim => ledger.claims.nearest(id),
            EntryKind::Term => self.tools.ledgers.glossary.nearest(id),
            EntryKind::Person => ledger.people.nearest(id),
            EntryKind::Place => ledger.places.nearest(id),
            EntryKind::Organisation => ledger.organisations.nearest(id),
            EntryKind::Source => ledger.sources.nearest(id),
        }
    }

    fn has(&self, kind: EntryKind, id: &str) -> bool {
        let ledger = self.builder.ledger;
        match kind {
            EntryKind::Fact => ledger.facts.get(id).is_some(),
            EntryKind::Claim => ledger.claims.get(id).is_some(),
            EntryKind::Term => self.tools.ledgers.glossary.get(id).is_some(),
            EntryKind::Person => ledger.people.get(id).is_some(),
            EntryKind::Place => ledger.places.get(id).is_some(),
            EntryKind::Organisation => ledger.organisations.get(id).is_some(),
            EntryKind::Source => ledger.sources.get(id).is_some(),
        }
    }

    /// Remembers the sources of an entry.
    fn cite(&mut self, found: ResolvedEntry<'_>) {
        let of = |citation: &Citation| citation.source.clone().into_iter().collect::<Vec<_>>();
        let ids = match found {
            ResolvedEntry::Fact(fact) => of(&fact.citation),
            ResolvedEntry::Claim(claim) => claim.sources.clone(),
            ResolvedEntry::Term(_) => Vec::new(),
            ResolvedEntry::Name(_, name) => of(&name.citation),
            ResolvedEntry::Source(source) => vec![source.id.clone()],
        };
        self.rest_on(&ids);
    }

    /// Adds sources that the page rests on, each once.
    fn rest_on(&mut self, ids: &[String]) {
        for id in ids {
            if !self.known.sources.contains(id) && self.builder.ledger.sources.get(id).is_some() {
                self.known.sources.push(id.clone());
            }
        }
    }

    /// Remembers what the figures of the page show.
    fn figures(&mut self, asked: &Asked) {
        let folder = &self.known.folder;
        self.used.extend(asked.entries.iter().map(|(kind, id)| (folder.clone(), *kind, id.clone())));
        self.rest_on(&asked.sources);
    }

    /// ` (gloss)` at the first use of a term or name, ` (according to …)` after a claim, where the author has not said it.
    fn explanation(&mut self, kind: EntryKind, id: &str, found: ResolvedEntry<'_>, around: &Surroundings) -> Vec<Inline> {
        let explanation = match found {
            ResolvedEntry::Term(term) => self.gloss(kind, id, &term.name, None, around),
            ResolvedEntry::Name(_, name) => self.gloss(kind, id, &name.name, name.abbr.as_deref(), around),
            ResolvedEntry::Claim(claim) => {
                let said = self.builder.spellings(&claim.by, self.builder.locale()).iter().any(|name| around.says(name));
                if said { Vec::new() } else { self.attribution(&claim.by) }
            }
            ResolvedEntry::Fact(_) | ResolvedEntry::Source(_) => Vec::new(),
        };
        if explanation.is_empty() {
            return explanation;
        }
        let mut line = vec![Inline::Text(" (".into())];
        line.extend(explanation);
        line.push(Inline::Text(")".into()));
        line
    }

    fn gloss(
        &mut self,
        kind: EntryKind,
        id: &str,
        name: &crate::ledger::Texts,
        abbr: Option<&str>,
        around: &Surroundings,
    ) -> Vec<Inline> {
        if !self.glossed.insert((kind, id.to_owned())) {
            return Vec::new();
        }
        let own = self.builder.locale();
        let said = name.own(own).map(|name| fold(&name.text));
        let mut parts = Vec::new();
        if let Some((other, gloss)) = self.tools.locales.instead(own).find_map(|other| Some((other, name.own(other)?)))
            && said != Some(fold(&gloss.text))
            && !around.says(&gloss.text)
        {
            parts.push(vec![self.builder.foreign(gloss, other)]);
        }
        if let Some(abbr) = abbr.filter(|a| !around.says(a)) {
            parts.push(self.builder.text(abbr));
        }
        self.builder.joined(parts)
    }

    fn attribution(&mut self, by: &crate::ledger::Speaker) -> Vec<Inline> {
        let speaker = self.builder.speaker(by);
        let words = self.builder.word("according-to");
        let (before, after) = words.split_once("{name}").unwrap_or((&words, ""));
        let mut line = self.builder.text(before);
        line.extend(speaker);
        line.extend(self.builder.text(after));
        line
    }

    /// The section that a page ends with.
    fn sources(&mut self, taken: &std::collections::BTreeMap<Anchor, Span>) -> Vec<Block> {
        let ids = self.known.sources.clone();
        let mut lines = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some(source) = self.builder.ledger.sources.get(&id) {
                lines.push(self.builder.source_line(source));
            }
        }
        let Some(list) = self.builder.list(lines) else { return Vec::new() };
        let mut anchor = PAGE_SOURCES.to_owned();
        while taken.contains_key(&Anchor(anchor.clone())) {
            anchor.push_str("-2");
        }
        let title = self.builder.text(&self.builder.word("page-sources"));
        vec![self.builder.heading(2, &anchor, title), list]
    }
}

/// What an entry is called in messages.
pub fn noun(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Fact => phrase!("fact"),
        EntryKind::Claim => phrase!("claim"),
        EntryKind::Term => phrase!("term"),
        EntryKind::Person => phrase!("person"),
        EntryKind::Place => phrase!("place"),
        EntryKind::Organisation => phrase!("organisation"),
        EntryKind::Source => phrase!("source"),
    }
}

/// Where entries of a kind stand.
pub(in crate::site) fn file(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Fact => "facts.yaml",
        EntryKind::Claim => "claims.yaml",
        EntryKind::Term => "content/glossary.yaml",
        EntryKind::Person => "people.yaml",
        EntryKind::Place => "places.yaml",
        EntryKind::Organisation => "organisations.yaml",
        EntryKind::Source => "sources.yaml",
    }
}
