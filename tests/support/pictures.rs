//! Pictures with everything in them that cameras, phones and programs leave there, each with the same pixels as the bare one.

use std::io::Cursor;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::io::Write;

/// Words that must not leave: a name, a serial number, a place, a comment.
pub const SECRETS: [&str; 8] = [
    "Layla Haddad",
    "SN-4711-0815",
    "Hama Street 5",
    "secret remark",
    "Canon-Maker-Note",
    "GPSLatitude",
    "36,11.2034N",
    "Sarah's iMac",
];

/// A small picture of many colours.
pub fn pixels(width: u32, height: u32) -> DynamicImage {
    let shade = |n: u32, step: u32| u8::try_from((n * step) % 256).expect("a byte");
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| Rgb([shade(x, 9), shade(y, 13), shade(x + y, 5)])))
}

/// The same as a file.
pub fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).expect("encoded");
    out.into_inner()
}

/// The pixels of a file, as they are stored.
pub fn decoded(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).expect("a picture")
}

/// A TIFF structure: texts of the first directory, then one of EXIF and one of positions, and an orientation.
pub fn exif(orientation: u8) -> Vec<u8> {
    let mut heap: Vec<u8> = Vec::new();
    // Three directories of fixed places: 0 at 8, EXIF after it, positions after that.
    let first = [(0x010F_u16, "Canon"), (0x013B, SECRETS[0]), (0x8298, SECRETS[0])];
    let below = [(0xA430_u16, SECRETS[0]), (0xA431, SECRETS[1]), (0x927C, SECRETS[4])];
    let size = |entries: usize| 2 + entries * 12 + 4;
    let exif_at = 8 + size(first.len() + 3);
    let gps_at = exif_at + size(below.len());
    let heap_at = gps_at + size(2);
    let mut out = b"II*\0\x08\0\0\0".to_vec();
    let mut text = |(tag, value): (u16, &str), kind: u16, out: &mut Vec<u8>| {
        out.extend(tag.to_le_bytes());
        out.extend(kind.to_le_bytes());
        out.extend(u32::try_from(value.len() + 1).expect("short").to_le_bytes());
        out.extend(u32::try_from(heap_at + heap.len()).expect("short").to_le_bytes());
        heap.extend(value.as_bytes());
        heap.push(0);
    };
    let number = |tag: u16, kind: u16, value: usize, out: &mut Vec<u8>| {
        out.extend(tag.to_le_bytes());
        out.extend(kind.to_le_bytes());
        out.extend(1_u32.to_le_bytes());
        out.extend(u32::try_from(value).expect("short").to_le_bytes());
    };
    out.extend(u16::try_from(first.len() + 3).expect("few").to_le_bytes());
    text(first[0], 2, &mut out);
    number(0x0112, 3, usize::from(orientation), &mut out);
    text(first[1], 2, &mut out);
    text(first[2], 2, &mut out);
    number(0x8769, 4, exif_at, &mut out);
    number(0x8825, 4, gps_at, &mut out);
    out.extend([0; 4]);
    out.extend(u16::try_from(below.len()).expect("few").to_le_bytes());
    for (i, entry) in below.into_iter().enumerate() {
        text(entry, if i == 2 { 7 } else { 2 }, &mut out);
    }
    out.extend([0; 4]);
    out.extend(2_u16.to_le_bytes());
    text((0x0001, "N"), 2, &mut out);
    text((0x0002, SECRETS[6]), 2, &mut out);
    out.extend([0; 4]);
    out.extend(heap);
    out
}

/// A packet with a position, a name, a serial number, a credit line and a licence.
pub fn xmp() -> String {
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" xmlns:exif=\"http://ns.adobe.com/exif/1.0/\" xmlns:aux=\"http://ns.adobe.com/exif/1.0/aux/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\" xmlns:xmpRights=\"http://ns.adobe.com/xap/1.0/rights/\" exif:GPSLatitude=\"{}\" aux:SerialNumber=\"{}\" photoshop:Credit=\"Desk &amp; وكالة\"><dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator><dc:rights><rdf:Alt><rdf:li xml:lang=\"x-default\">© Example Desk</rdf:li></rdf:Alt></dc:rights><xmpRights:WebStatement>https://example.org/terms</xmpRights:WebStatement></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>",
        SECRETS[6], SECRETS[1], SECRETS[0]
    )
}

