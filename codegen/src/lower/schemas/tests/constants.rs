//! Enums and constants.

use super::{lower, lower_t};
use crate::diagnostic::Code;
use crate::ir::Shape;

#[test]
fn null_among_the_constants_makes_the_enum_nullable() {
    assert_eq!(lower_t("T: {enum: [a, b, null]}").root_brief(), "\"a\"/\"b\"?");
}

#[test]
fn a_required_constant_needs_no_field() {
    let lowered = lower_t(
        "T: {type: object, required: [k, n], properties: {k: {const: x}, n: {enum: [true]}}}",
    );
    assert_eq!(lowered.root_brief(), "{k=\"x\", n=true}");
}

#[test]
fn an_optional_constant_is_an_enum_of_one() {
    assert_eq!(lower_t("T: {properties: {k: {const: x}}}").root_brief(), "{k?: \"x\"}");
}

#[test]
fn a_list_of_booleans_is_a_boolean() {
    assert_eq!(
        lower_t("T: {properties: {k: {type: boolean, enum: [true]}}}").root_brief(),
        "{k?: Bool}"
    );
}

#[test]
fn unquoted_constants_of_a_text_are_texts() {
    assert_eq!(
        lower("3.0.0", "T: {type: string, enum: [1.10, true]}", &["T"]).root_brief(),
        "\"1.10\"/\"true\""
    );
}

#[test]
fn a_choice_of_titled_constants_is_an_enum_with_names_and_docs() {
    let lowered = lower_t(
        "T: {oneOf: [{const: 1, title: Low, description: Not much}, {const: 2, title: High}]}",
    );
    let Shape::Enum(enm) = lowered.shape(lowered.root()) else { panic!("an enum") };
    assert!(!enm.texts);
    assert_eq!(enm.values[0].name.as_deref(), Some("Low"));
    assert_eq!(enm.values[0].description.as_deref(), Some("Not much"));
}

#[test]
fn constants_that_are_arrays_or_objects_have_the_type_that_they_have_in_common() {
    let brief = |schema: &str| lower_t(&format!("T: {schema}")).root_brief();
    assert_eq!(brief("{const: [1, 2]}"), "[I64]");
    assert_eq!(brief("{enum: [[a], [], [null]]}"), "[String?]");
    assert_eq!(brief("{enum: [{a: 1, b: {c: true}}, {a: 1.5}]}"), "{a: F64, b?: {c: Bool}}");
    assert_eq!(brief("{const: {}}"), "map<any>");
    assert_eq!(brief("{type: array, items: {type: number}, enum: [[1], [2]]}"), "[F64]");
    assert_eq!(brief("{properties: {k: {const: [[x], [1]]}}}"), "{k?: [[any]]}");
    let mixed = lower_t("T: {enum: [[1], x]}");
    assert_eq!(
        (mixed.root_brief(), mixed.codes()),
        ("untyped".to_owned(), vec![Code::UntypedConstant])
    );
}

#[test]
fn an_enum_beside_any_text_is_the_enum() {
    assert_eq!(
        lower_t("T: {anyOf: [{type: string}, {type: string, enum: [a, b]}]}").root_brief(),
        "\"a\"/\"b\""
    );
}

#[test]
fn constants_that_surroundings_exclude_are_left_out() {
    let lowered = lower_t(
        "T: {type: integer, enum: [2], allOf: [{$ref: '#/components/schemas/K'}]}\nK: {type: integer, oneOf: [{const: 1}, {const: 2, title: Two}]}",
    );
    assert_eq!(lowered.root_brief(), "2");
    assert!(lowered.codes().is_empty(), "{:?}", lowered.codes());
}
