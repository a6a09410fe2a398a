//! What a maintainer types, and what comes back: exit status, standard output, standard error.

mod evolve;
mod folder;
mod kill;
mod stop;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SHOP: &str = "\
openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /orders:
    get:
      operationId: orders-list
      tags: [orders]
      responses:
        '200':
          description: The orders.
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Order'}}}}
components:
  schemas:
    Order:
      type: object
      required: [id]
      properties:
        id: {type: string}
        payment:
          oneOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Cash'}]
    Card: {type: object, required: [number], properties: {number: {type: string}}}
    Cash: {type: object, required: [amount], properties: {amount: {type: number}}}
";

/// A folder of its own for each test, emptied first.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("the test folder");
        let folder = Self(path);
        folder.write("openapi.yaml", SHOP);
        folder
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("the test folder");
        fs::write(path, text).expect("the test folder");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// A workspace with a description and settings of its own.
    fn workspace(name: &str) -> Self {
        let folder = Self::new(name);
        folder.write("spec/openapi.yaml", SHOP);
        folder.write("spec/codegen.yaml", "package: {name: shop}\n");
        folder
    }

    /// Runs a command in the folder.
    fn xtask(&self, arguments: &[&str]) -> Output {
        self.xtask_in("", arguments)
    }

    /// Runs a command in a folder within, which is the workspace.
    fn xtask_in(&self, within: &str, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        if self.path("spec").is_dir() {
            command.env("CARGO_MANIFEST_DIR", self.path("xtask"));
        }
        command.args(arguments).current_dir(self.path(within)).output().expect("the test folder")
    }

    fn generate(&self) -> Output {
        self.xtask(&["codegen", "--spec", "openapi.yaml", "--out", "client"])
    }

    fn check(&self) -> Output {
        self.xtask(&["codegen", "--spec", "openapi.yaml", "--out", "client", "--check"])
    }
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_written_crate_is_up_to_date() {
    let folder = Folder::new("up_to_date");
    let written = folder.generate();
    assert_eq!(code(&written), 0, "{}", stderr(&written));
    let check = folder.check();
    assert_eq!((code(&check), stderr(&check).as_str()), (0, ""));
}

#[test]
fn a_second_run_rewrites_no_file() {
    let folder = Folder::new("second_run");
    folder.generate();
    let before = fs::metadata(folder.path("client/src/lib.rs")).unwrap().modified().unwrap();
    let again = folder.generate();
    assert!(stderr(&again).contains("0 files written, 0 removed"), "{}", stderr(&again));
    assert_eq!(fs::metadata(folder.path("client/src/lib.rs")).unwrap().modified().unwrap(), before);
}

#[test]
fn an_edited_file_is_named() {
    let folder = Folder::new("edited");
    folder.generate();
    let path = folder.path("client/src/lib.rs");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text + "\n// mine\n").unwrap();
    let check = folder.check();
    assert_eq!(code(&check), 1);
    assert!(stderr(&check).contains("edited    src/lib.rs"), "{}", stderr(&check));
}

#[test]
fn the_reason_is_named() {
    let folder = Folder::new("reasons");
    folder.write("codegen.yaml", "package: {name: shop}\n");
    let options =
        ["--spec", "openapi.yaml", "--out", "client", "--config", "codegen.yaml", "--check"];
    let check = || stderr(&folder.xtask(&[&["codegen"][..], &options].concat()));
    folder.xtask(&[&["codegen"][..], &options[..6]].concat());
    assert_eq!(check(), "");

    folder.write("openapi.yaml", &SHOP.replace("The orders.", "All orders."));
    assert!(check().contains("because: the description openapi.yaml has changed"), "{}", check());
    folder.write("openapi.yaml", SHOP);

    folder.write("codegen.yaml", "package: {name: store}\n");
    assert!(check().contains("because: the settings codegen.yaml have changed"), "{}", check());
    folder.write("codegen.yaml", "package: {name: shop}\n");

    fs::write(folder.path("client/README.md"), "mine\n").unwrap();
    assert!(check().contains("because: a file was edited by hand"), "{}", check());

    let lock = fs::read_to_string(folder.path("client/codegen.lock")).unwrap();
    let other = lock.replace("generator 0.", "generator 9.");
    fs::write(folder.path("client/codegen.lock"), other).unwrap();
    assert!(check().contains("because: the generator has changed from version 9."), "{}", check());
    assert!(check().contains("help: run `cargo xtask codegen --spec"), "{}", check());
}

#[test]
fn a_deleted_file_is_named() {
    let folder = Folder::new("deleted");
    folder.generate();
    fs::remove_file(folder.path("client/src/lib.rs")).unwrap();
    let check = folder.check();
    assert_eq!(code(&check), 1);
    assert!(stderr(&check).contains("missing   src/lib.rs"), "{}", stderr(&check));
}

