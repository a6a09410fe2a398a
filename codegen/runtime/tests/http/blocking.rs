//! Calls that wait on the caller's thread.

use super::server::{Server, good, json};
use super::{LIST, Raw, Tail, build, builder, client, list};
use crate::runtime::blocking::{iter, reader};
use crate::runtime::{ErrorKind, Retry};
use std::io::Read;
use std::time::{Duration, Instant};

#[test]
fn a_call_waits_for_its_value_or_its_whole_reply() {
    let server = Server::fixed(good());
    let client = client(&server);
    assert_eq!(list(&client, "a").send_blocking().expect("a list").len(), 1);
    let reply = list(&client, "a").with_response().wait().expect("a reply");
    assert_eq!((reply.status().as_u16(), reply.attempts()), (200, 1));
}

#[test]
fn retries_and_time_limits_hold() {
    let server = Server::sequence(vec![json(503, "{}"), good()]);
    let waits = Retry::default().waits(Duration::from_millis(50), Duration::from_millis(50));
    let client = build(builder(&server).retry(waits));
    assert_eq!(list(&client, "a").with_response().wait().expect("a reply").attempts(), 2);
    let server = Server::start(|_, _, peer| peer.wait(3000));
    let began = Instant::now();
    let call = list(&client, "a").base_url(server.url()).timeout(Duration::from_millis(200));
    assert_eq!(call.send_blocking().expect_err("a failure").kind(), ErrorKind::Timeout);
    assert!(began.elapsed() < Duration::from_millis(2500));
}

#[test]
fn many_threads_share_a_client() {
    let server = Server::fixed(good());
    let client = client(&server);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..20)
            .map(|_| scope.spawn(|| list(&client, "a").send_blocking().expect("a list").len()))
            .collect();
        assert!(threads.into_iter().all(|thread| thread.join().is_ok_and(|n| n == 1)));
    });
}

#[test]
fn streams_are_iterators_and_readers() {
    let server = Server::fixed(json(200, "{\"a\":1}\n{\"a\":2}\n"));
    let client = client(&server);
    let lines = Tail::of(&client, &LIST).send_blocking().expect("lines");
    let lines: Result<Vec<_>, _> = iter(lines).collect();
    assert_eq!(lines.expect("values"), [super::value("{\"a\":1}"), super::value("{\"a\":2}")]);
    let mut text = String::new();
    let stream = Raw::of(&client, &LIST).send_blocking().expect("a stream");
    reader(stream).read_to_string(&mut text).expect("text");
    assert_eq!(text, "{\"a\":1}\n{\"a\":2}\n");

    let server = Server::fixed("HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\nabc");
    let stream = Raw::of(&client, &LIST).base_url(server.url()).send_blocking().expect("a stream");
    let mut bytes = Vec::new();
    let error = reader(stream).read_to_end(&mut bytes).expect_err("cut");
    assert!(error.to_string().contains("the reply was cut off"), "{error}");
    assert_eq!(bytes, b"abc");
}

#[tokio::test]
async fn within_an_async_runtime_a_blocking_call_is_refused() {
    let server = Server::fixed(good());
    let error = list(&client(&server), "a").send_blocking().expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains("await the request instead"), "{error}");
    let stream = Raw::of(&client(&server), &LIST).await.expect("a stream");
    let mut chunks = iter(stream);
    assert!(chunks.next().expect("an item").is_err());
    assert!(chunks.next().is_none());
    assert_eq!(server.seen().len(), 1);
}

#[test]
fn a_client_is_used_both_ways() {
    let server = Server::fixed(good());
    let client = client(&server);
    list(&client, "a").send_blocking().expect("a list");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    runtime.block_on(async { list(&client, "a").await.expect("a list") });
    list(&client, "a").send_blocking().expect("a list");
    assert_eq!(server.seen().len(), 3);
}
