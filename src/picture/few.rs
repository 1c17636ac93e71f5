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
/// How hard is looked for repetitions: a step more is a few bytes less for twice the work, and two steps more are none.
const EFFORT: u32 = 5;

/// Pixels (four bytes each) as a PNG of at most so many bytes; the shortest where none is as short. `None` where something shines
/// through one of them.
pub fn png(size: (u32, u32), pixels: &[u8], most: usize) -> Option<Vec<u8>> {
    let picture = Picture::read(size, pixels)?;
    let start = usize::from(picture.tallies.len() > PHOTOGRAPH);
    let mut shortest: Option<Vec<u8>> = None;
    for colours in &PALETTES[start..] {
        let file = indexed(size, &picture, &palette(&picture, *colours));
        let is_short = file.len() <= most;
        if shortest.as_ref().is_none_or(|known| file.len() < known.len()) {
            shortest = Some(file);
        }
        if is_short {
            break;
        }
    }
    shortest
}

/// A picture by what repeats itself in it: most rows of what is drawn are the row before, and most pixels the one beside.
#[derive(Default)]
struct Picture {
    /// Different rows, each with how many of them follow each other.
    rows: Vec<(Vec<Run>, u64)>,
    /// The cells of colours that it has, in the order in which they are seen first.
    tallies: Vec<Tally>,
    /// Where each is among all cells, which is the order that they are parted in.
    cells: Vec<usize>,
}

/// Pixels beside each other whose colour is one: the place of their cell, and how many.
type Run = (usize, u32);

impl Picture {
    fn read((width, _): (u32, u32), pixels: &[u8]) -> Option<Self> {
        const NONE: usize = usize::MAX;
        let row = usize::try_from(width).unwrap_or(usize::MAX).saturating_mul(4).max(4);
        let (mut picture, mut places) = (Self::default(), vec![NONE; CELLS]);
        let mut rows = pixels.chunks_exact(row).peekable();
        while let Some(pixels) = rows.next() {
            let mut times = 1;
            while rows.next_if_eq(&pixels).is_some() {
                times += 1;
            }
            let mut runs: Vec<Run> = Vec::new();
            let mut last = None;
            for pixel in pixels.as_chunks::<4>().0 {
                if last == Some(pixel) {
                    if let Some((_, count)) = runs.last_mut() {
                        *count += 1;
                    }
                    continue;
                }
                last = Some(pixel);
                let [red, green, blue, u8::MAX] = *pixel else { return None };
                let cell = cell([red, green, blue]);
                if places[cell] == NONE {
                    places[cell] = picture.tallies.len();
                    picture.tallies.push(Tally::default());
                    picture.cells.push(cell);
                }
                runs.push((places[cell], 1));
            }
            picture.tally(pixels, &runs, times);
            picture.rows.push((runs, times));
        }
        Some(picture)
    }

    /// Adds the pixels of a row that is there so many times.
    fn tally(&mut self, row: &[u8], runs: &[Run], times: u64) {
        let mut pixels = row.as_chunks::<4>().0.iter();
        for (place, count) in runs {
            if let Some([red, green, blue, _]) = pixels.next() {
                self.tallies[*place].add([*red, *green, *blue], u64::from(*count) * times);
            }
            if *count > 1 {
                pixels.nth(*count as usize - 2);
            }
        }
    }
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

    /// The channel in which they are furthest from it, after how far.
    fn widest(&self) -> (u64, usize) {
        (0..3).map(|c| (self.spread(c), c)).max_by_key(|(spread, c)| (*spread, usize::MAX - c)).unwrap_or_default()
    }
}

fn cell([red, green, blue]: [u8; 3]) -> usize {
    let part = |value: u8| usize::from(value >> (8 - BITS));
    part(red) << (2 * BITS) | part(green) << BITS | part(blue)
}

/// The colours, and the place of each cell's among them.
struct Palette {
    colours: Vec<[u8; 3]>,
    places: Vec<u8>,
}

/// Cells that get one colour.
struct Together {
    all: Tally,
    widest: (u64, usize),
    members: Vec<usize>,
}

impl Together {
    fn new(tallies: &[Tally], members: Vec<usize>) -> Self {
        let mut all = Tally::default();
        for member in &members {
            all.join(&tallies[*member]);
        }
        Self { widest: all.widest(), all, members }
    }
}

