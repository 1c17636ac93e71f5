//! A line as it is written, and what came back of it -> its Markdown. What the reviewer did not touch stays byte for byte, the markup
//! around it too; what is new is written as text, and emphasis that is new as emphasis.

use std::ops::Range;

use super::diff::{Step, steps};
use super::lines::{Held, Letter, Line};
use super::marks::Sent;
use crate::markdown::write::inline::escaped;
use crate::word::Face;
use crate::word::plain::OBJECT;

/// Why a line cannot be edited so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// Something that is held was changed.
    Held(Held),
    /// There is raw HTML in the line.
    Raw,
    /// Nobody knows where in the file it would stand.
    Place,
}

/// The bytes of the line and what is to stand there.
///
/// # Errors
///
/// Where something was changed that is not written there.
pub fn edit(text: &str, line: &Line, new: &[Sent]) -> Result<(Range<usize>, String), Refusal> {
    if line.has_raw {
        return Err(Refusal::Raw);
    }
    let old: Vec<char> = line.letters.iter().map(|letter| letter.c).collect();
    let sent: Vec<char> = new.iter().map(|letter| letter.c).collect();
    let mut editor = Editor { text, line, new, items: Vec::new(), edits: Vec::new() };
    let all = steps(&old, &sent);
    let mut at = 0;
    let mut before = None;
    while let Some(step) = all.get(at) {
        if let Step::Keep(own, to) = *step {
            editor.items.push(Item { letter: Some(own), to, base: line.letters[own].face });
            before = Some(own);
            at += 1;
            continue;
        }
        let gap = all[at..].iter().take_while(|step| !matches!(step, Step::Keep(..))).count();
        let gone: Vec<usize> =
            all[at..at + gap].iter().filter_map(|s| if let Step::Delete(n) = *s { Some(n) } else { None }).collect();
        let come: Vec<usize> =
            all[at..at + gap].iter().filter_map(|s| if let Step::Insert(n) = *s { Some(n) } else { None }).collect();
        let after = all.get(at + gap).and_then(|s| if let Step::Keep(n, _) = *s { Some(n) } else { None });
        editor.gap(&gone, &come, (before, after))?;
        at += gap;
    }
    editor.emphasis();
    let end = line.span.range().start + text.get(line.span.range()).map_or(0, |own| own.trim_end().len());
    Ok((line.span.range().start..end, editor.written(end)))
}

/// New text that stands alone, with its emphasis.
pub fn block(letters: &[Sent]) -> String {
    let items: Vec<Item> = (0..letters.len()).map(|to| Item { letter: None, to, base: Face::default() }).collect();
    let marks = marks(&items, letters);
    chunk(&items, letters, &marks, true, false)
}

/// A letter of the line as it is to be.
#[derive(Clone, Copy)]
struct Item {
    /// The letter that it was; `None` for a new one.
    letter: Option<usize>,
    /// Its place among those that came back.
    to: usize,
    /// How what stands there is set off.
    base: Face,
}

/// Bytes that are replaced, in the order of the line.
struct Edit {
    place: Range<usize>,
    /// At one place, what closes comes first, the inner mark before the outer one; then what is new; then what opens.
    rank: usize,
    what: What,
}

enum What {
    /// Nothing stands there then.
    Nothing,
    /// New letters: items of the line.
    Items(Range<usize>),
    /// Marks of emphasis.
    Marks(&'static str),
}

struct Editor<'a> {
    text: &'a str,
    line: &'a Line,
    new: &'a [Sent],
    items: Vec<Item>,
    edits: Vec<Edit>,
}

