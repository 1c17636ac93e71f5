//! A printed document -> a tree that Markdown can say without a browser: no isolates, no entries, no figures, whole addresses.

use crate::ast::{Block, BlockKind, Cell, Definition, Document, Inline, ListItem, Note, NoteId, Ref, RefId, RefKind};
use crate::body::write::Labels;
use crate::figure::block::Argument;
use crate::figure::rows::{grid, prose_of};
use crate::figure::{Figure, Kind};
use crate::site::target::Target;
use crate::site::{Page, Site};

/// Blocks with what they refer to.
pub(in crate::twin) struct Plain {
    pub blocks: Vec<Block>,
    pub refs: Vec<Ref>,
    pub notes: Vec<Note>,
}

/// The document of a page.
pub(in crate::twin) fn of(site: &Site, page: &Page, document: &Document, labels: &Labels) -> Plain {
    let way = |(at, written): (usize, &Ref)| {
        let target = page.links.get(at).map(|link| &link.target);
        let raw = target.and_then(|target| {
            let url = site.url(target)?;
            Some(if matches!(target, Target::External(_)) { url } else { format!("{}{url}", site.config.base.origin) })
        });
        Ref { raw: raw.unwrap_or_default(), ..written.clone() }
    };
    let refs: Vec<Ref> = document.refs.iter().enumerate().map(way).collect();
    let reader = Reader { site, page, refs: &refs, labels };
    let blocks = reader.blocks(&document.blocks);
    // A note is known by its number: labels may hold what other readers do not take.
    let note =
        |(at, note): (usize, &Note)| Note { label: (at + 1).to_string(), content: reader.blocks(&note.content), ..note.clone() };
    let notes = document.notes.iter().enumerate().map(note).collect();
    Plain { blocks, refs, notes }
}

struct Reader<'a> {
    site: &'a Site,
    page: &'a Page,
    refs: &'a [Ref],
    labels: &'a Labels,
}

