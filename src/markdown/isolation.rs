//! A line of text -> the same line with every run of another script, and every token with a direction of its own, isolated (UAX #9,
//! HTML `bdi`).

use std::ops::Range;

use super::reading::DEEPEST;
use super::tag::{TagKind, is_in_line, scan};
use crate::ast::Inline;
use crate::ast::placed::Text;
use crate::locale::bidi::{self, Run};
use crate::locale::{Locale, LocaleId, Locales};

/// Stands for what has no letters of its own (code, images, formulas, notes) while runs are sought.
const ATOM: char = '\u{fffc}';

/// Stands for words that are not there yet, which will be an isolate of their own in whatever language.
const UNKNOWN: &str = "\u{2068}\u{2069}";

/// Isolates the runs of a line of text that is set in `base`.
pub(in crate::markdown) fn inlines(content: Vec<Inline>, base: &Locale, locales: &Locales) -> Vec<Inline> {
    let content = rebase(content, base.id);
    let mut flat = Flat::default();
    flat.all(&content);
    flat.elements.sort_by_key(|e| (e.start, e.end));
    let runs = bidi::runs_of(&flat.text, &flat.elements, base, locales);
    if runs.is_empty() {
        return content;
    }
    let isolated = Isolator { runs: &runs }.siblings(content, 0).0;
    if runs.iter().any(|r| r.locale != base.id) { nested(isolated, base.id, locales) } else { isolated }
}

/// Isolates within runs of another language: a date in an Arabic name in an English sentence. A run is shorter than the
/// text around it or has nothing to isolate in its own language, so this ends.
fn nested(content: Vec<Inline>, base: LocaleId, locales: &Locales) -> Vec<Inline> {
    let within = |inline| match inline {
        Inline::Isolate { locale, dir, content } if locale != base => {
            Inline::Isolate { locale, dir, content: inlines(content, locales.get(locale), locales) }
        }
        Inline::Link { target, title, isolate: Some((locale, dir)), content } if locale != base => {
            Inline::Link { target, title, isolate: Some((locale, dir)), content: inlines(content, locales.get(locale), locales) }
        }
        Inline::Entry { target, kind, isolate: Some((locale, dir)), content } if locale != base => {
            let content = inlines(content, locales.get(locale), locales);
            Inline::Entry { target, kind, isolate: Some((locale, dir)), content }
        }
        Inline::Emphasis(c) => Inline::Emphasis(nested(c, base, locales)),
        Inline::Strong(c) => Inline::Strong(nested(c, base, locales)),
        Inline::Strike(c) => Inline::Strike(nested(c, base, locales)),
        Inline::Link { target, title, isolate: None, content } => {
            Inline::Link { target, title, isolate: None, content: nested(content, base, locales) }
        }
        Inline::Entry { target, kind, isolate: None, content } => {
            Inline::Entry { target, kind, isolate: None, content: nested(content, base, locales) }
        }
        Inline::Isolate { .. }
        | Inline::Link { .. }
        | Inline::Entry { .. }
        | Inline::Text(_)
        | Inline::Code(_)
        | Inline::Image { .. }
        | Inline::NoteRef { .. }
        | Inline::Math { .. }
        | Inline::Raw(_)
        | Inline::SoftBreak
        | Inline::Break => inline,
    };
    content.into_iter().map(within).collect()
}

/// Bare addresses are isolates from the start, in the language of whatever block they turn out to stand in.
fn rebase(content: Vec<Inline>, base: LocaleId) -> Vec<Inline> {
    let rebased = |inline| match inline {
        Inline::Emphasis(c) => Inline::Emphasis(rebase(c, base)),
        Inline::Strong(c) => Inline::Strong(rebase(c, base)),
        Inline::Strike(c) => Inline::Strike(rebase(c, base)),
        Inline::Link { target, title, isolate, content } => {
            Inline::Link { target, title, isolate: isolate.map(|(_, dir)| (base, dir)), content }
        }
        Inline::Entry { .. }
        | Inline::Text(_)
        | Inline::Code(_)
        | Inline::Image { .. }
        | Inline::Isolate { .. }
        | Inline::NoteRef { .. }
        | Inline::Math { .. }
        | Inline::Raw(_)
        | Inline::SoftBreak
        | Inline::Break => inline,
    };
    content.into_iter().map(rebased).collect()
}

