//! How often and when a failed attempt is repeated.

use super::server::{Server, good, json, reply};
use super::{CREATE, Unit, build, builder, client, list};
use crate::runtime::{Call, ErrorKind, Operation, Retry};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A client whose own waits are short.
fn quick(server: &Server) -> crate::runtime::Client {
    build(
        builder(server)
            .retry(Retry::default().waits(Duration::from_millis(20), Duration::from_millis(40))),
    )
}

/// A date in a header.
fn date(time: SystemTime) -> String {
    let seconds = time.duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    let (mut day, clock) = (seconds / 86400, seconds % 86400);
    let mut year = 1970;
    let leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    while day >= 365 + u64::from(leap(year)) {
        day -= 365 + u64::from(leap(year));
        year += 1;
    }
    let lengths = [31, 28 + u64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 0;
    while day >= lengths[month] {
        day -= lengths[month];
        month += 1;
    }
    let name =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month];
    format!(
        "Sat, {:02} {name} {year} {:02}:{:02}:{:02} GMT",
        day + 1,
        clock / 3600,
        clock / 60 % 60,
        clock % 60
    )
}

#[tokio::test]
async fn two_retries_with_growing_waits_by_default() {
    let server = Server::fixed(json(503, "{}"));
    let error = list(&client(&server), "a").await.expect_err("a failure");
    assert_eq!((error.kind(), error.attempts(), server.seen().len()), (ErrorKind::Api, 3, 3));
    let gaps = server.gaps();
    assert!((370..700).contains(&gaps[0]) && (740..1250).contains(&gaps[1]), "{gaps:?}");
}

#[tokio::test]
async fn the_statuses_that_are_repeated() {
    for status in [408, 409, 429, 500, 502, 503, 504, 520, 599] {
        let server = Server::sequence(vec![json(status, "{}"), good()]);
        let reply =
            list(&quick(&server), "a").with_response().await.expect("the second attempt succeeds");
        assert_eq!((reply.attempts(), server.seen().len()), (2, 2), "{status}");
    }
    for status in [400, 401, 403, 404, 410, 422, 425] {
        let server = Server::sequence(vec![json(status, "{}"), good()]);
        let error = list(&quick(&server), "a").await.expect_err("a failure");
        assert_eq!((error.attempts(), server.seen().len()), (1, 1), "{status}");
    }
}

#[tokio::test]
async fn broken_connections_are_repeated() {
    let cases: [&[u8]; 4] =
        [b"", b"HTTP/1.1 20", b"HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\n{", b"garbage\r\n\r\n"];
    for bytes in cases {
        let server = Server::sequence(vec![bytes.to_vec(), bytes.to_vec(), good()]);
        let reply =
            list(&quick(&server), "a").with_response().await.expect("the third attempt succeeds");
        assert_eq!(reply.attempts(), 3, "{}", String::from_utf8_lossy(bytes));
        let server = Server::fixed(bytes);
        let error = list(&quick(&server), "a").await.expect_err("a failure");
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 3), "{error}");
        assert!(std::error::Error::source(&error).is_some());
    }
}

#[tokio::test]
async fn a_refused_connection_is_repeated_and_told() {
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a port")
        .port();
    let server = Server::fixed(good());
    let error = list(&quick(&server), "a")
        .base_url(format!("http://127.0.0.1:{port}"))
        .await
        .expect_err("a failure");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 3));
    assert!(
        error.to_string().starts_with("things.list: could not connect: Connection refused"),
        "{error}"
    );
}

#[tokio::test]
async fn no_body_and_no_list_is_repeated_for_a_decode_error() {
    let server = Server::fixed(json(200, "<html>"));
    let error = list(&quick(&server), "a").await.expect_err("a failure");
    assert_eq!((error.attempts(), server.seen().len()), (1, 1));
}

