//! The countries within the frame of a map: their land, which of them it is about, shaded regions, and their names within them.

use std::fmt::Write as _;

use crate::figure::measure::{TextStyle, Weight};
use crate::figure::outlines::{self, Country, Ring};
use crate::figure::palette::Tone;
use crate::figure::svg::{Anchor, Canvas};
use crate::figure::{Area, Map};
use crate::locale::Locale;

use super::labels::{Frame, Said};
use super::project::{Projection, clipped};

/// A country that takes no more of the frame than this is not named.
const SMALLEST: f64 = 900.0;

/// What of the countries lies in the frame.
pub struct Atlas {
    shapes: Vec<(Country, Vec<(f64, f64)>)>,
    frame: (f64, f64),
}

impl Atlas {
    /// The countries in the frame of a projection.
    pub fn of(projection: &Projection) -> Self {
        let shapes_of = |ring: &'static Ring| {
            let parts = if projection.world { parted(&ring.points) } else { vec![ring.points.clone()] };
            parts.into_iter().map(|points| (ring.country, projected(&points, projection))).collect::<Vec<_>>()
        };
        let shapes = outlines::rings().iter().flat_map(shapes_of).filter(|(_, points)| !points.is_empty()).collect();
        Self { shapes, frame: projection.frame }
    }

    /// Land, what the map is about, and regions.
    pub fn ground(&self, canvas: &mut Canvas<'_>, map: &Map, subject: &[Country], projection: &Projection) {
        let path = |wanted: &dyn Fn(&Country) -> bool| {
            self.shapes
                .iter()
                .filter(|(country, _)| wanted(country))
                .fold(String::new(), |path, (_, points)| path + &drawn(points))
        };
        let all = path(&|country| !subject.contains(country));
        if !all.is_empty() {
            canvas.outline(&all, Tone::Land, Tone::Border);
        }
        let own = path(&|country| subject.contains(country));
        if !own.is_empty() {
            canvas.outline(&own, Tone::Paper, Tone::Strong);
        }
        for region in &map.regions {
            let path = match &region.area {
                Area::Country(country) => path(&|other| other == country),
                Area::Points(points) => drawn(&projected(points, projection)),
            };
            if !path.is_empty() {
                canvas.outline(&path, Tone::Shade, Tone::Series(0));
            }
        }
    }

    /// The names of regions, of what the map is about, then of other countries, where they find room within their borders.
    pub fn names(
        &self,
        canvas: &mut Canvas<'_>,
        (map, subject): (&Map, &[Country]),
        (projection, locale): (&Projection, &Locale),
        said: &mut Said,
    ) {
        let (soft, own) = (canvas.letters(12.0, Weight::Regular), canvas.letters(13.0, Weight::Bold));
        for region in &map.regions {
            let Some(name) = &region.name else { continue };
            let shape = match &region.area {
                Area::Country(country) => self.largest(*country).map(<[_]>::to_vec),
                Area::Points(points) => Some(projected(points, projection)),
            };
            if let Some(shape) = shape {
                self.name(canvas, (&shape, name, own), Tone::Series(0), said);
            }
        }
        if !map.names {
            return;
        }
        let mut countries: Vec<Country> = subject.to_vec();
        for (country, _) in &self.shapes {
            if !countries.contains(country) {
                countries.push(*country);
            }
        }
        for country in countries {
            let told = map.called.iter().find(|(of, _)| *of == country).map(|(_, name)| name.as_str());
            let name = told.or_else(|| outlines::name(country, &locale.tag));
            let (Some(name), Some(points)) = (name, self.largest(country)) else { continue };
            let letters = if subject.contains(&country) { own } else { soft };
            self.name(canvas, (points, name, letters), Tone::Soft, said);
        }
    }

    /// The largest part of a country that is in the frame, if it is not too small for a name.
    fn largest(&self, country: Country) -> Option<&[(f64, f64)]> {
        let parts = self.shapes.iter().filter(|(own, _)| *own == country).map(|(_, points)| points.as_slice());
        parts.max_by(|a, b| area(a).total_cmp(&area(b))).filter(|points| area(points) > SMALLEST)
    }

    /// Prints a name within a shape, as far from its border as it can stand.
    fn name(
        &self,
        canvas: &mut Canvas<'_>,
        (shape, name, letters): (&[(f64, f64)], &str, TextStyle),
        tone: Tone,
        said: &mut Said,
    ) {
        const STEPS: u32 = 14;
        let line = [name.to_owned()];
        let bounds = shape.iter().fold(((f64::INFINITY, f64::INFINITY), (f64::NEG_INFINITY, f64::NEG_INFINITY)), |(a, b), p| {
            ((a.0.min(p.0), a.1.min(p.1)), (b.0.max(p.0), b.1.max(p.1)))
        });
        let whole = Frame { least: (4.0, 4.0), greatest: (self.frame.0 - 4.0, self.frame.1 - 4.0) };
        let mut best: Option<(f64, (f64, f64))> = None;
        for step in 0..STEPS * STEPS {
            let t = |n: u32| (f64::from(n) + 0.5) / f64::from(STEPS);
            let (x, y) = (
                bounds.0.0 + t(step % STEPS) * (bounds.1.0 - bounds.0.0),
                bounds.0.1 + t(step / STEPS) * (bounds.1.1 - bounds.0.1),
            );
            let frame = Frame::of_lines((x, y), Anchor::Middle, letters, &line);
            let middle = f64::midpoint(frame.least.1, frame.greatest.1);
            let mut edge = [frame.least.0, x, frame.greatest.0]
                .into_iter()
                .flat_map(|x| [frame.least.1, middle, frame.greatest.1].map(|y| (x, y)));
            // The first that is outside says enough.
            let room = edge.try_fold(f64::INFINITY, |room, at| holds(shape, at).then(|| room.min(distance(shape, at))));
            let Some(room) = room else { continue };
            let is_better = best.is_none_or(|(other, _)| room > other);
            if room > 1.0 && is_better && frame.is_within(&whole) && said.is_free(&frame) {
                best = Some((room, (x, y)));
            }
        }
        if let Some((_, (x, y))) = best {
            said.taken.push(Frame::of_lines((x, y), Anchor::Middle, letters, &line));
            canvas.text(x, y, Anchor::Middle, letters, tone, name);
        }
    }
}

