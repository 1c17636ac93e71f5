//! One line of plain text (a title, a name, a setting) -> [`Prose`] with its runs isolated.

use super::{Inline, Prose};
use crate::locale::{Locale, LocaleId, Locales, bidi};
use crate::source::Located;

/// `text` as a line of `locale`; white space runs become one space.
pub fn of(text: &Located<String>, locale: LocaleId, locales: &Locales) -> Prose {
    let line = text.value.split_whitespace().collect::<Vec<_>>().join(" ");
    let content = inlines(&line, locale, locales);
    Prose { span: text.span, text: line, content }
}

/// A line as it stands, spaces that do not break included.
pub fn line(text: &str, locale: LocaleId, locales: &Locales) -> Vec<Inline> {
    inlines(text, locale, locales)
}

/// A line of one language as readers of another are given it: as what it is.
pub fn lent(line: &Prose, locale: &Locale) -> Prose {
    let content = vec![Inline::Isolate { locale: locale.id, dir: locale.dir, content: line.content.clone() }];
    Prose { content, ..line.clone() }
}

/// Text and isolates. Within a run of another language, that language's own runs are isolated too; a run is shorter than
/// the text around it or has nothing to isolate in its own language, so this ends.
fn inlines(line: &str, locale: LocaleId, locales: &Locales) -> Vec<Inline> {
    let mut content = Vec::new();
    let mut done = 0;
    for run in bidi::runs(line, locales.get(locale), locales) {
        if run.range.start > done {
            content.push(Inline::Text(line[done..run.range.start].into()));
        }
        done = run.range.end;
        let text = &line[run.range];
        let inside = if run.locale == locale { vec![Inline::Text(text.into())] } else { inlines(text, run.locale, locales) };
        content.push(Inline::Isolate { locale: run.locale, dir: run.dir, content: inside });
    }
    if done < line.len() {
        content.push(Inline::Text(line[done..].into()));
    }
    // A name is one text, and a site has thousands of names.
    content.shrink_to_fit();
    content
}
