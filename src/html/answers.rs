//! What readers of any briefing ask first -> the questions in the language of the page, each with its answer.

use crate::ast::Prose;
use crate::ast::meta::{Answers, Question};

use super::context::PageContext;
use super::view::AnswerView;

/// The answers of the page, in order.
pub fn view(context: PageContext<'_>, answers: &Answers) -> Vec<AnswerView> {
    let locale = context.content_locale();
    let one = |(question, text): (Question, &Prose)| AnswerView {
        question: context.theme.messages.get(locale, question.name(), None, &[]),
        text_html: context.prose_within(text, locale.id),
    };
    answers.iter().map(one).collect()
}
