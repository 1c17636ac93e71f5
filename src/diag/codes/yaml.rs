//! Problems found by the `yaml` door.
