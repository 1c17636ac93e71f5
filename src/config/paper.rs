//! What `pdf` in `site.yaml` says.

/// What is printed as PDF (`pdf` in site.yaml).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key or an edition by its name")]
pub struct Paper {
    /// Whether `build` prints.
    pub enabled: bool,
    /// What is most important on one sheet, per language and of two languages.
    pub brief: bool,
    /// One file per language.
    pub single: bool,
    /// One file with two languages beside each other.
    pub parallel: bool,
    /// Size of the sheet.
    pub size: PaperSize,
    /// How two languages share the parallel edition.
    pub order: ParallelOrder,
    /// Whether books end with an index.
    pub index: bool,
    /// Whether facts and the numbers of charts travel in the files.
    pub attachments: bool,
}

/// Size of a sheet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PaperSize {
    /// 210 by 297 mm.
    A4,
    /// 8.5 by 11 in.
    UsLetter,
}

/// How two languages share a parallel edition. The right-to-left one always has the right column or page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParallelOrder {
    /// Columns; bound and read from the right.
    ArabicFirst,
    /// Columns; bound and read from the left.
    EnglishFirst,
    /// Facing pages; bound and read from the right.
    Facing,
}
