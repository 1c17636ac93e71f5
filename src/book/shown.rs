//! A picture of a book -> the bytes that a format puts into its file, without what they say of their makers.

use std::sync::Arc;

use crate::picture::photo::{Encoding, Problem};
use crate::picture::probe::probe;
use crate::picture::{Format, Orientation};
use crate::site::photos::File;
use crate::site::picture::printed;

use super::block::Picture;
use super::format::FormatContext;

/// A picture that can be shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its file.
    pub bytes: Arc<[u8]>,
    /// What that is.
    pub format: Format,
    /// Width and height in pixels as it is shown.
    pub size: (u32, u32),
    /// Whether it is shown as it is stored, and not turned as the file says.
    pub is_upright: bool,
}

/// A picture that was made.
fn made(bytes: Arc<[u8]>) -> Option<Shown> {
    let probe = probe(&bytes).ok()?;
    let is_upright = probe.orientation == Orientation::Upright;
    Some(Shown { format: probe.format, size: probe.shown()?, is_upright, bytes })
}

impl FormatContext<'_> {
    /// The same in the largest of its sizes for pages that is not wider than so many pixels; in the size of paper where it has none.
    ///
    /// # Errors
    ///
    /// Where a photograph cannot be made: its path, and why.
    pub fn picture_within(&self, picture: &Picture, widest: u32) -> Result<Option<Shown>, (String, Problem)> {
        let Picture::Photo(photo) = picture else { return self.picture(picture) };
        let Some(batch) = &photo.responsive else { return self.picture(picture) };
        let fits = |(_, file): &(usize, &File)| file.format == Encoding::WebP || file.format == photo.format;
        let files = || batch.files.iter().enumerate().filter(fits);
        // Of one width the fewest bytes: WebP.
        let order = |(_, file): &(usize, &File)| (file.size.0, file.format == Encoding::WebP);
        let best = files().filter(|(_, file)| file.size.0 <= widest).max_by_key(order).or_else(|| files().min_by_key(order));
        let Some((at, _)) = best else { return self.picture(picture) };
        let bytes = (self.develop_size)(photo, at).map_err(|problem| (photo.path.clone(), problem))?;
        Ok(bytes.and_then(made))
    }

    /// The file of a picture; `None` for one that cannot be shown.
    ///
    /// # Errors
    ///
    /// Where a photograph cannot be made: its path, and why.
    pub fn picture(&self, picture: &Picture) -> Result<Option<Shown>, (String, Problem)> {
        match picture {
            Picture::Photo(photo) => {
                let bytes = (self.develop)(photo).map_err(|problem| (photo.path.clone(), problem))?;
                Ok(bytes.and_then(made))
            }
            Picture::File(file) => {
                let Some(probe) = self.site.pictures.fine(*file) else { return Ok(None) };
                let bytes = printed(self.tree.file(*file), self.site.pictures.get(*file), self.site.config.keep_metadata);
                let Some(bytes) = bytes.ok().flatten() else { return Ok(None) };
                let is_upright = probe.orientation == Orientation::Upright;
                // A drawing may not say how large it is.
                let size = probe.shown().unwrap_or((600, 400));
                Ok(Some(Shown { bytes: bytes.into(), format: probe.format, size, is_upright }))
            }
        }
    }
}
