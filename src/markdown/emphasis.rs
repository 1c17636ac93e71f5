//! Pieces as pulldown-cmark paired them -> pieces paired again where right-to-left letters stand beside delimiters.
//!
//! Steps: turn delimiters, paired or not, back into runs; ask CommonMark's flanking rule and its relaxation; where the
//! two differ, pair by CommonMark's delimiter algorithm both ways and keep the better result. A container without such a
//! run is returned as it came, so English is exactly what pulldown-cmark made of it.

use std::ops::Range;

use super::flanking::{Around, Flanking};
use super::inline_event::{InlineEvent, PieceKind, Style};

/// Pieces with their emphasis settled, and the delimiters beside right-to-left letters that stay literal.
pub(in crate::markdown) struct Settled {
    /// The pieces; `Open` and `Close` are balanced.
    pub pieces: Vec<InlineEvent>,
    /// Ranges of literal delimiters worth a warning.
    pub literal: Vec<Range<usize>>,
}

/// Why a container is paired.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::markdown) enum Need {
    /// Only if the relaxed rule makes a difference.
    IfRelaxed,
    /// In any case: delimiters have vanished in an autolink.
    Always,
}

/// A run of equal delimiters.
#[derive(Debug)]
struct Run {
    delimiter: char,
    range: Range<usize>,
    standard: Flanking,
    relaxed: Flanking,
    beside_rtl: bool,
}

impl Run {
    fn length(&self) -> usize {
        self.range.len()
    }

    /// Whether the run is `**` or `~~` at one end of a word, where nobody types it for itself: `2**3` has one in the middle.
    fn is_one_way(&self) -> bool {
        self.delimiter != '_' && self.length() == 2 && self.standard.open != self.standard.close
    }
}

/// A run, or a piece that emphasis does not concern.
enum Token {
    Run(usize),
    InlineEvent(InlineEvent),
}

/// What pairing made of a run: delimiters that close, from the left, those that open, from the right inwards.
#[derive(Clone, Default, Debug)]
struct Paired {
    closes: Vec<Style>,
    opens: Vec<Style>,
    rest: usize,
}

/// Settles the emphasis of a container whose text lies in `bounds` (for a link with its brackets, which count as
/// punctuation beside a delimiter).
pub(in crate::markdown) fn settle(source: &str, bounds: Range<usize>, pieces: Vec<InlineEvent>, need: Need) -> Settled {
    let (tokens, runs) = tokens(source, bounds, &pieces);
    let differs = runs.iter().any(|r| r.standard != r.relaxed);
    if need == Need::IfRelaxed && !differs {
        let may_stumble = runs.iter().any(|r| r.beside_rtl || r.is_one_way());
        let literal = if may_stumble { literals(&runs, &as_given(&pieces, &runs)) } else { Vec::new() };
        return Settled { pieces, literal };
    }
    let standard = pair(&runs, |r| r.standard);
    let relaxed = if differs { pair(&runs, |r| r.relaxed) } else { standard.clone() };
    // The relaxed reading must be better: fewer literal delimiters, then fewer emphases of one kind within each other
    // (`**«أ»**وهو وبال**«ب»**` pairs by the letter of the rule, but the wrong way round).
    if score(&runs, &relaxed) < score(&runs, &standard) {
        let literal = literals(&runs, &relaxed);
        return Settled { pieces: rebuild(tokens, &runs, &relaxed), literal };
    }
    let literal = literals(&runs, &standard);
    let pieces = if need == Need::Always { rebuild(tokens, &runs, &standard) } else { pieces };
    Settled { pieces, literal }
}

/// Delimiter runs of a container, and everything between them.
fn tokens(source: &str, bounds: Range<usize>, pieces: &[InlineEvent]) -> (Vec<Token>, Vec<Run>) {
    let mut split = Splitter { source, tokens: Vec::with_capacity(pieces.len()), runs: Vec::new() };
    let mut line_start = bounds.start;
    let mut first_of_line = 0;
    for piece in pieces {
        match &piece.kind {
            PieceKind::Plain => split.plain(piece.range.clone()),
            PieceKind::Open(_) | PieceKind::Close => split.delimiters(piece.range.clone()),
            PieceKind::Break(_) => {
                first_of_line = split.measure(first_of_line, line_start..piece.range.start);
                line_start = piece.range.end;
                split.tokens.push(Token::InlineEvent(piece.clone()));
            }
            PieceKind::Literal(_) | PieceKind::Tag(_) | PieceKind::Atom(_) | PieceKind::Display(_) => {
                split.tokens.push(Token::InlineEvent(piece.clone()));
            }
        }
    }
    split.measure(first_of_line, line_start..bounds.end);
    (split.tokens, split.runs)
}

