//! Checks, lints, documents and tests a crate, with its processor time and memory.

use super::table::Row;
use crate::measure;
use std::path::Path;
use std::process::Command;

/// The steps, in order: a name for the table, the arguments, and whether warnings of rustdoc are denied.
const STEPS: [(&str, &[&str]); 4] = [
    ("check", &["check", "--all-features", "--quiet"]),
    ("clippy", &["clippy", "--all-features", "--quiet", "--", "-D", "warnings"]),
    ("doc", &["doc", "--all-features", "--no-deps", "--quiet"]),
    ("test", &["test", "--all-features", "--quiet", "--test", "described"]),
];

/// Runs the steps; the row's state names the first that fails.
pub(super) fn build(dir: &Path, target: &Path, tests_only: bool, row: &mut Row) {
    // A first run builds the dependencies, so that what is measured is the crate alone.
    let target = std::path::absolute(target).unwrap_or_else(|_| target.to_owned());
    let log = dir.join("build.log");
    for (name, arguments) in STEPS {
        if tests_only && name != "test" {
            continue;
        }
        let (ok, seconds, memory, text) = run(dir, &target, arguments);
        if name == "test" {
            super::cases::read(&text, row);
        }
        if name == "check" {
            row.check = seconds;
            row.memory = memory;
        }
        if !ok {
            row.state = name.to_owned();
            // The log is an aid: that it cannot be written changes nothing of the outcome.
            let _ = std::fs::write(log, text);
            return;
        }
    }
    row.state = "builds".to_owned();
}

fn run(dir: &Path, target: &Path, arguments: &[&str]) -> (bool, f64, u64, Vec<u8>) {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .args(arguments)
        .current_dir(dir)
        .env("CARGO_TARGET_DIR", target)
        .env("RUSTDOCFLAGS", "-D warnings")
        .env_remove("RUSTFLAGS");
    match measure::run(command, &["rustc", "clippy-driver"]) {
        Ok(run) => {
            let text = [run.output.stderr, run.output.stdout].concat();
            (run.output.status.success(), run.seconds, run.memory, text)
        }
        Err(error) => (false, 0.0, 0, error.to_string().into_bytes()),
    }
}
