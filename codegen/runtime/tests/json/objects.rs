//! Objects: declared members, unknown ones, and what is kept beside them.

use super::types::{AnyLabels, Empty, Labels, Nickname, Pair, Script, Smart, Tree};
use super::{check_kept, misfit, read};
use crate::runtime::json::{Decode, Value, from_member, to_string, to_value};

#[test]
fn members_come_in_any_order() {
    let one: Script = read(r#"{"id":"x","name":"a","note":"n"}"#);
    let other: Script = read(r#"{"note":"n","name":"a","id":"x"}"#);
    assert_eq!(one, other);
    assert_eq!(
        (one.id.as_deref(), one.name.as_str(), one.note.as_deref()),
        (Some("x"), "a", Some("n"))
    );
}

#[test]
fn white_space_between_members_is_skipped() {
    let script: Script = read("\r\n{ \"name\" :\t\"a\" , \"note\": null }\n");
    assert_eq!(script.name, "a");
}

#[test]
fn a_member_with_a_wire_name_of_its_own_is_read_and_written_by_it() {
    let script: Script =
        read(r#"{"name":"a","note":null,"type":"standard","created-on":"2024-01-01T00:00:00Z"}"#);
    assert!(script.r#type.is_some() && script.created_on.is_some() && script.other.is_empty());
    check_kept::<Script>(
        r#"{"name":"a","note":null,"type":"standard","created-on":"2024-01-01T00:00:00Z"}"#,
    );
}

#[test]
fn a_name_written_with_escapes_is_the_same_name() {
    let script: Script = read(r#"{"n\u0061me":"a","note":null}"#);
    assert_eq!(script.name, "a");
}

#[test]
fn unknown_members_are_kept_and_written_back() {
    let text = r#"{"name":"a","note":null,"new":[1,{"deep":1e400}]}"#;
    let script: Script = read(text);
    assert_eq!(
        script.other.get("new").map(Value::to_string).as_deref(),
        Some(r#"[1,{"deep":1e400}]"#)
    );
    assert_eq!(to_string(&script), text);
}

#[test]
fn an_absent_optional_member_is_not_written() {
    check_kept::<Script>(r#"{"name":"a","note":null}"#);
}

#[test]
fn a_missing_required_member_is_named() {
    assert_eq!(misfit::<Script>(r#"{"note":null}"#), "missing member `name`");
}

#[test]
fn a_missing_required_member_inside_is_named_with_its_object() {
    let text = r#"{"name":"a","note":null,"children":[{"name":"b"},{"note":"c"}]}"#;
    assert_eq!(misfit::<Script>(text), "children[1]: missing member `name`");
}

#[test]
fn a_missing_nullable_member_reads_as_null_and_stays_missing() {
    let mut script: Script = read(r#"{"name":"a"}"#);
    assert_eq!(script.note, None);
    assert_eq!(to_string(&script), r#"{"name":"a"}"#);
    script.note = Some("n".to_owned());
    assert_eq!(to_string(&script), r#"{"name":"a","note":"n"}"#);
}

#[test]
fn null_and_absent_are_told_apart_where_both_are_declared() {
    let null: Script = read(r#"{"name":"a","note":null,"tags":null}"#);
    let absent: Script = read(r#"{"name":"a","note":null}"#);
    assert_eq!((null.tags.clone(), absent.tags), (Some(None), None));
    assert_eq!(to_string(&null), r#"{"name":"a","note":null,"tags":null}"#);
}

#[test]
fn an_undeclared_null_reads_as_absent_and_is_written_back() {
    let text = r#"{"name":"a","note":null,"id":null,"size":null}"#;
    let script: Script = read(text);
    assert_eq!((&script.id, script.size), (&None, None));
    assert_eq!(to_value(&script), read::<Value>(text));
}

#[test]
fn a_kept_null_is_no_unknown_member() {
    let script: Script = read(r#"{"name":"a","note":null,"id":null}"#);
    assert!(
        script.other.is_empty()
            && script.other.iter().next().is_none()
            && script.other.get("id").is_none()
    );
}

#[test]
fn a_kept_null_gives_way_to_a_value() {
    let mut script: Script = read(r#"{"name":"a","note":null,"id":null}"#);
    script.id = Some("x".to_owned());
    assert_eq!(to_string(&script), r#"{"name":"a","note":null,"id":"x"}"#);
}

#[test]
fn of_two_members_with_one_name_the_last_wins() {
    let script: Script =
        read(r#"{"name":"a","note":null,"id":null,"name":"b","id":"x","new":1,"new":2}"#);
    assert_eq!(to_string(&script), r#"{"name":"b","note":null,"id":"x","new":2}"#);
    let script: Script = read(r#"{"name":"a","note":null,"id":"x","id":null}"#);
    assert_eq!(script.id, None);
}

#[test]
fn unknown_members_are_sorted_and_found_in_whatever_order_they_come() {
    let mut script: Script = read(r#"{"c":3,"a":1,"d":4,"name":"x","a":5,"note":null,"b":2}"#);
    let names: Vec<&str> = script.other.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["a", "b", "c", "d"]);
    assert_eq!(script.other.get("a"), Some(&Value::from(5)));
    assert_eq!(script.other.insert("aa", 6), None);
    assert_eq!(script.other.remove("c"), Some(Value::from(3)));
    assert_eq!(to_string(&script), r#"{"name":"x","note":null,"a":5,"aa":6,"b":2,"d":4}"#);
}

#[test]
fn a_field_wins_over_an_unknown_member_of_its_name() {
    let mut script: Script = read(r#"{"name":"a","note":null}"#);
    script.other.insert("name", "b");
    script.other.insert("id", 7);
    assert_eq!(to_string(&script), r#"{"name":"a","note":null,"id":7}"#);
}

#[test]
fn constants_are_written_without_a_field() {
    assert_eq!(to_string(&Smart::default()), r#"{"mode":"smart","version":2}"#);
}

#[test]
fn an_equal_constant_is_not_kept() {
    let smart: Smart = read(r#"{"version":2.0,"status":"on","mode":"smart"}"#);
    assert!(smart.other.is_empty());
    assert_eq!(smart.status.as_deref(), Some("on"));
}

#[test]
fn a_different_constant_is_kept_and_written_back() {
    let smart: Smart = read(r#"{"mode":"clever","version":2}"#);
    assert_eq!(smart.other.get("mode").and_then(Value::as_str), Some("clever"));
    assert_eq!(to_value(&smart), read::<Value>(r#"{"mode":"clever","version":2}"#));
}

#[test]
fn a_missing_constant_is_a_misfit() {
    assert_eq!(misfit::<Smart>(r#"{"mode":"smart"}"#), "missing member `version`");
}

#[test]
fn undeclared_members_of_a_declared_type_go_to_the_map() {
    let labels: Labels = read(r#"{"a":1,"name":"n","b":0.5}"#);
    assert_eq!(
        labels.labels.iter().map(|(name, value)| (name.as_str(), *value)).collect::<Vec<_>>(),
        [("a", 1.0), ("b", 0.5)]
    );
    assert!(labels.other.is_empty());
    check_kept::<AnyLabels>(r#"{"a":"1","b":"2"}"#);
}

#[test]
fn nulls_and_exact_numbers_of_the_map_are_written_back() {
    let text = r#"{"name":"n","a":1e400,"b":null}"#;
    let labels: Labels = read(text);
    assert_eq!((labels.labels.get("a"), labels.labels.get("b")), (Some(&f64::MAX), None));
    assert_eq!(to_value(&labels), read::<Value>(text));
}

#[test]
fn a_misfit_in_the_map_names_its_member() {
    assert_eq!(misfit::<Labels>(r#"{"name":"n","a":"x"}"#), "a: expected a number, got \"x\"");
}

#[test]
fn an_object_without_declared_members_keeps_all() {
    check_kept::<Empty>("{}");
    check_kept::<Empty>(r#"{"a":1,"b":[]}"#);
}

#[test]
fn a_transparent_struct_looks_like_its_field() {
    check_kept::<Tree>("[[],[[]]]");
    assert_eq!(read::<Tree>("[[],[]]"), Tree(vec![Tree::default(), Tree::default()]));
}

#[test]
fn a_transparent_struct_has_a_null_when_its_field_has() {
    assert_eq!(read::<Option<Nickname>>("null"), None);
    let nullable = [<Nickname as Decode>::NULLABLE, <Tree as Decode>::NULLABLE];
    assert_eq!(nullable, [true, false]);
}

#[test]
fn a_tuple_keeps_further_elements() {
    check_kept::<Pair>(r#"["a",0.5,true,{"b":1}]"#);
    assert_eq!(read::<Pair>(r#"["a",1]"#), Pair("a".to_owned(), 1.0, Vec::new()));
}

#[test]
fn a_tuple_that_is_too_short_is_a_misfit() {
    assert_eq!(misfit::<Pair>(r#"["a"]"#), "missing element 1");
    assert_eq!(misfit::<Vec<Pair>>(r#"[["a","b"]]"#), "[0][1]: expected a number, got \"b\"");
}

#[test]
fn one_member_is_read_and_the_others_are_returned() {
    let (result, others) = from_member::<Vec<String>>(
        br#"{"success":true,"result":["a"],"info":{"count":1}}"#,
        "result",
    )
    .unwrap();
    assert_eq!(result, ["a"]);
    assert_eq!(others.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["info", "success"]);
}

#[test]
fn a_missing_member_reads_as_null_or_is_a_misfit() {
    assert_eq!(from_member::<Option<String>>(b"{}", "result").unwrap().0, None);
    assert_eq!(
        from_member::<String>(b"{}", "result").unwrap_err().to_string(),
        "missing member `result`"
    );
    assert_eq!(
        from_member::<Vec<i64>>(br#"{"result":[1,"a"]}"#, "result").unwrap_err().path(),
        "result[1]"
    );
}
