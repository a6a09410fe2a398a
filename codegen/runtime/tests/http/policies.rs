//! Policies of retries and time, for the client and for one call; what a reply says of the server's limits.

use super::server::{Server, good, json, reply};
use super::{CREATE, Unit, Whole, build, builder, client, list};
use crate::runtime::{Call, Client, ErrorKind, Retry};
use std::time::{Duration, Instant};

/// Waits too short to be felt.
fn short() -> Retry {
    Retry::default().waits(Duration::from_millis(5), Duration::from_millis(5))
}

fn create(client: &Client) -> Unit {
    Unit { call: Call::new(client, &CREATE).with_json("x") }
}

#[tokio::test]
async fn a_post_is_repeated_when_no_connection_was_made() {
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a port")
        .port();
    let client = build(
        builder(&Server::fixed("")).base_url(format!("http://127.0.0.1:{port}")).retry(short()),
    );
    let error = create(&client).await.expect_err("a failure");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 3), "{error}");
}

#[tokio::test]
async fn a_post_is_not_repeated_when_it_may_have_had_its_effect() {
    for bytes in [&b""[..], b"HTTP/1.1 20", b"HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\n{"] {
        let server = Server::fixed(bytes);
        let error = create(&build(builder(&server).retry(short()))).await.expect_err("a failure");
        assert_eq!((error.kind(), server.seen().len()), (ErrorKind::Transport, 1), "{error}");
    }
}

#[tokio::test]
async fn a_call_has_a_policy_of_its_own() {
    let server = Server::fixed(json(404, "{}"));
    let client = build(builder(&server).retry(Retry::never()));
    let attempts =
        async |policy| list(&client, "a").retry(policy).await.expect_err("a failure").attempts();
    assert_eq!(attempts(short().statuses(&[404]).max(3)).await, 4);
    assert_eq!(attempts(short()).await, 1);
    let server = Server::fixed(json(503, "{}"));
    let call = create(&client).base_url(server.url()).retry(short().any_method().max(1));
    assert_eq!(call.await.expect_err("a failure").attempts(), 2);
}

#[tokio::test]
async fn the_longest_wait_that_a_server_may_ask_for_can_be_set() {
    let server = Server::fixed(reply(503, "Retry-After: 2", "{}"));
    let began = Instant::now();
    let policy = Retry::default().longest_asked(Duration::from_secs(1));
    let error = list(&client(&server), "a").retry(policy).await.expect_err("a failure");
    assert_eq!((error.attempts(), error.retry_after()), (1, Some(Duration::from_secs(2))));
    assert!(began.elapsed() < Duration::from_secs(1));
}

#[tokio::test]
async fn all_calls_share_the_retries_of_a_client() {
    let server = Server::start(|_, seen, peer| {
        peer.send(if seen.line().contains("good") { good() } else { json(503, "{}") });
    });
    let client = build(builder(&server).retry(short()).retry_budget(3));
    let attempts = async || list(&client, "bad").await.expect_err("a failure").attempts();
    assert_eq!([attempts().await, attempts().await, attempts().await], [3, 2, 1]);
    for _ in 0..10 {
        list(&client.clone(), "good").await.expect("a list");
    }
    assert_eq!([attempts().await, attempts().await], [2, 1]);
    let client = build(builder(&server).retry(short()).retry_budget(0).no_retry_budget());
    assert_eq!(list(&client, "bad").await.expect_err("a failure").attempts(), 3);
}

#[tokio::test]
async fn a_retry_that_the_server_asks_for_costs_nothing() {
    let server = Server::sequence(vec![reply(429, "Retry-After: 0", "{}"), good()]);
    let client = build(builder(&server).retry_budget(0));
    let reply = list(&client, "a").with_response().await.expect("a list");
    assert_eq!(reply.attempts(), 2);
}

#[tokio::test]
async fn the_limit_of_one_attempt_leaves_time_for_another() {
    let stalls: [&[u8]; 2] = [b"", b"HTTP/1.1 200 X\r\nContent-Length: 90\r\n\r\n{"];
    for bytes in stalls {
        let server = Server::start(move |n, _, peer| {
            peer.send(if n == 0 { bytes.to_vec() } else { good() });
            peer.wait(if n == 0 { 3000 } else { 0 });
        });
        let client =
            build(builder(&server).retry(short()).attempt_timeout(Duration::from_millis(200)));
        let began = Instant::now();
        let reply = list(&client, "a").with_response().await.expect("the second attempt succeeds");
        assert_eq!(reply.attempts(), 2);
        assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    }
}

