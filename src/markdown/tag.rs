//! A piece of raw HTML -> its tags with their attributes, for naming them in a problem and for the policy. It reads HTML
//! loosely, as browsers do; what it says is never used to decide that something is safe.

use std::ops::Range;

/// A tag, comment or declaration.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tag {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What it is.
    pub kind: TagKind,
}

/// The kinds of markup.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TagKind {
    /// `<name …>`, name in lower case, with the names (lower case) and values of its attributes.
    Open {
        /// In lower case.
        name: String,
        /// As written, references to characters included.
        attributes: Vec<(String, String)>,
    },
    /// `</name>`
    Close {
        /// In lower case.
        name: String,
    },
    /// `<!-- … -->`
    Comment,
    /// `<?…?>`, `<!…>`, `<![CDATA[…]]>`
    Declaration,
}

/// Elements without content.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements whose content is no markup.
const OPAQUE: [&str; 8] = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// Elements of running text, which do not end a line.
const IN_LINE: [&str; 26] = [
    "a", "abbr", "b", "big", "cite", "data", "del", "dfn", "em", "font", "i", "ins", "label", "mark", "q", "rp", "rt", "ruby",
    "s", "small", "span", "strike", "strong", "sub", "sup", "u",
];

/// Whether an element has no content.
pub fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// Whether an element stands in a line of running text.
pub fn is_in_line(name: &str) -> bool {
    IN_LINE.contains(&name)
}

/// Where the content of an element that begins at `at` ends, if no markup is in it: at its own closing tag or the end of the text.
/// `None` for an element whose content is markup.
pub fn opaque_end(html: &str, at: usize, name: &str) -> Option<usize> {
    let closes =
        |n: &usize| html.as_bytes().get(n + 2..n + 2 + name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name.as_bytes()));
    let end = || html[at..].match_indices("</").map(|(n, _)| at + n).find(closes).unwrap_or(html.len());
    OPAQUE.contains(&name).then(end)
}

/// All markup of a text, in order.
pub fn scan(text: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|n| at + n) {
        let rest = &text[start..];
        let (kind, length) = if let Some(comment) = rest.strip_prefix("<!--") {
            (Some(TagKind::Comment), comment.find("-->").map_or(rest.len(), |n| n + "<!---->".len()))
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            (Some(TagKind::Declaration), rest.find('>').map_or(rest.len(), |n| n + 1))
        } else {
            element(rest)
        };
        if let Some(kind) = kind {
            tags.push(Tag { range: start..start + length, kind });
        }
        at = start + length;
    }
    tags
}

/// An opening or closing tag at the start of a text that begins with `<`, and its length; of length one if there is none.
fn element(text: &str) -> (Option<TagKind>, usize) {
    let (closing, body) = text[1..].strip_prefix('/').map_or((false, &text[1..]), |b| (true, b));
    if !body.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return (None, 1);
    }
    let name_end = body.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '<')).unwrap_or(body.len());
    let name = body[..name_end].to_ascii_lowercase();
    let offset = text.len() - body.len() + name_end;
    let (attributes, length) = attributes(&text[offset..]);
    let kind = if closing { TagKind::Close { name } } else { TagKind::Open { name, attributes } };
    (Some(kind), offset + length)
}

/// Attributes up to and with the `>`.
fn attributes(text: &str) -> (Vec<(String, String)>, usize) {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return (found, text.len());
        }
        if let Some(after) = rest.strip_prefix('>') {
            return (found, text.len() - after.len());
        }
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=');
        let name_end = rest[first..].find(ends).map_or(rest.len(), |n| first + n);
        let name = rest[..name_end].to_ascii_lowercase();
        rest = rest[name_end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            (value, rest) = attribute_value(after.trim_start());
        }
        found.push((name, value.to_owned()));
    }
}

fn attribute_value(text: &str) -> (&str, &str) {
    let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        return text.split_at(text.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(text.len()));
    };
    let inner = &text[1..];
    inner.find(quote).map_or((inner, ""), |end| (&inner[..end], &inner[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::{TagKind, scan};

    #[track_caller]
    fn check(text: &str, expect: &str) {
        let shown: Vec<String> = scan(text)
            .into_iter()
            .map(|tag| match tag.kind {
                TagKind::Open { name, attributes } => {
                    let list: Vec<String> = attributes.iter().map(|(n, v)| format!(" {n}={v}")).collect();
                    format!("{name}{}", list.concat())
                }
                TagKind::Close { name } => format!("/{name}"),
                TagKind::Comment => "comment".to_owned(),
                TagKind::Declaration => "declaration".to_owned(),
            })
            .collect();
        assert_eq!(shown.join(","), expect);
    }

    #[test]
    fn tags_are_read_loosely() {
        check("<b>x</B >", "b,/b");
        check("<a href='x>y' TITLE=\"ع\" disabled q=1>", "a href=x>y title=ع disabled= q=1");
        check("<br/> 1 < 2 <!-- <b> --> <?php ?>", "br,comment,declaration");
        check("<p عنوان=\"x\">", "p عنوان=x");
        check("<a href=\"", "a href=");
    }
}
