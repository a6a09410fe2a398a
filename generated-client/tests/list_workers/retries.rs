//! When a call is tried again, and how long it waits before.

use crate::support::{ACCOUNT, Reply, Server};
use cloudflare_client::Error;
use std::time::{Duration, Instant};

/// Lists with this number of retries, and says how long it took.
async fn list(server: &Server, max_retries: u32) -> (Result<usize, Error>, Duration) {
    let started = Instant::now();
    let client = server.builder().max_retries(max_retries).build().expect("a client");
    let result = client.workers().scripts().list(ACCOUNT).await;
    (result.map(|scripts| scripts.len()), started.elapsed())
}

fn at_once(status: u16) -> Reply {
    Reply::failure(status, 10002, "again").header("retry-after", "0")
}

#[tokio::test]
async fn these_statuses_are_tried_again() {
    for status in [408, 409, 429, 500, 502, 503, 504] {
        let server = Server::start([at_once(status), Reply::scripts("[{}]")]);
        assert_eq!(list(&server, 2).await.0.unwrap(), 1, "{status}");
        assert_eq!(server.seen().len(), 2, "{status}");
    }
}

#[tokio::test]
async fn other_statuses_are_not_tried_again() {
    for status in [400, 401, 403, 404, 422] {
        let server = Server::with(at_once(status));
        assert_eq!(list(&server, 2).await.0.unwrap_err().attempts(), 1, "{status}");
        assert_eq!(server.seen().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn two_retries_are_the_default() {
    let server = Server::with(at_once(503));
    let client = cloudflare_client::Client::builder()
        .base_url(server.url())
        .api_token("t")
        .no_proxy()
        .build()
        .unwrap();
    let error = client.workers().scripts().list(ACCOUNT).await.unwrap_err();
    assert_eq!(error.attempts(), 3);
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn a_request_can_set_its_own_number() {
    let server = Server::with(at_once(503));
    let error = server.client().workers().scripts().list(ACCOUNT).max_retries(1).await.unwrap_err();
    assert_eq!(error.attempts(), 2);
    assert!(error.to_string().contains("attempt 2"), "{error}");
}

#[tokio::test]
async fn success_under_200_with_success_false_is_not_tried_again() {
    let server = Server::with(Reply::failure(200, 10002, "no"));
    assert!(list(&server, 2).await.0.is_err());
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn the_first_wait_is_about_half_a_second() {
    let server = Server::start([Reply::failure(503, 10002, "again"), Reply::scripts("[]")]);
    let (result, took) = list(&server, 2).await;
    result.unwrap();
    assert!(took >= Duration::from_millis(370) && took < Duration::from_secs(2), "{took:?}");
}

#[tokio::test]
async fn the_server_s_wait_is_obeyed() {
    let server = Server::start([
        Reply::failure(429, 971, "wait").header("retry-after", "1"),
        Reply::scripts("[]"),
    ]);
    let (result, took) = list(&server, 2).await;
    result.unwrap();
    assert!(took >= Duration::from_millis(950) && took < Duration::from_secs(3), "{took:?}");
}

#[tokio::test]
async fn a_wait_beyond_the_cap_is_an_error_at_once() {
    let server = Server::with(Reply::failure(429, 971, "wait").header("retry-after", "300"));
    let (result, took) = list(&server, 2).await;
    assert_eq!(result.unwrap_err().retry_after(), Some(Duration::from_secs(300)));
    assert_eq!(server.seen().len(), 1);
    assert!(took < Duration::from_secs(2), "{took:?}");
}

#[tokio::test]
async fn a_reply_says_how_many_attempts_it_took() {
    let server = Server::start([at_once(500), Reply::scripts("[]").header("cf-ray", "abc")]);
    let client = server.builder().max_retries(2).build().unwrap();
    let reply = client.workers().scripts().list(ACCOUNT).with_response().await.unwrap();
    assert_eq!(reply.attempts(), 2);
    assert_eq!(reply.request_id(), Some("abc"));
    assert_eq!(reply.status().as_u16(), 200);
}
