//! What kinds of values a reply becomes.

use super::server::{Server, gzip, json, reply};
use super::{Download, LIST, Plain, Raw, Whole, build, builder, client, value};
use crate::runtime::json::Value;
use crate::runtime::{
    Bytes, Call, Error, ErrorKind, Method, Operation, Sending, Text, replies, request,
};
use std::time::{Duration, Instant};

#[tokio::test]
async fn raw_bytes_come_as_they_are() {
    let server = Server::fixed(reply(200, "Content-Type: image/png", [0, 255, 13, 10]));
    let bytes = Download::of(&client(&server), &LIST).await.expect("downloaded");
    assert_eq!(&*bytes, [0, 255, 13, 10]);
    assert_eq!(server.seen()[0].header("accept"), Some("*/*"));
    let empty = Server::fixed("HTTP/1.1 204 X\r\n\r\n");
    assert!(Download::of(&client(&empty), &LIST).await.expect("downloaded").is_empty());
}

#[tokio::test]
async fn text_comes_as_a_string() {
    for (headers, body, expected) in [
        ("Content-Type: text/csv", "a,é\n".as_bytes(), "a,é\n"),
        ("Content-Type: text/plain; charset=ISO-8859-1", b"\xe9", "é"),
        ("", b"\xff", "\u{fffd}"),
    ] {
        let server = Server::fixed(reply(200, headers, body));
        assert_eq!(Plain::of(&client(&server), &LIST).await.expect("read"), expected);
    }
}

#[tokio::test]
async fn a_whole_body_is_one_value() {
    let server = Server::fixed(json(200, "[1,2]"));
    assert_eq!(Whole::of(&client(&server), &LIST).await.expect("read"), value("[1,2]"));
}

#[tokio::test]
async fn an_operation_may_ask_for_another_type() {
    static ODD: Operation =
        Operation::new("x", Method::Get, "/x").accept("application/vnd.odd+json");
    let server = Server::fixed(json(200, "1"));
    Whole::of(&client(&server), &ODD).await.expect("read");
    assert_eq!(server.seen()[0].header("accept"), Some("application/vnd.odd+json"));
}

#[tokio::test]
async fn another_form_of_the_reply_may_be_asked_for() {
    let server = Server::fixed(reply(200, "Content-Type: text/csv", "a,b"));
    let mut call = Call::new(&client(&server), &LIST).path_text("account_id", "a");
    call.set_header("accept", "text/csv");
    assert_eq!(Sending::<Text>::new(call, None).await.expect("read"), "a,b");
    assert_eq!(server.seen()[0].header("accept"), Some("text/csv"));
}

#[tokio::test]
async fn a_stream_gives_bytes_before_the_last_is_sent() {
    let (read, was_read) = std::sync::mpsc::channel::<()>();
    let was_read = std::sync::Mutex::new(was_read);
    let server = Server::start(move |_, _, peer| {
        peer.send("HTTP/1.1 200 X\r\nContent-Length: 10\r\n\r\nfirst");
        let told = was_read.lock().map(|was_read| was_read.recv_timeout(Duration::from_secs(20)));
        if matches!(told, Ok(Ok(()))) {
            peer.send("after");
        }
    });
    let mut stream = Raw::of(&client(&server), &LIST).await.expect("it begins");
    assert_eq!(&*stream.next().await.expect("a chunk").expect("it is whole"), b"first");
    read.send(()).expect("the server waits");
    assert_eq!(&*stream.next().await.expect("a chunk").expect("it is whole"), b"after");
    assert!(stream.next().await.is_none() && stream.next().await.is_none());
    assert_eq!(server.seen()[0].header("accept-encoding"), Some("identity"));
}

#[tokio::test]
async fn a_stream_outlives_its_client() {
    let server = Server::start(|_, _, peer| {
        peer.send("HTTP/1.1 200 X\r\nContent-Length: 10\r\n\r\nfirst");
        peer.wait(200);
        peer.send("after");
    });
    let client = client(&server);
    let mut stream = Raw::of(&client, &LIST).await.expect("it begins");
    drop(client);
    let mut all = Vec::new();
    while let Some(chunk) = stream.next().await {
        all.extend_from_slice(&chunk.expect("it is whole"));
    }
    assert_eq!(all, b"firstafter");
}

