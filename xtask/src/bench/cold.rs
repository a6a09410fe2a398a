//! How long the first command takes for somebody who has nothing but Rust: a new clone, nothing fetched, nothing built.

use crate::measure;
use std::io::{Error, Result};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

const PLACE: &str = "target/bench/cold";

/// The rows of the table.
pub(super) fn rows(workspace: &Path) -> Result<String> {
    let place = workspace.join(PLACE);
    let _ = std::fs::remove_dir_all(&place);
    std::fs::create_dir_all(&place)?;
    let clone = place.join("clone");
    let mut git = Command::new("git");
    git.args(["clone", "--quiet"]).arg(workspace).arg(&clone);
    succeeded(git)?;

    let cargo = |arguments: &[&str]| {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(arguments).current_dir(&clone).env("CARGO_HOME", place.join("home"));
        for variable in std::env::vars_os().map(|(name, _)| name) {
            let name = variable.to_string_lossy();
            let decides = name.starts_with("CARGO_PROFILE_")
                || ["CARGO_TARGET_DIR", "CARGO_INCREMENTAL", "RUSTFLAGS"].contains(&&*name);
            if decides {
                command.env_remove(&variable);
            }
        }
        command
    };
    let begin = Instant::now();
    let built =
        succeeded(cargo(&["build", "--package", "xtask", "--message-format", "json", "--quiet"]))?;
    let build = begin.elapsed().as_secs_f64();
    let begin = Instant::now();
    let ran = succeeded(cargo(&["xtask", "codegen"]))?;
    let run = begin.elapsed().as_secs_f64();
    let text = String::from_utf8_lossy(&built.output.stdout);
    let crates =
        text.lines().filter(|line| line.contains(r#""reason":"compiler-artifact""#)).count();
    let scripts = text.lines().filter(|line| line.contains(r#""custom-build""#)).count();
    let crates = crates - scripts.min(crates);
    Ok(format!(
        "cold `cargo xtask codegen`, seconds\t\t{:.0}\t40\tfetching and building {build:.1} s, running {run:.1} s; {:.0} s of processor time\n\
         cold `cargo xtask codegen`, crates built\t\t{crates}\t60\t{scripts} of them with a build script\n",
        build + run,
        built.seconds + ran.seconds
    ))
}

fn succeeded(command: Command) -> Result<measure::Measured> {
    let shown = format!("{command:?}");
    let run = measure::run(command, &[])?;
    if !run.output.status.success() {
        let text = String::from_utf8_lossy(&run.output.stderr).into_owned();
        return Err(Error::other(format!("{shown}: {text}")));
    }
    Ok(run)
}
