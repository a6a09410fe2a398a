//! Merging.

use super::{lower, lower_t};
use crate::diagnostic::Code;
use crate::ir::Origin;

#[test]
fn members_of_all_parts_are_united() {
    let lowered = lower_t(
        "T: {allOf: [{$ref: '#/components/schemas/A'}, {properties: {b: {type: integer}}, required: [a]}]}
A: {type: object, properties: {a: {type: string}}}",
    );
    assert_eq!(lowered.root_brief(), "{a: String, b?: I64}");
    assert_eq!(lowered.origin(lowered.root()), &Origin::Component("T".into()));
}

#[test]
fn one_reference_with_remarks_is_that_reference() {
    let lowered = lower_t(
        "T: {properties: {a: {allOf: [{$ref: '#/components/schemas/A'}], description: Mine, nullable: true}}}
A: {type: object, properties: {x: {type: string}}}",
    );
    let member = &lowered.object(lowered.root()).members[0];
    assert_eq!(lowered.origin(member.ty), &Origin::Component("A".into()));
    assert_eq!(member.description.as_deref(), Some("Mine"));
    assert!(member.ty.nullable);
}

#[test]
fn a_member_that_two_parts_have_meets_both() {
    let lowered = lower_t(
        "T: {allOf: [{properties: {a: {enum: [x, y, z]}}}, {properties: {a: {enum: [y, z]}}}]}",
    );
    assert_eq!(lowered.root_brief(), "{a?: \"y\"/\"z\"}");
}

#[test]
fn an_object_is_distributed_into_the_branches_of_a_union() {
    let lowered = lower_t(
        "T: {allOf: [{oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}, {properties: {s: {type: string}}}]}
A: {type: object, required: [a], properties: {a: {type: string}}}
B: {type: object, required: [b], properties: {b: {type: string}}}",
    );
    assert_eq!(lowered.root_brief(), "{a: String, s?: String} | {b: String, s?: String}");
    let union = lowered.union(lowered.root());
    assert_eq!(union.branches[0].name.as_deref(), Some("A"));
}

#[test]
fn properties_beside_a_union_are_in_each_branch() {
    let lowered = lower_t(
        "T: {type: object, properties: {s: {type: string}}, oneOf: [{required: [a], properties: {a: {type: string}}}, {required: [b], properties: {b: {type: string}}}]}",
    );
    assert_eq!(lowered.root_brief(), "{a: String, s?: String} | {b: String, s?: String}");
}

#[test]
fn branches_that_only_require_make_no_union() {
    let lowered = lower_t(
        "T: {type: object, properties: {a: {type: string}, b: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}",
    );
    assert_eq!(lowered.root_brief(), "{a?: String, b?: String}");
}

#[test]
fn contradicting_types_are_reported_and_the_later_one_is_taken() {
    let lowered = lower_t("T: {allOf: [{type: string}, {type: integer, minimum: 1}]}");
    assert_eq!(lowered.root_brief(), "I64");
    assert_eq!(lowered.codes(), [Code::Contradiction]);
    let object =
        lower_t("T: {allOf: [{properties: {a: {enum: [x]}}}, {properties: {a: {enum: [y]}}}]}");
    assert_eq!(object.root_brief(), "{a?: \"y\"}");
    assert_eq!(object.codes(), [Code::Contradiction]);
}

#[test]
fn a_schema_in_its_own_all_of_adds_nothing() {
    let lowered =
        lower_t("T: {allOf: [{$ref: '#/components/schemas/T'}], properties: {a: {type: string}}}");
    assert_eq!(lowered.root_brief(), "{a?: String}");
}

#[test]
fn members_under_a_condition_are_optional() {
    let lowered = lower_t(
        "T: {type: object, properties: {a: {type: string}}, if: {required: [a]}, then: {required: [b], properties: {b: {type: integer}}}}",
    );
    assert_eq!(lowered.root_brief(), "{a?: String, b?: I64}");
}

#[test]
fn keywords_beside_a_reference_count_from_3_1_on() {
    let schemas = "T: {$ref: '#/components/schemas/A', properties: {b: {type: string}}}\nA: {type: object, properties: {a: {type: string}}}";
    assert_eq!(lower_t(schemas).root_brief(), "{a?: String, b?: String}");
    let old = lower("3.0.3", schemas, &["T"]);
    assert_eq!(old.root_brief(), "{a?: String}");
    assert_eq!(old.codes(), [Code::IgnoredSiblings]);
}
