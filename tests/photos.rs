//! Pictures of pages: what is written of them once, the sizes that are made, and what is painted over.
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use std::collections::BTreeMap;

use bayan::diag::render::{Style, render};
use bayan::memo::disk::Disk;
use bayan::output::contents::Contents;
use bayan::pipeline::session::Session;
use bayan::pipeline::{Built, EditionFiles, Request};
use bayan::source::{Content, SourceTree};
use image::{ImageFormat, RgbImage};

use crate::support::photo::{encoded, grain, is_black, is_red, jpeg, with_exif};
use crate::support::shared;
use crate::support::site::{AR_EN, page, request, tree};

/// A site of texts and pictures.
fn with(text: &str, pictures: &[(&str, Vec<u8>)]) -> SourceTree {
    let texts = tree(&format!("{AR_EN}{text}"));
    let texts = texts.files().iter().map(|file| (file.path.clone(), file.content.clone()));
    let pictures = pictures.iter().map(|(path, bytes)| ((*path).to_owned(), Content::Binary(bytes.as_slice().into())));
    SourceTree::new(texts.chain(pictures).collect::<Vec<_>>())
}

#[track_caller]
fn built(tree: &SourceTree) -> Built {
    let outcome = shared::build(tree, &request());
    assert!(outcome.diags.is_empty(), "{}", render(outcome.diags, tree, Style::Short));
    outcome.value.expect("a site")
}

/// The problems of a build as `path:line:column code`.
fn problems(tree: &SourceTree, check: bool) -> Vec<String> {
    let diags = if check { shared::check(tree, &request()) } else { shared::build(tree, &request()).diags };
    let short = render(diags, tree, Style::Short);
    let line = |line: &str| {
        let place = line.split(": ").next().unwrap_or_default().to_owned();
        let code = line.split('[').nth(1).and_then(|rest| rest.split(']').next()).unwrap_or_default();
        format!("{place} {code}")
    };
    short.lines().map(line).collect()
}

fn bytes(built: &Built, path: &str) -> Vec<u8> {
    built.outputs.get(path).unwrap_or_else(|| panic!("{path} is not there")).bytes().expect("read").to_vec()
}

/// The pictures that were published, but for the theme's.
fn pictures(built: &Built) -> BTreeMap<String, Vec<u8>> {
    let is_picture = |path: &str| [".jpg", ".png", ".webp"].iter().any(|ending| path.ends_with(ending));
    let own = built.outputs.iter().filter(|(path, _)| is_picture(path.as_str()) && !path.as_str().starts_with("assets/"));
    own.map(|(path, contents)| (path.as_str().to_owned(), contents.bytes().expect("read").to_vec())).collect()
}

fn decoded(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).expect("a picture").into_rgb8()
}

/// A page without the quotation marks of attributes, which the minifier writes where they are needed.
fn bare(built: &Built, path: &str) -> String {
    page(built, path).replace('"', "")
}

/// The values of an attribute in a page.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let value = |rest: &'a str| match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split([' ', '>']).next(),
    };
    html.split(&format!(" {name}=")).skip(1).filter_map(value).collect()
}

const PAGES: &str = "-- content/k/_index.ar.md --\n---\ntitle: إحاطة\ndate: 2022-01-06\n---\n\nنص.\n\n![](market.jpg)\n-- content/k/_index.en.md --\n---\ntitle: Briefing\ndate: 2022-01-06\n---\n\nText.\n\n![](market.jpg)\n";
const LIST: &str = "-- content/k/pictures.yaml --\nmarket.jpg:\n  alt: {ar: سوق في المساء, en: A market in the evening}\n  caption: {ar: السوق القديم عند Gate 4, en: The old market}\n  credit: {ar: تصوير ليلى Haddad, en: Photo Layla Haddad}\n  licence: CC BY 4.0\n";

