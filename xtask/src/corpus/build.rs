//! Checks, lints, documents and tests a crate, with its processor time and memory.

use super::table::Row;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

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
        let before = children_seconds();
        let (ok, memory, text) = run(dir, &target, arguments);
        if name == "test" {
            super::cases::read(&text, row);
        }
        if name == "check" {
            row.check = children_seconds() - before;
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

fn run(dir: &Path, target: &Path, arguments: &[&str]) -> (bool, u64, Vec<u8>) {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .args(arguments)
        .current_dir(dir)
        .env("CARGO_TARGET_DIR", target)
        .env("RUSTDOCFLAGS", "-D warnings");
    command
        .env_remove("RUSTFLAGS")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .stdin(Stdio::null());
    let done = AtomicBool::new(false);
    let peak = AtomicU64::new(0);
    let output = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                peak.fetch_max(compiler_memory(), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(50));
            }
        });
        let output = command.output();
        done.store(true, Ordering::Relaxed);
        output
    });
    match output {
        Ok(output) => {
            let text = [output.stderr, output.stdout].concat();
            (output.status.success(), peak.into_inner(), text)
        }
        Err(error) => (false, 0, error.to_string().into_bytes()),
    }
}

/// Processor seconds of all finished child processes (proc(5), `cutime` and `cstime`); 0 where there is no such file.
fn children_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The second field is the program's name in parentheses and may hold blanks.
    let after = text.rsplit(')').next().unwrap_or_default();
    let fields: Vec<&str> = after.split_whitespace().collect();
    let ticks =
        |index: usize| fields.get(index).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(13) + ticks(14)) / 100.0
}

/// The largest peak of resident memory among the running compilers, in MiB.
fn compiler_memory() -> u64 {
    let Ok(processes) = std::fs::read_dir("/proc") else { return 0 };
    let mut peak = 0;
    for process in processes.filter_map(Result::ok) {
        let Ok(status) = std::fs::read_to_string(process.path().join("status")) else { continue };
        let compiler = status
            .lines()
            .next()
            .is_some_and(|name| name.ends_with("rustc") || name.ends_with("clippy-driver"));
        if !compiler {
            continue;
        }
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line
            .and_then(|line| line.split_whitespace().next())
            .and_then(|text| text.parse::<u64>().ok());
        peak = peak.max(kib.unwrap_or(0) / 1024);
    }
    peak
}
