//! Comments -> remarks in Markdown, each before the block that it speaks of. Nobody is named in them but by initials: files of a desk are
//! read by many.

use std::collections::BTreeMap;

use super::Comment;
use super::plain::is_direction;
use crate::escape::html_comment;

/// Longer than any row of answers to answers.
const DEEPEST: usize = 1_000;
/// What a remark begins with.
const BEGIN: &str = "bayan: comment";

/// A comment with its answers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Thread {
    /// The id of the first comment.
    pub id: String,
    /// What is said, and of what.
    pub text: String,
    /// Whether somebody marked it as done.
    pub is_done: bool,
}

impl Thread {
    /// What is written between the marks of Markdown's comment.
    pub fn remark(&self) -> String {
        format!("{BEGIN}{}", self.text)
    }
}

/// The comments of a document, each with its answers.
pub fn of<'a>(comments: &'a [Comment], quotes: &BTreeMap<String, String>) -> Vec<Thread> {
    let by_id: BTreeMap<&str, &Comment> = comments.iter().map(|comment| (comment.id.as_str(), comment)).collect();
    let first = |comment: &'a Comment| -> &'a str {
        let mut own = comment;
        // Answers lead to the first of a row; one of them answers answers in no program.
        for _ in 0..DEEPEST {
            match own.answers.as_deref().and_then(|id| by_id.get(id)) {
                Some(parent) => own = parent,
                None => break,
            }
        }
        &own.id
    };
    let mut rows: BTreeMap<&str, Vec<&Comment>> = BTreeMap::new();
    for comment in comments {
        rows.entry(first(comment)).or_default().push(comment);
    }
    let mut out = Vec::new();
    for comment in comments.iter().filter(|comment| comment.answers.is_none()) {
        let row = rows.remove(comment.id.as_str()).unwrap_or_default();
        let said: Vec<String> = row.iter().map(|own| told(own)).filter(|text| !text.is_empty()).collect();
        if said.is_empty() {
            continue;
        }
        let quote = quotes.get(&comment.id).map(|text| shortened(&clean(text))).filter(|text| !text.is_empty());
        let about = quote.map(|text| format!(" on \u{201c}{text}\u{201d}")).unwrap_or_default();
        let text = format!("{about}: {}", said.join(" / "));
        out.push(Thread { id: comment.id.clone(), text, is_done: comment.is_done });
    }
    out
}

/// `AB: what was said`
fn told(comment: &Comment) -> String {
    let (text, by) = (clean(&comment.text), clean(&comment.initials));
    match (text.is_empty(), by.is_empty()) {
        (true, _) => String::new(),
        (false, true) => text,
        (false, false) => format!("{by}: {text}"),
    }
}

/// Text in one line that ends no comment of Markdown.
pub fn clean(text: &str) -> String {
    let one = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let one: String = one.chars().filter(|c| !c.is_control() && !is_direction(*c)).collect();
    html_comment(&one).replace('<', "‹")
}

fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST { text.to_owned() } else { text.chars().take(MOST).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::word::Comment;
    use std::collections::BTreeMap;

    #[test]
    fn a_row_of_answers_is_one_remark() {
        let comment = |id: &str, initials: &str, text: &str, answers: Option<&str>| Comment {
            id: id.to_owned(),
            author: "Some Body".to_owned(),
            initials: initials.to_owned(),
            text: text.to_owned(),
            answers: answers.map(str::to_owned),
            ..Comment::default()
        };
        let done = Comment { is_done: true, ..comment("3", "C", "done", None) };
        let comments = [comment("1", "AB", "why --> here?", None), comment("2", "", "because\nof it", Some("1")), done];
        let quotes = BTreeMap::from([("1".to_owned(), " the price ".to_owned())]);
        let found = of(&comments, &quotes);
        assert_eq!(found[0].remark(), "bayan: comment on “the price”: AB: why - -› here? / because of it");
        assert_eq!((found.len(), found[0].is_done, found[1].is_done), (2, false, true));
    }
}
