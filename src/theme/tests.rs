//! Themes of a project: what is laid over what, where mistakes are told, and that templates end.

use std::sync::OnceLock;

use super::budget::Budget;
use super::{Theme, read};
use crate::diag::{Diagnostic, Diagnostics, Outcome};
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
    let icon = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>";
    let bare = [("theme.yaml", "name: mine\nstyles: []\nscripts: []\n"), ("icon.svg", icon), ("card.ar.png", "")];
    let files = bare.iter().chain(files).map(|(path, text)| (format!("themes/mine/{path}"), Content::Text((*text).into())));
    let tree = SourceTree::new(files);
    let outcome = read(&tree, "mine", LOCALES.get_or_init(|| locales(&["ar", "en"])));
    (tree, outcome)
}

/// The problems but that the theme leaves out sheets of the built-in one, which take long to read: `tests/mistakes.rs` has that.
fn told(diags: &Diagnostics) -> impl Iterator<Item = &Diagnostic> {
    diags.iter().filter(|problem| problem.code != "styles-replaced")
}

/// Problems as `file:line:column code`, or `code` where they stand in no file of the project.
#[track_caller]
fn check(files: &[(&str, &str)], expect: &[&str]) {
    let (tree, outcome) = mine(files);
    let show = |d: &Diagnostic| match d.span {
        Some(span) => {
            let file = tree.file(span.file);
            let (line, column) = LineIndex::new(file.text().expect("text")).line_col(span.range().start);
            format!("{}:{line}:{column} {}", file.path.trim_start_matches("themes/mine/"), d.code)
        }
        None => d.code.to_owned(),
    };
    let diags = outcome.diags.sorted(&tree);
    assert_eq!(told(&diags).map(show).collect::<Vec<_>>(), expect, "{diags:#?}");
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
    assert_eq!((diag.code, &*diag.message), ("unknown-theme", "there is no theme `brifing`"));
    assert!(diag.help.as_ref().is_some_and(|h| h.contains("did you mean `briefing`?")));
}

