//! The style sheet of publications that flow, in the colours and families of a theme.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::theme::Theme;

/// The sheet; a value that is the theme's stands in it as `var(--TOKEN)`.
const SHEET: &str = include_str!("flow.css");

/// Languages that are written in Arabic letters, wherever `:lang(arabic)` stands.
const ARABIC: [&str; 10] = ["ar", "fa", "ur", "ckb", "ps", "prs", "sd", "ug", "pa-Arab", "az-Arab"];

/// The sheet with a selector for each of those languages: not every reader of e-books knows `:is()`.
fn spelt_out() -> String {
    let mut out = String::with_capacity(SHEET.len() * 2);
    for part in SHEET.split_inclusive('}') {
        let Some((before, body)) = part.split_once('{').filter(|(before, _)| before.contains(":lang(arabic)")) else {
            out.push_str(part);
            continue;
        };
        // A comment may stand before the selectors.
        let (comment, selectors) = before.rsplit_once("*/").unwrap_or(("", before));
        if !comment.is_empty() {
            let _ = write!(out, "{comment}*/");
        }
        let of = |language: &str| selectors.trim().replace(":lang(arabic)", &format!(":lang({language})"));
        let all: Vec<String> = ARABIC.iter().map(|language| of(language)).collect();
        let _ = write!(out, "\n{} {{{body}", all.join(",\n"));
    }
    out
}

/// The sheet with the theme's values in it, since many readers of e-books know no `var()`.
pub fn resolved(theme: &Theme) -> String {
    let sheet = spelt_out();
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet.as_str();
    while let Some((before, after)) = rest.split_once("var(--") {
        let (token, after) = after.split_once(')').unwrap_or((after, ""));
        out.push_str(before);
        out.push_str(theme.tokens.light.get(token).map_or("inherit", String::as_str));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The sheet as it is, behind the theme's values as custom properties: light, and dark where readers ask for that.
pub fn live(theme: &Theme) -> String {
    let mut out = String::from(":root { color-scheme: light dark; ");
    properties(&theme.tokens.light, &mut out);
    out.push_str("}\n@media (prefers-color-scheme: dark) { :root { ");
    properties(&theme.tokens.dark, &mut out);
    out.push_str("} }\n");
    out + &spelt_out()
}

/// The tokens that the sheet names.
fn properties(tokens: &BTreeMap<String, String>, out: &mut String) {
    for (token, value) in tokens.iter().filter(|(token, _)| SHEET.contains(&format!("var(--{token})"))) {
        let _ = write!(out, "--{token}: {value}; ");
    }
}

#[cfg(test)]
mod tests {
    use super::spelt_out;

    #[test]
    fn every_rule_is_there_for_every_language_and_closed() {
        let sheet = spelt_out();
        assert!(!sheet.contains(":lang(arabic)"));
        assert!(
            sheet.contains("body:lang(ar), ") && sheet.contains("h1:lang(fa), ") && sheet.contains("em:lang(ckb), em:lang(he)")
        );
        assert_eq!(sheet.matches('{').count(), sheet.matches('}').count());
    }
}
