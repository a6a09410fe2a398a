//! `cargo xtask replay DIR`: adopts the revisions of a folder one after another, as a maintainer would, builds the crate at each
//! step, and holds the version that is proposed against what `cargo semver-checks` finds between the two crates.
//!
//! Everything goes through the commands that a maintainer types; nothing of it is part of CI.

mod step;

use crate::args::Replay as Options;
use crate::{Outcome, job};
use std::path::{Path, PathBuf};
use step::{Replay, Step};

/// Where everything is written, in the workspace's folder.
const FOLDER: &str = "target/replay";

/// Runs the command.
pub(crate) fn run(options: &Options) -> Outcome {
    match replay(options) {
        Ok(true) => Outcome::Fine,
        Ok(false) => Outcome::OutOfDate,
        Err((outcome, message)) => {
            eprintln!("error: {message}");
            outcome
        }
    }
}

fn replay(options: &Options) -> Result<bool, (Outcome, String)> {
    let unusable = |message: String| (Outcome::Unusable, message);
    let revisions = revisions(&options.dir).map_err(|error| (Outcome::Usage, error))?;
    let [first, rest @ ..] = revisions.as_slice() else {
        let message = format!("{}: there are no revisions", options.dir.display());
        return Err((Outcome::Usage, message));
    };
    let second_opinion = !options.no_build && step::has_semver_checks();
    if !options.no_build && !second_opinion {
        eprintln!(
            "note: cargo-semver-checks is not installed, so there is no second opinion\n  = help: cargo install --locked cargo-semver-checks"
        );
    }
    let folder = job::workspace().join(FOLDER);
    let replay = Replay::new(&folder, options.test.as_deref(), !options.no_build, second_opinion)
        .map_err(unusable)?;
    replay.begin(first).map_err(unusable)?;
    println!(
        "| step to | breaking | additions | others | proposed | semver-checks | seconds | MB | crate |"
    );
    println!("| --- | ---: | ---: | ---: | --- | --- | ---: | ---: | --- |");
    let mut fine = true;
    for revision in rest {
        let step = replay.adopt(revision).map_err(unusable)?;
        println!("{}", step.row());
        for problem in step.problems() {
            fine = false;
            eprintln!("error: {}: {problem}", step.name);
        }
    }
    Ok(fine)
}

/// The descriptions in a folder, in the order of their names.
fn revisions(dir: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| job::is_description(path))
        .collect();
    paths.sort();
    Ok(paths)
}

impl Step {
    /// A row of the table.
    fn row(&self) -> String {
        let [breaking, additions, others] = self.counts;
        let found = self.found.map_or("not asked", |level| level.map_or("none", |it| it.word()));
        format!(
            "| {} | {breaking} | {additions} | {others} | {} | {found} | {:.2} | {} | {} |",
            self.name,
            self.proposed.map_or("none", |level| level.word()),
            self.seconds,
            self.memory,
            self.built
        )
    }

    /// What is not as it should be.
    fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if let Some(found) = self.found.filter(|found| *found > self.proposed) {
            let word = found.map_or("no", |level| level.word());
            problems.push(format!(
                "semver-checks asks for a {word} version: see {}",
                self.log.display()
            ));
        }
        if let Some(failed) = self.built.strip_suffix(" fails") {
            problems.push(format!("`{failed}` fails: see {}", self.log.display()));
        }
        problems
    }
}
