//! Raw HTML -> elements and text in a tree. It reads as loosely as browsers do, and what it says is printed and never
//! run: tags that nothing closes end with what holds them, and paragraphs, items and cells end where the next one begins.

use crate::ast::{Inline, RefId, text as plain};
use crate::markdown::raw::characters;
use crate::markdown::tag::{Tag, TagKind, is_void, scan};

/// How deep elements nest; what is deeper stands beside its parent.
pub(super) const DEEPEST: usize = 64;

/// A piece of HTML.
#[derive(Clone, PartialEq, Debug)]
pub enum Node {
    /// Characters, with white space as one space outside of `<pre>`.
    Text(String),
    /// An element.
    Element(Element),
    /// What was read of it: a picture, a run of another language.
    Part(Inline),
}

impl Node {
    /// The element that it is.
    pub fn element(&self) -> Option<&Element> {
        match self {
            Node::Element(element) => Some(element),
            Node::Text(_) | Node::Part(_) => None,
        }
    }
}

/// An element.
#[derive(Clone, PartialEq, Debug)]
pub struct Element {
    /// In lower case.
    pub name: String,
    /// Name, in lower case, and value.
    pub attributes: Vec<(String, String)>,
    /// Of a link that is resolved: what it refers to.
    pub target: Option<RefId>,
    /// What it holds.
    pub content: Vec<Node>,
}

impl Element {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Whether a page does not show it.
    pub fn is_hidden(&self) -> bool {
        let style = self.attribute("style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
        let is_closed = self.name == "dialog" && self.attribute("open").is_none();
        self.attribute("hidden").is_some() || style.contains("display:none") || is_closed
    }
}

/// What a tag within a line is.
pub enum Mark {
    /// It opens an element.
    Open(Element),
    /// It is an element without content.
    Whole(Element),
    /// It closes the element of that name.
    Close(String),
}

/// The tags of a piece of raw HTML in a line.
pub fn marks(html: &str) -> Vec<Mark> {
    scan(html).into_iter().filter_map(|tag| mark(tag.kind)).collect()
}

fn mark(kind: TagKind) -> Option<Mark> {
    match kind {
        TagKind::Open { name, attributes } => {
            let attributes = attributes.into_iter().map(|(name, value)| (name, characters(&value))).collect();
            let is_void = is_void(&name);
            let element = Element { name, attributes, target: None, content: Vec::new() };
            Some(if is_void { Mark::Whole(element) } else { Mark::Open(element) })
        }
        TagKind::Close { name } => Some(Mark::Close(name)),
        TagKind::Comment | TagKind::Declaration => None,
    }
}

/// The tree of a block of raw HTML. Links are elements again, with what they lead to.
pub fn nodes(content: &[Inline]) -> Vec<Node> {
    let mut open = Open { root: Vec::new(), stack: Vec::new() };
    open.all(content);
    while open.pop().is_some() {}
    shown(open.root)
}

/// What a page shows of nodes: nothing that is hidden, wherever it is.
fn shown(nodes: Vec<Node>) -> Vec<Node> {
    let one = |node: Node| match node {
        Node::Element(element) if element.is_hidden() => None,
        Node::Element(element) => Some(Node::Element(Element { content: shown(element.content), ..element })),
        Node::Text(_) | Node::Part(_) => Some(node),
    };
    nodes.into_iter().filter_map(one).collect()
}

/// The tree in the making.
struct Open {
    root: Vec<Node>,
    stack: Vec<Element>,
}

impl Open {
    fn all(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Raw(html) => self.html(html),
                Inline::Text(text) => self.characters(text),
                Inline::SoftBreak => self.characters("\n"),
                Inline::Break => self.html("<br>"),
                Inline::Link { target, content, .. } => {
                    let link =
                        Element { name: "a".to_owned(), attributes: Vec::new(), target: Some(*target), content: Vec::new() };
                    self.begin(link);
                    self.all(content);
                    self.close("a");
                }
                part @ (Inline::Emphasis(_)
                | Inline::Strong(_)
                | Inline::Strike(_)
                | Inline::Code(_)
                | Inline::Entry { .. }
                | Inline::Image { .. }
                | Inline::Isolate { .. }
                | Inline::NoteRef { .. }
                | Inline::Math { .. }) => self.add(Node::Part(part.clone())),
            }
        }
    }

    /// Markup with the text between it.
    fn html(&mut self, html: &str) {
        let mut at = 0;
        for Tag { range, kind } in scan(html) {
            // What is in a script or a style looks like tags and text, and is neither.
            let inside = self.stack.last().map(|e| e.name.clone()).filter(|name| is_silent(name));
            if let Some(name) = inside {
                if kind == (TagKind::Close { name }) {
                    self.pop();
                }
                at = range.end;
                continue;
            }
            self.text(&html[at..range.start]);
            at = range.end;
            match mark(kind) {
                Some(Mark::Whole(element)) => self.add(Node::Element(element)),
                Some(Mark::Open(element)) => self.begin(element),
                Some(Mark::Close(name)) => self.close(&name),
                None => {}
            }
        }
        if !self.stack.last().is_some_and(|e| is_silent(&e.name)) {
            self.text(&html[at..]);
        }
    }

    fn begin(&mut self, element: Element) {
        self.end_before(&element.name);
        if self.stack.len() < DEEPEST {
            self.stack.push(element);
        }
    }

    fn add(&mut self, node: Node) {
        self.stack.last_mut().map_or(&mut self.root, |e| &mut e.content).push(node);
    }

    fn pop(&mut self) -> Option<String> {
        let element = self.stack.pop()?;
        let name = element.name.clone();
        self.add(Node::Element(element));
        Some(name)
    }

    fn close(&mut self, name: &str) {
        if self.stack.iter().any(|e| e.name == name) {
            while self.pop().is_some_and(|ended| ended != name) {}
        }
    }

    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.characters(&characters(text));
    }

    fn characters(&mut self, text: &str) {
        let is_code = self.stack.iter().any(|e| e.name == "pre");
        self.add(Node::Text(if is_code { text.to_owned() } else { one_space(text) }));
    }

    /// Ends what an opening tag ends: `<li>` the item before it.
    fn end_before(&mut self, name: &str) {
        let (ended, within): (&[&str], &[&str]) = match name {
            "li" => (&["li", "p"], &["ul", "ol", "menu"]),
            "dt" | "dd" => (&["dt", "dd", "p"], &["dl"]),
            "td" | "th" => (&["td", "th", "p"], &["tr", "table"]),
            "tr" => (&["td", "th", "tr", "p"], &["table"]),
            "thead" | "tbody" | "tfoot" => (&["td", "th", "tr", "thead", "tbody", "tfoot", "p"], &["table"]),
            "p" | "div" | "section" | "ul" | "ol" | "dl" | "table" | "blockquote" | "pre" | "hr" | "h1" | "h2" | "h3" | "h4"
            | "h5" | "h6" | "figure" | "details" => (&["p"], &[]),
            _ => return,
        };
        let is = |names: &[&str], e: &Element| names.contains(&e.name.as_str());
        let from = self.stack.iter().rposition(|e| is(within, e)).map_or(0, |n| n + 1);
        if let Some(first) = self.stack.iter().skip(from).position(|e| is(ended, e)) {
            while self.stack.len() > from + first {
                self.pop();
            }
        }
    }
}