/// A colour profile of a screen, with its owner's name and its serial number.
pub fn profile() -> Vec<u8> {
    let mut out = vec![0; 128];
    out[36..40].copy_from_slice(b"acsp");
    out.extend(3_u32.to_be_bytes());
    let (name, serial) = (SECRETS[7], SECRETS[1]);
    let described = 12 + name.len() + 1 + 78;
    for (tag, start, length) in
        [(*b"desc", 168, described), (*b"mmod", 168 + described, 8 + serial.len().next_multiple_of(4)), (*b"wtpt", 168, 12)]
    {
        out.extend(tag);
        out.extend(u32::try_from(start).expect("short").to_be_bytes());
        out.extend(u32::try_from(length).expect("short").to_be_bytes());
    }
    // The white point shares nothing with the others.
    let white = 168 + described + 8 + serial.len().next_multiple_of(4);
    let at = out.len() - 8;
    out[at..at + 4].copy_from_slice(&u32::try_from(white).expect("short").to_be_bytes());
    out.extend(b"desc\0\0\0\0");
    out.extend(u32::try_from(name.len() + 1).expect("short").to_be_bytes());
    out.extend(name.as_bytes());
    out.extend(vec![0; 1 + 78]);
    out.extend(b"mmod\0\0\0\0");
    out.extend(serial.as_bytes());
    out.resize(white, 0);
    out.extend(b"XYZ \0\0\0\0WHTE");
    out
}

/// IPTC in the blocks of Photoshop: by-line, place, credit.
pub fn iptc() -> Vec<u8> {
    let mut sets = Vec::new();
    for (number, text) in [(80_u8, SECRETS[0]), (92, SECRETS[2]), (110, "Desk")] {
        sets.extend([0x1C, 2, number]);
        sets.extend(u16::try_from(text.len()).expect("short").to_be_bytes());
        sets.extend(text.as_bytes());
    }
    let mut out = b"Photoshop 3.0\08BIM\x04\x04\0\0".to_vec();
    out.extend(u32::try_from(sets.len()).expect("short").to_be_bytes());
    out.extend(sets);
    out
}

fn segment(marker: u8, payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(payload.len() + 2).expect("a segment").to_be_bytes();
    [&[0xFF, marker][..], &length, payload].concat()
}

/// A photograph with all of it: EXIF with a thumbnail's worth of notes, XMP, IPTC, a profile, a comment, a second picture and a
/// film behind the end.
pub fn jpeg(picture: &DynamicImage, orientation: u8) -> Vec<u8> {
    let bare = encoded(picture, ImageFormat::Jpeg);
    let thumbnail = encoded(&pixels(8, 6), ImageFormat::Jpeg);
    let head = [
        segment(0xE1, &[&b"Exif\0\0"[..], &exif(orientation), &thumbnail].concat()),
        segment(0xE1, &[&b"http://ns.adobe.com/xap/1.0/\0"[..], xmp().as_bytes()].concat()),
        segment(0xED, &iptc()),
        segment(0xE2, &[&b"ICC_PROFILE\0\x01\x01"[..], &profile()].concat()),
        segment(0xE2, b"MPF\0II*\0\x08\0\0\0\0\0"),
        segment(0xEC, b"Ducky\0secret remark"),
        segment(0xFE, SECRETS[3].as_bytes()),
    ]
    .concat();
    let second = [&bare[..2], &segment(0xE1, &[&b"Exif\0\0"[..], &exif(1)].concat()), &bare[2..]].concat();
    let film = [&b"\0\0\0\x18ftypmp42\0\0\0\0"[..], SECRETS[2].as_bytes()].concat();
    [&bare[..2], &head, &bare[2..], &second, &film].concat()
}

