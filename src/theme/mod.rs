//! Roof: a theme's files -> templates that render, words of the interface, and everything that pages load.
//!
//! 1. `files`: the theme's folder is laid over the built-in theme.
//! 2. `manifest`: what `theme.yaml` says.
//! 3. `style`: style sheets and tokens become one sheet; `assets` names everything published by its content.
//! 4. `messages`: the catalogues, per language.
//! 5. `templates`: compiled once.

pub mod assets;
pub mod catalogue;
pub mod css;
pub mod files;
pub mod kind;
pub mod literals;
pub mod manifest;
pub mod messages;
pub mod style;
pub mod templates;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::diag::codes::theme as codes;
use crate::diag::{Diagnostic, Diagnostics, Outcome};
use crate::figure::block::{Argument, Block, Declared};
use crate::locale::{Locale, Locales};
use crate::minify;
use crate::source::SourceTree;

use assets::Assets;
use files::{File, Files};
use manifest::{Manifest, Tokens};
use messages::Messages;
use templates::Templates;

/// A theme, ready to use. Paths are relative to the site's root (`assets/site.HASH.css`): whoever prints one puts the
/// base path before it.
#[derive(Debug)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// Everything that the theme publishes, by path.
    pub assets: BTreeMap<String, Arc<[u8]>>,
    /// The style sheet.
    pub stylesheet: String,
    /// The script, if there is one.
    pub script: Option<String>,
    /// The icon.
    pub icon: Option<String>,
    /// Pictures for pages that have none, by language in lower case.
    pub cards: BTreeMap<String, Card>,
    /// Design decisions shared with the PDF.
    pub tokens: Tokens,
    /// Words of the interface.
    pub messages: Arc<Messages>,
    /// Blocks that pages may use.
    pub blocks: Declared,
    /// What PDFs are made with, by path: templates below `pdf/` and the theme's own fonts.
    pub print: BTreeMap<String, File>,
    templates: Templates,
    preload: BTreeMap<String, Vec<String>>,
}

/// A picture that stands for a page in social networks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its path.
    pub path: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// Reads the theme `name`. `None` where there is no such theme or its templates do not compile.
pub fn read(tree: &SourceTree, name: &str, locales: &Locales) -> Outcome<Option<Theme>> {
    let mut diags = Diagnostics::new();
    let Some(files) = Files::gather(tree, name, &mut diags) else {
        let names = files::names(tree);
        diags.push(codes::unknown_theme(name, &names.iter().map(String::as_str).collect::<Vec<_>>()));
        return Outcome::new(None, diags);
    };
    let theme = assemble(name, &files, locales, &mut diags);
    Outcome::new(theme, diags)
}

fn assemble(name: &str, files: &Files, locales: &Locales, diags: &mut Diagnostics) -> Option<Theme> {
    let manifest = Manifest::read(files, diags);
    let mut assets = Assets::default();
    for path in manifest.styles.iter().chain(&manifest.scripts) {
        if let Some(file) = files.at(path).filter(|file| file.text().is_some_and(|text| !minify::is_modest(text))) {
            diags.push(codes::not_minified(&file.place(0..0), path));
        }
    }
    let sheet = style::sheet(files, &manifest.styles, &manifest.tokens, &mut assets, diags);
    let stylesheet = assets.add("site.css", Arc::from(minify::css(&sheet).as_bytes()));
    let script = script(files, &manifest.scripts, diags).map(|js| assets.add("site.js", Arc::from(minify::js(&js).as_bytes())));
    let mut publish = |path: &String| files.at(path).map(|file| assets.add_file(path, file, diags));
    let icon = manifest.icon.as_ref().and_then(&mut publish);
    let mut cards = BTreeMap::new();
    for (language, card) in &manifest.cards {
        if let Some(path) = publish(&card.file) {
            cards.insert(language.clone(), Card { path, width: card.width, height: card.height });
        }
    }
    let mut preload = BTreeMap::new();
    for (language, fonts) in &manifest.preload {
        preload.insert(language.clone(), fonts.iter().filter_map(&mut publish).collect());
    }
    let messages = Arc::new(Messages::read(files, locales, diags));
    let templates = Templates::read(files, &messages, locales, diags)?;
    let assets = assets.into_published();
    let is_print = |path: &str| path.starts_with("pdf/") || path.ends_with(".ttf") || path.ends_with(".otf");
    let print = files.paths().filter(|p| is_print(p)).filter_map(|p| Some((p.to_owned(), files.at(p)?.clone()))).collect();
    Some(Theme {
        name: name.to_owned(),
        assets,
        stylesheet,
        script,
        icon,
        cards,
        tokens: manifest.tokens,
        messages,
        blocks: manifest.blocks,
        print,
        templates,
        preload,
    })
}

