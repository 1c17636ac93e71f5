//! What the manual says of themes and figures is what the program knows: tokens, fields of templates, data of paper, keys of
//! `theme.yaml`, classes; and what a chapter shows twice is the same twice.

use std::collections::BTreeSet;
use std::path::Path;

use bayan::diag::render::{Style, render};
use bayan::locale::{LocaleSpec, Locales};
use bayan::source::{Content, SourceTree};
use bayan::theme;

const LANGUAGES: [&str; 2] = ["en", "ar"];

/// A file of the repository.
fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    #[expect(clippy::disallowed_methods, reason = "tests read files of their own")]
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Everything that is written in a folder of the program, joined.
fn code(folder: &str) -> String {
    let entries = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("a folder");
    let mut texts = String::new();
    for entry in entries {
        let entry = entry.expect("an entry");
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            texts += &code(&path);
        } else if path.ends_with(".rs") || path.ends_with(".css") {
            texts += &read(&path);
        }
    }
    texts
}

fn chapter(name: &str, language: &str) -> String {
    read(&format!("docs/manual/content/guide/{name}.{language}.md"))
}

/// The first cells of the table below a heading.
fn cells<'a>(chapter: &'a str, anchor: &str) -> Vec<&'a str> {
    let (_, below) = chapter.split_once(&format!(" {{#{anchor}}}\n")).unwrap_or_else(|| panic!("no heading {anchor}"));
    let own = below.lines().take_while(|line| !line.starts_with('#'));
    own.filter_map(|line| line.strip_prefix("| ")?.split_once(" | "))
        .map(|(cell, _)| cell)
        .filter(|cell| cell.contains('`'))
        .collect()
}

/// What stands in backticks.
fn names(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The names of the first column below a heading, in order.
fn table<'a>(chapter: &'a str, anchor: &str) -> Vec<&'a str> {
    cells(chapter, anchor).into_iter().flat_map(names).collect()
}

/// `LanguageName` -> `language-name`.
fn kebab(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.extend(c.to_lowercase());
    }
    out
}

#[test]
fn every_field_that_templates_see_is_in_the_manual() {
    let source = read("src/html/view.rs");
    let mut views = Vec::new();
    for view in source.split("pub struct ").skip(1) {
        let (name, body) = view.split_once(" {\n").expect("a struct");
        let body = body.split("\n}").next().unwrap_or_default();
        let fields: Vec<&str> = body
            .lines()
            .filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(':'))
            .map(|(field, _)| field.trim_start_matches("r#"))
            .collect();
        views.push((format!("view-{}", kebab(name.strip_suffix("View").expect("named so"))), fields));
    }
    assert!(views.len() > 20, "{views:?}");
    for language in LANGUAGES {
        let chapter = chapter("theme-reference", language);
        for (anchor, fields) in &views {
            assert_eq!(table(&chapter, anchor), *fields, "{language} {anchor}");
        }
        assert_eq!(chapter.matches("{#view-").count(), views.len(), "{language} has a view that is none");
    }
}

#[test]
fn every_token_is_in_the_manual() {
    let locales = Locales::new(&[LocaleSpec::of("en")]).expect("a language");
    let theme = theme::read(&SourceTree::default(), "briefing", &locales).value.expect("the theme");
    let tokens: BTreeSet<&str> = theme.tokens.light.keys().map(String::as_str).collect();
    assert!(theme.tokens.dark.keys().all(|name| tokens.contains(name.as_str())), "`light` holds all of them");
    for language in LANGUAGES {
        let chapter = chapter("theme-reference", language);
        let anchors = chapter.split("{#").skip(1).filter_map(|rest| rest.split_once('}')).map(|(anchor, _)| anchor);
        let told: Vec<&str> = anchors.filter(|a| a.starts_with("tokens-")).flat_map(|a| table(&chapter, a)).collect();
        let once: BTreeSet<&str> = told.iter().copied().collect();
        assert_eq!((once.len(), &once), (told.len(), &tokens), "{language}");
    }
}

