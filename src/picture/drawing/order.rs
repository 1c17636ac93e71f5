//! The texts of a drawing -> whether they are shown in the order they have (Trojan Source, CVE-2021-42574).

use roxmltree::Node;

use super::Fault;
use super::allow::{Kept, text_of};
use crate::locale::bidi::{ControlProblem, control_problems, has_controls};
use crate::message::{Message, code_point};

/// Elements whose text, with that of the elements in them, is one paragraph.
const PARAGRAPHS: [&str; 3] = ["text", "title", "desc"];

/// Refuses overrides and controls without their partners in the texts and attributes that are kept.
pub(in crate::picture) fn look(root: Node<'_, '_>, kept: &Kept<'_>) -> Result<(), Fault> {
    for node in root.descendants().filter(Node::is_element) {
        let Some(attributes) = kept.elements.get(&node.id().get_usize()) else { continue };
        for (name, value) in attributes {
            if let Some(what) = problem(value) {
                let local = name.rsplit(':').next().unwrap_or(name);
                let own = node.attributes().find(|own| own.name() == local).map_or_else(|| node.range(), |own| own.range());
                return Err(Fault::hidden(say!("{what} in `{name}`", what, name), own));
            }
        }
        let name = node.tag_name().name();
        if PARAGRAPHS.contains(&name)
            && let Some(what) = problem(&text_of(node))
        {
            return Err(Fault::hidden(say!("{what} in `{name}`", what, name), node.range()));
        }
    }
    Ok(())
}

fn problem(text: &str) -> Option<Message> {
    if !has_controls(text) {
        return None;
    }
    // Line ends in a drawing are spaces: they end no paragraph.
    let line: String = text.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }).collect();
    let named = |range: std::ops::Range<usize>| code_point(line[range].chars().next().unwrap_or_default());
    control_problems(&line).into_iter().find_map(|(range, problem)| match problem {
        ControlProblem::Override => {
            Some(say!("holds the override {control}, which shows text in another order than it has,", control = named(range)))
        }
        ControlProblem::Unclosed => Some(say!("holds {control}, which nothing closes,", control = named(range))),
        ControlProblem::Unopened => Some(say!("holds {control}, which closes nothing,", control = named(range))),
        // Programs for drawings write them where they mean an isolate, and the order is what it would be.
        ControlProblem::Embedding => None,
    })
}
