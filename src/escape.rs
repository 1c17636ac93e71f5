//! Plain text -> text that may stand in HTML, XML, a script element or an address.

/// Text between tags of HTML.
pub fn html_text(text: &str) -> String {
    replaced(text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        _ => None,
    })
}

/// The value of an attribute in double quotes.
pub fn html_attr(text: &str) -> String {
    replaced(text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        _ => None,
    })
}

/// Text or an attribute's value in XML 1.0; characters that XML cannot hold become U+FFFD.
pub fn xml_text(text: &str) -> String {
    replaced(text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&apos;"),
        '\t' | '\n' | '\r' => None,
        '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => Some("\u{fffd}"),
        _ => None,
    })
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

fn replaced(text: &str, replacement: impl Fn(char) -> Option<&'static str>) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut from = 0;
    for (at, c) in text.char_indices() {
        if let Some(replacement) = replacement(c) {
            out.push_str(&text[from..at]);
            out.push_str(replacement);
            from = at + c.len_utf8();
        }
    }
    out.push_str(&text[from..]);
    out
}

#[cfg(test)]
mod tests {
    use super::{address, html_attr, html_text, xml_text};

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
}
