//! The schemas for editors: what they know is what the readers take, neither more nor less, and every file of this repository and of new
//! projects fits them.
#![allow(clippy::disallowed_methods, reason = "tests read files of their own")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use bayan::ast::meta::FrontMatter;
use bayan::diag::render::{Style, render};
use bayan::figure;
use bayan::scaffold::{self, Kind, Plan};
use bayan::schema::shape::{File, Object, Shape};
use bayan::schema::{FILES, json, of};
use bayan::source::walk;
use serde_json::{Value, json};

use crate::support::json_schema::{faults, of_yaml};
use crate::support::shared;
use crate::support::site::{request, tree};

/// A name and a word that nothing knows.
const ODD: &str = "zzqqxx";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_files_are_what_the_program_prints() {
    let folder = root().join("docs/schemas");
    let mut there: BTreeSet<String> =
        std::fs::read_dir(&folder).expect("a folder").filter_map(|file| file.ok()?.file_name().into_string().ok()).collect();
    for file in FILES {
        let name = format!("{}.json", file.name);
        let text = std::fs::read_to_string(folder.join(&name)).unwrap_or_default();
        assert!(text == json::print(file), "bayan schema {} > docs/schemas/{name}", file.name);
        assert!(there.remove(&name));
    }
    assert!(there.is_empty(), "{there:?}");
    let figures: Vec<String> = FILES.iter().filter_map(|file| file.name.strip_prefix("figure-")).map(str::to_owned).collect();
    assert_eq!(figures, figure::NAMES, "every kind of figure has one");
}

/// The kind of a path.
fn kind(path: &str) -> Option<&'static File> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let fits = |pattern: &str| match pattern.rsplit_once('/') {
        Some(("content/**", file)) => name == file && (folder == "content" || folder.starts_with("content/")),
        Some(("themes/*", file)) => name == file && folder.strip_prefix("themes/").is_some_and(|rest| !rest.contains('/')),
        Some(_) | None => pattern == path,
    };
    FILES.iter().find(|file| file.paths.iter().any(|pattern| fits(pattern)))
}

/// The front matter and the figures of a page.
fn parts(page: &str) -> Vec<(&'static File, String)> {
    let mut found = Vec::new();
    if let Some((head, _)) = page.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) {
        found.push((of("front-matter").expect("a kind"), head.to_owned()));
    }
    for (at, _) in page.match_indices("\n```") {
        let Some((name, rest)) = page[at + 4..].split_once('\n') else { continue };
        if let (Some(file), Some((body, _))) = (of(&format!("figure-{name}")), rest.split_once("\n```")) {
            found.push((file, body.to_owned()));
        }
    }
    found
}

/// How many files and parts of pages of each kind fit.
fn fitting<'a>(files: impl Iterator<Item = (&'a str, &'a str)>, seen: &mut BTreeMap<&'static str, usize>) {
    for (path, text) in files {
        let own = if path.ends_with(".md") {
            parts(text)
        } else {
            kind(path).map(|file| (file, text.to_owned())).into_iter().collect()
        };
        for (file, text) in own {
            let value = of_yaml(&text).unwrap_or_else(|| panic!("{path}: {text}"));
            let told = faults(&value, &json::schema(file));
            assert!(told.is_empty(), "{path} as {}: {told:#?}", file.name);
            *seen.entry(file.name).or_default() += 1;
        }
    }
}

#[test]
fn every_file_here_and_of_new_projects_fits() {
    let mut seen = BTreeMap::new();
    for folder in ["", "docs/manual"] {
        let tree = walk::load(&root().join(folder)).expect("it can be read");
        fitting(tree.files().iter().filter_map(|file| Some((file.path.as_str(), file.text()?))), &mut seen);
    }
    for kind in [Kind::Briefing, Kind::Archive, Kind::Minimal] {
        let languages = ["ar", "en", "fa", "he", "ur", "fr"].map(str::to_owned).to_vec();
        let plan = Plan { languages, kind, titles: BTreeMap::new(), date: "2026-11-22".to_owned() };
        let files = scaffold::project(&plan).expect("a project");
        fitting(files.iter().map(|(path, text)| (path.as_str(), text.as_str())), &mut seen);
    }
    let here: Vec<&str> = FILES.iter().map(|file| file.name).filter(|name| !seen.contains_key(name)).collect();
    assert_eq!(here, [""; 0], "of these kinds nothing is here to be looked at");
}

