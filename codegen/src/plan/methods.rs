//! Decides what each operation's method is called within its resource.
//!
//! | `operationId`                            | resource        | method                        |
//! |------------------------------------------|-----------------|-------------------------------|
//! | `worker-script-list-workers`             | workers_scripts | `list`                        |
//! | `getOrderById`                           | orders          | `get`                         |
//! | `issues/add-labels`                      | issues          | `add_labels`                  |
//! | `accounts-account-details` (`GET`)       | accounts        | `get`                         |
//! | `PostAccountsAccountReject`, which only repeats method and path, or none | accounts | from the path: `reject` |
//!
//! Where two operations of a resource come to the same name, the one with the shorter path has it, and the other one says
//! more: what was left out as the resource's own words, or the path.

mod path;
mod words;

use super::ident;
use super::resource::{self, Tree};
use super::scope::Scope;
use crate::ir;
use crate::settings::Settings;
use std::collections::BTreeMap;

/// Names that a resource's handle has already, or that would read as an operator's or a trait's.
pub(crate) const TAKEN: &[&str] = &[
    "as_ref", "borrow", "client", "clone", "cmp", "default", "deref", "eq", "fmt", "from", "hash",
    "into", "new",
];

/// One name for each operation, in the API's order, unique within its resource. `kept` has, by operation, the name that its
/// callers use in the same resource; `former` has, by resource, names that callers may still use.
pub(crate) fn names(
    api: &ir::Api,
    settings: &Settings,
    tree: &Tree,
    kept: &BTreeMap<usize, &str>,
    former: &BTreeMap<Vec<String>, Vec<&str>>,
) -> Vec<String> {
    let mut names = vec![String::new(); api.operations.len()];
    for node in &tree.nodes {
        let mut scope = Scope::holding(TAKEN);
        for &child in &node.children {
            scope.reserve(tree.nodes[child].path.last().map_or("", String::as_str));
        }
        let mut operations = node.operations.clone();
        operations.sort_by_key(|&index| {
            let (unsaid, segments) = order(&api.operations[index], settings);
            (unsaid, unsaid && !kept.contains_key(&index), segments)
        });
        let mut reserved = false;
        for index in operations {
            let (unsaid, _) = order(&api.operations[index], settings);
            if unsaid && !kept.contains_key(&index) && !reserved {
                former.get(&node.path).into_iter().flatten().for_each(|name| scope.reserve(name));
                reserved = true;
            }
            let mut candidates = candidates(api, index, &node.path, settings);
            if let Some(kept) = kept.get(&index).filter(|_| unsaid) {
                candidates.insert(0, (*kept).to_owned());
            }
            let taken = scope.take(candidates.iter().map(|name| ident::method(name)));
            names[index] = taken.as_str().trim_start_matches("r#").to_owned();
        }
    }
    names
}

/// Names by decision come first, then short paths.
fn order(operation: &ir::Operation, settings: &Settings) -> (bool, usize) {
    let said =
        resource::setting(operation, settings).is_some_and(|setting| setting.method.is_some());
    (!said, resource::segments(&operation.path).count())
}

/// What an operation could be called, best first.
fn candidates(
    api: &ir::Api,
    index: usize,
    resource: &[String],
    settings: &Settings,
) -> Vec<String> {
    let operation = &api.operations[index];
    let said = resource::setting(operation, settings).and_then(|setting| setting.method.as_deref());
    if let Some(said) = said.map(ident::snake).filter(|said| !said.is_empty()) {
        return vec![said];
    }
    let own: Vec<String> = resource.iter().flat_map(|name| ident::words(name)).collect();
    let by_path = path::names(api, operation, &own);
    let by_id = operation
        .id
        .as_deref()
        .map(|id| words::names(api, operation, id, &own))
        .unwrap_or_default();
    let object = resource.last().map(|name| ident::singular(name)).unwrap_or_default();

    // `move_page` reads better than `r#move`.
    let (raw, mut all): (Vec<_>, Vec<_>) =
        by_id.into_iter().partition(|name| ident::method(name).as_str().starts_with("r#"));
    all.extend(raw);
    all.extend(by_path);
    let longer: Vec<String> =
        all.first().map(|name| format!("{name}_{object}")).into_iter().collect();
    all.extend(longer);
    all.push(format!(
        "{}_{}",
        operation.method.to_ascii_lowercase(),
        ident::snake(&operation.path)
    ));
    all.retain(|name| !name.is_empty());
    all
}

