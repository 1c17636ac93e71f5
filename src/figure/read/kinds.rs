//! The kinds of figure that Bayan brings: the name of the fenced block, how it is read, what it must have. A new kind is a row here,
//! and a variant of [`Kind`], which does not compile until each writer knows it.

use super::rows::Rows;
use super::value::Spec;
use super::{chart, lists, map, table};
use crate::diag::Diagnostics;
use crate::figure::Kind;

/// A kind of figure.
pub(in crate::figure) struct FigureKind {
    /// What its fenced block is called.
    pub name: &'static str,
    /// Whether it must have a title: a drawing is nothing without one.
    pub needs_title: bool,
    /// Whether its rows may come `from` a file of the ledger.
    pub takes_ledger: bool,
    /// Reads its fields and rows.
    pub read: fn(&mut Spec<'_, '_>, Option<Rows>, &mut Diagnostics) -> Option<Kind>,
}

/// All kinds, by name.
pub(in crate::figure) const KINDS: [FigureKind; 6] = [
    FigureKind {
        name: "chart",
        needs_title: true,
        takes_ledger: false,
        read: |spec, rows, diags| chart::read(spec, rows, diags).map(Kind::Chart),
    },
    FigureKind {
        name: "key-figures",
        needs_title: false,
        takes_ledger: false,
        read: |spec, _, diags| lists::key_figures(spec, diags).map(Kind::KeyFigures),
    },
    FigureKind {
        name: "map",
        needs_title: true,
        takes_ledger: false,
        read: |spec, _, diags| map::read(spec, diags).map(Kind::Map),
    },
    FigureKind {
        name: "people",
        needs_title: false,
        takes_ledger: false,
        read: |spec, _, diags| lists::people(spec, diags).map(Kind::People),
    },
    FigureKind {
        name: "table",
        needs_title: false,
        takes_ledger: true,
        read: |spec, rows, diags| table::read(spec, rows.as_ref(), diags).map(Kind::Table),
    },
    FigureKind {
        name: "timeline",
        needs_title: true,
        takes_ledger: false,
        read: |spec, _, diags| lists::events(spec, diags).map(Kind::Timeline),
    },
];

/// The kind of a name.
pub(in crate::figure) fn of(name: &str) -> Option<&'static FigureKind> {
    static ALL: [FigureKind; KINDS.len()] = KINDS;
    ALL.iter().find(|kind| kind.name == name)
}
