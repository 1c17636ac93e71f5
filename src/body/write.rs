//! Blocks of the tree -> semantic HTML, without direction-specific classes, and with no style attribute but the colours of pictures.
//!
//! Language and direction are printed only where they change against the element around. Inline content always stands
//! in an element that keeps its spaces (`p`, `li`, `td`, …), never directly in `div` or `section`, where a minifier may
//! drop them.

mod figure;
mod inline;
mod margin;
mod table;

use std::collections::BTreeMap;

use self::margin::Margin;
use super::href::Href;
use crate::ast::{Block, BlockKind, CalloutKind, Definition, Inline, ListItem, Note, RefId, text};
use crate::escape::{address, html_attr, html_text};
use crate::figure::labels::FigureLabels;
use crate::figure::{Figure, block as figure_block};
use crate::locale::{Digits, Dir, LocaleId, Locales};
use crate::picture::photo::Tints;
use crate::site::entries::Card;
use crate::source::Span;

/// A block of the theme as markup, with the way to print a line of text.
pub type PrintBlock<'a> = dyn Fn(&figure_block::Block, &dyn Fn(&str) -> String) -> String + 'a;

/// Everything a body needs to become HTML.
pub struct Body<'a> {
    /// All languages.
    pub locales: &'a Locales,
    /// The language of the element that will contain it.
    pub locale: LocaleId,
    /// Where references lead.
    pub href: &'a dyn Fn(RefId) -> Href,
    /// What is shown of entries of the ledger, beside the reference.
    pub cards: &'a BTreeMap<RefId, Card>,
    /// Words of the interface, in the language of the page.
    pub labels: &'a Labels,
    /// The inside of a code block as escaped HTML, from its language and its text.
    pub highlight: &'a dyn Fn(Option<&str>, &str) -> String,
    /// The figures of the document, by `FigureId`.
    pub figures: &'a [Option<Figure>],
    /// Prints a block of the theme.
    pub block: &'a PrintBlock<'a>,
    /// Whether headings have ids and links to themselves; not so in feeds.
    pub anchors: bool,
    /// In a feed, what stands before its addresses: figures are tables of their numbers there, and pictures have one size.
    pub feed: Option<&'a str>,
    /// The colours of pictures.
    pub colours: &'a Tints,
    /// The page whose blocks say where they stand in it, where somebody may edit them. What was made has the place of all of it.
    pub marked: Option<Span>,
    /// Whether the body begins on the first screen of its page.
    pub leads: bool,
    /// In feeds, the page on which the notes have their places: theirs are the ids, and links lead there.
    pub notes_at: Option<&'a str>,
    /// Goes before the ids of notes and drawings, so that several bodies can stand on one page.
    pub prefix: &'a str,
}

/// Words of the interface that stand in a body.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Labels {
    /// What each alert is called.
    pub callouts: BTreeMap<CalloutKind, String>,
    /// Title of the footnotes.
    pub footnotes: String,
    /// `Back to reference {n}`, for readers who listen.
    pub back: String,
    /// `Link to this section: {title}`.
    pub anchor: String,
    /// A task that is done.
    pub task_done: String,
    /// A task that is not.
    pub task_open: String,
    /// A table that can be scrolled.
    pub table: String,
    /// What a note is called, before its number.
    pub note: String,
    /// Opens what is known of the entries of a passage.
    pub sources: String,
    /// Said after a link that leads off the site; nothing is printed if it is empty.
    pub external: String,
    /// Words of figures.
    pub figures: FigureLabels,
}

/// Language and direction around a place.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Around {
    locale: LocaleId,
    dir: Dir,
}

