//! Files -> their hashes, each file hashed once for as long as it is the same one: held in memory, or unchanged on the disk.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::diag::codes::site as codes;
use crate::diag::{Diagnostics, Outcome};
use crate::markdown::head;
use crate::memo::key::{Key, KeyBuilder};
use crate::output::hash;
use crate::source::{Content, FileId, SourceFile, SourceTree, Span, names};

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
pub struct Digests {
    known: Mutex<BTreeMap<FileId, (Content, Sum)>>,
}

impl Digests {
    /// The hashes of all files, in the order of the tree. A file whose bytes are those in memory of the last run, not
    /// merely equal ones, is not hashed again. One that cannot be read (any more) is told, and is looked at again in the next run.
    pub fn of(&self, tree: &SourceTree) -> Outcome<Vec<Sum>> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let one = |file: &SourceFile| match known.get(&file.id) {
            Some((content, sum)) if content.ptr_eq(&file.content) => Ok(*sum),
            Some(_) | None => sum(file),
        };
        let found: Vec<io::Result<Sum>> = tree.files().par_iter().map(one).collect();
        let mut diags = Diagnostics::new();
        let mut digests = Vec::with_capacity(found.len());
        known.clear();
        for (file, found) in tree.files().iter().zip(found) {
            match found {
                Ok(sum) => {
                    known.insert(file.id, (file.content.clone(), sum));
                    digests.push(sum);
                }
                Err(error) => {
                    diags.push(codes::unreadable_file(Span::new(file.id, 0, 0), &file.path, &error));
                    let nothing = Key::of_bytes(&[]);
                    digests.push(Sum { whole: nothing, outside: nothing });
                }
            }
        }
        Outcome::new(digests, diags)
    }

    /// The hashes of a file that came into the place of another of the last tree.
    pub fn again(&self, file: &SourceFile) -> io::Result<Sum> {
        let sum = sum(file)?;
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(file.id, (file.content.clone(), sum));
        Ok(sum)
    }
}

fn sum(file: &SourceFile) -> io::Result<Sum> {
    let whole = match &file.content {
        Content::Text(text) => Key::of_bytes(text.as_bytes()),
        Content::Binary(bytes) => Key::of_bytes(bytes),
        Content::Stored(stored) => Key::of_sum(hash::half_of(stored.open()?)?),
    };
    let page = file.text().filter(|_| names::page_stem(&file.path).is_some());
    let head = page.and_then(|text| Some(&text[head::cut(text)?.0]));
    let outside = head.map_or(whole, |head| KeyBuilder::of("head").text(head).key());
    Ok(Sum { whole, outside })
}
