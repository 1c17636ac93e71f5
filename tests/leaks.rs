//! `check --leaks`: a way to build that leaks is found out, whatever it leaks; one that does not is left alone; and a theme that
//! names what is kept back is told.

use crate::support::shared;
use crate::support::site::{AR_EN, checked, request, tree};
use bayan::diag::Outcome;
use bayan::diag::render::{Style, render};
use bayan::leaks::{self, Build};
use bayan::output::OutPath;
use bayan::pipeline::Built;
use bayan::source::SourceTree;

/// A briefing with a chapter that is shown and one that waits, each with entries, a picture and data of its own; a section that
/// waits, with a page below it; and a page of which one language waits.
const SITE: &str = "-- content/k/_index.ar.md --\n---\ntitle: إحاطة\nbriefing: true\n---\n-- content/k/one.ar.md --\n---\ntitle: فصل\n---\n\nقيمة [](fact:open).\n\n![رسم](open.svg)\n-- content/k/two.ar.md --\n---\ntitle: A title of four words\npublish: 2027-01-01\n---\n\nقيمة [](fact:shut) و[](claim:said).\n\n![رسم](<shut one.svg>)\n\n```chart\ntype: bar\ntitle: Trade\nsrc: shut.csv\ncategory: country\nseries: [{column: exports, name: x}]\n```\n-- content/k/facts.yaml --\nopen: {value: 1, source: both}\nshut: {value: 777, source: own}\nfree: {value: 2}\n-- content/k/claims.yaml --\nsaid: {by: speaker, what: {ar: قول, en: words}, sources: [both], status: disputed}\n-- content/k/people.yaml --\nspeaker: {name: {ar: علي, en: Ali}}\n-- content/k/sources.yaml --\nboth: {title: {ar: مصدر, en: Both}, lang: en}\nown: {title: {ar: مصدر آخر, en: Own}, lang: en}\n-- content/k/open.svg --\n<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 2'/>\n-- content/k/shut one.svg --\n<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 2'/>\n-- content/k/shut.csv --\ncountry,exports\nA,1\n-- content/s/_index.ar.md --\n---\ntitle: قسم\ndraft: true\n---\n-- content/s/p.ar.md --\n---\ntitle: صفحة\n---\n-- content/s/any.txt --\nx\n-- content/t.ar.md --\n---\ntitle: صفحة\n---\n-- content/t.en.md --\n---\ntitle: A page\nexpiry: 2020-01-01\n---\n";

/// What is told, a line each.
fn told(site: &str, change: impl Fn(&SourceTree, Built) -> Built) -> Vec<String> {
    let tree = tree(site);
    let request = request();
    let build: Build<'_> = &|tree: &SourceTree| {
        let Outcome { value, diags } = shared::session(tree.clone(), request.clone()).comparison();
        Outcome::new(value.map(|built| change(tree, built)), diags)
    };
    let found = leaks::find_with(&tree, &request, build);
    assert!(found.diags.iter().all(|d| d.severity == bayan::diag::Severity::Error));
    render(found.diags, &tree, Style::Short).lines().map(str::to_owned).collect()
}

/// Puts a file into what a build makes.
fn put(mut built: Built, path: &str, bytes: &[u8]) -> Built {
    built.outputs.insert(OutPath::new(path).expect("a path"), bytes);
    built
}

/// What is told, line for line by its beginning.
#[track_caller]
fn are(mut found: Vec<String>, mut expect: Vec<String>) {
    found.sort();
    expect.sort();
    let is_told = found.iter().zip(&expect).all(|(line, words)| line.starts_with(words.as_str()));
    assert!(found.len() == expect.len() && is_told, "{found:#?}\nand not\n{expect:#?}");
}

#[test]
fn this_program_does_not_leak() {
    for policy in ["link", "render"] {
        let site = format!("{AR_EN}{SITE}").replacen("languages:", &format!("missing_translation: {policy}\nlanguages:"), 1);
        let tree = tree(&site);
        let found = leaks::find(&tree, &request());
        assert!(found.diags.is_empty(), "{}", render(found.diags, &tree, Style::Short));
        assert!(found.pages == 4 && found.outputs > 20, "{found:?}");
    }
}

