//! Event streams that are taken up again.

use super::server::{Server, json, reply};
use super::{CREATE, LIST, WatchText, build, builder, client};
use crate::runtime::{ErrorKind, Retry};
use std::time::Duration;

const HEAD: &str =
    "HTTP/1.1 200 X\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

/// The beginning of a stream, cut off behind these lines.
fn cut(lines: &str) -> Vec<u8> {
    format!("{HEAD}{:x}\r\n{lines}\r\n", lines.len()).into_bytes()
}

/// A stream of these lines that ends in order.
fn whole(lines: &str) -> Vec<u8> {
    [&cut(lines)[..], b"0\r\n\r\n"].concat()
}

#[tokio::test]
async fn a_cut_stream_goes_on_after_the_last_event() {
    let server = Server::sequence(vec![
        cut("retry: 20\nid: 1\ndata: a\n\ndata: half"),
        cut("id: 2\ndata: b\n\nid: 2b\ndata: "),
        json(503, "{}"),
        whole("data: c\n\n"),
    ]);
    let waits = Retry::default().waits(Duration::from_millis(1), Duration::from_millis(1));
    let events = WatchText::of(&build(builder(&server).retry(waits)), &LIST).await;
    let mut events = events.expect("events").resuming(1);
    let mut data = Vec::new();
    while let Some(event) = events.next().await {
        data.push(event.expect("an event").data);
    }
    assert_eq!(data, ["a", "b", "c"]);
    let seen = server.seen();
    let ids: Vec<_> = seen.iter().map(|seen| seen.header("last-event-id")).collect();
    assert_eq!(ids, [None, Some("1"), Some("2b"), Some("2b")]);
    assert!(seen.iter().all(|seen| seen.header("accept") == Some("text/event-stream")));
    assert!(server.gaps()[0] >= 20, "{:?}", server.gaps());
}

#[tokio::test]
async fn a_stream_that_gives_nothing_new_is_given_up() {
    let server = Server::fixed(cut("retry: 1\n"));
    let events = WatchText::of(&client(&server), &LIST).await;
    let mut events = events.expect("events").resuming(3);
    let error = events.next().await.expect("an item").expect_err("cut");
    assert_eq!((error.kind(), server.seen().len()), (ErrorKind::Transport, 4));
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn silence_is_a_reason_to_take_a_stream_up_again() {
    let server = Server::start(|n, _, peer| {
        peer.send(if n == 0 { cut("retry: 1\nid: 7\ndata: a\n\n") } else { whole("data: b\n\n") });
        peer.wait(if n == 0 { 2000 } else { 0 });
    });
    let client = build(builder(&server).timeout(Duration::from_millis(200)));
    let mut events = WatchText::of(&client, &LIST).await.expect("events").resuming(1);
    assert_eq!(events.next().await.expect("an item").expect("an event").data, "a");
    assert_eq!(events.next().await.expect("an item").expect("an event").data, "b");
    assert_eq!(server.seen()[1].header("last-event-id"), Some("7"));
}

#[tokio::test]
async fn nothing_more_or_a_refusal_ends_the_stream() {
    let server = Server::sequence(vec![cut("retry: 1\ndata: a\n\n"), reply(204, "", "")]);
    let mut events = WatchText::of(&client(&server), &LIST).await.expect("events").resuming(9);
    assert!(events.next().await.is_some());
    assert!(events.next().await.is_none());

    let server = Server::sequence(vec![cut("retry: 1\ndata: a\n\n"), json(403, "{}")]);
    let mut events = WatchText::of(&client(&server), &LIST).await.expect("events").resuming(9);
    assert!(events.next().await.is_some());
    let error = events.next().await.expect("an item").expect_err("refused");
    assert_eq!((error.kind(), server.seen().len()), (ErrorKind::Api, 2));
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn a_post_is_not_sent_again_for_its_events() {
    let server = Server::fixed(cut("retry: 1\ndata: a\n\n"));
    let mut events = WatchText::of(&client(&server), &CREATE).await.expect("events").resuming(9);
    assert!(events.next().await.expect("an item").is_ok());
    assert!(events.next().await.expect("an item").is_err());
    assert_eq!(server.seen().len(), 1);
}
