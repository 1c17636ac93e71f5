//! Whose a site is: the pictures that site.yaml names stand on its pages, and without them nothing stands there but its own name.

use crate::support::site::{AR_EN, build, built, page, problems};
use bayan::diag::render::{Style, render};
use bayan::output::contents::Contents;
use bayan::pipeline::Built;

const PAGES: &str =
    "-- content/_index.ar.md --\n---\ntitle: الرئيسية\n---\n\nنص.\n-- content/_index.en.md --\n---\ntitle: Home\n---\n\nText.\n";
const DRAWING: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\" width=\"40\" height=\"20\"><path d=\"M0 0H9V9Z\"/></svg>\n";

/// A drawing that is too large to be part of pages.
fn large() -> String {
    DRAWING.replace("Z\"", &format!("{}Z\"", "H1V2".repeat(300)))
}

/// A site with these lines in site.yaml and these drawings below content/.
fn site(lines: &str, drawings: &[&str]) -> String {
    let files: Vec<String> = drawings.iter().map(|path| format!("-- content/{path} --\n{}", large())).collect();
    format!("{AR_EN}{lines}{PAGES}{}", files.concat())
}

/// The icons among the outputs, as text.
fn icons(built: &Built) -> Vec<&str> {
    let icons = built.outputs.iter().filter(|(path, _)| path.as_str().starts_with("assets/icon."));
    icons.map(|(_, file)| std::str::from_utf8(Contents::here(file).expect("made here")).expect("text")).collect()
}

#[test]
fn a_site_without_pictures_has_the_first_letter_of_its_name() {
    let built = built(&site("", &[]));
    let (arabic, english) = (page(&built, "ar/index.html"), page(&built, "en/index.html"));
    assert!(arabic.contains("data-mark=\"ب\"") || arabic.contains("data-mark=ب"), "{arabic}");
    assert!(english.contains("data-mark=\"B\"") || english.contains("data-mark=B"), "{english}");
    let icons = icons(&built);
    assert!(
        icons.len() == 2 && icons.iter().any(|icon| icon.contains(">B<")) && icons.iter().any(|icon| icon.contains(">ب<")),
        "{icons:?}"
    );
    for html in [arabic, english, page(&built, "404.html"), page(&built, "index.html")] {
        assert!(html.contains("/repo/assets/icon."), "{html}");
        assert!(html.contains("data-mark"), "{html}");
        assert!(!html.contains("og:image") && !html.contains("\"logo\"") && !html.contains("summary_large_image"), "{html}");
    }
}

#[test]
fn pictures_of_the_site_stand_on_every_page() {
    let drawings = ["mark.svg", "brand/logo.svg", "brand/logo.ar.svg", "card.ar.svg", "card.en.svg"];
    let built = built(&site("logo: brand/logo.svg\nicon: /mark.svg\ncard: content/card.svg\n", &drawings));
    let (arabic, english) = (page(&built, "ar/index.html"), page(&built, "en/index.html"));
    assert!(arabic.contains("/repo/brand/logo.ar.svg") && !arabic.contains("data-mark"), "{arabic}");
    assert!(
        english.contains("/repo/brand/logo.svg") && english.contains("width=40") | english.contains("width=\"40\""),
        "{english}"
    );
    assert!(arabic.contains("https://example.org/repo/card.ar.svg") && english.contains("https://example.org/repo/card.en.svg"));
    assert!(english.contains("https://example.org/repo/brand/logo.svg") && english.contains("image/svg+xml"), "{english}");
    assert!(icons(&built).is_empty() && page(&built, "404.html").contains("/repo/mark.svg"));
    let chooser = page(&built, "index.html");
    assert!(chooser.contains("/repo/brand/logo.ar.svg") && chooser.contains("/repo/brand/logo.svg"), "{chooser}");
}

#[test]
fn a_small_drawing_is_part_of_the_page_without_its_metadata() {
    let drawing = DRAWING.replace("<path", "<metadata>somebody</metadata><path");
    let text = format!("{}-- content/mark.svg --\n{drawing}", site("logo: mark.svg\nicon: mark.svg\n", &[]));
    let built = built(&text);
    let html = page(&built, "en/index.html");
    let (_, rest) = html
        .split_once("src=data:image/svg+xml;base64,")
        .or(html.split_once("src=\"data:image/svg+xml;base64,"))
        .expect("a logo");
    let held: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "+/=".contains(*c)).collect();
    let held = base64(&held);
    assert!(held.contains("M0 0H9V9Z") && !held.contains("somebody"), "{held}");
    assert_eq!(html.matches("data:image/svg+xml;base64,").count(), 2, "logo and icon: {html}");
    assert!(built.outputs.iter().any(|(path, _)| path.as_str() == "mark.svg"), "others may still ask for the file");
}

/// What base64 stands for.
fn base64(letters: &str) -> String {
    let value = |c: u8| b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".iter().position(|own| *own == c);
    let bits: Vec<usize> = letters.bytes().filter_map(value).flat_map(|v| (0..6).rev().map(move |i| v >> i & 1)).collect();
    let bytes = bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |all, bit| all << 1 | u8::try_from(*bit).expect("a bit")));
    String::from_utf8(bytes.collect()).expect("text")
}

#[test]
fn the_icon_of_a_theme_stays() {
    let theme =
        format!("-- themes/briefing/theme.yaml --\nname: briefing\nicon: own.svg\n-- themes/briefing/own.svg --\n{DRAWING}");
    let built = built(&format!("{}{theme}", site("", &[])));
    assert!(icons(&built).is_empty() && page(&built, "en/index.html").contains("/repo/assets/own."));
}

#[test]
fn pictures_that_are_not_there_are_told_once() {
    assert_eq!(problems(&site("logo: lgo.svg\n", &["logo.svg"])), ["site.yaml:4:7 unknown-sign", "site.yaml:4:7 unknown-sign"]);
    // A language without one is given that of another.
    assert_eq!(problems(&site("logo: logo.svg\n", &["logo.ar.svg"])), [""; 0]);
    let (_, diags, tree) = build(&format!("{}-- content/a.csv --\na,b\n", site("icon: a.csv\n", &[])));
    let told = render(diags, &tree, Style::Short);
    assert!(told.contains("[sign-no-picture]") && told.lines().count() == 1, "{told}");
}

/// What a draft shows too is published for the site's sake, and what only stands in the folder of a draft is told.
#[test]
fn drafts_do_not_take_the_logo_away() {
    let draft = "-- content/plan.en.md --\n---\ntitle: Plan\ndraft: true\n---\n\n![x](logo.svg)\n";
    let shown = built(&format!("{}{draft}", site("logo: logo.svg\n", &["logo.svg"])));
    assert!(shown.outputs.get("logo.svg").is_some());
    let folder = "-- content/plan/index.ar.md --\n---\ntitle: خطة\ndraft: true\n---\n";
    let told = problems(&format!("{}{folder}", site("logo: plan/logo.svg\n", &["plan/logo.svg"])));
    assert_eq!(told.iter().map(|line| line.split(' ').next_back().unwrap_or_default()).collect::<Vec<_>>(), ["hidden-link"]);
}