/// The text in which runs are sought: a line end is a space, an atom one object replacement character.
#[derive(Default)]
struct Flat {
    text: String,
    /// Elements and lines, which read by themselves.
    elements: Vec<Range<usize>>,
}

impl Flat {
    /// Adds a whole text with its lines.
    fn all(&mut self, content: &[Inline]) {
        let mut line = 0;
        let mut tags = Vec::new();
        for inline in content {
            self.inline(inline);
            self.tag(inline, &mut tags);
            // CSS begins a bidi paragraph behind a forced line break.
            if matches!(inline, Inline::Break) {
                self.elements.push(line..self.text.len());
                line = self.text.len();
            }
        }
        if line > 0 {
            self.elements.push(line..self.text.len());
        }
    }

    fn element(&mut self, content: &[Inline]) {
        let start = self.text.len();
        self.row(content);
        self.elements.push(start..self.text.len());
    }

    fn row(&mut self, content: &[Inline]) {
        let mut tags = Vec::new();
        for inline in content {
            self.inline(inline);
            self.tag(inline, &mut tags);
        }
    }

    /// An element of raw HTML whose tags stand among the same siblings is what emphasis is; `open` are those without an end so far.
    fn tag(&mut self, inline: &Inline, open: &mut Vec<(String, usize)>) {
        let Inline::Raw(html) = inline else { return };
        for tag in scan(html) {
            match tag.kind {
                TagKind::Open { name, .. } if is_in_line(&name) && open.len() < DEEPEST => {
                    open.push((name, self.text.len()));
                }
                TagKind::Close { name } => {
                    if let Some(from) = open.iter().rposition(|(own, _)| *own == name) {
                        let start = open[from].1;
                        open.truncate(from);
                        if start < self.text.len() {
                            self.elements.push(start..self.text.len());
                        }
                    }
                }
                TagKind::Open { .. } | TagKind::Comment | TagKind::Declaration => {}
            }
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(t) => self.text.push_str(t),
            Inline::Entry { content, .. } if content.is_empty() => self.text.push_str(UNKNOWN),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strike(content)
            | Inline::Link { content, .. }
            | Inline::Entry { content, .. } => self.element(content),
            Inline::Isolate { content, .. } => self.row(content),
            Inline::Code(_) | Inline::Image { .. } | Inline::Math { .. } | Inline::NoteRef { .. } => self.text.push(ATOM),
            Inline::SoftBreak | Inline::Break => self.text.push(' '),
            Inline::Raw(_) => {}
        }
    }
}

struct Isolator<'a> {
    /// In order, not overlapping.
    runs: &'a [Run],
}

