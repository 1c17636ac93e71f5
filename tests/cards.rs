//! Cards for shared links: what stands on one, when another is drawn, and who chooses a picture instead.

use std::collections::BTreeSet;
use std::sync::Arc;

use bayan::output::contents::Contents;
use bayan::pipeline::{Built, EditionFiles, Request};
use bayan::source::{Content, SourceTree};
use image::RgbImage;

use crate::support::photo::{grain, is_red, jpeg};
use crate::support::shared;
use crate::support::site::{AR_EN, page, request, tree};

const BRIEFING: &str = "\
-- content/_index.ar.md --\n---\ntitle: بيان\n---\n
-- content/_index.en.md --\n---\ntitle: Bayan\n---\n
-- content/k/_index.ar.md --\n---\ntitle: كازاخستان 2022\nbriefing: true\ndate: 2022-01-15\nkey_figures: [{value: 227 قتيلا, label: الحصيلة الرسمية}]\n---\n\nنص.\n
-- content/k/_index.en.md --\n---\ntitle: Kazakhstan 2022\nbriefing: true\ndate: 2022-01-15\nkey_figures: [{value: 227 dead, label: official toll}]\n---\n\nText.\n
-- content/k/gas.ar.md --\n---\ntitle: سعر الغاز في GDP\n---\n\nنص الفصل.\n
-- content/k/gas.en.md --\n---\ntitle: The price of gas\n---\n\nText of the chapter.\n
-- content/k/facts.yaml --\nprice: {value: 60, what: {ar: السعر, en: price}}\nrise: {value: 100, certainty: contested, what: {ar: الزيادة, en: rise}}\n";

/// A site as pages link to it: cards are drawn when somebody asks for them.
struct Shown {
    tree: SourceTree,
    built: Built,
    memo: Arc<bayan::pipeline::memo::Memo>,
}

fn shown(tree: SourceTree) -> Shown {
    let session = shared::session(tree.clone(), Request { editions: EditionFiles::OnDemand, ..request() });
    let outcome = session.outputs(&|| {});
    assert!(!outcome.diags.has_errors(), "{:?}", outcome.diags);
    Shown { tree, built: outcome.value.expect("a site"), memo: Arc::clone(session.memo()) }
}

fn site(text: &str) -> Shown {
    shown(tree(&format!("{AR_EN}{text}")))
}

impl Shown {
    /// What a page says under a name of Open Graph or Twitter.
    fn meta(&self, path: &str, name: &str) -> Option<String> {
        let html = scraper::Html::parse_document(page(&self.built, path));
        let selector =
            scraper::Selector::parse(&format!("meta[property=\"{name}\"], meta[name=\"{name}\"]")).expect("a selector");
        html.select(&selector).next().and_then(|meta| meta.attr("content")).map(str::to_owned)
    }

    /// The path of the card of a page below the output folder.
    fn card(&self, path: &str) -> Option<String> {
        let url = self.meta(path, "og:image")?;
        Some(url.strip_prefix("https://example.org/repo/").expect("an address of the site").to_owned())
    }

    fn bytes(&self, path: &str) -> Arc<[u8]> {
        let out = self.card(path).expect("a card");
        let late = self.built.late(&self.tree, &self.memo, &out);
        assert!(late.diags.is_empty(), "{:?}", late.diags);
        late.value.unwrap_or_else(|| panic!("{out} is drawn"))
    }

    fn picture(&self, path: &str) -> RgbImage {
        image::load_from_memory(&self.bytes(path)).expect("a picture").to_rgb8()
    }
}