/// A chunk of PNG.
pub fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(&kind);
    crc.update(data);
    [&u32::try_from(data.len()).expect("short").to_be_bytes()[..], &kind, data, &crc.sum().to_be_bytes()].concat()
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("in memory")
}

/// A screen with all of it.
pub fn png(picture: &DynamicImage, orientation: u8) -> Vec<u8> {
    let bare = encoded(picture, ImageFormat::Png);
    let head = 8 + 25;
    let added = [
        chunk(*b"iCCP", &[&b"Sarah's iMac\0\0"[..], &deflated(&profile())].concat()),
        chunk(*b"eXIf", &exif(orientation)),
        chunk(*b"tEXt", &[&b"Author\0"[..], SECRETS[0].as_bytes()].concat()),
        chunk(*b"zTXt", &[&b"Comment\0\0"[..], &deflated(SECRETS[3].as_bytes())].concat()),
        chunk(*b"iTXt", &[&b"XML:com.adobe.xmp\0\0\0\0\0"[..], xmp().as_bytes()].concat()),
        chunk(*b"iTXt", &[&b"Place\0\x01\0\0\0"[..], &deflated(SECRETS[2].as_bytes())].concat()),
        chunk(*b"tIME", &[7, 230, 11, 27, 10, 0, 0]),
        chunk(*b"prVt", SECRETS[1].as_bytes()),
    ]
    .concat();
    [&bare[..head], &added, &bare[head..], SECRETS[2].as_bytes()].concat()
}

fn riff(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (kind, data) in chunks {
        body.extend(*kind);
        body.extend(u32::try_from(data.len()).expect("short").to_le_bytes());
        body.extend(*data);
        body.resize(body.len().next_multiple_of(2), 0);
    }
    [&b"RIFF"[..], &u32::try_from(body.len()).expect("short").to_le_bytes(), &body].concat()
}

/// A picture of the web with all of it.
pub fn webp(picture: &DynamicImage, orientation: u8) -> Vec<u8> {
    let bare = encoded(picture, ImageFormat::WebP);
    let pixels = &bare[20..20 + u32::from_le_bytes(bare[16..20].try_into().expect("four")) as usize];
    let mut head = vec![0x2C, 0, 0, 0];
    head.extend(&(picture.width() - 1).to_le_bytes()[..3]);
    head.extend(&(picture.height() - 1).to_le_bytes()[..3]);
    let kind: &[u8; 4] = bare[12..16].try_into().expect("four");
    let (profile, exif, xmp) = (profile(), exif(orientation), xmp());
    let mut out = riff(&[
        (b"VP8X", &head),
        (b"ICCP", &profile),
        (kind, pixels),
        (b"EXIF", &exif),
        (b"XMP ", xmp.as_bytes()),
        (b"priv", SECRETS[1].as_bytes()),
    ]);
    out.extend(SECRETS[2].as_bytes());
    out
}

/// A moving picture with comments and XMP.
pub fn gif(picture: &DynamicImage) -> Vec<u8> {
    let bare = encoded(picture, ImageFormat::Gif);
    let head = 13 + if bare[10] & 0x80 == 0 { 0 } else { 3 << ((bare[10] & 7) + 1) };
    let data = |text: &str| [&[u8::try_from(text.len()).expect("short")][..], text.as_bytes(), &[0]].concat();
    let added = [
        [&[0x21, 0xFF, 11][..], b"NETSCAPE2.0\x03\x01\0\0\0"].concat(),
        [&[0x21, 0xFE][..], &data(SECRETS[3])].concat(),
        [&[0x21, 0xFF, 11][..], b"XMP DataXMP", &data(SECRETS[0])].concat(),
        [&[0x21, 0x01, 12][..], &[0; 12], &data(SECRETS[2])].concat(),
    ]
    .concat();
    [&bare[..head], &added, &bare[head..], SECRETS[2].as_bytes()].concat()
}

