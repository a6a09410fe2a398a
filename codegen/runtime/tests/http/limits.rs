//! Time and size are bounded, whatever a server does.

use super::server::{Peer, Server, good, reply};
use super::{build, builder, client, list};
use crate::runtime::{Client, Error, ErrorKind};
use std::io::Write;
use std::time::{Duration, Instant};

/// What a call may take in all, on a machine that has other work, when its limit is 600 ms; without the limit no server here would ever
/// let it end, or not before.
const AT_MOST: Duration = Duration::from_secs(8);

/// The error of a call with a limit of 600 ms; it must come after it, and not for another reason.
async fn out_of_time(answer: impl Fn(&mut Peer) + Send + Sync + 'static) -> Error {
    let server = Server::start(move |_, _, peer| answer(peer));
    out_of_time_of(&client(&server)).await
}

async fn out_of_time_of(client: &Client) -> Error {
    let began = Instant::now();
    let error = list(client, "a").timeout(Duration::from_millis(600)).await.expect_err("a failure");
    let elapsed = began.elapsed();
    assert!(elapsed >= Duration::from_millis(590) && elapsed < AT_MOST, "{elapsed:?}: {error}");
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert!(error.is_timeout() && error.to_string().contains("within 0.6 s"), "{error}");
    error
}

#[tokio::test]
async fn silence_before_the_head_runs_out_of_time() {
    let error = out_of_time(|peer| peer.wait(20_000)).await;
    assert_eq!(error.to_string(), "things.list: no reply within 0.6 s (attempt 1)");
    let Error::Timeout(timeout) = error else { panic!("not a timeout") };
    assert_eq!(timeout.limit(), Duration::from_millis(600));
}

#[tokio::test]
async fn a_head_that_drips_runs_out_of_time() {
    out_of_time(|peer| {
        for byte in b"HTTP/1.1 200 X\r\nX-Long: ".iter().chain(std::iter::repeat(&b'x')) {
            if !peer.send([*byte]) {
                return;
            }
            peer.wait(20);
        }
    })
    .await;
}

/// Within the caller's runtime such heads hold it up for as long as hyper takes to read what it may read at one go; without optimisation
/// that is many seconds. `cargo xtask bench calls` measures it.
#[tokio::test]
async fn endless_provisional_heads_run_out_of_time_where_connections_are_apart() {
    let heads = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".repeat(100);
    let server = Server::start(move |_, _, peer| while peer.send(&heads) {});
    out_of_time_of(&build(builder(&server).connections_apart())).await;
}

#[tokio::test]
async fn a_body_that_stalls_runs_out_of_time() {
    let error = out_of_time(|peer| {
        peer.send("HTTP/1.1 200 X\r\nContent-Length: 100\r\nCF-Ray: r1\r\n\r\n{\"success\":");
        peer.wait(20_000);
    })
    .await;
    assert_eq!(
        error.to_string(),
        "things.list: no complete reply within 0.6 s (request r1, attempt 1)"
    );
}

#[tokio::test]
async fn a_body_that_drips_runs_out_of_time() {
    out_of_time(|peer| {
        peer.send("HTTP/1.1 200 X\r\nContent-Length: 1000000\r\n\r\n");
        while peer.send("x") {
            peer.wait(10);
        }
    })
    .await;
}

#[tokio::test]
async fn an_endless_head_is_an_error_before_long() {
    let server = Server::start(|_, _, peer| {
        peer.send("HTTP/1.1 200 X\r\n");
        while peer.send("X-Long: x\r\n".repeat(1000)) {}
    });
    let error = list(&client(&server), "a")
        .max_retries(0)
        .timeout(Duration::from_secs(10))
        .await
        .expect_err("a failure");
    assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
}

#[tokio::test]
async fn a_connection_that_is_never_made_runs_out_of_time() {
    // An address of documentation (RFC 5737), where nobody answers; a machine without network refuses at once.
    let client = build(
        crate::runtime::Builder::new(&super::API)
            .base_url("https://192.0.2.1")
            .credential("api_token", super::TOKEN)
            .no_proxy()
            .connect_timeout(Duration::from_millis(300)),
    );
    let began = Instant::now();
    let error = list(&client, "a").max_retries(0).await.expect_err("a failure");
    assert!(began.elapsed() < Duration::from_secs(3));
    assert!(error.to_string().contains("could not connect"), "{error}");
}

#[tokio::test]
async fn no_time_at_all_is_a_time_limit_too_and_the_greatest_is_none() {
    let server = Server::fixed(good());
    let error = list(&client(&server), "a").timeout(Duration::ZERO).await.expect_err("a failure");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    list(&client(&server), "a").timeout(Duration::MAX).await.expect("there is time");
}

#[tokio::test]
async fn a_length_beyond_the_limit_is_refused_at_once() {
    let server = Server::start(|_, _, peer| {
        peer.send("HTTP/1.1 200 X\r\nContent-Length: 99999999999999\r\n\r\n{");
        peer.wait(20_000);
    });
    let began = Instant::now();
    let error = list(&client(&server), "a").await.expect_err("a failure");
    assert!(began.elapsed() < Duration::from_secs(2));
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::TooLarge, 1));
    assert_eq!(
        error.to_string(),
        "things.list: the reply is larger than 67108864 bytes (attempt 1)"
    );
}

#[tokio::test]
async fn an_endless_body_is_refused_at_the_limit() {
    let server = Server::start(|_, _, peer| {
        peer.send("HTTP/1.1 200 X\r\n\r\n");
        while peer.send([b' '; 65536]) {}
    });
    let client = build(builder(&server).max_body(1_000_000));
    let error = list(&client, "a").await.expect_err("a failure");
    assert_eq!(
        error.to_string(),
        "things.list: the reply is larger than 1000000 bytes (attempt 1)"
    );
    let Error::TooLarge(large) = error else { panic!("not too large") };
    assert_eq!(large.limit(), 1_000_000);
}

#[tokio::test]
async fn a_body_of_exactly_the_limit_is_read() {
    let body = r#"{"success":true,"result":[]}"#;
    let server = Server::fixed(reply(200, "", body));
    list(&build(builder(&server).max_body(body.len() as u64)), "a").await.expect("it fits");
    let error = list(&build(builder(&server).max_body(body.len() as u64 - 1)), "a")
        .await
        .expect_err("it does not");
    assert_eq!(error.kind(), ErrorKind::TooLarge);
}

#[tokio::test]
async fn a_body_that_swells_when_decompressed_is_refused_at_the_limit() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..300 {
        encoder.write_all(&vec![b' '; 1 << 20]).expect("memory does not fail");
    }
    let bomb = encoder.finish().expect("memory does not fail");
    assert!(bomb.len() < 400_000);
    let server = Server::fixed(reply(200, "Content-Encoding: gzip", bomb));
    let error = list(&client(&server), "a").await.expect_err("a failure");
    assert_eq!(error.kind(), ErrorKind::TooLarge, "{error}");
}

#[tokio::test]
async fn a_dropped_call_gives_its_connection_up() {
    let (tell, told) = std::sync::mpsc::channel();
    let server = Server::start(move |_, _, peer| {
        peer.send("HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\n{");
        let _ = tell.send(peer.is_closed_within(Duration::from_secs(5)));
    });
    let client = client(&server);
    let call = list(&client, "a").into_future();
    assert!(tokio::time::timeout(Duration::from_millis(300), call).await.is_err());
    assert!(
        tokio::task::spawn_blocking(move || told.recv_timeout(Duration::from_secs(6)))
            .await
            .expect("it ran")
            .expect("told")
    );
}
