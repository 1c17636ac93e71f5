//! The blocks of a document, one after the other -> blocks of a page.

use std::collections::{BTreeMap, BTreeSet};

use super::atoms::{Atom, Reader};
use super::list::{DEEPEST, Lists, block};
use super::pictures::Pictures;
use super::roles::{self, Role};
use super::words::{Kind, clean, opening};
use super::{Chunk, Draft, Left, Means, Place};
use crate::ast::{Anchor, Block, BlockKind, Inline, text};
use crate::locale::fold;
use crate::word::element::Element;
use crate::word::numbering::{Level, Marker, Numbering};
use crate::word::styles;

/// What becomes a page.
#[derive(Debug)]
pub struct Builder<'a> {
    pub means: &'a Means<'a>,
    pub reader: Reader<'a>,
    pub numbering: &'a Numbering,
    pub pictures: Pictures,
    pub draft: Draft,
    /// The blocks that are put together.
    pub chunk: Chunk,
    lists: Lists,
    /// Paragraphs that were seen.
    pub paragraphs: usize,
    /// The notes that are referred to, in order, and the numbers that they have.
    pub notes: Vec<String>,
    pub numbers: BTreeMap<String, usize>,
    /// The notes of the document.
    pub known: BTreeMap<String, (Element, String)>,
    /// The note that is read, by its number.
    pub note: Option<usize>,
    /// The names of places that headings have.
    pub places: BTreeMap<String, String>,
    /// The numbers of the notes of the chunk, each with its place there.
    pub labels: BTreeMap<usize, usize>,
    /// Comments whose blocks are known.
    commented: BTreeSet<String>,
    /// What was told that is told once.
    told: BTreeMap<(&'static str, String), usize>,
    /// The names of places that stand before the next paragraph.
    marks: Vec<String>,
    /// Text whose paragraph goes on in the next one.
    open: Vec<Atom>,
    is_in_box: bool,
    is_begun: bool,
    last: Role,
}

/// A paragraph's own properties.
struct Own<'e> {
    style: &'e str,
    role: Role,
    list: Option<(String, u8, Level)>,
}

impl<'a> Builder<'a> {
    pub fn new(means: &'a Means<'a>, reader: Reader<'a>, numbering: &'a Numbering, pictures: Pictures) -> Self {
        Self {
            means,
            reader,
            numbering,
            pictures,
            draft: Draft::default(),
            chunk: Chunk::default(),
            lists: Lists::default(),
            paragraphs: 0,
            notes: Vec::new(),
            numbers: BTreeMap::new(),
            known: BTreeMap::new(),
            note: None,
            places: BTreeMap::new(),
            labels: BTreeMap::new(),
            commented: BTreeSet::new(),
            told: BTreeMap::new(),
            marks: Vec::new(),
            open: Vec::new(),
            is_in_box: false,
            is_begun: false,
            last: Role::Text,
        }
    }

    /// Takes a block of the document.
    pub fn block(&mut self, element: &Element) {
        match element.name.as_str() {
            "p" => self.paragraph(element),
            "tbl" => self.table(element),
            // Some programs mark a heading before its paragraph.
            "bookmarkStart" => self.marks.extend(element.get("name").map(str::to_owned)),
            "sdt" | "sdtContent" | "customXml" | "AlternateContent" | "Choice" => {
                element.elements().for_each(|own| self.block(own));
            }
            "altChunk" => {
                let why = "a document of another kind stands here and is left out".to_owned();
                self.left(Place::Paragraph(self.paragraphs), "", ("other-document", why), true);
            }
            "oMathPara" | "oMath" => {
                let held =
                    Element { children: vec![crate::word::element::Child::Element(element.clone())], ..Element::default() };
                self.paragraph(&held);
            }
            name => {
                if self.reader.shows(name) == Some(true) {
                    element.elements().for_each(|own| self.block(own));
                }
            }
        }
    }

    /// What stands in a paragraph, which is counted.
    pub fn atoms(&mut self, element: &Element) -> Vec<Atom> {
        self.paragraphs += usize::from(self.note.is_none());
        self.reader.paragraph(element)
    }

    /// Where what is read stands.
    pub fn place(&self) -> Place {
        self.note.map_or(Place::Paragraph(self.paragraphs), Place::Note)
    }

