//! All tests of what the program does, as one test program: linked once, not once a file. A file's tests alone:
//! `cargo test --test suite site::`.

mod align;
mod answers;
mod body;
mod brand;
#[cfg(feature = "pdf")]
mod brief;
#[cfg(feature = "pdf")]
mod cards;
mod catalogues;
mod causes;
mod cli;
mod colours;
#[cfg(feature = "pdf")]
mod columns;
mod commonmark;
mod copied;
mod direction;
#[cfg(feature = "pdf")]
mod docx;
mod dom;
#[cfg(feature = "pdf")]
mod drafts;
mod drawings;
mod drift;
mod edit;
mod embedded;
mod epub;
mod exchange;
mod figures;
mod first;
mod growth;
mod heads;
mod hidden;
mod hostile;
mod hypertext;
mod kept;
mod leaks;
mod ledger;
#[cfg(feature = "pdf")]
mod libreoffice;
mod lint;
mod lists;
mod lsp;
#[cfg(feature = "pdf")]
mod mail;
mod manual;
mod margin;
mod memo;
mod menu;
mod migrate;
mod minify;
mod mistakes;
mod names;
mod newcomer;
mod numbers;
mod offline;
mod order;
mod own_site;
mod pairs;
#[cfg(feature = "pdf")]
mod paper;
mod parallel;
mod parity;
#[cfg(feature = "pdf")]
mod pdf;
mod photos;
mod pictures;
mod places;
#[cfg(feature = "pdf")]
mod printed;
mod raw;
#[cfg(feature = "pdf")]
mod relinked;
mod restore;
#[cfg(feature = "pdf")]
mod reviewed;
mod schema;
mod search;
mod serve;
mod session;
mod site;
mod support;
mod themes;
mod tidy;
mod twins;
mod withheld;
mod wordpress;
mod write;
