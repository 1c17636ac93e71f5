//! A text of YAML that is wrong in places -> the values of what is right in it. The entry that holds a mistake is blanked, byte by byte
//! so that every other value keeps its place, and the rest is read; each mistake is told once.
//!
//! Entries are those of the outermost mapping, by their lines. Where a text is no such mapping, or the parser's complaint leads to no
//! entry that is wrong by itself, nothing is guessed: what the text holds stays unknown.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::{Node, Refusal, TOO_MANY, Value, hidden, mistake, places, token_len, values};
use crate::diag::codes::{config, yaml as codes};
use crate::diag::{Diagnostic, Diagnostics};
use crate::locale::letter;
use crate::source::{FileId, Span, conflict};

/// Mistakes of one text that are looked for. Each costs a reading of the text.
const MOST: usize = 8;

/// What of a text could not be read; why was reported.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lost {
    /// Names of entries of the outermost mapping.
    pub names: BTreeSet<String>,
    /// Whether there may be others: nobody knows what else the text holds.
    pub is_open: bool,
}

impl Lost {
    /// Whether nothing was lost.
    pub fn is_nothing(&self) -> bool {
        self.names.is_empty() && !self.is_open
    }

    /// Whether an entry of this name may be among it.
    pub fn may_hold(&self, name: &str) -> bool {
        self.is_open || self.names.contains(name)
    }
}

/// What was read of a text.
pub(in crate::yaml) struct Read<'a> {
    /// The text, with blanks for what was lost.
    pub text: Cow<'a, str>,
    pub root: Node,
    /// How many nodes there are.
    pub count: usize,
    pub lost: Lost,
}

/// Reads a text that stands at the byte `base` of a file.
pub(in crate::yaml) fn read<'a>(file: FileId, text: &'a str, base: usize, diags: &mut Diagnostics) -> Read<'a> {
    let mut read = Read { text: Cow::Borrowed(text), root: nothing(), count: 1, lost: Lost::default() };
    refused(&mut read, file, base, diags);
    let mut told = usize::from(!read.lost.is_nothing());
    while !is_blank(&read.text) {
        let refusal = match values(&read.text) {
            Ok((root, count)) => {
                (read.root, read.count) = (root, count);
                return read;
            }
            Err(refusal) => refusal,
        };
        let Problem { diagnostic, at, is_limit } = Problem::of(&read.text, &refusal, file, base);
        let entry = if is_limit || told > MOST { None } else { Entry::with_mistake(&read.text, at) };
        // What else the parser says may follow from what was taken out, unless the entry is wrong by itself.
        if told == 0 || entry.as_ref().is_some_and(|entry| entry.is_wrong) {
            diags.push(diagnostic);
            told += 1;
        } else {
            read.lost.is_open = true;
            return read;
        }
        let Some(entry) = entry else {
            read.lost.is_open = true;
            return read;
        };
        read.take_out(entry.range, &entry.names);
    }
    read
}

/// Whether nothing but comments is in a text.
pub(in crate::yaml) fn is_blank(text: &str) -> bool {
    text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
}

/// The root of a text that holds nothing.
pub(in crate::yaml) fn nothing() -> Node {
    Node { at: 0, value: Value::Map(Vec::new()) }
}

/// Tells what is refused before a text is parsed, what git left and control characters, and takes out the entries that hold it.
fn refused(read: &mut Read<'_>, file: FileId, base: usize, diags: &mut Diagnostics) {
    // Texts of several lines are indented, so that no line of a value looks like a mark.
    let marks = conflict::marks(&read.text);
    if let (Some(first), Some(last)) = (marks.first(), marks.last()) {
        // A mark is where a conflict begins; it ends with its last line.
        let text = &read.text;
        let closing = text[last.start..].rfind("\n>>>>>>>").map_or(last.end, |at| last.start + at + 1);
        let torn = first.start..text[closing..].find('\n').map_or(text.len(), |at| closing + at);
        diags.extend(marks.iter().map(|mark| config::conflict(Span::new(file, base + mark.start, base + mark.end))));
        // Either side may hold what the other has not.
        read.lost.is_open = true;
        read.take_out(torn.clone(), &[]);
        // What stood around it may have begun or ended within.
        for entry in entries(&read.text).into_iter().filter(|entry| entry.end > torn.start && entry.start < torn.end) {
            let name = name(&read.text[entry.clone()]);
            read.take_out(entry, &[name]);
        }
    }
    if !hidden::tell_refused(file, &read.text, base, diags) {
        return;
    }
    let held = |entry: &Range<usize>| read.text[entry.clone()].contains(hidden::is_invisible);
    let held: Vec<Range<usize>> = entries(&read.text).into_iter().filter(held).collect();
    for entry in held {
        let name = name(&read.text[entry.clone()]);
        read.take_out(entry, &[name]);
    }
    if read.text.contains(hidden::is_invisible) {
        read.lost.is_open = true;
        read.text = Cow::Borrowed("");
    }
}

