//! Ground: what a value of a file may be, and the fields of mappings.

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Text.
    Text,
    /// A day, `2022-01-06`.
    Day,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Int,
    /// A whole number from one to another.
    Count(i64, i64),
    /// A number from one to another.
    Between(f64, f64),
    /// A number.
    Number,
    /// Nothing.
    Nothing,
    /// One of these words.
    Words(&'static [&'static str]),
    /// A text for each language, or one text.
    Texts,
    /// A list.
    List(&'static Shape),
    /// A mapping whose keys are the author's.
    Map(&'static Shape),
    /// A mapping whose keys are ids: small letters of ASCII, digits and `-`.
    Entries(&'static Shape),
    /// A mapping of named fields.
    Object(&'static Object),
    /// One of several.
    Either(&'static [Shape]),
    /// Anything.
    Anything,
}

/// A mapping of named fields.
#[derive(Clone, Copy, Debug)]
pub struct Object {
    /// Its fields, in the order in which people write them.
    pub fields: &'static [Field],
    /// What else its keys may hold: the languages of a term.
    pub others: Option<&'static Shape>,
}

/// A field.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub shape: Shape,
    /// Whether it must be there.
    pub is_required: bool,
    /// What it is for, in one sentence.
    pub about: &'static str,
}

/// A kind of file.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// What `bayan schema` calls it.
    pub name: &'static str,
    /// Which files it is for, as editors name them; empty where the text is a part of a page.
    pub paths: &'static [&'static str],
    /// What it is.
    pub about: &'static str,
    /// What it holds.
    pub shape: Shape,
}

/// A field that may be left out.
pub(in crate::schema) const fn may(name: &'static str, shape: Shape, about: &'static str) -> Field {
    Field { name, shape, is_required: false, about }
}

/// A field that must be there.
pub(in crate::schema) const fn must(name: &'static str, shape: Shape, about: &'static str) -> Field {
    Field { name, shape, is_required: true, about }
}

/// A mapping with these fields and no others.
pub(in crate::schema) const fn object(fields: &'static [Field]) -> Object {
    Object { fields, others: None }
}

/// Text.
pub(in crate::schema) const TEXT: Shape = Shape::Text;
/// A text, or several.
pub(in crate::schema) const ONE_OR_MORE: Shape = Shape::Either(&[Shape::Text, Shape::List(&TEXT)]);
