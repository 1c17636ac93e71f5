//! Problems between pages: routes, translations, links, tags.

use super::{error, one_of, warning};
use crate::diag::Diagnostic;
use crate::diag::names::nearest;
use crate::message::Message;
use crate::source::{FileId, Span};

/// A suffix that looks like a language and is none of the site's.
///
/// `near` is the tag of the language that the name means.
pub fn stray_language(span: Span, suffix: &str, known: &[&str], near: Option<&str>) -> Diagnostic {
    let told = warning(
        "stray-language",
        span,
        say!("the file's name ends in `.{suffix}`, which is not one of the site's languages", suffix),
    );
    match near {
        Some(tag) => told.help(say!("write `.{tag}` in place of `.{suffix}`: languages are named by their tags", tag, suffix)),
        None => told.help(say!(
            "name it after {known}, or add `{suffix}` under `languages` in site.yaml",
            known = one_of(known),
            suffix
        )),
    }
}

/// A page whose file sets its language off with another sign than a point, so that it is a page of its own.
pub fn joined_language(span: Span, path: &str, stem: &str, tag: &str, read_as: &str) -> Diagnostic {
    let name = stem.rsplit('/').next().unwrap_or(stem);
    warning(
        "stray-language",
        span,
        say!("`{path}` is read as a page in `{read_as}`, and `{name}` has no page in `{tag}`", path, read_as, name, tag),
    )
    .help(say!("name the file `{name}.{tag}.md`: a point stands before the language", name, tag))
}

/// Two files are the same page in the same language.
pub fn duplicate_page(span: Span, key: &str, tag: &str, first: Span) -> Diagnostic {
    let what = if key.is_empty() { say!("the home page") } else { say!("`{key}`", key) };
    error("duplicate-page", span, say!("{what} exists twice in `{tag}`", what, tag))
        .help(say!("rename one of the files, or change its `translation_key`"))
        .related(first, say!("the other one"))
}

/// Two pages of one language say that they are the translation of the same page.
pub fn duplicate_key(span: Span, key: &str, tag: &str, first: Span) -> Diagnostic {
    error("duplicate-page", span, say!("two pages in `{tag}` have the `translation_key` `{key}`", tag, key))
        .help(say!("give one of them another key: a page has one translation in each language"))
        .related(first, say!("the other one"))
}

/// The code of paths that are used twice.
pub const DUPLICATE_OUTPUT: &str = "duplicate-output";

/// Two things want the same output file. `second` and `first` are the files that they come from; what the program makes has none.
pub fn duplicate_output(span: Span, out: &str, second: Option<&str>, first: Option<(Span, &str)>) -> Diagnostic {
    // What the program makes has no name of its own to change: what somebody wrote is told, and what the other is made for.
    if let (None, Some((place, file))) = (second, first) {
        let said = say!("`{file}` is written to `/{out}`, where the program writes a file of its own", file, out);
        return error(DUPLICATE_OUTPUT, place, said)
            .help(say!("change a file name or `slug`"))
            .related(span, say!("that one is made for this"));
    }
    let said = match (second, first) {
        (Some(second), Some((_, first))) if first == second => say!("`{second}` is written to `/{out}` twice", second, out),
        (Some(second), Some((_, first))) => say!("`{second}` and `{first}` are both written to `/{out}`", second, first, out),
        (Some(file), None) => say!("`{file}` is written to `/{out}`, where the program writes a file of its own", file, out),
        (None, _) => say!("the program has two files for `/{out}`", out),
    };
    let diagnostic = error(DUPLICATE_OUTPUT, span, said).help(say!("change a file name or `slug`"));
    match first {
        Some((first, _)) => diagnostic.related(first, say!("first written here")),
        None => diagnostic,
    }
}

/// A path is a file and a folder.
pub fn file_and_folder(span: Span, (file, from): (&str, &str), (below, inner): (&str, &str), other: Option<Span>) -> Diagnostic {
    let said = say!("`/{file}` ({from}) cannot be a file and hold `/{below}` ({inner})", file, from, below, inner);
    let diagnostic = error(DUPLICATE_OUTPUT, span, said).help(say!("change a file name or `slug`"));
    match other {
        Some(other) => diagnostic.related(other, say!("the other one")),
        None => diagnostic,
    }
}

/// The same for what stands in no file of the project.
pub fn output_clash(out: &str) -> Diagnostic {
    Diagnostic { span: None, ..error(DUPLICATE_OUTPUT, Span::new(FileId::NONE, 0, 0), say!("`/{out}` is written twice", out)) }
        .help(say!("change a file name or `slug`"))
}

/// An alias stands where something else does: at a place that somebody wrote, of another alias or not, or at a file of the program.
pub fn shadowing_alias(span: Span, alias: &str, first: Option<(Span, bool)>) -> Diagnostic {
    let said = |what: &str| error("shadowing-alias", span, say!("the alias `{alias}` stands where {what} is", alias, what));
    match first {
        Some((first, true)) => {
            said(phrase!("another alias")).help(say!("keep one of them")).related(first, say!("the other one"))
        }
        Some((first, false)) => said(phrase!("a page or a file"))
            .help(say!("remove the alias, or move the other"))
            .related(first, say!("the other one")),
        None => said(phrase!("a page that the program makes")).help(say!("remove the alias")),
    }
}

