//! `cargo xtask codegen`: writes a crate, or says what is out of date.

use crate::args::Codegen;
use crate::say::say;
use crate::{Outcome, job, update};
use codegen::diagnostic::{Code, Severity};
use codegen::write::{self, Checked, Finding};
use std::path::Path;

/// Runs the command.
pub(crate) fn run(options: &Codegen) -> Outcome {
    let out = job::out(options.out.as_deref());
    let pending = update::is_pending(&out) && !options.dump;
    if pending && options.check {
        let message = format!("{} is out of date: an update was interrupted", out.display());
        job::complain(options.source.json, &message, Some("run this command without `--check`"));
        return Outcome::OutOfDate;
    }
    if pending && let Err(error) = update::resume(&out) {
        job::complain(options.source.json, &error, None);
        return Outcome::OutOfDate;
    }
    let mut job = match job::run(&options.source, options.out.as_deref()) {
        Ok(job) => job,
        Err(outcome) => return outcome,
    };
    let json = options.source.json;
    job::print_findings(&job.output, json, options.verbose);
    if let (Some(path), Some(_)) = (&options.coverage, &job.output.krate)
        && let Err(error) = std::fs::write(path, job.output.report.coverage.to_json())
    {
        job::complain(json, &format!("{}: {error}", path.display()), None);
        return Outcome::OutOfDate;
    }
    let Some(api) = &job.output.api else { return Outcome::Unusable };
    if options.dump {
        say(&format!("{api:#?}\n"));
        return Outcome::Fine;
    }
    if job.output.files.is_empty() || refused(&job, options) {
        return Outcome::Unusable;
    }
    let mut stages = std::mem::take(&mut job.output.stages);
    let outcome = match options.check {
        true => stages.run("compare", || check(&job, &out, json)),
        false => stages.run("write", || write_files(&job, &out, json)),
    };
    if !json && outcome == Outcome::Fine && !options.check {
        eprint!("{}", job.output.report.coverage);
    }
    if !json && options.verbose {
        eprint!("{stages}");
    }
    outcome
}

/// Whether the run must end here, though there is something to write. Errors in somebody else's description leave things out, which
/// the summary tells; in our own they are to be mended first. A setting that names nothing is a slip of ours in any case.
fn refused(job: &job::Job, options: &Codegen) -> bool {
    let errors = job.output.report.count(Severity::Error);
    let idle = job.output.report.count_of(Code::IdleSetting);
    let json = options.source.json;
    if job.committed && errors > 0 {
        let help = "mend the description in spec/, or correct it with an overlay in spec/overlays";
        job::complain(
            json,
            &format!("nothing is written: the description has errors ({errors})"),
            Some(help),
        );
        return true;
    }
    if (job.committed || options.source.config.is_some()) && idle > 0 {
        let help = "remove them, or name what the description has";
        job::complain(
            json,
            &format!("nothing is written: {idle} settings name nothing in the description"),
            Some(help),
        );
        return true;
    }
    false
}

fn check(job: &job::Job, out: &Path, json: bool) -> Outcome {
    let checked = match write::check(out, &job.output.files, &job.output.lock) {
        Ok(checked) => checked,
        Err(error) => {
            job::complain(json, &error.to_string(), error.help());
            return Outcome::OutOfDate;
        }
    };
    let Checked { reasons, findings } = checked;
    if findings.is_empty() {
        return Outcome::Fine;
    }
    if json {
        for reason in &reasons {
            job::complain(json, &format!("{}: {reason}", out.display()), None);
        }
        for Finding { kind, path } in &findings {
            eprintln!(
                "{{\"severity\":\"error\",\"kind\":\"{kind}\",\"file\":{}}}",
                codegen::json_text(path)
            );
        }
        return Outcome::OutOfDate;
    }
    eprintln!("error: {} is out of date", out.display());
    for reason in &reasons {
        eprintln!("  = because: {reason}");
    }
    for Finding { kind, path } in &findings {
        eprintln!("  {:9} {path}", kind.to_string());
    }
    eprintln!("  = help: run `{}`", command(job, out));
    Outcome::OutOfDate
}

/// The command that mends what `--check` found.
fn command(job: &job::Job, out: &Path) -> String {
    if job.committed {
        "cargo xtask codegen".to_owned()
    } else {
        format!("cargo xtask codegen --spec {} --out {}", job.spec.display(), out.display())
    }
}

fn write_files(job: &job::Job, out: &Path, json: bool) -> Outcome {
    match write::write(out, &job.output.files, &job.output.lock) {
        Ok(written) => {
            if let Err(error) = update::finish(out) {
                job::complain(json, &error, None);
                return Outcome::OutOfDate;
            }
            if !json {
                eprintln!(
                    "{} -> {}: {} files written, {} removed, {} unchanged",
                    job.spec.display(),
                    out.display(),
                    written.changed.len(),
                    written.removed.len(),
                    written.unchanged
                );
            }
            for path in &written.left_over {
                let help = "delete it, or take its first line away if it is yours now";
                job::warn(json, &format!("{path} is left over from an earlier run"), help);
            }
            Outcome::Fine
        }
        Err(error) => {
            job::complain(json, &error.to_string(), error.help());
            Outcome::OutOfDate
        }
    }
}
