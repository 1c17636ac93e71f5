//! What stands on the first page of a publication: its title, who made it and when, and where it can be read.

use crate::ast::Prose;
use crate::locale::Dir;
use crate::locale::date::DateStyle;
use crate::site::Site;
use crate::theme::Theme;

use super::bind::Binder;
use super::block::{Piece, To, Voice};
use super::bound::Side;

/// The first page in one language, line by line.
#[derive(Clone, Debug)]
pub struct Front {
    /// The title.
    pub title: Vec<Piece>,
    /// Below it.
    pub subtitle: Option<Vec<Piece>>,
    /// Who, when, for whom and where.
    pub byline: Vec<Vec<Piece>>,
    /// The summary.
    pub lead: Option<Vec<Piece>>,
}

impl Front {
    /// That of a language of a book.
    pub fn of(site: &Site, theme: &Theme, own: Side<'_>, binder: &mut Binder<'_>) -> Self {
        let (meta, locale) = (&own.document.meta, own.locale);
        let voice = Voice { locale: locale.id, dir: locale.dir };
        let mut prose = |prose: &Prose| binder.pieces(&prose.content, voice);
        let t = |key: &str| theme.messages.get(locale, key, None, &[]);
        let mut byline: Vec<Vec<Piece>> = Vec::new();
        if !meta.authors.is_empty() {
            let mut line = vec![Piece::Text(format!("{} ", t("by")))];
            for (at, author) in meta.authors.iter().enumerate() {
                line.extend((at > 0).then(|| Piece::Text(t("list-separator"))));
                line.extend(prose(author));
            }
            byline.push(line);
        }
        let date = meta.date.map(|date| {
            let beside = locale.beside(date.date).map(|day| format!(" ({day})")).unwrap_or_default();
            locale.date(date.date, DateStyle::Long) + &beside
        });
        let updated = meta.updated.filter(|u| meta.date.is_none_or(|d| d.unix() < u.unix()));
        let updated = updated.map(|u| format!("{}: {}", t("updated"), locale.date(u.date, DateStyle::Long)));
        byline.extend(date.into_iter().chain(updated).map(|line| vec![Piece::Text(line)]));
        // A desk that signs as the author is not named twice.
        let publisher = site.config.publisher.get(locale.id);
        if !meta.authors.iter().any(|author| author.text == publisher.text) {
            byline.push(prose(publisher));
        }
        let url = site.absolute(own.page.id);
        let address = Piece::Isolate { locale: locale.id, dir: Dir::Ltr, content: vec![Piece::Text(url.clone())] };
        byline.push(vec![Piece::Link(To::Address(url), vec![address])]);
        Self {
            title: prose(&own.page.title),
            subtitle: meta.subtitle.as_ref().map(&mut prose),
            byline,
            lead: meta.summary.as_ref().map(&mut prose),
        }
    }
}