impl Read<'_> {
    /// Puts blanks in the place of entries, of which some may have names that nobody can make out.
    fn take_out(&mut self, range: Range<usize>, names: &[Option<String>]) {
        self.lost.is_open |= names.iter().any(Option::is_none);
        self.lost.names.extend(names.iter().flatten().cloned());
        let blanks: String = self.text[range.clone()]
            .bytes()
            .map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' })
            .collect();
        self.text.to_mut().replace_range(range, &blanks);
    }
}

/// What the parser says, told as what people type.
struct Problem {
    diagnostic: Diagnostic,
    /// Where, in the text.
    at: usize,
    /// Whether there is too much of something: then no entry is wrong.
    is_limit: bool,
}

impl Problem {
    fn of(text: &str, refusal: &Refusal, file: FileId, base: usize) -> Self {
        let Refusal { at, message } = refusal;
        let at = *at;
        let span = Span::new(file, base + at, base + at + token_len(&text[at..]));
        let problem = message.split(" at line ").next().unwrap_or(message).trim_start_matches(['.', ':']);
        // A value that holds itself is a mistake of its own, whatever limit it runs into.
        if let Some(own) = problem.contains(" limit").then(|| places::in_itself(text)).flatten() {
            let span = Span::new(file, base + own.start, base + own.end);
            return Self { at: own.start, diagnostic: codes::endless(span, &text[own]), is_limit: false };
        }
        if problem.contains("repetition limit") || problem.contains(TOO_MANY) {
            return Self { diagnostic: codes::too_large(span, phrase!("200,000 values")), at, is_limit: true };
        }
        if problem.contains("recursion limit") {
            return Self { diagnostic: codes::too_large(span, phrase!("128 levels")), at, is_limit: true };
        }
        // What is typed wrong stands where the parser gave up, or above.
        let until = text[at..].find('\n').map_or(text.len(), |end| at + end);
        match mistake::of(text).filter(|found| found.range.start <= until) {
            Some(found) => Self { at: found.range.start, diagnostic: found.told(file, base), is_limit: false },
            None => Self { diagnostic: codes::syntax(span, problem), at, is_limit: false },
        }
    }
}

/// An entry that is to be taken out.
struct Entry {
    range: Range<usize>,
    /// Its name, if it can be made out, and that of what it may belong to.
    names: Vec<Option<String>>,
    /// Whether it is no YAML by itself.
    is_wrong: bool,
}

impl Entry {
    /// The entry that a mistake at a byte belongs to: the nearest at or above it that is wrong by itself, else the one that holds it.
    fn with_mistake(text: &str, at: usize) -> Option<Self> {
        let all = entries(text);
        let holding = all.iter().rposition(|entry| entry.start <= at)?;
        // What names something in another entry is not wrong for that.
        let is_wrong =
            |entry: &Range<usize>| values(&text[entry.clone()]).is_err_and(|refusal| !refusal.message.contains("anchor"));
        let wrong = all[..=holding].iter().rposition(is_wrong);
        let number = wrong.unwrap_or(holding);
        let mut range = all[number].clone();
        let mut names = vec![name(&text[range.clone()])];
        // A value that lost its indentation stands below the name that it belongs to.
        if let Some(above) = number.checked_sub(1).map(|n| &all[n])
            && text[above.clone()].trim_end().ends_with(':')
        {
            names.push(name(&text[above.clone()]));
            range.start = above.start;
        }
        Some(Self { range, names, is_wrong: wrong.is_some() })
    }
}

