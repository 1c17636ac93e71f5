//! Places over the outlines of countries, with names that touch neither each other nor the edge.
//!
//! East is on the right in every language: a map is never turned round.

use std::fmt::Write as _;

use crate::figure::Place;
use crate::figure::measure::TextStyle;
use crate::figure::outlines;
use crate::figure::palette::Tone;
use crate::figure::svg::{Anchor, Canvas};

use super::plot::label;
use super::project::{Projection, clipped};

/// Half the width and height of a place's mark with room around it.
const MARK: f64 = 7.0;

/// A rectangle by its least and greatest corner.
#[derive(Clone, Copy)]
struct Frame {
    least: (f64, f64),
    greatest: (f64, f64),
}

impl Frame {
    fn meets(&self, other: &Frame) -> bool {
        self.least.0 < other.greatest.0
            && other.least.0 < self.greatest.0
            && self.least.1 < other.greatest.1
            && other.least.1 < self.greatest.1
    }
}

/// Where a name stands: its anchor, its frame, and how far from its place.
struct Spot {
    x: f64,
    baseline: f64,
    anchor: Anchor,
    frame: Frame,
    far: bool,
}

/// Draws a map; gives its height.
pub fn draw(canvas: &mut Canvas<'_>, places: &[Place]) -> f64 {
    canvas.mirrored = false;
    let projection = Projection::fitting(places, canvas.width);
    let (width, height) = projection.frame;
    canvas.rect((0.0, 0.0), (width, height), Tone::Sea);
    let land = land(&projection);
    if !land.is_empty() {
        canvas.outline(&land, Tone::Land, Tone::Border);
    }
    let letters = label(canvas);
    let points: Vec<(f64, f64)> = places.iter().map(|p| projection.point(p.lon, p.lat)).collect();
    let mark = |(x, y): &(f64, f64)| Frame { least: (x - MARK, y - MARK), greatest: (x + MARK, y + MARK) };
    let mut taken: Vec<Frame> = points.iter().map(mark).collect();
    let mut spots: Vec<(usize, Spot)> = Vec::new();
    for (i, place) in places.iter().enumerate() {
        let name = letters.cut(&place.name, width * 0.45);
        let found = spots_around(points[i], letters.width(&name), letters).find(|spot| {
            let own = &spot.frame;
            let within =
                own.least.0 >= 3.0 && own.greatest.0 <= width - 3.0 && own.least.1 >= 3.0 && own.greatest.1 <= height - 3.0;
            within && !taken.iter().enumerate().any(|(n, other)| n != i && own.meets(other))
        });
        if let Some(spot) = found {
            taken.push(spot.frame);
            spots.push((i, spot));
        }
    }
    for (i, spot) in spots.iter().filter(|(_, s)| s.far) {
        let edge = (
            points[*i].0.clamp(spot.frame.least.0, spot.frame.greatest.0),
            points[*i].1.clamp(spot.frame.least.1, spot.frame.greatest.1),
        );
        canvas.line(points[*i], edge, Tone::Ink, 1.0);
    }
    for (x, y) in &points {
        canvas.disc(*x, *y, 6.0, Tone::Paper);
        canvas.disc(*x, *y, 4.5, Tone::Series(0));
    }
    for (i, spot) in spots {
        canvas.rimmed(spot.x, spot.baseline, spot.anchor, letters, Tone::Ink, &letters.cut(&places[i].name, width * 0.45));
    }
    height
}

/// All land within the frame as one path.
fn land(projection: &Projection) -> String {
    let mut path = String::new();
    for ring in outlines::rings() {
        let points: Vec<(f64, f64)> = ring.points.iter().map(|(lon, lat)| projection.point(*lon, *lat)).collect();
        let mut last: Option<(f64, f64)> = None;
        for (x, y) in clipped(&points, projection.frame) {
            // Nothing smaller than half a unit is seen.
            if last.is_some_and(|(a, b)| (a - x).abs() + (b - y).abs() < 0.5) {
                continue;
            }
            let _ = write!(path, "{}{:.1} {:.1}", if last.is_none() { 'M' } else { 'L' }, x, y);
            last = Some((x, y));
        }
        if last.is_some() {
            path.push('Z');
        }
    }
    path
}

/// Spots for a name of a width: beside, above and below its place, then farther away, where a line leads to it.
fn spots_around(point: (f64, f64), width: f64, letters: TextStyle) -> impl Iterator<Item = Spot> {
    const WAYS: [(f64, f64); 12] = [
        (1.0, 0.0),
        (-1.0, 0.0),
        (0.0, -1.0),
        (0.0, 1.0),
        (0.8, -0.8),
        (-0.8, -0.8),
        (0.8, 0.8),
        (-0.8, 0.8),
        (0.4, -1.0),
        (-0.4, -1.0),
        (0.4, 1.0),
        (-0.4, 1.0),
    ];
    let height = letters.size * if letters.arabic { 1.6 } else { 1.25 };
    [9.0, 26.0, 44.0, 66.0, 92.0, 124.0].into_iter().flat_map(move |away| {
        WAYS.into_iter().map(move |(across, down)| {
            let (x, middle) = (point.0 + across * away, point.1 + down * (away + height * 0.4));
            let (anchor, left) = if across > 0.3 {
                (Anchor::Start, x)
            } else if across < -0.3 {
                (Anchor::End, x - width)
            } else {
                (Anchor::Middle, x - width / 2.0)
            };
            let frame =
                Frame { least: (left - 2.0, middle - height / 2.0), greatest: (left + width + 2.0, middle + height / 2.0) };
            Spot { x, baseline: middle + letters.size * 0.34, anchor, frame, far: away > 20.0 }
        })
    })
}
