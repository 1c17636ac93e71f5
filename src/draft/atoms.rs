//! A paragraph of a document -> what stands in it, one after the other, in the state of tracked changes that is taken.

use std::collections::BTreeMap;

use super::fields::{self, Fields};
use super::marks::is_from_right;
use super::{math, roles, symbols};
use crate::word::element::Element;
use crate::word::package::Package;
use crate::word::styles::{Styles, Switches};
use crate::word::view::View;
use crate::word::{ChangeKind, Face};

/// Letters of what a comment speaks of that are kept: more than is shown of it.
const MOST_QUOTED: usize = 100;

/// Comments that speak of one place.
const MOST_OPEN: usize = 50;

/// A piece of a paragraph.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Atom {
    /// Text.
    Text {
        /// What it says.
        text: String,
        /// How it is set off.
        face: Face,
        /// Whether it is code.
        is_code: bool,
        /// Where it leads; a place in the document begins with `#`.
        link: Option<String>,
    },
    /// A forced line end.
    Break,
    /// The mark of a note, by kind and id.
    Note(String),
    /// A picture: the id of its relation, what it shows, where it leads.
    Picture(Option<String>, String, Option<String>),
    /// A formula as TeX, and its words; whether it stands on a line of its own.
    Math(Option<String>, String, bool),
    /// A comment speaks of what stands here.
    Comment(String),
    /// A place in the document.
    Bookmark(String),
    /// A stroke over the page.
    Rule,
    /// Blocks of a box beside the text.
    Box(Vec<Element>),
    /// What is not carried: what it is, and what became of it.
    Left(&'static str, String, bool),
}

/// What paragraphs are read with, and what is open from one to the next.
#[derive(Debug)]
pub struct Reader<'a> {
    pub package: &'a Package,
    pub styles: &'a Styles,
    pub view: View,
    pub fields: Fields,
    /// Tracked changes that were seen.
    pub tracked: usize,
    /// What comments speak of.
    pub quotes: BTreeMap<String, String>,
    /// The comments that speak of what is being read.
    open: Vec<String>,
    out: Vec<Atom>,
    /// The link around, where an element is one.
    link: Option<String>,
    /// Whether the style of the paragraph hides its text.
    is_hidden: bool,
    /// Whether the style of the table around hides it.
    pub is_in_hidden: bool,
    /// The part that is read.
    pub part: String,
}

impl<'a> Reader<'a> {
    pub fn new(package: &'a Package, styles: &'a Styles, view: View) -> Self {
        Self {
            package,
            styles,
            view,
            fields: Fields::default(),
            tracked: 0,
            quotes: BTreeMap::new(),
            open: Vec::new(),
            out: Vec::new(),
            link: None,
            is_hidden: false,
            is_in_hidden: false,
            part: package.main.clone(),
        }
    }

    /// What stands in a paragraph.
    pub fn paragraph(&mut self, element: &Element) -> Vec<Atom> {
        self.link = None;
        let style = element.child("pPr").and_then(|own| own.value("pStyle")).unwrap_or_default();
        self.is_hidden = self.styles.hides(style) || self.is_in_hidden;
        self.within(element);
        std::mem::take(&mut self.out)
    }

    /// Whether the state that is taken has what a change brought; `None` for an element that is no change.
    pub fn shows(&mut self, name: &str) -> Option<bool> {
        let kind = match name {
            "ins" => ChangeKind::Inserted,
            "del" => ChangeKind::Deleted,
            "moveTo" => ChangeKind::MovedTo,
            "moveFrom" => ChangeKind::MovedFrom,
            _ => return None,
        };
        self.tracked += 1;
        Some(kind.adds() == (self.view == View::After))
    }

    fn within(&mut self, element: &Element) {
        for own in element.elements() {
            self.one(own);
        }
    }

