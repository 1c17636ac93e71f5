//! Pictures of a document -> pictures beside the page: what they show and nothing of where and by whom they were made.

use std::collections::{BTreeMap, BTreeSet};

use super::{Means, Picture};
use crate::picture::metadata::Keep;
use crate::picture::{Format, Trouble, drawing, probe, upright};
use crate::word::Broken;
use crate::word::package::{self, Package};

/// The pictures of a document, by the path of their parts.
#[derive(Debug, Default)]
pub struct Pictures {
    parts: BTreeMap<String, Vec<u8>>,
    /// What each became, or why it is none.
    known: BTreeMap<String, Result<String, String>>,
    /// Those that the page shows.
    pub shown: Vec<Picture>,
}

/// The parts that are pictures.
///
/// # Errors
///
/// Where they cannot be read within bounds.
pub fn read(bytes: &[u8], package: &Package) -> Result<Pictures, Broken> {
    let all = package.relations.values().flat_map(BTreeMap::values);
    let wanted: BTreeSet<String> =
        all.filter(|own| own.kind == "image" && !own.is_outside).map(|own| own.target.clone()).collect();
    let parts = if wanted.is_empty() { BTreeMap::new() } else { package::files(bytes, &wanted)? };
    Ok(Pictures { parts, ..Pictures::default() })
}

impl Pictures {
    /// The name of the picture that a part refers to, or why there is none.
    pub fn name(&mut self, package: &Package, part: &str, id: Option<&str>, means: &Means<'_>) -> Result<String, String> {
        let relation = id.and_then(|id| package.relation(part, id));
        let Some(relation) = relation else { return Err("a picture that is not in the document is left out".to_owned()) };
        if relation.is_outside {
            return Err("a picture that stands elsewhere is left out: nothing is fetched".to_owned());
        }
        if let Some(known) = self.known.get(&relation.target) {
            return known.clone();
        }
        let file = relation.target.rsplit('/').next().unwrap_or_default().to_owned();
        let made = match self.parts.remove(&relation.target) {
            Some(bytes) => clean(&bytes).map_err(|why| format!("a picture (`{file}`) is left out: {why}")),
            None => Err(format!("a picture (`{file}`) that the document does not hold is left out")),
        };
        let named = made.map(|(bytes, ending)| {
            let name = format!("{}-{}.{ending}", means.stem, self.shown.len() + 1);
            self.shown.push(Picture { name: name.clone(), bytes });
            name
        });
        self.known.insert(relation.target.clone(), named.clone());
        named
    }
}

/// A picture as it may be published, and the ending of its name.
fn clean(bytes: &[u8]) -> Result<(Vec<u8>, &'static str), String> {
    let Ok(Some(format)) = probe::format(bytes) else { return Err("pages show no pictures of its kind".to_owned()) };
    let ending = match format {
        Format::Jpeg => "jpg",
        Format::Png => "png",
        Format::Webp => "webp",
        Format::Gif => "gif",
        Format::Avif => "avif",
        Format::Svg => "svg",
        Format::Icon => return Err("pages show no icons".to_owned()),
    };
    if format == Format::Svg {
        let drawing = drawing::read(bytes).map_err(|_| "as a drawing it does more than draw, or cannot be read".to_owned())?;
        return Ok((drawing.text.into_bytes(), ending));
    }
    probe::probe(bytes).map_err(|trouble| told(&trouble))?;
    let clean = upright::published(bytes, Keep::default()).map_err(|trouble| told(&trouble))?;
    Ok((clean.into_owned(), ending))
}

fn told(trouble: &Trouble) -> String {
    match trouble {
        Trouble::TooLarge(width, height) => format!("it has too many pixels ({width} × {height})"),
        Trouble::TooLong(_) => "its file is too long".to_owned(),
        Trouble::Foreign(name) => format!("browsers do not show {name} everywhere"),
        Trouble::Empty
        | Trouble::NotAPicture
        | Trouble::LfsPointer
        | Trouble::CutOff(_)
        | Trouble::Damaged(..)
        | Trouble::Drawing(_) => "it is damaged".to_owned(),
    }
}
