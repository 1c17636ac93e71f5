//! Problems of YAML, wherever it stands: front matter, `site.yaml`, themes, messages, data.

use super::{error, one_of, warning};
use crate::diag::Diagnostic;
use crate::diag::names::nearest;
use crate::message::{Message, said};
use crate::source::{Located, Span};

/// The text is not YAML. `problem` is the parser's sentence.
pub fn syntax(span: Span, problem: &str) -> Diagnostic {
    let help = if problem.contains("mapping values are not allowed") {
        phrase!("put the value in quotes if it holds `: `, as in `title: \"a: b\"`")
    } else if problem.contains("found character that cannot start any token") {
        phrase!("indent with spaces, and put a value in quotes if it begins with `@`, `%` or a backtick")
    } else if problem.contains("unknown anchor") {
        phrase!("put the value in quotes if it begins with `*` or `&`")
    } else if problem.contains("tag") {
        phrase!("put the value in quotes if it begins with `!`")
    } else {
        phrase!("check quotes, brackets and indentation from this line upwards")
    };
    error("yaml-syntax", span, say!("this is not YAML: {problem}", problem)).help(help)
}

/// A line that is no YAML, in words of its own.
pub fn mistake(span: Span, said: impl Into<Message>, help: impl Into<Message>) -> Diagnostic {
    error("yaml-syntax", span, said).help(help)
}

/// More YAML than a person writes, or aliases that would grow without end.
pub fn too_large(span: Span, limit: impl Into<Message>) -> Diagnostic {
    error("yaml-too-large", span, say!("this YAML holds more than {limit}", limit = said(limit)))
        .help(say!("split the file, or remove aliases (`*name`) that repeat large parts"))
}

/// An alias within the value that it stands for.
pub fn endless(span: Span, alias: &str) -> Diagnostic {
    error("yaml-too-large", span, say!("`{alias}` stands within the value that it repeats, which therefore has no end", alias))
        .help(say!("write out what is meant there"))
}

/// A mapping was expected at the top.
pub fn not_a_mapping(span: Span, what: impl Into<Message>, found: impl Into<Message>) -> Diagnostic {
    error(
        "not-a-mapping",
        span,
        say!("{what} must be a mapping of `name: value` lines, but this is {found}", what = said(what), found = said(found)),
    )
    .help(say!("write one `name: value` pair a line"))
}

/// A key that nothing reads.
pub fn unknown_field(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    let diagnostic = error("unknown-field", span, say!("unknown field `{name}`", name));
    match nearest(name, known.iter().copied()) {
        Some(near) => diagnostic.help(say!("did you mean `{near}`?", near)),
        None => diagnostic.help(say!("remove it, or use {known}", known = one_of(known))),
    }
}

/// A key that nothing reads, with what to do about it.
pub fn foreign_field(span: Span, name: &str, help: impl Into<Message>) -> Diagnostic {
    error("unknown-field", span, say!("unknown field `{name}`", name)).help(help)
}

/// A key that nothing reads where one that must be there is not.
pub fn meant_field(span: Span, name: &str, missing: &str, what: impl Into<Message>) -> Diagnostic {
    error("unknown-field", span, say!("unknown field `{name}`", name)).help(say!(
        "did you mean `{missing}`, which {what} needs?",
        missing,
        what = said(what)
    ))
}

/// The same key twice.
pub fn duplicate_field(span: Span, name: &str, first: Span) -> Diagnostic {
    error("duplicate-field", span, say!("`{name}` is given twice", name))
        .help(say!("keep one of them"))
        .related(first, say!("first given here"))
}

/// Two keys that stand for one field; it is an error where nobody may guess which of them counts.
pub fn stands_twice(span: Span, name: &str, (other, first): (&str, Span), field: &str, is_error: bool) -> Diagnostic {
    let make = if is_error { error } else { warning };
    make("duplicate-field", span, say!("`{name}` and `{other}` both stand for `{field}`", name, other, field))
        .help(say!("keep one of them"))
        .related(first, say!("first given here"))
}

