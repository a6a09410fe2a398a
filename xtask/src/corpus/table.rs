//! The table: a row for each description, and the comparison of its fixed columns with the committed table.

use crate::args::Corpus;
use crate::{Outcome, job};
use std::fmt;

/// The committed table, tab-separated.
const COMMITTED: &str = "codegen/tests/corpus.tsv";

/// What came of a description.
#[derive(Default)]
pub(super) struct Row {
    pub(super) name: String,
    /// `builds`, or the step that failed.
    pub(super) state: String,
    /// Generated, of all.
    pub(super) operations: (usize, usize),
    /// Typed, of all.
    pub(super) schemas: (usize, usize),
    pub(super) left_out: usize,
    pub(super) errors: usize,
    /// Lines of code.
    pub(super) lines: usize,
    /// Length of the longest type name.
    pub(super) longest: usize,
    /// Seconds to generate.
    pub(super) generate: f64,
    /// Processor seconds to check.
    pub(super) check: f64,
    /// Peak memory of the check, MiB.
    pub(super) memory: u64,
}

impl Row {
    pub(super) const HEADING: &'static str = "name                              state    operations  schemas       left errors  lines name  generate    check  memory";
    const COLUMNS: &'static str =
        "name\tstate\toperations\tof\tschemas\tof\tleft out\terrors\tlines\tlongest name";

    /// The columns that are the same on every machine.
    fn fixed(&self) -> String {
        let Self { name, state, operations, schemas, left_out, errors, lines, longest, .. } = self;
        format!(
            "{name}\t{state}\t{}\t{}\t{}\t{}\t{left_out}\t{errors}\t{lines}\t{longest}",
            operations.0, operations.1, schemas.0, schemas.1
        )
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            state,
            operations,
            schemas,
            left_out,
            errors,
            lines,
            longest,
            generate,
            check,
            memory,
        } = self;
        let operations = format!("{}/{}", operations.0, operations.1);
        let schemas = format!("{}/{}", schemas.0, schemas.1);
        write!(
            f,
            "{name:33} {state:8} {operations:11} {schemas:13} {left_out:4} {errors:6} {lines:6} {longest:4} {generate:7.2} s {check:6.1} s {memory:4} MiB"
        )
    }
}

/// Writes the committed table, or compares with it: a row that has lost something is a failure.
pub(super) fn conclude(rows: &[Row], options: &Corpus) -> Outcome {
    let path = job::workspace().join(COMMITTED);
    if options.update {
        let mut text = format!("{}\n", Row::COLUMNS);
        for row in rows {
            text += &row.fixed();
            text.push('\n');
        }
        return match std::fs::write(&path, text) {
            Ok(()) => Outcome::Fine,
            Err(error) => {
                eprintln!("error: {}: {error}", path.display());
                Outcome::OutOfDate
            }
        };
    }
    let Ok(committed) = std::fs::read_to_string(&path) else {
        println!(
            "corpus: no table at {}: nothing to compare with (`--update` writes it)",
            path.display()
        );
        return Outcome::Fine;
    };
    let mut outcome = Outcome::Fine;
    for row in rows {
        let Some(old) = committed.lines().find(|line| line.split('\t').next() == Some(&row.name))
        else {
            println!("corpus: {} is new", row.name);
            continue;
        };
        for loss in losses(old, row, options.no_build) {
            eprintln!("error: {}: {loss}", row.name);
            outcome = Outcome::OutOfDate;
        }
    }
    outcome
}

fn losses(old: &str, row: &Row, no_build: bool) -> Vec<String> {
    let old: Vec<&str> = old.split('\t').collect();
    let number =
        |index: usize| old.get(index).and_then(|text| text.parse::<usize>().ok()).unwrap_or(0);
    let mut losses = Vec::new();
    if !no_build && old.get(1) == Some(&"builds") && row.state != "builds" {
        losses.push(format!("it built before and now fails at `{}`", row.state));
    }
    if row.operations.0 < number(2) {
        losses.push(format!("{} operations, {} before", row.operations.0, number(2)));
    }
    let untyped = |typed: usize, all: usize| all.saturating_sub(typed);
    let (now, before) = (untyped(row.schemas.0, row.schemas.1), untyped(number(4), number(5)));
    if now > before {
        losses.push(format!("{now} untyped schemas, {before} before"));
    }
    if row.left_out > number(6) {
        losses.push(format!("{} things left out, {} before", row.left_out, number(6)));
    }
    losses
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "shop\tbuilds\t10\t10\t50\t50\t0\t0\t900\t20";

    fn row() -> Row {
        Row {
            name: "shop".to_owned(),
            state: "builds".to_owned(),
            operations: (10, 10),
            schemas: (50, 50),
            ..Row::default()
        }
    }

    #[test]
    fn an_equal_row_loses_nothing() {
        assert_eq!(losses(OLD, &row(), false), Vec::<String>::new());
    }

    #[test]
    fn a_missing_operation_is_a_loss() {
        let row = Row { operations: (9, 10), ..row() };
        assert_eq!(losses(OLD, &row, false), ["9 operations, 10 before"]);
    }

    #[test]
    fn a_build_that_fails_is_a_loss_unless_nothing_was_built() {
        let row = Row { state: "clippy".to_owned(), ..row() };
        assert_eq!(losses(OLD, &row, false).len(), 1);
        assert_eq!(losses(OLD, &row, true).len(), 0);
    }

    #[test]
    fn more_untyped_schemas_are_a_loss() {
        let row = Row { schemas: (49, 50), ..row() };
        assert_eq!(losses(OLD, &row, false), ["1 untyped schemas, 0 before"]);
    }
}
