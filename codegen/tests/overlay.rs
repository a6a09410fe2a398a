//! What overlays change, and what is said about those that cannot.

#![expect(clippy::unwrap_used, reason = "a helper that finds nothing fails its test")]

use codegen::diagnostic::Report;
use codegen::load::{self, Document, Input, Source, no_files};

const ROOT: &str = r#"
openapi: 3.1.0
info: {title: Shop, version: "1"}
paths:
  /orders:
    get:
      tags: [a, b]
      parameters:
        - {name: limit, in: query, schema: {type: integer, maximum: 10}}
        - {name: id, in: header}
        - {name: page, in: query, deprecated: true}
    post: {x: 1}
  /items/{id}:
    get: {operationId: get-item}
components:
  schemas:
    Order: {type: object, properties: {id: {type: string}, total: {type: number}}}
"#;

fn load(actions: &str) -> (Option<Document>, Report) {
    let root = Source { path: "spec/openapi.yaml".to_owned(), text: ROOT.to_owned() };
    let text = format!("overlay: 1.1.0\ninfo: {{title: t, version: '1'}}\nactions:\n{actions}");
    let overlays = [Source { path: "spec/overlays/fix.yaml".to_owned(), text }];
    let mut report = Report::default();
    let document =
        load::document(&Input { root: &root, files: &no_files, overlays: &overlays }, &mut report);
    (document, report)
}

/// What stands at a pointer after the actions.
fn after(actions: &str, pointer: &str) -> Option<String> {
    let (document, report) = load(actions);
    assert!(document.is_some(), "{}", report.render(false));
    document?.lookup(0, pointer).map(|cursor| cursor.node.to_json())
}

/// The only finding, as `E0503 line message`.
fn refused(actions: &str) -> String {
    let (document, report) = load(actions);
    assert!(document.is_none(), "the overlay was accepted");
    let diagnostics = report.diagnostics();
    assert_eq!(diagnostics.len(), 1, "{}", report.render(false));
    let place = diagnostics[0].place.as_ref().unwrap();
    assert_eq!(report.files[place.at.source as usize].path, "spec/overlays/fix.yaml");
    format!("{} {} {}", diagnostics[0].code.id(), place.at.line, diagnostics[0].message)
}