/// A key that must be there.
pub fn missing_field(span: Span, name: &str, what: impl Into<Message>) -> Diagnostic {
    error("missing-field", span, say!("{what} needs a `{name}`", what = said(what), name))
        .help(say!("add a line `{name}: …`", name))
}

/// What follows a comma in a mapping on one line, `given`, taken for a field.
pub fn cut_value(span: Span, name: &str, given: &str) -> Diagnostic {
    error("yaml-syntax", span, say!("the value of `{name}` ends before `{given}`, at the comma", name, given))
        .help(say!("put a text with a comma in quotes, as in `{{en: \"one, two\"}}`, and write numbers without commas"))
}

/// A value of another type.
pub fn wrong_type(span: Span, name: &str, expected: &str, found: &str) -> Diagnostic {
    let diagnostic = error("wrong-type", span, say!("`{name}` must be {expected}, but this is {found}", name, expected, found));
    let scalar = found.starts_with("a number") || found.starts_with("true");
    match expected {
        "text" if scalar => diagnostic.help(say!("put the value in quotes")),
        "text" if found == "a mapping" && name == "title" => diagnostic
            .help(say!("write the text of this language; every language of a page is a file of its own, as in `page.en.md`")),
        "a list of texts" => diagnostic.help(say!("write `{name}: [one, two]`, or one `- item` a line", name)),
        "true or false" => diagnostic.help(say!("write `{name}: true` or `{name}: false`, without quotes", name)),
        "a whole number" => diagnostic.help(say!("write it without quotes and without a fraction, as in `{name}: 3`", name)),
        "a day" if found.starts_with("true") && name != "date" && name != "updated" => diagnostic.help(say!(
            "write the day, as in `{name}: 2026-11-22`; `draft: true` keeps a page back, and without either it is shown",
            name
        )),
        "a day" => diagnostic.help(say!("write year, month and day, as in `{name}: 2026-11-22`", name)),
        _ => diagnostic.help(say!("write {expected}", expected)),
    }
}

/// A whole number in quotes, or in the digits of a language.
pub fn number_in_text(span: Span, name: &str, number: &str) -> Diagnostic {
    error("wrong-type", span, say!("`{name}` must be a whole number, but this is text", name)).help(say!(
        "write it in these digits and without quotes, as in `{name}: {number}`",
        name,
        number
    ))
}

/// `bare_numbers` that says no reason.
pub fn numbers_without_reason(span: Span, found: impl Into<Message>, example: &str) -> Diagnostic {
    let expected = phrase!("a reason, or a mapping from numbers to reasons");
    error("wrong-type", span, say!("`bare_numbers` must be {expected}, but this is {found}", expected, found = said(found)))
        .help(say!("write, for example, `bare_numbers: {{{example}: the year of the report}}`", example))
}

/// Commas and semicolons of scripts other than Latin: people part items with them, and YAML does not.
pub const FOREIGN_COMMAS: [char; 4] = ['،', '؛', '、', '，'];
/// What parts items in a line of text, for people.
pub const PARTS: [char; 6] = [',', ';', '،', '؛', '、', '，'];

