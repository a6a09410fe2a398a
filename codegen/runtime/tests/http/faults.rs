//! What no fault of a server may do: keep a call beyond its time, hold a turn for ever, or make a credential go elsewhere.

use super::server::{Peer, Server, good, reply};
use super::{API, List, TOKEN, build, builder, list};
use crate::runtime::{Builder, Call, Client, ErrorKind, Method, Operation, Retry};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_millis(200);

/// What a call may take beyond its limit, on a machine that has other work.
const LITTLE: Duration = Duration::from_secs(3);

/// Where a server stops to answer; what it has sent until then.
const STALLS: [(&str, &str); 5] = [
    ("before the head", ""),
    ("within the status line", "HTTP/1.1 2"),
    ("within the headers", "HTTP/1.1 200 OK\r\nContent-Type: app"),
    ("before the body", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"),
    ("within the body", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"),
];

/// A server that takes connections in and never answers beyond `beginning`.
fn stalled(beginning: &'static str) -> Server {
    Server::start(move |_, _, peer| {
        peer.send(beginning);
        peer.is_closed_within(Duration::from_secs(20));
    })
}

/// Checks that a call took its limit, and little more.
fn took(began: Instant, limit: Duration, what: &str) {
    let elapsed = began.elapsed();
    assert!(elapsed >= limit - Duration::from_millis(5), "{what}: {elapsed:?}");
    assert!(elapsed < limit + LITTLE, "{what}: {elapsed:?}");
}

#[tokio::test]
async fn no_stall_of_any_phase_outlasts_a_limit() {
    for (what, beginning) in STALLS {
        let server = stalled(beginning);
        let client = build(builder(&server).timeout(LIMIT));
        let began = Instant::now();
        let error = list(&client, "a").await.expect_err(what);
        assert!(error.is_timeout(), "{what}: {error}");
        took(began, LIMIT, what);

        // Two attempts, each with a limit of its own, and a wait between them.
        let waits =
            Retry::default().max(1).waits(Duration::from_millis(1), Duration::from_millis(1));
        let client = build(builder(&server).attempt_timeout(LIMIT).retry(waits));
        let began = Instant::now();
        let error = list(&client, "a").await.expect_err(what);
        assert!(error.is_timeout(), "{what}: {error}");
        assert_eq!(error.attempts(), 2, "{what}: {error}");
        took(began, LIMIT * 2, what);

        // The limit of the call is the shorter one.
        let client = build(builder(&server).attempt_timeout(LIMIT * 20).timeout(LIMIT));
        let began = Instant::now();
        assert!(list(&client, "a").await.expect_err(what).is_timeout());
        took(began, LIMIT, what);
    }
}

#[test]
fn no_stall_outlasts_a_limit_of_a_blocking_call() {
    for (what, beginning) in STALLS {
        let server = stalled(beginning);
        let client = build(builder(&server).timeout(LIMIT));
        let began = Instant::now();
        let error = list(&client, "a").send_blocking().expect_err(what);
        assert!(error.is_timeout(), "{what}: {error}");
        took(began, LIMIT, what);
    }
}

#[tokio::test]
async fn a_connection_that_is_taken_in_and_never_served_ends_with_the_limit() {
    // The system completes the handshake; nobody ever reads.
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let client =
        build(Builder::new(&API).base_url(url).credential("api_token", TOKEN).timeout(LIMIT));
    let began = Instant::now();
    assert!(list(&client, "a").await.expect_err("nobody answers").is_timeout());
    took(began, LIMIT, "never served");
}

#[tokio::test]
async fn a_connection_that_ends_after_the_headers_is_repeated_and_then_told() {
    let server = Server::fixed("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
    let waits = Retry::default().waits(Duration::from_millis(1), Duration::from_millis(1));
    let error = list(&build(builder(&server).retry(waits)), "a").await.expect_err("no body");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 3));
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn a_call_dropped_within_the_body_closes_its_connection_and_gives_its_turn_back() {
    let closed = Arc::new(AtomicUsize::new(0));
    let n_closed = closed.clone();
    let server = Server::start(move |n, _, peer: &mut Peer| {
        if n >= 4 {
            peer.send(good());
            return;
        }
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{");
        if peer.is_closed_within(Duration::from_secs(10)) {
            n_closed.fetch_add(1, Ordering::SeqCst);
        }
    });
    let client = build(builder(&server).max_concurrent(2));
    for account in ["a", "b", "c", "d"] {
        let call = list(&client, account).into_future();
        let waiting = tokio::time::timeout(Duration::from_millis(200), call);
        assert!(waiting.await.is_err(), "the body has no end");
    }
    // Both turns are there again.
    let began = Instant::now();
    let calls =
        [list(&client, "a"), list(&client, "b")].map(|call| tokio::spawn(call.into_future()));
    for call in calls {
        call.await.expect("no panic").expect("a list");
    }
    assert!(began.elapsed() < Duration::from_secs(5));
    for _ in 0..100 {
        if closed.load(Ordering::SeqCst) == 4 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{} connections of 4 were closed", closed.load(Ordering::SeqCst));
}

/// A client with a credential of each kind, and a call that sends those of one.
fn with_credential(
    server: &Server,
    security: &'static [&'static [&'static str]],
) -> (Client, List) {
    static BASIC: Operation =
        Operation::new("things.list", Method::Get, "/accounts/{account_id}/things");
    let client = build(
        Builder::new(&API)
            .base_url(server.url())
            .credential("api_token", TOKEN)
            .credential("api_email", "SECRET@example.com")
            .credential("api_key", TOKEN)
            .basic_credential("login", "SECRET-user", TOKEN)
            .credential("query_key", TOKEN)
            .credential("session", TOKEN)
            .retry(Retry::never()),
    );
    let mut call = Call::new(&client, &BASIC).path_text("account_id", "a");
    call.0.operation = call.0.operation.security(security);
    (client, List { call })
}

#[tokio::test]
async fn no_credential_of_any_kind_goes_with_a_redirect_to_another_origin() {
    let kinds: [&'static [&'static [&'static str]]; 5] = [
        &[&["api_token"]],
        &[&["api_email", "api_key"]],
        &[&["login"]],
        &[&["query_key"]],
        &[&["session"]],
    ];
    for security in kinds {
        let other = Server::fixed(good());
        for target in [
            other.url(),                                   // another port
            other.url().replace("127.0.0.1", "localhost"), // another host and port
            format!("https://127.0.0.1:{}", other.port()), // another scheme
            format!("//127.0.0.1:{}", other.port()),       // without a scheme
        ] {
            let away = reply(307, &format!("Location: {target}/things?x=1"), "");
            let server = Server::fixed(away);
            let (_, call) = with_credential(&server, security);
            let error = call.await.expect_err("another origin");
            assert_eq!(error.kind(), ErrorKind::Redirect, "{security:?} {target}");
            let sent = &server.seen()[0].head;
            assert!(sent.contains("tok-en") || sent.contains("Basic "), "{security:?}: {sent}");
            let told = format!("{error} {error:?}");
            assert!(!told.contains(TOKEN) && !told.contains("SECRET"), "{told}");
        }
        assert!(other.seen().is_empty(), "{security:?}");
    }
}

#[tokio::test]
async fn every_credential_goes_with_a_redirect_within_its_origin_once() {
    let kinds: [&'static [&'static [&'static str]]; 4] =
        [&[&["api_token"]], &[&["api_email", "api_key"]], &[&["login"]], &[&["session"]]];
    for security in kinds {
        let server = Server::start(|n, _, peer| {
            peer.send(if n == 0 { reply(307, "Location: /elsewhere", "") } else { good() });
        });
        let (_, call) = with_credential(&server, security);
        call.await.expect("a list");
        let names = ["authorization", "x-auth-email", "x-auth-key", "cookie"];
        let sent = server.seen();
        for name in names {
            assert_eq!(sent[0].header(name), sent[1].header(name), "{security:?} {name}");
        }
    }
}