/// The entries of the outermost mapping, each from its name to the next; none where the text is no mapping in lines.
fn entries(text: &str) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = Vec::new();
    let mut indent = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_start_matches(' ');
        let is_content = !words.trim().is_empty() && !words.starts_with('#');
        let own = line.len() - words.len();
        if is_content && indent.is_none() && words.starts_with(['-', '[', '{', '?']) {
            return Vec::new();
        }
        // What begins no name continues the entry above: items and closing brackets may stand at the left.
        let is_name = !words.starts_with(['-', ']', '}', '\t']);
        if is_content && own == *indent.get_or_insert(own) && (is_name || starts.is_empty()) {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// The name of an entry: what stands before its colon, or what was meant as one.
fn name(entry: &str) -> Option<String> {
    let first = entry.lines().find(|line| !line.trim().is_empty())?;
    let (name, _) = first.split_once([':', '：', '='])?;
    let name = name.trim().trim_matches(['"', '\'']);
    (!name.is_empty()).then(|| letter::composed(name).into_owned())
}

#[cfg(test)]
mod tests {
    use super::{Lost, read};
    use crate::diag::Diagnostics;
    use crate::source::FileId;
    use crate::yaml::Value;

    /// The names that are read and those that are lost (`…` for what nobody knows), and the places of what is told.
    #[track_caller]
    fn check(text: &str, kept: &[&str], lost: &[&str], told: &[&str]) {
        let mut diags = Diagnostics::new();
        let read = read(FileId::NONE, text, 0, &mut diags);
        let Value::Map(map) = &read.root.value else { panic!("a mapping") };
        let names = map.iter().map(|(key, _)| if let Value::Text(name) = &key.value { name.as_str() } else { "?" });
        assert_eq!(names.collect::<Vec<_>>(), kept, "{text}");
        let Lost { names, is_open } = &read.lost;
        assert_eq!(names.iter().map(String::as_str).chain(is_open.then_some("…")).collect::<Vec<_>>(), lost, "{text}");
        let place = |span: crate::source::Span| &text[span.range()];
        assert_eq!(diags.iter().filter_map(|d| d.span).map(place).collect::<Vec<_>>(), told, "{text}");
        assert_eq!(read.text.len(), text.len(), "every byte keeps its place");
    }

    #[test]
    fn one_mistake_costs_one_entry() {
        check("a: 1\nb:\n  c: 2\n\td: 3\ne: 4\n", &["a", "e"], &["b"], &["\t"]);
        check("عنوان: أ: ب\ntags: [x]\n", &["tags"], &["عنوان"], &[":"]);
        check("a: \"x\nb: \"y\"\nc: 3\n", &["b", "c"], &["a"], &["\""]);
        check("a: [x, y\nb: 2\n", &["b"], &["a"], &["["]);
        check("a：1\nb: 2\n", &["b"], &["a"], &["："]);
        check("a: 1\r\nb: @x\r\nc: 3\r\n", &["a", "c"], &["b"], &["@"]);
    }

    #[test]
    fn mistakes_that_do_not_follow_from_each_other_are_all_told() {
        check("a: @x\nb: 2\nc: [1\nd: 4\n", &["b", "d"], &["a", "c"], &["@", "["]);
    }

    #[test]
    fn a_value_without_its_indentation_is_lost_with_its_name() {
        check("a:\nvalue: 1\n  unit: x\nb: 2\n", &["b"], &["a", "value"], &["unit"]);
    }

    #[test]
    fn what_git_left_is_lost_with_what_it_stands_in() {
        let text = "a: 1\nb:\n<<<<<<< HEAD\n  c: 2\n=======\n  c: 3\n>>>>>>> other\nd: 4\n";
        check(text, &["a", "d"], &["b", "…"], &["<<<<<<< HEAD"]);
    }

    #[test]
    fn nothing_is_guessed_where_there_are_no_entries() {
        check("{a: 1, b: @x}\n", &[], &["…"], &["@x"]);
        check("- a: @x\n- b\n", &[], &["…"], &["@"]);
    }
}
