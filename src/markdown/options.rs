//! Ground: what a site says of how its bodies are read.

/// How a body is read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    /// What becomes of raw HTML.
    pub raw_html: RawHtml,
    /// Names of fenced blocks that are pieces of a report and not code.
    pub figures: Vec<String>,
    /// What fields of other names in front matter stand for.
    pub heads: Heads,
}

/// Fields of front matter that have other names on a site (`front_matter` in site.yaml).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Heads {
    /// Each with the field that it stands for; `extra` keeps it there under its own name.
    pub names: Vec<(String, &'static str)>,
    /// Whether fields that nobody knows are kept under `extra`.
    pub keeps_others: bool,
}

/// What becomes of raw HTML in Markdown (`raw_html` in site.yaml).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RawHtml {
    /// It is an error.
    Off,
    /// A harmless subset stays, the rest is removed with a warning.
    Safe,
    /// It is printed as it stands.
    Trusted,
}
