//! What may be read, and how much of it.

use std::path::PathBuf;
use std::process::{Command, Output};

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("inputs-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}

fn generate(folder: &std::path::Path, more: &[&str]) -> (Option<i32>, String) {
    let Output { status, stderr, .. } = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["codegen", "--spec", "openapi.yaml", "--out", "out"])
        .args(more)
        .current_dir(folder)
        .output()
        .expect("xtask runs");
    (status.code(), String::from_utf8_lossy(&stderr).into_owned())
}

const REFERS: &str = "openapi: 3.1.0\npaths: {}\ncomponents: {schemas: {A: {$ref: other.yaml}}}\n";

#[test]
fn a_file_larger_than_the_settings_allow_is_not_read() {
    let folder = folder("large");
    std::fs::write(folder.join("openapi.yaml"), REFERS).expect("written");
    std::fs::write(folder.join("codegen.yaml"), "limits: {file_bytes: 20}\n").expect("written");
    let (status, said) = generate(&folder, &["--config", "codegen.yaml"]);
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("openapi.yaml") && said.contains("`limits.file_bytes`"), "{said}");
}

#[test]
fn another_encoding_is_called_by_its_name() {
    let folder = folder("encoding");
    let utf16: Vec<u8> =
        "\u{feff}openapi: 3.1.0\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(folder.join("openapi.yaml"), utf16).expect("written");
    let (status, said) = generate(&folder, &[]);
    assert_eq!(status, Some(2));
    assert!(said.contains("openapi.yaml:1: not UTF-8 but UTF-16"), "{said}");
}

#[test]
fn a_reference_to_a_folder_names_no_file() {
    let folder = folder("folder");
    std::fs::write(folder.join("openapi.yaml"), REFERS).expect("written");
    std::fs::create_dir(folder.join("other.yaml")).expect("made");
    let (_, said) = generate(&folder, &["--verbose"]);
    assert!(said.contains("it is no file"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_refused() {
    let folder = folder("link");
    std::fs::write(folder.join("openapi.yaml"), REFERS).expect("written");
    std::os::unix::fs::symlink("/etc/hostname", folder.join("other.yaml")).expect("made");
    let (_, said) = generate(&folder, &[]);
    assert!(said.contains("leads out of the description's folder"), "{said}");
}
