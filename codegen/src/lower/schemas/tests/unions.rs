//! Unions and their proof.

use super::super::proof::{Sample, Verdict, judge};
use super::{Lowered, lower_t};
use crate::diagnostic::Code;
use crate::ir::{Origin, TagTest, Test};
use std::collections::BTreeMap;

fn object(members: &[(&str, Option<&str>)]) -> Sample {
    let members: BTreeMap<String, Option<String>> = members
        .iter()
        .map(|(name, json)| ((*name).to_owned(), json.map(|text| format!("\"{text}\""))))
        .collect();
    Sample::Object(members)
}

fn judged(lowered: &Lowered, members: &[(&str, Option<&str>)]) -> Verdict {
    judge(lowered.union(lowered.root()), &object(members))
}

const PLACEMENT: &str = "T:
  allOf:
    - oneOf:
        - {type: object, required: [mode], properties: {mode: {enum: [smart]}}}
        - {type: object, required: [region], properties: {region: {type: string}}}
        - {type: object, required: [hostname], properties: {hostname: {type: string}}}
        - {type: object, required: [host], properties: {host: {type: string}}}
        - {type: object, required: [mode, region], properties: {mode: {enum: [targeted]}, region: {type: string}}}
        - {type: object, required: [mode, hostname], properties: {mode: {enum: [targeted]}, hostname: {type: string}}}
        - {type: object, required: [mode, host], properties: {mode: {enum: [targeted]}, host: {type: string}}}
        - {type: object, required: [mode, target], properties: {mode: {enum: [targeted]}, target: {type: array, items: {type: object}}}}
    - type: object
      properties: {last_analyzed_at: {type: string, format: date-time}, status: {enum: [SUCCESS, FAILED]}}";

#[test]
fn the_eight_placements_are_told_apart() {
    let lowered = lower_t(PLACEMENT);
    let union = lowered.union(lowered.root());
    assert_eq!(union.tags, ["mode"]);
    let names: Vec<_> = union.branches.iter().filter_map(|branch| branch.name.as_deref()).collect();
    let expected = [
        "smart",
        "region",
        "hostname",
        "host",
        "targeted_region",
        "targeted_hostname",
        "targeted_host",
        "targeted_target",
    ];
    assert_eq!(names, expected);
    assert_eq!(lowered.codes(), []);
    assert_eq!(judged(&lowered, &[("mode", Some("smart"))]), Verdict::One(0));
    assert_eq!(judged(&lowered, &[("region", None), ("status", None)]), Verdict::One(1));
    assert_eq!(judged(&lowered, &[("mode", Some("targeted")), ("region", None)]), Verdict::One(4));
    assert_eq!(judged(&lowered, &[("mode", Some("targeted")), ("target", None)]), Verdict::One(7));
}

#[test]
fn placements_outside_the_eight_select_none() {
    let lowered = lower_t(PLACEMENT);
    assert_eq!(judged(&lowered, &[("mode", Some("targeted"))]), Verdict::Nothing);
    assert_eq!(judged(&lowered, &[]), Verdict::Nothing);
    assert_eq!(judged(&lowered, &[("mode", Some("new")), ("region", None)]), Verdict::Nothing);
    assert_eq!(judged(&lowered, &[("target", None)]), Verdict::Nothing);
    assert_eq!(
        judged(&lowered, &[("mode", Some("targeted")), ("region", None), ("host", None)]),
        Verdict::Tie(vec![4, 6])
    );
}

#[test]
fn a_null_branch_makes_the_rest_nullable() {
    let lowered = lower_t(
        "T: {properties: {a: {oneOf: [{$ref: '#/components/schemas/A'}, {type: 'null'}]}}}\nA: {type: object, properties: {x: {type: string}}}",
    );
    let member = &lowered.object(lowered.root()).members[0];
    assert!(member.ty.nullable);
    assert_eq!(lowered.origin(member.ty), &Origin::Component("A".into()));
}

#[test]
fn equal_branches_are_one() {
    assert_eq!(
        lower_t("T: {anyOf: [{type: string}, {type: string, format: uuid}]}").root_brief(),
        "String"
    );
}

