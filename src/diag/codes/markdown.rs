//! Problems found by the `markdown` door.

use super::{error, warning};
use crate::diag::Diagnostic;
use crate::message::{Message, code_point, said};
use crate::source::Span;

/// Blocks or emphasis within each other deeper than any text needs.
pub fn nesting_too_deep(span: Span, limit: usize) -> Diagnostic {
    error("nesting-too-deep", span, say!("this is nested deeper than `{limit}` levels", limit))
        .help(say!("take quotes, lists or emphasis apart: what lies deeper is shown at the deepest level"))
}

/// Raw HTML where the policy is `off`.
pub fn raw_html(span: Span, tag: &str) -> Diagnostic {
    error("raw-html", span, say!("raw HTML `{tag}` is not allowed", tag))
        .help(say!("write Markdown, escape `<` as `\\<`, or set `raw_html: safe` in site.yaml"))
}

/// Something the safe policy removed; `what` comes with its backticks.
pub fn raw_html_removed(span: Span, what: impl Into<Message>) -> Diagnostic {
    warning("raw-html-removed", span, say!("{what} was removed from raw HTML", what = said(what)))
        .help(say!("use Markdown or what `raw_html: safe` keeps: the manual's chapter `Raw HTML` has the list"))
}

/// `markdown="1"` on an element.
pub fn markdown_in_html(span: Span) -> Diagnostic {
    warning("markdown-in-html", span, say!("`markdown` on an element says nothing here: the text in it is HTML")).help(say!(
        "leave an empty line behind the opening tag and before the closing one: what stands between is read as Markdown"
    ))
}

/// An inline element, or one of several blocks, without its other tag.
pub fn raw_html_unpaired(span: Span, tag: &str) -> Diagnostic {
    warning("raw-html-removed", span, say!("`{tag}` was removed because its other tag is not in the same block", tag))
        .help(say!("open and close an element within one paragraph, or on lines of their own at one level"))
}

/// Delimiters that stay literal beside right-to-left text.
pub fn literal_emphasis(span: Span, delimiters: &str) -> Diagnostic {
    warning("literal-emphasis", span, say!("`{delimiters}` is printed as it stands, not as emphasis", delimiters))
        .help(say!("open and close with the same marks without spaces inside them, or escape them as `\\*`"))
}

/// Two explicit anchors with one name.
pub fn duplicate_anchor(span: Span, anchor: &str, first: Span) -> Diagnostic {
    error("duplicate-anchor", span, say!("the anchor `{anchor}` is used twice on this page", anchor))
        .help(say!("give each `{{#anchor}}` and each `id` a name of its own"))
        .related(first, say!("first used here"))
}

/// An explicit anchor that the page has already.
pub fn reserved_anchor(span: Span, anchor: &str) -> Diagnostic {
    error("reserved-anchor", span, say!("the anchor `{anchor}` belongs to footnotes, entries or the theme", anchor))
        .help(say!("choose another name, for example `section-{anchor}`", anchor))
}

/// Attributes of a heading other than its anchor.
pub fn heading_attribute(span: Span, attribute: &str) -> Diagnostic {
    warning("unknown-heading-attribute", span, say!("the heading attribute `{attribute}` is ignored", attribute))
        .help(say!("a heading takes an anchor only: `{{#name}}`"))
}

/// `[^x]` without a definition.
pub fn undefined_footnote(span: Span, label: &str) -> Diagnostic {
    error("undefined-footnote", span, say!("the footnote `{label}` is not defined", label))
        .help(say!("add a line `[^{label}]: …`, or escape the bracket as `\\[`", label))
}

/// A definition that nothing refers to.
pub fn unused_footnote(span: Span, label: &str) -> Diagnostic {
    warning("unused-footnote", span, say!("the footnote `{label}` is never referred to", label))
        .help(say!("refer to it with `[^{label}]`, or remove it", label))
}

/// A second definition of one label.
pub fn duplicate_footnote(span: Span, label: &str, first: Span) -> Diagnostic {
    error("duplicate-footnote", span, say!("the footnote `{label}` is defined twice", label))
        .help(say!("give it another label, or merge the two"))
        .related(first, say!("first defined here"))
}

