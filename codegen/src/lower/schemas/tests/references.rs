//! References and the order of components.

use super::{lower, lower_t};
use crate::diagnostic::Code;

#[test]
fn a_reference_to_nothing_is_untyped_and_reported() {
    let lowered = lower_t("T: {properties: {a: {$ref: '#/components/schemas/Missing'}}}");
    assert_eq!(lowered.root_brief(), "{a?: untyped}");
    assert!(lowered.codes().contains(&Code::DanglingReference));
    assert_eq!(lowered.report.coverage.untyped.len(), 1);
}

#[test]
fn references_in_a_circle_are_reported() {
    let lowered =
        lower_t("T: {$ref: '#/components/schemas/A'}\nA: {$ref: '#/components/schemas/T'}");
    assert_eq!(lowered.root_brief(), "untyped");
    assert!(lowered.codes().contains(&Code::ReferenceCycle));
}

#[test]
fn the_order_of_components_changes_nothing() {
    let parts = [
        "T: {properties: {a: {$ref: '#/components/schemas/A'}, b: {$ref: '#/components/schemas/B'}}}",
        "A: {type: object, properties: {x: {$ref: '#/components/schemas/B'}}}",
        "B: {oneOf: [{type: string}, {$ref: '#/components/schemas/A'}]}",
    ];
    let forward = lower("3.1.0", &parts.join("\n"), &["T"]);
    let backward = lower("3.1.0", &[parts[2], parts[1], parts[0]].join("\n"), &["T"]);
    let shapes = |lowered: &super::Lowered| -> Vec<String> {
        lowered
            .api
            .types
            .iter()
            .map(|ty| {
                format!("{:?}", (&ty.origin, &ty.place.pointer, lowered.brief(lowered.root())))
            })
            .collect()
    };
    assert_eq!(shapes(&forward), shapes(&backward));
}

#[test]
fn what_nothing_reaches_is_left_out() {
    let lowered = lower_t(
        "T: {type: object, properties: {a: {type: string}}}\nUnused: {type: object, properties: {b: {type: string}}}",
    );
    assert_eq!(lowered.api.types.len(), 2);
}