#[test]
fn a_page_names_its_card_and_the_card_is_there() {
    let site = site(BRIEFING);
    let arabic = site.meta("ar/k/index.html", "og:image:alt").expect("a text");
    assert_eq!(arabic, "كازاخستان 2022 — 227 قتيلا الحصيلة الرسمية — إحاطة — بيان");
    assert_eq!(site.meta("en/k/gas/index.html", "og:image:alt").as_deref(), Some("The price of gas — Kazakhstan 2022 — Bayan"));
    // Runs of the other script stand between isolates where there is no markup.
    assert!(
        site.meta("ar/k/gas/index.html", "og:image:alt").is_some_and(|alt| alt.starts_with("سعر الغاز في \u{2066}GDP\u{2069}"))
    );
    for path in ["ar/k/index.html", "en/k/gas/index.html"] {
        let meta = |name: &str| site.meta(path, name);
        assert_eq!((meta("og:image:width"), meta("og:image:height")), (Some("1200".into()), Some("630".into())));
        assert_eq!(meta("twitter:card").as_deref(), Some("summary_large_image"));
        assert_eq!((meta("twitter:image"), meta("twitter:image:alt")), (meta("og:image"), meta("og:image:alt")));
        let bytes = site.bytes(path);
        assert!(bytes.starts_with(b"\x89PNG") && bytes.len() < 80_000, "{}", bytes.len());
        let picture = site.picture(path);
        assert_eq!(picture.dimensions(), (1200, 630));
        assert!(picture.pixels().any(|pixel| pixel.0 != picture.get_pixel(20, 620).0), "{path} is blank");
    }
    // Pages are written without their cards.
    assert!(site.built.outputs.iter().all(|(path, _)| !path.as_str().starts_with("assets/cards/")));
}

#[test]
fn the_page_of_languages_has_a_card_in_both() {
    let site = site(BRIEFING);
    let homes = ["ar/index.html", "en/index.html"].map(|path| site.card(path).expect("a card"));
    let both = site.card("index.html").expect("a card");
    assert!(!homes.contains(&both), "{both}");
    let alt = |path: &str| site.meta(path, "og:image:alt").expect("a description");
    assert_eq!(alt("index.html"), format!("{} / {}", alt("ar/index.html"), alt("en/index.html")));
    assert_eq!(site.meta("index.html", "twitter:image:alt"), Some(alt("index.html")));
    assert_eq!(image::load_from_memory(&site.bytes("index.html")).expect("a picture").width(), 1200);
}

#[test]
fn a_build_writes_the_cards_that_its_pages_name() {
    let own = site(BRIEFING);
    let text = format!("{AR_EN}pdf: {{enabled: false}}\n{BRIEFING}");
    let all = shared::build(&tree(&text), &Request { editions: EditionFiles::All, ..request() }).value.expect("a site");
    let cards: Vec<&str> =
        all.outputs.iter().map(|(path, _)| path.as_str()).filter(|path| path.starts_with("assets/cards/")).collect();
    let pages = own.built.outputs.iter().map(|(path, _)| path.as_str()).filter(|path| path.ends_with(".html"));
    let named: BTreeSet<String> = pages.filter_map(|path| own.card(path)).collect();
    assert_eq!(cards, named.iter().map(String::as_str).collect::<Vec<_>>());
    let path = own.card("ar/k/gas/index.html").expect("a card");
    let file = all.outputs.get(&path).and_then(Contents::here).expect("written");
    assert_eq!(*file, *own.bytes("ar/k/gas/index.html"));
    // Nothing is drawn where nothing is typeset, and nothing where the site does not want it.
    let without = shared::build(&tree(&format!("{AR_EN}{BRIEFING}")), &request()).value.expect("a site");
    assert!(!page(&without, "ar/k/index.html").contains("og:image"));
    let off = site(&format!("cards: false\n{BRIEFING}"));
    assert_eq!(off.meta("ar/k/index.html", "og:image"), None);
    assert_eq!(off.meta("ar/k/index.html", "twitter:card").as_deref(), Some("summary"));
}

/// An address is that of everything that is drawn, and of nothing else.
#[test]
fn another_card_is_drawn_when_something_on_it_changes() {
    let path = "en/k/gas/index.html";
    let card = |text: &str| site(text).card(path).expect("a card");
    let before = card(BRIEFING);
    assert_eq!(before, card(&BRIEFING.replace("Text of the chapter", "Another text")));
    assert_eq!(before, card(&BRIEFING.replace("سعر الغاز", "ثمن الغاز")), "the other language");
    for (old, new) in [
        ("The price of gas", "The price of oil"),
        ("Kazakhstan 2022", "Kazakhstan"),
        ("certainty: contested", "certainty: inferred"),
        ("rise: {value: 100, certainty: contested, what: {ar: الزيادة, en: rise}}\n", ""),
        ("title: The price of gas", "title: The price of gas\ndate: 2022-01-02"),
    ] {
        assert_ne!(before, card(&BRIEFING.replace(old, new)), "{old} -> {new}");
    }
    let drawing = |width: u8| {
        format!(
            "logo: logo.svg\n{BRIEFING}-- content/logo.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\" width=\"9\" height=\"9\"><path d=\"M0 0H{width}V9Z\"/></svg>\n"
        )
    };
    assert_ne!(card(&drawing(9)), card(&drawing(8)));
    let theme = |colour: &str| {
        format!("{BRIEFING}-- themes/briefing/theme.yaml --\nname: briefing\ntokens: {{light: {{accent: \"{colour}\"}}}}\n")
    };
    assert_ne!(card(&theme("#1d3a80")), card(&theme("#1d3a81")));
}

