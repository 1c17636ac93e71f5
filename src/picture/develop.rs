//! A picture and a [`Recipe`] -> the bytes of the files that it asks for.
//!
//! Pictures are developed in parallel, but only as many at once as have room: a photograph of twelve megapixels takes fifty
//! megabytes while it is decoded.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, PoisonError};

use super::header;
use super::photo::{Area, Problem};
use super::pixels::Pixels;
use super::raster;
use super::recipe::Recipe;

/// Pixels that are in memory at once, as far as one picture alone does not have more.
const ROOM: u64 = 36_000_000;

/// What was made of a picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Developed {
    /// The colour that stands in its place until it has come; `None` where something shines through.
    pub colour: Option<[u8; 3]>,
    /// The files, in the order of the recipe.
    pub files: Vec<Vec<u8>>,
}

/// Makes the files of a recipe.
pub fn develop(bytes: &[u8], recipe: &Recipe) -> Result<Developed, Problem> {
    let (_room, pixels) = decoded(bytes, &recipe.redact)?;
    let colour = pixels.mean();
    let mut files = Vec::with_capacity(recipe.jobs.len());
    // Each size is made of the one before it where that holds the same part: the picture itself is read once.
    let mut last: Option<(Area, Pixels)> = None;
    for job in &recipe.jobs {
        let whole = |p: &Pixels| Area { x: 0, y: 0, width: p.size().0, height: p.size().1 };
        let made = match last.take().filter(|(crop, _)| *crop == job.crop) {
            Some((_, same)) if same.size() == (job.width, job.height) => same,
            Some((_, larger)) if larger.size().0 >= job.width && larger.size().1 >= job.height => {
                larger.resized(whole(&larger), job.width, job.height)?
            }
            Some(_) | None => pixels.resized(job.crop, job.width, job.height)?,
        };
        files.push(made.encoded(job.format)?);
        last = Some((job.crop, made));
    }
    Ok(Developed { colour, files })
}

/// Looks whether a picture can be developed, and makes nothing.
pub fn inspect(bytes: &[u8]) -> Result<(), Problem> {
    decoded(bytes, &[]).map(drop)
}

fn decoded(bytes: &[u8], redact: &[Area]) -> Result<(Taken, Pixels), Problem> {
    // What was looked at before is looked at again: the file may be another one by now.
    let probe = raster::probe(bytes).map_err(|trouble| Problem(trouble.says()))?;
    let header = header::of(&probe).ok_or_else(|| Problem(say!("it is no JPEG, PNG or WebP")))?;
    let taken = Taken::new(u64::from(header.size.0) * u64::from(header.size.1));
    // Decoders are other people's, and what they read is anybody's: one that gives up must not take the others with it.
    let decode = AssertUnwindSafe(|| Pixels::decode(bytes, header.format, probe.orientation));
    let mut pixels = catch_unwind(decode).unwrap_or_else(|_| Err(Problem(say!("it is damaged"))))?;
    for area in redact {
        pixels.cover(*area);
    }
    Ok((taken, pixels))
}

/// Pixels in memory, over all threads.
static IN_USE: Mutex<u64> = Mutex::new(0);
static FREED: Condvar = Condvar::new();

/// Room for the pixels of a picture, given back when it is dropped.
struct Taken(u64);

impl Taken {
    /// Waits until there is room.
    fn new(pixels: u64) -> Self {
        let in_use = IN_USE.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |in_use: &mut u64| *in_use > 0 && *in_use + pixels > ROOM;
        let mut in_use = FREED.wait_while(in_use, is_full).unwrap_or_else(PoisonError::into_inner);
        *in_use += pixels;
        Self(pixels)
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        *IN_USE.lock().unwrap_or_else(PoisonError::into_inner) -= self.0;
        FREED.notify_all();
    }
}
