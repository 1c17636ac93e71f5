//! Ground: the pictures that show rules, one pixel each.

/// Without metadata.
pub const PLAIN: &[u8] = b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0";

/// With a directory of positions in EXIF: one entry, that it lies in the north.
pub const POSITION: &[u8] = b"RIFF\x60\0\0\0WEBPVP8X\x0a\0\0\0\x08\0\0\0\0\0\0\0\0\0\
    VP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0\
    EXIF\x2c\0\0\0II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0\
    \x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0";

/// With the maker's name in EXIF.
pub const OWNER: &[u8] = b"RIFF\x4e\0\0\0WEBPVP8X\x0a\0\0\0\x08\0\0\0\0\0\0\0\0\0\
    VP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0\
    EXIF\x1a\0\0\0II*\0\x08\0\0\0\x01\0\x3b\x01\x02\0\x02\0\0\0A\0\0\0\0\0\0\0";