/// A comma of another script in an item of a list. `texts` are all of its items, and this one is at a place among them.
pub fn comma_in_item(span: Span, name: &str, texts: &[Located<String>], at: usize, comma: char) -> Diagnostic {
    let parts = |(n, text): (usize, &Located<String>)| -> Vec<String> {
        if n != at {
            return vec![text.value.clone()];
        }
        text.value.split(FOREIGN_COMMAS).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let items: Vec<String> = texts.iter().enumerate().flat_map(parts).collect();
    warning(
        "comma-in-item",
        span,
        say!("`{given}` is one item of `{name}`: `{comma}` parts none in YAML", given = texts[at].value, name, comma),
    )
    .help(say!("write `{name}: [{items}]`, with the comma `,`", name, items = written(&items)))
}

/// Items of a list in brackets, those in quotation marks that need them.
fn written(items: &[String]) -> String {
    let needs = |item: &str| item.contains([',', '"', '[', ']', '{', '}', '#', ':', '&', '*', '!', '|', '>', '%', '@', '`']);
    let one = |item: &String| {
        if needs(item) { format!("\"{}\"", item.replace('\\', "\\\\").replace('"', "\\\"")) } else { item.clone() }
    };
    items.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A field that nobody knows behind one that is empty.
pub fn shallow_field(span: Span, name: &str, owner: &str) -> Diagnostic {
    error(
        "unknown-field",
        span,
        say!("`{name}` begins where `{owner}` does, which is empty, and is no field beside it", name, owner),
    )
    .help(say!("put two blanks more before it, and before what follows of `{owner}`, if it belongs there; else remove it", owner))
}

/// A text where a list of texts belongs.
pub fn text_for_list(span: Span, name: &str, given: &str) -> Diagnostic {
    let items: Vec<&str> = given.split(PARTS).map(str::trim).filter(|item| !item.is_empty()).collect();
    let is_plain = |item: &&str| !item.contains(['"', '\'', '[', ']', '{', '}', '#', ':', '&', '*']);
    let help = if !items.is_empty() && items.iter().all(is_plain) {
        say!("write `{name}: [{items}]`", name, items = items.join(", "))
    } else {
        say!("write `{name}: [one, two]`, or one `- item` a line", name)
    };
    error("wrong-type", span, say!("`{name}` must be a list of texts, but this is text", name)).help(help)
}

/// A text that is not one of a fixed set.
pub fn not_one_of(span: Span, name: &str, given: &str, allowed: &[&str]) -> Diagnostic {
    let diagnostic = error("not-one-of", span, say!("`{name}` cannot be `{given}`", name, given));
    match nearest(given, allowed.iter().copied()) {
        Some(near) => diagnostic.help(say!("did you mean `{near}`?", near)),
        None => diagnostic.help(say!("use {known}", known = one_of(allowed))),
    }
}

/// A text that does not have the form its field needs.
pub fn bad_value(span: Span, name: &str, given: &str, problem: impl Into<Message>, help: impl Into<Message>) -> Diagnostic {
    error("bad-value", span, say!("`{name}` cannot be `{given}`: {problem}", name, given, problem = said(problem))).help(help)
}

/// A field without a value on which it depends whether a page is shown.
pub fn empty_field(span: Span, name: &str, help: impl Into<Message>) -> Diagnostic {
    error("bad-value", span, say!("`{name}` is empty, so that it does not say whether the page is shown", name))
        .help(say!("write {help}, or take the line away", help = said(help)))
}

/// A date or moment that cannot be read, or does not exist.
pub fn bad_date(span: Span, name: &str, given: &str, meant: &[String]) -> Diagnostic {
    let diagnostic = error("bad-date", span, say!("`{name}` is no date that is read: `{given}`", name, given));
    match meant {
        [day] => diagnostic.help(say!("write it as `{name}: {day}`", name, day)),
        [day, other] => {
            diagnostic.help(say!("write it as `{name}: {day}` or `{name}: {other}`, whichever is meant", name, day, other))
        }
        _ => diagnostic.help(say!("write year, month and day as 2022-01-06, or with a time as 2022-01-06T08:30:00+06:00")),
    }
}

/// A date of the Hijri calendar, which would be one of the Middle Ages.
pub fn hijri_date(span: Span, name: &str, given: &str, day: &str) -> Diagnostic {
    error("hijri-date", span, say!("`{name}` is a day of the Gregorian calendar, and `{given}` is one of the Hijri", name, given))
        .help(say!(
            "write `{name}: {day}`, or the day that it is where you are; pages print both calendars if site.yaml asks for it",
            name,
            day
        ))
}

/// A year or a month where a day belongs.
pub fn date_without_day(span: Span, name: &str, given: &str, what: impl Into<Message>, day: &str) -> Diagnostic {
    error("bad-date", span, say!("`{name}` needs a day, and `{given}` is {what}", name, given, what = said(what))).help(say!(
        "write `{name}: {day}`, or the day of it that is meant",
        name,
        day
    ))
}

/// Words that end where a comment begins.
pub fn comment_in_text(span: Span) -> Diagnostic {
    warning("comment-in-text", span, say!("the text ends before this: a `#` behind a space begins a comment"))
        .help(say!("put the text between quotation marks if this is part of it, or write the comment on a line of its own"))
}
