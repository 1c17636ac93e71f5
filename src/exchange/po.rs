//! [`Job`]s <-> a PO file (GNU gettext): one entry per segment, its markup as `{1}`, `{2}`; braces of the text are doubled.
//!
//! The context of an entry is the name of the text with the hash of the target it was exported with, and before it that of its file
//! where there are several; comments may be dropped by tools. What the numbers stand for follows from the page, which must not have changed since.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::placeholders::{Numbered, Piece, Returned, Unit, mark_of, number};
use super::tokens::is_carried;
use super::{Job, Segment, is_unicode, text};
use crate::diag::Diagnostics;
use crate::diag::codes::exchange as codes;
use crate::source::{SourceFile, Span};

const TARGET: &str = "X-Bayan-Target: ";
const CONTENT: &str = "Content-Type: ";
const LANGUAGE: &str = "Language: ";
const SOURCE: &str = "X-Source-Language: ";

/// Writes jobs of the same two languages.
pub fn render(jobs: &[Job]) -> String {
    let (source, target) = jobs.first().map_or(("", ""), |job| (job.source_language.as_str(), job.target_language.as_str()));
    let mut out = format!(
        "msgid \"\"\nmsgstr \"\"\n{}{}{}",
        quoted("MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"),
        quoted(&format!("{LANGUAGE}{target}\n")),
        quoted(&format!("{SOURCE}{source}\n")),
    );
    for job in jobs {
        out.push_str(&quoted(&format!("{TARGET}{}\n", job.target_file)));
    }
    for (job, segment) in jobs.iter().flat_map(|job| job.segments.iter().map(move |segment| (job, segment))) {
        let Numbered { source, target, .. } = number(segment);
        out.push('\n');
        for piece in &source {
            if let Piece::Markup { id, text } = piece {
                let _ = writeln!(out, "#. {{{id}}} = {}", visible(text));
            }
        }
        let context = format!("{} {}", name(jobs, job, segment), mark_of(segment.target.as_deref()));
        let _ = write!(out, "msgctxt {}", quoted(&context));
        let _ = write!(out, "msgid {}", quoted(&inline(&source)));
        let _ = write!(out, "msgstr {}", quoted(&target.map(|target| inline(&target)).unwrap_or_default()));
    }
    out
}

/// What a segment is called in a file of several jobs.
fn name(jobs: &[Job], job: &Job, segment: &Segment) -> String {
    if jobs.len() == 1 { segment.name.clone() } else { format!("{}#{}", job.target_file, segment.name) }
}

fn inline(pieces: &[Piece]) -> String {
    let one = |piece: &Piece| match piece {
        Piece::Text(text) => text.replace('{', "{{").replace('}', "}}"),
        Piece::Markup { id, .. } => format!("{{{id}}}"),
    };
    pieces.iter().map(one).collect()
}

/// Markup in a comment, which ends where some tool sees the end of a line.
fn visible(markup: &str) -> String {
    let one = |c: char| match c {
        '\n' => Some('↵'),
        '\r' => None,
        c if is_carried(c) => Some(c),
        _ => Some('\u{fffd}'),
    };
    markup.chars().filter_map(one).collect()
}

/// A text in double quotes, with the line end after it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out.push_str("\"\n");
    out
}

/// One entry as it stands in the file.
#[derive(Default)]
struct Entry {
    start: usize,
    end: usize,
    context: String,
    id: String,
    text: String,
    /// Whether there is a text, be it empty: a file that was cut off may lack the last one.
    has_text: bool,
}

/// What the head of a PO file says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// The files that were translated into.
    pub files: Vec<String>,
    /// The language that was translated from.
    pub source_language: String,
    /// The language that was translated into.
    pub target_language: String,
}

/// Reads the head; `None` if the file is none of ours.
pub fn head(file: &SourceFile, diags: &mut Diagnostics) -> Option<Head> {
    let entries = entries(file, diags)?;
    let head = entries.iter().find(|entry| entry.id.is_empty() && entry.context.is_empty());
    let charset = head.and_then(|head| head.text.lines().find_map(|line| line.strip_prefix(CONTENT)?.rsplit_once("charset=")));
    if let (Some(head), Some((_, charset))) = (head, charset)
        && !is_unicode(charset)
    {
        diags.push(codes::other_encoding(Span::new(file.id, head.start, head.end), charset.trim()));
        return None;
    }
    let fields = |name: &str| -> Vec<String> {
        let lines = head.map(|head| head.text.lines()).into_iter().flatten();
        lines.filter_map(|line| line.strip_prefix(name)).map(str::to_owned).collect()
    };
    let (files, mut languages, mut sources) = (fields(TARGET), fields(LANGUAGE), fields(SOURCE));
    let (Some(target_language), false) = (languages.pop(), files.is_empty()) else {
        diags.push(codes::not_ours(Span::new(file.id, 0, 0)));
        return None;
    };
    Some(Head { files, source_language: sources.pop().unwrap_or_default(), target_language })
}

