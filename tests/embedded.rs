//! Pictures where nobody looks for them: in icons, in addresses that hold their own data, in copies; and those that browsers do not turn.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bayan::diag::render::{Style, render};
use bayan::picture::metadata::Keep;
use bayan::picture::upright::published;
use bayan::picture::{Format, Orientation, probe};
use bayan::pipeline::Built;
use bayan::source::{Content, SourceTree};
use image::{DynamicImage, ImageFormat};

use crate::support::photo::{encoded, grain, is_red, jpeg};
use crate::support::pictures as made;
use crate::support::shared;
use crate::support::site::{AR_EN, page, request, tree};

/// A site of texts and files.
fn site(text: &str, files: &[(&str, Vec<u8>)]) -> SourceTree {
    let texts = tree(text);
    let files = files.iter().map(|(path, bytes)| ((*path).to_owned(), Content::Binary(bytes.as_slice().into())));
    SourceTree::new(texts.files().iter().map(|f| (f.path.clone(), f.content.clone())).chain(files))
}

/// What is built, and what is told.
fn built(tree: &SourceTree) -> (Option<Built>, String) {
    let outcome = shared::build(tree, &request());
    (outcome.value, render(outcome.diags, tree, Style::Short))
}

fn trusted(body: &str) -> String {
    let config = AR_EN.replace("languages:", "raw_html: trusted\nlanguages:");
    format!("{config}-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\n{body}\n")
}

#[track_caller]
fn check_clean(bytes: &[u8], whose: &str) {
    for secret in made::SECRETS {
        assert!(!bytes.windows(secret.len()).any(|w| w == secret.as_bytes()), "{whose} holds {secret}");
    }
}

/// The pictures that a text holds itself.
fn held(text: &str) -> Vec<Vec<u8>> {
    let letters = |rest: &str| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "+/=".contains(*c)).collect::<String>();
    text.split(";base64,").skip(1).map(|rest| STANDARD.decode(letters(rest)).expect("base64")).collect()
}

#[test]
fn icons_leave_without_what_their_pictures_say() {
    let picture = made::pixels(40, 20);
    let page = format!("{AR_EN}-- content/_index.ar.md --\n---\ntitle: بيت\n---\n\n![رمز](p.cur)\n");
    let icon = made::icon(&picture);
    let mut pointer = icon.clone();
    pointer[2] = 2;
    let tree = site(&page, &[("content/favicon.ico", icon.clone()), ("content/p.cur", pointer)]);
    let (built, told) = built(&tree);
    assert!(told.lines().all(|line| line.contains("warning[pdf-picture]")), "{told}");
    for path in ["favicon.ico", "p.cur"] {
        let bytes = built.as_ref().expect("a site").outputs.get(path).expect("published").bytes().expect("in memory").to_vec();
        check_clean(&bytes, path);
        let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four")) as usize;
        let part = |entry: usize| &bytes[number(6 + entry * 16 + 12)..][..number(6 + entry * 16 + 8)];
        assert_eq!(made::decoded(part(0)), picture, "the same pixels");
        assert_eq!((part(1).len(), &part(1)[40..]), (64, &[7; 24][..]), "the bitmap and its mask");
        assert_eq!(published(&bytes, Keep::default()).expect("a picture"), bytes, "once is enough");
    }
    assert!(page_of(built.as_ref(), "ar/index.html").contains("width=40"), "an icon has a size");
    let cut = site(&page, &[("content/p.cur", icon[..200].to_vec())]);
    assert!(self::built(&cut).1.contains("[bad-picture]"));
}

fn page_of(built: Option<&Built>, path: &str) -> String {
    page(built.expect("a site"), path).replace('"', "")
}