#[test]
fn mistakes_do_not_fit() {
    for (name, text) in [
        ("site", "titel: x\nlanguages: {ar: {name: x}}"),
        ("site", "title: x"),
        ("site", "title: x\nlanguages: {ar: {name: x, digits: roman}}"),
        ("site", "title: x\nlanguages: {ar: {name: x}}\npage_size: 0"),
        ("site", "title: x\nlanguages: {ar: {name: x}}\nmenu: [{titel: x}]"),
        ("front-matter", "title: x\ndraft: yes"),
        ("front-matter", "title: x\nweight: one"),
        ("front-matter", "title: x\nanswers: {happened: x}"),
        ("front-matter", "subtitle: x"),
        ("facts", "price: {value: 40, asof: 2022-01-06}"),
        ("facts", "price: {value: 40, as_of: 6/1/2022}"),
        ("facts", "price: {value: 40, kind: percentage}"),
        ("facts", "Price: {value: 40}"),
        ("facts", "price: {what: {en: x}}"),
        ("claims", "c: {by: x, what: {en: x}, status: maybe}"),
        ("sources", "s: {titel: {en: x}}"),
        ("people", "p: {name: {en: x}, lat: 91}"),
        ("events", "e: {date: 2022-02-30, text: {en: x}}"),
        ("units", "well: {en: {one: well}}"),
        ("glossary", "t: {en: x, variants: [x]}"),
        ("pictures", "a.jpg: {alt: {en: x}, fokus: [1, 2]}"),
        ("theme", "name: x\ntokens: {lite: {accent: '#123456'}}"),
        ("theme", "name: x\nstyles: css/own.css"),
        ("figure-chart", "type: pie"),
        ("figure-chart", "type: bar\ndata: [{lable: x, value: 1}]"),
        ("figure-table", "columns: [{name: x, format: money}]"),
        ("figure-map", "places: [{place: x, lat: north}]"),
        ("figure-timeline", "events: some"),
        ("figure-people", "people: [{persn: x}]"),
        ("figure-key-figures", "figures: [{value: 1, lable: x}]"),
    ] {
        let value = of_yaml(text).expect("YAML");
        assert!(!faults(&value, &json::schema(of(name).expect("a kind"))).is_empty(), "{name}: {text}");
    }
}

/// A value with everything in it that a shape may hold; the readers go on with it.
fn sample(name: &str, shape: &Shape) -> Value {
    match name {
        "languages" => {
            let Shape::Map(language) = shape else { panic!("languages by their tags") };
            return json!({"ar": sample("", language), "en": {"name": "English"}});
        }
        "base_url" | "url" | "archived" => return json!("https://example.org/"),
        "theme" => return json!("own"),
        "default_language" | "lang" => return json!("ar"),
        "fallback" => return json!(["en"]),
        "parallel" if matches!(shape, Shape::List(_)) => return json!([["ar", "en"]]),
        "time_zone" => return json!("Asia/Riyadh"),
        "region" => return json!("GB"),
        "date" | "publish" | "as_of" | "accessed" => return json!("2026-11-22"),
        "updated" if matches!(shape, Shape::Text) => return json!("2026-11-23"),
        "src" => return json!("rows.csv"),
        "column" | "category" => return json!("a"),
        _ => {}
    }
    match shape {
        Shape::Text => json!("x"),
        Shape::Day => json!("2026-11-22"),
        Shape::Bool => json!(true),
        Shape::Int | Shape::Count(..) | Shape::Between(..) | Shape::Number => json!(1),
        Shape::Nothing | Shape::Anything => Value::Null,
        Shape::Words(words) => json!(words[0]),
        Shape::Texts => json!({"ar": "س", "en": "x"}),
        Shape::List(Shape::Either(shapes)) => shapes.iter().map(|shape| sample("", shape)).collect(),
        Shape::List(item) => json!([sample("", item)]),
        Shape::Map(value) => json!({"ar": sample("", value)}),
        Shape::Entries(value) => json!({"one": sample("", value)}),
        Shape::Object(object) => {
            object.fields.iter().map(|field| (field.name.to_owned(), sample(field.name, &field.shape))).collect()
        }
        Shape::Either(shapes) => sample("", richest(shapes)),
    }
}

