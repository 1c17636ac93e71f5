//! Ground: a sentence for people, as a template with named holes and what stands in them.
//!
//! English is the template itself, filled in when the sentence is made; `catalogues` says the same in other languages, found by the
//! template. Sentences are made by `say!` and constant ones by `Phrase`, and nothing else is translated: so whoever reads the
//! sources finds all of them (`tests/catalogues.rs`).

use std::fmt;
use std::ops::Deref;

/// A sentence, or a part of one. It reads as its English text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Message(Box<Inner>);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Inner {
    english: String,
    form: Form,
}

/// What a message is made of.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Form {
    /// Words that have no template: a remark of another program, or what an author wrote.
    Given,
    /// A template with what stands in its holes.
    Template(&'static str, Vec<(&'static str, Value)>),
    /// Several, joined.
    List(Joint, Vec<Message>),
}

/// What stands in a hole.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Value {
    /// What somebody wrote; most stand between backticks.
    Text(String),
    /// A number; where the hole is called `count`, words around it take their plural from it.
    Number(i64),
    /// Words of our own.
    Said(Message),
}

/// How the parts of a list are joined.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Joint {
    /// `a, b, c`
    Comma,
    /// `a, b or c`
    Or,
    /// `a; b`
    Semicolon,
}

/// Words of our own without holes, for tables.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Phrase(pub &'static str);

/// Makes a [`Message`] of a template and the names that occur in it: `say!("no {what} is called `{name}`", what, name = &entry.id)`.
macro_rules! say {
    (@value $name:ident) => { $name };
    (@value $name:ident $value:expr) => { $value };
    ($template:literal) => {
        $crate::message::Message::new(::std::format_args!($template), $template, ::std::vec::Vec::new())
    };
    ($template:literal, $($name:ident $(= $value:expr)?),+ $(,)?) => {
        match ($(&say!(@value $name $($value)?),)+) {
            ($($name,)+) => $crate::message::Message::new(
                ::std::format_args!($template, $($name = $name),+),
                $template,
                ::std::vec![$((::std::stringify!($name), $crate::message::Hole::value($name))),+],
            ),
        }
    };
}

/// Marks words that reach a constructor as text: `phrase!("a mapping")` is that text.
macro_rules! phrase {
    ($words:literal) => {
        $words
    };
}