#[test]
fn formats_that_cannot_be_cleaned_are_refused() {
    let files: [(&str, &[u8]); 6] = [
        ("a.tif", b"II*\0\x08\0\0\0Layla Haddad"),
        ("a.bmp", b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x02\0\0\0\x02\0\0\0Layla Haddad"),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heicLayla Haddad"),
        ("a.icns", b"icns\0\0\0\x20Layla Haddad"),
        ("a.ani", b"RIFF\x20\0\0\0ACONINFOLayla Haddad"),
        ("a.psd", b"8BPS\0\x01Layla Haddad"),
    ];
    for (name, bytes) in files {
        let text = format!("{AR_EN}-- content/_index.ar.md --\n---\ntitle: بيت\n---\n\nنص.\n");
        let (built, told) = built(&site(&text, &[(&format!("content/{name}"), bytes.to_vec())]));
        assert!(told.contains(&format!("content/{name}:1:1: error[picture-format]")), "{told}");
        assert!(built.is_none_or(|built| built.outputs.get(name).is_none()), "{name}");
    }
}

#[test]
fn addresses_that_hold_a_picture_hold_nothing_else() {
    let picture = made::pixels(40, 20);
    let files = [made::jpeg(&picture, 1), made::png(&picture, 1), made::webp(&picture, 1), made::gif(&picture)];
    let address = |bytes: &[u8]| format!("data:;base64,{}", STANDARD.encode(bytes));
    let [jpeg, png, webp, gif] = files.each_ref().map(|bytes| address(bytes));
    let drawing = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3C!-- Layla Haddad --%3E%3C/svg%3E";
    let block = format!("<div><img alt=\"\" src=\"{jpeg}\"><img alt=\"\" srcset=\"{png} 2x\"></div>");
    let line = format!("نص <i style=\"background: url({webp})\">هنا</i> <img alt=\"\" src=\"{drawing}\">");
    let body = format!("{block}\n\n{line}");
    let text = trusted(&body).replace("languages:", "theme: mine\nlanguages:");
    let style = format!("a {{ background: url({gif}); cursor: url(\"{drawing}\"), auto }}\n");
    let theme = [
        ("themes/mine/theme.yaml", b"name: mine\nstyles: [css/tokens.css, css/own.css]\n".to_vec()),
        ("themes/mine/css/own.css", style.into_bytes()),
    ];
    let theme = theme.map(|(path, bytes)| (path, Content::Text(String::from_utf8(bytes).expect("text").into())));
    let pages = tree(&text);
    let all = pages.files().iter().map(|f| (f.path.clone(), f.content.clone()));
    let tree = SourceTree::new(all.chain(theme.into_iter().map(|(path, content)| (path.to_owned(), content))));
    let (built, told) = built(&tree);
    // What such a theme leaves out is another matter.
    assert!(told.lines().all(|line| line.contains("warning[styles-replaced]")), "{told}");
    let mut kept = Vec::new();
    for (path, contents) in built.expect("a site").outputs.iter() {
        let bytes = contents.bytes().expect("in memory");
        check_clean(&bytes, path.as_str());
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        for inside in held(text) {
            check_clean(&inside, path.as_str());
            kept.push(inside);
        }
    }
    for original in files {
        let same = |inside: &Vec<u8>| {
            probe::format(inside) == probe::format(&original) && made::decoded(inside) == made::decoded(&original)
        };
        assert!(kept.iter().any(same), "the picture is still there");
    }
    assert_eq!(kept.iter().filter(|inside| probe::format(inside) == Ok(Some(Format::Svg))).count(), 2);
}

#[test]
fn addresses_that_cannot_be_cleaned_are_refused_at_their_place() {
    let heic = STANDARD.encode(b"\0\0\0\x18ftypheic\0\0\0\0mif1heicLayla Haddad");
    let (_, told) = built(&site(&trusted(&format!("نص <img alt=\"\" src=\"data:image/heic;base64,{heic}\">")), &[]));
    assert!(told.contains("content/a.ar.md:5:4: error[picture-format]"), "{told}");
}

