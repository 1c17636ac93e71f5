//! What leaves of a picture: its pixels, and nothing that its file says of places, people and devices; on pages, in feeds, in PDFs.

use bayan::diag::render::{Style, render};
use bayan::output::contents::Contents;
use bayan::picture::metadata::{Keep, held, strip};
use bayan::picture::{Format, MOST_PIXELS, probe};
use bayan::pipeline::session::Session;
use bayan::pipeline::{EditionFiles, Request, pictures};
use bayan::source::{Content, SourceTree};
use image::ImageFormat;
use proptest::prelude::*;
use std::io::{Read as _, Write as _};

use crate::support::pictures as made;
use crate::support::shared;
use crate::support::site::{AR_EN, request, tree};

const BOTH: Keep = Keep { credit: true, licence: true };

/// A site of texts and files.
fn site(text: &str, files: &[(&str, Vec<u8>)]) -> SourceTree {
    let texts = tree(text);
    let files = files.iter().map(|(path, bytes)| {
        let content = match std::str::from_utf8(bytes) {
            Ok(text) => Content::Text(text.into()),
            Err(_) => Content::Binary(bytes.as_slice().into()),
        };
        ((*path).to_owned(), content)
    });
    SourceTree::new(texts.files().iter().map(|f| (f.path.clone(), f.content.clone())).chain(files))
}

fn page(body: &str) -> String {
    format!("{AR_EN}-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\n{body}\n")
}

fn all_prints() -> Request {
    Request { editions: EditionFiles::All, ..request() }
}

#[track_caller]
fn check_clean(bytes: &[u8], whose: &str) {
    for secret in made::SECRETS {
        assert!(!bytes.windows(secret.len()).any(|w| w == secret.as_bytes()), "{whose} holds {secret}");
    }
}

fn corpus() -> Vec<(&'static str, ImageFormat, Vec<u8>)> {
    let picture = made::pixels(40, 20);
    vec![
        ("jpg", ImageFormat::Jpeg, made::jpeg(&picture, 6)),
        ("png", ImageFormat::Png, made::png(&picture, 8)),
        ("webp", ImageFormat::WebP, made::webp(&picture, 5)),
        ("gif", ImageFormat::Gif, made::gif(&picture)),
    ]
}

#[test]
fn pixels_stay_and_words_go() {
    for (name, format, file) in corpus() {
        let clean = strip(&file, Keep::default()).expect("a picture");
        check_clean(&clean, name);
        assert_eq!(made::decoded(&clean), made::decoded(&file), "{name}");
        assert_eq!(made::decoded(&clean), made::decoded(&made::encoded(&made::pixels(40, 20), format)), "{name}");
        assert_eq!(probe::probe(&clean), probe::probe(&file), "{name}: size and orientation stay");
        assert_eq!(strip(&clean, Keep::default()).expect("a picture"), clean, "{name}: once is enough");
        assert_eq!(held::held(&clean, Keep::default()), held::Held::default(), "{name}");
        assert!(!held::held(&file, Keep::default()).owner.is_empty(), "{name}");
        if format != ImageFormat::Gif {
            assert!(!held::held(&file, Keep::default()).position.is_empty(), "{name}");
        }
    }
}

#[test]
fn an_avif_file_keeps_its_pixels_in_their_place() {
    let file = made::avif();
    let probed = probe::probe(&file).expect("a picture");
    assert_eq!((probed.format, probed.shown()), (Format::Avif, Some((20, 40))));
    let clean = strip(&file, Keep::default()).expect("a picture");
    check_clean(&clean, "avif");
    let at = |bytes: &[u8]| bytes.windows(13).position(|w| w == b"pixels-of-av1");
    assert_eq!((clean.len(), at(&clean)), (file.len(), at(&file)));
    assert!(at(&file).is_some());
    // libavif refuses a picture that promises EXIF and holds none.
    assert!(clean.windows(12).any(|w| w == b"\0\0\0\0II*\0\x08\0\0\0"));
    assert_eq!(strip(&clean, Keep::default()).expect("a picture"), clean);
    assert_eq!(probe::probe(&clean), Ok(probed));
}