#[test]
fn nested_unions_are_flattened() {
    let lowered =
        lower_t("T: {oneOf: [{type: string}, {oneOf: [{type: integer}, {type: boolean}]}]}");
    assert_eq!(lowered.root_brief(), "String | I64 | Bool");
}

#[test]
fn a_discriminator_maps_values_to_branches() {
    let lowered = lower_t(
        "T: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind, mapping: {meow: Cat, woof: '#/components/schemas/Dog'}}}
Cat: {type: object, required: [kind], properties: {kind: {type: string}}}
Dog: {type: object, required: [kind], properties: {kind: {type: string}}}",
    );
    let union = lowered.union(lowered.root());
    assert_eq!(union.tags, ["kind"]);
    assert_eq!(union.branches[1].name.as_deref(), Some("woof"));
    let Test::Object { tags, .. } = &union.branches[1].test else { panic!("an object test") };
    assert_eq!(tags, &[TagTest::Is(vec!["\"woof\"".into()])]);
}

#[test]
fn a_discriminator_without_mapping_uses_component_names() {
    let lowered = lower_t(
        "T: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind}}
Cat: {type: object, required: [kind], properties: {kind: {type: string}}}
Dog: {type: object, required: [kind], properties: {kind: {const: dog}}}",
    );
    assert_eq!(judged(&lowered, &[("kind", Some("Cat"))]), Verdict::One(0));
    assert_eq!(judged(&lowered, &[("kind", Some("dog"))]), Verdict::One(1));
    assert_eq!(judged(&lowered, &[("kind", Some("Dog"))]), Verdict::Nothing);
}

#[test]
fn a_parent_with_a_discriminator_is_a_union_of_its_children_and_itself() {
    let lowered = lower_t(
        "T: {properties: {pet: {$ref: '#/components/schemas/Pet'}}}
Pet: {type: object, required: [kind], discriminator: {propertyName: kind}, properties: {kind: {type: string}}}
Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {bark: {type: string}}}]}
Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {purr: {type: string}}}]}",
    );
    let pet = lowered.object(lowered.root()).members[0].ty;
    assert_eq!(
        lowered.brief(pet),
        "{kind: String, purr?: String} | {kind: String, bark?: String} | {kind: String}"
    );
    let union = lowered.union(pet);
    assert_eq!(judge(union, &object(&[("kind", Some("Dog"))])), Verdict::One(1));
    assert_eq!(judge(union, &object(&[("kind", Some("new"))])), Verdict::One(2));
}

#[test]
fn children_of_children_are_branches_too() {
    let lowered = lower_t(
        "T: {properties: {pet: {$ref: '#/components/schemas/Pet'}}}
Pet: {type: object, required: [kind], discriminator: {propertyName: kind}, properties: {kind: {type: string}}}
Dog: {allOf: [{$ref: '#/components/schemas/Pet'}]}
Puppy: {allOf: [{$ref: '#/components/schemas/Dog'}, {properties: {age: {type: string}}}]}",
    );
    let union = lowered.union(lowered.object(lowered.root()).members[0].ty);
    let names: Vec<_> = union.branches.iter().map(|branch| branch.name.as_deref()).collect();
    assert_eq!(names, [Some("Dog"), Some("Puppy"), Some("Pet")]);
    assert_eq!(judge(union, &object(&[("kind", Some("Dog"))])), Verdict::One(0));
    assert_eq!(judge(union, &object(&[("kind", Some("Puppy"))])), Verdict::One(1));
    assert_eq!(lowered.codes(), []);
}

#[test]
fn larger_sets_of_required_members_win() {
    let lowered = lower_t(
        "T: {oneOf: [{type: object, required: [a], properties: {a: {type: string}}}, {type: object, required: [a, b], properties: {a: {type: string}, b: {type: string}}}]}",
    );
    assert_eq!(judged(&lowered, &[("a", None)]), Verdict::One(0));
    assert_eq!(judged(&lowered, &[("a", None), ("b", None)]), Verdict::One(1));
}

