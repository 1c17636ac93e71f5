//! Ground: an extracted text as its lines, what was done to them and why, and what stays open.

use std::collections::{BTreeMap, BTreeSet};

/// What the result says of itself where something stays open; `lint` finds it.
pub const REMARK: &str = "<!-- bayan: imported ";

/// The longest line in bytes that is looked at: a long paragraph on one line has some 5,000.
const LONGEST: usize = 60_000;

/// One line as it was extracted and as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Counted from 1.
    pub number: usize,
    /// What it says now, without spaces at its ends.
    pub text: String,
    /// The spaces before and behind it, which mean something in Markdown.
    pub around: [String; 2],
    /// Whether the extracted line ended with one space.
    pub ends_with_space: bool,
    /// Whether a page begins with it: a form feed stood before it, or one space.
    pub begins_page: bool,
    /// Whether it is left as it is: an open place of an earlier import, code, the head of a file.
    pub is_kept: bool,
}

impl Line {
    /// Whether it says nothing.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

/// What is looked for, in the order in which it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Marks of direction and soft hyphens, which nobody sees.
    Invisible,
    /// Letters that were printed twice.
    Doubled,
    /// Lines that were written from left to right.
    Visual,
    /// Shapes instead of letters.
    Forms,
    /// Running heads and page numbers.
    Furniture,
    /// Latin words cut at the end of a line.
    Hyphens,
    /// `األ` for `الأ`.
    LamAlef,
    /// ی and ک in Arabic.
    Persian,
    /// Private-use codes instead of digits and letters.
    Codes,
    /// Lines whose parts were ordered as in a line of English.
    Base,
    /// A full stop before the sentence.
    Stops,
    /// Lines whose pieces were printed from left to right.
    Pieces,
    /// Letters made longer.
    Tatweel,
    /// Closing quotes where a quotation begins.
    Quotes,
    /// Blank lines within a paragraph.
    Paragraphs,
    /// Headings without a mark.
    Headings,
}

impl Stage {
    /// Its name in reports and in remarks.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Invisible => "invisible",
            Stage::Doubled => "doubled",
            Stage::Visual => "visual-order",
            Stage::Forms => "presentation-forms",
            Stage::Furniture => "page-furniture",
            Stage::Hyphens => "hyphens",
            Stage::LamAlef => "lam-alef",
            Stage::Persian => "persian-letters",
            Stage::Codes => "codes",
            Stage::Base => "left-base",
            Stage::Stops => "full-stops",
            Stage::Pieces => "pieces",
            Stage::Tatweel => "tatweel",
            Stage::Quotes => "quotes",
            Stage::Paragraphs => "paragraphs",
            Stage::Headings => "headings",
        }
    }

    /// What was done, for people.
    pub fn done(self) -> &'static str {
        match self {
            Stage::Invisible => "invisible marks and soft hyphens removed",
            Stage::Doubled => "letters printed twice made single",
            Stage::Visual => "lines in visual order turned",
            Stage::Forms => "presentation forms made letters",
            Stage::Furniture => "running heads and page numbers left out",
            Stage::Hyphens => "Latin words joined at line ends",
            Stage::LamAlef => "turned lam-alef set right",
            Stage::Persian => "Persian letters made Arabic",
            Stage::Codes => "private-use codes read",
            Stage::Base => "lines ordered from the left put in order",
            Stage::Stops => "marks moved from line starts to line ends",
            Stage::Pieces => "lines put together from their pieces",
            Stage::Tatweel => "justification tatweel removed",
            Stage::Quotes => "closing quotes made opening ones",
            Stage::Paragraphs => "blank lines within paragraphs removed",
            Stage::Headings => "headings marked",
        }
    }
}

/// What could not be proven, and so was left as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The line of the extracted text.
    pub line: usize,
    /// Which stage could not go on.
    pub stage: Stage,
    /// One sentence.
    pub why: String,
    /// What it may be, the likeliest first.
    pub candidates: Vec<String>,
}

/// A text on its way through the stages.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// Its lines, blank ones too.
    pub lines: Vec<Line>,
    /// How often each stage changed each line.
    pub changes: BTreeMap<Stage, BTreeMap<usize, usize>>,
    /// What stays open.
    pub doubts: Vec<Doubt>,
    /// How what was taken for certain was proven.
    pub proofs: Vec<String>,
    /// Lines that were left out, as they were.
    pub left_out: Vec<(usize, String)>,
}