/// The scripts joined, with a semicolon between them: one that has none at its end must not run into the next.
fn script(files: &Files, scripts: &[String], diags: &mut Diagnostics) -> Option<String> {
    let mut joined = String::new();
    for path in scripts {
        let Some(file) = files.at(path) else { continue };
        match file.text() {
            Some(text) => {
                joined.push_str(text);
                joined.push_str("\n;\n");
            }
            None => diags.push(codes::not_text(&file.place(0..0), path)),
        }
    }
    (!joined.is_empty()).then_some(joined)
}

impl Theme {
    /// Paths of the fonts that the first screen of a page in this language needs: those listed for its tag, for a
    /// shorter form of it, or for `default`.
    pub fn preload(&self, locale: &Locale) -> Vec<String> {
        let mut lists = messages::lookup(&locale.tag).chain(["default".to_owned()]);
        lists.find_map(|name| self.preload.get(&name)).cloned().unwrap_or_default()
    }

    /// Renders a template (`page.html`) with the fields of a view as its variables.
    pub fn render<T: Serialize>(&self, template: &str, view: &T) -> Result<String, Diagnostic> {
        self.templates.render(template, view)
    }

    /// Renders a block of the theme with its arguments: each parameter by its name as text, and as `NAME_html` with its runs
    /// isolated by `markup`; what was not given is null.
    pub fn block(&self, block: &Block, locale: &Locale, markup: &dyn Fn(&str) -> String) -> Result<String, Diagnostic> {
        let mut view = serde_json::Map::new();
        view.insert("lang".to_owned(), locale.tag.clone().into());
        view.insert("dir".to_owned(), locale.dir.as_str().into());
        for parameter in self.blocks.get(&block.name).into_iter().flatten() {
            let (plain, html) = match block.arguments.get(&parameter.name) {
                None => (serde_json::Value::Null, serde_json::Value::Null),
                Some(Argument::Bool(value)) => ((*value).into(), serde_json::Value::Null),
                Some(Argument::Text(text)) => (text.clone().into(), markup(text).into()),
                Some(Argument::Texts(texts)) => (texts.clone().into(), texts.iter().map(|t| markup(t)).collect()),
            };
            view.insert(format!("{}_html", parameter.name), html);
            view.insert(parameter.name.clone(), plain);
        }
        self.render(&format!("blocks/{}.html", block.name), &view)
    }

    /// Whether the theme has `layouts/NAME.html`.
    pub fn layout(&self, name: &str) -> bool {
        self.templates.layout(name)
    }

