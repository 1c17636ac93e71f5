//! Pictures and other files below `content/` that are copied as they are: which file a page means, how large it is, and
//! whether it is safe to serve.

use crate::diag::Diagnostics;
use crate::diag::codes::site as codes;
use crate::picture::probe;
use crate::source::{SourceFile, SourceTree, Span};

use super::Asset;
use super::place::CONTENT;

/// Files that are read by us and not copied.
const OWN: [&str; 3] = [".md", ".yaml", ".yml"];

/// The longest file that is looked at as a picture, in bytes.
const LARGEST: u64 = 256 << 20;

/// Every file below the content that is copied, at the path it has there.
pub fn assets(tree: &SourceTree, diags: &mut Diagnostics) -> Vec<Asset> {
    let mut assets = Vec::new();
    for file in tree.under(CONTENT) {
        let out = &file.path[CONTENT.len() + 1..];
        if OWN.iter().any(|ending| out.ends_with(ending)) {
            continue;
        }
        if out.ends_with(".svg") {
            check_svg(file, diags);
        }
        assets.push(Asset { file: file.id, out: out.to_owned() });
    }
    assets
}

/// Scripts in a drawing would run when a reader opens the file by itself.
fn check_svg(file: &SourceFile, diags: &mut Diagnostics) {
    let Some(text) = file.text() else {
        diags.push(codes::active_svg(
            Span::new(file.id, 0, 0),
            &file.path,
            "what cannot be looked through: it is too large, or not UTF-8",
        ));
        return;
    };
    let lower = text.to_ascii_lowercase();
    let found = [("<script", "a script"), ("javascript:", "a script address"), ("<foreignobject", "foreign markup")]
        .into_iter()
        .find_map(|(needle, what)| lower.find(needle).map(|at| (at, needle.len(), what)))
        .or_else(|| event_handler(&lower).map(|(at, len)| (at, len, "an event handler")));
    if let Some((at, len, what)) = found {
        diags.push(codes::active_svg(Span::new(file.id, at, at + len), &file.path, what));
    }
}

/// ` onload=` and its like.
fn event_handler(lower: &str) -> Option<(usize, usize)> {
    lower.match_indices(" on").find_map(|(at, _)| {
        let name = lower[at + 3..].bytes().take_while(u8::is_ascii_lowercase).count();
        let rest = lower[at + 3 + name..].trim_start();
        (name > 2 && rest.starts_with('=')).then_some((at + 1, name + 2))
    })
}

/// The file that `path` (root-relative) means on a page of the language `tag`: `chart.ar.svg` before `chart.svg`.
pub fn variant<'a>(tree: &'a SourceTree, path: &str, tag: &str) -> Option<&'a SourceFile> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let localized = name.rsplit_once('.').map(|(stem, ending)| format!("{folder}/{stem}.{tag}.{ending}"));
    localized.and_then(|p| tree.at(&p)).or_else(|| tree.at(path))
}

/// Width and height in pixels as readers see it: turned as the file says.
pub fn size(file: &SourceFile) -> Option<(u32, u32)> {
    if file.length() > LARGEST {
        return None;
    }
    probe::probe(&file.bytes().ok()?).ok()?.shown()
}

#[cfg(test)]
mod tests {
    use super::{assets, variant};
    use crate::diag::Diagnostics;
    use crate::source::{Content, SourceTree};

    fn tree(files: &[(&str, &str)]) -> SourceTree {
        SourceTree::new(files.iter().map(|(p, t)| ((*p).to_owned(), Content::Text((*t).into()))))
    }

    #[test]
    fn a_languages_own_file_is_taken_first() {
        let tree = tree(&[("content/a/c.svg", ""), ("content/a/c.ar.svg", "")]);
        assert_eq!(variant(&tree, "content/a/c.svg", "ar").map(|f| f.path.as_str()), Some("content/a/c.ar.svg"));
        assert_eq!(variant(&tree, "content/a/c.svg", "en").map(|f| f.path.as_str()), Some("content/a/c.svg"));
        assert!(variant(&tree, "content/a/d.svg", "en").is_none());
    }

    #[test]
    fn drawings_with_scripts_are_refused() {
        let files = [
            ("content/a.svg", "<svg onload = 'x()'/>"),
            ("content/b.svg", "<svg><SCRIPT/></svg>"),
            ("content/c.svg", "<svg><text>on = off</text></svg>"),
            ("content/d.yaml", ""),
        ];
        let mut diags = Diagnostics::new();
        assert_eq!(assets(&tree(&files), &mut diags).len(), 3);
        assert_eq!(diags.iter().map(|d| d.code).collect::<Vec<_>>(), ["active-svg"; 2]);
    }
}