/// `[text][label]` without a definition.
pub fn undefined_reference(span: Span, label: &str) -> Diagnostic {
    warning("undefined-reference", span, say!("the link reference `{label}` is not defined", label))
        .help(say!("add a line `[{label}]: address`, or write `[text](address)`", label))
}

/// A level between two headings that is missing.
pub fn heading_level_skipped(span: Span, level: u8, previous: u8) -> Diagnostic {
    warning(
        "heading-level-skipped",
        span,
        say!("a heading of level `{level}` follows one of level `{previous}`", level, previous),
    )
    .help(say!("use level {level}: readers who listen find their way by levels", level = previous + 1))
}

/// A first-level heading in the body.
pub fn heading_level_one(span: Span) -> Diagnostic {
    warning("heading-level-one", span, say!("`#` makes a second title: the first is `title` in the front matter"))
        .help(say!("begin headings of the body with `##`"))
}

/// A fenced block whose name is nearly that of a block.
pub fn unknown_block(span: Span, name: &str, near: &str) -> Diagnostic {
    error("unknown-block", span, say!("there is no block `{name}`", name))
        .help(say!("did you mean `{near}`? Code in a language of that name is indented by four spaces instead", near))
}

/// A fenced block that is meant to show a picture.
pub fn picture_block(span: Span, name: &str) -> Diagnostic {
    error("unknown-block", span, say!("there is no block `{name}`", name)).help(say!(
        "write `![What it shows](market.jpg \"Caption\")`, and credit, licence and boxes in `pictures.yaml` beside the picture"
    ))
}

/// A formula that cannot be read.
pub fn math(span: Span, reason: impl Into<Message>) -> Diagnostic {
    error("math", span, say!("`$` formula: {reason}", reason = said(reason)))
        .help(say!("mend the formula, or escape a plain dollar sign as `\\$`"))
}

/// Numbers between dollar signs that may be two prices.
pub fn numbers_as_formula(span: Span, written: &str) -> Diagnostic {
    warning("ambiguous-dollar", span, say!("`{written}` is read as a formula, and holds nothing but numbers", written))
        .help(say!("escape the signs as `\\$` if they mean money"))
}

/// Dollar signs around what looks like TeX but is no formula.
pub fn formula_as_text(span: Span, written: &str) -> Diagnostic {
    warning("ambiguous-dollar", span, say!("`{written}` is printed as it stands, not as a formula", written))
        .help(say!("put words into `\\text{{…}}` and no space inside the signs if it is a formula, or escape the signs as `\\$`"))
}

/// LRO, RLO: text shown in another order than it has (Trojan Source, CVE-2021-42574).
pub fn bidi_override(span: Span, control: char) -> Diagnostic {
    let sentence = say!("the override `{control}` shows text in another order than it has", control = code_point(control));
    error("bidi-control", span, sentence).help(say!("delete it"))
}

/// LRE, RLE.
pub fn bidi_embedding(span: Span, control: char) -> Diagnostic {
    warning("bidi-control", span, say!("`{control}` is an embedding where an isolate is meant", control = code_point(control)))
        .help(say!("delete it: runs of another direction are isolated without it"))
}

/// An isolate or embedding that its paragraph does not close.
pub fn bidi_unclosed(span: Span, control: char) -> Diagnostic {
    error("bidi-control", span, say!("`{control}` is not closed in its paragraph", control = code_point(control)))
        .help(say!("delete it, or close it with U+2069 (isolates) or U+202C (embeddings)"))
}

/// PDI or PDF without anything to close.
pub fn bidi_unopened(span: Span, control: char) -> Diagnostic {
    error("bidi-control", span, say!("`{control}` closes nothing in its paragraph", control = code_point(control)))
        .help(say!("delete it"))
}

/// A character that no page can hold and nobody sees: NUL and its like.
pub fn control_character(span: Span, control: char) -> Diagnostic {
    error("control-character", span, say!("the control character `{control}` cannot be printed", control = code_point(control)))
        .help(say!("delete it"))
}
