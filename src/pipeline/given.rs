//! Ground: what back-ends and formats are given.

use crate::site::Site;
use crate::source::SourceTree;
use crate::theme::Theme;

/// What is made into files: all of the site that is shown, and nothing that is not.
#[derive(Clone, Copy)]
pub(in crate::pipeline) struct Given<'a> {
    /// The site.
    pub site: &'a Site,
    /// The theme.
    pub theme: &'a Theme,
    /// The files.
    pub tree: &'a SourceTree,
}
