use super::super::names::tests::{component, member, object, reference, texts, ty, unkept};
use super::*;
use crate::diagnostic::Report;
use crate::emit;
use crate::ir::{Api, Branch, Enum, EnumValue, Origin, Scalar, TagTest, Test, TypeRef, Union};
use crate::settings::Settings;

/// The text of every item of these types, without header and documentation.
fn emitted(types: Vec<Type>) -> String {
    let api = Api { types, ..Api::default() };
    let kept = unkept(&api);
    let names = Names::new(&api, &Settings::default(), &[], &kept, &mut Report::default());
    let sizes = Sizes::default();
    let items = (0..).map(TypeId).take(api.types.len()).filter_map(|id| item(&names, &sizes, id));
    let tokens = items.map(|item| emit::item(&item)).collect();
    let text = crate::format::source("x", crate::format::Layout::Full, tokens);
    let code = text.lines().skip(1).filter(|line| !line.trim_start().starts_with("///"));
    code.collect::<Vec<_>>().join("\n").trim().to_owned()
}

fn scalar(scalar: Scalar) -> Type {
    ty(Origin::Nameless, Shape::Scalar(scalar))
}

#[test]
fn presence_and_null_stay_distinct() {
    let mut members =
        vec![member("always", 0), member("nullable", 0), member("optional", 0), member("both", 0)];
    members[0].required = true;
    members[1].required = true;
    members[1].ty.nullable = true;
    members[3].ty.nullable = true;
    assert_eq!(
        emitted(vec![scalar(Scalar::String), component("script", object(members))]),
        "#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Script {
    pub always: String,
    pub nullable: Option<String>,
    pub optional: Option<String>,
    pub both: Option<Option<String>>,
    pub other: Members,
}

object! { Script { required always, nullable; optional optional, both; ..other } }"
    );
}

#[test]
fn fields_that_would_be_called_the_same_differ_by_their_marks() {
    let members =
        vec![member("ref", 0), member("$ref", 0), member("other", 0), member("created-on", 0)];
    let text = emitted(vec![scalar(Scalar::Bool), component("a", object(members))]);
    assert!(text.contains("optional r#ref = \"ref\", dollar_ref = \"$ref\", other, created_on = \"created-on\"; ..other_members"), "{text}");
}

#[test]
fn constants_need_no_field() {
    let mut mode = member("mode", 0);
    mode.required = true;
    mode.constant = Some("\"smart\"".into());
    let mut version = member("version", 0);
    version.required = true;
    version.constant = Some("2".into());
    let text = emitted(vec![scalar(Scalar::String), component("a", object(vec![mode, version]))]);
    assert!(
        text.contains(
            "object! { A { fixed \"mode\" = \"smart\", \"version\" = json \"2\"; ..other } }"
        ),
        "{text}"
    );
    assert!(text.contains("Default"), "{text}");
}

#[test]
fn what_is_sent_can_be_made_of_its_required_members() {
    let mut name = member("name", 0);
    name.required = true;
    let mut id = member("id", 0);
    id.required = true;
    id.read_only = true;
    let mut sent = component("a", object(vec![name, id]));
    sent.direction.sent = true;
    let text = emitted(vec![scalar(Scalar::String), sent]);
    assert!(text.contains("pub fn new(name: impl Into<String>) -> Self {"), "{text}");
    assert!(text.contains("pub id: Option<String>,"), "{text}");
}

#[test]
fn constants_that_read_the_same_keep_apart() {
    let text = emitted(vec![component(
        "sort",
        texts(&["asc", "ASC", "+1", "-1", "a-b", "a_b", "unknown", ""]),
    )]);
    assert!(
        text.contains(
            "Asc = \"asc\", AscUpperCase = \"ASC\", Plus1 = \"+1\", Minus1 = \"-1\", AB = \"a-b\","
        ),
        "{text}"
    );
    assert!(
        text.contains(
            "AUnderscoreB = \"a_b\",\n    Unknown = \"unknown\", Empty = \"\", _ = Unrecognized"
        ),
        "{text}"
    );
}

#[test]
fn numbers_are_an_enum_of_values() {
    let value = |json: &str| EnumValue { json: json.into(), name: None, description: None };
    let shape = Shape::Enum(Enum { values: vec![value("1"), value("true")], texts: false });
    let text = emitted(vec![component("priority", shape)]);
    assert!(
        text.contains("value_enum! { Priority { N1 = \"1\", True = \"true\", _ = Unknown } }"),
        "{text}"
    );
    assert!(text.contains("Unknown(Value)"), "{text}");
}

#[test]
fn branches_lose_the_words_of_their_union_and_large_ones_are_boxed() {
    let wide = (0..20).map(|number| member(&format!("member{number}"), 0)).collect();
    let branch = |id, test| Branch { ty: reference(id), name: None, description: None, test };
    let object_test =
        |tag| Test::Object { tags: vec![tag], required: vec!["region".into()], hints: Vec::new() };
    let union = Union {
        branches: vec![
            branch(1, object_test(TagTest::Is(vec!["\"smart\"".into()]))),
            branch(2, object_test(TagTest::Absent)),
            branch(0, Test::String { values: Vec::new(), format: None }),
        ],
        tags: vec!["mode".into()],
    };
    let text = emitted(vec![
        scalar(Scalar::String),
        component("PlacementSmart", object(vec![])),
        component("PlacementRegion", object(wide)),
        component("Placement", Shape::Union(union)),
    ]);
    assert!(text.contains("Smart(PlacementSmart),\n    Region(Box<PlacementRegion>),\n    String(String),\n    Unknown(Value),"), "{text}");
    assert!(text.contains("tags [\"mode\"] names [\"region\"];"), "{text}");
    assert!(
        text.contains(
            "Region = object(absent) requires [\"region\"],\n    String = string, _ = Unknown"
        ),
        "{text}"
    );
}

#[test]
fn tuples_and_aliases_are_structs_without_names() {
    let text = emitted(vec![
        scalar(Scalar::F64),
        component(
            "pair",
            Shape::Tuple(crate::ir::Tuple {
                elements: vec![reference(0), TypeRef { nullable: true, ..reference(0) }],
                rest: reference(4),
            }),
        ),
        component("tree", Shape::Alias(reference(3))),
        ty(Origin::Nameless, Shape::Array(reference(2))),
        ty(Origin::Nameless, Shape::Any { declared: true }),
    ]);
    assert!(text.contains("pub struct Pair(pub f64, pub Option<f64>, pub Vec<Value>);"), "{text}");
    assert!(text.contains("tuple! { Pair { 0, 1; 2 } }"), "{text}");
    assert!(text.contains("pub struct Tree(pub Vec<Tree>);\n\ntransparent! { Tree }"), "{text}");
}
