//! The menus of a site: one for each language there, one for all languages here.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::model::{Fate, MenuEntry, Page};
use super::Reader;
use super::export::Item;
use super::languages::parted;

/// Reads the menu that has the most entries in each language; the others are told.
pub fn read(reader: &mut Reader<'_>) {
    let export = reader.export;
    let mut menus: BTreeMap<&str, Vec<&Item>> = BTreeMap::new();
    for item in export.items.iter().filter(|item| item.kind == "nav_menu_item" && item.status == "publish") {
        let name = item.terms.iter().find(|(domain, ..)| domain == "nav_menu").map_or("", |(_, slug, _)| slug.as_str());
        menus.entry(name).or_default().push(item);
    }
    for items in menus.values_mut() {
        items.sort_by_key(|item| item.order);
    }
    // Which language a menu is in: that of most pages that it leads to.
    let mut chosen: BTreeMap<usize, &str> = BTreeMap::new();
    for (name, items) in &menus {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for page in items.iter().filter_map(|item| reader.pages.get(&target(item)?)).flatten() {
            *counts.entry(reader.found.pages[*page].language).or_default() += 1;
        }
        let language = counts
            .iter()
            .max_by_key(|(language, count)| (**count, std::cmp::Reverse(**language)))
            .map_or(0, |(language, _)| *language);
        let entry = chosen.entry(language).or_insert(name);
        if menus[*entry].len() < items.len() {
            *entry = *name;
        }
    }
    for (name, items) in menus.iter().filter(|(name, _)| !chosen.values().any(|own| own == *name)) {
        let what = format!("the menu `{name}`");
        reader.found.left.note((reader.name, items[0].line), Fate::Dropped, &what, "there is one menu; the largest one is it");
    }
    let mut entries: Vec<(String, MenuEntry)> = Vec::new();
    for (language, name) in &chosen {
        for item in &menus[name] {
            entry(reader, item, *language, &mut entries);
        }
    }
    reader.found.menu = entries.into_iter().map(|(_, entry)| entry).collect();
}

/// The number of the post that an entry leads to.
fn target(item: &Item) -> Option<String> {
    let is_post = item.meta.get("_menu_item_type").is_some_and(|kind| kind == "post_type");
    item.meta.get("_menu_item_object_id").filter(|_| is_post).cloned()
}

fn entry(reader: &mut Reader<'_>, item: &Item, language: usize, entries: &mut Vec<(String, MenuEntry)>) {
    let is_below = item.meta.get("_menu_item_menu_item_parent").is_some_and(|above| above != "0" && !above.is_empty());
    let pages = target(item).and_then(|id| reader.pages.get(&id)).map_or(&[][..], Vec::as_slice);
    let pages: Vec<&Page> = pages.iter().map(|at| &reader.found.pages[*at]).collect();
    let page = pages.first().copied();
    let address = item.meta.get("_menu_item_url").cloned().unwrap_or_default();
    let key = page.map_or_else(|| address.clone(), |page| format!("page:{}", page.key));
    let to = page.map_or(address, |page| page.addresses.first().cloned().unwrap_or_default());
    // An entry without words of its own has those of its page, in each language of the page.
    let own_title = |page: &Page| page.head.get("title").and_then(Value::as_str).map(str::to_owned);
    let titles: BTreeMap<usize, String> = match parted(&item.title) {
        Some(parts) => parts
            .into_iter()
            .filter_map(|(tag, title)| Some((reader.languages.place(&tag)?, crate::hypertext::plain(&title))))
            .collect(),
        None if item.title.trim().is_empty() => pages.iter().filter_map(|page| Some((page.language, own_title(page)?))).collect(),
        None => BTreeMap::from([(language, crate::hypertext::plain(&item.title))]),
    };
    if is_below || to.is_empty() || titles.values().all(String::is_empty) {
        let what = format!("an entry of the menu, `{}`", titles.values().next().map_or("", String::as_str));
        let why = if is_below { "the menu has one level" } else { "it leads to no page of the export" };
        reader.found.left.note((reader.name, item.line), Fate::Dropped, &what, why);
        return;
    }
    match entries.iter_mut().find(|(own, _)| *own == key) {
        Some((_, known)) => known.titles.extend(titles),
        None => entries.push((key, MenuEntry { titles, target: to, weight: item.order })),
    }
}
