//! The part of lists -> what stands before their items.

use std::collections::BTreeMap;

use super::Broken;
use super::element::{self, Element};
use super::styles::Styles;

/// What stands before an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Marker {
    /// A sign.
    Bullet,
    /// A number in digits.
    Number,
    /// A number in letters or in words.
    Letter,
    /// Nothing: it goes on with the item before.
    Nothing,
}

/// A level of a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Level {
    /// What stands before its items.
    pub marker: Marker,
    /// The number of the first.
    pub start: u64,
}

/// A list as a document uses it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Use {
    /// The id of what it looks like; lists that look like one count on from each other.
    look: String,
    /// Levels that begin anew, with their first numbers.
    starts: BTreeMap<u8, u64>,
    /// Levels that look otherwise.
    levels: BTreeMap<u8, Level>,
}

/// What lists look like.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Look {
    levels: BTreeMap<u8, Level>,
    /// The style that says it instead.
    style: Option<String>,
}

/// The lists of a document.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Numbering {
    looks: BTreeMap<String, Look>,
    uses: BTreeMap<String, Use>,
}

/// Reads lists.
///
/// # Errors
///
/// Where they cannot be read.
pub fn read(part: (&str, &str)) -> Result<Numbering, Broken> {
    let mut numbering = Numbering::default();
    element::read(part, &["numbering"], &mut |element| {
        let id = |key: &str| element.get(key).unwrap_or_default().to_owned();
        match element.name.as_str() {
            "abstractNum" => {
                let style = element.value("numStyleLink").map(str::to_owned);
                numbering.looks.insert(id("abstractNumId"), Look { levels: levels(&element), style });
            }
            "num" => {
                let look = element.value("abstractNumId").unwrap_or_default().to_owned();
                let mut own = Use { look, ..Use::default() };
                for over in element.elements().filter(|over| over.name == "lvlOverride") {
                    let level: Option<u8> = over.get("ilvl").and_then(|level| level.parse().ok());
                    if let (Some(level), Some(start)) = (level, over.value("startOverride").and_then(|n| n.parse().ok())) {
                        own.starts.insert(level, start);
                    }
                    own.levels.extend(levels(over));
                }
                numbering.uses.insert(id("numId"), own);
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(numbering)
}

fn levels(element: &Element) -> BTreeMap<u8, Level> {
    let own = element.elements().filter(|own| own.name == "lvl");
    own.filter_map(|own| Some((own.get("ilvl")?.parse().ok()?, level(own)))).collect()
}

fn level(element: &Element) -> Level {
    let text = element.value("lvlText");
    let is_blank = text.is_some_and(|text| text.trim().is_empty());
    let has_picture = element.child("lvlPicBulletId").is_some();
    let marker = match element.value("numFmt").unwrap_or("decimal") {
        "none" => Marker::Nothing,
        "bullet" if is_blank && !has_picture => Marker::Nothing,
        "bullet" => Marker::Bullet,
        _ if is_blank => Marker::Nothing,
        "decimal" | "decimalZero" | "hindiNumbers" | "thaiNumbers" | "decimalFullWidth" | "decimalHalfWidth" | "numberInDash" => {
            Marker::Number
        }
        _ => Marker::Letter,
    };
    Level { marker, start: element.value("start").and_then(|n| n.parse().ok()).unwrap_or(1) }
}

impl Numbering {
    /// A level of a list; `None` where the document does not say.
    pub fn level(&self, id: &str, level: u8, styles: &Styles) -> Option<Level> {
        let own = self.uses.get(id)?;
        let mut look = self.looks.get(&own.look)?;
        if let Some(style) = look.style.as_deref().filter(|_| look.levels.is_empty()) {
            let other = styles.chain(style).into_iter().find_map(|style| style.list.0.clone())?;
            look = self.looks.get(&self.uses.get(&other)?.look)?;
        }
        own.levels.get(&level).or_else(|| look.levels.get(&level)).copied()
    }

    /// What counts the items of a list: lists that look like one count on from each other.
    pub fn counter(&self, id: &str) -> &str {
        self.uses.get(id).map_or("", |own| own.look.as_str())
    }

    /// The number that a level begins with anew where the list first stands.
    pub fn anew(&self, id: &str, level: u8) -> Option<u64> {
        self.uses.get(id)?.starts.get(&level).copied()
    }
}
