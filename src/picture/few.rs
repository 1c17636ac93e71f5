//! Pixels -> a PNG of at most 256 colours (PNG 3, section 11.1.1), and of fewer where it would be longer than it may be.
//!
//! What is drawn has few colours, and the edges of its letters some more: colours that nobody tells apart become one, and a file is
//! a fifth of what it would be. Photographs lose more, and are given as many colours as there is room for.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::png::{SIGNATURE, chunk};

/// Colours of a palette, from the most: what fits is taken.
const PALETTES: [usize; 5] = [256, 96, 48, 24, 16];
/// More cells than this hold a photograph, of which the whole palette would be too long: that it need not be tried.
const PHOTOGRAPH: usize = 1_500;
/// Bits of each channel that cells of colours are told apart by.
const BITS: u32 = 5;
const CELLS: usize = 1 << (3 * BITS);

/// The opaque pixels (four bytes each) as a PNG of at most so many bytes; the shortest where none is as short.
pub fn png(size: (u32, u32), pixels: &[u8], most: usize) -> Vec<u8> {
    let cells = tallied(pixels);
    let used: Vec<usize> = (0..CELLS).filter(|cell| cells[*cell].count > 0).collect();
    let start = usize::from(used.len() > PHOTOGRAPH);
    let mut shortest: Option<Vec<u8>> = None;
    for colours in &PALETTES[start..] {
        let file = indexed(size, pixels, &palette(&cells, &used, *colours));
        let is_short = file.len() <= most;
        if shortest.as_ref().is_none_or(|known| file.len() < known.len()) {
            shortest = Some(file);
        }
        if is_short {
            break;
        }
    }
    shortest.unwrap_or_default()
}

/// Pixels whose colours are nearly one.
#[derive(Clone, Copy, Default)]
struct Tally {
    count: u64,
    sums: [u64; 3],
    squares: [u64; 3],
}

impl Tally {
    fn add(&mut self, colour: [u8; 3], count: u64) {
        self.count += count;
        for (channel, value) in colour.into_iter().enumerate() {
            let value = u64::from(value);
            self.sums[channel] += value * count;
            self.squares[channel] += value * value * count;
        }
    }

    fn join(&mut self, other: &Self) {
        self.count += other.count;
        for channel in 0..3 {
            self.sums[channel] += other.sums[channel];
            self.squares[channel] += other.squares[channel];
        }
    }

    /// The mean colour.
    fn mean(&self) -> [u8; 3] {
        self.sums.map(|sum| u8::try_from((sum + self.count / 2) / self.count.max(1)).unwrap_or(u8::MAX))
    }

    /// How far the pixels are from the mean in a channel, all together.
    fn spread(&self, channel: usize) -> u64 {
        self.squares[channel].saturating_sub(self.sums[channel] * self.sums[channel] / self.count.max(1))
    }
}

fn cell([red, green, blue]: [u8; 3]) -> usize {
    let part = |value: u8| usize::from(value >> (8 - BITS));
    part(red) << (2 * BITS) | part(green) << BITS | part(blue)
}

/// The pixels by their cells. Most stand beside others of the same colour.
fn tallied(pixels: &[u8]) -> Vec<Tally> {
    let mut cells = vec![Tally::default(); CELLS];
    let mut run: Option<([u8; 3], u64)> = None;
    for pixel in pixels.chunks_exact(4) {
        let colour = [pixel[0], pixel[1], pixel[2]];
        match &mut run {
            Some((known, count)) if *known == colour => *count += 1,
            _ => {
                if let Some((known, count)) = run.replace((colour, 1)) {
                    cells[cell(known)].add(known, count);
                }
            }
        }
    }
    if let Some((known, count)) = run {
        cells[cell(known)].add(known, count);
    }
    cells
}

/// The colours, and the place of each cell's among them.
struct Palette {
    colours: Vec<[u8; 3]>,
    places: Vec<u8>,
}

