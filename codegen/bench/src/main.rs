//! `bench json`, `bench unions`, `bench calls`: rows of a table, fields with tabs between them. `bench own` and `bench bare` make only the
//! calls of one side, for a profiler: `valgrind --tool=callgrind bench own`.

use bench::{calls, json, server, unions};
use std::process::ExitCode;

fn main() -> ExitCode {
    let part = std::env::args().nth(1).unwrap_or_default();
    match part.as_str() {
        "json" => json::run(),
        "unions" => unions::run(),
        "calls" => calls::run(),
        "own" | "bare" => calls::only(part == "own"),
        // The other side of `calls`, a process of its own so that its time is not counted.
        "serve" => server::run(),
        _ => {
            eprintln!("usage: bench json|unions|calls|own|bare");
            return ExitCode::from(64);
        }
    }
    ExitCode::SUCCESS
}
