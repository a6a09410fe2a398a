//! What a misfit tells.

use super::types::{Pair, Script};
use super::{misfit, read};
use crate::runtime::json::{Misfit, Value, from_slice, from_value};
use std::collections::BTreeMap;

#[test]
fn the_path_leads_to_the_misfit() {
    let text = r#"{"name":"a","note":null,"children":[{"name":"b","note":null},{"name":"c","note":null,"tags":["x",7]}]}"#;
    let misfit = from_slice::<Script>(text.as_bytes()).unwrap_err();
    assert_eq!(misfit.path(), "children[1].tags[1]");
    assert_eq!(misfit.to_string(), "children[1].tags[1]: expected a string, got 7");
    assert_eq!((misfit.is_syntax(), &text[misfit.offset()..misfit.offset() + 1]), (false, "7"));
}

#[test]
fn what_was_there_is_told_by_kind() {
    for (text, got) in [
        ("true", "true"),
        ("1.50", "1.50"),
        ("\"x\"", "\"x\""),
        ("[1]", "an array"),
        ("{}", "an object"),
    ] {
        assert_eq!(misfit::<()>(text).replace("expected null, got ", ""), got);
    }
}

#[test]
fn every_type_says_what_it_expects() {
    assert_eq!(misfit::<bool>("1"), "expected true or false, got 1");
    assert_eq!(misfit::<String>("null"), "expected a string, got null");
    assert_eq!(misfit::<f64>("\"1\""), "expected a number, got \"1\"");
    assert_eq!(
        misfit::<i32>("\"1\""),
        "expected a whole number from -2147483648 to 2147483647, got \"1\""
    );
    assert_eq!(misfit::<Vec<bool>>("{}"), "expected an array, got an object");
    assert_eq!(misfit::<Script>("[]"), "expected an object, got an array");
    assert_eq!(misfit::<BTreeMap<String, bool>>("true"), "expected an object, got true");
    assert_eq!(misfit::<Pair>("\"x\""), "expected an array, got \"x\"");
}

#[test]
fn long_text_is_cut() {
    assert_eq!(
        misfit::<bool>(&format!("\"{}\"", "é".repeat(50))),
        format!("expected true or false, got \"{}…\"", "é".repeat(40))
    );
    assert_eq!(
        misfit::<bool>(&"1".repeat(50)),
        format!("expected true or false, got {}…", "1".repeat(40))
    );
}

#[test]
fn disturbing_characters_are_escaped() {
    let message = misfit::<bool>("\"\\u001b[31m\u{202e}\u{2028}\u{85}\\n\\\"\"");
    assert_eq!(message, r#"expected true or false, got "\u{1b}[31m\u{202e}\u{2028}\u{85}\u{a}\"""#);
}

#[test]
fn odd_names_are_quoted_and_cut_in_paths() {
    let path =
        |text: &str| from_slice::<BTreeMap<String, bool>>(text.as_bytes()).unwrap_err().path();
    assert_eq!(path(r#"{"a b":1}"#), r#"["a b"]"#);
    assert_eq!(path(r#"{"":1}"#), r#"[""]"#);
    assert_eq!(path("{\"a\u{202e}\":1}"), r#"["a\u{202e}"]"#);
    assert!(path(&format!("{{\"{}\":1}}", "x".repeat(1000))).len() < 200);
}

#[test]
fn a_misfit_is_a_small_error() {
    fn check<E: std::error::Error + Send + Sync + Clone + 'static>() {}
    check::<Misfit>();
    assert_eq!(size_of::<Misfit>(), size_of::<usize>());
}

#[test]
fn a_value_that_does_not_fit_is_told_like_text() {
    let value: Value = read(r#"{"name":7}"#);
    assert_eq!(
        from_value::<Script>(&value).unwrap_err().to_string(),
        "name: expected a string, got 7"
    );
}
