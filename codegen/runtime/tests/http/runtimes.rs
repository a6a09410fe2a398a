//! One client in several async runtimes: each call ends, whatever another runtime does.

use super::server::{Server, good};
use super::{LIST, Raw, build, builder, client, list};
use crate::runtime::Client;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime")
}

fn calls(runtime: &Runtime, client: &Client) {
    let call = list(client, "a").timeout(Duration::from_secs(20)).max_retries(0).into_future();
    runtime.block_on(call).expect("a list");
}

#[test]
fn a_client_outlives_the_runtimes_in_which_it_was_used() {
    let server = Server::kept(&good());
    let client = client(&server);
    for _ in 0..20 {
        calls(&runtime(), &client);
    }
    // Each took its connection with it.
    assert_eq!(server.seen().len(), 20);
}

#[test]
fn a_runtime_that_stands_still_holds_no_other_up() {
    let server = Server::kept(&good());
    let client = client(&server);
    let (one, other) = (runtime(), runtime());
    for _ in 0..3 {
        calls(&one, &client);
        calls(&other, &client);
    }
    assert_eq!(server.seen().len(), 2, "one connection for each");
}

#[test]
fn connections_apart_are_shared_by_runtimes() {
    let server = Server::kept(&good());
    let client = build(builder(&server).connections_apart());
    for _ in 0..3 {
        calls(&runtime(), &client);
    }
    assert_eq!(server.seen().len(), 1);
}

#[test]
fn a_body_whose_connection_is_apart_is_read_on_after_the_runtime_of_its_call_has_ended() {
    let server = Server::start(|_, _, peer| {
        peer.send("HTTP/1.1 200 X\r\nContent-Length: 2\r\n\r\na");
        peer.wait(300);
        peer.send("b");
    });
    let client = build(builder(&server).connections_apart());
    let first = runtime();
    let mut stream = first.block_on(Raw::of(&client, &LIST).into_future()).expect("it begins");
    let text = runtime().block_on(async {
        let mut text = Vec::new();
        while let Some(bytes) = stream.next().await {
            text.extend_from_slice(&bytes.expect("it is whole"));
        }
        text
    });
    assert_eq!(text, b"ab");
}

#[test]
fn a_call_dropped_outside_its_runtime_panics_nowhere() {
    let server = Server::start(|_, _, peer| peer.wait(5000));
    let client = client(&server);
    let mut call = Box::pin(list(&client, "a").into_future());
    let limit = Duration::from_millis(200);
    assert!(runtime().block_on(async { tokio::time::timeout(limit, &mut call).await }).is_err());
    drop(call);
}