#[test]
fn a_picture_that_somebody_chose_goes_before() {
    let with = |picture: &[u8], text: &str| {
        let files = tree(&format!("{AR_EN}{text}"));
        let files = files.files().iter().map(|file| (file.path.clone(), file.content.clone()));
        let own = ("content/k/own.jpg".to_owned(), Content::Binary(picture.into()));
        shown(SourceTree::new(files.chain([own])))
    };
    let plain = jpeg(&grain(1300, 900, &[]));
    let own = BRIEFING.replace("title: The price of gas\n", "title: The price of gas\nimage: own.jpg\nimage_alt: A market\n");
    let site = with(&plain, &own);
    let path = "en/k/gas/index.html";
    assert!(site.card(path).is_some_and(|card| card.starts_with("k/own")), "{:?}", site.card(path));
    assert_eq!(site.meta(path, "og:image:alt").as_deref(), Some("A market"));
    assert!(site.card("ar/k/gas/index.html").is_some_and(|card| card.starts_with("assets/cards/")));
    let all = with(&plain, &format!("card: k/own.jpg\n{BRIEFING}"));
    for path in [path, "ar/index.html"] {
        assert_eq!(all.card(path).as_deref(), Some("k/own.jpg"));
    }
    // A photograph of the text is drawn on the card, cut where nothing of what matters is lost.
    let marked = jpeg(&grain(1300, 900, &[[20, 20, 90, 860]]));
    let text = BRIEFING.replace("Text of the chapter.", "![A market](own.jpg)");
    let reds = |site: &Shown| site.picture(path).pixels().filter(|pixel| is_red(**pixel)).count();
    let middle = with(&marked, &text);
    assert!(reds(&middle) < 100, "{}", reds(&middle));
    let focused = with(&marked, &format!("{text}-- content/k/pictures.yaml --\nown.jpg: {{focus: [60, 450]}}\n"));
    assert!(reds(&focused) > 10_000, "{}", reds(&focused));
    assert!(focused.bytes(path).len() < 80_000, "{}", focused.bytes(path).len());
}

/// Twenty words, and words of fifty letters: smaller, but whole. What would be cut would stand in the margin.
#[test]
fn long_titles_stay_within_their_margins() {
    let titles = [
        "لماذا رفعت الحكومة أسعار الغاز المسال في مطلع العام وكيف تحول احتجاج محلي صغير إلى أزمة وطنية استدعت قوات من الخارج",
        "Why the government raised the price of liquefied gas at the turn of the year and how a local protest became national",
        "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
        "https://example.org/a/very/long/address/that/nobody/would/put/into/a/title/but/somebody/does",
    ];
    for title in titles {
        let text = BRIEFING.replace("title: The price of gas", &format!("title: \"{title}\""));
        let text =
            text.replace("certainty: contested, ", "").replace("-- content/k/facts.yaml --", "-- content/k/none.yaml.txt --");
        let picture = site(&text).picture("en/k/gas/index.html");
        let paper = picture.get_pixel(20, 620).0;
        let outside = |x: u32, y: u32| y > 14 && !(60..1140).contains(&x);
        let strays = picture.enumerate_pixels().filter(|(x, y, pixel)| outside(*x, *y) && pixel.0 != paper).count();
        assert_eq!(strays, 0, "{title}");
        let inked = picture.enumerate_pixels().filter(|(_, y, pixel)| (140..560).contains(y) && pixel.0 != paper).count();
        assert!(inked > 4_000, "{title}: {inked}");
    }
}

