//! A text -> the lines that git leaves where it could not merge two versions of it.

use std::ops::Range;

/// How often git repeats the character of a mark.
const WIDTH: usize = 7;

/// The lines that begin a conflict, and those that end one whose beginning was deleted. `=======` alone is a heading in Markdown,
/// and `>>>>>>>` behind another line of a quotation is one, too.
pub fn marks(text: &str) -> Vec<Range<usize>> {
    // One look is enough for nearly every text.
    if !text.contains("<<<<<<<") && !text.contains(">>>>>>>") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let (mut at, mut is_open, mut before) = (0, false, "");
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        let own = at..at + bare.len();
        at += line.len();
        if is_mark(bare, '<') {
            is_open = true;
            found.push(own);
        } else if is_mark(bare, '>') {
            if !is_open && !before.starts_with('>') {
                found.push(own);
            }
            is_open = false;
        }
        before = bare;
    }
    found
}

/// Whether a line is a mark of seven characters with the name of a version behind it.
fn is_mark(line: &str, c: char) -> bool {
    line.chars().take_while(|own| *own == c).count() == WIDTH
        && line[WIDTH..].strip_prefix(' ').is_some_and(|name| !name.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::marks;

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let found: Vec<&str> = marks(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn what_git_leaves() {
        check("a\n<<<<<<< HEAD\nb\n||||||| 1a2b\nc\n=======\nd\n>>>>>>> x\n", &["<<<<<<< HEAD"]);
        check("<<<<<<< ours\r\nb\r\n=======\r\n>>>>>>> theirs\r\n", &["<<<<<<< ours"]);
        check("a\n>>>>>>> x", &[">>>>>>> x"]);
        check("<<<<<<< a\n>>>>>>> b\n\n<<<<<<< a\n=======\n>>>>>>> b", &["<<<<<<< a", "<<<<<<< a"]);
        check("عنوان\n=======\n\n<<<<<<<< a\n\n<<<<<<<\n\n a <<<<<<< b", &[]);
        check(">>>>>> a\n>>>>>>> b", &[]);
    }
}
