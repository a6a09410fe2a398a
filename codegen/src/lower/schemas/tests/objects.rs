//! Objects, maps, arrays, tuples.

use super::{lower, lower_t};
use crate::ir::Origin;

#[test]
fn members_keep_their_order_and_presence() {
    let lowered = lower_t(
        "T: {type: object, required: [b], properties: {a: {type: string}, b: {type: integer}}}",
    );
    assert_eq!(lowered.root_brief(), "{a?: String, b: I64}");
}

#[test]
fn properties_without_type_make_an_object() {
    assert_eq!(lower_t("T: {properties: {a: {}}}").root_brief(), "{a?: any}");
}

#[test]
fn a_required_member_without_schema_is_any_value() {
    assert_eq!(lower_t("T: {type: object, required: [a]}").root_brief(), "{a: any}");
}

#[test]
fn a_declared_type_outweighs_names_that_are_only_required() {
    let lowered =
        lower_t("T: {type: array, items: {properties: {a: {type: string}}}, required: [a]}");
    assert_eq!(lowered.root_brief(), "[{a?: String}]");
    assert_eq!(lower_t("T: {type: string, required: [a]}").root_brief(), "String");
}

#[test]
fn additional_properties_alone_make_a_map() {
    assert_eq!(
        lower_t("T: {type: object, additionalProperties: {type: boolean}}").root_brief(),
        "map<Bool>"
    );
    assert_eq!(lower_t("T: {type: object}").root_brief(), "map<any>");
    assert_eq!(lower_t("T: {type: object, additionalProperties: true}").root_brief(), "map<any>");
}

#[test]
fn a_closed_object_without_members_is_an_object() {
    assert_eq!(lower_t("T: {type: object, additionalProperties: false}").root_brief(), "{}");
}

#[test]
fn additional_properties_beside_members_are_typed() {
    let lowered =
        lower_t("T: {properties: {a: {type: string}}, additionalProperties: {type: integer}}");
    assert_eq!(lowered.root_brief(), "{a?: String, ..I64}");
}

#[test]
fn pattern_properties_make_a_map() {
    assert_eq!(
        lower_t("T: {patternProperties: {'^a': {type: string}}}").root_brief(),
        "map<String>"
    );
    let two = lower_t(
        "T: {type: object, patternProperties: {'^a': {type: string}, '^b': {type: boolean}}}",
    );
    assert_eq!(two.root_brief(), "map<String | Bool>");
}

#[test]
fn arrays_and_tuples() {
    assert_eq!(lower_t("T: {items: {type: string}}").root_brief(), "[String]");
    assert_eq!(lower_t("T: {type: array}").root_brief(), "[any]");
    let tuple = lower_t("T: {type: array, prefixItems: [{type: string}, {type: number}]}");
    assert_eq!(tuple.root_brief(), "(String, F64)");
}

#[test]
fn null_in_3_0_and_3_1() {
    let old = lower(
        "3.0.3",
        "T: {type: object, properties: {a: {type: string, nullable: true}}}",
        &["T"],
    );
    let new = lower_t("T: {type: object, properties: {a: {type: [string, 'null']}}}");
    assert_eq!(old.root_brief(), "{a?: String?}");
    assert_eq!(new.root_brief(), "{a?: String?}");
}

#[test]
fn an_inline_schema_is_called_by_the_member_that_holds_it() {
    let lowered =
        lower_t("T: {properties: {a: {type: array, items: {properties: {b: {type: string}}}}}}");
    let array = lowered.object(lowered.root()).members[0].ty;
    assert_eq!(lowered.origin(array), &Origin::Member(lowered.root().id, "a".into()));
    let crate::ir::Shape::Array(item) = lowered.shape(array) else { panic!("an array") };
    assert_eq!(lowered.origin(*item), &Origin::Items(array.id));
}

#[test]
fn a_member_has_its_own_words_else_those_of_its_schema() {
    let lowered = lower_t(
        "T: {properties: {a: {$ref: '#/components/schemas/A', description: Own}, b: {$ref: '#/components/schemas/A'}}}
A: {type: string, description: Far, maxLength: 3, default: x}",
    );
    let members = &lowered.object(lowered.root()).members;
    assert_eq!(members[0].description.as_deref(), Some("Own"));
    assert_eq!(members[1].description.as_deref(), Some("Far"));
    assert_eq!(members[1].constraints, ["At most 3 characters.", "Default: `\"x\"`."]);
}

#[test]
fn equal_copies_at_members_of_one_name_are_one_type() {
    let copy = "placement: {type: object, description: Where., properties: {mode: {type: string}}}";
    let other = "placement: {type: object, description: Else., properties: {mode: {type: string}}}";
    let lowered = lower(
        "3.1.0",
        &format!(
            "A: {{properties: {{{copy}}}}}\nB: {{properties: {{{copy}}}}}\nC: {{properties: {{{other}}}}}"
        ),
        &["A", "B", "C"],
    );
    let of = |index: usize| lowered.object(lowered.payload(index)).members[0].ty.id;
    assert_eq!(of(0), of(1));
    assert_ne!(of(0), of(2));
}

#[test]
fn names_of_a_maps_members_are_a_list_where_property_names_leads_to_one() {
    let brief = |names: &str| {
        let schema = format!(
            "T: {{type: object, propertyNames: {names}, additionalProperties: {{type: string}}}}\nE: {{type: string, enum: [a, b]}}"
        );
        lower_t(&schema).root_brief()
    };
    assert_eq!(brief("{enum: [a, b]}"), "map<\"a\"/\"b\", String>");
    assert_eq!(brief("{$ref: '#/components/schemas/E'}"), brief("{enum: [a, b]}"));
    assert_eq!(brief("{allOf: [{$ref: '#/components/schemas/E'}]}"), brief("{enum: [a, b]}"));
    assert_eq!(brief("{anyOf: [{enum: [a, b]}, {type: string}]}"), brief("{enum: [a, b]}"));
    assert_eq!(brief("{enum: [1, 2]}"), "map<String>");
    assert_eq!(brief("{pattern: '^x-'}"), "map<String>");
    assert_eq!(brief("{$ref: '#/components/schemas/T'}"), "map<String>");
}
