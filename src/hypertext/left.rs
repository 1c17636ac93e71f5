//! Ground: what was left out, or said otherwise, each with its line.

/// What something is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// Where a link leads, or that something was a place to lead to.
    Address,
    /// A direction that the words do not have by themselves.
    Direction,
    /// A drawing within the page, or a formula without its source.
    Drawing,
    /// A part of a form.
    Form,
    /// A page within the page, a film or a sound: a link is left.
    Frame,
    /// What would run when something happens.
    Handler,
    /// What readers of the page did not see.
    Hidden,
    /// The language of words, which their letters do not tell.
    Language,
    /// A part of the page that is not its text.
    Part,
    /// A picture.
    Picture,
    /// A script.
    Script,
    /// A mark of a program that is no HTML.
    Mark,
    /// What Markdown cannot hold: cells over several columns, kinds of numbers.
    Structure,
    /// How something looks.
    Style,
}

impl Kind {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Address => "address",
            Kind::Direction => "direction",
            Kind::Drawing => "drawing",
            Kind::Form => "form",
            Kind::Frame => "frame",
            Kind::Handler => "event-handler",
            Kind::Hidden => "hidden",
            Kind::Language => "language",
            Kind::Part => "part",
            Kind::Picture => "picture",
            Kind::Script => "script",
            Kind::Mark => "mark",
            Kind::Structure => "structure",
            Kind::Style => "style",
        }
    }
}

/// What was left out.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Left {
    /// The line of the file.
    pub line: usize,
    /// What it is.
    pub kind: Kind,
    /// A sentence about it.
    pub what: String,
}