/// The pointers' last steps of what a target matches, found by marking each match.
fn matched(target: &str) -> String {
    let root = Source { path: "openapi.json".to_owned(), text: r#"{"openapi":"3.1.0","paths":{},"x-d":{"a":[{"n":1},{"n":2},{"n":3,"t":"ab"},{"n":4}],"b":{"n":5,"c":{"n":6}},"k-l":{"n":7},"e":{"n":"é😀"}}}"#.to_owned() };
    let target = serde_json::Value::from(target).to_string();
    let text = format!(
        "{{\"overlay\":\"1.0.0\",\"actions\":[{{\"target\":{target},\"update\":{{\"hit\":true}}}}]}}"
    );
    let overlays = [Source { path: "o.json".to_owned(), text }];
    let mut report = Report::default();
    let Some(document) =
        load::document(&Input { root: &root, files: &no_files, overlays: &overlays }, &mut report)
    else {
        return report.diagnostics().iter().map(|d| d.code.id()).collect::<Vec<_>>().join(" ");
    };
    let mut hits = Vec::new();
    let mut open = vec![document.lookup(0, "/x-d").unwrap()];
    while let Some(cursor) = open.pop() {
        if cursor.bool("hit") == Some(true) {
            hits.push(cursor.text("n").unwrap_or("-").to_owned());
        }
        open.extend(cursor.members().map(|(_, child)| child));
        open.extend(cursor.items());
    }
    hits.sort();
    hits.join(" ")
}

#[test]
fn an_update_is_merged_member_by_member() {
    let action = "- target: $.components.schemas.Order\n  update: {description: d, properties: {id: {format: uuid}}}\n";
    assert_eq!(
        after(action, "/components/schemas/Order").as_deref(),
        Some(
            r#"{"type":"object","properties":{"id":{"type":"string","format":"uuid"},"total":{"type":"number"}},"description":"d"}"#
        )
    );
}

#[test]
fn an_update_of_an_array_is_appended() {
    let tags = "/paths/~1orders/get/tags";
    assert_eq!(
        after("- target: $.paths['/orders'].get.tags\n  update: c\n", tags).as_deref(),
        Some(r#"["a","b","c"]"#)
    );
    assert_eq!(
        after("- target: $.paths['/orders'].get.tags\n  update: [c, d]\n", tags).as_deref(),
        Some(r#"["a","b","c","d"]"#)
    );
    assert_eq!(
        after("- target: $.paths['/orders'].get\n  update: {tags: [c]}\n", tags).as_deref(),
        Some(r#"["a","b","c"]"#)
    );
}

#[test]
fn an_update_of_a_scalar_replaces_it() {
    assert_eq!(
        after("- target: $.info.title\n  update: Store\n", "/info/title").as_deref(),
        Some("\"Store\"")
    );
}

#[test]
fn remove_takes_away_every_match() {
    let action = "- target: $.paths['/orders'].get.parameters[?@.in=='query']\n  remove: true\n";
    assert_eq!(
        after(action, "/paths/~1orders/get/parameters").as_deref(),
        Some(r#"[{"name":"id","in":"header"}]"#)
    );
    let action = "- target: $.paths['/orders']['get','post']\n  remove: true\n";
    assert_eq!(after(action, "/paths/~1orders").as_deref(), Some("{}"));
}

#[test]
fn removing_a_node_and_its_child_removes_both() {
    let action = "- target: $.components..['Order','properties','id']\n  remove: true\n";
    assert_eq!(after(action, "/components/schemas").as_deref(), Some("{}"));
}

#[test]
fn copy_merges_what_stands_elsewhere() {
    let action = "- target: $.paths['/items/{id}'].get\n  copy: $.paths['/orders'].post\n";
    assert_eq!(
        after(action, "/paths/~1items~1{id}/get").as_deref(),
        Some(r#"{"operationId":"get-item","x":1}"#)
    );
    let twice = "- target: $.info\n  copy: $.paths.*\n";
    assert_eq!(refused(twice), "E0502 5 `copy` must name one value, and names 2");
}

#[test]
fn later_actions_see_what_earlier_ones_did() {
    let actions =
        "- target: $.info\n  update: {x-a: {y: 1}}\n- target: $.info.x-a\n  remove: true\n";
    assert_eq!(
        refused(actions),
        "E0502 6 the target is not a JSONPath query: a name with `-` must be written as `['x-…']`"
    );
    let actions =
        "- target: $.info\n  update: {x-a: {y: 1}}\n- target: $.info['x-a']\n  remove: true\n";
    assert_eq!(after(actions, "/info").as_deref(), Some(r#"{"title":"Shop","version":"1"}"#));
}

#[test]
fn what_an_overlay_brings_keeps_its_position_there() {
    let (document, report) = load(
        "- target: $.components.schemas.Order.properties\n  update:\n    note: {type: string}\n",
    );
    let document = document.unwrap();
    let place = document.lookup(0, "/components/schemas/Order/properties/note").unwrap().place;
    assert_eq!(&*place.pointer, "/components/schemas/Order/properties/note");
    assert_eq!(report.files[place.at.source as usize].path, "spec/overlays/fix.yaml");
    assert_eq!((place.at.line, place.at.column), (6, 11));
    let other = document.lookup(0, "/components/schemas/Order/properties/id").unwrap().place;
    assert_eq!(report.files[other.at.source as usize].path, "spec/openapi.yaml");
}

#[test]
fn an_action_that_changes_nothing_is_an_error() {
    assert_eq!(
        refused("- target: $.paths['/gone']\n  remove: true\n"),
        "E0503 4 the target matches nothing, so this action changes nothing"
    );
    assert_eq!(
        refused("- target: $.info\n  update: {title: Shop}\n"),
        "E0503 4 what the target matches already is as this action would make it"
    );
}

#[test]
fn every_faulty_action_of_an_overlay_is_reported() {
    let (_, report) = load("- target: $.gone\n  remove: true\n- target: $.lost\n  remove: true\n");
    assert_eq!(report.diagnostics().len(), 2);
}

#[test]
fn faulty_overlays_are_refused_with_the_reason() {
    let cases = [
        (
            "- target: $.info\n  update: text\n",
            "E0504 4 the target is an object and cannot take a string",
        ),
        (
            "- target: $.info.title\n  update: {a: 1}\n",
            "E0504 4 the target is a string and cannot take an object",
        ),
        ("- target: $\n  remove: true\n", "E0504 4 the whole document cannot be removed"),
        ("- target: $.info\n", "E0501 4 an action needs `update`, `copy` or `remove: true`"),
        ("- update: {a: 1}\n", "E0501 4 an action needs a `target`, a JSONPath query as a text"),
        ("- target: $.info\n  updat: {a: 1}\n", "E0501 5 `updat` has no meaning in an action"),
        (
            "- target: info\n  remove: true\n",
            "E0502 4 the target is not a JSONPath query: it must begin with `$`",
        ),
    ];
    for (actions, expected) in cases {
        assert_eq!(refused(actions), expected);
    }
}

#[test]
fn overlays_of_other_versions_are_refused() {
    let root = Source { path: "openapi.yaml".to_owned(), text: ROOT.to_owned() };
    for (text, expected) in [
        (
            "overlay: 2.0.0\nactions: [{target: $.info, remove: true}]\n",
            "overlay version `2.0.0` is not supported; 1.0 and 1.1 are",
        ),
        ("actions: []\n", "an overlay says its version in `overlay`, and this has none"),
        ("overlay: 1.0.0\nactions: []\n", "`actions` must be a list of at least one action"),
        ("overlay: 1.0.0\naction: []\nactions: []\n", "`action` has no meaning in an overlay"),
    ] {
        let overlays = [Source { path: "o.yaml".to_owned(), text: text.to_owned() }];
        let mut report = Report::default();
        assert!(
            load::document(
                &Input { root: &root, files: &no_files, overlays: &overlays },
                &mut report
            )
            .is_none()
        );
        assert_eq!(report.diagnostics()[0].message, expected);
    }
}

#[test]
fn an_overlay_cannot_grow_the_document_without_bound() {
    let tags = "$.paths['/orders'].get.tags";
    let (document, report) = load(&format!("- target: {tags}\n  copy: {tags}\n").repeat(40));
    assert!(document.is_none());
    let reason = "the result would have more than 3000000 values";
    assert_eq!(report.diagnostics().last().map(|d| d.message.as_str()), Some(reason));
}

#[test]
fn an_overlay_cannot_nest_the_document_without_bound() {
    let chain = format!("{}1{}", "{a: ".repeat(120), "}".repeat(120));
    let (document, report) = load(&format!(
        "- target: $.info\n  update: {chain}\n- target: $.info{}\n  update: {{b: {chain}}}\n",
        ".a".repeat(119)
    ));
    assert!(document.is_none());
    let reason = "the result would be nested more than 200 deep";
    assert_eq!(report.diagnostics().last().map(|d| d.message.as_str()), Some(reason));
}

#[test]
fn targets_match_as_the_standard_says() {
    let cases = [
        ("$['x-d'].a[0]", "1"),
        ("$['x-d'].a[-1]", "4"),
        ("$['x-d'].a[1:3]", "2 3"),
        ("$['x-d'].a[::2]", "1 3"),
        ("$['x-d'].a[::-1]", "1 2 3 4"),
        ("$['x-d'].a[3:0:-2]", "2 4"),
        ("$['x-d'].a[0,2]", "1 3"),
        ("$['x-d'].a[*]", "1 2 3 4"),
        ("$['x-d'].b", "5"),
        ("$[\"x-d\"]['k-l']", "7"),
        ("$..c", "6"),
        ("$['x-d'].b..[?@.n]", "6"),
        ("$['x-d'].a[?@.n>2]", "3 4"),
        ("$['x-d'].a[?@.n>=2 && @.n<4]", "2 3"),
        ("$['x-d'].a[?@.n==1 || @.t]", "1 3"),
        ("$['x-d'].a[?!@.t]", "1 2 4"),
        ("$['x-d'].a[?!(@.n == 1)]", "2 3 4"),
        ("$['x-d'].a[?(@.t=='ab')]", "3"),
        ("$['x-d'].a[?@.t!=\"ab\"]", "1 2 4"),
        ("$['x-d'].a[?length(@)==2]", "3"),
        ("$['x-d'].a[?length(@.t)==2]", "3"),
        ("$['x-d'].a[?count(@.*)==1]", "1 2 4"),
        ("$['x-d'].a[?value(@..t)=='ab']", "3"),
        ("$['x-d'].a[?match(@.t, 'a.')]", "3"),
        ("$['x-d'].a[?match(@.t, 'a')]", "E0503"),
        ("$['x-d'].a[?search(@.t, 'b')]", "3"),
        ("$['x-d'].a[?@.n==$['x-d'].a[1].n]", "2"),
        ("$['x-d'][?@.n=='\\u00e9\\ud83d\\ude00']", "é😀"),
        ("$['x-d'] .b", "5"),
        ("$['x-d'] . b", "E0502"),
        ("$['x-d'].a[9]", "E0503"),
        ("$['x-d'].a[::0]", "E0503"),
        ("$['x-d'].a[01]", "E0502"),
        ("$['x-d'].a[?@.n=]", "E0502"),
        ("$['x-d'].a[?@..n==1]", "E0502"),
        ("$['x-d'].a[?match(@.t, '(')]", "E0502"),
        ("$['x-d", "E0502"),
        ("$.", "E0502"),
        ("$['x-d'] b", "E0502"),
    ];
    for (target, expected) in cases {
        assert_eq!(matched(target), expected, "{target}");
    }
}

#[test]
fn a_deeply_nested_query_is_refused() {
    assert_eq!(matched(&format!("$[?{}@.a{}]", "(".repeat(10_000), ")".repeat(10_000))), "E0502");
    assert_eq!(matched(&format!("$[?{}@.a]", "!".repeat(10_000))), "E0502");
    assert_eq!(matched(&format!("{}{}", "$[?@", "[?@".repeat(10_000))), "E0502");
}
