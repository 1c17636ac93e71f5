//! Items one after the other, each with its level -> lists in lists.

use std::collections::{BTreeMap, BTreeSet};

use super::Means;
use crate::ast::{Block, BlockKind, ListItem};
use crate::locale::Dir;
use crate::source::{FileId, Span};
use crate::word::numbering::{Level, Marker, Numbering};

/// Levels of a list that are told apart.
pub const DEEPEST: u8 = 8;

/// The lists around what is read.
#[derive(Debug, Default)]
pub struct Lists {
    open: Vec<Open>,
    /// The last number of each level of what counts.
    counts: BTreeMap<(String, u8), u64>,
    /// The lists that there were.
    seen: BTreeSet<(String, u8)>,
}

#[derive(Debug)]
struct Open {
    level: u8,
    /// What counts its items.
    counter: String,
    start: Option<u64>,
    items: Vec<Vec<Block>>,
}

impl Lists {
    /// Whether a list is open.
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// The number that the next item of a level of a list has.
    pub fn number(&mut self, numbering: &Numbering, id: &str, level: u8, own: Level) -> u64 {
        let counter = numbering.counter(id).to_owned();
        let is_first = self.seen.insert((id.to_owned(), level));
        if let Some(start) = numbering.anew(id, level).filter(|_| is_first) {
            self.counts.insert((counter.clone(), level), start.saturating_sub(1));
        }
        let count = self.counts.entry((counter.clone(), level)).or_insert(own.start.saturating_sub(1));
        *count = count.saturating_add(1);
        let number = *count;
        for deeper in level + 1..=DEEPEST {
            self.counts.remove(&(counter.clone(), deeper));
        }
        number
    }

    /// An item. Gives a list that ends by it.
    pub fn item(
        &mut self,
        (level, counter): (u8, &str),
        (marker, number): (Marker, u64),
        blocks: Vec<Block>,
        means: &Means<'_>,
    ) -> Option<Block> {
        let level = level.min(DEEPEST);
        let start = (marker != Marker::Bullet).then_some(number);
        while self.open.last().is_some_and(|open| open.level > level) && self.open.len() > 1 {
            self.close_one(means);
        }
        let is_same = |open: &Open| {
            open.start.is_some() == start.is_some()
                && (start.is_none()
                    || open.counter == counter
                        && open.start.and_then(|first| first.checked_add(open.items.len() as u64)) == start)
        };
        let mut ended = None;
        match self.open.last_mut() {
            Some(open) if open.level >= level && is_same(open) => {
                open.items.push(blocks);
                return None;
            }
            Some(open) if open.level >= level => ended = self.close_one(means),
            Some(_) | None => {}
        }
        self.open.push(Open { level, counter: counter.to_owned(), start, items: vec![blocks] });
        ended
    }

    /// A paragraph that goes on with the last item of a level.
    pub fn go_on(&mut self, level: u8, block: Block, means: &Means<'_>) {
        while self.open.last().is_some_and(|open| open.level > level) && self.open.len() > 1 {
            self.close_one(means);
        }
        if let Some(item) = self.open.last_mut().and_then(|open| open.items.last_mut()) {
            item.push(block);
        }
    }

    /// Ends all lists.
    pub fn close(&mut self, means: &Means<'_>) -> Option<Block> {
        let mut whole = None;
        while self.is_open() {
            whole = self.close_one(means);
        }
        whole
    }

    /// Ends the innermost list. Gives it if it stands in no other.
    fn close_one(&mut self, means: &Means<'_>) -> Option<Block> {
        let Open { start, items, .. } = self.open.pop()?;
        let is_short = |item: &Vec<Block>| {
            let is_list = |block: &Block| matches!(block.kind, BlockKind::List { .. });
            matches!(item.first().map(|block| &block.kind), Some(BlockKind::Paragraph(_))) && item.iter().skip(1).all(is_list)
        };
        let tight = items.iter().all(is_short);
        let item = |content| ListItem {
            span: Span::new(FileId::NONE, 0, 0),
            locale: means.locale.id,
            dir: means.locale.dir,
            task: None,
            content,
        };
        let list = block(BlockKind::List { start, tight, items: items.into_iter().map(item).collect() }, means);
        match self.open.last_mut().and_then(|open| open.items.last_mut()) {
            Some(parent) => {
                parent.push(list);
                None
            }
            None => Some(list),
        }
    }
}

/// A block that stands in no file yet.
pub fn block(kind: BlockKind, means: &Means<'_>) -> Block {
    let dir: Dir = means.locale.dir;
    Block { span: Span::new(FileId::NONE, 0, 0), locale: means.locale.id, dir, kind }
}
