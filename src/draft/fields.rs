//! Fields: what a program prints of a code. A field begins, says its code, and then what it printed last; it may go over paragraphs.

pub use crate::word::field::kind;
use crate::word::field::target;

/// Fields within fields that are looked at.
const DEEPEST: usize = 20;

/// A field that is open.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Field {
    code: String,
    is_result: bool,
}

/// The fields around what is read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Fields {
    open: Vec<Field>,
    /// How many are open beyond those.
    beyond: usize,
}

impl Fields {
    /// A field begins.
    pub fn begin(&mut self, code: &str, is_result: bool) {
        if self.open.len() < DEEPEST {
            self.open.push(Field { code: code.to_owned(), is_result });
        } else {
            self.beyond += 1;
        }
    }

    /// More of a code.
    pub fn code(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.is_result && self.beyond == 0) {
            field.code.push_str(text);
        }
    }

    /// The code ends; gives it.
    pub fn result(&mut self) -> Option<String> {
        let field = self.open.last_mut().filter(|_| self.beyond == 0)?;
        field.is_result = true;
        Some(field.code.clone())
    }

    /// The field ends. Gives the code of one that printed nothing.
    pub fn end(&mut self) -> Option<String> {
        if self.beyond > 0 {
            self.beyond -= 1;
            return None;
        }
        self.open.pop().filter(|field| !field.is_result).map(|field| field.code)
    }

    /// Whether what is read now is part of no code. Text beside a code that ends nowhere is text.
    pub fn is_shown(&self) -> bool {
        self.open.len() < 2 || self.open.iter().all(|field| field.is_result)
    }

    /// Whether what is read now is made by a program: contents, an index.
    pub fn is_made(&self) -> bool {
        self.open.iter().any(|field| field.is_result && matches!(kind(&field.code).as_str(), "TOC" | "TOA" | "INDEX"))
    }

    /// Where the innermost link around leads.
    pub fn link(&self) -> Option<String> {
        self.open.iter().rev().filter(|field| field.is_result).find_map(|field| target(&field.code))
    }

    /// Ends all that are open. Whether there were any.
    pub fn end_all(&mut self) -> bool {
        self.beyond = 0;
        !std::mem::take(&mut self.open).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::Fields;

    #[test]
    fn text_of_a_field_that_does_not_end_is_text() {
        let mut fields = Fields::default();
        fields.begin("", false);
        assert!(fields.is_shown() && fields.end_all() && !fields.end_all());
    }
}
