//! Inlines of the tree -> HTML.

use super::{Around, Writer, attribute};
use crate::ast::{EntryKind, Inline, NoteId, RefId, text};
use crate::body::picture::{self, Picture, Spot};
use crate::escape::{address, html_attr, html_text};
use crate::locale::{Dir, LocaleId, bidi};
use crate::markdown::tag::{Tag, TagKind, scan};

/// Raw HTML without the ids of its elements.
fn without_ids(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut at = 0;
    for Tag { range, kind } in scan(html) {
        let TagKind::Open { name, attributes } = kind else { continue };
        if range.start < at || !attributes.iter().any(|(name, _)| name == "id") {
            continue;
        }
        out.push_str(&html[at..range.start]);
        out.extend(["<", name.as_str()]);
        for (name, value) in attributes.iter().filter(|(name, _)| name != "id") {
            // References to characters stay as they were written.
            out.extend([" ", name, "=\"", &value.replace('"', "&quot;"), "\""]);
        }
        out.push('>');
        at = range.end;
    }
    out.push_str(&html[at..]);
    out
}

/// Values and names up to this many letters are not parted by the end of a line.
const WHOLE: usize = 22;
/// Markup of this many bytes and less fills no screen.
const FIRST_SCREEN: usize = 1_500;

impl Writer<'_> {
    pub(super) fn inlines(&mut self, content: &[Inline], around: Around) {
        for inline in content {
            self.inline(inline, around);
        }
    }

    fn inline(&mut self, inline: &Inline, around: Around) {
        match inline {
            Inline::Text(text) => self.put(&html_text(text)),
            Inline::Emphasis(content) => self.line("em", "", content, around),
            Inline::Strong(content) => self.line("strong", "", content, around),
            Inline::Strike(content) => self.line("del", "", content, around),
            // `dir` makes it an isolate as well, so it is printed in every direction.
            Inline::Code(text) => self.put(&format!("<code dir=\"ltr\">{}</code>", html_text(text))),
            Inline::Link { target, title, isolate, content } => self.link(*target, title, *isolate, content, around),
            Inline::Entry { target, kind, isolate, content } => self.entry(*target, *kind, *isolate, content, around),
            Inline::Image { source, title, alt } => self.image(*source, alt, title, around),
            Inline::Isolate { locale, dir, content } => {
                let lang = self.change(around, *locale, around.dir);
                // Without `dir` a `bdi` would guess.
                let attributes = format!("{lang} dir=\"{}\"", dir.as_str());
                self.line("bdi", &attributes, content, Around { locale: *locale, dir: *dir });
            }
            Inline::NoteRef { note, nth } => self.note_reference(*note, *nth),
            Inline::Math { mathml, .. } => self.put(mathml),
            // Where several bodies stand together, an id would not be the only one of its name.
            Inline::Raw(html) if !self.body.anchors => self.put(&without_ids(html)),
            Inline::Raw(html) => self.put(html),
            Inline::SoftBreak => self.put("\n"),
            Inline::Break => self.put("<br>\n"),
        }
    }

    /// Text for an attribute, which has no markup, with its runs isolated by characters.
    fn isolated(&self, text: &str, around: Around) -> String {
        bidi::isolate(text, self.body.locales.get(around.locale), self.body.locales)
    }

    fn link(&mut self, target: RefId, title: &str, isolate: Option<(LocaleId, Dir)>, content: &[Inline], around: Around) {
        let href = (self.body.href)(target);
        if href.is_absent {
            // What it led to is not shown: its words stay.
            return match isolate {
                Some((locale, dir)) => self.inline(&Inline::Isolate { locale, dir, content: content.to_vec() }, around),
                None => self.inlines(content, around),
            };
        }
        let mut attributes = attribute("href", &address(&href.url));
        if !title.is_empty() {
            attributes += &attribute("title", &self.isolated(title, around));
        }
        if let Some(tag) = &href.hreflang {
            attributes += &attribute("hreflang", tag);
        }
        if href.external {
            attributes.push_str(" rel=\"noopener\"");
        }
        let mut inner = around;
        if let Some((locale, dir)) = isolate {
            attributes.push_str(&self.change(around, locale, dir));
            inner = Around { locale, dir };
        }
        self.put(&format!("<a{attributes}>"));
        self.inlines(content, inner);
        if href.external && !self.body.labels.external.is_empty() {
            let words = html_text(&self.body.labels.external);
            let change = self.change(inner, self.body.locale, self.body.around().dir);
            self.put(&format!("<span class=\"visually-hidden\"{change}> ({words})</span>"));
        }
        self.put("</a>");
        if let Some(language) = href.hreflang.as_deref().and_then(|tag| self.body.locales.by_tag(tag)) {
            // Readers are told before they follow a link out of their language.
            let change = self.change(around, language.id, language.dir);
            self.put(&format!(" <span class=\"link-language\">(<bdi{change}>{}</bdi>)</span>", html_text(&language.name)));
        }
    }

    /// A reference to the ledger: its words, and a sign where what they say is not plainly stated. What is known of the entry stands
    /// beside the passage.
    fn entry(&mut self, target: RefId, kind: EntryKind, isolate: Option<(LocaleId, Dir)>, content: &[Inline], around: Around) {
        if !self.body.cards.contains_key(&target) {
            // An entry without a page of its own has words only.
            return match ((self.body.href)(target).url.is_empty(), isolate) {
                (false, _) => self.link(target, "", isolate, content, around),
                (true, None) => self.inlines(content, around),
                (true, Some((locale, dir))) => {
                    self.inline(&Inline::Isolate { locale, dir, content: content.to_vec() }, around);
                }
            };
        }
        let whole = if text::inlines(content).chars().count() <= WHOLE { " whole" } else { "" };
        self.put(&format!("<span class=\"entry {}{whole}\">", kind.scheme()));
        let start = self.out.len();
        match isolate {
            Some((locale, dir)) => self.inline(&Inline::Isolate { locale, dir, content: content.to_vec() }, around),
            None => self.inlines(content, around),
        }
        let words = self.out[start..].to_owned();
        self.sign(target, &words);
        self.put("</span>");
    }

    /// A picture. What the author says of it here goes before what is written of it everywhere.
    pub(super) fn image(&mut self, source: RefId, alt: &str, title: &str, around: Around) {
        let href = (self.body.href)(source);
        if href.is_absent {
            return self.put(&html_text(&self.isolated(alt, around)));
        }
        let shown = href.shown.unwrap_or_default();
        let known = shown.words.as_ref().map_or("", |words| words.alt.as_str());
        let own = self.isolated(alt, around);
        let alt = if alt.trim().is_empty() { known } else { &own };
        let title = if title.is_empty() { String::new() } else { self.isolated(title, around) };
        let is_first = self.body.leads && self.pictures == 0 && self.out.len() < FIRST_SCREEN;
        self.pictures += 1;
        let spot = if is_first { Spot::First } else { Spot::Text };
        let picture = Picture { url: &href.url, size: href.size, shown: &shown, alt, title: &title, spot };
        let element = match self.body.feed {
            Some(origin) => picture::in_feed(picture, origin),
            None => picture::element(picture, self.body.colours),
        };
        self.put(&element);
    }

    /// What stands under a picture: its caption, then who made it and what it may be used for.
    pub(super) fn caption(&mut self, source: RefId, caption: &[Inline], around: Around) {
        let words = (self.body.href)(source).shown.and_then(|shown| shown.words).unwrap_or_default();
        let (known, credit) = (words.caption.as_slice(), words.credit.as_slice());
        // What is written once is in the language of the page, whatever the block is in.
        let (caption, own) = if caption.is_empty() { (known, self.body.around()) } else { (caption, around) };
        if caption.is_empty() && credit.is_empty() {
            return;
        }
        self.put(&format!("<figcaption{}>", self.change(around, own.locale, own.dir)));
        self.inlines(caption, own);
        if !credit.is_empty() {
            let page = self.body.around();
            let change = self.change(own, page.locale, page.dir);
            self.put(if caption.is_empty() { "" } else { " " });
            self.put(&format!("<small class=\"credit\"{change}>"));
            self.inlines(credit, page);
            self.put("</small>");
        }
        self.put("</figcaption>");
    }

    fn note_reference(&mut self, note: NoteId, nth: u32) {
        let number = note.0 + 1;
        let printed = self.body.locales.get(self.body.locale).plain(u64::from(number));
        // Beside a number the mark would join it (UAX #9, W4: `2022.1` is one number), so it is isolated where that shows.
        let isolate = if self.body.locales.get(self.body.locale).dir == Dir::Rtl { " dir=\"rtl\"" } else { "" };
        if let Some(margin) = &mut self.margin {
            margin.note(note);
            let label = html_attr(&format!("{} {printed}", self.body.labels.note));
            return self.put(&format!(
                "<sup class=\"ref\" data-n=\"{printed}\"{isolate}><button type=\"button\" popovertarget=\"{}fn-{number}\" \
                 aria-label=\"{label}\">{printed}</button></sup>",
                html_attr(self.body.prefix)
            ));
        }
        let id = html_attr(&reference_id(self.body.prefix, number, nth));
        let id = if self.body.notes_at.is_some() { String::new() } else { format!(" id=\"{id}\"") };
        let page = self.body.notes_at.unwrap_or_default();
        let target = html_attr(&format!("{page}#{}fn-{number}", self.body.prefix));
        self.put(&format!("<sup{isolate}><a{id} href=\"{target}\" role=\"doc-noteref\">{printed}</a></sup>"));
    }
}

/// The id of the n-th reference to a note: `fnref-1`, `fnref-1-2`.
pub(super) fn reference_id(prefix: &str, number: u32, nth: u32) -> String {
    if nth == 1 { format!("{prefix}fnref-{number}") } else { format!("{prefix}fnref-{number}-{nth}") }
}
