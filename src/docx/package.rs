//! The parts of a document -> one file (ECMA-376, part 2), with the list of what they are and how they name each other.

use std::collections::BTreeMap;

use crate::archive;
use crate::xml::Xml;

/// Namespaces of relationships and of what they lead to.
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Relationships of one part: what it names by an id.
#[derive(Clone, Debug, Default)]
pub struct Relations {
    list: Vec<Relation>,
    known: BTreeMap<Relation, usize>,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Relation {
    kind: &'static str,
    target: String,
    is_external: bool,
}

impl Relations {
    /// The id of a part beside this one; `kind` is the last word of the relationship's name: `image`.
    pub fn part(&mut self, kind: &'static str, target: &str) -> String {
        self.id(Relation { kind, target: target.to_owned(), is_external: false })
    }

    /// The id of an address.
    pub fn address(&mut self, url: &str) -> String {
        self.id(Relation { kind: "hyperlink", target: url.to_owned(), is_external: true })
    }

    fn id(&mut self, relation: Relation) -> String {
        let next = self.list.len() + 1;
        let number = *self.known.entry(relation.clone()).or_insert(next);
        if number == next {
            self.list.push(relation);
        }
        format!("rId{number}")
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The part that holds them.
    pub fn xml(&self) -> String {
        let mut xml = Xml::compact();
        xml.open("Relationships", &[("xmlns", RELATIONSHIPS)]);
        for (at, Relation { kind, target, is_external }) in self.list.iter().enumerate() {
            let (id, kind) = (format!("rId{}", at + 1), relationship(kind));
            let mut attributes = vec![("Id", id.as_str()), ("Type", kind.as_str()), ("Target", target.as_str())];
            attributes.extend(is_external.then_some(("TargetMode", "External")));
            xml.empty("Relationship", &attributes);
        }
        xml.close("Relationships");
        xml.finish()
    }
}

/// The whole name of a relationship.
fn relationship(kind: &str) -> String {
    match kind {
        "core-properties" => "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties".to_owned(),
        kind => format!("{OFFICE}/{kind}"),
    }
}

/// A part: its path in the archive, what it is and its bytes.
#[derive(Clone, Debug)]
pub struct Part {
    /// Path: `word/document.xml`.
    pub path: String,
    /// Content type; `None` for one that its ending tells.
    pub kind: Option<&'static str>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The list of parts, which is the first of them.
fn types(parts: &[Part]) -> String {
    let mut xml = Xml::compact();
    xml.open("Types", &[("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")]);
    let endings = [
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        ("png", "image/png"),
        ("jpeg", "image/jpeg"),
        ("gif", "image/gif"),
    ];
    for (ending, kind) in endings {
        xml.empty("Default", &[("Extension", ending), ("ContentType", kind)]);
    }
    for part in parts {
        if let Some(kind) = part.kind {
            xml.empty("Override", &[("PartName", &format!("/{}", part.path)), ("ContentType", kind)]);
        }
    }
    xml.close("Types");
    xml.finish()
}

/// The file.
///
/// # Errors
///
/// Where the archive would be larger than its format holds.
pub fn archive(parts: &[Part]) -> Result<Vec<u8>, String> {
    let types = types(parts);
    let list = std::iter::once(("[Content_Types].xml", types.as_bytes()));
    archive::zip(list.chain(parts.iter().map(|part| (part.path.as_str(), part.bytes.as_slice()))))
}