#[test]
fn credit_and_licence_are_kept_where_a_site_asks_for_them() {
    for (name, _, file) in corpus() {
        let clean = strip(&file, BOTH).expect("a picture");
        check_clean(&clean, name);
        let text = String::from_utf8_lossy(&clean).into_owned();
        let is_kept = name != "gif";
        assert_eq!(text.contains("Desk &amp; وكالة"), is_kept, "{name}");
        assert_eq!(text.contains("© Example Desk") && text.contains("https://example.org/terms"), is_kept, "{name}");
        assert_eq!(probe::probe(&clean), probe::probe(&file), "{name}");
        assert_eq!(made::decoded(&clean), made::decoded(&file), "{name}");
        assert_eq!(strip(&clean, BOTH).expect("a picture"), clean, "{name}: once is enough");
        let licence = strip(&file, Keep { credit: false, licence: true }).expect("a picture");
        assert!(!String::from_utf8_lossy(&licence).contains("وكالة"), "{name}");
    }
}

#[test]
fn colours_stay_what_they_are() {
    let profile = |bytes: &[u8]| bytes.windows(12).any(|w| w == b"XYZ \0\0\0\0WHTE");
    let clean = strip(&made::jpeg(&made::pixels(8, 8), 1), Keep::default()).expect("a picture").into_owned();
    assert!(profile(&clean));
    let clean = strip(&made::webp(&made::pixels(8, 8), 1), Keep::default()).expect("a picture").into_owned();
    assert!(profile(&clean));
    let png = strip(&made::png(&made::pixels(8, 8), 1), Keep::default()).expect("a picture").into_owned();
    assert!(png.windows(4).any(|w| w == b"iCCP") && !png.windows(4).any(|w| w == b"eXIf"));
}

#[test]
fn nothing_leaves_with_a_site_or_its_pdfs() {
    let picture = made::pixels(40, 20);
    let drawing = {
        use base64::Engine as _;
        let inside = base64::engine::general_purpose::STANDARD.encode(made::jpeg(&picture, 1));
        format!(
            "<?xml version=\"1.0\"?><!-- Layla Haddad --><svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" width=\"40\" height=\"20\" inkscape:docname=\"/home/Layla Haddad/a.svg\"><metadata><dc:creator>Layla Haddad</dc:creator></metadata><image width=\"40\" height=\"20\" href=\"data:image/jpeg;base64,{inside}\"/></svg>"
        )
    };
    let body = "![صورة](p.jpg)\n\n![صورة](p.png)\n\n![صورة](p.webp)\n\n![صورة](p.gif)\n\n![رسم](d.svg)\n";
    let text = format!(
        "{AR_EN}-- content/k/_index.ar.md --\n---\ntitle: إحاطة\ndate: 2026-01-01\nbriefing: true\nimage: p.jpg\nimage_alt: صورة\n---\n\n{body}\n-- content/_index.ar.md --\n---\ntitle: بيت\n---\n\nنص.\n"
    );
    let files = [
        ("content/k/p.jpg", made::jpeg(&picture, 6)),
        ("content/k/p.png", made::png(&picture, 6)),
        ("content/k/p.webp", made::webp(&picture, 6)),
        ("content/k/p.gif", made::gif(&picture)),
        ("content/k/d.svg", drawing.into_bytes()),
        ("content/nobody.jpg", made::jpeg(&picture, 1)),
        ("content/nobody.avif", made::avif()),
        ("themes/mine/theme.yaml", b"name: mine\nstyles: [css/tokens.css, css/own.css]\n".to_vec()),
        ("themes/mine/css/own.css", b"body { background: url(../bg.jpg) }\n".to_vec()),
        ("themes/mine/bg.jpg", made::jpeg(&picture, 1)),
    ];
    let tree = site(&text.replace("languages:", "theme: mine\nlanguages:"), &files);
    let outcome = shared::build(&tree, &all_prints());
    // What its theme leaves out is another matter.
    let told = outcome.diags.iter().find(|problem| problem.code != "styles-replaced");
    assert!(told.is_none(), "{told:?}");
    let built = outcome.value.expect("a site");
    let mut pictures = 0;
    for (path, contents) in built.outputs.iter() {
        let bytes = contents.bytes().expect("in memory");
        check_clean(&bytes, path.as_str());
        pictures += usize::from(Format::promised(path.as_str()).is_some());
    }
    assert!(pictures >= 8, "{pictures}");
    #[cfg(feature = "pdf")]
    assert!(built.outputs.iter().any(|(path, _)| path.as_str().ends_with(".pdf")));
    let page = crate::support::site::page(&built, "ar/k/index.html");
    // Six is a quarter of a circle: as wide as the file is high.
    assert_eq!(page.matches("width=20").count() + page.matches("width=\"20\"").count(), 4, "{page}");
    assert!(page.contains("property=\"og:image:width\" content=\"20\"") || page.contains("og:image:width"), "{page}");
}