#[test]
fn the_data_of_paper_is_in_the_manual() {
    let input = read("src/pdf/print_input.rs");
    let part =
        |from: &str| input.split_once(from).unwrap_or_else(|| panic!("no {from}")).1.split("\n}\n").next().unwrap_or_default();
    // `"name": value,` at the start of a line of `json!`.
    let of_json = |part: &str| -> BTreeSet<String> {
        let lines = part.lines().filter_map(|line| line.trim_start().strip_prefix('"')?.split_once("\": "));
        lines.map(|(name, _)| name.to_owned()).collect()
    };
    let mut document = of_json(part("\nfn whole("));
    // Put in once the chapters are counted.
    assert!(input.contains("whole[\"chapters\"]"));
    document.insert("chapters".to_owned());
    let writing = read("src/pdf/chapter.rs");
    let (chapter_part, head_part) = writing.split_once("\nfn head(").expect("two functions");
    // `("name", value),`
    let of_map = |part: &str| -> BTreeSet<String> {
        let lines = part.lines().filter_map(|line| line.strip_prefix("        (\"")?.split_once("\", "));
        lines.map(|(name, _)| name.to_owned()).collect()
    };
    let known = [
        ("data-document", document),
        ("data-side", of_json(part("\nfn written("))),
        ("data-chapter", of_map(chapter_part)),
        ("data-head", of_map(head_part)),
    ];
    for language in LANGUAGES {
        let chapter = chapter("theme-reference", language);
        for (anchor, fields) in &known {
            assert!(fields.len() > 5, "{anchor}: {fields:?}");
            let told: BTreeSet<String> = table(&chapter, anchor).into_iter().map(str::to_owned).collect();
            assert_eq!(told, *fields, "{language} {anchor}");
        }
    }
}

/// A key that cannot be meant is answered with all that can.
#[test]
fn every_key_of_theme_yaml_is_in_the_manual() {
    let locales = Locales::new(&[LocaleSpec::of("en")]).expect("a language");
    let file = |text: &str| ("themes/mine/theme.yaml".to_owned(), Content::Text(text.into()));
    let tree = SourceTree::new([file("name: mine\nxyzzyx: 1\n")]);
    let told = render(theme::read(&tree, "mine", &locales).diags, &tree, Style::Short);
    let keys: BTreeSet<&str> = names(&told).into_iter().filter(|name| *name != "xyzzyx").collect();
    assert!(keys.len() > 7, "{told}");
    for language in LANGUAGES {
        let chapter = chapter("themes", language);
        assert_eq!(table(&chapter, "manifest").into_iter().collect::<BTreeSet<_>>(), keys, "{language}");
    }
}

#[test]
fn every_class_that_the_program_writes_is_in_the_manual() {
    let writers = format!("{}{}{}", code("src/body"), code("src/html"), read("src/highlight.rs"));
    let written: BTreeSet<&str> = writers
        .split("class=\\\"")
        .skip(1)
        .filter_map(|rest| rest.split(['"', '\\']).next())
        .flat_map(str::split_whitespace)
        // `figure-{class}` begins with what it is.
        .filter_map(|class| class.split('{').next())
        .filter(|class| !class.is_empty())
        .collect();
    assert!(written.len() > 30, "{written:?}");
    let sources = [&writers, &code("src/figure"), &code("src/ast"), &code("themes/briefing/css")].map(String::as_str).concat();
    for language in LANGUAGES {
        let chapter = chapter("themes", language);
        let told = table(&chapter, "classes");
        for class in &written {
            let is_told = |name: &&str| name == class || (class.ends_with('-') && name.starts_with(class));
            assert!(told.iter().any(is_told), "{language} does not name {class}");
        }
        for name in told.iter().filter(|name| !name.contains(char::is_uppercase)) {
            assert!(sources.contains(name), "{language}: nothing writes {name}");
        }
    }
}

/// The block that is a file, of the first fence that names it.
fn block<'a>(chapter: &'a str, info: &str) -> &'a str {
    let (_, rest) = chapter.split_once(&format!("```{info}\n")).unwrap_or_else(|| panic!("no block {info}"));
    rest.split_once("\n```\n").expect("closed").0
}

#[test]
fn built_in_files_that_the_manual_shows_are_the_built_in_ones() {
    let built_in = read("themes/briefing/theme.yaml");
    let sheets = |text: &str| -> Vec<String> {
        let list = text.split_once("\nstyles:\n").expect("a list").1;
        list.lines().map_while(|line| line.strip_prefix("  - ")).map(str::to_owned).collect()
    };
    for language in LANGUAGES {
        let themes = chapter("themes", language);
        let (_, styles) = themes.split_once("{#styles}").expect("a section");
        let shown = sheets(block(styles, "yaml themes/valley/theme.yaml"));
        assert_eq!(shown, [sheets(&built_in), vec!["css/valley.css".to_owned()]].concat(), "{language}");
    }
}

#[test]
fn figures_are_shown_as_they_are_written() {
    for language in LANGUAGES {
        let chapter = chapter("figures", language);
        let mut shown = 0;
        for example in chapter.split(&format!("````markdown +content/try.{language}.md\n")).skip(1) {
            let (written, after) = example.split_once("\n````\n").expect("closed");
            // Below it, with a line between at most, stands what it becomes.
            let below = after.trim_start().trim_start_matches(|c| c != '`').trim_start();
            if written.contains("src: ") {
                continue;
            }
            assert!(below.starts_with(written.trim()), "{language}:\n{written}\nis shown as\n{}", &below[..below.len().min(400)]);
            shown += 1;
        }
        assert_eq!(shown, 9, "{language}");
    }
}
