//! Raw HTML of the tree -> pieces of a line and blocks of paper: what a reader sees of it on a page, with its direction,
//! without its styles. What paper has no form for (films, forms, frames) is told at its place.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::data::map;
use super::html::{Element, Node, nodes, text};
use super::table::Need;
use super::{Writer, control, seam};
use crate::ast::{Align, Anchor, Block, Inline, prose};
use crate::diag::codes::pdf as codes;
use crate::figure::measure::Weight;
use crate::locale::{Dir, LocaleId};
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

/// Raised digits and signs, in the order of `0123456789+-`.
const RAISED: [char; 12] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁺', '⁻'];
/// Lowered ones.
const LOWERED: [char; 12] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉', '₊', '₋'];

/// A language and a direction.
#[derive(Clone, Copy)]
struct Voice {
    locale: LocaleId,
    dir: Dir,
}

impl Writer<'_> {
    /// An element of a line, whose content has been written.
    pub(super) fn element(&mut self, element: &Element, around: Dir, inner: Vec<Value>) -> Vec<Value> {
        if element.is_hidden() || SILENT.contains(&element.name.as_str()) {
            return Vec::new();
        }
        let styled = |kind: &str, inner: Vec<Value>| vec![map([("k", kind.into()), ("c", inner.into())])];
        match element.name.as_str() {
            "br" => styled("break", Vec::new()),
            "wbr" => vec![seam()],
            "sup" => self.script(&RAISED, "super", inner),
            "sub" => self.script(&LOWERED, "sub", inner),
            "del" | "s" | "strike" => styled("strike", inner),
            "ins" | "u" => styled("underline", inner),
            "mark" => styled("mark-out", inner),
            "small" => styled("small", inner),
            "b" | "strong" | "th" => styled("strong", inner),
            "i" | "em" | "cite" | "dfn" | "var" => styled("emphasis", inner),
            "kbd" | "code" | "samp" | "tt" => styled("mono", inner),
            "q" => {
                let [open, close] = if around == Dir::Rtl { ["«", "»"] } else { ["“", "”"] };
                [vec![open.into()], inner, vec![close.into()]].concat()
            }
            "rt" => [vec![" (".into()], styled("small", inner), vec![")".into()]].concat(),
            "bdo" => {
                let dir = element.attribute("dir").map_or(around, |d| dir_of(d, around));
                let over = control(if dir == Dir::Rtl { '\u{202e}' } else { '\u{202d}' });
                [vec![over], inner, vec![control('\u{202c}')]].concat()
            }
            "a" => self.raw_link(element, inner),
            "img" => self.raw_picture(element),
            name if LOST.contains(&name) => {
                self.trace.diags.push(codes::raw_html(self.at, name));
                Vec::new()
            }
            "bdi" => self.turned(element, around, inner),
            _ if element.attribute("dir").or(element.attribute("lang")).is_some() => self.turned(element, around, inner),
            _ => inner,
        }
    }

    /// Raised or lowered text. Digits are the characters that Unicode has for them: a reader who copies 10⁶ gets no 106.
    fn script(&self, digits: &[char; 12], kind: &str, inner: Vec<Value>) -> Vec<Value> {
        let plain: Option<String> = inner.iter().map(Value::as_str).collect();
        let of = |c: char| "0123456789+-".find(if c == '\u{2212}' { '-' } else { c }).map(|at| digits[at]);
        let written: Option<String> = plain.and_then(|text| text.trim().chars().map(of).collect());
        match written {
            Some(text) if !text.is_empty() && text.chars().all(self.shelf.covers) => vec![text.into()],
            Some(_) | None => vec![map([("k", kind.into()), ("c", inner.into())])],
        }
    }

    /// An element with a direction or a language of its own: an isolate, as in browsers.
    fn turned(&mut self, element: &Element, around: Dir, inner: Vec<Value>) -> Vec<Value> {
        let outer = Voice { locale: self.speaking, dir: around };
        let Voice { locale, dir } = self.voice_of(element, outer);
        vec![self.spoken(locale, dir, map([("k", "isolate".into()), ("size", "same".into()), ("c", inner.into())]))]
    }

    fn raw_link(&mut self, element: &Element, inner: Vec<Value>) -> Vec<Value> {
        if let Some(target) = element.target {
            return self.linked(self.target(target), inner);
        }
        let Some(url) = element.attribute("href").filter(|url| !url.is_empty()) else { return inner };
        if let Some(fragment) = url.strip_prefix('#').and_then(address::decode) {
            return self.linked(&Target::Page(self.page.id, Some(Anchor(fragment.into_owned()))), inner);
        }
        if let Some(target) = self.shelf.inside.typed(url) {
            return self.linked(&target, inner);
        }
        let lower = url.to_ascii_lowercase();
        let url = if ["http://", "https://", "mailto:", "tel:", "sms:", "whatsapp:", "signal:"]
            .iter()
            .any(|scheme| lower.starts_with(scheme))
        {
            url.to_owned()
        } else if url.starts_with('/') && !url.starts_with("//") {
            format!("{}{url}", self.shelf.site.config.base.origin)
        } else {
            return inner;
        };
        self.addressed(url, inner)
    }

    /// A picture, or its words where it is none of the site's.
    fn raw_picture(&mut self, element: &Element) -> Vec<Value> {
        let alt = element.attribute("alt").unwrap_or_default().trim();
        if alt.is_empty() {
            return Vec::new();
        }
        let url = element.attribute("src").unwrap_or_default();
        if let Some(path) = self.picture_typed(url) {
            return vec![map([("k", "image".into()), ("src", path.into()), ("alt", alt.into())])];
        }
        self.trace.diags.push(codes::raw_html(self.at, "img"));
        let alt = self.plain(alt);
        vec![format!("[{alt}]").into()]
    }

    /// A block of raw HTML; nothing where it shows nothing.
    pub(super) fn raw(&mut self, content: &[Inline], block: &Block) -> Option<Value> {
        let nodes = nodes(content);
        let blocks = self.flow(&nodes, Voice { locale: block.locale, dir: block.dir });
        (!blocks.is_empty()).then(|| map([("k", "group".into()), ("c", blocks.into())]))
    }

    /// Blocks of paper, in order.
    fn flow(&mut self, nodes: &[Node], voice: Voice) -> Vec<Value> {
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
                    let path = self.picture_typed(url).filter(|_| !alt.trim().is_empty());
                    let Some(path) = path else {
                        line.push(node.clone());
                        continue;
                    };
                    let width = image.attribute("width").and_then(|n| n.trim_end_matches("px").parse::<u32>().ok());
                    let figure = self.picture_of(path, alt, width);
                    blocks.push(self.spoken(voice.locale, voice.dir, figure));
                }
                Node::Part(Inline::Image { source, alt, .. }) if is_alone(nodes) => {
                    let known = self.words_of(*source);
                    let alt = if alt.trim().is_empty() { known.alt.as_str() } else { alt };
                    let path = self.picture(*source).filter(|_| !alt.trim().is_empty());
                    if let Some(path) = path {
                        let figure = self.picture_of(path, alt, None);
                        blocks.push(self.spoken(voice.locale, voice.dir, figure));
                    }
                }
                Node::Element(_) | Node::Text(_) | Node::Part(_) => line.push(node.clone()),
            }
        }
        blocks.extend(self.line_of(&line, voice));
        blocks
    }

    fn flow_element(&mut self, element: &Element, outer: Voice) -> Vec<Value> {
        let voice = self.voice_of(element, outer);
        let content = &element.content;
        let value = match element.name.as_str() {
            "hr" => map([("k", "rule".into())]),
            "ul" | "ol" | "menu" => self.raw_list(element, voice),
            "dl" => self.raw_terms(content, voice),
            "blockquote" => {
                let inner = self.flow(content, voice);
                if inner.is_empty() {
                    return inner;
                }
                map([("k", "quote".into()), ("c", inner.into())])
            }
            "pre" => {
                let code = self.plain(text(content).trim_matches('\n'));
                if code.trim().is_empty() {
                    return Vec::new();
                }
                self.code(None, code)
            }
            "table" => return self.raw_table(element, voice),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" | "dt" => {
                let Some(Value::Object(mut line)) = self.line_of(content, voice) else { return self.flow(content, voice) };
                let inner = line.remove("c").unwrap_or_default();
                line.insert("c".to_owned(), vec![map([("k", "strong".into()), ("c", inner)])].into());
                return vec![line.into()];
            }
            _ => return self.flow(content, voice),
        };
        vec![self.spoken(voice.locale, voice.dir, value)]
    }

    /// A paragraph of running text; nothing where it shows nothing.
    fn line_of(&mut self, nodes: &[Node], voice: Voice) -> Option<Value> {
        self.speaking = voice.locale;
        let pieces = self.phrase(nodes, voice);
        let shows = |piece: &Value| piece.as_str().is_none_or(|text| !text.trim().is_empty());
        if !pieces.iter().any(shows) {
            return None;
        }
        Some(self.paragraph_of(pieces, voice))
    }

    fn paragraph_of(&mut self, pieces: Vec<Value>, voice: Voice) -> Value {
        let value = map([("k", "paragraph".into()), ("c", pieces.into()), ("whole", false.into())]);
        self.spoken(voice.locale, voice.dir, value)
    }

    fn phrase(&mut self, nodes: &[Node], voice: Voice) -> Vec<Value> {
        let mut pieces = Vec::new();
        for node in nodes {
            match node {
                Node::Text(text) => {
                    let content = prose::line(text, voice.locale, self.shelf.locales);
                    pieces.extend(self.inlines(&content, voice.dir));
                }
                Node::Part(inline) => pieces.extend(self.inlines(std::slice::from_ref(inline), voice.dir)),
                Node::Element(element) => {
                    // Blocks within a line, as in a cell, begin lines.
                    if BLOCKS.contains(&element.name.as_str()) && !pieces.is_empty() {
                        pieces.push(map([("k", "break".into())]));
                    }
                    let inner = self.phrase(&element.content, self.voice_of(element, voice));
                    pieces.extend(self.element(element, voice.dir, inner));
                }
            }
        }
        pieces
    }

    fn raw_list(&mut self, list: &Element, voice: Voice) -> Value {
        let mut items = Vec::new();
        for node in &list.content {
            let (content, voice) = match node {
                Node::Element(item) if item.is_hidden() => continue,
                Node::Element(item) if item.name == "li" => (item.content.as_slice(), self.voice_of(item, voice)),
                Node::Element(_) | Node::Text(_) | Node::Part(_) => (std::slice::from_ref(node), voice),
            };
            let content = self.flow(content, voice);
            if !content.is_empty() {
                let item = map([("task", Value::Null), ("done", Value::Null), ("c", content.into())]);
                items.push(self.spoken(voice.locale, voice.dir, item));
            }
        }
        let first = list.attribute("start").and_then(|n| n.parse::<u64>().ok()).unwrap_or(1);
        let start = (list.name == "ol").then_some(first);
        map([("k", "list".into()), ("start", start.into()), ("tight", true.into()), ("items", items.into())])
    }

    fn raw_terms(&mut self, content: &[Node], voice: Voice) -> Value {
        let mut items: Vec<(Vec<Value>, Vec<Value>)> = Vec::new();
        for element in content.iter().filter_map(Node::element) {
            let own = self.voice_of(element, voice);
            if element.name == "dt" {
                let pieces = self.phrase(&element.content, own);
                let term = self.spoken(own.locale, own.dir, map([("c", pieces.into())]));
                match items.last_mut() {
                    Some((terms, meanings)) if meanings.is_empty() => terms.push(term),
                    Some(_) | None => items.push((vec![term], Vec::new())),
                }
                continue;
            }
            let meaning = self.flow(&element.content, own);
            if items.is_empty() {
                items.push((vec![self.spoken(own.locale, own.dir, map([("c", Vec::<Value>::new().into())]))], Vec::new()));
            }
            if let Some((_, meanings)) = items.last_mut() {
                meanings.extend(meaning);
            }
        }
        let items: Vec<Value> =
            items.into_iter().map(|(terms, meanings)| map([("terms", terms.into()), ("c", meanings.into())])).collect();
        map([("k", "definitions".into()), ("items", items.into())])
    }

    fn raw_table(&mut self, table: &Element, voice: Voice) -> Vec<Value> {
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
            return caption.map(|c| self.paragraph_of(c, voice)).into_iter().collect();
        }
        let need = |at: (usize, usize)| {
            let (cell, _) = grid.get(&at)?;
            let text = text(&cell.content);
            Some(Need::of(&text, text.matches('\n').count(), Weight::Bold))
        };
        let needs: Vec<Vec<Need>> =
            (0..rows.len()).map(|y| (0..columns).map(|x| need((y, x)).unwrap_or_default()).collect()).collect();
        let table = self.table_of(&vec![Align::Auto; columns], &needs, |writer, y, x| {
            let Some((cell, turned)) = grid.get(&(y, x)) else {
                return writer.spoken(voice.locale, voice.dir, map([("c", Vec::<Value>::new().into())]));
            };
            writer.speaking = turned.locale;
            let mut pieces = writer.phrase(&cell.content, *turned);
            if cell.name == "th" && y > 0 {
                pieces = vec![map([("k", "strong".into()), ("c", pieces.into())])];
            }
            writer.spoken(turned.locale, turned.dir, map([("c", pieces.into())]))
        });
        let mut table = self.spoken(voice.locale, voice.dir, table);
        table["caption"] = caption.into();
        vec![table]
    }

    /// The language and direction of an element within others.
    fn voice_of(&self, element: &Element, outer: Voice) -> Voice {
        let tag = element.attribute("lang").unwrap_or_default();
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let locales = self.shelf.locales;
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
