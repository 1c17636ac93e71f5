//! The cards of a site -> those that are asked for, each asked of the memo first. Without a typesetter there are none.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::card::icons::Icons;
use crate::card::{Cards, Means, Plan, draw, is_drawn};
use crate::diag::{Diagnostics, Outcome};
use crate::memo::key::{Key, KeyBuilder};
use crate::output::contents::Contents;
use crate::picture::develop::Developed;
use crate::site::photos::Photo;
use crate::source::FileId;
use crate::typeset::{faces, faces_key};

use super::EditionFiles;
use super::given::Given;
use super::memo::Memo;
use super::photos;

/// The cards of a site; `None` where none are drawn.
pub(in crate::pipeline) fn of<'a>(
    Given { site, theme, .. }: Given<'a>,
    editions: &EditionFiles,
    file: impl Fn(FileId) -> Key + Send + Sync + 'a,
) -> Option<Cards<'a>> {
    if *editions == EditionFiles::None {
        return None;
    }
    let own = faces(theme);
    let means = Means { faces: faces_key(theme), covers: Box::new(move |c| own.cover(c)), file: Box::new(file) };
    Some(Cards::new(site, theme, means))
}

/// The card or the icon at a path below the output folder, drawn now; `None` where there is none at it.
pub(in crate::pipeline) fn one(given: Given<'_>, memo: &Memo, path: &str) -> Option<Outcome<Option<Arc<[u8]>>>> {
    if !is_drawn(path) {
        return None;
    }
    let digests = memo.digests.of(given.tree).value;
    let cards =
        of(given, &EditionFiles::OnDemand, |id| given.tree.index(id).map_or_else(|| Key::of_bytes(&[]), |at| digests[at].whole))?;
    if let Some((_, file)) = icons(given, &cards, memo).into_iter().find(|(out, _)| out == path) {
        return Some(Outcome::new(file.bytes().ok(), Diagnostics::new()));
    }
    let plan = all(given, &cards).into_values().find(|plan| plan.out() == path)?;
    let mut diags = Diagnostics::new();
    let files = made(given, &cards, &[&plan], memo).report_to(&mut diags);
    let bytes = files.into_iter().next().and_then(|(_, contents)| contents.bytes().ok());
    Some(Outcome::new(bytes, diags))
}

/// Every card of a site: of its pages, of pages beside their translations, and of the page where readers choose a language.
pub(in crate::pipeline) fn all(Given { site, .. }: Given<'_>, cards: &Cards<'_>) -> BTreeMap<Key, Plan> {
    let pages = site.pages.par_iter().filter_map(|page| cards.of_page(page));
    let pairs = site.pages.par_iter().flat_map_iter(|page| site.parallel_of(page.id));
    let pairs = pairs.filter_map(|(pair, reader)| cards.of_pair(pair, reader));
    pages.chain(pairs).chain(cards.of_homes()).map(|plan| (plan.key, plan)).collect()
}

/// The icons of all languages; those of one mark are one.
pub(in crate::pipeline) fn icons(Given { site, tree, .. }: Given<'_>, cards: &Cards<'_>, memo: &Memo) -> Vec<(String, Contents)> {
    let locales = site.config.locales.site().iter();
    let distinct: BTreeMap<Key, Icons> = locales.filter_map(|l| cards.icons(l.id)).map(|icons| (icons.key, icons)).collect();
    let made = |icons: &Icons| {
        let key = KeyBuilder::of("icons").and(icons.key).key();
        let plates = memo.picture(key).or_else(|| {
            let files = draw::icons(cards, icons, tree)?;
            Some(memo.keep_picture(key, Developed { colour: None, files }))
        });
        let files = plates.map(|plates| plates.files).unwrap_or_default();
        icons.files().zip(files.iter().cloned().collect::<Vec<_>>()).map(|((out, ..), file)| (out, file)).collect::<Vec<_>>()
    };
    distinct.par_iter().flat_map_iter(|(_, icons)| made(icons)).collect()
}

/// The pictures of cards; those that no earlier run drew are drawn together.
pub(in crate::pipeline) fn made(
    Given { tree, .. }: Given<'_>,
    cards: &Cards<'_>,
    plans: &[&Plan],
    memo: &Memo,
) -> Outcome<Vec<(String, Contents)>> {
    let key = |own: Key| KeyBuilder::of("card").and(own).key();
    let known = |plan: &&Plan| Some((plan.key, memo.picture(key(plan.key))?.files.first()?.clone()));
    let known: BTreeMap<Key, Contents> = plans.iter().filter_map(known).collect();
    let new: Vec<&Plan> = plans.iter().copied().filter(|plan| !known.contains_key(&plan.key)).collect();
    let mut diags = Diagnostics::new();
    let develop = |photo: &Photo, at| photos::size(photo, at, tree, memo);
    let keep = |own: Key, file: Vec<u8>| {
        let plates = memo.keep_picture(key(own), Developed { colour: None, files: vec![file] });
        plates.files.first().cloned()
    };
    let drawn = if new.is_empty() { Vec::new() } else { draw::draw(cards, &new, (tree, &develop), &keep).report_to(&mut diags) };
    let drawn: BTreeMap<Key, Contents> = drawn.into_iter().collect();
    let file = |plan: &&Plan| Some((plan.out(), known.get(&plan.key).or_else(|| drawn.get(&plan.key))?.clone()));
    Outcome::new(plans.iter().filter_map(file).collect(), diags)
}