#[test]
fn a_photograph_has_four_widths_and_a_fallback() {
    let tree = with(&format!("{PAGES}{LIST}"), &[("content/k/market.jpg", jpeg(&grain(1700, 600, &[])))]);
    let site = built(&tree);
    let html = page(&site, "en/k/index.html");
    let srcset = attributes(html, "srcset");
    assert_eq!(srcset.len(), 1, "{html}");
    let files: Vec<(&str, u32)> = srcset[0]
        .split(", ")
        .filter_map(|part| part.split_once(' '))
        .map(|(url, width)| (url, width.trim_end_matches('w').parse().expect("a width")))
        .collect();
    assert_eq!(files.iter().map(|f| f.1).collect::<Vec<_>>(), [480, 800, 1200, 1600]);
    for (url, width) in &files {
        let file = bytes(&site, url.strip_prefix("/repo/").expect("from the root"));
        assert_eq!(image::guess_format(&file).expect("known"), ImageFormat::WebP);
        assert_eq!(decoded(&file).dimensions(), (*width, (width * 600 + 850) / 1700));
    }
    let fallback = attributes(html, "src").into_iter().filter(|url| url.contains("market")).collect::<Vec<_>>();
    let fallback = bytes(&site, fallback[0].strip_prefix("/repo/").expect("from the root"));
    assert_eq!((image::guess_format(&fallback).expect("known"), decoded(&fallback).width()), (ImageFormat::Jpeg, 1200));
    let bare = bare(&site, "en/k/index.html");
    for part in ["type=image/webp", "width=1600", "height=565", "background-color:#", "sizes=(min-width: 50rem) 48rem, 100vw"] {
        assert!(bare.contains(part), "{part} in {bare}");
    }
    let feed = page(&site, "en/feed.xml");
    assert!(feed.contains("https://example.org/repo/k/market-1200.") && !feed.contains("srcset"), "{feed}");
}

#[test]
fn what_is_written_once_stands_wherever_the_picture_does() {
    let hero = "-- content/a.ar.md --\n---\ntitle: صفحة\ndate: 2022-01-06\nimage: k/market.jpg\n---\n\nنص.\n\n![كلمات أخرى](k/market.jpg \"تعليق آخر\")\n";
    let tree = with(&format!("{PAGES}{LIST}{hero}"), &[("content/k/market.jpg", jpeg(&grain(1210, 640, &[])))]);
    let site = built(&tree);
    let html = bare(&site, "ar/k/index.html");
    assert!(html.contains("alt=سوق في المساء"), "{html}");
    let caption = "<figcaption>السوق القديم عند <bdi dir=ltr lang=en>Gate 4</bdi> <small class=credit>تصوير ليلى <bdi dir=ltr lang=en>Haddad</bdi> · <bdi dir=ltr lang=en>CC BY 4.0</bdi></small></figcaption>";
    assert!(html.replace("lang=en dir=ltr", "dir=ltr lang=en").contains(caption), "{html}");
    let html = bare(&site, "en/k/index.html");
    assert!(html.contains("alt=A market in the evening") && html.contains("The old market <small class=credit>"), "{html}");
    let html = bare(&site, "ar/a/index.html");
    assert!(html.contains("alt=كلمات أخرى") && html.contains("<figcaption>تعليق آخر <small"), "what the page says wins: {html}");
    assert!(html.contains("class=hero") && html.matches("السوق القديم عند").count() >= 1, "{html}");
    assert!(html.contains("license:https://creativecommons.org/licenses/by/4.0/"), "{html}");
    assert!(html.contains("creditText:تصوير ليلى \u{2066}Haddad\u{2069}"), "{html}");
    assert!(html.contains("og:image:width content=1200") || html.contains("content=1200 property=og:image:width"), "{html}");
    let feed = page(&site, "ar/feed.xml");
    assert!(feed.contains("CC BY 4.0") && feed.contains("سوق في المساء"), "{feed}");
    assert!(site.outputs.get("k/pictures.yaml").is_none());
}

#[test]
fn small_pictures_and_drawings_are_left_alone() {
    let small = jpeg(&grain(300, 200, &[]));
    let drawing = encoded(&RgbImage::from_pixel(2000, 1000, image::Rgb([250, 250, 250])), ImageFormat::Png);
    let tree = with(
        "-- content/a.ar.md --\n---\ntitle: صفحة\n---\n\n![صغيرة](s.jpg)\n\n![رسم](d.png)\n",
        &[("content/s.jpg", small), ("content/d.png", drawing)],
    );
    let site = built(&tree);
    assert_eq!(pictures(&site).keys().collect::<Vec<_>>(), ["d.png", "s.jpg"]);
    let html = bare(&site, "ar/a/index.html");
    assert!(html.contains("width=300") && html.contains("width=2000") && !html.contains("srcset"), "{html}");
}

/// Every published picture, with the part of it that the original is, shows nothing of the marks.
#[track_caller]
fn nothing_red(pictures: &BTreeMap<String, Vec<u8>>) {
    for (path, bytes) in pictures {
        let picture = decoded(bytes);
        assert!(!picture.pixels().any(|p| is_red(*p)), "{path} shows what was to be painted over");
        assert!(picture.pixels().filter(|p| is_black(**p)).count() > 30, "{path} has no box");
    }
}

