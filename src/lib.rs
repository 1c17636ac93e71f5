//! Bayan: bilingual, right-to-left aware briefings from Markdown. See ARCHITECTURE.md for the flow.

pub mod ast;
pub mod body;
pub mod cli;
pub mod config;
pub mod diag;
pub mod escape;
pub mod feed;
pub mod figure;
pub mod highlight;
pub mod html;
pub mod json_ld;
pub mod ledger;
pub mod locale;
pub mod markdown;
pub mod memo;
pub mod minify;
pub mod output;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod pipeline;
pub mod serve;
pub mod site;
pub mod source;
pub mod theme;
pub mod yaml;
