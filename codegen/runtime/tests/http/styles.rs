//! The specification's table of styles, every cell over the wire: OpenAPI 3.2, Style Examples, with 3.1.1's order of members, which is
//! ours: the order of their names.
//!
//! A cell that the specification leaves open (`n/a`) is marked with `*`: what stands there is our choice, which the generator reports
//! (N0430, W0415). `-` means that nothing is sent, `!` that the call is refused, since a path needs all its parts.

use super::server::{Seen, Server, json};
use super::{Unit, build, builder, client, value};
use crate::runtime::{Call, Client, ErrorKind, Method, Operation, Style};

static PATH: Operation = Operation::new("x", Method::Get, "/x/{color}");
static PLAIN: Operation = Operation::new("x", Method::Get, "/x");

/// The columns: an empty text, a text, a number, an array, an object, what is empty, and what is not there.
const COLUMNS: [&str; 8] = [
    r#""""#,
    r#""blue""#,
    "1.50",
    r#"["blue","black","brown"]"#,
    r#"{"R":100,"G":200,"B":150}"#,
    "[]",
    "{}",
    "null",
];

type Row = (&'static str, Style, [&'static str; 8]);

const IN_PATH: &[Row] = &[
    (
        "matrix",
        Style::MATRIX,
        [
            ";color",
            ";color=blue",
            ";color=1.50",
            ";color=blue,black,brown",
            ";color=B,150,G,200,R,100",
            "!",
            "!",
            "!",
        ],
    ),
    (
        "matrix, exploded",
        Style::MATRIX.explode(),
        [
            ";color",
            ";color=blue",
            ";color=1.50",
            ";color=blue;color=black;color=brown",
            ";B=150;G=200;R=100",
            "!",
            "!",
            "!",
        ],
    ),
    (
        "label",
        Style::LABEL,
        ["!", ".blue", ".1.50", ".blue,black,brown", ".B,150,G,200,R,100", "!", "!", "!"],
    ),
    (
        "label, exploded",
        Style::LABEL.explode(),
        ["!", ".blue", ".1.50", ".blue.black.brown", ".B=150.G=200.R=100", "!", "!", "!"],
    ),
    (
        "simple",
        Style::SIMPLE,
        ["!", "blue", "1.50", "blue,black,brown", "B,150,G,200,R,100", "!", "!", "!"],
    ),
    (
        "simple, exploded",
        Style::SIMPLE.explode(),
        ["!", "blue", "1.50", "blue,black,brown", "B=150,G=200,R=100", "!", "!", "!"],
    ),
    (
        "content: json",
        Style::JSON,
        [
            "%22%22",
            "%22blue%22",
            "1.50",
            "%5B%22blue%22,%22black%22,%22brown%22%5D",
            "%7B%22B%22:150,%22G%22:200,%22R%22:100%7D",
            "%5B%5D",
            "%7B%7D",
            "!",
        ],
    ),
    (
        "content: form",
        Style::FORM_TEXT,
        [
            "!",
            "blue",
            "1.50",
            "*%255B%2522blue%2522%252C%2522black%2522%252C%2522brown%2522%255D",
            "B=150&G=200&R=100",
            "*%255B%255D",
            "!",
            "!",
        ],
    ),
];