#[tokio::test]
async fn the_limit_of_one_attempt_is_told_as_such() {
    let server = Server::start(|_, _, peer| peer.wait(3000));
    let limit = Duration::from_millis(100);
    let call = list(&build(builder(&server).retry(short())), "a").attempt_timeout(limit);
    let error = call.await.expect_err("a failure");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 3));
    let text = "no reply within 0.1 s, the limit of one attempt";
    assert!(error.to_string().contains(text), "{error}");
    // A POST may have had its effect.
    let error = create(&client(&server)).attempt_timeout(limit).await.expect_err("a failure");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
    // The total limit goes before it.
    let call = list(&client(&server), "a").attempt_timeout(Duration::from_secs(9)).timeout(limit);
    let error = call.await.expect_err("a failure");
    assert!(error.to_string().contains("no reply within 0.1 s ("), "{error}");
}

#[tokio::test]
async fn a_connection_that_has_gone_dead_is_left_for_another() {
    // The server answers the first request of each connection and never again, though the connection stays open.
    let server = Server::start(|_, _, peer| {
        peer.send(b"HTTP/1.1 200 X\r\nContent-Length: 25\r\n\r\n{\"result\":[{\"id\":\"one\"}]}");
        peer.wait(5000);
    });
    let limit = Duration::from_millis(300);
    let client = build(builder(&server).retry(short()).attempt_timeout(limit));
    let first = list(&client, "a").with_response().await.expect("a list");
    let second = list(&client, "a").with_response().await.expect("a list");
    assert_eq!((first.attempts(), second.attempts(), server.seen().len()), (1, 2, 2));
}

#[tokio::test]
async fn a_reply_says_what_is_left_of_the_rate_limit() {
    let cases = [
        (
            "Ratelimit: \"default\";r=50;t=30\r\nRatelimit-Policy: \"default\";q=1200;w=300",
            [Some(1200), Some(50), Some(30), Some(300)],
        ),
        ("RateLimit: limit=100, remaining=7, reset=5", [Some(100), Some(7), Some(5), None]),
        (
            "RateLimit-Limit: 10, 10;w=60\r\nRateLimit-Remaining: 0\r\nRateLimit-Reset: 9",
            [Some(10), Some(0), Some(9), None],
        ),
        (
            "X-RateLimit-Limit: 5000\r\nX-RateLimit-Remaining: 4999\r\nX-RateLimit-Reset: 1000000000",
            [Some(5000), Some(4999), Some(0), None],
        ),
        ("X-Rate-Limit-Remaining: 3", [None, Some(3), None, None]),
    ];
    for (headers, wanted) in cases {
        let server = Server::fixed(reply(200, headers, r#"{"result":[]}"#));
        let reply = list(&client(&server), "a").with_response().await.expect("a list");
        let limit = reply.rate_limit().expect("a rate limit");
        let seconds = |time: Option<Duration>| time.map(|time| time.as_secs());
        let found = [limit.limit, limit.remaining, seconds(limit.reset), seconds(limit.window)];
        assert_eq!(found, wanted, "{headers}");
    }
    let server = Server::fixed(reply(429, "RateLimit: \"x\";r=0;t=300\r\nRetry-After: 300", "{}"));
    let error = list(&client(&server), "a").await.expect_err("a failure");
    let crate::runtime::Error::Api(error) = error else { panic!("{error}") };
    assert_eq!(error.rate_limit().and_then(|limit| limit.remaining), Some(0));
    let server = Server::fixed(reply(200, "RateLimit: nonsense", r#"{"result":[]}"#));
    let reply = list(&client(&server), "a").with_response().await.expect("a list");
    assert_eq!(reply.rate_limit(), None);
}

#[tokio::test]
async fn any_reply_can_be_had_as_it_is() {
    let server = Server::fixed(json(200, "no JSON at all"));
    let reply = list(&client(&server), "a").raw().await.expect("bytes");
    assert_eq!((&**reply.value(), reply.status().as_u16()), (&b"no JSON at all"[..], 200));
    assert_eq!(server.seen()[0].header("accept"), Some("application/json"));
    let mut stream = list(&client(&server), "a").streamed().await.expect("a stream").into_inner();
    assert_eq!(&*stream.next().await.expect("a chunk").expect("bytes"), b"no JSON at all");
}

#[tokio::test]
async fn members_can_be_added_to_a_body() {
    let server = Server::fixed(json(200, "{}"));
    let call = |body: &str| Whole {
        call: Call::new(&client(&server), &CREATE).with_json(&super::value(body)),
    };
    call(r#"{"a":1.10,"b":2}"#)
        .body_member("b", &"new")
        .body_member("c", &vec![1])
        .await
        .expect("sent");
    Whole { call: Call::new(&client(&server), &CREATE) }.body_member("a", &1).await.expect("sent");
    let seen = server.seen();
    assert_eq!(seen[0].text(), r#"{"a":1.10,"b":"new","c":[1]}"#);
    assert_eq!(
        (&*seen[1].text(), seen[1].header("content-type")),
        (r#"{"a":1}"#, Some("application/json"))
    );
    let error = call("[]").body_member("a", &1).await.expect_err("refused");
    assert_eq!((error.kind(), server.seen().len()), (ErrorKind::Request, 2), "{error}");
}