#[tokio::test]
async fn a_stream_is_not_limited_in_size_but_in_silence() {
    let server = Server::start(|_, _, peer| {
        peer.send("HTTP/1.1 200 X\r\nContent-Length: 1000000\r\nCF-Ray: r1\r\n\r\n");
        for _ in 0..4 {
            peer.send([b'x'; 1000]);
            peer.wait(200);
        }
        peer.wait(3000);
    });
    let client = build(builder(&server).max_body(10).timeout(Duration::from_millis(500)));
    let mut stream = Raw::of(&client, &LIST).await.expect("it begins");
    let (mut n, began) = (0, Instant::now());
    let error = loop {
        match stream.next().await.expect("it does not end") {
            Ok(bytes) => n += bytes.len(),
            Err(error) => break error,
        }
    };
    assert_eq!(
        (n, error.kind(), error.operation(), error.request_id()),
        (4000, ErrorKind::Timeout, "things.list", Some("r1"))
    );
    assert!(began.elapsed() > Duration::from_millis(900), "{:?}", began.elapsed());
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_stream_that_is_cut_ends_in_an_error() {
    let server = Server::fixed("HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\npart");
    let mut stream = Raw::of(&client(&server), &LIST).await.expect("it begins");
    assert_eq!(&*stream.next().await.expect("a chunk").expect("it is whole"), b"part");
    let Some(Err(error @ Error::Transport(_))) = stream.next().await else { panic!("it was cut") };
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
}

#[tokio::test]
async fn a_compressed_stream_is_undone() {
    let server = Server::fixed(reply(200, "Content-Encoding: gzip", gzip(b"hello")));
    let mut stream = Raw::of(&client(&server), &LIST).await.expect("it begins");
    assert_eq!(&*stream.next().await.expect("a chunk").expect("it is whole"), b"hello");
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_failure_of_a_stream_is_an_api_error() {
    let server = Server::fixed(json(404, r#"{"message":"gone"}"#));
    let error = Raw::of(&client(&server), &LIST).await.expect_err("a failure");
    assert_eq!(error.to_string(), "things.list: 404 Not Found: gone (attempt 1)");
}

#[tokio::test]
async fn a_dropped_stream_gives_its_connection_up() {
    let (tell, told) = std::sync::mpsc::channel();
    let server = Server::start(move |_, _, peer| {
        peer.send("HTTP/1.1 200 X\r\n\r\nx");
        let _ = tell.send(peer.is_closed_within(Duration::from_secs(5)));
    });
    let client = client(&server);
    drop(Raw::of(&client, &LIST).await.expect("it begins"));
    assert!(
        tokio::task::spawn_blocking(move || told.recv_timeout(Duration::from_secs(6)))
            .await
            .expect("it ran")
            .expect("told")
    );
}

#[derive(Clone, Debug, PartialEq)]
enum Preview {
    Ready(Bytes),
    Later(Value),
    Reason(String),
    Nothing,
    Unknown(Value),
}

replies! { Preview {
    Ready = "200" Bytes, Later = "202" Value, Reason = "2XX" Text, Nothing = "204", _ = Unknown
} }

#[derive(Clone, Debug)]
struct GetPreview {
    call: Call,
}
request! { GetPreview => Preview }

#[tokio::test]
async fn the_status_says_in_which_form_a_reply_is_read() {
    for (status, body, expected) in [
        (200, &[0xff, 0][..], Preview::Ready(vec![0xff, 0].into())),
        (202, b"{\"job\":1}", Preview::Later(value("{\"job\":1}"))),
        (203, b"none", Preview::Reason("none".to_owned())),
        (204, b"", Preview::Nothing),
    ] {
        let server = Server::fixed(reply(status, "", body));
        let call = Call::new(&client(&server), &LIST).path_text("account_id", "a");
        assert_eq!(GetPreview { call }.await.expect("read"), expected);
    }
}
