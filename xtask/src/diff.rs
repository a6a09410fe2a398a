//! `cargo xtask diff OLD NEW`: what another revision of the description means for callers, and which version it deserves.

use crate::args::{Diff as Options, Format};
use crate::revision::{self, Revision};
use crate::say::say;
use crate::{Outcome, job};
use codegen::diff::{self, Diff};
use codegen::lock::Lock;

/// Runs the command.
pub(crate) fn run(options: &Options) -> Outcome {
    match compare(options) {
        Ok((diff, version)) => {
            print(&diff, options.format, version.as_deref());
            if diff.is_breaking() { Outcome::OutOfDate } else { Outcome::Fine }
        }
        Err(outcome) => outcome,
    }
}

fn compare(options: &Options) -> Result<(Diff, Option<String>), Outcome> {
    let json = options.source.json;
    let old = Revision::open(&options.old, json)?;
    let new = Revision::open(&options.new, json)?;
    // The committed crate's settings are about the committed description.
    let committed = [&options.old, &options.new].iter().any(|name| job::is_committed_spec(name));
    let (settings, overlays) = revision::means(&options.source, committed)?;
    let before = match &old.lock {
        Some(lock) => lock.clone(),
        None if committed => job::lock(&job::out(None), json)?,
        None => Lock::default(),
    };
    let first = old.run(&settings, &overlays, &before, true);
    let second = new.run(&settings, &overlays, &first.lock, true);
    let Some(diff) = diff::compare(&first, &second) else {
        let unusable = if first.krate.is_none() { &first } else { &second };
        job::print_findings(unusable, json, false);
        return Err(Outcome::Unusable);
    };
    let current = settings.package.version.as_deref().unwrap_or("0.1.0");
    let version = diff.level().and_then(|level| diff::next_version(current, level));
    Ok((diff, version.map(|next| format!("{current} -> {next}"))))
}

/// Prints a diff on standard output.
pub(crate) fn print(diff: &Diff, format: Format, version: Option<&str>) {
    match format {
        Format::Text => {
            say(&diff.to_text());
            if let Some(version) = version {
                say(&format!("version {version}\n"));
            }
        }
        Format::Json => say(&format!("{}\n", diff.to_json())),
        Format::Markdown => {
            if let Some(version) = version {
                say(&format!("**{}** ({version})\n\n", diff.summary()));
            }
            say(&diff.to_markdown());
        }
    }
}
