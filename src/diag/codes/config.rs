//! Problems of `site.yaml` and of front matter as a whole.

use super::{error, warning};
use crate::diag::names::nearest;
use crate::diag::{Diagnostic, Severity};
use crate::message::{Joint, Message, said};
use crate::source::Span;

/// There is no `site.yaml`.
pub fn no_config(root: &str) -> Diagnostic {
    Diagnostic {
        code: "no-config",
        severity: Severity::Error,
        span: None,
        message: say!("there is no `site.yaml` in `{root}`", root),
        help: Some(say!("begin a project with `bayan new FOLDER`; one that is there is named with --root FOLDER")),
        related: Vec::new(),
        fix: None,
    }
}

/// A language tag whose direction cannot be known.
pub fn unknown_language(span: Span, tag: &str) -> Diagnostic {
    error("unknown-language", span, say!("`{tag}` is no language that is known, so its direction cannot be either", tag))
        .help(say!("write a BCP 47 tag such as `ar`, `en`, `ar-LB`, or add its script: `az-Arab`"))
}

/// A line that git left where it could not merge.
pub fn conflict(span: Span) -> Diagnostic {
    error("merge-conflict", span, say!("this is a conflict that git left")).help(say!(
        "keep one of both sides, or make one of them, and delete the lines `<<<<<<<`, `|||||||`, `=======` and `>>>>>>>`"
    ))
}

/// The same language twice.
pub fn duplicate_language(span: Span, tag: &str) -> Diagnostic {
    error("duplicate-language", span, say!("the language `{tag}` is configured twice", tag)).help(say!("keep one of them"))
}

/// A site without languages.
pub fn no_languages(span: Span) -> Diagnostic {
    error("no-languages", span, say!("`languages` names no language"))
        .help(say!("write, for example, `languages: {{ar: {{name: العربية}}, en: {{name: English}}}}`"))
}

/// A language that is not one of the site's.
pub fn not_a_site_language(span: Span, tag: &str, known: &[&str]) -> Diagnostic {
    let told = error("not-a-site-language", span, say!("`{tag}` is not one of the site's languages", tag));
    match nearest(tag, known.iter().copied()) {
        Some(near) => told.help(say!("did you mean `{near}`? Another language is added under `languages` in site.yaml", near)),
        None => told.help(say!("use {known}, or add it under `languages` in site.yaml", known = super::one_of(known))),
    }
}

/// The history that the dates of pages are to come from is not there.
pub fn no_history(span: Span, why: impl Into<Message>) -> Diagnostic {
    warning("no-history", span, say!("no page is dated by Git: {why}", why = said(why)))
        .help(say!("build where the whole history is, write `updated` in front matter, or remove this line"))
}

/// A text of the configuration that one of the languages lacks.
pub fn missing_in_language(span: Span, name: &str, tag: &str) -> Diagnostic {
    error("missing-in-language", span, say!("`{name}` has no text in `{tag}`", name, tag)).help(say!(
        "add a line `{tag}: …` below `{name}`",
        tag,
        name
    ))
}

/// Texts of a file that languages of the site lack, the first of them with its name and what is written between its braces.
pub fn untranslated(span: Span, (name, inside): (&str, Option<&str>), lacking: &[(&str, usize)]) -> Diagnostic {
    let lacks = |(tag, count): &(&str, usize)| match count {
        1 => say!("1 text is missing in `{tag}`", tag),
        count => say!("{count} texts are missing in `{tag}`", count, tag),
    };
    let lacks = Message::list(Joint::Comma, lacking.iter().map(lacks).collect());
    let tag = lacking.first().map_or("", |(tag, _)| tag);
    let here = match inside {
        Some("") => say!("write `{name}: {{{tag}: …}}`", name, tag),
        Some(inside) => say!("write `{name}: {{{inside}, {tag}: …}}`", name, inside, tag),
        None => say!("add a line `{tag}: …` below `{name}`", tag, name),
    };
    let is_alone = lacking.iter().map(|(_, count)| count).sum::<usize>() == 1;
    let told = warning("untranslated-texts", span, say!("{lacks} in this file: readers are given another language", lacks));
    if is_alone {
        told.help(here)
    } else {
        told.help(say!("{here}, and so on; or have them translated with `bayan export`", here))
    }
}

/// Languages that are no mapping.
pub fn languages_no_mapping(span: Span, found: impl Into<Message>) -> Diagnostic {
    error(
        "not-a-mapping",
        span,
        say!("`languages` must be a mapping from tags to names, but this is {found}", found = said(found)),
    )
    .help(say!("write, for example, `languages: {{ar: {{name: العربية}}, en: {{name: English}}}}`"))
}

