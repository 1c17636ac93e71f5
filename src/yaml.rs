//! A piece of a file that is YAML -> a tree of values, and typed takes that report what is wrong and go on.
//! The only user of `serde_yaml`.
//!
//! 1. [`parse`] reads the text once into [`Node`]s; duplicate keys are kept, so that they can be reported. It never fails: what is
//!    wrong is reported and left out ([`Lost`]).
//! 2. [`Fields`] takes named values out of a mapping and, at the end, reports the keys that nobody asked for.
//! 3. [`Yaml::span`] finds where a node stands: `places` knows all of them after one more pass. Where it does not, the
//!    text is read again with a visitor that refuses exactly that node, since this parser tells positions with errors only.

mod commas;
mod comment;
mod depth;
pub mod gaps;
pub mod hidden;
mod mistake;
mod places;
pub mod salvage;
pub mod scalar;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, Visitor};

use crate::diag::Diagnostics;
use crate::diag::codes::yaml as codes;
use crate::diag::names::nearest;
use crate::locale::{letter, numeral};
use crate::message::Message;
use crate::source::{FileId, Located, SourceFile, Span};
use gaps::Gap;
use salvage::Lost;

/// More nodes than this are no front matter, configuration or data file of a briefing.
const MAX_NODES: usize = 200_000;
/// Longer texts are refused before they are parsed (libyaml's scanner is quadratic on some hostile inputs).
const MAX_BYTES: usize = 4 << 20;
/// Flow collections nested deeper than this are refused before they are parsed, for the same reason.
const MAX_FLOW_DEPTH: usize = 1_000;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing, or `~`.
    Null,
    /// `true` or `false` (YAML 1.2: `yes` and `no` are texts).
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// Text.
    Text(String),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in the order written; keys may be of any type and may repeat.
    Map(Vec<(Node, Node)>),
}

/// A value with its number in the order of reading, by which its place is found.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    at: usize,
    /// What it is.
    pub value: Value,
}

impl Node {
    /// What it is, for messages.
    pub fn describe(&self) -> &'static str {
        match &self.value {
            Value::Null => phrase!("empty"),
            Value::Bool(_) => phrase!("true or false"),
            Value::Int(_) | Value::Float(_) => phrase!("a number"),
            Value::Text(_) => phrase!("text"),
            Value::List(_) => phrase!("a list"),
            Value::Map(_) => phrase!("a mapping"),
        }
    }
}

/// A YAML text that was read.
#[derive(Debug)]
pub struct Yaml<'a> {
    file: FileId,
    /// The text, with blanks for what was lost.
    text: Cow<'a, str>,
    base: usize,
    root: Node,
    /// How many nodes there are.
    count: usize,
    lost: Lost,
    /// The first byte of each node, once somebody has asked; `None` where only the slow way knows.
    starts: OnceCell<Option<Vec<usize>>>,
    /// The keys that begin a line, by their letters and places, once somebody has asked.
    keys: OnceCell<Vec<Range<usize>>>,
}

/// Reads `range` of a file. An empty text is an empty mapping.
pub fn parse<'a>(file: &'a SourceFile, range: Range<usize>, diags: &mut Diagnostics) -> Yaml<'a> {
    let text = file.text().and_then(|text| text.get(range.clone())).unwrap_or_default();
    parse_text(file.id, text, range.start, diags)
}

/// Reads a text that stands at the byte `base` of a file, or takes its place there byte by byte.
pub fn parse_text<'a>(file: FileId, text: &'a str, base: usize, diags: &mut Diagnostics) -> Yaml<'a> {
    // Editors on Windows begin files with a byte order mark.
    let (text, base) = text.strip_prefix('\u{feff}').map_or((text, base), |rest| (rest, base + '\u{feff}'.len_utf8()));
    let large = if text.len() > MAX_BYTES {
        Some(phrase!("4 MiB"))
    } else {
        (flow_depth(text) > MAX_FLOW_DEPTH).then_some(phrase!("1,000 open brackets"))
    };
    if let Some(limit) = large {
        diags.push(codes::too_large(Span::new(file, base, base + text.find('\n').unwrap_or(text.len())), limit));
        return Yaml { lost: Lost { is_open: true, ..Lost::default() }, ..Yaml::of_nothing(file, text, base) };
    }
    if salvage::is_blank(text) {
        return Yaml::of_nothing(file, text, base);
    }
    let salvage::Read { text, root, count, lost } = salvage::read(file, text, base, diags);
    let mut yaml = Yaml { file, text, base, root, count, lost, starts: OnceCell::new(), keys: OnceCell::new() };
    commas::take_out(&mut yaml, diags);
    hidden::tell_all(&yaml, diags);
    comment::tell_all(&yaml, diags);
    yaml
}

