//! What compiling a large crate costs, beside the same crate with serde's derive in place of our macros, and a feature beside the whole.
//!
//! Dependencies are built first, so that the processor time is that of the crate alone; the peak of memory is the compiler's. The forms take
//! turns, and a figure is the median of the rounds: three, or one of release builds, each of which takes minutes.

use super::beside;
use crate::measure;
use std::fmt::Write as _;
use std::io::{Error, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the crates are written and built.
const PLACE: &str = "target/bench/compile";
/// What builds the dependencies and next to nothing of the crate.
const DEPENDENCIES: [&str; 3] = ["--no-default-features", "--features", "rustls,serde"];
/// How many features are checked alone.
const FEATURES: usize = 10;

/// A crate to build.
struct Form {
    name: &'static str,
    folder: PathBuf,
}

/// What is done with the crates.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Job {
    /// `cargo check`
    Check,
    /// `cargo build --release`
    Release,
}

impl Job {
    /// Its name in the table, what cargo is told, how often, and the greatest ratio of time that is wanted.
    fn of(self) -> (&'static str, &'static [&'static str], usize, &'static str) {
        match self {
            Self::Check => ("check", &["check"], 3, "0.40"),
            Self::Release => ("release build", &["build", "--release"], 1, "0.50"),
        }
    }
}

/// The rows of the table.
pub(super) fn rows(job: Job, dir: &Path, workspace: &Path) -> Result<String> {
    let source = super::largest(dir)?;
    let place = workspace.join(PLACE);
    let form = |name| Form { name, folder: place.join(name) };
    let forms = [form("generated"), form("keeps"), form("forgets")];
    for form in &forms {
        // A folder that is not there need not go; one that cannot go is met again when files are written.
        let _ = std::fs::remove_dir_all(&form.folder);
    }
    super::write_crate(source, None, &forms[0].folder)?;
    for form in &forms[1..] {
        beside::program(&[
            "derive-form",
            &forms[0].folder.display().to_string(),
            &form.folder.display().to_string(),
            form.name,
        ])?;
    }

    let target = place.join("target");
    let mut rows = String::new();
    let (what, arguments, rounds, bar) = job.of();
    for form in &forms {
        take(form, &[arguments, &DEPENDENCIES].concat(), &target)?;
    }
    let mut runs: [Vec<(f64, f64)>; 3] = Default::default();
    for _ in 0..rounds {
        for (form, runs) in forms.iter().zip(&mut runs) {
            runs.push(take(form, arguments, &target)?);
        }
    }
    let [ours, keeps, forgets] = runs
        .map(|runs| (median(runs.iter().map(|run| run.0)), median(runs.iter().map(|run| run.1))));
    // The bars are about types that lose nothing.
    let besides =
        [("derive that keeps", keeps, bar, "0.50"), ("derive that forgets", forgets, "", "")];
    for (beside, (time, memory), time_bar, memory_bar) in besides {
        let _ = writeln!(
            rows,
            "{what}, processor time\t{beside}\t{:.2}\t{time_bar}\t{:.0} s against {time:.0} s",
            ours.0 / time,
            ours.0
        );
        let _ = writeln!(
            rows,
            "{what}, memory\t{beside}\t{:.2}\t{memory_bar}\t{:.0} MiB against {memory:.0} MiB",
            ours.1 / memory,
            ours.1
        );
    }
    if job == Job::Check {
        let _ = writeln!(rows, "{}", features(&forms[0], ours.0, &target)?);
    }
    Ok(rows)
}

/// Ten features, evenly picked, each checked alone without other features.
fn features(form: &Form, whole: f64, target: &Path) -> Result<String> {
    let manifest = std::fs::read_to_string(form.folder.join("Cargo.toml"))?;
    let full = manifest.split_once("full = [").map_or("", |(_, rest)| rest);
    let all: Vec<&str> =
        full.split(']').next().unwrap_or_default().split('"').skip(1).step_by(2).collect();
    let mut seconds = Vec::new();
    for picked in all.iter().step_by(all.len().div_ceil(FEATURES).max(1)) {
        let arguments = ["check", "--no-default-features", "--features", picked];
        take(form, &arguments, target)?;
        seconds.push((take(form, &arguments, target)?.0, *picked));
    }
    seconds.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (largest, name) = seconds.last().copied().unwrap_or_default();
    let middle = median(seconds.iter().map(|run| run.0));
    Ok(format!(
        "check of one feature, processor time\tthe whole\t{:.3}\t0.100\tmedian of {}; the largest, `{name}`, {:.3}",
        middle / whole,
        seconds.len(),
        largest / whole
    ))
}

/// Builds a crate anew and gives its processor time in seconds and the compiler's peak of memory in MiB.
fn take(form: &Form, arguments: &[&str], target: &Path) -> Result<(f64, f64)> {
    let root = form.folder.join("src/lib.rs");
    let text = std::fs::read(&root)?;
    std::fs::write(&root, text)?;
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .args(arguments)
        .arg("--quiet")
        .current_dir(&form.folder)
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS");
    let run = measure::run(command, &["rustc"])?;
    if !run.output.status.success() {
        let text = String::from_utf8_lossy(&run.output.stderr);
        let text: Vec<&str> = text.lines().take(40).collect();
        return Err(Error::other(format!("{}: {}", form.name, text.join("\n"))));
    }
    Ok((run.seconds, run.memory as f64))
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