/// Whether two words are one, whatever their number.
fn same(one: &str, other: &str) -> bool {
    one == other || ident::singular(one) == ident::singular(other)
}

/// Whether `word` is among `words`, whatever its number, or is several of them in a row written as one.
fn among(word: &str, words: &[String]) -> bool {
    (0..words.len()).any(|from| {
        let mut joined = String::new();
        words[from..].iter().any(|own| {
            joined.push_str(own);
            same(&joined, word)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `METHOD /path`, the operation's id, its resource by tag, the method's name.
    type Row = (&'static str, &'static str, &'static str, &'static str);

    const TABLE: &[Row] = &[
        (
            "GET /accounts/{account_id}/workers/scripts",
            "worker-script-list-workers",
            "Worker Script",
            "list",
        ),
        ("GET /orders/{order_id}", "getOrderById", "orders", "get"),
        ("GET /orders", "listOrders", "orders", "list"),
        ("GET /orders/{id}/items", "getOrderItems", "orders", "list_items"),
        ("GET /user/{username}", "getUserByName", "user", "get_by_name"),
        ("GET /pet/findByStatus", "findPetsByStatus", "pet", "find_by_status"),
        ("POST /pet", "addPet", "pet", "add"),
        ("POST /user/createWithList", "createUsersWithListInput", "user", "create_with_list_input"),
        (
            "GET /repos/{owner}/{repo}/actions/artifacts",
            "actions/list-artifacts-for-repo",
            "actions",
            "list_artifacts_for_repo",
        ),
        ("POST /teams/{team}/members", "addMemberToTeam", "teams", "add_member"),
        ("GET /accounts/{account_id}", "accounts-account-details", "Accounts", "get"),
        (
            "GET /zones/{zone_id}/dns_records",
            "dns-records-for-a-zone-list-dns-records",
            "DNS Records for a Zone",
            "list",
        ),
        (
            "POST /zones/{zone_id}/dns_records",
            "dns-records-for-a-zone-create-dns-record",
            "DNS Records for a Zone",
            "create",
        ),
        ("POST /chat/completions", "createChatCompletion", "Chat", "create_completion"),
        ("POST /api_key", "CreateAPIKey", "Key Management", "create_api_key"),
        ("GET /lists", "lists-get-lists", "Lists", "get"),
        ("POST /pages/{page_id}/move", "move-page", "Pages", "move_page"),
        ("POST /firewalls/{id}/actions/set_rules", "", "Firewall Actions", "set_rules"),
        ("GET /account/settings", "", "account", "get_settings"),
        ("GET /api/v2/assets", "get_assets", "Asset", "list"),
        ("GET /lists/{list_id}/items", "listItems", "Lists", "list_items"),
        ("POST /chat.postMessage", "chat_postMessage", "chat", "post_message"),
        ("GET /items/{item_id}", "read_items_items__item_id__get", "items", "read"),
        ("GET /files/{file_id}", "get_files_id", "Files", "get"),
        ("POST /files/{file_id}/copy", "post_files_id_copy", "Files", "copy"),
        ("PUT /files/{file_id}", "put_files_id", "Files", "update"),
        (
            "GET /v1/accounts/{account}/capabilities",
            "GetAccountsAccountCapabilities",
            "accounts",
            "list_capabilities",
        ),
        (
            "GET /v1/accounts/{account}/capabilities/{capability}",
            "GetAccountsAccountCapabilitiesCapability",
            "accounts",
            "get_capability",
        ),
        ("POST /v1/accounts", "PostAccounts", "accounts", "create"),
        ("POST /v1/accounts/{account}", "PostAccountsAccount", "accounts", "update"),
        ("POST /v1/accounts/{account}/reject", "PostAccountsAccountReject", "accounts", "reject"),
        ("DELETE /v1/accounts/{account}", "DeleteAccountsAccount", "accounts", "delete"),
        ("GET /albums/{id}", "get-an-album", "Albums", "get"),
        ("GET /albums", "get-multiple-albums", "Albums", "get_multiple"),
        ("GET /pets/{id}", "", "pets", "get"),
        ("GET /pets", "", "pets", "list"),
        ("POST /pets", "", "pets", "create"),
        ("PATCH /pets/{id}", "", "pets", "update"),
        ("DELETE /pets/{id}/photos/{photo}", "", "pets", "delete_photo"),
        ("POST /pets/{id}/vaccinations", "", "pets", "create_vaccination"),
        ("GET /2fa", "2fa", "auth", "n2fa"),
        ("GET /pets/new", "new", "pets", "get_new"),
        ("GET /pets/x", "pets", "pets", "get_x"),
        ("POST /v1/issuing/disputes/{id}/submit", "", "issuing", "submit_dispute"),
        ("POST /disputes/{id}/submit", "", "disputes", "submit"),
        ("POST /tax/transactions/create_from_calculation", "", "tax", "create_from_calculation"),
        ("GET /test_helpers/test_clocks", "", "test_helpers", "list_test_clocks"),
        ("POST /test_helpers/test_clocks", "", "test_helpers", "create_test_clock"),
        ("GET /users/list", "", "users", "list"),
        ("GET /customers/my/billing_history", "billingHistory_list", "Billing", "list_history"),
        ("DELETE /v2/volumes/{id}", "volumes_delete", "Block Storage", "delete_volume"),
        ("GET /user/organizations", "user-'s-organizations-list", "User's Organizations", "list"),
        (
            "GET /stream/{id}/downloads",
            "stream-m-p-4-downloads-list",
            "Stream MP4 Downloads",
            "list",
        ),
        ("GET /block_list", "block_list", "rules", "block_list"),
        ("POST /add-ons/saas", "addons_create", "Add-Ons", "create"),
        (
            "GET /pools/{id}/members",
            "autoscalepools_list_members",
            "Autoscale Pools",
            "list_members",
        ),
    ];

    #[test]
    fn methods_are_called_as_people_would_call_them() {
        for (line, id, tag, expected) in TABLE {
            let (method, path) = line.split_once(' ').expect("a method and a path");
            let id = Some(*id).filter(|id| !id.is_empty());
            let operations = vec![super::super::samples::operation(method, path, id, Some(tag))];
            let api = ir::Api { operations, ..ir::Api::default() };
            let settings = Settings::default();
            let tree = resource::tree(&api, &settings, &BTreeMap::new());
            let found = names(&api, &settings, &tree, &BTreeMap::new(), &BTreeMap::new());
            assert_eq!(found, [*expected], "{line} ({id:?}) in {tag}");
        }
    }

    fn together(operations: &[(&str, &str, &str)]) -> Vec<String> {
        let operations = operations
            .iter()
            .map(|(method, path, id)| {
                let id = Some(*id).filter(|id| !id.is_empty());
                super::super::samples::operation(method, path, id, Some("scripts"))
            })
            .collect();
        let api = ir::Api { operations, ..ir::Api::default() };
        let settings = Settings::default();
        let nothing = BTreeMap::new();
        let tree = resource::tree(&api, &settings, &nothing);
        names(&api, &settings, &tree, &BTreeMap::new(), &BTreeMap::new())
    }

    #[test]
    fn the_shorter_path_keeps_the_short_name_and_the_other_one_says_more() {
        let names = together(&[
            ("GET", "/accounts/{a}/dispatch/{d}/scripts", "script-list-scripts-of-dispatch"),
            ("GET", "/accounts/{a}/scripts", "script-list-scripts"),
        ]);
        assert_eq!(names, ["list_of_dispatch", "list"]);
        let names = together(&[
            ("GET", "/accounts/{a}/dispatch/{d}/scripts", "listScripts"),
            ("GET", "/scripts", "list-script"),
        ]);
        assert_eq!(names[1], "list");
        assert_ne!(names[0], "list_2");
    }

    #[test]
    fn what_has_one_of_them_below_it_is_listed() {
        let names = together(&[
            ("GET", "/scripts", "script-get-scripts"),
            ("GET", "/scripts/{s}", "script-get-script"),
        ]);
        assert_eq!(names, ["list", "get"]);
        let names = together(&[("GET", "/scripts", "script-get-scripts"), ("PUT", "/scripts", "")]);
        assert_eq!(names[0], "get", "a plural may be one thing, as `settings` is");
    }

    #[test]
    fn put_beside_patch_replaces() {
        let names = together(&[("PUT", "/scripts/{s}", ""), ("PATCH", "/scripts/{s}", "")]);
        assert_eq!(names, ["replace", "update"]);
    }
}