/// A closed line in degrees as points within the frame, none closer than can be seen.
pub fn projected(points: &[(f64, f64)], projection: &Projection) -> Vec<(f64, f64)> {
    let all: Vec<(f64, f64)> = points.iter().map(|(lon, lat)| projection.point(*lon, *lat)).collect();
    let mut kept: Vec<(f64, f64)> = Vec::new();
    for (x, y) in clipped(&all, projection.frame) {
        // Nothing smaller than half a unit is seen.
        if kept.last().is_none_or(|(a, b)| (a - x).abs() + (b - y).abs() >= 0.5) {
            kept.push((x, y));
        }
    }
    kept
}

/// The parts of a closed line on both sides of 180 degrees, where a map of the world ends.
fn parted(points: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
    let mut parts: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    let mut last: Option<f64> = None;
    for (lon, lat) in points {
        if last.is_some_and(|last| (last - lon).abs() > 180.0) {
            parts.push(Vec::new());
        }
        last = Some(*lon);
        if let Some(part) = parts.last_mut() {
            part.push((*lon, *lat));
        }
    }
    parts
}

fn drawn(points: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (i, (x, y)) in points.iter().enumerate() {
        let _ = write!(path, "{}{x:.1} {y:.1}", if i == 0 { 'M' } else { 'L' });
    }
    if !points.is_empty() {
        path.push('Z');
    }
    path
}

fn pairs(shape: &[(f64, f64)]) -> impl Iterator<Item = ((f64, f64), (f64, f64))> {
    shape.iter().copied().zip(shape.iter().copied().cycle().skip(1))
}

fn area(shape: &[(f64, f64)]) -> f64 {
    pairs(shape).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>().abs() / 2.0
}

/// Whether a point lies in a closed line: a ray from it crosses an odd number of edges.
pub fn holds(shape: &[(f64, f64)], (x, y): (f64, f64)) -> bool {
    pairs(shape).filter(|(a, b)| (a.1 > y) != (b.1 > y) && x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0).count() % 2 == 1
}

/// How far a point is from a closed line.
fn distance(shape: &[(f64, f64)], (x, y): (f64, f64)) -> f64 {
    let from = |(a, b): ((f64, f64), (f64, f64))| {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = dx * dx + dy * dy;
        let t = if length > 0.0 { (((x - a.0) * dx + (y - a.1) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
        ((a.0 + t * dx - x).powi(2) + (a.1 + t * dy - y).powi(2)).sqrt()
    };
    pairs(shape).map(from).fold(f64::INFINITY, f64::min)
}
