//! Problems found by the `theme` door.

use super::{error, one_of, warning};
use crate::diag::names::nearest;
use crate::diag::{Diagnostic, Severity};
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
            None => {
                Diagnostic { span: None, message: format!("{} (built-in `{}`)", diagnostic.message, self.file), ..diagnostic }
            }
        }
    }

    fn error(&self, code: &'static str, message: impl Into<String>) -> Diagnostic {
        match self.span {
            Some(span) => error(code, span, message),
            None => self.of(siteless(code, Severity::Error, message)),
        }
    }

    fn warning(&self, code: &'static str, message: impl Into<String>) -> Diagnostic {
        match self.span {
            Some(span) => warning(code, span, message),
            None => self.of(siteless(code, Severity::Warning, message)),
        }
    }
}

/// A problem that stands in no file of the project.
fn siteless(code: &'static str, severity: Severity, message: impl Into<String>) -> Diagnostic {
    Diagnostic { code, severity, span: None, message: message.into(), help: None, related: Vec::new(), fix: None }
}

/// `did you mean X?`, else the names that there are.
fn suggestion(given: &str, known: &[&str]) -> String {
    match nearest(given, known.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("use {}", one_of(known)),
    }
}

/// A picture of the theme that cannot be shown, or acts.
pub fn picture(place: &Place, (code, path): (&'static str, &str), says: &str, help: &str) -> Diagnostic {
    place.error(code, format!("`{path}` {says}")).help(help)
}

/// The configured theme does not exist.
pub fn unknown_theme(name: &str, known: &[&str]) -> Diagnostic {
    siteless(UNKNOWN, Severity::Error, format!("there is no theme `{name}`"))
        .help(format!("{}, or put its files into `themes/{name}/`", suggestion(name, known)))
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
        Some(name) => format!("did you mean `{name}`?"),
        None => "paths are relative to the theme's folder".to_owned(),
    };
    place.error("theme-file-missing", format!("the theme has no file `{path}`")).help(help)
}

/// A file of the theme that must be text is not UTF-8.
pub fn not_text(place: &Place, path: &str) -> Diagnostic {
    place.error("theme-file-not-utf8", format!("`{path}` is not UTF-8 text")).help("save the file as UTF-8")
}

/// A font for pages that browsers will not read.
pub fn web_font(place: &Place, path: &str) -> Diagnostic {
    place
        .error("theme-font", format!("`{path}` is cut off, or no font of the kind that its name says"))
        .help("replace the file: without it pages would be shown in another font")
}

/// A file of the theme is too large.
pub fn too_large(span: Span, path: &str) -> Diagnostic {
    error("theme-file-too-large", span, format!("`{path}` is too large for a file of a theme"))
        .help("make it smaller than 32 MB, or put it below `content/`")
}

/// A style sheet or script that the minifier is not given.
pub fn not_minified(place: &Place, path: &str) -> Diagnostic {
    place
        .warning("theme-not-minified", format!("`{path}` is too long or nested too deep to be made smaller"))
        .help("split it, or write it flatter; until then it is published as it is")
}

/// A style sheet refers to another host.
pub fn external_url(place: &Place, url: &str) -> Diagnostic {
    place
        .error("theme-external-url", format!("the style sheet loads `{url}` from another host"))
        .help("put the file into the theme: pages must not tell a third party who reads them")
}

/// A template makes pages load something from another host.
pub fn template_external(place: &Place, url: &str) -> Diagnostic {
    place
        .error("theme-external-url", format!("the template loads `{url}` from another host"))
        .help("put the file into the theme: pages must not tell a third party who reads them")
}

/// A style in a template imports a style sheet.
pub fn template_import(place: &Place) -> Diagnostic {
    place
        .error("theme-css-import", "a style in a template imports a style sheet, which no reader may load")
        .help("name the file under `styles` in `theme.yaml`")
}

/// A style sheet imports another one.
pub fn css_import(place: &Place) -> Diagnostic {
    place
        .error("theme-css-import", "`@import` has no effect in a style sheet that is joined from several")
        .help("name the file under `styles` in `theme.yaml`")
}

/// A style sheet loads something that it does not spell out, or draws with a script.
pub fn css_unread(place: &Place, name: &str) -> Diagnostic {
    let diagnostic = if name.ends_with("paint") {
        place.error("theme-external-url", format!("`{name}()` draws with a script that a page would have to load"))
    } else {
        place.error("theme-external-url", format!("`{name}()` loads an address that is not written in it"))
    };
    diagnostic.help("write the path of a file of the theme: pages must not tell a third party who reads them")
}

/// A quoted string, a comment or a `url()` that does not end.
pub fn css_unclosed(place: &Place, what: &str) -> Diagnostic {
    place.error("theme-css-unclosed", format!("{what} does not end")).help("close it in the same file")
}

/// A value in `theme.yaml` that cannot stand in a style sheet.
pub fn token_value(place: &Place, name: &str) -> Diagnostic {
    place
        .error("theme-token", format!("the value of token `{name}` holds `;`, a brace or an unclosed quote or bracket"))
        .help("write one CSS value: a colour, a length, a list of fonts")
}

/// A value in `theme.yaml` that makes a browser load something.
pub fn token_loads(place: &Place, name: &str) -> Diagnostic {
    place
        .error("theme-token", format!("the value of token `{name}` loads a file or a style sheet"))
        .help("write a colour, a length, a number or a list of fonts; pictures are named in a style sheet of the theme")
}

/// A value in `theme.yaml` that is of another kind than its token.
pub fn token_kind(place: &Place, name: &str, value: &str, wanted: &str) -> Diagnostic {
    place
        .error("theme-token", format!("the token `{name}` cannot be `{value}`"))
        .help(format!("write {wanted}: pages and PDFs share it"))
}