impl Reader<'_> {
    fn blocks(&self, blocks: &[Block]) -> Vec<Block> {
        blocks.iter().flat_map(|block| self.block(block)).collect()
    }

    fn block(&self, block: &Block) -> Vec<Block> {
        let with = |kind: BlockKind| vec![Block { kind, ..block.clone() }];
        match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Raw(content) => {
                let content = self.line(content);
                if content.is_empty() { Vec::new() } else { with(BlockKind::Paragraph(content)) }
            }
            BlockKind::Heading { level, content, .. } => {
                let content = self.line(content);
                // The name that such a heading has by itself, so that none is written.
                let anchor = crate::ast::Anchor(crate::locale::fold::slug(&crate::ast::text::inlines(&content)));
                // The title of the page stands above all.
                with(BlockKind::Heading { level: (*level).max(2), anchor, content })
            }
            BlockKind::List { start, tight, items } => {
                let item = |item: &ListItem| ListItem { content: self.blocks(&item.content), ..item.clone() };
                with(BlockKind::List { start: *start, tight: *tight, items: items.iter().map(item).collect() })
            }
            BlockKind::Quote(content) => with(BlockKind::Quote(self.blocks(content))),
            BlockKind::Callout { kind, content } => with(BlockKind::Callout { kind: *kind, content: self.blocks(content) }),
            BlockKind::Table { align, head, rows } => with(BlockKind::Table {
                align: align.clone(),
                head: self.cells(head),
                rows: rows.iter().map(|row| self.cells(row)).collect(),
            }),
            BlockKind::CaptionedImage { source, alt, caption } => {
                if self.address(*source).is_none() {
                    return Vec::new();
                }
                with(BlockKind::CaptionedImage { source: *source, alt: alt.clone(), caption: self.line(caption) })
            }
            BlockKind::Figure { id, .. } => {
                let figure = self.page.figures.get(id.0 as usize).and_then(Option::as_ref);
                figure.map(|figure| self.figure(block, figure)).unwrap_or_default()
            }
            BlockKind::Definitions(list) => {
                let one = |definition: &Definition| Definition {
                    terms: self.cells(&definition.terms),
                    meanings: definition.meanings.iter().map(|meaning| self.blocks(meaning)).collect(),
                };
                with(BlockKind::Definitions(list.iter().map(one).collect()))
            }
            BlockKind::Code { .. } | BlockKind::Math { .. } | BlockKind::Rule => vec![block.clone()],
        }
    }

    fn cells(&self, cells: &[Cell]) -> Vec<Cell> {
        cells.iter().map(|cell| Cell { content: self.line(&cell.content), ..cell.clone() }).collect()
    }

    fn address(&self, id: RefId) -> Option<&Ref> {
        self.refs.get(id.0 as usize).filter(|to| !to.raw.is_empty())
    }

    fn line(&self, content: &[Inline]) -> Vec<Inline> {
        content.iter().flat_map(|inline| self.inline(inline)).collect()
    }

    fn inline(&self, inline: &Inline) -> Vec<Inline> {
        match inline {
            Inline::Isolate { content, .. } | Inline::Entry { content, .. } => self.line(content),
            Inline::Link { target, title, content, .. } => {
                let content = self.line(content);
                match self.address(*target).filter(|to| to.kind == RefKind::Link) {
                    Some(_) => vec![Inline::Link { target: *target, title: title.clone(), isolate: None, content }],
                    None => content,
                }
            }
            Inline::Image { source, title, alt } => match self.address(*source) {
                Some(_) => vec![Inline::Image { source: *source, title: title.clone(), alt: alt.clone() }],
                None => Vec::new(),
            },
            Inline::Emphasis(content) => vec![Inline::Emphasis(self.line(content))],
            Inline::Strong(content) => vec![Inline::Strong(self.line(content))],
            Inline::Strike(content) => vec![Inline::Strike(self.line(content))],
            Inline::NoteRef { note: NoteId(note), nth } => vec![Inline::NoteRef { note: NoteId(*note), nth: *nth }],
            // What markup of the page's own says was read of it already.
            Inline::Raw(_) => Vec::new(),
            Inline::Text(_) | Inline::Code(_) | Inline::Math { .. } | Inline::SoftBreak | Inline::Break => vec![inline.clone()],
        }
    }

    /// A figure: its title, its numbers, and who says so.
    fn figure(&self, block: &Block, figure: &Figure) -> Vec<Block> {
        let locales = &self.site.config.locales;
        let prose = |text: &str| self.line(&prose_of(text, figure.locale, locales));
        let paragraph = |content: Vec<Inline>| Block { kind: BlockKind::Paragraph(content), ..block.clone() };
        let mut out = Vec::new();
        out.extend(figure.title.as_ref().map(|title| paragraph(vec![Inline::Strong(prose(title))])));
        out.extend(figure.subject().map(|subject| paragraph(prose(&subject))));
        if let Some(grid) = grid(figure, &self.labels.figures, locales) {
            let rows = grid.rows.iter().map(|row| self.cells(row)).collect();
            out.push(Block { kind: BlockKind::Table { align: grid.align, head: self.cells(&grid.head), rows }, ..block.clone() });
        }
        for line in lines(&figure.kind) {
            out.push(paragraph(prose(&line)));
        }
        let told = [&figure.description, &figure.note, &figure.source].into_iter().flatten();
        out.extend(told.map(|text| paragraph(prose(text))));
        out
    }
}

/// The lines of a figure that is text already.
fn lines(kind: &Kind) -> Vec<String> {
    let joined = |parts: &[Option<&str>]| parts.iter().flatten().copied().collect::<Vec<_>>().join(" — ");
    match kind {
        Kind::KeyFigures(figures) => {
            figures.iter().map(|f| joined(&[Some(&f.value), Some(&f.label), f.note.as_deref()])).collect()
        }
        Kind::People(people) => people.iter().map(|p| joined(&[Some(&p.name), p.role.as_deref(), p.note.as_deref()])).collect(),
        Kind::Block(block) => {
            let texts = |argument: &Argument| match argument {
                Argument::Text(text) => vec![text.clone()],
                Argument::Texts(texts) => texts.clone(),
                Argument::Bool(_) => Vec::new(),
            };
            block.arguments.values().flat_map(texts).collect()
        }
        Kind::Chart(_) | Kind::Timeline(_) | Kind::Map(_) | Kind::Table(_) => Vec::new(),
    }
}
