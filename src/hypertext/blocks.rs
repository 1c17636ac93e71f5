//! Elements on lines of their own -> blocks.

use super::direction::{balanced, is_empty, said};
use super::left::Kind;
use super::line::{Around, Kept, around, line};
use super::media::is_kept;
use super::names;
use super::reading::{Reading, block, nowhere, short};
use super::table;
use super::tidy::tidy;
use super::tree::{Id, is_space};
use crate::ast::{Anchor, Block, BlockKind, Cell, Definition, Inline, ListItem, text};
use crate::locale::{Dir, LocaleId, bidi, fold};

/// How deep quotations and lists stand in one another; what is deeper stands in the last of them.
const DEEPEST: usize = 16;

/// Where blocks stand.
#[derive(Clone, Default)]
pub(in crate::hypertext) struct Place {
    /// What stands around their lines.
    around: Vec<Around>,
    /// The direction that was said for them.
    dir: Option<Dir>,
    depth: usize,
    /// How much deeper headings are than they were.
    shift: u8,
}

impl Place {
    /// The place of a whole text; whether it has headings of the first level, so that all are one deeper.
    pub fn of_text(has_first: bool) -> Self {
        Self { shift: u8::from(has_first), ..Self::default() }
    }
}

/// The content of an element as blocks.
pub(in crate::hypertext) fn blocks(reading: &mut Reading<'_>, id: Id, place: &Place) -> Vec<Block> {
    let children: Vec<Id> = reading.tree.children(id).collect();
    let mut out = Vec::new();
    row(reading, &children, place, &mut out);
    out
}

/// Nodes as blocks: what stands in a line between two blocks is a paragraph.
fn row(reading: &mut Reading<'_>, ids: &[Id], place: &Place, out: &mut Vec<Block>) {
    let mut run: Vec<Id> = Vec::new();
    for id in ids {
        if reading.skipped.contains(id) {
            continue;
        }
        let name = reading.tree.name(*id);
        if !names::is_block(name) && !reading.holds_blocks(*id) {
            run.push(*id);
            continue;
        }
        paragraphs(reading, &std::mem::take(&mut run), place, out);
        if !is_kept(reading, *id) {
            continue;
        }
        if names::is_block(name) {
            element(reading, *id, name, place, out);
        } else {
            // What stands around blocks is said of each of their lines.
            let mut inside = place.clone();
            inside.around.extend(around(reading, *id));
            inside.around.extend(said(reading.tree, *id).map(Around::Dir));
            out.extend(blocks(reading, *id, &inside));
        }
    }
    paragraphs(reading, &run, place, out);
}

/// A run of what stands in lines; two forced line ends part paragraphs.
fn paragraphs(reading: &mut Reading<'_>, run: &[Id], place: &Place, out: &mut Vec<Block>) {
    if run.iter().all(|id| reading.tree.is_blank(*id)) {
        return;
    }
    let content = line(reading, run, &place.around, Kept::Breaks);
    let mut parts: Vec<Vec<Inline>> = vec![Vec::new()];
    let mut breaks = 0;
    for inline in content {
        breaks = if matches!(inline, Inline::Break) { breaks + 1 } else { 0 };
        if breaks == 2 {
            parts.push(Vec::new());
        }
        if breaks < 2 {
            parts.last_mut().expect("there is one from the beginning").push(inline);
        }
    }
    for part in parts {
        let part = tidy(part);
        out.extend(paragraph(reading, run[0], part, place));
    }
}

/// A paragraph; a picture alone is a figure.
fn paragraph(reading: &mut Reading<'_>, id: Id, content: Vec<Inline>, place: &Place) -> Option<Block> {
    if content.is_empty() {
        return None;
    }
    if let [Inline::Image { source, title, alt }] = content.as_slice() {
        let caption = if title.is_empty() { Vec::new() } else { vec![super::reading::text(&**title)] };
        return Some(block(BlockKind::CaptionedImage { source: *source, alt: alt.to_string(), caption }));
    }
    let content = match place.dir {
        Some(dir) => directed(reading, id, content, dir),
        None => content,
    };
    Some(block(BlockKind::Paragraph(content)))
}

