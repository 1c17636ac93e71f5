//! The parts of comments -> comments, with whom they answer and whether they are done.

use std::collections::BTreeMap;

use super::events::{self, Node};
use super::{Broken, Comment};

/// Reads what people said, and what newer programs keep of it in a part of its own.
///
/// # Errors
///
/// Where a part cannot be read.
pub fn read((name, text): (&str, &str), extended: Option<(&str, &str)>) -> Result<Vec<Comment>, Broken> {
    let mut comments: Vec<Comment> = Vec::new();
    // The id of the last paragraph of each, by which the other part knows it.
    let mut paragraphs: Vec<String> = Vec::new();
    let (mut is_open, mut is_text) = (false, false);
    events::read(name, text, &mut |node| {
        match node {
            Node::Start(name, attributes) => {
                let value = |key: &str| attributes.get(key).cloned().unwrap_or_default();
                match name.as_str() {
                    "comment" => {
                        is_open = true;
                        paragraphs.push(String::new());
                        comments.push(Comment {
                            id: value("id"),
                            author: value("author"),
                            initials: value("initials"),
                            date: value("date"),
                            is_done: value("done") == "1",
                            ..Comment::default()
                        });
                    }
                    "p" if is_open => {
                        if let Some(last) = paragraphs.last_mut() {
                            *last = value("paraId");
                        }
                        if let Some(comment) = comments.last_mut().filter(|comment| !comment.text.is_empty()) {
                            comment.text.push('\n');
                        }
                    }
                    "t" => is_text = true,
                    "br" | "tab" => {
                        if let Some(comment) = comments.last_mut().filter(|_| is_open) {
                            comment.text.push(' ');
                        }
                    }
                    _ => {}
                }
            }
            Node::End(name) => match name.as_str() {
                "comment" => is_open = false,
                "t" => is_text = false,
                _ => {}
            },
            Node::Text(piece) => {
                if let Some(comment) = comments.last_mut().filter(|_| is_open && is_text) {
                    comment.text.push_str(&piece);
                }
            }
        }
        Ok(())
    })?;
    let Some((name, text)) = extended else { return Ok(comments) };
    let known: BTreeMap<&str, usize> = paragraphs.iter().zip(0..).map(|(id, at)| (id.as_str(), at)).collect();
    events::read(name, text, &mut |node| {
        if let Node::Start(name, attributes) = node
            && name == "commentEx"
        {
            let find = |key: &str| attributes.get(key).and_then(|id| known.get(id.as_str()).copied());
            let parent = find("paraIdParent").and_then(|at| comments.get(at)).map(|comment| comment.id.clone());
            if let Some(comment) = find("paraId").and_then(|at| comments.get_mut(at)) {
                comment.is_done |= attributes.get("done").is_some_and(|done| done == "1" || done == "true");
                comment.answers = parent.filter(|id| *id != comment.id);
            }
        }
        Ok(())
    })?;
    Ok(comments)
}
