//! The theme's style sheets and tokens -> one sheet, with the files that it loads under their published names.
//!
//! 1. The sheets are joined in the order of `theme.yaml`.
//! 2. The line `/* @tokens */` becomes the tokens as custom properties.
//! 3. Every address that a browser would load is resolved in the theme and replaced by a path from the published sheet.

use std::fmt::Write as _;
use std::ops::Range;

use crate::diag::Diagnostics;
use crate::diag::codes::theme as codes;

use crate::picture::inline;

use super::assets::{Assets, resolve};
use super::css::{self, Piece, What};
use super::files::{File, Files};
use super::manifest::Tokens;

/// Where the tokens go.
const MARK: &str = "@tokens";

/// Joins the sheets, publishing what they load. Not yet minified.
pub fn sheet(files: &Files, styles: &[&String], tokens: &Tokens, assets: &mut Assets, diags: &mut Diagnostics) -> String {
    let paths: Vec<&str> = files.paths().collect();
    let mut sheet = String::new();
    for path in styles {
        let Some(file) = files.at(path) else { continue };
        let Some(text) = file.text() else {
            diags.push(codes::not_text(&file.place(0..0), path));
            continue;
        };
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut loads = Loads { files, folder, paths: &paths, file, assets: &mut *assets };
        for Piece { range, what } in css::pieces(text) {
            match what {
                What::Other => {
                    let text = &text[range];
                    if sheet.strip_suffix(EMPTY).is_some_and(|before| joins(before, text)) {
                        sheet.push(' ');
                    }
                    sheet.push_str(text);
                }
                What::Comment if text[range.clone()].trim_matches(['/', '*']).trim() == MARK => {
                    sheet.push_str(&properties(tokens));
                }
                What::Comment if sheet.ends_with(EMPTY) => {}
                What::Comment => sheet.push_str(EMPTY),
                What::Import => diags.push(codes::css_import(&file.place(range))),
                What::Unclosed(what) => {
                    let end = range.start + text[range.clone()].find('(').map_or(1, |at| at + 1);
                    diags.push(codes::css_unclosed(&file.place(range.start..end), what));
                }
                What::Unread(name) => diags.push(codes::css_unread(&file.place(range), &name)),
                What::Url(address) => {
                    if let Some(path) = loads.address(&address, css::inside(text, &range), diags) {
                        let _ = write!(sheet, "url({})", css::quoted(&path));
                    }
                }
                What::Address(address) => {
                    if let Some(path) = loads.address(&address, css::inside(text, &range), diags) {
                        sheet.push_str(&css::quoted(&path));
                    }
                }
            }
        }
        sheet.push('\n');
    }
    sheet
}

/// What stands on both sides of a comment is two tokens, and stays two.
const EMPTY: &str = "/**/";

/// Whether two texts would be one name or the call of a function if nothing stood between them. The minifier drops comments
/// even there: `url/**/(x)` is no address, `url(x)` is.
fn joins(before: &str, after: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '\\') || !c.is_ascii();
    before.ends_with(is_name) && after.starts_with(|c| c == '(' || is_name(c))
}

/// What is needed to resolve the addresses of one sheet.
struct Loads<'a> {
    files: &'a Files,
    folder: &'a str,
    paths: &'a [&'a str],
    file: &'a File,
    assets: &'a mut Assets,
}

impl Loads<'_> {
    /// The address for the published sheet; `None` where it was reported.
    fn address(&mut self, address: &str, range: Range<usize>, diags: &mut Diagnostics) -> Option<String> {
        let address = css::as_read(address);
        if address.starts_with('#') {
            return Some(address);
        }
        if css::is_data(&address) {
            return match inline::clean(&address) {
                Ok(clean) => Some(clean.unwrap_or(address)),
                Err(trouble) => {
                    let place = self.file.place(range);
                    diags.push(codes::picture(&place, (trouble.code(), "data:"), trouble.says(), trouble.help()));
                    None
                }
            };
        }
        if css::is_foreign(&address) {
            diags.push(codes::external_url(&self.file.place(range), &address));
            return None;
        }
        let (path, rest) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
        let Some((path, file)) = resolve(self.files, self.folder, path) else {
            diags.push(codes::missing_file(&self.file.place(range), path, self.paths));
            return None;
        };
        let published = self.assets.add_file(&path, file, diags);
        // The sheet itself is published in `assets/`, so that paths from there work under any base path.
        Some(format!("{}{rest}", published.strip_prefix("assets/").unwrap_or(&published)))
    }
}

