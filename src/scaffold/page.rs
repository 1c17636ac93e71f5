//! The path of a page to be -> its files in every language that lacks it, marked as drafts, in the order of their section.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ast::Document;
use crate::locale::{Locale, Locales, fold};
use crate::site::place::{self, CONTENT, Place, Role};
use crate::yaml::scalar::quoted;

use super::Refusal;

/// What stands for what nobody has written yet.
pub const STUB: &str = "TODO";

/// How far chapters are apart, so that others fit between them.
const STEP: i64 = 10;

/// What a page is to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// A page; in a briefing, a chapter.
    Page,
    /// A chapter of a briefing that is there.
    Chapter,
    /// The first page of a briefing.
    Briefing,
}

/// What is there already.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The languages of the site.
    pub locales: &'a Locales,
    /// Its pages, drafts too.
    pub documents: &'a [Arc<Document>],
}

/// How the names of files say their language.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Layout {
    /// `about.ar.md`
    Suffix,
    /// `ar/about.md`
    Folder,
    /// `about.md`, on a site with one language.
    Bare,
}

/// The files of a page, with the paths and texts that they are to have.
pub fn files(
    wanted: Wanted,
    given: &str,
    titles: &BTreeMap<String, String>,
    around: Around<'_>,
) -> Result<Vec<(String, String)>, Refusal> {
    let key = key(given, around.locales)?;
    let places: Vec<(Place, &Document)> =
        around.documents.iter().filter_map(|d| Some((place::of(&d.path, around.locales)?, &**d))).collect();
    let twins: Vec<&Document> = places.iter().filter(|(place, _)| place.key == key).map(|(_, document)| *document).collect();
    let lacking: Vec<&Locale> =
        around.locales.site().iter().filter(|locale| twins.iter().all(|twin| twin.locale != locale.id)).collect();
    if let ([], Some(twin)) = (lacking.as_slice(), twins.first()) {
        return Err(Refusal(format!("`{key}` is there already ({}), and nothing is written over it", twin.path)));
    }
    let folder = key.rsplit_once('/').map_or("", |(folder, _)| folder);
    let section = Section::of(folder, &places);
    if wanted == Wanted::Chapter && !section.is_briefing {
        let place = if folder.is_empty() { "the top of content/".to_owned() } else { format!("`{folder}`") };
        return Err(Refusal(format!(
            "{place} is no briefing, so it has no chapters; begin one with `bayan add briefing NAME`, or add a page with `bayan add page {key}`"
        )));
    }
    let weight = match twins.iter().find_map(|twin| twin.meta.weight) {
        Some(weight) => Some(weight),
        None => (wanted != Wanted::Briefing && section.is_briefing).then(|| section.next()),
    };
    let layout = Layout::of(around);
    let text = |locale: &Locale| {
        let title = titles.get(&locale.tag).map_or(STUB, String::as_str);
        let weight = weight.map(|weight| format!("weight: {weight}\n")).unwrap_or_default();
        let briefing = if wanted == Wanted::Briefing { "briefing: true\n" } else { "" };
        format!("---\ntitle: {}\n{briefing}{weight}draft: true\n---\n\n{STUB}\n", quoted(title))
    };
    let stem = if wanted == Wanted::Briefing { format!("{key}/_index") } else { key };
    Ok(lacking.into_iter().map(|locale| (layout.path(&stem, &locale.tag), text(locale))).collect())
}

