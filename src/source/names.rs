//! What the name of a file says: whether it is content at all, and whether it is a page.

/// What editors, systems, office programs and unfinished downloads leave beside what somebody made.
const DROPPINGS: [&str; 5] = [".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"];
const DROPPED: [&str; 9] = ["bak", "swp", "swo", "orig", "rej", "tmp", "part", "crdownload", "download"];
/// Endings of pages that other programs write.
const FOREIGN: [&str; 8] = ["markdown", "mdx", "mdown", "mkd", "mkdn", "mdwn", "rmd", "qmd"];
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
    let lower = name.to_lowercase();
    name.ends_with('~')
        || name.starts_with("~$")
        || (name.starts_with('#') && name.ends_with('#'))
        || DROPPINGS.contains(&lower.as_str())
        || lower.rsplit_once('.').is_some_and(|(_, ending)| DROPPED.contains(&ending))
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

fn has_ending(path: &str, endings: &[&str]) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// Whether a path is another one, or below it.
pub fn is_at_or_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a file below the content is copied as it is.
pub fn is_copied(path: &str) -> bool {
    !(is_left_out(path) || page_stem(path).is_some() || is_foreign_page(path) || is_yaml(path))
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
            "a.md.txt",
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
