//! The part of styles -> what each is called, and what it says of level, list and emphasis, with what it inherits.

use std::collections::BTreeMap;

use super::element::{self, Element};
use super::{Broken, Face};

/// Styles that are based on others, at most so deep: some are based on themselves.
const DEEPEST: usize = 20;

/// What a style or a run says of emphasis; each for letters of complex scripts too.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Switches {
    /// Bold.
    pub bold: [Option<bool>; 2],
    /// Slanted.
    pub italic: [Option<bool>; 2],
    /// Struck out.
    pub strike: Option<bool>,
    /// Not shown.
    pub hidden: Option<bool>,
}

impl Switches {
    /// What properties of a run say.
    pub fn of(properties: &Element) -> Self {
        let on = |name| properties.switch(name);
        Self {
            bold: [on("b"), on("bCs")],
            italic: [on("i"), on("iCs")],
            strike: on("strike").or(on("dstrike")),
            hidden: on("vanish"),
        }
    }

    /// These, and where they say nothing what others say.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let both = |own: [Option<bool>; 2], other: [Option<bool>; 2]| [own[0].or(other[0]), own[1].or(other[1])];
        Self {
            bold: both(self.bold, other.bold),
            italic: both(self.italic, other.italic),
            strike: self.strike.or(other.strike),
            hidden: self.hidden.or(other.hidden),
        }
    }

    /// How letters look by it, those of complex scripts or others.
    pub fn face(self, is_complex: bool) -> Face {
        let at = usize::from(is_complex);
        Face {
            bold: self.bold[at].unwrap_or(false),
            italic: self.italic[at].unwrap_or(false),
            strike: self.strike.unwrap_or(false),
        }
    }
}

/// A style.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Style {
    /// What it is called, in small letters.
    pub name: String,
    based_on: Option<String>,
    /// Its level in the outline, from 0; 9 for none.
    pub outline: Option<u8>,
    /// The list that its paragraphs are items of, and their level.
    pub list: (Option<String>, Option<u8>),
    /// What it says of emphasis.
    pub switches: Switches,
    /// Whether rows of its tables are not shown.
    hides_rows: Option<bool>,
}

/// The styles of a document by id.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Styles {
    by_id: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    plain: Option<String>,
    /// Whether text is hidden of which nothing else is said.
    hides: bool,
}

/// Reads styles.
///
/// # Errors
///
/// Where they cannot be read.
pub fn read(part: (&str, &str)) -> Result<Styles, Broken> {
    let mut styles = Styles::default();
    element::read(part, &["styles"], &mut |element| {
        if element.name == "docDefaults" {
            let run = element.child("rPrDefault").and_then(|own| own.child("rPr"));
            styles.hides = run.is_some_and(|own| own.switch("vanish") == Some(true));
        }
        if element.name == "style"
            && let Some(id) = element.get("styleId")
        {
            if element.get("type") == Some("paragraph") && matches!(element.get("default"), Some("1" | "true")) {
                styles.plain = Some(id.to_owned());
            }
            styles.by_id.insert(id.to_owned(), style(&element));
        }
        Ok(())
    })?;
    Ok(styles)
}

fn style(element: &Element) -> Style {
    let paragraph = element.child("pPr");
    Style {
        name: element.value("name").unwrap_or_default().trim().to_lowercase(),
        based_on: element.value("basedOn").map(str::to_owned),
        outline: paragraph.and_then(|own| own.value("outlineLvl")?.parse().ok()),
        list: paragraph.map(list).unwrap_or_default(),
        switches: element.child("rPr").map(Switches::of).unwrap_or_default().or(whole_table(element)),
        hides_rows: element.child("trPr").and_then(|own| own.switch("hidden")),
    }
}

/// What a style of tables says of all their cells, which may stand beside what it says of some of them.
fn whole_table(element: &Element) -> Switches {
    let parts = element.elements().filter(|own| own.name == "tblStylePr" && own.get("type") == Some("wholeTable"));
    parts.filter_map(|own| own.child("rPr")).map(Switches::of).fold(Switches::default(), Switches::or)
}

/// The list that properties of a paragraph name, and the level in it.
pub fn list(properties: &Element) -> (Option<String>, Option<u8>) {
    let Some(own) = properties.child("numPr") else { return (None, None) };
    (own.value("numId").map(str::to_owned), own.value("ilvl").and_then(|level| level.parse().ok()))
}

impl Styles {
    /// A style and those that it is based on; that of plain paragraphs for an empty id.
    pub fn chain(&self, id: &str) -> Vec<&Style> {
        let mut found = Vec::new();
        let mut next = if id.is_empty() { self.plain.as_deref() } else { Some(id) };
        while let Some(style) = next.and_then(|id| self.by_id.get(id)).filter(|_| found.len() < DEEPEST) {
            found.push(style);
            next = style.based_on.as_deref();
        }
        found
    }

    /// What a style says of emphasis.
    pub fn switches(&self, id: &str) -> Switches {
        self.chain(id).into_iter().fold(Switches::default(), |own, style| own.or(style.switches))
    }

    /// Whether text of a style is hidden, of which its run says nothing.
    pub fn hides(&self, id: &str) -> bool {
        self.switches(id).hidden.unwrap_or(self.hides)
    }

    /// Whether rows of tables of a style are hidden, of which they say nothing.
    pub fn hides_rows(&self, id: &str) -> bool {
        !id.is_empty() && self.chain(id).iter().find_map(|style| style.hides_rows).unwrap_or(false)
    }
}
