//! What stands beside a passage: its notes, what is doubtful in it, and the entries of the ledger that it rests on.
//!
//! All of it is written behind the passage, so that it is read after it by those who listen, on paper and without a style sheet.
//! Each piece is one element: wide screens show it in the margin, narrow ones open it in place as a popover (HTML, "popover"), which
//! needs no script, makes no entry of the history and is closed by Escape or a tap beside it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{Around, Writer, attribute};
use crate::ast::{Block, BlockKind, Note, NoteId, RefId};
use crate::escape::{address, html_attr, html_text};
use crate::site::entries::Card;

/// What the passages of a page have beside them.
pub(super) struct Margin<'a> {
    notes: &'a [Note],
    /// Notes that have their place; a note stands beside the first reference to it.
    placed: BTreeSet<u32>,
    /// Doubtful entries that have their sign in this section: from the second time on they are words.
    signed: BTreeSet<&'a str>,
    /// What goes beside the passage that is being written, in the order of the text.
    waiting: VecDeque<Piece>,
    /// The entries of the passage, each once, with the words of the first reference.
    entries: Vec<(RefId, String)>,
    /// Passages with entries so far.
    passages: u64,
    /// Nothing is signed in a heading: its name would hold the sign's.
    pub(super) is_heading: bool,
}

enum Piece {
    Note(u32),
    /// A doubtful entry with the words of its reference.
    Doubt(RefId, String),
}

impl<'a> Margin<'a> {
    pub(super) fn of(notes: &'a [Note]) -> Self {
        Self {
            notes,
            placed: BTreeSet::new(),
            signed: BTreeSet::new(),
            waiting: VecDeque::new(),
            entries: Vec::new(),
            passages: 0,
            is_heading: false,
        }
    }

    /// A new section: what is doubtful says so again.
    pub(super) fn section(&mut self) {
        self.signed.clear();
    }

    /// A note that is referred to; it waits for the end of the passage if it has no place yet.
    pub(super) fn note(&mut self, note: NoteId) {
        if self.placed.insert(note.0) {
            self.waiting.push_back(Piece::Note(note.0));
        }
    }

    /// A reference to an entry, and whether it carries the sign of doubt.
    fn entry(&mut self, target: RefId, card: &'a Card, cards: &BTreeMap<RefId, Card>, words: &str) -> bool {
        if !self.entries.iter().any(|(own, _)| cards.get(own).is_some_and(|known| known.entry == card.entry)) {
            self.entries.push((target, words.to_owned()));
        }
        let is_signed = !card.doubt.is_empty() && !self.is_heading && self.signed.insert(&card.entry);
        if is_signed {
            self.waiting.push_back(Piece::Doubt(target, words.to_owned()));
        }
        is_signed
    }
}

impl Writer<'_> {
    /// Behind the words of a reference: the sign of what is doubtful, which opens what is known of it.
    pub(super) fn sign(&mut self, target: RefId, words: &str) {
        let Some(card) = self.body.cards.get(&target) else { return };
        if self.margin.as_mut().is_some_and(|margin| margin.entry(target, card, self.body.cards, words)) {
            let label = html_attr(&card.sign);
            self.put(&format!(
                "<button type=\"button\" class=\"sign\" popovertarget=\"d-{}\" aria-label=\"{label}\"></button>",
                target.0
            ));
        }
    }

    /// Everything that waits, beside the passage that ends here.
    pub(super) fn beside(&mut self) {
        if self.margin.as_ref().is_none_or(|margin| margin.waiting.is_empty() && margin.entries.is_empty()) {
            return;
        }
        self.put("\n<div class=\"margin\">\n");
        // A note may speak of other notes and of entries: they stand with it.
        while let Some(piece) = self.margin.as_mut().and_then(|margin| margin.waiting.pop_front()) {
            match piece {
                Piece::Note(at) => self.margin_note(at),
                Piece::Doubt(target, words) => self.doubt(target, &words),
            }
        }
        self.passage_entries();
        self.put("</div>");
    }

    /// Notes that nothing of the text refers to, such as those of front matter.
    pub(super) fn rest(&mut self) {
        let Some(margin) = &mut self.margin else { return };
        for at in (0..).take(margin.notes.len()) {
            margin.note(NoteId(at));
        }
        self.beside();
    }

    fn margin_note(&mut self, at: u32) {
        let Some(note) = self.margin.as_ref().and_then(|margin| margin.notes.get(at as usize)) else { return };
        let around = self.body.around();
        let number = self.body.locales.get(self.body.locale).plain(u64::from(at) + 1);
        let number = format!("<span class=\"n\">{}</span> ", html_text(&number));
        self.put(&format!(
            "<div class=\"note\" id=\"{}fn-{}\" role=\"doc-footnote\" popover>\n",
            html_attr(self.body.prefix),
            at + 1
        ));
        if let Some((Block { locale, dir, kind: BlockKind::Paragraph(content), .. }, rest)) = note.content.split_first() {
            let change = self.change(around, *locale, *dir);
            self.put(&format!("<p{change}>{number}"));
            self.inlines(content, Around { locale: *locale, dir: *dir });
            self.put("</p>\n");
            self.blocks(rest, around);
        } else {
            self.put(&format!("<p>{number}</p>\n"));
            self.blocks(&note.content, around);
        }
        self.put("</div>\n");
    }

    /// A doubtful value with what is doubtful of it, in words.
    fn doubt(&mut self, target: RefId, words: &str) {
        let Some(card) = self.body.cards.get(&target) else { return };
        let around = self.body.around();
        self.put(&format!("<div class=\"note doubt\" id=\"d-{}\" role=\"note\" popover>\n<p><b>{words}</b>: ", target.0));
        let mut lines = card.doubt.iter();
        if let Some(first) = lines.next() {
            self.line("span", "", first, around);
        }
        self.put("</p>\n");
        for line in lines {
            self.line("p", "", line, around);
            self.put("\n");
        }
        self.put("</div>\n");
    }

    /// The entries of the passage with all that is known of them: one control for a passage, not one for each value.
    fn passage_entries(&mut self) {
        let Some(margin) = &mut self.margin else { return };
        let entries = std::mem::take(&mut margin.entries);
        if entries.is_empty() {
            return;
        }
        margin.passages += 1;
        let (number, label) = (margin.passages, html_text(&self.body.labels.sources));
        self.put(&format!(
            "<button type=\"button\" class=\"from\" popovertarget=\"s-{number}\">{label}</button>\n\
             <div class=\"entries\" id=\"s-{number}\" role=\"note\" popover>\n<ul>\n"
        ));
        let own = self.body.around();
        for (target, words) in &entries {
            let Some(card) = self.body.cards.get(target) else { continue };
            let url = (self.body.href)(*target).url;
            let words =
                if url.is_empty() { words.clone() } else { format!("<a{}>{words}</a>", attribute("href", &address(&url))) };
            self.put(&format!("<li><b>{words}</b>"));
            for line in card.lines.iter().chain(&card.more) {
                self.put(" ");
                self.line("span", "", line, own);
            }
            self.put("</li>\n");
        }
        self.put("</ul></div>\n");
    }
}
