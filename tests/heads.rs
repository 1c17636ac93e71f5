//! Front matter whose fields have the names of another program (`front_matter` in site.yaml), for sites that two of them build.

use bayan::ast::meta::{Extra, FrontMatter};

use crate::support::shared;
use crate::support::site::{AR_EN, checked, request, tree};

/// A site with a setting, and a page in Arabic with a head.
fn site(setting: &str, head: &str) -> String {
    format!("{}-- content/a.ar.md --\n---\n{head}---\n\nنص.\n", AR_EN.replacen("title:", &format!("{setting}title:"), 1))
}

#[track_caller]
fn head(setting: &str, head: &str) -> FrontMatter {
    let session = shared::session(tree(&site(setting, head)), request());
    let site = session.site().value.expect("a site").site;
    let mut documents = site.pages.iter().filter_map(|page| page.document.clone());
    let page = documents.find(|document| document.path == "content/a.ar.md").expect("the page");
    page.meta.clone()
}

const SETTING: &str =
    "front_matter: {description: summary, category: tags, author: authors, lastmod: updated, hide: draft, old: extra}\n";

#[test]
fn fields_of_other_names_stand_for_ours() {
    let own = head(
        SETTING,
        "title: صفحة\ndescription: خلاصة.\ncategory: طاقة\nauthor: اسم\ndate: 2022-01-05\nlastmod: 2022-01-06\nold: {a: 1}\n",
    );
    assert_eq!(own.summary.map(|text| text.text), Some("خلاصة.".to_owned()));
    assert_eq!(own.tags.iter().map(|tag| tag.text.as_str()).collect::<Vec<_>>(), ["طاقة"]);
    assert_eq!(own.authors.iter().map(|name| name.text.as_str()).collect::<Vec<_>>(), ["اسم"]);
    assert!(own.updated.is_some());
    assert!(matches!(own.extra.get("old"), Some(Extra::Map(_))), "{:?}", own.extra);
}

#[test]
fn a_field_that_is_there_itself_counts_and_the_other_is_told() {
    let both = "title: صفحة\nsummary: أولى.\ndescription: ثانية.\n";
    assert_eq!(checked(&site(SETTING, both)), ["content/a.ar.md:4:1 duplicate-field"]);
    let keeps = "front_matter: {description: summary, \"*\": extra}\n";
    let kept = head(keeps, &format!("{both}layouts: x\n"));
    assert_eq!(kept.summary.map(|text| text.text), Some("أولى.".to_owned()));
    assert_eq!(kept.extra.keys().map(String::as_str).collect::<Vec<_>>(), ["description", "layouts"]);
    assert_eq!(checked(&site(keeps, both)), ["content/a.ar.md:4:1 duplicate-field"]);
}

/// Of two fields that decide whether a page is shown nobody may guess which counts.
#[test]
fn two_fields_that_may_hide_a_page_are_an_error_and_hide_it() {
    let heads = [
        ("{hide: draft, \"*\": extra}", "draft: false\nhide: true\n"),
        ("{hide: draft, private: draft}", "hide: false\nprivate: true\n"),
        ("{hide: draft, private: draft}", "private: true\nhide: false\n"),
        ("{from: publish}", "publish: 2001-01-01\nfrom: 2999-01-01\n"),
        ("{until: expiry, end: expiry}", "until: 2999-01-01\nend: 2001-01-01\n"),
    ];
    for (setting, fields) in heads {
        let text = site(&format!("front_matter: {setting}\n"), &format!("title: صفحة\n{fields}"));
        let session = shared::session(tree(&text), request());
        let read = session.site();
        assert!(read.diags.has_errors(), "{setting}");
        assert!(checked(&text).contains(&"content/a.ar.md:4:1 duplicate-field".to_owned()), "{:?}", checked(&text));
        let site = read.value.map(|own| own.site);
        let mut pages = site.iter().flat_map(|site| &site.pages).filter_map(|page| page.document.as_ref());
        assert!(pages.all(|own| own.path != "content/a.ar.md"), "{setting}");
    }
}

/// What another program means by one of our names is kept, and is not read as ours.
#[test]
fn a_field_of_ours_can_be_another_programs() {
    let setting = "front_matter: {layout: extra, answers: extra}\n";
    let own = head(setting, "title: صفحة\nlayout: no such layout\nanswers: 3\n");
    assert!(own.layout.is_none());
    assert_eq!(own.extra.get("layout"), Some(&Extra::Text("no such layout".to_owned())));
    assert_eq!(own.extra.get("answers"), Some(&Extra::Int(3)));
    assert_eq!(checked(&site(setting, "title: صفحة\nlayout: no such layout\nanswers: 3\n")), [""; 0]);
}

/// A field that hides a page does so under any name.
#[test]
fn a_page_that_another_name_hides_is_hidden() {
    let session = shared::session(tree(&site(SETTING, "title: صفحة\nhide: true\n")), request());
    let site = session.site().value.expect("a site").site;
    assert!(site.pages.iter().all(|page| page.document.as_ref().is_none_or(|own| own.path != "content/a.ar.md")));
}

/// What hides a page for the other program is never set aside without a word.
#[test]
fn names_that_may_hide_a_page_are_not_kept_with_all_others() {
    let kept = "front_matter: {\"*\": extra}\n";
    for name in [
        "published: false",
        "publishDate: 2999-01-01",
        "Draft: true",
        "private: true",
        "_build: {render: never}",
        "\"draft\\u200F\": true",
    ] {
        let found = checked(&site(kept, &format!("title: صفحة\n{name}\n")));
        assert_eq!(found.len(), 1, "{name} {found:?}");
        assert!(found[0].ends_with("unknown-field"), "{name} {found:?}");
    }
    assert_eq!(checked(&site(kept, "title: صفحة\nweather: rain\n")), [""; 0]);
    assert_eq!(checked(&site("front_matter: {published: extra}\n", "title: صفحة\npublished: true\n")), [""; 0]);
}

#[test]
fn what_the_setting_cannot_say_is_told() {
    for (setting, code) in [
        ("{description: lead}", "not-one-of"),
        ("{title: summary}", "bad-value"),
        ("{layout: summary}", "bad-value"),
        ("{draft: extra}", "bad-value"),
        ("{\"*\": summary}", "bad-value"),
    ] {
        let found = checked(&site(&format!("front_matter: {setting}\n"), "title: صفحة\n"));
        assert!(found.iter().any(|problem| problem.ends_with(code)), "{setting} {found:?}");
    }
    // Without it a name that has one of ours is told.
    let found = checked(&site("", "title: صفحة\ndescription: خلاصة.\n"));
    assert!(found.contains(&"content/a.ar.md:3:1 unknown-field".to_owned()), "{found:?}");
}