/// Parts the cells where the pixels of one colour would be furthest from it, until there are enough colours.
fn palette(cells: &[Tally], used: &[usize], most: usize) -> Palette {
    let whole = |members: &[usize]| {
        members.iter().fold(Tally::default(), |mut all, cell| {
            all.join(&cells[*cell]);
            all
        })
    };
    let mut boxes: Vec<(Tally, Vec<usize>)> = vec![(whole(used), used.to_vec())];
    while boxes.len() < most {
        let widest = |tally: &Tally| (0..3).map(|c| (tally.spread(c), c)).max_by_key(|(spread, c)| (*spread, usize::MAX - c));
        let parted = boxes.iter().enumerate().filter(|(_, (_, members))| members.len() > 1);
        let next = parted.filter_map(|(at, (tally, _))| Some((widest(tally)?, at)));
        let Some(((_, channel), at)) = next.max_by_key(|((spread, _), at)| (*spread, usize::MAX - at)) else { break };
        let mean = boxes[at].0.mean()[channel];
        let members = std::mem::take(&mut boxes[at].1);
        let (low, high): (Vec<usize>, Vec<usize>) = members.iter().partition(|cell| cells[**cell].mean()[channel] < mean);
        let (low, high) = if low.is_empty() || high.is_empty() {
            // All means are rounded to one; the cells still differ.
            let (low, high) = members.split_at(members.len() / 2);
            (low.to_vec(), high.to_vec())
        } else {
            (low, high)
        };
        boxes[at] = (whole(&low), low);
        boxes.push((whole(&high), high));
    }
    let mut places = vec![0; CELLS];
    for (place, (_, members)) in (0_u8..=u8::MAX).zip(&boxes) {
        for member in members {
            places[*member] = place;
        }
    }
    Palette { colours: boxes.iter().map(|(tally, _)| tally.mean()).collect(), places }
}

/// A PNG of colour type 3: half a byte a pixel where that is enough.
fn indexed((width, height): (u32, u32), pixels: &[u8], palette: &Palette) -> Vec<u8> {
    let depth: u8 = if palette.colours.len() <= 16 { 4 } else { 8 };
    let row = usize::try_from(width).unwrap_or(usize::MAX).saturating_mul(4).max(4);
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(7));
    let mut line = Vec::with_capacity(row / 4 + 1);
    for pixels in pixels.chunks_exact(row) {
        // Places of colours are no slopes, so no filter makes them shorter.
        line.clear();
        line.push(0);
        let places = pixels.chunks_exact(4).map(|pixel| palette.places[cell([pixel[0], pixel[1], pixel[2]])]);
        if depth == 8 {
            line.extend(places);
        } else {
            let places: Vec<u8> = places.collect();
            line.extend(places.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)));
        }
        // Nothing keeps memory from being written.
        let _ = encoder.write_all(&line);
    }
    let data = encoder.finish().unwrap_or_default();
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[depth, 3, 0, 0, 0]].concat();
    let colours = palette.colours.concat();
    let parts = [(*b"IHDR", header), (*b"PLTE", colours), (*b"IDAT", data), (*b"IEND", Vec::new())];
    parts.iter().fold(SIGNATURE.to_vec(), |mut file, (kind, data)| {
        file.extend(chunk(*kind, data));
        file
    })
}

#[cfg(test)]
mod tests {
    use super::png;

    /// The picture as it is read again.
    fn read(file: &[u8]) -> image::RgbImage {
        image::load_from_memory(file).expect("a PNG").to_rgb8()
    }

    #[test]
    fn few_colours_stay_as_they_are() {
        let colours = [[253, 253, 251, 255], [29, 58, 143, 255], [184, 105, 15, 255]];
        let pixels: Vec<u8> = (0..7 * 5).flat_map(|at| colours[at % 3]).collect();
        let file = png((7, 5), &pixels, 80_000);
        let found = read(&file);
        assert_eq!(found.dimensions(), (7, 5));
        for (at, pixel) in found.pixels().enumerate() {
            assert_eq!(pixel.0, colours[at % 3][..3], "{at}");
        }
    }

    #[test]
    fn many_colours_come_near_and_fit() {
        // A slope with noise that no compressor likes.
        let mut seed = 1_u32;
        let mut noise = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            u8::try_from(seed >> 28).expect("four bits")
        };
        let slope = |at: u32| u8::try_from(at / 2).expect("a byte");
        let mut pixels = Vec::new();
        for y in 0..300 {
            for x in 0..400 {
                pixels.extend([slope(x).saturating_add(noise()), slope(y).saturating_add(noise()), 90, 255]);
            }
        }
        let (loose, tight) = (png((400, 300), &pixels, 1 << 20), png((400, 300), &pixels, 60_000));
        assert!(tight.len() <= 60_000 && tight.len() < loose.len(), "{} {}", tight.len(), loose.len());
        let distance = |file: &[u8]| {
            let found = read(file);
            let pairs = found.pixels().zip(pixels.chunks_exact(4));
            let all: u64 = pairs.map(|(new, old)| (0..3).map(|c| u64::from(new.0[c].abs_diff(old[c]))).sum::<u64>()).sum();
            all / (400 * 300)
        };
        assert!(distance(&loose) < 20 && distance(&tight) < 60, "{} {}", distance(&loose), distance(&tight));
    }

    #[test]
    fn the_same_pixels_are_the_same_file() {
        let pixels: Vec<u8> = (0_u16..64 * 64).flat_map(|at| [at.to_le_bytes()[0], at.to_le_bytes()[1], 7, 255]).collect();
        assert_eq!(png((64, 64), &pixels, 900), png((64, 64), &pixels, 900));
    }
}
