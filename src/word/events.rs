//! XML of a part -> elements and text, one after the other. No document type is read, so that no entity of anybody's making is; how deep
//! elements nest is bounded, and names are given without their prefixes: programs choose those as they like.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Broken;
use crate::xml;

/// Deeper than any word processor nests.
const DEEPEST: usize = 500;
/// More attributes than any element has.
const MOST_ATTRIBUTES: usize = 200;

/// What a part holds.
#[derive(Debug)]
pub enum Node {
    /// An element begins: its name, its attributes without prefixes.
    Start(String, BTreeMap<String, String>),
    /// It ends.
    End(String),
    /// Text.
    Text(String),
}

/// Calls `each` with everything in a part, in order.
///
/// # Errors
///
/// Where it is not well-formed, or `each` gives up.
pub fn read(name: &str, text: &str, each: &mut dyn FnMut(Node) -> Result<(), Broken>) -> Result<(), Broken> {
    let broken = |why: &str| Broken::Damaged(format!("`{name}` is not well-formed: {why}"));
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|error| broken(&error.to_string()))? {
            Event::Start(element) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Broken::Large(format!("the elements of `{name}` nest deeper than a document's do")));
                }
                let attributes = attributes(&element).map_err(|why| broken(&why))?;
                let attributes = attributes
                    .ok_or_else(|| Broken::Large(format!("an element of `{name}` has more attributes than a document's have")))?;
                each(Node::Start(element.local_name().as_ref().to_owned(), attributes))?;
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                each(Node::End(element.local_name().as_ref().to_owned()))?;
            }
            Event::Text(piece) => each(Node::Text(piece.xml10_content().into_owned()))?,
            Event::CData(piece) => each(Node::Text(piece.xml10_content().into_owned()))?,
            Event::GeneralRef(reference) => {
                let known = xml::referred(&reference);
                each(Node::Text(known.ok_or_else(|| broken("an entity that XML does not have"))?.to_string()))?;
            }
            Event::DocType(_) => {
                return Err(Broken::Harmful(format!("`{name}` has a document type, by which it could read other files")));
            }
            Event::Eof if depth > 0 => return Err(broken("it ends before its last element does")),
            Event::Eof => return Ok(()),
            Event::Empty(_) | Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
        }
    }
}

/// The attributes of an element; `None` for more than any has.
fn attributes(element: &BytesStart<'_>) -> Result<Option<BTreeMap<String, String>>, String> {
    let mut found = BTreeMap::new();
    for (at, attribute) in element.attributes().with_checks(false).enumerate() {
        if at >= MOST_ATTRIBUTES {
            return Ok(None);
        }
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
        let key = attribute.key.as_ref();
        let local = key.rsplit_once(':').map_or(key, |(_, local)| local);
        found.entry(local.to_owned()).or_insert_with(|| value.into_owned());
    }
    Ok(Some(found))
}