#[tokio::test]
async fn the_number_of_retries_can_be_set_for_client_and_call() {
    let server = Server::fixed(json(503, "{}"));
    let waits = Retry::default().waits(Duration::from_millis(5), Duration::from_millis(5));
    let client = build(builder(&server).retry(waits).max_retries(1));
    assert_eq!(list(&client, "a").await.expect_err("a failure").attempts(), 2);
    assert_eq!(list(&client, "a").max_retries(0).await.expect_err("a failure").attempts(), 1);
    assert_eq!(list(&client, "a").max_retries(4).await.expect_err("a failure").attempts(), 5);
    assert_eq!(
        list(&build(builder(&server).retry(Retry::never())), "a")
            .await
            .expect_err("a failure")
            .attempts(),
        1
    );
}

#[tokio::test]
async fn a_post_is_repeated_only_with_an_idempotency_key() {
    let server = Server::fixed(json(503, "{}"));
    let create = || Unit { call: Call::new(&quick(&server), &CREATE).with_json("x") };
    assert_eq!(create().await.expect_err("a failure").attempts(), 1);
    assert_eq!(create().idempotency_key("k-1").await.expect_err("a failure").attempts(), 3);
    let keys: Vec<_> = server
        .seen()
        .iter()
        .map(|seen| seen.header("idempotency-key").map(str::to_owned))
        .collect();
    assert_eq!(keys, [None, Some("k-1".into()), Some("k-1".into()), Some("k-1".into())]);
    assert!(server.seen().iter().all(|seen| seen.text() == "\"x\""));
}

#[tokio::test]
async fn a_put_is_repeated_only_when_the_policy_says_so() {
    static PUT: Operation = Operation::new("x", crate::runtime::Method::Put, "/x");
    let server = Server::fixed(json(503, "{}"));
    let put = |client| Unit { call: Call::new(&client, &PUT) };
    assert_eq!(put(quick(&server)).await.expect_err("a failure").attempts(), 1);
    let policy =
        Retry::default().waits(Duration::from_millis(5), Duration::from_millis(5)).idempotent();
    assert_eq!(
        put(build(builder(&server).retry(policy))).await.expect_err("a failure").attempts(),
        3
    );
}

#[tokio::test]
async fn retry_after_in_seconds_is_obeyed() {
    let server = Server::sequence(vec![reply(429, "Retry-After: 2", "{}"), good()]);
    list(&quick(&server), "a").await.expect("the second attempt succeeds");
    assert!((1950..2600).contains(&server.gaps()[0]), "{:?}", server.gaps());
}

#[tokio::test]
async fn retry_after_as_a_date_is_obeyed_whatever_its_weekday() {
    let server = Server::start(|n, _, peer| {
        let soon = date(SystemTime::now() + Duration::from_secs(3));
        peer.send(if n == 0 { reply(503, &format!("Retry-After: {soon}"), "{}") } else { good() });
    });
    list(&quick(&server), "a").await.expect("the second attempt succeeds");
    assert!((1900..3300).contains(&server.gaps()[0]), "{:?}", server.gaps());
}

#[tokio::test]
async fn a_date_may_have_either_of_its_older_forms() {
    let date = date(SystemTime::now() + Duration::from_secs(600));
    let words: Vec<&str> = date.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let [_, day, month, year, clock, _] = words[..] else { panic!("{date}") };
    for asked in [
        format!("Saturday, {day}-{month}-{} {clock} GMT", &year[2..]),
        format!("Sat {month} {:>2} {clock} {year}", day.trim_start_matches('0')),
    ] {
        let server = Server::fixed(reply(503, &format!("Retry-After: {asked}"), "{}"));
        let error = list(&client(&server), "a").await.expect_err("a failure");
        let wait = error.retry_after().expect("a wait").as_secs();
        assert!((595..601).contains(&wait), "{asked}: {wait}");
    }
}

