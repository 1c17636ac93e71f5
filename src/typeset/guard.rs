//! Work of the engine -> its result, or why it was stopped: it panicked, took too long or too much memory.
//!
//! Typst and what it stands on are written for people who wait in front of their own file; here they meet any content and any
//! theme. So they run on threads of their own with deep stacks, unwinding ends there, and somebody watches. Typst itself stops
//! loops and calls without end; what grows without end is left behind: no thread can be ended from outside, but each of its
//! looks at the world ends it (see [`Leash`]), and nobody waits for it any more.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::time::{Duration, Instant};

use rayon::ThreadPool;

/// Deep enough for the deepest content that the reader lets through.
const STACK: usize = 64 << 20;
/// Deeper than any memory that work may take, where addresses are wide enough: who calls itself for each bracket of a file is stopped as
/// one that takes too much. Only what is used of it is there.
const ABYSS: usize = if cfg!(target_pointer_width = "64") { 16 << 30 } else { 256 << 20 };
/// How often somebody looks at clock and memory.
const LOOK: Duration = Duration::from_millis(50);

/// What a piece of work may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Budget {
    /// On the clock.
    pub time: Duration,
    /// Memory of the whole process, in bytes.
    pub memory: usize,
}

impl Budget {
    /// Enough for a few pages.
    pub const PART: Self = Self { time: Duration::from_secs(20), memory: 3 << 30 };

    /// Enough for a file with nothing in it.
    pub const EMPTY: Self = Self { time: Duration::from_secs(8), ..Self::PART };

    /// Enough for a file of so many bytes of data, a hundred times over on a quiet machine: a page has about 15 kB.
    pub fn of(bytes: usize) -> Self {
        const RATE: usize = if cfg!(debug_assertions) { 4_000 } else { 40_000 };
        let more = u64::try_from(bytes / RATE).unwrap_or(u64::MAX).min(900);
        Self { time: Self::PART.time + Duration::from_secs(more), ..Self::PART }
    }
}

/// Why there is no result.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stopped {
    /// It panicked; in its words.
    Panicked(String),
    /// It took longer than that.
    Late(Duration),
    /// The process took more memory than that.
    Large(usize),
}

impl Stopped {
    /// In words.
    pub fn message(&self) -> String {
        match self {
            Stopped::Panicked(words) => format!("the PDF engine gave up ({words})"),
            Stopped::Late(time) => format!("it is not set after {} s", time.as_secs()),
            Stopped::Large(memory) => format!("setting it takes more memory than {} MB", memory >> 20),
        }
    }
}

/// What the work asks now and then whether anybody still waits for it.
#[derive(Clone, Default, Debug)]
pub struct Leash(Arc<AtomicBool>);

impl Leash {
    /// Unwinds where nobody waits any more.
    pub fn check(&self) {
        if self.0.load(Ordering::Relaxed) {
            std::panic::resume_unwind(Box::new("nobody waits for it"));
        }
    }
}

thread_local! {
    /// Whether panics of this thread are caught and told in another way.
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// The threads for such work. Those that a piece of work was left on are replaced.
fn threads() -> Option<Arc<ThreadPool>> {
    let mut threads = THREADS.lock().unwrap_or_else(PoisonError::into_inner);
    if threads.is_none() {
        let started = |_| IS_GUARDED.set(true);
        let builder = rayon::ThreadPoolBuilder::new().stack_size(STACK).start_handler(started);
        *threads = builder.num_threads(rayon::current_num_threads()).build().ok().map(Arc::new);
    }
    threads.clone()
}

static THREADS: Mutex<Option<Arc<ThreadPool>>> = Mutex::new(None);

/// How many times as long as its budget a piece of work may take.
static PATIENCE: AtomicU32 = AtomicU32::new(1);

/// Gives all work this many times the time: for tools that count what is done, under which it takes far longer.
pub fn patience(times: u32) {
    PATIENCE.store(times, Ordering::Relaxed);
}

/// Does the work within the budget.
pub fn run<T: Send + 'static>(budget: Budget, work: impl FnOnce(&Leash) -> T + Send + 'static) -> Result<T, Stopped> {
    be_quiet();
    let Some(threads) = threads() else { return Err(Stopped::Panicked("there are no threads to be had".to_owned())) };
    let leash = Leash::default();
    let done = watched(budget, &leash, work, |work| threads.spawn(work));
    if !matches!(done, Err(Stopped::Late(_) | Stopped::Large(_))) {
        return done;
    }
    let mut known = THREADS.lock().unwrap_or_else(PoisonError::into_inner);
    if known.as_ref().is_some_and(|known| Arc::ptr_eq(known, &threads)) {
        *known = None;
    }
    done
}

