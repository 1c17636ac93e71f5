//! Roof: a document that came back, and the site as it is now -> the changes of its files, or the reasons why not. A document is used
//! whole or not at all.

use std::collections::{BTreeMap, BTreeSet};

use super::edit;
use super::head;
use super::items::Refusal;
use super::lines::{Held, Line};
use super::links::{Leads, is_below, is_in};
use super::marks::{self, Loose, Part, Parts, Segment, said};
use super::order::unmoved;
use super::pages::{self, PageText};
use super::signs::{is_contents, is_running, restyled, shared, unknown, unprefixed};
use super::{Returned, pending};
use crate::ast::BlockKind;
use crate::diag::codes::word as codes;
use crate::markdown::write::{Change, place};
use crate::site::Site;
use crate::source::{SourceTree, Span};
use crate::word::known::Known;
use crate::word::mark::{Kind, Mark};
use crate::word::plain::{OBJECT, letters, print};
use crate::word::view::{self, View};
use crate::word::{Document, Face, Lead, remarks};

/// Compares a document with the site.
pub fn back(file: &str, sent: &Document, view: View, (site, tree): (&Site, &SourceTree)) -> Returned {
    let parts = |view| marks::parts(&view::of(&sent.main, &sent.changes, view), &view::of(&sent.notes, &sent.changes, view));
    let own = parts(view);
    // What was taken over once is there: a document may be given again when more of it is decided.
    let others = texts(&parts(if view == View::After { View::Before } else { View::After }));
    let all: Vec<&Mark> = own.list.iter().flat_map(all_marks).collect();
    let is_known = |name: &str| sent.known.iter().any(|known| known.page == name);
    let pages = pages::pages(site, tree, |name| all.iter().any(|mark| mark.page == name) || is_known(name));
    let links = sent.links.as_slice();
    let (touched, named) = (BTreeMap::new(), BTreeMap::new());
    let mut work = Work { file, site, tree, links, pages, others, touched, named, out: Returned::default() };
    let is_known = |part: &Part| match part {
        Part::Marked(segment) => !segment.is_note,
        Part::Merged(_) => true,
        Part::Loose(_) => false,
    };
    if !own.list.iter().any(is_known) {
        work.out.diags.push(codes::other_origin(file));
        return work.out;
    }
    if work.pages.is_empty() {
        work.out.diags.push(codes::other_project(file));
        return work.out;
    }
    for (what, is_there) in [(phrase!("macros"), sent.has_macros), (phrase!("boxes of text"), sent.has_boxes)] {
        work.out.diags.extend(is_there.then(|| codes::left_out(file, what)));
    }
    work.parts(&own);
    work.absent(&own);
    work.missed(sent, &own);
    work.loose(&own);
    if view == View::Before {
        pending::tell(sent, &work.pages, &mut work.out.diags);
    }
    work.remarks(sent, &own);
    work.finish()
}

fn all_marks(part: &Part) -> Vec<&Mark> {
    match part {
        Part::Marked(segment) => vec![&segment.mark],
        Part::Merged(marks) => marks.iter().collect(),
        Part::Loose(_) => Vec::new(),
    }
}

/// What stands behind each mark, by its name.
fn texts(parts: &Parts) -> BTreeMap<String, String> {
    let one = |part: &Part| match part {
        Part::Marked(segment) => Some((segment.mark.name(), said(&segment.letters))),
        Part::Merged(_) | Part::Loose(_) => None,
    };
    parts.list.iter().filter_map(one).collect()
}

/// What is to become of the lines of a page.
#[derive(Default)]
struct Touched {
    /// What lines say then.
    lines: BTreeMap<usize, String>,
    /// Blocks that are taken out.
    removed: BTreeSet<usize>,
    /// Blocks that are added behind one.
    added: BTreeMap<usize, Vec<String>>,
    changes: Vec<Change>,
}

struct Work<'a> {
    file: &'a str,
    site: &'a Site,
    tree: &'a SourceTree,
    /// Where the links of the document lead.
    links: &'a [Lead],
    pages: BTreeMap<String, PageText<'a>>,
    /// What the other view says, by mark.
    others: BTreeMap<String, String>,
    touched: BTreeMap<String, Touched>,
    /// Whether files of the project name an address, for those that were asked for.
    named: BTreeMap<String, bool>,
    out: Returned,
}

