//! Printing: problems, one closing line, and the exit code they mean. The only user of the standard streams.

use std::borrow::Cow;
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anstream::AutoStream;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::diag::render::{Style, render_in};
use crate::diag::{Diagnostics, Severity, sarif};
use crate::lint::rules;
use crate::site::Site;
use crate::site::absent::{KeptBack, Why};
use crate::source::SourceTree;

use super::{Common, Format, Run, exit};

/// Data, to standard output. A reader that went away is no error.
pub fn out(text: &str) {
    // A program gets what there is; a terminal must not be told what to do by the name of a file.
    let shown = if std::io::IsTerminal::is_terminal(&std::io::stdout()) { harmless(text) } else { text.into() };
    let _ = AutoStream::auto(std::io::stdout().lock()).write_all(shown.as_bytes());
}

/// The text with U+FFFD for every control character but line ends, tabs, and the sequences that colour text.
fn harmless(text: &str) -> Cow<'_, str> {
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if !text.contains(is_control) {
        return text.into();
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_control) {
        shown.push_str(&rest[..at]);
        rest = &rest[at..];
        let colour = rest.strip_prefix("\u{1b}[").and_then(|r| {
            let end = r.find(|c: char| !c.is_ascii_digit() && c != ';')?;
            r[end..].starts_with('m').then_some("\u{1b}[".len() + end + 1)
        });
        let length = colour.unwrap_or_else(|| rest.chars().next().map_or(0, char::len_utf8));
        shown.push_str(if colour.is_some() { &rest[..length] } else { "\u{fffd}" });
        rest = &rest[length..];
    }
    shown.push_str(rest);
    shown.into()
}

/// What a command did with one input, in the one of its two forms that was asked for.
pub fn account(common: &Common, json: impl FnOnce() -> String, human: impl FnOnce() -> String) {
    match common.format {
        Format::Json => out(&json()),
        Format::Human if !common.quiet => out(&human()),
        Format::Human
        | Format::Short
        | Format::Sarif
        | Format::Github
        | Format::Html
        | Format::Xliff
        | Format::Po
        | Format::HtmlTable => {}
    }
}

/// A line for people, to standard error; colours only where the terminal has them and `NO_COLOR` does not forbid them.
pub fn log(line: &str) {
    let _ = AutoStream::auto(std::io::stderr().lock()).write_all(format!("{}\n", harmless(line)).as_bytes());
}

/// Prints problems and a line that counts them, and says what they mean for the exit code.
pub fn problems(run: &Run, diags: Diagnostics, tree: &SourceTree) -> u8 {
    // What was found twice is printed once, and counts once.
    let diags = diags.sorted(tree);
    let (errors, warnings) = (diags.count(Severity::Error), diags.count(Severity::Warning));
    let text = match run.style {
        Style::Sarif => sarif::render(diags, tree, &rules::RULES.iter().map(described).collect::<Vec<_>>()),
        Style::Human | Style::Short | Style::Json | Style::Github => render_in(diags, tree, run.style, run.language.tongue()),
    };
    match run.style {
        Style::Human if text.is_empty() => {}
        Style::Human => log(text.trim_end_matches('\n')),
        Style::Short | Style::Json | Style::Sarif | Style::Github => out(&text),
    }
    if errors + warnings > 0 && !run.quiet {
        let errors = if errors == 1 { say!("1 error") } else { say!("{count} errors", count = errors) };
        let warnings = if warnings == 1 { say!("1 warning") } else { say!("{count} warnings", count = warnings) };
        log(&format!("bayan: {}", run.language.tongue().sentence(&say!("{errors} and {warnings}", errors, warnings))));
    }
    if errors > 0 || (run.strict && warnings > 0) { exit::CONTENT } else { exit::FINE }
}

fn described(rule: &'static rules::Rule) -> sarif::Rule<'static> {
    sarif::Rule { code: rule.code, title: rule.title, help: rule.help }
}

/// `3 pages kept back: 2 drafts, 1 before its date`; `None` where there is none.
pub fn kept_back(pages: &[KeptBack]) -> Option<String> {
    let count = |is: fn(Why) -> bool| pages.iter().filter(|page| is(page.mark.why)).count();
    let parts = [
        (count(|why| why == Why::Draft), "in draft"),
        (count(|why| matches!(why, Why::Until(_))), "before the date of publication"),
        (count(|why| matches!(why, Why::Since(_))), "expired"),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, why)| format!("{n} {why}")).collect();
    (!pages.is_empty()).then(|| format!("{} kept back: {}", counted(pages.len(), "page"), parts.join(", ")))
}

/// Why there is no page of this key, or of this file: it is kept back.
pub fn no_page(site: &Site, page: &str) -> Option<String> {
    let is_it = |kept: &&KeptBack| kept.place.key == page || kept.document.path == page;
    site.absent.pages.iter().find(is_it).map(|_| format!("`{page}` is kept back; add `--drafts` to work on it"))
}

/// `1 error`, `2 errors`.
pub fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// `0.34 s`, for the closing line.
pub fn seconds(since: Instant) -> String {
    format!("{:.2} s", since.elapsed().as_secs_f64())
}

/// Runs `work` with a counter; a bar shows it on a terminal once it has taken half a second, and never in a pipe.
pub fn with_progress<T: Send>(quiet: bool, total: usize, work: impl FnOnce(&(dyn Fn() + Sync)) -> T + Send) -> T {
    const PATIENCE: Duration = Duration::from_millis(500);
    let done = AtomicUsize::new(0);
    let tick = || {
        done.fetch_add(1, Ordering::Relaxed);
    };
    if quiet || !std::io::IsTerminal::is_terminal(&std::io::stderr()) {
        return work(&tick);
    }
    let (finished, waiting) = std::sync::mpsc::channel::<()>();
    let done = &done;
    std::thread::scope(|scope| {
        let watch = scope.spawn(move || {
            if waiting.recv_timeout(PATIENCE).is_ok() {
                return;
            }
            let style = ProgressStyle::with_template("{bar:30} {pos}/{len} pages").expect("a constant template");
            let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr()).with_style(style);
            while waiting.recv_timeout(Duration::from_millis(100)).is_err() {
                bar.set_position(done.load(Ordering::Relaxed) as u64);
            }
            bar.finish_and_clear();
        });
        let value = work(&tick);
        // The watcher is gone only if it panicked, and then there is nobody to tell.
        let _ = finished.send(());
        let _ = watch.join();
        value
    })
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn names_do_not_command_the_terminal() {
        assert_eq!(harmless("خبر\n\tx"), "خبر\n\tx");
        assert_eq!(harmless("\u{1b}[1;31merror\u{1b}[0m"), "\u{1b}[1;31merror\u{1b}[0m");
        assert_eq!(harmless("a\u{1b}]0;x\u{7}b\u{9b}2Jc\rd\u{1b}"), "a\u{fffd}]0;x\u{fffd}b\u{fffd}2Jc\u{fffd}d\u{fffd}");
        assert_eq!(harmless("\u{1b}[2J\u{1b}[5"), "\u{fffd}[2J\u{fffd}[5");
    }
}
