//! The cells of a table -> how wide its columns are on paper, in how small letters it is set and, where it is wider than the
//! page even so, in which columns it is cut; so that no cell runs over another, and none beyond the margin.

use crate::figure::measure::Weight;

use super::room::{Sheet, widest};

/// What a cell needs.
#[derive(Clone, Copy, Default, Debug)]
pub struct Need {
    /// Characters.
    pub count: usize,
    /// Its widest word, in parts of the size.
    pub word: f64,
    /// Forced line ends.
    pub breaks: usize,
}

impl Need {
    /// That of a text.
    pub fn of(text: &str, breaks: usize, weight: Weight) -> Self {
        Self { count: text.chars().count(), word: widest(text, weight), breaks }
    }
}

/// A part of a table: all of its columns, or as many as stand beside each other.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// Columns, in order; those of the second part begin with the first again.
    pub columns: Vec<usize>,
    /// Their widths in points.
    pub widths: Vec<f64>,
}

/// How a table is set.
#[derive(Clone, PartialEq, Debug)]
pub struct Plan {
    /// Size of the letters in parts of the size of tables.
    pub scale: f64,
    /// What stands on both sides of the text of a cell, in points.
    pub inset: f64,
    /// Its parts; none where its columns find their widths by themselves.
    pub parts: Vec<Part>,
    /// The room for words of each column, in parts of the size of its letters.
    pub rooms: Vec<f64>,
}

/// A table's measures.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// The room for all columns, in points.
    pub line: f64,
    /// The size of letters, in points.
    pub em: f64,
    /// What stands on both sides of the text of a cell, in points.
    pub inset: f64,
}

/// Columns do not stand nearer than this, in points.
const TIGHT: f64 = 6.0;
/// Letters are not made smaller than this.
const SMALLEST: f64 = 0.78;

/// The plan for a table of these cells by row, the head first; `shares` are the widths in parts of the line that the columns
/// would get (0 for what they need).
pub fn plan(rows: &[Vec<Need>], shares: &[u32], frame: Frame) -> Plan {
    let count = shares.len();
    let column = |i: usize| rows.iter().filter_map(move |row| row.get(i));
    let words: Vec<f64> = (0..count).map(|i| column(i).map(|need| need.word).fold(0.0, f64::max)).collect();
    let texts: Vec<f64> = (0..count).map(|i| column(i).map(|need| number(need.count) * 0.55).fold(0.0, f64::max)).collect();
    if is_at_ease(&words, &texts, shares, frame) {
        return Plan { scale: 1.0, inset: frame.inset, parts: Vec::new(), rooms: vec![f64::INFINITY; count] };
    }
    let needs = |scale: f64, inset: f64| -> Vec<f64> { words.iter().map(|w| w.max(1.0) * frame.em * scale + inset).collect() };
    let tight = frame.inset.min(TIGHT);
    let scales = [(1.0, frame.inset), (1.0, tight), (0.9, tight), (SMALLEST, tight)];
    let fitting = scales.into_iter().find(|(scale, inset)| needs(*scale, *inset).iter().sum::<f64>() <= frame.line);
    let (scale, inset) = fitting.unwrap_or((SMALLEST, tight));
    let needs = needs(scale, inset);
    let groups = if fitting.is_some() { vec![(0..count).collect()] } else { groups(&needs, frame.line) };
    let wants: Vec<f64> = texts.iter().map(|text| text * frame.em * scale + inset).collect();
    let mut rooms = vec![f64::INFINITY; count];
    let parts = groups.into_iter().map(|columns| part(columns, &needs, &wants, frame.line)).collect::<Vec<Part>>();
    for (column, width) in parts.iter().flat_map(|part| part.columns.iter().zip(&part.widths)) {
        rooms[*column] = rooms[*column].min((width - inset) / (frame.em * scale));
    }
    Plan { scale, inset, parts, rooms }
}

/// Whether the shares of the line hold every word.
fn is_at_ease(words: &[f64], texts: &[f64], shares: &[u32], frame: Frame) -> bool {
    let need = |word: f64| word * frame.em + frame.inset;
    if shares.iter().all(|share| *share == 0) {
        let equal = frame.line / number(shares.len());
        return words.iter().all(|word| need(*word) <= equal);
    }
    let narrow = |(text, share): (&f64, &u32)| if *share == 0 { text * frame.em + frame.inset } else { 0.0 };
    let rest = frame.line - texts.iter().zip(shares).map(narrow).sum::<f64>();
    let all: f64 = shares.iter().copied().map(f64::from).sum();
    words.iter().zip(shares).all(|(word, share)| *share == 0 || need(*word) <= rest * f64::from(*share) / all)
}

/// Columns that stand beside each other, each part with the first column before it.
fn groups(needs: &[f64], line: f64) -> Vec<Vec<usize>> {
    let first = needs.first().copied().unwrap_or(0.0).min(line * 0.4);
    let (mut groups, mut group, mut used) = (Vec::new(), vec![0], first);
    for (column, need) in needs.iter().enumerate().skip(1) {
        let need = need.min(line - first);
        if group.len() > 1 && used + need > line {
            groups.push(std::mem::replace(&mut group, vec![0]));
            used = first;
        }
        group.push(column);
        used += need;
    }
    groups.push(group);
    groups
}

