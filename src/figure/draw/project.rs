//! Places on the globe -> places in a frame.
//!
//! A part of the world is shown by Lambert's azimuthal equal-area projection around its middle, the whole by Equal Earth
//! (Šavrič, Patterson and Jenny, 2018): areas are true in both.

use crate::figure::outlines::{self, Country, mainland};
use crate::figure::{Area, Map, Place};

/// More degrees of longitude than this are the world.
const WORLD: f64 = 110.0;
/// A country so many times as large as what its places span is shown in part.
const PART: f64 = 3.2;

/// The geographic extent of places.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    west: f64,
    east: f64,
    south: f64,
    north: f64,
}

impl Extent {
    /// The extent of places, at least three degrees each way.
    pub fn of(places: &[Place]) -> Self {
        let fold = |pick: fn(&Place) -> f64, choose: fn(f64, f64) -> f64| places.iter().map(pick).reduce(choose).unwrap_or(0.0);
        let extent = Self {
            west: fold(|p| p.lon, f64::min),
            east: fold(|p| p.lon, f64::max),
            south: fold(|p| p.lat, f64::min),
            north: fold(|p| p.lat, f64::max),
        };
        let wider = |a: f64, b: f64| if b - a < 3.0 { (f64::midpoint(a, b) - 1.5, f64::midpoint(a, b) + 1.5) } else { (a, b) };
        let ((west, east), (south, north)) = (wider(extent.west, extent.east), wider(extent.south, extent.north));
        Self { west, east, south, north }
    }

    /// What a map shows: its places and regions, and the country that it is about, unless they are a small part of that.
    pub fn shown(map: &Map, subject: &[Country]) -> Self {
        let places = Self::of(&map.places);
        let mut all = places;
        for region in &map.regions {
            if let Area::Points(points) = &region.area {
                for (lon, lat) in points {
                    all = all.with((*lon, *lat), (*lon, *lat));
                }
            }
        }
        for ring in subject.iter().filter_map(|country| mainland(*country)) {
            let (across, up) = (ring.greatest.0 - ring.least.0, ring.greatest.1 - ring.least.1);
            let is_near = across <= PART * (places.east - places.west) && up <= PART * (places.north - places.south);
            if is_near || !map.subject.is_empty() {
                all = all.with(ring.least, ring.greatest);
            }
        }
        all
    }

    fn with(self, least: (f64, f64), greatest: (f64, f64)) -> Self {
        Self {
            west: self.west.min(least.0),
            south: self.south.min(least.1),
            east: self.east.max(greatest.0),
            north: self.north.max(greatest.1),
        }
    }

    /// Whether it is so wide that the whole world is shown.
    pub fn is_world(self) -> bool {
        self.east - self.west > WORLD
    }
}

/// The countries that a map is about: those that it names, else the one that most of its places are in, where those are in few.
pub fn subject(map: &Map) -> Vec<Country> {
    if !map.subject.is_empty() || Extent::of(&map.places).is_world() {
        return map.subject.clone();
    }
    let mut counts: Vec<(Country, usize)> = Vec::new();
    for place in &map.places {
        let Some(ring) = outlines::rings().iter().find(|ring| ring.holds(place.lon, place.lat)) else { continue };
        match counts.iter_mut().find(|(country, _)| *country == ring.country) {
            Some((_, count)) => *count += 1,
            None => counts.push((ring.country, 1)),
        }
    }
    let most = counts.iter().max_by_key(|(_, count)| *count).copied();
    most.filter(|(_, count)| count * 2 > map.places.len()).map(|(country, _)| country).into_iter().collect()
}

/// Whether a map shows the whole world.
pub fn is_world(map: &Map) -> bool {
    Extent::shown(map, &subject(map)).is_world()
}

/// A projection into a frame.
#[derive(Clone, Copy, Debug)]
pub struct Projection {
    /// The middle of the map in degrees.
    pub middle: (f64, f64),
    /// Whether it shows the whole world.
    pub world: bool,
    /// Units of the drawing for a radius of the Earth.
    pub scale: f64,
    shift: (f64, f64),
    /// The frame's width and height.
    pub frame: (f64, f64),
}

impl Projection {
    /// Fits what a map shows into a width, with room around it for names. On phones the frame is three fourths as high.
    pub fn fitting(map: &Map, subject: &[Country], width: f64) -> Self {
        let extent = Extent::shown(map, subject);
        let world = extent.is_world();
        let middle =
            if world { (0.0, 0.0) } else { (f64::midpoint(extent.west, extent.east), f64::midpoint(extent.south, extent.north)) };
        let bare = Self { middle, world, scale: 1.0, shift: (0.0, 0.0), frame: (width, width) };
        // The border of the extent, and of the whole world where that is shown.
        let (west, east, south, north) =
            if world { (-180.0, 180.0, -58.0, 80.0) } else { (extent.west, extent.east, extent.south, extent.north) };
        let mut least = (f64::INFINITY, f64::INFINITY);
        let mut most = (f64::NEG_INFINITY, f64::NEG_INFINITY);
        for step in 0..=20_u32 {
            let t = f64::from(step) / 20.0;
            let (lon, lat) = (west + t * (east - west), south + t * (north - south));
            for (x, y) in [bare.point(lon, south), bare.point(lon, north), bare.point(west, lat), bare.point(east, lat)] {
                least = (f64::min(least.0, x), f64::min(least.1, y));
                most = (f64::max(most.0, x), f64::max(most.1, y));
            }
        }
        let (across, up) = ((most.0 - least.0).max(1e-9), (most.1 - least.1).max(1e-9));
        // What reaches to the edge of a country has room beyond it; places alone need room for their names.
        let margin = match (world, subject.is_empty()) {
            (true, _) => 0.0,
            (false, true) => 0.16,
            (false, false) => 0.1,
        };
        let height = if width < 500.0 && !world { width * 0.75 } else { (width * up / across).clamp(width * 0.45, width * 0.62) };
        let scale = f64::min(width * (1.0 - 2.0 * margin) / across, height * (1.0 - 2.0 * margin) / up);
        let shift = (width / 2.0 - f64::midpoint(least.0, most.0) * scale, height / 2.0 - f64::midpoint(least.1, most.1) * scale);
        Self { scale, shift, frame: (width, height), ..bare }
    }

