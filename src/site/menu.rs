//! The entries of `site.yaml` and the pages that there are -> the main navigation of each language.

use std::collections::BTreeSet;

use crate::ast::Prose;
use crate::config::Config;
use crate::config::menu::{MenuEntry, MenuTarget};
use crate::diag::Diagnostics;
use crate::diag::codes::site as codes;
use crate::diag::names::nearest;
use crate::locale::LocaleId;
use crate::source::Located;

use super::PageId;
use super::absent::Absent;
use super::links::by_path;
use super::route::PageRoute;

/// An entry in one language.
#[derive(Clone, PartialEq, Debug)]
pub struct MenuItem {
    /// What it is called; a page without it has its own title.
    pub title: Option<Prose>,
    /// Where it leads; nowhere where only its children do.
    pub target: Option<ItemTarget>,
    /// What stands below it.
    pub children: Vec<MenuItem>,
}

/// Where an entry leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ItemTarget {
    /// To a page.
    Page(PageId),
    /// To an address elsewhere.
    Address(String),
}

impl MenuItem {
    /// The pages that it leads to, those below it too.
    pub fn pages(&self) -> Vec<PageId> {
        let own = if let Some(ItemTarget::Page(page)) = self.target { Some(page) } else { None };
        own.into_iter().chain(self.children.iter().flat_map(Self::pages)).collect()
    }
}

/// What is known of pages while the menus are made.
pub(in crate::site) struct Menus<'a> {
    pub config: &'a Config,
    pub routes: &'a [PageRoute],
    /// Keys of pages that are told because another one has their place.
    pub doubled: &'a BTreeSet<String>,
    pub absent: &'a Absent,
}

impl Menus<'_> {
    /// The menu of each language. A page that a language lacks is left out there, and so is an entry that leads nowhere then.
    pub fn all(&self, diags: &mut Diagnostics) -> Vec<Vec<MenuItem>> {
        for entry in &self.config.menu {
            self.check(entry, diags);
        }
        let of = |locale: LocaleId| self.config.menu.iter().filter_map(|entry| self.item(entry, locale)).collect();
        self.config.locales.site().iter().map(|locale| of(locale.id)).collect()
    }

    fn item(&self, entry: &MenuEntry, locale: LocaleId) -> Option<MenuItem> {
        let target = match &entry.target {
            MenuTarget::Page(page) => by_path(self.routes, key(page), locale).map(|(i, _)| ItemTarget::Page(PageId::of(i))),
            MenuTarget::Address(url) => Some(ItemTarget::Address(url.clone())),
            MenuTarget::Nothing => None,
        };
        let title = entry.title.as_ref().map(|title| title.get(locale).clone());
        let children: Vec<MenuItem> = entry.children.iter().filter_map(|child| self.item(child, locale)).collect();
        let is_something = target.is_some() || (title.is_some() && !children.is_empty());
        is_something.then_some(MenuItem { title, target, children })
    }

    /// Tells a page that there is in no language.
    fn check(&self, entry: &MenuEntry, diags: &mut Diagnostics) {
        if let MenuTarget::Page(page) = &entry.target {
            let key = key(page);
            let is_found = self.config.locales.site().iter().any(|locale| by_path(self.routes, key, locale.id).is_some());
            if let Some(kept) = self.absent.pages.iter().find(|kept| !is_found && kept.place.key == key) {
                diags.extend(kept.mark.told(self.config, page.span, &page.value));
            } else if !is_found && !self.doubled.contains(key) {
                let near = nearest(key, self.routes.iter().map(|route| route.path_key.as_str()).filter(|key| !key.is_empty()));
                diags.push(codes::unknown_page(page.span, &page.value, near));
            }
        }
        entry.children.iter().for_each(|child| self.check(child, diags));
    }
}

fn key(page: &Located<String>) -> &str {
    page.value.trim_matches('/')
}
