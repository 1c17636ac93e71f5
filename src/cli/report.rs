//! Printing: problems, one closing line, and the exit code they mean. The only user of the standard streams.

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anstream::AutoStream;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::diag::render::{Style, render};
use crate::diag::{Diagnostics, Severity, sarif};
use crate::lint::rules;
use crate::source::SourceTree;

use super::{Run, exit};

/// Data, to standard output. A reader that went away is no error.
pub fn out(text: &str) {
    let _ = AutoStream::auto(std::io::stdout().lock()).write_all(text.as_bytes());
}

/// A line for people, to standard error; colours only where the terminal has them and `NO_COLOR` does not forbid them.
pub fn log(line: &str) {
    let _ = AutoStream::auto(std::io::stderr().lock()).write_all(format!("{line}\n").as_bytes());
}

/// Prints problems and a line that counts them, and says what they mean for the exit code.
pub fn problems(run: &Run, diags: Diagnostics, tree: &SourceTree) -> u8 {
    let (errors, warnings) = (diags.count(Severity::Error), diags.count(Severity::Warning));
    let text = match run.style {
        Style::Sarif => sarif::render(diags, tree, &rules::RULES.iter().map(described).collect::<Vec<_>>()),
        Style::Human | Style::Short | Style::Json | Style::Github => render(diags, tree, run.style),
    };
    match run.style {
        Style::Human if text.is_empty() => {}
        Style::Human => log(text.trim_end_matches('\n')),
        Style::Short | Style::Json | Style::Sarif | Style::Github => out(&text),
    }
    if errors + warnings > 0 && !run.quiet {
        log(&format!("bayan: {} and {}", counted(errors, "error"), counted(warnings, "warning")));
    }
    if errors > 0 || (run.strict && warnings > 0) { exit::CONTENT } else { exit::FINE }
}

fn described(rule: &'static rules::Rule) -> sarif::Rule<'static> {
    sarif::Rule { code: rule.code, title: rule.title, help: rule.help }
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