/// A link leads to a file that is not there.
pub fn broken_link(span: Span, target: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = error("broken-link", span, say!("`{target}` does not exist", target));
    match near {
        Some(near) => diagnostic.help(say!("did you mean `{near}`?", near)),
        None => diagnostic.help(say!("write the path relative to this file, as in `../other.md`")),
    }
}

/// A picture that stands for the site and is not there, in a language at least.
pub fn unknown_sign(span: Span, name: &str, path: &str, tag: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic =
        error("unknown-sign", span, say!("`{name}` names `content/{path}`, which does not exist in `{tag}`", name, path, tag));
    match near {
        Some(near) => diagnostic.help(say!("did you mean `{near}`?", near)),
        None => diagnostic
            .help(say!("write the path of a picture below content/, as in `logo.svg`; `logo.ar.svg` is taken for Arabic")),
    }
}

/// A file that should stand for the site and cannot be shown.
pub fn sign_no_picture(span: Span, name: &str, path: &str) -> Diagnostic {
    error("sign-no-picture", span, say!("`{name}` names `{path}`, which is no picture that can be shown", name, path))
        .help(say!("name an SVG, a PNG, a JPEG or a WebP file"))
}

/// A link leads to what the disk has as a symbolic link.
pub fn symbolic_link(span: Span, target: &str) -> Diagnostic {
    error("broken-link", span, say!("`{target}` is a symbolic link, and none is followed", target))
        .help(say!("put the file itself there: what lies outside of the project is not published"))
}

/// A link leads to a file that is read and never copied.
pub fn unpublished_link(span: Span, target: &str) -> Diagnostic {
    error("broken-link", span, say!("`{target}` is read by the program and not published", target)).help(say!(
        "link to the page that shows it, or to the `facts.json` of the briefing: the file itself also holds what is kept back"
    ))
}

/// A link leads to a heading that is not there.
pub fn broken_fragment(span: Span, fragment: &str, page: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = error("broken-fragment", span, say!("`{page}` has no heading `#{fragment}`", page, fragment));
    match near {
        Some(near) => diagnostic.help(say!("did you mean `#{near}`?", near)),
        None => diagnostic.help(say!("give the heading a name with `{{#name}}` at its end")),
    }
}

/// A link leads to a heading by the name that it has in another language.
pub fn foreign_fragment(span: Span, fragment: &str, page: &str, other: &str, own: Option<&str>) -> Diagnostic {
    let diagnostic = error(
        "broken-fragment",
        span,
        say!("`{page}` has no heading `#{fragment}`, which is one of `{other}`", page, fragment, other),
    );
    match own {
        Some(own) => diagnostic.help(say!(
            "write `#{own}`, or give both headings one name with `{{#{fragment}}}` at their ends",
            own,
            fragment
        )),
        None => diagnostic.help(say!("give the heading that is its translation the name `{{#{fragment}}}`", fragment)),
    }
}

/// A link leads to a page that the reader's language lacks, and the policy is `omit`.
pub fn missing_translation(span: Span, target: &str, tag: &str) -> Diagnostic {
    error("missing-translation", span, say!("`{target}` does not exist in `{tag}`", target, tag))
        .help(say!("translate it, remove the link, or set `missing_translation: link` in site.yaml"))
}

/// A link with a scheme that is not allowed.
pub fn link_scheme(span: Span, scheme: &str, near: Option<&str>) -> Diagnostic {
    let told = error("link-scheme", span, say!("links cannot begin with `{scheme}:`", scheme));
    if let Some(near) = near {
        return told.help(say!("did you mean `{near}:`?", near));
    }
    told.help(say!("use `https:`, `http:`, `mailto:`, `tel:`, `sms:`, `whatsapp:` or `signal:`, or a path relative to this file"))
}

/// A link to the web that names no host, or a port that there is not.
pub fn link_without_host(span: Span, target: &str) -> Diagnostic {
    error("link-host", span, say!("`{target}` names no host that a browser could ask", target))
        .help(say!("write it as `https://example.org/page`, with two slashes, a host, and a port up to 65535 if any"))
}

/// A link to a host without a scheme.
pub fn link_without_scheme(span: Span) -> Diagnostic {
    error("link-scheme", span, say!("links cannot begin with `//`"))
        .help(say!("write `https:` before it, or one `/` for a page of this site"))
}

/// A link that leaves the content folder.
pub fn link_outside(span: Span, target: &str) -> Diagnostic {
    error("link-outside", span, say!("`{target}` leads out of the content folder", target))
        .help(say!("link to a file below `content/`"))
}

/// A picture from somewhere else.
pub fn remote_image(span: Span, target: &str) -> Diagnostic {
    error("remote-image", span, say!("the image `{target}` is not part of the site", target))
        .help(say!("save it beside the page: no request of a reader leaves the site"))
}

