//! The text of a page as it was read -> blocks and pieces of a book: links lead to places of the book or to addresses, notes and
//! entries to what is printed of them. Raw HTML is read in `raw`.

use std::sync::Arc;

use crate::ast::{Block, BlockKind, Cell as Written, Document, Inline, ListItem, RefId, prose};
use crate::diag::Diagnostics;
use crate::locale::{Dir, LocaleId};
use crate::site::photos::Words;
use crate::site::target::{Link, Target};
use crate::site::{Page, Site};
use crate::source::{FileId, Span};

use super::block::{Caption, Cell, Definition, Formula, Item, Kind, Label, Picture, Piece, PrintBlock, Style, To, Voice};
use super::html::{DEEPEST, Element, Mark, marks};
use super::places::Places;

/// Binds the text of one page.
pub struct Binder<'a> {
    pub(super) site: &'a Site,
    pub(super) places: &'a Places,
    pub(super) page: &'a Page,
    /// The label of its chapter, with which those of its headings begin.
    chapter: &'a str,
    /// The block being bound, for problems.
    pub(super) at: Span,
    pub(super) diags: Diagnostics,
}

impl<'a> Binder<'a> {
    /// A binder for a page that is the chapter of a label.
    pub fn new(site: &'a Site, places: &'a Places, page: &'a Page, chapter: &'a str) -> Self {
        let at = page.document.as_ref().map_or(site.config.span, |document| document.span);
        Self { site, places, page, chapter, at, diags: Diagnostics::new() }
    }

    /// The blocks of a document, one for each of its own, and its notes.
    pub fn document(&mut self, document: &Document) -> (Vec<PrintBlock>, Vec<Vec<PrintBlock>>) {
        (self.blocks(&document.blocks), document.notes.iter().map(|note| self.blocks(&note.content)).collect())
    }

    /// What `bind` binds; what is wrong with it is told.
    pub fn told<T>(mut self, diags: &mut Diagnostics, bind: impl FnOnce(&mut Self) -> T) -> T {
        let bound = bind(&mut self);
        diags.append(self.diags);
        bound
    }

    /// Pieces of a line of plain text in a language.
    pub fn line(&mut self, text: &str, locale: LocaleId) -> Vec<Piece> {
        let locales = &self.site.config.locales;
        let content = prose::line(text, locale, locales);
        self.pieces(&content, Voice { locale, dir: locales.get(locale).dir })
    }

    /// A row of cells.
    pub fn row(&mut self, cells: &[Written]) -> Vec<Cell> {
        cells.iter().map(|cell| self.cell(cell)).collect()
    }

    fn blocks(&mut self, blocks: &[Block]) -> Vec<PrintBlock> {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &Block) -> PrintBlock {
        self.at = block.span;
        let voice = Voice { locale: block.locale, dir: block.dir };
        let kind = match &block.kind {
            BlockKind::Paragraph(content) => Kind::Paragraph(self.pieces(content, voice)),
            BlockKind::Heading { level, anchor, content } => {
                Kind::Heading { level: *level, anchor: anchor.clone(), content: self.pieces(content, voice) }
            }
            BlockKind::List { start, tight, items } => {
                Kind::List { start: *start, tight: *tight, items: items.iter().map(|item| self.item(item)).collect() }
            }
            BlockKind::Quote(content) => Kind::Quote(self.blocks(content)),
            BlockKind::Callout { kind, content } => Kind::Callout { kind: *kind, content: self.blocks(content) },
            BlockKind::Code { language, text } => {
                Kind::Code { language: language.clone(), text: text.trim_end_matches('\n').to_owned() }
            }
            BlockKind::Math { tex, mathml } => Kind::Math(Formula { tex: tex.clone(), mathml: mathml.clone() }),
            BlockKind::Table { align, head, rows } => {
                let head = self.row(head);
                Kind::Table { align: align.clone(), head, rows: rows.iter().map(|row| self.row(row)).collect(), caption: None }
            }
            BlockKind::CaptionedImage { source, alt, caption } => self.captioned_image(*source, alt, caption, voice),
            BlockKind::Figure { id, .. } => Kind::Figure(*id),
            BlockKind::Definitions(list) => {
                let one = |definition: &crate::ast::Definition| Definition {
                    terms: definition.terms.iter().map(|term| self.cell(term)).collect(),
                    content: definition.meanings.iter().flat_map(|meaning| self.blocks(meaning)).collect(),
                };
                Kind::Definitions(list.iter().map(one).collect())
            }
            BlockKind::Raw(content) => Kind::Group(self.raw(content, voice)),
            BlockKind::Rule => Kind::Rule,
        };
        PrintBlock { span: block.span, locale: block.locale, dir: block.dir, kind }
    }

