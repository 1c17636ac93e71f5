//! What a site is resolved from, and for.

use std::sync::Arc;

use crate::ast::Document;
use crate::config::Config;
use crate::drift::lock::Lock;
use crate::figure::block::Declared;
use crate::ledger::Ledgers;
use crate::ledger::words::Words;

use super::picture::Pictures;

/// What to resolve for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// Show drafts too.
    pub drafts: bool,
    /// The moment of the build, in seconds since 1970: pages are shown from `publish` on and until `expiry`.
    pub now: i64,
}

/// What a site is resolved from.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The configuration.
    pub config: Arc<Config>,
    /// The documents, in the order of their paths.
    pub documents: Vec<Arc<Document>>,
    /// The ledgers.
    pub ledgers: Arc<Ledgers>,
    /// The words of the interface that they print.
    pub words: Arc<Words>,
    /// The blocks of the theme.
    pub declared: Declared,
    /// What reviewers accepted of the translations.
    pub lock: Arc<Lock>,
    /// What is known of the pictures.
    pub pictures: Arc<Pictures>,
}
