//! Bytes of a file <-> pixels: decoded upright, painted over, made smaller, encoded in the colours of the web.
//!
//! Tints of a profile become those of sRGB, which is what a file without a profile has: nothing has to be carried, and every
//! format and every viewer agrees. Nothing else of the file is kept.

use std::io::Cursor;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType as Filter, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError, ImageFormat, ImageReader};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::photo::{Area, Encoding, Problem};
use crate::message::Message;

/// Of 100. What compares well with the original at the size it is shown in.
const JPEG_QUALITY: u8 = 80;
const WEBP_QUALITY: f32 = 76.0;
#[cfg(feature = "avif")]
const AVIF_QUALITY: u8 = 62;
#[cfg(feature = "avif")]
const AVIF_SPEED: u8 = 6;

/// What boxes are painted with.
const SOLID: [u8; 4] = [0, 0, 0, 255];

/// Pixels of four bytes, row by row.
pub(in crate::picture) struct Pixels {
    width: u32,
    height: u32,
    rgba: Vec<u8>,
    /// Whether every pixel covers what is behind it.
    is_opaque: bool,
    /// What the numbers mean, where it is not sRGB.
    profile: Option<ColorProfile>,
}

impl Pixels {
    /// Decodes a file and turns it upright, as its header was read: of two that contradict each other decoders may take the other.
    pub fn decode(bytes: &[u8], format: Encoding, orientation: super::Orientation) -> Result<Self, Problem> {
        let mut source = decoder(bytes, kind(format))?;
        let profile = source.icc_profile().ok().flatten().and_then(|icc| ColorProfile::new_from_slice(&icc).ok());
        // Of grey and printers' profiles the decoder has made RGB already, by a rule of its own.
        let profile = profile.filter(|profile| profile.color_space == DataColorSpace::Rgb);
        let decoded = DynamicImage::from_decoder(source).map_err(|e| problem(&e))?;
        let has_alpha = decoded.color().has_alpha();
        let mut upright = DynamicImage::ImageRgba8(decoded.into_rgba8());
        upright.apply_orientation(turn(orientation));
        let image = upright.into_rgba8();
        let (width, height) = image.dimensions();
        let rgba = image.into_raw();
        let is_opaque = !has_alpha || rgba.iter().skip(3).step_by(4).all(|alpha| *alpha == 255);
        Ok(Self { width, height, rgba, is_opaque, profile })
    }

    /// Width and height.
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// Paints over a box; what of it lies outside is not there.
    pub fn cover(&mut self, area: Area) {
        let right = area.x.saturating_add(area.width).min(self.width);
        let bottom = area.y.saturating_add(area.height).min(self.height);
        for y in area.y.min(bottom)..bottom {
            let row = self.at(area.x.min(right), y)..self.at(right, y);
            for pixel in self.rgba[row].chunks_exact_mut(4) {
                pixel.copy_from_slice(&SOLID);
            }
        }
    }

    fn at(&self, x: u32, y: u32) -> usize {
        (y as usize * self.width as usize + x as usize) * 4
    }

    /// A part of the picture in another size.
    pub fn resized(&self, crop: Area, width: u32, height: u32) -> Result<Self, Problem> {
        let failed = |e: &dyn std::fmt::Display| Problem(Message::given(e.to_string()));
        let source = ImageRef::new(self.width, self.height, &self.rgba, PixelType::U8x4).map_err(|e| failed(&e))?;
        let mut target = Image::new(width, height, PixelType::U8x4);
        let options = ResizeOptions::new()
            .resize_alg(ResizeAlg::Convolution(Filter::Lanczos3))
            .crop(crop.x.into(), crop.y.into(), crop.width.into(), crop.height.into())
            .use_alpha(!self.is_opaque);
        Resizer::new().resize(&source, &mut target, &options).map_err(|e| failed(&e))?;
        Ok(Self { width, height, rgba: target.into_vec(), is_opaque: self.is_opaque, profile: self.profile.clone() })
    }

    /// The mean colour in sRGB, of a few thousand pixels; `None` where something shines through.
    pub fn mean(&self) -> Option<[u8; 3]> {
        const SAMPLES: usize = 16_384;
        if !self.is_opaque {
            return None;
        }
        let count = self.rgba.len() / 4;
        let step = (count / SAMPLES).max(1);
        let mut sums = [0_u64; 3];
        let mut taken = 0_u64;
        for pixel in self.rgba.chunks_exact(4).step_by(step) {
            taken += 1;
            sums.iter_mut().zip(pixel).for_each(|(sum, value)| *sum += u64::from(*value));
        }
        let mut mean = sums.map(|sum| u8::try_from(sum / taken.max(1)).unwrap_or(u8::MAX)).to_vec();
        mean.push(255);
        let one = Self { width: 1, height: 1, rgba: mean, is_opaque: true, profile: self.profile.clone() };
        let rgba = one.in_srgb().unwrap_or(one.rgba);
        <[u8; 3]>::try_from(&rgba[..3]).ok()
    }