/// A page of the navigation that is not there.
pub fn unknown_page(span: Span, path: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = error("unknown-page", span, say!("there is no page `{path}`", path));
    match near {
        Some(near) => diagnostic.help(say!("did you mean `{near}`?", near)),
        None => diagnostic.help(say!("write its path below `content/` without language and ending, as in `reports/gas`")),
    }
}

/// A tag that folds to nothing.
pub fn empty_tag(span: Span, tag: &str) -> Diagnostic {
    error("empty-tag", span, say!("the tag `{tag}` holds no letter and no digit", tag)).help(say!("name the tag, or remove it"))
}

/// A tag that `site.yaml` does not name although it names others.
pub fn undeclared_tag(span: Span, tag: &str, near: Option<&str>) -> Diagnostic {
    let told = warning("undeclared-tag", span, say!("site.yaml names tags, and `{tag}` is none of them", tag));
    match near {
        Some(near) => told.help(say!("did you mean `{near}`? If it is another one, name it under `tags`", near)),
        None => told.help(say!(
            "name it under `tags` in site.yaml, so that it is one tag in all languages, or use one that stands there"
        )),
    }
}

/// A tag that another spelling names as well.
pub fn tag_spelling(span: Span, tag: &str, other: &str, first: Span) -> Diagnostic {
    warning("tag-spelling", span, say!("`{tag}` is the same tag as `{other}`", tag, other))
        .help(say!("write `{other}` everywhere, or name the tag under `tags` in site.yaml", other))
        .related(first, say!("written so here"))
}

/// An author whom another spelling names as well.
pub fn author_spelling(span: Span, author: &str, other: &str, first: Span) -> Diagnostic {
    warning("author-spelling", span, say!("`{author}` is the same author as `{other}`", author, other))
        .help(say!("write `{other}` everywhere", other))
        .related(first, say!("written so here"))
}

/// A tag whose address another tag has.
pub fn tag_address(span: Span, tag: &str, other: &str, wanted: &str, address: &str) -> Diagnostic {
    warning(
        "tag-address",
        span,
        say!(
            "the tags `{tag}` and `{other}` would both stand at `{wanted}`; `{tag}` stands at `{address}`",
            tag,
            other,
            wanted,
            address
        ),
    )
    .help(say!("name one of them under `tags` in site.yaml: its id is its address, whatever other tags there are"))
}

/// A layout that the theme does not have.
pub fn unknown_layout(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    let diagnostic = error("unknown-layout", span, say!("the theme has no layout `{name}`", name));
    match nearest(name, known.iter().copied()) {
        Some(near) => diagnostic.help(say!("did you mean `{near}`?", near)),
        None => diagnostic.help(say!("add `templates/layouts/{name}.html` to the theme, or remove the line", name)),
    }
}

/// A file that cannot be read, or that is not what it was when the run began.
pub fn unreadable_file(span: Span, path: &str, error: &std::io::Error) -> Diagnostic {
    super::error("unreadable-file", span, say!("`{path}` could not be read: {error}", path, error))
        .help(say!("run the command again once nothing writes to the file, and see that you may read it"))
}

/// A path that cannot be a file name in the output folder.
pub fn bad_output_path(span: Span, path: &str) -> Diagnostic {
    error("bad-output-path", span, say!("`{path}` cannot be a path of the site", path))
        .help(say!("rename the file: letters, digits, `-`, `_` and `.` are safe everywhere"))
}

/// A page under a name that other programs give pages.
pub fn foreign_page(span: Span, path: &str) -> Diagnostic {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    error("foreign-page", span, say!("`{path}` is not read: pages end in `.md`", path))
        .help(say!("rename it to `{stem}.md`, or move it out of `content/`", stem))
}

/// A data file whose name differs from the one that is read in its letters or its ending.
pub fn ledger_name(span: Span, path: &str, name: &str) -> Diagnostic {
    error("file-name", span, say!("`{path}` is not read: the file is called `{name}`", path, name)).help(say!(
        "rename it to `{name}`, in small letters and with this ending; if it is something else, give it another name",
        name
    ))
}

/// A page of a folder whose name differs from the one that makes it that in its letters.
pub fn folder_page_name(span: Span, path: &str, name: &str) -> Diagnostic {
    error("file-name", span, say!("`{path}` is not the page of its folder: that is called `{name}`", path, name))
        .help(say!("write `{name}` in small letters; if it is any other page, give it another name", name))
}

/// What stands for a file that was not fetched.
pub fn lfs_pointer(span: Span, path: &str, reference: Option<Span>) -> Diagnostic {
    let diagnostic = error("lfs-pointer", span, say!("`{path}` only stands for a file that Git LFS has not fetched", path))
        .help(say!("run `git lfs pull`; in a CI, check out with LFS (`lfs: true`)"));
    match reference {
        Some(reference) => diagnostic.related(reference, say!("referred to here")),
        None => diagnostic,
    }
}

/// A reference to a page that is kept back, or to a file of its folder; `said` names it and says why.
pub fn hidden_link(span: Span, said: impl Into<Message>) -> Diagnostic {
    error("hidden-link", span, said).help(say!(
        "remove the reference, or show what it leads to; with `hidden_links: text` in site.yaml its words stay without a link"
    ))
}
