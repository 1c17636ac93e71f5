//! Plain text -> text that may stand in HTML, XML, a script element or an address.

/// Text between tags of HTML.
pub fn html_text(text: &str) -> String {
    replaced(text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        _ => None,
    })
}

/// The value of an attribute in double quotes.
pub fn html_attr(text: &str) -> String {
    replaced(text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        _ => None,
    })
}

/// Text within `<!-- … -->`: nothing that would end the comment.
pub fn html_comment(text: &str) -> String {
    // Once more, since the first turn leaves two of three hyphens.
    text.replace("--", "- -").replace("--", "- -").replace('>', "›")
}

/// Text or an attribute's value in XML 1.0; characters that XML cannot hold become U+FFFD.
pub fn xml_text(text: &str) -> String {
    let escaped = replaced(text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&apos;"),
        b'\t' | b'\n' | b'\r' => None,
        0..=0x1f => Some("\u{fffd}"),
        _ => None,
    });
    if escaped.contains(['\u{fffe}', '\u{ffff}']) { escaped.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}") } else { escaped }
}

/// An address for `href` or `src` as CommonMark's examples have it: what a URL cannot hold is percent-encoded, what is
/// encoded already stays. The result still has to be escaped as an attribute.
pub fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.+!*'(),%#@?=;:/&$~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
            }
        }
    }
    out
}

/// `text` with some of its ASCII characters replaced: their bytes are no part of any other character.
fn replaced(text: &str, replacement: impl Fn(u8) -> Option<&'static str>) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(replacement) = replacement(byte) {
            out.push_str(&text[from..at]);
            out.push_str(replacement);
            from = at + 1;
        }
    }
    out.push_str(&text[from..]);
    out
}

/// References to characters that have names and may stand in an address or a style (HTML, 13.5).
const NAMED: [(&str, char); 16] = [
    ("amp", '&'),
    ("apos", '\''),
    ("bsol", '\\'),
    ("colon", ':'),
    ("commat", '@'),
    ("lowbar", '_'),
    ("lpar", '('),
    ("newline", '\n'),
    ("percnt", '%'),
    ("period", '.'),
    ("plus", '+'),
    ("quot", '"'),
    ("rpar", ')'),
    ("sol", '/'),
    ("tab", '\t'),
    ("underbar", '_'),
];

/// A text of HTML with its references to characters read: those of numbers, and the names that may stand in an address, in any
/// letters. For looking for something; what is to be printed is read by `markdown::raw::characters`.
pub fn resolved(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || c == '#')).unwrap_or(after.len());
        let (name, behind) = after.split_at(end);
        let character = match name.strip_prefix('#') {
            Some(number) => match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok(),
                None => number.parse().ok(),
            }
            .and_then(char::from_u32),
            None => NAMED.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, c)| *c),
        };
        rest = if let Some(character) = character {
            out.push(character);
            behind.strip_prefix(';').unwrap_or(behind)
        } else {
            out.push('&');
            after
        };
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::{address, html_attr, html_text, resolved, xml_text};

    #[test]
    fn each_place_has_its_escapes() {
        assert_eq!(html_text("<b> & \"نعم\""), "&lt;b&gt; &amp; \"نعم\"");
        assert_eq!(html_attr("\"a\" <b>"), "&quot;a&quot; &lt;b&gt;");
        assert_eq!(xml_text("it's\u{1}\n"), "it&apos;s\u{fffd}\n");
    }

    #[test]
    fn addresses_are_encoded_once() {
        assert_eq!(address("/a b/é%20\"[]`"), "/a%20b/%C3%A9%20%22%5B%5D%60");
        assert_eq!(address("/إحاطة/?a=1&b=2#x"), "/%D8%A5%D8%AD%D8%A7%D8%B7%D8%A9/?a=1&b=2#x");
    }

    #[test]
    fn references_to_characters_are_read() {
        assert_eq!(resolved("a&#46;b&#x2E;c&period;d &amp &zz; &#xffffff; &"), "a.b.c.d & &zz; &#xffffff; &");
    }
}