#[test]
fn objects_that_nothing_tells_apart_become_one() {
    let lowered = lower_t(
        "T: {oneOf: [{type: object, required: [v], properties: {v: {type: string}}}, {type: object, required: [v], properties: {v: {type: boolean}}}]}",
    );
    assert_eq!(lowered.root_brief(), "{v: String | Bool}");
    assert_eq!(lowered.codes(), [Code::AmbiguousUnion]);
}

#[test]
fn optional_members_settle_what_required_ones_do_not() {
    let lowered = lower_t(
        "T: {oneOf: [{type: object, properties: {before: {type: string}}}, {type: object, properties: {after: {type: string}}}]}",
    );
    assert_eq!(judged(&lowered, &[("before", None)]), Verdict::One(0));
    assert_eq!(judged(&lowered, &[("after", None)]), Verdict::One(1));
    assert_eq!(judged(&lowered, &[]), Verdict::Tie(vec![0, 1]));
}

#[test]
fn arrays_are_told_apart_by_their_elements_or_joined() {
    assert_eq!(lower_t("T: {oneOf: [{type: string}, {type: array, items: {type: string}}, {type: array, items: {type: integer}}]}").root_brief(), "String | [String] | [I64]");
    let joined = lower_t(
        "T: {oneOf: [{type: array, items: {type: object, required: [a], properties: {a: {type: string}}}}, {type: array, items: {type: object, required: [b], properties: {b: {type: string}}}}]}",
    );
    assert!(joined.root_brief().contains("[{a: String} | {b: String}]"), "{}", joined.root_brief());
}

#[test]
fn a_branch_without_type_takes_it_from_beside_the_union() {
    assert_eq!(
        lower_t("T: {type: string, oneOf: [{format: date}, {format: date-time}]}").root_brief(),
        "Date | DateTime"
    );
}

#[test]
fn constants_that_may_be_absent_decide_where_they_are() {
    let lowered = lower_t(
        "T: {oneOf: [{type: object, properties: {kind: {const: a}, x: {type: string}}}, {type: object, properties: {kind: {const: b}, x: {type: string}}}]}",
    );
    assert_eq!(judged(&lowered, &[("kind", Some("a")), ("x", None)]), Verdict::One(0));
    assert_eq!(judged(&lowered, &[("kind", Some("b"))]), Verdict::One(1));
    assert_eq!(judged(&lowered, &[("x", None)]), Verdict::Tie(vec![0, 1]));
}

#[test]
fn a_list_of_states_that_may_grow_decides_nothing_where_required_members_do() {
    let lowered = lower_t(
        "T: {oneOf: [{type: object, required: [state, x], properties: {state: {enum: [on, off]}, x: {type: string}}}, {type: object, required: [state, y], properties: {state: {enum: [up, down]}, y: {type: string}}}]}",
    );
    assert!(lowered.union(lowered.root()).tags.is_empty());
    assert_eq!(judged(&lowered, &[("state", Some("new")), ("y", None)]), Verdict::One(1));
}

#[test]
fn a_branch_that_a_discriminator_has_no_value_for_is_what_has_another_value() {
    let free = "{type: object, properties: {kind: {type: string}, x: {type: string}}}";
    let fixed =
        "{type: object, required: [kind], properties: {kind: {const: a}, x: {type: string}}}";
    for (a, brief) in [(free, "{kind?: String, x?: String}"), (fixed, "{kind=\"a\", x?: String}")] {
        let lowered = lower_t(&format!(
            "T: {{oneOf: [{{$ref: '#/components/schemas/A'}}, {{$ref: '#/components/schemas/B'}}], discriminator: {{propertyName: kind, mapping: {{a: '#/components/schemas/A'}}}}}}\nA: {a}\nB: {free}"
        ));
        assert_eq!(lowered.root_brief(), format!("{brief} | {{kind?: String, x?: String}}"));
        assert!(lowered.codes().is_empty(), "{:?}", lowered.codes());
        let union = lowered.union(lowered.root());
        assert_eq!(union.tags, ["kind"]);
        let tags = |index: usize| match &union.branches[index].test {
            Test::Object { tags, .. } => tags.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(tags(0), [TagTest::Is(vec!["\"a\"".into()])]);
        assert_eq!(tags(1), [TagTest::Free]);
    }
}
