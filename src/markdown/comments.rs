//! The events of a body -> the comments among its blocks, each with the block that it speaks of. The tree has none: they say nothing to
//! readers.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::ast::Comment;
use crate::source::Span;

/// The comments of a body, in order.
pub(in crate::markdown) fn find(events: &[(Event<'_>, Range<usize>)], span: &impl Fn(&Range<usize>) -> Span) -> Vec<Comment> {
    let mut finder = Finder { span, found: Vec::new(), waiting: Vec::new(), depth: 0, html: None };
    for (event, range) in events {
        finder.event(event, range);
    }
    finder.found
}

struct Finder<'f, F> {
    span: &'f F,
    found: Vec<Comment>,
    /// Comments that no block has followed yet.
    waiting: Vec<usize>,
    /// Lines that are open: what begins within one is no block.
    depth: usize,
    /// A block of HTML or code that is open.
    html: Option<(Range<usize>, String)>,
}

impl<F: Fn(&Range<usize>) -> Span> Finder<'_, F> {
    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(*end),
            Event::Html(html) => {
                if let Some((_, text)) = &mut self.html {
                    text.push_str(html);
                }
            }
            Event::Rule => self.block(range),
            // Text directly in an item belongs to no paragraph.
            Event::Text(_)
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::SoftBreak
            | Event::HardBreak => self.inline(range),
            Event::TaskListMarker(_) => {}
        }
    }

    /// A block begins: it is what the comments before it speak of.
    fn block(&mut self, range: &Range<usize>) {
        for index in std::mem::take(&mut self.waiting) {
            if let Some(comment) = self.found.get_mut(index) {
                comment.block = Some((self.span)(range));
            }
        }
    }

    fn inline(&mut self, range: &Range<usize>) {
        if self.depth == 0 && self.html.is_none() {
            self.block(range);
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::DefinitionListTitle => {
                self.block(range);
                self.depth += 1;
            }
            // Only the table is a block that a comment can stand before.
            Tag::TableCell => self.depth += 1,
            Tag::HtmlBlock => self.html = Some((range.clone(), String::new())),
            Tag::CodeBlock(_) => {
                self.block(range);
                self.html = Some((range.clone(), String::new()));
            }
            Tag::BlockQuote(_)
            | Tag::Table(_)
            | Tag::List(_)
            | Tag::Item
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListDefinition => self.block(range),
            Tag::Link { .. } | Tag::Image { .. } | Tag::Emphasis | Tag::Strong | Tag::Strikethrough => self.inline(range),
            Tag::TableRow | Tag::TableHead | Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::DefinitionListTitle | TagEnd::TableCell => {
                self.depth = self.depth.saturating_sub(1);
            }
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::CodeBlock => self.html = None,
            TagEnd::Item | TagEnd::FootnoteDefinition | TagEnd::DefinitionListDefinition | TagEnd::BlockQuote(_) => {
                self.waiting.clear();
            }
            TagEnd::List(_)
            | TagEnd::DefinitionList
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn end_html(&mut self) {
        let Some((range, text)) = self.html.take() else { return };
        let inside = text.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
        if let Some(inside) = inside.filter(|inside| !inside.contains("-->")) {
            self.waiting.push(self.found.len());
            self.found.push(Comment { span: (self.span)(&range), text: inside.trim().to_owned(), block: None });
        } else {
            self.block(&range);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::markdown::events;
    use crate::source::{FileId, Span};

    #[test]
    fn comments_speak_of_the_block_after_them() {
        let text = "a\n\n<!-- bayan: one -->\nb\nc\n\n- d\n\n  <!-- two -->\n\n> q\n\n<!-- three -->\n";
        let span = |range: &std::ops::Range<usize>| Span::new(FileId::NONE, range.start, range.end);
        let found = find(&events::read(text).list, &span);
        let blocks: Vec<(&str, Option<&str>)> =
            found.iter().map(|c| (c.text.as_str(), c.block.map(|b| text[b.range()].trim()))).collect();
        assert_eq!(blocks, [("bayan: one", Some("b\nc")), ("two", None), ("three", None)]);
    }
}
