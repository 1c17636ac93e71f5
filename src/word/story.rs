//! The part of the text, or that of the notes -> its paragraphs, with what is tracked in them.

use std::collections::BTreeMap;

use super::events::{self, Node};
use super::mark;
use super::package::Relation;
use super::plain::{OBJECT, raised};
use super::{Broken, Change, ChangeKind, Face, Lead, Paragraph, Piece, field};

/// More paragraphs than any document has.
const MOST_PARAGRAPHS: usize = 500_000;
/// Fields within fields that are looked at.
const DEEPEST_FIELD: usize = 20;

/// What reading adds to.
#[derive(Debug, Default)]
pub struct Story {
    /// The paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// What is tracked.
    pub changes: Vec<Change>,
    /// Cells that there were.
    pub cells: usize,
    /// Where links lead, each once.
    pub links: Vec<Lead>,
    /// The numbers of those.
    known: BTreeMap<Lead, usize>,
    /// The marks that the references of notes say are in them, by note.
    pub twins: BTreeMap<String, Vec<String>>,
    /// Whether there are boxes of text.
    pub has_boxes: bool,
}

/// Reads a part, with what it refers to.
///
/// # Errors
///
/// Where it cannot be read.
pub fn read((name, text): (&str, &str), relations: BTreeMap<String, Relation>, story: &mut Story) -> Result<(), Broken> {
    let mut walk = Walk {
        story,
        relations,
        links: Vec::new(),
        names: Vec::new(),
        skipped: None,
        paragraph: None,
        run: Run::default(),
        tracked: Vec::new(),
        last: None,
        was_raised: false,
        cells: Vec::new(),
        note: None,
        twins: Vec::new(),
        fields: Vec::new(),
    };
    events::read(name, text, &mut |node| walk.node(node))
}

/// What is said of a run.
#[derive(Clone, Copy, Default)]
struct Run {
    bold: [bool; 2],
    italic: [bool; 2],
    is_complex: bool,
    strike: bool,
    is_raised: bool,
}

impl Run {
    /// Letters of complex scripts have properties of their own.
    fn face(self) -> Face {
        let at = usize::from(self.is_complex);
        Face { bold: self.bold[at], italic: self.italic[at], strike: self.strike }
    }
}

struct Walk<'a> {
    story: &'a mut Story,
    /// What the part refers to, by id.
    relations: BTreeMap<String, Relation>,
    /// The links around.
    links: Vec<usize>,
    names: Vec<String>,
    /// How deep the element stands whose content is left out.
    skipped: Option<usize>,
    paragraph: Option<Paragraph>,
    run: Run,
    /// The tracked changes around.
    tracked: Vec<Change>,
    /// The change of what was read last.
    last: Option<usize>,
    was_raised: bool,
    cells: Vec<usize>,
    /// The note around.
    note: Option<String>,
    /// What bookmarks since the last reference say of the note of the next one.
    twins: Vec<(usize, String)>,
    /// The fields around, with what they do.
    fields: Vec<String>,
}

/// Elements whose content is an earlier state, a copy for other programs, or in no line.
fn is_skipped(name: &str) -> bool {
    name.ends_with("PrChange") || matches!(name, "numberingChange" | "Fallback" | "drawing" | "pict" | "object" | "txbxContent")
}

/// Whether a property is on.
fn is_on(attributes: &BTreeMap<String, String>) -> bool {
    attributes.get("val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off" | "none"))
}

fn tracked(name: &str) -> Option<ChangeKind> {
    match name {
        "ins" => Some(ChangeKind::Inserted),
        "del" => Some(ChangeKind::Deleted),
        "moveTo" => Some(ChangeKind::MovedTo),
        "moveFrom" => Some(ChangeKind::MovedFrom),
        _ => None,
    }
}

/// The name of a note: footnotes and endnotes are numbered each by themselves.
fn note(kind: &str, id: &str) -> String {
    format!("{kind} {id}")
}

