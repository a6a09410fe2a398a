//! JSON of any shape, lists, maps, and unknown members by hand.

use std::collections::BTreeMap;

use super::{check_kept, misfit, read};
use crate::runtime::json::{Members, Value, from_value, to_value, to_vec};

#[test]
fn any_json_comes_back() {
    check_kept::<Value>(r#"{"a":[null,true,false,0,-1.50,"x\n",{},[]],"b":{"c":1e400}}"#);
}

#[test]
fn a_value_tells_what_it_is() {
    let value: Value = read(r#"{"a":[1,"x",true,null,1.5]}"#);
    let items = value.get("a").and_then(Value::as_array).unwrap();
    assert_eq!(
        (items[0].as_i64(), items[0].as_u64(), items[1].as_str(), items[2].as_bool()),
        (Some(1), Some(1), Some("x"), Some(true))
    );
    assert!(
        items[3].is_null()
            && items[4].as_f64() == Some(1.5)
            && value.get("b").is_none()
            && items[0].get("a").is_none()
    );
}

#[test]
fn values_are_made_from_rust_values() {
    let value = Value::from(vec![
        Value::from(1),
        "x".into(),
        true.into(),
        None::<i32>.into(),
        0.5.into(),
        f64::NAN.into(),
    ]);
    assert_eq!(value.to_string(), r#"[1,"x",true,null,0.5,null]"#);
}

#[test]
fn values_are_equal_when_their_json_is() {
    assert_eq!(read::<Value>(r#"{"a":1.0,"b":[]}"#), read::<Value>(r#"{ "b": [ ], "a": 1 }"#));
    assert_ne!(read::<Value>("1"), read::<Value>("\"1\""));
}

#[test]
fn a_value_knows_its_json_text() {
    assert!(
        Value::from("a\"b").is_json(r#""a\"b""#)
            && Value::from("a").is_json("\"a\"")
            && Value::from(1).is_json("1.0")
    );
    assert!(
        !Value::from("a").is_json("a")
            && !Value::from(1).is_json("\"1\"")
            && !Value::from("\"").is_json("\"")
    );
}

#[test]
fn lists_maps_and_boxes_come_back() {
    check_kept::<BTreeMap<String, Vec<Option<Box<i64>>>>>(r#"{"a\"b":[1,null],"c":[]}"#);
    assert_eq!(
        misfit::<BTreeMap<String, Vec<i64>>>(r#"{"a":[1,null]}"#).split(':').next(),
        Some("a[1]")
    );
}

#[test]
fn values_convert_to_types_and_back() {
    let map: BTreeMap<String, i64> = from_value(&read(r#"{"a":1}"#)).unwrap();
    assert_eq!(to_value(&map), read(r#"{"a":1}"#));
    assert_eq!(to_vec(&map), br#"{"a":1}"#);
}

#[test]
fn members_are_a_small_sorted_map() {
    let mut members = Members::new();
    assert!(members.is_empty() && size_of::<Members>() == size_of::<usize>());
    assert_eq!(
        (members.insert("b", 1), members.insert("a", "x"), members.insert("b", 2)),
        (None, None, Some(Value::from(1)))
    );
    assert_eq!(
        members.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>(),
        ["a=\"x\"", "b=2"]
    );
    assert_eq!((members.len(), members.remove("a"), members.len()), (2, Some(Value::from("x")), 1));
    assert_eq!(members, [("b", 2)].into_iter().collect());
    assert_eq!(format!("{members:?}"), r#"{"b": Number(2)}"#);
}