const REDACTED: &str = "-- content/k/pictures.yaml --\nmarket.jpg:\n  alt: {ar: سوق, en: market}\n  redact: [[400, 280, 80, 60, solid]]\n-- content/b.ar.md --\n---\ntitle: صفحة\nimage: k/market.jpg\n---\n\n[الأصل](k/market.jpg) و [هنا](/k/market.jpg)\n";

#[test]
fn what_is_painted_over_leaves_in_no_size_and_no_format() {
    let original = with_exif(&jpeg(&grain(800, 600, &[[400, 280, 80, 60]])), 1, "Photographer-Name");
    let tree = with(&format!("{PAGES}{REDACTED}"), &[("content/k/market.jpg", original.clone())]);
    let site = built(&tree);
    let all = pictures(&site);
    assert!(all.len() >= 5 && all.contains_key("k/market.jpg"), "{:?}", all.keys());
    nothing_red(&all);
    assert_eq!(decoded(&all["k/market.jpg"]).dimensions(), (800, 600), "at the address of the original, in its size");
    let feed = |bytes: &[u8], part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    for (path, contents) in site.outputs.iter() {
        let bytes = contents.bytes().expect("read");
        assert!(!feed(&bytes, b"Photographer-Name") && !feed(&bytes, &original[2000..2064]), "{}", path.as_str());
    }
}

#[test]
fn boxes_are_measured_in_the_picture_as_it_is_shown() {
    // Stored lying: what is at its right upper corner is shown at the right lower one.
    let stored = grain(750, 500, &[[650, 25, 75, 50]]);
    let shown = image::imageops::rotate90(&stored);
    let (x, y, _) = shown.enumerate_pixels().find(|(_, _, p)| is_red(**p)).expect("the mark");
    let list =
        format!("-- content/k/pictures.yaml --\nmarket.jpg:\n  alt: {{ar: سوق, en: market}}\n  redact: [[{x}, {y}, 50, 75]]\n");
    let tree = with(&format!("{PAGES}{list}"), &[("content/k/market.jpg", with_exif(&jpeg(&stored), 6, "x"))]);
    let site = built(&tree);
    let all = pictures(&site);
    assert_eq!(decoded(&all["k/market.jpg"]).dimensions(), (500, 750));
    nothing_red(&all);
    let html = bare(&site, "ar/k/index.html");
    assert!(html.contains("width=500") && html.contains("height=750"), "{html}");
}

#[test]
fn an_entry_covers_the_files_of_every_language() {
    let mark = [[400, 280, 80, 60]];
    let tree = with(
        &format!("{PAGES}{REDACTED}"),
        &[("content/k/market.jpg", jpeg(&grain(800, 600, &mark))), ("content/k/market.ar.jpg", jpeg(&grain(700, 500, &mark)))],
    );
    let all = pictures(&built(&tree));
    assert!(all.contains_key("k/market.ar.jpg"), "{:?}", all.keys());
    nothing_red(&all);
}

#[cfg(feature = "pdf")]
#[test]
fn paper_shows_no_more_than_the_web() {
    let original = with_exif(&jpeg(&grain(2100, 600, &[[400, 280, 80, 60]])), 1, "Photographer-Name");
    let tree = with(
        &format!("{PAGES}{REDACTED}").replace("title: إحاطة", "title: إحاطة\nbriefing: true"),
        &[("content/k/market.jpg", original)],
    );
    let outcome = shared::build(&tree, &Request { editions: EditionFiles::All, ..request() });
    assert!(outcome.diags.is_empty(), "{}", render(outcome.diags, &tree, Style::Short));
    let site = outcome.value.expect("a site");
    let prints: Vec<_> = site.outputs.iter().filter(|(path, _)| path.as_str().ends_with(".pdf")).collect();
    assert!(!prints.is_empty());
    let mut found = 0;
    for (path, contents) in prints {
        let bytes = contents.bytes().expect("read");
        assert!(!bytes.windows(17).any(|w| w == b"Photographer-Name"), "{}", path.as_str());
        // A JPEG stands in a PDF as it is.
        for (at, _) in bytes.windows(3).enumerate().filter(|(_, w)| *w == [0xff, 0xd8, 0xff]) {
            let Ok(picture) = image::load_from_memory_with_format(&bytes[at..], ImageFormat::Jpeg) else { continue };
            let picture = picture.into_rgb8();
            found += 1;
            assert!(picture.width() <= 2000 && !picture.pixels().any(|p| is_red(*p)), "{}", path.as_str());
        }
    }
    assert!(found > 0, "the picture is in the files");
}

