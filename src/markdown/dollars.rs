//! The dollar signs of running text -> which of them are money and other text, and which open and close a formula.
//!
//! A formula is `$…$` with no space inside its signs. On top of that, which is Pandoc's rule, money is never a formula:
//!
//! 1. The first sign follows no Latin letter and no digit (`US$5`, `5$`), the second is followed by no digit (`$5–$10`) and
//!    begins no word (`$A/$B` of shares).
//! 2. Between them stands no prose: no two words beside each other, no word in Arabic or another script than Latin and Greek, no
//!    mark of writing such as `،` or `–`. Words within `\text{…}` are fine.
//! 3. What begins as an amount (`$5 …`) goes on as a formula does: `$5x$`, `$2 + 2 = 4$`, but not `$5 a`, `$5bn`, `$5)`, `$5; 6$`, and
//!    it is none that is counted with another amount (`5$-$6`).
//! 4. Nor is a loss as bookkeepers write it (`$(5)`), unless it goes on as a formula does: `$(5) + x$`.

use std::ops::Range;

/// How the signs of a body are to be read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::markdown) struct Signs {
    /// Those that are text, in order.
    pub plain: Vec<usize>,
    /// Pairs that can be read in two ways, with their signs.
    pub doubts: Vec<(Range<usize>, Doubt)>,
}

/// What a doubtful pair is read as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::markdown) enum Doubt {
    /// A formula, of which nothing but numbers is to be seen: `$5, 10$`.
    Formula,
    /// Text, although it holds what only TeX has: `$x_1$ and y_1$`.
    Text,
}

/// What stands between two signs.
enum Reading {
    Formula,
    OnlyNumbers,
    Text,
    TextLikeTex,
}

/// Judges the signs at these places, row by row: a formula never goes over the end of a row.
pub(in crate::markdown) fn read(text: &str, rows: &[Vec<usize>]) -> Signs {
    let mut signs = Signs::default();
    for row in rows {
        // Escaped signs are text for the parser as well.
        let open: Vec<usize> = row.iter().copied().filter(|&at| !is_escaped(text, at)).collect();
        let runs: Vec<Range<usize>> = runs(&open);
        let mut at = 0;
        while let Some(run) = runs.get(at) {
            let next = runs.get(at + 1);
            let reading = next.map_or(Reading::Text, |next| between(text, run, next, signs.plain.last().copied()));
            match (reading, next) {
                (Reading::Formula, Some(_)) => at += 2,
                (Reading::OnlyNumbers, Some(next)) => {
                    signs.doubts.push((run.start..next.end, Doubt::Formula));
                    at += 2;
                }
                (Reading::TextLikeTex, Some(next)) => {
                    signs.doubts.push((run.start..next.end, Doubt::Text));
                    signs.plain.extend(run.clone());
                    at += 1;
                }
                (Reading::Formula | Reading::OnlyNumbers | Reading::Text | Reading::TextLikeTex, _) => {
                    signs.plain.extend(run.clone());
                    at += 1;
                }
            }
        }
    }
    signs
}

/// Signs that stand side by side are one: `$$`.
fn runs(signs: &[usize]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for &at in signs {
        match runs.last_mut() {
            Some(last) if last.end == at => last.end += 1,
            Some(_) | None => runs.push(at..at + 1),
        }
    }
    runs
}

fn is_escaped(text: &str, at: usize) -> bool {
    text.as_bytes()[..at].iter().rev().take_while(|b| **b == b'\\').count() % 2 == 1
}

/// `money` is the last sign before these that is text.
fn between(text: &str, open: &Range<usize>, close: &Range<usize>, money: Option<usize>) -> Reading {
    let content = &text[open.end..close.start];
    match (open.len(), close.len()) {
        (1, 1) => {
            let before = text[..open.start].chars().next_back();
            let after = &text[close.end..];
            if is_glued(before, after) || content.starts_with(char::is_whitespace) || content.ends_with(char::is_whitespace) {
                return Reading::Text;
            }
            if is_counted(&text[..open.start], money) && starts_as_amount(content) {
                return Reading::Text;
            }
            line(content, before, after)
        }
        // A formula by itself is rarely anything else: three words in a row show that it is.
        (2, 2) if !content.trim().is_empty() && !Words::of(content).is_prose => Reading::Formula,
        _ => Reading::Text,
    }
}

