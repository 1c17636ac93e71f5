//! Problems -> text for people, one line each for editors, or JSON for programs.
