//! A GIF file -> its frames, and how they follow each other.

use super::super::Trouble;
use super::super::gif::{Block, blocks};

/// Names of the extension that says how often the frames are repeated.
const LOOPING: [&[u8]; 2] = [b"NETSCAPE2.0", b"ANIMEXTS1.0"];

/// See [`super::strip`].
pub(in crate::picture) fn strip(bytes: &[u8]) -> Result<Vec<u8>, Trouble> {
    let (blocks, _) = blocks(bytes)?;
    let mut out = Vec::with_capacity(bytes.len());
    // How the next frame is shown; it goes with the text that it may belong to instead.
    let mut control: Vec<u8> = Vec::new();
    for block in blocks {
        match block {
            Block::Head(whole) => out.extend_from_slice(whole),
            Block::Frame(_, whole) => {
                out.append(&mut control);
                out.extend_from_slice(whole);
            }
            Block::Extension(0xF9, whole) => {
                control.clear();
                if let Some(data) = whole.get(3..7).filter(|_| whole[2] == 4) {
                    control.extend_from_slice(&[0x21, 0xF9, 4]);
                    control.extend_from_slice(data);
                    control.push(0);
                }
            }
            Block::Extension(0xFF, whole) => {
                let times = looping(whole);
                if let Some(times) = times {
                    out.extend_from_slice(&[0x21, 0xFF, 11]);
                    out.extend_from_slice(LOOPING[0]);
                    out.extend_from_slice(&[3, 1, times[0], times[1], 0]);
                }
            }
            // A text that was to be drawn by the viewer: none does.
            Block::Extension(0x01, _) => control.clear(),
            Block::Extension(..) => {}
        }
    }
    out.push(0x3B);
    Ok(out)
}

/// How often the frames are repeated, if the extension says it.
fn looping(whole: &[u8]) -> Option<[u8; 2]> {
    let is_looping = whole.get(2) == Some(&11) && LOOPING.iter().any(|name| whole.get(3..14) == Some(*name));
    if !is_looping {
        return None;
    }
    let [3, 1, low, high] = *whole.get(14..18)? else { return None };
    Some([low, high])
}
