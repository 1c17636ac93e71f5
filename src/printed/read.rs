//! The door to the reader of PDFs: bytes -> what is printed on which page, within bounds.
//!
//! The letters of a glyph are, in this order, what the file says instead of it (`ActualText`), what it says of its code (`ToUnicode`,
//! names of glyphs), what its font says; else a private-use code of its own, which other stages may read.

use std::collections::BTreeMap;
use std::sync::Arc;

use hayro_interpret::font::{FontData, Glyph as Shape, OutlineGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::{
    BlendMode, CacheKey, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, ParamCurve, PathEl, Point, Rect, Shape as _};

use super::marked::{self, Marked};
use super::spoken::{self, Spoken};
use super::{Face, Glyph, Sheet, Sheets};
use crate::locale::letter::{TATWEEL, is_mark};

/// The most pages that are read.
pub const PAGES: usize = 5_000;
/// The most glyphs that are read: a page full of text has some 4,000.
pub const GLYPHS: usize = 20_000_000;

/// The most glyphs of which nothing says the letter: as many private-use codes stand for them.
pub const CODES: usize = 0xFFFE;

/// Why a file is not read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refused {
    /// It asks for a password, or is encrypted in a way nobody knows.
    Encrypted,
    /// It cannot be read.
    Damaged,
    /// It has more pages than are read.
    Pages(usize),
    /// It has more glyphs than are read.
    Glyphs,
    /// It says nothing of more glyphs than there are codes for.
    Codes,
}

/// What a font says of its glyphs: its bytes -> letters by glyph.
pub type Letters<'f> = &'f dyn Fn(&[u8]) -> BTreeMap<u32, String>;

/// Reads a file. `check` is called now and then, and may unwind.
///
/// `instead` is a font for those that are not embedded: only the widths of its glyphs may be asked for.
pub fn read(bytes: Vec<u8>, instead: &'static [u8], letters: Letters<'_>, check: &dyn Fn()) -> Result<Sheets, Refused> {
    let pdf = Pdf::new(bytes).map_err(|why| match why {
        LoadPdfError::Decryption(
            DecryptionError::PasswordProtected
            | DecryptionError::UnsupportedAlgorithm
            | DecryptionError::MissingIDEntry
            | DecryptionError::InvalidEncryption,
        ) => Refused::Encrypted,
        LoadPdfError::Invalid => Refused::Damaged,
    })?;
    let pages = pdf.pages();
    if pages.len() > PAGES {
        return Err(Refused::Pages(pages.len()));
    }
    let cache = InterpreterCache::new();
    let lent: FontData = Arc::new(instead);
    let settings = InterpreterSettings {
        font_resolver: Arc::new(move |_| Some((Arc::clone(&lent), 0))),
        render_annotations: false,
        ..InterpreterSettings::default()
    };
    let mut fonts = Fonts {
        letters,
        known: BTreeMap::new(),
        faces: Vec::new(),
        codes: BTreeMap::new(),
        spoken: Spoken::new(),
        silent: BTreeMap::new(),
    };
    let mut sheets = Sheets::default();
    let mut count = 0;
    for page in pages.iter() {
        check();
        let sheet = self::page(page, (&pdf, &cache, settings.clone()), &mut fonts, GLYPHS.saturating_sub(count));
        count += sheet.glyphs.len() + sheet.turned.len();
        if count >= GLYPHS {
            return Err(Refused::Glyphs);
        }
        sheets.all.push(sheet);
    }
    sheets.unknown = fonts.codes.len();
    sheets.faces = fonts.faces;
    sheets.silent = fonts.silent;
    super::settle::settle(&mut sheets);
    if sheets.unknown > CODES { Err(Refused::Codes) } else { Ok(sheets) }
}

/// What the reader needs besides the page.
type Reader<'p, 'c> = (&'p Pdf, &'c InterpreterCache<'p>, InterpreterSettings);

fn page<'p>(page: &'p Page<'p>, (pdf, cache, settings): Reader<'p, '_>, fonts: &mut Fonts<'_>, room: usize) -> Sheet {
    let (width, height) = page.render_dimensions();
    let upright = page.initial_transform(true).as_coeffs();
    let upright = Affine::new(upright);
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let mut context = Context::new(upright, bounds, cache, pdf.xref(), settings);
    spoken::add(page.resources(), &mut fonts.spoken);
    let marked = marked::of(page);
    let sheet =
        Sheet { width: f64::from(width), height: f64::from(height), links: marked::links(page, upright), ..Sheet::default() };
    let mut printer =
        Printer { sheet, fonts, marked, next: 0, open: Vec::new(), said: None, turn: 0, room, waits: None, clips: Vec::new() };
    interpret_page(page, &mut context, &mut printer);
    printer.sheet
}

