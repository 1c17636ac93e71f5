//! What rendering one page may take: turns of loops, bytes written, bytes in one value.
//!
//! The counts belong to the thread, since a page is rendered by one; `turns` says where the calls come from that count.

use crate::message::Message;
use std::cell::Cell;
use std::io::{self, Write};

/// What rendering one page may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Budget {
    /// Turns of all loops.
    pub turns: u64,
    /// Bytes of the page, and of any text that is kept on the way.
    pub bytes: usize,
}

impl Budget {
    /// More than any page that somebody could read: a page of all pages of a large site takes some ten thousand turns.
    pub const PAGE: Self = Self { turns: 1_000_000, bytes: 256 << 20 };
}

/// What was more than the budget.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Excess {
    /// Loops took more turns than that.
    Turns(u64),
    /// The page, or a text that is kept, has more bytes than that.
    Bytes(usize),
}

impl Excess {
    /// In words.
    pub fn message(self) -> Message {
        match self {
            Excess::Turns(turns) => say!("its loops do not end within {turns} turns", turns),
            Excess::Bytes(bytes) => say!("what it writes is larger than {most} MB", most = bytes >> 20),
        }
    }
}

/// How a page stands to its budget.
#[derive(Clone, Copy)]
struct Account {
    budget: Budget,
    turns: u64,
    excess: Option<Excess>,
}

thread_local! {
    static ACCOUNT: Cell<Account> = const { Cell::new(Account { budget: Budget::PAGE, turns: 0, excess: None }) };
}

/// Begins a page.
pub fn open(budget: Budget) {
    ACCOUNT.set(Account { budget, turns: 0, excess: None });
}

/// What was too much since the page began.
pub fn excess() -> Option<Excess> {
    ACCOUNT.get().excess
}

fn exceed(excess: Excess) -> Excess {
    let account = ACCOUNT.get();
    ACCOUNT.set(Account { excess: account.excess.or(Some(excess)), ..account });
    excess
}

/// Counts a turn.
pub fn turn() -> Result<(), Excess> {
    let account = ACCOUNT.get();
    ACCOUNT.set(Account { turns: account.turns + 1, ..account });
    match account.excess {
        Some(excess) => Err(excess),
        None if account.turns >= account.budget.turns => Err(exceed(Excess::Turns(account.budget.turns))),
        None => Ok(()),
    }
}

/// Looks at a text that is kept.
pub fn keep(bytes: usize) -> Result<(), Excess> {
    let budget = ACCOUNT.get().budget;
    if bytes > budget.bytes { Err(exceed(Excess::Bytes(budget.bytes))) } else { Ok(()) }
}

/// The page. What is more than the budget is not held: the next turn, or the end, tells it.
#[derive(Default)]
pub struct Page(Vec<u8>);

impl Page {
    /// Its text.
    pub fn into_text(self) -> Option<String> {
        String::from_utf8(self.0).ok()
    }
}

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if keep(self.0.len() + bytes.len()).is_ok() {
            self.0.extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
