//! Cycles end and are boxed.

use super::lower_t;
use crate::ir::Shape;

#[test]
fn a_member_of_its_own_type_is_boxed() {
    let lowered = lower_t(
        "T: {properties: {next: {$ref: '#/components/schemas/T'}, all: {type: array, items: {$ref: '#/components/schemas/T'}}}}",
    );
    let object = lowered.object(lowered.root());
    assert!(object.members[0].ty.boxed);
    assert!(!object.members[1].ty.boxed);
    let Shape::Array(item) = lowered.shape(object.members[1].ty) else { panic!("an array") };
    assert!(!item.boxed);
}

#[test]
fn a_cycle_through_a_union_is_boxed_once() {
    let lowered = lower_t(
        "T: {oneOf: [{type: string}, {type: object, required: [not], properties: {not: {$ref: '#/components/schemas/T'}}}]}",
    );
    let text = format!("{:?}", lowered.api.types);
    assert_eq!(text.matches("boxed: true").count(), 1);
}

#[test]
fn an_array_of_itself_gets_a_name() {
    let lowered = lower_t("T: {type: array, items: {$ref: '#/components/schemas/T'}}");
    let Shape::Alias(inner) = lowered.shape(lowered.root()) else { panic!("an alias") };
    let Shape::Array(item) = lowered.shape(*inner) else { panic!("an array") };
    assert_eq!(item.id, lowered.root().id);
}

#[test]
fn a_union_with_itself_as_a_branch_comes_to_an_end() {
    let lowered =
        lower_t("T: {anyOf: [{type: string}, {$ref: '#/components/schemas/T'}, {type: integer}]}");
    assert_eq!(lowered.root_brief(), "String | I64");
}

#[test]
fn joined_branches_that_hold_themselves_come_to_an_end() {
    let lowered = lower_t(
        "T: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
A: {type: object, properties: {v: {type: string}, next: {$ref: '#/components/schemas/A'}}}
B: {type: object, properties: {v: {type: integer}, next: {$ref: '#/components/schemas/B'}}}",
    );
    assert!(
        lowered.root_brief().starts_with("{v?: String | I64, next?:"),
        "{}",
        lowered.root_brief()
    );
}
