//! What is above the text of a chapter; of the first one, the title of the publication.

use crate::ast::Prose;
use crate::ast::meta::Question;
use crate::book::bind::Binder;
use crate::book::block::{Label, Piece, Voice};
use crate::book::bound::Side;
use crate::book::front::Front;

use super::write::Writer;

impl Writer<'_> {
    /// The head of a chapter; that of the first one is the title of the publication.
    pub fn head(&mut self, side: Side<'_>, number: usize) {
        let (text, voice) = (self.text, self.own());
        let meta = &text.document.meta;
        let label = Label(text.label.clone());
        // Who may read it stands at the top of every document.
        if let Some(mark) = side.mark(&self.context.inputs.site.config).filter(|_| self.medium.depth() == 0) {
            let mark = self.prose(mark);
            self.line("p", "mark", voice, &mark);
        }
        if number == 0 {
            let inputs = self.context.inputs;
            let front = self.bound(|binder| Front::of(inputs.site, inputs.theme, side, binder));
            self.element("header", "title", Some(voice), &[], |writer| {
                writer.heading(1, voice, &label, &front.title);
                front.subtitle.iter().for_each(|line| writer.line("p", "subtitle", voice, line));
                front.byline.iter().for_each(|line| writer.line("p", "byline", voice, line));
                front.lead.iter().for_each(|line| writer.line("p", "lead", voice, line));
            });
        } else {
            let (title, lines) = (self.prose(&meta.title), [("subtitle", &meta.subtitle), ("lead", &meta.summary)]);
            let lines = lines.map(|(class, line)| (class, line.as_ref().map(|line| self.prose(line))));
            self.element("header", "chapter", Some(voice), &[], |writer| {
                writer.heading(1, voice, &label, &title);
                for (class, line) in &lines {
                    if let Some(line) = line {
                        writer.line("p", class, voice, line);
                    }
                }
            });
        }
        self.answers();
        self.key_figures_of_page();
    }

    /// What readers ask first.
    fn answers(&mut self) {
        let (answers, voice) = (&self.text.document.meta.answers, self.own());
        let given: Vec<(Question, &Prose)> =
            Question::ALL.into_iter().filter_map(|question| Some((question, answers.get(question)?))).collect();
        if given.is_empty() {
            return;
        }
        self.element("dl", "answers", Some(voice), &[], |writer| {
            for (question, answer) in given {
                let locale = writer.context.locales().get(voice.locale);
                let asked = writer.context.inputs.theme.messages.get(locale, question.name(), None, &[]);
                let answer = writer.prose(answer);
                writer.line("dt", "", voice, &[Piece::Text(asked)]);
                writer.line("dd", "", voice, &answer);
            }
        });
    }

    fn key_figures_of_page(&mut self) {
        let (figures, voice) = (&self.text.document.meta.key_figures, self.own());
        if figures.is_empty() {
            return;
        }
        self.element("dl", "numbers", Some(voice), &[], |writer| {
            for figure in figures {
                let [value, label] = [&figure.value, &figure.label].map(|line| writer.prose(line));
                let note = figure.note.as_ref().map(|note| writer.prose(note));
                writer.number_of(voice, &value, &label, note.as_deref());
            }
        });
    }

    /// A number with what it says.
    pub(super) fn number_of(&mut self, voice: Voice, value: &[Piece], label: &[Piece], note: Option<&[Piece]>) {
        self.element("div", "", None, &[], |writer| {
            writer.line("dt", "", voice, label);
            writer.line("dd", "number", voice, value);
            if let Some(note) = note {
                writer.line("dd", "note", voice, note);
            }
        });
    }

    /// A line of the front matter.
    pub fn prose(&mut self, prose: &Prose) -> Vec<Piece> {
        let voice = self.own();
        self.bound(|binder| binder.pieces(&prose.content, voice))
    }

    /// What of the tree is bound here and not with its chapter: lines of front matter and of figures.
    pub(super) fn bound<T>(&mut self, bind: impl FnOnce(&mut Binder<'_>) -> T) -> T {
        let binder = Binder::new(self.context.inputs.site, self.context.places, self.text.page, &self.text.label);
        binder.told(&mut self.kept.diags, bind)
    }
}
