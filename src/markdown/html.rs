//! A block of raw HTML -> its markup and the text between it; links and pictures that Markdown could have written as what they
//! are; runs of another language and numbers in that text as isolates, line by line, in the language of the element they stand in.

use std::ops::Range;

use super::isolation::inlines;
use super::made;
use super::raw::{Made, characters};
use super::reading::{DEEPEST, Reading};
use super::tag::{Tag, TagKind, is_in_line, is_void, opaque_end, scan};
use crate::ast::{Inline, walk};
use crate::diag::codes::picture as picture_codes;
use crate::escape::{html_attr, resolved};
use crate::locale::{Dir, Locale, LocaleId, Locales, host};
use crate::picture::inline;

/// Elements that hold lines of running text. What stands in any other is left as it is.
const TEXTUAL: [&str; 33] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "section",
    "summary",
    "td",
    "th",
    "time",
    "ul",
];

/// Those of a table and its rows hold no text of their own.
const FRAMES: [&str; 5] = ["table", "thead", "tbody", "tfoot", "tr"];

/// The content of a block that was cleaned. Its links and pictures are entered at the place of their tags in the file.
pub(in crate::markdown) fn cleaned(reading: &mut Reading<'_>, html: &str, block: &Range<usize>) -> Vec<Inline> {
    let is_made = |tag: &Tag| matches!(&tag.kind, TagKind::Open { name, .. } if matches!(name.as_str(), "a" | "img"));
    let tags = scan(html);
    if !tags.iter().any(is_made) {
        return vec![Inline::Raw(html.to_owned())];
    }
    let mut written = scan(&reading.source[block.clone()]).into_iter().filter(is_made).collect::<Vec<_>>().into_iter();
    let mut out: Vec<Inline> = Vec::new();
    let mut open: Option<(Made, Range<usize>, usize)> = None;
    let mut at = 0;
    for tag in tags {
        push_text(&html[at..tag.range.start], &mut out);
        at = tag.range.end;
        let markup = &html[tag.range.clone()];
        let made = match &tag.kind {
            TagKind::Open { name, attributes } if is_made(&tag) => {
                let place = written.find(|w| matches!(&w.kind, TagKind::Open { name: own, .. } if own == name));
                let place = place.map_or(block.clone(), |w| block.start + w.range.start..block.start + w.range.end);
                Made::of(name, attributes).map(|made| (made, place))
            }
            TagKind::Close { name } if name == "a" => {
                match open.take() {
                    Some((made, place, from)) => {
                        let content = out.split_off(from);
                        out.extend(made::link(made, reading, &place, content));
                    }
                    None => out.push(Inline::Raw(markup.to_owned())),
                }
                continue;
            }
            TagKind::Open { .. } | TagKind::Close { .. } | TagKind::Comment | TagKind::Declaration => None,
        };
        match made {
            Some((made, place)) if made.is_picture => out.extend(made::picture(made, reading, &place)),
            Some((made, place)) if open.is_none() => open = Some((made, place, out.len())),
            Some(_) | None => out.push(Inline::Raw(markup.to_owned())),
        }
    }
    push_text(&html[at..], &mut out);
    if let Some((made, place, from)) = open {
        let content = out.split_off(from);
        out.extend(made::link(made, reading, &place, content));
    }
    out
}

/// Text between tags: its characters, a line end as one.
fn push_text(html: &str, out: &mut Vec<Inline>) {
    for (n, line) in html.split('\n').enumerate() {
        if n > 0 {
            out.push(Inline::SoftBreak);
        }
        if !line.is_empty() {
            out.push(Inline::Text(characters(line).into()));
        }
    }
}

/// A language and a direction.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Voice {
    locale: LocaleId,
    dir: Dir,
}

/// An element that is open.
struct Open {
    name: String,
    voice: Voice,
    /// Whether text directly in it is running text.
    is_textual: bool,
    /// Whether it parts what stands before it and in it.
    is_apart: bool,
}

/// Runs of another language and numbers in the text of a block of raw HTML as isolates; what needs none stays to the byte.
pub(in crate::markdown) fn isolated(content: Vec<Inline>, base: &Locale, locales: &Locales) -> Vec<Inline> {
    let mut reader = Reader {
        base: Voice { locale: base.id, dir: base.dir },
        locales,
        open: Vec::new(),
        line: Vec::new(),
        done: Vec::new(),
        is_changed: false,
    };
    for inline in &content {
        match inline {
            Inline::Raw(html) => reader.html(html),
            Inline::Text(_) | Inline::SoftBreak | Inline::Link { .. } | Inline::Entry { .. } if !reader.is_textual() => {
                reader.flush();
                reader.done.push(inline.clone());
            }
            other @ (Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strike(_)
            | Inline::Code(_)
            | Inline::Image { .. }
            | Inline::NoteRef { .. }
            | Inline::Math { .. }
            | Inline::Break
            | Inline::Text(_)
            | Inline::SoftBreak
            | Inline::Link { .. }
            | Inline::Entry { .. }
            | Inline::Isolate { .. }) => reader.line.push(other.clone()),
        }
    }
    reader.flush();
    if reader.is_changed { reader.done } else { content }
}