#[test]
fn a_card_keeps_its_focus() {
    for (size, focus, mark) in [
        ((800, 600), "[700, 40]", [685, 25, 30, 30]),
        ((500, 900), "[0.5, 0.9]", [235, 795, 30, 30]),
        ((1500, 400), "[60, 200]", [45, 185, 30, 30]),
    ] {
        let list = format!("-- content/pictures.yaml --\na.jpg: {{alt: {{ar: سوق, en: market}}, focus: {focus}}}\n");
        let text = format!("{list}-- content/b.ar.md --\n---\ntitle: صفحة\nimage: a.jpg\n---\n\nنص.\n");
        let site = built(&with(&text, &[("content/a.jpg", jpeg(&grain(size.0, size.1, &[mark])))]));
        let html = page(&site, "ar/b/index.html");
        let card = html.split("https://example.org/repo/").find(|rest| rest.starts_with("a-")).expect("a card");
        let card = decoded(&bytes(&site, card.split(['"', ' ', '>']).next().expect("an address")));
        let width = size.0.min(size.1 * 1200 / 630).min(1200);
        assert!(
            card.width().abs_diff(width) <= 1 && card.height() == (card.width() * 630 + 600) / 1200,
            "{:?}",
            card.dimensions()
        );
        assert!(card.pixels().any(|p| is_red(*p)), "{focus}");
    }
}

#[test]
fn mistakes_in_a_list_are_told_at_their_place() {
    let check = |list: &str, expected: &[&str]| {
        let text = format!("{PAGES}-- content/k/pictures.yaml --\n{list}-- content/k/map.svg --\n<svg/>\n");
        let files = [("content/k/market.jpg", jpeg(&grain(640, 480, &[])))];
        let found = problems(&with(&text, &files), false);
        let expected: Vec<String> = expected.iter().map(|e| format!("content/k/pictures.yaml:{e}")).collect();
        assert_eq!(found, expected, "{list}");
    };
    let alt = "alt: {ar: سوق, en: market}";
    check(&format!("market.jpg: {{{alt}}}\n"), &[]);
    check(&format!("markt.jpg: {{{alt}}}\n"), &["1:1 unknown-picture"]);
    check("market.jpg: {alt: {ar: سوق}}\n", &["1:19 untranslated-texts"]);
    check("market.jpg: {alt: سوق}\n", &["1:19 missing-in-language"]);
    check(&format!("market.jpg: {{{alt}, credits: x}}\n"), &["1:42 unknown-field"]);
    check(&format!("market.jpg: {{{alt}}}\nmarket.jpg: {{{alt}}}\n"), &["2:1 duplicate-field"]);
    check(&format!("market.jpg: {{{alt}, redact: [[600, 0, 41, 10]]}}\n"), &["1:51 bad-redact"]);
    check(&format!("market.jpg: {{{alt}, redact: [[600, 0, 0, 10]]}}\n"), &["1:51 bad-redact"]);
    check(&format!("market.jpg: {{{alt}, redact: [[-1, 0, 5, 10]]}}\n"), &["1:51 bad-redact"]);
    check(&format!("market.jpg: {{{alt}, redact: [[1, 0, 5]]}}\n"), &["1:51 bad-redact"]);
    check(&format!("market.jpg: {{{alt}, redact: [[1, 0, 5, 5, blur]]}}\n"), &["1:64 bad-redact"]);
    // One mistake, one message: an empty field, and one box where a list of boxes belongs.
    check(&format!("market.jpg: {{{alt}, redact: }}\n"), &["1:42 bad-redact"]);
    check(&format!("market.jpg: {{{alt}, redact: [1, 0, 5, 5]}}\n"), &["1:42 bad-redact"]);
    check(&format!("market.jpg: {{{alt}, redact: all}}\n"), &["1:50 wrong-type"]);
    check(&format!("market.jpg: {{{alt}, focus: [641, 0]}}\n"), &["1:49 bad-focus"]);
    check(&format!("market.jpg: {{{alt}, focus: here}}\n"), &["1:49 bad-focus"]);
    check(&format!("market.jpg: {{{alt}, focus: [0.5, 1.5]}}\n"), &["1:49 bad-focus"]);
    check(&format!("market.jpg: {{{alt}, date: 2022-02-30}}\n"), &["1:48 bad-date"]);
    check(&format!("map.svg: {{{alt}, redact: [[0, 0, 1, 1]]}}\n"), &["1:48 cannot-redact"]);
}

