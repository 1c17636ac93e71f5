//! The outlines of countries (Natural Earth, 1:50 million) -> rings of longitudes and latitudes. outlines/README.md says where
//! they come from.

use std::sync::OnceLock;

static DATA: &[u8] = include_bytes!("outlines/countries.bin");

/// A closed line in degrees, east and north.
#[derive(Clone, Debug)]
pub struct Ring {
    /// Its points.
    pub points: Vec<(f64, f64)>,
    /// Its least longitude and latitude.
    pub least: (f64, f64),
    /// Its greatest longitude and latitude.
    pub greatest: (f64, f64),
}

/// All rings; none, should the data be unreadable (a test says that it is not).
pub fn rings() -> &'static [Ring] {
    static RINGS: OnceLock<Vec<Ring>> = OnceLock::new();
    RINGS.get_or_init(|| decode(DATA).unwrap_or_default())
}

/// Reads the format that outlines/make.mjs writes.
fn decode(data: &[u8]) -> Option<Vec<Ring>> {
    let mut reader = Reader { data: data.strip_prefix(b"BYN1")? };
    let mut arcs = Vec::new();
    for _ in 0..reader.count()? {
        let (mut x, mut y) = (0_i64, 0_i64);
        let mut points = Vec::new();
        for _ in 0..reader.count()? {
            x += reader.signed()?;
            y += reader.signed()?;
            points.push((degrees(x)?, degrees(y)?));
        }
        arcs.push(points);
    }
    let mut rings = Vec::new();
    for _ in 0..reader.count()? {
        let mut points: Vec<(f64, f64)> = Vec::new();
        for _ in 0..reader.count()? {
            let index = reader.signed()?;
            let arc = arcs.get(usize::try_from(if index < 0 { -1 - index } else { index }).ok()?)?;
            // Arcs meet in a point that both hold.
            let skip = usize::from(!points.is_empty());
            if index < 0 {
                points.extend(arc.iter().rev().skip(skip));
            } else {
                points.extend(arc.iter().skip(skip));
            }
        }
        let fold = |pick: fn(&(f64, f64)) -> f64, choose: fn(f64, f64) -> f64| points.iter().map(pick).reduce(choose);
        let least = (fold(|p| p.0, f64::min)?, fold(|p| p.1, f64::min)?);
        let greatest = (fold(|p| p.0, f64::max)?, fold(|p| p.1, f64::max)?);
        rings.push(Ring { points, least, greatest });
    }
    Some(rings)
}

fn degrees(hundredths: i64) -> Option<f64> {
    i32::try_from(hundredths).ok().map(|n| f64::from(n) / 100.0)
}

struct Reader<'a> {
    data: &'a [u8],
}

impl Reader<'_> {
    /// A LEB128 number.
    fn count(&mut self) -> Option<i64> {
        let mut value = 0_i64;
        for shift in (0..35).step_by(7) {
            let (byte, rest) = self.data.split_first()?;
            self.data = rest;
            value |= i64::from(byte & 127) << shift;
            if byte & 128 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// A zigzag number.
    fn signed(&mut self) -> Option<i64> {
        let n = self.count()?;
        Some(if n % 2 == 0 { n / 2 } else { -(n + 1) / 2 })
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, rings};

    #[test]
    fn the_outlines_can_be_read() {
        assert!(rings().len() > 700, "{}", rings().len());
        // Kazakhstan's ring holds its largest city's surroundings and closes.
        let around = rings()
            .iter()
            .find(|r| r.points.len() > 100 && r.least.0 > 45.0 && r.least.0 < 48.0 && r.greatest.0 > 86.0 && r.greatest.0 < 88.0);
        assert!(around.is_some_and(|r| r.points.first() == r.points.last()));
        assert!(
            rings().iter().all(|r| r.least.0 >= -180.0 && r.greatest.0 <= 180.0 && r.least.1 >= -90.0 && r.greatest.1 <= 90.0)
        );
        assert!(decode(b"BYN1\xff\xff").is_none() && decode(b"").is_none());
    }
}
