//! `texts/TAG.yaml`, one file a language -> the texts of new projects by their names.

use std::collections::BTreeMap;

use crate::diag::Diagnostics;
use crate::source::FileId;
use crate::yaml::{Fields, Value, parse_text};

use super::Refusal;

/// The languages that projects can begin in.
const SHIPPED: [(&str, &str); 6] = [
    ("ar", include_str!("texts/ar.yaml")),
    ("en", include_str!("texts/en.yaml")),
    ("fa", include_str!("texts/fa.yaml")),
    ("he", include_str!("texts/he.yaml")),
    ("ur", include_str!("texts/ur.yaml")),
    ("fr", include_str!("texts/fr.yaml")),
];

/// The texts of one language of a project.
#[derive(Clone, Debug)]
pub struct Texts {
    /// The language as the project calls it: `ar`, `ar-LB`.
    pub tag: String,
    by_name: BTreeMap<String, String>,
}

/// The tags of the languages that there are texts in.
pub fn shipped() -> impl Iterator<Item = &'static str> {
    SHIPPED.iter().map(|(tag, _)| *tag)
}

impl Texts {
    /// The texts for a tag: those of its language, whatever region it adds. `None` where there are none.
    pub fn of(tag: &str) -> Option<Self> {
        let language = tag.split('-').next().unwrap_or(tag);
        let (_, file) = SHIPPED.iter().find(|(shipped, _)| shipped.eq_ignore_ascii_case(language))?;
        Some(Self { tag: tag.to_owned(), by_name: read(file) })
    }

    /// The text of a name. That every file has every name is tested.
    pub fn get(&self, name: &str) -> &str {
        self.by_name.get(name).map_or("", String::as_str)
    }

    /// Replaces a text.
    pub fn set(&mut self, name: &str, text: String) {
        self.by_name.insert(name.to_owned(), text);
    }

    /// All names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }
}

/// Texts as they are typed on a command line, `ar=نص` and `en=text`, or one alone where there is one language.
pub fn typed(given: &[String], tags: &[&str]) -> Result<BTreeMap<String, String>, Refusal> {
    let mut texts = BTreeMap::new();
    for one in given {
        let (tag, text) = match (one.split_once('='), tags) {
            (Some((tag, text)), _) if tags.contains(&tag) => (tag, text),
            (_, [only]) => (*only, one.as_str()),
            _ => {
                let like: Vec<String> = tags.iter().map(|tag| format!("{tag}=…")).collect();
                return Err(Refusal(format!("`{one}` does not say its language; write {}", like.join(" or "))));
            }
        };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() || texts.insert(tag.to_owned(), text).is_some() {
            return Err(Refusal(format!("`{one}`: every language has one text, which is not empty")));
        }
    }
    Ok(texts)
}

/// The entries of a file of texts.
fn read(file: &str) -> BTreeMap<String, String> {
    let mut diags = Diagnostics::new();
    let Some(yaml) = parse_text(FileId::NONE, file, 0, &mut diags).whole() else { return BTreeMap::new() };
    let Some(fields) = Fields::of(&yaml, yaml.root(), "a file of texts", &mut diags) else { return BTreeMap::new() };
    let text = |value: &Value| match value {
        Value::Text(text) => text.trim().to_owned(),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::List(_) | Value::Map(_) => String::new(),
    };
    fields.entries().map(|(name, _, node)| (name.to_owned(), text(&node.value))).collect()
}