impl Walk<'_> {
    fn node(&mut self, node: Node) -> Result<(), Broken> {
        match node {
            Node::Start(name, attributes) => {
                if self.skipped.is_none() {
                    self.open(&name, &attributes)?;
                    if is_skipped(&name) {
                        self.skipped = Some(self.names.len());
                    }
                }
                self.story.has_boxes |= name == "txbxContent";
                self.names.push(name);
            }
            Node::End(name) => {
                self.names.pop();
                match self.skipped {
                    Some(depth) if depth == self.names.len() => self.skipped = None,
                    Some(_) => {}
                    None => self.close(&name),
                }
            }
            Node::Text(text) => {
                if self.skipped.is_none() {
                    match self.names.last().map(String::as_str) {
                        Some("t" | "delText") => self.text(&text),
                        Some("instrText") => {
                            if let Some(field) = self.fields.last_mut() {
                                field.push_str(&text);
                                self.note_field();
                            }
                        }
                        Some(_) | None => {}
                    }
                }
            }
        }
        Ok(())
    }

    fn is_within(&self, name: &str) -> bool {
        self.names.iter().rev().take(3).any(|own| own == name)
    }

    fn open(&mut self, name: &str, attributes: &BTreeMap<String, String>) -> Result<(), Broken> {
        let value = |key: &str| attributes.get(key).cloned().unwrap_or_default();
        if let Some(kind) = tracked(name) {
            let change = Change { kind, author: value("author"), date: value("date") };
            if self.is_within("rPr") && self.is_within("pPr") {
                let at = self.change(change);
                if let Some(paragraph) = &mut self.paragraph {
                    paragraph.end = Some(at);
                }
            } else if self.is_within("trPr") {
                self.change(change);
            } else {
                self.tracked.push(change);
            }
            return Ok(());
        }
        if self.is_within("rPr") && !self.is_within("pPr") {
            self.property(name, attributes);
            return Ok(());
        }
        match name {
            "p" => {
                if self.story.paragraphs.len() > MOST_PARAGRAPHS {
                    return Err(Broken::Large(format!("it holds more than {MOST_PARAGRAPHS} paragraphs")));
                }
                let cell = self.cells.last().copied().unwrap_or(0);
                self.paragraph = Some(Paragraph { cell, note: self.note.clone(), ..Paragraph::default() });
                self.was_raised = false;
                self.note_field();
            }
            "pStyle" => {
                if let Some(paragraph) = &mut self.paragraph {
                    paragraph.style = value("val");
                }
            }
            "r" => self.run = Run::default(),
            "tc" | "footnote" | "endnote" => {
                self.story.cells += 1;
                self.cells.push(self.story.cells);
                if name != "tc" {
                    self.note = Some(note(name, &value("id")));
                }
            }
            "tab" | "ptab" if self.is_within("r") => self.text("\t"),
            "br" if value("type").is_empty() || value("type") == "textWrapping" => self.text("\n"),
            "cr" => self.text("\n"),
            "noBreakHyphen" => self.text("-"),
            "sym" => {
                let c = u32::from_str_radix(&value("char"), 16).ok().and_then(char::from_u32);
                self.text(c.unwrap_or(OBJECT).encode_utf8(&mut [0; 4]));
            }
            "footnoteReference" | "endnoteReference" => {
                let of = note(name.trim_end_matches("Reference"), &value("id"));
                self.twins.sort();
                self.story.twins.entry(of).or_default().extend(self.twins.drain(..).map(|(_, name)| name));
                self.push(OBJECT.to_string());
            }
            "drawing" | "pict" | "object" => self.push(OBJECT.to_string()),
            "bookmarkStart" => {
                self.twins.extend(mark::of_twin(&value("name")));
                self.piece(Piece::Mark(value("name")));
            }
            "commentRangeStart" => self.piece(Piece::CommentStart(value("id"))),
            "commentRangeEnd" | "commentReference" => self.piece(Piece::CommentEnd(value("id"))),
            "hyperlink" => {
                let lead = self.lead(attributes);
                let link = self.link(lead);
                self.links.push(link);
            }
            "fldSimple" => {
                self.fields.push(value("instr"));
                self.note_field();
            }
            "fldChar" => match value("fldCharType").as_str() {
                "begin" => self.fields.push(String::new()),
                "end" => {
                    self.fields.pop();
                }
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    fn property(&mut self, name: &str, attributes: &BTreeMap<String, String>) {
        let on = is_on(attributes);
        match name {
            "b" => self.run.bold[0] = on,
            "bCs" => self.run.bold[1] = on,
            "i" => self.run.italic[0] = on,
            "iCs" => self.run.italic[1] = on,
            "rtl" | "cs" => self.run.is_complex |= on,
            "strike" | "dstrike" => self.run.strike |= on,
            "vertAlign" => self.run.is_raised = attributes.get("val").is_some_and(|value| value == "superscript"),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            _ if tracked(name).is_some() && !self.is_within("rPr") && !self.is_within("trPr") => {
                self.tracked.pop();
            }
            "p" => {
                self.story.paragraphs.extend(self.paragraph.take());
                self.twins.clear();
            }
            "tc" => {
                self.cells.pop();
            }
            "footnote" | "endnote" => {
                self.cells.pop();
                self.note = None;
            }
            "hyperlink" => {
                self.links.pop();
            }
            "fldSimple" => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    /// Where an element leads.
    fn lead(&self, attributes: &BTreeMap<String, String>) -> Lead {
        let place = attributes.get("anchor").filter(|name| !name.is_empty());
        let relation = attributes.get("id").and_then(|id| self.relations.get(id)).filter(|own| own.is_outside);
        match (relation, place) {
            (Some(own), Some(place)) if !own.target.contains('#') => Lead::Address(format!("{}#{place}", own.target)),
            (Some(own), _) => Lead::Address(own.target.clone()),
            (None, Some(place)) => Lead::Place(place.clone()),
            (None, None) => Lead::Nowhere,
        }
    }

    /// The number of a link.
    fn link(&mut self, lead: Lead) -> usize {
        let Story { links, known, .. } = &mut *self.story;
        *known.entry(lead).or_insert_with_key(|lead| {
            links.push(lead.clone());
            links.len() - 1
        })
    }

    /// The link around: the innermost element, or the innermost field that is one.
    fn link_around(&mut self) -> Option<usize> {
        if let Some(link) = self.links.last() {
            return Some(*link);
        }
        let is_link = |code: &&String| field::kind(code) == "HYPERLINK";
        let code = self.fields.iter().take(DEEPEST_FIELD).rev().find(is_link)?;
        let lead = match field::target(code) {
            Some(to) => to.strip_prefix('#').map_or_else(|| Lead::Address(to.clone()), |place| Lead::Place(place.to_owned())),
            None => Lead::Nowhere,
        };
        Some(self.link(lead))
    }

    /// Contents are made by a field: what it prints is nobody's text.
    fn note_field(&mut self) {
        // Fields nest a few deep; a document that nests more has no contents.
        let is_made = self.fields.iter().take(DEEPEST_FIELD).any(|field| field.trim_start().starts_with("TOC"));
        if let Some(paragraph) = self.paragraph.as_mut().filter(|_| is_made) {
            paragraph.is_made = true;
        }
    }

    fn text(&mut self, text: &str) {
        if !self.run.is_raised {
            self.was_raised = false;
            return self.push(text.to_owned());
        }
        let text = raised(text);
        // One number may be in several runs.
        if text.starts_with(OBJECT) && std::mem::replace(&mut self.was_raised, true) {
            return;
        }
        self.push(text);
    }

    fn push(&mut self, text: String) {
        let change = self.tracked.last().cloned().map(|change| self.change(change));
        self.last = change;
        let face = self.run.face();
        let link = self.link_around();
        let Some(paragraph) = &mut self.paragraph else { return };
        match paragraph.pieces.last_mut() {
            Some(Piece::Text { text: before, face: own, link: to, change: tracked })
                if (*own, *to, *tracked) == (face, link, change) =>
            {
                before.push_str(&text);
            }
            Some(_) | None => paragraph.pieces.push(Piece::Text { text, face, link, change }),
        }
    }

    fn piece(&mut self, piece: Piece) {
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.pieces.push(piece);
        }
    }

    /// The number of a change. What one person tracked in one go stands in many elements.
    fn change(&mut self, change: Change) -> usize {
        let again = self.last.filter(|at| self.story.changes.get(*at) == Some(&change));
        let at = again.unwrap_or_else(|| {
            self.story.changes.push(change);
            self.story.changes.len() - 1
        });
        self.last = Some(at);
        at
    }
}
