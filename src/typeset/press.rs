//! Work of the engine in a process of its own, which can be ended from outside.
//!
//! Templates and fonts that a theme brings are a program that nobody has looked at: loops that never end look at nothing that
//! could stop them, lists may grow in one call, and a thread cannot be ended. So the program starts itself with
//! [`ARGUMENT`], writes a job to it, and reads what became of it; whatever happens there (the time is over, the stack, the
//! memory), this process goes on, and no processor is kept busy. What is built in is set in this process: it is known to end,
//! and what it lays out is kept for the next file.

use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;

use super::guard::{self, Budget, Stopped};
use super::{Complaint, Faces, Files, Form, print};

/// What the program is started with to do one job.
pub const ARGUMENT: &str = "--press";
/// How much longer than its own budget a job may take: starting it, handing it over, and its result.
const MARGIN: Duration = Duration::from_secs(10);

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Jobs are done by this program from now on; without one, they are done in this process.
pub fn use_program(program: PathBuf) {
    let _ = PROGRAM.set(program);
}

/// Whether the program was started to do a job.
pub fn is_wanted(argument: Option<&OsStr>) -> bool {
    argument == Some(OsStr::new(ARGUMENT))
}

/// What came of a job.
pub type Done = (Option<Vec<u8>>, Vec<Complaint>);

/// Does a job in a process of its own; `None` where no process could be started.
pub(in crate::typeset) fn set(files: &Files, faces: &Faces, what: (&str, Form), budget: Budget) -> Option<Result<Done, Stopped>> {
    let mut command = Command::new(PROGRAM.get()?);
    let command = command.arg(ARGUMENT).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    let (mut to, mut from) = child.stdin.take().zip(child.stdout.take())?;
    let job = job(files, faces, what, budget);
    // Whoever ended reads no further, which its result tells.
    thread::spawn(move || to.write_all(&job));
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = from.read_to_end(&mut bytes).map(|_| bytes);
        let _ = sender.send(read);
    });
    let bytes = match receiver.recv_timeout(budget.time + MARGIN) {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Vec::new(),
        Err(RecvTimeoutError::Timeout) => {
            end(&mut child);
            return Some(Err(Stopped::Late(budget.time)));
        }
    };
    end(&mut child);
    Some(done(&bytes).unwrap_or_else(|| Err(Stopped::Panicked("its process broke off".to_owned()))))
}

/// Ends a process that is not wanted any more, and clears it away.
fn end(child: &mut Child) {
    // One that has ended cannot be killed, and is cleared away all the same.
    let _ = child.kill();
    let _ = child.wait();
}

/// The job on standard input -> what came of it, on standard output. The process ends with it, whatever its threads do.
pub fn work() -> ! {
    let mut bytes = Vec::new();
    let answer = io::stdin().lock().read_to_end(&mut bytes).ok().and_then(|_| answer(&bytes)).unwrap_or_default();
    let mut out = io::stdout().lock();
    let is_told = out.write_all(&answer).and_then(|()| out.flush()).is_ok();
    std::process::exit(i32::from(!is_told))
}

fn answer(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut parts = Parts(bytes);
    let main = parts.text()?;
    let form = if parts.number()? == 0 { Form::Pdf } else { Form::Pictures };
    let budget = Budget { time: Duration::from_millis(parts.number()? as u64), memory: parts.number()? };
    let mut files = Files::default();
    for _ in 0..parts.number()? {
        files.templates.insert(parts.text()?, parts.text()?.into());
    }
    for _ in 0..parts.number()? {
        files.data.insert(parts.text()?, parts.bytes()?.into());
    }
    let own: Vec<Arc<[u8]>> = (0..parts.number()?).map(|_| Some(parts.bytes()?.into())).collect::<Option<_>>()?;
    let faces = Faces::new(own);
    let done = guard::run(budget, move |leash| print(&files, &faces, (&main, form), leash));
    let mut out = Vec::new();
    match done {
        Ok((file, complaints)) => {
            put_number(&mut out, 0);
            put_number(&mut out, complaints.len());
            for Complaint { fatal, stopped, message, place } in complaints {
                put_number(&mut out, usize::from(fatal) | usize::from(stopped) << 1 | usize::from(place.is_some()) << 2);
                put(&mut out, message.as_bytes());
                if let Some((path, range)) = place {
                    put(&mut out, path.as_bytes());
                    put_number(&mut out, range.start);
                    put_number(&mut out, range.end);
                }
            }
            put_number(&mut out, usize::from(file.is_some()));
            put(&mut out, &file.unwrap_or_default());
        }
        Err(Stopped::Panicked(words)) => {
            put_number(&mut out, 1);
            put(&mut out, words.as_bytes());
        }
        Err(Stopped::Late(_)) => put_number(&mut out, 2),
        Err(Stopped::Large(memory)) => {
            put_number(&mut out, 3);
            put_number(&mut out, memory);
        }
    }
    put_number(&mut out, milliseconds(budget));
    Some(out)
}

