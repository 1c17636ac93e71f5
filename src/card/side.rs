//! A page -> the texts of its card in its language.

use serde_json::{Value, json};

use crate::ast::{Document, Prose, text};
use crate::locale::date::DateStyle;
use crate::locale::{Dir, Locale, letter};
use crate::site::{Page, PageKind};

use super::Cards;

/// Words that are longer than this get places to break: nothing else on a card is as long.
const LONG_WORD: usize = 36;
/// Where they get them.
const PART: usize = 18;

/// The texts of one language.
pub(in crate::card) struct Side {
    /// For the template.
    pub data: Value,
    /// What the card says, for those who do not see it.
    pub alt: String,
    dir: Dir,
}

impl Side {
    /// Those of a page; `None` where its title cannot be drawn. Other texts that cannot be drawn are left out.
    pub(in crate::card) fn of(cards: &Cards<'_>, page: &Page) -> Option<Self> {
        let config = &cards.site.config;
        let document = page.document.as_deref();
        let locale = config.locales.get(document.map_or(page.locale, |document| document.locale));
        let title = title(cards, page, locale);
        if !cards.covers(&title) || title.trim().is_empty() {
            return None;
        }
        let drawn = |text: String| Some(text).filter(|text| cards.covers(text) && !text.trim().is_empty());
        let site = text::isolated(&config.title.get(locale.id).content);
        let kicker = kicker(cards, page, locale).filter(|kicker| *kicker != title);
        let figure = document.and_then(figure);
        let mut alt = vec![title.clone()];
        alt.extend(figure.iter().map(|(value, label)| format!("{value} {label}")));
        alt.extend(kicker.iter().cloned());
        alt.extend((site != title).then(|| site.clone()));
        let separator = cards.theme.messages.get(locale, "site-name-separator", None, &[]);
        let figure =
            figure.and_then(|(value, label)| Some(json!({ "value": drawn(value)?, "label": drawn(breakable(&label))? })));
        let is_site = title == site;
        let title = breakable(&whole_months(&title));
        let data = json!({
            "l": locale.tag,
            "site": drawn(breakable(&site)),
            "initial": letter::initial(&config.title.get(locale.id).text),
            "is-site": is_site,
            "kicker": kicker.map(|kicker| breakable(&kicker)).and_then(drawn),
            "long": longest(&title),
            "title": title,
            "summary": summary(cards, page, locale).map(|summary| breakable(&summary)).and_then(drawn),
            "figure": figure,
            "date": document.and_then(|document| date(document, locale)).and_then(drawn),
        });
        Some(Self { data, alt: alt.join(&separator), dir: locale.dir })
    }

    pub(in crate::card) fn dir(&self) -> Dir {
        self.dir
    }
}

fn plain(prose: &Prose) -> String {
    text::isolated(&prose.content)
}

/// What the page is called where it stands alone.
fn title(cards: &Cards<'_>, page: &Page, locale: &Locale) -> String {
    let message = |key: &str, args: &[(&str, &str)]| cards.theme.messages.get(locale, key, None, args);
    match page.kind {
        PageKind::Tags => message("all-tags", &[]),
        PageKind::Tag => message("tagged", &[("name", &plain(&page.title))]),
        PageKind::Authors => message("all-authors", &[]),
        PageKind::Author => message("pages-by", &[("name", &plain(&page.title))]),
        PageKind::Home | PageKind::Section | PageKind::Page => plain(&page.title),
    }
}

/// What the page says in a sentence; of the first page, what the site is.
fn summary(cards: &Cards<'_>, page: &Page, locale: &Locale) -> Option<String> {
    let written = page.document.as_ref().and_then(|document| document.meta.summary.as_ref());
    let site = || (page.kind == PageKind::Home).then(|| cards.site.config.description.get(locale.id));
    let summary = plain(written.or_else(site)?);
    (summary != plain(&page.title)).then_some(summary)
}

/// What the page is part of; of a briefing, that it is one.
fn kicker(cards: &Cards<'_>, page: &Page, locale: &Locale) -> Option<String> {
    if page.is_briefing {
        return Some(cards.theme.messages.get(locale, "briefing", None, &[]));
    }
    let above = cards.site.page(page.parent?);
    (above.kind == PageKind::Section).then(|| plain(&above.title))
}

/// The first key figure.
fn figure(document: &Document) -> Option<(String, String)> {
    let first = document.meta.key_figures.first()?;
    Some((plain(&first.value), plain(&first.label)))
}

/// The date in the digits of the language, and in the calendar beside it.
fn date(document: &Document, locale: &Locale) -> Option<String> {
    let date = document.meta.date?.date;
    let beside = locale.beside(date).map(|day| format!(" ({day})")).unwrap_or_default();
    Some(locale.date(date, DateStyle::Long) + &beside)
}

/// The words that need the most room, of which the widest is among the first few.
fn longest(title: &str) -> Vec<&str> {
    let mut words: Vec<&str> = title.split([' ', '\u{200b}']).filter(|word| !word.is_empty()).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words.truncate(3);
    words
}

/// The title with double names of months in one piece: كانون الثاني is one word in two.
fn whole_months(title: &str) -> String {
    let joined = |title: String, (first, second): (&str, &str)| {
        title.replace(&format!("{first} {second}"), &format!("{first}\u{a0}{second}"))
    };
    let months = ["كانون", "تشرين"].into_iter().flat_map(|month| [(month, "الأول"), (month, "الثاني"), (month, "الاول")]);
    months.fold(title.to_owned(), joined)
}

/// A text with places to break in words that are longer than a line: addresses, chains of names. Arabic letters stay joined.
fn breakable(text: &str) -> String {
    let word = |word: &str| {
        if word.chars().count() <= LONG_WORD {
            return word.to_owned();
        }
        if !word.is_ascii() {
            // Signs join no letters.
            return word.split_inclusive(['_', '/', '-', '.']).collect::<Vec<_>>().join("\u{200b}");
        }
        let letters: Vec<char> = word.chars().collect();
        letters.chunks(PART).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join("\u{200b}")
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{breakable, longest, whole_months};

    #[test]
    fn long_words_may_be_broken_and_others_not() {
        let address = format!("see {}", "a".repeat(40));
        assert_eq!(breakable(&address), format!("see {0}\u{200b}{0}\u{200b}aaaa", "a".repeat(18)));
        let arabic = "ا".repeat(40);
        assert_eq!(breakable(&arabic), arabic);
        assert_eq!(
            breakable("محطات_الرصد_الهيدرولوجي_والمتابعة/الميدانية"),
            "محطات_\u{200b}الرصد_\u{200b}الهيدرولوجي_\u{200b}والمتابعة/\u{200b}الميدانية"
        );
        assert_eq!(whole_months("كازاخستان، كانون الثاني/يناير 2022"), "كازاخستان، كانون\u{a0}الثاني/يناير 2022");
        assert_eq!(longest("a bbb cc dddd e"), ["dddd", "bbb", "cc"]);
    }
}
