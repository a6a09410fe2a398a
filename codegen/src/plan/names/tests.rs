use super::*;
use crate::diagnostic::Place;
use crate::ir::{Direction, Enum, EnumValue, Member, Object, Type};
use crate::lock::NamesInUse;

pub(crate) fn place(pointer: &str) -> Place {
    Place { pointer: pointer.into(), ..Place::default() }
}

/// Nothing to be kept.
pub(crate) fn unkept(api: &Api) -> Kept<'static> {
    static NOTHING: NamesInUse = NamesInUse {
        types: BTreeMap::new(),
        calls: BTreeMap::new(),
        resources: BTreeMap::new(),
        former_types: BTreeMap::new(),
        former_calls: BTreeMap::new(),
    };
    Kept::new(api, &NOTHING, &[])
}

pub(crate) fn ty(origin: Origin, shape: Shape) -> Type {
    Type {
        origin,
        place: place("/components/schemas/x"),
        title: None,
        description: None,
        constraints: Vec::new(),
        format: None,
        deprecated: false,
        shape,
        direction: Direction { sent: false, received: true },
        examples: Vec::new(),
        also: Vec::new(),
    }
}

pub(crate) fn component(name: &str, shape: Shape) -> Type {
    ty(Origin::Component(name.into()), shape)
}

pub(crate) fn reference(id: u32) -> TypeRef {
    TypeRef { id: TypeId(id), nullable: false, boxed: false }
}

pub(crate) fn member(name: &str, id: u32) -> Member {
    Member {
        name: name.into(),
        ty: reference(id),
        required: false,
        constant: None,
        description: None,
        constraints: Vec::new(),
        format: None,
        example: None,
        deprecated: false,
        read_only: false,
        write_only: false,
        place: place("/x"),
    }
}

pub(crate) fn object(members: Vec<Member>) -> Shape {
    Shape::Object(Object { members, additional: None })
}

pub(crate) fn texts(values: &[&str]) -> Shape {
    let value =
        |json: &&str| EnumValue { json: format!("\"{json}\""), name: None, description: None };
    Shape::Enum(Enum { values: values.iter().map(value).collect(), texts: true })
}

fn check(types: Vec<Type>, calls: &[CallName], expected: &[&str]) {
    let api = Api { types, ..Api::default() };
    let mut report = Report::default();
    let kept = unkept(&api);
    let names = Names::new(&api, &Settings::default(), calls, &kept, &mut report);
    let found: Vec<String> = names.type_names().into_iter().map(|name| name.rust).collect();
    assert_eq!(found, expected);
}

#[test]
fn components_keep_their_names() {
    check(
        vec![
            component("workers_script", object(vec![])),
            component("UUID", texts(&["a"])),
            component("Error", object(vec![])),
        ],
        &[],
        &["WorkersScript", "Uuid", "ErrorModel"],
    );
}

#[test]
fn inline_types_are_called_after_parent_and_member() {
    let script = object(vec![member("placement", 1), member("bindings", 2)]);
    check(
        vec![
            component("script", script),
            ty(Origin::Member(TypeId(0), "placement".into()), object(vec![])),
            ty(Origin::Member(TypeId(0), "bindings".into()), Shape::Array(reference(3))),
            ty(Origin::Items(TypeId(2)), object(vec![])),
        ],
        &[],
        &["Script", "ScriptPlacement", "Vec<ScriptBinding>", "ScriptBinding"],
    );
}

#[test]
fn words_said_by_the_parent_are_not_said_again() {
    check(
        vec![
            component("script", object(vec![])),
            ty(Origin::Member(TypeId(0), "script_tag".into()), object(vec![])),
            ty(Origin::Member(TypeId(0), "script".into()), object(vec![])),
        ],
        &[],
        &["Script", "ScriptTag", "ScriptScript"],
    );
}

#[test]
fn components_win_over_inline_types() {
    check(
        vec![
            ty(Origin::Member(TypeId(1), "tag".into()), texts(&["a"])),
            component("script", object(vec![member("tag", 0)])),
            component("script_tag", object(vec![])),
        ],
        &[],
        &["ScriptTagResponse", "Script", "ScriptTag"],
    );
}

#[test]
fn operations_name_their_bodies() {
    let calls =
        [CallName { resource: vec!["workers".into(), "scripts".into()], method: "list".into() }];
    check(
        vec![
            ty(Origin::Response(0, None), Shape::Array(reference(1))),
            ty(Origin::Items(TypeId(0)), object(vec![])),
            ty(Origin::Request(0), object(vec![])),
            ty(Origin::Parameter(0, "order".into()), texts(&["a"])),
        ],
        &calls,
        &["Vec<ScriptListItem>", "ScriptListItem", "ScriptListRequest", "ScriptListOrder"],
    );
}

#[test]
fn a_type_that_several_share_is_called_after_its_member() {
    check(
        vec![
            component("a", object(vec![member("direction", 2), member("status", 3)])),
            component("b", object(vec![member("direction", 2), member("status", 3)])),
            ty(Origin::Member(TypeId(0), "direction".into()), texts(&["asc"])),
            ty(Origin::Member(TypeId(0), "status".into()), texts(&["on"])),
        ],
        &[],
        &["A", "B", "Direction", "AStatus"],
    );
}

#[test]
fn a_name_from_the_settings_comes_first_and_a_bad_one_is_reported() {
    let api = Api {
        types: vec![component("a", object(vec![])), component("b", object(vec![]))],
        ..Api::default()
    };
    let names = [("a".to_owned(), "Chosen".to_owned()), ("b".to_owned(), "not a name".to_owned())];
    let settings = Settings { names: names.into(), ..Settings::default() };
    let mut report = Report::default();
    let kept = unkept(&api);
    let names = Names::new(&api, &settings, &[], &kept, &mut report);
    assert_eq!(names.ident(TypeId(0)).map(RustIdent::as_str), Some("Chosen"));
    assert_eq!(names.ident(TypeId(1)).map(RustIdent::as_str), Some("B"));
    assert_eq!(report.diagnostics().len(), 1);
}

#[test]
fn a_list_of_itself_has_a_finite_type() {
    let api = Api { types: vec![component("tree", Shape::Array(reference(0)))], ..Api::default() };
    let kept = unkept(&api);
    let names = Names::new(&api, &Settings::default(), &[], &kept, &mut Report::default());
    assert!(names.rust_type(reference(0)).to_string().len() < 300);
    assert!(names.mentions(reference(0)).is_empty());
}
