//! A formula in TeX -> presentation MathML with its TeX as alternative text, or what is wrong with it. The only user of
//! pulldown-latex.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::event::{Content, Event};
use pulldown_latex::{Parser, Storage, push_mathml};

use super::tag::{TagKind, scan};
use crate::message::Message;

/// Whether a formula stands in a line or by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::markdown) enum Display {
    /// `$…$`
    Inline,
    /// `$$…$$`
    Block,
}

/// The parser below walks groups recursively; deeper nesting than this is a mistake in any formula.
const DEEPEST: usize = 40;
/// Longer formulas are a mistake, too.
const LONGEST: usize = 10_000;

/// MathML of a formula, well-formed as XML, without style attributes (a page's policy may forbid them).
pub(in crate::markdown) fn mathml(tex: &str, display: Display) -> Result<String, Message> {
    if tex.len() > LONGEST {
        return Err(say!("the formula is longer than {most} bytes", most = LONGEST));
    }
    if deepest(tex) > DEEPEST {
        return Err(say!("the formula nests deeper than {most} groups", most = DEEPEST));
    }
    if let Some(command) = MACROS.iter().find(|m| tex.contains(**m)) {
        return Err(say!("`{command}` is not supported", command));
    }
    if has_comment(tex) {
        return Err(say!("`%` begins a comment in TeX: write `\\%`"));
    }
    let storage = Storage::new();
    let mut events = Vec::new();
    for event in Parser::new(tex, &storage) {
        let event = event.map_err(|e| first_line(&e.to_string()))?;
        // Spaces (`~`, `\ `) come as the name of one, and would be printed as its letters.
        let is_space = matches!(event, Event::Content(Content::Text("&nbsp;")));
        events.push(if is_space { Event::Content(Content::Text("\u{a0}")) } else { event });
    }
    let config = RenderConfig {
        display_mode: match display {
            Display::Inline => DisplayMode::Inline,
            Display::Block => DisplayMode::Block,
        },
        ..RenderConfig::default()
    };
    let mut out = String::new();
    push_mathml(&mut out, events.into_iter().map(Ok::<_, std::fmt::Error>), config).map_err(|e| e.to_string())?;
    if out.contains("<merror") {
        return Err(say!("the formula is not well-formed"));
    }
    let body = close_empty(&strip_style(&escape_operators(&spaced(&out))));
    if !is_presentation(&body) {
        return Err(say!("the formula holds something that is not mathematics"));
    }
    if !is_balanced(&body) {
        return Err(say!("the formula is not well-formed"));
    }
    let Some(rest) = body.strip_prefix("<math") else { return Err(say!("the formula is empty")) };
    Ok(format!("<math dir=\"ltr\" alttext=\"{}\"{rest}", attribute(tex.trim())))
}

/// Macros can grow without bound, and a briefing has no use for them.
const MACROS: [&str; 6] = ["\\def", "\\gdef", "\\edef", "\\let", "\\newcommand", "\\renewcommand"];

fn deepest(tex: &str) -> usize {
    let mut depth = 0_usize;
    let mut deepest = 0;
    for (at, c) in tex.char_indices() {
        let opens = matches!(c, '{' | '[')
            || c == '\\' && ["\\left", "\\begin", "\\sqrt", "\\frac"].iter().any(|b| tex[at..].starts_with(b));
        let closes = matches!(c, '}' | ']') || c == '\\' && ["\\right", "\\end"].iter().any(|b| tex[at..].starts_with(b));
        depth = if opens { depth + 1 } else { depth.saturating_sub(usize::from(closes)) };
        deepest = deepest.max(depth);
    }
    deepest
}

fn has_comment(tex: &str) -> bool {
    let mut escaped = false;
    tex.chars().any(|c| {
        let comment = c == '%' && !escaped;
        escaped = c == '\\' && !escaped;
        comment
    })
}

/// The sentence of an error without the drawing of its place below.
fn first_line(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    line.strip_prefix("parsing error: ").unwrap_or(line).trim_end_matches(['.', ':']).to_owned()
}

/// Spaces at the ends of a text, which are written by their name; a text that is a space has two ends.
fn spaced(mathml: &str) -> String {
    mathml.replace(">&nbsp;&nbsp;</mtext>", ">\u{a0}</mtext>").replace("&nbsp;", "\u{a0}")
}

