//! Ground: elements and texts in the order in which they stand in a file, each with its line. A flat list: whoever holds a node walks to
//! the next one by number, so that no depth of it costs a stack.

/// Which node.
pub type Id = usize;

/// The elements of a file; node 0 is the whole of it, with the attributes of `html` and `body`.
#[derive(Debug, Default)]
pub struct Tree {
    pub(in crate::hypertext) nodes: Vec<Node>,
}

/// An element or a text.
#[derive(Debug)]
pub(in crate::hypertext) struct Node {
    /// The line in which it begins, from 1.
    pub line: usize,
    /// The node behind the last one that stands in it.
    pub end: Id,
    /// What it stands in.
    pub parent: Id,
    /// Whether no reader of the page sees it.
    pub is_hidden: bool,
    /// What it is.
    pub kind: Kind,
}

/// What a node is.
#[derive(Debug)]
pub(in crate::hypertext) enum Kind {
    /// An element; one of a name that nobody knows has none, and is its content.
    Element { name: &'static str, attributes: Vec<(Box<str>, Box<str>)> },
    /// A text.
    Text(String),
}

impl Tree {
    /// The nodes that stand in a node, but not in one another.
    pub fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let end = self.nodes[id].end;
        let mut next = id + 1;
        std::iter::from_fn(move || {
            let own = (next < end).then_some(next)?;
            next = self.nodes[own].end;
            Some(own)
        })
    }

    /// All nodes within a node, in the order of the file.
    pub fn within(&self, id: Id) -> std::ops::Range<Id> {
        id + 1..self.nodes[id].end
    }

    /// What a node stands in, from the inside out.
    pub fn around(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(Some(id), |id| Some(self.nodes[*id].parent)).skip(1).take_while(|id| *id > 0)
    }

    /// The name of an element; nothing for a text.
    pub fn name(&self, id: Id) -> &'static str {
        match &self.nodes[id].kind {
            Kind::Element { name, .. } => name,
            Kind::Text(_) => "",
        }
    }

    /// An attribute, if it is there.
    pub fn attribute(&self, id: Id, wanted: &str) -> Option<&str> {
        self.attributes(id).iter().find(|(name, _)| **name == *wanted).map(|(_, value)| &**value)
    }

    /// All attributes of an element.
    pub fn attributes(&self, id: Id) -> &[(Box<str>, Box<str>)] {
        match &self.nodes[id].kind {
            Kind::Element { attributes, .. } => attributes,
            Kind::Text(_) => &[],
        }
    }

    /// Whether an element has a class.
    pub fn has_class(&self, id: Id, wanted: &str) -> bool {
        self.attribute(id, "class").is_some_and(|classes| classes.split_ascii_whitespace().any(|class| class == wanted))
    }

    /// The text of a node that is one.
    pub fn text(&self, id: Id) -> Option<&str> {
        match &self.nodes[id].kind {
            Kind::Text(text) => Some(text),
            Kind::Element { .. } => None,
        }
    }

    /// The texts within a node, as they stand.
    pub fn letters(&self, id: Id) -> String {
        self.within(id).filter_map(|id| self.text(id)).collect()
    }

    /// The line in which a node begins.
    pub fn line(&self, id: Id) -> usize {
        self.nodes[id].line
    }

    /// Whether a node is blank text.
    pub fn is_blank(&self, id: Id) -> bool {
        self.text(id).is_some_and(|text| text.trim_matches(is_space).is_empty())
    }
}

/// What HTML takes for a blank; a no-break space is a letter to it.
pub(in crate::hypertext) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}
