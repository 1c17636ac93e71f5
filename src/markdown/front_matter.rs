//! The head of a Markdown file -> typed [`FrontMatter`], every mistake reported.

use std::collections::BTreeMap;
use std::ops::Range;

use super::foreign;
use super::hiding::may_hide;
use super::options::Heads;
use crate::ast::meta::{AllowedNumber, Answers, BareNumbers, Extra, FrontMatter, KeyFigure, MetaImage};
use crate::ast::{EntryKind, Inline, Prose, Ref, RefId, RefKind, prose};
use crate::diag::codes::{config as page_codes, yaml as codes};
use crate::diag::{Diagnostic, Diagnostics};
use crate::locale::date::{Date, Timestamp};
use crate::locale::{Locale, LocaleId, Locales, letter};
use crate::source::{FileId, Located, SourceFile, Span};
use crate::yaml::{Aside, Fields, Node, Value, Yaml, parse};

/// Fields that decide who is shown a page.
const HIDING: [&str; 4] = ["draft", "publish", "expiry", "noindex"];

const WHAT: &str = phrase!("the front matter");

/// What was read of a head.
pub struct Head {
    /// Its fields.
    pub meta: FrontMatter,
    /// Whether all of it could be read, and it has a title.
    pub is_whole: bool,
}

impl Head {
    /// A head of which nothing is known.
    pub fn of_nothing(file: FileId, locale: LocaleId, locales: &Locales) -> Self {
        Self { meta: FrontMatter::titled(untitled(file, locale, locales)), is_whole: false }
    }
}

/// The title of a page that has none.
fn untitled(file: FileId, locale: LocaleId, locales: &Locales) -> Prose {
    prose::of(&Located { value: String::new(), span: Span::new(file, 0, 0) }, locale, locales)
}

/// Reads the front matter of a page in `locale`. References to the ledger are added to `refs`.
pub fn read(
    file: &SourceFile,
    yaml: Range<usize>,
    locale: LocaleId,
    (locales, heads): (&Locales, &Heads),
    refs: &mut Vec<Ref>,
    diags: &mut Diagnostics,
) -> Head {
    let yaml = parse(file, yaml, diags);
    let Some(mut fields) = Fields::of(&yaml, yaml.root(), WHAT, diags) else { return Head::of_nothing(file.id, locale, locales) };
    let aside = fields.rename(&heads.names);
    let is_unsure = told_twice(&yaml, &aside, diags);
    // Another program takes one author, or one category, without brackets.
    let several = |fields: &mut Fields<'_>, name: &'static str, diags: &mut Diagnostics| {
        if heads.names.iter().any(|(_, to)| *to == name) { fields.one_or_more(name, diags) } else { fields.texts(name, diags) }
    };

    let lang = language(&mut fields, "lang", locales, diags);
    let line = |text: Located<String>| prose::of(&text, lang.unwrap_or(locale), locales);
    let title = fields.required_text("title", diags).map(line);
    let is_whole = title.is_some() && yaml.lost().is_nothing();
    let short_title = fields.text("short_title", diags).map(line);
    let subtitle = fields.text("subtitle", diags).map(line);
    let mark = fields.text("mark", diags).map(line);
    let summary = fields.text("summary", diags).map(line);
    let own = locales.get(lang.unwrap_or(locale));
    let date = timestamp(&mut fields, "date", own, diags);
    let updated = timestamp(&mut fields, "updated", own, diags);
    if let (Some(d), Some(u)) = (date, updated)
        && u.unix() < d.unix()
        && let Some(span) = fields.key_span("updated")
    {
        diags.push(page_codes::updated_before_date(span));
    }
    let authors: Vec<Prose> = several(&mut fields, "authors", diags).into_iter().map(line).collect();
    let mut tags = several(&mut fields, "tags", diags);
    tags.retain(|tag| {
        let is_empty = tag.value.trim().is_empty();
        if is_empty {
            diags.push(page_codes::blank_tag(tag.span));
        }
        !is_empty
    });
    let tags: Vec<Prose> = tags.into_iter().map(line).collect();
    let publish =
        timestamp(spoken(&mut fields, "publish", phrase!("a day as in `publish: 2026-11-22`"), diags), "publish", own, diags);
    let expiry =
        timestamp(spoken(&mut fields, "expiry", phrase!("a day as in `expiry: 2026-11-22`"), diags), "expiry", own, diags);
    if let (Some(from), Some(until)) = (publish, expiry)
        && until.unix() <= from.unix()
        && let Some(span) = fields.key_span("expiry")
    {
        diags.push(page_codes::never_public(span));
    }
    let meta = FrontMatter {
        title: title.unwrap_or_else(|| untitled(file.id, locale, locales)),
        short_title,
        subtitle,
        mark,
        summary,
        date,
        updated,
        authors,
        tags,
        weight: fields.int("weight", diags),
        slug: slug(&mut fields, diags),
        aliases: aliases(&mut fields, diags),
        draft: spoken(&mut fields, "draft", phrase!("`draft: true`, or `draft: false`"), diags)
            .bool("draft", diags)
            .unwrap_or(false)
            || is_unsure,
        publish,
        expiry,
        toc: fields.bool("toc", diags),
        image: image(&mut fields, diags),
        translation_key: fields.text("translation_key", diags),
        lang,
        source: language(&mut fields, "source", locales, diags)
            .zip(fields.key_span("source"))
            .map(|(value, span)| Located { value, span }),
        noindex: fields.bool("noindex", diags).unwrap_or(false),
        briefing: fields.bool("briefing", diags),
        pdf: fields.bool("pdf", diags),
        related: fields.bool("related", diags),
        layout: layout(&mut fields, diags),
        key_figures: key_figures(&yaml, &mut fields, lang.unwrap_or(locale), locales, refs, diags),
        answers: answers(&yaml, &mut fields, line, diags),
        bare_numbers: bare_numbers(&yaml, &mut fields, diags),
        extra: extra(&yaml, &mut fields, (&aside, heads.keeps_others), diags),
    };
    let help = |name: &str, own: &[&str]| {
        if heads.keeps_others && may_hide(name) {
            return Some(say!(
                "it may keep the page back elsewhere: say under `front_matter` in site.yaml whether it stands for `draft` or `extra`"
            ));
        }
        foreign::field(name, own)
    };
    fields.finish_with(diags, Some(phrase!("remove it, or keep it under `extra`, where templates find it")), help);
    Head { meta, is_whole }
}

