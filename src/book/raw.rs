//! Raw HTML of the tree -> pieces of a line and blocks of a book: what a reader sees of it on a page, with its direction, without its
//! styles. What paper has no form for (films, forms, frames) is told at its place.

use std::collections::{BTreeMap, BTreeSet};

use super::bind::Binder;
use super::block::Voice;
use super::block::{Caption, Cell, Definition, Item, Kind, Piece, PrintBlock, Style, To};
use super::html::{Element, Node, nodes, text};
use crate::ast::{Align, Anchor, Inline, prose};
use crate::diag::codes::pdf as codes;
use crate::locale::Dir;
use crate::site::address;
use crate::site::target::Target;

/// Elements that begin a paragraph of their own.
const BLOCKS: [&str; 42] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements whose content nobody sees.
const SILENT: [&str; 9] = ["head", "link", "meta", "rp", "script", "source", "style", "template", "track"];

/// Elements that show something which paper has no form for.
const LOST: [&str; 15] = [
    "audio", "button", "canvas", "embed", "frame", "iframe", "input", "math", "meter", "object", "progress", "select", "svg",
    "textarea", "video",
];

impl Binder<'_> {
    /// An element of a line, whose content has been bound.
    pub(super) fn element(&mut self, element: &Element, voice: Voice, inner: Vec<Piece>) -> Vec<Piece> {
        if element.is_hidden() || SILENT.contains(&element.name.as_str()) {
            return Vec::new();
        }
        let styled = |style: Style, inner: Vec<Piece>| vec![Piece::Styled(style, inner)];
        let typed = |text: &str| vec![Piece::Text(text.to_owned())];
        match element.name.as_str() {
            "br" => vec![Piece::Break],
            "wbr" => vec![Piece::Seam],
            "sup" => styled(Style::Raised, inner),
            "sub" => styled(Style::Lowered, inner),
            "del" | "s" | "strike" => styled(Style::Strike, inner),
            "ins" | "u" => styled(Style::Underline, inner),
            "mark" => styled(Style::Marked, inner),
            "small" => styled(Style::Small, inner),
            "b" | "strong" | "th" => styled(Style::Strong, inner),
            "i" | "em" | "cite" | "dfn" | "var" => styled(Style::Emphasis, inner),
            "kbd" | "code" | "samp" | "tt" => styled(Style::Mono, inner),
            "q" => {
                let [open, close] = if voice.dir == Dir::Rtl { ["«", "»"] } else { ["“", "”"] };
                [typed(open), inner, typed(close)].concat()
            }
            "rt" => [typed(" ("), styled(Style::Small, inner), typed(")")].concat(),
            "bdo" => {
                let dir = element.attribute("dir").map_or(voice.dir, |d| dir_of(d, voice.dir));
                vec![Piece::Override(dir, inner)]
            }
            "a" => self.raw_link(element, inner),
            "img" => self.raw_picture(element),
            name if LOST.contains(&name) => {
                self.diags.push(codes::raw_html(self.at, name));
                Vec::new()
            }
            "bdi" => self.turned(element, voice, inner),
            _ if element.attribute("dir").or(element.attribute("lang")).is_some() => self.turned(element, voice, inner),
            _ => inner,
        }
    }

    /// An element with a direction or a language of its own: an isolate, as in browsers.
    fn turned(&mut self, element: &Element, outer: Voice, content: Vec<Piece>) -> Vec<Piece> {
        let Voice { locale, dir } = self.voice_of(element, outer);
        vec![Piece::Isolate { locale, dir, content }]
    }

    fn raw_link(&mut self, element: &Element, inner: Vec<Piece>) -> Vec<Piece> {
        if let Some(target) = element.target {
            return self.linked(self.target(target), inner);
        }
        let Some(url) = element.attribute("href").filter(|url| !url.is_empty()) else { return inner };
        if let Some(fragment) = url.strip_prefix('#').and_then(address::decode) {
            return self.linked(&Target::Page(self.page.id, Some(Anchor(fragment.into_owned()))), inner);
        }
        if let Some(target) = self.places.typed(url) {
            return self.linked(&target, inner);
        }
        let lower = url.to_ascii_lowercase();
        let url = if ["http://", "https://", "mailto:", "tel:", "sms:", "whatsapp:", "signal:"]
            .iter()
            .any(|scheme| lower.starts_with(scheme))
        {
            url.to_owned()
        } else if url.starts_with('/') && !url.starts_with("//") {
            format!("{}{url}", self.site.config.base.origin)
        } else {
            return inner;
        };
        vec![Piece::Link(To::Address(url), inner)]
    }

    /// A picture, or its words where it is none of the site's.
    fn raw_picture(&mut self, element: &Element) -> Vec<Piece> {
        let alt = element.attribute("alt").unwrap_or_default().trim();
        if alt.is_empty() {
            return Vec::new();
        }
        let url = element.attribute("src").unwrap_or_default();
        if let Some(picture) = self.picture_typed(url) {
            return vec![Piece::Image { picture, alt: alt.to_owned() }];
        }
        self.diags.push(codes::raw_html(self.at, "img"));
        vec![Piece::Text(format!("[{alt}]"))]
    }

    /// The blocks of raw HTML; none where it shows nothing.
    pub(super) fn raw(&mut self, content: &[Inline], voice: Voice) -> Vec<PrintBlock> {
        self.flow(&nodes(content), voice)
    }

    fn made(&self, voice: Voice, kind: Kind) -> PrintBlock {
        PrintBlock { span: self.at, locale: voice.locale, dir: voice.dir, kind }
    }

    /// Blocks, in order.
    fn flow(&mut self, nodes: &[Node], voice: Voice) -> Vec<PrintBlock> {
        let mut blocks = Vec::new();
        let mut line: Vec<Node> = Vec::new();
        for node in nodes {
            match node {
                Node::Element(element) if BLOCKS.contains(&element.name.as_str()) || holds_blocks(element) => {
                    blocks.extend(self.line_of(&std::mem::take(&mut line), voice));
                    if !element.is_hidden() {
                        blocks.extend(self.flow_element(element, voice));
                    }
                }
                // A picture that stands alone is a figure.
                Node::Element(image) if image.name == "img" && is_alone(nodes) && !image.is_hidden() => {
                    let url = image.attribute("src").unwrap_or_default();
                    let alt = image.attribute("alt").unwrap_or_default();
                    let Some(picture) = self.picture_typed(url).filter(|_| !alt.trim().is_empty()) else {
                        line.push(node.clone());
                        continue;
                    };
                    let width = image.attribute("width").and_then(|n| n.trim_end_matches("px").parse::<u32>().ok());
                    let kind = Kind::Image { picture, alt: alt.to_owned(), width, caption: Caption::default() };
                    blocks.push(self.made(voice, kind));
                }
                Node::Part(Inline::Image { source, alt, .. }) if is_alone(nodes) => {
                    let known = self.words_of(*source);
                    let alt = if alt.trim().is_empty() { known.alt.as_str() } else { alt };
                    if let Some(picture) = self.picture(*source).filter(|_| !alt.trim().is_empty()) {
                        let kind = Kind::Image { picture, alt: alt.to_owned(), width: None, caption: Caption::default() };
                        blocks.push(self.made(voice, kind));
                    }
                }
                Node::Element(_) | Node::Text(_) | Node::Part(_) => line.push(node.clone()),
            }
        }
        blocks.extend(self.line_of(&line, voice));
        blocks
    }

    fn flow_element(&mut self, element: &Element, outer: Voice) -> Vec<PrintBlock> {
        let voice = self.voice_of(element, outer);
        let content = &element.content;
        let kind = match element.name.as_str() {
            "hr" => Kind::Rule,
            "ul" | "ol" | "menu" => self.raw_list(element, voice),
            "dl" => self.raw_terms(content, voice),
            "blockquote" => {
                let inner = self.flow(content, voice);
                if inner.is_empty() {
                    return inner;
                }
                Kind::Quote(inner)
            }
            "pre" => {
                let code = text(content).trim_matches('\n').to_owned();
                if code.trim().is_empty() {
                    return Vec::new();
                }
                Kind::Code { language: None, text: code }
            }
            "table" => return self.raw_table(element, voice),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" | "dt" => {
                let Some(pieces) = self.shown(content, voice) else { return self.flow(content, voice) };
                Kind::Paragraph(vec![Piece::Styled(Style::Strong, pieces)])
            }
            _ => return self.flow(content, voice),
        };
        vec![self.made(voice, kind)]
    }

    /// A paragraph of running text; nothing where it shows nothing.
    fn line_of(&mut self, nodes: &[Node], voice: Voice) -> Option<PrintBlock> {
        let pieces = self.shown(nodes, voice)?;
        Some(self.made(voice, Kind::Paragraph(pieces)))
    }

    fn shown(&mut self, nodes: &[Node], voice: Voice) -> Option<Vec<Piece>> {
        let pieces = self.phrase(nodes, voice);
        let shows = |piece: &Piece| !matches!(piece, Piece::Text(text) if text.trim().is_empty());
        pieces.iter().any(shows).then_some(pieces)
    }

    fn phrase(&mut self, nodes: &[Node], voice: Voice) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for node in nodes {
            match node {
                Node::Text(text) => {
                    let content = prose::line(text, voice.locale, &self.site.config.locales);
                    pieces.extend(self.pieces(&content, voice));
                }
                Node::Part(inline) => pieces.extend(self.pieces(std::slice::from_ref(inline), voice)),
                Node::Element(element) => {
                    // Blocks within a line, as in a cell, begin lines.
                    if BLOCKS.contains(&element.name.as_str()) && !pieces.is_empty() {
                        pieces.push(Piece::Break);
                    }
                    let inner = self.phrase(&element.content, self.voice_of(element, voice));
                    pieces.extend(self.element(element, voice, inner));
                }
            }
        }
        pieces
    }

    fn raw_list(&mut self, list: &Element, voice: Voice) -> Kind {
        let mut items = Vec::new();
        for node in &list.content {
            let (content, voice) = match node {
                Node::Element(item) if item.is_hidden() => continue,
                Node::Element(item) if item.name == "li" => (item.content.as_slice(), self.voice_of(item, voice)),
                Node::Element(_) | Node::Text(_) | Node::Part(_) => (std::slice::from_ref(node), voice),
            };
            let content = self.flow(content, voice);
            if !content.is_empty() {
                items.push(Item { locale: voice.locale, dir: voice.dir, task: None, content });
            }
        }
        let first = list.attribute("start").and_then(|n| n.parse::<u64>().ok()).unwrap_or(1);
        Kind::List { start: (list.name == "ol").then_some(first), tight: true, items }
    }

    fn raw_terms(&mut self, content: &[Node], voice: Voice) -> Kind {
        let mut items: Vec<Definition> = Vec::new();
        for element in content.iter().filter_map(Node::element) {
            let own = self.voice_of(element, voice);
            if element.name == "dt" {
                let content = self.phrase(&element.content, own);
                let term = self.raw_cell(own, content);
                match items.last_mut() {
                    Some(item) if item.content.is_empty() => item.terms.push(term),
                    Some(_) | None => items.push(Definition { terms: vec![term], content: Vec::new() }),
                }
                continue;
            }
            let meaning = self.flow(&element.content, own);
            match items.last_mut() {
                Some(item) => item.content.extend(meaning),
                None => items.push(Definition { terms: vec![self.raw_cell(own, Vec::new())], content: meaning }),
            }
        }
        Kind::Definitions(items)
    }

    fn raw_cell(&self, voice: Voice, content: Vec<Piece>) -> Cell {
        Cell { span: self.at, locale: voice.locale, dir: voice.dir, content }
    }

    fn raw_table(&mut self, table: &Element, voice: Voice) -> Vec<PrintBlock> {
        let (mut captions, mut rows) = (Vec::new(), Vec::new());
        elements(&table.content, "caption", &mut captions);
        elements(&table.content, "tr", &mut rows);
        let mut grid: BTreeMap<(usize, usize), (&Element, Voice)> = BTreeMap::new();
        let mut taken: BTreeSet<(usize, usize)> = BTreeSet::new();
        for (y, row) in rows.iter().enumerate() {
            let own = self.voice_of(row, voice);
            let mut x = 0;
            let is_cell = |e: &&Element| matches!(e.name.as_str(), "td" | "th") && !e.is_hidden();
            for cell in row.content.iter().filter_map(Node::element).filter(is_cell) {
                while taken.contains(&(y, x)) {
                    x += 1;
                }
                let span = |name: &str| cell.attribute(name).and_then(|n| n.parse().ok()).unwrap_or(1).clamp(1, WIDEST);
                let (right, down) = (span("colspan"), span("rowspan"));
                taken.extend((y..(y + down).min(rows.len())).flat_map(|y| (x..x + right).map(move |x| (y, x))));
                grid.insert((y, x), (cell, self.voice_of(cell, own)));
                x += right;
            }
        }
        let columns = taken.iter().map(|(_, x)| x + 1).max().unwrap_or(0);
        let caption = captions.first().map(|caption| self.phrase(&caption.content, voice));
        if columns == 0 {
            return caption.map(|pieces| self.made(voice, Kind::Paragraph(pieces))).into_iter().collect();
        }
        // A table that is nearly empty would be far larger than what was written: its cells are printed below each other.
        if rows.len().saturating_mul(columns) > 20 * grid.len() + 2_000 {
            let cells: Vec<(&Element, Voice)> = grid.into_values().collect();
            let caption = caption.map(|pieces| self.made(voice, Kind::Paragraph(pieces)));
            let cells = cells.into_iter().flat_map(|(cell, turned)| self.flow(&cell.content, turned));
            return caption.into_iter().chain(cells.collect::<Vec<_>>()).collect();
        }
        let mut cell = |y: usize, x: usize| {
            let Some((cell, turned)) = grid.get(&(y, x)) else { return self.raw_cell(voice, Vec::new()) };
            let mut pieces = self.phrase(&cell.content, *turned);
            if cell.name == "th" && y > 0 {
                pieces = vec![Piece::Styled(Style::Strong, pieces)];
            }
            self.raw_cell(*turned, pieces)
        };
        let mut rows = (0..rows.len()).map(|y| (0..columns).map(|x| cell(y, x)).collect::<Vec<Cell>>());
        let (head, rows) = (rows.next().unwrap_or_default(), rows.collect());
        vec![self.made(voice, Kind::Table { align: vec![Align::Auto; columns], head, rows, caption })]
    }

    /// The language and direction of an element within others.
    fn voice_of(&self, element: &Element, outer: Voice) -> Voice {
        let tag = element.attribute("lang").unwrap_or_default();
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let locales = &self.site.config.locales;
        let spoken = locales
            .by_tag(tag)
            .or_else(|| locales.site().iter().find(|l| !tag.is_empty() && primary(&l.tag) == primary(tag)))
            .map_or(outer.locale, |l| l.id);
        let dir = match element.attribute("dir") {
            Some(dir) => dir_of(dir, outer.dir),
            None => outer.dir,
        };
        Voice { locale: spoken, dir }
    }
}