impl Work<'_> {
    /// What stands behind marks.
    fn parts(&mut self, own: &Parts) {
        let lines = own.list.iter().filter_map(|part| match part {
            Part::Marked(segment) if segment.mark.kind == Kind::Line && !segment.is_note => Some(&segment.mark),
            Part::Marked(_) | Part::Merged(_) | Part::Loose(_) => None,
        });
        let stays = unmoved(lines);
        for part in &own.list {
            match part {
                Part::Merged(marks) => {
                    if let Some(span) = marks.iter().find_map(|mark| self.span(mark)) {
                        self.out.diags.push(codes::merged(span));
                    }
                }
                Part::Loose(_) => {}
                Part::Marked(segment) => match segment.mark.kind {
                    Kind::Contents => {}
                    Kind::Line if !segment.is_note && !stays.contains(&segment.mark.name()) => {
                        if let Some(span) = self.span(&segment.mark) {
                            self.out.diags.push(codes::moved(span));
                        }
                    }
                    Kind::Line => self.line(segment),
                    Kind::Head => self.head(segment),
                    Kind::Printed => self.printed(segment),
                },
            }
        }
    }

    /// Where what a mark speaks of stands.
    fn span(&self, mark: &Mark) -> Option<Span> {
        let page = self.pages.get(&mark.page)?;
        let line = page.line(mark).filter(|_| mark.kind == Kind::Line).map(|at| page.lines[at].span);
        let block = || mark.number.checked_sub(1).filter(|_| mark.kind == Kind::Printed);
        line.or_else(|| page.document.blocks.get(block()?).map(|block| block.span)).or(Some(page.document.span))
    }

    fn line(&mut self, segment: &Segment) {
        let mark = &segment.mark;
        let sent = segment.letters.clone();
        let Some(page) = self.pages.get(&mark.page) else {
            if print(&said(&sent)) != mark.print {
                self.out.diags.push(codes::page_gone(self.file, &said(&sent)));
            }
            return;
        };
        let found = page.line(mark);
        let now = found.map(|at| page.lines[at].text());
        let is_note = found.is_none_or(|at| page.lines[at].block.is_none());
        let bare = unprefixed(segment, is_note);
        // A text that begins so itself was exported so.
        let sent = if print(&said(&sent)) == mark.print || now.as_deref() == Some(said(&sent).as_str()) { sent } else { bare };
        let says = said(&sent);
        let is_touched = print(&says) != mark.print;
        let (Some(at), Some(now)) = (found, now) else {
            if is_touched {
                self.out.diags.push(codes::changed_since(page.document.span, "", &says));
            } else {
                self.out.diags.extend(unknown(&sent, self.links, &[]).map(|to| codes::new_link(page.document.span, to)));
            }
            return;
        };
        let line = &page.lines[at];
        let own = page.leads(line);
        let leads = Leads { own: &own, sent: self.links };
        let new_link = unknown(&sent, self.links, &own).map(|to| codes::new_link(line.span, to));
        let is_known = print(&now) == mark.print || self.others.get(&mark.name()).is_some_and(|other| letters(other) == now);
        if is_known && let Some(style) = restyled(segment, page, at).filter(|_| !says.is_empty()) {
            self.out.diags.push(codes::restyled(line.span, &style));
            return;
        }
        if says == now {
            let is_set_anew = sent
                .iter()
                .zip(&line.letters)
                .any(|(a, b)| a.face != b.face && b.held.is_none() && b.bytes.is_some() && !a.c.is_whitespace());
            // A document that came back once has the links of the page by now.
            let is_linked_anew = !line.has_raw && is_known && edit::is_linked_anew(line, &sent, leads);
            if !is_known || line.has_raw || !is_set_anew && !is_linked_anew {
                self.out.diags.extend(new_link);
                return;
            }
        } else if !is_touched {
            // Only the page changed.
            self.out.diags.extend(new_link);
            return;
        } else if !is_known {
            self.out.diags.push(codes::changed_since(line.span, &now, &says));
            return;
        }
        if says.is_empty() && !line.is_cell {
            let block = line.block.filter(|block| page.lines_of(*block).count() == 1);
            match block {
                Some(block) => self.remove(&mark.page.clone(), block),
                None => self.out.diags.push(codes::removed(line.span)),
            }
            return;
        }
        match edit::edit(page.text, line, &sent, leads) {
            Ok((place, text)) if page.text.get(place.clone()) == Some(text.as_str()) => {
                // What was set off otherwise cannot be said here.
                self.out.diags.push(codes::unset(line.span));
            }
            Ok((place, text)) => {
                let touched = self.touched.entry(mark.page.clone()).or_default();
                // What is the same letter by letter is set off otherwise, or leads elsewhere.
                let shown = (now != says).then(|| (now, says.clone()));
                let source = page.text.get(place.clone()).unwrap_or_default();
                let (before, after) = shown.unwrap_or_else(|| (source.to_owned(), text.clone()));
                self.out.lines.push((line.span, before, after));
                touched.lines.insert(at, says);
                touched.changes.push(Change { place, text });
                self.out.edited += 1;
            }
            Err(refusal) => {
                let problem = match refusal {
                    Refusal::Held(Held::Entry(kind, id)) => {
                        let place = self.site.ledgers.span(&page.key, kind, &id);
                        codes::entry(line.span, &format!("{}:{id}", kind.scheme()), place)
                    }
                    Refusal::Held(Held::Code) => codes::held(line.span, phrase!("code or a formula"), &says),
                    Refusal::Held(Held::Object) => {
                        codes::held(line.span, phrase!("a note's mark, a picture or a forced line end"), &says)
                    }
                    Refusal::Held(Held::Made) => codes::held(line.span, phrase!("words that are printed of data"), &says),
                    Refusal::Link => codes::link(line.span, &says),
                    Refusal::Raw => codes::held(line.span, phrase!("a text with raw HTML"), &says),
                    Refusal::Place => codes::unwritable(line.span, &says),
                };
                self.out.diags.push(problem);
            }
        }
    }

    fn remove(&mut self, page: &str, block: usize) {
        let Some(own) = self.pages.get(page) else { return };
        let Some(range) = own.document.blocks.get(block).and_then(|block| place(own.text, block)) else { return };
        let rest = own.text.get(range.end..).unwrap_or_default();
        let gap = rest.len() - rest.trim_start().len();
        let is_last = rest.trim().is_empty();
        let place = if is_last { range } else { range.start..range.end + gap };
        let touched = self.touched.entry(page.to_owned()).or_default();
        if touched.removed.insert(block) {
            touched.changes.push(Change { place, text: String::new() });
            let said: Vec<String> = own.lines_of(block).map(|(_, line)| line.text()).collect();
            let span = own.document.blocks.get(block).map_or(own.document.span, |block| block.span);
            self.out.removed.push((span, said.join(" ")));
        }
    }

    fn head(&mut self, segment: &Segment) {
        let says = said(&segment.letters);
        let mark = &segment.mark;
        let Some(page) = self.pages.get(&mark.page) else { return };
        // Texts of the head have no links.
        self.out.diags.extend(unknown(&segment.letters, self.links, &[]).map(|to| codes::new_link(page.document.span, to)));
        if print(&says) == mark.print {
            return;
        }
        match head::edit(&page.document, page.text, mark, &says) {
            head::Edit::Same => {}
            head::Edit::Change(change, span, now) => {
                self.out.lines.push((span, now, says));
                self.touched.entry(mark.page.clone()).or_default().changes.push(change);
                self.out.edited += 1;
            }
            head::Edit::ChangedSince(span, now) => self.out.diags.push(codes::changed_since(span, &now, &says)),
            head::Edit::Refused(span) => self.out.diags.push(codes::unwritable(span, &says)),
        }
    }

    fn printed(&mut self, segment: &Segment) {
        let says = said(&segment.letters);
        if print(&says) == segment.mark.print {
            let to = unknown(&segment.letters, self.links, &[]).filter(|to| !self.is_named(to));
            let span = self.span(&segment.mark);
            self.out.diags.extend(to.zip(span).map(|(to, span)| codes::new_link(span, to)));
            return;
        }
        match self.span(&segment.mark) {
            Some(span) => self.out.diags.push(codes::printed(span, &says)),
            None => self.out.diags.push(codes::page_gone(self.file, &says)),
        }
    }

    /// Whether a file of the project names an address, or it is one of the site: what is printed of data leads to such.
    fn is_named(&mut self, address: &str) -> bool {
        let tree = self.tree;
        is_below(address, &self.site.config.base.origin)
            || *self.named.entry(address.to_owned()).or_insert_with(|| is_in(address, tree))
    }

    /// Lines of which nothing came back.
    fn absent(&mut self, own: &Parts) {
        let mut seen: BTreeMap<&str, (usize, BTreeSet<usize>)> = BTreeMap::new();
        for mark in own.list.iter().flat_map(all_marks).filter(|mark| mark.kind == Kind::Line) {
            let (total, numbers) = seen.entry(&mark.page).or_default();
            *total = mark.total;
            numbers.insert(mark.number);
        }
        for (name, (total, numbers)) in seen {
            let Some(page) = self.pages.get(name) else { continue };
            if page.lines.len() != total {
                if numbers.len() < total {
                    self.out.diags.push(codes::removed(page.document.span));
                }
                continue;
            }
            // Only now: how many there were is what the document says.
            let gone: BTreeSet<usize> = (0..total).filter(|number| !numbers.contains(number)).collect();
            let mut whole = Vec::new();
            for at in &gone {
                let line = &page.lines[*at];
                match line.block.filter(|block| page.lines_of(*block).all(|(at, _)| gone.contains(&at))) {
                    Some(block) => whole.push(block),
                    None => self.out.diags.push(codes::removed(line.span)),
                }
            }
            let name = name.to_owned();
            for block in whole {
                self.remove(&name, block);
            }
        }
    }

    /// What is no line of a page and did not come back: chapters, captions, texts of the head.
    fn missed(&mut self, sent: &Document, own: &Parts) {
        let marks: Vec<&Mark> = own.list.iter().flat_map(all_marks).collect();
        let there: BTreeSet<Known> = marks.iter().filter_map(|mark| Known::of(mark)).collect();
        let pages: BTreeSet<&str> = marks.iter().map(|mark| mark.page.as_str()).collect();
        // What belongs together is told once.
        let gone: BTreeSet<(&str, Kind, usize)> = sent
            .known
            .iter()
            .filter(|known| !there.contains(known))
            .map(|known| {
                if pages.contains(known.page.as_str()) {
                    (known.page.as_str(), known.kind, known.number)
                } else {
                    (known.page.as_str(), Kind::Contents, 0)
                }
            })
            .collect();
        for (name, kind, number) in gone {
            let Some(page) = self.pages.get(name) else { continue };
            let block = number.checked_sub(1).filter(|_| kind == Kind::Printed);
            let is_removed = |touched: &Touched| block.is_some_and(|block| touched.removed.contains(&block));
            if self.touched.get(name).is_some_and(is_removed) {
                continue;
            }
            let span = block.and_then(|block| page.document.blocks.get(block)).map_or(page.document.span, |block| block.span);
            self.out.diags.push(match kind {
                Kind::Contents => codes::chapter_gone(span),
                Kind::Head => codes::head_gone(span),
                Kind::Line | Kind::Printed => codes::printed_gone(span),
            });
        }
    }

    /// Paragraphs that somebody added.
    fn loose(&mut self, own: &Parts) {
        let mut last: Option<&Segment> = None;
        for part in &own.list {
            match part {
                Part::Marked(segment) => last = Some(segment),
                Part::Merged(_) => last = None,
                Part::Loose(loose) => self.add(loose, last),
            }
        }
    }

    fn add(&mut self, loose: &Loose, last: Option<&Segment>) {
        let says = said(&loose.letters);
        if is_contents(&loose.style) {
            return;
        }
        for (name, touched) in &self.touched {
            let Some(page) = self.pages.get(name) else { continue };
            let is_gone = |line: &&Line| line.block.is_some_and(|block| touched.removed.contains(&block));
            if let Some(line) = page.lines.iter().filter(is_gone).find(|line| shared(&line.text(), "", &says)) {
                self.out.diags.push(codes::moved(line.span));
                return;
            }
        }
        let known = last.and_then(|last| {
            let page = self.pages.get(&last.mark.page)?;
            Some((last, page, page.line(&last.mark).filter(|_| last.mark.kind == Kind::Line)))
        });
        let Some((last, page, found)) = known else {
            self.out.diags.push(codes::added_nowhere(self.file, &says));
            return;
        };
        let Some(at) = found else {
            let span = self.span(&last.mark).unwrap_or(page.document.span);
            self.out.diags.push(codes::added(span, &says));
            return;
        };
        let line = &page.lines[at];
        if shared(&line.text(), &said(&last.letters), &says) {
            self.out.diags.push(codes::split(line.span));
            return;
        }
        let is_last = line.block.filter(|block| page.lines_of(*block).last().is_some_and(|(last, _)| last == at));
        let block = is_last.and_then(|number| Some((number, page.document.blocks.get(number)?)));
        let is_plain = |kind: &BlockKind| matches!(kind, BlockKind::Paragraph(_) | BlockKind::Heading { .. });
        let is_body = !last.is_note && loose.cell == last.cell && is_running(&loose.style);
        match block
            .filter(|(_, block)| is_body && is_plain(&block.kind))
            .and_then(|(n, block)| Some((n, place(page.text, block)?)))
        {
            Some(_) if loose.letters.iter().any(|letter| letter.c == OBJECT) => {
                self.out.diags.push(codes::added(line.span, &says));
            }
            Some((number, range)) => {
                let mut letters = loose.letters.clone();
                // Letters of a style that is bold throughout are no emphasis.
                if letters.iter().all(|letter| letter.face.bold || letter.c == ' ') {
                    for letter in &mut letters {
                        letter.face = Face { bold: false, ..letter.face };
                    }
                }
                let Ok(text) = edit::block(&letters, self.links) else {
                    self.out.diags.push(codes::added_link(line.span, &says));
                    return;
                };
                let touched = self.touched.entry(last.mark.page.clone()).or_default();
                self.out.added.push((line.span, says.clone()));
                touched.added.entry(number).or_default().push(says);
                touched.changes.push(Change { place: range.end..range.end, text });
            }
            None => self.out.diags.push(codes::added(line.span, &says)),
        }
    }

    fn remarks(&mut self, sent: &Document, own: &Parts) {
        for thread in remarks::of(&sent.comments, &own.quotes) {
            let text = thread.remark();
            let mark = own.comments.get(&thread.id);
            let said = thread.text.trim_start_matches(": ").trim_start().to_owned();
            self.out.comments.push((mark.and_then(|mark| self.span(mark)), said, thread.is_done));
            if thread.is_done {
                continue;
            }
            let place = mark.and_then(|mark| {
                let page = self.pages.get(&mark.page)?;
                let line = page.line(mark).filter(|_| mark.kind == Kind::Line).map(|at| page.lines[at].start);
                let block = mark.number.checked_sub(1).filter(|_| mark.kind == Kind::Printed).unwrap_or(0);
                let start = line.or_else(|| page.document.blocks.get(block).map(|block| block.span.range().start));
                Some((mark, page, start.unwrap_or(page.text.trim_end().len())))
            });
            let Some((mark, page, start)) = place else {
                self.out.diags.push(codes::loose_comment(self.file, &text));
                continue;
            };
            if page.document.comments.iter().any(|comment| comment.text.trim() == text) {
                continue;
            }
            let at = page.text.get(..start).map_or(0, |before| before.trim_end().len());
            let change = Change { place: at..at, text: format!("<!-- {text} -->") };
            self.touched.entry(mark.page.clone()).or_default().changes.push(change);
            self.out.remarks += 1;
        }
    }

    /// The changes by file, and what each file is to say.
    fn finish(mut self) -> Returned {
        for (name, touched) in self.touched {
            let Some(page) = self.pages.get(&name) else { continue };
            let mut expected = Vec::new();
            for (at, line) in page.lines.iter().enumerate() {
                if line.block.is_none_or(|block| !touched.removed.contains(&block)) {
                    expected.push(touched.lines.get(&at).cloned().unwrap_or_else(|| line.text()));
                }
                let is_last = |block: &usize| page.lines_of(*block).last().is_some_and(|(last, _)| last == at);
                if let Some(added) = line.block.filter(is_last).and_then(|block| touched.added.get(&block)) {
                    expected.extend(added.iter().cloned());
                }
            }
            self.out.expected.insert(page.document.path.clone(), expected);
            self.out.changes.insert(page.document.path.clone(), touched.changes);
        }
        self.out
    }
}
