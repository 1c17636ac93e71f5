//! Problems found by the `markdown` door.
