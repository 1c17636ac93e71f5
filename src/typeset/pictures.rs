//! Pages that Typst laid out -> pictures of few colours, as one run of bytes that another process can hand over.

use typst::utils::Scalar;
use typst_layout::PagedDocument;
use typst_render::RenderOptions;

use crate::picture::few;

use super::guard::Leash;

/// No picture has more bytes: messengers leave out previews that are heavier than a few hundred kilobytes, and a site has one for
/// each page.
const MOST: usize = 80_000;

/// The pages as PNGs, each with its length before it.
pub fn joined(document: &PagedDocument, leash: &Leash) -> Vec<u8> {
    let options = RenderOptions { pixel_per_pt: Scalar::new(1.0), render_bleed: false };
    let mut out = Vec::new();
    for page in document.pages() {
        leash.check();
        let pixels = typst_render::render(page, &options);
        // What lies on a page of its own colour has no pixel that shines through; icons do, and have few pixels.
        let few = few::png((pixels.width(), pixels.height()), pixels.data(), MOST);
        let png = few.unwrap_or_else(|| pixels.encode_png().unwrap_or_default());
        out.extend_from_slice(&(png.len() as u64).to_le_bytes());
        out.extend_from_slice(&png);
    }
    out
}

/// The PNGs that were joined; `None` where something is missing.
pub fn parted(mut bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut pictures = Vec::new();
    while !bytes.is_empty() {
        let (length, rest) = bytes.split_first_chunk::<8>()?;
        let (picture, rest) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        pictures.push(picture.to_vec());
        bytes = rest;
    }
    Some(pictures)
}

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn nothing_is_missing_from_what_was_joined() {
        let joined = [&2_u64.to_le_bytes()[..], b"ab", &0_u64.to_le_bytes(), &1_u64.to_le_bytes(), b"c"].concat();
        assert_eq!(parted(&joined), Some(vec![b"ab".to_vec(), Vec::new(), b"c".to_vec()]));
        assert_eq!(parted(&joined[..joined.len() - 1]), None);
        assert_eq!(parted(&joined[..5]), None);
        assert_eq!(parted(&[]), Some(Vec::new()));
    }
}
