//! `diff` and `update`: what changes for callers, and how a revision is adopted, also when that is interrupted.

use super::{Folder, SHOP, code, stderr, stdout};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

pub(super) const SETTINGS: &str =
    "# Ours.\npackage:\n  name: shop\n  version: 0.3.0 # bumped by update\n";

/// A shop whose orders have a further member, and no list any more of one kind of payment.
fn next() -> String {
    SHOP.replace(
        "        id: {type: string}\n",
        "        id: {type: string}\n        note: {type: string}\n",
    )
    .replace("required: [number]", "required: [number, owner]")
    .replace("number: {type: string}}", "number: {type: string}, owner: {type: string}}")
}

/// A next shop that breaks callers.
pub(super) fn breaking() -> String {
    SHOP.replace("        id: {type: string}\n", "        id: {type: integer}\n")
}

pub(super) const OPTIONS: [&str; 6] =
    ["--spec", "openapi.yaml", "--out", "client", "--config", "codegen.yaml"];

impl Folder {
    pub(super) fn with_settings(name: &str) -> Self {
        let folder = Self::new(name);
        folder.write("codegen.yaml", SETTINGS);
        assert_eq!(code(&folder.crate_of("codegen", &[])), 0);
        folder
    }

    pub(super) fn crate_of(&self, command: &str, more: &[&str]) -> std::process::Output {
        self.xtask(&[&[command][..], more, &OPTIONS].concat())
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_default()
    }
}

#[test]
fn additions_are_a_minor_version_and_no_failure() {
    let folder = Folder::new("diff_minor");
    folder.write("next.yaml", &next());
    let output = folder.xtask(&["diff", "openapi.yaml", "next.yaml"]);
    let text = stdout(&output);
    assert_eq!(code(&output), 0, "{text}{}", stderr(&output));
    assert!(text.contains("types::Order::note is a new field (note)"), "{text}");
    assert!(text.contains("+ pub note: Option<String>"), "{text}");
    assert!(text.contains("at next.yaml:"), "{text}");
    assert!(text.contains("in orders.list"), "{text}");
    assert!(text.ends_with("version 0.1.0 -> 0.1.1\n"), "{text}");
}

#[test]
fn a_break_is_told_with_a_hint_and_exit_status_1() {
    let folder = Folder::new("diff_major");
    folder.write("next.yaml", &breaking());
    let output = folder.xtask(&["diff", "openapi.yaml", "next.yaml"]);
    let text = stdout(&output);
    assert_eq!(code(&output), 1, "{text}");
    assert!(text.contains("- pub id: String\n      + pub id: i64"), "{text}");
    assert!(text.contains("help: build and read the new type"), "{text}");
    let markdown =
        stdout(&folder.xtask(&["diff", "openapi.yaml", "next.yaml", "--format", "markdown"]));
    let line = "### Breaking\n\n- `types::Order::id` has another type: `pub id: String` → `pub id: i64`. Build and read the new type. (`openapi.yaml:18:13` → `next.yaml:18:13`)\n";
    assert!(markdown.contains(line), "{markdown}");
    let json = stdout(&folder.xtask(&["diff", "openapi.yaml", "next.yaml", "--format", "json"]));
    assert!(
        json.contains("\"kind\":\"field-type-changed\"") && json.contains("\"breaking\":true"),
        "{json}"
    );
}

#[test]
fn a_reader_that_has_seen_enough_is_no_fault() {
    let folder = Folder::new("diff_head");
    folder.write("next.yaml", &breaking());
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["diff", "openapi.yaml", "next.yaml"]).current_dir(&folder.0);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a child");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("a child");
    assert_eq!((code(&output), stderr(&output).as_str()), (1, ""));
}

#[test]
fn equal_descriptions_do_not_differ() {
    let folder = Folder::new("diff_none");
    folder.write("next.yaml", &format!("# another comment\n{SHOP}"));
    let output = folder.xtask(&["diff", "openapi.yaml", "next.yaml"]);
    assert_eq!((code(&output), stdout(&output).as_str()), (0, "nothing changes for callers\n"));
}

#[test]
fn what_is_neither_a_file_nor_a_revision_is_wrong_usage() {
    let folder = Folder::new("diff_usage");
    let output = folder.xtask(&["diff", "no-such-thing", "openapi.yaml"]);
    assert_eq!(code(&output), 64, "{}", stderr(&output));
    assert!(stderr(&output).contains("`no-such-thing` is no file"), "{}", stderr(&output));
}

#[test]
fn an_update_changes_description_code_version_and_changelog() {
    let folder = Folder::with_settings("update");
    folder.write("new/next.yaml", &next());
    folder.write(
        "client/Cargo.lock",
        "version = 4\n\n[[package]]\nname = \"shop\"\nversion = \"0.3.0\"\n",
    );
    let output = folder.crate_of("update", &["new/next.yaml"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).contains("version 0.3.0 -> 0.3.1"), "{}", stdout(&output));
    assert_eq!(folder.text("openapi.yaml"), next());
    assert_eq!(folder.text("codegen.yaml"), SETTINGS.replace("0.3.0", "0.3.1"));
    assert!(folder.text("client/Cargo.toml").contains("version = \"0.3.1\""));
    assert!(folder.text("client/Cargo.lock").contains("version = \"0.3.1\""));
    let changelog = folder.text("client/CHANGELOG.md");
    assert!(changelog.contains("## 0.3.1\n\n### Added\n\n"), "{changelog}");
    assert!(
        changelog.contains("- `types::Order::note` is a new field: `pub note: Option<String>`."),
        "{changelog}"
    );
    let check = folder.crate_of("codegen", &["--check"]);
    assert_eq!((code(&check), stderr(&check).as_str()), (0, ""));
}