struct Splitter<'a> {
    source: &'a str,
    tokens: Vec<Token>,
    runs: Vec<Run>,
}

impl Splitter<'_> {
    fn plain(&mut self, range: Range<usize>) {
        let text = &self.source[range.clone()];
        let mut from = 0;
        let delimiters = text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'*' | b'_' | b'~'));
        for (at, _) in delimiters {
            if at > from {
                self.tokens.push(Token::InlineEvent(InlineEvent::plain(range.start + from..range.start + at)));
            }
            from = at + 1;
            self.delimiters(range.start + at..range.start + from);
        }
        if from < text.len() {
            self.tokens.push(Token::InlineEvent(InlineEvent::plain(range.start + from..range.end)));
        }
    }

    /// Adds delimiters, to the run before them if they continue it.
    fn delimiters(&mut self, range: Range<usize>) {
        let Some(delimiter) = self.source[range.clone()].chars().next() else { return };
        let continues = matches!(self.tokens.last(), Some(Token::Run(_)));
        if let Some(last) = self.runs.last_mut().filter(|r| continues && r.delimiter == delimiter && r.range.end == range.start) {
            last.range.end = range.end;
            return;
        }
        self.tokens.push(Token::Run(self.runs.len()));
        let neither = Flanking { open: false, close: false };
        self.runs.push(Run { delimiter, range, standard: neither, relaxed: neither, beside_rtl: false });
    }

    /// Finds the flanking of the runs of a line that has ended; gives the number of runs so far.
    fn measure(&mut self, first: usize, line: Range<usize>) -> usize {
        for run in &mut self.runs[first..] {
            // A line never ends before its last run; `max` and `min` only keep the slices in order.
            let around = Around {
                before: &self.source[line.start.min(run.range.start)..run.range.start],
                after: &self.source[run.range.end..line.end.max(run.range.end)],
            };
            // GFM knows runs of one or two tildes only.
            if run.delimiter != '~' || run.length() <= 2 {
                run.standard = around.standard(run.delimiter, run.length());
                run.relaxed = around.relaxed(run.delimiter, run.length());
            }
            run.beside_rtl = around.beside_rtl();
        }
        self.runs.len()
    }
}

/// CommonMark's "process emphasis", linear in the number of runs: `bottom` remembers, per kind of closer, below which
/// run no opener fits it.
fn pair(runs: &[Run], flanking: impl Fn(&Run) -> Flanking) -> Vec<Paired> {
    let mut paired: Vec<Paired> = runs.iter().map(|r| Paired { rest: r.length(), ..Paired::default() }).collect();
    let mut openers: Vec<usize> = Vec::new();
    let mut bottom = [0_usize; 18];
    for (closer, run) in runs.iter().enumerate() {
        let flank = flanking(run);
        let kind = kind_of_closer(run, flank);
        while flank.close && paired[closer].rest > 0 {
            let found = openers.iter().rposition(|&o| o < bottom[kind] || fits(&runs[o], flanking(&runs[o]), run, flank));
            let Some(place) = found.filter(|&p| openers[p] >= bottom[kind]) else {
                bottom[kind] = closer;
                break;
            };
            let opener = openers[place];
            let width = match run.delimiter {
                '~' => run.length(),
                _ if paired[opener].rest >= 2 && paired[closer].rest >= 2 => 2,
                _ => 1,
            };
            let style = match (run.delimiter, width) {
                ('~', _) => Style::Strike,
                (_, 2) => Style::Strong,
                _ => Style::Emphasis,
            };
            paired[opener].opens.push(style);
            paired[opener].rest -= width;
            paired[closer].closes.push(style);
            paired[closer].rest -= width;
            openers.truncate(if paired[opener].rest == 0 { place } else { place + 1 });
        }
        if flank.open && paired[closer].rest > 0 {
            openers.push(closer);
        }
    }
    paired
}