/// Tells of fields that stand for one which is there already. Gives whether the page must be taken for hidden: one of two fields may
/// hide it.
fn told_twice(yaml: &Yaml<'_>, aside: &[Aside<'_>], diags: &mut Diagnostics) -> bool {
    let mut is_unsure = false;
    for own in aside {
        let Some(first) = own.first else { continue };
        let hides = HIDING.contains(&own.to);
        is_unsure |= hides;
        let other = key_text(first);
        diags.push(codes::stands_twice(yaml.span(own.key), own.name, (&other, yaml.span(first)), own.to, hides));
    }
    is_unsure
}

fn language(fields: &mut Fields<'_>, name: &'static str, locales: &Locales, diags: &mut Diagnostics) -> Option<LocaleId> {
    let known: Vec<&str> = locales.site().iter().map(|l| l.tag.as_str()).collect();
    fields.parsed(
        name,
        diags,
        |tag| locales.by_tag(tag).map(|l| l.id),
        |span, given| match name {
            "source" => page_codes::source_is_no_language(span, given, &known),
            _ => page_codes::not_a_site_language(span, given, &known),
        },
    )
}

/// The fields, of which one that decides whether a page is shown is told where it is empty: nobody knows what was meant.
fn spoken<'f, 'y>(fields: &'f mut Fields<'y>, name: &'static str, help: &str, diags: &mut Diagnostics) -> &'f mut Fields<'y> {
    if let Some(span) = fields.key_span(name)
        && fields.take(name).is_none()
    {
        diags.push(codes::empty_field(span, name, help));
    }
    fields
}