    fn one(&mut self, own: &Element) {
        let get = |key: &str| own.get(key).unwrap_or_default().to_owned();
        if let Some(is_shown) = self.shows(&own.name) {
            if is_shown {
                self.within(own);
            }
            return;
        }
        match own.name.as_str() {
            "r" => self.run(own),
            "hyperlink" => {
                let outer = self.link.clone();
                self.link = self.target(own).or(outer.clone());
                self.within(own);
                self.link = outer;
            }
            "sdt" => {
                let is_empty = own.child("sdtPr").is_some_and(|own| own.child("showingPlcHdr").is_some());
                if let Some(content) = own.child("sdtContent").filter(|_| !is_empty) {
                    self.within(content);
                }
            }
            "fldSimple" => {
                self.fields.begin(&get("instr"), true);
                self.field(&get("instr"));
                self.within(own);
                self.fields.end();
            }
            "smartTag" | "customXml" | "dir" | "bdo" | "sdtContent" => self.within(own),
            "AlternateContent" => self.alternative(own, self.plain(), ""),
            "oMath" => self.formula(own, false),
            "oMathPara" => own.elements().filter(|own| own.name == "oMath").for_each(|own| self.formula(own, true)),
            "bookmarkStart" => self.out.push(Atom::Bookmark(get("name"))),
            "commentRangeStart" => {
                if self.open.len() < MOST_OPEN {
                    self.open.push(get("id"));
                }
                self.out.push(Atom::Comment(get("id")));
            }
            "commentRangeEnd" => self.open.retain(|id| *id != get("id")),
            "altChunk" => self.left("other-document", "a document of another kind stands here and is left out".to_owned(), true),
            _ => {}
        }
    }

    /// Where a link leads.
    fn target(&self, own: &Element) -> Option<String> {
        let place = own.get("anchor").map(|name| format!("#{name}"));
        let relation = own.get("id").and_then(|id| self.package.relation(&self.part, id)).filter(|relation| relation.is_outside);
        match (relation, place) {
            (Some(relation), Some(place)) if !relation.target.contains('#') => Some(format!("{}{place}", relation.target)),
            (Some(relation), _) => Some(relation.target.clone()),
            (None, place) => place,
        }
    }

    /// Of what is written for several programs, what is written for those that know it.
    fn alternative(&mut self, own: &Element, switches: Switches, style: &str) {
        let choice = own.child("Choice").or_else(|| own.child("Fallback"));
        for inner in choice.into_iter().flat_map(Element::elements) {
            if matches!(inner.name.as_str(), "drawing" | "pict" | "object" | "t" | "sym" | "br" | "tab") {
                self.content(inner, switches, style);
            } else {
                self.one(inner);
            }
        }
    }

    /// What is said of a run that says nothing.
    fn plain(&self) -> Switches {
        Switches { hidden: Some(self.is_hidden), ..Switches::default() }
    }

    fn formula(&mut self, own: &Element, is_display: bool) {
        let mut said = Vec::new();
        own.all(&mut |own| said.extend((own.name == "rPr").then(|| own.switch("vanish")).flatten()));
        if said.contains(&true) || self.is_hidden && said.is_empty() {
            return self.hide(own);
        }
        let words = math::words(own);
        if !words.trim().is_empty() && self.is_read() {
            self.out.push(Atom::Math(math::tex(own), words, is_display));
        }
    }

    /// Whether what stands here is text of the page.
    fn is_read(&self) -> bool {
        self.fields.is_shown() && !self.fields.is_made()
    }

    fn run(&mut self, own: &Element) {
        let properties = own.child("rPr");
        let style = properties.and_then(|own| own.value("rStyle")).unwrap_or_default().to_owned();
        let direct = properties.map(Switches::of).unwrap_or_default();
        let named = if style.is_empty() { Switches::default() } else { self.styles.switches(&style) };
        // What any of its styles hides is hidden: programs differ in what two of them are together.
        let by_style = named.hidden == Some(true) || self.is_hidden;
        let switches = Switches { hidden: direct.hidden.or(Some(by_style)), ..direct.or(named) };
        let is_underlined = properties.and_then(|own| own.child("u")).is_some_and(|own| own.get("val") != Some("none"));
        if is_underlined && self.link.is_none() && self.is_read() {
            self.left("underline", "letters are underlined, which Markdown does not have: they are plain".to_owned(), false);
        }
        for inner in own.elements() {
            let start = self.out.len();
            self.content(inner, switches, &style);
            let is_complex = properties.is_some_and(|own| [own.switch("rtl"), own.switch("cs")].contains(&Some(true)));
            if let Some(lift) = properties.and_then(|own| own.value("vertAlign")) {
                self.lift(start, lift);
            }
            if is_complex {
                self.complex(start, switches);
            }
        }
        if switches.hidden == Some(true) {
            self.hide(own);
        }
    }