/// A base URL that is not one.
pub fn bad_base_url(span: Option<Span>, given: &str) -> Diagnostic {
    Diagnostic {
        code: "bad-base-url",
        severity: Severity::Error,
        span,
        message: say!("`{given}` cannot be a base URL", given),
        help: Some(say!(
            "write https://HOST/ or https://HOST/FOLDER/: a host that can exist, no name of a user, no query, no fragment"
        )),
        related: Vec::new(),
        fix: None,
    }
}

/// A page without front matter.
pub fn no_front_matter(span: Span) -> Diagnostic {
    error("no-front-matter", span, say!("this page has no front matter"))
        .help(say!("begin the file with a line `---`, a line `title: …` and another line `---`"))
}

/// Front matter that begins almost as it should.
pub fn front_matter_begins_wrong(span: Span, said: impl Into<Message>, help: impl Into<Message>) -> Diagnostic {
    error("no-front-matter", span, said).help(help)
}

/// Front matter as other programs write it.
pub fn foreign_front_matter(span: Span, form: impl Into<Message>, rewrite: impl Into<Message>) -> Diagnostic {
    error("foreign-front-matter", span, say!("this front matter is {form}, and Bayan reads YAML", form = said(form))).help(say!(
        "put it between two lines `---`, and {rewrite}; `bayan import FOLDER` does it for a whole site",
        rewrite = said(rewrite)
    ))
}

/// The language of the original, taken for somebody who said something.
pub fn source_is_no_language(span: Span, given: &str, known: &[&str]) -> Diagnostic {
    let sentence = say!("`source` is the language of the original, and `{given}` is not one of the site's", given);
    error("not-a-site-language", span, sentence).help(say!(
        "use {known}, or remove it; whose news it is belongs into `sources.yaml`, into the text, or under `extra`",
        known = super::one_of(known)
    ))
}

/// A tag without a name.
pub fn blank_tag(span: Span) -> Diagnostic {
    warning("empty-tag", span, say!("a tag without a name is left out")).help(say!("remove it from `tags`"))
}

/// Front matter that does not end.
pub fn unclosed_front_matter(span: Span) -> Diagnostic {
    error("unclosed-front-matter", span, say!("the front matter has no end")).help(say!("add a line `---` after it"))
}

/// A line that was meant to end the front matter, which began at `first`.
pub fn almost_closed_front_matter(span: Span, given: &str, first: Span) -> Diagnostic {
    error("unclosed-front-matter", span, say!("`{given}` does not end the front matter", given))
        .help(say!("write `---`, three hyphens, at the left of a line of its own"))
        .related(first, say!("it begins here"))
}

/// A Markdown file that is not UTF-8.
pub fn not_utf8(span: Span, path: &str) -> Diagnostic {
    error("not-utf8", span, say!("`{path}` is not UTF-8", path)).help(say!("save it as UTF-8"))
}

/// `updated` lies before `date`.
pub fn updated_before_date(span: Span) -> Diagnostic {
    warning("updated-before-date", span, say!("`updated` lies before `date`")).help(say!("correct one of the two"))
}

/// A page that is never public.
pub fn never_public(span: Span) -> Diagnostic {
    warning("never-public", span, say!("`expiry` is not after `publish`, so this page is never shown"))
        .help(say!("correct one of the two"))
}

/// An image without a description.
pub fn image_without_alt(span: Span) -> Diagnostic {
    error("image-without-alt", span, say!("`image` needs an `image_alt`")).help(say!(
        "say in one sentence what the picture shows, here or in pictures.yaml; write `image_alt: ''` only for a decoration"
    ))
}

/// A time zone that does not exist.
pub fn unknown_time_zone(span: Span, given: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = error("unknown-time-zone", span, say!("`{given}` is no time zone", given));
    match near {
        Some(near) => diagnostic.help(say!("did you mean `{near}`?", near)),
        None => diagnostic.help(say!("write its name in the IANA database, as in `Asia/Riyadh`")),
    }
}

/// A site is to be published, and nobody said where.
pub fn no_base_url(span: Span) -> Diagnostic {
    error("no-base-url", span, say!("`base_url` is missing: feeds, sitemaps and links of PDFs need the address of the site"))
        .help(say!("write `base_url: https://…/` in site.yaml, or say it with `-u https://…/`"))
}