/// A token that the built-in theme does not have and nothing of the theme asks for.
pub fn unused_token(place: &Place, name: &str, near: Option<&str>) -> Diagnostic {
    let told = place.warning("unused-token", format!("no style sheet and no template asks for the token `{name}`"));
    match near {
        Some(near) => told.help(format!("did you mean `{near}`?")),
        None => told.help(format!("write `var(--{name})` in a style sheet of the theme, or remove it")),
    }
}

/// Two colours that cannot be told apart well enough.
pub fn low_contrast(place: &Place, name: &str, scheme: &str, other: &str, found: f64, least: f64) -> Diagnostic {
    // Cut, not rounded: 4.49 is not 4.5.
    let found = (found * 100.0).floor() / 100.0;
    place
        .warning(
            "low-contrast",
            format!("`{name}` and `{other}` have a contrast of {found}:1 in `{scheme}`, and {least}:1 is needed"),
        )
        .help(format!("make one of the two lighter or darker: readers meet `{name}` on `{other}`, or the other way round"))
}

/// A list of style sheets without those of the built-in theme, or without some of them. `whole` is the list to write.
pub fn styles_replaced(place: &Place, lost: &[&str], is_all: bool, whole: &[&str]) -> Diagnostic {
    let what = if is_all { format!("all {} style sheets", lost.len()) } else { format!("`{}`", lost.join("`, `")) };
    place.warning("styles-replaced", format!("`styles` leaves out {what} of the built-in theme, whose templates need them")).help(
        format!(
            "write `styles: [{}]`; a file of the same path in your theme, even an empty one, takes the place of one",
            whole.join(", ")
        ),
    )
}

/// The name of a token is no CSS identifier.
pub fn token_name(place: &Place, name: &str) -> Diagnostic {
    place
        .error("theme-token", format!("`{name}` cannot be the name of a token"))
        .help("use small letters, digits and hyphens, starting with a letter")
}

/// A card without its size.
pub fn card_size(place: &Place, name: &str) -> Diagnostic {
    place
        .error("theme-card", format!("a card needs its `{name}` in pixels"))
        .help(format!("add `{name}: 1200`, or what the picture has"))
}

/// The engine refuses a template.
pub fn template(place: &Place, message: &str) -> Diagnostic {
    place
        .error("template", format!("the template fails: {message}"))
        .help("templates see the values of the page and the function `t`, nothing else; the theme's documentation lists them")
}

/// Rendering a template takes too much; `met` is what the engine said, at its place.
pub fn endless(met: &Diagnostic, name: &str, excess: &str) -> Diagnostic {
    Diagnostic { message: format!("the template `{name}` is stopped: {excess}"), ..met.clone() }
        .help("look there for a loop within a loop, or for a text that grows at each turn")
}

/// A template of this name does not exist.
pub fn no_template(name: &str) -> Diagnostic {
    siteless("template", Severity::Error, format!("the theme has no template `{name}`"))
        .help(format!("add `templates/{name}` to the theme"))
}

/// A template uses something whose result differs from run to run.
pub fn template_unsteady(place: &Place, name: &str) -> Diagnostic {
    place
        .error("template-unsteady", format!("`{name}` is not the same in every run"))
        .help("print the values that are needed by their names")
}

/// A template asks for a message that no catalogue has.
pub fn unknown_message(place: &Place, key: &str, known: &[&str]) -> Diagnostic {
    let help = match nearest(key, known.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("add `{key}` to the theme's `messages/en.yaml`"),
    };
    place.error("unknown-message", format!("no catalogue has a message `{key}`")).help(help)
}

/// Messages that a language lacks, all of them at once.
pub fn missing_message(place: &Place, language: &str, keys: &[&str]) -> Diagnostic {
    let keys: Vec<String> = keys.iter().map(|k| format!("`{k}`")).collect();
    place
        .warning("missing-message", format!("the messages of `{language}` lack {}", keys.join(", ")))
        .help("translate them; until then the English ones are shown")
}

/// No catalogue for a language of the site.
pub fn missing_catalogue(language: &str) -> Diagnostic {
    siteless("missing-message", Severity::Warning, format!("the theme has no messages in `{language}`"))
        .help(format!("add `messages/{language}.yaml` to the theme; until then the English ones are shown"))
}

/// A message that the program itself prints is in no catalogue.
pub fn required_message(keys: &[&str]) -> Diagnostic {
    let keys: Vec<String> = keys.iter().map(|k| format!("`{k}`")).collect();
    siteless("missing-message", Severity::Error, format!("no catalogue has the messages {}", keys.join(", ")))
        .help("add them to the theme's `messages/en.yaml`")
}

/// A plural message without a form that the language needs (CLDR plural rules).
pub fn missing_plural(place: &Place, language: &str, key: &str, forms: &[&str]) -> Diagnostic {
    let listed: Vec<String> = forms.iter().map(|f| format!("`{f}`")).collect();
    place
        .warning("missing-plural", format!("`{key}` lacks the plural form {} that `{language}` has", listed.join(", ")))
        .help("add it; until then the form `other` is used")
}

/// A plural message without the form that every language has.
pub fn no_other(span: Span, key: &str) -> Diagnostic {
    error("missing-plural", span, format!("`{key}` has no form `other`"))
        .help("add a line `other: …`: it serves every count that no other form does")
}

/// A message names a value that the English one does not have, so nothing will replace it.
pub fn message_value(place: &Place, key: &str, name: &str, known: &[&str]) -> Diagnostic {
    let help = if known.is_empty() { format!("remove `{{{name}}}`") } else { suggestion(name, known) };
    place
        .warning("message-value", format!("`{key}` names a value `{{{name}}}` that the English message does not have"))
        .help(help)
}
