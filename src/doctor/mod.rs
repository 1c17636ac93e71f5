//! Roof: a project, and what the program knows of itself -> what is found, each with a way out where it is wrong. Mistakes of the
//! content are `check`'s; here they are only counted.

use crate::config::Config;
use crate::diag::{Diagnostics, Severity};
use crate::locale::Locale;
use crate::pipeline::session::Session;
use crate::site::Site;
use crate::source::names;
use crate::source::walk::CONFIG;
use crate::status::{self, PageState};
use crate::theme::Theme;
use crate::theme::files::{DEFAULT, Files, Origin};
use crate::theme::messages::lookup;

/// What the program and the machine say that the project does not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Around {
    /// Version of the program.
    pub version: &'static str,
    /// What it was compiled with, and what not.
    pub features: Vec<(&'static str, bool)>,
    /// The folder of the project.
    pub root: String,
    /// Bytes of the cache, where there is one.
    pub cache: Option<u64>,
    /// Pages in the output folder that no build is known to have written.
    pub strangers: usize,
}

/// How something is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum State {
    /// As it should be.
    Fine,
    /// As it may be, with what could be done.
    Open(String),
    /// Not as it should be, with the way out.
    Wrong(String),
}

/// One thing that was looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// What.
    pub what: &'static str,
    /// What was found.
    pub says: String,
    /// How it is.
    pub state: State,
}

/// Everything, in the order in which a person would ask.
pub fn examine(session: &Session, around: &Around) -> Vec<Finding> {
    let mut found = vec![program(around)];
    let has_config = session.tree().get(CONFIG).is_some();
    let problems = session.problems();
    let is_project = if has_config {
        fine("project", around.root.clone())
    } else {
        let says = format!("{} has no site.yaml", around.root);
        wrong("project", says, "begin one with `bayan new FOLDER`, or name one that is there with `--root FOLDER`")
    };
    found.push(is_project);
    if has_config {
        found.extend(configured(session, &problems));
    }
    found.push(cache(around));
    if around.strangers > 0 {
        let says = format!("{} that no build is known to have written", counted(around.strangers, "page"));
        found.push(wrong("output", says, "they may be drafts: delete the folder and build again"));
    }
    found
}

/// What is found of a project that has a site.yaml.
fn configured(session: &Session, problems: &Diagnostics) -> Vec<Finding> {
    let mut found = Vec::new();
    let resolved = session.site().value;
    match session.config().value.clone() {
        Some(config) => {
            found.push(languages(session, &config));
            found.push(theme(session, &config, resolved.as_ref().and_then(|resolved| resolved.theme.as_deref())));
            found.push(address(&config));
        }
        None => found.push(wrong("site.yaml", "it cannot be used".to_owned(), "`bayan check` says where and why")),
    }
    if let Some(resolved) = &resolved {
        found.push(pages(&resolved.site, session));
        found.push(translations(&resolved.site, session));
    }
    found.push(content(problems));
    found
}

fn program(around: &Around) -> Finding {
    let features: Vec<String> =
        around.features.iter().map(|(name, is_in)| format!("{name}{}", if *is_in { "" } else { " not compiled in" })).collect();
    fine("program", format!("bayan {}; {}", around.version, features.join(", ")))
}

fn languages(session: &Session, config: &Config) -> Finding {
    let name = |locale: &Locale| {
        let default = if locale.id == config.default_locale { ", default" } else { "" };
        format!("{} ({}{default})", locale.tag, locale.dir.as_str())
    };
    let says = config.locales.site().iter().map(name).collect::<Vec<_>>().join(", ");
    let files = Files::gather(session.tree(), &config.theme.value, &mut Diagnostics::new());
    let has_words = |locale: &Locale| {
        files.as_ref().is_none_or(|files| lookup(&locale.tag).any(|tag| files.at(&format!("messages/{tag}.yaml")).is_some()))
    };
    let lacking: Vec<&str> = config.locales.site().iter().filter(|l| !has_words(l)).map(|l| l.tag.as_str()).collect();
    match lacking.first() {
        None => fine("languages", says),
        Some(tag) => open(
            "languages",
            format!("{says}; no words of the interface in {}", lacking.join(", ")),
            format!("`bayan theme eject messages/en.yaml`, then translate it as messages/{tag}.yaml"),
        ),
    }
}