/// Whether the signs stand where no formula begins or ends: `US$`, `5$`, `$10`, `$USD`. Only the endings of ordinals follow one.
fn is_glued(before: Option<char>, after: &str) -> bool {
    let word: String = after.chars().take_while(char::is_ascii_alphabetic).take(4).collect();
    before.is_some_and(|c| c.is_ascii_alphanumeric() || c.is_numeric())
        || after.chars().next().is_some_and(char::is_numeric)
        || !matches!(word.as_str(), "" | "th" | "st" | "nd" | "rd" | "s")
}

fn starts_as_amount(content: &str) -> bool {
    content.trim_start_matches(['+', '-', '−', '~', '.']).starts_with(char::is_numeric)
}

/// Whether what follows is counted with an amount before it, whose sign is text: `5$-`, `$5+`.
fn is_counted(before: &str, money: Option<usize>) -> bool {
    let Some(amount) = before.strip_suffix(['+', '-', '−', '×', '*', '=']) else { return false };
    let sign = amount.trim_end_matches(|c: char| c.is_numeric() || matches!(c, '.' | ',' | '٫' | '٬'));
    let is_behind = amount.strip_suffix('$').is_some_and(|rest| rest.ends_with(char::is_numeric));
    (is_behind || sign.len() < amount.len()) && sign.ends_with('$') && sign.len().checked_sub(1) == money
}

/// What stands behind a number in brackets.
fn behind_loss(content: &str) -> Option<&str> {
    let (number, rest) = content.strip_prefix('(')?.split_once(')')?;
    let is_number = number.chars().all(|c| c.is_numeric() || matches!(c, '.' | ',' | '٫' | '٬' | ' '));
    (is_number && number.contains(char::is_numeric)).then_some(rest)
}

/// Whether what stands between two signs is a loss and what leads to the next amount: `$(5) و$(6)`, `$(5)-$6`.
fn is_loss(content: &str, after: &str) -> bool {
    let Some(rest) = behind_loss(content) else { return false };
    let word = rest.trim_start();
    let is_spoken = word.len() < rest.len() && !word.is_ascii() && word.chars().all(char::is_alphabetic);
    is_spoken || after.starts_with('(') || rest.ends_with(['+', '-', '−', '=', '×'])
}

fn line(content: &str, before: Option<char>, after: &str) -> Reading {
    let is_amount = starts_as_amount(content);
    let words = Words::of(content);
    let edges = content.starts_with([')', '}', '/', ',', ';', ':', '!', '?']);
    let ends = content.ends_with(['(', '{', '/', ',', ';', ':']) && !content.ends_with("\\;") && !content.ends_with("\\,");
    let has_comment = content.contains(char::is_whitespace) && has_unescaped(content, &['%', '#']);
    let is_aligned = !words.has_command && content.contains(char::is_whitespace) && has_unescaped(content, &['&']);
    if words.is_prose || edges || ends || has_comment || is_aligned || !is_balanced(content, ['{', '}']) {
        let is_tex = words.has_command || (!is_amount && content.contains("_{")) || content.contains("^{");
        return if is_tex { Reading::TextLikeTex } else { Reading::Text };
    }
    if is_loss(content, after) && !words.has_command {
        return Reading::Text;
    }
    if !is_amount {
        return Reading::Formula;
    }
    // `بـ$5`: no formula begins with a number behind a letter.
    let is_money = before.is_some_and(char::is_alphabetic)
        || words.is_spoken
        || content.ends_with('-')
        || content.contains(';')
        || !is_balanced(content, ['(', ')']);
    if is_money && !words.has_command {
        return Reading::Text;
    }
    let is_numbers = content.chars().all(|c| c.is_numeric() || c.is_whitespace() || matches!(c, '.' | ',' | '/' | '-' | ':'));
    if is_numbers && content.contains(char::is_whitespace) { Reading::OnlyNumbers } else { Reading::Formula }
}

fn has_unescaped(content: &str, signs: &[char]) -> bool {
    content.match_indices(signs).any(|(at, _)| !is_escaped(content, at))
}

