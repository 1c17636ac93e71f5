//! The outlines of countries (Natural Earth, 1:50 million) -> rings of longitudes and latitudes. outlines/README.md says where
//! they come from.

use std::sync::OnceLock;

static DATA: &[u8] = include_bytes!("outlines/countries.bin");
static NAMES: &str = include_str!("outlines/names.tsv");

/// A country by its two letters of ISO 3166-1; `??` for land that has none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Country([u8; 2]);

impl Country {
    /// The country of two letters, in whichever case; `None` for letters that no outline has.
    pub fn of(letters: &str) -> Option<Self> {
        let upper = letters.trim().to_ascii_uppercase();
        let bytes: [u8; 2] = upper.as_bytes().try_into().ok()?;
        name(Self(bytes), "en").map(|_| Self(bytes))
    }
}

/// Every code that has an outline, for suggestions.
pub fn codes() -> Vec<&'static str> {
    NAMES.lines().skip(1).filter_map(|row| row.split('\t').next()).collect()
}

/// What a country is called in a language, by its tag; `None` where that is not known.
pub fn name(country: Country, tag: &str) -> Option<&'static str> {
    let language = tag.split('-').next().unwrap_or(tag);
    let column = NAMES.lines().next()?.split('\t').position(|own| own.eq_ignore_ascii_case(language))?;
    let row = NAMES.lines().skip(1).find(|row| row.as_bytes().starts_with(&country.0))?;
    row.split('\t').nth(column)
}

/// A closed line in degrees, east and north.
#[derive(Clone, Debug)]
pub struct Ring {
    /// Whose land it is.
    pub country: Country,
    /// Its points.
    pub points: Vec<(f64, f64)>,
    /// Its least longitude and latitude.
    pub least: (f64, f64),
    /// Its greatest longitude and latitude.
    pub greatest: (f64, f64),
}

impl Ring {
    /// Whether a place lies within it.
    pub fn holds(&self, lon: f64, lat: f64) -> bool {
        let near = (self.least.0..=self.greatest.0).contains(&lon) && (self.least.1..=self.greatest.1).contains(&lat);
        let edges = || self.points.iter().zip(self.points.iter().cycle().skip(1));
        let crosses = |(a, b): &(&(f64, f64), &(f64, f64))| {
            (a.1 > lat) != (b.1 > lat) && lon < (b.0 - a.0) * (lat - a.1) / (b.1 - a.1) + a.0
        };
        near && edges().filter(crosses).count() % 2 == 1
    }
}

/// All rings; none, should the data be unreadable (a test says that it is not).
pub fn rings() -> &'static [Ring] {
    static RINGS: OnceLock<Vec<Ring>> = OnceLock::new();
    RINGS.get_or_init(|| decode(DATA).unwrap_or_default())
}

/// The largest ring of a country.
pub fn mainland(country: Country) -> Option<&'static Ring> {
    let size = |ring: &&Ring| (ring.greatest.0 - ring.least.0) * (ring.greatest.1 - ring.least.1);
    rings().iter().filter(|ring| ring.country == country).max_by(|a, b| size(a).total_cmp(&size(b)))
}

/// Reads the format that outlines/make.mjs writes.
fn decode(data: &[u8]) -> Option<Vec<Ring>> {
    let mut reader = Reader { data: data.strip_prefix(b"BYN2")? };
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
        let country = Country([reader.byte()?, reader.byte()?]);
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
        rings.push(Ring { country, points, least, greatest });
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
    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.data.split_first()?;
        self.data = rest;
        Some(*byte)
    }

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
    use super::{Country, codes, decode, name, rings};

    #[test]
    fn the_outlines_can_be_read() {
        assert!(rings().len() > 700, "{}", rings().len());
        // Kazakhstan's ring holds its largest city's surroundings and closes.
        let around = rings()
            .iter()
            .find(|r| r.points.len() > 100 && r.least.0 > 45.0 && r.least.0 < 48.0 && r.greatest.0 > 86.0 && r.greatest.0 < 88.0);
        assert!(around.is_some_and(|r| r.points.first() == r.points.last() && Some(r.country) == Country::of("kz")));
        assert!(rings().iter().any(|r| r.holds(76.9, 43.2) && Some(r.country) == Country::of("KZ")));
        assert!(
            rings().iter().all(|r| r.least.0 >= -180.0 && r.greatest.0 <= 180.0 && r.least.1 >= -90.0 && r.greatest.1 <= 90.0)
        );
        for (tag, expect) in [("ar", "كازاخستان"), ("fa-IR", "قزاقستان"), ("he", "קזחסטן")] {
            assert_eq!(Country::of("KZ").and_then(|country| name(country, tag)), Some(expect));
        }
        assert!(codes().len() > 200 && Country::of("xx").is_none() && Country::of("Kazakhstan").is_none());
        assert!(Country::of("KZ").and_then(|country| name(country, "tr")).is_none());
        assert!(decode(b"BYN2\xff\xff").is_none() && decode(b"").is_none());
    }
}
