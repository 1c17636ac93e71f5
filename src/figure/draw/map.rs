//! Places over the outlines of countries: the country that it is about in white, the names of its neighbours, a scale, and names that
//! touch neither each other nor the edge.
//!
//! East is on the right in every language: a map is never turned round.

use crate::figure::labels::FigureLabels;
use crate::figure::measure::TextStyle;
use crate::figure::palette::Tone;
use crate::figure::svg::{Anchor, Canvas};
use crate::figure::{Map, number_format};
use crate::locale::Locale;

use super::atlas::Atlas;
use super::globe;
use super::labels::{Frame, Said};
use super::plot::{label, small};
use super::project::{self, Projection};

/// Half the width and height of a place's mark with room around it.
const MARK: f64 = 7.0;
/// The mean radius of the Earth in kilometres.
const EARTH: f64 = 6_371.0;
/// From the edge to what stands in a corner.
const EDGE: f64 = 10.0;

/// Where a name stands: its anchor, its frame, and how far from its place.
struct Spot {
    x: f64,
    baseline: f64,
    anchor: Anchor,
    frame: Frame,
    far: bool,
}

/// Draws a map; gives its height.
pub fn draw(canvas: &mut Canvas<'_>, map: &Map, locale: &Locale, words: &FigureLabels) -> f64 {
    canvas.mirrored = false;
    let subject = project::subject(map);
    let projection = Projection::fitting(map, &subject, canvas.width);
    let (width, height) = projection.frame;
    let whole = Frame { least: (3.0, 3.0), greatest: (width - 3.0, height - 3.0) };
    canvas.rect((0.0, 0.0), (width, height), Tone::Sea);
    let atlas = Atlas::of(&projection);
    atlas.ground(canvas, map, &subject, &projection);
    let points: Vec<(f64, f64)> = map.places.iter().map(|p| projection.point(p.lon, p.lat)).collect();
    let mut said = Said { taken: points.iter().map(|point| Frame::around(*point, MARK)).collect(), below: Vec::new() };
    if !projection.world {
        let corner = [(EDGE, height - EDGE), (width - EDGE - width / 4.0, height - EDGE)];
        scale(canvas, &projection, (locale, words), corner, &mut said);
        if width > 500.0 {
            globe::draw(canvas, &projection, &mut said);
        }
    }
    let spots = named(canvas, map, &points, &whole, &mut said);
    atlas.names(canvas, (map, &subject), (&projection, locale), &mut said);
    for (i, spot) in spots.iter().filter(|(_, s)| s.far) {
        let Some(point) = points.get(*i) else { continue };
        let edge =
            (point.0.clamp(spot.frame.least.0, spot.frame.greatest.0), point.1.clamp(spot.frame.least.1, spot.frame.greatest.1));
        canvas.line(*point, edge, Tone::Ink, 1.0);
    }
    for (place, (x, y)) in map.places.iter().zip(&points) {
        canvas.disc(*x, *y, 6.0, Tone::Paper);
        if place.capital {
            canvas.ring(*x, *y, 4.5, Tone::Series(0));
        } else {
            canvas.disc(*x, *y, 4.5, Tone::Series(0));
        }
    }
    let letters = label(canvas);
    for (i, spot) in spots {
        if let Some(place) = map.places.get(i) {
            canvas.rimmed(spot.x, spot.baseline, spot.anchor, letters, Tone::Ink, &letters.cut(&place.name, width * 0.45));
        }
    }
    height
}

/// Where the names of places stand; those that find no place stand in the table only.
fn named(canvas: &Canvas<'_>, map: &Map, points: &[(f64, f64)], whole: &Frame, said: &mut Said) -> Vec<(usize, Spot)> {
    let letters = label(canvas);
    let mut spots: Vec<(usize, Spot)> = Vec::new();
    for (i, (place, point)) in map.places.iter().zip(points).enumerate() {
        let name = letters.cut(&place.name, whole.greatest.0 * 0.45);
        let own = Frame::around(*point, MARK);
        let found = spots_around(*point, letters.width(&name), letters).find(|spot| {
            let others = || said.taken.iter().enumerate().filter(|(n, _)| *n != i).map(|(_, frame)| frame);
            spot.frame.is_within(whole)
                && !others().any(|other| spot.frame.meets(other))
                && (spot.far
                    || !spot.frame.meets(&Frame {
                        least: (own.least.0 + 3.0, own.least.1 + 3.0),
                        greatest: (own.greatest.0 - 3.0, own.greatest.1 - 3.0),
                    }))
        });
        if let Some(spot) = found {
            said.taken.push(spot.frame);
            spots.push((i, spot));
        }
    }
    spots
}

/// A line as long as a round number of kilometres, in the first corner that is free.
fn scale(
    canvas: &mut Canvas<'_>,
    projection: &Projection,
    (locale, words): (&Locale, &FigureLabels),
    corners: [(f64, f64); 2],
    said: &mut Said,
) {
    let kilometre = projection.scale / EARTH;
    let most = canvas.width / 5.0 / kilometre;
    let power = 10_f64.powf(most.log10().floor());
    let length = [5.0, 2.0, 1.0].into_iter().map(|step| step * power).find(|length| *length <= most).unwrap_or(power);
    if !(1.0..=20_000.0).contains(&length) {
        return;
    }
    let letters = small(canvas);
    let text = words.kilometres.replace("{n}", &number_format::number(length, 0, locale));
    let across = length * kilometre;
    for (x, y) in corners {
        let frame =
            Frame { least: (x - 4.0, y - letters.size * 1.9), greatest: (x + across.max(letters.width(&text)) + 4.0, y + 4.0) };
        if !said.is_free(&frame) {
            continue;
        }
        canvas.line((x, y), (x + across, y), Tone::Ink, 1.5);
        for end in [x, x + across] {
            canvas.line((end, y - 4.0), (end, y), Tone::Ink, 1.5);
        }
        canvas.rimmed(x, y - 7.0, Anchor::Start, letters, Tone::Ink, &text);
        said.taken.push(frame);
        return;
    }
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
