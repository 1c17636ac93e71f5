//! Ground: what every part of a tree is written with.

use super::style::Style;
use crate::ast::{Note, Ref};

/// What blocks are written with.
#[derive(Clone, Copy)]
pub(in crate::markdown) struct Printer<'a> {
    pub refs: &'a [Ref],
    pub notes: &'a [Note],
    pub style: &'a Style,
    /// Whether emphasis within emphasis takes the other mark, which can be told apart but may not stand within a word.
    pub alternates: bool,
}
