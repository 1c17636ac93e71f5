//! Bayan: bilingual, right-to-left aware briefings from Markdown. See ARCHITECTURE.md for the flow.

pub mod ast;
pub mod config;
pub mod diag;
pub mod escape;
pub mod html;
pub mod locale;
pub mod markdown;
pub mod output;
pub mod site;
pub mod source;
pub mod yaml;