fn is_balanced(content: &str, [open, close]: [char; 2]) -> bool {
    let mut depth = 0_i32;
    for (at, c) in content.char_indices().filter(|(_, c)| *c == open || *c == close) {
        if !is_escaped(content, at) {
            depth += if c == open { 1 } else { -1 };
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

/// Commands whose braces hold words.
const TEXT: [&str; 16] = [
    "text",
    "textrm",
    "textit",
    "textbf",
    "textsf",
    "texttt",
    "mathrm",
    "mathit",
    "mathbf",
    "mathsf",
    "mathtt",
    "mathbb",
    "operatorname",
    "mbox",
    "begin",
    "end",
];

/// Names of functions that are often written without a backslash.
const FUNCTIONS: [&str; 14] = ["sin", "cos", "tan", "cot", "log", "ln", "lg", "exp", "max", "min", "lim", "mod", "det", "gcd"];

/// What the words between two signs say.
#[derive(Default)]
struct Words {
    /// Nobody writes a formula so.
    is_prose: bool,
    /// There is a command of TeX.
    has_command: bool,
    /// There is what no formula that begins with a number has: a word of two letters or more that is no name of a function, or
    /// a letter behind a number and a space.
    is_spoken: bool,
}

impl Words {
    fn of(content: &str) -> Self {
        let mut words = Self::default();
        // The last word, if nothing but spaces and marks of writing stands behind it; and whether a number is what is there.
        let (mut last, mut number): (Option<usize>, bool) = (None, false);
        let mut spaced = false;
        let mut rest = content;
        while let Some(c) = rest.chars().next() {
            if c == '\\' {
                words.has_command = true;
                rest = command(rest);
                (last, number, spaced) = (None, false, false);
            } else if c.is_alphabetic() {
                let end = rest.find(|c: char| !(c.is_alphabetic() || is_mark(c) || c == '\'' || c == '’')).unwrap_or(rest.len());
                let word = &rest[..end];
                rest = &rest[end..];
                let long = word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !FUNCTIONS.contains(&word);
                words.is_spoken |= long;
                words.is_prose |= long && !word.chars().all(|c| c.is_ascii() || c == '’' || is_greek(c));
                words.is_prose |= last.is_some_and(|before| spaced && (long || before > 1)) && !FUNCTIONS.contains(&word);
                words.is_spoken |= number && spaced;
                last = Some(if long { 2 } else { 1 });
                (number, spaced) = (false, false);
            } else if c.is_whitespace() {
                spaced = true;
                rest = &rest[c.len_utf8()..];
            } else {
                words.is_prose |= matches!(
                    c,
                    '،' | '؛'
                        | '؟'
                        | '«'
                        | '»'
                        | '“'
                        | '”'
                        | '„'
                        | '–'
                        | '—'
                        | '…'
                        | '€'
                        | '£'
                        | '¥'
                        | '₽'
                        | '₸'
                        | '₺'
                        | '₹'
                        | '。'
                        | '、'
                );
                number = c.is_numeric() || (number && matches!(c, '.' | ',' | '٫' | '٬'));
                spaced &= matches!(c, '.' | ',' | ';' | '!' | '?');
                last = last.filter(|_| matches!(c, '.' | ',' | ';' | '!' | '?'));
                rest = &rest[c.len_utf8()..];
            }
        }
        words
    }
}

/// What follows a command, with its braces if they hold words.
fn command(text: &str) -> &str {
    let name = &text[1..];
    let end = name.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(name.len());
    if end == 0 {
        return name.get(name.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
    }
    let rest = name[end..].trim_start_matches('*');
    if !TEXT.contains(&&name[..end]) || !rest.starts_with('{') {
        return &name[end..];
    }
    let mut depth = 0_usize;
    for (at, c) in rest.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return &rest[at + 1..],
            '}' => depth -= 1,
            _ => {}
        }
    }
    ""
}

fn is_greek(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}')
}

/// Vowel signs, and tatweel.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Doubt, read};

    /// The text with `‹…›` for the signs of formulas.
    fn shown(text: &str) -> String {
        let row: Vec<usize> = text.match_indices('$').map(|(at, _)| at).collect();
        let plain = read(text, &[row]).plain;
        let mut opens = false;
        text.char_indices()
            .map(|(at, c)| {
                let is_formula = c == '$' && !plain.contains(&at) && !super::is_escaped(text, at);
                if !is_formula {
                    return c;
                }
                opens = !opens;
                if opens { '‹' } else { '›' }
            })
            .collect()
    }

    #[test]
    fn money_is_no_formula() {
        for text in [
            "بين $5 و$10 للبرميل.",
            "السعر ($5) ثم ($10).",
            "«$5» و«$10».",
            "بـ$5 وبـ$10.",
            "5$، ثم 10$",
            "٥$ ثم ١٠$، و$٥ و$۱۰",
            "Between ($5) and ($10) a barrel.",
            "The rate ($1 = 450 tenge), then ($2 = 900 tenge).",
            "US$5 and C$10, A$5/HK$6, $100–$200, $1.2bn–$2bn, $5/$10, $5-$10",
            "$5 (up 10%) and $3 # 4 & ($6) and_a_$",
            "($5) & (US$) and $5^ or 6$",
            "$5 billion to AU$ 6, then 7$.",
            "costs ($) and ($), $/€ and ¥/$.",
            "$AAPL and ($GOOG), $HOME/bin:$PATH",
            "من 5$ (نحو 10%) إلى 6$ أو $7.",
            "$5 a kilo, 10 a bag$",
            "$ 5 and 6 $",
            "$5+$6; 5$-$6$",
            "$5-$6$ and $10+$12.5$",
            "٥$-$٦$؛ 5$+$6",
            "$5; 6$ or 5$; 6$",
            "خسر $(5) ثم $(10).",
            "خسر $(5) و$(10)، ثم $(٥) و$(٦).",
            "lost $(5) and $(10), or $(5)-$(6), $(1,200)+$(3)",
            "US$(5) and C$(10)",
            "rated $$ to $$$",
            "\\$x\\$ and \\$5",
            "$",
            "",
        ] {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn formulas_stay() {
        for (text, expect) in [
            ("$x$", "‹x›"),
            ("where $a+b$ and $c$.", "where ‹a+b› and ‹c›."),
            ("$5x$, $5$ and $-3.5$", "‹5x›, ‹5› and ‹-3.5›"),
            ("$\\frac{1}{2}$", "‹\\frac{1}{2}›"),
            ("$E=mc^2$", "‹E=mc^2›"),
            ("$2 + 2 = 4$", "‹2 + 2 = 4›"),
            ("$GDP = C + I + G + NX$", "‹GDP = C + I + G + NX›"),
            ("الصيغة $س + ص = ع$ و$x$.", "الصيغة ‹س + ص = ع› و‹x›."),
            ("$v = 5\\text{ km per hour}$", "‹v = 5\\text{ km per hour}›"),
            ("$10^6$ and $n$th, $x$-axis", "‹10^6› and ‹n›th, ‹x›-axis"),
            ("$5, then $x$, at $10", "$5, then ‹x›, at $10"),
            ("$[0, 1)$ and $]0,1[$", "‹[0, 1)› and ‹]0,1[›"),
            ("($x_1$, $y_1$)", "(‹x_1›, ‹y_1›)"),
            ("$f(x) = 2 x + 3 y$", "‹f(x) = 2 x + 3 y›"),
            ("$a\\,b$ $\\{x\\}$ $50\\%$", "‹a\\,b› ‹\\{x\\}› ‹50\\%›"),
            ("$(5)$ and $(5, 3)$", "‹(5)› and ‹(5, 3)›"),
            ("$(5) + x$ and $(2 x + 3) y$", "‹(5) + x› and ‹(2 x + 3) y›"),
            ("الصيغة $(5)^2$ و$(5+س)$.", "الصيغة ‹(5)^2› و‹(5+س)›."),
            ("$x$+$5$, then $5$=$5$", "‹x›+‹5›, then ‹5›=‹5›"),
            ("$f(5; 3)$ and $x; 5$", "‹f(5; 3)› and ‹x; 5›"),
            ("$$ x = 1 $$", "‹› x = 1 ‹›"),
            ("$\\alpha$، $\\beta$؛ «$\\gamma$»", "‹\\alpha›، ‹\\beta›؛ «‹\\gamma›»"),
        ] {
            assert_eq!(shown(text), expect);
        }
    }

    #[test]
    fn doubts_are_told() {
        let doubts = |text: &str| {
            let row: Vec<usize> = text.match_indices('$').map(|(at, _)| at).collect();
            read(text, &[row]).doubts.into_iter().map(|(range, doubt)| (text[range].to_owned(), doubt)).collect::<Vec<_>>()
        };
        assert_eq!(doubts("at $5, 10$ each"), [("$5, 10$".to_owned(), Doubt::Formula)]);
        assert_eq!(doubts("$\\alpha and the rest$"), [("$\\alpha and the rest$".to_owned(), Doubt::Text)]);
        assert!(doubts("$5 and $10, $x$ and $5$").is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn amounts_stay_as_typed(
            amounts in prop::collection::vec(("[(«]?(US|C|A|HK|)\\$[0-9٠-٩]{1,4}([.,][0-9])?(bn|m|%|)[)»]?", " (و|and|to|إلى|ثم|, |& |# |% |_ |\\^ )? ?|–|/|،"), 1..6)
        ) {
            let text: String = amounts.into_iter().map(|(amount, between)| amount + &between).collect();
            prop_assert_eq!(shown(&text), text);
        }

        #[test]
        fn any_text_is_judged(text in "([$a-c0-9 \\\\{}(),_^%]|\\PC|نص)*") {
            shown(&text);
        }
    }
}