    fn item(&mut self, item: &ListItem) -> Item {
        Item { locale: item.locale, dir: item.dir, task: item.task, content: self.blocks(&item.content) }
    }

    fn cell(&mut self, cell: &Written) -> Cell {
        self.at = cell.span;
        let content = self.pieces(&cell.content, Voice { locale: cell.locale, dir: cell.dir });
        Cell { span: cell.span, locale: cell.locale, dir: cell.dir, content }
    }

    fn captioned_image(&mut self, source: RefId, alt: &str, caption: &[Inline], voice: Voice) -> Kind {
        let words = self.words_of(source);
        let alt = if alt.trim().is_empty() { words.alt.as_str() } else { alt };
        // What is not there was told by the site.
        let Some(picture) = self.picture(source) else { return Kind::Group(Vec::new()) };
        let text = self.pieces(if caption.is_empty() { &words.caption } else { caption }, voice);
        let caption = Caption { text, credit: self.pieces(&words.credit, voice) };
        let width = self.link(source).and_then(|link| link.size).map(|(width, _)| width);
        Kind::Image { picture, alt: alt.to_owned(), width, caption }
    }

    /// Pieces of a line.
    pub fn pieces(&mut self, content: &[Inline], voice: Voice) -> Vec<Piece> {
        let mut pieces = Vec::with_capacity(content.len());
        let mut open: Vec<(Element, usize)> = Vec::new();
        for inline in content {
            if let Inline::Raw(html) = inline {
                for mark in marks(html) {
                    self.mark(mark, voice, &mut open, &mut pieces);
                }
            } else {
                self.inline(inline, voice, &mut pieces);
            }
        }
        // What nothing closes ends with the line, as in browsers.
        while let Some((element, at)) = open.pop() {
            self.close(&element, at, voice, &mut pieces);
        }
        pieces
    }

    /// A tag of raw HTML in a line.
    fn mark(&mut self, mark: Mark, voice: Voice, open: &mut Vec<(Element, usize)>, pieces: &mut Vec<Piece>) {
        match mark {
            // What is deeper stands beside what holds it.
            Mark::Open(element) if open.len() < DEEPEST => open.push((element, pieces.len())),
            Mark::Open(_) => {}
            Mark::Whole(element) => pieces.extend(self.element(&element, voice, Vec::new())),
            Mark::Close(name) => {
                if open.iter().any(|(element, _)| element.name == name) {
                    while let Some((element, at)) = open.pop() {
                        self.close(&element, at, voice, pieces);
                        if element.name == name {
                            break;
                        }
                    }
                }
            }
        }
    }

    fn close(&mut self, element: &Element, at: usize, voice: Voice, pieces: &mut Vec<Piece>) {
        let inner = pieces.split_off(at);
        pieces.extend(self.element(element, voice, inner));
    }

