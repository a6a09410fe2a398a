//! Multipart bodies, settings, directions and flags.

use super::super::{Schemas, Wire};
use super::{Lowered, lower_t};
use crate::ir::{Api, Direction, Origin, Payload};
use crate::load;
use crate::settings::{Settings, TypeOverride};

/// Lowers the component `T`, as JSON and as the top level of a multipart body.
fn both(schemas: &str, settings: &Settings) -> Lowered {
    let lines: String = schemas.lines().map(|line| format!("    {line}\n")).collect();
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{lines}"
    );
    let (document, mut report) = load::from_text(&text).expect("the snippet is usable");
    let mut lowering = Schemas::new(&document, settings);
    let cursor = document.lookup(0, "/components/schemas/T").expect("T is there");
    let mut api = Api::default();
    for wire in [Wire::Json, Wire::Form] {
        let ty = lowering.schema_for(wire, &cursor, Origin::Payload("T".into()), &mut report);
        api.payloads.push(Payload::of_json("T", ty));
    }
    lowering.finish(&mut api, &mut report);
    Lowered { api, report }
}

#[test]
fn binary_text_is_bytes_in_a_multipart_body_and_text_in_json() {
    let schemas = "T: {type: object, properties: {file: {type: string, format: binary}, more: {type: array, items: {type: string, format: binary}}, note: {type: object, properties: {raw: {type: string, format: binary}}}}}";
    let lowered = both(schemas, &Settings::default());
    assert_eq!(
        lowered.brief(lowered.payload(0)),
        "{file?: String, more?: [String], note?: {raw?: String}}"
    );
    assert_eq!(
        lowered.brief(lowered.payload(1)),
        "{file?: Binary, more?: [Binary], note?: {raw?: String}}"
    );
}

#[test]
fn a_body_without_bytes_is_one_type_in_both() {
    let lowered = both("T: {type: object, properties: {a: {type: string}}}", &Settings::default());
    assert_eq!(lowered.payload(0), lowered.payload(1));
}

#[test]
fn the_settings_can_decide_a_type() {
    let mut settings = Settings::default();
    settings.types.insert("Id".into(), TypeOverride::U64);
    settings.types.insert("/components/schemas/T/properties/raw".into(), TypeOverride::Value);
    let schemas = "T: {type: object, properties: {id: {$ref: '#/components/schemas/Id'}, raw: {type: object, properties: {a: {type: string}}}}}\nId: {type: string}";
    let lowered = both(schemas, &settings);
    assert_eq!(lowered.root_brief(), "{id?: U64, raw?: any}");
}

#[test]
fn a_budget_of_types_is_kept() {
    let mut settings = Settings::default();
    settings.limits.types = 3;
    let lowered = both(
        "T: {properties: {a: {properties: {b: {properties: {c: {properties: {d: {}}}}}}}}}",
        &settings,
    );
    assert!(lowered.codes().contains(&crate::diagnostic::Code::TooManyTypes));
}

#[test]
fn flags_of_members_are_kept() {
    let lowered = lower_t(
        "T: {properties: {a: {type: string, readOnly: true, deprecated: true}, b: {$ref: '#/components/schemas/B'}}}\nB: {type: string, writeOnly: true}",
    );
    let members = &lowered.object(lowered.root()).members;
    assert!(members[0].read_only && members[0].deprecated && !members[0].write_only);
    assert!(members[1].write_only);
}

#[test]
fn payloads_are_received() {
    let lowered = lower_t("T: {properties: {a: {properties: {b: {type: string}}}}}");
    let received = Direction { sent: false, received: true };
    assert!(lowered.api.types.iter().all(|ty| ty.direction == received));
}

#[test]
fn a_dynamic_reference_is_its_anchor() {
    let lowered = lower_t(
        "T: {type: object, properties: {a: {$dynamicRef: '#node'}}}\nN: {$dynamicAnchor: node, type: object, properties: {x: {type: string}}}",
    );
    assert_eq!(lowered.root_brief(), "{a?: {x?: String}}");
}
