//! What a page is in all its languages. Pages of one key are translations of each other.

use std::fmt;

/// The identity of a page over languages.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PageKey {
    /// Path below `content/` without language and ending; empty for the home page.
    Path(String),
    /// What its front matter says (`translation_key`).
    Translation(String),
    /// All tags of a language.
    Tags,
    /// One tag, by its identity.
    Tag(String),
    /// All authors of a language.
    Authors,
    /// One author, by the identity of the name.
    Author(String),
}

/// How the home page is called where people name pages.
pub const HOME: &str = "(home)";

/// What the file of a section is called.
const INDEX: &str = "_index";

impl PageKey {
    /// The home page.
    pub fn home() -> Self {
        Self::Path(String::new())
    }

    /// Whether it is the home page.
    pub fn is_home(&self) -> bool {
        matches!(self, Self::Path(path) if path.is_empty())
    }

    /// The path below `content/`, of a page that is known by it.
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::Path(path) => Some(path),
            Self::Translation(_) | Self::Tags | Self::Tag(_) | Self::Authors | Self::Author(_) => None,
        }
    }

    /// The tag, of a page of one, or the author.
    pub fn tag(&self) -> Option<&str> {
        match self {
            Self::Tag(tag) | Self::Author(tag) => Some(tag),
            Self::Path(_) | Self::Translation(_) | Self::Tags | Self::Authors => None,
        }
    }

    /// As `bayan.lock` and the output for programs write it.
    pub fn text(&self) -> String {
        match self {
            Self::Path(path) => path.clone(),
            Self::Translation(key) => format!("key:{key}"),
            Self::Tags => "tags:".to_owned(),
            Self::Tag(tag) => format!("tags:{tag}"),
            Self::Authors => "authors:".to_owned(),
            Self::Author(author) => format!("authors:{author}"),
        }
    }

    /// Whether somebody who writes `name` means this page. A section, and so the home page, may be called by its file.
    pub fn is_named(&self, name: &str) -> bool {
        let name =
            if name == INDEX { "" } else { name.strip_suffix(INDEX).and_then(|own| own.strip_suffix('/')).unwrap_or(name) };
        if self.is_home() { name.is_empty() || name == HOME } else { self.text() == name }
    }
}

/// As people read it.
impl fmt::Display for PageKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_home() { f.write_str(HOME) } else { f.write_str(&self.text()) }
    }
}

#[cfg(test)]
mod tests {
    use super::PageKey;

    #[test]
    fn a_page_is_named_as_it_is_shown() {
        let path = |path: &str| PageKey::Path(path.to_owned());
        for key in [path("a/b"), path(""), PageKey::Translation("prices".to_owned()), PageKey::Tags, PageKey::Tag("x".to_owned())]
        {
            assert!(key.is_named(&key.to_string()) && key.is_named(&key.text()), "{key}");
        }
        assert!(path("").is_named("_index") && path("a/b").is_named("a/b/_index"));
        assert!(!path("a").is_named("_index") && !path("").is_named("a/_index") && !path("a").is_named("a_index"));
    }
}