/// No cell of raw HTML spans more columns or rows than this.
const WIDEST: usize = 100;

/// Whether something in an element of a line begins a paragraph, as in `<a><div>`.
fn holds_blocks(element: &Element) -> bool {
    let is_block = |e: &Element| BLOCKS.contains(&e.name.as_str());
    let is_line = LOST.contains(&element.name.as_str()) || SILENT.contains(&element.name.as_str());
    !is_line && element.content.iter().filter_map(Node::element).any(|e| is_block(e) || holds_blocks(e))
}

/// Whether nothing but blocks stands beside the only picture.
fn is_alone(nodes: &[Node]) -> bool {
    let mut pictures = 0;
    nodes.iter().all(|node| match node {
        Node::Text(text) => text.trim().is_empty(),
        Node::Element(element) => {
            pictures += usize::from(element.name == "img");
            element.name == "img" && pictures == 1 || BLOCKS.contains(&element.name.as_str())
        }
        Node::Part(inline) => {
            pictures += 1;
            matches!(inline, Inline::Image { .. }) && pictures == 1
        }
    })
}

/// The elements of a name, outermost only, in order.
fn elements<'a>(nodes: &'a [Node], name: &str, found: &mut Vec<&'a Element>) {
    for element in nodes.iter().filter_map(Node::element) {
        if element.name == name { found.push(element) } else { elements(&element.content, name, found) }
    }
}

/// What `dir` says.
fn dir_of(value: &str, otherwise: Dir) -> Dir {
    match value.trim().to_ascii_lowercase().as_str() {
        "rtl" => Dir::Rtl,
        "ltr" => Dir::Ltr,
        _ => otherwise,
    }
}
