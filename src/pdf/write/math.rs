//! Presentation MathML of a formula -> a tree that the template sets with Typst's own mathematics. What is not surely the same there
//! stays as its TeX.
//!
//! A node is a map: `m` what it is, `c` its text or its parts. Nothing of it is read as Typst.

use serde_json::Value;

use super::data::map;

/// The tree of a formula; `None` where it holds something that has no counterpart.
pub fn tree(mathml: &str, covers: &dyn Fn(char) -> bool) -> Option<Value> {
    let mut rest = mathml.trim();
    let root = node(&mut rest)?;
    let is_drawn = |text: &str| text.chars().all(|c| c.is_whitespace() || is_unseen(c) || covers(c));
    (rest.trim().is_empty() && root.name == "math" && root.is(&is_drawn)).then(|| row(&root.parts)).flatten()
}

/// Signs that are said and not seen, such as that a function is applied.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{2061}'..='\u{2064}')
}

/// An element: its name, its attributes as written, and what it holds.
struct Element<'a> {
    name: &'a str,
    attributes: &'a str,
    text: String,
    parts: Vec<Element<'a>>,
}

impl Element<'_> {
    fn has(&self, attribute: &str) -> bool {
        self.attributes.contains(attribute)
    }

    /// Whether all of its texts are.
    fn is(&self, so: &dyn Fn(&str) -> bool) -> bool {
        so(&self.text) && self.parts.iter().all(|part| part.is(so))
    }
}

