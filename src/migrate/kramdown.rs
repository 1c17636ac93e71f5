//! Attributes as kramdown and Python-Markdown write them (`{: .class #name}`, `{.class}`) and the table of contents of kramdown.

use super::scan::Converter;

/// The longest mark, in bytes: a text of opening signs must not be read to its end for each of them.
const LONGEST: usize = 400;
/// What a comment begins with.
const COMMENT: &str = "{::comment";

/// A line of attributes, or one that stands for a table of contents.
pub fn line(own: &mut Converter<'_>, line: &str) -> bool {
    let words = line.trim();
    let is_contents = words.to_lowercase().starts_with("{:toc") || words == "{:TOC}";
    let is_item =
        matches!(words.to_lowercase().as_str(), "* toc" | "- toc" | "1. toc" | "* this will become a table of contents");
    if is_item {
        let below = own.rest()[line.len()..].trim_start_matches('\n').split('\n').next().unwrap_or_default();
        if !below.trim().to_lowercase().starts_with("{:toc") && !below.trim().to_lowercase().starts_with("{: toc") {
            return false;
        }
        own.at += line.len();
        own.left.carried("marks that are not needed");
        return true;
    }
    if !(is_contents || is_attributes(words)) {
        return false;
    }
    own.at += line.len();
    // An attribute of the block before it leaves no line of its own.
    if own.rest().starts_with('\n') && own.out.ends_with('\n') {
        own.at += 1;
    }
    own.left.carried("attributes that only say how something looks");
    true
}

/// Attributes behind a word, a picture or a link; a comment, whose text nobody sees; marks that say how what follows is read.
pub fn span(own: &mut Converter<'_>) -> bool {
    let rest = own.rest();
    if rest.starts_with("{::") || rest.starts_with("{:/") {
        return extension(own);
    }
    let Some(end) = rest[..rest.floor_char_boundary(LONGEST)].find('}') else { return false };
    let is_behind = own.out.ends_with([')', '*', '_', '`', ']', '"', ' ', '>']) || own.is_alone_before(own.at);
    if !is_behind || !is_attributes(&rest[..=end]) {
        return false;
    }
    own.at += end + 1;
    own.left.carried("attributes that only say how something looks");
    true
}

/// `{::comment}…{:/comment}`, `{::options … /}`, `{::nomarkdown}…{:/}`.
fn extension(own: &mut Converter<'_>) -> bool {
    let (rest, start) = (own.rest(), own.at);
    let is_comment = rest.starts_with(COMMENT);
    let length = match rest[..rest.floor_char_boundary(LONGEST)].find('}') {
        Some(end) => end + 1,
        None if is_comment => COMMENT.len(),
        None => return false,
    };
    if rest[..length].ends_with("/}") || !is_comment {
        let is_known = ["{::options", "{::nomarkdown", "{:/", COMMENT].iter().any(|mark| rest.starts_with(mark));
        own.at += if is_known { length } else { 0 };
        return is_known;
    }
    let ends = rest[length..].match_indices("{:/").map(|(at, _)| length + at);
    let mut ends =
        ends.filter_map(|at| ["{:/comment}", "{:/}"].iter().find(|end| rest[at..].starts_with(**end)).map(|end| at + end.len()));
    // One that does not end hides what follows: nothing that may be hidden is shown.
    let end = start + ends.next().unwrap_or(rest.len());
    own.skip(end);
    own.keep(start..end, "it is a comment");
    true
}

fn is_attributes(text: &str) -> bool {
    let Some(inside) = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else { return false };
    let (inside, is_marked) = inside.strip_prefix(':').map_or((inside, false), |rest| (rest, true));
    let is_attribute = |part: &str| {
        part.starts_with(['.', '#']) && part.len() > 1 && !part.contains(['{', '<'])
            || part.contains('=') && !part.starts_with('=')
    };
    let mut rest = inside.trim();
    if rest.is_empty() || rest.starts_with(':') || inside.contains(['\n', '%']) {
        return false;
    }
    let mut is_any = false;
    while !rest.is_empty() {
        let end = match rest.find('=').filter(|at| rest[..*at].chars().all(|c| c.is_alphanumeric() || c == '-')) {
            Some(at) if rest[at + 1..].starts_with('"') => rest[at + 2..].find('"').map_or(rest.len(), |end| at + end + 3),
            Some(_) | None => rest.find(' ').unwrap_or(rest.len()),
        };
        let (part, behind) = rest.split_at(end);
        if !(is_attribute(part) || is_marked && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))) {
            return false;
        }
        is_any = true;
        rest = behind.trim_start();
    }
    is_any
}

#[cfg(test)]
mod tests {
    use super::is_attributes;

    #[test]
    fn attributes_are_told_from_words() {
        for text in ["{: .lead}", "{:.no_toc}", "{: #name .a title=\"x y\"}", "{ .annotate }", "{width=50%}", "{:toc}"] {
            assert_eq!(is_attributes(text), !text.contains('%'), "{text}");
        }
        for text in ["{}", "{a}", "{{ x }}", "{% x %}", "{: }", "{::comment}", "{ماء}"] {
            assert!(!is_attributes(text), "{text}");
        }
    }
}
