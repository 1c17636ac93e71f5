//! The lists of a language -> its templates. Every entry has the English template under `en` and the other under the tag of the
//! language: a text, or a text for each plural category.

use std::collections::BTreeMap;

use super::{Language, Piece, Text};
use crate::diag::{Diagnostics, Outcome};
use crate::locale::format::Plural;
use crate::source::FileId;
use crate::yaml::{self, Node, Value};

/// The hole that chooses the plural form.
pub const COUNT: &str = "count";

const ARABIC: [&str; 9] = [
    include_str!("ar/content.yaml"),
    include_str!("ar/data.yaml"),
    include_str!("ar/explain.yaml"),
    include_str!("ar/figures.yaml"),
    include_str!("ar/interface.yaml"),
    include_str!("ar/lint.yaml"),
    include_str!("ar/rules.yaml"),
    include_str!("ar/settings.yaml"),
    include_str!("ar/theme.yaml"),
];

/// The templates of a language, and what of the lists could not be read.
pub fn texts(language: Language) -> Outcome<BTreeMap<String, Text>> {
    let mut diags = Diagnostics::new();
    let lists: &[&str] = match language {
        Language::English => &[],
        Language::Arabic => &ARABIC,
        Language::Persian => &[include_str!("fa.yaml")],
        Language::French => &[include_str!("fr.yaml")],
    };
    let mut texts = BTreeMap::new();
    for list in lists {
        let yaml = yaml::parse_text(FileId::NONE, list, 0, &mut diags);
        let Value::List(entries) = &yaml.root().value else { continue };
        texts.extend(entries.iter().filter_map(|entry| {
            let text = text(field(entry, language.tag())?)?;
            match &field(entry, "en")?.value {
                Value::Text(english) => Some((english.clone(), text)),
                Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::List(_) | Value::Map(_) => None,
            }
        }));
    }
    Outcome::new(texts, diags)
}

/// The value under a name.
fn field<'n>(entry: &'n Node, name: &str) -> Option<&'n Node> {
    let Value::Map(fields) = &entry.value else { return None };
    fields.iter().find(|(key, _)| key.value == Value::Text(name.to_owned())).map(|(_, value)| value)
}

fn text(node: &Node) -> Option<Text> {
    const ALL: [Plural; 6] = [Plural::Zero, Plural::One, Plural::Two, Plural::Few, Plural::Many, Plural::Other];
    let plain = |node: &Node| if let Value::Text(text) = &node.value { Some(pieces(text)) } else { None };
    if let Value::Map(_) = &node.value {
        let form = |plural: Plural| Some((plural, field(node, plural.as_str()).and_then(plain)?));
        return Some(Text::Plural(ALL.into_iter().filter_map(form).collect()));
    }
    plain(node).map(Text::Plain)
}

/// The parts of a template: `{name}` is a hole, `{{` and `}}` are braces, a backtick begins or ends code.
pub fn pieces(template: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut words = String::new();
    let mut chars = template.chars().peekable();
    while let Some(c) = chars.next() {
        let piece = match c {
            '{' | '}' if chars.next_if_eq(&c).is_some() => {
                words.push(c);
                continue;
            }
            '{' => Piece::Hole(std::iter::from_fn(|| chars.next_if(|c| *c != '}')).collect()),
            '`' => Piece::Mark,
            c => {
                words.push(c);
                continue;
            }
        };
        if matches!(piece, Piece::Hole(_)) {
            chars.next();
        }
        if !words.is_empty() {
            pieces.push(Piece::Words(std::mem::take(&mut words)));
        }
        pieces.push(piece);
    }
    if !words.is_empty() {
        pieces.push(Piece::Words(words));
    }
    pieces
}

/// Whether a template says anything outside of code and holes.
pub fn has_words(template: &str) -> bool {
    let mut in_code = false;
    pieces(template).iter().any(|piece| match piece {
        Piece::Mark => {
            in_code = !in_code;
            false
        }
        Piece::Words(words) => !in_code && words.contains(char::is_alphabetic),
        Piece::Hole(_) => false,
    })
}
