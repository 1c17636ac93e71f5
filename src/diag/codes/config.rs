//! Problems found by the `config` door.
