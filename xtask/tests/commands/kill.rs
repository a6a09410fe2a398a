//! `update` and `codegen`, killed at many moments: no file is half old and half new, `--check` understands what is left, and the
//! next run repairs it. `KILLS=1000` kills that often.

use super::evolve::{OPTIONS, SETTINGS, breaking, snapshot};
use super::{Folder, code, folder, stderr};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub(super) type Tree = BTreeMap<String, String>;

pub(super) fn tree(folder: &Folder) -> Tree {
    let root = format!("{}/", folder.0.display());
    let all = snapshot(&folder.0).into_iter();
    all.map(|(path, text)| (path.replace('\\', "/").replace(&root, ""), text)).collect()
}

pub(super) fn restore(folder: &Folder, tree: &Tree) {
    let _ = fs::remove_dir_all(&folder.0);
    tree.iter().for_each(|(path, text)| folder.write(path, text));
}

fn kills() -> u32 {
    std::env::var("KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(12)
}

fn begin(folder: &Folder, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(arguments).args(OPTIONS).current_dir(&folder.0);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a child")
}

/// Waits until the run begins to write, which is where killing it could do harm; gives up when it has ended.
fn wait_for_writing(child: &mut Child, is_writing: &dyn Fn() -> bool) {
    while !is_writing() && child.try_wait().expect("a child").is_none() {
        std::thread::yield_now();
    }
}

/// Runs a command from the tree of before, kills it at many moments from when it begins to write, and holds what is left
/// against the two trees that may be there.
fn kill_often(folder: &Folder, arguments: &[&str], before: &Tree, begun: &str) {
    let is_writing = || Path::new(&folder.path(begun)).exists();
    restore(folder, before);
    let mut child = begin(folder, arguments);
    wait_for_writing(&mut child, &is_writing);
    let start = Instant::now();
    assert!(child.wait().expect("a child").success());
    let takes = start.elapsed();
    let after = tree(folder);

    let mut interrupted = 0;
    for kill in 0..kills() {
        restore(folder, before);
        let mut child = begin(folder, arguments);
        // Every fifth kill comes at any moment of the run, the others while it writes.
        if kill % 5 == 0 {
            std::thread::sleep(Duration::from_millis(u64::from(kill) * 2));
        } else {
            wait_for_writing(&mut child, &is_writing);
            let moment = takes * kill / kills();
            let start = Instant::now();
            while start.elapsed() < moment {
                std::thread::yield_now();
            }
        }
        let _ = child.kill();
        let _ = child.wait();
        interrupted += u32::from(holds(folder, before, &after, kill));
    }
    // How many they are depends on how busy the machine is.
    println!("{interrupted} of {} kills left neither tree", kills());
}

/// Whether the run was interrupted between the two trees.
fn holds(folder: &Folder, before: &Tree, after: &Tree, kill: u32) -> bool {
    let left = tree(folder);
    for (path, text) in &left {
        let name = path.rsplit('/').next().unwrap_or_default();
        // What is being written has a name of its own until it is whole; the lock says that a run is under way.
        let own = name.ends_with(".codegen-new") || name == ".codegen-update";
        let whole = [before, after].iter().any(|tree| tree.get(path) == Some(text));
        let lock = name == "codegen.lock" && codegen::lock::Lock::parse(text).is_ok();
        assert!(own || whole || lock, "kill {kill}: {path} is neither old nor new:\n{text}");
    }
    let check = folder.crate_of("codegen", &["--check"]);
    let said = stderr(&check);
    assert!([0, 1].contains(&code(&check)), "kill {kill}: {said}");
    assert_eq!(tree(folder), left, "kill {kill}: `--check` writes nothing");
    let is_pending = left.keys().any(|path| path.ends_with("/.codegen-update"));
    assert_eq!(is_pending, said.contains("an update was interrupted"), "kill {kill}: {said}");
    assert!(!said.contains("edited") && !said.contains("damaged"), "kill {kill}: {said}");

    let again = folder.crate_of("codegen", &[]);
    assert_eq!(code(&again), 0, "kill {kill}: {}", stderr(&again));
    let now = tree(folder);
    assert!(now == *before || now == *after, "kill {kill}: {:?}", difference(&now, after));
    let check = folder.crate_of("codegen", &["--check"]);
    assert_eq!((code(&check), stderr(&check).as_str()), (0, ""), "kill {kill}");
    left != *before && left != *after
}

pub(super) fn difference<'t>(one: &'t Tree, other: &'t Tree) -> Vec<&'t String> {
    let paths = one.keys().chain(other.keys());
    paths.filter(|path| one.get(*path) != other.get(*path)).collect()
}

#[test]
fn an_update_killed_at_any_moment_happens_whole_or_not_at_all() {
    let folder = Folder::with_settings("update_killed");
    folder.write("next.yaml", &breaking());
    let before = tree(&folder);
    kill_often(&folder, &["update", "next.yaml"], &before, "client/.codegen-update");
}

#[test]
fn an_update_in_several_files_killed_at_any_moment_happens_whole_or_not_at_all() {
    let folder = folder::before("update_folder_killed");
    folder::write_next(&folder);
    let before = tree(&folder);
    kill_often(&folder, &["update", "new"], &before, "client/.codegen-update");
}

#[test]
fn a_first_codegen_killed_at_any_moment_is_finished_by_the_next() {
    let folder = Folder::new("codegen_killed");
    folder.write("codegen.yaml", SETTINGS);
    let mut child = begin(&folder, &["codegen"]);
    assert!(child.wait().expect("a child").success());
    // The run that repairs makes everything that is not there.
    let after = tree(&folder);
    let before: Tree =
        after.iter().filter(|(path, _)| !path.starts_with("client/")).map(own).collect();
    kill_often(&folder, &["codegen"], &before, "client/codegen.lock");
}

fn own((path, text): (&String, &String)) -> (String, String) {
    (path.clone(), text.clone())
}
