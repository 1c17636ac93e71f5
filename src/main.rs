//! The `bayan` program. Everything is in the library; see `bayan::cli`.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    bayan::cli::main()
}
