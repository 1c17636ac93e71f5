//! Texts of a page's head, of figures and of the ledger -> marks of Markdown and HTML in them: such texts are plain, so marks are
//! printed as they stand in titles, lists, drawings, feeds and files. Those of figures and ledgers are looked at for reminders, too.

use std::ops::Range;

use super::text::Text;
use super::unfinished;
use crate::ast::{Block, BlockKind, Document, walk};
use crate::diag::Diagnostics;
use crate::diag::codes::lint as codes;
use crate::figure::read::rows::Rows;
use crate::ledger::names as ledger_names;
use crate::markdown::line::Kind;
use crate::site::figures::data_path;
use crate::site::place::CONTENT;
use crate::site::{Site, picture};
use crate::source::{Located, SourceFile, SourceTree};
use crate::yaml::{Node, Value, Yaml, parse_text};

/// Marks around words, the longer ones first.
const AROUND: [&str; 6] = ["**", "__", "~~", "*", "_", "`"];
/// Elements that are typed among words.
const TAGS: [&str; 24] = [
    "a", "abbr", "b", "bdi", "bdo", "br", "code", "del", "div", "em", "font", "i", "img", "ins", "mark", "p", "q", "s", "small",
    "span", "strong", "sub", "sup", "u",
];

/// No mark is longer, in bytes: a row of opening ones must not be read to its end for each of them.
const LONGEST: usize = 400;

/// All findings of a text of the head.
pub(in crate::lint) fn check(text: &Text<'_>, diags: &mut Diagnostics) {
    if text.line.kind != Kind::Meta {
        return;
    }
    let visible = text.text();
    let mut from = 0;
    while let Some(range) = next(visible, from) {
        from = range.end;
        diags.push(codes::markup_in_text(text.span(&range), &visible[range]));
    }
}

/// Where the figures of a page stand, and what they may name.
#[derive(Clone, Copy)]
pub(in crate::lint) struct Beside<'a> {
    pub site: &'a Site,
    pub document: &'a Document,
    pub tree: &'a SourceTree,
}

impl Beside<'_> {
    /// The texts that figures among blocks write themselves, those of blocks of the theme too, and the cells that they show of a file.
    pub(in crate::lint) fn figures(self, blocks: &[Block], diags: &mut Diagnostics) {
        walk::blocks(blocks, &mut |block| {
            if let BlockKind::Figure { yaml, body, .. } = &block.kind
                && let Some(yaml) = parse_text(body.file, yaml, body.range().start, &mut Diagnostics::new()).whole()
            {
                values(&yaml, yaml.root(), diags);
                self.cells(&yaml, diags);
            }
        });
    }

    /// The cells of the columns that a figure names. What is wrong with the file has been reported where it was read.
    fn cells(self, yaml: &Yaml<'_>, diags: &mut Diagnostics) {
        let Some(rows) = self.rows(yaml) else { return };
        let mut named = Vec::new();
        texts(yaml.root(), &mut named);
        let tag = &self.site.config.locales.get(self.document.locale).tag;
        let is_named = |column: &String| {
            let own = column.strip_suffix(tag.as_str()).and_then(|rest| rest.strip_suffix('.'));
            named.contains(&column.as_str()) || own.is_some_and(|own| named.contains(&own))
        };
        for column in (0..rows.columns.len()).filter(|column| is_named(&rows.columns[*column])) {
            for row in &rows.rows {
                if let Some(range) = row.cells.get(column).and_then(|cell| next(cell, 0)) {
                    diags.push(codes::markup_in_text(row.place(column), &row.cells[column][range]));
                }
            }
        }
    }

    /// The rows of the file that a figure names.
    fn rows(self, yaml: &Yaml<'_>) -> Option<Rows> {
        let Value::Map(entries) = &yaml.root().value else { return None };
        let is_source = |key: &Node| matches!(&key.value, Value::Text(key) if key == "src");
        let (_, node) = entries.iter().find(|(key, _)| is_source(key))?;
        let Value::Text(written) = &node.value else { return None };
        let folder = self.document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let path = data_path(folder, written).filter(|path| path.ends_with(".csv"))?;
        let file = picture::variant(self.tree, &path, &self.site.config.locales.get(self.document.locale).tag)?;
        if self.site.absent.files.contains_key(&file.path) {
            return None;
        }
        Rows::of_csv(file, &Located { value: path, span: yaml.span(node) }, &mut Diagnostics::new())
    }
}

/// All texts of a value.
fn texts<'n>(node: &'n Node, found: &mut Vec<&'n str>) {
    match &node.value {
        Value::Map(entries) => entries.iter().for_each(|(_, value)| texts(value, found)),
        Value::List(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Text(text) => found.push(text),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => {}
    }
}

/// The texts of the ledgers.
pub(in crate::lint) fn ledgers(site: &Site, tree: &SourceTree, diags: &mut Diagnostics) {
    let is_shown = |file: &&SourceFile| ledger_names::is_read(&file.path) && !site.absent.files.contains_key(&file.path);
    for file in tree.in_folder(CONTENT).filter(is_shown) {
        // What is wrong with the file has been reported where it was read.
        if let Some(yaml) = file.text().map(|text| parse_text(file.id, text, 0, &mut Diagnostics::new())) {
            values(&yaml, yaml.root(), diags);
        }
    }
}

