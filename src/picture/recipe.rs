//! What a picture is and where it stands -> which files are made of it, in which sizes. Nothing is ever enlarged.

use super::header::Header;
use super::photo::{Area, Encoding};

/// Widths that are made for pages, for screens of one to three pixels a point.
pub const WIDTHS: [u32; 4] = [480, 800, 1200, 1600];
/// Files of fewer bytes are light enough as they are.
const LIGHT: u64 = 30_000;
/// The widest fallback, which feeds show too.
const FALLBACK: u32 = 1200;
/// What social networks show of a page.
const CARD: (u32, u32) = (1200, 630);
/// The width of a page of text in print, at 300 dots an inch.
const PRINT: u32 = 2000;
/// The longest side that WebP knows.
const LONGEST: u32 = 16_383;
/// Of a photograph in PNG at least this part of a byte remains for each pixel; flat colours take less.
const PHOTOGRAPH: f64 = 0.75;
/// Changes with whatever changes the bytes of a file that is made of the same picture by the same recipe.
const EDITION: &str = "1";

/// One file to be made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Job {
    /// What part of the picture.
    pub crop: Area,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// What it is written in.
    pub format: Encoding,
}

/// Files to be made of one picture at once: it is decoded once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recipe {
    /// What the file is written in.
    pub format: Encoding,
    /// Boxes that are painted over first.
    pub redact: Vec<Area>,
    /// The files, the largest first.
    pub jobs: Vec<Job>,
}

impl Recipe {
    /// Everything that a file depends on besides the picture, for its name.
    pub fn mark(&self, job: &Job) -> String {
        format!("{EDITION} {:?} {job:?}", self.redact)
    }

    /// Everything that the files depend on besides the picture.
    pub fn marks(&self) -> String {
        format!("{EDITION} {:?} {:?}", self.redact, self.jobs)
    }
}

/// What is known of a picture.
#[derive(Clone, Debug)]
pub struct Known<'a> {
    /// Its header.
    pub header: Header,
    /// Bytes of its file.
    pub length: u64,
    /// What is painted over.
    pub redact: &'a [Area],
}

impl Known<'_> {
    fn whole(&self) -> Area {
        let (width, height) = self.header.size;
        Area { x: 0, y: 0, width, height }
    }

    fn job(&self, width: u32, format: Encoding) -> Job {
        let (whole, height) = self.header.size;
        Job { crop: self.whole(), width, height: scaled(height, width, whole), format }
    }

    fn recipe(&self, jobs: Vec<Job>) -> Recipe {
        Recipe { format: self.header.format, redact: self.redact.to_vec(), jobs }
    }

    /// Whether it is a photograph that several sizes are made of; drawings, animations and what is small are left alone.
    fn is_responsive(&self) -> bool {
        let Header { format, size: (width, height), is_moving, has_palette, .. } = self.header;
        let pixels = f64::from(width) * f64::from(height);
        #[expect(clippy::cast_precision_loss, reason = "a length of a file")]
        let is_drawing = has_palette || (format == Encoding::Png && (self.length as f64) < pixels * PHOTOGRAPH);
        let fits = widths(width).into_iter().all(|w| scaled(height, w, width) <= LONGEST);
        width >= WIDTHS[0] && self.length >= LIGHT && fits && !is_moving && !is_drawing
    }

    /// For pages: every width in the formats of the web, and a fallback in the picture's own.
    pub fn responsive(&self) -> Option<Recipe> {
        if !self.is_responsive() {
            return None;
        }
        let widths = widths(self.header.size.0);
        let mut jobs: Vec<Job> = widths.iter().rev().map(|w| self.job(*w, Encoding::WebP)).collect();
        #[cfg(feature = "avif")]
        jobs.extend(widths.iter().rev().map(|w| self.job(*w, Encoding::Avif)));
        let fallback = widths.iter().rev().find(|w| **w <= FALLBACK).or(widths.first())?;
        if self.header.format != Encoding::WebP {
            jobs.push(self.job(*fallback, self.header.format));
        }
        jobs.sort_by_key(|job| std::cmp::Reverse(job.width));
        Some(self.recipe(jobs))
    }

    /// The picture in its own size and format, painted over.
    pub fn redacted(&self) -> Option<Recipe> {
        (!self.redact.is_empty()).then(|| self.recipe(vec![self.job(self.header.size.0, self.header.format)]))
    }

    /// For paper; `None` where the file itself will do.
    pub fn print(&self) -> Option<Recipe> {
        let (width, format) = (self.header.size.0, self.header.format);
        let is_large = width > PRINT && !self.header.has_palette && !self.header.is_moving;
        // What is no JPEG is printed without loss, which takes more room than a WebP had.
        let format = match (format, self.header.has_alpha) {
            (Encoding::WebP, true) => Encoding::Png,
            (Encoding::WebP, false) => Encoding::Jpeg,
            (own, _) => own,
        };
        (is_large || !self.redact.is_empty()).then(|| self.recipe(vec![self.job(width.min(PRINT), format)]))
    }

    /// For shared links: cut to their proportions around a place, given in parts of width and height.
    pub fn card(&self, focus: (f64, f64)) -> Option<Recipe> {
        let (width, height) = self.header.size;
        let crop = around((width, height), CARD, focus);
        let out = crop.width.min(CARD.0);
        let is_card = (width, height) == CARD && self.redact.is_empty();
        if is_card || self.header.is_moving || out < WIDTHS[0] {
            return None;
        }
        // Not every network reads WebP.
        let format = if self.header.format == Encoding::WebP { Encoding::Jpeg } else { self.header.format };
        let job = Job { crop, width: out, height: scaled(CARD.1, out, CARD.0), format };
        Some(self.recipe(vec![job]))
    }
}

