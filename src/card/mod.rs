//! Roof: a page -> the picture that networks show beside a shared link to it; a site -> its icons.
//!
//! 1. [`Cards`] says what stands on the card of a page ([`Plan`]): all of it is shown on the page or its briefing.
//! 2. `nuqta` draws what the briefing rests on, a dot for each fact and claim.
//! 3. [`draw`] sets the theme's template with it (feature `pdf`), and the site's mark as [`icons`].
//!
//! The address of a card holds a hash of everything that is drawn, so that pages are written without waiting for it.

#[cfg(feature = "pdf")]
pub mod draw;
pub mod icons;
mod nuqta;
mod side;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};

use crate::config::besides::Besides;
use crate::drift::Side as Half;
use crate::ledger::Ledger;
use crate::memo::key::{Key, KeyBuilder};
use crate::picture::photo::Encoding;
use crate::site::pairs::Pair;
use crate::site::photos::Photo;
use crate::site::{Asset, Page, PageId, PageKind, Site, picture};
use crate::source::FileId;
use crate::theme::Theme;
use nuqta::Ink;
use side::Side;

/// Width and height in pixels.
pub const SIZE: (u32, u32) = (1200, 630);
/// Where they stand below the output folder; their names hold hashes.
const FOLDER: &str = "assets/cards/";
/// The same for icons.
const ICONS: &str = "assets/icons/";
/// Where a theme's templates of cards are.
pub const TEMPLATES: &str = "card";
/// Stands between what is said in two languages.
const BOTH: &str = " / ";
/// At least as high is the size of a photograph that is drawn, so that it is not blurred.
const SHARP: u32 = 500;

/// What cards are made with besides the site.
pub struct Means<'a> {
    /// What the faces are made of.
    pub faces: Key,
    /// Whether some face can draw a character.
    pub covers: Box<dyn Fn(char) -> bool + Send + Sync + 'a>,
    /// The bytes of a file.
    pub file: Box<dyn Fn(FileId) -> Key + Send + Sync + 'a>,
}

/// The cards of a site.
pub struct Cards<'a> {
    site: &'a Site,
    theme: &'a Theme,
    means: Means<'a>,
    /// What all cards are drawn with.
    base: Key,
    /// Characters that were asked for: faces have many, and texts few.
    covered: Mutex<BTreeMap<char, bool>>,
}

impl fmt::Debug for Cards<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cards").field("base", &self.base).finish_non_exhaustive()
    }
}

/// What is drawn beside texts.
#[derive(Clone, Debug)]
enum Piece {
    /// A drawing made here.
    Drawing(String),
    /// The site's mark, a file.
    Sign(FileId),
    /// A size of a photograph, by its place in the batch for pages.
    Photo(Arc<Photo>, usize),
}

/// What stands on a card.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Of everything that is drawn.
    pub key: Key,
    /// What it says, in the language of the page.
    pub alt: String,
    data: Value,
    pieces: BTreeMap<String, Piece>,
}

impl Plan {
    /// Where the card stands below the output folder.
    pub fn out(&self) -> String {
        format!("{FOLDER}{}.png", &self.key.name()[..16])
    }
}

/// Whether a path is one of a card or an icon.
pub fn is_drawn(out: &str) -> bool {
    out.starts_with(FOLDER) || out.starts_with(ICONS)
}

impl<'a> Cards<'a> {
    /// The cards of a site in a theme.
    pub fn new(site: &'a Site, theme: &'a Theme, means: Means<'a>) -> Self {
        let (templates, _) = theme.typst(TEMPLATES);
        let base = KeyBuilder::of("cards").and(means.faces).number(templates.len() as u64);
        let base = templates.iter().fold(base, |base, (path, text)| base.text(path).text(text));
        let base = Ink::of(theme).all().iter().fold(base, |base, (name, colour)| base.text(name).text(colour)).key();
        Self { site, theme, means, base, covered: Mutex::default() }
    }

    /// The card of a page; `None` where somebody chose a picture for it, or no face can draw its title.
    pub fn of_page(&self, page: &Page) -> Option<Plan> {
        if !self.site.config.makes(Besides::Cards)
            || self.is_chosen(page)
            || page.image.as_ref().is_some_and(|own| !own.asset.out.ends_with(".svg"))
        {
            return None;
        }
        let side = Side::of(self, page)?;
        let mut pieces = BTreeMap::new();
        let mut data = json!({});
        if let Some(mark) = self.mark(page, &mut pieces) {
            data["mark"] = mark.into();
        }
        if let Some((photo, at)) = photograph(page) {
            let batch = photo.responsive.as_ref()?;
            let file = batch.files.get(at)?;
            let name = format!("pictures/{}-{at}.{}", batch.key, file.format.ending());
            data["picture"] = json!({ "src": name, "size": [file.size.0, file.size.1], "focus": photo.focus });
            pieces.insert(name, Piece::Photo(Arc::clone(photo), at));
        } else if let Some(ledger) = self.ledger(page) {
            let drawing = nuqta::drawing(ledger, side.dir(), &Ink::of(self.theme));
            data["print"] = print(drawing, &mut pieces);
        }
        Some(self.plan(data, &[side], pieces))
    }

    /// The card of a page beside its translation; `None` where somebody chose a picture for all pages.
    pub fn of_pair(&self, pair: &Pair, reader: Half) -> Option<Plan> {
        self.of_both(pair.pages, [reader, reader.other()].map(Half::index))
    }

