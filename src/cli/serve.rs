//! `bayan serve`: the site in a browser, kept up to date while its files are edited.

use std::cell::Cell;
use std::net::{IpAddr, SocketAddr};
use std::process::{Command, Stdio};
use std::sync::Arc;

use clap::Args;

use crate::edit::Editor;
use crate::pipeline::{EditionFiles, Request};
use crate::serve::edit::Access;
use crate::serve::{self, Rebuild, Serving, preview::Preview};
use crate::site::parts;

use super::{Run, exit, report};

/// Options of `serve`.
#[derive(Args, Debug)]
pub struct Options {
    /// Address to listen at; any but the default lets other machines in
    #[arg(long, short = 'i', default_value = "127.0.0.1", value_name = "ADDRESS")]
    interface: IpAddr,
    /// Port; the next free one if it is taken
    #[arg(long, short = 'p', default_value_t = 1111)]
    port: u16,
    /// Open the site in a browser
    #[arg(long, short = 'O')]
    open: bool,
    /// Let whoever opens the printed address edit pages in the browser; drafts are shown
    #[arg(long)]
    edit: bool,
}

/// Serves until Ctrl-C.
pub fn run(run: Run, options: &Options) -> anyhow::Result<u8> {
    let listener = serve::listen(options.interface, options.port)?;
    let address = listener.local_addr()?;
    if address.port() != options.port && options.port != 0 {
        report::log(&format!("bayan: port {} is taken; this is the next free one", options.port));
    }
    let preview = Arc::new(Preview::default());
    // A PDF takes longer than anybody waits for an edit: it is made when somebody asks for it.
    let editions = match &run.request.editions {
        EditionFiles::None => EditionFiles::None,
        EditionFiles::All | EditionFiles::Only(_) | EditionFiles::OnDemand => EditionFiles::OnDemand,
    };
    // Who edits works on drafts too.
    let shown = parts::Options { drafts: run.request.options.drafts || options.edit, ..run.request.options };
    let request = Request { editions, options: shown, marks: options.edit, ..run.request.clone() };
    let editor = options.edit.then(|| Access::new(Editor::new(run.root.clone(), &request), address.port())).transpose()?;
    let access = editor.map(Arc::new);
    let query = access.as_ref().map(|access| access.query()).unwrap_or_default();
    if options.edit && !address.ip().is_loopback() {
        report::log("bayan: other machines are let in: whoever gets the address below can change the files of this project");
    }
    let serving = Serving { root: run.root.clone(), request, strict: run.strict, access };
    let (builder, open, first) = (Arc::clone(&preview), options.open, Cell::new(true));
    serve::run(listener, serving, &preview, move |rebuilt| {
        match rebuilt {
            Ok(rebuilt) => told(&run, rebuilt),
            Err(error) => report::log(&format!("bayan: {error}; the last good site stays")),
        }
        if first.replace(false) {
            let url = url(address, &builder.now().base) + &query;
            report::log(&format!("bayan: {url} (Ctrl-C ends it)"));
            if open {
                browse(&url);
            }
        }
    })?;
    Ok(exit::FINE)
}

fn told(run: &Run, rebuilt: Rebuild<'_>) {
    report::problems(run, rebuilt.diags, rebuilt.tree);
    if run.quiet {
        return;
    }
    let milliseconds = rebuilt.took.as_secs_f64() * 1000.0;
    if rebuilt.shown {
        report::log(&format!("bayan: {} in {milliseconds:.0} ms", report::counted(rebuilt.pages, "page")));
    } else {
        report::log("bayan: the last good site stays");
    }
}

/// Where a browser on this machine finds the site.
fn url(address: SocketAddr, base: &str) -> String {
    let host =
        if address.ip().is_unspecified() { SocketAddr::new(IpAddr::from([127, 0, 0, 1]), address.port()) } else { address };
    format!("http://{host}{base}")
}

/// Asks the desktop to show a page. Where there is none, the address was printed.
fn browse(url: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let _ = Command::new(program).args(arguments).arg(url).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
}
