//! Elements in a line -> inlines.

use super::direction::{balanced, is_empty, is_mark, is_mixed, is_needed, isolated, said, without_idle_marks};
use super::left::Kind;
use super::media;
use super::names;
use super::reading::{Reading, short, text};
use super::tidy::tidy;
use super::tree::{Id, is_space};
use crate::ast::{Inline, NoteId, RefId};
use crate::locale::Dir;

/// What stands around a line although it holds blocks.
#[derive(Clone, Debug)]
pub(in crate::hypertext) enum Around {
    Emphasis,
    Strong,
    Strike,
    Link(RefId),
    Dir(Dir),
}

/// What a line is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::hypertext) enum Kept {
    /// Forced line ends stay.
    Breaks,
    /// They are blanks: a heading and a cell have one line.
    OneLine,
}

/// Nodes as one line.
pub(in crate::hypertext) fn line(reading: &mut Reading<'_>, ids: &[Id], around: &[Around], kept: Kept) -> Vec<Inline> {
    let base = reading.language.own().dir;
    let mut line = Line { reading, is_blank: true, kept, base };
    let mut out = Vec::new();
    for id in ids {
        line.node(*id, &mut out);
    }
    let out = around.iter().rev().fold(tidy(out), |inside, around| wrapped(inside, around, base));
    tidy(out)
}

fn wrapped(inside: Vec<Inline>, around: &Around, base: Dir) -> Vec<Inline> {
    match around {
        _ if inside.is_empty() => inside,
        Around::Emphasis => vec![Inline::Emphasis(inside)],
        Around::Strong => vec![Inline::Strong(inside)],
        Around::Strike => vec![Inline::Strike(inside)],
        Around::Link(target) => vec![Inline::Link { target: *target, title: Box::default(), isolate: None, content: inside }],
        Around::Dir(dir) if is_needed(&inside, *dir, base) => isolated(inside, Some(*dir)),
        Around::Dir(_) => inside,
    }
}

/// What an element in a line puts around its content.
pub(in crate::hypertext) fn around(reading: &mut Reading<'_>, id: Id) -> Option<Around> {
    match reading.tree.name(id) {
        "b" | "strong" => Some(Around::Strong),
        "cite" | "dfn" | "em" | "i" | "var" => Some(Around::Emphasis),
        "del" | "s" | "strike" => Some(Around::Strike),
        "a" => {
            let raw = reading.tree.attribute(id, "href")?.to_owned();
            reading.link(id, &raw).map(Around::Link)
        }
        _ => None,
    }
}

struct Line<'l, 'r> {
    reading: &'l mut Reading<'r>,
    /// Whether the line stands behind a blank.
    is_blank: bool,
    kept: Kept,
    base: Dir,
}

impl Line<'_, '_> {
    fn node(&mut self, id: Id, out: &mut Vec<Inline>) {
        if self.reading.skipped.contains(&id) {
            return;
        }
        if let Some(note) = self.reading.references.get(&id) {
            let note = NoteId(u32::try_from(*note).unwrap_or(u32::MAX));
            out.push(Inline::NoteRef { note, nth: 1 });
            self.is_blank = false;
            return;
        }
        if let Some(own) = self.reading.tree.text(id).map(str::to_owned) {
            let own = self.collapsed(&own);
            if !own.is_empty() {
                out.push(text(own));
            }
            return;
        }
        if !media::is_kept(self.reading, id) {
            return;
        }
        self.element(id, out);
    }

    fn element(&mut self, id: Id, out: &mut Vec<Inline>) {
        let name = self.reading.tree.name(id);
        match name {
            "br" => self.end_line(out),
            "wbr" => {}
            "img" => {
                let picture = media::picture(self.reading, id);
                self.add(picture, out);
            }
            "audio" | "embed" | "frame" | "iframe" | "object" | "video" => {
                let link = media::frame(self.reading, id);
                self.add(link, out);
            }
            "math" => {
                let formula = media::formula(self.reading, id);
                self.add(formula, out);
            }
            "code" | "kbd" | "samp" | "tt" => self.code(id, out),
            "q" => self.quoted(id, out),
            "sub" | "sup" => self.raised(id, name == "sup", out),
            "rt" | "rp" => self.ruby(id, name, out),
            _ if names::is_block(name) => {
                self.gap(out);
                self.children(id, out);
                self.gap(out);
            }
            _ => self.wrapping(id, out),
        }
    }

    fn add(&mut self, made: Option<Inline>, out: &mut Vec<Inline>) {
        self.is_blank &= made.is_none();
        out.extend(made);
    }

    fn children(&mut self, id: Id, out: &mut Vec<Inline>) {
        for child in self.reading.tree.children(id) {
            self.node(child, out);
        }
    }

    fn inside(&mut self, id: Id) -> Vec<Inline> {
        let mut inside = Vec::new();
        self.children(id, &mut inside);
        inside
    }

    /// An element that puts something around its content, or nothing.
    fn wrapping(&mut self, id: Id, out: &mut Vec<Inline>) {
        let around = around(self.reading, id);
        let tree = self.reading.tree;
        if tree.name(id) == "abbr"
            && let Some(title) = tree.attribute(id, "title")
        {
            let what = format!("what an abbreviation stands for: `{}`", short(title));
            self.reading.leave(id, Kind::Structure, what);
        }
        self.tell_language(id);
        let is_link = matches!(around, Some(Around::Link(_)));
        let inside = self.inside(id);
        if is_link && inside.is_empty() {
            self.reading.leave(id, Kind::Address, "a link without words");
        }
        let inside = self.directed(id, inside);
        match around {
            Some(around) => out.extend(wrapped(inside, &around, self.base)),
            None => out.extend(inside),
        }
    }