#[tokio::test]
async fn retry_after_of_nothing_or_the_past_means_at_once() {
    for asked in [
        "0",
        "0.0",
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
    ] {
        let server =
            Server::sequence(vec![reply(503, &format!("Retry-After: {asked}"), "{}"), good()]);
        list(&client(&server), "a").await.expect("the second attempt succeeds");
        assert!(server.gaps()[0] < 300, "{asked}: {:?}", server.gaps());
    }
}

#[tokio::test]
async fn retry_after_that_is_junk_leaves_the_usual_wait() {
    for asked in [
        "soon",
        "-5",
        "1e3",
        "",
        "Sun, 31 Foo 2020 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 CET",
        "1, 2",
    ] {
        let server =
            Server::sequence(vec![reply(503, &format!("Retry-After: {asked}"), "{}"), good()]);
        let reply =
            list(&client(&server), "a").with_response().await.expect("the second attempt succeeds");
        assert_eq!(reply.attempts(), 2);
        assert!((370..700).contains(&server.gaps()[0]), "{asked}: {:?}", server.gaps());
    }
}

#[tokio::test]
async fn a_wait_beyond_a_minute_ends_the_call_at_once() {
    let far = date(SystemTime::now() + Duration::from_secs(3600));
    for (asked, seconds) in [
        ("300", 300..301),
        ("61", 61..62),
        (&*far, 3590..3601),
        ("99999999999999999999999", 1 << 31..u64::MAX),
    ] {
        let server = Server::fixed(reply(429, &format!("Retry-After: {asked}"), "{}"));
        let began = Instant::now();
        let error = list(&client(&server), "a").await.expect_err("a failure");
        assert!(began.elapsed() < Duration::from_secs(1));
        assert_eq!((error.attempts(), error.is_rate_limited()), (1, true));
        assert!(
            error.retry_after().is_some_and(|wait| seconds.contains(&wait.as_secs())),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_wait_that_the_time_limit_has_no_room_for_ends_the_call_at_once() {
    let server = Server::fixed(reply(503, "Retry-After: 30", "{}"));
    let began = Instant::now();
    let error =
        list(&client(&server), "a").timeout(Duration::from_secs(5)).await.expect_err("a failure");
    assert!(began.elapsed() < Duration::from_secs(1));
    assert_eq!(
        (error.kind(), error.retry_after(), error.attempts()),
        (ErrorKind::Api, Some(Duration::from_secs(30)), 1)
    );
    let server = Server::fixed(json(503, "{}"));
    let error = list(&client(&server), "a")
        .timeout(Duration::from_millis(300))
        .await
        .expect_err("a failure");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Api, 1));
}

#[tokio::test]
async fn the_observer_hears_of_each_attempt() {
    let server = Server::sequence(vec![
        reply(503, "CF-Ray: r1\r\nRetry-After: 0", "{}"),
        b"".to_vec(),
        reply(404, "CF-Ray: r3", "{}"),
    ]);
    let lines: Arc<Mutex<Vec<String>>> = Arc::default();
    let heard = lines.clone();
    let retry = Retry::default().waits(Duration::from_millis(10), Duration::from_millis(10));
    let client = build(builder(&server).retry(retry).observer(move |attempt| {
        let kind = attempt.error.map(|error| error.kind().as_str());
        let status = attempt.status.map(|status| status.as_u16());
        let line = format!(
            "{} {} {:?} {:?} {:?} {}",
            attempt.operation,
            attempt.number,
            status,
            attempt.request_id,
            kind,
            attempt.wait.is_some()
        );
        heard.lock().expect("no observer panicked").push(line);
    }));
    list(&client, "a").await.expect_err("a failure");
    let lines = lines.lock().expect("no observer panicked").clone();
    assert_eq!(
        lines,
        [
            "things.list 1 Some(503) Some(\"r1\") None true",
            "things.list 2 None None Some(\"transport\") true",
            "things.list 3 Some(404) Some(\"r3\") None false"
        ]
    );
}