#[test]
fn pictures_that_browsers_do_not_turn_are_turned() {
    let picture = made::pixels(40, 20);
    let deep = DynamicImage::ImageRgb16(picture.to_rgb16());
    for (name, file) in [("png", made::png(&picture, 6)), ("16 bit", made::png(&deep, 6)), ("webp", made::webp(&picture, 6))] {
        let out = published(&file, Keep { credit: true, licence: true }).expect("a picture");
        check_clean(&out, name);
        assert_eq!(made::decoded(&out), made::decoded(&file).rotate90(), "{name}: the same pixels");
        let (before, after) = (probe::probe(&file).expect("read"), probe::probe(&out).expect("read"));
        assert_eq!(
            (after.orientation, after.shown(), after.depth),
            (Orientation::Upright, before.shown(), before.depth),
            "{name}"
        );
        let holds = |word: &[u8]| out.windows(word.len()).any(|w| w == word);
        assert!(holds(b"https://example.org/terms") && (holds(b"iCCP") || holds(b"ICCP")), "{name}: colours and rights stay");
    }
    let jpeg = made::jpeg(&picture, 6);
    let out = published(&jpeg, Keep::default()).expect("a picture");
    assert_eq!(probe::probe(&out).expect("read").orientation, Orientation::Right, "browsers turn JPEG");
}

const LIST: &str = "-- content/pictures.yaml --\nmarket.jpg: {alt: {ar: سوق, en: market}, redact: [[400, 280, 80, 60]]}\n";

#[test]
fn what_is_painted_over_leaves_by_no_other_way() {
    let original = jpeg(&grain(800, 600, &[[400, 280, 80, 60]]));
    let text = trusted("![](market.jpg)\n\n<div><img alt=\"\" src=\"market.jpg\"><a href=\"market.jpg\">x</a></div>")
        .replace("languages:", "downloads: [market.jpg, old]\nlanguages:");
    let more = "-- content/b.en.md --\n---\ntitle: Page\nimage: market.jpg\n---\n\n![](market.jpg) ![](/market.jpg)\n";
    let files = [("content/market.jpg", original.clone()), ("content/market.jpg_original", original.clone())];
    let (built, told) = built(&site(&format!("{text}{more}{LIST}"), &files));
    assert_eq!(told, "");
    let mut pictures = 0;
    for (path, contents) in built.expect("a site").outputs.iter() {
        let bytes = contents.bytes().expect("in memory");
        assert!(!bytes.windows(64).any(|w| w == &original[2000..2064]), "{}", path.as_str());
        if let Ok(picture) = image::load_from_memory(&bytes) {
            pictures += 1;
            assert!(!picture.into_rgb8().pixels().any(|p| is_red(*p)), "{}", path.as_str());
        }
    }
    assert!(pictures >= 4, "{pictures}");
}

#[test]
fn a_copy_of_what_is_painted_over_is_told() {
    let original = jpeg(&grain(800, 600, &[[400, 280, 80, 60]]));
    let text = format!("{AR_EN}-- content/_index.ar.md --\n---\ntitle: بيت\n---\n\n![](market.jpg)\n{LIST}");
    let copy = |more: &str| {
        let files = [("content/market.jpg", original.clone()), ("content/other.jpg", original.clone())];
        built(&site(&format!("{text}{more}"), &files)).1
    };
    let told = copy("");
    assert!(told.contains("content/pictures.yaml:1:") && told.contains("`content/other.jpg` is the same picture"), "{told}");
    assert_eq!(copy("other.jpg: {alt: {ar: سوق, en: market}, redact: [[400, 280, 80, 60]]}\n"), "");
    // A theme may show it behind its headings.
    for (theme, is_used) in [("briefing", true), ("other", false)] {
        let path = format!("themes/{theme}/img/market.jpg");
        let told = built(&site(&text, &[("content/market.jpg", original.clone()), (&path, original.clone())])).1;
        assert_eq!(told.contains(&format!("`{path}` is the same picture")), is_used, "{told}");
        assert_eq!(told.is_empty(), !is_used, "{told}");
    }
}