/// Does work that may call itself as deep as a file from elsewhere asks for.
pub fn run_deep<T: Send + 'static>(budget: Budget, work: impl FnOnce(&Leash) -> T + Send + 'static) -> Result<T, Stopped> {
    be_quiet();
    watched(budget, &Leash::default(), work, |work| {
        let guarded = move || {
            IS_GUARDED.set(true);
            work();
        };
        // Where there is no such thread, the sender is gone with the work, and that is told.
        let _ = std::thread::Builder::new().stack_size(ABYSS).spawn(guarded);
    })
}

/// Waits for work that `start` begins elsewhere.
fn watched<T: Send + 'static>(
    budget: Budget,
    leash: &Leash,
    work: impl FnOnce(&Leash) -> T + Send + 'static,
    start: impl FnOnce(Box<dyn FnOnce() + Send>),
) -> Result<T, Stopped> {
    let (sender, receiver) = channel();
    let (began, held) = (Instant::now(), leash.clone());
    let time = budget.time.saturating_mul(PATIENCE.load(Ordering::Relaxed));
    start(Box::new(move || {
        let done = catch_unwind(AssertUnwindSafe(|| work(&held)));
        let done = done.map_err(|panic| Stopped::Panicked(words(panic.as_ref())));
        // Whoever waited may have left.
        let _ = sender.send(done);
    }));
    let stopped = loop {
        match receiver.recv_timeout(LOOK) {
            Ok(done) => return done,
            Err(RecvTimeoutError::Disconnected) => return Err(Stopped::Panicked("it ended without a result".to_owned())),
            Err(RecvTimeoutError::Timeout) if began.elapsed() > time => break Stopped::Late(time),
            Err(RecvTimeoutError::Timeout) if memory() > budget.memory => break Stopped::Large(budget.memory),
            Err(RecvTimeoutError::Timeout) => {}
        }
    };
    leash.0.store(true, Ordering::Relaxed);
    Err(stopped)
}

/// Memory of the process, in bytes; 0 where the system does not say.
fn memory() -> usize {
    memory_stats::memory_stats().map_or(0, |stats| stats.physical_mem)
}

/// A panic that is caught here is a message at its place, not lines about the program's sources on the screen.
fn be_quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let others = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !IS_GUARDED.get() {
                others(panic);
            }
        }));
    });
}

fn words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("without a word").lines().next().unwrap_or_default().chars().take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::{Budget, Stopped, run};
    use std::time::Duration;

    #[test]
    fn what_is_done_comes_back() {
        assert_eq!(run(Budget::PART, |_| 3), Ok(3));
    }

    #[test]
    fn who_calls_itself_without_end_is_stopped() {
        fn deep(n: u64, leash: &super::Leash) -> u64 {
            let own = std::hint::black_box([n; 512]);
            leash.check();
            if n == u64::MAX { 0 } else { deep(n + 1, leash) + own[7] }
        }
        let little = super::memory() + (300 << 20);
        let stopped = super::run_deep(Budget { memory: little, ..Budget::PART }, |leash| deep(0, leash));
        assert_eq!(stopped, Err(Stopped::Large(little)));
        assert_eq!(super::run_deep(Budget::PART, |_| 3), Ok(3));
    }

    #[test]
    fn a_panic_is_caught_and_the_next_piece_of_work_is_done() {
        let fail = || -> u8 { panic!("of {}", 1) };
        let panicked = run(Budget::PART, move |_| fail());
        assert_eq!(panicked, Err(Stopped::Panicked("of 1".to_owned())));
        assert_eq!(run(Budget::PART, |_| 4), Ok(4));
    }

    #[test]
    fn what_has_no_end_is_left() {
        let short = Budget { time: Duration::from_millis(60), ..Budget::PART };
        let late = run(short, |leash| -> () {
            loop {
                leash.check();
                std::thread::yield_now();
            }
        });
        assert_eq!(late, Err(Stopped::Late(short.time)));
        let large = run(Budget { memory: 1, ..Budget::PART }, |leash| -> () {
            loop {
                leash.check();
                std::thread::yield_now();
            }
        });
        assert!(matches!(large, Err(Stopped::Large(1) | Stopped::Late(_))), "{large:?}");
        assert_eq!(run(Budget::PART, |_| 5), Ok(5));
    }
}