impl<'a> Yaml<'a> {
    fn of_nothing(file: FileId, text: &'a str, base: usize) -> Self {
        let (text, root) = (Cow::Borrowed(text), salvage::nothing());
        Self { file, text, base, root, count: 1, lost: Lost::default(), starts: OnceCell::new(), keys: OnceCell::new() }
    }

    /// The text, if all of it could be read: for what means nothing in part.
    pub fn whole(self) -> Option<Self> {
        self.lost.is_nothing().then_some(self)
    }
}

impl Yaml<'_> {
    /// The whole.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// What of the outermost mapping could not be read.
    pub fn lost(&self) -> &Lost {
        &self.lost
    }

    /// Where a node of this text stands.
    pub fn span(&self, node: &Node) -> Span {
        if node.at == 0 {
            let lead = self.text.len() - self.text.trim_start_matches(' ').len();
            return Span::new(self.file, self.base + lead, self.base + lead + token_len(&self.text[lead..]));
        }
        let starts = self.starts.get_or_init(|| places::of(&self.text, self.count));
        let at = starts.as_ref().map_or_else(|| self.probe(node.at), |starts| starts[node.at]);
        Span::new(self.file, self.base + at, self.base + at + token_len(&self.text[at..]))
    }

    /// Where the node of a number stands, by reading up to it.
    fn probe(&self, target: usize) -> usize {
        let mut count = 0;
        let probe = Probe { count: &mut count, target };
        match probe.deserialize(serde_yaml::Deserializer::from_str(&self.text)) {
            Err(e) => e.location().map_or(0, |l| offset(&self.text, l.line(), l.column())),
            Ok(()) => 0,
        }
    }

    /// Where a key of the outermost mapping stands. Found by its line where the mapping is written in lines, as files of many
    /// entries are: reading the text again for each of them would take long.
    pub fn entry_span(&self, key: &str, node: &Node) -> Span {
        let keys = self.keys.get_or_init(|| {
            let mut keys = Vec::new();
            let mut at = 0;
            for line in self.text.split_inclusive('\n') {
                if let Some((key, _)) = line.split_once(':') {
                    keys.push(at..at + key.trim_end_matches(' ').len());
                }
                at += line.len();
            }
            keys.sort_by_key(|own: &Range<usize>| (&self.text[own.clone()], own.start));
            keys
        });
        let first = keys.partition_point(|own| &self.text[own.clone()] < key);
        match keys.get(first).filter(|own| &self.text[(*own).clone()] == key) {
            Some(own) => Span::new(self.file, self.base + own.start, self.base + own.end),
            None => self.span(node),
        }
    }

    /// What a mapping between braces holds, as it is written on its line; `None` where it is written otherwise, or holds more than
    /// plain texts.
    pub fn between_braces(&self, node: &Node) -> Option<&str> {
        let start = usize::try_from(self.span(node).start).ok()?.checked_sub(self.base)?;
        let line = self.text.get(start..)?.lines().next()?;
        let (inside, _) = line.strip_prefix('{')?.split_once('}')?;
        (!inside.contains(['{', '"', '\'', '#'])).then(|| inside.trim().trim_end_matches(',').trim_end())
    }

    /// A text that languages lack.
    pub fn gap(&self, name: &str, node: &Node) -> Gap {
        Gap { span: self.span(node), name: name.to_owned(), inside: self.between_braces(node).map(str::to_owned) }
    }

    /// A value that must be text.
    pub fn text(&self, name: &str, node: &Node, diags: &mut Diagnostics) -> Option<Located<String>> {
        let value = self.plain(name, node, diags)?.to_owned();
        Some(Located { value, span: self.span(node) })
    }

    /// A value that must be text, without its place: finding that costs a reading of the file.
    pub fn plain<'n>(&self, name: &str, node: &'n Node, diags: &mut Diagnostics) -> Option<&'n str> {
        match &node.value {
            Value::Text(t) => Some(t),
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::List(_) | Value::Map(_) => {
                diags.push(codes::wrong_type(self.span(node), name, phrase!("text"), node.describe()));
                None
            }
        }
    }
}