/// A file of icons: a screen with all of it, and a bitmap; a name between them, behind the bitmap's pixels and at the end.
pub fn icon(picture: &DynamicImage) -> Vec<u8> {
    let mut bitmap = vec![40, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0, 1, 0, 32, 0];
    // No packing, no sizes, no table of colours; four pixels, and two rows of the mask.
    bitmap.resize(40, 0);
    bitmap.extend([7; 16 + 8]);
    let parts = [png(picture, 1), [&bitmap, SECRETS[0].as_bytes()].concat()];
    let mut out = vec![0, 0, 1, 0, 2, 0];
    let mut at = 6 + 2 * 16 + SECRETS[1].len();
    for part in &parts {
        out.extend([16, 16, 0, 0, 1, 0, 32, 0]);
        out.extend(u32::try_from(part.len()).expect("short").to_le_bytes());
        out.extend(u32::try_from(at).expect("short").to_le_bytes());
        at += part.len() + SECRETS[2].len();
    }
    out.extend(SECRETS[1].as_bytes());
    for part in &parts {
        out.extend(part);
        out.extend(SECRETS[2].as_bytes());
    }
    out
}

/// An AVIF file as far as containers go: one picture, EXIF and XMP in items, a box of its own.
pub fn avif() -> Vec<u8> {
    let boxed =
        |kind: &[u8; 4], data: &[u8]| [&u32::try_from(data.len() + 8).expect("short").to_be_bytes()[..], kind, data].concat();
    let exif = [&[0; 4][..], &exif(1)].concat();
    let xmp = xmp();
    let info = |id: u8, kind: &[u8; 4], rest: &[u8]| boxed(b"infe", &[&[2, 0, 0, 0, 0, id, 0, 0][..], kind, rest].concat());
    let infos =
        [info(1, b"av01", b"Layla Haddad\0"), info(2, b"Exif", b"\0"), info(3, b"mime", b"\0application/rdf+xml\0")].concat();
    let size = [&[0; 4][..], &40_u32.to_be_bytes(), &20_u32.to_be_bytes()].concat();
    let properties = [
        boxed(
            b"ipco",
            &[boxed(b"ispe", &size), boxed(b"irot", &[1]), boxed(b"udes", b"\0\0\0\0en\0Layla Haddad\0\0\0")].concat(),
        ),
        boxed(b"ipma", &[&[0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 2, 1, 2][..]].concat()),
    ]
    .concat();
    let pixels = b"pixels-of-av1";
    let located = |start: usize| {
        let mut places = vec![0, 0, 0, 0, 0x44, 0, 0, 3];
        let mut at = start;
        for (id, length) in [(1_u8, pixels.len()), (2, exif.len()), (3, xmp.len())] {
            places.extend([0, id, 0, 0, 0, 1]);
            places.extend(u32::try_from(at).expect("short").to_be_bytes());
            places.extend(u32::try_from(length).expect("short").to_be_bytes());
            at += length;
        }
        let inner = [
            boxed(b"hdlr", b"\0\0\0\0\0\0\0\0pict\0\0\0\0\0\0\0\0\0\0\0\0Layla Haddad\0"),
            boxed(b"pitm", &[0, 0, 0, 0, 0, 1]),
            boxed(b"iloc", &places),
            boxed(b"iinf", &[&[0, 0, 0, 0, 0, 3][..], &infos].concat()),
            boxed(b"iprp", &properties),
        ]
        .concat();
        let head = boxed(b"ftyp", b"avif\0\0\0\0mif1avif");
        [
            head,
            boxed(b"meta", &[&[0; 4][..], &inner].concat()),
            boxed(b"uuid", b"0123456789abcdefsecret remark"),
            boxed(b"mpvd", b"Hama Street 5"),
        ]
        .concat()
    };
    let before = located(0).len() + 8;
    [located(before), boxed(b"mdat", &[&pixels[..], &exif, xmp.as_bytes(), SECRETS[0].as_bytes()].concat())].concat()
}
