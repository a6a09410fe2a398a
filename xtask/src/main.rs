#![forbid(unsafe_code)]
//! The commands that a maintainer types: `cargo xtask …`.

mod args;
mod bench;
mod ci;
mod codegen;
mod corpus;
mod diff;
mod explain;
mod job;
mod list;
mod measure;
mod replay;
mod revision;
mod say;
mod texts;
mod update;
mod usage;

use std::process::ExitCode;

/// How a command ended, as an exit status (README.md, "What a maintainer types").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// 0: all is well.
    Fine,
    /// 1: something is out of date, or a step failed.
    OutOfDate,
    /// 2: the description, or the settings, cannot be used.
    Unusable,
    /// 64: wrong usage.
    Usage,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Fine => Self::SUCCESS,
            Outcome::OutOfDate => Self::from(1),
            Outcome::Unusable => Self::from(2),
            Outcome::Usage => Self::from(64),
        }
    }
}

fn main() -> ExitCode {
    let command = match args::parse(std::env::args_os().skip(1)) {
        Ok(command) => command,
        Err(message) => {
            eprintln!("error: {message}\n\n{}", usage::TEXT);
            return Outcome::Usage.into();
        }
    };
    let outcome = match command {
        args::Command::Help => {
            say::say(&format!("{}\n", usage::TEXT));
            Outcome::Fine
        }
        args::Command::Codegen(options) => codegen::run(&options),
        args::Command::List(options) => list::run(&options),
        args::Command::Explain(options) => explain::run(&options),
        args::Command::Diff(options) => diff::run(&options),
        args::Command::Update(options) => update::run(&options),
        args::Command::Corpus(options) => corpus::run(&options),
        args::Command::Bench(options) => bench::run(&options),
        args::Command::Replay(options) => replay::run(&options),
        args::Command::Ci => ci::run(),
    };
    outcome.into()
}
