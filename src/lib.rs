//! Bayan: bilingual, right-to-left aware briefings from Markdown. See ARCHITECTURE.md for the flow.

pub mod align;
pub mod ast;
pub mod body;
pub mod cli;
pub mod config;
pub mod diag;
pub mod drift;
pub mod escape;
pub mod exchange;
pub mod feed;
pub mod highlight;
pub mod html;
pub mod json_ld;
pub mod ledger;
pub mod locale;
pub mod markdown;
pub mod minify;
pub mod output;
pub mod parity;
pub mod pipeline;
pub mod site;
pub mod source;
pub mod status;
pub mod theme;
pub mod yaml;