/// The code of what is told of a file that a page shows, with its place.
#[track_caller]
fn check_told(name: &str, bytes: Vec<u8>, expected: &[&str]) {
    let tree = site(&page(&format!("![صورة]({name})")), &[(&format!("content/{name}"), bytes)]);
    let outcome = shared::build(&tree, &all_prints());
    let short = render(outcome.diags, &tree, Style::Short);
    let found: Vec<&str> = short
        .lines()
        .filter_map(|l| Some((l.split_once(": ")?.0, l.split('[').nth(1)?.split(']').next()?)))
        .map(|(at, code)| if at == "content/a.ar.md:5:1" { code } else { at })
        .collect();
    assert_eq!(found, expected, "{short}");
}

#[test]
fn bad_pictures_are_told_where_they_are_shown() {
    let fine = made::encoded(&made::pixels(40, 20), ImageFormat::Png);
    let mut huge = fine.clone();
    huge[16..24].copy_from_slice(&[0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0]);
    let mut lying = b"GIF89a\x10\x27\x10\x27\0\0\0\x2C\0\0\0\0\x10\x27\x10\x27\0\x02\x01\x44\0\x3B".to_vec();
    check_told("a.png", fine.clone(), &[]);
    check_told("a.png", Vec::new(), &["bad-picture"]);
    check_told("a.png", fine[..fine.len() / 2].to_vec(), &["bad-picture"]);
    check_told("a.png", huge, &["picture-size"]);
    check_told("a.gif", lying.clone(), &["bad-picture"]);
    lying.truncate(20);
    check_told("a.gif", lying, &["bad-picture"]);
    check_told("a.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), &["picture-format"]);
    check_told("a.jpg", b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n".to_vec(), &["lfs-pointer"]);
    check_told("a.jpg", b"hello".to_vec(), &["bad-picture"]);
    check_told("a.jpg", fine, &["picture-ending"]);
    check_told("a.avif", made::avif(), &["pdf-picture"]);
}

#[test]
fn a_bad_picture_is_one_problem_however_often_it_is_shown() {
    let text = format!("{}-- content/b.en.md --\n---\ntitle: B\n---\n\n![p](p.png) ![p](p.png)\n", page("![صورة](p.png)"));
    let tree = site(&text, &[("content/p.png", b"x".to_vec()), ("content/alone.png", b"x".to_vec())]);
    let diags = shared::build(&tree, &request()).diags;
    let short = render(diags, &tree, Style::Short);
    assert_eq!(short.matches("[bad-picture]").count(), 2, "{short}");
    assert!(short.contains("content/alone.png:1:1: error[bad-picture]"), "{short}");
    // What is refused is not published, whoever refers to it.
    let all = render(shared::check(&tree, &request()), &tree, Style::Short);
    assert!(all.contains("alone.png:1:1: error[bad-picture]") && !all.contains("unreferenced-file"), "{all}");
}

#[test]
fn findings_say_what_but_never_where() {
    let tree = site(&page("نص."), &[("content/p.jpg", made::jpeg(&made::pixels(8, 8), 1))]);
    let short = render(shared::check(&tree, &request()), &tree, Style::Short);
    for code in ["picture-position", "picture-owner"] {
        assert!(short.contains(&format!("content/p.jpg:1:1: warning[{code}]")), "{short}");
    }
    check_clean(short.as_bytes(), "what is printed");
    let held = pictures::holding(&tree, Keep::default());
    assert_eq!(held.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["content/p.jpg"]);
    let after = pictures::stripped(&held[0].bytes().expect("in memory"), Keep::default()).expect("something to remove");
    check_clean(&after, "the repository");
}

#[test]
fn pages_of_others_are_published_only_where_html_is_trusted() {
    let files = [
        ("content/x.HTML", b"<script>1</script>".to_vec()),
        ("content/y.xml", b"<a><b xmlns='http://www.w3.org/1999/xhtml'/></a>".to_vec()),
    ];
    let told = |text: &str| render(shared::build(&site(text, &files), &request()).diags, &site(text, &files), Style::Short);
    let short = told(&page("نص."));
    assert!(
        short.contains("content/x.HTML:1:1: error[active-file]") && short.contains("content/y.xml:1:1: error[active-file]"),
        "{short}"
    );
    assert_eq!(told(&page("نص.").replace("languages:", "raw_html: trusted\nlanguages:")), "");
}

#[test]
fn what_is_kept_of_a_site_is_what_would_be_made() {
    let tree = site(
        &page("![p](p.jpg)"),
        &[
            ("content/p.jpg", made::jpeg(&made::pixels(8, 8), 6)),
            ("content/d.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec()),
        ],
    );
    let session = Session::new(tree.clone(), request());
    let bytes = |session: &Session| {
        let built = session.outputs(&|| {}).value.expect("a site");
        ["p.jpg", "d.svg"].map(|path| built.outputs.get(path).map(Contents::bytes).expect("there").expect("in memory"))
    };
    let first = bytes(&session);
    session.end_round();
    assert_eq!(first, bytes(&session));
    assert_eq!(first, bytes(&Session::new(tree, request())));
}

/// An item that claims to stand where the size of the picture is written must not be overwritten there.
#[test]
fn one_wrong_byte_in_the_boxes_of_an_avif_leaves_the_same_picture_or_an_error() {
    let file = made::avif();
    for place in 0..file.len() {
        for byte in [0, 1, 0x7F, 0x80, 0xFF, file[place] ^ 1, file[place] ^ 0x40, file[place].wrapping_add(3)] {
            let mut file = file.clone();
            file[place] = byte;
            if let (Ok(probed), Ok(clean)) = (probe::probe(&file), strip(&file, Keep::default())) {
                assert_eq!(probe::probe(&clean).map(|p| p.shown()), Ok(probed.shown()), "byte {place} is {byte}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    /// Bytes that are changed, cut or doubled anywhere: an answer, and what was stripped is the same picture.
    #[test]
    fn whatever_is_in_a_file_there_is_an_answer(which in 0_usize..5, cut in 0.0..1.0_f64, changes in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 0..6), keep in any::<bool>()) {
        let mut files: Vec<Vec<u8>> = corpus().into_iter().map(|(_, _, file)| file).collect();
        files.push(made::avif());
        let mut file = files.swap_remove(which);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a small file")]
        let at = |share: f64, length: usize| (share * length as f64) as usize;
        for (share, byte) in changes {
            let place = at(share, file.len());
            file[place] = byte;
        }
        if cut > 0.5 {
            file.truncate(at(cut, file.len()));
        }
        let keep = if keep { BOTH } else { Keep::default() };
        let _ = held::held(&file, keep);
        if let Ok(probed) = probe::probe(&file) {
            prop_assert!(probed.decoded() <= MOST_PIXELS * 4);
            if let Ok(clean) = strip(&file, keep) {
                let again = probe::probe(&clean);
                prop_assert_eq!(again.map(|p| p.shown()), Ok(probed.shown()));
            }
        }
    }

    #[test]
    fn noise_is_no_picture(bytes in prop::collection::vec(any::<u8>(), 0..300), head in 0_usize..8) {
        let heads: [&[u8]; 8] = [b"", b"\xFF\xD8\xFF", b"\x89PNG\r\n\x1a\n", b"RIFF\x40\0\0\0WEBP", b"GIF89a", b"\0\0\0\x10ftypavif", b"<svg", b"\x1f\x8b"];
        let file = [heads[head], &bytes].concat();
        let _ = (probe::probe(&file), strip(&file, BOTH), held::held(&file, BOTH));
    }
}

/// A file with a chunk put before the last one.
fn with_chunk(png: &[u8], kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut chunk = u32::try_from(data.len()).expect("short").to_be_bytes().to_vec();
    let covered = [&kind[..], data].concat();
    let mut crc = flate2::Crc::new();
    crc.update(&covered);
    chunk.extend(covered);
    chunk.extend(crc.sum().to_be_bytes());
    let end = png.len() - 12;
    [&png[..end], &chunk, &png[end..]].concat()
}

#[test]
fn what_stands_behind_the_pixels_of_a_png_goes() {
    let clean = made::encoded(&made::pixels(40, 20), ImageFormat::Png);
    let clean = strip(&clean, Keep::default()).expect("a picture").into_owned();
    let hiding = with_chunk(&clean, *b"IDAT", b"Layla Haddad");
    assert_eq!(strip(&hiding, Keep::default()).expect("a picture"), clean);
}

/// A stream whose sum is wrong is refused: nothing says where it ends.
#[test]
fn what_stands_in_the_stream_of_a_png_behind_its_rows_goes() {
    let clean = strip(&made::encoded(&made::pixels(40, 20), ImageFormat::Png), Keep::default()).expect("a picture").into_owned();
    let at = clean.windows(4).position(|w| w == b"IDAT").expect("pixels");
    let length = u32::from_be_bytes(clean[at - 4..at].try_into().expect("four bytes")) as usize;
    let (packed, rest) = clean[at + 4..].split_at(length);
    let unpacked = |packed: &[u8]| {
        let mut rows = Vec::new();
        flate2::read::ZlibDecoder::new(packed).read_to_end(&mut rows).expect("a stream");
        rows
    };
    let rows = unpacked(packed);
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(&[&rows[..], b"Layla Haddad"].concat()).expect("in memory");
    let longer = encoder.finish().expect("in memory");
    let (whole, sum) = packed.split_at(length - 4);
    let broken = [whole, &[!sum[0], sum[1], sum[2], sum[3]], b"Layla Haddad"].concat();
    let with = |data: &[u8]| with_chunk(&[&clean[..at - 4], &rest[4..]].concat(), *b"IDAT", data);
    assert!(strip(&with(&broken), Keep::default()).is_err());
    let out = strip(&with(&longer), Keep::default()).expect("a picture").into_owned();
    let at = out.windows(4).position(|w| w == b"IDAT").expect("pixels");
    assert_eq!(unpacked(&out[at + 4..]), rows);
    assert_eq!(made::decoded(&out), made::decoded(&clean));
    assert_eq!(strip(&out, Keep::default()).expect("a picture"), out, "once is enough");
}

#[test]
fn a_png_whose_header_promises_more_is_told() {
    let clean = made::encoded(&made::pixels(40, 20), ImageFormat::Png);
    let mut lying = clean.clone();
    lying[16..20].copy_from_slice(&400_u32.to_be_bytes());
    let mut crc = flate2::Crc::new();
    crc.update(&lying[12..29]);
    lying[29..33].copy_from_slice(&crc.sum().to_be_bytes());
    let told = strip(&lying, Keep::default()).expect_err("it lies").says();
    assert!(told.contains("promises more than it holds"), "{told}");
}

#[test]
fn of_two_headers_that_contradict_each_other_one_is_read_everywhere() {
    let plain = strip(&made::encoded(&made::pixels(40, 20), ImageFormat::Jpeg), Keep::default()).expect("a picture").into_owned();
    let exif = |orientation: u8| {
        let mut tiff = b"\xFF\xE1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x01\0\0\0\0\0\0\0".to_vec();
        tiff[28] = orientation;
        tiff
    };
    let two = [&plain[..2], &exif(6), &exif(1), &plain[2..]].concat();
    let body = "![صورة](p.jpg)";
    let list = "-- content/pictures.yaml --\np.jpg: {alt: {ar: صورة, en: picture}, redact: [[0, 0, 10, 10]]}\n";
    let tree = site(&format!("{}{list}", page(body)), &[("content/p.jpg", two)]);
    let outcome = shared::build(&tree, &request());
    let built = outcome.value.expect("a site");
    assert!(!outcome.diags.has_errors(), "{}", render(outcome.diags, &tree, Style::Short));
    assert!(built.outputs.iter().all(|(_, contents)| contents.bytes().is_ok()));
}
