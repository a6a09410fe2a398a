//! Server-sent events and lines of JSON.

use super::server::{Server, reply};
use super::{LIST, Tail, Watch, WatchText, build, builder, client, value};
use crate::runtime::{Error, ErrorKind};
use std::time::{Duration, Instant};

/// The events of a body, each as one text.
async fn events(body: &str) -> Vec<String> {
    let server = Server::fixed(reply(200, "Content-Type: text/event-stream", body));
    let mut events = WatchText::of(&client(&server), &LIST).await.expect("it begins");
    let mut all = Vec::new();
    while let Some(event) = events.next().await {
        let event = event.expect("it is whole");
        all.push(format!(
            "{} {:?} {:?} {:?}",
            event.event,
            event.id,
            event.retry.map(|wait| wait.as_millis()),
            event.data
        ));
    }
    all
}

#[tokio::test]
async fn events_are_read_as_the_standard_says() {
    let cases: &[(&str, &[&str])] = &[
        ("data: a\n\n", &["message None None \"a\""]),
        ("\u{feff}data:a\r\n\r\n", &["message None None \"a\""]),
        (
            "data: a\rdata: b\r\rdata: c\r\r",
            &["message None None \"a\\nb\"", "message None None \"c\""],
        ),
        (
            ": comment\n\nevent: x\nid: 7\nretry: 250\ndata:  two\n\ndata: next\n\n",
            &["x Some(\"7\") Some(250) \" two\"", "message Some(\"7\") None \"next\""],
        ),
        ("data\n\ndata:\ndata:\n\n", &["message None None \"\"", "message None None \"\\n\""]),
        ("event: lost\n\nunknown: x\ndata: a\n\n", &["message None None \"a\""]),
        ("retry: soon\ndata: a\n\n", &["message None None \"a\""]),
        ("data: whole\n\ndata: not ended\n", &["message None None \"whole\""]),
        ("data: a\n\ndata: [DONE]\n\ndata: b\n\n", &["message None None \"a\""]),
        ("", &[]),
    ];
    for (body, expected) in cases {
        assert_eq!(&events(body).await, expected, "{body:?}");
    }
}

#[tokio::test]
async fn the_data_of_events_is_read_as_json() {
    let server =
        Server::fixed(reply(200, "", "data: {\"a\":\ndata: 1}\n\ndata: {]\n\ndata: 2\n\n"));
    let mut events = Watch::of(&client(&server), &LIST).await.expect("it begins");
    assert_eq!(events.next().await.expect("an event").expect("it fits").data, value(r#"{"a":1}"#));
    let error = events.next().await.expect("an event").expect_err("it does not fit");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(
        error.to_string().starts_with("things.list: an item of the stream does not fit: "),
        "{error}"
    );
    assert_eq!(events.next().await.expect("an event").expect("it fits").data, value("2"));
    assert!(events.next().await.is_none());
    assert_eq!(server.seen()[0].header("accept"), Some("text/event-stream"));
}

#[tokio::test]
async fn an_event_is_given_when_it_is_complete() {
    let server = Server::start(|_, _, peer| {
        peer.send("HTTP/1.1 200 X\r\n\r\nid: 1\r\ndata: 1\r\n\r");
        peer.wait(2000);
        peer.send("\nda");
        peer.wait(20);
        peer.send("ta: 2\r\n\r\n");
    });
    let began = Instant::now();
    let mut events = Watch::of(&client(&server), &LIST).await.expect("it begins");
    assert_eq!(events.next().await.expect("an event").expect("it fits").data, value("1"));
    assert!(began.elapsed() < Duration::from_millis(1900));
    assert_eq!(events.next().await.expect("an event").expect("it fits").data, value("2"));
    assert_eq!(events.last_id(), Some("1"));
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn lines_of_json_are_values() {
    let server = Server::fixed(reply(200, "", "\n{\"a\":1}\r\n \n\u{1e}[2]\nnull\n{\n\"last\""));
    let mut lines = Tail::of(&client(&server), &LIST).await.expect("it begins");
    for expected in [r#"{"a":1}"#, "[2]", "null"] {
        assert_eq!(lines.next().await.expect("a line").expect("it fits"), value(expected));
    }
    assert_eq!(
        lines.next().await.expect("a line").expect_err("it does not fit").kind(),
        ErrorKind::Decode
    );
    assert_eq!(lines.next().await.expect("a line").expect("it fits"), value("\"last\""));
    assert!(lines.next().await.is_none());
}

#[tokio::test]
async fn an_endless_line_or_event_is_refused_at_the_limit() {
    let endless = |before: &'static str, again: &'static str| {
        Server::start(move |_, _, peer| {
            peer.send(format!("HTTP/1.1 200 X\r\n\r\n{before}"));
            while peer.send(again.repeat(1000)) {}
        })
    };
    for (before, again) in [("", "x"), ("data: ", "x"), ("", "data: xxxxxxxxxxxx\n")] {
        let server = endless(before, again);
        let client = build(builder(&server).max_body(100_000));
        let mut events = WatchText::of(&client, &LIST).await.expect("it begins");
        let Some(Err(error @ Error::TooLarge(_))) = events.next().await else {
            panic!("it is endless")
        };
        assert_eq!(
            error.to_string(),
            "things.list: the reply is larger than 100000 bytes (attempt 1)"
        );
        assert!(events.next().await.is_none());
    }
}

#[tokio::test]
async fn a_stream_that_is_cut_gives_its_whole_items_and_an_error() {
    let server = Server::fixed("HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\n1\n2\n3");
    let mut lines = Tail::of(&client(&server), &LIST).await.expect("it begins");
    assert_eq!(lines.next().await.expect("a line").expect("it fits"), value("1"));
    assert_eq!(lines.next().await.expect("a line").expect("it fits"), value("2"));
    assert_eq!(
        lines.next().await.expect("an end").expect_err("it was cut").kind(),
        ErrorKind::Transport
    );
    assert!(lines.next().await.is_none());
}
