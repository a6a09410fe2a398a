//! `bench json`, `bench unions`, `bench calls`: rows of a table, fields with tabs between them. `bench own` and `bench bare` make only the
//! calls of one side, for a profiler: `valgrind --tool=callgrind bench own`.
//! `bench derive-form` writes another form of a crate.

use bench::{calls, derive_form, json, server, unions};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.first().copied().unwrap_or_default() {
        "derive-form" => {
            let [_, from, to, keeps @ ("keeps" | "forgets")] = words[..] else { return usage() };
            if let Err(error) = derive_form::write(Path::new(from), Path::new(to), keeps == "keeps")
            {
                eprintln!("error: {error}");
                return ExitCode::FAILURE;
            }
        }
        "json" => json::run(),
        "unions" => unions::run(),
        "calls" => calls::run(),
        "own" | "bare" => calls::only(words[0] == "own"),
        // The other side of `calls`, a process of its own so that its time is not counted.
        "serve" => server::run(),
        "flood" => server::flood(),
        _ => return usage(),
    }
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!(
        "usage: bench json|unions|calls|own|bare\n       bench derive-form CRATE FOLDER keeps|forgets"
    );
    ExitCode::from(64)
}