/// The widths of a picture that is `width` wide: those that are smaller, and its own up to the largest. One that is hardly larger
/// than the one before stands in its place.
pub fn widths(width: u32) -> Vec<u32> {
    let own = width.min(WIDTHS[WIDTHS.len() - 1]);
    let mut widths: Vec<u32> = WIDTHS.into_iter().filter(|w| u64::from(*w) * 115 < u64::from(own) * 100).collect();
    widths.push(own);
    widths
}

/// `length` in the proportion of `to` to `from`, rounded, at least 1.
fn scaled(length: u32, to: u32, from: u32) -> u32 {
    let (length, to, from) = (u64::from(length), u64::from(to), u64::from(from).max(1));
    u32::try_from((length * to + from / 2) / from).unwrap_or(u32::MAX).max(1)
}

/// The largest part of a picture in the proportions of `shape` that has the place as near to its middle as can be.
pub fn around((width, height): (u32, u32), shape: (u32, u32), (x, y): (f64, f64)) -> Area {
    let is_wide = u64::from(width) * u64::from(shape.1) > u64::from(height) * u64::from(shape.0);
    let (w, h) = if is_wide {
        (scaled(height, shape.0, shape.1).min(width), height)
    } else {
        (width, scaled(width, shape.1, shape.0).min(height))
    };
    let start = |whole: u32, part: u32, at: f64| {
        let middle = f64::from(whole) * at.clamp(0.0, 1.0);
        let start = (middle - f64::from(part) / 2.0).round().clamp(0.0, f64::from(whole - part));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the picture")]
        let start = start as u32;
        start
    };
    Area { x: start(width, w, x), y: start(height, h, y), width: w, height: h }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{CARD, Known, WIDTHS, around, scaled, widths};
    use crate::picture::header::Header;
    use crate::picture::photo::{Area, Encoding};

    fn known(size: (u32, u32), length: u64, redact: &[Area]) -> Known<'_> {
        Known {
            header: Header { format: Encoding::Jpeg, size, is_moving: false, has_palette: false, has_alpha: false },
            length,
            redact,
        }
    }

    #[test]
    fn widths_never_enlarge() {
        assert_eq!(widths(4000), [480, 800, 1200, 1600]);
        assert_eq!(widths(1000), [480, 800, 1000]);
        assert_eq!(widths(900), [480, 900]);
        assert_eq!(widths(500), [500]);
        assert_eq!(widths(300), [300]);
    }

    #[test]
    fn what_is_small_or_drawn_is_left_alone() {
        assert!(known((4000, 3000), 4_000_000, &[]).responsive().is_some());
        assert!(known((4000, 3000), 20_000, &[]).responsive().is_none());
        assert!(known((400, 300), 90_000, &[]).responsive().is_none());
        assert!(known((500, 60_000), 900_000, &[]).responsive().is_none(), "WebP knows no such height");
        let mut drawing = known((2000, 1000), 200_000, &[]);
        drawing.header.format = Encoding::Png;
        assert!(drawing.responsive().is_none());
        drawing.length = 3_000_000;
        assert!(drawing.responsive().is_some());
        drawing.header.is_moving = true;
        assert!(drawing.responsive().is_none() && drawing.card((0.5, 0.5)).is_none());
    }

    #[test]
    fn a_name_says_what_was_done() {
        let boxes = [Area { x: 1, y: 2, width: 3, height: 4 }];
        let (open, closed) = (known((4000, 3000), 4_000_000, &[]), known((4000, 3000), 4_000_000, &boxes));
        let (open, closed) = (open.responsive().expect("sizes"), closed.responsive().expect("sizes"));
        assert_eq!(open.jobs, closed.jobs);
        assert_ne!(open.mark(&open.jobs[0]), closed.mark(&closed.jobs[0]));
        assert_ne!(open.mark(&open.jobs[0]), open.mark(&open.jobs[1]));
    }

    proptest! {
        #[test]
        fn sizes_keep_proportions_and_grow(width in 1_u32..20_000, height in 1_u32..20_000) {
            let all = widths(width);
            prop_assert!(all.len() <= WIDTHS.len() && all.is_sorted() && all.iter().all(|w| *w <= width));
            prop_assert_eq!(all.last(), Some(&width.min(1600)));
            let recipe = known((width, height), 1_000_000, &[]).responsive();
            for job in recipe.iter().flat_map(|r| &r.jobs) {
                prop_assert!(job.width <= width && job.height <= height);
                prop_assert_eq!(job.height, scaled(height, job.width, width));
            }
        }

        #[test]
        fn a_crop_holds_its_focus(width in 1_u32..9_000, height in 1_u32..9_000, x in 0.0..=1.0_f64, y in 0.0..=1.0_f64) {
            let crop = around((width, height), CARD, (x, y));
            prop_assert!(crop.is_within((width, height)) && (crop.width == width || crop.height == height));
            let (x, y) = (x * f64::from(width), y * f64::from(height));
            let holds = |start: u32, length: u32, at: f64| {
                (f64::from(start) - 0.51..=f64::from(start + length) + 0.51).contains(&at)
            };
            prop_assert!(holds(crop.x, crop.width, x) && holds(crop.y, crop.height, y), "{crop:?} {x} {y}");
        }
    }
}
