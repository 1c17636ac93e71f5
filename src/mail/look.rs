//! How elements of a letter look, in the element itself: programs for mail take style sheets away. Sides are physical, since many of
//! them know no logical properties.

use crate::locale::Dir;

/// The colours of a letter: those of the theme that it is printed in.
#[derive(Clone, Debug)]
pub struct Colours {
    /// Text.
    pub ink: String,
    /// Text beside it.
    pub soft: String,
    /// Lines.
    pub rule: String,
    /// Grounds of callouts.
    pub surface: String,
    /// Links and numbers.
    pub accent: String,
}

/// The style of an element; empty for one that looks like what is around it.
pub fn style(colours: &Colours, element: &str, class: &str, dir: Dir) -> String {
    let Colours { ink, soft, rule, surface, accent } = colours;
    let (start, end) = match dir {
        Dir::Ltr => ("left", "right"),
        Dir::Rtl => ("right", "left"),
    };
    let line = "line-height:1.35;font-weight:bold;";
    match (element, class) {
        ("h1", _) => format!("margin:0 0 8px;font-size:26px;{line}color:{ink};"),
        ("h2", _) => format!("margin:28px 0 8px;font-size:20px;{line}color:{ink};"),
        ("h3", _) => format!("margin:22px 0 6px;font-size:17px;{line}color:{ink};"),
        ("h4" | "h5" | "h6", _) => format!("margin:18px 0 6px;font-size:16px;{line}color:{ink};"),
        ("p", "mark") => format!("margin:0 0 12px;font-size:13px;font-weight:bold;text-align:center;color:{soft};"),
        ("p", "subtitle") => format!("margin:0 0 8px;font-size:18px;color:{soft};"),
        ("p", "byline") => format!("margin:0 0 2px;font-size:13px;color:{soft};"),
        ("p", "lead") => "margin:14px 0 12px;font-size:17px;".to_owned(),
        ("p", "source") => format!("margin:4px 0 10px;font-size:12px;color:{soft};"),
        ("p", "callout-label") => format!("margin:0 0 4px;font-size:14px;font-weight:bold;color:{accent};"),
        ("p" | "dl", _) => "margin:0 0 12px;".to_owned(),
        ("header", _) => format!("margin:0 0 20px;padding:0 0 10px;border-bottom:2px solid {accent};"),
        ("aside", "note") => "margin:0 0 6px;font-size:13px;".to_owned(),
        ("aside", _) => format!("margin:16px 0;padding:12px 16px;background:{surface};border-{start}:4px solid {accent};"),
        ("section", _) => format!("margin:28px 0 0;padding:10px 0 0;border-top:1px solid {rule};"),
        ("span", "back") => format!("color:{soft};"),
        ("blockquote", _) => {
            format!("margin:16px 0;padding-{start}:14px;padding-{end}:0;border-{start}:4px solid {accent};")
        }
        ("ul" | "ol", "tasks") => "margin:0 0 12px;padding:0;list-style:none;".to_owned(),
        ("ul" | "ol", _) => format!("margin:0 0 12px;padding:0;padding-{start}:24px;"),
        ("li", _) => "margin:0 0 4px;".to_owned(),
        ("table", _) => {
            format!("width:100%;border-collapse:collapse;direction:{};font-size:14px;line-height:1.5;", dir.as_str())
        }
        ("caption", _) => format!("padding:0 0 6px;text-align:{start};font-size:14px;"),
        ("th" | "td", class) => {
            let align = match class {
                "num" => "right",
                "align-center" => "center",
                _ => start,
            };
            let weight = if element == "th" { "font-weight:bold;" } else { "" };
            format!(
                "padding:6px 8px;border-bottom:1px solid {rule};text-align:{align};vertical-align:top;direction:{};{weight}",
                dir.as_str()
            )
        }
        ("figure", _) => "margin:20px 0;".to_owned(),
        ("figcaption", _) => "margin:0 0 6px;font-size:14px;".to_owned(),
        ("img", "inline") => "border:0;vertical-align:middle;".to_owned(),
        ("img", _) => "display:block;width:100%;max-width:100%;height:auto;border:0;margin:0 0 6px;".to_owned(),
        ("pre", _) => {
            format!("margin:12px 0;padding:10px 12px;background:{surface};font-size:13px;text-align:left;white-space:pre-wrap;")
        }
        ("dt", _) => "margin:12px 0 2px;font-weight:bold;".to_owned(),
        ("dd", "number") => format!("margin:0;font-size:22px;font-weight:bold;color:{accent};"),
        ("dd", "note") => format!("margin:0;font-size:13px;color:{soft};"),
        ("dd", _) => "margin:0 0 8px;".to_owned(),
        ("a", "entry") => format!("color:{ink};text-decoration:none;border-bottom:1px dotted {soft};"),
        ("a", _) => format!("color:{accent};"),
        ("bdi", _) => "unicode-bidi:isolate;".to_owned(),
        ("sup", _) => "font-size:12px;line-height:0;".to_owned(),
        _ => String::new(),
    }
}
