//! Photographs made by the tests: a grain that does not compress to nothing, marks of one colour, and the bytes that cameras add.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// A picture of blue grain with rectangles (`x, y, width, height`) of red in it.
pub fn grain(width: u32, height: u32, red: &[[u32; 4]]) -> RgbImage {
    let mut seed = 7_u32;
    RgbImage::from_fn(width, height, |x, y| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = u8::try_from(seed >> 27).unwrap_or(0);
        let is_red = red.iter().any(|[left, top, w, h]| (*left..left + w).contains(&x) && (*top..top + h).contains(&y));
        if is_red { Rgb([230, 10, 10]) } else { Rgb([20 + noise, 60 + noise, 160 + noise]) }
    })
}

/// As JPEG.
pub fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 90).encode_image(picture).expect("encoded");
    out
}

/// In another format.
pub fn encoded(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture.clone()).write_to(&mut out, format).expect("encoded");
    out.into_inner()
}

/// The same JPEG with an orientation and a word in its EXIF (APP1 after SOI).
pub fn with_exif(jpeg: &[u8], orientation: u8, word: &str) -> Vec<u8> {
    let mut tiff = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
    tiff.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    let length = u8::try_from(word.len() + 1).expect("a short word");
    tiff.extend([0x01, 0x3b, 0, 2, 0, 0, 0, length, 0, 0, 0, 38]);
    tiff.extend([0, 0, 0, 0]);
    tiff.extend(word.as_bytes());
    tiff.push(0);
    let mut out = jpeg[..2].to_vec();
    out.extend([0xff, 0xe1]);
    out.extend(u16::try_from(tiff.len() + 2).expect("short").to_be_bytes());
    out.extend(tiff);
    out.extend(&jpeg[2..]);
    out
}

/// Whether a pixel is as red as the marks of [`grain`].
pub fn is_red(pixel: Rgb<u8>) -> bool {
    pixel.0[0] > 140 && pixel.0[1] < 90 && pixel.0[2] < 90
}

/// Whether a pixel is black, as far as a format with loss keeps it.
pub fn is_black(pixel: Rgb<u8>) -> bool {
    pixel.0.iter().all(|value| *value < 40)
}