    /// A place in the frame, from longitude and latitude in degrees.
    pub fn point(&self, lon: f64, lat: f64) -> (f64, f64) {
        let (x, y) = if self.world { equal_earth(lon, lat) } else { azimuthal(lon, lat, self.middle) };
        (x * self.scale + self.shift.0, y * self.scale + self.shift.1)
    }
}

/// Snyder, Map Projections (USGS 1395), 24-2 to 24-4; y grows downwards.
fn azimuthal(lon: f64, lat: f64, middle: (f64, f64)) -> (f64, f64) {
    let (lambda, phi) = ((lon - middle.0).to_radians(), lat.to_radians());
    let (sin0, cos0) = middle.1.to_radians().sin_cos();
    let (sin, cos) = phi.sin_cos();
    let angle = sin0 * sin + cos0 * cos * lambda.cos();
    // Near the other side of the globe the plane has no end: such points only have to stay outside the frame.
    let k = (2.0 / (1.0 + angle).max(0.02)).sqrt();
    (k * cos * lambda.sin(), -k * (cos0 * sin - sin0 * cos * lambda.cos()))
}

fn equal_earth(lon: f64, lat: f64) -> (f64, f64) {
    const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
    let root = 3.0_f64.sqrt();
    let theta = (root / 2.0 * lat.to_radians().sin()).asin();
    let (t2, t6) = (theta * theta, theta.powi(6));
    let x =
        2.0 * root * lon.to_radians() * theta.cos() / (3.0 * (9.0 * A[3] * t6 * t2 + 7.0 * A[2] * t6 + 3.0 * A[1] * t2 + A[0]));
    let y = theta * (A[3] * t6 * t2 + A[2] * t6 + A[1] * t2 + A[0]);
    (x, -y)
}

/// What of a closed line lies within a frame (Sutherland and Hodgman, 1974).
pub fn clipped(ring: &[(f64, f64)], frame: (f64, f64)) -> Vec<(f64, f64)> {
    let inside: [&dyn Fn((f64, f64)) -> f64; 4] = [&|p| p.0, &|p| frame.0 - p.0, &|p| p.1, &|p| frame.1 - p.1];
    let mut points = ring.to_vec();
    for depth in inside {
        let mut kept = Vec::with_capacity(points.len());
        for (i, point) in points.iter().enumerate() {
            let last = points[if i == 0 { points.len() - 1 } else { i - 1 }];
            let (a, b) = (depth(last), depth(*point));
            if (a >= 0.0) != (b >= 0.0) {
                let t = a / (a - b);
                kept.push((last.0 + t * (point.0 - last.0), last.1 + t * (point.1 - last.1)));
            }
            if b >= 0.0 {
                kept.push(*point);
            }
        }
        points = kept;
    }
    points
}

#[cfg(test)]
mod tests {
    use super::{Projection, clipped};
    use crate::figure::{Map, Place};

    fn place(lon: f64, lat: f64) -> Place {
        Place { name: String::new(), lat, lon, note: None, capital: false }
    }

    fn map(places: &[Place]) -> Map {
        Map { places: places.to_vec(), subject: Vec::new(), regions: Vec::new(), names: true, called: Vec::new() }
    }

    #[test]
    fn every_place_lies_in_the_frame() {
        for places in [
            vec![place(76.9, 43.2), place(51.2, 43.7), place(71.4, 51.1)],
            vec![place(0.0, 0.0)],
            vec![place(-179.0, -57.0), place(179.0, 79.0)],
            vec![place(10.0, 90.0), place(40.0, -90.0)],
        ] {
            for width in [360.0, 768.0] {
                let map = map(&places);
                let projection = Projection::fitting(&map, &super::subject(&map), width);
                for p in &places {
                    let (x, y) = projection.point(p.lon, p.lat);
                    assert!(x.is_finite() && y.is_finite());
                    assert!(
                        p.lat.abs() > 80.0 || (-1.0..=width + 1.0).contains(&x) && (-1.0..=projection.frame.1 + 1.0).contains(&y),
                        "{p:?} {x} {y}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_clipped_line_stays_in_its_frame() {
        let square = [(-50.0, -50.0), (150.0, -50.0), (150.0, 150.0), (-50.0, 150.0)];
        let inside = clipped(&square, (100.0, 80.0));
        assert!(inside.iter().all(|(x, y)| (0.0..=100.0).contains(x) && (0.0..=80.0).contains(y)));
        assert_eq!(inside.len(), 4);
        assert!(clipped(&[(500.0, 500.0), (600.0, 500.0), (550.0, 600.0)], (100.0, 80.0)).is_empty());
    }
}