/// The same market with other letters on it shows the same face.
#[test]
fn what_is_covered_in_one_language_is_settled_in_all() {
    let check = |list: &str, expected: &[&str]| {
        let text = format!("{PAGES}-- content/k/pictures.yaml --\n{list}");
        let [plain, labelled] = [1, 2].map(|x| jpeg(&grain(640, 480, &[[x, 0, 30, 30]])));
        let files = [("content/k/market.jpg", plain), ("content/k/market.ar.jpg", labelled)];
        let found = problems(&with(&text, &files), false);
        assert_eq!(found, expected, "{list}");
    };
    let (alt, boxes) = ("alt: {ar: سوق, en: market}", "redact: [[0, 0, 40, 40]]");
    let (plain, arabic) = (format!("market.jpg: {{{alt}, "), format!("market.ar.jpg: {{{alt}, "));
    // The entry of a picture is also that of its versions.
    check(&format!("{plain}{boxes}}}\n"), &[]);
    check(&format!("{plain}{boxes}}}\n{arabic}date: 2022-01-06}}\n"), &["content/k/pictures.yaml:1:51 cannot-redact"]);
    check(&format!("{arabic}{boxes}}}\n"), &["content/k/pictures.yaml:1:54 cannot-redact"]);
    check(&format!("{arabic}{boxes}}}\n{plain}date: 2022-01-06}}\n"), &["content/k/pictures.yaml:1:54 cannot-redact"]);
    // The sign is in one of them only.
    check(&format!("{arabic}{boxes}}}\n{plain}redact: []}}\n"), &[]);
    check(&format!("{plain}{boxes}}}\n{arabic}redact: []}}\n"), &[]);
}

#[test]
fn editors_are_told_of_what_is_not_described_and_not_used() {
    let list = "-- content/k/pictures.yaml --\nmarket.jpg: {alt: {ar: سوق, en: market}}\nold.jpg: {alt: {ar: قديم, en: old}}\nbare.jpg: {credit: Layla Haddad}\n";
    let more = "-- content/k/two.ar.md --\n---\ntitle: صفحة\n---\n\n![](bare.jpg)\n\n![](market.jpg)\n";
    let photo = jpeg(&grain(300, 200, &[]));
    let files = ["market", "old", "bare"].map(|name| (format!("content/k/{name}.jpg"), photo.clone()));
    let files: Vec<(&str, Vec<u8>)> = files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())).collect();
    let found = problems(&with(&format!("{PAGES}{list}{more}"), &files), true);
    let found: Vec<&String> = found.iter().filter(|p| p.contains("missing-alt") || p.contains("unused-entry")).collect();
    assert_eq!(found, ["content/k/pictures.yaml:2:1 unused-entry", "content/k/two.ar.md:5:1 missing-alt"]);
}

#[test]
fn damaged_pictures_are_told_where_they_are_shown() {
    let whole = jpeg(&grain(900, 700, &[]));
    // IHDR says 100,000 × 100,000.
    let mut huge = encoded(&grain(600, 400, &[]), ImageFormat::Png);
    huge[16..24].copy_from_slice(&[0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0]);
    for (bytes, code) in [(huge, "picture-size"), (whole[..200].to_vec(), "bad-picture")] {
        for check in [false, true] {
            let found = problems(&with(&format!("{PAGES}{LIST}"), &[("content/k/market.jpg", bytes.clone())]), check);
            assert!(found.contains(&format!("content/k/_index.ar.md:8:1 {code}")), "{found:?}");
        }
    }
}

/// The bytes of the candidate that a browser takes for a viewport, from a `srcset` of widths.
fn chosen(site: &Built, srcset: &str, pixels: u32) -> usize {
    let mut candidates: Vec<(u32, &str)> = srcset
        .split(", ")
        .filter_map(|part| part.split_once(' '))
        .map(|(url, width)| (width.trim_end_matches('w').parse().expect("a width"), url))
        .collect();
    candidates.sort_unstable();
    let (_, url) = candidates.iter().find(|(width, _)| *width >= pixels).or(candidates.last()).expect("a candidate");
    bytes(site, url.strip_prefix("/repo/").expect("from the root")).len()
}

