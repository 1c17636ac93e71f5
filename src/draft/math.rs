//! A formula of a word processor (Office Math, ECMA-376 22.1) -> TeX, as far as TeX has a plain way to say it.

use crate::word::element::Element;

/// The formula; `None` where it holds something else.
pub fn tex(element: &Element) -> Option<String> {
    let mut out = String::new();
    for own in element.elements() {
        out.push_str(&one(own)?);
    }
    Some(out.trim().to_owned())
}

/// What a formula says, without how it is set.
pub fn words(element: &Element) -> String {
    let mut out = String::new();
    element.all(&mut |own| {
        if own.name == "t" {
            out.push_str(&own.text());
        }
    });
    out
}

fn one(own: &Element) -> Option<String> {
    let part = |name: &str| own.child(name).map_or(Some(String::new()), tex);
    let property = |name: &str| own.elements().find(|child| child.name.ends_with("Pr")).and_then(|child| child.value(name));
    Some(match own.name.as_str() {
        "r" => run(own),
        "oMath" | "box" | "e" | "num" | "den" | "sup" | "sub" | "deg" | "lim" | "fName" | "ins" | "moveTo" => tex(own)?,
        "f" => format!("\\frac{{{}}}{{{}}}", part("num")?, part("den")?),
        "sSup" => format!("{{{}}}^{{{}}}", part("e")?, part("sup")?),
        "sSub" => format!("{{{}}}_{{{}}}", part("e")?, part("sub")?),
        "sSubSup" => format!("{{{}}}_{{{}}}^{{{}}}", part("e")?, part("sub")?, part("sup")?),
        "rad" => match part("deg")?.as_str() {
            "" => format!("\\sqrt{{{}}}", part("e")?),
            degree => format!("\\sqrt[{degree}]{{{}}}", part("e")?),
        },
        "d" => {
            let inside = own.elements().filter(|child| child.name == "e").map(tex).collect::<Option<Vec<_>>>()?;
            let (open, close) = (property("begChr").unwrap_or("("), property("endChr").unwrap_or(")"));
            format!(
                "\\left{}{}\\right{}",
                bracket(open)?,
                inside.join(&escaped(property("sepChr").unwrap_or("|"))),
                bracket(close)?
            )
        }
        "nary" => {
            let sign = match property("chr").unwrap_or("∫") {
                "∑" => "\\sum",
                "∏" => "\\prod",
                "∫" => "\\int",
                "∬" => "\\iint",
                "∮" => "\\oint",
                _ => return None,
            };
            let side = |mark: char, text: String| if text.is_empty() { text } else { format!("{mark}{{{text}}}") };
            format!("{sign}{}{} {}", side('_', part("sub")?), side('^', part("sup")?), part("e")?)
        }
        "func" => {
            let name = part("fName")?;
            let known = ["sin", "cos", "tan", "log", "ln", "exp", "max", "min", "lim", "det"];
            let name = if known.contains(&name.trim()) { format!("\\{} ", name.trim()) } else { name };
            format!("{name}{}", part("e")?)
        }
        "limLow" => format!("{}_{{{}}}", part("e")?, part("lim")?),
        "limUpp" => format!("{}^{{{}}}", part("e")?, part("lim")?),
        "bar" => format!("\\overline{{{}}}", part("e")?),
        name if name.ends_with("Pr") || matches!(name, "bookmarkStart" | "bookmarkEnd" | "proofErr") => String::new(),
        _ => return None,
    })
}

fn bracket(sign: &str) -> Option<String> {
    Some(match sign {
        "" => ".".to_owned(),
        "(" | ")" | "[" | "]" | "|" => sign.to_owned(),
        "{" | "}" => format!("\\{sign}"),
        "⟨" => "\\langle ".to_owned(),
        "⟩" => "\\rangle ".to_owned(),
        "‖" => "\\|".to_owned(),
        _ => return None,
    })
}

fn run(own: &Element) -> String {
    own.elements().filter(|child| child.name == "t").map(|child| escaped(&child.text())).collect()
}

/// Letters as TeX. Words of other scripts than a formula's are text.
fn escaped(text: &str) -> String {
    let is_word =
        |c: char| c.is_alphabetic() && !matches!(c, 'a'..='z' | 'A'..='Z' | '\u{370}'..='\u{3ff}' | '\u{1d400}'..='\u{1d7ff}');
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if is_word(c) {
            let length = rest.find(|c: char| !is_word(c) && c != ' ').unwrap_or(rest.len());
            out.extend(["\\text{", rest[..length].trim_end(), "}"]);
            rest = &rest[length..];
            continue;
        }
        let sign = match c {
            '×' => "\\times ",
            '÷' => "\\div ",
            '·' | '∙' | '⋅' => "\\cdot ",
            '≤' => "\\le ",
            '≥' => "\\ge ",
            '≠' => "\\ne ",
            '≈' => "\\approx ",
            '±' => "\\pm ",
            '∞' => "\\infty ",
            '→' => "\\to ",
            '−' => "-",
            '%' => "\\%",
            '&' => "\\&",
            '#' => "\\#",
            '$' => "\\$",
            '_' => "\\_",
            '{' => "\\{",
            '}' => "\\}",
            '\\' => "\\backslash ",
            '^' => "\\hat{}",
            '~' => "\\sim ",
            _ => "",
        };
        if sign.is_empty() {
            out.push(c);
        } else {
            out.push_str(sign);
        }
        rest = &rest[c.len_utf8()..];
    }
    out
}
