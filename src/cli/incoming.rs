//! `bayan import`: something from elsewhere becomes a page or a project. Each kind of input has a file of its own.

use clap::Args;

use super::given::{Given, What, read};
use super::{Common, draft, migrate, restore, webpage};

/// Options of `import`.
#[derive(Args, Debug)]
#[group(skip)]
pub struct Options {
    #[command(flatten)]
    what: What,
    #[command(flatten)]
    restore: restore::Options,
    #[command(flatten)]
    draft: draft::Options,
    #[command(flatten)]
    migrate: migrate::Options,
}

/// Reads the input, and does what its kind asks for.
pub fn run(common: &Common, options: &Options) -> anyhow::Result<u8> {
    let what = &options.what;
    match read(&what.path)? {
        Given::Text(text) => restore::run(common, what, &options.restore, &text, false),
        Given::Markdown(text) => restore::run(common, what, &options.restore, &text, true),
        Given::Html(html) => webpage::run(common, what, &html),
        Given::WordPress(text) => migrate::export(common, what, &options.migrate, &text),
        Given::Word(bytes) => draft::run(common, what, &options.draft, &bytes),
        Given::Folder => migrate::run(common, what, &options.migrate),
    }
}