/// Reads a file that came back for jobs. `None` if anything of it cannot be understood.
pub fn read(file: &SourceFile, jobs: &[Job], diags: &mut Diagnostics) -> Option<Vec<Returned>> {
    let Head { source_language, target_language, .. } = head(file, diags)?;
    let mut known: BTreeMap<String, (usize, &Segment)> = BTreeMap::new();
    for (at, job) in jobs.iter().enumerate() {
        known.extend(job.segments.iter().map(|segment| (name(jobs, job, segment), (at, segment))));
    }
    let empty = |job: &Job| Returned {
        target_file: job.target_file.clone(),
        source_language: source_language.clone(),
        target_language: target_language.clone(),
        units: Vec::new(),
    };
    let mut files: Vec<Returned> = jobs.iter().map(empty).collect();
    let mut is_whole = true;
    for entry in entries(file, diags)?.into_iter().filter(|entry| !entry.context.is_empty()) {
        let span = Span::new(file.id, entry.start, entry.end);
        let (name, exported) = entry.context.rsplit_once(' ').unwrap_or((&entry.context, ""));
        let Some((at, segment)) = known.get(name).copied() else {
            diags.push(codes::unknown_unit(span, name));
            is_whole = false;
            continue;
        };
        let Numbered { source, target, .. } = number(segment);
        let own: Vec<&Piece> = source.iter().chain(target.iter().flatten()).collect();
        let mut pieces = |text: &str| match pieces(text, &own) {
            Ok(pieces) => pieces,
            Err(id) => {
                diags.push(codes::unknown_placeholder(span, &id));
                is_whole = false;
                Vec::new()
            }
        };
        let (source, target) = (pieces(&entry.id), pieces(&entry.text));
        let unit = Unit { name: segment.name.clone(), span, exported: exported.to_owned(), source, target };
        if let Some(file) = files.get_mut(at) {
            file.units.push(unit);
        }
    }
    is_whole.then_some(files)
}

/// The pieces of a text; `Err` names a placeholder that stands for nothing.
fn pieces(text: &str, known: &[&Piece]) -> Result<Vec<Piece>, String> {
    let mut found = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        if (c == '{' || c == '}') && after.starts_with(c) {
            plain.push(c);
            rest = &after[1..];
        } else if c == '{' {
            let (id, then) = after.split_once('}').ok_or_else(|| after.chars().take(8).collect::<String>())?;
            let is_it = |piece: &&&Piece| matches!(piece, Piece::Markup { id: own, .. } if own == id);
            let piece = known.iter().find(is_it).ok_or_else(|| id.chars().take(8).collect::<String>())?;
            if !plain.is_empty() {
                found.push(Piece::Text(std::mem::take(&mut plain)));
            }
            found.push((*piece).clone());
            rest = then;
        } else {
            plain.push(c);
            rest = after;
        }
    }
    if !plain.is_empty() {
        found.push(Piece::Text(plain));
    }
    Ok(found)
}

/// What the quoted lines that follow belong to.
#[derive(Clone, Copy)]
enum Field {
    Context,
    Id,
    Text,
}

/// The entries of a file; `None`, with the place, where a line is none of PO's.
fn entries(file: &SourceFile, diags: &mut Diagnostics) -> Option<Vec<Entry>> {
    let text = text(file, diags)?;
    let mut list: Vec<Entry> = Vec::new();
    let mut field: Option<Field> = None;
    let body = text.trim_start_matches('\u{feff}');
    let mut start = text.len() - body.len();
    for line in body.split_inclusive('\n') {
        let (at, own) = (start, line.trim());
        start += line.len();
        let span = Span::new(file.id, at, at + line.trim_end().len());
        if own.is_empty() || own.starts_with('#') {
            field = None;
            continue;
        }
        let (keyword, value) = own.find('"').map_or((own, ""), |quote| (own[..quote].trim(), &own[quote..]));
        let next = match keyword {
            "msgctxt" => Some(Field::Context),
            "msgid" => Some(Field::Id),
            "msgstr" => Some(Field::Text),
            "" => field,
            _ => None,
        };
        let (Some(next), Some(value)) = (next, unquoted(value)) else {
            diags.push(codes::not_po(span));
            return None;
        };
        // A context begins an entry, and so does an id that no context stands before.
        let begins = match (next, field) {
            (Field::Context, _) => keyword == "msgctxt",
            (Field::Id, before) => keyword == "msgid" && !matches!(before, Some(Field::Context)),
            (Field::Text, _) => false,
        };
        if begins {
            list.push(Entry { start: at, ..Entry::default() });
        }
        let Some(entry) = list.last_mut() else {
            diags.push(codes::not_po(span));
            return None;
        };
        match next {
            Field::Context => entry.context.push_str(&value),
            Field::Id => entry.id.push_str(&value),
            Field::Text => {
                entry.text.push_str(&value);
                entry.has_text = true;
            }
        }
        entry.end = at + line.trim_end().len();
        field = Some(next);
    }
    if let Some(cut) = list.iter().find(|entry| !entry.has_text) {
        diags.push(codes::not_po(Span::new(file.id, cut.start, cut.end)));
        return None;
    }
    Some(list)
}

/// The inside of double quotes; `None` where they do not match, or an escape is unknown.
fn unquoted(value: &str) -> Option<String> {
    let inside = value.strip_prefix('"')?.strip_suffix('"').filter(|_| value.len() > 1)?;
    let mut out = String::with_capacity(inside.len());
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return None,
            '\\' => out.push(match chars.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                c @ ('"' | '\\') => c,
                _ => return None,
            }),
            c => out.push(c),
        }
    }
    Some(out)
}
