//! `bayan import`: something from elsewhere becomes a page or a project. Each kind of input has a file of its own.

use clap::Args;

use super::given::{Given, What, read};
#[cfg(feature = "pdf")]
use super::printed;
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
        #[cfg(feature = "pdf")]
        Given::Pdf(bytes) => printed::run(common, what, &options.restore, bytes),
        #[cfg(not(feature = "pdf"))]
        Given::Pdf(_) => anyhow::bail!(
            "{}: this program was built without PDFs; take the text out first (`pdftotext` does), and import that",
            what.path.display()
        ),
        Given::Folder => migrate::run(common, what, &options.migrate),
    }
}
