//! A picture that somebody brings -> a file beside the page, without what it says of where and by whom it was taken. What could not be
//! shown does not come in.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::Work;
use super::refusal::Refusal;
use super::undo::{self, Step};
use crate::locale::fold::slug;
use crate::picture::metadata::Keep;
use crate::picture::{Format, Trouble, drawing, probe, raster, upright};
use crate::site::address;

/// A larger file is no picture for a page.
pub const LARGEST: usize = 32 << 20;
/// As many pictures of one name as stand in a folder.
const MOST: usize = 1_000;

/// Where a picture is to stand.
#[derive(Clone, Debug, Deserialize)]
pub struct Place {
    /// The page beside which it is put.
    pub page: String,
    /// The other pages that will show it, divided by line ends.
    #[serde(default)]
    pub others: String,
    /// The name of the file as it was.
    pub name: String,
}

/// Writes a picture, and says how each page names it.
pub fn put(work: Work<'_>, place: &Place, bytes: &[u8]) -> Result<Value, Refusal> {
    let Work { root, desk, steps, .. } = work;
    let pages: Vec<&str> =
        std::iter::once(place.page.as_str()).chain(place.others.split('\n').filter(|path| !path.is_empty())).collect();
    if pages.iter().any(|path| desk.document(path).is_none()) {
        return Err(Refusal::Missing(say!("there is no such page")));
    }
    let keep = desk.config().map(|config| config.keep_metadata).unwrap_or_default();
    let told = |trouble: &Trouble| {
        Refusal::Refused(say!("this file {trouble}; {help}", trouble = trouble.says(), help = trouble.help()), json!([]))
    };
    let (format, clean) = cleaned(bytes, keep).map_err(|trouble| told(&trouble))?;
    let folder = place.page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let stem = slug(place.name.rsplit_once('.').map_or(place.name.as_str(), |(stem, _)| stem));
    let stem: String = stem.chars().take(60).collect();
    let stem = if stem.is_empty() { "picture".to_owned() } else { stem };
    let ending = format.endings()[0];
    let tree = desk.session().tree();
    let is_free = |path: &String| tree.get(path).is_none();
    let candidates =
        (1..MOST).map(|n| if n == 1 { format!("{folder}/{stem}.{ending}") } else { format!("{folder}/{stem}-{n}.{ending}") });
    let file = candidates
        .into_iter()
        .find(is_free)
        .ok_or_else(|| Refusal::Refused(say!("this name is taken; give the file another"), json!([])))?;
    let written = Step { rewritten: Vec::new(), made: vec![(file.clone(), clean)] };
    written.write(root).map_err(Refusal::unwritten)?;
    undo::remember(steps, written);
    let named: Map<String, Value> = pages
        .iter()
        .map(|page| {
            let beside = page.rsplit_once('/').map_or("", |(folder, _)| folder);
            ((*page).to_owned(), address::typed(&address::relative(beside, &file)).into())
        })
        .collect();
    Ok(json!({ "file": file, "named": named, "steps": steps.len() }))
}

/// What of a picture comes in.
fn cleaned(bytes: &[u8], keep: Keep) -> Result<(Format, Vec<u8>), Trouble> {
    if bytes.is_empty() {
        return Err(Trouble::Empty);
    }
    if bytes.len() > LARGEST {
        return Err(Trouble::TooLong(LARGEST as u64));
    }
    match probe::format(bytes)?.ok_or(Trouble::NotAPicture)? {
        // Compressed, it would be read by nobody but browsers.
        Format::Svg => Ok((Format::Svg, drawing::read(bytes).map_err(Trouble::Drawing)?.text.into_bytes())),
        Format::Icon => Err(Trouble::Foreign("ICO")),
        format @ (Format::Jpeg | Format::Png | Format::Webp | Format::Gif | Format::Avif) => {
            raster::probe(bytes)?;
            Ok((format, upright::published(bytes, keep)?.into_owned()))
        }
    }
}
