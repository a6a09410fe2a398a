//! `cargo xtask ci`: what CI runs beside the tests, in CI's order.

mod apart;
mod supply;

use crate::{Outcome, job};
use std::ffi::OsStr;
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
        let mut command = cargo_command(&cargo);
        command.args(step.arguments).envs(step.environment.iter().copied());
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
    for (name, check) in CHECKS {
        println!("ci: {name}");
        let started = Instant::now();
        if let Err(why) = check(&cargo) {
            eprintln!("error: the step `{name}` failed: {why}");
            return Outcome::OutOfDate;
        }
        println!("ci: {name} took {:.1} s", started.elapsed().as_secs_f64());
    }
    println!("ci: all {} steps passed", STEPS.len() + CHECKS.len());
    Outcome::Fine
}

/// A check that is more than one command; its failure says why.
type Check = fn(&OsStr) -> Result<(), String>;

const CHECKS: &[(&str, Check)] = &[
    ("packages outside the workspace", apart::check),
    ("rust-version", supply::rust_versions),
    ("reproducible package", supply::reproducible),
    ("dependencies", supply::dependencies),
];

/// Cargo, in the workspace's folder.
fn cargo_command(cargo: &OsStr) -> Command {
    let mut command = Command::new(cargo);
    let workspace = job::workspace();
    if !workspace.as_os_str().is_empty() {
        command.current_dir(workspace);
    }
    command
}
