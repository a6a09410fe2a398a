//! Checks the packages that are no members of the workspace, which its own commands never compile: the fuzz targets, and the programs
//! that measure.

use super::cargo_command;
use crate::bench;
use std::ffi::OsStr;
use std::path::PathBuf;

const PACKAGES: [&str; 2] = ["codegen/fuzz", "codegen/bench"];

pub(super) fn check(cargo: &OsStr) -> Result<(), String> {
    // What measures is compiled together with a crate that is written for it.
    bench::sample().map_err(|error| format!("the crate of samples: {error}"))?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    for package in PACKAGES {
        let mut command = cargo_command(cargo);
        command.args(["check", "--quiet", "--bins", "--lib", "--target-dir"]).arg(&target);
        // A lint that is allowed in the tests is not, where their files are shared: only what does not compile is a fault.
        command.arg("--manifest-path").arg(format!("{package}/Cargo.toml"));
        match command.status() {
            Ok(status) if status.success() => {}
            Ok(_) => return Err(format!("{package} does not compile: see above")),
            Err(error) => return Err(format!("{package}: {error}")),
        }
    }
    Ok(())
}
