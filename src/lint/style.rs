//! The style sheets of the project's theme -> declarations that hold for one direction only, or that tear Arabic apart.

use std::ops::Range;

use crate::diag::Diagnostics;
use crate::diag::codes::lint as codes;
use crate::source::{SourceTree, Span};
use crate::theme::Theme;

/// Looks at every sheet below the theme's folder.
pub(in crate::lint) fn check(theme: &Theme, tree: &SourceTree, diags: &mut Diagnostics) {
    let folder = format!("themes/{}", theme.name);
    for file in tree.in_folder(&folder).filter(|f| f.path.ends_with(".css")) {
        let Some(text) = file.text() else { continue };
        for declaration in declarations(text) {
            let span = Span::new(file.id, declaration.range.start, declaration.range.end);
            physical(&declaration, span, diags);
            arabic(&declaration, span, diags);
        }
    }
}

/// A declaration with the rules around it.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Declaration {
    /// Its bytes.
    range: Range<usize>,
    /// In lower case.
    property: String,
    /// In lower case.
    value: String,
    /// Selectors and at-rules, outermost first.
    around: Vec<String>,
}

/// `margin-left`, `left`, `float: left`, `text-align: right`. Rules that say for which direction they are may name sides.
fn physical(declaration: &Declaration, span: Span, diags: &mut Diagnostics) {
    let Declaration { property, value, around, .. } = declaration;
    let is_directed = |selector: &String| [":dir(", "[dir", ":lang(", "[lang"].iter().any(|d| selector.contains(d));
    if around.iter().any(is_directed) {
        return;
    }
    if let Some(right) = logical(property) {
        diags.push(codes::physical_property(span, property, &right));
    } else if matches!(property.as_str(), "float" | "clear" | "text-align") && matches!(value.as_str(), "left" | "right") {
        let side = if value == "left" { "start" } else { "end" };
        let side = if property == "text-align" { side.to_owned() } else { format!("inline-{side}") };
        diags.push(codes::physical_property(span, &format!("{property}: {value}"), &format!("{property}: {side}")));
    }
}

/// The logical property of a physical one (CSS Logical Properties 1), for a text that runs from left to right.
fn logical(property: &str) -> Option<String> {
    let side = |name: &str| match name {
        "left" => Some("inline-start"),
        "right" => Some("inline-end"),
        _ => None,
    };
    if let Some(side) = side(property) {
        return Some(format!("inset-{side}"));
    }
    let corner = |name: &str| match name {
        "border-top-left-radius" => Some("border-start-start-radius"),
        "border-top-right-radius" => Some("border-start-end-radius"),
        "border-bottom-left-radius" => Some("border-end-start-radius"),
        "border-bottom-right-radius" => Some("border-end-end-radius"),
        _ => None,
    };
    if let Some(corner) = corner(property) {
        return Some(corner.to_owned());
    }
    ["margin-", "padding-", "border-", "scroll-margin-", "scroll-padding-"].iter().find_map(|prefix| {
        let rest = property.strip_prefix(prefix)?;
        let (name, tail) = rest.split_at(rest.find('-').unwrap_or(rest.len()));
        Some(format!("{prefix}{}{tail}", side(name)?))
    })
}

/// `letter-spacing` and italics in rules that hold for Arabic too.
fn arabic(declaration: &Declaration, span: Span, diags: &mut Diagnostics) {
    let Declaration { property, value, around, .. } = declaration;
    if around.iter().any(|selector| selector.starts_with("@font-face") || is_for_others(selector)) {
        return;
    }
    let value = value.trim_end_matches("!important").trim();
    let is_slanted = |word: &str| matches!(word, "italic" | "oblique");
    if property == "letter-spacing" && !matches!(value, "normal" | "0" | "0em" | "inherit" | "initial" | "unset" | "revert") {
        diags.push(codes::spaced_arabic(span, value));
    } else if (property == "font-style" || property == "font") && value.split_whitespace().any(is_slanted) {
        diags.push(codes::slanted_arabic(span, value));
    }
}