/// Fonts as they come up.
struct Fonts<'f> {
    letters: Letters<'f>,
    known: BTreeMap<u128, (usize, BTreeMap<u32, String>)>,
    faces: Vec<Face>,
    codes: BTreeMap<(usize, u32), char>,
    spoken: Spoken,
    silent: BTreeMap<(usize, u32), String>,
}

impl Fonts<'_> {
    /// A font, by what the reader knows it by.
    fn number(&mut self, glyph: &OutlineGlyph) -> usize {
        let key = glyph.font_cache_key();
        if let Some((number, _)) = self.known.get(&key) {
            return *number;
        }
        let data = glyph.font_data();
        let name = data.as_ref().and_then(|data| data.postscript_name.clone()).unwrap_or_default();
        let is_bold = data.as_ref().and_then(|data| data.weight).is_some_and(|weight| weight >= 600)
            || ["Bold", "Black", "Heavy"].iter().any(|word| name.contains(word));
        let mut letters = data.map(|data| (self.letters)((*data.data).as_ref())).unwrap_or_default();
        for text in letters.values_mut() {
            *text = super::clean(text);
        }
        self.faces.push(Face { name, is_bold });
        self.known.insert(key, (self.faces.len() - 1, letters));
        self.faces.len() - 1
    }

    /// What a font itself says of a glyph, else a code that stands for it.
    fn letters(&mut self, glyph: &OutlineGlyph, font: usize) -> String {
        let id = glyph.glyph_id().to_u32();
        let own = self.known.get(&glyph.font_cache_key()).and_then(|(_, letters)| letters.get(&id));
        if let Some(text) = self.spoken.get(&glyph.font_cache_key()).and_then(|all| all.get(&id)) {
            if let Some(own) = own.filter(|_| text.is_empty()) {
                self.silent.insert((font, id), own.clone());
            }
            return text.clone();
        }
        if let Some(text) = self.known.get(&glyph.font_cache_key()).and_then(|(_, letters)| letters.get(&id)) {
            return text.clone();
        }
        if is_bar(&glyph.outline(), glyph.advance_width().map_or(0.0, f64::from)) {
            return TATWEEL.to_string();
        }
        self.code(font, id)
    }

    fn code(&mut self, font: usize, id: u32) -> String {
        let next = u32::try_from(self.codes.len()).unwrap_or(u32::MAX).min(0xFFFD);
        let code = *self.codes.entry((font, id)).or_insert_with(|| char::from_u32(0xF_0000 + next).unwrap_or('\u{FFFD}'));
        code.to_string()
    }
}

/// What is said instead of glyphs, while they come.
struct Said {
    text: String,
    depth: usize,
    first: Option<(bool, usize)>,
}

/// Takes down what is printed.
struct Printer<'f, 'l> {
    sheet: Sheet,
    fonts: &'f mut Fonts<'l>,
    marked: Vec<Marked>,
    next: usize,
    open: Vec<bool>,
    said: Option<Said>,
    turn: usize,
    room: usize,
    /// The last glyph of a font without widths, which is as wide as it is far to the next.
    waits: Option<usize>,
    /// What can be seen of the page.
    clips: Vec<Rect>,
}

