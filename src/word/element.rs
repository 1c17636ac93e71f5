//! XML of a part -> its elements as trees, one block after the other: no more of a part than one block stands in memory.

use std::collections::BTreeMap;

use super::Broken;
use super::events::{self, Node as Event};

/// More elements than a block of any document has.
const MOST: usize = 1_500_000;
/// Deeper than a block of any document nests. Whoever walks through a tree needs a stack for that.
const DEEPEST: usize = 200;

/// An element with what stands in it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Element {
    /// Its name without its prefix.
    pub name: String,
    /// Its attributes without prefixes.
    pub attributes: BTreeMap<String, String>,
    /// What stands in it.
    pub children: Vec<Child>,
}

/// What stands in an element.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Child {
    /// Another.
    Element(Element),
    /// Text.
    Text(String),
}

impl Element {
    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// The first element of a name in it.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// An attribute.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.attributes.get(key).map(String::as_str)
    }

    /// The value of the first element of a name in it.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.child(name)?.get("val")
    }

    /// Whether a property is on; `None` where nothing is said of it.
    pub fn switch(&self, name: &str) -> Option<bool> {
        self.child(name).map(Element::is_on)
    }

    /// Whether a property that this element is, is on.
    pub fn is_on(&self) -> bool {
        self.get("val").is_none_or(|value| !matches!(value, "0" | "false" | "off" | "none"))
    }

    /// Its own text.
    pub fn text(&self) -> String {
        let text = |child: &Child| match child {
            Child::Text(text) => Some(text.clone()),
            Child::Element(_) => None,
        };
        self.children.iter().filter_map(text).collect()
    }

    /// All elements within it, in order, itself first.
    pub fn all<'e>(&'e self, each: &mut dyn FnMut(&'e Element)) {
        each(self);
        for element in self.elements() {
            element.all(each);
        }
    }
}

/// Reads a part and gives each block of it. Blocks are the elements within those of the names in `around`, which are passed through.
///
/// # Errors
///
/// Where the part cannot be read, or `each` gives up.
pub fn read(
    (name, text): (&str, &str),
    around: &[&str],
    each: &mut dyn FnMut(Element) -> Result<(), Broken>,
) -> Result<(), Broken> {
    let mut open: Vec<Element> = Vec::new();
    let mut count = 0;
    events::read(name, text, &mut |event| {
        match event {
            Event::Start(name, _) if open.is_empty() && around.contains(&name.as_str()) => {}
            Event::Start(own, attributes) => {
                count += 1;
                if count > MOST || open.len() > DEEPEST {
                    return Err(Broken::Large(format!("a block of `{name}` holds more than a document's do")));
                }
                open.push(Element { name: own, attributes, children: Vec::new() });
            }
            Event::Text(text) => {
                if let Some(element) = open.last_mut() {
                    match element.children.last_mut() {
                        Some(Child::Text(before)) => before.push_str(&text),
                        Some(Child::Element(_)) | None => element.children.push(Child::Text(text)),
                    }
                }
            }
            Event::End(_) => {
                if let Some(element) = open.pop() {
                    if let Some(parent) = open.last_mut() {
                        parent.children.push(Child::Element(element));
                    } else {
                        count = 0;
                        each(element)?;
                    }
                }
            }
        }
        Ok(())
    })
}