const IN_QUERY: &[Row] = &[
    (
        "form",
        Style::FORM,
        [
            "?color=",
            "?color=blue",
            "?color=1.50",
            "?color=blue,black,brown",
            "?color=B,150,G,200,R,100",
            "-",
            "-",
            "-",
        ],
    ),
    (
        "form, exploded",
        Style::FORM.explode(),
        [
            "?color=",
            "?color=blue",
            "?color=1.50",
            "?color=blue&color=black&color=brown",
            "?B=150&G=200&R=100",
            "-",
            "-",
            "-",
        ],
    ),
    (
        "spaceDelimited",
        Style::SPACE,
        [
            "*?color=",
            "*?color=blue",
            "*?color=1.50",
            "?color=blue%20black%20brown",
            "?color=B%20150%20G%20200%20R%20100",
            "-",
            "-",
            "-",
        ],
    ),
    (
        "spaceDelimited, exploded",
        Style::SPACE.explode(),
        [
            "*?color=",
            "*?color=blue",
            "*?color=1.50",
            "*?color=blue&color=black&color=brown",
            "*?B=150&G=200&R=100",
            "-",
            "-",
            "-",
        ],
    ),
    (
        "pipeDelimited",
        Style::PIPE,
        [
            "*?color=",
            "*?color=blue",
            "*?color=1.50",
            "?color=blue%7Cblack%7Cbrown",
            "?color=B%7C150%7CG%7C200%7CR%7C100",
            "-",
            "-",
            "-",
        ],
    ),
    (
        "pipeDelimited, exploded",
        Style::PIPE.explode(),
        [
            "*?color=",
            "*?color=blue",
            "*?color=1.50",
            "*?color=blue&color=black&color=brown",
            "*?B=150&G=200&R=100",
            "-",
            "-",
            "-",
        ],
    ),
    (
        "deepObject",
        Style::DEEP,
        [
            "*?color=",
            "*?color=blue",
            "*?color=1.50",
            "*?color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown",
            "?color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100",
            "-",
            "-",
            "-",
        ],
    ),
    (
        "content: json",
        Style::JSON,
        [
            "?color=%22%22",
            "?color=%22blue%22",
            "?color=1.50",
            "?color=%5B%22blue%22%2C%22black%22%2C%22brown%22%5D",
            "?color=%7B%22B%22%3A150%2C%22G%22%3A200%2C%22R%22%3A100%7D",
            "?color=%5B%5D",
            "?color=%7B%7D",
            "-",
        ],
    ),
    (
        "content: form",
        Style::FORM_TEXT,
        [
            "?color=",
            "?color=blue",
            "?color=1.50",
            "*?color=%255B%2522blue%2522%252C%2522black%2522%252C%2522brown%2522%255D",
            "?color=B%3D150%26G%3D200%26R%3D100",
            "*?color=%255B%255D",
            "?color=",
            "-",
        ],
    ),
];

const IN_HEADER: &[Row] = &[
    (
        "simple",
        Style::SIMPLE,
        ["", "blue", "1.50", "blue,black,brown", "B,150,G,200,R,100", "-", "-", "-"],
    ),
    (
        "simple, exploded",
        Style::SIMPLE.explode(),
        ["", "blue", "1.50", "blue,black,brown", "B=150,G=200,R=100", "-", "-", "-"],
    ),
    (
        "content: json",
        Style::JSON,
        [
            r#""""#,
            r#""blue""#,
            "1.50",
            r#"["blue","black","brown"]"#,
            r#"{"B":150,"G":200,"R":100}"#,
            "[]",
            "{}",
            "-",
        ],
    ),
];

const IN_COOKIE: &[Row] = &[
    (
        "form",
        Style::FORM,
        [
            "color=",
            "color=blue",
            "color=1.50",
            "color=blue,black,brown",
            "color=B,150,G,200,R,100",
            "-",
            "-",
            "-",
        ],
    ),
    (
        "form, exploded",
        Style::FORM.explode(),
        [
            "color=",
            "color=blue",
            "color=1.50",
            "*color=blue; color=black; color=brown",
            "*B=150; G=200; R=100",
            "-",
            "-",
            "-",
        ],
    ),
    (
        "cookie",
        Style::COOKIE,
        [
            "color=",
            "color=blue",
            "color=1.50",
            "color=blue,black,brown",
            "color=B,150,G,200,R,100",
            "-",
            "-",
            "-",
        ],
    ),
    (
        "cookie, exploded",
        Style::COOKIE.explode(),
        [
            "color=",
            "color=blue",
            "color=1.50",
            "color=blue; color=black; color=brown",
            "B=150; G=200; R=100",
            "-",
            "-",
            "-",
        ],
    ),
    (
        "content: json",
        Style::JSON,
        [
            "color=%22%22",
            "color=%22blue%22",
            "color=1.50",
            "color=%5B%22blue%22%2C%22black%22%2C%22brown%22%5D",
            "color=%7B%22B%22%3A150%2C%22G%22%3A200%2C%22R%22%3A100%7D",
            "color=%5B%5D",
            "color=%7B%7D",
            "-",
        ],
    ),
];