struct Reader<'a> {
    base: Voice,
    locales: &'a Locales,
    open: Vec<Open>,
    /// The line of running text that is being read.
    line: Vec<Inline>,
    done: Vec<Inline>,
    is_changed: bool,
}

impl Reader<'_> {
    fn voice(&self) -> Voice {
        self.open.last().map_or(self.base, |open| open.voice)
    }

    fn is_textual(&self) -> bool {
        self.open.last().is_none_or(|open| open.is_textual)
    }

    /// Markup with the text between it.
    fn html(&mut self, html: &str) {
        let mut at = 0;
        for Tag { range, kind } in scan(html) {
            // The end of what is no markup was looked for when it began.
            if range.start < at {
                continue;
            }
            self.text(&html[at..range.start]);
            at = range.end;
            let markup = Inline::Raw(html[range.clone()].to_owned());
            match kind {
                TagKind::Open { name, attributes } => {
                    if let Some(end) = opaque_end(html, at, &name) {
                        self.flush();
                        self.done.push(Inline::Raw(html[range.start..end].to_owned()));
                        at = end;
                    } else {
                        self.begin(name, &attributes, markup);
                    }
                }
                TagKind::Close { name } => self.end(&name, markup),
                TagKind::Comment | TagKind::Declaration => self.line.push(markup),
            }
        }
        self.text(&html[at.min(html.len())..]);
    }

    fn text(&mut self, html: &str) {
        if html.is_empty() {
            return;
        }
        if self.is_textual() {
            push_text(html, &mut self.line);
        } else {
            self.flush();
            self.done.push(Inline::Raw(html.to_owned()));
        }
    }

    fn begin(&mut self, name: String, attributes: &[(String, String)], markup: Inline) {
        let attribute = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
        let outer = self.voice();
        let voice = voice(attribute("lang"), attribute("dir"), outer, self.locales);
        let is_in_line = is_in_line(&name);
        let is_apart = !is_in_line || voice != outer || attribute("dir").is_some();
        if is_apart && name != "wbr" {
            self.flush();
            self.done.push(markup);
        } else {
            self.line.push(markup);
        }
        if is_void(&name) || self.open.len() >= DEEPEST {
            return;
        }
        // An isolate that somebody wrote is one already.
        let is_textual = (is_in_line && self.is_textual()) || TEXTUAL.contains(&name.as_str()) || FRAMES.contains(&name.as_str());
        self.open.push(Open { name, voice, is_textual, is_apart });
    }

    fn end(&mut self, name: &str, markup: Inline) {
        let Some(from) = self.open.iter().rposition(|open| open.name == name) else { return self.line.push(markup) };
        if self.open[from..].iter().any(|open| open.is_apart) {
            self.flush();
            self.open.truncate(from);
            self.done.push(markup);
        } else {
            self.open.truncate(from);
            self.line.push(markup);
        }
    }

    /// Ends the line. Where the element's language is not the block's, writers do not know: its isolates are markup.
    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        let count = isolates(&line);
        let voice = self.voice();
        let settled = inlines(line, self.locales.get(voice.locale), self.locales);
        self.is_changed |= isolates(&settled) > count;
        if voice == self.base {
            self.done.extend(settled);
        } else {
            for inline in settled {
                self.markup(inline, voice);
            }
        }
    }

    fn markup(&mut self, inline: Inline, outer: Voice) {
        let (locale, dir, content) = match inline {
            Inline::Isolate { locale, dir, content } => (locale, dir, content),
            Inline::Link { target, title, isolate: Some((locale, dir)), content } => {
                (locale, dir, vec![Inline::Link { target, title, isolate: None, content }])
            }
            other @ (Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strike(_)
            | Inline::Code(_)
            | Inline::Image { .. }
            | Inline::NoteRef { .. }
            | Inline::Math { .. }
            | Inline::Break
            | Inline::Text(_)
            | Inline::SoftBreak
            | Inline::Link { .. }
            | Inline::Entry { .. }
            | Inline::Raw(_)) => return self.done.push(other),
        };
        let lang = if locale == outer.locale {
            String::new()
        } else {
            format!(" lang=\"{}\"", html_attr(&self.locales.get(locale).tag))
        };
        self.done.push(Inline::Raw(format!("<bdi{lang} dir=\"{}\">", dir.as_str())));
        for inline in content {
            self.markup(inline, Voice { locale, dir });
        }
        self.done.push(Inline::Raw("</bdi>".to_owned()));
    }
}

