//! A line as it is written, and what came back of it -> its Markdown. What the reviewer did not touch stays byte for byte, the markup
//! around it too; what is new is written as text, and emphasis that is new as emphasis.

use std::collections::BTreeMap;
use std::ops::Range;

use super::diff::{Step, steps};
use super::items::{Item, Mark, Refusal, WAYS, chunk, is_set, marks, runs};
use super::lines::{Held, Letter, Line};
use super::links::{self, Leads, Plan};
use super::marks::Sent;
use super::markup::{around, is_balanced, target, title};
use crate::markdown::write::inline::address;
use crate::word::plain::OBJECT;
use crate::word::{Face, Lead};

/// The bytes of the line and what is to stand there.
///
/// # Errors
///
/// Where something was changed that is not written there.
pub fn edit(text: &str, line: &Line, new: &[Sent], leads: Leads<'_>) -> Result<(Range<usize>, String), Refusal> {
    if line.has_raw {
        return Err(Refusal::Raw);
    }
    let old: Vec<char> = line.letters.iter().map(|letter| letter.c).collect();
    let sent: Vec<char> = new.iter().map(|letter| letter.c).collect();
    let all = steps(&old, &sent);
    let kept = all.iter().filter_map(|step| if let Step::Keep(own, to) = *step { Some((own, to)) } else { None }).collect();
    let mut editor = Editor { text, line, new, kept, items: Vec::new(), edits: Vec::new(), added: Vec::new() };
    let mut at = 0;
    let mut before = None;
    while let Some(step) = all.get(at) {
        if let Step::Keep(own, to) = *step {
            let letter = &line.letters[own];
            editor.items.push(Item { letter: Some(own), to, base: letter.face, link: letter.link });
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
    let plan = links::plan(&editor.items, new, line, leads)?;
    editor.links(plan)?;
    editor.emphasis();
    let end = line.span.range().start + text.get(line.span.range()).map_or(0, |own| own.trim_end().len());
    Ok((line.span.range().start..end, editor.written(end)))
}

/// Whether a line that says the same has other links.
pub fn is_linked_anew(line: &Line, new: &[Sent], leads: Leads<'_>) -> bool {
    let item = |(at, letter): (usize, &Letter)| Item { letter: Some(at), to: at, base: letter.face, link: letter.link };
    let items: Vec<Item> = line.letters.iter().enumerate().map(item).collect();
    links::plan(&items, new, line, leads) != Ok(Plan::default())
}

/// New text that stands alone, with its emphasis and its links.
///
/// # Errors
///
/// Where a link of it cannot be written.
pub fn block(letters: &[Sent], sent: &[Lead]) -> Result<String, Refusal> {
    let items: Vec<Item> = (0..letters.len()).map(|to| Item { letter: None, to, base: Face::default(), link: None }).collect();
    let mut added = Vec::new();
    for (run, link) in links::runs(&items, letters) {
        match sent.get(link) {
            Some(Lead::Address(to)) if links::is_address(to) => added.push((run, to.clone())),
            Some(Lead::Address(_) | Lead::Place(_) | Lead::Nowhere) | None => return Err(Refusal::Link),
        }
    }
    let marks = marks(&items, letters, &added, false);
    Ok(chunk(&items, letters, &marks, true, false))
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
    /// Marks of emphasis or of a link.
    Marks(String),
}

struct Editor<'a> {
    text: &'a str,
    line: &'a Line,
    new: &'a [Sent],
    /// The letters that stay, each with its place among those that came back.
    kept: BTreeMap<usize, usize>,
    items: Vec<Item>,
    edits: Vec<Edit>,
    /// Items that become links.
    added: Vec<(Range<usize>, String)>,
}

/// The rank of new letters among what is written at one place. A link is around the emphasis that begins or ends where it does.
const NEW: usize = 4;

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
            let Letter { face: base, link, .. } = *self.letter(*first);
            self.items.extend(come.iter().map(|to| Item { letter: None, to: *to, base, link }));
            let places = self.places(*first, *last, come.is_empty());
            for (number, place) in places.into_iter().enumerate() {
                let what = if number == 0 && !come.is_empty() { What::Items(start..self.items.len()) } else { What::Nothing };
                self.edits.push(Edit { place, rank: NEW, what });
            }
        } else if !come.is_empty() {
            let (at, base) =
                self.in_link(before, after, come).or_else(|| self.place(before, after, come)).ok_or(Refusal::Place)?;
            let link = self.link_at(at, before, after);
            self.items.extend(come.iter().map(|to| Item { letter: None, to: *to, base, link }));
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

    /// Where new letters stand that came back within a link of the line.
    fn in_link(&self, before: Option<usize>, after: Option<usize>, come: &[usize]) -> Option<(usize, Face)> {
        let link = self.new.get(*come.first()?)?.link?;
        if come.iter().any(|to| self.new.get(*to).and_then(|sent| sent.link) != Some(link)) {
            return None;
        }
        let is_in = |at: &usize| {
            self.letter(*at).link.is_some() && self.kept.get(at).and_then(|to| self.new.get(*to)?.link) == Some(link)
        };
        if let Some(letter) = before.filter(is_in).map(|at| self.letter(at)) {
            return Some((letter.bytes.as_ref()?.end, letter.face));
        }
        let letter = self.letter(after.filter(is_in)?);
        Some((letter.bytes.as_ref()?.start, letter.face))
    }

    /// The link that a place between two letters stands in.
    fn link_at(&self, at: usize, before: Option<usize>, after: Option<usize>) -> Option<usize> {
        let placed = |own: Option<usize>| own.map(|own| self.letter(own)).filter(|letter| letter.bytes.is_some());
        let is_behind = |letter: &&Letter| letter.bytes.as_ref().is_some_and(|bytes| bytes.end == at);
        let is_before = |letter: &&Letter| letter.bytes.as_ref().is_some_and(|bytes| bytes.start == at);
        placed(before).filter(is_behind).or_else(|| placed(after).filter(is_before))?.link
    }

    /// Links that came, went, or lead elsewhere now.
    fn links(&mut self, plan: Plan) -> Result<(), Refusal> {
        for (run, to) in &plan.added {
            let (open, close) = self.bounds(run).ok_or(Refusal::Link)?;
            if self.items[run.start].letter.is_some() {
                self.edits.push(Edit { place: open..open, rank: NEW + 1, what: What::Marks("[".to_owned()) });
            }
            if self.items[run.end - 1].letter.is_some() {
                let what = What::Marks(format!("]{}", address(to, "", self.line.is_cell)));
                self.edits.push(Edit { place: close..close, rank: NEW - 1, what });
            }
        }
        self.added = plan.added;
        for (at, to) in plan.turned {
            let (_, end) = self.marks_of(at).ok_or(Refusal::Link)?;
            let title = title(&self.text[end.clone()]).ok_or(Refusal::Link)?.to_owned();
            let length = end.len() - title.len();
            let place = end.start + 1..end.start + length;
            let written = address(&to, "", self.line.is_cell);
            let what = What::Marks(written.strip_suffix(')').unwrap_or(&written).to_owned());
            self.edits.push(Edit { place, rank: NEW, what });
        }
        for at in plan.gone {
            let (start, end) = self.marks_of(at).ok_or(Refusal::Link)?;
            self.edits.extend([start, end].map(|place| Edit { place, rank: NEW, what: What::Nothing }));
        }
        for at in plan.empty {
            if let Some((start, end)) = self.marks_of(at) {
                self.edits.extend([start, end].map(|place| Edit { place, rank: NEW, what: What::Nothing }));
            }
        }
        Ok(())
    }

    /// Where the marks of a link stand: `[`, and what follows its text. `None` for a link that is written in another way.
    fn marks_of(&self, link: usize) -> Option<(Range<usize>, Range<usize>)> {
        let own = || self.line.letters.iter().filter(|letter| letter.link == Some(link)).filter_map(|l| l.bytes.as_ref());
        let (first, last) = (own().next()?.start, own().next_back()?.end);
        let begin = self.text.get(..first)?.trim_end_matches(['*', '_', '~']);
        let rest = self.text.get(last..)?;
        let end = last + rest.len() - rest.trim_start_matches(['*', '_', '~']).len();
        let length = target(self.text.get(end..)?.strip_prefix(']').filter(|rest| rest.starts_with('('))?)?;
        begin.ends_with('[').then_some((begin.len() - 1..begin.len(), end..end + 1 + length))
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
                    self.edits.push(Edit { place: open..open, rank: NEW + 2 + way, what: What::Marks(marks.to_owned()) });
                }
                if self.items[run.end - 1].letter.is_some() {
                    self.edits.push(Edit { place: close..close, rank: NEW - 2 - way, what: What::Marks(marks.to_owned()) });
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
        let marks = marks(&self.items, self.new, &self.added, self.line.is_cell);
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
                What::Marks(mark) => out.push_str(&mark),
                What::Items(range) => {
                    let is_beginning = first.is_none_or(|first| place.start <= first);
                    let part: Vec<Mark> = marks
                        .iter()
                        .filter(|(at, _, _)| range.contains(at))
                        .map(|(at, mark, opens)| (at - range.start, mark.clone(), *opens))
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
