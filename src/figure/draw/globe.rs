//! A small globe in a corner of a map that says where on Earth it is.

use std::fmt::Write as _;

use crate::figure::outlines;
use crate::figure::palette::Tone;
use crate::figure::svg::Canvas;

use super::labels::{Frame, Said};
use super::project::Projection;

/// Its radius.
const RADIUS: f64 = 32.0;
/// From the edges.
const EDGE: f64 = 10.0;

/// Draws the globe in the first corner that is free; none where all are taken.
pub fn draw(canvas: &mut Canvas<'_>, projection: &Projection, said: &mut Said) {
    let (width, height) = projection.frame;
    let (near, far) = (EDGE + RADIUS, |side: f64| side - EDGE - RADIUS);
    let corners = [(far(width), near), (near, near), (far(width), far(height)), (near, far(height))];
    let free = corners.into_iter().find(|corner| said.is_free(&Frame::around(*corner, RADIUS + 4.0)));
    let Some(middle) = free else { return };
    said.taken.push(Frame::around(middle, RADIUS + 4.0));
    canvas.disc(middle.0, middle.1, RADIUS + 2.0, Tone::Paper);
    canvas.disc(middle.0, middle.1, RADIUS, Tone::Sea);
    let mut path = String::new();
    for ring in outlines::rings() {
        let mut last: Option<(f64, f64)> = None;
        let mut seen = String::new();
        let mut is_seen = false;
        for (lon, lat) in &ring.points {
            let (x, y, is_before) = orthographic(*lon, *lat, projection.middle);
            let (x, y) = (middle.0 + x * RADIUS, middle.1 + y * RADIUS);
            if last.is_some_and(|(a, b)| (a - x).abs() + (b - y).abs() < 1.6) {
                continue;
            }
            is_seen |= is_before;
            let _ = write!(seen, "{}{x:.0} {y:.0}", if last.is_none() { 'M' } else { 'L' });
            last = Some((x, y));
        }
        // A line of two points is no land.
        if is_seen && seen.matches('L').count() > 1 {
            let _ = write!(path, "{seen}Z");
        }
    }
    canvas.outline(&path, Tone::Border, Tone::Border);
    // The half width of the frame as seen from far away.
    let reach = (projection.frame.0 / 2.0 / projection.scale).clamp(0.06, 0.9) * RADIUS;
    canvas.ring(middle.0, middle.1, reach.max(3.0), Tone::Series(0));
}

/// A place as it is seen from above the middle of the map, and whether it is on this side. What is on the other lies on the rim.
fn orthographic(lon: f64, lat: f64, middle: (f64, f64)) -> (f64, f64, bool) {
    let (lambda, phi) = ((lon - middle.0).to_radians(), lat.to_radians());
    let (sin0, cos0) = middle.1.to_radians().sin_cos();
    let (sin, cos) = phi.sin_cos();
    let (x, y) = (cos * lambda.sin(), -(cos0 * sin - sin0 * cos * lambda.cos()));
    if sin0 * sin + cos0 * cos * lambda.cos() >= 0.0 {
        return (x, y, true);
    }
    let length = x.hypot(y).max(1e-9);
    (x / length, y / length, false)
}
