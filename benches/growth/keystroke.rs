//! A letter typed into an open text of sites of so many pairs -> marks before and after what an editor then waits for: everything that
//! `check` says, of a text that is not saved. The first look at the site comes before, and nothing of it is counted.

use std::collections::BTreeMap;

use bayan::answers::problems;
use bayan::pipeline::EditionFiles;
use bayan::pipeline::session::Session;
use bayan::source::{Content, SourceTree};

use super::count::{mark, request};

/// How the judge knows it.
pub const NAME: &str = "a keystroke";
/// Pairs of pages in the smallest site. The others hold twice and four times as many.
const PAIRS: usize = 100;
/// Letters that are counted together, so that no hash of one decides.
const LETTERS: usize = 8;
const CONFIG: &str = "base_url: https://example.org/\ntitle: {ar: بيان, en: Bayan}\nlanguages: {ar: {name: العربية}, en: {name: English}}\n\
                      menu: [news]\n";
const TYPED: &str = "content/news/p0.ar.md";

/// Counts letters at three sizes.
pub fn count(project: &Session) {
    for pairs in [PAIRS, PAIRS * 2, PAIRS * 4] {
        let mut session = project.beside(tree(pairs), request(EditionFiles::OnDemand));
        look(&session);
        mark(&format!("{pairs} begins {NAME}"));
        for letters in 1..=LETTERS {
            session.open(TYPED, page("ar", 0, letters));
            look(&session);
        }
        mark(&format!("{pairs} ends {NAME}"));
    }
}

/// What the language server does once nobody types for a moment.
fn look(session: &Session) {
    let found = problems::by_file(session);
    assert!(found.contains_key(TYPED), "a space before a comma is told: {:?}", found.keys());
    session.end_round();
}

/// A page of some hundred words, in which something is wrong as long as somebody types.
fn page(language: &str, pair: usize, letters: usize) -> String {
    let text = match language {
        "ar" => "وأكد التقرير السنوي أن الناتج المحلي نما بنحو 3.5% في 2022، بحسب **البنك الدولي** وهيئات أخرى. ",
        _ => "The annual report confirmed that output grew by about 3.5% in 2022, says **the World Bank** with others. ",
    };
    let (typed, text) = (" ،ا".repeat(letters), text.repeat(6));
    format!(
        "---\ntitle: {language} {pair:05}\ndate: 2023-01-01\nlayout: bare\n---\n\n## {language}\n\n{text}\n\n- [1](p{pair}.md)\n- [0](p0.md)\n\nText{typed}\n"
    )
}

fn tree(pairs: usize) -> SourceTree {
    let mut files = BTreeMap::from([
        ("site.yaml".to_owned(), CONFIG.to_owned()),
        ("themes/briefing/templates/layouts/bare.html".to_owned(), "{{ page.body | safe }}".to_owned()),
    ]);
    for language in ["ar", "en"] {
        files.insert(format!("content/news/_index.{language}.md"), format!("---\ntitle: {language}\n---\n\nText.\n"));
        for pair in 0..pairs {
            let letters = usize::from(pair == 0 && language == "ar");
            files.insert(format!("content/news/p{pair}.{language}.md"), page(language, pair, letters));
        }
    }
    SourceTree::new(files.into_iter().map(|(path, text)| (path, Content::Text(text.into()))))
}