/// Parts the cells where the pixels of one colour would be furthest from it, until there are enough colours.
fn palette(Picture { tallies, cells, .. }: &Picture, most: usize) -> Palette {
    let mut used: Vec<usize> = (0..tallies.len()).collect();
    used.sort_unstable_by_key(|place| cells[*place]);
    let means: Vec<[u8; 3]> = tallies.iter().map(Tally::mean).collect();
    let mut boxes = vec![Together::new(tallies, used)];
    while boxes.len() < most {
        let parted = boxes.iter().enumerate().filter(|(_, own)| own.members.len() > 1);
        let next = parted.max_by_key(|(at, own)| (own.widest.0, usize::MAX - at));
        let Some((at, Together { all, widest: (_, channel), .. })) = next else { break };
        let (mean, channel) = (all.mean()[*channel], *channel);
        let members = std::mem::take(&mut boxes[at].members);
        let (low, high): (Vec<usize>, Vec<usize>) = members.iter().partition(|member| means[**member][channel] < mean);
        let (low, high) = if low.is_empty() || high.is_empty() {
            // All means are rounded to one; the cells still differ.
            let (low, high) = members.split_at(members.len() / 2);
            (low.to_vec(), high.to_vec())
        } else {
            (low, high)
        };
        boxes[at] = Together::new(tallies, low);
        boxes.push(Together::new(tallies, high));
    }
    let mut places = vec![0; tallies.len()];
    for (place, own) in (0_u8..=u8::MAX).zip(&boxes) {
        for member in &own.members {
            places[*member] = place;
        }
    }
    Palette { colours: boxes.iter().map(|own| own.all.mean()).collect(), places }
}

/// A PNG of colour type 3: half a byte a pixel where that is enough.
fn indexed((width, height): (u32, u32), picture: &Picture, palette: &Palette) -> Vec<u8> {
    let depth: u8 = if palette.colours.len() <= 16 { 4 } else { 8 };
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(EFFORT));
    let mut line = Vec::new();
    for (runs, times) in &picture.rows {
        // Places of colours are no slopes, so no filter makes them shorter.
        line.clear();
        line.push(0);
        for (place, count) in runs {
            line.resize(line.len() + *count as usize, palette.places[*place]);
        }
        if depth == 4 {
            let pairs: Vec<u8> = line[1..].chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect();
            line.truncate(1);
            line.extend(pairs);
        }
        for _ in 0..*times {
            // Nothing keeps memory from being written.
            let _ = encoder.write_all(&line);
        }
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
        let file = png((7, 5), &pixels, 80_000).expect("opaque");
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
        let of = |most| png((400, 300), &pixels, most).expect("opaque");
        let (loose, tight) = (of(1 << 20), of(60_000));
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
    fn what_shines_through_is_for_others() {
        let mut pixels = [1, 2, 3, 255].repeat(6 * 4);
        assert!(png((6, 4), &pixels, 80_000).is_some());
        pixels[4 * 17 + 3] = 254;
        assert_eq!(png((6, 4), &pixels, 80_000), None);
    }

    /// Rows that are the one before, runs that end with a row, and a width of half bytes.
    #[test]
    fn what_repeats_itself_is_there_as_often() {
        let colours = [[253, 253, 251, 255], [29, 58, 143, 255]];
        for (width, height) in [(1, 9), (7, 9), (8, 3)] {
            let at = |x: usize, y: usize| colours[usize::from(y / 2 % 2 == 1 && x >= width / 2)];
            let pixels: Vec<u8> = (0..width * height).flat_map(|n| at(n % width, n / width)).collect();
            let size = (u32::try_from(width).expect("few"), u32::try_from(height).expect("few"));
            let found = read(&png(size, &pixels, 80_000).expect("opaque"));
            assert_eq!(found.dimensions(), size);
            for (n, pixel) in found.pixels().enumerate() {
                assert_eq!(pixel.0, at(n % width, n / width)[..3], "{n} of {width} × {height}");
            }
        }
    }

    #[test]
    fn the_same_pixels_are_the_same_file() {
        let pixels: Vec<u8> = (0_u16..64 * 64).flat_map(|at| [at.to_le_bytes()[0], at.to_le_bytes()[1], 7, 255]).collect();
        assert_eq!(png((64, 64), &pixels, 900), png((64, 64), &pixels, 900));
    }
}