impl Message {
    /// What `say!` makes.
    pub fn new(english: fmt::Arguments<'_>, template: &'static str, values: Vec<(&'static str, Value)>) -> Self {
        Self(Box::new(Inner { english: visible(english.to_string()), form: Form::Template(template, values) }))
    }

    /// Words that are not ours.
    pub fn given(text: impl Into<String>) -> Self {
        Self(Box::new(Inner { english: visible(text.into()), form: Form::Given }))
    }

    /// Several, joined; none is empty.
    pub fn list(joint: Joint, parts: Vec<Message>) -> Self {
        let mark = if joint == Joint::Semicolon { "; " } else { ", " };
        let english = match (joint, parts.as_slice()) {
            (Joint::Or, [init @ .., last]) if !init.is_empty() => format!("{} or {last}", joined(init, mark)),
            (Joint::Or | Joint::Comma | Joint::Semicolon, all) => joined(all, mark),
        };
        Self(Box::new(Inner { english, form: Form::List(joint, parts) }))
    }

    /// What it is made of.
    pub fn form(&self) -> &Form {
        &self.0.form
    }

    /// What somebody wrote that stands in it, at any depth.
    pub fn texts(&self) -> Vec<&str> {
        match self.form() {
            Form::Given => vec![self],
            Form::Template(_, values) => values.iter().flat_map(|(_, value)| value.texts()).collect(),
            Form::List(_, parts) => parts.iter().flat_map(Message::texts).collect(),
        }
    }
}

impl Value {
    fn texts(&self) -> Vec<&str> {
        match self {
            Value::Text(text) => vec![text],
            Value::Number(_) => Vec::new(),
            Value::Said(message) => message.texts(),
        }
    }
}

fn joined(parts: &[Message], mark: &str) -> String {
    parts.iter().map(|part| &**part).collect::<Vec<&str>>().join(mark)
}

impl Deref for Message {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0.english
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl PartialEq<&str> for Message {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl From<Phrase> for Message {
    fn from(phrase: Phrase) -> Self {
        Self(Box::new(Inner { english: phrase.0.to_owned(), form: Form::Template(phrase.0, Vec::new()) }))
    }
}

impl From<&str> for Message {
    fn from(text: &str) -> Self {
        Self::given(text)
    }
}

impl From<String> for Message {
    fn from(text: String) -> Self {
        Self::given(text)
    }
}

impl From<&String> for Message {
    fn from(text: &String) -> Self {
        Self::given(text.as_str())
    }
}

impl From<&Message> for Message {
    fn from(message: &Message) -> Self {
        message.clone()
    }
}

/// Words as a message, for a hole: a [`Phrase`], a [`Message`], or what is not ours.
pub fn said(words: impl Into<Message>) -> Message {
    words.into()
}

/// Says messages in a language.
pub trait Tongue: Sync {
    /// A message, or a part of one.
    fn say(&self, message: &Message) -> String;

    /// A message that stands in a line of English, such as behind the name of a file: of another direction, an isolate.
    fn sentence(&self, message: &Message) -> String;

    /// Whether what it says sets code and names apart by isolates.
    fn sets_apart(&self) -> bool;
}

/// What the sources say.
#[derive(Clone, Copy, Debug)]
pub struct English;

impl Tongue for English {
    fn say(&self, message: &Message) -> String {
        message.to_string()
    }

    fn sentence(&self, message: &Message) -> String {
        message.to_string()
    }

    fn sets_apart(&self) -> bool {
        false
    }
}

/// What can stand in a hole.
pub trait Hole {
    /// As it is kept.
    fn value(&self) -> Value;
}

impl<T: Hole + ?Sized> Hole for &T {
    fn value(&self) -> Value {
        (**self).value()
    }
}

impl Hole for str {
    fn value(&self) -> Value {
        Value::Text(visible(self.to_owned()))
    }
}

impl Hole for String {
    fn value(&self) -> Value {
        self.as_str().value()
    }
}

impl Hole for char {
    fn value(&self) -> Value {
        self.to_string().value()
    }
}

impl Hole for std::io::Error {
    fn value(&self) -> Value {
        self.to_string().value()
    }
}

impl Hole for f64 {
    fn value(&self) -> Value {
        Value::Text(self.to_string())
    }
}

impl Hole for Message {
    fn value(&self) -> Value {
        Value::Said(self.clone())
    }
}

impl Hole for Phrase {
    fn value(&self) -> Value {
        Value::Said((*self).into())
    }
}

impl Hole for i64 {
    fn value(&self) -> Value {
        Value::Number(*self)
    }
}

macro_rules! numbers {
    ($convert:ident, $($number:ty),+) => {
        $(impl Hole for $number {
            fn value(&self) -> Value {
                $convert(*self)
            }
        })+
    };
}
numbers!(small, u8, u16, u32);
numbers!(large, u64, usize);

/// A number that is small enough.
fn small(number: impl Into<i64>) -> Value {
    Value::Number(number.into())
}

/// A number that may be larger than those that are counted.
fn large<T: TryInto<i64> + Copy + ToString>(number: T) -> Value {
    number.try_into().map_or_else(|_| Value::Text(number.to_string()), Value::Number)
}

/// A text in which nothing acts: what somebody wrote stands in messages, and its controls would turn them around or break a
/// terminal. Isolates that are closed are our own, around names of another direction.
fn visible(text: String) -> String {
    let count = |wanted: fn(char) -> bool| text.chars().filter(|c| wanted(*c)).count();
    let is_open = count(|c| matches!(c, '\u{2066}'..='\u{2068}')) != count(|c| c == '\u{2069}');
    let acts = |c: char| {
        (c.is_control() && !matches!(c, '\t' | '\n'))
            || matches!(c, '\u{202a}'..='\u{202e}')
            || (is_open && matches!(c, '\u{2066}'..='\u{2069}'))
    };
    if !text.contains(acts) {
        return text;
    }
    text.chars().map(|c| if acts(c) { code_point(c) } else { c.to_string() }).collect()
}

/// `U+202E`
pub fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::{Form, Joint, Message, Phrase, Value};

    #[test]
    fn a_message_reads_as_english_and_keeps_what_stands_in_it() {
        let (name, count) = ("سعر", 3_usize);
        let message = say!("`{name}` has {count} rows of {what}, as in `{{a: b}}`", name, count, what = Phrase("text"));
        assert_eq!(message, "`سعر` has 3 rows of text, as in `{a: b}`");
        let Form::Template(template, values) = message.form() else { panic!("{message:?}") };
        assert_eq!(*template, "`{name}` has {count} rows of {what}, as in `{{a: b}}`");
        let text = Value::Said(Phrase("text").into());
        assert_eq!(values[..], [("name", Value::Text(name.to_owned())), ("count", Value::Number(3)), ("what", text)]);
        assert_eq!(message.texts(), ["سعر"]);
    }

    #[test]
    fn lists_are_joined() {
        let parts = |names: &[&str]| names.iter().map(|name| say!("`{name}`", name)).collect::<Vec<Message>>();
        assert_eq!(Message::list(Joint::Or, parts(&["a"])), "`a`");
        assert_eq!(Message::list(Joint::Or, parts(&["a", "b", "c"])), "`a`, `b` or `c`");
        assert_eq!(Message::list(Joint::Comma, parts(&["a", "b"])), "`a`, `b`");
        assert_eq!(Message::list(Joint::Or, Vec::new()), "");
    }

    #[test]
    fn controls_do_not_act() {
        let name = "a\u{202e}b";
        assert_eq!(say!("`{name}`", name), "`aU+202Eb`");
        assert_eq!(say!("`{name}`", name).texts(), ["aU+202Eb"]);
    }
}