impl Isolator<'_> {
    /// The run that holds the whole of a range.
    fn around(&self, range: &Range<usize>) -> Option<usize> {
        let index = self.runs.partition_point(|r| r.range.end < range.end);
        self.runs
            .get(index)
            .filter(|r| r.range.start <= range.start && range.end <= r.range.end && !range.is_empty())
            .map(|_| index)
    }

    /// Isolates within siblings whose text begins at `start`; gives them with where their text ends.
    ///
    /// A run that covers whole siblings wraps them; one that ends within an element is split at the element's border,
    /// because isolates and elements must nest.
    fn siblings(&self, content: Vec<Inline>, start: usize) -> (Vec<Inline>, usize) {
        let mut groups = Groups { runs: self.runs, done: Vec::with_capacity(content.len()), open: None };
        let mut at = start;
        for inline in content {
            let length = length(&inline);
            let range = at..at + length;
            at = range.end;
            match inline {
                Inline::Text(text) => self.text(&text, range.start, &mut groups),
                Inline::Raw(html) => groups.zero_width(Inline::Raw(html)),
                whole @ (Inline::Emphasis(_)
                | Inline::Strong(_)
                | Inline::Strike(_)
                | Inline::Code(_)
                | Inline::Link { .. }
                | Inline::Entry { .. }
                | Inline::Image { .. }
                | Inline::Isolate { .. }
                | Inline::NoteRef { .. }
                | Inline::Math { .. }
                | Inline::SoftBreak
                | Inline::Break) => {
                    let run = self.around(&range);
                    let part = if run.is_some() { whole } else { self.within(whole, range.start) };
                    groups.push(part, run);
                }
            }
        }
        (groups.finish(), at)
    }

    /// Cuts a text at the borders of runs.
    fn text(&self, text: &Text, start: usize, groups: &mut Groups<'_>) {
        let mut from = 0;
        while from < text.len() {
            let at = start + from;
            let index = self.runs.partition_point(|r| r.range.end <= at);
            let (to, run) = match self.runs.get(index) {
                Some(r) if r.range.start <= at => (r.range.end - start, Some(index)),
                Some(r) => (r.range.start - start, None),
                None => (text.len(), None),
            };
            let to = to.min(text.len());
            groups.push(Inline::Text(text.part(from..to)), run);
            from = to;
        }
    }

    /// Isolates inside an element that no run covers.
    fn within(&self, inline: Inline, start: usize) -> Inline {
        match inline {
            Inline::Emphasis(c) => Inline::Emphasis(self.siblings(c, start).0),
            Inline::Strong(c) => Inline::Strong(self.siblings(c, start).0),
            Inline::Strike(c) => Inline::Strike(self.siblings(c, start).0),
            Inline::Link { target, title, isolate: None, content } => {
                Inline::Link { target, title, isolate: None, content: self.siblings(content, start).0 }
            }
            Inline::Entry { target, kind, isolate: None, content } if !content.is_empty() => {
                Inline::Entry { target, kind, isolate: None, content: self.siblings(content, start).0 }
            }
            Inline::Isolate { locale, dir, content } => Inline::Isolate { locale, dir, content: self.siblings(content, start).0 },
            // A bare address is an isolate already; its letters are not taken apart.
            Inline::Link { isolate: Some(_), .. }
            | Inline::Entry { .. }
            | Inline::Text(_)
            | Inline::Code(_)
            | Inline::Image { .. }
            | Inline::NoteRef { .. }
            | Inline::Math { .. }
            | Inline::Raw(_)
            | Inline::SoftBreak
            | Inline::Break => inline,
        }
    }
}

/// Length of an inline in the flattened text.
fn length(inline: &Inline) -> usize {
    match inline {
        Inline::Text(t) => t.len(),
        Inline::Emphasis(c) | Inline::Strong(c) | Inline::Strike(c) => c.iter().map(length).sum(),
        Inline::Entry { content, .. } if content.is_empty() => UNKNOWN.len(),
        Inline::Link { content, .. } | Inline::Entry { content, .. } | Inline::Isolate { content, .. } => {
            content.iter().map(length).sum()
        }
        Inline::Code(_) | Inline::Image { .. } | Inline::Math { .. } | Inline::NoteRef { .. } => ATOM.len_utf8(),
        Inline::SoftBreak | Inline::Break => 1,
        Inline::Raw(_) => 0,
    }
}

/// Siblings being gathered into isolates.
struct Groups<'a> {
    runs: &'a [Run],
    done: Vec<Inline>,
    open: Option<(usize, Vec<Inline>)>,
}