#[test]
fn a_file_of_a_resource_that_is_gone_is_left_over_and_then_removed() {
    let folder = Folder::new("left_over");
    folder.generate();
    assert!(folder.path("client/src/resources/orders.rs").is_file());
    let moved = SHOP
        .replace("/orders:", "/sales:")
        .replace("orders-list", "sales-list")
        .replace("tags: [orders]", "tags: [sales]");
    folder.write("openapi.yaml", &moved);
    let check = folder.check();
    assert_eq!(code(&check), 1);
    assert!(stderr(&check).contains("left over src/resources/orders.rs"), "{}", stderr(&check));
    folder.generate();
    assert!(!folder.path("client/src/resources/orders.rs").exists());
}

#[test]
fn a_hand_written_file_is_left_alone() {
    let folder = Folder::new("by_hand");
    folder.generate();
    folder.write("client/tests/mine.rs", "// mine\n");
    assert_eq!(code(&folder.check()), 0);
    folder.generate();
    assert!(folder.path("client/tests/mine.rs").is_file());
}

#[test]
fn the_command_that_helps_is_the_one_that_was_typed() {
    let folder = Folder::new("help");
    let check = folder.check();
    assert!(
        stderr(&check).contains("run `cargo xtask codegen --spec openapi.yaml --out client`"),
        "{}",
        stderr(&check)
    );
}

#[test]
fn a_crate_written_elsewhere_has_a_workspace_of_its_own() {
    let folder = Folder::new("workspace");
    folder.generate();
    let manifest = fs::read_to_string(folder.path("client/Cargo.toml")).unwrap();
    assert!(manifest.contains("\n[workspace]\n"), "{manifest}");
}

#[test]
fn a_package_name_can_be_given() {
    let folder = Folder::new("package");
    folder.xtask(&["codegen", "--spec", "openapi.yaml", "--out", "client", "--package", "my-shop"]);
    let manifest = fs::read_to_string(folder.path("client/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"my-shop\""), "{manifest}");
}

#[test]
fn a_description_of_another_version_is_2() {
    let folder = Folder::new("swagger");
    folder.write("openapi.yaml", "swagger: '2.0'\ninfo: {title: Shop, version: '1'}\npaths: {}\n");
    let output = folder.generate();
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("Swagger description (version 2.0)"), "{}", stderr(&output));
    assert!(!folder.path("client").exists());
}

#[test]
fn settings_that_cannot_be_used_are_2() {
    let folder = Folder::new("settings");
    folder.write("codegen.yaml", "pakage: {name: shop}\n");
    let output = folder.xtask(&[
        "codegen",
        "--spec",
        "openapi.yaml",
        "--out",
        "client",
        "--config",
        "codegen.yaml",
    ]);
    assert_eq!(code(&output), 2);
    let text = stderr(&output);
    assert!(text.contains("codegen.yaml:1:1") && text.contains("`package`"), "{text}");
}

#[test]
fn the_committed_client_is_the_same_whatever_the_current_folder() {
    let folder = Folder::workspace("current_folder");
    let written = folder.xtask(&["codegen"]);
    assert_eq!(code(&written), 0, "{}", stderr(&written));
    let check = folder.xtask_in("spec", &["codegen", "--check"]);
    assert_eq!((code(&check), stderr(&check).as_str()), (0, ""));
    let first = fs::read_to_string(folder.path("generated-client/src/lib.rs")).unwrap();
    assert!(first.starts_with("// @generated by `cargo xtask codegen` from spec/openapi.yaml."));
}