/// Sends a call for each cell, and compares what arrives; `seen` takes it out of the request.
async fn holds(
    table: &[Row],
    call: impl Fn(&Client, Style, &str) -> Call,
    seen: impl Fn(&Seen) -> Option<String>,
) {
    let server = Server::fixed(json(200, "{}"));
    let client = client(&server);
    for (name, style, row) in table {
        for (text, expected) in COLUMNS.iter().zip(row) {
            let sent = Unit { call: call(&client, *style, text) }.await;
            let arrived = match sent {
                Ok(()) => seen(server.seen().last().expect("a request")),
                Err(error) if error.kind() == ErrorKind::Request => Some("!".to_owned()),
                Err(error) => panic!("{name}, {text}: {error}"),
            };
            let expected = expected.trim_start_matches('*');
            assert_eq!(arrived.as_deref().unwrap_or("-"), expected, "{name}, {text}");
        }
    }
}

#[tokio::test]
async fn every_style_of_the_path() {
    holds(
        IN_PATH,
        |client, style, text| Call::new(client, &PATH).path("color", style, &value(text)),
        |seen| seen.line().strip_prefix("GET /x/").map(str::to_owned),
    )
    .await;
}

#[tokio::test]
async fn every_style_of_the_query() {
    holds(
        IN_QUERY,
        |client, style, text| Call::new(client, &PLAIN).with_query("color", style, &value(text)),
        |seen| {
            let query = seen.line().strip_prefix("GET /x").map(str::to_owned);
            query.filter(|query| !query.is_empty())
        },
    )
    .await;
}

#[tokio::test]
async fn every_style_of_a_header() {
    holds(
        IN_HEADER,
        |client, style, text| Call::new(client, &PLAIN).with_header("color", style, &value(text)),
        |seen| seen.header("color").map(str::to_owned),
    )
    .await;
}

#[tokio::test]
async fn every_style_of_a_cookie() {
    holds(
        IN_COOKIE,
        |client, style, text| Call::new(client, &PLAIN).with_cookie("color", style, &value(text)),
        |seen| seen.header("cookie").map(str::to_owned),
    )
    .await;
}

#[tokio::test]
async fn what_stands_within_an_array_or_object_is_json_text() {
    let server = Server::fixed(json(200, "{}"));
    let client = client(&server);
    let cases = [
        (Style::FORM.explode(), r#"[{"a":1},[2]]"#, "?color=%7B%22a%22%3A1%7D&color=%5B2%5D"),
        (Style::FORM.explode(), r#"{"a":{"b":1}}"#, "?a=%7B%22b%22%3A1%7D"),
        (Style::PIPE, r#"[[1,2],3]"#, "?color=%5B1%2C2%5D%7C3"),
        (Style::DEEP, r#"{"a":{"b":[1]}}"#, "?color%5Ba%5D%5Bb%5D%5B0%5D=1"),
    ];
    for (style, text, expected) in cases {
        let call = Call::new(&client, &PLAIN).with_query("color", style, &value(text));
        Unit { call }.await.expect("sent");
        let line = server.seen().last().map(|seen| seen.line().to_owned());
        assert_eq!(line, Some(format!("GET /x{expected}")), "{style:?} {text}");
    }
}

#[tokio::test]
async fn a_cookie_cannot_begin_another_one() {
    let server = Server::fixed(json(200, "{}"));
    let client = build(builder(&server));
    let plain = Call::new(&client, &PLAIN).with_cookie("a", Style::COOKIE, "%20b c=d,\"e\"");
    Unit { call: plain }.await.expect("sent");
    assert_eq!(server.seen()[0].header("cookie"), Some("a=%20b c=d,\"e\""));
    let reserved = Call::new(&client, &PLAIN).with_cookie("a", Style::FORM.reserved(), "b;c=d/e");
    Unit { call: reserved }.await.expect("sent");
    assert_eq!(server.seen()[1].header("cookie"), Some("a=b%3Bc=d/e"));
    for text in ["b; admin=1", "b\r\nx: y"] {
        let call = Call::new(&client, &PLAIN).with_cookie("a", Style::COOKIE, text);
        let error = Unit { call }.await.expect_err("refused");
        assert_eq!(
            error.to_string(),
            "x: parameter `a`: must not hold a semicolon or a control character"
        );
    }
    assert_eq!(server.seen().len(), 2);
}