impl Printer<'_, '_> {
    fn print(&mut self, shape: &Shape<'_>, place: Affine) {
        if self.sheet.glyphs.len() + self.sheet.turned.len() >= self.room {
            return;
        }
        let origin = place * Point::ORIGIN;
        let up = place * Point::new(0.0, 1000.0) - origin;
        let along = place * Point::new(1000.0, 0.0) - origin;
        let size = up.hypot();
        if !(origin.is_finite() && size.is_finite()) || size < 0.5 {
            return;
        }
        let (font, id, own, advance, ink, opens_right, is_inked) = match shape {
            Shape::Outline(glyph) => {
                let font = self.fonts.number(glyph);
                let said = glyph.as_unicode().and_then(text_of);
                let text = match said {
                    Some(text) => text,
                    None => self.fonts.letters(glyph, font),
                };
                let advance = glyph.advance_width().map_or(500.0, f64::from);
                let opens =
                    text.chars().next().filter(|c| super::order::is_bracket(*c)).and_then(|_| opens_right(&glyph.outline()));
                let is_mark = text.chars().next().is_some_and(is_mark);
                let ink = if is_mark { Some(glyph.outline().bounding_box().center().x) } else { None };
                let is_inked = !text.is_empty() || glyph.outline().elements().len() > 2;
                (font, glyph.glyph_id().to_u32(), text, Some(advance), ink, opens, is_inked)
            }
            Shape::Type3(glyph) => {
                let font = usize::MAX;
                let id = u32::try_from(glyph.cache_key() & 0xFFFF_FFFF).unwrap_or(0);
                let text = glyph.as_unicode().and_then(text_of);
                let text = text.unwrap_or_else(|| self.fonts.code(font, id));
                (font, id, text, None, None, None, true)
            }
        };
        let is_upright = along.x > 0.0 && along.y.abs() * 20.0 <= along.x.abs() && up.y <= 0.0;
        let reach = advance.map_or(0.0, |advance| along.hypot() * advance / 1000.0);
        // What is turned is laid on a line of its own: along its own direction.
        let (from, base) = if is_upright {
            (origin.x, origin.y)
        } else {
            let (unit, down) = (along / along.hypot().max(1e-9), -up / size);
            (origin.to_vec2().dot(unit), origin.to_vec2().dot(down))
        };
        let (from, to) = if reach < 0.0 { (from + reach, from) } else { (from, from + reach) };
        let is_cut = self.clips.last().is_some_and(|clip| {
            let (center, room) = (origin + along * (advance.unwrap_or(500.0) / 2000.0) + up * 0.25, size * 0.3);
            !clip.inflate(room, room).contains(center)
        });
        let is_outside = is_cut
            || is_upright
                && (origin.y < -size || origin.y > self.sheet.height + size || to < -size || from > self.sheet.width + size);
        if is_outside {
            return;
        }
        let middle = ink.map_or(f64::midpoint(from, to), |ink| from + ink * along.hypot() / 1000.0);
        let glyph = Glyph { from, to, base, size, font, text: own, opens_right, middle, id, is_inked, turn: self.turn };
        self.turn += 1;
        self.put(glyph, is_upright, advance.is_none());
    }

    fn put(&mut self, mut glyph: Glyph, is_upright: bool, has_no_width: bool) {
        let list = if is_upright { &mut self.sheet.glyphs } else { &mut self.sheet.turned };
        if let Some(before) = self.waits.take().and_then(|at| list.get_mut(at)) {
            let gap = glyph.from - before.from;
            let is_next = (glyph.base - before.base).abs() < 1.0 && gap > 0.0 && gap < before.size * 2.0;
            before.to = before.from + if is_next { gap } else { before.size / 2.0 };
        }
        if let Some(said) = &mut self.said {
            if let Some((_, first)) = said.first.filter(|(own, _)| *own == is_upright)
                && let Some(all) = list.get_mut(first)
                && (all.base - glyph.base).abs() < all.size * 1.5
            {
                if glyph.to - glyph.from > all.to - all.from {
                    (all.base, all.size) = (glyph.base, glyph.size);
                }
                (all.from, all.to) = (all.from.min(glyph.from), all.to.max(glyph.to));
                all.middle = f64::midpoint(all.from, all.to);
                return;
            }
            if said.first.is_some() {
                // The rest of what is said stands on another line: it was told where it began.
                return;
            }
            glyph.text = std::mem::take(&mut said.text);
            glyph.opens_right = glyph.opens_right.filter(|_| glyph.text.chars().count() == 1);
            said.first = Some((is_upright, list.len()));
        }
        // Some print a letter twice to make it bolder.
        let near = list.iter().rev().take(4).any(|other| {
            other.text == glyph.text
                && (other.base - glyph.base).abs() < glyph.size * 0.05
                && (other.from - glyph.from).abs() < glyph.size * 0.05
                && !glyph.text.is_empty()
        });
        if near && self.said.is_none() {
            return;
        }
        if is_told(list.last_mut(), &glyph) {
            return;
        }
        if has_no_width {
            self.waits = Some(list.len());
        }
        list.push(glyph);
    }
}

