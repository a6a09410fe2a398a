//! `cargo xtask update NEW`: adopts a revision of the description.
//!
//! Everything is worked out first. Then one file, `.codegen-update` in the crate's folder, takes all texts that change by
//! other hands than the generator's: from the moment it is there the update happens, however often it is interrupted. The
//! next `cargo xtask codegen` or `update` finishes it.

mod files;
mod pending;
mod version;

use crate::args::Update as Options;
use crate::revision::{self, Revision};
use crate::{Outcome, diff, job};
use codegen::diff::{Diff, compare, next_version};
use codegen::settings::Settings;
use codegen::write;
use pending::Change;
use std::path::{Path, PathBuf};

pub(crate) use pending::{finish, is_pending, resume};

/// What is updated.
struct Target {
    spec: PathBuf,
    out: PathBuf,
    /// The file of settings; nothing when there is none to keep a version in.
    config: Option<PathBuf>,
    committed: bool,
}

/// Runs the command.
pub(crate) fn run(options: &Options) -> Outcome {
    match update(options) {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

fn update(options: &Options) -> Result<Outcome, Outcome> {
    let json = options.source.json;
    let target = target(options)?;
    if !options.dry_run && is_pending(&target.out) {
        settle(options, &target)?;
    }
    let complain = |message: &str, help: Option<&str>| job::complain(json, message, help);
    let (settings, overlays) = revision::means(&options.source, target.committed)?;
    let lock = job::lock(&target.out, json)?;
    let standalone = !job::inside_workspace(&target.out);
    let old = Revision::file(&target.spec, json)?;
    let mut new = Revision::file(&main_file(options, &target)?, json)?;

    let before = old.run(&settings, &overlays, &lock, standalone);
    if before.files.is_empty() {
        job::print_findings(&before, json, false);
        return Err(Outcome::Unusable);
    }
    // The crate's files name the description that is committed, wherever the new one comes from.
    new.root.path = target.spec.display().to_string();
    let first = new.run(&settings, &overlays, &before.lock, standalone);
    job::print_findings(&first, json, false);
    if first.files.is_empty() {
        complain("this revision cannot be adopted", Some("see above; nothing was changed"));
        return Err(Outcome::Unusable);
    }
    let Some(diff) = compare(&before, &first) else { return Err(Outcome::Unusable) };

    let current = settings.package.version.clone().unwrap_or_else(|| "0.1.0".to_owned());
    let next = diff.level().and_then(|level| next_version(&current, level));
    let shown = next.as_ref().map(|next| format!("{current} -> {next}"));
    diff::print(&diff, options.format, shown.as_deref());
    let mut changes = texts(&target, &settings, &new, &diff, next.as_deref(), json)?;
    let more = files::changes(&target, &before, &first, overlays.len()).map_err(|error| {
        complain(&error, Some("move it away; nothing was changed"));
        Outcome::Unusable
    })?;
    changes.extend(more);
    if options.dry_run {
        return Ok(Outcome::Fine);
    }
    pending::begin(&target.out, &changes).map_err(|error| {
        complain(&error, Some("nothing was changed"));
        Outcome::OutOfDate
    })?;
    settle(options, &target)?;
    if !json {
        match &next {
            Some(next) => eprintln!("{}: updated to version {next}", target.out.display()),
            None => eprintln!("{}: stays at version {current}", target.out.display()),
        }
    }
    Ok(Outcome::Fine)
}

/// Does what the pending update says, and writes the crate.
fn settle(options: &Options, target: &Target) -> Result<(), Outcome> {
    let json = options.source.json;
    let failed = |error: String| {
        let help = "when the cause is mended, run `cargo xtask codegen`: it finishes the update";
        job::complain(json, &error, Some(help));
        Outcome::OutOfDate
    };
    resume(&target.out).map_err(failed)?;
    let job = job::run(&options.source, options.out.as_deref())?;
    if job.output.files.is_empty() {
        job::print_findings(&job.output, json, false);
        return Err(Outcome::Unusable);
    }
    write::write(&target.out, &job.output.files, &job.output.lock)
        .map_err(|error| failed(error.to_string()))?;
    finish(&target.out).map_err(failed)
}

/// The main file of the new revision: the one that is named, or in a folder the one that is called like the committed one.
fn main_file(options: &Options, target: &Target) -> Result<PathBuf, Outcome> {
    if !options.new.is_dir() {
        return Ok(options.new.clone());
    }
    let name = target.spec.file_name().unwrap_or_default();
    let main = options.new.join(name);
    if main.is_file() {
        return Ok(main);
    }
    let message = format!("there is no `{}` in {}", name.to_string_lossy(), options.new.display());
    job::complain(options.source.json, &message, Some("name the main file of the new revision"));
    Err(Outcome::Usage)
}

fn target(options: &Options) -> Result<Target, Outcome> {
    let spec = match &options.source.spec {
        Some(spec) => spec.clone(),
        None => job::committed_spec()?,
    };
    let committed = options.source.spec.is_none();
    let config = options.source.config.clone();
    let config = config.or_else(|| committed.then(job::committed_config));
    Ok(Target { spec, out: job::out(options.out.as_deref()), config, committed })
}

/// The texts that an update changes beside the generated files, by path.
fn texts(
    target: &Target,
    settings: &Settings,
    new: &Revision,
    diff: &Diff,
    next: Option<&str>,
    json: bool,
) -> Result<Vec<Change>, Outcome> {
    let written = |path: PathBuf, text: String| Change { path, text: Some(text) };
    let mut all = vec![written(target.spec.clone(), new.root.text.clone())];
    let Some(next) = next else { return Ok(all) };
    let unusable = |message: String| {
        let help = "nothing was changed; the version stands at `package.version` of the settings";
        job::complain(json, &message, Some(help));
        Outcome::Unusable
    };
    match &target.config {
        Some(config) => {
            let text = version::set(settings, next).ok_or_else(|| {
                unusable(format!("{}: the version cannot be changed", config.display()))
            })?;
            all.push(written(config.clone(), text));
        }
        None => job::complain_softly(
            json,
            "there is no file of settings, so the version stays as it is",
            "name one with `--config FILE`",
        ),
    }
    let changelog = target.out.join("CHANGELOG.md");
    let before = std::fs::read_to_string(&changelog).unwrap_or_default();
    all.push(written(changelog, with_section(&before, next, &diff.to_changelog())));
    if let (Some(lock), Some(package)) = (cargo_lock(&target.out), package_name(&target.out)) {
        let text = std::fs::read_to_string(&lock).unwrap_or_default();
        if let Some(text) = version::set_in_cargo_lock(&text, &package, next) {
            all.push(written(lock, text));
        }
    }
    Ok(all)
}

/// A changelog with a section for a version, before those of the versions before it.
fn with_section(before: &str, version: &str, body: &str) -> String {
    const HEAD: &str =
        "# Changes\n\nWhat each version changes for callers, breaking changes first.\n\n";
    let (head, rest) = match before.find("\n## ") {
        Some(at) => before.split_at(at + 1),
        None if before.trim().is_empty() => (HEAD, ""),
        None => (before, ""),
    };
    let gap = if head.ends_with("\n\n") { "" } else { "\n" };
    let text = format!("{head}{gap}## {version}\n\n{}\n\n{rest}", body.trim_end());
    format!("{}\n", text.trim_end())
}

/// The `Cargo.lock` that the crate's version stands in.
fn cargo_lock(out: &Path) -> Option<PathBuf> {
    let folder = std::path::absolute(out).ok()?;
    let own = folder.join("Cargo.lock");
    let above = folder.parent().map(|it| it.join("Cargo.lock"));
    [Some(own), above.filter(|_| job::inside_workspace(out))]
        .into_iter()
        .flatten()
        .find(|path| path.is_file())
}

/// The package's name, as the manifest has it.
fn package_name(out: &Path) -> Option<String> {
    let manifest = std::fs::read_to_string(out.join("Cargo.toml")).ok()?;
    let line = manifest.lines().find(|line| line.starts_with("name = \""))?;
    Some(line.split('"').nth(1)?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::with_section;

    #[test]
    fn the_newest_section_comes_first() {
        let first = with_section("", "0.2.0", "- a\n");
        let second = with_section(&first, "0.3.0", "- b\n\n");
        assert_eq!(
            second,
            "# Changes\n\nWhat each version changes for callers, breaking changes first.\n\n## 0.3.0\n\n- b\n\n## 0.2.0\n\n- a\n"
        );
        assert_eq!(with_section("# Mine\n", "1.0.0", "- c"), "# Mine\n\n## 1.0.0\n\n- c\n");
    }
}
