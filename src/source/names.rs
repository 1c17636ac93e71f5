//! What the name of a file says: whether it is content at all, and whether it is a page.

/// What editors, systems, office programs and unfinished downloads leave beside what somebody made.
const DROPPINGS: [&str; 5] = [".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"];
const DROPPED: [&str; 9] = ["bak", "swp", "swo", "orig", "rej", "tmp", "part", "crdownload", "download"];
/// Endings of pages that other programs write.
const FOREIGN: [&str; 14] =
    ["markdown", "mdx", "mdown", "mkd", "mkdn", "mdwn", "rmd", "qmd", "mdtext", "mdtxt", "text", "rst", "org", "adoc"];
/// Endings of what stands beside the work and is none: copies, catalogues of translators, settings of programs for pictures, logs.
const BESIDE: [&str; 20] = [
    "save", "old", "copy", "swn", "swm", "swl", "swk", "po", "pot", "xliff", "xlf", "sdlxliff", "mxliff", "mqxliff", "xmp",
    "aae", "pp3", "lnk", "log", "lock",
];
/// Files and folders of tools.
const TOOLS: [&str; 9] = ["cvs", "node_modules", "core", "nohup.out", "picasa.ini", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519"];
/// The folder of a site that servers and certificate authorities ask for (RFC 8615), and what keeps a host from changing files.
const WELL_KNOWN: &str = ".well-known";
const NO_JEKYLL: &str = ".nojekyll";

/// Whether a file is nobody's content: hidden, or a dropping. `path` is relative to the folder that is read.
pub fn is_left_out(path: &str) -> bool {
    let is_hidden = |part: &str| part.starts_with('.');
    let rest = path.strip_prefix(WELL_KNOWN).filter(|rest| rest.is_empty() || rest.starts_with('/')).unwrap_or(path);
    let name = path.rsplit('/').next().unwrap_or(path);
    path != NO_JEKYLL && rest.split('/').any(is_hidden) || is_dropping(name)
}

fn is_dropping(name: &str) -> bool {
    name.ends_with('~')
        || name.starts_with("~$")
        || (name.starts_with('#') && name.ends_with('#'))
        || DROPPINGS.iter().any(|own| own.eq_ignore_ascii_case(name))
        || has_ending(name, &DROPPED)
}

/// The path of a page without its ending, in either case: `a.ar.MD` -> `a.ar`.
pub fn page_stem(path: &str) -> Option<&str> {
    let (stem, ending) = path.rsplit_once('.')?;
    ending.eq_ignore_ascii_case("md").then_some(stem)
}

/// Whether a file is a page as other programs name them.
pub fn is_foreign_page(path: &str) -> bool {
    has_ending(path, &FOREIGN)
}

/// Whether a file is data that is read and never copied.
pub fn is_yaml(path: &str) -> bool {
    has_ending(path, &["yaml", "yml"])
}

/// Whether a file is a copy of a page or a ledger, or left by tools and translators: nobody means to publish it, whoever wrote it.
pub fn is_beside_the_work(path: &str) -> bool {
    let lower = path.to_lowercase();
    let (folders, name) = lower.rsplit_once('/').unwrap_or(("", &lower));
    // `facts.yaml.2`, `a.md,v`, `facts.yamlx`, `a.md_old`: a letter behind `md` would make it another ending.
    let is_copy = name.match_indices('.').any(|(at, _)| {
        let rest = &name[at + 1..];
        let is_other = |rest: &str| !rest.is_empty() && !rest.starts_with(|c: char| c.is_alphabetic());
        ["markdown", "md"].iter().any(|ending| rest.strip_prefix(ending).is_some_and(is_other))
            || ["yaml", "yml"].iter().any(|ending| rest.strip_prefix(ending).is_some_and(|rest| !rest.is_empty()))
    });
    is_copy
        || name.ends_with("_original")
        || has_ending(name, &BESIDE)
        || TOOLS.contains(&name)
        || folders.split('/').any(|folder| TOOLS[..2].contains(&folder))
}

fn has_ending(path: &str, endings: &[&str]) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// Whether a path is another one, or below it.
pub fn is_at_or_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a file below the content is copied as it is.
pub fn is_copied(path: &str) -> bool {
    !(is_left_out(path) || page_stem(path).is_some() || is_foreign_page(path) || is_yaml(path) || is_beside_the_work(path))
}

#[cfg(test)]
mod tests {
    use super::{is_copied, is_left_out, page_stem};

    #[test]
    fn what_nobody_meant_to_publish_is_not_copied() {
        for path in [
            "a.bak",
            "k/a.ar.md.bak",
            "a.BAK",
            "a.ar.md~",
            "k/~$report.docx",
            ".DS_Store",
            "k/.DS_Store",
            "Thumbs.db",
            "k/thumbs.db",
            "desktop.ini",
            "a.swp",
            ".a.ar.md.swp",
            "a.swo",
            "a.orig",
            "a.rej",
            "a.tmp",
            "k/.~lock.table.ods#",
            "#a.md#",
            ".#a.md",
            "a.pdf.part",
            "a.crdownload",
            ".git/config",
            "k/.well-known/x",
            ".well-knownish/x",
            ".well-known/.hidden",
            "k/.nojekyll",
            ".htaccess",
            "a.md",
            "a.ar.MD",
            "a.Md",
            "a.markdown",
            "a.MDX",
            "facts.yaml",
            "facts.YML",
            "k/Facts.Yaml",
            "a.md.txt",
            "a.ar.md,v",
            "k/facts.yaml.2",
            "facts.yml,v",
            "facts.yamlx",
            "a.md.save",
            "a.md_old",
            "pictures.yaml.ORIG",
            "a.old",
            "a.copy",
            "a.swn",
            "photo.jpg_original",
            "ar.po",
            "a.POT",
            "a.xliff",
            "k/a.xlf",
            "a.sdlxliff",
            "bayan.lock",
            "photo.xmp",
            "IMG_1.AAE",
            "photo.jpg.pp3",
            "k/Picasa.ini",
            "a.lnk",
            "k/CVS/Root",
            "node_modules/a/index.js",
            "id_rsa",
            "core",
            "k/nohup.out",
            "build.log",
            "a.mdtext",
            "a.rst",
            "a.ar.org",
            "a.adoc",
            "a.text",
            "a.mdtxt",
        ] {
            assert!(!is_copied(path), "{path}");
        }
        for path in [
            "a.pdf",
            "صورة.jpg",
            ".nojekyll",
            ".well-known/security.txt",
            ".well-known/acme/x",
            "CNAME",
            "a.mdb",
            "core/a.pdf",
            "a.logo.png",
            "original.jpg",
            "tmp",
            "a~b.png",
            "k/$~.x",
        ] {
            assert!(is_copied(path) && !is_left_out(path), "{path}");
        }
    }

    #[test]
    fn pages_in_either_case() {
        let found: Vec<_> = ["a.md", "a.ar.MD", "a.Md", "md", "a.mdx", "a.md.txt"].into_iter().map(page_stem).collect();
        assert_eq!(found, [Some("a"), Some("a.ar"), Some("a"), None, None, None]);
    }
}
