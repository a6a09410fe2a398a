//! What a change of a description is told as.

use codegen::diff::{Change, Kind, compare};
use codegen::lock::Lock;
use codegen::settings::Settings;
use codegen::{Input, Output, generate, load};
use serde_json::{Value, json};

fn run(description: &Value, lock: &Lock) -> Output {
    let root = load::Source { path: "openapi.json".to_owned(), text: description.to_string() };
    let sources = load::Input { root: &root, files: &load::no_files, overlays: &[] };
    generate(&Input { sources, settings: &Settings::default(), lock, standalone: true })
}

fn changes(old: &Value, new: &Value) -> Vec<Change> {
    let before = run(old, &Lock::default());
    let after = run(new, &before.lock);
    compare(&before, &after).expect("two plans").changes
}

fn kinds(old: &Value, new: &Value) -> Vec<Kind> {
    changes(old, new).iter().map(|change| change.kind).collect()
}

/// A note that is given, and taken too when it is `sent`.
fn notes(sent: bool, text: Value, required: &[&str]) -> Value {
    let note = json!({"$ref": "#/components/schemas/note"});
    let content = json!({"application/json": {"schema": note}});
    let mut operation = json!({"operationId": "notes-keep", "tags": ["notes"],
        "responses": {"200": {"description": "x", "content": content}}});
    if sent {
        operation["requestBody"] = json!({"required": true, "content": content});
    }
    json!({"openapi": "3.1.0", "info": {"title": "Notes", "version": "1"},
        "paths": {"/notes": {"post": operation}},
        "components": {"schemas": {"note": {"type": "object", "required": required,
            "properties": {"id": {"type": "string"}, "text": text}}}}})
}

#[test]
fn absent_or_null_in_one_and_the_same_type_breaks_only_who_builds_it_with_new() {
    let may_be_absent = |sent| notes(sent, json!({"type": "string"}), &["id"]);
    let may_be_null = |sent| notes(sent, json!({"type": ["string", "null"]}), &["id", "text"]);
    assert_eq!(kinds(&may_be_absent(false), &may_be_null(false)), [Kind::FieldPresenceChanged]);
    assert_eq!(kinds(&may_be_null(false), &may_be_absent(false)), [Kind::FieldPresenceChanged]);
    assert_eq!(kinds(&may_be_absent(true), &may_be_null(true)), [Kind::FieldNowGiven]);
    assert_eq!(kinds(&may_be_null(true), &may_be_absent(true)), [Kind::FieldNoLongerGiven]);
}

#[test]
fn always_there_and_perhaps_absent_are_two_types() {
    let always = notes(false, json!({"type": "string"}), &["id", "text"]);
    let perhaps = notes(false, json!({"type": "string"}), &["id"]);
    assert_eq!(kinds(&always, &perhaps), [Kind::FieldNowOptional]);
    assert_eq!(kinds(&perhaps, &always), [Kind::FieldNowRequired]);
}

#[test]
fn equal_descriptions_do_not_differ() {
    let notes = notes(true, json!({"type": "string"}), &["id"]);
    assert_eq!(changes(&notes, &notes), []);
}

#[test]
fn a_box_that_a_type_needs_once_it_has_grown_is_told() {
    let large = |members: usize| -> Value {
        let members = (0..members).map(|at| (format!("m{at}"), json!({"type": "string"})));
        let large = json!({"type": "object", "required": ["m0"], "properties": members.collect::<serde_json::Map<_, _>>()});
        let mut description = notes(
            false,
            json!({"oneOf": [{"$ref": "#/components/schemas/large"},
            {"type": "object", "required": ["small"], "properties": {"small": {"type": "string"}}}]}),
            &[],
        );
        description["components"]["schemas"]["large"] = large;
        description
    };
    let changes = changes(&large(2), &large(40));
    let breaking: Vec<_> =
        changes.iter().filter(|it| it.level() == codegen::diff::Level::Major).collect();
    let [change] = breaking.as_slice() else { panic!("{changes:?}") };
    assert_eq!(change.kind, Kind::VariantTypeChanged);
    assert_eq!(change.before.as_deref(), Some("Large(Large)"));
    assert_eq!(change.after.as_deref(), Some("Large(Box<Large>)"));
}

