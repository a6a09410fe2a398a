//! `cargo xtask list`: the operations, and the calls that they became.

use crate::args::Source;
use crate::{Outcome, job};

/// Runs the command.
pub(crate) fn run(options: &Source) -> Outcome {
    let job = match job::run(options, None) {
        Ok(job) => job,
        Err(outcome) => return outcome,
    };
    let Some(krate) = &job.output.krate else {
        job::print_findings(&job.output, options.json, false);
        return Outcome::Unusable;
    };
    let width =
        krate.listing.iter().map(|listed| listed.path.chars().count()).max().unwrap_or(0).min(60);
    for listed in &krate.listing {
        let id = listed.id.as_deref().map(|id| format!("  ({id})")).unwrap_or_default();
        println!(
            "{:7} {:width$}  {} -> {}{id}",
            listed.method, listed.path, listed.call, listed.output
        );
    }
    Outcome::Fine
}
