//! Files -> their hashes, each file hashed once for as long as its bytes stay in memory.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::diag::Diagnostics;
use crate::markdown::front_matter;
use crate::memo::key::{Key, Parts};
use crate::source::{Content, SourceFile, SourceTree};

/// The hashes of one file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sum {
    /// Of all its bytes.
    pub whole: Key,
    /// Of what other pages can see of it: the front matter of a page, all of anything else.
    pub outside: Key,
}

/// The hashes of the last tree, with the bytes that they belong to.
#[derive(Debug, Default)]
pub struct Sums {
    known: Mutex<BTreeMap<String, (Content, Sum)>>,
}

impl Sums {
    /// The hashes of all files, by the number of the file. A file whose bytes are those in memory of the last run, not
    /// merely equal ones, is not hashed again.
    pub fn of(&self, tree: &SourceTree) -> Vec<Sum> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let one = |file: &SourceFile| match known.get(&file.path) {
            Some((content, sum)) if content.is(&file.content) => *sum,
            Some(_) | None => sum(file),
        };
        let sums: Vec<Sum> = tree.files().par_iter().map(one).collect();
        *known = tree.files().iter().zip(&sums).map(|(f, sum)| (f.path.clone(), (f.content.clone(), *sum))).collect();
        sums
    }
}

fn sum(file: &SourceFile) -> Sum {
    let whole = Key::of_bytes(file.bytes());
    let is_page = file.path.ends_with(".md");
    // What is wrong with the head is told where it is read.
    let head = is_page.then(|| front_matter::split(file, &mut Diagnostics::new())).flatten();
    let outside = match (head, file.text()) {
        (Some(parts), Some(text)) => Parts::of("head").text(&text[parts.yaml]).key(),
        (Some(_) | None, _) => whole,
    };
    Sum { whole, outside }
}
