//! Problems of `site.yaml` and of front matter as a whole.

use super::{error, warning};
use crate::diag::names::nearest;
use crate::diag::{Diagnostic, Severity};
use crate::source::Span;

/// There is no `site.yaml`.
pub fn no_config(root: &str) -> Diagnostic {
    Diagnostic {
        code: "no-config",
        severity: Severity::Error,
        span: None,
        message: format!("there is no `site.yaml` in `{root}`"),
        help: Some("begin a project with `bayan new FOLDER`; one that is there is named with --root FOLDER".to_owned()),
        related: Vec::new(),
        fix: None,
    }
}

/// A language tag whose direction cannot be known.
pub fn unknown_language(span: Span, tag: &str) -> Diagnostic {
    error("unknown-language", span, format!("`{tag}` is no language that is known, so its direction cannot be either"))
        .help("write a BCP 47 tag such as `ar`, `en`, `ar-LB`, or add its script: `az-Arab`")
}

/// A line that git left where it could not merge.
pub fn conflict(span: Span) -> Diagnostic {
    error("merge-conflict", span, "this is a conflict that git left")
        .help("keep one of both sides, or make one of them, and delete the lines `<<<<<<<`, `|||||||`, `=======` and `>>>>>>>`")
}

/// The same language twice.
pub fn duplicate_language(span: Span, tag: &str) -> Diagnostic {
    error("duplicate-language", span, format!("the language `{tag}` is configured twice")).help("keep one of them")
}

/// A site without languages.
pub fn no_languages(span: Span) -> Diagnostic {
    error("no-languages", span, "`languages` names no language")
        .help("write, for example, `languages: {ar: {name: العربية}, en: {name: English}}`")
}

/// A language that is not one of the site's.
pub fn not_a_site_language(span: Span, tag: &str, known: &[&str]) -> Diagnostic {
    let told = error("not-a-site-language", span, format!("`{tag}` is not one of the site's languages"));
    match nearest(tag, known.iter().copied()) {
        Some(near) => told.help(format!("did you mean `{near}`? Another language is added under `languages` in site.yaml")),
        None => told.help(format!("use {}, or add it under `languages` in site.yaml", super::one_of(known))),
    }
}

/// The history that the dates of pages are to come from is not there.
pub fn no_history(span: Span, why: &str) -> Diagnostic {
    warning("no-history", span, format!("no page is dated by Git: {why}"))
        .help("build where the whole history is, write `updated` in front matter, or remove this line")
}

/// A text of the configuration that one of the languages lacks.
pub fn missing_in_language(span: Span, name: &str, tag: &str) -> Diagnostic {
    error("missing-in-language", span, format!("`{name}` has no text in `{tag}`"))
        .help(format!("add a line `{tag}: …` below `{name}`"))
}

/// Texts of a file that languages of the site lack, the first of them with its name and what is written between its braces.
pub fn untranslated(span: Span, (name, inside): (&str, Option<&str>), lacking: &[(&str, usize)]) -> Diagnostic {
    let counts: Vec<String> = lacking
        .iter()
        .map(|(tag, count)| format!("{count} {} in `{tag}`", if *count == 1 { "text is missing" } else { "texts are missing" }))
        .collect();
    let tag = lacking.first().map_or("", |(tag, _)| tag);
    let here = match inside {
        Some("") => format!("write `{name}: {{{tag}: …}}`"),
        Some(inside) => format!("write `{name}: {{{inside}, {tag}: …}}`"),
        None => format!("add a line `{tag}: …` below `{name}`"),
    };
    let is_alone = lacking.iter().map(|(_, count)| count).sum::<usize>() == 1;
    let rest = if is_alone { "" } else { ", and so on; or have them translated with `bayan export`" };
    warning("untranslated-texts", span, format!("{} in this file: readers are given another language", counts.join(", ")))
        .help(format!("{here}{rest}"))
}

/// Languages that are no mapping.
pub fn languages_no_mapping(span: Span, found: &str) -> Diagnostic {
    error("not-a-mapping", span, format!("`languages` must be a mapping from tags to names, but this is {found}"))
        .help("write, for example, `languages: {ar: {name: العربية}, en: {name: English}}`")
}

