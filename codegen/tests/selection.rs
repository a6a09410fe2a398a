//! A part of an API: what is selected, with the types that it reaches and no others.

use codegen::lock::Lock;
use codegen::{Input, Output, generate, load, settings};

const SHOP: &str = "\
openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /orders:
    get: {operationId: orders-list, tags: [orders], responses: {'200': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}}}
    post: {operationId: orders-create, tags: [orders], responses: {'200': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/Receipt'}}}}}}
  /orders-archive:
    get: {operationId: archive-list, tags: [archive], responses: {'200': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}}}
  /carts/{id}:
    parameters: [{in: path, name: id, required: true, schema: {type: string}}]
    get: {operationId: carts-get, tags: [carts], responses: {'200': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/Cart'}}}}}}
webhooks:
  sold: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Sale'}}}}}}
components:
  schemas:
    Order: {type: object, properties: {id: {type: string}}}
    Receipt: {type: object, properties: {number: {type: string}}}
    Cart: {type: object, properties: {total: {type: integer}}}
    Sale: {type: object, properties: {price: {type: integer}}}
";

fn run(text: &str) -> Output {
    let settings = settings::read(text, "codegen.yaml").expect("settings");
    let root = load::Source { path: "openapi.yaml".to_owned(), text: SHOP.to_owned() };
    let sources = load::Input { root: &root, files: &load::no_files, overlays: &[] };
    generate(&Input { sources, settings: &settings, lock: &Lock::default(), standalone: true })
}

/// The operations' ids and the types' names.
fn selected(only: &str) -> (Vec<String>, Vec<String>) {
    let output = run(&format!("only: [{only}]\n"));
    assert!(!output.report.has_errors(), "{}", output.report.render(false));
    let krate = output.krate.expect("a plan");
    let ids = krate.listing.iter().filter_map(|listed| listed.id.clone()).collect();
    (ids, output.lock.names.types.into_keys().collect())
}

#[test]
fn operations_are_selected_by_id_by_line_by_tag_and_by_path() {
    let table: [(&str, &[&str], &[&str]); 6] = [
        ("orders-create", &["orders-create"], &["Receipt"]),
        ("GET /orders", &["orders-list"], &["Order"]),
        ("'tag:orders'", &["orders-list", "orders-create"], &["Order", "Receipt"]),
        ("/orders", &["orders-list", "orders-create"], &["Order", "Receipt"]),
        ("/carts/", &["carts-get"], &["Cart"]),
        ("carts-get, 'tag:archive'", &["carts-get", "archive-list"], &["Cart", "Order"]),
    ];
    for (only, ids, types) in table {
        let (mut found, found_types) = selected(only);
        let mut ids = ids.to_vec();
        found.sort();
        ids.sort_unstable();
        assert_eq!(found, ids, "{only}");
        assert_eq!(found_types, types, "{only}");
    }
}

#[test]
fn what_is_left_out_is_counted() {
    let report = run("only: [carts-get]\n").report.render(false);
    assert!(report.contains("1 of 4 operations are selected"), "{report}");
}

#[test]
fn a_selection_that_selects_nothing_is_an_error_with_a_guess() {
    let table = [
        ("only: ['tag:ordres']", "did you mean `tag:orders`?"),
        ("only: [order-list]", "did you mean `orders-list`?"),
        ("only: [/cart]", "did you mean `/carts`?"),
        ("only: [GET /order]", "did you mean `GET /orders`?"),
    ];
    for (text, help) in table {
        let output = run(text);
        let report = output.report.render(false);
        assert!(output.files.is_empty(), "{text}: files would be removed");
        assert!(report.contains("E0513") && report.contains(help), "{text}: {report}");
        assert!(report.contains("codegen.yaml:1:8"), "{text}: {report}");
    }
}

#[test]
fn settings_for_what_is_not_selected_are_no_slip_of_the_pen() {
    let report = run("only: [carts-get]\noperations: {orders-list: {method: all}}\n").report;
    assert!(!report.render(false).contains("W0512"), "{}", report.render(false));
}
