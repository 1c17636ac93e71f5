//! The program as somebody runs it: a line that is typed in a folder -> what it says and its exit code.

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What a command did: its exit code and everything it said.
pub struct Said {
    pub code: i32,
    pub text: String,
}

impl Said {
    #[track_caller]
    pub fn fine(self) -> String {
        assert_eq!(self.code, 0, "{}", self.text);
        self.text
    }

    /// What was said by a command that is refused or finds a problem.
    #[track_caller]
    pub fn refused(self, code: i32, expected: &str) {
        assert_eq!(self.code, code, "{}", self.text);
        assert!(self.text.contains(expected), "{expected}\n{}", self.text);
    }
}

/// The words of a command line as a shell has them: blanks within quotation marks part nothing.
pub fn words(line: &str) -> Vec<String> {
    let (mut words, mut quote) = (vec![String::new()], None);
    for c in line.trim().chars() {
        match (quote, c) {
            (None, ' ') => words.push(String::new()),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None | Some(_), c) => words.last_mut().expect("one at least").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The program in a folder, with a line as somebody types it behind its name.
pub fn program(folder: &Path, line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bayan"));
    command.args(words(line)).current_dir(folder).stdin(Stdio::null()).env("NO_COLOR", "1");
    command
}

/// Runs the program in a folder.
pub fn bayan(folder: &Path, line: &str) -> Said {
    said(&program(folder, line).output().expect("it starts"))
}

pub fn said(output: &Output) -> Said {
    let text = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat();
    Said { code: output.status.code().unwrap_or(-1), text }
}

/// A line of a block of commands without the remark behind it.
pub fn typed(line: &str) -> &str {
    line.split("  #").next().unwrap_or(line).trim()
}
