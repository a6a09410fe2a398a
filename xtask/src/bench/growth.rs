//! Whether generating stays flat: time and memory for each operation over an eighth, a quarter, a half and the whole of a large description.
//!
//! A slice has every so-many-th path and all components, of which those that nothing reaches are left out, so that it is a description
//! like the whole. Each run is a process of its own, and they take turns; processor time is that of all rounds together, because the
//! system counts it in hundredths of a second.

use crate::measure;
use serde_json::{Map, Value};
use std::fmt::Write as _;
use std::io::{Error, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

const PLACE: &str = "target/bench/growth";
const ROUNDS: usize = 5;
/// What the program is called while it is measured.
const NAME: &str = "one-slice";
/// Of eight paths, so many.
const SLICES: [usize; 4] = [1, 2, 4, 8];
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

struct Slice {
    eighths: usize,
    path: PathBuf,
    operations: f64,
    seconds: f64,
    memory: Vec<u64>,
}

/// The rows of the table.
pub(super) fn rows(dir: &Path, workspace: &Path) -> Result<String> {
    let whole: Value = serde_json::from_str(&super::largest(dir)?.text)?;
    let place = workspace.join(PLACE);
    std::fs::create_dir_all(&place)?;
    let mut slices = SLICES
        .map(|eighths| slice(&whole, eighths, &place))
        .into_iter()
        .collect::<Result<Vec<_>>>()?;
    // By another name, as a child that has not begun yet still looks like this program, with its memory.
    let program = place.join(NAME);
    std::fs::copy(std::env::current_exe()?, &program)?;
    for _ in 0..ROUNDS {
        for slice in &mut slices {
            let out = slice.path.with_extension("");
            // Files that are there already are compared instead of written, which is another job.
            let _ = std::fs::remove_dir_all(&out);
            let mut command = Command::new(&program);
            command.arg("codegen").arg("--spec").arg(&slice.path).arg("--out").arg(&out);
            let run = measure::run(command, &[NAME])?;
            if !run.output.status.success() {
                return Err(Error::other(String::from_utf8_lossy(&run.output.stderr).into_owned()));
            }
            slice.seconds += run.seconds;
            slice.memory.push(run.memory);
        }
    }
    let mut rows = String::new();
    let figures: Vec<(usize, f64, f64)> = slices
        .into_iter()
        .map(|mut slice| {
            slice.memory.sort_unstable();
            let memory = slice.memory.get(ROUNDS / 2).copied().unwrap_or_default() as f64 * 1024.0;
            let time = slice.seconds * 1e3 / ROUNDS as f64;
            (slice.eighths, time / slice.operations, memory / slice.operations)
        })
        .collect();
    let Some(&(_, whole_time, whole_memory)) = figures.last() else { return Ok(rows) };
    for (eighths, time, memory) in &figures[..figures.len() - 1] {
        let beside = format!("{eighths} of 8 paths");
        let _ = writeln!(
            rows,
            "the whole, processor time for an operation\t{beside}\t{:.2}\t1.20\t{whole_time:.2} ms against {time:.2} ms",
            whole_time / time
        );
        let _ = writeln!(
            rows,
            "the whole, memory for an operation\t{beside}\t{:.2}\t1.20\t{whole_memory:.0} KiB against {memory:.0} KiB",
            whole_memory / memory
        );
    }
    Ok(rows)
}

fn slice(whole: &Value, eighths: usize, place: &Path) -> Result<Slice> {
    let mut document = whole.clone();
    let none = Map::new();
    let paths = whole.get("paths").and_then(Value::as_object).unwrap_or(&none);
    let kept: Map<String, Value> = paths
        .iter()
        .enumerate()
        .filter(|(index, _)| index % 8 < eighths)
        .map(|(_, (path, item))| (path.clone(), item.clone()))
        .collect();
    let operations = kept
        .values()
        .map(|item| METHODS.iter().filter(|method| item.get(method).is_some()).count());
    let operations = operations.sum::<usize>() as f64;
    document["paths"] = Value::Object(kept);
    let path = place.join(format!("slice-{eighths}.json"));
    std::fs::write(&path, serde_json::to_string(&document)?)?;
    Ok(Slice { eighths, path, operations, seconds: 0.0, memory: Vec::new() })
}