/// Each file is made of what only hidden pages have.
#[test]
fn a_program_that_leaks_is_found_out() {
    let found = told(&format!("{AR_EN}{SITE}"), |tree, mut built| {
        let text = |path: &str| tree.get(&format!("content/{path}")).map(|file| file.text().expect("text").to_owned());
        for name in ["k/shut one.svg", "k/shut.csv", "s/any.txt"] {
            if let Some(text) = text(name) {
                built = put(built, name, text.as_bytes());
            }
        }
        for name in ["facts", "claims", "people", "sources"] {
            built = put(built, name, text(&format!("k/{name}.yaml")).unwrap_or_default().as_bytes());
        }
        built = put(built, "count", tree.files().len().to_string().as_bytes());
        match text("t.en.md") {
            Some(_) => put(built, "t.html", b"x"),
            None => put(built, "none.html", b"x"),
        }
    });
    let file =
        |path: &str| format!("content/{path}:1:1: error[leak]: `/{path}` is published, and belongs to pages that are kept back");
    let differs = |path: &str, after: &str| {
        format!("error[leak]: `/{path}` is another file than it would be without the pages that are kept back{after}")
    };
    are(
        found,
        vec![
            file("k/shut one.svg"),
            file("k/shut.csv"),
            file("s/any.txt"),
            differs("facts", ", from after `open: {value: 1, source: both}` on"),
            differs("claims", " ("),
            differs("people", " ("),
            differs("sources", ", from after `both: {title: {ar: مصدر, en: Both}, lang: en}` on"),
            differs("count", ""),
            "error[leak]: `/t.html` is published, and would not be without the pages that are kept back".to_owned(),
            "error[leak]: `/none.html` is not published, and would be without the pages that are kept back".to_owned(),
        ],
    );
}

#[test]
fn a_program_that_shows_what_waits_is_found_out() {
    let tree = tree(&format!("{AR_EN}{SITE}"));
    let mut drafts = request();
    drafts.options.drafts = true;
    let found = leaks::find_with(&tree, &request(), &|tree| shared::session(tree.clone(), drafts.clone()).comparison());
    let text = render(found.diags, &tree, Style::Short);
    for path in ["ar/k/two/index.html", "ar/s/p/index.html", "en/t/index.html", "k/shut.csv", "k/facts.json", "sitemap.xml"] {
        assert!(text.contains(&format!("`/{path}`")), "{path} is not in\n{text}");
    }
}

#[test]
fn links_that_lead_to_what_waits_keep_their_words() {
    let config = AR_EN.replacen("languages:", "hidden_links: text\nmenu: [s, t]\nlanguages:", 1);
    let page = "-- content/a.ar.md --\n---\ntitle: صفحة\nimage: s/x.svg\nimage_alt: رسم\n---\n\n[فصل](k/two.md) و[قسم](/ar/s/) و[ملف](s/any.txt).\n\n![رسم](s/x.svg)\n-- content/s/x.svg --\n<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 2'/>\n";
    // A page that is only emptied must still be found out.
    let found = told(&format!("{config}{SITE}{page}"), |tree, built| {
        let text = tree.get("content/k/two.ar.md").map_or("", |file| file.text().expect("text"));
        put(built, "x", text.as_bytes())
    });
    are(found, vec!["error[leak]: `/x` is another file than".to_owned()]);
}

#[test]
fn a_theme_that_names_what_waits_is_told() {
    let config = AR_EN.replacen("languages:", "theme: own\nlanguages:", 1);
    let footer =
        "<footer><a href=\"/repo/ar/k/one/\">Words</a> <a href=\"/repo/ar/k/two/\">it</a> A title of four words</footer>";
    let found = told(&format!("{config}{SITE}-- themes/own/templates/partials/foot.html --\n{footer}\n"), |_, built| built);
    let place = "themes/own/templates/partials/foot.html:1:";
    are(
        found,
        vec![
            format!("{place}60: error[leak]: the address of `content/k/two.ar.md`, which is kept back, stands in `/"),
            format!("{place}78: error[leak]: the title of `content/k/two.ar.md`, which is kept back, stands in `/"),
        ],
    );
}

