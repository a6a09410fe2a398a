//! Enums of texts and of other values.

use super::types::{Priority, UsageModel};
use super::{check_kept, misfit, read};
use crate::runtime::json::{Value, to_string};
use std::collections::BTreeMap;

#[test]
fn a_known_text_is_its_variant() {
    assert_eq!(read::<UsageModel>("\"standard\""), UsageModel::Standard);
    assert_eq!(read::<UsageModel>(r#""\u0062undled""#), UsageModel::Bundled);
    check_kept::<UsageModel>("\"bundled\"");
}

#[test]
fn an_unknown_text_is_kept() {
    assert_eq!(read::<UsageModel>("\"Standard\""), UsageModel::Unknown("Standard".to_owned()));
    check_kept::<UsageModel>("\"metered\"");
}

#[test]
fn a_text_enum_turns_from_and_into_text() {
    assert_eq!(UsageModel::from("bundled"), UsageModel::Bundled);
    assert_eq!(UsageModel::from("x".to_owned()).as_str(), "x");
    assert_eq!(
        (UsageModel::Standard.to_string(), UsageModel::Standard.as_ref()),
        ("standard".to_owned(), "standard")
    );
}

#[test]
fn a_text_enum_takes_only_strings() {
    assert_eq!(misfit::<UsageModel>("1"), "expected a string, got 1");
}

#[test]
fn a_value_enum_compares_by_value() {
    let priorities: Vec<Priority> = read(r#"[1,2.0,20e-1,false,"auto"]"#);
    assert_eq!(
        priorities,
        [Priority::One, Priority::Two, Priority::Two, Priority::Off, Priority::Auto]
    );
}

#[test]
fn a_value_enum_keeps_what_it_does_not_know() {
    assert_eq!(read::<Priority>("\"1\""), Priority::Unknown(Value::from("1")));
    check_kept::<Vec<Priority>>(r#"[1,false,"auto",3,"1",{"a":1e400},null,true]"#);
}

#[test]
fn a_value_enum_turns_from_and_into_values() {
    assert_eq!(Priority::from(Value::from(1)), Priority::One);
    assert_eq!(
        (Priority::Auto.to_string(), to_string(&Priority::Off)),
        ("\"auto\"".to_owned(), "false".to_owned())
    );
}

#[test]
fn names_of_members_can_be_an_enum_and_those_that_it_does_not_know_are_kept() {
    let text = r#"{"standard":1,"bundled":2,"metered":3}"#;
    let map: BTreeMap<UsageModel, i64> = read(text);
    assert_eq!(map.get(&UsageModel::Standard), Some(&1));
    assert_eq!(map.get(&UsageModel::Unknown("metered".to_owned())), Some(&3));
    check_kept::<BTreeMap<UsageModel, i64>>(text);
}