/// The tokens as custom properties. Paper is white: dark values are for screens, whatever the reader has chosen.
fn properties(tokens: &Tokens) -> String {
    let list = |values: &std::collections::BTreeMap<String, String>| {
        values.iter().fold(String::new(), |mut list, (name, value)| {
            let _ = write!(list, "--{name}: {value};");
            list
        })
    };
    let (light, dark) = (list(&tokens.light), list(&tokens.dark));
    format!(
        ":root {{ color-scheme: light dark; {light} }}\n\
         @media screen and (prefers-color-scheme: dark) {{ :root:not([data-scheme=\"light\"]) {{ {dark} }} }}\n\
         @media screen {{ :root[data-scheme=\"dark\"] {{ color-scheme: dark; {dark} }} }}\n\
         :root[data-scheme=\"light\"] {{ color-scheme: light; }}\n\
         @media print {{ :root {{ color-scheme: light; }} }}\n"
    )
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use super::{What, css, properties};
    use crate::locale::{LocaleSpec, Locales};
    use crate::source::{Content, LineIndex, SourceTree};
    use crate::theme::manifest::Tokens;

    static LOCALES: OnceLock<Locales> = OnceLock::new();

    /// The published sheet of a theme with this style sheet, and its problems as `line:column code`.
    fn read(file: &str, text: &str) -> (String, Vec<String>) {
        let icon = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>";
        let files = [(file, text), ("icon.svg", icon)];
        let mut files: Vec<_> = files.map(|(path, text)| (format!("themes/mine/{path}"), Content::Text(text.into()))).into();
        if file != "theme.yaml" {
            let manifest = format!("name: mine\nscripts: []\nstyles: [{file}, css/tokens.css]\n");
            files.push(("themes/mine/theme.yaml".to_owned(), Content::Text(manifest.into())));
        }
        let locales = LOCALES.get_or_init(|| Locales::new(&[LocaleSpec::of("en"), LocaleSpec::of("ar")]).expect("known tags"));
        let tree = SourceTree::new(files);
        let outcome = crate::theme::read(&tree, "mine", locales);
        // The other sheets of the built-in theme are left out, and told.
        let own = outcome.diags.iter().filter(|problem| problem.code != "styles-replaced");
        let problems = own.map(|problem| match problem.span {
            Some(span) => {
                let (line, column) = LineIndex::new(tree.file(span.file).text().expect("text")).line_col(span.range().start);
                format!("{line}:{column} {}", problem.code)
            }
            None => problem.message.to_string(),
        });
        let problems = problems.collect();
        let theme = outcome.value.expect("a theme");
        (String::from_utf8_lossy(&theme.assets[&theme.stylesheet]).into_owned(), problems)
    }

    /// What a browser would load from elsewhere, in the sheet as it is published.
    fn foreign(published: &str) -> Vec<&str> {
        let found = css::pieces(published).into_iter().filter_map(|piece| match piece.what {
            What::Url(address) | What::Address(address) => {
                (css::is_foreign(&address) && !css::is_data(&address)).then(|| &published[piece.range])
            }
            What::Import | What::Unread(_) => Some(&published[piece.range]),
            What::Other | What::Comment | What::Unclosed(_) => None,
        });
        found.collect()
    }

    /// Sheets that reach for another host, each with the place of its address and the code of the problem.
    const REFUSED: &[(&str, &str)] = &[
        ("@import \"//x.example/a.css\";", "1:1 theme-css-import"),
        ("@import url(https://x.example/a.css);", "1:1 theme-css-import"),
        ("@IMPORT 'a.css' layer(x) supports(display: grid);", "1:1 theme-css-import"),
        ("@\\69mport 'https://x.example/a.css';", "1:1 theme-css-import"),
        ("@\\000069 mport 'https://x.example/a.css';", "1:1 theme-css-import"),
        ("@im\\port 'https://x.example/a.css';", "1:1 theme-css-import"),
        ("@charset \"utf-8\";\n@import 'https://x.example/a.css';", "2:1 theme-css-import"),
        ("@charset \"utf-8\"; /* خط */ @import/**/'https://x.example/a.css';", "1:28 theme-css-import"),
        ("@layer a; @import 'https://x.example/a.css'", "1:11 theme-css-import"),
        ("a { src: url(https://x.example/a) }", "1:14 theme-external-url"),
        ("a { src: URL( 'https://x.example/a' ) }", "1:16 theme-external-url"),
        ("a { src: u\\72l(https://x.example/a) }", "1:16 theme-external-url"),
        ("a { src: \\75 rl(\"https://x.example/a\") }", "1:18 theme-external-url"),
        ("a { src: url(\\68ttps://x.example/a) }", "1:14 theme-external-url"),
        ("a { src: url(\"ht\\\ntps://x.example/a\") }", "1:15 theme-external-url"),
        ("a { src: url(\"ht\\9 tps://x.example/a\") }", "1:15 theme-external-url"),
        ("a { src: url(/**/\"https://x.example/a\") }", "1:10 theme-css-unclosed"),
        ("a { src: url( /* x */ \"https://x.example/a\" /* y */ ) }", "1:10 theme-css-unclosed"),
        ("a { src: url('//x.example/a') }", "1:15 theme-external-url"),
        ("a { src: url('\\\\\\\\x.example/a') }", "1:15 theme-external-url"),
        ("a { src: url('/\\\\x.example/a') }", "1:15 theme-external-url"),
        ("a { src: url(' https://x.example/a') }", "1:15 theme-external-url"),
        ("a { src: url('https://x.example/a' crossorigin(anonymous)) }", "1:15 theme-external-url"),
        ("a { src: src('https://x.example/a') }", "1:15 theme-external-url"),
        ("a { background: image('https://x.example/a') }", "1:24 theme-external-url"),
        ("a { background: image-set('https://x.example/a' 1x) }", "1:28 theme-external-url"),
        ("a { background: image-set(url(icon.svg) 1x, \"https://x.example/a\" 2x) }", "1:46 theme-external-url"),
        ("a { background: -webkit-image-set('https://x.example/a' 1x) }", "1:36 theme-external-url"),
        ("a { background: -webkit-image-set(url(https://x.example/a) 1x) }", "1:39 theme-external-url"),
        ("a { background: im\\61ge-set('https://x.example/a' 1x) }", "1:30 theme-external-url"),
        ("a { background: cross-fade(url(https://x.example/a), red) }", "1:32 theme-external-url"),
        ("a { background: -webkit-cross-fade('https://x.example/a', url(icon.svg), 50%) }", "1:37 theme-external-url"),
        ("a { background: paint(dots) }", "1:17 theme-external-url"),
        ("a { background: p\\61int(dots, 3px) }", "1:17 theme-external-url"),
        ("a { --x: image-set('https://x.example/a' 1x) }", "1:21 theme-external-url"),
        ("a { --x: 'https://x.example/a'; background: image-set(var(--x) 1x) }", "1:55 theme-external-url"),
        ("a { background: src(var(--x, 'https://x.example/a')) }", "1:21 theme-external-url"),
        ("a { background: image(attr(data-x)) }", "1:23 theme-external-url"),
        ("a { background: image-set(--mine() 1x) }", "1:27 theme-external-url"),
        (
            "@property --x { syntax: '<image>'; inherits: false; initial-value: url(ftp://x.example/a) }",
            "1:72 theme-external-url",
        ),
        (
            "@media print { @supports (color: red) { a { b { cursor: url(wss://x.example/a), auto } } } }",
            "1:61 theme-external-url",
        ),
        ("@font-face { font-family: خط; src: local('خط'), url(//x.example/خط.woff2) }", "1:53 theme-external-url"),
        ("a { background: url(https://x.example/a", "1:17 theme-css-unclosed"),
        ("a { background: url('none.png') }", "1:22 theme-file-missing"),
        ("a { background: image-set('none.png' 1x) }", "1:28 theme-file-missing"),
    ];

    /// Sheets that load only what the theme has, with a part of what is published.
    const HARMLESS: &[(&str, &str)] = &[
        ("a { background: url(icon.svg) }", "url(icon."),
        ("a { background: url( '../icon.svg' ) }", "url(icon."),
        ("a { background: u\\72l(\\69 con.svg) }", "url(icon."),
        ("a { background: image-set('icon.svg' 1x, url(icon.svg) 2x) }", "icon."),
        ("a { background: image-set('icon.svg' type('image/svg+xml')) }", "image/svg+xml"),
        ("a { background: image-set(linear-gradient(var(--ink), red) 1x) }", "linear-gradient"),
        ("a { background: url(data:image/png;base64,AAAA) }", "data:image/png"),
        ("a { background: url(\"DATA:image/svg+xml,%3Csvg/%3E\") }", "svg"),
        ("a { filter: url(#soft) }", "#soft"),
        ("a::after { content: 'url(https://x.example) @import' }", "https://x.example"),
        ("a[href^='https://'] { color: red }", "https://"),
        ("/* @import 'https://x.example'; url(//x) */ a { color: red }", "color:red"),
        (".url\\( { color: red } .my-url { color: red }", "color:red"),
        ("@charset \"utf-8\"; a { color: red }", "color:red"),
        ("@namespace svg url(http://www.w3.org/2000/svg); a { color: red }", "color:red"),
        ("a { --x: url/**/(https://x.example/a); color: red }", "color:red"),
        ("a { --x: url/* x *//**/(https://x.example/a); color: red }", "color:red"),
        ("a { --x: u/**/rl('https://x.example/a') im/**/\\61ge('//x'); color: red }", "color:red"),
        ("a { --import: 1; color: var(--import) }", "--import:1"),
        ("@font-face { font-family: \"خط\"; src: local('خط'), url(icon.svg) format('svg') }", "خط"),
        ("a { font: 1em/1.5 \"Amiri\", 'خط', serif; margin: calc(1px + (2px)) }", "Amiri"),
        ("@media (min-width: 1px) { a { &:hover { color: red } } }", "color:red"),
        ("a/**/.b { color: red } a/**/b { color: red }", "a.b"),
    ];

    #[test]
    fn addresses_of_other_hosts_are_refused() {
        for (sheet, expect) in REFUSED {
            let (published, problems) = read("css/a.css", sheet);
            assert_eq!(problems, [*expect], "{sheet}\n{published}");
        }
    }

    #[test]
    fn files_of_the_theme_are_loaded() {
        for (sheet, expect) in HARMLESS {
            let (published, problems) = read("css/a.css", sheet);
            assert!(problems.is_empty(), "{sheet}\n{problems:?}");
            assert!(published.contains(expect), "{sheet}\n{published}");
            assert_eq!(foreign(&published), [""; 0], "{sheet}\n{published}");
        }
    }

    #[test]
    fn dark_values_are_for_screens() {
        let tokens = Tokens { light: [("ink".into(), "#000".into())].into(), dark: [("ink".into(), "#fff".into())].into() };
        let text = properties(&tokens);
        assert_eq!(text.matches("--ink: #000;").count(), 1);
        assert_eq!(text.matches("--ink: #fff;").count(), 2);
        assert!(text.lines().filter(|l| l.contains("#fff")).all(|l| l.starts_with("@media screen")));
    }

    #[test]
    fn tokens_load_nothing() {
        for value in [
            "url(https://x.example/a)",
            "url('https://x.example/a')",
            "URL( '//x.example/a' )",
            "url(icon.svg)",
            "image-set(\"https://x.example/a\" 1x)",
            "-webkit-image-set(url(a) 1x)",
            "src('a')",
            "image('a')",
            "paint(dots)",
            "cross-fade(url(a), red)",
            "image-set(var(--x) 1x)",
            "@import 'a'",
            "calc(1px) url(a)",
        ] {
            let quoted = value.replace('\'', "''");
            for scheme in ["light", "dark"] {
                let (published, problems) = read(
                    "theme.yaml",
                    &format!("name: mine\nstyles: []\nscripts: []\ntokens:\n  {scheme}:\n    mine: '{quoted}'\n"),
                );
                assert_eq!(problems, ["6:11 theme-token"], "{value}");
                assert!(!published.contains("--mine"), "{published}");
            }
        }
    }
}
