//! Problems found by the `theme` door.

use super::{error, named, one_of, warning};
use crate::diag::names::nearest;
use crate::diag::{Diagnostic, Severity};
use crate::message::{Message, said};
use crate::source::Span;

/// Where in a theme a problem stands. Files of the project have a span; built-in ones are only named, since no
/// editor can open them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// Bytes of a file of the tree.
    pub span: Option<Span>,
    /// The file's path, for problems of built-in files.
    pub file: String,
}

impl Place {
    /// The problem at this place; one of a built-in file says which.
    pub fn of(&self, diagnostic: Diagnostic) -> Diagnostic {
        match self.span {
            Some(span) => Diagnostic { span: Some(span), ..diagnostic },
            None => Diagnostic {
                span: None,
                message: say!("{message} (built-in `{file}`)", message = diagnostic.message, file = self.file),
                ..diagnostic
            },
        }
    }

    fn error(&self, code: &'static str, message: impl Into<Message>) -> Diagnostic {
        match self.span {
            Some(span) => error(code, span, message),
            None => self.of(siteless(code, Severity::Error, message)),
        }
    }

    fn warning(&self, code: &'static str, message: impl Into<Message>) -> Diagnostic {
        match self.span {
            Some(span) => warning(code, span, message),
            None => self.of(siteless(code, Severity::Warning, message)),
        }
    }
}

/// A problem that stands in no file of the project.
fn siteless(code: &'static str, severity: Severity, message: impl Into<Message>) -> Diagnostic {
    Diagnostic { code, severity, span: None, message: message.into(), help: None, related: Vec::new(), fix: None }
}

/// `did you mean X?`, else the names that there are.
fn suggestion(given: &str, known: &[&str]) -> Message {
    match nearest(given, known.iter().copied()) {
        Some(name) => say!("did you mean `{name}`?", name),
        None => say!("use {known}", known = one_of(known)),
    }
}

