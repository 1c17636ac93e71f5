//! `bayan schema`: what files may hold, for editors.

use crate::diag::names::nearest;
use crate::schema::shape::File;
use crate::schema::{FILES, json, of};

use super::{exit, report};

/// Prints the schema of a kind of files, or which kinds there are.
pub fn run(name: Option<&str>) -> anyhow::Result<u8> {
    let Some(name) = name else {
        report::out(&FILES.iter().map(line).collect::<String>());
        return Ok(exit::FINE);
    };
    let Some(file) = of(name) else {
        let names = FILES.iter().map(|file| file.name);
        match nearest(name, names) {
            Some(near) => anyhow::bail!("there is no schema `{name}`; did you mean `{near}`?"),
            None => anyhow::bail!("there is no schema `{name}`; `bayan schema` lists them"),
        }
    };
    report::out(&json::print(file));
    Ok(exit::FINE)
}

fn line(file: &File) -> String {
    let paths = if file.paths.is_empty() { String::new() } else { format!("{}: ", file.paths.join(", ")) };
    format!("{:<20}{paths}{}\n", file.name, file.about)
}