    fn inline(&mut self, inline: &Inline, voice: Voice, out: &mut Vec<Piece>) {
        let mut styled = |binder: &mut Self, style: Style, content: &[Inline]| {
            out.push(Piece::Styled(style, binder.pieces(content, voice)));
        };
        match inline {
            Inline::Text(text) => out.push(Piece::Text(text.to_string())),
            Inline::Emphasis(content) => styled(self, Style::Emphasis, content),
            Inline::Strong(content) => styled(self, Style::Strong, content),
            Inline::Strike(content) => styled(self, Style::Strike, content),
            Inline::Code(text) => out.push(Piece::Code(text.clone())),
            Inline::Math { tex, mathml } => out.push(Piece::Math(Formula { tex: tex.clone(), mathml: mathml.to_string() })),
            Inline::Link { target, isolate, content, .. } => {
                let inner = self.run(*isolate, content, voice);
                out.extend(self.linked(self.target(*target), inner));
            }
            // What is known of an entry has its own chapter in the book.
            Inline::Entry { target, isolate, content, .. } => {
                let inner = self.run(*isolate, content, voice);
                match self.inside(self.target(*target)) {
                    Some(label) => out.push(Piece::Entry(label, inner)),
                    None => out.extend(inner),
                }
            }
            Inline::Image { source, alt, .. } => {
                let words = self.words_of(*source);
                let alt = if alt.trim().is_empty() { words.alt.as_str() } else { alt };
                out.extend(self.picture(*source).map(|picture| Piece::Image { picture, alt: alt.to_owned() }));
            }
            Inline::Isolate { locale, dir, content } => out.extend(self.run(Some((*locale, *dir)), content, voice)),
            Inline::NoteRef { note, .. } => out.push(Piece::Note(*note)),
            // Tags are read where their neighbours are known.
            Inline::Raw(_) => {}
            Inline::SoftBreak => out.push(Piece::Text(" ".to_owned())),
            Inline::Break => out.push(Piece::Break),
        }
    }

    /// Content, as one run of another language where it is one.
    fn run(&mut self, isolate: Option<(LocaleId, Dir)>, content: &[Inline], voice: Voice) -> Vec<Piece> {
        match isolate {
            Some((locale, dir)) => {
                vec![Piece::Isolate { locale, dir, content: self.pieces(content, Voice { locale, dir }) }]
            }
            None => self.pieces(content, voice),
        }
    }

    /// Where a reference leads, and what is known of it when it is a picture.
    fn link(&self, id: RefId) -> Option<&'a Link> {
        self.page.links.get(id.0 as usize)
    }

    /// Where a reference leads.
    pub(super) fn target(&self, id: RefId) -> &'a Target {
        self.link(id).map_or(&Target::Unresolved, |link| &link.target)
    }

    /// What is written of a picture wherever it is shown.
    pub(super) fn words_of(&self, source: RefId) -> Arc<Words> {
        self.link(source).and_then(|link| link.shown.as_ref()?.words.clone()).unwrap_or_default()
    }

    /// The place in the book that a target leads to.
    pub(super) fn inside(&self, target: &Target) -> Option<Label> {
        self.places.label(target, (self.page.id, self.chapter))
    }

    /// Content that leads to a target: to a place in the book, else to an address that works off the site.
    pub(super) fn linked(&mut self, target: &Target, inner: Vec<Piece>) -> Vec<Piece> {
        if let Some(label) = self.inside(target) {
            return vec![Piece::Link(To::Place(label), inner)];
        }
        let origin = if target.is_external() { "" } else { self.site.config.base.origin.as_str() };
        match self.site.url(target) {
            Some(url) => vec![Piece::Link(To::Address(format!("{origin}{url}")), inner)],
            None => inner,
        }
    }

    /// A picture; `None` where it is not there, which the site has told.
    pub(super) fn picture(&self, source: RefId) -> Option<Picture> {
        let link = self.link(source)?;
        let photo = link.shown.as_ref().and_then(|shown| shown.photo.as_ref()).filter(|photo| photo.print.is_some());
        match photo {
            Some(photo) => Some(Picture::Photo(Arc::clone(photo))),
            None => self.file(link.target.asset()?.file),
        }
    }

    /// The same for an address typed in trusted HTML.
    pub(super) fn picture_typed(&self, url: &str) -> Option<Picture> {
        self.file(self.places.typed(url)?.asset()?.file)
    }

    fn file(&self, file: FileId) -> Option<Picture> {
        self.places.picture(file).map(|_| Picture::File(file))
    }
}