/// A base URL that is not one.
pub fn bad_base_url(span: Option<Span>, given: &str) -> Diagnostic {
    Diagnostic {
        code: "bad-base-url",
        severity: Severity::Error,
        span,
        message: format!("`{given}` cannot be a base URL"),
        help: Some(
            "write https://HOST/ or https://HOST/FOLDER/: a host that can exist, no name of a user, no query, no fragment"
                .to_owned(),
        ),
        related: Vec::new(),
        fix: None,
    }
}

/// A page without front matter.
pub fn no_front_matter(span: Span) -> Diagnostic {
    error("no-front-matter", span, "this page has no front matter")
        .help("begin the file with a line `---`, a line `title: …` and another line `---`")
}

/// Front matter that begins almost as it should.
pub fn front_matter_begins_wrong(span: Span, said: &str, help: &str) -> Diagnostic {
    error("no-front-matter", span, said).help(help)
}

/// Front matter as other programs write it.
pub fn foreign_front_matter(span: Span, form: &str, rewrite: &str) -> Diagnostic {
    error("foreign-front-matter", span, format!("this front matter is {form}, and Bayan reads YAML"))
        .help(format!("put it between two lines `---`, and {rewrite}; `bayan import FOLDER` does it for a whole site"))
}

/// The language of the original, taken for somebody who said something.
pub fn source_is_no_language(span: Span, given: &str, known: &[&str]) -> Diagnostic {
    let sentence = format!("`source` is the language of the original, and `{given}` is not one of the site's");
    error("not-a-site-language", span, sentence).help(format!(
        "use {}, or remove it; whose news it is belongs into `sources.yaml`, into the text, or under `extra`",
        super::one_of(known)
    ))
}

/// A tag without a name.
pub fn blank_tag(span: Span) -> Diagnostic {
    warning("empty-tag", span, "a tag without a name is left out").help("remove it from `tags`")
}

/// Front matter that does not end.
pub fn unclosed_front_matter(span: Span) -> Diagnostic {
    error("unclosed-front-matter", span, "the front matter has no end").help("add a line `---` after it")
}

/// A line that was meant to end the front matter, which began at `first`.
pub fn almost_closed_front_matter(span: Span, given: &str, first: Span) -> Diagnostic {
    error("unclosed-front-matter", span, format!("`{given}` does not end the front matter"))
        .help("write `---`, three hyphens, at the left of a line of its own")
        .related(first, "it begins here")
}

/// A Markdown file that is not UTF-8.
pub fn not_utf8(span: Span, path: &str) -> Diagnostic {
    error("not-utf8", span, format!("`{path}` is not UTF-8")).help("save it as UTF-8")
}

/// `updated` lies before `date`.
pub fn updated_before_date(span: Span) -> Diagnostic {
    warning("updated-before-date", span, "`updated` lies before `date`").help("correct one of the two")
}

/// A page that is never public.
pub fn never_public(span: Span) -> Diagnostic {
    warning("never-public", span, "`expiry` is not after `publish`, so this page is never shown").help("correct one of the two")
}

/// An image without a description.
pub fn image_without_alt(span: Span) -> Diagnostic {
    error("image-without-alt", span, "`image` needs an `image_alt`")
        .help("say in one sentence what the picture shows, here or in pictures.yaml; write `image_alt: ''` only for a decoration")
}

/// A time zone that does not exist.
pub fn unknown_time_zone(span: Span, given: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = error("unknown-time-zone", span, format!("`{given}` is no time zone"));
    match near {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("write its name in the IANA database, as in `Asia/Riyadh`"),
    }
}

/// A site is to be published, and nobody said where.
pub fn no_base_url(span: Span) -> Diagnostic {
    error("no-base-url", span, "`base_url` is missing: feeds, sitemaps and links of PDFs need the address of the site")
        .help("write `base_url: https://…/` in site.yaml, or say it with `-u https://…/`")
}