/// Whether every selector of a list is for languages that are not written in Arabic.
fn is_for_others(list: &str) -> bool {
    const RTL: [&str; 6] = ["ar", "fa", "ur", "ps", "ckb", "rtl"];
    let names = |part: &str, opens: &str| -> bool {
        part.split(opens).skip(1).any(|rest| {
            let inside = rest.split([')', ']']).next().unwrap_or(rest);
            let mut tags = inside.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').filter(|tag| !tag.is_empty());
            !tags.any(|tag| RTL.contains(&tag.split('-').next().unwrap_or(tag)))
        })
    };
    let excludes = |part: &str| {
        [":not(:dir(rtl))", ":not(:lang(ar", ":not([dir=rtl])", ":not([dir=\"rtl\"])"].iter().any(|n| part.contains(n))
    };
    let is_other = |part: &str| {
        excludes(part) || (!part.contains(":not(") && [":lang(", ":dir(", "[dir", "[lang"].iter().any(|o| names(part, o)))
    };
    !list.starts_with('@') && top_level(list).iter().all(|part| is_other(part))
}

/// The parts of a list between commas that stand in no parentheses.
fn top_level(list: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    list.split(|c| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    })
    .collect()
}

/// The declarations of a sheet (CSS Syntax 3, as far as comments, strings, brackets and blocks go).
fn declarations(text: &str) -> Vec<Declaration> {
    let text = without_comments(text);
    let mut found = Vec::new();
    let mut around: Vec<String> = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    let mut quote: Option<char> = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        match (quote, c) {
            (_, '\\') => escaped = true,
            (Some(open), c) if c == open || c == '\n' => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, '{') => {
                around.push(text[start..at].trim().to_lowercase());
                (start, depth) = (at + 1, 0);
            }
            (None, ';') if depth == 0 => {
                found.extend(declaration(&text, start..at, &around));
                start = at + 1;
            }
            (None, '}') => {
                found.extend(declaration(&text, start..at, &around));
                around.pop();
                (start, depth) = (at + 1, 0);
            }
            (Some(_) | None, _) => {}
        }
    }
    found
}

fn declaration(text: &str, range: Range<usize>, around: &[String]) -> Option<Declaration> {
    let written = &text[range.clone()];
    let (property, value) = written.split_once(':').filter(|_| !around.is_empty())?;
    let start = range.start + written.len() - written.trim_start().len();
    Some(Declaration {
        range: start..range.start + written.trim_end().len(),
        property: property.trim().to_lowercase(),
        value: value.trim().to_lowercase(),
        around: around.to_vec(),
    })
}

/// The sheet with spaces for its comments, as long as before.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find("/*") {
        let end = rest[open + 2..].find("*/").map_or(rest.len(), |n| open + n + 4);
        out.push_str(&rest[..open]);
        out.extend(std::iter::repeat_n(' ', end - open));
        rest = &rest[end..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::{declarations, is_for_others, logical};

    #[test]
    fn declarations_know_their_rules() {
        let sheet = "/* a:b */ .x, a[title=\"{;}\"] { left : 0; @media print { b { margin: 0 auto } } --c:url(d;e)} f:g";
        let found: Vec<_> = declarations(sheet).into_iter().map(|d| (sheet[d.range].to_owned(), d.around.len())).collect();
        assert_eq!(found, [("left : 0".to_owned(), 1), ("margin: 0 auto".to_owned(), 3), ("--c:url(d;e)".to_owned(), 1)]);
        assert!(declarations("}}{\"\\").is_empty());
    }

    #[test]
    fn sides_have_logical_names() {
        assert_eq!(logical("margin-left").as_deref(), Some("margin-inline-start"));
        assert_eq!(logical("border-right-color").as_deref(), Some("border-inline-end-color"));
        assert_eq!(logical("right").as_deref(), Some("inset-inline-end"));
        assert_eq!(logical("border-top-left-radius").as_deref(), Some("border-start-start-radius"));
        assert_eq!(logical("margin-inline-start"), None);
        assert_eq!(logical("border-radius"), None);
    }

    #[test]
    fn selectors_for_other_languages() {
        for yes in [":lang(en) em", "em:dir(ltr)", "[dir=\"ltr\"] i", "i:not(:lang(ar, fa))", "a:lang(en), b:dir(ltr)"] {
            assert!(is_for_others(yes), "{yes}");
        }
        for no in ["em", ":lang(ar) em", "a:lang(en), b", "em:dir(rtl)", "@media print", ":not(:lang(en))"] {
            assert!(!is_for_others(no), "{no}");
        }
    }
}
