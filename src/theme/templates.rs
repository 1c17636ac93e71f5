//! The templates of a theme and a view -> HTML. The only user of Tera.
//!
//! Templates see the view that they are given and one function, `t`; they have no way to the disk, the network, the
//! clock or the environment (Tera 2 has none built in, and its loaders from disk are not called).

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, State, StringInput, Tera, TeraResult, Value};

use crate::diag::codes::theme as codes;
use crate::diag::{Diagnostic, Diagnostics};
use crate::locale::{Locale, LocaleId, Locales};
use crate::source::LineIndex;

use super::budget::{self, Budget, Page};
use super::catalogue::Piece;
use super::files::{File, Files};
use super::literals;
use super::markup::{self, Found, Loaded};
use super::messages::Messages;
use super::turns::{Counted, KEPT, TURN};

/// Tera's dump of everything in scope: it lists a hash map, in another order on each run.
const DUMP: &str = "__tera_context";

/// All templates of a theme, compiled once per language, because `t` speaks the language of the page. Compiled
/// templates of one theme differ in nothing else.
pub struct Templates {
    engines: BTreeMap<String, Tera>,
    /// For views without a language: redirects and the like speak the first language of the site.
    first: Tera,
    sources: BTreeMap<String, Template>,
    pub(super) budget: Budget,
}

/// A template: the theme's file, and what the engine reads.
struct Template {
    file: File,
    counted: Counted,
}

impl std::fmt::Debug for Templates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Templates").field("names", &self.sources.keys()).finish_non_exhaustive()
    }
}

impl Templates {
    /// Compiles `templates/**/*.html` (and `.xml`). `None` where a template does not compile: a page without its
    /// frame is no page.
    pub fn read(files: &Files, messages: &Arc<Messages>, locales: &Locales, diags: &mut Diagnostics) -> Option<Self> {
        let mut sources = BTreeMap::new();
        for (name, file) in files.under("templates").filter(|(name, _)| is_template(name)) {
            match file.text() {
                Some(text) => {
                    check_literals(file, text, messages, diags);
                    if name.ends_with(".html") {
                        check_loads(file, text, diags);
                    }
                    let counted = Counted::of(text);
                    sources.insert(name.to_owned(), Template { file: file.clone(), counted });
                }
                None => diags.push(codes::not_text(&file.place(0..0), name)),
            }
        }
        let locales = Arc::new(locales.clone());
        let first = locales.site().first()?.id;
        let engine = compile(&sources, &translate_function(messages, &locales, first), diags)?;
        let engines = locales.site().iter().map(|locale| {
            let mut engine = engine.clone();
            engine.register_function("t", translate_function(messages, &locales, locale.id));
            (locale.tag.clone(), engine)
        });
        Some(Self { engines: engines.collect(), first: engine, sources, budget: Budget::PAGE })
    }

    /// Renders a template (`page.html`) with the fields of a view as its variables; the view's `lang` is the
    /// language that `t` speaks.
    pub fn render<T: Serialize>(&self, name: &str, view: &T) -> Result<String, Diagnostic> {
        if !self.sources.contains_key(name) {
            return Err(codes::no_template(name));
        }
        let context = Context::from_serialize(view).map_err(|e| self.problem(name, &e))?;
        let engine = context.get("lang").and_then(Value::as_str).and_then(|lang| self.engines.get(lang)).unwrap_or(&self.first);
        let mut page = Page::default();
        budget::open(self.budget);
        let rendered = engine.render_to(name, &context, &mut page);
        match (rendered, budget::excess()) {
            (Ok(()), None) => {
                page.into_text().ok_or_else(|| codes::template(&self.place(name), phrase!("what it writes is not UTF-8")))
            }
            // What was too much is told where the next turn noticed it, in the words of `Excess`.
            (Err(e), Some(excess)) => Err(codes::endless(&self.problem(name, &e), name, excess.message())),
            (Ok(()), Some(excess)) => {
                let at = codes::template(&self.place(name), "");
                Err(codes::endless(&at, name, excess.message()))
            }
            (Err(e), None) => Err(self.problem(name, &e)),
        }
    }

