//! The table of abilities has every row, and names tests, examples and files that exist.

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn table() -> String {
    std::fs::read_to_string(root().join("codegen/docs/client.md")).expect("the table")
}

/// The rows, each as its number and its cells.
fn rows(table: &str) -> Vec<(u32, Vec<&str>)> {
    let cells = table.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let cells = cells.map(|line| line.split(" | ").collect::<Vec<_>>());
    cells.filter_map(|cells| Some((cells[0].parse().ok()?, cells))).collect()
}

/// What stands in backquotes.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The texts of Rust sources below a folder, after one another.
fn gather(folder: &Path, found: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            gather(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push_str(&std::fs::read_to_string(&path).expect("a source"));
        }
    }
}

/// The tests of the runtime, the client and the compiler.
fn tests() -> String {
    let mut found = String::new();
    for folder in ["codegen/runtime/tests", "codegen/tests", "generated-client/tests"] {
        gather(&root().join(folder), &mut found);
    }
    found
}

#[test]
fn every_row_has_what_shows_it() {
    let table = table();
    let rows = rows(&table);
    let numbers: Vec<u32> = rows.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, (39..=72).chain(108..=116).collect::<Vec<u32>>());
    for (number, cells) in rows {
        assert!(cells.len() == 3 && !cells[2].is_empty(), "row {number}");
        let named = code(cells[2]).count() + cells[2].matches('*').count();
        let honest = cells[2].starts_with("not ");
        assert!(named > 0 || honest, "row {number} names nothing");
    }
}

#[test]
fn every_test_that_the_table_of_abilities_names_exists() {
    let (table, tests) = (table(), tests());
    let accepted = root().join("codegen/tests/fixtures/accepted");
    let names: Vec<&str> = rows(&table)
        .iter()
        .flat_map(|(_, cells)| code(cells[2]))
        .filter(|name| name.matches('_').count() > 1 && !name.contains(['/', '(', '.']))
        .collect();
    assert!(names.len() > 40, "{}", names.len());
    for name in names {
        let is_there = tests.contains(&format!("fn {name}("))
            || accepted.join(name).join("expected.rs").exists();
        assert!(is_there, "there is no test `{name}`");
    }
}

#[test]
fn every_file_and_section_that_the_table_of_abilities_names_exists() {
    let table = table();
    let guide = std::fs::read_to_string(root().join("generated-client/src/guide.rs"))
        .expect("the guide of the committed client");
    for (number, cells) in rows(&table) {
        for path in code(cells[2]).filter(|name| name.contains('/') && !name.contains(' ')) {
            assert!(root().join(path).exists(), "row {number}: there is no `{path}`");
        }
        for section in cells[2].split('*').skip(1).step_by(2) {
            let heading = format!("//! # {section}\n");
            assert!(guide.contains(&heading), "row {number}: the guide has no part *{section}*");
        }
    }
}