impl Text {
    /// The lines of a text. What a Markdown file keeps (code, open places) is kept.
    pub fn new(source: &str, is_markdown: bool) -> Self {
        let mut lines = Vec::new();
        let mut keeper = Keeper::default();
        let mut long = Vec::new();
        for (at, raw) in source.lines().enumerate() {
            let has_feed = raw.starts_with('\u{c}');
            let bare = raw.trim_matches(|c: char| c == '\u{c}' || c == '\r');
            let text = bare.trim_matches([' ', '\t', '\u{a0}', '\u{feff}']);
            let is_long = text.len() > LONGEST;
            if is_long {
                long.push(at + 1);
            }
            let begins_head = is_markdown && at == 0 && bare.trim_end() == "---";
            if begins_head {
                keeper = Keeper::Head;
            }
            let is_kept = begins_head || is_markdown && keeper.keeps(bare) || is_long;
            let text = if is_kept { bare } else { text };
            let around = bare.split_once(text).filter(|_| !text.is_empty()).map(|(a, b)| [a.to_owned(), b.to_owned()]);
            lines.push(Line {
                number: at + 1,
                text: text.to_owned(),
                around: around.unwrap_or_default(),
                ends_with_space: bare.ends_with(' ') && !bare.ends_with("  "),
                begins_page: has_feed || bare.starts_with(' ') && !bare.starts_with("  "),
                is_kept,
            });
        }
        let mut text = Self { lines, ..Self::default() };
        for line in long {
            text.doubt(
                Stage::Paragraphs,
                line,
                format!("the line is longer than {LONGEST} bytes and was not looked at"),
                Vec::new(),
            );
        }
        text
    }

    /// Writes down that a stage changed a line so many times.
    pub fn changed(&mut self, stage: Stage, line: usize, times: usize) {
        if times > 0 {
            *self.changes.entry(stage).or_default().entry(line).or_default() += times;
        }
    }

    /// Writes down what stays open.
    pub fn doubt(&mut self, stage: Stage, line: usize, why: impl Into<String>, candidates: Vec<String>) {
        self.doubts.push(Doubt { line, stage, why: why.into(), candidates });
    }

    /// The lines that stay open.
    pub fn open(&self) -> BTreeSet<usize> {
        self.doubts.iter().map(|doubt| doubt.line).collect()
    }

    /// Gives every line that is not kept to a function that says what it is to be and how often that changes it.
    pub fn each(&mut self, stage: Stage, mut change: impl FnMut(&str) -> Option<(String, usize)>) {
        for at in 0..self.lines.len() {
            let line = &mut self.lines[at];
            if line.is_kept || line.is_blank() {
                continue;
            }
            if let Some((text, times)) = change(&line.text) {
                text.trim().clone_into(&mut line.text);
                let number = line.number;
                self.changed(stage, number, times);
            }
        }
    }
}

/// What the lines of a Markdown file are in, which are left alone there.
#[derive(Default)]
enum Keeper {
    /// Its head, which `---` ends.
    Head,
    /// Text.
    #[default]
    Text,
    /// Code, and the fence that ends it.
    Code(String),
    /// What follows the remark of an open place.
    Remark,
    /// The block that stays open.
    Open,
}

impl Keeper {
    fn keeps(&mut self, line: &str) -> bool {
        let trimmed = line.trim();
        let is_end = match self {
            Keeper::Head => matches!(trimmed, "---" | "..."),
            Keeper::Code(fence) => trimmed.starts_with(fence.as_str()) && trimmed.trim_matches(['`', '~']).is_empty(),
            Keeper::Text | Keeper::Remark | Keeper::Open => false,
        };
        match self {
            Keeper::Head | Keeper::Code(_) => {
                if is_end {
                    *self = Keeper::Text;
                }
                return true;
            }
            Keeper::Open if trimmed.is_empty() => *self = Keeper::Text,
            Keeper::Remark if !trimmed.is_empty() && !trimmed.starts_with(REMARK.trim_end()) => *self = Keeper::Open,
            Keeper::Text | Keeper::Remark | Keeper::Open => {}
        }
        let marks = trimmed.chars().take_while(|c| matches!(c, '`' | '~')).count();
        if matches!(self, Keeper::Text) && marks >= 3 {
            *self = Keeper::Code(trimmed.chars().take(marks).collect());
            return true;
        }
        if trimmed.starts_with(REMARK) {
            *self = Keeper::Remark;
            return true;
        }
        matches!(self, Keeper::Open) || trimmed.starts_with("<!--") || line.starts_with("    ") || line.starts_with('\t')
    }
}
