//! What the JSON reader accepts, keeps and refuses.

#![expect(clippy::unwrap_used, reason = "a helper that finds nothing fails its test")]

use codegen::text::{Fault, MAX_DEPTH, Mark, Node, read};

fn node(text: &str) -> Node {
    read(text, "test.json", 0).unwrap()
}

fn faults(text: &str) -> Vec<Fault> {
    read(text, "test.json", 0).unwrap_err()
}

/// The position and message of the only fault.
fn fault(text: &str) -> String {
    let faults = faults(text);
    assert_eq!(faults.len(), 1, "{faults:?}");
    let Fault { at, message, .. } = &faults[0];
    format!("{}:{} {message}", at.line, at.column)
}

#[test]
fn every_kind_of_value_is_read() {
    let text = r#"{"a":null,"b":[true,false],"c":"x","d":-1.5e3,"e":{},"f":[]}"#;
    assert_eq!(node(text).to_json(), text);
}

#[test]
fn numbers_keep_their_text() {
    for text in
        ["1.10", "1e400", "18446744073709551615", "-0", "0.0", "123456789012345678901234567890"]
    {
        assert_eq!(node(text).as_number(), Some(text));
    }
}

#[test]
fn whole_numbers_are_exact_however_they_are_written() {
    assert_eq!(node("18446744073709551615").as_u64(), Some(u64::MAX));
    assert_eq!(node("18446744073709551616").as_u64(), None);
    assert_eq!(node("-9223372036854775808").as_i64(), Some(i64::MIN));
    assert_eq!(node("1.50e1").as_u64(), Some(15));
    assert_eq!(node("10.0").as_i64(), Some(10));
    assert_eq!(node("1.5").as_u64(), None);
    assert_eq!(node("1e-1").as_u64(), None);
    assert_eq!(node("0e5").as_u64(), Some(0));
}

#[test]
fn equal_values_are_equal_however_they_are_written() {
    let same = |a, b| node(a).same_value(&node(b));
    assert!(same("1", "1.0") && same("100", "1e2") && same("-0", "0") && same("0.001", "1E-3"));
    assert!(
        !same("1", "-1") && !same("9007199254740993", "9007199254740992") && !same("1", "\"1\"")
    );
    assert!(same(r#"{"a":1,"b":[2]}"#, r#"{"b":[2.0],"a":1}"#));
    assert!(!same(r#"{"a":1}"#, r#"{"a":1,"b":2}"#) && !same("[1,2]", "[2,1]"));
}

#[test]
fn positions_count_characters_and_lines_from_one() {
    let node = node("{\n  \"é😀\": 1, \"b\": [\n\t\"x\"]}");
    let object = node.as_object().unwrap();
    let at = |mark: Mark| (mark.line, mark.column);
    assert_eq!(at(object.member("é😀").unwrap().at), (2, 3));
    assert_eq!(at(object.get("é😀").unwrap().at), (2, 9));
    assert_eq!(at(object.member("b").unwrap().at), (2, 12));
    assert_eq!(at(object.get("b").unwrap().as_array().unwrap()[0].at), (3, 2));
}

#[test]
fn escapes_are_resolved_also_beyond_the_basic_plane() {
    assert_eq!(
        node(r#""\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00""#).as_str(),
        Some("\"\\/\u{8}\u{c}\n\r\té😀")
    );
}

#[test]
fn half_a_surrogate_pair_is_refused() {
    assert_eq!(
        fault(r#"["\ud83d"]"#),
        r"1:3 `\ud83d` is half of a surrogate pair and stands for no character"
    );
    assert_eq!(
        fault(r#"["\ude00\ud83d"]"#),
        r"1:3 `\ude00` is half of a surrogate pair and stands for no character"
    );
}

#[test]
fn a_tab_may_follow_a_colon() {
    assert_eq!(node("{\"a\":\t1}").to_json(), r#"{"a":1}"#);
}

#[test]
fn a_byte_order_mark_is_skipped() {
    assert_eq!(node("\u{feff}{}").to_json(), "{}");
}

#[test]
fn every_duplicate_key_is_reported_with_the_first_place() {
    let faults = faults("{\"a\": 1,\n \"b\": {\"c\": 1, \"c\": 2},\n \"a\": 3}");
    let lines: Vec<_> =
        faults.iter().map(|fault| (fault.at.line, fault.message.as_str())).collect();
    assert_eq!(
        lines,
        [
            (2, "the key `c` is given twice in one object; first on line 2"),
            (3, "the key `a` is given twice in one object; first on line 1"),
        ]
    );
}

#[test]
fn duplicate_keys_are_found_in_large_objects() {
    let members: Vec<String> = (0..1000).map(|n| format!("\"k{n}\": {n}")).collect();
    let text = format!("{{{},\n\"k500\": 0}}", members.join(","));
    assert_eq!(fault(&text), "2:1 the key `k500` is given twice in one object; first on line 1");
}

#[test]
fn large_objects_find_every_member_and_keep_their_order() {
    let members: Vec<String> = (0..1000).map(|n| format!("\"k{}\":{n}", n * 7919 % 1000)).collect();
    let text = format!("{{{}}}", members.join(","));
    let node = node(&text);
    for n in 0..1000_u64 {
        assert_eq!(node.get(&format!("k{}", n * 7919 % 1000)).and_then(Node::as_u64), Some(n));
    }
    assert!(node.get("k1000").is_none());
    assert_eq!(node.to_json(), text);
}

#[test]
fn faults_of_syntax_say_where_and_what() {
    let cases = [
        ("", "1:1 expected a value, found the end of the text"),
        ("{\"a\" 1}", "1:6 expected `:` after the key, found `1`"),
        ("{a: 1}", "1:2 expected a key in double quotes, found `a`"),
        ("[1 2]", "1:4 expected `,` or `]` in this array, found `2`"),
        ("{\"a\": 1", "1:8 expected `,` or `}` in this object, found the end of the text"),
        ("[1,]", "1:4 a comma before the end is not JSON"),
        ("{} x", "1:4 text after the end of the document"),
        ("[tru]", "1:2 expected a value, found `t`"),
        ("[truex]", "1:2 expected a value, found `t`"),
        ("01", "1:1 `01` is not a number in JSON"),
        ("[+1]", "1:2 expected a value, found `+`"),
        ("1.", "1:1 `1.` is not a number in JSON"),
        ("\"a", "1:1 the string that begins here is never closed"),
        ("\"a\nb\"", "1:3 a line break or control character inside a string"),
        (r#""\x""#, "1:2 an escape that JSON does not have"),
        (r#""\u12""#, r"1:2 `\u` must be followed by four hexadecimal digits"),
    ];
    for (text, expected) in cases {
        assert_eq!(fault(text), expected, "{text}");
    }
}

#[test]
fn comments_are_named_as_such() {
    let faults = faults("{ // note\n}");
    assert_eq!(faults[0].help.as_deref(), Some("JSON has no comments"));
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(read(&nested(MAX_DEPTH), "test.json", 0).is_ok());
    assert!(fault(&nested(MAX_DEPTH + 1)).ends_with("nested more than 200 deep"));
    assert!(fault(&"[".repeat(1_000_000)).ends_with("nested more than 200 deep"));
}

#[test]
fn json_is_recognised_without_an_extension() {
    assert_eq!(read("{\"a\":\t[1]}", "description", 0).unwrap().to_json(), r#"{"a":[1]}"#);
}