/// A picture of the theme that cannot be shown, or acts.
pub fn picture(
    place: &Place,
    (code, path): (&'static str, &str),
    says: impl Into<Message>,
    help: impl Into<Message>,
) -> Diagnostic {
    place.error(code, say!("`{path}` {says}", path, says = said(says))).help(help)
}

/// The configured theme does not exist.
pub fn unknown_theme(name: &str, known: &[&str]) -> Diagnostic {
    siteless(UNKNOWN, Severity::Error, say!("there is no theme `{name}`", name)).help(say!(
        "{suggestion}, or put its files into `themes/{name}/`",
        suggestion = suggestion(name, known),
        name
    ))
}

/// A theme that does not exist, told where it is named.
pub fn where_named(problem: &Diagnostic, named: Span) -> Diagnostic {
    let is_unknown = problem.code == UNKNOWN && problem.span.is_none();
    Diagnostic { span: if is_unknown { Some(named) } else { problem.span }, ..problem.clone() }
}

const UNKNOWN: &str = "unknown-theme";

/// A file that the theme names is not there.
pub fn missing_file(place: &Place, path: &str, known: &[&str]) -> Diagnostic {
    let help = match nearest(path, known.iter().copied()) {
        Some(name) => say!("did you mean `{name}`?", name),
        None => say!("paths are relative to the theme's folder"),
    };
    place.error("theme-file-missing", say!("the theme has no file `{path}`", path)).help(help)
}

/// A file of the theme that must be text is not UTF-8.
pub fn not_text(place: &Place, path: &str) -> Diagnostic {
    place.error("theme-file-not-utf8", say!("`{path}` is not UTF-8 text", path)).help(say!("save the file as UTF-8"))
}

/// A font for pages that browsers will not read.
pub fn web_font(place: &Place, path: &str) -> Diagnostic {
    place
        .error("theme-font", say!("`{path}` is cut off, or no font of the kind that its name says", path))
        .help(say!("replace the file: without it pages would be shown in another font"))
}

/// A file of the theme is too large.
pub fn too_large(span: Span, path: &str) -> Diagnostic {
    error("theme-file-too-large", span, say!("`{path}` is too large for a file of a theme", path))
        .help(say!("make it smaller than 32 MB, or put it below `content/`"))
}

/// A style sheet or script that the minifier is not given.
pub fn not_minified(place: &Place, path: &str) -> Diagnostic {
    place
        .warning("theme-not-minified", say!("`{path}` is too long or nested too deep to be made smaller", path))
        .help(say!("split it, or write it flatter; until then it is published as it is"))
}

/// A style sheet refers to another host.
pub fn external_url(place: &Place, url: &str) -> Diagnostic {
    place
        .error("theme-external-url", say!("the style sheet loads `{url}` from another host", url))
        .help(say!("put the file into the theme: pages must not tell a third party who reads them"))
}

/// A template makes pages load something from another host.
pub fn template_external(place: &Place, url: &str) -> Diagnostic {
    place
        .error("theme-external-url", say!("the template loads `{url}` from another host", url))
        .help(say!("put the file into the theme: pages must not tell a third party who reads them"))
}

/// A style in a template imports a style sheet.
pub fn template_import(place: &Place) -> Diagnostic {
    place
        .error("theme-css-import", say!("a style in a template imports a style sheet, which no reader may load"))
        .help(say!("name the file under `styles` in `theme.yaml`"))
}

/// A style sheet imports another one.
pub fn css_import(place: &Place) -> Diagnostic {
    place
        .error("theme-css-import", say!("`@import` has no effect in a style sheet that is joined from several"))
        .help(say!("name the file under `styles` in `theme.yaml`"))
}

/// A style sheet loads something that it does not spell out, or draws with a script.
pub fn css_unread(place: &Place, name: &str) -> Diagnostic {
    let diagnostic = if name.ends_with("paint") {
        place.error("theme-external-url", say!("`{name}()` draws with a script that a page would have to load", name))
    } else {
        place.error("theme-external-url", say!("`{name}()` loads an address that is not written in it", name))
    };
    diagnostic.help(say!("write the path of a file of the theme: pages must not tell a third party who reads them"))
}

/// A quoted string, a comment or a `url()` that does not end.
pub fn css_unclosed(place: &Place, what: impl Into<Message>) -> Diagnostic {
    place.error("theme-css-unclosed", say!("{what} does not end", what = said(what))).help(say!("close it in the same file"))
}

/// A value in `theme.yaml` that cannot stand in a style sheet.
pub fn token_value(place: &Place, name: &str) -> Diagnostic {
    place
        .error("theme-token", say!("the value of token `{name}` holds `;`, a brace or an unclosed quote or bracket", name))
        .help(say!("write one CSS value: a colour, a length, a list of fonts"))
}

/// A value in `theme.yaml` that makes a browser load something.
pub fn token_loads(place: &Place, name: &str) -> Diagnostic {
    place
        .error("theme-token", say!("the value of token `{name}` loads a file or a style sheet", name))
        .help(say!("write a colour, a length, a number or a list of fonts; pictures are named in a style sheet of the theme"))
}

/// A value in `theme.yaml` that is of another kind than its token.
pub fn token_kind(place: &Place, name: &str, value: &str, wanted: impl Into<Message>) -> Diagnostic {
    place
        .error("theme-token", say!("the token `{name}` cannot be `{value}`", name, value))
        .help(say!("write {wanted}: pages and PDFs share it", wanted = said(wanted)))
}

/// A token that the built-in theme does not have and nothing of the theme asks for.
pub fn unused_token(place: &Place, name: &str, near: Option<&str>) -> Diagnostic {
    let told = place.warning("unused-token", say!("no style sheet and no template asks for the token `{name}`", name));
    match near {
        Some(near) => told.help(say!("did you mean `{near}`?", near)),
        None => told.help(say!("write `var(--{name})` in a style sheet of the theme, or remove it", name)),
    }
}

/// Two colours that cannot be told apart well enough.
pub fn low_contrast(place: &Place, name: &str, scheme: &str, other: &str, found: f64, least: f64) -> Diagnostic {
    // Cut, not rounded: 4.49 is not 4.5.
    let found = (found * 100.0).floor() / 100.0;
    place
        .warning(
            "low-contrast",
            say!(
                "`{name}` and `{other}` have a contrast of {found}:1 in `{scheme}`, and {least}:1 is needed",
                name,
                other,
                found,
                scheme,
                least
            ),
        )
        .help(say!(
            "make one of the two lighter or darker: readers meet `{name}` on `{other}`, or the other way round",
            name,
            other
        ))
}

/// A list of style sheets without those of the built-in theme, or without some of them. `whole` is the list to write.
pub fn styles_replaced(place: &Place, lost: &[&str], is_all: bool, whole: &[&str]) -> Diagnostic {
    let what = if is_all { say!("all {count} style sheets", count = lost.len()) } else { named(lost) };
    place
        .warning("styles-replaced", say!("`styles` leaves out {what} of the built-in theme, whose templates need them", what))
        .help(say!(
            "write `styles: [{whole}]`; a file of the same path in your theme, even an empty one, takes the place of one",
            whole = whole.join(", ")
        ))
}

/// The name of a token is no CSS identifier.
pub fn token_name(place: &Place, name: &str) -> Diagnostic {
    place
        .error("theme-token", say!("`{name}` cannot be the name of a token", name))
        .help(say!("use small letters, digits and hyphens, starting with a letter"))
}

/// A card without its size.
pub fn card_size(place: &Place, name: &str) -> Diagnostic {
    place
        .error("theme-card", say!("a card needs its `{name}` in pixels", name))
        .help(say!("add `{name}: 1200`, or what the picture has", name))
}

/// The engine refuses a template.
pub fn template(place: &Place, message: impl Into<Message>) -> Diagnostic {
    place.error("template", say!("the template fails: {message}", message = said(message))).help(say!(
        "templates see the values of the page and the function `t`, nothing else; the theme's documentation lists them"
    ))
}

/// Rendering a template takes too much; `met` is what the engine said, at its place.
pub fn endless(met: &Diagnostic, name: &str, excess: impl Into<Message>) -> Diagnostic {
    Diagnostic { message: say!("the template `{name}` is stopped: {excess}", name, excess = said(excess)), ..met.clone() }
        .help(say!("look there for a loop within a loop, or for a text that grows at each turn"))
}

/// A template of this name does not exist.
pub fn no_template(name: &str) -> Diagnostic {
    siteless("template", Severity::Error, say!("the theme has no template `{name}`", name))
        .help(say!("add `templates/{name}` to the theme", name))
}

/// A template uses something whose result differs from run to run.
pub fn template_unsteady(place: &Place, name: &str) -> Diagnostic {
    place
        .error("template-unsteady", say!("`{name}` is not the same in every run", name))
        .help(say!("print the values that are needed by their names"))
}

/// A template asks for a message that no catalogue has.
pub fn unknown_message(place: &Place, key: &str, known: &[&str]) -> Diagnostic {
    let help = match nearest(key, known.iter().copied()) {
        Some(name) => say!("did you mean `{name}`?", name),
        None => say!("add `{key}` to the theme's `messages/en.yaml`", key),
    };
    place.error("unknown-message", say!("no catalogue has a message `{key}`", key)).help(help)
}

/// Messages that a language lacks, all of them at once.
pub fn missing_message(place: &Place, language: &str, keys: &[&str]) -> Diagnostic {
    place
        .warning("missing-message", say!("the messages of `{language}` lack {keys}", language, keys = named(keys)))
        .help(say!("translate them; until then the English ones are shown"))
}

/// No catalogue for a language of the site.
pub fn missing_catalogue(language: &str) -> Diagnostic {
    siteless("missing-message", Severity::Warning, say!("the theme has no messages in `{language}`", language))
        .help(say!("add `messages/{language}.yaml` to the theme; until then the English ones are shown", language))
}

/// A message that the program itself prints is in no catalogue.
pub fn required_message(keys: &[&str]) -> Diagnostic {
    siteless("missing-message", Severity::Error, say!("no catalogue has the messages {keys}", keys = named(keys)))
        .help(say!("add them to the theme's `messages/en.yaml`"))
}

/// A plural message without a form that the language needs (CLDR plural rules).
pub fn missing_plural(place: &Place, language: &str, key: &str, forms: &[&str]) -> Diagnostic {
    place
        .warning(
            "missing-plural",
            say!("`{key}` lacks the plural form {forms} that `{language}` has", key, forms = named(forms), language),
        )
        .help(say!("add it; until then the form `other` is used"))
}

/// A plural message without the form that every language has.
pub fn no_other(span: Span, key: &str) -> Diagnostic {
    error("missing-plural", span, say!("`{key}` has no form `other`", key))
        .help(say!("add a line `other: …`: it serves every count that no other form does"))
}

/// A message names a value that the English one does not have, so nothing will replace it.
pub fn message_value(place: &Place, key: &str, name: &str, known: &[&str]) -> Diagnostic {
    let help = if known.is_empty() { say!("remove `{{{name}}}`", name) } else { suggestion(name, known) };
    place
        .warning("message-value", say!("`{key}` names a value `{{{name}}}` that the English message does not have", key, name))
        .help(help)
}
