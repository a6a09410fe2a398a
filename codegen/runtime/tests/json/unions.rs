//! Which branch of a union a value belongs to.

use super::types::{Hints, Mixed, Placement, Script, Sizes, Source, Spot};
use super::{check_kept, misfit, read};
use crate::runtime::json::Value;

#[track_caller]
fn check_unknown(text: &str) {
    assert_eq!(read::<Placement>(text), Placement::Unknown(read(text)), "{text}");
    check_kept::<Placement>(&read::<Value>(text).to_string());
}

#[test]
fn constants_and_required_members_select_a_branch() {
    assert!(
        matches!(read(r#"{"mode":"smart","status":"on"}"#), Placement::Smart(smart) if smart.status.as_deref() == Some("on"))
    );
    assert!(matches!(read(r#"{"region":"r"}"#), Placement::Region(region) if region.region == "r"));
    assert!(matches!(read(r#"{"region":"r","mode":"targeted"}"#), Placement::TargetedRegion(_)));
    assert!(matches!(read(r#"{"mode":"targeted","host":"h"}"#), Placement::TargetedHost(_)));
}

#[test]
fn every_branch_is_written_back() {
    for text in [
        r#"{"mode":"smart"}"#,
        r#"{"region":"r"}"#,
        r#"{"mode":"targeted","region":"r"}"#,
        r#"{"mode":"targeted","host":"h","new":1}"#,
    ] {
        check_kept::<Placement>(text);
    }
}

#[test]
fn a_value_that_fits_no_branch_is_kept() {
    for text in [
        r#"{}"#,
        r#"{"mode":"targeted"}"#,
        r#"{"mode":"new","region":"r"}"#,
        r#"{"status":"on"}"#,
        "7",
        "null",
        "[]",
        "\"smart\"",
    ] {
        check_unknown(text);
    }
}

#[test]
fn a_tie_is_kept() {
    check_unknown(r#"{"mode":"targeted","region":"r","host":"h"}"#);
}

#[test]
fn a_third_branch_does_not_win_a_tie() {
    assert!(matches!(read(r#"{"a":1,"b":1,"c":1}"#), Spot::Unknown(_)));
}

#[test]
fn hints_speak_for_a_branch() {
    assert!(matches!(read(r#"{"a":1,"d":1}"#), Spot::A(_)));
    assert!(matches!(read(r#"{"a":1,"b":1,"d":1}"#), Spot::A(_)));
}

#[test]
fn a_null_counts_as_absent() {
    check_unknown(r#"{"mode":null,"region":null}"#);
    assert!(matches!(read(r#"{"mode":null,"region":"r"}"#), Placement::Region(_)));
    assert!(matches!(
        read(r#"{"mode":"targeted","region":"r","host":null}"#),
        Placement::TargetedRegion(_)
    ));
}

#[test]
fn the_last_of_two_tags_decides() {
    assert!(matches!(read(r#"{"mode":"targeted","mode":"smart"}"#), Placement::Smart(_)));
}

#[test]
fn a_misfit_inside_the_branch_goes_up() {
    let text = r#"{"name":"a","note":null,"placement":{"mode":"targeted","region":7}}"#;
    assert_eq!(misfit::<Script>(text), "placement.region: expected a string, got 7");
}

#[test]
fn a_branch_that_can_read_the_value_is_taken_when_the_best_cannot() {
    assert!(matches!(read(r#"{"id":1,"sha":"x"}"#), Source::Numbered(_)));
    assert!(matches!(read(r#"{"id":"1","sha":"x"}"#), Source::Called(_)));
    check_kept::<Source>(r#"{"id":"1","sha":"x"}"#);
}

#[test]
fn an_object_that_no_constant_and_no_required_member_speaks_for_is_kept_when_it_does_not_fit() {
    assert!(matches!(read(r#"{"a":1}"#), Sizes::Named(_)));
    assert!(matches!(read(r#"{"a":{"new":1}}"#), Sizes::Unknown(_)));
    check_kept::<Sizes>(r#"{"a":1,"b":{"new":1.50}}"#);
    check_kept::<Hints>(r#"{"count":"many"}"#);
    assert!(matches!(read(r#"{"count":"many"}"#), Hints::Unknown(_)));
    assert!(matches!(read(r#"{"count":1}"#), Hints::Counted(_)));
    assert!(crate::runtime::json::from_slice::<Sizes>(br#"{"a":[1}"#).unwrap_err().is_syntax());
}

#[test]
fn a_tag_of_the_wrong_type_is_a_misfit() {
    let text = r#"{"name":"a","note":null,"placement":{"region":"r","mode":7}}"#;
    assert_eq!(misfit::<Script>(text), "placement.mode: expected a string, got 7");
    assert_eq!(
        misfit::<Placement>(r#"{"mode":{"a":1}}"#),
        "mode: expected a string, got an object"
    );
}

#[test]
fn tags_may_be_other_values_than_strings() {
    assert!(matches!(read(r#"{"kind":1.0}"#), Spot::One(_)));
    assert!(matches!(read(r#"{"kind":true}"#), Spot::Unknown(_)));
}

#[test]
fn an_optional_tag_may_be_absent_but_not_different() {
    assert!(matches!(read(r#"{"c":1}"#), Spot::C(_)));
    assert!(matches!(read(r#"{"c":1,"flag":"x"}"#), Spot::C(_)));
    assert!(matches!(read(r#"{"c":1,"flag":"y"}"#), Spot::Unknown(_)));
}

#[test]
fn kinds_of_values_select_a_branch() {
    assert!(matches!(read("\"2024-02-29\""), Mixed::Day(_)));
    assert!(matches!(read("\"2024-02-29T12:00:00+02:00\""), Mixed::When(_)));
    assert!(matches!(read("\"standard\""), Mixed::Fixed(_)));
    assert!(matches!(read("\"2023-02-29\""), Mixed::Text(_)));
    assert!(matches!(read("3"), Mixed::Count(3)));
    assert!(matches!(read("3.5"), Mixed::Ratio(_)));
    assert!(matches!(read("1e30"), Mixed::Ratio(_)));
    assert!(matches!(read("true"), Mixed::Flag(true)));
    assert!(matches!(read("[\"a\"]"), Mixed::Texts(_)));
    assert!(matches!(read("[\"a\",1]"), Mixed::List(_)));
    assert!(matches!(read("2"), Mixed::Two(_)));
    assert!(matches!(read("null"), Mixed::Unknown(Value::Null)));
}

#[test]
fn values_of_every_kind_are_written_back() {
    check_kept::<Vec<Mixed>>(
        r#"["2024-02-29","standard","x",3,3.5,true,["a"],[1,"a"],null,{"a":1}]"#,
    );
}

#[test]
fn broken_json_in_a_union_is_a_syntax_misfit() {
    let misfit =
        crate::runtime::json::from_slice::<Placement>(br#"{"mode":"smart","x":[1}"#).unwrap_err();
    assert!(misfit.is_syntax());
}