/// A field under a name of another program that is not read as one of ours.
pub struct Aside<'y> {
    /// What it is called.
    pub name: &'y str,
    /// Where its name stands.
    pub key: &'y Node,
    /// What it says.
    pub value: &'y Node,
    /// The field that it was to stand for; `extra` where it is kept.
    pub to: &'y str,
    /// The name of the one that counts, where two stand for the same field.
    pub first: Option<&'y Node>,
}

/// A mapping whose values are taken by name. What is not taken by [`Fields::finish`] is unknown.
pub struct Fields<'y> {
    yaml: &'y Yaml<'y>,
    what: &'static str,
    own: &'y Node,
    entries: Vec<(&'y str, &'y Node, &'y Node)>,
    known: Vec<String>,
    /// Fields that must be there and may be misspelt.
    missing: Vec<(&'static str, Span, String)>,
}

impl<'y> Fields<'y> {
    /// The fields of a mapping; reports anything else, keys that are no text, and keys that repeat (the first counts).
    /// `what` names the mapping in messages: `the front matter`.
    pub fn of(yaml: &'y Yaml<'y>, node: &'y Node, what: &'static str, diags: &mut Diagnostics) -> Option<Self> {
        let Value::Map(map) = &node.value else {
            // One line without a colon that is one is a text.
            let is_text = node.at == 0 && matches!(node.value, Value::Text(_));
            if let Some(found) = mistake::of(&yaml.text).filter(|_| is_text) {
                diags.push(found.told(yaml.file, yaml.base));
                return None;
            }
            diags.push(codes::not_a_mapping(yaml.span(node), what, node.describe()));
            return None;
        };
        let mut entries: Vec<(&str, &Node, &Node)> = Vec::with_capacity(map.len());
        let mut names: BTreeMap<&str, &Node> = BTreeMap::new();
        for (key, value) in map {
            let Value::Text(name) = &key.value else {
                diags.push(codes::wrong_type(yaml.span(key), "a field's name", "text", key.describe()));
                continue;
            };
            if let Some(first) = names.get(name.as_str()) {
                diags.push(codes::duplicate_field(yaml.span(key), name, yaml.span(first)));
            } else {
                names.insert(name, key);
                entries.push((name, key, value));
            }
        }
        Some(Self { yaml, what, own: node, entries, known: Vec::new(), missing: Vec::new() })
    }

    /// The text that the mapping belongs to.
    pub fn yaml(&self) -> &'y Yaml<'y> {
        self.yaml
    }

    /// The mapping itself.
    pub fn node(&self) -> &'y Node {
        self.own
    }

    /// The value of a field, `None` if it is absent or empty.
    pub fn take(&mut self, name: &'static str) -> Option<&'y Node> {
        if self.known.iter().all(|known| known != name) {
            self.known.push(name.to_owned());
        }
        self.entries.iter().find(|(n, _, _)| *n == name).map(|(_, _, v)| *v).filter(|v| v.value != Value::Null)
    }

    /// Gives fields the names that they stand for, each unless the field itself is there, or another stands for it already: such
    /// fields are taken out and handed back, as are those that are kept under `extra`.
    pub fn rename(&mut self, names: &[(String, &'static str)]) -> Vec<Aside<'y>> {
        let stands_for = |name: &str| names.iter().find(|(own, _)| own == name).map(|(_, to)| *to);
        let (foreign, own): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.entries).into_iter().partition(|(name, ..)| stands_for(name).is_some());
        self.entries = own;
        let mut aside = Vec::new();
        for (name, key, value) in foreign {
            let to = stands_for(name).unwrap_or(name);
            let is_kept = to == "extra";
            let first = self.entries.iter().find(|(own, ..)| !is_kept && *own == to).map(|(_, key, _)| *key);
            if is_kept || first.is_some() {
                aside.push(Aside { name, key, value, to, first });
            } else {
                self.entries.push((to, key, value));
            }
        }
        aside
    }

    /// The fields that nobody took so far.
    pub fn unknown(&self) -> impl Iterator<Item = (&'y str, &'y Node)> + '_ {
        let is_unknown = |name: &str| self.known.iter().all(|known| known != name);
        self.entries.iter().filter(move |(name, ..)| is_unknown(name)).map(|(name, _, value)| (*name, *value))
    }

    /// Says of fields that somebody else looks at them.
    pub fn allow_fields(&mut self, names: Vec<String>) {
        self.known.extend(names);
    }

    /// Where a field's name stands, if it is there.
    pub fn key_span(&self, name: &str) -> Option<Span> {
        self.entries.iter().find(|(n, _, _)| *n == name).map(|(_, key, _)| self.yaml.span(key))
    }

    /// Text.
    pub fn text(&mut self, name: &'static str, diags: &mut Diagnostics) -> Option<Located<String>> {
        let node = self.take(name)?;
        self.yaml.text(name, node, diags)
    }

    /// Text without its place.
    pub fn plain(&mut self, name: &'static str, diags: &mut Diagnostics) -> Option<&'y str> {
        let node = self.take(name)?;
        self.yaml.plain(name, node, diags)
    }

    /// Text that must be there and not be blank.
    pub fn required_text(&mut self, name: &'static str, diags: &mut Diagnostics) -> Option<Located<String>> {
        let Some(node) = self.take(name) else {
            let span = self.key_span(name).unwrap_or_else(|| self.yaml.span(self.own));
            self.missing(name, span, self.what, diags);
            return None;
        };
        let text = self.yaml.text(name, node, diags)?;
        if text.value.trim().is_empty() {
            diags.push(codes::missing_field(text.span, name, self.what));
            return None;
        }
        Some(text)
    }

    /// Reports that a field which must be there is not. Where another name may be meant as it, [`Fields::finish`] tells which of
    /// the two is wrong.
    pub fn missing(&mut self, name: &'static str, span: Span, what: &str, diags: &mut Diagnostics) {
        // What could not be read may be it.
        if self.own.at == 0 && self.yaml.lost.may_hold(name) {
            return;
        }
        let is_unknown = |written: &str| self.known.iter().all(|known| known != written);
        if self.misspelt(name).is_some() || self.entries.iter().any(|(written, ..)| is_unknown(written)) {
            self.missing.push((name, span, what.to_owned()));
        } else {
            diags.push(codes::missing_field(span, name, what));
        }
    }

    /// `true` or `false`.
    pub fn bool(&mut self, name: &'static str, diags: &mut Diagnostics) -> Option<bool> {
        let node = self.take(name)?;
        if let Value::Bool(b) = node.value {
            return Some(b);
        }
        diags.push(codes::wrong_type(self.yaml.span(node), name, phrase!("true or false"), node.describe()));
        None
    }

    /// A whole number.
    pub fn int(&mut self, name: &'static str, diags: &mut Diagnostics) -> Option<i64> {
        let node = self.take(name)?;
        if let Value::Int(n) = node.value {
            return Some(n);
        }
        let span = self.yaml.span(node);
        let meant = if let Value::Text(text) = &node.value { numeral::ascii(text).filter(|n| !n.contains('.')) } else { None };
        diags.push(match meant {
            Some(number) => codes::number_in_text(span, name, &number),
            None => codes::wrong_type(span, name, phrase!("a whole number"), node.describe()),
        });
        None
    }

    /// A list of texts, or one of them, which needs no brackets.
    pub fn one_or_more(&mut self, name: &'static str, diags: &mut Diagnostics) -> Vec<Located<String>> {
        match self.take(name) {
            // Several on one line are one text, and nobody meant it.
            Some(node) if matches!(&node.value, Value::Text(text) if !text.contains(codes::PARTS)) => {
                self.yaml.text(name, node, diags).into_iter().collect()
            }
            _ => self.texts(name, diags),
        }
    }

    /// A list of texts; items of other types are reported and left out, and one that holds a comma of another script is told.
    pub fn texts(&mut self, name: &'static str, diags: &mut Diagnostics) -> Vec<Located<String>> {
        let Some(node) = self.take(name) else { return Vec::new() };
        let Value::List(items) = &node.value else {
            let span = self.yaml.span(node);
            diags.push(match &node.value {
                Value::Text(given) => codes::text_for_list(span, name, given),
                Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::List(_) | Value::Map(_) => {
                    codes::wrong_type(span, name, phrase!("a list of texts"), node.describe())
                }
            });
            return Vec::new();
        };
        let texts: Vec<Located<String>> = items.iter().filter_map(|item| self.yaml.text(name, item, diags)).collect();
        for (at, text) in texts.iter().enumerate() {
            // A path may hold one, as an address of the site that moved does.
            let is_like =
                |part: &str| if text.value.starts_with('/') { part.trim().starts_with('/') } else { part.contains('/') };
            let is_path = text.value.contains('/') && !text.value.split(codes::FOREIGN_COMMAS).all(is_like);
            if let Some(comma) = text.value.chars().find(|c| codes::FOREIGN_COMMAS.contains(c) && !is_path) {
                diags.push(codes::comma_in_item(text.span, name, &texts, at, comma));
            }
        }
        texts
    }

    /// The items of a list of anything, or one of them, which needs no brackets.
    pub fn items(&mut self, name: &'static str, diags: &mut Diagnostics) -> &'y [Node] {
        match self.take(name) {
            Some(node) if matches!(node.value, Value::Text(_) | Value::Map(_)) => std::slice::from_ref(node),
            _ => self.list(name, diags),
        }
    }

    /// The items of a list of anything.
    pub fn list(&mut self, name: &'static str, diags: &mut Diagnostics) -> &'y [Node] {
        let Some(node) = self.take(name) else { return &[] };
        let Value::List(items) = &node.value else {
            diags.push(codes::wrong_type(self.yaml.span(node), name, phrase!("a list"), node.describe()));
            return &[];
        };
        items
    }

    /// A text of a form of its own: `parse` gives `None` for what it cannot read, and `problem` makes the message.
    pub fn parsed<T>(
        &mut self,
        name: &'static str,
        diags: &mut Diagnostics,
        parse: impl FnOnce(&str) -> Option<T>,
        problem: impl FnOnce(Span, &str) -> crate::diag::Diagnostic,
    ) -> Option<T> {
        let node = self.take(name)?;
        let text = self.yaml.plain(name, node, diags)?;
        let value = parse(text.trim());
        if value.is_none() {
            diags.push(problem(self.yaml.span(node), text));
        }
        value
    }

    /// One of a fixed set of words.
    pub fn choice<T: Copy>(&mut self, name: &'static str, choices: &[(&str, T)], diags: &mut Diagnostics) -> Option<T> {
        let find = |given: &str| choices.iter().find(|(word, _)| *word == given).map(|(_, value)| *value);
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        self.parsed(name, diags, find, |span, given| codes::not_one_of(span, name, given, &words))
    }

    /// Every entry in the order written, for mappings whose keys are names of the author's: nothing is unknown then.
    pub fn entries(&self) -> impl Iterator<Item = (&'y str, &'y Node, &'y Node)> + '_ {
        self.entries.iter().copied()
    }

    /// Reports the keys that nobody took.
    pub fn finish(self, diags: &mut Diagnostics) {
        self.finish_with(diags, None, |_, _| None);
    }

    /// The same with what to do about a name, given the names that are known, where somebody knows that better.
    /// `otherwise` is what to do about any other name.
    pub fn finish_with(self, diags: &mut Diagnostics, otherwise: Option<&str>, help: impl Fn(&str, &[&str]) -> Option<Message>) {
        let known: Vec<&str> = self.known.iter().map(String::as_str).collect();
        let unknown: Vec<_> = self.entries.iter().filter(|(name, ..)| !known.contains(name)).collect();
        let above = self.above(&known);
        // One name that nobody knows and one that is not there are one mistake.
        if let ([(name, key, _)], [(missing, _, what)]) = (unknown.as_slice(), self.missing.as_slice())
            && otherwise.is_none()
            && !above.contains_key(name)
            && nearest(name, known.iter().copied()).is_none()
            && help(name, &known).is_none()
        {
            diags.push(codes::meant_field(self.yaml.span(key), name, missing, what));
            return;
        }
        let mut owners: Vec<&str> = Vec::new();
        for (name, key, _) in unknown {
            let span = self.yaml.span(key);
            let owner = above.get(name).copied().filter(|_| help(name, &known).is_none());
            if let Some(owner) = owner.filter(|_| nearest(name, known.iter().copied()).is_none()) {
                // Those that follow were meant to stand there too.
                if !owners.contains(&owner) {
                    owners.push(owner);
                    diags.push(codes::shallow_field(span, name, owner));
                }
                continue;
            }
            diags.push(match help(name, &known) {
                Some(help) => codes::foreign_field(span, name, help),
                None => match otherwise.filter(|_| nearest(name, known.iter().copied()).is_none()) {
                    Some(help) => codes::foreign_field(span, name, help),
                    None => codes::unknown_field(span, name, &known),
                },
            });
        }
        for (name, span, what) in &self.missing {
            // One typo is one mistake: the name that is wrong was just told.
            if !owners.contains(name) && self.misspelt(name).is_none_or(|written| known.contains(&written)) {
                diags.push(codes::missing_field(*span, name, what));
            }
        }
    }

    /// The names that nobody knows with the empty field that stands before each, of which it was probably meant to be a part.
    fn above(&self, known: &[&str]) -> BTreeMap<&'y str, &'y str> {
        let mut owner = None;
        let mut found = BTreeMap::new();
        for (name, _, value) in &self.entries {
            if known.contains(name) {
                owner = (value.value == Value::Null).then_some(*name);
            } else if let Some(owner) = owner {
                found.insert(*name, owner);
            }
        }
        found
    }

    /// A name that was written and looks like this one.
    pub fn misspelt(&self, name: &str) -> Option<&'y str> {
        self.entries.iter().map(|(written, ..)| *written).find(|written| *written != name && nearest(written, [name]).is_some())
    }
}

/// Byte offset of a line and column (both from 1, in characters) as libyaml counts them: it also ends lines at a lone
/// carriage return, U+0085, U+2028 and U+2029.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let mut chars = text.char_indices().peekable();
    let mut at_line = 1;
    while at_line < line {
        match chars.next() {
            None => return text.len(),
            Some((_, '\r')) => {
                chars.next_if(|(_, c)| *c == '\n');
                at_line += 1;
            }
            Some((_, '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')) => at_line += 1,
            Some(_) => {}
        }
    }
    chars.nth(column.saturating_sub(1)).map_or(text.len(), |(i, _)| i)
}

/// Bytes to mark from the start of a node: a quoted text with its quotes, a bracket, else a plain text to its end.
fn token_len(text: &str) -> usize {
    let mut chars = text.char_indices();
    match chars.next() {
        None => 0,
        Some((_, quote @ ('"' | '\''))) => {
            let mut escaped = false;
            for (i, c) in chars {
                if c == '\n' {
                    return i;
                }
                if c == quote && !escaped {
                    return i + 1;
                }
                escaped = c == '\\' && quote == '"' && !escaped;
            }
            text.len()
        }
        Some((_, '[' | '{' | '|' | '>' | '-')) => 1,
        Some(_) => {
            let bytes = text.as_bytes();
            let stops = |at: usize| match bytes[at] {
                b'\n' | b'\r' | b']' | b'}' => true,
                b':' | b',' => bytes.get(at + 1) == Some(&b' '),
                b' ' => bytes.get(at + 1) == Some(&b'#'),
                _ => false,
            };
            // The first stop, not the first of each kind: on a line of many values the others are far away.
            let end = (0..bytes.len()).find(|at| stops(*at)).unwrap_or(bytes.len());
            text[..end].trim_end().trim_end_matches(':').len()
        }
    }
}

/// How deep `[` and `{` are nested at most. Brackets in texts count too, so the limit is far above what is written.
fn flow_depth(text: &str) -> usize {
    let (mut depth, mut most) = (0_usize, 0_usize);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => {
                depth += 1;
                most = most.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    most
}

const TOO_MANY: &str = "too many values";

/// What the parser says of a text that it does not take.
struct Refusal {
    /// Where, in the text.
    at: usize,
    message: String,
}

/// All values of a text, and how many there are.
fn values(text: &str) -> Result<(Node, usize), Refusal> {
    let mut count = 0;
    match (Build { count: &mut count }).deserialize(serde_yaml::Deserializer::from_str(text)) {
        Ok(root) => Ok((root, count)),
        Err(error) => {
            let at = error.location().map_or(0, |l| offset(text, l.line(), l.column()));
            Err(Refusal { at, message: error.to_string() })
        }
    }
}

/// Builds nodes, numbering them in the order of reading.
struct Build<'c> {
    count: &'c mut usize,
}

impl<'de> DeserializeSeed<'de> for Build<'_> {
    type Value = Node;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let at = *self.count;
        *self.count += 1;
        if at > MAX_NODES {
            return Err(D::Error::custom(TOO_MANY));
        }
        Ok(Node { at, value: deserializer.deserialize_any(self)? })
    }
}

impl<'de> Visitor<'de> for Build<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value without a tag")
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(Value::Bool(v))
    }
    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        Ok(Value::Int(v))
    }
    #[expect(clippy::cast_precision_loss, reason = "numbers beyond i64 are kept as the nearest float, as YAML allows")]
    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(i64::try_from(v).map_or(Value::Float(v as f64), Value::Int))
    }
    fn visit_f64<E>(self, v: f64) -> Result<Value, E> {
        Ok(Value::Float(v))
    }
    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        // Names meet names from other files, which keyboards and file systems compose differently.
        Ok(Value::Text(letter::composed(v).into_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(Build { count: &mut *self.count })? {
            items.push(item);
        }
        Ok(Value::List(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key_seed(Build { count: &mut *self.count })? {
            entries.push((key, map.next_value_seed(Build { count: &mut *self.count })?));
        }
        Ok(Value::Map(entries))
    }
    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Value, A::Error> {
        Err(A::Error::custom("a value cannot have a tag (`!name`) here"))
    }
}

/// Walks like [`Build`] and refuses the node with a number, so that the parser says where it stands.
struct Probe<'c> {
    count: &'c mut usize,
    target: usize,
}

/// A [`Probe`] at one node.
struct Step<'c> {
    count: &'c mut usize,
    target: usize,
    here: bool,
}

