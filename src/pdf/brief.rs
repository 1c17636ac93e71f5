//! A briefing in one language -> the data of its sheet: the answers, key figures and one drawing; what happened when, what is
//! contested, who is who, sources and chapters, each list no longer than anybody reads on two pages. The template leaves out entries
//! that do not fit, and says how many.

use serde_json::Value;

use crate::ast::meta::Question;
use crate::ast::{Document, FigureId, Prose};
use crate::book::bound::Notes;
use crate::book::edition;
use crate::diag::codes::pdf as codes;
use crate::figure::{Figure, Kind, Moment};
use crate::site::Page;
use crate::site::entries::chapters::Chapter;
use crate::site::entries::digest::{Line, digest};
use crate::theme::Theme;

use super::chapter;
use super::half::Half;
use super::write::data::map;
use super::write::{Collected, PrintContext, Subject, Writer};

/// Events of the timeline.
const EVENTS: usize = 8;
/// What is contested.
const CONTESTED: usize = 5;
/// People.
const PEOPLE: usize = 6;
/// Key figures.
const FIGURES: usize = 4;
/// Sources, and chapters: as many as there is room for, but not a page of them.
const REST: usize = 12;

/// The sheet of one language; nothing for a briefing that has too little for one, which is told.
pub fn write(theme: &Theme, context: &PrintContext<'_>, half: &Half<'_>, collected: &mut Collected) -> Option<Value> {
    let (site, locale) = (context.site, half.side.locale);
    let (page, document) = (half.side.page, half.side.document);
    let own = |(_, document): &(&Page, &Document)| document.locale == locale.id;
    let pages: Vec<(&Page, &Document)> = edition::pages(site, page.id).into_iter().filter(own).collect();
    let lines = digest(site, page, &pages.iter().map(|(page, _)| *page).collect::<Vec<_>>());
    let meta = &document.meta;
    if meta.answers.iter().next().is_none() {
        let help = phrase!(
            "answer `happened`, `matters` and `unknown` below `answers` in its front matter, or take `brief` from `editions`"
        );
        collected.diags.push(codes::brief(meta.title.span, phrase!("no `answers`"), help));
        return None;
    }
    let mut sheet = Sheet { theme, context, half, collected };
    let answers = meta.answers.iter().map(|(question, answer)| sheet.answer(question, answer)).collect();
    let figures = meta.key_figures.iter().take(FIGURES).map(|figure| sheet.key_figure(figure)).collect();
    let (events, all_events) = sheet.events(&pages, &lines.events);
    let (people, all_people) = sheet.people(&pages, &lines.people);
    let contested: Vec<Value> = lines.contested.iter().take(CONTESTED).map(|line| sheet.line(line)).collect();
    let sources: Vec<Value> = lines.sources.iter().take(REST).map(|line| sheet.line(line)).collect();
    let written: Vec<_> = pages.iter().skip(1).filter(|(_, document)| Chapter::made(document).is_none()).collect();
    let chapters: Vec<Value> = written.iter().take(REST).map(|page| sheet.chapter(page)).collect();
    if [&events, &people, &contested, &sources, &chapters].into_iter().all(Vec::is_empty) {
        let help = phrase!("give it a timeline, people, sources or chapters, or take `brief` from `editions` in site.yaml");
        sheet.collected.diags.push(codes::brief(meta.title.span, phrase!("nothing for the second page"), help));
        return None;
    }
    Some(map([
        ("answers", sheet.list("", answers, 3)),
        ("figures", sheet.list("key-figures", figures, meta.key_figures.len())),
        ("drawing", sheet.drawing(&pages).into()),
        ("timeline", sheet.list("chronology-title", events, all_events)),
        ("contested", sheet.list("contested-title", contested, lines.contested.len())),
        ("people", sheet.list("brief-people", people, all_people)),
        ("sources", sheet.list("sources", sources, lines.sources.len())),
        ("chapters", sheet.list("chapters", chapters, written.len())),
    ]))
}

/// Writes the sheet of one language.
struct Sheet<'a> {
    theme: &'a Theme,
    context: &'a PrintContext<'a>,
    half: &'a Half<'a>,
    collected: &'a mut Collected,
}

