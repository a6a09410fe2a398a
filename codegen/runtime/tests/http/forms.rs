//! How the members of a form arrive on the wire.

use super::requests::Two;
use super::server::{Seen, Server, json};
use super::{CREATE, Unit, client, value};
use crate::runtime::json::Value;
use crate::runtime::{Body, Call, Error, Form, Multipart, Part, Style, parts};
use std::collections::BTreeMap;

#[tokio::test]
async fn a_form_body_repeats_arrays_and_writes_objects_as_json() {
    let server = Server::fixed(json(200, "{}"));
    let body = value(r#"{"a":"x y&z","b":[1,2],"c":{"d":1},"f":null,"g":[{"h":1}]}"#);
    Unit { call: Call::new(&client(&server), &CREATE).with_form(&body) }.await.expect("sent");
    let seen = &server.seen()[0];
    assert_eq!(seen.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(seen.text(), "a=x%20y%26z&b=1&b=2&c=%7B%22d%22%3A1%7D&g=%7B%22h%22%3A1%7D");
}

#[tokio::test]
async fn the_members_of_a_form_follow_their_encoding() {
    let server = Server::fixed(json(200, "{}"));
    let client = client(&server);
    let (form, deep) = (Style::FORM, Style::DEEP);
    let object = r#"{"R":100,"n":null,"L":["a",{"x":"y z"}]}"#;
    let cases: &[(Style, &str, &str)] = &[
        (deep, object, "c%5BL%5D%5B0%5D=a&c%5BL%5D%5B1%5D%5Bx%5D=y%20z&c%5BR%5D=100"),
        (deep, r#"[{"a":1},{"a":2}]"#, "c%5B0%5D%5Ba%5D=1&c%5B1%5D%5Ba%5D=2"),
        (deep, r#""""#, "c="),
        (deep, "[]", ""),
        (deep, "{}", ""),
        (form, "[1,2]", "c=1,2"),
        (form.explode(), "[1,2]", "c=1&c=2"),
        (form, r#"{"R":1,"G":2}"#, "c=G,2,R,1"),
        (form.explode(), r#"{"R":1,"G":2}"#, "G=2&R=1"),
        (Style::SPACE, "[1,2]", "c=1%202"),
        (Style::PIPE, "[1,2]", "c=1%7C2"),
        (form.reserved(), r#""a/b?c&d""#, "c=a/b?c%26d"),
        (Style::content("application/json"), r#"["a",1]"#, "c=%22a%22&c=1"),
        (Style::JSON, r#"["a"]"#, "c=%5B%22a%22%5D"),
        (Style::content("application/vnd.x+json; v=1"), r#""a""#, "c=%22a%22"),
        (Style::content("text/plain"), r#"["a","b"]"#, "c=a&c=b"),
        (Style::content("text/csv"), r#"{"R":1}"#, "c=%7B%22R%22%3A1%7D"),
        (Style::content("application/json"), "null", ""),
    ];
    for (style, text, expected) in cases {
        let body = value(&format!(r#"{{"c":{text}}}"#));
        let call = Call::new(&client, &CREATE).with_form_of(&[("c", *style)], &body);
        Unit { call }.await.expect("sent");
        let seen = server.seen().last().map(|seen| seen.text().to_string()).unwrap_or_default();
        assert_eq!(seen, *expected, "{style:?} {text}");
    }
}

/// The one request of `form` as it arrived.
async fn sent(styles: &[(&str, Style)], form: impl Form) -> Seen {
    let server = Server::fixed(json(200, "{}"));
    let call =
        Call::new(&client(&server), &CREATE).with_multipart_of("multipart/form-data", styles, form);
    Unit { call }.await.expect("sent");
    server.seen().remove(0)
}

/// Its body is made of these parts: the lines before the content, the name aside, and the content.
fn holds(seen: &Seen, parts: &[(&str, &str, &str)]) {
    let boundary = seen
        .header("content-type")
        .and_then(|kind| kind.strip_prefix("multipart/form-data; boundary="))
        .expect("a boundary");
    let mut expected = String::new();
    for (name, head, content) in parts {
        expected += &format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"{head}\r\n\r\n{content}\r\n"
        );
    }
    expected += &format!("--{boundary}--\r\n");
    assert_eq!(seen.text(), expected);
}

const JSON: &str = "\r\nContent-Type: application/json";
const BYTES: &str = "\r\nContent-Type: application/octet-stream";

#[tokio::test]
async fn each_member_of_an_object_is_a_part() {
    let body = value(r#"{"name":"n","tags":["a",7],"meta":{"k":1},"list":[{"k":2}],"none":null}"#);
    let seen = sent(&[], &body).await;
    holds(
        &seen,
        &[
            ("list", JSON, r#"{"k":2}"#),
            ("meta", JSON, r#"{"k":1}"#),
            ("name", "", "n"),
            ("tags", "", "a"),
            ("tags", "", "7"),
        ],
    );
}

#[tokio::test]
async fn parts_follow_their_encoding() {
    let object = r#"{"R":100,"L":["a"]}"#;
    let xml = "\r\nContent-Type: text/xml";
    type Case<'a> = (Style, &'a str, &'a [(&'a str, &'a str, &'a str)]);
    let cases: &[Case<'_>] = &[
        (Style::content("application/json"), r#""a""#, &[("c", JSON, "\"a\"")]),
        (Style::content("application/json"), "[1,2]", &[("c", JSON, "1"), ("c", JSON, "2")]),
        (Style::content("text/xml"), r#""<a/>""#, &[("c", xml, "<a/>")]),
        (Style::content("image/png, image/jpeg"), r#""a""#, &[("c", "", "a")]),
        (Style::DEEP, object, &[("c[L][0]", "", "a"), ("c[R]", "", "100")]),
        (Style::FORM, r#"["a","b c"]"#, &[("c", "", "a,b c")]),
        (Style::FORM.explode(), "[1,2]", &[("c", "", "1"), ("c", "", "2")]),
        (Style::FORM.explode(), r#"{"R":1}"#, &[("R", "", "1")]),
        (Style::SPACE, "[1,2]", &[("c", "", "1 2")]),
        (Style::PIPE, "[1,2]", &[("c", "", "1|2")]),
        (Style::FORM, "null", &[]),
    ];
    for (style, text, parts) in cases {
        let body = value(&format!(r#"{{"c":{text}}}"#));
        holds(&sent(&[("c", *style)], &body).await, parts);
    }
}

/// A form with files, as the generator writes it.
#[derive(Clone, Debug)]
struct Upload {
    file: Part,
    r#type: String,
    more_files: Option<Vec<Part>>,
    meta: Option<Value>,
    additional: BTreeMap<String, Part>,
    other: Multipart,
}
parts! {
    Upload {
        fixed "kind" = "scan";
        required file, r#type = "type";
        optional more_files = "files[]", meta;
        additional additional;
        ..other
    }
}

#[tokio::test]
async fn files_go_out_with_name_type_and_headers() {
    let upload = Upload {
        file: Part::bytes(vec![b'0', b'1']).file_name("a\"\r\nb.bin").header("X-Check", "7"),
        r#type: "t".into(),
        more_files: Some(vec![
            Part::bytes("one").content_type("text/csv"),
            Part::from("two").file_name("2.png"),
        ]),
        meta: Some(value("{\"k\":[1]}")),
        additional: BTreeMap::from([("z".to_owned(), Part::text("t"))]),
        other: Multipart::new().text("further", "f"),
    };
    let styles = &[("files[]", Style::content("image/png"))];
    let png = "; filename=\"2.png\"\r\nContent-Type: image/png";
    holds(
        &sent(styles, upload).await,
        &[
            ("kind", "", "scan"),
            ("file", &format!("; filename=\"a%22%0D%0Ab.bin\"{BYTES}\r\nx-check: 7"), "01"),
            ("type", "", "t"),
            ("files[]", "\r\nContent-Type: text/csv", "one"),
            ("files[]", png, "two"),
            ("meta", JSON, r#"{"k":[1]}"#),
            ("z", "", "t"),
            ("further", "", "f"),
        ],
    );
}

#[tokio::test]
async fn a_file_can_be_a_stream_that_goes_out_once() {
    let form = Multipart::new().text("a", "1").part("f", Part::bytes(Body::stream(Two(0))));
    let seen = sent(&[], form.clone()).await;
    assert!(seen.text().contains("part1") && seen.text().contains("part2"), "{}", seen.text());
    assert_eq!(seen.header("transfer-encoding"), Some("chunked"));
    assert!(refused(form).await.contains("part `f` is a stream that was sent already"));
}

async fn refused(form: Multipart) -> String {
    let server = Server::fixed(json(200, "{}"));
    let call = Call::new(&client(&server), &CREATE).with_multipart(form);
    let error: Error = Unit { call }.await.expect_err("refused");
    assert!(server.seen().is_empty());
    error.to_string()
}

#[tokio::test]
async fn parts_that_would_break_the_body_are_refused() {
    let broken = [
        Part::bytes("x").content_type("text/plain\r\nX: 1"),
        Part::text("x").header("X-A", "1\r\n2"),
        Part::text("x").header("X A", "1"),
    ];
    for part in broken {
        let line = refused(Multipart::new().part("p\n", part)).await;
        assert!(line.contains("part `p\\n` has a header"), "{line}");
    }
}

#[tokio::test]
async fn another_media_type_of_several_parts_is_kept() {
    let server = Server::fixed(json(200, "{}"));
    let form = Multipart::new().text("a", "1");
    let call = Call::new(&client(&server), &CREATE).with_multipart_of("multipart/mixed", &[], form);
    Unit { call }.await.expect("sent");
    let kind = server.seen()[0].header("content-type").unwrap_or_default().to_owned();
    assert!(kind.starts_with("multipart/mixed; boundary=form-"), "{kind}");
}
