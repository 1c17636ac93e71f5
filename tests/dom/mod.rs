//! HTML -> one canonical string: what the specifications say nothing about (our attributes and the elements we add
//! around tables, figures, isolated runs and headings' links) is taken out, and white space is treated as a browser shows it.

use scraper::node::Element;
use scraper::{Html, Node};

/// Elements before and after which white space is not shown.
const BLOCKS: [&str; 40] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "col",
    "dd",
    "del-block",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "iframe",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
];

/// The canonical form.
pub fn normal(html: &str) -> String {
    let dom = Html::parse_fragment(html);
    let mut out = Canon::default();
    for child in dom.root_element().children() {
        out.node(child);
    }
    out.text.trim().to_owned()
}

#[derive(Default)]
struct Canon {
    text: String,
    pre: usize,
}

impl Canon {
    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        self.text.push_str(&text.to_string());
    }

    fn node(&mut self, node: ego_tree::NodeRef<'_, Node>) {
        match node.value() {
            Node::Text(text) => self.characters(text),
            Node::Comment(comment) => self.put(format_args!("<!--{}-->", comment.trim())),
            Node::Element(element) => self.element(node, element),
            Node::ProcessingInstruction(pi) => self.put(format_args!("<?{}?>", &pi.data[..])),
            Node::Document | Node::Fragment | Node::Doctype(_) => {}
        }
    }

    fn characters(&mut self, text: &str) {
        if self.pre > 0 {
            return self.text.push_str(&escaped(text));
        }
        for c in escaped(text).chars() {
            if !matches!(c, ' ' | '\t' | '\n' | '\r') {
                self.text.push(c);
            } else if !self.text.ends_with([' ', '\u{1}']) && !self.text.is_empty() {
                self.text.push(' ');
            }
        }
    }

    /// U+0001 marks the border of a block: spaces beside it are not shown.
    fn border(&mut self) {
        if self.pre == 0 {
            let end = self.text.trim_end_matches(' ').len();
            self.text.truncate(end);
        }
    }

    fn children(&mut self, node: ego_tree::NodeRef<'_, Node>) {
        for child in node.children() {
            self.node(child);
        }
    }

    fn element(&mut self, node: ego_tree::NodeRef<'_, Node>, element: &Element) {
        let classes: Vec<&str> = element.classes().collect();
        // We name rows by their first cell, where it says what they are about.
        let name = if element.attr("scope") == Some("row") { "td" } else { element.name() };
        match (name, classes.as_slice()) {
            ("div", ["table"]) | ("bdi", _) => return self.children(node),
            ("a", ["anchor"]) => return,
            ("span", ["task", ..]) => {
                let done = element.attr("aria-label") == Some("done");
                return self.text.push_str(if done { "<input checked>" } else { "<input>" });
            }
            ("input", _) => {
                return self.text.push_str(if element.attr("checked").is_some() { "<input checked>" } else { "<input>" });
            }
            ("figure", _) => return self.figure(node),
            _ => {}
        }
        self.tagged(node, element, name);
    }

    /// An image alone in its paragraph, with its title as caption.
    fn figure(&mut self, node: ego_tree::NodeRef<'_, Node>) {
        let caption: String = node
            .descendants()
            .filter(|n| n.value().as_element().is_some_and(|e| e.name() == "figcaption"))
            .flat_map(|n| n.descendants().filter_map(|t| t.value().as_text().map(|t| t.to_string())).collect::<Vec<_>>())
            .collect();
        self.border();
        self.text.push_str("<p>\u{1}");
        for child in node.children() {
            if let Some(image) = child.value().as_element().filter(|e| e.name() == "img") {
                let mut attributes = attributes(image);
                if !caption.is_empty() {
                    attributes.push(format!("title={caption:?}"));
                    attributes.sort();
                }
                self.put(format_args!("<img {}></img>", attributes.join(" ")));
            }
        }
        self.text.push_str("</p>\u{1}");
    }

    fn tagged(&mut self, node: ego_tree::NodeRef<'_, Node>, element: &Element, name: &str) {
        let is_block = BLOCKS.contains(&name);
        let attributes = attributes(element);
        if is_block {
            self.border();
        }
        let space = if attributes.is_empty() { "" } else { " " };
        self.put(format_args!("<{name}{space}{}>", attributes.join(" ")));
        let is_pre = matches!(name, "pre" | "textarea" | "script" | "style");
        if is_block {
            self.text.push('\u{1}');
        }
        self.pre += usize::from(is_pre);
        self.children(node);
        self.pre -= usize::from(is_pre);
        if is_block {
            self.border();
        }
        self.put(format_args!("</{name}>"));
        if is_block {
            self.text.push('\u{1}');
        }
    }
}

/// Attributes that the specifications speak of, sorted.
fn attributes(element: &Element) -> Vec<String> {
    const OURS: [&str; 13] = [
        "dir",
        "lang",
        "id",
        "hreflang",
        "rel",
        "loading",
        "decoding",
        "tabindex",
        "role",
        "scope",
        "aria-label",
        "aria-labelledby",
        "class",
    ];
    let mut list: Vec<String> =
        element.attrs().filter(|(name, _)| !OURS.contains(name)).map(|(name, value)| format!("{name}={value:?}")).collect();
    for class in element.classes() {
        match class {
            "align-start" => list.push("align=\"left\"".to_owned()),
            "align-center" => list.push("align=\"center\"".to_owned()),
            "num" => list.push("align=\"right\"".to_owned()),
            language if language.starts_with("language-") => list.push(format!("class={language:?}")),
            _ => {}
        }
    }
    list.sort();
    list
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
