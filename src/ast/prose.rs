//! One line of plain text (a title, a name, a setting) -> [`Prose`] with its runs isolated.

use super::{Inline, Prose};
use crate::locale::{LocaleId, Locales, bidi};
use crate::source::Located;

/// `text` as a line of `locale`; white space runs become one space.
pub fn of(text: &Located<String>, locale: LocaleId, locales: &Locales) -> Prose {
    let line = text.value.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut content = Vec::new();
    let mut done = 0;
    for run in bidi::runs(&line, locales.get(locale), locales) {
        if run.range.start > done {
            content.push(Inline::Text(line[done..run.range.start].to_owned()));
        }
        done = run.range.end;
        content.push(Inline::Isolate {
            locale: run.locale,
            dir: run.dir,
            content: vec![Inline::Text(line[run.range].to_owned())],
        });
    }
    if done < line.len() {
        content.push(Inline::Text(line[done..].to_owned()));
    }
    Prose { span: text.span, text: line, content }
}