/// A paragraph in the direction that was said, where its words would have another.
fn directed(reading: &mut Reading<'_>, id: Id, content: Vec<Inline>, dir: Dir) -> Vec<Inline> {
    let language = reading.language;
    let own = bidi::block_locale(&text::inlines(&content), language.own(), language.locales);
    if !super::direction::is_needed(&content, dir, language.locales.get(own).dir) {
        return content;
    }
    let what = format!("the side on which a paragraph begins (`{}`): its words decide; their order is kept", dir.as_str());
    reading.leave(id, Kind::Direction, what);
    super::direction::isolated(content, Some(dir))
}

fn element(reading: &mut Reading<'_>, id: Id, name: &'static str, place: &Place, out: &mut Vec<Block>) {
    let mut inside = place.clone();
    inside.dir = said(reading.tree, id).or(place.dir);
    match name {
        "hr" => out.push(block(BlockKind::Rule)),
        "blockquote" if place.depth < DEEPEST => {
            inside.depth += 1;
            let content = blocks(reading, id, &inside);
            if !content.is_empty() {
                out.push(block(BlockKind::Quote(content)));
            }
        }
        "ul" | "ol" | "menu" | "dir" if place.depth < DEEPEST => list(reading, id, &inside, out),
        "dl" if place.depth < DEEPEST => definitions(reading, id, &inside, out),
        "pre" if reading.tree.has_class(id, "wp-block-verse") => verse(reading, id, &inside, out),
        "pre" | "listing" | "xmp" | "plaintext" => code(reading, id, out),
        "table" => table(reading, id, &inside, out),
        "figure" => figure(reading, id, &inside, out),
        "summary" => {
            reading.leave(id, Kind::Structure, "a part that opened: it stands open");
            inside.around.push(Around::Strong);
            out.extend(blocks(reading, id, &inside));
        }
        _ if names::is_heading(name) => heading(reading, id, name, &inside, out),
        _ => out.extend(blocks(reading, id, &inside)),
    }
}

fn heading(reading: &mut Reading<'_>, id: Id, name: &str, place: &Place, out: &mut Vec<Block>) {
    let children: Vec<Id> = reading.tree.children(id).collect();
    // Bold letters in a heading say nothing.
    let content: Vec<Inline> = line(reading, &children, &place.around, Kept::OneLine);
    let content = match content.as_slice() {
        [Inline::Strong(inside)] => inside.clone(),
        _ => content,
    };
    let words = text::inlines(&content);
    if words.trim().is_empty() || matches!(content.as_slice(), [Inline::Image { .. }]) {
        out.extend(paragraph(reading, id, content, place));
        return;
    }
    let level: u8 = name[1..].parse().unwrap_or(6);
    let anchor = reading.anchor(id).unwrap_or_else(|| Anchor(fold::slug(&words)));
    out.push(block(BlockKind::Heading { level: (level + place.shift).min(6), anchor, content }));
}

fn list(reading: &mut Reading<'_>, id: Id, place: &Place, out: &mut Vec<Block>) {
    let tree = reading.tree;
    let is_numbered = tree.name(id) == "ol";
    let start = is_numbered.then(|| start(reading, id));
    let mut inside = place.clone();
    inside.depth += 1;
    let mut items: Vec<ListItem> = Vec::new();
    let mut is_tight = true;
    let children: Vec<Id> = tree.children(id).filter(|id| !tree.is_blank(*id)).collect();
    for child in children {
        if reading.skipped.contains(&child) || tree.name(child) == "li" && !is_kept(reading, child) {
            continue;
        }
        let is_item = tree.name(child) == "li";
        if is_item && tree.attribute(child, "value").is_some() {
            reading.leave(child, Kind::Structure, "an item with a number of its own");
        }
        let mut content = Vec::new();
        let task = if is_item { task(reading, child) } else { None };
        if is_item {
            let own = Place { dir: said(tree, child).or(place.dir), ..inside.clone() };
            content = blocks(reading, child, &own);
            is_tight &= !tree.children(child).any(|id| tree.name(id) == "p");
        } else {
            row(reading, &[child], &inside, &mut content);
            // A list within a list belongs to the item before it.
            if let Some(last) = items.last_mut() {
                last.content.append(&mut content);
            }
        }
        if !content.is_empty() {
            items.push(ListItem { span: nowhere(), locale: LocaleId(0), dir: Dir::Ltr, task, content });
        }
    }
    if !items.is_empty() {
        is_tight &= items.iter().all(|item| item.content.iter().skip(1).all(follows_closely));
        out.push(block(BlockKind::List { start, tight: is_tight, items }));
    }
}