#[test]
fn a_dry_run_changes_nothing() {
    let folder = Folder::with_settings("update_dry");
    folder.write("next.yaml", &breaking());
    let before = snapshot(&folder.0);
    let output = folder.crate_of("update", &["next.yaml", "--dry-run", "--format", "markdown"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).contains("(0.3.0 -> 0.4.0)"), "{}", stdout(&output));
    assert_eq!(snapshot(&folder.0), before);
}

#[test]
fn a_stale_overlay_stops_the_update_with_its_reason() {
    let folder = Folder::with_settings("update_overlay");
    folder.write("fix.yaml", "overlay: 1.0.0\ninfo: {title: Fix, version: '1'}\nactions:\n- target: $.components.schemas.Cash.properties\n  update: {currency: {type: string}}\n");
    let all = [&OPTIONS[..], &["--overlay", "fix.yaml"]].concat();
    assert_eq!(code(&folder.xtask(&[&["codegen"][..], &all].concat())), 0);
    folder.write("next.yaml", &SHOP.replace("Cash", "Money"));
    let before = snapshot(&folder.0);
    let output = folder.xtask(&[&["update", "next.yaml"][..], &all].concat());
    assert_eq!(code(&output), 2, "{}", stderr(&output));
    assert!(
        stderr(&output).contains("E0503") && stderr(&output).contains("nothing was changed"),
        "{}",
        stderr(&output)
    );
    assert_eq!(snapshot(&folder.0), before);
}

#[test]
fn an_update_that_fails_at_any_write_leaves_what_check_understands_and_the_next_run_repairs() {
    // A full folder where a temporary file should go makes that write fail, and no other.
    let steps = [
        "client/..codegen-update.codegen-new",
        ".openapi.yaml.codegen-new",
        ".codegen.yaml.codegen-new",
        "client/.CHANGELOG.md.codegen-new",
        "client/.codegen.lock.codegen-new",
        "client/src/types/.orders.rs.codegen-new",
        "client/.README.md.codegen-new",
        "client/.Cargo.toml.codegen-new",
    ];
    for (index, step) in steps.iter().enumerate() {
        let folder = Folder::with_settings(&format!("update_stopped_{index}"));
        folder.write("next.yaml", &breaking());
        let before = snapshot(&folder.0);
        folder.write(&format!("{step}/in the way"), "");
        let output = folder.crate_of("update", &["next.yaml"]);
        let begun = index > 0;
        let wrote_it = code(&output) == 0;
        assert!(
            !wrote_it || step.ends_with("README.md.codegen-new"),
            "{step}: {}",
            stderr(&output)
        );
        let _ = fs::remove_dir_all(folder.path(step));
        let check = folder.crate_of("codegen", &["--check"]);
        if !begun {
            assert_eq!(snapshot(&folder.0), before, "{step}");
            assert_eq!(code(&check), 0, "{step}: {}", stderr(&check));
            continue;
        }
        if !wrote_it {
            assert_eq!(code(&check), 1, "{step}");
            assert!(
                stderr(&check).contains("an update was interrupted"),
                "{step}: {}",
                stderr(&check)
            );
        }
        // Either command takes it from there.
        let again = match index % 2 {
            0 => folder.crate_of("codegen", &[]),
            _ => folder.crate_of("update", &["next.yaml"]),
        };
        assert_eq!(code(&again), 0, "{step}: {}", stderr(&again));
        assert_eq!(folder.text("openapi.yaml"), breaking(), "{step}");
        assert_eq!(folder.text("codegen.yaml"), SETTINGS.replace("0.3.0", "0.4.0"), "{step}");
        assert_eq!(folder.text("client/CHANGELOG.md").matches("## 0.4.0").count(), 1, "{step}");
        let check = folder.crate_of("codegen", &["--check"]);
        assert_eq!((code(&check), stderr(&check).as_str()), (0, ""), "{step}");
    }
}

#[test]
fn a_codegen_that_fails_at_any_write_is_repaired_by_the_next() {
    for (index, step) in [
        "client/.codegen.lock.codegen-new",
        "client/src/types/.orders.rs.codegen-new",
        "client/.Cargo.toml.codegen-new",
    ]
    .iter()
    .enumerate()
    {
        let folder = Folder::with_settings(&format!("codegen_stopped_{index}"));
        folder.write("openapi.yaml", &breaking());
        folder.write("codegen.yaml", &SETTINGS.replace("0.3.0", "0.4.0"));
        folder.write(&format!("{step}/in the way"), "");
        assert_eq!(code(&folder.crate_of("codegen", &[])), 1, "{step}");
        fs::remove_dir_all(folder.path(step)).expect("removed");
        let check = folder.crate_of("codegen", &["--check"]);
        assert_eq!(code(&check), 1, "{step}");
        let text = stderr(&check);
        let reason =
            if index == 0 { "the description openapi.yaml has changed" } else { "interrupted" };
        assert!(
            text.contains(reason) && text.contains("help: run `cargo xtask codegen"),
            "{step}: {text}"
        );
        assert!(!text.contains("edited"), "{step}: {text}");
        assert_eq!(code(&folder.crate_of("codegen", &[])), 0, "{step}");
        assert_eq!(stderr(&folder.crate_of("codegen", &["--check"])), "", "{step}");
    }
}

/// Every file below a folder with its contents, by path.
pub(super) fn snapshot(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push((
                    path.display().to_string(),
                    fs::read_to_string(&path).unwrap_or_default(),
                ));
            }
        }
    }
    found.sort();
    found
}