    fn place(&self, name: &str) -> codes::Place {
        match self.sources.get(name) {
            Some(template) => template.file.place(0..0),
            None => codes::Place { span: None, file: format!("templates/{name}") },
        }
    }

    /// Whether the theme has a template.
    pub fn has(&self, name: &str) -> bool {
        self.sources.contains_key(name)
    }

    /// Whether the theme has `layouts/NAME.html`.
    pub fn layout(&self, name: &str) -> bool {
        self.sources.contains_key(&format!("layouts/{name}.html"))
    }

    /// The names of the layouts, for suggestions.
    pub fn layouts(&self) -> impl Iterator<Item = &str> {
        self.sources.keys().filter_map(|name| name.strip_prefix("layouts/")?.strip_suffix(".html"))
    }

    /// The first problem of an error that rendering `name` met.
    fn problem(&self, name: &str, error: &tera::Error) -> Diagnostic {
        let mut problems = problems(&self.sources, name, error);
        if problems.is_empty() { codes::no_template(name) } else { problems.swap_remove(0) }
    }
}

fn is_template(name: &str) -> bool {
    matches!(name.rsplit_once('.'), Some((_, "html" | "xml")))
}

/// The engine with all templates in it.
fn compile<F>(sources: &BTreeMap<String, Template>, t: &F, diags: &mut Diagnostics) -> Option<Tera>
where
    F: Fn(Kwargs, &State<'_>) -> TeraResult<Value> + Clone + Send + Sync + 'static,
{
    let texts: Vec<(&str, &str)> =
        sources.iter().map(|(name, template)| (name.as_str(), template.counted.text.as_str())).collect();
    let before = diags.iter().count();
    for (name, text) in &texts {
        // One by one, since the engine stops at the first template that it cannot parse. Whatever else such a
        // template alone is wrong about (parents, components) is judged below, with all of them present.
        let mut alone = empty(t);
        if let Err(e) = alone.add_raw_template(name, text)
            && matches!(e.kind(), ErrorKind::SyntaxError(_))
        {
            report(problems(sources, name, &e), diags);
        }
    }
    if diags.iter().count() > before {
        return None;
    }
    let mut engine = empty(t);
    match engine.add_raw_templates(texts) {
        Ok(()) => Some(engine),
        Err(e) => {
            report(problems(sources, "", &e), diags);
            None
        }
    }
}

fn report(problems: Vec<Diagnostic>, diags: &mut Diagnostics) {
    for problem in problems {
        diags.push(problem);
    }
}

/// An engine that knows `t` and what counts; it must know them before the first template, whose names are checked on arrival.
fn empty<F>(t: &F) -> Tera
where
    F: Fn(Kwargs, &State<'_>) -> TeraResult<Value> + Clone + Send + Sync + 'static,
{
    let mut engine = Tera::new();
    engine.autoescape_on([".html", ".xml"]);
    engine.register_function("t", t.clone());
    engine.register_function(TURN, |_: Kwargs, _: &State<'_>| budget::turn().map(|()| true).map_err(stopped));
    engine.register_function(KEPT, |kwargs: Kwargs, _: &State<'_>| {
        let value = kwargs.must_get::<&Value>("v")?;
        budget::keep(value.as_str().map_or(0, str::len)).map_err(stopped)?;
        Ok::<Value, tera::Error>(value.clone())
    });
    // The filters that make a text many times longer within one expression, where nothing is kept that could be counted.
    engine.register_filter("replace", replaced);
    engine.register_filter("join", joined);
    engine
}

/// The engine's own `replace`, which says how long its result is before it makes it.
#[expect(clippy::needless_pass_by_value, reason = "as the engine calls filters")]
fn replaced(text: StringInput<'_>, kwargs: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let (from, to) = (kwargs.must_get::<&str>("from")?, kwargs.must_get::<StringInput<'_>>("to")?);
    // Markup stays markup, and what is none is escaped before it stands beside it.
    let is_markup = state.autoescaping_enabled() && (text.is_safe() || to.is_safe());
    let (text, to) =
        if is_markup { (text.rendered(state)?, to.rendered(state)?) } else { (text.as_str().into(), to.as_str().into()) };
    let found = text.matches(from).count();
    budget::keep(text.len().saturating_add(found.saturating_mul(to.len()))).map_err(stopped)?;
    let text = text.replace(from, &to);
    Ok(if is_markup { Value::safe_string(&text) } else { Value::from(text) })
}

/// The engine's own `join`, likewise.
#[expect(clippy::needless_pass_by_value, reason = "as the engine calls filters")]
fn joined(values: &[Value], kwargs: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let between = kwargs.get::<StringInput<'_>>("sep")?;
    let is_safe = |value: &Value| value.is_string() && value.is_safe();
    let is_markup =
        state.autoescaping_enabled() && (values.iter().any(is_safe) || between.as_ref().is_some_and(StringInput::is_safe));
    let between = match &between {
        Some(between) if is_markup => between.rendered(state)?,
        Some(between) => between.as_str().into(),
        None => "".into(),
    };
    let mut parts = Vec::with_capacity(values.len());
    let mut length = 0_usize;
    for value in values {
        let part = match value {
            value if !is_markup => value.to_string(),
            value if value.is_undefined() => String::new(),
            value => state.escape_if_needed(value)?,
        };
        length = length.saturating_add(part.len()).saturating_add(between.len());
        budget::keep(length).map_err(stopped)?;
        parts.push(part);
    }
    let text = parts.join(&between);
    Ok(if is_markup { Value::safe_string(&text) } else { Value::from(text) })
}

fn stopped(excess: budget::Excess) -> tera::Error {
    tera::Error::message(excess.message().to_string())
}

/// The function `t` of a language: `t(key="by", name=…)`, `count=N` for the plural, `lang="en"` for another one.
fn translate_function(
    messages: &Arc<Messages>,
    locales: &Arc<Locales>,
    page: LocaleId,
) -> impl Fn(Kwargs, &State<'_>) -> TeraResult<Value> + Clone + Send + Sync + 'static {
    let (messages, locales) = (Arc::clone(messages), Arc::clone(locales));
    move |kwargs: Kwargs, state: &State<'_>| {
        let locale = match kwargs.get::<&str>("lang")? {
            Some(tag) => {
                locales.by_tag(tag).ok_or_else(|| tera::Error::message(format!("`{tag}` is not a language of the site")))?
            }
            None => locales.get(page),
        };
        translate(&messages, locale, &kwargs, state)
    }
}

/// The message, as text that the template escapes; as markup, its own text escaped, where an argument is markup.
fn translate(messages: &Messages, locale: &Locale, kwargs: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let key = kwargs.must_get::<&str>("key")?;
    let count = kwargs.get::<u64>("count")?;
    let mut markup = false;
    let mut values: Vec<(String, String)> = Vec::new();
    for (name, value) in kwargs.iter() {
        let name = name.to_string();
        if matches!(name.as_str(), "key" | "count" | "lang") {
            continue;
        }
        if value.is_undefined() {
            return Err(tera::Error::message(format!("the argument `{name}` of `t` has no value")));
        }
        markup |= value.is_safe() && value.is_string();
        values
            .push((name, value.as_i64().filter(|_| value.is_number()).map_or_else(|| value.to_string(), |n| locale.integer(n))));
    }
    if !markup {
        let arguments: Vec<(&str, &str)> = values.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        return Ok(Value::from(messages.get(locale, key, count, &arguments)));
    }
    let mut text = String::new();
    for piece in messages.pieces(locale, key, count) {
        match piece {
            Piece::Text(words) => text.push_str(&state.escape(&words)?),
            Piece::Value(name) => match values.iter().find(|(n, _)| *n == name) {
                Some((_, value)) if kwargs.get::<&Value>(&name)?.is_some_and(Value::is_safe) => text.push_str(value),
                Some((_, value)) => text.push_str(&state.escape(value)?),
                None => text.push_str(&state.escape(&format!("{{{name}}}"))?),
            },
        }
    }
    Ok(Value::safe_string(&text))
}

/// Keys that a template asks for by name must be in some catalogue; and nothing may differ from run to run.
fn check_literals(file: &File, text: &str, messages: &Messages, diags: &mut Diagnostics) {
    for (range, key) in literals::message_keys(text) {
        if !messages.has(key) {
            let known: Vec<&str> = messages.keys().collect();
            diags.push(codes::unknown_message(&file.place(range), key, &known));
        }
    }
    for (at, _) in text.match_indices(DUMP) {
        diags.push(codes::template_unsteady(&file.place(at..at + DUMP.len()), DUMP));
    }
}

/// Pages must not tell a third party who reads them, whatever a template writes.
fn check_loads(file: &File, text: &str, diags: &mut Diagnostics) {
    for Found { range, what } in markup::foreign(text) {
        let place = file.place(range);
        diags.push(match what {
            Loaded::Address(address) => codes::template_external(&place, &address),
            Loaded::Import => codes::template_import(&place),
            Loaded::Unread(name) => codes::css_unread(&place, &name),
        });
    }
}

/// What the engine says, as problems with positions. `name` is the template that was asked for.
#[expect(clippy::wildcard_enum_match_arm, reason = "the engine may grow kinds; each has a sentence of its own")]
fn problems(sources: &BTreeMap<String, Template>, name: &str, error: &tera::Error) -> Vec<Diagnostic> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let message = sentence(report.message());
            vec![at(sources, report.filename(), &message, |_| report.span().range.clone())]
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            vec![at(sources, tpl, &sentence(&error.to_string()), |_| 0..0)]
        }
        ErrorKind::MissingParent { current, .. } => vec![at(sources, current, &sentence(&error.to_string()), |_| 0..0)],
        // Unknown filters, functions, templates and components come as one printed text, report after report.
        ErrorKind::Msg(text) => {
            text.split("\n\n").filter(|r| !r.starts_with("note:")).map(|r| printed(sources, name, r)).collect()
        }
        _ => vec![at(sources, name, &sentence(&error.to_string()), |_| 0..0)],
    }
}

