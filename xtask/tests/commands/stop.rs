//! `update` and `codegen`, stopped at each of their writes in turn: `--check` understands what is left, and the next run repairs it.

use super::evolve::{SETTINGS, breaking};
use super::kill::{Tree, difference, restore, tree};
use super::{Folder, code, folder, stderr};
use std::fs;

/// The file that a text is written to before it takes its place.
fn beside(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}.{name}.codegen-new")
}

/// Runs a command from the tree of before, once for each file that it writes: a full folder where the file is written to makes
/// that write fail, and no other.
fn stop_at_each(folder: &Folder, command: &[&str], before: &Tree, own: &[&str]) {
    restore(folder, before);
    let [name, more @ ..] = command else { return };
    let output = folder.crate_of(name, more);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let after = tree(folder);
    let changed = difference(before, &after).into_iter().filter(|path| after.contains_key(*path));
    let steps: Vec<String> =
        changed.cloned().chain(own.iter().map(|it| (*it).to_owned())).collect();
    assert!(steps.len() > 5, "{steps:?}");
    // A first run writes a hundred files in one and the same way.
    for step in steps.iter().step_by(steps.len() / 40 + 1) {
        let obstacle = beside(step);
        restore(folder, before);
        folder.write(&format!("{obstacle}/in the way"), "");
        let stopped = folder.crate_of(name, more);
        assert_eq!(code(&stopped), 1, "{step}: {}", stderr(&stopped));
        fs::remove_dir_all(folder.path(&obstacle)).expect("removed");

        let left = tree(folder);
        let check = folder.crate_of("codegen", &["--check"]);
        let said = stderr(&check);
        assert_eq!(
            code(&check),
            i32::from(left != *before || *name == "codegen"),
            "{step}: {said}"
        );
        assert_eq!(tree(folder), left, "{step}: `--check` writes nothing");
        assert!(!said.contains("edited") && !said.contains("damaged"), "{step}: {said}");
        assert!(left == *before || said.contains("interrupted"), "{step}: {said}");

        // What had not begun is begun again.
        let again = match left == *before {
            true => folder.crate_of(name, more),
            false => folder.crate_of("codegen", &[]),
        };
        assert_eq!(code(&again), 0, "{step}: {}", stderr(&again));
        let now = tree(folder);
        assert!(now == after, "{step}: {:?}", difference(&now, &after));
    }
}

#[test]
fn an_update_stopped_at_each_write_is_finished_by_the_next_run() {
    let folder = Folder::with_settings("stop_update");
    folder.write("next.yaml", &breaking());
    folder.write("client/Cargo.lock", LOCK);
    let before = tree(&folder);
    stop_at_each(&folder, &["update", "next.yaml"], &before, &["client/.codegen-update"]);
}

#[test]
fn an_update_in_several_files_stopped_at_each_write_is_finished_by_the_next_run() {
    let folder = folder::before("stop_update_folder");
    folder::write_next(&folder);
    let before = tree(&folder);
    stop_at_each(&folder, &["update", "new"], &before, &["client/.codegen-update"]);
}

#[test]
fn a_codegen_stopped_at_each_write_is_finished_by_the_next_run() {
    let folder = Folder::with_settings("stop_codegen");
    folder.write("openapi.yaml", &breaking());
    folder.write("codegen.yaml", &SETTINGS.replace("0.3.0", "0.4.0"));
    let before = tree(&folder);
    stop_at_each(&folder, &["codegen"], &before, &[]);
}

#[test]
fn a_first_codegen_stopped_at_each_write_is_finished_by_the_next_run() {
    let folder = Folder::new("stop_first_codegen");
    folder.write("codegen.yaml", SETTINGS);
    let before = tree(&folder);
    stop_at_each(&folder, &["codegen"], &before, &[]);
}

const LOCK: &str = "version = 4\n\n[[package]]\nname = \"shop\"\nversion = \"0.3.0\"\n";