    /// The bytes as numbers of sRGB, where they are others.
    fn in_srgb(&self) -> Option<Vec<u8>> {
        let profile = self.profile.as_ref()?;
        let srgb = ColorProfile::new_srgb();
        let transform = profile.create_transform_8bit(Layout::Rgba, &srgb, Layout::Rgba, TransformOptions::default());
        let mut out = vec![0; self.rgba.len()];
        // A profile that cannot be used is as none.
        transform.ok()?.transform(&self.rgba, &mut out).ok()?;
        Some(out)
    }

    /// The bytes of a file.
    pub fn encoded(&self, format: Encoding) -> Result<Vec<u8>, Problem> {
        let Self { width, height, is_opaque, .. } = *self;
        let srgb = self.in_srgb();
        let rgba = srgb.as_deref().unwrap_or(&self.rgba);
        let mut out = Vec::new();
        match format {
            Encoding::Jpeg => {
                let rgb = opaque(rgba);
                let encoder = JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY);
                encoder.write_image(&rgb, width, height, ExtendedColorType::Rgb8).map_err(|e| problem(&e))?;
            }
            Encoding::Png => {
                let encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Default, FilterType::Adaptive);
                let result = if is_opaque {
                    encoder.write_image(&opaque(rgba), width, height, ExtendedColorType::Rgb8)
                } else {
                    encoder.write_image(rgba, width, height, ExtendedColorType::Rgba8)
                };
                result.map_err(|e| problem(&e))?;
            }
            Encoding::WebP => {
                let encoder = webp::Encoder::from_rgba(rgba, width, height);
                let made = encoder.encode_simple(false, WEBP_QUALITY);
                out = made.map_err(|e| Problem(say!("no WebP can be made of it ({why})", why = format!("{e:?}"))))?.to_vec();
            }
            #[cfg(feature = "avif")]
            Encoding::Avif => {
                let encoder = image::codecs::avif::AvifEncoder::new_with_speed_quality(&mut out, AVIF_SPEED, AVIF_QUALITY);
                encoder.write_image(rgba, width, height, ExtendedColorType::Rgba8).map_err(|e| problem(&e))?;
            }
        }
        Ok(out)
    }
}

/// The pixels of a file turned upright, without loss and with the numbers that they have, in a file of the same format. Nothing else of
/// the file is in it.
pub(in crate::picture) fn turned(bytes: &[u8], format: Encoding, orientation: super::Orientation) -> Result<Vec<u8>, Problem> {
    let mut decoded = DynamicImage::from_decoder(decoder(bytes, kind(format))?).map_err(|e| problem(&e))?;
    decoded.apply_orientation(turn(orientation));
    let mut out = Cursor::new(Vec::new());
    // WebP is written without loss.
    decoded.write_to(&mut out, kind(format)).map_err(|e| problem(&e))?;
    Ok(out.into_inner())
}

fn decoder(bytes: &[u8], format: ImageFormat) -> Result<impl ImageDecoder + '_, Problem> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    // The header was checked before; what decoders set aside besides is in proportion to it.
    reader.no_limits();
    reader.into_decoder().map_err(|e| problem(&e))
}

fn kind(format: Encoding) -> ImageFormat {
    match format {
        Encoding::Jpeg => ImageFormat::Jpeg,
        Encoding::Png => ImageFormat::Png,
        Encoding::WebP => ImageFormat::WebP,
        #[cfg(feature = "avif")]
        Encoding::Avif => ImageFormat::Avif,
    }
}

fn turn(orientation: super::Orientation) -> Orientation {
    Orientation::from_exif(orientation as u8).unwrap_or(Orientation::NoTransforms)
}

/// Pixels of three bytes.
fn opaque(rgba: &[u8]) -> Vec<u8> {
    rgba.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect()
}

/// The decoder's words, on one line.
fn problem(error: &ImageError) -> Problem {
    let words = error.to_string();
    Problem(Message::given(words.split_whitespace().collect::<Vec<_>>().join(" ")))
}
