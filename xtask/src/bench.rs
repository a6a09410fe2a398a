//! `cargo xtask bench [DIR]`: how long generating takes, stage by stage, for the committed description and two large ones;
//! `cargo xtask bench json|unions|calls`: what generated code takes, beside serde's derive and bare reqwest (`beside.rs`);
//! `cargo xtask bench check|release|growth DIR`: what compiling a large crate takes, and whether generating stays flat;
//! `cargo xtask bench cold`: what the first command takes where nothing is built.
//!
//! Every figure is the median of five runs that take turns, and beside the milliseconds stands what does not depend on the machine:
//! shares of the run, and the whole as a multiple of reading the text.

mod beside;
mod cold;
mod compile;
mod growth;

use crate::args::Corpus;
use crate::{Outcome, corpus, job};
use codegen::{Input, load, settings::Settings, write};
use std::path::{Path, PathBuf};

pub(crate) use beside::{PARTS, sample};

/// How often each description is generated.
const RUNS: usize = 5;
/// The large descriptions, by the beginning of their names.
const LARGE: [&str; 2] = ["cloudflare", "stripe"];

/// Runs the command.
pub(crate) fn run(options: &Corpus) -> Outcome {
    let dir = options.dir.clone().unwrap_or_else(|| job::workspace().join(corpus::DIR));
    if !options.names.is_empty() {
        return beside::run(&options.names, &dir, options.update);
    }
    let mut documents =
        vec![("list-workers".to_owned(), job::workspace().join("spec/openapi.yaml"))];
    let found = corpus::documents(&dir).unwrap_or_default();
    documents.extend(
        found.into_iter().filter(|(name, _)| LARGE.iter().any(|large| name.starts_with(large))),
    );
    let mut runs: Vec<Vec<Run>> = documents.iter().map(|_| Vec::new()).collect();
    for _ in 0..RUNS {
        for ((_, path), runs) in documents.iter().zip(&mut runs) {
            match measured(path) {
                Ok(run) => runs.push(run),
                Err(error) => {
                    eprintln!("error: {}: {error}", path.display());
                    return Outcome::Unusable;
                }
            }
        }
    }
    println!("| description | operations | ms | × reading | stages |\n|---|---|---|---|---|");
    for ((name, _), mut runs) in documents.iter().zip(runs) {
        runs.sort_by(|one, other| one.whole().total_cmp(&other.whole()));
        let Some(median) = runs.get(RUNS / 2) else { continue };
        let reading = median.stages.first().map_or(0.0, |(_, ms)| *ms);
        let shares: Vec<String> = median
            .stages
            .iter()
            .map(|(stage, ms)| format!("{stage} {:.0} %", 100.0 * ms / median.whole()))
            .collect();
        println!(
            "| {name} | {} | {:.0} | {:.1} | {} |",
            median.operations,
            median.whole(),
            median.whole() / reading,
            shares.join(", ")
        );
    }
    Outcome::Fine
}

/// The first of the large descriptions.
fn largest(dir: &Path) -> std::io::Result<load::Source> {
    let found = corpus::documents(dir).unwrap_or_default();
    let Some((_, path)) = found.iter().find(|(name, _)| name.starts_with(LARGE[0])) else {
        let message = format!("no description of {} at {}", LARGE[0], dir.display());
        return Err(std::io::Error::other(message));
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(load::Source { path: name, text: std::fs::read_to_string(path)? })
}

/// Writes the crate of a description in one file.
fn write_crate(root: load::Source, package: Option<&str>, folder: &Path) -> std::io::Result<()> {
    let sources = load::Input { root: &root, files: &load::no_files, overlays: &[] };
    let mut settings = Settings::default();
    settings.package.name = package.map(str::to_owned);
    let lock = codegen::lock::Lock::default();
    let output =
        codegen::generate(&Input { sources, settings: &settings, lock: &lock, standalone: true });
    write::write(folder, &output.files, &output.lock)
        .map(drop)
        .map_err(|error| std::io::Error::other(error.to_string()))
}

/// One run of the compiler.
struct Run {
    operations: usize,
    stages: Vec<(&'static str, f64)>,
}

impl Run {
    fn whole(&self) -> f64 {
        self.stages.iter().map(|(_, ms)| ms).sum()
    }
}

fn measured(path: &Path) -> std::io::Result<Run> {
    let root =
        load::Source { path: path.display().to_string(), text: std::fs::read_to_string(path)? };
    let folder: PathBuf = path.parent().map(Path::to_owned).unwrap_or_default();
    let files =
        |path: &str| std::fs::read_to_string(folder.join(path)).map_err(|error| error.to_string());
    let sources = load::Input { root: &root, files: &files, overlays: &[] };
    let (settings, lock) = (Settings::default(), codegen::lock::Lock::default());
    let input = Input { sources, settings: &settings, lock: &lock, standalone: true };
    let output = codegen::generate(&input);
    let stages = output.stages.iter().map(|(name, time)| (name, time.as_secs_f64() * 1e3));
    Ok(Run { operations: output.report.coverage.operations.done, stages: stages.collect() })
}