impl Sheet<'_> {
    /// A writer for what stands on a page, whose drawings have names that begin with a label.
    fn on<T>(&mut self, (page, document): (&Page, &Document), label: &str, write: impl FnOnce(&mut Writer<'_>) -> T) -> T {
        let subject = Subject { page, document, label, remarks: &[] };
        write(&mut Writer::new(self.context, subject, &self.half.words, Notes::Foot, self.collected))
    }

    /// The same for the overview.
    fn here<T>(&mut self, write: impl FnOnce(&mut Writer<'_>) -> T) -> T {
        self.on((self.half.side.page, self.half.side.document), "brief", write)
    }

    fn word(&self, key: &str, count: Option<u64>) -> String {
        self.theme.messages.get(self.half.side.locale, key, count, &[])
    }

    /// Rows of `all` that there are, their title, and what is said where only so many of them are shown.
    fn list(&self, title: &str, rows: Vec<Value>, all: usize) -> Value {
        let left = |shown: usize| match all.saturating_sub(shown) {
            0 => Value::Null,
            more => self.word("brief-more", Some(more as u64)).into(),
        };
        let more: Vec<Value> = (0..=rows.len()).map(left).collect();
        let title = if title.is_empty() { String::new() } else { self.word(title, None) };
        map([("title", title.into()), ("more", more.into()), ("rows", rows.into())])
    }

    fn answer(&mut self, question: Question, answer: &Prose) -> Value {
        let (theme, half) = (self.theme, self.half);
        self.here(|writer| chapter::answer(writer, (theme, half), question, answer))
    }

    fn key_figure(&mut self, figure: &crate::ast::meta::KeyFigure) -> Value {
        self.here(|writer| {
            let (value, fit) = writer.key_value(&figure.value);
            let label = writer.key_line(&figure.label);
            let note = figure.note.as_ref().map(|note| writer.key_line(note));
            map([("value", value), ("fit", fit.into()), ("label", label), ("note", note.into())])
        })
    }

    fn line(&mut self, line: &Line) -> Value {
        let Line { name, text, note } = line;
        self.here(|writer| row(writer.said(name), writer.said(text), writer.said(note)))
    }

    fn chapter(&mut self, (page, document): &(&Page, &Document)) -> Value {
        let meta = &document.meta;
        self.on((page, document), "brief", |writer| {
            let text = match &meta.summary {
                Some(summary) => writer.prose(summary),
                None => writer.said(&[]),
            };
            row(writer.prose(&meta.title), text, writer.said(&[]))
        })
    }

    /// What happened: of the first timeline of the briefing, else of the ledger, the latest with a date and then what has none; and
    /// how much there is.
    fn events(&mut self, pages: &[(&Page, &Document)], ledger: &[Line]) -> (Vec<Value>, usize) {
        let timeline = found(pages, |figure| if let Kind::Timeline(events) = &figure.kind { Some(events) } else { None });
        let Some((at, figure, _, events)) = timeline else {
            let first = ledger.len().min(EVENTS);
            return (ledger[..first].iter().map(|line| self.line(line)).collect(), ledger.len());
        };
        let rows = self.on(at, "brief", |writer| {
            let rows = writer.happened(figure);
            rows.into_iter().map(|(day, what)| row(day, what, writer.said(&[]))).collect::<Vec<_>>()
        });
        let mut places: Vec<usize> = (0..events.len().min(rows.len())).collect();
        places.sort_by_key(|i| (events[*i].date.is_none(), events[*i].date.map(Moment::first)));
        let dated = events.iter().filter(|event| event.date.is_some()).count();
        let latest = places.split_off(dated.saturating_sub(EVENTS));
        (latest.into_iter().take(EVENTS).map(|i| rows[i].clone()).collect(), events.len())
    }

    /// The people of the first block of them, which an editor chose, else those of the ledger; and how many there are.
    fn people(&mut self, pages: &[(&Page, &Document)], ledger: &[Line]) -> (Vec<Value>, usize) {
        let Some((at, figure, _, people)) =
            found(pages, |figure| if let Kind::People(people) = &figure.kind { Some(people) } else { None })
        else {
            return (ledger.iter().take(PEOPLE).map(|line| self.line(line)).collect(), ledger.len());
        };
        let shown = people.iter().take(PEOPLE);
        let rows = self.on(at, "brief", |writer| {
            let one = |person: &crate::figure::Person| {
                let role = person.role.as_deref().unwrap_or_default();
                row(writer.figure_cell(&person.name, figure), writer.figure_cell(role, figure), writer.said(&[]))
            };
            shown.map(one).collect()
        });
        // Whoever the block leaves out may be in the ledger.
        (rows, people.len().max(ledger.len()))
    }

    /// The first chart or map of the briefing.
    fn drawing(&mut self, pages: &[(&Page, &Document)]) -> Option<Value> {
        let (at, figure, id, ()) = found(pages, |figure| matches!(figure.kind, Kind::Chart(_) | Kind::Map(_)).then_some(()))?;
        let label = format!("brief-{}", self.half.side.locale.tag);
        self.on(at, &label, |writer| writer.only_drawing(figure, id))
    }
}

fn row(name: Value, text: Value, note: Value) -> Value {
    map([("name", name), ("text", text), ("note", note)])
}

/// The first figure of the pages that is what is looked for, with its page.
fn found<'a, T>(
    pages: &[(&'a Page, &'a Document)],
    is_it: impl Fn(&'a Figure) -> Option<T>,
) -> Option<((&'a Page, &'a Document), &'a Figure, FigureId, T)> {
    let of = |at: &(&'a Page, &'a Document)| {
        let figures = at.0.figures.iter().zip(0..).filter_map(|(figure, i)| Some((figure.as_ref()?, FigureId(i))));
        figures.map(|(figure, id)| (*at, figure, id)).collect::<Vec<_>>()
    };
    let mut all = pages.iter().flat_map(of);
    all.find_map(|(at, figure, id)| Some((at, figure, id, is_it(figure)?)))
}
