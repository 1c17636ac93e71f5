//! Lines of names and items -> the first that begins between two depths: farther from the left than one, and not as far as the next,
//! whose names or items stand before it. No YAML has such a line, and the parser says of it only that it expected something else.

use crate::message::Message;

/// Where a line of names or items stands.
#[derive(Clone, Copy)]
pub(in crate::yaml) struct Line<'a> {
    /// Where it begins.
    pub indent: usize,
    /// Where what is behind the marks of items begins.
    pub inner: usize,
    /// Whether it begins an item.
    pub is_item: bool,
    /// Its name and value.
    pub named: Option<(&'a str, &'a str)>,
    /// All that is behind the marks of items.
    pub item: &'a str,
}

impl<'a> Line<'a> {
    /// What it is known by.
    pub(in crate::yaml) fn name(self) -> &'a str {
        self.named.map_or(self.item, |(key, _)| key)
    }
}

/// The depths that are open.
#[derive(Default)]
pub(in crate::yaml) struct Depths<'a> {
    levels: Vec<Level<'a>>,
    /// The name of the line before, if nothing stands behind its colon.
    open: Option<&'a str>,
}

/// A depth at which names or items stand.
struct Level<'a> {
    /// How far from the left.
    indent: usize,
    /// The name that they belong to.
    owner: Option<&'a str>,
}

impl<'a> Depths<'a> {
    /// Takes the next line; what is wrong with it, and what to do.
    pub(in crate::yaml) fn enter(&mut self, line: Line<'a>) -> Option<(Message, Message)> {
        let wrong = self.between(line);
        self.levels.retain(|level| level.indent <= line.indent);
        for indent in [line.indent, line.inner] {
            let last = self.levels.last();
            if last.is_none_or(|last| last.indent < indent) {
                let owner = self.open.or_else(|| last.and_then(|last| last.owner));
                self.levels.push(Level { indent, owner });
            }
        }
        let is_open = |value: &str| value.is_empty() || value.starts_with('#');
        self.open = line.named.filter(|(_, value)| is_open(value)).map(|(key, _)| key);
        wrong
    }

    fn between(&self, line: Line<'_>) -> Option<(Message, Message)> {
        let outer = self.levels.iter().rposition(|level| level.indent <= line.indent)?;
        let (outer, inner) = (self.levels[outer].indent, self.levels.get(outer + 1)?);
        if outer == line.indent {
            return None;
        }
        let blanks = |count: usize| match count {
            0 => say!("at the left"),
            1 => say!("behind 1 blank"),
            count => say!("behind {count} blanks", count),
        };
        let owner = inner.owner.map_or_else(|| say!("the entry above"), |owner| say!("`{owner}`", owner));
        let (own, deep, flat) = (blanks(line.indent), blanks(inner.indent), blanks(outer));
        let mark = if line.is_item { "- " } else { "" };
        let line = format!("{mark}{}", line.name().trim_end());
        Some((
            say!("`{line}` begins {own}, and what belongs to {owner} {deep}", line, own, owner, deep),
            say!("begin it {deep} if it belongs to {owner}, or {flat} if it does not", deep, owner, flat),
        ))
    }
}