/// A problem from a printed report: `error: MESSAGE`, then ` --> FILE:LINE:COLUMN`.
fn printed(sources: &BTreeMap<String, Template>, name: &str, report: &str) -> Diagnostic {
    let mut lines = report.lines();
    let message = sentence(lines.next().unwrap_or_default().trim_start_matches("error: "));
    let position = lines.next().and_then(|l| l.trim_start().strip_prefix("--> ")).and_then(|l| {
        let (rest, column) = l.rsplit_once(':')?;
        let (file, line) = rest.rsplit_once(':')?;
        Some((file, line.parse::<usize>().ok()?, column.parse::<usize>().ok()?))
    });
    match position {
        Some((file, line, column)) => at(sources, file, &message, |text| {
            let start = LineIndex::new(text).offset(line, column);
            start..start
        }),
        None => at(sources, name, &message, |_| 0..0),
    }
}

/// The problem in the template of a name, at bytes of what the engine read; or without a place where it names no template of ours.
fn at(
    sources: &BTreeMap<String, Template>,
    name: &str,
    message: &str,
    range: impl Fn(&str) -> std::ops::Range<usize>,
) -> Diagnostic {
    match sources.get(name) {
        Some(Template { file, counted }) => codes::template(&file.place(counted.origin(range(&counted.text))), message),
        None => codes::template(&codes::Place { span: None, file: format!("templates/{name}") }, message),
    }
}

/// The engine's sentence in the form of ours: lower case, one line, no full stop.
fn sentence(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default().trim_end_matches('.');
    let mut letters = line.chars();
    // A word in capitals or in backticks keeps its form.
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => {
            first.to_lowercase().chain(line.chars().skip(1)).collect()
        }
        _ => line.to_owned(),
    }
}