#[test]
fn a_phone_moves_less_than_a_third_of_the_bytes() {
    let files = ["a", "b", "c"].map(|name| (format!("content/{name}.jpg"), jpeg(&grain(1400, 700, &[]))));
    let before: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let files: Vec<(&str, Vec<u8>)> = files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())).collect();
    let text = "-- content/x.en.md --\n---\ntitle: Chapter\n---\n\n![one](a.jpg)\n\n![two](b.jpg)\n\n![three](c.jpg)\n";
    let site = built(&with(text, &files));
    let html = page(&site, "en/x/index.html");
    // 360 points of two pixels each.
    let after: usize = attributes(html, "srcset").iter().map(|srcset| chosen(&site, srcset, 720)).sum();
    assert!(after > 0 && after * 10 <= before * 3, "{after} of {before} bytes");
    assert_eq!((html.matches("lazy").count(), html.matches("fetchpriority").count()), (2, 1), "{html}");
}

#[test]
fn only_what_changed_is_made_again() {
    let text = |focus: &str, boxes: &str| {
        format!(
            "-- content/pictures.yaml --\na.jpg: {{alt: {{ar: سوق, en: market}}, focus: {focus}, redact: {boxes}}}\n-- content/b.ar.md --\n---\ntitle: صفحة\nimage: a.jpg\n---\n\nنص.\n"
        )
    };
    let photo = jpeg(&grain(600, 400, &[]));
    let names = |focus: &str, boxes: &str| pictures(&built(&with(&text(focus, boxes), &[("content/a.jpg", photo.clone())])));
    let (first, moved, covered) = (names("[0.5, 0.1]", "[]"), names("[0.5, 0.9]", "[]"), names("[0.5, 0.1]", "[[1, 1, 9, 9]]"));
    assert_eq!(first.keys().filter(|name| !moved.contains_key(*name)).count(), 1, "the card: {first:?}");
    assert_eq!(first.keys().filter(|name| covered.contains_key(*name)).collect::<Vec<_>>(), ["a.jpg"]);
    assert_ne!(first["a.jpg"], covered["a.jpg"]);
    assert_eq!(first, names("[0.5, 0.1]", "[]"), "the same again");
}

#[test]
fn a_cache_gives_back_what_was_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let disk = Disk::of(folder.path());
    let tree = with(&format!("{PAGES}{LIST}"), &[("content/k/market.jpg", jpeg(&grain(1210, 640, &[])))]);
    let run = |tree: &SourceTree| {
        let session = Session::resumed(tree.clone(), request(), &disk);
        let site = session.outputs(&|| {}).value.expect("a site");
        session.memo().save(&disk).expect("saved");
        site
    };
    let kept = || std::fs::read_dir(folder.path().join(".bayan/cache/photos")).map_or(0, Iterator::count);
    let cold = built(&tree);
    for _ in 0..2 {
        let site = run(&tree);
        assert_eq!(pictures(&site), pictures(&cold));
        let html = |site: &Built| site.outputs.get("ar/k/index.html").and_then(|c| c.bytes().ok()).expect("a page");
        assert_eq!(html(&site), html(&cold));
        let is_kept = |(path, contents): (&bayan::output::OutPath, &Contents)| {
            !path.as_str().ends_with(".webp") || matches!(contents, Contents::Cached(_))
        };
        assert!(site.outputs.iter().all(is_kept), "what is on the disk is not in memory");
    }
    assert_eq!(kept(), 1);
    // What nobody shows any more goes.
    run(&with("-- content/k/_index.ar.md --\n---\ntitle: إحاطة\n---\n", &[]));
    assert_eq!(kept(), 0);
}

#[test]
fn while_serving_a_size_is_made_when_it_is_asked_for() {
    let mark = [[400, 280, 80, 60]];
    let tree = with(&format!("{PAGES}{REDACTED}"), &[("content/k/market.jpg", jpeg(&grain(800, 600, &mark)))]);
    let session = Session::new(tree.clone(), Request { editions: EditionFiles::OnDemand, ..request() });
    let site = session.outputs(&|| {}).value.expect("a site");
    assert!(pictures(&site).is_empty(), "{:?}", pictures(&site).keys());
    let whole = pictures(&built(&tree));
    for (path, bytes) in whole {
        let late = site.late(&tree, session.memo(), &path).value.unwrap_or_else(|| panic!("{path} is made"));
        assert_eq!(*late, *bytes, "{path}");
    }
    assert!(site.late(&tree, session.memo(), "k/other.jpg").value.is_none());
}
