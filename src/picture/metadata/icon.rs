//! A file of icons -> its pictures, each without metadata, one behind the other.

use super::super::icon::{ENTRY, HEAD, bitmap, entries};
use super::super::{Format, Trouble, png as container, raster};
use super::{Keep, png};

/// See [`super::strip`].
pub(in crate::picture) fn strip(bytes: &[u8]) -> Result<Vec<u8>, Trouble> {
    let entries = entries(bytes)?;
    let number = |n: usize| u32::try_from(n).map(u32::to_le_bytes).map_err(|_| Trouble::CutOff(Format::Icon));
    let mut out = bytes[..HEAD].to_vec();
    let mut data: Vec<u8> = Vec::new();
    for entry in &entries {
        let own = if entry.data.starts_with(container::SIGNATURE) {
            raster::probe(entry.data)?;
            // Nobody reads a credit line in an icon.
            png::strip(entry.data, Keep::default())?
        } else {
            bitmap(entry)?.to_vec()
        };
        out.extend_from_slice(entry.head);
        out.extend(number(own.len())?);
        out.extend(number(HEAD + entries.len() * ENTRY + data.len())?);
        data.extend(own);
    }
    out.extend(data);
    Ok(out)
}