/// pulldown-latex writes the operators `<` and `&` as they are.
fn escape_operators(mathml: &str) -> String {
    let mut out = String::with_capacity(mathml.len());
    for (at, c) in mathml.char_indices() {
        let rest = &mathml[at + c.len_utf8()..];
        match c {
            '<' if !rest.starts_with(|n: char| n == '/' || n.is_ascii_lowercase()) => out.push_str("&lt;"),
            '&' if !["amp;", "lt;", "gt;", "quot;", "#"].iter().any(|entity| rest.starts_with(entity)) => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out
}

/// Elements of presentation MathML (MathML Core).
const ELEMENTS: [&str; 28] = [
    "math",
    "menclose",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "ms",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "none",
    "semantics",
];

/// Whether nothing but MathML came out: names of operators are not escaped by pulldown-latex, so that a tag could pass.
fn is_presentation(mathml: &str) -> bool {
    scan(mathml).into_iter().all(|tag| match tag.kind {
        TagKind::Open { name, attributes } => {
            let runs_code = |attribute: &str| attribute.starts_with("on") || attribute.contains("href") || attribute == "src";
            ELEMENTS.contains(&name.as_str()) && !attributes.iter().any(|(attribute, _)| runs_code(attribute))
        }
        TagKind::Close { name } => ELEMENTS.contains(&name.as_str()),
        TagKind::Comment | TagKind::Declaration => false,
    })
}

/// Takes `style="…"` out of tags; text cannot hold `<`, so what follows one is a tag.
fn strip_style(mathml: &str) -> String {
    let mut out = String::with_capacity(mathml.len());
    for part in mathml.split_inclusive('>') {
        let tag = part.find('<').unwrap_or(part.len());
        let (text, tag) = part.split_at(tag);
        out.push_str(text);
        let style = tag.find(" style=\"").and_then(|start| tag[start + 8..].find('"').map(|n| start..start + 8 + n + 1));
        match style {
            Some(style) => {
                out.push_str(&tag[..style.start]);
                out.push_str(&tag[style.end..]);
            }
            None => out.push_str(tag),
        }
    }
    out
}

/// `<mspace … />` -> `<mspace …></mspace>`: without quotation marks around the value, the slash would be part of it and the
/// element stay open to the end of the page.
fn close_empty(mathml: &str) -> String {
    let mut out = String::with_capacity(mathml.len());
    let mut rest = mathml;
    while let Some(end) = rest.find("/>") {
        let start = rest[..end].rfind('<').unwrap_or(end);
        let name: &str = rest[start..end].trim_start_matches('<').split_whitespace().next().unwrap_or_default();
        out.push_str(rest[..end].trim_end());
        out.push_str("></");
        out.push_str(name);
        out.push('>');
        rest = &rest[end + 2..];
    }
    out + rest
}

/// Whether every element is closed, in order.
fn is_balanced(mathml: &str) -> bool {
    let mut open: Vec<String> = Vec::new();
    let closes = scan(mathml).into_iter().all(|tag| match tag.kind {
        TagKind::Open { name, .. } => {
            open.push(name);
            true
        }
        TagKind::Close { name } => open.pop() == Some(name),
        TagKind::Comment | TagKind::Declaration => false,
    });
    closes && open.is_empty()
}

fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{Display, mathml};

    #[track_caller]
    fn check(tex: &str, expect: &str) {
        assert_eq!(mathml(tex, Display::Inline).unwrap_or_else(|e| e.to_string()), expect);
    }

    #[test]
    fn formulas_become_mathml() {
        check("x^2", "<math dir=\"ltr\" alttext=\"x^2\" display=\"inline\"><msup><mi>x</mi><mn>2</mn></msup></math>");
        check(
            r"\text{<b> & x}",
            "<math dir=\"ltr\" alttext=\"\\text{&lt;b&gt; &amp; x}\" display=\"inline\"><mtext>&lt;b&gt; &amp; x</mtext></math>",
        );
        check("a<b", "<math dir=\"ltr\" alttext=\"a&lt;b\" display=\"inline\"><mi>a</mi><mo>&lt;</mo><mi>b</mi></math>");
        for space in ["\\ ", "~", "\\nobreakspace ", "\\text{ }"] {
            let found = mathml(&format!("a{space}b"), Display::Inline).unwrap_or_else(|e| e.to_string());
            assert!(found.ends_with("<mi>a</mi><mtext>\u{a0}</mtext><mi>b</mi></math>"), "{space}: {found}");
        }
        let bold = mathml(r"\mathbf{a~b}", Display::Block).unwrap_or_else(|e| e.to_string());
        assert!(bold.contains("<mtext>\u{a0}</mtext>") && !bold.contains("amp;"), "{bold}");
        check(r"\color{red} x", "<math dir=\"ltr\" alttext=\"\\color{red} x\" display=\"inline\"><mi>x</mi></math>");
    }

    #[test]
    fn mistakes_are_told() {
        check(r"\frac{a", "unbalanced group found, expected it to be closed with `}`");
        check(r"\نص", "unknown primitive command found");
        check(r"\operatorname{<script>}", "the formula holds something that is not mathematics");
        check("50%", "`%` begins a comment in TeX: write `\\%`");
        check(&"{".repeat(50_000), "the formula is longer than 10000 bytes");
        check(&"{".repeat(5_000), "the formula nests deeper than 40 groups");
        check(r"\def\a{\a\a}\a", "`\\def` is not supported");
    }
}
