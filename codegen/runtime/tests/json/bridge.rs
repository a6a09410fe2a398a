//! Our types through serde.

#![cfg(feature = "serde")]

use super::read;
use super::types::{Pair, Priority, Script, Tree, UsageModel};
use crate::runtime::json::{DateTime, Integer, Members, Number, Value, to_string};

#[test]
fn a_type_is_the_same_json_through_serde() {
    let text = r#"{"name":"a","note":null,"id":"x","rate":0.5,"size":7,"placement":{"mode":"smart"},"new":[1,-2,true,null,18446744073709551615]}"#;
    let script: Script = serde_json::from_str(text).unwrap();
    assert_eq!(script, read(text));
    let written: serde_json::Value = serde_json::to_value(&script).unwrap();
    assert_eq!(written, serde_json::from_str::<serde_json::Value>(text).unwrap());
    assert_eq!(serde_json::from_value::<Script>(written).unwrap(), script);
}

#[test]
fn every_kind_of_type_has_serdes_traits() {
    let text = r#"["standard",1,["a",0.5],[[]],"2024-01-01T00:00:00Z",7,{"a":1},1.5,[null]]"#;
    type All = (UsageModel, Priority, Pair, Tree, DateTime, Integer, Members, Number, Value);
    let all: All = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&all).unwrap(), text);
}

#[test]
fn a_misfit_goes_through_serde_with_its_path() {
    let misfit =
        serde_json::from_str::<Script>(r#"{"name":"a","note":null,"tags":[1]}"#).unwrap_err();
    assert!(misfit.to_string().starts_with("tags[0]: expected a string, got 1"), "{misfit}");
}

#[test]
fn a_number_handed_over_as_serde_jsons_private_map_is_a_number() {
    // This is how serde_json passes numbers when a caller's tree turns on its feature `arbitrary_precision`.
    let private = r#"{"a":{"$serde_json::private::Number":"1e400"}}"#;
    let value: Value = serde_json::from_str(private).unwrap();
    assert_eq!(to_string(&value), r#"{"a":1e400}"#);
}

#[test]
fn a_number_beyond_serdes_integers_is_passed_as_the_nearest_double() {
    let value: Value = read("[1e400,123456789012345678901234567890]");
    let written = serde_json::to_value(&value).unwrap();
    assert_eq!(
        written.to_string().parse::<Value>().unwrap(),
        Value::from(vec![f64::MAX, 123456789012345678901234567890.0])
    );
}
