//! Ground: blocks that a theme adds, as `theme.yaml` declares them, and one of them as a page uses it.

use std::collections::BTreeMap;

/// The blocks of a theme, by name.
pub type Declared = BTreeMap<String, Vec<Parameter>>;

/// A parameter of a block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What it takes.
    pub takes: ParamType,
    /// Whether it must be given.
    pub required: bool,
}

/// What a parameter takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParamType {
    /// Text in the page's language.
    Text,
    /// A number, printed as the language does.
    Number,
    /// `true` or `false`.
    Bool,
    /// A list of texts.
    Texts,
}

impl ParamType {
    /// The words of `theme.yaml`.
    pub const WORDS: [(&str, ParamType); 4] =
        [("text", ParamType::Text), ("number", ParamType::Number), ("boolean", ParamType::Bool), ("texts", ParamType::Texts)];
}

/// A block of the theme with its arguments.
#[derive(Clone, PartialEq, Debug)]
pub struct Block {
    /// Its name: the template `blocks/NAME.html`.
    pub name: String,
    /// What was given, by parameter.
    pub arguments: BTreeMap<String, Argument>,
}

/// What was given for a parameter.
#[derive(Clone, PartialEq, Debug)]
pub enum Argument {
    /// Text, or a number as it is printed.
    Text(String),
    /// Yes or no.
    Bool(bool),
    /// Several texts.
    Texts(Vec<String>),
}
