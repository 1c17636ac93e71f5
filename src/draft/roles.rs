//! The names of styles -> what their paragraphs and runs are. Programs keep the English names of what they bring; older ones and people
//! have names in their own languages.

use crate::word::styles::{Style, Styles};

/// What a paragraph is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// Running text.
    Text,
    /// The title of the document.
    Title,
    /// What stands below that.
    Subtitle,
    /// A heading, from 1.
    Heading(u8),
    /// A quotation.
    Quote,
    /// Code.
    Code,
    /// What stands below a picture or above a table.
    Caption,
    /// A line of a table of contents.
    Contents,
}

/// How a heading begins in languages of word processors.
const HEADINGS: [&str; 28] = [
    "heading",
    "überschrift",
    "titre",
    "título",
    "titulo",
    "titolo",
    "заголовок",
    "rubrik",
    "kop",
    "nagłówek",
    "başlık",
    "标题",
    "標題",
    "見出し",
    "제목",
    "כותרת",
    "عنوان",
    "العنوان",
    "سرفصل",
    "سرتیتر",
    "سرعنوان",
    "overskrift",
    "otsikko",
    "nadpis",
    "címsor",
    "επικεφαλίδα",
    "sarlavha",
    "тақырып",
];
const TITLES: [&str; 11] = [
    "title",
    "titel",
    "titre",
    "العنوان",
    "عنوان",
    "العنوان الرئيسي",
    "عنوان رئيسي",
    "عنوان اصلی",
    "название",
    "başlık",
    "כותרת",
];
const SUBTITLES: [&str; 8] =
    ["subtitle", "untertitel", "sous-titre", "عنوان فرعي", "العنوان الفرعي", "زیرعنوان", "عنوان فرعی", "подзаголовок"];
const QUOTES: [&str; 16] = [
    "quote",
    "intense quote",
    "quotations",
    "block text",
    "block quotation",
    "block quote",
    "blockquote",
    "اقتباس",
    "الاقتباس",
    "اقتباس مكثف",
    "اقتباس كثيف",
    "نقل قول",
    "نقل‌قول",
    "citation",
    "zitat",
    "цитата",
];
const CODES: [&str; 16] = [
    "code",
    "source code",
    "source text",
    "sourcecode",
    "verbatim char",
    "verbatim",
    "html preformatted",
    "html code",
    "html keyboard",
    "html sample",
    "html typewriter",
    "preformatted text",
    "teletype",
    "macro text",
    "code block",
    "code char",
];

/// What a paragraph is by its style and by the level that it says itself.
pub fn of(styles: &Styles, id: &str, outline: Option<u8>) -> Role {
    let chain = styles.chain(id);
    let named = chain
        .iter()
        .find_map(|style| by_name(&style.name.replace('_', " ")))
        .or_else(|| by_name(&spaced(id)).filter(|_| chain.is_empty()));
    if let Some(role @ (Role::Title | Role::Subtitle | Role::Contents | Role::Caption)) = named {
        return role;
    }
    let level = outline.or_else(|| chain.iter().find_map(|style: &&Style| style.outline));
    match (level, named) {
        (Some(level @ 0..=8), _) => Role::Heading(level + 1),
        // It is said to be none.
        (Some(_), Some(Role::Heading(_))) if outline.is_some() => Role::Text,
        (_, Some(role)) => role,
        (_, None) => Role::Text,
    }
}

/// Whether a style of runs is that of code.
pub fn is_code(styles: &Styles, id: &str) -> bool {
    let chain = styles.chain(id);
    let names = chain.iter().map(|style| style.name.replace('_', " ")).chain(chain.is_empty().then(|| spaced(id)));
    !id.is_empty() && names.into_iter().any(|name| CODES.contains(&name.as_str()))
}

/// The id of a style as a name: `Heading1`, `Source_20_Text`.
fn spaced(id: &str) -> String {
    let id = id.replace("_20_", " ").replace(['_', '-'], " ");
    let at = id.trim_end_matches(|c: char| c.is_numeric()).len();
    format!("{} {}", &id[..at], &id[at..]).trim().to_lowercase()
}

fn by_name(name: &str) -> Option<Role> {
    let name = name.trim();
    if let Some((begin, level)) = numbered(name)
        && HEADINGS.contains(&begin)
    {
        return Some(Role::Heading(level));
    }
    match name {
        _ if TITLES.contains(&name) => Some(Role::Title),
        _ if SUBTITLES.contains(&name) => Some(Role::Subtitle),
        _ if QUOTES.contains(&name) => Some(Role::Quote),
        _ if CODES.contains(&name) => Some(Role::Code),
        "caption"
        | "illustration"
        | "figure"
        | "image caption"
        | "table caption"
        | "تسمية توضيحية"
        | "beschriftung"
        | "légende" => Some(Role::Caption),
        "toc heading" | "contents heading" | "table of figures" => Some(Role::Contents),
        _ if name.starts_with("toc ") || name.starts_with("contents ") || name.starts_with("index ") => Some(Role::Contents),
        _ => None,
    }
}

/// A name that ends in a number from 1 to 9, in digits of any script.
fn numbered(name: &str) -> Option<(&str, u8)> {
    let last = name.chars().next_back()?;
    let level = match last {
        '1'..='9' => last as u32 - '0' as u32,
        '١'..='٩' => last as u32 - '٠' as u32,
        '۱'..='۹' => last as u32 - '۰' as u32,
        _ => return None,
    };
    let begin = name[..name.len() - last.len_utf8()].trim_end();
    Some((begin, u8::try_from(level).ok()?))
}

#[cfg(test)]
mod tests {
    use super::{Role, by_name, spaced};

    #[test]
    fn headings_are_known_in_many_languages() {
        for (name, role) in [
            ("heading 1", Role::Heading(1)),
            ("عنوان 2", Role::Heading(2)),
            ("العنوان ٣", Role::Heading(3)),
            ("عنوان ۴", Role::Heading(4)),
            ("überschrift 1", Role::Heading(1)),
            ("عنوان", Role::Title),
            ("toc 2", Role::Contents),
            ("اقتباس", Role::Quote),
        ] {
            assert_eq!(by_name(name), Some(role), "{name}");
        }
        assert_eq!((spaced("Heading1").as_str(), spaced("Source_20_Text").as_str()), ("heading 1", "source text"));
        assert_eq!(by_name("heading 12"), None);
    }
}
