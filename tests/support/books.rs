//! Files of editions, made in memory and taken apart.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::sync::Arc;

use bayan::diag::render::{Style, render};
use bayan::pipeline::{EditionFiles, Request};

use super::shared;
use super::site::{AR_EN, request, tree};

/// The parts of an archive by their paths.
pub type Parts = BTreeMap<String, String>;

/// The files of a format of a site without problems, by path.
#[track_caller]
pub fn files(site: &str, ending: &str) -> BTreeMap<String, Arc<[u8]>> {
    let tree = tree(site);
    let session = shared::session(tree.clone(), Request { editions: EditionFiles::All, ..request() });
    let outcome = session.bound(ending);
    assert!(outcome.diags.is_empty(), "{}", render(outcome.diags, &tree, Style::Short));
    let built = outcome.value.expect("a site");
    built.outputs.iter().map(|(path, contents)| (path.as_str().to_owned(), contents.bytes().expect("bytes"))).collect()
}

/// The parts of archives of a format, by path of the archive and of the part.
#[track_caller]
pub fn archives(site: &str, ending: &str) -> BTreeMap<String, Parts> {
    files(site, ending).into_iter().map(|(path, bytes)| (path, parts(&bytes))).collect()
}

/// The parts of an archive.
pub fn parts(bytes: &[u8]) -> Parts {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("an entry");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("it can be unpacked");
        let name = file.name().expect("a name").into_owned();
        parts.insert(name, String::from_utf8_lossy(&bytes).into_owned());
    }
    parts
}

/// A site of one briefing, `k`, in Arabic and in English.
pub fn pair(arabic: &str, english: &str) -> String {
    format!(
        "{AR_EN}-- content/k.ar.md --\n---\ntitle: عنوان\nbriefing: true\n---\n\n{arabic}\n\
         -- content/k.en.md --\n---\ntitle: Title\nbriefing: true\n---\n\n{english}\n"
    )
}

/// A briefing of two chapters, of which one is kept back.
pub fn with_draft() -> String {
    let section = |language: &str| {
        format!(
            "-- content/k/_index.{language}.md --\n---\ntitle: T\nbriefing: true\n---\n\nText.\n\
             -- content/k/a.{language}.md --\n---\ntitle: A\nweight: 1\n---\n\nShown.\n\
             -- content/k/b.{language}.md --\n---\ntitle: Secret\nweight: 2\ndraft: true\n---\n\nSecret.\n"
        )
    };
    format!("{AR_EN}{}{}", section("ar"), section("en"))
}
