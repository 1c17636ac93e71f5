//! Where a command reads and writes -> refused, before anything is written, where sources would be in danger.

use std::path::{Component, Path, PathBuf};

use crate::locale::fold;

/// What stands in a project and is no output, in small letters.
const SOURCES: [&str; 7] = ["content", "themes", "src", ".git", ".bayan", "bayan.lock", "site.yaml"];

/// The project's own folders must be where they are, and the output must hold no sources, nor they it. `is_default` is whether
/// the output is the one that nobody named.
pub(in crate::cli) fn check(root: &Path, output: &Path, is_default: bool) -> anyhow::Result<()> {
    for own in [".bayan", ".bayan/cache"].map(|own| root.join(own)) {
        anyhow::ensure!(
            !own.is_symlink(),
            "{}: this is a symbolic link, and nothing is written through one; remove it",
            own.display()
        );
    }
    anyhow::ensure!(
        !(is_default && output.is_symlink()),
        "{}: this is a symbolic link; name the folder that it leads to with --output-dir, or remove it",
        output.display()
    );
    let (root, real) = (real(root)?, real(output)?);
    anyhow::ensure!(!real.exists() || real.is_dir(), "{}: this is no folder", output.display());
    let is_project = !real.starts_with(&root) && real.join(crate::source::walk::CONFIG).exists();
    let first = real.strip_prefix(&root).ok().and_then(|below| below.components().next());
    // Some file systems take `CONTENT` and `content` for one folder.
    let is_source = first.is_some_and(|first| {
        let name = fold::composed(&first.as_os_str().to_string_lossy()).to_lowercase();
        SOURCES.contains(&name.as_str())
    });
    anyhow::ensure!(
        !root.starts_with(&real) && !is_source && !is_project,
        "{}: choose a folder for the output that holds no sources",
        output.display()
    );
    Ok(())
}

/// The path without links, `.` and `..`, as far as it exists; what does not exist yet is added as it was written.
fn real(path: &Path) -> anyhow::Result<PathBuf> {
    let exists = |path: &&Path| path.symlink_metadata().is_ok();
    let existing = path.ancestors().find(exists).filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let rest = path.strip_prefix(existing).unwrap_or(path);
    // Above a folder that is not there yet is nowhere that could be known before it is made.
    let goes_up = rest.components().any(|part| matches!(part, Component::ParentDir));
    anyhow::ensure!(!goes_up, "{}: write the path without `..`", path.display());
    let is_through_file = !rest.as_os_str().is_empty() && !existing.is_dir();
    anyhow::ensure!(!is_through_file, "{}: this is no folder", existing.display());
    let found = existing.canonicalize().map_err(|e| anyhow::anyhow!("{}: {e}", existing.display()))?;
    // Joined with nothing, a path would end in a slash, and a file with one is none.
    Ok(if rest.as_os_str().is_empty() { found } else { found.join(rest) })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::check;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test makes a project")]
    fn sources_are_never_output() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path().join("site");
        std::fs::create_dir_all(root.join("content/news")).expect("made");
        std::fs::create_dir_all(dir.path().join("other")).expect("made");
        for file in ["site/site.yaml", "site/page", "other/site.yaml"] {
            std::fs::write(dir.path().join(file), "x").expect("written");
        }
        let is_fine = |output: &Path, is_default: bool| check(&root, output, is_default).is_ok();
        for fine in ["public", "new/folder", "docs", "../beside", "content/../public"] {
            assert!(is_fine(&root.join(fine), false), "{fine}");
        }
        for bad in [
            ".",
            "..",
            "content",
            "CONTENT",
            "content/news",
            "content/new",
            "content/../content",
            "CONTENT/..",
            "new/..",
            "new/../content",
            ".bayan",
            ".Bayan/cache",
            "bayan.lock",
            "themes",
            "Themes/x",
            ".git",
            "src",
            "site.yaml",
            "page",
            "page/x",
            "../other",
        ] {
            assert!(!is_fine(&root.join(bad), false), "{bad}");
        }
        #[cfg(unix)]
        {
            let link = |to: &str, name: &str| std::os::unix::fs::symlink(dir.path().join(to), root.join(name)).expect("linked");
            link("site/content", "a");
            link("nowhere", "b");
            link("beside", "public");
            std::fs::create_dir(dir.path().join("beside")).expect("made");
            assert!(!is_fine(&root.join("a"), false) && !is_fine(&root.join("a/x"), false) && !is_fine(&root.join("b"), false));
            assert!(is_fine(&root.join("public"), false) && !is_fine(&root.join("public"), true));
            link("beside", ".bayan");
            assert!(!is_fine(&root.join("other"), false));
        }
    }
}