/// A part whose columns have what their words need, and share what is left by what their texts want.
fn part(columns: Vec<usize>, needs: &[f64], wants: &[f64], line: f64) -> Part {
    let cap = if columns.len() > 1 { line * 0.4 } else { line };
    let is_cut = columns.iter().map(|i| needs[*i]).sum::<f64>() > line;
    let mut widths: Vec<f64> = columns.iter().map(|i| needs[*i].min(if is_cut && *i == 0 { cap } else { line })).collect();
    let all: f64 = widths.iter().sum();
    if all > line {
        // Only the last column of two is wider than what is left beside the first.
        let first = widths.first().copied().unwrap_or(0.0);
        widths.iter_mut().skip(1).for_each(|width| *width *= (line - first) / (all - first));
    }
    let left = (line - widths.iter().sum::<f64>()).max(0.0);
    let more: Vec<f64> = columns.iter().zip(&widths).map(|(i, width)| (wants[*i] - width).max(1.0).sqrt()).collect();
    let sum: f64 = more.iter().sum();
    widths.iter_mut().zip(more).for_each(|(width, more)| *width += left * more / sum);
    Part { columns, widths }
}

/// How high a cell is, in points, in a column of this width.
pub fn height(need: Need, width: f64, em: f64) -> f64 {
    let lines = (number(need.count) * 0.6 * em / width.max(em)).ceil() + number(need.breaks);
    lines.max(1.0) * em * 1.9
}

/// The widths that the columns will have, near enough for knowing what is high.
pub fn guessed(shares: &[u32], rows: &[Vec<Need>], frame: Frame) -> Vec<f64> {
    let all: f64 = shares.iter().copied().map(f64::from).sum();
    let narrow = |i: usize| {
        let texts = rows.iter().filter_map(|row| row.get(i)).map(|need| number(need.count) * 0.55 * frame.em);
        texts.fold(frame.em, f64::max)
    };
    let needed: f64 = (0..shares.len()).filter(|i| shares[*i] == 0).map(narrow).sum();
    let rest = (frame.line - needed).max(frame.em);
    let one = |i: usize| if shares[i] == 0 { narrow(i) } else { (rest * f64::from(shares[i]) / all - frame.inset).max(frame.em) };
    (0..shares.len()).map(one).collect()
}

/// The most of a page that moves whole.
pub fn is_low(height: f64, sheet: &Sheet) -> bool {
    height <= sheet.height * 0.3
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::{Frame, Need, plan};
    use crate::figure::measure::Weight;

    const PAGE: Frame = Frame { line: 470.0, em: 10.5, inset: 12.0 };

    fn rows(rows: &[&[&str]]) -> Vec<Vec<Need>> {
        rows.iter().map(|row| row.iter().map(|text| Need::of(text, 0, Weight::Regular)).collect()).collect()
    }

    #[test]
    fn a_table_that_fits_finds_its_own_widths() {
        let cells = rows(&[&["Stage", "Tenge"], &["Before", "60"]]);
        assert!(plan(&cells, &[0, 0], PAGE).parts.is_empty());
    }

    #[test]
    fn a_table_of_years_has_smaller_letters_and_no_word_wider_than_its_column() {
        let years: Vec<&str> = std::iter::once("Indicator").chain(std::iter::repeat_n("2012", 10)).collect();
        let values: Vec<&str> = std::iter::once("Production").chain(std::iter::repeat_n("1,234.5", 10)).collect();
        let cells = rows(&[&years, &values]);
        let plan = plan(&cells, &[0; 11], PAGE);
        let [part] = plan.parts.as_slice() else { panic!("{plan:?}") };
        assert!(plan.inset < PAGE.inset && part.widths.iter().sum::<f64>() <= 470.5, "{plan:?}");
        assert!(cells.iter().all(|row| row.iter().zip(&plan.rooms).all(|(need, room)| need.word <= *room + 1e-9)), "{plan:?}");
    }

    #[test]
    fn a_table_wider_than_the_page_is_cut_and_each_part_begins_with_the_first_column() {
        let cells = rows(&[&["Country"; 30], &["1,234,567.5"; 30]]);
        let plan = plan(&cells, &[0; 30], PAGE);
        assert!(plan.parts.len() > 1);
        assert!(plan.parts.iter().all(|p| p.columns[0] == 0 && p.widths.iter().sum::<f64>() <= 470.5), "{plan:?}");
        let mut all: Vec<usize> = plan.parts.iter().flat_map(|p| p.columns[1..].to_vec()).collect();
        all.sort_unstable();
        assert_eq!(all, (1..30).collect::<Vec<_>>());
    }

    #[test]
    fn words_wider_than_the_page_get_the_room_that_there_is() {
        let digest = "0123456789abcdef".repeat(8);
        let cells = rows(&[&["Name", "Digest"], &["A", &digest]]);
        let plan = plan(&cells, &[0, 9], PAGE);
        let [part] = plan.parts.as_slice() else { panic!("{plan:?}") };
        assert!(part.widths.iter().sum::<f64>() <= 470.5 && plan.rooms[1] * PAGE.em * plan.scale <= 470.0, "{plan:?}");
    }
}