impl Body<'_> {
    /// HTML of blocks, one line each.
    pub fn blocks(&self, blocks: &[Block]) -> String {
        let mut writer = self.writer();
        writer.blocks(blocks, self.around());
        writer.out
    }

    /// HTML of a page's blocks, with its notes and entries beside them, and with something before some of them: `before` is asked for
    /// each by its place, and once more for the end. `ends` stands within paragraphs, after their last word.
    pub fn with_notices(
        &self,
        blocks: &[Block],
        notes: &[Note],
        before: &dyn Fn(usize) -> String,
        ends: &BTreeMap<usize, String>,
    ) -> String {
        let mut writer = Writer { margin: Some(Margin::of(notes)), ..self.writer() };
        for (at, block) in blocks.iter().enumerate() {
            writer.put(&before(at));
            let start = writer.out.len();
            if let (BlockKind::Heading { level: 1..=2, .. }, Some(margin)) = (&block.kind, &mut writer.margin) {
                margin.section();
            }
            writer.blocks(std::slice::from_ref(block), self.around());
            self.mark(block, &mut writer.out, start);
            // Only the block's own HTML is searched: a page of many blocks would be read again for each of them.
            if let (BlockKind::Paragraph(_), Some(end)) = (&block.kind, ends.get(&at))
                && let Some(close) = writer.out[start..].rfind("</p>")
            {
                writer.out.insert_str(start + close, end);
            }
            writer.beside();
        }
        writer.put(&before(blocks.len()));
        writer.rest();
        writer.out
    }

    /// Writes into the first element of a block's HTML, which begins at `start`, which bytes of the file the block is.
    fn mark(&self, block: &Block, out: &mut String, start: usize) {
        let name = |html: &str| html.strip_prefix('<').map(|rest| rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(0));
        let is_own = self.marked.is_some_and(|page| page.file == block.span.file && page != block.span);
        if let Some(length) = name(&out[start..]).filter(|length| *length > 0 && is_own) {
            let range = block.span.range();
            out.insert_str(start + 1 + length, &format!(" data-edit=\"{}-{}\"", range.start, range.end));
        }
    }

    /// HTML of groups of blocks that stand apart on one page.
    pub fn groups(&self, groups: &[&[Block]]) -> Vec<String> {
        let mut writer = self.writer();
        let one = |group: &&[Block]| {
            writer.blocks(group, self.around());
            std::mem::take(&mut writer.out)
        };
        groups.iter().map(one).collect()
    }

    /// HTML of inlines.
    pub fn inlines(&self, content: &[Inline]) -> String {
        let mut writer = self.writer();
        writer.inlines(content, self.around());
        writer.out
    }

    /// The footnotes as a section of its own; empty if there are none.
    pub fn notes(&self, notes: &[Note]) -> String {
        let mut writer = self.writer();
        writer.notes(notes, self.around());
        writer.out
    }

    fn around(&self) -> Around {
        Around { locale: self.locale, dir: self.locales.get(self.locale).dir }
    }

    fn writer(&self) -> Writer<'_> {
        Writer { body: self, out: String::new(), tables: 0, pictures: 0, margin: None }
    }
}

struct Writer<'a> {
    body: &'a Body<'a>,
    out: String,
    /// Tables written so far: each region has a name of its own.
    tables: u64,
    /// Pictures written so far.
    pictures: u64,
    /// What stands beside passages, on a page.
    margin: Option<Margin<'a>>,
}