/// What `downloads` names belongs to the site, unless it stands in a folder that is kept back.
#[test]
fn downloads_are_published_for_themselves() {
    let config = AR_EN.replacen("languages:", "downloads: [k/shut.csv, s, press/]\nlanguages:", 1);
    let site = format!("{config}{SITE}-- content/press/kit.zip --\nx\n-- content/loose.zip --\nx\n");
    let built = shared::build(&tree(&site), &request()).value.expect("a site");
    let has = |path: &str| built.outputs.get(path).is_some();
    assert!(has("k/shut.csv") && has("press/kit.zip") && has("loose.zip") && !has("s/any.txt") && !has("k/shut one.svg"));
    let found = leaks::find(&tree(&site), &request());
    assert!(found.diags.is_empty(), "{}", render(found.diags, &tree(&site), Style::Short));
    let loose: Vec<String> = checked(&site).into_iter().filter(|line| line.ends_with("unreferenced-file")).collect();
    assert_eq!(loose, ["content/loose.zip:1:1 unreferenced-file"]);
    let none = site.replacen("press/]", "pres]", 1);
    let loose: Vec<String> = checked(&none).into_iter().filter(|line| line.ends_with("unreferenced-file")).collect();
    assert_eq!(
        loose,
        [
            "content/loose.zip:1:1 unreferenced-file",
            "content/press/kit.zip:1:1 unreferenced-file",
            "site.yaml:3:28 unreferenced-file"
        ]
    );
}

/// A page that waits cannot take away what raw HTML shows, however that writes it.
#[test]
fn what_trusted_html_shows_stays() {
    let config = AR_EN.replacen("languages:", "raw_html: trusted\nlanguages:", 1);
    let shown = "<img alt=\"\" srcset=\"a.svg 2x\">\n\n<p style=\"background:url('b.svg')\">x</p>\n\n<style>p{background:url(c.svg)}</style>\n\n<img alt=\"\" src=\"d&#46;svg\">";
    let waits = "a.svg b.svg c.svg d.svg e.svg";
    let file = |name: &str| format!("-- content/x/{name} --\n<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 2'/>\n");
    let site = format!(
        "{config}-- content/x/_index.ar.md --\n---\ntitle: صفحة\n---\n\n{shown}\n-- content/x/w.ar.md --\n---\ntitle: فصل\ndraft: true\n---\n\n{waits}\n{}",
        waits.split(' ').map(file).collect::<String>()
    );
    let built = shared::build(&tree(&site), &request()).value.expect("a site");
    let published: Vec<&str> =
        built.outputs.iter().map(|(path, _)| path.as_str()).filter(|path| path.ends_with(".svg")).collect();
    assert_eq!(
        published.iter().filter(|path| path.starts_with("x/")).collect::<Vec<_>>(),
        [&"x/a.svg", &"x/b.svg", &"x/c.svg", &"x/d.svg"]
    );
    assert!(checked(&site).iter().all(|line| !line.ends_with("unreferenced-file")), "{:?}", checked(&site));
    assert!(leaks::find(&tree(&site), &request()).diags.is_empty());
}

#[test]
fn what_the_configuration_and_files_for_readers_say_of_it_is_told() {
    let hidden = "-- content/w.en.md --\n---\ntitle: Secret section of the desk\ndraft: true\n---\n";
    let config = AR_EN.replacen("languages:", "description: {ar: وصف, en: Read Secret section of the desk soon}\nlanguages:", 1);
    let found = told(&format!("{config}{hidden}"), |_, built| built);
    assert!(found.len() == 1 && found[0].starts_with("site.yaml:3:") && found[0].contains("the title of"), "{found:?}");
    let note = "-- content/note.txt --\nSee https://example.org/repo/en/w/ or Secret section of the desk.\n";
    let found = told(&format!("{AR_EN}{hidden}{note}"), |_, built| built);
    assert!(found.len() == 2 && found.iter().all(|line| line.starts_with("content/note.txt:1:")), "{found:?}");
}