/// Of several shapes the one that holds fields.
fn richest(shapes: &'static [Shape]) -> &'static Shape {
    let holds = |shape: &&Shape| matches!(shape, Shape::Object(_) | Shape::List(Shape::Object(_)) | Shape::Map(Shape::Either(_)));
    shapes.iter().find(holds).unwrap_or(&shapes[0])
}

/// Every mapping of named fields and every choice of words within a shape, with where it stands in its sample.
fn places(
    at: &str,
    shape: &'static Shape,
    objects: &mut Vec<(String, &'static Object)>,
    words: &mut Vec<(String, Vec<&'static str>)>,
) {
    match shape {
        Shape::Words(own) => words.push((at.to_owned(), own.to_vec())),
        Shape::List(Shape::Either(shapes)) => {
            for (place, shape) in shapes.iter().enumerate() {
                places(&format!("{at}/{place}"), shape, objects, words);
            }
        }
        Shape::List(item) => places(&format!("{at}/0"), item, objects, words),
        Shape::Map(value) => places(&format!("{at}/ar"), value, objects, words),
        Shape::Entries(value) => places(&format!("{at}/one"), value, objects, words),
        Shape::Object(object) => {
            objects.push((at.to_owned(), object));
            for field in object.fields {
                places(&format!("{at}/{}", field.name), &field.shape, objects, words);
            }
        }
        Shape::Either(shapes) => places(at, richest(shapes), objects, words),
        Shape::Text
        | Shape::Day
        | Shape::Bool
        | Shape::Int
        | Shape::Count(..)
        | Shape::Between(..)
        | Shape::Number
        | Shape::Nothing
        | Shape::Texts
        | Shape::Anything => {}
    }
}

/// What the readers say of a file of a kind.
fn told(file: &File, value: &Value) -> Vec<String> {
    let site = json!({"base_url": "https://example.org/", "title": "x", "theme": if file.name == "theme" { "own" } else { "briefing" },
        "languages": {"ar": {"name": "العربية"}, "en": {"name": "English"}}});
    let site = if file.name == "site" { value.clone() } else { site };
    let own = match file.name {
        "site" => String::new(),
        "front-matter" => format!("-- content/k/p.ar.md --\n---\n{value}\n---\n\nنص.\n"),
        "theme" => format!("-- themes/own/theme.yaml --\n{value}\n"),
        "glossary" => format!("-- content/glossary.yaml --\n{value}\n"),
        name => match name.strip_prefix("figure-") {
            Some(block) => {
                format!(
                    "-- content/k/rows.csv --\na,b\nx,1\n-- content/k/p.ar.md --\n---\ntitle: ص\n---\n\n```{block}\n{value}\n```\n"
                )
            }
            None => format!("-- content/k/{name}.yaml --\n{value}\n"),
        },
    };
    let tree = tree(&format!("-- site.yaml --\n{site}\n{own}"));
    let diags = if file.name == "site" {
        bayan::config::read(&tree, &bayan::config::Overrides::default()).diags
    } else {
        shared::build(&tree, &request()).diags
    };
    render(diags, &tree, Style::Short).lines().map(str::to_owned).collect()
}

/// The names between backticks in the help of the problem that names the odd one.
fn offered(told: &[String], code: &str) -> Option<BTreeSet<String>> {
    let line = told
        .iter()
        .find(|line| line.contains(&format!("error[{code}]")) && line.contains(ODD) && !line.contains("did you mean"))?;
    let help = line.split_once(" (").map_or("", |(_, help)| help);
    Some(help.split('`').skip(1).step_by(2).map(str::to_owned).collect())
}

#[test]
fn readers_take_every_field_and_word_of_the_table_and_no_other() {
    let mut unasked = Vec::new();
    for file in FILES {
        let shape: &'static Shape = &file.shape;
        let whole = sample("", shape);
        assert_eq!(faults(&whole, &json::schema(file)), [""; 0], "{}: {whole:#}", file.name);
        let refusals = ["unknown-field", "wrong-type", "not-one-of", "not-a-mapping", "missing-field", "text-for-list"];
        // No figure takes all of its fields at once.
        let is_whole = |code: &&&str| **code != "unknown-field" || !file.name.starts_with("figure-");
        let refused: Vec<String> = told(file, &whole)
            .into_iter()
            .filter(|line| refusals.iter().filter(is_whole).any(|code| line.contains(&format!("error[{code}]"))))
            .collect();
        assert!(refused.is_empty(), "{}: {refused:#?}\n{whole}", file.name);
        let (mut objects, mut words) = (Vec::new(), Vec::new());
        places("", shape, &mut objects, &mut words);
        for (at, object) in objects {
            if file.name == "front-matter" && at.is_empty() {
                // What to do about its fields is said in other words; its type has one field for each.
                continue;
            }
            // A cell is read as a number where its column says so; `data` of charts has the same.
            if at.starts_with("/rows") {
                continue;
            }
            let mut known = BTreeSet::new();
            // What a figure takes depends on where its rows come from, and one of its items on what else it says.
            let is_figure = file.name.starts_with("figure-");
            let rows: &[&[&str]] = if is_figure { &[&[], &["src"], &["src", "data"], &["src", "from"]] } else { &[&[]] };
            let items = object.fields.iter().filter(|_| is_figure && !at.is_empty()).map(|field| field.name);
            let items: Vec<&str> = std::iter::once("").chain(items).collect();
            for (without, item) in rows.iter().flat_map(|rows| items.iter().map(move |item| (rows, item))) {
                let mut odd = whole.clone();
                for name in *without {
                    odd.as_object_mut().expect("fields").remove(*name);
                }
                let Some(place) = odd.pointer_mut(&at) else { continue };
                place.as_object_mut().expect("fields").remove(*item);
                place[ODD] = json!(1);
                known.extend(offered(&told(file, &odd), "unknown-field").unwrap_or_default());
            }
            known.retain(|name| object.others.is_none() || !["ar", "en"].contains(&name.as_str()));
            let own: BTreeSet<String> = object.fields.iter().map(|field| field.name.to_owned()).collect();
            assert_eq!(known, own, "{} at {at}: the reader's fields, and those of the table", file.name);
        }
        for (at, own) in words {
            let mut odd = whole.clone();
            // Without entries of the ledger nothing of a table that shows them is read.
            if file.name == "figure-table" && at != "/from" {
                odd.as_object_mut().expect("fields").remove("from");
            }
            *odd.pointer_mut(&at).expect("a place") = json!(ODD);
            match offered(&told(file, &odd), "not-one-of") {
                None => unasked.push(format!("{}{at}", file.name)),
                Some(known) => {
                    let own: BTreeSet<String> =
                        own.iter().map(|word| (*word).to_owned()).filter(|word| word != "license").collect();
                    assert_eq!(known, own, "{} at {at}: the reader's words, and those of the table", file.name);
                }
            }
        }
    }
    assert_eq!(
        unasked,
        ["pictures/ar/redact/0/1", "theme/blocks/ar/ar", "figure-table/from"],
        "of these alone the readers do not say which words they know"
    );
}

/// The names of the fields of the type that front matter is read into: one that is added does not compile until it stands here.
macro_rules! fields_of_pages {
    ($($name:ident),*) => {{
        let _every = |meta: FrontMatter| {
            let FrontMatter { $($name: _),* } = meta;
        };
        [$(stringify!($name)),*]
    }};
}

#[test]
fn front_matter_has_the_fields_of_its_type() {
    let names = fields_of_pages!(
        title,
        subtitle,
        short_title,
        mark,
        summary,
        date,
        updated,
        authors,
        tags,
        weight,
        slug,
        aliases,
        draft,
        publish,
        expiry,
        toc,
        image,
        translation_key,
        lang,
        source,
        noindex,
        briefing,
        pdf,
        related,
        layout,
        key_figures,
        answers,
        bare_numbers,
        extra
    );
    let Shape::Object(object) = of("front-matter").expect("a kind").shape else { panic!("fields") };
    // A picture and its words are one thing.
    let own: BTreeSet<&str> = object.fields.iter().map(|field| field.name).filter(|name| *name != "image_alt").collect();
    assert_eq!(own, BTreeSet::from(names));
}
