//! Keys of `site.yaml` -> what is printed, what is read beside each other, and what published pictures keep.

use crate::diag::Diagnostics;
use crate::diag::codes::{config as codes, yaml as yaml_codes};
use crate::locale::{LocaleId, Locales};
use crate::picture::metadata::Keep;
use crate::source::Span;
use crate::yaml::{Fields, Node, Value, Yaml};

use super::paper::{Paper, PaperSize, ParallelOrder};

/// Which editions are made in a format besides PDF (`docx`, `epub` in site.yaml).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Editions {
    /// Whether `build` makes them.
    pub enabled: bool,
    /// One file per language.
    pub single: bool,
    /// One file with two languages beside each other.
    pub parallel: bool,
}

/// `pdf: {enabled: true, editions: [brief, single, parallel], paper: a4, parallel: arabic-first}`
pub(in crate::config) fn paper(yaml: &Yaml<'_>, fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Paper {
    let (size, order) = (PaperSize::A4, ParallelOrder::ArabicFirst);
    let mut paper =
        Paper { enabled: true, brief: false, single: true, parallel: true, size, order, index: true, attachments: false };
    let Some(mut own) = fields.take("pdf").and_then(|node| Fields::of(yaml, node, "`pdf`", diags)) else { return paper };
    paper.enabled = own.bool("enabled", diags).unwrap_or(true);
    if let Some([single, parallel, brief]) = editions(&mut own, ["single", "parallel", "brief"], diags) {
        (paper.single, paper.parallel, paper.brief) = (single, parallel, brief);
    }
    let sizes = [("a4", PaperSize::A4), ("us-letter", PaperSize::UsLetter)];
    paper.size = own.choice("paper", &sizes, diags).unwrap_or(paper.size);
    let orders = [
        ("arabic-first", ParallelOrder::ArabicFirst),
        ("english-first", ParallelOrder::EnglishFirst),
        ("facing", ParallelOrder::Facing),
    ];
    paper.order = own.choice("parallel", &orders, diags).unwrap_or(paper.order);
    paper.index = own.bool("index", diags).unwrap_or(true);
    paper.attachments = own.bool("attachments", diags).unwrap_or(false);
    own.finish(diags);
    paper
}

/// `docx: {enabled: true, editions: [single, parallel]}`, and `epub` in the same way: made once their key is there.
pub(in crate::config) fn bound(
    yaml: &Yaml<'_>,
    fields: &mut Fields<'_>,
    (key, named): (&'static str, &'static str),
    diags: &mut Diagnostics,
) -> Editions {
    let mut made = Editions { enabled: false, single: true, parallel: true };
    let Some(mut own) = fields.take(key).and_then(|node| Fields::of(yaml, node, named, diags)) else {
        return made;
    };
    made.enabled = own.bool("enabled", diags).unwrap_or(true);
    if let Some([single, parallel]) = editions(&mut own, ["single", "parallel"], diags) {
        (made.single, made.parallel) = (single, parallel);
    }
    own.finish(diags);
    made
}

/// `editions: [single, parallel]`: whether each of those that a format has is made; `None` where nothing is said.
fn editions<const N: usize>(own: &mut Fields<'_>, known: [&'static str; N], diags: &mut Diagnostics) -> Option<[bool; N]> {
    own.key_span("editions")?;
    let mut made = [false; N];
    for edition in own.one_or_more("editions", diags) {
        match known.iter().position(|name| *name == edition.value) {
            Some(at) => made[at] = true,
            None => diags.push(yaml_codes::not_one_of(edition.span, "editions", &edition.value, &known)),
        }
    }
    Some(made)
}

/// `updated: git`, `author_pages: true`, `related: false`: what pages say of themselves and of each other.
pub(in crate::config) fn named(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> (Option<Span>, [bool; 2]) {
    let git = fields.choice("updated", &[("git", ())], diags).and_then(|()| fields.key_span("updated"));
    let mut flag = |name: &'static str, usual: bool| fields.bool(name, diags).unwrap_or(usual);
    (git, [flag("author_pages", false), flag("related", true)])
}

/// `parallel: [[ar, en], [fa, en]]`, or one pair, `[ar, en]`
pub(in crate::config) fn parallel(
    yaml: &Yaml<'_>,
    fields: &mut Fields<'_>,
    locales: &Locales,
    diags: &mut Diagnostics,
) -> Option<Vec<[LocaleId; 2]>> {
    fields.key_span("parallel")?;
    let known: Vec<&str> = locales.site().iter().map(|l| l.tag.as_str()).collect();
    let mut pairs: Vec<[LocaleId; 2]> = Vec::new();
    let is_text = |node: &Node| matches!(node.value, Value::Text(_));
    let one = fields.take("parallel").filter(|node| matches!(&node.value, Value::List(tags) if tags.iter().any(is_text)));
    let pairs_of_tags = match one {
        Some(pair) => std::slice::from_ref(pair),
        None => fields.list("parallel", diags),
    };
    for node in pairs_of_tags {
        let help = phrase!("write two languages of the site for each, as in `parallel: [[ar, en], [fa, en]]`");
        let Value::List(tags) = &node.value else {
            diags.push(yaml_codes::bad_value(
                yaml.span(node),
                "parallel",
                node.describe(),
                phrase!("it is no pair of languages"),
                help,
            ));
            continue;
        };
        let mut pair = Vec::with_capacity(2);
        for tag in tags {
            let Some(given) = yaml.plain("parallel", tag, diags) else { continue };
            match locales.by_tag(given) {
                Some(locale) => pair.push(locale.id),
                None => diags.push(codes::not_a_site_language(yaml.span(tag), given, &known)),
            }
        }
        match *pair.as_slice() {
            [first, second] if first != second && tags.len() == 2 => {
                if !pairs.contains(&[first, second]) && !pairs.contains(&[second, first]) {
                    pairs.push([first, second]);
                }
            }
            // An unknown language was told.
            _ if pair.len() < tags.len() => {}
            _ => diags.push(yaml_codes::bad_value(
                yaml.span(node),
                "parallel",
                phrase!("a list"),
                phrase!("it is no pair of languages"),
                help,
            )),
        }
    }
    Some(pairs)
}

/// `keep_metadata: [credit, licence]`
pub(in crate::config) fn keep_metadata(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Keep {
    let mut keep = Keep::default();
    for entry in fields.one_or_more("keep_metadata", diags) {
        match entry.value.as_str() {
            "credit" => keep.credit = true,
            "licence" | "license" => keep.licence = true,
            other => diags.push(yaml_codes::not_one_of(entry.span, "keep_metadata", other, &["credit", "licence"])),
        }
    }
    keep
}