/// The element that a text begins with; the text is what follows it then.
fn node<'a>(text: &mut &'a str) -> Option<Element<'a>> {
    let inner = text.trim_start().strip_prefix('<')?;
    let (tag, after) = inner.split_once('>')?;
    let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut element = Element { name, attributes, text: String::new(), parts: Vec::new() };
    *text = after;
    loop {
        let (before, _) = text.split_once('<')?;
        element.text.push_str(&unescaped(before));
        *text = &text[before.len()..];
        if let Some(closing) = text.strip_prefix("</") {
            let (closed, after) = closing.split_once('>')?;
            *text = after;
            return (closed == name).then_some(element);
        }
        element.parts.push(node(text)?);
    }
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Parts beside each other.
fn row(parts: &[Element<'_>]) -> Option<Value> {
    let is_seen = |part: &&Element<'_>| part.text.is_empty() || !part.text.chars().all(is_unseen);
    let inner: Vec<Value> = parts.iter().filter(is_seen).map(one).collect::<Option<_>>()?;
    // Fences grow with what they hold.
    let is_fence = |part: Option<&Element<'_>>| part.is_some_and(|part| part.name == "mo" && part.has("stretchy=\"true\""));
    let kind = if parts.len() > 1 && (is_fence(parts.first()) || is_fence(parts.last())) { "fenced" } else { "row" };
    Some(map([("m", kind.into()), ("c", inner.into())]))
}

fn one(element: &Element<'_>) -> Option<Value> {
    let parts = element.parts.as_slice();
    let leaf = |kind: &str| {
        (parts.is_empty() && !element.text.is_empty()).then(|| map([("m", kind.into()), ("c", element.text.as_str().into())]))
    };
    let of = |kind: &str, count: usize| {
        // The name of an operator brings the space before it along.
        let parts = if parts.len() == count + 1 && parts[0].name == "mspace" { &parts[1..] } else { parts };
        let inner: Option<Vec<Value>> = (parts.len() == count).then(|| parts.iter().map(one).collect())?;
        Some(map([("m", kind.into()), ("c", inner?.into())]))
    };
    // A class says what a style sheet adds: a stroke through a term, say.
    if element.has("class=") && element.name != "mtable" {
        return None;
    }
    match element.name {
        "mi" if element.has("mathvariant=\"normal\"") => leaf("upright"),
        "mi" => leaf(if element.text.chars().count() == 1 { "variable" } else { "name" }),
        "mn" => leaf("number"),
        "mo" => leaf(if element.text.chars().count() == 1 { "sign" } else { "name" }),
        "mtext" => leaf("words"),
        "mspace" => Some(map([("m", "space".into()), ("c", width(element.attributes)?.into())])),
        "mrow" | "mstyle" | "mpadded" => row(parts),
        "mfrac" if element.has("linethickness") => of("over", 2),
        "mfrac" => of("fraction", 2),
        "msqrt" => Some(map([("m", "root".into()), ("c", vec![row(parts)?].into())])),
        "mroot" => of("root", 2),
        "msup" => of("above", 2),
        "msub" => of("below", 2),
        "msubsup" => of("both", 3),
        "mover" => match (accent(parts.get(1)?), parts.first()) {
            (Some("\u{304}"), Some(base)) if letters(base) > 1 => {
                Some(map([("m", "overline".into()), ("c", vec![one(base)?].into())]))
            }
            (Some(sign), Some(base)) => {
                Some(map([("m", "accent".into()), ("c", vec![one(base)?].into()), ("sign", sign.into())]))
            }
            _ if parts.get(1).is_some_and(|sign| sign.text == "⏞") => {
                Some(map([("m", "overbrace".into()), ("c", vec![one(parts.first()?)?].into())]))
            }
            _ => of("limit-above", 2),
        },
        "munder" if parts.get(1).is_some_and(|sign| sign.text == "⏟") => {
            Some(map([("m", "underbrace".into()), ("c", vec![one(parts.first()?)?].into())]))
        }
        "munder" => of("limit-below", 2),
        "munderover" => of("limits", 3),
        "mtable" => table(parts, element.has("menv-cells-left")),
        _ => None,
    }
}

/// The sign that stands on a letter, as a combining mark.
fn accent(element: &Element<'_>) -> Option<&'static str> {
    const SIGNS: [(&str, &str); 9] = [
        ("^ˆ", "\u{302}"),
        ("~˜", "\u{303}"),
        ("¯‾", "\u{304}"),
        ("→⃗", "\u{20d7}"),
        ("˙", "\u{307}"),
        ("¨", "\u{308}"),
        ("ˇ", "\u{30c}"),
        ("´", "\u{301}"),
        ("`", "\u{300}"),
    ];
    let sign = (element.parts.is_empty() && element.text.chars().count() == 1).then_some(element.text.as_str())?;
    SIGNS.iter().find(|(known, _)| known.contains(sign)).map(|(_, mark)| *mark)
}

fn letters(element: &Element<'_>) -> usize {
    element.text.chars().count() + element.parts.iter().map(letters).sum::<usize>()
}

/// Rows of cells.
fn table(rows: &[Element<'_>], is_start: bool) -> Option<Value> {
    let cells = |row: &Element<'_>| -> Option<Value> {
        (row.name == "mtr").then_some(())?;
        let cells: Option<Vec<Value>> =
            row.parts.iter().map(|cell| if cell.name == "mtd" { self::row(&cell.parts) } else { None }).collect();
        Some(cells?.into())
    };
    let rows: Option<Vec<Value>> = rows.iter().map(cells).collect();
    Some(map([("m", "table".into()), ("c", rows?.into()), ("start", is_start.into())]))
}

/// `width="0.1667em"` as a number.
fn width(attributes: &str) -> Option<f64> {
    let (_, value) = attributes.split_once("width=\"")?;
    let number = value.split_once('"')?.0.strip_suffix("em")?.trim();
    number.parse::<f64>().ok().filter(|width| width.abs() <= 20.0)
}

#[cfg(test)]
mod tests {
    use super::tree;

    #[track_caller]
    fn check(mathml: &str, expect: &str) {
        let tree = tree(&format!("<math dir=\"ltr\">{mathml}</math>"), &|_| true);
        assert_eq!(tree, serde_json::from_str(expect).ok());
    }

    #[test]
    fn formulas_become_trees() {
        check(
            "<msup><mi>x</mi><mn>2</mn></msup>",
            r#"{"c":[{"c":[{"c":"x","m":"variable"},{"c":"2","m":"number"}],"m":"above"}],"m":"row"}"#,
        );
        check("<mi>a</mi><mo>&lt;</mo>", r#"{"c":[{"c":"a","m":"variable"},{"c":"<","m":"sign"}],"m":"row"}"#);
        check("<mspace width=\"1em\"></mspace>", r#"{"c":[{"c":1.0,"m":"space"}],"m":"row"}"#);
    }

    #[test]
    fn what_has_no_counterpart_stays_as_it_is() {
        check("<menclose notation=\"box\"><mi>x</mi></menclose>", "");
        check("<mfrac><mi>x</mi></mfrac>", "");
        check("<mrow class=\"mop-negated\"><mi>x</mi></mrow>", "");
        assert_eq!(tree("<math><mi>x</mi>", &|_| true), None);
        assert_eq!(tree("<math><mi>x</mi></math>", &|c| c != 'x'), None);
    }
}
