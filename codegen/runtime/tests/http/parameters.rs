//! How parameters arrive on the wire.

use super::server::{Server, good, json};
use super::{LIST, Unit, build, builder, client, list, value};
use crate::runtime::json::Value;
use crate::runtime::{Call, Client, ErrorKind, Method, Operation, Style};

static PATH: Operation = Operation::new("x", Method::Get, "/x/{p}");
static QUERY: Operation = Operation::new("x", Method::Get, "/x");

async fn target(server: &Server, call: Call) -> String {
    Unit { call }.await.expect("sent");
    server.seen().last().map(|seen| seen.line().to_owned()).unwrap_or_default()
}

#[tokio::test]
async fn the_table_of_query_styles_holds() {
    let server = Server::fixed(json(200, "{}"));
    let client = client(&server);
    let (form, space, pipe, deep) = (Style::FORM, Style::SPACE, Style::PIPE, Style::DEEP);
    let list = r#"["blue","black","brown"]"#;
    let object = r#"{"R":100,"G":200,"B":150}"#;
    let cases: &[(Style, &str, &str)] = &[
        (form, r#""""#, "?c="),
        (form.explode(), r#""""#, "?c="),
        (form, list, "?c=blue,black,brown"),
        (form.explode(), list, "?c=blue&c=black&c=brown"),
        (form, object, "?c=B,150,G,200,R,100"),
        (form.explode(), object, "?B=150&G=200&R=100"),
        (space, list, "?c=blue%20black%20brown"),
        (space, object, "?c=B%20150%20G%20200%20R%20100"),
        (space.explode(), list, "?c=blue&c=black&c=brown"),
        (pipe, list, "?c=blue%7Cblack%7Cbrown"),
        (pipe, object, "?c=B%7C150%7CG%7C200%7CR%7C100"),
        (deep, object, "?c%5BB%5D=150&c%5BG%5D=200&c%5BR%5D=100"),
        (
            deep.explode(),
            r#"{"a":{"b":[1,{"d":true}],"n":null}}"#,
            "?c%5Ba%5D%5Bb%5D%5B0%5D=1&c%5Ba%5D%5Bb%5D%5B1%5D%5Bd%5D=true",
        ),
        (Style::JSON, r#"{"a":[1,null]}"#, "?c=%7B%22a%22%3A%5B1%2Cnull%5D%7D"),
        (form.explode(), "1.10", "?c=1.10"),
        (form.explode(), "true", "?c=true"),
        (form.explode(), "null", ""),
        (form.explode(), "[]", ""),
        (form, "[]", ""),
        (form, "[null]", ""),
        (form.explode(), "[null,1]", "?c=1"),
        (form.explode(), "{}", ""),
        (deep, "{}", ""),
        (Style::JSON, "null", ""),
        (form, r#"["a,b","c&d"]"#, "?c=a%2Cb,c%26d"),
        (form.explode(), r#"["é","+ "]"#, "?c=%C3%A9&c=%2B%20"),
        (
            form,
            r#"":/?#[]@!$&'()*+,;=%2C%zz-._~""#,
            "?c=%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%252C%25zz-._~",
        ),
        (
            form.reserved(),
            r#"":/?#[]@!$&'()*+,;=%2C%zz-._~""#,
            "?c=:/?%23%5B%5D@!$%26%27()*%2B,;=%2C%25zz-._~",
        ),
    ];
    for (style, text, expected) in cases {
        let call = Call::new(&client, &QUERY).with_query("c", *style, &value(text));
        let expected = format!("GET /x{expected}");
        assert_eq!(target(&server, call).await, expected, "{style:?} {text}");
    }
}

#[tokio::test]
async fn the_table_of_path_styles_holds() {
    let server = Server::fixed(json(200, "{}"));
    let client = client(&server);
    let (simple, label, matrix) = (Style::SIMPLE, Style::LABEL, Style::MATRIX);
    let list = r#"["blue","black","brown"]"#;
    let object = r#"{"R":100,"G":200,"B":150}"#;
    let cases: &[(Style, &str, &str)] = &[
        (simple, r#""blue""#, "blue"),
        (simple, list, "blue,black,brown"),
        (simple.explode(), list, "blue,black,brown"),
        (simple, object, "B,150,G,200,R,100"),
        (simple.explode(), object, "B=150,G=200,R=100"),
        (label, r#""blue""#, ".blue"),
        (label, list, ".blue,black,brown"),
        (label.explode(), list, ".blue.black.brown"),
        (label, object, ".B,150,G,200,R,100"),
        (label.explode(), object, ".B=150.G=200.R=100"),
        (matrix, r#""""#, ";p"),
        (matrix, r#""blue""#, ";p=blue"),
        (matrix, list, ";p=blue,black,brown"),
        (matrix.explode(), list, ";p=blue;p=black;p=brown"),
        (matrix, object, ";p=B,150,G,200,R,100"),
        (matrix.explode(), object, ";B=150;G=200;R=100"),
        (Style::JSON, "[1]", "%5B1%5D"),
        (simple, r#"["a,b"]"#, "a%2Cb"),
        (simple, "7", "7"),
        (simple.reserved(), r#""a/b?c#d%2F%zz""#, "a/b%3Fc%23d%2F%25zz"),
    ];
    for (style, text, expected) in cases {
        let call = Call::new(&client, &PATH).path("p", *style, &value(text));
        assert_eq!(target(&server, call).await, format!("GET /x/{expected}"), "{style:?} {text}");
    }
}

#[tokio::test]
async fn path_and_query_texts_are_data() {
    let server = Server::fixed(good());
    let client = client(&server);
    let cases = [
        ("0123456789abcdef", "0123456789abcdef"),
        ("a/b", "a%2Fb"),
        ("../zones", "..%2Fzones"),
        ("a?b#c", "a%3Fb%23c"),
        ("100%", "100%25"),
        ("%2C", "%252C"),
        ("%2e%2e", "%252e%252e"),
        ("a b", "a%20b"),
        ("-._~!$&'()*+,;=:@", "-._~!$&'()*+,;=:@"),
        ("é\u{1f600}", "%C3%A9%F0%9F%98%80"),
        ("a\r\n\0", "a%0D%0A%00"),
        ("|^[]\\{}\"<>`", "%7C%5E%5B%5D%5C%7B%7D%22%3C%3E%60"),
        ("...", "..."),
    ];
    for (account, expected) in cases {
        list(&client, account).await.expect("sent");
        let line = server.seen().last().map(|seen| seen.line().to_owned()).unwrap_or_default();
        assert_eq!(line, format!("GET /accounts/{expected}/things"));
    }
    let cases = [
        ("a:yes,b:no", "a%3Ayes%2Cb%3Ano"),
        ("", ""),
        ("+ !*()'", "%2B%20%21%2A%28%29%27"),
        ("%2C&=#", "%252C%26%3D%23"),
    ];
    for (tags, expected) in cases {
        list(&client, "a").tags(tags).await.expect("sent");
        let line = server.seen().last().map(|seen| seen.line().to_owned()).unwrap_or_default();
        assert_eq!(line, format!("GET /accounts/a/things?tags={expected}"));
    }
}

/// The message of a call that is refused before anything is sent.
async fn refused(call: impl FnOnce(&Client) -> Call) -> String {
    let server = Server::fixed(good());
    let error = Unit { call: call(&client(&server)) }.await.expect_err("refused");
    assert_eq!((error.kind(), error.attempts(), server.seen().len()), (ErrorKind::Request, 0, 0));
    error.to_string()
}

#[tokio::test]
async fn path_values_that_would_lead_elsewhere_are_refused() {
    for (account, fault) in [
        ("", "must not be empty"),
        (".", "must not be `.` or `..`"),
        ("..", "must not be `.` or `..`"),
    ] {
        let line =
            refused(|client| Call::new(client, &LIST).path_text("account_id", account)).await;
        assert!(
            line.starts_with(&format!("things.list: parameter `account_id`: {fault}")),
            "{line}"
        );
    }
    static DOTTED: Operation = Operation::new("x", Method::Get, "/x/.{p}/y");
    static TWO: Operation = Operation::new("x", Method::Get, "/x/{p}{q}");
    let line = refused(|client| Call::new(client, &DOTTED).path_text("p", ".")).await;
    assert!(line.contains("parameter `p`"), "{line}");
    let label = refused(|client| Call::new(client, &PATH).path("p", Style::LABEL, &".")).await;
    assert!(label.contains("parameter `p`"), "{label}");
    let label = refused(|client| Call::new(client, &PATH).path("p", Style::LABEL, "")).await;
    assert!(label.contains("parameter `p`"), "{label}");
    let empty =
        refused(|client| Call::new(client, &PATH).path("p", Style::SIMPLE, &value("[]"))).await;
    assert!(empty.contains("must not be empty"), "{empty}");
    let missing = refused(|client| Call::new(client, &TWO).path_text("p", "a")).await;
    assert!(missing.contains("parameter `q`: is missing"), "{missing}");
}

#[tokio::test]
async fn lengths_are_counted_in_characters() {
    let server = Server::fixed(good());
    list(&client(&server), &"é".repeat(32)).await.expect("sent");
    let line =
        refused(|client| Call::new(client, &LIST).path_text("account_id", "é".repeat(33))).await;
    assert_eq!(
        line,
        "things.list: parameter `account_id`: must have at most 32 characters, not 33"
    );
    let line = refused(|client| {
        Call::new(client, &LIST).path_text("account_id", "a").with_query_text("tags", "12345678901")
    })
    .await;
    assert!(line.contains("parameter `tags`: must have at most 10 characters, not 11"), "{line}");
    static SHORT: Operation =
        Operation::new("x", Method::Get, "/x/{p}").lengths(&[("p", 3, u32::MAX)]);
    let line = refused(|client| Call::new(client, &SHORT).path_text("p", "ab")).await;
    assert!(line.contains("must have at least 3 characters, not 2"), "{line}");
}

#[tokio::test]
async fn header_and_cookie_parameters_follow_their_styles() {
    let server = Server::fixed(json(200, "{}"));
    let client = build(builder(&server).credential("session", "sid-value"));
    let mut call = Call::new(&client, &QUERY);
    call.header("X-Text", Style::SIMPLE, "a,b c");
    call.header("X-List", Style::SIMPLE, &value("[1,2]"));
    call.header("X-Object", Style::SIMPLE, &value(r#"{"R":1,"G":2}"#));
    call.header("X-Pairs", Style::SIMPLE.explode(), &value(r#"{"R":1,"G":2}"#));
    call.header("X-Json", Style::JSON, &value(r#"{"R":1}"#));
    call.header("X-None", Style::SIMPLE, &Value::Null);
    call.cookie("a", Style::FORM, "x;y");
    call.cookie("b", Style::FORM, &value("[1,2]"));
    call.cookie("c", Style::FORM.explode(), &value("null"));
    target(&server, call).await;
    let seen = &server.seen()[0];
    assert_eq!(seen.header("x-text"), Some("a,b c"));
    assert_eq!(seen.header("x-list"), Some("1,2"));
    assert_eq!(seen.header("x-object"), Some("G,2,R,1"));
    assert_eq!(seen.header("x-pairs"), Some("G=2,R=1"));
    assert_eq!(seen.header("x-json"), Some(r#"{"R":1}"#));
    assert_eq!(seen.header("x-none"), None);
    assert_eq!(seen.header("cookie"), Some("a=x%3By; b=1,2"));
    let line =
        refused(|client| Call::new(client, &QUERY).with_header("X-Text", Style::SIMPLE, "a\nb"))
            .await;
    assert_eq!(line, "x: parameter `X-Text`: must not hold a control character");
}

#[tokio::test]
async fn a_whole_query_string_stands_beside_other_parameters() {
    let server = Server::fixed(json(200, "{}"));
    let call = Call::new(&client(&server), &QUERY)
        .with_query_string(&value(r#"{"a":[1,2],"b":"x y"}"#))
        .with_query_text("z", "1");
    assert_eq!(target(&server, call).await, "GET /x?z=1&a=1&a=2&b=x%20y");
}