    /// The names of its layouts, for suggestions.
    pub fn layouts(&self) -> impl Iterator<Item = &str> {
        self.templates.layouts()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use super::{Theme, read};
    use crate::diag::Outcome;
    use crate::locale::{Digits, LocaleSpec, Locales};
    use crate::source::{Content, LineIndex, SourceTree};

    /// Making formatters takes longer than anything else here.
    static LOCALES: OnceLock<Locales> = OnceLock::new();

    fn locales(tags: &[&str]) -> Locales {
        let spec = |tag: &&str| LocaleSpec { digits: (*tag == "ar").then_some(Digits::Arab), ..LocaleSpec::of(tag) };
        Locales::new(&tags.iter().map(spec).collect::<Vec<_>>()).expect("known tags")
    }

    /// The theme `mine` of a project with these files, in Arabic and English.
    fn mine(files: &[(&str, &str)]) -> (SourceTree, Outcome<Option<Theme>>) {
        // The built-in style sheet and script take longest to read and have a test of their own.
        let bare = [("theme.yaml", "name: mine\nstyles: []\nscripts: []\n")];
        let files = bare.iter().chain(files).map(|(path, text)| (format!("themes/mine/{path}"), Content::Text((*text).into())));
        let tree = SourceTree::new(files);
        let outcome = read(&tree, "mine", LOCALES.get_or_init(|| locales(&["ar", "en"])));
        (tree, outcome)
    }

    /// Problems as `file:line:column code`, or `code` where they stand in no file of the project.
    #[track_caller]
    fn check(files: &[(&str, &str)], expect: &[&str]) {
        let (tree, outcome) = mine(files);
        let show = |d: &crate::diag::Diagnostic| match d.span {
            Some(span) => {
                let file = tree.file(span.file);
                let (line, column) = LineIndex::new(file.text().expect("text")).line_col(span.range().start);
                format!("{}:{line}:{column} {}", file.path.trim_start_matches("themes/mine/"), d.code)
            }
            None => d.code.to_owned(),
        };
        let diags = outcome.diags.sorted();
        assert_eq!(diags.iter().map(show).collect::<Vec<_>>(), expect, "{diags:#?}");
    }

    #[track_caller]
    fn render(template: &str, view: &serde_json::Value, expect: &str) {
        let (_, outcome) = mine(&[("templates/x.html", template)]);
        let theme = outcome.value.unwrap_or_else(|| panic!("{:#?}", outcome.diags));
        assert_eq!(theme.render("x.html", view).unwrap_or_else(|d| format!("{}: {}", d.code, d.message)), expect);
    }

    #[test]
    fn the_built_in_theme_has_no_problems() {
        let locales = locales(&["ar", "en", "fr", "fa", "he", "ur"]);
        let outcome = read(&SourceTree::default(), "briefing", &locales);
        assert!(outcome.diags.is_empty(), "{:#?}", outcome.diags);
        let theme = outcome.value.expect("a theme");
        for locale in locales.site() {
            for path in theme.preload(locale) {
                assert!(theme.assets.contains_key(&path), "{path}");
            }
        }
        let sheet = String::from_utf8_lossy(&theme.assets[&theme.stylesheet]).into_owned();
        for url in sheet.split("url(").skip(1).map(|rest| rest.split(')').next().unwrap_or_default().trim_matches('"')) {
            assert!(url.starts_with("data:") || theme.assets.contains_key(&format!("assets/{url}")), "{url}");
        }
        assert!(!sheet.contains("@tokens"));
    }

    #[test]
    fn the_same_files_make_the_same_theme() {
        let all = |_| read(&SourceTree::default(), "briefing", &locales(&["ar", "en"])).value.expect("a theme").assets;
        assert_eq!(all(0), all(1));
    }

    #[test]
    fn a_theme_that_is_not_there_is_named() {
        let outcome = read(&SourceTree::default(), "brifing", &locales(&["ar"]));
        assert!(outcome.value.is_none());
        let diag = outcome.diags.iter().next().expect("a problem");
        assert_eq!((diag.code, diag.message.as_str()), ("unknown-theme", "there is no theme `brifing`"));
        assert!(diag.help.as_ref().is_some_and(|h| h.contains("did you mean `briefing`?")));
    }

    #[test]
    fn one_file_is_overridden_and_the_others_stay() {
        let (_, outcome) = mine(&[
            ("theme.yaml", "name: mine\nscripts: []\ntokens: {light: {accent: '#123456', 'new-one': 3}}\n"),
            ("messages/ar.yaml", "print: اطبع\n"),
            ("templates/layouts/wide.html", "{{ page.title }}"),
        ]);
        assert!(outcome.diags.is_empty(), "{:#?}", outcome.diags);
        let theme = outcome.value.expect("a theme");
        assert_eq!(theme.tokens.light["accent"], "#123456");
        assert_eq!(theme.tokens.light["new-one"], "3");
        assert!(theme.tokens.light.contains_key("ink") && theme.tokens.dark.contains_key("accent"));
        let locales = locales(&["ar", "en"]);
        assert_eq!(theme.messages.get(&locales.site()[0], "print", None, &[]), "اطبع");
        assert_eq!(theme.messages.get(&locales.site()[0], "page-n-of-m", None, &[("n", "٢"), ("m", "٥")]), "الصفحة ٢ من ٥");
        assert!(theme.layout("wide") && !theme.layout("narrow"));
        assert_eq!(theme.layouts().collect::<Vec<_>>(), ["wide"]);
        assert!(String::from_utf8_lossy(&theme.assets[&theme.stylesheet]).contains("--accent:#123456"));
    }

    #[test]
    fn mistakes_in_theme_yaml_have_their_place() {
        check(&[("theme.yaml", "name: mine\nstyels: [a.css]\n")], &["theme.yaml:2:1 unknown-field"]);
        check(&[("theme.yaml", "name: mine\nicon: logo.svg\n")], &["theme.yaml:2:7 theme-file-missing"]);
        check(&[("theme.yaml", "name: م\nscripts: [js/x.js]\n")], &["theme.yaml:2:11 theme-file-missing"]);
        check(&[("theme.yaml", "name: م\npreload: {ar: fonts/x.woff2}\n")], &["theme.yaml:2:15 wrong-type"]);
        check(
            &[("theme.yaml", "name: م\ncards: {ar: {file: card.ar.png, width: 0, height: 630}}\n")],
            &["theme.yaml:2:33 theme-card"],
        );
        check(&[("theme.yaml", "name: م\ntokens: {light: {ink: 'red; x'}}\n")], &["theme.yaml:2:23 theme-token"]);
        check(&[("theme.yaml", "name: م\ntokens: {light: {ink: 3rem}}\n")], &["theme.yaml:2:23 theme-token"]);
        check(&[("theme.yaml", "name: م\ntokens: {dark: {ink: أسود}}\n")], &["theme.yaml:2:22 theme-token"]);
        check(&[("theme.yaml", "name: m\ntokens: {light: {paper-text: 1rem}}\n")], &["theme.yaml:2:30 theme-token"]);
        check(&[("theme.yaml", "name: m\ntokens: {light: {paper-text: 11pt, leading: 2, mine: red}}\n")], &[]);
        check(&[("theme.yaml", "name: م\ntokens: {light: {Ink: red}}\n")], &["theme.yaml:2:18 theme-token"]);
        check(&[("theme.yaml", "name: م\ntokens: {lihgt: {ink: red}}\n")], &["theme.yaml:2:10 unknown-field"]);
        check(&[("theme.yaml", "icon: icon.svg\n")], &["theme.yaml:1:1 missing-field"]);
    }

    #[test]
    fn mistakes_in_style_sheets_have_their_place() {
        let theme = ("theme.yaml", "name: mine\nstyles: [css/a.css]\n");
        check(&[theme, ("css/a.css", "/* خط */ a { src: url(\"fonts/x.woff2\") }")], &["css/a.css:1:24 theme-file-missing"]);
        check(&[theme, ("css/a.css", "a { background: url(../icon.svg#a) }")], &[]);
        check(&[theme, ("css/a.css", "a { background: url(icon.svg) url('data:x') url(#b) }")], &[]);
        check(&[theme, ("css/a.css", "\n a { src: url(https://x.example/a.woff2) }")], &["css/a.css:2:15 theme-external-url"]);
        check(&[theme, ("css/a.css", "a { src: url(//x.example/a.woff2) }")], &["css/a.css:1:14 theme-external-url"]);
        check(&[theme, ("css/a.css", "@import \"b.css\";\na { color: red }")], &["css/a.css:1:1 theme-css-import"]);
        check(&[theme, ("css/a.css", "a { color: red } /* لا")], &["css/a.css:1:18 theme-css-unclosed"]);
        check(&[theme, ("css/a.css", "a { content: \"x }\n}")], &["css/a.css:1:14 theme-css-unclosed"]);
        check(&[theme, ("css/a.css", "a { src: url(x }")], &["css/a.css:1:10 theme-css-unclosed"]);
        check(&[theme, ("css/a.css", "/* url(x) */ a::after { content: \"url(y) /*\" } .my-url( {}")], &[]);
    }

    #[test]
    fn mistakes_in_templates_have_their_place() {
        check(&[("templates/x.html", "<p>نص {{ page.title }</p>")], &["templates/x.html:1:21 template"]);
        check(
            &[("templates/x.html", "{{ a"), ("templates/y.html", "\n{% if %}")],
            &["templates/x.html:1:4 template", "templates/y.html:2:7 template"],
        );
        check(&[("templates/x.html", "<p>\n  {{ page.title | shout }}")], &["templates/x.html:2:19 template"]);
        check(&[("templates/x.html", "{{ now() }}")], &["templates/x.html:1:4 template"]);
        check(&[("templates/x.html", "{{ get_env(name=\"HOME\") }}")], &["templates/x.html:1:4 template"]);
        check(&[("templates/x.html", "{% include \"none.html\" %}")], &["templates/x.html:1:12 template"]);
        check(&[("templates/x.html", "{% extends \"none.html\" %}")], &["templates/x.html:1:1 template"]);
        check(
            &[("templates/x.html", "{% include \"y.html\" %}"), ("templates/y.html", "{% include \"x.html\" %}")],
            &["templates/x.html:1:1 template"],
        );
        check(&[("templates/x.html", "{{ t(key=\"prnit\") }}")], &["templates/x.html:1:11 unknown-message"]);
        check(&[("templates/x.html", "{{ __tera_context }}")], &["templates/x.html:1:4 template-unsteady"]);
    }

    #[test]
    fn catalogues_are_checked_against_english() {
        check(&[("messages/ar.yaml", "print: [a]\n")], &["messages/ar.yaml:1:8 wrong-type"]);
        check(
            &[("messages/ar.yaml", "reading-time: {one: دقيقة, tow: دقيقتان, other: دقائق}\n")],
            &["messages/ar.yaml:1:1 missing-plural", "messages/ar.yaml:1:28 unknown-field"],
        );
        check(&[("messages/ar.yaml", "page-n-of-m: \"{n} من {k}\"\n")], &["messages/ar.yaml:1:1 message-value"]);
        let locales = locales(&["sw", "ar-LB"]);
        let file = |path: &str, text: &str| (format!("themes/mine/{path}"), Content::Text(text.into()));
        let outcome = read(&SourceTree::new([file("messages/ar-LB.yaml", "print: طباعة\n")]), "mine", &locales);
        let found: Vec<&str> = outcome.diags.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(found, ["the theme has no messages in `sw`"]);
        let theme = outcome.value.expect("a theme");
        assert_eq!(theme.messages.get(&locales.site()[0], "print", None, &[]), "Print");
        assert_eq!(theme.messages.get(&locales.site()[1], "print", None, &[]), "طباعة");
        let sw = read(&SourceTree::new([file("messages/sw.yaml", "print: Chapisha\n")]), "mine", &locales).diags;
        let message = &sw.iter().next().expect("a problem").message;
        assert!(message.starts_with("the messages of `sw` lack `accessed`, "), "{message}");
    }

    #[test]
    fn t_speaks_the_language_of_the_page() {
        let ar = serde_json::json!({ "lang": "ar", "name": "<b>", "html": "<b>x</b>", "minutes": 12 });
        let en = serde_json::json!({ "lang": "en", "minutes": 1 });
        render("{{ t(key=\"print\") }}", &en, "Print");
        render("{{ t(key=\"page-n-of-m\", n=2, m=5) }}", &ar, "الصفحة ٢ من ٥");
        render("{{ t(key=\"page-n-of-m\", n=2, m=5, lang=\"en\") }}", &ar, "Page 2 of 5");
        render("{{ t(key=\"reading-time\", count=minutes) }}", &ar, "١٢ دقيقة للقراءة");
        render("{{ t(key=\"reading-time\", count=minutes) }}", &en, "1 minute to read");
        render("{{ t(key=\"tagged\", name=name) }}", &ar, "صفحات وسم «&lt;b&gt;»");
        render("{{ t(key=\"tagged\", name=html | safe) }}", &ar, "صفحات وسم «<b>x</b>»");
        render("{% set k = \"a<b\" %}{{ t(key=k) }}", &en, "⟦a&lt;b⟧");
        render("{{ t(key=\"print\", lang=\"xx\") }}", &en, "template: the template fails: `xx` is not a language of the site");
        render(
            "{{ t(key=\"tagged\", name=name) }}",
            &en,
            "template: the template fails: the argument `name` of `t` has no value",
        );
        render("{{ t(key=\"print\") }}", &serde_json::json!({}), "اطبع");
    }

    #[test]
    fn templates_end() {
        let endless = "{% component a() %}{{<a/>}}{% endcomponent a %}{{<a/>}}";
        let expect = "template: the template fails: maximum render recursion depth for components exceeded";
        render(endless, &serde_json::json!({}), expect);
    }

    #[test]
    fn a_template_that_fails_says_where() {
        let (tree, outcome) = mine(&[("templates/x.html", "<p>\n{{ page.titel }}</p>")]);
        let theme = outcome.value.expect("a theme");
        let problem = theme.render("x.html", &serde_json::json!({ "page": { "title": "x" } })).expect_err("no such field");
        let span = problem.span.expect("a place");
        assert_eq!((tree.file(span.file).path.as_str(), span.range()), ("themes/mine/templates/x.html", 12..17));
        assert_eq!(theme.render("none.html", &()).expect_err("no such template").code, "template");
        assert_eq!(theme.render("x.html", &3).expect_err("no fields").code, "template");
    }
}
