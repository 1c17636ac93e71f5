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
fn a_field_that_is_there_itself_counts() {
    let both = site(SETTING, "title: صفحة\nsummary: أولى.\ndescription: ثانية.\n");
    let found = checked(&both);
    assert!(found.contains(&"content/a.ar.md:4:1 unknown-field".to_owned()), "{found:?}");
    let kept = head(
        "front_matter: {description: summary, \"*\": extra}\n",
        "title: صفحة\nsummary: أولى.\ndescription: ثانية.\nlayouts: x\n",
    );
    assert_eq!(kept.summary.map(|text| text.text), Some("أولى.".to_owned()));
    assert_eq!(kept.extra.keys().map(String::as_str).collect::<Vec<_>>(), ["description", "layouts"]);
}

/// A field that hides a page does so under any name.
#[test]
fn a_page_that_another_name_hides_is_hidden() {
    let session = shared::session(tree(&site(SETTING, "title: صفحة\nhide: true\n")), request());
    let site = session.site().value.expect("a site").site;
    assert!(site.pages.iter().all(|page| page.document.as_ref().is_none_or(|own| own.path != "content/a.ar.md")));
}

#[test]
fn what_the_setting_cannot_say_is_told() {
    for setting in ["front_matter: {description: lead}\n", "front_matter: {title: summary}\n", "front_matter: {\"*\": summary}\n"]
    {
        let found = checked(&site(setting, "title: صفحة\n"));
        assert!(found.iter().any(|problem| problem.ends_with("bad-value")), "{setting} {found:?}");
    }
    // Without it a name that has one of ours is told.
    let found = checked(&site("", "title: صفحة\ndescription: خلاصة.\n"));
    assert!(found.contains(&"content/a.ar.md:3:1 unknown-field".to_owned()), "{found:?}");
}
