//! The table: a row for each description, and the comparison of its fixed columns with the committed table.

use crate::args::Corpus;
use crate::{Outcome, job};
use std::collections::BTreeMap;
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
    /// Examples that came back unchanged, of those that are valid against their schemas.
    pub(super) examples: (usize, usize),
    /// Examples that are not.
    pub(super) invalid: usize,
    /// Samples that their schemas do not allow: where and why.
    pub(super) unlike: Vec<(String, String)>,
    /// Examples and samples that did not come back.
    pub(super) faults: Vec<String>,
}

impl Row {
    pub(super) const HEADING: &'static str = "name                              state    operations  schemas       left errors  lines name  generate    check  memory  examples   percent invalid unlike samples";
    const COLUMNS: &'static str = "name\tstate\toperations\tof\tschemas\tof\tleft out\terrors\tlines\tlongest name\texamples back\tof\tinvalid\tunlike\tsamples lost";

    /// The columns that are the same on every machine.
    fn fixed(&self) -> String {
        let Self { name, state, operations, schemas, left_out, errors, lines, longest, .. } = self;
        let (back, of) = self.examples;
        let (unlike, lost) = (self.unlike.len(), self.lost_samples());
        let invalid = self.invalid;
        format!(
            "{name}\t{state}\t{}\t{}\t{}\t{}\t{left_out}\t{errors}\t{lines}\t{longest}\t{back}\t{of}\t{invalid}\t{unlike}\t{lost}",
            operations.0, operations.1, schemas.0, schemas.1
        )
    }

    /// How many lists of samples did not come back.
    fn lost_samples(&self) -> usize {
        self.faults.iter().filter(|line| !line.starts_with("example\t")).count()
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
            examples: (back, of),
            invalid,
            ..
        } = self;
        let percent = if *of == 0 { 100.0 } else { *back as f64 * 100.0 / *of as f64 };
        let (unlike, lost) = (self.unlike.len(), self.lost_samples());
        let examples = format!("{back}/{of}");
        let operations = format!("{}/{}", operations.0, operations.1);
        let schemas = format!("{}/{}", schemas.0, schemas.1);
        write!(
            f,
            "{name:33} {state:8} {operations:11} {schemas:13} {left_out:4} {errors:6} {lines:6} {longest:4} {generate:7.2} s {check:6.1} s {memory:4} MiB {examples:11} {percent:6.2} % {invalid:5} {unlike:6} {lost:6}"
        )
    }
}

/// Writes the committed table, or compares with it: a row that has lost something is a failure.
pub(super) fn conclude(rows: &[Row], options: &Corpus) -> Outcome {
    let path = job::workspace().join(COMMITTED);
    if options.update {
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        let text = updated(&committed, rows, options.no_build);
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

/// Columns that only a built crate tells: the state, examples that came back and their number, lost samples.
const BUILT: [usize; 4] = [1, 10, 11, 14];

/// The table with new rows in place of those of the same names. What is only known of a built crate stays when none was built.
fn updated(committed: &str, rows: &[Row], no_build: bool) -> String {
    let name = |line: &str| line.split('\t').next().unwrap_or_default().to_owned();
    let mut lines: BTreeMap<String, String> =
        committed.lines().skip(1).map(|line| (name(line), line.to_owned())).collect();
    for row in rows {
        let new = row.fixed();
        let mut columns: Vec<&str> = new.split('\t').collect();
        let old = lines.get(&row.name).cloned().filter(|_| no_build && row.state == "written");
        let old: Vec<&str> = old.iter().flat_map(|line| line.split('\t')).collect();
        for index in BUILT {
            if let (Some(column), Some(old)) = (columns.get_mut(index), old.get(index)) {
                *column = old;
            }
        }
        let line = columns.join("\t");
        lines.insert(row.name.clone(), line);
    }
    let mut text = format!("{}\n", Row::COLUMNS);
    for line in lines.values() {
        text += line;
        text.push('\n');
    }
    text
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
    if row.unlike.len() > number(13) {
        let n_unlike = row.unlike.len();
        losses.push(format!("{n_unlike} samples that their schemas refuse, {} before", number(13)));
    }
    if no_build {
        return losses;
    }
    let (lost, before) = (row.examples.1 - row.examples.0, number(11).saturating_sub(number(10)));
    if lost > before {
        losses.push(format!("{lost} examples do not come back, {before} before"));
    }
    if row.lost_samples() > number(14) {
        losses.push(format!(
            "{} samples do not come back, {} before",
            row.lost_samples(),
            number(14)
        ));
    }
    losses
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "shop\tbuilds\t10\t10\t50\t50\t0\t0\t900\t20\t8\t9\t1\t2\t0";

    fn row() -> Row {
        Row {
            name: "shop".to_owned(),
            state: "builds".to_owned(),
            operations: (10, 10),
            schemas: (50, 50),
            examples: (8, 9),
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
    fn an_example_that_no_longer_comes_back_is_a_loss_unless_nothing_was_built() {
        let row = Row { examples: (7, 9), ..row() };
        assert_eq!(losses(OLD, &row, false), ["2 examples do not come back, 1 before"]);
        assert_eq!(losses(OLD, &row, true).len(), 0);
    }

    #[test]
    fn a_sample_that_is_lost_or_unlike_its_schema_is_a_loss() {
        let unlike = vec![("#/a".to_owned(), "no object".to_owned()); 3];
        let row = Row { faults: vec!["newer\t#/a\tA\tlost".to_owned()], unlike, ..row() };
        assert_eq!(losses(OLD, &row, false).len(), 2);
    }

    #[test]
    fn a_new_row_takes_the_place_of_the_old_one_alone() {
        let committed = format!("{}\nbakery\tbuilds\n{OLD}\n", Row::COLUMNS);
        let text = updated(&committed, &[Row { left_out: 4, ..row() }], false);
        let rows: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0], "bakery\tbuilds");
        assert_eq!(rows[1].split('\t').nth(6), Some("4"));
    }

    #[test]
    fn what_only_a_built_crate_tells_stays_when_none_was_built() {
        let committed = format!("{}\n{OLD}\n", Row::COLUMNS);
        let written = Row { state: "written".to_owned(), examples: (0, 0), lines: 901, ..row() };
        let text = updated(&committed, &[written], true);
        let columns: Vec<&str> = text.lines().nth(1).unwrap_or_default().split('\t').collect();
        assert_eq!((columns[1], columns[8], columns[10]), ("builds", "901", "8"));
    }

    #[test]
    fn more_untyped_schemas_are_a_loss() {
        let row = Row { schemas: (49, 50), ..row() };
        assert_eq!(losses(OLD, &row, false), ["1 untyped schemas, 0 before"]);
    }
}
