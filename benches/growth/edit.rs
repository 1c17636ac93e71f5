//! Edits of one text in sites of so many pairs -> marks before and after some of them. What is around the edited page is as plain as it
//! can be made: a whole build comes first each time, and nothing of it is counted.

use std::collections::BTreeMap;

use bayan::pipeline::EditionFiles;
use bayan::pipeline::session::Session;
use bayan::source::{Content, SourceTree};

use super::count::{mark, request};

/// An edit, as the judge knows it.
type Kind = (&'static str, fn(usize) -> String);
/// Words, and a heading that gets another name with a link to it and others to pages.
pub const KINDS: [Kind; 2] = [("an edit", words), ("a heading and a link", links)];
/// Pairs of pages in the smallest site. The others hold twice and four times as many.
const PAIRS: usize = 100;
/// Edits that are counted together, so that no hash of one decides.
const EDITS: usize = 8;
const CONFIG: &str = "base_url: https://example.org/\ntitle: {ar: بيان, en: Bayan}\nlanguages: {ar: {name: العربية}, en: {name: English}}\n\
                      markdown: true\nmenu: [news]\n";
const TEXT: &str = "The annual report confirmed that output grew by about 3.5% in 2022, says **the World Bank** and التقرير. ";

/// Counts edits at three sizes.
pub fn count(project: &Session, (name, edited): Kind) {
    for pairs in [PAIRS, PAIRS * 2, PAIRS * 4] {
        let mut session = project.beside(tree(pairs), request(EditionFiles::OnDemand));
        build(&session);
        mark(&format!("{pairs} begins {name}"));
        for edit in 1..=EDITS {
            let files = session.files();
            let page = files.get("content/news/p0.en.md").expect("the page").id;
            session.update(files.with_contents([(page, Content::Text(edited(edit).into()))]));
            build(&session);
        }
        mark(&format!("{pairs} ends {name}"));
        assert_eq!(session.edits(), EDITS, "it is put into the last build");
    }
}

fn build(session: &Session) {
    assert!(session.outputs(&|| {}).value.is_some(), "a site");
    session.end_round();
}

/// The page that is edited: some six hundred words, so that a few more take a reader no longer.
fn words(edit: usize) -> String {
    let text = TEXT.repeat(12);
    let words = "one ".repeat(edit);
    format!(
        "---\ntitle: Edited\ndate: 2024-01-01\ntags: [oil]\n---\n\n## Part\n\n{text}\n\n{text}[^1]\n\n{text}{words}\n\n[^1]: {TEXT}\n"
    )
}

/// The same with another name of a heading and other links in each edit.
fn links(edit: usize) -> String {
    words(0)
        + &format!(
            "\n## Part of {edit}\n\n[here](#part-of-{edit}), [there](p{edit}.md), [elsewhere](https://example.com/{edit})\n"
        )
}

fn tree(pairs: usize) -> SourceTree {
    let mut files = BTreeMap::from([
        ("site.yaml".to_owned(), CONFIG.to_owned()),
        ("themes/briefing/templates/layouts/bare.html".to_owned(), "{{ page.body | safe }}".to_owned()),
    ]);
    for language in ["ar", "en"] {
        files.insert(format!("content/news/_index.{language}.md"), format!("---\ntitle: {language}\n---\n\nText.\n"));
        files.insert(format!("content/news/p0.{language}.md"), words(0));
        for pair in 1..pairs {
            let text =
                format!("---\ntitle: {pair:05}\ndate: 2023-01-01\nlayout: bare\ntags: [oil]\n---\n\nText, see [one](p0.md).\n");
            files.insert(format!("content/news/p{pair}.{language}.md"), text);
        }
    }
    SourceTree::new(files.into_iter().map(|(path, text)| (path, Content::Text(text.into()))))
}
