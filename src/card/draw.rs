//! [`Plan`]s -> their pictures: the theme's template set in memory, several cards at a time.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::diag::codes::pdf as codes;
use crate::diag::{Diagnostic, Diagnostics, Outcome};
use crate::memo::key::Key;
use crate::picture::photo::Problem;
use crate::site::photos::Photo;
use crate::site::{Site, picture};
use crate::source::SourceTree;
use crate::theme::Theme;
use crate::typeset::guard::Budget;
use crate::typeset::{self, Complaint, Faces, Files, faces, is_face, voice};

use super::icons::{Icons, Mark, TEMPLATE};
use super::nuqta::Ink;
use super::{Cards, Piece, Plan, TEMPLATES};

/// The template that sets cards, each on a page of its own.
const MAIN: &str = "card/card.typ";
/// What it is given.
const DATA: &str = "data/cards.json";
/// Cards that are set at once: starting the engine takes longer than drawing one.
const AT_ONCE: usize = 16;

/// Keeps a card as soon as it is drawn: all of them together are larger than the pages.
pub type Keep<'a, T> = dyn Fn(Key, Vec<u8>) -> Option<T> + Sync + 'a;

/// Makes a size of a photograph, by its place in the batch for pages.
pub type Develop<'a> = dyn Fn(&Photo, usize) -> Result<Option<Arc<[u8]>>, Problem> + Sync + 'a;

/// Draws cards. A card whose template fails is left out and the failure told, once.
pub fn draw<T: Send>(
    cards: &Cards<'_>,
    plans: &[&Plan],
    (tree, develop): (&SourceTree, &Develop<'_>),
    keep: &Keep<'_, T>,
) -> Outcome<Vec<(Key, T)>> {
    let mut damaged = Diagnostics::new();
    for (path, file) in cards.theme.print.iter().filter(|(path, file)| is_face(path) && !Faces::is_whole(&file.bytes())) {
        damaged.push(codes::face(file.place(0..0).span, path));
    }
    if !damaged.is_empty() {
        return Outcome::new(Vec::new(), damaged);
    }
    let press = Press { site: cards.site, theme: cards.theme, tree, develop, faces: faces(cards.theme) };
    let threads = rayon::current_num_threads().max(1);
    let size = plans.len().div_ceil(threads).clamp(1, AT_ONCE);
    let some = |plans: &[&Plan]| {
        let (made, failed) = press.several(plans);
        // What all cards share each of them asks for; the texts of one are never asked for again.
        typeset::forget(2 * threads);
        let made: Vec<_> = made.into_iter().filter_map(|(key, file)| Some((key, keep(key, file)?))).collect();
        (made, failed)
    };
    let drawn: Vec<_> = plans.par_chunks(size).map(some).collect();
    let (mut diags, mut files) = (Diagnostics::new(), Vec::new());
    for (made, failed) in drawn {
        files.extend(made);
        if let Some(failed) = failed.filter(|failed| !diags.iter().any(|told: &Diagnostic| told.message == failed.message)) {
            diags.push(failed);
        }
    }
    Outcome::new(files, diags)
}

/// Draws the icons of a language, in their order; `None` where the typesetter cannot read the mark.
pub fn icons(cards: &Cards<'_>, icons: &Icons, tree: &SourceTree) -> Option<Vec<Vec<u8>>> {
    const MAIN: &str = "icons.typ";
    let mut data: BTreeMap<String, Arc<[u8]>> = BTreeMap::new();
    let bytes: Option<Arc<[u8]>> = match &icons.mark {
        Mark::Sign(file, _) => {
            let file = tree.file(*file);
            let (looked, keep) = (cards.site.pictures.get(file.id), cards.site.config.keep_metadata);
            Some(picture::printed(file, looked, keep).ok().flatten()?.into())
        }
        Mark::Theme(bytes, _) => Some(Arc::clone(bytes)),
        Mark::Letter(_) => None,
    };
    data.extend(icons.file().zip(bytes));
    let whole = icons.data(&Ink::of(cards.theme)).to_string();
    data.insert("data/icons.json".to_owned(), whole.into_bytes().into());
    let templates = BTreeMap::from([(MAIN.to_owned(), Arc::from(TEMPLATE))]);
    typeset::draw(&Files { templates, data, is_foreign: false }, &faces(cards.theme), MAIN, Budget::PART).0
}

/// What cards are drawn with.
struct Press<'a> {
    site: &'a Site,
    theme: &'a Theme,
    tree: &'a SourceTree,
    develop: &'a Develop<'a>,
    faces: Faces,
}

