//! Generated code beside the same work done by hand: writes the crate of samples, builds the program that compares, runs it, and puts
//! its rows into codegen/docs/performance.md when asked to.

use super::compile;
use crate::{Outcome, job};
use codegen::load;
use std::path::Path;
use std::process::{Command, Stdio};

/// What the program can compare.
pub(crate) const PARTS: [&str; 7] =
    ["json", "unions", "calls", "check", "release", "growth", "cold"];
/// The program, a package of its own that is no member of the workspace.
const PROGRAM: &str = "codegen/bench";
/// The crate of the sample types.
const SAMPLE: &str = "target/bench/sample";
/// The committed tables.
const TABLES: &str = "codegen/docs/performance.md";

/// Runs the parts one after another.
pub(crate) fn run(parts: &[String], dir: &Path, update: bool) -> Outcome {
    // Programs run in other folders, so that a path may not begin where this one runs.
    let workspace = match std::path::absolute(job::workspace().join(".")) {
        Ok(workspace) => workspace,
        Err(error) => {
            eprintln!("error: the workspace: {error}");
            return Outcome::OutOfDate;
        }
    };
    // The program does not build without it, whichever part is asked for.
    if let Err(error) = sample() {
        eprintln!("error: the crate of samples: {error}");
        return Outcome::OutOfDate;
    }
    for part in parts {
        let rows = match part.as_str() {
            "check" => compile::rows(compile::Job::Check, dir, &workspace),
            "release" => compile::rows(compile::Job::Release, dir, &workspace),
            "growth" => super::growth::rows(dir, &workspace),
            "cold" => super::cold::rows(&workspace),
            part => program(&[part]),
        };
        let table = match rows {
            Ok(rows) => table(&rows),
            Err(error) => {
                eprintln!("error: {part}: {error}");
                return Outcome::OutOfDate;
            }
        };
        println!("{table}");
        if update && let Err(error) = put(&job::workspace().join(TABLES), part, &table) {
            eprintln!("error: {TABLES}: {error}");
            return Outcome::OutOfDate;
        }
    }
    Outcome::Fine
}

/// Writes the crate of samples that the program compares.
pub(crate) fn sample() -> std::io::Result<()> {
    let path = format!("{PROGRAM}/openapi.yaml");
    let text = std::fs::read_to_string(job::workspace().join(&path))?;
    super::write_crate(load::Source { path, text }, Some("sample"), &job::workspace().join(SAMPLE))
}

/// Runs the program and gives what it says.
pub(super) fn program(arguments: &[&str]) -> std::io::Result<String> {
    let manifest = job::workspace().join(PROGRAM).join("Cargo.toml");
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .args(["run", "--release", "--quiet", "--manifest-path"])
        .arg(manifest)
        .arg("--")
        .args(arguments)
        .stderr(Stdio::inherit());
    let output = command.output()?;
    if !output.status.success() {
        return Err(std::io::Error::other(format!("the program ended with {}", output.status)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The program's rows as a table.
fn table(rows: &str) -> String {
    let mut table = "| what | beside | ratio | bar | further |\n|---|---|---|---|---|".to_owned();
    for row in rows.lines() {
        table.push_str(&format!("\n| {} |", row.replace('\t', " | ")));
    }
    table
}

/// Replaces what stands between the marks of a part.
fn put(path: &Path, part: &str, table: &str) -> std::io::Result<()> {
    let text = std::fs::read_to_string(path)?;
    let text = replaced(&text, part, table)
        .ok_or_else(|| std::io::Error::other(format!("no marks of `{part}`")))?;
    std::fs::write(path, text)
}

fn replaced(text: &str, part: &str, table: &str) -> Option<String> {
    let (before, rest) = text.split_once(&format!("<!-- {part} -->\n"))?;
    let (_, after) = rest.split_once(&format!("<!-- end of {part} -->"))?;
    Some(format!("{before}<!-- {part} -->\n{table}\n<!-- end of {part} -->{after}"))
}

#[cfg(test)]
mod tests {
    use super::{replaced, table};

    #[test]
    fn rows_with_tabs_become_a_table() {
        let table = table("read\tderive\t1.20\t0.95\t500 MB/s\n");
        assert!(table.ends_with("\n| read | derive | 1.20 | 0.95 | 500 MB/s |"), "{table}");
    }

    #[test]
    fn only_the_table_of_a_part_is_replaced() {
        let text = "a\n<!-- json -->\nold\n<!-- end of json -->\nb\n";
        let new = "a\n<!-- json -->\nnew\n<!-- end of json -->\nb\n";
        assert_eq!(replaced(text, "json", "new").as_deref(), Some(new));
        assert_eq!(replaced(text, "calls", "new"), None);
    }
}