/// The key of a page as somebody types it; without what is not part of it, and refused where it cannot be a path.
fn key(given: &str, locales: &Locales) -> Result<String, Refusal> {
    let bare = given.trim_start_matches("./").trim_end_matches('/');
    let bare = bare.strip_prefix(CONTENT).and_then(|rest| rest.strip_prefix('/')).unwrap_or(bare);
    let bare = bare.strip_suffix(".md").unwrap_or(bare);
    let refused = |why: String| Err(Refusal(format!("`{given}` cannot be the path of a page: {why}")));
    let (name, first) = (bare.rsplit('/').next().unwrap_or(bare), bare.split('/').next().unwrap_or(bare));
    if let Some((stem, tag)) = name.rsplit_once('.').filter(|(_, tag)| locales.by_tag(tag).is_some()) {
        let whole = format!("{}{stem}", &bare[..bare.len() - name.len()]);
        return refused(format!("every language gets its file, so write `{whole}` without `.{tag}`"));
    }
    if let Some((tag, rest)) = bare.split_once('/').filter(|_| locales.by_tag(first).is_some()) {
        return refused(format!("every language gets its file, so write `{rest}` without `{tag}/`"));
    }
    if matches!(name, "_index" | "index") {
        return refused("a folder gets its first page with `bayan add briefing FOLDER`".to_owned());
    }
    let slugs: Vec<String> = bare.split('/').map(fold::slug).collect();
    if bare.split('/').eq(slugs.iter().map(String::as_str)) && !bare.is_empty() && slugs.iter().all(|slug| slug.len() <= 200) {
        return Ok(bare.to_owned());
    }
    let rule = "it is made of small letters, digits and `-`, with `/` between folders";
    let near = slugs.iter().filter(|slug| !slug.is_empty()).map(String::as_str).collect::<Vec<_>>().join("/");
    refused(if near.is_empty() { rule.to_owned() } else { format!("{rule}, as in `{near}`") })
}

/// The pages beside a page to be.
struct Section {
    is_briefing: bool,
    highest: Option<i64>,
}

impl Section {
    fn of(folder: &str, places: &[(Place, &Document)]) -> Self {
        let is_beside = |place: &Place| place.key.rsplit_once('/').map_or("", |(folder, _)| folder) == folder;
        let chapters: Vec<&Document> = places
            .iter()
            .filter(|(place, _)| place.role == Role::Page && is_beside(place))
            .map(|(_, document)| *document)
            .collect();
        let mut heads = places.iter().filter(|(place, _)| place.role == Role::Section && place.key == folder);
        let says = heads.clone().find_map(|(_, document)| document.meta.briefing);
        let is_row = !chapters.is_empty() && chapters.iter().all(|document| document.meta.weight.is_some());
        let is_section = !folder.is_empty() && heads.next().is_some();
        Self {
            is_briefing: is_section && says.unwrap_or(is_row),
            highest: chapters.iter().filter_map(|document| document.meta.weight).max(),
        }
    }

    /// The weight behind all others.
    fn next(&self) -> i64 {
        self.highest.map_or(STEP, |highest| (highest.div_euclid(STEP) + 1).saturating_mul(STEP))
    }
}

impl Layout {
    /// As the other pages are named.
    fn of(around: Around<'_>) -> Self {
        let (mut folders, mut suffixes) = (0, 0);
        for document in around.documents {
            let rest = document.path.strip_prefix("content/").unwrap_or(&document.path);
            let name = rest.rsplit('/').next().unwrap_or(rest);
            let is_tag = |tag: Option<&str>| tag.is_some_and(|tag| around.locales.by_tag(tag).is_some());
            suffixes += usize::from(is_tag(name.rsplit('.').nth(1).filter(|_| name.matches('.').count() > 1)));
            folders += usize::from(is_tag(rest.split_once('/').map(|(first, _)| first)));
        }
        if folders > suffixes {
            Self::Folder
        } else if suffixes == 0 && around.locales.site().len() == 1 {
            Self::Bare
        } else {
            Self::Suffix
        }
    }

    fn path(self, stem: &str, tag: &str) -> String {
        match self {
            Self::Suffix => format!("{CONTENT}/{stem}.{tag}.md"),
            Self::Folder => format!("{CONTENT}/{tag}/{stem}.md"),
            Self::Bare => format!("{CONTENT}/{stem}.md"),
        }
    }
}
