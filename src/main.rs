//! The `bayan` program. Everything is in the library; see `bayan::cli`.

fn main() -> std::process::ExitCode {
    bayan::cli::main()
}
