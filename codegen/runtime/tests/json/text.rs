//! Strings and the text of JSON itself.

use super::{check_kept, misfit, read};
use crate::runtime::json::{Value, from_member, from_slice, to_string};

#[test]
fn escapes_are_read() {
    assert_eq!(
        read::<String>(r#""\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\ude00""#),
        "\"\\/\u{8}\u{C}\n\r\tA\u{e9}\u{1F600}"
    );
}

#[test]
fn only_what_must_be_escaped_is() {
    assert_eq!(
        to_string("\"\\/\u{0}\u{1f}\n\r\t\u{7f}é\u{2028}😀"),
        "\"\\\"\\\\/\\u0000\\u001f\\n\\r\\t\u{7f}é\u{2028}😀\""
    );
}

#[test]
fn text_of_every_length_comes_back() {
    for length in 0..40 {
        for special in ["", "\"", "\\", "\n", "é"] {
            let text = format!("{}{special}{}", "x".repeat(length), "y".repeat(40 - length));
            assert_eq!(read::<String>(&to_string(&text)), text);
        }
    }
}

#[test]
fn half_a_surrogate_pair_becomes_a_replacement_character() {
    assert_eq!(read::<String>(r#""a\ud83dz""#), "a\u{FFFD}z");
    assert_eq!(read::<String>(r#""\ude00\ud83d\ud83d\ude00""#), "\u{FFFD}\u{FFFD}\u{1F600}");
    assert_eq!(read::<String>(r#""\ud83d\n""#), "\u{FFFD}\n");
}

#[test]
fn half_a_surrogate_pair_in_a_member_is_written_back() {
    check_kept::<super::types::Script>(
        r#"{"name":"a","note":null,"id":"\ud83d","new":["\ude00"]}"#,
    );
}

#[test]
fn broken_text_is_refused_with_its_place() {
    for (text, message) in [
        ("", "not JSON at byte 0: the text ends too early"),
        ("[1,]", "[1]: not JSON at byte 3: expected a value"),
        ("[1 2]", "not JSON at byte 3: expected `,` or `]`"),
        ("{\"a\":1,}", "not JSON at byte 7: expected a member's name"),
        ("{\"a\" 1}", "not JSON at byte 5: expected `:`"),
        ("{\"a\":1", "not JSON at byte 6: the text ends too early"),
        ("\"a", "not JSON at byte 2: the text ends too early"),
        ("\"a\nb\"", "not JSON at byte 2: a control character in a string"),
        ("\"\\x\"", "not JSON at byte 2: an unknown escape in a string"),
        ("\"\\u12\"", "not JSON at byte 3: `\\u` without four hexadecimal digits"),
        ("nul", "not JSON at byte 0: expected a value"),
        ("1 2", "not JSON at byte 2: something follows the value"),
        ("<html>", "not JSON at byte 0: expected a value"),
        ("{1:2}", "not JSON at byte 1: expected a member's name"),
    ] {
        assert_eq!(misfit::<Value>(text), message, "{text}");
        assert!(from_slice::<Value>(text.as_bytes()).unwrap_err().is_syntax(), "{text}");
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_refused() {
    let misfit = from_slice::<String>(b"\"a\xFF\"").unwrap_err();
    assert_eq!((misfit.offset(), misfit.is_syntax()), (2, true));
}

#[test]
fn a_byte_order_mark_is_skipped() {
    assert_eq!(from_slice::<i32>(b"\xEF\xBB\xBF 7").unwrap(), 7);
}

#[test]
fn nesting_has_a_limit() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(nested(128).parse::<Value>().is_ok());
    let misfit = nested(129).parse::<Value>().unwrap_err();
    assert!(
        misfit.is_syntax()
            && misfit.to_string().ends_with("nested deeper than 128 levels at byte 128")
    );
}

#[test]
fn the_limit_counts_depth_not_number() {
    let text = format!("[{}]", vec!["[{\"a\":{}}]"; 300].join(","));
    check_kept::<Value>(&text);
}

#[test]
fn a_value_deeper_than_the_limit_can_still_be_converted() {
    let deep = (0..200).fold(Value::Null, |value, _| Value::Array(vec![value]));
    assert_eq!(crate::runtime::json::to_value(&deep), deep);
}

#[test]
fn broken_text_is_broken_even_behind_a_value_of_the_wrong_type() {
    for text in ["[", "[1", "{\"a\":}", "7 8"] {
        assert!(from_slice::<String>(text.as_bytes()).unwrap_err().is_syntax(), "{text}");
        assert!(from_member::<String>(text.as_bytes(), "a").unwrap_err().is_syntax(), "{text}");
    }
    assert!(!from_slice::<String>(b"[1]").unwrap_err().is_syntax());
}