/// Notes that are listed and kept, with most of what can change.
fn pad() -> Value {
    let content = |name: &str| {
        let schema = json!({"$ref": format!("#/components/schemas/{name}")});
        json!({"application/json": {"schema": schema}})
    };
    let reply = json!({"200": {"description": "x", "content": content("note")}});
    json!({"openapi": "3.1.0", "info": {"title": "Notes", "version": "1"},
        "paths": {"/notes": {
            "get": {"operationId": "notes-get", "tags": ["notes"], "responses": reply,
                "parameters": [{"in": "query", "name": "page", "schema": {"type": "string"}}]},
            "post": {"operationId": "notes-keep", "tags": ["notes"], "responses": reply,
                "requestBody": {"required": true, "content": content("draft")}}}},
        "components": {"schemas": {
            "draft": {"type": "object", "required": ["text", "title"],
                "properties": {"text": {"type": "string"}, "title": {"type": "string"}}},
            "note": {"type": "object", "required": ["id"], "properties": {
                "id": {"type": "string"}, "size": {"type": "integer", "format": "int32"},
                "state": {"type": "string", "enum": ["open", "shut"]},
                "place": {"type": "object", "properties": {"town": {"type": "string"}}}}}}}})
}

#[test]
fn each_edit_deserves_the_version_that_the_table_says() {
    use codegen::diff::Level::{Major, Minor, Patch};
    type Edit = (&'static str, Option<codegen::diff::Level>, fn(&mut Value));
    const NOTE: &str = "/components/schemas/note";
    let edits: [Edit; 14] = [
        ("an operation is added", Some(Minor), |it| {
            let get = it["paths"]["/notes"]["get"].clone();
            it["paths"]["/notes/all"]["get"] = get;
            it["paths"]["/notes/all"]["get"]["operationId"] = json!("notes-all");
        }),
        ("a member of a reply is added", Some(Minor), |it| {
            it.pointer_mut(NOTE).expect("a note")["properties"]["more"] = json!({"type": "string"});
        }),
        ("a value is added", Some(Minor), |it| {
            it.pointer_mut(NOTE).expect("a note")["properties"]["state"]["enum"] =
                json!(["open", "shut", "lost"]);
        }),
        ("an operation is deprecated", Some(Minor), |it| {
            it["paths"]["/notes"]["get"]["deprecated"] = json!(true);
        }),
        ("a number is wider", Some(Major), |it| {
            it.pointer_mut(NOTE).expect("a note")["properties"]["size"]["format"] = json!("int64");
        }),
        ("a member of a reply may be absent", Some(Major), |it| {
            it.pointer_mut(NOTE).expect("a note")["required"] = json!([]);
        }),
        ("a member of a request may be left out", Some(Major), |it| {
            it["components"]["schemas"]["draft"]["required"] = json!(["text"]);
        }),
        ("a parameter is required", Some(Major), |it| {
            it["paths"]["/notes"]["get"]["parameters"][0]["required"] = json!(true);
        }),
        ("an operation is gone", Some(Major), |it| {
            it["paths"]["/notes"].as_object_mut().expect("a path").remove("get");
        }),
        ("a component is called otherwise", Some(Patch), |it| {
            let text = it.to_string().replace("schemas/note\"", "schemas/memo\"");
            *it = serde_json::from_str(&text).expect("JSON");
            let schemas = it["components"]["schemas"].as_object_mut().expect("schemas");
            let note = schemas.remove("note").expect("a note");
            schemas.insert("memo".to_owned(), note);
        }),
        ("an inline schema moves to the components", Some(Patch), |it| {
            let place = it.pointer_mut(NOTE).expect("a note")["properties"]["place"].take();
            it["components"]["schemas"]["aa_place"] = place;
            it.pointer_mut(NOTE).expect("a note")["properties"]["place"] =
                json!({"$ref": "#/components/schemas/aa_place"});
        }),
        ("arguments stand in another order", None, |it| {
            it["components"]["schemas"]["draft"]["required"] = json!(["title", "text"]);
        }),
        ("a description differs", Some(Patch), |it| {
            it["paths"]["/notes"]["get"]["description"] = json!("Gets one.");
        }),
        ("a restriction is added", Some(Patch), |it| {
            it["components"]["schemas"]["draft"]["properties"]["text"]["maxLength"] = json!(9);
        }),
    ];
    for (what, level, edit) in edits {
        let mut next = pad();
        edit(&mut next);
        let before = run(&pad(), &Lock::default());
        let after = run(&next, &before.lock);
        let diff = compare(&before, &after).expect("two plans");
        assert_eq!(diff.level(), level, "{what}: {}", diff.to_text());
    }
}