/// A day or a moment in the Gregorian calendar. `locale` says which other calendar its readers count by.
fn timestamp(fields: &mut Fields<'_>, name: &'static str, locale: &Locale, diags: &mut Diagnostics) -> Option<Timestamp> {
    let node = fields.take(name)?;
    let written = match &node.value {
        Value::Text(text) => Some(text.clone()),
        Value::Int(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Float(_) | Value::List(_) | Value::Map(_) => None,
    };
    let almost = written.and_then(|written| {
        let told = |make: &dyn Fn(Span) -> Diagnostic| make(fields.yaml().span(node));
        if let Some(day) = foreign::from_hijri(&written, locale) {
            return Some(told(&|span| codes::hijri_date(span, name, &written, &day)));
        }
        let (what, day) = foreign::without_day(&written, locale)?;
        Some(told(&|span| codes::date_without_day(span, name, &written, what, &day)))
    });
    if almost.is_some() {
        diags.extend(almost);
        return None;
    }
    if !matches!(node.value, Value::Text(_)) {
        let span = fields.yaml().span(node);
        // `20261122` is a number to YAML, and a day to people.
        let number = if let Value::Int(number) = node.value { Some(number) } else { None };
        let day = number.and_then(|number| Date::parse(&foreign::parted(number))).map(Date::iso);
        diags.push(match day.zip(number) {
            Some((day, number)) => codes::bad_date(span, name, &number.to_string(), &[day]),
            None => codes::wrong_type(span, name, phrase!("a day"), node.describe()),
        });
        return None;
    }
    fields.parsed(name, diags, Timestamp::parse, |span, given| {
        let days = foreign::moment(given).map_or_else(|| foreign::either(given), |moment| vec![moment]);
        codes::bad_date(span, name, given, &days)
    })
}

/// One path segment: nothing in front matter may lead outside the page's folder.
fn slug(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<Located<String>> {
    let mut slug = fields.text("slug", diags)?;
    slug.value = letter::composed(&slug.value).into_owned();
    let fits = |c: char| c.is_alphanumeric() || letter::is_mark(c) || letter::is_joiner(c) || matches!(c, '-' | '_' | '.');
    // A mark has its letter before it, and a joiner letters on both sides (UAX #31, 2.3): elsewhere nobody would see it.
    let fine = slug.value.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_'))
        && slug.value.chars().all(fits)
        && slug.value.split(letter::is_joiner).all(|part| part.starts_with(char::is_alphanumeric) || part == slug.value)
        && !slug.value.ends_with(letter::is_joiner);
    if !fine {
        let help = phrase!("use letters, digits, `-` and `_`, without spaces and slashes");
        diags.push(codes::bad_value(slug.span, "slug", &slug.value, phrase!("it is not one part of a path"), help));
    }
    fine.then_some(slug)
}

/// Absolute paths within the site, without `.` and `..`.
fn aliases(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Vec<Located<String>> {
    let mut aliases = fields.texts("aliases", diags);
    aliases.retain(|alias| {
        let path = &alias.value;
        let parts = path.trim_matches('/').split('/');
        let fine = path.starts_with('/')
            && path.len() > 1
            && parts.into_iter().all(|p| {
                !p.is_empty() && !p.starts_with('.') && !p.chars().any(|c| c.is_control() || "\\?#%:*\"<>|".contains(c))
            });
        if !fine {
            let help = phrase!("write a path from the root of the site, as in `/ar/old-name/`");
            diags.push(codes::bad_value(alias.span, "aliases", path, phrase!("it is no path of this site"), help));
        }
        fine
    });
    aliases
}

fn layout(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<Located<String>> {
    let layout = fields.text("layout", diags)?;
    let fine = !layout.value.is_empty() && layout.value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if !fine {
        let help = phrase!("name a file of the theme's `templates/layouts` folder, without `.html`");
        diags.push(codes::bad_value(layout.span, "layout", &layout.value, phrase!("it is no name of a layout"), help));
    }
    fine.then_some(layout)
}

fn image(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<MetaImage> {
    let alt = fields.text("image_alt", diags);
    let source = fields.text("image", diags)?;
    Some(MetaImage { source, alt: alt.map(|alt| alt.value) })
}

fn key_figures(
    yaml: &Yaml<'_>,
    fields: &mut Fields<'_>,
    locale: LocaleId,
    locales: &Locales,
    refs: &mut Vec<Ref>,
    diags: &mut Diagnostics,
) -> Vec<KeyFigure> {
    let mut figures = Vec::new();
    for node in fields.list("key_figures", diags) {
        let Some(mut figure) = Fields::of(yaml, node, phrase!("a key figure"), diags) else { continue };
        let fact = figure.text("fact", diags);
        let value = match fact {
            Some(fact) => Some(fact_value(&fact, &mut figure, refs, diags)),
            None => figure.required_text("value", diags).map(|value| prose::of(&value, locale, locales)),
        };
        let label = figure.required_text("label", diags);
        let note = figure.text("note", diags).map(|t| prose::of(&t, locale, locales));
        figure.finish(diags);
        if let (Some(value), Some(label)) = (value, label) {
            figures.push(KeyFigure { value, label: prose::of(&label, locale, locales), note });
        }
    }
    figures
}

/// The three answers. One that is missing is told: a briefing that leaves out what is not known says that all is.
fn answers(
    yaml: &Yaml<'_>,
    fields: &mut Fields<'_>,
    line: impl Fn(Located<String>) -> Prose,
    diags: &mut Diagnostics,
) -> Answers {
    let Some(node) = fields.take("answers") else { return Answers::default() };
    let Some(mut own) = Fields::of(yaml, node, "`answers`", diags) else { return Answers::default() };
    let answers = Answers {
        happened: own.required_text("happened", diags).map(&line),
        matters: own.required_text("matters", diags).map(&line),
        unknown: own.required_text("unknown", diags).map(&line),
    };
    own.finish(diags);
    answers
}

/// A reference to a fact; `value` beside it are the author's own words, which are checked against it.
fn fact_value(fact: &Located<String>, figure: &mut Fields<'_>, refs: &mut Vec<Ref>, diags: &mut Diagnostics) -> Prose {
    let words = figure.plain("value", diags).unwrap_or_default().to_owned();
    let target = RefId(u32::try_from(refs.len()).unwrap_or(u32::MAX));
    refs.push(Ref { span: fact.span, raw: format!("fact:{}", fact.value.trim()), kind: RefKind::Link });
    let content = if words.is_empty() { Vec::new() } else { vec![Inline::Text(words.clone().into())] };
    let content = vec![Inline::Entry { target, kind: EntryKind::Fact, isolate: None, content }];
    Prose { span: fact.span, text: words, content }
}

/// A reason for all numbers of the page, or a mapping from number to reason.
fn bare_numbers(yaml: &Yaml<'_>, fields: &mut Fields<'_>, diags: &mut Diagnostics) -> BareNumbers {
    let Some(node) = fields.take("bare_numbers") else { return BareNumbers::None };
    let list = match &node.value {
        Value::Text(reason) => return BareNumbers::All(reason.clone()),
        Value::Map(list) => list,
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::List(_) => {
            let first = if let Value::List(items) = &node.value { items.first() } else { Some(node) };
            let example = first.map(key_text).filter(|text| !text.is_empty()).unwrap_or_else(|| "2026".to_owned());
            diags.push(codes::numbers_without_reason(yaml.span(node), node.describe(), &example));
            return BareNumbers::None;
        }
    };
    let mut allowed = Vec::with_capacity(list.len());
    for (key, value) in list {
        let number = Located { value: key_text(key), span: yaml.span(key) };
        if let Some(reason) = yaml.plain(&number.value, value, diags) {
            allowed.push(AllowedNumber { number, reason: reason.to_owned() });
        }
    }
    BareNumbers::Some(allowed)
}

/// What is kept for templates: `extra`, and fields that the site keeps there. Every other field was taken before.
fn extra(
    yaml: &Yaml<'_>,
    fields: &mut Fields<'_>,
    (aside, keeps_others): (&[Aside<'_>], bool),
    diags: &mut Diagnostics,
) -> BTreeMap<String, Extra> {
    let written = fields.take("extra").and_then(|node| Fields::of(yaml, node, "`extra`", diags));
    let mut found: BTreeMap<String, Extra> = written
        .map(|own| own.entries().map(|(name, _, value)| (name.to_owned(), extra_value(value))).collect())
        .unwrap_or_default();
    let named = aside.iter().filter(|own| keeps_others || own.first.is_none()).map(|own| (own.name, own.value));
    // What hides a page for another program is no remark for templates.
    let others: Vec<_> = fields.unknown().filter(|(name, _)| keeps_others && !may_hide(name)).collect();
    for (name, value) in named.chain(others.iter().copied()) {
        found.entry(name.to_owned()).or_insert_with(|| extra_value(value));
    }
    fields.allow_fields(others.into_iter().map(|(name, _)| name.to_owned()).collect());
    found
}

/// Recursion is bounded by the parser's own limit of 128 levels.
fn extra_value(node: &Node) -> Extra {
    match &node.value {
        Value::Null => Extra::Null,
        Value::Bool(b) => Extra::Bool(*b),
        Value::Int(n) => Extra::Int(*n),
        Value::Float(f) => Extra::Float(*f),
        Value::Text(t) => Extra::Text(t.clone()),
        Value::List(items) => Extra::List(items.iter().map(extra_value).collect()),
        Value::Map(map) => Extra::Map(map.iter().map(|(k, v)| (key_text(k), extra_value(v))).collect()),
    }
}

fn key_text(key: &Node) -> String {
    match &key.value {
        Value::Text(t) => t.clone(),
        Value::Bool(b) => b.to_string(),
        Value::Int(n) => n.to_string(),
        Value::Float(f) => f.to_string(),
        Value::Null | Value::List(_) | Value::Map(_) => String::new(),
    }
}
