//! The bytes of a file -> the parts of a document, found by what it says of itself: programs name its main part as they like.

use std::collections::{BTreeMap, BTreeSet};

use super::Broken;
use super::archive::{self, Files, Parts};

/// Where a document says which its main part is.
const ROOT: &str = "_rels/.rels";
/// The main part where it says nothing.
const DOCUMENT: &str = "word/document.xml";

/// What a part refers to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Relation {
    /// What it is to the part: `image`, `hyperlink`.
    pub kind: String,
    /// The path of a part in small letters, or an address as written.
    pub target: String,
    /// Whether it stands outside of the document.
    pub is_outside: bool,
}

/// The texts of a document.
#[derive(Debug, Default)]
pub struct Package {
    /// The path of the main part.
    pub main: String,
    /// The texts by path.
    pub texts: BTreeMap<String, String>,
    /// What each part refers to, by id.
    pub relations: BTreeMap<String, BTreeMap<String, Relation>>,
    /// Whether there are macros.
    pub has_macros: bool,
}

/// The parts of a document that are texts.
const TEXTS: [&str; 8] = ["styles", "numbering", "footnotes", "endnotes", "comments", "commentsExtended", "header", "footer"];

/// Reads the texts of a document.
///
/// # Errors
///
/// Where the file is none, or none that can be read within bounds.
pub fn read(bytes: &[u8]) -> Result<Package, Broken> {
    let is_wanted = |name: &str| name.ends_with(".rels") || is_other(name);
    let Parts { texts, has_macros } = archive::parts(bytes, is_wanted)?;
    let mut relations = BTreeMap::new();
    for (name, text) in &texts {
        if let Some(part) = part_of(name) {
            relations.insert(part.clone(), related(name, text, &part)?);
        }
    }
    let main = relations.get("").into_iter().flat_map(BTreeMap::values).find(|relation| relation.kind == "officeDocument");
    let main = main.map_or_else(|| DOCUMENT.to_owned(), |relation| relation.target.clone());
    let own = relations.get(&main).into_iter().flat_map(BTreeMap::values);
    let mut wanted: BTreeSet<String> =
        own.filter(|relation| TEXTS.contains(&relation.kind.as_str())).map(|relation| relation.target.clone()).collect();
    wanted.insert(main.clone());
    let Parts { texts: found, .. } = archive::parts(bytes, |name| wanted.contains(name) && !is_other(name))?;
    if !found.contains_key(&main) {
        return Err(other(&texts));
    }
    Ok(Package { main, texts: found, relations, has_macros })
}

impl Package {
    /// The texts of what the main part refers to as a kind, with their paths.
    pub fn related<'p>(&'p self, kind: &'p str) -> impl Iterator<Item = (&'p str, &'p str)> {
        let own = self.relations.get(&self.main).into_iter().flat_map(BTreeMap::values);
        let own = own.filter(move |relation| relation.kind == kind && !relation.is_outside);
        own.filter_map(|relation| Some((relation.target.as_str(), self.texts.get(&relation.target)?.as_str())))
    }

    /// The text of the main part, with its path.
    pub fn document(&self) -> (&str, &str) {
        (&self.main, self.texts.get(&self.main).map_or("", String::as_str))
    }

    /// What a part refers to by an id.
    pub fn relation(&self, part: &str, id: &str) -> Option<&Relation> {
        self.relations.get(part)?.get(id)
    }
}

/// Parts of a document as they are, by path.
///
/// # Errors
///
/// Where they cannot be read within bounds.
pub fn files(bytes: &[u8], wanted: &BTreeSet<String>) -> Result<BTreeMap<String, Vec<u8>>, Broken> {
    let Files { files, .. } = archive::files(bytes, |name| wanted.contains(name))?;
    Ok(files)
}

/// Whether a part says that the file is something else.
pub fn is_other(name: &str) -> bool {
    matches!(name, "content.xml" | "xl/workbook.xml" | "ppt/presentation.xml")
}

/// What an archive without a document is.
pub fn other(texts: &BTreeMap<String, String>) -> Broken {
    Broken::Other(match () {
        () if texts.contains_key("content.xml") => "an OpenDocument file (`.odt`)",
        () if texts.contains_key("xl/workbook.xml") => "a workbook (`.xlsx`)",
        () if texts.contains_key("ppt/presentation.xml") => "a presentation (`.pptx`)",
        () => "an archive without a document",
    })
}

/// The part whose relations a part holds: `word/_rels/document.xml.rels`.
fn part_of(name: &str) -> Option<String> {
    if name == ROOT {
        return Some(String::new());
    }
    let (folder, file) = name.rsplit_once("_rels/")?;
    Some(format!("{folder}{}", file.strip_suffix(".rels")?))
}

/// The relations in a part.
pub(super) fn related(name: &str, text: &str, part: &str) -> Result<BTreeMap<String, Relation>, Broken> {
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut found = BTreeMap::new();
    super::element::read((name, text), &["Relationships"], &mut |element| {
        let get = |key: &str| element.get(key).unwrap_or_default().to_owned();
        let kind = get("Type").rsplit('/').next().unwrap_or_default().to_owned();
        let is_outside = element.get("TargetMode") == Some("External");
        let target = if is_outside { get("Target") } else { resolved(folder, &get("Target")) };
        found.insert(get("Id"), Relation { kind, target, is_outside });
        Ok(())
    })?;
    Ok(found)
}

/// The path of a part that another one in a folder names.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/").to_lowercase();
    let mut parts: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}
