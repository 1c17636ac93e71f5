//! A new page or chapter in every language, as `bayan add` begins it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::Work;
use super::commit::commit;
use super::refusal::Refusal;
use crate::answers::Change;
use crate::locale::fold::slug;
use crate::message::Message;
use crate::scaffold::page::{Around, Wanted, files};
use crate::site::place;

/// What a new page is to be.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Page,
    Chapter,
    Briefing,
}

/// A new page.
#[derive(Debug, Deserialize)]
pub struct Page {
    kind: Kind,
    /// The page beside which it is begun.
    beside: String,
    /// Its name in addresses.
    name: String,
    /// Its titles, by the tag of their language.
    titles: BTreeMap<String, String>,
}

/// Writes the files of a new page.
pub fn page(work: Work<'_>, wanted: &Page) -> Result<Value, Refusal> {
    let refused = |why: Message| Refusal::Refused(why, json!([]));
    let config = work.desk.config().ok_or_else(|| refused(say!("`site.yaml` cannot be read; `bayan check` says why")))?;
    let beside = work.desk.document(&wanted.beside).and_then(|_| place::of(&wanted.beside, &config.locales));
    let beside = beside.ok_or_else(|| Refusal::Missing(say!("there is no such page")))?;
    let folder = match (&wanted.kind, beside.has_folder) {
        (Kind::Briefing, _) => "",
        (Kind::Page | Kind::Chapter, true) => beside.key.as_str(),
        (Kind::Page | Kind::Chapter, false) => beside.key.rsplit_once('/').map_or("", |(folder, _)| folder),
    };
    let name = slug(&wanted.name);
    if name.is_empty() {
        return Err(refused(say!("give the page a name for its address: letters, digits and `-`")));
    }
    let key = if folder.is_empty() { name } else { format!("{folder}/{name}") };
    let is_title = |(_, title): &(&String, &String)| !title.trim().is_empty();
    let titles = wanted.titles.iter().filter(is_title).map(|(tag, title)| (tag.clone(), title.trim().to_owned())).collect();
    let kind = match wanted.kind {
        Kind::Page => Wanted::Page,
        Kind::Chapter => Wanted::Chapter,
        Kind::Briefing => Wanted::Briefing,
    };
    let around = Around { locales: &config.locales, documents: work.desk.documents() };
    let made = files(kind, &key, &titles, around).map_err(|why| refused(Message::given(why.to_string())))?;
    let own = work.desk.document(&wanted.beside).map(|document| document.locale);
    let change = Change { files: made, edits: Vec::new() };
    let after = work.desk.changed(&change);
    let is_made = |path: &str| change.files.iter().any(|(own, _)| own == path);
    let pages = after.site().map(|site| site.pages.as_slice()).unwrap_or_default();
    let mut new = pages.iter().filter(|page| page.document.as_ref().is_some_and(|document| is_made(&document.path)));
    let first = new.clone().next().map(|page| page.url.clone());
    let url = new.find(|page| Some(page.locale) == own).map(|page| page.url.clone()).or(first);
    let mut answer = commit(work, change)?;
    answer["url"] = url.into();
    Ok(answer)
}
