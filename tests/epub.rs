//! E-books: direction and language of every document, contents, notes, and what else epubcheck would not miss.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::books::{Parts, archives, files, pair, with_draft};
use crate::support::site::AR_EN;

#[track_caller]
fn books(site: &str) -> BTreeMap<String, Parts> {
    archives(site, "epub")
}

/// The documents of a book by path, read as XML.
#[track_caller]
fn documents(book: &Parts) -> Vec<(&str, roxmltree::Document<'_>)> {
    let options = || roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    book.iter()
        .filter(|(path, _)| path.ends_with(".xhtml"))
        .map(|(path, text)| (path.as_str(), roxmltree::Document::parse_with_options(text, options()).expect("XML")))
        .collect()
}

const XML: &str = "http://www.w3.org/XML/1998/namespace";
const OPS: &str = "http://www.idpf.org/2007/ops";

/// A text with everything a book must turn round or carry.
fn rich() -> String {
    let (arabic, english) = (
        "## أول\n\nنص[^a] مع GDP و`code()` و[رابط](#ثان).\n\n> [!NOTE]\n> تنبيه.\n\n| بند | قيمة |\n|---|--:|\n| غاز | 5 |\n\n\
         3. ثالث\n4. رابع\n\n- [x] تم\n\n## ثان\n\n```chart\ntype: bar\ntitle: الأسعار\nunit: تنغه\ndata:\n  - {label: قديم, value: 60}\n  \
         - {label: جديد, value: 120}\n```\n\n$$a^2 + \\frac{1}{2}$$\n\n[^a]: حاشية.\n",
        "## One\n\nText[^a] with بيان.\n\n> [!NOTE]\n> A note.\n\n| Item | Value |\n|---|--:|\n| Gas | 5 |\n\n3. Third\n4. Fourth\n\n\
         - [x] Done\n\n## Two\n\n```chart\ntype: bar\ntitle: Prices\nunit: tenge\ndata:\n  - {label: Old, value: 60}\n  - {label: New, value: 120}\n```\n\n\
         $$a^2 + \\frac{1}{2}$$\n\n[^a]: A remark.\n",
    );
    pair(arabic, english)
}

/// What a validator passes over: a book without direction is valid, and cannot be read.
#[test]
fn the_spine_and_every_document_say_in_which_direction_they_are_read() {
    let books = books(&rich());
    for (name, tag, dir) in [("ar", "ar", "rtl"), ("en", "en", "ltr"), ("ar-en", "ar", "rtl")] {
        let book = &books[&format!("k/k-{name}.epub")];
        let package = &book["EPUB/package.opf"];
        assert!(package.contains(&format!("<spine page-progression-direction=\"{dir}\">")), "{package}");
        let first = package.split("<dc:language>").nth(1).and_then(|rest| rest.split('<').next());
        assert_eq!(first, Some(tag), "{package}");
        for (path, document) in documents(book) {
            let body = document.root_element().children().find(|n| n.has_tag_name("body")).expect("a body");
            for element in [document.root_element(), body] {
                assert_eq!(element.attribute("dir"), Some(dir), "{path}");
                assert_eq!(element.attribute("lang"), Some(tag), "{path}");
            }
            // Languages are said twice, and never in two ways.
            for node in document.descendants().filter(|n| n.attribute("lang").is_some()) {
                assert_eq!(node.attribute("lang"), node.attribute((XML, "lang")), "{path}");
            }
        }
        let style = book["EPUB/style.css"].replace("flex-direction:", "");
        assert!(!style.contains("direction:") && !style.contains("var("));
    }
    let both = &books["k/k-ar-en.epub"];
    let languages: Vec<&str> =
        both["EPUB/package.opf"].split("<dc:language>").skip(1).filter_map(|s| s.split('<').next()).collect();
    assert_eq!(languages, ["ar", "en"]);
    // Each row says of both its sides what they are.
    let chapter = &both["EPUB/c0.xhtml"];
    let sides = |tag: &str, dir: &str| {
        chapter.matches(&format!("class=\"side\" lang=\"{tag}\" xml:lang=\"{tag}\" dir=\"{dir}\"")).count()
    };
    assert!(sides("ar", "rtl") > 5 && sides("ar", "rtl") == sides("en", "ltr"), "{chapter}");
}

#[test]
fn runs_of_the_other_direction_are_isolated() {
    let books = books(&rich());
    let arabic = &books["k/k-ar.epub"]["EPUB/c0.xhtml"];
    assert!(arabic.contains("<bdi lang=\"en\" xml:lang=\"en\" dir=\"ltr\">GDP</bdi>"), "{arabic}");
    assert!(arabic.contains("<code dir=\"ltr\">code()</code>"), "{arabic}");
    let english = &books["k/k-en.epub"]["EPUB/c0.xhtml"];
    assert!(english.contains("<bdi lang=\"ar\" xml:lang=\"ar\" dir=\"rtl\">بيان</bdi>"), "{english}");
}

