//! What is taken off the beginning and the end of words of one script.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::source::Source;
use crate::search::letters::Letters;

/// What is done with the words of one script.
#[derive(Debug)]
pub struct Rules {
    /// The first and the last letter that such words begin with.
    from: char,
    to: char,
    /// Beginnings that are certainly not part of the word, with the letters that must be left.
    certain: Vec<Ending>,
    /// Letters that may be words of their own, written as one with the next: one of each group, in this order.
    perhaps: Vec<Vec<String>>,
    /// What is taken off the end, step by step.
    steps: Vec<Step>,
    /// The letters that must be left of a word for its shorter form to count where that never stands by itself.
    pub alone: usize,
    /// Words with irregular forms: the form and the stem of the word.
    forms: BTreeMap<String, String>,
}

/// Rules of which the first that fits is applied, up to so many times.
#[derive(Debug)]
struct Step {
    times: usize,
    endings: Vec<Ending>,
}

/// A beginning or an ending, what takes its place, and how many letters must be left besides.
#[derive(Debug)]
struct Ending {
    text: String,
    by: String,
    least: usize,
}

/// Letters, as the script counts them.
fn length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

impl Rules {
    /// Whether a word is of this script.
    pub fn fits(&self, word: &str) -> bool {
        word.chars().next().is_some_and(|first| (self.from..=self.to).contains(&first))
    }

    pub(in crate::search::table) fn of(table: &Letters, source: Source) -> Self {
        let folded = |text: &str| table.fold(text);
        let letters = |text: &str| table.mapped(text);
        // Who writes موانئ may write مواني.
        let spellings = |word: &str| {
            let other = word.strip_suffix('ئ').filter(|_| source.from == 'ء').map(|rest| folded(&format!("{rest}ي")));
            std::iter::once(folded(word)).chain(other)
        };
        let ending = |text: &str| {
            let (text, least) = text.split_once('/').unwrap_or((text, "3"));
            let (text, by) = text.split_once('>').unwrap_or((text, ""));
            Ending { text: letters(text), by: letters(by), least: least.parse().unwrap_or(3) }
        };
        let endings = |line: &str| line.split_whitespace().map(ending).collect::<Vec<_>>();
        let step = |line: &str| {
            let (times, line) = line.split_once(':').unwrap_or(("1", line));
            Step { times: times.trim().parse().unwrap_or(1), endings: endings(line) }
        };
        let mut rules = Self {
            from: source.from,
            to: source.to,
            certain: endings(source.certain),
            perhaps: source.perhaps.lines().map(|group| group.split_whitespace().map(letters).collect()).collect(),
            steps: source.steps.lines().filter(|line| !line.trim().is_empty()).map(step).collect(),
            alone: source.alone,
            forms: BTreeMap::new(),
        };
        let lines: Vec<Vec<String>> = source
            .forms
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split_whitespace().flat_map(spellings).collect::<Vec<_>>())
            .filter(|line| !line.is_empty())
            .collect();
        // A form that is itself a word of the list stays that word: كتاب is a book before it is writers.
        let words: BTreeSet<&String> = lines.iter().map(|line| &line[0]).collect();
        let mut forms = BTreeMap::new();
        for line in &lines {
            let own = rules.ended(&line[0]);
            for form in line[1..].iter().filter(|form| !words.contains(form) && rules.ended(form) != own) {
                forms.entry(form.clone()).or_insert_with(|| own.clone());
            }
        }
        rules.forms = forms;
        rules
    }

    /// The rules as the script reads them.
    pub fn json(&self) -> Value {
        let endings = |list: &[Ending]| {
            let one = |ending: &Ending| format!("{}>{}/{}", ending.text, ending.by, ending.least);
            list.iter().map(one).collect::<Vec<_>>().join(" ")
        };
        let steps: Vec<Value> = self.steps.iter().map(|step| json!([step.times, endings(&step.endings)])).collect();
        let mut by_stem: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (form, stem) in &self.forms {
            by_stem.entry(stem).or_default().push(form);
        }
        let line = |(stem, forms): (&&str, &Vec<&str>)| format!("{stem} {}", forms.join(" "));
        let forms = by_stem.iter().map(line).collect::<Vec<_>>().join("\n");
        let perhaps: Vec<String> = self.perhaps.iter().map(|group| group.join(" ")).collect();
        let range = format!("{}{}", self.from, self.to);
        json!({"range": range, "certain": endings(&self.certain), "perhaps": perhaps, "steps": steps, "forms": forms})
    }

    /// What the word itself may be: without what is certainly not part of it, or without what may be.
    pub fn parts(&self, form: &str) -> Vec<String> {
        let mut parts = vec![form.to_owned()];
        if let Some(rest) = self.without(form) {
            return vec![rest];
        }
        for group in &self.perhaps {
            let shorter: Vec<String> = parts
                .iter()
                .flat_map(|part| group.iter().filter_map(|letters| part.strip_prefix(letters.as_str())))
                .filter(|rest| length(rest) >= 3)
                .map(str::to_owned)
                .collect();
            parts.extend(shorter);
        }
        parts.into_iter().map(|part| self.without(&part).unwrap_or(part)).collect()
    }

    /// A word without its certain beginning.
    fn without(&self, form: &str) -> Option<String> {
        let fits = |ending: &&Ending| form.starts_with(&ending.text) && length(form) - length(&ending.text) >= ending.least;
        self.certain.iter().find(fits).map(|ending| form[ending.text.len()..].to_owned())
    }

    /// A word without its endings.
    pub fn ended(&self, part: &str) -> String {
        let mut word = part.to_owned();
        for step in &self.steps {
            for _ in 0..step.times {
                if let Some(stem) = self.forms.get(&word) {
                    return stem.clone();
                }
                let fits =
                    |ending: &&Ending| word.ends_with(&ending.text) && length(&word) - length(&ending.text) >= ending.least;
                let Some(ending) = step.endings.iter().find(fits) else { break };
                word.truncate(word.len() - ending.text.len());
                word.push_str(&ending.by);
            }
        }
        self.forms.get(&word).cloned().unwrap_or(word)
    }
}
