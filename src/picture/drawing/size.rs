//! The root of a drawing -> its width and height in CSS pixels, as a browser shows it by itself.

use roxmltree::Node;

/// Sizes beyond this are no sizes.
const MOST: f64 = 100_000.0;

/// Width and height; one that is missing or a share of the page follows from the `viewBox`, as CSS Images 3, 5.3 has it. `None`
/// where the drawing says neither.
pub(in crate::picture) fn of(root: Node<'_, '_>) -> Option<(u32, u32)> {
    let side = |name: &str| root.attribute(name).and_then(length);
    let view = root.attribute("viewBox").and_then(view_box);
    let (width, height) = match (side("width"), side("height"), view) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((w, h))) => (width, width * h / w),
        (None, Some(height), Some((w, h))) => (height * w / h, height),
        (None, None, Some(view)) => view,
        (_, _, None) => return None,
    };
    Some((pixels(width)?, pixels(height)?))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be within 1 and MOST")]
fn pixels(length: f64) -> Option<u32> {
    let rounded = length.round().max(1.0);
    (length > 0.0 && rounded <= MOST).then_some(rounded as u32)
}

/// Width and height of a `viewBox`.
fn view_box(text: &str) -> Option<(f64, f64)> {
    let numbers: Option<Vec<f64>> =
        text.split([' ', ',', '\t', '\n', '\r']).filter(|p| !p.is_empty()).map(|p| p.parse().ok()).collect();
    match numbers?.as_slice() {
        [_, _, w, h] if *w > 0.0 && *h > 0.0 && w.is_finite() && h.is_finite() => Some((*w, *h)),
        _ => None,
    }
}

/// A length in pixels (CSS Values 4, 6): absolute units have fixed sizes, those of letters are of the browser's usual ones.
/// `None` for shares of a page, which a picture by itself has none of.
fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    let number = number_end(text);
    let value: f64 = text[..number].parse().ok()?;
    let unit = text[number..].to_ascii_lowercase();
    let one = match unit.as_str() {
        "" | "px" => 1.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        "q" => 96.0 / 101.6,
        "pt" => 96.0 / 72.0,
        "pc" | "em" | "rem" => 16.0,
        "ex" | "ch" => 8.0,
        _ => return None,
    };
    Some(value * one).filter(|length| length.is_finite() && *length > 0.0)
}

/// Where the number at the start of a length ends: `1e3` is one, the `e` of `1em` is none.
fn number_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| from + bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut at = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    at = digits(at);
    if bytes.get(at) == Some(&b'.') {
        at = digits(at + 1);
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let end = digits(at + 1 + sign);
        if end > at + 1 + sign {
            at = end;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use roxmltree::Document;

    #[track_caller]
    fn check(attributes: &str, expected: Option<(u32, u32)>) {
        let text = format!("<svg xmlns='http://www.w3.org/2000/svg' {attributes}/>");
        assert_eq!(super::of(Document::parse(&text).expect("XML").root_element()), expected, "{attributes}");
    }

    #[test]
    fn every_unit_of_css_is_one() {
        check("width='40' height='20'", Some((40, 20)));
        check("width=' 40px ' height='20PX'", Some((40, 20)));
        check("width='210mm' height='297mm'", Some((794, 1123)));
        check("width='2.54cm' height='1in'", Some((96, 96)));
        check("width='101.6q' height='10.16Q'", Some((96, 10)));
        check("width='72pt' height='6pc'", Some((96, 96)));
        check("width='2em' height='3rem'", Some((32, 48)));
        check("width='2ex' height='1e2'", Some((16, 100)));
        check("width='1e1em' height='1.5e+1'", Some((160, 15)));
    }

    #[test]
    fn a_missing_side_follows_from_the_view_box() {
        check("viewBox='0 0 40 20'", Some((40, 20)));
        check("viewBox='0,0, 40\n20'", Some((40, 20)));
        check("width='100%' height='100%' viewBox='0 0 40 20'", Some((40, 20)));
        check("width='50%' viewBox='0 0 40 20'", Some((40, 20)));
        check("width='50vw' viewBox='0 0 40 20'", Some((40, 20)));
        check("width='80' viewBox='0 0 40 20'", Some((80, 40)));
        check("width='auto' height='80' viewBox='0 0 40 20'", Some((160, 80)));
        check("width='0.2' height='0.2'", Some((1, 1)));
        check("", None);
        check("width='40'", None);
        check("width='-40' height='x'", None);
        check("viewBox='0 0 0 20'", None);
        check("viewBox='0 0 inf nan'", None);
        check("width='1e9' height='20'", None);
    }
}