/// Names are there once, links lead to one, and what is in the archive is in the manifest.
#[test]
fn every_link_leads_somewhere_and_every_file_is_declared() {
    let chapters = "-- content/k/_index.ar.md --\n---\ntitle: ك\nbriefing: true\n---\n\nانظر [الفصل](a.md#جزء).\n\
                    -- content/k/a.ar.md --\n---\ntitle: أ\nweight: 1\n---\n\n## جزء\n\nنص[^1] و[عودة](_index.md).\n\n[^1]: حاشية[^2].\n[^2]: تحتها.\n";
    for site in [rich(), format!("{AR_EN}{chapters}")] {
        for (name, book) in books(&site) {
            let all = documents(&book);
            let mut names: BTreeSet<(String, String)> = BTreeSet::new();
            for (path, document) in &all {
                for id in document.descendants().filter_map(|n| n.attribute("id")) {
                    let file = path.trim_start_matches("EPUB/").to_owned();
                    assert!(names.insert((file, id.to_owned())), "{name} {path} has {id} twice");
                }
            }
            for (path, document) in &all {
                let own = path.trim_start_matches("EPUB/");
                for href in document.descendants().filter_map(|n| n.attribute("href")).filter(|href| !href.starts_with("https:"))
                {
                    let (file, fragment) = href.split_once('#').unwrap_or((href, ""));
                    let file = if file.is_empty() { own } else { file };
                    assert!(book.contains_key(&format!("EPUB/{file}")), "{name} {path} {href}");
                    assert!(
                        fragment.is_empty() || names.contains(&(file.to_owned(), fragment.to_owned())),
                        "{name} {path} {href}"
                    );
                }
            }
            let package = &book["EPUB/package.opf"];
            for path in book.keys().filter_map(|path| path.strip_prefix("EPUB/")).filter(|path| *path != "package.opf") {
                assert!(package.contains(&format!("href=\"{path}\"")), "{name} {path}");
            }
        }
    }
}

#[test]
fn the_contents_have_the_chapters_and_what_is_below_them_in_order() {
    let chapter = |name: &str, weight: u8, language: &str| {
        format!(
            "-- content/k/{name}.{language}.md --\n---\ntitle: {language} {name}\nweight: {weight}\n---\n\n## {language} {name}1\n\n### deep\n\nText.\n"
        )
    };
    let index = |language: &str| {
        format!("-- content/k/_index.{language}.md --\n---\ntitle: {language} K\nbriefing: true\n---\n\nText.\n")
    };
    let both = |language: &str| index(language) + &chapter("b", 1, language) + &chapter("a", 2, language);
    let books = books(&format!("{AR_EN}{}{}", both("ar"), both("en")));
    let lines = |name: &str| -> Vec<String> {
        let book = &books[&format!("k/k-{name}.epub")];
        let all = documents(book);
        let (_, nav) = all.iter().find(|(path, _)| path.ends_with("nav.xhtml")).expect("a nav");
        let toc = nav.descendants().find(|n| n.attribute((OPS, "type")) == Some("toc") && n.has_tag_name("nav")).expect("a toc");
        let depth = |n: roxmltree::Node<'_, '_>| n.ancestors().filter(|a| a.has_tag_name("ol")).count();
        let text =
            |n: roxmltree::Node<'_, '_>| n.descendants().filter_map(|t| t.text().filter(|_| t.is_text())).collect::<String>();
        let strip = |text: String| text.replace(['\u{2066}', '\u{2069}'], "");
        toc.descendants().filter(|n| n.has_tag_name("a")).map(|n| format!("{}{}", "-".repeat(depth(n)), strip(text(n)))).collect()
    };
    assert_eq!(lines("en"), ["-en K", "-en b", "--en b1", "-en a", "--en a1"]);
    let (parallel, english) = (lines("ar-en"), lines("en"));
    assert_eq!(parallel.len(), english.len());
    assert!(
        parallel.iter().zip(&english).all(|(both, one)| both.ends_with(one.trim_start_matches('-')) && both.contains(" — ")),
        "{parallel:?}"
    );
}

#[test]
fn notes_are_notes_for_readers_that_show_them_where_their_mark_is() {
    let books = books(&rich());
    let chapter = &books["k/k-ar.epub"]["EPUB/c0.xhtml"];
    let note = chapter.split("<aside").find(|part| part.contains("epub:type=\"footnote\"")).expect("a note");
    assert!(note.contains("role=\"doc-footnote\"") && note.contains("حاشية"), "{note}");
    let id = note.split(" id=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a name");
    assert!(chapter.contains(&format!("href=\"#{id}\" role=\"doc-noteref\" epub:type=\"noteref\" id=\"{id}-ref\"")), "{chapter}");
    assert!(note.contains(&format!("href=\"#{id}-ref\" role=\"doc-backlink\"")), "{note}");
}