/// Whether two glyphs that follow each other print one group of letters, a sign over its letter: both say all of it, and one of them
/// takes no room. The one with room keeps the letters.
fn is_told(before: Option<&mut Glyph>, glyph: &Glyph) -> bool {
    let Some(before) = before.filter(|before| before.text == glyph.text && glyph.text.chars().nth(1).is_some()) else {
        return false;
    };
    let is_empty = |glyph: &Glyph| glyph.to - glyph.from < glyph.size * 0.02;
    let are_near = before.from < glyph.to + glyph.size && glyph.from < before.to + glyph.size;
    if !are_near || !(is_empty(before) || is_empty(glyph)) {
        return false;
    }
    if is_empty(before) {
        (before.from, before.to, before.base, before.size) = (glyph.from, glyph.to, glyph.base, glyph.size);
        before.middle = glyph.middle;
    }
    true
}

/// Whether a text says letters: none that mean nothing, and no noncharacters.
fn is_sound(text: &str) -> bool {
    !text.is_empty()
        && !text
            .chars()
            .any(|c| c == '\u{FFFD}' || c == '\0' || matches!(c, '\u{FDD0}'..='\u{FDEF}') || u32::from(c) & 0xFFFE == 0xFFFE)
}

/// What is said of a glyph, if it says letters.
fn text_of(text: BfString) -> Option<String> {
    let text = match text {
        BfString::Char(c) => c.to_string(),
        BfString::String(text) => text,
    };
    is_sound(&text).then(|| super::clean(&text))
}

/// Whether an outline is nothing but a bar on the line, as wide as the glyph: what makes words of Arabic longer.
fn is_bar(path: &BezPath, advance: f64) -> bool {
    let ink = path.bounding_box();
    let is_flat = ink.height() > 5.0 && ink.height() < 160.0 && ink.y0 > -120.0 && ink.y1 < 230.0;
    advance > 0.0 && is_flat && ink.width() >= advance * 0.9 && ink.width() > ink.height()
}

/// Whether the middle of a bracket stands left of its ends.
fn opens_right(path: &BezPath) -> Option<bool> {
    let bounds = path.bounding_box();
    let height = bounds.center().y;
    let mut crossings = Vec::new();
    let mut flat = BezPath::new();
    kurbo::flatten(path.elements().iter().copied(), 5.0, |el: PathEl| flat.push(el));
    for segment in flat.segments() {
        let (a, b) = (segment.start(), segment.end());
        if (a.y - height) * (b.y - height) <= 0.0 && (a.y - b.y).abs() > 1e-6 {
            crossings.push(a.x + (b.x - a.x) * (height - a.y) / (b.y - a.y));
        }
    }
    if crossings.is_empty() {
        return None;
    }
    let mean = crossings.iter().sum::<f64>() / crossings.iter().map(|_| 1.0).sum::<f64>();
    Some(mean < bounds.center().x)
}

impl<'a> Device<'a> for Printer<'_, '_> {
    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, clip: &ClipPath) {
        let own = clip.path.bounding_box();
        self.clips.push(self.clips.last().map_or(own, |outer| outer.intersect(own)));
    }
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_glyph(&mut self, glyph: &Shape<'a>, transform: Affine, own: Affine, _: &Paint<'a>, _: &GlyphDrawMode) {
        self.print(glyph, transform * own);
    }
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {
        self.sheet.pictures += 1;
    }
    fn pop_clip_path(&mut self) {
        self.clips.pop();
    }
    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], number: Option<i32>) {
        let marked = self.marked.get(self.next).filter(|marked| marked.tag == tag && marked.number == number);
        let (is_known, instead) = (marked.is_some(), marked.and_then(|marked| marked.instead.clone()));
        if !is_known {
            // The two ways through the page differ: what is said cannot be told to belong to anything.
            self.marked.clear();
        }
        self.next += 1;
        let text = instead.filter(|_| self.said.is_none());
        self.open.push(text.is_some());
        if let Some(text) = text {
            self.said = Some(Said { text, depth: self.open.len(), first: None });
        }
    }

    fn end_marked_content(&mut self) {
        if self.said.as_ref().is_some_and(|said| said.depth >= self.open.len()) {
            self.said = None;
        }
        self.open.pop();
    }
}
