//! An address that holds its own data (`data:`, RFC 2397) -> the same address with a picture in it that has no metadata.

use std::borrow::Cow;
use std::ops::Range;

use super::base64::{bytes, letters};
use super::metadata::Keep;
use super::{Format, Trouble, drawing, probe, raster, upright};

/// The address as it may leave; `None` where it may as it is: it holds no picture, or one without metadata. An error for a picture
/// that cannot be shown.
pub fn clean(address: &str) -> Result<Option<String>, Trouble> {
    let Some((head, rest)) = address.split_once(',').filter(|(head, _)| is_data(head)) else { return Ok(None) };
    let (body, fragment) = rest.find('#').map_or((rest, ""), |at| rest.split_at(at));
    let kind = head.trim_end();
    let base = kind.len().checked_sub(";base64".len()).filter(|at| kind.is_char_boundary(*at));
    let base = base.filter(|at| kind[*at..].eq_ignore_ascii_case(";base64"));
    let decoded = percent_decoded(body);
    let inside = match base {
        None => decoded,
        // What no browser can read, none shows.
        Some(_) => match bytes(&decoded) {
            Some(bytes) => Cow::Owned(bytes),
            None => return Ok(None),
        },
    };
    let after = match probe::format(&inside)? {
        None => return Ok(None),
        Some(Format::Svg) => {
            let drawing = drawing::read(&inside).map_err(Trouble::Drawing)?;
            Cow::Owned(drawing.bytes)
        }
        Some(_) => {
            raster::probe(&inside)?;
            upright::published(&inside, Keep::default())?
        }
    };
    let kind = base.map_or(kind, |at| &kind[..at]);
    Ok((*after != *inside).then(|| format!("{kind};base64,{}{fragment}", letters(&after))))
}

/// Whether an address begins as one that holds its data.
fn is_data(head: &str) -> bool {
    head.trim_start().get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

/// The bytes that percent signs stand for.
fn percent_decoded(text: &str) -> Cow<'_, [u8]> {
    if !text.contains('%') {
        return Cow::Borrowed(text.as_bytes());
    }
    let digit = |at: usize| text.as_bytes().get(at).and_then(|b| char::from(*b).to_digit(16)).and_then(|n| u8::try_from(n).ok());
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        if let (b'%', Some(high), Some(low)) = (byte, digit(at + 1), digit(at + 2)) {
            out.push(high << 4 | low);
            at += 3;
        } else {
            out.push(*byte);
            at += 1;
        }
    }
    Cow::Owned(out)
}

/// Addresses within a text of markup that may hold a picture, whatever they call it: where each begins and ends.
pub fn places(markup: &str) -> Vec<Range<usize>> {
    const START: &str = "data:";
    let lower = markup.to_ascii_lowercase();
    lower.match_indices(START).map(|(at, _)| at..end(markup, at)).collect()
}

/// Where the address ends that begins at `from`.
fn end(markup: &str, from: usize) -> usize {
    let rest = &markup[from..];
    let comma = rest.find(',').unwrap_or(rest.len());
    let head = &rest[..comma];
    let is_base = head.trim_end().to_ascii_lowercase().ends_with(";base64") && !head.contains(['"', '\'', '<', '>']);
    // In base64 nothing may stand that ends it; browsers leave out line ends.
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '%' | ',' | '\n' | '\r' | '\t');
    let end = match markup[..from].chars().next_back() {
        _ if is_base => rest[comma..].find(|c| !is_letter(c)).map(|at| comma + at),
        Some(quote @ ('"' | '\'')) => rest.find(quote),
        Some('(') => rest.find(')'),
        Some(_) | None => rest.find(|c: char| c.is_ascii_whitespace() || c == '>'),
    };
    end.map_or(markup.len(), |at| from + at)
}

#[cfg(test)]
mod tests {
    use super::{clean, places};

    #[test]
    fn addresses_without_a_picture_stay() {
        for address in [
            "data:x",
            "data:,x",
            "data:text/plain;base64,QQ==",
            "data:font/woff2;base64,d09GMg",
            "a.png",
            "data:image/png;base64,AAAA",
            "data:image/png;base64,?",
        ] {
            assert_eq!(clean(address), Ok(None), "{address}");
        }
    }

    #[test]
    fn drawings_lose_what_editors_noted() {
        let address = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3C!-- A Name --%3E%3C/svg%3E#part";
        let clean = clean(address).expect("a drawing").expect("a comment");
        assert!(clean.starts_with("data:image/svg+xml;base64,") && clean.ends_with("#part"), "{clean}");
        assert!(super::clean("data:image/svg+xml,%3Csvg onload='x'/%3E").is_err());
    }

    #[test]
    fn addresses_are_found_in_markup() {
        for (markup, expected) in [
            ("<img src=DATA:image/png;base64,AA>", "DATA:image/png;base64,AA"),
            ("<i style=\"background:url(data:image/gif;base64,BB)\">", "data:image/gif;base64,BB"),
            ("<img srcset=\"data:image/png;base64,AA= 2x\">", "data:image/png;base64,AA="),
            ("<img src=\"data:image/svg+xml,<svg width='1'/>\">", "data:image/svg+xml,<svg width='1'/>"),
            ("<img src='data:;base64,CC'>", "data:;base64,CC"),
            ("<i style='a:url(data:image/svg+xml,%3Csvg/%3E)'>", "data:image/svg+xml,%3Csvg/%3E"),
        ] {
            assert_eq!(places(markup).into_iter().map(|r| &markup[r]).collect::<Vec<_>>(), [expected]);
        }
    }
}