/// Index of the bound a closer keeps: its delimiter, whether it may open too, its length modulo three.
fn kind_of_closer(run: &Run, flank: Flanking) -> usize {
    let delimiter = match run.delimiter {
        '*' => 0,
        '_' => 1,
        _ => 2,
    };
    delimiter * 6 + usize::from(flank.open) * 3 + run.length() % 3
}

/// Whether an opener and a closer belong together (CommonMark rules 9 and 10, "multiple of 3").
fn fits(opener: &Run, opener_flank: Flanking, closer: &Run, closer_flank: Flanking) -> bool {
    if opener.delimiter != closer.delimiter {
        return false;
    }
    if closer.delimiter == '~' {
        return opener.length() == closer.length();
    }
    let either_both = opener_flank.close || closer_flank.open;
    !(either_both && (opener.length() + closer.length()).is_multiple_of(3)) || closer.length().is_multiple_of(3)
}

/// How bad a pairing is: delimiters left literal that could have been more, and emphases within one of their kind.
fn score(runs: &[Run], paired: &[Paired]) -> (usize, usize) {
    let able = |r: &Run| r.relaxed.open || r.relaxed.close;
    let literal = runs.iter().zip(paired).filter(|(r, _)| able(r)).map(|(_, p)| p.rest).sum();
    let mut open = [0_usize; 3];
    let mut nested = 0;
    for p in paired {
        for style in &p.closes {
            open[*style as usize] -= 1;
        }
        for style in &p.opens {
            nested += open[*style as usize].min(1);
            open[*style as usize] += 1;
        }
    }
    (literal, nested)
}

/// The pairing that is in the pieces already.
fn as_given(pieces: &[InlineEvent], runs: &[Run]) -> Vec<Paired> {
    let mut paired: Vec<Paired> = runs.iter().map(|r| Paired { rest: r.length(), ..Paired::default() }).collect();
    for piece in pieces {
        if let PieceKind::Open(_) | PieceKind::Close = piece.kind {
            let run = runs.partition_point(|r| r.range.end <= piece.range.start);
            if let Some(p) = paired.get_mut(run) {
                p.rest = p.rest.saturating_sub(piece.range.len());
            }
        }
    }
    paired
}

/// Literal delimiters that a reader will stumble over: beside a right-to-left word, not alone between spaces, and not
/// the underscore within a name; beside other words, where one star may be meant as it stands, only two of them.
fn literals(runs: &[Run], paired: &[Paired]) -> Vec<Range<usize>> {
    let able = |r: &Run| r.standard.open || r.standard.close || (r.delimiter != '_' && (r.relaxed.open || r.relaxed.close));
    let unpaired = runs.iter().zip(paired).filter(|(r, p)| p.rest > 0 && (r.is_one_way() || (r.beside_rtl && able(r))));
    // `**Name:**John` is one mistake: what should have closed goes with what opened.
    let mut is_open = false;
    let mut is_first = |run: &Run| {
        is_open = !run.beside_rtl && !is_open;
        run.beside_rtl || is_open
    };
    let told = unpaired.filter(|(r, _)| r.delimiter != '~' || r.length() == 2).map(|(r, _)| r);
    told.filter(|r| is_first(r)).map(|r| r.range.clone()).collect()
}

/// Pieces of a pairing.
fn rebuild(tokens: Vec<Token>, runs: &[Run], paired: &[Paired]) -> Vec<InlineEvent> {
    let mut pieces = Vec::with_capacity(tokens.len());
    for token in tokens {
        let index = match token {
            Token::InlineEvent(piece) => {
                pieces.push(piece);
                continue;
            }
            Token::Run(index) => index,
        };
        let (run, paired) = (&runs[index], &paired[index]);
        let mut at = run.range.start;
        let mut take = |length: usize| {
            at += length;
            at - length..at
        };
        for style in &paired.closes {
            pieces.push(InlineEvent { range: take(width(*style, run)), kind: PieceKind::Close });
        }
        if paired.rest > 0 {
            pieces.push(InlineEvent::plain(take(paired.rest)));
        }
        for style in paired.opens.iter().rev() {
            pieces.push(InlineEvent { range: take(width(*style, run)), kind: PieceKind::Open(*style) });
        }
    }
    pieces
}

fn width(style: Style, run: &Run) -> usize {
    match style {
        Style::Emphasis => 1,
        Style::Strong => 2,
        Style::Strike => run.length(),
    }
}
