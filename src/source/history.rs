//! When each file of a project was changed last, from Git, for sites that ask for it (`updated: git`). It is a text beside the files of
//! the tree and no file: nothing may find the names of files in it. The only place that runs Git.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use super::SourceTree;

/// What begins the text where there is no history.
const NONE: &str = "none: ";

/// Whether the settings of a site ask for the history. A line alone decides, since they are read later.
pub(in crate::source) fn is_asked_for(settings: &str) -> bool {
    settings.lines().any(|line| {
        let value = line.strip_prefix("updated:").map(|rest| rest.split('#').next().unwrap_or_default());
        value.is_some_and(|value| value.trim().trim_matches(['"', '\'']) == "git")
    })
}

/// The text: a line for each file below the content, the second of its last commit since 1970 and its path; or why there is none.
pub(in crate::source) fn text(root: &Path) -> String {
    match commits(root) {
        Ok(log) => {
            let mut last: BTreeMap<&str, &str> = BTreeMap::new();
            let mut moment = "";
            for line in log.lines() {
                match line.strip_prefix('@') {
                    Some(own) => moment = own,
                    // The newest commit comes first.
                    None if !line.is_empty() => drop(last.entry(line).or_insert(moment)),
                    None => {}
                }
            }
            last.into_iter().flat_map(|(path, moment)| [moment, " ", path, "\n"]).collect()
        }
        Err(why) => format!("{NONE}{why}\n"),
    }
}

/// Every commit of what is checked out, the newest first: `@` and its second, then the paths that it changed.
fn commits(root: &Path) -> Result<String, &'static str> {
    match git(root, &["rev-parse", "--is-shallow-repository"])?.trim() {
        "false" => {}
        "true" => return Err("this is a shallow clone, which has the last commits only; fetch all of them (`fetch-depth: 0`)"),
        _ => return Err("the folder is in no repository of Git"),
    }
    let log =
        ["log", "--no-show-signature", "--no-renames", "--relative", "--name-only", "--format=@%ct", "HEAD", "--", "content"];
    git(root, &log)
}

/// What Git says in a folder. It neither waits for anybody nor writes, and paths come as they are.
fn git(root: &Path, words: &[&str]) -> Result<String, &'static str> {
    let mut command = Command::new("git");
    command.args(["-c", "core.quotePath=false", "-c", "core.fsmonitor=false", "--no-pager"]).args(words);
    command.current_dir(root).stdin(Stdio::null()).stderr(Stdio::null());
    command.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
    let output = command.output().map_err(|_| "there is no program `git` here")?;
    if !output.status.success() {
        return Err("the folder is in no repository of Git, or in one without a commit");
    }
    String::from_utf8(output.stdout).map_err(|_| "a path in the history is not written in UTF-8")
}

/// The seconds since 1970 at which files were changed last, by path; or why nothing is known.
pub fn last_changes(tree: &SourceTree) -> Result<BTreeMap<&str, i64>, &str> {
    let text = tree.history().map_or("none: write `updated: git` on a line of its own", |text| text);
    if let Some(why) = text.strip_prefix(NONE) {
        return Err(why.trim_end());
    }
    Ok(text.lines().filter_map(|line| line.split_once(' ')).filter_map(|(at, path)| Some((path, at.parse().ok()?))).collect())
}

#[cfg(test)]
mod tests {
    use super::is_asked_for;

    #[test]
    fn a_line_asks_for_the_history() {
        for yes in ["updated: git", "title: x\nupdated:  \"git\"  # dates\n"] {
            assert!(is_asked_for(yes), "{yes}");
        }
        for no in ["", "# updated: git", "updated: hg", "  updated: git", "updated: {git: true}"] {
            assert!(!is_asked_for(no), "{no}");
        }
    }
}