/// Elements that hold no text.
fn is_silent(name: &str) -> bool {
    matches!(name, "script" | "style")
}

/// White space as HTML shows it.
fn one_space(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

/// The characters of nodes.
pub fn text(nodes: &[Node]) -> String {
    let one = |node: &Node| match node {
        Node::Text(text) => text.clone(),
        Node::Element(element) if element.name == "br" => "\n".to_owned(),
        Node::Element(element) => text(&element.content),
        Node::Part(inline) => plain::inlines(std::slice::from_ref(inline)),
    };
    nodes.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::{Node, text};
    use crate::ast::Inline;

    fn nodes(html: &str) -> Vec<Node> {
        super::nodes(&[Inline::Raw(html.to_owned())])
    }

    fn shape(nodes: &[Node]) -> String {
        let one = |node: &Node| match node {
            Node::Text(text) => text.clone(),
            Node::Element(e) => format!("{}({})", e.name, shape(&e.content)),
            Node::Part(_) => String::new(),
        };
        nodes.iter().map(one).collect()
    }

    #[test]
    fn tags_make_a_tree() {
        let check = |html: &str, expect: &str| assert_eq!(shape(&nodes(html)), expect, "{html}");
        check("<p dir=rtl>\nنص &amp; <b>آخر</b></p>", "p( نص & b(آخر))");
        check("<ul><li>1<li>2<ul><li>3</ul></ul>", "ul(li(1)li(2ul(li(3))))");
        check("<table><tr><td>a<td>b<tr><td>c</table>", "table(tr(td(a)td(b))tr(td(c)))");
        check("<div>x<script>if (a < b) { '<b>' }</script>y", "div(xscript()y)");
        check("a<br>b</i><p>c<p>d", "abr()bp(c)p(d)");
        check("<pre>a\n  b</pre>", "pre(a\n  b)");
        check(
            "<dl><dt>a<dd hidden>b</dl><table><tr hidden><td>c<tr><td>d</table><dialog>e</dialog>",
            "dl(dt(a))table(tr(td(d)))",
        );
        check("<pre>a<span hidden>b</span></pre>", "pre(aspan())".replace("span()", "").as_str());
    }

    #[test]
    fn however_deep_it_ends() {
        let deep = format!("{}x{}", "<div>".repeat(100_000), "</div>".repeat(1000));
        assert_eq!(text(&nodes(&deep)), "x");
    }
}