/// How many isolates stand among inlines.
fn isolates(content: &[Inline]) -> usize {
    let mut count = 0;
    walk::inlines(content, &mut |inline| {
        let is_one = matches!(
            inline,
            Inline::Isolate { .. } | Inline::Link { isolate: Some(_), .. } | Inline::Entry { isolate: Some(_), .. }
        );
        count += usize::from(is_one);
    });
    count
}

/// The language and direction of an element. A direction without a language is that of the site's language which runs so.
fn voice(lang: Option<&str>, dir: Option<&str>, outer: Voice, locales: &Locales) -> Voice {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let spoken = lang.filter(|tag| !tag.is_empty()).and_then(|tag| {
        locales.by_tag(tag).or_else(|| locales.site().iter().find(|locale| primary(&locale.tag) == primary(tag)))
    });
    let dir = match dir.map(|dir| dir.trim().to_ascii_lowercase()).as_deref() {
        Some("rtl") => Dir::Rtl,
        Some("ltr") => Dir::Ltr,
        Some(_) | None => outer.dir,
    };
    let fits = |locale: &&Locale| locale.dir == dir;
    let locale = spoken
        .or_else(|| Some(locales.get(outer.locale)).filter(fits))
        .or_else(|| locales.site().iter().find(fits))
        .map_or(outer.locale, |locale| locale.id);
    Voice { locale, dir }
}

/// Trusted HTML with the addresses of its links as Markdown's are: hosts in Punycode, digits that can be dialled.
fn addressed(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut at = 0;
    for Tag { range, kind } in scan(html) {
        let TagKind::Open { attributes, .. } = kind else { continue };
        let Some((_, written)) = attributes.iter().find(|(name, value)| name == "href" && !value.is_ascii()) else { continue };
        let address = host::address(&characters(written));
        let Some(place) = html[range.clone()].find(written.as_str()).filter(|_| address != characters(written)) else { continue };
        out.push_str(&html[at..range.start + place]);
        out.push_str(&html_attr(&address));
        at = range.start + place + written.len();
    }
    out.push_str(&html[at..]);
    out
}

/// Trusted HTML as it may leave: with addresses as [`addressed`] writes them, and pictures that it holds itself without metadata.
pub(in crate::markdown) fn published(reading: &mut Reading<'_>, html: &str, place: &Range<usize>) -> String {
    let mut out = addressed(html);
    for range in inline::places(html).into_iter().rev() {
        // What other addresses on the way made longer is before it, or behind it, never within.
        let Some(at) = out.rfind(&html[range.clone()]) else { continue };
        match inline::clean(&resolved(&html[range.clone()])) {
            Ok(None) => {}
            Ok(Some(clean)) => out.replace_range(at..at + range.len(), &clean),
            Err(trouble) => {
                let span = reading.span(place);
                reading.diags.push(picture_codes::bad(trouble.code(), span, "data:", (trouble.says(), trouble.help())));
            }
        }
    }
    out
}

/// Reports what is hidden in the attributes of tags, where references such as `&#x202E;` stand for it; says whether it did.
pub(in crate::markdown) fn hidden_in_tags(reading: &mut Reading<'_>, html: &str, place: &Range<usize>) -> bool {
    let before = reading.diags.iter().count();
    let span = reading.span(place);
    for tag in scan(html) {
        if let TagKind::Open { attributes, .. } = tag.kind {
            for (_, value) in attributes {
                reading.hidden(&characters(&value), span);
            }
        }
    }
    reading.diags.iter().count() > before
}

/// The same of a block that is printed as it stands, and of its text.
pub(in crate::markdown) fn hidden_in_block(reading: &mut Reading<'_>, html: &str, place: &Range<usize>) {
    if !html.contains('&') || hidden_in_tags(reading, html, place) {
        return;
    }
    let mut text = String::new();
    let mut at = 0;
    for Tag { range, kind } in scan(html).into_iter().filter(|tag| tag.range.end <= html.len()) {
        if range.start < at {
            continue;
        }
        text.push_str(&html[at..range.start]);
        at = range.end;
        // A program is no text.
        if let TagKind::Open { name, .. } = kind {
            at = opaque_end(html, at, &name).unwrap_or(at);
        }
    }
    text.push_str(&html[at..]);
    reading.hidden(&characters(&text), reading.span(place));
}
