//! Problems found by the `site` door.