/// Whether a block is read as such behind a paragraph without an empty line between them.
fn follows_closely(block: &Block) -> bool {
    matches!(block.kind, BlockKind::List { start: None | Some(1), .. })
}

/// The first number of a list.
fn start(reading: &mut Reading<'_>, id: Id) -> u64 {
    let tree = reading.tree;
    let own = |name: &str| tree.attribute(id, name).map(str::trim);
    if own("reversed").is_some() || own("type").is_some_and(|kind| !matches!(kind, "" | "1")) {
        reading.leave(id, Kind::Structure, "a list that counts in another way: it counts 1, 2, 3");
    }
    let Some(start) = own("start").filter(|start| !start.is_empty()) else { return 1 };
    start.parse().ok().filter(|start| *start <= 999_999_999).unwrap_or_else(|| {
        reading.leave(id, Kind::Structure, format!("a list that begins at `{}`: it begins at 1", short(start)));
        1
    })
}

/// Whether an item begins with a box, and whether that is ticked.
fn task(reading: &mut Reading<'_>, id: Id) -> Option<bool> {
    let tree = reading.tree;
    let is_box = |id: &Id| {
        tree.name(*id) == "input" && tree.attribute(*id, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"))
    };
    let first = tree.within(id).take(4).find(is_box)?;
    reading.skipped.insert(first);
    Some(tree.attribute(first, "checked").is_some())
}

fn definitions(reading: &mut Reading<'_>, id: Id, place: &Place, out: &mut Vec<Block>) {
    let tree = reading.tree;
    let mut inside = place.clone();
    inside.depth += 1;
    let parts: Vec<Id> = tree
        .children(id)
        .flat_map(|id| -> Vec<Id> {
            // Groups of a list stand in a `div`.
            if tree.name(id) == "div" { tree.children(id).collect() } else { vec![id] }
        })
        .filter(|id| !tree.is_blank(*id))
        .collect();
    let mut made: Vec<Definition> = Vec::new();
    for part in parts {
        match tree.name(part) {
            "dt" => {
                let children: Vec<Id> = tree.children(part).collect();
                let content = line(reading, &children, &place.around, Kept::OneLine);
                if content.is_empty() {
                    continue;
                }
                let term = Cell { span: nowhere(), locale: LocaleId(0), dir: Dir::Ltr, content };
                match made.last_mut().filter(|last| last.meanings.is_empty()) {
                    Some(last) => last.terms.push(term),
                    None => made.push(Definition { terms: vec![term], meanings: Vec::new() }),
                }
            }
            name => {
                let mut content = Vec::new();
                if name == "dd" {
                    content = blocks(reading, part, &inside);
                } else {
                    row(reading, &[part], &inside, &mut content);
                }
                match made.last_mut() {
                    _ if content.is_empty() => {}
                    Some(last) => last.meanings.push(content),
                    None => out.append(&mut content),
                }
            }
        }
    }
    // A term without a meaning is a paragraph to Markdown.
    for definition in made {
        if definition.meanings.is_empty() {
            out.extend(definition.terms.into_iter().map(|term| block(BlockKind::Paragraph(term.content))));
        } else if let Some(Block { kind: BlockKind::Definitions(last), .. }) = out.last_mut() {
            last.push(definition);
        } else {
            out.push(block(BlockKind::Definitions(vec![definition])));
        }
    }
}

/// Lines of a poem.
fn verse(reading: &mut Reading<'_>, id: Id, place: &Place, out: &mut Vec<Block>) {
    let tree = reading.tree;
    let mut lines = Vec::new();
    for child in tree.children(id).collect::<Vec<_>>() {
        let Some(own) = tree.text(child) else {
            lines.extend(line(reading, &[child], &place.around, Kept::Breaks));
            continue;
        };
        for (number, part) in own.split('\n').enumerate() {
            lines.extend((number > 0).then_some(Inline::Break));
            lines.push(super::reading::text(super::media::one_line(part)));
        }
    }
    let lines = tidy(lines);
    out.extend(paragraph(reading, id, lines, place));
}

fn code(reading: &mut Reading<'_>, id: Id, out: &mut Vec<Block>) {
    let tree = reading.tree;
    let mut letters = String::new();
    for id in tree.within(id) {
        match tree.text(id) {
            Some(own) => letters.push_str(own),
            None if tree.name(id) == "br" => letters.push('\n'),
            None => {}
        }
    }
    let letters: String = letters.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect();
    let letters = letters.strip_prefix('\n').unwrap_or(&letters).trim_end_matches(is_space);
    let letters: String = letters.lines().map(|line| balanced(line) + "\n").collect();
    if is_empty(&letters) {
        return;
    }
    let classes = std::iter::once(id).chain(tree.children(id)).filter_map(|id| tree.attribute(id, "class"));
    let named = classes.flat_map(str::split_ascii_whitespace).find_map(|class| {
        let name = class.strip_prefix("language-").or_else(|| class.strip_prefix("lang-"))?;
        let is_name =
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-' | '_' | '.'));
        is_name.then(|| name.to_owned())
    });
    // What is the name of a figure here was none there.
    let language = named.filter(|name| !reading.language.options.figures.contains(name));
    out.push(block(BlockKind::Code { language, text: letters }));
}

fn table(reading: &mut Reading<'_>, id: Id, place: &Place, out: &mut Vec<Block>) {
    let table = table::read(reading, id);
    row(reading, &table.captions, place, out);
    if table.is_layout {
        reading.leave(id, Kind::Structure, "a table that holds blocks: its cells follow each other");
        for cell in table.rows.iter().flatten() {
            out.extend(blocks(reading, *cell, place));
        }
    } else {
        out.extend(table::written(reading, id, &table, &place.around));
    }
}

/// A picture with its caption; anything else with one is followed by it.
fn figure(reading: &mut Reading<'_>, id: Id, place: &Place, out: &mut Vec<Block>) {
    let tree = reading.tree;
    let pictures: Vec<Id> = tree.within(id).filter(|id| tree.name(*id) == "img").collect();
    let captions: Vec<Id> = tree.children(id).filter(|id| tree.name(*id) == "figcaption").collect();
    let is_more = |id: Id| {
        matches!(tree.name(id), "table" | "pre" | "blockquote" | "iframe" | "video" | "audio" | "figure" | "p" | "ul" | "ol")
    };
    let ([picture], [caption]) = (pictures.as_slice(), captions.as_slice()) else {
        return out.extend(blocks(reading, id, place));
    };
    if tree.within(id).any(|id| is_more(id) && !tree.within(*caption).contains(&id)) || tree.within(*caption).contains(picture) {
        return out.extend(blocks(reading, id, place));
    }
    let caption_of: Vec<Id> = tree.children(*caption).collect();
    let words = line(reading, &caption_of, &[], Kept::OneLine);
    let made = line(reading, &[*picture], &[], Kept::OneLine);
    let [Inline::Image { source, alt, .. }] = made.as_slice() else {
        out.extend(paragraph(reading, *picture, made, place));
        out.extend(paragraph(reading, *caption, words, place));
        return;
    };
    let is_plain = words.iter().all(|inline| matches!(inline, Inline::Text(_)));
    let has_note = words.iter().any(|inline| matches!(inline, Inline::NoteRef { .. }));
    if has_note {
        out.push(block(BlockKind::CaptionedImage { source: *source, alt: alt.to_string(), caption: Vec::new() }));
        out.extend(paragraph(reading, *caption, words, place));
        return;
    }
    if !is_plain {
        reading.leave(*caption, Kind::Structure, "links and emphasis in a caption: its words stay");
    }
    let caption = vec![super::reading::text(text::inlines(&words))];
    out.push(block(BlockKind::CaptionedImage { source: *source, alt: alt.to_string(), caption }));
}