#[cfg(unix)]
#[test]
fn a_picture_that_is_a_link_is_told_as_what_it_is() {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |path: &str, bytes: &[u8]| {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("written");
    };
    let config = AR_EN.split_once('\n').expect("a header").1;
    write("site.yaml", config.as_bytes());
    let chart = "```chart\ntype: bar\ntitle: x\nsrc: d.csv\ncategory: a\nseries: [{column: b}]\n```\n";
    let text = format!("---\ntitle: بيت\n---\n\n![صورة](p.png)\n\n[هنا](far/p.png) و [هناك](none.png)\n\n{chart}");
    write("content/_index.ar.md", text.as_bytes());
    write("elsewhere/p.png", &encoded(&grain(8, 8, &[]), ImageFormat::Png));
    for (target, name) in [("../elsewhere/p.png", "p.png"), ("../elsewhere/d.csv", "d.csv"), ("../elsewhere", "far")] {
        std::os::unix::fs::symlink(target, dir.path().join("content").join(name)).expect("linked");
    }
    let tree = bayan::source::walk::load(dir.path()).expect("read");
    let (_, told) = built(&tree);
    for wanted in [
        "`p.png` is a symbolic link",
        "`far/p.png` is a symbolic link",
        "`d.csv` is a symbolic link",
        "`none.png` does not exist",
    ] {
        assert!(told.contains(wanted), "{told}");
    }
}

#[test]
fn what_is_written_of_a_picture_in_the_wrong_place_leads_on() {
    let fields = "credit: A Name\nlicence: CC BY 4.0\nredact: [[0, 0, 1, 1]]\n";
    let text = format!("{AR_EN}-- content/a.ar.md --\n---\ntitle: صفحة\n{fields}---\n\nنص.\n");
    let told = built(&site(&text, &[])).1;
    assert_eq!(told.matches("in `pictures.yaml` beside it").count(), 3, "{told}");
    let block = |text: &str| built(&site(&format!("{AR_EN}-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\n{text}\n"), &[])).1;
    let told = block("```figure\nsrc: market.jpg\ncaption: سوق\ncredit: A Name\n```");
    assert!(told.contains("content/a.ar.md:5:1: error[unknown-block]: there is no block `figure` (write `![What"), "{told}");
    assert_eq!(block("```image\nFROM alpine\n```"), "", "code of a language that has this name");
}

#[test]
fn recordings_that_say_whose_they_are_are_told() {
    let old = |artist: &[u8]| [&[0; 40][..], b"TAG", &[b' '; 30], artist, &vec![0; 95 - artist.len()]].concat();
    for (name, bytes, is_told) in [
        ("a.mp3", b"ID3\x03\0\0\0\0\0\x20TPE1\0\0\0\x0D\0\0\0Layla Haddad".to_vec(), true),
        ("a.MP3", old(b"Layla Haddad"), true),
        ("a.ogg", b"OggS\0\x02vorbis\x0D\0\0\0Artist=Layla".to_vec(), true),
        ("a.wav", b"RIFF\x20\0\0\0WAVELIST\x14\0\0\0INFOIART\x06\0\0\0Layla\0".to_vec(), true),
        ("a.mp3", old(b""), false),
        ("a.wav", b"RIFF\x20\0\0\0WAVEfmt \x10\0\0\0data".to_vec(), false),
    ] {
        let text = format!("{AR_EN}-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\n[صوت]({name})\n");
        let tree = site(&text, &[(&format!("content/{name}"), bytes)]);
        let told = render(shared::check(&tree, &request()), &tree, Style::Short);
        assert_eq!(told.contains("[file-metadata]"), is_told, "{name}: {told}");
        assert!(!told.contains("Layla"), "{told}");
    }
}

#[test]
fn a_drawing_with_a_turned_photograph_is_refused() {
    let drawing = |orientation: u8| {
        let inside = STANDARD.encode(made::jpeg(&made::pixels(8, 4), orientation));
        let image = format!("<image width=\"8\" height=\"4\" href=\"data:image/jpeg;base64,{inside}\"/>");
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"4\">{image}</svg>").into_bytes()
    };
    let text = format!("{AR_EN}-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\n![رسم](d.svg)\n");
    let told = |orientation: u8| {
        let texts = tree(&text);
        let drawing = String::from_utf8(drawing(orientation)).expect("text");
        let all = texts.files().iter().map(|f| (f.path.clone(), f.content.clone()));
        built(&SourceTree::new(all.chain([("content/d.svg".to_owned(), Content::Text(drawing.into()))]))).1
    };
    assert_eq!(told(1), "");
    assert!(told(6).contains("holds a picture within it that says that it is to be turned"), "{}", told(6));
}
