//! What the body of a success becomes.

use super::server::{Server, good, gzip, json, reply};
use super::{Optional, Unit, client, list, once, value};
use crate::runtime::{Error, ErrorKind};

const ENVELOPE: &str = r#"{"success":true,"result":[{"id":"x"}]}"#;

async fn error(bytes: impl Into<Vec<u8>>) -> Error {
    once(&Server::fixed(bytes)).await.expect_err("a failure")
}

async fn decodes(bytes: impl Into<Vec<u8>>) {
    assert_eq!(once(&Server::fixed(bytes)).await.expect("it decodes"), [value(r#"{"id":"x"}"#)]);
}

#[tokio::test]
async fn the_content_type_does_not_matter_when_the_body_is_json() {
    for kind in
        ["Application/JSON; charset=UTF-8", "text/plain", "text/html", "application/vnd.api+json"]
    {
        decodes(reply(200, &format!("Content-Type: {kind}"), ENVELOPE)).await;
    }
    decodes(reply(200, "", ENVELOPE)).await;
}

#[tokio::test]
async fn a_byte_order_mark_and_space_are_skipped() {
    decodes(json(200, &format!("\u{feff} \r\n{ENVELOPE}\n "))).await;
}

#[tokio::test]
async fn html_with_status_200_is_a_decode_error_with_an_excerpt() {
    let error = error(reply(
        200,
        "Content-Type: text/html\r\nCF-Ray: r1",
        "<!DOCTYPE html>\n<title>Login</title>",
    ))
    .await;
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(
        error.to_string(),
        "things.list: the reply is not JSON but text/html: <!DOCTYPE html> <title>Login</title> (request r1)"
    );
    let Error::Decode(decode) = &error else { panic!("not a decode error") };
    assert_eq!(decode.excerpt(), "<!DOCTYPE html> <title>Login</title>");
}

#[tokio::test]
async fn a_misfit_names_its_place() {
    let error = error(reply(200, "CF-Ray: r1", r#"{"success":true,"result":{"a":7}}"#)).await;
    assert_eq!(
        error.to_string(),
        "things.list: the reply does not fit: result: expected an array, got an object (request r1)"
    );
    let Error::Decode(decode) = &error else { panic!("not a decode error") };
    assert_eq!(decode.path(), "result");
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn broken_json_is_a_decode_error() {
    for body in [
        &ENVELOPE[..20],
        "{\"result\":[]} x",
        "{\"result\":[]}{}",
        "[",
        "nul",
        "{\"result\":[],}",
        "\u{0}",
    ] {
        let error = error(json(200, body)).await;
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}: {error}");
        assert!(error.to_string().contains("the reply is not JSON"), "{error}");
        assert!(error.status().is_some_and(|status| status == 200));
    }
    let error = error(reply(200, "", b"{\"result\":[\"\xff\"]}")).await;
    assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
}

#[tokio::test]
async fn nesting_beyond_the_limit_is_a_decode_error() {
    let body = format!(r#"{{"result":[{}{}]}}"#, "[".repeat(5000), "]".repeat(5000));
    let error = error(json(200, &body)).await;
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("128"), "{error}");
}

#[tokio::test]
async fn an_empty_body_is_a_decode_error_where_a_value_is_needed() {
    for bytes in
        [json(200, ""), json(200, " \n"), "HTTP/1.1 204 X\r\n\r\n".into(), reply(205, "", "")]
    {
        let error = error(bytes).await;
        assert_eq!(error.to_string(), "things.list: the reply is empty");
    }
}

#[tokio::test]
async fn an_empty_body_is_none_where_that_is_a_value() {
    let server = Server::fixed("HTTP/1.1 204 X\r\n\r\n");
    assert_eq!(Optional::of(&client(&server), &super::LIST).await.expect("it is none"), None);
}

#[tokio::test]
async fn a_missing_result_is_a_decode_error_and_never_an_empty_list() {
    for body in
        ["{}", r#"{"success":true}"#, r#"{"success":true,"result":null}"#, "[]", "null", "true"]
    {
        let error = error(json(200, body)).await;
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}: {error}");
    }
}

#[tokio::test]
async fn the_last_of_two_equal_member_names_counts() {
    decodes(json(200, r#"{"success":true,"result":[],"result":[{"id":"y","id":"x"}]}"#)).await;
}

#[tokio::test]
async fn content_that_nobody_wants_is_ignored() {
    for bytes in [
        json(200, "<html>"),
        json(201, ""),
        "HTTP/1.1 204 X\r\n\r\n".into(),
        json(200, r#"{"success":true}"#),
    ] {
        Unit::of(&client(&Server::fixed(bytes)), &super::LIST).await.expect("it succeeded");
    }
}

#[tokio::test]
async fn compressed_bodies_are_undone() {
    decodes(reply(200, "Content-Encoding: gzip", gzip(ENVELOPE.as_bytes()))).await;
    decodes(reply(200, "Content-Encoding: X-GZIP", gzip(ENVELOPE.as_bytes()))).await;
    decodes(reply(200, "Content-Encoding: identity", ENVELOPE)).await;
    let (first, second) = ENVELOPE.split_at(10);
    decodes(reply(
        200,
        "Content-Encoding: gzip",
        [gzip(first.as_bytes()), gzip(second.as_bytes())].concat(),
    ))
    .await;
}

#[tokio::test]
async fn broken_compression_is_a_transport_error() {
    let whole = gzip(ENVELOPE.as_bytes());
    let mut flipped = whole.clone();
    flipped[20] ^= 0xff;
    let mut checksum = whole.clone();
    let at = checksum.len() - 6;
    checksum[at] ^= 0xff;
    for (name, bytes) in [
        ("none", b"plain".to_vec()),
        ("cut", whole[..whole.len() - 12].to_vec()),
        ("no end", whole[..whole.len() - 4].to_vec()),
        ("flipped", flipped),
        ("checksum", checksum),
    ] {
        let error = error(reply(200, "Content-Encoding: gzip", bytes)).await;
        assert_eq!(error.kind(), ErrorKind::Transport, "{name}: {error}");
        assert!(error.to_string().contains("the compressed body is broken"), "{name}: {error}");
    }
    let error = error(reply(200, "Content-Encoding: br", ENVELOPE)).await;
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.to_string().contains("`br`"), "{error}");
}

#[tokio::test]
async fn a_cut_body_is_a_transport_error_and_never_a_decode_error() {
    let cut: [&[u8]; 4] = [
        b"HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\n{\"success\":true,\"result\":[]}",
        b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n1c\r\n{\"success\":true,\"result\":[]}\r\n",
        b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{\"success\"",
        b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{\"success\"",
    ];
    for bytes in cut {
        let error = error(bytes).await;
        assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
        assert!(error.to_string().contains("the reply was cut off"), "{error}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    }
}

#[tokio::test]
async fn old_and_early_forms_of_replies_are_read() {
    decodes(format!("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{ENVELOPE}")).await;
    decodes(format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{ENVELOPE}")).await;
    decodes(format!("HTTP/1.1 200\r\nContent-Length: {}\r\n\r\n{ENVELOPE}", ENVELOPE.len())).await;
    let early = b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".to_vec();
    decodes([early, b"HTTP/1.1 100 Continue\r\n\r\n".to_vec(), good()].concat()).await;
    let chunks = format!(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\n{}\r\n{:x}\r\n{}\r\n0\r\nTrailer: 1\r\n\r\n",
        &ENVELOPE[..5],
        ENVELOPE.len() - 5,
        &ENVELOPE[5..]
    );
    decodes(chunks).await;
}

#[tokio::test]
async fn a_head_request_has_no_body_whatever_its_length_says() {
    let server = Server::fixed("HTTP/1.1 200 X\r\nContent-Length: 99999999999\r\n\r\n");
    let call = crate::runtime::Call::new(&client(&server), &super::HEAD);
    Unit { call }.await.expect("it succeeded");
}

#[tokio::test]
async fn a_long_list_decodes() {
    let one = format!(r#"{{"id":"{}"}}"#, "x".repeat(700));
    let body = format!(r#"{{"success":true,"result":[{}]}}"#, vec![one; 20_000].join(","));
    let server = Server::fixed(json(200, &body));
    assert_eq!(list(&client(&server), "a").await.expect("it decodes").len(), 20_000);
}
