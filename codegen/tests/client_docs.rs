//! The table of abilities names tests that exist.

use std::path::Path;

/// The names of all files and the texts of Rust sources below a folder.
fn gather(folder: &Path, found: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        found.push_str(&format!("{}\n", path.display()));
        if path.is_dir() {
            gather(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push_str(&std::fs::read_to_string(&path).expect("a source"));
        }
    }
}

#[test]
fn every_test_that_the_table_of_abilities_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let table = std::fs::read_to_string(root.join("codegen/docs/client.md")).expect("the table");
    let mut found = String::new();
    for folder in
        ["codegen/runtime/tests", "codegen/tests/fixtures/accepted", "generated-client/tests"]
    {
        gather(&root.join(folder), &mut found);
    }
    let names: Vec<&str> =
        table.split('`').skip(1).step_by(2).filter(|name| name.matches('_').count() > 1).collect();
    assert!(names.len() > 40, "{}", names.len());
    for name in names {
        let is_there = found.contains(&format!("fn {name}("))
            || found.contains(&format!("accepted/{name}\n"))
            || found.contains(&format!("accepted\\{name}\n"));
        assert!(is_there, "there is no test `{name}`");
    }
}