/// The first mark of each text, at the place of the text. Recursion is bounded by the parser's limit of nesting.
fn values(yaml: &Yaml<'_>, node: &Node, diags: &mut Diagnostics) {
    match &node.value {
        Value::Map(entries) => entries.iter().for_each(|(_, value)| values(yaml, value, diags)),
        Value::List(items) => items.iter().for_each(|item| values(yaml, item, diags)),
        // Addresses and names of files have strokes and stars of their own.
        Value::Text(text) if text.contains("://") && !text.contains(char::is_whitespace) && !text.contains('[') => {}
        Value::Text(text) => {
            if let Some(range) = unfinished::word(text) {
                diags.push(codes::unfinished_text(yaml.span(node), &text[range]));
            }
            if let Some(range) = next(text, 0) {
                diags.push(codes::markup_in_text(yaml.span(node), &text[range]));
            }
        }
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => {}
    }
}

/// The next mark from a place of a text on.
fn next(text: &str, from: usize) -> Option<Range<usize>> {
    let signs = ['*', '_', '~', '`', '[', '<', '&'];
    text.get(from..)?.match_indices(signs).find_map(|(found, _)| {
        let at = from + found;
        let text = &text[..text.floor_char_boundary(at + LONGEST)];
        let rest = &text[at..];
        let length = around(text, at).or_else(|| link(rest)).or_else(|| tag(text, at)).or_else(|| entity(rest))?;
        Some(at..at + length)
    })
}

/// `**words**`, `*words*`: tight to the words, and not within a name as in `M*A*S*H`.
fn around(text: &str, at: usize) -> Option<usize> {
    let mark = AROUND.into_iter().find(|mark| text[at..].starts_with(mark))?;
    let inside = &text[at + mark.len()..];
    let end = inside.find(mark)?;
    let words = &inside[..end];
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let is_within =
        mark.len() == 1 && (is_letter(text[..at].chars().next_back()) || is_letter(inside[end + mark.len()..].chars().next()));
    let is_tight = words.trim().len() == words.len() && words.chars().any(char::is_alphanumeric);
    (is_tight && !is_within).then_some(end + 2 * mark.len())
}

/// `[words](address)`, `[^note]`.
fn link(rest: &str) -> Option<usize> {
    let (words, behind) = rest.strip_prefix('[')?.split_once(']')?;
    if words.starts_with('^') && words.len() > 1 {
        return Some(words.len() + 2);
    }
    let (address, behind) = behind.strip_prefix('(')?.split_once(')')?;
    let is_address = !address.is_empty() && !address.contains(char::is_whitespace);
    (is_address && !words.is_empty()).then_some(rest.len() - behind.len())
}

/// `<b>`, `<br/>`, and `</sup>` where nothing opens it: what closes an element goes with what opens it.
fn tag(text: &str, at: usize) -> Option<usize> {
    let inside = text[at..].strip_prefix('<')?.split_once('>')?.0;
    let name = inside.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
    let before = &text[text.floor_char_boundary(at.saturating_sub(LONGEST))..at];
    let is_told = inside.starts_with('/') && before.contains(&format!("<{name}"));
    (!is_told && TAGS.contains(&name.to_ascii_lowercase().as_str())).then_some(inside.len() + 2)
}

/// `&amp;`, `&#x2014;`.
fn entity(rest: &str) -> Option<usize> {
    let name = rest.strip_prefix('&')?.split_once(';')?.0;
    let is_number = name.strip_prefix('#').is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_hexdigit() || c == 'x'));
    let is_name = (2..=8).contains(&name.len()) && name.chars().all(|c| c.is_ascii_lowercase());
    (is_number || is_name).then_some(name.len() + 2)
}

#[cfg(test)]
mod tests {
    use super::next;

    #[test]
    fn marks_are_known_from_words() {
        let found = |text: &str| -> Vec<String> {
            let (mut from, mut found) = (0, Vec::new());
            while let Some(range) = next(text, from) {
                from = range.end;
                found.push(text[range].to_owned());
            }
            found
        };
        assert_eq!(found("عنوان **مهم** و*مائل* و`كود`"), ["**مهم**", "*مائل*", "`كود`"]);
        assert_eq!(found("The [report](a.md) of 10<sup>6</sup> &amp; more[^1]"), ["[report](a.md)", "<sup>", "&amp;", "[^1]"]);
        for no in [
            "M*A*S*H and f*ck, sh*t",
            "Prices* rise",
            "5 * 3 * 2",
            "AT&T; R&D",
            "snake_case_name",
            "x < y > z and <3",
            "[sic] (as he said)",
            "[صورة](كما قال هو)",
            "C++ & C#",
            "It's `so",
            "* * *",
            "<<<<<[[[[[&&&&&",
            "",
        ] {
            assert_eq!(found(no), [""; 0], "{no}");
        }
    }
}