impl Writer<'_> {
    fn put(&mut self, html: &str) {
        self.out.push_str(html);
    }

    /// ` lang="…" dir="…"` as far as they change.
    fn change(&self, around: Around, locale: LocaleId, dir: Dir) -> String {
        let mut out = String::new();
        if locale != around.locale {
            out += &attribute("lang", &self.body.locales.get(locale).tag);
        }
        if dir != around.dir {
            out += &attribute("dir", dir.as_str());
        }
        out
    }

    fn blocks(&mut self, blocks: &[Block], around: Around) {
        for block in blocks {
            self.block(block, around);
            // Raw HTML ends with a line of its own.
            if !self.out.ends_with('\n') {
                self.put("\n");
            }
        }
    }

    fn block(&mut self, block: &Block, around: Around) {
        let change = self.change(around, block.locale, block.dir);
        let own = Around { locale: block.locale, dir: block.dir };
        match &block.kind {
            BlockKind::Paragraph(content) => self.line("p", &change, content, own),
            BlockKind::Heading { level, anchor, content } => self.heading(*level, &anchor.0, &change, content, own),
            BlockKind::List { start, tight, items } => self.list(*start, *tight, items, &change, own),
            BlockKind::Quote(content) => {
                self.put(&format!("<blockquote{change}>\n"));
                self.blocks(content, own);
                self.put("</blockquote>");
            }
            BlockKind::Callout { kind, content } => {
                // A note and not an `aside`: a page full of landmarks has none.
                self.put(&format!("<div class=\"callout callout-{}\" role=\"note\"{change}>\n", callout(*kind)));
                if let Some(label) = self.body.labels.callouts.get(kind) {
                    self.put(&format!("<p class=\"callout-label\">{}</p>\n", html_text(label)));
                }
                self.blocks(content, own);
                self.put("</div>");
            }
            BlockKind::Code { language, text } => {
                let class = language.as_deref().map(|l| format!(" class=\"language-{}\"", html_attr(l))).unwrap_or_default();
                let inside = (self.body.highlight)(language.as_deref(), text);
                self.put(&format!("<pre dir=\"ltr\" tabindex=\"0\"><code{class}>{inside}</code></pre>"));
            }
            BlockKind::Table { align, head, rows } => self.table(align, head, rows, &change, own),
            // Without its picture, which is not shown, a caption says nothing.
            BlockKind::CaptionedImage { source, .. } if (self.body.href)(*source).is_absent => {}
            BlockKind::CaptionedImage { source, alt, caption } => {
                self.put(&format!("<figure{change}>"));
                self.image(*source, alt, "", own);
                self.caption(*source, caption, own);
                self.put("</figure>");
            }
            BlockKind::Definitions(list) => self.definitions(list, &change, own),
            BlockKind::Math { mathml, .. } => self.put(&format!("<p class=\"math\">{mathml}</p>")),
            BlockKind::Figure { id, .. } => self.figure(*id, &change, own),
            BlockKind::Raw(content) => self.inlines(content, own),
            BlockKind::Rule => self.put("<hr>"),
        }
    }

    /// An element that holds inlines.
    fn line(&mut self, name: &str, attributes: &str, content: &[Inline], around: Around) {
        self.put(&format!("<{name}{attributes}>"));
        self.inlines(content, around);
        self.put(&format!("</{name}>"));
    }

    fn in_heading(&mut self, is_heading: bool) {
        if let Some(margin) = &mut self.margin {
            margin.is_heading = is_heading;
        }
    }

    /// A heading. The link to it stands behind it, so that it is no part of its name; it has no text of its own, its sign is the style
    /// sheet's.
    fn heading(&mut self, level: u8, anchor: &str, change: &str, content: &[Inline], own: Around) {
        if !self.body.anchors {
            return self.line(&format!("h{level}"), change, content, own);
        }
        self.put(&format!("<h{level} id=\"{}\"{change}>", html_attr(anchor)));
        self.in_heading(true);
        self.inlines(content, own);
        self.in_heading(false);
        let label = self.body.labels.anchor.replace("{title}", &text::isolated(content));
        self.put(&format!(
            "</h{level}><a class=\"anchor\" href=\"#{}\" aria-label=\"{}\"></a>",
            html_attr(&address(anchor)),
            html_attr(&label)
        ));
    }

    fn list(&mut self, start: Option<u64>, tight: bool, items: &[ListItem], change: &str, own: Around) {
        let name = if start.is_some() { "ol" } else { "ul" };
        let first = start.filter(|n| *n != 1).map(|n| format!(" start=\"{n}\"")).unwrap_or_default();
        let is_tasks = items.iter().any(|i| i.task.is_some());
        let class = if is_tasks {
            " class=\"tasks\""
        } else if start.is_some() {
            self.digits(own.locale)
        } else {
            ""
        };
        self.put(&format!("<{name}{first}{class}{change}>\n"));
        for item in items {
            let change = self.change(own, item.locale, item.dir);
            let inner = Around { locale: item.locale, dir: item.dir };
            self.put(&format!("<li{change}>"));
            let task = item.task.map(|done| self.task(done)).unwrap_or_default();
            if tight {
                self.put(&task);
                self.tight(&item.content, inner);
            } else {
                self.loose(&item.content, &task, inner);
            }
            self.put("</li>\n");
        }
        self.put(&format!("</{name}>"));
    }

    /// The box of a task: a name for those who listen, because nobody can tick it. Pages draw the box; feeds, which have no
    /// style sheet, get a sign.
    fn task(&self, done: bool) -> String {
        let (sign, class, label) = if done {
            ("☑", "task-done", &self.body.labels.task_done)
        } else {
            ("☐", "task-open", &self.body.labels.task_open)
        };
        let sign = if self.body.feed.is_none() { "" } else { sign };
        format!("<span class=\"task {class}\" role=\"img\" aria-label=\"{}\">{sign}</span> ", html_attr(label))
    }

    /// Content whose paragraphs have no element of their own, unless they need one for their language.
    fn tight(&mut self, content: &[Block], around: Around) {
        for (i, block) in content.iter().enumerate() {
            if i > 0 {
                self.put("\n");
            }
            match &block.kind {
                BlockKind::Paragraph(inlines) if block.locale == around.locale && block.dir == around.dir => {
                    self.inlines(inlines, around);
                }
                BlockKind::Paragraph(_)
                | BlockKind::Heading { .. }
                | BlockKind::List { .. }
                | BlockKind::Quote(_)
                | BlockKind::Callout { .. }
                | BlockKind::Code { .. }
                | BlockKind::Table { .. }
                | BlockKind::CaptionedImage { .. }
                | BlockKind::Figure { .. }
                | BlockKind::Definitions(_)
                | BlockKind::Math { .. }
                | BlockKind::Raw(_)
                | BlockKind::Rule => self.block(block, around),
            }
        }
    }

    /// Content with elements for its paragraphs; a task's sign stands in the first of them.
    fn loose(&mut self, content: &[Block], task: &str, around: Around) {
        self.put("\n");
        let rest = match content.split_first() {
            Some((Block { locale, dir, kind: BlockKind::Paragraph(inlines), .. }, rest)) if !task.is_empty() => {
                let change = self.change(around, *locale, *dir);
                self.put(&format!("<p{change}>{task}"));
                self.inlines(inlines, Around { locale: *locale, dir: *dir });
                self.put("</p>\n");
                rest
            }
            Some(_) | None => {
                self.put(task);
                content
            }
        };
        self.blocks(rest, around);
    }

    fn definitions(&mut self, list: &[Definition], change: &str, own: Around) {
        self.put(&format!("<dl{change}>\n"));
        for definition in list {
            for term in &definition.terms {
                let change = self.change(own, term.locale, term.dir);
                self.line("dt", &change, &term.content, Around { locale: term.locale, dir: term.dir });
                self.put("\n");
            }
            for meaning in &definition.meanings {
                match meaning.as_slice() {
                    [Block { locale, dir, kind: BlockKind::Paragraph(content), .. }] => {
                        let change = self.change(own, *locale, *dir);
                        self.line("dd", &change, content, Around { locale: *locale, dir: *dir });
                        self.put("\n");
                    }
                    blocks => {
                        self.put("<dd>\n");
                        self.blocks(blocks, own);
                        self.put("</dd>\n");
                    }
                }
            }
        }
        self.put("</dl>");
    }

    fn notes(&mut self, notes: &[Note], around: Around) {
        if notes.is_empty() {
            return;
        }
        let (prefix, labels) = (html_attr(self.body.prefix), self.body.labels);
        let id = |name: &str| if self.body.notes_at.is_some() { String::new() } else { format!(" id=\"{prefix}{name}\"") };
        let named = if self.body.notes_at.is_some() { String::new() } else { format!(" aria-labelledby=\"{prefix}fn-title\"") };
        let digits = self.digits(around.locale);
        let title = html_text(&labels.footnotes);
        let open =
            format!("<section class=\"notes\" role=\"doc-endnotes\"{named}>\n<h2{}>{title}</h2>\n<ol{digits}>\n", id("fn-title"));
        let ids: Vec<String> = (1..=notes.len()).map(|number| id(&format!("fn-{number}"))).collect();
        self.put(&open);
        for ((note, number), id) in notes.iter().zip(1_u32..).zip(ids) {
            self.put(&format!("<li{id}>\n"));
            let back = self.back_links(number, note.references, around);
            if let Some((Block { locale, dir, kind: BlockKind::Paragraph(content), .. }, init)) = note.content.split_last() {
                self.blocks(init, around);
                let change = self.change(around, *locale, *dir);
                self.put(&format!("<p{change}>"));
                self.inlines(content, Around { locale: *locale, dir: *dir });
                self.put(&format!("{back}</p>\n"));
            } else {
                self.blocks(&note.content, around);
                self.put(&format!("<p>{}</p>\n", back.trim_start()));
            }
            self.put("</li>\n");
        }
        self.put("</ol>\n</section>");
    }

    /// The class of a numbered list whose markers are not ASCII digits.
    fn digits(&self, locale: LocaleId) -> &'static str {
        match self.body.locales.get(locale).digits {
            Digits::Latn => "",
            Digits::Arab => " class=\"digits-arab\"",
            Digits::Arabext => " class=\"digits-arabext\"",
        }
    }

    /// A link back to each reference, with an arrow that bends the way the page reads.
    fn back_links(&self, number: u32, references: u32, around: Around) -> String {
        let locale = self.body.locales.get(self.body.locale);
        let arrow = match around.dir {
            Dir::Ltr => "↩\u{fe0e}",
            Dir::Rtl => "↪\u{fe0e}",
        };
        let mut out = String::new();
        for nth in 1..=references {
            let printed = locale.plain(u64::from(number));
            let (name, mark) = if references == 1 {
                (printed, String::new())
            } else {
                let nth = locale.plain(u64::from(nth));
                (format!("{printed}-{nth}"), format!("<sup>{nth}</sup>"))
            };
            let label = self.body.labels.back.replace("{n}", &name);
            let id = inline::reference_id(self.body.prefix, number, nth);
            let attributes =
                attribute("href", &format!("{}#{id}", self.body.notes_at.unwrap_or_default())) + &attribute("aria-label", &label);
            let link = format!(" <a class=\"back\" role=\"doc-backlink\"{attributes}>{arrow}{mark}</a>");
            out.push_str(&link);
        }
        out
    }
}

/// An attribute with the space before it.
fn attribute(name: &str, value: &str) -> String {
    format!(" {name}=\"{}\"", html_attr(value))
}

fn callout(kind: CalloutKind) -> &'static str {
    match kind {
        CalloutKind::Note => "note",
        CalloutKind::Tip => "tip",
        CalloutKind::Important => "important",
        CalloutKind::Warning => "warning",
        CalloutKind::Caution => "caution",
    }
}
