//! What the YAML reader accepts, keeps and refuses.

#![expect(clippy::unwrap_used, reason = "a helper that finds nothing fails its test")]

use codegen::text::{Fault, Node, read};

fn node(text: &str) -> Node {
    read(text, "test.yaml", 0).unwrap()
}

fn json(text: &str) -> String {
    node(text).to_json()
}

fn fault(text: &str) -> String {
    let faults = read(text, "test.yaml", 0).unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:?}");
    let Fault { at, message, .. } = &faults[0];
    format!("{}:{} {message}", at.line, at.column)
}

#[test]
fn plain_scalars_follow_the_core_schema() {
    let text = "[yes, No, on, true, False, NULL, ~, nULL, 2022-11-28, 12:30, 1_000, 0b1, .inf, -.INF, .nan]";
    let expected = r#"["yes","No","on",true,false,null,null,"nULL","2022-11-28","12:30","1_000","0b1",".inf","-.INF",".nan"]"#;
    assert_eq!(json(text), expected);
}

#[test]
fn numbers_become_json_numbers_and_keep_their_digits() {
    assert_eq!(
        json("[1.10, 1e400, 18446744073709551616, -0]"),
        "[1.10,1e400,18446744073709551616,-0]"
    );
    assert_eq!(json("[0o17, 0xFF, 010, +5, .5, -.5, 1., 1.e3]"), "[15,255,10,5,0.5,-0.5,1,1e3]");
    assert_eq!(
        json("[., +, 1e, 0x, 0o8, 1.2.3, 0x-1]"),
        r#"[".","+","1e","0x","0o8","1.2.3","0x-1"]"#
    );
}

#[test]
fn quotes_and_block_scalars_make_texts() {
    assert_eq!(
        json("a: '1'\nb: \"true\"\nc: |\n  null\nd: >-\n  x\n  y\n"),
        r#"{"a":"1","b":"true","c":"null\n","d":"x y"}"#
    );
}

#[test]
fn tags_of_the_core_schema_decide() {
    assert_eq!(
        json(
            "[!!str 1, ! 2, !!int '3', !!float 1.5, !!bool 'true', !!null '', !!seq [], !!map {}]"
        ),
        r#"["1","2",3,1.5,true,null,[],{}]"#
    );
    assert_eq!(fault("a: !!int x"), "1:4 `x` does not fit its tag `!!int`");
    assert_eq!(fault("a: !include x.yaml"), "1:4 the tag `!include` is not supported here");
}

#[test]
fn keys_that_are_no_texts_become_texts() {
    assert_eq!(
        json("200: a\ntrue: b\n~: c\n1.0: d\n"),
        r#"{"200":"a","true":"b","null":"c","1.0":"d"}"#
    );
    assert_eq!(fault("? [a]\n: b\n"), "1:3 a key must be a text, not a list or a mapping");
}

#[test]
fn duplicate_keys_are_faults_also_when_written_differently() {
    assert_eq!(
        fault("a: 1\nb: 2\na: 3\n"),
        "3:1 the key `a` is given twice in one object; first on line 1"
    );
    assert_eq!(
        fault("200: 1\n'200': 2\n"),
        "2:1 the key `200` is given twice in one object; first on line 1"
    );
}

#[test]
fn aliases_stand_for_their_anchor() {
    assert_eq!(json("a: &x {b: [1]}\nc: *x\n"), r#"{"a":{"b":[1]},"c":{"b":[1]}}"#);
}

#[test]
fn an_aliased_value_keeps_the_position_of_its_anchor() {
    let node = node("a: &x\n  b: 1\nc: *x\n");
    assert_eq!(
        node.get("c").and_then(|c| c.get("b")).map(|b| (b.at.line, b.at.column)),
        Some((2, 6))
    );
}

#[test]
fn an_alias_inside_its_own_anchor_is_refused() {
    assert!(fault("a: &x [*x]\n").contains("alias"));
}

#[test]
fn merge_keys_add_what_is_not_there() {
    let text = "base: &b {x: 1, y: 2}\nmore: &m {y: 3, z: 4}\na:\n  <<: [*b, *m]\n  x: 0\n";
    assert_eq!(node(text).get("a").map(Node::to_json).as_deref(), Some(r#"{"x":0,"y":2,"z":4}"#));
}

#[test]
fn a_merge_key_with_a_text_is_an_ordinary_member() {
    assert_eq!(json("'<<': x\n"), r#"{"<<":"x"}"#);
}

#[test]
fn a_bomb_of_aliases_is_refused() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for n in 1..12 {
        let before = format!("*a{}", n - 1);
        text += &format!("a{n}: &a{n} [{}]\n", vec![before; 10].join(", "));
    }
    assert!(fault(&text).ends_with("anchors and aliases hold more than 1000000 values"));
}

#[test]
fn a_long_text_repeated_by_aliases_is_refused() {
    let text = format!("a: &a {}\nb: [{}]\n", "x".repeat(100_000), vec!["*a"; 1000].join(", "));
    assert!(fault(&text).ends_with("anchors and aliases hold more than 1000000 values"));
}

#[test]
fn depth_is_bounded() {
    assert!(
        fault(&format!("{}{}", "[".repeat(201), "]".repeat(201)))
            .ends_with("nested more than 200 deep")
    );
    assert!(read(&format!("{}{}", "[".repeat(200), "]".repeat(200)), "a.yaml", 0).is_ok());
    // The parser gives up before the reader sees so many.
    for open in ["[", "{a: "] {
        assert!(
            fault(&format!("a: {}", open.repeat(100_000))).ends_with("nested more than 200 deep")
        );
    }
}

#[test]
fn a_second_document_is_refused() {
    assert_eq!(fault("---\na: 1\n---\nb: 2\n"), "3:1 a second document begins here");
}

#[test]
fn an_empty_document_is_refused() {
    assert_eq!(fault("# nothing\n"), "1:1 the document is empty");
}

#[test]
fn a_closing_bracket_may_stand_below_its_key() {
    let text = "a:\n  b:\n    c: {\n      d: [\n        1\n      ]\n    }\n    e: 2\n";
    assert_eq!(json(text), r#"{"a":{"b":{"c":{"d":[1]},"e":2}}}"#);
}

#[test]
fn faults_after_a_moved_bracket_keep_their_positions() {
    let text = "a:\n  c: {\n    d: 1\n  }\n  e: 1\n  e: 2\n";
    assert_eq!(fault(text), "6:3 the key `e` is given twice in one object; first on line 5");
}

#[test]
fn text_that_is_no_yaml_is_refused_with_its_place() {
    assert!(fault("a: b: c\n").starts_with("1:5 this is not valid YAML"));
    assert!(fault("a: \"b\n").contains("this is not valid YAML"));
}

#[test]
fn json_in_a_yaml_file_is_read() {
    assert_eq!(json("{\"a\":\t\"\\uD83D\\uDE00\"}"), "{\"a\":\"😀\"}");
    assert_eq!(json("{a: 1, b: [x]}"), r#"{"a":1,"b":["x"]}"#);
}

#[test]
fn carriage_returns_count_as_line_ends() {
    let node = node("a: 1\r\nb:\r\n  c: x\r\n");
    let c = node.get("b").and_then(|b| b.get("c")).map(|c| (c.as_str(), c.at.line, c.at.column));
    assert_eq!(c, Some((Some("x"), 3, 6)));
}