/// A drawing has its name, its description and its numbers, and no picture says where it was taken.
#[test]
fn what_is_drawn_is_said_and_declared() {
    let books = books(&rich());
    let book = &books["k/k-en.epub"];
    let (chapter, package) = (&book["EPUB/c0.xhtml"], &book["EPUB/package.opf"]);
    assert!(chapter.contains("role=\"img\" aria-labelledby=") && chapter.contains("<summary>"), "{chapter}");
    assert!(package.contains("properties=\"mathml svg\""), "{package}");
    assert!(chapter.contains("<math xmlns=\"http://www.w3.org/1998/Math/MathML\""), "{chapter}");
    for said in [
        "accessMode\">visual",
        "accessModeSufficient\">textual",
        "accessibilityFeature\">longDescription",
        "accessibilityHazard\">none",
    ] {
        assert!(package.contains(said), "{said} {package}");
    }
    assert!(!package.contains("conformsTo"), "{package}");
}

/// Faces are whole files of the theme, and only those whose letters the book has.
#[test]
fn only_the_faces_that_draw_something_are_in_the_book() {
    let books = books(&pair("نص عربي وحده.", "Latin alone."));
    let fonts = |name: &str| -> Vec<String> {
        books[&format!("k/k-{name}.epub")]
            .keys()
            .filter_map(|path| Some(path.strip_prefix("EPUB/fonts/")?.split('.').next()?.to_owned()))
            .collect()
    };
    let (arabic, english) = (fonts("ar"), fonts("en"));
    assert!(
        arabic.iter().any(|face| face == "amiri-400-arabic") && !arabic.iter().any(|face| face.ends_with("extended")),
        "{arabic:?}"
    );
    assert!(english.iter().all(|face| face.ends_with("latin")) && !english.is_empty(), "{english:?}");
    assert!(english.iter().all(|face| !face.contains("mono") && !face.contains("italic")), "{english:?}");
}

#[test]
fn a_book_says_what_it_is_before_it_is_unpacked_and_is_always_the_same() {
    let site = rich();
    let (first, second) = (files(&site, "epub"), files(&site, "epub"));
    assert_eq!(first, second);
    for bytes in first.values() {
        assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
    }
}

/// Who may read a book stands on each of its documents.
#[test]
fn every_document_carries_the_mark() {
    let site = with_draft().replace("draft: true\n", "");
    let books = books(&site.replacen("languages:", "mark: {ar: سري, en: Restricted}\nlanguages:", 1));
    for (tag, mark) in [("ar", "سري"), ("en", "Restricted")] {
        let all = documents(&books[&format!("k/k-{tag}.epub")]).len();
        let marked =
            books[&format!("k/k-{tag}.epub")].values().filter(|part| part.contains(&format!("class=\"mark\">{mark}<"))).count();
        assert_eq!(marked, all - 1, "all but the contents");
    }
}

/// What is kept back is in no book.
#[test]
fn a_draft_is_in_no_book() {
    let books = books(&with_draft());
    assert_eq!(books.len(), 3);
    for (path, parts) in &books {
        assert!(parts.values().all(|part| !part.contains("Secret")), "{path}");
        assert!(parts.values().any(|part| part.contains("Shown.")), "{path}");
    }
}

/// Shelves show the cover without opening the book; who does not see it hears what it says.
#[test]
fn a_cover_says_whose_book_it_is() {
    let books = books(&rich());
    for (name, dir, titles) in
        [("ar", "rtl", vec!["عنوان"]), ("en", "ltr", vec!["Title"]), ("ar-en", "rtl", vec!["عنوان", "Title"])]
    {
        let book = &books[&format!("k/k-{name}.epub")];
        let package = &book["EPUB/package.opf"];
        assert_eq!(package.matches("properties=\"cover-image\"").count(), 1, "{package}");
        let item = package.lines().find(|line| line.contains("cover-image")).expect("an item");
        assert!(item.contains("href=\"cover.svg\"") && item.contains("image/svg+xml"), "{item}");
        let first = package.split("<itemref idref=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a first document");
        let line = package.lines().find(|line| line.contains(&format!("id=\"{first}\""))).expect("its item");
        assert!(line.contains("cover.xhtml"), "{line}");
        let svg = &book["EPUB/cover.svg"];
        let drawing = roxmltree::Document::parse(svg).expect("XML");
        let said: Vec<&str> =
            drawing.descendants().filter(|node| node.has_tag_name("text")).filter_map(|node| node.text()).collect();
        for title in titles {
            assert!(said.contains(&title), "{svg}");
            assert!(book["EPUB/cover.xhtml"].contains(title), "{}", book["EPUB/cover.xhtml"]);
        }
        let text = drawing.descendants().find(|node| node.has_tag_name("text")).expect("a line");
        assert_eq!(text.attribute("direction"), Some(dir));
        // Lines begin where the language does.
        assert_eq!(text.attribute("x"), Some(if dir == "rtl" { "1450" } else { "150" }));
        let shown = svg.split("href=\"").skip(1).all(|rest| rest.starts_with("data:"));
        assert!(shown && !svg.contains("<script"), "{svg}");
    }
}
