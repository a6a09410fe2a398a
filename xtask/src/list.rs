//! `cargo xtask list`: the operations, and the calls that they became.

use crate::args::Source;
use crate::say::say;
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
    let mut text = String::new();
    for listed in &krate.listing {
        let id = listed.id.as_deref().map(|id| format!("  ({id})")).unwrap_or_default();
        let (method, path) = (&listed.method, &listed.path);
        text += &format!("{method:7} {path:width$}  {} -> {}{id}\n", listed.call, listed.output);
    }
    say(&text);
    Outcome::Fine
}
