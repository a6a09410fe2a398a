//! `cargo xtask corpus [DIR] [NAME…]`: a crate for each description of a folder, checked, linted and tested, and a table of what
//! came of it that is compared with the committed one.

mod build;
#[cfg(any(test, feature = "validator"))]
mod bundle;
mod cases;
#[cfg(any(test, feature = "validator"))]
mod judge;
mod table;

use crate::args::Corpus;
use crate::{Outcome, job};
use codegen::lock::Lock;
use codegen::settings::Settings;
use codegen::{Input, Output, load, write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use table::Row;

/// Where the descriptions are laid out unless a folder is named.
pub(crate) const DIR: &str = "target/corpus";
/// The crates, one folder each.
const CRATES: &str = "target/corpus-crates";
/// Their shared target folder.
const TARGET: &str = "target/corpus-target";

/// At most this many faults of a kind are printed for a document.
const SHOWN: usize = 20;

/// Runs the command.
pub(crate) fn run(options: &Corpus) -> Outcome {
    if !cfg!(feature = "validator") {
        return with_validator();
    }
    let dir = options.dir.clone().unwrap_or_else(|| job::workspace().join(DIR));
    let documents = match documents(&dir) {
        Ok(documents) if !documents.is_empty() => documents,
        Ok(_) | Err(_) => {
            println!("corpus: no descriptions at {}: skipped", dir.display());
            return Outcome::Fine;
        }
    };
    let chosen = |name: &str| {
        options.names.is_empty() || options.names.iter().any(|part| name.contains(part.as_str()))
    };
    let mut rows = Vec::new();
    println!("{}", Row::HEADING);
    for (name, path) in documents.iter().filter(|(name, _)| chosen(name)) {
        let row = document(name, path, options);
        println!("{row}");
        for (at, why) in row.unlike.iter().take(SHOWN) {
            println!("  unlike\t{at}\t{why}");
        }
        for fault in row.faults.iter().take(SHOWN) {
            println!("  lost {}", fault.chars().take(400).collect::<String>());
        }
        rows.push(row);
    }
    table::conclude(&rows, options)
}

/// Runs the command by a build of this program that has the validator, which no other command needs.
fn with_validator() -> Outcome {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["run", "--quiet", "--package", "xtask", "--features", "validator", "--"]);
    command.args(std::env::args_os().skip(1));
    match command.status() {
        Ok(status) if status.success() => Outcome::Fine,
        Ok(_) => Outcome::OutOfDate,
        Err(error) => {
            eprintln!("error: the validator could not be built: {error}");
            Outcome::OutOfDate
        }
    }
}

/// Descriptions of a folder: a file each, or a folder's root file.
pub(crate) fn documents(dir: &Path) -> std::io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()).map(str::to_owned) else {
            continue;
        };
        if path.is_dir() {
            found.extend(root_of(&path)?.map(|root| (name, root)));
        } else if ["json", "yaml", "yml"]
            .iter()
            .any(|extension| path.extension().is_some_and(|own| own == *extension))
        {
            let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or(&name).to_owned();
            found.push((stem, path));
        }
    }
    found.sort();
    Ok(found)
}

/// The file of a folder that says `openapi:`.
fn root_of(dir: &Path) -> std::io::Result<Option<PathBuf>> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(dir)?.filter_map(Result::ok).map(|entry| entry.path()).collect();
    files.sort();
    Ok(files.into_iter().find(|path| {
        std::fs::read_to_string(path).is_ok_and(|text| {
            text.lines().any(|line| {
                line.starts_with("openapi:") || line.trim_start().starts_with("\"openapi\"")
            })
        })
    }))
}

fn document(name: &str, path: &Path, options: &Corpus) -> Row {
    let started = Instant::now();
    let mut row = Row { name: name.to_owned(), ..Row::default() };
    let Ok(text) = std::fs::read_to_string(path) else {
        row.state = "unreadable".to_owned();
        return row;
    };
    let root = load::Source { path: path.display().to_string(), text };
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    let files =
        |path: &str| std::fs::read_to_string(folder.join(path)).map_err(|error| error.to_string());
    let mut settings = Settings::default();
    settings.package.name = Some(package(name));
    let sources = load::Input { root: &root, files: &files, overlays: &[] };
    let generate = |settings: &Settings| -> Output {
        codegen::generate(&Input { sources, settings, lock: &Lock::default(), standalone: true })
    };
    // What is measured is what a maintainer's run does, who asks for no tests.
    let mut output = generate(&settings);
    row.generate = started.elapsed().as_secs_f64();
    let coverage = &output.report.coverage;
    row.operations = (coverage.operations.done, coverage.operations.all);
    row.schemas = (coverage.schemas.done, coverage.schemas.all);
    row.left_out = coverage.left_out.len();
    row.errors = output.report.count(codegen::diagnostic::Severity::Error);
    if output.files.is_empty() {
        row.state = "refused".to_owned();
        return row;
    }
    let rust = output.files.iter().filter(|file| file.path.ends_with(".rs"));
    row.lines = rust.map(|file| lines_of_code(&file.text)).sum();
    row.longest = output
        .krate
        .as_ref()
        .map_or(0, |krate| krate.types.iter().map(|ty| name_length(&ty.rust)).max().unwrap_or(0));
    settings.package.tests = true;
    output = generate(&settings);
    if let Err(error) = cases::exclude(&sources, &output, &mut settings, &mut row) {
        row.state = format!("not judged: {error}");
        return row;
    }
    output = generate(&settings);
    let out = job::workspace().join(CRATES).join(name);
    if let Err(error) = write::write(&out, &output.files, &output.lock) {
        row.state = format!("not written: {error}");
        return row;
    }
    row.state = "written".to_owned();
    if !options.no_build {
        build::build(&out, &job::workspace().join(TARGET), options.tests_only, &mut row);
    }
    row
}

/// Length of a type's own name: a composed type has none.
fn name_length(rust: &str) -> usize {
    if rust.contains('<') { 0 } else { rust.len() }
}

/// Lines that are neither blank nor comments.
fn lines_of_code(text: &str) -> usize {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

fn package(name: &str) -> String {
    let letters = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' });
    letters.collect()
}