    fn own<'e>(&self, element: &'e Element) -> Own<'e> {
        let properties = element.child("pPr");
        let style = properties.and_then(|own| own.value("pStyle")).unwrap_or_default();
        let outline = properties.and_then(|own| own.value("outlineLvl")?.parse().ok());
        let role = roles::of(self.reader.styles, style, outline);
        let direct = properties.map(styles::list).unwrap_or_default();
        let chain = self.reader.styles.chain(style);
        let id = direct.0.or_else(|| chain.iter().find_map(|style| style.list.0.clone())).filter(|id| id != "0");
        let level = direct.1.or_else(|| chain.iter().find_map(|style| style.list.1)).unwrap_or(0).min(DEEPEST);
        let list = id.map(|id| {
            let found = self.numbering.level(&id, level, self.reader.styles);
            (id, level, found.unwrap_or(Level { marker: Marker::Bullet, start: 1 }))
        });
        Own { style, role, list: list.filter(|_| !matches!(role, Role::Title | Role::Subtitle | Role::Contents)) }
    }

    fn paragraph(&mut self, element: &Element) {
        let own = self.own(element);
        if matches!(own.role, Role::Heading(_) | Role::Title) && self.reader.fields.is_made() {
            // Contents hold no headings: their field ends nowhere.
            self.reader.fields.end_all();
        }
        let mut atoms = std::mem::take(&mut self.open);
        atoms.extend(self.atoms(element));
        let marks = element.child("pPr").and_then(|own| own.child("rPr"));
        let changes: Vec<bool> =
            marks.into_iter().flat_map(Element::elements).filter_map(|own| self.reader.shows(&own.name)).collect();
        if changes.contains(&false) {
            // Its end is not there: the next one goes on with it.
            self.open = atoms;
            return;
        }
        let boxes: Vec<Element> = atoms
            .iter()
            .filter_map(|atom| if let Atom::Box(blocks) = atom { Some(blocks.clone()) } else { None })
            .flatten()
            .collect();
        self.take(&own, atoms);
        self.marks.clear();
        if boxes.is_empty() {
            return;
        }
        if self.is_in_box {
            return self.left(self.place(), "", ("text-box", "a box within a box of text is left out".to_owned()), true);
        }
        self.is_in_box = true;
        for own in &boxes {
            self.block(own);
        }
        self.is_in_box = false;
    }

    fn take(&mut self, own: &Own<'_>, atoms: Vec<Atom>) {
        let begin = opening(&atoms);
        let has_text = atoms.iter().any(|atom| match atom {
            Atom::Text { text, .. } => !text.trim().is_empty(),
            Atom::Note(_) | Atom::Picture(..) | Atom::Math(..) | Atom::Rule => true,
            Atom::Break | Atom::Comment(_) | Atom::Bookmark(_) | Atom::Box(_) | Atom::Left(..) => false,
        });
        let place = self.place();
        if own.role == Role::Contents || !has_text {
            if own.role == Role::Contents && has_text {
                let why = "a line of contents is left out: pages make their own".to_owned();
                self.left(place, "", ("contents", why), false);
            }
            // What is told of an empty paragraph is told all the same.
            self.line(
                atoms.into_iter().filter(|atom| matches!(atom, Atom::Left(..) | Atom::Comment(_))).collect(),
                Kind::Paragraph,
                place,
            );
            return;
        }
        match (own.role, &own.list) {
            (Role::Title | Role::Subtitle, _) if self.note.is_none() => self.title(own.role, atoms, place),
            (Role::Heading(level), list) => {
                if list.as_ref().is_some_and(|(.., level)| level.marker != Marker::Nothing) {
                    let why = "the numbers of headings are left out: they are no part of the text".to_owned();
                    self.left(place, &begin, ("heading-number", why), false);
                }
                self.heading(level, atoms, place);
            }
            (Role::Code, None) => self.code(atoms, place),
            (_, Some(list)) => {
                let list = list.clone();
                self.item(list, atoms, place);
            }
            (Role::Quote, None) => self.quote(atoms, place),
            (Role::Caption, None) if self.caption(&atoms) => {}
            (Role::Text, None) if self.lists.is_open() && is_continued(own.style, self.reader.styles) => {
                let inside = self.paragraph_of(atoms, place);
                self.lists.go_on(u8::MAX, inside, self.means);
            }
            _ => self.plain(atoms, place),
        }
    }

    /// The title of the document, or what stands below it. Only what begins a document is one.
    fn title(&mut self, role: Role, atoms: Vec<Atom>, place: Place) {
        let is_title = role == Role::Title;
        let has_more = atoms.iter().any(|atom| matches!(atom, Atom::Note(_) | Atom::Picture(..) | Atom::Math(..)));
        if self.is_begun || (self.means.has_title && is_title) {
            return if is_title { self.heading(1, atoms, place) } else { self.plain(atoms, place) };
        }
        let said: Vec<String> =
            atoms.iter().map(|atom| if let Atom::Text { text, .. } = atom { text.clone() } else { " ".to_owned() }).collect();
        let said = clean(&said.concat());
        let told = if is_title { &mut self.draft.title } else { &mut self.draft.subtitle };
        match told {
            Some(before) if !said.is_empty() => before.extend([" ", &said]),
            Some(_) => {}
            None => *told = Some(said).filter(|said| !said.is_empty()),
        }
        let rest: Vec<Atom> = atoms.into_iter().filter(|atom| !matches!(atom, Atom::Text { .. } | Atom::Break)).collect();
        if has_more {
            self.left(place, "", ("title", "what stood in the title and is no text stands below it".to_owned()), true);
            self.plain(rest, place);
            self.is_begun = false;
        } else {
            self.line(rest, Kind::Paragraph, place);
        }
    }

    fn heading(&mut self, level: u8, atoms: Vec<Atom>, place: Place) {
        self.begin();
        let own = atoms.iter().filter_map(|atom| if let Atom::Bookmark(name) = atom { Some(name.clone()) } else { None });
        let names: Vec<String> = self.marks.drain(..).chain(own).collect();
        let content = self.line(atoms, Kind::Heading, place);
        let slug = fold::slug(&text::inlines(&content));
        for name in names {
            self.places.entry(name).or_insert_with(|| slug.clone());
        }
        self.count("headings");
        self.last = Role::Heading(level);
        let heading = BlockKind::Heading { level, anchor: Anchor(slug), content };
        self.push(block(heading, self.means));
    }

    fn code(&mut self, atoms: Vec<Atom>, place: Place) {
        if self.last != Role::Code || self.lists.is_open() {
            self.begin();
        }
        self.last = Role::Code;
        self.is_begun = true;
        let mut own = String::new();
        let mut rest = Vec::new();
        for atom in atoms {
            match atom {
                Atom::Text { text, .. } => own.extend(text.chars().filter(|c| !super::marks::is_mark(*c) && !c.is_control())),
                Atom::Break => own.push('\n'),
                other @ (Atom::Note(_)
                | Atom::Picture(..)
                | Atom::Math(..)
                | Atom::Comment(_)
                | Atom::Bookmark(_)
                | Atom::Rule
                | Atom::Box(_)
                | Atom::Left(..)) => rest.push(other),
            }
        }
        own.push('\n');
        if let Some(BlockKind::Code { text, .. }) = self.last_kind() {
            text.push_str(&own);
        } else {
            self.count("blocks of code");
            self.push(block(BlockKind::Code { language: None, text: own }, self.means));
        }
        let content = self.line(rest, Kind::Paragraph, place);
        if !content.is_empty() {
            self.left(place, "", ("code", "what stood in code and is no text stands behind it".to_owned()), true);
            self.push(block(BlockKind::Paragraph(content), self.means));
        }
    }

    fn quote(&mut self, atoms: Vec<Atom>, place: Place) {
        if self.last != Role::Quote || self.lists.is_open() {
            self.begin();
        }
        self.last = Role::Quote;
        let inside = self.paragraph_of(atoms, place);
        if let Some(BlockKind::Quote(content)) = self.last_kind() {
            content.push(inside);
        } else {
            self.count("quotations");
            self.push(block(BlockKind::Quote(vec![inside]), self.means));
        }
    }

    /// What the last of the blocks is that are put together.
    fn last_kind(&mut self) -> Option<&mut BlockKind> {
        self.chunk.blocks.last_mut().map(|block| &mut block.kind)
    }

    fn item(&mut self, (id, level, own): (String, u8, Level), atoms: Vec<Atom>, place: Place) {
        if own.marker == Marker::Nothing && self.lists.is_open() {
            let inside = self.paragraph_of(atoms, place);
            return self.lists.go_on(level, inside, self.means);
        }
        if own.marker == Marker::Nothing {
            return self.plain(atoms, place);
        }
        let is_after = matches!(self.chunk.blocks.last().map(|block| &block.kind), Some(BlockKind::List { .. }));
        if !self.lists.is_open() && !is_after {
            self.begin();
        }
        self.last = Role::Text;
        self.is_begun = true;
        if own.marker == Marker::Letter {
            let why = "letters that count items are numbers here".to_owned();
            self.left(place, "", ("list-letters", why), false);
        }
        let number = if own.marker == Marker::Bullet { 0 } else { self.lists.number(self.numbering, &id, level, own) };
        let inside = self.paragraph_of(atoms, place);
        self.count("items of lists");
        let counter = self.numbering.counter(&id).to_owned();
        let ended = self.lists.item((level, &counter), (own.marker, number), vec![inside], self.means);
        self.chunk.blocks.extend(ended);
    }

    /// The caption of the picture before it.
    fn caption(&mut self, atoms: &[Atom]) -> bool {
        let is_plain = atoms.iter().all(|atom| match atom {
            Atom::Text { link, .. } => link.is_none(),
            Atom::Break | Atom::Bookmark(_) => true,
            Atom::Note(_)
            | Atom::Picture(..)
            | Atom::Math(..)
            | Atom::Comment(_)
            | Atom::Rule
            | Atom::Box(_)
            | Atom::Left(..) => false,
        });
        let said: String =
            atoms.iter().map(|atom| if let Atom::Text { text, .. } = atom { text.as_str() } else { " " }).collect();
        if self.lists.is_open() || !is_plain {
            return false;
        }
        if let Some(BlockKind::CaptionedImage { caption, .. }) = self.last_kind()
            && caption.is_empty()
        {
            *caption = vec![Inline::Text(clean(&said).into())];
            return true;
        }
        false
    }

    fn plain(&mut self, atoms: Vec<Atom>, place: Place) {
        self.begin();
        let inside = self.paragraph_of(atoms, place);
        self.count("paragraphs");
        self.push(inside);
    }

    /// A paragraph with what it holds; one of a picture alone is a picture, of a stroke a stroke.
    fn paragraph_of(&mut self, atoms: Vec<Atom>, place: Place) -> Block {
        let is_rule = atoms.contains(&Atom::Rule);
        let is_display = atoms.iter().any(|atom| matches!(atom, Atom::Math(.., true)));
        let content = self.line(atoms, Kind::Paragraph, place);
        let kind = match content.as_slice() {
            [] if is_rule => BlockKind::Rule,
            [Inline::Image { source, alt, .. }] => {
                BlockKind::CaptionedImage { source: *source, alt: alt.to_string(), caption: Vec::new() }
            }
            [Inline::Math { tex, .. }] if is_display => BlockKind::Math { tex: tex.clone(), mathml: String::new() },
            _ => BlockKind::Paragraph(content),
        };
        block(kind, self.means)
    }

    /// What comes now is written by itself.
    pub fn begin(&mut self) {
        self.end_lists();
        // A note is one, whatever it holds.
        if !self.chunk.blocks.is_empty() && self.note.is_none() {
            let chunk = std::mem::take(&mut self.chunk);
            self.labels.clear();
            self.draft.chunks.push(chunk);
        }
        self.last = Role::Text;
        self.is_begun = true;
    }

    /// Ends the lists that are open.
    fn end_lists(&mut self) {
        let list = self.lists.close(self.means);
        self.chunk.blocks.extend(list);
    }

    /// Ends everything that is open. Gives its blocks with what they refer to.
    pub fn finish(&mut self) -> Chunk {
        if self.reader.fields.end_all() {
            let why = "a field does not end: what stands behind it may be missing".to_owned();
            self.left(Place::Document, "", ("field", why), true);
        }
        if !self.open.is_empty() {
            let atoms = std::mem::take(&mut self.open);
            let place = self.place();
            self.plain(atoms, place);
        }
        self.end_lists();
        self.last = Role::Text;
        self.labels.clear();
        std::mem::take(&mut self.chunk)
    }

    /// Adds a block that is whole.
    pub fn push(&mut self, own: Block) {
        let is_empty = matches!(&own.kind, BlockKind::Paragraph(content) if content.is_empty());
        if !is_empty {
            self.chunk.blocks.push(own);
        }
    }

    /// Notes what is not carried. What is often so is told once.
    pub fn left(&mut self, place: Place, begin: &str, (what, why): (&'static str, String), is_open: bool) {
        let place = self.note.map_or(place, Place::Note);
        if is_open {
            self.chunk.open.push(self.draft.left.len());
        } else if let Some(known) = self.told.get(&(what, why.clone())) {
            self.draft.left[*known].times += 1;
            return;
        } else {
            self.told.insert((what, why.clone()), self.draft.left.len());
        }
        self.draft.left.push(Left { place, text: begin.to_owned(), what, why, times: 1, is_open });
    }

    /// Counts what is carried.
    pub fn count(&mut self, what: &'static str) {
        *self.draft.carried.entry(what).or_default() += 1;
    }

    /// A comment speaks of the blocks that are put together.
    pub fn comment(&mut self, id: String) {
        if self.commented.insert(id.clone()) {
            self.chunk.remarks.push(id);
        }
    }
}

/// Whether a style says that its paragraphs go on with an item.
fn is_continued(style: &str, styles: &styles::Styles) -> bool {
    styles
        .chain(style)
        .iter()
        .any(|style| style.name.starts_with("list continue") || style.name.starts_with("list paragraph continue"))
}