#[test]
fn one_file_is_overridden_and_the_others_stay() {
    let (_, outcome) = mine(&[
        ("theme.yaml", "name: mine\nscripts: []\ntokens: {light: {accent: '#123456', 'new-one': 3}}\n"),
        ("css/own.css", "a { margin: var(--new-one) }"),
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
    check(
        &[("theme.yaml", "name: m\ntokens: {light: {paper-text: 11pt, leading: 2, mine: red}}\n")],
        &["theme.yaml:2:48 unused-token"],
    );
    check(&[("theme.yaml", "name: م\ntokens: {light: {Ink: red}}\n")], &["theme.yaml:2:18 theme-token"]);
    check(&[("theme.yaml", "name: م\ntokens: {lihgt: {ink: red}}\n")], &["theme.yaml:2:10 unknown-field"]);
    check(&[("theme.yaml", "icon: icon.svg\n")], &["theme.yaml:1:1 missing-field"]);
}

#[test]
fn mistakes_in_style_sheets_have_their_place() {
    let theme = ("theme.yaml", "name: mine\nstyles: [css/tokens.css, css/a.css]\n");
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
    let net =
        "{% for a in [1] %}\n<p style=\"background:url(//x.example)\"><style>@import 'a'</style><script src=https://x.example>";
    let external = "theme-external-url";
    let found = [
        format!("templates/x.html:2:26 {external}"),
        "templates/x.html:2:47 theme-css-import".to_owned(),
        format!("templates/x.html:2:78 {external}"),
    ];
    check(&[("templates/x.html", &format!("{net}</script>{{% endfor %}}"))], &found.each_ref().map(String::as_str));
    check(&[("templates/x.xml", "<script src=https://x.example/>")], &[]);
}

#[test]
fn files_in_other_encodings_are_named() {
    let latin = |path: &str| (format!("themes/mine/{path}"), Content::Binary(b"<p>caf\xe9</p>".as_slice().into()));
    let wide = |path: &str| {
        let bytes: Vec<u8> = "\u{feff}<p>خط</p>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        (format!("themes/mine/{path}"), Content::Binary(bytes.into()))
    };
    let bare = |text: &str| ("themes/mine/theme.yaml".to_owned(), Content::Text(text.into()));
    let (plain, styled) = ("name: m\nstyles: []\nscripts: []\n", "name: m\nstyles: [css/tokens.css, a.css]\nscripts: [a.js]\n");
    for (yaml, file) in [
        (plain, latin("templates/x.html")),
        (plain, wide("templates/page.html")),
        (plain, wide("messages/ar.yaml")),
        (plain, latin("pdf/document.typ")),
        (plain, wide("pdf/parts/mine.typ")),
        (styled, latin("a.css")),
        (styled, wide("a.js")),
    ] {
        let path = file.0.clone();
        let other = if path.ends_with("a.css") { "a.js" } else { "a.css" };
        let tree = SourceTree::new([bare(yaml), file, (format!("themes/mine/{other}"), Content::Text("".into()))]);
        let diags = read(&tree, "mine", LOCALES.get_or_init(|| locales(&["ar", "en"]))).diags.sorted(&tree);
        let [problem] = told(&diags).collect::<Vec<_>>()[..] else { panic!("{path}: {diags:#?}") };
        let at = problem.span.map(|span| tree.file(span.file).path.clone());
        assert_eq!((problem.code, at), ("theme-file-not-utf8", Some(path)));
    }
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
    let found: Vec<&str> = outcome.diags.iter().map(|d| &*d.message).collect();
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
    render("{{ t(key=\"tagged\", name=name) }}", &en, "template: the template fails: the argument `name` of `t` has no value");
    render("{{ t(key=\"print\") }}", &serde_json::json!({}), "اطبع");
}

#[test]
fn templates_end() {
    let endless = "{% component a() %}{{<a/>}}{% endcomponent a %}{{<a/>}}";
    let expect = "template: the template fails: maximum render recursion depth for components exceeded";
    render(endless, &serde_json::json!({}), expect);
    let turns = "the template `x.html` is stopped: its loops do not end within 1000 turns";
    let bytes = "the template `x.html` is stopped: what it writes is larger than 1 MB";
    // What is told, and the text at its place.
    let mut found = Vec::new();
    let cases = [
        ("<p>{% for a in range(end=99) %}{% for b in range(end=99) %}{% endfor %}{% endfor %}", turns, "{% for a"),
        ("{% set r = range(end=99) %}{% for a in r %}{% for b in r %}{% for c in r %}{% endfor %}", turns, "{% for c"),
        ("{{ [[b for b in range(end=99)] for a in range(end=99)] | length }}", turns, "[[b for"),
        ("{{ [a for a in range(end=2000) if a > 3000] | length }}", turns, "[a for a"),
        (
            "{% component a(n) %}{% if n < 18 %}{{<a n={n + 1} />}}{{<a n={n + 1} />}}{% endif %}{% endcomponent a %}{{<a n={1} />}}",
            turns,
            "{% component",
        ),
        (
            "{% set_global s = long %}خط{% for a in range(end=99) %}{% set_global s = s ~ s %}{% endfor %}",
            bytes,
            "{% set_global s = s",
        ),
        ("{% set s %}{% for a in range(end=999) %}{{ long }}{% endfor %}{% endset %}<p>{{ s }}", bytes, "{% set s"),
        ("{% for a in range(end=900) %}{{ long }}{{ long }}{% for b in [1] %}{% endfor %}{% endfor %}", bytes, "{% for b"),
        ("{{ long | replace(from=\"x\", to=long) }}", bytes, "replace("),
        // Each would be a thousand times the one before.
        (
            "{{ long | replace(from=\"x\", to=long) | replace(from=\"x\", to=long) | replace(from=\"x\", to=long) }}",
            bytes,
            "replace(",
        ),
        ("{{ long | split(pat=\"\") | join(sep=long) | split(pat=\"\") | join(sep=long) }}", bytes, "join("),
    ];
    for (template, expect, at) in cases {
        let ends = template.matches("{% for").count() - template.matches("{% endfor").count();
        let template = format!("{template}{}", "{% endfor %}".repeat(ends));
        let (_, outcome) = mine(&[("templates/x.html", &template)]);
        let mut theme = outcome.value.unwrap_or_else(|| panic!("{:#?}", outcome.diags));
        theme.templates.budget = Budget { turns: 1000, bytes: 1 << 20 };
        let told = theme.render("x.html", &serde_json::json!({ "long": "x".repeat(2048) })).expect_err("no end");
        let place = told.span.map_or("", |span| &template[span.range().start..]);
        if told.code != "template" || told.message != expect || !place.starts_with(at) {
            found.push(format!("{template}: {} at {place}", told.message));
        }
        assert_eq!(theme.render("x.html", &3).expect_err("no fields").code, "template");
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn what_ends_is_printed_as_it_was() {
    let view = serde_json::json!({ "xs": [1, 2, 3], "map": { "k": "<b>" } });
    render("{% for x in xs %}{{ x }}, {% endfor %}", &view, "1, 2, 3, ");
    render("{% for x in xs -%}  {{ x }} {%- endfor %}", &view, "123");
    render("{% for x in xs -%}  {{ x }}{% else %}none{%- endfor -%}  .", &view, "123.");
    render("{% for k, v in map %}{{ k }}{{ v }}{% endfor %}", &view, "k&lt;b&gt;");
    render("{{ [x * 2 for x in xs if x > 2 or x == 1] }}", &view, "[2, 6]");
    render("{% set a = [x for x in xs] %}{{ a }}{% set b = map.k | safe %}{{ b }}", &view, "[1, 2, 3]<b>");
    render("{% set_global n = 0 %}{% for x in xs %}{% set_global n = n + x %}{% endfor %}{{ n }}", &view, "6");
    render("{% raw %}{% for x in xs %}{% endraw %}", &view, "{% for x in xs %}");
    // The filters that count mark markup as the engine's own do.
    render("{{ 'a&b' | replace(from='b', to='<') }}", &view, "a&amp;&lt;");
    render("{{ '<i>' | safe | replace(from='i', to='<') }}", &view, "<&lt;>");
    render("{{ xs | join(sep=', ') }}{{ [map.k, 'a'] | join(sep='&') }}", &view, "1, 2, 3&lt;b&gt;&amp;a");
    render("{{ [map.k, '<i>' | safe] | join(sep='&') }}{{ xs | join }}", &view, "&lt;b&gt;&amp;<i>123");
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