impl Groups<'_> {
    fn push(&mut self, inline: Inline, run: Option<usize>) {
        if self.open.as_ref().map(|(r, _)| *r) != run {
            self.close();
        }
        match (&mut self.open, run) {
            (Some((_, group)), Some(_)) => group.push(inline),
            (None, Some(run)) => self.open = Some((run, vec![inline])),
            (_, None) => self.done.push(inline),
        }
    }

    /// A tag of raw HTML stays in the run around it; [`Groups::close`] takes care that pairs are not torn.
    fn zero_width(&mut self, tag: Inline) {
        match &mut self.open {
            Some((_, group)) => group.push(tag),
            None => self.done.push(tag),
        }
    }

    fn close(&mut self) {
        let Some((run, mut group)) = self.open.take() else { return };
        // Tags at the end of a group belong to what follows, and so do spaces where an element's border cut a run.
        let kept = group.iter().rposition(|i| !matches!(i, Inline::Raw(_))).map_or(0, |n| n + 1);
        let after = group.split_off(kept);
        let (before, space) = (trim_start(&mut group), trim_end(&mut group));
        self.done.extend(before);
        let run = &self.runs[run];
        group.retain(|i| !matches!(i, Inline::Text(t) if t.is_empty()));
        if group.is_empty() {
            // Nothing but spaces stood here.
        } else if is_balanced(&group) {
            self.done.push(isolate(run, group));
        } else {
            for part in split_at_tags(group) {
                match part.as_slice() {
                    [Inline::Raw(_)] => self.done.extend(part),
                    _ => self.done.push(isolate(run, part)),
                }
            }
        }
        self.done.extend(space);
        self.done.extend(after);
    }

    fn finish(mut self) -> Vec<Inline> {
        self.close();
        self.done.shrink_to_fit();
        self.done
    }
}

/// Takes the spaces off the start of a group.
fn trim_start(group: &mut [Inline]) -> Option<Inline> {
    let Some(Inline::Text(text)) = group.first_mut() else { return None };
    let length = text.len() - text.trim_start().len();
    (length > 0).then(|| {
        let space = text.part(0..length);
        *text = text.part(length..text.len());
        Inline::Text(space)
    })
}

/// Takes the spaces off the end of a group.
fn trim_end(group: &mut [Inline]) -> Option<Inline> {
    let Some(Inline::Text(text)) = group.last_mut() else { return None };
    let end = text.trim_end().len();
    (end < text.len()).then(|| {
        let space = text.part(end..text.len());
        *text = text.part(0..end);
        Inline::Text(space)
    })
}

/// An isolate; a link that is the whole run is the isolate itself.
fn isolate(run: &Run, mut content: Vec<Inline>) -> Inline {
    if let [Inline::Link { isolate, .. } | Inline::Entry { isolate, .. }] = content.as_mut_slice() {
        *isolate = Some((run.locale, run.dir));
        if let Some(link) = content.pop() {
            return link;
        }
    }
    Inline::Isolate { locale: run.locale, dir: run.dir, content }
}

/// Whether tags of raw HTML among siblings open and close within them.
fn is_balanced(content: &[Inline]) -> bool {
    let mut depth = 0_usize;
    for inline in content {
        if let Inline::Raw(html) = inline {
            let is_void = ["<br", "<wbr", "<img", "<!"].iter().any(|t| html.starts_with(t));
            if html.starts_with("</") {
                let Some(less) = depth.checked_sub(1) else { return false };
                depth = less;
            } else if !is_void {
                depth += 1;
            }
        }
    }
    depth == 0
}

fn split_at_tags(content: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut parts: Vec<Vec<Inline>> = Vec::new();
    let mut after_text = false;
    for inline in content {
        let is_tag = matches!(inline, Inline::Raw(_));
        match parts.last_mut() {
            Some(last) if after_text && !is_tag => last.push(inline),
            _ => parts.push(vec![inline]),
        }
        after_text = !is_tag;
    }
    parts
}
