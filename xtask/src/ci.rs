//! `cargo xtask ci`: what CI runs beside the tests, in CI's order.

use crate::{Outcome, job};
use std::process::Command;
use std::time::Instant;

/// A step: its name, the program's arguments and further environment.
struct Step {
    name: &'static str,
    arguments: &'static [&'static str],
    environment: &'static [(&'static str, &'static str)],
}

const STEPS: &[Step] = &[
    // The generated modules have a layout of their own (codegen/src/format.rs), compared byte by byte by `codegen --check`.
    Step { name: "format", arguments: &["fmt", "--all", "--check"], environment: &[] },
    Step { name: "codegen --check", arguments: &["xtask", "codegen", "--check"], environment: &[] },
    Step {
        name: "clippy",
        arguments: &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"],
        environment: &[],
    },
    Step {
        name: "the client without default features",
        arguments: &[
            "clippy",
            "--package",
            "cloudflare-client",
            "--no-default-features",
            "--",
            "-D",
            "warnings",
        ],
        environment: &[],
    },
    Step {
        name: "the client with what is not on by default",
        arguments: &[
            "clippy",
            "--package",
            "cloudflare-client",
            "--all-targets",
            "--features",
            "blocking,testing,tracing",
            "--",
            "-D",
            "warnings",
        ],
        environment: &[],
    },
    Step {
        name: "documentation",
        arguments: &["doc", "--workspace", "--no-deps"],
        environment: &[("RUSTDOCFLAGS", "-D warnings")],
    },
];

/// Runs every step and stops at the first that fails.
pub(crate) fn run() -> Outcome {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    for step in STEPS {
        println!("ci: {}", step.name);
        let started = Instant::now();
        let mut command = Command::new(&cargo);
        command.args(step.arguments).envs(step.environment.iter().copied());
        let workspace = job::workspace();
        if !workspace.as_os_str().is_empty() {
            command.current_dir(workspace);
        }
        let seconds = |started: Instant| started.elapsed().as_secs_f64();
        match command.status() {
            Ok(status) if status.success() => {
                println!("ci: {} took {:.1} s", step.name, seconds(started))
            }
            Ok(_) => {
                eprintln!(
                    "error: the step `{}` failed after {:.1} s: see above",
                    step.name,
                    seconds(started)
                );
                return Outcome::OutOfDate;
            }
            Err(error) => {
                eprintln!("error: the step `{}` could not be run: {error}", step.name);
                return Outcome::OutOfDate;
            }
        }
    }
    if !dependencies_are_allowed(&cargo) {
        return Outcome::OutOfDate;
    }
    println!("ci: all {} steps passed", STEPS.len());
    Outcome::Fine
}

/// Runs `cargo deny` over the dependencies, where it is installed: licences, bans and sources are gates. Advisories need a database
/// from the network, so that a fault there says nothing of the dependencies; they are shown and stop nothing.
fn dependencies_are_allowed(cargo: &std::ffi::OsStr) -> bool {
    let deny = |checks: &[&str]| {
        let mut command = Command::new(cargo);
        command.args(["deny", "--config", ".cargo/deny.toml", "check", "--hide-inclusion-graph"]);
        let workspace = job::workspace();
        if !workspace.as_os_str().is_empty() {
            command.current_dir(workspace);
        }
        command.args(checks).status().is_ok_and(|status| status.success())
    };
    let version = Command::new(cargo).args(["deny", "--version"]).output();
    if !version.is_ok_and(|output| output.status.success()) {
        println!("ci: dependencies skipped: `cargo install --locked cargo-deny` gives this step");
        return true;
    }
    println!("ci: dependencies");
    if !deny(&["licenses", "bans", "sources"]) {
        eprintln!("error: the step `dependencies` failed: see above and .cargo/deny.toml");
        return false;
    }
    if !deny(&["advisories"]) {
        println!("ci: advisories not passed: the database was not reached, or lists a dependency");
    }
    true
}