    /// Text that a document hides stays hidden: nobody who sends it need know of it.
    fn hide(&mut self, own: &Element) {
        let mut has_text = false;
        own.all(&mut |own| {
            has_text |= match own.name.as_str() {
                "t" => !own.text().trim().is_empty(),
                "drawing" | "pict" | "object" | "sym" | "footnoteReference" | "endnoteReference" => true,
                _ => false,
            };
        });
        if has_text && self.is_read() {
            self.left("hidden-text", "a text that the document hides is left out".to_owned(), false);
        }
    }

    fn content(&mut self, own: &Element, switches: Switches, style: &str) {
        let get = |key: &str| own.get(key).unwrap_or_default().to_owned();
        let is_hidden = switches.hidden == Some(true);
        match own.name.as_str() {
            "fldChar" => match own.get("fldCharType") {
                Some("begin") => self.fields.begin("", false),
                Some("separate") => {
                    if let Some(code) = self.fields.result() {
                        self.field(&code);
                    }
                }
                Some("end") => {
                    if let Some(code) = self.fields.end() {
                        self.field(&code);
                    }
                }
                _ => {}
            },
            "instrText" | "delInstrText" => self.fields.code(&own.text()),
            "AlternateContent" => self.alternative(own, switches, style),
            "commentReference" => self.out.push(Atom::Comment(get("id"))),
            _ if !self.is_read() || is_hidden => {}
            "t" | "delText" => self.text(&own.text(), switches, style),
            "tab" | "ptab" => self.text(" ", switches, style),
            "br" if matches!(own.get("type"), None | Some("textWrapping")) => self.out.push(Atom::Break),
            "cr" => self.out.push(Atom::Break),
            "noBreakHyphen" => self.text("\u{2011}", switches, style),
            "sym" => {
                if let Some(c) = symbols::symbol(&get("font"), &get("char")) {
                    self.text(&c.to_string(), switches, style);
                } else {
                    let why = format!("a sign of the font {} (code {}) is left out", get("font"), get("char"));
                    self.left("symbol", why, true);
                }
            }
            "footnoteReference" | "endnoteReference" => {
                self.out.push(Atom::Note(format!("{} {}", own.name.trim_end_matches("Reference"), get("id"))));
            }
            "ruby" => {
                for inner in own.child("rubyBase").into_iter().flat_map(Element::elements) {
                    self.one(inner);
                }
                self.left("ruby", "what stands above letters is left out".to_owned(), true);
            }
            "drawing" | "pict" => self.drawing(own),
            "object" => self.left("object", "an object of another program is left out".to_owned(), true),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, switches: Switches, style: &str) {
        if text.is_empty() {
            return;
        }
        // Where nothing says which letters a run has, programs look at them.
        let [plain, complex] = [switches.face(false), switches.face(true)];
        let face = if text.chars().any(is_from_right) { either(plain, complex) } else { plain };
        for id in &self.open {
            let quote = self.quotes.entry(id.clone()).or_default();
            if quote.len() < MOST_QUOTED {
                quote.extend(text.chars().take(MOST_QUOTED));
            }
        }
        let link = self.link.clone().or_else(|| self.fields.link());
        let is_code = roles::is_code(self.styles, style);
        self.out.push(Atom::Text { text: text.to_owned(), face, is_code, link });
    }

    /// A run that is said to be of a complex script has the emphasis of those.
    fn complex(&mut self, start: usize, switches: Switches) {
        for atom in &mut self.out[start..] {
            if let Atom::Text { face, .. } = atom {
                *face = switches.face(true);
            }
        }
    }

    /// Letters above or below the line.
    fn lift(&mut self, start: usize, lift: &str) {
        let is_above = match lift {
            "superscript" => true,
            "subscript" => false,
            _ => return,
        };
        let mut is_left = false;
        for atom in &mut self.out[start..] {
            if let Atom::Text { text, .. } = atom {
                match symbols::lifted(text, is_above) {
                    Some(other) => *text = other,
                    None => is_left = true,
                }
            }
        }
        if is_left {
            let where_ = if is_above { "above" } else { "below" };
            self.left("raised", format!("letters stand {where_} the line: they are plain letters here"), false);
        }
    }

    /// What is told of a field where it prints.
    fn field(&mut self, code: &str) {
        match fields::kind(code).as_str() {
            "TOC" => self.left("contents", "the table of contents is left out: pages make their own".to_owned(), false),
            "TOA" | "INDEX" => self.left("contents", "an index is left out".to_owned(), true),
            "PAGE" | "NUMPAGES" | "SECTIONPAGES" | "PAGEREF" if !self.fields.is_made() => {
                self.left("page-number", "a number of a page is as it was last: pages here have none".to_owned(), true);
            }
            "DATE" | "TIME" | "SAVEDATE" | "PRINTDATE" | "FILENAME" => {
                self.left("field", "a text that the program prints anew is as it was last".to_owned(), true);
            }
            _ => {}
        }
    }

    fn left(&mut self, what: &'static str, why: String, is_open: bool) {
        self.out.push(Atom::Left(what, why, is_open));
    }

    /// Pictures, boxes and what else is drawn.
    fn drawing(&mut self, own: &Element) {
        if is_invisible(own) {
            return self.left("hidden-text", "a drawing that the document hides is left out".to_owned(), false);
        }
        let mut alt = String::new();
        let (mut pictures, mut boxes) = (Vec::new(), Vec::new());
        let mut others = Vec::new();
        let mut is_rule = false;
        collect(own, &mut |inner| {
            match inner.name.as_str() {
                "docPr" => inner.get("descr").or_else(|| inner.get("title")).unwrap_or_default().clone_into(&mut alt),
                "shape" => inner.get("alt").unwrap_or(&alt.clone()).clone_into(&mut alt),
                "blip" => pictures.push(inner.get("embed").map(str::to_owned)),
                "imagedata" => pictures.push(inner.get("id").map(str::to_owned)),
                "rect" => is_rule |= matches!(inner.get("hr"), Some("t" | "true")),
                "txbxContent" => {
                    boxes.push(inner.elements().cloned().collect::<Vec<_>>());
                    return false;
                }
                "chart" => others.push(("chart", "a chart is left out: make it anew of its numbers")),
                "relIds" => others.push(("diagram", "a diagram is left out")),
                _ => {}
            }
            inner.name != "Fallback"
        });
        let link = self.link.clone().or_else(|| self.fields.link());
        if is_rule && pictures.is_empty() && boxes.is_empty() {
            return self.out.push(Atom::Rule);
        }
        let is_nothing = pictures.is_empty() && boxes.is_empty() && others.is_empty();
        self.out.extend(pictures.into_iter().map(|id| Atom::Picture(id, alt.clone(), link.clone())));
        for blocks in boxes {
            self.left("text-box", "a box of text stands here: its text follows the paragraph".to_owned(), true);
            self.out.push(Atom::Box(blocks));
        }
        for (what, why) in others {
            let about = if alt.is_empty() { String::new() } else { format!(" (\u{201c}{alt}\u{201d})") };
            self.left(what, format!("{why}{about}"), true);
        }
        if is_nothing {
            self.left("drawing", "a drawing of the program is left out".to_owned(), true);
        }
    }
}

/// Whether a drawing is there and is not shown.
pub(in crate::draft) fn is_invisible(own: &Element) -> bool {
    let mut is_hidden = false;
    own.all(&mut |own| {
        is_hidden |= match own.name.as_str() {
            "docPr" => matches!(own.get("hidden"), Some("1" | "true" | "on")),
            "shape" | "rect" | "group" => {
                let style: String = own.get("style").unwrap_or_default().split_whitespace().collect();
                style.to_lowercase().contains("visibility:hidden")
            }
            _ => false,
        };
    });
    is_hidden
}

/// The emphasis of either.
fn either(one: Face, other: Face) -> Face {
    Face { bold: one.bold || other.bold, italic: one.italic || other.italic, strike: one.strike || other.strike }
}

/// All elements within one, as long as `each` wants to see what is in them.
fn collect<'e>(own: &'e Element, each: &mut dyn FnMut(&'e Element) -> bool) {
    for inner in own.elements() {
        if each(inner) {
            collect(inner, each);
        }
    }
}