type Drawn = (Vec<(Key, Vec<u8>)>, Option<Diagnostic>);

impl Press<'_> {
    /// Some cards at once; each alone where that fails, up to the first that fails so.
    fn several(&self, plans: &[&Plan]) -> Drawn {
        let (pictures, complaints) = self.set(plans);
        if let Some(pictures) = pictures.filter(|pictures| pictures.len() == plans.len()) {
            return (plans.iter().map(|plan| plan.key).zip(pictures).collect(), None);
        }
        if plans.len() == 1 || complaints.iter().any(|complaint| complaint.stopped) {
            return (Vec::new(), Some(self.failed(&complaints)));
        }
        let mut made = Vec::new();
        for plan in plans {
            let (drawn, failed) = self.several(&[*plan]);
            made.extend(drawn);
            if failed.is_some() {
                return (made, failed);
            }
        }
        (made, None)
    }

    fn set(&self, plans: &[&Plan]) -> (Option<Vec<Vec<u8>>>, Vec<Complaint>) {
        let (templates, is_foreign) = self.theme.typst(TEMPLATES);
        let mut data: BTreeMap<String, Arc<[u8]>> = BTreeMap::new();
        for (name, piece) in plans.iter().flat_map(|plan| &plan.pieces) {
            if !data.contains_key(name)
                && let Some(bytes) = self.bytes(piece)
            {
                data.insert(name.clone(), bytes);
            }
        }
        // A picture that cannot be made was told where it stands.
        let card = |plan: &&Plan| {
            let mut card = plan.data.clone();
            for field in ["mark", "picture"] {
                let name = card[field]["src"].as_str().or(card[field].as_str());
                if name.is_some_and(|name| !data.contains_key(name)) {
                    card[field] = Value::Null;
                }
            }
            card
        };
        let locales = self.site.config.locales.site().iter();
        let voices: serde_json::Map<String, Value> = locales.map(|locale| (locale.tag.clone(), voice(locale))).collect();
        let ink: serde_json::Map<String, Value> =
            Ink::of(self.theme).all().iter().map(|(name, colour)| ((*name).to_owned(), colour.clone().into())).collect();
        let whole = json!({ "cards": plans.iter().map(card).collect::<Vec<_>>(), "voices": voices, "ink": ink });
        data.insert(DATA.to_owned(), whole.to_string().into_bytes().into());
        typeset::draw(&Files { templates, data, is_foreign }, &self.faces, MAIN, Budget::PART)
    }

    fn bytes(&self, piece: &Piece) -> Option<Arc<[u8]>> {
        match piece {
            Piece::Drawing(drawing) => Some(Arc::from(drawing.as_bytes())),
            Piece::Sign(file) => {
                let file = self.tree.file(*file);
                let printed = picture::printed(file, self.site.pictures.get(file.id), self.site.config.keep_metadata);
                printed.ok().flatten().map(Arc::from)
            }
            Piece::Photo(photo, at) => (self.develop)(photo, *at).ok().flatten(),
        }
    }

    /// A problem of the template: at its place if the project has the file, else by name.
    fn failed(&self, complaints: &[Complaint]) -> Diagnostic {
        let fatal = complaints.iter().find(|complaint| complaint.fatal);
        let message = fatal.map_or("it does not set each card on a page of its own", |complaint| complaint.message.as_str());
        let place = fatal.and_then(|complaint| complaint.place.as_ref());
        let place = place.and_then(|(path, range)| Some((path.as_str(), self.theme.print.get(path)?.place(range.clone()))));
        let main = || self.theme.print.get(MAIN).and_then(|file| file.place(0..0).span);
        match place {
            Some((path, place)) => codes::template(place.span, path, message),
            None => codes::template(main(), MAIN, message),
        }
    }
}
