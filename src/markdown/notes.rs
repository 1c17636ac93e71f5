//! Events -> the order of footnotes: by first reference in the body, then by first reference within notes; known before
//! the blocks, so that a reference is numbered when it is met.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::ast::NoteId;
use crate::diag::Diagnostics;
use crate::diag::codes::markdown as codes;
use crate::source::Span;

/// The footnotes of a document.
#[derive(Debug, Default)]
pub(in crate::markdown) struct Notes {
    ids: BTreeMap<String, NoteId>,
    /// References met so far, per note.
    met: Vec<u32>,
    /// Where the definition of each used note begins; other definitions of its label are left out.
    definitions: BTreeMap<usize, NoteId>,
}

/// What is known of a label before notes are ordered.
#[derive(Debug, Default)]
struct Label<'a> {
    defined: Option<(Range<usize>, &'a str)>,
    /// Labels its definition refers to, in order.
    refers: Vec<String>,
}

impl Notes {
    /// Orders the notes of a document; `span` makes a span of an event's range.
    pub fn plan(events: &[(Event<'_>, Range<usize>)], span: impl Fn(&Range<usize>) -> Span, diags: &mut Diagnostics) -> Self {
        let mut labels: BTreeMap<String, Label> = BTreeMap::new();
        let mut queue: VecDeque<String> = VecDeque::new();
        // The label whose definition we are in; `None` inside a second definition, which is dropped.
        let mut within: Vec<Option<String>> = Vec::new();
        let mut images = 0_usize;
        for (event, range) in events {
            match event {
                Event::Start(Tag::Image { .. }) => images += 1,
                Event::End(TagEnd::Image) => images = images.saturating_sub(1),
                Event::Start(Tag::FootnoteDefinition(name)) => {
                    let label = labels.entry(key(name)).or_default();
                    if let Some((first, _)) = &label.defined {
                        diags.push(codes::duplicate_footnote(span(range), name, span(first)));
                        within.push(None);
                    } else {
                        label.defined = Some((range.clone(), name));
                        within.push(Some(key(name)));
                    }
                }
                Event::End(TagEnd::FootnoteDefinition) => drop(within.pop()),
                Event::FootnoteReference(name) if images == 0 => match within.last() {
                    None => queue.push_back(key(name)),
                    Some(Some(label)) => labels.entry(label.clone()).or_default().refers.push(key(name)),
                    Some(None) => {}
                },
                Event::Start(_)
                | Event::End(_)
                | Event::FootnoteReference(_)
                | Event::Text(_)
                | Event::Code(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_)
                | Event::Html(_)
                | Event::InlineHtml(_)
                | Event::SoftBreak
                | Event::HardBreak
                | Event::Rule
                | Event::TaskListMarker(_) => {}
            }
        }
        let mut notes = Self::default();
        while let Some(label) = queue.pop_front() {
            let Some(Label { defined: Some((range, _)), refers }) = labels.get(&label) else { continue };
            if notes.ids.contains_key(&label) {
                continue;
            }
            let id = NoteId(u32::try_from(notes.met.len()).unwrap_or(u32::MAX));
            notes.ids.insert(label, id);
            notes.met.push(0);
            notes.definitions.insert(range.start, id);
            queue.extend(refers.iter().cloned());
        }
        for (label, Label { defined, .. }) in &labels {
            if let Some((range, name)) = defined.as_ref().filter(|_| !notes.ids.contains_key(label)) {
                diags.push(codes::unused_footnote(span(range), name));
            }
        }
        notes
    }

    /// The note a label refers to and the number of this reference, from 1.
    pub fn refer(&mut self, label: &str) -> Option<(NoteId, u32)> {
        let id = *self.ids.get(&key(label))?;
        let met = self.met.get_mut(id.0 as usize)?;
        *met += 1;
        Some((id, *met))
    }

    /// The note that is defined at a place; `None` for a definition that is not printed.
    pub fn defined_at(&self, start: usize) -> Option<NoteId> {
        self.definitions.get(&start).copied()
    }

    /// How often a note was referred to.
    pub fn references(&self, id: NoteId) -> u32 {
        self.met.get(id.0 as usize).copied().unwrap_or(0)
    }
}

/// Labels match without regard to case (CommonMark, "matches").
fn key(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