/// What a job is made of, one part after the other.
fn job(files: &Files, faces: &Faces, (main, form): (&str, Form), budget: Budget) -> Vec<u8> {
    let mut out = Vec::new();
    put(&mut out, main.as_bytes());
    put_number(&mut out, usize::from(form == Form::Pictures));
    put_number(&mut out, milliseconds(budget));
    put_number(&mut out, budget.memory);
    put_number(&mut out, files.templates.len());
    for (path, text) in &files.templates {
        put(&mut out, path.as_bytes());
        put(&mut out, text.as_bytes());
    }
    put_number(&mut out, files.data.len());
    for (path, bytes) in &files.data {
        put(&mut out, path.as_bytes());
        put(&mut out, bytes);
    }
    put_number(&mut out, faces.own.len());
    for bytes in faces.own.iter() {
        put(&mut out, bytes);
    }
    out
}

/// What came of a job; `None` where the answer is not whole.
fn done(bytes: &[u8]) -> Option<Result<Done, Stopped>> {
    let mut parts = Parts(bytes);
    let done = match parts.number()? {
        0 => {
            let mut complaints = Vec::new();
            for _ in 0..parts.number()? {
                let (flags, message) = (parts.number()?, parts.text()?);
                let place = if flags & 4 == 0 { None } else { Some((parts.text()?, parts.number()?..parts.number()?)) };
                complaints.push(Complaint { fatal: flags & 1 != 0, stopped: flags & 2 != 0, message, place });
            }
            let is_file = parts.number()? == 1;
            let file = parts.bytes()?;
            Ok((is_file.then(|| file.to_vec()), complaints))
        }
        1 => Err(Stopped::Panicked(parts.text()?)),
        2 => Err(Stopped::Late(Duration::ZERO)),
        _ => Err(Stopped::Large(parts.number()?)),
    };
    // The last part also says that nothing is missing.
    let time = Duration::from_millis(parts.number()? as u64);
    Some(if let Err(Stopped::Late(_)) = done { Err(Stopped::Late(time)) } else { done })
}

fn milliseconds(budget: Budget) -> usize {
    usize::try_from(budget.time.as_millis()).unwrap_or(usize::MAX)
}

fn put_number(out: &mut Vec<u8>, number: usize) {
    out.extend_from_slice(&(number as u64).to_le_bytes());
}

fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    put_number(out, bytes.len());
    out.extend_from_slice(bytes);
}

/// What is left to read.
struct Parts<'a>(&'a [u8]);

impl<'a> Parts<'a> {
    fn number(&mut self) -> Option<usize> {
        let (number, rest) = self.0.split_first_chunk::<8>()?;
        self.0 = rest;
        usize::try_from(u64::from_le_bytes(*number)).ok()
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    fn text(&mut self) -> Option<String> {
        String::from_utf8(self.bytes()?.to_vec()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{Files, answer, done, job};
    use crate::typeset::guard::{Budget, Stopped};
    use crate::typeset::{Faces, Form};
    use std::time::Duration;

    /// A job as it goes to another process and comes back.
    fn there_and_back(template: &str, budget: Budget) -> Result<super::Done, Stopped> {
        let mut files = Files::default();
        files.templates.insert("main.typ".to_owned(), template.into());
        files.data.insert("data/a.json".to_owned(), b"[1, 2]".as_slice().into());
        let answered = answer(&job(&files, &Faces::new([]), ("main.typ", Form::Pdf), budget)).expect("a job");
        for missing in 1..answered.len().min(40) {
            assert_eq!(done(&answered[..answered.len() - missing]), None, "{missing} bytes are missing");
        }
        done(&answered).expect("an answer")
    }

    #[test]
    fn a_job_comes_back_as_it_is_done_here() {
        let good = "#set document(title: \"x\", date: datetime(year: 2022, month: 1, day: 6))\n#set text(lang: \"en\")\n= A\n#json(\"data/a.json\").at(1)";
        let (file, complaints) = there_and_back(good, Budget::PART).expect("done");
        assert!(file.is_some_and(|file| file.starts_with(b"%PDF-")), "{complaints:?}");
        let (file, complaints) = there_and_back("\n#panic(\"خط\")", Budget::PART).expect("done");
        assert_eq!(file, None);
        let [complaint] = complaints.as_slice() else { panic!("{complaints:?}") };
        assert!(complaint.fatal && complaint.message.contains("خط"), "{complaint:?}");
        assert_eq!(complaint.place, Some(("main.typ".to_owned(), 2..15)));
    }

    #[test]
    fn what_has_no_end_comes_back_as_stopped() {
        let short = Budget { time: Duration::from_millis(60), ..Budget::PART };
        // It does end, since it stays behind in this process.
        let long = "#for a in range(2000) { for b in range(2000) { } }";
        assert_eq!(there_and_back(long, short), Err(Stopped::Late(short.time)));
    }
}
