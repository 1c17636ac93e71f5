//! The manual pages: what `--help` says, for `man`. One page for the program and one for each of its commands.

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::exit;
use super::report;

/// Prints the page of a command, or of the program where none is named.
pub fn run(words: &[String]) -> anyhow::Result<u8> {
    let mut program = super::Cli::command().disable_help_subcommand(true);
    // Options of all commands reach each of them only now.
    program.build();
    let mut command = &program;
    for word in words {
        let below: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
        command = match command.find_subcommand(word) {
            Some(command) => command,
            None if below.is_empty() => anyhow::bail!("`{}` has no commands below it", words.join(" ")),
            None => anyhow::bail!("there is no command `{}`; write one of {}", words.join(" "), below.join(", ")),
        };
    }
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    report::out(&String::from_utf8_lossy(&page));
    Ok(exit::FINE)
}