#[test]
fn the_committed_client_needs_its_settings() {
    let folder = Folder::workspace("without_settings");
    fs::remove_file(folder.path("spec/codegen.yaml")).unwrap();
    let output = folder.xtask(&["codegen"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("no settings at spec/codegen.yaml"), "{}", stderr(&output));
}

#[test]
fn an_error_in_the_committed_description_writes_nothing() {
    let folder = Folder::workspace("errors");
    folder.write("spec/openapi.yaml", &SHOP.replace("schemas/Card'", "schemas/Cart'"));
    for arguments in [&["codegen"][..], &["codegen", "--check"]] {
        let output = folder.xtask(arguments);
        assert_eq!(code(&output), 2);
        let text = stderr(&output);
        assert!(
            text.contains("spec/openapi.yaml:") && text.contains("nothing is written"),
            "{text}"
        );
    }
    assert!(!folder.path("generated-client").exists());
    // Somebody else's description gives what can be made of it.
    let elsewhere = folder.xtask(&["codegen", "--spec", "spec/openapi.yaml", "--out", "client"]);
    assert_eq!(code(&elsewhere), 0, "{}", stderr(&elsewhere));
}

#[test]
fn a_setting_that_names_nothing_is_refused() {
    let folder = Folder::workspace("idle_setting");
    folder.write("spec/codegen.yaml", "operations: {orders-lits: {method: all}}\n");
    let output = folder.xtask(&["codegen"]);
    assert_eq!(code(&output), 2);
    let text = stderr(&output);
    assert!(text.contains("spec/codegen.yaml:1:14") && text.contains("`orders-list`"), "{text}");
}

#[test]
fn a_missing_description_is_2() {
    let folder = Folder::new("missing");
    let output = folder.xtask(&["codegen", "--spec", "nothing.yaml", "--out", "client"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("nothing.yaml"), "{}", stderr(&output));
}

#[test]
fn wrong_usage_is_64() {
    let folder = Folder::new("usage");
    for arguments in [
        &["codgen"][..],
        &[],
        &["codegen", "--chek"],
        &["codegen", "--spec"],
        &["explain"],
        &["codegen", "more"],
    ] {
        let output = folder.xtask(arguments);
        assert_eq!(code(&output), 64, "{arguments:?}: {}", stderr(&output));
    }
    assert!(stderr(&folder.xtask(&["codgen"])).contains("did you mean `codegen`?"));
}

#[test]
fn help_is_no_error() {
    for arguments in
        [&["help"][..], &["--help"], &["codegen", "--check", "--help"], &["diff", "-h"]]
    {
        let output = Folder::new("usage_help").xtask(arguments);
        assert_eq!(code(&output), 0, "{arguments:?}");
        assert!(stdout(&output).contains("usage: cargo xtask COMMAND"), "{arguments:?}");
    }
}

#[test]
fn findings_can_be_json() {
    let folder = Folder::new("json");
    folder.write("openapi.yaml", &SHOP.replace("schemas/Cash'", "schemas/Cahs'"));
    let output = folder.xtask(&[
        "codegen",
        "--spec",
        "openapi.yaml",
        "--out",
        "client",
        "--message-format",
        "json",
    ]);
    let text = stderr(&output);
    let line = text.lines().find(|line| line.contains("Cahs")).unwrap_or_default();
    assert!(line.starts_with('{') && line.ends_with('}') && line.contains("\"line\":"), "{text}");
}

#[test]
fn coverage_is_written_as_json() {
    let folder = Folder::new("coverage");
    folder.xtask(&[
        "codegen",
        "--spec",
        "openapi.yaml",
        "--out",
        "client",
        "--coverage",
        "coverage.json",
    ]);
    let text = fs::read_to_string(folder.path("coverage.json")).unwrap();
    assert!(text.contains("\"operations\""), "{text}");
}

#[test]
fn the_list_has_a_line_for_each_operation() {
    let folder = Folder::new("list");
    let output = folder.xtask(&["list", "--spec", "openapi.yaml"]);
    let text = stdout(&output);
    assert_eq!(text.lines().count(), 1, "{text}{}", stderr(&output));
    assert!(
        text.contains("GET")
            && text.contains("/orders")
            && text.contains("orders().list()")
            && text.contains("Vec<Order>"),
        "{text}"
    );
}

#[test]
fn a_union_is_explained() {
    let folder = Folder::new("explain");
    let output = folder.xtask(&["explain", "--spec", "openapi.yaml", "OrderPayment"]);
    let text = stdout(&output);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(text.contains("Card: when it is an object, `number` is present"), "{text}");
}

#[test]
fn an_unknown_schema_is_wrong_usage() {
    let folder = Folder::new("unknown");
    let output = folder.xtask(&["explain", "--spec", "openapi.yaml", "Ordr"]);
    assert_eq!(code(&output), 64);
    assert!(stderr(&output).contains("did you mean `Order`?"), "{}", stderr(&output));
}

#[test]
fn a_finding_is_explained_by_its_code() {
    let folder = Folder::new("explain_code");
    let output = folder.xtask(&["explain", "e0201"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let text = stdout(&output);
    assert!(text.starts_with("error[E0201]: a reference names nothing\n"), "{text}");
    assert!(text.contains("example: $ref: ") && text.contains("what to do: "), "{text}");
}

#[test]
fn an_unknown_code_is_wrong_usage_with_a_guess() {
    let folder = Folder::new("unknown_code");
    let output = folder.xtask(&["explain", "W0201"]);
    assert_eq!(code(&output), 64);
    assert!(stderr(&output).contains("did you mean `E0201`?"), "{}", stderr(&output));
}