fn theme(session: &Session, config: &Config, theme: Option<&Theme>) -> Finding {
    let name = &config.theme.value;
    let (Some(files), Some(theme)) = (Files::gather(session.tree(), name, &mut Diagnostics::new()), theme) else {
        return wrong(
            "theme",
            format!("`{name}` cannot be used"),
            "`bayan check` says where and why; `theme: briefing` is built in",
        );
    };
    let count = |origin| files.iter().filter(|(_, file)| file.origin() == origin).count();
    let is_font = |path: &&String| path.ends_with(".ttf") || path.ends_with(".otf");
    let own = if name == DEFAULT { String::new() } else { format!(" over `{DEFAULT}`") };
    fine(
        "theme",
        format!(
            "`{name}`{own}; {} replaced, {} added; {} for the web, {} of its own for paper",
            counted(count(Origin::Replaced), "file"),
            count(Origin::Added),
            counted(theme.assets.keys().filter(|path| path.ends_with(".woff2")).count(), "font"),
            theme.print.keys().filter(is_font).count(),
        ),
    )
}

fn address(config: &Config) -> Finding {
    if config.has_base {
        return fine("base_url", format!("{}{}", config.base.origin, config.base.path));
    }
    open(
        "base_url",
        "nobody says where the site will stand".to_owned(),
        "to build, write `base_url: https://…/` or say `-u https://…/`".to_owned(),
    )
}

fn pages(site: &Site, session: &Session) -> Finding {
    let written = session.tree().files().iter().filter(|file| names::page_stem(&file.path).is_some()).count();
    let kept = site.absent.pages.len();
    let says = format!("{} written, {} on the site, {kept} kept back", counted(written, "page"), site.pages.len());
    fine("pages", says)
}

/// How the languages stand to each other, where there are several.
fn translations(site: &Site, session: &Session) -> Finding {
    if site.config.locales.site().len() < 2 {
        return fine("bayan.lock", "there is one language, and nothing to accept".to_owned());
    }
    let status = status::status(site, session.tree());
    let [current, stale, missing, new] =
        [PageState::Current, PageState::Stale, PageState::Missing, PageState::NeverReviewed].map(|state| status.count(state));
    let says = format!("{current} current, {stale} stale, {missing} missing, {new} never reviewed");
    match (stale, new) {
        (0, 0) => fine("bayan.lock", says),
        _ => open(
            "bayan.lock",
            says,
            "`bayan status` names them; `bayan accept PAGE` records that both sides say the same".to_owned(),
        ),
    }
}

fn content(problems: &Diagnostics) -> Finding {
    let (errors, warnings) = (problems.count(Severity::Error), problems.count(Severity::Warning));
    let says = format!("{} and {}", counted(errors, "error"), counted(warnings, "warning"));
    match (errors, warnings) {
        (0, 0) => fine("content", "no problems found".to_owned()),
        (0, _) => open("content", says, "`bayan check` names them".to_owned()),
        _ => wrong("content", says, "`bayan check` names them; nothing is built before the errors are mended"),
    }
}

fn cache(around: &Around) -> Finding {
    let says = match around.cache {
        None => "nothing is kept yet".to_owned(),
        Some(bytes) => format!("{} kB in .bayan/cache", bytes.div_ceil(1000)),
    };
    fine("cache", says)
}

fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

fn fine(what: &'static str, says: String) -> Finding {
    Finding { what, says, state: State::Fine }
}

fn open(what: &'static str, says: String, way: String) -> Finding {
    Finding { what, says, state: State::Open(way) }
}

fn wrong(what: &'static str, says: String, way: &str) -> Finding {
    Finding { what, says, state: State::Wrong(way.to_owned()) }
}
