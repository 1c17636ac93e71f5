//! Problems found by the `theme` door.
