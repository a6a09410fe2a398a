//! `update` of a description in several files: all of them are adopted at once, or none.

use super::evolve::snapshot;
use super::{Folder, SHOP, code, stderr, stdout};
use std::fs;

const SETTINGS: &str = "package: {name: shop, version: 0.3.0}\n";
const ORDER: &str = "\
type: object
required: [id]
properties:
  id: {type: string}
  total: {$ref: 'money.yaml'}
";
const MONEY: &str = "type: object\nproperties: {cents: {type: integer}}\n";

/// The shop with its order in a file of its own.
fn main_file(order: &str) -> String {
    SHOP.replace("'#/components/schemas/Order'", &format!("'{order}'"))
}

/// The shop as it is, in three files, with its crate.
pub(super) fn before(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("openapi.yaml", &main_file("schemas/order.yaml"));
    folder.write("schemas/order.yaml", ORDER);
    folder.write("schemas/money.yaml", MONEY);
    folder.write("schemas/README", "ours\n");
    folder.write("codegen.yaml", SETTINGS);
    assert_eq!(code(&folder.crate_of("codegen", &[])), 0);
    folder
}

/// The next revision: the order says more, and the money stands elsewhere.
pub(super) fn write_next(folder: &Folder) {
    folder.write("new/openapi.yaml", &main_file("schemas/order.yaml").replace("'1'", "'2'"));
    let order = ORDER.replace("'money.yaml'", "'parts/money.yaml'");
    folder.write("new/schemas/order.yaml", &format!("{order}  note: {{type: string}}\n"));
    folder.write("new/schemas/parts/money.yaml", MONEY);
    folder.write("new/unused.yaml", "a: b\n");
}

fn assert_adopted(folder: &Folder, what: &str) {
    let text = |name: &str| fs::read_to_string(folder.path(name)).ok();
    for name in ["openapi.yaml", "schemas/order.yaml", "schemas/parts/money.yaml"] {
        assert_eq!(text(name), text(&format!("new/{name}")), "{what}: {name}");
    }
    assert_eq!(text("schemas/money.yaml"), None, "{what}");
    assert_eq!(text("schemas/README").as_deref(), Some("ours\n"), "{what}");
    assert_eq!(text("unused.yaml"), None, "{what}");
    let check = folder.crate_of("codegen", &["--check"]);
    assert_eq!((code(&check), stderr(&check).as_str()), (0, ""), "{what}");
    assert!(text("client/src/types/orders.rs").is_some_and(|it| it.contains("pub note")), "{what}");
}

#[test]
fn a_revision_in_several_files_is_adopted_with_all_of_them() {
    // The main file is named, or the folder in which one of its name stands.
    for new in ["new/openapi.yaml", "new"] {
        let folder = before("update_folder");
        write_next(&folder);
        let all = snapshot(&folder.0);
        assert_eq!(code(&folder.crate_of("update", &[new, "--dry-run"])), 0);
        assert_eq!(snapshot(&folder.0), all, "a dry run");
        let output = folder.crate_of("update", &[new]);
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        assert!(
            stdout(&output).contains("types::SchemasOrder::note is a new field")
                || stdout(&output).contains("::note is a new field"),
            "{}",
            stdout(&output)
        );
        assert_adopted(&folder, new);
    }
}

#[test]
fn a_folder_without_the_main_file_is_wrong_usage() {
    let folder = before("update_folder_usage");
    folder.write("new/api.yaml", "");
    let output = folder.crate_of("update", &["new"]);
    assert_eq!(code(&output), 64);
    assert!(stderr(&output).contains("there is no `openapi.yaml` in new"), "{}", stderr(&output));
}

#[test]
fn an_update_that_fails_at_any_file_is_finished_by_the_next_run() {
    for (index, step) in [
        ".openapi.yaml.codegen-new",
        "schemas/.order.yaml.codegen-new",
        "schemas/parts/.money.yaml.codegen-new",
    ]
    .iter()
    .enumerate()
    {
        let folder = before(&format!("update_folder_stopped_{index}"));
        write_next(&folder);
        folder.write(&format!("{step}/in the way"), "");
        let output = folder.crate_of("update", &["new"]);
        assert_eq!(code(&output), 1, "{step}: {}", stderr(&output));
        fs::remove_dir_all(folder.path(step)).expect("removed");
        let check = folder.crate_of("codegen", &["--check"]);
        assert!(stderr(&check).contains("an update was interrupted"), "{}", stderr(&check));
        assert_eq!(code(&folder.crate_of("codegen", &[])), 0);
        assert_adopted(&folder, step);
    }
}

#[test]
fn a_file_that_is_no_part_of_the_description_is_never_replaced() {
    let folder = before("update_folder_foreign");
    // The new revision has a file that is called like our settings.
    folder.write("new/openapi.yaml", &main_file("codegen.yaml"));
    folder.write("new/codegen.yaml", MONEY);
    let before = snapshot(&folder.0);
    for more in [&["new", "--dry-run"][..], &["new"]] {
        let output = folder.crate_of("update", more);
        assert_eq!(code(&output), 2, "{}", stderr(&output));
        assert!(
            stderr(&output).contains("codegen.yaml stands where a file of the new revision"),
            "{}",
            stderr(&output)
        );
        assert_eq!(snapshot(&folder.0), before);
    }
}