    /// The card of the page where readers choose a language: the homes of the first two. `None` where somebody chose a picture for all
    /// pages, or for the first of these.
    pub fn of_homes(&self) -> Option<Plan> {
        let [first, second, ..] = *self.site.homes.as_slice() else { return None };
        let is_chosen = self.site.config.default_at_root || self.site.page(first).image.is_some();
        if is_chosen { None } else { self.of_both([first, second], [0, 1]) }
    }

    /// One card for the readers of both pages; its description says first what a reader came from.
    fn of_both(&self, pages: [PageId; 2], order: [usize; 2]) -> Option<Plan> {
        let pages = pages.map(|page| self.site.page(page));
        if !self.site.config.makes(Besides::Cards) || self.is_chosen(pages[0]) {
            return None;
        }
        let sides = [Side::of(self, pages[0])?, Side::of(self, pages[1])?];
        let mut pieces = BTreeMap::new();
        let mut data = json!({});
        if let Some(mark) = self.mark(pages[0], &mut pieces) {
            data["mark"] = mark.into();
        }
        let mut plan = self.plan(data, &sides, pieces);
        plan.alt = order.map(|side| sides[side].alt.as_str()).join(BOTH);
        Some(plan)
    }

    /// Whether the site or its theme has a card for all pages.
    fn is_chosen(&self, page: &Page) -> bool {
        self.site.brands[usize::from(page.locale.0)].card.is_some() || !self.theme.cards.is_empty()
    }

    fn plan(&self, mut data: Value, sides: &[Side], pieces: BTreeMap<String, Piece>) -> Plan {
        data["sides"] = sides.iter().map(|side| side.data.clone()).collect();
        // The names of pictures hold what is in them.
        let key = KeyBuilder::of("card").and(self.base).text(&data.to_string());
        let alt = sides.first().map(|side| side.alt.clone()).unwrap_or_default();
        Plan { key: key.key(), alt, data, pieces }
    }

    /// The mark of the site: its logo, else its icon. Without one its name's first letter stands there.
    fn mark(&self, page: &Page, pieces: &mut BTreeMap<String, Piece>) -> Option<String> {
        let brand = &self.site.brands[usize::from(page.locale.0)];
        let sign = brand.logo.as_ref().or(brand.icon.as_ref())?;
        let probe = self.site.pictures.fine(sign.asset.file).filter(|probe| picture::is_printable(probe))?;
        if self.is_covered(sign.asset.file) {
            return None;
        }
        let sum = (self.means.file)(sign.asset.file).name();
        let name = format!("pictures/mark-{sum}.{}", probe.format.endings().first()?);
        pieces.insert(name.clone(), Piece::Sign(sign.asset.file));
        Some(name)
    }

    /// Whether something is painted over on a picture: its file itself shows what is under it, and only sizes of photographs do not.
    fn is_covered(&self, file: FileId) -> bool {
        let is_covered = |asset: &Asset| asset.redacted.is_some() || asset.is_kept_back;
        self.site.assets.iter().any(|asset| asset.file == file && is_covered(asset))
    }

    /// What the briefing of a page rests on, where it has facts or claims.
    fn ledger(&self, page: &Page) -> Option<&'a Ledger> {
        let briefing = self.site.briefing_of(page).or_else(|| page.is_briefing.then_some(page.id))?;
        let ledger = self.site.ledgers.of_page(self.site.page(briefing).key.path()?)?;
        (!ledger.facts.is_empty() || !ledger.claims.is_empty()).then_some(ledger)
    }

    /// Whether a text can be drawn.
    fn covers(&self, text: &str) -> bool {
        let mut known = self.covered.lock().unwrap_or_else(PoisonError::into_inner);
        let is_ink = |c: &char| !c.is_whitespace() && !c.is_control() && !is_ignorable(*c);
        let characters: BTreeSet<char> = text.chars().filter(is_ink).collect();
        characters.into_iter().all(|c| *known.entry(c).or_insert_with(|| (self.means.covers)(c)))
    }
}

/// Whether a character has no form of its own: joiners, marks of direction, variation selectors.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

fn print(drawing: String, pieces: &mut BTreeMap<String, Piece>) -> Value {
    let name = format!("pictures/print-{}.svg", Key::of_bytes(drawing.as_bytes()).name());
    pieces.insert(name.clone(), Piece::Drawing(drawing));
    name.into()
}

/// The first photograph of a page, and the smallest of its sizes that is sharp on a card.
fn photograph(page: &Page) -> Option<(&Arc<Photo>, usize)> {
    if page.kind == PageKind::Tags {
        return None;
    }
    let mut shown = page.links.iter().filter_map(|link| link.shown.as_ref()?.photo.as_ref());
    let (photo, batch) = shown.find_map(|photo| Some((photo, photo.responsive.as_ref()?)))?;
    let sizes = || batch.files.iter().enumerate().filter(|(_, file)| is_read(file.format));
    let sharp = sizes().filter(|(_, file)| file.size.1 >= SHARP).min_by_key(|(_, file)| file.size.0);
    let (at, _) = sharp.or_else(|| sizes().max_by_key(|(_, file)| file.size.0))?;
    Some((photo, at))
}

/// Whether the typesetter reads a format.
fn is_read(format: Encoding) -> bool {
    match format {
        Encoding::Jpeg | Encoding::Png | Encoding::WebP => true,
        #[cfg(feature = "avif")]
        Encoding::Avif => false,
    }
}