/// Whether text is set off in a way, and the marks of that.
type Way = (fn(Face) -> bool, &'static str);

/// The ways in which text is set off, each with its marks.
const WAYS: [Way; 3] = [(|face| face.bold, "**"), (|face| face.italic, "*"), (|face| face.strike, "~~")];

/// The rank of new letters among what is written at one place.
const NEW: usize = 3;

impl Editor<'_> {
    fn letter(&self, at: usize) -> &Letter {
        &self.line.letters[at]
    }

    /// What stands between two letters that stay.
    fn gap(&mut self, gone: &[usize], come: &[usize], (before, after): (Option<usize>, Option<usize>)) -> Result<(), Refusal> {
        let held = |at: usize| self.letter(at).held.and_then(|held| Some((held, self.line.held.get(held)?)));
        if let Some((_, held)) = gone.iter().find_map(|at| held(*at)) {
            return Err(Refusal::Held(held.clone()));
        }
        if gone.iter().any(|at| self.letter(*at).bytes.is_none()) {
            return Err(Refusal::Place);
        }
        let (left, right) = (before.and_then(held), after.and_then(held));
        if let (Some((a, held)), Some((b, _))) = (left, right)
            && a == b
            && !come.is_empty()
        {
            return Err(Refusal::Held(held.clone()));
        }
        if let Some(held) = self.touched(come, (before, after)) {
            return Err(Refusal::Held(held));
        }
        if come.iter().any(|to| self.new[*to].c == OBJECT) {
            return Err(Refusal::Held(Held::Object));
        }
        let start = self.items.len();
        if let (Some(first), Some(last)) = (gone.first(), gone.last()) {
            let base = self.letter(*first).face;
            self.items.extend(come.iter().map(|to| Item { letter: None, to: *to, base }));
            let places = self.places(*first, *last, come.is_empty());
            for (number, place) in places.into_iter().enumerate() {
                let what = if number == 0 && !come.is_empty() { What::Items(start..self.items.len()) } else { What::Nothing };
                self.edits.push(Edit { place, rank: NEW, what });
            }
        } else if !come.is_empty() {
            let (at, base) = self.place(before, after, come).ok_or(Refusal::Place)?;
            self.items.extend(come.iter().map(|to| Item { letter: None, to: *to, base }));
            self.edits.push(Edit { place: at..at, rank: NEW, what: What::Items(start..self.items.len()) });
        }
        Ok(())
    }

    /// What is printed of an entry and would become another word or number by what is put beside it. An Arabic particle is written with
    /// the word that follows it.
    fn touched(&self, come: &[usize], (before, after): (Option<usize>, Option<usize>)) -> Option<Held> {
        const PARTICLES: [&str; 14] = ["و", "ف", "ب", "ل", "ك", "ال", "لل", "وال", "بال", "فال", "كال", "ول", "وب", "ولل"];
        let entry = |at: usize| {
            let held = self.line.held.get(self.letter(at).held?)?;
            (matches!(held, Held::Entry(..) | Held::Made) && self.letter(at).c.is_alphanumeric()).then(|| held.clone())
        };
        let (first, last) = (self.new.get(*come.first()?)?.c, self.new.get(*come.last()?)?.c);
        if first.is_alphanumeric()
            && let Some(held) = before.and_then(entry)
        {
            return Some(held);
        }
        if last.is_alphanumeric()
            && let Some(held) = after.and_then(entry)
        {
            let word: String = come.iter().rev().map(|to| self.new[*to].c).take_while(|c| c.is_alphanumeric()).collect();
            let word: String = word.chars().rev().collect();
            let is_particle = PARTICLES.contains(&word.as_str()) && after.is_some_and(|at| self.letter(at).c.is_alphabetic());
            return (!is_particle).then_some(held);
        }
        None
    }

    /// The bytes of letters that are taken out. Markup between them goes with them if it is whole; so does what is around them if
    /// nothing would be left in it.
    fn places(&self, first: usize, last: usize, is_gone: bool) -> Vec<Range<usize>> {
        let bytes = |at: usize| self.letter(at).bytes.clone().unwrap_or(0..0);
        let mut between = String::new();
        for at in first..last {
            between.push_str(self.text.get(bytes(at).end..bytes(at + 1).start).unwrap_or_default());
        }
        if !is_balanced(&between) {
            let mut places: Vec<Range<usize>> = Vec::new();
            for place in (first..=last).map(bytes) {
                match places.last_mut() {
                    Some(own) if own.end == place.start => own.end = place.end,
                    Some(_) | None => places.push(place),
                }
            }
            return places;
        }
        let mut place = bytes(first).start..bytes(last).end;
        while let Some(around) = around(self.text, &place).filter(|_| is_gone) {
            place = around;
        }
        vec![place]
    }

    /// Where new letters stand between two that stay, and how what stands there is set off.
    fn place(&self, before: Option<usize>, after: Option<usize>, come: &[usize]) -> Option<(usize, Face)> {
        let (first, last) = (self.new.get(*come.first()?)?, self.new.get(*come.last()?)?);
        let face = first.face;
        let is_word = |at: Option<usize>| at.is_some_and(|at| self.letter(at).c.is_alphanumeric());
        // What makes a word longer stands with the word, within a link too.
        let (goes_on, begins) = (first.c.is_alphanumeric() && is_word(before), last.c.is_alphanumeric() && is_word(after));
        let placed = |at: Option<usize>| {
            let letter = self.letter(at?);
            Some((letter.bytes.clone()?, letter.face))
        };
        let plain = Face {
            bold: self.line.letters.iter().all(|letter| letter.face.bold) && !self.line.letters.is_empty(),
            ..Face::default()
        };
        let (left, right) = (placed(before), placed(after));
        match (left, right) {
            (Some((a, own)), Some((b, other))) => {
                let closes = self.text.get(a.end..).is_some_and(|rest| rest.starts_with("]("));
                if begins && other == face && !goes_on {
                    return Some((b.start, other));
                }
                let is_left = own == face && (other != face || !closes || goes_on);
                Some(if is_left || (own != face && other != face && !closes) { (a.end, own) } else { (b.start, other) })
            }
            (Some((a, own)), None) if after.is_none() => {
                let is_link = self.text.get(a.end..).is_some_and(|rest| rest.starts_with("]("));
                if own == face && (!is_link || goes_on) { Some((a.end, own)) } else { Some((self.closed(a.end), plain)) }
            }
            (Some((a, own)), None) => Some((a.end, own)),
            (None, Some((b, own))) if before.is_none() => {
                if own == face {
                    Some((b.start, own))
                } else {
                    Some((self.opened(b.start), plain))
                }
            }
            (None, Some((b, own))) => Some((b.start, own)),
            (None, None) if after.is_none() => {
                let own = self.text.get(self.line.span.range())?.trim_end();
                let is_plain = !own.starts_with('#') && !self.line.is_cell;
                is_plain.then_some((self.line.span.range().start + own.len(), plain))
            }
            (None, None) if before.is_none() => {
                let own = self.text.get(self.line.span.range())?;
                let is_plain = !own.starts_with(['#', '|']);
                is_plain.then_some((self.line.span.range().start, plain))
            }
            (None, None) => None,
        }
    }

    /// Behind the marks that end at a place.
    fn closed(&self, mut at: usize) -> usize {
        let end = self.line.span.range().end;
        while let Some(rest) = self.text.get(at..end) {
            if rest.starts_with("](") {
                let Some(length) = target(&rest[1..]) else { break };
                at += 1 + length;
            } else if rest.starts_with(['*', '_', '~']) {
                at += 1;
            } else {
                break;
            }
        }
        at
    }

    /// Before the marks that begin at a place.
    fn opened(&self, mut at: usize) -> usize {
        let start = self.line.span.range().start;
        while at > start && self.text[..at].ends_with(['*', '_', '~', '[']) {
            at -= 1;
        }
        at
    }

    /// Emphasis that came or went.
    fn emphasis(&mut self) {
        for (way, (is, marks)) in WAYS.into_iter().enumerate() {
            for run in runs(&self.items, |item| is_set(item, self.new, is) && !is(item.base)) {
                let Some((open, close)) = self.bounds(&run) else { continue };
                if self.items[run.start].letter.is_some() {
                    self.edits.push(Edit { place: open..open, rank: NEW + 1 + way, what: What::Marks(marks) });
                }
                if self.items[run.end - 1].letter.is_some() {
                    self.edits.push(Edit { place: close..close, rank: NEW - 1 - way, what: What::Marks(marks) });
                }
            }
            let gone = runs(&self.items, |item| {
                let c = self.new[item.to].c;
                is(item.base) && !is(self.new[item.to].face) && !c.is_whitespace() && c != OBJECT
            });
            for run in gone {
                self.unwrap(&run, is);
            }
        }
    }

    /// Takes off the marks around letters, if they are around these alone.
    fn unwrap(&mut self, run: &Range<usize>, is: fn(Face) -> bool) {
        let is_other = |at: Option<usize>| at.and_then(|at| self.items.get(at)).is_none_or(|item| !is(item.base));
        if !is_other(run.start.checked_sub(1)) || !is_other(Some(run.end)) {
            return;
        }
        let Some((open, close)) = self.bounds(run) else { return };
        for mark in ["**", "__", "~~", "*", "_"] {
            if self.text[..open].ends_with(mark) && self.text[close..].starts_with(mark) {
                self.edits.push(Edit { place: open - mark.len()..open, rank: NEW, what: What::Nothing });
                self.edits.push(Edit { place: close..close + mark.len(), rank: NEW, what: What::Nothing });
                return;
            }
        }
    }

    /// Where a run of items begins and ends in the file; `None` where that is no place of a letter.
    fn bounds(&self, run: &Range<usize>) -> Option<(usize, usize)> {
        let bytes = |at: usize| match self.items[at].letter {
            Some(letter) => self.letter(letter).bytes.clone(),
            None => Some(0..0),
        };
        Some((bytes(run.start)?.start, bytes(run.end - 1)?.end))
    }

    /// The line with its edits.
    fn written(mut self, end: usize) -> String {
        let marks = marks(&self.items, self.new);
        let mut edits = std::mem::take(&mut self.edits);
        edits.sort_by_key(|edit| (edit.place.start, edit.rank));
        let start = self.line.span.range().start;
        let (mut out, mut at) = (String::new(), start);
        let first = self.line.letters.iter().find_map(|letter| letter.bytes.as_ref().map(|bytes| bytes.start));
        for Edit { place, what, .. } in edits {
            if place.start > at {
                out.push_str(&self.text[at..place.start]);
                at = place.start;
            }
            match what {
                What::Nothing => {}
                What::Marks(mark) => out.push_str(mark),
                What::Items(range) => {
                    let is_beginning = first.is_none_or(|first| place.start <= first);
                    let part: Vec<(usize, &'static str, bool)> = marks
                        .iter()
                        .filter(|(at, _, _)| range.contains(at))
                        .map(|(at, mark, opens)| (at - range.start, *mark, *opens))
                        .collect();
                    out.push_str(&chunk(&self.items[range], self.new, &part, is_beginning, self.line.is_cell));
                }
            }
            at = at.max(place.end);
        }
        out.push_str(self.text.get(at..end).unwrap_or_default());
        if self.text.contains("\r\n") { out.replace("\r\n", "\n").replace('\n', "\r\n") } else { out }
    }
}

/// Whether a letter is to be set off in a way; spaces and what is no letter neither are nor are not.
fn is_set(item: &Item, new: &[Sent], is: fn(Face) -> bool) -> bool {
    let letter = new[item.to];
    is(letter.face) && !letter.c.is_whitespace() && letter.c != OBJECT
}

/// The longest runs of items of which each passes, but for spaces between them.
fn runs(items: &[Item], is: impl Fn(&Item) -> bool) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut last = None;
    for (at, item) in items.iter().enumerate() {
        if !is(item) {
            continue;
        }
        let goes_on = last.is_some_and(|last: usize| at == last + 1 || at == last + 2);
        match found.last_mut() {
            Some(run) if goes_on => run.end = at + 1,
            Some(_) | None => found.push(at..at + 1),
        }
        last = Some(at);
    }
    found
}

