//! Items in, maximal runs out: words of one script grow together over the spaces, signs and numbers between them;
//! brackets come in with their partners.

use std::ops::Range;

use unicode_script::Script;

use super::item::{Found, Item, Kind};
use super::number::Number;
use super::number::is_currency;
use super::unit::{Class, Numerals, Unit};
use super::whole;
use crate::locale::{Dir, Locale, script};

/// A text that is searched.
pub(in crate::locale::bidi) struct Search<'a> {
    /// The text.
    pub(in crate::locale::bidi) text: &'a str,
    /// Its units.
    pub(in crate::locale::bidi) units: &'a [Unit],
    /// Their bracket partners.
    pub(in crate::locale::bidi) partners: &'a [Option<usize>],
    /// Its items.
    pub(in crate::locale::bidi) items: &'a [Item],
    /// Its elements and lines, by their units.
    pub(in crate::locale::bidi) elements: &'a [Range<usize>],
    /// The language it is set in.
    pub(in crate::locale::bidi) base: &'a Locale,
}

impl Search<'_> {
    /// The runs of the text, in order.
    pub(in crate::locale::bidi) fn runs(&self) -> Vec<Found> {
        let mut grown = Vec::new();
        let mut at = 0;
        // Numbers in front of `at` that no run has taken yet begin here.
        let mut free = 0;
        while at < self.items.len() {
            let Some((script, dir)) = self.seed(&self.items[at]) else {
                at += 1;
                continue;
            };
            let mut run = Found { units: self.items[at].units.clone(), script, dir, items: at..at + 1 };
            self.grow(&mut run);
            self.lead(&mut run, free);
            self.trail(&mut run);
            self.numbers(free..run.items.start, &mut grown);
            at = run.items.end;
            free = at;
            self.split(run, &mut grown);
        }
        self.numbers(free..self.items.len(), &mut grown);
        let mut grown = whole::settle(self.units, self.items, self.partners, self.elements, self.base, grown);
        self.widen(&mut grown);
        grown.retain(|run| !self.is_symbol(run));
        grown
    }

    /// Whether nothing but single Greek letters is in a run of a left-to-right text: symbols of the text, no Greek.
    fn is_symbol(&self, run: &Found) -> bool {
        let letter = |u: &Unit| matches!(u.class, Class::Letter(_));
        let word = |item: &Item| self.units[item.units.clone()].windows(2).any(|pair| pair.iter().all(letter));
        let greek = self.base.dir == Dir::Ltr && run.script == Some(Script::Greek);
        greek && !self.items[run.items.clone()].iter().any(word)
    }

    /// What run an item can begin: its script, if it is of one, and its direction.
    fn seed(&self, item: &Item) -> Option<(Option<Script>, Dir)> {
        match &item.kind {
            Kind::Word(Script::Common) => Some((None, Dir::Ltr)),
            Kind::Word(script) => Some((Some(*script), script::dir(*script))),
            // In a left-to-right text only a token with letters of the other direction is in danger.
            Kind::Token(token) => (token.letters && (self.base.dir == Dir::Rtl || token.mixed)).then_some((None, Dir::Ltr)),
            Kind::Number(_) => None,
        }
    }

    /// Takes all items that follow and belong to the run.
    fn grow(&self, run: &mut Found) {
        for (at, item) in self.items.iter().enumerate().skip(run.items.end) {
            if item.walled {
                return;
            }
            match (&item.kind, self.seed(item)) {
                // Taken only if something behind it is.
                (Kind::Number(_), _) => continue,
                (Kind::Token(token), None) if self.base.dir == Dir::Rtl && !token.letters => continue,
                (Kind::Word(_) | Kind::Token(_), None) => return,
                (Kind::Word(_) | Kind::Token(_), Some((script, dir))) => {
                    if dir != run.dir || (script.is_some() && run.script.is_some() && script != run.script) {
                        return;
                    }
                    run.script = run.script.or(script);
                }
            }
            run.items.end = at + 1;
            run.units.end = item.units.end;
        }
    }

    /// Takes the number or the range before the run, if the two belong together: `5 GB`, `3-5 GB`, `24 Pull Requests`,
    /// `100 + Palestine`, `١٢ كتابًا` in an English text.
    fn lead(&self, run: &mut Found, free: usize) {
        let Some(last) = run.items.start.checked_sub(1).filter(|at| *at >= free) else { return };
        let Kind::Number(kind) = &self.items[last].kind else { return };
        let gap = self.items[last].units.end..run.units.start;
        let linked = self.links(&gap);
        if self.items[run.items.start].walled || !(self.only_space(gap) || linked) {
            return;
        }
        let word = &self.items[run.items.start];
        let unit = matches!(word.kind, Kind::Word(_)) && is_unit(self.slice(&word.units), *kind);
        if Self::is_eastern_of(run, *kind) || (self.takes_western(run, *kind) && (unit || (linked && kind.label))) {
            let first = last.checked_sub(1).filter(|at| *at >= free && self.range_end(*at) > *at + 1).unwrap_or(last);
            run.items.start = first;
            run.units.start = self.items[first].units.start;
        }
    }

    /// Takes the numbers behind the run that belong to it: `Article 5`, `No. 7`, `Palestine + 100`, `UTC +3`, `Vintage, 1978),
    /// 12–15`.
    fn trail(&self, run: &mut Found) {
        while let Some(number) = self.items.get(run.items.end).filter(|item| !item.walled) {
            let Kind::Number(kind) = &number.kind else { return };
            let eastern = Self::is_eastern_of(run, *kind);
            let western = self.takes_western(run, *kind) && (kind.label || self.is_offset(number));
            let items_end = self.range_end(run.items.end);
            let gap = run.units.end..number.units.start;
            let numbers_end = self.items[items_end - 1].units.end;
            let Some(end) = (eastern || western).then(|| self.joins(run, gap, numbers_end)).flatten() else { return };
            run.items.end = items_end;
            run.units.end = end;
        }
    }

    /// The item behind a number, or behind the range that it begins.
    fn range_end(&self, first: usize) -> usize {
        let [Item { units: from, kind: Kind::Number(_), .. }, Item { units: to, kind: Kind::Number(_), walled: false }] =
            self.items.get(first..first + 2).unwrap_or_default()
        else {
            return first + 1;
        };
        let dash = |u: &Unit| matches!(u.class, Class::Sign('-' | '–' | '\u{2010}'..='\u{2012}' | '\u{2212}'));
        let is_range = to.start == from.end + 1 && dash(&self.units[from.end]);
        first + 1 + usize::from(is_range)
    }

    /// Whether a number is plain but for a plus or a hyphen before it: `UTC +3`, `COVID -19` behind their word.
    fn is_offset(&self, number: &Item) -> bool {
        let signed = matches!(self.units[number.units.start].class, Class::Sign('+' | '-' | '\u{2212}'));
        signed && self.units[number.units.start + 1..number.units.end].iter().all(Unit::is_digit)
    }

    /// Whether a gap is one sign of names with a space on both sides: `G7 & 20`, `Palestine + 100`.
    fn links(&self, gap: &Range<usize>) -> bool {
        let sign = |u: &Unit| matches!(u.class, Class::Sign('+' | '&' | '×'));
        let space = |u: &Unit| u.class == Class::Space;
        matches!(&self.units[gap.clone()], [before, link, after] if space(before) && sign(link) && space(after))
    }

    /// Whether a gap joins the number behind it to the run, and where the number ends with a bracket that it fills.
    fn joins(&self, run: &Found, gap: Range<usize>, end: usize) -> Option<usize> {
        let after_number = matches!(self.items[run.items.end - 1].kind, Kind::Number(_));
        let partner = |at: usize| self.partners[at];
        let closers = gap.clone().take_while(|at| partner(*at).is_some_and(|p| run.units.contains(&p))).count();
        let opener = gap
            .clone()
            .next_back()
            .is_some_and(|at| partner(at) == Some(end) && !matches!(self.units[end].first, '"' | '\'' | '’' | '”'));
        let end = end + usize::from(opener);
        let inner = gap.start + closers..gap.end - usize::from(opener);
        // In Arabic a Latin comma is part of the Latin text around it; Hebrew has no other.
        let comma = |u: &Unit| match u.first {
            ',' => self.base.script != Script::Hebrew,
            ':' => closers > 0 || self.partners[gap.start - 1].is_some(),
            _ => false,
        };
        let joined = match self.units.get(inner.clone())? {
            [dash] if after_number && matches!(dash.class, Class::Sign('-' | '–' | '\u{2010}'..='\u{2012}')) => true,
            [sign, ..] if comma(sign) => self.only_space(inner.start + 1..inner.end),
            _ if after_number => opener && self.only_space(inner),
            _ => self.only_space(inner.clone()) || self.links(&inner) || self.is_joint(&inner) || self.abbreviated(run, &inner),
        };
        joined.then_some(end)
    }

    /// Whether a gap is a space and a hyphen that joins the number to its word: `COVID -19`.
    fn is_joint(&self, gap: &Range<usize>) -> bool {
        matches!(&self.units[gap.clone()], [space, hyphen] if space.class == Class::Space && hyphen.is('-'))
    }

    /// Arabic-Indic digits beside Arabic letters in a text of another script belong to them.
    fn is_eastern_of(run: &Found, number: Number) -> bool {
        number.numerals == Numerals::Eastern && run.script == Some(Script::Arabic)
    }

    /// Western digits beside a left-to-right word in a right-to-left text may belong to it; in a left-to-right text they
    /// are the text's own.
    fn takes_western(&self, run: &Found, number: Number) -> bool {
        self.base.dir == Dir::Rtl && run.dir == Dir::Ltr && run.script.is_some() && number.numerals == Numerals::Western
    }

    /// The full stop of `No. 7`: after a short word that is no acronym.
    fn abbreviated(&self, run: &Found, gap: &Range<usize>) -> bool {
        let Some(word) = self.items.get(run.items.end - 1) else { return false };
        let word = self.slice(&word.units);
        let short = word.chars().count() <= 4 && (word.chars().count() == 1 || word.chars().any(char::is_lowercase));
        short && gap.len() > 1 && self.units[gap.start].is('.') && self.only_space(gap.start + 1..gap.end)
    }

    fn only_space(&self, gap: Range<usize>) -> bool {
        !gap.is_empty() && self.units[gap].iter().all(|u| u.class == Class::Space)
    }

    fn slice(&self, units: &Range<usize>) -> &str {
        match self.units.get(units.clone()) {
            Some([first, .., last]) => &self.text[first.range.start..last.range.end],
            Some([only]) => &self.text[only.range.clone()],
            Some([]) | None => "",
        }
    }

    /// Numbers and tokens that no run has taken: those whose parts would change places are isolated by themselves.
    fn numbers(&self, items: Range<usize>, grown: &mut Vec<Found>) {
        if self.base.dir == Dir::Ltr {
            return;
        }
        for at in items {
            let alone = match &self.items[at].kind {
                Kind::Number(number) => number.isolate,
                Kind::Token(_) => true,
                Kind::Word(_) => false,
            };
            if alone {
                grown.push(Found { units: self.items[at].units.clone(), script: None, dir: Dir::Ltr, items: at..at + 1 });
            }
        }
    }

    /// Adds a run, split where one of two bracket partners stands between its items and the other outside it.
    fn split(&self, run: Found, grown: &mut Vec<Found>) {
        let outside = |bracket: usize| self.partners[bracket].filter(|p| !run.units.contains(p));
        // A bracket right beside the run's own first or last item is widened over, not split at.
        let tears = |bracket: usize| outside(bracket).is_some_and(|partner| !self.touches(&run, partner));
        let torn = |at: &usize| (self.items[at - 1].units.end..self.items[*at].units.start).any(tears);
        let mut start = run.items.start;
        for at in (run.items.start + 1..run.items.end).filter(torn) {
            self.part(run.dir, start..at, grown);
            start = at;
        }
        if start == run.items.start {
            grown.push(run);
        } else {
            self.part(run.dir, start..run.items.end, grown);
        }
    }

    /// Whether only signs stand between the run and a place: the place can be taken in.
    fn touches(&self, run: &Found, place: usize) -> bool {
        let between = if place < run.units.start { place..run.units.start } else { run.units.end..place };
        between.len() <= 8 && self.units[between].iter().all(|u| matches!(u.class, Class::Sign(_)))
    }

    /// Adds a part of a run that was split, from its first word or token to its last, and the numbers around them.
    fn part(&self, dir: Dir, items: Range<usize>, grown: &mut Vec<Found>) {
        let part = &self.items[items.clone()];
        let seed = |item: &Item| self.seed(item).is_some();
        let (Some(first), Some(last)) = (part.iter().position(seed), part.iter().rposition(seed)) else {
            return self.numbers(items, grown);
        };
        let (first, last) = (items.start + first, items.start + last);
        let script = part.iter().filter_map(|item| self.seed(item)).find_map(|(script, _)| script);
        self.numbers(items.start..first, grown);
        let units = self.items[first].units.start..self.items[last].units.end;
        grown.push(Found { units, script, dir, items: first..last + 1 });
        self.numbers(last + 1..items.end, grown);
    }

    /// Takes in the brackets whose partners are inside, the quotation marks of the run's own script around it, and the
    /// full stop of an abbreviation.
    fn widen(&self, grown: &mut [Found]) {
        for at in 0..grown.len() {
            let from = at.checked_sub(1).map_or(0, |before| grown[before].units.end);
            let to = grown.get(at + 1).map_or(self.units.len(), |next| next.units.start);
            let run = &mut grown[at];
            self.brackets(run, from..to);
            self.quotes(run, from..to);
            if self.ends_abbreviated(run, to) {
                run.units.end += 1;
            }
        }
    }

    fn brackets(&self, run: &mut Found, room: Range<usize>) {
        let inside = run.units.clone();
        let sign = |at: &usize| matches!(self.units[*at].class, Class::Sign(_));
        let paired = |at: &usize| self.partners[*at].is_some_and(|p| inside.contains(&p));
        let right = (inside.end..room.end).take_while(sign).filter(paired).last();
        let left = (room.start..inside.start).rev().take_while(sign).filter(paired).last();
        run.units = left.unwrap_or(inside.start)..right.map_or(inside.end, |at| at + 1);
    }

    /// «…» around an Arabic run in an English text is Arabic's own, and stays outside in a text that has it itself.
    fn quotes(&self, run: &mut Found, room: Range<usize>) {
        let Some(opener) = run.units.start.checked_sub(1).filter(|at| room.contains(at)) else { return };
        let Some(closer) = self.partners[opener].filter(|at| (run.units.end..room.end).contains(at)) else { return };
        let own = match self.units[opener].first {
            '«' | '‹' => run.script.is_some_and(has_guillemets) && !has_guillemets(self.base.script),
            '「' | '『' | '《' | '〈' => run.script == Some(Script::Han),
            _ => false,
        };
        if own && self.units[run.units.end..closer].iter().all(|u| matches!(u.class, Class::Sign(_))) {
            run.units = opener..closer + 1;
        }
    }

    /// Whether the full stop behind the run is that of `U.S.`: single letters with dots, and the text goes on behind it.
    /// At the end of a text the stop is the sentence's.
    fn ends_abbreviated(&self, run: &Found, to: usize) -> bool {
        let end = run.units.end;
        let letter = |at: Option<usize>| at.is_some_and(|at| matches!(self.units[at].class, Class::Letter(_)));
        let dotted = letter(end.checked_sub(1))
            && end.checked_sub(2).is_some_and(|at| at > run.units.start && self.units[at].is('.'))
            && letter(end.checked_sub(3))
            && !letter(end.checked_sub(4));
        let stop = end < to && self.units[end].is('.');
        dotted && stop && self.units[end + 1..].iter().any(|u| u.class != Class::Space)
    }
}

/// Scripts whose languages quote with «…».
fn has_guillemets(script: Script) -> bool {
    matches!(script.short_name(), "Arab" | "Cyrl" | "Grek" | "Armn")
}

/// Whether a word belongs to the number before it: as its unit (`5 million`, `100 MW`) or as the name that it begins (`24 Pull
/// Requests`, `50 Cent`). A year takes only what is a unit for certain: the agency in عام 2022 IMF does not belong to it.
fn is_unit(word: &str, number: Number) -> bool {
    const AFTER_YEARS: [&str; 12] = ["MW", "GW", "TW", "MB", "GB", "TB", "USD", "EUR", "GBP", "AD", "CE", "BC"];
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let lower = !word.chars().any(char::is_uppercase);
    let symbol = word.starts_with(['°', 'µ']) || word.starts_with(is_currency);
    if number.year {
        return AFTER_YEARS.contains(&word) || symbol || (letters <= 3 && word.chars().any(char::is_lowercase));
    }
    let name = number.label && word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase);
    lower || letters <= 3 || symbol || name
}
