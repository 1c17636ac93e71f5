//! The pages of a site -> those that are kept back, by their front matter and by the sections above them.

use std::collections::BTreeMap;

use crate::locale::LocaleId;
use crate::site::Site;
use crate::site::place::{self, Role};
use crate::source::{FileId, SourceTree};

/// A page that somebody wrote.
#[derive(Debug)]
pub struct Written {
    /// Its file.
    pub file: FileId,
    /// The path of its file.
    pub path: String,
    /// Its place below the content, without language.
    pub key: String,
    /// Its language.
    pub locale: LocaleId,
    /// Whether it is the page of a section.
    pub role: Role,
    /// Whether the files of its folder are its own.
    pub has_folder: bool,
    /// Whether it keeps itself back.
    pub is_closed: bool,
    /// Whether it is kept back.
    pub is_hidden: bool,
    /// Its address from the root of the host.
    pub url: String,
    /// Its title.
    pub title: String,
    /// What has to stay for links to find it: its address, its language and its translations.
    pub head: Head,
}

/// The lines of front matter that say where a page is.
#[derive(Debug, Default)]
pub struct Head {
    /// `slug`
    pub slug: Option<String>,
    /// `translation_key`
    pub translation_key: Option<String>,
    /// `lang`
    pub lang: Option<String>,
}

/// All pages that somebody wrote.
#[derive(Debug)]
pub struct Pages {
    all: Vec<Written>,
    /// Places in `all`.
    by_key: BTreeMap<String, Vec<usize>>,
}

impl Pages {
    /// The pages of a site that shows its drafts.
    pub fn of(all: &Site, tree: &SourceTree, now: i64) -> Self {
        let written = all.pages.iter().filter_map(|page| {
            let document = page.document.as_ref().filter(|_| page.fallback_of.is_none())?;
            // Neither the further parts of a list nor the chapters that nobody wrote.
            let is_first = page.is_first_part();
            let file = tree.get(&document.path).filter(|_| is_first)?;
            let place = place::of(&document.path, &all.config.locales)?;
            let meta = &document.meta;
            let is_early = meta.publish.is_some_and(|moment| moment.unix() > now);
            let is_late = meta.expiry.is_some_and(|moment| moment.unix() <= now);
            let lang = meta.lang.map(|locale| all.config.locales.get(locale).tag.clone());
            Some(Written {
                file: file.id,
                path: document.path.clone(),
                key: place.key,
                locale: document.locale,
                role: place.role,
                has_folder: place.has_folder,
                is_closed: meta.draft || is_early || is_late,
                is_hidden: false,
                url: page.url.clone(),
                title: meta.title.text.clone(),
                head: Head {
                    slug: meta.slug.as_ref().map(|slug| slug.value.clone()),
                    translation_key: meta.translation_key.as_ref().map(|key| key.value.clone()),
                    lang,
                },
            })
        });
        let all: Vec<Written> = written.collect();
        let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, page) in all.iter().enumerate() {
            by_key.entry(page.key.clone()).or_default().push(at);
        }
        let mut pages = Self { all, by_key };
        let hidden: Vec<bool> = pages.all.iter().map(|page| page.is_closed || pages.is_below_closed(page)).collect();
        for (page, is_hidden) in pages.all.iter_mut().zip(hidden) {
            page.is_hidden = is_hidden;
        }
        pages
    }

    /// Those that are kept back.
    pub fn hidden(&self) -> impl Iterator<Item = &Written> {
        self.all.iter().filter(|page| page.is_hidden)
    }

    /// Those that are shown.
    pub fn shown(&self) -> impl Iterator<Item = &Written> {
        self.all.iter().filter(|page| !page.is_hidden)
    }

    /// Those at a place.
    pub fn at(&self, key: &str) -> impl Iterator<Item = &Written> {
        self.by_key.get(key).into_iter().flatten().map(|at| &self.all[*at])
    }

    /// Whether a section above keeps itself back in the page's language; in all of its languages where it does not have that one.
    fn is_below_closed(&self, page: &Written) -> bool {
        above(&page.key).any(|key| {
            let sections: Vec<&Written> = self.at(key).filter(|other| other.role == Role::Section).collect();
            match sections.iter().find(|section| section.locale == page.locale) {
                Some(own) => own.is_closed,
                None => !sections.is_empty() && sections.iter().all(|section| section.is_closed),
            }
        })
    }
}

/// The folders above a place, from the nearest to the top, which is the empty text.
pub fn above(key: &str) -> impl Iterator<Item = &str> {
    let up = |key: &str| key.rfind('/').unwrap_or(0);
    std::iter::successors((!key.is_empty()).then(|| &key[..up(key)]), move |key| (!key.is_empty()).then(|| &key[..up(key)]))
}

#[cfg(test)]
mod tests {
    use super::above;

    #[test]
    fn the_top_is_above_everything_but_itself() {
        assert_eq!(above("a/b/c").collect::<Vec<_>>(), ["a/b", "a", ""]);
        assert_eq!(above("a").collect::<Vec<_>>(), [""]);
        assert_eq!(above("").count(), 0);
    }
}