/// Words without a space beside the title: what a number counts, the name of the site, what the page says of itself. The panel of the
/// number is at the end of the line, and its edges stay clean.
#[test]
fn long_words_stay_within_their_boxes() {
    let (arabic, english) = (
        "محطات_الرصد_الهيدرولوجي_والمتابعة_الميدانية_والتوثيق_المستمر",
        "HydrogeologicalGroundwaterReservoirMeasurementStations",
    );
    let head = |title: &str, long: &str| {
        format!(
            "title: {title}\nsummary: See {long}{long}{long}\nkey_figures: [{{value: \"12,400\", label: \"of {long}{long}\"}}]"
        )
    };
    let text = BRIEFING
        .replace("title: The price of gas", &head("The price of gas", english))
        .replace("title: سعر الغاز في GDP", &head("سعر الغاز", arabic));
    let config =
        AR_EN.replace("title: {ar: بيان, en: Bayan}", &format!("title: {{ar: {arabic}{arabic}, en: {english}{english}}}"));
    assert_ne!(config, AR_EN);
    let site = shown(tree(&format!("{config}{text}")));
    for (path, edges, page) in
        [("en/k/gas/index.html", [802..840, 1160..1200], 0..60), ("ar/k/gas/index.html", [0..40, 360..398], 1140..1200)]
    {
        let picture = site.picture(path);
        let panel = picture.get_pixel(edges[0].start + 1, 622).0;
        let strays = |columns: &std::ops::Range<u32>, ground: [u8; 3]| {
            let inside = |x: u32, y: u32| y > 14 && columns.contains(&x);
            picture.enumerate_pixels().filter(|(x, y, pixel)| inside(*x, *y) && pixel.0 != ground).count()
        };
        assert_eq!(edges.map(|edge| strays(&edge, panel)), [0, 0], "{path}: the panel");
        assert_eq!(strays(&page, picture.get_pixel(page.start + 1, 622).0), 0, "{path}: the margin");
        let inked = picture.enumerate_pixels().filter(|(_, y, pixel)| (60..300).contains(y) && pixel.0 != panel).count();
        assert!(inked > 4_000, "{path}: {inked}");
    }
}

#[test]
fn the_page_of_both_languages_has_a_card_of_both() {
    let site = site(BRIEFING);
    let path = "parallel/k/gas/ar-en/index.html";
    let alt = site.meta(path, "og:image:alt").expect("a text");
    assert!(alt.starts_with("سعر الغاز") && alt.contains("The price of gas"), "{alt}");
    // It is one card for the readers of both.
    assert_eq!(site.card(path), site.card("parallel/k/gas/en-ar/index.html"));
    assert_ne!(site.card(path), site.card("ar/k/gas/index.html"));
    assert!(site.meta(path, "og:title").is_some() && site.bytes(path).len() < 80_000);
}

#[test]
fn what_no_font_can_draw_is_not_drawn() {
    let site = site(&BRIEFING.replace("title: The price of gas", "title: 天然气价格"));
    assert_eq!(site.meta("en/k/gas/index.html", "og:image"), None);
    assert!(site.card("en/k/index.html").is_some());
}

/// A theme draws its own cards, and a mistake in its template is told at its place.
#[test]
fn a_theme_may_draw_its_own() {
    let template = |line: &str| {
        format!(
            "{BRIEFING}-- themes/briefing/card/card.typ --\n#let data = json(\"/data/cards.json\")\n#set page(width: 1200pt, height: 630pt)\n{line}\n"
        )
    };
    let own = site(&template("#for card in data.cards { page(fill: rgb(\"#e60a0a\"), card.sides.first().title) }"));
    assert!(is_red(*own.picture("ar/k/index.html").get_pixel(5, 300)));
    let broken = tree(&format!("{AR_EN}{}", template("#no-such-thing")));
    let told = shared::check(&broken, &Request { editions: EditionFiles::OnDemand, ..request() });
    let told: Vec<_> = told.iter().filter(|problem| problem.code == "pdf-template").collect();
    assert!(matches!(told.as_slice(), [only] if only.span.is_some()), "{told:?}");
}