/// The marks of emphasis within new letters: the item, the mark, and whether it opens before it or closes behind it.
fn marks(items: &[Item], new: &[Sent]) -> Vec<(usize, &'static str, bool)> {
    let mut found = Vec::new();
    for (is, mark) in WAYS {
        for run in runs(items, |item| is_set(item, new, is) && !is(item.base)) {
            found.extend(items[run.start].letter.is_none().then_some((run.start, mark, true)));
            found.extend(items[run.end - 1].letter.is_none().then_some((run.end - 1, mark, false)));
        }
    }
    found
}

/// New letters as Markdown.
fn chunk(items: &[Item], new: &[Sent], marks: &[(usize, &'static str, bool)], is_beginning: bool, is_cell: bool) -> String {
    let (mut out, mut plain) = (String::new(), String::new());
    let flush = |plain: &mut String, out: &mut String| {
        let is_beginning = is_beginning && out.is_empty();
        out.push_str(&escaped(plain, is_beginning, is_cell));
        plain.clear();
    };
    for (at, item) in items.iter().enumerate() {
        for (_, mark, _) in marks.iter().filter(|(own, _, opens)| *own == at && *opens) {
            flush(&mut plain, &mut out);
            out.push_str(mark);
        }
        plain.push(new[item.to].raw);
        for (_, mark, _) in marks.iter().rev().filter(|(own, _, opens)| *own == at && !*opens) {
            flush(&mut plain, &mut out);
            out.push_str(mark);
        }
    }
    flush(&mut plain, &mut out);
    out
}

/// Whether every mark of some markup has its other one.
fn is_balanced(markup: &str) -> bool {
    let count = |c: char| markup.matches(c).count();
    let runs = |c: char| markup.split(|other| other != c).filter(|run| !run.is_empty()).count();
    count('[') == count(']') && ['*', '_', '~'].iter().all(|c| count(*c) % 2 == 0 && runs(*c) != 1)
}

/// The place with the marks around it, if they open and close.
fn around(text: &str, place: &Range<usize>) -> Option<Range<usize>> {
    let (before, after) = (text.get(..place.start)?, text.get(place.end..)?);
    for mark in ["**", "__", "~~", "*", "_"] {
        if before.ends_with(mark) && after.starts_with(mark) {
            return Some(place.start - mark.len()..place.end + mark.len());
        }
    }
    if before.ends_with('[') && after.starts_with("](") {
        return Some(place.start - 1..place.end + 1 + target(&after[1..])?);
    }
    None
}

/// The length of `(address "title")`.
fn target(rest: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in rest.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            '\n' => return None,
            _ => {}
        }
    }
    None
}