impl<'de> DeserializeSeed<'de> for Probe<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let here = *self.count == self.target;
        *self.count += 1;
        deserializer.deserialize_any(Step { count: self.count, target: self.target, here })
    }
}

impl Step<'_> {
    fn stop<E: serde::de::Error>(&self) -> Result<(), E> {
        if self.here { Err(E::custom("found")) } else { Ok(()) }
    }
}

impl<'de> Visitor<'de> for Step<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.stop()
    }
    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<(), E> {
        self.stop()
    }
    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<(), E> {
        self.stop()
    }
    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<(), E> {
        self.stop()
    }
    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        self.stop()
    }
    fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<(), E> {
        self.stop()
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        self.stop::<A::Error>()?;
        while seq.next_element_seed(Probe { count: &mut *self.count, target: self.target })?.is_some() {}
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.stop::<A::Error>()?;
        while map.next_key_seed(Probe { count: &mut *self.count, target: self.target })?.is_some() {
            map.next_value_seed(Probe { count: &mut *self.count, target: self.target })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Fields, Value, parse};
    use crate::diag::Diagnostics;
    use crate::source::{Content, LineIndex, SourceTree};

    fn tree(text: &str) -> SourceTree {
        SourceTree::new([("x.yaml".to_owned(), Content::Text(text.into()))])
    }

    /// Problems of a mapping that knows `title` (required), `tags`, `draft` and `weight`, as `line:column code`.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let tree = tree(text);
        let file = &tree.files()[0];
        let mut diags = Diagnostics::new();
        let yaml = parse(file, 0..text.len(), &mut diags);
        if let Some(mut fields) = Fields::of(&yaml, yaml.root(), "the front matter", &mut diags) {
            fields.required_text("title", &mut diags);
            fields.texts("tags", &mut diags);
            fields.bool("draft", &mut diags);
            fields.int("weight", &mut diags);
            fields.finish(&mut diags);
        }
        let index = LineIndex::new(text);
        let found: Vec<String> = diags
            .sorted(&crate::source::SourceTree::default())
            .iter()
            .map(|d| {
                let (line, column) = index.line_col(d.span.expect("a place").range().start);
                format!("{line}:{column} {}", d.code)
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn every_mistake_is_reported_at_its_place() {
        check("title: عنوان\ntags: [أ, b]\ndraft: true\nweight: 3\n", &[]);
        check("titel: x\n", &["1:1 unknown-field"]);
        check("title: ''\n", &["1:8 missing-field"]);
        check("title:\n", &["1:1 missing-field"]);
        check("title: عنوان\r\nعنوان: x\r\n", &["2:1 unknown-field"]);
        check("title: a\ntags: one\ndraft: yes\nweight: '3'\n", &["2:7 wrong-type", "3:8 wrong-type", "4:9 wrong-type"]);
        check("title: a\ntags: [x, 3, {y: z}]\n", &["2:11 wrong-type", "2:14 wrong-type"]);
        check("title: a\ntitle: b\n", &["2:1 duplicate-field"]);
        check("title: عنوان: فرعي\n", &["1:13 yaml-syntax"]);
        check("- a\n- b\n", &["1:1 not-a-mapping"]);
        check("title: a\n3: b\n", &["2:1 wrong-type"]);
        check("title: !x a\n", &["1:8 yaml-syntax"]);
        check("# only a remark\n", &["1:1 missing-field"]);
        check("title: a\u{2028}draft: 3\n", &["1:17 wrong-type"]);
    }

    #[test]
    fn hostile_yaml_ends_fast_with_a_message() {
        let mut laughs = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned();
        for i in 1..10 {
            let parts = vec![format!("*a{}", i - 1); 9].join(",");
            laughs = format!("{laughs}a{i}: &a{i} [{parts}]\n");
        }
        for text in
            [laughs, "[".repeat(100_000), "{a: ".repeat(10_000), "- ".repeat(5_000), "? ".repeat(5_000), "\u{0}".to_owned()]
        {
            let tree = tree(&text);
            let mut diags = Diagnostics::new();
            assert!(!parse(&tree.files()[0], 0..text.len(), &mut diags).lost().is_nothing());
            assert_eq!(diags.iter().count(), 1);
        }
    }

    #[test]
    fn both_ways_to_a_place_agree() {
        for text in [
            "title: عنوان\ntags: [أ, b, \"x y\"]\ndraft: true\nweight: 3\n",
            "a:\n  - b: 'و'\n    c: {d: e, و: [1, 2]}\n  - plain text\n# remark\nf: |\n  سطر\n  ثان\ng: >-\n  x\n",
            "\r\na: 1\r\nب: 2\r\n\"q\": 'x'\r\n",
            "- - a\n  - b\n- c: d\n",
            "{a: b, c: [d]}",
            "a: \"\\u0627 b\" # ملاحظة\nb: x # y\n",
        ] {
            let tree = tree(text);
            let yaml = parse(&tree.files()[0], 0..text.len(), &mut Diagnostics::new());
            let starts = super::places::of(text, yaml.count).unwrap_or_else(|| panic!("{} values in {text}", yaml.count));
            for (number, start) in starts.iter().enumerate().skip(1) {
                assert_eq!(*start, yaml.probe(number), "value {number} of {text}");
            }
        }
        assert!(super::places::of("a: &x [1, 2]\nb: *x\n", 8).is_none());
    }

    #[test]
    fn fields_behind_an_empty_one_are_one_mistake() {
        check("title: x\ntags:\nfirst: 1\nsecond: 2\n", &["3:1 unknown-field"]);
        check("title:\nfirst: 1\n", &["2:1 unknown-field"]);
        check("title: x\ntags:\ndraft: true\nsomewhere: 1\n", &["4:1 unknown-field"]);
        check("title: x\ntags:\ntitel: y\nsomewhere: 1\n", &["3:1 unknown-field", "4:1 unknown-field"]);
    }

    #[test]
    fn words_and_numbers_are_what_yaml_1_2_says() {
        let text = "a: no\nb: 017\nc: 1_000\nd: 2022-01-06\ne: 1.5\nf: ~\n";
        let tree = tree(text);
        let mut diags = Diagnostics::new();
        let yaml = parse(&tree.files()[0], 0..text.len(), &mut diags);
        let Value::Map(map) = &yaml.root().value else { panic!("a mapping") };
        let values: Vec<&Value> = map.iter().map(|(_, v)| &v.value).collect();
        let t = |s: &str| Value::Text(s.to_owned());
        assert_eq!(values, [&t("no"), &t("017"), &t("1_000"), &t("2022-01-06"), &Value::Float(1.5), &Value::Null]);
    }
}