    /// The content of an element in the direction that it says.
    fn directed(&mut self, id: Id, inside: Vec<Inline>) -> Vec<Inline> {
        let name = self.reading.tree.name(id);
        let dir = said(self.reading.tree, id);
        if name == "bdo" && dir.is_some() {
            self.reading.leave(id, Kind::Direction, "letters that were to stand in another order than theirs");
            return inside;
        }
        match dir {
            Some(dir) if is_needed(&inside, dir, self.base) => isolated(inside, Some(dir)),
            None if name == "bdi" && is_mixed(&inside) => isolated(inside, None),
            Some(_) | None => inside,
        }
    }

    fn tell_language(&mut self, id: Id) {
        let Some(tag) = self.reading.tree.attribute(id, "lang").map(str::trim).filter(|tag| !tag.is_empty()) else { return };
        let language = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let is_known = self.reading.language.locales.site().iter().any(|locale| language(&locale.tag) == language(tag));
        if !is_known {
            self.reading.leave(id, Kind::Language, format!("the language of some words, `{}`", short(tag)));
        }
    }

    fn code(&mut self, id: Id, out: &mut Vec<Inline>) {
        let tree = self.reading.tree;
        let has_more =
            tree.within(id).any(|id| matches!(tree.name(id), "a" | "img") || self.reading.references.contains_key(&id));
        // Letters of code stand in the order they are read in, too.
        let letters = balanced(&printable(&tree.letters(id).replace(is_space, " ")));
        let letters = letters.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        if has_more || is_empty(&letters) {
            return self.wrapping(id, out);
        }
        let is_apart = tree.letters(id).starts_with(is_space) && !self.is_blank;
        out.extend(is_apart.then(|| text(" ")));
        out.push(Inline::Code(letters));
        self.is_blank = tree.letters(id).ends_with(is_space);
        out.extend(self.is_blank.then(|| text(" ")));
    }

    fn quoted(&mut self, id: Id, out: &mut Vec<Inline>) {
        let [before, behind] = if self.reading.language.own().is_arabic_script() { ["«", "»"] } else { ["“", "”"] };
        out.push(text(before));
        self.is_blank = true;
        self.wrapping(id, out);
        out.push(text(behind));
        self.is_blank = false;
    }

    /// Raised and lowered digits have characters of their own; a power that has none keeps its distance from its base.
    fn raised(&mut self, id: Id, is_raised: bool, out: &mut Vec<Inline>) {
        let inside = self.inside(id);
        let [Inline::Text(own)] = inside.as_slice() else {
            if !inside.is_empty() && inside.iter().any(|inline| !matches!(inline, Inline::NoteRef { .. })) {
                self.reading.leave(id, Kind::Structure, "letters above or below the line stand in it");
            }
            return out.extend(inside);
        };
        let small: Option<String> = own.chars().map(|c| small(c, is_raised)).collect();
        if let Some(small) = small {
            out.push(text(small));
        } else {
            self.reading.leave(id, Kind::Structure, format!("`{}` above or below the line stands in it", short(own)));
            let before = text_before(out);
            let is_number = |c: Option<char>| c.is_some_and(char::is_numeric);
            if is_raised && is_number(before) && is_number(own.chars().next()) {
                out.push(text("^"));
            }
            out.extend(inside);
        }
    }

    /// What stands above a word follows it, in brackets.
    fn ruby(&mut self, id: Id, name: &str, out: &mut Vec<Inline>) {
        if name == "rp" {
            return;
        }
        let inside = self.inside(id);
        if !inside.is_empty() {
            out.push(text("("));
            out.extend(inside);
            out.push(text(")"));
        }
    }

    fn end_line(&mut self, out: &mut Vec<Inline>) {
        match self.kept {
            Kept::Breaks => {
                out.push(Inline::Break);
                self.is_blank = true;
            }
            Kept::OneLine => self.gap(out),
        }
    }

    fn gap(&mut self, out: &mut Vec<Inline>) {
        if !self.is_blank {
            out.push(text(" "));
            self.is_blank = true;
        }
    }

    /// A text with one blank for many, and without what nobody sees.
    fn collapsed(&mut self, own: &str) -> String {
        let mut out = String::with_capacity(own.len());
        for c in own.chars() {
            if is_space(c) {
                if !self.is_blank {
                    out.push(' ');
                }
                self.is_blank = true;
            } else {
                out.push(c);
                self.is_blank &= is_mark(c);
            }
        }
        without_idle_marks(&balanced(&printable(&out)))
    }
}

/// A text without characters that no page may hold, and without places to divide words.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !(c.is_control() || matches!(c, '\u{ad}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'))).collect()
}

fn text_before(out: &[Inline]) -> Option<char> {
    out.last().and_then(|last| if let Inline::Text(text) = last { text.chars().next_back() } else { None })
}

fn small(c: char, is_raised: bool) -> Option<char> {
    const PLAIN: &str = "0123456789+-−=()";
    let signs = if is_raised {
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾"
    } else {
        "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"
    };
    PLAIN.chars().position(|own| own == c).and_then(|at| signs.chars().nth(at))
}
