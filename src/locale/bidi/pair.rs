//! Units in, the partner of each bracket and quotation mark out (in the manner of UAX #9, BD16).

use super::unit::{Class, Unit};

/// BD16 gives up at this depth, too; it keeps the search linear.
const DEPTH: usize = 63;

/// For each unit the index of its partner. Pairs never cross: a closer leaves what was opened inside it alone.
pub(in crate::locale::bidi) fn partners(units: &[Unit]) -> Vec<Option<usize>> {
    let mut partners = vec![None; units.len()];
    let mut open: Vec<(char, usize)> = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        let Class::Sign(c) = unit.class else { continue };
        // The one quotation mark that opens and closes shows which by the side on which its word stands.
        let (may_open, may_close) = match c {
            '"' if inside_word(units, at) => (false, false),
            '"' => (solid(units, Some(at + 1)), solid(units, at.checked_sub(1))),
            // These are apostrophes, too, and some languages open with the mark that others close with.
            '\'' | '‘' | '’' | '”' => {
                let (before, after) = (lettered(units, at.checked_sub(1)), lettered(units, Some(at + 1)));
                (!before && solid(units, Some(at + 1)), !after && solid(units, at.checked_sub(1)))
            }
            c => (opens(c), true),
        };
        if may_close && let Some(depth) = open.iter().rposition(|(opener, _)| closes(c, *opener)) {
            let (_, opener) = open[depth];
            partners[opener] = Some(at);
            partners[at] = Some(opener);
            open.truncate(depth);
        } else if may_open && open.len() < DEPTH {
            open.push((c, at));
        }
    }
    partners
}

/// Whether something that is no space stands there: `5" و` opens nothing.
fn solid(units: &[Unit], at: Option<usize>) -> bool {
    at.and_then(|at| units.get(at)).is_some_and(|u| u.class != Class::Space)
}

/// Whether a letter or a digit stands there.
fn lettered(units: &[Unit], at: Option<usize>) -> bool {
    at.and_then(|at| units.get(at))
        .is_some_and(|u| matches!(u.class, Class::Native | Class::Letter(_) | Class::Digit(_) | Class::Token | Class::Atom))
}

/// The gershayim of Hebrew typed as `"`, between letters or what is isolated of them.
fn inside_word(units: &[Unit], at: usize) -> bool {
    lettered(units, at.checked_sub(1)) && lettered(units, Some(at + 1))
}

fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '«' | '‹' | '“' | '„' | '‚' | '（' | '［' | '「' | '『' | '《' | '〈' | '【')
}

fn closes(c: char, opener: char) -> bool {
    match opener {
        '(' => c == ')',
        '[' => c == ']',
        '{' => c == '}',
        '«' => c == '»',
        '‹' => c == '›',
        '“' => c == '”',
        '„' => c == '“' || c == '”',
        '"' | '\'' | '’' | '”' => c == opener,
        '‘' | '‚' => c == '’' || c == '‘',
        '（' => c == '）',
        '［' => c == '］',
        '「' => c == '」',
        '『' => c == '』',
        '《' => c == '》',
        '〈' => c == '〉',
        '【' => c == '】',
        _ => false,
    }
}
