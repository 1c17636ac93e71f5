//! A project -> the same without its pages that are kept back, and what belongs to them alone.

use std::collections::{BTreeMap, BTreeSet};

use super::pages::Pages;
use crate::source::{Content, FileId, SourceFile, SourceTree};

/// What belongs to pages alone that are kept back.
#[derive(Debug, Default)]
pub struct Gone {
    /// Files that are copied, with the pages that name them.
    pub files: BTreeMap<FileId, Vec<FileId>>,
    /// Files that pages name which are shown.
    pub used: BTreeSet<FileId>,
    /// Files of ledgers that only such pages use.
    pub ledgers: BTreeSet<FileId>,
    /// Ids of entries, by the file that they stand in.
    pub entries: BTreeMap<FileId, BTreeSet<String>>,
}

/// The project from whose folder they were deleted, and the entries that could not be, each with the path of its file.
pub fn deleted(tree: &SourceTree, pages: &Pages, gone: &Gone) -> (SourceTree, Vec<(String, String)>) {
    let hidden: BTreeSet<FileId> = pages.hidden().map(|page| page.file).collect();
    let is_gone =
        |file: &&SourceFile| !(hidden.contains(&file.id) || gone.files.contains_key(&file.id) || gone.ledgers.contains(&file.id));
    let mut uncut = Vec::new();
    let kept: Vec<(String, Content)> = tree.files().iter().filter(is_gone).map(|file| cut(file, gone, &mut uncut)).collect();
    (SourceTree::new(kept).with_history(tree.history().cloned()), uncut)
}

/// The project in which such pages say nothing but where they are, and files that are named by others hold nothing.
pub fn emptied(tree: &SourceTree, pages: &Pages, gone: &Gone) -> SourceTree {
    let heads: BTreeMap<FileId, String> = pages
        .hidden()
        .map(|page| {
            let line = |name: &str, value: &Option<String>| {
                let quoted = |value: &String| format!("{name}: '{}'\n", value.replace('\'', "''"));
                value.as_ref().map(quoted).unwrap_or_default()
            };
            let head = &page.head;
            let lines =
                [line("slug", &head.slug), line("translation_key", &head.translation_key), line("lang", &head.lang)].concat();
            (page.file, format!("---\ntitle: x\ndraft: true\n{lines}---\n"))
        })
        .collect();
    let one = |file: &SourceFile| {
        if let Some(head) = heads.get(&file.id) {
            return Some((file.path.clone(), Content::Text(head.as_str().into())));
        }
        if gone.files.contains_key(&file.id) && gone.used.contains(&file.id) {
            return Some((file.path.clone(), Content::Text("x\n".into())));
        }
        let is_gone = gone.files.contains_key(&file.id) || gone.ledgers.contains(&file.id);
        (!is_gone).then(|| cut(file, gone, &mut Vec::new()))
    };
    SourceTree::new(tree.files().iter().filter_map(one).collect::<Vec<_>>()).with_history(tree.history().cloned())
}

/// A file without the entries that are gone.
fn cut(file: &SourceFile, gone: &Gone, uncut: &mut Vec<(String, String)>) -> (String, Content) {
    let Some((ids, text)) = gone.entries.get(&file.id).zip(file.text()) else { return (file.path.clone(), file.content.clone()) };
    let (kept, left) = lines(text, ids);
    uncut.extend(left.into_iter().map(|id| (file.path.clone(), id)));
    (file.path.clone(), Content::Text(kept.into()))
}

/// A list of YAML without the lines of some of its entries, and the ids that begin no line.
fn lines(text: &str, ids: &BTreeSet<String>) -> (String, BTreeSet<String>) {
    let (mut kept, mut left) = (String::with_capacity(text.len()), ids.clone());
    let mut is_cut = false;
    for line in text.split_inclusive('\n') {
        if let Some(key) = key(line) {
            is_cut = ids.contains(key);
            left.remove(key);
        }
        if !is_cut || line.starts_with('#') {
            kept.push_str(line);
        }
    }
    (kept, left)
}

/// The key that a line begins with, if it is one of the list itself.
fn key(line: &str) -> Option<&str> {
    let (key, _) = line.trim_start_matches('\u{feff}').split_once(':')?;
    let key = key.trim_end().trim_matches(['"', '\'']);
    (!key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn entries_are_cut_with_all_their_lines() {
        let text = "# Facts\na:\n  value: 1\n  b: 2\n\n'b': {value: 3,\n  what: x}\nc : {value: 4}\n# d\nd: {value: 5}\n";
        let cut = |ids: &[&str]| {
            let (kept, left) = lines(text, &ids.iter().map(|id| (*id).to_owned()).collect());
            (kept, left.into_iter().collect::<Vec<_>>())
        };
        assert_eq!(cut(&["a", "c"]), ("# Facts\n'b': {value: 3,\n  what: x}\n# d\nd: {value: 5}\n".to_owned(), Vec::new()));
        assert_eq!(cut(&["b"]).0, "# Facts\na:\n  value: 1\n  b: 2\n\nc : {value: 4}\n# d\nd: {value: 5}\n");
        assert_eq!(cut(&["value"]), (text.to_owned(), vec!["value".to_owned()]));
    }
}
