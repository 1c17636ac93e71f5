//! Ledgers -> the calendar of a language: the days that are still to come.

use crate::ast::text::{self, isolated};
use crate::config::besides::Besides;
use crate::ledger::print::Printer;
use crate::ledger::{Event, Ledger, When};
use crate::locale::Locale;
use crate::locale::date::Date;
use crate::output::OutPath;
use crate::site::entries::place::Places;
use crate::site::{Site, address};

use super::calendar::{self, Calendar};

/// The paths of all calendars.
pub fn paths(site: &Site) -> Vec<String> {
    let locales = site.config.locales.site().iter().filter(|_| site.config.makes(Besides::Calendar));
    locales.map(|locale| address::calendar(&site.config, locale.id)).collect()
}

/// The calendar of each language: the days of the ledgers from `today` on that some page tells.
pub fn render(site: &Site, today: Date) -> Vec<(OutPath, String)> {
    let locales = site.config.locales.site().iter().filter(|_| site.config.makes(Besides::Calendar));
    let one = |locale: &Locale| {
        let path = OutPath::new(&address::calendar(&site.config, locale.id))?;
        Some((path, calendar::render(&of(site, locale, today))))
    };
    locales.filter_map(one).collect()
}

fn of(site: &Site, locale: &Locale, today: Date) -> Calendar {
    let places = Places::new(site, locale.id);
    let mut events: Vec<calendar::Event> = Vec::new();
    for ledger in site.ledgers.by_folder.values() {
        let Some(page) = places.chronology(&ledger.folder) else { continue };
        let url = format!("{}{page}", site.config.base.origin);
        let own = ledger.events.iter().filter_map(|event| coming(event, today).map(|day| (event, day)));
        events.extend(own.map(|(event, day)| one(site, locale, ledger, (event, day), &url)));
    }
    events.sort_by(|a, b| a.day.cmp(&b.day).then_with(|| a.uid.cmp(&b.uid)));
    Calendar { lang: locale.tag.clone(), name: text::inlines(&site.config.title.get(locale.id).content), events }
}

/// The day of an event that is not over. What happens in a month or a year has none.
fn coming(event: &Event, today: Date) -> Option<Date> {
    match event.when {
        When::Day(day) => (day >= today).then_some(day),
        When::Month(_) | When::Year(_) | When::Unknown => None,
    }
}

fn one(site: &Site, locale: &Locale, ledger: &Ledger, (event, day): (&Event, Date), url: &str) -> calendar::Event {
    let printer = Printer { locale, words: &site.words };
    let source = event.citation.source.as_ref().and_then(|id| ledger.sources.get(id));
    let source = source.map(|source| format!("{}: {}", printer.word("source"), isolated(&source.title.get(locale.id).content)));
    let certainty = format!("{}: {}", printer.word("certainty"), printer.certainty(event.certainty));
    let note = event.note.as_ref().map(|note| isolated(&note.get(locale.id).content));
    let lines: Vec<String> = note.into_iter().chain(source).chain([certainty]).collect();
    // The host and the folder make it the site's own, the language that of this calendar.
    let host = site.config.base.origin.split("//").last().unwrap_or_default();
    let briefing = site.pages.iter().find(|page| page.locale == locale.id && page.key.path() == Some(ledger.folder.as_str()));
    let dates = briefing.and_then(|page| page.document.as_ref()).map(|document| (document.meta.updated, document.meta.date));
    let changed = dates.and_then(|(updated, date)| updated.or(date)).map(|changed| changed.date);
    calendar::Event {
        uid: format!("{}/{}.{}@{host}", ledger.folder, event.id, locale.tag),
        day,
        changed: changed.unwrap_or(Date { year: 1970, month: 1, day: 1 }),
        summary: isolated(&event.text.get(locale.id).content),
        description: lines.join("\n"),
        url: url.to_owned(),
    }
}
